/*
 * para: a paragraph of styled text, set into lines.
 *
 * The steps are a file each: itemize (face, script, direction), shape (glyphs, by word with a
 * cache), items (box, glue, penalty), linebreak (a pure function over them), line (glyphs placed).
 * para_set runs them all.
 */
#ifndef RECTO_TYPESET_PARA_H
#define RECTO_TYPESET_PARA_H

#include "front/source.h"
#include "typeset/fonts.h"
#include "typeset/frame.h"

typedef struct {
	FontQuery font;
	Len size;
	uint32_t colour;
	Str features; /* OpenType features, "onum" */
	Len rise;     /* of the baseline: superscripts */
	bool underline, strike;
	bool dots; /* CJK characters are emphasised by a dot each: below, in Japanese above */
	bool has_background;
	uint32_t background; /* badges: a rounded rule behind the text */
	bool no_hyphen;	     /* names, code, headings */
	bool names;	     /* a line of people's names */
	/* spaces kept as they are, breaks allowed after / . _ - and between letters at need */
	bool code;
} TextStyle;

typedef struct {
	uint32_t start, end; /* bytes of Para.text */
	const TextStyle *style;
	Str lang;
	Tag *tag;      /* NULL: artifact */
	uint32_t link; /* index into Para.links + 1; 0: none */
	Span span;
} ParaRun;

typedef struct {
	Str url, anchor, contents;
	Tag *tag;	/* the Link tag */
	uint32_t group; /* from 1, unique in the Paper */
} ParaLink;

/* An object in the text, at one U+FFFC. */
typedef struct {
	uint32_t at;
	Len w, h, depth; /* h is above the baseline, depth below it */
	FrameItem item;	 /* x and y are set when the line is placed */
	/*
	 * in the place of `item` when not NULL: x from the left of the object, y from the baseline
	 */
	const FrameItem *items;
	size_t item_count;
} ParaObject;

typedef struct {
	/*
	 * white space already folded; '\n' is a forced break; U+FFFC an object; U+00AD a soft
	 * hyphen
	 */
	Str text;
	ParaRun *runs; /* cover the text without gaps */
	size_t run_count;
	ParaLink *links;
	size_t link_count;
	ParaObject *objects;
	size_t object_count;
	Str lang;
	/*
	 * on a page from right to left: it begins at the right; so do its characters, but for those
	 * that unicode_base_in_rtl tells of. `foreign`: in a part of it that is not
	 */
	bool rtl, foreign;
} Para;

typedef enum { PARA_JUSTIFY, PARA_LEFT, PARA_CENTER, PARA_RIGHT } ParaAlign;

enum { EXPANSION_WHOLE = 10000 };

typedef struct {
	Len width;	  /* of all lines, or of those after the first `narrow_lines` */
	Len narrow_width; /* of the first `narrow_lines` lines (text beside a picture) */
	size_t narrow_lines;
	Len narrow_indent; /* of those lines from the left */
	Len first_indent;  /* of the first line; may be negative (hanging) */
	ParaAlign align;
	bool hyphenate;
	/* letters of a justified line may be so much wider or narrower, in 1/10000 */
	int expansion;
	bool fold;     /* a dot between words at which a line ends goes, as the space does */
	bool sense;    /* lines end where the sense allows: titles, headlines */
	bool trial;    /* only to see how it comes out: no warnings */
	int looseness; /* lines more or fewer than look best, or as near as can be */
	Len leading;   /* distance of baselines; a line with taller matter gets more */
} ParaShape;

typedef struct {
	Len x, w; /* of the text that is on it, within the shape */
	/* what the line needs above and below its baseline; ascent + depth >= leading */
	Len ascent, depth;
	FrameItem *items; /* x from the left of the shape, y from the baseline (0 is on it) */
	size_t count;
	bool hyphenated, forced; /* ends in a hyphen; ends in a forced break */
	int cost;		 /* of ending it there (cost.h) */
	double ratio;		 /* of stretching (+) or shrinking (-); for statistics */
	/* sticks out by so much; leaves so much to spaces that are wide already */
	Len overfull, underfull;
	Span span; /* where its text begins */
} Line;

typedef struct {
	Line *lines;
	size_t count;
	Len width; /* of the widest */
} Lines;

typedef struct Setter Setter; /* fonts, caches, ICU's breakers: one a document */

/* `scratch` is reset between paragraphs. Free with setter_free. */
Setter *setter_new(Arena *arena, Fonts *fonts, Diags *diags);
void setter_free(Setter *setter);
/* Where the text came from, for the exact places of messages; may be left out. */
void setter_set_sources(Setter *setter, const Sources *sources);

/* From now on the glyphs and texts of the items live in `keep`; NULL: with the items. */
void setter_keep(Setter *setter, Arena *keep);

/*
 * Sets a paragraph. Lines and items live in `arena`. An error for each cluster no face has (once a
 * place), a warning when a line is overfull or underfull (once a paragraph, for the worst).
 */
Lines para_set(Setter *setter, Arena *arena, const Para *para, const ParaShape *shape);

/* The width of a paragraph on one line; *smallest, unless NULL, is that of its longest unbreakable
 * piece. */
Len para_measure(Setter *setter, const Para *para, Len *smallest);

/* Called with the items of each paragraph as it is set: for `recto dump --stage=items`. */
typedef struct ItemList ItemList;
typedef void ItemsWatch(void *context, const Para *para, const ItemList *items);
void setter_watch(Setter *setter, ItemsWatch *watch, void *context);

/*
 * Break opportunities of UAX #14 in `text` (`lang` as for unicode_mark_lines): offsets after which
 * a line may end, ascending.
 */
size_t breaks_find(Setter *setter, Arena *arena, Str text, Str lang, uint32_t **offsets,
		   bool **forced);
/* Ends of grapheme clusters. */
size_t graphemes_find(Setter *setter, Arena *arena, Str text, uint32_t **offsets);
/* The version of ICU, for `recto --version`. */
Str unicode_version(Arena *arena);

#endif
