/*
 * webfonts: the PDF's own faces for the pages, as small as the site's text allows.
 *
 * A face goes out as a base of ASCII and common punctuation, the same for every site, and the rest
 * of the characters that the pages show. Chinese, Japanese and Korean are cut further: what the
 * home page shows, then what other pages do, the most common first; `unicode-range` lets a browser
 * load those parts only whose characters stand on a page. Files are named after their content.
 * Everything lives in the arena given; a face that cannot be cut is left to the reader's system.
 */
#ifndef RECTO_WRITE_WEBFONTS_H
#define RECTO_WRITE_WEBFONTS_H

#include "model/theme.h"
#include "typeset/fonts.h"
#include "write/web_text.h"

/* The style sheet that names the faces, below the output folder. */
#define WEBFONTS_SHEET S("assets/fonts/fonts.css")

typedef struct {
	Str path, bytes; /* below the output folder */
} WebFile;

/* A base by all that it is made of: the face's file, the characters, the libraries. */
typedef struct {
	uint64_t key;
	Str bytes; /* WOFF2 */
} WebBase;
typedef struct {
	const WebBase *items;
	size_t count;
} WebBases;

typedef struct WebFonts WebFonts;

/*
 * Makes the bases, but for those among `bases`. `cache`: a folder for finished subsets, may be
 * deleted at any time; empty: none.
 */
WebFonts *webfonts_new(Arena *arena, Fonts *fonts, const Theme *theme, WebBases bases, Str cache);
/* The bases of a theme, for webfonts_new; how many. */
size_t webfonts_bases(Arena *arena, Fonts *fonts, const Theme *theme, WebBase **out);
/* The file that the first view of every page needs; empty when there is none. */
Str webfonts_first(const WebFonts *web);
/* What a page in `lang` shows (web_text_read). */
void webfonts_add_page(WebFonts *web, Str lang, bool home, const WebRune *runes, size_t count);
/* All files, the style sheet last. */
size_t webfonts_finish(WebFonts *web, WebFile **files);

#endif
