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
	tag->alt = str_trim(node->as.math.text);
	return tag;
}

/* The formula in the middle, its number at the end of the line; what is too wide begins at the
 * left. */
static void set_display(const Galley *place, const MathPiece *formula, const MathPiece *number)
{
	Layouter *layouter = place->layouter;
	size_t count = formula->count + number->count;
	FrameItem *items = ARENA_ARRAY(layouter->arena, FrameItem, count + 1);
	Len spare = place->width - formula->w;
	Len x = spare > 0 ? spare / 2 : 0;
	if (number->count > 0 && x < number->w + place->text.size)
		x = spare > number->w + place->text.size ? spare - number->w - place->text.size : 0;
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

bool formula_set(Galley place, const DocNode *node)
{
	size_t count;
	Tag *paragraph = place.plain ? NULL : layouter_tag(&place, TAG_P, node->lang);
	FormulaMode mode = {place.text, place.lang, formula_tag(&place, paragraph, node), true};
	MathPiece *pieces = formula_pieces(&place, node, &mode, &count), number = {0};
	if (pieces == NULL)
		return false;
	for (int tries = 0; pieces->w > place.width && tries < 3; tries++) {
		/* type that is smaller by what is too wide; signs do not shrink evenly */
		mode.text.size = len_muldiv(mode.text.size, place.width, pieces->w + 1);
		if (mode.text.size < place.text.size / 2)
			mode.text.size = place.text.size / 2;
		pieces = formula_pieces(&place, node, &mode, &count);
	}
	if (node->as.math.formula->tag.len > 0) {
		MathSetting words = {.arena = place.layouter->arena,
				     .fonts = place.layouter->fonts,
				     .diags = place.layouter->diags,
				     .text = place.text,
				     .lang = place.lang,
				     .tag = paragraph,
				     .span = node->span};
		number = math_set_words(&words, node->as.math.formula->tag);
	}
	Len gap = place.leading / 2;
	flow_space(place.flow, gap > place.gap ? gap : place.gap);
	flow_cost(place.flow, PAGE_LEAD_IN);
	set_display(&place, pieces, &number);
	flow_space(place.flow, gap > place.gap ? gap : place.gap);
	return true;
}
