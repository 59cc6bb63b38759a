/*
 * Blocks, one function a kind: paragraphs, headings, quotations, code, rules, figures.
 */
#include "front/highlight.h"
#include "typeset/formula.h"
#include "typeset/layouter.h"

bool block_is_hidden(const DocNode *node)
{
	return node->audience == DOC_WEB_ONLY || node->kind == DOC_RAW ||
	       (node->traits->format != NULL && node->traits->format->hidden);
}

Str block_id(const DocNode *node)
{
	if (node->kind == DOC_HEADING && node->as.heading.id.len > 0)
		return node->as.heading.id;
	if (node->kind == DOC_ENTRY && node->as.entry.id.len > 0)
		return node->as.entry.id;
	return node->traits->attrs != NULL ? attrs_get(node->traits->attrs, S("id"), NULL) : S("");
}

/* --- paragraphs --- */

static ParaAlign format_align(const Galley *place, const DocNode *node)
{
	DocAlign align =
		node->traits->format != NULL ? node->traits->format->align : DOC_ALIGN_NONE;
	bool rtl = galley_is_rtl(place);
	switch (align) {
	case DOC_ALIGN_NONE: return place->align;
	case DOC_ALIGN_LEFT: return rtl ? PARA_RIGHT : PARA_LEFT;
	case DOC_ALIGN_CENTER: return PARA_CENTER;
	case DOC_ALIGN_RIGHT: return rtl ? PARA_LEFT : PARA_RIGHT;
	case DOC_ALIGN_JUSTIFY: return PARA_JUSTIFY;
	}
	return place->align;
}

void block_force(const Galley *place, const DocNode *node)
{
	if (!place->plain && node->traits->attrs != NULL &&
	    attrs_has_class(node->traits->attrs, S("newpage")))
		flow_force(place->flow);
}

void block_keep(const Galley *place, const DocNode *node, size_t first)
{
	/* On a heading it means what stands below it. */
	if (node->kind == DOC_SECTION && node->first != NULL && node->first->kind == DOC_HEADING)
		node = node->first;
	if (place->plain || node->traits->attrs == NULL ||
	    !attrs_has_class(node->traits->attrs, S("keep")))
		return;
	if (flow_height(place->flow, first) <= place->layouter->text_height)
		flow_bind(place->flow, first);
}

/* What a block says about itself: language, name, look. */
static void galley_enter(Galley *place, const DocNode *node)
{
	place->depth++;
	if (node->traits->lang.len > 0)
		place->lang = node->traits->lang;
	Str id = block_id(node);
	if (id.len > 0 && !place->plain)
		flow_anchor(place->flow, id);
	block_force(place, node);
	if (node->traits->style.len > 0 || node->traits->format != NULL ||
	    node->traits->attrs != NULL)
		galley_set_text(place, style_apply(place->layouter->theme, place->text, node));
	place->align = format_align(place, node);
}

/* The lines of a paragraph, with the gaps around them. */
static void para_flow(Galley place, Para para)
{
	Layouter *layouter = place.layouter;
	/* The background of a badge reaches out: let it begin where the text around it does. */
	bool badge = para.runs[0].style->has_background;
	if (badge) {
		Len pad = para.runs[0].style->size / 5;
		place.x += galley_is_rtl(&place) ? 0 : pad;
		place.width -= pad;
	}
	ParaShape shape = place.balanced ? galley_balance(&place, &para) : galley_shape(&place);
	flow_space(place.flow, place.gap);
	flow_lines(place.flow, para_set(layouter->setter, layouter->work, &para, &shape), place.x);
	flow_space(place.flow, place.gap);
	/* What it announces should follow on the same page. */
	if (str_ends(para.text, S(":")) || str_ends(para.text, S("：")))
		flow_cost(place.flow, PAGE_LEAD_IN);
	/* Alone it belongs to the picture or the text below it. */
	if (badge && para.run_count == 1)
		flow_cost(place.flow, PAGE_FORBID);
}

