/*
 * picture: what a picture file holds, and its pixels row by row.
 *
 * picture_probe reads only headers. picture_decode gives rows top to bottom, so that a large
 * picture is never in memory as a whole (interlaced PNG, progressive JPEG, WebP, GIF and AVIF
 * excepted, within PICTURE_WHOLE). Only the adapter of each library (picture_png*.c,
 * picture_jpeg.c, picture_webp.c, picture_gif.c, picture_avif.c, picture_colour.c) knows it; none
 * can crash, abort or print on bad input. Size and orientation are those a reader sees: EXIF
 * orientation is applied.
 */
#ifndef RECTO_FRONT_PICTURE_H
#define RECTO_FRONT_PICTURE_H

#include "base/diag.h"
#include "base/str.h"

typedef enum {
	PICTURE_UNKNOWN,
	PICTURE_PNG,
	PICTURE_JPEG,
	PICTURE_WEBP,
	PICTURE_GIF,
	PICTURE_SVG,
	PICTURE_AVIF,
} PictureFormat;

typedef struct {
	PictureFormat format;
	uint32_t width, height; /* as shown, after orientation */
	int orientation;	/* EXIF 1 to 8; 1 is upright */
	/* as stored: 1 grey, 2 grey and alpha, 3 RGB, 4 RGBA; JPEG 4: CMYK */
	int channels;
	int depth;  /* bits a channel, as stored */
	bool alpha; /* an alpha channel or tRNS chunk is there (it may be opaque) */
	bool palette, interlaced, adobe; /* PNG; PNG; JPEG: Adobe marker, so CMYK is inverted */
	double ppi;			 /* from pHYs or JFIF; 0 when not told */
} PictureInfo;

/* More pixels than this are refused; so is a side over PICTURE_SIDE. */
#define PICTURE_PIXELS (UINT64_C(400) * 1000 * 1000)
enum { PICTURE_SIDE = 65535 };
/* What has to be in memory as a whole may have this many pixels. */
#define PICTURE_WHOLE (UINT64_C(64) * 1000 * 1000)

/*
 * Reads the header of `bytes`. False with a reason (static text) when it is no picture recto knows
 * or a broken one.
 */
bool picture_probe(Str bytes, PictureInfo *info, const char **reason);

/*
 * Takes one row of width * channels bytes; returning false stops the decoding (which then fails).
 */
typedef bool PictureRow(void *context, uint32_t y, const uint8_t *row);

/*
 * Decodes to 8 bits a channel: 1 grey, 2 grey with alpha, 3 RGB, 4 RGBA (straight alpha), in sRGB:
 * by the ICC profile of the file, as stored where it has none; of a moving picture the first frame.
 * `channels` receives which of them, before the first row. Rows come in the stored orientation
 * (width and height swapped for orientations 5 to 8: `stored_width`, `stored_height`).
 */
typedef struct {
	/*
	 * Asked for: a reader content with fewer pixels says how many it needs (stored orientation;
	 * 0: all); JPEG and WebP then decode to no fewer than these, which is quicker.
	 */
	uint32_t least_width, least_height;
	/*
	 * Asked for: rows in the colours of the file's profile where that can be told later, by
	 * picture_to_srgb: a reader that makes fewer pixels of them has fewer to convert.
	 */
	bool own_colours;
	/* Received before the first row. */
	uint32_t stored_width, stored_height;
	int channels;
} PictureRows;
bool picture_decode(Arena *scratch, Str bytes, const PictureInfo *info, PictureRows *rows,
		    PictureRow *take, void *context, const char **reason);

/*
 * Pixels of `file`, decoded with own_colours, to sRGB in place: `count` of `channels` bytes each.
 */
void picture_to_srgb(Arena *scratch, Str file, const PictureInfo *info, uint8_t *pixels,
		     size_t count, int channels);

/* Whether the file has an ICC profile by which its colours are not those of sRGB. */
bool picture_has_profile(Arena *scratch, Str file, const PictureInfo *info);

/*
 * The stored pixels upright, owned by `arena`; for orientations 5 to 8 the result is `height` wide
 * and `width` high.
 */
uint8_t *picture_turn(Arena *arena, const uint8_t *pixels, uint32_t width, uint32_t height,
		      int channels, int orientation);

/*
 * 8-bit pixels (channels 1 or 3) as a baseline JPEG of `quality` 1 to 100, owned by `arena`. An
 * empty Str when libjpeg cannot.
 */
Str picture_encode_jpeg(Arena *arena, uint32_t width, uint32_t height, int channels,
			const uint8_t *pixels, int quality);

/*
 * 8-bit pixels (any channels) as a WebP of `quality` 1 to 100, or without loss; owned by `arena`.
 * An empty Str when libwebp cannot.
 */
Str picture_encode_webp(Arena *arena, uint32_t width, uint32_t height, int channels,
			const uint8_t *pixels, int quality, bool lossless);

/* "libpng 1.6.39, libjpeg-turbo 2.1.5, libwebp 1.2.4, giflib 5.2.1", for `recto --version`. */
Str picture_versions(Arena *arena);

#endif
