/*
 * Texts (SVG 1.1, 10): characters of text and tspan elements to runs of one style and place, with
 * white space made one space. How wide they are only whoever has the fonts knows.
 */
#include "base/buf.h"
#include "base/utf8.h"
#include "front/svg_parts.h"

/* The lists of places an element gives to its characters. */
typedef struct Places Places;
struct Places {
	Places *outer;
	Str x, y, dx, dy;
	double em;
};

typedef struct {
	SvgBuild *build;
	const SvgPlace *place; /* of the text element */
	VEC(SvgRun) runs;
	Buf text;		 /* of the last run */
	const SvgElement *owner; /* of the last run */
	bool space;		 /* the last character was one, or there is none yet */
	SvgBox box;
} Texter;

static bool take_length(Str *list, double em, double whole, double *out)
{
	Str rest = *list;
	while (rest.len > 0 && (char_is_space(rest.ptr[0]) || rest.ptr[0] == ','))
		rest = str_from_offset(rest, 1);
	size_t end = 0;
	while (end < rest.len && !char_is_space(rest.ptr[end]) && rest.ptr[end] != ',')
		end++;
	*list = str_from_offset(rest, end);
	if (end > 0)
		*out = svg_length(str_slice(rest, 0, end), em, whole, 0);
	return end > 0;
}

/* The place of the next character: the innermost element that says one; all lists move on. */
static bool next_place(const Texter *t, Places *places, SvgRun *run)
{
	bool any = false, moved_x = false, moved_y = false;
	for (; places != NULL; places = places->outer) {
		double x, y, dx, dy;
		if (take_length(&places->x, places->em, t->place->width, &x) && !run->at_x) {
			run->at_x = any = true;
			run->x = x;
		}
		if (take_length(&places->y, places->em, t->place->height, &y) && !run->at_y) {
			run->at_y = any = true;
			run->y = y;
		}
		if (take_length(&places->dx, places->em, t->place->width, &dx) && !moved_x) {
			moved_x = any = true;
			run->dx = dx;
		}
		if (take_length(&places->dy, places->em, t->place->height, &dy) && !moved_y) {
			moved_y = any = true;
			run->dy = dy;
		}
	}
	return any;
}

static void end_run(Texter *t)
{
	if (t->runs.len > 0)
		t->runs.ptr[t->runs.len - 1].text = buf_str(&t->text);
	t->text = buf_in(t->build->arena);
}

static void start_run(Texter *t, const SvgStyle *style, SvgRun run)
{
	SvgPlace place = *t->place;
	place.style = *style;
	run.anchor = style->anchor;
	run.size = style->font_size;
	run.spacing = style->letter_spacing;
	run.base = style->base;
	run.rise = style->rise;
	run.family = style->family;
	run.bold = style->bold;
	run.italic = style->italic;
	if (style->visible) {
		run.fill = svg_paint(t->build, &place, &style->fill, style->fill_opacity, t->box);
		run.stroke = svg_stroke(t->build, &place, t->box);
	}
	end_run(t);
	VEC_PUSH(t->build->arena, &t->runs, run);
}

static void add_text(Texter *t, const SvgElement *owner, const SvgStyle *style, Places *places,
		     Str text)
{
	for (size_t at = 0; at < text.len && t->build->reason == NULL;) {
		uint32_t rune = utf8_next(text, &at);
		bool white = rune == ' ' || (rune >= '\t' && rune <= '\r');
		rune = white ? ' ' : rune;
		if (white && t->space && !style->keep_space)
			continue;
		t->build->steps += SVG_LETTER;
		if (t->build->steps > SVG_STEPS)
			t->build->reason = "the SVG has too much text";
		SvgRun run = {.at_x = t->runs.len == 0, .at_y = t->runs.len == 0};
		bool first = run.at_x;
		run.at_x = run.at_y = false;
		bool placed = next_place(t, places, &run);
		run.at_x = run.at_x || first;
		run.at_y = run.at_y || first;
		if (placed || first || owner != t->owner)
			start_run(t, style, run);
		t->owner = owner;
		t->space = white;
		buf_add_rune(&t->text, rune);
	}
}

static Places places_of(const SvgElement *element, Places *outer, double em)
{
	return (Places){outer,
			svg_attr(element, S("x")),
			svg_attr(element, S("y")),
			svg_attr(element, S("dx")),
			svg_attr(element, S("dy")),
			em};
}

/* Depth is bounded by that of the elements. */
static void walk(Texter *t, const SvgElement *element, const SvgStyle *style, Places *places)
{
	for (const SvgElement *child = element->first; child != NULL; child = child->next) {
		if (child->name.len == 0) {
			add_text(t, element, style, places, child->text);
			continue;
		}
		if (str_eq(child->name, S("textPath")))
			t->build->lacks |= SVG_LACKS_TEXT_PATH;
		if (!str_eq(child->name, S("tspan")) && !str_eq(child->name, S("a")))
			continue;
		SvgStyle own = svg_look(t->build, child, style, t->place->width);
		own.rise += style->rise;
		Places list = places_of(child, places, own.font_size);
		if (own.displayed)
			walk(t, child, &own, &list);
	}
}

static size_t count_characters(const SvgElement *element)
{
	size_t count = utf8_count(str_trim(element->text));
	for (const SvgElement *child = element->first; child != NULL; child = child->next)
		count += count_characters(child);
	return count;
}

/* About where the text stands, for gradients that are measured by it. */
static SvgBox guess_box(const SvgPlace *place, const SvgElement *element)
{
	double em = place->style.font_size, w = 0.5 * em * (double)count_characters(element);
	double x = svg_across(element, place, S("x"), 0), y = svg_down(element, place, S("y"), 0);
	x -= place->style.anchor == SVG_ANCHOR_MIDDLE ? w / 2
	     : place->style.anchor == SVG_ANCHOR_END  ? w
						      : 0;
	return (SvgBox){x, y - 0.75 * em, x + w, y + 0.25 * em};
}

void svg_text(SvgBuild *build, const SvgPlace *place, SvgElement *element, SvgNode *node)
{
	Texter t = {.build = build, .place = place, .space = true, .text = buf_in(build->arena)};
	Places places = places_of(element, NULL, place->style.font_size);
	t.box = guess_box(place, element);
	walk(&t, element, &place->style, &places);
	end_run(&t);
	if (t.runs.len > 0 && !place->style.keep_space) {
		SvgRun *last = &t.runs.ptr[t.runs.len - 1];
		last->text = str_trim_end(last->text);
	}
	node->as.text.runs = t.runs.ptr;
	node->as.text.count = t.runs.len;
	node->as.text.matrix = place->matrix;
}
