/*
 * Formulas of a document: displayed ones with their numbers, and the pieces of those in text.
 */
#include "typeset/formula.h"

MathPiece *formula_pieces(const Galley *place, const DocNode *node, const FormulaMode *mode,
			  size_t *count)
{
	Layouter *layouter = place->layouter;
	MathSetting setting = {.arena = layouter->arena,
			       .fonts = layouter->fonts,
			       .diags = layouter->diags,
			       .text = mode->text,
			       .lang = mode->lang,
			       .tag = mode->tag,
			       .span = node->span,
			       .display = mode->display};
	*count = 0;
	if (node->as.math.formula == NULL)
		return NULL;
	return math_set(&setting, node->as.math.formula, count);
}

static Tag *formula_tag(const Galley *place, Tag *parent, const DocNode *node)
{
	if (place->plain || parent == NULL)
		return NULL;
	Tag *tag = tag_new(place->layouter->arena, place->layouter->paper, parent, TAG_FORMULA);
	tag_say(place->layouter->arena, tag)->alt = str_trim(node->as.math.text);
	return tag;
}

/* What a number takes away from the line, with an em before it. */
static Len number_width(const Galley *place, const MathPiece *number)
{
	return number->count > 0 ? number->w + place->text.size : 0;
}

/* The formula in the middle, its number at the end of the line; what is too wide for both is moved
 * to the left. */
static void set_display(const Galley *place, const MathPiece *formula, const MathPiece *number)
{
	Layouter *layouter = place->layouter;
	size_t count = formula->count + number->count;
	FrameItem *items = ARENA_ARRAY(layouter->arena, FrameItem, count + 1);
	Len spare = place->width - formula->w, taken = number_width(place, number);
	Len x = spare / 2 < taken ? spare - taken : spare / 2;
	if (x < 0)
		x = 0;
	for (size_t i = 0; i < formula->count; i++) {
		items[i] = formula->items[i];
		items[i].x += place->x + x;
	}
	for (size_t i = 0; i < number->count; i++) {
		items[formula->count + i] = number->items[i];
		items[formula->count + i].x += place->x + place->width - number->w;
	}
	Len strut = len_muldiv(place->text.size, 3, 4), depth = place->text.size / 4;
	flow_row(place->flow, formula->h > strut ? formula->h : strut,
		 formula->d > depth ? formula->d : depth, items, count);
}

static MathPiece set_number(const Galley *place, const DocNode *node, Tag *tag)
{
	MathSetting words = {.arena = place->layouter->arena,
			     .fonts = place->layouter->fonts,
			     .diags = place->layouter->diags,
			     .text = place->text,
			     .lang = place->lang,
			     .tag = tag,
			     .span = node->span};
	if (node->as.math.formula == NULL || node->as.math.formula->tag.len == 0)
		return (MathPiece){0};
	return math_set_words(&words, node->as.math.formula->tag);
}

/* Type that is smaller by what is too wide, again where signs do not shrink evenly. */
static const MathPiece *shrink(const Galley *place, const DocNode *node, FormulaMode *mode,
			       const MathPiece *piece, Len width)
{
	size_t count;
	Len least = place->text.size / 2;
	for (int tries = 0; piece->w > width && tries < 3; tries++) {
		Len size = len_muldiv(mode->text.size, width, piece->w + 1);
		mode->text.size = size > least ? size : least;
		piece = formula_pieces(place, node, mode, &count);
	}
	return piece;
}

bool formula_set(Galley place, const DocNode *node)
{
	size_t count;
	Tag *paragraph = place.plain ? NULL : layouter_tag(&place, TAG_P, node->traits->lang);
	FormulaMode mode = {place.text, place.lang, formula_tag(&place, paragraph, node), true};
	const MathPiece *piece = formula_pieces(&place, node, &mode, &count);
	MathPiece number = set_number(&place, node, paragraph);
	if (piece == NULL)
		return false;
	Len width = place.width - number_width(&place, &number);
	if (width > place.width / 2)
		piece = shrink(&place, node, &mode, piece, width);
	Len gap = place.leading / 2;
	flow_space(place.flow, gap > place.gap ? gap : place.gap);
	flow_cost(place.flow, PAGE_LEAD_IN);
	set_display(&place, piece, &number);
	flow_space(place.flow, gap > place.gap ? gap : place.gap);
	return true;
}
