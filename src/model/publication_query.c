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

/* --- conditions --- */

typedef enum {
	QUERY_THERE, /* "doi": the field has something in it */
	QUERY_EQUAL,
	QUERY_OTHER,
	QUERY_FITS,
	QUERY_FITS_NOT,
	QUERY_BEGINS,
	QUERY_LESS,
	QUERY_MOST,
	QUERY_GREATER,
	QUERY_LEAST,
	QUERY_UNKNOWN,
} QueryOp;

static const struct {
	Str sign;
	QueryOp op;
} operators[] = {
	{STR_INIT("="), QUERY_EQUAL},	{STR_INIT("=="), QUERY_EQUAL},
	{STR_INIT("!="), QUERY_OTHER},	{STR_INIT("/="), QUERY_OTHER},
	{STR_INIT("~"), QUERY_FITS},	{STR_INIT("~="), QUERY_FITS},
	{STR_INIT("=~"), QUERY_FITS},	{STR_INIT("!~"), QUERY_FITS_NOT},
	{STR_INIT("^="), QUERY_BEGINS}, {STR_INIT("<"), QUERY_LESS},
	{STR_INIT("<="), QUERY_MOST},	{STR_INIT(">"), QUERY_GREATER},
	{STR_INIT(">="), QUERY_LEAST},
};

typedef struct {
	Str name, wanted;
	QueryOp op;
} Condition;

/* "year>=2003", "author^=Li", "title ~= 'a b'", "doi". */
static Condition read_condition(Str text)
{
	static const char signs[] = "=<>!^~/*|&$";
	Condition out = {.op = QUERY_THERE};
	size_t start = 0, end;
	text = str_trim(text);
	while (start < text.len && strchr(signs, text.ptr[start]) == NULL)
		start++;
	for (end = start; end < text.len && strchr(signs, text.ptr[end]) != NULL;)
		end++;
	/* a pattern may begin with one of the signs: the longest operator that there is */
	Str sign = str_slice(text, start, end);
	if (sign.len > 0)
		out.op = QUERY_UNKNOWN;
	for (size_t i = 0, longest = 0; i < sizeof operators / sizeof *operators; i++)
		if (operators[i].sign.len > longest && str_starts(sign, operators[i].sign)) {
			out.op = operators[i].op;
			longest = operators[i].sign.len;
			end = start + longest;
		}
	bool pattern = out.op == QUERY_FITS || out.op == QUERY_FITS_NOT || out.op == QUERY_BEGINS;
	if (sign.len > 0 && !pattern && end != start + sign.len)
		out.op = QUERY_UNKNOWN; /* "=>" */
	out.name = str_trim(str_slice(text, 0, start));
	out.wanted = str_trim(str_from_offset(text, end));
	char quote = out.wanted.len >= 2 ? out.wanted.ptr[0] : '\0';
	if ((quote == '"' || quote == '\'') && str_ends(out.wanted, str_slice(out.wanted, 0, 1)))
		out.wanted = str_slice(out.wanted, 1, out.wanted.len - 1);
	return out;
}

static bool fits_condition(Arena *arena, const Publication *p, Str text)
{
	Condition c = read_condition(text);
	Str value = query_value(arena, p, c.name);
	bool there = value.len > 0;
	switch (c.op) {
	case QUERY_THERE: return there;
	case QUERY_EQUAL: return str_eq(value, c.wanted);
	case QUERY_OTHER: return !str_eq(value, c.wanted);
	case QUERY_FITS: return fits_pattern(arena, value, c.wanted);
	case QUERY_FITS_NOT: return !fits_pattern(arena, value, c.wanted);
	case QUERY_BEGINS: return fits_pattern(arena, value, str_concat(arena, S("^"), c.wanted));
	case QUERY_LESS: return there && compare_values(value, c.wanted) < 0;
	case QUERY_MOST: return there && compare_values(value, c.wanted) <= 0;
	case QUERY_GREATER: return there && compare_values(value, c.wanted) > 0;
	case QUERY_LEAST: return there && compare_values(value, c.wanted) >= 0;
	case QUERY_UNKNOWN: return false;
	}
	return false;
}

/* The next of conditions joined by &&, commas and ||; false at the end. *last: || or nothing stands
 * behind it. */
