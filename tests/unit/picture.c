/* picture: every form of PNG, JPEG with its scales and CMYK, WebP; broken files; area averaging. */
#include "front/picture.h"
#include "check.h"
#include "front/picture_scale.h"
#include "picture_make.h"

#include <string.h>

typedef struct {
	Arena *arena;
	PictureRows rows;
	Buf pixels;
	uint32_t next;
	bool in_order;
} Taken;

static bool take(void *context, uint32_t y, const uint8_t *row)
{
	Taken *taken = context;
	taken->in_order &= y == taken->next++;
	buf_add_bytes(&taken->pixels, row,
		      (size_t)taken->rows.stored_width * (size_t)taken->rows.channels);
	return true;
}

static bool stop(void *context, uint32_t y, const uint8_t *row)
{
	(void)context;
	(void)row;
	return y < 2;
}

static bool decode(Arena *arena, Str bytes, Taken *taken)
{
	PictureInfo info;
	const char *reason = NULL;
	taken->arena = arena;
	taken->pixels = buf_in(arena);
	taken->in_order = true;
	bool ok = picture_probe(bytes, &info, &reason) &&
		  picture_decode(arena, bytes, &info, &taken->rows, take, taken, &reason);
	CHECK(ok || (reason != NULL && reason[0] != '\0'));
	return ok;
}

static uint8_t noise(uint32_t *state)
{
	*state = *state * 1664525 + 1013904223;
	return (uint8_t)(*state >> 24);
}

/* Slopes with a little noise, so that all filters have work to do. */
static uint8_t *make_rows(Arena *arena, size_t row_bytes, uint32_t height, uint32_t seed)
{
	uint8_t *rows = arena_alloc(arena, row_bytes * height + 1);
	for (size_t i = 0; i < row_bytes * height; i++)
		rows[i] = (uint8_t)(i % row_bytes * 3 + i / row_bytes * 5 + (noise(&seed) & 31));
	return rows;
}

/* --- PNG --- */

static void test_png_plain(Arena *arena)
{
	static const int colours[4] = {PNG_COLOR_TYPE_GRAY, PNG_COLOR_TYPE_GRAY_ALPHA,
				       PNG_COLOR_TYPE_RGB, PNG_COLOR_TYPE_RGBA};
	static const int filters[6] = {PNG_FILTER_NONE, PNG_FILTER_SUB,	  PNG_FILTER_UP,
				       PNG_FILTER_AVG,	PNG_FILTER_PAETH, PNG_ALL_FILTERS};
	for (int c = 0; c < 4; c++) {
		for (int f = 0; f < 6; f++) {
			for (uint32_t width = 1; width < 40; width += 6) {
				PngForm form = {width, 17, colours[c], 8, false, false, filters[f]};
				size_t row_bytes = (size_t)width * (size_t)(c + 1);
				uint8_t *rows = make_rows(arena, row_bytes, 17, width);
				Taken taken = {0};
				CHECK(decode(arena, make_png(arena, &form, rows, row_bytes),
					     &taken));
				CHECK(taken.rows.channels == c + 1 && taken.in_order);
				CHECK(taken.pixels.len == row_bytes * 17 &&
				      memcmp(taken.pixels.ptr, rows, taken.pixels.len) == 0);
			}
		}
	}
}

/* More bytes than the decoder inflates at a time. */
static void test_png_large(Arena *arena)
{
	PngForm form = {1200, 700, PNG_COLOR_TYPE_RGBA, 8, false, false, 0};
	uint8_t *rows = make_rows(arena, 4800, 700, 1);
	Taken taken = {0};
	CHECK(decode(arena, make_png(arena, &form, rows, 4800), &taken));
	CHECK(taken.pixels.len == 4800 * 700 &&
	      memcmp(taken.pixels.ptr, rows, taken.pixels.len) == 0);
}

