/*
 * layouter: what the files of the layout share: the state of one document, the place a block is set
 * in.
 *
 * A Galley is passed by value: blocks change their copy for what is below them. What the Paper
 * holds is made in layouter->arena (tags, glyphs, texts, names), what is gone when it is done in
 * layouter->work (paragraphs, lines, rows). Tags are made in reading order, as the Doc is walked.
 */
#ifndef RECTO_TYPESET_LAYOUTER_H
#define RECTO_TYPESET_LAYOUTER_H

#include "typeset/flow.h"
#include "typeset/layout.h"

/* An entry of a table of contents. */
typedef struct {
	uint32_t group; /* of its link */
	Str anchor;
	Tag *tag;	   /* of its paragraph */
	Len x, w;	   /* its place, with the number's */
	bool rtl;	   /* the number is at the left */
	size_t page, last; /* from 1, 0: unknown; the last piece of its link in its frame */
} ContentsEntry;

typedef struct {
	Arena *arena, *work;
	Arena *inlines; /* of the Paras that inline_para makes: `work` but for block_set_inlines */
	Arena *passing; /* its own, for one Para after another */
	Fonts *fonts;
	Setter *setter;
	const Doc *doc;
	const Theme *theme;
	const LayoutOptions *options;
	Diags *diags;
	Paper *paper;
	Map ids;     /* names that a link in the document can lead to */
	Map outline; /* anchor name -> OutlineEntry, frame and y to be filled */
	VEC(OutlineEntry *) headings;
	VEC(const DocNode *) notes;  /* DOC_NOTES that were met: they are set last */
	VEC(ContentsEntry) contents; /* by group */
	uint32_t link_groups;
	int top_level;		   /* the lowest heading level of the Doc: set like level 1 */
	int title_levels;	   /* 1 when the person's name is the H1 of the paper, else 0 */
	const DocNode *aside_list; /* whose entries' column has been measured last, and its width */
	Len aside_width;
	/* whose dates have been measured, and the widest */
	const DocNode *date_root;
	Len date_width;
	Len text_left, text_width, text_height;
} Layouter;

typedef struct {
	Layouter *layouter;
	Flow *flow;
	Tag *tag; /* of the parent */
	Str lang;
	Len x, width;
	TextStyle text;
	Len leading;
	Len gap;	 /* between paragraphs */
	ParaAlign align; /* left: where text begins, right: where it ends */
	bool hyphenate;
	const DocNode *skip; /* an inline that is set elsewhere: a date, a badge */
	bool foreign;	     /* in an entry with a title from left to right (Para.foreign) */
	bool plain;	     /* text is measured only: no tags, links, anchors */
	bool in_heading;
	bool is_date;  /* text is a date in a column: what parted it from the text goes */
	bool balanced; /* lines of about one length: headlines */
	bool fold;     /* dots between words go at the ends of lines */
	int lists;     /* how many lists it is in */
	int depth;     /* of the recursion */
} Galley;

/* Deeper than this, what is below a node is set as plain text. */
enum { LAYOUT_DEPTH = 200 };

Tag *layouter_tag(const Galley *place, TagKind kind, Str lang);

/* --- style.c --- */

/* What a node's style name and format do to text. */
TextStyle style_apply(const Theme *theme, TextStyle around, const DocNode *node);
/* The same for a name alone: "muted", "badge". */
TextStyle style_named(const Theme *theme, TextStyle around, Str name);
TextStyle style_code(const Theme *theme, TextStyle around);
TextStyle style_link(const Theme *theme, TextStyle around);
TextStyle style_heading(const Theme *theme, int level);

/* --- inline.c --- */

/* The inlines [first, end) as a paragraph; runs belong to `tag`. */
Para inline_para(const Galley *place, const DocNode *first, const DocNode *end, Tag *tag);
/* A text alone as a paragraph. */
Para inline_text(const Galley *place, Str text, Tag *tag);
/* --- galley.c --- */

