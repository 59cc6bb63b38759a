#include "model/doc.h"

#include "base/buf.h"

const DocTraits doc_no_traits = {0};

size_t doc_size(DocKind kind)
{
	static const DocNode *const node = NULL; /* for sizeof */
	size_t size = offsetof(DocNode, as);
	switch (kind) {
	case DOC_TEXT:
	case DOC_RAW:
	case DOC_ABBR: return size + sizeof node->as.text;
	case DOC_MATH:
	case DOC_MATH_BLOCK: return size + sizeof node->as.math;
	case DOC_HEADING: return size + sizeof node->as.heading;
	case DOC_LIST:
	case DOC_TOC: return size + sizeof node->as.list;
	case DOC_ITEM: return size + sizeof node->as.item;
	case DOC_ENTRY: return size + sizeof node->as.entry;
	case DOC_TABLE: return size + sizeof node->as.table;
	case DOC_ROW: return size + sizeof node->as.row;
	case DOC_CELL: return size + sizeof node->as.cell;
	case DOC_CODE:
	case DOC_CODE_BLOCK: return size + sizeof node->as.code;
	case DOC_LINK: return size + sizeof node->as.link;
	case DOC_IMAGE: return size + sizeof node->as.image;
	case DOC_NOTE:
	case DOC_NOTE_REF: return size + sizeof node->as.note;
	case DOC_DATE: return size + sizeof node->as.date;
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
	case DOC_SPAN: return size;
	}
	return size;
}

DocNode *doc_new(Arena *arena, DocKind kind, Span span)
{
	DocNode *node = arena_alloc(arena, doc_size(kind));
	node->kind = kind;
	node->span = span;
	node->traits = &doc_no_traits;
	return node;
}

DocNode *doc_new_text(Arena *arena, Str text, Span span)
{
	DocNode *node = doc_new(arena, DOC_TEXT, span);
	node->as.text = text;
	return node;
}

void doc_copy(DocNode *to, const DocNode *from)
{
	memcpy(to, from, doc_size(from->kind));
}

DocTraits *doc_traits(Arena *arena, DocNode *node)
{
	if (node->traits == &doc_no_traits)
		node->traits = ARENA_NEW(arena, DocTraits);
	return (DocTraits *)(uintptr_t)node->traits;
}

const DocImageLook *doc_image_look(const DocNode *image)
{
	static const DocImageLook nothing = {0};
	return image->as.image.look != NULL ? image->as.image.look : &nothing;
}

void doc_set_image_look(Arena *arena, DocNode *image, DocImageLook look)
{
	image->as.image.look = NULL;
	if (look.title.len == 0 && look.width.len == 0 && look.height.len == 0)
		return;
	image->as.image.look = ARENA_NEW(arena, DocImageLook);
	*image->as.image.look = look;
}

void doc_append(DocNode *parent, DocNode *child)
{
	child->parent = parent;
	child->next = NULL;
	if (parent->last != NULL)
		parent->last->next = child;
	else
		parent->first = child;
	parent->last = child;
}

void doc_adopt(DocNode *to, DocNode *from)
{
	for (DocNode *child = from->first, *next; child != NULL; child = next) {
		next = child->next;
		doc_append(to, child);
	}
	from->first = from->last = NULL;
}

void doc_detach(DocNode *child)
{
	DocNode *parent = child->parent, *before = NULL;
	if (parent == NULL)
		return;
	for (DocNode *node = parent->first; node != child; node = node->next)
		before = node;
	if (before == NULL)
		parent->first = child->next;
	else
		before->next = child->next;
	if (parent->last == child)
		parent->last = before;
	child->parent = child->next = NULL;
}

static DocNode *first_below(const DocNode *node)
{
	if (node->kind == DOC_ENTRY && node->as.entry.aside != NULL)
		return node->as.entry.aside;
	return node->first;
}

/* What follows a node and all below it, without its parents. */
static DocNode *after(const DocNode *node)
{
	const DocNode *parent = node->parent;
	if (parent != NULL && parent->kind == DOC_ENTRY && parent->as.entry.aside == node)
		return parent->first;
	return node->next;
}

DocNode *doc_next(const DocNode *node, const DocNode *top)
{
	DocNode *next = first_below(node);
	while (next == NULL && node != top) {
		next = after(node);
		node = node->parent;
	}
	return next;
}

