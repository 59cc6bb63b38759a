#include "typeset/page.h"

#include <float.h>

/* Weights of what a page may look like; breaks are weighed against them (see the enum in page.h).
 */
static const double cost_of_page = 1500, cost_of_void = 12000, cost_of_glue = 120,
		    cost_of_sliver = 4000, sliver = 0.18;

/* Sums over rows [first, end) with the glue of the first left out. */
typedef struct {
	int64_t natural, stretch, shrink;
} Extent;

static void extent_add(Extent *extent, const PageRow *row, bool first)
{
	extent->natural += row->ascent + row->depth;
	if (first) {
		extent->natural += row->head != NULL ? row->head->height : 0;
		return;
	}
	extent->natural += row->gap;
	extent->stretch += row->stretch;
	extent->shrink += row->shrink;
}

/* The ratio at which glue must be set for a height; past 1 or below -1 it cannot. */
static double extent_ratio(const Extent *extent, Len height)
{
	double spare = (double)(height - extent->natural);
	if (spare == 0)
		return 0;
	int64_t give = spare > 0 ? extent->stretch : extent->shrink;
	return give > 0 ? spare / (double)give : spare > 0 ? DBL_MAX : -DBL_MAX;
}

static double extent_cost(const Extent *extent, Len height, bool single, bool last)
{
	double ratio = extent_ratio(extent, height);
	if (ratio < -1)
		return single ? 1e12 : -1;
	if (ratio <= 0)
		return cost_of_page - cost_of_glue * ratio * ratio * ratio;
	if (last) {
		double fill = (double)extent->natural / height;
		return cost_of_page + (fill < sliver ? cost_of_sliver * (1 - fill / sliver) : 0);
	}
	if (ratio <= 1)
		return cost_of_page + cost_of_glue * ratio * ratio * ratio;
	double empty = (double)(height - extent->natural - extent->stretch) / height;
	return cost_of_page + cost_of_glue + cost_of_void * empty * empty;
}

double page_cost(const PageRow *rows, size_t first, size_t end, Len height, bool last)
{
	Extent extent = {0};
	for (size_t i = first; i < end; i++)
		extent_add(&extent, &rows[i], i == first);
	return extent_cost(&extent, height, end - first == 1, last);
}

/*
 * best[j] is the least cost of pages that hold just the rows before j. The last page may begin at
 * any i < j for which rows [i, j) fit; going backwards from j the height only grows, so the search
 * ends at the first that does not fit even with all its glue shrunk. That is one page of rows for
 * each j: linear in all.
 */
static size_t *choose(Arena *scratch, const PageRow *rows, size_t count, Len height)
{
	double *best = ARENA_ARRAY(scratch, double, count + 1);
	size_t *from = ARENA_ARRAY(scratch, size_t, count + 1);
	for (size_t j = 1; j <= count; j++) {
		Extent inner = {0};
		best[j] = DBL_MAX;
		for (size_t i = j; i-- > 0;) {
			Extent page = inner;
			extent_add(&page, &rows[i], true);
			double cost = extent_cost(&page, height, j - i == 1, j == count);
			if (cost >= 0) {
				cost += best[i] + (i > 0 ? rows[i].cost : 0);
				if (cost < best[j]) {
					best[j] = cost;
					from[j] = i;
				}
			}
			extent_add(&inner, &rows[i], false);
			if (inner.natural - inner.shrink - rows[i].gap + rows[i].shrink > height)
				break;
		}
	}
	return from;
}

static double cut_ratio(const PageRow *rows, const PageCut *cut, Len height, bool last)
{
	Extent extent = {0};
	for (size_t i = cut->first; i < cut->end; i++)
		extent_add(&extent, &rows[i], i == cut->first);
	double ratio = extent_ratio(&extent, height);
	if (ratio < -1)
		return -1;
	/* A page that cannot be filled is left open at its foot, with its glue as it is. */
	if (ratio > 1 || (last && ratio > 0))
		return 0;
	return ratio;
}

size_t page_break(Arena *arena, const PageRow *rows, size_t count, Len height, PageCut **cuts)
{
	*cuts = NULL;
	if (count == 0)
		return 0;
	Arena *scratch = arena_new_like(arena);
	size_t *from = choose(scratch, rows, count, height), pages = 0;
	for (size_t j = count; j > 0; j = from[j])
		pages++;
	*cuts = ARENA_ARRAY(arena, PageCut, pages);
	for (size_t j = count, page = pages; j > 0; j = from[j]) {
		PageCut *cut = &(*cuts)[--page];
		*cut = (PageCut){.first = from[j], .end = j};
		cut->ratio = cut_ratio(rows, cut, height, j == count);
	}
	arena_free(scratch);
	return pages;
}

