/* picture_colour: pictures with a colour profile come in sRGB, whatever the file is. */
#include "check.h"
#include "front/picture.h"
#include "picture_make.h"

#include <lcms2.h>
#include <math.h>
#include <string.h>
#include <zlib.h>

typedef struct {
	PictureRows rows;
	uint8_t first[4];
} Taken;

static bool take(void *context, uint32_t y, const uint8_t *row)
{
	Taken *taken = context;
	if (y == 0)
		memcpy(taken->first, row, (size_t)taken->rows.channels);
	return true;
}

static bool decode(Arena *arena, Str bytes, Taken *taken, bool *profiled)
{
	PictureInfo info;
	const char *reason = "";
	*taken = (Taken){{0}, {0}};
	if (!picture_probe(bytes, &info, &reason))
		return false;
	*profiled = picture_has_profile(arena, bytes, &info);
	return picture_decode(arena, bytes, &info, &taken->rows, take, taken, &reason);
}

static Str saved(Arena *arena, cmsHPROFILE profile)
{
	cmsUInt32Number size = 0;
	CHECK(cmsSaveProfileToMem(profile, NULL, &size));
	char *bytes = arena_alloc(arena, size);
	CHECK(cmsSaveProfileToMem(profile, bytes, &size));
	cmsCloseProfile(profile);
	return (Str){bytes, size};
}

/* Adobe RGB (1998): its green is far outside sRGB, its gamma 2.2. */
static Str adobe_rgb(Arena *arena)
{
	const cmsCIExyY white = {0.3127, 0.3290, 1};
	const cmsCIExyYTRIPLE ends = {{0.64, 0.33, 1}, {0.21, 0.71, 1}, {0.15, 0.06, 1}};
	cmsToneCurve *gamma = cmsBuildGamma(NULL, 2.19921875);
	cmsToneCurve *curves[3] = {gamma, gamma, gamma};
	Str out = saved(arena, cmsCreateRGBProfile(&white, &ends, curves));
	cmsFreeToneCurve(gamma);
	return out;
}

static Str linear_grey(Arena *arena)
{
	cmsToneCurve *gamma = cmsBuildGamma(NULL, 1);
	Str out = saved(arena, cmsCreateGrayProfile(cmsD50_xyY(), gamma));
	cmsFreeToneCurve(gamma);
	return out;
}

static int encode(double light)
{
	light = light < 0 ? 0 : light > 1 ? 1 : light;
	return (int)lround(
		255 * (light <= 0.0031308 ? 12.92 * light : 1.055 * pow(light, 1 / 2.4) - 0.055));
}

/* The standard's matrices in one (both have the white D65). */
static bool is_from_adobe(const uint8_t *got, const uint8_t *in, int by)
{
	static const double m[3][3] = {{1.39836, -0.39836, 0}, {0, 1, 0}, {0, -0.04293, 1.04293}};
	for (int k = 0; k < 3; k++) {
		double light = 0;
		for (int i = 0; i < 3; i++)
			light += m[k][i] * pow(in[i] / 255.0, 2.19921875);
		if (abs(encode(light) - got[k]) > by)
			return false;
	}
	return true;
}

static void put_u32(Buf *out, size_t value)
{
	for (int shift = 24; shift >= 0; shift -= 8)
		buf_add_char(out, (char)(value >> shift));
}

static Str png_with(Arena *arena, Str png, Str profile)
{
	uLongf size = compressBound((uLong)profile.len);
	uint8_t *packed = arena_alloc(arena, size);
	CHECK(compress(packed, &size, (const Bytef *)profile.ptr, (uLong)profile.len) == Z_OK);
	Buf data = buf_in(arena), out = buf_in(arena);
	buf_add(&data, S("iCCPa name\0\0"));
	buf_add_bytes(&data, packed, size);
	buf_add(&out, str_slice(png, 0, 33));
	put_u32(&out, data.len - 4);
	buf_add(&out, buf_str(&data));
	put_u32(&out, crc32(0, (const Bytef *)data.ptr, (uInt)data.len));
	buf_add(&out, str_from_offset(png, 33));
	return buf_str(&out);
}

/* In two pieces. */
static Str jpeg_with(Arena *arena, Str jpeg, Str profile)
{
	Buf out = buf_in(arena);
	buf_add(&out, str_slice(jpeg, 0, 2));
	for (size_t i = 0, at = 0; i < 2; i++) {
		size_t size = i == 0 ? 200 : profile.len - 200;
		buf_add(&out, S("\xFF\xE2"));
		buf_add_char(&out, (char)((size + 16) >> 8));
		buf_add_char(&out, (char)(size + 16));
		buf_add(&out, S("ICC_PROFILE\0"));
		buf_add_char(&out, (char)(i + 1));
		buf_add_char(&out, 2);
		buf_add(&out, str_slice(profile, at, at + size));
		at += size;
	}
	buf_add(&out, str_from_offset(jpeg, 2));
	return buf_str(&out);
}

