/*
 * site_folder: small made-up sites in a temporary folder, read by site_load, for the tests of
 * src/model.
 */
#ifndef RECTO_TESTS_SITE_FOLDER_H
#define RECTO_TESTS_SITE_FOLDER_H

#include "base/buf.h"
#include "base/file.h"
#include "check.h"
#include "model/site.h"

#include <ftw.h>
#include <stdlib.h>
#include <unistd.h>

typedef struct {
	const char *path, *text;
} FolderFile;

typedef struct {
	Arena *arena;
	Str path; /* the temporary folder */
	Sources sources;
	Diags diags;
	SiteOptions options;
	Site *site;
	bool read; /* what site_read_pages returned */
} Folder;

static inline Folder folder_new(const FolderFile *files, size_t count)
{
	Folder folder = {.arena = arena_new(NULL)};
	char name[] = "/tmp/recto-site-XXXXXX";
	folder.path = str_dup(folder.arena, str_from(mkdtemp(name)));
	folder.sources = sources_in(folder.arena);
	folder.diags = diags_in(folder.arena);
	folder.options.path = folder.path;
	for (size_t i = 0; i < count; i++)
		(void)file_write(folder.arena,
				 path_join(folder.arena, folder.path, str_from(files[i].path)),
				 str_from(files[i].text));
	return folder;
}

static inline Site *folder_read(Folder *folder)
{
	folder->site = site_load(folder->arena, &folder->sources, &folder->options, &folder->diags);
	if (folder->site != NULL)
		folder->read = site_read_pages(folder->site, &folder->diags);
	return folder->site;
}

static inline int folder_remove_one(const char *path, const struct stat *st, int type,
				    struct FTW *walk)
{
	(void)st, (void)type, (void)walk;
	return remove(path);
}

static inline void folder_free(Folder *folder)
{
	(void)nftw(str_to_cstr(folder->arena, folder->path), folder_remove_one, 16,
		   FTW_DEPTH | FTW_PHYS);
	arena_free(folder->arena);
}

/* All messages, "about.md:3:1: warning: text" a line, paths below the folder. */
static inline Str folder_messages(Folder *folder)
{
	static const char *const levels[] = {"note", "warning", "error"};
	Buf out = buf_in(folder->arena);
	for (size_t i = 0; i < folder->diags.len; i++) {
		const Diag *diag = &folder->diags.items[i];
		const Source *source = source_get(&folder->sources, diag->span.source);
		if (source != NULL) {
			Place place = source_place(source, diag->span.start);
			Str path = str_from_offset(source->path, folder->path.len + 1);
			buf_add_format(&out, "%.*s:%u:%u: ", STR_ARG(path), place.line,
				       place.column);
		}
		buf_add_format(&out, "%s: %.*s\n", levels[diag->level], STR_ARG(diag->message));
	}
	return buf_str(&out);
}

static inline bool folder_says(Folder *folder, const char *message)
{
	bool said = str_contains(folder_messages(folder), str_from(message));
	if (!said)
		fprintf(stderr, "missing \"%s\" in:\n%.*s", message,
			STR_ARG(folder_messages(folder)));
	return said;
}

static inline Page *folder_page(Folder *folder, const char *path)
{
	for (size_t i = 0; i < folder->site->page_count; i++)
		if (str_eq(folder->site->pages[i]->path, str_from(path)))
			return folder->site->pages[i];
	return NULL;
}

static inline Str folder_text(Folder *folder, const char *path)
{
	Page *page = folder_page(folder, path);
	return page != NULL && page->doc != NULL ? doc_plain_text(folder->arena, page->doc->root)
						 : S("(no page)");
}

#define FOLDER(...)                                                                                \
	folder_new((const FolderFile[]){__VA_ARGS__},                                              \
		   sizeof((const FolderFile[]){__VA_ARGS__}) / sizeof(FolderFile))

#endif
