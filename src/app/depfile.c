#include "app/depfile.h"

#include "app/kept.h"
#include "base/file.h"

#include <stdlib.h>

/* A name as make reads it: blanks, # and $ escaped. */
static void add_name(Buf *out, Str path)
{
	for (size_t i = 0; i < path.len; i++) {
		char c = path.ptr[i];
		if (c == ' ' || c == '#' || c == '\t')
			buf_add_char(out, '\\');
		if (c == '$')
			buf_add_char(out, '$');
		buf_add_char(out, c);
	}
}

/* A file and the folder that it stands in. Names that no rule can hold are passed over. */
static void add_file(Map *files, Str path)
{
	Arena *arena = files->arena;
	path = path_normalise(arena, path);
	if (str_find_char(path, '\n', 0) != STR_NONE || str_find_char(path, ':', 0) != STR_NONE)
		return;
	Str folder = path_folder(path);
	map_set(files, path, files);
	map_set(files, folder.len > 0 ? folder : S("."), files);
}

static int compare(const void *a, const void *b)
{
	return str_compare(((const MapEntry *)a)->key, ((const MapEntry *)b)->key);
}

void depfile_write(Buf *out, Str target, const Pipeline *pipeline)
{
	const Site *site = pipeline->site;
	Map files = map_in(out->arena);
	Str *more = NULL;
	for (size_t i = 0; i < pipeline->sources.len; i++)
		if (file_kind(pipeline->sources.items[i]->path) == FILE_REGULAR)
			add_file(&files, pipeline->sources.items[i]->path);
	for (size_t i = 0; i < site->asset_count; i++)
		add_file(&files, site->assets[i].file);
	size_t count = pipeline->kept != NULL ? kept_files(pipeline->kept, &more) : 0;
	for (size_t i = 0; i < count; i++)
		add_file(&files, more[i]);
	if (files.len > 1)
		qsort(files.entries, files.len, sizeof *files.entries, compare);
	add_name(out, target);
	buf_add_char(out, ':');
	for (size_t i = 0; i < files.len; i++) {
		buf_add_cstr(out, " \\\n  ");
		add_name(out, files.entries[i].key);
	}
	buf_add_char(out, '\n');
	for (size_t i = 0; i < files.len; i++) {
		buf_add_char(out, '\n');
		add_name(out, files.entries[i].key);
		buf_add_cstr(out, ":\n");
	}
}
