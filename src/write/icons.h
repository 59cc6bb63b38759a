/*
 * icons: outlines of the icon face as SVG path data, so that the page and the PDF show the same
 * signs.
 */
#ifndef RECTO_WRITE_ICONS_H
#define RECTO_WRITE_ICONS_H

#include "typeset/fonts.h"
#include "write/html.h"

/* The icons among `names` that the icon face has, in their order, owned by `arena`. */
HtmlIcons icons_outline(Arena *arena, Fonts *fonts, const Str *names, size_t count);

#endif
