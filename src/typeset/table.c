/*
 * Tables: columns as wide as their contents ask for (CSS 2.1, 17.5.2.2: automatic table layout),
 * cells as paragraphs, breaks between rows, the head again on each page.
 */
#include "typeset/layouter.h"

/* More columns than this are not told apart; their cells are too narrow to read long before. */
enum { TABLE_COLUMNS = 1000 };

typedef struct {
	Len natural, smallest;
	Len x, w;
} Column;

typedef struct {
	Galley place;
	const DocNode *table;
	Column *columns;
	size_t count;
	Len pad;       /* between columns */
	int *held;     /* by column: rows that a cell from above still takes */
	int rows_left; /* from the row that is walked */
	/* rows that cells of the first reach over: how many are left, whether it is the first,
	 * where they are set meanwhile, those cells, and the flow to go on with; NULL: no such rows
	 */
	int span_rows;
	bool spans_open;
	Flow beside, *outer;
	VEC(Flow) spans;
} Table;

/* --- widths --- */

static Galley cell_place(const Table *table, const DocNode *cell)
{
	Galley place = table->place;
	place.align = PARA_LEFT;
	switch (cell->as.cell.align) {
	case AST_ALIGN_NONE:
	case AST_ALIGN_LEFT: break;
	case AST_ALIGN_CENTER: place.align = PARA_CENTER; break;
	case AST_ALIGN_RIGHT: place.align = PARA_RIGHT; break;
	}
	/* Figures stand above one another. */
	if (str_eq(place.text.features, S("onum")))
		place.text.features = S("lnum,tnum");
	if (cell->as.cell.header)
		place.text.font.bold = true;
	if (cell->traits->style.len > 0 || cell->traits->format != NULL)
		galley_set_text(&place, style_apply(place.layouter->theme, place.text, cell));
	place.gap = place.layouter->theme->item_gap;
	place.hyphenate = false;
	return place;
}

static void widest_image(const Galley *place, const DocNode *node, int depth, Len *natural)
{
	for (const DocNode *child = node->first; child != NULL; child = child->next) {
		Len w, h;
		if (child->kind == DOC_IMAGE && figure_size(place, child, place->width, &w, &h) &&
		    w > *natural)
			*natural = w;
		if (depth < LAYOUT_DEPTH)
			widest_image(place, child, depth + 1, natural);
	}
}

static void cell_measure(const Table *table, const DocNode *cell, Len *natural, Len *smallest)
{
	Galley place = cell_place(table, cell);
	place.plain = true;
	Para para;
	if (cell->as.cell.blocks)
		para = inline_text(&place, doc_plain_text(place.layouter->arena, cell), NULL);
	else
		para = inline_para(&place, cell->first, NULL, NULL);
	*natural = *smallest = 0;
	if (para.text.len > 0)
		*natural = para_measure(place.layouter->setter, &para, smallest);
	if (cell->as.cell.blocks)
		*natural += place.text.size * 2;
	widest_image(&place, cell, 0, natural);
	if (*smallest > *natural)
		*smallest = *natural;
}

static size_t cell_span(const Table *table, const DocNode *cell, size_t column)
{
	size_t span = cell->as.cell.column_span > 1 ? (size_t)cell->as.cell.column_span : 1;
	size_t room = 1;
	while (room < span && column + room < table->count && table->held[column + room] == 0)
		room++;
	return room;
}

static int row_span(const Table *table, const DocNode *cell)
{
	int span = cell->as.cell.row_span > 1 ? cell->as.cell.row_span : 1;
	return span < table->rows_left ? span : table->rows_left;
}

/* Calls `each` for every cell of a row with its column, and with no cell where the author wrote too
 * few: rows of a tagged table are all equally long (ISO 14289-1, 7.2). */
typedef void TableCell(Table *table, const DocNode *cell, size_t column, size_t span,
		       void *context);
static void row_walk(Table *table, const DocNode *row, TableCell *each, void *context)
{
	size_t column = 0;
	for (const DocNode *cell = row->first; cell != NULL; cell = cell->next) {
		while (column < table->count && table->held[column] > 0)
			table->held[column++]--;
		if (column >= table->count || cell->kind != DOC_CELL)
			continue;
		size_t span = cell_span(table, cell, column);
		each(table, cell, column, span, context);
		for (size_t end = column + span; column < end; column++)
			table->held[column] = row_span(table, cell) - 1;
	}
	for (; column < table->count; column++) {
		if (table->held[column] > 0)
			table->held[column]--;
		else
			each(table, NULL, column, 1, context);
	}
	table->rows_left--;
}

