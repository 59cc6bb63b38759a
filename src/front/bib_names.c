/*
 * Names by BibTeX's rules: "First von Last", "von Last, First", "von Last, Jr, First". The von part
 * is told by its small letters. Forgiven: a comma at the end, a fourth part, and authors set apart
 * by commas alone when each has two words or more.
 */
#include "base/buf.h"
#include "base/utf8.h"
#include "base/vec.h"
#include "front/bib.h"
#include "front/bib_latex.h"

#include <string.h>

typedef VEC(Str) Words;

/* Bytes of the command that `s` starts with: a backslash and letters or one other character. */
static size_t command_length(Str s)
{
	size_t n = 1;
	while (n < s.len && char_is_alpha(s.ptr[n]))
		n++;
	return n > 1 || s.len < 2 ? n : 2;
}

/* Commands that are letters themselves. */
static int case_of_command(Str name)
{
	const Str small[] = {S("ae"), S("oe"), S("aa"), S("o"), S("l"), S("ss"), S("i"), S("j")};
	const Str capital[] = {S("AE"), S("OE"), S("AA"), S("O"), S("L")};
	for (size_t i = 0; i < sizeof small / sizeof *small; i++)
		if (str_eq(name, small[i]))
			return -1;
	for (size_t i = 0; i < sizeof capital / sizeof *capital; i++)
		if (str_eq(name, capital[i]))
			return 1;
	return 0;
}

/*
 * The case of a word is that of its first letter outside braces; a group that starts with a
 * command, {\"o}, is a letter too.
 */
static int case_of_word(Str word)
{
	size_t depth = 0;
	bool special = false; /* in a group that starts with a command */
	for (size_t at = 0; at < word.len;) {
		char c = word.ptr[at];
		if (c == '{') {
			special = depth++ == 0 && at + 1 < word.len && word.ptr[at + 1] == '\\';
			at++;
		} else if (c == '}') {
			depth -= depth > 0;
			at++;
		} else if (c == '\\' && special) {
			size_t n = command_length(str_from_offset(word, at));
			int found = case_of_command(str_slice(word, at + 1, at + n));
			if (found != 0)
				return found;
			at += n;
		} else {
			int found = bib_case_of(utf8_next(word, &at));
			if (found != 0 && (depth == 0 || special))
				return found;
		}
	}
	return 0;
}

static bool is_small(Str word)
{
	return case_of_word(word) < 0;
}

/* Words set apart by white space and ties outside braces. */
static Words split_words(Arena *arena, Str s)
{
	Words words = {0};
	size_t depth = 0, start = STR_NONE;
	for (size_t at = 0; at <= s.len; at++) {
		char c = at < s.len ? s.ptr[at] : ' ';
		bool tie = c == '~' && (at == 0 || s.ptr[at - 1] != '\\');
		bool gap = at == s.len || (depth == 0 && (char_is_space(c) || tie));
		if (!gap && start == STR_NONE)
			start = at;
		if (gap && start != STR_NONE) {
			VEC_PUSH(arena, &words, str_slice(s, start, at));
			start = STR_NONE;
		}
		if (c == '{')
			depth++;
		else if (c == '}' && depth > 0)
			depth--;
	}
	return words;
}

/* Words [from, to) as text. */
static Str join(Arena *arena, const Words *words, size_t from, size_t to)
{
	Buf out = buf_in(arena);
	for (size_t i = from; i < to; i++) {
		if (i > from)
			buf_add_char(&out, ' ');
		buf_add(&out, words->ptr[i]);
	}
	return str_trim(bib_latex_to_text(arena, buf_str(&out)));
}

/* Parts of `s` at commas outside braces. */
static Words split_commas(Arena *arena, Str s)
{
	Words parts = {0};
	size_t depth = 0, start = 0;
	for (size_t at = 0; at <= s.len; at++) {
		char c = at < s.len ? s.ptr[at] : ',';
		if (c == ',' && (depth == 0 || at == s.len)) {
			VEC_PUSH(arena, &parts, str_trim(str_slice(s, start, at)));
			start = at + 1;
		}
		if (c == '{')
			depth++;
		else if (c == '}' && depth > 0)
			depth--;
	}
	return parts;
}

/* Index behind the last small word of [from, to - 1), or `from`. */
static size_t von_end(const Words *words, size_t from, size_t to)
{
	for (size_t i = to > from ? to - 1 : from; i > from; i--)
		if (is_small(words->ptr[i - 1]))
			return i;
	return from;
}

