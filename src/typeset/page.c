#include "typeset/page.h"

#include <float.h>

/* Weights of what a page may look like; breaks are weighed against them (see the enum in page.h).
 */
static const double cost_of_page = 1500, cost_of_void = 12000, cost_of_glue = 120,
		    cost_of_sliver = 4000, sliver = 0.18, cost_of_hole = 5000, hole = 1 / 3.0;

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
	return cost_of_page + cost_of_glue + cost_of_void * empty * empty +
	       ((double)extent->natural < (1 - hole) * height ? cost_of_hole : 0);
}

double page_cost(const PageRow *rows, size_t first, size_t end, Len height, bool last)
{
	Extent extent = {0};
	for (size_t i = first; i < end; i++)
		extent_add(&extent, &rows[i], i == first);
	return extent_cost(&extent, height, end - first == 1, last);
}

/* --- choosing --- */

/* What is known on the way: the best pages that hold just the rows before j. */
typedef struct {
	const PageMatter *matter;
	int64_t *sums;	/* sums[k]: height of the notes' rows before k with the gaps above them */
	double *best;	/* [j]: their cost */
	size_t *from;	/* [j]: where the last of them begins */
	size_t *placed; /* [j]: how many rows of notes they hold */
} Choice;

static bool is_open(const PageMatter *matter, size_t end)
{
	return end == matter->text.count || matter->text.rows[end].cost == PAGE_FORCE;
}

/* Rows of notes that the text before `end` calls for. */
static size_t notes_called(const PageMatter *matter, size_t end)
{
	return matter->note_ends != NULL && end > 0 ? matter->note_ends[end - 1] : 0;
}

/* Height of the rows [first, end) of notes with the gap above. */
static int64_t notes_height(const Choice *choice, size_t first, size_t end)
{
	if (first >= end)
		return 0;
	const PageMatter *matter = choice->matter;
	return choice->sums[end] - choice->sums[first] - matter->notes.rows[first].gap +
	       matter->note_gap;
}

static Len height_left(const Choice *choice, size_t note_first, size_t note_end)
{
	int64_t left = choice->matter->height - notes_height(choice, note_first, note_end);
	return left > 1 ? (Len)left : 1;
}

/* A page whose notes do not all fit: as many rows as have room below the text. Each note must begin
 * on the page that refers to it, but when that is a single row. */
static double split_cost(const Choice *choice, const Extent *page, size_t first, size_t end,
			 size_t *note_end)
{
	const PageMatter *matter = choice->matter;
	size_t start = choice->placed[first], called = notes_called(matter, end), least = start;
	bool single = end - first == 1;
	if (called > notes_called(matter, first) && matter->note_starts[end - 1] >= least)
		least = matter->note_starts[end - 1] + 1;
	int64_t room = matter->height - page->natural;
	size_t fit = start;
	while (fit < called && notes_height(choice, start, fit + 1) <= room)
		fit++;
	if (fit > least && fit < called && matter->notes.rows[fit].cost >= PAGE_WIDOW)
		fit--;
	if (fit < least && !single)
		return -1;
	*note_end = fit;
	double cost = extent_cost(page, height_left(choice, start, fit), single, false);
	if (cost < 0)
		return cost;
	if (fit < called)
		cost += matter->notes.rows[fit].cost +
			(end == matter->text.count ? cost_of_page : 0);
	return cost + PAGE_SPLIT + (fit < least ? 1e12 : 0);
}

/* What rows [first, end) cost as a page, with the notes that belong below them. */
static double try_page(const Choice *choice, const Extent *page, size_t first, size_t end,
		       size_t *note_end)
{
	const PageMatter *matter = choice->matter;
	size_t start = choice->placed[first], called = notes_called(matter, end);
	*note_end = called;
	bool single = end - first == 1, open = is_open(matter, end);
	if (start == called)
		return extent_cost(page, matter->height, single, open);
	double cost = -1;
	if (page->natural - page->shrink + notes_height(choice, start, called) <= matter->height)
		cost = extent_cost(page, height_left(choice, start, called), false, open);
	return cost >= 0 ? cost : split_cost(choice, page, first, end, note_end);
}

/*
 * The last page of those before j may begin at any i < j for which rows [i, j) fit; going backwards
 * from j the height only grows, so the search ends at the first that does not fit even with all its
 * glue shrunk. That is one page of rows for each j: linear in all.
 */
