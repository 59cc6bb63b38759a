#include "typeset/words.h"

#include "base/utf8.h"

#include <string.h>

bool words_is_blank(uint32_t rune)
{
	return rune == ' ' || rune == '\t' || rune == 0xA0;
}

uint32_t words_rune_before(const Setting *s, size_t at)
{
	return at == 0 ? 0 : utf8_prev(s->para->text, &at);
}

static bool is_apostrophe(uint32_t rune)
{
	return rune == '\'' || rune == 0x2019;
}

/* The end of the letters from `at`; counts those that are capitals. */
static size_t letters_end(Str text, size_t at, size_t to, size_t *capitals)
{
	size_t end = at;
	for (uint32_t rune; at < to && unicode_is_letter(rune = utf8_next(text, &at)); end = at)
		*capitals += unicode_lower(rune) != rune;
	return end;
}

Str words_divisible(const Setting *s, uint32_t from, uint32_t to)
{
	Str text = s->para->text, longest = {0};
	size_t at = from, start = from, capitals = 0;
	if ((from > 0 && !words_is_blank(words_rune_before(s, from))) ||
	    (to < text.len && !words_is_blank((unsigned char)text.ptr[to])))
		return (Str){0};
	while (at < to && (start = at, !unicode_is_alphanumeric(utf8_next(text, &at))))
		continue;
	for (size_t end = start;; start = at) {
		at = end = letters_end(text, start, to, &capitals);
		if (end - start > longest.len)
			longest = str_slice(text, start, end);
		if (end == start || end >= to || !is_apostrophe(utf8_next(text, &at))) {
			at = end;
			break;
		}
	}
	while (at < to) {
		uint32_t rune = utf8_next(text, &at);
		if (rune == 0xAD || unicode_is_alphanumeric(rune))
			return (Str){0};
	}
	return capitals > 1 ? (Str){0} : longest;
}

bool words_soft_hyphens(Str word, uint8_t marks[])
{
	bool found = false;
	memset(marks, 0, word.len);
	for (size_t i = 0; i + 2 < word.len; i++) {
		if (word.ptr[i] != '\xC2' || word.ptr[i + 1] != '\xAD')
			continue;
		marks[i + 2] = 1;
		found = true;
	}
	return found;
}
