/* doc_build: Ast to Doc, seen through dump_doc. */
#include "model/doc_build.h"
#include "check.h"
#include "front/markdown.h"
#include "model/doc_keep.h"
#include "model/doc_maker.h"
#include "write/dump.h"

#include <string.h>

static Doc *build(Arena *arena, Str html)
{
	static const DocOptions options = {.lang = STR_INIT("en")};
	Sources sources = sources_in(arena);
	Diags diags = diags_in(arena);
	Source *source = source_add(&sources, S("test"), html, &diags);
	Text text = text_of_source(arena, source, 0, source->text.len);
	Arena *trees = arena_new_like(arena);
	Doc *doc = doc_build(arena, markdown_parse_html(trees, &text, &diags), &options, &diags);
	doc_keep(arena, trees, &sources, doc->root);
	arena_reset(trees);
	for (int i = 0; i < 4; i++) /* what was borrowed of the tree would show */
		memset(arena_alloc(trees, 16000), '#', 16000);
	arena_free(trees);
	return doc;
}

/* The dump without its first line. */
static Str dump(Arena *arena, const Doc *doc)
{
	Buf out = buf_in(arena);
	dump_doc(&out, doc);
	Str text = buf_str(&out);
	return str_from_offset(text, str_find_char(text, '\n', 0) + 1);
}

#define CHECK_HTML(html, want) CHECK_STR(dump(arena, build(arena, S(html))), S(want))

static void test_meaning(Arena *arena)
{
	CHECK_HTML("<p>a <b>b</b> <i>c</i> <sup>2</sup><br><a id=x></a></p>",
		   "  paragraph <p>\n"
		   "    text \"a \"\n"
		   "    strong <b>\n"
		   "      text \"b\"\n"
		   "    text \" \"\n"
		   "    emph <i>\n"
		   "      text \"c\"\n"
		   "    text \" \"\n"
		   "    span <sup> { script=1 }\n"
		   "      text \"2\"\n"
		   "    break <br>\n"
		   "    span <a> [id=\"x\"]\n");
	CHECK_HTML("<a href='https://a.example/' title=T>t</a>",
		   "  paragraph bare\n"
		   "    link <a> \"https://a.example/\" title=\"T\" "
		   "[href=\"https://a.example/\" title=\"T\"]\n"
		   "      text \"t\"\n");
	CHECK_HTML("<pre><code class='language-c'>a\n b</code></pre><hr>",
		   "  code-block <pre> \"a\\n b\" language=\"c\"\n"
		   "    code <code> \"a\\n b\" [class=\"language-c\"]\n"
		   "  rule <hr>\n");
}

static void test_flow(Arena *arena)
{
	/* inlines beside blocks stand in bare paragraphs; white space between blocks is nothing */
	CHECK_HTML("<div> a <b>b</b> <p>c</p> d </div>", "  block <div>\n"
							 "    paragraph bare\n"
							 "      text \" a \"\n"
							 "      strong <b>\n"
							 "        text \"b\"\n"
							 "    paragraph <p>\n"
							 "      text \"c\"\n"
							 "    paragraph bare\n"
							 "      text \" d \"\n");
	/* a link around blocks is an element on the page and links on paper */
	CHECK_HTML("<a href='/x'><div>y</div></a>", "  block <a> [href=\"/x\"]\n"
						    "    block <div>\n"
						    "      paragraph bare\n"
						    "        link bare \"/x\"\n"
						    "          text \"y\"\n");
}

static void test_sections(Arena *arena)
{
	CHECK_HTML("<p>0</p><h2 id=a class=no_toc>A</h2><h3 class='web-only'>B</h3><h2>C</h2>",
		   "  paragraph <p>\n"
		   "    text \"0\"\n"
		   "  section\n"
		   "    heading <h2> 2 id=\"a\" no-toc [class=\"no_toc\"]\n"
		   "      text \"A\"\n"
		   "    section web-only\n"
		   "      heading <h3> web-only 3 [class=\"web-only\"]\n"
		   "        text \"B\"\n"
		   "  section\n"
		   "    heading <h2> 2\n"
		   "      text \"C\"\n");
}

