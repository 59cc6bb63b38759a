/* html_nodes: Doc to HTML, by flavour. */
#include "write/html_nodes.h"

#include "check.h"
#include "front/markdown.h"
#include "model/doc_build.h"
#include "write/html.h"

static Doc *build(Arena *arena, Str html)
{
	static const DocOptions options = {0};
	Sources sources = sources_in(arena);
	Diags diags = diags_in(arena);
	Source *source = source_add(&sources, S("test"), html, &diags);
	Text text = text_of_source(arena, source, 0, source->text.len);
	return doc_build(arena, markdown_parse_html(arena, &text, &diags), &options, &diags);
}

static Str write(Arena *arena, const Ast *root, const HtmlNodeOptions *options)
{
	static const DocOptions doc_options = {0};
	Diags diags = diags_in(arena);
	Buf out = buf_in(arena);
	html_write_nodes_with(&out, options, doc_build(arena, root, &doc_options, &diags)->root);
	return buf_str(&out);
}

static Str round_trip(Arena *arena, Str html, bool modern)
{
	HtmlNodeOptions options = {.modern = modern};
	Buf out = buf_in(arena);
	html_write_nodes_with(&out, &options, build(arena, html)->root);
	return buf_str(&out);
}

#define CHECK_SAME(html) CHECK_STR(round_trip(arena, S(html), false), S(html))
#define CHECK_MODERN(html, want) CHECK_STR(round_trip(arena, S(html), true), S(want))

static void test_as_written(Arena *arena)
{
	CHECK_SAME("<p class=\"x\">a <b>b</b> <font color=\"red\">c</font> &lt;&amp;&gt;</p>\n");
	CHECK_SAME("<h2 id=\"i\" data-k=\"&quot;&amp;\">t</h2>\n");
	CHECK_SAME("<ol start=\"2\">\n<li>a</li>\n<li>b\n<ul>\n<li>c</li>\n</ul>\n</li>\n</ol>\n");
	CHECK_SAME("<ul>\n<li><i>2025.06</i>: \u00A0 a</li>\n<li>[2024.05] b</li>\n</ul>\n");
	CHECK_SAME("<p><a href=\"#\" title=\"t\">a</a> <img src=\"a b.png\" width=\"10\" alt=\"\" "
		   "/><br />\nx</p>\n");
	CHECK_SAME("<table>\n<colgroup><col width=\"10\" /></colgroup><thead "
		   "class=\"h\">\n<tr>\n<th>a</th>\n"
		   "</tr>\n</thead>\n<tbody>\n<tr>\n<td rowspan=\"2\">b</td>\n</tr>\n</tbody>\n"
		   "<tbody>\n<tr>\n<td>c</td>\n</tr>\n</tbody>\n</table>\n");
	CHECK_SAME("<details open=\"\">\n<summary>s</summary>\n<p>t</p>\n</details>\n");
	CHECK_SAME(
		"<pre>a <b>b</b>\n  c</pre>\n<pre><code class=\"language-c\">x\n</code></pre>\n");
	CHECK_SAME("<svg viewBox=\"0 0 1 1\"><path d=\"M0 0\" /></svg>");
	CHECK_SAME("<p><q>said</q> <kbd>x</kbd> <iframe src=\"/v\"></iframe></p>\n");
	CHECK_SAME("<a href=\"/x\">\n<div>y</div>\n</a>\n");
}

static void test_paper_box(Arena *arena)
{
	CHECK_SAME("<div class=\"paper-box\"><div class=\"paper-box-image\">\n<div>\n"
		   "<div class=\"badge\">V</div>\n<img src=\"a.png\" alt=\"p\" /></div>\n</div>\n"
		   "<div class=\"paper-box-text\">\n<p><b>T</b><br />\n<u>A</u>, B</p>\n"
		   "<p><a href=\"/p\">P</a></p>\n</div>\n</div>\n");
	CHECK_SAME("<div class=\"paper-box\" id=\"b\"><div class=\"paper-box-text\" lang=\"de\">\n"
		   "<p><b>T</b></p>\n</div>\n</div>\n");
}

