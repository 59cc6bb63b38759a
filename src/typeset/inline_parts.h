/*
 * inline_parts: what the files of typeset/inline share: a Para that is being made.
 */
#ifndef RECTO_TYPESET_INLINE_PARTS_H
#define RECTO_TYPESET_INLINE_PARTS_H

#include "base/buf.h"
#include "base/vec.h"
#include "typeset/layouter.h"
#include "typeset/runes.h"

typedef struct {
	const Galley *place;
	Buf text;
	VEC(ParaRun) runs;
	VEC(ParaLink) links;
	VEC(ParaObject) objects;
	bool soft_space; /* the space at the end was a line end after a CJK character */
	RuneClues clues; /* of the paragraph */
	bool trim_start; /* a date stood here: wide spaces after it go as well */
	Tag *foreign, *foreign_parent; /* the last span of a guessed language, and what it is in */
	size_t foreign_end;
} Inliner;

/* What text is set with at a point of the tree. */
typedef struct {
	const TextStyle *style;
	Str lang;
	Tag *tag;
	uint32_t link;
	Span span;
	int depth;
} Mode;

/* A tag of that kind inside the mode's; NULL where nothing is tagged. */
Tag *inliner_tag(const Inliner *in, const Mode *mode, TagKind kind);

/* inline_text.c: text with its white space folded, CJK in other text a span of its own. */
void inliner_add_text(Inliner *in, const Mode *mode, Str text);
/* A forced end of a line; a space before it goes. */
void inliner_add_break(Inliner *in, const Mode *mode);
/* The text from byte `start` to its end is a run of that mode, or more of the last. */
void inliner_add_run(Inliner *in, const Mode *mode, Str lang, Tag *tag, size_t start);
/* Takes bytes back from the end of the text, and the runs that end there. */
void inliner_cut(Inliner *in, size_t bytes);
/* What stands at the end: nothing or a line's end, a space, a CJK character. */
bool inliner_at_start(const Inliner *in);
bool inliner_after_space(const Inliner *in);
bool inliner_after_cjk(const Inliner *in);

#endif