/* "Jr.", "III": never a first name, wherever BibTeX would put it. */
static bool is_suffix(Str s)
{
	const Str suffixes[] = {S("Jr."), S("Jr"), S("Sr."), S("Sr"), S("II"), S("III"), S("IV")};
	for (size_t i = 0; i < sizeof suffixes / sizeof *suffixes; i++)
		if (str_eq(s, suffixes[i]))
			return true;
	return false;
}

/* Han, Kana, Hangul: the family name comes first. */
static bool starts_asian(Str word)
{
	size_t at = 0;
	uint32_t rune = word.len > 0 ? utf8_next(word, &at) : 0;
	return (rune >= 0x2E80 && rune <= 0x9FFF) || (rune >= 0xAC00 && rune <= 0xD7AF) ||
	       (rune >= 0xF900 && rune <= 0xFAFF) || (rune >= 0x20000 && rune <= 0x3FFFF);
}

/*
 * Family name first, as in Chinese, Japanese and Korean; only what is a von part may stand before
 * it. False when it is no such name.
 */
static bool split_asian(Arena *arena, const Words *words, BibName *name)
{
	size_t at = 0;
	bool von = false;
	while (at < words->len &&
	       (!starts_asian(words->ptr[at]) || (is_small(words->ptr[at]) && at + 1 < words->len)))
		von = is_small(words->ptr[at++]) || von;
	if (at == words->len || (at > 0 && !von))
		return false;
	name->von = join(arena, words, 0, at);
	name->last = join(arena, words, at, at + 1);
	name->first = join(arena, words, at + 1, words->len);
	return true;
}

/* First von Last */
static void split_display(Arena *arena, Str s, BibName *name)
{
	Words words = split_words(arena, s);
	size_t first = 0, last;
	if (split_asian(arena, &words, name))
		return;
	if (words.len > 2 && is_suffix(words.ptr[words.len - 1]))
		name->jr = words.ptr[--words.len];
	while (first + 1 < words.len && !is_small(words.ptr[first]))
		first++;
	last = von_end(&words, first, words.len);
	if (last == first)
		last = words.len > 0 ? words.len - 1 : 0;
	name->first = join(arena, &words, 0, first < last ? first : last);
	name->von = join(arena, &words, first < last ? first : last, last);
	name->last = join(arena, &words, last, words.len);
}

/* von Last */
static void split_last(Arena *arena, Str s, BibName *name)
{
	Words words = split_words(arena, s);
	size_t von = von_end(&words, 0, words.len);
	name->von = join(arena, &words, 0, von);
	name->last = join(arena, &words, von, words.len);
}

/* Whether all of it stands in one pair of braces. */
static bool is_braced(Str s)
{
	size_t depth = 0;
	for (size_t at = 0; at < s.len; at++) {
		depth += s.ptr[at] == '{';
		depth -= s.ptr[at] == '}' && depth > 0;
		if (depth == 0)
			return at > 0 && at + 1 == s.len;
	}
	return false;
}

/* {\"O}zge is no company, and neither is {\"O}. */
static bool is_corporate(Str s)
{
	return is_braced(s) && s.len > 2 && s.ptr[1] != '\\';
}

/* Names with one comma or more. */
static BibName split_sorted(Arena *arena, const Words *parts)
{
	BibName name = {0};
	Words first = {0};
	size_t jr = parts->len > 2 ? 1 : 0;
	if (parts->len == 3 && is_suffix(parts->ptr[2]) && !is_suffix(parts->ptr[1]))
		jr = 2;
	split_last(arena, parts->ptr[0], &name);
	for (size_t i = 1; i < parts->len; i++) {
		Words words = i == jr ? (Words){0} : split_words(arena, parts->ptr[i]);
		for (size_t k = 0; k < words.len; k++)
			VEC_PUSH(arena, &first, words.ptr[k]);
	}
	if (jr == 0 && first.len > 1 && is_suffix(first.ptr[first.len - 1]))
		name.jr = first.ptr[--first.len];
	name.first = join(arena, &first, 0, first.len);
	if (jr > 0)
		name.jr = str_trim(bib_latex_to_text(arena, parts->ptr[jr]));
	return name;
}

static BibName split_name(Arena *arena, Str s)
{
	BibName name = {0};
	Words parts = split_commas(arena, s);
	while (parts.len > 1 && parts.ptr[parts.len - 1].len == 0)
		parts.len--;
	if (is_corporate(s)) {
		name.corporate = true;
		name.last = str_trim(bib_latex_to_text(arena, s));
	} else if (parts.len == 2 && is_suffix(parts.ptr[1])) {
		split_display(arena, parts.ptr[0], &name);
		name.jr = parts.ptr[1];
	} else if (parts.len > 1) {
		name = split_sorted(arena, &parts);
	} else {
		split_display(arena, parts.len > 0 ? parts.ptr[0] : s, &name);
	}
	return name;
}

