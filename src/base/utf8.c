#include "base/utf8.h"

#include "base/buf.h"

enum { REPLACEMENT = 0xFFFD };

/* Length of the sequence that starts with `b`, 0 when none does. */
static size_t sequence_length(unsigned char b)
{
	if (b < 0x80)
		return 1;
	if (b < 0xC2)
		return 0;
	return b < 0xE0 ? 2 : b < 0xF0 ? 3 : b < 0xF5 ? 4 : 0;
}

/* Decodes one sequence; 0 bytes used when it is not valid. */
static size_t decode(Str s, size_t at, uint32_t *rune)
{
	static const uint32_t smallest[5] = {0, 0, 0x80, 0x800, 0x10000};
	const unsigned char *p = (const unsigned char *)s.ptr + at;
	size_t n = sequence_length(*p);
	if (n == 0 || s.len - at < n)
		return 0;
	uint32_t value = n == 1 ? *p : *p & (0xFFu >> (n + 1));
	for (size_t i = 1; i < n; i++) {
		if ((p[i] & 0xC0) != 0x80)
			return 0;
		value = value << 6 | (p[i] & 0x3F);
	}
	if (value < smallest[n] || value > 0x10FFFF || (value >= 0xD800 && value < 0xE000))
		return 0;
	*rune = value;
	return n;
}

uint32_t utf8_next_long(Str s, size_t *at)
{
	uint32_t rune = REPLACEMENT;
	size_t n = decode(s, *at, &rune);
	*at += n == 0 ? 1 : n;
	return rune;
}

uint32_t utf8_prev(Str s, size_t *at)
{
	size_t start = *at - 1;
	while (start > 0 && *at - start < 4 && ((unsigned char)s.ptr[start] & 0xC0) == 0x80)
		start--;
	uint32_t rune = REPLACEMENT;
	if (start + decode(s, start, &rune) != *at) {
		start = *at - 1;
		rune = REPLACEMENT;
	}
	*at = start;
	return rune;
}

size_t utf8_encode(uint32_t rune, char *out)
{
	if (rune > 0x10FFFF || (rune >= 0xD800 && rune < 0xE000))
		rune = REPLACEMENT;
	if (rune < 0x80) {
		out[0] = (char)rune;
		return 1;
	}
	size_t n = rune < 0x800 ? 2 : rune < 0x10000 ? 3 : 4;
	for (size_t i = n - 1; i > 0; i--, rune >>= 6)
		out[i] = (char)(0x80 | (rune & 0x3F));
	out[0] = (char)((0xF00u >> n & 0xF0) | rune);
	return n;
}

size_t utf8_skip_ascii(Str s, size_t at)
{
	for (uint64_t eight; at + sizeof eight <= s.len; at += sizeof eight) {
		memcpy(&eight, s.ptr + at, sizeof eight);
		if ((eight & UINT64_C(0x8080808080808080)) != 0)
			break;
	}
	while (at < s.len && (s.ptr[at] & 0x80) == 0)
		at++;
	return at;
}

size_t utf8_find_invalid(Str s)
{
	uint32_t rune;
	for (size_t at = 0, n; (at = utf8_skip_ascii(s, at)) < s.len;)
		do {
			if ((n = decode(s, at, &rune)) == 0)
				return at;
			at += n;
		} while (at < s.len && (s.ptr[at] & 0x80) != 0);
	return STR_NONE;
}

size_t utf8_count(Str s)
{
	size_t count = 0;
	for (size_t i = 0; i < s.len; i++)
		count += ((unsigned char)s.ptr[i] & 0xC0) != 0x80;
	return count;
}

