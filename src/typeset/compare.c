#include "typeset/compare.h"

#include "base/file.h"
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
	const FrameItem *before; /* while they are taken: the text item before this one */
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

/* Whether a piece goes on with the word at the end of the item before: behind a hyphen that the
 * text has not, or where neither has a space. */
static bool goes_on(const Stream *s, const Piece *piece)
{
	if (s->pieces.len == 0 || piece->from > 0)
		return false;
	const Piece *last = &s->pieces.ptr[s->pieces.len - 1];
	const FrameItem *before = item_of(s, last), *item = item_of(s, piece);
	if (before != s->before || last->to != before->as.text.text.len || before->tag != item->tag)
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
				s.before = item;
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

static void add_mark(Arena *arena, CompareMarks *out, CompareKind kind, const FrameItem *item,
		     const Piece *piece)
{
	CompareMark mark = {.kind = kind,
			    .frame = piece->frame,
			    .x = item->x,
			    .y = item->y,
			    .w = item->w,
			    .h = item->h};
	if (item->kind == FRAME_IMAGE) {
		mark.kind = COMPARE_PICTURE;
	} else {
		Len right, size = item->as.text.size;
		extent(item, piece, &mark.x, &right);
		mark.w = right - mark.x;
		mark.y = item->y - size * 4 / 5;
		mark.h = size * 21 / 20;
	}
	VEC_PUSH(arena, out, mark);
}

/* The words [from, to); those that stand in one item are one mark. */
static void mark_words(const Stream *s, CompareKind kind, size_t from, size_t to, CompareMarks *out)
{
	for (size_t p = s->first.ptr[from]; p < s->first.ptr[to];) {
		Piece piece = s->pieces.ptr[p++];
		while (p < s->first.ptr[to] && s->pieces.ptr[p].frame == piece.frame &&
		       s->pieces.ptr[p].item == piece.item)
			piece.to = s->pieces.ptr[p++].to;
		add_mark(s->arena, out, kind, item_of(s, &piece), &piece);
	}
}

/* --- words that both have --- */

typedef struct {
	size_t old, new;
} WordPair;
typedef VEC(WordPair) Matches;

static Matches list_matches(const Stream *old, const Stream *new, const DiffHunks *hunks)
{
	Matches out = {0};
	size_t o = 0, n = 0;
	for (size_t i = 0; i <= hunks->len; i++) {
		bool last = i == hunks->len;
		size_t end = last ? old->words.len : hunks->ptr[i].old;
		for (; o < end && n < new->words.len; o++, n++)
			VEC_PUSH(old->arena, &out, (WordPair){o, n});
		if (!last) {
			o = hunks->ptr[i].old_end;
			n = hunks->ptr[i].new_end;
		}
	}
	return out;
}

static const FrameItem *first_item(const Stream *s, size_t word)
{
	return item_of(s, &s->pieces.ptr[s->first.ptr[word]]);
}

/* Files of faces may lie in other folders. */
static bool looks_alike(const FrameItem *a, const FrameItem *b)
{
	if (a->kind != FRAME_TEXT || b->kind != FRAME_TEXT)
		return a->kind == b->kind;
	const Face *x = a->as.text.face, *y = b->as.text.face;
	return a->as.text.size == b->as.text.size && a->as.text.colour == b->as.text.colour &&
	       face_index(x) == face_index(y) &&
	       str_eq(path_name(face_path(x)), path_name(face_path(y)));
}

static void mark_looks(const Stream *old, const Stream *new, const Matches *matches,
		       Comparison *out)
{
	for (size_t i = 0; i < matches->len;) {
		const WordPair *first = &matches->ptr[i];
		size_t count = 0;
		for (; i < matches->len; i++, count++) {
			const WordPair *pair = &matches->ptr[i];
			if (pair->old != first->old + count || pair->new != first->new + count ||
			    looks_alike(first_item(old, pair->old), first_item(new, pair->new)))
				break;
		}
		mark_words(old, COMPARE_LOOK, first->old, first->old + count, &out->old);
		mark_words(new, COMPARE_LOOK, first->new, first->new + count, &out->new);
		i += count == 0;
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

/* Matches are in order, and so are the pairs of pages. */
static Shareds count_shared(const Stream *old, const Stream *new, const Matches *matches)
{
	Shareds out = {0};
	for (size_t i = 0; i < matches->len; i++) {
		Shared pair = {frame_of(old, matches->ptr[i].old),
			       frame_of(new, matches->ptr[i].new), 1};
		Shared *before = out.len > 0 ? &out.ptr[out.len - 1] : NULL;
		if (before != NULL && before->old == pair.old && before->new == pair.new)
			before->count++;
		else
			VEC_PUSH(old->arena, &out, pair);
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

static void note_changes(Arena *arena, Comparison *c, const Paper *old, const Paper *new)
{
	bool *old_marked = ARENA_ARRAY(arena, bool, old->frame_count),
	     *new_marked = ARENA_ARRAY(arena, bool, new->frame_count);
	for (size_t i = 0; i < c->old.len; i++)
		old_marked[c->old.ptr[i].frame] = true;
	for (size_t i = 0; i < c->new.len; i++)
		new_marked[c->new.ptr[i].frame] = true;
	for (size_t i = 0; i < c->pairs.len; i++) {
		ComparePair *pair = &c->pairs.ptr[i];
		if (pair->changed) /* alone */
			continue;
		const Frame *a = &old->frames[pair->old], *b = &new->frames[pair->new];
		pair->changed = old_marked[pair->old] || new_marked[pair->new] || a->w != b->w ||
				a->h != b->h;
	}
}

/* The same words in the same faces, but elsewhere: other margins, other distances. */
static void note_places(const Stream *old, const Stream *new, const Matches *matches,
			ComparePairs *pairs)
{
	bool *moved = ARENA_ARRAY(old->arena, bool, new->paper->frame_count);
	for (size_t i = 0; i < matches->len; i++) {
		size_t o = matches->ptr[i].old, n = matches->ptr[i].new;
		const FrameItem *a = first_item(old, o), *b = first_item(new, n);
		if (frame_of(old, o) != frame_of(new, n) || a->x != b->x || a->y != b->y)
			moved[frame_of(new, n)] = true;
	}
	for (size_t i = 0; i < pairs->len; i++)
		if (!pairs->ptr[i].changed)
			pairs->ptr[i].changed = moved[pairs->ptr[i].new];
}

Comparison compare_papers(Arena *arena, const Paper *old, const Paper *new, ComparePicture *picture,
			  void *context)
{
	Comparison out = {0};
	Stream a = take_words(arena, old, picture, context),
	       b = take_words(arena, new, picture, context);
	DiffHunks hunks = diff_hunks(arena, a.words.ptr, a.words.len, b.words.ptr, b.words.len);
	for (size_t i = 0; i < hunks.len; i++) {
		const DiffHunk *h = &hunks.ptr[i];
		mark_words(&a, COMPARE_WORDS, h->old, h->old_end, &out.old);
		mark_words(&b, COMPARE_WORDS, h->new, h->new_end, &out.new);
	}
	Matches matches = list_matches(&a, &b, &hunks);
	mark_looks(&a, &b, &matches, &out);
	Shareds shared = count_shared(&a, &b, &matches);
	out.pairs = pair_pages(arena, old, new, &shared);
	note_changes(arena, &out, old, new);
	if (out.old.len + out.new.len == 0)
		note_places(&a, &b, &matches, &out.pairs);
	return out;
}
