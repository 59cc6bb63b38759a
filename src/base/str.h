/*
 * str: borrowed UTF-8 text by value.
 *
 * A Str never owns its bytes and is not ended by a NUL; it is valid as long as the arena, buffer or
 * literal it points into. Functions that return new text take the arena that will own it. Offsets
 * and lengths are bytes; letter case is ASCII only.
 */
#ifndef RECTO_BASE_STR_H
#define RECTO_BASE_STR_H

#include "base/arena.h"

#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

typedef struct {
	const char *ptr;
	size_t len;
} Str;

/* Not found. */
#define STR_NONE SIZE_MAX

/* A Str of a string literal; as an initialiser of static data use STR_INIT. */
#define S(literal) ((Str){"" literal, sizeof(literal) - 1})
#define STR_INIT(literal)                                                                          \
	{                                                                                          \
		"" literal, sizeof(literal) - 1                                                    \
	}

/* Arguments for a printf conversion "%.*s". */
#define STR_ARG(s) ((int)(s).len), ((s).ptr != NULL ? (s).ptr : "")

static inline bool char_is_space(char c)
{
	return c == ' ' || (c >= '\t' && c <= '\r');
}
static inline bool char_is_digit(char c)
{
	return c >= '0' && c <= '9';
}
static inline bool char_is_alpha(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}
static inline bool char_is_alnum(char c)
{
	return char_is_digit(c) || char_is_alpha(c);
}
/* The value of a hexadecimal digit, -1 for all else. */
static inline int char_hex_value(char c)
{
	return c >= '0' && c <= '9'   ? c - '0'
	       : c >= 'a' && c <= 'f' ? c - 'a' + 10
	       : c >= 'A' && c <= 'F' ? c - 'A' + 10
				      : -1;
}
static inline char char_lower(char c)
{
	return (c >= 'A' && c <= 'Z') ? (char)(c + ('a' - 'A')) : c;
}

/* A Str of a NUL-terminated string; NULL gives the empty Str. */
Str str_from(const char *cstr);

static inline bool str_eq(Str a, Str b)
{
	return a.len == b.len && (a.len == 0 || memcmp(a.ptr, b.ptr, a.len) == 0);
}
/* Order by bytes, shorter first: negative, zero, positive. */
int str_compare(Str a, Str b);
static inline bool str_starts(Str s, Str prefix)
{
	return s.len >= prefix.len &&
	       (prefix.len == 0 || memcmp(s.ptr, prefix.ptr, prefix.len) == 0);
}
bool str_starts_nocase(Str s, Str prefix);
static inline bool str_eq_nocase(Str a, Str b)
{
	/* mostly the first letters differ */
	return a.len == b.len && (a.len == 0 || ((a.ptr[0] ^ b.ptr[0]) & ~0x20) == 0) &&
	       str_starts_nocase(a, b);
}
bool str_ends(Str s, Str suffix);
bool str_ends_nocase(Str s, Str suffix);
/* Offset of the first `needle` at or after `from`, or STR_NONE. */
size_t str_find(Str s, Str needle, size_t from);
static inline size_t str_find_char(Str s, char c, size_t from)
{
	const char *hit = from < s.len ? memchr(s.ptr + from, c, s.len - from) : NULL;
	return hit == NULL ? STR_NONE : (size_t)(hit - s.ptr);
}
/* Offset of the last `c`, or STR_NONE. */
size_t str_rfind_char(Str s, char c);
bool str_contains(Str s, Str needle);
bool str_contains_nocase(Str s, Str needle);

/* The bytes [from, to), both clipped to the string. */
static inline Str str_slice(Str s, size_t from, size_t to)
{
	if (to > s.len)
		to = s.len;
	if (from > to)
		from = to;
	return s.ptr == NULL ? s : (Str){s.ptr + from, to - from};
}
/* From `from` to the end. */
static inline Str str_from_offset(Str s, size_t from)
{
	return str_slice(s, from, s.len);
}
/* Without ASCII white space at both ends, at the start, at the end. */
Str str_trim(Str s);
Str str_trim_start(Str s);
Str str_trim_end(Str s);
/* Whether it is empty or all ASCII white space. */
static inline bool str_is_blank(Str s)
{
	for (size_t i = 0; i < s.len; i++)
		if (!char_is_space(s.ptr[i]))
			return false;
	return true;
}

/* Whether it has a control character: a byte below 32. */
bool str_has_control(Str s);

/*
 * Takes the part of *rest before the first `separator` and moves *rest behind it; the last part
 * leaves *rest with ptr NULL. False when *rest has ptr NULL already.
 *
 *     for (Str rest = text, line; str_split(&rest, '\n', &line);) ...
 */
bool str_split(Str *rest, char separator, Str *part);
/* The next run of non-white-space bytes; false at the end. */
bool str_next_word(Str *rest, Str *word);
/* Whether `word` is one of those. */
bool str_has_word(Str words, Str word);

/* FNV-1a, the same on every machine. */
uint64_t str_hash(Str s);

/* A decimal integer, whole string with optional sign; false when it is not one or does not fit. */
bool str_to_int(Str s, int64_t *out);
/* A decimal fraction with optional sign and exponent; locale-free. False when it is not one. */
bool str_to_double(Str s, double *out);

/* Copies owned by the arena. */
Str str_dup(Arena *arena, Str s);
/* With a NUL behind it. */
char *str_to_cstr(Arena *arena, Str s);
Str str_lower(Arena *arena, Str s);
/* Runs of white space as one space, none at the ends. */
Str str_fold_space(Arena *arena, Str s);
Str str_concat(Arena *arena, Str a, Str b);
Str str_concat3(Arena *arena, Str a, Str b, Str c);
/* With every `from` replaced by `to`; the string itself when there is none. */
Str str_replace(Arena *arena, Str s, Str from, Str to);
/* printf into the arena. */
Str str_format(Arena *arena, const char *format, ...) __attribute__((format(printf, 2, 3)));
Str str_format_args(Arena *arena, const char *format, va_list args)
	__attribute__((format(printf, 2, 0)));

/*
 * Edit distance (Damerau-Levenshtein, optimal string alignment) between two short strings, for "did
 * you mean"; strings longer than 63 bytes count as far apart (returns SIZE_MAX).
 */
size_t str_distance(Str a, Str b);
/* The candidate nearest to `s` within a third of its length (at least 1), or an empty Str. */
Str str_nearest(Str s, const Str *candidates, size_t count);

#endif
