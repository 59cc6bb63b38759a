#include "front/ast.h"

#include "base/buf.h"

Ast *ast_new(Arena *arena, AstKind kind, Span span)
{
	Ast *node = ARENA_NEW(arena, Ast);
	node->kind = kind;
	node->span = span;
	return node;
}

Ast *ast_new_text(Arena *arena, Str text, Span span)
{
	Ast *node = ast_new(arena, AST_TEXT, span);
	node->as.text = text;
	return node;
}

void ast_append(Ast *parent, Ast *child)
{
	child->parent = parent;
	child->prev = parent->last;
	child->next = NULL;
	if (parent->last != NULL)
		parent->last->next = child;
	else
		parent->first = child;
	parent->last = child;
}

void ast_insert_before(Ast *next, Ast *child)
{
	child->parent = next->parent;
	child->prev = next->prev;
	child->next = next;
	if (next->prev != NULL)
		next->prev->next = child;
	else if (next->parent != NULL)
		next->parent->first = child;
	next->prev = child;
}

void ast_detach(Ast *node)
{
	Ast *parent = node->parent;
	if (node->prev != NULL)
		node->prev->next = node->next;
	else if (parent != NULL)
		parent->first = node->next;
	if (node->next != NULL)
		node->next->prev = node->prev;
	else if (parent != NULL)
		parent->last = node->prev;
	node->parent = node->prev = node->next = NULL;
}

void ast_replace(Ast *old, Ast *child)
{
	ast_insert_before(old, child);
	ast_detach(old);
}

void ast_adopt(Ast *to, Ast *from)
{
	while (from->first != NULL) {
		Ast *child = from->first;
		ast_detach(child);
		ast_append(to, child);
	}
}

Ast *ast_next(const Ast *node, const Ast *top)
{
	if (node->first != NULL)
		return node->first;
	while (node != top && node->next == NULL)
		node = node->parent;
	return node == top ? NULL : node->next;
}

Str attrs_get(const Attrs *attrs, Str name, bool *found)
{
	for (size_t i = 0; i < attrs->len; i++)
		if (str_eq(attrs->items[i].name, name)) {
			if (found != NULL)
				*found = true;
			return attrs->items[i].value;
		}
	if (found != NULL)
		*found = false;
	return S("");
}

void attrs_set(Arena *arena, Attrs *attrs, Str name, Str value)
{
	for (size_t i = 0; i < attrs->len; i++) {
		Attr *attr = &attrs->items[i];
		if (!str_eq(attr->name, name))
			continue;
		bool join = str_eq(name, S("class")) && attr->value.len > 0;
		attr->value = join ? str_concat3(arena, attr->value, S(" "), value) : value;
		return;
	}
	if (attrs->len == attrs->cap) {
		size_t cap = attrs->cap * 2 + 4;
		attrs->items = arena_grow(arena, attrs->items, attrs->cap * sizeof(Attr),
					  cap * sizeof(Attr));
		attrs->cap = cap;
	}
	attrs->items[attrs->len++] = (Attr){.name = name, .value = value};
}

bool attrs_has_class(const Attrs *attrs, Str name)
{
	return str_has_word(attrs_get(attrs, S("class"), NULL), name);
}

static void add_plain_text(Buf *out, const Ast *node)
{
	switch (node->kind) {
	case AST_TEXT:
	case AST_MATH:
	case AST_MATH_BLOCK: buf_add(out, node->as.text); return;
	case AST_CODE:
	case AST_CODE_BLOCK: buf_add(out, node->as.code.text); return;
	case AST_SOFT_BREAK:
	case AST_LINE_BREAK: buf_add_char(out, ' '); return;
	case AST_COMMENT:
	case AST_VERBATIM:
	case AST_NOTE_REF:
	case AST_NOTE: return;
	case AST_DOCUMENT:
	case AST_PARAGRAPH:
	case AST_HEADING:
	case AST_LIST:
	case AST_ITEM:
	case AST_QUOTE:
	case AST_RULE:
	case AST_TABLE:
	case AST_TABLE_ROW:
	case AST_TABLE_CELL:
	case AST_DEFINITIONS:
	case AST_TERM:
	case AST_DEFINITION:
	case AST_TOC:
	case AST_NOTES:
	case AST_ELEMENT:
	case AST_EMPH:
	case AST_STRONG:
	case AST_STRIKE:
	case AST_LINK:
	case AST_IMAGE:
	case AST_ABBR: break;
	}
	for (const Ast *child = node->first; child != NULL; child = child->next)
		add_plain_text(out, child);
}

Str ast_plain_text(Arena *arena, const Ast *node)
{
	Buf out = buf_in(arena);
	add_plain_text(&out, node);
	return buf_str(&out);
}

const char *ast_kind_name(AstKind kind)
{
	switch (kind) {
	case AST_DOCUMENT: return "document";
	case AST_PARAGRAPH: return "paragraph";
	case AST_HEADING: return "heading";
	case AST_LIST: return "list";
	case AST_ITEM: return "item";
	case AST_QUOTE: return "quote";
	case AST_CODE_BLOCK: return "code-block";
	case AST_RULE: return "rule";
	case AST_TABLE: return "table";
	case AST_TABLE_ROW: return "row";
	case AST_TABLE_CELL: return "cell";
	case AST_DEFINITIONS: return "definitions";
	case AST_TERM: return "term";
	case AST_DEFINITION: return "definition";
	case AST_NOTE: return "note";
	case AST_MATH_BLOCK: return "math-block";
	case AST_TOC: return "toc";
	case AST_NOTES: return "notes";
	case AST_ELEMENT: return "element";
	case AST_COMMENT: return "comment";
	case AST_VERBATIM: return "verbatim";
	case AST_TEXT: return "text";
	case AST_SOFT_BREAK: return "soft-break";
	case AST_LINE_BREAK: return "line-break";
	case AST_CODE: return "code";
	case AST_EMPH: return "emph";
	case AST_STRONG: return "strong";
	case AST_STRIKE: return "strike";
	case AST_LINK: return "link";
	case AST_IMAGE: return "image";
	case AST_NOTE_REF: return "note-ref";
	case AST_MATH: return "math";
	case AST_ABBR: return "abbr";
	}
	return "";
}

bool ast_is_block(const Ast *node)
{
	if (node->kind == AST_ELEMENT)
		return node->as.element.block;
	return node->kind < AST_ELEMENT;
}
