/* Path data to steps (SVG 1.1, 8.3), arcs to Bezier curves (F.6). */
#include "front/svg_parts.h"

#include <math.h>

static void add_step(SvgPen *pen, SvgStep step, double x, double y)
{
	if (++pen->build->steps > SVG_STEPS) {
		pen->build->reason = "the SVG has too many path segments";
		return;
	}
	VEC_PUSH(pen->build->arena, &pen->steps, step);
	pen->x = x;
	pen->y = y;
}

void svg_pen_move(SvgPen *pen, double x, double y)
{
	add_step(pen, (SvgStep){SVG_MOVE, {x}, {y}}, x, y);
	pen->start_x = x;
	pen->start_y = y;
}

void svg_pen_line(SvgPen *pen, double x, double y)
{
	add_step(pen, (SvgStep){SVG_LINE, {x}, {y}}, x, y);
}

static void pen_curve(SvgPen *pen, double x1, double y1, double x2, double y2, double x, double y)
{
	add_step(pen, (SvgStep){SVG_CURVE, {x1, x2, x}, {y1, y2, y}}, x, y);
}

void svg_pen_close(SvgPen *pen)
{
	add_step(pen, (SvgStep){.verb = SVG_CLOSE}, pen->start_x, pen->start_y);
}

/* --- arcs --- */

typedef struct {
	double cx, cy, rx, ry, c, s; /* c, s: cosine and sine of the axes' turn */
} Ellipse;

static void ellipse_point(const Ellipse *e, double x, double y, double *out_x, double *out_y)
{
	*out_x = e->cx + e->c * e->rx * x - e->s * e->ry * y;
	*out_y = e->cy + e->s * e->rx * x + e->c * e->ry * y;
}

/* At most a quarter, by the usual distance of control points, 4/3 tan(angle / 4). */
static void arc_piece(SvgPen *pen, const Ellipse *e, double from, double to)
{
	double k = 4.0 / 3 * tan((to - from) / 4), x[3], y[3];
	ellipse_point(e, cos(from) - k * sin(from), sin(from) + k * cos(from), &x[0], &y[0]);
	ellipse_point(e, cos(to) + k * sin(to), sin(to) - k * cos(to), &x[1], &y[1]);
	ellipse_point(e, cos(to), sin(to), &x[2], &y[2]);
	pen_curve(pen, x[0], y[0], x[1], y[1], x[2], y[2]);
}

static void arc_sweep(SvgPen *pen, const Ellipse *e, double from, double angle)
{
	int pieces = (int)ceil(fabs(angle) / (M_PI / 2) - 1e-9);
	for (int i = 0; i < pieces; i++)
		arc_piece(pen, e, from + angle * i / pieces, from + angle * (i + 1) / pieces);
}

void svg_pen_arc(SvgPen *pen, double rx, double ry, double turn, bool large, bool sweep, double x,
		 double y)
{
	Ellipse e = {.rx = fabs(rx), .ry = fabs(ry)};
	double angle = fmod(turn, 360) * M_PI / 180, x0 = pen->x, y0 = pen->y;
	if (e.rx < 1e-9 || e.ry < 1e-9 || (x0 == x && y0 == y)) {
		svg_pen_line(pen, x, y);
		return;
	}
	e.c = cos(angle);
	e.s = sin(angle);
	double px = (e.c * (x0 - x) + e.s * (y0 - y)) / 2, /* F.6.5.1 */
		py = (-e.s * (x0 - x) + e.c * (y0 - y)) / 2;
	double reach = px * px / (e.rx * e.rx) + py * py / (e.ry * e.ry); /* F.6.6.2 */
	if (reach > 1) {
		e.rx *= sqrt(reach);
		e.ry *= sqrt(reach);
	}
	double ux = px / e.rx, uy = py / e.ry, length = ux * ux + uy * uy;
	double far = length > 0 ? sqrt(fmax(0, 1 / length - 1)) * (large == sweep ? -1 : 1) : 0;
	double mx = far * uy, my = -far * ux; /* F.6.5.2, on the unit circle */
	e.cx = e.c * e.rx * mx - e.s * e.ry * my + (x0 + x) / 2;
	e.cy = e.s * e.rx * mx + e.c * e.ry * my + (y0 + y) / 2;
	double from = atan2(uy - my, ux - mx), to = atan2(-uy - my, -ux - mx);
	double span = to - from;
	span += sweep && span < 0 ? 2 * M_PI : !sweep && span > 0 ? -2 * M_PI : 0;
	arc_sweep(pen, &e, from, span);
}

/* --- path data --- */

typedef struct {
	SvgPen *pen;
	Str rest;
	char command, before;
	double control_x, control_y; /* the last control point, for S and T */
} PathReader;

/* How many numbers a command takes; -1: no command. */
static int argument_count(char command)
{
	switch (char_lower(command)) {
	case 'z': return 0;
	case 'h':
	case 'v': return 1;
	case 'm':
	case 'l':
	case 't': return 2;
	case 's':
	case 'q': return 4;
	case 'c': return 6;
	case 'a': return 7;
	}
	return -1;
}

