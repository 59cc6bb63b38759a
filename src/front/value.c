#include "front/value.h"

#include "base/buf.h"

#include <math.h>
#include <stdio.h>

const Value *value_nil(void)
{
	static const Value nil = {.kind = VALUE_NIL};
	return &nil;
}

Value *value_new(Arena *arena, ValueKind kind, Span span)
{
	Value *value = ARENA_NEW(arena, Value);
	value->kind = kind;
	value->span = span;
	return value;
}

Value *value_new_bool(Arena *arena, bool boolean, Span span)
{
	Value *value = value_new(arena, VALUE_BOOL, span);
	value->as.boolean = boolean;
	return value;
}

Value *value_new_int(Arena *arena, int64_t integer, Span span)
{
	Value *value = value_new(arena, VALUE_INT, span);
	value->as.integer = integer;
	return value;
}

Value *value_new_float(Arena *arena, double number, Span span)
{
	Value *value = value_new(arena, VALUE_FLOAT, span);
	value->as.number = number;
	return value;
}

Value *value_new_string(Arena *arena, Str string, Span span)
{
	Value *value = value_new(arena, VALUE_STRING, span);
	value->as.string = string;
	return value;
}

void value_push(Arena *arena, Value *list, Value *item)
{
	if (list->as.list.len == list->as.list.cap) {
		size_t cap = list->as.list.cap * 2 + 4;
		list->as.list.items =
			arena_grow(arena, list->as.list.items, list->as.list.cap * sizeof item,
				   cap * sizeof item);
		list->as.list.cap = cap;
	}
	list->as.list.items[list->as.list.len++] = item;
}

const ValueEntry *value_entry(const Value *map, Str key)
{
	if (map->kind != VALUE_MAP)
		return NULL;
	for (size_t i = 0; i < map->as.map.len; i++)
		if (str_eq(map->as.map.entries[i].key, key))
			return &map->as.map.entries[i];
	return NULL;
}

void value_append(Arena *arena, Value *map, ValueEntry entry)
{
	if (map->as.map.len == map->as.map.cap) {
		size_t cap = map->as.map.cap * 2 + 4;
		map->as.map.entries =
			arena_grow(arena, map->as.map.entries, map->as.map.cap * sizeof entry,
				   cap * sizeof entry);
		map->as.map.cap = cap;
	}
	map->as.map.entries[map->as.map.len++] = entry;
}

void value_set(Arena *arena, Value *map, Str key, Value *item)
{
	const ValueEntry *old = value_entry(map, key);
	if (old != NULL)
		map->as.map.entries[old - map->as.map.entries].value = item;
	else
		value_append(arena, map, (ValueEntry){key, item->span, item});
}

void value_put_string(Arena *arena, Value *map, const char *key, Str string)
{
	value_set(arena, map, str_from(key), value_new_string(arena, string, SPAN_NONE));
}

void value_put_int(Arena *arena, Value *map, const char *key, size_t number)
{
	value_set(arena, map, str_from(key), value_new_int(arena, (int64_t)number, SPAN_NONE));
}

void value_put_bool(Arena *arena, Value *map, const char *key, bool boolean)
{
	value_set(arena, map, str_from(key), value_new_bool(arena, boolean, SPAN_NONE));
}

Value *value_put_new(Arena *arena, Value *map, const char *key, ValueKind kind)
{
	Value *made = value_new(arena, kind, SPAN_NONE);
	value_set(arena, map, str_from(key), made);
	return made;
}

Value *value_push_map(Arena *arena, Value *list)
{
	Value *made = value_new(arena, VALUE_MAP, SPAN_NONE);
	value_push(arena, list, made);
	return made;
}

void value_set_path(Arena *arena, Value *map, Str path, Value *item)
{
	Str rest = path, part;
	str_split(&rest, '.', &part);
	if (rest.ptr == NULL) {
		value_set(arena, map, part, item);
		return;
	}
	const ValueEntry *entry = value_entry(map, part);
	Value *inner = entry != NULL && entry->value->kind == VALUE_MAP
			       ? entry->value
			       : value_new(arena, VALUE_MAP, item->span);
	value_set(arena, map, part, inner);
	value_set_path(arena, inner, rest, item);
}

const Value *value_get(const Value *map, Str key)
{
	const ValueEntry *entry = value_entry(map, key);
	return entry == NULL ? value_nil() : entry->value;
}

const Value *value_at(const Value *list, size_t index)
{
	if (list->kind != VALUE_LIST || index >= list->as.list.len)
		return value_nil();
	return list->as.list.items[index];
}

const Value *value_path(const Value *value, Str path)
{
	for (Str rest = path, part; str_split(&rest, '.', &part);) {
		int64_t index;
		if (value->kind == VALUE_LIST)
			value = str_to_int(part, &index) && index >= 0
					? value_at(value, (size_t)index)
					: value_nil();
		else
			value = value_get(value, part);
	}
	return value;
}

