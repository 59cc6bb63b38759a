/*
 * parity: whether both sides say the same.
 *
 * What the document of the CV says is looked for in the text of the Paper, block by block in
 * reading order; each of its links among the Paper's links; and what the home page and the page of
 * the CV show is in the Paper too, or among what is left out, which is told as notes. Texts are
 * compared by their letters and digits: space, punctuation, pictograms and formulas do not count. A
 * finding is a warning, and a fault of this program more often than of the page.
 */
#ifndef RECTO_WRITE_PARITY_H
#define RECTO_WRITE_PARITY_H

#include "model/site.h"
#include "typeset/frame.h"

/* `cv`: what `paper` was set from. */
void parity_check(const Site *site, const Doc *cv, const Paper *paper, Diags *diags);

#endif
