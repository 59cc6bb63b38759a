#include "model/site.h"

#include "base/file.h"
#include "base/url.h"
#include "front/mojibake.h"
#include "front/yaml.h"
#include "model/locale.h"
#include "model/site_parts.h"

#include <stdlib.h>

Str site_file(const Site *site, Str relative)
{
	return path_join(site->arena, site->root, relative);
}

bool site_has_file(const Site *site, Str relative)
{
	Str real, root = site->parts->real_root;
	if (!path_is_inside(site->arena, relative) ||
	    file_kind(site_file(site, relative)) != FILE_REGULAR ||
	    !file_real_path(site->arena, site_file(site, relative), &real))
		return false;
	return site_is_below(root, real);
}

bool site_is_below(Str root, Str real)
{
	return str_starts(real, root) &&
	       (str_ends(root, S("/")) || real.len == root.len || real.ptr[root.len] == '/');
}

Source *site_load_source(Site *site, Str relative, Span from, Diags *diags)
{
	Source *source = map_get(&site->parts->sources, relative);
	if (source != NULL)
		return source;
	Str file = site_file(site, relative);
	source = source_load(site->sources, file, path_normalise(site->arena, file), from, diags);
	if (source == NULL)
		return NULL;
	if (!site->options->no_repair)
		mojibake_repair_source(site->sources, source, diags);
	map_set(&site->parts->sources, str_dup(site->arena, relative), source);
	return source;
}

Str site_setting(const Site *site, Str path)
{
	return str_trim(value_str(site->arena, value_path(site->config, path)));
}

/* --- configuration --- */

static const Value *read_config(Site *site, Diags *diags)
{
	static const Str names[] = {STR_INIT("_config.yml"), STR_INIT("_config.yaml")};
	const Value *config = value_nil();
	for (size_t i = 0; i < 2; i++) {
		if (!site_has_file(site, names[i]))
			continue;
		Source *source = site_load_source(site, names[i], SPAN_NONE, diags);
		if (source == NULL || !yaml_parse_source(site->arena, source, diags, &config))
			break;
		if (config->kind != VALUE_MAP && config->kind != VALUE_NIL)
			diag_error(diags, config->span, S("write lines of the form \"key: value\""),
				   "the configuration is %s, not a map [config-form]",
				   value_kind_name(config->kind));
		break;
	}
	return config->kind == VALUE_MAP ? config : value_nil();
}

/* A deep copy, so that --set does not write into shared nodes. */
static Value *copy_value(Arena *arena, const Value *value)
{
	Value *copy = value_new(arena, value->kind, value->span);
	*copy = *value;
	if (value->kind != VALUE_MAP)
		return copy;
	copy->as.map.entries = ARENA_ARRAY(arena, ValueEntry, value->as.map.len);
	copy->as.map.cap = value->as.map.len;
	for (size_t i = 0; i < value->as.map.len; i++) {
		copy->as.map.entries[i] = value->as.map.entries[i];
		copy->as.map.entries[i].value = copy_value(arena, value->as.map.entries[i].value);
	}
	return copy;
}

static void apply_sets(Site *site, Value *config)
{
	for (size_t i = 0; i < site->options->set_count; i++) {
		const Value *value = yaml_parse_flow(site->arena, site->options->sets[i].value);
		value_set_path(site->arena, config, site->options->sets[i].key,
			       value_merge(site->arena, value_nil(), value));
	}
}

/* --- collections --- */

static bool has_collection(const Site *site, Str name)
{
	return site_find_collection(site, name) != NULL;
}

static void add_collection(Site *site, Str name, const Value *settings)
{
	bool posts = str_eq(name, S("posts"));
	if (has_collection(site, name) || !path_is_inside(site->arena, name) ||
	    str_find_char(name, '/', 0) != STR_NONE)
		return;
	Str template = str_trim(value_str(site->arena, value_get(settings, S("permalink"))));
	if (template.len == 0)
		template = site->parts->pretty ? S("/:collection/:path/")
					       : S("/:collection/:path:output_ext");
	Collection collection = {.name = name,
				 .template = template,
				 .output = posts ||
					   value_bool(value_get(settings, S("output")), false)};
	VEC_PUSH(site->arena, &site->parts->collections, collection);
}

