#include "typeset/cost.h"

#include "base/utf8.h"
#include "typeset/names.h"
#include "typeset/sense.h"
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
	/* in titles: behind "of" and its kin, at hyphens; before "of" or a comma's next word, and
	 * behind a colon, it is a gain */
	COST_LEADS = 800,
	COST_HYPHEN_TITLE = 1200,
	COST_BEFORE = -400,
	COST_ENDS = -1000,
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
	return s->shape->sense ? COST_HYPHEN_TITLE : s->ragged ? COST_HYPHEN_RAGGED : COST_HYPHEN;
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
	if (cost_is_hyphen(rune)) {
		int cost = cost_hyphen(s);
		bool range = cost < COST_HYPHEN_RAGGED && sense_in_range(s->para->text, at);
		return range ? COST_HYPHEN_RAGGED : cost;
	}
	if (at > 0 && ends_range(s, at))
		return s->ragged ? COST_NAME_RAGGED : COST_RANGE;
	if (rune == '/')
		return COST_SLASH;
	if (side >= SIDE_HANGUL && sense_in_aside(s->para->text, at))
		return s->ragged ? COST_NAME_RAGGED : COST_TIE;
	if (side == SIDE_HANGUL)
		return s->ragged ? COST_HYPHEN_RAGGED : COST_HANGUL;
	return rune == 0x200B || side >= SIDE_CJK ? 0 : COST_OTHER;
}

/* At a space of a title. */
static int cost_title(Str text, size_t at, size_t after)
{
	if (sense_ends(text, at))
		return COST_ENDS;
	if (sense_leads(text, at))
		return COST_LEADS;
	size_t end = after;
	while (end < text.len && !char_is_space(text.ptr[end]))
		end++;
	bool before = text.ptr[at - 1] == ',' || sense_leads(text, end);
	return before ? COST_BEFORE : 0;
}

int cost_space(const Setting *s, const Segment *segment, size_t at, size_t after)
{
	bool named = s->names != NULL && s->names[at] != 0;
	bool initial = names_initial(s->para->text, at, after);
	if (initial && (named || segment_style(s, segment)->names))
		return ITEM_INFINITE;
	if (named || initial)
		return s->ragged ? COST_NAME_RAGGED : COST_NAME;
	if (sense_ties(s->para->text, at, after) || sense_in_aside(s->para->text, at))
		return s->ragged ? COST_NAME_RAGGED : COST_TIE;
	if (!s->shape->sense)
		return 0;
	return cost_title(s->para->text, at, after);
}

int cost_cut(const Setting *s, size_t at, ItemsLeave leave)
{
	if (cost_is_address(words_rune_before(s, at)))
		return COST_ADDRESS;
	return leave == ITEMS_CUT ? COST_ANYWHERE : ITEM_INFINITE;
}
