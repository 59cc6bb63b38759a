/* diff_site_parts: what the files of diff_site share. */
#ifndef RECTO_MODEL_DIFF_SITE_PARTS_H
#define RECTO_MODEL_DIFF_SITE_PARTS_H

#include "model/diff_site.h"

/* diff_site.c: whether two files hold the same bytes; a DiffSameFile (diff.h) that uses no context.
 */
bool diff_site_is_same_file(void *context, Str old, Str new);

/* diff_site_fields.c: a field whose value differs, with the words that do; else nothing. */
void diff_site_add_field(Arena *arena, DiffFields *out, Str name, Str old, Str new);
/* Sets profile, papers, navigation and settings of *out. */
void diff_site_fields(Arena *arena, const Site *old, const Site *new, SiteDiff *out);

#endif
