/*
 * Entries: a publication or the like, with a picture, a badge or a date in a column beside its
 * text.
 */
#include "typeset/layouter.h"

enum { ENTRY_COLUMNS = 4 };

typedef struct {
	Flow flows[ENTRY_COLUMNS];
	size_t count;
	Galley text; /* what is left for the text */
} Columns;

static Galley *column_open(Columns *columns, Galley *column, Arena *arena)
{
	columns->flows[columns->count] = flow_in(arena);
	*column = columns->text;
	column->flow = &columns->flows[columns->count++];
	return column;
}

static Len inlines_width(const Galley *place, const DocNode *node)
{
	Galley plain = *place;
	plain.plain = true;
	Para para = inline_para(&plain, node->first, NULL, NULL);
	Len natural, smallest;
	para_measure(place->layouter->setter, &para, &natural, &smallest);
	return natural;
}

/* Takes `w` and a gap from the left of the text. */
static void take_left(Columns *columns, Galley *column, Len w, Len gap)
{
	column->width = w;
	columns->text.x += w + gap;
	columns->text.width -= w + gap;
}

static void aside_set(Columns *columns, const DocNode *aside)
{
	const Theme *theme = columns->text.layouter->theme;
	Len most = columns->text.width * 2 / 5;
	Len w = theme->thumbnail_width < most ? theme->thumbnail_width : most;
	Galley column;
	column_open(columns, &column, columns->text.layouter->arena);
	take_left(columns, &column, w, theme->body_size * 5 / 4);
	column.align = PARA_LEFT;
	column.gap = theme->item_gap;
	block_set(column, aside);
}

static void badge_set(Columns *columns, const DocNode *entry, const DocNode *badge)
{
	const Theme *theme = columns->text.layouter->theme;
	Galley column;
	column_open(columns, &column, columns->text.layouter->arena);
	galley_set_text(&column, style_apply(theme, column.text, badge));
	Len w = 0, most = columns->text.width / 4;
	const DocNode *first = entry->parent != NULL ? entry->parent->first : entry;
	size_t seen = 0;
	for (const DocNode *node = first; node != NULL && seen < 400; node = node->next, seen++)
		if (node->kind == DOC_ENTRY && node->as.entry.badge != NULL) {
			Len natural =
				inlines_width(&column, node->as.entry.badge) + theme->body_size / 2;
			w = natural > w ? natural : w;
		}
	take_left(columns, &column, w < most ? w : most, theme->body_size);
	column.align = PARA_LEFT;
	block_set_inlines(column, badge->first, NULL, TAG_P);
}

static void date_set(Columns *columns, const DocNode *date)
{
	const Theme *theme = columns->text.layouter->theme;
	Galley column;
	column_open(columns, &column, columns->text.layouter->arena);
	TextStyle text = style_named(theme, column.text, S("date"));
	text.features = S("lnum,tnum");
	galley_set_text(&column, text);
	Len w = inlines_width(&column, date), most = columns->text.width / 3;
	w = w < most ? w : most;
	column.hyphenate = false;
	if (theme->date_side == THEME_DATE_LEFT) {
		take_left(columns, &column, w, theme->date_gap);
		column.align = PARA_LEFT;
	} else {
		column.x += column.width - w;
		column.width = w;
		column.align = PARA_RIGHT;
		columns->text.width -= w + theme->date_gap;
	}
	block_set_inlines(column, date->first, NULL, TAG_P);
}

static bool is_below(const DocNode *node, const DocNode *top)
{
	for (; node != NULL; node = node->parent)
		if (node == top)
			return true;
	return false;
}

void entry_set(Galley place, const DocNode *entry)
{
	Layouter *layouter = place.layouter;
	const Theme *theme = layouter->theme;
	place.tag = layouter_tag(&place, TAG_DIV, entry->lang);
	flow_space(place.flow, theme->entry_gap);
	Columns columns = {.text = place};
	columns.text.gap = theme->item_gap;
	if (place.align == PARA_JUSTIFY)
		columns.text.align = PARA_LEFT;
	columns.text.hyphenate = false;
	const DocNode *badge = entry->as.entry.badge, *date = entry->as.entry.date;
	if (entry->as.entry.aside != NULL)
		aside_set(&columns, entry->as.entry.aside);
	else if (badge != NULL && !is_below(badge->parent, entry->first))
		badge_set(&columns, entry, badge);
	if (date != NULL) {
		date_set(&columns, date);
		columns.text.skip = date;
	}
	size_t first = place.flow->rows.len;
	if (columns.count == 0) {
		block_set_children(columns.text, entry);
	} else {
		Galley text;
		column_open(&columns, &text, layouter->arena);
		block_set_children(text, entry);
		flow_merge(place.flow, columns.flows, columns.count, layouter->text_height / 3);
	}
	flow_keep(place.flow, first, layouter->text_height / 5);
	flow_space(place.flow, theme->entry_gap);
}
