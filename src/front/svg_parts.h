/*
 * svg_parts: what the svg*.c files share; no one else includes it.
 *
 * The way of a picture: svg_xml.c (expat) makes elements of bytes, svg_css.c rules of style sheets,
 * svg.c walks the elements and asks svg_style.c what each looks like, svg_shape.c and svg_path.c
 * where it is, svg_paint.c and svg_pattern.c for what
 * paints, svg_clip.c and svg_mask.c for what hides, svg_text.c and svg_image.c for texts and
 * pictures. Everything lives in one arena.
 */
#ifndef RECTO_FRONT_SVG_PARTS_H
#define RECTO_FRONT_SVG_PARTS_H

#include "base/map.h"
#include "base/vec.h"
#include "front/svg.h"

/*
 * Bounds. SVG_WORK counts an element each time it is looked at, and more when there are many rules;
 * a letter counts as SVG_LETTER steps.
 */
enum {
	SVG_DEPTH = 100,
	SVG_ELEMENTS = 100000,
	SVG_WORK = 300000,
	SVG_STEPS = 1000000,
	SVG_LETTER = 40,
	SVG_RULES = 500,
};
#define SVG_BYTES (UINT64_C(32) * 1024 * 1024)
/* Numbers are clipped to this. */
#define SVG_NUMBER_MAX 1e9

/* --- svg_xml.c --- */

typedef struct {
	Str name, value;
} SvgAttr;

typedef struct SvgElement SvgElement;
struct SvgElement {
	Str name; /* in SVG's namespace, or in none; empty: text */
	Str text;
	SvgAttr *attrs;
	size_t attr_count;
	SvgElement *parent, *first, *last, *next;
	bool busy; /* being drawn: what refers to itself is not drawn again */
};

typedef struct {
	SvgElement *root;
	Map ids;
	Str sheet; /* all <style> together */
} SvgXml;

/* Elements of other namespaces are left out with all they hold. */
bool svg_xml_parse(Arena *arena, Str bytes, SvgXml *out, const char **reason);
/* The value, or an empty Str. */
Str svg_attr(const SvgElement *element, Str name);

/* --- svg_value.c --- */

/* Takes a number off the front, with white space and a comma before it. */
bool svg_take_number(Str *rest, double *out);
/* A length; `whole` is what per cent are of. `otherwise` when it is none. */
double svg_length(Str s, double em, double whole, double otherwise);
/* The transform list, as far as it can be read. */
SvgMatrix svg_transform(Str s);
/* Four numbers, the last two positive. */
bool svg_view_box(Str s, double box[4]);
/* From the space of `box` to a viewport of w by h at x, y. */
SvgMatrix svg_view_matrix(const double box[4], Str aspect, double x, double y, double w, double h);

/* --- svg_css.c --- */

typedef struct {
	Str selector; /* no comma in it */
	Str declarations;
	int specificity;
} SvgRule;

typedef VEC(SvgRule) SvgRules;

/* The rules of a style sheet, weakest first; those with selectors beyond SVG pictures' use are left
 * out. */
void svg_css_parse(Arena *arena, Str sheet, SvgRules *out);
bool svg_css_matches(Str selector, const SvgElement *element);
/* Takes "name: value" off the front of declarations; false at the end. `!important` is cut off. */
bool svg_css_take(Str *rest, Str *name, Str *value);

/* --- svg_style.c --- */

typedef struct {
	SvgPaintKind kind; /* GRADIENT: what `url` names, else `colour` */
	bool current;	   /* currentColor */
	uint32_t colour;
	double alpha;
	Str url;
} SvgPaintSaid;

typedef struct {
	/* inherited */
	SvgPaintSaid fill, stroke;
	uint32_t colour;
	double colour_alpha;
	double fill_opacity, stroke_opacity, stroke_width, miter_limit, dash_offset;
	Str dashes;
	int cap, join;
	bool fill_even_odd, clip_even_odd, visible;
	double font_size, letter_spacing;
	Str family;
	bool bold, italic, keep_space;
	SvgAnchor anchor;
	SvgBase base;
	Str marker_start, marker_mid, marker_end;
	/* of the element alone */
	double opacity, rise;
	Str clip, mask, filter;
	bool displayed, overflows;
	SvgPaintSaid stop;
	double stop_opacity;
} SvgStyle;

SvgStyle svg_style_initial(void);
/* `whole`: of what lengths in per cent are. */
SvgStyle svg_style_of(const SvgRules *rules, const SvgElement *element, const SvgStyle *parent,
		      double whole);

/* --- svg.c --- */

typedef struct {
	Arena *arena;
	SvgXml xml;
	SvgRules rules;
	unsigned lacks;
	size_t work, steps;
	int depth;
	const char *reason; /* set when a bound was met: stop */
} SvgBuild;

/* Where an element stands. */
typedef struct {
	SvgMatrix matrix;     /* to the picture */
	double width, height; /* of the viewport */
	SvgStyle style;
} SvgPlace;

