/*
 * Fences, and what is set in lines and columns: matrices, cases, aligned equations.
 */
#include "front/tex_math_parser.h"

#include "base/buf.h"
#include "base/utf8.h"

/* --- fences --- */

/* Angle brackets may be written < and >. */
static uint32_t fence_of(uint32_t rune)
{
	return rune == '<' ? 0x27E8 : rune == '>' ? 0x27E9 : rune;
}

bool math_read_fence(MathParser *p, uint32_t *rune)
{
	math_skip_space(p);
	size_t start = p->at;
	if (start >= p->tex.len)
		return math_refuse_end(p);
	Str name = math_peek_command(p);
	const MathCommand *command;
	if (name.len > 0) {
		command = math_command_find(name);
		p->at += 1 + name.len;
		if (command == NULL || command->action != ACT_SYMBOL)
			return math_refuse(p, start, S("this is not a delimiter"),
					   S("use one such as ( [ \\{ | . after \\left"));
		*rune = command->rune;
		return true;
	}
	MathClass class;
	uint32_t c = utf8_next(p->tex, &p->at);
	if (c == '.') {
		*rune = 0;
		return true;
	}
	*rune = fence_of(c);
	if (!math_char_find(c, &class, &command) || c == '{' || c == '}')
		return math_refuse(p, start, S("this is not a delimiter"),
				   S("use one such as ( [ \\{ | . after \\left"));
	return true;
}

static MathNode *read_middle(MathParser *p)
{
	size_t start = p->at;
	p->at += sizeof "\\middle" - 1;
	uint32_t rune;
	if (!math_read_fence(p, &rune))
		return NULL;
	MathNode *node = math_node(p, MATH_FENCE, MATH_INNER, start);
	node->as.fence.rune = rune;
	return node;
}

MathNode *math_parse_fenced(MathParser *p, size_t at)
{
	uint32_t open, close;
	if (!math_read_fence(p, &open))
		return NULL;
	MathNode *body = math_node(p, MATH_ROW, MATH_ORD, p->at);
	MathVariant outer = p->variant;
	for (;;) {
		MathNode *row = math_parse_row(p, 0);
		if (row == NULL)
			return NULL;
		math_row_add(body, row);
		Str name = math_peek_command(p);
		if (str_eq(name, S("right")))
			break;
		if (!str_eq(name, S("middle")))
			return math_fail(p, at, S("\\left without its \\right"),
					 S("write \\right. where nothing is to close it"));
		MathNode *middle = read_middle(p);
		if (middle == NULL)
			return NULL;
		math_row_add(body, middle);
	}
	p->at += sizeof "\\right" - 1;
	p->variant = outer;
	if (!math_read_fence(p, &close))
		return NULL;
	MathNode *node = math_node(p, MATH_FENCED, MATH_INNER, at);
	node->as.fenced.open = open;
	node->as.fenced.close = close;
	node->as.fenced.body = body;
	return node;
}

/* --- tables --- */

static bool at_line_end(const MathParser *p, Str *name)
{
	*name = math_peek_command(p);
	return str_eq(*name, S("\\")) || str_eq(*name, S("cr")) || str_eq(*name, S("newline"));
}

static bool add_cell(MathParser *p, MathNode *line, size_t *cells)
{
	MathVariant outer = p->variant;
	MathNode *cell = math_parse_row(p, 0);
	p->variant = outer;
	if (cell == NULL)
		return false;
	math_row_add(line, cell);
	++*cells;
	return true;
}

/* The space that may stand behind \\ in brackets, which the layout decides itself. */
static bool skip_line_end(MathParser *p, Str name)
{
	Str space;
	p->at += 1 + name.len;
	if (p->at < p->tex.len && p->tex.ptr[p->at] == '*')
		p->at++;
	if (p->at < p->tex.len && p->tex.ptr[p->at] == '[')
		return math_read_option(p, &space);
	return true;
}

static bool line_is_empty(const MathNode *line)
{
	const MathNode *cell = line->as.row.first;
	return cell == NULL || (cell->next == NULL && cell->as.row.first == NULL);
}

MathNode *math_parse_table(MathParser *p, MathTableKind kind, size_t at)
{
	MathNode *lines = math_node(p, MATH_ROW, MATH_ORD, p->at);
	size_t columns = 0;
	for (bool more = true; more;) {
		MathNode *line = math_node(p, MATH_ROW, MATH_ORD, p->at);
		size_t cells = 0;
		do {
			if (cells > 0)
				p->at++;
			if (!add_cell(p, line, &cells))
				return NULL;
		} while (p->at < p->tex.len && p->tex.ptr[p->at] == '&');
		columns = cells > columns ? cells : columns;
		Str name;
		more = at_line_end(p, &name);
		if (more && !skip_line_end(p, name))
			return NULL;
		if (more || !line_is_empty(line))
			math_row_add(lines, line);
	}
	MathNode *node = math_node(p, MATH_TABLE, MATH_ORD, at);
	node->as.table.kind = kind;
	node->as.table.lines = lines->as.row.first;
	node->as.table.columns = columns;
	return node;
}

/* --- environments --- */

typedef struct {
	Str name;
	MathTableKind kind;
	uint32_t open, close;
	char option; /* 'c': columns in braces follow; 'n': a number in braces; 0: nothing */
} Environment;

