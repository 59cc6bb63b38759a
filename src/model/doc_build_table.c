/* Tables: Markdown's rows, and raw HTML's with head, bodies and foot. */
#include "base/buf.h"
#include "model/doc_maker.h"

static bool is_element(const Ast *ast, Str tag)
{
	return ast->kind == AST_ELEMENT && str_eq(ast->as.element.tag, tag);
}

static void fill_cell(DocMaker *maker, DocNode *cell, const Ast *ast)
{
	for (const Ast *child = ast->first; child != NULL; child = child->next)
		cell->as.cell.blocks = cell->as.cell.blocks || !doc_ast_is_inline(child);
	if (cell->as.cell.blocks)
		doc_make_closed_flow(maker, cell, ast->first);
	else
		doc_make_inlines(maker, cell, ast->first, NULL);
}

static int get_span(const Attrs *attrs, Str name)
{
	int64_t value = 1;
	if (!str_to_int(attrs_get(attrs, name, NULL), &value) || value < 1)
		return 1;
	return value > 1000 ? 1000 : (int)value; /* the limit that HTML sets */
}

static AstAlign cell_align(const DocFormat *format)
{
	if (format == NULL)
		return AST_ALIGN_NONE;
	switch (format->align) {
	case DOC_ALIGN_LEFT: return AST_ALIGN_LEFT;
	case DOC_ALIGN_CENTER: return AST_ALIGN_CENTER;
	case DOC_ALIGN_RIGHT: return AST_ALIGN_RIGHT;
	case DOC_ALIGN_NONE:
	case DOC_ALIGN_JUSTIFY: break;
	}
	return AST_ALIGN_NONE;
}

static void add_cell(DocMaker *maker, DocNode *row, const Ast *ast)
{
	DocNode *cell = doc_make(maker, DOC_CELL, ast);
	cell->as.cell.column_span = cell->as.cell.row_span = 1;
	if (ast->kind == AST_TABLE_CELL) {
		cell->as.cell.align = ast->as.cell.align;
		cell->as.cell.header = row->as.row.head;
	} else {
		cell->as.cell.header = is_element(ast, S("th"));
		cell->as.cell.align = cell_align(cell->traits->format);
		cell->as.cell.column_span = get_span(&ast->attrs, S("colspan"));
		cell->as.cell.row_span = get_span(&ast->attrs, S("rowspan"));
	}
	fill_cell(maker, cell, ast);
	doc_append(row, cell);
}

static DocNode *add_row(DocMaker *maker, DocNode *table, const Ast *ast)
{
	DocNode *row = doc_make(maker, DOC_ROW, ast);
	doc_append(table, row);
	size_t columns = 0;
	bool headers = ast->kind == AST_ELEMENT && ast->first != NULL;
	if (ast->kind == AST_TABLE_ROW) {
		row->as.row.head = ast->as.row.head;
		row->as.row.foot = ast->as.row.foot;
		row->as.row.group = ast->as.row.group;
	}
	for (const Ast *child = ast->first; child != NULL; child = child->next) {
		bool cell = child->kind == AST_TABLE_CELL || is_element(child, S("td")) ||
			    is_element(child, S("th"));
		if (!cell)
			continue;
		add_cell(maker, row, child);
		columns += (size_t)row->last->as.cell.column_span;
		headers = headers && row->last->as.cell.header;
	}
	/* A first row of th without thead is a head to the eye, and so on paper. */
	if (headers && columns > 1 && table->first == row)
		row->as.row.head = true;
	if (columns > table->as.table.columns)
		table->as.table.columns = columns;
	return row;
}

static void add_section(DocMaker *maker, DocNode *table, const Ast *ast)
{
	Str tag = ast->as.element.tag;
	bool first = true;
	for (const Ast *child = ast->first; child != NULL; child = child->next) {
		if (!is_element(child, S("tr")))
			continue;
		DocNode *row = add_row(maker, table, child);
		row->as.row.section = tag;
		row->as.row.section_attrs = ast->attrs.len > 0 ? &ast->attrs : NULL;
		row->as.row.head = str_eq(tag, S("thead"));
		row->as.row.foot = str_eq(tag, S("tfoot"));
		row->as.row.group = first;
		first = false;
	}
}

static void add_part(DocMaker *maker, DocNode *table, const Ast *ast, Buf *colgroup)
{
	if (ast->kind == AST_TABLE_ROW || is_element(ast, S("tr")))
		add_row(maker, table, ast);
	else if (is_element(ast, S("thead")) || is_element(ast, S("tbody")) ||
		 is_element(ast, S("tfoot")))
		add_section(maker, table, ast);
	else if (is_element(ast, S("colgroup")) || is_element(ast, S("col")))
		buf_add(colgroup, doc_ast_bytes(maker->arena, ast));
	else if (is_element(ast, S("caption"))) {
		DocNode *caption = doc_make(maker, DOC_CAPTION, ast);
		doc_make_closed_flow(maker, caption, ast->first);
		doc_append(table, caption);
	}
}

void doc_make_table(DocMaker *maker, DocNode *parent, const Ast *ast)
{
	DocNode *table = doc_make(maker, DOC_TABLE, ast);
	Buf colgroup = buf_in(maker->arena);
	if (ast->kind == AST_TABLE) {
		table->as.table.aligns = ast->as.table.aligns;
		table->as.table.columns = ast->as.table.columns;
	}
	for (const Ast *child = ast->first; child != NULL; child = child->next)
		add_part(maker, table, child, &colgroup);
	table->as.table.colgroup = buf_str(&colgroup);
	doc_append(parent, table);
}
