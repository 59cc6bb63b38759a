/* Lists: order, members, joining. Choosing by a property is in liquid_filters_select.c. */
#include "front/liquid_internal.h"

#include <stdlib.h>

static const Value *filter_join(LiquidCall *call)
{
	const Value *list = liquid_input_list(call);
	Str separator = call->count > 0 ? liquid_arg(call, 0) : S(" ");
	Buf out = buf_in(call->arena);
	for (size_t i = 0; i < value_len(list); i++) {
		if (i > 0)
			buf_add(&out, separator);
		buf_add(&out, liquid_show(call->run, value_at(list, i)));
		if (out.len > SOURCE_LIMIT)
			return liquid_bad(call, "the text is too long");
	}
	return liquid_string(call, buf_str(&out));
}

static const Value *filter_first(LiquidCall *call)
{
	if (call->in->kind != VALUE_LIST && call->in->kind != VALUE_MAP)
		return value_nil();
	return liquid_property_path(call->run, call->in, S("first"));
}

static const Value *filter_last(LiquidCall *call)
{
	size_t len = call->in->kind == VALUE_LIST ? value_len(call->in) : 0;
	return len == 0 ? value_nil() : value_at(call->in, len - 1);
}

static const Value *filter_size(LiquidCall *call)
{
	if (call->in->kind == VALUE_STRING)
		return liquid_int(call, (int64_t)utf8_count(call->in->as.string));
	return liquid_int(call, (int64_t)value_len(call->in));
}

static const Value *filter_reverse(LiquidCall *call)
{
	const Value *list = liquid_input_list(call);
	Value *out = liquid_new_list(call);
	for (size_t i = value_len(list); i > 0; i--)
		liquid_push(call, out, value_at(list, i - 1));
	return out;
}

static const Value *filter_concat(LiquidCall *call)
{
	if (call->args[0]->kind != VALUE_LIST)
		return liquid_bad(call, "a list is needed");
	const Value *list = liquid_input_list(call);
	Value *out = liquid_new_list(call);
	for (size_t i = 0; i < value_len(list); i++)
		liquid_push(call, out, value_at(list, i));
	for (size_t i = 0; i < value_len(call->args[0]); i++)
		liquid_push(call, out, value_at(call->args[0], i));
	return out;
}

/* The input's own items, lists in it kept. */
static Value *copy_list(LiquidCall *call, size_t from, size_t to)
{
	Value *out = liquid_new_list(call);
	for (size_t i = from; i < to && i < value_len(call->in); i++)
		liquid_push(call, out, value_at(call->in, i));
	return out;
}

static const Value *filter_push(LiquidCall *call)
{
	Value *out = copy_list(call, 0, SIZE_MAX);
	liquid_push(call, out, call->args[0]);
	return out;
}

static const Value *filter_unshift(LiquidCall *call)
{
	Value *out = liquid_new_list(call);
	liquid_push(call, out, call->args[0]);
	for (size_t i = 0; i < value_len(call->in); i++)
		liquid_push(call, out, value_at(call->in, i));
	return out;
}

static const Value *filter_pop(LiquidCall *call)
{
	int64_t n = call->count > 0 ? value_int(call->args[0], 1) : 1;
	int64_t len = (int64_t)value_len(call->in);
	return copy_list(call, 0, n < 0 || n > len ? 0 : (size_t)(len - n));
}

static const Value *filter_shift(LiquidCall *call)
{
	int64_t n = call->count > 0 ? value_int(call->args[0], 1) : 1;
	return copy_list(call, n < 0 ? 0 : (size_t)n, SIZE_MAX);
}

/* The property of an item that a filter names; the item itself when it names none. */
static const Value *property(LiquidCall *call, const Value *item, size_t arg)
{
	if (value_is_nil(call->args[arg]))
		return item;
	return liquid_property_path(call->run, item, liquid_arg(call, arg));
}

