/* A card to hand over: name, headline, contacts, and the QR code for the home page. */
#include "typeset/board.h"
#include "typeset/handout.h"

static const double card_width_mm = 85, card_height_mm = 55;

enum { CONTACTS = 5 };

static Len mm(double value)
{
	return len_from_pt(value * 72 / 25.4);
}

static TextStyle style_of(Str family, bool bold, double pt, uint32_t colour)
{
	TextStyle style = {.size = len_from_pt(pt), .colour = colour, .no_hyphen = true};
	style.font = (FontQuery){.family = family, .bold = bold};
	style.features = S("lnum");
	return style;
}

/* The largest size, from `style` down, in which the words stand on one line. */
static void fit(Board *board, Str text, TextStyle *style, Len width, double least_pt)
{
	while (style->size > len_from_pt(least_pt) && board_width(board, text, style) > width)
		style->size = len_scale(style->size, 0.96);
}

static Len put_name(Board *board, const Theme *theme, const HandoutWords *words, BoardPlace place)
{
	TextStyle name = style_of(theme->heading_family, true, 15, theme->text_colour);
	Str whole = str_concat3(board->arena, words->name, S(" "), words->native_name);
	fit(board, whole, &name, place.w, 9);
	TextStyle native = name;
	native.font.bold = false;
	native.size = len_scale(name.size, 0.88);
	return board_pair(board, TAG_H1, words->name, &name, words->native_name, &native, place);
}

static void put_contacts(Board *board, const Theme *theme, const HandoutWords *words,
			 BoardPlace place)
{
	TextStyle plain = style_of(theme->label_family, false, 7.2, theme->text_colour);
	size_t count = words->contact_count < CONTACTS ? words->contact_count : CONTACTS;
	size_t from = board->frame->count;
	Len bottom = place.y;
	for (size_t i = 0; i < count; i++) {
		TextStyle style = plain;
		fit(board, words->contacts[i], &style, place.w, 5.5);
		place.y += board_text(board, TAG_P, words->contacts[i], &style, PARA_LEFT, place);
		place.y += mm(0.35);
	}
	board_shift(board, from, 0, bottom - place.y);
}

/* Contacts that do not stand on the card. */
static void tell_contacts(Board *board, const HandoutWords *words)
{
	VEC(Str) names = {0};
	for (size_t i = CONTACTS; i < words->contact_count; i++)
		VEC_PUSH(board->arena, &names, words->contacts[i]);
	for (size_t i = 0; i < words->unprinted_count; i++)
		VEC_PUSH(board->arena, &names, words->unprinted[i]);
	handout_tell_left_out(board->diags, "card", names.ptr, names.len);
}

static void put_code(Board *board, const HandoutWords *words, Len x, Len y, Len side)
{
	if (words->code.len > 0)
		board_picture(board, words->code, words->code_alt, (BoardPlace){x, y, side}, side,
			      false);
}

void handout_card(Arena *arena, Fonts *fonts, const LayoutOptions *options,
		  const HandoutWords *words, Len bleed, Diags *diags, Paper *paper)
{
	const Theme *theme = options->theme;
	Len w = mm(card_width_mm), h = mm(card_height_mm), side = mm(21), margin = mm(7);
	Board board = board_open(arena, fonts, options, diags, w + 2 * bleed, h + 2 * bleed, paper);
	board.frame->trim = board.frame->bleed = bleed;
	board_rule(&board, (BoardPlace){0, 0, bleed + mm(2.5)}, h + 2 * bleed, theme->accent_colour,
		   0);
	BoardPlace place = {bleed + margin + mm(1), bleed + margin, w - 2 * margin - mm(1)};
	place.y += put_name(&board, theme, words, place) + mm(0.6);
	TextStyle muted = style_of(theme->label_family, false, 8, theme->muted_colour);
	place.y += board_text(&board, TAG_P, words->headline, &muted, PARA_LEFT, place);
	if (words->employer.len > 0)
		(void)board_text(&board, TAG_P, words->employer, &muted, PARA_LEFT, place);
	BoardPlace contacts = {place.x, bleed + h - margin + mm(1), place.w};
	contacts.w -= words->code.len > 0 ? side + mm(1) : 0;
	put_contacts(&board, theme, words, contacts);
	put_code(&board, words, bleed + w - side - mm(4), bleed + h - side - mm(4), side);
	tell_contacts(&board, words);
	board_close(&board);
}
