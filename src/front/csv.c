#include "front/csv.h"

#include "base/buf.h"
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

Value *csv_parse(Arena *arena, const Source *source, size_t least)
{
	Reader r = {source, source->text, 0};
	Value *list = value_new(arena, VALUE_LIST, source_span(source, 0, source->text.len));
	Row head = {0};
	while (r.at < r.text.len && head.len < least)
		head = take_row(arena, &r);
	while (r.at < r.text.len) {
		size_t start = r.at;
		Row row = take_row(arena, &r);
		if (row.len == 1 && row.ptr[0]->as.string.len == 0)
			continue;
		Value *map = value_new(arena, VALUE_MAP, source_span(source, start, r.at));
		for (size_t i = 0; i < row.len; i++)
			value_set(arena, map,
				  i < head.len ? head.ptr[i]->as.string
					       : str_format(arena, "column %zu", i + 1),
				  row.ptr[i]);
		value_push(arena, list, map);
	}
	return list;
}
