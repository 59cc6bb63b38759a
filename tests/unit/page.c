/* Pages of rows with made-up heights; all ways to break short lists are the oracle. */
#include "typeset/flow.h"

#include "check.h"

static PageRow row(Len height, Len gap, int cost)
{
	return (PageRow){.ascent = height - 2,
			 .depth = 2,
			 .gap = gap,
			 .stretch = gap / 2,
			 .shrink = gap / 6,
			 .cost = cost};
}

static size_t break_rows(Arena *arena, const PageRow *rows, size_t n, Len height, PageCut **cuts)
{
	PageMatter matter = {.text = {.rows = rows, .count = n}, .height = height};
	return page_break(arena, &matter, cuts);
}

static double cuts_cost(const PageRow *rows, const PageCut *cuts, size_t count, Len height)
{
	double cost = 0;
	for (size_t i = 0; i < count; i++) {
		double page = page_cost(rows, cuts[i].first, cuts[i].end, height, i + 1 == count);
		if (page < 0)
			return -1;
		cost += page + (i > 0 ? rows[cuts[i].first].cost : 0);
	}
	return cost;
}

/* The least cost over all 2^(n-1) ways to break n rows. */
static double brute_force(const PageRow *rows, size_t n, Len height)
{
	double best = -1;
	for (unsigned ways = 0; ways < 1u << (n - 1); ways++) {
		PageCut cuts[16];
		size_t count = 1;
		cuts[0] = (PageCut){.first = 0};
		for (size_t i = 1; i < n; i++)
			if (ways >> (i - 1) & 1) {
				cuts[count - 1].end = i;
				cuts[count++] = (PageCut){.first = i};
			}
		cuts[count - 1].end = n;
		double cost = cuts_cost(rows, cuts, count, height);
		if (cost >= 0 && (best < 0 || cost < best))
			best = cost;
	}
	return best;
}

static uint32_t next_random(uint32_t *state)
{
	*state = *state * 1664525u + 1013904223u;
	return *state >> 16;
}

static void test_oracle(Arena *arena)
{
	uint32_t state = 7;
	for (int round = 0; round < 400; round++) {
		PageRow rows[12];
		size_t n = 1 + next_random(&state) % 12;
		static const int costs[] = {0,		0,	     PAGE_LINE,	 PAGE_WIDOW,
					    PAGE_ENTRY, PAGE_INVITE, PAGE_FORBID};
		for (size_t i = 0; i < n; i++)
			rows[i] = row(10 + (Len)(next_random(&state) % 30),
				      (Len)(next_random(&state) % 13),
				      costs[next_random(&state) % 7]);
		if (round % 5 == 0)
			rows[next_random(&state) % n].ascent = 130;
		PageCut *cuts;
		size_t count = break_rows(arena, rows, n, 100, &cuts);
		double got = cuts_cost(rows, cuts, count, 100), want = brute_force(rows, n, 100);
		CHECK(got >= 0 && got - want < 1e-6 && want - got < 1e-6);
		CHECK(cuts[0].first == 0 && cuts[count - 1].end == n);
	}
}

static void test_heading_stays(Arena *arena)
{
	/* Nine lines fit; the heading would be the ninth. */
	PageRow rows[14];
	for (size_t i = 0; i < 14; i++)
		rows[i] = row(10, 0, PAGE_LINE);
	rows[8].cost = PAGE_INVITE;
	rows[9].cost = PAGE_FORBID;
	PageCut *cuts;
	CHECK(break_rows(arena, rows, 14, 90, &cuts) == 2);
	CHECK(cuts[0].end == 8);
}

static void test_no_widow(Arena *arena)
{
	PageRow rows[12];
	for (size_t i = 0; i < 12; i++)
		rows[i] = row(10, 0, i == 9 ? PAGE_WIDOW : PAGE_LINE);
	PageCut *cuts;
	CHECK(break_rows(arena, rows, 12, 90, &cuts) == 2);
	CHECK(cuts[0].end == 8);
	CHECK(break_rows(arena, rows, 0, 90, &cuts) == 0);
}

static FrameItem mark(Len x, uint32_t colour)
{
	FrameItem item = {.kind = FRAME_RULE, .x = x, .w = 1, .h = 1};
	item.as.rule.colour = colour;
	return item;
}