static void widths_take(Table *table, const DocNode *cell, size_t column, size_t span,
			void *context)
{
	(void)context;
	if (cell == NULL || block_is_hidden(cell))
		return;
	Len natural, smallest;
	cell_measure(table, cell, &natural, &smallest);
	natural = natural / (Len)span;
	smallest = smallest / (Len)span;
	for (size_t i = column; i < column + span; i++) {
		if (natural > table->columns[i].natural)
			table->columns[i].natural = natural;
		if (smallest > table->columns[i].smallest)
			table->columns[i].smallest = smallest;
	}
}

/* Short contents (two thirds of an even share, or less) are not broken for the sake of long ones.
 */
static void widths_spare(Table *table, int64_t natural, int64_t smallest, int64_t room)
{
	int64_t most = room * 2 / 3 / (int64_t)table->count;
	for (size_t i = 0; i < table->count && natural > room; i++) {
		Column *column = &table->columns[i];
		int64_t more = column->natural - column->smallest;
		if (column->natural > most || smallest + more > room)
			continue;
		smallest += more;
		column->smallest = column->natural;
	}
}

static void widths_sum(const Table *table, int64_t *natural, int64_t *smallest)
{
	*natural = *smallest = 0;
	for (size_t i = 0; i < table->count; i++) {
		*natural += table->columns[i].natural;
		*smallest += table->columns[i].smallest;
	}
}

static void widths_solve(Table *table, Len width)
{
	int64_t natural, smallest;
	int64_t room = (int64_t)width - (int64_t)table->pad * (int64_t)(table->count - 1);
	if (room < (int64_t)table->count)
		room = (int64_t)table->count;
	widths_sum(table, &natural, &smallest);
	widths_spare(table, natural, smallest, room);
	widths_sum(table, &natural, &smallest);
	Len x = table->place.x;
	for (size_t i = 0; i < table->count; i++) {
		Column *column = &table->columns[i];
		if (natural <= room)
			column->w = column->natural;
		else if (smallest >= room)
			column->w = len_muldiv(column->smallest, room, smallest > 0 ? smallest : 1);
		else
			column->w =
				column->smallest + len_muldiv(column->natural - column->smallest,
							      room - smallest, natural - smallest);
		column->w = column->w > 0 ? column->w : 1;
		column->x = x;
		x += column->w + table->pad;
	}
}

/* The last cell of a row counts once: a span beyond all other rows means no more than "the rest".
 */
static size_t count_columns(const DocNode *table)
{
	size_t count = 0;
	for (const DocNode *row = table->first; row != NULL; row = row->next) {
		size_t cells = 0;
		for (const DocNode *cell = row->first; row->kind == DOC_ROW && cell != NULL;
		     cell = cell->next)
			cells += cell->next != NULL && cell->as.cell.column_span > 1
					 ? (size_t)cell->as.cell.column_span
					 : 1;
		count = cells > count ? cells : count;
	}
	return count < TABLE_COLUMNS ? count : TABLE_COLUMNS;
}

static bool too_narrow(const Table *table)
{
	int64_t smallest = (int64_t)table->pad * (int64_t)(table->count - 1);
	for (size_t i = 0; i < table->count; i++)
		smallest += table->columns[i].smallest;
	return smallest > table->place.width;
}

static void rows_begin(Table *table)
{
	table->rows_left = 0;
	for (const DocNode *row = table->table->first; row != NULL; row = row->next)
		table->rows_left += row->kind == DOC_ROW && !block_is_hidden(row);
	for (size_t i = 0; i < table->count; i++)
		table->held[i] = 0;
}

static void widths_measure(Table *table)
{
	for (size_t i = 0; i < table->count; i++)
		table->columns[i] = (Column){0};
	rows_begin(table);
	for (const DocNode *row = table->table->first; row != NULL; row = row->next)
		if (row->kind == DOC_ROW && !block_is_hidden(row))
			row_walk(table, row, widths_take, NULL);
	rows_begin(table);
}

/* --- rows --- */

typedef struct {
	Flow *flows;
	size_t count;
	Tag *row;
} Cells;

/* A column beside several rows. */
static Flow *span_add(Table *table)
{
	VEC_PUSH(table->place.layouter->work, &table->spans, (Flow){0});
	return &table->spans.ptr[table->spans.len - 1];
}

