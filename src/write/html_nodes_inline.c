#include "base/url.h"
#include "base/utf8.h"
#include "write/html_nodes_writer.h"
#include "write/mathml.h"

/* An empty element whose classes name a sign of an icon font. */
static bool put_icon(HtmlWriter *w, const DocNode *node)
{
	const HtmlNodeOptions *options = w->options;
	if (options->icon == NULL || node->first != NULL || node->traits->attrs == NULL)
		return false;
	Str classes = attrs_get(node->traits->attrs, S("class"), NULL);
	return classes.len > 0 && options->icon(options->context, w->out, classes);
}

/* An element with its children and nothing else. */
static void put_element(HtmlWriter *w, const DocNode *node, Str tag)
{
	if (put_icon(w, node))
		return;
	bool named =
		node->traits->tag.len == 0 && node->traits->style.len > 0 && node->kind != DOC_EMPH;
	Attr class = HTML_ATTR("class", node->traits->style);
	html_put_start(w, node, tag, &class, named ? 1 : 0);
	html_put_children(w, node);
	html_put_end(w, node, tag);
}

static bool has_cjk(Str text)
{
	for (size_t at = 0; at < text.len;)
		if (utf8_is_cjk(utf8_next(text, &at)))
			return true;
	return false;
}

/* Words of other scripts on a page whose emphasis is dots are slanted. */
static void put_emphasis(HtmlWriter *w, const DocNode *node)
{
	bool dotted = w->options->dotted && node->first != NULL;
	if (!dotted || has_cjk(doc_plain_text(w->out->arena, node))) {
		put_element(w, node, S("em"));
		return;
	}
	Attr class = HTML_ATTR("class", S("latin"));
	html_put_start(w, node, S("em"), &class, 1);
	html_put_children(w, node);
	html_put_end(w, node, S("em"));
}

static void put_code(HtmlWriter *w, const DocNode *node)
{
	html_put_start(w, node, S("code"), NULL, 0);
	markup_escape_text(w->out, node->as.code.text);
	html_put_end(w, node, S("code"));
}

/* What Markdown says needs cmark's percent signs; kramdown and raw HTML keep what is written. */
static Str get_url(HtmlWriter *w, const DocNode *node, Str url)
{
	if (node->traits->tag.len > 0 || (html_is_kramdown(w) && !w->options->modern))
		return url;
	return url_encode(w->out->arena, url, "-_.!~*'();/?:@&=+$,#%");
}

/* A link around nothing, which no one can see but the keyboard stops at: what nested links fall
 * apart into. */
static bool is_hollow(const DocNode *node)
{
	for (size_t i = 0; node->traits->attrs != NULL && i < node->traits->attrs->len; i++)
		if (!str_eq(node->traits->attrs->items[i].name, S("href")) &&
		    !str_eq(node->traits->attrs->items[i].name, S("target")))
			return false;
	return node->first == NULL;
}

static void put_link(HtmlWriter *w, const DocNode *node)
{
	const HtmlNodeOptions *options = w->options;
	if (options->modern && is_hollow(node))
		return;
	if (options->modern && node->as.link.url.len == 0 && node->traits->attrs == NULL) {
		html_put_children(w, node);
		return;
	}
	Attr own[] = {HTML_ATTR("href", get_url(w, node, node->as.link.url)),
		      HTML_ATTR("title", node->as.link.title)};
	html_put_open(w, node, S("a"), own, node->as.link.title.len > 0 ? 2 : 1);
	if (options->link_attributes != NULL)
		options->link_attributes(options->context, w->out, node);
	buf_add_char(w->out, '>');
	html_put_children(w, node);
	html_put_end(w, node, S("a"));
}

static void put_image(HtmlWriter *w, const DocNode *node)
{
	const HtmlNodeOptions *options = w->options;
	Str url = get_url(w, node, node->as.image.url);
	if (options->image_url != NULL && node->as.image.file.len > 0)
		url = options->image_url(options->context, url);
	Attr own[3] = {HTML_ATTR("src", url)};
	size_t count = 1;
	if (node->traits->tag.len == 0 || node->as.image.alt.len > 0 || options->modern)
		own[count++] = HTML_ATTR("alt", node->as.image.alt);
	if (doc_image_look(node)->title.len > 0)
		own[count++] = HTML_ATTR("title", doc_image_look(node)->title);
	html_put_open(w, node, S("img"), own, count);
	if (options->image_attributes != NULL)
		options->image_attributes(options->context, w->out, node);
	buf_add_cstr(w->out, " />");
}