static void test_png_forms(Arena *arena)
{
	const struct {
		PngForm form;
		uint8_t first[2]; /* bytes of the row */
		int channels;
		uint8_t want[4]; /* of the first pixel */
	} cases[] = {
		{{9, 9, PNG_COLOR_TYPE_GRAY, 1, false, false, 0}, {0x80}, 1, {255}},
		{{9, 9, PNG_COLOR_TYPE_GRAY, 2, true, false, 0}, {0x80}, 1, {170}},
		{{9, 9, PNG_COLOR_TYPE_GRAY, 4, false, false, 0}, {0x30}, 1, {51}},
		{{9, 9, PNG_COLOR_TYPE_GRAY, 16, true, false, 0}, {0x80, 0x80}, 1, {128}},
		{{9, 9, PNG_COLOR_TYPE_GRAY, 8, true, false, 0}, {77}, 1, {77}},
		{{9, 9, PNG_COLOR_TYPE_GRAY, 8, false, true, 0}, {0}, 2, {0, 0}},
		{{9, 9, PNG_COLOR_TYPE_GRAY, 8, false, true, 0}, {9}, 2, {9, 255}},
		{{9, 9, PNG_COLOR_TYPE_PALETTE, 8, false, false, 0}, {40}, 3, {40, 215, 20}},
		{{9, 9, PNG_COLOR_TYPE_PALETTE, 2, true, false, 0}, {0x80}, 3, {2, 253, 1}},
		{{9, 9, PNG_COLOR_TYPE_PALETTE, 4, false, true, 0}, {0x00}, 4, {0, 255, 0, 0}},
	};
	for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
		uint8_t rows[9 * 18] = {0};
		for (int y = 0; y < 9; y++)
			memcpy(rows + y * 18, cases[i].first, 2);
		Taken taken = {0};
		CHECK(decode(arena, make_png(arena, &cases[i].form, rows, 18), &taken));
		CHECK(taken.rows.channels == cases[i].channels);
		CHECK(taken.pixels.len == 81 * (size_t)cases[i].channels);
		CHECK(memcmp(taken.pixels.ptr, cases[i].want, (size_t)cases[i].channels) == 0);
	}
}

/* Cut anywhere or with any byte changed it is refused, or still a picture of that size. */
static void test_broken(Arena *arena, Str bytes, size_t step)
{
	char *copy = arena_alloc(arena, bytes.len);
	for (size_t n = 0; n < bytes.len; n += step) {
		Taken taken = {0};
		memcpy(copy, bytes.ptr, bytes.len);
		(void)decode(arena, (Str){copy, n}, &taken);
		copy[n] = (char)(copy[n] ^ 0x55);
		Taken again = {0};
		if (decode(arena, (Str){copy, bytes.len}, &again))
			CHECK(again.pixels.len == (size_t)again.rows.stored_width *
							  again.rows.stored_height *
							  (size_t)again.rows.channels);
	}
}

static void test_png_broken(Arena *arena)
{
	PngForm form = {20, 20, PNG_COLOR_TYPE_RGB, 8, false, false, 0};
	uint8_t *rows = make_rows(arena, 60, 20, 3);
	Str plain = make_png(arena, &form, rows, 60);
	Taken taken = {0};
	CHECK(!decode(arena, str_slice(plain, 0, plain.len / 2), &taken));
	char *copy = arena_alloc(arena, plain.len);
	memcpy(copy, plain.ptr, plain.len);
	copy[plain.len - 60] ^= 1; /* in the pixels: the CRC tells */
	CHECK(!decode(arena, (Str){copy, plain.len}, &taken));
	test_broken(arena, plain, 1);
	form.interlaced = true;
	test_broken(arena, make_png(arena, &form, rows, 60), 1);
	PictureInfo info;
	PictureRows all = {0};
	const char *reason;
	CHECK(picture_probe(plain, &info, &reason));
	CHECK(!picture_decode(arena, plain, &info, &all, stop, NULL, &reason));
}

