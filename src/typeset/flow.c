#include "typeset/flow.h"

#include <string.h>

void flow_space(Flow *flow, Len gap)
{
	if (!flow->fixed && gap > flow->gap)
		flow->gap = gap;
}

void flow_fix(Flow *flow, Len gap)
{
	flow->gap = gap;
	flow->fixed = true;
}

void flow_cost(Flow *flow, int cost)
{
	if (cost > flow->cost || flow->cost == 0)
		flow->cost = cost;
}

void flow_force(Flow *flow)
{
	flow->forced = true;
}

void flow_anchor(Flow *flow, Str name)
{
	if (name.len > 0)
		VEC_PUSH(flow->arena, &flow->anchors, name);
}

void flow_add_items(Flow *flow, size_t row_index, const FrameItem *items, size_t count, bool before)
{
	PageRow *row = &flow->rows.ptr[row_index];
	FrameItem *all = ARENA_ARRAY(flow->arena, FrameItem, row->count + count);
	memcpy(all + (before ? count : 0), row->items, row->count * sizeof *all);
	memcpy(all + (before ? 0 : row->count), items, count * sizeof *all);
	row->items = all;
	row->count += count;
}

static void anchors_place(Flow *flow, size_t row_index)
{
	const PageRow *row = &flow->rows.ptr[row_index];
	for (size_t i = 0; i < flow->anchors.len; i++) {
		FrameItem item = {.kind = FRAME_ANCHOR, .y = -row->ascent};
		item.as.anchor.name = flow->anchors.ptr[i];
		flow_add_items(flow, row_index, &item, 1, true);
	}
	flow->anchors.len = 0;
}

void flow_end(Flow *flow)
{
	if (flow->rows.len > 0)
		anchors_place(flow, flow->rows.len - 1);
}

static Len row_height(const PageRow *row)
{
	return row->ascent + row->depth;
}

/* Whether the next row is the second below a heading: with one line below it a heading is as good
 * as stranded; with a picture or a whole entry it is not. */
static bool is_lead(const Flow *flow)
{
	if (flow->lead < 2 || flow->lead != flow->rows.len)
		return false;
	const PageRow *first = &flow->rows.ptr[flow->lead - 1], *heading = first - 1;
	return row_height(first) < 2 * row_height(heading);
}

PageRow *flow_row(Flow *flow, Len ascent, Len depth, FrameItem *items, size_t count)
{
	PageRow row = {.ascent = ascent, .depth = depth, .items = items, .count = count};
	row.gap = flow->gap;
	row.stretch = flow->gap / 2;
	row.shrink = flow->gap / 6;
	row.cost = flow->cost;
	if (is_lead(flow) && row.cost < PAGE_LEAD)
		row.cost = PAGE_LEAD;
	if (flow->forced)
		row.cost = PAGE_FORCE;
	VEC_PUSH(flow->arena, &flow->rows, row);
	flow->gap = 0;
	flow->cost = 0;
	flow->fixed = flow->forced = false;
	anchors_place(flow, flow->rows.len - 1);
	return &flow->rows.ptr[flow->rows.len - 1];
}

void flow_shift(FrameItem *items, size_t count, Len dx)
{
	for (size_t i = 0; i < count; i++)
		items[i].x += dx;
}

void flow_lines(Flow *flow, Lines lines, Len x)
{
	for (size_t i = 0; i < lines.count; i++) {
		Line *line = &lines.lines[i];
		if (i > 0) {
			bool alone = i == 1 || i + 1 == lines.count;
			flow_cost(flow, alone ? PAGE_WIDOW : PAGE_LINE);
			if (lines.lines[i - 1].hyphenated)
				flow->cost += PAGE_HYPHEN;
		}
		flow_shift(line->items, line->count, x);
		flow_row(flow, line->ascent, line->depth, line->items, line->count);
	}
}

