#include "model/publication.h"

#include <string.h>

/* --- queries --- */

/* The value of a field as queries compare it; "type" and "key" are the entry's own. */
static Str query_value(Arena *arena, const Publication *p, Str name)
{
	if (str_eq(name, S("type")))
		return p->entry->type;
	if (str_eq(name, S("key")))
		return p->entry->key;
	return str_trim(bib_latex_to_text(arena, bib_field(p->entry, str_lower(arena, name))));
}

static int compare_values(Str a, Str b)
{
	double x, y;
	if (str_to_double(a, &x) && str_to_double(b, &y))
		return x < y ? -1 : x > y;
	return str_compare(a, b);
}

/* \bword\b: the word as a whole, the only regular expression that queries are seen to hold. */
static bool has_word(Arena *arena, Str value, Str wanted)
{
	Str word = str_replace(arena, wanted, S("\\b"), S(""));
	for (size_t at = 0; (at = str_find(value, word, at)) != STR_NONE; at++) {
		size_t end = at + word.len;
		bool start = at == 0 || !char_is_alnum(value.ptr[at - 1]);
		if (start && (end == value.len || !char_is_alnum(value.ptr[end])))
			return true;
	}
	return false;
}

/* "year>=2003", "author^=Li", "selected=true", "doi" (it is there). */
static bool fits_condition(Arena *arena, const Publication *p, Str condition)
{
	condition = str_trim(condition);
	size_t n = 0;
	while (n < condition.len && strchr("=<>!^~ ", condition.ptr[n]) == NULL)
		n++;
	Str value = query_value(arena, p, str_slice(condition, 0, n)),
	    op = str_trim_start(str_from_offset(condition, n));
	size_t width = 0;
	while (width < op.len && width < 2 && strchr("=<>!^~", op.ptr[width]) != NULL)
		width++;
	Str wanted = str_trim(str_from_offset(op, width));
	if (wanted.len >= 2 && (wanted.ptr[0] == '"' || wanted.ptr[0] == '\'') &&
	    wanted.ptr[wanted.len - 1] == wanted.ptr[0])
		wanted = str_slice(wanted, 1, wanted.len - 1);
	op.len = width;
	int order = compare_values(value, wanted);
	if (op.len == 0)
		return value.len > 0;
	if (str_eq(op, S("=")) || str_eq(op, S("==")))
		return str_eq(value, wanted);
	if (str_eq(op, S("!=")))
		return !str_eq(value, wanted);
	if (str_eq(op, S("!~")))
		return !str_contains_nocase(value, wanted);
	if (str_contains(wanted, S("\\b")) && op.len == 2 &&
	    (op.ptr[0] == '~' || op.ptr[1] == '~' || op.ptr[0] == '^'))
		return has_word(arena, value, wanted);
	if (str_eq(op, S("^=")) || str_eq(op, S("~=")) || str_eq(op, S("=~")))
		return str_contains_nocase(
			value, str_starts(wanted, S("^")) ? str_from_offset(wanted, 1) : wanted);
	if (str_eq(op, S("<")) || str_eq(op, S("<=")))
		return value.len > 0 && (order < 0 || (order == 0 && op.len == 2));
	return value.len > 0 && (order > 0 || (order == 0 && op.len == 2));
}

/* All conditions joined by && hold, or those of another part between ||. */
static bool fits_conditions(Arena *arena, const Publication *p, Str conditions)
{
	for (;;) {
		size_t bar = str_find(conditions, S("||"), 0);
		bool all = true;
		for (Str part = str_slice(conditions, 0, bar); all;) {
			size_t and = str_find(part, S("&&"), 0);
			Str one = str_slice(part, 0, and);
			all = str_is_blank(one) || fits_condition(arena, p, one);
			if (and == STR_NONE)
				break;
			part = str_from_offset(part, and+2);
		}
		if (all || bar == STR_NONE)
			return all;
		conditions = str_from_offset(conditions, bar + 2);
	}
}

/* One selector "@type[conditions]", "!@type", or a bare "[conditions]". */
static bool fits_selector(Arena *arena, const Publication *p, Str selector)
{
	bool negated = str_starts(selector, S("!"));
	if (negated)
		selector = str_from_offset(selector, 1);
	size_t open = str_find_char(selector, '[', 0), close = str_rfind_char(selector, ']');
	Str type = str_trim(str_slice(selector, 0, open));
	if (type.len > 0 && type.ptr[0] != '@' && type.ptr[0] != '*') /* a key */
		return str_eq(type, p->entry->key) != negated;
	if (str_starts(type, S("@")))
		type = str_from_offset(type, 1);
	bool fits = type.len == 0 || str_eq(type, S("entry")) || str_eq(type, S("*")) ||
		    str_eq_nocase(type, p->entry->type);
	if (fits && open != STR_NONE)
		fits = fits_conditions(
			arena, p,
			str_slice(selector, open + 1, close == STR_NONE ? selector.len : close));
	return fits != negated;
}

bool publication_matches(Arena *arena, const Publication *publication, Str query)
{
	query = str_trim(query);
	if (query.len == 0)
		return true;
	/* several selectors, joined by commas outside of brackets: any of them; negated ones: all
	 */
	bool any = false, positive = false;
	for (size_t from = 0, i = 0, depth = 0; i <= query.len; i++) {
		char c = i < query.len ? query.ptr[i] : ',';
		depth += c == '[';
		depth -= c == ']' && depth > 0;
		if ((c != ',' || depth > 0) && i < query.len)
			continue;
		Str selector = str_trim(str_slice(query, from, i));
		from = i + 1;
		bool fits = selector.len > 0 && fits_selector(arena, publication, selector);
		if (str_starts(selector, S("!")) && !fits)
			return false;
		positive = positive || !str_starts(selector, S("!"));
		any = any || (fits && !str_starts(selector, S("!")));
	}
	return any || !positive;
}
