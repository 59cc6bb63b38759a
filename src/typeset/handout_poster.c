/*
 * A poster: a band with photo, name and QR code; below it a column of text and one of papers. The
 * type is as large as lets all chosen papers stand; when they do not fit at the least size, the
 * last goes first.
 */
#include "typeset/board.h"
#include "typeset/handout.h"

static const double largest = 2.3, least = 1.3, step = 0.05;

/* Millimetres of an A3 poster, on a sheet of another size. */
typedef struct {
	Board board;
	const Theme *theme;
	const HandoutWords *words;
	const PosterParts *parts;
	double unit; /* points */
	Len w, h, bleed;
	bool *stands; /* by number of the text */
} Poster;

static Len mm(const Poster *p, double value)
{
	return len_from_pt(value * p->unit);
}

enum { BAND = 82, SIDE = 50, MARGIN = 17, GAP = 13, FOOT = 20 };
enum { CONTACTS = 3 };

static TextStyle style_of(const Poster *p, Str family, bool bold, double size_mm)
{
	TextStyle style = {.size = mm(p, size_mm), .colour = 0xFFFFFF, .no_hyphen = true};
	style.font = (FontQuery){.family = family, .bold = bold};
	style.features = S("lnum");
	return style;
}

/* --- the band --- */

static void put_code(Poster *p)
{
	const HandoutWords *words = p->words;
	if (words->code.len == 0)
		return;
	Len side = mm(p, SIDE), pad = mm(p, 1.5), x = p->w - mm(p, MARGIN) - side,
	    y = (mm(p, BAND) - side) / 2 - mm(p, 3);
	board_rule(&p->board, (BoardPlace){x, y, side}, side, 0xFFFFFF, mm(p, 2));
	board_picture(&p->board, words->code, words->code_alt,
		      (BoardPlace){x + pad, y + pad, side - 2 * pad}, side - 2 * pad, false);
	TextStyle style = style_of(p, p->theme->label_family, false, 4.4);
	while (style.size > mm(p, 2.6) && board_width(&p->board, words->address, &style) > side)
		style.size = len_scale(style.size, 0.96);
	(void)board_text(&p->board, TAG_P, words->address, &style, PARA_CENTER,
			 (BoardPlace){x, y + side + mm(p, 2.2), side});
}

static Len put_name(Poster *p, BoardPlace place)
{
	const HandoutWords *words = p->words;
	TextStyle name = style_of(p, p->theme->heading_family, true, 19);
	Str whole = str_concat3(p->board.arena, words->name, S(" "), words->native_name);
	while (name.size > mm(p, 11) && board_width(&p->board, whole, &name) > place.w)
		name.size = len_scale(name.size, 0.97);
	TextStyle native = name;
	native.font.bold = false;
	native.size = len_scale(name.size, 0.88);
	return board_pair(&p->board, TAG_H1, words->name, &name, words->native_name, &native,
			  place);
}

static Str joined_contacts(Poster *p)
{
	Buf line = buf_in(p->board.arena);
	for (size_t i = 0; i < p->words->contact_count && i < CONTACTS; i++) {
		buf_add(&line, i > 0 ? S("  \u00B7  ") : S(""));
		buf_add(&line, p->words->contacts[i]);
	}
	return buf_str(&line);
}

static void put_band(Poster *p)
{
	Board *board = &p->board;
	const HandoutWords *words = p->words;
	Len band = mm(p, BAND), side = mm(p, SIDE + 4), x = mm(p, MARGIN), right = p->w - x;
	board_rule(board, (BoardPlace){-p->bleed, -p->bleed, p->w + 2 * p->bleed}, band + p->bleed,
		   p->theme->accent_colour, 0);
	if (words->photo.len > 0) {
		board_picture(board, words->photo, words->name,
			      (BoardPlace){x, (band - side) / 2, side}, side, true);
		x += side + mm(p, 11);
	}
	right -= words->code.len > 0 ? mm(p, SIDE + 8) : 0;
	BoardPlace place = {x, 0, right - x};
	size_t from = board->frame->count;
	place.y += put_name(p, place) + mm(p, 2);
	TextStyle headline = style_of(p, p->theme->label_family, false, 6.6);
	place.y += board_text(board, TAG_P, words->headline, &headline, PARA_LEFT, place);
	place.y += board_text(board, TAG_P, words->employer, &headline, PARA_LEFT, place);
	place.y += mm(p, 3);
	TextStyle contact = style_of(p, p->theme->label_family, false, 4.8);
	Str contacts = joined_contacts(p);
	while (contact.size > mm(p, 3.2) && board_width(board, contacts, &contact) > place.w)
		contact.size = len_scale(contact.size, 0.97);
	place.y += board_text(board, TAG_P, contacts, &contact, PARA_LEFT, place);
	board_shift(board, from, 0, (band - place.y) / 2);
	put_code(p);
}

/* --- below it --- */

/* A section with the first `count` papers: clones, as a node stands in one tree only. */
static Doc papers_doc(Poster *p, size_t count)
{
	Arena *arena = p->board.arena;
	Doc doc = {.root = doc_new(arena, DOC_ROOT, SPAN_NONE), .lang = p->board.lang};
	DocNode *section = doc_new(arena, DOC_SECTION, SPAN_NONE);
	DocNode *heading = doc_new(arena, DOC_HEADING, SPAN_NONE);
	heading->as.heading.level = 2;
	doc_append(heading, doc_new_text(arena, p->parts->papers_title, SPAN_NONE));
	doc_append(section, heading);
	for (size_t i = 0; i < count; i++) {
		p->parts->papers[i]->next = NULL;
		doc_append(section, p->parts->papers[i]);
	}
	doc_append(doc.root, section);
	return doc;
}