static void test_modern(Arena *arena)
{
	CHECK_MODERN("<p><img src='a'></p>", "<p><img src=\"a\" alt=\"\" /></p>\n");
	CHECK_MODERN("<center>a</center>", "<div style=\"text-align: center\">a</div>\n");
	CHECK_MODERN("<p align=right>a <font color=224B8D size=2>b</font></p>",
		     "<p style=\"text-align: right\">a <span style=\"color: #224b8d; font-size: "
		     "89%\">b</span></p>\n");
	CHECK_MODERN("<p><img src=a alt=b align=left style='border:0'></p>",
		     "<p><img src=\"a\" alt=\"b\" style=\"border:0; float: left\" /></p>\n");
	CHECK_MODERN(
		"<table border=1 cellpadding=2><tr><td valign=top width=40 bgcolor=red>x</table>",
		"<table>\n<tr>\n<td style=\"vertical-align: top; width: 40px; "
		"background-color: #ff0000\">x</td>\n</tr>\n</table>\n");
	CHECK_MODERN("<p><span id=a></span></p><h1 id=a>x</h1>",
		     "<p class=\"target\"><span id=\"a\"></span></p>\n<h1>x</h1>\n");
	CHECK_MODERN("<p><a name=n></a> <span id=a></span></p><p><span id=b></span>x</p>",
		     "<p class=\"target\"><a id=\"n\"></a> <span id=\"a\"></span></p>\n"
		     "<p><span id=\"b\"></span>x</p>\n");
	/* numbers of HTML, whatever unit stands behind them */
	CHECK_MODERN("<p><img src=a alt=b width=25em height=' 2.5px'></p>",
		     "<p><img src=\"a\" alt=\"b\" style=\"width: 25px; height: 2.5px\" /></p>\n");
	CHECK_MODERN("<p><img src=a alt=b width=60%% height=auto></p>",
		     "<p><img src=\"a\" alt=\"b\" style=\"width: 60%\" /></p>\n");
	CHECK_MODERN("<b class=x><p>a</p></b>",
		     "<div class=\"x\" style=\"font-weight: bold\">\n<p>a</p>\n</div>\n");
	CHECK_MODERN("<p><a href=x><button>b</button></a></p>",
		     "<p><a href=\"x\"><span>b</span></a></p>\n");
	CHECK_MODERN("<p><a name='n'></a><a id='i' name='n'>x</a></p>",
		     "<p><a id=\"n\"></a><a id=\"i\">x</a></p>\n");
}

/* Dots under letters are for CJK; words of other scripts are slanted. */
static void test_dotted(Arena *arena)
{
	const HtmlNodeOptions options = {.modern = true, .dotted = true};
	Buf out = buf_in(arena);
	html_write_nodes_with(&out, &options,
			      build(arena, S("<p><em>潮 x</em> <em class=c>x</em></p>"))->root);
	CHECK_STR(buf_str(&out), S("<p><em>潮 x</em> <em class=\"latin c\">x</em></p>\n"));
}

static Ast *add(Arena *arena, Ast *parent, AstKind kind)
{
	Ast *node = ast_new(arena, kind, SPAN_NONE);
	ast_append(parent, node);
	return node;
}

static void add_words(Arena *arena, Ast *parent, Str text)
{
	ast_append(parent, ast_new_text(arena, text, SPAN_NONE));
}

static void test_notes(Arena *arena)
{
	Ast *root = ast_new(arena, AST_DOCUMENT, SPAN_NONE);
	Ast *paragraph = add(arena, root, AST_PARAGRAPH);
	for (int i = 1; i <= 2; i++) {
		Ast *ref = add(arena, paragraph, AST_NOTE_REF);
		ref->as.note.label = S("x");
		ref->as.note.number = 1;
		ref->as.note.reference = i;
	}
	Ast *note = add(arena, root, AST_NOTE);
	note->as.note.label = S("x");
	note->as.note.number = 1;
	note->as.note.references = 2;
	add_words(arena, add(arena, note, AST_PARAGRAPH), S("n"));
	HtmlNodeOptions kramdown = {.flavour = HTML_KRAMDOWN}, gfm = {.flavour = HTML_GFM};
	CHECK_STR(write(arena, root, &kramdown),
		  S("<p><sup id=\"fnref:x\" role=\"doc-noteref\"><a href=\"#fn:x\" "
		    "class=\"footnote\" "
		    "rel=\"footnote\">1</a></sup><sup id=\"fnref:x:1\" role=\"doc-noteref\"><a "
		    "href=\"#fn:x\" class=\"footnote\" rel=\"footnote\">1</a></sup></p>\n"
		    "<div class=\"footnotes\" role=\"doc-endnotes\">\n<ol>\n"
		    "<li id=\"fn:x\" role=\"doc-endnote\">\n<p>n\u00A0<a href=\"#fnref:x\" "
		    "class=\"reversefootnote\" role=\"doc-backlink\">\u21A9</a>\u00A0<a "
		    "href=\"#fnref:x:1\" class=\"reversefootnote\" "
		    "role=\"doc-backlink\">\u21A9<sup>2</sup></a></p>\n</li>\n</ol>\n</div>\n"));
	CHECK(str_contains(
		write(arena, root, &gfm),
		S("<section class=\"footnotes\">\n<ol>\n<li id=\"fn1\">\n<p>n <a href=\"#fnref1\" "
		  "class=\"footnote-backref\">")));
}

