/* Colours, gradients (SVG 1.1, 13) and pens, worked out for what they paint. */
#include "front/svg_parts.h"

#include <math.h>

/* Times a gradient repeats. */
enum { REPEATS = 40 };

static SvgPaint colour_paint(const SvgStyle *style, const SvgPaintSaid *said, double opacity)
{
	SvgPaint paint = {.kind = SVG_PAINT_COLOUR, .colour = said->colour};
	paint.opacity = opacity * said->alpha;
	if (said->current) {
		paint.colour = style->colour;
		paint.opacity = opacity * style->colour_alpha;
	}
	return paint;
}

static bool is_gradient(const SvgElement *element)
{
	return str_eq(element->name, S("linearGradient")) ||
	       str_eq(element->name, S("radialGradient"));
}

/* --- stops --- */

typedef VEC(SvgStop) Stops;

static Stops read_stops(SvgBuild *build, const SvgPlace *place, const SvgFamily *family)
{
	Stops stops = {0};
	for (size_t i = 0; i < family->count && stops.len == 0; i++) {
		SvgStyle around = svg_look(build, family->chain[i], &place->style, 0);
		double least = 0;
		for (const SvgElement *e = family->chain[i]->first; e != NULL; e = e->next) {
			if (!str_eq(e->name, S("stop")) || build->reason != NULL)
				continue;
			SvgStyle style = svg_look(build, e, &around, 0);
			SvgPaint paint = colour_paint(&style, &style.stop, style.stop_opacity);
			double offset = svg_length(svg_attr(e, S("offset")), 0, 1, 0);
			least = fmax(least, fmin(fmax(offset, 0), 1));
			VEC_PUSH(build->arena, &stops,
				 (SvgStop){least, paint.colour, paint.opacity});
		}
	}
	return stops;
}

/* Where the corners of `box` lie along a linear gradient, or how far off in a radial one. */
static void reach(const SvgGradient *g, SvgBox box, double *low, double *high)
{
	double x[4] = {box.left, box.right, box.left, box.right},
	       y[4] = {box.top, box.top, box.bottom, box.bottom};
	double dx = g->x2 - g->x1, dy = g->y2 - g->y1, length = dx * dx + dy * dy;
	for (int i = 0; i < 4; i++) {
		double t = g->radial ? hypot(x[i] - g->x2, y[i] - g->y2) / (g->r2 - hypot(dx, dy))
				     : ((x[i] - g->x1) * dx + (y[i] - g->y1) * dy) / length;
		*low = fmin(*low, t);
		*high = fmax(*high, t);
	}
	*low = g->radial ? 0 : *low;
}

static void push_period(Arena *arena, Stops *out, const Stops *stops, int at, bool mirror)
{
	for (size_t i = 0; i < stops->len; i++) {
		SvgStop stop = stops->ptr[mirror ? stops->len - 1 - i : i];
		stop.offset = at + (mirror ? 1 - stop.offset : stop.offset);
		VEC_PUSH(arena, out, stop);
	}
}

/* A stop at both ends, so that periods join. */
static Stops closed_stops(Arena *arena, const Stops *stops)
{
	Stops out = {0};
	SvgStop first = stops->ptr[0], last = stops->ptr[stops->len - 1];
	first.offset = 0;
	last.offset = 1;
	VEC_PUSH(arena, &out, first);
	for (size_t i = 0; i < stops->len; i++)
		VEC_PUSH(arena, &out, stops->ptr[i]);
	VEC_PUSH(arena, &out, last);
	return out;
}

/* A gradient that repeats is a longer one, as far as `box` reaches (in its own space). */
static void repeat(Arena *arena, SvgGradient *g, Stops *stops, bool mirror, SvgBox box)
{
	double low = 0, high = 1;
	reach(g, box, &low, &high);
	if (!(high - low < 1e6))
		return;
	int first = (int)fmax(floor(low), -REPEATS), last = (int)fmin(ceil(high), REPEATS);
	Stops once = closed_stops(arena, stops), all = {0};
	for (int i = first; i < last; i++)
		push_period(arena, &all, &once, i, mirror && i % 2 != 0);
	*stops = all;
}

/* --- geometry --- */

typedef struct {
	const SvgFamily *family;
	bool box_units;
	const SvgPlace *place;
} Coordinates;

static double coordinate(const Coordinates *c, Str name, double whole, double otherwise)
{
	Str value = svg_family_attr(c->family, name);
	double em = c->place->style.font_size;
	return svg_length(value, em, c->box_units ? 1 : whole,
			  otherwise * (c->box_units ? 1 : whole));
}

static void read_linear(const Coordinates *c, SvgGradient *g)
{
	g->x1 = coordinate(c, S("x1"), c->place->width, 0);
	g->y1 = coordinate(c, S("y1"), c->place->height, 0);
	g->x2 = coordinate(c, S("x2"), c->place->width, 1);
	g->y2 = coordinate(c, S("y2"), c->place->height, 0);
}

static void read_radial(const Coordinates *c, SvgGradient *g)
{
	double diagonal = svg_diagonal(c->place);
	g->radial = true;
	g->x2 = coordinate(c, S("cx"), c->place->width, 0.5);
	g->y2 = coordinate(c, S("cy"), c->place->height, 0.5);
	g->r2 = coordinate(c, S("r"), diagonal, 0.5);
	bool fx = svg_family_attr(c->family, S("fx")).len > 0,
	     fy = svg_family_attr(c->family, S("fy")).len > 0;
	g->x1 = fx ? coordinate(c, S("fx"), c->place->width, 0) : g->x2;
	g->y1 = fy ? coordinate(c, S("fy"), c->place->height, 0) : g->y2;
	g->r1 = fmin(coordinate(c, S("fr"), diagonal, 0), g->r2);
	/* A focus outside the circle is moved onto it. */
	double dx = g->x1 - g->x2, dy = g->y1 - g->y2, far = hypot(dx, dy);
	if (far > g->r2 * 0.99 && far > 0) {
		g->x1 = g->x2 + dx * g->r2 * 0.99 / far;
		g->y1 = g->y2 + dy * g->r2 * 0.99 / far;
	}
}

