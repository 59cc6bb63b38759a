/*
 * html_style: the style sheet with the theme's values in front.
 *
 * style_*.css are the sheet; this file says what its custom properties are. Sizes on the screen
 * keep the theme's proportions to its text, not its points. Families get companions that other
 * systems have.
 */
#include "embed_style_cards.h"
#include "embed_style_dark.h"
#include "embed_style_media.h"
#include "embed_style_page.h"
#include "embed_style_papers.h"
#include "embed_style_text.h"
#include "embed_style_tools.h"
#include "write/html_part.h"

#define LIBERTINE                                                                                  \
	"\"Linux Libertine O\",\"Libertinus Serif\",\"Linux Libertine\",\"Iowan Old Style\","      \
	"Palatino,\"Palatino Linotype\",Georgia"
#define BIOLINUM                                                                                   \
	"\"Linux Biolinum O\",\"Libertinus Sans\",\"Linux Biolinum\",Optima,Candara,\"Segoe UI\""
#define MONO "\"DejaVu Sans Mono\",ui-monospace,\"SF Mono\",Menlo,Consolas"

#define EMBEDDED(name) ((Str){(const char *)(name), name##_size})

/* A role or family of fonts.yaml by how its name begins, and what to take where it is not
 * installed. */
static const struct {
	Str family;
	const char *stack;
} family_table[] = {
	{STR_INIT("text"), LIBERTINE},
	{STR_INIT("serif"), LIBERTINE},
	{STR_INIT("Linux Libertine"), LIBERTINE},
	{STR_INIT("sans"), BIOLINUM},
	{STR_INIT("Linux Biolinum"), BIOLINUM},
	{STR_INIT("mono"), MONO},
	{STR_INIT("DejaVu Sans Mono"), MONO},
	{STR_INIT("Libertinus Serif"), "\"Libertinus Serif\"," LIBERTINE},
	{STR_INIT("Libertinus Sans"), "\"Libertinus Sans\"," BIOLINUM},
	{STR_INIT("Gentium"), "\"Gentium Book Plus\",\"Gentium Plus\",Charter,Georgia"},
	{STR_INIT("Carlito"), "Carlito,Calibri,\"Segoe UI\",system-ui"},
	{STR_INIT("Noto Serif"), "\"Noto Serif\",Charter,Georgia"},
	{STR_INIT("Noto Sans Mono"), "\"Noto Sans Mono\"," MONO},
	{STR_INIT("Noto Sans"),
	 "\"Noto Sans\",system-ui,\"Segoe UI\",Roboto,\"Helvetica Neue\",Arial"},
};

HtmlGeneric html_generic_family(Str family, HtmlGeneric otherwise)
{
	if (str_contains_nocase(family, S("mono")) || str_contains_nocase(family, S("code")) ||
	    str_contains_nocase(family, S("courier")))
		return HTML_MONO;
	if (str_contains_nocase(family, S("sans")) || str_contains_nocase(family, S("biolinum")))
		return HTML_SANS;
	if (str_contains_nocase(family, S("serif")) || str_contains_nocase(family, S("libertin")) ||
	    str_contains_nocase(family, S("gentium")) || str_eq(family, S("text")))
		return HTML_SERIF;
	return otherwise;
}

/* The family's name as a CSS string, without what could end the string or the sheet. */
static void add_family_name(Buf *out, Str family)
{
	buf_add_char(out, '"');
	for (size_t i = 0; i < family.len; i++) {
		char c = family.ptr[i];
		if (char_is_alnum(c) || c == ' ' || c == '-' || c == '_' ||
		    (unsigned char)c >= 0x80)
			buf_add_char(out, c);
	}
	buf_add_char(out, '"');
}

static const char *family_stack(Str family)
{
	for (size_t i = 0; i < sizeof family_table / sizeof *family_table; i++)
		if (str_starts(family, family_table[i].family))
			return family_table[i].stack;
	return NULL;
}

Str html_family_name(Str family)
{
	const char *stack = family_stack(family);
	if (stack == NULL)
		return family;
	Str name = str_from(stack);
	name = str_slice(name, 0, str_find_char(name, ',', 0));
	return str_starts(name, S("\"")) ? str_slice(name, 1, name.len - 1) : name;
}

