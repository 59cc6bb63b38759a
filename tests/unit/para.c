/* para: paragraphs of real text in the packaged faces. */
#include "typeset/para.h"

#include "base/buf.h"
#include "base/file.h"
#include "base/utf8.h"
#include "check.h"
#include "front/yaml.h"

#include <string.h>

typedef struct {
	Arena *arena;
	Fonts *fonts;
	Diags diags;
	Setter *setter;
	TextStyle style;
} Env;

static const char prose[] =
	"The office of the chief scientist found that difficult affairs, such as waffles and "
	"fjords, "
	"are best handled by a well-behaved committee; its first-rate members meet in the "
	"afternoon, "
	"and nobody has ever complained about the representation of mathematics in its minutes.";

static const char chinese[] = "\xE4\xBB\x96\xE7\x9A\x84\xE7\xA0\x94\xE7\xA9\xB6\xE6\x96\xB9\xE5\x90"
			      "\x91\xE6\x98\xAF\xE2\x80"
			      "\x9C\xE6\x9C\xBA\xE5\x99\xA8\xE5\xAD\xA6\xE4\xB9\xA0\xE2\x80\x9D\xEF"
			      "\xBC\x8C\xE4\xBB\xA5\xE5"
			      "\x8F\x8A\xE7\x89\xA9\xE7\x90\x86\xE5\xAD\xA6\xEF\xBC\x88\xE7\xBB\x9F"
			      "\xE8\xAE\xA1\xEF\xBC\x89"
			      "\xE3\x80\x81\xE4\xBA\xBA\xE5\xB7\xA5\xE6\x99\xBA\xE8\x83\xBD\xE3\x80"
			      "\x82\xE4\xBB\x96\xE5\x8F"
			      "\x91\xE8\xA1\xA8\xE4\xBA\x86"
			      "12\xE7\xAF\x87\xE8\xAE\xBA\xE6\x96\x87\xE3\x80\x82";

static void open_env(Env *env)
{
	Str text;
	const Value *table;
	Arena *arena = env->arena = arena_new(NULL);
	Sources sources = sources_in(arena);
	env->diags = diags_in(arena);
	CHECK(file_read(arena, S(TEST_SOURCE_DIR "/fonts/fonts.yaml"), 1 << 20, &text));
	yaml_parse_source(arena, source_add(&sources, S("fonts.yaml"), text, &env->diags),
			  &env->diags, &table);
	env->fonts = fonts_new(arena, &(FontsOptions){.table = table}, &env->diags);
	env->setter = setter_new(arena, env->fonts, &env->diags);
	env->style = (TextStyle){.font = {.family = S("text")}, .size = 10 * LEN_PT};
	CHECK(env->diags.len == 0);
}

static void close_env(Env *env)
{
	setter_free(env->setter);
	fonts_free(env->fonts);
	arena_free(env->arena);
}

static ParaShape shape_of(double width, ParaAlign align)
{
	return (ParaShape){.width = len_from_pt(width),
			   .align = align,
			   .hyphenate = align == PARA_JUSTIFY,
			   .leading = 13 * LEN_PT};
}

static Para *para_of(Env *env, Str text)
{
	ParaRun *run = ARENA_NEW(env->arena, ParaRun);
	Para *para = ARENA_NEW(env->arena, Para);
	*run = (ParaRun){.end = (uint32_t)text.len, .style = &env->style, .span = {1, 2, 9}};
	*para = (Para){.text = text, .runs = run, .run_count = 1, .lang = S("en")};
	return para;
}

static Lines set_text(Env *env, const char *text, ParaShape shape)
{
	return para_set(env->setter, env->arena, para_of(env, str_from(text)), &shape);
}

/* The text of a line; `hyphens` shows the ones that were added. */
static Str line_text(Env *env, const Line *line, bool hyphens)
{
	Buf text = buf_in(env->arena);
	for (size_t i = 0; i < line->count; i++) {
		const FrameItem *item = &line->items[i];
		if (item->kind != FRAME_TEXT)
			continue;
		buf_add(&text, item->as.text.text);
		if (hyphens && item->as.text.soft_hyphen)
			buf_add_char(&text, '-');
	}
	return buf_str(&text);
}