void block_set_inlines(Galley place, const DocNode *first, const DocNode *end, TagKind kind)
{
	Layouter *layouter = place.layouter;
	Tag *tag = layouter_tag(&place, kind, S(""));
	if (tag != NULL && place.lang.len > 0 && !str_eq(place.lang, layouter->paper->lang))
		tag->lang = place.lang;
	layouter->inlines = layouter->passing;
	Para para = inline_para(&place, first, end, tag);
	if (para.text.len > 0)
		para_flow(place, para);
	layouter->inlines = layouter->work;
	arena_reset(layouter->passing);
}

/* Whether inlines would set nothing: only white space and what paper leaves out. */
static bool is_void(const Galley *place, const DocNode *first, const DocNode *end)
{
	for (const DocNode *node = first; node != end && node != NULL; node = node->next) {
		if (node == place->skip || block_is_hidden(node) || node->kind == DOC_BREAK)
			continue;
		if (node->kind == DOC_TEXT && str_is_blank(node->as.text))
			continue;
		return false;
	}
	return true;
}

static void paragraph_set(Galley place, const DocNode *node)
{
	const DocNode *link, *image = figure_alone(node, &link);
	if (image != NULL) {
		if (!block_is_hidden(image))
			figure_set(place, image, link);
		return;
	}
	place.balanced = str_eq(node->traits->style, S("title"));
	if (!is_void(&place, node->first, NULL))
		block_set_inlines(place, node->first, NULL, TAG_P);
}

/* --- headings --- */

static int clip_level(int level)
{
	return level < 1 ? 1 : level > 6 ? 6 : level;
}

/* The level of the structure tag: one below the section around it, so that none is jumped over. */
static int tag_level(const Galley *place, const DocNode *heading)
{
	int level = place->layouter->title_levels + 1;
	for (const DocNode *up = heading->parent; up != NULL; up = up->parent)
		if (up->kind == DOC_SECTION && up->first != heading && up->first != NULL &&
		    up->first->kind == DOC_HEADING)
			level++;
	return clip_level(level);
}

static void outline_add(Layouter *layouter, const DocNode *heading, Str anchor, int level,
			Str title)
{
	/* Without the places of pictures. */
	title = str_replace(layouter->work, title, S("\uFFFC"), S(""));
	title = str_trim(str_replace(layouter->work, title, S("\n"), S(" ")));
	title = str_dup(layouter->arena, title);
	if (title.len == 0 || heading->as.heading.no_toc)
		return;
	OutlineEntry *entry = ARENA_NEW(layouter->arena, OutlineEntry);
	*entry = (OutlineEntry){.title = title, .level = level, .anchor = anchor};
	VEC_PUSH(layouter->arena, &layouter->headings, entry);
	if (!map_has(&layouter->outline, anchor))
		map_set(&layouter->outline, anchor, entry);
}

/* The rule of a section: below its last line or above its first. */
static void heading_rule(const Galley *place, size_t first)
{
	const Theme *theme = place->layouter->theme;
	Flow *flow = place->flow;
	if (theme->section_rule == THEME_RULE_NONE || flow->rows.len == first)
		return;
	bool below = theme->section_rule == THEME_RULE_BELOW;
	size_t at = below ? flow->rows.len - 1 : first;
	PageRow *row = &flow->rows.ptr[at];
	Len pad = place->text.size / 8;
	FrameItem rule = {.kind = FRAME_RULE, .x = place->x, .w = place->width};
	rule.h = theme->rule_width;
	rule.as.rule.colour = theme->rule_colour;
	if (below) {
		rule.y = row->depth + pad / 2;
		row->depth += pad / 2 + rule.h;
	} else {
		rule.y = -row->ascent - pad - rule.h;
		row->ascent += pad + rule.h;
	}
	flow_add_items(flow, at, &rule, 1, false);
}

