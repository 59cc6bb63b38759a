/*
 * The PNG that cameras, plotting programs and screens make: 8 bits a channel, not interlaced, no
 * palette.
 *
 * Such a picture may have a hundred million bytes of pixels for a thumbnail on paper. So the stream
 * is inflated piece by piece and row filters are undone with vectors (PNG specification, 9): the
 * pixels are never all in memory. CRCs of the compressed chunks are checked; the Adler-32 of the
 * pixels, which would say the same again, is not.
 */
#include "front/picture_codec.h"

#include <string.h>
#include <zlib.h>
#ifdef __SSE2__
#include <emmintrin.h>
#endif

/* What inflate fills at a time: large enough that its 32 KiB window is seldom copied, small enough
 * for the cache. */
enum { PIECE = 256 * 1024 };

typedef struct {
	PictureJob *job;
	z_stream zlib;
	size_t at;	/* of the next chunk in the file */
	uint8_t *piece; /* inflated bytes not yet made into rows */
	size_t filled, size;
	size_t row_bytes; /* without the filter byte */
	int pixel;	  /* bytes */
	uint8_t *row, *above;
	uint32_t y;
	uint8_t header[2]; /* of the zlib stream */
	int header_bytes;
} Plain;

bool picture_png_is_plain(const PictureInfo *info)
{
	bool own_alpha = info->channels == 2 || info->channels == 4;
	return info->depth == 8 && !info->palette && !info->interlaced &&
	       (own_alpha || !info->alpha);
}

static bool fail(Plain *p, const char *reason)
{
	p->job->reason = reason;
	return false;
}

/* --- row filters --- */

static void undo_sub(uint8_t *row, const uint8_t *in, size_t n, size_t pixel)
{
	memcpy(row, in, pixel);
	for (size_t i = pixel; i < n; i++)
		row[i] = (uint8_t)(in[i] + row[i - pixel]);
}

static void undo_up(uint8_t *restrict row, const uint8_t *restrict in,
		    const uint8_t *restrict above, size_t n)
{
	for (size_t i = 0; i < n; i++)
		row[i] = (uint8_t)(in[i] + above[i]);
}

static void undo_average(uint8_t *row, const uint8_t *in, const uint8_t *above, size_t n,
			 size_t pixel)
{
	for (size_t i = 0; i < pixel; i++)
		row[i] = (uint8_t)(in[i] + above[i] / 2);
	for (size_t i = pixel; i < n; i++)
		row[i] = (uint8_t)(in[i] + (row[i - pixel] + above[i]) / 2);
}

static int distance(int a, int b)
{
	return a < b ? b - a : a - b;
}

static uint8_t paeth(int left, int up, int corner)
{
	int guess = left + up - corner;
	int a = distance(guess, left), b = distance(guess, up), c = distance(guess, corner);
	if (a <= b && a <= c)
		return (uint8_t)left;
	return (uint8_t)(b <= c ? up : corner);
}

static void undo_paeth(uint8_t *row, const uint8_t *in, const uint8_t *above, size_t n,
		       size_t pixel)
{
	for (size_t i = 0; i < pixel; i++)
		row[i] = (uint8_t)(in[i] + above[i]);
	for (size_t i = pixel; i < n; i++)
		row[i] = (uint8_t)(in[i] + paeth(row[i - pixel], above[i], above[i - pixel]));
}

#ifdef __SSE2__

/* A pixel of 3 or 4 bytes in the low lanes; `pixel` is a constant wherever these are inlined. */
static inline __m128i load_pixel(const uint8_t *at, size_t pixel)
{
	int32_t bytes = 0;
	memcpy(&bytes, at, pixel);
	return _mm_cvtsi32_si128(bytes);
}

static inline void store_pixel(uint8_t *at, __m128i value, size_t pixel)
{
	int32_t bytes = _mm_cvtsi128_si32(value);
	memcpy(at, &bytes, pixel);
}

