/*
 * markup: text made safe between the tags of HTML, SVG and XML, in their attributes, in Markdown,
 * and on a terminal.
 *
 * Writes into the caller's Buf; nothing can fail.
 */
#ifndef RECTO_BASE_MARKUP_H
#define RECTO_BASE_MARKUP_H

#include "base/buf.h"

/* Text between tags: & < > as entities. */
void markup_escape_text(Buf *out, Str text);

/* Text between the double quotes of an attribute: the quote too. */
void markup_escape_attribute(Buf *out, Str value);

/*
 * Text in Markdown (and in Liquid templates of it): every sign that means something within a line
 * as an entity; line feeds, controls and signs that turn the direction of text as spaces.
 */
void markup_escape_markdown(Buf *out, Str text);

/* Text on a terminal: what steers it, or the direction of what stands on it, as its number: <1B>.
 */
void markup_add_plain(Buf *out, Str text);

#endif
