/*
 * resume_parts: what the readers of model/resume share. No other file includes this.
 */
#ifndef RECTO_MODEL_RESUME_PARTS_H
#define RECTO_MODEL_RESUME_PARTS_H

#include "base/map.h"
#include "model/resume.h"

typedef struct {
	Arena *arena;
	Diags *diags;
	Resume *resume;
	Map unknown; /* keys that nobody knows, to Unknown: each is told once */
} ResumeReader;

/* resume_entry.c */

/* All entries of a list; a single value is a list of one. */
void resume_read_entries(ResumeReader *reader, ResumeSection *section, const Value *list);
/* Notes a key that has no meaning; `known` are the words that were possible. */
void resume_note_unknown(ResumeReader *reader, const ValueEntry *entry, const Str *known,
			 size_t count);
/* The warnings, one a key. */
void resume_tell_unknown(ResumeReader *reader);
/* Reads FIELD_DATE, FIELD_START, FIELD_END into `dates`. */
void resume_read_dates(ResumeEntry *entry, Arena *arena);
/* Sets a key that no field has. */
void resume_keep_extra(Arena *arena, Value **extra, Span span, const ValueEntry *entry);

/* resume_basics.c */
/* Keys of the person from a map; what is none of them goes to `extra`. `taken`: keys that stand
 * for something else ("sections"). */
void resume_read_basics(ResumeReader *reader, const Value *map, const Str *taken, size_t count);

/* resume_alfolio.c, resume_rendercv.c, resume_json.c */
void resume_read_alfolio(ResumeReader *reader, const Value *list);
void resume_read_rendercv(ResumeReader *reader, const Value *root);
void resume_read_json(ResumeReader *reader, const Value *root);

/* Adds a section to the resume; the result is good until the next one is added. */
ResumeSection *resume_add_section(ResumeReader *reader, Str key, Str title, Span span);
/* "selected_honors", "work experience" to "Selected Honors", "Work Experience". */
Str resume_title_case(Arena *arena, Str key);

#endif
