/*
 * picture_cache: what was made of pictures, kept between builds by content; streams of PDFs too
 * (pdf_packed.h), under names of their own.
 *
 * The cache is a folder of files named after content, purpose, size and version. It may be deleted
 * at any time; entries that are cut, changed or of another version count as not there, and a cache
 * that cannot be written is no fault.
 */
#ifndef RECTO_WRITE_PICTURE_CACHE_H
#define RECTO_WRITE_PICTURE_CACHE_H

#include "base/str.h"

/* The parts of an entry: what they are is up to its purpose. */
enum { PICTURE_CACHE_PARTS = 4 };
typedef struct {
	Str parts[PICTURE_CACHE_PARTS];
} PictureCacheEntry;

/* Where the entry for `file` (its bytes) at this size is; `purpose` ends the name: "picture". */
Str picture_cache_path(Arena *arena, Str folder, Str file, uint32_t width, uint32_t height,
		       const char *purpose);
/* Reads an entry, false when there is no good one. */
bool picture_cache_load(Arena *arena, Str path, PictureCacheEntry *out);
void picture_cache_save(Arena *arena, Str path, const PictureCacheEntry *entry);

#endif