static inline void sub_pixels(uint8_t *row, const uint8_t *in, size_t n, size_t pixel)
{
	__m128i left = _mm_setzero_si128();
	for (size_t i = 0; i < n; i += pixel) {
		left = _mm_add_epi8(left, load_pixel(in + i, pixel));
		store_pixel(row + i, left, pixel);
	}
}

static inline __m128i select_lanes(__m128i mask, __m128i yes, __m128i no)
{
	return _mm_or_si128(_mm_and_si128(mask, yes), _mm_andnot_si128(mask, no));
}

static inline __m128i absolute(__m128i v)
{
	return _mm_max_epi16(v, _mm_sub_epi16(_mm_setzero_si128(), v));
}

/* All channels of a pixel at once in 16-bit lanes; the pixels of a row depend on each other. */
static inline void paeth_pixels(uint8_t *row, const uint8_t *in, const uint8_t *above, size_t n,
				size_t pixel)
{
	const __m128i zero = _mm_setzero_si128();
	__m128i left = zero, corner = zero;
	for (size_t i = 0; i < n; i += pixel) {
		__m128i up = _mm_unpacklo_epi8(load_pixel(above + i, pixel), zero);
		__m128i add = _mm_unpacklo_epi8(load_pixel(in + i, pixel), zero);
		__m128i a = _mm_sub_epi16(up, corner), b = _mm_sub_epi16(left, corner);
		__m128i c = absolute(_mm_add_epi16(a, b));
		a = absolute(a);
		b = absolute(b);
		__m128i least = _mm_min_epi16(c, _mm_min_epi16(a, b));
		__m128i guess = select_lanes(_mm_cmpeq_epi16(least, b), up, corner);
		guess = select_lanes(_mm_cmpeq_epi16(least, a), left, guess);
		left = _mm_add_epi8(guess, add);
		store_pixel(row + i, _mm_packus_epi16(left, left), pixel);
		corner = up;
	}
}

static void undo_sub_fast(uint8_t *row, const uint8_t *in, size_t n, size_t pixel)
{
	if (pixel == 4)
		sub_pixels(row, in, n, 4);
	else if (pixel == 3)
		sub_pixels(row, in, n, 3);
	else
		undo_sub(row, in, n, pixel);
}

static void undo_paeth_fast(uint8_t *row, const uint8_t *in, const uint8_t *above, size_t n,
			    size_t pixel)
{
	if (pixel == 4)
		paeth_pixels(row, in, above, n, 4);
	else if (pixel == 3)
		paeth_pixels(row, in, above, n, 3);
	else
		undo_paeth(row, in, above, n, pixel);
}

#else
#define undo_sub_fast undo_sub
#define undo_paeth_fast undo_paeth
#endif

static bool undo_filter(Plain *p, const uint8_t *in)
{
	size_t n = p->row_bytes, pixel = (size_t)p->pixel;
	switch (in[0]) {
	case 0: memcpy(p->row, in + 1, n); return true;
	case 1: undo_sub_fast(p->row, in + 1, n, pixel); return true;
	case 2: undo_up(p->row, in + 1, p->above, n); return true;
	case 3: undo_average(p->row, in + 1, p->above, n, pixel); return true;
	case 4: undo_paeth_fast(p->row, in + 1, p->above, n, pixel); return true;
	default: return fail(p, "the PNG has a row filter that does not exist");
	}
}

/* --- rows out of the stream --- */

/* Makes rows of what is inflated, and moves the rest to the front. */
static bool take_rows(Plain *p)
{
	size_t at = 0, step = p->row_bytes + 1;
	for (; p->filled - at >= step && p->y < p->job->rows->stored_height; at += step) {
		if (!undo_filter(p, p->piece + at))
			return false;
		if (!p->job->take(p->job->context, p->y, p->row))
			return fail(p, "decoding was stopped");
		uint8_t *row = p->row;
		p->row = p->above;
		p->above = row;
		p->y++;
	}
	if (p->y == p->job->rows->stored_height)
		at = p->filled; /* what follows belongs to no row */
	memmove(p->piece, p->piece + at, p->filled - at);
	p->filled -= at;
	return true;
}

