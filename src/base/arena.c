#include "base/arena.h"

#include <stdbool.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>

enum { ARENA_CHUNK = 64 * 1024, ARENA_LARGE = ARENA_CHUNK / 4 };

/* An arena that holds ARENA_MANY bytes takes chunks of so many, or a multiple, aligned, from the
 * system: those can be huge pages, and they are zero. */
enum { ARENA_MANY = 1 << 20, ARENA_HUGE = 2 << 20 };

/*
 * Under AddressSanitizer whatever is not handed out is poisoned: the rest of a chunk, a zone behind
 * each block, and blocks that arena_grow has left; else it would see chunks, and not what runs over
 * inside them.
 */
#if defined(__SANITIZE_ADDRESS__)
#define ARENA_POISONS 1
#elif defined(__has_feature)
#if __has_feature(address_sanitizer)
#define ARENA_POISONS 1
#endif
#endif
#ifdef ARENA_POISONS
#include <sanitizer/asan_interface.h>
enum { ARENA_ZONE = 32 };
#else
#define ASAN_POISON_MEMORY_REGION(at, size) ((void)(at), (void)(size))
#define ASAN_UNPOISON_MEMORY_REGION(at, size) ((void)(at), (void)(size))
enum { ARENA_ZONE = 0 };
#endif

/* A chunk's data follows its header. `large` chunks hold one block and can be resized. */
typedef struct Chunk Chunk;
struct Chunk {
	Chunk *prev, *next;
	size_t used, size;
	bool mapped; /* by mmap, with this header */
	bool zero;   /* what was not yet handed out is zero */
	max_align_t data[];
};

struct Arena {
	ArenaOom *oom;
	Chunk *current; /* bump chunk */
	Chunk *full;	/* earlier bump chunks, singly linked through prev */
	Chunk *large;	/* doubly linked */
	size_t held;	/* bytes of bump chunks */
};

_Noreturn void arena_give_up(const Arena *arena)
{
	if (arena != NULL && arena->oom != NULL)
		arena->oom();
	abort();
}

static size_t round_up(size_t size)
{
	return (size + ARENA_ALIGN - 1) / ARENA_ALIGN * ARENA_ALIGN;
}

/* Opens the first `size` of the `room` bytes at `at`; those from `set` on are made zero, unless
 * they are. */
static void *hand_out(void *at, size_t size, size_t room, size_t set, bool zero)
{
	ASAN_UNPOISON_MEMORY_REGION(at, room);
	if (!zero && set < room)
		memset((char *)at + set, 0, room - set);
	ASAN_POISON_MEMORY_REGION((char *)at + size, room - size);
	return at;
}

/* Asks for huge pages, which come at once and not by 4 kB each, where a large block is. */
static void want_huge(void *at, size_t size)
{
#if defined(MADV_HUGEPAGE) && !defined(ARENA_POISONS)
	size_t before = (size_t)(-(uintptr_t)at % ARENA_HUGE);
	if (size >= before + ARENA_HUGE)
		(void)madvise((char *)at + before, (size - before) / ARENA_HUGE * ARENA_HUGE,
			      MADV_HUGEPAGE);
#else
	(void)at, (void)size;
#endif
}

static Chunk *chunk_new(const Arena *arena, size_t size)
{
	if (size > PTRDIFF_MAX - sizeof(Chunk))
		arena_give_up(arena);
	Chunk *chunk = malloc(sizeof(Chunk) + size);
	if (chunk == NULL)
		arena_give_up(arena);
	want_huge(chunk, sizeof(Chunk) + size);
	*chunk = (Chunk){.size = size};
	ASAN_POISON_MEMORY_REGION(chunk->data, size);
	return chunk;
}

