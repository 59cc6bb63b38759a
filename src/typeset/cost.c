#include "typeset/cost.h"

#include "base/utf8.h"
#include "typeset/names.h"
#include "typeset/words.h"

enum {
	COST_HYPHEN = 50, /* hyphenpenalty, exhyphenpenalty */
	COST_HYPHEN_RAGGED = 400,
	COST_SLASH = 100, /* UAX #14 lets an address break here; so does "and/or" */
	COST_RANGE = 100, /* within a range of numbers */
	COST_HANGUL = 50, /* within a Korean word */
	COST_OTHER = 20,
	COST_NAME = 100, /* within a name */
	COST_NAME_RAGGED = 1000,
	COST_ADDRESS = 2000, /* in a word that is too long, behind a mark of an address */
};

bool cost_is_hyphen(uint32_t rune)
{
	return rune == '-' || rune == 0x2010;
}

bool cost_is_address(uint32_t rune)
{
	return rune < 0x80 && rune != 0 &&
	       str_find_char(S("/._-?&=#%,:;+@~|"), (char)rune, 0) != STR_NONE;
}

int cost_hyphen(const Setting *s)
{
	return s->ragged ? COST_HYPHEN_RAGGED : COST_HYPHEN;
}

/* "464–469": an en dash behind a digit. */
static bool ends_range(const Setting *s, size_t at)
{
	uint32_t rune = utf8_prev(s->para->text, &at), digit = words_rune_before(s, at);
	return rune == 0x2013 && digit >= '0' && digit <= '9';
}

int cost_mark(const Setting *s, size_t at, Side side)
{
	uint32_t rune = words_rune_before(s, at);
	if (cost_is_hyphen(rune))
		return cost_hyphen(s);
	if (at > 0 && ends_range(s, at))
		return s->ragged ? COST_HYPHEN_RAGGED : COST_RANGE;
	if (rune == '/')
		return COST_SLASH;
	if (side == SIDE_HANGUL)
		return COST_HANGUL;
	return rune == 0x200B || side >= SIDE_CJK ? 0 : COST_OTHER;
}

int cost_space(const Setting *s, const Segment *segment, size_t at, size_t after)
{
	bool named = s->names != NULL && s->names[at] != 0;
	bool initial = names_initial(s->para->text, at, after);
	if (initial && (named || segment_style(s, segment)->names))
		return ITEM_INFINITE;
	return !named && !initial ? 0 : s->ragged ? COST_NAME_RAGGED : COST_NAME;
}

int cost_cut(const Setting *s, size_t at, ItemsLeave leave)
{
	if (cost_is_address(words_rune_before(s, at)))
		return COST_ADDRESS;
	return leave == ITEMS_CUT ? COST_ANYWHERE : ITEM_INFINITE;
}
