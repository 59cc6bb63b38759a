/* Masks (SVG 1.1, 14.4): drawn like anything else, and taken for how much is seen. */
#include "front/svg_parts.h"

/* A fraction of the box ("-10%", "0.5") or a length of the user's. */
static double measure(const SvgPlace *place, const SvgElement *mask, Str name, bool of_box,
		      double whole, double otherwise)
{
	return svg_length(svg_attr(mask, name), place->style.font_size, of_box ? 1 : whole,
			  otherwise * (of_box ? 1 : whole));
}

/* Where the mask lies: outside nothing is seen. */
static const SvgClip *region(SvgBuild *build, const SvgPlace *place, const SvgElement *mask,
			     const SvgNode *node)
{
	SvgMatrix matrix = place->matrix;
	bool of_box = !str_eq(svg_attr(mask, S("maskUnits")), S("userSpaceOnUse"));
	if (of_box && !svg_box_matrix(place, node, &matrix))
		return NULL; /* a text, which nobody has measured */
	return svg_clip_box(build, matrix, measure(place, mask, S("x"), of_box, place->width, -0.1),
			    measure(place, mask, S("y"), of_box, place->height, -0.1),
			    measure(place, mask, S("width"), of_box, place->width, 1.2),
			    measure(place, mask, S("height"), of_box, place->height, 1.2), NULL);
}

const SvgMask *svg_mask(SvgBuild *build, const SvgPlace *place, Str reference, const SvgNode *node)
{
	SvgElement *element = svg_find(build, reference);
	if (element == NULL || element->busy || !str_eq(element->name, S("mask")))
		return NULL;
	SvgStyle initial = svg_style_initial();
	SvgPlace inner = *place;
	inner.style = svg_look(build, element, &initial, svg_diagonal(place));
	if (str_eq(svg_attr(element, S("maskContentUnits")), S("objectBoundingBox")))
		(void)svg_box_matrix(place, node, &inner.matrix);
	SvgNode *content = svg_node_new(build, NULL, SVG_GROUP);
	element->busy = true;
	for (SvgElement *child = element->first; child != NULL; child = child->next)
		svg_draw(build, &inner, child, content);
	element->busy = false;
	content->clip = region(build, place, element, node);
	SvgMask *mask = ARENA_NEW(build->arena, SvgMask);
	mask->content = content;
	mask->alpha = str_eq(svg_attr(element, S("mask-type")), S("alpha")) ||
		      str_contains(svg_attr(element, S("style")), S("mask-type:alpha"));
	return mask;
}
