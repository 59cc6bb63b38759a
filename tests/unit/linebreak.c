/* linebreak: against a search of all ways, in a face whose characters are all 5 wide. */
#include "typeset/linebreak.h"

#include "check.h"

#include <stdlib.h>
#include <string.h>

enum { WIDE = 5, MOST = 64 };

typedef struct {
	Item items[MOST * 4];
	size_t count;
} List;

static void add(List *list, Item item)
{
	list->items[list->count++] = item;
}

static void add_end(List *list)
{
	add(list, (Item){.kind = ITEM_PENALTY, .cost = ITEM_INFINITE});
	add(list, (Item){.kind = ITEM_GLUE, .stretch = 1, .fill = 1});
	add(list, (Item){.kind = ITEM_PENALTY, .cost = -ITEM_INFINITE});
}

/* Letters are boxes; ' ' is glue, '-' a hyphen that may be, '|' an end of a paragraph. */
static List read_list(const char *text)
{
	List list = {0};
	uint32_t from = 0;
	for (uint32_t i = 0; text[i] != '\0'; i++, from = i) {
		while (strchr(" -|", text[i]) == NULL)
			i++;
		if (i > from)
			add(&list, (Item){.width = (Len)(i - from) * WIDE, .from = from, .to = i});
		if (text[i] == ' ')
			add(&list,
			    (Item){.kind = ITEM_GLUE, .width = 6, .stretch = 3, .shrink = 2});
		else if (text[i] == '-')
			add(&list, (Item){.kind = ITEM_PENALTY,
					  .width = WIDE,
					  .cost = 50,
					  .flagged = true});
		else if (text[i] == '|')
			add_end(&list);
		else
			break;
	}
	add_end(&list);
	return list;
}

/* The lines as text, " / " between them; what vanishes at a break is not shown. */
static Str show(Arena *arena, const char *text, const List *list, const Linebreak *breaks,
		size_t count)
{
	char *out = arena_alloc(arena, MOST * 8);
	for (size_t k = 0; k < count; k++) {
		if (k > 0)
			strcat(out, " / ");
		for (size_t i = breaks[k].start; i < breaks[k].item; i++) {
			const Item *item = &list->items[i];
			if (item->kind == ITEM_BOX)
				strncat(out, text + item->from, item->to - item->from);
			else if (item->kind == ITEM_GLUE && item->fill == 0)
				strcat(out, " ");
		}
		if (list->items[breaks[k].item].flagged)
			strcat(out, "-");
	}
	return str_from(out);
}

static void check_lines(Arena *arena, const char *text, LinebreakWidths widths, const char *want)
{
	List list = read_list(text);
	LinebreakParams params = linebreak_params();
	Linebreak *breaks;
	params.tolerance = BADNESS_INFINITE;
	params.final = true;
	size_t count = linebreak_find(arena, list.items, list.count, &widths, &params, &breaks);
	CHECK_STR(show(arena, text, &list, breaks, count), str_from(want));
}

static void test_lines(Arena *arena)
{
	LinebreakWidths w40 = {.width = 40}, narrow = {.width = 60, .narrow_width = 25};
	check_lines(arena, "", w40, "");
	check_lines(arena, "aaa", w40, "aaa");
	check_lines(arena, "aaa bbb ccc", w40, "aaa bbb / ccc");
	check_lines(arena, "aaa|bbb||ccc", w40, "aaa / bbb /  / ccc");
	check_lines(arena, "aaa b-cccc", w40, "aaa b- / cccc");
	check_lines(arena, "aaaaaaaaaaaa bbb", w40, "aaaaaaaaaaaa / bbb");
	narrow.narrow_lines = 2;
	check_lines(arena, "aa bb cc dd ee ff gg hh", narrow, "aa bb / cc dd / ee ff gg hh");
	w40.first_indent = 15;
	check_lines(arena, "aa bb cc dd", w40, "aa bb / cc dd");
	w40.first_indent = -15;
	check_lines(arena, "aa bb cc ddd eee", w40, "aa bb cc / ddd eee");
}

/* ---- the oracle: every set of legal breaks, by the definitions of the 1981 paper ---- */

typedef struct {
	const List *list;
	const LinebreakWidths *widths;
	const LinebreakParams *params;
	int64_t best;
} Oracle;

static bool legal(const List *list, size_t i)
{
	const Item *item = &list->items[i];
	return item->kind == ITEM_PENALTY
		       ? item->cost < ITEM_INFINITE
		       : item->kind == ITEM_GLUE && i > 0 && item[-1].kind == ITEM_BOX;
}

