/*
 * tex_math: formulas in LaTeX to a tree that says what stands where.
 *
 * The subset that homepages use: letters and symbols, alphabets, scripts, fractions, roots, large
 * operators with limits, accents, fences, matrices and aligned lines. The tree has what MathML and
 * the typesetter need and nothing of TeX's own; atoms have the classes of The TeXbook, chapter 17.
 *
 * A formula with a command that is not known has no tree: tex_math_parse says which one and where,
 * and the source stays what is shown. Memory is the caller's arena; recursion is bounded.
 */
#ifndef RECTO_FRONT_TEX_MATH_H
#define RECTO_FRONT_TEX_MATH_H

#include "base/str.h"

typedef enum {
	MATH_ROW,      /* .row */
	MATH_IDENT,    /* .symbol: a letter or a sign that is set like one */
	MATH_OPERATOR, /* .symbol: any other sign */
	MATH_NUMBER,   /* .text */
	MATH_NAME,     /* .text: sin, lim */
	MATH_TEXT,     /* .text: words; spaces count */
	MATH_SPACE,    /* .space: in 1/18 em, may be negative */
	MATH_SCRIPTS,  /* .scripts */
	MATH_FRACTION, /* .fraction */
	MATH_ROOT,     /* .root */
	MATH_ACCENT,   /* .accent: a sign or line above or below a body */
	MATH_FENCED,   /* .fenced: \left ... \right */
	MATH_FENCE,    /* .fence: \big, or \middle between fences */
	MATH_TABLE,    /* .table */
	MATH_STYLED,   /* .styled: body in a style of its own */
	MATH_PHANTOM,  /* .body: room for it without it */
} MathKind;

typedef enum {
	MATH_ORD,
	MATH_OP,
	MATH_BIN,
	MATH_REL,
	MATH_OPEN,
	MATH_CLOSE,
	MATH_PUNCT,
	MATH_INNER,
} MathClass;

typedef enum {
	MATH_DEFAULT, /* Latin and small Greek letters are italic, all others upright */
	MATH_ROMAN,
	MATH_ITALIC,
	MATH_BOLD,
	MATH_BOLD_ITALIC,
	MATH_SANS,
	MATH_MONO,
	MATH_DOUBLE_STRUCK,
	MATH_SCRIPT,
	MATH_FRAKTUR,
	MATH_BOLD_DEFAULT, /* \boldsymbol: bold, slanted where the default is */
} MathVariant;

typedef enum {
	MATH_STYLE_AS_IS,
	MATH_STYLE_DISPLAY,
	MATH_STYLE_TEXT,
	MATH_STYLE_SCRIPT,
	MATH_STYLE_SCRIPTSCRIPT,
} MathStyle;

/* Where the scripts of an operator stand. */
typedef enum {
	MATH_LIMITS_BESIDE,
	MATH_LIMITS_DISPLAY, /* above and below in display style, else beside it */
	MATH_LIMITS_ALWAYS,  /* above and below */
} MathLimits;

typedef enum {
	MATH_TABLE_MATRIX,
	MATH_TABLE_SMALL,
	MATH_TABLE_CASES,
	MATH_TABLE_ALIGNED, /* columns in pairs, right and left, without space within a pair */
	MATH_TABLE_GATHERED,
	MATH_TABLE_STACK, /* \substack */
} MathTableKind;

typedef struct MathNode MathNode;
struct MathNode {
	MathKind kind;
	MathClass class;
	uint32_t at, end; /* bytes of the source */
	MathNode *next;	  /* in a row; lines and cells of a table */
	union {
		struct {
			MathNode *first, *last;
		} row;
		struct {
			uint32_t rune;
			MathVariant variant;
			MathLimits limits;
			bool large; /* has a larger form in display style */
		} symbol;
		struct {
			Str text;
			MathVariant variant;
			MathLimits limits;
		} text;
		int space;
		struct {
			MathNode *base, *sub,
				*sup; /* base is never NULL, of the others one may be */
			MathLimits limits;
		} scripts;
		struct {
			MathNode *above, *below;
			bool bar;
			MathStyle style;      /* of the fraction, as by \dfrac and \tfrac */
			uint32_t open, close; /* fences of \binom, or 0 */
		} fraction;
		struct {
			MathNode *body, *degree; /* degree may be NULL */
		} root;
		struct {
			MathNode *body;
			uint32_t rune; /* MATH_LINE: a line as long as the body */
			bool under, stretchy;
		} accent;
		struct {
			uint32_t open, close; /* 0: none */
			MathNode *body;
		} fenced;
		struct {
			uint32_t rune;
			int size; /* of \big 1 to \Bigg 4; 0: \middle, as the fences around it */
		} fence;
		struct {
			MathTableKind kind;
			MathNode *lines; /* rows whose children are cells, which are rows */
			size_t columns;
			Str aligns; /* l, c, r for each column; what is past its end as by the kind
				     */
			uint32_t open, close; /* 0: none */
		} table;
		struct {
			MathStyle style;
			MathNode *body;
		} styled;
		MathNode *body;
	} as;
};

/* The rune of an accent that is a line. */
enum { MATH_LINE = 0xAF };

/* Longer formulas are not read; neither are those that nest deeper. */
enum { TEX_MATH_LENGTH = 20000, TEX_MATH_DEPTH = 64 };

/* What is not understood: words for a message, and the bytes of the source they are about. */
typedef struct {
	Str message, hint;
	size_t at, end;
} MathProblem;

typedef struct {
	const MathNode *root; /* a MATH_ROW */
	Str tag;	      /* of \tag{1}: "(1)"; of \tag*{A}: "A"; else empty */
} MathFormula;

/* NULL when something is not understood; then *problem says what. `tex` is borrowed. */
const MathFormula *tex_math_parse(Arena *arena, Str tex, MathProblem *problem);

/* The letter of an alphabet in Unicode's Mathematical Alphanumeric Symbols; `rune` where there is
 * none. */
uint32_t math_letter(uint32_t rune, MathVariant variant);

#endif
