/*
 * pdf: a Paper to a tagged, archival PDF file, through libharu's document and object API.
 *
 * A Paper with sheets is for a printer: its frames are placed on them as form XObjects, and the
 * file has no tags, links or outline and claims no standard, but its text can be extracted.
 *
 * write/pdf*.c are the only files that know libharu. Its text, font, PNG and PDF/A calls are not
 * used. Layout comes first, then used glyphs are counted, faces subset, pages written with final
 * codes.
 */
#ifndef RECTO_WRITE_PDF_H
#define RECTO_WRITE_PDF_H

#include "base/buf.h"
#include "typeset/fonts.h"
#include "typeset/frame.h"

/* What the file says it keeps to: PDF/A-2a with PDF/UA-1 (PDF/A-3a with files), or, for old
 * archives, PDF/A-1b: nothing shines through anything, alpha is laid on white. */
typedef enum { PDF_A_2A, PDF_A_1B } PdfLevel;

/* A file inside the file. */
typedef struct {
	Str name, type;	      /* without folders; the media type */
	const char *relation; /* "Source", "Data", "Alternative" (ISO 19005-3, annex E) */
	const char *says;     /* ASCII, without brackets */
	Str bytes;
} PdfFile;

typedef struct {
	/* seconds since 1970 for CreationDate and ModDate; negative: none written */
	int64_t date;
	Str cache;    /* folder for scaled pictures, may be deleted at any time; empty: none */
	Str packed;   /* file for deflated streams (pdf_packed.h); empty: none */
	int ppi;      /* pictures above it are scaled down; 0: 300 */
	Fonts *fonts; /* for the words in SVG pictures; NULL: they are left out, with a warning */
	PdfLevel level;
	const PdfFile *files; /* none at PDF_A_1B */
	size_t file_count;
	bool grey; /* all colours as the grey of the same lightness, pictures too */
} PdfOptions;

/*
 * Writes the file's bytes to `out`. False if an error was added. A picture that cannot be read is
 * an error with its place; an SVG that cannot be read is a warning, and its box stays empty.
 */
bool pdf_write(Arena *arena, const Paper *paper, const PdfOptions *options, Diags *diags, Buf *out);

/* The version of libharu, for `recto --version`. */
Str pdf_version(Arena *arena);

#endif
