/*
 * source: the files a site is made of, and places in them.
 *
 * A Sources owns nothing: its arena does. Sources are numbered from 1 in the order of loading; a
 * Span (base/diag.h) names one by its number. The text of a source is valid UTF-8 without a byte
 * order mark and with line feeds only; invalid bytes are reported once as an error with their place
 * and replaced by U+FFFD. Columns count code points, from 1; so do lines.
 */
#ifndef RECTO_FRONT_SOURCE_H
#define RECTO_FRONT_SOURCE_H

#include "base/arena.h"
#include "base/diag.h"
#include "base/str.h"

/*
 * The bytes [at, at + len) of a source's text stand for `was` bytes more or fewer in the file's
 * text.
 */
typedef struct {
	uint32_t at, len; /* place in `text` */
	Str was;	  /* what the file says there, as UTF-8 */
} SourceEdit;

typedef struct {
	uint32_t number; /* 1, 2, ... */
	/* as shown in messages: relative to where the user stands or to the site */
	Str path;
	Str text;
	uint32_t *lines; /* offset of the first byte of each line */
	size_t line_count;
	/* repairs (front/mojibake.h), in order of `at`; columns are those of the file */
	SourceEdit *edits;
	size_t edit_count;
} Source;

typedef struct {
	Arena *arena;
	Source **items;
	size_t len, cap;
} Sources;

typedef struct {
	uint32_t line, column; /* from 1 */
	Str line_text;	       /* without the line feed */
} Place;

/* The largest source that is read. */
enum { SOURCE_LIMIT = 64 * 1024 * 1024 };

Sources sources_in(Arena *arena);

/*
 * Reads `file` and adds it under the name `shown`. NULL after adding an error (missing, unreadable,
 * too large, a NUL byte). Bad UTF-8 is an error too, but the repaired text is returned. `from`: the
 * place that asked for it, for the message.
 */
Source *source_load(Sources *sources, Str file, Str shown, Span from, Diags *diags);

/* Adds text that is already in memory, under the same checks. Never NULL. */
Source *source_add(Sources *sources, Str shown, Str bytes, Diags *diags);

/* The source with that number, or NULL for 0. */
const Source *source_get(const Sources *sources, uint32_t number);

/* Replaces the text (after a repair) and its line index. `edits` are lent by the arena. */
void source_set_text(Sources *sources, Source *source, Str text, SourceEdit *edits,
		     size_t edit_count);

/* Line, column and line text of a byte offset; an offset past the end counts as the end. */
Place source_place(const Source *source, uint32_t offset);

/* The span of the whole source, and of the bytes [start, end) in it. */
Span source_span(const Source *source, size_t start, size_t end);

/* The text that a span names; empty for SPAN_NONE. */
Str source_text(const Sources *sources, Span span);

#endif
