/* kramdown's tables (its parser/table.rb): a row is any line with a bar that is not in a code span
 * or element.
 */
#include "front/html_tags.h"
#include "front/kramdown.h"

typedef struct {
	Blocks *b;
	Ast *table;
	VEC(Ast *) rows; /* since the last line that separates groups */
	VEC(AstAlign) aligns;
	bool leading_bar, has_foot, has_body, has_head;
	bool bar; /* a row has one outside of code */
	size_t columns, row_count;
} TableReader;

static bool has_bar(Str s)
{
	for (size_t at = 0; (at = str_find_char(s, '|', at)) != STR_NONE; at++)
		if (at == 0 || s.ptr[at - 1] != '\\')
			return true;
	return false;
}

/* A line of nothing but + | : - (or =) and blanks, at least one `mark` among them. */
static bool is_separator(Str s, char mark)
{
	bool found = false;
	for (size_t i = 0; i < s.len; i++) {
		char c = s.ptr[i];
		if (c != '+' && c != '|' && c != ':' && c != '-' && c != ' ' && c != '\t' &&
		    c != mark)
			return false;
		if (c == '-' && mark == '=')
			return false;
		found = found || c == mark;
	}
	return found;
}

static void read_aligns(TableReader *r, Str s)
{
	for (size_t i = 0; i < s.len;) {
		if (s.ptr[i] != '-') {
			i++;
			continue;
		}
		size_t end = i;
		while (end < s.len && s.ptr[end] == '-')
			end++;
		bool left = i > 0 && s.ptr[i - 1] == ':', right = end < s.len && s.ptr[end] == ':';
		AstAlign align = left && right ? AST_ALIGN_CENTER
				 : left	       ? AST_ALIGN_LEFT
				 : right       ? AST_ALIGN_RIGHT
					       : AST_ALIGN_NONE;
		VEC_PUSH(r->b->k->arena, &r->aligns, align);
		i = end;
	}
}

/* Adds the rows so far as head, body or foot. */
static void add_group(TableReader *r, bool head, bool foot)
{
	for (size_t i = 0; i < r->rows.len; i++) {
		Ast *row = r->rows.ptr[i];
		row->as.row.head = head;
		row->as.row.foot = foot;
		row->as.row.group = !head && !foot && i == 0 && r->has_body;
		ast_append(r->table, row);
	}
	r->has_body = r->has_body || (!head && !foot);
	r->has_head = r->has_head || head;
	r->rows.len = 0;
}

/* Offset behind a code span or a <code> element at `at`; `at` itself when there is none. `open` is
 * for one text, read from its start on: whether an element was met that has no end. */
static size_t skip_code(Str s, size_t at, bool *open)
{
	if (s.ptr[at] != '<' && s.ptr[at] != '`')
		return at;
	if (str_starts_nocase(str_slice(s, at, at + 5), S("<code"))) {
		size_t end = *open ? STR_NONE : str_find(s, S("</code>"), at);
		*open = end == STR_NONE;
		return end == STR_NONE ? at : end + 7;
	}
	size_t ticks = at, length;
	while (ticks < s.len && s.ptr[ticks] == '`')
		ticks++;
	length = ticks - at;
	for (size_t i = ticks; length > 0 && i < s.len;) {
		size_t end = i;
		while (end < s.len && s.ptr[end] == '`')
			end++;
		if (end - i == length)
			return end;
		i = end > i ? end : i + 1;
	}
	return length > 0 ? ticks : at;
}

static void add_cell(TableReader *r, Ast *row, Line line, size_t from, size_t to)
{
	Kramdown *k = r->b->k;
	Str s = str_slice(line_str(k, line), from, to);
	from += s.len - str_trim_start(s).len;
	Line text = line_skip(line, from);
	text.end = text.start + (uint32_t)str_trim(s).len;
	Ast *cell = ast_new(k->arena, AST_TABLE_CELL, text_span(k->text, text.start, text.end));
	ast_append(row, cell);
	Lines lines = {0};
	VEC_PUSH(k->arena, &lines, text);
	kramdown_add_leaf(k, cell, lines);
}

/* Splits a row at its bars. */
static Ast *read_row(TableReader *r, Line line)
{
	Kramdown *k = r->b->k;
	Str s = line_str(k, line);
	Ast *row = ast_new(k->arena, AST_TABLE_ROW, line_span(k, line, line));
	size_t start = 0, cells = 0;
	bool open = false;
	for (size_t i = 0; i <= s.len; i++) {
		size_t code = i < s.len ? skip_code(s, i, &open) : i;
		if (code > i) {
			i = code - 1;
			continue;
		}
		if (i < s.len && s.ptr[i] == '\\') {
			i++;
			continue;
		}
		if (i < s.len && s.ptr[i] != '|')
			continue;
		bool blank = str_is_blank(str_slice(s, start, i));
		bool edge = (i == s.len && blank) || (start == 0 && blank && r->leading_bar);
		r->bar = r->bar || i < s.len;
		if (!edge) {
			add_cell(r, row, line, start, i);
			cells++;
		}
		start = i + 1;
	}
	r->columns = cells > r->columns ? cells : r->columns;
	return row;
}

