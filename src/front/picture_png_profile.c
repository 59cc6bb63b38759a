/* The iCCP chunk of a PNG (PNG specification, 11.3.3.3), which libpng would read only with all
 * else. */
#include "front/picture_codec.h"

#include <zlib.h>

static uint32_t big_endian(Str b, size_t at)
{
	const unsigned char *p = (const unsigned char *)b.ptr + at;
	return (uint32_t)p[0] << 24 | (uint32_t)p[1] << 16 | (uint32_t)p[2] << 8 | p[3];
}

/* A name, a zero, the method (0), and the deflated profile. */
static Str inflate_profile(Arena *arena, Str data, size_t limit)
{
	size_t zero = str_find_char(data, '\0', 0);
	if (zero == STR_NONE || zero + 2 > data.len)
		return S("");
	Str packed = str_from_offset(data, zero + 2);
	if (packed.len > limit)
		return S("");
	uLongf size = (uLongf)limit;
	char *out = arena_alloc(arena, limit);
	if (uncompress((Bytef *)out, &size, (const Bytef *)packed.ptr, (uLong)packed.len) != Z_OK)
		return S("");
	return (Str){out, size};
}

Str picture_png_profile(Arena *arena, Str file, size_t limit)
{
	for (size_t at = 8; at + 12 <= file.len;) {
		size_t size = big_endian(file, at);
		Str type = str_slice(file, at + 4, at + 8);
		if (size > file.len - at - 12 || str_eq(type, S("IDAT")) || str_eq(type, S("sRGB")))
			break;
		if (str_eq(type, S("iCCP")))
			return inflate_profile(arena, str_slice(file, at + 8, at + 8 + size),
					       limit);
		at += 12 + size;
	}
	return S("");
}
