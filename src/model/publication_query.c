/*
 * Queries of jekyll-scholar, as bibtex-ruby answers them: a key, a regular expression between
 * slashes, or selectors, of which any may fit: "@type[conditions]", "!@type[conditions]".
 * Conditions are joined by && or a comma, and those by ||.
 */
#include "model/publication.h"

#include <regex.h>
#include <string.h>

enum { PATTERN_MAX = 200 }; /* bytes of a regular expression */

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

/* Repeats by count could cost any amount of memory, references back any amount of time. */
static bool is_costly(Str pattern)
{
	for (size_t i = 0; i + 1 < pattern.len; i++)
		if (pattern.ptr[i] == '\\' && char_is_digit(pattern.ptr[i + 1]))
			return true;
	return pattern.len > PATTERN_MAX || str_find_char(pattern, '{', 0) != STR_NONE;
}

/* Whether a part of the text fits a regular expression; one that is none is words. */
static bool fits_pattern(Arena *arena, Str text, Str pattern)
{
	regex_t regex;
	pattern = str_replace(arena, pattern, S("\\d"), S("[0-9]"));
	if (is_costly(pattern) ||
	    regcomp(&regex, str_to_cstr(arena, pattern), REG_EXTENDED | REG_NOSUB) != 0)
		return str_contains(text, pattern);
	bool fits = regexec(&regex, str_to_cstr(arena, text), 0, NULL, 0) == 0;
	regfree(&regex);
	return fits;
}

/* "year>=2003", "author^=Li", "selected=true", "doi" (it is there). */
static bool fits_condition(Arena *arena, const Publication *p, Str condition)
{
	condition = str_trim(condition);
	size_t n = 0;
	while (n < condition.len && strchr("=<>!^~/ ", condition.ptr[n]) == NULL)
		n++;
	Str value = query_value(arena, p, str_slice(condition, 0, n)),
	    op = str_trim_start(str_from_offset(condition, n));
	size_t width = 0;
	while (width < op.len && width < 2 && strchr("=<>!^~/", op.ptr[width]) != NULL)
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
	if (str_eq(op, S("!=")) || str_eq(op, S("/=")))
		return !str_eq(value, wanted);
	if (str_eq(op, S("!~")))
		return !fits_pattern(arena, value, wanted);
	if (str_eq(op, S("^=")))
		return fits_pattern(arena, value, str_concat(arena, S("^"), wanted));
	if (str_eq(op, S("~=")) || str_eq(op, S("=~")) || str_eq(op, S("~")))
		return fits_pattern(arena, value, wanted);
	if (str_eq(op, S("<")) || str_eq(op, S("<=")))
		return value.len > 0 && (order < 0 || (order == 0 && op.len == 2));
	return value.len > 0 && (order > 0 || (order == 0 && op.len == 2));
}

/* All conditions joined by && or commas hold, or those of another part between ||. */
static bool fits_conditions(Arena *arena, const Publication *p, Str conditions)
{
	for (;;) {
		size_t bar = str_find(conditions, S("||"), 0);
		Str rest = str_replace(arena, str_slice(conditions, 0, bar), S("&&"), S(",")), one;
		bool all = true;
		while (all && str_split(&rest, ',', &one))
			all = str_is_blank(one) || fits_condition(arena, p, one);
		if (all || bar == STR_NONE)
			return all;
		conditions = str_from_offset(conditions, bar + 2);
	}
}

/* The selector that starts with the @ (or, without one, the bracket) at *at: type and conditions;
 * moves behind it. */
static bool fits_selector(Arena *arena, const Publication *p, Str query, size_t *at)
{
	bool negated = *at > 0 && query.ptr[*at] == '@' && query.ptr[*at - 1] == '!';
	size_t start = *at + (query.ptr[*at] == '@'), end = start;
	while (end < query.len &&
	       (char_is_alnum(query.ptr[end]) || query.ptr[end] == '*' || query.ptr[end] == '_'))
		end++;
	Str type = str_slice(query, start, end), conditions = S("");
	bool fits = type.len == 0 || str_eq(type, S("*")) || str_eq(type, S("entry")) ||
		    str_eq_nocase(type, p->entry->type);
	while (end < query.len && query.ptr[end] == ' ')
		end++;
	if (end < query.len && query.ptr[end] == '[') {
		size_t close = str_find_char(query, ']', end);
		conditions = str_slice(query, end + 1, close);
		end = close == STR_NONE ? query.len : close + 1;
	}
	*at = end;
	return fits != negated && fits_conditions(arena, p, conditions);
}

bool publication_matches(Arena *arena, const Publication *publication, Str query)
{
	query = str_trim(query);
	if (query.len == 0)
		return true;
	if (query.len > 2 && str_starts(query, S("/")) && str_ends(query, S("/")))
		return fits_pattern(arena, publication->entry->text,
				    str_slice(query, 1, query.len - 1));
	bool bare = query.ptr[0] == '[';
	size_t at = bare ? 0 : str_find_char(query, '@', 0);
	if (at == STR_NONE)
		return str_eq(query, publication->entry->key);
	while (at != STR_NONE && at < query.len) { /* any of several selectors */
		if (fits_selector(arena, publication, query, &at))
			return true;
		at = str_find_char(query, '@', at);
	}
	return false;
}
