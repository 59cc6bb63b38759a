/*
 * check: what a careful friend would say of a site that builds.
 *
 * Reading, resolving and setting a site tell most of what is wrong with it as they go. What is here
 * looks at the whole afterwards, for `recto check` alone: nothing is changed, everything found is a
 * warning or a note, and nothing fails. It knows no page size.
 */
#ifndef RECTO_MODEL_CHECK_H
#define RECTO_MODEL_CHECK_H

#include "model/site.h"
#include "model/theme.h"

/* All checks of this header; after site_read_pages. */
void check_site(Site *site, const Theme *theme, Diags *diags);

/* check_links.c: places on other pages that links lead to, entries of the navigation, the address
 * of the site. */
void check_links(Site *site, Diags *diags);
/* check_pages.c: ids that stand twice, pictures without alternative text or of many bytes, dates
 * that run backwards, stars taken for emphasis. */
void check_pages(Site *site, Diags *diags);
/* check_bib.c: entries that no page shows, that are there twice or look wrong; papers without the
 * own name. */
void check_bib(Site *site, Diags *diags);
/* check_colours.c: contrast of text and ground by WCAG 2.1, 1.4.3. */
void check_colours(const Site *site, const Theme *theme, Diags *diags);

#endif