/* The flags of an arc are one digit, and need nothing behind it. */
static bool take_flag(Str *rest, double *out)
{
	size_t at = 0;
	while (at < rest->len && (char_is_space(rest->ptr[at]) || rest->ptr[at] == ','))
		at++;
	if (at >= rest->len || (rest->ptr[at] != '0' && rest->ptr[at] != '1'))
		return false;
	*out = rest->ptr[at] - '0';
	*rest = str_from_offset(*rest, at + 1);
	return true;
}

static bool take_arguments(PathReader *r, double v[7])
{
	int count = argument_count(r->command);
	for (int i = 0; i < count; i++) {
		bool flag = count == 7 && (i == 3 || i == 4);
		if (flag ? !take_flag(&r->rest, &v[i]) : !svg_take_number(&r->rest, &v[i]))
			return false;
	}
	return true;
}

/* Relative arguments made absolute. */
static void make_absolute(PathReader *r, double v[7])
{
	char kind = char_lower(r->command);
	if (kind != r->command)
		return;
	if (kind == 'v') {
		v[0] += r->pen->y;
		return;
	}
	int count = argument_count(kind);
	for (int i = kind == 'a' ? 5 : 0; i < count; i++)
		v[i] += (i % 2 == 0) == (kind != 'a') ? r->pen->x : r->pen->y;
}

static void quad(PathReader *r, double cx, double cy, double x, double y)
{
	double x0 = r->pen->x, y0 = r->pen->y;
	r->control_x = cx;
	r->control_y = cy;
	pen_curve(r->pen, x0 + (cx - x0) * 2 / 3, y0 + (cy - y0) * 2 / 3, x + (cx - x) * 2 / 3,
		  y + (cy - y) * 2 / 3, x, y);
}

static void cubic(PathReader *r, double x1, double y1, const double v[4])
{
	r->control_x = v[0];
	r->control_y = v[1];
	pen_curve(r->pen, x1, y1, v[0], v[1], v[2], v[3]);
}

/* The first control point of S or T: the last one, mirrored, after a curve of the same kind. */
static void mirrored(const PathReader *r, const char *kinds, double *x, double *y)
{
	bool same = r->before != '\0' && (r->before == kinds[0] || r->before == kinds[1]);
	*x = same ? 2 * r->pen->x - r->control_x : r->pen->x;
	*y = same ? 2 * r->pen->y - r->control_y : r->pen->y;
}

static void run_command(PathReader *r, const double v[7])
{
	SvgPen *pen = r->pen;
	double x, y;
	switch (char_lower(r->command)) {
	case 'm': svg_pen_move(pen, v[0], v[1]); break;
	case 'l': svg_pen_line(pen, v[0], v[1]); break;
	case 'h': svg_pen_line(pen, v[0], pen->y); break;
	case 'v': svg_pen_line(pen, pen->x, v[0]); break;
	case 'z': svg_pen_close(pen); break;
	case 'c': cubic(r, v[0], v[1], v + 2); break;
	case 's':
		mirrored(r, "cs", &x, &y);
		cubic(r, x, y, v);
		break;
	case 'q': quad(r, v[0], v[1], v[2], v[3]); break;
	case 't':
		mirrored(r, "qt", &x, &y);
		quad(r, x, y, v[0], v[1]);
		break;
	case 'a': svg_pen_arc(pen, v[0], v[1], v[2], v[3] > 0, v[4] > 0, v[5], v[6]); break;
	}
	r->before = char_lower(r->command);
}

/* The letter that is next, or the one before again: after a move it means lines, after a close
 * nothing. */
static bool next_command(PathReader *r)
{
	size_t at = 0;
	while (at < r->rest.len && (char_is_space(r->rest.ptr[at]) || r->rest.ptr[at] == ','))
		at++;
	if (at >= r->rest.len)
		return false;
	char c = r->rest.ptr[at];
	if (char_is_alpha(c)) {
		r->rest = str_from_offset(r->rest, at + 1);
		r->command = c;
		return argument_count(c) >= 0 && (r->before != '\0' || char_lower(c) == 'm');
	}
	r->command = r->command == 'm' ? 'l' : r->command == 'M' ? 'L' : r->command;
	return argument_count(r->command) > 0;
}

void svg_path_data(SvgPen *pen, Str data)
{
	PathReader r = {.pen = pen, .rest = data};
	while (pen->build->reason == NULL && next_command(&r)) {
		double v[7];
		if (!take_arguments(&r, v))
			return;
		make_absolute(&r, v);
		/* What goes on after a close starts where the closed part did. */
		if (r.before == 'z' && char_lower(r.command) != 'm' && char_lower(r.command) != 'z')
			svg_pen_move(pen, pen->x, pen->y);
		run_command(&r, v);
	}
}
