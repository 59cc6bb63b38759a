#include "base/sequence.h"

#include "check.h"

#include <stdio.h>
#include <string.h>

/* Letters as numbers. */
static Sequence letters(Arena *arena, const char *text)
{
	size_t len = strlen(text);
	uint32_t *items = ARENA_ARRAY(arena, uint32_t, len);
	for (size_t i = 0; i < len; i++)
		items[i] = (unsigned char)text[i];
	return (Sequence){items, len};
}

/* The matched letters; checks that partners are equal and increase. */
static void check_match(const char *a, const char *b, const char *want)
{
	Arena *arena = arena_new(NULL);
	Sequence x = letters(arena, a), y = letters(arena, b);
	const uint32_t *match = sequence_match(arena, x, y, 256);
	char got[256];
	size_t len = 0;
	int64_t before = -1;
	for (size_t i = 0; i < x.len; i++) {
		if (match[i] == SEQUENCE_NONE)
			continue;
		CHECK(match[i] < y.len && match[i] > before && a[i] == b[match[i]]);
		before = match[i];
		got[len++] = a[i];
	}
	CHECK_STR(((Str){got, len}), str_from(want));
	arena_free(arena);
}

/* Whether the items [from, to) of `a` and [low, high) of `b` have something in common. */
static bool share(Sequence a, size_t from, size_t to, Sequence b, size_t low, size_t high)
{
	for (size_t i = from; i < to; i++)
		for (size_t k = low; k < high; k++)
			if (a.items[i] == b.items[k])
				return true;
	return false;
}

/* Partners are equal and in order, and no pair is missed between two matches. */
static void check_whole(Sequence a, Sequence b, const uint32_t *match)
{
	size_t from = 0, low = 0;
	for (size_t i = 0; i <= a.len; i++) {
		size_t partner = i < a.len ? match[i] : b.len;
		if (partner == SEQUENCE_NONE)
			continue;
		CHECK(partner >= low && partner <= b.len);
		CHECK(i == a.len || a.items[i] == b.items[partner]);
		CHECK(!share(a, from, i, b, low, partner));
		from = i + 1;
		low = partner + 1;
	}
}

/* Random texts of few letters, which hardly ever stand once, and of many. */
static void check_random(void)
{
	uint64_t seed = 42;
	for (int round = 0; round < 2000; round++) {
		Arena *arena = arena_new(NULL);
		uint32_t items[2][40];
		Sequence s[2];
		uint32_t kinds = round % 2 == 0 ? 3 : 30;
		for (int side = 0; side < 2; side++) {
			seed = seed * 6364136223846793005u + 1442695040888963407u;
			s[side].len = 6 + (seed >> 40) % 34;
			s[side].items = items[side];
			for (size_t i = 0; i < s[side].len; i++) {
				seed = seed * 6364136223846793005u + 1442695040888963407u;
				items[side][i] = (uint32_t)((seed >> 33) % kinds);
			}
		}
		check_whole(s[0], s[1], sequence_match(arena, s[0], s[1], kinds));
		arena_free(arena);
	}
}

static void check_increasing(void)
{
	Arena *arena = arena_new(NULL);
	const uint32_t values[] = {5, 1, SEQUENCE_NONE, 2, 9, 3};
	bool keep[6] = {false};
	sequence_increasing(arena, values, 6, keep);
	const bool want[] = {false, true, false, true, false, true};
	CHECK(memcmp(keep, want, sizeof want) == 0);
	arena_free(arena);
}

/* Nothing in common, everything often: linear all the same. */
static void check_long(void)
{
	enum { LENGTH = 200000 };
	Arena *arena = arena_new(NULL);
	uint32_t *a = ARENA_ARRAY(arena, uint32_t, LENGTH),
		 *b = ARENA_ARRAY(arena, uint32_t, LENGTH);
	for (uint32_t i = 0; i < LENGTH; i++) {
		a[i] = i % 100;
		b[i] = 100 + i % 97;
	}
	b[LENGTH / 2] = 7;
	const uint32_t *match =
		sequence_match(arena, (Sequence){a, LENGTH}, (Sequence){b, LENGTH}, 200);
	size_t count = 0;
	for (size_t i = 0; i < LENGTH; i++)
		count += match[i] != SEQUENCE_NONE;
	CHECK(count <= 1);
	arena_free(arena);
}

int main(void)
{
	check_match("", "", "");
	check_match("abc", "", "");
	check_match("", "abc", "");
	check_match("abc", "abc", "abc");
	check_match("abcdef", "abxdef", "abdef");
	check_match("aXbYc", "abc", "abc");
	check_match("bca", "abc", "bc"); /* of moved ones the many stay */
	check_match("aab", "aba", "ab");
	check_match("xabababy", "zabababw", "ababab");
	check_random();
	check_increasing();
	check_long();
	return check_report();
}
