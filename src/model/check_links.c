/* What links lead to beyond their own page: places on other pages, and entries of the navigation.
 */
#include "base/url.h"
#include "model/check.h"
#include "model/site_parts.h"

typedef struct {
	Site *site;
	Diags *diags;
	Map ids; /* path of a page to the Map of its ids */
} LinkCheck;

static const Map *ids_of(LinkCheck *check, const Page *page)
{
	Map *ids = map_get(&check->ids, page->path);
	if (ids == NULL) {
		ids = ARENA_NEW(check->site->arena, Map);
		*ids = site_ids_below(check->site, page->doc->root);
		(void)map_set(&check->ids, page->path, ids);
	}
	return ids;
}

/* The page of the site that an address with "#place" leads to, or NULL. */
static const Page *page_of(const Site *site, Str url)
{
	size_t base = site->baseurl.len;
	if (!str_starts(url, S("/")) || url_is_remote(url))
		return NULL;
	Str path = str_slice(url, 0, str_find_char(url, '#', 0));
	if (base > 0 && str_starts(path, site->baseurl) &&
	    (path.len == base || path.ptr[base] == '/'))
		path = str_from_offset(path, base);
	const Page *page = site_find_page(site, path.len > 0 ? path : S("/"));
	return page != NULL && page->doc != NULL && page->redirect_to.len == 0 ? page : NULL;
}

/* "#:~:text=" is for browsers, "#/" and "#!" for scripts. */
static bool is_place(Str id)
{
	return id.len > 0 && id.ptr[0] != ':' && id.ptr[0] != '/' && id.ptr[0] != '!';
}

static void check_place(LinkCheck *check, Str url, Span span)
{
	Site *site = check->site;
	size_t mark = str_find_char(url, '#', 0);
	const Page *page = mark == STR_NONE || mark == 0 ? NULL : page_of(site, url);
	Str id = mark == STR_NONE ? S("") : str_from_offset(url, mark + 1);
	if (page == NULL || !is_place(id))
		return;
	Str near;
	if (site_has_place(site, page, ids_of(check, page), id, &near))
		return;
	Str hint = near.len > 0 ? str_concat3(site->arena, S("did you mean #"), near, S("?"))
				: S("give the place it means an id: {: #name}");
	diag_warning(check->diags, span, hint,
		     "the link to %.*s leads to no place on the page %.*s [anchor-broken]",
		     STR_ARG(url), STR_ARG(page->path));
}

static void check_page(LinkCheck *check, const Page *page)
{
	const DocNode *root = page->doc->root;
	for (const DocNode *node = root; node != NULL; node = doc_next(node, root))
		if (node->kind == DOC_LINK)
			check_place(check, node->as.link.url, node->span);
}

/* A value that holds an address: as a link of the home page. */
static void check_target(LinkCheck *check, const Value *value)
{
	Site *site = check->site;
	Str url = str_trim(value_str(site->arena, value));
	if (url.len == 0 || str_eq(url, S("#")))
		return;
	DocNode *link = doc_new(site->arena, DOC_LINK, value->span);
	bool absolute = str_starts(url, S("/")) || str_starts(url, S("#")) || url_is_remote(url);
	link->as.link.url = absolute ? url : str_concat(site->arena, S("/"), url);
	site_resolve(site, site->home, link, check->diags);
	if (str_starts(link->as.link.url, S("#")))
		link->as.link.url = str_concat(site->arena, S("/"), link->as.link.url);
	check_place(check, link->as.link.url, value->span);
}

static void check_entry(LinkCheck *check, const Value *entry)
{
	static const Str keys[] = {STR_INIT("url"), STR_INIT("permalink")};
	for (size_t i = 0; i < 2; i++)
		check_target(check, value_get(entry, keys[i]));
	const Value *children = value_get(entry, S("children"));
	for (size_t i = 0; i < value_len(children); i++)
		for (size_t k = 0; k < 2; k++)
			check_target(check, value_get(value_at(children, i), keys[k]));
}

/* The `url` of a repository on GitHub Pages: "Ada/ada.github.io" is https://ada.github.io. Others
 * get an example. */
static Str likely_url(const Site *site)
{
	Str name = str_trim(value_string(value_get(site->config, S("repository")))), owner;
	bool named = str_split(&name, '/', &owner) && str_ends_nocase(name, S(".github.io")) &&
		     str_starts_nocase(name, owner) && name.len == owner.len + 10;
	return named ? str_concat(site->arena, S("https://"), str_lower(site->arena, name))
		     : S("https://NAME.github.io");
}

/* Jekyll's plug-ins leave these out too, or write addresses without a host. */
static void check_url(const Site *site, Diags *diags)
{
	const Value *url = value_get(site->config, S("url"));
	Str said = str_trim(site->url);
	bool has_config = site->config->span.source != 0;
	if (site->single || !has_config || str_starts_nocase(said, S("http")))
		return;
	if (url->span.source == 0)
		url = value_get(site->config, S("repository"));
	const Span place = url->span.source != 0 ? url->span : site->config->span;
	Str hint = str_format(site->arena, "set its address in _config.yml, url: %.*s",
			      STR_ARG(likely_url(site)));
	if (said.len > 0)
		diag_note(
			diags, place, hint,
			"url: %.*s is no address of the web: there is no sitemap, no feed, and no "
			"page says its address [no-url]",
			STR_ARG(said));
	else
		diag_note(diags, place, hint,
			  "the site does not say its address: there is no sitemap, no feed, and no "
			  "page says its own [no-url]");
}

void check_links(Site *site, Diags *diags)
{
	check_url(site, diags);
	LinkCheck check = {site, diags, map_in(site->arena)};
	for (size_t i = 0; i < site->page_count; i++)
		if (site->pages[i]->doc != NULL)
			check_page(&check, site->pages[i]);
	const Value *main = value_path(site->data, S("navigation.main"));
	for (size_t i = 0; i < value_len(main); i++)
		check_entry(&check, value_at(main, i));
	for (size_t i = 0; i < site->page_count; i++) {
		const Value *front = site->pages[i]->front;
		const Value *children = value_get(front, S("children"));
		bool shown = value_bool(value_get(front, S("dropdown")), false);
		for (size_t k = 0; shown && k < value_len(children); k++)
			check_entry(&check, value_at(children, k));
	}
}
