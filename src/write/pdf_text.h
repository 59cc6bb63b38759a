/*
 * pdf_text: a text item as PDF text operators. Adds to the buffer it is lent; cannot fail.
 */
#ifndef RECTO_WRITE_PDF_TEXT_H
#define RECTO_WRITE_PDF_TEXT_H

#include "write/pdf_parts.h"

/* What the content stream has set so far. */
typedef struct {
	bool font_set;
	size_t font;
	Len size;
} PdfTextState;

/* From BT to ET; the item's glyphs are known to pdf_font_collect. */
void pdf_text_put(PdfJob *job, Buf *out, PdfTextState *state, const FrameItem *item,
		  Len page_height);

#endif
