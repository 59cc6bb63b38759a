/*
 * bib_latex: what bib_latex_to_text is made of; for bib_*.c only. All of it is constant.
 */
#ifndef RECTO_FRONT_BIB_LATEX_H
#define RECTO_FRONT_BIB_LATEX_H

#include "base/str.h"

typedef struct {
	char command;
	uint32_t mark;	   /* combining */
	const char *pairs; /* letter, composed character, letter, ... */
} BibAccent;

/* The accent that a command (without backslash) sets on its argument, or NULL. */
const BibAccent *bib_find_accent(Str command);
/* The text of a command without argument, or NULL. */
const char *bib_find_symbol(Str command);
/* Whether the command only changes the look of what follows. */
bool bib_is_look(Str command);

/* -1 for a small letter, 1 for a capital, 0 for what is neither (digits, signs, Han). */
int bib_case_of(uint32_t rune);

#endif
