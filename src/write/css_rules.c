#include "write/css_rules.h"

#include "base/vec.h"

typedef struct {
	Str text;
	size_t first, end; /* of CssRules.sets: any of them will do */
} Selector;

typedef enum {
	ITEM_RULE,  /* selectors and a body */
	ITEM_WHOLE, /* an at-rule that stays */
	ITEM_OPEN,  /* "@media print{" */
	ITEM_CLOSE
} ItemKind;

typedef struct {
	ItemKind kind;
	Str text;	   /* of a rule: its body, with braces */
	size_t first, end; /* of CssRules.selectors */
} Item;

typedef struct {
	Str text;
	CssNameKind kind;
} Name;

enum { SLOTS = 2048 }; /* a power of two, far more than names */

struct CssRules {
	Arena *arena;
	VEC(Item) items;
	VEC(Selector) selectors;
	VEC(CssNames) sets;
	VEC(Name) names;
	int16_t slots[SLOTS]; /* 0: free, else number + 1 */
};

/* --- names --- */

bool css_names_hold(const CssNames *names, const CssNames *part)
{
	for (size_t i = 0; i < sizeof names->bits / sizeof *names->bits; i++)
		if ((part->bits[i] & ~names->bits[i]) != 0)
			return false;
	return true;
}

void css_names_join(CssNames *names, const CssNames *more)
{
	for (size_t i = 0; i < sizeof names->bits / sizeof *names->bits; i++)
		names->bits[i] |= more->bits[i];
}

static bool is_exact(CssNameKind kind)
{
	return kind == CSS_CLASS || kind == CSS_ID;
}

/* Three letters, whatever their case, and the length: that tells the names of a sheet apart, and is
 * asked for each name on each page. */
static size_t name_hash(CssNameKind kind, Str name)
{
	const unsigned char *letters = (const unsigned char *)name.ptr;
	if (name.len == 0)
		return kind;
	size_t first = letters[0] | 0x20, middle = letters[name.len / 2] | 0x20,
	       last = letters[name.len - 1] | 0x20;
	return ((first * 31 + middle) * 31 + last) * 31 + name.len * 8 + kind;
}

/* The slot of a name, or the free one where it would go. */
static size_t find_slot(const CssRules *rules, CssNameKind kind, Str name)
{
	for (size_t at = name_hash(kind, name);; at++) {
		int16_t slot = rules->slots[at % SLOTS];
		if (slot == 0)
			return at % SLOTS;
		const Name *there = &rules->names.ptr[slot - 1];
		if (there->kind == kind &&
		    (is_exact(kind) ? str_eq(there->text, name) : str_eq_nocase(there->text, name)))
			return at % SLOTS;
	}
}

int css_rules_name(const CssRules *rules, CssNameKind kind, Str name)
{
	return rules->slots[find_slot(rules, kind, name)] - 1;
}

int css_rules_add_name(CssRules *rules, CssNameKind kind, Str name)
{
	size_t slot = find_slot(rules, kind, name);
	if (rules->slots[slot] == 0 && rules->names.len < CSS_NAMES_MAX) {
		VEC_PUSH(rules->arena, &rules->names, ((Name){name, kind}));
		rules->slots[slot] = (int16_t)rules->names.len;
	}
	return rules->slots[slot] - 1;
}

/* --- syntax --- */

/* The end of the string that begins at text[at]: its closing quote, or the end of the text. */
static size_t string_end(Str text, size_t at)
{
	char quote = text.ptr[at++];
	while (at < text.len && text.ptr[at] != quote)
		at += text.ptr[at] == '\\' ? 2 : 1;
	return at;
}

/* The first `stop` or `other` at or after `at` that stands in no string and no brackets; the end of
 * the text when there is none. */
static size_t find_stop(Str text, size_t at, char stop, char other)
{
	size_t depth = 0;
	for (; at < text.len; at++) {
		char c = text.ptr[at];
		if (depth == 0 && (c == stop || c == other))
			return at;
		switch (c) {
		case '\\': at++; break;
		case '"':
		case '\'': at = string_end(text, at); break;
		case '(':
		case '[':
		case '{': depth++; break;
		case ')':
		case ']':
		case '}': depth -= depth > 0; break;
		default: break;
		}
	}
	return text.len;
}

static bool is_name_char(char c)
{
	return char_is_alnum(c) || c == '-' || c == '_' || (unsigned char)c >= 0x80;
}

