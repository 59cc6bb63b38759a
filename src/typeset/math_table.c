/*
 * Matrices, cases, aligned lines: cells in columns, the whole centred on the axis.
 */
#include "typeset/math_parts.h"

typedef struct {
	const MathNode *node;
	MathTableKind kind;
	MathMode mode; /* of the cells */
	size_t lines, columns;
	MathBox **cells; /* by line and column; NULL: none */
	Len *widths, *ups, *downs;
} Table;

static MathMode cell_mode(MathTableKind kind, MathMode mode)
{
	switch (kind) {
	case MATH_TABLE_MATRIX:
	case MATH_TABLE_CASES: mode.display = false; return mode;
	case MATH_TABLE_SMALL: return math_mode_script(mode, false);
	case MATH_TABLE_STACK: mode.display = false; return mode;
	case MATH_TABLE_ALIGNED:
	case MATH_TABLE_GATHERED: mode.display = mode.level == 0; return mode;
	}
	return mode;
}

static char column_align(const Table *t, size_t column)
{
	Str aligns = t->node->as.table.aligns;
	if (column < aligns.len)
		return aligns.ptr[column];
	if (t->kind == MATH_TABLE_CASES)
		return 'l';
	if (t->kind == MATH_TABLE_ALIGNED)
		return column % 2 == 0 ? 'r' : 'l';
	return 'c';
}

/* In em: array's two \arraycolsep, cases' \quad, the space between pairs. */
static Len gap_before(const MathLayout *l, const Table *t, size_t column)
{
	Len em = math_size(l, t->mode);
	if (column == 0)
		return 0;
	switch (t->kind) {
	case MATH_TABLE_MATRIX:
	case MATH_TABLE_CASES: return em;
	case MATH_TABLE_SMALL: return em * 5 / 18;
	case MATH_TABLE_ALIGNED: return column % 2 == 1 ? 0 : 2 * em;
	case MATH_TABLE_GATHERED:
	case MATH_TABLE_STACK: return 0;
	}
	return 0;
}

static Table measure(const MathLayout *l, const MathNode *node, MathMode mode)
{
	Table t = {.node = node, .kind = node->as.table.kind, .columns = node->as.table.columns};
	t.mode = cell_mode(t.kind, mode);
	for (const MathNode *line = node->as.table.lines; line != NULL; line = line->next)
		t.lines++;
	t.cells = ARENA_ARRAY(l->arena, MathBox *, t.lines * t.columns + 1);
	t.widths = ARENA_ARRAY(l->arena, Len, t.columns + 1);
	t.ups = ARENA_ARRAY(l->arena, Len, t.lines + 1);
	t.downs = ARENA_ARRAY(l->arena, Len, t.lines + 1);
	size_t i = 0;
	for (const MathNode *line = node->as.table.lines; line != NULL; line = line->next, i++) {
		size_t column = 0;
		for (const MathNode *cell = line->as.row.first; cell != NULL;
		     cell = cell->next, column++) {
			bool right = t.kind == MATH_TABLE_ALIGNED && column % 2 == 1;
			MathBox *box = math_row_box(l, cell, t.mode, right);
			t.cells[i * t.columns + column] = box;
			Len w = box->w + box->italic;
			t.widths[column] = w > t.widths[column] ? w : t.widths[column];
			t.ups[i] = box->h > t.ups[i] ? box->h : t.ups[i];
			t.downs[i] = box->d > t.downs[i] ? box->d : t.downs[i];
		}
	}
	return t;
}

/* Lines are as far apart as TeX's: a strut of 1.2 em, and a jot more for equations. */
static void strut_lines(const MathLayout *l, Table *t)
{
	bool open = t->kind == MATH_TABLE_ALIGNED || t->kind == MATH_TABLE_GATHERED;
	Len em = math_size(l, t->mode), jot = open ? em * 3 / 20 : em / 20;
	Len up = em * 84 / 100, down = em * 36 / 100;
	if (t->kind == MATH_TABLE_STACK || t->kind == MATH_TABLE_SMALL)
		up = em * 70 / 100, down = em * 25 / 100;
	for (size_t i = 0; i < t->lines; i++) {
		t->ups[i] = (t->ups[i] > up ? t->ups[i] : up) + jot;
		t->downs[i] = (t->downs[i] > down ? t->downs[i] : down) + jot;
	}
}

static void place_line(const MathLayout *l, const Table *t, MathBox *box, size_t i, Len y)
{
	Len x = 0;
	for (size_t column = 0; column < t->columns; column++) {
		MathBox *cell = t->cells[i * t->columns + column];
		x += gap_before(l, t, column);
		if (cell != NULL) {
			Len spare = t->widths[column] - cell->w - cell->italic;
			char align = column_align(t, column);
			math_place(box, cell,
				   align == 'l'	  ? x
				   : align == 'r' ? x + spare
						  : x + spare / 2,
				   y);
		}
		x += t->widths[column];
	}
	box->w = x > box->w ? x : box->w;
}

static MathBox *table_body(const MathLayout *l, const MathNode *node, MathMode mode)
{
	Table t = measure(l, node, mode);
	MathBox *body = math_box(l), *box = math_box(l);
	strut_lines(l, &t);
	Len y = 0;
	for (size_t i = 0; i < t.lines; i++) {
		y -= i > 0 ? t.ups[i] : 0;
		place_line(l, &t, body, i, y);
		y -= t.downs[i];
	}
	if (t.lines > 0) {
		body->h = t.ups[0];
		body->d = -y;
	}
	/* the lines below a large operator hang from its edge */
	math_place(box, body, 0, t.kind == MATH_TABLE_STACK ? 0 : math_axis_shift(l, body, mode));
	return box;
}

MathBox *math_table_box(const MathLayout *l, const MathNode *node, MathMode mode)
{
	MathBox *body = table_body(l, node, mode), *box = math_box(l);
	uint32_t open = node->as.table.open, close = node->as.table.close;
	if (open != 0)
		math_place(box, math_fence(l, open, mode, body->h, body->d), 0, 0);
	/* the space within brackets is less than that between columns */
	Len pad = open != 0 || close != 0 ? math_size(l, mode) / 12 : 0;
	math_place(box, body, box->w + pad, 0);
	box->w += pad;
	if (close != 0)
		math_place(box, math_fence(l, close, mode, body->h, body->d), box->w, 0);
	return box;
}
