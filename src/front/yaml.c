#include "front/yaml.h"

#include "base/map.h"
#include "base/utf8.h"

#include <yaml.h>

/* One document being read. Events arrive with offsets into `text`; spans add `start`. */
typedef struct {
	Arena *arena;
	const Source *source; /* NULL for text that is no source */
	Diags *diags;
	Str text;
	size_t start, first_line; /* of the document in the source */
	yaml_parser_t parser;
	Map anchors; /* name -> Value */
	size_t nodes;
	bool failed;
} Reader;

static Value *read_node(Reader *r, const yaml_event_t *event, int depth);

/* Byte offset of a line and column of libyaml's (both from 0, columns in code points). */
static size_t offset_of(const Reader *r, yaml_mark_t mark)
{
	if (r->source == NULL)
		return 0;
	size_t line = r->first_line + mark.line;
	if (line >= r->source->line_count)
		return r->start + r->text.len;
	size_t at = mark.line == 0 ? r->start : r->source->lines[line];
	for (size_t i = 0; i < mark.column && at < r->source->text.len; i++)
		(void)utf8_next(r->source->text, &at);
	return at;
}

static Span span_of(const Reader *r, yaml_mark_t from, yaml_mark_t to)
{
	if (r->source == NULL)
		return SPAN_NONE;
	return source_span(r->source, offset_of(r, from), offset_of(r, to));
}

static void fail(Reader *r, Span span, Str hint, const char *what)
{
	if (!r->failed && r->diags != NULL)
		diag_error(r->diags, span, hint, "%s [yaml-syntax]", what);
	r->failed = true;
}

/* libyaml's own complaint, with the slips that people make named. */
static void fail_parse(Reader *r)
{
	const yaml_parser_t *p = &r->parser;
	Str hint = S(""), problem = str_from(p->problem);
	/* where the key stands, not the line after it */
	bool key = str_contains(problem, S("could not find expected ':'")) && p->context != NULL;
	yaml_mark_t mark = key ? p->context_mark : p->problem_mark;
	Span span = span_of(r, mark, mark);
	if (str_contains(problem, S("cannot start any token")))
		hint = S(
			"indent with spaces, not tabs; put text that starts with @ or ` in quotes");
	else if (str_contains(problem, S("mapping values are not allowed")))
		hint = S("put text that holds \": \" in quotes; begin keys of one map in the same "
			 "column");
	else if (key)
		hint = S("a key needs a colon and a space behind it");
	else if (str_contains(problem, S("block end")) || str_contains(problem, S("block mapping")))
		hint = S("begin keys of one map in the same column");
	else if (str_contains(problem, S("did not find expected ','")))
		hint = S("close the list or map that [ or { opens");
	fail(r, span, hint, str_to_cstr(r->arena, str_concat(r->arena, S("YAML: "), problem)));
}

/* The next event; false at an error. The caller deletes the event. */
static bool next_event(Reader *r, yaml_event_t *event)
{
	if (r->failed)
		return false;
	if (yaml_parser_parse(&r->parser, event))
		return true;
	fail_parse(r);
	return false;
}

static Str event_str(Arena *arena, const yaml_char_t *bytes, size_t len)
{
	return str_dup(arena, (Str){(const char *)bytes, len});
}

static bool is_one_of(Str s, const Str *words, size_t count)
{
	for (size_t i = 0; i < count; i++)
		if (str_eq(s, words[i]))
			return true;
	return false;
}

/* Digits with underscores between them, as YAML 1.1 allows: without them. */
static Str without_underscores(Arena *arena, Str s)
{
	return str_replace(arena, s, S("_"), S(""));
}

/* An octal (017, 0o17) or hexadecimal (0x1F) number. */
static bool parse_based(Str s, int64_t *out)
{
	bool negative = str_starts(s, S("-"));
	if (negative || str_starts(s, S("+")))
		s = str_from_offset(s, 1);
	int base = str_starts(s, S("0x")) ? 16 : str_starts(s, S("0")) && s.len > 1 ? 8 : 0;
	if (base == 0)
		return false;
	int64_t value = 0;
	for (size_t i = base == 16 ? 2 : str_starts(s, S("0o")) ? 2 : 1; i < s.len; i++) {
		char c = char_lower(s.ptr[i]);
		int digit = char_is_digit(c) ? c - '0' : c >= 'a' && c <= 'f' ? c - 'a' + 10 : 99;
		if (digit >= base || value > (INT64_MAX >> 5))
			return false;
		value = value * base + digit;
	}
	*out = negative ? -value : value;
	return s.len > (base == 16 ? 2 : 1);
}