/* "\3A " or "\:" at text[*at]. */
static void read_escape(Buf *out, Str text, size_t *at)
{
	uint32_t rune = 0;
	size_t start = ++*at;
	while (*at < text.len && *at - start < 6 && char_hex_value(text.ptr[*at]) >= 0)
		rune = rune * 16 + (uint32_t)char_hex_value(text.ptr[(*at)++]);
	if (*at > start) {
		buf_add_rune(out, rune);
		*at += *at < text.len && char_is_space(text.ptr[*at]);
	} else if (*at < text.len) {
		buf_add_char(out, text.ptr[(*at)++]);
	}
}

/* The identifier at text[*at], its escapes read; empty when there is none. */
static Str read_name(Arena *arena, Str text, size_t *at)
{
	size_t start = *at;
	while (*at < text.len && is_name_char(text.ptr[*at]))
		++*at;
	if (*at == text.len || text.ptr[*at] != '\\')
		return str_slice(text, start, *at);
	Buf out = buf_in(arena);
	buf_add(&out, str_slice(text, start, *at));
	while (*at < text.len && (text.ptr[*at] == '\\' || is_name_char(text.ptr[*at])))
		if (text.ptr[*at] == '\\')
			read_escape(&out, text, at);
		else
			buf_add_char(&out, text.ptr[(*at)++]);
	return buf_str(&out);
}

/* --- selectors --- */

/* The sets of names that let a selector match: any of them will do. */
enum { WAYS_MAX = 32 };
typedef struct {
	CssNames sets[WAYS_MAX];
	size_t count;
} Ways;

/* Any element. */
static void set_free(Ways *ways)
{
	ways->sets[0] = (CssNames){0};
	ways->count = 1;
}

static void ask_for(CssRules *rules, Ways *ways, CssNameKind kind, Str name)
{
	int number = name.len > 0 ? css_rules_add_name(rules, kind, name) : -1;
	for (size_t i = 0; i < ways->count && number >= 0; i++)
		css_names_add(&ways->sets[i], number);
}

/* Each of `ways` together with each of `more`; as they were when that are too many. */
static void multiply(Ways *ways, const Ways *more)
{
	size_t count = ways->count;
	if (more->count == 0 || count * more->count > WAYS_MAX)
		return;
	for (size_t i = count * more->count; i-- > 0;) {
		CssNames both = ways->sets[i % count];
		css_names_join(&both, &more->sets[i / count]);
		ways->sets[i] = both;
	}
	ways->count = count * more->count;
}

static void read_selector(CssRules *rules, Str text, Ways *out);

/* The ways of all selectors of a list, or of languages; none when they are too many. */
static void read_list(CssRules *rules, Str list, bool languages, Ways *all)
{
	all->count = 0;
	for (size_t at = 0; at < list.len; at++) {
		size_t end = find_stop(list, at, ',', ',');
		Str part = str_trim(str_slice(list, at, end));
		Ways one;
		set_free(&one);
		at = end;
		if (!languages)
			read_selector(rules, part, &one);
		else if (str_find_char(part, '*', 0) == STR_NONE)
			ask_for(rules, &one, CSS_LANGUAGE, part);
		if (all->count + one.count > WAYS_MAX) {
			all->count = 0;
			return;
		}
		memcpy(all->sets + all->count, one.sets, one.count * sizeof *one.sets);
		all->count += one.count;
	}
}

/* The pseudo-class or pseudo-element at text[at]; the offset behind it. */
static size_t read_pseudo(CssRules *rules, Str text, size_t at, Ways *ways)
{
	static const Str with_lists[] = {STR_INIT("is"), STR_INIT("where"), STR_INIT("has"),
					 STR_INIT("lang")};
	at++;
	at += at < text.len && text.ptr[at] == ':';
	Str name = read_name(rules->arena, text, &at);
	if (at >= text.len || text.ptr[at] != '(')
		return at;
	size_t end = find_stop(text, at + 1, ')', ')');
	for (size_t i = 0; i < sizeof with_lists / sizeof *with_lists; i++)
		if (str_eq(name, with_lists[i])) {
			Ways more;
			read_list(rules, str_slice(text, at + 1, end), str_eq(name, S("lang")),
				  &more);
			multiply(ways, &more);
		}
	return end + 1;
}

/* At least one way; of no names when the selector is not understood. */
static void read_selector(CssRules *rules, Str text, Ways *ways)
{
	set_free(ways);
	for (size_t at = 0; at < text.len;) {
		char c = text.ptr[at];
		if (c == '.' || c == '#') {
			at++;
			ask_for(rules, ways, c == '.' ? CSS_CLASS : CSS_ID,
				read_name(rules->arena, text, &at));
		} else if (c == '[') {
			size_t end = find_stop(text, ++at, ']', ']');
			ask_for(rules, ways, CSS_ATTRIBUTE, read_name(rules->arena, text, &at));
			at = end + 1;
		} else if (c == ':') {
			at = read_pseudo(rules, text, at, ways);
		} else if (is_name_char(c) || c == '\\') {
			ask_for(rules, ways, CSS_ELEMENT, read_name(rules->arena, text, &at));
		} else if (c == '|') { /* a name space */
			set_free(ways);
			return;
		} else {
			at++; /* a combinator, or any element */
		}
	}
}

