#include "write/dump.h"
#include "write/dump_parts.h"

static void add_number(Buf *out, const char *name, int64_t value)
{
	buf_add_format(out, " %s=%lld", name, (long long)value);
}

static const char *align_name(AstAlign align)
{
	switch (align) {
	case AST_ALIGN_NONE: return "none";
	case AST_ALIGN_LEFT: return "left";
	case AST_ALIGN_CENTER: return "center";
	case AST_ALIGN_RIGHT: return "right";
	}
	return "";
}

static void add_text(Buf *out, const Ast *ast)
{
	buf_add_char(out, ' ');
	dump_quote(out, ast->as.text);
}

static void add_code(Buf *out, const Ast *ast)
{
	dump_value(out, "language", ast->as.code.language);
	dump_flag(out, "fenced", ast->as.code.fenced);
	buf_add_char(out, ' ');
	dump_quote(out, ast->as.code.text);
}

static void add_list(Buf *out, const Ast *ast)
{
	dump_flag(out, "ordered", ast->as.list.ordered);
	if (ast->as.list.ordered)
		add_number(out, "start", ast->as.list.start);
	dump_flag(out, "tight", ast->as.list.tight);
}

static void add_row(Buf *out, const Ast *ast)
{
	dump_flag(out, "head", ast->as.row.head);
	dump_flag(out, "foot", ast->as.row.foot);
	dump_flag(out, "group", ast->as.row.group);
}

static void add_link(Buf *out, const Ast *ast)
{
	buf_add(out, S(" url="));
	dump_quote(out, ast->as.link.url);
	dump_value(out, "title", ast->as.link.title);
	dump_flag(out, "autolink", ast->as.link.autolink);
}

static void add_note(Buf *out, const Ast *ast)
{
	dump_value(out, "label", ast->as.note.label);
	add_number(out, "number", ast->as.note.number);
	if (ast->kind == AST_NOTE)
		add_number(out, "references", ast->as.note.references);
	else
		add_number(out, "reference", ast->as.note.reference);
}

static void add_element(Buf *out, const Ast *ast)
{
	dump_value(out, "tag", ast->as.element.tag);
	dump_flag(out, "block", ast->as.element.block);
	dump_flag(out, "foreign", ast->as.element.foreign);
}

static void add_properties(Buf *out, const Ast *ast)
{
	switch (ast->kind) {
	case AST_HEADING:
		add_number(out, "level", ast->as.heading.level);
		dump_flag(out, "no-toc", ast->as.heading.no_toc);
		break;
	case AST_TOC:
	case AST_LIST: add_list(out, ast); break;
	case AST_ITEM:
		dump_flag(out, "task", ast->as.item.task);
		dump_flag(out, "done", ast->as.item.done);
		break;
	case AST_CODE:
	case AST_CODE_BLOCK: add_code(out, ast); break;
	case AST_TABLE: add_number(out, "columns", (int64_t)ast->as.table.columns); break;
	case AST_TABLE_ROW: add_row(out, ast); break;
	case AST_TABLE_CELL: dump_flag(out, align_name(ast->as.cell.align), true); break;
	case AST_NOTE_REF:
	case AST_NOTE: add_note(out, ast); break;
	case AST_MATH:
	case AST_MATH_BLOCK:
	case AST_COMMENT:
	case AST_VERBATIM:
	case AST_ABBR:
	case AST_TEXT: add_text(out, ast); break;
	case AST_ELEMENT: add_element(out, ast); break;
	case AST_LINK:
	case AST_IMAGE: add_link(out, ast); break;
	case AST_PARAGRAPH: dump_flag(out, "bare", ast->as.paragraph.bare); break;
	case AST_DOCUMENT:
	case AST_QUOTE:
	case AST_NOTES:
	case AST_RULE:
	case AST_DEFINITIONS:
	case AST_TERM:
	case AST_DEFINITION:
	case AST_SOFT_BREAK:
	case AST_LINE_BREAK:
	case AST_EMPH:
	case AST_STRONG:
	case AST_STRIKE: break;
	}
}

static void add_attributes(Buf *out, const Attrs *attrs)
{
	if (attrs->len == 0)
		return;
	buf_add(out, S(" {"));
	for (size_t i = 0; i < attrs->len; i++) {
		const Attr *attr = &attrs->items[i];
		if (i > 0)
			buf_add_char(out, ' ');
		buf_add(out, attr->name);
		if (attr->bare)
			continue;
		buf_add_char(out, '=');
		dump_quote(out, attr->value);
	}
	buf_add_char(out, '}');
}

static void add_line(Buf *out, const Ast *ast, size_t depth)
{
	buf_add_repeat(out, ' ', 2 * depth);
	buf_add_cstr(out, ast_kind_name(ast->kind));
	buf_add_format(out, " %u-%u", ast->span.start, ast->span.end);
	add_properties(out, ast);
	add_attributes(out, &ast->attrs);
	buf_add_char(out, '\n');
}

void dump_ast(Buf *out, const Ast *ast)
{
	size_t depth = 0;
	const Ast *node = ast;
	for (;;) {
		add_line(out, node, depth);
		if (node->first != NULL) {
			node = node->first;
			depth++;
			continue;
		}
		while (node != ast && node->next == NULL) {
			node = node->parent;
			depth--;
		}
		if (node == ast)
			return;
		node = node->next;
	}
}
