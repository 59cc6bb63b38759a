/*
 * new_site: the files of a new site, from what its person answered.
 *
 * The templates lie in app/new/, one folder a form, and are part of the program; they are Liquid,
 * with the answers made safe for what they stand in: YAML, Markdown, BibTeX. The words that the
 * pages say are in app/new/words.yaml, by language. Everything made is owned by the arena. Nothing
 * is read or written here.
 */
#ifndef RECTO_APP_NEW_SITE_H
#define RECTO_APP_NEW_SITE_H

#include "app/options.h"
#include "base/diag.h"

typedef struct {
	NewForm form;
	Str name;	 /* "Wanshu Lin" */
	Str native_name; /* "林望舒"; this and what follows may be empty */
	Str email, institution;
	StrList languages; /* BCP 47, at least one: the first is the site's */
} NewAnswers;

/* new_answers.c: what is wrong with an answer, in words that stand behind "it"; NULL when nothing
 * is. */
const char *new_fault_of_text(Str text);
const char *new_fault_of_email(Str email);
const char *new_fault_of_language(Str tag);

/* new_answers.c: "en, zh" to tags, each once. */
void new_split_languages(Arena *arena, Str text, StrList *out);

/* The languages that the pages know words in, as "en (English), ...". */
void new_write_languages(Buf *out);
/* Whether they know words in this one; else they say them in English. */
bool new_has_words(Arena *arena, Str tag);

typedef struct {
	Str path; /* below the site's folder */
	Str bytes;
} NewFile;
typedef VEC(NewFile) NewFiles;

/* All files of the site. False after an error: a template that is not right. */
bool new_site_make(Arena *arena, const NewAnswers *answers, Diags *diags, NewFiles *out);

#endif
