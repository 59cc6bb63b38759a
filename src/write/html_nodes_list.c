/* Lists, the table of contents, and notes. */
#include "write/html_nodes_writer.h"

static bool has_tasks(const DocNode *list)
{
	for (const DocNode *item = list->first; item != NULL; item = item->next)
		if (item->kind == DOC_ITEM && item->as.item.task)
			return true;
	return false;
}

void html_put_checkbox(HtmlWriter *w, const DocNode *item)
{
	bool kramdown = html_is_kramdown(w);
	buf_add_cstr(w->out, "<input type=\"checkbox\"");
	if (kramdown)
		buf_add_cstr(w->out, " class=\"task-list-item-checkbox\" disabled=\"disabled\"");
	else
		buf_add_cstr(w->out, " disabled=\"\"");
	if (item->as.item.done)
		buf_add_cstr(w->out, kramdown ? " checked=\"checked\"" : " checked=\"\"");
	buf_add_cstr(w->out, kramdown ? " />" : " /> ");
}

void html_put_item(HtmlWriter *w, const DocNode *item)
{
	bool task = item->as.item.task;
	Attr class = HTML_ATTR("class", S("task-list-item"));
	html_put_start(w, item, S("li"), &class, task && html_is_kramdown(w) ? 1 : 0);
	const DocNode *first = item->first;
	bool in_text = first != NULL && first->kind == DOC_PARAGRAPH;
	if (task && in_text)
		w->checkbox = item;
	else if (task)
		html_put_checkbox(w, item);
	if (first != NULL && doc_is_block(first) && !first->bare)
		buf_add_char(w->out, '\n');
	html_put_children(w, item);
	html_put_end(w, item, S("li"));
	buf_add_char(w->out, '\n');
}

void html_put_list(HtmlWriter *w, const DocNode *list)
{
	Str tag = list->as.list.ordered ? S("ol") : S("ul");
	Attr own[2];
	size_t count = 0;
	if (list->traits->tag.len == 0 && list->as.list.ordered && list->as.list.start != 1)
		own[count++] = HTML_ATTR(
			"start", str_format(w->out->arena, "%lld", (long long)list->as.list.start));
	if (html_is_kramdown(w) && has_tasks(list))
		own[count++] = HTML_ATTR("class", S("task-list"));
	html_put_start(w, list, tag, own, count);
	buf_add_char(w->out, '\n');
	html_put_children(w, list);
	html_put_end(w, list, tag);
	buf_add_char(w->out, '\n');
}

/* --- table of contents --- */

static bool is_in_toc(const HtmlWriter *w, const DocNode *node)
{
	unsigned levels = w->options->toc_levels;
	return node->kind == DOC_HEADING && node->traits->tag.len == 0 &&
	       node->as.heading.id.len > 0 && !node->as.heading.no_toc &&
	       node->audience != DOC_CV_ONLY &&
	       (levels == 0 || (levels >> node->as.heading.level & 1) != 0);
}

static const DocNode *next_heading(const HtmlWriter *w, const DocNode *from)
{
	const DocNode *node = from;
	do
		node = doc_next(node, w->top);
	while (node != NULL && !is_in_toc(w, node));
	return node;
}

/* A heading's inlines without links and notes, which cannot stand in a link. */
static void put_toc_text(HtmlWriter *w, const DocNode *node)
{
	for (const DocNode *child = node->first; child != NULL; child = child->next) {
		if (child->kind == DOC_LINK)
			put_toc_text(w, child);
		else if (child->kind != DOC_NOTE_REF)
			html_put_node(w, child);
	}
}

static void put_toc_entry(HtmlWriter *w, const DocNode *heading)
{
	buf_add_cstr(w->out, "<li><a href=\"#");
	markup_escape_attribute(w->out, heading->as.heading.id);
	buf_add_cstr(w->out, "\" id=\"markdown-toc-");
	markup_escape_attribute(w->out, heading->as.heading.id);
	buf_add_cstr(w->out, "\">");
	put_toc_text(w, heading);
	buf_add_cstr(w->out, "</a>");
}

/* Levels nest as far as they have been seen: a jump from 1 to 3 is one step. */
void html_put_toc(HtmlWriter *w, const DocNode *toc)
{
	const DocNode *heading = next_heading(w, w->top);
	Str tag = toc->as.list.ordered ? S("ol") : S("ul");
	int levels[7] = {0}, depth = 0;
	if (heading == NULL)
		return;
	for (; heading != NULL; heading = next_heading(w, heading)) {
		int level = heading->as.heading.level;
		while (depth > 1 && level <= levels[depth - 1]) {
			buf_add_format(w->out, "</li>\n</%.*s>\n", STR_ARG(tag));
			depth--;
		}
		if (depth == 0)
			HTML_START(w, toc, tag, HTML_ATTR("id", S("markdown-toc")));
		else if (level > levels[depth])
			buf_add_format(w->out, "\n<%.*s>", STR_ARG(tag));
		else
			buf_add_cstr(w->out, "</li>");
		if (depth == 0 || level > levels[depth])
			depth++;
		levels[depth] = level;
		buf_add_char(w->out, '\n');
		put_toc_entry(w, heading);
	}
	for (; depth > 0; depth--)
		buf_add_format(w->out, "</li>\n</%.*s>\n", STR_ARG(tag));
}

/* --- notes --- */

