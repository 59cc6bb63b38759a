/*
 * budget: a document fitted into a number of pages.
 *
 * `recto.pages: N` asks for N pages. One number t in [0, 1] runs through what may change, in this
 * order: from 0 to 1/4 the space between blocks falls to 60 %; to 1/2 the leading falls by a tenth,
 * not below 1.14; to 3/4 all sizes fall by up to 14 %, the body not below 9 pt; to 1 the margins
 * fall to three quarters, not below 15 mm. The smallest t that fits is taken. Past 1, what has an
 * attribute `priority` (entries, items, sections: {: priority="2"}) is left out, the lowest first,
 * the last among equals, and named in the report. Nothing is padded. `recto.pages.max` only fails
 * when there are more pages.
 */
#ifndef RECTO_TYPESET_BUDGET_H
#define RECTO_TYPESET_BUDGET_H

#include "typeset/layout.h"

typedef struct {
	int pages; /* asked for; 0: as many as it takes */
	int most;  /* an error when there are more; 0: none */
	Span span; /* where that is said */
} Budget;

/* What a configuration asks for. False if an error was added. */
bool budget_read(const Value *config, Diags *diags, Budget *out);

/* The theme at t. */
Theme budget_theme(const Theme *theme, double t);

/*
 * Sets the document as layout_doc does, within the budget; what it did is a note, a budget that
 * cannot be kept a warning. Nodes of `doc` that are left out become DOC_WEB_ONLY.
 */
bool budget_layout(Arena *arena, Fonts *fonts, Doc *doc, const LayoutOptions *options,
		   const Budget *budget, Diags *diags, Paper *out);

#endif
