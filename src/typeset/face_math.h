/*
 * face_math: the MATH table of a face (OpenType 1.9, "MATH"), all lengths in font units.
 *
 * Part of the adapter to HarfBuzz. A face without the table has all constants zero, no variants and
 * no attachments.
 */
#ifndef RECTO_TYPESET_FACE_MATH_H
#define RECTO_TYPESET_FACE_MATH_H

#include "typeset/face.h"

/* In the order of the table. */
typedef enum {
	FACE_MATH_SCRIPT_PERCENT,
	FACE_MATH_SCRIPT_SCRIPT_PERCENT,
	FACE_MATH_DELIMITED_MIN_HEIGHT,
	FACE_MATH_DISPLAY_OPERATOR_MIN_HEIGHT,
	FACE_MATH_LEADING,
	FACE_MATH_AXIS_HEIGHT,
	FACE_MATH_ACCENT_BASE_HEIGHT,
	FACE_MATH_FLATTENED_ACCENT_BASE_HEIGHT,
	FACE_MATH_SUBSCRIPT_SHIFT_DOWN,
	FACE_MATH_SUBSCRIPT_TOP_MAX,
	FACE_MATH_SUBSCRIPT_BASELINE_DROP_MIN,
	FACE_MATH_SUPERSCRIPT_SHIFT_UP,
	FACE_MATH_SUPERSCRIPT_SHIFT_UP_CRAMPED,
	FACE_MATH_SUPERSCRIPT_BOTTOM_MIN,
	FACE_MATH_SUPERSCRIPT_BASELINE_DROP_MAX,
	FACE_MATH_SUB_SUPERSCRIPT_GAP_MIN,
	FACE_MATH_SUPERSCRIPT_BOTTOM_MAX_WITH_SUBSCRIPT,
	FACE_MATH_SPACE_AFTER_SCRIPT,
	FACE_MATH_UPPER_LIMIT_GAP_MIN,
	FACE_MATH_UPPER_LIMIT_BASELINE_RISE_MIN,
	FACE_MATH_LOWER_LIMIT_GAP_MIN,
	FACE_MATH_LOWER_LIMIT_BASELINE_DROP_MIN,
	FACE_MATH_STACK_TOP_SHIFT_UP,
	FACE_MATH_STACK_TOP_DISPLAY_SHIFT_UP,
	FACE_MATH_STACK_BOTTOM_SHIFT_DOWN,
	FACE_MATH_STACK_BOTTOM_DISPLAY_SHIFT_DOWN,
	FACE_MATH_STACK_GAP_MIN,
	FACE_MATH_STACK_DISPLAY_GAP_MIN,
	FACE_MATH_STRETCH_TOP_SHIFT_UP,
	FACE_MATH_STRETCH_BOTTOM_SHIFT_DOWN,
	FACE_MATH_STRETCH_GAP_ABOVE_MIN,
	FACE_MATH_STRETCH_GAP_BELOW_MIN,
	FACE_MATH_NUMERATOR_SHIFT_UP,
	FACE_MATH_NUMERATOR_DISPLAY_SHIFT_UP,
	FACE_MATH_DENOMINATOR_SHIFT_DOWN,
	FACE_MATH_DENOMINATOR_DISPLAY_SHIFT_DOWN,
	FACE_MATH_NUMERATOR_GAP_MIN,
	FACE_MATH_NUMERATOR_DISPLAY_GAP_MIN,
	FACE_MATH_FRACTION_RULE,
	FACE_MATH_DENOMINATOR_GAP_MIN,
	FACE_MATH_DENOMINATOR_DISPLAY_GAP_MIN,
	FACE_MATH_SKEWED_HORIZONTAL_GAP,
	FACE_MATH_SKEWED_VERTICAL_GAP,
	FACE_MATH_OVERBAR_GAP,
	FACE_MATH_OVERBAR_RULE,
	FACE_MATH_OVERBAR_EXTRA_ASCENDER,
	FACE_MATH_UNDERBAR_GAP,
	FACE_MATH_UNDERBAR_RULE,
	FACE_MATH_UNDERBAR_EXTRA_DESCENDER,
	FACE_MATH_RADICAL_GAP,
	FACE_MATH_RADICAL_DISPLAY_GAP,
	FACE_MATH_RADICAL_RULE,
	FACE_MATH_RADICAL_EXTRA_ASCENDER,
	FACE_MATH_RADICAL_KERN_BEFORE_DEGREE,
	FACE_MATH_RADICAL_KERN_AFTER_DEGREE,
	FACE_MATH_RADICAL_DEGREE_RAISE_PERCENT,
	FACE_MATH_CONSTANTS,
} FaceMathConstant;

bool face_has_math(const Face *face);
/* Font units; per cent where the name says so. */
int face_math_constant(const Face *face, FaceMathConstant constant);
/* How far a slanted glyph leans out of its advance. */
int face_math_italic(const Face *face, uint32_t glyph);
/* Where accents attach, from the glyph's origin; false when the table does not say. */
bool face_math_attachment(const Face *face, uint32_t glyph, int *x);

/* What of a glyph is inked: above and below the baseline, and from left to right. */
typedef struct {
	int height, depth, left, right;
} FaceInk;
FaceInk face_ink(const Face *face, uint32_t glyph);

/* The variant of a glyph for scripts of the first or second level (GSUB ssty), or the glyph. */
uint32_t face_math_script_glyph(const Face *face, uint32_t glyph, int level);

/* Larger forms, smallest first; `size` is the height or width. */
typedef struct {
	uint32_t glyph;
	int size;
} FaceVariant;
size_t face_math_variants(const Face *face, Arena *arena, uint32_t glyph, bool vertical,
			  FaceVariant **out);

/* The parts that a form of any size is made of, from the bottom or the left. */
typedef struct {
	uint32_t glyph;
	int start, end; /* how much of it may lie over the part before, after it */
	int full;	/* its height or width */
	bool extender;	/* may be repeated, and left out */
} FacePart;
size_t face_math_parts(const Face *face, Arena *arena, uint32_t glyph, bool vertical,
		       FacePart **out);
/* The least that two parts must lie over each other. */
int face_math_overlap(const Face *face, bool vertical);

#endif
