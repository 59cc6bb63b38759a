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

/* What a heading says behind the name, without brackets: "Ming (明)" gives "明". */
static Str behind_name(const Layouter *layouter)
{
	Str text = str_trim(doc_plain_text(layouter->arena, layouter->name));
	Str rest = str_trim(str_from_offset(text, layouter->options->profile->name.len));
	if (str_starts(rest, S("(")) && str_ends(rest, S(")")))
		return str_trim(str_slice(rest, 1, rest.len - 1));
	if (str_starts(rest, S("（")) && str_ends(rest, S("）")))
		return str_trim(str_slice(rest, 3, rest.len - 3));
	return rest;
}

/* The name in another script stands behind the first as part of one name: regular, a little
 * smaller. */
static void name_set(Galley place)
{
	Layouter *layouter = place.layouter;
	const Profile *profile = layouter->options->profile;
	const Theme *theme = layouter->theme;
	Str native = profile->native_name;
	if (native.len == 0 && layouter->name != NULL)
		native = behind_name(layouter);
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
	DocNode second = {.kind = DOC_TEXT};
	second.as.text = native;
	DocNode span = {.kind = DOC_SPAN, .format = &format, .first = &second};
	DocNode space = {.kind = DOC_TEXT, .next = &span};
	space.as.text = S(" ");
	DocNode first = {.kind = DOC_TEXT, .next = native.len > 0 ? &space : NULL};
	first.as.text = profile->name;
	if (layouter->name != NULL)
		flow_anchor(place.flow, block_id(layouter->name));
	block_set_inlines(place, &first, NULL, TAG_H1);
}

static void headline_set(Galley place, const DocNode *headline)
{
	const Theme *theme = place.layouter->theme;
	galley_set_text(&place, style_named(theme, place.text, S("headline")));
	place.hyphenate = false;
	place.align = theme->header == THEME_HEADER_CENTER ? PARA_CENTER : PARA_LEFT;
	place.gap = 0;
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
} Contacts;