/* Body text of the theme in its place: whole text width, no list. */
Galley galley_body(Layouter *layouter, Flow *flow, Tag *tag);
/* Text, size and leading of a place at once. */
void galley_set_text(Galley *place, TextStyle text);
/* Whether its language is written from right to left. */
bool galley_is_rtl(const Galley *place);
/* Makes a place narrower from where text begins, but never so narrow that words do not fit. */
void galley_indent(Galley *place, Len indent);
/* The height of capitals in the text of a place. */
Len galley_cap_height(const Galley *place);
/* A place for dates, in their own style, at the theme's side of a column. */
Galley galley_date(const Galley *place);
/* The width of a node's inlines on one line. */
Len galley_measure(const Galley *place, const DocNode *node);
/* How a paragraph is set in a place. */
ParaShape galley_shape(const Galley *place);
/* The same for headings: lines of about one length, not one long and one short. */
ParaShape galley_balance(const Galley *place, const Para *para);

/* --- figure.c --- */

/* Printed size of a picture in at most `width`; false when the file cannot be set. */
bool figure_size(const Galley *place, const DocNode *image, Len width, Len *w, Len *h);
/* A picture on its own, with the link around it or NULL. */
void figure_set(Galley place, const DocNode *image, const DocNode *link);
/* The only picture of a paragraph that holds nothing else, and the link around it; NULL. */
const DocNode *figure_alone(const DocNode *node, const DocNode **link);

/* --- block.c --- */

/* The children [first, end) of a node: blocks, and runs of inlines as paragraphs. */
void block_set_range(Galley place, const DocNode *first, const DocNode *end);
void block_set_children(Galley place, const DocNode *node);
void block_set(Galley place, const DocNode *node);
/* A paragraph of inlines. */
void block_set_inlines(Galley place, const DocNode *first, const DocNode *end, TagKind kind);
bool block_is_hidden(const DocNode *node);
/* The id of an element for links, or empty. */
Str block_id(const DocNode *node);

/* {: .newpage} begins a page with what comes next. */
void block_force(const Galley *place, const DocNode *node);
/* {: .keep} keeps the rows of a node, from `first`, on one page when there is room. */
void block_keep(const Galley *place, const DocNode *node, size_t first);

/* --- list.c, entry.c, table.c, header.c --- */

/* Where labels stand: in a column from `x`, `w` wide. */
typedef struct {
	Len x, w;
	TextStyle text;
} Labels;

/* Puts a label on the baseline of a row, `from` or after it, that is there already. */
void list_label_set(const Galley *place, const Labels *labels, size_t from, Para para);
void list_set(Galley place, const DocNode *list);
void list_set_definitions(Galley place, const DocNode *definitions);
/* The date that an item of a dated list begins with, or NULL. */
const DocNode *list_item_date(const DocNode *item);
void entry_set(Galley place, const DocNode *entry);
/* The widest date of the document that a node is in, of entries and dated lists: dates at the left
 * stand in one column, and all that they belong to at one edge. */
Len entry_date_width(const Galley *column, const DocNode *node);
void table_set(Galley place, const DocNode *table);
void header_set(Galley place);

/* --- contents.c --- */

/* A table of contents of the headings. */
void contents_set(Galley place, const DocNode *toc);
/* Puts the numbers of their pages behind the entries, when there are several pages. */
void contents_number(Layouter *layouter);

/* --- notes.c --- */

/* The rows of all notes, in the order in which the rows of `text` refer to them. */
void notes_set(Layouter *layouter, Flow *text, Flow *notes, PageMatter *out);

/* --- hole.c --- */

/* page_break, with pictures smaller where they would leave holes; `rows` are those of the text. */
size_t hole_break(const Layouter *layouter, const PageMatter *matter, PageRow *rows,
		  PageCut **cuts);

/* --- furniture.c --- */

/* Page numbers and running heads, as artifacts. */
void furniture_add(Layouter *layouter);

#endif
