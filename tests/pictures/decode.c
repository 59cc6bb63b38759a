/*
 * picture-decode FILE: the picture as recto sees it, upright, as a PAM file of 8-bit RGBA on
 * standard output. Exit status 1 and the reason on standard error when it is refused.
 */
#include "base/file.h"
#include "front/picture.h"

#include <stdio.h>

typedef struct {
	Arena *arena;
	PictureRows rows;
	uint8_t *rgba, *at;
} Taken;

/* Any of the four kinds of pixel as RGBA. */
static bool take(void *context, uint32_t y, const uint8_t *row)
{
	Taken *t = context;
	int channels = t->rows.channels;
	if (y == 0)
		t->at = t->rgba = arena_alloc_array(
			t->arena, (size_t)t->rows.stored_width * t->rows.stored_height, 4);
	for (uint32_t x = 0; x < t->rows.stored_width; x++, row += channels, t->at += 4) {
		for (int k = 0; k < 3; k++)
			t->at[k] = row[channels >= 3 ? k : 0];
		t->at[3] = channels % 2 == 0 ? row[channels - 1] : 255;
	}
	return true;
}

static int refuse(const char *reason)
{
	fprintf(stderr, "%s\n", reason);
	return 1;
}

int main(int argc, char **argv)
{
	Arena *arena = arena_new(NULL);
	Taken taken = {.arena = arena};
	PictureInfo info;
	const char *reason;
	Str bytes;
	if (argc != 2 || !file_read(arena, str_from(argv[1]), 1 << 28, &bytes))
		return 2;
	if (!picture_probe(bytes, &info, &reason) ||
	    !picture_decode(arena, bytes, &info, &taken.rows, take, &taken, &reason))
		return refuse(reason);
	const uint8_t *upright = picture_turn(arena, taken.rgba, taken.rows.stored_width,
					      taken.rows.stored_height, 4, info.orientation);
	printf("P7\nWIDTH %u\nHEIGHT %u\nDEPTH 4\nMAXVAL 255\nTUPLTYPE RGB_ALPHA\nENDHDR\n",
	       info.width, info.height);
	fwrite(upright, 4, (size_t)info.width * info.height, stdout);
	arena_free(arena);
	return 0;
}
