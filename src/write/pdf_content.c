/*
 * Frames as content streams (ISO 32000-1, 8 and 14.6).
 *
 * Items of one tag that follow each other make one marked-content sequence; what has no tag is an
 * artifact. Pictures are clipped inside q and Q, two levels deep at most.
 */
#include "write/pdf_text.h"

/* Control points of a quarter circle of radius 1, (4/3)(sqrt 2 - 1), in 1/1000. */
enum { QUARTER = 552 };
/* In place of a picture that has no print form. */
enum { EMPTY_PICTURE = 0xEEEEEE };

typedef struct {
	PdfJob *job;
	size_t page;
	const Frame *frame;
	Buf out;
	PdfTextState text;
	bool colour_set;
	uint32_t colour; /* for filling */
	PdfMarks marks;
} Content;

static void put_point(Content *c, Len x, Len y)
{
	pdf_put_len(&c->out, x);
	buf_add_char(&c->out, ' ');
	pdf_put_len(&c->out, c->frame->h - y);
	buf_add_char(&c->out, ' ');
}

static void put_colour(Content *c, uint32_t colour, const char *grey, const char *rgb)
{
	Buf *out = &c->out;
	int64_t part[3];
	colour = pdf_colour(c->job, colour);
	for (int i = 0; i < 3; i++)
		part[i] = ((colour >> (16 - 8 * i) & 0xFF) * 1000 + 127) / 255;
	bool is_grey = part[0] == part[1] && part[1] == part[2];
	for (int i = is_grey ? 2 : 0; i < 3; i++) {
		buf_add_fixed(out, part[i], 3);
		buf_add_char(out, ' ');
	}
	buf_add_cstr(out, is_grey ? grey : rgb);
	buf_add_char(out, '\n');
}

static void set_fill(Content *c, uint32_t colour)
{
	if (c->colour_set && c->colour == colour)
		return;
	put_colour(c, colour, "g", "rg");
	c->colour_set = true;
	c->colour = colour;
}

/* --- shapes --- */

typedef struct {
	Len x, y, w, h, rx, ry;
} Round;

static void put_curve(Content *c, Len x1, Len y1, Len x2, Len y2, Len x3, Len y3)
{
	put_point(c, x1, y1);
	put_point(c, x2, y2);
	put_point(c, x3, y3);
	buf_add_cstr(&c->out, "c\n");
}

/* A rectangle with elliptic corners, clockwise from the start of its upper edge. */
static void put_round(Content *c, Round r)
{
	Len kx = r.rx - len_muldiv(r.rx, QUARTER, 1000),
	    ky = r.ry - len_muldiv(r.ry, QUARTER, 1000);
	Len right = r.x + r.w, bottom = r.y + r.h;
	put_point(c, r.x + r.rx, r.y);
	buf_add_cstr(&c->out, "m\n");
	put_point(c, right - r.rx, r.y);
	buf_add_cstr(&c->out, "l\n");
	put_curve(c, right - kx, r.y, right, r.y + ky, right, r.y + r.ry);
	put_point(c, right, bottom - r.ry);
	buf_add_cstr(&c->out, "l\n");
	put_curve(c, right, bottom - ky, right - kx, bottom, right - r.rx, bottom);
	put_point(c, r.x + r.rx, bottom);
	buf_add_cstr(&c->out, "l\n");
	put_curve(c, r.x + kx, bottom, r.x, bottom - ky, r.x, bottom - r.ry);
	put_point(c, r.x, r.y + r.ry);
	buf_add_cstr(&c->out, "l\n");
	put_curve(c, r.x, r.y + ky, r.x + kx, r.y, r.x + r.rx, r.y);
	buf_add_cstr(&c->out, "h\n");
}

static void put_box(Content *c, const FrameItem *item, Len radius)
{
	Len half = (item->w < item->h ? item->w : item->h) / 2;
	if (radius > 0) {
		radius = radius < half ? radius : half;
		put_round(c, (Round){item->x, item->y, item->w, item->h, radius, radius});
		return;
	}
	put_point(c, item->x, item->y + item->h);
	pdf_put_len(&c->out, item->w);
	buf_add_char(&c->out, ' ');
	pdf_put_len(&c->out, item->h);
	buf_add_cstr(&c->out, " re\n");
}

static void put_rule(Content *c, const FrameItem *item)
{
	set_fill(c, item->as.rule.colour);
	put_box(c, item, item->as.rule.radius);
	buf_add_cstr(&c->out, "f\n");
}

/* Steps stand on the page, like everything in a frame. */
static void put_step(Content *c, const PathStep *step)
{
	switch (step->verb) {
	case PATH_MOVE:
		put_point(c, step->x[0], step->y[0]);
		buf_add_cstr(&c->out, "m\n");
		break;
	case PATH_LINE:
		put_point(c, step->x[0], step->y[0]);
		buf_add_cstr(&c->out, "l\n");
		break;
	case PATH_CURVE:
		put_curve(c, step->x[0], step->y[0], step->x[1], step->y[1], step->x[2],
			  step->y[2]);
		break;
	case PATH_CLOSE: buf_add_cstr(&c->out, "h\n"); break;
	}
}

static void put_path(Content *c, const FrameItem *item)
{
	if (item->as.path.count == 0)
		return;
	bool stroke = item->as.path.stroke > 0;
	if (stroke) {
		put_colour(c, item->as.path.colour, "G", "RG");
		pdf_put_len(&c->out, item->as.path.stroke);
		buf_add_cstr(&c->out, " w\n");
	} else {
		set_fill(c, item->as.path.colour);
	}
	for (size_t i = 0; i < item->as.path.count; i++)
		put_step(c, &item->as.path.steps[i]);
	buf_add_cstr(&c->out, stroke ? "S\n" : "f\n");
}

