#include "typeset/board.h"

#include <string.h>

Board board_open(Arena *arena, Fonts *fonts, const LayoutOptions *options, Diags *diags, Len w,
		 Len h, Paper *paper)
{
	layout_start_paper(arena, options, S("en"), paper);
	paper->frames = ARENA_NEW(arena, Frame);
	paper->frame_count = 1;
	paper->frames[0].w = w;
	paper->frames[0].h = h;
	Board board = {.arena = arena, .fonts = fonts, .options = options, .diags = diags};
	board.paper = paper;
	board.frame = &paper->frames[0];
	board.setter = setter_new(arena, fonts, diags);
	board.lang = paper->lang;
	board.rtl = layout_is_rtl(board.lang);
	return board;
}

void board_close(Board *board)
{
	setter_free(board->setter);
}

/* Where a place is on the frame. */
static BoardPlace mirrored(const Board *board, BoardPlace place)
{
	if (board->rtl)
		place.x = board->frame->w - place.x - place.w;
	return place;
}

/* --- texts --- */

/* Up to two runs; the second is behind a space. */
static Para para_of(Board *board, Str first, const TextStyle *style, Str second,
		    const TextStyle *second_style, Tag *tag)
{
	Para para = {.text = first, .lang = board->lang, .rtl = board->rtl};
	para.runs = ARENA_ARRAY(board->arena, ParaRun, 2);
	para.runs[0] = (ParaRun){0, (uint32_t)first.len, style, board->lang, tag, 0, SPAN_NONE};
	para.run_count = 1;
	if (second.len > 0) {
		para.text = str_concat3(board->arena, first, S(" "), second);
		para.runs[0].end++;
		para.runs[1] = (ParaRun){para.runs[0].end,
					 (uint32_t)para.text.len,
					 second_style,
					 board->lang,
					 tag,
					 0,
					 SPAN_NONE};
		para.run_count = 2;
	}
	return para;
}

static Len put_lines(Board *board, const Para *para, ParaShape *shape, BoardPlace place)
{
	place = mirrored(board, place);
	if (board->rtl && shape->align == PARA_LEFT)
		shape->align = PARA_RIGHT;
	Lines lines = para_set(board->setter, board->arena, para, shape);
	Len y = place.y;
	for (size_t i = 0; i < lines.count; i++) {
		const Line *line = &lines.lines[i];
		y += line->ascent;
		for (size_t k = 0; k < line->count; k++) {
			FrameItem item = line->items[k];
			item.x += place.x;
			item.y += y;
			frame_add(board->arena, board->frame, item);
		}
		y += line->depth;
	}
	return y - place.y;
}

Len board_pair(Board *board, TagKind kind, Str first, const TextStyle *style, Str second,
	       const TextStyle *second_style, BoardPlace place)
{
	if (str_is_blank(first))
		return 0;
	Tag *tag = tag_new(board->arena, board->paper, board->paper->root, kind);
	Para para = para_of(board, first, style, second, second_style, tag);
	ParaShape shape = {.width = place.w, .align = PARA_LEFT};
	shape.leading = len_scale(style->size, 1.16);
	return put_lines(board, &para, &shape, place);
}

Len board_text(Board *board, TagKind kind, Str text, const TextStyle *style, ParaAlign align,
	       BoardPlace place)
{
	if (str_is_blank(text))
		return 0;
	Tag *tag = tag_new(board->arena, board->paper, board->paper->root, kind);
	Para para = para_of(board, text, style, S(""), NULL, tag);
	ParaShape shape = {.width = place.w, .align = align};
	shape.leading = len_scale(style->size, 1.25);
	return put_lines(board, &para, &shape, place);
}

Len board_width(Board *board, Str text, const TextStyle *style)
{
	if (str_is_blank(text))
		return 0;
	Para para = para_of(board, text, style, S(""), NULL, NULL);
	return para_measure(board->setter, &para, NULL);
}

/* --- shapes and pictures --- */

void board_rule(Board *board, BoardPlace place, Len h, uint32_t colour, Len radius)
{
	place = mirrored(board, place);
	FrameItem rule = {.kind = FRAME_RULE, .x = place.x, .y = place.y, .w = place.w, .h = h};
	rule.as.rule.colour = colour;
	rule.as.rule.radius = radius;
	frame_add(board->arena, board->frame, rule);
}

void board_picture(Board *board, Str file, Str alt, BoardPlace place, Len h, bool round)
{
	Tag *tag = tag_new(board->arena, board->paper, board->paper->root, TAG_FIGURE);
	tag_say(board->arena, tag)->alt = alt;
	FrameItem image = {
		.kind = FRAME_IMAGE, .tag = tag, .x = place.x, .y = place.y, .w = place.w, .h = h};
	image.x = mirrored(board, place).x;
	image.as.image.file = file;
	image.as.image.round = round;
	frame_add(board->arena, board->frame, image);
}

