/*
 * names: which words of a paragraph are people's names, so that lines need not end inside one; for
 * items only.
 *
 * In a line of authors (TextStyle.names) each part between commas that looks like a name is one:
 * two words to four with capitals, particles ("van", "de") between them, marks ("*", "#") beside
 * them. Elsewhere three such parts must follow each other, of which the first may have other words
 * before it and the last behind it. Names without capitals (CJK) have no spaces to speak of.
 */
#ifndef RECTO_TYPESET_NAMES_H
#define RECTO_TYPESET_NAMES_H

#include "typeset/setting.h"

/* For each byte of the paragraph whether it is in a name, its spaces included; NULL: there is none.
 */
uint8_t *names_find(const Setting *s);

/* Whether the space between bytes `at` and `after` stands between initials and the name that they
 * belong to: "J. Lin", "Lin, J., and Yap, C.", "Lin J, Yap C". */
bool names_initial(Str text, size_t at, size_t after);

#endif
