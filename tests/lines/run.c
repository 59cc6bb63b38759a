/*
 * lines: paragraphs of plain text through all steps of para_set, in a fake font.
 *
 *   lines [--bless] WORK CASES...
 *
 * Every character is 5 pt wide, CJK ones 10 pt, at 10 pt; so a width of 30 is 30 letters. A file of
 * cases holds for each one: a line "= name"; a line "set key=value ..." where it has parameters;
 * the text (joined by spaces; \n is a forced break, \- a soft hyphen, \~ a no-break space, \0 a
 * zero-width space); then one line starting with '|' for each line that is set, with the share of
 * stretch (+) or shrink (-) that was used, and one with '!' for each message. Other lines that
 * start with '#' are comments. What is set is written the same way, and both must be equal.
 */
#include "base/file.h"
#include "base/utf8.h"
#include "check.h"
#include "font.h"
#include "front/yaml.h"
#include "typeset/para.h"

#include <string.h>

enum { CHAR = 5 * LEN_PT, FILE_MOST = 1 << 20 };

typedef struct {
	Arena *arena, *scratch;
	Str work;
	Fonts *fonts;
	Diags diags;
	Setter *setter;
	TextStyle style;
} Env;

typedef struct {
	ParaShape shape;
	Str lang;
	bool rtl, foreign, pieces, advances, optics;
} Case;

static const char fonts_yaml[] = "roles: { text: Narrow, sans: Optical, mono: Narrow }\n"
				 "protrusion: { sans: \". 0 800\\n- 0 600\\n' 400 0\" }\n"
				 "cjk:\n"
				 "  serif: { ja: Wide, ko: Wide, zh-Hans: Wide, zh-Hant: Wide }\n"
				 "families:\n"
				 "  Narrow: { style: serif, regular: narrow.ttf }\n"
				 "  Optical: { style: sans, regular: narrow.ttf }\n"
				 "  Wide: { style: serif, regular: wide.ttf }\n";

static void make_fonts(Env *env)
{
	static const FontRange narrow[] = {{0x20, 0x10FF}, {0x1200, 0x2E7F}, {0xFB00, 0xFDFF}};
	static const FontRange wide[] = {{0x2010, 0x2027}, {0x2E80, 0xD7FF}, {0xF900, 0xFAFF},
					 {0xFE30, 0xFE4F}, {0xFF00, 0xFFEF}, {0x20000, 0x2FFFF}};
	Arena *a = env->arena;
	CHECK(file_make_folder(a, env->work));
	CHECK(file_write(a, path_join(a, env->work, S("narrow.ttf")),
			 font_make(a, 500, narrow, 3)) != FILE_FAILED);
	CHECK(file_write(a, path_join(a, env->work, S("wide.ttf")), font_make(a, 1000, wide, 6)) !=
	      FILE_FAILED);
}

static void open_env(Env *env, Str work)
{
	const Value *table;
	*env = (Env){.arena = arena_new(NULL), .scratch = arena_new(NULL), .work = work};
	Sources sources = sources_in(env->arena);
	env->diags = diags_in(env->arena);
	make_fonts(env);
	yaml_parse_source(env->arena,
			  source_add(&sources, S("fonts.yaml"), str_from(fonts_yaml), &env->diags),
			  &env->diags, &table);
	FontsOptions options = {.folders = &env->work, .folder_count = 1, .table = table};
	env->fonts = fonts_new(env->arena, &options, &env->diags);
	env->setter = setter_new(env->arena, env->fonts, &env->diags);
	env->style = (TextStyle){.font = {.family = S("text")}, .size = 10 * LEN_PT};
	CHECK(env->diags.len == 0);
}

static void close_env(Env *env)
{
	setter_free(env->setter);
	fonts_free(env->fonts);
	arena_free(env->scratch);
	arena_free(env->arena);
}

static Len read_chars(Str value)
{
	double chars = 0;
	CHECK(str_to_double(value, &chars));
	return len_scale(CHAR, chars);
}

static ParaAlign read_align(Str value)
{
	static const Str names[] = {STR_INIT("justify"), STR_INIT("left"), STR_INIT("center"),
				    STR_INIT("right")};
	for (int i = 0; i < 4; i++)
		if (str_eq(value, names[i]))
			return (ParaAlign)i;
	CHECK_FAIL("alignment");
	return PARA_LEFT;
}

