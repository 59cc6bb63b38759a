/*
 * Inlines to a Para: white space folded, one run for each change of style, language, tag or link.
 */
#include "base/utf8.h"
#include "typeset/formula.h"
#include "typeset/inline_parts.h"

#include <string.h>

static const TextStyle *style_keep(const Inliner *in, TextStyle style)
{
	TextStyle *kept = ARENA_NEW(in->place->layouter->inlines, TextStyle);
	*kept = style;
	return kept;
}

Tag *inliner_tag(const Inliner *in, const Mode *mode, TagKind kind)
{
	if (in->place->plain || mode->tag == NULL)
		return NULL;
	return tag_new(in->place->layouter->arena, in->place->layouter->paper, mode->tag, kind);
}

static void find_clues(RuneClues *clues, const DocNode *first, const DocNode *end, int depth)
{
	for (const DocNode *node = first; node != end && node != NULL; node = node->next) {
		if (node->kind == DOC_TEXT)
			clues_add(clues, node->as.text);
		if (depth < LAYOUT_DEPTH)
			find_clues(clues, node->first, NULL, depth + 1);
	}
}

static void add_nodes(Inliner *in, Mode mode, const DocNode *first, const DocNode *end);

static uint32_t link_add(Inliner *in, Str url, Str anchor, Str contents, Tag *tag)
{
	Layouter *layouter = in->place->layouter;
	ParaLink link = {.url = url, .anchor = anchor, .contents = contents, .tag = tag};
	link.group = ++layouter->link_groups;
	VEC_PUSH(layouter->inlines, &in->links, link);
	return (uint32_t)in->links.len;
}

static void add_link(Inliner *in, Mode mode, const DocNode *node)
{
	Layouter *layouter = in->place->layouter;
	Str url = node->as.link.print_url, anchor = S("");
	if (str_starts(node->as.link.url, S("#")) &&
	    map_has(&layouter->ids, str_from_offset(node->as.link.url, 1)))
		anchor = str_from_offset(node->as.link.url, 1);
	else if (str_starts(url, S("#")))
		url = S(""); /* a place that is not in print */
	if ((anchor.len > 0 || url.len > 0) && !in->place->plain && mode.link == 0) {
		mode.tag = inliner_tag(in, &mode, TAG_LINK);
		Str contents = doc_plain_text(layouter->arena, node);
		mode.link = link_add(in, anchor.len > 0 ? S("") : url, anchor, contents, mode.tag);
	}
	if ((anchor.len > 0 || url.len > 0) && !in->place->in_heading)
		mode.style = style_keep(in, style_link(layouter->theme, *mode.style));
	add_nodes(in, mode, node->first, NULL);
}

static void add_note_ref(Inliner *in, Mode mode, const DocNode *node)
{
	Layouter *layouter = in->place->layouter;
	TextStyle style = style_link(layouter->theme, *mode.style);
	style.rise += len_scale(style.size, 0.36);
	style.size = len_scale(style.size, 0.7);
	mode.style = style_keep(in, style);
	if (inliner_after_space(in))
		inliner_cut(in, 1);
	if (!in->place->plain && mode.link == 0) {
		Tag *reference = inliner_tag(in, &mode, TAG_REFERENCE);
		mode.tag = reference;
		mode.tag = inliner_tag(in, &mode, TAG_LINK);
		Str anchor = str_format(layouter->arena, "fn:%d", node->as.note.number);
		Str contents = str_format(layouter->arena, "Note %d", node->as.note.number);
		mode.link = link_add(in, S(""), anchor, contents, mode.tag);
	}
	inliner_add_text(in, &mode, str_format(layouter->arena, "%d", node->as.note.number));
}

/* A missing or remote picture among words: its alternative text, with the link when there is one.
 */
static void add_absent_image(Inliner *in, Mode mode, const DocNode *node)
{
	const Layouter *layouter = in->place->layouter;
	Str url = node->as.image.url;
	TextStyle style = *mode.style;
	style.font.italic = !style.font.italic;
	bool remote = str_starts_nocase(url, S("http://")) || str_starts_nocase(url, S("https://"));
	if (remote && !in->place->plain && mode.link == 0 && node->as.image.alt.len > 0) {
		mode.tag = inliner_tag(in, &mode, TAG_LINK);
		mode.link = link_add(in, url, S(""), node->as.image.alt, mode.tag);
		style = style_link(layouter->theme, style);
	}
	mode.style = style_keep(in, style);
	inliner_add_text(in, &mode, node->as.image.alt);
}

