/*
 * Holes before pictures: where a picture that just does not fit would leave more than a third of a
 * page empty, it is set smaller, but not below three fifths of its size.
 */
#include "typeset/layouter.h"

enum { ROUNDS = 16 };

static const double least_scale = 0.6;

/* The picture of a row that holds nothing else. */
static FrameItem *row_picture(const PageRow *row)
{
	FrameItem *picture = NULL;
	for (size_t i = 0; i < row->count; i++) {
		FrameItem *item = &row->items[i];
		if (item->kind == FRAME_IMAGE && picture == NULL)
			picture = item;
		else if (item->kind != FRAME_LINK && item->kind != FRAME_ANCHOR)
			return NULL;
	}
	return picture;
}

static void picture_shrink(const Layouter *layouter, PageRow *row, Len less)
{
	FrameItem old = *row_picture(row);
	Len h = old.h - less, w = len_muldiv(old.w, h, old.h);
	for (size_t i = 0; i < row->count; i++) {
		FrameItem *item = &row->items[i];
		if (item->kind == FRAME_ANCHOR)
			continue;
		if (item->x > layouter->text_left)
			item->x += (old.w - w) / 2;
		item->w = w;
		item->h = h;
	}
	row->depth = row->depth > less ? row->depth - less : 0;
}

/* Makes the first picture of the rows that stay together from `first` fit into `room`. */
static bool group_fit(const Layouter *layouter, PageRow *rows, size_t first, size_t count, Len room)
{
	int64_t height = 0;
	PageRow *chosen = NULL;
	for (size_t i = first; i < count; i++) {
		PageRow *row = &rows[i];
		if (i > first && row->cost < PAGE_FORBID)
			break;
		height += row->gap + row->ascent + row->depth;
		if (chosen == NULL && row_picture(row) != NULL)
			chosen = row;
	}
	int64_t less = height - room;
	if (chosen == NULL || less <= 0)
		return false;
	Len h = row_picture(chosen)->h;
	if ((double)(h - less) < h * least_scale)
		return false;
	picture_shrink(layouter, chosen, (Len)less);
	return true;
}

size_t hole_break(const Layouter *layouter, const PageMatter *matter, PageRow *rows, PageCut **cuts)
{
	size_t count = page_break(layouter->work, matter, cuts);
	for (int round = 0; round < ROUNDS; round++) {
		bool changed = false;
		for (size_t p = 0; p + 1 < count && !changed; p++) {
			const PageCut *cut = &(*cuts)[p];
			if (cut->end >= matter->text.count || rows[cut->end].cost == PAGE_FORCE)
				continue;
			Len room = matter->height - page_text_height(matter, cut) -
				   page_note_height(matter, cut);
			if (room > matter->height / 3)
				changed = group_fit(layouter, rows, cut->end, matter->text.count,
						    room);
		}
		if (!changed)
			break;
		count = page_break(layouter->work, matter, cuts);
	}
	return count;
}
