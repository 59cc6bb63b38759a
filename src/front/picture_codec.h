/*
 * picture_codec: what picture_decode.c asks of the adapter of each library. Same terms as
 * picture_decode.
 */
#ifndef RECTO_FRONT_PICTURE_CODEC_H
#define RECTO_FRONT_PICTURE_CODEC_H

#include "front/picture.h"

typedef struct {
	Arena *scratch;
	Str bytes;
	const PictureInfo *info;
	PictureRows *rows;
	PictureRow *take;
	void *context;
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

Str picture_png_version(Arena *arena);
Str picture_jpeg_version(Arena *arena);
Str picture_webp_version(Arena *arena);
Str picture_gif_version(Arena *arena);
Str picture_avif_version(Arena *arena);

#endif
