/*
 * pdf_icc: the colour profile of what a PDF shows: sRGB (IEC 61966-2-1), as small as it can be.
 */
#ifndef RECTO_WRITE_PDF_ICC_H
#define RECTO_WRITE_PDF_ICC_H

#include "base/buf.h"

/* An ICC profile of version 2.1 for displays, in `arena`; always the same bytes. */
Str pdf_icc_srgb(Arena *arena);

#endif
