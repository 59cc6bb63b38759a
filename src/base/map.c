#include "base/map.h"

/* The slot of `key`, or the free one where it belongs. There is always a free slot. */
static uint32_t *find_slot(const Map *map, Str key)
{
	size_t mask = map->slot_count - 1;
	size_t i = (size_t)str_hash(key) & mask;
	while (map->slots[i] != 0 && !str_eq(map->entries[map->slots[i] - 1].key, key))
		i = (i + 1) & mask;
	return &map->slots[i];
}

static void grow(Map *map)
{
	size_t cap = map->cap == 0 ? 8 : map->cap * 2;
	map->entries = arena_grow(map->arena, map->entries, map->cap * sizeof(MapEntry),
				  cap * sizeof(MapEntry));
	map->cap = cap;
	map->slot_count = cap * 2;
	map->slots = ARENA_ARRAY(map->arena, uint32_t, map->slot_count);
	for (size_t i = 0; i < map->len; i++)
		*find_slot(map, map->entries[i].key) = (uint32_t)i + 1;
}

static MapEntry *find(const Map *map, Str key)
{
	if (map->len == 0)
		return NULL;
	uint32_t slot = *find_slot(map, key);
	return slot == 0 ? NULL : &map->entries[slot - 1];
}

void *map_get(const Map *map, Str key)
{
	MapEntry *entry = find(map, key);
	return entry == NULL ? NULL : entry->value;
}

bool map_has(const Map *map, Str key)
{
	return find(map, key) != NULL;
}

void *map_set(Map *map, Str key, void *value)
{
	MapEntry *entry = find(map, key);
	if (entry != NULL) {
		void *old = entry->value;
		entry->value = value;
		return old;
	}
	if (map->len == map->cap)
		grow(map);
	map->entries[map->len] = (MapEntry){key, value};
	*find_slot(map, key) = (uint32_t)++map->len;
	return NULL;
}
