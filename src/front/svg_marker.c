/* Markers (SVG 1.1, 11.6): arrow heads and the like at the vertices of a path. */
#include "front/svg_parts.h"

#include <math.h>

typedef struct {
	double x, y;
} Point;

/* A vertex, and the directions in which the path comes and goes; (0, 0) when it does neither. */
typedef struct {
	Point at, in, out;
} Vertex;

typedef VEC(Vertex) Vertices;

/* From `a` to the first of the points that lies elsewhere. */
static Point direction(Point a, const Point *points, int count)
{
	for (int i = 0; i < count; i++) {
		double x = points[i].x - a.x, y = points[i].y - a.y, length = hypot(x, y);
		if (length > 1e-9)
			return (Point){x / length, y / length};
	}
	return (Point){0, 0};
}

static Point reversed(Point p)
{
	return (Point){-p.x, -p.y};
}

static void add_segment(SvgBuild *build, Vertices *v, const Point p[4])
{
	const Point ahead[3] = {p[1], p[2], p[3]}, behind[3] = {p[2], p[1], p[0]};
	v->ptr[v->len - 1].out = direction(p[0], ahead, 3);
	Vertex vertex = {.at = p[3], .in = reversed(direction(p[3], behind, 3))};
	VEC_PUSH(build->arena, v, vertex);
}

static Vertices find_vertices(SvgBuild *build, const SvgOutline *outline)
{
	Vertices v = {0};
	size_t start = 0;
	for (size_t i = 0; i < outline->count; i++) {
		const SvgStep *s = &outline->steps[i];
		Point end = {s->x[0], s->y[0]};
		if (s->verb == SVG_MOVE) {
			start = v.len;
			VEC_PUSH(build->arena, &v, (Vertex){.at = end});
			continue;
		}
		Point from = v.ptr[v.len - 1].at;
		if (s->verb == SVG_CURVE) {
			const Point curve[4] = {from, end, {s->x[1], s->y[1]}, {s->x[2], s->y[2]}};
			add_segment(build, &v, curve);
			continue;
		}
		if (s->verb == SVG_CLOSE)
			end = v.ptr[start].at;
		add_segment(build, &v, (const Point[4]){from, end, from, end});
		if (s->verb == SVG_CLOSE)
			v.ptr[v.len - 1].out = v.ptr[start].out;
	}
	return v;
}

/* The turn of a marker in radians: as it says, or half way between coming and going. */
static double turn_of(const SvgElement *marker, const Vertex *v, bool first)
{
	Str orient = svg_attr(marker, S("orient"));
	if (!str_starts(orient, S("auto")))
		return fmod(svg_length(orient, 0, 0, 0), 360) * M_PI / 180;
	double turn = atan2(v->in.y + v->out.y, v->in.x + v->out.x);
	return first && str_ends(orient, S("reverse")) ? turn + M_PI : turn;
}

static void draw_marker(SvgBuild *build, const SvgPlace *place, SvgElement *marker, const Vertex *v,
			bool first, SvgNode *parent)
{
	SvgStyle initial = svg_style_initial();
	SvgPlace inner = *place;
	double em = place->style.font_size, box[4];
	inner.style = svg_look(build, marker, &initial, 0);
	double port[4] = {0, 0, svg_across(marker, place, S("markerWidth"), 3),
			  svg_down(marker, place, S("markerHeight"), 3)};
	double x = svg_length(svg_attr(marker, S("refX")), em, port[2], 0),
	       y = svg_length(svg_attr(marker, S("refY")), em, port[3], 0);
	if (svg_view_box(svg_attr(marker, S("viewBox")), box))
		svg_matrix_apply(svg_view_matrix(box, svg_attr(marker, S("preserveAspectRatio")), 0,
						 0, port[2], port[3]),
				 x, y, &x, &y);
	bool user = str_eq(svg_attr(marker, S("markerUnits")), S("userSpaceOnUse"));
	double turn = turn_of(marker, v, first), scale = user ? 1 : place->style.stroke_width;
	double c = cos(turn) * scale, s = sin(turn) * scale;
	SvgMatrix stand = {c, s, -s, c, v->at.x - c * x + s * y, v->at.y - s * x - c * y};
	inner.matrix = svg_matrix_multiply(place->matrix, stand);
	SvgNode *node = svg_node_new(build, parent, SVG_GROUP);
	node->opacity = inner.style.opacity;
	marker->busy = true;
	svg_draw_viewport(build, &inner, marker, node, port);
	marker->busy = false;
}

void svg_markers(SvgBuild *build, const SvgPlace *place, const SvgOutline *outline, SvgNode *parent)
{
	const SvgStyle *style = &place->style;
	SvgElement *kinds[3] = {svg_find(build, style->marker_start),
				svg_find(build, style->marker_mid),
				svg_find(build, style->marker_end)};
	Vertices v = find_vertices(build, outline);
	for (size_t i = 0; i < v.len && build->reason == NULL; i++) {
		bool first = i == 0, last = i + 1 == v.len;
		for (int kind = 0; kind < 3; kind++) {
			bool here = kind == 0 ? first : kind == 2 ? last : !first && !last;
			SvgElement *marker = kinds[kind];
			if (here && marker != NULL && !marker->busy &&
			    str_eq(marker->name, S("marker")))
				draw_marker(build, place, marker, &v.ptr[i], first, parent);
		}
	}
}