static void test_toc(Arena *arena)
{
	static const struct {
		int level;
		Str id;
	} headings[] = {
		{1, STR_INIT("a")}, {3, STR_INIT("b")}, {2, STR_INIT("c")}, {1, STR_INIT("d")}};
	Ast *root = ast_new(arena, AST_DOCUMENT, SPAN_NONE);
	(void)add(arena, root, AST_TOC);
	for (size_t i = 0; i < sizeof headings / sizeof headings[0]; i++) {
		Ast *heading = add(arena, root, AST_HEADING);
		heading->as.heading.level = headings[i].level;
		attrs_set(arena, &heading->attrs, S("id"), headings[i].id);
		Ast *link = add(arena, heading, AST_LINK);
		link->as.link.url = S("/x");
		add_words(arena, link, headings[i].id);
	}
	HtmlNodeOptions kramdown = {.flavour = HTML_KRAMDOWN};
	Str html = write(arena, root, &kramdown);
	CHECK_STR(str_slice(html, 0, str_find(html, S("<h1"), 0)),
		  S("<ul id=\"markdown-toc\">\n"
		    "<li><a href=\"#a\" id=\"markdown-toc-a\">a</a>\n<ul>\n"
		    "<li><a href=\"#b\" id=\"markdown-toc-b\">b</a></li>\n"
		    "<li><a href=\"#c\" id=\"markdown-toc-c\">c</a></li>\n</ul>\n</li>\n"
		    "<li><a href=\"#d\" id=\"markdown-toc-d\">d</a></li>\n</ul>\n"));
}

static Ast *one_table(Arena *arena)
{
	static AstAlign aligns[] = {AST_ALIGN_RIGHT};
	Ast *root = ast_new(arena, AST_DOCUMENT, SPAN_NONE);
	Ast *table = add(arena, root, AST_TABLE);
	table->as.table.aligns = aligns;
	table->as.table.columns = 1;
	for (int i = 0; i < 3; i++) {
		Ast *row = add(arena, table, AST_TABLE_ROW);
		row->as.row.head = i == 0;
		row->as.row.group = i == 2;
		Ast *cell = add(arena, row, AST_TABLE_CELL);
		cell->as.cell.align = AST_ALIGN_RIGHT;
		add_words(arena, cell, S("x"));
	}
	return root;
}

static void test_table(Arena *arena)
{
	HtmlNodeOptions kramdown = {.flavour = HTML_KRAMDOWN}, gfm = {.flavour = HTML_GFM};
	CHECK_STR(write(arena, one_table(arena), &kramdown),
		  S("<table>\n<thead>\n<tr>\n<th style=\"text-align: "
		    "right\">x</th>\n</tr>\n</thead>\n"
		    "<tbody>\n<tr>\n<td style=\"text-align: right\">x</td>\n</tr>\n</tbody>\n"
		    "<tbody>\n<tr>\n<td style=\"text-align: right\">x</td>\n</tr>\n</tbody>\n"
		    "</table>\n"));
	CHECK(str_contains(write(arena, one_table(arena), &gfm), S("<th align=\"right\">x</th>")));
}