double svg_diagonal(const SvgPlace *place);
/* A length that an attribute says, across or down the picture: which of its sides per cent are of.
 * `otherwise` when it says none. */
double svg_across(const SvgElement *element, const SvgPlace *place, Str name, double otherwise);
double svg_down(const SvgElement *element, const SvgPlace *place, Str name, double otherwise);
/* The element that "#id" or "url(#id)" names, or NULL. */
SvgElement *svg_find(SvgBuild *build, Str reference);

enum { SVG_TEMPLATES = 16 };

/* A gradient or pattern and those it takes over from, by href; at most SVG_TEMPLATES. */
typedef struct {
	SvgElement *chain[SVG_TEMPLATES];
	size_t count;
} SvgFamily;

/* ELEMENT and what it refers to, as long as BELONGS says that the next is of its kind. */
SvgFamily svg_family(SvgBuild *build, SvgElement *element, bool (*belongs)(const SvgElement *));

/* The attribute NAME of the first in FAMILY that has it, else "". */
Str svg_family_attr(const SvgFamily *family, Str name);
SvgNode *svg_node_new(SvgBuild *build, SvgNode *parent, SvgKind kind);
/* The style of an element under `parent`. Counts the work; past the bound it sets the reason. */
SvgStyle svg_look(SvgBuild *build, const SvgElement *element, const SvgStyle *parent, double whole);
/* Draws an element and all it holds. */
void svg_draw(SvgBuild *build, const SvgPlace *outer, SvgElement *element, SvgNode *parent);
/* Draws what stands in a viewport (x, y, width, height) of its own: a nested svg, a symbol, a
 * marker. */
void svg_draw_viewport(SvgBuild *build, const SvgPlace *place, SvgElement *element, SvgNode *node,
		       const double port[4]);
/* The box of all below a node, in the space that `to` leads to from the picture's. */
SvgBox svg_node_box(const SvgNode *node, SvgMatrix to);
SvgBox svg_box_join(SvgBox a, SvgBox b);
#define SVG_BOX_EMPTY ((SvgBox){1, 1, 0, 0})

/* --- svg_path.c, svg_shape.c --- */

typedef struct {
	SvgBuild *build;
	VEC(SvgStep) steps;
	double x, y, start_x, start_y;
} SvgPen;

void svg_pen_move(SvgPen *pen, double x, double y);
void svg_pen_line(SvgPen *pen, double x, double y);
void svg_pen_close(SvgPen *pen);
/* An arc from where the pen is (SVG 1.1, F.6). */
void svg_pen_arc(SvgPen *pen, double rx, double ry, double turn, bool large, bool sweep, double x,
		 double y);
/* Path data, up to the first fault. */
void svg_path_data(SvgPen *pen, Str data);
/* Whether the element is a shape; its outline, which may be empty. */
bool svg_shape(SvgBuild *build, const SvgElement *element, const SvgPlace *place, SvgOutline *out);
SvgOutline svg_outline_moved(SvgBuild *build, const SvgOutline *outline, SvgMatrix matrix);

/* --- svg_marker.c --- */

/* Draws the markers of a path, behind it. */
void svg_markers(SvgBuild *build, const SvgPlace *place, const SvgOutline *outline,
		 SvgNode *parent);

/* --- svg_paint.c --- */

/* What paints something with this box (in its own space). */
SvgPaint svg_paint(SvgBuild *build, const SvgPlace *place, const SvgPaintSaid *said, double opacity,
		   SvgBox box);
SvgStroke svg_stroke(SvgBuild *build, const SvgPlace *place, SvgBox box);

/* --- svg_clip.c --- */

/* The clip that an element's style names, before those in `next`. */
const SvgClip *svg_clip(SvgBuild *build, const SvgPlace *place, Str reference, const SvgNode *node,
			const SvgClip *next);
const SvgClip *svg_clip_box(SvgBuild *build, SvgMatrix matrix, double x, double y, double w,
			    double h, const SvgClip *next);

/* From the unit square that is the box of `node` to the picture; false when it has no area. */
bool svg_box_matrix(const SvgPlace *place, const SvgNode *node, SvgMatrix *out);

/* --- svg_mask.c --- */

/* The mask that an element's style names, for its node; NULL when there is none. */
const SvgMask *svg_mask(SvgBuild *build, const SvgPlace *place, Str reference, const SvgNode *node);

/* --- svg_pattern.c --- */

/* What a pattern element paints in something with this box; false when that is nothing. */
bool svg_pattern(SvgBuild *build, const SvgPlace *place, SvgElement *element, SvgBox box,
		 SvgPaint *out);

/* --- svg_image.c --- */

/* A picture in a picture: of its node, NULL when it is left out. */
SvgNode *svg_image(SvgBuild *build, const SvgPlace *place, const SvgElement *element,
		   SvgNode *parent);

/* --- svg_text.c --- */

void svg_text(SvgBuild *build, const SvgPlace *place, SvgElement *element, SvgNode *node);

#endif
