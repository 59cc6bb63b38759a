/* Values as text: to_s and inspect as Ruby's Liquid does them. */
#include "front/liquid_internal.h"

bool liquid_is_range(const Value *value)
{
	return value->kind == VALUE_LIST && value->plain.len > 0;
}

static void inspect(LiquidRun *run, Buf *out, const Value *value, size_t depth);

static void inspect_string(Buf *out, Str s)
{
	buf_add_char(out, '"');
	for (size_t i = 0; i < s.len; i++) {
		char c = s.ptr[i];
		if (c == '"' || c == '\\')
			buf_add_char(out, '\\');
		if (c == '\n')
			buf_add_cstr(out, "\\n");
		else if (c == '\t')
			buf_add_cstr(out, "\\t");
		else
			buf_add_char(out, c);
	}
	buf_add_char(out, '"');
}

static void inspect_list(LiquidRun *run, Buf *out, const Value *list, size_t depth)
{
	buf_add_char(out, '[');
	for (size_t i = 0; i < list->as.list.len; i++) {
		if (i > 0)
			buf_add_cstr(out, ", ");
		inspect(run, out, list->as.list.items[i], depth + 1);
	}
	buf_add_char(out, ']');
}

static void inspect_map(LiquidRun *run, Buf *out, const Value *map, size_t depth)
{
	buf_add_char(out, '{');
	for (size_t i = 0; i < map->as.map.len; i++) {
		if (i > 0)
			buf_add_cstr(out, ", ");
		inspect_string(out, map->as.map.entries[i].key);
		buf_add_cstr(out, "=>");
		inspect(run, out, map->as.map.entries[i].value, depth + 1);
	}
	buf_add_char(out, '}');
}

/* Whether there is room for more text of one value. */
static bool has_room(LiquidRun *run, const Buf *out, size_t depth)
{
	return depth < LIQUID_MAX_DEPTH && out->len < SOURCE_LIMIT && run->state != LIQUID_STOPPED;
}

static void inspect(LiquidRun *run, Buf *out, const Value *value, size_t depth)
{
	if (!has_room(run, out, depth))
		return;
	switch (value->kind) {
	case VALUE_NIL: buf_add_cstr(out, "nil"); break;
	case VALUE_STRING: inspect_string(out, value->as.string); break;
	case VALUE_LIST:
		if (liquid_is_range(value))
			buf_add(out, value->plain);
		else
			inspect_list(run, out, value, depth);
		break;
	case VALUE_MAP: inspect_map(run, out, value, depth); break;
	case VALUE_BOOL:
	case VALUE_INT:
	case VALUE_FLOAT: buf_add(out, value_str(run->arena, value)); break;
	}
}

Str liquid_inspect(LiquidRun *run, const Value *value)
{
	Buf out = buf_in(run->arena);
	inspect(run, &out, value, 0);
	Str s = buf_str(&out);
	return liquid_spend(run, value->span, s.len) ? s : S("");
}

static void show(LiquidRun *run, Buf *out, const Value *value, size_t depth)
{
	if (!has_room(run, out, depth))
		return;
	if (value->kind == VALUE_MAP)
		inspect_map(run, out, value, depth);
	else if (value->kind != VALUE_LIST)
		buf_add(out, value_str(run->arena, value));
	else if (liquid_is_range(value))
		buf_add(out, value->plain);
	else
		for (size_t i = 0; i < value->as.list.len; i++)
			show(run, out, value->as.list.items[i], depth + 1);
}

Str liquid_show(LiquidRun *run, const Value *value)
{
	if (value->kind != VALUE_LIST && value->kind != VALUE_MAP)
		return value_str(run->arena, value);
	Buf out = buf_in(run->arena);
	show(run, &out, value, 0);
	Str s = buf_str(&out);
	return liquid_spend(run, value->span, s.len) ? s : S("");
}