static Piece piece_set(const Contacts *contacts, const Para *para)
{
	Layouter *layouter = contacts->place.layouter;
	Piece piece = {0};
	Len smallest;
	para_measure(layouter->setter, para, &piece.width, &smallest);
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
	*glyph = (Glyph){.id = id};
	glyph->advance = len_muldiv(size, face_advance(face, id), face_metrics(face)->units_per_em);
	*out = (ParaObject){.w = len_scale(size, 1.3), .h = size};
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
	place.tag = contacts->tag;
	ParaObject icon;
	bool has_icon = icon_find(contacts, kind, span, &icon);
	DocNode word = {.kind = DOC_TEXT, .span = span};
	word.as.text = text;
	DocNode link = {.kind = DOC_LINK, .span = span, .first = &word};
	link.as.link.print_url = url;
	Para para = inline_para(&place, url.len > 0 ? &link : &word, NULL, contacts->tag);
	if (para.text.len == 0)
		return;
	for (size_t i = 0; i < para.link_count; i++)
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

/* Places one row of pieces with dots between them. */
static void row_place(Contacts *contacts, size_t first, size_t end, Len width)
{
	Layouter *layouter = contacts->place.layouter;
	Flow *flow = contacts->place.flow;
	Galley *place = &contacts->place;
	Len x = place->x, dot = contacts->dot.width;
	if (layouter->theme->header == THEME_HEADER_CENTER)
		x += (place->width - width) / 2;
	VEC(FrameItem) items = {0};
	Len ascent = 0, depth = 0;
	for (size_t i = first; i < end; i++) {
		const Line *line = &contacts->pieces.ptr[i].lines.lines[0];
		flow_shift(line->items, line->count, x);
		for (size_t k = 0; k < line->count; k++)
			VEC_PUSH(layouter->arena, &items, line->items[k]);
		ascent = line->ascent > ascent ? line->ascent : ascent;
		depth = line->depth > depth ? line->depth : depth;
		x += contacts->pieces.ptr[i].width;
		if (i + 1 < end && contacts->dot.count > 0) {
			for (size_t k = 0; k < contacts->dot.lines[0].count; k++) {
				FrameItem item = contacts->dot.lines[0].items[k];
				item.x += x;
				VEC_PUSH(layouter->arena, &items, item);
			}
			x += dot;
		}
	}
	flow_row(flow, ascent, depth, items.ptr, items.len);
}

/* Fills rows: a piece that does not fit opens the next; no dot stands at a row's end. */
static void pieces_place(Contacts *contacts)
{
	Len dot = contacts->dot.width;
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

/* The lines of more_info that nothing else says: each paragraph, or each line of one. */
static void more_info_add(Contacts *contacts, const DocNode *node, int depth)
{
	Layouter *layouter = contacts->place.layouter;
	const DocNode *run = NULL;
	for (const DocNode *child = node->first; depth < LAYOUT_DEPTH && child != NULL;
	     child = child->next) {
		bool inner = doc_is_block(child);
		if (!inner && child->kind != DOC_BREAK && run == NULL)
			run = child;
		bool ends = inner || child->kind == DOC_BREAK || child->next == NULL;
		if (run != NULL && ends) {
			const DocNode *end = inner || child->kind == DOC_BREAK ? child : NULL;
			Galley place = contacts->place;
			Galley plain = place;
			plain.plain = true;
			Para text = inline_para(&plain, run, end, NULL);
			if (!says_already(layouter->options->profile, str_trim(text.text))) {
				Para para = inline_para(&place, run, end, contacts->tag);
				VEC_PUSH(layouter->arena, &contacts->pieces,
					 piece_set(contacts, &para));
			}
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
	/* Tags are made on demand: a header without contacts has no empty paragraph. */
	contacts.tag = layouter_tag(&place, TAG_P, S(""));
	Galley dot = *inner;
	dot.text.colour = theme->muted_colour;
	Para para = inline_text(&dot, S("\u00A0\u00A0·\u00A0\u00A0"), contacts.tag);
	Len smallest;
	ParaShape shape = {.width = place.width, .align = PARA_LEFT, .leading = inner->leading};
	contacts.dot = para_set(layouter->setter, layouter->arena, &para, &shape);
	para_measure(layouter->setter, &para, &contacts.dot.width, &smallest);
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
		block_set_inlines(*inner, profile->contact_note, NULL, TAG_P);
	}
}

/* --- photo --- */

static void photo_set(Galley place, Str file, uint32_t pixel_w, uint32_t pixel_h, bool round,
		      Str alt, Span span, Len w)
{
	Layouter *layouter = place.layouter;
	Tag *tag = layouter_tag(&place, TAG_FIGURE, S(""));
	tag->alt = alt;
	Len h = len_muldiv(w, pixel_h, pixel_w);
	TextStyle name = style_heading(layouter->theme, 1);
	name.size = layouter->theme->name_size;
	place.text = name;
	Len cap = galley_cap_height(&place);
	FrameItem *image = ARENA_NEW(layouter->arena, FrameItem);
	*image = (FrameItem){.kind = FRAME_IMAGE,
			     .tag = tag,
			     .span = span,
			     .x = place.x,
			     .y = -cap,
			     .w = w,
			     .h = h};
	image->as.image.file = file;
	image->as.image.round = round;
	image->as.image.radius = round ? 0 : len_from_pt(3);
	flow_row(place.flow, cap, h > cap ? h - cap : 0, image, 1);
}

/* The width of a photo: the theme's size as the longer side, within a quarter more for the higher
 * ones. */
static Len photo_width(const Layouter *layouter, uint32_t pixel_w, uint32_t pixel_h)
{
	Len size = layouter->theme->photo_size;
	if (pixel_h <= pixel_w)
		return size;
	Len w = len_muldiv(size * 5 / 4, pixel_w, pixel_h);
	return w < size ? w : size;
}

static void lead_set(Galley place)
{
	Layouter *layouter = place.layouter;
	const Profile *profile = layouter->options->profile;
	if (profile == NULL)
		return;
	if (profile->name.len > 0)
		name_set(place);
	if (profile->headline != NULL)
		headline_set(place, profile->headline);
	contacts_set(place);
	if (layouter->portrait == NULL)
		return;
	place.align = PARA_LEFT;
	place.hyphenate = false;
	block_set_range(place, layouter->name->next, layouter->body);
}

void header_set(Galley place)
{
	Layouter *layouter = place.layouter;
	const Profile *profile = layouter->options->profile;
	const DocNode *portrait = layouter->portrait;
	bool photo = profile != NULL && profile->photo_file.len > 0 && profile->photo_width > 0 &&
		     profile->photo_height > 0 && layouter->theme->photo_size > 0;
	if (!photo && portrait == NULL) {
		lead_set(place);
		return;
	}
	uint32_t pixel_w = photo ? profile->photo_width : portrait->as.image.pixel_width;
	uint32_t pixel_h = photo ? profile->photo_height : portrait->as.image.pixel_height;
	Len w = photo_width(layouter, pixel_w, pixel_h), gap = layouter->theme->body_size * 2;
	Flow flows[2] = {flow_in(layouter->arena), flow_in(layouter->arena)};
	Galley text = place, side = place;
	bool left = photo && profile->photo_side == PROFILE_LEFT;
	text.width -= w + gap;
	text.x += left ? w + gap : 0;
	side.x += left ? 0 : place.width - w;
	side.width = w;
	text.flow = &flows[0];
	side.flow = &flows[1];
	lead_set(text);
	if (photo)
		photo_set(side, profile->photo_file, pixel_w, pixel_h, profile->photo_round,
			  profile->name, SPAN_NONE, w);
	else
		photo_set(side, portrait->as.image.file, pixel_w, pixel_h, false,
			  portrait->as.image.alt, portrait->span, w);
	flow_merge(place.flow, flows, 2, LEN_MAX);
}
