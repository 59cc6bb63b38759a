/*
 * doc_build: from syntax to meaning, Ast to Doc.
 *
 * Knows HTML's elements and the forms of al-folio and acad-homepage: paper-boxes become DOC_ENTRY,
 * lists whose items start with an emphasised date become style "dated", figures, badges, inline
 * CSS.
 */
#ifndef RECTO_MODEL_DOC_BUILD_H
#define RECTO_MODEL_DOC_BUILD_H

#include "front/source.h"
#include "model/doc.h"

/*
 * What the builder asks of the site. `expand` gives blocks for an element that a Liquid tag left
 * behind (tag "recto-bibliography", attributes as the tag's options) or NULL when it is none of
 * those. May be NULL.
 */
typedef struct {
	void *context;
	DocNode *(*expand)(void *context, Arena *arena, const Ast *element);
} DocHost;

typedef struct {
	Str lang;
	bool keep_comments; /* `--keep-comments`: HTML comments stay on the page as DOC_RAW */
	bool emoji;	    /* ":sparkles:" is a character, but in code */
	const DocHost *host;
} DocOptions;

/* Builds the Doc of a page. Never NULL; adds warnings only. */
Doc *doc_build(Arena *arena, const Ast *ast, const DocOptions *options, Diags *diags);

/* Inline CSS and presentational attributes to a DocFormat; NULL when they say nothing. */
const DocFormat *doc_parse_format(Arena *arena, Str tag, const Attrs *attrs);

/* Whether the text is a date or a span of time: "2025.06", "Sep 2023 - now", "2019 & 2020". */
bool doc_is_date(Str text);

#endif
