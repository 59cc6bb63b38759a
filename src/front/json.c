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
		json_object_foreach(json, key, item)
		{
			Value *value = convert(arena, item, span);
			value_append(arena, map,
				     (ValueEntry){str_dup(arena, str_from(key)), span, value});
		}
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

/* --- places: jansson keeps none, so the text is walked a second time beside the tree --- */

typedef struct {
	Arena *arena; /* scratch */
	const Source *source;
	Str text;
	size_t at;
} Walk;

static void skip_to_token(Walk *walk)
{
	while (walk->at < walk->text.len &&
	       (char_is_space(walk->text.ptr[walk->at]) || walk->text.ptr[walk->at] == ',' ||
		walk->text.ptr[walk->at] == ':'))
		walk->at++;
}

/* Past a string, number or word. */
static Span take_scalar(Walk *walk)
{
	size_t start = walk->at, end = walk->text.len;
	bool string = start < end && walk->text.ptr[start] == '"';
	for (walk->at += string; walk->at < end; walk->at++) {
		char c = walk->text.ptr[walk->at];
		if (string && c == '\\')
			walk->at++;
		else if (string && c == '"')
			break;
		else if (!string && (char_is_space(c) || c == ',' || c == ']' || c == '}'))
			break;
	}
	walk->at += string && walk->at < end;
	return source_span(walk->source, start, walk->at < end ? walk->at : end);
}

static void place(Walk *walk, Value *value);

/* Keys stand in the order of the text, but one that is written twice, which stands where it stood
 * first. */
static void place_entries(Walk *walk, Value *map)
{
	size_t count = map->kind == VALUE_MAP ? map->as.map.len : 0;
	Map index = map_in(walk->arena);
	for (size_t i = 0; i < count; i++)
		map_set(&index, map->as.map.entries[i].key, &map->as.map.entries[i]);
	for (size_t i = 0; walk->at < walk->text.len;) {
		skip_to_token(walk);
		if (walk->at >= walk->text.len || walk->text.ptr[walk->at] == '}')
			return;
		Span span = take_scalar(walk);
		Str key = str_slice(walk->text, span.start + 1, span.end - 1);
		ValueEntry *entry = i < count ? &map->as.map.entries[i] : NULL;
		bool plain = str_find_char(key, '\\', 0) == STR_NONE;
		if (plain && map_has(&index, key))
			entry = map_get(&index, key);
		Value other = *value_nil();
		if (entry != NULL)
			entry->key_span = span;
		skip_to_token(walk);
		place(walk, entry != NULL ? entry->value : &other);
		i += entry == NULL || (i < count && entry == &map->as.map.entries[i]);
	}
}

static void place(Walk *walk, Value *value)
{
	size_t start = walk->at;
	char c = start < walk->text.len ? walk->text.ptr[start] : '\0';
	if (c != '{' && c != '[') {
		value->span = take_scalar(walk);
		return;
	}
	walk->at++;
	if (c == '{') {
		place_entries(walk, value);
	} else {
		for (size_t i = 0;; i++) {
			skip_to_token(walk);
			if (walk->at >= walk->text.len || walk->text.ptr[walk->at] == ']')
				break;
			Value other = *value_nil();
			bool known = value->kind == VALUE_LIST && i < value->as.list.len;
			place(walk, known ? value->as.list.items[i] : &other);
		}
	}
	walk->at += walk->at < walk->text.len;
	value->span = source_span(walk->source, start, walk->at);
}

bool json_parse_source(Arena *arena, const Source *source, Diags *diags, const Value **out)
{
	json_error_t error;
	*out = value_nil();
	json_t *json = json_loadb(source->text.ptr, source->text.len,
				  JSON_DECODE_ANY | JSON_ALLOW_NUL, &error);
	if (json == NULL) {
		size_t at = error.position > 0 ? (size_t)error.position - 1 : 0;
		diag_error(diags, source_span(source, at, at + 1), S(""), "JSON: %s [json-syntax]",
			   error.text);
		return false;
	}
	Value *value = convert(arena, json, source_span(source, 0, source->text.len));
	json_decref(json);
	Walk walk = {arena_new_like(arena), source, source->text, 0};
	skip_to_token(&walk);
	place(&walk, value);
	arena_free(walk.arena);
	*out = value;
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
