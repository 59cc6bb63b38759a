/*
 * publication_form: references as style guides want them, by the files of model/styles.
 *
 * A form lives in the arena it was read into. Nothing fails: what an entry lacks is left out.
 */
#ifndef RECTO_MODEL_PUBLICATION_FORM_H
#define RECTO_MODEL_PUBLICATION_FORM_H

#include "model/publication.h"

typedef struct {
	Str name;
	const Value *tree; /* the file */
	bool by_author;	   /* the list is sorted by names where nothing else is asked for */
	bool numbers;	   /* citations are [1] and not (Lin, 2025) */
} PublicationForm;

/* The form that a CSL style's name means: "apa", "ieee.csl", "chicago-author-date"; another one's
 * nearest with *exact false. Never NULL. */
PublicationForm *publication_form(Arena *arena, Str name, bool *exact);

/* The reference as inlines below `parent`. */
void publication_add_reference(Arena *arena, DocNode *parent, const Publication *p,
			       const PublicationStyle *style, const PublicationForm *form);

/* A DOC_ITEM: the reference in a span with the key as its id, then notes, award and links. */
DocNode *publication_reference(Arena *arena, const Publication *p, const PublicationStyle *style,
			       const PublicationForm *form);

#endif
