/*
 * liquid-pages SITE: what Liquid is given and what it makes of it, for every page of a site that
 * holds some. The first line of JSON is what all pages see; then one a page: its path, its
 * template, `page` (and `paginator`), the includes it asked for by name, and the text.
 */
#include "filter.h"

#include "front/json.h"
#include "model/site_parts.h"

typedef struct {
	LiquidHost host;
	Arena *arena;
	Value *includes;
} Recorder;

/* Loads as the site does, and keeps what was loaded. */
static bool load(void *context, Str name, bool relative, Span from, Text *out)
{
	Recorder *recorder = context;
	if (!recorder->host.load(recorder->host.context, name, relative, from, out))
		return false;
	Str key = relative ? str_concat(recorder->arena, S("./"), name) : name;
	value_set(recorder->arena, recorder->includes, key,
		  value_new_string(recorder->arena, out->text, SPAN_NONE));
	return true;
}

static bool tag(void *context, Str name, Str markup, Span from, TextBuilder *out)
{
	Recorder *recorder = context;
	return recorder->host.tag(recorder->host.context, name, markup, from, out);
}

static bool takes_names(void *context, Str name)
{
	const LiquidHost *host = &((Recorder *)context)->host;
	return host->takes_names(host->context, name);
}

static Str markdownify(void *context, Arena *arena, Str markdown)
{
	Recorder *recorder = context;
	return recorder->host.markdownify(recorder->host.context, arena, markdown);
}

static void set_string(Arena *arena, Value *map, Str name, Str text)
{
	value_set(arena, map, name, value_new_string(arena, text, SPAN_NONE));
}

static bool has_liquid(Str text)
{
	return str_find(text, S("{{"), 0) != STR_NONE || str_find(text, S("{%"), 0) != STR_NONE;
}

static void write_page(Buf *out, Arena *arena, Site *site, Page *page, Diags *diags)
{
	Text template = text_of_source(arena, page->source, page->body, page->source->text.len);
	if (!has_liquid(template.text) ||
	    !value_bool(value_get(page->front, S("render_with_liquid")), true))
		return;
	SiteReader reader = {site, page, diags};
	Recorder recorder = {.host = site_liquid_host(&reader),
			     .arena = arena,
			     .includes = value_new(arena, VALUE_MAP, SPAN_NONE)};
	LiquidHost host = {&recorder, load, tag, markdownify, takes_names};
	LiquidOptions options = site_liquid_options(&reader, &host);
	Text text;
	(void)liquid_render(arena, &template, &options, diags, &text);
	Value *line = value_new(arena, VALUE_MAP, SPAN_NONE);
	set_string(arena, line, S("path"), page->path);
	set_string(arena, line, S("template"), template.text);
	value_set(arena, line, S("page"), (Value *)value_get(options.globals, S("page")));
	if (page->list_first != NULL)
		value_set(arena, line, S("paginator"),
			  (Value *)value_get(options.globals, S("paginator")));
	value_set(arena, line, S("includes"), recorder.includes);
	set_string(arena, line, S("text"), text.text);
	json_write(out, line);
	buf_add_char(out, '\n');
}

static void write_site(Buf *out, Arena *arena, Site *site)
{
	const Value *globals = site_globals(site, site->pages[0]);
	Value *line = value_new(arena, VALUE_MAP, SPAN_NONE);
	value_set(arena, line, S("site"), (Value *)value_get(globals, S("site")));
	value_set(arena, line, S("jekyll"), (Value *)value_get(globals, S("jekyll")));
	json_write(out, line);
	buf_add_char(out, '\n');
}

int filter_site(int argc, char **argv)
{
	Arena *arena = arena_new(NULL);
	Diags diags = diags_in(arena);
	Sources sources = sources_in(arena);
	SiteOptions options = {.path = str_from(argc > 1 ? argv[1] : "")};
	Site *site = site_load(arena, &sources, &options, &diags);
	int status = 1;
	if (site == NULL || site->page_count == 0)
		goto done_arena;
	Buf out = buf_in(arena);
	write_site(&out, arena, site);
	for (size_t i = 0; i < site->page_count; i++)
		write_page(&out, arena, site, site->pages[i], &diags);
	for (size_t i = 0; i < site->document_count; i++)
		write_page(&out, arena, site, site->documents[i], &diags);
	status = filter_write(buf_str(&out));
done_arena:
	arena_free(arena);
	return status;
}
