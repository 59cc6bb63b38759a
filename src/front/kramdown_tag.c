/* Tags of HTML: how they are read, where their elements end, what kramdown holds of each. */
#include "front/html_tags.h"
#include "front/kramdown.h"

/* --- kramdown's lists (parser/html.rb, 2.4): what it does not know, it keeps as it is --- */

bool html_is_span_tag(Str tag)
{
	return str_has_word(
		S("a abbr acronym b big bdo br button cite code del dfn em i img input ins "
		  "kbd label mark option q rb rbc rp rt rtc ruby samp select small span "
		  "strong sub sup tt u var "
		  /* what citations leave behind: model/site_liquid.c */
		  "recto-cite recto-nocite recto-details-link recto-cite-details "
		  "recto-bibliography-count"),
		tag);
}

bool html_is_kramdown_block_tag(Str tag)
{
	return str_has_word(
		S("address article aside applet body blockquote caption col colgroup dd div "
		  "dl dt fieldset figcaption footer form h1 h2 h3 h4 h5 h6 header hgroup hr "
		  "html head iframe legend menu li main map nav ol optgroup p pre section "
		  "summary table tbody td th thead tfoot tr ul"),
		tag);
}

HtmlModel html_natural_model(Str tag)
{
	if (str_has_word(
		    S("address applet article aside blockquote body dd details div dl fieldset "
		      "figure figcaption footer form header hgroup iframe li main map menu nav "
		      "noscript object section summary td"),
		    tag))
		return HTML_BLOCK;
	if (str_has_word(
		    S("a abbr acronym b bdo big button cite caption del dfn dt em h1 h2 h3 h4 h5 "
		      "h6 "
		      "i ins label legend optgroup p q rb rbc rp rt rtc ruby select small span "
		      "strong sub sup th tt"),
		    tag))
		return HTML_SPAN;
	return HTML_RAW;
}

bool html_is_raw_tag(Str tag)
{
	return html_natural_model(tag) == HTML_RAW;
}

bool html_needs_end_tag(Str tag)
{
	return !html_is_void_tag(tag) && (html_is_span_tag(tag) || html_is_block_tag(tag) ||
					  str_has_word(S("iframe font video audio"), tag));
}

/* --- tags --- */

static bool is_name_char(char c)
{
	return char_is_alnum(c) || c == '-' || c == '_' || c == ':' || c == '.' ||
	       (unsigned char)c >= 0x80;
}

static size_t skip_spaces(Str text, size_t at)
{
	while (at < text.len && char_is_space(text.ptr[at]))
		at++;
	return at;
}

static size_t skip_name(Str text, size_t at)
{
	while (at < text.len && is_name_char(text.ptr[at]))
		at++;
	return at;
}

/* Reads a value behind '='; returns the offset behind it, STR_NONE when it does not end. */
static size_t read_value(Str text, size_t at, Str *value)
{
	size_t end = at;
	if (at >= text.len)
		return STR_NONE;
	if (text.ptr[at] == '"' || text.ptr[at] == '\'') {
		end = str_find_char(text, text.ptr[at], at + 1);
		*value = str_slice(text, at + 1, end);
		return end == STR_NONE ? STR_NONE : end + 1;
	}
	while (end < text.len && !char_is_space(text.ptr[end]) && text.ptr[end] != '>')
		end++;
	/* The slash of "/>" is not a part of it. */
	if (end > at && end < text.len && text.ptr[end] == '>' && text.ptr[end - 1] == '/')
		end--;
	*value = str_slice(text, at, end);
	return end > at ? end : STR_NONE;
}

/* Browsers want no white space behind a quoted value. */
static bool behind_quote(Str text, size_t at)
{
	return at > 0 && (text.ptr[at - 1] == '"' || text.ptr[at - 1] == '\'');
}

/* Attributes up to '>' or '/'; returns the offset of that, STR_NONE when it is no tag. */
static size_t read_attributes(Str text, size_t at, HtmlTag *tag)
{
	for (;;) {
		size_t name = skip_spaces(text, at), end = skip_name(text, name), value;
		Str found = S("");
		if (name >= text.len)
			return STR_NONE;
		if (end == name)
			return name;
		if (name == at && !behind_quote(text, at))
			return STR_NONE;
		value = skip_spaces(text, end);
		at = end;
		if (value < text.len && text.ptr[value] == '=') {
			at = read_value(text, skip_spaces(text, value + 1), &found);
			if (at == STR_NONE)
				return STR_NONE;
			if (str_eq_nocase(str_slice(text, name, end), S("markdown")))
				tag->markdown = found;
		}
	}
}

bool html_read_tag(Arena *arena, Str text, size_t at, HtmlTag *tag)
{
	*tag = (HtmlTag){0};
	if (at >= text.len || text.ptr[at] != '<')
		return false;
	tag->closing = at + 1 < text.len && text.ptr[at + 1] == '/';
	size_t name = at + (tag->closing ? 2 : 1), end = skip_name(text, name);
	if (end == name || !char_is_alpha(text.ptr[name]))
		return false;
	tag->name = str_lower(arena, str_slice(text, name, end));
	end = tag->closing ? skip_spaces(text, end) : read_attributes(text, end, tag);
	if (end == STR_NONE || end >= text.len)
		return false;
	tag->empty = text.ptr[end] == '/' || html_is_void_tag(tag->name);
	if (text.ptr[end] == '/')
		end = skip_spaces(text, end + 1);
	tag->length = end + 1 - at;
	return end < text.len && text.ptr[end] == '>';
}

size_t html_comment_end(Str text, size_t at)
{
	if (!str_starts(str_from_offset(text, at), S("<!--")))
		return 0;
	size_t end = str_find(text, S("-->"), at + 4);
	return end == STR_NONE ? STR_NONE : end + 3;
}

bool html_is_verbatim_tag(Str name)
{
	return str_eq(name, S("script")) || str_eq(name, S("style")) || str_eq(name, S("textarea"));
}

/* The end tag of script and style, in whose text other tags mean nothing. */
static size_t find_verbatim_close(Arena *arena, Str text, size_t from, Str name, size_t *inner)
{
	for (size_t at = from; (at = str_find(text, S("</"), at)) != STR_NONE; at += 2) {
		HtmlTag tag;
		if (html_read_tag(arena, text, at, &tag) && str_eq(tag.name, name)) {
			*inner = at;
			return at + tag.length;
		}
	}
	return STR_NONE;
}

size_t html_find_close(Arena *arena, Str text, size_t from, Str name, size_t *inner)
{
	size_t depth = 1, at = from;
	bool comments = true;
	if (html_is_verbatim_tag(name))
		return find_verbatim_close(arena, text, from, name, inner);
	while ((at = str_find_char(text, '<', at)) != STR_NONE) {
		HtmlTag tag;
		size_t end = comments ? html_comment_end(text, at) : 0;
		comments = comments && end != STR_NONE;
		if (end == STR_NONE)
			end = 0;
		if (end == 0 && !html_read_tag(arena, text, at, &tag)) {
			at++;
			continue;
		}
		if (end > 0) {
			at = end;
			continue;
		}
		size_t start = at;
		at += tag.length;
		if (str_eq(tag.name, name) && !tag.empty)
			depth += tag.closing ? (size_t)-1 : 1;
		else if (html_is_verbatim_tag(tag.name) && !tag.closing && !tag.empty) {
			size_t ignored;
			end = find_verbatim_close(arena, text, at, tag.name, &ignored);
			at = end == STR_NONE ? text.len : end;
		}
		if (depth == 0) {
			*inner = start;
			return at;
		}
	}
	return STR_NONE;
}
