#include "front/html_safe.h"
#include "check.h"
#include "front/markdown.h"
#include "model/doc_build.h"
#include "write/html.h"

static Arena *arena;

/* The page that is left of `source`. */
static Str page_of(const char *source)
{
	Diags diags = diags_in(arena);
	TextBuilder builder = text_builder(arena);
	text_add_generated(&builder, str_from(source), SPAN_NONE);
	Text text = text_finish(&builder);
	MarkdownOptions markdown = markdown_default_options();
	Ast *ast = markdown_parse(arena, &text, &markdown, &diags);
	html_make_safe(arena, ast, &diags);
	DocOptions options = {.lang = S("en")};
	Buf out = buf_in(arena);
	html_write_nodes(&out, doc_build(arena, ast, &options, &diags)->root);
	return str_trim(buf_str(&out));
}

#define CHECK_PAGE(source, want) CHECK_STR(page_of(source), S(want))

static void test_urls(void)
{
	CHECK(html_safe_url(S("https://example.org/javascript:")));
	CHECK(html_safe_url(S("#data:")) && html_safe_url(S("")) &&
	      html_safe_url(S("mailto:a@b.c")));
	CHECK(!html_safe_url(S("javascript:alert(1)")) && !html_safe_url(S(" JavaScript :x")));
	CHECK(!html_safe_url(S("java\nscript:x")) && !html_safe_url(S("vbscript:x")));
	CHECK(!html_safe_url(S("data:text/html,x")));
	CHECK(html_safe_attr(S("src"), S("data:image/png;base64,AA")));
	CHECK(!html_safe_attr(S("href"), S("data:text/html,x")));
	CHECK(!html_safe_attr(S("onClick"), S("x()")) &&
	      !html_safe_attr(S("src"), S("javascript:x")));
}

static void test_pages(void)
{
	CHECK_PAGE("A <b onclick='x()' class='c'>bold</b> word.",
		   "<p>A <b class=\"c\">bold</b> word.</p>");
	CHECK_PAGE("<script>x()</script>\n\nwords", "<p>words</p>");
	CHECK_PAGE("Some<script src='x.js'></script> words", "<p>Some words</p>");
	CHECK_PAGE("[a](javascript:x) [b](data:text/html,x) [c](c.html)",
		   "<p><a href=\"\">a</a> <a href=\"\">b</a> <a href=\"c.html\">c</a></p>");
	CHECK_PAGE("<a href='java&#10;script:x'>a</a>", "<p><a>a</a></p>");
	CHECK_PAGE("![a](data:image/png;base64,AA)",
		   "<p><img src=\"data:image/png;base64,AA\" alt=\"a\" /></p>");
	CHECK_PAGE("word\n{: onclick=\"x()\" title=\"t\"}", "<p title=\"t\">word</p>");
	CHECK_PAGE(
		"<svg><script>x()</script><a xlink:href='javascript:x'><path d='M0 0'/></a></svg>",
		"<svg><a><path d=\"M0 0\" /></a></svg>");
	/* what Markdown passes by unread */
	CHECK_PAGE("{::nomarkdown}\n<div onclick='x()'>a</div><script>x()</script>\n{:/}",
		   "<div>a</div>");
	CHECK_PAGE("<iframe src='data:text/html,x' srcdoc='<script>'></iframe>",
		   "<iframe></iframe>");
	CHECK(str_contains(page_of("<style>b{color:red}</style>\n\nwords"),
			   S("<style>b{color:red}")));
}

int main(void)
{
	arena = arena_new(NULL);
	test_urls();
	test_pages();
	arena_free(arena);
	return check_report();
}
