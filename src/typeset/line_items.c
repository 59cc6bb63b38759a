/* What stands on a line as items of its frame: grounds, texts, objects, links. */
#include "typeset/line_parts.h"

#include "base/utf8.h"

/* Characters that only steer breaking; a reader of the text shall not meet them. */
static bool is_steering(uint32_t rune)
{
	return rune == 0xAD || rune == 0x200B || rune == 0x2060 || rune == 0xFEFF;
}

/* Copies the chunk's text and gives its glyphs their place in it. */
static Str copy_text(LinePlacer *p, const LineChunk *chunk, Glyph *out)
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

static size_t glyph_count(const LineChunk *chunk)
{
	return chunk->end - chunk->glyph + chunk->hyphen + (chunk->space != 0);
}

/* The shifts of a chunk's glyphs; NULL when there are none. */
static GlyphShift *copy_shifts(LinePlacer *p, const LineChunk *chunk)
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

static FrameItem text_item(LinePlacer *p, const LineChunk *chunk)
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

static void add_rule(LinePlacer *p, const LineChunk *chunk, Len y, Len h, uint32_t colour,
		     Len radius)
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
void line_add_backgrounds(LinePlacer *p)
{
	for (size_t i = 0; i < p->chunks.len; i++) {
		LineChunk merged = p->chunks.ptr[i];
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
static void add_dots(LinePlacer *p, const LineChunk *chunk)
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

static void add_object(LinePlacer *p, const LineChunk *chunk)
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

void line_add_texts(LinePlacer *p)
{
	for (size_t i = 0; i < p->chunks.len; i++) {
		const LineChunk *chunk = &p->chunks.ptr[i];
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
void line_add_links(LinePlacer *p)
{
	for (size_t i = 0; i < p->chunks.len; i++) {
		const LineChunk *chunk = &p->chunks.ptr[i];
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
