#include "base/str.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

Str str_from(const char *cstr)
{
	return cstr == NULL ? (Str){0} : (Str){cstr, strlen(cstr)};
}

int str_compare(Str a, Str b)
{
	size_t n = a.len < b.len ? a.len : b.len;
	int order = n == 0 ? 0 : memcmp(a.ptr, b.ptr, n);
	return order != 0 ? order : (a.len > b.len) - (a.len < b.len);
}

bool str_starts_nocase(Str s, Str prefix)
{
	if (s.len < prefix.len)
		return false;
	for (size_t i = 0; i < prefix.len; i++)
		if (char_lower(s.ptr[i]) != char_lower(prefix.ptr[i]))
			return false;
	return true;
}

bool str_ends(Str s, Str suffix)
{
	return s.len >= suffix.len && str_eq(str_from_offset(s, s.len - suffix.len), suffix);
}

bool str_ends_nocase(Str s, Str suffix)
{
	return s.len >= suffix.len && str_eq_nocase(str_from_offset(s, s.len - suffix.len), suffix);
}

size_t str_find(Str s, Str needle, size_t from)
{
	if (needle.len == 0)
		return from <= s.len ? from : STR_NONE;
	while (from < s.len && s.len - from >= needle.len) {
		const char *hit =
			memchr(s.ptr + from, needle.ptr[0], s.len - from - needle.len + 1);
		if (hit == NULL)
			return STR_NONE;
		if (memcmp(hit, needle.ptr, needle.len) == 0)
			return (size_t)(hit - s.ptr);
		from = (size_t)(hit - s.ptr) + 1;
	}
	return STR_NONE;
}

size_t str_rfind_char(Str s, char c)
{
	for (size_t i = s.len; i > 0; i--)
		if (s.ptr[i - 1] == c)
			return i - 1;
	return STR_NONE;
}

bool str_contains(Str s, Str needle)
{
	return str_find(s, needle, 0) != STR_NONE;
}

bool str_contains_nocase(Str s, Str needle)
{
	for (size_t i = 0; i + needle.len <= s.len; i++)
		if (str_starts_nocase(str_from_offset(s, i), needle))
			return true;
	return false;
}

Str str_trim_start(Str s)
{
	size_t n = 0;
	while (n < s.len && char_is_space(s.ptr[n]))
		n++;
	return n > 0 ? (Str){s.ptr + n, s.len - n} : s;
}

Str str_trim_end(Str s)
{
	while (s.len > 0 && char_is_space(s.ptr[s.len - 1]))
		s.len--;
	return s;
}

Str str_trim(Str s)
{
	return str_trim_end(str_trim_start(s));
}

bool str_has_control(Str s)
{
	const uint64_t ones = UINT64_C(0x0101010101010101), high = ones << 7;
	size_t at = 0;
	for (uint64_t eight; at + sizeof eight <= s.len; at += sizeof eight) {
		memcpy(&eight, s.ptr + at, sizeof eight);
		/* a byte below 32 gets a high bit that it did not have */
		if (((eight - ones * 32) & ~eight & high) != 0)
			return true;
	}
	for (; at < s.len; at++)
		if ((unsigned char)s.ptr[at] < 32)
			return true;
	return false;
}

bool str_split(Str *rest, char separator, Str *part)
{
	if (rest->ptr == NULL)
		return false;
	size_t at = str_find_char(*rest, separator, 0);
	if (at == STR_NONE) {
		*part = *rest;
		*rest = (Str){0};
	} else {
		*part = str_slice(*rest, 0, at);
		*rest = str_from_offset(*rest, at + 1);
	}
	return true;
}

bool str_next_word(Str *rest, Str *word)
{
	*rest = str_trim_start(*rest);
	size_t n = 0;
	while (n < rest->len && !char_is_space(rest->ptr[n]))
		n++;
	*word = str_slice(*rest, 0, n);
	*rest = str_from_offset(*rest, n);
	return n > 0;
}

bool str_has_word(Str words, Str word)
{
	for (Str one; str_next_word(&words, &one);)
		if (str_eq(one, word))
			return true;
	return false;
}

uint64_t str_hash(Str s)
{
	uint64_t h = UINT64_C(14695981039346656037);
	for (size_t i = 0; i < s.len; i++)
		h = (h ^ (unsigned char)s.ptr[i]) * UINT64_C(1099511628211);
	return h;
}

bool str_to_int(Str s, int64_t *out)
{
	size_t i = 0;
	bool negative = s.len > 0 && s.ptr[0] == '-';
	if (s.len > 0 && (s.ptr[0] == '-' || s.ptr[0] == '+'))
		i = 1;
	if (i == s.len)
		return false;
	int64_t value = 0;
	for (; i < s.len; i++) {
		if (!char_is_digit(s.ptr[i]))
			return false;
		int digit = s.ptr[i] - '0';
		if (value < (INT64_MIN + digit) / 10)
			return false;
		value = value * 10 - digit; /* negative: reaches INT64_MIN */
	}
	if (!negative && value == INT64_MIN)
		return false;
	*out = negative ? value : -value;
	return true;
}

/* Reads digits into *value; returns how many. */
static size_t read_digits(Str s, size_t from, double *value)
{
	size_t i = from;
	for (; i < s.len && char_is_digit(s.ptr[i]); i++)
		*value = *value * 10 + (s.ptr[i] - '0');
	return i - from;
}

