/* Patterns (SVG 1.1, 13.3): a tile that is drawn once and repeated. */
#include "front/svg_parts.h"

/* Tiles across what is painted, past which nobody sees them. */
enum { TILES = 1000 };

static bool is_pattern(const SvgElement *element)
{
	return str_eq(element->name, S("pattern"));
}

/* The first that has something to draw. */
static SvgElement *drawn_of(const SvgFamily *family)
{
	for (size_t i = 0; i < family->count; i++)
		for (SvgElement *e = family->chain[i]->first; e != NULL; e = e->next)
			if (e->name.len > 0)
				return family->chain[i];
	return NULL;
}

static void read_tile(const SvgFamily *family, const SvgPlace *place, SvgBox box, SvgPattern *out)
{
	double em = place->style.font_size, w = box.right - box.left, h = box.bottom - box.top;
	bool of_box = !str_eq(svg_family_attr(family, S("patternUnits")), S("userSpaceOnUse"));
	double across = of_box ? 1 : place->width, down = of_box ? 1 : place->height;
	out->x = svg_length(svg_family_attr(family, S("x")), em, across, 0);
	out->y = svg_length(svg_family_attr(family, S("y")), em, down, 0);
	out->width = svg_length(svg_family_attr(family, S("width")), em, across, 0);
	out->height = svg_length(svg_family_attr(family, S("height")), em, down, 0);
	if (!of_box)
		return;
	out->x = box.left + out->x * w;
	out->y = box.top + out->y * h;
	out->width *= w;
	out->height *= h;
}

/* From what the pattern's elements are written in to the tile's space. */
static SvgMatrix content_matrix(const SvgFamily *family, SvgBox box, const SvgPattern *tile)
{
	double view[4];
	if (svg_view_box(svg_family_attr(family, S("viewBox")), view))
		return svg_view_matrix(view, svg_family_attr(family, S("preserveAspectRatio")),
				       tile->x, tile->y, tile->width, tile->height);
	if (!str_eq(svg_family_attr(family, S("patternContentUnits")), S("objectBoundingBox")))
		return SVG_IDENTITY;
	return (SvgMatrix){box.right - box.left, 0, 0, box.bottom - box.top, box.left, box.top};
}

static SvgNode *draw_tile(SvgBuild *build, const SvgPlace *place, SvgElement *drawn,
			  SvgMatrix matrix, const SvgPattern *tile)
{
	SvgStyle initial = svg_style_initial();
	SvgPlace inner = *place;
	inner.style = svg_look(build, drawn, &initial, svg_diagonal(place));
	inner.matrix = matrix;
	SvgNode *content = svg_node_new(build, NULL, SVG_GROUP);
	drawn->busy = true;
	for (SvgElement *child = drawn->first; child != NULL; child = child->next)
		svg_draw(build, &inner, child, content);
	drawn->busy = false;
	content->clip = svg_clip_box(build, SVG_IDENTITY, tile->x, tile->y, tile->width,
				     tile->height, NULL);
	return content;
}

bool svg_pattern(SvgBuild *build, const SvgPlace *place, SvgElement *element, SvgBox box,
		 SvgPaint *out)
{
	SvgFamily family = svg_family(build, element, is_pattern);
	SvgElement *drawn = drawn_of(&family);
	SvgPattern *tile = ARENA_NEW(build->arena, SvgPattern);
	SvgMatrix back;
	if (drawn == NULL || drawn->busy || build->reason != NULL)
		return false;
	read_tile(&family, place, box, tile);
	tile->matrix = svg_matrix_multiply(
		place->matrix, svg_transform(svg_family_attr(&family, S("patternTransform"))));
	if (!(tile->width > 0) || !(tile->height > 0) || !svg_matrix_invert(tile->matrix, &back))
		return false;
	/* dust: a reader would work on it for ever */
	if (tile->width * TILES < box.right - box.left ||
	    tile->height * TILES < box.bottom - box.top)
		return false;
	tile->content = draw_tile(build, place, drawn, content_matrix(&family, box, tile), tile);
	*out = (SvgPaint){.kind = SVG_PAINT_PATTERN, .opacity = 1, .pattern = tile};
	return true;
}
