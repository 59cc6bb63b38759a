/*
 * formula: formulas of a document, set with typeset/math.h in the place of a block or a run of
 * text.
 *
 * Everything is in layouter->arena. Errors (a sign that no face has) go to layouter->diags.
 */
#ifndef RECTO_TYPESET_FORMULA_H
#define RECTO_TYPESET_FORMULA_H

#include "typeset/layouter.h"
#include "typeset/math.h"

typedef struct {
	TextStyle text; /* around it */
	Str lang;
	Tag *tag; /* the Formula tag, or NULL */
	bool display;
} FormulaMode;

/* The pieces of a DOC_MATH; NULL when it has to be shown as its source. */
MathPiece *formula_pieces(const Galley *place, const DocNode *node, const FormulaMode *mode,
			  size_t *count);

/* A DOC_MATH_BLOCK as a row of its own; false when it has to be shown as its source. */
bool formula_set(Galley place, const DocNode *node);

#endif
