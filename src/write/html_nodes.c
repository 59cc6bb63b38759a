#include "write/html_nodes.h"

#include "base/utf8.h"
#include "front/highlight.h"
#include "write/html.h"
#include "write/html_nodes_writer.h"

void html_put_children(HtmlWriter *w, const DocNode *node)
{
	for (const DocNode *child = node->first; child != NULL; child = child->next)
		html_put_node(w, child);
}

/* <span id="x"></span> or <a name="x"></a>: a place that links lead to. */
static bool is_place(const DocNode *node)
{
	bool has_id, has_name;
	if (node->kind != DOC_SPAN || node->first != NULL || node->traits->attrs == NULL)
		return false;
	(void)attrs_get(node->traits->attrs, S("id"), &has_id);
	(void)attrs_get(node->traits->attrs, S("name"), &has_name);
	return has_id || has_name;
}

/* Whether there is nothing in a paragraph but such places. */
static bool is_target(const HtmlWriter *w, const DocNode *paragraph)
{
	bool any = false;
	for (const DocNode *child = paragraph->first; child != NULL; child = child->next) {
		if (child->kind == DOC_TEXT && str_trim(child->as.text).len == 0)
			continue;
		if (!is_place(child))
			return false;
		any = true;
	}
	return any && w->options->modern;
}

static void put_paragraph(HtmlWriter *w, const DocNode *node)
{
	bool tags = !node->bare, target = is_target(w, node);
	Attr class = HTML_ATTR("class", target ? S("target") : node->traits->style);
	/* a style that data gave is a class; a paper-box is written as it was */
	bool named = target ||
		     (node->traits->style.len > 0 && node->traits->tag.len == 0 && !w->in_paper);
	if (tags)
		html_put_start(w, node, S("p"), &class, named ? 1 : 0);
	if (w->checkbox != NULL) {
		html_put_checkbox(w, w->checkbox);
		w->checkbox = NULL;
	}
	html_put_children(w, node);
	if (w->back_in == node)
		html_put_links_back(w);
	if (tags)
		html_put_end(w, node, S("p"));
	bool ended = w->out->len > 0 && w->out->ptr[w->out->len - 1] == '\n';
	if (tags || (node->next != NULL && !ended))
		buf_add_char(w->out, '\n');
}

/* How deep a heading of `level` stands below others, itself counted. */
static int step_outline(HtmlWriter *w, int level)
{
	while (w->outline_depth > 0 && w->outline[w->outline_depth - 1] >= level)
		w->outline_depth--;
	w->outline[w->outline_depth++] = level;
	return w->outline_depth;
}

static void put_heading(HtmlWriter *w, const DocNode *node)
{
	const Str tags[] = {S("h1"), S("h2"), S("h3"), S("h4"), S("h5"), S("h6")};
	int level = node->as.heading.level;
	level = level < 1 ? 1 : level > 6 ? 6 : level;
	int depth = w->options->outline != HTML_OUTLINE_NONE ? step_outline(w, level) : level;
	Attr own[2];
	size_t count = 0;
	if (node->as.heading.id.len > 0)
		own[count++] = HTML_ATTR("id", node->as.heading.id);
	if (depth != level)
		own[count++] = HTML_ATTR("class", tags[level - 1]);
	Str tag = tags[depth - 1];
	DocNode shown;
	doc_copy(&shown, node);
	DocTraits traits = *node->traits;
	if (depth != level)
		traits.tag = S(""); /* also where raw HTML names another */
	shown.traits = &traits;
	html_put_start(w, &shown, tag, own, count);
	html_put_children(w, node);
	if (w->back_in == node)
		html_put_links_back(w);
	html_put_end(w, &shown, tag);
	buf_add_char(w->out, '\n');
}

/* An element around blocks. */
static void put_blocks(HtmlWriter *w, const DocNode *node, Str tag)
{
	html_put_start(w, node, tag, NULL, 0);
	const DocNode *first = node->first;
	if (first != NULL && !(first->kind == DOC_PARAGRAPH && first->bare))
		buf_add_char(w->out, '\n');
	html_put_children(w, node);
	html_put_end(w, node, tag);
	buf_add_char(w->out, '\n');
}

static void put_section(HtmlWriter *w, const DocNode *node)
{
	if (w->options->sections)
		buf_add_cstr(w->out, "<section>\n");
	html_put_children(w, node);
	if (w->options->sections)
		buf_add_cstr(w->out, "</section>\n");
}

