/*
 * pdf_charstring: outlines of CFF glyphs (Adobe Technical Note 5177, Type 2 charstrings) in fewer
 * bytes.
 *
 * Knows charstrings as hb-subset leaves them: without subroutines and hints. Works in the arena
 * given.
 */
#ifndef RECTO_WRITE_PDF_CHARSTRING_H
#define RECTO_WRITE_PDF_CHARSTRING_H

#include "base/buf.h"

/*
 * Appends the same outline and width with whole numbers for coordinates and the shortest operators.
 * False, with `out` as it was, when the charstring has something else.
 */
bool pdf_charstring_shorten(Arena *scratch, Str charstring, Buf *out);

#endif
