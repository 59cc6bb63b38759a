/*
 * markdown_cmark: the adapter to cmark-gfm, which no other file knows.
 *
 * It reads whole documents (GitHub's and CommonMark's flavour) and runs of inline text (kramdown's
 * flavour, whose blocks front/kramdown_block.c finds). Raw HTML comes back as loose AST_VERBATIM
 * nodes, one a tag; front/html_fold.c pairs them. The trees are walked without recursion and never
 * nest deeper than MARKDOWN_DEPTH: what is deeper joins its ancestor at that depth, with one error.
 */
#ifndef RECTO_FRONT_MARKDOWN_CMARK_H
#define RECTO_FRONT_MARKDOWN_CMARK_H

#include "front/markdown.h"

/* A paragraph of inline text: the bytes [start, end) of a Text become children of `leaf`. */
typedef struct {
	Ast *leaf;
	size_t start, end;
} InlineRun;

/* Parses `text` as a document of `options->flavour`. */
Ast *cmark_read_document(Arena *arena, const Text *text, const MarkdownOptions *options,
			 Diags *diags);

/*
 * Parses the runs of `text`, which stand in order, each a paragraph for CommonMark with a blank
 * line behind it; link definitions may follow the last one. `page` lends what it has of the words.
 */
void cmark_read_inlines(Arena *arena, const Text *text, const Text *page, const InlineRun *runs,
			size_t count, Diags *diags);

#endif