static bool forced(const Item *item)
{
	return item->kind == ITEM_PENALTY && item->cost <= -ITEM_INFINITE;
}

/* Badness of the line of items [start, end), and how bad a last line of its width is; -1 when it is
 * overfull. */
static int line_badness(const Oracle *o, size_t break_before, size_t start, size_t end, size_t line,
			int *fit, int64_t *shortness)
{
	int64_t width = 0, stretch = o->params->emergency_stretch, shrink = 0, fill = 0;
	const Item *before = break_before != SIZE_MAX ? &o->list->items[break_before] : NULL;
	if (before != NULL && before->kind == ITEM_PENALTY)
		width += before->next;
	for (size_t i = start; i < end; i++) {
		const Item *item = &o->list->items[i];
		width += item->kind == ITEM_PENALTY ? 0 : item->width;
		if (item->kind == ITEM_GLUE) {
			*(item->fill > 0 ? &fill : &stretch) += item->stretch;
			shrink += item->shrink;
		}
	}
	if (o->list->items[end].kind == ITEM_PENALTY)
		width += o->list->items[end].width;
	int64_t wanted = linebreak_width(o->widths, line) - width;
	if (wanted < 0 && -wanted > shrink)
		return -1;
	bool alone = before == NULL || forced(before);
	int64_t lacks = o->params->last_least - (width < 0 ? 0 : width);
	*shortness = wanted < 0 || fill == 0 || alone || lacks <= 0
			     ? 0
			     : o->params->last_badness * lacks / o->params->last_least;
	int badness = wanted < 0    ? linebreak_badness(-wanted, shrink)
		      : fill > 0    ? 0
		      : wanted == 0 ? 0
				    : linebreak_badness(wanted, stretch);
	*fit = wanted < 0     ? (badness > 12 ? 0 : 1)
	       : fill > 0     ? 1
	       : badness > 99 ? 3
	       : badness > 12 ? 2
			      : 1;
	return badness;
}

static size_t after_break(const List *list, size_t at)
{
	size_t i = at + 1;
	while (i < list->count && list->items[i].kind != ITEM_BOX && !forced(&list->items[i]))
		i++;
	return i;
}

static void search(Oracle *o, size_t before, size_t start, size_t line, int fit, bool flagged,
		   int64_t total)
{
	const List *list = o->list;
	for (size_t i = start; i < list->count; i++) {
		const Item *at = &list->items[i];
		int now = 1;
		int64_t shortness = 0;
		if (!legal(list, i))
			continue;
		int badness = line_badness(o, before, start, i, line, &now, &shortness);
		if (badness >= 0 && badness <= o->params->tolerance) {
			int64_t d = 10 + badness + shortness,
				cost = at->kind == ITEM_PENALTY ? at->cost : 0;
			d *= d;
			if (cost > -ITEM_INFINITE)
				d += cost < 0 ? -cost * cost : cost * cost;
			bool hyphen = at->kind == ITEM_PENALTY && at->flagged;
			d += flagged && hyphen ? o->params->double_hyphen_demerits : 0;
			d += abs(now - fit) > 1 ? o->params->adj_demerits : 0;
			d += i == list->count - 1 && flagged ? o->params->final_hyphen_demerits : 0;
			if (i == list->count - 1)
				o->best = total + d < o->best ? total + d : o->best;
			else
				search(o, i, after_break(list, i), line + 1, now, hyphen,
				       total + d);
		}
		if (forced(at))
			return;
	}
}

/* The demerits of the breaks found, by the oracle's reckoning. */
static int64_t count_found(const Oracle *o, const Linebreak *breaks, size_t count)
{
	int64_t total = 0, shortness = 0;
	int fit = 1, now = 1;
	bool flagged = false;
	for (size_t k = 0; k < count; k++) {
		const Item *at = &o->list->items[breaks[k].item];
		size_t before = k > 0 ? breaks[k - 1].item : SIZE_MAX;
		int badness = line_badness(o, before, breaks[k].start, breaks[k].item, k, &now,
					   &shortness);
		CHECK(badness >= 0 && badness <= o->params->tolerance);
		int64_t d = (10 + badness + shortness) * (10 + badness + shortness);
		int64_t cost = at->kind == ITEM_PENALTY ? at->cost : 0;
		bool hyphen = at->kind == ITEM_PENALTY && at->flagged;
		if (cost > -ITEM_INFINITE)
			d += cost < 0 ? -cost * cost : cost * cost;
		d += flagged && hyphen ? o->params->double_hyphen_demerits : 0;
		d += abs(now - fit) > 1 ? o->params->adj_demerits : 0;
		d += k + 1 == count && flagged ? o->params->final_hyphen_demerits : 0;
		total += d;
		fit = now;
		flagged = hyphen;
	}
	return total;
}

