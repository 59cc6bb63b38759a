/* bib_parts: what the files of front/bib ask of each other. No other file includes this. */
#ifndef RECTO_FRONT_BIB_PARTS_H
#define RECTO_FRONT_BIB_PARTS_H

#include "front/bib.h"

/* Gives entries with a `crossref` what they do not say themselves. A reference to nothing is a
 * warning. */
void bib_follow_references(Arena *arena, BibEntry *entries, size_t count, Diags *diags);

#endif
