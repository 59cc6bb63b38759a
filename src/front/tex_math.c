/*
 * Rows, atoms and scripts of a formula.
 */
#include "front/tex_math.h"

#include "base/utf8.h"
#include "front/tex_math_parser.h"

MathNode *math_node(MathParser *p, MathKind kind, MathClass class, size_t at)
{
	MathNode *node = ARENA_NEW(p->arena, MathNode);
	node->kind = kind;
	node->class = class;
	node->at = (uint32_t)at;
	node->end = (uint32_t)p->at;
	return node;
}

MathNode *math_fail(MathParser *p, size_t at, Str message, Str hint)
{
	if (!p->failed)
		*p->problem = (MathProblem){message, hint, at, p->at > at ? p->at : at + 1};
	p->failed = true;
	return NULL;
}

MathNode *math_fail_end(MathParser *p)
{
	return math_fail(p, p->at, S("the formula ends too early"),
			 S("close what is open, or give the command its argument"));
}

bool math_refuse(MathParser *p, size_t at, Str message, Str hint)
{
	math_fail(p, at, message, hint);
	return false;
}

bool math_refuse_end(MathParser *p)
{
	math_fail_end(p);
	return false;
}

void math_row_add(MathNode *row, MathNode *child)
{
	if (child == NULL)
		return;
	if (row->as.row.last != NULL)
		row->as.row.last->next = child;
	else
		row->as.row.first = child;
	row->as.row.last = child;
	row->end = child->end;
}

void math_skip_space(MathParser *p)
{
	while (p->at < p->tex.len) {
		char c = p->tex.ptr[p->at];
		if (c == '%') {
			size_t end = str_find_char(p->tex, '\n', p->at);
			p->at = end == STR_NONE ? p->tex.len : end + 1;
		} else if (char_is_space(c)) {
			p->at++;
		} else if (str_starts(str_from_offset(p->tex, p->at), S("\u00A0"))) {
			p->at += 2;
		} else {
			return;
		}
	}
}

static char peek(MathParser *p)
{
	math_skip_space(p);
	return p->at < p->tex.len ? p->tex.ptr[p->at] : '\0';
}

Str math_peek_command(const MathParser *p)
{
	if (p->at + 1 >= p->tex.len || p->tex.ptr[p->at] != '\\')
		return S("");
	size_t start = p->at + 1, end = start;
	while (end < p->tex.len && char_is_alpha(p->tex.ptr[end]))
		end++;
	if (end == start)
		utf8_next(p->tex, &end);
	return str_slice(p->tex, start, end);
}

/* Takes a star behind a command's name: \operatorname*. */
static const MathCommand *read_command(MathParser *p)
{
	Str name = math_peek_command(p);
	const MathCommand *command = math_command_find(name);
	p->at += 1 + name.len;
	if (command != NULL && p->at < p->tex.len && p->tex.ptr[p->at] == '*' && name.len > 1) {
		Str starred = str_concat(p->arena, name, S("*"));
		const MathCommand *other = math_command_find(starred);
		p->at += other != NULL ? 1 : 0;
		command = other != NULL ? other : command;
	}
	return command;
}

bool math_read_group(MathParser *p, Str *out)
{
	*out = S("");
	if (peek(p) != '{')
		return math_refuse(p, p->at, S("an argument in braces is missing"),
				   S("write it as {...}"));
	size_t start = p->at + 1;
	int depth = 0;
	for (size_t at = p->at; at < p->tex.len; at++) {
		char c = p->tex.ptr[at];
		depth += c == '{' ? 1 : c == '}' ? -1 : 0;
		if (c == '\\')
			at++;
		if (depth > 0)
			continue;
		p->at = at + 1;
		*out = str_slice(p->tex, start, at);
		return true;
	}
	return math_refuse_end(p);
}

bool math_read_option(MathParser *p, Str *out)
{
	if (peek(p) != '[')
		return false;
	size_t end = str_find_char(p->tex, ']', p->at);
	if (end == STR_NONE)
		return math_refuse_end(p);
	*out = str_slice(p->tex, p->at + 1, end);
	p->at = end + 1;
	return true;
}

/* --- atoms --- */

static MathNode *parse_number(MathParser *p)
{
	size_t start = p->at;
	while (p->at < p->tex.len && (char_is_digit(p->tex.ptr[p->at]) ||
				      (p->tex.ptr[p->at] == '.' && p->at + 1 < p->tex.len &&
				       char_is_digit(p->tex.ptr[p->at + 1]))))
		p->at++;
	MathNode *node = math_node(p, MATH_NUMBER, MATH_ORD, start);
	node->as.text.text = str_slice(p->tex, start, p->at);
	node->as.text.variant = p->variant;
	return node;
}

/* Characters of the keyboard that mean another sign in a formula. */
static uint32_t sign_of(uint32_t rune)
{
	switch (rune) {
	case '-': return 0x2212;
	case '*': return 0x2217;
	case ':': return 0x2236;
	case 0x2018:
	case '`': return 0x2018;
	default: return rune;
	}
}