static void test_audience(Arena *arena)
{
	CHECK_HTML("<p>x <a class='b lang-toggle' href='/zh/'>y</a></p>",
		   "  paragraph <p>\n"
		   "    text \"x \"\n"
		   "    link <a> web-only \"/zh/\" [class=\"b lang-toggle\" href=\"/zh/\"]\n"
		   "      text \"y\"\n");
	CHECK_HTML("<p class='a d-print-none'>x</p><div class=news-scroll-hint>y</div>"
		   "<p><a href=u><button>b</button></a><button>c</button></p>",
		   "  paragraph <p> web-only [class=\"a d-print-none\"]\n"
		   "    text \"x\"\n"
		   "  block <div> web-only [class=\"news-scroll-hint\"]\n"
		   "    paragraph bare\n"
		   "      text \"y\"\n"
		   "  paragraph <p>\n"
		   "    link <a> \"u\" [href=\"u\"]\n"
		   "      span <button>\n"
		   "        text \"b\"\n"
		   "    span <button> web-only\n"
		   "      text \"c\"\n");
}

static void test_lists(Arena *arena)
{
	CHECK_HTML("<ol start=3><li>a<li><p>b</p></ol>",
		   "  list <ol> ordered start=3 [start=\"3\"]\n"
		   "    item <li>\n"
		   "      paragraph bare\n"
		   "        text \"a\"\n"
		   "    item <li>\n"
		   "      paragraph <p>\n"
		   "        text \"b\"\n");
	CHECK_HTML("<dl><div><dt>t</dt><dd>d</dd></div></dl>", "  definitions <dl>\n"
							       "    term <dt>\n"
							       "      text \"t\"\n"
							       "    definition <dd>\n"
							       "      paragraph bare\n"
							       "        text \"d\"\n");
}

static void test_table(Arena *arena)
{
	CHECK_HTML("<table><caption>c</caption><thead><tr><th>a<th>b</thead>"
		   "<tbody><tr><td colspan=2 align=right>d</tbody></table>",
		   "  table <table> columns=2\n"
		   "    caption <caption>\n"
		   "      paragraph bare\n"
		   "        text \"c\"\n"
		   "    row <tr> head group\n"
		   "      cell <th> header\n"
		   "        text \"a\"\n"
		   "      cell <th> header\n"
		   "        text \"b\"\n"
		   "    row <tr> group\n"
		   "      cell <td> align=right columns=2 [colspan=\"2\" align=\"right\"] "
		   "{ align=right }\n"
		   "        text \"d\"\n");
}

static void test_media(Arena *arena)
{
	CHECK_HTML("<iframe src='https://www.youtube.com/embed/aB-3?rel=0' title='Talk'></iframe>",
		   "  paragraph bare\n"
		   "    span <iframe> web-only "
		   "[src=\"https://www.youtube.com/embed/aB-3?rel=0\" title=\"Talk\"]\n"
		   "    link cv-only \"https://www.youtube.com/watch?v=aB-3\"\n"
		   "      text \"Talk\"\n");
	CHECK_HTML("<div><video><source src=a.mp4></video><p>x</p></div>",
		   "  block <div>\n"
		   "    paragraph bare\n"
		   "      span <video> web-only\n"
		   "        span <source> [src=\"a.mp4\"]\n"
		   "      link cv-only \"a.mp4\"\n"
		   "        text \"a.mp4\"\n"
		   "    paragraph <p>\n"
		   "      text \"x\"\n");
}

static void test_paper_box(Arena *arena)
{
	CHECK_HTML(
		"<div class='paper-box'><div class='paper-box-image'><div><div class='badge'>V "
		"1</div><img src='a.png' alt='p'></div></div><div class='paper-box-text'>\n"
		"<p><a href='/t'><b>Title</b></a></p>\n<p><b>A. One</b>, B. Two</p>\n"
		"<p><a href='/p'>Paper</a> | <a href='/c'>Code</a></p>\n<ul><li>x</li></ul>\n"
		"<p><b>V 1</b></p></div></div>",
		"  entry.paper <div> aside picture=\"a.png\" badge=\"V 1\" [class=\"paper-box\"]\n"
		"    block.aside <div> [class=\"paper-box-image\"]\n"
		"      block <div>\n"
		"        block <div> [class=\"badge\"]\n"
		"          paragraph bare\n"
		"            text \"V 1\"\n"
		"        paragraph bare\n"
		"          image <img> \"a.png\" alt=\"p\" [src=\"a.png\" alt=\"p\"]\n"
		"    paragraph.title <p>\n"
		"      link <a> \"/t\" [href=\"/t\"]\n"
		"        strong <b>\n"
		"          text \"Title\"\n"
		"    paragraph.authors <p>\n"
		"      strong <b>\n"
		"        text \"A. One\"\n"
		"      text \", B. Two\"\n"
		"    paragraph.links <p>\n"
		"      link <a> \"/p\" [href=\"/p\"]\n"
		"        text \"Paper\"\n"
		"      text \" | \"\n"
		"      link <a> \"/c\" [href=\"/c\"]\n"
		"        text \"Code\"\n"
		"    list <ul> tight\n"
		"      item <li>\n"
		"        paragraph bare\n"
		"          text \"x\"\n"
		"    paragraph.venue <p>\n"
		"      strong <b>\n"
		"        text \"V 1\"\n");
	/* a long link at the head of the text, even in a list, is the title */
	CHECK_HTML(
		"<div class='paper-box'><div class='paper-box-text'><ul><li>"
		"<a href=t>A long title of a paper on papers</a> <b>A</b>, B</li></ul></div></div>",
		"  entry.paper <div> [class=\"paper-box\"]\n"
		"    list <ul> tight\n"
		"      item <li>\n"
		"        paragraph bare\n"
		"          span.title bare\n"
		"            link <a> \"t\" [href=\"t\"]\n"
		"              text \"A long title of a paper on papers\"\n"
		"          text \" \"\n"
		"          strong <b>\n"
		"            text \"A\"\n"
		"          text \", B\"\n");
	/* title and authors in one paragraph */
	CHECK_HTML("<div class='paper-box'><div class='paper-box-text'>"
		   "<p><b>T</b><br><u>A</u>, B</p></div></div>",
		   "  entry.paper <div> [class=\"paper-box\"]\n"
		   "    paragraph <p>\n"
		   "      span.title bare\n"
		   "        strong <b>\n"
		   "          text \"T\"\n"
		   "      break <br>\n"
		   "      span.authors bare\n"
		   "        span <u> { underline }\n"
		   "          text \"A\"\n"
		   "        text \", B\"\n");
}

