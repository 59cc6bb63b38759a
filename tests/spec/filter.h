/*
 * filter: the kinds of recto-filter. Each reads stdin, writes stdout and returns the exit status;
 * argv[0] is the kind.
 */
#ifndef RECTO_TESTS_FILTER_H
#define RECTO_TESTS_FILTER_H

#include "base/buf.h"

/* All of stdin. */
Str filter_read(Arena *arena);
/* To stdout; 0, or 1 when it fails. */
int filter_write(Str text);

int filter_commonmark(int argc, char **argv);
/* Extensions as in $EXTENSIONS. */
int filter_gfm(int argc, char **argv);
/* Options as in $KRAMDOWN_OPTIONS, lines ":name: value". */
int filter_kramdown(int argc, char **argv);
int filter_liquid(int argc, char **argv);
/* A tree in the form of html5lib's tests; context in $FRAGMENT. */
int filter_html(int argc, char **argv);
/* Unicode's break tests: "linebreak", "grapheme". */
int filter_breaks(int argc, char **argv);
int filter_bidi(int argc, char **argv);
/* argv[1] is a site; nothing is read from stdin. */
int filter_pages(int argc, char **argv);
/* The same: what Liquid is given, and what it makes of it. */
int filter_site(int argc, char **argv);
/* Bibliographies: LaTeX to text, names, entries that fit argv[1]. */
int filter_latex(int argc, char **argv);
int filter_names(int argc, char **argv);
int filter_bib(int argc, char **argv);

#endif
