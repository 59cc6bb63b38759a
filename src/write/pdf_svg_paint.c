/* Colours, gradients as shadings (ISO 32000-1, 8.7.4.5), opacity as graphics states (11.6.4). */
#include "write/pdf_svg.h"

#include <math.h>

/* --- states --- */

/* Sets a graphics state, which is made the first time. */
static void set_state(PdfSvg *draw, Str entries)
{
	char *name = map_get(&draw->state_names, entries);
	if (name == NULL) {
		name = str_to_cstr(draw->arena,
				   str_format(draw->arena, "/G%zu", draw->state_names.len));
		(void)map_set(&draw->state_names, entries, name);
		buf_add_format(&draw->states, "%s<<%.*s>>", name, STR_ARG(entries));
	}
	buf_add_cstr(draw->out, name);
	buf_add_cstr(draw->out, " gs\n");
}

static void put_fraction(Buf *out, double value)
{
	buf_add_fixed(out, lround(fmax(0, fmin(value, 1)) * 10000), 4);
}

void pdf_svg_set_opacity(PdfSvg *draw, double fill, double stroke)
{
	Buf entries = buf_in(draw->arena);
	if (draw->flat || (fill >= 1 && stroke >= 1))
		return;
	if (fill < 1) {
		buf_add_cstr(&entries, "/ca ");
		put_fraction(&entries, fill);
	}
	if (stroke < 1) {
		buf_add_cstr(&entries, "/CA ");
		put_fraction(&entries, stroke);
	}
	set_state(draw, buf_str(&entries));
}

/* --- shadings --- */

/* `opacity` below 1: mixed with white. */
static void put_colour(const PdfSvg *draw, Buf *out, uint32_t colour, double opacity)
{
	colour = pdf_colour(draw->job, colour);
	for (int shift = 16; shift >= 0; shift -= 8) {
		put_fraction(out, 1 - opacity * (1 - (colour >> shift & 0xFF) / 255.0));
		buf_add_char(out, ' ');
	}
}

/* Colours for what is seen, opacities for a mask. */
static void put_stop(const PdfSvg *draw, Buf *out, const SvgStop *stop, bool mask)
{
	if (mask)
		put_fraction(out, stop->opacity);
	else
		put_colour(draw, out, stop->colour, draw->flat ? stop->opacity * draw->fade : 1);
}

typedef struct {
	const SvgStop *stops;
	size_t count;
	double low, high; /* where the first and the last stand */
} Ramp;

/* A stop at both ends of what is drawn. */
static Ramp ramp_of(Arena *arena, const SvgGradient *gradient)
{
	size_t count = 0;
	SvgStop *stops = ARENA_ARRAY(arena, SvgStop, gradient->stop_count + 2);
	const SvgStop *last = &gradient->stops[gradient->stop_count - 1];
	if (gradient->stops[0].offset > 0) {
		stops[count] = gradient->stops[0];
		stops[count++].offset = 0;
	}
	for (size_t i = 0; i < gradient->stop_count; i++)
		stops[count++] = gradient->stops[i];
	if (last->offset < 1) {
		stops[count] = *last;
		stops[count++].offset = 1;
	}
	return (Ramp){stops, count, stops[0].offset, stops[count - 1].offset};
}

/* Stitched (7.10.4) of straight pieces (7.10.3); stops at one place are a jump. */
static void put_function(PdfSvg *draw, Buf *out, Ramp ramp, bool mask)
{
	Buf functions = buf_in(draw->arena), bounds = buf_in(draw->arena),
	    encode = buf_in(draw->arena);
	for (size_t i = 0; i + 1 < ramp.count; i++) {
		if (ramp.stops[i + 1].offset - ramp.stops[i].offset < 1e-6)
			continue;
		if (functions.len > 0)
			pdf_svg_number(&bounds, ramp.stops[i].offset);
		buf_add_cstr(&functions, "<</FunctionType 2/Domain[0 1]/N 1/C0[");
		put_stop(draw, &functions, &ramp.stops[i], mask);
		buf_add_cstr(&functions, "]/C1[");
		put_stop(draw, &functions, &ramp.stops[i + 1], mask);
		buf_add_cstr(&functions, "]>>");
		buf_add_cstr(&encode, "0 1 ");
	}
	buf_add_cstr(out, "/Function<</FunctionType 3/Domain[");
	pdf_svg_number(out, ramp.low);
	pdf_svg_number(out, ramp.high);
	buf_add_format(out, "]/Functions[%.*s]/Bounds[%.*s]/Encode[%.*s]>>",
		       STR_ARG(buf_str(&functions)), STR_ARG(buf_str(&bounds)),
		       STR_ARG(buf_str(&encode)));
}

