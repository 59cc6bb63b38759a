/*
 * len: lengths on the page, in 1/1024 of a PostScript point (1/72 inch).
 *
 * Sums are exact, so a layout is the same on every machine. int32 reaches 2,097,151 pt. Doubles
 * appear only inside cost functions and where a factor is applied, rounded half away from zero.
 */
#ifndef RECTO_BASE_LEN_H
#define RECTO_BASE_LEN_H

#include "base/str.h"

typedef int32_t Len;

enum { LEN_PT = 1024 };
#define LEN_MAX INT32_MAX

/* `pt` points. */
Len len_from_pt(double pt);
double len_to_pt(Len len);
/* `len` times `factor`, rounded; clipped to the range of Len. */
Len len_scale(Len len, double factor);
/* `len` * `num` / `den`, rounded, without overflow in between. */
Len len_muldiv(Len len, int64_t num, int64_t den);
/* Thousandths of a point, for writers. */
int64_t len_to_milli(Len len);

/*
 * Reads "12pt", "3.5mm", "2cm", "1in", "96px" (1/96 inch), "1.5em" (of `em`), "40%" (of `whole`); a
 * bare number is points. False when it is none of these.
 */
bool len_parse(Str s, Len em, Len whole, Len *out);

#endif
