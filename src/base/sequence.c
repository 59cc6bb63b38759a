/*
 * Patience diff (B. Cohen, "Patience Diff Advantages", 2010): between equal heads and tails, the
 * numbers that stand once on either side are matched along a longest increasing subsequence, and
 * the stretches between them in the same way again. A stretch without such numbers is given to the
 * greedy algorithm of E. Myers ("An O(ND) Difference Algorithm and Its Variations", Algorithmica 1,
 * 1986), up to a bound on the number of differences. Unlike the shortest edit script of the whole,
 * this never matches by common words what has nothing to do with each other, and stays near linear.
 */
#include "base/sequence.h"

#include "base/vec.h"

#include <string.h>

/* Differences in a stretch past which it counts as different in whole, and nested stretches. */
enum { DIFFERENCES = 512, NESTING = 64 };

typedef struct {
	uint32_t in_a, in_b; /* how often; 2: often */
	uint32_t at_a, at_b; /* where, the last one */
} Count;

typedef struct {
	Arena *arena;  /* of passing things */
	Arena *fronts; /* of one search for few differences */
	const uint32_t *a, *b;
	uint32_t *match;
	Count *counts; /* by number; all zero between two uses */
} Matcher;

/* Items [a, a_end) and [b, b_end). */
typedef struct {
	uint32_t a, a_end, b, b_end;
} Stretch;

/* --- a longest increasing part --- */

void sequence_increasing(Arena *arena, const uint32_t *values, size_t count, bool *keep)
{
	uint32_t *tails = ARENA_ARRAY(arena, uint32_t, count + 1); /* by length: index of the end */
	uint32_t *before = ARENA_ARRAY(arena, uint32_t, count + 1);
	size_t length = 0;
	for (size_t i = 0; i < count; i++) {
		if (values[i] == SEQUENCE_NONE)
			continue;
		size_t low = 0, high = length;
		while (low < high) {
			size_t middle = (low + high) / 2;
			if (values[tails[middle]] < values[i])
				low = middle + 1;
			else
				high = middle;
		}
		before[i] = low > 0 ? tails[low - 1] : SEQUENCE_NONE;
		tails[low] = (uint32_t)i;
		length = low == length ? length + 1 : length;
	}
	for (uint32_t i = length > 0 ? tails[length - 1] : SEQUENCE_NONE; i != SEQUENCE_NONE;
	     i = before[i])
		keep[i] = true;
}

/* --- few differences --- */

/* Furthest places in `a` on the diagonals -d, -d + 2, ..., d, for one number d of differences. */
typedef VEC(uint32_t *) Fronts;

static uint32_t front_get(const Fronts *fronts, int d, int diagonal)
{
	return fronts->ptr[d][(diagonal + d) / 2];
}

/* Where the path on `diagonal` with `d` differences begins its run of equal items. */
static uint32_t front_enter(const Fronts *fronts, int d, int diagonal, bool *down)
{
	*down = diagonal == -d || (diagonal != d && front_get(fronts, d - 1, diagonal - 1) <
							    front_get(fronts, d - 1, diagonal + 1));
	return *down ? front_get(fronts, d - 1, diagonal + 1)
		     : front_get(fronts, d - 1, diagonal - 1) + 1;
}

/* Back along the path that reached the end. */
static void trace(Matcher *m, const Stretch *s, const Fronts *fronts, int d, int diagonal)
{
	uint32_t x = s->a_end - s->a;
	for (; d >= 0; d--) {
		bool down = false;
		uint32_t start = d > 0 ? front_enter(fronts, d, diagonal, &down) : 0;
		for (; x > start; x--)
			m->match[s->a + x - 1] = (uint32_t)((int64_t)s->b + x - 1 - diagonal);
		x = down ? start : start - 1;
		diagonal += down ? 1 : -1;
	}
}

