/* Markdown's own blocks. */
#include "model/doc_maker.h"

static void make_heading(DocMaker *maker, DocNode *parent, const Ast *ast)
{
	DocNode *node = doc_make(maker, DOC_HEADING, ast);
	node->as.heading.level = ast->as.heading.level;
	node->as.heading.no_toc =
		ast->as.heading.no_toc || attrs_has_class(&ast->attrs, S("no_toc"));
	doc_take_id(maker, node, &node->as.heading.id);
	doc_make_inlines(maker, node, ast->first, NULL);
	doc_append(parent, node);
}

/* A tight item's paragraphs stand without <p>. */
static void bare_paragraphs(DocNode *item)
{
	for (DocNode *child = item->first; child != NULL; child = child->next)
		if (child->kind == DOC_PARAGRAPH && child->traits->attrs == NULL)
			child->bare = true;
}

static void make_list(DocMaker *maker, DocNode *parent, const Ast *ast)
{
	DocNode *list = doc_make(maker, DOC_LIST, ast);
	list->as.list.ordered = ast->as.list.ordered;
	list->as.list.tight = ast->as.list.tight;
	list->as.list.start = ast->as.list.start;
	for (const Ast *child = ast->first; child != NULL; child = child->next) {
		DocNode *item = doc_make(maker, DOC_ITEM, child);
		if (child->kind == AST_ITEM) {
			item->as.item.task = child->as.item.task;
			item->as.item.done = child->as.item.done;
			doc_make_closed_flow(maker, item, child->first);
		}
		if (list->as.list.tight)
			bare_paragraphs(item);
		doc_append(list, item);
	}
	doc_find_dates(maker, list);
	doc_append(parent, list);
}

static void make_definitions(DocMaker *maker, DocNode *parent, const Ast *ast)
{
	DocNode *list = doc_make(maker, DOC_DEFINITIONS, ast);
	for (const Ast *child = ast->first; child != NULL; child = child->next) {
		bool term = child->kind == AST_TERM;
		DocNode *node = doc_make(maker, term ? DOC_TERM : DOC_DEFINITION, child);
		if (term)
			doc_make_inlines(maker, node, child->first, NULL);
		else
			doc_make_closed_flow(maker, node, child->first);
		doc_append(list, node);
	}
	doc_append(parent, list);
}

/* {: .language-c} names the language, which the code element says; the block need not say it again.
 */
static void drop_language_class(DocMaker *maker, DocNode *node)
{
	Str class = str_concat(maker->arena, S("language-"), node->as.code.language);
	if (node->traits->attrs == NULL || !attrs_has_class(node->traits->attrs, class))
		return;
	Attrs *rest = ARENA_NEW(maker->arena, Attrs);
	for (size_t i = 0; i < node->traits->attrs->len; i++) {
		const Attr *attr = &node->traits->attrs->items[i];
		if (!str_eq(attr->name, S("class"))) {
			attrs_set(maker->arena, rest, attr->name, attr->value);
			continue;
		}
		Str words = attr->value;
		for (Str word; str_next_word(&words, &word);)
			if (!str_eq(word, class))
				attrs_set(maker->arena, rest, attr->name, word);
	}
	doc_traits(maker->arena, node)->attrs = rest->len > 0 ? rest : NULL;
}

static DocNode *make_code(DocMaker *maker, const Ast *ast)
{
	DocNode *node = doc_make(maker, DOC_CODE_BLOCK, ast);
	node->as.code.text = ast->as.code.text;
	node->as.code.language = ast->as.code.language;
	drop_language_class(maker, node);
	return node;
}

static DocNode *make_quote(DocMaker *maker, const Ast *ast)
{
	DocNode *node = doc_make(maker, DOC_QUOTE, ast);
	doc_make_closed_flow(maker, node, ast->first);
	return node;
}

static DocNode *make_math(DocMaker *maker, const Ast *ast)
{
	DocNode *node = doc_make(maker, DOC_MATH_BLOCK, ast);
	node->as.math.text = ast->as.text;
	doc_math_read(maker->arena, node, maker->diags);
	return node;
}

static DocNode *make_toc(DocMaker *maker, const Ast *ast)
{
	DocNode *node = doc_make(maker, DOC_TOC, ast);
	node->as.list.ordered = ast->as.list.ordered;
	return node;
}

/* An inline kind that holds blocks, **<div>...</div>**: a block of that kind's element. */
static void make_block_of_inline(DocMaker *maker, DocNode *parent, const Ast *ast, Str tag)
{
	DocNode *node = doc_make(maker, DOC_BLOCK, ast);
	doc_traits(maker->arena, node)->tag = tag;
	doc_traits(maker->arena, node)->format = doc_parse_format(maker->arena, tag, &ast->attrs);
	doc_make_flow(maker, node, ast->first, NULL);
	doc_append(parent, node);
}

void doc_make_block(DocMaker *maker, DocNode *parent, const Ast *ast)
{
	switch (ast->kind) {
	case AST_PARAGRAPH: doc_make_paragraph(maker, parent, ast, ast->as.paragraph.bare); return;
	case AST_HEADING: make_heading(maker, parent, ast); return;
	case AST_LIST: make_list(maker, parent, ast); return;
	case AST_QUOTE: doc_append(parent, make_quote(maker, ast)); return;
	case AST_CODE_BLOCK: doc_append(parent, make_code(maker, ast)); return;
	case AST_RULE: doc_append(parent, doc_make(maker, DOC_RULE, ast)); return;
	case AST_TABLE: doc_make_table(maker, parent, ast); return;
	case AST_DEFINITIONS: make_definitions(maker, parent, ast); return;
	case AST_MATH_BLOCK: doc_append(parent, make_math(maker, ast)); return;
	case AST_TOC: doc_append(parent, make_toc(maker, ast)); return;
	case AST_ELEMENT: doc_make_block_element(maker, parent, ast); return;
	case AST_NOTES:
		maker->notes = doc_new(maker->arena, DOC_NOTES, ast->span);
		doc_append(parent, maker->notes);
		return;
	case AST_NOTE: return; /* when all else is there */
	case AST_EMPH: make_block_of_inline(maker, parent, ast, S("em")); return;
	case AST_STRONG: make_block_of_inline(maker, parent, ast, S("strong")); return;
	case AST_STRIKE: make_block_of_inline(maker, parent, ast, S("del")); return;
	case AST_LINK: doc_make_block_link(maker, parent, ast); return;
	case AST_DOCUMENT:
	case AST_ITEM:
	case AST_TABLE_ROW:
	case AST_TABLE_CELL:
	case AST_TERM:
	case AST_DEFINITION:
	case AST_COMMENT:
	case AST_VERBATIM:
	case AST_TEXT:
	case AST_SOFT_BREAK:
	case AST_LINE_BREAK:
	case AST_CODE:
	case AST_IMAGE:
	case AST_NOTE_REF:
	case AST_MATH:
	case AST_ABBR: doc_make_flow(maker, parent, ast->first, NULL); return; /* stray parts */
	}
}