void html_put_formula(HtmlWriter *w, const DocNode *node, bool block)
{
	const MathFormula *formula = node->as.math.formula;
	if (formula != NULL) {
		if (formula->tag.len > 0) {
			buf_add_cstr(w->out, "<span class=\"tag\">");
			markup_escape_text(w->out, formula->tag);
			buf_add_cstr(w->out, "</span>");
		}
		mathml_write(w->out, formula, node->as.math.text, block);
		return;
	}
	buf_add_cstr(w->out, "<code class=\"language-tex\">");
	markup_escape_text(w->out, str_trim(node->as.math.text));
	buf_add_cstr(w->out, "</code>");
}

static void put_math(HtmlWriter *w, const DocNode *node)
{
	if (w->options->modern) {
		bool wrap = node->traits->attrs != NULL;
		if (wrap)
			html_put_start(w, node, S("span"), NULL, 0);
		html_put_formula(w, node, str_eq(node->traits->style, S("display")));
		if (wrap)
			html_put_end(w, node, S("span"));
		return;
	}
	bool wrap = node->traits->attrs != NULL;
	if (wrap)
		html_put_start(w, node, S("span"), NULL, 0);
	buf_add_cstr(w->out, "\\(");
	markup_escape_text(w->out, node->as.text);
	buf_add_cstr(w->out, "\\)");
	if (wrap)
		html_put_end(w, node, S("span"));
}

static void put_abbr(HtmlWriter *w, const DocNode *node)
{
	Attr title = HTML_ATTR("title", node->as.text);
	html_put_start(w, node, S("abbr"), &title, node->as.text.len > 0 ? 1 : 0);
	html_put_children(w, node);
	html_put_end(w, node, S("abbr"));
}

static void put_date(HtmlWriter *w, const DocNode *node)
{
	html_put_children(w, node);
	markup_escape_text(w->out, node->as.date.separator);
}

static void put_break(HtmlWriter *w, const DocNode *node)
{
	html_put_start(w, node, S("br"), NULL, 0);
	const DocNode *next = node->next;
	while (next != NULL && next->bare)
		next = next->first;
	if (next == NULL || next->kind != DOC_TEXT || !str_starts(next->as.text, S("\n")))
		buf_add_char(w->out, '\n');
}

void html_put_inline(HtmlWriter *w, const DocNode *node)
{
	switch (node->kind) {
	case DOC_TEXT: markup_escape_text(w->out, node->as.text); return;
	case DOC_EMPH: put_emphasis(w, node); return;
	case DOC_STRONG: put_element(w, node, S("strong")); return;
	case DOC_STRIKE: put_element(w, node, S("del")); return;
	case DOC_CODE: put_code(w, node); return;
	case DOC_LINK: put_link(w, node); return;
	case DOC_IMAGE: put_image(w, node); return;
	case DOC_BREAK: put_break(w, node); return;
	case DOC_MATH: put_math(w, node); return;
	case DOC_NOTE_REF: html_put_note_ref(w, node); return;
	case DOC_ABBR: put_abbr(w, node); return;
	case DOC_DATE: put_date(w, node); return;
	case DOC_SPAN: put_element(w, node, S("span")); return;
	case DOC_ROOT:
	case DOC_SECTION:
	case DOC_HEADING:
	case DOC_PARAGRAPH:
	case DOC_LIST:
	case DOC_ITEM:
	case DOC_ENTRY:
	case DOC_FIGURE:
	case DOC_CAPTION:
	case DOC_TABLE:
	case DOC_ROW:
	case DOC_CELL:
	case DOC_DEFINITIONS:
	case DOC_TERM:
	case DOC_DEFINITION:
	case DOC_QUOTE:
	case DOC_CODE_BLOCK:
	case DOC_RULE:
	case DOC_MATH_BLOCK:
	case DOC_NOTES:
	case DOC_NOTE:
	case DOC_BLOCK:
	case DOC_TOC:
	case DOC_RAW: return;
	}
}
