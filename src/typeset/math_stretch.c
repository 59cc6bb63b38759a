/*
 * Signs that grow: a larger glyph, or one put together from parts (OpenType 1.9, MathVariants).
 */
#include "typeset/math_parts.h"

/* No formula needs more; a broken face shall not ask for them. */
enum { REPEATS = 200 };

static Len units(const MathLayout *l, int value, Len size)
{
	return len_muldiv(value, size, l->metrics->units_per_em);
}

/* --- assemblies --- */

typedef struct {
	const MathLayout *l;
	const FacePart *parts;
	size_t count;
	Len size, overlap; /* the least */
	int repeats;	   /* of each extender */
	size_t pieces;
	Len length; /* with the least overlap */
} Assembly;

static void measure(Assembly *a, int repeats)
{
	int64_t length = 0;
	a->repeats = repeats;
	a->pieces = 0;
	for (size_t i = 0; i < a->count; i++) {
		int times = a->parts[i].extender ? repeats : 1;
		length += (int64_t)times * units(a->l, a->parts[i].full, a->size);
		a->pieces += (size_t)times;
	}
	if (a->pieces > 1)
		length -= (int64_t)(a->pieces - 1) * a->overlap;
	a->length = length < LEN_MAX ? (Len)length : LEN_MAX;
}

/* How far a part lies over the one before: more than the least, so that the whole comes to the
 * target. */
static Len overlap_between(const Assembly *a, const FacePart *before, const FacePart *part,
			   Len target)
{
	Len spare = a->length > target ? (a->length - target) / (Len)(a->pieces - 1) : 0;
	int connector = before->end < part->start ? before->end : part->start;
	Len most = units(a->l, connector, a->size), overlap = a->overlap + spare;
	return overlap < most || most < a->overlap ? overlap : most;
}

static void add_part(MathBox *box, const Assembly *a, const FacePart *part, bool vertical, Len at)
{
	Glyph *glyph = &box->glyphs[box->count];
	GlyphShift *shift = &box->shifts[box->count++];
	FaceInk ink = face_ink(a->l->face, part->glyph);
	Len low = units(a->l, vertical ? -ink.depth : ink.left, a->size);
	glyph->id = (uint16_t)part->glyph;
	if (vertical)
		shift->dy = at - low;
	else
		shift->dx = at - low;
	Len h = units(a->l, ink.height, a->size), d = units(a->l, ink.depth, a->size);
	if (!vertical) {
		box->h = h > box->h ? h : box->h;
		box->d = d > box->d || box->count == 1 ? d : box->d;
	}
	Len w = units(a->l, face_advance(a->l->face, part->glyph), a->size);
	if (vertical)
		box->w = w > box->w ? w : box->w;
}

/* All glyphs are one cluster of the text, so that they are read as one sign. */
static MathBox *build(const Assembly *a, MathBox *box, bool vertical, Len target)
{
	const FacePart *before = NULL;
	Len at = 0;
	box->glyphs = ARENA_ARRAY(a->l->arena, Glyph, a->pieces);
	box->shifts = ARENA_ARRAY(a->l->arena, GlyphShift, a->pieces);
	box->count = 0;
	for (size_t i = 0; i < a->count; i++) {
		const FacePart *part = &a->parts[i];
		for (int times = part->extender ? a->repeats : 1; times > 0; times--) {
			if (before != NULL)
				at -= overlap_between(a, before, part, target);
			add_part(box, a, part, vertical, at);
			at += units(a->l, part->full, a->size);
			before = part;
		}
	}
	if (vertical) {
		box->h = at;
		box->d = 0;
	} else {
		box->w = at;
	}
	box->glyphs[box->count - 1].advance = box->w;
	box->italic = 0;
	box->attach = box->w / 2;
	return box;
}

static MathBox *assemble(const MathLayout *l, MathBox *box, uint32_t glyph, bool vertical,
			 Len target)
{
	FacePart *parts;
	size_t count = face_math_parts(l->face, l->arena, glyph, vertical, &parts);
	if (count == 0)
		return NULL;
	Assembly a = {.l = l, .parts = parts, .count = count, .size = box->size};
	a.overlap = units(l, face_math_overlap(l->face, vertical), box->size);
	measure(&a, 0);
	for (int repeats = 1; (a.length < target || a.pieces == 0) && repeats <= REPEATS; repeats++)
		measure(&a, repeats);
	return a.pieces > 0 ? build(&a, box, vertical, target) : NULL;
}

/* --- the right size --- */

/* Variants are measured by their ink. */
static Len extent(const MathLayout *l, uint32_t glyph, bool vertical, Len size)
{
	FaceInk ink = face_ink(l->face, glyph);
	return units(l, vertical ? ink.height + ink.depth : ink.right - ink.left, size);
}

MathBox *math_stretch(const MathLayout *l, uint32_t rune, MathMode mode, bool vertical, Len target)
{
	MathBox *box = math_char(l, rune, rune, mode);
	uint32_t glyph = face_glyph(l->face, rune, 0);
	if (box == NULL || glyph == 0 || box->face != l->face)
		return box;
	if (extent(l, box->glyphs[0].id, vertical, box->size) >= target)
		return box;
	FaceVariant *variants;
	size_t count = face_math_variants(l->face, l->arena, glyph, vertical, &variants);
	for (size_t i = 0; i < count; i++)
		if (extent(l, variants[i].glyph, vertical, box->size) >= target)
			return math_glyph(l, variants[i].glyph, rune, box->size);
	MathBox *whole = assemble(l, box, glyph, vertical, target);
	if (whole != NULL)
		return whole;
	return count > 0 ? math_glyph(l, variants[count - 1].glyph, rune, box->size) : box;
}

MathBox *math_stretch_within(const MathLayout *l, uint32_t rune, MathMode mode, Len most)
{
	MathBox *box = math_char(l, rune, rune, mode);
	uint32_t glyph = face_glyph(l->face, rune, 0), best = 0;
	FaceVariant *variants;
	if (box == NULL || glyph == 0 || box->face != l->face)
		return box;
	size_t count = face_math_variants(l->face, l->arena, glyph, false, &variants);
	for (size_t i = 0; i < count; i++)
		if (extent(l, variants[i].glyph, false, box->size) <= most)
			best = variants[i].glyph;
	return best != 0 ? math_glyph(l, best, rune, box->size) : box;
}

Len math_axis_shift(const MathLayout *l, const MathBox *box, MathMode mode)
{
	return math_constant(l, mode, FACE_MATH_AXIS_HEIGHT) - (box->h - box->d) / 2;
}

/* Rule 19, with TeX's delimiterfactor of 901 and delimitershortfall of half an em. */
MathBox *math_fence(const MathLayout *l, uint32_t rune, MathMode mode, Len h, Len d)
{
	Len axis = math_constant(l, mode, FACE_MATH_AXIS_HEIGHT);
	Len half = h - axis > d + axis ? h - axis : d + axis;
	Len most = len_muldiv(2 * half, 901, 1000), least = 2 * half - math_size(l, mode) / 2;
	MathBox *box = math_box(l);
	MathBox *sign = math_stretch(l, rune, mode, true, most > least ? most : least);
	if (sign != NULL)
		math_place(box, sign, 0, math_axis_shift(l, sign, mode));
	return box;
}
