/*
 * sequence: what two sequences of numbers have in common, in order.
 *
 * The numbers stand for lines, blocks or words: equal things have equal numbers, below `kinds`, so
 * small tables do for a dictionary. Nothing can fail. Time grows with the length of the sequences,
 * not with its square, however little they have in common: what costs too much is left unmatched.
 */
#ifndef RECTO_BASE_SEQUENCE_H
#define RECTO_BASE_SEQUENCE_H

#include "base/arena.h"

#include <stdbool.h>
#include <stdint.h>

typedef struct {
	const uint32_t *items;
	size_t len;
} Sequence;

/* No partner. */
#define SEQUENCE_NONE UINT32_MAX

/*
 * The partner in `b` of each item of `a`, or SEQUENCE_NONE: equal numbers, in increasing order. The
 * array has a.len elements and is owned by `arena`, which holds what is passing too.
 */
uint32_t *sequence_match(Arena *arena, Sequence a, Sequence b, uint32_t kinds);

/*
 * Marks a longest part of `values` that increases: keep[i] is set for those in it (others are not
 * touched). SEQUENCE_NONE among the values stands for nothing and is passed over.
 */
void sequence_increasing(Arena *arena, const uint32_t *values, size_t count, bool *keep);

#endif
