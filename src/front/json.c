#include "front/json.h"

#include <jansson.h>
#include <math.h>

/* jansson's own nesting limit (2,048) bounds the recursion. */
static Value *convert(Arena *arena, json_t *json, Span span)
{
	switch (json_typeof(json)) {
	case JSON_OBJECT: {
		Value *map = value_new(arena, VALUE_MAP, span);
		const char *key;
		json_t *item;
		json_object_foreach(json, key, item) value_set(
			arena, map, str_dup(arena, str_from(key)), convert(arena, item, span));
		return map;
	}
	case JSON_ARRAY: {
		Value *list = value_new(arena, VALUE_LIST, span);
		for (size_t i = 0; i < json_array_size(json); i++)
			value_push(arena, list, convert(arena, json_array_get(json, i), span));
		return list;
	}
	case JSON_STRING:
		return value_new_string(
			arena,
			str_dup(arena, (Str){json_string_value(json), json_string_length(json)}),
			span);
	case JSON_INTEGER: return value_new_int(arena, json_integer_value(json), span);
	case JSON_REAL: return value_new_float(arena, json_real_value(json), span);
	case JSON_TRUE: return value_new_bool(arena, true, span);
	case JSON_FALSE: return value_new_bool(arena, false, span);
	case JSON_NULL: break;
	}
	return value_new(arena, VALUE_NIL, span);
}

bool json_parse_source(Arena *arena, const Source *source, Diags *diags, const Value **out)
{
	json_error_t error;
	*out = value_nil();
	json_t *json = json_loadb(source->text.ptr, source->text.len,
				  JSON_DECODE_ANY | JSON_ALLOW_NUL, &error);
	if (json == NULL) {
		size_t at = error.position > 0 ? (size_t)error.position - 1 : 0;
		diag_error(diags, source_span(source, at, at + 1), S(""), "JSON: %s", error.text);
		return false;
	}
	*out = convert(arena, json, source_span(source, 0, source->text.len));
	json_decref(json);
	return true;
}

static void write_string(Buf *out, Str s)
{
	buf_add_char(out, '"');
	for (size_t i = 0; i < s.len; i++) {
		unsigned char c = (unsigned char)s.ptr[i];
		if (c == '"' || c == '\\') {
			buf_add_char(out, '\\');
			buf_add_char(out, (char)c);
		} else if (c == '\n') {
			buf_add(out, S("\\n"));
		} else if (c < 0x20 || c == 0x7F) {
			buf_add_format(out, "\\u%04x", c);
		} else {
			buf_add_char(out, (char)c);
		}
	}
	buf_add_char(out, '"');
}

static void write_entries(Buf *out, const Value *map)
{
	for (size_t i = 0; i < map->as.map.len; i++) {
		if (i > 0)
			buf_add_char(out, ',');
		write_string(out, map->as.map.entries[i].key);
		buf_add_char(out, ':');
		json_write(out, map->as.map.entries[i].value);
	}
}

/* A number or boolean as JSON spells it, not as YAML did. */
static void write_scalar(Buf *out, Value value)
{
	value.plain = S("");
	bool none = value.kind == VALUE_FLOAT && !isfinite(value.as.number);
	buf_add(out, none ? S("null") : value_str(out->arena, &value));
}

void json_write(Buf *out, const Value *value)
{
	switch (value->kind) {
	case VALUE_NIL: buf_add(out, S("null")); return;
	case VALUE_BOOL:
	case VALUE_INT:
	case VALUE_FLOAT: write_scalar(out, *value); return;
	case VALUE_STRING: write_string(out, value->as.string); return;
	case VALUE_LIST:
		buf_add_char(out, '[');
		for (size_t i = 0; i < value->as.list.len; i++) {
			if (i > 0)
				buf_add_char(out, ',');
			json_write(out, value->as.list.items[i]);
		}
		buf_add_char(out, ']');
		return;
	case VALUE_MAP:
		buf_add_char(out, '{');
		write_entries(out, value);
		buf_add_char(out, '}');
		return;
	}
}

Str json_version(Arena *arena)
{
	return str_format(arena, "jansson %s", jansson_version_str());
}