static void test_place(Arena *arena)
{
	Flow flow = flow_in(arena);
	for (int i = 0; i < 5; i++) {
		FrameItem *item = ARENA_NEW(arena, FrameItem);
		*item = mark(i, (uint32_t)i);
		flow_space(&flow, 10);
		if (i == 2)
			flow_anchor(&flow, S("here"));
		flow_row(&flow, 8, 2, item, 1);
	}
	PageHead head = {.rows = flow.rows.ptr, .count = 1, .height = 15};
	flow.rows.ptr[3].head = &head;
	PageCut cuts[2] = {{0, 3, 0, 0, 0}, {3, 5, 0, 0, 1}};
	PageDeco deco = {1, 4, -3, 4, 100, 5, 0xABCDEF, 0};
	Frame frames[2] = {{0}};
	Paper paper = {.frames = frames, .frame_count = 2};
	PageMatter matter = {.text = {flow.rows.ptr, flow.rows.len, &deco, 1}};
	page_place(arena, &paper, &matter, cuts, 2, 1000);
	/* decoration, three marks, one anchor */
	CHECK(frames[0].count == 5);
	CHECK(frames[0].items[0].y == 1000 + 20 - 3 && frames[0].items[0].h == 3 + 30);
	CHECK(frames[0].items[1].y == 1008 && frames[0].items[2].y == 1028);
	CHECK(frames[0].items[3].kind == FRAME_ANCHOR && frames[0].items[3].y == 1040);
	/* decoration, repeated head, two marks */
	CHECK(frames[1].count == 4);
	CHECK(frames[1].items[1].as.rule.colour == 0 && frames[1].items[1].y == 1008);
	CHECK(frames[1].items[2].y == 1023);
	CHECK(frames[1].items[3].y == 1023 + 20 + 5);
	CHECK(frames[1].items[0].y == 1015 && frames[1].items[0].h == 35 + 4);
}

static Flow column(Arena *arena, int lines, Len ascent, Len depth, uint32_t colour)
{
	Flow flow = flow_in(arena);
	for (int i = 0; i < lines; i++) {
		FrameItem *item = ARENA_NEW(arena, FrameItem);
		*item = mark(0, colour);
		flow_row(&flow, ascent, depth, item, 1);
	}
	return flow;
}

static void test_merge(Arena *arena)
{
	Flow flow = flow_in(arena),
	     columns[2] = {column(arena, 1, 6, 2, 1), column(arena, 3, 10, 4, 2)};
	flow_merge(&flow, columns, 2, 0);
	/* The label shares the baseline of the first line; the others are rows of their own. */
	CHECK(flow.rows.len == 3);
	CHECK(flow.rows.ptr[0].count == 2);
	CHECK(flow.rows.ptr[0].items[0].y == flow.rows.ptr[0].items[1].y);
	CHECK(flow_height(&flow, 0) == 42);
	Flow whole = flow_in(arena),
	     again[2] = {column(arena, 2, 6, 2, 1), column(arena, 3, 10, 4, 2)};
	flow_merge(&whole, again, 2, 100);
	CHECK(whole.rows.len == 1 && whole.rows.ptr[0].count == 5);
	/* A column is complete before the next begins. */
	CHECK(whole.rows.ptr[0].items[1].as.rule.colour == 1 &&
	      whole.rows.ptr[0].items[2].as.rule.colour == 2);
	Flow empty = flow_in(arena), none[1] = {flow_in(arena)};
	flow_merge(&empty, none, 1, 100);
	CHECK(empty.rows.len == 0);
}

static void test_costs(Arena *arena)
{
	Flow flow = flow_in(arena);
	flow_row(&flow, 10, 4, NULL, 0);
	flow.lead = 2;
	flow_row(&flow, 8, 2, NULL, 0);
	flow_row(&flow, 8, 2, NULL, 0);
	CHECK(flow.rows.ptr[1].cost == 0 && flow.rows.ptr[2].cost == PAGE_LEAD);
	/* Below a tall row a break is free. */
	flow.lead = 5;
	flow_row(&flow, 10, 4, NULL, 0);
	flow_row(&flow, 40, 10, NULL, 0);
	flow_row(&flow, 8, 2, NULL, 0);
	CHECK(flow.rows.ptr[5].cost == 0);
	Line lines[4] = {{.ascent = 8, .depth = 2},
			 {.ascent = 8, .depth = 2, .hyphenated = true},
			 {.ascent = 8, .depth = 2},
			 {.ascent = 8, .depth = 2}};
	Flow text = flow_in(arena);
	flow_lines(&text, (Lines){.lines = lines, .count = 4}, 0);
	CHECK(text.rows.ptr[1].cost == PAGE_WIDOW && text.rows.ptr[3].cost == PAGE_WIDOW);
	CHECK(text.rows.ptr[2].cost == PAGE_LINE + PAGE_HYPHEN);
	flow_keep(&flow, 0, 1000);
	CHECK(flow.rows.ptr[1].cost == PAGE_ENTRY && flow.rows.ptr[5].cost == PAGE_ENTRY);
}

