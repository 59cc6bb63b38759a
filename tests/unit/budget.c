/* Budgets: what is asked for, what t does to a theme, what is fitted and what is left out. */
#include "typeset/budget.h"

#include "base/buf.h"
#include "model/doc_build.h"

#include "check.h"
#include "prepare.h"

typedef struct {
	Arena *arena;
	Fonts *fonts;
	Theme theme;
	Diags diags; /* of the last case */
} Bench;

static Budget read(Bench *bench, const char *config, size_t errors)
{
	Budget budget;
	bench->diags = diags_in(bench->arena);
	const Value *value = yaml_parse_flow(bench->arena, str_from(config));
	CHECK(budget_read(value, &bench->diags, &budget) == (errors == 0));
	CHECK(bench->diags.errors == errors);
	return budget;
}

static void test_read(Bench *bench)
{
	CHECK(read(bench, "{}", 0).pages == 0);
	CHECK(read(bench, "{recto: {pages: 2}}", 0).pages == 2);
	CHECK(read(bench, "{recto: {pages: {max: 3}}}", 0).most == 3);
	CHECK(read(bench, "{recto: {pages: 0}}", 1).pages == 0);
	CHECK(read(bench, "{recto: {pages: two}}", 1).pages == 0);
	CHECK(read(bench, "{recto: {pages: {most: 2}}}", 1).most == 0);
}

static void test_theme(const Bench *bench)
{
	Theme last = bench->theme;
	for (int step = 0; step <= 40; step++) {
		Theme theme = budget_theme(&bench->theme, step / 40.0);
		CHECK(theme.body_size <= last.body_size && theme.leading <= last.leading);
		CHECK(theme.entry_gap <= last.entry_gap && theme.margin_top <= last.margin_top);
		CHECK(theme.body_size >= 9 * LEN_PT && theme.note_size >= 8 * LEN_PT);
		CHECK(theme.margin_left >= len_from_pt(42.5) && theme.leading >= 1.14);
		/* in their order */
		if (step <= 10)
			CHECK(theme.leading == bench->theme.leading);
		if (step <= 20)
			CHECK(theme.body_size == bench->theme.body_size);
		if (step <= 30)
			CHECK(theme.margin_left == bench->theme.margin_left);
		last = theme;
	}
	CHECK(last.entry_gap < bench->theme.entry_gap * 7 / 10);
	CHECK(last.body_size < bench->theme.body_size && last.leading < bench->theme.leading);
}

static Paper fit(Bench *bench, Buf *markdown, int pages)
{
	bench->diags = diags_in(bench->arena);
	MarkdownOptions options = markdown_default_options();
	Ast *ast = prepare_tree(bench->arena, buf_str(markdown), &options, &bench->diags);
	DocOptions doc_options = {.lang = S("en")};
	Doc *doc = doc_build(bench->arena, ast, &doc_options, &bench->diags);
	LayoutOptions layout = {.theme = &bench->theme, .lang = S("en"), .title = S("T")};
	Budget budget = {.pages = pages};
	Paper paper;
	CHECK(budget_layout(bench->arena, bench->fonts, doc, &layout, &budget, &bench->diags,
			    &paper));
	return paper;
}

static bool shows(const Paper *paper, Str needle)
{
	for (size_t f = 0; f < paper->frame_count; f++)
		for (size_t i = 0; i < paper->frames[f].count; i++) {
			const FrameItem *item = &paper->frames[f].items[i];
			if (item->kind == FRAME_TEXT && str_contains(item->as.text.text, needle))
				return true;
		}
	return false;
}

/* The message of a level that the last case ended with. */
static Str said(const Bench *bench, DiagLevel level)
{
	for (size_t i = bench->diags.len; i-- > 0;)
		if (bench->diags.items[i].level == level)
			return bench->diags.items[i].message;
	return S("");
}

static void add_lines(Buf *out, int count)
{
	for (int i = 0; i < count; i++)
		buf_add(out, S("A line of text.\n\n"));
}

static void test_fit(Bench *bench)
{
	Buf text = buf_in(bench->arena);
	add_lines(&text, 50);
	CHECK(fit(bench, &text, 2).frame_count == 2);
	CHECK(str_starts(said(bench, DIAG_NOTE),
			 S("fit: 2 pages, body 10.5 pt, leading 1.26, glue 0 %")));
	CHECK(fit(bench, &text, 1).frame_count == 1);
	CHECK(str_starts(said(bench, DIAG_NOTE), S("fit: 1 page, ")));
	CHECK(str_contains(said(bench, DIAG_NOTE), S("glue -")));
	CHECK(bench->diags.warnings == 0);
	CHECK(fit(bench, &text, 5).frame_count == 2);
	CHECK(str_contains(said(bench, DIAG_NOTE), S("5 asked for, nothing is padded")));
	/* What cannot be is said, and nothing is left out. */
	add_lines(&text, 60);
	Paper paper = fit(bench, &text, 1);
	CHECK(paper.frame_count == 2 && bench->diags.warnings == 1);
	CHECK(str_contains(said(bench, DIAG_WARNING), S("there are 2")));
}

static void test_leave_out(Bench *bench)
{
	Buf text = buf_in(bench->arena);
	add_lines(&text, 53);
	buf_add(&text,
		S("## Talks\n\n- {: priority=\"2\"} Second.\n- {: priority=\"1\"} First.[^n]\n"
		  "- {: priority=\"1\"} Latest.\n\n## Hobbies\n{: priority=\"3\"}\n\nKites.\n\n"
		  "[^n]: Its note.\n"));
	Paper paper = fit(bench, &text, 1);
	Str note = said(bench, DIAG_NOTE);
	CHECK(paper.frame_count == 1 && bench->diags.warnings == 0);
	CHECK(str_contains(note, S("; left out: Latest.")));
	CHECK(!shows(&paper, S("Latest.")));
	/* What is left out is named, what is not is there. */
	static const Str names[] = {STR_INIT("First."), STR_INIT("Second."), STR_INIT("Hobbies")};
	bool before = true;
	for (size_t i = 0; i < 3; i++) {
		bool named = str_contains(note, names[i]);
		CHECK(named != shows(&paper, names[i]));
		CHECK(before || !named); /* in the order of their priorities */
		before = named;
	}
	CHECK(shows(&paper, S("First.")) == shows(&paper, S("Its note.")));
	/* A heading does not stay alone. */
	CHECK(shows(&paper, S("Talks")) == shows(&paper, S("Second.")));
}

int main(void)
{
	Bench bench = {.arena = arena_new(NULL)};
	bench.diags = diags_in(bench.arena);
	bench.fonts = prepare_fonts(bench.arena, &bench.diags);
	const Value *config = yaml_parse_flow(bench.arena, S("{recto: {theme: classic}}"));
	CHECK(theme_load(bench.arena, config, &bench.diags, &bench.theme));
	CHECK(bench.fonts != NULL);
	if (bench.fonts == NULL)
		return check_report();
	test_read(&bench);
	test_theme(&bench);
	test_fit(&bench);
	test_leave_out(&bench);
	fonts_free(bench.fonts);
	arena_free(bench.arena);
	return check_report();
}