static uint8_t *flat(Arena *arena, const uint8_t *pixel, size_t channels)
{
	uint8_t *out = arena_alloc(arena, 64 * channels);
	for (size_t i = 0; i < 64 * channels; i++)
		out[i] = pixel[i % channels];
	return out;
}

static void test_rgb(Arena *arena)
{
	const uint8_t colour[4] = {100, 150, 90, 77};
	PngForm rgb = {8, 8, PNG_COLOR_TYPE_RGB, 8, false, false, 0},
		rgba = {8, 8, PNG_COLOR_TYPE_RGBA, 8, false, false, 0};
	Str profile = adobe_rgb(arena);
	Str jpeg = picture_encode_jpeg(arena, 8, 8, 3, flat(arena, colour, 3), 100);
	const Str files[3] = {
		png_with(arena, make_png(arena, &rgb, flat(arena, colour, 3), 24), profile),
		png_with(arena, make_png(arena, &rgba, flat(arena, colour, 4), 32), profile),
		jpeg_with(arena, jpeg, profile),
	};
	Taken taken;
	bool profiled;
	for (size_t i = 0; i < 3; i++) {
		CHECK(decode(arena, files[i], &taken, &profiled) && profiled);
		CHECK(is_from_adobe(taken.first, colour, i == 2 ? 4 : 2));
		CHECK(taken.rows.channels == (i == 1 ? 4 : 3));
	}
	CHECK(decode(arena, files[1], &taken, &profiled) && taken.first[3] == 77);
	/* the same without a profile, with that of sRGB, with one for other channels, with half of
	 * one */
	const Str same[4] = {jpeg, jpeg_with(arena, jpeg, saved(arena, cmsCreate_sRGBProfile())),
			     jpeg_with(arena, jpeg, linear_grey(arena)),
			     jpeg_with(arena, jpeg, str_slice(profile, 0, 300))};
	for (size_t i = 0; i < 4; i++) {
		CHECK(decode(arena, same[i], &taken, &profiled) && !profiled);
		CHECK(abs(taken.first[0] - 100) <= 3 && abs(taken.first[1] - 150) <= 3);
	}
}

static void test_grey(Arena *arena)
{
	const uint8_t grey = 55;
	PngForm form = {8, 8, PNG_COLOR_TYPE_GRAY, 8, false, false, 0};
	Str png = make_png(arena, &form, flat(arena, &grey, 1), 8);
	Taken taken;
	bool profiled;
	CHECK(decode(arena, png_with(arena, png, linear_grey(arena)), &taken, &profiled));
	CHECK(profiled && taken.rows.channels == 1);
	CHECK(abs(taken.first[0] - encode(55 / 255.0)) <= 1);
	CHECK(decode(arena, png, &taken, &profiled) && !profiled && taken.first[0] == 55);
}

/* A profile of lights says nothing of inks. */
static void test_cmyk(Arena *arena)
{
	const uint8_t ink[4] = {255, 0, 255, 255}; /* as light: magenta alone */
	Taken taken;
	bool profiled;
	Str jpeg = make_cmyk_jpeg(arena, 8, ink);
	CHECK(decode(arena, jpeg_with(arena, jpeg, adobe_rgb(arena)), &taken, &profiled) &&
	      !profiled);
	CHECK(taken.first[0] >= 252 && taken.first[1] <= 3 && taken.first[2] >= 252);
}

/* Bytes changed or cut anywhere: decoded, with a profile or without. */
static void test_broken(Arena *arena)
{
	const uint8_t colour[3] = {100, 150, 90};
	Str jpeg = jpeg_with(arena, picture_encode_jpeg(arena, 8, 8, 3, flat(arena, colour, 3), 90),
			     adobe_rgb(arena));
	char *copy = arena_alloc(arena, jpeg.len);
	Taken taken;
	bool profiled;
	for (size_t i = 2; i < 700 && i < jpeg.len; i += 3) {
		memcpy(copy, jpeg.ptr, jpeg.len);
		copy[i] = (char)(copy[i] ^ 0x41);
		(void)decode(arena, (Str){copy, jpeg.len}, &taken, &profiled);
		(void)decode(arena, (Str){copy, i}, &taken, &profiled);
	}
}

int main(void)
{
	Arena *arena = arena_new(NULL);
	test_rgb(arena);
	test_grey(arena);
	test_cmyk(arena);
	test_broken(arena);
	arena_free(arena);
	return check_report();
}
