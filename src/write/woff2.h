/*
 * woff2: an OpenType font in the compressed form that browsers load (W3C, WOFF File Format 2.0).
 *
 * The adapter to libbrotli's encoder. Tables are stored as they are (transform version 3 of glyf
 * and loca, the null transform): our subsets are small, and what transforming them would save is
 * less.
 */
#ifndef RECTO_WRITE_WOFF2_H
#define RECTO_WRITE_WOFF2_H

#include "base/buf.h"

typedef enum { WOFF2_QUICK, WOFF2_SMALL } Woff2Effort;

/* `sfnt` as WOFF2, appended to `out`. False, with nothing written, when it is no sfnt. */
bool woff2_write(Buf *out, Str sfnt, Woff2Effort effort);

/* The version of libbrotli, for `recto --version`. */
Str woff2_version(Arena *arena);

#endif
