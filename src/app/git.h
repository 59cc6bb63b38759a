/*
 * git: files as they were at some revision, by the program git.
 *
 * git runs as a child process without a shell, and writes to the folder it is given only: into an
 * index of its own there, so that the repository and its index stay as they are.
 */
#ifndef RECTO_APP_GIT_H
#define RECTO_APP_GIT_H

#include "base/str.h"

#include <stdbool.h>

/*
 * Writes the files of a revision below `folder`, which is there and empty. `name` is "REV", for the
 * files of the site `site` (a folder or file in the working tree), or "REV:PATH" as git has it:
 * from the top of the repository, or from `site` when it begins with "./". *out is the site there.
 * False with a message in *error: no git, no repository, no such revision, no such path.
 */
bool git_extract(Arena *arena, Str site, Str name, Str folder, Str *out, Str *error);

#endif
