/* Markdown: text that was made to cost much costs no more than its length: four times the text
 * takes about four times the work, whatever is opened and never closed in it. */
#include "check.h"
#include "front/markdown.h"
#include "front/source.h"

#include <stdio.h>
#include <time.h>

/* Sanitizers look for findings, at ten times the time: for them there is less of it. */
#if defined __SANITIZE_ADDRESS__
enum { LENGTH = 3000, TIMES = 4 };
#else
enum { LENGTH = 24000, TIMES = 4 };
#endif

static Str repeat(Arena *arena, Str part, size_t length)
{
	Buf out = buf_in(arena);
	while (out.len < length)
		buf_add(&out, part);
	return buf_str(&out);
}

/* Lists or quotes that nest deeper line by line, again and again. */
static Str nest(Arena *arena, const char *step, const char *last, size_t length)
{
	Buf out = buf_in(arena);
	for (size_t depth = 0; out.len < length; depth = (depth + 1) % 40) {
		for (size_t i = 0; i < depth; i++)
			buf_add_cstr(&out, step);
		buf_add_cstr(&out, last);
	}
	return buf_str(&out);
}

/* Processor time of this program only, which does not grow with what else the machine does. */
static double seconds_for(Str text, const MarkdownOptions *options)
{
	Arena *arena = arena_new(NULL);
	Sources sources = sources_in(arena);
	Diags diags = diags_in(arena);
	const Source *source = source_add(&sources, S("page.md"), text, &diags);
	Text whole = text_of_source(arena, source, 0, source->text.len);
	clock_t start = clock();
	const Ast *root = markdown_parse(arena, &whole, options, &diags);
	double seconds = (double)(clock() - start) / CLOCKS_PER_SEC;
	CHECK(root != NULL && root->kind == AST_DOCUMENT);
	arena_free(arena);
	return seconds;
}

/*
 * What is quadratic takes sixteen times the time; the constant is for what is over at once. A busy
 * machine may lend its caches to others for a while: what is too slow is tried again.
 */
static void check_work(Str shorter, Str longer, const MarkdownOptions *options, const char *name)
{
	bool linear = false;
	for (int tries = 0; tries < 5 && !linear; tries++) {
		double once = seconds_for(shorter, options), more = seconds_for(longer, options);
		linear = more < 8 * once + 0.06;
		if (!linear)
			fprintf(stderr, "%s: %.3f s, four times as much %.3f s\n", name, once,
				more);
	}
	CHECK(linear);
}

static void test_repeated(const MarkdownOptions *options)
{
	static const char *const parts[] = {
		"[",
		"*",
		"<",
		"{",
		"$",
		"|",
		"`",
		"_",
		"(",
		"!",
		"\"",
		"~",
		"\\",
		"$$ ",
		"$$\n",
		"[a](",
		"[a](b \"c",
		"[a][b] ",
		"[^a]",
		"![",
		"<b>*",
		"<div>",
		"<div>\n",
		"</div>\n",
		"<!--",
		"<!--|",
		"<a href=\"",
		"{: .a",
		"{::a}\n",
		"{::comment}",
		"> ",
		"* ",
		"- a\n",
		"- a\n  ",
		"a\n: ",
		"|a|b|\n",
		"| ` ",
		"```a\nb\n",
		"````a\nx\n```\n",
		"```` a\n",
		"~~~\n~~~~\n",
		"*a _b ",
		"*[a]: b\n",
		"[a]: b\n",
		"[^a]: b\n\n",
		"<table><tr><td>",
		"<p markdown=1>",
		"<x>\n\n",
		"<details>\n",
		"<script>",
		"<![CDATA[",
		"<?",
		"[[a](b)",
		"](",
		"[a]( 'b\n",
		"<span>[a",
		"<code>|",
		"a | <b>",
		"`a|",
	};
	for (size_t i = 0; i < sizeof parts / sizeof *parts; i++) {
		Arena *arena = arena_new(NULL);
		Str part = str_from(parts[i]);
		check_work(repeat(arena, part, LENGTH), repeat(arena, part, LENGTH * TIMES),
			   options, parts[i]);
		arena_free(arena);
	}
}

static void test_nested(const MarkdownOptions *options)
{
	static const char *const parts[][2] = {
		{"  ", "- a\n"},   {"> ", "a\n"},    {"- ", "a\n"},
		{"> - ", "a\n\n"}, {"[", "a](b)\n"}, {"<div markdown=\"1\">\n", "a\n</div>\n\n"}};
	for (size_t i = 0; i < sizeof parts / sizeof *parts; i++) {
		Arena *arena = arena_new(NULL);
		const char *step = parts[i][0], *last = parts[i][1];
		check_work(nest(arena, step, last, LENGTH), nest(arena, step, last, LENGTH * TIMES),
			   options, step);
		arena_free(arena);
	}
}

int main(void)
{
	MarkdownOptions kramdown = markdown_default_options(), gfm = kramdown;
	gfm.flavour = MARKDOWN_GFM;
	test_repeated(&kramdown);
	test_nested(&kramdown);
	test_repeated(&gfm);
	test_nested(&gfm);
	return check_report();
}
