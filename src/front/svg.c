/* The walk through a picture's elements: what is drawn, where, in which order. */
#include "front/svg_parts.h"

#include "base/buf.h"
#include "front/picture.h"

#include <math.h>

/* What per cent of a length that is neither across nor down are of (SVG 1.1, 7.10). */
double svg_diagonal(const SvgPlace *place)
{
	return sqrt((place->width * place->width + place->height * place->height) / 2);
}

SvgStyle svg_look(SvgBuild *build, const SvgElement *element, const SvgStyle *parent, double whole)
{
	build->work += 1 + build->rules.len / 8;
	if (build->work > SVG_WORK)
		build->reason = "the SVG draws too many elements";
	return svg_style_of(&build->rules, element, parent, whole);
}

SvgElement *svg_find(SvgBuild *build, Str reference)
{
	if (str_starts(reference, S("url(")))
		reference = str_slice(reference, 4, str_find_char(reference, ')', 0));
	reference = str_trim(reference);
	if (reference.len >= 2 && (reference.ptr[0] == '"' || reference.ptr[0] == '\''))
		reference = str_slice(reference, 1, reference.len - 1);
	if (str_starts(reference, S("#")))
		return map_get(&build->xml.ids, str_from_offset(reference, 1));
	if (reference.len > 0)
		build->lacks |= SVG_LACKS_EXTERNAL;
	return NULL;
}

SvgFamily svg_family(SvgBuild *build, SvgElement *element, bool (*belongs)(const SvgElement *))
{
	SvgFamily family = {.count = 0};
	while (element != NULL && belongs(element) && family.count < SVG_TEMPLATES) {
		family.chain[family.count++] = element;
		element = svg_find(build, svg_attr(element, S("href")));
	}
	return family;
}

Str svg_family_attr(const SvgFamily *family, Str name)
{
	Str value = S("");
	for (size_t i = 0; i < family->count && value.len == 0; i++)
		value = svg_attr(family->chain[i], name);
	return value;
}

SvgNode *svg_node_new(SvgBuild *build, SvgNode *parent, SvgKind kind)
{
	SvgNode *node = ARENA_NEW(build->arena, SvgNode);
	node->kind = kind;
	node->opacity = 1;
	if (parent == NULL)
		return node;
	if (parent->last == NULL)
		parent->first = node;
	else
		parent->last->next = node;
	parent->last = node;
	return node;
}

static SvgBox unit_box(SvgMatrix m)
{
	SvgStep corners[4] = {{SVG_LINE, {0}, {0}},
			      {SVG_LINE, {1}, {0}},
			      {SVG_LINE, {0}, {1}},
			      {SVG_LINE, {1}, {1}}};
	SvgOutline outline = {corners, 4, false};
	return svg_outline_box(&outline, m);
}

SvgBox svg_node_box(const SvgNode *node, SvgMatrix to)
{
	SvgBox box = SVG_BOX_EMPTY;
	switch (node->kind) {
	case SVG_GROUP:
		for (const SvgNode *child = node->first; child != NULL; child = child->next)
			box = svg_box_join(box, svg_node_box(child, to));
		break;
	case SVG_PATH:
		box = svg_outline_box(&node->as.path.outline,
				      svg_matrix_multiply(to, node->as.path.matrix));
		break;
	case SVG_IMAGE: box = unit_box(svg_matrix_multiply(to, node->as.image.matrix)); break;
	case SVG_TEXT: break;
	}
	return box;
}

/* --- elements --- */

typedef void DrawElement(SvgBuild *build, const SvgPlace *place, SvgElement *element,
			 SvgNode *parent);

/* What holds for any element that paints, once its node is complete. */
static void finish(SvgBuild *build, const SvgPlace *place, SvgNode *node)
{
	const SvgStyle *style = &place->style;
	node->opacity = style->opacity;
	if (style->mask.len > 0)
		node->mask = svg_mask(build, place, style->mask, node);
	if (style->filter.len > 0)
		build->lacks |= SVG_LACKS_FILTER;
	if (style->clip.len > 0)
		node->clip = svg_clip(build, place, style->clip, node, node->clip);
}

