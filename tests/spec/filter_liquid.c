/*
 * Liquid: JSON {"template", "data", "templates"} in, the rendered text out; 1 for any error, which
 * goes to standard error.
 */
#include "filter.h"

#include "front/json.h"
#include "front/liquid.h"

#include <stdio.h>

typedef struct {
	Arena *arena;
	const Value *templates;
} Host;

static Text text_of(Arena *arena, Str s)
{
	TextBuilder builder = text_builder(arena);
	text_add_generated(&builder, s, SPAN_NONE);
	return text_finish(&builder);
}

static bool load(void *context, Str name, bool relative, Span from, Text *out)
{
	Host *host = context;
	const ValueEntry *entry = value_entry(host->templates, name);
	(void)relative;
	(void)from;
	if (entry == NULL)
		return false;
	*out = text_of(host->arena, value_string(entry->value));
	return true;
}

int filter_liquid(int argc, char **argv)
{
	Arena *arena = arena_new(NULL);
	Diags diags = diags_in(arena);
	Sources sources = sources_in(arena);
	const Value *input;
	(void)argc;
	(void)argv;
	Source *source = source_add(&sources, S("standard input"), filter_read(arena), &diags);
	bool ok = json_parse_source(arena, source, &diags, &input);
	Host context = {arena, value_get(input, S("templates"))};
	LiquidHost host = {.context = &context, .load = load};
	LiquidOptions options = {
		.globals = value_get(input, S("data")), .host = &host, .strict_warnings = true};
	Text template = text_of(arena, value_string(value_get(input, S("template")))), out;
	ok = liquid_render(arena, &template, &options, &diags, &out) && ok;
	ok = filter_write(out.text) == 0 && ok;
	for (size_t i = 0; i < diags.len; i++)
		fprintf(stderr, "%.*s\n", STR_ARG(diags.items[i].message));
	arena_free(arena);
	return ok ? 0 : 1;
}
