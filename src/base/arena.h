/*
 * arena: memory in three life times (document, page, scratch).
 *
 * An Arena owns every block it hands out; arena_free releases them all at once. Nothing is freed
 * one by one. Blocks are zeroed and aligned for any type but long double and vectors: 16 bytes
 * would leave 4 MB unused in a site of 1,000 pages. When the system has no more memory the arena
 * calls its handler, which must not return; callers never see NULL.
 */
#ifndef RECTO_BASE_ARENA_H
#define RECTO_BASE_ARENA_H

#include <stdbool.h>
#include <stddef.h>

/* What the addresses of blocks are multiples of. */
enum { ARENA_ALIGN = 8 };

typedef struct Arena Arena;

/* Called when memory runs out; must not return. */
typedef void ArenaOom(void);

/*
 * A new, empty arena that calls `oom` (may be NULL: abort) when memory runs out. Free with
 * arena_free.
 */
Arena *arena_new(ArenaOom *oom);

/* A new arena with the same handler as `arena`; its life is independent. Free with arena_free. */
Arena *arena_new_like(const Arena *arena);

/* Releases the arena and every block taken from it. NULL is allowed. */
void arena_free(Arena *arena);

/* Gives back all blocks but keeps the first chunk for reuse: for scratch arenas. */
void arena_reset(Arena *arena);

/* A zeroed block of `size` bytes, owned by the arena. Size 0 gives a valid, unique pointer. */
void *arena_alloc(Arena *arena, size_t size);

/* A zeroed array of `count` elements of `size` bytes; an overflow counts as out of memory. */
void *arena_alloc_array(Arena *arena, size_t count, size_t size);

/*
 * Grows the block `ptr` from `old_size` to `new_size` bytes, in place where possible, else by a
 * copy (the old block then stays unused until the arena goes). `ptr` may be NULL with `old_size` 0.
 * The added bytes are zero.
 */
void *arena_grow(Arena *arena, void *ptr, size_t old_size, size_t new_size);

/* The same for bytes that are written before they are read: the added ones may be anything. */
void *arena_grow_bytes(Arena *arena, void *ptr, size_t old_size, size_t new_size);

/* Calls the handler, as when a block cannot be had: for libraries that have no memory left. */
_Noreturn void arena_give_up(const Arena *arena);

/* Whether `ptr` points into a block of the arena. */
bool arena_holds(const Arena *arena, const void *ptr);

/* One zeroed object of type T. */
#define ARENA_NEW(arena, T) ((T *)arena_alloc((arena), sizeof(T)))

/* A zeroed array of `n` objects of type T. */
#define ARENA_ARRAY(arena, T, n) ((T *)arena_alloc_array((arena), (n), sizeof(T)))

#endif