static void choose(Choice *choice)
{
	const PageMatter *matter = choice->matter;
	const PageRow *rows = matter->text.rows;
	for (size_t j = 1; j <= matter->text.count; j++) {
		Extent inner = {0};
		choice->best[j] = DBL_MAX;
		for (size_t i = j; i-- > 0;) {
			Extent page = inner;
			size_t notes;
			extent_add(&page, &rows[i], true);
			double cost = try_page(choice, &page, i, j, &notes);
			bool forced = i > 0 && rows[i].cost == PAGE_FORCE;
			if (cost >= 0) {
				cost += choice->best[i] + (i > 0 && !forced ? rows[i].cost : 0);
				if (cost < choice->best[j]) {
					choice->best[j] = cost;
					choice->from[j] = i;
					choice->placed[j] = notes;
				}
			}
			extent_add(&inner, &rows[i], false);
			if (forced || inner.natural - inner.shrink - rows[i].gap + rows[i].shrink >
					      matter->height)
				break;
		}
	}
}

static Choice choice_new(Arena *scratch, const PageMatter *matter)
{
	size_t count = matter->text.count, notes = matter->notes.count;
	Choice choice = {.matter = matter};
	choice.best = ARENA_ARRAY(scratch, double, count + 1);
	choice.from = ARENA_ARRAY(scratch, size_t, count + 1);
	choice.placed = ARENA_ARRAY(scratch, size_t, count + 1);
	choice.sums = ARENA_ARRAY(scratch, int64_t, notes + 1);
	for (size_t k = 0; k < notes; k++) {
		const PageRow *row = &matter->notes.rows[k];
		choice.sums[k + 1] = choice.sums[k] + row->gap + row->ascent + row->depth;
	}
	return choice;
}

static double cut_ratio(const Choice *choice, const PageCut *cut)
{
	Extent extent = {0};
	for (size_t i = cut->first; i < cut->end; i++)
		extent_add(&extent, &choice->matter->text.rows[i], i == cut->first);
	double ratio = extent_ratio(&extent, height_left(choice, cut->note_first, cut->note_end));
	if (ratio < -1)
		return -1;
	/* A page that cannot be filled is left open at its foot, with its glue as it is. */
	if (ratio > 1 || (is_open(choice->matter, cut->end) && ratio > 0))
		return 0;
	return ratio;
}

/* The end of a page of nothing but notes: one row at least. */
static size_t note_page_end(const Choice *choice, size_t first)
{
	size_t end = first + 1, count = choice->matter->notes.count;
	while (end < count && notes_height(choice, first, end + 1) <= choice->matter->height)
		end++;
	return end;
}

size_t page_break(Arena *arena, const PageMatter *matter, PageCut **cuts)
{
	*cuts = NULL;
	size_t count = matter->text.count, notes = notes_called(matter, count), pages = 0;
	if (count == 0)
		return 0;
	Arena *scratch = arena_new_like(arena);
	Choice choice = choice_new(scratch, matter);
	choose(&choice);
	for (size_t j = count; j > 0; j = choice.from[j])
		pages++;
	size_t text_pages = pages;
	for (size_t k = choice.placed[count]; k < notes; k = note_page_end(&choice, k))
		pages++;
	*cuts = ARENA_ARRAY(arena, PageCut, pages);
	for (size_t j = count, page = text_pages; j > 0; j = choice.from[j]) {
		size_t i = choice.from[j];
		(*cuts)[--page] = (PageCut){i, j, choice.placed[i], choice.placed[j], 0};
		(*cuts)[page].ratio = cut_ratio(&choice, &(*cuts)[page]);
	}
	for (size_t k = choice.placed[count], page = text_pages; page < pages; page++) {
		size_t end = note_page_end(&choice, k);
		(*cuts)[page] = (PageCut){count, count, k, end, 0};
		k = end;
	}
	arena_free(scratch);
	return pages;
}

Len page_text_height(const PageMatter *matter, const PageCut *cut)
{
	Extent extent = {0};
	for (size_t i = cut->first; i < cut->end; i++)
		extent_add(&extent, &matter->text.rows[i], i == cut->first);
	int64_t glue = cut->ratio > 0 ? extent.stretch : extent.shrink;
	int64_t height = extent.natural + len_scale((Len)glue, cut->ratio);
	return height < LEN_MAX ? (Len)height : LEN_MAX;
}

