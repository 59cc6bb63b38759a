/* The words of two texts side by side. */
#include "base/map.h"
#include "base/sequence.h"
#include "base/utf8.h"
#include "model/diff.h"

/* --- words --- */

/* Marks, joiners and what chooses the form of an emoji: they belong to what is before them. */
static bool is_mark(uint32_t rune)
{
	return (rune >= 0x300 && rune < 0x370) || rune == 0x200D ||
	       (rune >= 0xFE00 && rune <= 0xFE0F) || (rune >= 0x1F3FB && rune <= 0x1F3FF) ||
	       (rune >= 0x3099 && rune <= 0x309A) || (rune >= 0x20D0 && rune < 0x2100);
}

static bool is_space(uint32_t rune)
{
	return rune == 0xA0 || rune == 0x3000 || (rune < 0x80 && char_is_space((char)rune));
}

/* A part of a word of an alphabet. */
static bool is_letter(uint32_t rune)
{
	if (rune < 0x80)
		return char_is_alnum((char)rune);
	bool sign = (rune >= 0x2000 && rune < 0x2C00) || rune < 0xC0 || rune == 0xD7 ||
		    rune == 0xF7 || rune >= 0x1F000;
	return !sign && !utf8_is_cjk(rune);
}

/* Signs that do not end a word when letters, or digits, stand on both sides. */
static bool is_inner(uint32_t rune, uint32_t before, uint32_t after)
{
	bool digits = before < 0x80 && after < 0x80 && char_is_digit((char)before) &&
		      char_is_digit((char)after);
	return (rune == '\'' || rune == 0x2019) ? is_letter(before) && is_letter(after)
						: digits && (rune == '.' || rune == ',');
}

bool diff_next_word(Str text, size_t *at, Str *word)
{
	size_t start = *at, end;
	uint32_t rune = ' ';
	while (*at < text.len && is_space(rune)) {
		start = *at;
		rune = utf8_next(text, at);
	}
	if (is_space(rune))
		return false;
	bool letters = is_letter(rune), joined = false;
	for (end = *at; end < text.len; *at = end) {
		size_t next = end;
		uint32_t following = utf8_next(text, &next), beyond = ' ';
		if (next < text.len) {
			size_t peek = next;
			beyond = utf8_next(text, &peek);
		}
		bool more = is_mark(following) || joined || (letters && is_letter(following)) ||
			    (letters && is_inner(following, rune, beyond));
		if (!more)
			break;
		joined = following == 0x200D; /* what is joined is one sign */
		rune = is_mark(following) ? rune : following;
		end = next;
	}
	*word = str_slice(text, start, end);
	*at = end;
	return true;
}

/* --- two lists of words --- */

static Sequence number_words(Arena *arena, const Str *words, size_t count, Map *known)
{
	uint32_t *numbers = ARENA_ARRAY(arena, uint32_t, count);
	for (size_t i = 0; i < count; i++) {
		uint32_t *number = map_get(known, words[i]);
		if (number == NULL) {
			number = ARENA_NEW(arena, uint32_t);
			*number = (uint32_t)known->len;
			(void)map_set(known, words[i], number);
		}
		numbers[i] = *number;
	}
	return (Sequence){numbers, count};
}

static DiffHunks find_hunks(Arena *arena, size_t old_count, size_t new_count, const uint32_t *match)
{
	DiffHunks hunks = {0};
	size_t n = 0;
	for (size_t o = 0; o < old_count || n < new_count;) {
		if (o < old_count && match[o] == n) {
			o++;
			n++;
			continue;
		}
		DiffHunk hunk = {.old = o, .new = n};
		while (o < old_count && match[o] == SEQUENCE_NONE)
			o++;
		n = o < old_count ? match[o] : new_count;
		hunk.old_end = o;
		hunk.new_end = n;
		VEC_PUSH(arena, &hunks, hunk);
	}
	return hunks;
}

/* Words that only went, or only came: of `words` those from *from to *to. They may be the ones
 * before or after as well: "a [b a] b" is "a b [a b]". */
typedef struct {
	const Str *words;
	size_t *from, *to;
	size_t *other; /* where they would stand in the other text, twice */
	size_t *other_end;
} Slide;

static void slide_by(Slide *s, bool back)
{
	size_t step = back ? SIZE_MAX : 1;
	*s->from += step;
	*s->to += step;
	*s->other += step;
	*s->other_end += step;
}

static bool ends_sentence(Str word)
{
	static const Str ends[] = {STR_INIT("."),  STR_INIT("!"),  STR_INIT("?"), STR_INIT(";"),
				   STR_INIT("。"), STR_INIT("！"), STR_INIT("？")};
	for (size_t i = 0; i < sizeof ends / sizeof *ends; i++)
		if (str_eq(word, ends[i]))
			return true;
	return false;
}

/* To where whole sentences came or went, else as late as possible; between the words `least` and
 * `most`. */
static void slide(Slide *s, size_t least, size_t most)
{
	size_t steps = 0, best = 0;
	int best_worth = -1;
	while (*s->from > least && str_eq(s->words[*s->from - 1], s->words[*s->to - 1]))
		slide_by(s, true);
	for (;; steps++) {
		int worth = (*s->from == 0 || ends_sentence(s->words[*s->from - 1])) +
			    ends_sentence(s->words[*s->to - 1]);
		if (worth >= best_worth) {
			best = steps;
			best_worth = worth;
		}
		if (*s->to >= most || !str_eq(s->words[*s->from], s->words[*s->to]))
			break;
		slide_by(s, false);
	}
	for (; steps > best; steps--)
		slide_by(s, true);
}

