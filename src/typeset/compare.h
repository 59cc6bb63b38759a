/*
 * compare: which words and pictures of two Papers differ, and which pages belong together.
 *
 * The words of both are compared in the order in which they were placed, then the faces, sizes and
 * colours of those that both have. What has no tag (page numbers, running heads) does not count,
 * nor does where a line or page ends, unless nothing else differs. Coordinates are those of frames.
 * All lives in the arena that is passed; nothing fails.
 */
#ifndef RECTO_TYPESET_COMPARE_H
#define RECTO_TYPESET_COMPARE_H

#include "base/vec.h"
#include "typeset/frame.h"

typedef enum {
	COMPARE_WORDS,	 /* of one line, that the other has not */
	COMPARE_PICTURE, /* that the other has not */
	COMPARE_LOOK,	 /* words that both have, in another face, size or colour */
} CompareKind;

typedef struct {
	CompareKind kind;
	size_t frame;
	Len x, y, w, h; /* of words: the height of a line */
} CompareMark;
typedef VEC(CompareMark) CompareMarks;

#define COMPARE_NONE SIZE_MAX

/* Pages that say (mostly) the same; one of them is COMPARE_NONE where a page came or went. */
typedef struct {
	size_t old, new;
	bool changed; /* there are marks on one of them, it is alone, or they differ in size; where
			 there are no marks at all: something on them stands elsewhere */
} ComparePair;
typedef VEC(ComparePair) ComparePairs;

typedef struct {
	CompareMarks old, new; /* in the order of frames */
	ComparePairs pairs;    /* all pages, in order */
} Comparison;

/* Names a picture file by what it shows: equal for equal pictures. */
typedef uint64_t ComparePicture(void *context, Str file);

Comparison compare_papers(Arena *arena, const Paper *old, const Paper *new, ComparePicture *picture,
			  void *context);

#endif
