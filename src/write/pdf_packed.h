/*
 * pdf_packed: the deflated streams of the last PDF, by what they hold.
 *
 * To deflate as hard as a short PDF is worth takes longer than all else of it, and from one build
 * to the next few streams change, or none. What is kept is told by content alone, so whatever the
 * document is made of may change. The file may be deleted at any time; one that is cut, changed or
 * of another version counts as not there, and one that cannot be written is no fault.
 */
#ifndef RECTO_WRITE_PDF_PACKED_H
#define RECTO_WRITE_PDF_PACKED_H

#include "base/str.h"

typedef struct PdfPacked PdfPacked;

/* What `path` keeps; all of it in `arena`. `how` names how streams are deflated: what was deflated
 * in another way counts as not there. */
PdfPacked *pdf_packed_open(Arena *arena, Str path, Str how);
/* `bytes` deflated, or empty when they are not known; owned by the arena. Either way the next
 * pdf_packed_add is about them. */
Str pdf_packed_find(PdfPacked *packed, Str bytes);
/* Keeps `deflated`, which is copied, for what was looked for last. */
void pdf_packed_add(PdfPacked *packed, Str deflated);
/* Keeps what was looked for in this run, and forgets the rest. */
void pdf_packed_save(PdfPacked *packed);

#endif
