/*
 * serve_page: a page on its way to the browser, with the script that shows it anew.
 *
 * The script comes from the server itself and asks it for news, which a Content-Security-Policy of
 * the page must allow: 'self' is put to its script-src and connect-src, nothing else is changed.
 */
#ifndef RECTO_APP_SERVE_PAGE_H
#define RECTO_APP_SERVE_PAGE_H

#include "base/str.h"

/* The page with the script at its end. `file`: its path below the output folder, empty when it is
 * shown for an address that has none; `build`: number of the build that it is of. */
Str serve_page_add_script(Arena *arena, Str page, Str file, Str build);

/* A policy that allows the server's own scripts and news. */
Str serve_page_relax_policy(Arena *arena, Str policy);

/* A small page of recto's own: nothing is there, nothing is built yet. With the script. */
Str serve_page_message(Arena *arena, Str title, Str text, Str build);

#endif
