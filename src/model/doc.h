/*
 * doc: what a page means, for both sides.
 *
 * A Doc is made from an Ast (model/doc_build) and from data (publications, news); the HTML writer
 * and the typesetter read the same tree. It knows no page size. Nodes are in the document's arena.
 * A node's style is a name that themes give a look to ("lead", "title", "authors", "badge", ...;
 * empty: plain). Raw HTML that has a meaning gets the kind of that meaning (<b> is DOC_STRONG with
 * tag "b"); all other elements are DOC_BLOCK or DOC_SPAN. `tag` and `attrs` are for the page,
 * `format` is what print can honour of them.
 *
 * Headings open sections: a DOC_SECTION holds its DOC_HEADING and all that follows among its
 * siblings up to the next heading of the same or a higher level. White space: text may hold line
 * feeds and runs of spaces; both writers fold them, but not U+00A0.
 *
 * Where blocks and inlines stand side by side (in a div, an item, a cell) the inlines are in a bare
 * DOC_PARAGRAPH, so that a block holds either blocks or inlines. `bare` nodes have a meaning but no
 * tags of their own on the page.
 */
#ifndef RECTO_MODEL_DOC_H
#define RECTO_MODEL_DOC_H

#include "base/buf.h"
#include "front/ast.h"
#include "front/tex_math.h"

typedef enum {
	/* blocks */
	DOC_ROOT,
	DOC_SECTION,
	DOC_HEADING,   /* .heading; children: inlines */
	DOC_PARAGRAPH, /* children: inlines */
	/* .list; children: DOC_ITEM. Style "dated": (most) items start with a DOC_DATE */
	DOC_LIST,
	DOC_ITEM, /* .item; children: blocks (tight lists: bare DOC_PARAGRAPH) */
	/* .entry; children: blocks. Styles: "paper" (a paper-box), "publication", "news", ... */
	DOC_ENTRY,
	DOC_FIGURE,	 /* children: a DOC_IMAGE (in a paragraph or not), then maybe DOC_CAPTION */
	DOC_CAPTION,	 /* children: inlines or blocks */
	DOC_TABLE,	 /* .table; children: DOC_ROW (and DOC_CAPTION first) */
	DOC_ROW,	 /* .row; children: DOC_CELL */
	DOC_CELL,	 /* .cell; children: inlines, or blocks when `blocks` */
	DOC_DEFINITIONS, /* children: DOC_TERM, DOC_DEFINITION */
	DOC_TERM,	 /* children: inlines */
	DOC_DEFINITION,	 /* children: blocks */
	DOC_QUOTE,
	/* .code; children: the same as inlines when the text has markup within, for the page */
	DOC_CODE_BLOCK,
	DOC_RULE,
	DOC_MATH_BLOCK, /* .math */
	/* all footnotes, where {:footnotes} says or last in the root; children: DOC_NOTE */
	DOC_NOTES,
	DOC_NOTE,  /* .note; children: blocks */
	DOC_BLOCK, /* any other block element (div, details, section, ...) */
	DOC_TOC,   /* .list.ordered: a table of contents made from the headings */
	/* .text: bytes for the page only (script, style, nomarkdown); block or inline */
	DOC_RAW,
	/* inlines */
	DOC_TEXT, /* .text */
	DOC_EMPH,
	DOC_STRONG,
	DOC_STRIKE,
	DOC_CODE,     /* .code */
	DOC_LINK,     /* .link; children: inlines */
	DOC_IMAGE,    /* .image */
	DOC_BREAK,    /* a forced line break */
	DOC_MATH,     /* .math; style "display": a block within a paragraph */
	DOC_NOTE_REF, /* .note */
	DOC_ABBR,     /* .text: the full form; children: the short form */
	DOC_DATE,     /* the date that leads a dated item; children: inlines; .date */
	DOC_SPAN,     /* any other inline element (span, sup, sub, u, small, mark, ...) */
} DocKind;

/* Where a block is shown: {: .web-only} and {: .cv-only}. */
typedef enum { DOC_BOTH, DOC_WEB_ONLY, DOC_CV_ONLY } DocAudience;

typedef enum {
	DOC_ALIGN_NONE,
	DOC_ALIGN_LEFT,
	DOC_ALIGN_CENTER,
	DOC_ALIGN_RIGHT,
	DOC_ALIGN_JUSTIFY
} DocAlign;

/* What print honours of elements and inline CSS. Zero means: not said. */
typedef struct {
	bool has_colour, has_background;
	uint32_t colour, background; /* 0xRRGGBB */
	int weight;		     /* 400, 700; 0: not said */
	int slant;		     /* 1 italic, -1 upright */
	int size;		     /* per mille of the size around it */
	/* hidden: display:none, so on neither side of paper */
	bool underline, strike, mono, small_caps, hidden;
	int script; /* 1 superscript, -1 subscript */
	DocAlign align;
	DocAlign side;	   /* float: left or right */
	Str width, height; /* as written: "40%", "120px" */
} DocFormat;

/* What few nodes say of themselves. */
typedef struct {
	Str style;
	Str lang;		 /* BCP 47, empty: as around it */
	Str tag;		 /* HTML element it came from, empty: the usual one for its kind */
	const Attrs *attrs;	 /* without id for headings (see heading.id); may be NULL */
	const DocFormat *format; /* may be NULL */
} DocTraits;

