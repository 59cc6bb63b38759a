/*
 * Header, table of tags, and their data (ICC.1:2001-04, 6.1 to 6.5). The three channels share one
 * curve, of which readers take straight pieces: with 49 points no shade of 8 bits is off by more
 * than a fifth of its distance to the next. The profiles of packages have 1,024 points a channel.
 */
#include "write/pdf_icc.h"

enum { HEADER = 128, TAGS = 9, ENTRY = 12, POINTS = 49 };

/* Round 65535 times the linear light of i / 48 (IEC 61966-2-1, 5.2). */
static const uint16_t curve[POINTS] = {
	0,     106,   212,   338,   500,   700,	  940,	 1223,	1550,  1923,  2344,  2813,  3334,
	3907,  4534,  5215,  5953,  6749,  7603,  8517,	 9493,	10530, 11631, 12797, 14027, 15324,
	16689, 18122, 19624, 21196, 22840, 24555, 26344, 28206, 30143, 32155, 34243, 36409, 38652,
	40975, 43376, 45858, 48420, 51064, 53791, 56601, 59494, 62472, 65535,
};

/* White and primaries, adapted to D50, in 1/65536. */
static const uint32_t colours[4][3] = {
	{0xF6D6, 0x10000, 0xD32D},
	{0x6FA2, 0x38F5, 0x0390},
	{0x6299, 0xB785, 0x18DA},
	{0x24A0, 0x0F84, 0xB6CF},
};

static void put_number(Buf *out, uint32_t value, int bytes)
{
	while (bytes-- > 0)
		buf_add_char(out, (char)(value >> 8 * bytes));
}

static void put_zeros(Buf *out, size_t until)
{
	while (out->len < until)
		buf_add_char(out, 0);
}

static void put_xyz(Buf *out, const uint32_t xyz[3])
{
	for (int i = 0; i < 3; i++)
		put_number(out, xyz[i], 4);
}

/* The data of all tags, behind the table; where each one begins goes into it. */
static void put_data(Buf *out, Buf *table)
{
	static const char names[TAGS][5] = {"desc", "cprt", "wtpt", "rXYZ", "gXYZ",
					    "bXYZ", "rTRC", "gTRC", "bTRC"};
	size_t start = HEADER + 4 + TAGS * ENTRY;
	for (int i = 0; i < TAGS; i++) {
		size_t at = out->len;
		if (i == 0) { /* a name as ASCII; none as Unicode and for the Macintosh */
			buf_add_bytes(out, "desc\0\0\0\0\0\0\0\5sRGB", 17);
			put_zeros(out, at + 17 + 8 + 3 + 67);
		} else if (i == 1) {
			buf_add_bytes(out, "text\0\0\0\0No copyright", 21);
		} else if (i < 6) {
			buf_add_bytes(out, "XYZ \0\0\0\0", 8);
			put_xyz(out, colours[i - 2]);
		} else if (i == 6) {
			buf_add_bytes(out, "curv\0\0\0\0", 8);
			put_number(out, POINTS, 4);
			for (int k = 0; k < POINTS; k++)
				put_number(out, curve[k], 2);
		} else {
			at -= (12 + 2 * POINTS + 3) / 4 * 4; /* the one before, again */
		}
		size_t size = i < 6 ? out->len - at : 12 + 2 * POINTS;
		buf_add_bytes(table, names[i], 4);
		put_number(table, (uint32_t)(start + at), 4);
		put_number(table, (uint32_t)size, 4);
		put_zeros(out, (out->len + 3) / 4 * 4);
	}
}

Str pdf_icc_srgb(Arena *arena)
{
	Buf out = buf_in(arena), table = buf_in(arena), data = buf_in(arena);
	put_data(&data, &table);
	put_number(&out, (uint32_t)(HEADER + 4 + table.len + data.len), 4);
	put_number(&out, 0, 4);
	put_number(&out, 0x02100000, 4);
	buf_add_cstr(&out, "mntrRGB XYZ ");
	put_number(&out, 2026, 2); /* when the profile was made: month, day, and midnight */
	put_number(&out, 1, 2);
	put_number(&out, 1, 2);
	put_zeros(&out, 36);
	buf_add_cstr(&out, "acsp");
	put_zeros(&out, 68);
	put_xyz(&out, colours[0]);
	put_zeros(&out, HEADER);
	put_number(&out, TAGS, 4);
	buf_add(&out, buf_str(&table));
	buf_add(&out, buf_str(&data));
	return buf_str(&out);
}
