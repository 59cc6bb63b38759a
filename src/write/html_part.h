/*
 * html_part: what the parts of the page writer share. Not for other modules: they use write/html.h.
 *
 * Each part writes markup to `page->out`, which the caller owns. Nothing here fails: what a site
 * does not say is left out.
 */
#ifndef RECTO_WRITE_HTML_PART_H
#define RECTO_WRITE_HTML_PART_H

#include "base/markup.h"
#include "model/locale.h"
#include "write/css_rules.h"
#include "write/html.h"
#include "write/html_nodes.h"

typedef struct {
	Buf *out;
	const HtmlOptions *options;
	const Site *site;
	const Page *page;
	Str lang;    /* of the page, never empty */
	Str content; /* the page's text as HTML */
	Str styles;  /* <style> elements of the text */
	bool styled; /* one of them is the author's */
} HtmlPage;

/* Whether nothing on the page may run (`--safe`). */
static inline bool html_is_safe(const HtmlPage *page)
{
	return page->site->options != NULL && page->site->options->safe;
}

/* html_text.c */

/* ` name="value"`. */
void html_add_attr(Buf *out, const char *name, Str value);
/* An address with spaces and what HTML forbids in one as percent escapes. */
Str html_escape_url(Arena *arena, Str url);
void html_add_url_attr(Buf *out, const char *name, Str url);
/* What the program says itself, in the page's language: a key of model/locales.yaml. */
Str html_word(const HtmlPage *page, const char *key);
void html_add_word(const HtmlPage *page, const char *key);
/* "2025-06-01" as the language writes it ("June 1, 2025"); other forms as they are. */
Str html_date(const HtmlPage *page, Str date);
/* "rtl" or "ltr". */
Str html_direction(Str lang);
/* A path on the site ("/cv/" or "cv.pdf") with the base address in front. */
Str html_site_url(Arena *arena, const Site *site, Str path);
/* An address on this site as the page finds it, so that pages opened from disk have their pictures;
 * others stay. */
Str html_relative_url(const HtmlPage *page, Str url);
/* A path on the site as an absolute address; empty when the configuration has no `url`. */
Str html_absolute_url(Arena *arena, const Site *site, Str path);
/* An address of the site's data that a link may lead to; "#" in the place of code on a safe page.
 */
Str html_link_url(const HtmlPage *page, Str url);
/* The site's title; the person's name where it has none ("blank"). */
Str html_site_title(const Site *site);

/* html.c */

/* A page to be written to `out`; content and styles are still empty. */
HtmlPage html_page_in(Buf *out, const HtmlOptions *options, const Page *page);
/* The nodes below `node` as a page has them. */
void html_add_nodes(const HtmlPage *page, const DocNode *node);
/* HTML from a configuration, read as such so that it cannot upset the page around it. */
void html_add_fragment(const HtmlPage *page, Str html);
/* Whether the page opens with the person: al-folio's home page and its like in other languages. */
bool html_opens_with_person(const HtmlPage *page);

/* html_icons.c */

/* The icon for a kind of contact (or "location", "pdf", ...) as inline SVG; false when there is
 * none. */
bool html_add_icon(const HtmlPage *page, Str kind);
/* The same by the classes of an icon font: "fa-solid fa-tag fa-sm", "ai ai-orcid". */
bool html_add_font_icon(const HtmlPage *page, Str classes);

/* html_head.c */

/* <head> between the policy and the style sheet, and what stands behind them. */
void html_add_head(const HtmlPage *page);
void html_add_head_end(const HtmlPage *page);
/* The page's own title, the site's where it has none; the description. */
Str html_page_name(const HtmlPage *page);
Str html_page_description(const HtmlPage *page);
/* The picture that stands for the page, absolute; empty when there is none. */
Str html_page_picture(const HtmlPage *page);

/* html_linked.c */

/* The page, and on the home page the person and the site, as JSON-LD. */
void html_add_linked_data(const HtmlPage *page);
/* The person's photo, absolute; empty when there is none. */
Str html_photo_url(const HtmlPage *page);