static bool is_degenerate(const SvgGradient *g)
{
	return g->radial ? g->r2 < 1e-9 : hypot(g->x2 - g->x1, g->y2 - g->y1) < 1e-9;
}

static SvgPaint one_colour(const SvgStop *stop, double opacity)
{
	return (SvgPaint){.kind = SVG_PAINT_COLOUR,
			  .colour = stop->colour,
			  .opacity = stop->opacity * opacity};
}

static SvgBox box_seen(SvgBox box, SvgMatrix m)
{
	SvgStep corners[4] = {{SVG_LINE, {box.left}, {box.top}},
			      {SVG_LINE, {box.right}, {box.top}},
			      {SVG_LINE, {box.left}, {box.bottom}},
			      {SVG_LINE, {box.right}, {box.bottom}}};
	SvgOutline outline = {corners, 4, false};
	return svg_outline_box(&outline, m);
}

static SvgPaint gradient_paint(SvgBuild *build, const SvgPlace *place, SvgElement *element,
			       double opacity, SvgBox box)
{
	SvgFamily family = svg_family(build, element, is_gradient);
	Stops stops = read_stops(build, place, &family);
	if (stops.len == 0)
		return (SvgPaint){0};
	SvgGradient *g = ARENA_NEW(build->arena, SvgGradient);
	Coordinates c = {&family,
			 !str_eq(svg_family_attr(&family, S("gradientUnits")), S("userSpaceOnUse")),
			 place};
	if (str_eq(element->name, S("radialGradient")))
		read_radial(&c, g);
	else
		read_linear(&c, g);
	SvgMatrix local = svg_transform(svg_family_attr(&family, S("gradientTransform"))), back;
	double w = box.right - box.left, h = box.bottom - box.top;
	if (c.box_units && (w <= 0 || h <= 0))
		return (SvgPaint){0};
	if (c.box_units)
		local = svg_matrix_multiply((SvgMatrix){w, 0, 0, h, box.left, box.top}, local);
	if (stops.len == 1 || is_degenerate(g) || !svg_matrix_invert(local, &back))
		return one_colour(&stops.ptr[stops.len - 1], opacity);
	Str spread = svg_family_attr(&family, S("spreadMethod"));
	bool mirror = str_eq(spread, S("reflect"));
	if (mirror || str_eq(spread, S("repeat")))
		repeat(build->arena, g, &stops, mirror, box_seen(box, back));
	g->matrix = svg_matrix_multiply(place->matrix, local);
	g->stops = stops.ptr;
	g->stop_count = stops.len;
	return (SvgPaint){.kind = SVG_PAINT_GRADIENT, .opacity = opacity, .gradient = g};
}

SvgPaint svg_paint(SvgBuild *build, const SvgPlace *place, const SvgPaintSaid *said, double opacity,
		   SvgBox box)
{
	if (said->kind == SVG_PAINT_NONE)
		return (SvgPaint){0};
	if (said->kind == SVG_PAINT_GRADIENT) {
		SvgElement *element = svg_find(build, said->url);
		SvgPaint paint = {0};
		if (element != NULL && is_gradient(element))
			return gradient_paint(build, place, element, opacity, box);
		if (element != NULL && str_eq(element->name, S("pattern"))) {
			if (svg_pattern(build, place, element, box, &paint))
				paint.opacity = opacity;
			return paint;
		}
		if (said->alpha <= 0)
			return (SvgPaint){0};
	}
	return colour_paint(&place->style, said, opacity);
}

/* An odd count goes round twice (SVG 1.1, 11.4); what is no list, or all zero, is a plain line. */
static void read_dashes(SvgBuild *build, const SvgPlace *place, SvgStroke *stroke)
{
	VEC(double) dashes = {0};
	Str rest = place->style.dashes;
	double number, sum = 0;
	while (dashes.len < 64 && svg_take_number(&rest, &number)) {
		size_t unit = 0;
		while (unit < rest.len && !char_is_space(rest.ptr[unit]) && rest.ptr[unit] != ',')
			unit++;
		Str said = str_slice(rest, 0, unit);
		if (str_eq(said, S("%")))
			number = number * svg_diagonal(place) / 100;
		if (char_is_alpha(said.len > 0 ? said.ptr[0] : ' ') || str_eq(said, S("%")))
			rest = str_from_offset(rest, unit);
		if (number < 0)
			return;
		sum += number;
		VEC_PUSH(build->arena, &dashes, number);
	}
	for (size_t i = 0, odd = dashes.len % 2 == 0 ? 0 : dashes.len; i < odd; i++)
		VEC_PUSH(build->arena, &dashes, dashes.ptr[i]);
	if (sum <= 0)
		return;
	stroke->dashes = dashes.ptr;
	stroke->dash_count = dashes.len;
	stroke->dash_offset = place->style.dash_offset;
}

SvgStroke svg_stroke(SvgBuild *build, const SvgPlace *place, SvgBox box)
{
	const SvgStyle *style = &place->style;
	SvgStroke stroke = {.width = style->stroke_width,
			    .miter_limit = style->miter_limit,
			    .cap = style->cap,
			    .join = style->join};
	if (style->stroke_width > 0)
		stroke.paint = svg_paint(build, place, &style->stroke, style->stroke_opacity, box);
	if (stroke.paint.kind != SVG_PAINT_NONE)
		read_dashes(build, place, &stroke);
	return stroke;
}