static void put_note_id(HtmlWriter *w, const DocNode *note)
{
	markup_escape_attribute(w->out, w->options->note_prefix);
	markup_escape_attribute(w->out, note->as.note.label);
}

static void put_ref_id(HtmlWriter *w, const DocNode *note, int reference)
{
	put_note_id(w, note);
	if (reference > 1)
		buf_add_format(w->out, ":%d", reference - 1);
}

void html_put_note_ref(HtmlWriter *w, const DocNode *ref)
{
	int number = ref->as.note.number;
	if (!html_is_kramdown(w)) {
		buf_add_format(w->out, "<sup class=\"footnote-ref\"><a href=\"#fn%d\" id=\"fnref%d",
			       number, number);
		if (ref->as.note.reference > 1)
			buf_add_format(w->out, "-%d", ref->as.note.reference);
		buf_add_format(w->out, "\">%d</a></sup>", number);
		return;
	}
	buf_add_cstr(w->out, "<sup id=\"fnref:");
	put_ref_id(w, ref, ref->as.note.reference);
	/* kramdown's place for the role is one where ARIA does not allow it */
	bool modern = w->options->modern;
	buf_add_cstr(w->out,
		     modern ? "\"><a href=\"#fn:" : "\" role=\"doc-noteref\"><a href=\"#fn:");
	put_note_id(w, ref);
	buf_add_format(w->out, "\" class=\"footnote\" rel=\"footnote\"%s>%d</a></sup>",
		       modern ? " role=\"doc-noteref\"" : "", number);
}

static void put_link_back(HtmlWriter *w, int reference)
{
	if (html_is_kramdown(w)) {
		buf_add_cstr(w->out, "<a href=\"#fnref:");
		put_ref_id(w, w->note, reference);
		buf_add_cstr(w->out, "\" class=\"reversefootnote\" role=\"doc-backlink\">");
	} else {
		buf_add_format(w->out, "<a href=\"#fnref%d", w->note->as.note.number);
		if (reference > 1)
			buf_add_format(w->out, "-%d", reference);
		buf_add_cstr(w->out, "\" class=\"footnote-backref\">");
	}
	Str text = w->options->note_backlink;
	markup_escape_text(w->out, text.ptr != NULL ? text : S("\u21A9"));
	if (reference > 1)
		buf_add_format(w->out, "<sup>%d</sup>", reference);
	buf_add_cstr(w->out, "</a>");
}

/* An empty backlink is none. */
static bool has_links_back(const HtmlWriter *w, const DocNode *note)
{
	Str text = w->options->note_backlink;
	return note->as.note.references > 0 && (text.ptr == NULL || text.len > 0);
}

void html_put_links_back(HtmlWriter *w)
{
	if (!has_links_back(w, w->note))
		return;
	for (int i = 1; i <= w->note->as.note.references; i++) {
		if (i > 1 || w->back_in != NULL)
			buf_add_cstr(w->out, html_is_kramdown(w) ? "\u00A0" : " ");
		put_link_back(w, i);
	}
}

/* Where the links back go: the note's last paragraph, or one of their own. */
static const DocNode *find_back_in(const HtmlWriter *w, const DocNode *note)
{
	const DocNode *last = note->last;
	while (w->options->note_backlink_inline && last != NULL && last->kind != DOC_PARAGRAPH &&
	       last->kind != DOC_HEADING)
		last = last->last;
	/* inlines alone in an element are no paragraph */
	if (last == NULL || (last->bare && last->parent->kind == DOC_BLOCK))
		return NULL;
	return w->options->note_backlink_inline || last->kind == DOC_PARAGRAPH ? last : NULL;
}

static void put_note(HtmlWriter *w, const DocNode *note)
{
	if (html_is_kramdown(w)) {
		buf_add_cstr(w->out, "<li id=\"fn:");
		put_note_id(w, note);
		buf_add_cstr(w->out, w->options->modern ? "\">\n" : "\" role=\"doc-endnote\">\n");
	} else {
		buf_add_format(w->out, "<li id=\"fn%d\">\n", note->as.note.number);
	}
	w->note = note;
	w->back_in = find_back_in(w, note);
	html_put_children(w, note);
	if (w->back_in == NULL && has_links_back(w, note)) {
		buf_add_cstr(w->out, html_is_kramdown(w) ? "<p>" : "");
		html_put_links_back(w);
		buf_add_cstr(w->out, html_is_kramdown(w) ? "</p>\n" : "\n");
	}
	w->note = w->back_in = NULL;
	buf_add_cstr(w->out, "</li>\n");
}

void html_put_notes(HtmlWriter *w, const DocNode *notes)
{
	bool kramdown = html_is_kramdown(w);
	buf_add_cstr(w->out, kramdown ? "<div class=\"footnotes\" role=\"doc-endnotes\">\n"
				      : "<section class=\"footnotes\">\n");
	int start = notes->first != NULL ? notes->first->as.note.number : 1;
	if (start != 1)
		buf_add_format(w->out, "<ol start=\"%d\">\n", start);
	else
		buf_add_cstr(w->out, "<ol>\n");
	for (const DocNode *note = notes->first; note != NULL; note = note->next)
		put_note(w, note);
	buf_add_cstr(w->out, "</ol>\n");
	buf_add_cstr(w->out, kramdown ? "</div>\n" : "</section>\n");
}
