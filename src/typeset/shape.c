/*
 * shape: segments to glyphs, by word.
 *
 * A word is what stands between spaces within a segment. Its glyphs are kept in font units under
 * the face, language, script, direction, features and bytes, for the life of the setter: texts
 * repeat their words, and a look-up costs a twentieth of shaping. Words next to a segment of the
 * same script without a space between (a style changes within an Arabic word) are shaped in their
 * context and not kept.
 */
#include "typeset/sense.h"
#include "typeset/setting.h"

#include "base/utf8.h"

#include <string.h>

enum { WORD_KEPT = 256, CACHE_WORDS = 1 << 16, FIRST_SLOTS = 1024 };

/* All that shaping depends on but the bytes; numbered so that words compare fast. */
typedef struct {
	Face *face;
	FaceShaping shaping;
} ShapeStyle;

typedef struct {
	uint64_t hash;
	uint32_t style, glyph_count;
	Str text;
	FaceGlyph *glyphs; /* font units, visual order */
} ShapeWord;

struct ShapeCache {
	Arena *arena;
	VEC(ShapeStyle) styles;
	uint32_t last_style;
	ShapeWord *slots; /* open addressing; text.ptr NULL: free */
	size_t slot_count, len;
};

ShapeCache *shape_cache_new(Arena *arena)
{
	ShapeCache *cache = ARENA_NEW(arena, ShapeCache);
	cache->arena = arena;
	cache->slot_count = FIRST_SLOTS;
	cache->slots = ARENA_ARRAY(arena, ShapeWord, cache->slot_count);
	return cache;
}

static bool same_style(const ShapeStyle *a, Face *face, const FaceShaping *b)
{
	return a->face == face && a->shaping.script == b->script && a->shaping.rtl == b->rtl &&
	       str_eq(a->shaping.lang, b->lang) && str_eq(a->shaping.features, b->features);
}

static uint32_t find_style(ShapeCache *cache, Face *face, const FaceShaping *shaping)
{
	for (uint32_t k = 0; k < cache->styles.len; k++) {
		uint32_t i = (cache->last_style + k) % (uint32_t)cache->styles.len;
		if (same_style(&cache->styles.ptr[i], face, shaping))
			return cache->last_style = i;
	}
	ShapeStyle style = {face, *shaping};
	style.shaping.lang = str_dup(cache->arena, shaping->lang);
	style.shaping.features = str_dup(cache->arena, shaping->features);
	VEC_PUSH(cache->arena, &cache->styles, style);
	return cache->last_style = (uint32_t)cache->styles.len - 1;
}

static ShapeWord *find_slot(ShapeWord *slots, size_t count, uint64_t hash, uint32_t style, Str text)
{
	size_t i = (size_t)hash & (count - 1);
	while (slots[i].text.ptr != NULL &&
	       (slots[i].hash != hash || slots[i].style != style || !str_eq(slots[i].text, text)))
		i = (i + 1) & (count - 1);
	return &slots[i];
}

static void grow_cache(ShapeCache *cache)
{
	size_t count = cache->slot_count * 2;
	ShapeWord *slots = ARENA_ARRAY(cache->arena, ShapeWord, count);
	for (size_t i = 0; i < cache->slot_count; i++) {
		ShapeWord *word = &cache->slots[i];
		if (word->text.ptr != NULL)
			*find_slot(slots, count, word->hash, word->style, word->text) = *word;
	}
	cache->slots = slots;
	cache->slot_count = count;
}

