/*
 * The head of the first page: name, headline, contacts, photo.
 */
#include "base/utf8.h"
#include "typeset/layouter.h"

#include <string.h>

/* --- name and headline --- */

static bool has_cjk(Str text)
{
	for (size_t at = 0; at < text.len;)
		if (utf8_is_cjk(utf8_next(text, &at)))
			return true;
	return false;
}

/* The name in another script stands behind the first as part of one name: regular, a little
 * smaller. */
static void name_set(Galley place)
{
	Layouter *layouter = place.layouter;
	const Profile *profile = layouter->options->profile;
	const Theme *theme = layouter->theme;
	Str native = profile->native_name;
	if (native.len > 0 && str_contains(profile->name, native))
		native = S("");
	TextStyle text = style_heading(theme, 1);
	text.size = theme->name_size;
	text.colour = theme->text_colour;
	text.features = S("");
	galley_set_text(&place, text);
	place.align = theme->header == THEME_HEADER_CENTER ? PARA_CENTER : PARA_LEFT;
	place.hyphenate = false;
	place.gap = 0;
	DocFormat format = {.weight = 400, .size = has_cjk(native) ? 880 : 1000};
	const DocTraits traits = {.format = &format};
	DocNode second = {.kind = DOC_TEXT, .traits = &doc_no_traits};
	second.as.text = native;
	DocNode span = {.kind = DOC_SPAN, .traits = &traits, .first = &second};
	DocNode space = {.kind = DOC_TEXT, .traits = &doc_no_traits, .next = &span};
	space.as.text = S(" ");
	DocNode first = {
		.kind = DOC_TEXT, .traits = &doc_no_traits, .next = native.len > 0 ? &space : NULL};
	first.as.text = profile->name;
	block_set_inlines(place, &first, NULL, TAG_H1);
}

static void headline_set(Galley place, const DocNode *headline)
{
	const Theme *theme = place.layouter->theme;
	galley_set_text(&place, style_named(theme, place.text, S("headline")));
	place.hyphenate = false;
	place.align = theme->header == THEME_HEADER_CENTER ? PARA_CENTER : PARA_LEFT;
	place.gap = 0;
	place.balanced = place.fold = true;
	flow_space(place.flow, theme->body_size / 5);
	bool inlines = !doc_is_block(headline);
	block_set_inlines(place, inlines && headline->kind != DOC_SPAN ? headline : headline->first,
			  NULL, TAG_P);
}

/* --- contacts --- */

/* One contact set on its own: a line, or several when it is longer than the column. */
typedef struct {
	Lines lines;
	Len width;
} Piece;

typedef struct {
	Galley place;
	Tag *tag;
	VEC(Piece) pieces;
	Lines dot;
	Len dot_width, air; /* air: on each side of a dot */
} Contacts;

/* An item of the list of contacts, which is made when there is something to say. */
static Tag *contacts_tag(Contacts *contacts)
{
	Galley place = contacts->place;
	if (contacts->tag == NULL)
		contacts->tag = layouter_tag(&place, TAG_L, S(""));
	place.tag = contacts->tag;
	place.tag = layouter_tag(&place, TAG_LI, S(""));
	return layouter_tag(&place, TAG_LBODY, S(""));
}

static Piece piece_set(const Contacts *contacts, const Para *para)
{
	Layouter *layouter = contacts->place.layouter;
	Piece piece = {.width = para_measure(layouter->setter, para, NULL)};
	ParaShape shape = {
		.width = piece.width + 2, .align = PARA_LEFT, .leading = contacts->place.leading};
	if (shape.width > contacts->place.width)
		shape.width = contacts->place.width;
	piece.lines = para_set(layouter->setter, layouter->arena, para, &shape);
	if (piece.width > contacts->place.width)
		piece.width = contacts->place.width;
	return piece;
}

/* An icon as an object: a picture of a thing that the text beside it names, so an artifact. */
static bool icon_find(const Contacts *contacts, Str kind, Span span, ParaObject *out)
{
	Layouter *layouter = contacts->place.layouter;
	Face *face;
	uint32_t rune = fonts_icon(layouter->fonts, kind, &face, layouter->diags);
	if (rune == 0)
		return false;
	uint32_t id = face_glyph(face, rune, 0);
	Len size = len_scale(contacts->place.text.size, 0.95);
	Glyph *glyph = ARENA_NEW(layouter->arena, Glyph);
	*glyph = (Glyph){.id = (uint16_t)id};
	glyph->advance = len_muldiv(size, face_advance(face, id), face_metrics(face)->units_per_em);
	*out = (ParaObject){.w = glyph->advance + size * 3 / 8, .h = size};
	out->depth = size / 8;
	out->item = (FrameItem){.kind = FRAME_TEXT, .span = span, .w = glyph->advance};
	out->item.as.text.face = face;
	out->item.as.text.size = size;
	out->item.as.text.colour = layouter->theme->muted_colour;
	out->item.as.text.glyphs = glyph;
	out->item.as.text.glyph_count = 1;
	return true;
}

