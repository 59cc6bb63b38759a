/*
 * pdf_text: a text item as PDF text operators. Adds to the buffer it is lent; cannot fail.
 */
#ifndef RECTO_WRITE_PDF_TEXT_H
#define RECTO_WRITE_PDF_TEXT_H

#include "write/pdf_marks.h"

/* What the content stream has set so far. */
typedef struct {
	bool font_set;
	size_t font;
	Len size, rise;
	int expansion;
} PdfTextState;

/* Marks and text objects of item `index` of a frame, which counts to `tag`; pdf_glyph_collect knows
 * its glyphs. */
void pdf_text_put(PdfMarks *marks, PdfTextState *state, const Frame *frame, size_t index,
		  const Tag *tag);

#endif
