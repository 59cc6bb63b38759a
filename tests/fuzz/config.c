/*
 * config: a configuration and one page, cut at the first line "===", through all of src/model that
 * needs no folder: defaults, addresses, profile, navigation, Liquid, Markdown, the CV's document.
 */
#include "base/file.h"
#include "front/yaml.h"
#include "model/site_parts.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static const Value *parse_config(Sources *sources, Str text, Diags *diags)
{
	const Value *config = value_nil();
	Source *source = source_add(sources, S("_config.yml"), text, diags);
	return yaml_parse_source(sources->arena, source, diags, &config) ? config : value_nil();
}

static void read_site(Site *site, Str config, Str page, Diags *diags)
{
	bool asset;
	site->root = S("/nonexistent/recto"); /* nothing is found there */
	site->parts->real_root = site->root;
	site_use_config(site, parse_config(site->sources, config, diags), diags);
	site_find_collections(site);
	const struct {
		Str path, collection;
	} places[] = {{S("index.md"), S("")},
		      {S("_news/2024-02-03-a.md"), S("news")},
		      {S("_posts/2024-02-03-b.md"), S("posts")}};
	for (size_t i = 0; i < 3; i++) {
		Collection *collection = site_find_collection(site, places[i].collection);
		Source *source = source_add(site->sources, places[i].path, page, diags);
		Page *made =
			site_make_page(site, source, places[i].path, collection, &asset, diags);
		if (made != NULL && collection != NULL)
			VEC_PUSH(site->arena, &collection->members, made);
		else if (made != NULL)
			VEC_PUSH(site->arena, &site->parts->pages, made);
	}
	if (!site_settle_pages(site, diags))
		return;
	profile_load(site, diags);
	site_make_nav(site, diags);
	(void)site_read_pages(site, diags);
	(void)site_cv_doc(site, diags);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	if (size > 16384)
		return 0;
	Arena *arena = arena_new(NULL);
	Sources sources = sources_in(arena);
	Diags diags = diags_in(arena);
	SiteOptions options = {.path = S("fuzz")};
	Str text = {(const char *)data, size};
	size_t cut = str_find(text, S("\n===\n"), 0);
	Str page = cut == STR_NONE ? text : str_from_offset(text, cut + 5);
	Str config = cut == STR_NONE ? S("") : str_slice(text, 0, cut + 1);
	Site *site = site_new(arena, &sources, &options);
	read_site(site, config, page, &diags);
	for (size_t i = 0; i < site->page_count; i++)
		if (!path_is_inside(arena, site->pages[i]->output))
			__builtin_trap(); /* an address must never leave the output folder */
	arena_free(arena);
	return 0;
}
