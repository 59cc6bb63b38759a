/*
 * picture_make: small pictures in memory, made with the libraries themselves.
 */
#ifndef RECTO_TESTS_PICTURE_MAKE_H
#define RECTO_TESTS_PICTURE_MAKE_H

#include "base/buf.h"

#include <stdio.h>

#include <avif/avif.h>
#include <gif_lib.h>
#include <jpeglib.h>
#include <png.h>
#include <stdlib.h>
#include <webp/encode.h>

typedef struct {
	uint32_t width, height;
	int colour, depth;	      /* as PNG has them */
	bool interlaced, transparent; /* transparent: with a tRNS chunk */
	int filter;
} PngForm;

static inline void make_png_write(png_structp png, png_bytep bytes, size_t count)
{
	buf_add_bytes(png_get_io_ptr(png), bytes, count);
}

static inline void make_png_flush(png_structp png)
{
	(void)png;
}

static inline void make_png_extras(png_structp png, png_infop info, const PngForm *form)
{
	png_color palette[256];
	png_byte alpha[1] = {0};
	png_color_16 key = {0};
	for (int i = 0; i < 256; i++)
		palette[i] = (png_color){(png_byte)i, (png_byte)(255 - i), (png_byte)(i / 2)};
	if (form->colour == PNG_COLOR_TYPE_PALETTE)
		png_set_PLTE(png, info, palette, 1 << form->depth);
	if (form->transparent)
		png_set_tRNS(png, info, alpha, 1, &key);
}

/* `rows`: packed as the form says, row after row. */
static inline Str make_png(Arena *arena, const PngForm *form, const uint8_t *rows, size_t row_bytes)
{
	Buf *out = ARENA_NEW(arena, Buf);
	*out = buf_in(arena);
	png_structp png = png_create_write_struct(PNG_LIBPNG_VER_STRING, NULL, NULL, NULL);
	png_infop info = png_create_info_struct(png);
	png_bytep *pointers = ARENA_ARRAY(arena, png_bytep, form->height);
	for (uint32_t y = 0; y < form->height; y++)
		pointers[y] = (png_bytep)(uintptr_t)(rows + y * row_bytes);
	png_set_write_fn(png, out, make_png_write, make_png_flush);
	png_set_IHDR(png, info, form->width, form->height, form->depth, form->colour,
		     form->interlaced ? PNG_INTERLACE_ADAM7 : PNG_INTERLACE_NONE,
		     PNG_COMPRESSION_TYPE_DEFAULT, PNG_FILTER_TYPE_DEFAULT);
	make_png_extras(png, info, form);
	if (form->filter != 0)
		png_set_filter(png, 0, form->filter);
	png_set_compression_buffer_size(png, 64); /* many IDAT chunks */
	png_write_info(png, info);
	png_write_image(png, pointers);
	png_write_end(png, NULL);
	png_destroy_write_struct(&png, &info);
	return buf_str(out);
}

/* A JPEG of CMYK pixels as Adobe's programs write it (libjpeg adds their marker). */
static inline Str make_cmyk_jpeg(Arena *arena, uint32_t side, const uint8_t cmyk[4])
{
	struct jpeg_error_mgr errors;
	struct jpeg_compress_struct jpeg;
	unsigned char *bytes = NULL;
	unsigned long count = 0;
	uint8_t *row = arena_alloc(arena, (size_t)side * 4);
	for (size_t i = 0; i < (size_t)side * 4; i++)
		row[i] = cmyk[i % 4];
	jpeg.err = jpeg_std_error(&errors);
	jpeg_create_compress(&jpeg);
	jpeg_mem_dest(&jpeg, &bytes, &count);
	jpeg.image_width = jpeg.image_height = side;
	jpeg.input_components = 4;
	jpeg.in_color_space = JCS_CMYK;
	jpeg_set_defaults(&jpeg);
	jpeg_start_compress(&jpeg, TRUE);
	for (uint32_t y = 0; y < side; y++)
		jpeg_write_scanlines(&jpeg, &row, 1);
	jpeg_finish_compress(&jpeg);
	jpeg_destroy_compress(&jpeg);
	Str out = str_dup(arena, (Str){(const char *)bytes, count});
	free(bytes);
	return out;
}

