/* Expressions, look-ups, comparisons. */
#include "front/liquid_internal.h"

static const Value the_blank = {.kind = VALUE_STRING};
static const Value the_empty = {.kind = VALUE_STRING};

/* They are strings without text, told from others by their address. */
const Value *liquid_blank(void)
{
	return &the_blank;
}

const Value *liquid_empty(void)
{
	return &the_empty;
}

void liquid_bind(LiquidRun *run, Str name, const Value *value)
{
	VEC_PUSH(run->arena, &run->scope, (LiquidBinding){name, value});
}

/* A variable: inner scopes, assigned ones, globals, counters. */
static const Value *look_up(LiquidRun *run, Str name)
{
	for (size_t i = run->scope.len; i > run->scope_floor; i--)
		if (str_eq(run->scope.ptr[i - 1].name, name))
			return run->scope.ptr[i - 1].value;
	const Value *value = map_get(&run->locals, name);
	if (value == NULL)
		value = map_get(&run->counters, name);
	if (value == NULL && run->options->globals != NULL)
		value = value_get(run->options->globals, name);
	return value == NULL ? value_nil() : value;
}

Value *liquid_pair(LiquidRun *run, const ValueEntry *entry)
{
	Value *pair = value_new(run->arena, VALUE_LIST, entry->key_span);
	value_push(run->arena, pair, value_new_string(run->arena, entry->key, entry->key_span));
	value_push(run->arena, pair, entry->value);
	return pair;
}

/* size of anything counted, first and last of a list, first of a map. */
static const Value *special_property(LiquidRun *run, const Value *object, Str key)
{
	bool list = object->kind == VALUE_LIST;
	size_t len = value_len(object);
	if (str_eq(key, S("size"))) {
		if (!liquid_read(run, object->span, object) ||
		    !liquid_spend(run, object->span, LIQUID_NODE_COST))
			return value_nil();
		if (object->kind == VALUE_STRING)
			len = utf8_count(object->as.string);
		else if (!list && object->kind != VALUE_MAP)
			return value_nil();
		return value_new_int(run->arena, (int64_t)len, object->span);
	}
	if (str_eq(key, S("first")) && list)
		return value_at(object, 0);
	if (str_eq(key, S("last")) && list && len > 0)
		return value_at(object, len - 1);
	if (str_eq(key, S("first")) && object->kind == VALUE_MAP && len > 0)
		return liquid_pair(run, &object->as.map.entries[0]);
	return value_nil();
}

static const Value *list_item(const Value *list, int64_t index)
{
	int64_t len = (int64_t)list->as.list.len;
	if (index < 0 && index >= -len)
		index += len;
	return index < 0 ? value_nil() : value_at(list, (size_t)index);
}

static const Value *key_property(LiquidRun *run, const Value *object, Str key)
{
	const ValueEntry *entry = value_entry(object, key);
	return entry != NULL ? entry->value : special_property(run, object, key);
}

/* A property as Liquid sees it: keys, indexes, size, first, last. */
static const Value *property_of(LiquidRun *run, const Value *object, const Value *key)
{
	if (object->kind == VALUE_LIST && key->kind == VALUE_INT)
		return list_item(object, key->as.integer);
	if (object->kind == VALUE_LIST && key->kind == VALUE_FLOAT && key->as.number > -1e9 &&
	    key->as.number < 1e9)
		return list_item(object, (int64_t)key->as.number);
	if (object->kind == VALUE_MAP && key->kind != VALUE_LIST && key->kind != VALUE_MAP) {
		const ValueEntry *entry = value_entry(object, value_str(run->arena, key));
		return entry != NULL ? entry->value : value_nil();
	}
	return value_nil();
}

const Value *liquid_property_path(LiquidRun *run, const Value *object, Str path)
{
	const ValueEntry *whole = value_entry(object, path);
	if (whole != NULL)
		return whole->value;
	for (Str rest = path, part; str_split(&rest, '.', &part);) {
		int64_t index;
		if (object->kind == VALUE_LIST && str_to_int(part, &index))
			object = list_item(object, index);
		else
			object = key_property(run, object, part);
	}
	return object;
}

