/*
 * resume_import: records of others as JSON Resume data.
 *
 * ORCID's public record (API 3.0, JSON) and the CSV files of LinkedIn's export. Results live in
 * `arena`; texts keep their places.
 */
#ifndef RECTO_MODEL_RESUME_IMPORT_H
#define RECTO_MODEL_RESUME_IMPORT_H

#include "front/value.h"

/* Whether a JSON value is a record of ORCID's. */
bool import_is_orcid(const Value *root);
/* The record as JSON Resume; works become publications. */
Value *import_orcid(Arena *arena, const Value *root);
/* The works as BibTeX entries; "" when there are none. */
Str import_orcid_bibtex(Arena *arena, const Value *root);

/* What `name` ("Positions.csv") of the export says, added to `resume`, a map. False when the name
 * is none that is known. */
bool import_linkedin(Arena *arena, Str name, const Value *rows, Value *resume);

#endif
