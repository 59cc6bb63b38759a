/*
 * export: a CV's data in the forms that other programs read.
 *
 * Appends to `out`; nothing fails. Texts are made plain where the form knows no mark-up.
 */
#ifndef RECTO_WRITE_EXPORT_H
#define RECTO_WRITE_EXPORT_H

#include "base/buf.h"
#include "model/resume.h"
#include "model/site.h"

/* A value as JSON with two spaces a level, and a line feed. */
void export_json(Buf *out, const Value *value);
/* The entries of a bibliography as they were written. */
void export_bibtex(Buf *out, const Bib *bib);
/* Publications of the data as BibTeX, for who has no bibliography. */
void export_resume_bibtex(Buf *out, const Resume *resume);
/* schema.org's Person with organizations, awards and ScholarlyArticles, from JSON Resume data. */
Value *export_jsonld(Arena *arena, const Value *json_resume);
/* A vCard 4.0 (RFC 6350). */
void export_vcard(Buf *out, const Profile *profile, const Value *json_resume);

#endif
