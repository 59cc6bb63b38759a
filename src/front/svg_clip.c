/* Clips (SVG 1.1, 14.3): what an element's clipPath leaves, as outlines in the picture's space. */
#include "front/svg_parts.h"

/* The outline that is being gathered. */
typedef struct {
	SvgBuild *build;
	VEC(SvgStep) steps;
	bool even_odd;
} Gather;

static void gather(Gather *g, const SvgPlace *outer, SvgElement *element);

static void gather_use(Gather *g, const SvgPlace *place, SvgElement *element)
{
	SvgElement *target = svg_find(g->build, svg_attr(element, S("href")));
	SvgPlace moved = *place;
	double x = svg_across(element, place, S("x"), 0), y = svg_down(element, place, S("y"), 0);
	moved.matrix = svg_matrix_multiply(place->matrix, (SvgMatrix){1, 0, 0, 1, x, y});
	if (target != NULL)
		gather(g, &moved, target);
}

static void gather_shape(Gather *g, const SvgPlace *place, const SvgOutline *outline)
{
	SvgOutline moved = svg_outline_moved(g->build, outline, place->matrix);
	for (size_t i = 0; i < moved.count; i++)
		VEC_PUSH(g->build->arena, &g->steps, moved.steps[i]);
	g->even_odd = place->style.clip_even_odd;
}

static void gather(Gather *g, const SvgPlace *outer, SvgElement *element)
{
	SvgBuild *build = g->build;
	if (element->busy || element->name.len == 0 || build->reason != NULL)
		return;
	SvgPlace place = *outer;
	place.style = svg_look(build, element, &outer->style, svg_diagonal(outer));
	place.matrix = svg_matrix_multiply(outer->matrix,
					   svg_transform(svg_attr(element, S("transform"))));
	if (!place.style.displayed || !place.style.visible)
		return;
	SvgOutline outline;
	element->busy = true;
	if (svg_shape(build, element, &place, &outline))
		gather_shape(g, &place, &outline);
	else if (str_eq(element->name, S("use")))
		gather_use(g, &place, element);
	element->busy = false;
}

bool svg_box_matrix(const SvgPlace *place, const SvgNode *node, SvgMatrix *out)
{
	SvgMatrix back;
	*out = place->matrix;
	if (!svg_matrix_invert(place->matrix, &back))
		return false;
	SvgBox box = svg_node_box(node, back);
	double width = box.right - box.left, height = box.bottom - box.top;
	if (width <= 0 || height <= 0)
		return false;
	*out = svg_matrix_multiply(place->matrix,
				   (SvgMatrix){width, 0, 0, height, box.left, box.top});
	return true;
}

const SvgClip *svg_clip(SvgBuild *build, const SvgPlace *place, Str reference, const SvgNode *node,
			const SvgClip *next)
{
	SvgElement *element = svg_find(build, reference);
	if (element == NULL || element->busy || !str_eq(element->name, S("clipPath")))
		return next;
	SvgStyle initial = svg_style_initial();
	SvgPlace inner = *place;
	inner.style = svg_look(build, element, &initial, 0);
	if (str_eq(svg_attr(element, S("clipPathUnits")), S("objectBoundingBox")))
		(void)svg_box_matrix(place, node, &inner.matrix);
	inner.matrix =
		svg_matrix_multiply(inner.matrix, svg_transform(svg_attr(element, S("transform"))));
	Gather g = {.build = build};
	element->busy = true;
	for (SvgElement *child = element->first; child != NULL; child = child->next)
		gather(&g, &inner, child);
	SvgClip *clip = ARENA_NEW(build->arena, SvgClip);
	clip->outline = (SvgOutline){g.steps.ptr, g.steps.len, g.even_odd};
	clip->next = next;
	const SvgClip *all = inner.style.clip.len == 0
				     ? clip
				     : svg_clip(build, place, inner.style.clip, node, clip);
	element->busy = false;
	return all;
}

const SvgClip *svg_clip_box(SvgBuild *build, SvgMatrix matrix, double x, double y, double w,
			    double h, const SvgClip *next)
{
	SvgPen pen = {.build = build};
	svg_pen_move(&pen, x, y);
	svg_pen_line(&pen, x + w, y);
	svg_pen_line(&pen, x + w, y + h);
	svg_pen_line(&pen, x, y + h);
	svg_pen_close(&pen);
	SvgOutline outline = {pen.steps.ptr, pen.steps.len, false};
	SvgClip *clip = ARENA_NEW(build->arena, SvgClip);
	clip->outline = svg_outline_moved(build, &outline, matrix);
	clip->next = next;
	return clip;
}
