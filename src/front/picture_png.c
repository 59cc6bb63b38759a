/* The adapter to libpng: every PNG that picture_png_plain.c leaves, with its depth and palette made
 * 8 bits. */
#include "front/picture_codec.h"

#include <png.h>
#include <setjmp.h>
#include <string.h>

typedef struct {
	PictureJob *job;
	size_t at; /* in the file */
	png_structp png;
	png_infop info;
	uint8_t *row, **rows; /* one row, or all of an interlaced picture */
	jmp_buf escape;
} Reader;

/* libpng must never return from here. Its text may be on the stack: a fixed one is given. */
static void on_error(png_structp png, png_const_charp message)
{
	Reader *reader = png_get_error_ptr(png);
	(void)message;
	if (reader->job->reason[0] == '\0')
		reader->job->reason = "the PNG's data is damaged";
	longjmp(reader->escape, 1);
}

static void on_warning(png_structp png, png_const_charp message)
{
	(void)png;
	(void)message;
}

static void read_bytes(png_structp png, png_bytep out, size_t count)
{
	Reader *reader = png_get_io_ptr(png);
	Str bytes = reader->job->bytes;
	if (count > bytes.len - reader->at) {
		reader->job->reason = "the PNG is cut off";
		png_error(png, "cut off");
	}
	memcpy(out, bytes.ptr + reader->at, count);
	reader->at += count;
}

/* Chunks that no pixel depends on are passed over: libpng would inflate and keep them. */
static void ignore_notes(png_structp png)
{
	static const png_byte names[] = "sPLT\0iCCP\0tEXt\0zTXt\0iTXt\0eXIf\0hIST";
	png_set_keep_unknown_chunks(png, PNG_HANDLE_CHUNK_NEVER, names, sizeof names / 5);
}

/* Whether all chunks up to the last lie in the file: libpng takes memory for a chunk before it
 * reads it. */
static bool chunks_fit(Str bytes)
{
	for (size_t at = 8; at < bytes.len;) {
		const png_byte *chunk = (const png_byte *)bytes.ptr + at;
		if (bytes.len - at < 12 || png_get_uint_32(chunk) > bytes.len - at - 12)
			return false;
		if (memcmp(chunk + 4, "IEND", 4) == 0)
			return true;
		at += 12 + (size_t)png_get_uint_32(chunk);
	}
	return true;
}

/* Grey, grey with alpha, RGB or RGBA, 8 bits each. */
static void set_transforms(Reader *reader)
{
	png_set_expand(reader->png);
	png_set_scale_16(reader->png);
	png_set_interlace_handling(reader->png);
	png_read_update_info(reader->png, reader->info);
	reader->job->rows->channels = png_get_channels(reader->png, reader->info);
}

static void give_row(Reader *reader, uint32_t y, const uint8_t *row)
{
	if (reader->job->take(reader->job->context, y, row))
		return;
	reader->job->reason = "decoding was stopped";
	png_error(reader->png, "stopped");
}

static void read_rows(Reader *reader)
{
	PictureJob *job = reader->job;
	size_t row_bytes = png_get_rowbytes(reader->png, reader->info);
	uint32_t height = job->rows->stored_height;
	if (!job->info->interlaced) {
		reader->row = arena_alloc(job->scratch, row_bytes);
		for (uint32_t y = 0; y < height; y++) {
			png_read_row(reader->png, reader->row, NULL);
			give_row(reader, y, reader->row);
		}
		return;
	}
	reader->rows = ARENA_ARRAY(job->scratch, uint8_t *, height);
	for (uint32_t y = 0; y < height; y++)
		reader->rows[y] = arena_alloc(job->scratch, row_bytes);
	png_read_image(reader->png, reader->rows);
	for (uint32_t y = 0; y < height; y++)
		give_row(reader, y, reader->rows[y]);
}

/* All that lives across the jump is in *reader. */
static bool read_picture(Reader *reader)
{
	if (setjmp(reader->escape) != 0)
		return false;
	png_set_read_fn(reader->png, reader, read_bytes);
	ignore_notes(reader->png);
	png_set_user_limits(reader->png, PICTURE_SIDE, PICTURE_SIDE);
	png_read_info(reader->png, reader->info);
	set_transforms(reader);
	read_rows(reader);
	png_read_end(reader->png, NULL);
	return true;
}

bool picture_png_decode(PictureJob *job)
{
	if (job->info->interlaced &&
	    (uint64_t)job->info->width * job->info->height > PICTURE_WHOLE) {
		job->reason = "the picture is too large for an interlaced PNG";
		return false;
	}
	if (!chunks_fit(job->bytes)) {
		job->reason = "the PNG is cut off";
		return false;
	}
	Reader reader = {.job = job};
	reader.png = png_create_read_struct(PNG_LIBPNG_VER_STRING, &reader, on_error, on_warning);
	reader.info = reader.png != NULL ? png_create_info_struct(reader.png) : NULL;
	if (reader.info == NULL)
		arena_give_up(job->scratch);
	bool ok = read_picture(&reader);
	png_destroy_read_struct(&reader.png, &reader.info, NULL);
	return ok;
}

Str picture_png_version(Arena *arena)
{
	return str_format(arena, "libpng %s", png_get_libpng_ver(NULL));
}
