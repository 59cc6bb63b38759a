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
	/* a scheme's first character is a letter, and a port's a digit */
	if (n < 2 || n >= url.len || url.ptr[n] != ':' || !char_is_alpha(url.ptr[0]))
		return false;
	return n + 1 >= url.len || !char_is_digit(url.ptr[n + 1]) ||
	       str_starts_nocase(url, S("tel:")) || str_starts_nocase(url, S("sms:"));
}

Str url_encode(Arena *arena, Str text, const char *plain)
{
	Buf out = buf_in(arena);
	for (size_t i = 0; i < text.len; i++) {
		char c = text.ptr[i];
		if (char_is_alnum(c) || (c != '\0' && strchr(plain, c) != NULL))
			buf_add_char(&out, c);
		else
			buf_add_format(&out, "%%%02X", (unsigned char)c);
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
