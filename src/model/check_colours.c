/* Contrast of text and ground: WCAG 2.1, 1.4.3 and its definition of contrast ratio. */
#include "model/check.h"

#include <math.h>

/* What text of common size needs. */
static const double LEAST_CONTRAST = 4.5;

static double linear(uint32_t channel)
{
	double c = (double)(channel & 0xFF) / 255;
	return c <= 0.04045 ? c / 12.92 : pow((c + 0.055) / 1.055, 2.4);
}

static double luminance(uint32_t colour)
{
	return 0.2126 * linear(colour >> 16) + 0.7152 * linear(colour >> 8) +
	       0.0722 * linear(colour);
}

static double contrast(uint32_t a, uint32_t b)
{
	double x = luminance(a), y = luminance(b);
	return x > y ? (x + 0.05) / (y + 0.05) : (y + 0.05) / (x + 0.05);
}

typedef struct {
	Str text, ground; /* tokens */
	uint32_t text_colour, ground_colour;
} Pair;

/* Where the configuration sets one of the two colours; else no place. */
static Span place_of(const Site *site, const Pair *pair)
{
	const Value *theme = value_path(site->config, S("recto.theme"));
	const Value *text = value_get(theme, pair->text), *ground = value_get(theme, pair->ground);
	return !value_is_nil(text) ? text->span : ground->span;
}

static void check_pair(const Site *site, const Pair *pair, Diags *diags)
{
	double ratio = contrast(pair->text_colour, pair->ground_colour);
	if (ratio >= LEAST_CONTRAST)
		return;
	diag_warning(diags, place_of(site, pair),
		     S("make one of them lighter or darker: readers with weak eyes need 4.5"),
		     "%.*s #%06x on %.*s #%06x has a contrast of %.2f [contrast]",
		     STR_ARG(pair->text), pair->text_colour, STR_ARG(pair->ground),
		     pair->ground_colour, floor(ratio * 100) / 100);
}

void check_colours(const Site *site, const Theme *t, Diags *diags)
{
#define PAIR(a, b)                                                                                 \
	{                                                                                          \
		STR_INIT(#a), STR_INIT(#b), t->a, t->b                                             \
	}
	const Pair pairs[] = {
		PAIR(text_colour, background_colour),
		PAIR(text_colour, panel_colour),
		PAIR(muted_colour, background_colour),
		PAIR(accent_colour, background_colour),
		PAIR(link_colour, background_colour),
		PAIR(dark_text_colour, dark_background_colour),
		PAIR(dark_text_colour, dark_panel_colour),
		PAIR(dark_muted_colour, dark_background_colour),
		PAIR(dark_accent_colour, dark_background_colour),
		PAIR(dark_link_colour, dark_background_colour),
	};
#undef PAIR
	for (size_t i = 0; i < sizeof pairs / sizeof *pairs; i++)
		check_pair(site, &pairs[i], diags);
}
