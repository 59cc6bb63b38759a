/*
 * html_tags: what HTML's elements are by nature. Names are lower case; nothing here fails.
 */
#ifndef RECTO_FRONT_HTML_TAGS_H
#define RECTO_FRONT_HTML_TAGS_H

#include "base/arena.h"
#include "base/str.h"

/* Whether an element is by nature a block ("div"), has no contents ("br"). */
bool html_is_block_tag(Str tag);
bool html_is_void_tag(Str tag);

/* What a width or height attribute says, as CSS writes it, in `arena`: the number that it begins
 * with, in pixels unless a percent sign follows (HTML, 2.3.4.4: "25em" are 25 pixels); empty where
 * it begins with none. */
Str html_dimension(Arena *arena, Str value);

#endif
