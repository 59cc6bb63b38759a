#include "typeset/spacing.h"

/* 、 。 ， ． stand in the middle of their square in Taiwan and Hong Kong. */
static bool is_centred(const Segment *segment, uint32_t rune)
{
	bool stop = rune == 0x3001 || rune == 0x3002 || rune == 0xFF0C || rune == 0xFF0E;
	return stop && (str_contains_nocase(segment->lang, S("-Hant")) ||
			str_contains_nocase(segment->lang, S("-TW")) ||
			str_contains_nocase(segment->lang, S("-HK")) ||
			str_contains_nocase(segment->lang, S("-MO")));
}

static Side bracket_side(uint32_t rune)
{
	static const uint16_t open[] = {0x2018, 0x201C, 0x3008, 0x300A, 0x300C, 0x300E,
					0x3010, 0x3014, 0x3016, 0x3018, 0x301A, 0x301D,
					0xFF08, 0xFF3B, 0xFF5B, 0xFF5F};
	static const uint16_t close[] = {0x2019, 0x201D, 0x3001, 0x3002, 0x3009, 0x300B, 0x300D,
					 0x300F, 0x3011, 0x3015, 0x3017, 0x3019, 0x301B, 0x301F,
					 0xFF09, 0xFF0C, 0xFF0E, 0xFF3D, 0xFF5D, 0xFF60};
	for (size_t i = 0; i < sizeof open / sizeof *open; i++)
		if (rune == open[i])
			return SIDE_OPEN;
	for (size_t i = 0; i < sizeof close / sizeof *close; i++)
		if (rune == close[i])
			return SIDE_CLOSE;
	return SIDE_CJK;
}

Side spacing_side(const Segment *segment, uint32_t rune, Len advance)
{
	if (segment->kind != SEGMENT_TEXT)
		return SIDE_OTHER;
	if (!segment->cjk)
		return rune < 0x80 ? (char_is_alnum((char)rune) ? SIDE_LATIN : SIDE_OTHER)
		       : unicode_is_alphanumeric(rune) ? SIDE_LATIN
						       : SIDE_OTHER;
	if (segment->script == UNICODE_HANGUL)
		return SIDE_HANGUL;
	Side side = bracket_side(rune);
	if (side != SIDE_CJK && (advance < segment->size / 9 * 4 || is_centred(segment, rune)))
		return SIDE_OTHER;
	/* 〇 々 ー and the like are CJK; full-width ！？ … stand by themselves */
	if (side == SIDE_CJK && !unicode_is_alphanumeric(rune))
		return SIDE_OTHER;
	return side;
}

void spacing_halve(FaceGlyph *g, Side side, Len em)
{
	if (g->advance < em / 10 * 9)
		return;
	Len half = g->advance / 2;
	if (side == SIDE_OPEN)
		g->dx -= g->advance - half;
	g->advance = half;
}

Item spacing_gap(Side last, Len last_em, Side next, Len next_em, bool ragged)
{
	Item gap = {.kind = ITEM_GLUE};
	Len em = last == SIDE_CJK || last == SIDE_CLOSE ? last_em : next_em;
	bool both = (last == SIDE_CJK || last == SIDE_OPEN || last == SIDE_CLOSE) &&
		    (next == SIDE_CJK || next == SIDE_OPEN || next == SIDE_CLOSE);
	if ((last == SIDE_CLOSE && next != SIDE_CLOSE) ||
	    (next == SIDE_OPEN && last != SIDE_OPEN && last != SIDE_NONE)) {
		gap.width = em / 2;
		gap.shrink = em / 4;
	} else if ((last == SIDE_LATIN && next == SIDE_CJK) ||
		   (last == SIDE_CJK && next == SIDE_LATIN)) {
		gap.width = em / 4;
		gap.stretch = gap.shrink = em / 8;
	}
	if (both)
		gap.stretch = em / 20;
	if (ragged)
		gap.stretch = gap.shrink = 0;
	return gap;
}
