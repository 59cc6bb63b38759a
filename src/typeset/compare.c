#include "typeset/compare.h"

#include "base/utf8.h"
#include "model/diff.h"

/* Bytes [from, to) of a text item, or a picture. */
typedef struct {
	size_t frame, item;
	uint32_t from, to;
} Piece;

/* Words, and pictures as words of their own; a word that a line end divides has two pieces. */
typedef struct {
	Arena *arena;
	const Paper *paper;
	VEC(Str) words;
	VEC(size_t) first; /* of each word: its first piece */
	VEC(Piece) pieces;
} Stream;

/* --- words on paper --- */

static const FrameItem *item_of(const Stream *s, const Piece *piece)
{
	return &s->paper->frames[piece->frame].items[piece->item];
}

static void add_word(Stream *s, Str word, Piece piece)
{
	VEC_PUSH(s->arena, &s->first, s->pieces.len);
	VEC_PUSH(s->arena, &s->words, word);
	VEC_PUSH(s->arena, &s->pieces, piece);
}

static bool is_part_of_word(Str text, size_t at)
{
	uint32_t rune = utf8_next(text, &at);
	return rune < 0x80 ? char_is_alnum((char)rune) : !utf8_is_cjk(rune);
}

/* Whether a piece goes on with the word before it: behind a hyphen that the text has not, or where
 * neither has a space. */
static bool goes_on(const Stream *s, const Piece *piece)
{
	if (s->pieces.len == 0 || piece->from > 0)
		return false;
	const Piece *last = &s->pieces.ptr[s->pieces.len - 1];
	const FrameItem *before = item_of(s, last), *item = item_of(s, piece);
	if (before->kind != FRAME_TEXT || last->to != before->as.text.text.len ||
	    before->tag != item->tag)
		return false;
	Str text = before->as.text.text;
	size_t end = text.len;
	(void)utf8_prev(text, &end);
	return before->as.text.soft_hyphen ||
	       (is_part_of_word(text, end) && is_part_of_word(item->as.text.text, 0));
}

static void add_text(Stream *s, size_t frame, size_t item)
{
	Str text = s->paper->frames[frame].items[item].as.text.text, word;
	for (size_t at = 0; diff_next_word(text, &at, &word);) {
		Piece piece = {.frame = frame, .item = item};
		piece.to = (uint32_t)at;
		piece.from = (uint32_t)(at - word.len);
		if (goes_on(s, &piece)) {
			Str *last = &s->words.ptr[s->words.len - 1];
			*last = str_concat(s->arena, *last, word);
			VEC_PUSH(s->arena, &s->pieces, piece);
		} else {
			add_word(s, word, piece);
		}
	}
}

static Stream take_words(Arena *arena, const Paper *paper, ComparePicture *picture, void *context)
{
	Stream s = {.arena = arena, .paper = paper};
	for (size_t f = 0; f < paper->frame_count; f++)
		for (size_t i = 0; i < paper->frames[f].count; i++) {
			const FrameItem *item = &paper->frames[f].items[i];
			if (item->kind == FRAME_TEXT && item->tag != NULL) {
				add_text(&s, f, i);
			} else if (item->kind == FRAME_IMAGE) {
				uint64_t name = picture(context, item->as.image.file);
				Str word =
					str_format(arena, "\x01%016llx", (unsigned long long)name);
				add_word(&s, word, (Piece){.frame = f, .item = i});
			}
		}
	VEC_PUSH(arena, &s.first, s.pieces.len);
	return s;
}

/* --- marks --- */

/* From where to where the glyphs of the bytes [from, to) stand. */
static void extent(const FrameItem *item, const Piece *piece, Len *left, Len *right)
{
	Len x = item->x;
	bool any = false;
	*left = *right = item->x;
	for (uint32_t i = 0; i < item->as.text.glyph_count; i++) {
		const Glyph *glyph = &item->as.text.glyphs[i];
		bool in = glyph->start >= piece->from && glyph->start < piece->to;
		if (in && !any)
			*left = x;
		x += glyph->advance;
		if (in)
			*right = x;
		any = any || in;
	}
}

static void add_mark(Arena *arena, CompareMarks *out, const FrameItem *item, const Piece *piece)
{
	CompareMark mark = {.frame = piece->frame,
			    .x = item->x,
			    .y = item->y,
			    .w = item->w,
			    .h = item->h,
			    .picture = item->kind == FRAME_IMAGE};
	if (!mark.picture) {
		Len right, size = item->as.text.size;
		extent(item, piece, &mark.x, &right);
		mark.w = right - mark.x;
		mark.y = item->y - size * 4 / 5;
		mark.h = size * 21 / 20;
	}
	VEC_PUSH(arena, out, mark);
}