/* --- pictures --- */

/* EXIF orientation as a matrix from the stored unit square to the shown one: a b c d e f. */
static const int8_t turns[9][6] = {
	{1, 0, 0, 1, 0, 0},   {1, 0, 0, 1, 0, 0},  {-1, 0, 0, 1, 1, 0},
	{-1, 0, 0, -1, 1, 1}, {1, 0, 0, -1, 0, 1}, {0, -1, -1, 0, 1, 1},
	{0, -1, 1, 0, 0, 1},  {0, 1, 1, 0, 0, 0},  {0, 1, -1, 0, 1, 0},
};

/* Where the picture stands so that it covers its box without being drawn out of shape. */
static FrameItem covering(const FrameItem *box, const PdfImage *image)
{
	FrameItem item = *box;
	int64_t wide = (int64_t)image->shown_width * box->h,
		high = (int64_t)image->shown_height * box->w;
	if (wide > high) {
		item.w = len_muldiv(box->h, image->shown_width, image->shown_height);
		item.x -= (item.w - box->w) / 2;
	} else {
		item.h = len_muldiv(box->w, image->shown_height, image->shown_width);
		item.y -= (item.h - box->h) / 2;
	}
	return item;
}

static void put_matrix(Content *c, const FrameItem *item, int orientation)
{
	const int8_t *turn = turns[orientation];
	for (int i = 0; i < 4; i++) {
		pdf_put_len(&c->out, turn[i] * (i % 2 == 0 ? item->w : item->h));
		buf_add_char(&c->out, ' ');
	}
	put_point(c, item->x + turn[4] * item->w, item->y + item->h - turn[5] * item->h);
	buf_add_cstr(&c->out, "cm\n");
}

/* A box in the picture's own shape needs no clip; a hundredth is rounding. */
static bool fits(const FrameItem *box, const FrameItem *drawn)
{
	return drawn->w - box->w <= box->w / 100 && drawn->h - box->h <= box->h / 100;
}

static void put_image(Content *c, const FrameItem *item)
{
	const PdfImage *image = pdf_image_get(c->job, item);
	if (image == NULL) { /* what it should show is still told by its tag */
		set_fill(c, EMPTY_PICTURE);
		put_box(c, item, item->as.image.radius);
		buf_add_cstr(&c->out, "f\n");
		return;
	}
	FrameItem drawn = covering(item, image);
	bool whole = fits(item, &drawn) && !item->as.image.round && item->as.image.radius <= 0;
	buf_add_cstr(&c->out, "q\n");
	if (item->as.image.round)
		put_round(c, (Round){item->x, item->y, item->w, item->h, item->w / 2, item->h / 2});
	else if (!whole)
		put_box(c, item, item->as.image.radius);
	if (!whole)
		buf_add_cstr(&c->out, "W n\n");
	put_matrix(c, whole ? item : &drawn, image->orientation);
	buf_add_format(&c->out, "/I%zu Do\nQ\n", image->number);
}

/* --- pages --- */

static void put_text(Content *c, size_t index, const Tag *tag)
{
	set_fill(c, c->frame->items[index].as.text.colour);
	pdf_text_put(&c->marks, &c->text, c->frame, index, tag);
}

static void put_item(Content *c, size_t index)
{
	const FrameItem *item = &c->frame->items[index];
	if (item->kind == FRAME_LINK || item->kind == FRAME_ANCHOR)
		return;
	const Tag *tag = pdf_tags_of(item);
	if (item->kind != FRAME_TEXT)
		pdf_marks_open(&c->marks, tag, (Str){0});
	if (!pdf_is_imposed(c->job))
		pdf_tags_place(c->job, tag, c->page, item);
	switch (item->kind) {
	case FRAME_TEXT: put_text(c, index, tag); break;
	case FRAME_RULE: put_rule(c, item); break;
	case FRAME_PATH: put_path(c, item); break;
	case FRAME_IMAGE: put_image(c, item); break;
	case FRAME_LINK:
	case FRAME_ANCHOR: break;
	}
}

Str pdf_content_make(PdfJob *job, const Frame *frame, size_t page, Arena *arena)
{
	Content c = {.job = job, .page = page, .frame = frame, .out = buf_in(arena)};
	c.marks = (PdfMarks){.job = job, .page = page, .out = &c.out};
	for (size_t i = 0; i < frame->count; i++)
		put_item(&c, i);
	pdf_marks_close(&c.marks);
	return buf_str(&c.out);
}

void pdf_content_write(PdfJob *job)
{
	size_t count = job->paper->frame_count;
	job->pages = ARENA_ARRAY(job->arena, PdfRef, count);
	for (size_t i = 0; i < count; i++) {
		const Frame *frame = &job->paper->frames[i];
		job->pages[i] =
			pdf_doc_page(job->doc, frame->w, frame->h, job->resources, (uint32_t)i);
		if (frame->trim > 0)
			pdf_doc_page_trim(job->doc, i, frame->trim, frame->bleed);
	}
	Arena *scratch = arena_new_like(job->arena);
	for (size_t i = 0; i < count; i++) {
		const Frame *frame = &job->paper->frames[i];
		pdf_doc_page_content(job->doc, i, pdf_content_make(job, frame, i, scratch));
		arena_reset(scratch);
	}
	arena_free(scratch);
}
