/*
 * Style sheets inside pictures: selectors of names, classes, ids and their descendants and
 * children, as drawing programs write them (CSS 2.1, 4 and 5).
 */
#include "base/buf.h"
#include "front/svg_parts.h"

static bool is_name(char c)
{
	return char_is_alnum(c) || c == '-' || c == '_' || (unsigned char)c >= 0x80;
}

/* Without comments; CDATA marks that were escaped twice go too. */
static Str strip_comments(Arena *arena, Str sheet)
{
	Buf out = buf_in(arena);
	for (size_t at = 0; at < sheet.len;) {
		size_t open = str_find(sheet, S("/*"), at);
		buf_add(&out, str_slice(sheet, at, open));
		if (open == STR_NONE)
			break;
		size_t close = str_find(sheet, S("*/"), open + 2);
		at = close == STR_NONE ? sheet.len : close + 2;
		buf_add_char(&out, ' ');
	}
	return buf_str(&out);
}

/* The weight of a selector; -1 when it has what we do not read: attributes, pseudo-classes,
 * siblings. */
static int weigh(Str selector)
{
	int weight = 0;
	for (size_t at = 0; at < selector.len; at++) {
		char c = selector.ptr[at];
		bool starts = at == 0 || !is_name(selector.ptr[at - 1]);
		bool marked =
			at > 0 && (selector.ptr[at - 1] == '.' || selector.ptr[at - 1] == '#');
		if (c == '#')
			weight += 10000;
		else if (c == '.')
			weight += 100;
		else if (is_name(c))
			weight += starts && !marked ? 1 : 0;
		else if (!char_is_space(c) && c != '*' && c != '>')
			return -1;
	}
	return selector.len > 0 ? weight : -1;
}

/* Keeps the rules in order of weight, equal ones as they come. */
static void insert(Arena *arena, SvgRules *rules, SvgRule rule)
{
	if (rules->len >= SVG_RULES)
		return;
	VEC_PUSH(arena, rules, rule);
	size_t at = rules->len - 1;
	for (; at > 0 && rules->ptr[at - 1].specificity > rule.specificity; at--)
		rules->ptr[at] = rules->ptr[at - 1];
	rules->ptr[at] = rule;
}

/* The offset behind the block that starts at `open`. */
static size_t block_end(Str sheet, size_t open)
{
	int depth = 0;
	for (size_t at = open; at < sheet.len; at++) {
		depth += sheet.ptr[at] == '{' ? 1 : sheet.ptr[at] == '}' ? -1 : 0;
		if (depth == 0)
			return at + 1;
	}
	return sheet.len;
}

void svg_css_parse(Arena *arena, Str sheet, SvgRules *out)
{
	sheet = strip_comments(arena, sheet);
	for (size_t at = 0; at < sheet.len;) {
		size_t open = str_find_char(sheet, '{', at),
		       semicolon = str_find_char(sheet, ';', at);
		Str selectors = str_trim(str_slice(sheet, at, open));
		if (str_starts(selectors, S("@")) && semicolon < open) { /* @import, @charset */
			at = semicolon + 1;
			continue;
		}
		if (open == STR_NONE)
			return;
		size_t end = block_end(sheet, open);
		SvgRule rule = {.declarations =
					str_slice(sheet, open + 1, end > open + 1 ? end - 1 : end)};
		at = end;
		if (str_starts(selectors, S("@"))) /* @media, @font-face */
			continue;
		while (str_split(&selectors, ',', &rule.selector)) {
			rule.selector = str_trim(rule.selector);
			rule.specificity = weigh(rule.selector);
			if (rule.specificity >= 0)
				insert(arena, out, rule);
		}
	}
}

static bool has_class(const SvgElement *element, Str name)
{
	return str_has_word(svg_attr(element, S("class")), name);
}

/* "rect.wide#first" */
static bool matches_compound(Str compound, const SvgElement *element)
{
	for (size_t at = 0; at < compound.len;) {
		char mark = compound.ptr[at];
		size_t start = mark == '.' || mark == '#' || mark == '*' ? at + 1 : at, end = start;
		while (end < compound.len && is_name(compound.ptr[end]))
			end++;
		Str name = str_slice(compound, start, end);
		if ((mark == '.' && !has_class(element, name)) ||
		    (mark == '#' && !str_eq(svg_attr(element, S("id")), name)) ||
		    (is_name(mark) && !str_eq(element->name, name)))
			return false;
		at = end > at ? end : at + 1;
	}
	return true;
}

/* Cuts the last compound off; `child`: a ">" stood before it. */
static Str take_last(Str *selector, bool *child)
{
	size_t start = selector->len;
	while (start > 0 && !char_is_space(selector->ptr[start - 1]) &&
	       selector->ptr[start - 1] != '>')
		start--;
	Str last = str_from_offset(*selector, start);
	*selector = str_trim_end(str_slice(*selector, 0, start));
	*child = str_ends(*selector, S(">"));
	if (*child)
		*selector = str_trim_end(str_slice(*selector, 0, selector->len - 1));
	return last;
}

bool svg_css_matches(Str selector, const SvgElement *element)
{
	bool child;
	if (!matches_compound(take_last(&selector, &child), element))
		return false;
	while (selector.len > 0) {
		bool child_above;
		Str compound = take_last(&selector, &child_above);
		element = element->parent;
		while (element != NULL && !matches_compound(compound, element))
			element = child ? NULL : element->parent;
		if (element == NULL)
			return false;
		child = child_above;
	}
	return true;
}

bool svg_css_take(Str *rest, Str *name, Str *value)
{
	Str declaration;
	while (str_split(rest, ';', &declaration)) {
		size_t colon = str_find_char(declaration, ':', 0);
		if (colon == STR_NONE)
			continue;
		*name = str_trim(str_slice(declaration, 0, colon));
		*value = str_trim(str_from_offset(declaration, colon + 1));
		size_t mark = str_find_char(*value, '!', 0);
		*value = str_trim_end(str_slice(*value, 0, mark));
		return true;
	}
	return false;
}
