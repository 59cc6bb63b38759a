/* Markdown in all flavours, and HTML alone: the first byte chooses. */
#include "front/markdown.h"
#include "front/source.h"
#include "write/dump.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	if (size == 0)
		return 0;
	Arena *arena = arena_new(NULL);
	Sources sources = sources_in(arena);
	Diags diags = diags_in(arena);
	Str bytes = {(const char *)data + 1, size - 1};
	const Source *source = source_add(&sources, S("fuzz.md"), bytes, &diags);
	Text text = text_of_source(arena, source, 0, source->text.len);
	MarkdownOptions options = markdown_default_options();
	options.gfm_ids = (data[0] & 4) == 0;
	options.parse_block_html = (data[0] & 8) != 0;
	options.parse_span_html = (data[0] & 16) == 0;
	options.keep_html = (data[0] & 32) != 0;
	Buf out = buf_in(arena);
	switch (data[0] & 3) {
	case 1: options.flavour = MARKDOWN_GFM; break;
	case 2: options.flavour = MARKDOWN_COMMONMARK; break;
	case 3: dump_ast(&out, markdown_parse_html(arena, &text, &diags)); break;
	}
	dump_ast(&out, markdown_parse(arena, &text, &options, &diags));
	arena_free(arena);
	return 0;
}