/* What the configuration names; what al-folio has without saying so. */
void site_find_collections(Site *site)
{
	static const Str usual[] = {STR_INIT("news"), STR_INIT("projects"), STR_INIT("teachings"),
				    STR_INIT("books")};
	const Value *named = value_get(site->config, S("collections"));
	Value *shown = value_new(site->arena, VALUE_MAP, SPAN_NONE);
	value_set(site->arena, shown, S("output"), value_new_bool(site->arena, true, SPAN_NONE));
	for (size_t i = 0; i < value_len(named); i++) {
		if (named->kind == VALUE_MAP)
			add_collection(site, named->as.map.entries[i].key,
				       named->as.map.entries[i].value);
		else
			add_collection(site, value_str(site->arena, value_at(named, i)),
				       value_nil());
	}
	add_collection(site, S("posts"), value_nil());
	for (size_t i = 0; i < sizeof usual / sizeof *usual; i++)
		add_collection(site, usual[i], shown);
}

/* --- the folder --- */

static SiteFlavour find_flavour(const Site *site)
{
	const Value *c = site->config;
	if (!value_is_nil(value_get(c, S("first_name"))) ||
	    !value_is_nil(value_get(c, S("scholar"))) ||
	    !value_is_nil(value_get(c, S("al_folio"))) ||
	    str_contains(site_setting(site, S("theme")), S("al_folio")))
		return SITE_AL_FOLIO;
	if (value_get(c, S("author"))->kind == VALUE_MAP)
		return SITE_ACAD_HOMEPAGE;
	return SITE_PLAIN;
}

/* A file without a site: its own front matter tells which of the two it is written for. */
static SiteFlavour find_page_flavour(const Page *home)
{
	if (!value_is_nil(value_get(home->front, S("author_profile"))))
		return SITE_ACAD_HOMEPAGE;
	if (str_eq(home->layout, S("about")) || !value_is_nil(value_get(home->front, S("profile"))))
		return SITE_AL_FOLIO;
	return SITE_PLAIN;
}

/* Finds the folder; for one file, the site that it stands in. `file` receives its path in there. */
static bool find_root(Site *site, Str *file, Diags *diags)
{
	Arena *arena = site->arena;
	Str path = site->options->path.len > 0 ? site->options->path : S(".");
	FileKind kind = file_kind(path);
	*file = S("");
	site->root = path;
	if (kind == FILE_NONE || kind == FILE_OTHER) {
		diag_error(diags, SPAN_NONE, S("name a folder, a Markdown file or a CV data file"),
			   kind == FILE_NONE ? "there is no file or folder %.*s [site-missing]"
					     : "%.*s is no folder and no file [site-missing]",
			   STR_ARG(path));
		return false;
	}
	if (kind == FILE_REGULAR) {
		site->single = true;
		site->root = path_folder(path).len > 0 ? path_folder(path) : S(".");
		*file = path_name(path);
		Str folder = path_name(site->root), above = path_folder(site->root);
		if (str_starts(folder, S("_")) &&
		    file_kind(path_join(arena, above, S("_config.yml"))) == FILE_REGULAR) {
			*file = path_join(arena, folder, *file);
			site->root = above.len > 0 ? above : S(".");
		}
	}
	return true;
}

static void find_real_paths(Site *site)
{
	SiteParts *parts = site->parts;
	Str out = site->options->output;
	if (!file_real_path(site->arena, site->root, &parts->real_root))
		parts->real_root = site->root;
	if (out.len > 0 && !file_real_path(site->arena, out, &parts->real_output))
		parts->real_output = S(""); /* not made yet */
}

static Str trim_slashes(Str s)
{
	s = str_trim(s);
	while (str_ends(s, S("/")))
		s.len--;
	return s;
}

