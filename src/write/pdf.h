/*
 * pdf: a Paper to a tagged, archival PDF file, through libharu's document and object API.
 *
 * write/pdf*.c are the only files that know libharu. Its text, font, PNG and PDF/A calls are not used.
 * Layout comes first, then used glyphs are counted, faces subset, pages written with final codes.
 */
#ifndef RECTO_WRITE_PDF_H
#define RECTO_WRITE_PDF_H

#include "base/buf.h"
#include "typeset/fonts.h"
#include "typeset/frame.h"

typedef struct {
	int64_t date;	/* seconds since 1970 for CreationDate and ModDate; negative: none written */
	Str cache;	/* folder for scaled pictures, may be deleted at any time; empty: none */
	int ppi;	/* pictures above it are scaled down; 0: 300 */
	Fonts *fonts;	/* for the words in SVG pictures; NULL: they are left out, with a warning */
} PdfOptions;

/*
 * Writes the file's bytes to `out`. False if an error was added. A picture that cannot be read is an error with
 * its place; an SVG that cannot be read is a warning, and its box stays empty.
 */
bool pdf_write(Arena *arena, const Paper *paper, const PdfOptions *options, Diags *diags, Buf *out);

/* The version of libharu, for `recto --version`. */
Str pdf_version(Arena *arena);

#endif
