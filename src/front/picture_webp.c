/*
 * The adapter to libwebp, which decodes into a whole bitmap; it shrinks on the way when fewer
 * pixels do, so the bitmap has the size asked for.
 */
#include "front/picture_codec.h"

#include <webp/decode.h>

static const char *status_reason(VP8StatusCode status)
{
	switch (status) {
	case VP8_STATUS_OUT_OF_MEMORY: return "not enough memory for the WebP";
	case VP8_STATUS_UNSUPPORTED_FEATURE: return "the WebP is animated";
	case VP8_STATUS_SUSPENDED:
	case VP8_STATUS_NOT_ENOUGH_DATA: return "the WebP is cut off";
	case VP8_STATUS_OK:
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
	if (status == VP8_STATUS_OK)
		ok = give_rows(job, &config.output.u.RGBA);
	else
		job->reason = status_reason(status);
	WebPFreeDecBuffer(&config.output);
	return ok;
}

Str picture_webp_version(Arena *arena)
{
	int version = WebPGetDecoderVersion();
	return str_format(arena, "libwebp %d.%d.%d", version >> 16, version >> 8 & 255,
			  version & 255);
}
