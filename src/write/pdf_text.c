/*
 * A text item as operators: glyph codes in TJ arrays (ISO 32000-1, 9.4.3).
 *
 * A reader moves on by the rounded width of each glyph; the typesetter wants the pen elsewhere
 * (kerning, justification, rounding). The difference is carried along exactly and given to TJ as
 * soon as it reaches half a thousandth of the size, so that nothing adds up over a line.
 */
#include "write/pdf_text.h"
#include "write/pdf_parts.h"

/* Glyphs in one string: far below the 32,767 bytes that PDF/A allows. */
enum { STRING_GLYPHS = 4000 };

typedef struct {
	PdfJob *job;
	Buf *out;
	const PdfFont *font;
	PdfTextState *state;
	Len size;
	int64_t wanted; /* the pen, in Len, from the start of the run */
	int64_t reader; /* where a reader's pen is, in thousandths of the size */
	Len rise;
	size_t number; /* of the font set last */
	bool open;     /* inside "[<" */
	size_t in_string;
} TextRun;

static void close_string(TextRun *run)
{
	if (run->open)
		buf_add_cstr(run->out, ">]TJ\n");
	run->open = false;
}

static void open_string(TextRun *run)
{
	if (run->open && run->in_string >= STRING_GLYPHS)
		close_string(run);
	if (run->open)
		return;
	buf_add_cstr(run->out, "[<");
	run->open = true;
	run->in_string = 0;
}

static void set_font(TextRun *run, size_t number)
{
	PdfTextState *state = run->state;
	if (state->font_set && state->font == number && state->size == run->size)
		return;
	close_string(run);
	buf_add_cstr(run->out, "/F");
	buf_add_int(run->out, (int64_t)number);
	buf_add_char(run->out, ' ');
	pdf_put_len(run->out, run->size);
	buf_add_cstr(run->out, " Tf\n");
	state->font_set = true;
	state->font = number;
	state->size = run->size;
}

static void set_rise(TextRun *run, Len rise)
{
	if (run->rise == rise)
		return;
	close_string(run);
	pdf_put_len(run->out, rise);
	buf_add_cstr(run->out, " Ts\n");
	run->rise = rise;
}

static int64_t round_div(int64_t a, int64_t b)
{
	return a >= 0 ? (a + b / 2) / b : -((-a + b / 2) / b);
}

/* Moves the reader's pen to `x` from the start of the run. A positive number in TJ moves it back.
 */
static void move_pen(TextRun *run, int64_t x)
{
	int64_t back = round_div(run->reader * run->size - x * 1000, run->size);
	if (back == 0)
		return;
	open_string(run);
	buf_add_char(run->out, '>');
	buf_add_int(run->out, back);
	buf_add_char(run->out, '<');
	run->reader -= back;
}

static void put_glyph(TextRun *run, const Glyph *placed)
{
	const PdfGlyph *glyph = pdf_font_glyph(run->font, placed->id);
	if (glyph != NULL) {
		bool bitmap = run->font->metrics->kind == FACE_BITMAP;
		size_t index = (size_t)(glyph - run->font->glyphs.ptr);
		set_font(run, run->font->number + (bitmap ? index / PDF_TYPE3_GLYPHS : 0));
		set_rise(run, placed->dy);
		move_pen(run, run->wanted + placed->dx);
		open_string(run);
		pdf_put_hex(run->out, glyph->code, bitmap ? 2 : 4);
		run->in_string++;
		run->reader += glyph->width;
	}
	run->wanted += placed->advance;
}

/* Whether a reader gets the cluster's text from ToUnicode alone. */
static bool speaks_for_itself(const TextRun *run, const FrameItem *item, PdfCluster cluster)
{
	if (cluster.end - cluster.first != 1)
		return false;
	const PdfGlyph *glyph = pdf_font_glyph(run->font, item->as.text.glyphs[cluster.first].id);
	return glyph == NULL || str_eq(glyph->text, pdf_cluster_reading(cluster.text));
}

static void put_cluster(TextRun *run, const FrameItem *item, PdfCluster cluster)
{
	bool span = !speaks_for_itself(run, item, cluster);
	if (span) {
		close_string(run);
		buf_add_cstr(run->out, "/Span<</ActualText<FEFF");
		pdf_put_utf16(run->out, pdf_cluster_reading(cluster.text));
		buf_add_cstr(run->out, ">>>BDC\n");
	}
	for (size_t i = cluster.first; i < cluster.end; i++)
		put_glyph(run, &item->as.text.glyphs[i]);
	if (span) {
		close_string(run);
		buf_add_cstr(run->out, "EMC\n");
	}
}

void pdf_text_put(PdfJob *job, Buf *out, PdfTextState *state, const FrameItem *item,
		  Len page_height)
{
	TextRun run = {.job = job, .out = out, .state = state, .size = item->as.text.size};
	run.font = pdf_font_find(job, item->as.text.face);
	if (run.font == NULL || run.size <= 0)
		return;
	buf_add_cstr(out, "BT ");
	pdf_put_len(out, item->x);
	buf_add_char(out, ' ');
	pdf_put_len(out, page_height - item->y);
	buf_add_cstr(out, " Td\n");
	PdfCluster cluster = {0};
	while (pdf_cluster_next(item, &cluster))
		put_cluster(&run, item, cluster);
	set_rise(&run, 0);
	close_string(&run);
	buf_add_cstr(out, "ET\n");
}
