/*
 * file: reading, safe writing, folders and paths.
 *
 * Paths are UTF-8 with '/'. Functions that can fail return false and leave the reason in errno;
 * callers turn it into a message. Files are written under a temporary name in the same folder and
 * renamed, and left alone when their bytes are already right.
 */
#ifndef RECTO_BASE_FILE_H
#define RECTO_BASE_FILE_H

#include "base/str.h"

typedef enum { FILE_NONE, FILE_REGULAR, FILE_FOLDER, FILE_OTHER } FileKind;

/* What stands at `path`; links are followed. */
FileKind file_kind(Str path);
/* Size in bytes of a regular file; false when it is none. */
bool file_size(Str path, uint64_t *size);

/* By which a file that changed is told from what it was. */
typedef struct {
	uint64_t size;
	/* nanoseconds: the last change of its bytes, and of anything about it */
	uint64_t changed, moved;
} FileStamp;
/* False when there is no such regular file; then *out is left alone. */
bool file_stamp(Str path, FileStamp *out);

/* The whole file, owned by the arena. False with errno; EFBIG past `limit` bytes. */
bool file_read(Arena *arena, Str path, size_t limit, Str *out);
/* Maps the file read-only; give it back with file_unmap. An empty file gives an empty Str. */
bool file_map(Str path, Str *out);
/* The same, for what cannot be done without: when memory lacks, the arena's handler is called. */
bool file_map_in(const Arena *arena, Str path, Str *out);
void file_unmap(Str bytes);

typedef enum { FILE_UNCHANGED, FILE_WRITTEN, FILE_FAILED } FileWrite;
/*
 * Writes `bytes` to `path` by way of a temporary name; makes missing folders. Devices and pipes are
 * written in place. errno on FILE_FAILED.
 */
FileWrite file_write(Arena *scratch, Str path, Str bytes);
/* Makes the folder `path` and those above it. */
bool file_make_folder(Arena *scratch, Str path);

typedef struct {
	Str name;      /* without folder */
	FileKind kind; /* of what a link leads to */
	bool link;     /* it is one, or may be */
} FileEntry;
/* The entries of a folder without "." and "..", sorted by bytes of their names. */
bool file_list(Arena *arena, Str path, FileEntry **entries, size_t *count);

/* The path with all links followed, absolute. False with errno when nothing stands there. */
bool file_real_path(Arena *arena, Str path, Str *out);

/* "a/b" of "a" and "b"; `b` alone when it is absolute or `a` is empty. */
Str path_join(Arena *arena, Str a, Str b);
/*
 * Without ".", "..", double and trailing slashes. A leading ".." that leaves the start stays in
 * front.
 */
Str path_normalise(Arena *arena, Str path);
/*
 * Whether a normalised relative path stays below its start: not empty, not absolute, no leading
 * "..".
 */
bool path_is_inside(Arena *scratch, Str relative);
/*
 * The part before the last slash ("" when none), the part after it, and the ending with its dot (""
 * when none).
 */
Str path_folder(Str path);
Str path_name(Str path);
Str path_extension(Str path);

#endif