static Str all_text(Env *env, const Lines *lines)
{
	Buf text = buf_in(env->arena);
	for (size_t i = 0; i < lines->count; i++)
		buf_add(&text, line_text(env, &lines->lines[i], false));
	return buf_str(&text);
}

/* Lines shown with " / " between them. */
static void check_lines(Env *env, const Lines *lines, const char *want)
{
	Buf text = buf_in(env->arena);
	for (size_t i = 0; i < lines->count; i++) {
		if (i > 0)
			buf_add(&text, S("/"));
		buf_add(&text, line_text(env, &lines->lines[i], true));
	}
	CHECK_STR(buf_str(&text), str_from(want));
}

static Len sum_advances(const FrameItem *item)
{
	Len sum = 0;
	for (size_t i = 0; i < item->as.text.glyph_count; i++)
		sum += item->as.text.glyphs[i].advance;
	return sum;
}

/* What holds for every line of every paragraph. */
static void check_line(const Line *line, const ParaShape *shape)
{
	CHECK(line->w <= shape->width && line->ascent + line->depth >= shape->leading);
	for (size_t i = 0; i < line->count; i++) {
		const FrameItem *item = &line->items[i];
		CHECK(item->kind != FRAME_TEXT || item->w == sum_advances(item));
		if (item->kind != FRAME_TEXT)
			continue;
		for (size_t k = 0; k < item->as.text.glyph_count; k++) {
			const Glyph *g = &item->as.text.glyphs[k];
			CHECK(g->id != 0 && g->start <= item->as.text.text.len);
			CHECK(k == 0 || item->as.text.rtl || g->start >= g[-1].start);
		}
	}
}

static void check_paragraph(Env *env, const char *text, ParaShape shape, bool even)
{
	Lines lines = set_text(env, text, shape);
	CHECK_STR(all_text(env, &lines), str_from(text));
	for (size_t i = 0; i < lines.count; i++) {
		check_line(&lines.lines[i], &shape);
		if (even && i + 1 < lines.count)
			CHECK(lines.lines[i].w == shape.width);
		CHECK(lines.lines[i].forced == (i + 1 == lines.count));
	}
}

static void test_widths(Env *env)
{
	for (double width = 20; width < 400; width += 13.3) {
		check_paragraph(env, prose, shape_of(width, PARA_JUSTIFY), width > 160);
		check_paragraph(env, prose, shape_of(width, PARA_LEFT), false);
		check_paragraph(env, chinese, shape_of(width, PARA_JUSTIFY), width > 60);
		check_paragraph(env, chinese, shape_of(width, PARA_CENTER), false);
	}
}

static void test_hyphens(Env *env)
{
	Lines lines = set_text(env, "a waffles are here", shape_of(30, PARA_JUSTIFY));
	check_lines(env, &lines, "a waf-/fles are /here");
	CHECK(lines.lines[0].hyphenated && !lines.lines[1].hyphenated);
	const FrameItem *head = &lines.lines[0].items[0], *tail = &lines.lines[1].items[0];
	CHECK(head->as.text.glyph_count == 6 && head->as.text.glyphs[5].start == 5);
	CHECK(tail->as.text.glyph_count == 8 && tail->as.text.glyphs[0].start == 0);
	lines = set_text(env, "a difficult one", shape_of(30, PARA_JUSTIFY));
	check_lines(env, &lines, "a dif-/ficult /one");
	env->style.no_hyphen = true;
	lines = set_text(env, "a waffles b", shape_of(30, PARA_JUSTIFY));
	check_lines(env, &lines, "a /waffles /b");
	env->style.no_hyphen = false;
	lines = set_text(env, "super\xC2\xADkalifragil", shape_of(55, PARA_LEFT));
	check_lines(env, &lines, "super-/kalifragil");
	lines = set_text(env, "super\xC2\xADkalifragil", shape_of(200, PARA_LEFT));
	check_lines(env, &lines, "superkalifragil");
}

static Len natural_width(Env *env, const char *text)
{
	return para_measure(env->setter, para_of(env, str_from(text)), NULL);
}

