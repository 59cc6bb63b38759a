/*
 * watch: which files of a folder change, through inotify; the only file that knows it.
 *
 * A Watch looks at a folder and all below it, or at single folders. Folders made later are watched
 * as well. What no site is made of is passed over: the output folder, folders of version control
 * and of caches, and the files that editors keep beside those that they edit. A change is told when
 * the file is whole: closed after writing, or moved to its name.
 */
#ifndef RECTO_APP_WATCH_H
#define RECTO_APP_WATCH_H

#include "base/str.h"

typedef struct Watch Watch;

/* What happened since the last look. */
typedef struct {
	bool changed; /* something did */
	bool whole;   /* some file was written; else files only went, as in the midst of a save */
	Str path; /* the last one written, or that went, below the folder; in the scratch arena */
} WatchNews;

/*
 * Watches `folder`, with all below it when `deep`, but not `output` (which need not exist yet).
 * NULL with errno when the system has no watch for it. Close with watch_close.
 */
Watch *watch_open(Arena *arena, Str folder, Str output, bool deep);
void watch_close(Watch *watch);
/* A folder more, not what is below it; one that is watched already is no fault. */
void watch_add(Watch *watch, Str folder);
/* Becomes readable when there is news. */
int watch_fd(const Watch *watch);
/* All news there is, without waiting. */
WatchNews watch_read(Watch *watch, Arena *scratch);
/* True once when some folders could not be watched because the system allows no more. */
bool watch_is_full(Watch *watch);
/* Whether the folder itself went away. */
bool watch_is_lost(const Watch *watch);
/* Looks for a folder that went away; true when it is there again, and watched from now on. */
bool watch_find_again(Watch *watch);

/* Whether a file or folder of this name is none of a site's: kept by an editor, a version control,
 * a cache. */
bool watch_ignores(Str name, bool folder);

#endif
