/* The nodes of a picture as path operators (ISO 32000-1, 8.5). */
#include "write/pdf_svg.h"

#include "typeset/unicode.h"

#include <math.h>

/* q inside q in one content stream: below the 28 of ISO 19005-2, 6.1.13. What is deeper gets a
 * form. */
enum { LEVELS = 20 };

void pdf_svg_number(Buf *out, double value)
{
	double size = fabs(value);
	int decimals = size < 1 ? 6 : size < 100 ? 4 : size < 10000 ? 3 : 1;
	double power = decimals == 6 ? 1e6 : decimals == 4 ? 1e4 : decimals == 3 ? 1e3 : 10;
	buf_add_fixed(out, llround(value * power), decimals);
	buf_add_char(out, ' ');
}

void pdf_svg_matrix(Buf *out, SvgMatrix m)
{
	const double parts[6] = {m.a, m.b, m.c, m.d, m.e, m.f};
	for (int i = 0; i < 6; i++) {
		if (i < 4 && fabs(parts[i]) < 1) { /* a small factor may meet large coordinates */
			buf_add_fixed(out, llround(parts[i] * 1e9), 9);
			buf_add_char(out, ' ');
		} else {
			pdf_svg_number(out, parts[i]);
		}
	}
}

/* --- paths --- */

static void put_point(Buf *out, SvgMatrix m, double x, double y)
{
	double px, py;
	svg_matrix_apply(m, x, y, &px, &py);
	pdf_svg_number(out, px);
	pdf_svg_number(out, py);
}

static void put_outline(Buf *out, const SvgOutline *outline, SvgMatrix m)
{
	for (size_t i = 0; i < outline->count; i++) {
		const SvgStep *step = &outline->steps[i];
		int points = step->verb == SVG_CURVE ? 3 : step->verb == SVG_CLOSE ? 0 : 1;
		for (int k = 0; k < points; k++)
			put_point(out, m, step->x[k], step->y[k]);
		switch (step->verb) {
		case SVG_MOVE: buf_add_cstr(out, "m\n"); break;
		case SVG_LINE: buf_add_cstr(out, "l\n"); break;
		case SVG_CURVE: buf_add_cstr(out, "c\n"); break;
		case SVG_CLOSE: buf_add_cstr(out, "h\n"); break;
		}
	}
}

/* Whether a pen stays round: the matrix turns and scales, no more. */
static bool keeps_shapes(SvgMatrix m, double *scale)
{
	double first = m.a * m.a + m.b * m.b, second = m.c * m.c + m.d * m.d;
	*scale = sqrt(first);
	return fabs(first - second) <= 1e-6 * first && fabs(m.a * m.c + m.b * m.d) <= 1e-6 * first;
}

static void put_pen(Buf *out, const SvgStroke *stroke, double scale)
{
	pdf_svg_number(out, stroke->width * scale);
	buf_add_cstr(out, "w ");
	if (stroke->cap != 0)
		buf_add_format(out, "%d J ", stroke->cap);
	if (stroke->join != 0)
		buf_add_format(out, "%d j ", stroke->join);
	pdf_svg_number(out, stroke->miter_limit);
	buf_add_cstr(out, "M\n");
	if (stroke->dash_count == 0)
		return;
	buf_add_char(out, '[');
	for (size_t i = 0; i < stroke->dash_count; i++)
		pdf_svg_number(out, stroke->dashes[i] * scale);
	buf_add_cstr(out, "] ");
	/* A phase below zero is not allowed; a whole round more is the same. */
	double round = 0, phase = stroke->dash_offset;
	for (size_t i = 0; i < stroke->dash_count; i++)
		round += stroke->dashes[i];
	phase = fmod(phase, round);
	pdf_svg_number(out, (phase < 0 ? phase + round : phase) * scale);
	buf_add_cstr(out, "d\n");
}

static void fill_path(PdfSvg *draw, const SvgNode *path)
{
	buf_add_cstr(draw->out, "q\n");
	pdf_svg_set_paint(draw, &path->as.path.fill, path->opacity, false);
	put_outline(draw->out, &path->as.path.outline, path->as.path.matrix);
	buf_add_cstr(draw->out, path->as.path.outline.even_odd ? "f*\nQ\n" : "f\nQ\n");
}

