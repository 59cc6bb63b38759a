/*
 * kept: what the last build made of each page, so that the next one makes again only what changed.
 *
 * A page stands when three things are as they were: what it is made of (its source, and all that
 * any page may look at: configuration, data, front matter of all pages, includes, the list of files
 * and their stamps, this program); what is around it (the frame, compared by kept_fits once it is
 * known); and its file in the output folder. Pages about which there was something to say are made
 * again, so that it is said again; so are the home page and all that the CV, feed or bibliography
 * is made of.
 *
 * The file lies in .recto-cache and may be deleted at any time; one that is cut short or of another
 * version counts as none. Texts are compared by hash; pictures and other files by size and the
 * times of their last change of content and of place, which no edit leaves alone. Everything lives
 * in the arena given, but for the file's own bytes, which kept_close gives back.
 */
#ifndef RECTO_APP_KEPT_H
#define RECTO_APP_KEPT_H

#include "base/file.h"
#include "model/site.h"
#include "write/web_text.h"

/* What a build knows of one page besides its bytes. */
typedef struct {
	Str output; /* below the output folder */
	uint64_t key;
	FileStamp stamp;
	WebRune *runes;
	size_t rune_count;
	Str *pictures; /* files of the site that it shows, by their output paths */
	size_t picture_count;
	Str search; /* its part of the index of the search */
} KeptPage;

typedef struct Kept Kept;

/*
 * Reads what was kept at `path` and marks the pages of `site` (loaded, not yet read) that need not
 * be made again (Page.kept). `settings`: all that the command line says, as one text; `output`: the
 * folder written to.
 */
Kept *kept_open(Arena *arena, Str path, Site *site, Str settings, Str output);
/* What the last build knows of a page that is kept. */
const KeptPage *kept_page(const Kept *kept, const Page *page);
/* Whether the frame of all pages is that of the last build. Else no page is kept any more. */
bool kept_fits(Kept *kept, uint64_t frame);
/* Notes a page that was made, or kept. Strings and arrays are lent until kept_save. */
void kept_add(Kept *kept, const Page *page, KeptPage made);
/* The files beside the pages' own that kept pages were made of, on disk; in the arena of kept_open.
 */
size_t kept_files(const Kept *kept, Str **paths);
/* Writes what was noted; a folder that cannot be written to is no fault. */
void kept_save(Kept *kept, Arena *scratch);
/* Gives the file of the last build back: what was read of it is gone. */
void kept_close(Kept *kept);

#endif
