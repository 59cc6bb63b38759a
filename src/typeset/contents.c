/*
 * Tables of contents: entries that lead to the headings, and, once pages are known, the numbers of
 * the pages that these are on, behind dots.
 */
#include "typeset/layouter.h"

/* What an entry leaves free for the number of its page. */
enum { NUMBER_EMS = 3 };

static void toc_entry_set(Galley place, const DocNode *heading)
{
	Layouter *layouter = place.layouter;
	place.tag = layouter_tag(&place, TAG_TOCI, S(""));
	Tag *paragraph = layouter_tag(&place, TAG_P, S(""));
	place.tag = paragraph;
	Tag *tag = layouter_tag(&place, TAG_LINK, S(""));
	place.text = style_link(layouter->theme, place.text);
	place.in_heading = true;
	Galley plain = place;
	plain.plain = true;
	Para para = inline_para(&plain, heading->first, NULL, NULL);
	if (para.text.len == 0)
		return;
	TextStyle *style = ARENA_NEW(layouter->work, TextStyle);
	*style = place.text;
	ParaLink link = {.anchor = heading->as.heading.id, .tag = tag};
	link.contents = str_dup(layouter->arena, para.text);
	link.group = ++layouter->link_groups;
	ContentsEntry entry = {.group = link.group,
			       .anchor = link.anchor,
			       .tag = paragraph,
			       .x = place.x,
			       .w = place.width,
			       .rtl = galley_is_rtl(&place)};
	place.width -= NUMBER_EMS * place.text.size;
	if (entry.rtl)
		place.x += NUMBER_EMS * place.text.size;
	ParaRun run = {0, (uint32_t)para.text.len, style, place.lang, tag, 1, heading->span};
	para.runs = &run;
	para.run_count = 1;
	para.links = &link;
	para.link_count = 1;
	para.object_count = 0;
	place.align = PARA_LEFT;
	ParaShape shape = galley_shape(&place);
	flow_space(place.flow, place.gap);
	flow_lines(place.flow, para_set(layouter->setter, layouter->work, &para, &shape), place.x);
	if (!place.plain)
		VEC_PUSH(layouter->work, &layouter->contents, entry);
}

static void toc_walk(Galley place, const DocNode *node)
{
	if (++place.depth > LAYOUT_DEPTH)
		return;
	for (const DocNode *child = node->first; child != NULL; child = child->next) {
		if (block_is_hidden(child))
			continue;
		if (child->kind == DOC_SECTION)
			toc_walk(place, child);
		if (child->kind != DOC_HEADING || child->as.heading.no_toc ||
		    child->as.heading.id.len == 0)
			continue;
		Galley entry = place;
		int level = child->as.heading.level - place.layouter->top_level;
		galley_indent(&entry, place.layouter->theme->list_indent * (level > 0 ? level : 0));
		toc_entry_set(entry, child);
	}
}

void contents_set(Galley place, const DocNode *toc)
{
	place.tag = layouter_tag(&place, TAG_TOC, toc->traits->lang);
	flow_space(place.flow, place.gap);
	place.gap = place.layouter->theme->item_gap;
	toc_walk(place, place.layouter->doc->root);
	flow_space(place.flow, place.layouter->theme->paragraph_gap);
}

/* --- page numbers --- */

/* The entry that a link belongs to; groups ascend. */
static ContentsEntry *find_entry(const Layouter *layouter, uint32_t group)
{
	size_t low = 0, high = layouter->contents.len;
	while (low < high) {
		size_t middle = low + (high - low) / 2;
		if (layouter->contents.ptr[middle].group < group)
			low = middle + 1;
		else
			high = middle;
	}
	bool found = low < layouter->contents.len && layouter->contents.ptr[low].group == group;
	return found ? &layouter->contents.ptr[low] : NULL;
}

/* Fills in the pages of the entries. Anchors are in the paper once. */
static void find_pages(Layouter *layouter)
{
	const Paper *paper = layouter->paper;
	Map pages = map_in(layouter->work);
	for (size_t f = 0; f < paper->frame_count; f++)
		for (size_t i = 0; i < paper->frames[f].count; i++) {
			const FrameItem *item = &paper->frames[f].items[i];
			if (item->kind == FRAME_ANCHOR)
				map_set(&pages, item->as.anchor.name, (void *)(uintptr_t)(f + 1));
		}
	for (size_t i = 0; i < layouter->contents.len; i++) {
		ContentsEntry *entry = &layouter->contents.ptr[i];
		entry->page = (size_t)(uintptr_t)map_get(&pages, entry->anchor);
	}
}

