/*
 * utf8: code points in and out of UTF-8 (RFC 3629).
 *
 * Text is checked once, when a source is read; utf8_next trusts it afterwards but never reads past
 * the end, and gives U+FFFD for a byte that does not fit.
 */
#ifndef RECTO_BASE_UTF8_H
#define RECTO_BASE_UTF8_H

#include "base/str.h"

/* utf8_next for what is not ASCII. */
uint32_t utf8_next_long(Str s, size_t *at);
/* The code point at *at, moving *at behind it; *at must be below s.len. */
static inline uint32_t utf8_next(Str s, size_t *at)
{
	unsigned char byte = (unsigned char)s.ptr[*at];
	if (byte >= 0x80)
		return utf8_next_long(s, at);
	++*at;
	return byte;
}
/* The code point that ends at *at, moving *at to its start; *at must be above 0. */
uint32_t utf8_prev(Str s, size_t *at);
/* Writes `rune` to out[4]; returns the number of bytes. Surrogates and values past U+10FFFF become
 * U+FFFD. */
size_t utf8_encode(uint32_t rune, char *out);
/* Offset of the first byte at or after `at` that is not ASCII; the length when there is none. */
size_t utf8_skip_ascii(Str s, size_t at);
/* Offset of the first byte that is not valid UTF-8 (overlong, surrogate, cut), or STR_NONE. */
size_t utf8_find_invalid(Str s);
/* Number of code points. */
size_t utf8_count(Str s);
/* Whether it is Han, kana, Hangul, or CJK punctuation: set without spaces, in a CJK face. */
bool utf8_is_cjk(uint32_t rune);
/* Whether words and addresses are made of it: letters, digits and what stands on them, as \p{L},
 * \p{M} and \p{Nd} of Unicode; by blocks, so that rare signs among letters count as letters. */
bool utf8_is_word(uint32_t rune);
/* Whether a letter of Hebrew, Arabic or another script from right to left is in the text; those of
 * the past, above U+FFFF, are not looked for. */
bool utf8_has_rtl(Str s);
/* Whether it is not seen but steers: a control, or one that turns the direction of text. Text of
 * others must not have it where it could change what is around it. */
bool utf8_steers(uint32_t rune);
/* The text as it may be shown, in `arena`: "<E9>" for a byte that is not UTF-8. */
Str utf8_show(Arena *arena, Str text);

#endif