static void test_tasks(Arena *arena)
{
	Ast *root = ast_new(arena, AST_DOCUMENT, SPAN_NONE);
	Ast *list = add(arena, root, AST_LIST);
	list->as.list.tight = true;
	Ast *item = add(arena, list, AST_ITEM);
	item->as.item.task = item->as.item.done = true;
	add_words(arena, add(arena, item, AST_PARAGRAPH), S("a"));
	HtmlNodeOptions kramdown = {.flavour = HTML_KRAMDOWN}, gfm = {.flavour = HTML_GFM};
	CHECK_STR(
		write(arena, root, &kramdown),
		S("<ul class=\"task-list\">\n<li class=\"task-list-item\"><input type=\"checkbox\" "
		  "class=\"task-list-item-checkbox\" disabled=\"disabled\" checked=\"checked\" "
		  "/>a</li>\n"
		  "</ul>\n"));
	CHECK_STR(write(arena, root, &gfm), S("<ul>\n<li><input type=\"checkbox\" disabled=\"\" "
					      "checked=\"\" /> a</li>\n</ul>\n"));
}

static void test_links(Arena *arena)
{
	Ast *root = ast_new(arena, AST_DOCUMENT, SPAN_NONE);
	Ast *paragraph = add(arena, root, AST_PARAGRAPH);
	Ast *link = add(arena, paragraph, AST_LINK);
	link->as.link.url = S("/\xC3\xA4 b%20\"");
	add_words(arena, link, S("t"));
	HtmlNodeOptions kramdown = {.flavour = HTML_KRAMDOWN}, gfm = {.flavour = HTML_GFM};
	HtmlNodeOptions modern = {.modern = true};
	CHECK_STR(write(arena, root, &gfm), S("<p><a href=\"/%C3%A4%20b%20%22\">t</a></p>\n"));
	CHECK_STR(write(arena, root, &kramdown),
		  S("<p><a href=\"/\xC3\xA4 b%20&quot;\">t</a></p>\n"));
	link->as.link.url = S("");
	CHECK_STR(write(arena, root, &kramdown), S("<p><a href=\"\">t</a></p>\n"));
	CHECK_STR(write(arena, root, &modern), S("<p>t</p>\n"));
}

/* Parts for paper, parts for the page, and attributes that the caller adds. */
static void add_rel(void *context, Buf *out, const DocNode *link)
{
	(void)context;
	if (link->as.link.print_url.len > 0)
		buf_add_cstr(out, " rel=\"external\"");
}

static void test_options(Arena *arena)
{
	HtmlNodeOptions options = {.sections = true, .link_attributes = add_rel};
	Buf out = buf_in(arena);
	html_write_nodes_with(
		&out, &options,
		build(arena, S("<h1>a</h1><p class=cv-only>b</p><p class=web-only>c</p>"
			       "<p><a href='https://x.example'>d</a></p>"))
			->root);
	CHECK_STR(buf_str(&out),
		  S("<section>\n<h1>a</h1>\n<p class=\"web-only\">c</p>\n"
		    "<p><a href=\"https://x.example\" rel=\"external\">d</a></p>\n</section>\n"));
}

/* An entry that data made: its styles are classes. */
static void test_entry(Arena *arena)
{
	DocNode *root = doc_new(arena, DOC_ROOT, SPAN_NONE);
	DocNode *entry = doc_new(arena, DOC_ENTRY, SPAN_NONE);
	DocNode *badge = doc_new(arena, DOC_SPAN, SPAN_NONE);
	DocNode *title = doc_new(arena, DOC_PARAGRAPH, SPAN_NONE);
	doc_traits(arena, entry)->style = S("publication");
	entry->as.entry.id = S("key");
	doc_traits(arena, badge)->style = S("badge");
	doc_traits(arena, title)->style = S("title");
	doc_append(badge, doc_new_text(arena, S("V"), SPAN_NONE));
	doc_append(title, doc_new_text(arena, S("T"), SPAN_NONE));
	entry->as.entry.badge = badge;
	doc_append(entry, title);
	doc_append(root, entry);
	Buf out = buf_in(arena);
	html_write_nodes(&out, root);
	CHECK_STR(buf_str(&out), S("<div class=\"entry publication\" id=\"key\">\n"
				   "<span class=\"badge\">V</span>"
				   "<p class=\"title\">T</p>\n</div>\n"));
}

int main(void)
{
	Arena *arena = arena_new(NULL);
	test_as_written(arena);
	test_paper_box(arena);
	test_modern(arena);
	test_dotted(arena);
	test_notes(arena);
	test_toc(arena);
	test_table(arena);
	test_tasks(arena);
	test_links(arena);
	test_options(arena);
	test_entry(arena);
	arena_free(arena);
	return check_report();
}
