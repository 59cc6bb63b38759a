/*
 * spread: changed pages of two Papers side by side on sheets, old ones left, new ones right, with
 * what changed marked.
 *
 * The pages stay as they are set; marks lie below their text and beside it. Everything lives in the
 * arena; faces and pictures are lent by both Papers.
 */
#ifndef RECTO_TYPESET_SPREAD_H
#define RECTO_TYPESET_SPREAD_H

#include "typeset/compare.h"
#include "typeset/layout.h"

/* Both sides with their names, which stand above the pages. */
typedef struct {
	const Paper *paper;
	Str name;
} SpreadSide;

/*
 * A Paper with one sheet for each pair of pages that changed; `options` are for the words above the
 * pages. Without such a pair it has one page that says so, and no sheet. Returns how many sheets.
 */
size_t spread_make(Arena *arena, Fonts *fonts, const LayoutOptions *options, Diags *diags,
		   const Comparison *comparison, const SpreadSide *old, const SpreadSide *new,
		   Paper *out);

#endif