static void cell_set(Table *table, const DocNode *cell, size_t column, size_t span, void *context)
{
	Cells *cells = context;
	Galley place = cell != NULL ? cell_place(table, cell) : table->place;
	place.tag = cells->row;
	place.depth++;
	if (cell == NULL) {
		layouter_tag(&place, TAG_TD, place.lang);
		return;
	}
	place.tag =
		layouter_tag(&place, cell->as.cell.header ? TAG_TH : TAG_TD, cell->traits->lang);
	bool row_header = cell->as.cell.header && column == 0 && cell->parent != NULL &&
			  !cell->parent->as.row.head;
	int rows = row_span(table, cell);
	if (place.tag != NULL && (span > 1 || rows > 1 || row_header)) {
		TagWords *words = tag_say(place.layouter->arena, place.tag);
		words->column_span = (int)span;
		words->row_span = rows;
		words->row_header = row_header;
	}
	if (block_is_hidden(cell))
		return;
	place.x = table->columns[column].x;
	place.width =
		table->columns[column + span - 1].x + table->columns[column + span - 1].w - place.x;
	bool spans = rows > 1 && table->spans_open;
	place.flow = spans ? span_add(table) : &cells->flows[cells->count++];
	*place.flow = flow_in(place.layouter->work);
	flow_anchor(place.flow, block_id(cell));
	if (cell->as.cell.blocks)
		block_set_children(place, cell);
	else
		block_set_range(place, cell->first, NULL);
}

static void rule_set(const Table *table, Len gap, Len thick)
{
	FrameItem *rule = ARENA_NEW(table->place.layouter->work, FrameItem);
	const Column *last = &table->columns[table->count - 1];
	*rule = (FrameItem){.kind = FRAME_RULE, .x = table->place.x, .h = thick};
	rule->w = last->x + last->w - table->place.x;
	rule->as.rule.colour = table->place.layouter->theme->rule_colour;
	flow_fix(table->place.flow, gap);
	flow_row(table->place.flow, 0, thick, rule, 1);
	flow_fix(table->place.flow, gap);
}

static void row_set(Table *table, const DocNode *row, Tag *group)
{
	Layouter *layouter = table->place.layouter;
	Cells cells = {.flows = ARENA_ARRAY(layouter->work, Flow, table->count)};
	Galley place = table->place;
	place.tag = group;
	cells.row = layouter_tag(&place, TAG_TR, row->traits->lang);
	flow_anchor(place.flow, block_id(row));
	row_walk(table, row, cell_set, &cells);
	flow_merge(place.flow, cells.flows, cells.count, layouter->text_height / 3);
}

static int longest_span(const Table *table, const DocNode *row)
{
	int longest = 1;
	for (const DocNode *cell = row->first; cell != NULL; cell = cell->next)
		if (cell->kind == DOC_CELL && row_span(table, cell) > longest)
			longest = row_span(table, cell);
	return longest;
}

/*
 * Rows that cells of the first of them reach over are set into a flow of their own, and then beside
 * those cells: what is too long for one row stands beside all, and makes the last one higher.
 */
static void spans_begin(Table *table, const DocNode *row)
{
	table->span_rows = longest_span(table, row);
	if (table->span_rows < 2)
		return;
	table->spans_open = true;
	table->spans.len = 0;
	table->outer = table->place.flow;
	table->beside = flow_in(table->place.layouter->work);
	table->place.flow = &table->beside;
}

static void spans_end(Table *table)
{
	if (table->outer == NULL)
		return;
	Layouter *layouter = table->place.layouter;
	size_t count = table->spans.len + 1;
	Flow *columns = ARENA_ARRAY(layouter->work, Flow, count);
	columns[0] = table->beside;
	for (size_t i = 1; i < count; i++)
		columns[i] = table->spans.ptr[i - 1];
	table->place.flow = table->outer;
	table->outer = NULL;
	flow_merge(table->place.flow, columns, count, layouter->text_height / 3);
}

/* A row, in the group of those that a cell reaches over. */
static void row_set_beside(Table *table, const DocNode *row, Tag *group)
{
	if (table->outer == NULL)
		spans_begin(table, row);
	row_set(table, row, group);
	table->spans_open = false;
	if (--table->span_rows <= 0)
		spans_end(table);
}