/* Numbered down to 1, unless it says where it starts. */
static void test_reversed(Arena *arena)
{
	CHECK_HTML("<ol reversed><li>a<li>b</ol>", "  list <ol> ordered tight start=2 [reversed]\n"
						   "    item <li>\n"
						   "      paragraph bare\n"
						   "        text \"a\"\n"
						   "    item <li>\n"
						   "      paragraph bare\n"
						   "        text \"b\"\n");
}

static void test_dates(Arena *arena)
{
	static const char *const dates[] = {"2025.06",
					    "Sep 2023",
					    "2019 & 2020",
					    "2024-05-01",
					    "2022.10 - 2023.09 (expected)",
					    "March 15th, 2024",
					    "2018年3月 – 至今",
					    "Fall 2021",
					    "Spring '24",
					    "WS 2021/22",
					    "seit Okt. 2015",
					    "depuis 2021",
					    "12 mai 2022",
					    "Aug\u20192023 - Sep'2024"};
	static const char *const others[] = {"2025 papers", "12",   "ICML 2025", "20255",
					     "Best",	    "v2.3", "1000000",	 "Room 24",
					     "May be",	    ""};
	for (size_t i = 0; i < sizeof dates / sizeof dates[0]; i++)
		CHECK(doc_is_date(str_from(dates[i])));
	for (size_t i = 0; i < sizeof others / sizeof others[0]; i++)
		CHECK(!doc_is_date(str_from(others[i])));
	CHECK_HTML("<ul><li><i>2025.06</i>: &nbsp; a<li>[2024.05] b<li>2023.01.02：c<li>d</ul>",
		   "  list.dated <ul> tight\n"
		   "    item <li>\n"
		   "      paragraph bare\n"
		   "        date separator=\": \\_ \"\n"
		   "          emph <i>\n"
		   "            text \"2025.06\"\n"
		   "        text \"a\"\n"
		   "    item <li>\n"
		   "      paragraph bare\n"
		   "        date separator=\" \"\n"
		   "          text \"[2024.05]\"\n"
		   "        text \"b\"\n"
		   "    item <li>\n"
		   "      paragraph bare\n"
		   "        date separator=\"：\"\n"
		   "          text \"2023.01.02\"\n"
		   "        text \"c\"\n"
		   "    item <li>\n"
		   "      paragraph bare\n"
		   "        text \"d\"\n");
	CHECK_STR(build(arena, S("<ul><li><b>2025</b> a<li>b</ul>"))->root->first->traits->style,
		  S(""));
}

static const DocFormat *format_of(Arena *arena, const char *tag, const char *name,
				  const char *value)
{
	Attrs *attrs = ARENA_NEW(arena, Attrs);
	attrs_set(arena, attrs, str_from(name), str_from(value));
	return doc_parse_format(arena, str_from(tag), attrs);
}

