/*
 * command_parts: what the commands share. Only src/app/command*.c include this.
 */
#ifndef RECTO_APP_COMMAND_PARTS_H
#define RECTO_APP_COMMAND_PARTS_H

#include "app/command.h"
#include "app/pipeline.h"
#include "write/summary.h"

#include <stdio.h>
#include <time.h>

/* What was written so far, for --summary. */
typedef struct {
	VEC(SummaryFile) files;
	SummaryTally pages, others, copied;
} SummaryFiles;

/* One run: the pipeline, and when it began. */
typedef struct {
	const Options *options;
	Pipeline *pipeline;
	Arena *arena; /* of what is printed */
	struct timespec start;
	double told; /* seconds since then that stand behind some product, or will */
	double pdf;  /* of these, what the PDF took before it was its turn to be written */
	SummaryFiles summary;
	bool progress; /* a progress line stands on the terminal */
} Run;

/* A run of one site, begun now. Free with command_run_free. */
Run command_run_new(const Options *options, ArenaOom *oom);
void command_run_free(Run *run);

/* What is made of a site before anything is written. */
typedef struct {
	Buf pdf;
	PipelineVariant *variants; /* one for each of the site's */
} SiteMade;
/* Reads the site and sets its CVs. False when its content is faulty. */
bool command_make_site(Run *run, SiteMade *out);
/* Writes all of it; `watch` sees each file. False when some file could not be written. */
bool command_write_site(Run *run, SiteMade *made, PipelineWatch *watch, void *context);

/* Whether what is printed there is coloured: on a terminal, unless NO_COLOR is set. */
bool command_has_colours(FILE *out);
/* All messages, on standard error. */
void command_print_diags(Run *run);
/* The exit status of a run whose writing went well or not. */
int command_status(const Run *run, bool written);
/* A line for a file that was written. */
void command_print_product(Run *run, const Product *product);
/* Messages, and the status of faulty content. */
int command_fail(Run *run);
/* False when not all of it could be written. */
bool command_write_stdout(Str bytes);
/* Whether the site was read from the file `target`. */
bool command_is_source(Run *run, Str target);
/* BYTES to a file, told of, or to standard output ("-"); PAGES is 0 where there are none. False
 * when they could not be written; that they would lie over the source is an error too, among the
 * messages. */
bool command_write_file(Run *run, Str target, Str bytes, size_t pages);

/* command_explain.c, command_check.c, command_import.c, command_export.c: each a command, to its
 * exit status. */
int command_explain(Run *run);
int command_check(Run *run);
int command_import(Run *run);
int command_export(Run *run);
/* SITE/_site, or _site beside a single file; what -o names. */
Str command_output_folder(Arena *arena, const Options *options);

/* command_many.c: recto build of several sites; the worst exit status of all. */
int command_many(const Options *options, ArenaOom *oom);
/* command_new.c */
int command_new(const Options *options, ArenaOom *oom);
/* command_diff.c */
int command_diff(const Options *options, ArenaOom *oom);
/*
 * command_summary.c: a product is noted; the summary is added to the file that --summary names.
 * `given`: what is told of findings, NULL for all messages. True when no summary is asked for;
 * false after telling that it cannot be written.
 */
void command_summary_add(Run *run, const Product *product);
bool command_summary_write(Run *run, const Findings *given, bool written);
/* command_fonts.c */
int command_fonts(Run *run);
/* command_tools.c: what needs no site */
int command_tools(const Options *options, ArenaOom *oom);
/* command_handout.c */
int command_handout(Run *run);
/* command_serve.c: builds and serves until it is told to end. */
int command_serve(const Options *options, ArenaOom *oom);

#endif
