/*
 * tex_math_parser: what the files of front/tex_math share.
 */
#ifndef RECTO_FRONT_TEX_MATH_PARSER_H
#define RECTO_FRONT_TEX_MATH_PARSER_H

#include "front/tex_math.h"

/* What a command does; `rune` and `arg` of MathCommand by action. */
typedef enum {
	ACT_IDENT,    /* a letter */
	ACT_SYMBOL,   /* arg: class */
	ACT_LARGE,    /* a large operator; arg: MathLimits */
	ACT_NAME,     /* a function's name; arg: MathLimits */
	ACT_ACCENT,   /* arg: AccentFlags */
	ACT_ALPHABET, /* arg: variant of one argument */
	ACT_SWITCH,   /* arg: variant of the rest of the group */
	ACT_WORDS,    /* arg: variant of words */
	ACT_FRACTION, /* arg: FractionFlags */
	ACT_INFIX,    /* \over and the like; arg: FractionFlags */
	ACT_ROOT,
	ACT_SPACE, /* arg: 1/18 em */
	ACT_LEFT,
	ACT_BIG,   /* arg: size + 8 * class */
	ACT_STYLE, /* arg: MathStyle of the rest of the group */
	ACT_BEGIN,
	ACT_OPERATOR_NAME,
	ACT_PHANTOM,
	ACT_STACK,  /* arg: StackFlags */
	ACT_ARROW,  /* an arrow with words on it */
	ACT_CLASS,  /* arg: class of one argument */
	ACT_BODY,   /* one argument as it is */
	ACT_DROP,   /* arg: how many arguments are passed over */
	ACT_COLOUR, /* arg: how many arguments are passed over before the body */
	ACT_NOT,
	ACT_TAG,
	ACT_SUBSTACK,
	ACT_MOD,    /* arg: MOD_... */
	ACT_LIMITS, /* arg: MathLimits; belongs to the operator before it */
	ACT_END,    /* \end, \right, \middle, \\, \cr: end a row */
} MathAction;

enum { ACCENT_STRETCHY = 1, ACCENT_UNDER = 2, ACCENT_LIMITS = 4 };
enum { FRACTION_DISPLAY = 1, FRACTION_TEXT = 2, FRACTION_NO_BAR = 4, FRACTION_PARENS = 8 };
enum { STACK_OVER, STACK_UNDER, STACK_RELATION };
enum { MOD_BINARY, MOD_PARENS, MOD_PLAIN };

typedef struct {
	const char *name;
	uint8_t action; /* MathAction */
	int8_t arg;
	uint32_t rune;
} MathCommand;

/* tex_math_signs.c: commands of ACT_IDENT and ACT_SYMBOL, sorted by name. */
extern const MathCommand math_signs[];
extern const size_t math_sign_count;

/* The command of that name (without the backslash), or NULL. */
const MathCommand *math_command_find(Str name);
/* Class of a character by itself, and the command for it if it is not of the keyboard; false when
 * it is a letter or digit. */
bool math_char_find(uint32_t rune, MathClass *class, const MathCommand **command);

typedef struct {
	Arena *arena;
	Str tex;
	size_t at;
	int depth;
	MathVariant variant;
	MathProblem *problem;
	bool failed;
	Str tag;
} MathParser;

/* --- tex_math.c --- */

MathNode *math_node(MathParser *p, MathKind kind, MathClass class, size_t at);
/* Notes the first problem and stops the parser. Returns NULL. */
MathNode *math_fail(MathParser *p, size_t at, Str message, Str hint);
void math_row_add(MathNode *row, MathNode *child);
/* Moves over white space and comments. */
void math_skip_space(MathParser *p);
/* Up to what ends a row: }, &, a command of ACT_END, or `close` when it is not 0. */
MathNode *math_parse_row(MathParser *p, char close);
/* A group or one token. */
MathNode *math_parse_argument(MathParser *p);
/* The bytes of a group {...}, trimmed; false (a problem) when there is none. */
bool math_read_group(MathParser *p, Str *out);
/* The bytes of [...], false when there are none. */
bool math_read_option(MathParser *p, Str *out);
/* The name of the command at p->at, without moving; empty when there is none. */
Str math_peek_command(const MathParser *p);
/* The problem "ends too early". */
MathNode *math_fail_end(MathParser *p);
/* The same for who returns whether all went well: false. */
bool math_refuse(MathParser *p, size_t at, Str message, Str hint);
bool math_refuse_end(MathParser *p);

/* --- tex_math_command.c --- */

/* What a command means; p->at is behind its name. NULL when it leaves nothing. */
MathNode *math_parse_command(MathParser *p, const MathCommand *command, size_t at);
/* A fraction of two rows. */
MathNode *math_fraction(MathParser *p, MathNode *above, MathNode *below, int flags, size_t at);

/* --- tex_math_table.c --- */

/* \begin{...} up to its \end. */
MathNode *math_parse_environment(MathParser *p, size_t at);
/* The lines of a table up to } or \end. */
MathNode *math_parse_table(MathParser *p, MathTableKind kind, size_t at);
/* \left ... \right. */
MathNode *math_parse_fenced(MathParser *p, size_t at);
/* The delimiter at p->at; 0 for the empty one. False (a problem) when there is none. */
bool math_read_fence(MathParser *p, uint32_t *rune);

#endif
