#include "typeset/layouter.h"

typedef enum { SIZE_SAME, SIZE_SMALL, SIZE_NOTE, SIZE_HEADLINE, SIZE_CONTACT } StyleSize;
typedef enum { COLOUR_SAME, COLOUR_TEXT, COLOUR_MUTED, COLOUR_ACCENT } StyleColour;
typedef enum { FAMILY_SAME, FAMILY_LABEL } StyleFamily;

/* What a style name means on paper; names that are not here are plain. */
static const struct {
	Str name;
	StyleSize size;
	StyleColour colour;
	StyleFamily family;
	int bold, italic; /* 1 on, -1 off, 0 as around it */
} styles[] = {
	{STR_INIT("title"), SIZE_SAME, COLOUR_TEXT, FAMILY_SAME, 1, 0},
	{STR_INIT("authors"), SIZE_SAME, COLOUR_SAME, FAMILY_SAME, 0, 0},
	{STR_INIT("self"), SIZE_SAME, COLOUR_SAME, FAMILY_SAME, 1, 0},
	{STR_INIT("award"), SIZE_SAME, COLOUR_ACCENT, FAMILY_SAME, 0, 0},
	{STR_INIT("headline"), SIZE_HEADLINE, COLOUR_MUTED, FAMILY_SAME, 0, 0},
	{STR_INIT("contact"), SIZE_CONTACT, COLOUR_TEXT, FAMILY_LABEL, 0, 0},
	{STR_INIT("links"), SIZE_SMALL, COLOUR_SAME, FAMILY_LABEL, 0, 0},
	{STR_INIT("note"), SIZE_NOTE, COLOUR_SAME, FAMILY_SAME, 0, 0},
	{STR_INIT("small"), SIZE_SMALL, COLOUR_SAME, FAMILY_SAME, 0, 0},
	{STR_INIT("muted"), SIZE_SAME, COLOUR_MUTED, FAMILY_SAME, 0, 0},
	{STR_INIT("caption"), SIZE_SMALL, COLOUR_MUTED, FAMILY_SAME, 0, 0},
	{STR_INIT("place"), SIZE_SAME, COLOUR_MUTED, FAMILY_SAME, 0, 0},
	{STR_INIT("label"), SIZE_SAME, COLOUR_MUTED, FAMILY_SAME, 0, 0},
	{STR_INIT("date"), SIZE_SAME, COLOUR_MUTED, FAMILY_SAME, -1, -1},
	{STR_INIT("furniture"), SIZE_NOTE, COLOUR_MUTED, FAMILY_LABEL, 0, 0},
	{STR_INIT("summary"), SIZE_SAME, COLOUR_SAME, FAMILY_SAME, 1, 0},
	{STR_INIT("term"), SIZE_SAME, COLOUR_TEXT, FAMILY_SAME, 1, 0},
};

static Len theme_size(const Theme *theme, StyleSize size, Len around)
{
	switch (size) {
	case SIZE_SAME: return around;
	case SIZE_SMALL: return theme->small_size;
	case SIZE_NOTE: return theme->note_size;
	case SIZE_HEADLINE: return theme->headline_size;
	case SIZE_CONTACT: return theme->contact_size;
	}
	return around;
}

static uint32_t theme_colour(const Theme *theme, StyleColour colour, uint32_t around)
{
	switch (colour) {
	case COLOUR_SAME: return around;
	case COLOUR_TEXT: return theme->text_colour;
	case COLOUR_MUTED: return theme->muted_colour;
	case COLOUR_ACCENT: return theme->accent_colour;
	}
	return around;
}

/* A badge: small label type, white on its colour. */
static TextStyle style_badge(const Theme *theme, TextStyle text)
{
	text.font = (FontQuery){.family = theme->label_family, .bold = true};
	text.size = len_scale(theme->small_size, 0.9);
	text.colour = 0xFFFFFF;
	text.features = S("");
	text.has_background = true;
	text.background = theme->badge_colour;
	text.no_hyphen = true;
	return text;
}