Len page_note_height(const PageMatter *matter, const PageCut *cut)
{
	int64_t height = cut->note_first < cut->note_end ? matter->note_gap : 0;
	for (size_t k = cut->note_first; k < cut->note_end; k++) {
		const PageRow *row = &matter->notes.rows[k];
		height += row->ascent + row->depth + (k > cut->note_first ? row->gap : 0);
	}
	return height < LEN_MAX ? (Len)height : LEN_MAX;
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

/* Rows [first, end) of a stack on one page. */
typedef struct {
	size_t first, end;
	double ratio;
	Len top;
} Part;

/* Baselines of the rows of one page; returns where the last of them ends. */
static Len part_baselines(const PageRow *rows, Part part, Len *baselines)
{
	Len y = part.top;
	int64_t glue = 0;
	const PageHead *head = part.first < part.end ? rows[part.first].head : NULL;
	if (head != NULL)
		y += head->height;
	for (size_t i = part.first; i < part.end; i++) {
		if (i > part.first) {
			y += rows[i].gap;
			glue += part.ratio > 0 ? rows[i].stretch : rows[i].shrink;
		}
		baselines[i] = y + rows[i].ascent + len_scale((Len)glue, part.ratio);
		y += rows[i].ascent + rows[i].depth;
	}
	return y + len_scale((Len)glue, part.ratio);
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
		       Part part, const Len *baselines)
{
	size_t first = deco->first > part.first ? deco->first : part.first;
	size_t last = deco->last < part.end - 1 ? deco->last : part.end - 1;
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
static void frame_reserve(Arena *arena, Frame *frame, const PageMatter *matter, const PageCut *cut)
{
	size_t count = 8;
	const PageRow *rows = matter->text.rows, *notes = matter->notes.rows;
	const PageHead *head = cut->first < cut->end ? rows[cut->first].head : NULL;
	for (size_t i = 0; head != NULL && i < head->count; i++)
		count += head->rows[i].count;
	for (size_t i = cut->first; i < cut->end; i++)
		count += rows[i].count;
	for (size_t k = cut->note_first; k < cut->note_end; k++)
		count += notes[k].count;
	frame->items = ARENA_ARRAY(arena, FrameItem, count);
	frame->cap = count;
}

/* A stack on its pages: `parts` has one for each frame. */
static void stack_place(Arena *arena, Paper *paper, const PageStack *stack, const Part *parts,
			size_t page_count, const Len *baselines, Arena *scratch)
{
	size_t *page_of = ARENA_ARRAY(scratch, size_t, stack->count);
	for (size_t p = 0; p < page_count; p++)
		for (size_t i = parts[p].first; i < parts[p].end; i++)
			page_of[i] = p;
	for (size_t d = 0; d < stack->deco_count; d++) {
		const PageDeco *deco = &stack->decos[d];
		for (size_t p = page_of[deco->first]; p <= page_of[deco->last]; p++)
			if (parts[p].first < parts[p].end)
				deco_place(arena, &paper->frames[p], stack->rows, deco, parts[p],
					   baselines);
	}
	for (size_t p = 0; p < page_count; p++) {
		if (parts[p].first < parts[p].end)
			head_place(arena, &paper->frames[p], stack->rows[parts[p].first].head,
				   parts[p].top);
		for (size_t i = parts[p].first; i < parts[p].end; i++)
			row_place(arena, &paper->frames[p], &stack->rows[i], baselines[i], false);
	}
}

static void rule_place(Arena *arena, Frame *frame, const FrameItem *rule, Len y)
{
	FrameItem item = *rule;
	item.y += y;
	frame_add(arena, frame, item);
}

void page_place(Arena *arena, Paper *paper, const PageMatter *matter, const PageCut *cuts,
		size_t cut_count, Len top)
{
	if (cut_count == 0)
		return;
	Arena *scratch = arena_new_like(arena);
	Part *text = ARENA_ARRAY(scratch, Part, cut_count),
	     *notes = ARENA_ARRAY(scratch, Part, cut_count);
	Len *baselines = ARENA_ARRAY(scratch, Len, matter->text.count),
	    *note_baselines = ARENA_ARRAY(scratch, Len, matter->notes.count);
	for (size_t p = 0; p < cut_count; p++) {
		const PageCut *cut = &cuts[p];
		text[p] = (Part){cut->first, cut->end, cut->ratio, top};
		notes[p] = (Part){cut->note_first, cut->note_end, 0, 0};
		frame_reserve(arena, &paper->frames[p], matter, cut);
		Len low = part_baselines(matter->text.rows, text[p], baselines);
		if (cut->note_first == cut->note_end)
			continue;
		Len gap = matter->note_gap, foot = top + matter->height;
		Len y = foot - page_note_height(matter, cut) + gap;
		notes[p].top = y > low + gap ? y : low + gap;
		part_baselines(matter->notes.rows, notes[p], note_baselines);
		rule_place(arena, &paper->frames[p], &matter->rule, notes[p].top);
	}
	stack_place(arena, paper, &matter->text, text, cut_count, baselines, scratch);
	stack_place(arena, paper, &matter->notes, notes, cut_count, note_baselines, scratch);
	arena_free(scratch);
}