void site_use_config(Site *site, const Value *given, Diags *diags)
{
	Value *config = value_new(site->arena, VALUE_MAP, SPAN_NONE);
	config = copy_value(site->arena, value_merge(site->arena, config, given));
	apply_sets(site, config);
	site->config = config;
	site->url = trim_slashes(site_setting(site, S("url")));
	site->baseurl = trim_slashes(site_setting(site, S("baseurl")));
	if (site->baseurl.len > 0 && !str_starts(site->baseurl, S("/")))
		site->baseurl = str_concat(site->arena, S("/"), site->baseurl);
	Str lang = site_setting(site, S("lang"));
	if (lang.len == 0)
		lang = site_setting(site, S("locale"));
	if (lang.len == 0)
		lang = site_setting(site, S("default_lang"));
	site->lang = lang.len > 0 ? str_replace(site->arena, lang, S("_"), S("-")) : S("en");
	site->description = site_plain(site, site_setting(site, S("description")), diags);
	Str style = site_setting(site, S("permalink"));
	site->parts->pretty = str_eq(style, S("pretty")) || str_ends(style, S("/"));
	site->flavour = find_flavour(site);
}

/* The page of a site that is a CV data file: all of its text comes from the data. */
static void add_data_page(Site *site, Str path, Diags *diags)
{
	Arena *arena = site->arena;
	Page *page = ARENA_NEW(arena, Page);
	Value *front = value_new(arena, VALUE_MAP, SPAN_NONE);
	page->source = site_load_source(site, path, SPAN_NONE, diags);
	if (page->source == NULL)
		return;
	value_set(arena, front, S("layout"), value_new_string(arena, S("cv"), SPAN_NONE));
	page->path = path;
	page->url = S("/");
	page->layout = S("cv");
	page->front = front;
	page->body = page->source->text.len;
	page->lang = site->lang;
	page->is_markdown = true;
	VEC_PUSH(arena, &site->parts->pages, page);
}

/* The page of a site that is one file. */
static void add_single_page(Site *site, Str path, Diags *diags)
{
	bool asset;
	if (site_is_resume_file(path)) {
		add_data_page(site, path, diags);
		return;
	}
	Page *page = site_make_page(site, site_load_source(site, path, SPAN_NONE, diags), path,
				    NULL, &asset, diags);
	if (page == NULL)
		return;
	page->url = S("/");
	if (site->flavour == SITE_PLAIN)
		site->flavour = find_page_flavour(page);
	VEC_PUSH(site->arena, &site->parts->pages, page);
}

/* A file that serves as a page is not copied as well. */
static void drop_asset(Site *site, Str path)
{
	AssetList *assets = &site->parts->assets;
	size_t kept = 0;
	for (size_t i = 0; i < assets->len; i++)
		if (!str_eq(assets->ptr[i].path, path))
			assets->ptr[kept++] = assets->ptr[i];
	assets->len = kept;
}

/* A folder without any page with front matter: index.md or README.md serves. */
static void add_plain_home(Site *site, Diags *diags)
{
	static const Str names[] = {STR_INIT("index.md"), STR_INIT("index.markdown"),
				    STR_INIT("README.md"), STR_INIT("readme.md")};
	for (size_t i = 0; i < sizeof names / sizeof *names && site->parts->pages.len == 0; i++) {
		if (!site_has_file(site, names[i]))
			continue;
		site->single = true; /* the file needs no front matter */
		add_single_page(site, names[i], diags);
		site->single = false;
		drop_asset(site, names[i]);
	}
}

static bool find_pages(Site *site, Str file, Diags *diags)
{
	if (file.len > 0)
		add_single_page(site, file, diags);
	else
		site_walk(site, diags);
	if (file.len == 0 && site->parts->pages.len == 0)
		add_plain_home(site, diags);
	if (site_settle_pages(site, diags))
		return true;
	if (diags->errors == 0)
		diag_error(diags, SPAN_NONE,
			   S("write index.md with a line --- above and below its settings"),
			   "%.*s holds no page [site-empty]", STR_ARG(site->root));
	return false;
}