static void put_end(Buf *out, const SvgGradient *g, double t)
{
	pdf_svg_number(out, g->x1 + t * (g->x2 - g->x1));
	pdf_svg_number(out, g->y1 + t * (g->y2 - g->y1));
	if (g->radial)
		pdf_svg_number(out, fmax(0, g->r1 + t * (g->r2 - g->r1)));
}

static Str shading(PdfSvg *draw, const SvgGradient *g, bool mask)
{
	Buf out = buf_in(draw->arena);
	Ramp ramp = ramp_of(draw->arena, g);
	buf_add_format(&out, "<</ShadingType %d/ColorSpace/%s/Coords[", g->radial ? 3 : 2,
		       mask ? "DeviceGray" : "DeviceRGB");
	put_end(&out, g, ramp.low);
	put_end(&out, g, ramp.high);
	buf_add_cstr(&out, "]/Domain[");
	pdf_svg_number(&out, ramp.low);
	pdf_svg_number(&out, ramp.high);
	buf_add_cstr(&out, "]/Extend[true true]");
	put_function(draw, &out, ramp, mask);
	buf_add_cstr(&out, ">>");
	return buf_str(&out);
}

/* A pattern of the resources. Its matrix leads to the form's space, whatever the matrix there is.
 */
static size_t add_pattern(PdfSvg *draw, const SvgGradient *g, bool mask)
{
	Buf *body;
	PdfRef ref = pdf_doc_dict(draw->job->doc, &body);
	buf_add_cstr(body, "/PatternType 2/Matrix[");
	pdf_svg_matrix(body, g->matrix);
	buf_add_cstr(body, "]/Shading");
	buf_add(body, shading(draw, g, mask));
	size_t number = draw->numbers++;
	buf_add_format(&draw->patterns, "/P%zu ", number);
	pdf_put_ref(&draw->patterns, ref);
	return number;
}

/* --- fading --- */

/* Whether its opacity differs from place to place. */
static bool paint_fades(const SvgPaint *paint)
{
	if (paint->kind != SVG_PAINT_GRADIENT)
		return false;
	for (size_t i = 1; i < paint->gradient->stop_count; i++)
		if (fabs(paint->gradient->stops[i].opacity - paint->gradient->stops[0].opacity) >
		    1e-3)
			return true;
	return false;
}

/* A soft mask (11.6.5.3) of the gradient's opacities as greys. */
static void set_fading(PdfSvg *draw, const SvgGradient *g)
{
	Buf state = buf_in(draw->arena);
	PdfSvg outer;
	pdf_svg_begin(draw, &outer);
	buf_add_format(draw->out, "/Pattern cs /P%zu scn ", add_pattern(draw, g, true));
	pdf_svg_number(draw->out, draw->box.left);
	pdf_svg_number(draw->out, draw->box.top);
	pdf_svg_number(draw->out, draw->box.right - draw->box.left);
	pdf_svg_number(draw->out, draw->box.bottom - draw->box.top);
	buf_add_cstr(draw->out, "re f\n");
	PdfSvgContent content = pdf_svg_end(draw, &outer);
	PdfRef form = pdf_svg_form(draw, S("/Group<</S/Transparency/CS/DeviceGray>>"), content);
	buf_add_cstr(&state, "/SMask<</S/Luminosity/G ");
	pdf_put_ref(&state, form);
	buf_add_cstr(&state, ">>");
	set_state(draw, buf_str(&state));
}

