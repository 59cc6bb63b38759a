/*
 * Pixels as an image XObject (ISO 32000-1, 8.9.5), deflated after the row filters of PNG (7.4.4.4).
 *
 * What the pixels do not need is left out: alpha that is opaque throughout, colour that is grey.
 */
#include "write/pdf_pixels.h"

#include <stdlib.h>
#include <string.h>

/* --- row filters --- */

/*
 * Filters one row all five ways and keeps the one with the least sum of absolute differences, as
 * libpng advises (PNG specification, 12.8).
 */
typedef struct {
	uint8_t *tries[5];
	size_t row, pixel; /* bytes */
} Filters;

static int paeth(int a, int b, int c)
{
	int pa = abs(b - c), pb = abs(a - c), pc = abs(a + b - 2 * c);
	if (pa <= pb && pa <= pc)
		return a;
	return pb <= pc ? b : c;
}

static void filter_row(const Filters *f, const uint8_t *row, const uint8_t *above)
{
	size_t n = f->row, d = f->pixel;
	memcpy(f->tries[0], row, n);
	for (size_t i = 0; i < d && i < n; i++) {
		f->tries[1][i] = row[i];
		f->tries[3][i] = (uint8_t)(row[i] - above[i] / 2);
		f->tries[4][i] = (uint8_t)(row[i] - above[i]);
	}
	for (size_t i = d; i < n; i++)
		f->tries[1][i] = (uint8_t)(row[i] - row[i - d]);
	for (size_t i = 0; i < n; i++)
		f->tries[2][i] = (uint8_t)(row[i] - above[i]);
	for (size_t i = d; i < n; i++)
		f->tries[3][i] = (uint8_t)(row[i] - (row[i - d] + above[i]) / 2);
	for (size_t i = d; i < n; i++)
		f->tries[4][i] = (uint8_t)(row[i] - paeth(row[i - d], above[i], above[i - d]));
}

static int best_try(const Filters *f)
{
	int best = 0;
	uint64_t least = UINT64_MAX;
	for (int k = 0; k < 5; k++) {
		uint64_t sum = 0;
		for (size_t i = 0; i < f->row; i++)
			sum += (uint64_t)abs((int8_t)f->tries[k][i]);
		if (sum < least) {
			least = sum;
			best = k;
		}
	}
	return best;
}

Str pdf_pixels_filter(Arena *arena, const PdfPixels *pixels)
{
	size_t row = (size_t)pixels->width * (size_t)pixels->channels;
	Filters f = {.row = row, .pixel = (size_t)pixels->channels};
	for (int k = 0; k < 5; k++)
		f.tries[k] = arena_alloc(arena, row);
	const uint8_t *above = arena_alloc(arena, row);
	Buf out = buf_in(arena);
	(void)buf_reserve(&out, (row + 1) * pixels->height);
	for (uint32_t y = 0; y < pixels->height; y++) {
		const uint8_t *here = pixels->bytes + y * row;
		filter_row(&f, here, above);
		int best = best_try(&f);
		buf_add_char(&out, (char)best);
		buf_add_bytes(&out, f.tries[best], row);
		above = here;
	}
	return buf_str(&out);
}

/* --- what the pixels need --- */

static bool is_opaque(const uint8_t *bytes, size_t count, int channels)
{
	for (size_t i = 0; i < count; i++) {
		if (bytes[i * (size_t)channels + (size_t)channels - 1] != 255)
			return false;
	}
	return true;
}

static bool is_grey(const uint8_t *bytes, size_t count, int channels)
{
	for (size_t i = 0; i < count; i++, bytes += channels) {
		if (bytes[0] != bytes[1] || bytes[0] != bytes[2])
			return false;
	}
	return true;
}

static uint8_t *pick(Arena *arena, const uint8_t *bytes, size_t count, int step, int from, int take)
{
	uint8_t *out = arena_alloc(arena, count * (size_t)take + 1), *at = out;
	bytes += from;
	for (size_t i = 0; i < count; i++, bytes += step) {
		for (int k = 0; k < take; k++)
			*at++ = bytes[k];
	}
	return out;
}

