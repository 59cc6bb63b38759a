/*
 * Entries: a publication or the like, with a picture, a badge or a date in a column beside its
 * text.
 */
#include "typeset/layouter.h"
#include "typeset/unicode.h"

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

/* Takes `w` and a gap from one side of the text for a column. */
static void take_side(Columns *columns, Galley *column, Len w, Len gap, bool left)
{
	column->x += left ? 0 : column->width - w;
	column->width = w;
	columns->text.x += left ? w + gap : 0;
	columns->text.width -= w + gap;
}

/*
 * The column beside the entries of a list is the same for all: as wide as the theme's thumbnails
 * when one has a picture, else as the widest badge; 0 when none has anything. Measured once a list.
 */
static Len aside_width(const Galley *place, const DocNode *entry)
{
	Layouter *layouter = place->layouter;
	const Theme *theme = layouter->theme;
	if (layouter->aside_list == entry->parent && entry->parent != NULL)
		return layouter->aside_width;
	Len w = 0, thumbnail = theme->thumbnail_width, most = place->width * 2 / 5;
	Galley badge = *place;
	galley_set_text(&badge, style_named(theme, place->text, S("badge")));
	const DocNode *node = entry->parent != NULL ? entry->parent->first : entry;
	for (; node != NULL; node = node->next) {
		if (node->kind != DOC_ENTRY || node->as.entry.aside == NULL)
			continue;
		bool shown =
			node->as.entry.picture != NULL && !block_is_hidden(node->as.entry.picture);
		if (!shown && node->as.entry.picture != NULL && node->as.entry.badge == NULL)
			continue;
		bool picture = shown || node->as.entry.badge == NULL;
		Len natural =
			picture ? thumbnail
				: galley_measure(&badge, node->as.entry.badge) + badge.text.size;
		w = natural > w ? natural : w;
	}
	layouter->aside_list = entry->parent;
	layouter->aside_width = w < most ? w : most;
	return layouter->aside_width;
}

static void aside_set(Columns *columns, const DocNode *aside, Len w)
{
	const Theme *theme = columns->text.layouter->theme;
	Galley column;
	column_open(columns, &column, columns->text.layouter->work);
	take_side(columns, &column, w, theme->body_size * 5 / 4, !galley_is_rtl(&column));
	column.align = PARA_LEFT;
	column.gap = theme->item_gap;
	if (aside != NULL)
		block_set(column, aside);
}

Len entry_date_width(const Galley *column, const DocNode *node)
{
	Layouter *layouter = column->layouter;
	const DocNode *root = node;
	Len widest = 0;
	while (root->parent != NULL)
		root = root->parent;
	if (layouter->date_root == root)
		return layouter->date_width;
	for (node = root; node != NULL; node = doc_next(node, root)) {
		const DocNode *date = node->kind == DOC_ENTRY  ? node->as.entry.date
				      : node->kind == DOC_ITEM ? list_item_date(node)
							       : NULL;
		Len w = date != NULL ? galley_measure(column, date) : 0;
		widest = w > widest ? w : widest;
	}
	layouter->date_root = root;
	layouter->date_width = widest;
	return widest;
}

/* At the right a date takes what it needs. */
static Len date_width(const Galley *column, const DocNode *entry)
{
	if (column->layouter->theme->date_side == THEME_DATE_RIGHT)
		return galley_measure(column, entry->as.entry.date);
	return entry_date_width(column, entry);
}

/* Takes the date's place from the text's, and returns it. */
static Galley date_take(Columns *columns, const DocNode *entry)
{
	const Theme *theme = columns->text.layouter->theme;
	Galley column = galley_date(&columns->text);
	Len w = date_width(&column, entry), most = columns->text.width / 3;
	w = w < most ? w : most;
	bool left = (theme->date_side == THEME_DATE_LEFT) != galley_is_rtl(&column);
	take_side(columns, &column, w, theme->date_gap, left);
	return column;
}

static void date_set(Columns *columns, Galley column, const DocNode *entry)
{
	columns->flows[columns->count] = flow_in(columns->text.layouter->work);
	column.flow = &columns->flows[columns->count++];
	block_set_inlines(column, entry->as.entry.date->first, NULL, TAG_P);
}

/* What need not stand beside a date at the right: all but the head of a CV's entry. */
static const DocNode *below_date(const Columns *columns, const DocNode *entry)
{
	bool right = columns->text.layouter->theme->date_side == THEME_DATE_RIGHT;
	bool only_date = columns->count == 0 && entry->as.entry.date != NULL;
	bool head = entry->first != NULL && str_eq(entry->first->traits->style, S("head"));
	return right && only_date && head ? entry->first->next : NULL;
}

/* The text beside what stands in columns; a date is read where it stands: before the text, or after
 * its first line. */
static void set_beside(Columns *columns, const Galley *place, const DocNode *entry)
{
	Layouter *layouter = place->layouter;
	const DocNode *date = entry->as.entry.date, *below = below_date(columns, entry);
	bool left = layouter->theme->date_side == THEME_DATE_LEFT;
	Galley text, dated = columns->text;
	if (date != NULL) {
		dated = date_take(columns, entry);
		columns->text.skip = date;
	}
	if (date != NULL && left)
		date_set(columns, dated, entry);
	column_open(columns, &text, layouter->work);
	block_set_range(text, entry->first, below);
	if (date != NULL && !left)
		date_set(columns, dated, entry);
	flow_merge(place->flow, columns->flows, columns->count, layouter->text_height / 3);
	text = columns->text;
	text.flow = place->flow;
	text.x = place->x;
	text.width = place->width;
	block_set_range(text, below, NULL);
}

/* Whether it is a publication on a page from right to left whose title, its first block, is not:
 * "Journal of Ice 3(2), May 2024" is not either then, although its month is in Arabic. */
static bool is_foreign(const Galley *place, const DocNode *entry)
{
	Arena *work = place->layouter->work;
	return galley_is_rtl(place) && str_eq(entry->traits->style, S("publication")) &&
	       entry->first != NULL &&
	       unicode_base_in_rtl(work, doc_plain_text(work, entry->first), false) == UNICODE_LTR;
}

void entry_set(Galley place, const DocNode *entry)
{
	Layouter *layouter = place.layouter;
	const Theme *theme = layouter->theme;
	place.tag = layouter_tag(&place, TAG_DIV, entry->traits->lang);
	flow_space(place.flow, theme->entry_gap);
	Columns columns = {.text = place};
	columns.text.gap = theme->item_gap;
	columns.text.foreign = is_foreign(&place, entry);
	if (place.align == PARA_JUSTIFY)
		columns.text.align = PARA_LEFT;
	columns.text.hyphenate = false;
	Len aside = aside_width(&place, entry);
	if (aside > 0)
		aside_set(&columns, entry->as.entry.aside, aside);
	size_t first = place.flow->rows.len;
	if (columns.count == 0 && entry->as.entry.date == NULL)
		block_set_children(columns.text, entry);
	else
		set_beside(&columns, &place, entry);
	flow_keep(place.flow, first, layouter->text_height / 5);
	flow_space(place.flow, theme->entry_gap);
}
