#include "typeset/para.h"

#include "typeset/cost.h"
#include "typeset/names.h"
#include "typeset/setting.h"

/* Ragged lines may end so far short without being bad: an eighth of the width, 3 ems at least. */
enum { RAGGED_EMS = 3, RAGGED_PART = 8, EMERGENCY_EMS = 3 };

/* The lines of titles may be more uneven, where their sense asks for it; but one line more costs
 * more than any sense is worth. */
enum { TITLE_PART = 3, TITLE_LINE = 1500 };

/* The last line of a paragraph shall have a fifth of the width: in ragged text, whose other lines
 * may be short, that weighs more than how even they are. */
enum { LAST_PART = 5, LAST_JUSTIFIED = 150, LAST_RAGGED = 1500 };

/* Badness allowed before hyphens are tried, for a longer last line or a tie, with hyphens (and when
 * nothing needs any, for ragged text), and when nothing else helps. */
enum { PRETOLERANCE = 100, LAST_TOLERANCE = 200, TOLERANCE = 400, RAGGED_TOLERANCE = 2000 };

/* Where Debian's hyphen-* packages put their patterns. */
static const Str hyphen_folders[] = {STR_INIT("/usr/share/hyphen")};

Setter *setter_new(Arena *arena, Fonts *fonts, Diags *diags)
{
	Setter *setter = ARENA_NEW(arena, Setter);
	setter->arena = arena;
	setter->scratch = arena_new_like(arena);
	setter->fonts = fonts;
	setter->diags = diags;
	setter->unicode = unicode_new(arena);
	setter->hyphens = hyphens_new(arena, hyphen_folders, 1);
	setter->shapes = shape_cache_new(arena);
	return setter;
}

void setter_set_sources(Setter *setter, const Sources *sources)
{
	setter->sources = sources;
}

void setter_free(Setter *setter)
{
	if (setter == NULL)
		return;
	unicode_free(setter->unicode);
	arena_free(setter->scratch);
}

void setter_watch(Setter *setter, ItemsWatch *watch, void *context)
{
	setter->watch = watch;
	setter->watch_context = context;
}

void setter_keep(Setter *setter, Arena *keep)
{
	setter->keep = keep;
}

static LinebreakWidths line_widths(const ParaShape *shape)
{
	return (LinebreakWidths){shape->width, shape->narrow_width, shape->narrow_lines,
				 shape->first_indent};
}

static Len narrowest_line(const LinebreakWidths *widths)
{
	Len first = linebreak_width(widths, 0), next = linebreak_width(widths, 1);
	Len last = linebreak_width(widths, SIZE_MAX);
	Len least = first < next ? first : next;
	return last < least ? last : least;
}

/* Up to the glyphs; the items depend on the width. */
static Setting start_setting(Setter *setter, const Para *para, const ParaShape *shape)
{
	LinebreakWidths widths = line_widths(shape);
	arena_reset(setter->scratch);
	Setting s = {.setter = setter,
		     .arena = setter->scratch,
		     .para = para,
		     .shape = shape,
		     .narrowest = narrowest_line(&widths),
		     .ragged = shape->align != PARA_JUSTIFY};
	itemize(&s);
	shape_segments(&s);
	return s;
}

static Len body_size(const Para *para)
{
	return para->run_count > 0 ? para->runs[0].style->size : 10 * LEN_PT;
}

/* TeX's passes: without hyphens, with them, with lines as loose and words cut as it takes. */
static const struct {
	ItemsLeave leave;
	int tolerance, emergency_ems;
} passes[] = {{ITEMS_WHOLE, PRETOLERANCE, 0},
	      {ITEMS_DIVIDED, TOLERANCE, 0},
	      {ITEMS_CUT, BADNESS_INFINITE, EMERGENCY_EMS}};

/* Whether a line ends where two words belong together. */
static bool cuts_tie(const Setting *s, const Linebreak *breaks, size_t count)
{
	for (size_t i = 0; i < count; i++) {
		const Item *item = &s->items.items[breaks[i].item];
		if (item->kind == ITEM_PENALTY && item->cost >= COST_TIE)
			return true;
	}
	return false;
}

/* Whether the paragraph, or a part of it before a forced break, has a short last line. */
static bool ends_short(const Setting *s, const LinebreakParams *params, const Linebreak *breaks,
		       size_t count)
{
	const Item *items = s->items.items;
	bool first = true;
	for (size_t i = 0; i < count; i++) {
		bool last = item_is_forced(&items[breaks[i].item]);
		int64_t width = 0;
		for (size_t k = breaks[i].start; last && !first && k < breaks[i].item; k++)
			width += items[k].kind == ITEM_PENALTY ? 0 : items[k].width;
		if (last && !first && linebreak_shortness(params, width) > 0)
			return true;
		first = last;
	}
	return false;
}

static LinebreakParams start_params(const Setting *s, Len width)
{
	LinebreakParams params = linebreak_params();
	params.looseness = s->shape->looseness;
	params.last_least = width / LAST_PART;
	params.last_badness = s->ragged ? LAST_RAGGED : LAST_JUSTIFIED;
	if (s->shape->sense)
		params.line_penalty = TITLE_LINE;
	return params;
}

