/*
 * The adapter to giflib: the first frame of a GIF, which is what print can show of a moving one.
 */
#include "front/picture_codec.h"

#include <gif_lib.h>
#include <string.h>

typedef struct {
	PictureJob *job;
	size_t at; /* in the file */
	GifFileType *gif;
	int transparent;  /* index of the colour that is not painted, -1: none */
	uint8_t *indices; /* of the frame, row after row */
	uint8_t *row;
} Reader;

static int read_bytes(GifFileType *gif, GifByteType *out, int count)
{
	Reader *reader = gif->UserData;
	Str rest = str_from_offset(reader->job->bytes, reader->at);
	size_t n = (size_t)count < rest.len ? (size_t)count : rest.len;
	if (n > 0)
		memcpy(out, rest.ptr, n);
	reader->at += n;
	return (int)n;
}

/* The colour that is not painted stands in an extension before the frame. */
static bool read_extension(Reader *reader)
{
	int code;
	GifByteType *data;
	if (DGifGetExtension(reader->gif, &code, &data) == GIF_ERROR)
		return false;
	while (data != NULL) {
		GraphicsControlBlock control;
		if (code == GRAPHICS_EXT_FUNC_CODE &&
		    DGifExtensionToGCB(data[0], data + 1, &control) == GIF_OK)
			reader->transparent = control.TransparentColor;
		if (DGifGetExtensionNext(reader->gif, &data) == GIF_ERROR)
			return false;
	}
	return true;
}

static bool find_frame(Reader *reader)
{
	GifRecordType type;
	while (DGifGetRecordType(reader->gif, &type) == GIF_OK) {
		if (type == IMAGE_DESC_RECORD_TYPE)
			return DGifGetImageDesc(reader->gif) == GIF_OK;
		if (type == TERMINATE_RECORD_TYPE)
			return false;
		if (type == EXTENSION_RECORD_TYPE && !read_extension(reader))
			return false;
	}
	return false;
}

/* Interlaced rows come in four passes (GIF89a, appendix E). */
static bool read_frame(Reader *reader)
{
	static const int first[4] = {0, 4, 2, 1}, step[4] = {8, 8, 4, 2};
	const GifImageDesc *frame = &reader->gif->Image;
	size_t width = (size_t)frame->Width;
	int passes = frame->Interlace ? 4 : 1;
	reader->indices = arena_alloc_array(reader->job->scratch, width, (size_t)frame->Height);
	for (int pass = 0; pass < passes; pass++) {
		int every = frame->Interlace ? step[pass] : 1;
		for (int y = frame->Interlace ? first[pass] : 0; y < frame->Height; y += every) {
			if (DGifGetLine(reader->gif, reader->indices + (size_t)y * width,
					frame->Width) == GIF_ERROR)
				return false;
		}
	}
	return true;
}

/* One row of the canvas; what the frame leaves free is transparent. */
static void paint_row(Reader *reader, const ColorMapObject *map, int y)
{
	const GifImageDesc *frame = &reader->gif->Image;
	uint32_t width = reader->job->rows->stored_width;
	size_t channels = (size_t)reader->job->rows->channels;
	memset(reader->row, 0, width * channels);
	if (y < frame->Top || y >= frame->Top + frame->Height)
		return;
	const uint8_t *indices = reader->indices + (size_t)(y - frame->Top) * (size_t)frame->Width;
	for (int i = 0; i < frame->Width && frame->Left + i < (int)width; i++) {
		uint8_t *pixel = reader->row + (size_t)(frame->Left + i) * channels;
		if (indices[i] == reader->transparent || indices[i] >= map->ColorCount)
			continue;
		const GifColorType *colour = &map->Colors[indices[i]];
		pixel[0] = colour->Red;
		pixel[1] = colour->Green;
		pixel[2] = colour->Blue;
		if (channels == 4)
			pixel[3] = 255;
	}
}

static bool give_rows(Reader *reader)
{
	PictureJob *job = reader->job;
	const GifImageDesc *frame = &reader->gif->Image;
	const ColorMapObject *map =
		frame->ColorMap != NULL ? frame->ColorMap : reader->gif->SColorMap;
	if (map == NULL) {
		job->reason = "the GIF has no colours";
		return false;
	}
	bool covers = frame->Left == 0 && frame->Top == 0 &&
		      (uint32_t)frame->Width >= job->rows->stored_width &&
		      (uint32_t)frame->Height >= job->rows->stored_height;
	job->rows->channels = covers && reader->transparent < 0 ? 3 : 4;
	reader->row = arena_alloc(job->scratch, (size_t)job->rows->stored_width * 4);
	for (uint32_t y = 0; y < job->rows->stored_height; y++) {
		paint_row(reader, map, (int)y);
		if (!job->take(job->context, y, reader->row)) {
			job->reason = "decoding was stopped";
			return false;
		}
	}
	return true;
}

bool picture_gif_decode(PictureJob *job)
{
	Reader reader = {.job = job, .transparent = -1};
	int error;
	job->reason = "the GIF's data is damaged";
	reader.gif = DGifOpen(&reader, read_bytes, &error);
	if (reader.gif == NULL)
		return false;
	bool ok = find_frame(&reader);
	if (ok && (uint64_t)reader.gif->Image.Width * (uint64_t)reader.gif->Image.Height >
			  PICTURE_WHOLE) {
		job->reason = "the picture is too large for a GIF";
		ok = false;
	}
	ok = ok && read_frame(&reader) && give_rows(&reader);
	DGifCloseFile(reader.gif, &error);
	return ok;
}

Str picture_gif_version(Arena *arena)
{
	return str_format(arena, "giflib %d.%d.%d", GIFLIB_MAJOR, GIFLIB_MINOR, GIFLIB_RELEASE);
}