/* The papers as large as they fit. Returns the factor; 0: none stands. */
static double put_papers(Poster *p, BoardPlace place, Len h)
{
	Len used;
	for (size_t count = p->parts->paper_count; count > 0; count--) {
		Doc doc = papers_doc(p, count);
		for (double factor = largest; factor > least - step / 2; factor -= step) {
			Theme theme = handout_theme_scaled(p->theme, factor);
			theme.thumbnail_width = place.w * 2 / 5;
			if (!board_doc(&p->board, &doc, &theme, place, h, &used))
				continue;
			if (count < p->parts->paper_total)
				diag_note(p->board.diags, SPAN_NONE,
					  S("those with a picture come first"),
					  "%zu of the %zu papers of the CV stand on the poster "
					  "[handout-papers]",
					  count, p->parts->paper_total);
			return factor;
		}
	}
	return 0;
}

/* The texts from the first on, one under another, at one size; those that do not fit are left out.
 * Returns how many of the needed ones stand. */
static size_t put_texts(Poster *p, BoardPlace place, Len h, double factor)
{
	Theme theme = handout_theme_scaled(p->theme, factor);
	size_t needed = 0;
	Len bottom = place.y + h, used;
	for (size_t i = 0; i < p->parts->text_count; i++) {
		Len room = bottom - place.y;
		p->stands[i] = false;
		if (room < theme.body_size * 4 ||
		    !board_doc(&p->board, &p->parts->texts[i], &theme, place, room, &used))
			continue;
		p->stands[i] = true;
		place.y += used + theme.heading_before[1];
		needed += i < p->parts->text_needed;
	}
	return needed;
}

/* As large as the papers, or smaller until all that is needed stands. */
static void put_text_column(Poster *p, BoardPlace place, Len h, double factor)
{
	BoardMark mark = board_mark(&p->board);
	for (double f = factor; f > least - step / 2; f -= step) {
		board_return(&p->board, &mark);
		if (put_texts(p, place, h, f) == p->parts->text_needed)
			return;
	}
}

/* A section by its heading; what stands before the first by its place. */
static Str name_of_text(Arena *arena, const Doc *doc)
{
	const DocNode *first = doc->root->first;
	const DocNode *heading = first != NULL ? first->first : NULL;
	if (heading == NULL || heading->kind != DOC_HEADING)
		return S("what stands before the first section");
	return str_format(arena, "\"%.*s\"", STR_ARG(doc_plain_text(arena, heading)));
}

/* Sections and contacts that do not stand on the poster. */
static void tell_rest(Poster *p)
{
	Arena *arena = p->board.arena;
	VEC(Str) names = {0};
	for (size_t i = 0; i < p->parts->text_count; i++)
		if (!p->stands[i])
			VEC_PUSH(arena, &names, name_of_text(arena, &p->parts->texts[i]));
	for (size_t i = CONTACTS; i < p->words->contact_count; i++)
		VEC_PUSH(arena, &names, p->words->contacts[i]);
	for (size_t i = 0; i < p->words->unprinted_count; i++)
		VEC_PUSH(arena, &names, p->words->unprinted[i]);
	handout_tell_left_out(p->board.diags, "poster", names.ptr, names.len);
}

static void put_columns(Poster *p)
{
	Len top = mm(p, BAND + GAP), left = mm(p, MARGIN), whole = p->w - 2 * left;
	Len h = p->h - top - mm(p, FOOT), gap = mm(p, GAP);
	bool papers = p->parts->paper_count > 0, texts = p->parts->text_count > 0;
	Len column = !papers ? whole : len_scale(whole - gap, 0.4);
	BoardPlace text = {left, top, column}, list = {left, top, whole};
	if (texts && papers) {
		list.x += column + gap;
		list.w -= column + gap;
	}
	/* texts are read first, but the papers say how large they are */
	BoardMark head = board_mark(&p->board);
	double factor = put_papers(p, list, h);
	BoardMark body = board_mark(&p->board);
	if (texts)
		put_text_column(p, text, h, factor > 0 ? factor : largest);
	board_swap(&p->board, &head, &body);
}

bool handout_poster(Arena *arena, Fonts *fonts, const LayoutOptions *options,
		    const HandoutWords *words, const PosterParts *parts, Len w, Len h, Len bleed,
		    Diags *diags, Paper *paper)
{
	size_t errors = diags->errors;
	Poster p = {.theme = options->theme, .words = words, .parts = parts, .w = w, .h = h};
	p.unit = len_to_pt(w) / 297;
	p.bleed = bleed;
	p.stands = ARENA_ARRAY(arena, bool, parts->text_count);
	p.board = board_open(arena, fonts, options, diags, w, h, paper);
	put_band(&p);
	put_columns(&p);
	tell_rest(&p);
	Len foot = mm(&p, 6);
	board_rule(&p.board, (BoardPlace){-bleed, h - foot, w + 2 * bleed}, foot + bleed,
		   p.theme->accent_colour, 0);
	board_close(&p.board);
	return diags->errors == errors;
}
