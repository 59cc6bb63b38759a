/* Markdown to an HTML fragment. */
#include "filter.h"
#include "front/markdown.h"
#include "model/doc_build.h"
#include "write/html_nodes.h"

#include <stdlib.h>
#include <string.h>

static int run(Arena *arena, const MarkdownOptions *options, const HtmlNodeOptions *html)
{
	Sources sources = sources_in(arena);
	Diags diags = diags_in(arena);
	Source *source = source_add(&sources, S("stdin"), filter_read(arena), &diags);
	Text text = text_of_source(arena, source, 0, source->text.len);
	const Ast *ast = markdown_parse(arena, &text, options, &diags);
	DocOptions doc_options = {.keep_comments = true};
	const Doc *doc = doc_build(arena, ast, &doc_options, &diags);
	Buf out = buf_in(arena);
	html_write_nodes_with(&out, html, doc->root);
	return filter_write(buf_str(&out));
}

int filter_commonmark(int argc, char **argv)
{
	(void)argc, (void)argv;
	Arena *arena = arena_new(NULL);
	MarkdownOptions options = {.flavour = MARKDOWN_COMMONMARK, .keep_html = true};
	HtmlNodeOptions html = {.flavour = HTML_COMMONMARK};
	int status = run(arena, &options, &html);
	arena_free(arena);
	return status;
}

int filter_gfm(int argc, char **argv)
{
	(void)argc;
	Arena *arena = arena_new(NULL);
	MarkdownOptions options = {.flavour = MARKDOWN_GFM, .keep_html = true};
	/* an example of the specification has those that it names, the extensions' own have all */
	if (strcmp(argv[0], "gfm") == 0) {
		Str names = str_trim(str_from(getenv("EXTENSIONS")));
		options.extensions = names.len > 0 ? names : S("none");
	}
	HtmlNodeOptions html = {.flavour = HTML_GFM};
	int status = run(arena, &options, &html);
	arena_free(arena);
	return status;
}

static void set_bool(Str value, bool *out)
{
	*out = str_eq(value, S("true"));
}

/* "2..3" as bits. */
static unsigned read_levels(Str value)
{
	unsigned levels = 0;
	if (value.len == 4 && char_is_digit(value.ptr[0]) && char_is_digit(value.ptr[3]))
		for (int level = value.ptr[0] - '0'; level <= value.ptr[3] - '0'; level++)
			levels |= 1u << level;
	return levels;
}

static void set_html_option(HtmlNodeOptions *html, Str name, Str value)
{
	if (str_eq(name, S("footnote_prefix")))
		html->note_prefix = value;
	else if (str_eq(name, S("footnote_backlink")))
		html->note_backlink = str_slice(value, 1, value.len - 1); /* in quotes */
	else if (str_eq(name, S("footnote_backlink_inline")))
		set_bool(value, &html->note_backlink_inline);
	else if (str_eq(name, S("toc_levels")))
		html->toc_levels = read_levels(value);
}

/* One line of the options, ":auto_ids: false". */
static void set_option(MarkdownOptions *options, Str name, Str value)
{
	int64_t number;
	if (str_eq(name, S("auto_ids")))
		set_bool(value, &options->auto_ids);
	else if (str_eq(name, S("input")))
		options->gfm_ids = str_eq(value, S("GFM"));
	else if (str_eq(name, S("hard_wrap")))
		set_bool(value, &options->hard_wrap);
	else if (str_eq(name, S("parse_block_html")))
		set_bool(value, &options->parse_block_html);
	else if (str_eq(name, S("parse_span_html")))
		set_bool(value, &options->parse_span_html);
	else if (str_eq(name, S("footnote_nr")) && str_to_int(value, &number))
		options->footnote_nr = (int)number;
	else if (str_eq(name, S("auto_id_prefix")))
		options->auto_id_prefix = value;
	else if (str_eq(name, S("smart_quotes")))
		options->smart_quotes = value;
}

int filter_kramdown(int argc, char **argv)
{
	(void)argc, (void)argv;
	Arena *arena = arena_new(NULL);
	/* kramdown itself, not the GFM parser on top of it */
	MarkdownOptions options = {.flavour = MARKDOWN_KRAMDOWN,
				   .auto_ids = true,
				   .smart = true,
				   .parse_span_html = true,
				   .footnote_nr = 1};
	HtmlNodeOptions html = {.flavour = HTML_KRAMDOWN};
	Str rest = str_from(getenv("KRAMDOWN_OPTIONS"));
	for (Str line; str_split(&rest, '\n', &line);) {
		line = str_trim(line);
		if (str_starts(line, S(":")))
			line = str_from_offset(line, 1);
		size_t colon = str_find_char(line, ':', 0);
		if (colon == STR_NONE)
			continue;
		Str name = str_slice(line, 0, colon),
		    value = str_trim(str_from_offset(line, colon + 1));
		set_option(&options, name, value);
		set_html_option(&html, name, value);
	}
	int status = run(arena, &options, &html);
	arena_free(arena);
	return status;
}
