/*
 * spacing: the space between characters where CJK takes part.
 *
 * Between CJK characters there is glue that only stretches, a little; between CJK and Latin a
 * quarter of an em (CLREQ 3.2.2, JLREQ 3.2.6; not in Korean). Full-width brackets, commas and stops
 * are set half width, with the other half as glue beside them, which goes at the edges of a line
 * and next to other such marks (JLREQ 3.1.2, 3.1.4).
 */
#ifndef RECTO_TYPESET_SPACING_H
#define RECTO_TYPESET_SPACING_H

#include "typeset/setting.h"

/* How a character behaves towards its neighbours. */
typedef enum {
	SIDE_NONE,
	SIDE_OTHER,
	SIDE_LATIN,
	SIDE_HANGUL,
	SIDE_CJK,
	SIDE_OPEN,
	SIDE_CLOSE
} Side;

/* The side of a character of that advance; an opening or closing one is full width, or halved
 * already. */
Side spacing_side(const Segment *segment, uint32_t rune, Len advance);
/* Brackets and stops to half their width, once; an opening one has its ink in the right half. */
void spacing_halve(FaceGlyph *g, Side side, Len em);
/* The glue without a glyph between two characters of these sizes; none when it has neither width
 * nor stretch. */
Item spacing_gap(Side last, Len last_em, Side next, Len next_em, bool ragged);

#endif
