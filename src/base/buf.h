/*
 * buf: bytes that grow, in an arena.
 *
 * A Buf belongs to the arena it was made with; its bytes move when it grows, so take a Str of it
 * only when it is done. Numbers are written without the C locale.
 */
#ifndef RECTO_BASE_BUF_H
#define RECTO_BASE_BUF_H

#include "base/str.h"

#include <string.h>

typedef struct {
	Arena *arena;
	char *ptr;
	size_t len, cap;
} Buf;

/* An empty buffer in `arena`. */
static inline Buf buf_in(Arena *arena)
{
	return (Buf){.arena = arena};
}

/* Makes room for `count` more bytes, of which there are too few. */
char *buf_grow(Buf *buf, size_t count);
/* Makes room for `count` more bytes and returns where they go; add to len what was written. */
static inline char *buf_reserve(Buf *buf, size_t count)
{
	return buf->cap - buf->len > count ? buf->ptr + buf->len : buf_grow(buf, count);
}
static inline void buf_add_bytes(Buf *buf, const void *bytes, size_t count)
{
	if (count == 0)
		return;
	memcpy(buf_reserve(buf, count), bytes, count);
	buf->len += count;
}
static inline void buf_add(Buf *buf, Str s)
{
	buf_add_bytes(buf, s.ptr, s.len);
}
static inline void buf_add_cstr(Buf *buf, const char *cstr)
{
	buf_add_bytes(buf, cstr, strlen(cstr));
}
/* One code point as UTF-8. */
void buf_add_rune(Buf *buf, uint32_t rune);
void buf_add_repeat(Buf *buf, char c, size_t count);
void buf_add_int(Buf *buf, int64_t value);
/* `value` / 10^decimals as a decimal fraction without trailing zeros: buf_add_fixed(b, 1250, 3)
 * writes 1.25. */
void buf_add_fixed(Buf *buf, int64_t value, int decimals);
/* Puts `s` before what stands at `at`. */
void buf_insert(Buf *buf, size_t at, Str s);
/* A number of bytes for people: "12.3 kB". */
void buf_add_size(Buf *buf, uint64_t bytes);
void buf_add_format(Buf *buf, const char *format, ...) __attribute__((format(printf, 2, 3)));
static inline void buf_add_char(Buf *buf, char c)
{
	*buf_reserve(buf, 1) = c;
	buf->len++;
}
/* The bytes so far; a NUL stands behind them. Valid until the buffer grows. */
Str buf_str(Buf *buf);

#endif
