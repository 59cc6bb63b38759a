/*
 * items: glyphs to boxes, glue and penalties.
 *
 * A box is what stays together; a space is glue; other places to break are penalties. Where CJK
 * characters meet each other or Latin ones there is glue without a glyph: between CJK characters it
 * only stretches, a little; between CJK and Latin it is a quarter of an em, and a space typed there
 * takes that width (CLREQ 3.2.2, JLREQ 3.2.6; not in Korean). Full-width brackets, commas and stops
 * are set half width, with the other half as glue beside them, which goes at the edges of a line
 * and next to other such marks (JLREQ 3.1.2, 3.1.4).
 *
 * A box wider than the narrowest line is cut: after the marks at which addresses may break, and
 * when nothing else helps at any grapheme, at a high price. So no line need be overfull.
 */
#include "typeset/setting.h"

#include "base/utf8.h"
#include "typeset/cost.h"
#include "typeset/sense.h"
#include "typeset/words.h"

typedef struct {
	Setting *s;
	const Segment *segment, *last_segment; /* of this character, of the one before */
	uint32_t box_glyph, box_from;	       /* the box being made */
	const Segment *box_segment;
	ItemsLeave leave;
	bool in_box, has_box; /* one is open; the line has one */
	bool after_space, line_started;
	Side side;     /* of the character before */
	Len em;	       /* its size */
	uint32_t rune; /* itself */
	size_t tie;    /* index of the last penalty that forbids a break, when `tied` */
	bool tied;
	int64_t solid, since_tie; /* widths since a break was allowed, since the tie */
	size_t space;		  /* index of the glue of the last space */
} Maker;

static void push_item(Maker *m, Item item)
{
	ItemList *items = &m->s->items;
	if (items->len == items->cap) {
		/* text has an item for every third glyph, or fewer */
		size_t cap = items->cap == 0 ? m->s->glyphs.len / 3 + 32 : items->cap * 2;
		items->items = arena_grow(m->s->arena, items->items, items->cap * sizeof item,
					  cap * sizeof item);
		items->cap = cap;
	}
	items->items[items->len++] = item;
}

/* What is tied together and yet wider than a line is broken at a tie, at a high price. */
static void track_solid(Maker *m, const Item *item)
{
	const ItemList *items = &m->s->items;
	bool after_box = items->len > 0 && items->items[items->len - 1].kind == ITEM_BOX;
	if (item->kind == ITEM_PENALTY) {
		m->tied = item->cost >= ITEM_INFINITE;
		m->tie = items->len;
		m->solid = m->tied ? m->solid : 0;
		m->since_tie = 0;
		return;
	}
	if (item->kind == ITEM_GLUE && after_box) {
		m->tied = false;
		m->solid = 0;
		return;
	}
	m->solid += item->width;
	m->since_tie += item->width;
	if (m->tied && m->solid > m->s->narrowest && m->leave == ITEMS_CUT) {
		items->items[m->tie].cost = COST_ANYWHERE;
		m->tied = false;
		m->solid = m->since_tie;
	}
}

/* Whether characters of a segment may hang out at the edges of lines. */
static bool segment_protrudes(const Maker *m, const Segment *segment)
{
	const TextStyle *style = segment_style(m->s, segment);
	return !m->s->ragged && !m->s->para->rtl && segment->protrusion != NULL && !segment->cjk &&
	       segment->level % 2 == 0 && !style->code && !style->has_background;
}

static void add_item(Maker *m, Item item)
{
	track_solid(m, &item);
	push_item(m, item);
}

static void add_penalty(Maker *m, int cost, uint32_t at, uint32_t ref)
{
	add_item(m, (Item){.kind = ITEM_PENALTY, .cost = cost, .from = at, .to = at, .ref = ref});
}

static Item *last_item(const Maker *m)
{
	return &m->s->items.items[m->s->items.len - 1];
}

static uint32_t rune_at(const Setting *s, size_t at)
{
	return utf8_next(s->para->text, &at);
}

static Len hang_of(Len advance, int thousandths)
{
	return len_muldiv(advance, thousandths, 1000);
}

static bool is_grapheme_start(const Setting *s, uint32_t at)
{
	return s->graphemes == NULL || s->graphemes[at] != 0;
}

/* How much wider or narrower a box can be by its letters; what it ends with speaks for the whole.
 */
static Len box_flexibility(const Maker *m, Len width)
{
	bool expands = m->last_segment != NULL && segment_expands(m->s, m->box_segment) &&
		       segment_expands(m->s, m->last_segment);
	return expands ? len_muldiv(width, m->s->shape->expansion, EXPANSION_WHOLE) : 0;
}