Len flow_height(const Flow *flow, size_t from)
{
	int64_t height = 0;
	for (size_t i = from; i < flow->rows.len; i++) {
		const PageRow *row = &flow->rows.ptr[i];
		height += row->ascent + row->depth + (i > from ? row->gap : 0);
	}
	return height < LEN_MAX ? (Len)height : LEN_MAX;
}

static void row_cost(PageRow *row, int cost)
{
	if (row->cost < cost && row->cost != PAGE_FORCE)
		row->cost = cost;
}

void flow_raise(Flow *flow, size_t row, int cost)
{
	row_cost(&flow->rows.ptr[row], cost);
}

void flow_bind(Flow *flow, size_t from)
{
	for (size_t i = from + 1; i < flow->rows.len; i++)
		row_cost(&flow->rows.ptr[i], PAGE_FORBID);
}

void flow_keep(Flow *flow, size_t from, Len limit)
{
	size_t len = flow->rows.len;
	if (len - from < 2)
		return;
	if (flow_height(flow, from) <= limit) {
		for (size_t i = from + 1; i < len; i++)
			row_cost(&flow->rows.ptr[i], PAGE_ENTRY);
		return;
	}
	row_cost(&flow->rows.ptr[from + 1], PAGE_ENTRY);
	row_cost(&flow->rows.ptr[len - 1], PAGE_ENTRY);
}

/* --- columns --- */

/* A row of a column at its place; `top` from the top of all columns. */
typedef struct {
	size_t column, row, group;
	Len top;
} Box;

typedef struct {
	Box *boxes; /* by column, then by row */
	size_t count;
	Len height;
} Boxes;

static Boxes boxes_stack(Arena *arena, Flow *columns, size_t count)
{
	Boxes out = {0};
	Len ascent = 0;
	for (size_t c = 0; c < count; c++) {
		out.count += columns[c].rows.len;
		if (columns[c].rows.len > 0 && columns[c].rows.ptr[0].ascent > ascent)
			ascent = columns[c].rows.ptr[0].ascent;
	}
	out.boxes = ARENA_ARRAY(arena, Box, out.count);
	size_t at = 0;
	for (size_t c = 0; c < count; c++) {
		Len y = columns[c].rows.len > 0 ? ascent - columns[c].rows.ptr[0].ascent : 0;
		for (size_t r = 0; r < columns[c].rows.len; r++) {
			const PageRow *row = &columns[c].rows.ptr[r];
			y += r > 0 ? row->gap : 0;
			out.boxes[at++] = (Box){.column = c, .row = r, .top = y};
			y += row->ascent + row->depth;
		}
		out.height = y > out.height ? y : out.height;
	}
	return out;
}

static Len box_bottom(const Flow *columns, const Box *box)
{
	const PageRow *row = &columns[box->column].rows.ptr[box->row];
	return box->top + row->ascent + row->depth;
}

/*
 * Numbers groups of boxes that overlap vertically; returns how many. Takes the boxes from the top
 * down, one column each at a time; a box that begins below all before it opens the next group.
 */
static size_t boxes_group(const Flow *columns, size_t count, Boxes *boxes, Arena *scratch)
{
	size_t *next = ARENA_ARRAY(scratch, size_t, count),
	       *end = ARENA_ARRAY(scratch, size_t, count);
	for (size_t c = 0, at = 0; c < count; c++) {
		next[c] = at;
		at += columns[c].rows.len;
		end[c] = at;
	}
	Len bottom = 0;
	size_t groups = 0;
	for (size_t done = 0; done < boxes->count; done++) {
		size_t pick = count;
		for (size_t c = 0; c < count; c++)
			if (next[c] < end[c] &&
			    (pick == count ||
			     boxes->boxes[next[c]].top < boxes->boxes[next[pick]].top))
				pick = c;
		Box *box = &boxes->boxes[next[pick]++];
		if (done == 0 || box->top >= bottom)
			groups++;
		box->group = groups - 1;
		Len low = box_bottom(columns, box);
		bottom = low > bottom ? low : bottom;
	}
	return groups;
}

typedef struct {
	Len top, bottom, baseline;
	size_t items;
	int cost;
	bool open;
} Group;

