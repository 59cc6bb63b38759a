/*
 * publication_parts: what the files of model/publication ask of each other. No other file includes
 * this.
 */
#ifndef RECTO_MODEL_PUBLICATION_PARTS_H
#define RECTO_MODEL_PUBLICATION_PARTS_H

#include "model/publication.h"

/* Where a field stands in the file; the key's place when there is no such field. */
Span publication_span(const BibEntry *entry, const char *field);

/* The title with its subtitle, as LaTeX; "" when there is none. */
Str publication_title(Arena *arena, const BibEntry *entry);

/* BibTeX's name of a month, "mar", of all that means it; "" for what is no month. */
Str publication_month(Str text);

/* A word of the style's language, with what it is in English. */
Str publication_word(const PublicationStyle *style, const char *key, const char *english);

/* A text node, unless `text` is empty. */
void publication_add_text(Arena *arena, DocNode *parent, Str text, Span span);
/* The same, for one side. */
void publication_add_text_for(Arena *arena, DocNode *parent, Str text, Span span,
			      DocAudience audience);
DocNode *publication_add_paragraph(Arena *arena, DocNode *parent, const char *style, Span span);

/* --- publication_rich.c --- */
/* A field that may hold HTML or, when `markdown`, Markdown, as al-folio has it; else as rich text.
 */
void publication_add_markup(Arena *arena, DocNode *parent, const PublicationStyle *style, Str latex,
			    Span span, bool markdown);

/* --- publication_people.c --- */
/* The line of authors: own name, coauthors, marks, the limit of the page. Nothing without people.
 */
void publication_add_authors(Arena *arena, DocNode *entry, const Publication *p,
			     const PublicationStyle *style);
/* Names joined by commas and "and". */
Str publication_names(Arena *arena, const BibName *names, size_t count,
		      const PublicationStyle *style);
/* One name in what it stands in: strong when it is the own one, a link to a coauthor's page; then
 * its marks. */
void publication_add_name(Arena *arena, DocNode *parent, const BibName *name, Str shown,
			  const PublicationStyle *style, Span span);

/* Takes the marks off the parts of a name. */
Str publication_take_marks(Arena *arena, BibName *name);

/* --- publication_entry.c --- */
/* Notes, awards, abstract and links below a reference. */
void publication_add_extras(Arena *arena, DocNode *parent, const Publication *p,
			    const PublicationStyle *style);

/* --- publication_links.c --- */
/* Buttons of the page; on paper short labels, and DOI, arXiv and other numbers in full. */
void publication_add_links(Arena *arena, DocNode *entry, const Publication *p,
			   const PublicationStyle *style);

#endif
