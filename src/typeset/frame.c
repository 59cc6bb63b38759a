#include "typeset/frame.h"

static const TagWords no_words;

TagWords *tag_say(Arena *arena, Tag *tag)
{
	TagWords *words = ARENA_NEW(arena, TagWords);
	*words = *tag->words;
	tag->words = words;
	return words;
}

const Tag *tag_next(const Tag *tag, const Tag *root, bool into)
{
	if (into && tag->first != NULL)
		return tag->first;
	while (tag != root && tag->next == NULL)
		tag = tag->parent;
	return tag == root ? NULL : tag->next;
}

Tag *tag_new(Arena *arena, Paper *paper, Tag *parent, TagKind kind)
{
	Tag *tag = ARENA_NEW(arena, Tag);
	tag->words = &no_words;
	tag->kind = kind;
	tag->number = paper->tag_count++;
	tag->parent = parent;
	if (parent == NULL)
		return tag;
	if (parent->last != NULL)
		parent->last->next = tag;
	else
		parent->first = tag;
	parent->last = tag;
	return tag;
}

const char *tag_kind_name(TagKind kind)
{
	switch (kind) {
	case TAG_DOCUMENT: return "Document";
	case TAG_SECT: return "Sect";
	case TAG_H1: return "H1";
	case TAG_H2: return "H2";
	case TAG_H3: return "H3";
	case TAG_H4: return "H4";
	case TAG_H5: return "H5";
	case TAG_H6: return "H6";
	case TAG_P: return "P";
	case TAG_L: return "L";
	case TAG_LI: return "LI";
	case TAG_LBL: return "Lbl";
	case TAG_LBODY: return "LBody";
	case TAG_LINK: return "Link";
	case TAG_FIGURE: return "Figure";
	case TAG_CAPTION: return "Caption";
	case TAG_TABLE: return "Table";
	case TAG_THEAD: return "THead";
	case TAG_TBODY: return "TBody";
	case TAG_TR: return "TR";
	case TAG_TH: return "TH";
	case TAG_TD: return "TD";
	case TAG_NOTE: return "Note";
	case TAG_REFERENCE: return "Reference";
	case TAG_QUOTE: return "BlockQuote";
	case TAG_CODE: return "Code";
	case TAG_SPAN: return "Span";
	case TAG_DIV: return "Div";
	case TAG_FORMULA: return "Formula";
	case TAG_TOC: return "TOC";
	case TAG_TOCI: return "TOCI";
	}
	return "";
}

void frame_add(Arena *arena, Frame *frame, FrameItem item)
{
	if (frame->count == frame->cap) {
		size_t cap = frame->cap * 2 + 64;
		frame->items = arena_grow(arena, frame->items, frame->cap * sizeof item,
					  cap * sizeof item);
		frame->cap = cap;
	}
	frame->items[frame->count++] = item;
}

void frame_move(Arena *arena, FrameItem *item, Len dx, Len dy)
{
	item->x += dx;
	item->y += dy;
	if (item->kind != FRAME_PATH)
		return;
	PathStep *steps = ARENA_ARRAY(arena, PathStep, item->as.path.count);
	for (size_t i = 0; i < item->as.path.count; i++) {
		steps[i] = item->as.path.steps[i];
		for (int k = 0; k < 3; k++) {
			steps[i].x[k] += dx;
			steps[i].y[k] += dy;
		}
	}
	item->as.path.steps = steps;
}
