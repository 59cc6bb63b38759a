/*
 * liquid_internal: what the liquid_*.c files share; no one else includes it.
 *
 * The way of a template: liquid_lex cuts it into text, outputs and tags; liquid_parse and
 * liquid_parse_tags make nodes of them, with expressions from liquid_expr; liquid_render walks the
 * nodes, liquid_eval the expressions, liquid_filters* the filters. All memory is of the run's
 * arena. Limits: see the enum; each has its error.
 */
#ifndef RECTO_FRONT_LIQUID_INTERNAL_H
#define RECTO_FRONT_LIQUID_INTERNAL_H

#include "base/buf.h"
#include "base/utf8.h"
#include "base/vec.h"
#include "front/liquid.h"

enum {
	LIQUID_MAX_INCLUDES = 64,    /* includes within includes */
	LIQUID_MAX_BLOCKS = 100,     /* blocks within blocks of one template */
	LIQUID_MAX_LEVELS = 1000,    /* blocks within blocks through all includes */
	LIQUID_MAX_DEPTH = 64,	     /* brackets in expressions, lists in lists */
	LIQUID_MAX_TURNS = 1000000,  /* turns of all loops, and items of ranges */
	LIQUID_MAX_WORK = 512 << 20, /* bytes of all values made on the way */
	/* work of a node, a filter, a loop, an include besides its values */
	LIQUID_NODE_COST = 64,
	LIQUID_LOOP_COST = 1024,
	LIQUID_INCLUDE_COST = 512,
};
/* Bytes and items that filters and comparisons look at: about a second's worth. */
#define LIQUID_MAX_READ ((uint64_t)1 << 30)

/* --- expressions --- */

typedef struct LiquidExpr LiquidExpr;

typedef struct {
	Str key;	   /* .key */
	LiquidExpr *index; /* [index], or NULL */
} LiquidStep;

typedef enum { LIQUID_LITERAL, LIQUID_RANGE, LIQUID_PATH } LiquidExprKind;

struct LiquidExpr {
	LiquidExprKind kind;
	const Value *literal;
	LiquidExpr *from, *to; /* of a range */
	LiquidStep *steps;     /* of a path; the first one is looked up in the scopes */
	size_t step_count;
};

typedef struct {
	Str name; /* empty for arguments by position */
	LiquidExpr *value;
} LiquidArg;
typedef VEC(LiquidArg) LiquidArgs;

typedef struct {
	Str name;
	Span span;
	LiquidArgs args;
} LiquidFilter;

/* {{ value | filter: a, b | ... }} */
typedef struct {
	LiquidExpr *value;
	VEC(LiquidFilter) filters;
} LiquidPipe;

typedef enum {
	LIQUID_TRUTHY, /* no operator */
	LIQUID_EQ,
	LIQUID_NE,
	LIQUID_LT,
	LIQUID_GT,
	LIQUID_LE,
	LIQUID_GE,
	LIQUID_CONTAINS,
} LiquidOp;

typedef struct {
	LiquidExpr *left, *right;
	LiquidOp op;
	bool or_next; /* joined to the next one by "or", else by "and" */
} LiquidTest;

/* Tests joined from the right: a and (b or (c and d)). */
typedef struct {
	LiquidTest *items;
	size_t count;
} LiquidCond;

/* --- nodes --- */

typedef struct LiquidNode LiquidNode;
typedef VEC(LiquidNode *) LiquidNodes;

typedef struct {
	LiquidCond cond;   /* of if, elsif, unless */
	LiquidArgs values; /* of when */
	bool otherwise;	   /* else */
	LiquidNodes body;
} LiquidBranch;

typedef enum {
	LIQUID_TEXT,
	LIQUID_OUTPUT,
	LIQUID_ASSIGN,
	LIQUID_IF, /* and unless */
	LIQUID_CASE,
	LIQUID_FOR,
	LIQUID_TABLEROW,
	LIQUID_CYCLE,
	LIQUID_COUNT, /* increment and decrement */
	LIQUID_CAPTURE,
	LIQUID_IFCHANGED,
	LIQUID_INCLUDE,
	LIQUID_HIGHLIGHT,
	LIQUID_BREAK,
	LIQUID_CONTINUE,
	LIQUID_HOST, /* a tag of a plug-in, or unknown */
} LiquidNodeKind;

struct LiquidNode {
	LiquidNodeKind kind;
	Span span;	   /* the tag */
	const Text *from;  /* the template it stands in */
	size_t start, end; /* text: its place in `from` */
	Str name;	   /* variable, tag, language, label of a loop */
	Str markup;	   /* as written behind the tag's name */
	LiquidPipe pipe;   /* output, assign; value of case, for and cycle's name */
	LiquidNodes body;
	VEC(LiquidBranch) branches; /* if, case; the else of for */
	LiquidArgs args;	    /* cycle, include; limit, offset, cols of loops */
	bool flag;	   /* unless; reversed; decrement; relative; blank text; named cycle */
	bool from_shopify; /* include 'name', k: v; with render, `isolated` */
	bool isolated;
	bool resume; /* offset: continue */
};

