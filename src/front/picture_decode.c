#include "front/picture_codec.h"
#include "front/svg.h"

static bool decode(PictureJob *job)
{
	switch (job->info->format) {
	case PICTURE_PNG:
		return picture_png_is_plain(job->info) ? picture_png_plain_decode(job)
						       : picture_png_decode(job);
	case PICTURE_JPEG: return picture_jpeg_decode(job);
	case PICTURE_WEBP: return picture_webp_decode(job);
	case PICTURE_GIF: return picture_gif_decode(job);
	case PICTURE_SVG: job->reason = "an SVG cannot be turned into print"; return false;
	case PICTURE_AVIF: job->reason = "an AVIF cannot be turned into print"; return false;
	case PICTURE_UNKNOWN: break;
	}
	job->reason = "it is no picture that recto knows";
	return false;
}

bool picture_decode(Arena *scratch, Str bytes, const PictureInfo *info, PictureRows *rows,
		    PictureRow *take, void *context, const char **reason)
{
	PictureJob job = {scratch, bytes, info, rows, take, context, ""};
	bool turned = info->orientation >= 5;
	rows->stored_width = turned ? info->height : info->width;
	rows->stored_height = turned ? info->width : info->height;
	bool ok = decode(&job);
	*reason = job.reason;
	return ok;
}

Str picture_versions(Arena *arena)
{
	Str png = picture_png_version(arena), jpeg = picture_jpeg_version(arena),
	    webp = picture_webp_version(arena), gif = picture_gif_version(arena),
	    svg = svg_version(arena);
	return str_format(arena, "%.*s, %.*s, %.*s, %.*s, %.*s", STR_ARG(png), STR_ARG(jpeg),
			  STR_ARG(webp), STR_ARG(gif), STR_ARG(svg));
}
