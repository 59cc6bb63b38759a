/*
 * pdf_widths: DW and W of a Type 0 font, and the 8,191 items that PDF/A-1 allows each array.
 */
#include "check.h"
#include "write/pdf_parts.h"

static const PdfCid few[] = {{3, 0, 500}, {4, 0, 278}, {5, 0, 500}, {9, 0, 556}, {11, 0, 500}};
/* four in a row of the usual width end a list, three do not */
static const PdfCid rows[] = {{1, 0, 9}, {2, 0, 5}, {3, 0, 5}, {4, 0, 5}, {5, 0, 9},
			      {6, 0, 5}, {7, 0, 5}, {8, 0, 5}, {9, 0, 5}, {10, 0, 9}};

static void check_put(Arena *arena, const PdfCid *cids, size_t count, Str expected, size_t items)
{
	Buf out = buf_in(arena);
	CHECK(pdf_put_widths(arena, &out, cids, count) == items);
	CHECK_STR(buf_str(&out), expected);
}

/* The items of the longest list in "/W[1[500 278]9[556]]". */
static size_t longest_list(Str out)
{
	size_t longest = 0, items = 0;
	for (size_t i = 0; i < out.len; i++) {
		items = out.ptr[i] == '[' ? 1 : items + (out.ptr[i] == ' ');
		if (out.ptr[i] == ']' && i + 1 < out.len)
			longest = items > longest ? items : longest;
	}
	return longest;
}

/* `count` CIDs in steps, with widths in turn from `widths`; returns the items of W. */
static size_t put_many(Arena *arena, size_t count, uint32_t step, const int widths[2],
		       size_t *longest)
{
	PdfCid *cids = ARENA_ARRAY(arena, PdfCid, count);
	Buf out = buf_in(arena);
	for (size_t i = 0; i < count; i++)
		cids[i] = (PdfCid){.cid = (uint32_t)i * step, .width = widths[i % 2]};
	size_t items = pdf_put_widths(arena, &out, cids, count);
	*longest = longest_list(buf_str(&out));
	return items;
}

static void test_many(Arena *arena)
{
	enum { MANY = 20000 };
	static const int same[] = {1000, 1000}, turns[] = {920, 1000};
	size_t longest;
	CHECK(put_many(arena, MANY, 2, same, &longest) == 0 && longest == 0);
	CHECK(put_many(arena, MANY, 2, turns, &longest) == MANY);
	CHECK(put_many(arena, MANY, 1, turns, &longest) == 6 && longest == PDF_ARRAY_LIMIT);
	CHECK(put_many(arena, PDF_ARRAY_LIMIT, 1, turns, &longest) == 2);
}

int main(void)
{
	Arena *arena = arena_new(NULL);
	check_put(arena, few, 5, S("/DW 500/W[4[278]9[556]]"), 4);
	check_put(arena, rows, 10, S("/DW 5/W[1[9 5 5 5 9]10[9]]"), 4);
	check_put(arena, few, 2, S("/DW 278/W[3[500]]"), 2);
	check_put(arena, few, 0, S("/DW 0/W[]"), 0);
	test_many(arena);
	arena_free(arena);
	return check_report();
}
