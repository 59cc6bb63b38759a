/*
 * kramdown: kramdown's Markdown (version 2.4, its own parser and its GFM parser), inside
 * front/markdown.
 *
 * kramdown's blocks are not CommonMark's: what ends a paragraph, how a list item goes on, where an
 * HTML element closes, tables, definition lists and attribute lists all differ, and its elements
 * nest their Markdown in ways that no placeholder in one cmark document could carry. So the blocks
 * are found here, by kramdown's own rules, and cmark-gfm reads only what is in them, all runs of
 * inline text at once.
 *
 * The data goes: text -> lines -> blocks with leaves (kramdown_block, _list, _table, _html, _ext,
 * _defs; the definitions found on the way are kept in Kramdown) -> leaves to one stream of inline
 * text in which kramdown's own span syntax is replaced by numbered parts (kramdown_span, _inline)
 * -> cmark-gfm -> raw HTML paired (html_fold), parts put back (kramdown_parts), typography
 * (kramdown_smart), abbreviations and notes (kramdown_parts), attribute lists and ids
 * (kramdown_attrs, _ids).
 *
 * Lines are places in the text; nothing is copied while blocks nest. All memory is the arena's.
 */
#ifndef RECTO_FRONT_KRAMDOWN_H
#define RECTO_FRONT_KRAMDOWN_H

#include "front/markdown.h"

/* A line without its line feed, and blanks before it that a tab left over. */
typedef struct {
	uint32_t start, end;
	uint32_t pad;
} Line;

typedef VEC(Line) Lines;

/* An attribute list {: .class #id key="value" name}; names are resolved at the end. */
typedef struct {
	Attrs attrs;
	VEC(Str) names;
} AttrList;

/* Inline text of a node. */
typedef struct {
	Ast *node;
	Lines lines;
	bool owned; /* `lines` is an array of its own, not a part of another one */
} Leaf;

typedef struct {
	Str url, title;
	AttrList *list; /* may be NULL */
} LinkDefinition;

typedef struct {
	Str full;
	AttrList *list;
} Abbreviation;

typedef struct {
	Ast *note; /* AST_NOTE with its blocks; in the document once it is referred to */
	AttrList *list;
	int number, references;
} NoteDefinition;

/* What stands for kramdown's own syntax in the inline text, until cmark has read it. */
typedef enum {
	PART_MATH,
	PART_CODE,
	PART_ATTRS,
	PART_NOTE,
	PART_COMMENT,
	PART_VERBATIM,
	PART_NOTHING
} PartKind;

typedef struct {
	PartKind kind;
	Span span;
	Str source; /* as written, for where it turns out to be something else */
	Str text;
	AttrList *list;
	NoteDefinition *note;
} Part;

typedef struct {
	Ast *node;
	AttrList *list;
} AttrUse;

typedef struct {
	Arena *arena;
	const Text *text;
	MarkdownOptions options;
	Diags *diags;
	VEC(Leaf) leaves;
	VEC(Part) parts;
	VEC(AttrUse) uses; /* in the order of the text */
	/* AST_DOCUMENT nodes inside the tree that give way to their children */
	VEC(Ast *) wrappers;
	VEC(size_t) abbreviation_lengths; /* of all abbreviations, longest first */
	Map links;			  /* by normalised label: LinkDefinition */
	Map lists;			  /* {:name: ...}: AttrList */
	Map abbreviations;		  /* Abbreviation */
	Map notes;			  /* NoteDefinition */
	bool notes_placed;		  /* {:footnotes} has been seen */
	int depth, html_depth;
	size_t nothing; /* a part that stands for nothing */
	bool too_deep, html_too_deep;
	Span deep_span;
} Kramdown;

/* Where a sequence of blocks stands. */
typedef enum {
	BEFORE_NOTHING,
	BEFORE_BLANK,
	BEFORE_END,	   /* an end-of-block mark */
	BEFORE_DEFINITION, /* a definition or an attribute list: ends a block, but is no boundary */
	BEFORE_BLOCK
} Before;

typedef struct {
	Kramdown *k;
	Ast *parent;
	Lines lines;
	size_t at;	   /* next line */
	Before before;	   /* what was last */
	size_t blanks;	   /* blank lines, when `before` is BEFORE_BLANK */
	AttrList *pending; /* attribute list for the next block, or NULL */
	AttrList **latest; /* where a list that follows a definition goes, or NULL */
	/* What has no end from here on, so that it is not looked for again and again. */
	bool no_comment_end;
	size_t longest_tilde_end, longest_tick_end; /* lengths of fences; SIZE_MAX: not known */
	bool no_extension_end[2];		    /* comment, nomarkdown */
} Blocks;

Ast *kramdown_parse(Arena *arena, const Text *text, const MarkdownOptions *options, Diags *diags);

