/*
 * flow: rows as they are made, one under another.
 *
 * Blocks ask for space and for costs of a break before they add their rows; the largest wish wins,
 * so that neighbouring gaps do not add up. flow_fix overrules what comes until the next row.
 * Anchors wait for the next row. Columns are flows of their own, joined by flow_merge. All memory
 * is the arena's.
 */
#ifndef RECTO_TYPESET_FLOW_H
#define RECTO_TYPESET_FLOW_H

#include "base/vec.h"
#include "typeset/page.h"
#include "typeset/para.h"

typedef struct {
	Arena *arena;
	VEC(PageRow) rows;
	VEC(PageDeco) decos;
	VEC(Str) anchors; /* names that wait for a row */
	Len gap;	  /* pending */
	int cost;	  /* pending */
	bool fixed;	  /* the pending gap is final */
	bool forced;	  /* the next row begins a page */
	size_t lead;	  /* the second row below a heading, or 0 */
} Flow;

static inline Flow flow_in(Arena *arena)
{
	return (Flow){.arena = arena};
}

/* Asks for at least `gap` above the next row. */
void flow_space(Flow *flow, Len gap);
/* Sets the gap above the next row, whatever is asked for. */
void flow_fix(Flow *flow, Len gap);
/* Asks for a cost of a break above the next row; the largest wins, an invitation only over nothing.
 */
void flow_cost(Flow *flow, int cost);
/* Begins a page with the next row. */
void flow_force(Flow *flow);
/* A name to be found at the next row; at the last one when none comes (flow_end). */
void flow_anchor(Flow *flow, Str name);
void flow_end(Flow *flow);

/* Adds a row whose items are placed already. The pointer is good until the next row. */
PageRow *flow_row(Flow *flow, Len ascent, Len depth, FrameItem *items, size_t count);
/* Adds the lines of a paragraph at `x`, with the costs of widows and orphans. */
void flow_lines(Flow *flow, Lines lines, Len x);
/* Puts items (y from the baseline) before those that `row` has: labels. */
void flow_add_items(Flow *flow, size_t row, const FrameItem *items, size_t count, bool before);
/* Moves items sideways. */
void flow_shift(FrameItem *items, size_t count, Len dx);

/* Height of rows [from, len) with their natural gaps. */
Len flow_height(const Flow *flow, size_t from);
/* Rows [from, len) should stay on one page when they are lower than `limit`; else their first and
 * last two lines. */
void flow_keep(Flow *flow, size_t from, Len limit);

/* A break above a row that is there costs no less than `cost`. */
void flow_raise(Flow *flow, size_t row, int cost);
/* Rows [from, len) stay on one page, as far as breaks are not forced. */
void flow_bind(Flow *flow, size_t from);

/*
 * Sets columns (whose items have their x already) side by side, first baselines level, as rows of
 * `flow`: as one row when they are lower than `whole`, else cut where no column's row is in the
 * way.
 */
void flow_merge(Flow *flow, Flow *columns, size_t count, Len whole);

#endif
