/*
 * depfile: which files an output was made of, as a rule for make and ninja.
 *
 * Sources, includes, data, bibliographies and copied files, and the folders they stand in, so that
 * a new file counts as well; each also as a target without a recipe, so that one that is gone stops
 * nothing. Nothing fails.
 */
#ifndef RECTO_APP_DEPFILE_H
#define RECTO_APP_DEPFILE_H

#include "app/pipeline.h"

/* The rule for `target`, after pipeline_read. Paths are as seen from where the program runs. */
void depfile_write(Buf *out, Str target, const Pipeline *pipeline);

#endif