bool str_to_double(Str s, double *out)
{
	size_t i = 0;
	bool negative = s.len > 0 && s.ptr[0] == '-';
	if (s.len > 0 && (s.ptr[0] == '-' || s.ptr[0] == '+'))
		i = 1;
	double value = 0, exponent = 0;
	size_t whole = read_digits(s, i, &value), fraction = 0;
	i += whole;
	if (i < s.len && s.ptr[i] == '.') {
		fraction = read_digits(s, i + 1, &value);
		i += 1 + fraction;
	}
	if (whole + fraction == 0)
		return false;
	if (i < s.len && (s.ptr[i] == 'e' || s.ptr[i] == 'E')) {
		bool minus = i + 1 < s.len && s.ptr[i + 1] == '-';
		bool sign = minus || (i + 1 < s.len && s.ptr[i + 1] == '+');
		i += sign ? 2 : 1;
		size_t n = read_digits(s, i, &exponent);
		if (n == 0)
			return false;
		i += n;
		exponent = minus ? -exponent : exponent;
	}
	if (i != s.len)
		return false;
	double power = exponent - (double)fraction;
	value = power < 0 ? value / pow(10, -power) : value * pow(10, power);
	*out = negative ? -value : value;
	return true;
}

/* Room for a text and its NUL, which stands there already; the text may be anything. */
static char *room_for(Arena *arena, size_t size)
{
	char *room = arena_grow_bytes(arena, NULL, 0, size + 1);
	room[size] = '\0';
	return room;
}

char *str_to_cstr(Arena *arena, Str s)
{
	char *copy = room_for(arena, s.len);
	if (s.len > 0)
		memcpy(copy, s.ptr, s.len);
	return copy;
}

Str str_dup(Arena *arena, Str s)
{
	return (Str){str_to_cstr(arena, s), s.len};
}

Str str_lower(Arena *arena, Str s)
{
	char *copy = str_to_cstr(arena, s);
	for (size_t i = 0; i < s.len; i++)
		copy[i] = char_lower(copy[i]);
	return (Str){copy, s.len};
}

Str str_fold_space(Arena *arena, Str s)
{
	char *out = room_for(arena, s.len);
	size_t len = 0;
	for (size_t i = 0; i < s.len;) {
		char c = s.ptr[i++];
		if ((unsigned char)c > ' ' || !char_is_space(c)) {
			out[len++] = c;
			continue;
		}
		while (i < s.len && char_is_space(s.ptr[i]))
			i++;
		if (len > 0 && i < s.len)
			out[len++] = ' ';
	}
	out[len] = '\0';
	return (Str){out, len};
}

Str str_concat(Arena *arena, Str a, Str b)
{
	return str_concat3(arena, a, b, S(""));
}

Str str_concat3(Arena *arena, Str a, Str b, Str c)
{
	char *copy = room_for(arena, a.len + b.len + c.len);
	if (a.len > 0)
		memcpy(copy, a.ptr, a.len);
	if (b.len > 0)
		memcpy(copy + a.len, b.ptr, b.len);
	if (c.len > 0)
		memcpy(copy + a.len + b.len, c.ptr, c.len);
	return (Str){copy, a.len + b.len + c.len};
}

Str str_replace(Arena *arena, Str s, Str from, Str to)
{
	size_t count = 0;
	for (size_t at = 0; from.len > 0 && (at = str_find(s, from, at)) != STR_NONE;
	     at += from.len)
		count++;
	if (count == 0)
		return s;
	char *out = room_for(arena, s.len - count * from.len + count * to.len);
	size_t n = 0, done = 0;
	for (size_t at; (at = str_find(s, from, done)) != STR_NONE; done = at + from.len) {
		memcpy(out + n, s.ptr + done, at - done);
		n += at - done;
		if (to.len > 0)
			memcpy(out + n, to.ptr, to.len);
		n += to.len;
	}
	memcpy(out + n, s.ptr + done, s.len - done);
	return (Str){out, n + s.len - done};
}

Str str_format_args(Arena *arena, const char *format, va_list args)
{
	va_list again;
	va_copy(again, args);
	int n = vsnprintf(NULL, 0, format, args);
	size_t len = n < 0 ? 0 : (size_t)n;
	char *out = room_for(arena, len);
	(void)vsnprintf(out, len + 1, format, again);
	va_end(again);
	return (Str){out, len};
}

Str str_format(Arena *arena, const char *format, ...)
{
	va_list args;
	va_start(args, format);
	Str out = str_format_args(arena, format, args);
	va_end(args);
	return out;
}

static size_t min3(size_t a, size_t b, size_t c)
{
	size_t m = a < b ? a : b;
	return m < c ? m : c;
}

size_t str_distance(Str a, Str b)
{
	enum { MAX = 64 };
	size_t rows[3][MAX];
	if (a.len >= MAX || b.len >= MAX)
		return SIZE_MAX;
	size_t *before = rows[0], *last = rows[1], *row = rows[2];
	for (size_t j = 0; j <= b.len; j++)
		last[j] = before[j] = j;
	for (size_t i = 1; i <= a.len; i++) {
		row[0] = i;
		for (size_t j = 1; j <= b.len; j++) {
			size_t change = a.ptr[i - 1] != b.ptr[j - 1];
			row[j] = min3(last[j] + 1, row[j - 1] + 1, last[j - 1] + change);
			if (i > 1 && j > 1 && a.ptr[i - 1] == b.ptr[j - 2] &&
			    a.ptr[i - 2] == b.ptr[j - 1])
				row[j] = row[j] < before[j - 2] + 1 ? row[j] : before[j - 2] + 1;
		}
		size_t *spare = before;
		before = last;
		last = row;
		row = spare;
	}
	return last[b.len];
}

Str str_nearest(Str s, const Str *candidates, size_t count)
{
	size_t best = s.len / 3 > 1 ? s.len / 3 + 1 : 2;
	Str found = {0};
	for (size_t i = 0; i < count; i++) {
		size_t d = str_distance(s, candidates[i]);
		if (d < best) {
			best = d;
			found = candidates[i];
		}
	}
	return found;
}
