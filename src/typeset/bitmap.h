/*
 * bitmap: colour glyphs as pixels, through FreeType; the only file that knows it.
 */
#ifndef RECTO_TYPESET_BITMAP_H
#define RECTO_TYPESET_BITMAP_H

#include "typeset/face.h"

typedef struct {
	uint32_t width, height;
	uint8_t *rgba;	/* rows top to bottom, straight alpha; owned by the arena */
	int left, top;	/* of the bitmap from the origin, in pixels; top upwards */
	int advance;	/* pixels */
	int pixels_per_em;
} Bitmap;

/* The colour bitmap of a glyph; false when the face has none for it. */
bool bitmap_load(Arena *arena, const Face *face, uint32_t glyph, Bitmap *out);

/* The version of FreeType, for `recto --version`. */
Str bitmap_version(Arena *arena);

#endif