static MathNode *parse_char(MathParser *p)
{
	size_t start = p->at;
	MathClass class = MATH_ORD;
	uint32_t rune = utf8_next(p->tex, &p->at);
	const MathCommand *command;
	bool sign = math_char_find(rune, &class, &command);
	if (command != NULL)
		return math_parse_command(p, command, start);
	MathNode *node = math_node(p, sign ? MATH_OPERATOR : MATH_IDENT, class, start);
	node->as.symbol.rune = sign_of(rune);
	node->as.symbol.variant = p->variant;
	return node;
}

static MathNode *parse_group(MathParser *p)
{
	size_t start = p->at++;
	MathVariant outer = p->variant;
	MathNode *row = math_parse_row(p, 0);
	p->variant = outer;
	if (row == NULL)
		return NULL;
	if (p->at >= p->tex.len)
		return math_fail_end(p);
	if (p->tex.ptr[p->at] != '}')
		return math_fail(p, p->at, S("a group {...} is not closed here"),
				 S("close every { with }"));
	p->at++;
	row->at = (uint32_t)start;
	row->end = (uint32_t)p->at;
	return row;
}

/* The atom at p->at, without scripts; NULL when it leaves nothing. */
static MathNode *parse_atom(MathParser *p)
{
	char c = peek(p);
	size_t start = p->at;
	if (c == '\0')
		return math_fail_end(p);
	if (c == '{')
		return parse_group(p);
	if (char_is_digit(c))
		return parse_number(p);
	if (c == '~') {
		p->at++;
		MathNode *space = math_node(p, MATH_SPACE, MATH_ORD, start);
		space->as.space = 6;
		return space;
	}
	if (c == '#' || c == '$')
		return math_fail(p, start,
				 str_format(p->arena, "%c has no meaning in a formula", c),
				 str_format(p->arena, "write \\%c for the sign", c));
	if (c != '\\')
		return parse_char(p);
	Str name = math_peek_command(p);
	const MathCommand *command = read_command(p);
	if (command == NULL)
		return math_fail(
			p, start,
			str_format(p->arena, "the command \\%.*s is not known", STR_ARG(name)),
			S("write the formula without it; its source is shown instead"));
	return math_parse_command(p, command, start);
}

MathNode *math_parse_argument(MathParser *p)
{
	char c = peek(p);
	if (c == '\0' || c == '}' || c == '&')
		return math_fail_end(p);
	if (char_is_digit(c)) { /* one digit: \frac12 */
		MathNode *node = math_node(p, MATH_NUMBER, MATH_ORD, p->at);
		node->as.text.text = str_slice(p->tex, p->at, p->at + 1);
		node->as.text.variant = p->variant;
		node->end = (uint32_t)++p->at;
		return node;
	}
	size_t start = p->at;
	if (++p->depth > TEX_MATH_DEPTH)
		return math_fail(p, start, S("the formula nests too deep"), S(""));
	MathNode *node = parse_atom(p);
	p->depth--;
	if (node == NULL && !p->failed)
		node = math_node(p, MATH_ROW, MATH_ORD, start);
	return node;
}

/* --- scripts --- */

static bool is_primes(const MathNode *node)
{
	const MathNode *first = node->kind == MATH_ROW ? node->as.row.first : NULL;
	return first != NULL && first->kind == MATH_OPERATOR && first->as.symbol.rune == 0x2032;
}

static bool add_script(MathParser *p, MathNode **slot, MathNode *script, size_t at)
{
	if (script == NULL)
		return false;
	if (*slot == NULL) {
		*slot = script;
		return true;
	}
	if (!is_primes(*slot))
		return math_refuse(p, at, S("two superscripts or subscripts on one base"),
				   S("put braces around what belongs together: {a^b}^c"));
	math_row_add(*slot, script);
	return true;
}

/* Primes are a superscript; another one joins them: f'^2. */
static MathNode *parse_primes(MathParser *p)
{
	size_t start = p->at, count = 0;
	MathNode *row = math_node(p, MATH_ROW, MATH_ORD, start);
	for (;;) {
		Str rest = str_from_offset(p->tex, p->at);
		if (str_starts(rest, S("'")))
			p->at++;
		else if (str_starts(rest, S("\u2019")))
			p->at += 3;
		else
			break;
		count++;
		math_skip_space(p);
	}
	for (size_t i = 0; i < count; i++) {
		MathNode *prime = math_node(p, MATH_OPERATOR, MATH_ORD, start);
		prime->as.symbol.rune = 0x2032;
		math_row_add(row, prime);
	}
	return row;
}

static bool at_prime(const MathParser *p)
{
	Str rest = str_from_offset(p->tex, p->at);
	return str_starts(rest, S("'")) || str_starts(rest, S("\u2019"));
}

static MathLimits limits_of(const MathNode *base)
{
	if (base->kind == MATH_OPERATOR && base->class == MATH_OP)
		return base->as.symbol.limits;
	if (base->kind == MATH_NAME)
		return base->as.text.limits;
	if (base->kind == MATH_ACCENT && base->class == MATH_OP)
		return MATH_LIMITS_ALWAYS;
	return base->class == MATH_OP ? MATH_LIMITS_DISPLAY : MATH_LIMITS_BESIDE;
}

