#include "front/html_tags.h"

/* Lengths and first letters tell most names apart. */
static bool is_one_of(Str tag, const Str *tags, size_t count)
{
	for (size_t i = 0; i < count; i++)
		if (tag.len == tags[i].len && tag.ptr[0] == tags[i].ptr[0] && str_eq(tag, tags[i]))
			return true;
	return false;
}

bool html_is_block_tag(Str tag)
{
	static const Str tags[] = {
		STR_INIT("address"),	STR_INIT("article"),
		STR_INIT("aside"),	STR_INIT("blockquote"),
		STR_INIT("caption"),	STR_INIT("center"),
		STR_INIT("col"),	STR_INIT("colgroup"),
		STR_INIT("dd"),		STR_INIT("details"),
		STR_INIT("dialog"),	STR_INIT("dir"),
		STR_INIT("div"),	STR_INIT("dl"),
		STR_INIT("dt"),		STR_INIT("fieldset"),
		STR_INIT("figcaption"), STR_INIT("figure"),
		STR_INIT("footer"),	STR_INIT("form"),
		STR_INIT("h1"),		STR_INIT("h2"),
		STR_INIT("h3"),		STR_INIT("h4"),
		STR_INIT("h5"),		STR_INIT("h6"),
		STR_INIT("header"),	STR_INIT("hgroup"),
		STR_INIT("hr"),		STR_INIT("legend"),
		STR_INIT("li"),		STR_INIT("main"),
		STR_INIT("menu"),	STR_INIT("nav"),
		STR_INIT("ol"),		STR_INIT("p"),
		STR_INIT("pre"),	STR_INIT("section"),
		STR_INIT("summary"),	STR_INIT("table"),
		STR_INIT("tbody"),	STR_INIT("td"),
		STR_INIT("tfoot"),	STR_INIT("th"),
		STR_INIT("thead"),	STR_INIT("tr"),
		STR_INIT("ul"),		STR_INIT("recto-work"), /* an include's */
	};
	return is_one_of(tag, tags, sizeof tags / sizeof *tags);
}

bool html_is_void_tag(Str tag)
{
	static const Str tags[] = {
		STR_INIT("area"),  STR_INIT("base"), STR_INIT("br"),	STR_INIT("col"),
		STR_INIT("embed"), STR_INIT("hr"),   STR_INIT("img"),	STR_INIT("input"),
		STR_INIT("link"),  STR_INIT("meta"), STR_INIT("param"), STR_INIT("source"),
		STR_INIT("track"), STR_INIT("wbr"),
	};
	return is_one_of(tag, tags, sizeof tags / sizeof *tags);
}

Str html_dimension(Arena *arena, Str value)
{
	size_t end = 0;
	value = str_trim(value);
	while (end < value.len && char_is_digit(value.ptr[end]))
		end++;
	if (end == 0)
		return S("");
	if (end + 1 < value.len && value.ptr[end] == '.' && char_is_digit(value.ptr[end + 1]))
		for (end++; end < value.len && char_is_digit(value.ptr[end]);)
			end++;
	bool percent = end < value.len && value.ptr[end] == '%';
	return str_concat(arena, str_slice(value, 0, end), percent ? S("%") : S("px"));
}
