/*
 * face: one font file (or one face of a collection): metrics, shaping, outlines, subsets.
 *
 * The adapter to HarfBuzz: no other file knows it. A Face is mapped read-only and lives until
 * face_close; font units are the face's own (`units_per_em`). Colour bitmaps come from
 * typeset/bitmap.h.
 */
#ifndef RECTO_TYPESET_FACE_H
#define RECTO_TYPESET_FACE_H

#include "base/len.h"
#include "base/str.h"

typedef struct Face Face;

typedef enum {
	FACE_TRUETYPE, /* glyf outlines */
	FACE_CFF,      /* name-keyed CFF */
	FACE_CFF_CID,  /* CID-keyed CFF; the glyph index is the CID in the faces recto uses */
	FACE_BITMAP,   /* colour bitmaps (CBDT), no outlines */
} FaceKind;

typedef struct {
	FaceKind kind;
	int units_per_em;
	int ascent, descent, line_gap; /* font units; descent is negative */
	int cap_height, x_height;
	int bbox[4];	     /* xMin, yMin, xMax, yMax */
	double italic_angle; /* degrees, negative leans right */
	int weight;	     /* 100 to 900 */
	bool embeddable;     /* OS/2 fsType allows it */
	Str post_name;	     /* PostScript name */
	uint32_t glyph_count;
} FaceMetrics;

/* Opens face `index` of a file. NULL with a reason when it is not a font. `path` is copied. */
Face *face_open(Arena *arena, Str path, unsigned index, const char **reason);
void face_close(Face *face);
const FaceMetrics *face_metrics(const Face *face);
Str face_path(const Face *face);
unsigned face_index(const Face *face);
/* The whole file, mapped; valid until face_close. */
Str face_bytes(const Face *face);

/* The glyph of a code point (with a variation selector, or 0), 0 when the face has none. */
uint32_t face_glyph(const Face *face, uint32_t rune, uint32_t selector);
/* Advance in font units. */
int face_advance(const Face *face, uint32_t glyph);

typedef struct {
	uint32_t glyph, cluster; /* cluster: byte offset in the text shaped */
	int advance, dx, dy;	 /* font units */
	bool unsafe_to_break;	 /* reshape when a line is broken before it */
} FaceGlyph;

typedef struct {
	Str lang;	 /* BCP 47 */
	uint32_t script; /* ISO 15924 as four letters, big endian; 0: guess */
	bool rtl;
	Str features; /* "onum,smcp,-liga"; may be empty */
} FaceShaping;

/*
 * Shapes text[start, end) in the context of the whole text. Glyphs in visual order in `arena`;
 * clusters are monotone, one a character where the font allows it.
 */
void face_shape(Face *face, Arena *arena, Str text, size_t start, size_t end,
		const FaceShaping *shaping, FaceGlyph **glyphs, size_t *count);

typedef struct {
	Str bytes;	      /* FACE_TRUETYPE: an sfnt; CFF: the bare "CFF " table */
	uint32_t glyph_count; /* with .notdef, and parts that others are made of */
	uint32_t *new_glyphs; /* for each glyph asked for, its index in the subset */
} FaceSubset;

/*
 * The subset with just these glyphs (sorted, without repeats; .notdef is added), without hints and
 * layout tables. False when HarfBuzz cannot.
 */
bool face_subset(Face *face, Arena *arena, const uint32_t *glyphs, size_t count, FaceSubset *out);

/*
 * The part of a face that a page in a browser needs, as an sfnt: these code points, with the layout
 * features named ("kern,liga"; empty: no layout tables, which on a CJK face is much faster),
 * without hints and names. False when HarfBuzz cannot.
 */
bool face_subset_web(Face *face, Arena *arena, const uint32_t *runes, size_t count, Str features,
		     Str *sfnt);

/* An outline as path steps in font units, y upwards. */
typedef struct {
	void (*move)(void *context, double x, double y);
	void (*line)(void *context, double x, double y);
	void (*quad)(void *context, double cx, double cy, double x, double y);
	void (*cubic)(void *context, double ax, double ay, double bx, double by, double x,
		      double y);
	void (*close)(void *context);
} FacePen;
void face_draw(const Face *face, uint32_t glyph, const FacePen *pen, void *context);

/* The number that the font gives as its own version ("2.137"), empty where it gives none. */
Str face_own_version(Arena *arena, const Face *face);

/* The version of HarfBuzz, for `recto --version`. */
Str face_version(Arena *arena);

#endif