static void heading_set(Galley place, const DocNode *node)
{
	Layouter *layouter = place.layouter;
	const Theme *theme = layouter->theme;
	int level = clip_level(node->as.heading.level - layouter->top_level + 1);
	int structure = tag_level(&place, node);
	place.text = style_heading(theme, level);
	galley_set_text(&place, node->traits->format != NULL ? style_apply(theme, place.text, node)
							     : place.text);
	place.in_heading = true;
	place.hyphenate = false;
	if (place.align == PARA_JUSTIFY)
		place.align = PARA_LEFT;
	Str anchor = node->as.heading.id;
	if (anchor.len == 0) {
		anchor = str_format(layouter->arena, "heading-%zu", layouter->headings.len + 1);
		flow_anchor(place.flow, anchor);
	}
	Tag *tag = layouter_tag(&place, (TagKind)(TAG_H1 + structure - 1), node->traits->lang);
	Para para = inline_para(&place, node->first, NULL, tag);
	place.in_heading = false;
	/* A heading of nothing but emoji keeps them. */
	if (para.text.len == 0)
		para = inline_para(&place, node->first, NULL, tag);
	if (para.text.len == 0)
		return;
	flow_space(place.flow, theme->heading_before[level - 1]);
	if (place.flow->rows.len > 0)
		flow_cost(place.flow, PAGE_INVITE);
	ParaShape shape = galley_balance(&place, &para);
	size_t first = place.flow->rows.len;
	flow_lines(place.flow, para_set(layouter->setter, layouter->work, &para, &shape), place.x);
	for (size_t i = first + 1; i < place.flow->rows.len; i++)
		place.flow->rows.ptr[i].cost = PAGE_FORBID;
	outline_add(layouter, node, anchor, structure, para.text);
	if (level == 1)
		heading_rule(&place, first);
	flow_fix(place.flow, theme->heading_after[level - 1]);
	flow_cost(place.flow, PAGE_FORBID);
	place.flow->lead = place.flow->rows.len + 1;
}

/* --- quotations, code, rules --- */

static void deco_add(const Galley *place, size_t first, Len top, Len bottom, Len x, Len w,
		     uint32_t colour, Len radius)
{
	if (place->flow->rows.len <= first)
		return;
	PageDeco deco = {first, place->flow->rows.len - 1, top, bottom, x, w, colour, radius};
	VEC_PUSH(place->layouter->work, &place->flow->decos, deco);
}

static void quote_set(Galley place, const DocNode *node)
{
	const Theme *theme = place.layouter->theme;
	Galley inner = place;
	inner.tag = layouter_tag(&place, TAG_QUOTE, node->traits->lang);
	galley_indent(&inner, theme->list_indent);
	flow_space(place.flow, place.gap);
	size_t first = place.flow->rows.len;
	block_set_children(inner, node);
	Len bar = theme->rule_width * 3;
	Len dx = theme->list_indent / 4;
	Len x = galley_is_rtl(&place) ? place.x + place.width - dx - bar : place.x + dx;
	deco_add(&place, first, 0, 0, x, bar, theme->rule_colour, 0);
	flow_space(place.flow, place.gap);
}

/* The colour of a class of Rouge's: what it starts with says what it is. */
static uint32_t code_colour(const Theme *theme, Str class, uint32_t plain)
{
	switch (class.len > 0 ? class.ptr[0] : '\0') {
	case 'c': return theme->muted_colour;
	case 'k': return theme->accent_colour;
	case 's':
	case 'm': return theme->link_colour;
	}
	return str_eq(class, S("nt")) ? theme->accent_colour : plain;
}

typedef VEC(ParaRun) ParaRuns;

/* A run for each stretch of one colour. */
static ParaRuns code_runs(const Galley *place, const DocNode *node, Str text, Tag *tag)
{
	Arena *arena = place->layouter->arena;
	const Theme *theme = place->layouter->theme;
	ParaRuns runs = {0};
	Highlighter highlighter;
	Str part = text, class = S("");
	bool known = highlight_start(&highlighter, node->as.code.language, text);
	while (known ? highlight_next(&highlighter, &part, &class) : runs.len == 0) {
		uint32_t start = (uint32_t)(part.ptr - text.ptr), end = start + (uint32_t)part.len;
		uint32_t colour = code_colour(theme, class, place->text.colour);
		if (runs.len > 0 && runs.ptr[runs.len - 1].style->colour == colour) {
			runs.ptr[runs.len - 1].end = end;
			continue;
		}
		TextStyle *style = ARENA_NEW(arena, TextStyle);
		*style = place->text;
		style->colour = colour;
		ParaRun run = {start, end, style, place->lang, tag, 0, node->span};
		VEC_PUSH(arena, &runs, run);
	}
	return runs;
}

