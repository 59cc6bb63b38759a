/*
 * prepare: what tests of later stages begin with. All is owned by the arena, but the fonts, which
 * fonts_free takes.
 */
#ifndef RECTO_TESTS_PREPARE_H
#define RECTO_TESTS_PREPARE_H

#include "base/file.h"
#include "front/markdown.h"
#include "front/yaml.h"
#include "typeset/fonts.h"

/* Markdown to its tree, as a source of its own. */
static inline Ast *prepare_tree(Arena *arena, Str markdown, const MarkdownOptions *options,
				Diags *diags)
{
	Sources sources = sources_in(arena);
	const Source *source = source_add(&sources, S("page.md"), markdown, diags);
	Text text = text_of_source(arena, source, 0, source->text.len);
	return markdown_parse(arena, &text, options, diags);
}

/* The fonts of fonts/fonts.yaml; NULL when it cannot be read. */
static inline Fonts *prepare_fonts(Arena *arena, Diags *diags)
{
	Str text;
	if (!file_read(arena, S(TEST_SOURCE_DIR "/fonts/fonts.yaml"), 1 << 20, &text))
		return NULL;
	FontsOptions options = {.table = yaml_parse_flow(arena, text)};
	return fonts_new(arena, &options, diags);
}

#endif
