/*
 * dump_parts: what the dumps of several stages write alike.
 */
#ifndef RECTO_WRITE_DUMP_PARTS_H
#define RECTO_WRITE_DUMP_PARTS_H

#include "base/buf.h"

/* The text in double quotes; quotes, backslashes and controls are written as in C. */
void dump_quote(Buf *out, Str text);

#endif
