/*
 * setting: what the steps of setting one paragraph hand to each other; for itemize, shape, items,
 * justify, line and para only.
 *
 * All of it lives in the setter's scratch arena and is gone with the next paragraph.
 */
#ifndef RECTO_TYPESET_SETTING_H
#define RECTO_TYPESET_SETTING_H

#include "base/vec.h"
#include "typeset/hyphenate.h"
#include "typeset/item.h"
#include "typeset/linebreak.h"
#include "typeset/para.h"
#include "typeset/runes.h"
#include "typeset/unicode.h"

typedef struct ShapeCache ShapeCache;

struct Setter {
	Arena *arena, *scratch;
	Arena *keep; /* of glyphs and texts; NULL: that of the items */
	Fonts *fonts;
	Diags *diags;
	const Sources *sources; /* may be NULL */
	Unicode *unicode;
	ShapeCache *shapes;
	Hyphens *hyphens;
	ItemsWatch *watch;
	void *watch_context;
};

typedef enum {
	SEGMENT_TEXT,
	SEGMENT_OBJECT,
	SEGMENT_BREAK,	 /* '\n' */
	SEGMENT_MISSING, /* no face has it; an error was added */
} SegmentKind;

/* A stretch of text of one run, face, script and direction. */
typedef struct {
	SegmentKind kind;
	uint32_t start, end; /* bytes */
	uint32_t run;	     /* index of the ParaRun */
	uint32_t object;     /* index of the ParaObject */
	Face *face;
	const FontProtrusion *protrusion; /* of the face, or NULL */
	Len size;			  /* with the face's scale */
	uint32_t script;		  /* 0: none of its own */
	uint8_t level;			  /* of embedding; odd: right to left */
	bool cjk;			  /* set in a CJK face */
	Str lang;			  /* for the face */
	uint32_t first_glyph;		  /* where its glyphs begin */
} Segment;

typedef VEC(FaceGlyph) FaceGlyphs;

typedef struct {
	Setter *setter;
	Arena *arena; /* scratch */
	const Para *para;
	const ParaShape *shape;
	uint8_t *marks;		    /* line breaks by byte (unicode.h) */
	UnicodeDirection direction; /* of the paragraph's characters: not AUTO */
	uint8_t *levels;	    /* by byte; NULL: all from left to right */
	uint8_t *graphemes;	    /* ends of clusters by byte; NULL: every character is one */
	VEC(Segment) segments;	    /* cover the text without gaps */
	FaceGlyphs glyphs;	    /* in logical order, in Len; cluster: byte of the paragraph */
	ItemList items;
	uint8_t *names; /* by byte, where people are named; NULL: nobody is */
	Len narrowest;	/* no box may be wider */
	bool ragged;
	RuneClues clues; /* of the text, for the language of Han characters where nobody says */
	bool has_clues;
} Setting;

static inline const ParaRun *segment_run(const Setting *s, const Segment *segment)
{
	return &s->para->runs[segment->run];
}
static inline const TextStyle *segment_style(const Setting *s, const Segment *segment)
{
	return s->para->runs[segment->run].style;
}
/* Whether the letters of a segment may be made a little wider or narrower. */
static inline bool segment_expands(const Setting *s, const Segment *segment)
{
	return s->shape->expansion > 0 && !s->ragged && segment->kind == SEGMENT_TEXT &&
	       !segment->cjk && !segment_style(s, segment)->code;
}
/* The glyph after the segment's last. */
static inline uint32_t segment_glyph_end(const Setting *s, const Segment *segment)
{
	return segment + 1 < s->segments.ptr + s->segments.len ? segment[1].first_glyph
							       : (uint32_t)s->glyphs.len;
}

/* itemize.c: marks, levels and segments. */
void itemize(Setting *s);

/* shape.c: glyphs of all segments. */
ShapeCache *shape_cache_new(Arena *arena);
void shape_segments(Setting *s);
/* The glyphs of text[start, end) of a segment, uncached, in Len and logical order. */
void shape_piece(Setting *s, const Segment *segment, Str text, size_t start, size_t end,
		 FaceGlyph **glyphs, size_t *count);
/* One glyph's advance at the segment's size. */
Len shape_advance(const Segment *segment, uint32_t glyph);

/* The width of a short text in the style of the segment, kept for the next time. */
Len shape_width(Setting *s, const Segment *segment, Str text);

/*
 * divide.c. How much wider than the glyphs [low, glyph) a line is that ends with a hyphen at byte
 * `at`, before glyph `glyph` or inside it: by the hyphen, by what is left of a ligature, by other
 * kerning. `low` is where the box begins, in the same segment.
 */
Len divide_width(Setting *s, const Segment *segment, uint32_t low, uint32_t glyph, uint32_t at);
/* How much wider (below 0: narrower) the line after it is than the glyphs [glyph, limit) of the
 * box, where a ligature is divided. */
Len divide_next_width(Setting *s, const Segment *segment, uint32_t glyph, uint32_t limit,
		      uint32_t at);
/* Sets what stands before and after the hyphens at these breaks as the ends of lines it now is. */
void divide_glyphs(Setting *s, const Linebreak *breaks, size_t count);

/* What may be done to words: nothing, hyphens by the patterns of their language, cuts anywhere. */
typedef enum { ITEMS_WHOLE, ITEMS_DIVIDED, ITEMS_CUT } ItemsLeave;

/* items.c: boxes, glue and penalties. */
void items_make(Setting *s, ItemsLeave leave);

/* justify.c: gives every glue of a line its share; `target` is the width it shall have. */
typedef struct {
	Len width, stretch;
	double ratio;  /* of stretch (+) or shrink (-) that was used */
	int expansion; /* of letters that may expand, in 1/10000 */
} Justified;
Justified justify_line(Setting *s, size_t start, size_t end, Len target);

/* line.c: the glyphs of the broken lines, placed. */
Lines lines_place(Setting *s, Arena *arena, const LinebreakWidths *widths, const Linebreak *breaks,
		  size_t count);

#endif
