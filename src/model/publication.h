/*
 * publication: what a bibliography entry means.
 *
 * Made from a BibEntry (front/bib.h); strings are text, without LaTeX. A Publication lives in the
 * arena it was made in and points into its entry. Nothing fails: a field that is missing is empty.
 */
#ifndef RECTO_MODEL_PUBLICATION_H
#define RECTO_MODEL_PUBLICATION_H

#include "base/vec.h"
#include "front/bib.h"
#include "front/value.h"
#include "model/doc.h"

typedef struct {
	const BibEntry *entry;
	Str title;
	BibName *authors; /* editors when there is no author */
	size_t author_count;
	bool editors;
	BibName *book_editors; /* of the book it is in, when it has authors of its own */
	size_t book_editor_count;
	Str venue; /* journal, "In ..." of a book, school, institution */
	Str kind;  /* of a thesis or report: "PhD thesis" */
	Str volume, number, pages, series, edition, chapter, version;
	Str places[4];	 /* organisation, publisher, place: those that are not the venue, the others
			    empty */
	Str status;	 /* "forthcoming", "in press" */
	Str year, month; /* month: "Mar" or as written */
	int year_number, month_number; /* 0: not known */
	Str badge;		       /* abbr */
} Publication;

/* A link of an entry that its own fields do not have. */
typedef struct {
	Str field; /* the field that it stands in for: "pdf"; "" for none */
	Str label, url;
	bool page_only; /* not on paper */
} PublicationLink;

typedef VEC(PublicationLink) PublicationLinks;

/* Whose own name is set off, and what a list knows besides the entries. */
typedef struct {
	Str prefix;	     /* of the ids of entries */
	bool links_told;     /* DOI or URL stand in the reference already */
	size_t author_limit; /* max_author_limit of the page; 0: none. Paper has all */
	/* HTML, or Markdown, of a field as inlines of a DOC_SPAN; NULL when there is nothing in it.
	 */
	DocNode *(*markup)(void *context, Str text, Span span, bool markdown);
	/* Links besides those of the fields; NULL when there are none. */
	PublicationLinks (*links)(void *context, const Publication *publication);
	void *context;
	bool months_written; /* the shown BibTeX has months as they are in the file */
	bool whole;	     /* alone on its page: abstract and BibTeX are not folded away */
	Str *last_names, *first_names;
	size_t last_count, first_count;
	const Value *coauthors; /* _data/coauthors.yml: last name to a list of {firstname, url} */
	const Value *venues;	/* _data/venues.yml: abbr to {url, color} */
	const Value *locales;	/* model/locale.h; NULL: English */
	Str lang;		/* of the page */
	const Value *hidden; /* filtered_bibtex_keywords: fields that the shown BibTeX leaves out */
} PublicationStyle;

/* A field as text, trimmed; "" when it is missing. */
Str publication_field(Arena *arena, const BibEntry *entry, const char *name);

void publication_read(Arena *arena, const BibEntry *entry, Publication *out);

/*
 * A DOC_ENTRY of style "publication": paragraphs of the styles "title", "authors", "venue", "note"
 * and "links", those that have something in them; badge from `abbr`; id is the cite key. Link
 * targets are as written: the caller resolves them.
 */
DocNode *publication_entry(Arena *arena, const Publication *publication,
			   const PublicationStyle *style);

/* The abstract as a paragraph, or NULL; the entry as BibTeX, as a block of code. */
DocNode *publication_abstract(Arena *arena, const Publication *publication,
			      const PublicationStyle *style);
DocNode *publication_bibtex(Arena *arena, const Publication *publication,
			    const PublicationStyle *style);

/* Whether an entry fits a query of jekyll-scholar: "@*[selected=true]", "@article[year>=2003 &&
 * type!=x]", "!@book". */
bool publication_matches(Arena *arena, const Publication *publication, Str query);
/* The part of a query that is not understood, with a hint; "" when there is none. */
Str publication_query_fault(Str query, const char **hint);

/* Whether it is the person's own name, marks aside: accents do not count, initials do. */
bool publication_is_own(Arena *arena, const BibName *name, const PublicationStyle *style);

/* The marks behind a name, "*†"; "" when it has none. */
Str publication_marks(Arena *arena, const BibName *name);

/* The address of a link's field, "https://doi.org/10.1000/x" of `doi`; "" when there is none. */
Str publication_link(Arena *arena, const Publication *p, const char *field);

/* A name as it is printed, without the marks behind it. */
Str publication_bare_name(Arena *arena, const BibName *name);

/* A name as it is printed: "Jean von Berg, Jr". */
Str publication_name(Arena *arena, const BibName *name);

#endif
