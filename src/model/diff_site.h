/*
 * diff_site: what changed between two sites: the person, the publications, the CV, the pages, the
 * files.
 *
 * A change that several documents show is told of the first one, the CV before its variants and the
 * pages; of the others it is counted. All lives in the arena that is passed and points into the
 * sites; pictures and files are compared by their bytes. Nothing fails: a file that cannot be read
 * differs.
 */
#ifndef RECTO_MODEL_DIFF_SITE_H
#define RECTO_MODEL_DIFF_SITE_H

#include "model/diff.h"
#include "model/site.h"

/* Something that has a name and a value; empty where it came or went. */
typedef struct {
	Str name;
	Str old, new;
	DiffPieces pieces; /* of values that both have */
} DiffField;
typedef VEC(DiffField) DiffFields;

/* An entry of the bibliography, by its key. */
typedef struct {
	DiffKind kind; /* DIFF_ADDED, DIFF_REMOVED, DIFF_ALTERED; DIFF_RENAMED: its key */
	Str key, old_key;
	Str title;   /* as text */
	Str summary; /* venue and year */
	DiffFields fields;
} DiffPaper;

typedef struct {
	DiffKind kind; /* DIFF_ADDED, DIFF_REMOVED, DIFF_ALTERED; DIFF_RENAMED: its address */
	bool is_cv;
	Str url, old_url; /* of pages */
	Str title;	  /* of a variant its name */
	size_t old_words, new_words;
	size_t old_pages, new_pages; /* of a variant's PDF */
	DiffFields fields;	     /* title, description, date */
	DiffChanges changes;
	size_t told; /* changes that another document told */
} DiffDocument;

typedef struct {
	DiffKind kind; /* DIFF_ADDED, DIFF_REMOVED, DIFF_ALTERED */
	Str path;
} DiffFile;

typedef struct {
	DiffFields profile, navigation, settings;
	VEC(DiffPaper) papers;
	DiffDocument cv;
	VEC(DiffDocument) variants; /* of the CV; those in which something changed */
	VEC(DiffDocument) pages;    /* likewise */
	VEC(DiffFile) files;	    /* copied as they are: pictures, papers, slides */
	bool any;		    /* whether anything changed */
} SiteDiff;

/* A variant of the CV. */
typedef struct {
	Str name;
	const Doc *doc; /* NULL when it could not be made: then it is not compared */
	size_t pages;
} DiffVariant;

/* One side: a site and what its CVs are set from. */
typedef struct {
	const Site *site;
	const Doc *cv; /* NULL when it could not be made */
	const DiffVariant *variants;
	size_t variant_count;
} DiffSite;

SiteDiff diff_sites(Arena *arena, const DiffSite *old, const DiffSite *new);

#endif