/* A plain scalar by YAML 1.1's rules as Psych applies them. */
static Value *read_plain(Arena *arena, Str s, Span span)
{
	static const Str nils[] = {STR_INIT(""), STR_INIT("~"), STR_INIT("null"), STR_INIT("Null"),
				   STR_INIT("NULL")};
	static const Str yes[] = {STR_INIT("true"), STR_INIT("True"), STR_INIT("TRUE"),
				  STR_INIT("yes"),  STR_INIT("Yes"),  STR_INIT("YES"),
				  STR_INIT("on"),   STR_INIT("On"),   STR_INIT("ON")};
	static const Str no[] = {STR_INIT("false"), STR_INIT("False"), STR_INIT("FALSE"),
				 STR_INIT("no"),    STR_INIT("No"),    STR_INIT("NO"),
				 STR_INIT("off"),   STR_INIT("Off"),   STR_INIT("OFF")};
	int64_t integer;
	double number;
	if (is_one_of(s, nils, sizeof nils / sizeof *nils))
		return value_new(arena, VALUE_NIL, span);
	Value *value;
	bool digits = char_is_digit(s.ptr[s.len - 1]) || str_contains(s, S("."));
	Str bare = without_underscores(arena, s);
	if (is_one_of(s, yes, sizeof yes / sizeof *yes))
		value = value_new_bool(arena, true, span);
	else if (is_one_of(s, no, sizeof no / sizeof *no))
		value = value_new_bool(arena, false, span);
	else if (parse_based(bare, &integer) || str_to_int(bare, &integer))
		value = value_new_int(arena, integer, span);
	else if (digits && str_to_double(bare, &number))
		value = value_new_float(arena, number, span);
	else
		value = value_new_string(arena, s, span);
	value->plain = s;
	return value;
}

static Value *read_scalar(Reader *r, const yaml_event_t *event)
{
	Str s = event_str(r->arena, event->data.scalar.value, event->data.scalar.length);
	Span span = span_of(r, event->start_mark, event->end_mark);
	const char *tag = (const char *)event->data.scalar.tag;
	if (event->data.scalar.style == YAML_PLAIN_SCALAR_STYLE && tag == NULL)
		return read_plain(r->arena, s, span);
	return value_new_string(r->arena, s, span);
}

static void remember(Reader *r, const yaml_char_t *anchor, Value *value)
{
	if (anchor != NULL)
		map_set(&r->anchors, str_dup(r->arena, str_from((const char *)anchor)), value);
}

static Value *read_alias(Reader *r, const yaml_event_t *event)
{
	Str name = str_from((const char *)event->data.alias.anchor);
	Value *value = map_get(&r->anchors, name);
	if (value == NULL) {
		fail(r, span_of(r, event->start_mark, event->end_mark),
		     S("an anchor &name must stand before its alias *name, and not around it"),
		     "YAML: alias of an anchor that does not exist here");
		return value_new(r->arena, VALUE_NIL, SPAN_NONE);
	}
	return value;
}

static Value *read_sequence(Reader *r, const yaml_event_t *start, int depth)
{
	Value *list =
		value_new(r->arena, VALUE_LIST, span_of(r, start->start_mark, start->end_mark));
	yaml_event_t event;
	while (next_event(r, &event)) {
		bool end = event.type == YAML_SEQUENCE_END_EVENT;
		if (end)
			list->span.end = (uint32_t)offset_of(r, event.end_mark);
		else
			value_push(r->arena, list, read_node(r, &event, depth + 1));
		yaml_event_delete(&event);
		if (end)
			break;
	}
	remember(r, start->data.sequence_start.anchor, list);
	return list;
}

/* `<<: *defaults`: keys that the map, whose keys are in `index`, does not have itself. */
static void merge_into(Reader *r, Value *map, Map *index, const Value *from)
{
	for (size_t i = 0; from->kind == VALUE_LIST && i < from->as.list.len; i++)
		merge_into(r, map, index, from->as.list.items[i]);
	for (size_t i = 0; from->kind == VALUE_MAP && i < from->as.map.len; i++) {
		const ValueEntry *e = &from->as.map.entries[i];
		if (map_has(index, e->key))
			continue;
		map_set(index, e->key, NULL);
		value_append(r->arena, map, (ValueEntry){e->key, e->value->span, e->value});
	}
}

/* Adds a pair in constant time, since maps of a data file may be large. */
static void add_pair(Reader *r, Value *map, Map *index, ValueEntry pair)
{
	if (map_has(index, pair.key)) {
		size_t at = (size_t)(uintptr_t)map_get(index, pair.key);
		if (r->diags != NULL)
			diag_warning(r->diags, pair.key_span, S("keep one of them"),
				     "the key \"%.*s\" stands here twice; the last one counts "
				     "[key-twice]",
				     STR_ARG(pair.key));
		map->as.map.entries[at] = pair;
		return;
	}
	map_set(index, pair.key, (void *)(uintptr_t)map->as.map.len);
	value_append(r->arena, map, pair);
}