/* The rows set so far become the head of those that follow. */
static const PageHead *head_take(const Table *table, size_t first)
{
	Flow *flow = table->place.flow;
	Arena *arena = table->place.layouter->work;
	PageHead *head = ARENA_NEW(arena, PageHead);
	head->count = flow->rows.len - first;
	PageRow *rows = ARENA_ARRAY(arena, PageRow, head->count);
	for (size_t i = 0; i < head->count; i++)
		rows[i] = flow->rows.ptr[first + i];
	head->rows = rows;
	head->height = flow_height(flow, first) + flow->gap;
	return head->height < table->place.layouter->text_height / 4 ? head : NULL;
}

static void rows_set(Table *table)
{
	const Theme *theme = table->place.layouter->theme;
	Flow *flow = table->place.flow;
	Len gap = theme->item_gap > table->place.text.size / 4 ? theme->item_gap
							       : table->place.text.size / 4;
	size_t first = flow->rows.len;
	const PageHead *head = NULL;
	Tag *group = NULL;
	bool in_head = false, started = false;
	for (const DocNode *row = table->table->first; row != NULL; row = row->next) {
		if (row->kind != DOC_ROW || block_is_hidden(row))
			continue;
		if (!started || row->as.row.head != in_head) {
			spans_end(table);
			if (in_head) {
				rule_set(table, gap, theme->rule_width);
				flow->rows.ptr[flow->rows.len - 1].cost = PAGE_FORBID;
				head = head_take(table, first);
			}
			in_head = row->as.row.head;
			group = layouter_tag(&table->place, in_head ? TAG_THEAD : TAG_TBODY, S(""));
		}
		flow_space(table->place.flow, gap);
		/* The head keeps to its first row. */
		size_t from = flow->rows.len;
		if (started && (in_head || from < first + 3))
			flow_cost(table->place.flow, PAGE_FORBID);
		started = true;
		row_set_beside(table, row, group);
		for (size_t i = from; !in_head && i < flow->rows.len; i++)
			flow->rows.ptr[i].head = head;
	}
	spans_end(table);
}

static bool has_head(const DocNode *table)
{
	for (const DocNode *row = table->first; row != NULL; row = row->next)
		if (row->kind == DOC_ROW && row->as.row.head)
			return true;
	return false;
}

void table_set(Galley place, const DocNode *node)
{
	Layouter *layouter = place.layouter;
	const Theme *theme = layouter->theme;
	for (const DocNode *child = node->first; child != NULL; child = child->next)
		if (child->kind == DOC_CAPTION)
			block_set(place, child);
	Table table = {.place = place, .table = node, .count = count_columns(node)};
	if (table.count == 0)
		return;
	Len most = place.width / (Len)(4 * table.count);
	table.pad = place.text.size * 5 / 4 < most ? place.text.size * 5 / 4 : most;
	table.columns = ARENA_ARRAY(layouter->work, Column, table.count);
	table.held = ARENA_ARRAY(layouter->work, int, table.count);
	widths_measure(&table);
	/* Words that do not fit get smaller type before they get cut. */
	for (int step = 0; step < 3 && too_narrow(&table); step++) {
		TextStyle text = table.place.text;
		text.size = text.size * 9 / 10;
		galley_set_text(&table.place, text);
		table.pad = table.pad * 4 / 5;
		widths_measure(&table);
	}
	widths_solve(&table, place.width);
	table.place.tag = layouter_tag(&place, TAG_TABLE, node->traits->lang);
	size_t first = place.flow->rows.len;
	flow_space(place.flow, place.gap + theme->item_gap);
	/* Rules set off what has a head; a table without one is mere alignment. */
	bool ruled = has_head(node);
	/* The rule of a heading just above does for the table as well. */
	bool under_heading = place.flow->lead == place.flow->rows.len + 1 &&
			     theme->section_rule == THEME_RULE_BELOW;
	if (ruled && !under_heading) {
		rule_set(&table, place.flow->gap, theme->rule_width * 3 / 2);
		flow_fix(place.flow, place.text.size / 4);
		flow_cost(place.flow, PAGE_FORBID);
	}
	rows_set(&table);
	if (ruled) {
		rule_set(&table, place.text.size / 4, theme->rule_width * 3 / 2);
		place.flow->rows.ptr[place.flow->rows.len - 1].cost = PAGE_FORBID;
	}
	place.flow->fixed = false;
	/* A short table stays whole. */
	flow_keep(place.flow, first, layouter->text_height / 5);
	flow_space(place.flow, place.gap + theme->item_gap);
}
