/*
 * line: the glyphs of broken lines, placed.
 *
 * The glue of each line is set (justify.c) so that the line has its width exactly. Characters at
 * the edges hang out a little (protrusion.h). The space at which a line breaks stays at the end of
 * the text, beyond the margin, so that readers of the PDF find the word's end. Stretches of one
 * face, style, tag and link become one text each, in the visual order of UAX #9.
 */
#include "typeset/setting.h"

#include "base/utf8.h"

/* A line is underfull when its spaces are wider than that. */
enum { RATIO_LOOSE = 3 };

/* What rounding does is not overfull. */
enum { OVERFULL_LEAST = LEN_PT / 10 };

/* Ascent and depth of text as parts of its size: the same for all faces, so that lines are even. */
enum { ASCENT_PERCENT = 75, DEPTH_PERCENT = 25 };

typedef struct {
	const Segment *segment, *last; /* the first and the last it covers */
	uint32_t glyph, end;
	Len w, hanging; /* of what stands on the line, and of what hangs beyond it */
	Len x;
	/* glyphs that the text does not have: a hyphen; the space for a forced break, or 0 */
	bool hyphen;
	uint32_t space;
} Chunk;

typedef VEC(Chunk) Chunks;
typedef VEC(FrameItem) FrameItems;

typedef struct {
	Setting *s;
	Arena *arena, *keep; /* of the result: items, and what they point to */
	LinebreakWidths widths;
	size_t segment; /* that the line starts in, or before it */
	Justified line; /* the line at hand */
	Chunks chunks;
	FrameItems items;
} Placer;

/* Whether the segment goes into the same text as the chunk. */
static bool joins_chunk(const Setting *s, const Chunk *chunk, const Segment *next)
{
	const Segment *last = chunk->last;
	const ParaRun *a = segment_run(s, last), *b = segment_run(s, next);
	return last->kind == SEGMENT_TEXT && next->kind == SEGMENT_TEXT &&
	       last->end == next->start && last->face == next->face && last->size == next->size &&
	       last->level == next->level && a->style == b->style && a->tag == b->tag &&
	       a->link == b->link && str_eq(last->lang, next->lang);
}