/* --- lines (kramdown_line.c) --- */

/* The bytes of a line. */
Str line_str(const Kramdown *k, Line line);
/* Columns of white space at its start, a tab going to the next multiple of four. */
size_t line_indent(const Kramdown *k, Line line);
/* Without up to `columns` columns of white space at its start. */
Line line_dedent(const Kramdown *k, Line line, size_t columns);
/* Without `bytes` bytes at its start (and without the blanks of a tab). */
Line line_skip(Line line, size_t bytes);
bool line_is_blank(const Kramdown *k, Line line);
/* The text behind at most three blanks; false (and `rest` empty) when there are more, or a tab. */
bool line_opt_space(const Kramdown *k, Line line, Str *rest);
Span line_span(const Kramdown *k, Line first, Line last);
/* The lines [from, to); they share memory. */
Lines lines_slice(Lines lines, size_t from, size_t to);
/* All lines joined by line feeds, as a Text. */
Text lines_text(Arena *arena, const Kramdown *k, Lines lines);

/* --- blocks (kramdown_block.c) --- */

/* Parses lines as blocks below `parent`. */
void kramdown_blocks(Kramdown *k, Ast *parent, Lines lines);
/* Links a new block in, with the attribute list that waits for it. */
Ast *blocks_add(Blocks *b, AstKind kind, Span span);
/* Leaves `lines` to be read as the inline text of `node`. */
void kramdown_add_leaf(Kramdown *k, Ast *node, Lines lines);
bool blocks_after_boundary(const Blocks *b);
/* Whether the line `at` (or the end) lets a block end: blank, end-of-block, attribute list. */
bool blocks_at_boundary(const Blocks *b, size_t at);
/* Whether a lazily continued block ends before the line. */
bool line_is_end_of_block(const Kramdown *k, Line line);
bool line_is_rule(const Kramdown *k, Line line);
/*
 * The lines that go on a code block from `at`: indented ones, and lazy ones; returns where they
 * end.
 */
size_t blocks_code_end(const Blocks *b, size_t at);

/* The place of the lines [from, to). */
Span blocks_span(const Blocks *b, size_t from, size_t to);

/* Each tries to read a block at b->at; false when there is none. */
bool blocks_read_atx_heading(Blocks *b);
bool blocks_read_setext_heading(Blocks *b);
bool blocks_read_list(Blocks *b);
bool blocks_read_definitions(Blocks *b);
bool blocks_read_table(Blocks *b);
bool blocks_read_html(Blocks *b);
bool blocks_read_extension(Blocks *b);
bool blocks_read_link_definition(Blocks *b);
bool blocks_read_note_definition(Blocks *b);
bool blocks_read_abbreviation(Blocks *b);

/* --- headings (kramdown_heading.c) --- */

/* The number of # that open a heading, else 0; the GFM parser wants a blank behind them. */
int line_heading_level(const Kramdown *k, Line line);

/* --- lists (kramdown_list.c) --- */

bool line_starts_list(const Kramdown *k, Line line);
bool line_starts_definition(const Kramdown *k, Line line);

/* --- tags of HTML (kramdown_tag.c) --- */

/* One start tag. */
typedef struct {
	size_t length; /* from '<' to behind '>' */
	Str name;      /* lower case */
	Str markdown;  /* value of the attribute of that name, empty when there is none */
	bool closing, empty;
} HtmlTag;

/* What an element holds. */
typedef enum { HTML_RAW, HTML_BLOCK, HTML_SPAN } HtmlModel;

/* Reads the tag at `at`; false when there is none. */
bool html_read_tag(Arena *arena, Str text, size_t at, HtmlTag *tag);
/*
 * Offset behind the end tag that belongs to the start tag before `from`; `inner` gets where it
 * starts. STR_NONE: none.
 */
size_t html_find_close(Arena *arena, Str text, size_t from, Str name, size_t *inner);
/* Offset behind a comment at `at`, 0 when there is none, STR_NONE when it does not end. */
size_t html_comment_end(Str text, size_t at);
/* Whether kramdown has it for an element that never starts a block. */
bool html_is_span_tag(Str tag);
/* Whether kramdown has it for a block element, which it makes text of within a paragraph. */
bool html_is_kramdown_block_tag(Str tag);
/* Whether "<a/>" stands for "<a></a>", as for kramdown; browsers do not see the slash. */
bool html_needs_end_tag(Str tag);
/* What an element holds where Markdown is read in elements. */
HtmlModel html_natural_model(Str tag);
/* Whether Markdown is never read inside the element. */
bool html_is_raw_tag(Str tag);
/* script, style, textarea: no tags in them but their own end. */
bool html_is_verbatim_tag(Str name);

/* --- HTML (kramdown_html.c) --- */

