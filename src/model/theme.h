/*
 * theme: the tokens that both sides take their look from.
 *
 * Themes are data: src/model/themes/NAME.yaml, compiled in. `recto.theme.name` (or `recto.theme` as
 * a string) chooses one; every token can be set by `recto.theme.TOKEN` in _config.yml. Unknown
 * tokens and values of the wrong form are errors with the nearest valid one. One table in theme.c
 * drives all of it.
 */
#ifndef RECTO_MODEL_THEME_H
#define RECTO_MODEL_THEME_H

#include "base/buf.h"
#include "base/len.h"
#include "front/value.h"

typedef enum { THEME_DATE_RIGHT, THEME_DATE_LEFT } ThemeDateSide;
typedef enum { THEME_HEADER_LEFT, THEME_HEADER_CENTER } ThemeHeader;
typedef enum { THEME_RULE_NONE, THEME_RULE_BELOW, THEME_RULE_ABOVE } ThemeRule;
typedef enum { THEME_EMOJI_KEEP, THEME_EMOJI_STRIP } ThemeEmoji;

typedef struct {
	Str name;
	/* families: names in fonts/fonts.yaml */
	Str text_family, heading_family, label_family, mono_family;
	/* paper */
	Len paper_width, paper_height;
	Len margin_top, margin_right, margin_bottom, margin_left;
	/* sizes */
	Len body_size;
	double leading; /* distance of baselines as a multiple of the body size */
	Len name_size, headline_size, contact_size;
	Len heading_size[6]; /* level 1 to 6 */
	Len small_size, note_size;
	double code_scale; /* of the size around it */
	/* vertical space, before stretching */
	Len heading_before[6], heading_after[6];
	Len paragraph_gap, item_gap, entry_gap;
	Len list_indent;
	/* forms */
	ThemeRule section_rule;
	Len rule_width;
	bool heading_small_caps, justify, hyphenate;
	/* letters of justified lines: wider or narrower by so many per cent at most */
	double expansion;
	ThemeDateSide date_side;
	Len date_gap;
	ThemeHeader header;
	Len photo_size, thumbnail_width;
	ThemeEmoji heading_emoji;
	bool oldstyle_figures, page_numbers;
	/* colours, 0xRRGGBB; dark ones for the page only */
	uint32_t text_colour, muted_colour, accent_colour, link_colour, rule_colour, badge_colour,
		background_colour, panel_colour;
	uint32_t dark_text_colour, dark_muted_colour, dark_accent_colour, dark_link_colour,
		dark_rule_colour, dark_background_colour, dark_panel_colour;
} Theme;

/*
 * The theme that a configuration asks for (`config`: the site's _config.yml as a map).
 * `recto.paper` ("a4", "letter", "a5") sets the paper. False if an error was added; *out is usable
 * all the same.
 */
bool theme_load(Arena *arena, const Value *config, Diags *diags, Theme *out);

/* The names of the built-in themes. Returns how many. */
size_t theme_names(const Str **out);
/* A built-in theme as YAML for _config.yml: each token with its value, and what it may be as a
 * comment. False when there is no such theme. */
bool theme_write(Buf *out, Str name);

#endif
