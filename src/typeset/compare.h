/*
 * compare: which words and pictures of two Papers differ, and which pages belong together.
 *
 * The words of both are compared in the order in which they were placed; what has no tag (page
 * numbers, running heads) does not count, nor does where a line or page ends. Coordinates are those
 * of frames. All lives in the arena that is passed; nothing fails.
 */
#ifndef RECTO_TYPESET_COMPARE_H
#define RECTO_TYPESET_COMPARE_H

#include "base/vec.h"
#include "typeset/frame.h"

/* A place that has no counterpart: words of one line, or a picture. */
typedef struct {
	size_t frame;
	Len x, y, w, h; /* of words: the height of a line */
	bool picture;
} CompareMark;
typedef VEC(CompareMark) CompareMarks;

#define COMPARE_NONE SIZE_MAX

/* Pages that say (mostly) the same; one of them is COMPARE_NONE where a page came or went. */
typedef struct {
	size_t old, new;
	bool changed; /* there are marks on one of them, or it is alone */
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
