/*
 * The whole way of a document: what is in it, the rows of header and body, the pages, the outline.
 */
#include "typeset/layouter.h"

Tag *layouter_tag(const Galley *place, TagKind kind, Str lang)
{
	if (place->plain || place->tag == NULL)
		return NULL;
	Tag *tag = tag_new(place->layouter->arena, place->layouter->paper, place->tag, kind);
	if (!str_eq(lang, place->lang) || !str_eq(lang, place->layouter->paper->lang))
		tag->lang = lang;
	return tag;
}

/* --- what the document has --- */

static void survey_node(Layouter *layouter, const DocNode *node)
{
	Str id = block_id(node);
	if (id.len > 0 && !map_has(&layouter->ids, id))
		map_set(&layouter->ids, id, NULL);
	if (node->kind != DOC_HEADING)
		return;
	if (layouter->top_level == 0 || node->as.heading.level < layouter->top_level)
		layouter->top_level = node->as.heading.level;
}

static void survey(Layouter *layouter)
{
	layouter->ids = map_in(layouter->arena);
	layouter->outline = map_in(layouter->arena);
	const DocNode *root = layouter->doc->root;
	for (const DocNode *node = root; node != NULL; node = doc_next(node, root))
		survey_node(layouter, node);
	if (layouter->top_level == 0)
		layouter->top_level = 1;
	const Profile *profile = layouter->options->profile;
	layouter->title_levels = profile != NULL && profile->name.len > 0 ? 1 : 0;
}

/* --- rows --- */

static void updated_set(Galley place)
{
	const Theme *theme = place.layouter->theme;
	if (place.layouter->options->updated.len == 0)
		return;
	DocNode text = {.kind = DOC_TEXT, .traits = &doc_no_traits};
	text.as.text = place.layouter->options->updated;
	galley_set_text(&place, style_named(theme, place.text, S("furniture")));
	place.align = PARA_RIGHT;
	place.gap = theme->body_size * 3 / 2;
	block_set_inlines(place, &text, NULL, TAG_P);
}

static Flow rows_make(Layouter *layouter)
{
	Flow flow = flow_in(layouter->work);
	Galley place = galley_body(layouter, &flow, layouter->paper->root);
	if (layouter->options->profile != NULL) {
		header_set(place);
		flow_space(&flow, layouter->theme->body_size * 8 / 5);
	}
	block_set(place, layouter->doc->root);
	updated_set(place);
	flow_end(&flow);
	return flow;
}

/* --- pages --- */

static PageStack stack_of(const Flow *flow)
{
	return (PageStack){flow->rows.ptr, flow->rows.len, flow->decos.ptr, flow->decos.len};
}

static void paper_make(Layouter *layouter, Flow *text)
{
	const Theme *theme = layouter->theme;
	Paper *paper = layouter->paper;
	PageMatter matter = {.height = layouter->text_height};
	Flow notes = flow_in(layouter->work);
	notes_set(layouter, text, &notes, &matter);
	matter.text = stack_of(text);
	matter.notes = stack_of(&notes);
	PageCut *cuts;
	size_t count = hole_break(layouter, &matter, text->rows.ptr, &cuts);
	paper->frame_count = count > 0 ? count : 1;
	paper->frames = ARENA_ARRAY(layouter->arena, Frame, paper->frame_count);
	for (size_t i = 0; i < paper->frame_count; i++) {
		paper->frames[i].w = theme->paper_width;
		paper->frames[i].h = theme->paper_height;
	}
	if (count > 0) {
		int64_t used = (int64_t)page_text_height(&matter, &cuts[count - 1]) +
			       page_note_height(&matter, &cuts[count - 1]);
		paper->last_fill = (double)used / matter.height;
	}
	page_place(layouter->arena, paper, &matter, cuts, count, theme->margin_top);
}

