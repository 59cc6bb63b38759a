/* fuzz/mojibake: any bytes as a source; the repaired text is UTF-8 again, and repairs undo to the
 * file. */
#include "front/mojibake.h"
#include "base/utf8.h"

#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	Arena *arena = arena_new(NULL);
	Sources sources = sources_in(arena);
	Diags diags = diags_in(arena);
	Source *source = source_add(&sources, S("fuzz"), (Str){(const char *)data, size}, &diags);
	size_t count = mojibake_repair_source(&sources, source, &diags);
	if (utf8_find_invalid(source->text) != STR_NONE || count != source->edit_count)
		abort();
	arena_free(arena);
	return 0;
}