static const Value *filter_map(LiquidCall *call)
{
	const Value *list = liquid_input_list(call);
	Value *out = liquid_new_list(call);
	if (call->in->kind != VALUE_LIST && call->in->kind != VALUE_MAP && !value_is_nil(call->in))
		return liquid_bad(call, "a list of maps is needed");
	for (size_t i = 0; i < value_len(list); i++) {
		const Value *item = value_at(list, i);
		if (item->kind == VALUE_INT || item->kind == VALUE_FLOAT)
			return liquid_bad(call, "a list of maps is needed");
		liquid_push(call, out,
			    value_is_nil(call->args[0]) ? value_nil() : property(call, item, 0));
	}
	return out;
}

static const Value *filter_compact(LiquidCall *call)
{
	const Value *list = liquid_input_list(call);
	Value *out = liquid_new_list(call);
	for (size_t i = 0; i < value_len(list); i++)
		if (!value_is_nil(property(call, value_at(list, i), 0)))
			liquid_push(call, out, value_at(list, i));
	return out;
}

static const Value *filter_uniq(LiquidCall *call)
{
	const Value *list = liquid_input_list(call);
	Value *out = liquid_new_list(call);
	Map seen = map_in(call->arena);
	for (size_t i = 0; i < value_len(list); i++) {
		Str key = liquid_inspect(call->run, property(call, value_at(list, i), 0));
		if (map_has(&seen, key))
			continue;
		(void)map_set(&seen, key, NULL);
		liquid_push(call, out, value_at(list, i));
	}
	return out;
}

/* --- sorting --- */

typedef struct {
	const Value *item, *key;
	Str folded; /* of sort_natural */
	size_t place;
	bool *bad; /* set when two keys cannot be compared */
	int nil_order;
} SortItem;

/* nil goes to the end that the filter chose; equal keys keep their order. */
static int compare_nil(const SortItem *a, const SortItem *b, bool *decided)
{
	bool x = value_is_nil(a->key), y = value_is_nil(b->key);
	*decided = x || y;
	return x == y ? 0 : (x ? a->nil_order : -a->nil_order);
}

static int by_place(const SortItem *a, const SortItem *b)
{
	return (a->place > b->place) - (a->place < b->place);
}

static int compare_items(const void *left, const void *right)
{
	const SortItem *a = left, *b = right;
	bool decided, ok = true;
	int order = compare_nil(a, b, &decided);
	if (!decided)
		order = liquid_compare(a->key, b->key, &ok);
	if (!ok)
		*a->bad = true;
	return order != 0 ? order : by_place(a, b);
}

static int compare_natural(const void *left, const void *right)
{
	const SortItem *a = left, *b = right;
	bool decided;
	int order = compare_nil(a, b, &decided);
	if (!decided)
		order = str_compare(a->folded, b->folded);
	return order != 0 ? order : by_place(a, b);
}

static const Value *sort_list(LiquidCall *call, int nil_order, bool natural)
{
	const Value *list = liquid_input_list(call);
	size_t count = value_len(list);
	bool bad = false;
	Value *out = liquid_new_list(call);
	if (!liquid_spend(call->run, call->filter->span, count * sizeof(SortItem)))
		return out;
	SortItem *items = ARENA_ARRAY(call->arena, SortItem, count);
	for (size_t i = 0; i < count; i++) {
		const Value *item = value_at(list, i), *key = property(call, item, 0);
		items[i] = (SortItem){item, key, S(""), i, &bad, nil_order};
		if (natural)
			items[i].folded = str_lower(call->arena, liquid_show(call->run, key));
	}
	qsort(items, count, sizeof *items, natural ? compare_natural : compare_items);
	if (bad)
		return liquid_bad(call, "the values cannot be compared");
	for (size_t i = 0; i < count; i++)
		liquid_push(call, out, items[i].item);
	return out;
}

/* Jekyll's: sort: "key", "first" or "last" for where the items without it go. */
static const Value *filter_sort(LiquidCall *call)
{
	Str nils = liquid_arg(call, 1);
	if (call->count > 1 && !str_eq(nils, S("first")) && !str_eq(nils, S("last")))
		return liquid_bad(call, "items without the key go \"first\" or \"last\"");
	return sort_list(call, str_eq(nils, S("last")) ? 1 : -1, false);
}

