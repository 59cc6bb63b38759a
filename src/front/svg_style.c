/*
 * What an element looks like: presentation attributes, then rules of the style sheet, then its own
 * style, over what it inherits (SVG 1.1, 6).
 */
#include "front/colour.h"
#include "front/svg_parts.h"

#include <math.h>

/* What a declaration is read with. */
typedef struct {
	SvgStyle *style;
	const SvgStyle *parent;
	double whole;
} Setter;

typedef void SetProperty(Setter *set, Str value);

static bool choose(Str value, Str name, int number, int *out)
{
	if (str_eq_nocase(value, name))
		*out = number;
	return str_eq_nocase(value, name);
}

static double unit_number(Str value, double otherwise)
{
	double number = svg_length(value, 0, 1, otherwise);
	return fmax(0, fmin(number, 1));
}

/* --- paint --- */

static SvgPaintSaid read_paint(Str value, SvgPaintSaid otherwise)
{
	SvgPaintSaid said = {.kind = SVG_PAINT_COLOUR, .alpha = 1};
	if (str_starts(value, S("url("))) {
		size_t close = str_find_char(value, ')', 0);
		Str fallback =
			str_trim(str_from_offset(value, close == STR_NONE ? value.len : close + 1));
		said = fallback.len > 0 ? read_paint(fallback, (SvgPaintSaid){0})
					: (SvgPaintSaid){0};
		said.kind = SVG_PAINT_GRADIENT;
		said.url = str_slice(value, 0, close == STR_NONE ? value.len : close + 1);
		return said;
	}
	if (str_eq_nocase(value, S("none")))
		return (SvgPaintSaid){0};
	if (str_eq_nocase(value, S("currentColor"))) {
		said.current = true;
		return said;
	}
	return colour_parse(value, false, &said.colour, &said.alpha) ? said : otherwise;
}

static void set_fill(Setter *set, Str value)
{
	set->style->fill = read_paint(value, set->style->fill);
}

static void set_stroke(Setter *set, Str value)
{
	set->style->stroke = read_paint(value, set->style->stroke);
}

static void set_stop(Setter *set, Str value)
{
	set->style->stop = read_paint(value, set->style->stop);
}

static void set_colour(Setter *set, Str value)
{
	(void)colour_parse(value, false, &set->style->colour, &set->style->colour_alpha);
}

static void set_fill_opacity(Setter *set, Str value)
{
	set->style->fill_opacity = unit_number(value, set->style->fill_opacity);
}

static void set_stroke_opacity(Setter *set, Str value)
{
	set->style->stroke_opacity = unit_number(value, set->style->stroke_opacity);
}

static void set_stop_opacity(Setter *set, Str value)
{
	set->style->stop_opacity = unit_number(value, set->style->stop_opacity);
}

static void set_opacity(Setter *set, Str value)
{
	set->style->opacity = unit_number(value, 1);
}

static void set_fill_rule(Setter *set, Str value)
{
	set->style->fill_even_odd = str_eq(value, S("evenodd"));
}

static void set_clip_rule(Setter *set, Str value)
{
	set->style->clip_even_odd = str_eq(value, S("evenodd"));
}

/* --- the pen --- */

static void set_stroke_width(Setter *set, Str value)
{
	SvgStyle *style = set->style;
	style->stroke_width =
		fmax(0, svg_length(value, style->font_size, set->whole, style->stroke_width));
}

static void set_miter(Setter *set, Str value)
{
	double limit = svg_length(value, 0, 0, 4);
	set->style->miter_limit = limit >= 1 ? limit : 4;
}

static void set_cap(Setter *set, Str value)
{
	(void)(choose(value, S("butt"), 0, &set->style->cap) ||
	       choose(value, S("round"), 1, &set->style->cap) ||
	       choose(value, S("square"), 2, &set->style->cap));
}

static void set_join(Setter *set, Str value)
{
	(void)(choose(value, S("miter"), 0, &set->style->join) ||
	       choose(value, S("round"), 1, &set->style->join) ||
	       choose(value, S("bevel"), 2, &set->style->join));
}

static void set_dashes(Setter *set, Str value)
{
	set->style->dashes = str_eq(value, S("none")) ? S("") : value;
}

static void set_dash_offset(Setter *set, Str value)
{
	set->style->dash_offset = svg_length(value, set->style->font_size, set->whole, 0);
}

/* --- text --- */