/* --- docs --- */

void board_shift(Board *board, size_t from, Len dx, Len dy)
{
	for (size_t i = from; i < board->frame->count; i++)
		frame_move(board->arena, &board->frame->items[i], dx, dy);
}

BoardMark board_mark(const Board *board)
{
	return (BoardMark){board->frame->count, board->paper->root->last, board->paper->tag_count};
}

void board_return(Board *board, const BoardMark *mark)
{
	Tag *root = board->paper->root;
	board->frame->count = mark->items;
	board->paper->tag_count = mark->tags;
	root->last = mark->last;
	if (mark->last != NULL)
		mark->last->next = NULL;
	else
		root->first = NULL;
}

/* The same for the items: what is read first is painted first. */
static void swap_items(Board *board, size_t first, size_t second)
{
	Frame *frame = board->frame;
	size_t early = second - first, late = frame->count - second;
	if (early == 0 || late == 0)
		return;
	FrameItem *copy = ARENA_ARRAY(board->arena, FrameItem, early);
	memcpy(copy, frame->items + first, early * sizeof *copy);
	memmove(frame->items + first, frame->items + second, late * sizeof *copy);
	memcpy(frame->items + first + late, copy, early * sizeof *copy);
}

void board_swap(Board *board, const BoardMark *first, const BoardMark *second)
{
	Tag *root = board->paper->root, *end = root->last;
	swap_items(board, first->items, second->items);
	if (second->last == first->last || end == second->last)
		return; /* one of them is empty */
	Tag **link = first->last != NULL ? &first->last->next : &root->first;
	Tag *later = *link;
	*link = second->last->next;
	end->next = later;
	second->last->next = NULL;
	root->last = second->last;
}

static Len lowest(const Frame *frame)
{
	Len bottom = 0;
	for (size_t i = 0; i < frame->count; i++) {
		const FrameItem *item = &frame->items[i];
		Len end = item->kind == FRAME_TEXT ? item->y + item->as.text.size / 4
						   : item->y + item->h;
		bottom = end > bottom ? end : bottom;
	}
	return bottom;
}

/* The tree of another paper becomes a part of this one; its numbers go on from here. */
static void adopt_tags(Board *board, Paper *part)
{
	Tag *root = part->root;
	root->kind = TAG_SECT;
	root->parent = board->paper->root;
	if (root->parent->last != NULL)
		root->parent->last->next = root;
	else
		root->parent->first = root;
	root->parent->last = root;
	for (Tag *tag = root; tag != NULL;) {
		tag->number += board->paper->tag_count;
		if (tag->first != NULL) {
			tag = tag->first;
			continue;
		}
		while (tag != root && tag->next == NULL)
			tag = tag->parent;
		tag = tag == root ? NULL : tag->next;
	}
	board->paper->tag_count += part->tag_count;
}

/* What was said of a trial: errors always, warnings of what stands. */
static void pass_on(Board *board, const Diags *trial, bool stands)
{
	for (size_t i = 0; i < trial->len; i++) {
		const Diag *d = &trial->items[i];
		if (d->level == DIAG_ERROR)
			diag_error(board->diags, d->span, d->hint, "%.*s [handout-text]",
				   STR_ARG(d->message));
		else if (stands && d->level == DIAG_WARNING)
			diag_warning(board->diags, d->span, d->hint, "%.*s [handout-text]",
				     STR_ARG(d->message));
	}
}

bool board_doc(Board *board, const Doc *doc, const Theme *look, BoardPlace place, Len h, Len *used)
{
	Theme theme = *look;
	theme.paper_width = place.w;
	theme.paper_height = h;
	theme.margin_top = theme.margin_right = theme.margin_bottom = theme.margin_left = 0;
	theme.page_numbers = false;
	LayoutOptions options = *board->options;
	options.theme = &theme;
	options.profile = NULL;
	options.updated = S("");
	Paper part;
	Diags trial = diags_in(board->arena);
	bool ok = layout_doc(board->arena, board->fonts, doc, &options, &trial, &part) &&
		  part.frame_count == 1;
	*used = lowest(&part.frames[0]);
	ok = ok && *used <= h;
	pass_on(board, &trial, ok);
	if (!ok)
		return false;
	adopt_tags(board, &part);
	size_t from = board->frame->count;
	for (size_t i = 0; i < part.frames[0].count; i++)
		frame_add(board->arena, board->frame, part.frames[0].items[i]);
	board_shift(board, from, mirrored(board, place).x, place.y);
	return true;
}