/* A suggested palette of 1.9 GB in a file of a hundred bytes. */
static void test_png_promises(Arena *arena)
{
	PngForm form = {9, 9, PNG_COLOR_TYPE_PALETTE, 8, true, false, 0};
	uint8_t rows[81] = {0};
	Str png = make_png(arena, &form, rows, 9);
	Buf out = buf_in(arena);
	buf_add(&out, str_slice(png, 0, 33));
	buf_add(&out, S("\x70\x3F\x48\x59sPLT"));
	buf_add(&out, str_from_offset(png, 33));
	PictureInfo info;
	PictureRows all = {0};
	const char *reason = "";
	CHECK(picture_probe(buf_str(&out), &info, &reason));
	CHECK(!picture_decode(arena, buf_str(&out), &info, &all, stop, NULL, &reason));
	CHECK_STR(str_from(reason), S("the PNG is cut off"));
}

/* --- JPEG and WebP --- */

static bool near(int a, int b, int by)
{
	return abs(a - b) <= by;
}

static void test_jpeg(Arena *arena)
{
	enum { SIDE = 160 };
	uint8_t *rgb = arena_alloc(arena, SIDE * SIDE * 3);
	for (int i = 0; i < SIDE * SIDE; i++) {
		rgb[i * 3] = (uint8_t)(i % SIDE);
		rgb[i * 3 + 1] = (uint8_t)(i / SIDE);
		rgb[i * 3 + 2] = 90;
	}
	Str jpeg = picture_encode_jpeg(arena, SIDE, SIDE, 3, rgb, 95);
	Taken taken = {0};
	CHECK(decode(arena, jpeg, &taken) && taken.rows.channels == 3 && taken.in_order);
	const uint8_t *at = (const uint8_t *)taken.pixels.ptr + (SIDE * 80 + 40) * 3;
	CHECK(near(at[0], 40, 4) && near(at[1], 80, 4) && near(at[2], 90, 4));
	Taken half = {.rows = {.least_width = 70, .least_height = 70}};
	CHECK(decode(arena, jpeg, &half));
	CHECK(half.rows.stored_width == 80 && half.rows.stored_height == 80);
	CHECK(half.pixels.len == (size_t)80 * 80 * 3);
	at = (const uint8_t *)half.pixels.ptr + (80 * 40 + 20) * 3;
	CHECK(near(at[0], 40, 4) && near(at[1], 80, 4));
	Taken grey = {0};
	CHECK(decode(arena, picture_encode_jpeg(arena, 50, 30, 1, rgb, 90), &grey));
	CHECK(grey.rows.channels == 1 && grey.pixels.len == 1500);
	Taken none = {0};
	CHECK(!decode(arena, str_slice(jpeg, 0, 100), &none));
	test_broken(arena, jpeg, 37);
}

static void test_cmyk(Arena *arena)
{
	const uint8_t ink[4] = {255, 0, 255, 255}; /* inverted: magenta alone */
	Taken taken = {0};
	CHECK(decode(arena, make_cmyk_jpeg(arena, 16, ink), &taken) && taken.rows.channels == 3);
	const uint8_t *at = (const uint8_t *)taken.pixels.ptr;
	CHECK(near(at[0], 255, 3) && near(at[1], 0, 3) && near(at[2], 255, 3));
}

static void test_webp(Arena *arena)
{
	uint8_t *rgba = make_rows(arena, 64 * 4, 48, 5);
	Taken taken = {0};
	for (size_t i = 3; i < (size_t)64 * 48 * 4; i += 4)
		rgba[i] = (uint8_t)(rgba[i] | 1); /* colours under alpha 0 are lost */
	Str webp = make_webp(arena, 64, 48, rgba);
	CHECK(decode(arena, webp, &taken) && taken.rows.channels == 4);
	CHECK(taken.pixels.len == 64 * 48 * 4 &&
	      memcmp(taken.pixels.ptr, rgba, taken.pixels.len) == 0);
	Taken small = {.rows = {.least_width = 20, .least_height = 16}};
	CHECK(decode(arena, webp, &small));
	CHECK(small.rows.stored_width == 22 && small.rows.stored_height == 16);
	CHECK(small.pixels.len == 22 * 16 * 4);
	test_broken(arena, webp, 29);
}

