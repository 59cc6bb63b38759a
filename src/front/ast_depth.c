#include "base/buf.h"
#include "front/ast.h"

/* ast_plain_text without recursion. */
static Str flat_text(Arena *arena, Ast *top)
{
	Buf out = buf_in(arena);
	for (Ast *node = top; node != NULL; node = ast_next(node, top)) {
		if (node->kind == AST_TEXT || node->kind == AST_MATH ||
		    node->kind == AST_MATH_BLOCK)
			buf_add(&out, node->as.text);
		else if (node->kind == AST_CODE || node->kind == AST_CODE_BLOCK)
			buf_add(&out, node->as.code.text);
		else if (node->kind == AST_SOFT_BREAK || node->kind == AST_LINE_BREAK ||
			 (ast_is_block(node) && out.len > 0))
			buf_add_char(&out, ' ');
	}
	return buf_str(&out);
}

/* Nodes that mean nothing without their parent. */
static bool is_part(const Ast *node)
{
	return node->kind == AST_ITEM || node->kind == AST_TABLE_ROW ||
	       node->kind == AST_TABLE_CELL || node->kind == AST_TERM ||
	       node->kind == AST_DEFINITION;
}

static Ast *flatten(Arena *arena, const Ast *root, Ast *node)
{
	while (is_part(node) && node->parent != root)
		node = node->parent;
	Ast *text = ast_new_text(arena, flat_text(arena, node), node->span);
	if (!ast_is_block(node)) {
		ast_replace(node, text);
		return text;
	}
	Ast *paragraph = ast_new(arena, AST_PARAGRAPH, node->span);
	ast_append(paragraph, text);
	ast_replace(node, paragraph);
	return text;
}

static int depth_between(const Ast *top, const Ast *node)
{
	int depth = 0;
	for (; node != top; node = node->parent)
		depth++;
	return depth;
}

bool ast_limit_depth(Arena *arena, Ast *root, int depth, Span *where)
{
	bool cut = false;
	int at = 0;
	for (Ast *node = root; node != NULL;) {
		if (at >= depth && node->first != NULL) {
			if (!cut)
				*where = node->span;
			cut = true;
			node = flatten(arena, root, node);
			at = depth_between(root, node);
		}
		if (node->first != NULL) {
			node = node->first;
			at++;
			continue;
		}
		while (node != root && node->next == NULL) {
			node = node->parent;
			at--;
		}
		node = node == root ? NULL : node->next;
	}
	return cut;
}
