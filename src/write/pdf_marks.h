/*
 * pdf_marks: marked-content sequences (ISO 32000-1, 14.6) in a content stream, one after the other.
 *
 * What counts to a tag is never nested: some readers (poppler's structure text among them) take the
 * end of an inner sequence for that of the outer one. So what needs a language or a text of its own
 * gets a number of its own. A sequence may not begin inside a text object and end outside: open and
 * close outside BT and ET.
 */
#ifndef RECTO_WRITE_PDF_MARKS_H
#define RECTO_WRITE_PDF_MARKS_H

#include "write/pdf_parts.h"

typedef struct {
	PdfJob *job;
	size_t page;
	Buf *out;
	bool open, inner; /* inner: an artifact with a Span in it */
	bool span;	  /* on sheets: a Span is written, not only noted */
	const Tag *tag;	  /* of the open sequence, NULL: artifact */
	Str lang;	  /* when it is not the tag's */
} PdfMarks;

/* Content of `tag` (NULL: an artifact) follows; goes on with the open sequence when that is the
 * same. */
void pdf_marks_open(PdfMarks *marks, const Tag *tag, Str lang);
/* A sequence of its own that reads as `actual`; close it. */
void pdf_marks_open_actual(PdfMarks *marks, const Tag *tag, Str lang, Str actual);
void pdf_marks_close(PdfMarks *marks);

#endif
