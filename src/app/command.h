/*
 * command: what each subcommand does, from options to exit status.
 */
#ifndef RECTO_APP_COMMAND_H
#define RECTO_APP_COMMAND_H

#include "app/options.h"

enum { EXIT_CLEAN = 0, EXIT_CONTENT = 1, EXIT_USAGE = 2, EXIT_SYSTEM = 3 };

/* Runs options->command; returns the exit status. */
int command_run(const Options *options, ArenaOom *oom);

/* The version of recto and those of its libraries, a line each. */
void command_write_version(Buf *out);

#endif
