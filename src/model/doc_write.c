/* The bytes of elements that paper does not know: svg, colgroup. */
#include "base/markup.h"
#include "front/html_tags.h"
#include "model/doc_maker.h"

static void add_element(Buf *out, const Ast *ast)
{
	buf_add_char(out, '<');
	buf_add(out, ast->as.element.tag);
	for (size_t i = 0; i < ast->attrs.len; i++) {
		const Attr *attr = &ast->attrs.items[i];
		buf_add_char(out, ' ');
		buf_add(out, attr->name);
		if (attr->bare)
			continue;
		buf_add_cstr(out, "=\"");
		markup_escape_attribute(out, attr->value);
		buf_add_char(out, '"');
	}
	bool closed = html_is_void_tag(ast->as.element.tag) ||
		      (ast->as.element.foreign && ast->first == NULL);
	buf_add_cstr(out, closed ? " />" : ">");
}

static void add_node(Buf *out, const Ast *ast)
{
	if (ast->kind == AST_TEXT)
		markup_escape_text(out, ast->as.text);
	else if (ast->kind == AST_SOFT_BREAK)
		buf_add_char(out, '\n');
	else if (ast->kind == AST_VERBATIM)
		buf_add(out, ast->as.text);
	else if (ast->kind == AST_ELEMENT)
		add_element(out, ast);
	for (const Ast *child = ast->first; child != NULL; child = child->next)
		add_node(out, child);
	if (ast->kind != AST_ELEMENT || html_is_void_tag(ast->as.element.tag) ||
	    (ast->as.element.foreign && ast->first == NULL))
		return;
	buf_add_cstr(out, "</");
	buf_add(out, ast->as.element.tag);
	buf_add_char(out, '>');
}

Str doc_ast_bytes(Arena *arena, const Ast *ast)
{
	Buf out = buf_in(arena);
	add_node(&out, ast);
	return buf_str(&out);
}
