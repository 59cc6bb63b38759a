/* kramdown: its blocks, spans and definitions, seen as an outline of the tree. */
#include "check.h"
#include "prepare.h"

#include <string.h>

static Diags diags;

static Ast *parse_with(Arena *arena, Str text, const MarkdownOptions *options)
{
	diags = diags_in(arena);
	return prepare_tree(arena, text, options, &diags);
}

static void add_attrs(Buf *out, const Attrs *attrs)
{
	for (size_t i = 0; i < attrs->len; i++)
		buf_add_format(out, "%s%.*s=%.*s", i == 0 ? "{" : " ",
			       STR_ARG(attrs->items[i].name), STR_ARG(attrs->items[i].value));
	if (attrs->len > 0)
		buf_add_char(out, '}');
}

/* p(text em(x)) and the like: kind, attributes, what tells nodes of the kind apart, children. */
static void outline(Buf *out, const Ast *node)
{
	if (node->kind == AST_TEXT) {
		buf_add(out, node->as.text);
		return;
	}
	if (node->kind == AST_SOFT_BREAK || node->kind == AST_LINE_BREAK) {
		buf_add_char(out, node->kind == AST_SOFT_BREAK ? '_' : '/');
		return;
	}
	if (node->kind == AST_ELEMENT)
		buf_add_format(out, "<%.*s>", STR_ARG(node->as.element.tag));
	else if (node->kind == AST_LINK)
		buf_add_format(out, "link=%.*s", STR_ARG(node->as.link.url));
	else if (node->kind == AST_NOTE || node->kind == AST_NOTE_REF)
		buf_add_format(out, "%s%d", ast_kind_name(node->kind), node->as.note.number);
	else
		buf_add_cstr(out, ast_kind_name(node->kind));
	add_attrs(out, &node->attrs);
	buf_add_char(out, '(');
	if (node->kind == AST_CODE || node->kind == AST_CODE_BLOCK)
		buf_add(out, node->as.code.text);
	else if (node->kind == AST_MATH || node->kind == AST_MATH_BLOCK ||
		 node->kind == AST_COMMENT || node->kind == AST_VERBATIM || node->kind == AST_ABBR)
		buf_add(out, node->as.text);
	for (const Ast *child = node->first; child != NULL; child = child->next) {
		if (child->prev != NULL && (ast_is_block(child) || node->kind == AST_DOCUMENT))
			buf_add_char(out, ' ');
		outline(out, child);
	}
	buf_add_char(out, ')');
}

static Str outline_of(Arena *arena, const char *text)
{
	MarkdownOptions options = markdown_default_options();
	Buf out = buf_in(arena);
	outline(&out, parse_with(arena, str_from(text), &options));
	return str_slice(buf_str(&out), strlen("document("), out.len - 1);
}

static void test_headings(Arena *arena)
{
	CHECK_STR(outline_of(arena, "# \U0001F525 News\n"),
		  S("heading{id=-news}(\U0001F525 News)"));
	CHECK_STR(outline_of(arena, "# \u8BBA\u6587 A_b\n# \u8BBA\u6587 A_b\n"),
		  S("heading{id=\u8BBA\u6587-a_b}(\u8BBA\u6587 A_b) "
		    "heading{id=\u8BBA\u6587-a_b-1}(\u8BBA\u6587 A_b)"));
	CHECK_STR(outline_of(arena, "## Honours {#prizes}\n"), S("heading{id=prizes}(Honours)"));
	CHECK_STR(outline_of(arena, "Talks\n-----\n{: .quiet}\n"),
		  S("heading{class=quiet id=talks}(Talks)"));
}