static const Value *filter_sort_natural(LiquidCall *call)
{
	return sort_list(call, 1, true);
}

/* --- slices and sums --- */

static const Value *slice_text(LiquidCall *call, int64_t from, int64_t count)
{
	Str s = liquid_in(call);
	size_t start = 0;
	for (int64_t i = 0; i < from && start < s.len; i++)
		(void)utf8_next(s, &start);
	size_t end = start;
	for (int64_t i = 0; i < count && end < s.len; i++)
		(void)utf8_next(s, &end);
	return liquid_string(call, str_slice(s, start, end));
}

static const Value *filter_slice(LiquidCall *call)
{
	int64_t from, count = 1;
	bool list = call->in->kind == VALUE_LIST;
	if (!liquid_whole(call, call->args[0], &from))
		return value_nil();
	if (!value_is_nil(call->args[1]) && !liquid_whole(call, call->args[1], &count))
		return value_nil();
	int64_t len = list ? (int64_t)value_len(call->in) : (int64_t)utf8_count(liquid_in(call));
	if (from < 0)
		from = from < -len ? len : from + len;
	if (from > len || count < 0)
		count = 0;
	if (count > len)
		count = len;
	return list ? copy_list(call, (size_t)from, (size_t)from + (size_t)count)
		    : slice_text(call, from, count);
}

static const Value *filter_sum(LiquidCall *call)
{
	const Value *list = liquid_input_list(call);
	int64_t whole = 0;
	double number = 0;
	bool fraction = false;
	for (size_t i = 0; i < value_len(list); i++) {
		const Value *value = property(call, value_at(list, i), 0);
		int64_t integer = value_int(value, 0);
		bool over = __builtin_add_overflow(whole, integer, &whole);
		fraction = fraction || over || (value_number(value, 0) != (double)integer);
		number += value_number(value, 0);
	}
	return fraction ? value_new_float(call->arena, number, call->in->span)
			: liquid_int(call, whole);
}

static const Value *filter_array_to_sentence(LiquidCall *call)
{
	const Value *list = liquid_input_list(call);
	Str connector = call->count > 0 ? liquid_arg(call, 0) : S("and");
	size_t count = value_len(list);
	Buf out = buf_in(call->arena);
	for (size_t i = 0; i < count; i++) {
		if (i > 0 && count > 2)
			buf_add_char(&out, ',');
		if (i > 0)
			buf_add_char(&out, ' ');
		if (i > 0 && i + 1 == count)
			buf_add_format(&out, "%.*s ", STR_ARG(connector));
		buf_add(&out, liquid_show(call->run, value_at(list, i)));
	}
	return liquid_string(call, buf_str(&out));
}

const LiquidFilterEntry liquid_list_filters[] = {
	{STR_INIT("join"), 0, 1, filter_join},
	{STR_INIT("first"), 0, 0, filter_first},
	{STR_INIT("last"), 0, 0, filter_last},
	{STR_INIT("size"), 0, 0, filter_size},
	{STR_INIT("reverse"), 0, 0, filter_reverse},
	{STR_INIT("concat"), 1, 1, filter_concat},
	{STR_INIT("push"), 1, 1, filter_push},
	{STR_INIT("unshift"), 1, 1, filter_unshift},
	{STR_INIT("pop"), 0, 1, filter_pop},
	{STR_INIT("shift"), 0, 1, filter_shift},
	{STR_INIT("map"), 1, 1, filter_map},
	{STR_INIT("compact"), 0, 1, filter_compact},
	{STR_INIT("uniq"), 0, 1, filter_uniq},
	{STR_INIT("sort"), 0, 2, filter_sort},
	{STR_INIT("sort_natural"), 0, 1, filter_sort_natural},
	{STR_INIT("slice"), 1, 2, filter_slice},
	{STR_INIT("sum"), 0, 1, filter_sum},
	{STR_INIT("array_to_sentence_string"), 0, 1, filter_array_to_sentence},
	{STR_INIT("sample"), 0, 1, filter_first},
	{.fn = NULL},
};
