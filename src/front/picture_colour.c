/*
 * The adapter to lcms2: colours as a profile in the file means them, made those of sRGB, which is
 * what pages and our PDFs are in.
 *
 * A profile that says sRGB, or nonsense, is as good as none. Profiles are small; what is larger
 * than PROFILE_MAX is taken for nonsense.
 */
#include "front/picture_codec.h"

#include "base/buf.h"

#include <lcms2.h>
#include <stdlib.h>
#include <string.h>

enum { PROFILE_MAX = 4 * 1024 * 1024 };

struct PictureColour {
	Arena *arena;
	cmsContext context;
	cmsHTRANSFORM transform; /* RGB or CMYK to RGB */
	bool cmyk, grey;
	uint8_t greys[256];
	uint8_t *row, *packed;
	PictureRow *take; /* who gets the rows */
	void *taker;
	const PictureRows *rows;
};

/* --- profiles in files --- */

static uint32_t read_u32(Str b, size_t at)
{
	uint32_t value = 0;
	for (size_t i = at; i < at + 4; i++)
		value = value << 8 | (i < b.len ? (unsigned char)b.ptr[i] : 0);
	return value;
}

/* In pieces of APP2 segments (ICC.1:2010, B.4); they come in order in all files but odd ones. */
static Str jpeg_profile(Arena *arena, Str file)
{
	Buf out = buf_in(arena);
	for (size_t at = 2; at + 4 <= file.len && (unsigned char)file.ptr[at] == 0xFF;) {
		uint32_t word = read_u32(file, at), marker = word >> 16 & 255, size = word & 0xFFFF;
		Str segment = str_slice(file, at + 4, at + 2 + size);
		if (marker == 0xDA || (marker != 0xFF && size < 2))
			break;
		if (marker == 0xE2 && segment.len > 14 && str_starts(segment, S("ICC_PROFILE\0")))
			buf_add(&out, str_from_offset(segment, 14));
		at += marker == 0xFF ? 1 : 2 + (size_t)size;
	}
	return buf_str(&out);
}

static Str webp_profile(Str file)
{
	if (file.len < 38 || !str_eq(str_slice(file, 12, 16), S("VP8X")) ||
	    !str_eq(str_slice(file, 30, 34), S("ICCP")))
		return S("");
	size_t size = (unsigned char)file.ptr[34] | (size_t)(unsigned char)file.ptr[35] << 8 |
		      (size_t)(unsigned char)file.ptr[36] << 16 |
		      (size_t)(unsigned char)file.ptr[37] << 24;
	return size > PROFILE_MAX ? S("") : str_slice(file, 38, 38 + size);
}

static Str find_profile(Arena *arena, Str file, const PictureInfo *info)
{
	switch (info->format) {
	case PICTURE_PNG: return picture_png_profile(arena, file, PROFILE_MAX);
	case PICTURE_JPEG: return jpeg_profile(arena, file);
	case PICTURE_WEBP: return webp_profile(file);
	case PICTURE_AVIF: return picture_avif_profile(arena, file);
	case PICTURE_GIF:
	case PICTURE_SVG:
	case PICTURE_UNKNOWN: break;
	}
	return S("");
}

/* --- transforms --- */

static cmsHTRANSFORM transform_of(cmsContext context, cmsHPROFILE from, uint32_t type,
				  uint32_t flags)
{
	cmsHPROFILE srgb = cmsCreate_sRGBProfileTHR(context);
	cmsHTRANSFORM out = cmsCreateTransformTHR(context, from, type, srgb, TYPE_RGB_8,
						  INTENT_RELATIVE_COLORIMETRIC, flags);
	cmsCloseProfile(srgb);
	return out;
}

/* Whether a transform leaves colours as they are, but for rounding. */
static bool changes_nothing(cmsHTRANSFORM transform, uint32_t channels)
{
	static const uint8_t colours[8][3] = {{0, 0, 0},      {255, 255, 255}, {255, 0, 0},
					      {0, 255, 0},    {0, 0, 255},     {128, 128, 128},
					      {200, 100, 50}, {30, 90, 160}};
	for (int i = 0; i < 8; i++) {
		uint8_t in[3], out[3];
		for (uint32_t k = 0; k < 3; k++)
			in[k] = colours[i][channels == 1 ? 0 : k];
		cmsDoTransform(transform, in, out, 1);
		for (int k = 0; k < 3; k++)
			if (abs(in[k] - out[k]) > 3)
				return false;
	}
	return true;
}

static void fill_greys(PictureColour *colour, cmsHTRANSFORM transform)
{
	for (int i = 0; i < 256; i++) {
		uint8_t in = (uint8_t)i, out[3];
		cmsDoTransform(transform, &in, out, 1);
		colour->greys[i] = out[1];
	}
}

/* Of a device or a space, not a link between two. */
static bool is_of_colours(cmsHPROFILE profile)
{
	cmsProfileClassSignature class = cmsGetDeviceClass(profile);
	return class == cmsSigInputClass || class == cmsSigDisplayClass ||
	       class == cmsSigOutputClass || class == cmsSigColorSpaceClass;
}

