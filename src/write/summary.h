/*
 * summary: what came of a run, as Markdown for the summary of a job (GitHub's GITHUB_STEP_SUMMARY).
 *
 * Counts, the files that were written with their sizes, how the CV was fitted into its pages, and
 * the findings by kind, each with its place. No pictures: such summaries show none that are not on
 * a server. All text of the site is escaped. Nothing fails.
 */
#ifndef RECTO_WRITE_SUMMARY_H
#define RECTO_WRITE_SUMMARY_H

#include "write/findings.h"

typedef struct {
	Str path;
	size_t pages; /* 0: none to count */
	uint64_t size;
} SummaryFile;

/* Files that are told in one line. */
typedef struct {
	size_t count;
	uint64_t size;
} SummaryTally;

typedef struct {
	Str command;		  /* "build" */
	Str name;		  /* whose site it is; may be empty */
	bool written;		  /* false: there were errors, and nothing was written */
	size_t pages, words;	  /* of the CV; 0: it was not set */
	const SummaryFile *files; /* PDFs */
	size_t file_count;
	SummaryTally pages_written, others, copied;
	const Findings *findings;
} Summary;

void summary_write(Buf *out, const Summary *summary);

#endif