/* html_analytics.c: counters of visitors whose keys the site gives. */
void html_add_analytics(const HtmlPage *page);

/* html_page_style.c */

/* The names on a page that its style sheet asks for. */
typedef struct {
	HtmlStyles *styles;
	CssNames set;
	bool any; /* there may be any: a script of the author's runs */
} HtmlNames;

/* An element or attribute of the page; an attribute's value as it stands in the page. */
void html_note_element(HtmlNames *names, Str name);
void html_note_attribute(HtmlNames *names, Str name, Str value);

/* The <style> element for a page with these names and what may come to them, and its digest as a
 * policy names it. */
typedef struct {
	Str element, digest;
} HtmlStyle;
HtmlStyle html_style_of(HtmlNames *names, Arena *scratch);

/* html_policy.c */

/* What a page makes use of. */
typedef struct HtmlPolicy HtmlPolicy;
/* Reads a page, which has neither policy nor style sheet of ours yet. */
HtmlPolicy *html_read_page(const HtmlPage *page, Str text, HtmlNames *names);
/* The Content-Security-Policy of that page; `digest`: of its style sheet. */
void html_add_policy(const HtmlPage *page, HtmlPolicy *policy, Str digest);

/* html_title.c */

/* The heading of a page that is not the home page, with what belongs to it; nothing when the page
 * has none, or its text one of its own. */
void html_add_title(const HtmlPage *page);
bool html_has_title(const HtmlPage *page);

/* html_contents.c */

typedef enum {
	HTML_CONTENTS_NONE,
	HTML_CONTENTS_ABOVE,
	HTML_CONTENTS_LEFT,
	HTML_CONTENTS_RIGHT
} HtmlContents;

/* Where the page wants its table of contents. */
HtmlContents html_contents_place(const HtmlPage *page);
/* The table; nothing on a page of less than two headings. */
void html_add_contents(const HtmlPage *page);

/* html_style.c: a text in CSS or JavaScript without comments and indentation. */
void html_add_compact(Buf *out, Str text);
/* A part of the sheet without comments, indents, and what else browsers pass over. */
void html_add_sheet(Buf *out, Str part);

/* html_scripts.c */

/* The elements for the head; nothing when there are to be no scripts. */
void html_add_scripts(const HtmlPage *page);
/* Whether readers may choose between dark and light. */
bool html_has_scheme_switch(const Site *site);

/* html_nav.c: the bar at the top. */
void html_add_masthead(const HtmlPage *page);
/* Whether the bar stays in view. */
bool html_bar_is_fixed(const Site *site);

/* html_nav_fit.c */

/* Whether the bar is more than a line of a phone, so that its entries fold where they do not fit.
 */
bool html_bar_folds(const Site *site);
/* The rules for that. `fonts`: those of the theme come with the page. */
void html_add_bar_style(Buf *out, const Site *site, const Theme *theme, bool fonts);

/* html_pictures.c */

/* Size, copies and waiting as attributes of a picture's tag; `first`: it does not wait. */
void html_add_picture_facts(const HtmlPage *page, Buf *out, const DocNode *image, bool first);
/* The copies of a picture at `url` (as the page finds it), as attributes; `room`: the sizes
 * attribute. */
void html_add_copies(const HtmlPage *page, Buf *out, Str file, Str url, Str room);

/* html_sitemap.c: when a page last changed: `last_modified_at` when it is a date, else its own;
 * "2024-06-01" and perhaps a time. */
Str html_changed_date(Arena *arena, const Page *page);

/* html_profile.c */

/* The person's name, its first name bold. */
void html_add_name(Buf *out, const Profile *profile);

/* The home page's opening in al-folio's form: name and headline; then photo and what stands below
 * it. */
void html_add_person(const HtmlPage *page);
void html_add_photo(const HtmlPage *page);
/* Whether there is enough about the person for a column of its own. */
bool html_has_more_than_name(const Profile *profile);
/* The contacts as a row of icons, with the note below. */
void html_add_socials(const HtmlPage *page);
/* The author's column in acad-homepage's form. */
void html_add_sidebar(const HtmlPage *page);

#endif
