#include "front/zip.h"

#include "base/buf.h"
#include "base/file.h"
#include "base/vec.h"

#include <minizip/unzip.h>

enum { CHUNK = 16384, NAME_MAX_BYTES = 1024, ENCRYPTED = 1 };

typedef VEC(ZipFile) ZipFiles;

static const char broken[] = "is a broken ZIP archive", large[] = "unpacks to too much";

/* The bytes of the file that the archive stands at; NULL or what is wrong. */
static const char *read_bytes(Arena *arena, unzFile zip, size_t left, Str *bytes)
{
	Buf out = buf_in(arena);
	char chunk[CHUNK];
	const char *why = NULL;
	if (unzOpenCurrentFile(zip) != UNZ_OK)
		return broken;
	while (why == NULL) {
		int n = unzReadCurrentFile(zip, chunk, CHUNK);
		if (n <= 0) {
			why = n < 0 ? broken : NULL;
			break;
		}
		if (out.len + (size_t)n > ZIP_FILE_MAX || out.len + (size_t)n > left)
			why = large;
		else
			buf_add(&out, (Str){chunk, (size_t)n});
	}
	if (unzCloseCurrentFile(zip) != UNZ_OK && why == NULL) /* the sum of its bytes */
		why = broken;
	*bytes = buf_str(&out);
	return why;
}

/* Takes the file that the archive stands at, when it is one of those that are asked for. */
static const char *take_file(Arena *arena, unzFile zip, Str ending, size_t *left, ZipFiles *out)
{
	unz_file_info64 info;
	char *name = ARENA_ARRAY(arena, char, NAME_MAX_BYTES);
	if (unzGetCurrentFileInfo64(zip, &info, name, NAME_MAX_BYTES - 1, NULL, 0, NULL, 0) !=
	    UNZ_OK)
		return broken;
	ZipFile file = {.name = path_name(str_from(name))};
	if (!str_ends_nocase(file.name, ending))
		return NULL;
	if ((info.flag & ENCRYPTED) != 0)
		return "is encrypted";
	const char *why = read_bytes(arena, zip, *left, &file.bytes);
	*left -= why == NULL ? file.bytes.len : 0;
	VEC_PUSH(arena, out, file);
	return why;
}

bool zip_read(Arena *arena, Str path, Str ending, ZipFile **files, size_t *count, const char **why)
{
	ZipFiles found = {0};
	size_t left = ZIP_ARCHIVE_MAX, seen = 0;
	unzFile zip = unzOpen64(str_to_cstr(arena, path));
	*why = zip == NULL ? "is no ZIP archive" : NULL;
	if (zip == NULL)
		return false;
	for (int next = unzGoToFirstFile(zip); *why == NULL && next != UNZ_END_OF_LIST_OF_FILE;
	     next = unzGoToNextFile(zip)) {
		if (next != UNZ_OK)
			*why = broken;
		else if (++seen > ZIP_FILES_MAX)
			*why = large;
		else
			*why = take_file(arena, zip, ending, &left, &found);
	}
	unzClose(zip);
	*files = found.ptr;
	*count = found.len;
	return *why == NULL;
}
