/* Strings of CV data as inlines and blocks. */
#include "base/url.h"
#include "model/resume_doc.h"
#include "model/resume_parts.h"

void resume_add_text(const ResumeMaker *maker, DocNode *parent, Str text, Span span)
{
	if (text.len > 0)
		doc_append(parent, doc_new_text(maker->site->arena, text, span));
}

DocNode *resume_add_paragraph(const ResumeMaker *maker, DocNode *parent, const char *style,
			      Span span)
{
	DocNode *node = doc_new(maker->site->arena, DOC_PARAGRAPH, span);
	doc_traits(maker->site->arena, node)->style = str_from(style);
	doc_append(parent, node);
	return node;
}

Str resume_doi_url(Arena *arena, Str doi)
{
	doi = str_trim(doi);
	if (doi.len == 0 || url_is_remote(doi))
		return doi;
	if (str_starts_nocase(doi, S("doi:")))
		doi = str_trim(str_from_offset(doi, 4));
	return str_concat(arena, S("https://doi.org/"), doi);
}

Str resume_url(Arena *arena, const Value *value)
{
	Str url = str_trim(value_string(value));
	if (url.len == 0 || str_find_char(url, ' ', 0) != STR_NONE || url.ptr[0] == '<')
		return S("");
	if (url_is_remote(url) || str_starts(url, S("/")) || str_starts(url, S("mailto:")) ||
	    str_starts(url, S("#")))
		return url;
	size_t dot = str_find_char(url, '.', 0), slash = str_find_char(url, '/', 0);
	bool host = dot != STR_NONE && dot < slash && dot > 0;
	return host ? str_concat(arena, S("https://"), url) : url;
}

/* Whether text has no mark-up that Markdown or HTML would see, in any place. */
static bool is_plain(Str text)
{
	for (size_t i = 0; i < text.len; i++) {
		char c = text.ptr[i], next = i + 1 < text.len ? text.ptr[i + 1] : '\0';
		switch (c) {
		case '*':
		case '_':
		case '`':
		case '[':
		case '<':
		case '&':
		case '\\':
		case '$':
		case '"':
		case '\'':
		case '{':
		case '|':
		case '~':
		case '^':
		case '#':
		case '>':
		case '+':
		case '\n': return false;
		case '-':
		case '.':
			if (c == next)
				return false;
			break;
		case ':':
			if (char_is_alpha(next))
				return false;
			break;
		default: break;
		}
	}
	/* "1. x", "2) x", "- x" at the start */
	size_t at = 0;
	while (at < text.len && char_is_digit(text.ptr[at]))
		at++;
	char c = at < text.len ? text.ptr[at] : '\0';
	return !(at > 0 && (c == '.' || c == ')')) &&
	       !(at == 0 && (c == '-' || c == '=' || c == ':'));
}

static Value *text_value(const ResumeMaker *maker, Str text, Span span)
{
	return value_new_string(maker->site->arena, text, span);
}

static void add_string(const ResumeMaker *maker, DocNode *parent, const Value *value)
{
	Str text = str_trim(value->as.string);
	if (text.len == 0)
		return;
	if (is_plain(text)) {
		resume_add_text(maker, parent, text, value->span);
		return;
	}
	Value trimmed = *value;
	trimmed.as.string = text;
	DocNode *inlines = site_text_inlines(maker->site, &trimmed, !maker->resume->html,
					     maker->page, maker->diags);
	if (inlines != NULL)
		doc_adopt(parent, inlines);
}

static void add_map(const ResumeMaker *maker, DocNode *parent, const Value *map)
{
	bool any = false;
	for (size_t i = 0; i < map->as.map.len; i++) {
		const ValueEntry *entry = &map->as.map.entries[i];
		if (resume_is_empty(entry->value))
			continue;
		resume_add_text(maker, parent, any ? S("; ") : S(""), entry->value->span);
		Str key = resume_title_case(maker->site->arena, entry->key);
		resume_add_text(maker, parent, str_concat(maker->site->arena, key, S(": ")),
				entry->value->span);
		resume_add_value(maker, parent, entry->value);
		any = true;
	}
}

void resume_add_value(const ResumeMaker *maker, DocNode *parent, const Value *value)
{
	bool any = false;
	switch (value->kind) {
	case VALUE_STRING: add_string(maker, parent, value); return;
	case VALUE_NIL: return;
	case VALUE_BOOL:
	case VALUE_INT:
	case VALUE_FLOAT:
		resume_add_text(maker, parent, value_str(maker->site->arena, value), value->span);
		return;
	case VALUE_LIST:
		for (size_t i = 0; i < value_len(value); i++) {
			if (resume_is_empty(value_at(value, i)))
				continue;
			resume_add_text(maker, parent, any ? S(", ") : S(""), value->span);
			resume_add_value(maker, parent, value_at(value, i));
			any = true;
		}
		return;
	case VALUE_MAP: add_map(maker, parent, value); return;
	}
}

static bool is_long(Str text)
{
	return str_contains(text, S("\n\n")) || str_contains(text, S("\n- ")) ||
	       str_contains(text, S("\n* ")) || str_contains(text, S("\n1. ")) ||
	       str_contains(text, S("<p")) || str_contains(text, S("<ul")) ||
	       str_contains(text, S("<ol"));
}

