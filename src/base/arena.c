#include "base/arena.h"

#include <stdalign.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

enum { ARENA_CHUNK = 64 * 1024, ARENA_LARGE = ARENA_CHUNK / 4 };

/* A chunk's data follows its header. `large` chunks hold one block and can be resized. */
typedef struct Chunk Chunk;
struct Chunk {
	Chunk *prev, *next;
	size_t used, size;
	max_align_t data[];
};

struct Arena {
	ArenaOom *oom;
	Chunk *current; /* bump chunk */
	Chunk *full;	/* earlier bump chunks, singly linked through prev */
	Chunk *large;	/* doubly linked */
};

static _Noreturn void out_of_memory(const Arena *arena)
{
	if (arena != NULL && arena->oom != NULL)
		arena->oom();
	abort();
}

static size_t round_up(size_t size)
{
	const size_t a = alignof(max_align_t);
	return (size + a - 1) / a * a;
}

static Chunk *chunk_new(const Arena *arena, size_t size)
{
	if (size > PTRDIFF_MAX - sizeof(Chunk))
		out_of_memory(arena);
	Chunk *chunk = malloc(sizeof(Chunk) + size);
	if (chunk == NULL)
		out_of_memory(arena);
	*chunk = (Chunk){.size = size};
	return chunk;
}

Arena *arena_new(ArenaOom *oom)
{
	Arena *arena = malloc(sizeof *arena);
	if (arena == NULL) {
		if (oom != NULL)
			oom();
		abort();
	}
	*arena = (Arena){.oom = oom};
	return arena;
}

Arena *arena_new_like(const Arena *arena)
{
	return arena_new(arena->oom);
}

static void chunks_free(Chunk *chunk)
{
	while (chunk != NULL) {
		Chunk *prev = chunk->prev;
		free(chunk);
		chunk = prev;
	}
}

void arena_free(Arena *arena)
{
	if (arena == NULL)
		return;
	chunks_free(arena->current);
	chunks_free(arena->full);
	chunks_free(arena->large);
	free(arena);
}

void arena_reset(Arena *arena)
{
	chunks_free(arena->full);
	chunks_free(arena->large);
	arena->full = arena->large = NULL;
	if (arena->current != NULL)
		arena->current->used = 0;
}

static void *alloc_large(Arena *arena, size_t size)
{
	Chunk *chunk = chunk_new(arena, size);
	chunk->used = size;
	chunk->prev = arena->large;
	if (chunk->prev != NULL)
		chunk->prev->next = chunk;
	arena->large = chunk;
	return memset(chunk->data, 0, size);
}

void *arena_alloc(Arena *arena, size_t size)
{
	if (size > PTRDIFF_MAX)
		out_of_memory(arena);
	size = round_up(size + (size == 0));
	if (size >= ARENA_LARGE)
		return alloc_large(arena, size);
	Chunk *chunk = arena->current;
	if (chunk == NULL || chunk->size - chunk->used < size) {
		if (chunk != NULL) {
			chunk->prev = arena->full;
			arena->full = chunk;
		}
		chunk = arena->current = chunk_new(arena, ARENA_CHUNK);
	}
	char *block = (char *)chunk->data + chunk->used;
	chunk->used += size;
	return memset(block, 0, size);
}

void *arena_alloc_array(Arena *arena, size_t count, size_t size)
{
	if (size != 0 && count > PTRDIFF_MAX / size)
		out_of_memory(arena);
	return arena_alloc(arena, count * size);
}

/* The large chunk that holds exactly `ptr`, or NULL. */
static Chunk *large_chunk_of(const Arena *arena, const void *ptr, size_t size)
{
	if (size < ARENA_LARGE)
		return NULL;
	for (Chunk *c = arena->large; c != NULL; c = c->prev)
		if ((const void *)c->data == ptr)
			return c;
	return NULL;
}

static void *grow_large(Arena *arena, Chunk *chunk, size_t old_size, size_t new_size)
{
	Chunk *moved = realloc(chunk, sizeof(Chunk) + new_size);
	if (moved == NULL)
		out_of_memory(arena);
	moved->size = moved->used = new_size;
	if (moved->prev != NULL)
		moved->prev->next = moved;
	if (moved->next != NULL)
		moved->next->prev = moved;
	else
		arena->large = moved;
	memset((char *)moved->data + old_size, 0, new_size - old_size);
	return moved->data;
}

void *arena_grow(Arena *arena, void *ptr, size_t old_size, size_t new_size)
{
	if (new_size > PTRDIFF_MAX / 2)
		out_of_memory(arena);
	if (ptr == NULL)
		return arena_alloc(arena, new_size);
	size_t old_room = round_up(old_size + (old_size == 0));
	size_t new_room = round_up(new_size);
	if (new_room <= old_room)
		return ptr;
	Chunk *chunk = arena->current;
	if (chunk != NULL && (char *)chunk->data + chunk->used - old_room == (char *)ptr &&
	    chunk->size - chunk->used >= new_room - old_room) {
		memset((char *)ptr + old_room, 0, new_room - old_room);
		chunk->used += new_room - old_room;
		return ptr;
	}
	Chunk *large = large_chunk_of(arena, ptr, old_room);
	if (large != NULL)
		return grow_large(arena, large, old_room, new_room);
	void *copy = arena_alloc(arena, new_size);
	memcpy(copy, ptr, old_size);
	return copy;
}