/* The title of the site: "blank" means the person's name. */
static void find_title(Site *site, Diags *diags)
{
	Str title = site_setting(site, S("title"));
	if (str_eq_nocase(title, S("blank")))
		title = S("");
	site->title = title.len > 0 ? site_plain(site, title, diags) : site->profile->name;
}

/* A file in the place of a page is not copied. */
static void drop_hidden_assets(Site *site, Diags *diags)
{
	AssetList *assets = &site->parts->assets;
	size_t kept = 0;
	for (size_t i = 0; i < assets->len; i++) {
		const Page *page = map_get(&site->parts->outputs, assets->ptr[i].path);
		if (page == NULL)
			assets->ptr[kept++] = assets->ptr[i];
		else
			diag_warning(
				diags, source_span(page->source, 0, 0),
				S("give the page another permalink"),
				"%.*s is written in the place of the file %.*s [page-replaces]",
				STR_ARG(page->path), STR_ARG(assets->ptr[i].path));
	}
	assets->len = kept;
}

static int compare_assets(const void *a, const void *b)
{
	return str_compare(((const Asset *)a)->path, ((const Asset *)b)->path);
}

void site_store_assets(Site *site)
{
	AssetList *assets = &site->parts->assets;
	if (assets->len > 1)
		qsort(assets->ptr, assets->len, sizeof *assets->ptr, compare_assets);
	site->assets = assets->ptr;
	site->asset_count = assets->len;
}

Site *site_new(Arena *arena, Sources *sources, const SiteOptions *options)
{
	Site *site = ARENA_NEW(arena, Site);
	SiteParts *parts = ARENA_NEW(arena, SiteParts);
	*site = (Site){.arena = arena, .sources = sources, .options = options, .parts = parts};
	parts->asset_index = map_in(arena);
	parts->sources = map_in(arena);
	parts->outputs = map_in(arena);
	parts->resumes = map_in(arena);
	parts->forms = map_in(arena);
	parts->layouts = map_in(arena);
	parts->details = map_in(arena);
	parts->lists = map_in(arena);
	site->config = site->data = site->locales = value_new(arena, VALUE_MAP, SPAN_NONE);
	return site;
}

Site *site_load(Arena *arena, Sources *sources, const SiteOptions *options, Diags *diags)
{
	Site *site = site_new(arena, sources, options);
	Str file;
	if (!find_root(site, &file, diags))
		return NULL;
	find_real_paths(site);
	site_use_config(site, read_config(site, diags), diags);
	site->data = site_read_data(site, diags);
	site->locales = locale_table(arena, value_get(site->data, S("locales")));
	site_find_collections(site);
	if (!site_output_is_apart(site, diags) || !find_pages(site, file, diags))
		return NULL;
	profile_load(site, diags);
	find_title(site, diags);
	site_make_nav(site, diags);
	drop_hidden_assets(site, diags);
	site_store_assets(site);
	site_guard_sources(site, diags);
	return site;
}

/* --- look-ups --- */

Page *site_find_page(const Site *site, Str url)
{
	Str rest, path = url_path(url, &rest);
	Page *page = map_get(&site->parts->outputs, site_output_path(site->arena, path));
	if (page == NULL && !str_ends(path, S("/")))
		page = map_get(
			&site->parts->outputs,
			site_output_path(site->arena, str_concat(site->arena, path, S("/"))));
	return page;
}

const Asset *site_find_asset(const Site *site, Str path)
{
	size_t low = 0, high = site->asset_count;
	while (low < high) {
		size_t middle = low + (high - low) / 2;
		int order = str_compare(site->assets[middle].path, path);
		if (order == 0)
			return &site->assets[middle];
		if (order < 0)
			low = middle + 1;
		else
			high = middle;
	}
	return NULL;
}
