/* markdown: GFM and CommonMark to Ast, seen through dump_ast; kramdown has kramdown.c. */
#include "check.h"
#include "prepare.h"
#include "write/dump.h"

static Diags diags;

static Ast *parse_with(Arena *arena, Str text, const MarkdownOptions *options)
{
	diags = diags_in(arena);
	return prepare_tree(arena, text, options, &diags);
}

static Str dump_with(Arena *arena, const char *text, const MarkdownOptions *options)
{
	Buf out = buf_in(arena);
	dump_ast(&out, parse_with(arena, str_from(text), options));
	return buf_str(&out);
}

static void test_gfm(Arena *arena)
{
	MarkdownOptions options = {.flavour = MARKDOWN_GFM};
	CHECK_STR(dump_with(arena, "# A *b*\n\n- [x] done\n", &options),
		  S("document 0-20\n"
		    "  heading 0-7 level=1\n"
		    "    text 2-4 \"A \"\n"
		    "    emph 4-7\n"
		    "      text 5-6 \"b\"\n"
		    "  list 9-19 tight\n"
		    "    item 9-19 task done\n"
		    "      paragraph 15-19\n"
		    "        text 15-19 \"done\"\n"));
}

/* No tasks, no struck text, no bare links. */
static void test_commonmark(Arena *arena)
{
	MarkdownOptions options = {.flavour = MARKDOWN_COMMONMARK};
	CHECK_STR(dump_with(arena, "- [x] ~~a~~ www.example.org\n", &options),
		  S("document 0-28\n"
		    "  list 0-27 tight\n"
		    "    item 0-27\n"
		    "      paragraph 2-27\n"
		    "        text 2-27 \"[x] ~~a~~ www.example.org\"\n"));
}

static void test_fold(Arena *arena)
{
	MarkdownOptions options = {.flavour = MARKDOWN_GFM};
	CHECK_STR(dump_with(arena, "a <b>c *d</b> e*\n", &options),
		  S("document 0-17\n"
		    "  paragraph 0-16\n"
		    "    text 0-2 \"a \"\n"
		    "    element 2-5 tag=\"b\"\n"
		    "      text 5-7 \"c \"\n"
		    "      emph 7-16\n"
		    "        text 8-9 \"d\"\n"
		    "        text 13-15 \" e\"\n"));
}

int main(void)
{
	Arena *arena = arena_new(NULL);
	test_gfm(arena);
	test_commonmark(arena);
	test_fold(arena);
	arena_free(arena);
	return check_report();
}