/* --- placing --- */

static void row_place(Arena *arena, Frame *frame, const PageRow *row, Len baseline, bool artifact)
{
	for (size_t i = 0; i < row->count; i++) {
		FrameItem item = row->items[i];
		item.y += baseline;
		if (artifact) {
			if (item.kind == FRAME_ANCHOR || item.kind == FRAME_LINK)
				continue;
			item.tag = NULL;
		}
		frame_add(arena, frame, item);
	}
}

/* Baselines of the rows of one page, from `top`. */
static void cut_baselines(const PageRow *rows, const PageCut *cut, Len top, Len *baselines)
{
	Len y = top;
	int64_t glue = 0;
	const PageHead *head = rows[cut->first].head;
	if (head != NULL)
		y += head->height;
	for (size_t i = cut->first; i < cut->end; i++) {
		if (i > cut->first) {
			y += rows[i].gap;
			glue += cut->ratio > 0 ? rows[i].stretch : rows[i].shrink;
		}
		baselines[i] = y + rows[i].ascent + len_scale((Len)glue, cut->ratio);
		y += rows[i].ascent + rows[i].depth;
	}
}

static void head_place(Arena *arena, Frame *frame, const PageHead *head, Len top)
{
	Len y = top;
	for (size_t i = 0; head != NULL && i < head->count; i++) {
		y += i > 0 ? head->rows[i].gap : 0;
		row_place(arena, frame, &head->rows[i], y + head->rows[i].ascent, true);
		y += head->rows[i].ascent + head->rows[i].depth;
	}
}

static void deco_place(Arena *arena, Frame *frame, const PageRow *rows, const PageDeco *deco,
		       const PageCut *cut, const Len *baselines)
{
	size_t first = deco->first > cut->first ? deco->first : cut->first;
	size_t last = deco->last < cut->end - 1 ? deco->last : cut->end - 1;
	Len top = baselines[first] - rows[first].ascent + (first == deco->first ? deco->top : 0);
	Len bottom = baselines[last] + rows[last].depth + (last == deco->last ? deco->bottom : 0);
	FrameItem item = {
		.kind = FRAME_RULE, .x = deco->x, .y = top, .w = deco->w, .h = bottom - top};
	item.as.rule.colour = deco->colour;
	item.as.rule.radius = deco->radius;
	frame_add(arena, frame, item);
}

/* Room for all items of a page at once: growing would leave the smaller arrays behind in the arena.
 */
static void frame_reserve(Arena *arena, Frame *frame, const PageRow *rows, const PageCut *cut)
{
	size_t count = 8;
	const PageHead *head = rows[cut->first].head;
	for (size_t i = 0; head != NULL && i < head->count; i++)
		count += head->rows[i].count;
	for (size_t i = cut->first; i < cut->end; i++)
		count += rows[i].count;
	frame->items = ARENA_ARRAY(arena, FrameItem, count);
	frame->cap = count;
}

void page_place(Arena *arena, Paper *paper, const PageRow *rows, const PageDeco *decos,
		size_t deco_count, const PageCut *cuts, size_t cut_count, Len top)
{
	if (cut_count == 0)
		return;
	Arena *scratch = arena_new_like(arena);
	size_t count = cuts[cut_count - 1].end;
	Len *baselines = ARENA_ARRAY(scratch, Len, count);
	size_t *page_of = ARENA_ARRAY(scratch, size_t, count);
	for (size_t p = 0; p < cut_count; p++) {
		frame_reserve(arena, &paper->frames[p], rows, &cuts[p]);
		cut_baselines(rows, &cuts[p], top, baselines);
		for (size_t i = cuts[p].first; i < cuts[p].end; i++)
			page_of[i] = p;
	}
	for (size_t d = 0; d < deco_count; d++)
		for (size_t p = page_of[decos[d].first]; p <= page_of[decos[d].last]; p++)
			deco_place(arena, &paper->frames[p], rows, &decos[d], &cuts[p], baselines);
	for (size_t p = 0; p < cut_count; p++) {
		head_place(arena, &paper->frames[p], rows[cuts[p].first].head, top);
		for (size_t i = cuts[p].first; i < cuts[p].end; i++)
			row_place(arena, &paper->frames[p], &rows[i], baselines[i], false);
	}
	arena_free(scratch);
}
