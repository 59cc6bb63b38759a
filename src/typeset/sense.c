#include "typeset/sense.h"

#include "base/utf8.h"
#include "typeset/unicode.h"

enum { ASIDE_LONGEST = 12 }; /* characters on either side */

static bool is_digit(uint32_t rune)
{
	return rune >= '0' && rune <= '9';
}

/* The word that ends at byte `at`, without opening marks before it. */
static Str word_before(Str text, size_t at)
{
	size_t start = at;
	while (start > 0 && !char_is_space(text.ptr[start - 1]))
		start--;
	while (start < at && str_find_char(S("([\"'"), text.ptr[start], 0) != STR_NONE)
		start++;
	return str_slice(text, start, at);
}

bool sense_ties(Str text, size_t at, size_t after)
{
	static const Str numbered = STR_INIT("p. pp. no. nos. vol. vols. ch. sec. Sec. fig. Fig. "
					     "eq. Eq. No. Vol. Nr. Bd. Ch.");
	static const Str called = STR_INIT("Prof. Dr. Mr. Mrs. Ms. Drs. Ir. Sr. Jr. St.");
	if (after >= text.len || at == 0 || text.ptr[at - 1] != '.')
		return false;
	Str word = word_before(text, at);
	uint32_t next = utf8_next(text, &after);
	if (is_digit(next))
		return str_has_word(numbered, word);
	return unicode_lower(next) != next && str_has_word(called, word);
}

bool sense_leads(Str text, size_t at)
{
	/* of English, German, French, Spanish, Italian, Portuguese */
	static const Str words =
		STR_INIT("a an the of in on at to for from by with and or but as via into than "
			 "der die das des dem den ein eine einer und oder von zu im am für mit "
			 "bei zur zum le la les un une du de et ou en à au aux pour par sur dans "
			 "avec el los las del y o con para il lo gli di e da em os das dos");
	enum { LONGEST = 8 };
	Str word = word_before(text, at);
	char lower[LONGEST];
	if (word.len == 0 || word.len > LONGEST)
		return false;
	for (size_t i = 0; i < word.len; i++)
		lower[i] = char_lower(word.ptr[i]);
	return str_has_word(words, (Str){lower, word.len});
}

bool sense_ends(Str text, size_t at)
{
	uint32_t rune = at == 0 ? 0 : utf8_prev(text, &at);
	bool closes = rune == 0x201D || rune == 0x2019 || rune == '"' || rune == ')';
	if (closes && at > 0)
		rune = utf8_prev(text, &at);
	return rune == ':' || rune == '?' || rune == '!' || rune == 0x2013 || rune == 0x2014;
}

/* Whether what stands before the bracket at byte `at` is not CJK text. */
static bool follows_other(Str text, size_t at)
{
	while (at > 0 && text.ptr[at - 1] == ' ')
		at--;
	return at > 0 && !utf8_is_cjk(utf8_prev(text, &at));
}

/* Whether brackets that open (or close) are reached over CJK characters and spaces alone. */
static bool reaches(Str text, size_t at, bool back)
{
	for (int i = 0; i < ASIDE_LONGEST; i++) {
		if (back ? at == 0 : at >= text.len)
			return false;
		uint32_t rune = back ? utf8_prev(text, &at) : utf8_next(text, &at);
		if (rune == (back ? '(' : ')') || rune == (back ? 0xFF08 : 0xFF09))
			return !back || follows_other(text, at);
		if (rune != ' ' && !utf8_is_cjk(rune))
			return false;
	}
	return false;
}

bool sense_in_aside(Str text, size_t at)
{
	return reaches(text, at, true) && reaches(text, at, false);
}

bool sense_in_range(Str text, size_t at)
{
	(void)utf8_prev(text, &at);
	return at > 0 && is_digit((unsigned char)text.ptr[at - 1]);
}

static bool is_capital(char c)
{
	return c >= 'A' && c <= 'Z';
}

bool sense_is_sign(Str word)
{
	int groups = 0;
	for (size_t i = 0; i < word.len; i++) {
		if (!char_is_digit(word.ptr[i]))
			continue;
		char last = i > 0 ? word.ptr[i - 1] : 0,
		     next = i + 1 < word.len ? word.ptr[i + 1] : 0;
		char far = i > 1 ? word.ptr[i - 2] : 0;
		bool joined = (last == '-' || last == '.' || last == '/') && is_capital(far);
		bool scheme = last == ':' && char_is_alpha(far);
		groups += last == '-' && char_is_digit(far);
		if (is_capital(last) || is_capital(next) || joined || scheme || groups > 2)
			return true;
	}
	return false;
}