/* The words [from, to); those that stand in one item are one mark. */
static void mark_words(const Stream *s, size_t from, size_t to, CompareMarks *out)
{
	for (size_t p = s->first.ptr[from]; p < s->first.ptr[to];) {
		Piece piece = s->pieces.ptr[p++];
		while (p < s->first.ptr[to] && s->pieces.ptr[p].frame == piece.frame &&
		       s->pieces.ptr[p].item == piece.item)
			piece.to = s->pieces.ptr[p++].to;
		add_mark(s->arena, out, item_of(s, &piece), &piece);
	}
}

/* --- pages --- */

static size_t frame_of(const Stream *s, size_t word)
{
	return s->pieces.ptr[s->first.ptr[word]].frame;
}

/* Words that an old and a new page have in common. */
typedef struct {
	size_t old, new, count;
} Shared;
typedef VEC(Shared) Shareds;

/* Both words go on together, so the pairs of pages come in order. */
static Shareds count_shared(const Stream *old, const Stream *new, const DiffHunks *hunks)
{
	Shareds out = {0};
	size_t o = 0, n = 0;
	for (size_t i = 0; i <= hunks->len; i++) {
		bool last = i == hunks->len;
		size_t end = last ? old->words.len : hunks->ptr[i].old;
		for (; o < end; o++, n++) {
			Shared pair = {frame_of(old, o), frame_of(new, n), 1};
			Shared *before = out.len > 0 ? &out.ptr[out.len - 1] : NULL;
			if (before != NULL && before->old == pair.old && before->new == pair.new)
				before->count++;
			else
				VEC_PUSH(old->arena, &out, pair);
		}
		if (!last) {
			o = hunks->ptr[i].old_end;
			n = hunks->ptr[i].new_end;
		}
	}
	return out;
}

/* The old page at or after `from` that shares most with a new one. */
static size_t best_partner(const Shareds *shared, size_t new, size_t from)
{
	size_t best = COMPARE_NONE, most = 0;
	for (size_t i = 0; i < shared->len; i++) {
		const Shared *pair = &shared->ptr[i];
		if (pair->new == new && pair->old >= from && pair->count > most) {
			best = pair->old;
			most = pair->count;
		}
	}
	return best;
}

static bool shares_any(const Shareds *shared, size_t old)
{
	for (size_t i = 0; i < shared->len; i++)
		if (shared->ptr[i].old == old)
			return true;
	return false;
}

static ComparePairs pair_pages(Arena *arena, const Paper *old, const Paper *new,
			       const Shareds *shared)
{
	ComparePairs out = {0};
	size_t next = 0; /* old page */
	for (size_t n = 0; n < new->frame_count; n++) {
		size_t partner = best_partner(shared, n, next);
		if (partner == COMPARE_NONE && next < old->frame_count && !shares_any(shared, next))
			partner = next; /* all of it is new: in the place of what went */
		for (; partner != COMPARE_NONE && next < partner; next++)
			VEC_PUSH(arena, &out, (ComparePair){next, COMPARE_NONE, true});
		next = partner != COMPARE_NONE ? partner + 1 : next;
		VEC_PUSH(arena, &out, (ComparePair){partner, n, partner == COMPARE_NONE});
	}
	for (; next < old->frame_count; next++)
		VEC_PUSH(arena, &out, (ComparePair){next, COMPARE_NONE, true});
	return out;
}

static void note_changes(Arena *arena, Comparison *c, size_t old_count, size_t new_count)
{
	bool *old = ARENA_ARRAY(arena, bool, old_count), *new = ARENA_ARRAY(arena, bool, new_count);
	for (size_t i = 0; i < c->old.len; i++)
		old[c->old.ptr[i].frame] = true;
	for (size_t i = 0; i < c->new.len; i++)
		new[c->new.ptr[i].frame] = true;
	for (size_t i = 0; i < c->pairs.len; i++) {
		ComparePair *pair = &c->pairs.ptr[i];
		pair->changed = pair->changed || old[pair->old] || new[pair->new];
	}
}

Comparison compare_papers(Arena *arena, const Paper *old, const Paper *new, ComparePicture *picture,
			  void *context)
{
	Comparison out = {0};
	Stream a = take_words(arena, old, picture, context),
	       b = take_words(arena, new, picture, context);
	DiffHunks hunks = diff_hunks(arena, a.words.ptr, a.words.len, b.words.ptr, b.words.len);
	for (size_t i = 0; i < hunks.len; i++) {
		mark_words(&a, hunks.ptr[i].old, hunks.ptr[i].old_end, &out.old);
		mark_words(&b, hunks.ptr[i].new, hunks.ptr[i].new_end, &out.new);
	}
	Shareds shared = count_shared(&a, &b, &hunks);
	out.pairs = pair_pages(arena, old, new, &shared);
	note_changes(arena, &out, old->frame_count, new->frame_count);
	return out;
}
