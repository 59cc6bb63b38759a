/*
 * The place a block is set in: where it stands, how wide it is, how its lines are shaped.
 */
#include "typeset/layouter.h"

Galley galley_body(Layouter *layouter, Flow *flow, Tag *tag)
{
	const Theme *theme = layouter->theme;
	Galley place = {.layouter = layouter, .flow = flow, .tag = tag};
	place.lang = layouter->paper->lang;
	place.x = layouter->text_left;
	place.width = layouter->text_width;
	TextStyle text = {.size = theme->body_size, .colour = theme->text_colour};
	text.font.family = theme->text_family;
	if (theme->oldstyle_figures)
		text.features = S("onum");
	galley_set_text(&place, text);
	place.gap = theme->paragraph_gap;
	place.align = theme->justify ? PARA_JUSTIFY : PARA_LEFT;
	place.hyphenate = theme->hyphenate;
	return place;
}

void galley_set_text(Galley *place, TextStyle text)
{
	place->text = text;
	double leading = place->layouter->theme->leading;
	/* Large type needs less: the eye finds its lines without. */
	if (text.size > place->layouter->theme->body_size * 5 / 4)
		leading = leading < 1.18 ? leading : 1.18;
	place->leading = len_scale(text.size, leading);
}

bool layout_is_rtl(Str name)
{
	static const Str langs[] = {STR_INIT("ar"), STR_INIT("fa"), STR_INIT("he"), STR_INIT("ur"),
				    STR_INIT("yi"), STR_INIT("ps"), STR_INIT("ug"), STR_INIT("sd")};
	Str lang = str_slice(name, 0, 2);
	bool whole = name.len == 2 || str_starts(str_from_offset(name, 2), S("-"));
	for (size_t i = 0; whole && i < sizeof langs / sizeof *langs; i++)
		if (str_eq_nocase(langs[i], lang))
			return true;
	return false;
}

bool galley_is_rtl(const Galley *place)
{
	return layout_is_rtl(place->lang);
}

void galley_indent(Galley *place, Len indent)
{
	Len least = place->text.size * 8;
	if (place->width - indent < least)
		indent = place->width > least ? place->width - least : 0;
	place->x += galley_is_rtl(place) ? 0 : indent;
	place->width -= indent;
}

Len galley_cap_height(const Galley *place)
{
	const Layouter *layouter = place->layouter;
	Face *face = fonts_face(layouter->fonts, &place->text.font, layouter->diags);
	if (face == NULL)
		return len_scale(place->text.size, 0.65);
	const FaceMetrics *metrics = face_metrics(face);
	return len_muldiv(place->text.size, metrics->cap_height, metrics->units_per_em);
}

Galley galley_date(const Galley *place)
{
	const Theme *theme = place->layouter->theme;
	Galley date = *place;
	TextStyle text = style_named(theme, place->text, S("date"));
	text.features = S("lnum,tnum");
	text.no_hyphen = true;
	galley_set_text(&date, text);
	date.align = theme->date_side == THEME_DATE_RIGHT ? PARA_RIGHT : PARA_LEFT;
	date.hyphenate = false;
	date.is_date = true;
	date.gap = 0;
	return date;
}

Len galley_measure(const Galley *place, const DocNode *node)
{
	Galley plain = *place;
	plain.plain = true;
	Para para = inline_para(&plain, node->first, NULL, NULL);
	return para_measure(place->layouter->setter, &para, NULL);
}

/* How a paragraph comes out: its lines, and what it costs to end them where they end. */
typedef struct {
	size_t lines;
	int64_t cost;
} Trial;

static Trial try_shape(const Galley *place, const Para *para, const ParaShape *shape)
{
	Layouter *layouter = place->layouter;
	Arena *scratch = arena_new_like(layouter->arena);
	setter_watch(layouter->setter, NULL, NULL);
	setter_keep(layouter->setter, NULL);
	ParaShape trial = *shape;
	trial.trial = true;
	Lines lines = para_set(layouter->setter, scratch, para, &trial);
	Trial result = {.lines = lines.count};
	for (size_t i = 0; i < lines.count; i++) {
		int64_t cost = lines.lines[i].cost;
		result.cost += cost < 0 ? -(cost * cost) : cost * cost;
	}
	setter_watch(layouter->setter, layouter->options->watch, layouter->options->watch_context);
	setter_keep(layouter->setter, layouter->arena);
	arena_free(scratch);
	return result;
}

/* Of a few widths that need no more lines than the whole the narrowest, or a wider one that divides
 * the text better by its sense. */
ParaShape galley_balance(const Galley *place, const Para *para)
{
	enum { STEPS = 6, STEP_COST = 200 };
	ParaShape shape = galley_shape(place), narrow = shape, best = shape;
	Len smallest, natural = para_measure(place->layouter->setter, para, &smallest);
	if (natural <= shape.width || shape.align != PARA_LEFT)
		return shape;
	size_t lines = try_shape(place, para, &shape).lines;
	Len even = natural / (Len)(lines > 0 ? lines : 1);
	int64_t least = INT64_MAX;
	narrow.sense = true;
	for (int step = 1; step <= STEPS; step++) {
		narrow.width = even + place->text.size * 3 / 2 * step;
		narrow.width = narrow.width < shape.width ? narrow.width : shape.width;
		if (narrow.width <= smallest)
			continue;
		Trial trial = try_shape(place, para, &narrow);
		int64_t cost = trial.cost + (int64_t)(STEP_COST * step) * (STEP_COST * step);
		if (trial.lines > lines || cost >= least)
			continue;
		best = narrow;
		least = cost;
	}
	return best;
}

ParaShape galley_shape(const Galley *place)
{
	ParaShape shape = {
		.width = place->width, .align = place->align, .hyphenate = place->hyphenate};
	shape.leading = place->leading;
	shape.fold = place->fold;
	shape.expansion = (int)(place->layouter->theme->expansion * EXPANSION_WHOLE / 100 + 0.5);
	/* Text stands at the side where it begins. */
	if (galley_is_rtl(place) && (shape.align == PARA_LEFT || shape.align == PARA_RIGHT))
		shape.align = shape.align == PARA_LEFT ? PARA_RIGHT : PARA_LEFT;
	/* A narrow column cannot be justified without holes. */
	if (shape.align == PARA_JUSTIFY && place->width < place->text.size * 18)
		shape.align = PARA_LEFT;
	return shape;
}
