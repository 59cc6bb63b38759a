/*
 * vec: a growing array in an arena, for any element type.
 *
 *     VEC(Str) names = {0};
 *     VEC_PUSH(arena, &names, S("x"));
 *     for (size_t i = 0; i < names.len; i++) use(names.ptr[i]);
 *
 * The arena owns the memory; pointers to elements move when the array grows. Define a named type
 * with `typedef VEC(T) Ts;` where one crosses a function boundary.
 */
#ifndef RECTO_BASE_VEC_H
#define RECTO_BASE_VEC_H

#include "base/arena.h"

#define VEC(T)                                                                                     \
	struct {                                                                                   \
		T *ptr;                                                                            \
		size_t len;                                                                        \
		size_t cap;                                                                        \
	}

/* Makes room for one more element. */
#define VEC_RESERVE(arena, v)                                                                      \
	((v)->len < (v)->cap                                                                       \
		 ? (void)0                                                                         \
		 : (void)((v)->ptr = arena_grow((arena), (v)->ptr, (v)->cap * sizeof *(v)->ptr,    \
						((v)->cap * 2 + 8) * sizeof *(v)->ptr),            \
			  (v)->cap = (v)->cap * 2 + 8))

/* Appends a copy of the element after `v`. */
#define VEC_PUSH(arena, v, ...)                                                                    \
	(VEC_RESERVE(arena, v), (void)((v)->ptr[(v)->len++] = (__VA_ARGS__)))

#endif