/* --- rules --- */

static void read_rule(CssRules *rules, Str list, Str body)
{
	Item item = {.kind = ITEM_RULE, .text = body, .first = rules->selectors.len};
	for (size_t at = 0; at < list.len; at++) {
		size_t end = find_stop(list, at, ',', ',');
		Selector selector = {str_trim(str_slice(list, at, end)), rules->sets.len, 0};
		Ways ways;
		read_selector(rules, selector.text, &ways);
		for (size_t i = 0; i < ways.count; i++)
			VEC_PUSH(rules->arena, &rules->sets, ways.sets[i]);
		selector.end = rules->sets.len;
		VEC_PUSH(rules->arena, &rules->selectors, selector);
		at = end;
	}
	item.end = rules->selectors.len;
	VEC_PUSH(rules->arena, &rules->items, item);
}

static bool is_looked_into(Str prelude)
{
	return str_starts(prelude, S("@media")) || str_starts(prelude, S("@supports"));
}

static void read_items(CssRules *rules, Str text)
{
	for (size_t at = 0; at < text.len;) {
		if (char_is_space(text.ptr[at])) {
			at++;
			continue;
		}
		size_t open = find_stop(text, at, '{', ';');
		Str prelude = str_slice(text, at, open);
		bool block = open < text.len && text.ptr[open] == '{';
		size_t end = block ? find_stop(text, open + 1, '}', '}') : open;
		Str inside = str_slice(text, open + 1, end);
		Str whole = str_slice(text, at, end + 1);
		at = end + 1;
		if (block && is_looked_into(prelude)) {
			VEC_PUSH(rules->arena, &rules->items,
				 ((Item){.kind = ITEM_OPEN,
					 .text = str_slice(whole, 0, prelude.len + 1)}));
			read_items(rules, inside);
			VEC_PUSH(rules->arena, &rules->items, ((Item){.kind = ITEM_CLOSE}));
		} else if (block && whole.ptr[0] != '@') {
			read_rule(rules, prelude, str_from_offset(whole, prelude.len));
		} else {
			VEC_PUSH(rules->arena, &rules->items,
				 ((Item){.kind = ITEM_WHOLE, .text = whole}));
		}
	}
}

CssRules *css_rules_read(Arena *arena, Str sheet)
{
	CssRules *rules = ARENA_NEW(arena, CssRules);
	rules->arena = arena;
	read_items(rules, sheet);
	return rules;
}

/* --- what a page gets --- */

static bool can_match(const CssRules *rules, const Selector *selector, const CssNames *names)
{
	for (size_t i = selector->first; i < selector->end; i++)
		if (css_names_hold(names, &rules->sets.ptr[i]))
			return true;
	return false;
}

static void write_rule(Buf *out, const CssRules *rules, const Item *rule, const CssNames *names)
{
	bool some = false;
	for (size_t i = rule->first; i < rule->end; i++) {
		if (!can_match(rules, &rules->selectors.ptr[i], names))
			continue;
		if (some)
			buf_add_char(out, ',');
		buf_add(out, rules->selectors.ptr[i].text);
		some = true;
	}
	if (!some)
		return;
	buf_add(out, rule->text);
	buf_add_char(out, '\n');
}

/* Writes items from `at` to the end of their block; the item behind it. */
static size_t write_items(Buf *out, const CssRules *rules, size_t at, const CssNames *names)
{
	while (at < rules->items.len) {
		const Item *item = &rules->items.ptr[at++];
		size_t start = out->len;
		switch (item->kind) {
		case ITEM_RULE: write_rule(out, rules, item, names); break;
		case ITEM_WHOLE:
			buf_add(out, item->text);
			buf_add_char(out, '\n');
			break;
		case ITEM_OPEN:
			buf_add(out, item->text);
			buf_add_char(out, '\n');
			at = write_items(out, rules, at, names);
			if (out->len == start + item->text.len + 1) /* nothing in it */
				out->len = start;
			else
				buf_add_cstr(out, "}\n");
			break;
		case ITEM_CLOSE: return at;
		}
	}
	return at;
}

void css_rules_write(Buf *out, const CssRules *rules, const CssNames *names)
{
	(void)write_items(out, rules, 0, names);
}
