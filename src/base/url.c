#include "base/url.h"

#include "base/buf.h"
#include "base/utf8.h"

#include <string.h>

bool url_is_remote(Str url)
{
	if (str_starts(url, S("//")))
		return true;
	size_t n = 0;
	while (n < url.len && (char_is_alnum(url.ptr[n]) || strchr("+-.", url.ptr[n]) != NULL))
		n++;
	if (n < 2 || n >= url.len || url.ptr[n] != ':' || !char_is_alpha(url.ptr[0]))
		return false;
	size_t end = n + 1;
	while (end < url.len && char_is_digit(url.ptr[end]))
		end++;
	/* "localhost:4000/x" is a host with a port */
	bool port = end > n + 1 && (end == url.len || url.ptr[end] == '/');
	return !port || str_starts_nocase(url, S("tel:")) || str_starts_nocase(url, S("sms:"));
}

Str url_path(Str url, Str *rest)
{
	size_t n = 0;
	while (n < url.len && url.ptr[n] != '?' && url.ptr[n] != '#')
		n++;
	*rest = str_from_offset(url, n);
	return str_slice(url, 0, n);
}

static bool is_plain(char c, const char *plain)
{
	return char_is_alnum(c) || (c != '\0' && strchr(plain, c) != NULL);
}

Str url_encode(Arena *arena, Str text, const char *plain)
{
	size_t at = 0;
	while (at < text.len && is_plain(text.ptr[at], plain))
		at++;
	if (at == text.len) /* as most are */
		return text;
	Buf out = buf_in(arena);
	buf_add(&out, str_slice(text, 0, at));
	for (; at < text.len; at++) {
		if (is_plain(text.ptr[at], plain))
			buf_add_char(&out, text.ptr[at]);
		else
			buf_add_format(&out, "%%%02X", (unsigned char)text.ptr[at]);
	}
	return buf_str(&out);
}

Str url_decode(Arena *arena, Str url)
{
	if (str_find_char(url, '%', 0) == STR_NONE)
		return url;
	Buf out = buf_in(arena);
	for (size_t i = 0; i < url.len; i++) {
		int high = i + 2 < url.len ? char_hex_value(url.ptr[i + 1]) : -1;
		int low = high >= 0 ? char_hex_value(url.ptr[i + 2]) : -1;
		bool coded = url.ptr[i] == '%' && low >= 0 && high * 16 + low >= ' ';
		buf_add_char(&out, coded ? (char)(high * 16 + low) : url.ptr[i]);
		i += coded ? 2 : 0;
	}
	Str decoded = buf_str(&out);
	return utf8_find_invalid(decoded) == STR_NONE ? decoded : url;
}

/* --- data --- */

/* Any bytes, unlike url_decode. */
static Str percent_bytes(Arena *arena, Str text)
{
	Buf out = buf_in(arena);
	for (size_t i = 0; i < text.len; i++) {
		int high = i + 2 < text.len && text.ptr[i] == '%' ? char_hex_value(text.ptr[i + 1])
								  : -1;
		int low = high >= 0 ? char_hex_value(text.ptr[i + 2]) : -1;
		buf_add_char(&out, low >= 0 ? (char)(high * 16 + low) : text.ptr[i]);
		i += low >= 0 ? 2 : 0;
	}
	return buf_str(&out);
}

static int base64_value(char c)
{
	if (c >= 'A' && c <= 'Z')
		return c - 'A';
	if (c >= 'a' && c <= 'z')
		return c - 'a' + 26;
	if (char_is_digit(c))
		return c - '0' + 52;
	return c == '+' || c == '-' ? 62 : c == '/' || c == '_' ? 63 : -1;
}

/* White space anywhere, as editors break lines. */
static bool base64_bytes(Arena *arena, Str text, Str *out)
{
	Buf bytes = buf_in(arena);
	uint32_t bits = 0;
	int count = 0;
	for (size_t i = 0; i < text.len && text.ptr[i] != '='; i++) {
		int value = base64_value(text.ptr[i]);
		if (char_is_space(text.ptr[i]))
			continue;
		if (value < 0)
			return false;
		bits = bits << 6 | (uint32_t)value;
		count += 6;
		if (count < 8)
			continue;
		count -= 8;
		buf_add_char(&bytes, (char)(bits >> count & 255));
	}
	*out = buf_str(&bytes);
	return true;
}

bool url_data(Arena *arena, Str url, Str *bytes)
{
	size_t comma = str_find_char(url, ',', 0);
	if (!str_starts_nocase(url, S("data:")) || comma == STR_NONE)
		return false;
	Str head = str_trim(str_slice(url, 5, comma));
	Str body = percent_bytes(arena, str_from_offset(url, comma + 1));
	if (str_ends_nocase(head, S(";base64")))
		return base64_bytes(arena, body, bytes);
	*bytes = body;
	return true;
}