/* Both sides of a break are set as if each had been written so: kerned with the hyphen, not with
 * the letter that is on the next line; ligatures of what is left. */
static void test_hyphen_kerning(Env *env)
{
	static const struct {
		const char *word, *head, *tail;
	} words[] = {
		{"waffles", "waf-", "fles"},
		{"offset", "off-", "set"},
		{"soft\xC2\xADly", "soft-", "ly"},
		{"everything", "every-", "thing"},
		{"Ya\xC2\xADya", "Ya-", "ya"},
		{"over\xC2\xADtax", "over-", "tax"},
		{"Ty\xC2\xADTo", "Ty-", "To"},
		{"LT\xC2\xADVA", "LT-", "VA"},
		{"eff\xC2\xADicient", "eff-", "icient"},
		{"af\xC2\xAD\x66ine", "af-", "fine"},
	};
	for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
		Len head = natural_width(env, words[i].head),
		    tail = natural_width(env, words[i].tail);
		ParaShape shape = shape_of(0, PARA_LEFT);
		shape.width = head > tail ? head : tail;
		shape.hyphenate = true;
		Lines lines = set_text(env, words[i].word, shape);
		Buf want = buf_in(env->arena);
		buf_add_format(&want, "%s/%s", words[i].head, words[i].tail);
		check_lines(env, &lines, buf_str(&want).ptr);
		CHECK(lines.lines[0].w == head && lines.lines[1].w == tail);
		CHECK(lines.lines[0].items[0].w == sum_advances(&lines.lines[0].items[0]));
	}
}

static void test_long_words(Env *env)
{
	ParaShape shape = shape_of(60, PARA_JUSTIFY);
	Lines lines = set_text(env, "at https://example.org/long/path?query=something", shape);
	for (size_t i = 0; i < lines.count; i++)
		check_line(&lines.lines[i], &shape);
	check_lines(env, &lines, "at https:///example.org//long/path?/query=/something");
	check_paragraph(env, "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa", shape, false);
	/* a mark never leaves its letter */
	shape.width = len_from_pt(6);
	lines = set_text(env, "q\xCC\x83q\xCC\x83q\xCC\x83", shape);
	check_lines(env, &lines, "q\xCC\x83/q\xCC\x83/q\xCC\x83");
}

/* A dot between words goes at the end of a line and at its start, and takes no room there. */
static void test_folded_dots(Env *env)
{
	ParaShape shape = shape_of(50, PARA_RIGHT);
	shape.fold = true;
	Lines lines = set_text(env, "one two \xC2\xB7 three four \xC2\xB7 five", shape);
	check_lines(env, &lines, "one two /three four /five");
	CHECK(lines.lines[0].w == natural_width(env, "one two"));
	CHECK(lines.lines[0].x + lines.lines[0].w == shape.width);
	CHECK(lines.lines[2].w == natural_width(env, "five"));
	shape.width = len_from_pt(300);
	lines = set_text(env, "one two \xC2\xB7 three", shape);
	check_lines(env, &lines, "one two \xC2\xB7 three");
}

static void test_shapes(Env *env)
{
	Para *para = para_of(env, S("one three two"));
	Len smallest, natural = para_measure(env->setter, para, &smallest);
	ParaShape shape = shape_of(300, PARA_RIGHT);
	Lines lines = para_set(env->setter, env->arena, para, &shape);
	CHECK(lines.count == 1 && lines.width == natural && smallest < natural / 2);
	CHECK(lines.lines[0].x == shape.width - natural);
	CHECK(lines.lines[0].items[0].x == lines.lines[0].x);
	shape.align = PARA_CENTER;
	lines = para_set(env->setter, env->arena, para, &shape);
	CHECK(lines.lines[0].x == (shape.width - natural) / 2);
	shape = shape_of(200, PARA_JUSTIFY);
	shape.narrow_lines = 2;
	shape.narrow_width = len_from_pt(120);
	shape.narrow_indent = len_from_pt(80);
	shape.first_indent = len_from_pt(15);
	lines = set_text(env, prose, shape);
	CHECK(lines.lines[0].x == len_from_pt(95) && lines.lines[0].w == len_from_pt(105));
	CHECK(lines.lines[1].x == len_from_pt(80) && lines.lines[1].w == len_from_pt(120));
	CHECK(lines.lines[2].x == 0 && lines.lines[2].w == len_from_pt(200));
}