static void draw_children(SvgBuild *build, const SvgPlace *place, SvgElement *element,
			  SvgNode *node)
{
	for (SvgElement *child = element->first; child != NULL; child = child->next)
		svg_draw(build, place, child, node);
}

static void draw_group(SvgBuild *build, const SvgPlace *place, SvgElement *element, SvgNode *parent)
{
	SvgNode *node = svg_node_new(build, parent, SVG_GROUP);
	draw_children(build, place, element, node);
	finish(build, place, node);
}

/* The first child that we can draw; what is for other languages or needs extensions is passed over.
 */
static void draw_switch(SvgBuild *build, const SvgPlace *place, SvgElement *element,
			SvgNode *parent)
{
	SvgNode *node = svg_node_new(build, parent, SVG_GROUP);
	for (SvgElement *child = element->first; child != NULL; child = child->next) {
		Str lang = svg_attr(child, S("systemLanguage"));
		if (child->name.len == 0 || str_eq(child->name, S("foreignObject")) ||
		    svg_attr(child, S("requiredExtensions")).len > 0 ||
		    (lang.len > 0 && !str_starts(lang, S("en"))))
			continue;
		svg_draw(build, place, child, node);
		break;
	}
	finish(build, place, node);
}

void svg_draw_viewport(SvgBuild *build, const SvgPlace *place, SvgElement *element, SvgNode *node,
		       const double port[4])
{
	double box[4];
	if (port[2] <= 0 || port[3] <= 0)
		return;
	SvgPlace inner = *place;
	inner.width = port[2];
	inner.height = port[3];
	SvgMatrix view = {1, 0, 0, 1, port[0], port[1]};
	if (svg_view_box(svg_attr(element, S("viewBox")), box)) {
		Str aspect = svg_attr(element, S("preserveAspectRatio"));
		view = svg_view_matrix(box, aspect, port[0], port[1], port[2], port[3]);
		inner.width = box[2];
		inner.height = box[3];
	}
	inner.matrix = svg_matrix_multiply(place->matrix, view);
	draw_children(build, &inner, element, node);
	if (!place->style.overflows)
		node->clip = svg_clip_box(build, place->matrix, port[0], port[1], port[2], port[3],
					  node->clip);
}

/* x, y, width, height. */
static void read_port(const SvgPlace *place, const SvgElement *element, double port[4])
{
	port[0] = svg_across(element, place, S("x"), 0);
	port[1] = svg_down(element, place, S("y"), 0);
	port[2] = svg_across(element, place, S("width"), place->width);
	port[3] = svg_down(element, place, S("height"), place->height);
}

static void draw_svg(SvgBuild *build, const SvgPlace *place, SvgElement *element, SvgNode *parent)
{
	double port[4];
	SvgNode *node = svg_node_new(build, parent, SVG_GROUP);
	read_port(place, element, port);
	svg_draw_viewport(build, place, element, node, port);
	finish(build, place, node);
}

static void draw_used_port(SvgBuild *build, const SvgPlace *place, const SvgElement *use,
			   SvgElement *target, SvgNode *parent)
{
	SvgPlace inner = *place;
	double port[4];
	inner.style = svg_look(build, target, &place->style, svg_diagonal(place));
	if (!inner.style.displayed)
		return;
	bool svg = str_eq(target->name, S("svg"));
	read_port(place, svg ? target : use, port);
	port[0] = port[1] = 0;
	if (svg) {
		port[2] = svg_across(use, place, S("width"), port[2]);
		port[3] = svg_down(use, place, S("height"), port[3]);
	}
	SvgNode *node = svg_node_new(build, parent, SVG_GROUP);
	target->busy = true;
	svg_draw_viewport(build, &inner, target, node, port);
	target->busy = false;
	finish(build, &inner, node);
}

