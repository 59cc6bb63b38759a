/* All leaves through cmark at once, and what is to be done with its nodes. */
#include "front/html_fold.h"
#include "front/kramdown.h"
#include "front/markdown_cmark.h"

/* --- link definitions --- */

static void add_escaped(Buf *out, Str text, Str special)
{
	for (size_t i = 0; i < text.len; i++) {
		char c = text.ptr[i];
		if (c == '\n')
			c = ' ';
		if (str_find_char(special, c, 0) != STR_NONE)
			buf_add_char(out, '\\');
		buf_add_char(out, c);
	}
}

/* The attribute list of a definition travels as a part at the end of the title. */
static void add_list_mark(Kramdown *k, Buf *out, AttrList *list)
{
	if (list == NULL)
		return;
	buf_add_format(out, "{%c%zu%c}", MARK_PART, k->parts.len, MARK_PART_END);
	VEC_PUSH(k->arena, &k->parts, (Part){.kind = PART_ATTRS, .list = list});
}

static void add_links(Kramdown *k, TextBuilder *out)
{
	Buf text = buf_in(k->arena);
	for (size_t i = 0; i < k->links.len; i++) {
		const LinkDefinition *link = k->links.entries[i].value;
		buf_add_char(&text, '[');
		buf_add(&text, k->links.entries[i].key);
		buf_add(&text, S("]: <"));
		add_escaped(&text, link->url, S("<>"));
		buf_add_char(&text, '>');
		if (link->title.len > 0 || link->list != NULL) {
			buf_add(&text, S(" \""));
			add_escaped(&text, link->title, S("\""));
			add_list_mark(k, &text, link->list);
			buf_add_char(&text, '"');
		}
		buf_add(&text, S("\n\n"));
	}
	text_add_generated(out, buf_str(&text), SPAN_NONE);
}

static void report_depth(Kramdown *k, Span where)
{
	k->too_deep = true;
	diag_error(k->diags, where, S("take some of the nested marks and elements away"),
		   "Markdown and HTML nested more than %d levels deep [too-deep]",
		   (int)MARKDOWN_DEPTH);
}

/* A leaf of one line in which nothing is more than itself is its text; false: cmark is needed. */
static bool read_plain_leaf(Kramdown *k, const Leaf *leaf)
{
	if (leaf->lines.len != 1)
		return false;
	Str line = line_str(k, leaf->lines.ptr[0]), text = str_trim(line);
	if (!kramdown_is_plain(line))
		return false;
	size_t start = (size_t)(text.ptr - k->text->text.ptr);
	Span span = text_span(k->text, start, start + text.len);
	if (text.len > 0)
		ast_append(leaf->node, ast_new_text(k->arena, text, span));
	return true;
}

void kramdown_read_spans(Kramdown *k)
{
	Arena *work = arena_new_like(k->arena), *scratch = arena_new_like(k->arena);
	TextBuilder out = text_builder(work);
	InlineRun *runs = ARENA_ARRAY(work, InlineRun, k->leaves.len);
	for (size_t i = 0; i < k->leaves.len; i++) {
		runs[i].leaf = k->leaves.ptr[i].node;
		runs[i].start = out.out.len;
		if (!read_plain_leaf(k, &k->leaves.ptr[i]))
			kramdown_stream_leaf(k, &out, &k->leaves.ptr[i], scratch);
		arena_reset(scratch);
		runs[i].end = out.out.len;
	}
	if (out.out.len > 0) {
		add_links(k, &out);
		Text stream = text_finish(&out);
		cmark_read_inlines(k->arena, &stream, k->text, runs, k->leaves.len, k->diags);
	}
	for (size_t i = 0; i < k->leaves.len; i++) {
		Span where;
		html_fold_tree(k->arena, runs[i].leaf, k->diags);
		if (ast_limit_depth(k->arena, runs[i].leaf, MARKDOWN_DEPTH, &where) && !k->too_deep)
			report_depth(k, where);
		kramdown_restore_parts(k, runs[i].leaf);
		kramdown_smarten(k, runs[i].leaf);
		kramdown_join_lines(k, runs[i].leaf);
		kramdown_abbreviate(k, runs[i].leaf);
	}
	arena_free(scratch);
	arena_free(work);
}