/* Adds "icon text", all of it a link when there is an address. */
static void contact_add(Contacts *contacts, Str kind, Str text, Str label, Str url, Span span)
{
	Layouter *layouter = contacts->place.layouter;
	Galley place = contacts->place;
	if (text.len == 0)
		return;
	ParaObject icon;
	bool has_icon = icon_find(contacts, kind, span, &icon);
	DocNode word = {.kind = DOC_TEXT, .span = span, .traits = &doc_no_traits};
	word.as.text = text;
	DocNode link = {.kind = DOC_LINK, .span = span, .first = &word, .traits = &doc_no_traits};
	link.as.link.print_url = url;
	Para para = inline_para(&place, url.len > 0 ? &link : &word, NULL, contacts_tag(contacts));
	if (para.text.len == 0)
		return;
	bool named = str_eq(label, text); /* "Google Scholar" needs no "Google Scholar:" */
	for (size_t i = 0; i < para.link_count && !named; i++)
		para.links[i].contents = str_concat3(layouter->arena, label, S(": "), text);
	if (has_icon) {
		/* The object goes first: everything else moves on by its three bytes. */
		ParaRun *runs = ARENA_ARRAY(layouter->arena, ParaRun, para.run_count + 1);
		runs[0] = para.runs[0];
		runs[0].start = 0;
		runs[0].end = 3;
		runs[0].tag = NULL;
		for (size_t i = 0; i < para.run_count; i++) {
			runs[i + 1] = para.runs[i];
			runs[i + 1].start += 3;
			runs[i + 1].end += 3;
		}
		para.runs = runs;
		para.run_count++;
		para.text = str_concat(layouter->arena, S("\uFFFC"), para.text);
		para.objects = &icon;
		para.object_count = 1;
	}
	VEC_PUSH(layouter->arena, &contacts->pieces, piece_set(contacts, &para));
}

/* A line of contacts as it grows, from the side where text begins. */
typedef struct {
	VEC(FrameItem) items;
	Len x, ascent, depth;
	bool rtl;
} ContactRow;

/* Appends what `line` holds, `w` wide; the items stay good for another time. */
static void row_append(ContactRow *row, Arena *arena, const Line *line, Len w)
{
	row->x -= row->rtl ? w : 0;
	for (size_t i = 0; i < line->count; i++) {
		FrameItem item = line->items[i];
		item.x += row->x;
		VEC_PUSH(arena, &row->items, item);
	}
	row->x += row->rtl ? 0 : w;
	row->ascent = line->ascent > row->ascent ? line->ascent : row->ascent;
	row->depth = line->depth > row->depth ? line->depth : row->depth;
}

/* Places one row of pieces with dots between them. */
static void row_place(Contacts *contacts, size_t first, size_t end, Len width)
{
	Arena *arena = contacts->place.layouter->arena;
	const Galley *place = &contacts->place;
	ContactRow row = {.rtl = galley_is_rtl(place)};
	Len spare = place->width - width;
	if (place->layouter->theme->header == THEME_HEADER_CENTER)
		spare /= 2;
	else if (!row.rtl)
		spare = 0;
	row.x = place->x + spare + (row.rtl ? width : 0);
	for (size_t i = first; i < end; i++) {
		const Piece *piece = &contacts->pieces.ptr[i];
		row_append(&row, arena, &piece->lines.lines[0], piece->width);
		if (i + 1 == end || contacts->dot.count == 0)
			continue;
		row.x += row.rtl ? -contacts->air : contacts->air;
		row_append(&row, arena, &contacts->dot.lines[0], contacts->dot_width);
		row.x += row.rtl ? -contacts->air : contacts->air;
	}
	flow_row(place->flow, row.ascent, row.depth, row.items.ptr, row.items.len);
}

