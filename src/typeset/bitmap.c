#include "typeset/bitmap.h"

#include <ft2build.h>
#include FT_FREETYPE_H

/* FreeType gives BGRA multiplied by alpha; PDF and PNG want RGBA as it is. */
static void unmultiply_pixel(const uint8_t *from, uint8_t *to)
{
	unsigned alpha = from[3];
	for (int i = 0; i < 3; i++) {
		unsigned value = alpha == 0 ? 0 : (from[2 - i] * 255u + alpha / 2) / alpha;
		to[i] = (uint8_t)(value > 255 ? 255 : value);
	}
	to[3] = (uint8_t)alpha;
}

static void copy_pixels(Arena *arena, const FT_Bitmap *from, Bitmap *out)
{
	out->width = from->width;
	out->height = from->rows;
	out->rgba = ARENA_ARRAY(arena, uint8_t, (size_t)from->width * from->rows * 4);
	for (unsigned y = 0; y < from->rows; y++) {
		/* the pitch is negative when rows run upwards */
		const uint8_t *row = from->buffer + (ptrdiff_t)y * from->pitch;
		uint8_t *to = out->rgba + (size_t)y * from->width * 4;
		for (unsigned x = 0; x < from->width; x++)
			unmultiply_pixel(row + 4 * x, to + 4 * x);
	}
}

static bool load_glyph(Arena *arena, FT_Face ft, uint32_t glyph, Bitmap *out)
{
	if (ft->num_fixed_sizes < 1 || FT_Select_Size(ft, 0) != 0 ||
	    FT_Load_Glyph(ft, glyph, FT_LOAD_COLOR | FT_LOAD_NO_HINTING) != 0)
		return false;
	FT_GlyphSlot slot = ft->glyph;
	if (slot->format != FT_GLYPH_FORMAT_BITMAP ||
	    slot->bitmap.pixel_mode != FT_PIXEL_MODE_BGRA || slot->bitmap.width == 0)
		return false;
	copy_pixels(arena, &slot->bitmap, out);
	out->left = slot->bitmap_left;
	out->top = slot->bitmap_top;
	out->advance = (int)(slot->advance.x >> 6);
	out->pixels_per_em = ft->size->metrics.y_ppem;
	return true;
}

bool bitmap_load(Arena *arena, const Face *face, uint32_t glyph, Bitmap *out)
{
	FT_Library library;
	FT_Face ft;
	Str bytes = face_bytes(face);
	bool found = false;
	*out = (Bitmap){0};
	if (FT_Init_FreeType(&library) != 0)
		return false;
	if (FT_New_Memory_Face(library, (const FT_Byte *)bytes.ptr, (FT_Long)bytes.len,
			       (FT_Long)face_index(face), &ft) == 0) {
		found = load_glyph(arena, ft, glyph, out);
		FT_Done_Face(ft);
	}
	FT_Done_FreeType(library);
	return found;
}

Str bitmap_version(Arena *arena)
{
	return str_format(arena, "FreeType %d.%d.%d", FREETYPE_MAJOR, FREETYPE_MINOR,
			  FREETYPE_PATCH);
}
