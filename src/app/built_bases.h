/*
 * built_bases: the bases of the web fonts that were cut when recto was built.
 *
 * They are the same for every site that keeps the families of a theme, and take longer to make
 * than all else of a small one. The table is written by app/built_bases.c; where the fonts of the
 * machine are others than those at build time no key fits, and bases are made again.
 */
#ifndef RECTO_APP_BUILT_BASES_H
#define RECTO_APP_BUILT_BASES_H

#include "write/webfonts.h"

extern const WebBase built_bases[];
extern const size_t built_bases_count;

#endif
