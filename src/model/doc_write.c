/* The bytes of elements that paper does not know: svg, colgroup. */
#include "base/buf.h"
#include "model/doc_maker.h"

static void add_escaped(Buf *out, Str text, bool attribute)
{
	for (size_t i = 0; i < text.len; i++) {
		char c = text.ptr[i];
		if (c == '&')
			buf_add_cstr(out, "&amp;");
		else if (c == '<' && !attribute)
			buf_add_cstr(out, "&lt;");
		else if (c == '>' && !attribute)
			buf_add_cstr(out, "&gt;");
		else if (c == '"' && attribute)
			buf_add_cstr(out, "&quot;");
		else
			buf_add_char(out, c);
	}
}

static bool is_void(const Ast *ast)
{
	Str tag = ast->as.element.tag;
	return str_eq(tag, S("col")) || str_eq(tag, S("link")) || str_eq(tag, S("meta")) ||
	       str_eq(tag, S("br")) || str_eq(tag, S("img")) || str_eq(tag, S("hr"));
}

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
		add_escaped(out, attr->value, true);
		buf_add_char(out, '"');
	}
	bool closed = is_void(ast) || (ast->as.element.foreign && ast->first == NULL);
	buf_add_cstr(out, closed ? " />" : ">");
}

static void add_node(Buf *out, const Ast *ast)
{
	if (ast->kind == AST_TEXT)
		add_escaped(out, ast->as.text, false);
	else if (ast->kind == AST_SOFT_BREAK)
		buf_add_char(out, '\n');
	else if (ast->kind == AST_VERBATIM)
		buf_add(out, ast->as.text);
	else if (ast->kind == AST_ELEMENT)
		add_element(out, ast);
	for (const Ast *child = ast->first; child != NULL; child = child->next)
		add_node(out, child);
	if (ast->kind != AST_ELEMENT || is_void(ast) ||
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
