/*
 * changes: what changed between two sites, for people, for a comment below a pull request, and for
 * programs.
 *
 * Writes into the caller's Buf; nothing can fail. Texts of the sites are data: in text no character
 * of theirs steers a terminal, in Markdown none is markup, names nobody and refers to no issue.
 */
#ifndef RECTO_WRITE_CHANGES_H
#define RECTO_WRITE_CHANGES_H

#include "base/buf.h"
#include "model/diff_site.h"

/* One side. */
typedef struct {
	Str name;		/* as it was asked for: "HEAD~1", "old/" */
	size_t pages;		/* of the PDF; 0: it could not be set */
	const Sources *sources; /* to name the places of changes */
} ChangesSide;

typedef struct {
	ChangesSide old, new;
	const SiteDiff *diff;
} Changes;

/* Lines of words: "+" came, "-" went, "~" altered, ">" moved. Within a text what went is [-so-] and
 * what came {+so+}; with colour it is red and green instead. */
void changes_write_text(Buf *out, const Changes *changes, bool colour);

/* A heading, a table, and a part that folds out for each document. About `limit` bytes at most:
 * then it says how much is left out. */
void changes_write_markdown(Buf *out, const Changes *changes, size_t limit);

/* All of it, one object. */
void changes_write_json(Buf *out, const Changes *changes);

/* Changes in all. */
size_t changes_count(const SiteDiff *diff);

#endif
