/*
 * resume_export: a Resume as the data of another form.
 *
 * Data that came in the form that is asked for goes out under its own keys, equal to what was read;
 * all else is translated, dates to ISO 8601. The result lives in `arena` and shares values with the
 * Resume.
 */
#ifndef RECTO_MODEL_RESUME_EXPORT_H
#define RECTO_MODEL_RESUME_EXPORT_H

#include "model/resume.h"
#include "model/site.h"

/* JSON Resume 1.0. */
Value *resume_to_json(Arena *arena, const Resume *resume);
/* RenderCV's `cv:`. */
Value *resume_to_rendercv(Arena *arena, const Resume *resume);
/* The CV of a site: its data, or what its pages say; the profile where that says nothing of the
 * person, the bibliography where it has no publications. */
Resume *site_whole_resume(Site *site, Diags *diags);

#endif