/* A square dot as five steps. */
static void put_dot(PathStep *steps, Len x, Len y, Len size)
{
	const Len xs[] = {x, x + size, x + size, x}, ys[] = {y, y, y - size, y - size};
	for (size_t i = 0; i < 4; i++)
		steps[i] = (PathStep){i == 0 ? PATH_MOVE : PATH_LINE, {xs[i]}, {ys[i]}};
	steps[4] = (PathStep){.verb = PATH_CLOSE};
}

/* Dots from `x` to `end`, which stand below each other on a page, as one path. */
static void add_leader(Layouter *layouter, Frame *frame, Len x, Len end, Len y)
{
	Len size = layouter->theme->body_size, step = size / 2, dot = size / 14;
	Len first = (x / step + 1) * step;
	if (first + dot > end)
		return;
	size_t count = (size_t)((end - dot - first) / step) + 1;
	FrameItem item = {.kind = FRAME_PATH, .x = first, .y = y - dot, .w = end - first, .h = dot};
	item.as.path.steps = ARENA_ARRAY(layouter->arena, PathStep, count * 5);
	item.as.path.count = count * 5;
	item.as.path.colour = galley_body(layouter, NULL, NULL).text.colour;
	for (size_t i = 0; i < count; i++)
		put_dot(&item.as.path.steps[i * 5], first + (Len)i * step, y, dot);
	frame_add(layouter->arena, frame, item);
}

/* The number of the entry's page on the line of `link`, its last piece. */
static void add_number(Layouter *layouter, Frame *frame, const ContentsEntry *entry,
		       const FrameItem *link)
{
	Galley place = galley_body(layouter, NULL, NULL);
	place.text.features = S("lnum,tnum");
	Para para = inline_text(&place, str_format(layouter->work, "%zu", entry->page), entry->tag);
	ParaShape shape = {.width = entry->w, .align = entry->rtl ? PARA_LEFT : PARA_RIGHT};
	shape.leading = place.leading;
	Lines lines = para_set(layouter->setter, layouter->work, &para, &shape);
	Len y = link->y + len_scale(place.text.size, 0.8), gap = place.text.size / 2;
	for (size_t i = 0; lines.count > 0 && i < lines.lines[0].count; i++) {
		FrameItem item = lines.lines[0].items[i];
		item.x += entry->x;
		item.y += y;
		Len from = entry->rtl ? item.x + item.w : link->x + link->w;
		Len to = entry->rtl ? link->x : item.x;
		add_leader(layouter, frame, from + gap, to - gap, y);
		frame_add(layouter->arena, frame, item);
	}
}

static void number_frame(Layouter *layouter, Frame *frame)
{
	Frame old = *frame;
	frame->items = NULL;
	frame->count = frame->cap = 0;
	for (size_t i = 0; i < old.count; i++)
		if (old.items[i].kind == FRAME_LINK) {
			ContentsEntry *entry = find_entry(layouter, old.items[i].as.link.group);
			if (entry != NULL)
				entry->last = i;
		}
	for (size_t i = 0; i < old.count; i++) {
		const FrameItem *item = &old.items[i];
		frame_add(layouter->arena, frame, *item);
		if (item->kind != FRAME_LINK)
			continue;
		const ContentsEntry *entry = find_entry(layouter, item->as.link.group);
		if (entry != NULL && entry->last == i && entry->page > 0)
			add_number(layouter, frame, entry, item);
	}
}

static bool has_entries(const Layouter *layouter, const Frame *frame)
{
	for (size_t i = 0; i < frame->count; i++)
		if (frame->items[i].kind == FRAME_LINK &&
		    find_entry(layouter, frame->items[i].as.link.group) != NULL)
			return true;
	return false;
}

void contents_number(Layouter *layouter)
{
	Paper *paper = layouter->paper;
	if (layouter->contents.len == 0 || paper->frame_count < 2 || !layouter->theme->page_numbers)
		return;
	find_pages(layouter);
	for (size_t f = 0; f < paper->frame_count; f++)
		if (has_entries(layouter, &paper->frames[f]))
			number_frame(layouter, &paper->frames[f]);
}
