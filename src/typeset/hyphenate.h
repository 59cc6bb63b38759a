/*
 * hyphenate: where words may be divided, by the patterns of their language.
 *
 * The files are those of libhyphen (Debian: hyphen-en-us and its kin, hyph_LANG.dic). One is looked
 * for when a language is first asked for; reading it takes a few milliseconds. A language without a
 * dictionary has no hyphens, and nothing is said about it.
 */
#ifndef RECTO_TYPESET_HYPHENATE_H
#define RECTO_TYPESET_HYPHENATE_H

#include "base/str.h"

typedef struct Hyphens Hyphens;

/* `folders`: where hyph_LANG.dic files are; lent. All memory is the arena's. */
Hyphens *hyphens_new(Arena *arena, const Str *folders, size_t folder_count);

enum { HYPHENS_WORD = 96 };

/*
 * Sets marks[i] to 1 where the word may be divided before byte i, 0 elsewhere, for i below
 * word.len. The word is letters alone, at most HYPHENS_WORD bytes. False when there is no place.
 */
bool hyphens_find(Hyphens *hyphens, Str lang, Str word, uint8_t *marks);

#endif