static void test_spans(Arena *arena)
{
	CHECK_STR(outline_of(arena, "*a*{:.x #y k=\"v\"} b\n"),
		  S("paragraph(emph{class=x id=y k=v}(a) b)"));
	CHECK_STR(outline_of(arena, "\\{**Ada**\\*, x\\} \\| {}\n"),
		  S("paragraph({strong(Ada)*, x} | {})"));
	CHECK_STR(outline_of(arena, "[Name]() `$$` $$x_1$$\n"),
		  S("paragraph(link=(Name) code($$) math(x_1))"));
	CHECK_STR(outline_of(arena, "a\\\\\nb  \nc\nd &nbsp; http://a.example\n"),
		  S("paragraph(a/b/c_d \u00A0 http://a.example)"));
	CHECK_STR(outline_of(arena, "\"a\" 'b' it's -- --- ... `--` \\\"q\\\"\n"),
		  S("paragraph(\u201Ca\u201D \u2018b\u2019 it\u2019s \u2013 \u2014 \u2026 code(--) "
		    "\"q\")"));
	CHECK_STR(outline_of(arena, "a\n\"b\" 2*\"c\"\n"),
		  S("paragraph(a_\u201Cb\u201D 2*\u201Cc\u201D)"));
	CHECK_STR(outline_of(arena, "a << b >> c <<d>> > e\n"),
		  S("paragraph(a \u00AB\u00A0b\u00A0\u00BB c \u00ABd\u00BB > e)"));
	CHECK_STR(outline_of(arena, "[a](b >c)\n"), S("paragraph(link=b >c(a))"));
	CHECK_STR(outline_of(arena, "x {::comment}no{:/} {::nomarkdown}*y*{:/}\n"),
		  S("paragraph(x comment( no ) verbatim(*y*))"));
	CHECK_STR(outline_of(arena, "an HTML page\n\n*[HTML]: Long Name\n"),
		  S("paragraph(an abbr(Long NameHTML) page)"));
	CHECK_STR(outline_of(arena, "[a](<b c>) [d](e f.pdf \"T\")\n"),
		  S("paragraph(link=b c(a) link=e f.pdf(d))"));
}

/* What each line becomes is what kramdown makes of it. */
static void test_emphasis(Arena *arena)
{
	static const char *const cases[][2] = {
		{"Ada*, Bob*#, C*", "Adaemph(, Bob)#, C*"},
		{"\u6211**\u7814\uFF08\u52A9\uFF09**\u548C",
		 "\u6211strong(\u7814\uFF08\u52A9\uFF09)\u548C"},
		{"snake_case_x _y_ 2_b_ well-_k_", "snake_case_x emph(y) 2emph(b) well-_k_"},
		{"**a*b**", "strong(a*b)"},
		{"*a **b* c**", "*a strong(b* c)"},
		{"***a** b* c*", "emph(strong(a) b) c*"},
		{"*a <b>c* d</b> e*", "emph(a <b>(c* d) e)"},
		{"5*3*2 a * b * c", "5emph(3)2 a * b * c"},
		{"a**** \\*b*", "aemph(**) *b*"},
		{"x [a_b] *[a_b]*\n\n[a_b]: /u_v", "x link=/u_v(a_b) emph(link=/u_v(a_b))"},
		{"![a*b*](u)", "image(a*b*)"},
		{"(*a*), *b.* **c**: [*d*](u) *e*f *(g)*h",
		 "(emph(a)), emph(b.) strong(c): link=u(emph(d)) emph(e)f emph((g))h"},
	};
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		Str expected = str_format(arena, "paragraph(%s)", cases[i][1]);
		CHECK_STR(outline_of(arena, cases[i][0]), expected);
	}
	/* one backslash ends a line, two words are no language */
	CHECK(str_contains(outline_of(arena, "a\\\nb\n"), S("paragraph(a")) &&
	      !str_contains(outline_of(arena, "a\\\nb\n"), S("\\")));
	CHECK(str_starts(outline_of(arena, "~~~ a b\nx\n~~~\n"), S("paragraph(")));
	/* a line within a span is no block for cmark */
	CHECK_STR(outline_of(arena, "a `b\n\x60``\nc` d\n"), S("paragraph(a code(b )``_c` d)"));
}

