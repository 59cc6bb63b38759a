/* html_fold: HTML alone, seen through dump_ast. */
#include "front/html_fold.h"
#include "check.h"
#include "front/source.h"
#include "write/dump.h"

static Str dump_html(Arena *arena, const char *html, Diags *diags)
{
	Sources sources = sources_in(arena);
	Buf out = buf_in(arena);
	*diags = diags_in(arena);
	const Source *source = source_add(&sources, S("bio.html"), str_from(html), diags);
	Text text = text_of_source(arena, source, 0, source->text.len);
	dump_ast(&out, markdown_parse_html(arena, &text, diags));
	return buf_str(&out);
}

static void test_tree(Arena *arena)
{
	Diags diags;
	CHECK_STR(dump_html(arena, "<p>Room 1</p>\n<p>Hill <b>St</p>", &diags),
		  S("document 0-31\n"
		    "  element 0-13 tag=\"p\" block\n"
		    "    text 3-9 \"Room 1\"\n"
		    "  text 13-14 \"\\n\"\n"
		    "  element 14-31 tag=\"p\" block\n"
		    "    text 17-22 \"Hill \"\n"
		    "    element 22-31 tag=\"b\"\n"
		    "      text 25-27 \"St\"\n"));
	CHECK_STR(dump_html(arena, "a&amp;b<br>&nbsp;<!--x--><img src=a.png hidden>", &diags),
		  S("document 0-47\n"
		    "  text 0-7 \"a&b\"\n"
		    "  element 7-11 tag=\"br\"\n"
		    "  text 11-17 \"\\_\"\n"
		    "  comment 17-25 \"x\"\n"
		    "  element 25-47 tag=\"img\" {src=\"a.png\" hidden}\n"));
	CHECK(diags.errors == 0);
}

static void test_foreign(Arena *arena)
{
	Diags diags;
	Str dump = dump_html(arena,
			     "<svg viewBox='0 0 9 9'><linearGradient/></svg><style>b > i</style>",
			     &diags);
	CHECK(str_contains(dump, S("tag=\"linearGradient\" foreign")));
	CHECK(str_contains(dump, S("viewBox=\"0 0 9 9\"")));
	CHECK(str_contains(dump, S("verbatim 46-66 \"<style>b > i</style>\"")));
}

/* Nodes keep their place among crossed, missing and misplaced tags; none is lost. */
static void test_nodes(Arena *arena)
{
	Diags diags = diags_in(arena);
	const char *const tags[] = {"<table>",	  "<select>", "</b>",
				    "<textarea>", "<b><i>",   "</i></b>"};
	for (size_t i = 0; i < sizeof tags / sizeof *tags; i++) {
		Ast *parent = ast_new(arena, AST_PARAGRAPH, SPAN_NONE);
		Ast *tag = ast_new(arena, AST_VERBATIM, SPAN_NONE);
		tag->as.text = str_from(tags[i]);
		ast_append(parent, ast_new_text(arena, S("one "), SPAN_NONE));
		ast_append(parent, tag);
		ast_append(parent, ast_new_text(arena, S("two"), SPAN_NONE));
		html_fold_children(arena, parent, &diags);
		Str text = ast_plain_text(arena, parent);
		CHECK(str_contains(text, S("one ")) && str_contains(text, S("two")));
	}
	CHECK(diags.errors == 0);
}

int main(void)
{
	Arena *arena = arena_new(NULL);
	test_tree(arena);
	test_foreign(arena);
	test_nodes(arena);
	arena_free(arena);
	return check_report();
}
