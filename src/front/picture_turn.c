/* Pixels as stored made upright, by the EXIF orientation (Exif 2.3, 4.6.4). */
#include "front/picture.h"

#include <string.h>

uint8_t *picture_turn(Arena *arena, const uint8_t *pixels, uint32_t width, uint32_t height,
		      int channels, int orientation)
{
	size_t pixel = (size_t)channels;
	uint8_t *out = arena_alloc_array(arena, (size_t)width * height, pixel), *at = out;
	bool swap = orientation >= 5;
	/* which end of the stored columns and rows comes first */
	bool from_right =
		orientation == 2 || orientation == 3 || orientation == 7 || orientation == 8;
	bool from_below =
		orientation == 3 || orientation == 4 || orientation == 6 || orientation == 7;
	for (uint32_t i = 0; i < (swap ? width : height); i++) {
		for (uint32_t k = 0; k < (swap ? height : width); k++, at += pixel) {
			size_t x = swap ? i : k, y = swap ? k : i;
			x = from_right ? width - 1 - x : x;
			y = from_below ? height - 1 - y : y;
			memcpy(at, pixels + (y * width + x) * pixel, pixel);
		}
	}
	return out;
}