static void test_format(Arena *arena)
{
	const DocFormat *f = format_of(arena, "span", "style",
				       "color:Red; font-weight : bold !important;font-style:italic;"
				       "background-color: rgb(10%, 20, 300); font-size: 120%;");
	CHECK(f != NULL && f->has_colour && f->colour == 0xFF0000);
	CHECK(f->weight == 700 && f->slant == 1 && f->size == 1200);
	CHECK(f->has_background && f->background == 0x1A14FF);
	f = format_of(arena, "div", "style",
		      "float:left;width: 40%;text-align:center;color:url(;)");
	CHECK(f != NULL && f->side == DOC_ALIGN_LEFT && f->align == DOC_ALIGN_CENTER);
	CHECK_STR(f->width, S("40%"));
	CHECK(!f->has_colour);
	f = format_of(arena, "img", "align", "right");
	CHECK(f->side == DOC_ALIGN_RIGHT && f->align == DOC_ALIGN_NONE);
	f = format_of(arena, "font", "color", "224B8D");
	CHECK(f->has_colour && f->colour == 0x224B8D);
	f = format_of(arena, "font", "size", "+1");
	CHECK(f->size == 1200);
	f = format_of(arena, "img", "width", "120");
	CHECK_STR(f->width, S("120px"));
	CHECK(format_of(arena, "span", "style", "display:none")->hidden);
	CHECK(format_of(arena, "span", "style", "vertical-align: sub")->script == -1);
	CHECK(format_of(arena, "div", "class", "x") == NULL);
	CHECK(format_of(arena, "div", "style", ";;:;a:b;color") == NULL);
}

static void test_colours(void)
{
	uint32_t rgb = 0;
	CHECK(doc_parse_colour(S("#abc"), false, &rgb) && rgb == 0xAABBCC);
	CHECK(doc_parse_colour(S(" RebeccaPurple "), false, &rgb) && rgb == 0x663399);
	CHECK(doc_parse_colour(S("aliceblue"), false, &rgb) && rgb == 0xF0F8FF);
	CHECK(doc_parse_colour(S("yellowgreen"), false, &rgb) && rgb == 0x9ACD32);
	CHECK(doc_parse_colour(S("hsl(120, 100%, 25%)"), false, &rgb) && rgb == 0x008000);
	CHECK(doc_parse_colour(S("rgba(1 2 3 / 50%)"), false, &rgb) && rgb == 0x010203);
	CHECK(!doc_parse_colour(S("rgba(1,2,3,0)"), false, &rgb));
	CHECK(!doc_parse_colour(S("224B8D"), false, &rgb));
	CHECK(!doc_parse_colour(S("#12"), false, &rgb));
	CHECK(!doc_parse_colour(S("rgb(1,2"), false, &rgb));
	CHECK(!doc_parse_colour(S("rgb(1,2,nan)"), false, &rgb));
}

/* A node is told with that is not in HTML: notes go last, comments go. */
static void test_notes(Arena *arena)
{
	static const DocOptions options = {0};
	Diags diags = diags_in(arena);
	Ast *root = ast_new(arena, AST_DOCUMENT, SPAN_NONE);
	Ast *note = ast_new(arena, AST_NOTE, SPAN_NONE);
	note->as.note.label = S("n");
	note->as.note.number = note->as.note.references = 1;
	Ast *comment = ast_new(arena, AST_COMMENT, SPAN_NONE);
	comment->as.text = S(" draft ");
	Ast *heading = ast_new(arena, AST_HEADING, SPAN_NONE);
	heading->as.heading.level = 1;
	Ast *paragraph = ast_new(arena, AST_PARAGRAPH, SPAN_NONE);
	ast_append(paragraph, ast_new_text(arena, S("a"), SPAN_NONE));
	ast_append(paragraph, ast_new(arena, AST_SOFT_BREAK, SPAN_NONE));
	ast_append(paragraph, ast_new_text(arena, S("b"), SPAN_NONE));
	ast_append(root, note);
	ast_append(root, heading);
	ast_append(root, comment);
	ast_append(root, paragraph);
	Doc *doc = doc_build(arena, root, &options, &diags);
	CHECK_STR(dump(arena, doc), S("  section\n"
				      "    heading 1\n"
				      "    paragraph\n"
				      "      text \"a\\nb\"\n"
				      "  notes\n"
				      "    note 1 label=\"n\" references=1\n"));
	CHECK(doc->notes != NULL && doc->notes == doc->root->last);
	CHECK(doc_next(doc->notes->first, doc->root) == NULL);
	CHECK_STR(doc_plain_text(arena, doc->root), S("a\nb"));
	DocOptions keep = {.keep_comments = true};
	doc = doc_build(arena, root, &keep, &diags);
	CHECK_STR(doc->root->first->first->next->as.text, S("<!-- draft -->"));
}

