/*
 * pdf_doc_parts: what the files of the adapter to libharu share: pdf_doc.c and pdf_save.c alone.
 */
#ifndef RECTO_WRITE_PDF_DOC_PARTS_H
#define RECTO_WRITE_PDF_DOC_PARTS_H

#include "base/vec.h"
#include "write/pdf_doc.h"
#include "write/pdf_packed.h"

#include <hpdf.h>
#include <hpdf_doc.h>
#include <hpdf_encrypt.h>
#include <hpdf_objects.h>
#include <hpdf_pages.h>
#include <hpdf_streams.h>

struct PdfDoc {
	Arena *arena, *scratch; /* scratch: what is packed, until libharu has it */
	HPDF_Doc haru;
	struct libdeflate_compressor *deflate, *picture_deflate;
	PdfPacked *packed; /* NULL: nothing is kept */
	Buf *catalog, *info;
	bool old, is_short;
	size_t bytes; /* of all streams */
	VEC(HPDF_Page) pages;
};

/* What stands in a dictionary of ours; of a stream, the bytes behind it. libharu's own streams have
 * their length in an object of its own. */
typedef struct {
	Buf text;
	Str bytes;
	bool stream;
} PdfBody;

/* The number of a dictionary that is in the table of objects. */
static inline PdfRef pdf_doc_object_ref(HPDF_Dict dict)
{
	return dict->header.obj_id & 0x00FFFFFF;
}

/* Our body of an object, when it is a stream; else NULL. */
const PdfBody *pdf_doc_own_stream(const void *object);
/* The bytes in zlib's format, owned by `arena`. */
Str pdf_doc_deflate(PdfDoc *doc, Arena *arena, Str bytes);

#endif
