/*
 * picture_codec: what picture_decode.c asks of the adapter of each library. Same terms as
 * picture_decode.
 */
#ifndef RECTO_FRONT_PICTURE_CODEC_H
#define RECTO_FRONT_PICTURE_CODEC_H

#include "front/picture.h"

/* The way from a file's colours to sRGB (picture_colour.c). */
typedef struct PictureColour PictureColour;

typedef struct {
	Arena *scratch;
	Str bytes;
	const PictureInfo *info;
	PictureRows *rows;
	PictureRow *take;
	void *context;
	const PictureColour *colour; /* NULL: the colours are as they should be */
	const char *reason; /* set before a decoder returns false */
} PictureJob;

/* Whether picture_png_plain_decode can do it: 8 bits a channel, no palette, no tRNS, not
 * interlaced. */
bool picture_png_is_plain(const PictureInfo *info);
bool picture_png_plain_decode(PictureJob *job);
bool picture_png_decode(PictureJob *job);
bool picture_jpeg_decode(PictureJob *job);
bool picture_webp_decode(PictureJob *job);
bool picture_gif_decode(PictureJob *job);
bool picture_avif_decode(PictureJob *job);

/* The headers of an AVIF, which only its library can follow. Same terms as picture_probe. */
bool picture_avif_probe(Str bytes, PictureInfo *info, const char **reason);

/* The ICC profile in the file, at most `limit` bytes; empty when there is none or a broken one. */
Str picture_png_profile(Arena *arena, Str file, size_t limit);
Str picture_avif_profile(Arena *arena, Str file);

/* NULL when the file has no profile or one that changes nothing; to be closed. */
PictureColour *picture_colour_open(Arena *arena, Str file, const PictureInfo *info);
void picture_colour_close(PictureColour *colour);
/* Rows given to picture_colour_row, with the colour as context, go on to `take` in sRGB. */
void picture_colour_pass(PictureColour *colour, const PictureRows *rows, PictureRow *take,
			 void *context);
bool picture_colour_row(void *context, uint32_t y, const uint8_t *row);
/* CMYK, as stored, has to be converted by its decoder. */
bool picture_colour_is_cmyk(const PictureColour *colour);
void picture_colour_cmyk(const PictureColour *colour, const uint8_t *cmyk, uint8_t *rgb,
			 size_t count);

Str picture_colour_version(Arena *arena);
Str picture_png_version(Arena *arena);
Str picture_jpeg_version(Arena *arena);
Str picture_webp_version(Arena *arena);
Str picture_gif_version(Arena *arena);
Str picture_avif_version(Arena *arena);

#endif