static uint32_t random_next(uint32_t *state)
{
	*state = *state * 1664525u + 1013904223u;
	return *state >> 16;
}

static void random_text(uint32_t *state, char *text, size_t length)
{
	for (size_t i = 0; i < length; i++) {
		uint32_t kind = random_next(state) % 16;
		bool after_letter = i > 0 && text[i - 1] == 'x';
		text[i] = !after_letter || kind > 5 ? 'x' : kind == 0 ? '|' : kind < 3 ? '-' : ' ';
	}
	text[length] = '\0';
}

static void test_oracle(Arena *arena)
{
	uint32_t state = 12345;
	int solved = 0, unsolved = 0, equal = 0;
	for (int k = 0; k < 4000; k++) {
		char text[MOST];
		arena_reset(arena);
		random_text(&state, text, 10 + random_next(&state) % 40);
		List list = read_list(text);
		for (size_t i = 0; i < list.count; i++)
			if (list.items[i].flagged)
				list.items[i].next = (Len)(random_next(&state) % 5) - 4;
		LinebreakParams params = linebreak_params();
		params.last_least = (Len)(random_next(&state) % 4) * 8;
		params.last_badness = k % 5 * 60;
		params.tolerance = k % 3 == 0 ? 100 : k % 3 == 1 ? 1000 : BADNESS_INFINITE;
		params.emergency_stretch = k % 2 == 0 ? 0 : 10;
		LinebreakWidths widths = {.width = 30 + (Len)(random_next(&state) % 40),
					  .narrow_width = 30,
					  .narrow_lines = random_next(&state) % 3,
					  .first_indent = (Len)(random_next(&state) % 3) * 5 - 5};
		Linebreak *breaks;
		size_t count =
			linebreak_find(arena, list.items, list.count, &widths, &params, &breaks);
		Oracle oracle = {&list, &widths, &params, INT64_MAX};
		search(&oracle, SIZE_MAX, 0, 0, 1, false, 0);
		if (oracle.best == INT64_MAX) {
			CHECK(count == 0);
			equal += count == 0;
			unsolved++;
			continue;
		}
		solved++;
		bool best = count > 0 && count_found(&oracle, breaks, count) == oracle.best;
		CHECK(best);
		equal += best;
	}
	printf("%d of %d random paragraphs equal to brute force, %d of them without a way\n", equal,
	       solved + unsolved, unsolved);
	CHECK(solved > 500 && unsolved > 100);
}

/* With `final` there is always a way, whatever the items are. */
static void test_final(Arena *arena)
{
	uint32_t state = 99;
	for (int k = 0; k < 500; k++) {
		char text[MOST];
		arena_reset(arena);
		random_text(&state, text, 5 + random_next(&state) % 50);
		List list = read_list(text);
		LinebreakParams params = linebreak_params();
		params.final = true;
		params.tolerance = k % 2 == 0 ? 100 : BADNESS_INFINITE;
		LinebreakWidths widths = {.width = (Len)(random_next(&state) % 40)};
		Linebreak *breaks;
		size_t count =
			linebreak_find(arena, list.items, list.count, &widths, &params, &breaks);
		CHECK(count > 0 && breaks[count - 1].item == list.count - 1);
		for (size_t i = 1; i < count; i++)
			CHECK(breaks[i].start > breaks[i - 1].item &&
			      breaks[i].item >= breaks[i].start);
	}
}

/* A line behind the last break has no first item to hang out. */
static void test_hang_behind_the_end(void)
{
	const Item items[] = {{.kind = ITEM_BOX, .width = 5, .protrude_left = 1}};
	CHECK(linebreak_hang_left(items, 1, 0) == 1);
	CHECK(linebreak_hang_left(items, 1, 1) == 0);
}

int main(void)
{
	Arena *arena = arena_new(NULL);
	CHECK(linebreak_badness(0, 0) == 0 && linebreak_badness(1, 0) == BADNESS_INFINITE);
	CHECK(linebreak_badness(5, 5) == 100 && linebreak_badness(10, 5) == 800);
	test_lines(arena);
	test_oracle(arena);
	test_final(arena);
	arena_free(arena);
	test_hang_behind_the_end();
	return check_report();
}
