/*
 * item: box, glue, penalty: all that the line breaker sees of a paragraph.
 *
 * After Knuth and Plass, Breaking Paragraphs into Lines (Software: Practice and Experience 11,
 * 1981). Widths are Len. A break is legal at a penalty below ITEM_INFINITE and at glue that follows
 * a box.
 */
#ifndef RECTO_TYPESET_ITEM_H
#define RECTO_TYPESET_ITEM_H

#include "base/len.h"

typedef enum { ITEM_BOX, ITEM_GLUE, ITEM_PENALTY } ItemKind;

enum { ITEM_INFINITE = 10000 };

typedef struct {
	ItemKind kind;
	bool flagged;	     /* penalty: a hyphen */
	Len width;	     /* box, glue: natural; penalty: added when the line breaks here */
	Len next;	     /* penalty: added to the line that begins here */
	Len stretch, shrink; /* of a box: by letters a little wider or narrower */
	int fill;	     /* glue: above 0 its stretch has no end */
	int cost;	     /* penalty: -ITEM_INFINITE forces, ITEM_INFINITE forbids */
	/* how far a box hangs out at a line's start and end; a penalty: its hyphen at the end */
	Len protrude_left, protrude_right;
	uint32_t from, to; /* bytes of the paragraph's text it stands for */
	uint32_t ref;	   /* for the maker: which glyphs */
} Item;

/* Whether a line ends there in any case. */
static inline bool item_is_forced(const Item *item)
{
	return item->kind == ITEM_PENALTY && item->cost <= -ITEM_INFINITE;
}

struct ItemList {
	Item *items;
	size_t len, cap;
};

#endif
