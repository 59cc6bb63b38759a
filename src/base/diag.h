/*
 * diag: what is wrong, where, and how to mend it.
 *
 * A Span names bytes of a source (see front/source.h: source number 0 is "no source"). Stages add
 * to a Diags and go on; a stage returns false if and only if it added at least one error. Only
 * src/app prints them. The same message at the same span is kept once.
 *
 * Every format ends in the id of its kind, in brackets: "the picture %.*s is not there
 * [image-missing]". The id is cut off the message; baselines and reports of `recto check` name the
 * kind by it, so it stays when the words change.
 */
#ifndef RECTO_BASE_DIAG_H
#define RECTO_BASE_DIAG_H

#include "base/map.h"

typedef struct {
	uint32_t source;     /* number of the source, 0: none */
	uint32_t start, end; /* byte offsets, end exclusive */
} Span;

typedef enum { DIAG_NOTE, DIAG_WARNING, DIAG_ERROR } DiagLevel;

typedef struct {
	DiagLevel level;
	Span span;
	Str message; /* one line, no full stop, no file name */
	Str hint;    /* how to mend it, may be empty */
	Str id;	     /* "link-broken": a part of the format */
} Diag;

typedef struct {
	Arena *arena;
	Diag *items;
	size_t len, cap;
	size_t errors, warnings;
	Map seen;   /* level, span and message, to say a thing once */
	bool *told; /* set whenever there is something to say, also again; may be NULL */
} Diags;

/* An empty list in `arena`. */
Diags diags_in(Arena *arena);

/* Adds a message; `hint` may be empty; the rest as printf, with the id at the end of the format. */
void diag_add(Diags *diags, DiagLevel level, Span span, Str hint, const char *format, ...)
	__attribute__((format(printf, 5, 6)));
#define diag_error(diags, span, hint, ...)                                                         \
	diag_add((diags), DIAG_ERROR, (span), (hint), __VA_ARGS__)
#define diag_warning(diags, span, hint, ...)                                                       \
	diag_add((diags), DIAG_WARNING, (span), (hint), __VA_ARGS__)
#define diag_note(diags, span, hint, ...) diag_add((diags), DIAG_NOTE, (span), (hint), __VA_ARGS__)

/* The order in which messages are told, as qsort has it: by source and place, else as they were
 * added. Both are of one Diags. */
int diag_compare(const Diag *a, const Diag *b);

/* No place in particular. */
#define SPAN_NONE ((Span){0})
/* The smallest span that holds both; the first one when they are of different sources. */
Span span_join(Span a, Span b);

#endif
