/*
 * handout: what print handouts are set with and from, beyond the CV itself.
 */
#ifndef RECTO_TYPESET_HANDOUT_H
#define RECTO_TYPESET_HANDOUT_H

#include "typeset/layout.h"

/* The theme for A5: margins and sizes as they suit the page; the body keeps a size to read. */
void handout_theme_a5(Theme *theme);

#endif
