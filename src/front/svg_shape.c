/* Shapes as outlines (SVG 1.1, 9), and what outlines measure. */
#include "front/svg_parts.h"

#include <math.h>

double svg_across(const SvgElement *element, const SvgPlace *place, Str name, double otherwise)
{
	Str said = svg_attr(element, name);
	return svg_length(said, place->style.font_size, place->width, otherwise);
}

double svg_down(const SvgElement *element, const SvgPlace *place, Str name, double otherwise)
{
	Str said = svg_attr(element, name);
	return svg_length(said, place->style.font_size, place->height, otherwise);
}

static void draw_ellipse(SvgPen *pen, double cx, double cy, double rx, double ry)
{
	if (rx <= 0 || ry <= 0)
		return;
	svg_pen_move(pen, cx + rx, cy);
	svg_pen_arc(pen, rx, ry, 0, false, true, cx, cy + ry);
	svg_pen_arc(pen, rx, ry, 0, false, true, cx - rx, cy);
	svg_pen_arc(pen, rx, ry, 0, false, true, cx, cy - ry);
	svg_pen_arc(pen, rx, ry, 0, false, true, cx + rx, cy);
	svg_pen_close(pen);
}

static void draw_rect(SvgPen *pen, double x, double y, double w, double h, double rx, double ry)
{
	if (w <= 0 || h <= 0)
		return;
	if (rx <= 0 || ry <= 0) {
		svg_pen_move(pen, x, y);
		svg_pen_line(pen, x + w, y);
		svg_pen_line(pen, x + w, y + h);
		svg_pen_line(pen, x, y + h);
		svg_pen_close(pen);
		return;
	}
	svg_pen_move(pen, x + rx, y);
	svg_pen_line(pen, x + w - rx, y);
	svg_pen_arc(pen, rx, ry, 0, false, true, x + w, y + ry);
	svg_pen_line(pen, x + w, y + h - ry);
	svg_pen_arc(pen, rx, ry, 0, false, true, x + w - rx, y + h);
	svg_pen_line(pen, x + rx, y + h);
	svg_pen_arc(pen, rx, ry, 0, false, true, x, y + h - ry);
	svg_pen_line(pen, x, y + ry);
	svg_pen_arc(pen, rx, ry, 0, false, true, x + rx, y);
	svg_pen_close(pen);
}

static void shape_rect(SvgPen *pen, const SvgElement *e, const SvgPlace *p)
{
	double w = svg_across(e, p, S("width"), 0), h = svg_down(e, p, S("height"), 0);
	double rx = svg_across(e, p, S("rx"), -1), ry = svg_down(e, p, S("ry"), -1);
	rx = rx < 0 ? ry : rx;
	ry = ry < 0 ? rx : ry;
	draw_rect(pen, svg_across(e, p, S("x"), 0), svg_down(e, p, S("y"), 0), w, h,
		  fmin(rx, w / 2), fmin(ry, h / 2));
}

static void shape_circle(SvgPen *pen, const SvgElement *e, const SvgPlace *p)
{
	double r = svg_length(svg_attr(e, S("r")), p->style.font_size, svg_diagonal(p), 0);
	draw_ellipse(pen, svg_across(e, p, S("cx"), 0), svg_down(e, p, S("cy"), 0), r, r);
}

static void shape_ellipse(SvgPen *pen, const SvgElement *e, const SvgPlace *p)
{
	double rx = svg_across(e, p, S("rx"), -1), ry = svg_down(e, p, S("ry"), -1);
	draw_ellipse(pen, svg_across(e, p, S("cx"), 0), svg_down(e, p, S("cy"), 0),
		     rx < 0 ? ry : rx, ry < 0 ? rx : ry);
}

static void shape_line(SvgPen *pen, const SvgElement *e, const SvgPlace *p)
{
	svg_pen_move(pen, svg_across(e, p, S("x1"), 0), svg_down(e, p, S("y1"), 0));
	svg_pen_line(pen, svg_across(e, p, S("x2"), 0), svg_down(e, p, S("y2"), 0));
}

static bool draw_points(SvgPen *pen, const SvgElement *e)
{
	Str rest = svg_attr(e, S("points"));
	double x, y;
	bool any = false;
	while (pen->build->reason == NULL && svg_take_number(&rest, &x) &&
	       svg_take_number(&rest, &y)) {
		if (any)
			svg_pen_line(pen, x, y);
		else
			svg_pen_move(pen, x, y);
		any = true;
	}
	return any;
}

static void shape_polyline(SvgPen *pen, const SvgElement *e, const SvgPlace *p)
{
	(void)p;
	(void)draw_points(pen, e);
}

