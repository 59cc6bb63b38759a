/*
 * Directions of text by UAX #9: the adapter to FriBidi, which gives every level that Unicode's
 * tests ask for, where ICU's has its own way with brackets under overrides and marks behind
 * brackets.
 */
#include "base/utf8.h"
#include "typeset/unicode.h"

#include <fribidi.h>
#include <string.h>

/* The levels of one paragraph of `count` characters in `runes`; false when memory is out. */
static bool find_levels(Arena *arena, const FriBidiChar *runes, size_t count,
			UnicodeDirection direction, FriBidiLevel *levels)
{
	static const FriBidiParType bases[] = {FRIBIDI_PAR_LTR, FRIBIDI_PAR_RTL, FRIBIDI_PAR_ON};
	FriBidiCharType *types = ARENA_ARRAY(arena, FriBidiCharType, count);
	FriBidiBracketType *brackets = ARENA_ARRAY(arena, FriBidiBracketType, count);
	FriBidiParType base = bases[direction];
	fribidi_get_bidi_types(runes, (FriBidiStrIndex)count, types);
	fribidi_get_bracket_types(runes, (FriBidiStrIndex)count, types, brackets);
	return fribidi_get_par_embedding_levels_ex(types, brackets, (FriBidiStrIndex)count, &base,
						   levels) != 0;
}

/* The same for the bytes [from, to) of a text, which hold at least one character. */
static void level_paragraph(Arena *arena, Str text, size_t from, size_t to,
			    UnicodeDirection direction, uint8_t *levels)
{
	FriBidiChar *runes = ARENA_ARRAY(arena, FriBidiChar, to - from);
	FriBidiLevel *found = ARENA_ARRAY(arena, FriBidiLevel, to - from);
	size_t count = 0;
	for (size_t at = from; at < to;)
		runes[count++] = utf8_next(text, &at);
	if (!find_levels(arena, runes, count, direction, found))
		return;
	count = 0;
	for (size_t at = from; at < to; count++) {
		size_t start = at;
		utf8_next(text, &at);
		memset(levels + start, found[count] > 0 ? found[count] : 0, at - start);
	}
}

void unicode_levels(Arena *arena, Str text, UnicodeDirection direction, uint8_t *levels)
{
	memset(levels, direction == UNICODE_RTL, text.len + 1);
	for (size_t from = 0; from < text.len;) {
		size_t end = str_find_char(text, '\n', from);
		end = end == STR_NONE ? text.len : end + 1;
		level_paragraph(arena, text, from, end, direction, levels);
		from = end;
	}
}

UnicodeDirection unicode_base_in_rtl(Arena *arena, Str text, bool foreign)
{
	FriBidiChar *runes = ARENA_ARRAY(arena, FriBidiChar, text.len + 1);
	FriBidiCharType *types = ARENA_ARRAY(arena, FriBidiCharType, text.len + 1);
	FriBidiStrIndex count = 0;
	for (size_t at = 0; at < text.len;)
		runes[count++] = utf8_next(text, &at);
	fribidi_get_bidi_types(runes, count, types);
	if (fribidi_get_par_direction(types, count) != FRIBIDI_PAR_LTR)
		return UNICODE_RTL;
	for (FriBidiStrIndex i = 0; !foreign && i < count; i++) {
		if (FRIBIDI_IS_LETTER(types[i]) && FRIBIDI_IS_RTL(types[i]))
			return UNICODE_RTL;
	}
	return UNICODE_LTR;
}

void unicode_order(const uint8_t *levels, size_t count, uint32_t *order)
{
	uint8_t highest = 0, lowest_odd = UINT8_MAX;
	for (size_t i = 0; i < count; i++) {
		order[i] = (uint32_t)i;
		if (levels[i] > highest)
			highest = levels[i];
		if (levels[i] % 2 == 1 && levels[i] < lowest_odd)
			lowest_odd = levels[i];
	}
	/* from the highest level down, every stretch at or above the level is turned round */
	for (unsigned level = highest; level >= lowest_odd && level > 0; level--) {
		for (size_t i = 0; i < count;) {
			size_t end = i;
			while (end < count && levels[order[end]] >= level)
				end++;
			for (size_t a = i, b = end; a + 1 < b; a++) {
				uint32_t swap = order[a];
				order[a] = order[--b];
				order[b] = swap;
			}
			i = end > i ? end : i + 1;
		}
	}
}