typedef struct {
	LiquidNodes nodes;
} LiquidTemplate;

/* --- a run --- */

typedef struct {
	Str name;
	const Value *value;
} LiquidBinding;

typedef enum { LIQUID_GO, LIQUID_BREAKING, LIQUID_CONTINUING, LIQUID_STOPPED } LiquidState;

typedef struct {
	Arena *arena;
	const LiquidOptions *options;
	const LiquidHost *host; /* never NULL */
	Diags *diags;
	TextBuilder *out;
	VEC(LiquidBinding) scope; /* inner variables, innermost last */
	size_t scope_floor;	  /* bindings below are hidden (render) */
	Map locals;		  /* assign, capture: Str to Value */
	Map counters;		  /* increment, decrement */
	Map cycles;		  /* place in each cycle: Str to Value */
	Map offsets;		  /* where each loop ended */
	Map templates;		  /* parsed includes */
	Map warned;		  /* names that were warned about */
	Str changed;		  /* what ifchanged put out last */
	size_t includes, depth, turns, work;
	uint64_t read;
	LiquidState state;
	bool failed;
} LiquidRun;

/* Adds an error of the running template; rendering goes on. */
void liquid_fail(LiquidRun *run, Span span, Str hint, const char *format, ...)
	__attribute__((format(printf, 4, 5)));
/* Counts `bytes` of work. When the limit is passed: an error, the run stops, false. */
bool liquid_spend(LiquidRun *run, Span span, size_t bytes);
/* Counts a look through a value, by its length, in the same way. */
bool liquid_read(LiquidRun *run, Span span, const Value *value);
bool liquid_read_bytes(LiquidRun *run, Span span, uint64_t bytes);
/* The same for turns of loops. */
bool liquid_turn(LiquidRun *run, Span span, size_t turns);

/* --- liquid_lex.c --- */

typedef enum {
	LIQUID_TOKEN_END,
	LIQUID_TOKEN_TEXT,
	LIQUID_TOKEN_OUTPUT,
	LIQUID_TOKEN_TAG
} LiquidTokenKind;

typedef struct {
	LiquidTokenKind kind;
	size_t start, end; /* in the template; of text: without trimmed white space */
	Str name;	   /* of a tag */
	Str markup;	   /* between the braces, of a tag behind its name; trimmed */
} LiquidToken;

typedef struct {
	LiquidRun *run;
	const Text *from;
	Str text;	/* the part to parse */
	size_t at;	/* next byte */
	bool trim;	/* the last tag ended with "-" */
	bool lines;	/* inside {% liquid %}: every line is a tag */
	bool failed;	/* after a syntax error nothing more is read */
	bool no_endraw; /* there is none behind `at` */
	size_t depth;	/* of blocks */
} LiquidParser;

LiquidToken liquid_next_token(LiquidParser *parser);
/* Reads up to {% endraw %}; false when there is none. */
bool liquid_skip_raw(LiquidParser *parser, size_t *start, size_t *end);
/* Reads up to the {% endcomment %} that fits; false when there is none. */
bool liquid_skip_comment(LiquidParser *parser);
/* The source span of a part of the template's text. */
Span liquid_span_of(const LiquidParser *parser, Str part);
/* A syntax error; the parser reads no more. */
void liquid_syntax_error(LiquidParser *parser, Span span, Str hint, const char *format, ...)
	__attribute__((format(printf, 4, 5)));

/* --- liquid_expr.c --- */

typedef struct {
	LiquidParser *parser;
	Str rest;
	size_t depth;
} LiquidCursor;

LiquidCursor liquid_cursor(LiquidParser *parser, Str markup);
bool liquid_at_end(LiquidCursor *cursor);
/* Eats the character or word when it comes next. */
bool liquid_accept(LiquidCursor *cursor, char c);
bool liquid_accept_word(LiquidCursor *cursor, Str word);
/* A variable's name, empty when none comes. */
Str liquid_take_name(LiquidCursor *cursor);
/* An expression; NULL when none comes. */
LiquidExpr *liquid_take_expr(LiquidCursor *cursor);
/* value | filters; never fails without a syntax error. */
LiquidPipe liquid_parse_pipe(LiquidParser *parser, Str markup);
LiquidCond liquid_parse_cond(LiquidParser *parser, Str markup);
/* "k: v, k2: v2" up to the end, commas optional. */
LiquidArgs liquid_take_named(LiquidCursor *cursor);
/* Warns about what is left. */
void liquid_expect_end(LiquidCursor *cursor);

/* --- liquid_parse.c --- */

