#include "front/text.h"

Text text_of_source(Arena *arena, const Source *source, size_t start, size_t end)
{
	Str part = str_slice(source->text, start, end);
	TextPiece *piece = ARENA_NEW(arena, TextPiece);
	*piece = (TextPiece){0, source_span(source, start, start + part.len), true};
	return (Text){part, piece, part.len > 0};
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

/* The origin of byte `at`, which is in that piece. */
static Span origin_in(const Text *text, size_t number, size_t at)
{
	const TextPiece *piece = &text->pieces[number];
	Span span = piece->origin;
	if (piece->copied) {
		span.start += (uint32_t)(at - piece->at);
		span.end = span.start + 1;
	}
	return span;
}

Span text_span(const Text *text, size_t start, size_t end)
{
	if (text->count == 0)
		return SPAN_NONE;
	if (end > text->text.len)
		end = text->text.len;
	if (start >= end) {
		size_t at = start < text->text.len ? start : text->text.len - 1;
		Span span = origin_in(text, find_piece(text, at), at);
		span.end = span.start;
		return span;
	}
	size_t first = find_piece(text, start), last = first;
	/* it mostly ends in the same piece or the next */
	for (int i = 0; i < 2 && last + 1 < text->count && text->pieces[last + 1].at < end; i++)
		last++;
	if (last + 1 < text->count && text->pieces[last + 1].at < end)
		last = find_piece(text, end - 1);
	return span_join(origin_in(text, first, start), origin_in(text, last, end - 1));
}

TextBuilder text_builder(Arena *arena)
{
	return (TextBuilder){.out = buf_in(arena)};
}

static void add(TextBuilder *builder, Str bytes, Span origin, bool copied)
{
	if (bytes.len == 0)
		return;
	TextPiece piece = {(uint32_t)builder->out.len, origin, copied};
	VEC_PUSH(builder->out.arena, &builder->pieces, piece);
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
		size_t last = i + 1 < text->count ? text->pieces[i + 1].at : text->text.len;
		size_t from = piece.at > start ? piece.at : start;
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
