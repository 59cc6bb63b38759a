/*
 * online: whether the links of a site to other sites lead to something; `recto check --online`.
 *
 * The only part of the program that asks the network. What is found are warnings where an author
 * has to do something and notes where servers do not let programs look; they come in the order of
 * the links, whatever the order of the answers. An error only when there is no libcurl.
 */
#ifndef RECTO_APP_ONLINE_H
#define RECTO_APP_ONLINE_H

#include "model/site.h"

/* After site_read_pages. */
void online_check(Arena *arena, const Site *site, Diags *diags);

#endif