/* \limits and its kin behind an operator. */
static bool read_limits(MathParser *p, MathLimits *limits)
{
	const MathCommand *command = math_command_find(math_peek_command(p));
	if (command == NULL || command->action != ACT_LIMITS)
		return false;
	read_command(p);
	*limits = (MathLimits)command->arg;
	return true;
}

static MathNode *parse_scripts(MathParser *p, MathNode *base)
{
	size_t start = base->at;
	MathNode *node = NULL;
	MathLimits limits = limits_of(base);
	for (;;) {
		char c = peek(p);
		if (c == '\\' && read_limits(p, &limits))
			continue;
		bool prime = c != '\0' && at_prime(p);
		if (c != '^' && c != '_' && !prime)
			break;
		if (node == NULL) {
			node = math_node(p, MATH_SCRIPTS, base->class, start);
			node->as.scripts.base = base;
		}
		size_t at = p->at;
		p->at += prime ? 0 : 1;
		MathNode *script = prime ? parse_primes(p) : math_parse_argument(p);
		bool above = c != '_';
		if (!add_script(p, above ? &node->as.scripts.sup : &node->as.scripts.sub, script,
				at))
			return NULL;
	}
	if (node == NULL)
		return base;
	node->as.scripts.limits = limits;
	node->end = (uint32_t)p->at;
	return node;
}

/* --- rows --- */

static bool at_row_end(MathParser *p, char close)
{
	char c = peek(p);
	if (c == '\0' || c == '}' || c == '&' || (close != 0 && c == close))
		return true;
	if (c != '\\')
		return false;
	const MathCommand *command = math_command_find(math_peek_command(p));
	return command != NULL && command->action == ACT_END;
}

/* What stands before \over is its upper half, what follows its lower. */
static MathNode *parse_infix(MathParser *p, MathNode *above, const MathCommand *command, char close)
{
	size_t start = above->at;
	p->at += 1 + math_peek_command(p).len;
	MathNode *below = math_parse_row(p, close);
	if (below == NULL)
		return NULL;
	MathNode *row = math_node(p, MATH_ROW, MATH_ORD, start);
	math_row_add(row, math_fraction(p, above, below, command->arg, start));
	return row;
}

static const MathCommand *at_infix(MathParser *p)
{
	const MathCommand *command = math_command_find(math_peek_command(p));
	return command != NULL && command->action == ACT_INFIX ? command : NULL;
}

static MathNode *parse_row(MathParser *p, char close)
{
	MathNode *row = math_node(p, MATH_ROW, MATH_ORD, p->at);
	while (!at_row_end(p, close)) {
		const MathCommand *infix = at_infix(p);
		if (infix != NULL)
			return parse_infix(p, row, infix, close);
		size_t start = p->at;
		char c = p->tex.ptr[start];
		MathNode *atom = c == '^' || c == '_' || at_prime(p)
					 ? math_node(p, MATH_ROW, MATH_ORD, start)
					 : parse_atom(p);
		if (atom != NULL && atom->kind != MATH_SPACE)
			atom = parse_scripts(p, atom);
		if (p->failed)
			return NULL;
		math_row_add(row, atom);
	}
	return row;
}

MathNode *math_parse_row(MathParser *p, char close)
{
	if (++p->depth > TEX_MATH_DEPTH)
		return math_fail(p, p->at, S("the formula nests too deep"), S(""));
	MathNode *row = parse_row(p, close);
	p->depth--;
	return row;
}

/* A row as the only cell of a table: lines broken with \\ outside an environment. */
static MathNode *parse_whole(MathParser *p)
{
	MathNode *row = math_parse_row(p, 0);
	if (row == NULL || p->at >= p->tex.len)
		return row;
	Str name = math_peek_command(p);
	if (!str_eq(name, S("\\")) && p->tex.ptr[p->at] != '&')
		return math_fail(p, p->at, S("this closes what was not opened"),
				 S("write \\} for a brace"));
	p->at = 0;
	p->tag = S("");
	p->variant = MATH_DEFAULT;
	row = math_node(p, MATH_ROW, MATH_ORD, 0);
	math_row_add(row, math_parse_table(p, MATH_TABLE_ALIGNED, 0));
	if (!p->failed && p->at < p->tex.len)
		return math_fail(p, p->at, S("this closes what was not opened"), S(""));
	return p->failed ? NULL : row;
}

const MathFormula *tex_math_parse(Arena *arena, Str tex, MathProblem *problem)
{
	MathParser p = {.arena = arena, .tex = tex, .problem = problem};
	if (tex.len > TEX_MATH_LENGTH) {
		math_fail(&p, 0, S("the formula is too long"), S(""));
		return NULL;
	}
	const MathNode *root = parse_whole(&p);
	if (root == NULL)
		return NULL;
	MathFormula *formula = ARENA_NEW(arena, MathFormula);
	*formula = (MathFormula){root, p.tag};
	return formula;
}