static void test_blocks(Arena *arena)
{
	CHECK_STR(outline_of(arena, "text\n- one\n- two\n"),
		  S("paragraph(text) list(item(paragraph(one)) item(paragraph(two)))"));
	CHECK_STR(outline_of(arena, "* a\n{:.x}\n\n* toc\n{:toc}\n"),
		  S("list{class=x}(item(paragraph(a))) toc()"));
	CHECK_STR(outline_of(arena, "* a\n^\n* b\n"),
		  S("list(item(paragraph(a))) list(item(paragraph(b)))"));
	CHECK_STR(
		outline_of(arena, "term\n: one\n: two\n"),
		S("definitions(term(term) definition(paragraph(one)) definition(paragraph(two)))"));
	CHECK_STR(outline_of(arena, "a | b\n--|--\n1 | `2|3`\n"),
		  S("table(row(cell(a) cell(b)) row(cell(1) cell(code(2|3))))"));
	CHECK_STR(outline_of(arena, "$$\na+b\n$$\n"), S("math-block(a+b)"));
	CHECK_STR(outline_of(arena, "{:n: .big}\n\npara\n{: n}\n"),
		  S("paragraph{class=big}(para)"));
	CHECK_STR(outline_of(arena, "A[^1] B[^1]\n\n[^1]: note\n"),
		  S("paragraph(Anote-ref1() Bnote-ref1()) note1(paragraph(note))"));
	CHECK_STR(outline_of(arena, "1. a\n   ```\n   b\n   ```\n\n2. c\n"),
		  S("list(item(paragraph(a) code-block(b\n)) item(paragraph(c)))"));
	CHECK_STR(outline_of(arena, "- [x] done\n"), S("list(item(paragraph(done)))"));
	CHECK_STR(outline_of(arena, "<!-- a\n# b\n\n* c -->\n"), S("comment( a\n# b\n\n* c )"));
}

static void test_html(Arena *arena)
{
	CHECK_STR(
		outline_of(arena, "<div class='box'><b>x</b>\n<div markdown=\"1\">\n\n*a*\n\n- "
				  "b\n</div>\n</div>\n"),
		S("<div>{class=box}(<b>(x)\n <div>(paragraph(emph(a)) list(item(paragraph(b)))))"));
	CHECK_STR(outline_of(arena, "<div markdown=\"1\">*a*</div>\n"),
		  S("<div>(paragraph(emph(a)))"));
	CHECK_STR(outline_of(arena, "<p markdown=\"1\">*a*</p>\n"), S("<p>(emph(a))"));
	CHECK_STR(outline_of(arena, "- <div markdown=\"1\">\n  *a*\n  </div>\n"),
		  S("list(item(<div>(paragraph(emph(a)))))"));
	CHECK_STR(outline_of(arena, "a <span style=\"color:red\">*b* <sup>2</sup>\n"),
		  S("paragraph(a <span>{style=color:red}(emph(b) <sup>(2)))"));
	CHECK_STR(outline_of(arena, "a <code>*x* \"y\"</code> b<br>c\n"),
		  S("paragraph(a <code>(*x* \"y\") b<br>()c)"));
	/* what kramdown does not know it does not look into; a block's tag in a line is text */
	CHECK_STR(outline_of(arena, "a <u>*b*</u> <font>*c* -- d</font> <div class=\"e\"> f\n"),
		  S("paragraph(a <u>(*b*) <font>(*c* -- d) <div class=\"e\"> f)"));
	CHECK_STR(outline_of(arena, "a <span>b | c</span> d\n"), S("paragraph(a <span>(b | c) d)"));
	CHECK_STR(outline_of(arena, "<div markdown=\"1\">\n# \u6587 A b\n</div>\n# \u6587 A b\n"),
		  S("<div>(heading{id=a-b}(\u6587 A b)) heading{id=\u6587-a-b}(\u6587 A b)"));
	CHECK_STR(outline_of(arena, "<div>a < b </x y</div>\n"), S("<div>(a < b </x y)"));
	CHECK_STR(outline_of(arena, "<script>\nif (a < b) *c*\n</script>\n"),
		  S("verbatim(<script>\nif (a < b) *c*\n</script>)"));
	CHECK_STR(outline_of(arena, "<div>\nlost?\n"), S("<div>(\nlost?\n)"));
}