static void draw_use(SvgBuild *build, const SvgPlace *place, SvgElement *element, SvgNode *parent)
{
	SvgElement *target = svg_find(build, svg_attr(element, S("href")));
	if (target == NULL || target->busy)
		return;
	SvgPlace moved = *place;
	double x = svg_across(element, place, S("x"), 0), y = svg_down(element, place, S("y"), 0);
	moved.matrix = svg_matrix_multiply(place->matrix, (SvgMatrix){1, 0, 0, 1, x, y});
	SvgNode *node = svg_node_new(build, parent, SVG_GROUP);
	if (str_eq(target->name, S("symbol")) || str_eq(target->name, S("svg")))
		draw_used_port(build, &moved, element, target, node);
	else
		svg_draw(build, &moved, target, node);
	finish(build, place, node);
}

static void draw_text(SvgBuild *build, const SvgPlace *place, SvgElement *element, SvgNode *parent)
{
	SvgNode *node = svg_node_new(build, parent, SVG_TEXT);
	svg_text(build, place, element, node);
	finish(build, place, node);
}

static void draw_image(SvgBuild *build, const SvgPlace *place, SvgElement *element, SvgNode *parent)
{
	SvgNode *node = place->style.visible ? svg_image(build, place, element, parent) : NULL;
	if (node != NULL)
		finish(build, place, node);
}

static void draw_foreign(SvgBuild *build, const SvgPlace *place, SvgElement *element,
			 SvgNode *parent)
{
	(void)place;
	(void)element;
	(void)parent;
	build->lacks |= SVG_LACKS_FOREIGN;
}

static SvgNode *draw_outline(SvgBuild *build, const SvgPlace *place, const SvgOutline *outline,
			     SvgNode *parent)
{
	const SvgStyle *style = &place->style;
	SvgNode *node = svg_node_new(build, parent, SVG_PATH);
	SvgBox box = svg_outline_box(outline, SVG_IDENTITY);
	node->as.path.outline = *outline;
	node->as.path.matrix = place->matrix;
	node->as.path.fill = svg_paint(build, place, &style->fill, style->fill_opacity, box);
	node->as.path.stroke = svg_stroke(build, place, box);
	return node;
}

/* Shapes that close by themselves have no vertices to mark. */
static bool has_markers(const SvgElement *element, const SvgStyle *style)
{
	return style->marker_start.len + style->marker_mid.len + style->marker_end.len > 0 &&
	       !str_eq(element->name, S("rect")) && !str_eq(element->name, S("circle")) &&
	       !str_eq(element->name, S("ellipse"));
}

static void draw_shape(SvgBuild *build, const SvgPlace *place, const SvgElement *element,
		       const SvgOutline *outline, SvgNode *parent)
{
	if (outline->count == 0 || !place->style.visible)
		return;
	if (!has_markers(element, &place->style)) {
		finish(build, place, draw_outline(build, place, outline, parent));
		return;
	}
	SvgNode *group = svg_node_new(build, parent, SVG_GROUP);
	(void)draw_outline(build, place, outline, group);
	svg_markers(build, place, outline, group);
	finish(build, place, group);
}

static void draw_element(SvgBuild *build, const SvgPlace *place, SvgElement *element,
			 SvgNode *parent)
{
	static const struct {
		Str name;
		DrawElement *draw;
	} kinds[] = {
		{STR_INIT("g"), draw_group},	   {STR_INIT("a"), draw_group},
		{STR_INIT("switch"), draw_switch}, {STR_INIT("svg"), draw_svg},
		{STR_INIT("use"), draw_use},	   {STR_INIT("text"), draw_text},
		{STR_INIT("image"), draw_image},   {STR_INIT("foreignObject"), draw_foreign},
	};
	SvgOutline outline;
	for (size_t i = 0; i < sizeof kinds / sizeof kinds[0]; i++) {
		if (str_eq(kinds[i].name, element->name)) {
			kinds[i].draw(build, place, element, parent);
			return;
		}
	}
	if (svg_shape(build, element, place, &outline))
		draw_shape(build, place, element, &outline, parent);
}

