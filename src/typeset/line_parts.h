/*
 * line_parts: what the files of line.c share: a line that is being placed.
 *
 * All of it is the placer's and lives as long as the lines of one paragraph are placed; what the
 * lines keep is in `arena` and `keep`. Nothing here fails.
 */
#ifndef RECTO_TYPESET_LINE_PARTS_H
#define RECTO_TYPESET_LINE_PARTS_H

#include "typeset/setting.h"

typedef struct {
	const Segment *segment, *last; /* the first and the last it covers */
	uint32_t glyph, end;
	Len w, hanging; /* of what stands on the line, and of what hangs beyond it */
	Len x;
	/* glyphs that the text does not have: a hyphen; the space for a forced break, or 0 */
	bool hyphen;
	uint32_t space;
} LineChunk;

typedef VEC(LineChunk) LineChunks;
typedef VEC(FrameItem) FrameItems;

typedef struct {
	Setting *s;
	Arena *arena, *keep; /* of the result: items, and what they point to */
	LinebreakWidths widths;
	size_t segment; /* that the line starts in, or before it */
	Justified line; /* the line at hand */
	LineChunks chunks;
	FrameItems items;
} LinePlacer;

/* line_items.c: adds to p->items what the chunks of the line show: the grounds behind them, their
 * texts and objects, their links. */
void line_add_backgrounds(LinePlacer *p);
void line_add_texts(LinePlacer *p);
void line_add_links(LinePlacer *p);

#endif