TextStyle style_named(const Theme *theme, TextStyle text, Str name)
{
	if (str_eq(name, S("badge")))
		return style_badge(theme, text);
	for (size_t i = 0; i < sizeof styles / sizeof *styles; i++) {
		if (!str_eq(styles[i].name, name))
			continue;
		text.size = theme_size(theme, styles[i].size, text.size);
		text.colour = theme_colour(theme, styles[i].colour, text.colour);
		/* names of people are not divided */
		text.names |= str_eq(name, S("authors"));
		text.no_hyphen |= text.names || str_eq(name, S("self"));
		if (styles[i].family == FAMILY_LABEL) {
			text.font.family = theme->label_family;
			text.features = S("lnum"); /* signs, addresses, numbers of papers */
		}
		if (styles[i].bold != 0)
			text.font.bold = styles[i].bold > 0;
		if (styles[i].italic != 0)
			text.font.italic = styles[i].italic > 0;
	}
	return text;
}

/* Colours as pale as the paper would vanish on it. */
static bool is_readable(uint32_t colour)
{
	uint32_t r = colour >> 16 & 0xFF, g = colour >> 8 & 0xFF, b = colour & 0xFF;
	return 2126 * r + 7152 * g + 722 * b < 8200 * 255;
}

static TextStyle style_format(TextStyle text, const DocFormat *format)
{
	if (format->has_colour && (is_readable(format->colour) || format->has_background))
		text.colour = format->colour;
	if (format->has_background) {
		text.has_background = true;
		text.background = format->background;
	}
	if (format->weight != 0)
		text.font.bold = format->weight >= 600;
	if (format->slant != 0)
		text.font.italic = format->slant > 0;
	if (format->size != 0)
		text.size = len_muldiv(text.size, format->size, 1000);
	text.underline |= format->underline;
	text.strike |= format->strike;
	if (format->small_caps) {
		text.features = S("smcp");
		text.no_hyphen = true;
	}
	if (format->script != 0) {
		text.rise += len_scale(text.size, format->script > 0 ? 0.36 : -0.16);
		text.size = len_scale(text.size, 0.7);
	}
	return text;
}

/* Slanted letters, and dots at CJK characters, which have no slant; a journal's name needs none. */
static TextStyle style_emphasis(TextStyle text, const DocNode *node)
{
	text.font.italic = !text.font.italic;
	text.dots = text.font.italic &&
		    (node->parent == NULL || !str_eq(node->parent->traits->style, S("venue")));
	return text;
}

static TextStyle style_element(const Theme *theme, TextStyle text, const DocNode *node)
{
	/* How a date is emphasised in the source is how it was marked as one. */
	if (node->parent != NULL && node->parent->kind == DOC_DATE)
		return text;
	if (node->kind == DOC_STRONG)
		text.font.bold = true;
	else if (node->kind == DOC_EMPH)
		text = style_emphasis(text, node);
	else if (node->kind == DOC_STRIKE)
		text.strike = true;
	else if (node->kind == DOC_DATE)
		text = style_named(theme, text, S("date"));
	return text;
}

/* No text below what the eye can read or above the page. */
static Len size_clip(const Theme *theme, Len size)
{
	Len least = theme->body_size / 2, most = theme->body_size * 6;
	return size < least ? least : size > most ? most : size;
}

TextStyle style_apply(const Theme *theme, TextStyle text, const DocNode *node)
{
	text = style_element(theme, text, node);
	for (Str rest = node->traits->style, name; str_next_word(&rest, &name);)
		text = style_named(theme, text, name);
	if (node->traits->attrs != NULL && attrs_has_class(node->traits->attrs, S("badge")))
		text = style_named(theme, text, S("badge"));
	if (node->traits->format != NULL) {
		text = style_format(text, node->traits->format);
		if (node->traits->format->mono)
			text = style_code(theme, text);
	}
	text.size = size_clip(theme, text.size);
	return text;
}

TextStyle style_code(const Theme *theme, TextStyle text)
{
	if (str_eq(text.font.family, theme->mono_family))
		return text;
	text.font.family = theme->mono_family;
	text.size = len_scale(text.size, theme->code_scale);
	text.features = S("");
	text.no_hyphen = true;
	text.code = true;
	return text;
}

TextStyle style_link(const Theme *theme, TextStyle text)
{
	if (!text.has_background)
		text.colour = theme->link_colour;
	return text;
}

TextStyle style_heading(const Theme *theme, int level)
{
	TextStyle text = {.colour = theme->text_colour, .no_hyphen = true};
	text.font = (FontQuery){.family = theme->heading_family, .bold = true};
	text.size = theme->heading_size[level - 1];
	if (level == 1)
		text.colour = theme->accent_colour;
	if (level == 1 && theme->heading_small_caps)
		text.features = S("smcp");
	return text;
}
