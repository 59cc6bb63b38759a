/*
 * resume: what a CV data file says, whatever its form.
 *
 * Four readers fill the same Resume: al-folio's list of sections (resume_alfolio.c), RenderCV's
 * YAML (resume_rendercv.c), JSON Resume and loose maps of lists (resume_json.c), and the sections
 * of a Markdown page (resume_markdown.c). Which one is told by content. A Resume lives in the arena
 * it was made in and points into the Value it was read from: fields keep their values as written,
 * with their places, so that nothing is lost between formats. Unknown keys are warnings and kept in
 * `extra`.
 */
#ifndef RECTO_MODEL_RESUME_H
#define RECTO_MODEL_RESUME_H

#include "base/vec.h"
#include "front/value.h"
#include "model/dates.h"
#include "model/doc.h"

typedef enum {
	RESUME_NONE,
	RESUME_ALFOLIO,
	RESUME_RENDERCV,
	RESUME_JSON,
	RESUME_LOOSE, /* a map of lists, by no one's rules */
	RESUME_MARKDOWN,
} ResumeFormat;

/* What a section is about; by its key or the words of its title. */
typedef enum {
	RESUME_OTHER,
	RESUME_SUMMARY,
	RESUME_EDUCATION,
	RESUME_WORK,
	RESUME_VOLUNTEER,
	RESUME_TEACHING,
	RESUME_PROJECTS,
	RESUME_PUBLICATIONS,
	RESUME_TALKS,
	RESUME_GRANTS,
	RESUME_AWARDS,
	RESUME_CERTIFICATES,
	RESUME_SERVICE,
	RESUME_SKILLS,
	RESUME_LANGUAGES,
	RESUME_INTERESTS,
	RESUME_REFERENCES,
	RESUME_NEWS,
	RESUME_KIND_COUNT
} ResumeKind;

typedef enum {
	FIELD_TITLE, /* position, award, project, label of a line */
	FIELD_ORGANISATION,
	FIELD_DEGREE,
	FIELD_AREA,
	FIELD_LOCATION,
	FIELD_URL,
	FIELD_DATE,
	FIELD_START,
	FIELD_END,
	FIELD_DESCRIPTION,
	FIELD_SUMMARY,
	FIELD_HIGHLIGHTS,
	FIELD_DETAILS, /* of a line */
	FIELD_LEVEL,
	FIELD_KEYWORDS,
	FIELD_SCORE,
	FIELD_COURSES,
	FIELD_AUTHORS,
	FIELD_DOI,
	FIELD_ROLES,
	FIELD_ENTITY,
	FIELD_TYPE,
	FIELD_TEXT, /* of a bullet, a number, a paragraph */
	FIELD_TAGS, /* for variants */
	FIELD_PRIORITY,
	FIELD_PICTURE, /* icon, image, logo: for the page's theme, not printed */
	FIELD_COUNT
} ResumeField;

typedef enum {
	RESUME_ENTRY,
	RESUME_LINE,   /* "Label: details" */
	RESUME_TEXT,   /* a paragraph */
	RESUME_BULLET, /* an item of a list; neighbours share it */
	RESUME_NUMBERED,
	RESUME_REVERSED, /* numbered downwards */
} ResumeForm;

typedef struct {
	ResumeForm form;
	Span span;
	const Value *fields[FIELD_COUNT]; /* nil when missing, never NULL */
	Str keys[FIELD_COUNT];		  /* the key that each was written under */
	Value *extra;			  /* other keys, as written: a map, or NULL */
	const Value *source;		  /* what it was read from, or NULL */
	DateRange dates;
	bool dated; /* `dates` is right; else FIELD_DATE is text */
} ResumeEntry;

typedef VEC(ResumeEntry) ResumeEntries;

typedef struct {
	Str key;   /* as written: "work", "selected_honors" */
	Str title; /* as shown; empty: the kind's own word in the page's language */
	ResumeKind kind;
	Span span;
	ResumeEntries entries;
	const DocNode *node; /* RESUME_MARKDOWN: the section of the page; else NULL */
} ResumeSection;

/* The person. Values are nil when missing. */
typedef struct {
	const Value *name, *label, *email, *phone, *url, *summary, *image;
	const Value
		*location; /* a string or a map {address, city, region, postalCode, countryCode} */
	const Value *profiles; /* a list of {network, username, url} */
	const Value *custom;   /* RenderCV's custom_connections */
	const Value *source;   /* the map it was read from, or NULL */
	Value *extra;	       /* other keys: a map, or NULL */
	Span span;
} ResumeBasics;

typedef struct {
	ResumeFormat format;
	ResumeBasics basics;
	VEC(ResumeSection) sections;
	bool html;	       /* strings are HTML (al-folio's list); else Markdown */
	DateWords words;       /* `locale` of RenderCV */
	const Value *design;   /* of RenderCV, or nil */
	const Value *settings; /* of RenderCV, or nil */
	Str person_key;	       /* JSON Resume: "basics"; "info" in the wild */
	const Value *rest; /* JSON Resume: what is neither basics nor a section; a map, or nil */
	const Value *root; /* all of it */
} Resume;

/* What the data is, by its content. */
ResumeFormat resume_format(const Value *data);

/*
 * Reads CV data of any form but Markdown into `out`. Unknown keys and wrong types are warnings.
 * False, with an error, when the data is no CV at all.
 */
bool resume_read(Arena *arena, const Value *data, Diags *diags, Resume *out);

/* A Resume with nothing in it. */
void resume_clear(Resume *out);

/* Whether a field has something in it: not nil, not an empty string, list or map. */
bool resume_has(const ResumeEntry *entry, ResumeField field);
bool resume_is_empty(const Value *value);
/* Newest first; entries without a date stay where they are. */
void resume_sort(ResumeSection *section);

/* --- resume_kind.c --- */
/* Kind of a section by its key or title, in any of a dozen languages. */
ResumeKind resume_kind(Str title);
/* The word for a kind in a language: "Education"; "" for RESUME_OTHER. */
Str resume_kind_word(ResumeKind kind, Str lang);
/* JSON Resume's key for a kind ("work"), or "". */
Str resume_kind_key(ResumeKind kind);
/* The title of a section in a language. */
Str resume_section_title(const ResumeSection *section, Str lang);
/* Of publications: whether the section is for such as are not out yet; whether for all of them, and
 * not for one kind. */
bool resume_is_draft(const ResumeSection *section);
bool resume_is_general(const ResumeSection *section);
/* Whether its title says that it holds a choice: "Selected Publications". */
bool resume_is_selected(const ResumeSection *section);

#endif
