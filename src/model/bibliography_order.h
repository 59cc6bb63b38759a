/*
 * bibliography_order: in what order publications are listed, and in what groups.
 *
 * Keys are strings that compare by their bytes; they live in the site's arena. Nothing fails: an
 * entry without the field has an empty key and comes first.
 */
#ifndef RECTO_MODEL_BIBLIOGRAPHY_ORDER_H
#define RECTO_MODEL_BIBLIOGRAPHY_ORDER_H

#include "model/site_parts.h"

enum { ORDER_LEVELS = 4 }; /* of groups and of orders */

/* One level of "year, month" with its direction. */
typedef struct {
	Str key;
	bool descending;
} OrderLevel;

typedef struct {
	OrderLevel levels[ORDER_LEVELS];
	size_t count;
} OrderLevels;

typedef struct {
	const Publication *item;
	Str group_keys[ORDER_LEVELS], group_names[ORDER_LEVELS], sort_keys[ORDER_LEVELS];
	const OrderLevels *groups, *sorts;
	size_t index;
} Listed;

/* "year, month" and "descending, ascending" as levels. */
OrderLevels order_levels(Str keys, Str orders);
/* What an entry is sorted by: a field, or year, month, name, type, key, author. */
Str order_key(Arena *arena, const Publication *p, Str key);
/* Under which key the group of an entry is sorted, and what its heading says. */
void order_group(Site *site, const Publication *p, Str by, Str type_order, Str *key, Str *name);
/* For qsort of Listed: groups, then orders, then as they came. */
int order_compare(const void *a, const void *b);

#endif
