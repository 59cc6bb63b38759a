/*
 * Dated lists: "- *2025.06*: &nbsp; text", "- **2024** text", "- [2026.05] text", "- 2023.12.09:
 * text", "- May 2024 – text", "- 2019年4月〜2021年3月 text".
 *
 * The date and what parts it from the text become a DOC_DATE at the head of the item's first
 * paragraph. Nothing is lost: the page writes both as they were.
 */
#include "base/utf8.h"
#include "model/dates.h"
#include "model/doc_maker.h"

static const Str words[] = {
	STR_INIT("jan"),       STR_INIT("feb"),	    STR_INIT("mar"),	  STR_INIT("apr"),
	STR_INIT("may"),       STR_INIT("jun"),	    STR_INIT("jul"),	  STR_INIT("aug"),
	STR_INIT("sep"),       STR_INIT("sept"),    STR_INIT("oct"),	  STR_INIT("nov"),
	STR_INIT("dec"),       STR_INIT("january"), STR_INIT("february"), STR_INIT("march"),
	STR_INIT("april"),     STR_INIT("june"),    STR_INIT("july"),	  STR_INIT("august"),
	STR_INIT("september"), STR_INIT("october"), STR_INIT("november"), STR_INIT("december"),
	STR_INIT("spring"),    STR_INIT("summer"),  STR_INIT("fall"),	  STR_INIT("autumn"),
	STR_INIT("winter"),    STR_INIT("now"),	    STR_INIT("present"),  STR_INIT("current"),
	STR_INIT("today"),     STR_INIT("to"),	    STR_INIT("and"),	  STR_INIT("until"),
	STR_INIT("expected"),  STR_INIT("since"),   STR_INIT("from"),	  STR_INIT("st"),
	STR_INIT("nd"),	       STR_INIT("rd"),	    STR_INIT("th"),	  STR_INIT("ongoing"),
	STR_INIT("ws"),	       STR_INIT("ss"),	    STR_INIT("wise"),	  STR_INIT("sose"),
};

/* Signs that may stand in a date. */
static bool is_date_sign(uint32_t rune)
{
	switch (rune) {
	case ' ':
	case '.':
	case ',':
	case '/':
	case '-':
	case '~':
	case '&':
	case '(':
	case ')':
	case '+':
	case '\'':
	case 0x2018: /* Oct'2024 */
	case 0x2019:
	case '\n':
	case 0xA0:   /* no-break space */
	case 0x2010: /* hyphens and dashes */
	case 0x2011:
	case 0x2012:
	case 0x2013:
	case 0x2014:
	case 0x5E74: /* year, month, day, to, now, in Chinese and Japanese */
	case 0x6708:
	case 0x65E5:
	case 0x81F3:
	case 0x4ECA:
	case 0x73FE:
	case 0x5728:
	case 0x301C: /* wave dashes */
	case 0xFF5E:
	case 0xFF08: /* full-width brackets */
	case 0xFF09: return true;
	default: return false;
	}
}

static bool is_word(Str word)
{
	for (size_t i = 0; i < sizeof words / sizeof words[0]; i++)
		if (str_eq_nocase(words[i], word))
			return true;
	return false;
}

/* Whether two digits that end at `end` are a year: "Fall '23". */
static bool is_short_year(Str text, size_t end)
{
	Str before = str_slice(text, 0, end - 2);
	return str_ends(before, S("'")) || str_ends(before, S("‘")) || str_ends(before, S("’"));
}

/* Signs, words of English and numbers that dates have, in any order: more than dates.c reads. */
static bool is_made_of_dates(Str text)
{
	bool year = false;
	for (size_t at = 0; at < text.len;) {
		size_t start = at;
		while (at < text.len && char_is_digit(text.ptr[at]))
			at++;
		if (at - start == 4 && (text.ptr[start] == '1' || text.ptr[start] == '2'))
			year = true;
		else if (at - start == 2 && is_short_year(text, at))
			year = true;
		else if (at - start == 3 || at - start > 4)
			return false;
		if (at > start)
			continue;
		while (at < text.len && char_is_alpha(text.ptr[at]))
			at++;
		if (at > start && !is_word(str_slice(text, start, at)))
			return false;
		if (at == start && !is_date_sign(utf8_next(text, &at)))
			return false;
	}
	return year;
}

/* Every date has a digit, but for the first year of one of Japan's eras. */
static bool may_be_date(Str text)
{
	for (size_t i = 0; i < text.len; i++)
		if (char_is_digit(text.ptr[i]))
			return true;
	return str_contains(text, S("元"));
}

bool doc_is_date(Str text)
{
	DateRange range;
	text = str_trim(text);
	if (text.len < 4 || text.len > 48 || !may_be_date(text))
		return false;
	return is_made_of_dates(text) || date_parse_range(text, &range);
}

/* Length of what parts the date from the text: white space and at most one sign. */
static size_t separator_length(Str text, bool *sign)
{
	size_t at = 0;
	*sign = false;
	while (at < text.len) {
		size_t before = at;
		uint32_t rune = utf8_next(text, &at);
		bool space = rune == ' ' || rune == '\n' || rune == '\t' || rune == 0xA0 ||
			     rune == 0x3000 || rune == 0x2003 || rune == 0x2002;
		bool mark = rune == ':' || rune == ',' || rune == ';' || rune == '-' ||
			    rune == '.' || rune == '|' || rune == 0xFF1A || rune == 0xFF0C ||
			    (rune >= 0x2010 && rune <= 0x2015) || rune == 0xB7 || rune == 0x3001;
		if (space)
			continue;
		if (!mark || *sign)
			return before;
		*sign = true;
	}
	return at;
}

