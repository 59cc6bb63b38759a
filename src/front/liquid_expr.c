/*
 * Expressions, conditions and filters. Ruby's Liquid, as Jekyll calls it, first parses strictly
 * and, when that fails, warns and reads what it can; here one parser does both: what stands behind
 * a sound expression is skipped with a warning.
 */
#include "front/liquid_internal.h"

LiquidCursor liquid_cursor(LiquidParser *parser, Str markup)
{
	return (LiquidCursor){parser, markup, 0};
}

static void skip_space(LiquidCursor *cursor)
{
	cursor->rest = str_trim_start(cursor->rest);
}

bool liquid_at_end(LiquidCursor *cursor)
{
	skip_space(cursor);
	return cursor->rest.len == 0;
}

bool liquid_accept(LiquidCursor *cursor, char c)
{
	skip_space(cursor);
	if (cursor->rest.len == 0 || cursor->rest.ptr[0] != c)
		return false;
	cursor->rest = str_from_offset(cursor->rest, 1);
	return true;
}

static bool is_name_char(char c)
{
	return char_is_alnum(c) || c == '_' || c == '-' || (unsigned char)c >= 0x80;
}

/* Length of the name that `s` starts with; one that follows a dot may start with a digit. */
static size_t name_length(Str s, bool step)
{
	size_t n = 0;
	if (s.len == 0 || (!step && (char_is_digit(s.ptr[0]) || s.ptr[0] == '-')))
		return 0;
	while (n < s.len && is_name_char(s.ptr[n]))
		n++;
	return n + (n > 0 && n < s.len && s.ptr[n] == '?');
}

Str liquid_take_name(LiquidCursor *cursor)
{
	skip_space(cursor);
	Str name = str_slice(cursor->rest, 0, name_length(cursor->rest, false));
	cursor->rest = str_from_offset(cursor->rest, name.len);
	return name;
}

bool liquid_accept_word(LiquidCursor *cursor, Str word)
{
	LiquidCursor ahead = *cursor;
	if (!str_eq(liquid_take_name(&ahead), word))
		return false;
	*cursor = ahead;
	return true;
}

static LiquidExpr *new_expr(LiquidCursor *cursor, LiquidExprKind kind, const Value *literal)
{
	LiquidExpr *expr = ARENA_NEW(cursor->parser->run->arena, LiquidExpr);
	expr->kind = kind;
	expr->literal = literal;
	return expr;
}

static LiquidExpr *take_string(LiquidCursor *cursor)
{
	size_t end = str_find_char(cursor->rest, cursor->rest.ptr[0], 1);
	if (end == STR_NONE) {
		liquid_syntax_error(cursor->parser, liquid_span_of(cursor->parser, cursor->rest),
				    S("end it with the quote that it begins with"),
				    "a string is not closed");
		return NULL;
	}
	Str inner = str_slice(cursor->rest, 1, end);
	Span span = liquid_span_of(cursor->parser, inner);
	cursor->rest = str_from_offset(cursor->rest, end + 1);
	return new_expr(cursor, LIQUID_LITERAL,
			value_new_string(cursor->parser->run->arena, inner, span));
}

/* A number without exponent; "1..5" is 1. */
static LiquidExpr *take_number(LiquidCursor *cursor)
{
	Str s = cursor->rest;
	size_t n = s.ptr[0] == '-' ? 1 : 0;
	while (n < s.len && char_is_digit(s.ptr[n]))
		n++;
	bool fraction = n + 1 < s.len && s.ptr[n] == '.' && char_is_digit(s.ptr[n + 1]);
	if (fraction)
		for (n++; n < s.len && char_is_digit(s.ptr[n]);)
			n++;
	Str digits = str_slice(s, 0, n);
	Arena *arena = cursor->parser->run->arena;
	Span span = liquid_span_of(cursor->parser, digits);
	int64_t integer = 0;
	double number = 0;
	cursor->rest = str_from_offset(s, n);
	if (!fraction && str_to_int(digits, &integer))
		return new_expr(cursor, LIQUID_LITERAL, value_new_int(arena, integer, span));
	(void)str_to_double(digits, &number);
	return new_expr(cursor, LIQUID_LITERAL, value_new_float(arena, number, span));
}

