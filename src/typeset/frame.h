/*
 * frame: a page with everything placed on it.
 *
 * Coordinates are Len from the top left corner of the page, y downwards; a text run's y is its
 * baseline. The typesetter makes a Paper in the document's arena; writers read it. Every item names
 * the structure tag it belongs to, or NULL for an artifact (rules, page numbers, bullets repeated
 * heads). Tags form a tree in reading order; a tag may have items on several frames.
 */
#ifndef RECTO_TYPESET_FRAME_H
#define RECTO_TYPESET_FRAME_H

#include "base/diag.h"
#include "base/len.h"
#include "typeset/face.h"

typedef enum {
	TAG_DOCUMENT,
	TAG_SECT,
	TAG_H1,
	TAG_H2,
	TAG_H3,
	TAG_H4,
	TAG_H5,
	TAG_H6,
	TAG_P,
	TAG_L,
	TAG_LI,
	TAG_LBL,
	TAG_LBODY,
	TAG_LINK,
	TAG_FIGURE,
	TAG_CAPTION,
	TAG_TABLE,
	TAG_THEAD,
	TAG_TBODY,
	TAG_TR,
	TAG_TH,
	TAG_TD,
	TAG_NOTE,
	TAG_REFERENCE,
	TAG_QUOTE,
	TAG_CODE,
	TAG_SPAN,
	TAG_DIV,
	TAG_FORMULA,
	TAG_TOC,
	TAG_TOCI,
} TagKind;

/* What stands before the items of a TAG_L (ISO 32000-1, table 347). */
typedef enum { TAG_LABELS_OTHER, TAG_LABELS_DISC, TAG_LABELS_DECIMAL } TagLabels;

/* What few tags have. */
typedef struct {
	Str alt;    /* figures, formulas: alternative text */
	Str actual; /* what to read instead of the glyphs; empty: the runs' own text */
	Str id;	    /* notes need one */
	int column_span, row_span; /* cells; 0 or 1: none */
	bool row_header;	   /* TAG_TH: scope is the row, else the column */
	TagLabels labels;
} TagWords;

typedef struct Tag Tag;
struct Tag {
	TagKind kind;
	uint32_t number; /* from 0, in order of creation */
	Tag *parent, *first, *last, *next;
	Str lang;	       /* when it differs from its parent's */
	const TagWords *words; /* never NULL; tag_say to set them */
};

/* There are millions of them in a book: what few have is beside them. */
typedef struct {
	uint32_t start; /* offset in the run's text of the cluster it belongs to */
	Len advance;
	uint16_t id; /* glyph index in the face: OpenType has no more */
} Glyph;

typedef struct {
	Len dx, dy; /* dy upwards */
} GlyphShift;

typedef enum {
	FRAME_TEXT,
	FRAME_RULE,
	FRAME_PATH,
	FRAME_IMAGE,
	FRAME_LINK,
	FRAME_ANCHOR
} FrameKind;

typedef enum { PATH_MOVE, PATH_LINE, PATH_CURVE, PATH_CLOSE } PathVerb;
typedef struct {
	PathVerb verb;
	Len x[3], y[3]; /* MOVE, LINE: [0]; CURVE: two control points and the end */
} PathStep;

typedef struct {
	FrameKind kind;
	Tag *tag; /* NULL: artifact */
	Span span;
	Len x, y; /* text: start of the baseline; else top left corner */
	Len w, h; /* rule, image, link; text: w is the advance */
	union {
		struct {
			Face *face;
			Str text; /* what the glyphs say, in logical order */
			Str lang;
			Glyph *glyphs;	    /* in visual order */
			GlyphShift *shifts; /* one for each glyph; NULL: none is out of its place */
			uint32_t glyph_count;
			Len size;
			uint32_t colour;   /* 0xRRGGBB */
			int16_t expansion; /* glyphs are so much wider (below 0: narrower), in
					      1/10000; their advances tell it already */
			bool rtl;
			bool soft_hyphen; /* the last glyph is a hyphen that the text does not have
					   */
		} text;
		struct {
			uint32_t colour;
			Len radius; /* of the corners; badges */
		} rule;
		struct {
			PathStep *steps;
			size_t count;
			uint32_t colour;
			Len stroke; /* 0: filled */
		} path;
		struct {
			Str file;
			bool round; /* clipped to the ellipse that fits */
			Len radius; /* clipped to rounded corners */
		} image;
		struct {
			Str url;	/* absolute address, or empty */
			Str anchor;	/* name of an anchor in this document, or empty */
			Str contents;	/* what the link says, for screen readers */
			uint32_t group; /* pieces of one link over several lines share it; from 1 */
		} link;
		struct {
			Str name;
		} anchor;
	} as;
} FrameItem;

typedef struct {
	Len w, h;
	FrameItem *items; /* in painting order */
	size_t count, cap;
	Len trim;  /* how far inside its edges the finished page ends; 0: it is the whole */
	Len bleed; /* how far ink goes on past that end */
} Frame;

/* A page on a sheet. */
typedef struct {
	size_t page;	/* index of a frame */
	Len x, y, w, h; /* where its finished page lies, in the shape of the page */
	bool turned;	/* upside down */
} SheetPage;

/* A side of a sheet for print: pages placed on it, and marks around them. */
typedef struct {
	Frame frame; /* the marks, without tags */
	SheetPage *pages;
	size_t count;
} Sheet;

/* How a printer is to turn the paper. */
typedef enum { DUPLEX_UNSAID, DUPLEX_NONE, DUPLEX_LONG, DUPLEX_SHORT } Duplex;

typedef struct {
	Str title;
	int level;    /* 1 to 6 */
	size_t frame; /* index */
	Len y;
	Str anchor;
} OutlineEntry;

typedef struct {
	Frame *frames;
	size_t frame_count;
	Sheet *sheets; /* when there are any, they are printed, and the frames are what is on them
			*/
	size_t sheet_count;
	Duplex duplex;
	Tag *root; /* TAG_DOCUMENT */
	uint32_t tag_count;
	OutlineEntry *outline;
	size_t outline_count;
	Str title, author, lang, subject, keywords;
	double last_fill; /* of the last page's text height, 0 to 1 */
} Paper;

Tag *tag_new(Arena *arena, Paper *paper, Tag *parent, TagKind kind);
/* A copy of the words of a tag, which becomes the tag's, to be changed. */
TagWords *tag_say(Arena *arena, Tag *tag);
/* The next tag in reading order within the tree under `root`, NULL behind the last; the ones within
 * `tag` only when `into`. */
const Tag *tag_next(const Tag *tag, const Tag *root, bool into);
/* How far a glyph of a text run is from where the advances before it lead. */
static inline GlyphShift frame_shift(const FrameItem *text, size_t glyph)
{
	return text->as.text.shifts == NULL ? (GlyphShift){0, 0} : text->as.text.shifts[glyph];
}
/* "P", "H1", "LBody", ...: the standard structure type (ISO 32000-1, 14.8.4). */
const char *tag_kind_name(TagKind kind);
/* Appends a copy of the item to the frame. */
void frame_add(Arena *arena, Frame *frame, FrameItem item);
/* Moves an item; the steps of a path are copied, as items may share them. */
void frame_move(Arena *arena, FrameItem *item, Len dx, Len dy);

#endif
