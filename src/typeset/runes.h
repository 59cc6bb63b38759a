/*
 * runes: what the layout must know of characters: which language Han characters are in when nobody
 * says, and which characters are emoji.
 *
 * Pure functions; new text is in the caller's arena. Nothing fails.
 */
#ifndef RECTO_TYPESET_RUNES_H
#define RECTO_TYPESET_RUNES_H

#include "base/str.h"

bool rune_is_hangul(uint32_t rune);

/* How many characters tell in what language Han characters are. */
typedef struct {
	size_t kana, hangul, simplified, traditional;
} RuneClues;

/* Counts those of a text in. */
void clues_add(RuneClues *clues, Str text);

/*
 * The language of a run of CJK characters: kana means Japanese, Hangul Korean; else Japanese when
 * there is kana near it, else Chinese, simplified or traditional by the frequent characters that
 * are only that, of the run or else of the text near it.
 */
Str lang_guess(Str run, const RuneClues *near);

/* The text without emoji and what belongs to them: selectors, joiners, keycaps. */
Str emoji_strip(Arena *arena, Str text);

#endif