void svg_draw(SvgBuild *build, const SvgPlace *outer, SvgElement *element, SvgNode *parent)
{
	if (build->reason != NULL || element->busy || element->name.len == 0)
		return;
	if (build->depth >= SVG_DEPTH) {
		build->reason = "the SVG is nested too deeply";
		return;
	}
	SvgPlace place = *outer;
	place.style = svg_look(build, element, &outer->style, svg_diagonal(outer));
	if (!place.style.displayed)
		return;
	place.matrix = svg_matrix_multiply(outer->matrix,
					   svg_transform(svg_attr(element, S("transform"))));
	element->busy = true;
	build->depth++;
	draw_element(build, &place, element, parent);
	build->depth--;
	element->busy = false;
}

/* --- the picture --- */

/* As picture_probe: width and height, else the view box's, else 300 by 150. */
static void measure(const SvgElement *root, Svg *out)
{
	double box[4] = {0};
	bool boxed = svg_view_box(svg_attr(root, S("viewBox")), box);
	double w = svg_length(svg_attr(root, S("width")), 16, 0, 0),
	       h = svg_length(svg_attr(root, S("height")), 16, 0, 0);
	if (boxed && w <= 0 && h <= 0) {
		w = box[2];
		h = box[3];
	} else if (boxed && w <= 0) {
		w = h * box[2] / box[3];
	} else if (boxed && h <= 0) {
		h = w * box[3] / box[2];
	}
	out->width = w > 0 && w <= PICTURE_SIDE ? w : 300;
	out->height = h > 0 && h <= PICTURE_SIDE ? h : 150;
}

static void draw_root(SvgBuild *build, Svg *out)
{
	SvgElement *root = build->xml.root;
	SvgStyle initial = svg_style_initial();
	SvgPlace place = {SVG_IDENTITY, out->width, out->height, initial};
	place.style = svg_look(build, root, &initial, svg_diagonal(&place));
	place.style.overflows = true; /* the picture's own edge clips it */
	const double port[4] = {0, 0, out->width, out->height};
	out->root = svg_node_new(build, NULL, SVG_GROUP);
	svg_draw_viewport(build, &place, root, out->root, port);
	finish(build, &place, out->root);
}

bool svg_read(Arena *arena, Str bytes, Svg *out, const char **reason)
{
	SvgBuild build = {.arena = arena};
	*out = (Svg){0};
	if (!svg_xml_parse(arena, bytes, &build.xml, reason))
		return false;
	svg_css_parse(arena, build.xml.sheet, &build.rules);
	measure(build.xml.root, out);
	draw_root(&build, out);
	out->lacks = build.lacks;
	*reason = build.reason;
	return build.reason == NULL;
}

Str svg_lacks_text(Arena *arena, unsigned lacks)
{
	static const struct {
		SvgLack lack;
		Str name;
	} names[] = {
		{SVG_LACKS_FILTER, STR_INIT("filters")},
		{SVG_LACKS_MASK, STR_INIT("masks")},
		{SVG_LACKS_FOREIGN, STR_INIT("foreignObject")},
		{SVG_LACKS_IMAGE, STR_INIT("pictures inside it")},
		{SVG_LACKS_TEXT_PATH, STR_INIT("text on a path")},
		{SVG_LACKS_EXTERNAL, STR_INIT("references to other files")},
		{SVG_LACKS_LETTERS, STR_INIT("characters that no font has as outlines")},
	};
	Buf out = buf_in(arena);
	for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
		if ((lacks & names[i].lack) == 0)
			continue;
		lacks &= ~(unsigned)names[i].lack;
		if (out.len > 0)
			buf_add_cstr(&out, lacks == 0 ? " and " : ", ");
		buf_add(&out, names[i].name);
	}
	return buf_str(&out);
}
