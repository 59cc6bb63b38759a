/*
 * pdf_cff: a CFF font (Adobe Technical Note 5176) cut down to what a PDF draws glyphs with.
 *
 * For subsets as hb-subset makes them. Works in the arena given; cannot fail.
 */
#ifndef RECTO_WRITE_PDF_CFF_H
#define RECTO_WRITE_PDF_CFF_H

#include "base/buf.h"

/*
 * The same glyphs with the same codes and widths, shorter: without names, notices and hints,
 * charstrings as pdf_charstring_shorten makes them. The font itself when it has something that is
 * not understood.
 */
Str pdf_cff_shorten(Arena *arena, Str font);

#endif
