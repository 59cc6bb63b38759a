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

/* What the expansion of a text counts in. */
enum { WHOLE = 10000 };

typedef struct {
	PdfMarks *marks;
	Buf *out;
	const FrameItem *item;
	const Tag *tag;
	const PdfFont *font;
	Len page_height;
	PdfTextState *state;
	Len size;
	int64_t wanted; /* the pen, in Len, from the start of the run */
	int64_t origin; /* of the text object, from the start of the run */
	int64_t across; /* the size with its expansion, in Len / WHOLE */
	int64_t reader; /* where a reader's pen is from there, in thousandths of the size */
	bool in_text;	/* between BT and ET */
	size_t number;	/* of the font set last */
	bool open;	/* inside "[(" */
	size_t in_string;
} TextRun;

static void close_string(TextRun *run)
{
	if (run->open)
		buf_add_cstr(run->out, ")]TJ\n");
	run->open = false;
}

static void open_string(TextRun *run)
{
	if (run->open && run->in_string >= STRING_GLYPHS)
		close_string(run);
	if (run->open)
		return;
	buf_add_cstr(run->out, "[(");
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
	if (run->state->rise == rise)
		return;
	close_string(run);
	pdf_put_len(run->out, rise);
	buf_add_cstr(run->out, " Ts\n");
	run->state->rise = rise;
}

/* Letters wider or narrower: the horizontal scaling (ISO 32000-1, 9.3.4), in per cent. */
static void set_expansion(TextRun *run, int expansion)
{
	if (run->state->expansion == expansion)
		return;
	close_string(run);
	buf_add_fixed(run->out, WHOLE + expansion, 2);
	buf_add_cstr(run->out, " Tz\n");
	run->state->expansion = expansion;
}

static int64_t round_div(int64_t a, int64_t b)
{
	return a >= 0 ? (a + b / 2) / b : -((-a + b / 2) / b);
}

/* Moves the reader's pen to `x` from the start of the run. A positive number in TJ moves it back.
 */
static void move_pen(TextRun *run, int64_t x)
{
	int64_t wanted = (x - run->origin) * 1000 * WHOLE;
	int64_t off = run->reader * run->across - wanted, half = run->across / 2;
	if (off > half - run->across && off < run->across - half)
		return; /* the common case, without a division */
	int64_t back = round_div(off, run->across);
	open_string(run);
	buf_add_char(run->out, ')');
	buf_add_int(run->out, back);
	buf_add_char(run->out, '(');
	run->reader -= back;
}

/* Glyph `i` of the item; `glyph` is NULL for one that no face has. */
static void put_glyph(TextRun *run, size_t i, const PdfGlyph *glyph)
{
	const FrameItem *item = run->item;
	if (glyph != NULL) {
		GlyphShift shift = frame_shift(item, i);
		bool bitmap = run->font->metrics->kind == FACE_BITMAP;
		set_font(run, glyph->resource);
		set_rise(run, shift.dy);
		set_expansion(run, item->as.text.expansion);
		move_pen(run, run->wanted + shift.dx);
		open_string(run);
		if (!bitmap)
			pdf_put_byte(run->out, (char)(glyph->code >> 8));
		pdf_put_byte(run->out, (char)glyph->code);
		run->in_string++;
		run->reader += glyph->width;
	}
	run->wanted += item->as.text.glyphs[i].advance;
}

/* As many glyphs behind the cluster as need no thought, in the text object that is open. */
static void put_common(TextRun *run, PdfCluster *cluster)
{
	const PdfGlyph *glyph;
	while (run->in_text && (glyph = pdf_cluster_common(run->font, run->item, cluster)) != NULL)
		put_glyph(run, cluster->end - 1, glyph);
}

/*
 * Whether a reader gets the cluster's text from ToUnicode alone: each glyph has some of it. One
 * that has not, like an icon that says nothing, has a stand-in there (ISO 19005-2, 6.2.11.7.2).
 */
static bool speaks_for_itself(Arena *arena, const FrameItem *item, PdfCluster cluster)
{
	if (cluster.end == cluster.first + 1)
		return cluster.text.len > 0;
	for (size_t i = cluster.first; i < cluster.end; i++)
		if (pdf_cluster_share(arena, item, cluster, i).len == 0)
			return false;
	return true;
}

static void put_hundredths(Buf *out, Len length)
{
	buf_add_fixed(out, round_div(len_to_milli(length), 10), 2);
}

static void begin_text(TextRun *run)
{
	buf_add_cstr(run->out, "BT ");
	/* a hundredth of a point is a tenth of a pixel at 720 dpi */
	put_hundredths(run->out, run->item->x + (Len)run->wanted);
	buf_add_char(run->out, ' ');
	put_hundredths(run->out, run->page_height - run->item->y);
	buf_add_cstr(run->out, " Td\n");
	run->origin = run->wanted;
	run->reader = 0;
	run->in_text = true;
}

static void end_text(TextRun *run)
{
	if (!run->in_text)
		return;
	close_string(run);
	buf_add_cstr(run->out, "ET\n");
	run->in_text = false;
}

static void put_cluster(TextRun *run, PdfCluster cluster)
{
	Arena *arena = run->marks->job->arena;
	bool plain = speaks_for_itself(arena, run->item, cluster);
	if (!plain) {
		end_text(run);
		pdf_marks_open_actual(run->marks, run->tag, run->item->as.text.lang, cluster.text);
	} else if (!run->in_text) {
		pdf_marks_open(run->marks, run->tag, run->item->as.text.lang);
	}
	if (!run->in_text)
		begin_text(run);
	for (size_t i = cluster.first; i < cluster.end; i++) {
		Str text = pdf_cluster_share(arena, run->item, cluster, i);
		uint32_t id = run->item->as.text.glyphs[i].id;
		put_glyph(run, i, pdf_font_glyph(run->font, id, text));
	}
	if (!plain) {
		end_text(run);
		pdf_marks_close(run->marks);
	}
}

void pdf_text_put(PdfMarks *marks, PdfTextState *state, const Frame *frame, size_t index,
		  const Tag *tag)
{
	const FrameItem *item = &frame->items[index];
	TextRun run = {.marks = marks, .out = marks->out, .item = item, .tag = tag, .state = state};
	run.size = item->as.text.size;
	run.across = (int64_t)run.size * (WHOLE + item->as.text.expansion);
	run.page_height = frame->h;
	run.font = pdf_font_find(marks->job, item->as.text.face);
	if (run.font == NULL || run.size <= 0)
		return;
	PdfCluster cluster = {.apart = marks->job->apart[marks->page][index]};
	while (pdf_cluster_next(item, &cluster)) {
		put_cluster(&run, cluster);
		put_common(&run, &cluster);
	}
	end_text(&run);
}
