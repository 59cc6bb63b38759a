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
	case PICTURE_SVG: job->reason = "an SVG has no pixels"; return false;
	case PICTURE_AVIF: return picture_avif_decode(job);
	case PICTURE_UNKNOWN: break;
	}
	job->reason = "it is no picture that recto knows";
	return false;
}

bool picture_decode(Arena *scratch, Str bytes, const PictureInfo *info, PictureRows *rows,
		    PictureRow *take, void *context, const char **reason)
{
	PictureJob job = {scratch, bytes, info, rows, take, context, NULL, ""};
	bool turned = info->orientation >= 5;
	rows->stored_width = turned ? info->height : info->width;
	rows->stored_height = turned ? info->width : info->height;
	PictureColour *colour = picture_colour_open(scratch, bytes, info);
	if (colour != NULL) {
		job.colour = colour;
		if (!rows->own_colours) {
			picture_colour_pass(colour, rows, take, context);
			job.take = picture_colour_row;
			job.context = colour;
		}
	}
	bool ok = decode(&job);
	picture_colour_close(colour);
	*reason = job.reason;
	return ok;
}

Str picture_versions(Arena *arena)
{
	const Str versions[] = {picture_png_version(arena),  picture_jpeg_version(arena),
				picture_webp_version(arena), picture_gif_version(arena),
				picture_avif_version(arena), picture_colour_version(arena),
				svg_version(arena)};
	Str all = versions[0];
	for (size_t i = 1; i < sizeof versions / sizeof versions[0]; i++)
		all = str_concat3(arena, all, S(", "), versions[i]);
	return all;
}
