/* Markdown to an HTML fragment. */
#include "filter.h"
#include "front/markdown.h"
#include "front/yaml.h"
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
		html->note_backlink = value;
	else if (str_eq(name, S("footnote_backlink_inline")))
		html->note_backlink_inline = str_eq(value, S("true"));
	else if (str_eq(name, S("toc_levels")))
		html->toc_levels = read_levels(value);
}

/* YAML as Ruby writes it, ":name: value", with all names without their colons. */
static Value *plain_names(Arena *arena, const Value *settings)
{
	Value *plain = value_new(arena, VALUE_MAP, SPAN_NONE);
	for (size_t i = 0; settings->kind == VALUE_MAP && i < settings->as.map.len; i++) {
		const ValueEntry *entry = &settings->as.map.entries[i];
		Str name = str_starts(entry->key, S(":")) ? str_from_offset(entry->key, 1)
							  : entry->key;
		value_set(arena, plain, name, (Value *)entry->value);
	}
	return plain;
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
	Sources sources = sources_in(arena);
	Diags diags = diags_in(arena);
	const Value *settings = value_nil();
	const Source *source =
		source_add(&sources, S("options"), str_from(getenv("KRAMDOWN_OPTIONS")), &diags);
	(void)yaml_parse_source(arena, source, &diags, &settings);
	Value *plain = plain_names(arena, settings);
	markdown_set_options(&options, plain);
	for (size_t i = 0; i < plain->as.map.len; i++)
		set_html_option(&html, plain->as.map.entries[i].key,
				value_str(arena, plain->as.map.entries[i].value));
	int status = run(arena, &options, &html);
	arena_free(arena);
	return status;
}
