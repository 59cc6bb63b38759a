/*
 * doc_maker: what the files of model/doc_build share.
 *
 * Everything is made in maker->arena and lent; attributes are lent by the Ast. Nothing here fails.
 * Recursion follows the Ast, whose depth the Markdown stage bounds.
 */
#ifndef RECTO_MODEL_DOC_MAKER_H
#define RECTO_MODEL_DOC_MAKER_H

#include "model/doc_build.h"
#include "model/doc_math.h"

typedef struct {
	Arena *arena;
	const DocOptions *options;
	Diags *diags;
	DocNode *notes; /* empty, where {:footnotes} says, or NULL */
	int code;	/* depth of elements whose text is code */
	int closed; /* depth of what headings open no sections in: items, cells, quotes, entries */
} DocMaker;

/* What an HTML element means for print. */
typedef enum {
	ROLE_BLOCK,
	ROLE_SPAN,
	ROLE_PARAGRAPH,
	ROLE_HEADING,
	ROLE_LIST,
	ROLE_ITEM,
	ROLE_QUOTE,
	ROLE_PRE,
	ROLE_TABLE,
	ROLE_DEFINITIONS,
	ROLE_TERM,
	ROLE_DEFINITION,
	ROLE_FIGURE,
	ROLE_CAPTION,
	ROLE_RULE,
	ROLE_STRONG,
	ROLE_EMPH,
	ROLE_STRIKE,
	ROLE_CODE,
	ROLE_LINK,
	ROLE_IMAGE,
	ROLE_BREAK,
	ROLE_ABBR,
	ROLE_QUOTATION, /* q: quotation marks come from the style sheet */
	ROLE_MEDIA,	/* audio, video, iframe, ...: on paper a link */
	ROLE_CONTROL,	/* buttons, fields: for the page only */
	ROLE_RAW,	/* svg, template: bytes for the page */
} DocRole;

DocRole doc_role(Str tag, bool block);

/* --- doc_build.c --- */

/* A node for `ast` with tag (of an element), attributes, format, audience and language. */
DocNode *doc_make(DocMaker *maker, DocKind kind, const Ast *ast);
/* Takes the id out of a node's attributes. */
void doc_take_id(DocMaker *maker, DocNode *node, Str *id);
/* Whether a node and all below it can stand in a paragraph. */
bool doc_ast_is_inline(const Ast *ast);
/*
 * Appends the siblings from `first` on as blocks: runs of inlines become paragraphs, bare ones, or
 * like `paragraph` (a DOC_PARAGRAPH to copy, whose attributes go to the first) when it is not NULL.
 */
void doc_make_flow(DocMaker *maker, DocNode *parent, const Ast *first, DocNode *paragraph);
/* The same with headings that open no sections. */
void doc_make_closed_flow(DocMaker *maker, DocNode *parent, const Ast *first);
/* A paragraph of Markdown or a <p>; what cannot stand in it ends it, as in a browser. */
void doc_make_paragraph(DocMaker *maker, DocNode *parent, const Ast *ast, bool bare);
/* Moves what follows each heading among the children into sections. */
void doc_make_sections(DocMaker *maker, DocNode *parent);

/* --- doc_build_block.c --- */

void doc_make_block(DocMaker *maker, DocNode *parent, const Ast *ast);

/* --- doc_build_element.c --- */

void doc_make_block_element(DocMaker *maker, DocNode *parent, const Ast *ast);
/* A link around blocks: an element on the page, a link in each of the blocks on paper. */
void doc_make_block_link(DocMaker *maker, DocNode *parent, const Ast *ast);

/* --- doc_build_table.c --- */

void doc_make_table(DocMaker *maker, DocNode *parent, const Ast *ast);

/* --- doc_build_inline.c --- */

/* Appends the siblings [first, end) as inlines; blocks among them become spans. */
void doc_make_inlines(DocMaker *maker, DocNode *parent, const Ast *first, const Ast *end);
/* All siblings from `first` on, as the markup within code. */
void doc_make_code_inlines(DocMaker *maker, DocNode *parent, const Ast *first);
/* A DOC_LINK of an a element, or of Markdown's own. */
DocNode *doc_make_link(DocMaker *maker, const Ast *ast);
/* What the host makes of an element that a Liquid tag left behind, perhaps below a DOC_ROOT; NULL
 * when it is none of these. */
DocNode *doc_expand(DocMaker *maker, const Ast *element);
/* Comments and verbatim bytes; NULL for a comment that is dropped. */
DocNode *doc_make_raw(DocMaker *maker, const Ast *ast);
/* What paper has in the place of a sound, a film or a frame: a DOC_LINK with its poster or title,
 * or NULL when there is no address. */
DocNode *doc_make_media_link(DocMaker *maker, const Ast *ast);

/* --- doc_build_form.c --- */

/* Whether it is acad-homepage's div.paper-box; then appends the DOC_ENTRY. */
bool doc_make_paper_box(DocMaker *maker, DocNode *parent, const Ast *ast);

/* --- doc_build_date.c --- */

/* Gives style "dated" and the DOC_DATEs to a list most of whose items start with a date. */
void doc_find_dates(DocMaker *maker, DocNode *list);

/* --- doc_build_format.c --- */

/* A CSS colour, but none that is transparent; `legacy`: also "rrggbb" as in <font color>. */
bool doc_parse_colour(Str text, bool legacy, uint32_t *out);

/* --- doc_write.c --- */

/* An element and all below it as HTML bytes. */
Str doc_ast_bytes(Arena *arena, const Ast *ast);

/* --- doc_drawing.c --- */

/*
 * A picture, for paper alone, of an svg element whose bytes on the page are `bytes`; `in_text`: it
 * stands among words. NULL for other elements, and for what is hidden or mere decoration.
 */
DocNode *doc_make_drawing(DocMaker *maker, const Ast *svg, Str bytes, bool in_text);

#endif
