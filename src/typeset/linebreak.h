/*
 * linebreak: where to break a paragraph into lines, so that the whole looks best.
 *
 * A pure function over items, after Knuth and Plass, Breaking Paragraphs into Lines (Software:
 * Practice and Experience 11, 1981), with the parameters and the integer costs of TeX (The TeXbook,
 * chapter 14; TeX: The Program, part 38). It knows no text and no face.
 */
#ifndef RECTO_TYPESET_LINEBREAK_H
#define RECTO_TYPESET_LINEBREAK_H

#include "base/arena.h"
#include "typeset/item.h"

typedef struct {
	Len width, narrow_width; /* of the lines from `narrow_lines` on, of those before */
	size_t narrow_lines;
	Len first_indent; /* taken from the first line */
} LinebreakWidths;

/* The width of line `line`, counted from 0; not below 0. */
Len linebreak_width(const LinebreakWidths *widths, size_t line);

typedef struct {
	int tolerance; /* the largest badness of a line, up to 10000 */
	int line_penalty, double_hyphen_demerits, final_hyphen_demerits, adj_demerits;
	/* as many lines more (below 0: fewer) than look best, or as near as can be */
	int looseness;
	/* a last line with less than `last_least` on it is bad, up to `last_badness` with nothing,
	 * whatever the tolerance; 0: never */
	Len last_least;
	int last_badness;
	/* every line is taken to stretch by so much more: ragged text has it too */
	Len emergency_stretch;
	bool final; /* where nothing fits, lines are overfull rather than none */
} LinebreakParams;

/* TeX's: tolerance 200, line penalty 10, demerits 10000, 5000, 10000; any last line will do. */
LinebreakParams linebreak_params(void);

typedef struct {
	uint32_t item;	/* the glue or penalty at which the line ends */
	uint32_t start; /* the first item that is on the line */
	double ratio;	/* of stretch or (below 0) shrink used */
} Linebreak;

/* How far a line from `start` to a break at `at` hangs out at its left and at its right. `start`
 * may be `count`: behind the last break nothing is left. */
Len linebreak_hang_left(const Item *items, size_t count, size_t start);
Len linebreak_hang_right(const Item *items, size_t at);

/* How bad a last line is that has so much on it, by `last_least`. */
int linebreak_shortness(const LinebreakParams *params, int64_t width);

enum { BADNESS_INFINITE = 10000 };

/* TeX's badness: about 100 (wanted / available)^3, at most 10000. */
int linebreak_badness(int64_t wanted, int64_t available);

/*
 * Breaks `items`, which end with a forced penalty. Returns the number of lines and their ends in
 * *breaks (in `arena`); 0 when no way keeps within the tolerance. Time is linear in the items for
 * lines of bounded length.
 */
size_t linebreak_find(Arena *arena, const Item *items, size_t count, const LinebreakWidths *widths,
		      const LinebreakParams *params, Linebreak **breaks);

#endif
