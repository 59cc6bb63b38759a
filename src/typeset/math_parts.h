/*
 * math_parts: what the files of typeset/math share: boxes within boxes, and the style at a place.
 *
 * In a box, x goes right from its left edge and y up from its baseline.
 */
#ifndef RECTO_TYPESET_MATH_PARTS_H
#define RECTO_TYPESET_MATH_PARTS_H

#include "typeset/face_math.h"
#include "typeset/math.h"

typedef enum { MATH_BOX_LIST, MATH_BOX_GLYPHS, MATH_BOX_RULE } MathBoxKind;

typedef struct MathBox MathBox;
struct MathBox {
	MathBoxKind kind;
	Len w, h, d;
	Len x, y;    /* in the box around it */
	Len italic;  /* of a single glyph, beyond its width */
	Len lean;    /* of a large operator: how far its foot stands before its head */
	Len attach;  /* where an accent goes, from the left */
	bool single; /* a glyph by itself: scripts and accents go close to it */
	MathBox *first, *last, *next;
	/* MATH_BOX_GLYPHS: advances are in the glyphs */
	Face *face;
	Len size;
	Str text;
	Glyph *glyphs;
	GlyphShift *shifts; /* as many, or NULL */
	size_t count;
};

/* TeX's styles: display and text, script, scriptscript; each may be cramped. */
typedef struct {
	int level; /* 0, 1, 2 */
	bool display, cramped;
} MathMode;

typedef struct {
	const MathSetting *setting;
	Arena *arena;
	Face *face;
	const FaceMetrics *metrics;
	Len size; /* of text style */
} MathLayout;

/* --- math_box.c --- */

MathBox *math_box(const MathLayout *l);
/* Places a child; the box grows in height and depth, and in width when `child` ends beyond it. */
void math_place(MathBox *box, MathBox *child, Len x, Len y);
MathBox *math_rule(const MathLayout *l, Len w, Len h, Len d);
/* A glyph of the math face; `reading` is what it says. */
MathBox *math_glyph(const MathLayout *l, uint32_t glyph, uint32_t reading, Len size);
/* A character of the math face, or of another that has it; NULL after an error. */
MathBox *math_char(const MathLayout *l, uint32_t rune, uint32_t reading, MathMode mode);
/* Words in the face of the text around. */
MathBox *math_words(const MathLayout *l, Str words, MathVariant variant, Len size);
/* Boxes to frame items. */
MathPiece math_flatten(const MathLayout *l, const MathBox *box);

Len math_size(const MathLayout *l, MathMode mode);
/* A constant of the MATH table at the size of a style. */
Len math_constant(const MathLayout *l, MathMode mode, FaceMathConstant constant);
/* Styles of scripts, and of the halves of a fraction. */
MathMode math_mode_script(MathMode mode, bool cramped);
MathMode math_mode_fraction(MathMode mode, bool cramped);
MathMode math_mode_cramped(MathMode mode);
MathMode math_mode_of(MathMode mode, MathStyle style);

/* --- math_stretch.c --- */

/* A sign at least `target` high (with its depth) or wide, if the face has a form like that. */
MathBox *math_stretch(const MathLayout *l, uint32_t rune, MathMode mode, bool vertical, Len target);
/* The widest form of a sign that is no wider than `most`, but not narrower than itself. */
MathBox *math_stretch_within(const MathLayout *l, uint32_t rune, MathMode mode, Len most);
/* A fence around something of that height and depth, centred on the axis. */
MathBox *math_fence(const MathLayout *l, uint32_t rune, MathMode mode, Len h, Len d);
/* Shifts a box so that its middle is on the axis: the y to place it at. */
Len math_axis_shift(const MathLayout *l, const MathBox *box, MathMode mode);

/* --- math_row.c --- */

MathBox *math_node_box(const MathLayout *l, const MathNode *node, MathMode mode);
/* A row; `after_ord`: something stands before it, as in the right half of an aligned equation. */
MathBox *math_row_box(const MathLayout *l, const MathNode *row, MathMode mode, bool after_ord);

/* --- math_atom.c --- */

MathBox *math_scripts_box(const MathLayout *l, const MathNode *node, MathMode mode);
MathBox *math_fraction_box(const MathLayout *l, const MathNode *node, MathMode mode);
MathBox *math_root_box(const MathLayout *l, const MathNode *node, MathMode mode);
MathBox *math_accent_box(const MathLayout *l, const MathNode *node, MathMode mode);
MathBox *math_fenced_box(const MathLayout *l, const MathNode *node, MathMode mode);
MathBox *math_big_box(const MathLayout *l, const MathNode *node, MathMode mode);

/* --- math_table.c --- */

MathBox *math_table_box(const MathLayout *l, const MathNode *node, MathMode mode);

#endif