static LiquidExpr *take_range(LiquidCursor *cursor)
{
	Str whole = cursor->rest;
	LiquidExpr *range = new_expr(cursor, LIQUID_RANGE, NULL);
	(void)liquid_accept(cursor, '(');
	range->from = liquid_take_expr(cursor);
	bool dots = liquid_accept(cursor, '.') && liquid_accept(cursor, '.');
	range->to = dots ? liquid_take_expr(cursor) : NULL;
	if (range->to != NULL && range->from != NULL && liquid_accept(cursor, ')'))
		return range;
	liquid_syntax_error(cursor->parser, liquid_span_of(cursor->parser, whole),
			    S("a range is written (1..5); conditions take no parentheses"),
			    "this is no range");
	return NULL;
}

/* The literal that `name` is, or NULL. */
static const Value *literal_of(LiquidCursor *cursor, Str name)
{
	Arena *arena = cursor->parser->run->arena;
	if (str_eq(name, S("nil")) || str_eq(name, S("null")))
		return value_nil();
	if (str_eq(name, S("true")) || str_eq(name, S("false")))
		return value_new_bool(arena, name.len == 4, SPAN_NONE);
	if (str_eq(name, S("blank")))
		return liquid_blank();
	if (str_eq(name, S("empty")))
		return liquid_empty();
	return NULL;
}

static bool take_index(LiquidCursor *cursor, LiquidStep *step)
{
	Str whole = cursor->rest;
	(void)liquid_accept(cursor, '[');
	step->index = liquid_take_expr(cursor);
	if (step->index != NULL && liquid_accept(cursor, ']'))
		return true;
	liquid_syntax_error(cursor->parser, liquid_span_of(cursor->parser, whole),
			    S("write page[\"key\"]"), "[ is not closed");
	return false;
}

/* .key and [index], as many as come; false on a syntax error. */
static bool take_steps(LiquidCursor *cursor, LiquidExpr *path)
{
	VEC(LiquidStep) steps = {path->steps, path->step_count, path->step_count};
	Arena *arena = cursor->parser->run->arena;
	for (;;) {
		LiquidStep step = {0};
		Str rest = str_trim_start(cursor->rest);
		if (rest.len > 0 && rest.ptr[0] == '[') {
			if (!take_index(cursor, &step))
				return false;
		} else if (rest.len > 1 && rest.ptr[0] == '.' && rest.ptr[1] != '.') {
			Str key = str_trim_start(str_from_offset(rest, 1));
			step.key = str_slice(key, 0, name_length(key, true));
			if (step.key.len == 0)
				break;
			cursor->rest = str_from_offset(key, step.key.len);
		} else {
			break;
		}
		VEC_PUSH(arena, &steps, step);
	}
	path->steps = steps.ptr;
	path->step_count = steps.len;
	return true;
}

static LiquidExpr *take_path(LiquidCursor *cursor)
{
	LiquidExpr *path = new_expr(cursor, LIQUID_PATH, NULL);
	Str name = liquid_take_name(cursor);
	if (name.len > 0) {
		path->steps = ARENA_NEW(cursor->parser->run->arena, LiquidStep);
		path->step_count = 1;
		path->steps[0].key = name;
	}
	if (!take_steps(cursor, path) || path->step_count == 0)
		return NULL;
	const Value *literal = path->step_count == 1 ? literal_of(cursor, name) : NULL;
	if (literal != NULL) {
		path->kind = LIQUID_LITERAL;
		path->literal = literal;
	}
	return path;
}

