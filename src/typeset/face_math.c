#include "typeset/face_math.h"

#include "typeset/face_internal.h"

#include <hb-ot.h>

_Static_assert((int)FACE_MATH_RADICAL_DEGREE_RAISE_PERCENT ==
		       (int)HB_OT_MATH_CONSTANT_RADICAL_DEGREE_BOTTOM_RAISE_PERCENT,
	       "constants are in HarfBuzz's order");

bool face_has_math(const Face *face)
{
	return hb_ot_math_has_data(face->hb);
}

int face_math_constant(const Face *face, FaceMathConstant constant)
{
	return hb_ot_math_get_constant(face->font, (hb_ot_math_constant_t)constant);
}

int face_math_italic(const Face *face, uint32_t glyph)
{
	return hb_ot_math_get_glyph_italics_correction(face->font, glyph);
}

/* HarfBuzz gives half the advance where the table is silent. */
bool face_math_attachment(const Face *face, uint32_t glyph, int *x)
{
	*x = hb_ot_math_get_glyph_top_accent_attachment(face->font, glyph);
	return *x != face_advance(face, glyph) / 2;
}

FaceInk face_ink(const Face *face, uint32_t glyph)
{
	hb_glyph_extents_t e = {0};
	if (!hb_font_get_glyph_extents(face->font, glyph, &e))
		return (FaceInk){0};
	return (FaceInk){e.y_bearing, -(e.y_bearing + e.height), e.x_bearing,
			 e.x_bearing + e.width};
}

uint32_t face_math_script_glyph(const Face *face, uint32_t glyph, int level)
{
	static const hb_tag_t features[] = {HB_TAG('s', 's', 't', 'y'), HB_TAG_NONE};
	hb_codepoint_t out = glyph;
	hb_set_t *lookups = hb_set_create();
	hb_ot_layout_collect_lookups(face->hb, HB_OT_TAG_GSUB, NULL, NULL, features, lookups);
	for (hb_codepoint_t at = HB_SET_VALUE_INVALID; hb_set_next(lookups, &at);) {
		hb_codepoint_t found[2] = {0, 0};
		unsigned count = 2;
		hb_ot_layout_lookup_get_glyph_alternates(face->hb, at, glyph, 0, &count, found);
		if (count > 0)
			out = found[count >= (unsigned)level ? level - 1 : 0];
	}
	hb_set_destroy(lookups);
	return out;
}

static hb_direction_t direction(bool vertical)
{
	return vertical ? HB_DIRECTION_BTT : HB_DIRECTION_LTR;
}

size_t face_math_variants(const Face *face, Arena *arena, uint32_t glyph, bool vertical,
			  FaceVariant **out)
{
	hb_ot_math_glyph_variant_t found[32];
	unsigned count = sizeof found / sizeof *found;
	hb_ot_math_get_glyph_variants(face->font, glyph, direction(vertical), 0, &count, found);
	*out = ARENA_ARRAY(arena, FaceVariant, count);
	for (unsigned i = 0; i < count; i++)
		(*out)[i] = (FaceVariant){found[i].glyph, found[i].advance};
	return count;
}

size_t face_math_parts(const Face *face, Arena *arena, uint32_t glyph, bool vertical,
		       FacePart **out)
{
	hb_ot_math_glyph_part_t found[16];
	unsigned count = sizeof found / sizeof *found;
	hb_position_t italic;
	hb_ot_math_get_glyph_assembly(face->font, glyph, direction(vertical), 0, &count, found,
				      &italic);
	*out = ARENA_ARRAY(arena, FacePart, count);
	for (unsigned i = 0; i < count; i++) {
		bool extender = (found[i].flags & HB_OT_MATH_GLYPH_PART_FLAG_EXTENDER) != 0;
		(*out)[i] =
			(FacePart){found[i].glyph, found[i].start_connector_length,
				   found[i].end_connector_length, found[i].full_advance, extender};
	}
	return count;
}

int face_math_overlap(const Face *face, bool vertical)
{
	return hb_ot_math_get_min_connector_overlap(face->font, direction(vertical));
}
