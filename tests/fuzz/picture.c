/* picture: any bytes, probed and decoded at full size and reduced. */
#include "front/picture.h"
#include "front/picture_scale.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

typedef struct {
	Arena *arena;
	PictureRows rows;
	PictureScale scale;
} Fuzz;

static bool take(void *context, uint32_t y, const uint8_t *row)
{
	Fuzz *fuzz = context;
	if (y == 0)
		picture_scale_begin(fuzz->arena, &fuzz->scale, fuzz->rows.stored_width,
				    fuzz->rows.stored_height, 13, 7, fuzz->rows.channels);
	picture_scale_row(&fuzz->scale, row);
	return true;
}

static void decode(Str bytes, const PictureInfo *info, uint32_t least)
{
	Fuzz fuzz = {.arena = arena_new(NULL),
		     .rows = {.least_width = least, .least_height = least}};
	const char *reason;
	(void)picture_decode(fuzz.arena, bytes, info, &fuzz.rows, take, &fuzz, &reason);
	arena_free(fuzz.arena);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	Str bytes = {(const char *)data, size};
	PictureInfo info;
	const char *reason;
	/* large ones would only be slow */
	if (!picture_probe(bytes, &info, &reason) || (uint64_t)info.width * info.height > 1000000)
		return 0;
	decode(bytes, &info, 0);
	decode(bytes, &info, 20);
	return 0;
}
