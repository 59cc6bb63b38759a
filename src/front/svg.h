/*
 * svg: an SVG picture as drawing steps: filled and stroked paths, groups, clips, masks, gradients,
 * patterns, text, pictures in data: addresses.
 *
 * What is painted lies in the picture's own space: CSS pixels from its top left corner, y
 * downwards, with all transforms, `use`s and style sheets worked out. Text stays text, for whoever
 * has the fonts. References out of the file are not followed. Depth, count of elements and steps,
 * and numbers are bounded (svg_parts.h); a bound that is met makes the picture fail with a reason,
 * never the program. The tree lives in the arena given and borrows nothing from the file's bytes.
 * After SVG 1.1 (Second Edition) and SVG 2, as far as still pictures go.
 */
#ifndef RECTO_FRONT_SVG_H
#define RECTO_FRONT_SVG_H

#include "base/str.h"

/* x' = a x + c y + e, y' = b x + d y + f. */
typedef struct {
	double a, b, c, d, e, f;
} SvgMatrix;

#define SVG_IDENTITY ((SvgMatrix){1, 0, 0, 1, 0, 0})

typedef struct {
	double left, top, right, bottom; /* empty when right < left */
} SvgBox;

typedef enum { SVG_MOVE, SVG_LINE, SVG_CURVE, SVG_CLOSE } SvgVerb;
typedef struct {
	SvgVerb verb;
	double x[3], y[3]; /* MOVE, LINE: [0]; CURVE: two control points and the end */
} SvgStep;

typedef struct {
	SvgStep *steps;
	size_t count;
	bool even_odd;
} SvgOutline;

typedef struct {
	double offset; /* rising; outside 0 to 1 when the gradient repeats */
	uint32_t colour;
	double opacity;
} SvgStop;

typedef struct {
	bool radial;
	double x1, y1, r1, x2, y2, r2; /* from here (linear: no radii) to there */
	SvgMatrix matrix;	       /* from the gradient's space to the picture's */
	SvgStop *stops;		       /* two or more */
	size_t stop_count;
} SvgGradient;

typedef struct SvgNode SvgNode;

/* Tiles of `width` by `height`, the first at x, y. What a tile shows lies in its own space. */
typedef struct {
	double x, y, width, height;
	SvgMatrix matrix; /* from the tile's space to that of what it paints */
	const SvgNode *content;
} SvgPattern;

typedef enum {
	SVG_PAINT_NONE,
	SVG_PAINT_COLOUR,
	SVG_PAINT_GRADIENT,
	SVG_PAINT_PATTERN
} SvgPaintKind;
typedef struct {
	SvgPaintKind kind;
	uint32_t colour; /* 0xRRGGBB */
	double opacity;
	const SvgGradient *gradient;
	const SvgPattern *pattern;
} SvgPaint;

typedef struct {
	SvgPaint paint;
	double width, miter_limit;
	int cap, join; /* as in PDF: butt, round, square; miter, round, bevel */
	double *dashes;
	size_t dash_count;
	double dash_offset;
} SvgStroke;

/* What lies outside any of the outlines of the chain is not painted. */
typedef struct SvgClip SvgClip;
struct SvgClip {
	SvgOutline outline; /* no steps: nothing is painted */
	const SvgClip *next;
};

/* Which height of the letters stands at y. */
typedef enum {
	SVG_BASE_ALPHABETIC,
	SVG_BASE_MIDDLE,
	SVG_BASE_CENTRAL,
	SVG_BASE_HANGING,
	SVG_BASE_TOP,
	SVG_BASE_BOTTOM
} SvgBase;
typedef enum { SVG_ANCHOR_START, SVG_ANCHOR_MIDDLE, SVG_ANCHOR_END } SvgAnchor;

/*
 * Characters of one style. A run with at_x or at_y starts a chunk, which is aligned as a whole; the
 * others go on where the one before ended.
 */
typedef struct {
	Str text;
	bool at_x, at_y;
	double x, y;
	SvgAnchor anchor;
	double dx, dy; /* moves on before it is set */
	double rise;   /* raises these letters only */
	double size, spacing;
	SvgBase base;
	Str family; /* as CSS writes it */
	bool bold, italic;
	SvgPaint fill;
	SvgStroke stroke;
} SvgRun;

/* What is painted is seen as far as `content` is light, or opaque where `alpha` says so. */
typedef struct {
	const SvgNode *content;
	bool alpha;
} SvgMask;

typedef enum { SVG_GROUP, SVG_PATH, SVG_TEXT, SVG_IMAGE } SvgKind;
struct SvgNode {
	SvgKind kind;
	SvgNode *first, *last, *next; /* groups: what they hold, in painting order */
	const SvgClip *clip;
	const SvgMask *mask; /* may be NULL */
	double opacity;	     /* of the whole */
	union {
		struct {
			SvgOutline outline; /* in the space of `matrix` */
			SvgPaint fill;
			SvgStroke stroke;
			SvgMatrix matrix; /* to the picture; the pen is turned and stretched with
					     the path */
		} path;
		struct {
			SvgRun *runs;
			size_t count;
			SvgMatrix matrix;
		} text;
		struct {
			Str bytes;	  /* of a file that picture_probe knows; no SVG */
			SvgMatrix matrix; /* from the unit square, y downwards, to the picture */
		} image;
	} as;
};

/* What a file asks for that is left out. */
typedef enum {
	SVG_LACKS_FILTER = 1,
	SVG_LACKS_MASK = 2,
	SVG_LACKS_FOREIGN = 4,
	SVG_LACKS_IMAGE = 8,
	SVG_LACKS_TEXT_PATH = 16,
	SVG_LACKS_EXTERNAL = 32,
	SVG_LACKS_LETTERS = 64, /* told by who has the fonts */
} SvgLack;

typedef struct {
	double width, height; /* CSS pixels; positive */
	SvgNode *root;
	unsigned lacks; /* SvgLack */
} Svg;

/* Reads a picture. False with a reason (in `arena` or static). */
bool svg_read(Arena *arena, Str bytes, Svg *out, const char **reason);

/* "filters and masks": names of what is lacking, for a message. */
Str svg_lacks_text(Arena *arena, unsigned lacks);

SvgMatrix svg_matrix_multiply(SvgMatrix outer, SvgMatrix inner);
bool svg_matrix_invert(SvgMatrix m, SvgMatrix *out);
void svg_matrix_apply(SvgMatrix m, double x, double y, double *out_x, double *out_y);
/* The smallest box around an outline seen through `m`; curves are measured, not their control
 * points. */
SvgBox svg_outline_box(const SvgOutline *outline, SvgMatrix m);

/* The version of expat, for `recto --version`. */
Str svg_version(Arena *arena);

#endif