/* `standins`: those of the family come right behind it. */
static void add_family(Buf *out, const char *property, Str family, HtmlGeneric otherwise,
		       bool standins)
{
	const char *stack = family_stack(family);
	HtmlGeneric generic = html_generic_family(family, otherwise);
	buf_add_format(out, "%s:", property);
	if (standins && family.len > 0 && generic != HTML_MONO) {
		Str name = html_family_name(family);
		add_family_name(out, name);
		buf_add_char(out, ',');
		add_family_name(out, str_concat(out->arena, name, S(HTML_STANDIN)));
		buf_add_char(out, ',');
		add_family_name(out, str_concat(out->arena, name, S(HTML_STANDIN_SECOND)));
		if (stack != NULL)
			buf_add_cstr(out, strchr(stack, ','));
	} else if (stack != NULL) {
		buf_add_cstr(out, stack);
	} else if (family.len > 0) {
		add_family_name(out, family);
	} else {
		buf_add_cstr(out, "system-ui");
	}
	switch (generic) {
	case HTML_SERIF: buf_add_cstr(out, ",var(--cjk-serif),serif;\n"); break;
	case HTML_SANS: buf_add_cstr(out, ",var(--cjk-sans),sans-serif;\n"); break;
	case HTML_MONO: buf_add_cstr(out, ",var(--cjk-sans),monospace;\n"); break;
	}
}

typedef struct {
	const char *property;
	uint32_t value;
} Colour;

static void add_colours(Buf *out, const Colour *colours, size_t count)
{
	for (size_t i = 0; i < count; i++)
		buf_add_format(out, "%s:#%06x;\n", colours[i].property,
			       (unsigned)(colours[i].value & 0xFFFFFF));
}

static void add_light(Buf *out, const Theme *theme)
{
	const Colour colours[] = {
		{"--text", theme->text_colour},	    {"--muted", theme->muted_colour},
		{"--accent", theme->accent_colour}, {"--link", theme->link_colour},
		{"--rule", theme->rule_colour},	    {"--background", theme->background_colour},
		{"--panel", theme->panel_colour},   {"--badge", theme->badge_colour},
	};
	add_colours(out, colours, sizeof colours / sizeof *colours);
}

static void add_dark(Buf *out, const Theme *theme)
{
	const Colour colours[] = {
		{"--text", theme->dark_text_colour},
		{"--muted", theme->dark_muted_colour},
		{"--accent", theme->dark_accent_colour},
		{"--link", theme->dark_link_colour},
		{"--rule", theme->dark_rule_colour},
		{"--background", theme->dark_background_colour},
		{"--panel", theme->dark_panel_colour},
	};
	add_colours(out, colours, sizeof colours / sizeof *colours);
}

/* Thousandths of `size` to the theme's text, times `scale`, between `low` and `high`. */
static int64_t proportion(const Theme *theme, Len size, double scale, double low, double high)
{
	double text = theme->body_size > 0 ? len_to_pt(theme->body_size) : 10;
	double ratio = len_to_pt(size) / text * scale;
	return (int64_t)((ratio < low ? low : ratio > high ? high : ratio) * 1000 + 0.5);
}

static void add_sizes(Buf *out, const Theme *theme)
{
	/* Screens want a little more contrast of sizes and more space between lines than paper. */
	static const double low[] = {1.3, 1.2, 1.08, 1, .94, .88};
	for (int level = 0; level < 6; level++) {
		buf_add_format(out, "--h%d:", level + 1);
		buf_add_fixed(out,
			      proportion(theme, theme->heading_size[level], 1.12, low[level], 2.2),
			      3);
		buf_add_cstr(out, "rem;\n");
	}
	double leading = theme->leading * 1.2;
	buf_add_cstr(out, "--leading:");
	buf_add_fixed(out,
		      (int64_t)((leading < 1.45	 ? 1.45
				 : leading > 1.8 ? 1.8
						 : leading) *
				1000),
		      3);
	buf_add_cstr(out, ";\n--code-size:");
	double code = theme->code_scale;
	buf_add_fixed(out, (int64_t)((code < .7 ? .7 : code > 1 ? 1 : code) * 1000), 3);
	buf_add_cstr(out, "em;\n");
}

void html_add_compact(Buf *out, Str text)
{
	size_t at = 0;
	while (at < text.len) {
		if (str_starts(str_from_offset(text, at), S("/*"))) {
			size_t end = str_find(text, S("*/"), at);
			at = end == STR_NONE ? text.len : end + 2;
		} else if (text.ptr[at] == '\t') {
			at++;
		} else if (text.ptr[at] == '\n' &&
			   (out->len == 0 || out->ptr[out->len - 1] == '\n')) {
			at++;
		} else {
			buf_add_char(out, text.ptr[at++]);
		}
	}
}