static void slide_hunks(const Str *old, size_t old_count, const Str *new, size_t new_count,
			DiffHunks *hunks)
{
	for (size_t i = 0; i < hunks->len; i++) {
		DiffHunk *h = &hunks->ptr[i];
		bool last = i + 1 == hunks->len;
		if (h->new == h->new_end) {
			Slide s = {old, &h->old, &h->old_end, &h->new, &h->new_end};
			slide(&s, i > 0 ? h[-1].old_end : 0, last ? old_count : h[1].old);
		} else if (h->old == h->old_end) {
			Slide s = {new, &h->new, &h->new_end, &h->old, &h->old_end};
			slide(&s, i > 0 ? h[-1].new_end : 0, last ? new_count : h[1].new);
		}
	}
}

/* By word: the bytes of all words before it; one more behind the last. */
static size_t *sum_lengths(Arena *arena, const Str *words, size_t count)
{
	size_t *sums = ARENA_ARRAY(arena, size_t, count + 1);
	for (size_t i = 0; i < count; i++)
		sums[i + 1] = sums[i] + words[i].len;
	return sums;
}

/* Of these sums. */
static size_t weight(const size_t *old, const size_t *new, const DiffHunk *hunk)
{
	size_t a = old[hunk->old_end] - old[hunk->old], b = new[hunk->new_end] - new[hunk->new];
	return a > b ? a : b;
}

/* What is equal between two hunks, but shorter than either, is an accident ("the", a comma): one
 * hunk reads better. `old`, `new`: sums of lengths. */
static DiffHunks join_hunks(Arena *arena, const size_t *old, const size_t *new,
			    const DiffHunks *hunks)
{
	DiffHunks joined = {0};
	for (size_t i = 0; i < hunks->len; i++) {
		DiffHunk hunk = hunks->ptr[i];
		while (joined.len > 0) {
			const DiffHunk *last = &joined.ptr[joined.len - 1];
			size_t same = new[hunk.new] - new[last->new_end];
			if (same > weight(old, new, last) || same > weight(old, new, &hunk))
				break;
			hunk.old = last->old;
			hunk.new = last->new;
			joined.len--;
		}
		VEC_PUSH(arena, &joined, hunk);
	}
	return joined;
}

DiffHunks diff_hunks(Arena *arena, const Str *old, size_t old_count, const Str *new,
		     size_t new_count)
{
	Map known = map_in(arena);
	Sequence a = number_words(arena, old, old_count, &known),
		 b = number_words(arena, new, new_count, &known);
	const uint32_t *match = sequence_match(arena, a, b, (uint32_t)known.len);
	DiffHunks hunks = find_hunks(arena, old_count, new_count, match);
	slide_hunks(old, old_count, new, new_count, &hunks);
	return join_hunks(arena, sum_lengths(arena, old, old_count),
			  sum_lengths(arena, new, new_count), &hunks);
}

/* --- two texts --- */

typedef VEC(Str) Words;

/* An address that begins at `at`, which would say little in parts: "ada@example.edu",
 * "https://..."; empty when there is none. */
static Str address_at(Str text, size_t at)
{
	size_t end = at;
	bool found = false;
	while (end < text.len && text.ptr[end] > ' ' && text.ptr[end] < 0x7F)
		end++;
	Str run = str_slice(text, at, end);
	for (size_t i = 1; i + 1 < run.len && !found; i++)
		found = (run.ptr[i] == '@' && char_is_alnum(run.ptr[i - 1]) &&
			 char_is_alnum(run.ptr[i + 1])) ||
			str_starts(str_from_offset(run, i), S("://"));
	while (run.len > 0 && !char_is_alnum(run.ptr[run.len - 1]) && run.ptr[run.len - 1] != '/')
		run.len--;
	return found ? run : S("");
}

static Words take_words(Arena *arena, Str text)
{
	Words words = {0};
	Str word;
	for (size_t at = 0; diff_next_word(text, &at, &word);) {
		size_t start = at - word.len;
		Str address = char_is_alnum(*word.ptr) ? address_at(text, start) : S("");
		if (address.len > word.len) {
			word = address;
			at = start + word.len;
		}
		VEC_PUSH(arena, &words, word);
	}
	return words;
}

/* The text of the words [from, to), with the space before it. */
static void add_piece(Arena *arena, DiffPieces *out, DiffOp op, Str text, const Words *words,
		      size_t from, size_t to)
{
	if (from == to)
		return;
	size_t start =
		from > 0 ? (size_t)(words->ptr[from - 1].ptr - text.ptr) + words->ptr[from - 1].len
			 : 0;
	const Str *last = &words->ptr[to - 1];
	size_t end = to == words->len ? text.len : (size_t)(last->ptr - text.ptr) + last->len;
	VEC_PUSH(arena, out, (DiffPiece){op, str_slice(text, start, end)});
}

DiffPieces diff_words(Arena *arena, Str old, Str new)
{
	old = str_fold_space(arena, old);
	new = str_fold_space(arena, new);
	Words a = take_words(arena, old), b = take_words(arena, new);
	DiffHunks hunks = diff_hunks(arena, a.ptr, a.len, b.ptr, b.len);
	DiffPieces out = {0};
	size_t same = 0;
	for (size_t i = 0; i < hunks.len; i++) {
		const DiffHunk *h = &hunks.ptr[i];
		add_piece(arena, &out, DIFF_SAME, new, &b, same, h->new);
		add_piece(arena, &out, DIFF_OUT, old, &a, h->old, h->old_end);
		add_piece(arena, &out, DIFF_IN, new, &b, h->new, h->new_end);
		same = h->new_end;
	}
	add_piece(arena, &out, DIFF_SAME, new, &b, same, b.len);
	return out;
}
