/*
 * divide: words divided at the ends of lines, with both sides shaped anew.
 *
 * Where a line ends with a hyphen, the letters before it no longer meet those after it: a ligature
 * falls apart, the last letter is kerned with the hyphen, the next line begins without what stood
 * before. The shaper says from which glyphs on it would have to begin again (HarfBuzz,
 * HB_GLYPH_FLAG_UNSAFE_TO_BREAK); what lies between these and the break is shaped as it will stand.
 * The width of that is the penalty's before the lines are broken, and the glyphs' afterwards.
 */
#include "typeset/setting.h"

/* The text of the glyphs from `first` up to byte `at`, with a hyphen; a soft hyphen there goes. */
static Str head_text(const Setting *s, uint32_t first, uint32_t at)
{
	Str head = str_slice(s->para->text, s->glyphs.ptr[first].cluster, at);
	if (str_ends(head, S("\xC2\xAD")))
		head.len -= 2;
	return str_concat(s->arena, head, S("-"));
}

/* Whether the break at byte `at` is inside the glyph. */
static bool is_inside(const Setting *s, uint32_t glyph, uint32_t at)
{
	return glyph < s->glyphs.len && s->glyphs.ptr[glyph].cluster < at;
}

/* The first glyph that another end of the text before `at` would change. */
static uint32_t head_start(const Setting *s, uint32_t low, uint32_t glyph, uint32_t at)
{
	uint32_t first = is_inside(s, glyph, at) || glyph == low ? glyph : glyph - 1;
	while (first > low && s->glyphs.ptr[first].unsafe_to_break)
		first--;
	return first;
}

Len divide_width(Setting *s, const Segment *segment, uint32_t low, uint32_t glyph, uint32_t at)
{
	uint32_t first = head_start(s, low, glyph, at);
	Len width = shape_width(s, segment, head_text(s, first, at));
	for (uint32_t g = first; g < glyph; g++)
		width -= s->glyphs.ptr[g].advance;
	return width;
}

/* Where the next line's start is as it was, at most `limit`. */
static uint32_t tail_end(const Setting *s, uint32_t glyph, uint32_t limit)
{
	uint32_t end = glyph + 1;
	while (end < limit && s->glyphs.ptr[end].unsafe_to_break)
		end++;
	return end;
}

/* From the break at byte `at` to the glyph `end`. */
static Str tail_text(const Setting *s, const Segment *segment, uint32_t at, uint32_t end)
{
	uint32_t to = end < s->glyphs.len ? s->glyphs.ptr[end].cluster : segment->end;
	return str_slice(s->para->text, at, to > segment->end ? segment->end : to);
}

Len divide_next_width(Setting *s, const Segment *segment, uint32_t glyph, uint32_t limit,
		      uint32_t at)
{
	if (!is_inside(s, glyph, at))
		return 0;
	uint32_t end = tail_end(s, glyph, limit);
	Len width = shape_width(s, segment, tail_text(s, segment, at, end));
	for (uint32_t g = glyph; g < end; g++)
		width -= s->glyphs.ptr[g].advance;
	return width;
}

/* Copies glyphs up to `end`, and what refers to them moves along. */
typedef struct {
	Setting *s;
	FaceGlyphs out;
	uint32_t glyph;
	size_t segment, item;
} Rewriter;

static void copy_glyphs(Rewriter *r, uint32_t end)
{
	Setting *s = r->s;
	uint32_t shift = (uint32_t)r->out.len - r->glyph;
	/* wraps for glyphs that became fewer, and back */
	for (; r->segment < s->segments.len && s->segments.ptr[r->segment].first_glyph <= end;
	     r->segment++)
		s->segments.ptr[r->segment].first_glyph += shift;
	for (; r->glyph < end; r->glyph++)
		VEC_PUSH(s->arena, &r->out, s->glyphs.ptr[r->glyph]);
}

static void move_items(Rewriter *r, size_t end, uint32_t shift)
{
	for (; r->item < end; r->item++)
		r->s->items.items[r->item].ref += shift;
}