static size_t break_lines(Setting *s, const LinebreakWidths *widths, Linebreak **breaks)
{
	LinebreakParams params = start_params(s, widths->width);
	Len em = body_size(s->para);
	Len ragged = widths->width / (s->shape->sense ? TITLE_PART : RAGGED_PART);
	if (ragged < RAGGED_EMS * em)
		ragged = RAGGED_EMS * em;
	bool whole = s->shape->hyphenate && s->shape->looseness == 0;
	size_t count = 0;
	for (size_t i = whole ? 0 : 1; count == 0 && i < sizeof passes / sizeof *passes; i++) {
		params.tolerance = i == 1 && s->ragged ? RAGGED_TOLERANCE : passes[i].tolerance;
		params.emergency_stretch = passes[i].emergency_ems * em + (s->ragged ? ragged : 0);
		params.final = passes[i].leave == ITEMS_CUT;
		items_make(s, passes[i].leave);
		count = linebreak_find(s->arena, s->items.items, s->items.len, widths, &params,
				       breaks);
		bool better = i == 0 && (ends_short(s, &params, *breaks, count) ||
					 cuts_tie(s, *breaks, count));
		if (!better)
			continue;
		params.tolerance = LAST_TOLERANCE;
		count = linebreak_find(s->arena, s->items.items, s->items.len, widths, &params,
				       breaks);
	}
	return count;
}

/* Says it of the worst line; overfull is worse than any underfull. */
static void report_fullness(Setter *setter, const Lines *lines)
{
	const Line *full = NULL, *loose = NULL;
	for (size_t i = 0; i < lines->count; i++) {
		const Line *line = &lines->lines[i];
		if (line->overfull > (full == NULL ? 0 : full->overfull))
			full = line;
		if (line->underfull > (loose == NULL ? 0 : loose->underfull))
			loose = line;
	}
	if (full != NULL)
		diag_warning(setter->diags, full->span,
			     S("shorten it, or show with <wbr> or &shy; where it may be divided"),
			     "a line is overfull: %.1f pt too wide [line-overfull]",
			     len_to_pt(full->overfull));
	else if (loose != NULL)
		diag_warning(setter->diags, loose->span,
			     S("say it in other words, or show with <wbr> or &shy; where a word "
			       "may be divided"),
			     "a line is underfull: %.1f pt that its spaces cannot take well "
			     "[line-underfull]",
			     len_to_pt(loose->underfull));
}

Lines para_set(Setter *setter, Arena *arena, const Para *para, const ParaShape *shape)
{
	Setting s = start_setting(setter, para, shape);
	s.names = names_find(&s);
	LinebreakWidths widths = line_widths(shape);
	Linebreak *breaks;
	size_t count = break_lines(&s, &widths, &breaks);
	if (setter->watch != NULL)
		setter->watch(setter->watch_context, para, &s.items);
	divide_glyphs(&s, breaks, count);
	Lines lines = lines_place(&s, arena, &widths, breaks, count);
	if (!shape->trial)
		report_fullness(setter, &lines);
	return lines;
}

Len para_measure(Setter *setter, const Para *para, Len *smallest)
{
	ParaShape shape = {.width = LEN_MAX, .align = PARA_LEFT};
	Setting s = start_setting(setter, para, &shape);
	int64_t line = 0, longest = 0, widest = 0;
	items_make(&s, ITEMS_WHOLE);
	for (size_t i = 0; i < s.items.len; i++) {
		const Item *item = &s.items.items[i];
		if (item->kind == ITEM_PENALTY) {
			line = item_is_forced(item) ? 0 : line;
			continue;
		}
		line += item->width;
		longest = line > longest ? line : longest;
		if (item->kind == ITEM_BOX && item->width > widest)
			widest = item->width;
	}
	if (smallest != NULL)
		*smallest = widest > LEN_MAX ? LEN_MAX : (Len)widest;
	return longest > LEN_MAX ? LEN_MAX : (Len)longest;
}

size_t breaks_find(Setter *setter, Arena *arena, Str text, Str lang, uint32_t **offsets,
		   bool **forced)
{
	uint8_t *marks = ARENA_ARRAY(arena, uint8_t, text.len + 1);
	size_t count = 0;
	unicode_mark_lines(setter->unicode, text, lang, marks);
	*offsets = ARENA_ARRAY(arena, uint32_t, text.len + 1);
	*forced = ARENA_ARRAY(arena, bool, text.len + 1);
	for (size_t i = 1; i <= text.len; i++) {
		if (marks[i] == 0)
			continue;
		(*offsets)[count] = (uint32_t)i;
		(*forced)[count++] = marks[i] == 2;
	}
	return count;
}

size_t graphemes_find(Setter *setter, Arena *arena, Str text, uint32_t **offsets)
{
	uint8_t *marks = ARENA_ARRAY(arena, uint8_t, text.len + 1);
	size_t count = 0;
	unicode_mark_graphemes(setter->unicode, text, marks);
	*offsets = ARENA_ARRAY(arena, uint32_t, text.len + 1);
	for (size_t i = 1; i <= text.len; i++)
		if (marks[i] != 0)
			(*offsets)[count++] = (uint32_t)i;
	return count;
}