static void test_forced(Env *env)
{
	ParaShape shape = shape_of(300, PARA_LEFT);
	Lines lines = set_text(env, "one\ntwo\n\nthree", shape);
	check_lines(env, &lines, "one /two //three");
	CHECK(lines.lines[2].count == 0 && lines.lines[0].forced);
	lines = set_text(env, "", shape);
	CHECK(lines.count == 1 && lines.lines[0].ascent + lines.lines[0].depth == 13 * LEN_PT);
	env->style.code = true;
	env->style.font.family = S("mono");
	lines = set_text(env, "if x:\n    y = f(z)", shape);
	check_lines(env, &lines, "if x: /    y = f(z)");
	Len indented = lines.lines[1].w;
	lines = set_text(env, "y = f(z)", shape);
	CHECK(indented == lines.lines[0].w + 4 * (lines.lines[0].w / 8));
	env->style.code = false;
	env->style.font.family = S("text");
}

static void test_cjk(Env *env)
{
	ParaShape shape = shape_of(300, PARA_LEFT);
	/* Latin and Han are a quarter of an em apart, typed space or not */
	Lines a = set_text(env, "Liu\xE5\x88\x98Ziming", shape);
	Lines b = set_text(env, "Liu \xE5\x88\x98 Ziming", shape);
	CHECK(a.lines[0].count == 3 && a.width == b.width);
	/* Korean keeps its spaces, in its own face */
	Lines korean = set_text(env, "\xED\x95\x9C\xEA\xB5\xAD \xEB\xAC\xB8\xEC\x9E\xA5", shape);
	CHECK(korean.lines[0].count == 1 && korean.lines[0].items[0].as.text.glyph_count == 5);
	/* a stop at the end of a line is half as wide */
	Lines c = set_text(env, "\xE5\x88\x98", shape),
	      d = set_text(env, "\xE5\x88\x98\xE3\x80\x82", shape);
	CHECK(d.width - c.width == c.width / 2);
	/* and two marks side by side are squeezed */
	Lines e = set_text(env, "\xE3\x80\x8D\xE3\x80\x82\xE5\x88\x98", shape);
	CHECK(e.width == 2 * (c.width / 2) + c.width / 2 + c.width ||
	      e.width == 2 * (c.width / 2) + c.width / 2 + c.width + 1);
	/* no stop begins a line, no bracket ends one */
	for (double width = 33; width < 150; width += 3) {
		Lines lines = set_text(env, chinese, shape_of(width, PARA_JUSTIFY));
		for (size_t i = 0; i < lines.count; i++) {
			Str text = line_text(env, &lines.lines[i], false);
			size_t at = 0, end = text.len;
			uint32_t first = utf8_next(text, &at), last = utf8_prev(text, &end);
			CHECK(first != 0x3002 && first != 0xFF0C && first != 0xFF09);
			CHECK(last != 0xFF08 && last != 0x201C);
		}
	}
}

static void test_missing(Env *env)
{
	size_t before = env->diags.len;
	Lines lines = set_text(env,
			       "a\xF3\xB0\x80\x80"
			       "b",
			       shape_of(100, PARA_LEFT));
	check_lines(env, &lines, "ab");
	CHECK(env->diags.len == before + 1 && env->diags.errors == 1);
	const Diag *diag = &env->diags.items[before];
	CHECK(str_contains(diag->message, S("U+F0000")) && diag->span.start == 2);
	CHECK(diag->hint.len > 0);
}

