/*
 * An entry: "recto picture", four lengths and the XXH64 of what follows, each eight bytes, least
 * first; then the four parts of a PdfPicture.
 */
#include "base/file.h"
#include "base/hash.h"
#include "write/pdf_picture.h"

/* Another way to make pictures is another version. */
enum { CACHE_VERSION = 2, PARTS = 4 };
static const Str magic = STR_INIT("recto picture\n");
/* No entry is larger. */
#define ENTRY_MAX (UINT64_C(256) * 1024 * 1024)

Str pdf_cache_path(Arena *arena, Str folder, Str file, uint32_t width, uint32_t height)
{
	Buf name = buf_in(arena);
	uint64_t hash = hash_bytes(file, CACHE_VERSION);
	pdf_put_hex(&name, (uint32_t)(hash >> 32), 8);
	pdf_put_hex(&name, (uint32_t)hash, 8);
	buf_add_format(&name, "-%zu-%ux%u.picture", file.len, width, height);
	return path_join(arena, folder, buf_str(&name));
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

static bool read_entry(Str entry, PdfPicture *out)
{
	size_t at = magic.len + (PARTS + 1) * 8;
	if (entry.len < at || !str_starts(entry, magic) ||
	    hash_bytes(str_from_offset(entry, at), 0) != read_u64(entry, at - 8))
		return false;
	Str *parts[PARTS] = {&out->entries, &out->bytes, &out->mask_entries, &out->mask_bytes};
	for (size_t i = 0; i < PARTS; i++) {
		uint64_t size = read_u64(entry, magic.len + i * 8);
		if (size > entry.len - at)
			return false;
		*parts[i] = str_slice(entry, at, at + (size_t)size);
		at += (size_t)size;
	}
	return at == entry.len && out->bytes.len > 0;
}

bool pdf_cache_load(Arena *arena, Str path, PdfPicture *out)
{
	Str entry;
	*out = (PdfPicture){0};
	return file_read(arena, path, ENTRY_MAX, &entry) && read_entry(entry, out);
}

void pdf_cache_save(Arena *arena, Str path, const PdfPicture *picture)
{
	const Str parts[PARTS] = {picture->entries, picture->bytes, picture->mask_entries,
				  picture->mask_bytes};
	Buf body = buf_in(arena), entry = buf_in(arena);
	buf_add(&entry, magic);
	for (size_t i = 0; i < PARTS; i++) {
		put_u64(&entry, parts[i].len);
		buf_add(&body, parts[i]);
	}
	put_u64(&entry, hash_bytes(buf_str(&body), 0));
	buf_add(&entry, buf_str(&body));
	(void)file_write(arena, path, buf_str(&entry));
}
