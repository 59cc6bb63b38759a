/*
 * made: files of earlier builds that no page asks for any more: cut fonts, whose names change with
 * what they hold, and smaller copies of pictures.
 *
 * Each build notes which of them it wrote, with their stamps. What the last one noted and this one
 * did not write is removed, if it is still the very file that was noted: a file that somebody
 * changed or put there stays. The list lies in .recto-cache and may be deleted at any time; then
 * nothing is removed. Everything lives in the arena given.
 */
#ifndef RECTO_APP_MADE_H
#define RECTO_APP_MADE_H

#include "base/file.h"

typedef struct Made Made;

/* Reads the list at `path` of what was made in the folder `output`. */
Made *made_open(Arena *arena, Str path, Str output);
/* A file that was made or stands from the last build, below the output folder. */
void made_add(Made *made, Str path);
/* A file of the site itself, which stays and is not noted. */
void made_keep(Made *made, Str path);
/* Removes what is left over and writes the new list; what cannot be removed stays without a word.
 */
void made_finish(Made *made);

#endif