/* Code with a span around each part that has a class. */
static void put_code_text(HtmlWriter *w, const DocNode *node)
{
	Highlighter highlighter;
	Str part, class;
	if (!w->options->highlight ||
	    !highlight_start(&highlighter, node->as.code.language, node->as.code.text)) {
		markup_escape_text(w->out, node->as.code.text);
		return;
	}
	while (highlight_next(&highlighter, &part, &class)) {
		if (class.len > 0)
			buf_add_format(w->out, "<span class=\"%.*s\">", STR_ARG(class));
		markup_escape_text(w->out, part);
		if (class.len > 0)
			buf_add_cstr(w->out, "</span>");
	}
}

static void put_code_block(HtmlWriter *w, const DocNode *node)
{
	html_put_start(w, node, S("pre"), NULL, 0);
	if (node->first != NULL) {
		html_put_children(w, node);
	} else if (node->traits->tag.len > 0) {
		/* a parser drops a line feed right behind the tag */
		if (str_starts(node->as.code.text, S("\n")))
			buf_add_char(w->out, '\n');
		markup_escape_text(w->out, node->as.code.text);
	} else {
		buf_add_cstr(w->out, "<code");
		if (node->as.code.language.len > 0) {
			buf_add_cstr(w->out, " class=\"language-");
			markup_escape_attribute(w->out, node->as.code.language);
			buf_add_char(w->out, '"');
		}
		if (node->as.code.data_lang) {
			buf_add_cstr(w->out, " data-lang=\"");
			markup_escape_attribute(w->out, node->as.code.language);
			buf_add_char(w->out, '"');
		}
		buf_add_char(w->out, '>');
		put_code_text(w, node);
		buf_add_cstr(w->out, "</code>");
	}
	html_put_end(w, node, S("pre"));
	buf_add_char(w->out, '\n');
}

/* A number stands before its formula, which the style sheet puts at the end of the line. */
static void put_display(HtmlWriter *w, const DocNode *node)
{
	Attr class = HTML_ATTR("class", S("equation"));
	html_put_start(w, node, S("div"), &class, 1);
	html_put_formula(w, node, true);
	html_put_end(w, node, S("div"));
	buf_add_char(w->out, '\n');
}

static void put_math_block(HtmlWriter *w, const DocNode *node)
{
	if (w->options->modern) {
		put_display(w, node);
		return;
	}
	if (node->traits->attrs != NULL)
		html_put_start(w, node, S("div"), NULL, 0);
	buf_add_cstr(w->out, "\\[");
	markup_escape_text(w->out, node->as.text);
	buf_add_cstr(w->out, "\\]\n");
	if (node->traits->attrs == NULL)
		return;
	html_put_end(w, node, S("div"));
	buf_add_char(w->out, '\n');
}

static void put_rule(HtmlWriter *w, const DocNode *node)
{
	html_put_start(w, node, S("hr"), NULL, 0);
	buf_add_char(w->out, '\n');
}

static void put_block(HtmlWriter *w, const DocNode *node)
{
	if (node->traits->tag.len > 0 || node->traits->style.len == 0) {
		put_blocks(w, node, S("div"));
		return;
	}
	HTML_START(w, node, S("div"), HTML_ATTR("class", node->traits->style));
	buf_add_char(w->out, '\n');
	html_put_children(w, node);
	buf_add_cstr(w->out, "</div>\n");
}

/* acad-homepage's paper-box; its text part stands for the entry's children. */
static void put_paper(HtmlWriter *w, const DocNode *node)
{
	bool wrap = true;
	for (const DocNode *child = node->first; child != NULL; child = child->next)
		if (child->traits->attrs != NULL &&
		    attrs_has_class(child->traits->attrs, S("paper-box-text")))
			wrap = false;
	bool outer = w->in_paper;
	w->in_paper = true;
	Attr class = HTML_ATTR("class", S("paper-box"));
	html_put_start(w, node, S("div"), &class, node->traits->tag.len == 0 ? 1 : 0);
	if (node->as.entry.aside != NULL)
		html_put_node(w, node->as.entry.aside);
	if (wrap)
		buf_add_cstr(w->out, "<div class=\"paper-box-text\">\n");
	html_put_children(w, node);
	if (wrap)
		buf_add_cstr(w->out, "</div>\n");
	html_put_end(w, node, S("div"));
	buf_add_char(w->out, '\n');
	w->in_paper = outer;
}

/* Whether Hebrew, Arabic or a relative of theirs stands in the title, an entry's first block. */
static bool has_rtl_title(const HtmlWriter *w, const DocNode *entry)
{
	return entry->first != NULL && utf8_has_rtl(doc_plain_text(w->out->arena, entry->first));
}

