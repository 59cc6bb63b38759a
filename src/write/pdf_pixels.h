/*
 * pdf_pixels: pixels in memory as an image XObject. Everything made lives in the arena given;
 * nothing fails.
 */
#ifndef RECTO_WRITE_PDF_PIXELS_H
#define RECTO_WRITE_PDF_PIXELS_H

#include "write/pdf_doc.h"

typedef struct {
	uint32_t width, height;
	int channels; /* 1 grey, 2 grey with alpha, 3 RGB, 4 RGBA */
	const uint8_t *bytes;
} PdfPixels;

/*
 * Leaves grey or RGB in *pixels and real alpha in *alpha; `flat`: lays the pixels on white, then
 * there is none. An alpha that is opaque throughout is
 * dropped (alpha->bytes NULL), and RGB that is grey made so.
 */
void pdf_pixels_split(Arena *arena, PdfPixels *pixels, PdfPixels *alpha, bool flat);
/* RGB as grey of the same lightness. */
void pdf_pixels_grey(Arena *arena, PdfPixels *pixels);
/* The same of a colour 0xRRGGBB: Rec. 709 luma. */
uint32_t pdf_grey(uint32_t colour);
/* The rows with a filter byte each, ready to be deflated. */
Str pdf_pixels_filter(Arena *arena, const PdfPixels *pixels);
/* The entries of the dictionary: what it is; and the filter for deflated PNG rows. */
Str pdf_pixels_entries(Arena *arena, const PdfPixels *pixels);
Str pdf_pixels_predictor(Arena *arena, uint32_t width, int channels, int depth);
/* All of that at once. */
PdfRef pdf_pixels_write(PdfDoc *doc, Arena *arena, PdfPixels pixels, bool grey);

#endif
