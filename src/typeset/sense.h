/*
 * sense: which words of a text are read together, where a title may well be divided, and what is
 * no word; for shape and items only.
 */
#ifndef RECTO_TYPESET_SENSE_H
#define RECTO_TYPESET_SENSE_H

#include "base/str.h"

/* Whether the space between bytes `at` and `after` stands between an abbreviation and what it
 * belongs to: "pp. 464", "no. 7", "Prof. Berg". */
bool sense_ties(Str text, size_t at, size_t after);

/* Whether the word that ends at byte `at` is an article, a preposition or the like, in the
 * languages that have them as words: it leads to the next one. */
bool sense_leads(Str text, size_t at);

/* Whether a part of a title ends at byte `at`: with a colon, a question mark, a dash. */
bool sense_ends(Str text, size_t at);

/* Whether byte `at` is in a short piece of CJK text between brackets behind other text, such as
 * somebody's name in the own script. */
bool sense_in_aside(Str text, size_t at);

/* Whether the hyphen that ends at byte `at` is that of a range or the like: a digit is before it.
 */
bool sense_in_range(Str text, size_t at);

/*
 * Whether a word with figures is a sign: capitals beside them ("HTML5", "COVID-19", "H.264"), a
 * scheme before them ("arXiv:2404.19756"), groups of them ("0000-0002-1825-0097"). Old-style
 * figures, which go with small letters, look lost there.
 */
bool sense_is_sign(Str word);

#endif
