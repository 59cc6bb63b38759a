/*
 * math: formulas set in type, by the rules of TeX and the MATH table of a face.
 *
 * The rules are those of appendix G of The TeXbook (Knuth, 1986) with the parameters of OpenType's
 * MATH table in the place of TeX's font dimensions. A formula in text comes in pieces, so that a
 * line may end after a relation; a displayed one is one piece. Nothing fails: a sign that no face
 * has is an error in `diags` and left out. Memory is the arena's.
 */
#ifndef RECTO_TYPESET_MATH_H
#define RECTO_TYPESET_MATH_H

#include "front/tex_math.h"
#include "typeset/para.h"

typedef struct {
	Arena *arena;
	Fonts *fonts;
	Diags *diags;
	TextStyle text; /* of the text around: size, colour; words in the formula are set in it */
	Str lang;
	Tag *tag; /* of the formula */
	Span span;
	bool display;
} MathSetting;

typedef struct {
	Len w, h, d;	  /* h above the baseline, d below it */
	FrameItem *items; /* x from the left, y from the baseline, downwards */
	size_t count;
} MathPiece;

/* The pieces of a formula, between which a space of the text stands and a line may end; one piece
 * when `display`. NULL (an error was added) when there is no face with a MATH table. */
MathPiece *math_set(const MathSetting *setting, const MathFormula *formula, size_t *count);

/* Words beside a formula: its number. */
MathPiece math_set_words(const MathSetting *setting, Str words);

#endif
