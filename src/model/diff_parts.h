/*
 * diff_parts: what the files of model/diff share.
 *
 * A DiffSide is a document taken apart: its sections as a tree in a list (the first one is the
 * whole document, parents come before children), its units in reading order. Numbers of words and
 * of whole units are those of one DiffTable for both sides.
 */
#ifndef RECTO_MODEL_DIFF_PARTS_H
#define RECTO_MODEL_DIFF_PARTS_H

#include "base/sequence.h"
#include "model/diff.h"

typedef struct {
	uint32_t parent; /* SEQUENCE_NONE for the document */
	Str title, id;	 /* folded; empty for the document */
	Span span;	 /* of its heading */
	/* set by diff_match */
	uint32_t partner; /* in the other side, or SEQUENCE_NONE */
	bool moved;
} DiffSection;

typedef struct {
	Str url, file; /* file: empty when it is not on disk */
} DiffPicture;

typedef struct {
	const char *what;
	const DocNode *node;
	Str text; /* as readers see it, spaces folded */
	Str key;  /* of entries */
	Str name; /* of entries: the first line */
	uint32_t section;
	uint32_t number; /* equal for units of one kind that say the same */
	uint64_t look;	 /* of faces, colours, emphasis */
	uint32_t *words; /* sorted numbers of its words and pictures, for likeness */
	size_t word_count;
	size_t says; /* how many words it has */
	VEC(Str) links;
	VEC(DiffPicture) pictures;
	/* set by diff_match */
	uint32_t partner;
	bool moved; /* it stands elsewhere than its partner */
} DiffUnit;

typedef struct {
	VEC(DiffSection) sections;
	VEC(DiffUnit) units;
} DiffSide;

/* Of sections or units in a side. */
typedef VEC(uint32_t) DiffIndexes;

typedef struct {
	Map words, units; /* to their numbers */
} DiffTable;

/* diff_units.c: takes a document apart; NULL gives the empty document. */
DiffSide diff_take_apart(Arena *arena, const Doc *doc, DocAudience side, DiffTable *table);

/* diff_match.c: by section, the units directly in it, in order. */
DiffIndexes *diff_units_by_section(Arena *arena, const DiffSide *side);
/* diff_match.c: fills in the partners. */
void diff_match(Arena *arena, DiffSide *old, DiffSide *new, const DiffTable *table);

#endif
