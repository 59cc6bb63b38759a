#include "typeset/unicode.h"

#include "base/utf8.h"
#include "typeset/para.h"

#include <string.h>
#include <unicode/ubrk.h>
#include <unicode/uchar.h>
#include <unicode/unorm2.h>
#include <unicode/uscript.h>
#include <unicode/ustring.h>
#include <unicode/utext.h>
#include <unicode/uversion.h>

enum { LB_STRICT, LB_NORMAL, LB_LOOSE, LB_COUNT };

struct Unicode {
	/* NULL until they are needed; lines: for all languages, for Chinese and Japanese */
	UBreakIterator *lines[2][LB_COUNT], *graphemes;
};

Unicode *unicode_new(Arena *arena)
{
	return ARENA_NEW(arena, Unicode);
}

void unicode_free(Unicode *unicode)
{
	if (unicode == NULL)
		return;
	for (size_t i = 0; i < LB_COUNT; i++) {
		ubrk_close(unicode->lines[0][i]);
		ubrk_close(unicode->lines[1][i]);
	}
	ubrk_close(unicode->graphemes);
	*unicode = (Unicode){0};
}

uint32_t unicode_script(uint32_t rune)
{
	UErrorCode error = U_ZERO_ERROR;
	const char *name = uscript_getShortName(uscript_getScript((UChar32)rune, &error));
	return name == NULL ? UNICODE_COMMON : UNICODE_SCRIPT(name[0], name[1], name[2], name[3]);
}

uint32_t unicode_script_used(uint32_t rune)
{
	UErrorCode error = U_ZERO_ERROR;
	UScriptCode scripts[64]; /* no character has half as many */
	uint32_t script = unicode_script(rune);
	if (script != UNICODE_COMMON && script != UNICODE_INHERITED)
		return script;
	int32_t count = uscript_getScriptExtensions((UChar32)rune, scripts, 64, &error);
	const char *name = U_SUCCESS(error) && count > 0 ? uscript_getShortName(scripts[0]) : NULL;
	return name == NULL ? script : UNICODE_SCRIPT(name[0], name[1], name[2], name[3]);
}

bool unicode_is_ignorable(uint32_t rune)
{
	return u_hasBinaryProperty((UChar32)rune, UCHAR_DEFAULT_IGNORABLE_CODE_POINT);
}

bool unicode_is_space(uint32_t rune)
{
	return u_charType((UChar32)rune) == U_SPACE_SEPARATOR;
}

bool unicode_is_letter(uint32_t rune)
{
	return (U_GET_GC_MASK((UChar32)rune) & (U_GC_L_MASK | U_GC_M_MASK)) != 0;
}

bool unicode_is_alphanumeric(uint32_t rune)
{
	return u_isalnum((UChar32)rune);
}

static bool is_emoji(uint32_t rune)
{
	return rune >= 0x231A && u_hasBinaryProperty((UChar32)rune, UCHAR_EMOJI_PRESENTATION);
}

bool unicode_cluster_is_emoji(Str cluster)
{
	size_t at = 0;
	uint32_t first = utf8_next(cluster, &at), second = 0;
	if (at < cluster.len)
		second = utf8_next(cluster, &at);
	if (second == 0xFE0E)
		return false;
	if (second == 0xFE0F)
		return u_hasBinaryProperty((UChar32)first, UCHAR_EMOJI);
	if (second == 0x200D || (second >= 0x1F3FB && second <= 0x1F3FF))
		return u_hasBinaryProperty((UChar32)first, UCHAR_EXTENDED_PICTOGRAPHIC);
	return is_emoji(first);
}

uint32_t unicode_lower(uint32_t rune)
{
	return (uint32_t)u_tolower((UChar32)rune);
}

/* The text as UTF-16; NULL when it is too long for ICU. */
static UChar *to_utf16(Arena *arena, Str s, int32_t *length)
{
	UErrorCode error = U_ZERO_ERROR;
	if (s.len > INT32_MAX / 4)
		return NULL;
	UChar *wide = ARENA_ARRAY(arena, UChar, s.len + 1);
	u_strFromUTF8WithSub(wide, (int32_t)s.len + 1, length, s.ptr, (int32_t)s.len, 0xFFFD, NULL,
			     &error);
	return U_FAILURE(error) ? NULL : wide;
}

