/*
 * zip: the files in a ZIP archive, through minizip; the only file that knows it.
 *
 * Bounded: an archive that unpacks to more than the limits below is refused, whatever its directory
 * says. Nothing is written to disk; folders in the archive's names are taken off.
 */
#ifndef RECTO_FRONT_ZIP_H
#define RECTO_FRONT_ZIP_H

#include "base/str.h"

enum {
	ZIP_FILES_MAX = 4096,		    /* in the archive */
	ZIP_FILE_MAX = 16 * 1024 * 1024,    /* bytes of a file */
	ZIP_ARCHIVE_MAX = 64 * 1024 * 1024, /* bytes of all that are read */
};

typedef struct {
	Str name; /* without its folder */
	Str bytes;
} ZipFile;

/*
 * Reads the files of the archive at `path` whose names end with `ending`, in the order of the
 * archive. False when it is no archive, broken, encrypted or too large: `why` says which, as
 * "is ...".
 */
bool zip_read(Arena *arena, Str path, Str ending, ZipFile **files, size_t *count, const char **why);

#endif