/* A box of these glyphs. */
static void push_box(Maker *m, uint32_t first, uint32_t end_glyph, uint32_t from, uint32_t to,
		     Len width)
{
	const Setting *s = m->s;
	const Segment *last = m->last_segment;
	Item box = {.width = width, .from = from, .to = to, .ref = first};
	box.stretch = box.shrink = box_flexibility(m, width);
	if (end_glyph > first && segment_protrudes(m, m->box_segment))
		box.protrude_left =
			hang_of(s->glyphs.ptr[first].advance,
				font_protrusion_left(m->box_segment->protrusion, rune_at(s, from)));
	if (end_glyph > first && last != NULL && segment_protrudes(m, last))
		box.protrude_right =
			hang_of(s->glyphs.ptr[end_glyph - 1].advance,
				font_protrusion_right(last->protrusion, words_rune_before(s, to)));
	add_item(m, box);
}

/* Cuts a box that no line can hold: at the marks of addresses, at need into its graphemes. */
static void add_cut_box(Maker *m, uint32_t first, uint32_t end_glyph, uint32_t from, uint32_t to)
{
	Setting *s = m->s;
	Len width = 0;
	for (uint32_t g = first; g < end_glyph; g++) {
		uint32_t at = s->glyphs.ptr[g].cluster;
		int cost = g > first && at > from && is_grapheme_start(s, at)
				   ? cost_cut(s, at, m->leave)
				   : ITEM_INFINITE;
		if (cost < ITEM_INFINITE) {
			push_box(m, first, g, from, at, width);
			add_penalty(m, cost, at, g);
			from = at;
			first = g;
			width = 0;
		}
		width += s->glyphs.ptr[g].advance;
	}
	push_box(m, first, end_glyph, from, to, width);
}

/* `beside`: what else must be on its line. */
static void add_box(Maker *m, uint32_t first, uint32_t end_glyph, uint32_t from, uint32_t to,
		    Len beside)
{
	int64_t width = 0;
	for (uint32_t g = first; g < end_glyph; g++)
		width += m->s->glyphs.ptr[g].advance;
	if (width + beside > m->s->narrowest && end_glyph > first + 1) {
		add_cut_box(m, first, end_glyph, from, to);
		return;
	}
	push_box(m, first, end_glyph, from, to, width > LEN_MAX ? LEN_MAX : (Len)width);
}

/* The glyph that begins at byte `at`, or the ligature that it is in. */
static uint32_t glyph_at(const Setting *s, uint32_t first, uint32_t end, size_t at)
{
	while (first + 1 < end && s->glyphs.ptr[first + 1].cluster <= at)
		first++;
	return first;
}

static Len hyphen_width(const Segment *segment)
{
	return shape_advance(segment, face_glyph(segment->face, '-', 0));
}

/* A place for a hyphen, which makes the line so much wider. */
static void add_hyphen(Maker *m, const Segment *segment, Len width, uint32_t at, uint32_t ref)
{
	Item item = {
		.kind = ITEM_PENALTY, .cost = cost_hyphen(m->s), .flagged = true, .width = width};
	item.from = item.to = at;
	item.ref = ref;
	if (segment_protrudes(m, segment))
		item.protrude_right = hang_of(hyphen_width(segment),
					      font_protrusion_right(segment->protrusion, '-'));
	add_item(m, item);
}

/* The word of the box that is being made, and marks where it may be divided. */
static bool find_hyphens(const Maker *m, uint32_t to, Str *word, uint8_t marks[])
{
	const Setting *s = m->s;
	const Segment *segment = m->box_segment;
	const TextStyle *style = segment_style(s, segment);
	*word = str_slice(s->para->text, m->box_from, to);
	if (word->len <= HYPHENS_WORD && words_soft_hyphens(*word, marks))
		return true;
	if (m->leave == ITEMS_WHOLE || !s->shape->hyphenate || style->no_hyphen || style->code ||
	    (s->names != NULL && s->names[m->box_from] != 0))
		return false;
	*word = words_divisible(s, m->box_from, to);
	return word->len >= 5 && word->len <= HYPHENS_WORD &&
	       hyphens_find(s->setter->hyphens, segment->lang, *word, marks);
}

