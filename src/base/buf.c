#include "base/buf.h"

#include "base/utf8.h"

#include <stdio.h>
#include <string.h>

/* From here on a buffer grows by a quarter: twice the size would be felt. */
enum { LARGE = 1 << 20 };

char *buf_grow(Buf *buf, size_t count)
{
	size_t need = buf->len + count + 1; /* one more for the NUL */
	size_t cap = need + (need < LARGE ? need + 48 : need / 4);
	buf->ptr = arena_grow_bytes(buf->arena, buf->ptr, buf->cap, cap);
	buf->cap = cap;
	return buf->ptr + buf->len;
}

void buf_add_rune(Buf *buf, uint32_t rune)
{
	buf->len += utf8_encode(rune, buf_reserve(buf, 4));
}

void buf_add_repeat(Buf *buf, char c, size_t count)
{
	memset(buf_reserve(buf, count), c, count);
	buf->len += count;
}

void buf_insert(Buf *buf, size_t at, Str s)
{
	if (s.len == 0)
		return;
	(void)buf_reserve(buf, s.len);
	memmove(buf->ptr + at + s.len, buf->ptr + at, buf->len - at);
	memcpy(buf->ptr + at, s.ptr, s.len);
	buf->len += s.len;
}

void buf_add_int(Buf *buf, int64_t value)
{
	buf_add_fixed(buf, value, 0);
}

void buf_add_fixed(Buf *buf, int64_t value, int decimals)
{
	char digits[48];
	size_t at = sizeof digits;
	uint64_t rest = value < 0 ? 0 - (uint64_t)value : (uint64_t)value;
	bool significant = false;
	for (int i = 0; i < decimals; i++, rest /= 10) {
		significant |= rest % 10 != 0;
		if (significant)
			digits[--at] = (char)('0' + rest % 10);
	}
	if (significant)
		digits[--at] = '.';
	do
		digits[--at] = (char)('0' + rest % 10);
	while ((rest /= 10) != 0);
	if (value < 0)
		digits[--at] = '-';
	buf_add_bytes(buf, digits + at, sizeof digits - at);
}

void buf_add_format(Buf *buf, const char *format, ...)
{
	va_list args, again;
	va_start(args, format);
	va_copy(again, args);
	int n = vsnprintf(NULL, 0, format, args);
	va_end(args);
	if (n > 0) {
		(void)vsnprintf(buf_reserve(buf, (size_t)n), (size_t)n + 1, format, again);
		buf->len += (size_t)n;
	}
	va_end(again);
}

Str buf_str(Buf *buf)
{
	*buf_reserve(buf, 0) = '\0';
	return (Str){buf->ptr, buf->len};
}

void buf_add_size(Buf *buf, uint64_t bytes)
{
	if (bytes < 1000)
		buf_add_format(buf, "%llu B", (unsigned long long)bytes);
	else if (bytes < 1000000)
		buf_add_format(buf, "%.1f kB", (double)bytes / 1e3);
	else
		buf_add_format(buf, "%.1f MB", (double)bytes / 1e6);
}
