/* fuzz/liquid: any template over a little data; it must end, within its limits. */
#include "front/liquid.h"
#include "front/yaml.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static bool load(void *context, Str name, bool relative, Span from, Text *out)
{
	(void)name;
	(void)relative;
	(void)from;
	*out = *(const Text *)context;
	return true;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	Arena *arena = arena_new(NULL);
	Sources sources = sources_in(arena);
	Diags diags = diags_in(arena);
	const Value *globals = value_nil();
	Source *yaml = source_add(&sources, S("data.yml"),
				  S("a: [1, 2.5, x, null]\nb: {c: d, e: [f]}\n"), &diags);
	(void)yaml_parse_source(arena, yaml, &diags, &globals);
	Source *source = source_add(&sources, S("fuzz"), (Str){(const char *)data, size}, &diags);
	Text text = text_of_source(arena, source, 0, source->text.len), out;
	LiquidHost host = {.context = &text, .load = load};
	LiquidOptions options = {.globals = globals, .host = &host};
	(void)liquid_render(arena, &text, &options, &diags, &out);
	arena_free(arena);
	return 0;
}
