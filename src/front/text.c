#include "front/text.h"

Text text_of_source(Arena *arena, const Source *source, size_t start, size_t end)
{
	Str part = str_slice(source->text, start, end);
	TextPiece *piece = ARENA_NEW(arena, TextPiece);
	*piece = (TextPiece){0, source_span(source, start, start + part.len), true};
	return (Text){part, piece, part.len > 0};
}

/* Where piece `number` of a text ends in it. */
static size_t piece_end(const Text *text, size_t number)
{
	return number + 1 < text->count ? text->pieces[number + 1].at : text->text.len;
}

/* Index of the piece that holds byte `at`. */
static size_t find_piece(const Text *text, size_t at)
{
	size_t low = 0, high = text->count;
	while (high - low > 1) {
		size_t middle = low + (high - low) / 2;
		if (text->pieces[middle].at <= at)
			low = middle;
		else
			high = middle;
	}
	return low;
}

/* The same, tried first with some pieces from `near` on. */
static size_t find_piece_near(const Text *text, size_t at, size_t near)
{
	enum { TRIES = 8 };
	bool before = near < text->count && text->pieces[near].at <= at;
	for (size_t i = near; before && i < near + TRIES; i++)
		if (at < piece_end(text, i))
			return i;
	return find_piece(text, at);
}

/* The origin of the bytes [start, end), which are in that piece. */
static Span origin_in(const Text *text, size_t number, size_t start, size_t end)
{
	const TextPiece *piece = &text->pieces[number];
	Span span = piece->origin;
	if (piece->copied) {
		span.start += (uint32_t)(start - piece->at);
		span.end = span.start + (uint32_t)(end - start);
	}
	return span;
}

Span text_span(const Text *text, size_t start, size_t end)
{
	size_t near = SIZE_MAX;
	return text_span_near(text, start, end, &near);
}

Span text_span_near(const Text *text, size_t start, size_t end, size_t *near)
{
	if (text->count == 0)
		return SPAN_NONE;
	if (end > text->text.len)
		end = text->text.len;
	if (start >= end) {
		size_t at = start < text->text.len ? start : text->text.len - 1;
		Span span = origin_in(text, find_piece_near(text, at, *near), at, at);
		span.end = span.start;
		return span;
	}
	size_t first = *near = find_piece_near(text, start, *near);
	if (end <= piece_end(text, first))
		return origin_in(text, first, start, end);
	size_t last = find_piece_near(text, end - 1, first);
	return span_join(origin_in(text, first, start, start + 1),
			 origin_in(text, last, end - 1, end));
}

Str text_lend(const Text *text, Span span, Str bytes)
{
	const TextPiece *piece = text->pieces;
	if (text->count != 1 || !piece->copied || span.source != piece->origin.source ||
	    span.start < piece->origin.start)
		return bytes;
	size_t start = span.start - piece->origin.start, end = span.end - piece->origin.start;
	Str there = str_slice(text->text, start, end);
	return str_eq(there, bytes) ? there : bytes;
}

TextBuilder text_builder(Arena *arena)
{
	return (TextBuilder){.out = buf_in(arena)};
}

/* The last piece, when what is copied from `origin` stands right behind it there, too; or NULL. */
static TextPiece *piece_before(const TextBuilder *builder, Span origin, bool copied)
{
	if (!copied || builder->pieces.len == 0)
		return NULL;
	TextPiece *last = &builder->pieces.ptr[builder->pieces.len - 1];
	bool behind = last->copied && last->origin.source == origin.source &&
		      last->origin.start + (builder->out.len - last->at) == origin.start;
	return behind ? last : NULL;
}

static void add(TextBuilder *builder, Str bytes, Span origin, bool copied)
{
	if (bytes.len == 0)
		return;
	TextPiece *before = piece_before(builder, origin, copied);
	if (before != NULL) {
		before->origin.end = origin.end;
	} else {
		TextPiece piece = {(uint32_t)builder->out.len, origin, copied};
		VEC_PUSH(builder->out.arena, &builder->pieces, piece);
	}
	buf_add(&builder->out, bytes);
}

void text_add_copy(TextBuilder *builder, Str bytes, Span origin)
{
	add(builder, bytes, origin, true);
}

void text_add_generated(TextBuilder *builder, Str bytes, Span origin)
{
	add(builder, bytes, origin, false);
}

void text_add_text(TextBuilder *builder, const Text *text, size_t start, size_t end)
{
	if (end > text->text.len)
		end = text->text.len;
	for (size_t i = start < end ? find_piece(text, start) : text->count;
	     i < text->count && text->pieces[i].at < end; i++) {
		TextPiece piece = text->pieces[i];
		size_t last = piece_end(text, i), from = piece.at > start ? piece.at : start;
		if (piece.copied)
			piece.origin.start += (uint32_t)(from - piece.at);
		add(builder, str_slice(text->text, from, last < end ? last : end), piece.origin,
		    piece.copied);
	}
}

Text text_slice(Arena *arena, Text text, size_t start, size_t end)
{
	TextBuilder builder = text_builder(arena);
	text_add_text(&builder, &text, start, end);
	return text_finish(&builder);
}

void text_cut(TextBuilder *builder, size_t length)
{
	if (length >= builder->out.len)
		return;
	builder->out.len = length;
	while (builder->pieces.len > 0 && builder->pieces.ptr[builder->pieces.len - 1].at >= length)
		builder->pieces.len--;
}

Text text_finish(TextBuilder *builder)
{
	return (Text){buf_str(&builder->out), builder->pieces.ptr, builder->pieces.len};
}
