/*
 * web_text: which characters a page shows, and in what kind of type, read off its HTML.
 *
 * For the subsets of web fonts. Elements tell the kind, not style sheets: a class that turns text
 * bold is not seen, and a browser slants or thickens the regular face there. Nothing fails.
 */
#ifndef RECTO_WRITE_WEB_TEXT_H
#define RECTO_WRITE_WEB_TEXT_H

#include "base/str.h"

typedef enum {
	WEB_REGULAR,
	WEB_BOLD,
	WEB_ITALIC,
	WEB_BOLD_ITALIC,
	WEB_LABEL, /* bars, the author's column, the foot */
	WEB_MONO,
	WEB_KIND_COUNT
} WebKind;

/* A character in a kind of type, as one number: they sort by character. All of ASCII counts as ' '.
 */
typedef uint32_t WebRune;
static inline uint32_t web_rune_of(WebRune key)
{
	return key >> 3;
}
static inline WebKind web_kind_of(WebRune key)
{
	return (WebKind)(key & 7);
}

/* Those of a whole page, sorted, each once, in `arena`; returns how many. */
size_t web_text_read(Arena *arena, Str html, WebRune **out);

#endif
