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

/* Marks and text objects of an item that counts to `tag`; its glyphs are known to pdf_font_collect.
 */
void pdf_text_put(PdfMarks *marks, PdfTextState *state, const FrameItem *item, const Tag *tag,
		  Len page_height);

#endif