LiquidExpr *liquid_take_expr(LiquidCursor *cursor)
{
	if (liquid_at_end(cursor))
		return NULL;
	if (cursor->depth >= LIQUID_MAX_DEPTH) {
		liquid_syntax_error(cursor->parser, liquid_span_of(cursor->parser, cursor->rest),
				    S(""), "brackets are nested deeper than %d", LIQUID_MAX_DEPTH);
		return NULL;
	}
	cursor->depth++;
	Str s = cursor->rest;
	LiquidExpr *expr;
	if (s.ptr[0] == '"' || s.ptr[0] == '\'')
		expr = take_string(cursor);
	else if (s.ptr[0] == '(')
		expr = take_range(cursor);
	else if (char_is_digit(s.ptr[0]) ||
		 (s.ptr[0] == '-' && s.len > 1 && char_is_digit(s.ptr[1])))
		expr = take_number(cursor);
	else
		expr = take_path(cursor);
	cursor->depth--;
	return expr;
}

void liquid_expect_end(LiquidCursor *cursor)
{
	LiquidParser *parser = cursor->parser;
	if (parser->failed || liquid_at_end(cursor))
		return;
	Str rest = str_trim(cursor->rest);
	diag_warning(parser->run->diags, liquid_span_of(parser, rest), S(""),
		     "\"%.*s\" is not understood here and ignored [liquid-ignored]", STR_ARG(rest));
	cursor->rest.len = 0;
}

/* One argument of a filter or tag: value, or name: value. */
static bool take_arg(LiquidCursor *cursor, LiquidArg *arg)
{
	LiquidCursor ahead = *cursor;
	arg->name = liquid_take_name(&ahead);
	if (arg->name.len > 0 && liquid_accept(&ahead, ':'))
		*cursor = ahead;
	else
		arg->name = S("");
	arg->value = liquid_take_expr(cursor);
	return arg->value != NULL;
}

LiquidArgs liquid_take_named(LiquidCursor *cursor)
{
	LiquidArgs args = {0};
	LiquidArg arg;
	while (!liquid_at_end(cursor)) {
		(void)liquid_accept(cursor, ',');
		LiquidCursor ahead = *cursor;
		if (!take_arg(&ahead, &arg) || arg.name.len == 0)
			break;
		*cursor = ahead;
		VEC_PUSH(cursor->parser->run->arena, &args, arg);
	}
	return args;
}

static void take_filter_args(LiquidCursor *cursor, LiquidFilter *filter)
{
	LiquidArg arg;
	do {
		if (!take_arg(cursor, &arg))
			return;
		VEC_PUSH(cursor->parser->run->arena, &filter->args, arg);
	} while (liquid_accept(cursor, ','));
}

/* Moves to the next "|" that is not in quotes. */
static void skip_to_bar(LiquidCursor *cursor)
{
	Str s = cursor->rest;
	char quote = 0;
	size_t n = 0;
	for (; n < s.len && (quote != 0 || s.ptr[n] != '|'); n++) {
		if (quote == 0 && (s.ptr[n] == '"' || s.ptr[n] == '\''))
			quote = s.ptr[n];
		else if (s.ptr[n] == quote)
			quote = 0;
	}
	if (str_is_blank(str_slice(s, 0, n))) {
		cursor->rest = str_from_offset(s, n);
		return;
	}
	LiquidCursor part = *cursor;
	part.rest = str_slice(s, 0, n);
	liquid_expect_end(&part);
	cursor->rest = str_from_offset(s, n);
}

LiquidPipe liquid_parse_pipe(LiquidParser *parser, Str markup)
{
	LiquidPipe pipe = {0};
	LiquidCursor cursor = liquid_cursor(parser, markup);
	pipe.value = liquid_take_expr(&cursor);
	if (pipe.value == NULL)
		pipe.value = new_expr(&cursor, LIQUID_LITERAL, value_nil());
	while (!parser->failed) {
		skip_to_bar(&cursor);
		if (!liquid_accept(&cursor, '|'))
			break;
		LiquidFilter filter = {.name = liquid_take_name(&cursor)};
		if (filter.name.len == 0)
			continue;
		filter.span = liquid_span_of(parser, filter.name);
		if (liquid_accept(&cursor, ':'))
			take_filter_args(&cursor, &filter);
		VEC_PUSH(parser->run->arena, &pipe.filters, filter);
	}
	return pipe;
}

