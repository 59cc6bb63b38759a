/*
 * findings: what `recto check` found, as text for machines and as a list of what is accepted.
 *
 * A Finding is a Diag that lends its strings. A baseline is a text file of one line a finding, "id,
 * tab, file, tab, message", without line numbers, so that it holds while text around a place
 * changes; a line that stands twice accepts two. Nothing here fails: who reads and writes the files
 * is the caller.
 */
#ifndef RECTO_WRITE_FINDINGS_H
#define RECTO_WRITE_FINDINGS_H

#include "base/buf.h"
#include "front/source.h"

typedef struct {
	const Diag *diag;
	bool accepted; /* by a baseline */
} Finding;

typedef struct {
	const Sources *sources;
	Str root; /* the site's folder: what paths in a baseline begin behind */
	Finding *items;
	size_t count;
	size_t errors, warnings, notes, accepted; /* the first three without what is accepted */
	size_t gone; /* lines of the baseline that nothing fits any more */
} Findings;

/* All messages in the order of their places, none accepted. */
Findings findings_of(Arena *arena, const Sources *sources, const Diags *diags, Str root);
/* Marks what the baseline names; lines that begin with # are comments. */
void findings_accept(Arena *arena, Findings *findings, Str baseline);
/* A baseline that accepts all of them. */
void findings_write_baseline(Buf *out, const Findings *findings);

/* One object with the list of findings that are not accepted, and counts. */
void findings_write_json(Buf *out, const Findings *findings);
/* SARIF 2.1.0 (OASIS, 2020); what is accepted is among the results, suppressed. */
void findings_write_sarif(Buf *out, const Findings *findings, Str version);
/* GitHub's workflow commands: annotations of a pull request, a line each. */
void findings_write_github(Buf *out, const Findings *findings);
/* GitLab's report of code quality: a list of issues. What has no place is said of the site's
 * folder. */
void findings_write_gitlab(Buf *out, const Findings *findings);

#endif
