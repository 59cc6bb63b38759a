/*
 * The adapter to libwebp, which decodes into a whole bitmap; it shrinks on the way when fewer
 * pixels do, so the bitmap has the size asked for.
 */
#include "front/picture_codec.h"

#include <errno.h>
#include <webp/decode.h>
#include <webp/encode.h>

static const char *status_reason(VP8StatusCode status)
{
	switch (status) {
	case VP8_STATUS_UNSUPPORTED_FEATURE: return "the WebP is animated";
	case VP8_STATUS_SUSPENDED:
	case VP8_STATUS_NOT_ENOUGH_DATA: return "the WebP is cut off";
	case VP8_STATUS_OK:
	case VP8_STATUS_OUT_OF_MEMORY:
	case VP8_STATUS_INVALID_PARAM:
	case VP8_STATUS_BITSTREAM_ERROR:
	case VP8_STATUS_USER_ABORT: break;
	}
	return "the WebP's data is damaged";
}

/* The size asked for in the picture's own shape. */
static void set_scale(WebPDecoderConfig *config, PictureRows *rows)
{
	uint64_t width = rows->stored_width, height = rows->stored_height;
	if (rows->least_width == 0 || rows->least_height == 0 || rows->least_width >= width ||
	    rows->least_height >= height)
		return;
	uint64_t wide = rows->least_width, high = (wide * height + width - 1) / width;
	if (high < rows->least_height) {
		high = rows->least_height;
		wide = (high * width + height - 1) / height;
	}
	config->options.use_scaling = 1;
	config->options.scaled_width = (int)wide;
	config->options.scaled_height = (int)high;
	rows->stored_width = (uint32_t)wide;
	rows->stored_height = (uint32_t)high;
}

static bool give_rows(PictureJob *job, const WebPRGBABuffer *bitmap)
{
	for (uint32_t y = 0; y < job->rows->stored_height; y++) {
		if (job->take(job->context, y, bitmap->rgba + (size_t)y * (size_t)bitmap->stride))
			continue;
		job->reason = "decoding was stopped";
		return false;
	}
	return true;
}

bool picture_webp_decode(PictureJob *job)
{
	WebPDecoderConfig config;
	const uint8_t *bytes = (const uint8_t *)job->bytes.ptr;
	if (!WebPInitDecoderConfig(&config)) {
		job->reason = "libwebp is not the one recto was built with";
		return false;
	}
	if ((uint64_t)job->info->width * job->info->height > PICTURE_WHOLE) {
		job->reason = "the picture is too large for a WebP";
		return false;
	}
	errno = 0;
	VP8StatusCode status = WebPGetFeatures(bytes, job->bytes.len, &config.input);
	if (status == VP8_STATUS_OK) {
		job->rows->stored_width = (uint32_t)config.input.width;
		job->rows->stored_height = (uint32_t)config.input.height;
		job->rows->channels = config.input.has_alpha ? 4 : 3;
		config.output.colorspace = config.input.has_alpha ? MODE_RGBA : MODE_RGB;
		set_scale(&config, job->rows);
		status = WebPDecode(bytes, job->bytes.len, &config);
	}
	bool ok = false;
	if (status != VP8_STATUS_OK && errno == ENOMEM) /* it calls that damaged data, too */
		arena_give_up(job->scratch);
	if (status == VP8_STATUS_OK)
		ok = give_rows(job, &config.output.u.RGBA);
	else
		job->reason = status_reason(status);
	WebPFreeDecBuffer(&config.output);
	return ok;
}

/* --- encoding --- */

/* Grey and grey with alpha as colours, which is all that libwebp imports. */
static const uint8_t *widen(Arena *arena, const uint8_t *pixels, size_t count, int channels)
{
	bool alpha = channels == 2;
	uint8_t *out = arena_alloc_array(arena, count, alpha ? 4 : 3), *at = out;
	for (size_t i = 0; i < count; i++, pixels += channels) {
		for (int k = 0; k < 3; k++)
			*at++ = pixels[0];
		if (alpha)
			*at++ = pixels[1];
	}
	return out;
}

static bool import(WebPPicture *picture, const uint8_t *pixels, int channels)
{
	return channels == 4 ? WebPPictureImportRGBA(picture, pixels, picture->width * 4) != 0
			     : WebPPictureImportRGB(picture, pixels, picture->width * 3) != 0;
}

/* Level 1 of lossless compression; method 3 of 6 is half as long about a photograph as 4, the usual
 * one, for three bytes more in a hundred. */
static bool configure(WebPConfig *config, int quality, bool lossless)
{
	if (!WebPConfigPreset(config, WEBP_PRESET_DEFAULT, (float)quality))
		return false;
	config->method = 3;
	return !lossless || WebPConfigLosslessPreset(config, 1);
}

Str picture_encode_webp(Arena *arena, uint32_t width, uint32_t height, int channels,
			const uint8_t *pixels, int quality, bool lossless)
{
	WebPConfig config;
	WebPPicture picture;
	WebPMemoryWriter writer;
	Str out = {0};
	if (width > WEBP_MAX_DIMENSION || height > WEBP_MAX_DIMENSION ||
	    !configure(&config, quality, lossless) || !WebPPictureInit(&picture))
		return out;
	if (channels <= 2)
		pixels = widen(arena, pixels, (size_t)width * height, channels);
	WebPMemoryWriterInit(&writer);
	picture.use_argb = lossless;
	picture.width = (int)width;
	picture.height = (int)height;
	picture.writer = WebPMemoryWrite;
	picture.custom_ptr = &writer;
	errno = 0;
	if (import(&picture, pixels, channels <= 2 ? channels + 2 : channels) &&
	    WebPEncode(&config, &picture))
		out = str_dup(arena, (Str){(const char *)writer.mem, writer.size});
	else if (errno == ENOMEM)
		arena_give_up(arena);
	WebPPictureFree(&picture);
	WebPMemoryWriterClear(&writer);
	return out;
}

Str picture_webp_version(Arena *arena)
{
	int version = WebPGetDecoderVersion();
	return str_format(arena, "libwebp %d.%d.%d", version >> 16, version >> 8 & 255,
			  version & 255);
}
