/*
 * page: a vertical list of rows to pages.
 *
 * A row is what may not be cut: a line of text, a picture, a short table row. Above each row stands
 * glue, and a cost for a page that ends there. page_break chooses all breaks at once, so that the
 * sum of the costs of breaks and of badly filled pages is least (Plass, Optimal Pagination
 * Techniques for Automatic Typesetting Systems, 1981; Mittelbach, A General Framework for Globally
 * Optimized Pagination, 2016): dynamic programming over the rows, where each looks back over no
 * more than one page. It never fails: a row that is taller than the page gets a page of its own.
 *
 * Everything is in the caller's arena.
 */
#ifndef RECTO_TYPESET_PAGE_H
#define RECTO_TYPESET_PAGE_H

#include "typeset/frame.h"

/* Costs of a break above a row. Negative ones invite it. */
enum {
	PAGE_INVITE = -40,  /* above a heading */
	PAGE_LINE = 30,	    /* between lines of a paragraph */
	PAGE_HYPHEN = 60,   /* added when the line above ends in a hyphen */
	PAGE_LEAD_IN = 400, /* between a paragraph that announces a list, and the list */
	PAGE_LEAD = 500,    /* below the first line after a heading */
	PAGE_ENTRY = 1200,  /* within an entry that should stay whole */
	PAGE_ITEM = 900,    /* within a short list */
	PAGE_SPLIT = 700,   /* added when a footnote goes on at the next page */
	PAGE_WIDOW = 2000,  /* leaves one line of a paragraph alone */
	PAGE_FORBID = 1000000,
	PAGE_FORCE = -1000000, /* a page begins here whatever it costs */
};

typedef struct PageHead PageHead;

typedef struct {
	Len ascent, depth;	  /* above and below the row's baseline */
	Len gap, stretch, shrink; /* the glue above; it vanishes at the top of a page */
	int cost;		  /* of a break above it */
	FrameItem *items;	  /* x from the left of the page, y from the row's baseline */
	size_t count;
	const PageHead *head; /* set again when a page begins with this row; or NULL */
} PageRow;

/* The head of a table, repeated on each page as artifacts. */
struct PageHead {
	const PageRow *rows;
	size_t count;
	Len height; /* with the gap below it */
};

/* A rectangle behind the rows [first, last], cut at page ends: panels of code, bars of quotations.
 */
typedef struct {
	size_t first, last;
	Len top, bottom; /* from the top of the first and the bottom of the last row; outwards is
			    negative, positive */
	Len x, w;
	uint32_t colour;
	Len radius;
} PageDeco;

/* Rows and their decorations. */
typedef struct {
	const PageRow *rows;
	size_t count;
	const PageDeco *decos;
	size_t deco_count;
} PageStack;

/* All that is to be broken into pages. */
typedef struct {
	PageStack text, notes; /* notes in the order of their first references */
	/* For each row of the text, with those above it: how many rows of notes are called for, and
	 * where the last of these notes begins. NULL: there are no notes. */
	const size_t *note_ends, *note_starts;
	Len note_gap;	/* between text and notes, with the rule */
	FrameItem rule; /* above notes; y from the first row's top, upwards is negative */
	Len height;	/* of a page's text */
} PageMatter;

/* A page: rows [first, end) of the text, then those of the notes; and how far its glue is stretched
 * (positive) or shrunk (negative), -1 to 1. Pages behind the text may hold notes only. */
typedef struct {
	size_t first, end, note_first, note_end;
	double ratio;
} PageCut;

/* The pages of `matter`. No rows: no pages. Returns how many. */
size_t page_break(Arena *arena, const PageMatter *matter, PageCut **cuts);

/* What a page of rows [first, end) costs, without notes and without the break; `last`: nothing
 * follows on it. Below zero: impossible. */
double page_cost(const PageRow *rows, size_t first, size_t end, Len height, bool last);

/* The height of the text of a page as it is broken, of the notes below it. */
Len page_text_height(const PageMatter *matter, const PageCut *cut);
Len page_note_height(const PageMatter *matter, const PageCut *cut);

/* Places rows and decorations on frames of `paper` (which has as many as there are cuts), from
 * `top` downwards. */
void page_place(Arena *arena, Paper *paper, const PageMatter *matter, const PageCut *cuts,
		size_t cut_count, Len top);

#endif
