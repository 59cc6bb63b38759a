#include "typeset/spread.h"

#include "typeset/board.h"

/* In points: around the pages and between them, above them; the bar beside lines that changed. */
static const double margin_pt = 18, gap_pt = 18, label_pt = 24, bar_pt = 2.5, bar_gap_pt = 9;

/* Around a page, around a picture that changed. */
static const double page_edge_pt = 0.5, picture_edge_pt = 1.5;

enum {
	OLD_GROUND = 0xFBDCD9,
	OLD_BAR = 0xC0392B,
	NEW_GROUND = 0xD5EFD9,
	NEW_BAR = 0x1E8449,
	LOOK_BAR = 0x8A9099,
	EDGE = 0xB8BCC2,
};

typedef struct {
	Arena *arena;
	Fonts *fonts;
	const LayoutOptions *options;
	Diags *diags;
	VEC(Frame) frames;
	VEC(Sheet) sheets;
} Spread;

static Len pt(double value)
{
	return len_from_pt(value);
}

/* --- pages --- */

static FrameItem rule_of(Len x, Len y, Len w, Len h, uint32_t colour)
{
	FrameItem rule = {.kind = FRAME_RULE, .x = x, .y = y, .w = w, .h = h};
	rule.as.rule.colour = colour;
	return rule;
}

/* Where text and pictures of a page begin. */
static Len left_edge(const Frame *page)
{
	Len left = page->w;
	for (size_t i = 0; i < page->count; i++) {
		const FrameItem *item = &page->items[i];
		bool shown = item->kind == FRAME_IMAGE ||
			     (item->kind == FRAME_TEXT && item->as.text.glyph_count > 0);
		left = shown && item->x < left ? item->x : left;
	}
	return left;
}

/* A page is cut where bars would lie outside of it. */
static Len bar_place(const Frame *page)
{
	Len place = left_edge(page) - pt(bar_gap_pt);
	return place > pt(1) ? place : pt(1);
}

/* Four rules around a box, outside of it. */
static void add_edges(Spread *s, Frame *out, const CompareMark *box, Len thick, uint32_t colour)
{
	Len top = box->y - thick, width = box->w + 2 * thick;
	const FrameItem sides[] = {
		rule_of(box->x - thick, top, width, thick, colour),
		rule_of(box->x - thick, box->y + box->h, width, thick, colour),
		rule_of(box->x - thick, box->y, thick, box->h, colour),
		rule_of(box->x + box->w, box->y, thick, box->h, colour),
	};
	for (size_t i = 0; i < 4; i++)
		frame_add(s->arena, out, sides[i]);
}

/* A copy of a page with marks: grounds below its text, frames of pictures above. */
static size_t add_page(Spread *s, const Paper *paper, size_t index, const CompareMarks *marks,
		       bool old)
{
	const Frame *page = &paper->frames[index];
	Frame out = {.w = page->w, .h = page->h};
	Len beside = bar_place(page);
	uint32_t ground = old ? OLD_GROUND : NEW_GROUND, bar = old ? OLD_BAR : NEW_BAR;
	for (size_t i = 0; i < marks->len; i++) {
		const CompareMark *mark = &marks->ptr[i];
		if (mark->frame != index)
			continue;
		frame_add(s->arena, &out,
			  rule_of(beside, mark->y, pt(bar_pt), mark->h,
				  mark->kind == COMPARE_LOOK ? LOOK_BAR : bar));
		if (mark->kind == COMPARE_WORDS)
			frame_add(s->arena, &out,
				  rule_of(mark->x - pt(0.6), mark->y, mark->w + pt(1.2), mark->h,
					  ground));
	}
	for (size_t i = 0; i < page->count; i++)
		frame_add(s->arena, &out, page->items[i]);
	for (size_t i = 0; i < marks->len; i++)
		if (marks->ptr[i].frame == index && marks->ptr[i].kind == COMPARE_PICTURE)
			add_edges(s, &out, &marks->ptr[i], pt(picture_edge_pt), bar);
	VEC_PUSH(s->arena, &s->frames, out);
	return s->frames.len - 1;
}

/* --- words above them --- */

static TextStyle label_style(const Spread *s, bool strong)
{
	const Theme *theme = s->options->theme;
	TextStyle style = {.size = pt(9.5), .no_hyphen = true};
	style.colour = strong ? theme->text_colour : theme->muted_colour;
	style.font = (FontQuery){.family = theme->label_family, .bold = strong};
	return style;
}

