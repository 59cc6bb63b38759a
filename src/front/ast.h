/*
 * ast: what a Markdown page says, after kramdown's rules, with raw HTML folded in.
 *
 * One node type, children in a doubly linked list. The tree knows syntax only: an HTML <b> is an
 * AST_ELEMENT "b", **b** is AST_STRONG; model/doc gives both one meaning. Nodes live in the arena
 * they were made in, strings there or in the text that was parsed. Text is decoded: entities are
 * characters, escapes are gone.
 */
#ifndef RECTO_FRONT_AST_H
#define RECTO_FRONT_AST_H

#include "base/arena.h"
#include "base/diag.h"
#include "base/str.h"

typedef enum {
	/* blocks */
	AST_DOCUMENT,
	AST_PARAGRAPH,
	AST_HEADING, /* .heading */
	AST_LIST,    /* .list; children: AST_ITEM */
	AST_ITEM,    /* .item */
	AST_QUOTE,
	AST_CODE_BLOCK, /* .code */
	AST_RULE,
	AST_TABLE,	 /* .table; children: AST_TABLE_ROW */
	AST_TABLE_ROW,	 /* .row; children: AST_TABLE_CELL */
	AST_TABLE_CELL,	 /* .cell */
	AST_DEFINITIONS, /* children: AST_TERM, AST_DEFINITION */
	AST_TERM,
	AST_DEFINITION,
	AST_NOTE,	/* footnote text; .note; children of AST_DOCUMENT only, at its end */
	AST_MATH_BLOCK, /* .text: TeX */
	AST_TOC,	/* {:toc}; .list.ordered */
	AST_NOTES,	/* {:footnotes}: where the page shows its notes; at most one */
	/* blocks and inlines */
	AST_ELEMENT,  /* a raw HTML element; .element */
	AST_COMMENT,  /* an HTML comment; .text */
	AST_VERBATIM, /* {::nomarkdown}, script, style: bytes for the page only; .text */
	/* inlines */
	AST_TEXT,	/* .text */
	AST_SOFT_BREAK, /* a line end in the source */
	AST_LINE_BREAK, /* two spaces or \\ at the end of a line */
	AST_CODE,	/* .code, no language */
	AST_EMPH,
	AST_STRONG,
	AST_STRIKE,
	AST_LINK,     /* .link */
	AST_IMAGE,    /* .link; children are the alternative text */
	AST_NOTE_REF, /* .note */
	AST_MATH,     /* .text: TeX */
	AST_ABBR,     /* .text: the full form; children: the short form */
} AstKind;

typedef enum { AST_ALIGN_NONE, AST_ALIGN_LEFT, AST_ALIGN_CENTER, AST_ALIGN_RIGHT } AstAlign;

/* An attribute of an element or from a kramdown attribute list; classes are joined by one space. */
typedef struct {
	Str name, value;
	bool bare; /* HTML: written without a value */
} Attr;

typedef struct {
	Attr *items;
	size_t len, cap;
} Attrs;

typedef struct Ast Ast;
struct Ast {
	AstKind kind;
	Span span;
	Ast *parent, *first, *last, *prev, *next;
	Attrs attrs;
	union {
		Str text;
		struct {
			int level; /* 1 to 6 */
			bool no_toc;
		} heading;
		struct {
			bool ordered, tight;
			int64_t start;
		} list;
		struct {
			bool bare; /* first in an item or definition: written without <p> */
		} paragraph;
		struct {
			bool task, done; /* [ ] or [x] */
			bool spaced;	 /* a blank line stands behind its first block */
		} item;
		struct {
			bool closed; /* by an end-of-block mark: no further terms join */
		} definitions;
		struct {
			Str text, language, info;
			bool fenced;
		} code;
		struct {
			AstAlign *aligns;
			size_t columns;
		} table;
		struct {
			bool head, foot; /* in the table's head, foot; else body */
			bool group;	 /* first row of a further body */
		} row;
		struct {
			AstAlign align;
		} cell;
		struct {
			Str url, title;
			bool autolink; /* <http://...> */
		} link;
		struct {
			Str label;
			int number;	/* from 1, in the order of first reference */
			int reference;	/* AST_NOTE_REF: which reference to the note, from 1 */
			int references; /* AST_NOTE: how many there are */
		} note;
		struct {
			Str tag;      /* lower case, but for SVG's and MathML's own */
			bool block;   /* stands between blocks, not within a paragraph */
			bool foreign; /* in svg or math */
		} element;
	} as;
};

/* A node without parent. */
Ast *ast_new(Arena *arena, AstKind kind, Span span);
/* An AST_TEXT node. */
Ast *ast_new_text(Arena *arena, Str text, Span span);
/* Links `child` (detached) as the last, or before `next`, or in the place of `old`. */
void ast_append(Ast *parent, Ast *child);
void ast_insert_before(Ast *next, Ast *child);
void ast_replace(Ast *old, Ast *child);
/* Takes a node out of its parent; its children stay with it. */
void ast_detach(Ast *node);
/* Moves all children of `from` to the end of `to`. */
void ast_adopt(Ast *to, Ast *from);
/* Next node in the order of the text below `top`, NULL at the end. */
Ast *ast_next(const Ast *node, const Ast *top);

/* The value of an attribute, or an empty Str; `found` (may be NULL) tells whether it is there. */
Str attrs_get(const Attrs *attrs, Str name, bool *found);
/* Sets or replaces; "class" is added to the classes there are. */
void attrs_set(Arena *arena, Attrs *attrs, Str name, Str value);
bool attrs_has_class(const Attrs *attrs, Str name);

/* All text below a node, breaks as one space, no markup, no notes; owned by `arena`. */
Str ast_plain_text(Arena *arena, const Ast *node);
/*
 * Makes text of what is nested more than `depth` levels below `root`, so that a tree can be walked
 * by recursion. True when there was such; `where` gets the first place.
 */
bool ast_limit_depth(Arena *arena, Ast *root, int depth, Span *where);
/* "paragraph", "emph", ...: the name in dumps. */
const char *ast_kind_name(AstKind kind);
bool ast_is_block(const Ast *node);

#endif