/*
 * Takes the zlib header (RFC 1950) off *data, byte by byte as it may be spread over chunks. Behind
 * it the stream is inflated raw, which leaves the Adler-32 unread.
 */
static bool skip_zlib_header(Plain *p, Str *data)
{
	while (p->header_bytes < 2 && data->len > 0) {
		p->header[p->header_bytes++] = (uint8_t)data->ptr[0];
		*data = str_from_offset(*data, 1);
	}
	unsigned method = p->header[0], flags = p->header[1];
	if (p->header_bytes < 2 || ((method & 15) == 8 && method >> 4 <= 7 &&
				    (method << 8 | flags) % 31 == 0 && (flags & 32) == 0))
		return true;
	return fail(p, "the PNG is not compressed as it should be");
}

static bool inflate_chunk(Plain *p, Str data)
{
	if (!skip_zlib_header(p, &data))
		return false;
	p->zlib.next_in = (z_const Bytef *)(uintptr_t)data.ptr;
	p->zlib.avail_in = (uInt)data.len;
	while (p->y < p->job->rows->stored_height) {
		p->zlib.next_out = p->piece + p->filled;
		p->zlib.avail_out = (uInt)(p->size - p->filled);
		int result = inflate(&p->zlib, Z_NO_FLUSH);
		p->filled = p->size - p->zlib.avail_out;
		if (result != Z_OK && result != Z_STREAM_END && result != Z_BUF_ERROR)
			return fail(p, "the PNG's data is damaged");
		if (!take_rows(p))
			return false;
		if (result != Z_OK || (p->zlib.avail_in == 0 && p->zlib.avail_out > 0))
			return true;
	}
	return true;
}

/* --- chunks --- */

static uint32_t big_endian(const char *at)
{
	const unsigned char *b = (const unsigned char *)at;
	return (uint32_t)b[0] << 24 | (uint32_t)b[1] << 16 | (uint32_t)b[2] << 8 | b[3];
}

typedef struct {
	Str type, data;
} Chunk;

/* The chunk at p->at; false at the end of the file or of what makes sense. */
static bool next_chunk(Plain *p, Chunk *chunk)
{
	Str b = p->job->bytes;
	if (b.len - p->at < 12)
		return fail(p, "the PNG is cut off");
	size_t size = big_endian(b.ptr + p->at);
	if (size > b.len - p->at - 12)
		return fail(p, "the PNG is cut off");
	chunk->type = str_slice(b, p->at + 4, p->at + 8);
	chunk->data = str_slice(b, p->at + 8, p->at + 8 + size);
	bool critical = (chunk->type.ptr[0] & 32) == 0; /* others are not read */
	if (critical && crc32(0, (const Bytef *)chunk->type.ptr, (uInt)size + 4) !=
				big_endian(chunk->data.ptr + size))
		return fail(p, "a checksum of the PNG is wrong");
	p->at += size + 12;
	return true;
}

static bool read_chunks(Plain *p)
{
	Chunk chunk;
	while (p->y < p->job->rows->stored_height) {
		if (!next_chunk(p, &chunk))
			return false;
		if (str_eq(chunk.type, S("IEND")))
			return fail(p, "the PNG has too few rows");
		if (!str_eq(chunk.type, S("IDAT")))
			continue;
		if (!inflate_chunk(p, chunk.data))
			return false;
	}
	return true;
}

bool picture_png_plain_decode(PictureJob *job)
{
	Plain p = {.job = job, .at = 8, .pixel = job->info->channels};
	job->rows->channels = job->info->channels;
	p.row_bytes = (size_t)job->rows->stored_width * (size_t)p.pixel;
	p.size = PIECE + p.row_bytes;
	p.piece = arena_alloc(job->scratch, p.size);
	p.row = arena_alloc(job->scratch, p.row_bytes);
	p.above = arena_alloc(job->scratch, p.row_bytes);
	if (inflateInit2(&p.zlib, -15) != Z_OK)
		arena_give_up(job->scratch);
	bool ok = read_chunks(&p);
	inflateEnd(&p.zlib);
	return ok;
}