static void test_gif(Arena *arena)
{
	uint8_t indices[64];
	for (int i = 0; i < 64; i++)
		indices[i] = (uint8_t)i;
	for (int interlaced = 0; interlaced < 2; interlaced++) {
		Taken taken = {0};
		CHECK(decode(arena, make_gif(arena, 8, interlaced == 1, -1, indices), &taken));
		CHECK(taken.rows.channels == 3 && taken.pixels.len == 192);
		for (int i = 0; i < 64; i++)
			CHECK((uint8_t)taken.pixels.ptr[i * 3 + 1] == 2 * i);
	}
	Taken part = {0};
	CHECK(decode(arena, make_gif(arena, 4, false, 5, indices), &part));
	CHECK(part.rows.channels == 4 && part.pixels.len == 256);
	const uint8_t *at = (const uint8_t *)part.pixels.ptr;
	CHECK(at[3] == 0);		       /* beside the frame */
	CHECK(at[(4 * 8 + 4) * 4 + 3] == 255); /* its first pixel */
	CHECK(at[(5 * 8 + 5) * 4 + 3] == 0);   /* the one not painted */
	CHECK(at[(5 * 8 + 6) * 4] == 6 && at[(5 * 8 + 6) * 4 + 3] == 255);
	test_broken(arena, make_gif(arena, 8, true, 9, indices), 1);
}

static void test_avif(Arena *arena)
{
	uint8_t rgba[32 * 16 * 4];
	for (size_t i = 0; i < sizeof rgba; i++)
		rgba[i] = i % 4 == 3 ? (i / 4 % 32 < 16 ? 255 : 0) : i % 4 == 0 ? 200 : 40;
	Str avif = make_avif(arena, 32, 16, rgba, 0);
	Taken taken = {0};
	CHECK(decode(arena, avif, &taken) && taken.rows.channels == 4);
	CHECK(taken.pixels.len == sizeof rgba);
	const uint8_t *at = (const uint8_t *)taken.pixels.ptr;
	CHECK(near(at[0], 200, 6) && near(at[1], 40, 6) && near(at[3], 255, 6));
	CHECK(near(at[31 * 4 + 3], 0, 6));
	PictureInfo info;
	const char *reason = "";
	CHECK(picture_probe(make_avif(arena, 32, 16, rgba, 1), &info, &reason));
	CHECK(info.width == 16 && info.height == 32 && info.orientation == 8);
	test_broken(arena, avif, 41);
}

static bool is_too_large(Str bytes)
{
	PictureInfo info;
	const char *reason = "";
	return !picture_probe(bytes, &info, &reason) && strstr(reason, "too large") != NULL;
}

/* Headers that promise more pixels than anyone could hold, in front of nothing. */
static void test_bombs(Arena *arena)
{
	CHECK(is_too_large(
		S("\x89PNG\r\n\x1A\n\0\0\0\x0DIHDR\0\0\xF0\0\0\0\xF0\0\x08\2\0\0\0....")));
	CHECK(is_too_large(S("\x89PNG\r\n\x1A\n\0\0\0\x0DIHDR\x7F\0\0\0\0\0\0\1\x08\2\0\0\0....")));
	CHECK(is_too_large(S("GIF89a\xFF\xFF\xFF\xFF\0\0\0")));
	CHECK(is_too_large(S("\xFF\xD8\xFF\xC0\0\x0B\x08\xF0\0\xF0\0\1\1\x11\0\xFF\xD9")));
	/* within the bound for rows, beyond the one for what must be whole */
	PictureInfo info;
	const char *reason = "";
	Str interlaced = S("\x89PNG\r\n\x1A\n\0\0\0\x0DIHDR\0\0\x40\0\0\0\x40\0\x08\2\0\0\1....");
	PictureRows rows = {0};
	CHECK(picture_probe(interlaced, &info, &reason));
	CHECK(!picture_decode(arena, interlaced, &info, &rows, NULL, NULL, &reason) &&
	      reason[0] != '\0');
}