/* The traits of all nodes that say nothing. */
extern const DocTraits doc_no_traits;

/* What a citation leads to: the entry `id` where the document has it, else an address elsewhere. */
typedef struct {
	Str id;
	Str url, print_url; /* empty: the entry stands nowhere else */
} DocCited;

/* What few pictures say: apart, for a site has many. */
typedef struct {
	Str title;
	Str width, height; /* as written in attributes or style */
} DocImageLook;

typedef struct DocNode DocNode;
/* A node made by doc_new ends with the member of `as` that its kind has: see doc_size. */
struct DocNode {
	DocKind kind : 16;
	DocAudience audience : 8;
	bool bare : 1; /* written on the page without tags of its own */
	Span span;
	DocNode *parent, *first, *last, *next;
	const DocTraits *traits; /* its own, or &doc_no_traits: never NULL */
	union {
		Str text;
		struct {
			Str text;		    /* TeX; the same as .text */
			const MathFormula *formula; /* NULL: not understood, shown as source */
		} math;
		struct {
			int level; /* 1 to 6 */
			Str id;
			bool no_toc;
			bool added; /* by a layout, not by the author */
		} heading;
		struct {
			bool ordered, tight;
			int64_t start;
		} list;
		struct {
			bool task, done;
		} item;
		struct {
			/* What stands beside the text (paper-box-image): a DOC_BLOCK, or NULL. Not
			 * among the children, but its parent is the entry; the badge stands in it
			 * too. */
			DocNode *aside;
			DocNode *picture; /* the first DOC_IMAGE in it, or NULL */
			/* inlines of the badge, a DOC_SPAN of style "badge", or NULL */
			DocNode *badge;
			DocNode *date; /* a DOC_DATE, or NULL */
			Str id;	       /* anchor, cite key */
		} entry;
		struct {
			AstAlign *aligns;
			size_t columns;
			Str colgroup; /* <colgroup> elements as bytes, for the page */
		} table;
		struct {
			bool head, foot, group;
			Str section; /* raw HTML: "thead", "tbody", "tfoot" as written, or empty */
			const Attrs *section_attrs; /* may be NULL */
		} row;
		struct {
			AstAlign align;
			bool header, blocks;
			int column_span, row_span; /* at least 1 */
		} cell;
		struct {
			Str text, language;
			bool data_lang; /* said by data-lang, too: {% highlight %} */
		} code;
		struct {
			/* for the page: as written, or resolved to where the target is */
			Str url;
			/* absolute, for paper; empty when paper has none (empty or broken link) */
			Str print_url;
			Str title;
			DocCited *cited; /* of a citation, else NULL: url and print_url follow it */
		} link;
		struct {
			Str url, alt;
			Str file; /* on disk, or a data: address; empty when missing or remote */
			uint32_t pixel_width, pixel_height; /* 0: not known */
			DocImageLook *look; /* may be NULL: read it by doc_image_look */
		} image;
		struct {
			Str label;
			int number, reference, references;
		} note;
		struct {
			/*
			 * what stood between date and text, e.g. ": "; the page keeps it, paper
			 * does not
			 */
			Str separator;
		} date;
	} as;
};

typedef struct {
	DocNode *root;
	DocNode *notes; /* the DOC_NOTES below root, or NULL */
	Str lang;
} Doc;

DocNode *doc_new(Arena *arena, DocKind kind, Span span);
DocNode *doc_new_text(Arena *arena, Str text, Span span);
/*
 * How many bytes a node of this kind has. A site of 1,000 pages has half a million nodes, most of
 * them short. So `kind` is changed only to one that needs no more, and nodes are copied by
 * doc_clone_alone, or by doc_copy.
 */
size_t doc_size(DocKind kind);
/* Makes `to`, which has room for its kind, say all that `from` says; parent, children, next and
 * traits are those of `from`. */
void doc_copy(DocNode *to, const DocNode *from);
/* The traits of a node, to be written to: it has its own from now on. */
DocTraits *doc_traits(Arena *arena, DocNode *node);
/* What an image says, be it nothing. */
const DocImageLook *doc_image_look(const DocNode *image);
/* Has an image say this. */
void doc_set_image_look(Arena *arena, DocNode *image, DocImageLook look);
void doc_append(DocNode *parent, DocNode *child);
/* Takes `child` out of its parent. */
void doc_detach(DocNode *child);
/* Moves all children of `from` behind those of `to`. */
void doc_adopt(DocNode *to, DocNode *from);
/*
 * Next node in reading order below `top`, NULL at the end; entry asides come before the entry's
 * children.
 */
DocNode *doc_next(const DocNode *node, const DocNode *top);
/* Whether it stands between blocks; DOC_RAW by where it stands. */
bool doc_is_block(const DocNode *node);
const char *doc_kind_name(DocKind kind);
/*
 * All text below a node, breaks as one space, no notes, no white space at the end; owned by
 * `arena`, or lent by the node where it holds one text only.
 */
Str doc_plain_text(Arena *arena, const DocNode *node);
/* The text of the heading that a section begins with; empty without one. */
Str doc_heading_text(Arena *arena, const DocNode *section);
/* Between the texts of two blocks stands a space, as between two lines. */
void doc_add_gap(Buf *out);

#endif