static void read_setting(Env *env, Case *c, Str key, Str value)
{
	int64_t number = 0;
	if (str_eq(key, S("width")))
		c->shape.width = read_chars(value);
	else if (str_eq(key, S("indent")))
		c->shape.first_indent = read_chars(value);
	else if (str_eq(key, S("narrow")))
		c->shape.narrow_width = read_chars(value);
	else if (str_eq(key, S("narrow-indent")))
		c->shape.narrow_indent = read_chars(value);
	else if (str_eq(key, S("narrow-lines")) && str_to_int(value, &number))
		c->shape.narrow_lines = (size_t)number;
	else if (str_eq(key, S("loose")) && str_to_int(value, &number))
		c->shape.looseness = (int)number;
	else if (str_eq(key, S("align")))
		c->shape.align = read_align(value);
	else if (str_eq(key, S("lang")))
		c->lang = value;
	else if (str_eq(key, S("hyphenate")))
		c->shape.hyphenate = true;
	else if (str_eq(key, S("sense")))
		c->shape.sense = true;
	else if (str_eq(key, S("code")))
		env->style.code = true;
	else if (str_eq(key, S("names")))
		env->style.names = true;
	else if (str_eq(key, S("optical"))) {
		env->style.font.family = S("sans");
		c->optics = true;
	} else if (str_eq(key, S("expansion")) && str_to_int(value, &number))
		c->shape.expansion = (int)number;
	else if (str_eq(key, S("rtl")))
		c->rtl = true;
	else if (str_eq(key, S("foreign")))
		c->foreign = true;
	else if (str_eq(key, S("pieces")))
		c->pieces = true;
	else if (str_eq(key, S("advances")))
		c->advances = true;
	else {
		CHECK_FAIL("known setting");
		fprintf(stderr, "  setting: %.*s\n", STR_ARG(key));
	}
}

static void read_settings(Env *env, Case *c, Str line)
{
	for (Str word; str_next_word(&line, &word);) {
		size_t equals = str_find_char(word, '=', 0);
		Str value = equals == STR_NONE ? S("") : str_from_offset(word, equals + 1);
		read_setting(env, c, str_slice(word, 0, equals), value);
	}
}

static void add_escaped(Buf *text, Str line)
{
	if (text->len > 0 && text->ptr[text->len - 1] != '\n')
		buf_add_char(text, ' ');
	for (size_t i = 0; i < line.len; i++) {
		char next = i + 1 < line.len ? line.ptr[i + 1] : '\0';
		if (line.ptr[i] != '\\') {
			buf_add_char(text, line.ptr[i]);
			continue;
		}
		i++;
		uint32_t rune = next == '-'   ? 0xAD
				: next == '~' ? 0xA0
				: next == '0' ? 0x200B
					      : '\n';
		buf_add_rune(text, rune);
	}
}

/* Each cluster with its advance in points, where it is not what its face says. */
static void show_advances(Buf *out, const FrameItem *item)
{
	Str text = item->as.text.text;
	for (size_t g = 0; g < item->as.text.glyph_count; g++) {
		const Glyph *glyph = &item->as.text.glyphs[g];
		size_t at = glyph->start;
		uint32_t rune = at < text.len ? utf8_next(text, &at) : '-';
		Len own = utf8_is_cjk(rune) ? 2 * CHAR : CHAR;
		if (rune == ' ')
			buf_add_char(out, '_');
		else
			buf_add_rune(out, rune);
		if (glyph->advance == own)
			continue;
		buf_add_char(out, '(');
		buf_add_fixed(out, (len_to_milli(glyph->advance) + 5) / 10, 2);
		buf_add_char(out, ')');
	}
}

static void show_item(Buf *out, const Case *c, const FrameItem *item)
{
	if (item->kind != FRAME_TEXT)
		return;
	if (c->advances) {
		show_advances(out, item);
		return;
	}
	buf_add(out, item->as.text.text);
	if (item->as.text.soft_hyphen)
		buf_add_char(out, '-');
}

/* What hangs out of a line that has its full width, and how much its letters were expanded. */
static void show_optics(Buf *out, const Case *c, const Line *line)
{
	Len left = 0, right = 0;
	int expansion = 0;
	for (size_t i = 0; i < line->count; i++) {
		const FrameItem *item = &line->items[i];
		left = i == 0 ? item->x : left;
		right = item->x + item->w;
		if (item->kind == FRAME_TEXT && str_ends(item->as.text.text, S(" ")))
			right -= item->as.text.glyphs[item->as.text.glyph_count - 1].advance;
		if (item->kind == FRAME_TEXT)
			expansion = item->as.text.expansion;
	}
	if (c->optics && left != line->x) {
		buf_add(out, S(" left "));
		buf_add_fixed(out, (len_to_milli(left - line->x) - 5) / 10, 2);
	}
	if (c->optics && right != line->x + line->w) {
		buf_add(out, S(" right +"));
		buf_add_fixed(out, (len_to_milli(right - line->x - line->w) + 5) / 10, 2);
	}
	if (expansion != 0)
		buf_add_format(out, " letters %+d", expansion);
}

/* The leftmost item right of `x`, or NULL. */
static const FrameItem *next_item(const Line *line, Len x)
{
	const FrameItem *next = NULL;
	for (size_t i = 0; i < line->count; i++) {
		const FrameItem *item = &line->items[i];
		if (item->x > x && (next == NULL || item->x < next->x))
			next = item;
	}
	return next;
}

/* The pieces from left to right, each in brackets. */
static void show_pieces(Buf *out, const Case *c, const Line *line)
{
	for (const FrameItem *item = next_item(line, -1); item != NULL;
	     item = next_item(line, item->x)) {
		buf_add_char(out, '[');
		show_item(out, c, item);
		buf_add_char(out, ']');
	}
}

