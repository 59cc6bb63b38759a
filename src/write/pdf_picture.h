/*
 * pdf_picture: a picture file as the bytes of an image XObject, and the cache of such.
 *
 * Everything lives in the arena given. The cache is a folder of files named after content, size and
 * version; entries that are cut, changed or of another version count as not there.
 */
#ifndef RECTO_WRITE_PDF_PICTURE_H
#define RECTO_WRITE_PDF_PICTURE_H

#include "front/picture.h"
#include "write/pdf_doc.h"

typedef struct {
	Str entries, bytes;	      /* of the stream; without SMask */
	Str mask_entries, mask_bytes; /* empty when it is opaque */
} PdfPicture;

/*
 * Makes the picture no larger than width x height (as stored, before its orientation). JPEG and PNG
 * that are small enough keep their compressed bytes. False with a reason when it cannot be decoded.
 */
bool pdf_picture_make(Arena *arena, PdfDoc *doc, Str file, const PictureInfo *info, uint32_t width,
		      uint32_t height, PdfPicture *out, const char **reason);

/* The name of an entry in the folder. */
Str pdf_cache_path(Arena *arena, Str folder, Str file, uint32_t width, uint32_t height);
/* Reads an entry, false when there is no good one. */
bool pdf_cache_load(Arena *arena, Str path, PdfPicture *out);
/* Writes one; a cache that cannot be written is no fault. */
void pdf_cache_save(Arena *arena, Str path, const PdfPicture *picture);

#endif
