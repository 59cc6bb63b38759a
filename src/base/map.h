/*
 * map: a hash table from Str to pointer that remembers the order of insertion.
 *
 * Iterate with `for (i = 0; i < map.len; i++) map.entries[i]`: the order is that of the first
 * insertion and never that of the hash. Keys are borrowed; the arena owns the table.
 */
#ifndef RECTO_BASE_MAP_H
#define RECTO_BASE_MAP_H

#include "base/str.h"

typedef struct {
	Str key;
	void *value;
} MapEntry;

typedef struct {
	Arena *arena;
	MapEntry *entries;
	uint32_t *slots; /* 0: free, else index + 1 */
	size_t len, cap, slot_count;
} Map;

static inline Map map_in(Arena *arena)
{
	return (Map){.arena = arena};
}

/* The value under `key`, or NULL. */
void *map_get(const Map *map, Str key);
/* Whether there is an entry, even one with value NULL. */
bool map_has(const Map *map, Str key);
/* Sets the value under `key`; returns the value it had, or NULL. */
void *map_set(Map *map, Str key, void *value);

#endif