static void test_long(Arena *arena)
{
	size_t n = 50000;
	PageRow *rows = ARENA_ARRAY(arena, PageRow, n);
	for (size_t i = 0; i < n; i++)
		rows[i] = row(12, i % 7 == 0 ? 6 : 0, i % 7 == 1 ? PAGE_WIDOW : PAGE_LINE);
	PageCut *cuts;
	size_t count = break_rows(arena, rows, n, 700, &cuts);
	CHECK(count > 850 && count < 1000);
	CHECK(cuts[count - 1].end == n);
}

/* Twenty rows of 10 in pages of 100; row 8 calls for a note of some rows of 5. */
static PageMatter noted(Arena *arena, size_t note_rows)
{
	PageRow *rows = ARENA_ARRAY(arena, PageRow, 20),
		*notes = ARENA_ARRAY(arena, PageRow, note_rows);
	size_t *ends = ARENA_ARRAY(arena, size_t, 20), *starts = ARENA_ARRAY(arena, size_t, 20);
	for (size_t i = 0; i < 20; i++) {
		rows[i] = row(10, 0, 0);
		ends[i] = i >= 8 ? note_rows : 0;
	}
	for (size_t k = 0; k < note_rows; k++)
		notes[k] = row(5, 0, k > 0 ? PAGE_LINE : 0);
	PageMatter matter = {.text = {.rows = rows, .count = 20},
			     .notes = {.rows = notes, .count = note_rows},
			     .note_ends = ends,
			     .note_starts = starts,
			     .note_gap = 5,
			     .height = 100};
	matter.rule.kind = FRAME_RULE;
	return matter;
}

static void test_notes(Arena *arena)
{
	PageCut *cuts;
	/* A note of one row takes the place of the tenth row. */
	PageMatter matter = noted(arena, 1);
	CHECK(page_break(arena, &matter, &cuts) == 3);
	CHECK(cuts[0].end == 9 && cuts[0].note_end == 1 && cuts[1].note_first == 1);
	CHECK(page_text_height(&matter, &cuts[0]) == 90 &&
	      page_note_height(&matter, &cuts[0]) == 10);
	/* It stands at the foot of its page. */
	Paper paper = {.frame_count = 3, .frames = ARENA_ARRAY(arena, Frame, 3)};
	((PageRow *)matter.notes.rows)[0].items = ARENA_NEW(arena, FrameItem);
	((PageRow *)matter.notes.rows)[0].count = 1;
	page_place(arena, &paper, &matter, cuts, page_break(arena, &matter, &cuts), 1000);
	CHECK(paper.frames[0].count == 2);
	CHECK(paper.frames[0].items[0].kind == FRAME_RULE && paper.frames[0].items[0].y == 1095);
	CHECK(paper.frames[0].items[1].y == 1098);
	/* A long one goes on at the next page, and none of it is lost. */
	matter = noted(arena, 30);
	size_t count = page_break(arena, &matter, &cuts), next = 0;
	CHECK(count >= 3 && cuts[0].end >= 9 - 1);
	for (size_t p = 0; p < count; p++) {
		CHECK(cuts[p].note_first == next && cuts[p].note_end >= next);
		next = cuts[p].note_end;
		CHECK(page_text_height(&matter, &cuts[p]) + page_note_height(&matter, &cuts[p]) <=
		      100);
		/* It begins where it is called for. */
		CHECK(cuts[p].first > 8 || cuts[p].end <= 8 || cuts[p].note_end > 0);
	}
	CHECK(next == 30 && cuts[count - 1].end == 20);
	/* Longer than all pages of text: pages of nothing but notes follow. */
	matter = noted(arena, 200);
	count = page_break(arena, &matter, &cuts);
	CHECK(cuts[count - 1].first == 20 && cuts[count - 1].note_end == 200);
	CHECK(cuts[count - 2].note_end == cuts[count - 1].note_first);
}

static void test_force_and_bind(Arena *arena)
{
	Flow flow = flow_in(arena);
	for (int i = 0; i < 6; i++) {
		if (i == 2)
			flow_force(&flow);
		flow_row(&flow, 8, 2, NULL, 0);
	}
	flow_bind(&flow, 0);
	CHECK(flow.rows.ptr[2].cost == PAGE_FORCE && flow.rows.ptr[3].cost == PAGE_FORBID);
	PageCut *cuts;
	size_t count = break_rows(arena, flow.rows.ptr, 6, 100, &cuts);
	CHECK(count == 2 && cuts[0].end == 2 && cuts[0].ratio == 0);
}

int main(void)
{
	Arena *arena = arena_new(NULL);
	test_oracle(arena);
	test_heading_stays(arena);
	test_no_widow(arena);
	test_place(arena);
	test_merge(arena);
	test_costs(arena);
	test_long(arena);
	test_notes(arena);
	test_force_and_bind(arena);
	arena_free(arena);
	return check_report();
}