static void set_font_size(Setter *set, Str value)
{
	static const struct {
		Str name;
		double size;
	} names[] = {{STR_INIT("xx-small"), 9}, {STR_INIT("x-small"), 10},
		     {STR_INIT("small"), 13},	{STR_INIT("medium"), 16},
		     {STR_INIT("large"), 18},	{STR_INIT("x-large"), 24},
		     {STR_INIT("xx-large"), 32}};
	double around = set->parent->font_size;
	for (size_t i = 0; i < sizeof names / sizeof names[0]; i++)
		if (str_eq(value, names[i].name))
			set->style->font_size = names[i].size;
	if (str_eq(value, S("smaller")) || str_eq(value, S("larger")))
		set->style->font_size = around * (value.ptr[0] == 's' ? 0.833 : 1.2);
	else
		set->style->font_size =
			fmax(0, svg_length(value, around, around, set->style->font_size));
}

static void set_family(Setter *set, Str value)
{
	set->style->family = value;
}

static void set_weight(Setter *set, Str value)
{
	double number = svg_length(value, 0, 0, 0);
	set->style->bold = number >= 600 || str_eq(value, S("bold")) || str_eq(value, S("bolder"));
}

static void set_italic(Setter *set, Str value)
{
	set->style->italic = str_starts(value, S("italic")) || str_starts(value, S("oblique"));
}

/* "italic bold 12px/30px Georgia, serif" */
static void set_font(Setter *set, Str value)
{
	Str word;
	set->style->bold = set->style->italic = false;
	while (str_next_word(&value, &word)) {
		if (char_is_digit(word.ptr[0]) && !char_is_digit(word.ptr[word.len - 1])) {
			set_font_size(set, str_slice(word, 0, str_find_char(word, '/', 0)));
			set_family(set, str_trim(value));
			return;
		}
		set->style->bold = set->style->bold || str_eq(word, S("bold")) ||
				   svg_length(word, 0, 0, 0) >= 600;
		set->style->italic = set->style->italic || str_eq(word, S("italic")) ||
				     str_eq(word, S("oblique"));
	}
}

static void set_anchor(Setter *set, Str value)
{
	set->style->anchor = str_eq(value, S("middle")) ? SVG_ANCHOR_MIDDLE
			     : str_eq(value, S("end"))	? SVG_ANCHOR_END
							: SVG_ANCHOR_START;
}

static void set_base(Setter *set, Str value)
{
	static const struct {
		Str name;
		SvgBase base;
	} names[] = {
		{STR_INIT("middle"), SVG_BASE_MIDDLE},
		{STR_INIT("central"), SVG_BASE_CENTRAL},
		{STR_INIT("hanging"), SVG_BASE_HANGING},
		{STR_INIT("text-before-edge"), SVG_BASE_TOP},
		{STR_INIT("text-top"), SVG_BASE_TOP},
		{STR_INIT("text-after-edge"), SVG_BASE_BOTTOM},
		{STR_INIT("text-bottom"), SVG_BASE_BOTTOM},
		{STR_INIT("ideographic"), SVG_BASE_BOTTOM},
	};
	set->style->base = SVG_BASE_ALPHABETIC;
	for (size_t i = 0; i < sizeof names / sizeof names[0]; i++)
		if (str_eq(value, names[i].name))
			set->style->base = names[i].base;
}

static void set_rise(Setter *set, Str value)
{
	double size = set->style->font_size;
	set->style->rise = str_eq(value, S("super")) ? size / 3
			   : str_eq(value, S("sub")) ? -size / 5
						     : svg_length(value, size, size, 0);
}

static void set_letter_spacing(Setter *set, Str value)
{
	set->style->letter_spacing = svg_length(value, set->style->font_size, set->whole, 0);
}

static void set_space(Setter *set, Str value)
{
	set->style->keep_space = str_starts(value, S("pre"));
}

/* --- the whole --- */

static void set_display(Setter *set, Str value)
{
	set->style->displayed = !str_eq(value, S("none"));
}

static void set_visibility(Setter *set, Str value)
{
	set->style->visible = !str_eq(value, S("hidden")) && !str_eq(value, S("collapse"));
}

static void set_overflow(Setter *set, Str value)
{
	set->style->overflows = str_eq(value, S("visible")) || str_eq(value, S("auto"));
}

static Str unless_none(Str value)
{
	return str_eq(value, S("none")) ? S("") : value;
}

static void set_clip(Setter *set, Str value)
{
	set->style->clip = unless_none(value);
}

static void set_mask(Setter *set, Str value)
{
	set->style->mask = unless_none(value);
}

static void set_filter(Setter *set, Str value)
{
	set->style->filter = unless_none(value);
}

static void set_marker_start(Setter *set, Str value)
{
	set->style->marker_start = unless_none(value);
}

static void set_marker_mid(Setter *set, Str value)
{
	set->style->marker_mid = unless_none(value);
}

static void set_marker_end(Setter *set, Str value)
{
	set->style->marker_end = unless_none(value);
}