/* A fence of more marks than any end has: those too many belong to the word behind them. */
static void test_fences(Arena *arena)
{
	CHECK_STR(outline_of(arena, "````md\n```c\nint a;\n```\n````\n"),
		  S("code-block(```c\nint a;\n```\n)"));
	CHECK_STR(outline_of(arena, "````md\na\n```\nb\n"), S("code-block(a\n) paragraph(b)"));
	CHECK_STR(outline_of(arena, "```` md\na\n```\n"), S("paragraph(```` md_a_```)"));
	CHECK_STR(outline_of(arena, "```a b\nc\n```\n"), S("paragraph(code(a b c ))"));
}

static void test_addresses(Arena *arena)
{
	CHECK_STR(outline_of(arena, "[a](u \"the \"best\" page\") b\n"),
		  S("paragraph(link=u(a) b)"));
	CHECK_STR(outline_of(arena, "[a](http://b.org/\n/c) d\n"),
		  S("paragraph(link=http://b.org//c(a) d)"));
	CHECK_STR(outline_of(arena, "[a](u (v) 'it's') b\n"), S("paragraph(link=u (v)(a) b)"));
	CHECK_STR(outline_of(arena, "[a](u (v b\n"), S("paragraph([a](u (v b)"));
	CHECK_STR(outline_of(arena, "- [a | b](u) `c | d`\n- e | f\n"),
		  S("list(item(paragraph(link=u(a | b) code(c | d))) item(paragraph(e | f)))"));
	CHECK_STR(outline_of(arena, "('\\\\') \\*\"a\"\n"),
		  S("paragraph((\u2018\\\u2019) *\u201Ca\u201D)"));
}

static void test_spans_of_nodes(Arena *arena)
{
	MarkdownOptions options = markdown_default_options();
	Ast *root = parse_with(arena, S("<div markdown=\"1\">\n- a *b*\n</div>\n"), &options);
	const Ast *paragraph = root->first->first->first->first;
	CHECK(paragraph->kind == AST_PARAGRAPH && paragraph->span.start == 21);
	CHECK(paragraph->last->kind == AST_EMPH && paragraph->last->span.start == 23 &&
	      paragraph->last->span.end == 26);
}

/* A forced line end does not move what is behind it. */
static void test_span_behind_break(Arena *arena)
{
	MarkdownOptions options = markdown_default_options();
	Ast *root = parse_with(arena, S("a\\\\\nb *c* ~d~ ~~e~~\n"), &options);
	const Ast *emph = root->first->first->next->next->next;
	CHECK(emph->kind == AST_EMPH && emph->span.start == 6 && emph->span.end == 9);
	CHECK(root->first->last->kind == AST_STRIKE && root->first->last->prev->kind == AST_TEXT);
	CHECK_STR(root->first->last->prev->as.text, S(" ~d~ "));
}

static Str repeat(Arena *arena, const char *part, size_t count)
{
	Buf out = buf_in(arena);
	for (size_t i = 0; i < count; i++)
		buf_add_cstr(&out, part);
	return buf_str(&out);
}

/* None of these ends the stack or takes more than a moment. */
static void test_depth(void)
{
	static const char *const parts[] = {
		"[",	   ">",	    "> ",	 "* ",	  "<div>",  "<div markdown=\"1\">\n",
		"*a **b ", "*_",    "[<b>](u)*", "`a``b", "<b><p>", "{:",
		"![a](",   "<!-- ", "a\n: ",	 "|",	  "$$",	    "<table><tr><td>"};
	MarkdownOptions options = markdown_default_options();
	for (size_t i = 0; i < sizeof parts / sizeof *parts; i++) {
		Arena *arena = arena_new(NULL);
		const Ast *root = parse_with(arena, repeat(arena, parts[i], 5000), &options);
		CHECK(root != NULL && root->kind == AST_DOCUMENT);
		if (strcmp(parts[i], ">") == 0 || strcmp(parts[i], "<div>") == 0)
			CHECK(diags.errors > 0);
		arena_free(arena);
	}
}

int main(void)
{
	Arena *arena = arena_new(NULL);
	test_headings(arena);
	test_spans(arena);
	test_emphasis(arena);
	test_blocks(arena);
	test_html(arena);
	test_fences(arena);
	test_addresses(arena);
	test_spans_of_nodes(arena);
	test_span_behind_break(arena);
	test_depth();
	arena_free(arena);
	return check_report();
}
