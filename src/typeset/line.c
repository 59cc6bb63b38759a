/*
 * line: the glyphs of broken lines, placed.
 *
 * The glue of each line is set (justify.c) so that the line has its width exactly. Characters at
 * the edges hang out a little (protrusion.h). The space at which a line breaks stays at the end of
 * the text, beyond the margin, so that readers of the PDF find the word's end. Stretches of one
 * face, style, tag and link become one text each, in the visual order of UAX #9.
 */
#include "typeset/line_parts.h"

#include "base/utf8.h"

/* A line is underfull when its spaces are wider than that. */
enum { RATIO_LOOSE = 3 };

/* What rounding does is not overfull. */
enum { OVERFULL_LEAST = LEN_PT / 10 };

/* Ascent and depth of text as parts of its size: the same for all faces, so that lines are even. */
enum { ASCENT_PERCENT = 75, DEPTH_PERCENT = 25 };

/* Whether the segment goes into the same text as the chunk. */
static bool joins_chunk(const Setting *s, const LineChunk *chunk, const Segment *next)
{
	const Segment *last = chunk->last;
	const ParaRun *a = segment_run(s, last), *b = segment_run(s, next);
	return last->kind == SEGMENT_TEXT && next->kind == SEGMENT_TEXT &&
	       last->end == next->start && last->face == next->face && last->size == next->size &&
	       last->level == next->level && a->style == b->style && a->tag == b->tag &&
	       a->link == b->link && str_eq(last->lang, next->lang);
}

/* From glyph `trailing` on they hang beyond the line. */
static void add_glyphs(LinePlacer *p, const Segment *segment, uint32_t from, uint32_t to,
		       uint32_t trailing)
{
	Setting *s = p->s;
	LineChunk *chunk = p->chunks.len > 0 ? &p->chunks.ptr[p->chunks.len - 1] : NULL;
	if (chunk == NULL || !joins_chunk(s, chunk, segment)) {
		VEC_PUSH(s->arena, &p->chunks, (LineChunk){.segment = segment, .glyph = from});
		chunk = &p->chunks.ptr[p->chunks.len - 1];
	}
	chunk->last = segment;
	chunk->end = to;
	for (uint32_t g = from; g < to; g++) {
		if (g < trailing)
			chunk->w += s->glyphs.ptr[g].advance;
		else
			chunk->hanging += s->glyphs.ptr[g].advance;
	}
}

/* Cuts the glyphs [from, to) of a line into chunks. */
static void make_chunks(LinePlacer *p, uint32_t from, uint32_t to, uint32_t trailing)
{
	Setting *s = p->s;
	p->chunks.len = 0;
	for (; p->segment < s->segments.len; p->segment++) {
		const Segment *segment = &s->segments.ptr[p->segment];
		uint32_t end = segment_glyph_end(s, segment);
		if (segment->first_glyph >= to)
			break;
		uint32_t a = segment->first_glyph > from ? segment->first_glyph : from;
		uint32_t b = end < to ? end : to;
		if (a < b)
			add_glyphs(p, segment, a, b, trailing);
		if (end > to) /* the next line goes on with it */
			break;
	}
}

static void add_hyphen(LinePlacer *p, Len width)
{
	if (p->chunks.len == 0)
		return;
	LineChunk *last = &p->chunks.ptr[p->chunks.len - 1];
	last->hyphen = true;
	last->w += width;
}

/* The end of a line that is broken by force says a space, as that of others does: what stands
 * behind it is another word. */
static void add_space(LinePlacer *p)
{
	if (p->chunks.len == 0)
		return;
	LineChunk *last = &p->chunks.ptr[p->chunks.len - 1];
	if (last->segment->kind != SEGMENT_TEXT ||
	    last->segment->level != (p->s->direction == UNICODE_RTL))
		return;
	last->space = face_glyph(last->segment->face, ' ', 0);
	if (last->space != 0)
		last->hanging += shape_advance(last->segment, last->space);
}

/* Sets the x of every chunk, from `x` on in visual order. */
static void order_chunks(LinePlacer *p, Len x)
{
	Setting *s = p->s;
	size_t count = p->chunks.len;
	uint32_t *order = ARENA_ARRAY(s->arena, uint32_t, count);
	uint8_t *levels = ARENA_ARRAY(s->arena, uint8_t, count);
	for (size_t i = 0; i < count; i++)
		levels[i] = p->chunks.ptr[i].segment->level;
	unicode_order(levels, count, order);
	for (size_t i = 0; i < count; i++) {
		LineChunk *chunk = &p->chunks.ptr[order[i]];
		/* what hangs at the end of a line from right to left hangs to the left */
		bool rtl = chunk->segment->level % 2 == 1;
		chunk->x = rtl ? x - chunk->hanging : x;
		x += chunk->w;
	}
}

/* The strut of the paragraph, and what is taller. */
static void measure_line(const LinePlacer *p, Line *line)
{
	const Setting *s = p->s;
	Len size = s->para->run_count > 0 ? s->para->runs[0].style->size : 0;
	Len leading = s->shape->leading;
	Len ascent = len_muldiv(size, ASCENT_PERCENT, 100) + (leading - size) / 2;
	Len depth = leading - ascent;
	for (size_t i = 0; i < p->chunks.len; i++) {
		const Segment *segment = p->chunks.ptr[i].segment;
		const TextStyle *style = segment_style(s, segment);
		Len up = len_muldiv(style->size, ASCENT_PERCENT, 100) + style->rise;
		Len down = len_muldiv(style->size, DEPTH_PERCENT, 100) - style->rise;
		if (segment->kind == SEGMENT_OBJECT) {
			up = s->para->objects[segment->object].h;
			down = s->para->objects[segment->object].depth;
		}
		ascent = up > ascent ? up : ascent;
		depth = down > depth ? down : depth;
	}
	line->ascent = ascent;
	line->depth = depth;
}

