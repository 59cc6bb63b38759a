/*
 * web_standins: what pages show until the web fonts have come.
 *
 * Faces that most readers' systems have, scaled so that running text is as wide as in the theme's
 * and lines are as high: little moves when these come. Rules of CSS that load nothing. Nothing
 * fails; a family that is not installed here has no stand-in.
 */
#ifndef RECTO_WRITE_WEB_STANDINS_H
#define RECTO_WRITE_WEB_STANDINS_H

#include "model/theme.h"
#include "typeset/fonts.h"

/* The rules, in `arena`, for html_style. */
Str web_standins(Arena *arena, Fonts *fonts, const Theme *theme);

#endif
