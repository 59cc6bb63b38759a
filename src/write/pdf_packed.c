/* An entry of the cache of pictures: how streams are deflated, a table of keys, the streams. */
#include "write/pdf_packed.h"

#include "base/buf.h"
#include "base/hash.h"
#include "base/map.h"
#include "write/picture_cache.h"

#include <string.h>

/* 128 bits of fingerprint and the length: two streams of one site do not meet by chance. */
typedef struct {
	uint64_t hash[2], size;
} Key;

typedef struct {
	Key key;
	uint64_t size; /* deflated */
} Row;

typedef struct {
	Key key;
	Str deflated;
	bool used;
} Stream;

struct PdfPacked {
	Arena *arena;
	Str path, how;
	Map streams; /* key to Stream */
	Stream *last;
	bool changed;
};

static Stream *stream_new(PdfPacked *packed, Key key)
{
	Stream *stream = ARENA_NEW(packed->arena, Stream);
	stream->key = key;
	map_set(&packed->streams, (Str){(const char *)&stream->key, sizeof key}, stream);
	return stream;
}

static void read_table(PdfPacked *packed, Str table, Str bytes)
{
	Row row;
	for (size_t at = 0; at + sizeof row <= table.len; at += sizeof row) {
		memcpy(&row, table.ptr + at, sizeof row);
		size_t size = row.size < bytes.len ? (size_t)row.size : bytes.len;
		stream_new(packed, row.key)->deflated = str_slice(bytes, 0, size);
		bytes = str_from_offset(bytes, size);
	}
}

PdfPacked *pdf_packed_open(Arena *arena, Str path, Str how)
{
	PictureCacheEntry entry;
	PdfPacked *packed = ARENA_NEW(arena, PdfPacked);
	*packed = (PdfPacked){.arena = arena, .path = path, .how = how, .streams = map_in(arena)};
	if (picture_cache_load(arena, path, &entry) && str_eq(entry.parts[0], how))
		read_table(packed, entry.parts[1], entry.parts[2]);
	return packed;
}

Str pdf_packed_find(PdfPacked *packed, Str bytes)
{
	Key key = {{hash_bytes(bytes, 0), hash_bytes(bytes, 1)}, bytes.len};
	packed->last = map_get(&packed->streams, (Str){(const char *)&key, sizeof key});
	if (packed->last == NULL)
		packed->last = stream_new(packed, key);
	packed->last->used = true;
	return packed->last->deflated;
}

void pdf_packed_add(PdfPacked *packed, Str deflated)
{
	packed->last->deflated = str_dup(packed->arena, deflated);
	packed->changed = true;
}

void pdf_packed_save(PdfPacked *packed)
{
	Buf table = buf_in(packed->arena), bytes = buf_in(packed->arena);
	for (size_t i = 0; i < packed->streams.len; i++) {
		const Stream *stream = packed->streams.entries[i].value;
		Row row = {stream->key, stream->deflated.len};
		packed->changed = packed->changed || !stream->used;
		if (!stream->used)
			continue;
		buf_add_bytes(&table, &row, sizeof row);
		buf_add(&bytes, stream->deflated);
	}
	PictureCacheEntry entry = {{packed->how, buf_str(&table), buf_str(&bytes)}};
	if (packed->changed)
		picture_cache_save(packed->arena, packed->path, &entry);
}
