/* linebreak, grapheme: a case a line, hex code points, to the numbers of the code points before
 * which is a break. */
#include "filter.h"

#include "base/utf8.h"
#include "typeset/para.h"

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

int filter_breaks(int argc, char **argv)
{
	(void)argc;
	Arena *arena = arena_new(NULL), *scratch = arena_new(NULL);
	Diags diags = diags_in(arena);
	Setter *setter = setter_new(arena, NULL, &diags);
	Buf out = buf_in(arena);
	bool lines = strcmp(argv[0], "linebreak") == 0;
	for (Str rest = str_trim(filter_read(arena)), line; str_split(&rest, '\n', &line);) {
		uint32_t *offsets;
		bool *forced;
		arena_reset(scratch);
		Str text = read_case(scratch, line);
		if (!lines)
			buf_add(&out, S("0"));
		size_t count = lines ? breaks_find(setter, scratch, text, S(""), &offsets, &forced)
				     : graphemes_find(setter, scratch, text, &offsets);
		write_offsets(&out, text, offsets, count);
	}
	setter_free(setter);
	int status = filter_write(buf_str(&out));
	arena_free(scratch);
	arena_free(arena);
	return status;
}
