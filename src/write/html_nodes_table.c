#include "write/html_nodes_writer.h"

/* The part of the table that a row stands in; a row of raw HTML outside any part has none. */
static Str section_of(const DocNode *table, const DocNode *row)
{
	if (table->traits->tag.len > 0)
		return row->as.row.section;
	return row->as.row.head ? S("thead") : row->as.row.foot ? S("tfoot") : S("tbody");
}

static Str align_name(AstAlign align)
{
	switch (align) {
	case AST_ALIGN_NONE: break;
	case AST_ALIGN_LEFT: return S("left");
	case AST_ALIGN_CENTER: return S("center");
	case AST_ALIGN_RIGHT: return S("right");
	}
	return S("");
}

static void put_cell(HtmlWriter *w, const DocNode *cell)
{
	Attr own[1];
	size_t count = 0;
	Str tag = cell->as.cell.header ? S("th") : S("td");
	if (cell->traits->tag.len == 0 && cell->as.cell.align != AST_ALIGN_NONE) {
		Str align = align_name(cell->as.cell.align);
		bool css = html_is_kramdown(w) || w->options->modern;
		own[count++] = css ? HTML_ATTR("style",
					       str_concat(w->out->arena, S("text-align: "), align))
				   : HTML_ATTR("align", align);
	}
	html_put_start(w, cell, tag, own, count);
	if (cell->as.cell.blocks)
		buf_add_char(w->out, '\n');
	html_put_children(w, cell);
	html_put_end(w, cell, tag);
	buf_add_char(w->out, '\n');
}

static void put_row(HtmlWriter *w, const DocNode *row)
{
	html_put_start(w, row, S("tr"), NULL, 0);
	buf_add_char(w->out, '\n');
	for (const DocNode *cell = row->first; cell != NULL; cell = cell->next)
		put_cell(w, cell);
	html_put_end(w, row, S("tr"));
	buf_add_char(w->out, '\n');
}

static void end_section(HtmlWriter *w, Str section)
{
	if (section.len == 0)
		return;
	buf_add_cstr(w->out, "</");
	buf_add(w->out, section);
	buf_add_cstr(w->out, ">\n");
}

static void start_section(HtmlWriter *w, const DocNode *row, Str section)
{
	if (section.len == 0)
		return;
	const DocTraits traits = {.tag = section, .attrs = row->as.row.section_attrs};
	const DocNode node = {.traits = &traits};
	html_put_start(w, &node, section, NULL, 0);
	buf_add_char(w->out, '\n');
}

void html_put_table(HtmlWriter *w, const DocNode *table)
{
	Str open = S("");
	html_put_start(w, table, S("table"), NULL, 0);
	buf_add_char(w->out, '\n');
	const DocNode *node = table->first;
	for (; node != NULL && node->kind == DOC_CAPTION; node = node->next)
		html_put_node(w, node);
	buf_add(w->out, table->as.table.colgroup);
	for (bool first = true; node != NULL; node = node->next, first = false) {
		if (node->kind != DOC_ROW) {
			html_put_node(w, node);
			continue;
		}
		Str section = section_of(table, node);
		if (first || node->as.row.group || !str_eq(section, open)) {
			end_section(w, open);
			start_section(w, node, section);
			open = section;
		}
		put_row(w, node);
	}
	end_section(w, open);
	html_put_end(w, table, S("table"));
	buf_add_char(w->out, '\n');
}