bool doc_is_block(const DocNode *node)
{
	if (node->kind != DOC_RAW)
		return node->kind < DOC_RAW;
	const DocNode *parent = node->parent;
	if (parent == NULL)
		return true;
	return parent->kind < DOC_RAW && parent->kind != DOC_PARAGRAPH &&
	       parent->kind != DOC_HEADING && parent->kind != DOC_TERM &&
	       (parent->kind != DOC_CELL || parent->as.cell.blocks);
}

const char *doc_kind_name(DocKind kind)
{
	switch (kind) {
	case DOC_ROOT: return "root";
	case DOC_SECTION: return "section";
	case DOC_HEADING: return "heading";
	case DOC_PARAGRAPH: return "paragraph";
	case DOC_LIST: return "list";
	case DOC_ITEM: return "item";
	case DOC_ENTRY: return "entry";
	case DOC_FIGURE: return "figure";
	case DOC_CAPTION: return "caption";
	case DOC_TABLE: return "table";
	case DOC_ROW: return "row";
	case DOC_CELL: return "cell";
	case DOC_DEFINITIONS: return "definitions";
	case DOC_TERM: return "term";
	case DOC_DEFINITION: return "definition";
	case DOC_QUOTE: return "quote";
	case DOC_CODE_BLOCK: return "code-block";
	case DOC_RULE: return "rule";
	case DOC_MATH_BLOCK: return "math-block";
	case DOC_NOTES: return "notes";
	case DOC_NOTE: return "note";
	case DOC_BLOCK: return "block";
	case DOC_TOC: return "toc";
	case DOC_RAW: return "raw";
	case DOC_TEXT: return "text";
	case DOC_EMPH: return "emph";
	case DOC_STRONG: return "strong";
	case DOC_STRIKE: return "strike";
	case DOC_CODE: return "code";
	case DOC_LINK: return "link";
	case DOC_IMAGE: return "image";
	case DOC_BREAK: return "break";
	case DOC_MATH: return "math";
	case DOC_NOTE_REF: return "note-ref";
	case DOC_ABBR: return "abbr";
	case DOC_DATE: return "date";
	case DOC_SPAN: return "span";
	}
	return "";
}

void doc_add_gap(Buf *out)
{
	if (out->len > 0 && !char_is_space(out->ptr[out->len - 1]))
		buf_add_char(out, ' ');
}

static void add_plain_text(Buf *out, const DocNode *node)
{
	switch (node->kind) {
	case DOC_TEXT:
	case DOC_MATH:
	case DOC_MATH_BLOCK: buf_add(out, node->as.text); return;
	case DOC_CODE:
	case DOC_CODE_BLOCK: buf_add(out, node->as.code.text); return;
	case DOC_BREAK: doc_add_gap(out); return;
	case DOC_IMAGE: buf_add(out, node->as.image.alt); return;
	case DOC_RAW:
	case DOC_NOTE_REF:
	case DOC_NOTES:
	case DOC_NOTE:
	case DOC_TOC:
	case DOC_RULE: return;
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
	case DOC_BLOCK:
	case DOC_EMPH:
	case DOC_STRONG:
	case DOC_STRIKE:
	case DOC_LINK:
	case DOC_ABBR:
	case DOC_DATE:
	case DOC_SPAN: break;
	}
	if (node->kind == DOC_ENTRY && node->as.entry.aside != NULL)
		add_plain_text(out, node->as.entry.aside);
	for (const DocNode *child = node->first; child != NULL; child = child->next) {
		if (doc_is_block(child))
			doc_add_gap(out);
		add_plain_text(out, child);
	}
	if (node->kind == DOC_DATE)
		buf_add(out, node->as.date.separator);
}

/* The one text that a node of words only is made of, or NULL. */
static const DocNode *only_text(const DocNode *node)
{
	const DocNode *first = node->first;
	bool words = node->kind == DOC_HEADING || node->kind == DOC_PARAGRAPH ||
		     node->kind == DOC_EMPH || node->kind == DOC_STRONG || node->kind == DOC_LINK ||
		     node->kind == DOC_SPAN;
	return words && first != NULL && first->next == NULL && first->kind == DOC_TEXT ? first
											: NULL;
}

Str doc_plain_text(Arena *arena, const DocNode *node)
{
	const DocNode *only = only_text(node);
	if (only != NULL) /* most headings, links and dates */
		return str_trim_end(only->as.text);
	Buf out = buf_in(arena);
	add_plain_text(&out, node);
	return str_trim_end(buf_str(&out));
}

Str doc_heading_text(Arena *arena, const DocNode *section)
{
	const DocNode *heading = section->first;
	bool is = heading != NULL && heading->kind == DOC_HEADING;
	return is ? str_trim(doc_plain_text(arena, heading)) : S("");
}