/* `fill`: the inside too, with the same steps. */
static void stroke_path(PdfSvg *draw, const SvgNode *path, bool fill)
{
	SvgMatrix matrix = path->as.path.matrix, inverse;
	double scale;
	bool plain = keeps_shapes(matrix, &scale);
	if (!svg_matrix_invert(matrix, &inverse))
		return;
	buf_add_cstr(draw->out, "q\n");
	if (fill)
		pdf_svg_set_paint(draw, &path->as.path.fill, path->opacity, false);
	pdf_svg_set_paint(draw, &path->as.path.stroke.paint, path->opacity, true);
	if (!plain) {
		pdf_svg_matrix(draw->out, matrix);
		buf_add_cstr(draw->out, "cm\n");
	}
	put_pen(draw->out, &path->as.path.stroke, plain ? scale : 1);
	put_outline(draw->out, &path->as.path.outline, plain ? matrix : SVG_IDENTITY);
	bool even_odd = path->as.path.outline.even_odd;
	buf_add_cstr(draw->out, !fill ? "S\nQ\n" : even_odd ? "B*\nQ\n" : "B\nQ\n");
}

static bool is_plain(const SvgPaint *paint)
{
	return paint->kind == SVG_PAINT_COLOUR && paint->opacity >= 1;
}

static void put_path(PdfSvg *draw, const SvgNode *path)
{
	const SvgPaint *fill = &path->as.path.fill, *stroke = &path->as.path.stroke.paint;
	bool fills = fill->kind != SVG_PAINT_NONE && fill->opacity > 0,
	     strokes = stroke->kind != SVG_PAINT_NONE && stroke->opacity > 0;
	if (fills && strokes && is_plain(fill) && is_plain(stroke) && path->opacity >= 1) {
		stroke_path(draw, path, true);
		return;
	}
	if (fills)
		fill_path(draw, path);
	if (strokes)
		stroke_path(draw, path, false);
}

/* --- groups --- */

PdfRef pdf_svg_form(PdfSvg *draw, Str entries, PdfSvgContent content)
{
	Buf dict = buf_in(draw->arena);
	buf_add_cstr(&dict, "/Type/XObject/Subtype/Form/BBox[");
	pdf_svg_number(&dict, draw->box.left);
	pdf_svg_number(&dict, draw->box.top);
	pdf_svg_number(&dict, draw->box.right);
	pdf_svg_number(&dict, draw->box.bottom);
	buf_add_cstr(&dict, "]/Resources ");
	pdf_put_ref(&dict, content.resources);
	buf_add(&dict, entries);
	return pdf_doc_stream_deflated(draw->job->doc, buf_str(&dict), content.bytes);
}

static void put_content(PdfSvg *draw, const SvgNode *node)
{
	switch (node->kind) {
	case SVG_GROUP:
		for (const SvgNode *child = node->first; child != NULL; child = child->next)
			pdf_svg_node(draw, child);
		break;
	case SVG_PATH: put_path(draw, node); break;
	case SVG_TEXT: pdf_svg_text(draw, node); break;
	case SVG_IMAGE: pdf_svg_image(draw, node); break;
	}
}

/* Whether parts may lie over each other, so that opacity is for all of them together. */
static bool is_several(const SvgNode *node)
{
	return node->kind != SVG_PATH || (node->as.path.fill.kind != SVG_PAINT_NONE &&
					  node->as.path.stroke.paint.kind != SVG_PAINT_NONE);
}

static void put_entry(Buf *out, const char *name, Buf *entries)
{
	if (entries->len == 0)
		return;
	buf_add_format(out, "/%s<<", name);
	buf_add(out, buf_str(entries));
	buf_add_cstr(out, ">>");
}

void pdf_svg_begin(PdfSvg *draw, PdfSvg *outer)
{
	*outer = *draw;
	draw->out = ARENA_NEW(draw->arena, Buf);
	*draw->out = draw->states = draw->patterns = draw->forms = buf_in(draw->arena);
	draw->state_names = map_in(draw->arena);
	draw->levels = 0;
}

PdfSvgContent pdf_svg_end(PdfSvg *draw, const PdfSvg *outer)
{
	Buf *resources;
	PdfSvgContent content = {buf_str(draw->out), pdf_doc_dict(draw->job->doc, &resources)};
	put_entry(resources, "ExtGState", &draw->states);
	put_entry(resources, "Pattern", &draw->patterns);
	put_entry(resources, "XObject", &draw->forms);
	draw->out = outer->out;
	draw->states = outer->states;
	draw->patterns = outer->patterns;
	draw->forms = outer->forms;
	draw->state_names = outer->state_names;
	draw->levels = outer->levels;
	return content;
}

