/*
 * Lists: bullets, numbers, dates in a column, definitions.
 */
#include "typeset/layouter.h"

/* --- bullets and numbers --- */

static Str item_label(const Galley *place, const DocNode *list, const DocNode *item, int64_t number)
{
	if (item->as.item.task)
		return item->as.item.done ? S("\u2611") : S("\u2610");
	if (list->as.list.ordered)
		return str_format(place->layouter->arena, "%lld.", (long long)number);
	return place->lists % 2 == 0 ? S("•") : S("–");
}

static TagLabels item_labels(const Galley *place, const DocNode *list, const DocNode *item)
{
	if (item->as.item.task)
		return TAG_LABELS_OTHER;
	if (list->as.list.ordered)
		return TAG_LABELS_DECIMAL;
	return place->lists % 2 == 0 ? TAG_LABELS_DISC : TAG_LABELS_OTHER;
}

static Labels labels_plan(const Galley *place, const DocNode *list)
{
	const Theme *theme = place->layouter->theme;
	Labels labels = {.x = place->x, .text = place->text};
	labels.text.font.italic = false;
	if (list->as.list.ordered)
		labels.text.features = S("lnum,tnum");
	else
		labels.text.colour = theme->muted_colour;
	Galley plain = *place;
	plain.plain = true;
	plain.text = labels.text;
	int64_t number = list->as.list.start;
	Len widest = 0;
	for (const DocNode *item = list->first; list->as.list.ordered && item != NULL;
	     item = item->next) {
		if (item->kind != DOC_ITEM || block_is_hidden(item))
			continue;
		/* Only the longest numbers can be the widest. */
		bool last = item->next == NULL;
		if (number == list->as.list.start || last) {
			Para para =
				inline_text(&plain, item_label(place, list, item, number), NULL);
			Len width = para_measure(place->layouter->setter, &para, NULL);
			widest = width > widest ? width : widest;
		}
		number++;
	}
	Len gap = place->text.size * 9 / 20, indent = theme->list_indent;
	if (widest + gap > indent)
		indent = widest + gap;
	labels.w = indent - gap;
	return labels;
}

/* The first row with something to read or see: a label goes with it, not with a rule. */
static size_t first_full_row(const Flow *flow, size_t from)
{
	for (size_t row = from; row < flow->rows.len; row++)
		for (size_t i = 0; i < flow->rows.ptr[row].count; i++) {
			FrameKind kind = flow->rows.ptr[row].items[i].kind;
			if (kind == FRAME_TEXT || kind == FRAME_IMAGE)
				return row;
		}
	return from;
}

void list_label_set(const Galley *place, const Labels *labels, size_t from, Para para)
{
	size_t row = first_full_row(place->flow, from);
	bool rtl = galley_is_rtl(place);
	ParaShape shape = {.width = labels->w, .leading = place->leading};
	shape.align = rtl ? PARA_LEFT : PARA_RIGHT;
	Lines lines = para_set(place->layouter->setter, place->layouter->work, &para, &shape);
	if (lines.count == 0)
		return;
	Len x = rtl ? labels->x + place->width - labels->w : labels->x;
	flow_shift(lines.lines[0].items, lines.lines[0].count, x);
	flow_add_items(place->flow, row, lines.lines[0].items, lines.lines[0].count, true);
}

static void item_set(Galley place, const Labels *labels, const DocNode *item, Str label)
{
	Galley body = place;
	body.tag = layouter_tag(&place, TAG_LI, item->traits->lang);
	if (item->traits->lang.len > 0)
		body.lang = item->traits->lang;
	Galley mark = body;
	mark.text = labels->text;
	Tag *tag = layouter_tag(&body, TAG_LBL, S(""));
	body.tag = layouter_tag(&body, TAG_LBODY, S(""));
	galley_indent(&body, labels->w + place.text.size * 9 / 20);
	body.lists++;
	size_t first = place.flow->rows.len;
	block_force(&place, item);
	flow_anchor(place.flow, block_id(item));
	block_set_children(body, item);
	if (place.flow->rows.len > first)
		list_label_set(&place, labels, first, inline_text(&mark, label, tag));
	block_keep(&place, item, first);
}

