/*
 * pdf_settings: what `recto.cv` of a site asks of the PDF file: its level (`pdfa`), its date
 * (`date`), and files that go with it (`attach`).
 *
 * An unknown word is an error with the nearest one.
 */
#ifndef RECTO_WRITE_PDF_SETTINGS_H
#define RECTO_WRITE_PDF_SETTINGS_H

#include "model/site.h"
#include "write/pdf.h"

typedef struct {
	PdfLevel level;
	int64_t date;		  /* in seconds; negative: none. Where `date` is not set, the day of
				     last_updated */
	bool source, bib, resume; /* to be attached */
	Span attach;		  /* where that is said */
} PdfSettings;

/* False if an error was added. */
bool pdf_settings_read(Arena *arena, const Site *site, Diags *diags, PdfSettings *out);

#endif