PdfSvgContent pdf_svg_content(PdfSvg *draw, const SvgNode *node)
{
	PdfSvg outer;
	pdf_svg_begin(draw, &outer);
	pdf_svg_node(draw, node);
	return pdf_svg_end(draw, &outer);
}

/* The node as a transparency group (ISO 32000-1, 11.6.6), painted with its opacity and mask. */
static void put_group(PdfSvg *draw, const SvgNode *node)
{
	SvgNode bare = *node;
	bare.opacity = 1;
	bare.clip = NULL; /* they are set already */
	bare.mask = NULL;
	Str kind = draw->flat ? S("") : S("/Group<</S/Transparency/CS/DeviceRGB>>");
	double fade = draw->fade;
	draw->fade *= node->opacity;
	PdfRef form = pdf_svg_form(draw, kind, pdf_svg_content(draw, &bare));
	draw->fade = fade;
	size_t number = draw->numbers++;
	buf_add_format(&draw->forms, "/X%zu ", number);
	pdf_put_ref(&draw->forms, form);
	if (node->mask != NULL)
		pdf_svg_set_mask(draw, node->mask);
	pdf_svg_set_opacity(draw, node->opacity, node->opacity);
	buf_add_format(draw->out, "/X%zu Do\n", number);
}

static bool put_clips(PdfSvg *draw, const SvgClip *clip)
{
	for (; clip != NULL; clip = clip->next) {
		if (clip->outline.count == 0)
			return false;
		put_outline(draw->out, &clip->outline, SVG_IDENTITY);
		buf_add_cstr(draw->out, clip->outline.even_odd ? "W* n\n" : "W n\n");
	}
	return true;
}

/* The reader bounds how deep nodes lie. */
void pdf_svg_node(PdfSvg *draw, const SvgNode *node)
{
	if (node->opacity <= 0)
		return;
	bool group = (node->opacity < 1 && is_several(node)) || node->mask != NULL,
	     clipped = node->clip != NULL;
	if (!group && !clipped) {
		put_content(draw, node);
		return;
	}
	buf_add_cstr(draw->out, "q\n");
	draw->levels++;
	if (put_clips(draw, node->clip)) {
		if (group || draw->levels > LEVELS)
			put_group(draw, node);
		else
			put_content(draw, node);
	}
	draw->levels--;
	buf_add_cstr(draw->out, "Q\n");
}

/* --- the picture --- */

static PdfRef put_picture(PdfSvg *draw)
{
	Buf entries = buf_in(draw->arena);
	const Svg *svg = draw->svg;
	draw->box = (SvgBox){0, 0, svg->width, svg->height};
	PdfSvgContent content = pdf_svg_content(draw, svg->root);
	buf_add_cstr(&entries, "/Matrix[");
	pdf_svg_matrix(&entries, (SvgMatrix){1 / svg->width, 0, 0, -1 / svg->height, 0, 1});
	buf_add_char(&entries, ']');
	return pdf_svg_form(draw, buf_str(&entries), content);
}

PdfRef pdf_svg_make(PdfJob *job, Arena *scratch, Str bytes, Str file, const FrameItem *item,
		    const char **reason)
{
	Svg svg;
	if (!svg_read(scratch, bytes, &svg, reason))
		return 0;
	PdfSvg draw = {.job = job,
		       .arena = scratch,
		       .svg = &svg,
		       .lacks = svg.lacks,
		       .flat = pdf_doc_is_old(job->doc),
		       .fade = 1};
	draw.lang = item->tag != NULL ? pdf_tags_lang(job, item->tag) : job->paper->lang;
	PdfRef ref = put_picture(&draw);
	if (draw.unicode != NULL)
		unicode_free(draw.unicode);
	if (draw.lacks != 0)
		diag_warning(job->diags, item->span, S("use a PNG of it, or save it as plain SVG"),
			     "the picture %.*s has parts that are not printed: %.*s [image-parts]",
			     STR_ARG(file), STR_ARG(svg_lacks_text(scratch, draw.lacks)));
	return ref;
}
