#include "typeset/impose.h"

/* Crop marks: hairlines beginning clear of the trim (and of the bleed), in a margin of their own.
 */
static const double mark_length_mm = 5, mark_clear_mm = 3, mark_width_pt = 0.25;

static Len from_mm(double mm)
{
	return len_from_pt(mm * 72 / 25.4);
}

/* --- marks --- */

/* How much marks add to a sheet on each side. */
static Len margin_of(const ImposeOptions *o)
{
	Len clear = from_mm(mark_clear_mm);
	clear = o->bleed > clear ? o->bleed : clear;
	return o->marks ? clear + from_mm(mark_length_mm) + from_mm(1) : o->bleed;
}

static void add_rule(Arena *arena, Frame *frame, Len x, Len y, Len w, Len h)
{
	FrameItem rule = {.kind = FRAME_RULE, .x = x, .y = y, .w = w, .h = h};
	frame_add(arena, frame, rule);
}

/* One mark of `length`, or three dashes for a fold. */
static void add_mark(Arena *arena, Frame *frame, Len x, Len y, Len length, bool upright, bool fold)
{
	Len width = len_from_pt(mark_width_pt);
	int pieces = fold ? 3 : 1;
	Len piece = length / (2 * pieces - 1);
	for (int i = 0; i < pieces; i++) {
		Len at = 2 * i * piece;
		if (upright)
			add_rule(arena, frame, x - width / 2, y + at, width, piece);
		else
			add_rule(arena, frame, x + at, y - width / 2, piece, width);
	}
}

/* Marks at both ends of a cut: at `x` above and below the box of all trims, or at `y` beside it. */
typedef struct {
	Arena *arena;
	Frame *frame;
	Len left, top, right, bottom; /* the box */
	Len clear, length;
} Marks;

static void mark_column(const Marks *m, Len x, bool fold)
{
	add_mark(m->arena, m->frame, x, m->top - m->clear - m->length, m->length, true, fold);
	add_mark(m->arena, m->frame, x, m->bottom + m->clear, m->length, true, fold);
}

static void mark_row(const Marks *m, Len y)
{
	add_mark(m->arena, m->frame, m->left - m->clear - m->length, y, m->length, false, false);
	add_mark(m->arena, m->frame, m->right + m->clear, y, m->length, false, false);
}

static Marks marks_on(Arena *arena, Frame *frame, Len inset, Len bleed)
{
	Len clear = from_mm(mark_clear_mm);
	return (Marks){.arena = arena,
		       .frame = frame,
		       .left = inset,
		       .top = inset,
		       .right = frame->w - inset,
		       .bottom = frame->h - inset,
		       .clear = bleed > clear ? bleed : clear,
		       .length = from_mm(mark_length_mm)};
}

static void mark_corners(const Marks *m)
{
	mark_column(m, m->left, false);
	mark_column(m, m->right, false);
	mark_row(m, m->top);
	mark_row(m, m->bottom);
}

/* --- sheets --- */

static Sheet sheet_new(const ImposeOptions *o, bool across)
{
	Len margin = margin_of(o);
	Sheet sheet = {.frame = {.trim = margin, .bleed = o->bleed < margin ? o->bleed : margin}};
	Len shorter = o->width < o->height ? o->width : o->height;
	Len longer = o->width < o->height ? o->height : o->width;
	sheet.frame.w = (across ? longer : shorter) + 2 * margin;
	sheet.frame.h = (across ? shorter : longer) + 2 * margin;
	return sheet;
}

/* A page as large as its place allows, in the middle of it. */
static SheetPage fit(const Frame *page, size_t index, Len x, Len y, Len w, Len h)
{
	Len page_w = page->w - 2 * page->trim, page_h = page->h - 2 * page->trim;
	SheetPage out = {.page = index, .x = x, .y = y, .w = w, .h = h};
	if ((int64_t)w * page_h <= (int64_t)h * page_w)
		out.h = len_muldiv(w, page_h, page_w);
	else
		out.w = len_muldiv(h, page_w, page_h);
	out.x += (w - out.w) / 2;
	out.y += (h - out.h) / 2;
	return out;
}

/* A back that comes out upside down is turned beforehand: landscape sheets that turn over their
 * long edge, upright ones over their short one. */
static void turn_backs(Paper *paper, Duplex asked)
{
	const Frame *first = &paper->sheets[0].frame;
	Duplex upright = first->w > first->h ? DUPLEX_SHORT : DUPLEX_LONG;
	paper->duplex = asked == DUPLEX_UNSAID ? upright : asked;
	if (paper->duplex == upright || paper->duplex == DUPLEX_NONE)
		return;
	for (size_t i = 1; i < paper->sheet_count; i += 2) {
		Sheet *sheet = &paper->sheets[i];
		for (size_t k = 0; k < sheet->count; k++) {
			SheetPage *page = &sheet->pages[k];
			page->x = sheet->frame.w - page->x - page->w;
			page->y = sheet->frame.h - page->y - page->h;
			page->turned = true;
		}
	}
}