/* Ruby's to_i of a range's end: the digits at the start of a string. */
static int64_t range_end(const Value *value)
{
	if (value->kind == VALUE_FLOAT)
		return value->as.number > -1e15 && value->as.number < 1e15
			       ? (int64_t)value->as.number
			       : 0;
	Str s = str_trim_start(value_string(value));
	size_t n = s.len > 0 && s.ptr[0] == '-';
	while (n < s.len && n < 18 && char_is_digit(s.ptr[n]))
		n++;
	int64_t integer = 0;
	(void)str_to_int(str_slice(s, 0, n), &integer);
	return value->kind == VALUE_INT ? value->as.integer : integer;
}

static const Value *make_range(LiquidRun *run, int64_t from, int64_t to, Span span)
{
	Value *range = value_new(run->arena, VALUE_LIST, span);
	range->plain = str_format(run->arena, "%lld..%lld", (long long)from, (long long)to);
	if (to < from)
		return range;
	uint64_t count = (uint64_t)to - (uint64_t)from + 1;
	bool many = count > LIQUID_MAX_TURNS || count == 0; /* 0: all of int64 */
	if (!liquid_turn(run, span, many ? LIQUID_MAX_TURNS + 1 : 0) ||
	    !liquid_spend(run, span, (size_t)count * sizeof(Value)))
		return range;
	for (int64_t i = 0; i < (int64_t)count; i++)
		value_push(run->arena, range, value_new_int(run->arena, from + i, span));
	return range;
}

static const Value *eval_path(LiquidRun *run, const LiquidExpr *path, Span span)
{
	const Value *first =
		path->steps[0].index == NULL ? NULL : liquid_eval(run, path->steps[0].index, span);
	Str name = first == NULL ? path->steps[0].key : liquid_show(run, first);
	const Value *value = look_up(run, name);
	for (size_t i = 1; i < path->step_count; i++) {
		const LiquidStep *step = &path->steps[i];
		if (step->index == NULL)
			value = key_property(run, value, step->key);
		else
			value = property_of(run, value, liquid_eval(run, step->index, span));
	}
	return value;
}

const Value *liquid_eval(LiquidRun *run, const LiquidExpr *expr, Span span)
{
	switch (expr->kind) {
	case LIQUID_LITERAL: return expr->literal;
	case LIQUID_PATH: return eval_path(run, expr, span);
	case LIQUID_RANGE: break;
	}
	int64_t from = range_end(liquid_eval(run, expr->from, span));
	return make_range(run, from, range_end(liquid_eval(run, expr->to, span)), span);
}

const Value *liquid_eval_pipe(LiquidRun *run, const LiquidPipe *pipe, Span span)
{
	const Value *value = liquid_eval(run, pipe->value, span);
	for (size_t i = 0; i < pipe->filters.len && run->state != LIQUID_STOPPED; i++)
		value = liquid_apply(run, &pipe->filters.ptr[i], value);
	return value;
}

static bool is_number(const Value *value)
{
	return value->kind == VALUE_INT || value->kind == VALUE_FLOAT;
}

/* Against `empty` or `blank`. */
static bool equals_nothing(const Value *value, bool blank)
{
	if (value == &the_blank || value == &the_empty)
		return value == (blank ? &the_blank : &the_empty);
	switch (value->kind) {
	case VALUE_STRING:
		return blank ? str_is_blank(value->as.string) : value->as.string.len == 0;
	case VALUE_LIST:
	case VALUE_MAP: return value_len(value) == 0;
	case VALUE_NIL: return blank;
	case VALUE_BOOL: return blank && !value->as.boolean;
	case VALUE_INT:
	case VALUE_FLOAT: break;
	}
	return false;
}

static bool equal(const Value *a, const Value *b, size_t depth);

static bool equal_maps(const Value *a, const Value *b, size_t depth)
{
	for (size_t i = 0; i < a->as.map.len; i++) {
		const ValueEntry *other = value_entry(b, a->as.map.entries[i].key);
		if (other == NULL || !equal(a->as.map.entries[i].value, other->value, depth))
			return false;
	}
	return true;
}

