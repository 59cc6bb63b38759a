/*
 * linebreak, grapheme, cjkbreak: a case a line, hex code points, to the numbers of the code points
 * before which is a break; bidi: to their visual order.
 */
#include "filter.h"

#include "base/utf8.h"
#include "typeset/para.h"
#include "typeset/unicode.h"

#include <stdio.h>
#include <string.h>

/* One line of hex code points as UTF-8. */
static Str read_case(Arena *arena, Str line)
{
	Buf text = buf_in(arena);
	for (Str word; str_next_word(&line, &word);) {
		unsigned rune = 0;
		if (sscanf(str_to_cstr(arena, word), "%x", &rune) == 1)
			buf_add_rune(&text, rune);
	}
	return buf_str(&text);
}

static void write_offsets(Buf *out, Str text, const uint32_t *offsets, size_t count)
{
	for (size_t i = 0; i < count; i++) {
		if (out->len > 0 && out->ptr[out->len - 1] != '\n')
			buf_add_char(out, ' ');
		buf_add_int(out, (int64_t)utf8_count(str_slice(text, 0, offsets[i])));
	}
	buf_add_char(out, '\n');
}

/* "ja;strict;" at the start of a line as "ja-u-lb-strict". */
static Str read_lang(Arena *arena, Str *line)
{
	Str lang = S(""), level = S("");
	if (!str_split(line, ';', &lang) || !str_split(line, ';', &level))
		return S("");
	return str_concat3(arena, lang, S("-u-lb-"), level);
}

int filter_breaks(int argc, char **argv)
{
	(void)argc;
	Arena *arena = arena_new(NULL), *scratch = arena_new(NULL);
	Diags diags = diags_in(arena);
	Setter *setter = setter_new(arena, NULL, &diags);
	Buf out = buf_in(arena);
	bool cjk = strcmp(argv[0], "cjkbreak") == 0;
	bool lines = cjk || strcmp(argv[0], "linebreak") == 0;
	for (Str rest = str_trim(filter_read(arena)), line; str_split(&rest, '\n', &line);) {
		uint32_t *offsets;
		bool *forced;
		arena_reset(scratch);
		Str lang = cjk ? read_lang(scratch, &line) : S("");
		Str text = read_case(scratch, line);
		if (!lines)
			buf_add(&out, S("0"));
		size_t count = lines ? breaks_find(setter, scratch, text, lang, &offsets, &forced)
				     : graphemes_find(setter, scratch, text, &offsets);
		write_offsets(&out, text, offsets, count);
	}
	setter_free(setter);
	int status = filter_write(buf_str(&out));
	arena_free(scratch);
	arena_free(arena);
	return status;
}

/* One line of code points and a direction: the numbers of those that take a place, from the left.
 */
static void write_order(Arena *arena, Buf *out, Str line)
{
	Str runes;
	str_split(&line, ';', &runes);
	Str text = read_case(arena, runes);
	UnicodeDirection direction = str_starts(line, S("1"))	? UNICODE_RTL
				     : str_starts(line, S("2")) ? UNICODE_AUTO
								: UNICODE_LTR;
	size_t count = utf8_count(text), kept = 0, number = 0;
	uint8_t *levels = ARENA_ARRAY(arena, uint8_t, text.len + 1);
	uint8_t *places = ARENA_ARRAY(arena, uint8_t, count);
	uint32_t *numbers = ARENA_ARRAY(arena, uint32_t, count);
	uint32_t *order = ARENA_ARRAY(arena, uint32_t, count);
	unicode_levels(arena, text, direction, levels);
	for (size_t at = 0; at < text.len; number++) {
		size_t start = at;
		if (unicode_steers_direction(utf8_next(text, &at)))
			continue;
		places[kept] = levels[start];
		numbers[kept++] = (uint32_t)number;
	}
	unicode_order(places, kept, order);
	for (size_t i = 0; i < kept; i++)
		buf_add_format(out, i > 0 ? " %u" : "%u", (unsigned)numbers[order[i]]);
	buf_add_char(out, '\n');
}

int filter_bidi(int argc, char **argv)
{
	(void)argc;
	(void)argv;
	Arena *arena = arena_new(NULL), *scratch = arena_new(NULL);
	Buf out = buf_in(arena);
	for (Str rest = str_trim(filter_read(arena)), line; str_split(&rest, '\n', &line);) {
		arena_reset(scratch);
		write_order(scratch, &out, line);
	}
	int status = filter_write(buf_str(&out));
	arena_free(scratch);
	arena_free(arena);
	return status;
}