static void add_image(Inliner *in, Mode mode, const DocNode *node)
{
	Layouter *layouter = in->place->layouter;
	ParaObject object = {.at = (uint32_t)in->text.len};
	if (!figure_size(in->place, node, in->place->width, &object.w, &object.h)) {
		add_absent_image(in, mode, node);
		return;
	}
	/* A badge or an icon stands around the middle of the capitals, a picture on the line. */
	Len cap = galley_cap_height(in->place), whole = object.h;
	object.depth = whole > cap && whole <= 4 * cap ? (whole - cap) / 2 : 0;
	object.h = whole - object.depth;
	mode.tag = inliner_tag(in, &mode, TAG_FIGURE);
	if (mode.tag != NULL)
		tag_say(in->place->layouter->arena, mode.tag)->alt = node->as.image.alt;
	object.item = (FrameItem){.kind = FRAME_IMAGE,
				  .tag = mode.tag,
				  .span = node->span,
				  .w = object.w,
				  .h = whole};
	object.item.as.image.file = node->as.image.file;
	buf_add_rune(&in->text, 0xFFFC);
	inliner_add_run(in, &mode, mode.lang, mode.tag, object.at);
	VEC_PUSH(layouter->inlines, &in->objects, object);
}

/* A piece of a formula is an object. Its ends hold to letters beside it: k-means, kNN. */
static void add_piece_of_math(Inliner *in, const Mode *mode, const MathPiece *piece)
{
	size_t start = in->text.len;
	ParaObject object = {.at = (uint32_t)start, .w = piece->w, .h = piece->h};
	object.depth = piece->d;
	object.items = piece->items;
	object.item_count = piece->count;
	buf_add_rune(&in->text, 0xFFFC);
	inliner_add_run(in, mode, mode->lang, mode->tag, start);
	VEC_PUSH(in->place->layouter->inlines, &in->objects, object);
}

static void add_joiner(Inliner *in, const Mode *mode)
{
	size_t start = in->text.len;
	buf_add_rune(&in->text, 0x2060);
	inliner_add_run(in, mode, mode->lang, NULL, start);
}

static bool cjk_stands_after(const DocNode *node)
{
	size_t at = 0;
	const DocNode *next = node->next;
	return next != NULL && next->kind == DOC_TEXT && next->as.text.len > 0 &&
	       utf8_is_cjk(utf8_next(next->as.text, &at));
}

static void add_math_source(Inliner *in, Mode mode, const DocNode *node)
{
	TextStyle style = style_code(in->place->layouter->theme, *mode.style);
	style.font.italic = true;
	mode.style = style_keep(in, style);
	inliner_add_text(in, &mode, node->as.text);
}

static void add_math(Inliner *in, Mode mode, const DocNode *node)
{
	size_t count;
	bool display = str_eq(node->traits->style, S("display"));
	bool joined = !inliner_after_cjk(in) && !inliner_after_space(in) && !inliner_at_start(in);
	mode.tag = inliner_tag(in, &mode, TAG_FORMULA);
	if (mode.tag != NULL)
		tag_say(in->place->layouter->arena, mode.tag)->alt = str_trim(node->as.text);
	FormulaMode how = {*mode.style, mode.lang, mode.tag, display};
	const MathPiece *pieces = formula_pieces(in->place, node, &how, &count);
	if (pieces == NULL) {
		add_math_source(in, mode, node);
		return;
	}
	if (display)
		inliner_add_break(in, &mode);
	else if (joined)
		add_joiner(in, &mode);
	for (size_t i = 0; i < count; i++) {
		if (i > 0)
			inliner_add_text(in, &mode, S(" "));
		add_piece_of_math(in, &mode, &pieces[i]);
	}
	if (display && node->next != NULL)
		inliner_add_break(in, &mode);
	else if (!cjk_stands_after(node))
		add_joiner(in, &mode);
}

static void add_code(Inliner *in, Mode mode, const DocNode *node)
{
	mode.tag = mode.tag != NULL ? inliner_tag(in, &mode, TAG_CODE) : NULL;
	mode.style = style_keep(in, style_code(in->place->layouter->theme, *mode.style));
	inliner_add_text(in, &mode, node->as.code.text);
}