/* Reads the line as a part of the table; false when it is none. */
static bool read_table_line(TableReader *r, Line line)
{
	Str s = str_trim_end(line_str(r->b->k, line));
	bool bar = str_find_char(s, '|', 0) != STR_NONE, separator = bar && is_separator(s, '-');
	if (!separator && !has_bar(s))
		return false;
	if (separator) {
		if (r->rows.len == 0)
			return true;
		if (r->aligns.len == 0 && !r->has_foot) {
			add_group(r, true, false);
			read_aligns(r, s);
		} else if (!r->has_foot) {
			add_group(r, false, false);
		}
		return true;
	}
	if (is_separator(s, '=')) {
		if (r->rows.len > 0)
			add_group(r, false, false);
		r->has_foot = true;
		return true;
	}
	Ast *row = read_row(r, line);
	VEC_PUSH(r->b->k->arena, &r->rows, row);
	r->row_count++;
	return true;
}

/* Gives every row all columns, every cell its alignment. */
static void complete_rows(TableReader *r)
{
	Arena *arena = r->b->k->arena;
	r->table->as.table.columns = r->columns;
	r->table->as.table.aligns = ARENA_ARRAY(arena, AstAlign, r->columns);
	for (size_t i = 0; i < r->columns && i < r->aligns.len; i++)
		r->table->as.table.aligns[i] = r->aligns.ptr[i];
	for (Ast *row = r->table->first; row != NULL; row = row->next) {
		Ast *cell = row->first;
		for (size_t i = 0; i < r->columns; i++) {
			if (cell == NULL) {
				cell = ast_new(arena, AST_TABLE_CELL, row->span);
				ast_append(row, cell);
			}
			cell->as.cell.align = r->table->as.table.aligns[i];
			cell = cell->next;
		}
	}
}

/* Offset behind an element that stands in a line, or a comment, at `at`; `at` when there is none.
 */
static size_t skip_element(const Kramdown *k, Str s, size_t at, bool *no_comment_end)
{
	HtmlTag tag;
	size_t inner;
	if (s.ptr[at] != '<')
		return at;
	if (str_starts(str_from_offset(s, at), S("<!--"))) {
		size_t end = *no_comment_end ? STR_NONE : str_find(s, S("-->"), at);
		*no_comment_end = end == STR_NONE;
		return end == STR_NONE ? at : end + 3;
	}
	if (!html_read_tag(k->arena, s, at, &tag) || tag.closing ||
	    html_is_kramdown_block_tag(tag.name))
		return at;
	if (tag.empty || html_is_void_tag(tag.name))
		return at + tag.length;
	size_t end = html_find_close(k->arena, s, at + tag.length, tag.name, &inner);
	return end == STR_NONE ? s.len : end;
}

/*
 * Whether every line has a bar outside of elements and code: a code span that runs over a line end
 * takes the bars on its way, and the table with them when the line has no other.
 */
static bool has_bars(const TableReader *r, size_t from, size_t to)
{
	Text text = lines_text(r->b->k->arena, r->b->k, lines_slice(r->b->lines, from, to));
	Str s = str_trim_end(text.text);
	bool bar = false, open = false, no_comment_end = false;
	for (size_t i = 0; i < s.len; i++) {
		size_t code = skip_code(s, i, &open);
		size_t end = code > i ? str_find_char(str_slice(s, 0, code), '\n', i) : STR_NONE;
		if (end != STR_NONE &&
		    (!bar || str_find_char(str_slice(s, 0, code), '\n', end + 1) != STR_NONE))
			return false;
		if (end != STR_NONE || s.ptr[i] == '\n') {
			if (!bar)
				return false;
			bar = false;
		}
		size_t element = code > i ? code : skip_element(r->b->k, s, i, &no_comment_end);
		if (element > i)
			i = element - 1;
		else if (s.ptr[i] == '\\')
			i++;
		else if (s.ptr[i] == '|')
			bar = true;
	}
	return bar;
}

/* Empty cells fill a table up: a few bytes must not make millions of them. */
static bool is_too_large(const TableReader *r)
{
	return r->columns > 1000 || r->columns * r->row_count > 200000;
}

/* "1. Title. [Paper](...) | [Code](...)": kramdown makes a table of any line with a bar. One row
 * without a head that is an item of a list was meant as a line with bars, and stays one. */
static bool is_barred_line(const TableReader *r)
{
	return r->b->parent->kind == AST_ITEM && r->row_count == 1 && !r->has_head && !r->has_foot;
}

/* The same, before any row is read: no line of a table follows. */
static bool is_alone_in_item(const Blocks *b)
{
	size_t next = b->at + 1;
	return b->parent->kind == AST_ITEM &&
	       (next == b->lines.len ||
		str_find_char(line_str(b->k, b->lines.ptr[next]), '|', 0) == STR_NONE);
}

bool blocks_read_table(Blocks *b)
{
	Kramdown *k = b->k;
	Line first = b->lines.ptr[b->at];
	Str rest;
	if (!blocks_after_boundary(b) || !line_opt_space(k, first, &rest) || !has_bar(rest) ||
	    is_alone_in_item(b))
		return false;
	TableReader r = {.b = b, .leading_bar = rest.ptr[0] == '|'};
	size_t from = b->at, at = from, leaves = k->leaves.len;
	r.table = ast_new(k->arena, AST_TABLE, SPAN_NONE);
	while (at < b->lines.len && read_table_line(&r, b->lines.ptr[at]))
		at++;
	if (r.rows.len > 0)
		add_group(&r, false, r.has_foot);
	if (!blocks_at_boundary(b, at) || !r.has_body || !r.bar || is_too_large(&r) ||
	    is_barred_line(&r) || !has_bars(&r, from, at)) {
		k->leaves.len = leaves;
		return false;
	}
	complete_rows(&r);
	Ast *made = blocks_add(b, AST_TABLE, line_span(k, first, b->lines.ptr[at - 1]));
	made->as = r.table->as;
	ast_adopt(made, r.table);
	b->at = at;
	return true;
}