static Len line_offset(const LinePlacer *p, size_t number, Len spare)
{
	const ParaShape *shape = p->s->shape;
	Len x = number < shape->narrow_lines ? shape->narrow_indent : 0;
	if (number == 0)
		x += shape->first_indent;
	if (spare <= 0)
		return x;
	switch (shape->align) {
	case PARA_JUSTIFY: return p->s->para->rtl ? x + spare : x;
	case PARA_LEFT: return x;
	case PARA_CENTER: return x + spare / 2;
	case PARA_RIGHT: return x + spare;
	}
	return x;
}

static bool ends_justified(const LinePlacer *p, const Item *at)
{
	return p->s->shape->align == PARA_JUSTIFY && !item_is_forced(at);
}

/* Whether the line is too full, or not full enough. */
static void note_fullness(const LinePlacer *p, Line *line, Len target, const Item *at)
{
	Len loose = p->line.stretch * RATIO_LOOSE, taken = len_scale(p->line.stretch, line->ratio);
	if (line->w > target + OVERFULL_LEAST)
		line->overfull = line->w - target;
	else if (!ends_justified(p, at))
		return;
	else if (line->w < target - OVERFULL_LEAST)
		line->underfull = target - line->w + (taken > loose ? taken - loose : 0);
	else if (line->ratio > RATIO_LOOSE)
		line->underfull = taken - loose;
	if (p->chunks.len > 0)
		line->span = segment_run(p->s, p->chunks.ptr[0].segment)->span;
}

/* Whether the box is a middle dot that goes at the edges of lines. */
static bool is_folded(const Setting *s, const Item *box)
{
	return s->shape->fold && box->kind == ITEM_BOX &&
	       str_eq(str_slice(s->para->text, box->from, box->to), S("\u00B7"));
}

/* Where the line that breaks at item `at` ends: there, or before a dot at its end. */
static size_t fold_end(const Setting *s, size_t start, size_t at)
{
	const Item *items = s->items.items;
	size_t box = at;
	while (box > start && items[box].kind != ITEM_BOX)
		box--;
	bool folded =
		box >= start + 2 && items[box - 1].kind == ITEM_GLUE && is_folded(s, &items[box]);
	return folded ? box - 1 : at;
}

/* Where the line begins: behind a dot at its start. */
static size_t fold_start(const Setting *s, size_t start, size_t end)
{
	const Item *items = s->items.items;
	bool folded = start + 2 < end && items[start + 1].kind == ITEM_GLUE &&
		      is_folded(s, &items[start]);
	return folded ? start + 2 : start;
}

static Line place_line(LinePlacer *p, const Linebreak *breaks, size_t number, size_t count)
{
	Setting *s = p->s;
	const Item *items = s->items.items, *at = &items[breaks[number].item];
	size_t start = fold_start(s, breaks[number].start, breaks[number].item);
	Line line = {0};
	Len hang = linebreak_hang_left(items, s->items.len, start);
	Len hangs = hang + linebreak_hang_right(items, breaks[number].item);
	Len target = linebreak_width(&p->widths, number);
	Len hyphen = at->kind == ITEM_PENALTY ? at->width : 0;
	size_t last = fold_end(s, start, breaks[number].item);
	bool folded = last < breaks[number].item;
	p->line = justify_line(s, start, last, target + hangs - hyphen);
	line.w = p->line.width + hyphen - hangs;
	line.ratio = p->line.ratio;
	uint32_t end =
		number + 1 < count ? items[breaks[number + 1].start].ref : (uint32_t)s->glyphs.len;
	make_chunks(p, items[start].ref, folded ? items[last].ref + 1 : end,
		    folded ? items[last].ref : at->ref);
	line.forced = item_is_forced(at);
	if (hyphen != 0)
		add_hyphen(p, hyphen);
	if (line.forced && number + 1 < count)
		add_space(p);
	line.x = line_offset(p, number, target - line.w);
	note_fullness(p, &line, target, at);
	order_chunks(p, line.x - hang);
	p->items.len = 0;
	line_add_backgrounds(p);
	line_add_texts(p);
	line_add_links(p);
	measure_line(p, &line);
	line.count = p->items.len;
	line.items = ARENA_ARRAY(p->arena, FrameItem, line.count);
	for (size_t i = 0; i < line.count; i++)
		line.items[i] = p->items.ptr[i];
	line.hyphenated = at->kind == ITEM_PENALTY && at->flagged;
	line.cost = at->kind == ITEM_PENALTY && !item_is_forced(at) ? at->cost : 0;
	return line;
}

Lines lines_place(Setting *s, Arena *arena, const LinebreakWidths *widths, const Linebreak *breaks,
		  size_t count)
{
	LinePlacer p = {.s = s, .arena = arena, .widths = *widths};
	p.keep = s->setter->keep != NULL ? s->setter->keep : arena;
	Lines lines = {.lines = ARENA_ARRAY(arena, Line, count), .count = count};
	for (size_t i = 0; i < count; i++) {
		lines.lines[i] = place_line(&p, breaks, i, count);
		lines.width = lines.lines[i].w > lines.width ? lines.lines[i].w : lines.width;
	}
	return lines;
}
