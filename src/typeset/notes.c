/*
 * Footnotes: each is set once, where a row of the text first refers to it; the pages put it at
 * their feet.
 */
#include "typeset/layouter.h"

static Str note_name(Arena *arena, const DocNode *note)
{
	return str_format(arena, "fn:%d", note->as.note.number);
}

static void note_set(Galley place, const DocNode *note, const Labels *labels)
{
	Layouter *layouter = place.layouter;
	Str number = str_format(layouter->arena, "%d", note->as.note.number);
	Galley body = place;
	body.tag = layouter_tag(&place, TAG_NOTE, note->traits->lang);
	if (note->traits->lang.len > 0)
		body.lang = note->traits->lang;
	Galley mark = body;
	mark.text = labels->text;
	Tag *tag = layouter_tag(&body, TAG_LBL, S(""));
	if (body.tag != NULL)
		tag_say(layouter->arena, body.tag)->id =
			str_concat(layouter->arena, S("note-"), number);
	galley_indent(&body, labels->w + place.text.size * 9 / 20);
	flow_anchor(place.flow, note_name(layouter->arena, note));
	if (note->as.note.label.len > 0) /* its name on the page */
		flow_anchor(place.flow, str_concat(layouter->arena, S("fn:"), note->as.note.label));
	flow_anchor(place.flow, block_id(note));
	size_t first = place.flow->rows.len;
	flow_cost(place.flow, PAGE_LINE);
	block_set_children(body, note);
	if (place.flow->rows.len > first)
		list_label_set(&place, labels, first, inline_text(&mark, number, tag));
	flow_space(place.flow, place.gap);
}

typedef struct {
	Galley place;
	Labels labels;
	Map waiting; /* name -> DOC_NOTE that is not set yet */
	size_t last; /* where the last note that has been set begins */
} Notes;

static bool is_waiting(const Notes *notes, const DocNode *note)
{
	return map_get(&notes->waiting, note_name(notes->place.layouter->work, note)) != NULL;
}

static void notes_add(Notes *notes, const DocNode *note)
{
	map_set(&notes->waiting, note_name(notes->place.layouter->arena, note), NULL);
	notes->last = notes->place.flow->rows.len;
	note_set(notes->place, note, &notes->labels);
}

static void notes_of_row(Notes *notes, const PageRow *row)
{
	for (size_t i = 0; i < row->count; i++) {
		const FrameItem *item = &row->items[i];
		if (item->kind != FRAME_LINK || !str_starts(item->as.link.anchor, S("fn:")))
			continue;
		const DocNode *note = map_get(&notes->waiting, item->as.link.anchor);
		if (note != NULL)
			notes_add(notes, note);
	}
}

static Notes notes_begin(Layouter *layouter, Flow *flow)
{
	const Theme *theme = layouter->theme;
	Notes notes = {.place = galley_body(layouter, flow, layouter->paper->root)};
	Galley *place = &notes.place;
	TextStyle text = style_named(theme, place->text, S("note"));
	galley_set_text(place, text);
	place->gap = theme->item_gap;
	notes.labels = (Labels){.x = place->x, .w = theme->list_indent - text.size * 9 / 20};
	notes.labels.text = text;
	notes.labels.text.features = S("lnum,tnum");
	notes.labels.text.colour = theme->muted_colour;
	notes.waiting = map_in(layouter->arena);
	for (size_t i = 0; i < layouter->notes.len; i++)
		for (const DocNode *note = layouter->notes.ptr[i]->first; note != NULL;
		     note = note->next)
			if (note->kind == DOC_NOTE && !block_is_hidden(note))
				map_set(&notes.waiting, note_name(layouter->arena, note),
					(void *)note);
	return notes;
}

static FrameItem notes_rule(const Galley *place)
{
	const Theme *theme = place->layouter->theme;
	FrameItem rule = {.kind = FRAME_RULE, .w = place->width / 5, .h = theme->rule_width};
	rule.x = galley_is_rtl(place) ? place->x + place->width - rule.w : place->x;
	rule.y = -place->text.size / 2 - rule.h;
	rule.as.rule.colour = theme->rule_colour;
	return rule;
}

/* Whether the document refers to a note from what is set. */
static bool is_called(const Layouter *layouter, const DocNode *note)
{
	const DocNode *root = layouter->doc->root;
	for (const DocNode *node = root; node != NULL; node = doc_next(node, root)) {
		if (node->kind != DOC_NOTE_REF || node->as.note.number != note->as.note.number)
			continue;
		const DocNode *up = node;
		while (up != NULL && !block_is_hidden(up))
			up = up->parent;
		if (up == NULL)
			return true;
	}
	return false;
}

/* Notes that no row refers to, where what is set does (without a link), stand with the last row;
 * those of what paper leaves out are left out with it. */
static void notes_rest(Notes *notes)
{
	const Layouter *layouter = notes->place.layouter;
	for (size_t i = 0; i < layouter->notes.len; i++)
		for (const DocNode *note = layouter->notes.ptr[i]->first; note != NULL;
		     note = note->next)
			if (note->kind == DOC_NOTE && is_waiting(notes, note) &&
			    is_called(layouter, note))
				notes_add(notes, note);
}

void notes_set(Layouter *layouter, Flow *text, Flow *flow, PageMatter *out)
{
	if (layouter->notes.len == 0)
		return;
	if (text->rows.len == 0)
		flow_row(text, 0, 0, NULL, 0);
	Notes notes = notes_begin(layouter, flow);
	size_t count = text->rows.len, seen = 0;
	size_t *ends = ARENA_ARRAY(layouter->work, size_t, count);
	size_t *starts = ARENA_ARRAY(layouter->work, size_t, count);
	for (size_t i = 0; i < count; i++) {
		notes_of_row(&notes, &text->rows.ptr[i]);
		if (i + 1 == count)
			notes_rest(&notes);
		/* Notes may refer to notes. */
		for (; seen < flow->rows.len; seen++)
			notes_of_row(&notes, &flow->rows.ptr[seen]);
		ends[i] = flow->rows.len;
		starts[i] = notes.last;
	}
	flow_end(flow);
	for (size_t k = 0; k < flow->rows.len; k++)
		flow->rows.ptr[k].head = NULL; /* a table in a note has its head once */
	out->note_ends = ends;
	out->note_starts = starts;
	out->rule = notes_rule(&notes.place);
	out->note_gap = notes.place.text.size * 3 / 2 + out->rule.h;
}
