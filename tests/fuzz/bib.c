/* fuzz/bib: any bytes as a bibliography, its fields as LaTeX and as names. */
#include "front/bib.h"
#include "base/utf8.h"

#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	Arena *arena = arena_new(NULL);
	Sources sources = sources_in(arena);
	Diags diags = diags_in(arena);
	Source *source = source_add(&sources, S("fuzz"), (Str){(const char *)data, size}, &diags);
	size_t errors = diags.errors, count;
	Bib bib;
	BibName *names;
	bool ok = bib_parse(arena, source, &diags, &bib);
	if (ok != (diags.errors == errors))
		abort();
	for (size_t i = 0; i < bib.count; i++)
		for (size_t k = 0; k < bib.entries[i].field_count; k++) {
			Str value = bib.entries[i].fields[k].value;
			if (utf8_find_invalid(bib_latex_to_text(arena, value)) != STR_NONE)
				abort();
			bib_split_names(arena, value, &names, &count);
		}
	bib_split_names(arena, source->text, &names, &count);
	arena_free(arena);
	return 0;
}