void impose_grid(Arena *arena, Paper *paper, const ImposeOptions *o, int pages)
{
	size_t each = (size_t)pages, count = (paper->frame_count + each - 1) / each;
	int columns = 2, rows = pages / 2;
	paper->sheets = ARENA_ARRAY(arena, Sheet, count);
	paper->sheet_count = count;
	for (size_t i = 0; i < count; i++) {
		Sheet *sheet = &paper->sheets[i];
		*sheet = sheet_new(o, rows == 1);
		Len inset = sheet->frame.trim;
		Len w = (sheet->frame.w - 2 * inset) / columns,
		    h = (sheet->frame.h - 2 * inset) / rows;
		sheet->pages = ARENA_ARRAY(arena, SheetPage, each);
		for (int k = 0; k < pages && i * each + (size_t)k < paper->frame_count; k++) {
			size_t index = i * each + (size_t)k;
			int column = o->rtl ? columns - 1 - k % columns : k % columns;
			sheet->pages[sheet->count++] =
				fit(&paper->frames[index], index, inset + column * w,
				    inset + k / columns * h, w, h);
		}
		Marks marks = marks_on(arena, &sheet->frame, inset, o->bleed);
		if (!o->marks)
			continue;
		mark_corners(&marks);
		mark_column(&marks, inset + w, false);
		if (rows == 2)
			mark_row(&marks, inset + h);
	}
	turn_backs(paper, o->duplex);
}

/* Page `number` (from 0) of a booklet into the left or right half. */
static void add_half(const Paper *paper, Sheet *sheet, size_t number, bool right, Len creep)
{
	if (number >= paper->frame_count)
		return;
	Len inset = sheet->frame.trim, w = (sheet->frame.w - 2 * inset) / 2;
	SheetPage page = fit(&paper->frames[number], number, inset + (right ? w : 0), inset, w,
			     sheet->frame.h - 2 * inset);
	page.x += right ? -creep : creep;
	sheet->pages[sheet->count++] = page;
}

void impose_booklet(Arena *arena, Paper *paper, const ImposeOptions *o)
{
	size_t places = (paper->frame_count + 3) / 4 * 4;
	paper->sheet_count = places / 2;
	paper->sheets = ARENA_ARRAY(arena, Sheet, paper->sheet_count);
	for (size_t i = 0; i < paper->sheet_count; i++) {
		Sheet *sheet = &paper->sheets[i];
		*sheet = sheet_new(o, true);
		sheet->pages = ARENA_ARRAY(arena, SheetPage, 2);
		/* the earlier page is on the right of a front, on the left of a back */
		bool right = (i % 2 == 0) != o->rtl;
		Len creep = len_muldiv(o->creep, (int64_t)(i / 2), 1);
		add_half(paper, sheet, right ? places - 1 - i : i, false, creep);
		add_half(paper, sheet, right ? i : places - 1 - i, true, creep);
		Marks marks = marks_on(arena, &sheet->frame, sheet->frame.trim, o->bleed);
		if (!o->marks)
			continue;
		mark_corners(&marks);
		mark_column(&marks, sheet->frame.w / 2, true);
	}
	turn_backs(paper, o->duplex);
}

void impose_repeat(Arena *arena, Paper *paper, const ImposeOptions *o, int columns, int rows)
{
	const Frame *page = &paper->frames[0];
	ImposeOptions plain = *o;
	plain.marks = false;
	plain.bleed = 0;
	Sheet *sheet = ARENA_NEW(arena, Sheet);
	*sheet = sheet_new(&plain, false);
	Len w = page->w - 2 * page->trim, h = page->h - 2 * page->trim, gap = 2 * page->bleed;
	Len left = (sheet->frame.w - columns * w - (columns - 1) * gap) / 2,
	    top = (sheet->frame.h - rows * h - (rows - 1) * gap) / 2;
	Marks marks = marks_on(arena, &sheet->frame, 0, page->bleed);
	marks.left = left;
	marks.top = top;
	marks.right = sheet->frame.w - left;
	marks.bottom = sheet->frame.h - top;
	sheet->pages = ARENA_ARRAY(arena, SheetPage, (size_t)(columns * rows));
	for (int i = 0; i < columns * rows; i++) {
		SheetPage place = {.w = w, .h = h};
		place.x = left + i % columns * (w + gap);
		place.y = top + i / columns * (h + gap);
		sheet->pages[sheet->count++] = place;
		bool first_row = i < columns, first_column = i % columns == 0;
		for (int edge = 0; edge < 2; edge++) {
			if (gap == 0 && edge == 0 && i % columns > 0)
				continue; /* neighbours share their cut */
			if (first_row)
				mark_column(&marks, place.x + edge * w, false);
		}
		for (int edge = 0; edge < 2; edge++)
			if (first_column && (edge == 1 || gap > 0 || i == 0))
				mark_row(&marks, place.y + edge * h);
	}
	paper->sheets = sheet;
	paper->sheet_count = 1;
	paper->duplex = o->duplex == DUPLEX_UNSAID ? DUPLEX_NONE : o->duplex;
}

/* --- larger pages --- */

void impose_trim(Arena *arena, Paper *paper, const ImposeOptions *o)
{
	Len margin = margin_of(o);
	for (size_t i = 0; i < paper->frame_count; i++) {
		Frame *frame = &paper->frames[i];
		Len by = margin - frame->trim;
		for (size_t k = 0; k < frame->count; k++)
			frame_move(arena, &frame->items[k], by, by);
		frame->w += 2 * by;
		frame->h += 2 * by;
		frame->trim = margin;
		frame->bleed = o->bleed;
		Marks marks = marks_on(arena, frame, margin, o->bleed);
		if (o->marks)
			mark_corners(&marks);
	}
	for (size_t i = 0; i < paper->outline_count; i++)
		paper->outline[i].y += margin;
	if (o->duplex != DUPLEX_UNSAID)
		paper->duplex = o->duplex;
}
