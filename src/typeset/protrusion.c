#include "typeset/protrusion.h"

#include "base/utf8.h"

/* Latin letters and marks below U+0180, and general punctuation from U+2010 to U+203F. */
enum { LATIN = 0x180, MARKS_FIRST = 0x2010, MARKS_END = 0x2040, ENTRIES = LATIN + 0x30 };

enum { MOST = 1000 };

struct FontProtrusion {
	int16_t left[ENTRIES], right[ENTRIES];
};

/* The entry of a character, or -1. */
static int find_entry(uint32_t rune)
{
	if (rune < LATIN)
		return (int)rune;
	return rune >= MARKS_FIRST && rune < MARKS_END ? (int)(rune - MARKS_FIRST + LATIN) : -1;
}

static bool read_amount(Str *line, int16_t *amount)
{
	Str word;
	int64_t value;
	if (!str_next_word(line, &word) || !str_to_int(word, &value) || value < 0 || value > MOST)
		return false;
	*amount = (int16_t)value;
	return true;
}

FontProtrusion *protrusion_read(Arena *arena, Str lines)
{
	FontProtrusion *protrusion = ARENA_NEW(arena, FontProtrusion);
	for (Str line; str_split(&lines, '\n', &line);) {
		Str runes;
		int16_t left, right;
		if (!str_next_word(&line, &runes) || !read_amount(&line, &left) ||
		    !read_amount(&line, &right))
			continue;
		for (size_t at = 0; at < runes.len;) {
			int entry = find_entry(utf8_next(runes, &at));
			if (entry < 0)
				continue;
			protrusion->left[entry] = left;
			protrusion->right[entry] = right;
		}
	}
	return protrusion;
}

int font_protrusion_left(const FontProtrusion *protrusion, uint32_t rune)
{
	int entry = find_entry(rune);
	return entry < 0 ? 0 : protrusion->left[entry];
}

int font_protrusion_right(const FontProtrusion *protrusion, uint32_t rune)
{
	int entry = find_entry(rune);
	return entry < 0 ? 0 : protrusion->right[entry];
}
