/* doc: what nodes have in common, what they share with others, and what they borrow. */
#include "model/doc.h"
#include "check.h"
#include "front/markdown.h"
#include "model/doc_build.h"
#include "model/doc_clone.h"
#include "model/doc_keep.h"

static void test_size(void)
{
	CHECK(doc_size(DOC_SPAN) == offsetof(DocNode, as));
	CHECK(doc_size(DOC_TEXT) == offsetof(DocNode, as) + sizeof(Str));
	/* kinds that become others */
	CHECK(doc_size(DOC_LINK) >= doc_size(DOC_SPAN));
	CHECK(doc_size(DOC_NOTE_REF) >= doc_size(DOC_TEXT));
	CHECK(doc_size(DOC_MATH_BLOCK) >= doc_size(DOC_MATH));
	for (DocKind kind = DOC_ROOT; kind <= DOC_SPAN; kind++)
		CHECK(doc_size(kind) <= sizeof(DocNode));
}

static void test_traits(Arena *arena)
{
	DocNode *plain = doc_new(arena, DOC_LINK, SPAN_NONE);
	CHECK(plain->traits == &doc_no_traits);
	DocNode *node = doc_new(arena, DOC_LINK, SPAN_NONE);
	doc_traits(arena, node)->style = S("badge");
	doc_traits(arena, node)->tag = S("a");
	CHECK_STR(node->traits->style, S("badge"));
	CHECK(doc_no_traits.style.len == 0 && plain->traits->style.len == 0);
	node->as.link.url = S("#here");
	doc_append(node, doc_new_text(arena, S("there"), SPAN_NONE));
	DocNode *clone = doc_clone(arena, node), *alone = doc_clone_alone(arena, node);
	CHECK_STR(clone->as.link.url, S("#here"));
	CHECK_STR(clone->traits->tag, S("a"));
	CHECK(clone->first != NULL && clone->first != node->first && alone->first == NULL);
	doc_traits(arena, clone)->style = S("title");
	CHECK_STR(node->traits->style, S("badge"));
	CHECK_STR(alone->traits->style, S("badge"));
	CHECK(doc_clone(arena, plain)->traits == &doc_no_traits);
}

static void test_plain_text(Arena *arena)
{
	DocNode *node = doc_new(arena, DOC_STRONG, SPAN_NONE);
	CHECK_STR(doc_plain_text(arena, node), S(""));
	doc_append(node, doc_new_text(arena, S(" two words\n"), SPAN_NONE));
	CHECK_STR(doc_plain_text(arena, node), S(" two words"));
	doc_append(node, doc_new(arena, DOC_BREAK, SPAN_NONE));
	doc_append(node, doc_new_text(arena, S("three "), SPAN_NONE));
	CHECK_STR(doc_plain_text(arena, node), S(" two words\nthree"));
	DocNode *date = doc_new(arena, DOC_DATE, SPAN_NONE);
	date->as.date.separator = S(": ");
	doc_append(date, doc_new_text(arena, S("2026"), SPAN_NONE));
	CHECK_STR(doc_plain_text(arena, date), S("2026:"));
}

static bool is_lent(Str text, const Source *source)
{
	uintptr_t at = (uintptr_t)text.ptr, from = (uintptr_t)source->text.ptr;
	return at >= from && at + text.len <= from + source->text.len;
}

/* Strings that stand in the source stay there; others outlive the tree. */
static void test_keep(Arena *arena)
{
	Sources sources = sources_in(arena);
	Diags diags = diags_in(arena);
	const Source *source =
		source_add(&sources, S("test"),
			   S("[as it is](https://a.example/b) and **a &amp; b**\n"), &diags);
	Text text = text_of_source(arena, source, 0, source->text.len);
	MarkdownOptions options = markdown_default_options();
	const DocOptions doc_options = {.lang = S("en")};
	Arena *trees = arena_new_like(arena);
	Doc *doc = doc_build(arena, markdown_parse(trees, &text, &options, &diags), &doc_options,
			     &diags);
	doc_keep(arena, trees, &sources, doc->root);
	arena_free(trees);
	int lent = 0;
	for (const DocNode *node = doc->root; node != NULL; node = doc_next(node, doc->root)) {
		if (node->kind == DOC_LINK) {
			CHECK_STR(node->as.link.url, S("https://a.example/b"));
			CHECK_STR(node->as.link.print_url, S("https://a.example/b"));
			CHECK(is_lent(node->as.link.url, source));
			CHECK(is_lent(node->as.link.print_url, source));
		}
		if (node->kind == DOC_TEXT)
			lent += is_lent(node->as.text, source);
		if (node->kind == DOC_STRONG) {
			CHECK_STR(node->first->as.text, S("a & b"));
			CHECK(!is_lent(node->first->as.text, source));
		}
	}
	CHECK(lent == 2);
}

int main(void)
{
	Arena *arena = arena_new(NULL);
	test_size();
	test_traits(arena);
	test_plain_text(arena);
	test_keep(arena);
	arena_free(arena);
	return check_report();
}