bool utf8_is_cjk(uint32_t rune)
{
	static const struct {
		uint32_t first, last;
	} ranges[] = {
		{0x1100, 0x11FF},   {0x2E80, 0x303E},	{0x3041, 0x33FF},   {0x3400, 0x4DBF},
		{0x4E00, 0x9FFF},   {0xA960, 0xA97F},	{0xAC00, 0xD7FF},   {0xF900, 0xFAFF},
		{0xFE30, 0xFE4F},   {0xFF01, 0xFF60},	{0xFF61, 0xFFDC},   {0xFFE0, 0xFFE6},
		{0x16FE0, 0x18AFF}, {0x1AFF0, 0x1B2FF}, {0x20000, 0x3FFFD},
	};
	for (size_t i = 0; i < sizeof ranges / sizeof *ranges; i++)
		if (rune <= ranges[i].last)
			return rune >= ranges[i].first;
	return false;
}

bool utf8_has_rtl(Str s)
{
	for (size_t at = 0; at < s.len;) {
		uint32_t rune = utf8_next(s, &at);
		if ((rune >= 0x0590 && rune < 0x0900) || (rune >= 0xFB1D && rune < 0xFE00) ||
		    (rune >= 0xFE70 && rune < 0xFEFF))
			return true;
	}
	return false;
}

bool utf8_is_word(uint32_t rune)
{
	static const struct {
		uint32_t first, last;
	} others[] = {
		{0x0, 0x2F},	    {0x3A, 0x40},	 {0x5B, 0x60},	   {0x7B, 0xA9},
		{0xAB, 0xB4},	    {0xB6, 0xB9},	 {0xBB, 0xBF},	   {0xD7, 0xD7},
		{0xF7, 0xF7},	    {0x2C2, 0x2C5},	 {0x2D2, 0x2DF},   {0x37E, 0x37E},
		{0x387, 0x387},	    {0x55A, 0x55F},	 {0x589, 0x58F},   {0x5BE, 0x5BE},
		{0x5C0, 0x5C0},	    {0x5C3, 0x5C3},	 {0x5F3, 0x60F},   {0x61B, 0x61F},
		{0x66A, 0x66D},	    {0x6D4, 0x6D4},	 {0x700, 0x70D},   {0x964, 0x965},
		{0xE3F, 0xE3F},	    {0x2000, 0x2BFF},	 {0x2E00, 0x3004}, {0x3007, 0x3029},
		{0x3030, 0x3030},   {0x3036, 0x303A},	 {0x303D, 0x303F}, {0x309B, 0x309C},
		{0x30A0, 0x30A0},   {0x30FB, 0x30FB},	 {0x3190, 0x319F}, {0x31C0, 0x31E3},
		{0x3200, 0x33FF},   {0x4DC0, 0x4DFF},	 {0xE000, 0xF8FF}, {0xFD3E, 0xFD3F},
		{0xFE10, 0xFE19},   {0xFE30, 0xFE6F},	 {0xFEFF, 0xFF0F}, {0xFF1A, 0xFF20},
		{0xFF3B, 0xFF40},   {0xFF5B, 0xFF65},	 {0xFFE0, 0xFFFF}, {0x1F000, 0x1FFFF},
		{0xE0000, 0xE00FF}, {0xF0000, 0x10FFFF},
	};
	for (size_t i = 0; i < sizeof others / sizeof *others; i++)
		if (rune <= others[i].last)
			return rune < others[i].first;
	return false;
}

bool utf8_steers(uint32_t rune)
{
	return rune < 0x20 || (rune >= 0x7F && rune < 0xA0) || (rune >= 0x202A && rune <= 0x202E) ||
	       (rune >= 0x2066 && rune <= 0x2069);
}

Str utf8_show(Arena *arena, Str text)
{
	Buf out = buf_in(arena);
	for (size_t bad; (bad = utf8_find_invalid(text)) != STR_NONE;) {
		buf_add(&out, str_slice(text, 0, bad));
		buf_add_format(&out, "<%02X>", (unsigned char)text.ptr[bad]);
		text = str_from_offset(text, bad + 1);
	}
	buf_add(&out, text);
	return buf_str(&out);
}