static void shape_polygon(SvgPen *pen, const SvgElement *e, const SvgPlace *p)
{
	(void)p;
	if (draw_points(pen, e))
		svg_pen_close(pen);
}

static void shape_path(SvgPen *pen, const SvgElement *e, const SvgPlace *p)
{
	(void)p;
	svg_path_data(pen, svg_attr(e, S("d")));
}

bool svg_shape(SvgBuild *build, const SvgElement *element, const SvgPlace *place, SvgOutline *out)
{
	static const struct {
		Str name;
		void (*draw)(SvgPen *, const SvgElement *, const SvgPlace *);
	} shapes[] = {
		{STR_INIT("path"), shape_path},	      {STR_INIT("rect"), shape_rect},
		{STR_INIT("circle"), shape_circle},   {STR_INIT("ellipse"), shape_ellipse},
		{STR_INIT("line"), shape_line},	      {STR_INIT("polyline"), shape_polyline},
		{STR_INIT("polygon"), shape_polygon},
	};
	for (size_t i = 0; i < sizeof shapes / sizeof shapes[0]; i++) {
		if (!str_eq(shapes[i].name, element->name))
			continue;
		SvgPen pen = {.build = build};
		shapes[i].draw(&pen, element, place);
		*out = (SvgOutline){pen.steps.ptr, pen.steps.len, place->style.fill_even_odd};
		return true;
	}
	return false;
}

SvgOutline svg_outline_moved(SvgBuild *build, const SvgOutline *outline, SvgMatrix matrix)
{
	SvgOutline moved = *outline;
	moved.steps = ARENA_ARRAY(build->arena, SvgStep, outline->count);
	for (size_t i = 0; i < outline->count; i++) {
		moved.steps[i].verb = outline->steps[i].verb;
		for (int k = 0; k < 3; k++)
			svg_matrix_apply(matrix, outline->steps[i].x[k], outline->steps[i].y[k],
					 &moved.steps[i].x[k], &moved.steps[i].y[k]);
	}
	return moved;
}

/* --- boxes --- */

SvgBox svg_box_join(SvgBox a, SvgBox b)
{
	if (a.right < a.left)
		return b;
	if (b.right < b.left)
		return a;
	return (SvgBox){fmin(a.left, b.left), fmin(a.top, b.top), fmax(a.right, b.right),
			fmax(a.bottom, b.bottom)};
}

static SvgBox with_point(SvgBox box, double x, double y)
{
	return svg_box_join(box, (SvgBox){x, y, x, y});
}

static double bezier(const double p[4], double t)
{
	double u = 1 - t;
	return u * u * u * p[0] + 3 * u * u * t * p[1] + 3 * u * t * t * p[2] + t * t * t * p[3];
}

/* Where the derivative of a cubic is zero, strictly inside; at most two. */
static int turning_points(const double p[4], double t[2])
{
	double a = -p[0] + 3 * p[1] - 3 * p[2] + p[3], b = 2 * (p[0] - 2 * p[1] + p[2]),
	       c = p[1] - p[0];
	double root[2] = {-1, -1};
	if (fabs(a) < 1e-12) {
		root[0] = fabs(b) < 1e-12 ? -1 : -c / b;
	} else if (b * b - 4 * a * c >= 0) {
		double d = sqrt(b * b - 4 * a * c);
		root[0] = (-b + d) / (2 * a);
		root[1] = (-b - d) / (2 * a);
	}
	int count = 0;
	for (int i = 0; i < 2; i++)
		if (root[i] > 0 && root[i] < 1)
			t[count++] = root[i];
	return count;
}

static SvgBox with_curve(SvgBox box, const double x[4], const double y[4])
{
	double t[4];
	int count = turning_points(x, t);
	count += turning_points(y, t + count);
	box = with_point(box, x[3], y[3]);
	for (int i = 0; i < count; i++)
		box = with_point(box, bezier(x, t[i]), bezier(y, t[i]));
	return box;
}

SvgBox svg_outline_box(const SvgOutline *outline, SvgMatrix m)
{
	SvgBox box = SVG_BOX_EMPTY;
	double x[4] = {0}, y[4] = {0};
	for (size_t i = 0; i < outline->count; i++) {
		const SvgStep *step = &outline->steps[i];
		bool curve = step->verb == SVG_CURVE;
		if (step->verb == SVG_CLOSE)
			continue;
		for (int k = 0; k < (curve ? 3 : 1); k++)
			svg_matrix_apply(m, step->x[k], step->y[k], &x[k + 1], &y[k + 1]);
		box = curve ? with_curve(box, x, y) : with_point(box, x[1], y[1]);
		x[0] = x[curve ? 3 : 1];
		y[0] = y[curve ? 3 : 1];
	}
	return box;
}