/* The pixels on white, without alpha. */
static uint8_t *flatten(Arena *arena, const PdfPixels *pixels)
{
	size_t count = (size_t)pixels->width * pixels->height;
	int colours = pixels->channels - 1;
	uint8_t *out = arena_alloc(arena, count * (size_t)colours + 1), *at = out;
	const uint8_t *from = pixels->bytes;
	for (size_t i = 0; i < count; i++, from += pixels->channels) {
		int alpha = from[colours];
		for (int k = 0; k < colours; k++)
			*at++ = (uint8_t)((from[k] * alpha + 255 * (255 - alpha) + 127) / 255);
	}
	return out;
}

void pdf_pixels_split(Arena *arena, PdfPixels *pixels, PdfPixels *alpha, bool flat)
{
	if (flat && pixels->channels % 2 == 0) {
		pixels->bytes = flatten(arena, pixels);
		pixels->channels--;
	}
	size_t count = (size_t)pixels->width * pixels->height;
	int channels = pixels->channels, colours = channels >= 3 ? 3 : 1;
	*alpha = (PdfPixels){pixels->width, pixels->height, 1, NULL};
	if (channels != colours && !is_opaque(pixels->bytes, count, channels))
		alpha->bytes = pick(arena, pixels->bytes, count, channels, channels - 1, 1);
	if (colours == 3 && is_grey(pixels->bytes, count, channels))
		colours = 1;
	if (colours != channels)
		pixels->bytes = pick(arena, pixels->bytes, count, channels, 0, colours);
	pixels->channels = colours;
}

uint32_t pdf_grey(uint32_t colour)
{
	uint32_t r = colour >> 16 & 0xFF, g = colour >> 8 & 0xFF, b = colour & 0xFF;
	uint32_t grey = (2126 * r + 7152 * g + 722 * b + 5000) / 10000;
	return grey << 16 | grey << 8 | grey;
}

void pdf_pixels_grey(Arena *arena, PdfPixels *pixels)
{
	if (pixels->channels != 3)
		return;
	size_t count = (size_t)pixels->width * pixels->height;
	uint8_t *out = ARENA_ARRAY(arena, uint8_t, count);
	for (size_t i = 0; i < count; i++) {
		const uint8_t *p = pixels->bytes + 3 * i;
		uint32_t colour = (uint32_t)p[0] << 16 | (uint32_t)p[1] << 8 | p[2];
		out[i] = (uint8_t)(pdf_grey(colour) & 0xFF);
	}
	pixels->bytes = out;
	pixels->channels = 1;
}

/* --- objects --- */

Str pdf_pixels_entries(Arena *arena, const PdfPixels *pixels)
{
	return str_format(
		arena,
		"/Type/XObject/Subtype/Image/Width %u/Height %u/BitsPerComponent 8/ColorSpace/%s",
		pixels->width, pixels->height, pixels->channels == 1 ? "DeviceGray" : "DeviceRGB");
}

Str pdf_pixels_predictor(Arena *arena, uint32_t width, int channels, int depth)
{
	return str_format(arena,
			  "/Filter/FlateDecode/DecodeParms<</Predictor 15/Colors %d"
			  "/BitsPerComponent %d/Columns %u>>",
			  channels, depth, width);
}

static PdfRef write_plane(PdfDoc *doc, Arena *arena, const PdfPixels *pixels, PdfRef mask)
{
	Buf entries = buf_in(arena);
	buf_add(&entries, pdf_pixels_entries(arena, pixels));
	buf_add(&entries, pdf_pixels_predictor(arena, pixels->width, pixels->channels, 8));
	if (mask != 0) {
		buf_add_cstr(&entries, "/SMask ");
		pdf_put_ref(&entries, mask);
	}
	return pdf_doc_stream(
		doc, buf_str(&entries),
		pdf_doc_deflate_picture(doc, arena, pdf_pixels_filter(arena, pixels)));
}

PdfRef pdf_pixels_write(PdfDoc *doc, Arena *arena, PdfPixels pixels, bool grey)
{
	PdfPixels alpha;
	pdf_pixels_split(arena, &pixels, &alpha, pdf_doc_is_old(doc));
	if (grey)
		pdf_pixels_grey(arena, &pixels);
	PdfRef mask = alpha.bytes != NULL ? write_plane(doc, arena, &alpha, 0) : 0;
	return write_plane(doc, arena, &pixels, mask);
}