/* Whether the word "and" stands at `at`, set apart by white space. */
static bool is_and(Str s, size_t at)
{
	return at > 0 && char_is_space(s.ptr[at - 1]) &&
	       str_starts_nocase(str_from_offset(s, at), S("and")) &&
	       (at + 3 == s.len || char_is_space(s.ptr[at + 3]));
}

static Words split_and(Arena *arena, Str s)
{
	Words names = {0};
	size_t depth = 0, start = 0;
	for (size_t at = 0; at <= s.len; at++) {
		bool end = at == s.len;
		if (end || (depth == 0 && is_and(s, at))) {
			Str name = str_trim(str_slice(s, start, at));
			if (name.len > 0)
				VEC_PUSH(arena, &names, name);
			start = at + 3;
		}
		if (!end && s.ptr[at] == '{')
			depth++;
		else if (!end && s.ptr[at] == '}' && depth > 0)
			depth--;
	}
	return names;
}

/* Parts at one of `signs` outside braces. */
static Words split_at(Arena *arena, Str s, const char *signs)
{
	Words parts = {0};
	size_t depth = 0, start = 0;
	for (size_t at = 0; at <= s.len; at++) {
		char c = at < s.len ? s.ptr[at] : signs[0];
		bool cut = at == s.len || (depth == 0 && strchr(signs, c) != NULL && c != 0 &&
					   (c != '&' || (at > 0 && char_is_space(s.ptr[at - 1]))));
		if (cut) {
			Str part = str_trim(str_slice(s, start, at));
			if (part.len > 0)
				VEC_PUSH(arena, &parts, part);
			start = at + 1;
		}
		depth += c == '{';
		depth -= c == '}' && depth > 0;
	}
	return parts;
}

/*
 * Lists by commas, which BibTeX does not know but people write: "Ana Bo, Cy Dee, Ed Foe" are as
 * many names when each has two words or more (*step 1); "Bo, Ana, Dee, Cy" are pairs (*step 2).
 * Else *step is 0. `more`: other names stand in the field, so that two of several words may be a
 * list too.
 */
static void find_list(Arena *arena, const Words *parts, bool more, size_t *step)
{
	bool long_parts = true;
	*step = 0;
	for (size_t i = 0; i < parts->len; i++)
		long_parts = long_parts && split_words(arena, parts->ptr[i]).len > 1;
	if (long_parts && (parts->len > 2 || (more && parts->len == 2)))
		*step = 1;
	else if (parts->len > 3 && parts->len % 2 == 0)
		*step = 2;
}

/* The names in a piece of the field between "and", semicolons and ampersands. */
static void add_names(Arena *arena, Words *names, Str piece, bool more)
{
	Words parts = split_commas(arena, piece);
	bool open = parts.len > 1 && parts.ptr[parts.len - 1].len == 0; /* "A, B, and C" */
	while (parts.len > 1 && parts.ptr[parts.len - 1].len == 0)
		parts.len--;
	size_t step;
	find_list(arena, &parts, more && open, &step);
	if (step == 0)
		VEC_PUSH(arena, names, piece);
	for (size_t i = 0; step > 0 && i + step <= parts.len; i += step)
		VEC_PUSH(arena, names,
			 step == 1 ? parts.ptr[i]
				   : str_concat3(arena, parts.ptr[i], S(", "), parts.ptr[i + 1]));
}

void bib_split_names(Arena *arena, Str field, BibName **names, size_t *count)
{
	VEC(BibName) out = {0};
	Words parts = split_and(arena, str_trim(field)), all = {0};
	for (size_t i = 0; i < parts.len; i++) {
		Words pieces = split_at(arena, parts.ptr[i], ";&");
		for (size_t k = 0; k < pieces.len; k++)
			add_names(arena, &all, pieces.ptr[k], parts.len > 1 || pieces.len > 1);
	}
	for (size_t i = 0; i < all.len; i++) {
		bool others = i > 0 && (str_eq_nocase(all.ptr[i], S("others")) ||
					str_eq_nocase(all.ptr[i], S("et al.")) ||
					str_eq_nocase(all.ptr[i], S("et al")));
		VEC_PUSH(arena, &out,
			 others ? (BibName){.others = true} : split_name(arena, all.ptr[i]));
	}
	*names = out.ptr;
	*count = out.len;
}