static void plain_list_set(Galley place, const DocNode *list)
{
	Labels labels = labels_plan(&place, list);
	Galley inner = place;
	inner.gap = list->as.list.tight ? place.layouter->theme->item_gap : place.gap;
	int64_t number = list->as.list.start;
	TagLabels said = TAG_LABELS_OTHER;
	bool reversed = false;
	if (list->traits->attrs != NULL)
		(void)attrs_get(list->traits->attrs, S("reversed"), &reversed);
	for (const DocNode *item = list->first; item != NULL; item = item->next) {
		if (block_is_hidden(item))
			continue;
		if (item->kind != DOC_ITEM) {
			block_set(inner, item);
			continue;
		}
		inner.depth++;
		item_set(inner, &labels, item, item_label(&place, list, item, number));
		if (said == TAG_LABELS_OTHER)
			said = item_labels(&place, list, item);
		number += reversed ? -1 : 1;
		inner.depth--;
		flow_space(place.flow, inner.gap);
	}
	if (said != TAG_LABELS_OTHER && place.tag != NULL)
		tag_say(place.layouter->arena, place.tag)->labels = said;
}

/* --- dates --- */

/* The date that an item begins with, or NULL. */
static const DocNode *item_date(const DocNode *item)
{
	const DocNode *node = item->first;
	for (int depth = 0; node != NULL && depth < 8; depth++) {
		while (node != NULL && node->kind == DOC_TEXT && str_is_blank(node->as.text))
			node = node->next;
		if (node == NULL || node->kind == DOC_DATE)
			return node;
		if (node->kind != DOC_PARAGRAPH && node->kind != DOC_SPAN)
			return NULL;
		node = node->first;
	}
	return NULL;
}

const DocNode *list_item_date(const DocNode *item)
{
	bool dated = item->parent != NULL && str_has_word(item->parent->traits->style, S("dated"));
	return dated && !block_is_hidden(item) ? item_date(item) : NULL;
}

/* At the right as wide as the widest date of the list, at the left as that of the document; but
 * never more than a third of the line. */
static Len date_width(const Galley *place, const DocNode *list)
{
	Galley date_place = galley_date(place);
	Len widest = 0, most = place->width / 3;
	if (place->layouter->theme->date_side == THEME_DATE_LEFT)
		widest = entry_date_width(&date_place, list);
	else
		for (const DocNode *item = list->first; item != NULL; item = item->next) {
			const DocNode *date = item->kind == DOC_ITEM ? list_item_date(item) : NULL;
			Len width = date != NULL ? galley_measure(&date_place, date) : 0;
			widest = width > widest ? width : widest;
		}
	return widest < most ? widest : most;
}

/* What need not stand beside a date at the right: lists and the like behind the item's first text.
 */
static const DocNode *item_rest(const DocNode *item)
{
	const DocNode *node = item->first;
	if (node != NULL && doc_is_block(node))
		return node->next;
	while (node != NULL && !doc_is_block(node))
		node = node->next;
	return node;
}

/* Sets a dated item as two columns that share their first baseline. */
static void dated_item_set(Galley place, const DocNode *item, Len column)
{
	const Theme *theme = place.layouter->theme;
	const DocNode *date = item_date(item);
	Len gap = theme->date_gap;
	Flow flows[2] = {flow_in(place.layouter->work), flow_in(place.layouter->work)};
	Galley body = place, mark;
	body.tag = layouter_tag(&place, TAG_LI, item->traits->lang);
	if (item->traits->lang.len > 0)
		body.lang = item->traits->lang;
	mark = galley_date(&body);
	mark.width = column;
	bool right = theme->date_side == THEME_DATE_RIGHT;
	if (right != galley_is_rtl(&place)) {
		mark.x = place.x + place.width - column;
		body.width -= column + gap;
	} else {
		body.x += column + gap;
		body.width -= column + gap;
	}
	mark.flow = &flows[0];
	if (date != NULL)
		block_set_inlines(mark, date->first, NULL, TAG_LBL);
	body.tag = layouter_tag(&body, TAG_LBODY, S(""));
	body.skip = date;
	body.flow = &flows[1];
	body.lists++;
	block_force(&place, item);
	flow_anchor(place.flow, block_id(item));
	const DocNode *below = right ? item_rest(item) : NULL;
	block_set_range(body, item->first, below);
	if (flows[1].rows.len == 0) { /* the first text is the date alone */
		block_set_range(body, below, NULL);
		below = NULL;
	}
	flow_space(place.flow, place.gap);
	size_t first = place.flow->rows.len;
	/* Most dates are one line: then the text's own rows stay, with the date on the first. */
	flow_merge(place.flow, flows, 2, place.leading);
	body.flow = place.flow;
	body.x = place.x;
	body.width = place.width;
	block_set_range(body, below, NULL);
	flow_keep(place.flow, first, place.leading * 3);
	block_keep(&place, item, first);
}

