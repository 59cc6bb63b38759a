/*
 * board: one page on which texts, pictures and whole Docs are put where they shall stand: cards,
 * posters.
 *
 * What is put becomes items of the only frame of a Paper, with tags in the order of the calls. All
 * lives in the arena; the Setter goes with board_close. Where the language runs from right to left
 * the whole board is mirrored: "left" is where lines begin.
 */
#ifndef RECTO_TYPESET_BOARD_H
#define RECTO_TYPESET_BOARD_H

#include "typeset/layout.h"

typedef struct {
	Arena *arena;
	Fonts *fonts;
	const LayoutOptions *options;
	Diags *diags;
	Paper *paper;
	Frame *frame;
	Setter *setter;
	Str lang;
	bool rtl;
} Board;

/* Where something stands: from its top left corner, `w` wide; mirrored with the board. */
typedef struct {
	Len x, y, w;
} BoardPlace;

/* An empty page; `paper` gets the words of `options` about the document. */
Board board_open(Arena *arena, Fonts *fonts, const LayoutOptions *options, Diags *diags, Len w,
		 Len h, Paper *paper);
void board_close(Board *board);

/* A paragraph. Returns its height; 0 for an empty text. */
Len board_text(Board *board, TagKind tag, Str text, const TextStyle *style, ParaAlign align,
	       BoardPlace place);
/* Two texts as one paragraph, the second in its own style behind a space. */
Len board_pair(Board *board, TagKind tag, Str first, const TextStyle *style, Str second,
	       const TextStyle *second_style, BoardPlace place);
/* The width of a text on one line. */
Len board_width(Board *board, Str text, const TextStyle *style);
/* A rectangle, as decoration. */
void board_rule(Board *board, BoardPlace place, Len h, uint32_t colour, Len radius);
/* A picture that covers its place. */
void board_picture(Board *board, Str file, Str alt, BoardPlace place, Len h, bool round);
/* Moves all items from index `from` on. */
void board_shift(Board *board, size_t from, Len dx, Len dy);
/* A state of the board to return to. */
typedef struct {
	size_t items;
	Tag *last; /* of the root */
	uint32_t tags;
} BoardMark;
BoardMark board_mark(const Board *board);
/* Takes away all that was put since. */
void board_return(Board *board, const BoardMark *mark);
/* What was put after `second` is read before what was put between `first` and it. */
void board_swap(Board *board, const BoardMark *first, const BoardMark *second);

/*
 * A Doc in a place of its own, `h` high, in a theme. *used receives its height. False, and nothing
 * is put, when it does not fit, or when an error was added.
 */
bool board_doc(Board *board, const Doc *doc, const Theme *theme, BoardPlace place, Len h,
	       Len *used);

#endif