/* What is to be done with rows of this profile. False when nothing is. */
static bool prepare(PictureColour *colour, cmsHPROFILE profile, const PictureInfo *info)
{
	cmsColorSpaceSignature space = cmsGetColorSpace(profile);
	bool jpeg = info->format == PICTURE_JPEG, cmyk = jpeg && info->channels == 4;
	colour->cmyk = cmyk;
	colour->grey = info->channels <= 2 && !info->palette;
	if (!is_of_colours(profile) || space != (cmyk		? cmsSigCmykData
						 : colour->grey ? cmsSigGrayData
								: cmsSigRgbData))
		return false;
	/* Adobe's inks are stored as light. */
	uint32_t type = !cmyk	      ? colour->grey ? TYPE_GRAY_8 : TYPE_RGB_8
			: info->adobe ? TYPE_CMYK_8_REV
				      : TYPE_CMYK_8;
	colour->transform = transform_of(colour->context, profile, type, 0);
	if (colour->transform == NULL ||
	    (!cmyk && changes_nothing(colour->transform, colour->grey ? 1 : 3)))
		return false;
	if (colour->grey)
		fill_greys(colour, colour->transform);
	return true;
}

PictureColour *picture_colour_open(Arena *arena, Str file, const PictureInfo *info)
{
	Str profile = find_profile(arena, file, info);
	if (profile.len < 128 || profile.len > PROFILE_MAX)
		return NULL;
	PictureColour *colour = ARENA_NEW(arena, PictureColour);
	colour->arena = arena;
	colour->context = cmsCreateContext(NULL, NULL);
	cmsHPROFILE opened = cmsOpenProfileFromMemTHR(colour->context, profile.ptr,
						      (cmsUInt32Number)profile.len);
	bool needed = opened != NULL && prepare(colour, opened, info);
	if (opened != NULL)
		cmsCloseProfile(opened);
	if (needed)
		return colour;
	picture_colour_close(colour);
	return NULL;
}

void picture_colour_close(PictureColour *colour)
{
	if (colour == NULL)
		return;
	if (colour->transform != NULL)
		cmsDeleteTransform(colour->transform);
	cmsDeleteContext(colour->context);
}

bool picture_colour_is_cmyk(const PictureColour *colour)
{
	return colour != NULL && colour->cmyk;
}

void picture_colour_cmyk(const PictureColour *colour, const uint8_t *cmyk, uint8_t *rgb,
			 size_t count)
{
	cmsDoTransform(colour->transform, cmyk, rgb, (cmsUInt32Number)count);
}

/* --- rows on their way --- */

/* Colours with alpha go there and back without it, since a call a pixel would cost more. */
static void convert_beside_alpha(PictureColour *colour, const uint8_t *in, uint8_t *out,
				 size_t count)
{
	if (colour->packed == NULL)
		colour->packed = arena_alloc_array(colour->arena, count, 3);
	uint8_t *at = colour->packed;
	for (size_t i = 0; i < count; i++, in += 4, at += 3)
		memcpy(at, in, 3);
	cmsDoTransform(colour->transform, colour->packed, colour->packed, (cmsUInt32Number)count);
	in -= count * 4;
	at = colour->packed;
	for (size_t i = 0; i < count; i++, in += 4, out += 4, at += 3) {
		memcpy(out, at, 3);
		out[3] = in[3];
	}
}

static void convert(PictureColour *colour, const uint8_t *in, uint8_t *out, size_t count,
		    int channels)
{
	if (channels == 3)
		cmsDoTransform(colour->transform, in, out, (cmsUInt32Number)count);
	else if (channels == 4)
		convert_beside_alpha(colour, in, out, count);
	else
		for (size_t i = 0; i < count; i++, in += channels, out += channels) {
			out[0] = colour->greys[in[0]];
			if (channels == 2)
				out[1] = in[1];
		}
}

/* A decoder may give other channels than the file has, for which its profile is not. CMYK is
 * converted already. */
static bool is_for(const PictureColour *colour, int channels)
{
	return !colour->cmyk && colour->grey == (channels <= 2);
}

bool picture_colour_row(void *context, uint32_t y, const uint8_t *row)
{
	PictureColour *colour = context;
	int channels = colour->rows->channels;
	if (!is_for(colour, channels))
		return colour->take(colour->taker, y, row);
	size_t width = colour->rows->stored_width;
	if (colour->row == NULL)
		colour->row = arena_alloc_array(colour->arena, width, (size_t)channels);
	convert(colour, row, colour->row, width, channels);
	return colour->take(colour->taker, y, colour->row);
}

void picture_colour_pass(PictureColour *colour, const PictureRows *rows, PictureRow *take,
			 void *context)
{
	colour->rows = rows;
	colour->take = take;
	colour->taker = context;
}

void picture_to_srgb(Arena *scratch, Str file, const PictureInfo *info, uint8_t *pixels,
		     size_t count, int channels)
{
	PictureColour *colour = picture_colour_open(scratch, file, info);
	if (colour != NULL && is_for(colour, channels))
		convert(colour, pixels, pixels, count, channels);
	picture_colour_close(colour);
}

bool picture_has_profile(Arena *scratch, Str file, const PictureInfo *info)
{
	PictureColour *colour = picture_colour_open(scratch, file, info);
	picture_colour_close(colour);
	return colour != NULL;
}

Str picture_colour_version(Arena *arena)
{
	int version = cmsGetEncodedCMMversion();
	return str_format(arena, "lcms %d.%d", version / 1000, version % 1000 / 10);
}
