/*
 * html_nodes: Doc nodes to HTML, with a say for who asks.
 *
 * Writes into the caller's Buf; nothing can fail. The output is what kramdown or cmark-gfm writes
 * for the same text. Parts that are for paper only are passed over.
 */
#ifndef RECTO_WRITE_HTML_NODES_H
#define RECTO_WRITE_HTML_NODES_H

#include "base/buf.h"
#include "model/doc.h"

typedef enum { HTML_KRAMDOWN, HTML_COMMONMARK, HTML_GFM } HtmlFlavour;

/* Whether a heading that skips a level becomes one of the level it has in the outline, with its own
 * as a class (<h2 class="h4">): within the text as a whole, or below a title of level 1 before it.
 */
typedef enum { HTML_OUTLINE_NONE, HTML_OUTLINE_WHOLE, HTML_OUTLINE_BELOW_TITLE } HtmlOutline;

typedef struct {
	HtmlFlavour flavour;
	bool sections; /* a <section> around each DOC_SECTION */
	bool modern; /* valid HTML 5: obsolete elements and attributes become styles, pictures have
		      * alt, links without address are text */
	bool safe;   /* no attribute that could run anything */
	HtmlOutline outline;
	bool rtl;	/* the page runs from right to left */
	bool dotted;	/* emphasis is dots beside the letters, as in Chinese and Japanese */
	bool highlight; /* spans with Rouge's classes in code blocks */
	/* kramdown.footnote_prefix, .footnote_backlink (ptr NULL: an arrow; empty: no links back)
	 * and .footnote_backlink_inline; .toc_levels as bits 1 to 6, 0: all. */
	Str note_prefix, note_backlink;
	bool note_backlink_inline;
	unsigned toc_levels;
	void *context; /* for those below */
	/* The address of a picture that is on disk, as the page finds it. May be NULL: as it is. */
	Str (*image_url)(void *context, Str url);
	/* Adds attributes, each as ` name="value"`, to the tag of a link or picture. May be NULL.
	 */
	void (*link_attributes)(void *context, Buf *out, const DocNode *link);
	void (*image_attributes)(void *context, Buf *out, const DocNode *image);
	/* Writes the sign that an empty <i> or <span> stands for by its classes ("fa-solid
	 * fa-tag"); false when there is none. May be NULL. */
	bool (*icon)(void *context, Buf *out, Str classes);
} HtmlNodeOptions;

/* Whether the words of a text run from left to right, all of them, and there are some. */
bool html_runs_ltr(Str text);
/* The nodes below `node`. */
void html_write_nodes_with(Buf *out, const HtmlNodeOptions *options, const DocNode *node);

#endif