static void dot_set(Contacts *contacts)
{
	Layouter *layouter = contacts->place.layouter;
	Galley place = contacts->place;
	place.text.colour = layouter->theme->muted_colour;
	Para para = inline_text(&place, S("·"), NULL);
	contacts->dot_width = para_measure(layouter->setter, &para, NULL);
	ParaShape shape = {.width = place.width, .align = PARA_LEFT, .leading = place.leading};
	contacts->dot = para_set(layouter->setter, layouter->arena, &para, &shape);
	contacts->air = place.text.size * 5 / 8;
}

/* Fills rows: a piece that does not fit opens the next, and takes one with it rather than to stand
 * there alone as the last; no dot stands at a row's end. */
static void pieces_place(Contacts *contacts)
{
	if (contacts->pieces.len > 1)
		dot_set(contacts);
	Len dot = contacts->dot_width + 2 * contacts->air;
	for (size_t i = 0; i < contacts->pieces.len;) {
		Len width = contacts->pieces.ptr[i].width;
		size_t end = i + 1;
		if (contacts->pieces.ptr[i].lines.count > 1) {
			flow_lines(contacts->place.flow, contacts->pieces.ptr[i].lines,
				   contacts->place.x);
			i++;
			continue;
		}
		while (end < contacts->pieces.len && contacts->pieces.ptr[end].lines.count == 1 &&
		       width + dot + contacts->pieces.ptr[end].width <= contacts->place.width)
			width += dot + contacts->pieces.ptr[end++].width;
		if (end + 1 == contacts->pieces.len && end - i > 2)
			width -= dot + contacts->pieces.ptr[--end].width;
		if (contacts->pieces.ptr[i].lines.count == 1)
			row_place(contacts, i, end, width);
		i = end;
	}
}

static bool says_already(const Profile *profile, Str text)
{
	if (text.len == 0 || str_eq_nocase(text, profile->name) ||
	    str_eq(text, profile->native_name))
		return true;
	if (profile->native_name.len > 0 && str_contains(text, profile->native_name) &&
	    str_contains(text, profile->name) &&
	    text.len <= profile->name.len + profile->native_name.len + 8)
		return true;
	for (size_t i = 0; i < profile->contact_count; i++)
		if (str_eq_nocase(text, profile->contacts[i].text))
			return profile->contacts[i].print;
	return str_eq(text, profile->location) || str_eq(text, profile->employer);
}

static bool is_contact_url(const Profile *profile, Str url)
{
	for (size_t i = 0; i < profile->contact_count; i++)
		if (url.len > 0 && str_eq(url, profile->contacts[i].url))
			return true;
	return false;
}

/* Whether a line is only links that lead where contacts lead: "CV · Scholar". */
static bool links_already(const Profile *profile, const DocNode *first, const DocNode *end)
{
	size_t links = 0;
	for (const DocNode *node = first; node != end && node != NULL; node = node->next) {
		if (node->kind == DOC_LINK && (is_contact_url(profile, node->as.link.url) ||
					       is_contact_url(profile, node->as.link.print_url)))
			links++;
		else if (node->kind != DOC_TEXT || node->as.text.len > 5)
			return false;
	}
	return links > 0;
}

static bool is_email(Str text)
{
	size_t at = str_find_char(text, '@', 0);
	return at != STR_NONE && at > 0 && str_find_char(text, '.', at) != STR_NONE &&
	       str_find_char(text, ' ', 0) == STR_NONE;
}

/* One line of more_info, unless something else on the page's head says it. */
static void more_line_add(Contacts *contacts, const DocNode *first, const DocNode *end)
{
	Layouter *layouter = contacts->place.layouter;
	const Profile *profile = layouter->options->profile;
	Galley plain = contacts->place;
	plain.plain = true;
	Str text = str_trim(inline_para(&plain, first, end, NULL).text);
	if (says_already(profile, text) || links_already(profile, first, end))
		return;
	if (is_email(text)) {
		Str url = str_concat(layouter->arena, S("mailto:"), text);
		contact_add(contacts, S("email"), text, S("E-mail"), url, first->span);
		return;
	}
	Para para = inline_para(&contacts->place, first, end, contacts_tag(contacts));
	VEC_PUSH(layouter->arena, &contacts->pieces, piece_set(contacts, &para));
}

/* Each paragraph of more_info, or each line of one. */
static void more_info_add(Contacts *contacts, const DocNode *node, int depth)
{
	const DocNode *run = NULL;
	const DocNode *child = node->first;
	for (; depth < LAYOUT_DEPTH && child != NULL; child = child->next) {
		bool inner = doc_is_block(child), ends = inner || child->kind == DOC_BREAK;
		if (!ends && run == NULL)
			run = child;
		if (run != NULL && (ends || child->next == NULL)) {
			more_line_add(contacts, run, ends ? child : NULL);
			run = NULL;
		}
		if (inner && !block_is_hidden(child))
			more_info_add(contacts, child, depth + 1);
	}
}