/* Whether a line starts with a tag of a block element. */
bool line_starts_block_html(const Kramdown *k, Line line);

/* A link label as it is looked up: lower case, white space folded (kramdown_defs.c). */
Str kramdown_label(Arena *arena, Str label);
/* The links that the settings define. */
void kramdown_add_link_settings(Kramdown *k);

/* --- extensions and attribute lists (kramdown_ext.c) --- */

/* Reads the inside of {: ...}. */
void attr_list_read(Arena *arena, Str text, AttrList *list);
AttrList *attr_list_new(Arena *arena);
/* Remembers that `list` belongs to `node`. */
void kramdown_use_attrs(Kramdown *k, Ast *node, AttrList *list);
/* "{:...}" at `at`, not "{::": length, with `inside` set; 0 when there is none. */
size_t attr_list_length(Str text, size_t at, Str *inside);
/* {::name options}body{:/name} at `at`: length, 0 when there is none. */
size_t extension_length(Str text, size_t at, Str *name, Str *options, Str *body);
/* Applies {::options ...}. */
void kramdown_set_options(Kramdown *k, Str options);
bool line_is_attr_list(const Kramdown *k, Line line);

/* --- inline text (kramdown_span.c, kramdown_inline.c, kramdown_parts.c) --- */

enum {
	MARK_PART = 2, /* "{" MARK_PART number MARK_PART_END "}" stands for a part */
	MARK_PART_END = 3,
	MARK_PLAIN = 4, /* the character behind it is not typography */
	MARK_INERT = 5, /* keeps cmark from reading a line as a block */
};
enum { PART_MARK_MAX = 32 };
/* Writes what stands for the part of that number; how many bytes. */
size_t kramdown_part_mark(size_t number, char out[PART_MARK_MAX]);

/* Whether no character of a line means more to kramdown or cmark than itself. */
bool kramdown_is_plain(Str line);
/* Appends a leaf to the stream for cmark, as a paragraph, kramdown's own syntax as parts. */
void kramdown_stream_leaf(Kramdown *k, TextBuilder *out, const Leaf *leaf, Arena *scratch);
/* Reads all leaves. */
void kramdown_read_spans(Kramdown *k);
/* Puts parts back below `leaf`. */
void kramdown_restore_parts(Kramdown *k, Ast *leaf);
/* A string without marks, parts as they were written. */
Str kramdown_plain(const Kramdown *k, Str text);
/* With that setting: takes line ends between Han characters or kana away. */
void kramdown_join_lines(Kramdown *k, Ast *leaf);
/* Wraps the short forms of abbreviations below `leaf`. */
void kramdown_abbreviate(Kramdown *k, Ast *leaf);
/* Numbers the notes that are referred to, and appends them to `root`. */
void kramdown_number_notes(Kramdown *k, Ast *root);

/* --- emphasis (kramdown_emphasis.c) --- */

typedef enum {
	EMPHASIS_TEXT,
	EMPHASIS_OPEN,
	EMPHASIS_CLOSE,
	EMPHASIS_OPEN_STRONG,
	EMPHASIS_CLOSE_STRONG,
	EMPHASIS_SECOND, /* of two */
} EmphasisRole;

/* A '*' or '_', or the start of a link or an element. */
typedef struct {
	char mark;     /* '\0': the marks from here to `close` are in a link or an element */
	size_t source; /* offset in the leaf's text */
	size_t at;     /* in the leaf's stream, in which the mark itself does not stand */
	size_t close;  /* index behind the last mark that is inside */
	bool verbatim; /* with mark '\0': those marks are text */
	EmphasisRole role;
} EmphasisMark;

typedef VEC(EmphasisMark) EmphasisMarks;

/* Gives the marks in `text` their roles. */
void kramdown_find_emphasis(Str text, EmphasisMark *marks, size_t count);
/* Appends a leaf's stream with its marks, those that are text as escapes. */
void kramdown_write_emphasis(Kramdown *k, TextBuilder *out, const Text *leaf, const Text *stream,
			     const EmphasisMark *marks, size_t count);

/* Quotes, dashes, ellipses below `leaf` (kramdown_smart.c). */
void kramdown_smarten(Kramdown *k, Ast *leaf);

/* --- the finished tree (kramdown_attrs.c, kramdown_ids.c) --- */

/*
 * Gives nodes their attribute lists; names in them make tables of contents, figures and ids of
 * terms.
 */
void kramdown_apply_attrs(Kramdown *k);
/* Whether a code point above ASCII is no letter, mark, digit or connector. */
bool kramdown_is_symbol(uint32_t rune);
/* Gives the terms of a list with {:auto_ids} ids. */
void kramdown_name_terms(Kramdown *k, const AttrUse *use);
/* Gives headings ids. */
void kramdown_add_ids(Kramdown *k, Ast *root);

#endif