/* Adds the glyphs of `text`, which stands at byte `start`, up to its byte `length`; their width. */
static Len add_shaped(Rewriter *r, const Segment *segment, Str text, uint32_t start, size_t length)
{
	FaceGlyph *glyphs;
	size_t count;
	Len width = 0;
	shape_piece(r->s, segment, text, 0, text.len, &glyphs, &count);
	for (size_t i = 0; i < count && glyphs[i].cluster < length; i++) {
		glyphs[i].cluster += start;
		width += glyphs[i].advance;
		VEC_PUSH(r->s->arena, &r->out, glyphs[i]);
	}
	return width;
}

/* Drops the glyphs up to `end`; their width. */
static Len drop_glyphs(Rewriter *r, uint32_t end)
{
	Len width = 0;
	for (; r->glyph < end; r->glyph++)
		width += r->s->glyphs.ptr[r->glyph].advance;
	return width;
}

/* The line's end: the box before the penalty takes what changes. */
static void divide_head(Rewriter *r, const Segment *segment, size_t at, uint32_t glyph)
{
	Setting *s = r->s;
	Item *penalty = &s->items.items[at];
	uint32_t start = s->glyphs.ptr[r->glyph].cluster;
	Str text = head_text(s, r->glyph, penalty->from);
	Len width = add_shaped(r, segment, text, start, text.len - 1);
	s->items.items[at - 1].width += width - drop_glyphs(r, glyph);
}

/* The next line's start: as far as the shaper says, or the box goes. */
static void divide_tail(Rewriter *r, const Segment *segment, size_t at, uint32_t glyph)
{
	Setting *s = r->s;
	Item *penalty = &s->items.items[at], *box = penalty + 1;
	uint32_t limit = penalty[2].ref;
	if (box->kind != ITEM_BOX || glyph >= limit ||
	    !(is_inside(s, glyph, penalty->from) || s->glyphs.ptr[glyph].unsafe_to_break))
		return;
	uint32_t end = tail_end(s, glyph, limit);
	Str text = tail_text(s, segment, penalty->from, end);
	Len width = add_shaped(r, segment, text, penalty->from, text.len);
	box->width += width - drop_glyphs(r, end);
}

static void divide(Rewriter *r, size_t at)
{
	Setting *s = r->s;
	Item *penalty = &s->items.items[at];
	uint32_t glyph = penalty->ref;
	/* the box may begin at the hyphen before, and be numbered anew */
	uint32_t low = r->item < at ? penalty[-1].ref : r->glyph;
	copy_glyphs(r, head_start(s, low, glyph, penalty->from));
	const Segment *segment = &s->segments.ptr[r->segment - 1];
	if (segment->level % 2 == 1)
		return;
	move_items(r, at, (uint32_t)r->out.len - r->glyph);
	if (r->glyph < glyph || is_inside(s, glyph, penalty->from))
		divide_head(r, segment, at, glyph);
	penalty->width = shape_advance(segment, face_glyph(segment->face, '-', 0));
	penalty->ref = penalty[1].ref = (uint32_t)r->out.len;
	divide_tail(r, segment, at, glyph);
	r->item = at + 2;
}

/* Whether a word ends there with a hyphen that is not in the text. */
static bool is_divided(const Setting *s, size_t at)
{
	const Item *penalty = &s->items.items[at];
	return penalty->kind == ITEM_PENALTY && penalty->flagged && penalty->width != 0 && at > 0 &&
	       at + 2 < s->items.len && penalty[-1].kind == ITEM_BOX;
}

void divide_glyphs(Setting *s, const Linebreak *breaks, size_t count)
{
	Rewriter r = {.s = s};
	for (size_t i = 0; i < count; i++)
		if (is_divided(s, breaks[i].item))
			divide(&r, breaks[i].item);
	if (r.item == 0)
		return;
	uint32_t shift = (uint32_t)r.out.len - r.glyph;
	copy_glyphs(&r, (uint32_t)s->glyphs.len);
	move_items(&r, s->items.len, shift);
	s->glyphs = r.out;
}