/* From glyph `trailing` on they hang beyond the line. */
static void add_glyphs(Placer *p, const Segment *segment, uint32_t from, uint32_t to,
		       uint32_t trailing)
{
	Setting *s = p->s;
	Chunk *chunk = p->chunks.len > 0 ? &p->chunks.ptr[p->chunks.len - 1] : NULL;
	if (chunk == NULL || !joins_chunk(s, chunk, segment)) {
		VEC_PUSH(s->arena, &p->chunks, (Chunk){.segment = segment, .glyph = from});
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
static void make_chunks(Placer *p, uint32_t from, uint32_t to, uint32_t trailing)
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

static void add_hyphen(Placer *p, Len width)
{
	if (p->chunks.len == 0)
		return;
	Chunk *last = &p->chunks.ptr[p->chunks.len - 1];
	last->hyphen = true;
	last->w += width;
}

/* The end of a line that is broken by force says a space, as that of others does: what stands
 * behind it is another word. */
static void add_space(Placer *p)
{
	if (p->chunks.len == 0)
		return;
	Chunk *last = &p->chunks.ptr[p->chunks.len - 1];
	if (last->segment->kind != SEGMENT_TEXT || last->segment->level != p->s->para->rtl)
		return;
	last->space = face_glyph(last->segment->face, ' ', 0);
	if (last->space != 0)
		last->hanging += shape_advance(last->segment, last->space);
}

/* Sets the x of every chunk, from `x` on in visual order. */
static void order_chunks(Placer *p, Len x)
{
	Setting *s = p->s;
	size_t count = p->chunks.len;
	uint32_t *order = ARENA_ARRAY(s->arena, uint32_t, count);
	uint8_t *levels = ARENA_ARRAY(s->arena, uint8_t, count);
	for (size_t i = 0; i < count; i++)
		levels[i] = p->chunks.ptr[i].segment->level;
	unicode_order(levels, count, order);
	for (size_t i = 0; i < count; i++) {
		Chunk *chunk = &p->chunks.ptr[order[i]];
		/* what hangs at the end of a line from right to left hangs to the left */
		bool rtl = chunk->segment->level % 2 == 1;
		chunk->x = rtl ? x - chunk->hanging : x;
		x += chunk->w;
	}
}

/* Characters that only steer breaking; a reader of the text shall not meet them. */
static bool is_steering(uint32_t rune)
{
	return rune == 0xAD || rune == 0x200B || rune == 0x2060 || rune == 0xFEFF;
}

/* Copies the chunk's text and gives its glyphs their place in it. */
static Str copy_text(Placer *p, const Chunk *chunk, Glyph *out)
{
	const FaceGlyph *glyphs = p->s->glyphs.ptr;
	Str text = p->s->para->text;
	uint32_t g = chunk->glyph, at = glyphs[g].cluster, end = chunk->last->end;
	if (chunk->end < segment_glyph_end(p->s, chunk->last))
		end = glyphs[chunk->end].cluster;
	char *copy = arena_alloc(p->keep, end - at + 1);
	size_t length = 0;
	for (size_t next = at; at < end; at = (uint32_t)next) {
		uint32_t rune = utf8_next(text, &next);
		for (; g < chunk->end && glyphs[g].cluster <= at; g++)
			out[g - chunk->glyph].start = (uint32_t)length;
		for (size_t i = at; i < next && !is_steering(rune); i++)
			copy[length++] = text.ptr[i];
	}
	if (chunk->space != 0)
		copy[length++] = ' ';
	return (Str){copy, length};
}

static size_t glyph_count(const Chunk *chunk)
{
	return chunk->end - chunk->glyph + chunk->hyphen + (chunk->space != 0);
}

/* The shifts of a chunk's glyphs; NULL when there are none. */
static GlyphShift *copy_shifts(Placer *p, const Chunk *chunk)
{
	const FaceGlyph *glyphs = p->s->glyphs.ptr;
	GlyphShift *shifts = NULL;
	for (uint32_t g = chunk->glyph; g < chunk->end; g++) {
		if (glyphs[g].dx == 0 && glyphs[g].dy == 0)
			continue;
		if (shifts == NULL)
			shifts = ARENA_ARRAY(p->keep, GlyphShift, glyph_count(chunk));
		shifts[g - chunk->glyph] = (GlyphShift){glyphs[g].dx, glyphs[g].dy};
	}
	return shifts;
}

static void reverse_run(Glyph *glyphs, GlyphShift *shifts, size_t count)
{
	for (size_t a = 0, b = count; a + 1 < b; a++) {
		Glyph swap = glyphs[a];
		glyphs[a] = glyphs[--b];
		glyphs[b] = swap;
		if (shifts == NULL)
			continue;
		GlyphShift shift = shifts[a];
		shifts[a] = shifts[b];
		shifts[b] = shift;
	}
}

static FrameItem text_item(Placer *p, const Chunk *chunk)
{
	const Segment *segment = chunk->segment;
	const ParaRun *run = segment_run(p->s, segment);
	size_t count = chunk->end - chunk->glyph;
	Glyph *glyphs = ARENA_ARRAY(p->keep, Glyph, glyph_count(chunk));
	for (size_t i = 0; i < count; i++) {
		const FaceGlyph *g = &p->s->glyphs.ptr[chunk->glyph + i];
		glyphs[i] = (Glyph){.id = (uint16_t)g->glyph, .advance = g->advance};
	}
	FrameItem item = {.kind = FRAME_TEXT,
			  .tag = run->tag,
			  .span = run->span,
			  .x = chunk->x,
			  .y = -run->style->rise,
			  .w = chunk->w + chunk->hanging,
			  .h = segment->size};
	item.as.text.text = copy_text(p, chunk, glyphs);
	item.as.text.face = segment->face;
	item.as.text.size = segment->size;
	item.as.text.shifts = copy_shifts(p, chunk);
	item.as.text.expansion = (int16_t)(segment_expands(p->s, segment) ? p->line.expansion : 0);
	item.as.text.colour = run->style->colour;
	item.as.text.lang = segment->lang;
	item.as.text.rtl = segment->level % 2 == 1;
	if (chunk->space != 0)
		glyphs[count++] = (Glyph){.id = (uint16_t)chunk->space,
					  .start = (uint32_t)item.as.text.text.len - 1,
					  .advance = shape_advance(segment, chunk->space)};
	if (item.as.text.rtl)
		reverse_run(glyphs, item.as.text.shifts, count);
	if (chunk->hyphen) {
		uint32_t hyphen = face_glyph(segment->face, '-', 0);
		glyphs[count++] = (Glyph){.id = (uint16_t)hyphen,
					  .start = (uint32_t)item.as.text.text.len,
					  .advance = shape_advance(segment, hyphen)};
		item.as.text.soft_hyphen = true;
	}
	item.as.text.glyphs = glyphs;
	item.as.text.glyph_count = (uint32_t)count;
	return item;
}

static void add_rule(Placer *p, const Chunk *chunk, Len y, Len h, uint32_t colour, Len radius)
{
	FrameItem item = {.kind = FRAME_RULE,
			  .span = segment_run(p->s, chunk->segment)->span,
			  .x = chunk->segment->level % 2 == 1 ? chunk->x + chunk->hanging
							      : chunk->x,
			  .y = y,
			  .w = chunk->w,
			  .h = h};
	item.as.rule.colour = colour;
	item.as.rule.radius = radius;
	VEC_PUSH(p->s->arena, &p->items, item);
}

/* Backgrounds of chunks that stand side by side in one style are one rule. */
static void add_backgrounds(Placer *p)
{
	for (size_t i = 0; i < p->chunks.len; i++) {
		Chunk merged = p->chunks.ptr[i];
		const TextStyle *style = segment_style(p->s, merged.segment);
		if (!style->has_background)
			continue;
		while (i + 1 < p->chunks.len &&
		       segment_style(p->s, p->chunks.ptr[i + 1].segment) == style &&
		       p->chunks.ptr[i + 1].x == merged.x + merged.w)
			merged.w += p->chunks.ptr[++i].w;
		Len size = style->size, pad = size / 5;
		merged.x -= pad;
		merged.w += 2 * pad;
		add_rule(p, &merged, -len_scale(size, 0.85) - style->rise, len_scale(size, 1.15),
			 style->background, size / 5);
	}
}

/* A dot at each letter of a CJK chunk (CLREQ 3.1.6, JLREQ 3.3.9); marks have none. */
static void add_dots(Placer *p, const Chunk *chunk)
{
	const FaceGlyph *glyphs = p->s->glyphs.ptr;
	Len size = chunk->segment->size, dot = size / 8, x = chunk->x;
	bool above = str_starts_nocase(chunk->segment->lang, S("ja"));
	Len y = above ? -len_muldiv(size, 102, 100) : len_muldiv(size, 17, 100);
	for (uint32_t g = chunk->glyph; g < chunk->end; x += glyphs[g++].advance) {
		size_t at = glyphs[g].cluster;
		if (!unicode_is_alphanumeric(utf8_next(p->s->para->text, &at)))
			continue;
		FrameItem item = {.kind = FRAME_RULE,
				  .span = segment_run(p->s, chunk->segment)->span,
				  .x = x + (size - dot) / 2,
				  .y = y - segment_style(p->s, chunk->segment)->rise,
				  .w = dot,
				  .h = dot};
		item.as.rule.colour = segment_style(p->s, chunk->segment)->colour;
		item.as.rule.radius = dot / 2;
		VEC_PUSH(p->s->arena, &p->items, item);
	}
}

static void add_object(Placer *p, const Chunk *chunk)
{
	const ParaObject *object = &p->s->para->objects[chunk->segment->object];
	FrameItem item = object->item;
	for (size_t i = 0; i < object->item_count; i++) {
		item = object->items[i];
		item.x += chunk->x;
		VEC_PUSH(p->s->arena, &p->items, item);
	}
	if (object->items != NULL)
		return;
	item.x = chunk->x;
	item.y = item.kind == FRAME_TEXT ? 0 : -object->h;
	VEC_PUSH(p->s->arena, &p->items, item);
}

static void add_texts(Placer *p)
{
	for (size_t i = 0; i < p->chunks.len; i++) {
		const Chunk *chunk = &p->chunks.ptr[i];
		const TextStyle *style = segment_style(p->s, chunk->segment);
		if (chunk->segment->kind == SEGMENT_OBJECT) {
			add_object(p, chunk);
			continue;
		}
		VEC_PUSH(p->s->arena, &p->items, text_item(p, chunk));
		Len size = style->size;
		if (style->dots && chunk->segment->cjk && chunk->segment->script != UNICODE_HANGUL)
			add_dots(p, chunk);
		if (style->underline)
			add_rule(p, chunk, size / 9 - style->rise, size / 20, style->colour, 0);
		if (style->strike)
			add_rule(p, chunk, -size / 4 - style->rise, size / 20, style->colour, 0);
	}
}

/* One piece for each link on the line; pieces that bidi sets apart stay apart. */
static void add_links(Placer *p)
{
	for (size_t i = 0; i < p->chunks.len; i++) {
		const Chunk *chunk = &p->chunks.ptr[i];
		const ParaRun *run = segment_run(p->s, chunk->segment);
		if (run->link == 0 || chunk->w == 0)
			continue;
		Len x = chunk->x, end = x + chunk->w;
		while (i + 1 < p->chunks.len && p->chunks.ptr[i + 1].x == end &&
		       segment_run(p->s, p->chunks.ptr[i + 1].segment)->link == run->link)
			end += p->chunks.ptr[++i].w;
		const ParaLink *link = &p->s->para->links[run->link - 1];
		Len size = run->style->size;
		FrameItem item = {.kind = FRAME_LINK,
				  .tag = link->tag,
				  .span = run->span,
				  .x = x,
				  .y = -len_scale(size, 0.8) - run->style->rise,
				  .w = end - x,
				  .h = len_scale(size, 1.05)};
		item.as.link.url = link->url;
		item.as.link.anchor = link->anchor;
		item.as.link.contents = link->contents;
		item.as.link.group = link->group;
		VEC_PUSH(p->s->arena, &p->items, item);
	}
}

/* The strut of the paragraph, and what is taller. */
static void measure_line(const Placer *p, Line *line)
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

static Len line_offset(const Placer *p, size_t number, Len spare)
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

static bool ends_justified(const Placer *p, const Item *at)
{
	return p->s->shape->align == PARA_JUSTIFY && !item_is_forced(at);
}

/* Whether the line is too full, or not full enough. */
static void note_fullness(const Placer *p, Line *line, Len target, const Item *at)
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

static Line place_line(Placer *p, const Linebreak *breaks, size_t number, size_t count)
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
	add_backgrounds(p);
	add_texts(p);
	add_links(p);
	measure_line(p, &line);
	line.count = p->items.len;
	line.items = ARENA_ARRAY(p->arena, FrameItem, line.count);
	for (size_t i = 0; i < line.count; i++)
		line.items[i] = p->items.ptr[i];
	line.hyphenated = at->kind == ITEM_PENALTY && at->flagged;
	return line;
}

Lines lines_place(Setting *s, Arena *arena, const LinebreakWidths *widths, const Linebreak *breaks,
		  size_t count)
{
	Placer p = {.s = s, .arena = arena, .widths = *widths};
	p.keep = s->setter->keep != NULL ? s->setter->keep : arena;
	Lines lines = {.lines = ARENA_ARRAY(arena, Line, count), .count = count};
	for (size_t i = 0; i < count; i++) {
		lines.lines[i] = place_line(&p, breaks, i, count);
		lines.width = lines.lines[i].w > lines.width ? lines.lines[i].w : lines.width;
	}
	return lines;
}
