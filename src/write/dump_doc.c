/* A Doc as text: one line a node, two spaces a level. */
#include "write/dump.h"
#include "write/dump_parts.h"

static void put_number(Buf *out, const char *name, int64_t value, int64_t usual)
{
	if (value != usual)
		buf_add_format(out, " %s=%lld", name, (long long)value);
}

static const char *align_name(DocAlign align)
{
	switch (align) {
	case DOC_ALIGN_NONE: break;
	case DOC_ALIGN_LEFT: return "left";
	case DOC_ALIGN_CENTER: return "center";
	case DOC_ALIGN_RIGHT: return "right";
	case DOC_ALIGN_JUSTIFY: return "justify";
	}
	return "none";
}

static const char *cell_align_name(AstAlign align)
{
	switch (align) {
	case AST_ALIGN_NONE: break;
	case AST_ALIGN_LEFT: return "left";
	case AST_ALIGN_CENTER: return "center";
	case AST_ALIGN_RIGHT: return "right";
	}
	return "none";
}

static void put_format(Buf *out, const DocFormat *f)
{
	buf_add_cstr(out, " {");
	if (f->has_colour)
		buf_add_format(out, " #%06X", (unsigned)f->colour);
	if (f->has_background)
		buf_add_format(out, " on=#%06X", (unsigned)f->background);
	put_number(out, "weight", f->weight, 0);
	put_number(out, "slant", f->slant, 0);
	put_number(out, "size", f->size, 0);
	dump_flag(out, "underline", f->underline);
	dump_flag(out, "strike", f->strike);
	dump_flag(out, "mono", f->mono);
	dump_flag(out, "small-caps", f->small_caps);
	dump_flag(out, "hidden", f->hidden);
	put_number(out, "script", f->script, 0);
	if (f->align != DOC_ALIGN_NONE)
		buf_add_format(out, " align=%s", align_name(f->align));
	if (f->side != DOC_ALIGN_NONE)
		buf_add_format(out, " side=%s", align_name(f->side));
	dump_value(out, "width", f->width);
	dump_value(out, "height", f->height);
	buf_add_cstr(out, " }");
}

static void put_attrs(Buf *out, const Attrs *attrs)
{
	buf_add_cstr(out, " [");
	for (size_t i = 0; i < attrs->len; i++) {
		buf_add_cstr(out, i > 0 ? " " : "");
		buf_add(out, attrs->items[i].name);
		if (attrs->items[i].bare)
			continue;
		buf_add_char(out, '=');
		dump_quote(out, attrs->items[i].value);
	}
	buf_add_char(out, ']');
}

static void put_common(Buf *out, const DocNode *node)
{
	if (node->traits->style.len > 0) {
		buf_add_char(out, '.');
		buf_add(out, node->traits->style);
	}
	if (node->traits->tag.len > 0) {
		buf_add_cstr(out, " <");
		buf_add(out, node->traits->tag);
		buf_add_char(out, '>');
	}
	dump_flag(out, "bare", node->bare);
	dump_flag(out, "web-only", node->audience == DOC_WEB_ONLY);
	dump_flag(out, "cv-only", node->audience == DOC_CV_ONLY);
	dump_value(out, "lang", node->traits->lang);
}

static void put_entry(Buf *out, const DocNode *node)
{
	dump_value(out, "id", node->as.entry.id);
	dump_flag(out, "aside", node->as.entry.aside != NULL);
	if (node->as.entry.picture != NULL)
		dump_value(out, "picture", node->as.entry.picture->as.image.url);
	if (node->as.entry.badge != NULL)
		dump_value(out, "badge", doc_plain_text(out->arena, node->as.entry.badge));
	if (node->as.entry.date != NULL)
		dump_value(out, "date", doc_plain_text(out->arena, node->as.entry.date));
}

static void put_image(Buf *out, const DocNode *node)
{
	buf_add_char(out, ' ');
	dump_quote(out, node->as.image.url);
	dump_value(out, "alt", node->as.image.alt);
	dump_value(out, "title", doc_image_look(node)->title);
	dump_value(out, "width", doc_image_look(node)->width);
	dump_value(out, "height", doc_image_look(node)->height);
	if (node->as.image.pixel_width > 0)
		buf_add_format(out, " %ux%u", (unsigned)node->as.image.pixel_width,
			       (unsigned)node->as.image.pixel_height);
}

static void put_link(Buf *out, const DocNode *node)
{
	buf_add_char(out, ' ');
	dump_quote(out, node->as.link.url);
	if (!str_eq(node->as.link.url, node->as.link.print_url))
		dump_value(out, "print", node->as.link.print_url);
	dump_value(out, "title", node->as.link.title);
}