/* --- averaging --- */

/* The mean by its definition, with every source pixel cut into height x width units. */
static double mean_of(const uint8_t *rows, const PictureScale *s, uint32_t x, uint32_t y,
		      int channel)
{
	double sum = 0, area = 0;
	for (uint32_t v = 0; v < s->from_height; v++) {
		for (uint32_t u = 0; u < s->from_width; u++) {
			double left = u * (double)s->width, right = left + s->width;
			double top = v * (double)s->height, bottom = top + s->height;
			double l = x * (double)s->from_width, r = l + s->from_width;
			double t = y * (double)s->from_height, b = t + s->from_height;
			double w = (right < r ? right : r) - (left > l ? left : l);
			double h = (bottom < b ? bottom : b) - (top > t ? top : t);
			if (w <= 0 || h <= 0)
				continue;
			sum += w * h *
			       rows[(v * s->from_width + u) * (uint32_t)s->channels +
				    (uint32_t)channel];
			area += w * h;
		}
	}
	return sum / area;
}

static void check_scale(Arena *arena, uint32_t fw, uint32_t fh, uint32_t w, uint32_t h,
			int channels)
{
	size_t row_bytes = (size_t)fw * (size_t)channels;
	uint8_t *rows = make_rows(arena, row_bytes, fh, fw * 31 + fh);
	PictureScale s;
	picture_scale_begin(arena, &s, fw, fh, w, h, channels);
	for (uint32_t y = 0; y < fh; y++)
		picture_scale_row(&s, rows + y * row_bytes);
	CHECK(s.target_y == s.height);
	bool right = true;
	for (uint32_t y = 0; y < s.height; y++) {
		for (uint32_t x = 0; x < s.width; x++) {
			for (int k = 0; k < channels; k++) {
				double got = s.pixels[(y * s.width + x) * (uint32_t)channels +
						      (uint32_t)k];
				double off = got - mean_of(rows, &s, x, y, k);
				right &= off <= 0.501 && off >= -0.501;
			}
		}
	}
	CHECK(right);
}

static void test_scale(Arena *arena)
{
	check_scale(arena, 30, 20, 7, 3, 3);
	check_scale(arena, 31, 17, 30, 16, 1);
	check_scale(arena, 20, 20, 20, 5, 3);
	check_scale(arena, 20, 20, 5, 20, 1);
	check_scale(arena, 8, 600, 4, 1, 3); /* more rows than 16 bits hold */
	check_scale(arena, 13, 9, 13, 9, 3);
	check_scale(arena, 5, 5, 50, 50, 3);
	/* red that cannot be seen does not colour what can */
	const uint8_t pair[8] = {255, 0, 0, 0, 0, 0, 200, 255};
	PictureScale s;
	picture_scale_begin(arena, &s, 2, 1, 1, 1, 4);
	picture_scale_row(&s, pair);
	CHECK(s.pixels[0] == 0 && s.pixels[2] >= 199 && s.pixels[2] <= 201 && s.pixels[3] == 128);
}

int main(void)
{
	Arena *arena = arena_new(NULL);
	test_png_plain(arena);
	test_png_large(arena);
	test_png_forms(arena);
	test_png_broken(arena);
	test_png_promises(arena);
	test_jpeg(arena);
	test_cmyk(arena);
	test_webp(arena);
	test_gif(arena);
	test_avif(arena);
	test_bombs(arena);
	test_scale(arena);
	CHECK(str_starts(picture_versions(arena), S("libpng 1.")));
	CHECK(str_contains(picture_versions(arena), S(", giflib 5.")));
	arena_free(arena);
	return check_report();
}
