/*
 * handout: what print handouts are set with and from, beyond the CV itself: cards, posters, A5.
 */
#ifndef RECTO_TYPESET_HANDOUT_H
#define RECTO_TYPESET_HANDOUT_H

#include "model/handout.h"
#include "typeset/layout.h"

/* The theme for A5: margins and sizes as they suit the page; the body keeps a size to read. */
void handout_theme_a5(Theme *theme);
/* All sizes and distances of a theme times `factor`. */
Theme handout_theme_scaled(const Theme *theme, double factor);

/* A note of what there is no room for: "the card has no room for a and b"; none when it is nothing.
 */
void handout_tell_left_out(Diags *diags, const char *what, const Str *names, size_t count);

/* A card of 85 x 55 mm as a Paper of one page that is `bleed` larger on each side. */
void handout_card(Arena *arena, Fonts *fonts, const LayoutOptions *options,
		  const HandoutWords *words, Len bleed, Diags *diags, Paper *paper);

/* A poster of one page, w x h; its colour runs `bleed` past the edges. False if an error was added.
 */
bool handout_poster(Arena *arena, Fonts *fonts, const LayoutOptions *options,
		    const HandoutWords *words, const PosterParts *parts, Len w, Len h, Len bleed,
		    Diags *diags, Paper *paper);

#endif
