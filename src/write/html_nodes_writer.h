/*
 * html_nodes_writer: what the files of write/html_nodes share.
 */
#ifndef RECTO_WRITE_HTML_NODES_WRITER_H
#define RECTO_WRITE_HTML_NODES_WRITER_H

#include "base/map.h"
#include "base/markup.h"
#include "write/html_nodes.h"

typedef struct {
	Buf *out;
	const HtmlNodeOptions *options;
	const DocNode *top;	/* what is written: its headings make the table of contents */
	const DocNode *note;	/* the note being written */
	const DocNode *back_in; /* the paragraph at whose end its links back go, or NULL */
	const DocNode
		*checkbox; /* the task item whose box the next paragraph starts with, or NULL */
	Map ids;	   /* those given so far */
	int outline[6], outline_depth; /* levels of the headings that the place is under */
	bool in_paper;		       /* in a paper-box, whose styles are no classes */
} HtmlWriter;

static inline bool html_is_kramdown(const HtmlWriter *w)
{
	return w->options->flavour == HTML_KRAMDOWN;
}

/* --- html_nodes.c --- */
void html_put_node(HtmlWriter *w, const DocNode *node);
void html_put_children(HtmlWriter *w, const DocNode *node);

/* --- html_nodes_inline.c --- */
void html_put_inline(HtmlWriter *w, const DocNode *node);
/* A formula as MathML, or its source. */
void html_put_formula(HtmlWriter *w, const DocNode *node, bool block);

/* --- html_nodes_table.c --- */
void html_put_table(HtmlWriter *w, const DocNode *table);

/* --- html_nodes_list.c --- */
void html_put_list(HtmlWriter *w, const DocNode *list);
void html_put_item(HtmlWriter *w, const DocNode *item);
void html_put_checkbox(HtmlWriter *w, const DocNode *item);
void html_put_toc(HtmlWriter *w, const DocNode *toc);
void html_put_notes(HtmlWriter *w, const DocNode *notes);
void html_put_note_ref(HtmlWriter *w, const DocNode *ref);
/* The links from the note being written to its references, with what stands before them. */
void html_put_links_back(HtmlWriter *w);

/* --- html_nodes_tag.c --- */

/*
 * The start tag `tag` (or the node's own) with the node's attributes; `own` sets attributes in
 * front or in the place of the node's, classes are joined, a value with ptr NULL takes one away.
 */
void html_put_start(HtmlWriter *w, const DocNode *node, Str tag, const Attr *own, size_t count);
void html_put_end(HtmlWriter *w, const DocNode *node, Str tag);
/* Like html_put_start without ">" at its end, so that more can follow. */
void html_put_open(HtmlWriter *w, const DocNode *node, Str tag, const Attr *own, size_t count);

/* --- html_nodes_modern.c --- */

/*
 * An attribute in valid HTML 5: as it is, another one, or none (an empty name) with a declaration
 * added to `css` in its place.
 */
Attr html_modern_attr(const DocNode *node, const Attr *attr, Buf *css);
/* The declarations that stand for an obsolete element. */
void html_modern_tag(const DocNode *node, Buf *css);

#define HTML_ATTR(literal, text) ((Attr){.name = S(literal), .value = (text)})
#define HTML_START(w, node, tag, ...)                                                              \
	html_put_start((w), (node), (tag), (const Attr[]){__VA_ARGS__},                            \
		       sizeof((const Attr[]){__VA_ARGS__}) / sizeof(Attr))

#endif
