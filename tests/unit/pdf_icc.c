/* pdf_icc: the profile of the output intent, part by part (ICC.1:2001-04). */
#include "write/pdf_icc.h"
#include "check.h"

#include <math.h>
#include <stdlib.h>

static uint32_t number(Str bytes, size_t at, int count)
{
	uint32_t value = 0;
	for (int i = 0; i < count; i++)
		value = value << 8 | (unsigned char)bytes.ptr[at + (size_t)i];
	return value;
}

/* IEC 61966-2-1, 5.2 */
static double light(double shade)
{
	return shade <= 0.04045 ? shade / 12.92 : pow((shade + 0.055) / 1.055, 2.4);
}

static void check_curve(Str bytes, size_t at, size_t size)
{
	uint32_t points = number(bytes, at + 8, 4);
	CHECK(str_starts(str_from_offset(bytes, at), S("curv")) && size == 12 + 2 * points);
	for (uint32_t i = 0; i < points; i++)
		CHECK(number(bytes, at + 12 + 2 * i, 2) ==
		      (uint32_t)lround(65535 * light(i / (points - 1.0))));
}

int main(void)
{
	Arena *arena = arena_new(NULL);
	Str bytes = pdf_icc_srgb(arena);
	CHECK(number(bytes, 0, 4) == bytes.len && bytes.len < 700);
	CHECK(str_eq(str_slice(bytes, 12, 24), S("mntrRGB XYZ ")));
	CHECK(str_eq(str_slice(bytes, 36, 40), S("acsp")));
	uint32_t count = number(bytes, 128, 4), sums[3] = {0}, curves = 0;
	CHECK(count == 9);
	for (uint32_t i = 0; i < count; i++) {
		size_t entry = 132 + 12 * i;
		uint32_t at = number(bytes, entry + 4, 4), size = number(bytes, entry + 8, 4);
		Str name = str_slice(bytes, entry, entry + 4);
		CHECK(at % 4 == 0 && at >= 132 + 12 * count && at + size <= bytes.len);
		if (str_ends(name, S("TRC"))) {
			check_curve(bytes, at, size);
			curves++;
		}
		for (uint32_t k = 0; k < 3 && str_ends(name, S("XYZ")); k++)
			sums[k] += number(bytes, at + 8 + 4 * k, 4);
	}
	/* the primaries add up to white, which is D50 */
	CHECK(curves == 3);
	CHECK(abs((int)sums[0] - 0xF6D6) < 16 && abs((int)sums[1] - 0x10000) < 16);
	CHECK(abs((int)sums[2] - 0xD32D) < 16);
	arena_free(arena);
	return check_report();
}