static Group *groups_measure(const Flow *columns, const Boxes *boxes, size_t count, Arena *scratch)
{
	Group *groups = ARENA_ARRAY(scratch, Group, count);
	for (size_t i = 0; i < boxes->count; i++) {
		const Box *box = &boxes->boxes[i];
		const PageRow *row = &columns[box->column].rows.ptr[box->row];
		Group *group = &groups[box->group];
		Len bottom = box_bottom(columns, box);
		if (!group->open)
			group->baseline = box->top + row->ascent;
		if (!group->open || box->top < group->top)
			group->top = box->top;
		if (!group->open || bottom > group->bottom)
			group->bottom = bottom;
		if (row->cost == PAGE_FORCE && box->row > 0)
			group->cost = PAGE_FORCE;
		if (row->cost > group->cost && group->cost != PAGE_FORCE)
			group->cost = row->cost;
		group->items += row->count;
		group->open = true;
	}
	return groups;
}

static void groups_add(Flow *flow, const Group *groups, size_t count)
{
	for (size_t g = 0; g < count; g++) {
		const Group *group = &groups[g];
		if (g > 0) {
			flow_fix(flow, group->top - groups[g - 1].bottom);
			flow_cost(flow, group->cost);
			flow->forced = group->cost == PAGE_FORCE;
		}
		FrameItem *none = ARENA_ARRAY(flow->arena, FrameItem, 0);
		PageRow *row = flow_row(flow, group->baseline - group->top,
					group->bottom - group->baseline, none, 0);
		/* Anchors that waited are in the row now: make room for the rest behind them. */
		FrameItem *items = ARENA_ARRAY(flow->arena, FrameItem, row->count + group->items);
		memcpy(items, row->items, row->count * sizeof *items);
		row->items = items;
		if (g > 0)
			row->stretch = row->shrink = 0;
	}
}

static void boxes_fill(Flow *flow, const Flow *columns, const Boxes *boxes, const Group *groups,
		       size_t start)
{
	for (size_t i = 0; i < boxes->count; i++) {
		const Box *box = &boxes->boxes[i];
		const PageRow *from = &columns[box->column].rows.ptr[box->row];
		PageRow *to = &flow->rows.ptr[start + box->group];
		Len dy = box->top + from->ascent - groups[box->group].baseline;
		for (size_t k = 0; k < from->count; k++) {
			to->items[to->count] = from->items[k];
			to->items[to->count++].y += dy;
		}
	}
}

/* Decorations of a column follow their rows into the groups; `boxes` is the column's first box. */
static void decos_move(Flow *flow, const Flow *column, const Box *boxes, const Group *groups,
		       size_t start)
{
	for (size_t d = 0; d < column->decos.len; d++) {
		PageDeco deco = column->decos.ptr[d];
		const Box *first = &boxes[deco.first], *last = &boxes[deco.last];
		deco.top += first->top - groups[first->group].top;
		deco.bottom +=
			box_bottom(column - first->column, last) - groups[last->group].bottom;
		deco.first = start + first->group;
		deco.last = start + last->group;
		VEC_PUSH(flow->arena, &flow->decos, deco);
	}
}

void flow_merge(Flow *flow, Flow *columns, size_t count, Len whole)
{
	Arena *scratch = arena_new_like(flow->arena);
	for (size_t c = 0; c < count; c++)
		flow_end(&columns[c]);
	Boxes boxes = boxes_stack(scratch, columns, count);
	size_t group_count = boxes.count > 0 ? 1 : 0;
	if (boxes.height > whole)
		group_count = boxes_group(columns, count, &boxes, scratch);
	Group *groups = groups_measure(columns, &boxes, group_count, scratch);
	size_t start = flow->rows.len;
	groups_add(flow, groups, group_count);
	boxes_fill(flow, columns, &boxes, groups, start);
	for (size_t c = 0, at = 0; c < count; at += columns[c++].rows.len)
		decos_move(flow, &columns[c], boxes.boxes + at, groups, start);
	arena_free(scratch);
}
