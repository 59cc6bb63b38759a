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

/* --- two texts --- */

typedef struct {
	Str *words;
	uint32_t *numbers;
	size_t len;
} Words;

static Words take_words(Arena *arena, Str text, Map *known)
{
	VEC(Str) words = {0};
	VEC(uint32_t) numbers = {0};
	Str word;
	for (size_t at = 0; diff_next_word(text, &at, &word);) {
		uint32_t *number = map_get(known, word);
		if (number == NULL) {
			number = ARENA_NEW(arena, uint32_t);
			*number = (uint32_t)known->len;
			(void)map_set(known, word, number);
		}
		VEC_PUSH(arena, &words, word);
		VEC_PUSH(arena, &numbers, *number);
	}
	return (Words){words.ptr, numbers.ptr, words.len};
}

/* Old words [old, old_end) in the place of new words [new, new_end). */
typedef struct {
	size_t old, old_end, new, new_end;
} Hunk;
typedef VEC(Hunk) Hunks;

static Hunks find_hunks(Arena *arena, const Words *old, const Words *new, const uint32_t *match)
{
	Hunks hunks = {0};
	size_t n = 0;
	for (size_t o = 0; o < old->len || n < new->len;) {
		if (o < old->len && match[o] == n) {
			o++;
			n++;
			continue;
		}
		Hunk hunk = {.old = o, .new = n};
		while (o < old->len && match[o] == SEQUENCE_NONE)
			o++;
		n = o < old->len ? match[o] : new->len;
		hunk.old_end = o;
		hunk.new_end = n;
		VEC_PUSH(arena, &hunks, hunk);
	}
	return hunks;
}

static size_t length(const Words *words, size_t from, size_t to)
{
	size_t sum = 0;
	for (size_t i = from; i < to; i++)
		sum += words->words[i].len;
	return sum;
}

static size_t weight(const Words *old, const Words *new, const Hunk *hunk)
{
	size_t a = length(old, hunk->old, hunk->old_end), b = length(new, hunk->new, hunk->new_end);
	return a > b ? a : b;
}

/* What is equal between two hunks, but shorter than either, is an accident ("the", a comma): one
 * hunk reads better. */
static Hunks join_hunks(Arena *arena, const Words *old, const Words *new, Hunks hunks)
{
	Hunks joined = {0};
	for (size_t i = 0; i < hunks.len; i++) {
		Hunk hunk = hunks.ptr[i];
		while (joined.len > 0) {
			const Hunk *last = &joined.ptr[joined.len - 1];
			size_t same = length(new, last->new_end, hunk.new);
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

/* The text of the words [from, to), with the space before it. */
static void add_piece(Arena *arena, DiffPieces *out, DiffOp op, Str text, const Words *words,
		      size_t from, size_t to)
{
	if (from == to)
		return;
	size_t start = from > 0 ? (size_t)(words->words[from - 1].ptr - text.ptr) +
					  words->words[from - 1].len
				: 0;
	const Str *last = &words->words[to - 1];
	size_t end = to == words->len ? text.len : (size_t)(last->ptr - text.ptr) + last->len;
	VEC_PUSH(arena, out, (DiffPiece){op, str_slice(text, start, end)});
}

DiffPieces diff_words(Arena *arena, Str old, Str new)
{
	Map known = map_in(arena);
	old = str_fold_space(arena, old);
	new = str_fold_space(arena, new);
	Words a = take_words(arena, old, &known), b = take_words(arena, new, &known);
	uint32_t *match = sequence_match(arena, (Sequence){a.numbers, a.len},
					 (Sequence){b.numbers, b.len}, (uint32_t)known.len);
	Hunks hunks = join_hunks(arena, &a, &b, find_hunks(arena, &a, &b, match));
	DiffPieces out = {0};
	size_t same = 0;
	for (size_t i = 0; i < hunks.len; i++) {
		const Hunk *h = &hunks.ptr[i];
		add_piece(arena, &out, DIFF_SAME, new, &b, same, h->new);
		add_piece(arena, &out, DIFF_OUT, old, &a, h->old, h->old_end);
		add_piece(arena, &out, DIFF_IN, new, &b, h->new, h->new_end);
		same = h->new_end;
	}
	add_piece(arena, &out, DIFF_SAME, new, &b, same, b.len);
	return out;
}