static bool next_condition(Str *rest, Str *out, bool *last)
{
	size_t end = 0;
	if (rest->ptr == NULL)
		return false;
	while (end < rest->len && rest->ptr[end] != ',' &&
	       !str_starts(str_from_offset(*rest, end), S("&&")) &&
	       !str_starts(str_from_offset(*rest, end), S("||")))
		end++;
	*out = str_trim(str_slice(*rest, 0, end));
	*last = end == rest->len || rest->ptr[end] == '|';
	if (end == rest->len)
		*rest = (Str){0};
	else
		*rest = str_from_offset(*rest, end + (rest->ptr[end] == ',' ? 1 : 2));
	return true;
}

/* All conditions joined by && or commas hold, or those of another part between ||. */
static bool fits_conditions(Arena *arena, const Publication *p, Str conditions)
{
	bool all = true, last;
	for (Str one; next_condition(&conditions, &one, &last);) {
		all = all && (one.len == 0 || fits_condition(arena, p, one));
		if (last && all)
			return true;
		all = all || last;
	}
	return false;
}

/* --- selectors --- */

typedef struct {
	Str type; /* "*" and the empty one: any */
	Str conditions;
	bool negated, open; /* open: its bracket is not closed */
} Selector;

/* The selector at the next @, or the bracket that the query is; moves behind it. False when there
 * is none. */
static bool next_selector(Str query, size_t *at, Selector *out)
{
	size_t start = *at == 0 && str_starts(query, S("[")) ? 0 : str_find_char(query, '@', *at);
	if (start == STR_NONE || start >= query.len)
		return false;
	*out = (Selector){.conditions = S(""), .negated = start > 0 && query.ptr[start - 1] == '!'};
	start += query.ptr[start] == '@';
	size_t end = start;
	while (end < query.len &&
	       (char_is_alnum(query.ptr[end]) || query.ptr[end] == '*' || query.ptr[end] == '_'))
		end++;
	out->type = str_slice(query, start, end);
	while (end < query.len && query.ptr[end] == ' ')
		end++;
	if (end < query.len && query.ptr[end] == '[') {
		size_t close = str_find_char(query, ']', end);
		out->open = close == STR_NONE;
		out->conditions = str_slice(query, end + 1, close);
		end = out->open ? query.len : close + 1;
	}
	*at = end;
	return true;
}

static bool fits_selector(Arena *arena, const Publication *p, const Selector *s)
{
	bool fits = s->type.len == 0 || str_eq(s->type, S("*")) || str_eq(s->type, S("entry")) ||
		    str_eq_nocase(s->type, p->entry->type);
	return fits != s->negated && fits_conditions(arena, p, s->conditions);
}

static bool is_pattern(Str query)
{
	return query.len > 2 && str_starts(query, S("/")) && str_ends(query, S("/"));
}

bool publication_matches(Arena *arena, const Publication *publication, Str query)
{
	Selector selector;
	size_t at = 0;
	bool any = false;
	query = str_trim(query);
	if (query.len == 0)
		return true;
	if (is_pattern(query))
		return fits_pattern(arena, publication->entry->text,
				    str_slice(query, 1, query.len - 1));
	while (next_selector(query, &at, &selector)) { /* any of several */
		if (fits_selector(arena, publication, &selector))
			return true;
		any = true;
	}
	return !any && str_eq(query, publication->entry->key);
}

Str publication_query_fault(Str query, const char **hint)
{
	Selector selector;
	size_t at = 0;
	bool any = false, last;
	query = str_trim(query);
	if (is_pattern(query))
		return S("");
	*hint = "operators are = != < <= > >= ~ (fits a pattern), !~ and ^= (begins with)";
	for (; next_selector(query, &at, &selector); any = true) {
		Str rest = selector.conditions;
		for (Str one; next_condition(&rest, &one, &last);)
			if (read_condition(one).op == QUERY_UNKNOWN)
				return one;
		if (selector.open) {
			*hint = "a ] is missing";
			return selector.conditions;
		}
	}
	*hint = "conditions stand in brackets: @*[selected=true]";
	return !any && read_condition(query).op != QUERY_THERE ? query : S("");
}