size_t value_len(const Value *value)
{
	return value->kind == VALUE_LIST  ? value->as.list.len
	       : value->kind == VALUE_MAP ? value->as.map.len
					  : 0;
}

bool value_is_nil(const Value *value)
{
	return value->kind == VALUE_NIL;
}

/*
 * As Ruby writes a float: the shortest digits that read back, 1.0e+16 from there on and below
 * 0.0001.
 */
static Str float_text(Arena *arena, double number)
{
	char digits[40], text[40];
	int count = 1;
	if (!isfinite(number))
		return number != number ? S("NaN") : number < 0 ? S("-Infinity") : S("Infinity");
	for (; count <= 17; count++) {
		(void)snprintf(digits, sizeof digits, "%.*e", count - 1, number);
		double back;
		if (str_to_double(str_from(digits), &back) && back == number)
			break;
	}
	Str scientific = str_from(digits);
	size_t e = str_find_char(scientific, 'e', 0);
	int64_t exponent = 0;
	(void)str_to_int(str_from_offset(scientific, e + 1), &exponent);
	if (number != 0 && (exponent < -4 || exponent >= 16)) {
		Str mantissa = str_slice(scientific, 0, e);
		return str_concat3(arena, mantissa, count == 1 ? S(".0") : S(""),
				   str_from_offset(scientific, e));
	}
	int decimals = count - 1 - (int)exponent;
	(void)snprintf(text, sizeof text, "%.*f", decimals > 1 ? decimals : 1, number);
	return str_dup(arena, str_from(text));
}

Str value_str(Arena *arena, const Value *value)
{
	if (value->plain.len > 0)
		return value->plain;
	switch (value->kind) {
	case VALUE_BOOL: return value->as.boolean ? S("true") : S("false");
	case VALUE_INT: return str_format(arena, "%lld", (long long)value->as.integer);
	case VALUE_FLOAT: return float_text(arena, value->as.number);
	case VALUE_STRING: return value->as.string;
	case VALUE_NIL:
	case VALUE_LIST:
	case VALUE_MAP: break;
	}
	return S("");
}

Str value_string(const Value *value)
{
	return value->kind == VALUE_STRING ? value->as.string : S("");
}

bool value_truthy(const Value *value)
{
	return value->kind != VALUE_NIL && !(value->kind == VALUE_BOOL && !value->as.boolean);
}

bool value_bool(const Value *value, bool otherwise)
{
	if (value->kind == VALUE_BOOL)
		return value->as.boolean;
	Str s = value_string(value);
	if (str_eq_nocase(s, S("true")) || str_eq_nocase(s, S("yes")) || str_eq_nocase(s, S("on")))
		return true;
	if (str_eq_nocase(s, S("false")) || str_eq_nocase(s, S("no")) || str_eq_nocase(s, S("off")))
		return false;
	return otherwise;
}

int64_t value_int(const Value *value, int64_t otherwise)
{
	int64_t integer;
	if (value->kind == VALUE_INT)
		return value->as.integer;
	return value->kind == VALUE_STRING && str_to_int(str_trim(value->as.string), &integer)
		       ? integer
		       : otherwise;
}

double value_number(const Value *value, double otherwise)
{
	double number;
	if (value->kind == VALUE_FLOAT)
		return value->as.number;
	if (value->kind == VALUE_INT)
		return (double)value->as.integer;
	return value->kind == VALUE_STRING && str_to_double(str_trim(value->as.string), &number)
		       ? number
		       : otherwise;
}

const char *value_kind_name(ValueKind kind)
{
	switch (kind) {
	case VALUE_NIL: return "nothing";
	case VALUE_BOOL: return "true or false";
	case VALUE_INT: return "a whole number";
	case VALUE_FLOAT: return "a number";
	case VALUE_STRING: return "a string";
	case VALUE_LIST: return "a list";
	case VALUE_MAP: return "a map";
	}
	return "";
}

Value *value_merge(Arena *arena, const Value *under, const Value *over)
{
	const Value *top = over->kind == VALUE_NIL ? under : over;
	Value *out = value_new(arena, top->kind, top->span);
	*out = *top;
	if (under->kind != VALUE_MAP || over->kind != VALUE_MAP)
		return out;
	out->as.map.entries = NULL;
	out->as.map.len = out->as.map.cap = 0;
	for (size_t i = 0; i < under->as.map.len; i++)
		value_append(arena, out, under->as.map.entries[i]);
	for (size_t i = 0; i < over->as.map.len; i++) {
		const ValueEntry *e = &over->as.map.entries[i];
		const ValueEntry *old = value_entry(out, e->key);
		if (old == NULL)
			value_append(arena, out, *e);
		else
			out->as.map.entries[old - out->as.map.entries].value =
				value_merge(arena, old->value, e->value);
	}
	return out;
}
