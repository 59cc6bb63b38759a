/*
 * html_contents: the table of contents beside or above a page's text, where the page asks for one:
 * `toc: {sidebar: left}`, `toc: {beginning: true}`, `toc: true`, or a list of names, as Distill has
 * it.
 */
#include "write/html_part.h"

HtmlContents html_contents_place(const HtmlPage *page)
{
	const Value *toc = value_get(page->page->front, S("toc"));
	if (toc->kind == VALUE_LIST && value_len(toc) > 0) /* Distill names its headings */
		return HTML_CONTENTS_LEFT;
	Str side = value_string(value_get(toc, S("sidebar")));
	if (str_eq_nocase(side, S("right")))
		return HTML_CONTENTS_RIGHT;
	if (side.len > 0 || value_bool(value_get(toc, S("sidebar")), false))
		return HTML_CONTENTS_LEFT;
	bool above = value_bool(value_get(toc, S("beginning")), false) || value_bool(toc, false);
	return above ? HTML_CONTENTS_ABOVE : HTML_CONTENTS_NONE;
}

static bool is_listed(const DocNode *node)
{
	return node->kind == DOC_HEADING && node->as.heading.id.len > 0 &&
	       !node->as.heading.no_toc && node->audience != DOC_CV_ONLY;
}

static const DocNode *next_listed(const DocNode *node, const DocNode *root)
{
	do
		node = doc_next(node, root);
	while (node != NULL && !is_listed(node));
	return node;
}

/* The highest level that stands there, and how many headings there are. */
static int top_level(const DocNode *root, size_t *count)
{
	int top = 6;
	*count = 0;
	for (const DocNode *node = next_listed(root, root); node != NULL;
	     node = next_listed(node, root), ++*count)
		if (node->as.heading.level < top)
			top = node->as.heading.level;
	return top;
}

static void add_entry(Buf *out, const DocNode *heading)
{
	buf_add_cstr(out, "<li><a");
	html_add_url_attr(out, "href", str_concat(out->arena, S("#"), heading->as.heading.id));
	buf_add_char(out, '>');
	markup_escape_text(out, doc_plain_text(out->arena, heading));
	buf_add_cstr(out, "</a>");
}

/* Two levels: the highest and all that is below it. */
void html_add_contents(const HtmlPage *page)
{
	if (page->page->doc == NULL || html_contents_place(page) == HTML_CONTENTS_NONE)
		return;
	Buf *out = page->out;
	const DocNode *root = page->page->doc->root;
	size_t count;
	int top = top_level(root, &count);
	bool open = false, below = false;
	if (count < 2)
		return;
	buf_add_cstr(out, "<nav class=\"contents\"");
	html_add_attr(out, "aria-label", html_word(page, "contents"));
	buf_add_cstr(out, ">\n<ul>\n");
	for (const DocNode *node = next_listed(root, root); node != NULL;
	     node = next_listed(node, root)) {
		bool deep = open && node->as.heading.level > top;
		if (below)
			buf_add_cstr(out, deep ? "</li>\n" : "</li>\n</ul></li>\n");
		else if (open)
			buf_add_cstr(out, deep ? "\n<ul>\n" : "</li>\n");
		add_entry(out, node);
		open = true;
		below = deep;
	}
	buf_add_cstr(out, below ? "</li>\n</ul></li>\n</ul>\n</nav>\n" : "</li>\n</ul>\n</nav>\n");
}
