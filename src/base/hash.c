#include "base/hash.h"

#include <string.h>

#define PRIME_1 UINT64_C(0x9E3779B185EBCA87)
#define PRIME_2 UINT64_C(0xC2B2AE3D27D4EB4F)
#define PRIME_3 UINT64_C(0x165667B19E3779F9)
#define PRIME_4 UINT64_C(0x85EBCA77C2B2AE63)
#define PRIME_5 UINT64_C(0x27D4EB2F165667C5)

static uint64_t rotate(uint64_t value, int bits)
{
	return value << bits | value >> (64 - bits);
}

/* Little endian on every machine; compilers make one load of it. */
static uint64_t read_u32(const unsigned char *at)
{
	return (uint64_t)at[0] | (uint64_t)at[1] << 8 | (uint64_t)at[2] << 16 |
	       (uint64_t)at[3] << 24;
}

static uint64_t read_u64(const unsigned char *at)
{
	return read_u32(at) | read_u32(at + 4) << 32;
}

static uint64_t round_lane(uint64_t lane, uint64_t input)
{
	return rotate(lane + input * PRIME_2, 31) * PRIME_1;
}

static uint64_t merge_lane(uint64_t hash, uint64_t lane)
{
	return (hash ^ round_lane(0, lane)) * PRIME_1 + PRIME_4;
}

/* Four lanes take eight bytes each in turn; what remains is left to the caller. */
static uint64_t hash_stripes(const unsigned char **at, const unsigned char *end, uint64_t seed)
{
	uint64_t a = seed + PRIME_1 + PRIME_2, b = seed + PRIME_2, c = seed, d = seed - PRIME_1;
	for (; end - *at >= 32; *at += 32) {
		a = round_lane(a, read_u64(*at));
		b = round_lane(b, read_u64(*at + 8));
		c = round_lane(c, read_u64(*at + 16));
		d = round_lane(d, read_u64(*at + 24));
	}
	uint64_t hash = rotate(a, 1) + rotate(b, 7) + rotate(c, 12) + rotate(d, 18);
	return merge_lane(merge_lane(merge_lane(merge_lane(hash, a), b), c), d);
}

static uint64_t hash_tail(uint64_t hash, const unsigned char *at, const unsigned char *end)
{
	for (; end - at >= 8; at += 8)
		hash = rotate(hash ^ round_lane(0, read_u64(at)), 27) * PRIME_1 + PRIME_4;
	if (end - at >= 4) {
		hash = rotate(hash ^ read_u32(at) * PRIME_1, 23) * PRIME_2 + PRIME_3;
		at += 4;
	}
	for (; at < end; at++)
		hash = rotate(hash ^ *at * PRIME_5, 11) * PRIME_1;
	hash = (hash ^ hash >> 33) * PRIME_2;
	hash = (hash ^ hash >> 29) * PRIME_3;
	return hash ^ hash >> 32;
}

uint64_t hash_bytes(Str bytes, uint64_t seed)
{
	static const unsigned char none[1];
	const unsigned char *at = bytes.len > 0 ? (const unsigned char *)bytes.ptr : none;
	const unsigned char *end = at + bytes.len;
	uint64_t hash = bytes.len >= 32 ? hash_stripes(&at, end, seed) : seed + PRIME_5;
	return hash_tail(hash + bytes.len, at, end);
}