static void code_set(Galley place, const DocNode *node)
{
	const Theme *theme = place.layouter->theme;
	Layouter *layouter = place.layouter;
	Str text = node->as.code.text;
	while (text.len > 0 && (text.ptr[text.len - 1] == '\n' || text.ptr[text.len - 1] == '\r'))
		text.len--;
	if (text.len == 0)
		return;
	text = str_replace(layouter->work, text, S("\r"), S(""));
	text = str_replace(layouter->work, text, S("\t"), S("    "));
	galley_set_text(&place, style_code(theme, place.text));
	Len pad = theme->body_size / 2;
	Tag *tag = layouter_tag(&place, TAG_P, S(""));
	tag = place.plain ? NULL : tag_new(layouter->arena, layouter->paper, tag, TAG_CODE);
	ParaRuns runs = code_runs(&place, node, text, tag);
	Para para = {.text = text, .runs = runs.ptr, .run_count = runs.len, .lang = place.lang};
	Galley inner = place;
	galley_indent(&inner, pad);
	inner.width -= pad;
	ParaShape shape = {.width = inner.width, .align = PARA_LEFT, .leading = place.leading};
	flow_space(place.flow, place.gap + pad);
	size_t first = place.flow->rows.len;
	flow_lines(place.flow, para_set(layouter->setter, layouter->work, &para, &shape), inner.x);
	deco_add(&place, first, -pad, pad, place.x, place.width, theme->panel_colour, pad / 2);
	flow_space(place.flow, place.gap + pad);
}

static void rule_set(Galley place)
{
	const Theme *theme = place.layouter->theme;
	FrameItem *rule = ARENA_NEW(place.layouter->work, FrameItem);
	*rule = (FrameItem){
		.kind = FRAME_RULE, .x = place.x, .w = place.width, .h = theme->rule_width};
	rule->as.rule.colour = theme->rule_colour;
	flow_space(place.flow, theme->body_size);
	flow_cost(place.flow, PAGE_WIDOW);
	flow_row(place.flow, 0, rule->h, rule, 1);
	flow_space(place.flow, theme->body_size);
	flow_cost(place.flow, PAGE_LEAD_IN);
}

static void math_block_set(Galley place, const DocNode *node)
{
	if (formula_set(place, node))
		return;
	place.align = PARA_CENTER;
	block_set_inlines(place, node, node->next, TAG_P);
}

/* --- figures --- */

/* A picture with its caption stays together. */
static void figure_block_set(Galley place, const DocNode *node)
{
	size_t first = place.flow->rows.len;
	place.tag = layouter_tag(&place, TAG_DIV, node->traits->lang);
	block_set_children(place, node);
	for (size_t i = first + 1; i < place.flow->rows.len; i++)
		place.flow->rows.ptr[i].cost = PAGE_FORBID;
}

static void caption_set(Galley place, const DocNode *node)
{
	const Theme *theme = place.layouter->theme;
	galley_set_text(&place, style_named(theme, place.text, S("caption")));
	if (node->parent != NULL && node->parent->kind == DOC_FIGURE &&
	    place.width > place.layouter->text_width / 2)
		place.align = PARA_CENTER;
	flow_fix(place.flow, theme->body_size / 3);
	place.gap = theme->paragraph_gap / 2;
	bool blocks = node->first != NULL && doc_is_block(node->first);
	if (blocks)
		block_set_children(place, node);
	else
		block_set_inlines(place, node->first, NULL, TAG_P);
	flow_space(place.flow, theme->paragraph_gap * 2);
}

/* --- containers --- */

static void section_set(Galley place, const DocNode *node)
{
	place.tag = layouter_tag(&place, TAG_SECT, node->traits->lang);
	block_set_children(place, node);
}