static void test_emoji(Arena *arena)
{
	DocOptions options = {.emoji = true};
	Sources sources = sources_in(arena);
	Diags diags = diags_in(arena);
	Str page = S("a:fire: *b* :+1: `:fire:` 10:30:45 :none: <code>:tada:</code> "
		     "[:eyes:](u) :heavy_check_mark:\n\n"
		     "<pre><b>:fire:</b></pre>\n");
	Source *source = source_add(&sources, S("test"), page, &diags);
	Text text = text_of_source(arena, source, 0, source->text.len);
	MarkdownOptions markdown = markdown_default_options();
	const Ast *ast = markdown_parse(arena, &text, &markdown, &diags);
	CHECK_STR(doc_plain_text(arena, doc_build(arena, ast, &options, &diags)->root),
		  S("a\U0001F525 b \U0001F44D :fire: 10:30:45 :none: :tada: \U0001F440 "
		    "\u2714\uFE0F :fire:"));
	/* the table that is made at build time: its ends, a second name, a keycap */
	page = S(":zzz: :thumbsup: :axolotl: :zero: :keycap: :-1:");
	source = source_add(&sources, S("more"), page, &diags);
	Text more = text_of_source(arena, source, 0, source->text.len);
	const Ast *second = markdown_parse(arena, &more, &markdown, &diags);
	CHECK_STR(doc_plain_text(arena, doc_build(arena, second, &options, &diags)->root),
		  S("\U0001F4A4 \U0001F44D :axolotl: 0\uFE0F\u20E3 :keycap: \U0001F44E"));
	options.emoji = false;
	CHECK(str_starts(doc_plain_text(arena, doc_build(arena, ast, &options, &diags)->root),
			 S("a:fire: b :+1:")));
}

/* Text as MathJax would see it: what becomes a formula is in brackets. */
static Str formulas(Arena *arena, Str text)
{
	Doc *doc = build(arena, text);
	Buf out = buf_in(arena);
	doc_math_find(arena, doc->root, NULL);
	for (DocNode *node = doc->root; node != NULL; node = doc_next(node, doc->root)) {
		if (node->kind == DOC_TEXT)
			buf_add(&out, node->as.text);
		else if (node->kind == DOC_CODE)
			buf_add(&out, node->as.code.text);
		else if (node->kind == DOC_MATH || node->kind == DOC_MATH_BLOCK)
			buf_add_format(&out, node->kind == DOC_MATH ? "[%.*s]" : "[[%.*s]]",
				       STR_ARG(node->as.text));
	}
	return buf_str(&out);
}

static void test_formulas(Arena *arena)
{
	static const char *const cases[][2] = {
		{"<p>a $x$ and $y_1$</p>", "a [x] and [y_1]"},
		{"<p>from $5 to $10, US$ 5 or 6$ each</p>", "from $5 to $10, US$ 5 or 6$ each"},
		{"<p>$5 and $n$ more</p>", "$5 and [n] more"},
		{"<p>\\(a\\) b \\[c\\] d</p>", "[a] b [[c]] d"},
		{"<p>$$a$$</p>", "[[a]]"},
		{"<p>$\\text{a $ b}$</p>", "[\\text{a $ b}]"},
		{"<p>\\$5 is $a$</p>", "\\$5 is [a]"},
		{"<p>$a <b>b</b> c$</p>", "$a b c$"},
		{"<p><code>$x$</code> $ $ $$ $x</p>", "$x$ $ $ $$ $x"},
		{"<p>\\begin{align*}a\\end{align*}</p>", "[[\\begin{align*}a\\end{align*}]]"},
		{"<p>\\begin{foo}a\\end{foo}</p>", "\\begin{foo}a\\end{foo}"},
	};
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
		CHECK_STR(formulas(arena, str_from(cases[i][0])), str_from(cases[i][1]));
	Buf many = buf_in(arena);
	buf_add_cstr(&many, "<p>");
	for (int i = 0; i < 100000; i++)
		buf_add_cstr(&many, "\\( \\begin{align} {$x ");
	CHECK(formulas(arena, buf_str(&many)).len > 0);
}

int main(void)
{
	Arena *arena = arena_new(NULL);
	test_meaning(arena);
	test_flow(arena);
	test_sections(arena);
	test_audience(arena);
	test_lists(arena);
	test_table(arena);
	test_media(arena);
	test_paper_box(arena);
	test_reversed(arena);
	test_dates(arena);
	test_format(arena);
	test_colours();
	test_notes(arena);
	test_formulas(arena);
	test_emoji(arena);
	arena_free(arena);
	return check_report();
}