static Str contact_url(Str url)
{
	/* An address within the site leads nowhere from paper. */
	return str_starts(url, S("/")) || str_starts(url, S("#")) ? S("") : url;
}

static void contacts_set(Galley place)
{
	Layouter *layouter = place.layouter;
	const Profile *profile = layouter->options->profile;
	const Theme *theme = layouter->theme;
	Contacts contacts = {.place = place};
	Galley *inner = &contacts.place;
	galley_set_text(inner, style_named(theme, place.text, S("contact")));
	inner->text.features = S("lnum");
	inner->hyphenate = false;
	inner->align = PARA_LEFT;
	contact_add(&contacts, S("briefcase"), profile->employer, S("Employer"), S(""), SPAN_NONE);
	contact_add(&contacts, S("map-marker"), profile->location, S("Location"), S(""), SPAN_NONE);
	for (size_t i = 0; i < profile->contact_count; i++) {
		const Contact *contact = &profile->contacts[i];
		if (contact->print && !contact->is_cv)
			contact_add(&contacts, contact->kind, contact->text, contact->label,
				    contact_url(contact->url), contact->span);
	}
	if (profile->more_info != NULL)
		more_info_add(&contacts, profile->more_info, 0);
	flow_space(place.flow, theme->body_size / 2);
	pieces_place(&contacts);
	if (profile->contact_note != NULL) {
		inner->gap = theme->body_size / 4;
		inner->align = theme->header == THEME_HEADER_CENTER ? PARA_CENTER : PARA_LEFT;
		block_set_inlines(*inner, profile->contact_note, NULL, TAG_P);
	}
}

/* --- photo --- */

static void photo_set(Galley place, const Profile *profile, Len w, Len h)
{
	Layouter *layouter = place.layouter;
	Tag *tag = layouter_tag(&place, TAG_FIGURE, S(""));
	tag_say(layouter->arena, tag)->alt = profile->name;
	place.text = style_heading(layouter->theme, 1);
	place.text.size = layouter->theme->name_size;
	/* Its top is level with the capitals of the name. */
	Len cap = galley_cap_height(&place);
	FrameItem *image = ARENA_NEW(layouter->arena, FrameItem);
	*image = (FrameItem){
		.kind = FRAME_IMAGE, .tag = tag, .x = place.x, .y = -cap, .w = w, .h = h};
	image->as.image.file = profile->photo_file;
	image->as.image.round = profile->photo_round;
	image->as.image.radius = profile->photo_round ? 0 : len_from_pt(3);
	flow_row(place.flow, cap, h > cap ? h - cap : 0, image, 1);
}

/* The theme's size is the width, or four fifths of the height for those that are higher than that;
 * a round one is a circle, as on the page. */
static Len photo_width(const Layouter *layouter, const Profile *profile, Len *height)
{
	Len size = layouter->theme->photo_size;
	Len w = len_muldiv(size * 5 / 4, profile->photo_width, profile->photo_height);
	w = w < size && !profile->photo_round ? w : size;
	*height = profile->photo_round ? w
				       : len_muldiv(w, profile->photo_height, profile->photo_width);
	return w;
}

static void lead_set(Galley place)
{
	Layouter *layouter = place.layouter;
	const Profile *profile = layouter->options->profile;
	if (profile->name.len > 0)
		name_set(place);
	if (profile->headline != NULL)
		headline_set(place, profile->headline);
	contacts_set(place);
}

void header_set(Galley place)
{
	Layouter *layouter = place.layouter;
	const Profile *profile = layouter->options->profile;
	if (profile->photo_file.len == 0 || profile->photo_width == 0 ||
	    profile->photo_height == 0 || layouter->theme->photo_size == 0) {
		lead_set(place);
		return;
	}
	Len h, w = photo_width(layouter, profile, &h), gap = layouter->theme->body_size * 2;
	Flow flows[2] = {flow_in(layouter->arena), flow_in(layouter->arena)};
	Galley text = place, side = place;
	bool left = profile->photo_side == PROFILE_LEFT;
	text.width -= w + gap;
	text.x += left ? w + gap : 0;
	side.x += left ? 0 : place.width - w;
	text.flow = &flows[0];
	side.flow = &flows[1];
	lead_set(text);
	photo_set(side, profile, w, h);
	flow_merge(place.flow, flows, 2, LEN_MAX);
}
