/* para: any text at any width comes back whole, in lines that fit. */
#include "typeset/para.h"

#include "base/file.h"
#include "base/utf8.h"
#include "front/yaml.h"

#include <stdlib.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static const Value *load_table(Arena *arena, Diags *diags)
{
	Str text;
	const Value *table = value_nil();
	Sources sources = sources_in(arena);
	if (!file_read(arena, S(TEST_SOURCE_DIR "/fonts/fonts.yaml"), 1 << 20, &text))
		abort();
	yaml_parse_source(arena, source_add(&sources, S("fonts.yaml"), text, diags), diags, &table);
	return table;
}

/* Only valid UTF-8 comes this far. */
static Str repair(Arena *arena, Str text)
{
	char *copy = arena_alloc(arena, text.len * 3 + 1);
	size_t length = 0;
	for (size_t at = 0; at < text.len;)
		length += utf8_encode(utf8_next(text, &at), copy + length);
	return (Str){copy, length};
}

static void check(const Lines *lines)
{
	for (size_t i = 0; i < lines->count; i++)
		for (size_t k = 0; k < lines->lines[i].count; k++) {
			const FrameItem *item = &lines->lines[i].items[k];
			for (size_t g = 0; g < item->as.text.glyph_count; g++)
				if (item->as.text.glyphs[g].start > item->as.text.text.len)
					abort();
		}
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	if (size < 4 || size > 4096)
		return 0;
	Arena *arena = arena_new(NULL);
	Diags diags = diags_in(arena);
	Fonts *fonts =
		fonts_new(arena, &(FontsOptions){.table = load_table(arena, &diags)}, &diags);
	Setter *setter = setter_new(arena, fonts, &diags);
	Str text = repair(arena, (Str){(const char *)data + 4, size - 4});
	size_t middle = text.len / 2;
	while (middle < text.len && ((unsigned char)text.ptr[middle] & 0xC0) == 0x80)
		middle++;
	TextStyle styles[2] = {{.font = {.family = S("text")}, .size = 10 * LEN_PT},
			       {.font = {.family = S("sans"), .bold = true},
				.size = 12 * LEN_PT,
				.code = (data[0] & 1) != 0,
				.underline = true,
				.has_background = true}};
	ParaRun runs[2] = {
		{0, (uint32_t)middle, &styles[0], S("en"), NULL, 0, SPAN_NONE},
		{(uint32_t)middle, (uint32_t)text.len, &styles[1], S(""), NULL, 0, SPAN_NONE}};
	Para para = {.text = text, .runs = runs, .run_count = 2, .lang = S("en")};
	para.rtl = (data[0] & 2) != 0;
	ParaShape shape = {.width = data[1] * LEN_PT,
			   .narrow_width = data[2] * LEN_PT,
			   .narrow_lines = data[3] & 3,
			   .first_indent = (data[3] >> 2) * LEN_PT - 20 * LEN_PT,
			   .align = (ParaAlign)(data[0] >> 2 & 3),
			   .hyphenate = (data[0] & 16) != 0,
			   .leading = 13 * LEN_PT};
	Lines lines = para_set(setter, arena, &para, &shape);
	check(&lines);
	setter_free(setter);
	fonts_free(fonts);
	arena_free(arena);
	return 0;
}