/* The operator that comes next; LIQUID_TRUTHY when none does. */
static LiquidOp take_op(LiquidCursor *cursor)
{
	static const struct {
		Str sign;
		LiquidOp op;
	} ops[] = {{STR_INIT("=="), LIQUID_EQ}, {STR_INIT("!="), LIQUID_NE},
		   {STR_INIT("<>"), LIQUID_NE}, {STR_INIT("<="), LIQUID_LE},
		   {STR_INIT(">="), LIQUID_GE}, {STR_INIT("<"), LIQUID_LT},
		   {STR_INIT(">"), LIQUID_GT}};
	skip_space(cursor);
	for (size_t i = 0; i < sizeof ops / sizeof *ops; i++)
		if (str_starts(cursor->rest, ops[i].sign)) {
			cursor->rest = str_from_offset(cursor->rest, ops[i].sign.len);
			return ops[i].op;
		}
	if (liquid_accept_word(cursor, S("contains")))
		return LIQUID_CONTAINS;
	LiquidCursor ahead = *cursor;
	Str word = liquid_take_name(&ahead);
	bool sign =
		cursor->rest.len > 0 && (cursor->rest.ptr[0] == '=' || cursor->rest.ptr[0] == '!');
	if (sign)
		word = str_slice(cursor->rest, 0, 1);
	if (word.len > 0 && !str_eq(word, S("and")) && !str_eq(word, S("or")))
		liquid_syntax_error(cursor->parser, liquid_span_of(cursor->parser, word),
				    S("operators are == != < > <= >= contains, and, or; "
				      "for \"not\" use unless or == false"),
				    "unknown operator \"%.*s\"", STR_ARG(word));
	return LIQUID_TRUTHY;
}

/* Skips to "and" or "or"; what lies between gets a warning. */
static void skip_to_join(LiquidCursor *cursor)
{
	Str start = str_trim_start(cursor->rest);
	LiquidCursor ahead = *cursor;
	while (!liquid_at_end(&ahead)) {
		LiquidCursor word = ahead;
		if (liquid_accept_word(&word, S("and")) || liquid_accept_word(&word, S("or")))
			break;
		Str name = liquid_take_name(&ahead);
		ahead.rest = str_from_offset(ahead.rest, name.len == 0);
	}
	LiquidCursor part = *cursor;
	part.rest = str_trim(str_slice(start, 0, start.len - ahead.rest.len));
	liquid_expect_end(&part);
	*cursor = ahead;
}

LiquidCond liquid_parse_cond(LiquidParser *parser, Str markup)
{
	VEC(LiquidTest) tests = {0};
	LiquidCursor cursor = liquid_cursor(parser, markup);
	for (;;) {
		LiquidTest test = {.left = liquid_take_expr(&cursor)};
		if (test.left == NULL) {
			liquid_syntax_error(parser, liquid_span_of(parser, markup),
					    S("write {% if page.title %}"),
					    "a condition is missing");
			break;
		}
		test.op = take_op(&cursor);
		if (test.op != LIQUID_TRUTHY && (test.right = liquid_take_expr(&cursor)) == NULL)
			test.right = new_expr(&cursor, LIQUID_LITERAL, value_nil());
		skip_to_join(&cursor);
		test.or_next = liquid_accept_word(&cursor, S("or"));
		bool more = test.or_next || liquid_accept_word(&cursor, S("and"));
		VEC_PUSH(parser->run->arena, &tests, test);
		if (!more || parser->failed)
			break;
	}
	return (LiquidCond){tests.ptr, tests.len};
}