/* Whether a node is one date in emphasis of some kind. */
static bool is_emphasised_date(Arena *scratch, const DocNode *node)
{
	if (node->kind != DOC_EMPH && node->kind != DOC_STRONG && node->kind != DOC_SPAN &&
	    node->kind != DOC_CODE)
		return false;
	Str text = str_trim(doc_plain_text(scratch, node));
	if (str_ends(text, S(":")) || str_ends(text, S(",")))
		text = str_slice(text, 0, text.len - 1);
	else if (str_ends(text, S("\uFF1A")))
		text = str_slice(text, 0, text.len - 3);
	if (str_starts(text, S("[")) && str_ends(text, S("]")))
		text = str_slice(text, 1, text.len - 1);
	return doc_is_date(text);
}

/* Whether a dash at `at` parts a date from what is no date: "May 2024 – moved". */
static bool is_parting_dash(Str text, size_t at, size_t behind)
{
	Str rest = str_from_offset(text, behind);
	size_t end = 0;
	if (at == 0 || text.ptr[at - 1] != ' ' || !str_starts(rest, S(" ")))
		return false;
	rest = str_trim_start(rest);
	while (end < rest.len && char_is_alpha(rest.ptr[end]))
		end++;
	bool date = rest.len == 0 || char_is_digit(rest.ptr[0]) || is_word(str_slice(rest, 0, end));
	return !date && end > 0;
}

/* Length of a date in Han characters with a space behind it: "2019年4月〜2021年3月 text". */
static size_t han_date_length(Str text)
{
	size_t length = 0, year = str_find(str_slice(text, 0, 64), S("年"), 0);
	for (size_t at = year; at < text.len && at < 64;) {
		size_t before = at;
		uint32_t rune = utf8_next(text, &at);
		DateRange range;
		if ((rune == ' ' || rune == 0x3000) &&
		    date_parse_range(str_slice(text, 0, before), &range))
			length = before;
	}
	return length;
}

/* Length of a date that the text opens with, in brackets or with a sign behind it; 0: none. */
static size_t plain_date_length(Str text)
{
	if (text.len > 0 && text.ptr[0] == '[') {
		size_t end = str_find_char(str_slice(text, 0, 50), ']', 0);
		bool date = end != STR_NONE && doc_is_date(str_slice(text, 1, end));
		return date ? end + 1 : 0;
	}
	bool latin = text.len > 0 && char_is_alnum(text.ptr[0]);
	for (size_t at = 0; latin && at < text.len && at < 48;) {
		size_t before = at;
		uint32_t rune = utf8_next(text, &at);
		bool sign = rune == ':' || rune == ',' || rune == 0xFF1A || rune == 0xFF0C;
		bool dash = (rune == '-' || rune == 0x2013 || rune == 0x2014) &&
			    is_parting_dash(text, before, at);
		if ((sign || dash) && doc_is_date(str_slice(text, 0, before)))
			return before;
	}
	return han_date_length(text);
}

/* The first paragraph of an item, when it begins with inlines. */
static DocNode *first_paragraph(const DocNode *item)
{
	DocNode *node = item->first;
	return node != NULL && node->kind == DOC_PARAGRAPH ? node : NULL;
}

static DocNode *skip_blank(DocNode *node)
{
	if (node != NULL && node->kind == DOC_TEXT && str_is_blank(node->as.text))
		return node->next;
	return node;
}

static bool starts_with_date(Arena *scratch, const DocNode *item)
{
	const DocNode *paragraph = first_paragraph(item);
	const DocNode *node = paragraph != NULL ? skip_blank(paragraph->first) : NULL;
	if (node == NULL)
		return false;
	if (node->kind == DOC_TEXT)
		return plain_date_length(str_trim_start(node->as.text)) > 0;
	return is_emphasised_date(scratch, node);
}

/* Takes the separator off the text behind the date. */
static void take_separator(DocNode *date, DocNode *text)
{
	bool sign;
	if (text == NULL || text->kind != DOC_TEXT)
		return;
	size_t length = separator_length(text->as.text, &sign);
	date->as.date.separator = str_slice(text->as.text, 0, length);
	text->as.text = str_from_offset(text->as.text, length);
}

static void insert_date(DocMaker *maker, DocNode *item)
{
	DocNode *paragraph = first_paragraph(item);
	DocNode *node = skip_blank(paragraph->first);
	DocNode *date = doc_new(maker->arena, DOC_DATE, node->span);
	if (node->kind == DOC_TEXT) {
		Str text = str_trim_start(node->as.text);
		size_t length = plain_date_length(text);
		doc_append(date,
			   doc_new_text(maker->arena, str_slice(text, 0, length), node->span));
		node->as.text = str_from_offset(text, length);
		take_separator(date, node);
		date->next = node;
	} else {
		take_separator(date, node->next);
		date->next = node->next;
		if (paragraph->last == node)
			paragraph->last = date;
		doc_append(date, node);
	}
	date->parent = paragraph;
	paragraph->first = date;
}

void doc_find_dates(DocMaker *maker, DocNode *list)
{
	size_t items = 0, dated = 0;
	for (const DocNode *item = list->first; item != NULL; item = item->next) {
		items++;
		dated += starts_with_date(maker->arena, item);
	}
	if (dated == 0 || dated * 2 <= items)
		return;
	doc_traits(maker->arena, list)->style = S("dated");
	for (DocNode *item = list->first; item != NULL; item = item->next)
		if (starts_with_date(maker->arena, item))
			insert_date(maker, item);
}