static inline Str make_webp(Arena *arena, uint32_t width, uint32_t height, const uint8_t *rgba)
{
	uint8_t *bytes = NULL;
	size_t count =
		WebPEncodeLosslessRGBA(rgba, (int)width, (int)height, (int)width * 4, &bytes);
	Str out = str_dup(arena, (Str){(const char *)bytes, count});
	WebPFree(bytes);
	return out;
}

/* `angle`: in quarters against the clock. Lossy. */
static inline Str make_avif(Arena *arena, uint32_t width, uint32_t height, const uint8_t *rgba,
			    int angle)
{
	avifImage *image = avifImageCreate(width, height, 8, AVIF_PIXEL_FORMAT_YUV444);
	avifEncoder *encoder = avifEncoderCreate();
	avifRWData bytes = AVIF_DATA_EMPTY;
	avifRGBImage rgb;
	avifRGBImageSetDefaults(&rgb, image);
	rgb.pixels = (uint8_t *)(uintptr_t)rgba;
	rgb.rowBytes = width * 4;
	encoder->speed = AVIF_SPEED_FASTEST;
	if (angle > 0)
		image->transformFlags = AVIF_TRANSFORM_IROT;
	image->irot.angle = (uint8_t)angle;
	Str out = {0};
	if (avifImageRGBToYUV(image, &rgb) == AVIF_RESULT_OK &&
	    avifEncoderWrite(encoder, image, &bytes) == AVIF_RESULT_OK)
		out = str_dup(arena, (Str){(const char *)bytes.data, bytes.size});
	avifRWDataFree(&bytes);
	avifEncoderDestroy(encoder);
	avifImageDestroy(image);
	return out;
}

static inline int make_gif_write(GifFileType *gif, const GifByteType *bytes, int count)
{
	buf_add_bytes(gif->UserData, bytes, (size_t)count);
	return count;
}

/* A canvas of 8 x 8 with a frame of `side` x `side` at (8 - side, 8 - side); colour i is (i, 2i,
 * 3i). */
static inline Str make_gif(Arena *arena, int side, bool interlaced, int transparent,
			   const uint8_t *indices)
{
	Buf *out = ARENA_NEW(arena, Buf);
	*out = buf_in(arena);
	int error;
	GifColorType colours[64];
	for (int i = 0; i < 64; i++)
		colours[i] =
			(GifColorType){(GifByteType)i, (GifByteType)(2 * i), (GifByteType)(3 * i)};
	ColorMapObject *map = GifMakeMapObject(64, colours);
	GifFileType *gif = EGifOpen(out, make_gif_write, &error);
	EGifSetGifVersion(gif, true);
	EGifPutScreenDesc(gif, 8, 8, 6, 0, map);
	GraphicsControlBlock control = {0, false, 0, transparent};
	GifByteType extension[4];
	EGifGCBToExtension(&control, extension);
	EGifPutExtension(gif, GRAPHICS_EXT_FUNC_CODE, 4, extension);
	EGifPutImageDesc(gif, 8 - side, 8 - side, side, side, interlaced, NULL);
	static const int first[4] = {0, 4, 2, 1}, step[4] = {8, 8, 4, 2};
	for (int pass = 0; pass < (interlaced ? 4 : 1); pass++) {
		for (int y = interlaced ? first[pass] : 0; y < side;
		     y += interlaced ? step[pass] : 1)
			EGifPutLine(gif, (GifPixelType *)(uintptr_t)(indices + y * side), side);
	}
	EGifCloseFile(gif, &error);
	GifFreeMapObject(map);
	return buf_str(out);
}

#endif
