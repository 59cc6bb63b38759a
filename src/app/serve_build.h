/*
 * serve_build: one build of the site that is served, in a process of its own, and what came of it.
 *
 * The process writes the output folder as `recto build` does, prints its messages, and reports
 * through a pipe: which files there are, which of them changed, and the state that browsers are
 * told of, as JSON. A build that falls takes nothing with it. ServeBuild is the caller's; what was
 * reported lies in the arena that serve_build_read is given.
 */
#ifndef RECTO_APP_SERVE_BUILD_H
#define RECTO_APP_SERVE_BUILD_H

#include "app/options.h"
#include "base/map.h"

#include <sys/types.h>

typedef struct {
	Str id, previous; /* of the last good build before; empty: none. Lent */
} BuildName;

/* A build that goes on. */
typedef struct {
	pid_t process; /* 0: none goes on */
	int report;    /* readable when there is something to read */
	BuildName name;
	Buf bytes;
} ServeBuild;

typedef struct {
	bool written; /* else there was an error: what was written before stands */
	Map files;    /* below the output folder; value non-NULL: it changed */
	size_t changed;
	StrList folders; /* that the site was read from; of a site that is a single file */
	Str baseurl;
	Str state; /* JSON, one line */
	uint32_t milliseconds;
} ServeBuilt;

/* Begins a build; what it reports is gathered in `arena`. False with errno when there is no
 * process or pipe for it. */
bool serve_build_start(ServeBuild *build, Arena *arena, const Options *options, BuildName name,
		       ArenaOom *oom);
/* Reads what there is of the report. True when the build is over: then *out is filled in. */
bool serve_build_read(ServeBuild *build, Arena *arena, ServeBuilt *out);
/* Waits for a build that goes on, and forgets it. */
void serve_build_wait(ServeBuild *build);

#endif