/* Whether white space at this place of a style sheet says nothing. */
static bool is_idle_space(const Buf *out, char space, char next)
{
	char last = out->len > 0 ? out->ptr[out->len - 1] : '{';
	if (space == '\n')
		return strchr(",;{\n", last) != NULL;
	return strchr(":,;{}\n", last) != NULL || next == '{';
}

void html_add_sheet(Buf *out, Str part)
{
	Buf compact = buf_in(out->arena);
	html_add_compact(&compact, part);
	Str text = buf_str(&compact);
	char quote = 0;
	for (size_t i = 0; i < text.len; i++) {
		char c = text.ptr[i], next = i + 1 < text.len ? text.ptr[i + 1] : ' ';
		if (quote != 0 || c == '"' || c == '\'')
			quote = quote == 0 ? c : c == quote ? 0 : quote;
		else if ((c == ' ' || c == '\n') && is_idle_space(out, c, next))
			continue;
		else if (c == '}' && out->len > 0 && out->ptr[out->len - 1] == ';')
			out->len--;
		buf_add_char(out, c);
	}
}

/* Dark pages: those of readers whose system is dark and who did not choose light, and the reverse.
 */
static const struct {
	const char *media;
	Str root;
} dark_pages[] = {
	{"screen and (prefers-color-scheme:dark)", STR_INIT(":not(.light,[data-scheme=light])")},
	{"screen", STR_INIT("[data-scheme=dark]")},
};

static void add_dark_pages(Buf *out, const Theme *theme)
{
	Str sheet = EMBEDDED(embed_style_dark);
	for (size_t i = 0; i < sizeof dark_pages / sizeof *dark_pages; i++) {
		Str root = dark_pages[i].root;
		buf_add_format(out, "@media %s{\nhtml%.*s{\n", dark_pages[i].media, STR_ARG(root));
		add_dark(out, theme);
		buf_add_cstr(out, "}\n");
		html_add_sheet(out, str_replace(out->arena, sheet, S(":dark"), root));
		buf_add_cstr(out, "}\n");
	}
}

static void add_section_rule(Buf *out, const Theme *theme)
{
	const char *edge = NULL;
	switch (theme->section_rule) {
	case THEME_RULE_NONE: break;
	case THEME_RULE_BELOW: edge = "bottom"; break;
	case THEME_RULE_ABOVE: edge = "top"; break;
	}
	if (edge == NULL)
		return;
	buf_add_format(out, ".content h1,.content h2{padding-%s:.3em;border-%s:", edge, edge);
	buf_add_fixed(out,
		      len_to_milli(theme->rule_width > LEN_PT ? theme->rule_width : LEN_PT * 3 / 4),
		      3);
	buf_add_cstr(out, "pt solid var(--hair)}\n");
}

static void add_forms(Buf *out, const Theme *theme)
{
	if (theme->heading_small_caps)
		buf_add_cstr(out, ".content h1,.content h2{font-variant-caps:small-caps}\n");
	if (theme->hyphenate)
		buf_add_cstr(out, ".paper-box-text,.more-info,td{hyphens:auto}\n");
	add_section_rule(out, theme);
}

Str html_style(Arena *arena, const Site *site, const Theme *theme, Str standins)
{
	Buf out = buf_in(arena);
	bool some = standins.len > 0;
	buf_add(&out, standins);
	buf_add_cstr(&out, ":root{\n");
	add_light(&out, theme);
	add_sizes(&out, theme);
	buf_add_format(&out, "--figures:%s;\n}\n",
		       theme->oldstyle_figures ? "oldstyle-nums" : "normal");
	buf_add_cstr(&out, "body{\n");
	add_family(&out, "--font-text", theme->text_family, HTML_SERIF, some);
	add_family(&out, "--font-heading", theme->heading_family, HTML_SANS, some);
	add_family(&out, "--font-label", theme->label_family, HTML_SANS, some);
	add_family(&out, "--font-mono", theme->mono_family, HTML_MONO, some);
	buf_add_cstr(&out, "}\n");
	html_add_sheet(&out, EMBEDDED(embed_style_text));
	html_add_sheet(&out, EMBEDDED(embed_style_page));
	html_add_sheet(&out, EMBEDDED(embed_style_papers));
	html_add_sheet(&out, EMBEDDED(embed_style_cards));
	html_add_sheet(&out, EMBEDDED(embed_style_tools));
	add_dark_pages(&out, theme);
	html_add_bar_style(&out, site, theme, some);
	html_add_sheet(&out, EMBEDDED(embed_style_media));
	add_forms(&out, theme);
	return buf_str(&out);
}