static void show_line(Buf *out, const Case *c, const Line *line)
{
	buf_add_char(out, '|');
	buf_add_repeat(out, ' ', line->x > 0 ? (size_t)((line->x + CHAR / 2) / CHAR) : 0);
	size_t start = out->len;
	if (c->pieces)
		show_pieces(out, c, line);
	for (size_t i = 0; !c->pieces && i < line->count; i++)
		show_item(out, c, &line->items[i]);
	while (out->len > start && out->ptr[out->len - 1] == ' ')
		out->len--;
	buf_add_char(out, '|');
	int64_t hundredths = (int64_t)(line->ratio * 100 + (line->ratio < 0 ? -0.5 : 0.5));
	if (hundredths != 0) {
		buf_add(out, hundredths > 0 ? S(" +") : S(" "));
		buf_add_fixed(out, hundredths, 2);
	}
	show_optics(out, c, line);
	buf_add_char(out, '\n');
}

static void check_case(const Case *c, const Lines *lines)
{
	for (size_t i = 0; i < lines->count; i++) {
		const Line *line = &lines->lines[i];
		CHECK(line->ascent + line->depth >= c->shape.leading);
		for (size_t k = 0; k < line->count; k++) {
			const FrameItem *item = &line->items[k];
			Len sum = 0;
			for (size_t g = 0;
			     item->kind == FRAME_TEXT && g < item->as.text.glyph_count; g++)
				sum += item->as.text.glyphs[g].advance;
			CHECK(item->kind != FRAME_TEXT || item->w == sum);
		}
	}
}

static void set_case(Env *env, const Case *c, Str text, Buf *out)
{
	ParaRun run = {.end = (uint32_t)text.len, .style = &env->style, .span = {1, 0, 1}};
	Para para = {.text = text,
		     .runs = &run,
		     .run_count = 1,
		     .lang = c->lang,
		     .rtl = c->rtl,
		     .foreign = c->foreign};
	env->diags = diags_in(env->arena);
	Lines lines = para_set(env->setter, env->scratch, &para, &c->shape);
	check_case(c, &lines);
	for (size_t i = 0; i < lines.count; i++)
		show_line(out, c, &lines.lines[i]);
	for (size_t i = 0; i < env->diags.len; i++)
		buf_add_format(out, "! %.*s\n", STR_ARG(env->diags.items[i].message));
}

/* A case and the file as it should be: what stands in `block`, with the lines that are set. */
static void run_case(Env *env, Str block, Buf *file)
{
	Case c = {.lang = S("en"), .shape = {.width = 30 * CHAR, .leading = 12 * LEN_PT}};
	Buf text = buf_in(env->scratch), got = buf_in(env->scratch), want = buf_in(env->scratch);
	Str name = S(""), trail = S("");
	env->style.code = env->style.names = false;
	env->style.font.family = S("text");
	for (Str line; str_split(&block, '\n', &line);) {
		if (str_starts(line, S("|")) || str_starts(line, S("!"))) {
			buf_add_format(&want, "%.*s\n", STR_ARG(line));
			continue;
		}
		if (line.len == 0) {
			trail = S("\n");
			continue;
		}
		buf_add_format(file, "%.*s\n", STR_ARG(line));
		if (str_starts(line, S("= ")))
			name = line;
		else if (str_starts(line, S("set ")))
			read_settings(env, &c, str_from_offset(line, 4));
		else if (!str_starts(line, S("#")))
			add_escaped(&text, line);
	}
	if (name.len > 0) {
		set_case(env, &c, buf_str(&text), &got);
		CHECK_STR(buf_str(&got), buf_str(&want));
		if (!str_eq(buf_str(&got), buf_str(&want)))
			fprintf(stderr, "  in the case \"%.*s\"\n", STR_ARG(name));
		buf_add(file, buf_str(&got));
	}
	buf_add(file, trail);
	arena_reset(env->scratch);
}

static size_t next_case(Str text, size_t from)
{
	size_t at = str_find(text, S("\n= "), from);
	return at == STR_NONE ? text.len : at + 1;
}

/* The number of cases. */
static int run_file(Env *env, Str path, bool bless)
{
	Str text;
	int count = 0;
	Buf file = buf_in(env->arena);
	CHECK(file_read(env->arena, path, FILE_MOST, &text));
	for (size_t at = 0; at < text.len;) {
		size_t end = next_case(text, at);
		Str block = str_slice(text, at, end);
		count += str_starts(block, S("= "));
		run_case(env, block, &file);
		at = end;
	}
	if (bless)
		CHECK(file_write(env->arena, path, buf_str(&file)) != FILE_FAILED);
	return count;
}

int main(int argc, char **argv)
{
	Env env;
	int first = argc > 1 && strcmp(argv[1], "--bless") == 0 ? 2 : 1, cases = 0;
	if (argc < first + 2)
		return 2;
	open_env(&env, str_from(argv[first]));
	for (int i = first + 1; i < argc; i++)
		cases += run_file(&env, str_from(argv[i]), first == 2);
	close_env(&env);
	printf("%d cases, ", cases);
	return check_report();
}
