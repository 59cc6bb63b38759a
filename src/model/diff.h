/*
 * diff: what changed between two documents, in words.
 *
 * A Doc is taken apart into sections and units: the blocks that a reader would name, such as a
 * paragraph, an item, an entry, a row of a table. Sections are matched by title, id and contents,
 * units by what they say, by their key (publications), and else by the words they share; what has
 * no partner was added or removed, and the words of what has one are compared. Texts are compared
 * as readers see them: runs of white space are one space, and what is not shown does not count.
 *
 * All lives in the arena that is passed; texts may point into the documents. Nothing fails. The
 * order of changes is that of the new document, with what was removed where it stood.
 */
#ifndef RECTO_MODEL_DIFF_H
#define RECTO_MODEL_DIFF_H

#include "base/vec.h"
#include "model/doc.h"

typedef enum {
	DIFF_ADDED,
	DIFF_REMOVED,
	DIFF_ALTERED, /* other words, links, pictures, or another look; `moved` besides when it
			 stands elsewhere */
	DIFF_MOVED,
	DIFF_RENAMED,	/* a section; `moved` besides */
	DIFF_REORDERED, /* `count` blocks of a section */
} DiffKind;

/* Words that both have, and those that went or came. */
typedef enum { DIFF_SAME, DIFF_OUT, DIFF_IN } DiffOp;
typedef struct {
	DiffOp op;
	Str text; /* with the spaces around it */
} DiffPiece;
typedef VEC(DiffPiece) DiffPieces;

/* One of them is empty where a link or picture came or went. */
typedef struct {
	Str old, new;
} DiffPair;
typedef VEC(DiffPair) DiffPairs;

typedef struct {
	DiffKind kind;
	const char *what;     /* "section", "paragraph", "item", "publication", ... */
	Str name;	      /* a section's title, an entry's first line; may be empty */
	Str key;	      /* of an entry: its cite key or id; may be empty */
	Str place, old_place; /* titles of the sections it is in: "Talks", "Research › Grants" */
	Str behind; /* of a section that moved: the one before it, empty: it is the first */
	bool moved;
	Str old, new; /* texts; titles of sections */
	DiffPieces pieces;
	DiffPairs links, pictures; /* addresses that changed; files */
	bool look;		   /* other faces, colours, emphasis */
	size_t count;		   /* of what was put in another order */
	size_t words;		   /* in a section that was added or removed */
	Span old_span, new_span;
} DiffChange;
typedef VEC(DiffChange) DiffChanges;

/* Whether two picture files show the same; both are there. */
typedef bool DiffSameFile(void *context, Str old_file, Str new_file);

typedef struct {
	DocAudience side;	 /* DOC_WEB_ONLY: as on a page; DOC_CV_ONLY: as on paper */
	DiffSameFile *same_file; /* NULL: pictures are the same when their names are */
	void *context;
} DiffOptions;

/* Either may be NULL: then it says nothing. */
DiffChanges diff_docs(Arena *arena, const Doc *old, const Doc *new, const DiffOptions *options);

/* How many words a document says; each CJK character is one. */
size_t diff_count_words(Arena *arena, const Doc *doc, DocAudience side);

/* --- words --- */

/* The words of one text beside those of another. Spaces are one space each. */
DiffPieces diff_words(Arena *arena, Str old, Str new);
/* Old words [old, old_end) in the place of new words [new, new_end). */
typedef struct {
	size_t old, old_end, new, new_end;
} DiffHunk;
typedef VEC(DiffHunk) DiffHunks;

/* Where two lists of words differ; a few equal words between two hunks count as a part of them. */
DiffHunks diff_hunks(Arena *arena, const Str *old, size_t old_count, const Str *new,
		     size_t new_count);
/* The next word of a text at *at, which moves behind it: letters and digits, or one sign, or one
 * CJK character, with the marks upon it; false at the end. */
bool diff_next_word(Str text, size_t *at, Str *word);

#endif
