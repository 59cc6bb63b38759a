/*
 * bib: BibTeX files to entries. Syntax only: what a field means is model/publication's job.
 *
 * libbtparse stops at unquoted values, UTF-8 keys and front matter and writes to standard error,
 * all of which real files of al-folio users contain; so this is a small parser of our own.
 */
#ifndef RECTO_FRONT_BIB_H
#define RECTO_FRONT_BIB_H

#include "front/source.h"

typedef struct {
	Str name; /* lower case */
	/*
	 * strings joined by #, @string names replaced, outer braces or quotes gone; TeX inside
	 * untouched
	 */
	Str value;
	Span span; /* of the value */
} BibField;

typedef struct {
	Str type;  /* lower case, without @ */
	Str key;   /* empty when the entry has none, which is an error */
	Span span; /* the whole entry */
	Span key_span;
	BibField *fields;
	size_t field_count;
	Str text; /* as written, but for names of strings, which are their values in braces */
} BibEntry;

typedef struct {
	/* in the order of the file; @string, @comment and @preamble are not among them */
	BibEntry *entries;
	size_t count;
} Bib;

/*
 * Reads a bibliography. Front matter before the entries is skipped. A bad entry is an error with
 * its line and the rest is still read; a duplicate key is a warning and both stay. False if an
 * error was added.
 */
bool bib_parse(Arena *arena, const Source *source, Diags *diags, Bib *out);

/* A field by its name; NULL when the entry has none. */
const BibField *bib_find_field(const BibEntry *entry, Str name);
/* The value of a field, or an empty Str. */
Str bib_field(const BibEntry *entry, Str name);

/*
 * LaTeX markup to Unicode text: accents, \ss, \&, ``quotes'', dashes, braces dropped; math kept as
 * written.
 */
Str bib_latex_to_text(Arena *arena, Str latex);

typedef struct {
	Str first, von, last, jr; /* as text, without braces */
	bool others;		  /* the last one, empty: "and others" */
	bool corporate;		  /* {in braces}: all of it in `last` */
} BibName;

/*
 * Splits an author or editor field by BibTeX's rules (Patashnik, Designing BibTeX Styles, 1988,
 * section 4).
 */
void bib_split_names(Arena *arena, Str field, BibName **names, size_t *count);

#endif
