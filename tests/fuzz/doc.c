/* Markdown of any flavour to a Doc, its dump and HTML. */
#include "front/markdown.h"
#include "model/doc_build.h"
#include "write/dump.h"
#include "write/html_nodes.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	if (size == 0 || size > 65536)
		return 0;
	Arena *arena = arena_new(NULL);
	Sources sources = sources_in(arena);
	Diags diags = diags_in(arena);
	Str bytes = {(const char *)data + 1, size - 1};
	Source *source = source_add(&sources, S("fuzz"), bytes, &diags);
	Text text = text_of_source(arena, source, 0, source->text.len);
	MarkdownOptions options = markdown_default_options();
	options.flavour = (data[0] & 3) == 3 ? MARKDOWN_GFM : MARKDOWN_KRAMDOWN;
	options.parse_block_html = (data[0] & 4) != 0;
	DocOptions doc_options = {.keep_comments = (data[0] & 8) != 0};
	const Ast *ast = (data[0] & 3) == 2 ? markdown_parse_html(arena, &text, &diags)
					    : markdown_parse(arena, &text, &options, &diags);
	const Doc *doc = doc_build(arena, ast, &doc_options, &diags);
	HtmlNodeOptions html = {.flavour = (data[0] & 16) != 0 ? HTML_GFM : HTML_KRAMDOWN,
				.modern = (data[0] & 32) != 0};
	Buf out = buf_in(arena);
	html_write_nodes_with(&out, &html, doc->root);
	dump_doc(&out, doc);
	(void)doc_plain_text(arena, doc->root);
	arena_free(arena);
	return 0;
}