void resume_add_blocks(const ResumeMaker *maker, DocNode *parent, const Value *value)
{
	if (resume_is_empty(value))
		return;
	if (value->kind == VALUE_STRING && is_long(value->as.string)) {
		DocNode *blocks = site_text_blocks(maker->site, value, !maker->resume->html,
						   maker->page, maker->diags);
		if (blocks != NULL)
			doc_adopt(parent, blocks);
		return;
	}
	resume_add_value(maker, resume_add_paragraph(maker, parent, "", value->span), value);
}

/* --- highlights --- */

static DocNode *new_list(const ResumeMaker *maker, DocNode *parent, Span span)
{
	DocNode *list = doc_new(maker->site->arena, DOC_LIST, span);
	list->as.list.tight = true;
	list->as.list.start = 1;
	doc_append(parent, list);
	return list;
}

static DocNode *new_item(const ResumeMaker *maker, DocNode *list, Span span, DocNode **line)
{
	DocNode *item = doc_new(maker->site->arena, DOC_ITEM, span);
	*line = doc_new(maker->site->arena, DOC_PARAGRAPH, span);
	(*line)->bare = true;
	doc_append(item, *line);
	doc_append(list, item);
	return item;
}

/* How many lines of the source behind a value begin with "- ". */
static size_t count_dashes(const ResumeMaker *maker, const Value *value)
{
	Str said = source_text(maker->site->sources, value->span), line;
	size_t n = 0;
	bool first = true;
	while (str_split(&said, '\n', &line)) {
		n += !first && str_starts(str_trim_start(line), S("- "));
		first = false;
	}
	return n;
}

/*
 * RenderCV's lists within highlights: YAML folds the lines
 *
 *     - Published two papers
 *       - one
 *       - two
 *
 * into "Published two papers - one - two"; they are parted again where the source has lines so.
 */
static bool add_folded(const ResumeMaker *maker, DocNode *list, const Value *value)
{
	Str text = value_string(value);
	size_t dashes = count_dashes(maker, value), at = str_find(text, S(" - "), 0), found = 0;
	for (size_t i = at; i != STR_NONE; i = str_find(text, S(" - "), i + 3))
		found++;
	if (dashes == 0 || found != dashes)
		return false;
	DocNode *line, *item = new_item(maker, list, value->span, &line);
	add_string(maker, line, text_value(maker, str_slice(text, 0, at), value->span));
	DocNode *inner = new_list(maker, item, value->span);
	while (at != STR_NONE) {
		size_t start = at + 3;
		at = str_find(text, S(" - "), start);
		(void)new_item(maker, inner, value->span, &line);
		add_string(maker, line, text_value(maker, str_slice(text, start, at), value->span));
	}
	return true;
}

static void add_items(const ResumeMaker *maker, DocNode *list, const Value *values, int depth);

/* {title, contents}: an item with a list below it. */
static void add_group(const ResumeMaker *maker, DocNode *list, const Value *map, int depth)
{
	static const Str inside[] = {STR_INIT("contents"), STR_INIT("items"),
				     STR_INIT("highlights"), STR_INIT("description")};
	DocNode *line, *item = new_item(maker, list, map->span, &line);
	Value *rest = value_new(maker->site->arena, VALUE_MAP, map->span);
	const Value *title = value_get(map, S("title"));
	resume_add_value(maker, line, title);
	for (size_t i = 0; i < map->as.map.len; i++) {
		const ValueEntry *entry = &map->as.map.entries[i];
		bool nested = false;
		for (size_t k = 0; k < sizeof inside / sizeof *inside; k++)
			nested = nested || (str_eq(entry->key, inside[k]) &&
					    entry->value->kind == VALUE_LIST);
		if (nested)
			add_items(maker, new_list(maker, item, entry->value->span), entry->value,
				  depth + 1);
		else if (entry->value != title)
			value_set(maker->site->arena, rest, entry->key, entry->value);
	}
	if (value_len(rest) == 0)
		return;
	resume_add_text(maker, line, line->first != NULL ? S(": ") : S(""), map->span);
	/* one key alone says nothing by its name: {bullet: text}; "a: b" in a list is a text too */
	const ValueEntry *only = &rest->as.map.entries[0];
	bool known = str_eq(only->key, S("bullet")) || str_eq(only->key, S("number")) ||
		     str_eq(only->key, S("description"));
	resume_add_value(maker, line, value_len(rest) == 1 && known ? only->value : rest);
}

static void add_items(const ResumeMaker *maker, DocNode *list, const Value *values, int depth)
{
	enum { DEEPEST = 8 };
	for (size_t i = 0; i < value_len(values); i++) {
		const Value *one = value_at(values, i);
		DocNode *line;
		if (resume_is_empty(one))
			continue;
		if (one->kind == VALUE_MAP && depth < DEEPEST) {
			add_group(maker, list, one, depth);
		} else if (one->kind != VALUE_STRING || !add_folded(maker, list, one)) {
			(void)new_item(maker, list, one->span, &line);
			resume_add_value(maker, line, one);
		}
	}
}

void resume_add_highlights(const ResumeMaker *maker, DocNode *parent, const Value *list, bool lone)
{
	if (resume_is_empty(list))
		return;
	bool text = list->kind != VALUE_LIST;
	if (text || (lone && value_len(list) == 1 && value_at(list, 0)->kind != VALUE_MAP)) {
		resume_add_blocks(maker, parent, text ? list : value_at(list, 0));
		return;
	}
	DocNode *node = doc_new(maker->site->arena, DOC_LIST, list->span);
	node->as.list.tight = true;
	node->as.list.start = 1;
	add_items(maker, node, list, 0);
	if (node->first != NULL)
		doc_append(parent, node);
}