/* Black is what a mask stands on, so that it hides where nothing is drawn. */
void pdf_svg_set_mask(PdfSvg *draw, const SvgMask *mask)
{
	if (draw->flat) {
		draw->lacks |= SVG_LACKS_MASK;
		return;
	}
	Buf state = buf_in(draw->arena);
	PdfRef form = pdf_svg_form(draw, S("/Group<</S/Transparency/CS/DeviceRGB>>"),
				   pdf_svg_content(draw, mask->content));
	buf_add_format(&state, "/SMask<</S/%s/G ", mask->alpha ? "Alpha" : "Luminosity");
	pdf_put_ref(&state, form);
	buf_add_cstr(&state, ">>");
	set_state(draw, buf_str(&state));
}

/* --- tiles --- */

static void put_tile(PdfSvg *draw, Buf *entries, const SvgPattern *tile, PdfRef resources)
{
	buf_add_cstr(entries, "/PatternType 1/PaintType 1/TilingType 1/BBox[");
	pdf_svg_number(entries, draw->box.left);
	pdf_svg_number(entries, draw->box.top);
	pdf_svg_number(entries, draw->box.right);
	pdf_svg_number(entries, draw->box.bottom);
	buf_add_cstr(entries, "]/XStep ");
	pdf_svg_number(entries, tile->width);
	buf_add_cstr(entries, "/YStep ");
	pdf_svg_number(entries, tile->height);
	buf_add_cstr(entries, "/Matrix[");
	pdf_svg_matrix(entries, tile->matrix);
	buf_add_cstr(entries, "]/Resources ");
	pdf_put_ref(entries, resources);
}

/* A tiling pattern (8.7.3) of the resources. What it holds has the tile's space for its own. */
static size_t add_tiles(PdfSvg *draw, const SvgPattern *tile)
{
	Buf entries = buf_in(draw->arena);
	SvgBox outer = draw->box;
	draw->box = (SvgBox){tile->x, tile->y, tile->x + tile->width, tile->y + tile->height};
	PdfSvgContent content = pdf_svg_content(draw, tile->content);
	put_tile(draw, &entries, tile, content.resources);
	draw->box = outer;
	PdfRef ref = pdf_doc_stream_deflated(draw->job->doc, buf_str(&entries), content.bytes);
	size_t number = draw->numbers++;
	buf_add_format(&draw->patterns, "/P%zu ", number);
	pdf_put_ref(&draw->patterns, ref);
	return number;
}

void pdf_svg_set_paint(PdfSvg *draw, const SvgPaint *paint, double opacity, bool stroke)
{
	double fade = draw->fade;
	opacity *= paint->opacity;
	draw->fade *= opacity;
	if (paint->kind == SVG_PAINT_COLOUR) {
		put_colour(draw, draw->out, paint->colour, draw->flat ? draw->fade : 1);
		buf_add_cstr(draw->out, stroke ? "RG\n" : "rg\n");
	} else if (paint->kind == SVG_PAINT_GRADIENT) {
		if (paint_fades(paint) && !draw->flat)
			set_fading(draw, paint->gradient);
		else
			opacity *= paint->gradient->stops[0].opacity;
		size_t number = add_pattern(draw, paint->gradient, false);
		buf_add_format(draw->out,
			       stroke ? "/Pattern CS /P%zu SCN\n" : "/Pattern cs /P%zu scn\n",
			       number);
	}
	if (paint->kind == SVG_PAINT_PATTERN)
		buf_add_format(draw->out,
			       stroke ? "/Pattern CS /P%zu SCN\n" : "/Pattern cs /P%zu scn\n",
			       add_tiles(draw, paint->pattern));
	draw->fade = fade;
	pdf_svg_set_opacity(draw, stroke ? 1 : opacity, stroke ? opacity : 1);
}
