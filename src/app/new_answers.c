/* What a person may answer when a new site is made. */
#include "app/new_site.h"

#include "base/utf8.h"

enum { TEXT_LIMIT = 200, TAG_LIMIT = 35 };

const char *new_fault_of_text(Str text)
{
	if (str_is_blank(text))
		return "is empty";
	if (text.len > TEXT_LIMIT)
		return "is longer than 200 bytes";
	if (utf8_find_invalid(text) != STR_NONE)
		return "is not UTF-8";
	for (size_t at = 0; at < text.len;) {
		uint32_t rune = utf8_next(text, &at);
		if (utf8_steers(rune))
			return "has control characters in it";
	}
	return NULL;
}

const char *new_fault_of_email(Str email)
{
	size_t at = str_rfind_char(email, '@');
	const char *fault = new_fault_of_text(email);
	if (fault != NULL)
		return fault;
	if (at == STR_NONE || at == 0 || at + 1 == email.len)
		return "is no address: it has no name@place";
	for (size_t i = 0; i < email.len; i++)
		if (char_is_space(email.ptr[i]) ||
		    str_find_char(S("<>()[]\\,;:\"{}"), email.ptr[i], 0) != STR_NONE)
			return "has a sign that no address has";
	return NULL;
}

const char *new_fault_of_language(Str tag)
{
	static const char fault[] = "is no language tag such as en, zh-Hant or pt-BR";
	size_t count = 0;
	if (tag.len == 0 || tag.len > TAG_LIMIT)
		return fault;
	for (Str rest = tag, part; str_split(&rest, '-', &part); count++) {
		if (part.len < (count == 0 ? 2 : 1) || part.len > (count == 0 ? 3 : 8))
			return fault;
		for (size_t i = 0; i < part.len; i++)
			if (count == 0 ? !char_is_alpha(part.ptr[i]) : !char_is_alnum(part.ptr[i]))
				return fault;
	}
	return NULL;
}

void new_split_languages(Arena *arena, Str text, StrList *out)
{
	Str spaced = str_replace(arena, text, S(","), S(" ")), word;
	*out = (StrList){0};
	while (str_next_word(&spaced, &word)) {
		bool known = false;
		word = str_replace(arena, word, S("_"), S("-"));
		for (size_t i = 0; i < out->len; i++)
			known = known || str_eq_nocase(out->ptr[i], word);
		if (!known)
			VEC_PUSH(arena, out, word);
	}
}