/* A name is an anchor once; the outline takes its places from the anchors. */
static void anchors_settle(Layouter *layouter)
{
	Paper *paper = layouter->paper;
	Map seen = map_in(layouter->arena);
	for (size_t f = 0; f < paper->frame_count; f++) {
		Frame *frame = &paper->frames[f];
		size_t kept = 0;
		for (size_t i = 0; i < frame->count; i++) {
			FrameItem *item = &frame->items[i];
			if (item->kind == FRAME_ANCHOR) {
				Str name = item->as.anchor.name;
				if (map_has(&seen, name))
					continue;
				map_set(&seen, name, NULL);
				OutlineEntry *entry = map_get(&layouter->outline, name);
				if (entry != NULL) {
					entry->frame = f;
					entry->y = item->y;
				}
			}
			frame->items[kept++] = *item;
		}
		frame->count = kept;
	}
}

static void outline_make(Layouter *layouter)
{
	Paper *paper = layouter->paper;
	paper->outline = ARENA_ARRAY(layouter->arena, OutlineEntry, layouter->headings.len);
	int base = 6, level = 0;
	for (size_t i = 0; i < layouter->headings.len; i++)
		base = layouter->headings.ptr[i]->level < base ? layouter->headings.ptr[i]->level
							       : base;
	for (size_t i = 0; i < layouter->headings.len; i++) {
		OutlineEntry entry = *layouter->headings.ptr[i];
		entry.level = entry.level - base + 1;
		if (entry.level > level + 1)
			entry.level = level + 1;
		level = entry.level;
		paper->outline[paper->outline_count++] = entry;
	}
}

void layout_start_paper(Arena *arena, const LayoutOptions *options, Str lang, Paper *out)
{
	*out = (Paper){.title = options->title,
		       .author = options->author,
		       .lang = options->lang.len > 0 ? options->lang : lang,
		       .subject = options->subject,
		       .keywords = options->keywords};
	out->root = tag_new(arena, out, NULL, TAG_DOCUMENT);
	out->root->lang = out->lang;
}

static void paper_begin(Layouter *layouter, Paper *paper)
{
	const Theme *theme = layouter->theme;
	Str lang = layouter->doc->lang.len > 0 ? layouter->doc->lang : S("en");
	layout_start_paper(layouter->arena, layouter->options, lang, paper);
	layouter->paper = paper;
	layouter->text_left = theme->margin_left;
	layouter->text_width = theme->paper_width - theme->margin_left - theme->margin_right;
	layouter->text_height = theme->paper_height - theme->margin_top - theme->margin_bottom;
	/* Margins that leave nothing are cut: the page must hold words. */
	Len least = theme->body_size * 8;
	layouter->text_width = layouter->text_width > least ? layouter->text_width : least;
	layouter->text_height = layouter->text_height > least ? layouter->text_height : least;
}

bool layout_doc(Arena *arena, Fonts *fonts, const Doc *doc, const LayoutOptions *options,
		Diags *diags, Paper *out)
{
	size_t errors = diags->errors;
	Layouter layouter = {.arena = arena, .fonts = fonts, .doc = doc, .theme = options->theme};
	layouter.options = options;
	layouter.diags = diags;
	layouter.setter = setter_new(arena, fonts, diags);
	layouter.work = layouter.inlines = arena_new_like(arena);
	layouter.passing = arena_new_like(arena);
	setter_keep(layouter.setter, arena);
	setter_set_sources(layouter.setter, options->sources);
	if (options->watch != NULL)
		setter_watch(layouter.setter, options->watch, options->watch_context);
	paper_begin(&layouter, out);
	survey(&layouter);
	Flow flow = rows_make(&layouter);
	paper_make(&layouter, &flow);
	anchors_settle(&layouter);
	contents_number(&layouter);
	outline_make(&layouter);
	furniture_add(&layouter);
	setter_free(layouter.setter);
	arena_free(layouter.passing);
	arena_free(layouter.work);
	return diags->errors == errors;
}
