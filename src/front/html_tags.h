/*
 * html_tags: what HTML's elements are by nature. Names are lower case; nothing here fails.
 */
#ifndef RECTO_FRONT_HTML_TAGS_H
#define RECTO_FRONT_HTML_TAGS_H

#include "base/str.h"

/* Whether an element is by nature a block ("div"), has no contents ("br"). */
bool html_is_block_tag(Str tag);
bool html_is_void_tag(Str tag);

#endif