/* An entry made from data: date, badge and picture stand before the text. One in another direction
 * than its page runs in its own as a whole. */
static void put_entry(HtmlWriter *w, const DocNode *node)
{
	if (str_eq(node->traits->style, S("paper"))) {
		put_paper(w, node);
		return;
	}
	Attr own[3] = {
		HTML_ATTR("class", str_concat(w->out->arena, S("entry "), node->traits->style))};
	size_t count = 1;
	if (node->as.entry.id.len > 0)
		own[count++] = HTML_ATTR("id", node->as.entry.id);
	if (w->options->rtl && str_eq(node->traits->style, S("publication")) &&
	    !has_rtl_title(w, node))
		own[count++] = HTML_ATTR("dir", S("ltr"));
	html_put_start(w, node, S("div"), own, count);
	buf_add_char(w->out, '\n');
	if (node->as.entry.date != NULL) {
		buf_add_cstr(w->out, "<div class=\"date\">");
		html_put_node(w, node->as.entry.date);
		buf_add_cstr(w->out, "</div>\n");
	}
	if (node->as.entry.aside != NULL)
		html_put_node(w, node->as.entry.aside);
	else if (node->as.entry.badge != NULL)
		html_put_node(w, node->as.entry.badge);
	html_put_children(w, node);
	html_put_end(w, node, S("div"));
	buf_add_char(w->out, '\n');
}

static void put_term(HtmlWriter *w, const DocNode *node)
{
	html_put_start(w, node, S("dt"), NULL, 0);
	html_put_children(w, node);
	html_put_end(w, node, S("dt"));
	buf_add_char(w->out, '\n');
}

void html_put_node(HtmlWriter *w, const DocNode *node)
{
	if (node->audience == DOC_CV_ONLY)
		return;
	if (node->bare && node->kind != DOC_PARAGRAPH) {
		html_put_children(w, node);
		return;
	}
	switch (node->kind) {
	case DOC_ROOT: html_put_children(w, node); return;
	case DOC_SECTION: put_section(w, node); return;
	case DOC_HEADING: put_heading(w, node); return;
	case DOC_PARAGRAPH: put_paragraph(w, node); return;
	case DOC_LIST: html_put_list(w, node); return;
	case DOC_ITEM: html_put_item(w, node); return;
	case DOC_ENTRY: put_entry(w, node); return;
	case DOC_FIGURE: put_blocks(w, node, S("figure")); return;
	case DOC_CAPTION: put_blocks(w, node, S("figcaption")); return;
	case DOC_TABLE: html_put_table(w, node); return;
	case DOC_ROW: return; /* html_put_table */
	case DOC_CELL: return;
	case DOC_DEFINITIONS: put_blocks(w, node, S("dl")); return;
	case DOC_TERM: put_term(w, node); return;
	case DOC_DEFINITION: put_blocks(w, node, S("dd")); return;
	case DOC_QUOTE: put_blocks(w, node, S("blockquote")); return;
	case DOC_CODE_BLOCK: put_code_block(w, node); return;
	case DOC_RULE: put_rule(w, node); return;
	case DOC_MATH_BLOCK: put_math_block(w, node); return;
	case DOC_NOTES: html_put_notes(w, node); return;
	case DOC_NOTE: put_blocks(w, node, S("li")); return;
	case DOC_BLOCK: put_block(w, node); return;
	case DOC_TOC: html_put_toc(w, node); return;
	case DOC_RAW: buf_add(w->out, node->as.text); return;
	case DOC_TEXT:
	case DOC_EMPH:
	case DOC_STRONG:
	case DOC_STRIKE:
	case DOC_CODE:
	case DOC_LINK:
	case DOC_IMAGE:
	case DOC_BREAK:
	case DOC_MATH:
	case DOC_NOTE_REF:
	case DOC_ABBR:
	case DOC_DATE:
	case DOC_SPAN: html_put_inline(w, node); return;
	}
}

void html_write_nodes_with(Buf *out, const HtmlNodeOptions *options, const DocNode *node)
{
	HtmlWriter w = {.out = out, .options = options, .top = node, .ids = map_in(out->arena)};
	if (options->outline == HTML_OUTLINE_BELOW_TITLE)
		w.outline[w.outline_depth++] = 1;
	html_put_children(&w, node);
}

void html_write_nodes(Buf *out, const DocNode *node)
{
	HtmlNodeOptions options = {.flavour = HTML_KRAMDOWN};
	html_write_nodes_with(out, &options, node);
}