static void dated_list_set(Galley place, const DocNode *list)
{
	Len column = date_width(&place, list);
	Galley inner = place;
	inner.gap = place.layouter->theme->item_gap;
	/* Beside a ragged column of dates justified lines have nothing to stand against. */
	if (inner.align == PARA_JUSTIFY) {
		inner.align = PARA_LEFT;
		inner.hyphenate = false;
	}
	for (const DocNode *item = list->first; item != NULL; item = item->next) {
		if (block_is_hidden(item))
			continue;
		inner.depth++;
		if (item->kind == DOC_ITEM)
			dated_item_set(inner, item, column);
		else
			block_set(inner, item);
		inner.depth--;
		bool long_item = item->first != item->last;
		flow_space(place.flow,
			   long_item ? place.layouter->theme->paragraph_gap : inner.gap);
	}
}

/* A short list had better not be divided, and a long one neither after its first row nor before its
 * last. */
static void short_list_keep(const Galley *place, size_t first)
{
	Flow *flow = place->flow;
	size_t count = flow->rows.len - first;
	if (place->lists > 0 || count < 2)
		return;
	bool is_short = flow_height(flow, first) <= place->layouter->text_height / 6;
	for (size_t i = first + 1; i < flow->rows.len; i++)
		if (is_short || i == first + 1 || i + 1 == flow->rows.len)
			flow_raise(flow, i, PAGE_ITEM);
}

void list_set(Galley place, const DocNode *list)
{
	place.tag = layouter_tag(&place, TAG_L, list->traits->lang);
	Len gap = place.gap;
	flow_space(place.flow, place.lists > 0 ? place.layouter->theme->item_gap : gap);
	if (place.flow->rows.len > 0)
		flow_cost(place.flow, PAGE_LINE);
	size_t first = place.flow->rows.len;
	if (str_has_word(list->traits->style, S("dated")))
		dated_list_set(place, list);
	else
		plain_list_set(place, list);
	short_list_keep(&place, first);
	flow_space(place.flow, gap);
}

/* --- definitions --- */

void list_set_definitions(Galley place, const DocNode *definitions)
{
	const Theme *theme = place.layouter->theme;
	place.tag = layouter_tag(&place, TAG_L, definitions->traits->lang);
	Galley item = place;
	bool open = false;
	flow_space(place.flow, place.gap);
	for (const DocNode *node = definitions->first; node != NULL; node = node->next) {
		if (block_is_hidden(node))
			continue;
		if (!open || node->kind == DOC_TERM)
			item.tag = layouter_tag(&place, TAG_LI, S(""));
		open = true;
		Galley inner = item;
		inner.depth++;
		if (node->kind == DOC_TERM) {
			galley_set_text(&inner, style_named(theme, inner.text, S("term")));
			inner.text = style_apply(theme, inner.text, node);
			flow_anchor(place.flow, block_id(node));
			block_set_inlines(inner, node->first, NULL, TAG_LBL);
			flow_fix(place.flow, theme->item_gap / 2);
			flow_cost(place.flow, PAGE_ENTRY);
			continue;
		}
		inner.tag = layouter_tag(&item, TAG_LBODY, S(""));
		galley_indent(&inner, theme->list_indent);
		block_set_children(inner, node);
	}
	flow_space(place.flow, place.gap);
}