static Value *read_mapping(Reader *r, const yaml_event_t *start, int depth)
{
	Value *map = value_new(r->arena, VALUE_MAP, span_of(r, start->start_mark, start->end_mark));
	Map index = map_in(r->arena);
	const Value *merged = value_nil();
	yaml_event_t event;
	while (next_event(r, &event)) {
		if (event.type == YAML_MAPPING_END_EVENT) {
			map->span.end = (uint32_t)offset_of(r, event.end_mark);
			yaml_event_delete(&event);
			break;
		}
		Value *key = read_node(r, &event, depth + 1);
		yaml_event_delete(&event);
		if (!next_event(r, &event))
			break;
		Value *value = read_node(r, &event, depth + 1);
		yaml_event_delete(&event);
		Str name = value_str(r->arena, key);
		if (str_eq(name, S("<<")) &&
		    (value->kind == VALUE_MAP || value->kind == VALUE_LIST))
			merged = value;
		else
			add_pair(r, map, &index, (ValueEntry){name, key->span, value});
	}
	merge_into(r, map, &index, merged);
	remember(r, start->data.mapping_start.anchor, map);
	return map;
}

static Value *read_node(Reader *r, const yaml_event_t *event, int depth)
{
	Value *nil = value_new(r->arena, VALUE_NIL, span_of(r, event->start_mark, event->end_mark));
	if (depth > YAML_DEPTH || ++r->nodes > YAML_NODES) {
		fail(r, nil->span, S("flatten the data"),
		     depth > YAML_DEPTH ? "YAML: nested too deeply" : "YAML: too much data");
		return nil;
	}
	switch (event->type) {
	case YAML_SCALAR_EVENT: {
		Value *value = read_scalar(r, event);
		remember(r, event->data.scalar.anchor, value);
		return value;
	}
	case YAML_SEQUENCE_START_EVENT: return read_sequence(r, event, depth);
	case YAML_MAPPING_START_EVENT: return read_mapping(r, event, depth);
	case YAML_ALIAS_EVENT: return read_alias(r, event);
	case YAML_NO_EVENT:
	case YAML_STREAM_START_EVENT:
	case YAML_STREAM_END_EVENT:
	case YAML_DOCUMENT_START_EVENT:
	case YAML_DOCUMENT_END_EVENT:
	case YAML_SEQUENCE_END_EVENT:
	case YAML_MAPPING_END_EVENT: break;
	}
	return nil;
}

/* Reads the first document of the stream; a second one is an error. */
static const Value *read_document(Reader *r)
{
	const Value *root = value_nil();
	yaml_event_t event;
	int documents = 0;
	for (bool more = true; more && next_event(r, &event); yaml_event_delete(&event)) {
		if (event.type == YAML_STREAM_END_EVENT)
			more = false;
		else if (event.type == YAML_DOCUMENT_START_EVENT && ++documents == 2)
			fail(r, span_of(r, event.start_mark, event.end_mark),
			     S("remove the line ---"), "YAML: a second document");
		else if (event.type == YAML_SCALAR_EVENT || event.type == YAML_ALIAS_EVENT ||
			 event.type == YAML_SEQUENCE_START_EVENT ||
			 event.type == YAML_MAPPING_START_EVENT)
			root = read_node(r, &event, 0);
	}
	return root;
}

static bool parse(Reader *r, const Value **out)
{
	*out = value_nil();
	if (!yaml_parser_initialize(&r->parser)) {
		fail(r, SPAN_NONE, S(""), "YAML: out of memory");
		return false;
	}
	yaml_parser_set_encoding(&r->parser, YAML_UTF8_ENCODING);
	yaml_parser_set_input_string(&r->parser, (const unsigned char *)r->text.ptr, r->text.len);
	const Value *root = read_document(r);
	yaml_parser_delete(&r->parser);
	if (!r->failed)
		*out = root;
	return !r->failed;
}

bool yaml_parse(Arena *arena, const Source *source, size_t start, size_t end, Diags *diags,
		const Value **out)
{
	Reader r = {.arena = arena,
		    .source = source,
		    .diags = diags,
		    .text = str_slice(source->text, start, end),
		    .start = start,
		    .first_line = source_place(source, (uint32_t)start).line - 1,
		    .anchors = map_in(arena)};
	return parse(&r, out);
}

bool yaml_parse_source(Arena *arena, const Source *source, Diags *diags, const Value **out)
{
	return yaml_parse(arena, source, 0, source->text.len, diags, out);
}

const Value *yaml_parse_flow(Arena *arena, Str text)
{
	const Value *value;
	Reader r = {.arena = arena, .text = text, .anchors = map_in(arena)};
	return parse(&r, &value) ? value : value_new_string(arena, text, SPAN_NONE);
}

Str yaml_version(Arena *arena)
{
	return str_format(arena, "libyaml %s", yaml_get_version_string());
}
