/*
 * url: addresses as text (RFC 3986): what they begin with, and their %XX escapes.
 *
 * Nothing here fails; results live in the arena or are the argument itself.
 */
#ifndef RECTO_BASE_URL_H
#define RECTO_BASE_URL_H

#include "base/str.h"

/*
 * Whether it names a scheme ("https:", "mailto:") or a host ("//x"): "localhost:80" and "C:" do
 * not.
 */
bool url_is_remote(Str url);

/* The part before "?" or "#"; *rest is what follows. */
Str url_path(Str url, Str *rest);

/* Bytes that are neither ASCII letters and digits nor one of `plain` as %XX; `text` itself where
 * there is none. */
Str url_encode(Arena *arena, Str text, const char *plain);

/*
 * %XX as the bytes they stand for; the text as it is when that would not be UTF-8 or holds
 * controls.
 */
Str url_decode(Arena *arena, Str url);

/*
 * The bytes that a data: address holds (RFC 2397), owned by `arena`; false when it is none, or its
 * base64 is broken.
 */
bool url_data(Arena *arena, Str url, Str *bytes);

#endif
