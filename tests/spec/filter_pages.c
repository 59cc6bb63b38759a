/*
 * pages SITE: every Markdown page and document of a site, a line of JSON each: its path, its text
 * as Liquid leaves it, and the HTML of that text as Markdown and Doc make it, before links are
 * resolved.
 */
#include "filter.h"

#include "front/json.h"
#include "model/doc_build.h"
#include "model/site.h"
#include "write/html_nodes.h"

#include <stdio.h>

static Value *string_of(Arena *arena, Str text)
{
	return value_new_string(arena, text, SPAN_NONE);
}

static void write_page(Buf *out, Arena *arena, const Page *page, Diags *diags)
{
	if (!page->is_markdown || page->ast == NULL)
		return;
	DocOptions options = {.lang = page->lang, .keep_comments = true};
	HtmlNodeOptions html = {.flavour = HTML_KRAMDOWN};
	Buf fragment = buf_in(arena);
	html_write_nodes_with(&fragment, &html, doc_build(arena, page->ast, &options, diags)->root);
	Value *line = value_new(arena, VALUE_MAP, SPAN_NONE);
	value_set(arena, line, S("path"), string_of(arena, page->path));
	value_set(arena, line, S("url"), string_of(arena, page->url));
	value_set(arena, line, S("source"), string_of(arena, page->text.text));
	value_set(arena, line, S("html"), string_of(arena, buf_str(&fragment)));
	json_write(out, line);
	buf_add_char(out, '\n');
}

int filter_pages(int argc, char **argv)
{
	Arena *arena = arena_new(NULL);
	Diags diags = diags_in(arena);
	Sources sources = sources_in(arena);
	SiteOptions options = {.path = str_from(argc > 1 ? argv[1] : "")};
	Site *site = site_load(arena, &sources, &options, &diags);
	int status = 1;
	if (site == NULL)
		goto done_arena;
	site_read_pages(site, &diags);
	Buf out = buf_in(arena);
	for (size_t i = 0; i < site->page_count; i++)
		write_page(&out, arena, site->pages[i], &diags);
	for (size_t i = 0; i < site->document_count; i++)
		write_page(&out, arena, site->documents[i], &diags);
	status = filter_write(buf_str(&out));
done_arena:
	arena_free(arena);
	return status;
}