static void test_rtl(Env *env)
{
	/* shalom olam, between Latin words: the second word stands left of the first */
	Lines lines = set_text(
		env, "is \xD7\xA9\xD7\x9C\xD7\x95\xD7\x9D \xD7\xA2\xD7\x95\xD7\x9C\xD7\x9D ok",
		shape_of(300, PARA_LEFT));
	const Line *line = &lines.lines[0];
	CHECK(lines.count == 1 && line->count == 3);
	const FrameItem *hebrew = &line->items[1];
	CHECK(hebrew->as.text.rtl && hebrew->as.text.glyph_count == 9);
	CHECK(hebrew->as.text.glyphs[0].start == 15 && hebrew->as.text.glyphs[8].start == 0);
	CHECK(line->items[0].x == 0 && hebrew->x == line->items[0].w);
	CHECK(line->items[2].x == hebrew->x + hebrew->w);
	Para *para = para_of(env, S("\xD7\xA9\xD7\x9C abc"));
	para->rtl = true;
	ParaShape shape = shape_of(300, PARA_RIGHT);
	lines = para_set(env->setter, env->arena, para, &shape);
	CHECK(lines.lines[0].items[0].x > lines.lines[0].items[1].x);
}

static void test_decoration(Env *env)
{
	Tag link_tag = {.kind = TAG_LINK};
	TextStyle badge = env->style, under = env->style;
	badge.has_background = under.underline = true;
	Str text = S("see the long linked words in a row now");
	ParaRun runs[] = {{0, 4, &env->style, S(""), NULL, 0, SPAN_NONE},
			  {4, 25, &under, S(""), &link_tag, 1, SPAN_NONE},
			  {25, (uint32_t)text.len, &badge, S(""), NULL, 0, SPAN_NONE}};
	ParaLink link = {S("https://example.org/"), S(""), S("words"), &link_tag, 7};
	Para para = {text, runs, 3, &link, 1, NULL, 0, S("en"), false, false};
	ParaShape shape = shape_of(70, PARA_LEFT);
	Lines lines = para_set(env->setter, env->arena, &para, &shape);
	size_t links = 0, rules = 0;
	for (size_t i = 0; i < lines.count; i++)
		for (size_t k = 0; k < lines.lines[i].count; k++) {
			const FrameItem *item = &lines.lines[i].items[k];
			rules += item->kind == FRAME_RULE;
			links += item->kind == FRAME_LINK && item->as.link.group == 7 &&
				 item->tag == &link_tag && item->w > 0 && item->h > 0;
		}
	CHECK(lines.count > 1 && links == 2 && rules >= 4);
	CHECK_STR(all_text(env, &lines), text);
}

static void test_objects(Env *env)
{
	Para *para = para_of(env, S("a\xEF\xBF\xBC"
				    "b"));
	ParaObject object = {.at = 1, .w = 20 * LEN_PT, .h = 30 * LEN_PT, .depth = 2 * LEN_PT};
	object.item = (FrameItem){.kind = FRAME_IMAGE, .w = object.w, .h = object.h};
	para->objects = &object;
	para->object_count = 1;
	ParaShape shape = shape_of(100, PARA_LEFT);
	Lines lines = para_set(env->setter, env->arena, para, &shape);
	const Line *line = &lines.lines[0];
	CHECK(lines.count == 1 && line->count == 3 && line->items[1].kind == FRAME_IMAGE);
	CHECK(line->items[1].x == line->items[0].w && line->items[1].y == -30 * LEN_PT);
	CHECK(line->items[2].x == line->items[1].x + 20 * LEN_PT && line->ascent == 30 * LEN_PT);
}

static void test_emoji(Env *env)
{
	Lines lines = set_text(env, "hi \xF0\x9F\x91\xA9\xE2\x80\x8D\xF0\x9F\x94\xAC you",
			       shape_of(100, PARA_LEFT));
	const FrameItem *item = &lines.lines[0].items[1];
	CHECK(lines.lines[0].count == 3 && item->as.text.glyph_count == 1);
	CHECK_STR(item->as.text.text, S("\xF0\x9F\x91\xA9\xE2\x80\x8D\xF0\x9F\x94\xAC"));
}

int main(void)
{
	Env env;
	open_env(&env);
	test_widths(&env);
	test_hyphens(&env);
	test_hyphen_kerning(&env);
	test_long_words(&env);
	test_folded_dots(&env);
	test_shapes(&env);
	test_forced(&env);
	test_cjk(&env);
	test_rtl(&env);
	test_decoration(&env);
	test_objects(&env);
	test_emoji(&env);
	CHECK(env.diags.errors == 0);
	test_missing(&env);
	close_env(&env);
	return check_report();
}