/* Parses a whole template; after a syntax error, what stands before it. */
LiquidTemplate *liquid_parse(LiquidRun *run, const Text *from);
/* liquid_parse_tags.c: what stands behind the names of tags, into their nodes. */
void liquid_parse_include(LiquidParser *parser, LiquidNode *node);
void liquid_parse_cycle(LiquidParser *parser, LiquidNode *node);
void liquid_parse_loop(LiquidParser *parser, LiquidNode *node);

/* --- liquid_eval.c --- */

const Value *liquid_blank(void);
const Value *liquid_empty(void);
const Value *liquid_eval(LiquidRun *run, const LiquidExpr *expr, Span span);
const Value *liquid_eval_pipe(LiquidRun *run, const LiquidPipe *pipe, Span span);
bool liquid_test(LiquidRun *run, const LiquidCond *cond, Span span);
bool liquid_equal(const Value *a, const Value *b);
/* An entry of a map as a list of its key and value, as Ruby sees it. */
Value *liquid_pair(LiquidRun *run, const ValueEntry *entry);
/* -1, 0, 1; false in *ok when the two cannot be compared. */
int liquid_compare(const Value *a, const Value *b, bool *ok);
/* A property as Liquid sees it (keys, indexes, size, first, last), by a dotted path as filters take
 * it. */
const Value *liquid_property_path(LiquidRun *run, const Value *object, Str path);
void liquid_bind(LiquidRun *run, Str name, const Value *value);

/* --- liquid_show.c: values as text --- */

/* As {{ }} shows it: nil is empty, lists run together, maps as Ruby inspects them. */
Str liquid_show(LiquidRun *run, const Value *value);
/* As Ruby's inspect. */
Str liquid_inspect(LiquidRun *run, const Value *value);
bool liquid_is_range(const Value *value);

/* --- liquid.c --- */

void liquid_render_nodes(LiquidRun *run, const LiquidNodes *nodes);
/* Renders into text of its own. */
Str liquid_render_apart(LiquidRun *run, const LiquidNodes *nodes);

/* --- liquid_tags.c --- */

void liquid_render_for(LiquidRun *run, const LiquidNode *node);
/* Binds `forloop` for turn `i` of `count`, where a tag loops on its own. */
void liquid_bind_loop(LiquidRun *run, const LiquidNode *node, size_t i, size_t count);
void liquid_render_tablerow(LiquidRun *run, const LiquidNode *node);
void liquid_render_cycle(LiquidRun *run, const LiquidNode *node);
void liquid_render_highlight(LiquidRun *run, const LiquidNode *node);
void liquid_render_host(LiquidRun *run, const LiquidNode *node);
/* liquid_include.c */
void liquid_render_include(LiquidRun *run, const LiquidNode *node);

/* --- liquid_filters.c, and the tables of liquid_filters_*.c --- */
enum { LIQUID_MAX_ARGS = 4 };

typedef struct {
	LiquidRun *run;
	Arena *arena;
	const LiquidFilter *filter;
	const Value *in;
	const Value *args[LIQUID_MAX_ARGS]; /* by position; nil behind the last */
	size_t count;
} LiquidCall;

typedef const Value *LiquidFilterFn(LiquidCall *call);

typedef struct {
	Str name;
	size_t min, max; /* arguments by position */
	LiquidFilterFn *fn;
} LiquidFilterEntry;

/* Tables that end with an entry without fn. */
extern const LiquidFilterEntry liquid_text_filters[];
extern const LiquidFilterEntry liquid_string_filters[];
extern const LiquidFilterEntry liquid_number_filters[];
extern const LiquidFilterEntry liquid_list_filters[];
extern const LiquidFilterEntry liquid_select_filters[];
extern const LiquidFilterEntry liquid_url_filters[];
extern const LiquidFilterEntry liquid_date_filters[];

const Value *liquid_apply(LiquidRun *run, const LiquidFilter *filter, const Value *in);

/* For filters: the input and the arguments as text, results, errors. */
Str liquid_in(LiquidCall *call);
Str liquid_arg(LiquidCall *call, size_t i);
const Value *liquid_string(LiquidCall *call, Str s);
const Value *liquid_int(LiquidCall *call, int64_t n);
const Value *liquid_bad(LiquidCall *call, const char *what);
/* The value of an argument given by name, or nil. */
const Value *liquid_named(LiquidCall *call, Str name);
/* A whole number from an argument; false and an error when it is none. */
bool liquid_whole(LiquidCall *call, const Value *value, int64_t *out);
/*
 * The input as a flat list: a list's items (lists in it opened), a map or scalar as one item, nil
 * none.
 */
const Value *liquid_input_list(LiquidCall *call);
Value *liquid_new_list(LiquidCall *call);
void liquid_push(LiquidCall *call, Value *list, const Value *item);

#endif
