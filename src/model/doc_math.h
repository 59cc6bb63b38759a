/*
 * doc_math: the formulas of a Doc.
 *
 * DOC_MATH and DOC_MATH_BLOCK get the tree of their TeX, which both writers read; where the TeX is
 * not understood there is none, a warning says why, and the source is shown. On sites that have
 * MathJax, formulas also stand in text between $ and $, \( and \), \[ and \].
 */
#ifndef RECTO_MODEL_DOC_MATH_H
#define RECTO_MODEL_DOC_MATH_H

#include "model/doc.h"

/* Sets .math.formula of a formula. */
void doc_math_read(Arena *arena, DocNode *node, Diags *diags);

/*
 * Formulas in the text below `root`, by MathJax's rules, become nodes of their own. Prices stay: a
 * dollar sign before a space, or an amount up to the next amount, opens nothing.
 */
void doc_math_find(Arena *arena, DocNode *root, Diags *diags);

#endif
