/*
 * runes: what the layout must know of characters: which language Han characters are in when nobody
 * says, and which characters are emoji.
 *
 * Pure functions; new text is in the caller's arena. Nothing fails.
 */
#ifndef RECTO_TYPESET_RUNES_H
#define RECTO_TYPESET_RUNES_H

#include "base/str.h"

bool rune_is_kana(uint32_t rune);
bool rune_is_hangul(uint32_t rune);

/*
 * The language of a run of CJK characters: kana means Japanese, Hangul Korean; else Japanese when
 * there is kana near it, else Chinese, traditional when a frequent character is only that.
 */
Str lang_guess(Str run, bool kana_near);

/* The text without emoji and what belongs to them: selectors, joiners, keycaps. */
Str emoji_strip(Arena *arena, Str text);

#endif
