/*
 * protrusion: how far characters hang out at the edges of a line, so that the margins look
 * straight.
 *
 * Hàn Thế Thành, Micro-typographic Extensions to the TeX Typesetting System (2000), chapter 3. The
 * amounts are thousandths of a character's advance, by kind of face; they stand in fonts.yaml as
 * lines of characters and two numbers, for the left and the right edge.
 */
#ifndef RECTO_TYPESET_PROTRUSION_H
#define RECTO_TYPESET_PROTRUSION_H

#include "typeset/fonts.h"

/* Reads such lines; those of another form are passed over. */
FontProtrusion *protrusion_read(Arena *arena, Str lines);

#endif
