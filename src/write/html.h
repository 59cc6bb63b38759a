/*
 * html: Docs and the site around them to HTML pages.
 *
 * Leaves from the Doc: nothing here includes typeset/. Icons come in as path data (HtmlIcons) that
 * the pipeline takes from the icon face. Output is valid HTML, the same bytes for the same input,
 * with one inlined style sheet made from the theme's tokens, one script that no page needs, and no
 * remote resource of ours.
 */
#ifndef RECTO_WRITE_HTML_H
#define RECTO_WRITE_HTML_H

#include "base/buf.h"
#include "model/site.h"
#include "model/theme.h"
#include "write/web_pictures.h"

/* An icon as SVG path data in a viewBox "0 0 width height". */
typedef struct {
	Str name, path;
	int width, height;
} HtmlIcon;

typedef struct {
	const HtmlIcon *items;
	size_t count;
} HtmlIcons;

/* The style sheet, of which each page takes what it needs. */
typedef struct HtmlStyles HtmlStyles;

typedef struct {
	const Site *site;
	const Theme *theme;
	const HtmlIcons *icons;
	HtmlStyles *styles;	     /* the style sheet, made once */
	Str early;		     /* html_early_script's result, made once */
	Str early_digest;	     /* html_early_digest of it */
	Str script_version;	     /* html_script_version's result */
	const WebPictures *pictures; /* may be NULL: pages show the originals */
	Str fonts_sheet; /* style sheet of the web fonts, below the output folder; empty: none */
	Str fonts_first; /* the font file that every first view needs; empty: none */
	bool cv_exists;	 /* the PDF is written: pages may link to site->cv_output */
} HtmlOptions;

/* The style sheet of a site in a theme; `standins`: the rules of web_standins, or empty. */
Str html_style(Arena *arena, const Site *site, const Theme *theme, Str standins);
/* What kind of letters a family has by its name; `otherwise`: the name does not tell. */
typedef enum { HTML_SERIF, HTML_SANS, HTML_MONO } HtmlGeneric;
HtmlGeneric html_generic_family(Str family, HtmlGeneric otherwise);
/* Behind a family's name: the families that take its place until it has come. */
#define HTML_STANDIN " stand-in"
#define HTML_STANDIN_SECOND " stand-in second"
/* The name that the style sheet looks for first where the theme asks for a family or role. */
Str html_family_name(Str family);
/* That sheet as pages take it, several threads at once; it lends `sheet`. Nobody else takes memory
 * of `arena` while they do. */
HtmlStyles *html_styles_new(Arena *arena, Str sheet);

/* The script in the head of each page, and its digest as the page's policy names it. */
Str html_early_script(Arena *arena);
Str html_early_digest(Arena *arena, Str early);
/* What a page adds to the address of the shared script: another text is another address, so that no
 * browser takes an old copy. */
Str html_script_version(Arena *arena);

/* A whole page. */
void html_write_page(Buf *out, const HtmlOptions *options, const Page *page);

/*
 * What the site says to machines. Each needs `url` in the configuration and leaves its place to a
 * file or page of the site's own.
 */

/* Where the Atom feed stands below the output folder ("feed.xml"; the site's own too); empty when
 * the site has none. */
Str html_feed_path(Arena *arena, const Site *site);
/* The pages that the feed is made of, newest first. */
size_t html_feed_pages(Arena *arena, const Site *site, const Page ***out);
/* False, with nothing written, when there is none to be made. */
bool html_write_feed(Buf *out, const HtmlOptions *options);
bool html_write_sitemap(Buf *out, const HtmlOptions *options);
bool html_write_robots(Buf *out, const HtmlOptions *options);

/* A stub that leads from an old address to `page`; for a page with `redirect_to`, where that leads.
 */
void html_write_redirect(Buf *out, const HtmlOptions *options, const Page *page);

/* The nodes below `node` as an HTML fragment, as the spec suites see it. */
void html_write_nodes(Buf *out, const DocNode *node);

/* Where the pipeline puts the script and the index of the search, below the output folder. */
#define HTML_SCRIPT_PATH "assets/recto.js"
#define HTML_INDEX_PATH "assets/search.json"

/* Whether pages have scripts of ours (`recto.scripts`), and among them the search. */
bool html_has_scripts(const Site *site);
bool html_has_search(const Site *site);

/* The script file, and the index that its search reads: JSON, a list of {title, page, url, lang,
 * text}. False when the site has none. */
bool html_write_script(Buf *out, const HtmlOptions *options);
bool html_write_index(Buf *out, const HtmlOptions *options);
/* A page's part of that index, which is made of the Page.kept_index of all pages, in their order
 * and with one character before each, "[" or ",": objects with commas between them, or none. */
void html_index_page(Buf *out, const HtmlOptions *options, const Page *page);

/* Names of all icons that the page head and the contacts may ask for. */
size_t html_icon_names(const Site *site, Arena *arena, Str **names);

#endif