/* "HEAD~1  page 2 of 3" as a frame of its own. */
static size_t add_label(Spread *s, const SpreadSide *side, size_t page, Len w)
{
	Paper paper;
	Board board = board_open(s->arena, s->fonts, s->options, s->diags, w, pt(label_pt), &paper);
	TextStyle name = label_style(s, true), rest = label_style(s, false);
	Str said = page == COMPARE_NONE ? S("no such page")
					: str_format(s->arena, "page %zu of %zu", page + 1,
						     side->paper->frame_count);
	BoardPlace place = {0, pt(5), w};
	(void)board_pair(&board, TAG_P, side->name, &name, said, &rest, place);
	board_close(&board);
	VEC_PUSH(s->arena, &s->frames, paper.frames[0]);
	return s->frames.len - 1;
}

/* --- sheets --- */

static void put_page(Sheet *sheet, const Spread *s, size_t frame, Len x, Len y)
{
	const Frame *page = &s->frames.ptr[frame];
	sheet->pages[sheet->count++] =
		(SheetPage){.page = frame, .x = x, .y = y, .w = page->w, .h = page->h};
}

/* One side of a sheet, `w` wide. */
static void add_side(Spread *s, Sheet *sheet, const SpreadSide *side, size_t page,
		     const CompareMarks *marks, bool old, Len x, Len w)
{
	Len top = pt(margin_pt + label_pt);
	size_t label = add_label(s, side, page, w);
	put_page(sheet, s, label, x, pt(margin_pt));
	if (page == COMPARE_NONE)
		return;
	size_t frame = add_page(s, side->paper, page, marks, old);
	put_page(sheet, s, frame, x, top);
	CompareMark box = {
		.x = x, .y = top, .w = s->frames.ptr[frame].w, .h = s->frames.ptr[frame].h};
	add_edges(s, &sheet->frame, &box, pt(page_edge_pt), EDGE);
}

static Len larger(Len a, Len b)
{
	return a > b ? a : b;
}

static void add_sheet(Spread *s, const Comparison *c, const ComparePair *pair,
		      const SpreadSide *old, const SpreadSide *new)
{
	const Frame *o = &old->paper->frames[pair->old != COMPARE_NONE ? pair->old : 0],
		    *n = &new->paper->frames[pair->new != COMPARE_NONE ? pair->new : 0];
	Sheet sheet = {.pages = ARENA_ARRAY(s->arena, SheetPage, 4)};
	sheet.frame.w = 2 * pt(margin_pt) + o->w + pt(gap_pt) + n->w;
	sheet.frame.h = 2 * pt(margin_pt) + pt(label_pt) + larger(o->h, n->h);
	add_side(s, &sheet, old, pair->old, &c->old, true, pt(margin_pt), o->w);
	add_side(s, &sheet, new, pair->new, &c->new, false, pt(margin_pt + gap_pt) + o->w, n->w);
	VEC_PUSH(s->arena, &s->sheets, sheet);
}

/* A page that says that there is nothing to show. */
static void say_nothing(Spread *s, const SpreadSide *old, const SpreadSide *new, Paper *out)
{
	const Theme *theme = s->options->theme;
	Board board = board_open(s->arena, s->fonts, s->options, s->diags, theme->paper_width,
				 theme->paper_height, out);
	TextStyle style = label_style(s, true);
	Str said = str_format(s->arena, "The CV looks the same in %.*s and %.*s.",
			      STR_ARG(old->name), STR_ARG(new->name));
	BoardPlace at = {theme->margin_left, theme->margin_top,
			 theme->paper_width - theme->margin_left - theme->margin_right};
	(void)board_text(&board, TAG_P, said, &style, PARA_LEFT, at);
	board_close(&board);
}

size_t spread_make(Arena *arena, Fonts *fonts, const LayoutOptions *options, Diags *diags,
		   const Comparison *comparison, const SpreadSide *old, const SpreadSide *new,
		   Paper *out)
{
	Spread s = {.arena = arena, .fonts = fonts, .options = options, .diags = diags};
	for (size_t i = 0; i < comparison->pairs.len; i++)
		if (comparison->pairs.ptr[i].changed)
			add_sheet(&s, comparison, &comparison->pairs.ptr[i], old, new);
	if (s.sheets.len == 0) {
		say_nothing(&s, old, new, out);
		return 0;
	}
	layout_start_paper(arena, options, new->paper->lang, out);
	out->frames = s.frames.ptr;
	out->frame_count = s.frames.len;
	out->sheets = s.sheets.ptr;
	out->sheet_count = s.sheets.len;
	return s.sheets.len;
}