/* A div or the like; one with a background stands on a panel. */
static void div_set(Galley place, const DocNode *node)
{
	const DocFormat *format = node->traits->format;
	if (format == NULL || !format->has_background) {
		block_set_children(place, node);
		return;
	}
	Len pad = place.text.size / 2;
	Galley inner = place;
	inner.text.has_background = false;
	galley_indent(&inner, pad);
	inner.width -= pad;
	flow_space(place.flow, place.gap + pad);
	size_t first = place.flow->rows.len;
	block_set_children(inner, node);
	deco_add(&place, first, -pad, pad, place.x, place.width, format->background, pad / 2);
	flow_space(place.flow, place.gap + pad);
}

static void block_set_kind(Galley place, const DocNode *node)
{
	switch (node->kind) {
	case DOC_ROOT: block_set_children(place, node); break;
	case DOC_SECTION: section_set(place, node); break;
	case DOC_HEADING: heading_set(place, node); break;
	case DOC_PARAGRAPH: paragraph_set(place, node); break;
	case DOC_LIST: list_set(place, node); break;
	case DOC_ITEM: block_set_children(place, node); break;
	case DOC_ENTRY: entry_set(place, node); break;
	case DOC_FIGURE: figure_block_set(place, node); break;
	case DOC_CAPTION: caption_set(place, node); break;
	case DOC_TABLE: table_set(place, node); break;
	case DOC_ROW: block_set_children(place, node); break;
	case DOC_CELL: block_set_children(place, node); break;
	case DOC_DEFINITIONS: list_set_definitions(place, node); break;
	case DOC_TERM: block_set_inlines(place, node->first, NULL, TAG_P); break;
	case DOC_DEFINITION: block_set_children(place, node); break;
	case DOC_QUOTE: quote_set(place, node); break;
	case DOC_CODE_BLOCK: code_set(place, node); break;
	case DOC_RULE: rule_set(place); break;
	case DOC_MATH_BLOCK: math_block_set(place, node); break;
	case DOC_NOTES: VEC_PUSH(place.layouter->arena, &place.layouter->notes, node); break;
	case DOC_NOTE: block_set_children(place, node); break;
	case DOC_BLOCK: div_set(place, node); break;
	case DOC_TOC: contents_set(place, node); break;
	case DOC_RAW: break;
	case DOC_TEXT:
	case DOC_EMPH:
	case DOC_STRONG:
	case DOC_STRIKE:
	case DOC_CODE:
	case DOC_LINK:
	case DOC_IMAGE:
	case DOC_BREAK:
	case DOC_MATH:
	case DOC_NOTE_REF:
	case DOC_ABBR:
	case DOC_DATE:
	case DOC_SPAN: block_set_inlines(place, node, node->next, TAG_P); break;
	}
}

void block_set(Galley place, const DocNode *node)
{
	if (block_is_hidden(node) || node == place.skip)
		return;
	if (place.depth >= LAYOUT_DEPTH) {
		DocNode text = {.kind = DOC_TEXT, .span = node->span, .traits = &doc_no_traits};
		text.as.text = doc_plain_text(place.layouter->arena, node);
		block_set_inlines(place, &text, NULL, TAG_P);
		return;
	}
	size_t first = place.flow->rows.len;
	galley_enter(&place, node);
	block_set_kind(place, node);
	block_keep(&place, node, first);
}

void block_set_range(Galley place, const DocNode *first, const DocNode *end)
{
	for (const DocNode *node = first; node != end && node != NULL;) {
		if (doc_is_block(node)) {
			block_set(place, node);
			node = node->next;
			continue;
		}
		const DocNode *run = node;
		while (node != end && node != NULL && !doc_is_block(node))
			node = node->next;
		const DocNode *link, *image = run->next == node ? figure_alone(run, &link) : NULL;
		if (image != NULL && !block_is_hidden(image))
			figure_set(place, image, link);
		else if (image == NULL && !is_void(&place, run, node))
			block_set_inlines(place, run, node, TAG_P);
	}
}

void block_set_children(Galley place, const DocNode *node)
{
	block_set_range(place, node->first, NULL);
}
