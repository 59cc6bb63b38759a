/*
 * pages: the files of all pages, made side by side.
 *
 * Each thread takes the next page that is not kept from the last build, writes its HTML to the
 * output folder and notes what other stages want to know of it. What comes of it does not depend on
 * the number of threads: results stand in the order of the site's pages, and the caller tells of
 * them in that order. Nothing but the pages' own files is written.
 */
#ifndef RECTO_APP_PAGES_H
#define RECTO_APP_PAGES_H

#include "app/kept.h"
#include "base/file.h"
#include "write/html.h"

typedef struct {
	KeptPage known; /* without key and stamp */
	size_t size;	/* of the file, in bytes */
	FileWrite result;
	int reason; /* errno of FILE_FAILED */
} PageMade;

typedef struct {
	PageMade *items; /* one for each page of the site; empty for pages that are kept */
	Arena **arenas;	 /* what the items lend */
	size_t arena_count;
} Pages;

/*
 * Makes the pages below `output`, with `threads` threads, this one included; fewer when the system
 * gives no more. The addresses of all pages lie inside of `output`. Free with pages_free.
 */
Pages pages_make(Arena *arena, const HtmlOptions *options, Str output, size_t threads);
void pages_free(Pages *pages);

#endif