/* Emphasis, spans and all that only changes the look. */
static void add_element(Inliner *in, Mode mode, const DocNode *node)
{
	const Layouter *layouter = in->place->layouter;
	Str id = block_id(node);
	if (id.len > 0 && !in->place->plain)
		flow_anchor(in->place->flow, id);
	mode.style = style_keep(in, style_apply(layouter->theme, *mode.style, node));
	if (node->traits->lang.len > 0 && !str_eq(node->traits->lang, mode.lang)) {
		mode.lang = node->traits->lang;
		mode.tag = inliner_tag(in, &mode, TAG_SPAN);
		if (mode.tag != NULL)
			mode.tag->lang = node->traits->lang;
	}
	bool block = doc_is_block(node);
	if (block)
		inliner_add_break(in, &mode);
	add_nodes(in, mode, node->first, NULL);
	if (block && node->next != NULL)
		inliner_add_break(in, &mode);
	if (node->kind == DOC_DATE)
		inliner_add_text(in, &mode, S(" "));
}

static void add_node(Inliner *in, Mode mode, const DocNode *node)
{
	mode.span = node->span;
	if (++mode.depth > LAYOUT_DEPTH) {
		inliner_add_text(in, &mode, doc_plain_text(in->place->layouter->arena, node));
		return;
	}
	if (node->kind == DOC_TEXT)
		inliner_add_text(in, &mode, node->as.text);
	else if (node->kind == DOC_BREAK)
		inliner_add_break(in, &mode);
	else if (node->kind == DOC_LINK)
		add_link(in, mode, node);
	else if (node->kind == DOC_IMAGE)
		add_image(in, mode, node);
	else if (node->kind == DOC_CODE)
		add_code(in, mode, node);
	else if (node->kind == DOC_MATH || node->kind == DOC_MATH_BLOCK)
		add_math(in, mode, node);
	else if (node->kind == DOC_NOTE_REF)
		add_note_ref(in, mode, node);
	else if (node->kind == DOC_CODE_BLOCK)
		add_code(in, mode, node);
	else if (node->kind != DOC_RAW)
		add_element(in, mode, node);
}

static void add_nodes(Inliner *in, Mode mode, const DocNode *first, const DocNode *end)
{
	for (const DocNode *node = first; node != end && node != NULL; node = node->next) {
		if (node == in->place->skip)
			in->trim_start = true;
		else if (!block_is_hidden(node))
			add_node(in, mode, node);
	}
}

/* Whether a number before the last byte has a full stop behind it, too: "2020. 5." */
static bool has_numbers_with_stops(Str text)
{
	for (size_t i = 1; i + 1 < text.len; i++)
		if (text.ptr[i] == '.' && char_is_digit(text.ptr[i - 1]))
			return true;
	return false;
}

/* The length of the sign that parts a date from its text, within the same emphasis: "**2020.**".
 * One that belongs to the date is none: "Dec." */
static size_t parting_sign(Str date)
{
	if (str_ends(date, S(":")) || str_ends(date, S(",")))
		return 1;
	if (str_ends(date, S("\uFF1A")) || str_ends(date, S("\uFF0C")))
		return 3;
	return str_ends(date, S(".")) && date.len > 1 && char_is_digit(date.ptr[date.len - 2]) &&
	       !has_numbers_with_stops(date);
}

static void trim_end(Inliner *in)
{
	while (in->text.len > 0 && (inliner_after_space(in) || inliner_at_start(in)))
		inliner_cut(in, 1);
}

static Para inline_finish(Inliner *in)
{
	trim_end(in);
	size_t sign = in->place->is_date ? parting_sign((Str){in->text.ptr, in->text.len}) : 0;
	if (sign > 0 && sign < in->text.len) {
		inliner_cut(in, sign);
		trim_end(in);
	}
	Para para = {.text = buf_str(&in->text), .lang = in->place->lang};
	para.runs = in->runs.ptr;
	para.run_count = in->runs.len;
	para.links = in->links.ptr;
	para.link_count = in->links.len;
	para.objects = in->objects.ptr;
	para.object_count = in->objects.len;
	para.rtl = galley_is_rtl(in->place);
	para.foreign = in->place->foreign;
	return para;
}

static Inliner inliner_new(const Galley *place)
{
	Inliner in = {.place = place, .text = buf_in(place->layouter->inlines)};
	return in;
}

Para inline_para(const Galley *place, const DocNode *first, const DocNode *end, Tag *tag)
{
	Inliner in = inliner_new(place);
	find_clues(&in.clues, first, end, 0);
	Mode mode = {.lang = place->lang, .tag = place->plain ? NULL : tag, .depth = place->depth};
	mode.style = style_keep(&in, place->text);
	add_nodes(&in, mode, first, end);
	return inline_finish(&in);
}

Para inline_text(const Galley *place, Str text, Tag *tag)
{
	Inliner in = inliner_new(place);
	Mode mode = {.lang = place->lang, .tag = place->plain ? NULL : tag};
	mode.style = style_keep(&in, place->text);
	inliner_add_text(&in, &mode, text);
	return inline_finish(&in);
}