static ShapeWord *look_up_word(ShapeCache *cache, uint32_t style, Str text)
{
	uint64_t hash = str_hash(text) + style * 0x9E3779B97F4A7C15u;
	ShapeWord *word = find_slot(cache->slots, cache->slot_count, hash, style, text);
	if (word->text.ptr != NULL || cache->len >= CACHE_WORDS)
		return word;
	if (cache->len * 2 >= cache->slot_count) {
		grow_cache(cache);
		word = find_slot(cache->slots, cache->slot_count, hash, style, text);
	}
	cache->len++;
	size_t count;
	ShapeStyle *s = &cache->styles.ptr[style];
	*word = (ShapeWord){.hash = hash, .style = style, .text = str_dup(cache->arena, text)};
	face_shape(s->face, cache->arena, text, 0, text.len, &s->shaping, &word->glyphs, &count);
	word->glyph_count = (uint32_t)count;
	return word;
}

/* Font units to Len at the segment's size. */
static FaceGlyph scale_glyph(const Segment *segment, FaceGlyph g, uint32_t offset)
{
	int em = face_metrics(segment->face)->units_per_em;
	g.cluster += offset;
	g.advance = len_muldiv(segment->size, g.advance, em);
	if (g.dx != 0 || g.dy != 0) {
		g.dx = len_muldiv(segment->size, g.dx, em);
		g.dy = len_muldiv(segment->size, g.dy, em);
	}
	return g;
}

Len shape_advance(const Segment *segment, uint32_t glyph)
{
	return len_muldiv(segment->size, face_advance(segment->face, glyph),
			  face_metrics(segment->face)->units_per_em);
}

static FaceShaping segment_shaping(const Setting *s, const Segment *segment)
{
	return (FaceShaping){.lang = segment->lang,
			     .script = segment->script,
			     .rtl = segment->level % 2 == 1,
			     .features = segment_style(s, segment)->features};
}

static FaceShaping word_shaping(const Setting *s, const Segment *segment, Str word)
{
	FaceShaping shaping = segment_shaping(s, segment);
	if (str_eq(shaping.features, S("onum")) && sense_is_sign(word))
		shaping.features = S("lnum");
	return shaping;
}

void shape_piece(Setting *s, const Segment *segment, Str text, size_t start, size_t end,
		 FaceGlyph **glyphs, size_t *count)
{
	FaceShaping shaping = word_shaping(s, segment, str_slice(text, start, end));
	face_shape(segment->face, s->arena, text, start, end, &shaping, glyphs, count);
	FaceGlyph *g = *glyphs;
	for (size_t i = 0; i < *count; i++)
		g[i] = scale_glyph(segment, g[i], 0);
	for (size_t a = 0, b = *count; shaping.rtl && a + 1 < b; a++) {
		FaceGlyph swap = g[a];
		g[a] = g[--b];
		g[b] = swap;
	}
}

static void add_space(Setting *s, const Segment *segment, size_t at, uint32_t rune)
{
	uint32_t glyph = face_glyph(segment->face, rune, 0);
	if (glyph == 0)
		glyph = face_glyph(segment->face, ' ', 0);
	Len advance = shape_advance(segment, glyph);
	if (rune == '\t')
		advance *= 4;
	VEC_PUSH(s->arena, &s->glyphs, (FaceGlyph){glyph, (uint32_t)at, advance, 0, 0, false});
}

/* Scripts whose letters join: a word there is not the same without its neighbours. */
static bool script_joins(uint32_t script)
{
	return script == UNICODE_ARABIC || script == UNICODE_SCRIPT('S', 'y', 'r', 'c') ||
	       script == UNICODE_SCRIPT('M', 'o', 'n', 'g') ||
	       script == UNICODE_SCRIPT('N', 'k', 'o', 'o') ||
	       script == UNICODE_SCRIPT('A', 'd', 'l', 'm');
}