static void match_greedily(Matcher *m, const Stretch *s)
{
	int64_t n = s->a_end - s->a, k = s->b_end - s->b;
	Fronts fronts = {0};
	for (int d = 0; d <= DIFFERENCES && d <= n + k; d++) {
		VEC_PUSH(m->fronts, &fronts, ARENA_ARRAY(m->fronts, uint32_t, (size_t)d + 1));
		for (int diagonal = -d; diagonal <= d; diagonal += 2) {
			bool down;
			int64_t x = d > 0 ? front_enter(&fronts, d, diagonal, &down) : 0;
			int64_t y = x - diagonal;
			while (x < n && y < k && y >= 0 && m->a[s->a + x] == m->b[s->b + y]) {
				x++;
				y++;
			}
			fronts.ptr[d][(diagonal + d) / 2] = (uint32_t)x;
			if (x == n && y == k) {
				trace(m, s, &fronts, d, diagonal);
				return;
			}
		}
	}
}

/* --- numbers that stand once --- */

static void count_items(Matcher *m, const Stretch *s)
{
	for (uint32_t i = s->a; i < s->a_end; i++) {
		Count *count = &m->counts[m->a[i]];
		count->in_a += count->in_a < 2;
		count->at_a = i;
	}
	for (uint32_t i = s->b; i < s->b_end; i++) {
		Count *count = &m->counts[m->b[i]];
		count->in_b += count->in_b < 2;
		count->at_b = i;
	}
}

static void clear_counts(Matcher *m, const Stretch *s)
{
	for (uint32_t i = s->a; i < s->a_end; i++)
		m->counts[m->a[i]] = (Count){0};
	for (uint32_t i = s->b; i < s->b_end; i++)
		m->counts[m->b[i]] = (Count){0};
}

typedef VEC(uint32_t) Places;

/* Matches what stands once; the places in `a` of those matches, in order. */
static Places match_single(Matcher *m, const Stretch *s)
{
	Places once = {0}, partners = {0}, kept = {0};
	count_items(m, s);
	for (uint32_t i = s->a; i < s->a_end; i++) {
		const Count *count = &m->counts[m->a[i]];
		if (count->in_a != 1 || count->in_b != 1)
			continue;
		VEC_PUSH(m->arena, &once, i);
		VEC_PUSH(m->arena, &partners, count->at_b);
	}
	clear_counts(m, s);
	bool *keep = ARENA_ARRAY(m->arena, bool, once.len);
	sequence_increasing(m->arena, partners.ptr, partners.len, keep);
	for (size_t i = 0; i < once.len; i++) {
		if (!keep[i])
			continue;
		m->match[once.ptr[i]] = partners.ptr[i];
		VEC_PUSH(m->arena, &kept, once.ptr[i]);
	}
	return kept;
}

/* Equal items at both ends. */
static Stretch trim(Matcher *m, Stretch s)
{
	while (s.a < s.a_end && s.b < s.b_end && m->a[s.a] == m->b[s.b])
		m->match[s.a++] = s.b++;
	while (s.a < s.a_end && s.b < s.b_end && m->a[s.a_end - 1] == m->b[s.b_end - 1])
		m->match[--s.a_end] = --s.b_end;
	return s;
}

static void match_stretch(Matcher *m, Stretch s, int depth)
{
	s = trim(m, s);
	if (s.a == s.a_end || s.b == s.b_end)
		return;
	Places anchors = {0};
	if (depth < NESTING)
		anchors = match_single(m, &s);
	if (anchors.len == 0) {
		match_greedily(m, &s);
		arena_reset(m->fronts);
		return;
	}
	Stretch part = {.a = s.a, .b = s.b};
	for (size_t i = 0; i <= anchors.len; i++) {
		bool last = i == anchors.len;
		part.a_end = last ? s.a_end : anchors.ptr[i];
		part.b_end = last ? s.b_end : m->match[anchors.ptr[i]];
		match_stretch(m, part, depth + 1);
		part.a = part.a_end + 1;
		part.b = part.b_end + 1;
	}
}

uint32_t *sequence_match(Arena *arena, Sequence a, Sequence b, uint32_t kinds)
{
	uint32_t *match = ARENA_ARRAY(arena, uint32_t, a.len);
	memset(match, 0xFF, a.len * sizeof *match);
	Matcher matcher = {.arena = arena_new_like(arena),
			   .fronts = arena_new_like(arena),
			   .a = a.items,
			   .b = b.items,
			   .match = match,
			   .counts = ARENA_ARRAY(arena, Count, kinds)};
	match_stretch(&matcher, (Stretch){.a_end = (uint32_t)a.len, .b_end = (uint32_t)b.len}, 0);
	arena_free(matcher.fronts);
	arena_free(matcher.arena);
	return match;
}
