/*
 * An entry: "recto picture", the lengths of its parts and the XXH64 of what follows, each eight
 * bytes, least first; then the parts.
 */
#include "write/picture_cache.h"

#include "base/buf.h"
#include "base/file.h"
#include "base/hash.h"

/* Another way to make pictures is another version. */
enum { CACHE_VERSION = 4, PARTS = PICTURE_CACHE_PARTS };
static const Str magic = STR_INIT("recto picture\n");
/* No entry is larger. */
#define ENTRY_MAX (UINT64_C(256) * 1024 * 1024)

Str picture_cache_path(Arena *arena, Str folder, Str file, uint32_t width, uint32_t height,
		       const char *purpose)
{
	uint64_t hash = hash_bytes(file, CACHE_VERSION);
	return path_join(arena, folder,
			 str_format(arena, "%08X%08X-%zu-%ux%u.%s", (unsigned)(hash >> 32),
				    (unsigned)(hash & UINT32_MAX), file.len, width, height,
				    purpose));
}

static void put_u64(Buf *buf, uint64_t value)
{
	for (int shift = 0; shift < 64; shift += 8)
		buf_add_char(buf, (char)(value >> shift));
}

static uint64_t read_u64(Str bytes, size_t at)
{
	uint64_t value = 0;
	for (size_t i = 8; i-- > 0;)
		value = value << 8 | (unsigned char)bytes.ptr[at + i];
	return value;
}

static bool read_entry(Str bytes, PictureCacheEntry *out)
{
	size_t at = magic.len + (PARTS + 1) * 8;
	if (bytes.len < at || !str_starts(bytes, magic) ||
	    hash_bytes(str_from_offset(bytes, at), 0) != read_u64(bytes, at - 8))
		return false;
	for (size_t i = 0; i < PARTS; i++) {
		uint64_t size = read_u64(bytes, magic.len + i * 8);
		if (size > bytes.len - at)
			return false;
		out->parts[i] = str_slice(bytes, at, at + (size_t)size);
		at += (size_t)size;
	}
	return at == bytes.len;
}

bool picture_cache_load(Arena *arena, Str path, PictureCacheEntry *out)
{
	Str bytes;
	*out = (PictureCacheEntry){0};
	return file_read(arena, path, ENTRY_MAX, &bytes) && read_entry(bytes, out);
}

void picture_cache_save(Arena *arena, Str path, const PictureCacheEntry *entry)
{
	Buf body = buf_in(arena), out = buf_in(arena);
	buf_add(&out, magic);
	for (size_t i = 0; i < PARTS; i++) {
		put_u64(&out, entry->parts[i].len);
		buf_add(&body, entry->parts[i]);
	}
	put_u64(&out, hash_bytes(buf_str(&body), 0));
	buf_add(&out, buf_str(&body));
	(void)file_write(arena, path, buf_str(&out));
}