/* `style` is that of words of the segment whose figures are as the others'. */
static void add_word(Setting *s, const Segment *segment, uint32_t style, size_t start, size_t end)
{
	Str text = s->para->text, word = str_slice(text, start, end);
	FaceShaping shaping = word_shaping(s, segment, word);
	if (!str_eq(shaping.features, segment_style(s, segment)->features))
		style = find_style(s->setter->shapes, segment->face, &shaping);
	bool edge = start == segment->start || end == segment->end;
	if (word.len > WORD_KEPT || (edge && script_joins(segment->script))) {
		FaceGlyph *glyphs;
		size_t count;
		shape_piece(s, segment, text, start, end, &glyphs, &count);
		for (size_t i = 0; i < count; i++)
			VEC_PUSH(s->arena, &s->glyphs, glyphs[i]);
		return;
	}
	const ShapeWord *shaped = look_up_word(s->setter->shapes, style, word);
	if (shaped->text.ptr == NULL) { /* the cache is full */
		FaceGlyph *glyphs;
		size_t count;
		shape_piece(s, segment, word, 0, word.len, &glyphs, &count);
		for (size_t i = 0; i < count; i++) {
			glyphs[i].cluster += (uint32_t)start;
			VEC_PUSH(s->arena, &s->glyphs, glyphs[i]);
		}
		return;
	}
	bool rtl = segment->level % 2 == 1;
	for (uint32_t i = 0; i < shaped->glyph_count; i++) {
		uint32_t from = rtl ? shaped->glyph_count - 1 - i : i;
		FaceGlyph g = scale_glyph(segment, shaped->glyphs[from], (uint32_t)start);
		VEC_PUSH(s->arena, &s->glyphs, g);
	}
}

/* A space that is set by itself: blank, tab, no-break space. Moves *at behind it. */
static bool take_space(Str text, size_t *at, uint32_t *rune)
{
	const char *p = text.ptr + *at;
	*rune = ' ';
	if (*p == ' ' || *p == '\t') {
		*rune = (unsigned char)*p;
		*at += 1;
		return true;
	}
	if (*at + 1 < text.len && p[0] == '\xC2' && p[1] == '\xA0') {
		*rune = 0xA0;
		*at += 2;
		return true;
	}
	return false;
}

static void shape_text(Setting *s, const Segment *segment)
{
	FaceShaping shaping = segment_shaping(s, segment);
	uint32_t style = find_style(s->setter->shapes, segment->face, &shaping);
	Str text = str_slice(s->para->text, 0, segment->end);
	for (size_t at = segment->start; at < segment->end;) {
		size_t start = at;
		uint32_t rune;
		if (take_space(text, &at, &rune)) {
			add_space(s, segment, start, rune);
			continue;
		}
		size_t end = at + 1;
		for (size_t next = end; end < segment->end && !take_space(text, &next, &rune);)
			next = ++end;
		add_word(s, segment, style, start, end);
		at = end;
	}
}

void shape_segments(Setting *s)
{
	for (size_t i = 0; i < s->segments.len; i++) {
		Segment *segment = &s->segments.ptr[i];
		segment->first_glyph = (uint32_t)s->glyphs.len;
		switch (segment->kind) {
		case SEGMENT_TEXT: shape_text(s, segment); break;
		case SEGMENT_OBJECT: {
			FaceGlyph g = {.cluster = segment->start,
				       .advance = s->para->objects[segment->object].w};
			VEC_PUSH(s->arena, &s->glyphs, g);
			break;
		}
		case SEGMENT_BREAK:
		case SEGMENT_MISSING: break;
		}
	}
}

Len shape_width(Setting *s, const Segment *segment, Str text)
{
	FaceShaping shaping = segment_shaping(s, segment);
	uint32_t style = find_style(s->setter->shapes, segment->face, &shaping);
	const ShapeWord *word = look_up_word(s->setter->shapes, style, text);
	FaceGlyph *glyphs = word->glyphs;
	size_t count = word->glyph_count;
	bool kept = word->text.ptr != NULL;
	if (!kept) /* the cache is full */
		shape_piece(s, segment, text, 0, text.len, &glyphs, &count);
	Len width = 0;
	for (size_t i = 0; i < count; i++)
		width += kept ? scale_glyph(segment, glyphs[i], 0).advance : glyphs[i].advance;
	return width;
}
