/* The whole way: a page, its configuration and a bibliography, cut from the input at NUL bytes, to
 * page and PDF. */
#include "app/pipeline.h"
#include "base/file.h"

#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

static void put(Arena *arena, Str site, const char *name, Str text)
{
	if (file_write(arena, path_join(arena, site, str_from(name)), text) == FILE_FAILED)
		abort();
}

static void build(Arena *arena, Str site)
{
	PipelineOptions options = {.input = site, .date = -1, .no_cache = true};
	Pipeline *pipeline = pipeline_new(&options, NULL);
	Buf pdf = buf_in(arena);
	if (pipeline_read(pipeline) && pipeline_typeset(pipeline, NULL, NULL) &&
	    pipeline_write_pdf(pipeline, &pdf))
		(void)pipeline_write_site(pipeline, path_join(arena, site, S("_site")),
					  buf_str(&pdf), NULL, NULL);
	else if (pipeline->diags.errors == 0)
		abort(); /* failed without a word */
	pipeline_free(pipeline);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static char folder[] = "/tmp/recto-fuzz-XXXXXX";
	static bool made;
	if (!made && mkdtemp(folder) == NULL)
		abort();
	made = true;
	Arena *arena = arena_new(NULL);
	Str site = str_from(folder), part;
	static const char *const names[] = {"index.md", "_config.yml", "_bibliography/papers.bib"};
	Str rest = {(const char *)data, size};
	for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
		part = S("");
		(void)str_split(&rest, '\0', &part);
		put(arena, site, names[i], part);
	}
	build(arena, site);
	arena_free(arena);
	return 0;
}
