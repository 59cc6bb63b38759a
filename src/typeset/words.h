/*
 * words: what in a paragraph is a word that hyphens may divide; for items only.
 */
#ifndef RECTO_TYPESET_WORDS_H
#define RECTO_TYPESET_WORDS_H

#include "typeset/setting.h"

/* Spaces that stand between words. */
bool words_is_blank(uint32_t rune);
/* The character that ends at byte `at`, 0 at the start. */
uint32_t words_rune_before(const Setting *s, size_t at);

/*
 * The letters of a word that may be divided: it stands between blanks, has its letters in one
 * stretch, or in several with apostrophes between them, of which the longest is meant
 * (l'ordinateur, children's), and is no acronym. Addresses and names with digits are left whole by
 * that.
 */
Str words_divisible(const Setting *s, uint32_t from, uint32_t to);
/*
 * Marks in marks[word.len] the bytes behind the soft hyphens inside a word; false: there are none.
 */
bool words_soft_hyphens(Str word, uint8_t marks[]);

#endif
