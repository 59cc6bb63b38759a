/*
 * colour: colours as CSS Color Module Level 4 writes them: names, #rgb, rgb(), hsl().
 *
 * Nothing is allocated; a text that is no colour (`currentColor`, `var(...)`) gives false.
 */
#ifndef RECTO_FRONT_COLOUR_H
#define RECTO_FRONT_COLOUR_H

#include "base/str.h"

/*
 * Reads `text` as 0xRRGGBB and its opacity from 0 to 1; "transparent" is black with opacity 0.
 * `legacy` takes six hex digits without their sign, as HTML's attributes do.
 */
bool colour_parse(Str text, bool legacy, uint32_t *rgb, double *alpha);

#endif
