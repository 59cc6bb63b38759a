/*
 * dump_parts: what the dumps of several stages write alike.
 */
#ifndef RECTO_WRITE_DUMP_PARTS_H
#define RECTO_WRITE_DUMP_PARTS_H

#include "base/buf.h"

/* The text in double quotes; quotes, backslashes and controls are written as in C, a no-break space
 * as \_ since it cannot be told from a space. */
void dump_quote(Buf *out, Str text);

/* ` name="value"`, nothing when the value is empty. */
void dump_value(Buf *out, const char *name, Str value);

/* ` name` when it is set. */
void dump_flag(Buf *out, const char *name, bool set);

#endif
