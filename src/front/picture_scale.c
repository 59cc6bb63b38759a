/*
 * A source row counts `height` units, a target row `from_height`: so both grids meet at whole
 * numbers and weights are exact. Most source rows lie inside one target row; those are only added
 * up, in 16 bits, which compilers turn into vectors; the weight is applied to their sum. A row on a
 * border is split. Horizontally the same is done once for each target row.
 */
#include "front/picture_scale.h"

#include <string.h>
#ifdef __SSE2__
#include <emmintrin.h>
#endif

/* 257 rows of 255 fit 16 bits. */
enum { WHOLE_ROWS = 257 };

void picture_scale_begin(Arena *arena, PictureScale *scale, uint32_t from_width,
			 uint32_t from_height, uint32_t width, uint32_t height, int channels)
{
	*scale = (PictureScale){.from_width = from_width, .from_height = from_height};
	scale->width = width < from_width ? width : from_width;
	scale->height = height < from_height ? height : from_height;
	scale->channels = channels;
	size_t samples = (size_t)from_width * (size_t)channels;
	scale->whole = ARENA_ARRAY(arena, uint16_t, samples);
	scale->sums = ARENA_ARRAY(arena, uint32_t, samples);
	scale->weighted = arena_alloc(arena, samples);
	scale->pixels =
		arena_alloc_array(arena, (size_t)scale->width * (size_t)channels, scale->height);
}

static size_t samples_of(const PictureScale *scale)
{
	return (size_t)scale->from_width * (size_t)scale->channels;
}

/* --- sums --- */

static void add_whole(uint16_t *restrict sums, const uint8_t *restrict row, size_t n)
{
	size_t i = 0;
#ifdef __SSE2__
	const __m128i zero = _mm_setzero_si128();
	for (; i + 16 <= n; i += 16) {
		__m128i bytes = _mm_loadu_si128((const __m128i *)(const void *)(row + i));
		__m128i *low = (__m128i *)(void *)(sums + i), *high = low + 1;
		_mm_storeu_si128(
			low, _mm_add_epi16(_mm_loadu_si128(low), _mm_unpacklo_epi8(bytes, zero)));
		_mm_storeu_si128(
			high, _mm_add_epi16(_mm_loadu_si128(high), _mm_unpackhi_epi8(bytes, zero)));
	}
#endif
	for (; i < n; i++)
		sums[i] = (uint16_t)(sums[i] + row[i]);
}

static void add_weighted(uint32_t *restrict sums, const uint8_t *restrict row, size_t n,
			 uint32_t weight)
{
	for (size_t i = 0; i < n; i++)
		sums[i] += row[i] * weight;
}

static void flush_whole(PictureScale *scale)
{
	if (scale->whole_rows == 0)
		return;
	size_t n = samples_of(scale);
	for (size_t i = 0; i < n; i++)
		scale->sums[i] += scale->whole[i] * scale->height;
	memset(scale->whole, 0, n * sizeof *scale->whole);
	scale->whole_rows = 0;
}

/* --- alpha --- */

static bool is_opaque(const uint8_t *row, size_t n, size_t channels)
{
	uint8_t all = 255;
	for (size_t i = channels - 1; i < n; i += channels)
		all &= row[i];
	return all == 255;
}

/* Colours times alpha, so that what cannot be seen does not count. */
static const uint8_t *weigh_row(PictureScale *scale, const uint8_t *row)
{
	size_t n = samples_of(scale), channels = (size_t)scale->channels;
	if (channels % 2 != 0 || is_opaque(row, n, channels))
		return row;
	for (size_t i = 0; i < n; i += channels) {
		unsigned alpha = row[i + channels - 1];
		for (size_t k = 0; k + 1 < channels; k++)
			scale->weighted[i + k] = (uint8_t)((row[i + k] * alpha + 127) / 255);
		scale->weighted[i + channels - 1] = (uint8_t)alpha;
	}
	return scale->weighted;
}

static void unweigh_pixel(uint8_t *pixel, int channels)
{
	unsigned alpha = pixel[channels - 1];
	for (int k = 0; k + 1 < channels && alpha > 0 && alpha < 255; k++) {
		unsigned value = (pixel[k] * 255U + alpha / 2) / alpha;
		pixel[k] = (uint8_t)(value < 255 ? value : 255);
	}
}

/* --- target rows --- */

/*
 * Target pixel x covers units [x * from_width, (x + 1) * from_width); source pixel i covers
 * [i * width, (i + 1) * width).
 */
static void mean_of_span(const PictureScale *scale, uint64_t from, uint64_t to, uint8_t *pixel)
{
	uint64_t sums[4] = {0}, width = scale->width;
	size_t channels = (size_t)scale->channels;
	for (uint64_t i = from / width; i * width < to; i++) {
		uint64_t left = i * width, right = left + width;
		uint64_t weight = (right < to ? right : to) - (left > from ? left : from);
		const uint32_t *source = scale->sums + i * channels;
		for (size_t k = 0; k < channels; k++)
			sums[k] += source[k] * weight;
	}
	uint64_t whole = (uint64_t)scale->from_width * scale->from_height;
	for (size_t k = 0; k < channels; k++)
		pixel[k] = (uint8_t)((sums[k] + whole / 2) / whole);
}

static void finish_row(PictureScale *scale)
{
	flush_whole(scale);
	size_t channels = (size_t)scale->channels;
	uint8_t *row = scale->pixels + (size_t)scale->target_y * scale->width * channels;
	for (uint64_t x = 0; x < scale->width; x++, row += channels) {
		mean_of_span(scale, x * scale->from_width, (x + 1) * scale->from_width, row);
		if (channels % 2 == 0)
			unweigh_pixel(row, scale->channels);
	}
	memset(scale->sums, 0, samples_of(scale) * sizeof *scale->sums);
	scale->target_y++;
}

void picture_scale_row(PictureScale *scale, const uint8_t *row)
{
	if (scale->y >= scale->from_height)
		return;
	size_t n = samples_of(scale);
	uint64_t top = (uint64_t)scale->y * scale->height, bottom = top + scale->height;
	uint64_t border = ((uint64_t)scale->target_y + 1) * scale->from_height;
	scale->y++;
	if (scale->width == scale->from_width && scale->height == scale->from_height) {
		memcpy(scale->pixels + (size_t)scale->target_y++ * n, row, n);
		return;
	}
	row = weigh_row(scale, row);
	if (bottom <= border) {
		add_whole(scale->whole, row, n);
		if (++scale->whole_rows == WHOLE_ROWS)
			flush_whole(scale);
	} else {
		add_weighted(scale->sums, row, n, (uint32_t)(border - top));
	}
	if (bottom < border)
		return;
	finish_row(scale);
	if (bottom > border)
		add_weighted(scale->sums, row, n, (uint32_t)(bottom - border));
}
