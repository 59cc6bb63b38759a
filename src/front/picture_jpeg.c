/*
 * The adapter to libjpeg. Its DCT scaling (1/8 to 8/8) does most of a reduction while decoding;
 * CMYK without a profile is made RGB as browsers do.
 */
#include "front/picture_codec.h"

#include <setjmp.h>
#include <stdio.h> /* jpeglib.h needs it */

#include <jerror.h>
#include <jpeglib.h>
#include <stdlib.h>
#include <string.h>

/* Scans of a progressive picture: an honest one has about ten, a bomb has thousands. */
enum { SCANS_MAX = 500 };
/* For the coefficients of a progressive picture of PICTURE_WHOLE pixels; past it libjpeg fails. */
#define MEMORY_MAX (512L * 1024 * 1024)

typedef struct {
	struct jpeg_error_mgr errors; /* first: libjpeg hands it back */
	PictureJob *job;
	struct jpeg_decompress_struct jpeg;
	struct jpeg_progress_mgr progress;
	uint8_t *row, *rgb;
	jmp_buf escape;
} Reader;

static void on_read_error(j_common_ptr jpeg)
{
	Reader *reader = (Reader *)(void *)jpeg->err;
	if (jpeg->err->msg_code == JERR_OUT_OF_MEMORY)
		arena_give_up(reader->job->scratch);
	if (reader->job->reason[0] == '\0')
		reader->job->reason = "the JPEG's data is damaged";
	longjmp(reader->escape, 1);
}

/* libjpeg paints grey what is missing, and warns. */
static void on_read_message(j_common_ptr jpeg, int level)
{
	Reader *reader = (Reader *)(void *)jpeg->err;
	if (level >= 0 || jpeg->err->msg_code != JWRN_JPEG_EOF)
		return;
	reader->job->reason = "the JPEG is cut off";
	longjmp(reader->escape, 1);
}

static void on_progress(j_common_ptr jpeg)
{
	Reader *reader = (Reader *)(void *)jpeg->err;
	if (reader->jpeg.input_scan_number <= SCANS_MAX)
		return;
	reader->job->reason = "the JPEG has too many scans";
	longjmp(reader->escape, 1);
}

/* The smallest of the eight scales that leaves enough pixels. */
static void set_scale(Reader *reader)
{
	const PictureRows *rows = reader->job->rows;
	unsigned width = reader->jpeg.image_width, height = reader->jpeg.image_height;
	reader->jpeg.scale_denom = 8;
	reader->jpeg.scale_num = 8;
	if (rows->least_width == 0 || rows->least_height == 0)
		return;
	unsigned scale = 1;
	while (scale < 8 && (width * (uint64_t)scale / 8 < rows->least_width ||
			     height * (uint64_t)scale / 8 < rows->least_height))
		scale++;
	reader->jpeg.scale_num = scale;
}

static void set_colours(Reader *reader)
{
	struct jpeg_decompress_struct *jpeg = &reader->jpeg;
	if (jpeg->num_components == 1)
		jpeg->out_color_space = JCS_GRAYSCALE;
	else if (jpeg->num_components == 4)
		jpeg->out_color_space = JCS_CMYK;
	else
		jpeg->out_color_space = JCS_RGB;
	reader->job->rows->channels = jpeg->num_components == 1 ? 1 : 3;
}

/* Adobe's programs store ink as light: 255 is none. */
static void cmyk_to_rgb(uint8_t *rgb, const uint8_t *cmyk, size_t count, bool inverted)
{
	uint8_t flip = inverted ? 0 : 255;
	for (size_t i = 0; i < count; i++, rgb += 3, cmyk += 4) {
		for (int k = 0; k < 3; k++)
			rgb[k] = (uint8_t)(((cmyk[k] ^ flip) * (cmyk[3] ^ flip) + 127) / 255);
	}
}

static void read_rows(Reader *reader)
{
	struct jpeg_decompress_struct *jpeg = &reader->jpeg;
	PictureJob *job = reader->job;
	bool cmyk = jpeg->out_color_space == JCS_CMYK;
	reader->row = arena_alloc(job->scratch, (size_t)jpeg->output_width * 4);
	reader->rgb = arena_alloc(job->scratch, (size_t)jpeg->output_width * 3);
	for (uint32_t y = 0; y < jpeg->output_height; y++) {
		JSAMPROW row = reader->row;
		jpeg_read_scanlines(jpeg, &row, 1);
		if (cmyk && picture_colour_is_cmyk(job->colour))
			picture_colour_cmyk(job->colour, reader->row, reader->rgb,
					    jpeg->output_width);
		else if (cmyk)
			cmyk_to_rgb(reader->rgb, reader->row, jpeg->output_width,
				    jpeg->saw_Adobe_marker);
		if (!job->take(job->context, y, cmyk ? reader->rgb : reader->row)) {
			job->reason = "decoding was stopped";
			longjmp(reader->escape, 1);
		}
	}
}