static void put_cell(Buf *out, const DocNode *node)
{
	if (node->as.cell.align != AST_ALIGN_NONE)
		buf_add_format(out, " align=%s", cell_align_name(node->as.cell.align));
	dump_flag(out, "header", node->as.cell.header);
	dump_flag(out, "blocks", node->as.cell.blocks);
	put_number(out, "columns", node->as.cell.column_span, 1);
	put_number(out, "rows", node->as.cell.row_span, 1);
}

static void put_row(Buf *out, const DocNode *node)
{
	dump_flag(out, "head", node->as.row.head);
	dump_flag(out, "foot", node->as.row.foot);
	dump_flag(out, "group", node->as.row.group);
}

static void put_code(Buf *out, const DocNode *node)
{
	buf_add_char(out, ' ');
	dump_quote(out, node->as.code.text);
	dump_value(out, "language", node->as.code.language);
}

static void put_heading(Buf *out, const DocNode *node)
{
	buf_add_format(out, " %d", node->as.heading.level);
	dump_value(out, "id", node->as.heading.id);
	dump_flag(out, "no-toc", node->as.heading.no_toc);
}

static void put_list(Buf *out, const DocNode *node)
{
	dump_flag(out, "ordered", node->as.list.ordered);
	dump_flag(out, "tight", node->as.list.tight);
	put_number(out, "start", node->as.list.start,
		   node->as.list.ordered ? 1 : node->as.list.start);
}

static void put_note(Buf *out, const DocNode *node)
{
	buf_add_format(out, " %d", node->as.note.number);
	dump_value(out, "label", node->as.note.label);
	put_number(out, "reference", node->as.note.reference, 0);
	put_number(out, "references", node->as.note.references, 0);
}

static void put_text(Buf *out, const DocNode *node)
{
	buf_add_char(out, ' ');
	dump_quote(out, node->as.text);
}

static void put_own(Buf *out, const DocNode *node)
{
	switch (node->kind) {
	case DOC_HEADING: put_heading(out, node); return;
	case DOC_LIST: put_list(out, node); return;
	case DOC_ITEM:
		dump_flag(out, "task", node->as.item.task);
		dump_flag(out, "done", node->as.item.done);
		return;
	case DOC_ENTRY: put_entry(out, node); return;
	case DOC_TABLE: put_number(out, "columns", (int64_t)node->as.table.columns, 0); return;
	case DOC_ROW: put_row(out, node); return;
	case DOC_CELL: put_cell(out, node); return;
	case DOC_CODE_BLOCK:
	case DOC_CODE: put_code(out, node); return;
	case DOC_MATH_BLOCK:
	case DOC_MATH:
	case DOC_RAW:
	case DOC_TEXT:
	case DOC_ABBR: put_text(out, node); return;
	case DOC_NOTE:
	case DOC_NOTE_REF: put_note(out, node); return;
	case DOC_TOC: dump_flag(out, "ordered", node->as.list.ordered); return;
	case DOC_LINK: put_link(out, node); return;
	case DOC_IMAGE: put_image(out, node); return;
	case DOC_DATE: dump_value(out, "separator", node->as.date.separator); return;
	case DOC_ROOT:
	case DOC_SECTION:
	case DOC_PARAGRAPH:
	case DOC_FIGURE:
	case DOC_CAPTION:
	case DOC_DEFINITIONS:
	case DOC_TERM:
	case DOC_DEFINITION:
	case DOC_QUOTE:
	case DOC_RULE:
	case DOC_NOTES:
	case DOC_BLOCK:
	case DOC_EMPH:
	case DOC_STRONG:
	case DOC_STRIKE:
	case DOC_BREAK:
	case DOC_SPAN: return;
	}
}

static void put_node(Buf *out, const DocNode *node, size_t depth)
{
	buf_add_repeat(out, ' ', depth * 2);
	buf_add_cstr(out, doc_kind_name(node->kind));
	put_common(out, node);
	put_own(out, node);
	if (node->traits->attrs != NULL)
		put_attrs(out, node->traits->attrs);
	if (node->traits->format != NULL)
		put_format(out, node->traits->format);
	buf_add_char(out, '\n');
	if (node->kind == DOC_ENTRY && node->as.entry.aside != NULL)
		put_node(out, node->as.entry.aside, depth + 1);
	for (const DocNode *child = node->first; child != NULL; child = child->next)
		put_node(out, child, depth + 1);
}

void dump_doc(Buf *out, const Doc *doc)
{
	put_node(out, doc->root, 0);
}
