/*
 * attach: the files that go with a CV into its PDF: what it was made of, its bibliography, its data
 * as JSON Resume.
 *
 * Names have no folders and are each other's but once. Texts are lent by the sources: UTF-8 with
 * line feeds, as recto read them.
 */
#ifndef RECTO_WRITE_ATTACH_H
#define RECTO_WRITE_ATTACH_H

#include "front/source.h"
#include "model/site.h"
#include "write/pdf_settings.h"

/* The CV as JSON Resume. Before site_cv_doc, which may take the pages' nodes. */
Str attach_resume(Arena *arena, Site *site, Diags *diags);

/*
 * The files that the settings ask for, *count of them, in `arena`: every file that `cv` has a node
 * of, the bibliography, `resume` (attach_resume). A bibliography that is not there is a warning.
 */
const PdfFile *attach_files(Arena *arena, const PdfSettings *settings, const Site *site,
			    const Sources *sources, const Doc *cv, Str resume, Diags *diags,
			    size_t *count);

#endif
