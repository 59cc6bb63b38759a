/*
 * kramdown_span: what kramdown_span.c and kramdown_link.c share: the reader of one leaf's inline
 * text.
 *
 * All memory is the arena's of `k`; nothing here fails.
 */
#ifndef RECTO_FRONT_KRAMDOWN_SPAN_H
#define RECTO_FRONT_KRAMDOWN_SPAN_H

#include "front/kramdown.h"

/* Longer runs of backticks are text for cmark. */
enum { TICKS_MAX = 80 };
/* So many searches for an end may fail in one leaf; then none is searched for. */
enum { SEARCH_FAILURES = 64 };

/* A '[' (no name) or a start tag. */
typedef struct {
	Str name;
	size_t mark, inside; /* index of its mark, offset behind it */
	/* it, or one that it stands in, becomes a link: none can start within */
	bool link;
	bool text; /* '[': within such a link */
} Opener;

typedef struct {
	Kramdown *k;
	Arena *scratch; /* of the leaf */
	TextBuilder *out;
	Text text; /* of the leaf */
	size_t at;
	bool no_ticks[TICKS_MAX + 1]; /* no closing run of that length from here on */
	int failures;
	size_t paren_inside, paren_end; /* what was last asked of find_paren, and its answer */
	Map open_tags;			/* number of open elements by name: a size_t */
	EmphasisMarks marks;
	VEC(Opener) openers; /* links and elements that have no end yet */
} SpanReader;

/* --- kramdown_span.c --- */

/* The text from `at` on; the character there, '\0' at the end. */
static inline Str reader_rest(const SpanReader *r, size_t at)
{
	return str_from_offset(r->text.text, at);
}
static inline char reader_char(const SpanReader *r, size_t at)
{
	return at < r->text.text.len ? r->text.text.ptr[at] : '\0';
}
Span reader_span(const SpanReader *r, size_t from, size_t to);
/* Copies up to `to` and goes there. */
void reader_copy(SpanReader *r, size_t to);
/* The same on one line, where cmark could take the start of a line for a block. */
void reader_copy_folded(SpanReader *r, size_t to);
/* Replaces what stands before `to` by a part. */
void reader_part(SpanReader *r, Part part, size_t to);

/* --- kramdown_literal.c --- */

/* Appends one of MARK_... */
void reader_mark(SpanReader *r, char mark);
/* Copies one character that is nothing but itself, whatever it could mean. */
void reader_copy_literal(SpanReader *r);
/* Whatever stands at a '`'. */
void reader_read_ticks(SpanReader *r);
/* "<http://...>" or "<a@b>" as a link; false: it is something else. */
bool reader_read_autolink(SpanReader *r);

/* --- kramdown_link.c --- */

/* A '[' that is no note. */
void reader_read_open_bracket(SpanReader *r);

/* Remembers a link (no name) or an element whose inside starts at `inside`. */
void reader_open(SpanReader *r, Str name, size_t inside);
/* The innermost that has no end yet, or NULL. */
Opener *reader_find_opener(SpanReader *r, Str name);
/* Ends `opener` here, and elements that are open within. */
void reader_close(SpanReader *r, Opener *opener);
/* "[^label]" of a note that is defined; false: it is something else. */
bool reader_read_note(SpanReader *r);
/* Whatever stands at a ']'. */
void reader_read_bracket(SpanReader *r);

#endif
