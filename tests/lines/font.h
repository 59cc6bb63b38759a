/*
 * font: the fake fonts of the line tests as files: every character has the same width.
 *
 * A TrueType font needs few tables for its widths to be read: two glyphs (.notdef and the one that
 * stands for all), and a `cmap` of format 13, which gives one glyph to whole ranges of characters.
 */
#ifndef RECTO_TESTS_FONT_H
#define RECTO_TESTS_FONT_H

#include "base/buf.h"

typedef struct {
	uint32_t first, last;
} FontRange;

enum { FONT_EM = 1000, FONT_TABLES = 8 };

static inline void font_u16(Buf *out, uint32_t value)
{
	buf_add_char(out, (char)(value >> 8 & 0xFF));
	buf_add_char(out, (char)(value & 0xFF));
}

static inline void font_u32(Buf *out, uint32_t value)
{
	font_u16(out, value >> 16);
	font_u16(out, value & 0xFFFF);
}

static inline void font_words(Buf *out, const uint16_t *words, size_t count)
{
	for (size_t i = 0; i < count; i++)
		font_u16(out, words[i]);
}

static inline Str font_cmap(Arena *arena, const FontRange *ranges, uint32_t count)
{
	Buf out = buf_in(arena);
	font_words(&out, (uint16_t[]){0, 1, 3, 10, 0, 12, 13, 0}, 8);
	font_u32(&out, 16 + 12 * count);
	font_u32(&out, 0);
	font_u32(&out, count);
	for (uint32_t i = 0; i < count; i++) {
		font_u32(&out, ranges[i].first);
		font_u32(&out, ranges[i].last);
		font_u32(&out, 1);
	}
	return buf_str(&out);
}

static inline Str font_table(Arena *arena, const uint16_t *words, size_t count)
{
	Buf out = buf_in(arena);
	font_words(&out, words, count);
	return buf_str(&out);
}

/* The bytes of a font whose characters are all `width` thousandths of an em wide. */
static inline Str font_make(Arena *arena, uint16_t width, const FontRange *ranges, uint32_t count)
{
	const uint16_t head[27] = {1, 0, 1, 0, 0, 0, 0x5F0F, 0x3CF5, 0, FONT_EM};
	const uint16_t hhea[18] = {1, 0, 800, 0xFF38, 0, width, [17] = 2};
	const uint16_t maxp[3] = {0, 0x5000, 2}, hmtx[4] = {width, 0, width, 0};
	const uint16_t os2[39] = {4, width, 400, 5, [34] = 800, [35] = 0xFF38};
	const char *tags[FONT_TABLES] = {"OS/2", "cmap", "glyf", "head",
					 "hhea", "hmtx", "loca", "maxp"};
	Str tables[FONT_TABLES] = {font_table(arena, os2, 39),
				   font_cmap(arena, ranges, count),
				   font_table(arena, maxp, 2),
				   font_table(arena, head, 27),
				   font_table(arena, hhea, 18),
				   font_table(arena, hmtx, 4),
				   font_table(arena, (uint16_t[3]){0}, 3),
				   font_table(arena, maxp, 3)};
	Buf out = buf_in(arena);
	uint32_t offset = 12 + 16 * FONT_TABLES;
	font_words(&out, (uint16_t[]){1, 0, FONT_TABLES, 128, 3, 0}, 6);
	for (size_t i = 0; i < FONT_TABLES; i++) {
		buf_add_bytes(&out, tags[i], 4);
		font_u32(&out, 0);
		font_u32(&out, offset);
		font_u32(&out, (uint32_t)tables[i].len);
		offset += (uint32_t)(tables[i].len + 3) / 4 * 4;
	}
	for (size_t i = 0; i < FONT_TABLES; i++) {
		buf_add(&out, tables[i]);
		buf_add_repeat(&out, '\0', (4 - tables[i].len % 4) % 4);
	}
	return buf_str(&out);
}

#endif
