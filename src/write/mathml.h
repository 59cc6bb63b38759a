/*
 * mathml: formulas as MathML Core, with their TeX as an annotation to copy.
 *
 * Writes into the caller's Buf; nothing can fail. Recursion follows the tree, which the parser
 * bounds.
 */
#ifndef RECTO_WRITE_MATHML_H
#define RECTO_WRITE_MATHML_H

#include "base/buf.h"
#include "front/tex_math.h"

/* `block`: a formula on lines of its own. */
void mathml_write(Buf *out, const MathFormula *formula, Str tex, bool block);

#endif