static void set_marker(Setter *set, Str value)
{
	set_marker_start(set, value);
	set_marker_mid(set, value);
	set_marker_end(set, value);
}

/* What others are measured by comes first: declarations are read twice. */
typedef struct {
	Str name;
	SetProperty *set;
	bool early;
} Property;

static const Property properties[] = {
	{STR_INIT("font-size"), set_font_size, true},
	{STR_INIT("font"), set_font, true},
	{STR_INIT("color"), set_colour, true},
	{STR_INIT("fill"), set_fill, false},
	{STR_INIT("stroke"), set_stroke, false},
	{STR_INIT("stroke-width"), set_stroke_width, false},
	{STR_INIT("fill-opacity"), set_fill_opacity, false},
	{STR_INIT("stroke-opacity"), set_stroke_opacity, false},
	{STR_INIT("opacity"), set_opacity, false},
	{STR_INIT("fill-rule"), set_fill_rule, false},
	{STR_INIT("clip-rule"), set_clip_rule, false},
	{STR_INIT("stroke-linecap"), set_cap, false},
	{STR_INIT("stroke-linejoin"), set_join, false},
	{STR_INIT("stroke-miterlimit"), set_miter, false},
	{STR_INIT("stroke-dasharray"), set_dashes, false},
	{STR_INIT("stroke-dashoffset"), set_dash_offset, false},
	{STR_INIT("stop-color"), set_stop, false},
	{STR_INIT("stop-opacity"), set_stop_opacity, false},
	{STR_INIT("clip-path"), set_clip, false},
	{STR_INIT("mask"), set_mask, false},
	{STR_INIT("filter"), set_filter, false},
	{STR_INIT("display"), set_display, false},
	{STR_INIT("visibility"), set_visibility, false},
	{STR_INIT("overflow"), set_overflow, false},
	{STR_INIT("font-family"), set_family, false},
	{STR_INIT("font-weight"), set_weight, false},
	{STR_INIT("font-style"), set_italic, false},
	{STR_INIT("text-anchor"), set_anchor, false},
	{STR_INIT("dominant-baseline"), set_base, false},
	{STR_INIT("alignment-baseline"), set_base, false},
	{STR_INIT("baseline-shift"), set_rise, false},
	{STR_INIT("letter-spacing"), set_letter_spacing, false},
	{STR_INIT("xml:space"), set_space, false},
	{STR_INIT("white-space"), set_space, false},
	{STR_INIT("marker"), set_marker, false},
	{STR_INIT("marker-start"), set_marker_start, false},
	{STR_INIT("marker-mid"), set_marker_mid, false},
	{STR_INIT("marker-end"), set_marker_end, false},
};

/* "inherit" asks for what is there already, but for what is not inherited, which it leaves as it
 * is. */
static void apply(Setter *set, Str name, Str value, bool early)
{
	if (str_eq(value, S("inherit")) || value.len == 0)
		return;
	for (size_t i = 0; i < sizeof properties / sizeof properties[0]; i++) {
		if (properties[i].early == early && str_eq(properties[i].name, name))
			properties[i].set(set, value);
	}
}

static void apply_all(Setter *set, Str declarations, bool early)
{
	Str name, value;
	while (svg_css_take(&declarations, &name, &value))
		apply(set, name, value, early);
}

SvgStyle svg_style_initial(void)
{
	SvgPaintSaid black = {.kind = SVG_PAINT_COLOUR, .alpha = 1};
	return (SvgStyle){.fill = black,
			  .colour_alpha = 1,
			  .fill_opacity = 1,
			  .stroke_opacity = 1,
			  .stroke_width = 1,
			  .miter_limit = 4,
			  .visible = true,
			  .font_size = 16,
			  .stop = black};
}

SvgStyle svg_style_of(const SvgRules *rules, const SvgElement *element, const SvgStyle *parent,
		      double whole)
{
	SvgStyle style = *parent;
	style.opacity = style.stop_opacity = 1;
	style.rise = 0;
	style.clip = style.mask = style.filter = S("");
	style.displayed = true;
	style.overflows = false;
	style.stop = (SvgPaintSaid){.kind = SVG_PAINT_COLOUR, .alpha = 1};
	Setter set = {&style, parent, whole};
	Str own = svg_attr(element, S("style"));
	for (int early = 1; early >= 0; early--) {
		for (size_t i = 0; i < element->attr_count; i++)
			apply(&set, element->attrs[i].name, str_trim(element->attrs[i].value),
			      early);
		for (size_t i = 0; i < rules->len; i++)
			if (svg_css_matches(rules->ptr[i].selector, element))
				apply_all(&set, rules->ptr[i].declarations, early);
		apply_all(&set, own, early);
	}
	return style;
}