Str unicode_normalise(Arena *arena, Str s, bool compose)
{
	UErrorCode error = U_ZERO_ERROR;
	const UNormalizer2 *form =
		compose ? unorm2_getNFCInstance(&error) : unorm2_getNFDInstance(&error);
	int32_t length = 0, out_length, bytes;
	UChar *wide = to_utf16(arena, s, &length);
	if (wide == NULL || U_FAILURE(error))
		return s;
	int32_t cap = length * 4 + 8; /* canonical decomposition makes at most 4 of 1 (UAX #15) */
	UChar *out = ARENA_ARRAY(arena, UChar, (size_t)cap);
	out_length = unorm2_normalize(form, wide, length, out, cap, &error);
	char *utf8 = arena_alloc(arena, (size_t)cap * 3);
	u_strToUTF8(utf8, cap * 3, &bytes, out, out_length, &error);
	return U_FAILURE(error) ? s : (Str){utf8, (size_t)bytes};
}

/* Points the iterator at the text, opening it when it is new; false when ICU has no data. */
static bool start_breaks(UBreakIterator **breaks, UBreakIteratorType type, const char *locale,
			 Str text, UText *utext)
{
	UErrorCode error = U_ZERO_ERROR;
	if (*breaks == NULL)
		*breaks = ubrk_open(type, locale, NULL, 0, &error);
	utext_openUTF8(utext, text.ptr, (int64_t)text.len, &error);
	if (U_SUCCESS(error))
		ubrk_setUText(*breaks, utext, &error);
	return U_SUCCESS(error);
}

void unicode_mark_lines(Unicode *unicode, Str text, Str lang, uint8_t *marks)
{
	static const char *const locales[2][LB_COUNT] = {
		{"en@lb=strict", "en@lb=normal", "en@lb=loose"},
		{"ja@lb=strict", "ja@lb=normal", "ja@lb=loose"}};
	UText utext = UTEXT_INITIALIZER;
	bool cj = str_starts_nocase(lang, S("zh")) || str_starts_nocase(lang, S("ja"));
	size_t lb = str_contains_nocase(lang, S("-lb-loose"))	 ? LB_LOOSE
		    : str_contains_nocase(lang, S("-lb-normal")) ? LB_NORMAL
								 : LB_STRICT;
	UBreakIterator **lines = &unicode->lines[cj][lb];
	memset(marks, 0, text.len + 1);
	if (text.len == 0 || !start_breaks(lines, UBRK_LINE, locales[cj][lb], text, &utext))
		return;
	ubrk_first(*lines);
	for (int32_t at; (at = ubrk_next(*lines)) != UBRK_DONE;)
		marks[at] = ubrk_getRuleStatus(*lines) >= UBRK_LINE_HARD ? 2 : 1;
	utext_close(&utext);
}

void unicode_mark_graphemes(Unicode *unicode, Str text, uint8_t *marks)
{
	UText utext = UTEXT_INITIALIZER;
	memset(marks, 0, text.len + 1);
	if (text.len == 0 || !start_breaks(&unicode->graphemes, UBRK_CHARACTER, "en", text, &utext))
		return;
	ubrk_first(unicode->graphemes);
	for (int32_t at; (at = ubrk_next(unicode->graphemes)) != UBRK_DONE;)
		marks[at] = 1;
	utext_close(&utext);
}

bool unicode_has_rtl(Str text)
{
	for (size_t i = 0; i < text.len;) {
		/* nothing below U+0590 runs to the left; these lead bytes are U+0580 and up */
		if ((unsigned char)text.ptr[i] < 0xD6) {
			i++;
			continue;
		}
		uint32_t rune = utf8_next(text, &i);
		UCharDirection direction = u_charDirection((UChar32)rune);
		if (direction == U_RIGHT_TO_LEFT || direction == U_RIGHT_TO_LEFT_ARABIC ||
		    direction == U_ARABIC_NUMBER || (rune >= 0x202A && rune <= 0x202E) ||
		    (rune >= 0x2066 && rune <= 0x2069) || rune == 0x200F)
			return true;
	}
	return false;
}

bool unicode_steers_direction(uint32_t rune)
{
	switch ((int)u_charDirection((UChar32)rune)) {
	case U_LEFT_TO_RIGHT_EMBEDDING:
	case U_LEFT_TO_RIGHT_OVERRIDE:
	case U_RIGHT_TO_LEFT_EMBEDDING:
	case U_RIGHT_TO_LEFT_OVERRIDE:
	case U_POP_DIRECTIONAL_FORMAT:
	case U_BOUNDARY_NEUTRAL: return true;
	default: return false;
	}
}

Str unicode_version(Arena *arena)
{
	return str_format(arena, "ICU %s", U_ICU_VERSION);
}
