/*
 * html_fold: raw HTML to Ast nodes, paired and nested by the HTML5 rules; the adapter to gumbo.
 *
 * Markdown gives HTML as loose tags among its own nodes. They are written as one fragment in which
 * every node of ours is an empty element with a number; gumbo parses it, and the tree is read back
 * with the nodes in the place of their numbers. So unclosed, crossed and misplaced tags end up
 * where a browser puts them, and no text is lost: a node that HTML has no place for stays behind
 * its predecessor.
 *
 * Elements become AST_ELEMENT, comments AST_COMMENT, script and style AST_VERBATIM, text AST_TEXT.
 * Tags nested past MARKDOWN_DEPTH are left out with an error; their contents stay.
 */
#ifndef RECTO_FRONT_HTML_FOLD_H
#define RECTO_FRONT_HTML_FOLD_H

#include "front/markdown.h"

/* A fragment under construction: HTML, and nodes that stand in it. */
typedef struct {
	TextBuilder html;
	VEC(Ast *) nodes;
	Diags *diags;
	bool spaces; /* keep white space next to blocks: inline text */
} HtmlFold;

HtmlFold html_fold_new(Arena *arena, Diags *diags);
/* Appends a part of a text as HTML. */
void html_fold_add_html(HtmlFold *fold, const Text *text, size_t start, size_t end);
/* Appends a node (detached, or moved from where it is). */
void html_fold_add_node(HtmlFold *fold, Ast *node);
/* Parses the fragment and appends its nodes to `parent`. */
void html_fold_finish(HtmlFold *fold, Ast *parent);

/* Pairs the AST_VERBATIM tags among the children of `parent`, when there are any. */
void html_fold_children(Arena *arena, Ast *parent, Diags *diags);
/* The same for every node below `root`. */
void html_fold_tree(Arena *arena, Ast *root, Diags *diags);

/* The element that stands for a node: <x-recto n="12"></x-recto>. */
#define HTML_MARK_TAG "x-recto"
/* A colon in the name of an element, where a parser in between knows none. */
#define HTML_COLON "-x3a-"

/*
 * A fragment without the tags that are nested past MARKDOWN_DEPTH (html_nesting.c); `too_deep` is
 * set when there are.
 */
Text html_limit_depth(Arena *arena, const Text *text, bool *too_deep);

#endif