/* A word with its hyphens: each is a penalty. False when it has none. */
static bool add_divided_box(Maker *m, uint32_t end_glyph, uint32_t to)
{
	Setting *s = m->s;
	const Segment *segment = m->box_segment;
	uint8_t marks[HYPHENS_WORD];
	uint32_t first = m->box_glyph, from = m->box_from;
	Str word;
	if (segment->level % 2 == 1 || !find_hyphens(m, to, &word, marks))
		return false;
	uint32_t start = (uint32_t)(word.ptr - s->para->text.ptr);
	if (start + word.len > segment->end)
		return false;
	for (uint32_t i = 1; i < word.len; i++) {
		if (marks[i] == 0)
			continue;
		uint32_t g = glyph_at(s, first, end_glyph, start + i);
		if (g == first) /* a second hyphen in a ligature */
			continue;
		Len width = divide_width(s, segment, first, g, start + i);
		add_box(m, first, g, from, s->glyphs.ptr[g].cluster, width);
		add_hyphen(m, segment, width, start + i, g);
		last_item(m)->next = divide_next_width(s, segment, g, end_glyph, start + i);
		first = g;
		from = s->glyphs.ptr[g].cluster;
	}
	add_box(m, first, end_glyph, from, to, 0);
	return true;
}

static void end_box(Maker *m, uint32_t end_glyph, uint32_t to)
{
	if (!m->in_box)
		return;
	m->in_box = false;
	if (!add_divided_box(m, end_glyph, to))
		add_box(m, m->box_glyph, end_glyph, m->box_from, to, 0);
}

static void extend_box(Maker *m, uint32_t glyph)
{
	if (!m->in_box) {
		m->in_box = m->has_box = m->line_started = true;
		m->box_glyph = glyph;
		m->box_from = m->s->glyphs.ptr[glyph].cluster;
		m->box_segment = m->segment;
	}
}

/* Whether a soft hyphen ends before byte `at`. */
static bool after_soft_hyphen(const Setting *s, uint32_t at)
{
	return words_rune_before(s, at) == 0xAD;
}

/* The hyphen of a soft one, after the box that it has ended. */
static void add_soft_hyphen(Maker *m, uint32_t at, uint32_t glyph)
{
	const Segment *segment = m->last_segment != NULL ? m->last_segment : m->segment;
	const ItemList *items = &m->s->items;
	bool after_box =
		items->len > 0 && last_item(m)->kind == ITEM_BOX && segment->level % 2 == 0;
	Len width = after_box ? divide_width(m->s, segment, last_item(m)->ref, glyph, at)
			      : hyphen_width(segment);
	add_hyphen(m, segment, width, at, glyph);
}

static bool is_quote(uint32_t rune)
{
	return rune == 0x2018 || rune == 0x2019 || rune == 0x201C || rune == 0x201D;
}

/*
 * In CJK text a quotation mark opens or closes, and lines may break before or after it; UAX #14
 * before Unicode 15.1 (rule LB19a) does not know.
 */
static bool breaks_at_quote(const Maker *m, Side side, uint32_t rune)
{
	bool opens = side == SIDE_OPEN && is_quote(rune);
	bool closed = m->side == SIDE_CLOSE && is_quote(m->rune);
	return (opens && (m->side == SIDE_CJK || m->side == SIDE_CLOSE)) ||
	       (closed && (side == SIDE_CJK || side == SIDE_OPEN));
}

static void add_break(Maker *m, uint32_t at, uint32_t glyph, const Item *gap, bool quote)
{
	Setting *s = m->s;
	bool allowed = s->marks[at] == 1 || quote;
	bool code = segment_style(s, m->segment)->code && cost_is_address(m->rune);
	if (gap->width == 0 && gap->stretch == 0 && !allowed && !code)
		return;
	end_box(m, glyph, at);
	if (gap->width != 0 || gap->stretch != 0) {
		bool aside = allowed && m->side == SIDE_CJK && sense_in_aside(s->para->text, at);
		if (!allowed || aside)
			add_penalty(m, aside ? cost_mark(s, at, m->side) : ITEM_INFINITE, at,
				    glyph);
		Item glue = *gap;
		glue.from = glue.to = at;
		glue.ref = glyph;
		add_item(m, glue);
	} else if (after_soft_hyphen(s, at)) {
		add_soft_hyphen(m, at, glyph);
	} else {
		uint32_t before = words_rune_before(s, at);
		add_penalty(m, allowed ? cost_mark(s, at, m->side) : COST_CODE, at, glyph);
		last_item(m)->flagged = allowed && cost_is_hyphen(before);
	}
}

/* A space between CJK and Latin is as wide as the gap there would be. */
static void settle_space(Maker *m, Side next, Len next_em)
{
	Item gap = spacing_gap(m->side, m->em, next, next_em, m->s->ragged);
	bool pair = (m->side == SIDE_LATIN && next == SIDE_CJK) ||
		    (m->side == SIDE_CJK && next == SIDE_LATIN);
	if (!pair)
		return;
	Item *space = &m->s->items.items[m->space];
	space->width = gap.width;
	space->stretch = gap.stretch;
	space->shrink = gap.shrink;
}

static size_t skip_blanks(Str text, size_t at)
{
	while (at < text.len && (text.ptr[at] == ' ' || text.ptr[at] == '\t'))
		at++;
	return at;
}

