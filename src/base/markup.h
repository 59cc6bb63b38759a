/*
 * markup: text made safe between the tags of HTML, SVG and XML, and in their attributes.
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

#endif