static const Environment environments[] = {
	{STR_INIT("matrix"), MATH_TABLE_MATRIX, 0, 0, 0},
	{STR_INIT("pmatrix"), MATH_TABLE_MATRIX, '(', ')', 0},
	{STR_INIT("bmatrix"), MATH_TABLE_MATRIX, '[', ']', 0},
	{STR_INIT("Bmatrix"), MATH_TABLE_MATRIX, '{', '}', 0},
	{STR_INIT("vmatrix"), MATH_TABLE_MATRIX, '|', '|', 0},
	{STR_INIT("Vmatrix"), MATH_TABLE_MATRIX, 0x2016, 0x2016, 0},
	{STR_INIT("smallmatrix"), MATH_TABLE_SMALL, 0, 0, 0},
	{STR_INIT("array"), MATH_TABLE_MATRIX, 0, 0, 'c'},
	{STR_INIT("cases"), MATH_TABLE_CASES, '{', 0, 0},
	{STR_INIT("rcases"), MATH_TABLE_CASES, 0, '}', 0},
	{STR_INIT("aligned"), MATH_TABLE_ALIGNED, 0, 0, 0},
	{STR_INIT("align"), MATH_TABLE_ALIGNED, 0, 0, 0},
	{STR_INIT("alignat"), MATH_TABLE_ALIGNED, 0, 0, 'n'},
	{STR_INIT("alignedat"), MATH_TABLE_ALIGNED, 0, 0, 'n'},
	{STR_INIT("flalign"), MATH_TABLE_ALIGNED, 0, 0, 0},
	{STR_INIT("split"), MATH_TABLE_ALIGNED, 0, 0, 0},
	{STR_INIT("eqnarray"), MATH_TABLE_MATRIX, 0, 0, 'e'},
	{STR_INIT("gather"), MATH_TABLE_GATHERED, 0, 0, 0},
	{STR_INIT("gathered"), MATH_TABLE_GATHERED, 0, 0, 0},
	{STR_INIT("multline"), MATH_TABLE_GATHERED, 0, 0, 0},
	{STR_INIT("equation"), MATH_TABLE_GATHERED, 0, 0, 0},
	{STR_INIT("displaymath"), MATH_TABLE_GATHERED, 0, 0, 0},
	{STR_INIT("math"), MATH_TABLE_GATHERED, 0, 0, 0},
};

static const Environment *find_environment(Str name)
{
	if (str_ends(name, S("*")))
		name.len--;
	for (size_t i = 0; i < sizeof environments / sizeof *environments; i++)
		if (str_eq(environments[i].name, name))
			return &environments[i];
	return NULL;
}

/* The columns of an array; rules between them are left out. */
static Str read_columns(MathParser *p)
{
	Str source;
	Buf out = buf_in(p->arena);
	if (!math_read_group(p, &source))
		return S("");
	for (size_t i = 0; i < source.len; i++) {
		char c = source.ptr[i];
		if (c == 'l' || c == 'c' || c == 'r')
			buf_add_char(&out, c);
		else if (c != '|' && !char_is_space(c))
			math_fail(p, p->at - source.len, S("a column that is none of l, c, r"),
				  S("write the columns of an array as in {lcr}"));
	}
	return buf_str(&out);
}

static bool read_options(MathParser *p, const Environment *environment, Str *aligns)
{
	Str option;
	*aligns = environment->option == 'e' ? S("rcl") : S("");
	if (environment->option == 'c' || environment->kind == MATH_TABLE_ALIGNED)
		math_read_option(p, &option); /* [t], [b] */
	if (environment->option == 'c')
		*aligns = read_columns(p);
	if (environment->option == 'n')
		math_read_group(p, &option);
	return !p->failed;
}

static bool read_end(MathParser *p, Str name, size_t at)
{
	Str end;
	if (!str_eq(math_peek_command(p), S("end")))
		return math_refuse(
			p, at,
			str_format(p->arena, "\\begin{%.*s} without its \\end", STR_ARG(name)),
			S("close what is open"));
	p->at += sizeof "\\end" - 1;
	if (!math_read_group(p, &end))
		return false;
	if (!str_eq(str_trim(end), name))
		return math_refuse(p, at,
				   str_format(p->arena, "\\begin{%.*s} is closed by \\end{%.*s}",
					      STR_ARG(name), STR_ARG(end)),
				   S("close what was opened last first"));
	return true;
}

MathNode *math_parse_environment(MathParser *p, size_t at)
{
	Str name, aligns;
	if (!math_read_group(p, &name))
		return NULL;
	name = str_trim(name);
	const Environment *environment = find_environment(name);
	if (environment == NULL)
		return math_fail(
			p, at,
			str_format(p->arena, "the environment %.*s is not known", STR_ARG(name)),
			S("use one such as aligned, cases or pmatrix"));
	if (!read_options(p, environment, &aligns))
		return NULL;
	MathNode *table = math_parse_table(p, environment->kind, at);
	if (table == NULL || !read_end(p, name, at))
		return NULL;
	table->end = (uint32_t)p->at;
	table->as.table.aligns = aligns;
	table->as.table.open = environment->open;
	table->as.table.close = environment->close;
	if (environment->open != 0 || environment->close != 0)
		table->class = MATH_INNER;
	return table;
}