#if defined(MAP_ANONYMOUS) && !defined(ARENA_POISONS)
/* A bump chunk of `size` bytes in huge pages; NULL when the system gives none. */
static Chunk *chunk_map(size_t size)
{
	char *room = mmap(NULL, size + ARENA_HUGE, PROT_READ | PROT_WRITE,
			  MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
	if (room == MAP_FAILED)
		return NULL;
	size_t before = (size_t)(-(uintptr_t)room % ARENA_HUGE);
	if (before > 0)
		munmap(room, before);
	if (before < ARENA_HUGE)
		munmap(room + before + size, ARENA_HUGE - before);
	want_huge(room + before, size);
	Chunk *chunk = (Chunk *)(void *)(room + before);
	*chunk = (Chunk){.size = size - sizeof(Chunk), .mapped = true, .zero = true};
	return chunk;
}
#else
static Chunk *chunk_map(size_t size)
{
	(void)size;
	return NULL;
}
#endif

/* The next bump chunk: of a large arena an eighth of what it holds, so that arena_holds has few to
 * look through. Memory that is never written to costs nothing. */
static Chunk *chunk_next(Arena *arena)
{
	size_t huge = arena->held / 8 / ARENA_HUGE + 1;
	Chunk *chunk = arena->held >= ARENA_MANY ? chunk_map(huge * ARENA_HUGE) : NULL;
	if (chunk == NULL)
		chunk = chunk_new(arena, ARENA_CHUNK);
	arena->held += chunk->size;
	return chunk;
}

static void chunk_free(Chunk *chunk)
{
	if (chunk->mapped)
		munmap(chunk, sizeof(Chunk) + chunk->size);
	else
		free(chunk);
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
		chunk_free(chunk);
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
	arena->held = 0;
	if (arena->current == NULL)
		return;
	arena->held = arena->current->size;
	arena->current->used = 0;
	arena->current->zero = false;
	ASAN_POISON_MEMORY_REGION(arena->current->data, arena->current->size);
}

static bool chunks_hold(const Chunk *chunk, uintptr_t at)
{
	for (; chunk != NULL; chunk = chunk->prev)
		if (at - (uintptr_t)chunk->data < chunk->used)
			return true;
	return false;
}

bool arena_holds(const Arena *arena, const void *ptr)
{
	uintptr_t at = (uintptr_t)ptr;
	/* the bump chunk in use has no chain of its own */
	const Chunk *now = arena->current;
	return (now != NULL && at - (uintptr_t)now->data < now->used) ||
	       chunks_hold(arena->full, at) || chunks_hold(arena->large, at);
}

static void *alloc_large(Arena *arena, size_t size, size_t room, size_t set)
{
	Chunk *chunk = chunk_new(arena, room);
	chunk->used = room;
	chunk->prev = arena->large;
	if (chunk->prev != NULL)
		chunk->prev->next = chunk;
	arena->large = chunk;
	return hand_out(chunk->data, size, room, set, false);
}

/* A block whose bytes from `set` on are zero. */
static void *take(Arena *arena, size_t size, size_t set)
{
	if (size > PTRDIFF_MAX)
		arena_give_up(arena);
	size_t room = round_up(size + (size == 0));
	if (room >= ARENA_LARGE)
		return alloc_large(arena, size, room, set);
	Chunk *chunk = arena->current;
	if (chunk == NULL || chunk->size - chunk->used < room + ARENA_ZONE) {
		if (chunk != NULL) {
			chunk->prev = arena->full;
			arena->full = chunk;
		}
		chunk = arena->current = chunk_next(arena);
	}
	char *block = (char *)chunk->data + chunk->used;
	chunk->used += room + ARENA_ZONE;
	return hand_out(block, size, room, set, chunk->zero);
}

void *arena_alloc(Arena *arena, size_t size)
{
	return take(arena, size, 0);
}

void *arena_alloc_array(Arena *arena, size_t count, size_t size)
{
	if (size != 0 && count > PTRDIFF_MAX / size)
		arena_give_up(arena);
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

static void *grow_large(Arena *arena, Chunk *chunk, size_t old_size, size_t new_size, size_t set)
{
	size_t old_room = chunk->size, new_room = round_up(new_size);
	ASAN_UNPOISON_MEMORY_REGION((char *)chunk->data + old_size, old_room - old_size);
	Chunk *moved = realloc(chunk, sizeof(Chunk) + new_room);
	if (moved == NULL)
		arena_give_up(arena);
	want_huge(moved, sizeof(Chunk) + new_room);
	moved->size = moved->used = new_room;
	if (moved->prev != NULL)
		moved->prev->next = moved;
	if (moved->next != NULL)
		moved->next->prev = moved;
	else
		arena->large = moved;
	hand_out((char *)moved->data + old_room, new_size - old_room, new_room - old_room, set,
		 false);
	return moved->data;
}

/* Whether the block is the last of the bump chunk, with `more` bytes free behind it. */
static bool can_stretch(const Arena *arena, const void *ptr, size_t old_room, size_t more)
{
	const Chunk *chunk = arena->current;
	return chunk != NULL &&
	       (const char *)chunk->data + chunk->used - ARENA_ZONE - old_room ==
		       (const char *)ptr &&
	       chunk->size - chunk->used >= more;
}

/* As arena_grow; `set`: how many of the added bytes may be anything. */
static void *grow(Arena *arena, void *ptr, size_t old_size, size_t new_size, size_t set)
{
	if (new_size > PTRDIFF_MAX / 2)
		arena_give_up(arena);
	if (ptr == NULL)
		return take(arena, new_size, set);
	size_t old_room = round_up(old_size + (old_size == 0));
	size_t new_room = round_up(new_size);
	if (new_room <= old_room) {
		if (new_size > old_size)
			ASAN_UNPOISON_MEMORY_REGION(ptr, new_size);
		return ptr;
	}
	if (can_stretch(arena, ptr, old_room, new_room - old_room)) {
		ASAN_UNPOISON_MEMORY_REGION(ptr, old_room);
		hand_out((char *)ptr + old_room, new_size - old_room, new_room - old_room, set,
			 arena->current->zero);
		arena->current->used += new_room - old_room;
		return ptr;
	}
	Chunk *large = large_chunk_of(arena, ptr, old_room);
	if (large != NULL)
		return grow_large(arena, large, old_size, new_size, set);
	void *copy = take(arena, new_size, set > 0 ? new_size : old_size);
	memcpy(copy, ptr, old_size);
	ASAN_POISON_MEMORY_REGION(ptr, old_room);
	return copy;
}

void *arena_grow(Arena *arena, void *ptr, size_t old_size, size_t new_size)
{
	return grow(arena, ptr, old_size, new_size, 0);
}

void *arena_grow_bytes(Arena *arena, void *ptr, size_t old_size, size_t new_size)
{
	return grow(arena, ptr, old_size, new_size, SIZE_MAX);
}