static bool equal(const Value *a, const Value *b, size_t depth)
{
	if (a == b || depth > LIQUID_MAX_DEPTH)
		return a == b;
	if (is_number(a) && is_number(b))
		return a->kind == VALUE_INT && b->kind == VALUE_INT
			       ? a->as.integer == b->as.integer
			       : value_number(a, 0) == value_number(b, 0);
	if (a->kind != b->kind || value_len(a) != value_len(b))
		return false;
	if (a->kind == VALUE_STRING)
		return str_eq(a->as.string, b->as.string);
	if (a->kind == VALUE_BOOL)
		return a->as.boolean == b->as.boolean;
	if (a->kind == VALUE_MAP)
		return equal_maps(a, b, depth + 1);
	for (size_t i = 0; i < value_len(a); i++)
		if (!equal(value_at(a, i), value_at(b, i), depth + 1))
			return false;
	return true;
}

bool liquid_equal(const Value *a, const Value *b)
{
	if (b == &the_blank || b == &the_empty)
		return equals_nothing(a, b == &the_blank);
	if (a == &the_blank || a == &the_empty)
		return equals_nothing(b, a == &the_blank);
	return equal(a, b, 0);
}

int liquid_compare(const Value *a, const Value *b, bool *ok)
{
	*ok = true;
	if (a->kind == VALUE_INT && b->kind == VALUE_INT)
		return (a->as.integer > b->as.integer) - (a->as.integer < b->as.integer);
	if (is_number(a) && is_number(b)) {
		double x = value_number(a, 0), y = value_number(b, 0);
		return (x > y) - (x < y);
	}
	if (a->kind == VALUE_STRING && b->kind == VALUE_STRING)
		return str_compare(a->as.string, b->as.string);
	*ok = false;
	return 0;
}

static bool contains(LiquidRun *run, const Value *in, const Value *what)
{
	if (value_is_nil(in) || !value_truthy(what))
		return false;
	if (in->kind == VALUE_STRING)
		return str_contains(in->as.string, liquid_show(run, what));
	if (in->kind == VALUE_MAP)
		return value_entry(in, liquid_show(run, what)) != NULL;
	for (size_t i = 0; i < value_len(in); i++)
		if (liquid_equal(value_at(in, i), what))
			return true;
	return false;
}

static bool test_order(LiquidRun *run, LiquidOp op, const Value *a, const Value *b, Span span)
{
	bool ok, nothing = a == &the_blank || a == &the_empty || b == &the_blank || b == &the_empty;
	int order = liquid_compare(a, b, &ok);
	if (nothing || value_is_nil(a) || value_is_nil(b))
		return false;
	if (!ok) {
		bool plain = (is_number(a) || a->kind == VALUE_STRING) &&
			     (is_number(b) || b->kind == VALUE_STRING);
		if (plain || a->kind == VALUE_STRING || is_number(a))
			liquid_fail(run, span, S("plus: 0 makes a number of a string"),
				    "%s and %s cannot be compared", value_kind_name(a->kind),
				    value_kind_name(b->kind));
		return false;
	}
	return op == LIQUID_LT	 ? order < 0
	       : op == LIQUID_GT ? order > 0
	       : op == LIQUID_LE ? order <= 0
				 : order >= 0;
}

static bool test_one(LiquidRun *run, const LiquidTest *test, Span span)
{
	const Value *left = liquid_eval(run, test->left, span);
	const Value *right =
		test->right != NULL ? liquid_eval(run, test->right, span) : value_nil();
	if (test->op != LIQUID_TRUTHY &&
	    (!liquid_read(run, span, left) || !liquid_read(run, span, right)))
		return false;
	switch (test->op) {
	case LIQUID_TRUTHY: return value_truthy(left);
	case LIQUID_EQ: return liquid_equal(left, right);
	case LIQUID_NE: return !liquid_equal(left, right);
	case LIQUID_CONTAINS: return contains(run, left, right);
	case LIQUID_LT:
	case LIQUID_GT:
	case LIQUID_LE:
	case LIQUID_GE: break;
	}
	return test_order(run, test->op, left, right, span);
}

bool liquid_test(LiquidRun *run, const LiquidCond *cond, Span span)
{
	for (size_t i = 0; i < cond->count; i++) {
		bool ok = test_one(run, &cond->items[i], span);
		if (i + 1 == cond->count || ok == cond->items[i].or_next)
			return ok;
	}
	return false;
}
