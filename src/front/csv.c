#include "front/csv.h"

#include "base/buf.h"
#include "base/map.h"
#include "base/vec.h"

typedef struct {
	const Source *source;
	Str text;
	size_t at;
} Reader;

typedef VEC(Value *) Row;

static char peek(const Reader *r)
{
	return r->at < r->text.len ? r->text.ptr[r->at] : '\0';
}

static Value *take_field(Arena *arena, Reader *r)
{
	size_t start = r->at;
	Buf out = buf_in(arena);
	bool quoted = peek(r) == '"';
	r->at += quoted;
	while (r->at < r->text.len) {
		char c = r->text.ptr[r->at];
		if (quoted && c == '"') {
			r->at++;
			if (peek(r) != '"')
				quoted = false;
			else
				buf_add_char(&out, r->text.ptr[r->at++]);
			continue;
		}
		if (!quoted && (c == ',' || c == '\n'))
			break;
		buf_add_char(&out, c);
		r->at++;
	}
	return value_new_string(arena, str_trim(buf_str(&out)),
				source_span(r->source, start, r->at));
}

static Row take_row(Arena *arena, Reader *r)
{
	Row row = {0};
	while (r->at < r->text.len) {
		VEC_PUSH(arena, &row, take_field(arena, r));
		if (peek(r) != ',')
			break;
		r->at++;
	}
	r->at += peek(r) == '\n';
	return row;
}

/* What columns are called; of two with one name the last one counts, where the first one stands. */
typedef struct {
	Arena *arena;
	VEC(Str) names;
	VEC(size_t) places; /* of their entries in the map of a row */
	Map seen;	    /* name -> its place */
} Columns;

static void add_column(Columns *columns, Str name)
{
	size_t place = columns->seen.len;
	if (map_has(&columns->seen, name))
		place = (size_t)(uintptr_t)map_get(&columns->seen, name);
	else
		map_set(&columns->seen, name, (void *)(uintptr_t)place);
	VEC_PUSH(columns->arena, &columns->names, name);
	VEC_PUSH(columns->arena, &columns->places, place);
}

static void add_cell(Columns *columns, Value *map, size_t column, Value *cell)
{
	if (column == columns->names.len)
		add_column(columns, str_format(columns->arena, "column %zu", column + 1));
	size_t place = columns->places.ptr[column];
	if (place < map->as.map.len)
		map->as.map.entries[place].value = cell;
	else
		value_append(columns->arena, map,
			     (ValueEntry){columns->names.ptr[column], cell->span, cell});
}

Value *csv_parse(Arena *arena, const Source *source, size_t least)
{
	Reader r = {source, source->text, 0};
	Value *list = value_new(arena, VALUE_LIST, source_span(source, 0, source->text.len));
	Row head = {0};
	Columns columns = {.arena = arena, .seen = map_in(arena)};
	while (r.at < r.text.len && head.len < least)
		head = take_row(arena, &r);
	for (size_t i = 0; i < head.len; i++)
		add_column(&columns, head.ptr[i]->as.string);
	while (r.at < r.text.len) {
		size_t start = r.at;
		Row row = take_row(arena, &r);
		if (row.len == 1 && row.ptr[0]->as.string.len == 0)
			continue;
		Value *map = value_new(arena, VALUE_MAP, source_span(source, start, r.at));
		for (size_t i = 0; i < row.len; i++)
			add_cell(&columns, map, i, row.ptr[i]);
		value_push(arena, list, map);
	}
	return list;
}
