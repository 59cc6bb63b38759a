/*
 * changes_lines: what changed as lines, before anyone colours or escapes them; for
 * write/changes*.c.
 *
 * All lives in the arena that is passed. Texts are cut to what a line can hold: of what stayed the
 * same only the neighbourhood of a change is left.
 */
#ifndef RECTO_WRITE_CHANGES_LINES_H
#define RECTO_WRITE_CHANGES_LINES_H

#include "write/changes.h"

typedef enum {
	LINE_HEAD,    /* a document or the like; its changes follow */
	LINE_PLACE,   /* titles of sections: where the next changes are */
	LINE_SECTION, /* a section that came, went, moved; what changed in it follows */
	LINE_CHANGE,
	LINE_DETAIL, /* more about the change before it */
} LineKind;

typedef struct {
	LineKind kind;
	char sign;	   /* of changes: + - ~ > */
	Str label;	   /* "item", "section Talks"; of heads and places all of it */
	Str note;	   /* behind a head: "3 changes" */
	DiffPieces pieces; /* may be empty */
} ChangesLine;
typedef VEC(ChangesLine) ChangesLines;

/* `most`: characters of a text that came or went; fewer are left of what stayed. */
ChangesLines changes_lines(Arena *arena, const Changes *changes, size_t most);

/* "1,010". */
void changes_add_number(Buf *out, size_t number);

#endif
