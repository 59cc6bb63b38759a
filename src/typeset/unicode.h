/*
 * unicode: properties of characters, breaks and directions of text; the adapter to ICU.
 *
 * No other file knows ICU. Text is UTF-8, offsets are bytes. The breakers are opened at their first
 * use and kept by a Unicode, one a document; opening the first costs about 2 ms.
 */
#ifndef RECTO_TYPESET_UNICODE_H
#define RECTO_TYPESET_UNICODE_H

#include "base/str.h"

typedef struct Unicode Unicode;

Unicode *unicode_new(Arena *arena);
/* Gives back what ICU holds. */
void unicode_free(Unicode *unicode);

/* The four letters of ISO 15924, big endian: 'L' << 24 | 'a' << 16 | 't' << 8 | 'n'. */
#define UNICODE_SCRIPT(a, b, c, d)                                                                 \
	((uint32_t)(a) << 24 | (uint32_t)(b) << 16 | (uint32_t)(c) << 8 | (uint32_t)(d))
enum {
	UNICODE_COMMON = UNICODE_SCRIPT('Z', 'y', 'y', 'y'),
	UNICODE_INHERITED = UNICODE_SCRIPT('Z', 'i', 'n', 'h'),
	UNICODE_LATIN = UNICODE_SCRIPT('L', 'a', 't', 'n'),
	UNICODE_HAN = UNICODE_SCRIPT('H', 'a', 'n', 'i'),
	UNICODE_HANGUL = UNICODE_SCRIPT('H', 'a', 'n', 'g'),
	UNICODE_HIRAGANA = UNICODE_SCRIPT('H', 'i', 'r', 'a'),
	UNICODE_KATAKANA = UNICODE_SCRIPT('K', 'a', 'n', 'a'),
	UNICODE_ARABIC = UNICODE_SCRIPT('A', 'r', 'a', 'b'),
};

/* The script of a character (UAX #24). */
uint32_t unicode_script(uint32_t rune);
/* Of a character that several scripts share, one that uses it (Script_Extensions). */
uint32_t unicode_script_used(uint32_t rune);
/* Whether nothing is drawn for it when a face lacks it (Default_Ignorable_Code_Point). */
bool unicode_is_ignorable(uint32_t rune);
/* Zs: a space of any width. */
bool unicode_is_space(uint32_t rune);
/* Letters, and marks on them: what hyphenation takes for a word. */
bool unicode_is_letter(uint32_t rune);
/* Letters and digits. */
bool unicode_is_alphanumeric(uint32_t rune);
/* Whether a grapheme cluster asks for the colour form: by itself (UTS #51, Emoji_Presentation), by
 * U+FE0F, as flag, keycap or sequence. */
bool unicode_cluster_is_emoji(Str cluster);
/* The lower case of one character. */
uint32_t unicode_lower(uint32_t rune);
/* Composed (NFC) or decomposed (NFD). */
Str unicode_normalise(Arena *arena, Str s, bool compose);

/*
 * Line breaks by UAX #14: marks[i] for i in 1 .. len is 0, or 1 allowed, 2 forced before byte i.
 * `lang` is BCP 47: Chinese and Japanese have rules of their own. Breaking is strict unless it says
 * otherwise
 * ("ja-u-lb-loose", "ja-u-lb-normal").
 */
void unicode_mark_lines(Unicode *unicode, Str text, Str lang, uint8_t *marks);
/* Grapheme clusters by UAX #29: marks[i] is 1 where a cluster ends before byte i, the end of text
 * included. */
void unicode_mark_graphemes(Unicode *unicode, Str text, uint8_t *marks);

/* Whether some character runs from right to left, or asks for a direction. */
bool unicode_has_rtl(Str text);
/* The direction of a paragraph; AUTO: that of its first letter (UAX #9, P2). */
typedef enum { UNICODE_LTR, UNICODE_RTL, UNICODE_AUTO } UnicodeDirection;
/*
 * The direction of a paragraph on a page from right to left, UNICODE_LTR or UNICODE_RTL: from left
 * to right when all its letters run so, and in a `foreign` place also when the first one does
 * (UAX #9, P2); else, and without letters ("2020-2023"), that of the page.
 */
UnicodeDirection unicode_base_in_rtl(Arena *arena, Str text, bool foreign);
/* The embedding level of each byte by UAX #9. */
void unicode_levels(Arena *arena, Str text, UnicodeDirection direction, uint8_t *levels);
/* Whether a character only steers direction and takes no place on the line (UAX #9, X9). */
bool unicode_steers_direction(uint32_t rune);
/* The visual order of `count` runs with these levels (UAX #9, L2): order[i] is the run that stands
 * i-th. */
void unicode_order(const uint8_t *levels, size_t count, uint32_t *order);

#endif