static void add_space(Maker *m, uint32_t glyph, uint32_t rune)
{
	Setting *s = m->s;
	const FaceGlyph *g = &s->glyphs.ptr[glyph];
	bool code = segment_style(s, m->segment)->code;
	if (code && !m->line_started) { /* indentation */
		bool started = m->line_started;
		extend_box(m, glyph);
		m->line_started = started;
		return;
	}
	size_t after = skip_blanks(s->para->text, g->cluster);
	end_box(m, glyph, g->cluster);
	int cost = rune == 0xA0 || s->marks[after] == 0 ? ITEM_INFINITE
		   : code				? 0
			  : cost_space(s, m->segment, g->cluster, after);
	if (cost != 0)
		add_penalty(m, cost, g->cluster, glyph);
	Item glue = {.kind = ITEM_GLUE, .width = g->advance, .from = g->cluster, .ref = glyph};
	glue.to = g->cluster + (rune == 0xA0 ? 2 : 1);
	if (!code && !s->ragged) { /* as in Computer Modern */
		glue.stretch = g->advance / 2;
		glue.shrink = g->advance / 3;
	}
	m->space = s->items.len;
	m->after_space = true;
	add_item(m, glue);
}

/* Marks that stand close to what is before them, be it a full-width bracket: "）, ". */
static bool is_latin_stop(uint32_t rune)
{
	return rune < 0x80 && rune != 0 && str_find_char(S(",.;:!?)]"), (char)rune, 0) != STR_NONE;
}

/* One grapheme, whose first glyph is `glyph`. */
static void add_grapheme(Maker *m, uint32_t glyph)
{
	Setting *s = m->s;
	FaceGlyph *g = &s->glyphs.ptr[glyph];
	size_t at = g->cluster;
	uint32_t rune = utf8_next(s->para->text, &at);
	if (m->segment->kind == SEGMENT_TEXT && words_is_blank(rune)) {
		add_space(m, glyph, rune);
		return;
	}
	Side side = spacing_side(m->segment, rune, g->advance);
	if (side == SIDE_OPEN || side == SIDE_CLOSE)
		spacing_halve(g, side, m->segment->size);
	if (m->after_space) {
		settle_space(m, side, m->segment->size);
	} else if (m->side != SIDE_NONE) {
		Item gap = spacing_gap(m->side, m->em, side, m->segment->size, m->s->ragged);
		if (m->side == SIDE_CLOSE && is_latin_stop(rune))
			gap.width = gap.shrink = 0;
		add_break(m, g->cluster, glyph, &gap, breaks_at_quote(m, side, rune));
	}
	extend_box(m, glyph);
	m->last_segment = m->segment;
	m->after_space = false;
	m->side = side;
	m->em = m->segment->size;
	m->rune = rune;
}

static void add_line_end(Maker *m, uint32_t at, uint32_t glyph)
{
	Setting *s = m->s;
	end_box(m, glyph, at);
	if (m->after_space && s->items.len > 0) { /* a space at the end takes no room */
		Item *space = last_item(m);
		space->width = space->stretch = space->shrink = 0;
	}
	if (!m->has_box) /* an empty line */
		add_item(m, (Item){.from = at, .to = at, .ref = glyph});
	add_penalty(m, ITEM_INFINITE, at, glyph);
	m->tied = false; /* for good */
	add_item(m, (Item){.kind = ITEM_GLUE,
			   .stretch = LEN_PT,
			   .fill = 1,
			   .from = at,
			   .to = at,
			   .ref = glyph});
	add_penalty(m, -ITEM_INFINITE, at, glyph);
	m->after_space = m->line_started = m->has_box = false;
	m->side = SIDE_NONE;
}

static void add_segment(Maker *m)
{
	Setting *s = m->s;
	uint32_t glyph = m->segment->first_glyph, last = segment_glyph_end(s, m->segment);
	while (glyph < last) {
		uint32_t end = glyph + 1, cluster = s->glyphs.ptr[glyph].cluster;
		while (end < last && (s->glyphs.ptr[end].cluster == cluster ||
				      !is_grapheme_start(s, s->glyphs.ptr[end].cluster)))
			end++;
		add_grapheme(m, glyph);
		glyph = end;
	}
	if (m->segment->kind == SEGMENT_BREAK)
		add_line_end(m, m->segment->start, last);
}

void items_make(Setting *s, ItemsLeave leave)
{
	Maker m = {.s = s, .leave = leave};
	s->items.len = 0;
	for (size_t i = 0; i < s->segments.len; i++) {
		m.segment = &s->segments.ptr[i];
		add_segment(&m);
	}
	add_line_end(&m, (uint32_t)s->para->text.len, (uint32_t)s->glyphs.len);
}
