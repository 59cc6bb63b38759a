/*
 * pdf_picture: a picture file as the bytes of an image XObject. Everything lives in the arena
 * given.
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
 * that are small enough keep their compressed bytes. `grey`: without colours. False with a reason
 * when it cannot be decoded.
 */
bool pdf_picture_make(Arena *arena, PdfDoc *doc, Str file, const PictureInfo *info, uint32_t width,
		      uint32_t height, bool grey, PdfPicture *out, const char **reason);

#endif