static bool read_picture(Reader *reader)
{
	PictureJob *job = reader->job;
	struct jpeg_decompress_struct *jpeg = &reader->jpeg;
	if (setjmp(reader->escape) != 0)
		return false;
	jpeg_create_decompress(jpeg);
	jpeg->mem->max_memory_to_use = MEMORY_MAX;
	jpeg->progress = &reader->progress;
	reader->progress.progress_monitor = on_progress;
	jpeg_mem_src(jpeg, (const unsigned char *)job->bytes.ptr, (unsigned long)job->bytes.len);
	jpeg_read_header(jpeg, TRUE);
	set_scale(reader);
	set_colours(reader);
	jpeg_start_decompress(jpeg);
	job->rows->stored_width = jpeg->output_width;
	job->rows->stored_height = jpeg->output_height;
	read_rows(reader);
	return true;
}

bool picture_jpeg_decode(PictureJob *job)
{
	Reader *reader = ARENA_NEW(job->scratch, Reader);
	reader->job = job;
	reader->jpeg.err = jpeg_std_error(&reader->errors);
	reader->errors.error_exit = on_read_error;
	reader->errors.emit_message = on_read_message;
	bool ok = read_picture(reader);
	jpeg_destroy_decompress(&reader->jpeg);
	return ok;
}

/* --- encoding --- */

typedef struct {
	struct jpeg_error_mgr errors; /* first */
	struct jpeg_compress_struct jpeg;
	Arena *arena;
	unsigned char *bytes; /* from malloc, by libjpeg */
	unsigned long count;
	jmp_buf escape;
} Writer;

static void on_write_error(j_common_ptr jpeg)
{
	Writer *writer = (Writer *)(void *)jpeg->err;
	if (jpeg->err->msg_code == JERR_OUT_OF_MEMORY)
		arena_give_up(writer->arena);
	if (writer->jpeg.dest != NULL) /* has `bytes` name what is to be freed now */
		writer->jpeg.dest->term_destination(&writer->jpeg);
	longjmp(writer->escape, 1);
}

static void on_write_message(j_common_ptr jpeg, int level)
{
	(void)jpeg;
	(void)level;
}

static bool write_picture(Writer *writer, uint32_t width, uint32_t height, int channels,
			  const uint8_t *pixels, int quality)
{
	struct jpeg_compress_struct *jpeg = &writer->jpeg;
	if (setjmp(writer->escape) != 0)
		return false;
	jpeg_create_compress(jpeg);
	jpeg_mem_dest(jpeg, &writer->bytes, &writer->count);
	jpeg->image_width = width;
	jpeg->image_height = height;
	jpeg->input_components = channels;
	jpeg->in_color_space = channels == 1 ? JCS_GRAYSCALE : JCS_RGB;
	jpeg_set_defaults(jpeg);
	jpeg_set_quality(jpeg, quality, TRUE);
	jpeg->optimize_coding = TRUE;
	jpeg_start_compress(jpeg, TRUE);
	for (size_t y = 0; y < height; y++) {
		JSAMPROW row = (JSAMPROW)(uintptr_t)(pixels + y * width * (size_t)channels);
		jpeg_write_scanlines(jpeg, &row, 1);
	}
	jpeg_finish_compress(jpeg);
	return true;
}

Str picture_encode_jpeg(Arena *arena, uint32_t width, uint32_t height, int channels,
			const uint8_t *pixels, int quality)
{
	Writer *writer = ARENA_NEW(arena, Writer);
	writer->arena = arena;
	writer->jpeg.err = jpeg_std_error(&writer->errors);
	writer->errors.error_exit = on_write_error;
	writer->errors.emit_message = on_write_message;
	Str out = {0};
	if (write_picture(writer, width, height, channels, pixels, quality))
		out = str_dup(arena, (Str){(const char *)writer->bytes, writer->count});
	jpeg_destroy_compress(&writer->jpeg);
	free(writer->bytes);
	return out;
}

Str picture_jpeg_version(Arena *arena)
{
	return str_format(arena, "libjpeg-turbo %d.%d.%d", LIBJPEG_TURBO_VERSION_NUMBER / 1000000,
			  LIBJPEG_TURBO_VERSION_NUMBER / 1000 % 1000,
			  LIBJPEG_TURBO_VERSION_NUMBER % 1000);
}
