/*
 * cost: what it costs to end a line at a place of the text, beyond how the line looks; for items
 * only.
 *
 * Penalties are TeX's where TeX has them. Ragged text has other places to end its lines, so it is
 * divided within words, ranges and names only at need.
 */
#ifndef RECTO_TYPESET_COST_H
#define RECTO_TYPESET_COST_H

#include "typeset/spacing.h"

enum {
	COST_TIE = 300,	      /* between an abbreviation and its number, in a name in brackets */
	COST_CODE = 500,      /* in code, after . _ and the like */
	COST_ANYWHERE = 9999, /* as bad as the worst of lines */
};

/* At a hyphen that is put in. */
int cost_hyphen(const Setting *s);
/* Before byte `at`, where UAX #14 allows a break; `side` is that of the character before it. */
int cost_mark(const Setting *s, size_t at, Side side);
/* At the space between bytes `at` and `after`, which is in `segment`. */
int cost_space(const Setting *s, const Segment *segment, size_t at, size_t after);
/* Before byte `at` of a box that no line can hold; ITEM_INFINITE: not there. */
int cost_cut(const Setting *s, size_t at, ItemsLeave leave);

bool cost_is_hyphen(uint32_t rune);
/* The marks behind which addresses may be divided. */
bool cost_is_address(uint32_t rune);

#endif
