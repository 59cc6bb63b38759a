/*
 * pdf_read: a small reader of PDF files with cross-reference streams, enough for those that recto
 * writes.
 */
#ifndef RECTO_TESTS_PDF_READ_H
#define RECTO_TESTS_PDF_READ_H

#include "check.h"

#include <libdeflate.h>
#include <string.h>

typedef struct {
	Str dict, stream; /* stream: inflated; empty when there is none */
} Object;

typedef struct {
	Object *objects;
	size_t count;
	Str trailer;
	bool ok;
} File;

static inline int64_t number_after(Str text, const char *key)
{
	size_t at = str_find(text, str_from(key), 0);
	if (at == STR_NONE)
		return -1;
	int64_t value = 0;
	for (at += strlen(key); at < text.len && text.ptr[at] == ' '; at++)
		;
	for (; at < text.len && char_is_digit(text.ptr[at]); at++)
		value = value * 10 + (text.ptr[at] - '0');
	return value;
}

static inline Str inflate_all(Arena *arena, Str packed)
{
	struct libdeflate_decompressor *d = libdeflate_alloc_decompressor();
	size_t size = packed.len * 40 + (1 << 20), got = 0;
	char *out = arena_alloc(arena, size);
	enum libdeflate_result result =
		libdeflate_zlib_decompress(d, packed.ptr, packed.len, out, size, &got);
	libdeflate_free_decompressor(d);
	CHECK(result == LIBDEFLATE_SUCCESS);
	return (Str){out, got};
}

/* The object at an offset; its stream ends at "endstream", whatever its length says. */
static inline Object object_at(Arena *arena, Str file, size_t offset)
{
	Object object = {{0}, {0}};
	size_t from = str_find(file, S(" obj\n"), offset),
	       end = str_find(file, S("\nendobj"), offset);
	size_t stream = str_find(file, S("stream\r\n"), offset);
	if (from == STR_NONE || end == STR_NONE)
		return object;
	if (stream == STR_NONE || stream > end) {
		object.dict = str_slice(file, from + 5, end);
		return object;
	}
	object.dict = str_slice(file, from + 5, stream);
	size_t stop = str_find(file, S("\nendstream"), stream);
	object.stream = str_slice(file, stream + 8, stop);
	if (str_contains(object.dict, S("FlateDecode")))
		object.stream = inflate_all(arena, object.stream);
	return object;
}

static inline uint32_t big_endian(const char *at, int bytes)
{
	uint32_t value = 0;
	for (int i = 0; i < bytes; i++)
		value = value << 8 | (unsigned char)at[i];
	return value;
}

static inline Object object_in(Str dict, Str body, uint32_t index)
{
	size_t first = (size_t)number_after(dict, "/First"), at = 0;
	int64_t offset = 0, next = 0;
	Str words = str_slice(body, 0, first), word;
	for (; at <= index; at++) {
		str_next_word(&words, &word);
		str_next_word(&words, &word);
		str_to_int(word, &offset);
	}
	next = (int64_t)(body.len - first);
	if (str_next_word(&words, &word) && str_next_word(&words, &word))
		str_to_int(word, &next);
	return (Object){str_slice(body, first + (size_t)offset, first + (size_t)next), {0}};
}

static inline File read_file(Arena *arena, Str bytes)
{
	File file = {0};
	size_t tail = str_find(bytes, S("startxref\n"), bytes.len > 60 ? bytes.len - 60 : 0);
	int64_t at = number_after(str_from_offset(bytes, tail), "startxref\n");
	Object xref = object_at(arena, bytes, (size_t)at);
	file.trailer = xref.dict;
	file.count = (size_t)number_after(xref.dict, "/Size");
	file.ok = xref.stream.len == file.count * 7;
	if (!file.ok)
		return file;
	file.objects = ARENA_ARRAY(arena, Object, file.count);
	/* the PNG predictor "Up" */
	char above[7] = {0}, *rows = arena_alloc(arena, xref.stream.len);
	for (size_t i = 0; i < xref.stream.len; i++)
		rows[i] = above[i % 7] = i % 7 == 0 ? 0 : (char)(above[i % 7] + xref.stream.ptr[i]);
	for (size_t i = 1; i < file.count; i++) {
		const char *row = rows + i * 7 + 1;
		if (row[0] == 1)
			file.objects[i] = object_at(arena, bytes, big_endian(row + 1, 4));
	}
	for (size_t i = 1; i < file.count; i++) {
		const char *row = rows + i * 7 + 1;
		uint32_t holder = big_endian(row + 1, 4);
		if (row[0] == 2 && holder < file.count)
			file.objects[i] =
				object_in(file.objects[holder].dict, file.objects[holder].stream,
					  big_endian(row + 5, 1));
	}
	return file;
}

static inline size_t count_dicts(const File *file, const char *needle)
{
	size_t count = 0;
	for (size_t i = 1; i < file->count; i++)
		count += str_contains(file->objects[i].dict, str_from(needle));
	return count;
}

static inline const Object *find_dict(const File *file, const char *needle)
{
	static const Object none;
	for (size_t i = 1; i < file->count; i++) {
		if (str_contains(file->objects[i].dict, str_from(needle)))
			return &file->objects[i];
	}
	return &none;
}

/* How often `needle` stands in the text. */
static inline size_t count_in(Str text, const char *needle)
{
	size_t count = 0, at = 0;
	while ((at = str_find(text, str_from(needle), at)) != STR_NONE) {
		count++;
		at++;
	}
	return count;
}

#endif
