/*
 * Colour emoji: each glyph a picture in a Type 3 font (ISO 32000-1, 9.6.5), so that it stays text.
 *
 * Codes are one byte, hence one font for every PDF_TYPE3_GLYPHS. Poppler takes the size of a Type 3
 * font from the width of its glyph "m", by 0.6 em, and without one misjudges where text stands: so
 * each font has an empty glyph of that name and width.
 */
#include "front/picture_scale.h"
#include "typeset/bitmap.h"
#include "write/pdf_parts.h"
#include "write/pdf_pixels.h"

enum { MEASURE_WIDTH = 600, LEAST_PIXELS = 48 /* an em */ };

typedef struct {
	Buf pictures, procedures, names, widths;
	int box[4];
} Type3;

static int per_em(int pixels, const Bitmap *bitmap)
{
	return len_muldiv(pixels, 1000, bitmap->pixels_per_em);
}

static void grow_box(Type3 *type3, int left, int bottom, int right, int top)
{
	int *box = type3->box;
	box[0] = left < box[0] ? left : box[0];
	box[1] = bottom < box[1] ? bottom : box[1];
	box[2] = right > box[2] ? right : box[2];
	box[3] = top > box[3] ? top : box[3];
}

/* The pixels that printing takes, by the resolution for pictures; a few more, for who zooms in. */
static PdfPixels print_pixels(PdfJob *job, const PdfFont *font, const Bitmap *bitmap)
{
	int ppi = job->options->ppi > 0 ? job->options->ppi : 300;
	int needed = len_muldiv(font->largest, ppi, 72 * LEN_PT);
	uint32_t em = (uint32_t)(needed > LEAST_PIXELS ? needed : LEAST_PIXELS);
	uint32_t have = (uint32_t)bitmap->pixels_per_em;
	PdfPixels pixels = {bitmap->width, bitmap->height, 4, bitmap->rgba};
	if (em >= have)
		return pixels;
	PictureScale scale;
	picture_scale_begin(job->arena, &scale, bitmap->width, bitmap->height,
			    (bitmap->width * em + have - 1) / have,
			    (bitmap->height * em + have - 1) / have, 4);
	for (uint32_t y = 0; y < bitmap->height; y++)
		picture_scale_row(&scale, bitmap->rgba + (size_t)4 * bitmap->width * y);
	return (PdfPixels){scale.width, scale.height, 4, scale.pixels};
}

/* "w 0 d0": a glyph that brings its own colours. */
static void put_procedure(PdfJob *job, Type3 *type3, const PdfFont *font, const PdfGlyph *glyph)
{
	Buf code = buf_in(job->arena);
	buf_add_format(&code, "%d 0 d0", glyph->width);
	Bitmap bitmap;
	if (bitmap_load(job->arena, font->face, glyph->id, &bitmap) && bitmap.pixels_per_em > 0) {
		int left = per_em(bitmap.left, &bitmap), top = per_em(bitmap.top, &bitmap);
		int width = per_em((int)bitmap.width, &bitmap);
		int height = per_em((int)bitmap.height, &bitmap);
		grow_box(type3, left, top - height, left + width, top);
		buf_add_format(&code, " q %d 0 0 %d %d %d cm/e%d Do Q", width, height, left,
			       top - height, (int)glyph->code);
		buf_add_format(&type3->pictures, "/e%d ", (int)glyph->code);
		PdfPixels pixels = print_pixels(job, font, &bitmap);
		pdf_put_ref(&type3->pictures,
			    pdf_pixels_write(job->doc, job->arena, pixels, job->options->grey));
	}
	buf_add_format(&type3->procedures, "/g%d ", (int)glyph->code);
	pdf_put_ref(&type3->procedures,
		    pdf_doc_stream_deflated(job->doc, (Str){0}, buf_str(&code)));
}

static void write_part(PdfJob *job, const PdfFont *font, const PdfGlyph *glyphs, size_t count)
{
	Type3 type3 = {buf_in(job->arena),
		       buf_in(job->arena),
		       buf_in(job->arena),
		       buf_in(job->arena),
		       {0}};
	int name = 0; /* of the procedure: a further text of a glyph has the same */
	for (size_t i = 0; i < count; i++) {
		if (i == 0 || glyphs[i].id != glyphs[i - 1].id) {
			name = (int)glyphs[i].code;
			put_procedure(job, &type3, font, &glyphs[i]);
		}
		buf_add_format(&type3.names, "/g%d", name);
		buf_add_format(&type3.widths, "%d ", glyphs[i].width);
	}
	PdfRef measure = pdf_doc_stream_deflated(job->doc, (Str){0}, S("600 0 d0"));
	PdfRef unicode = pdf_font_unicode(job, glyphs, count, 2);
	Buf *body;
	PdfRef ref = pdf_doc_dict(job->doc, &body);
	buf_add_format(
		body,
		"/Type/Font/Subtype/Type3/FontMatrix[.001 0 0 .001 0 0]/FontBBox[%d %d %d %d]",
		type3.box[0], type3.box[1], type3.box[2], type3.box[3]);
	buf_add_cstr(body, "/Resources<</XObject<<");
	buf_add(body, buf_str(&type3.pictures));
	buf_add_cstr(body, ">>>>/CharProcs<<");
	buf_add(body, buf_str(&type3.procedures));
	buf_add_cstr(body, "/m ");
	pdf_put_ref(body, measure);
	buf_add_cstr(body, ">>/Encoding<</Type/Encoding/Differences[1");
	buf_add(body, buf_str(&type3.names));
	buf_add_format(body, "/m]>>/FirstChar 1/LastChar %zu/Widths[", count + 1);
	buf_add(body, buf_str(&type3.widths));
	buf_add_format(body, "%d]/ToUnicode ", MEASURE_WIDTH);
	pdf_put_ref(body, unicode);
	buf_add_format(job->font_resources, "/F%zu ", job->font_numbers++);
	pdf_put_ref(job->font_resources, ref);
}

void pdf_type3_write(PdfJob *job, PdfFont *font)
{
	font->number = job->font_numbers;
	for (size_t i = 0; i < font->glyphs.len; i++) {
		PdfGlyph *glyph = &font->glyphs.ptr[i];
		glyph->code = (uint32_t)(i % PDF_TYPE3_GLYPHS) + 1;
		glyph->resource = font->number + i / PDF_TYPE3_GLYPHS;
		glyph->width = len_muldiv(face_advance(font->face, glyph->id), 1000,
					  font->metrics->units_per_em);
	}
	for (size_t i = 0; i < font->glyphs.len; i += PDF_TYPE3_GLYPHS) {
		size_t rest = font->glyphs.len - i;
		write_part(job, font, &font->glyphs.ptr[i],
			   rest < PDF_TYPE3_GLYPHS ? rest : PDF_TYPE3_GLYPHS);
	}
}
