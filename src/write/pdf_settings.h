/*
 * pdf_settings: what `recto.cv` of a site asks of the PDF file: its level (`pdfa`), and files that
 * go with it (`attach`).
 *
 * An unknown word is an error with the nearest one.
 */
#ifndef RECTO_WRITE_PDF_SETTINGS_H
#define RECTO_WRITE_PDF_SETTINGS_H

#include "front/value.h"
#include "write/pdf.h"

typedef struct {
	PdfLevel level;
	bool source, bib, resume; /* to be attached */
	Span attach;		  /* where that is said */
} PdfSettings;

/* False if an error was added. */
bool pdf_settings_read(Arena *arena, const Value *config, Diags *diags, PdfSettings *out);

#endif
