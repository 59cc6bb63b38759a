/* All pages of a site in their order, each with a file of its own; the home page. */
#include "base/file.h"
#include "model/locale.h"
#include "model/site_parts.h"

#include <stdlib.h>

static Span permalink_span(const Page *page)
{
	const Value *value = value_get(page->front, S("permalink"));
	return value->span.source != 0 ? value->span : source_span(page->source, 0, 0);
}

/* Gives a page its file; false when the address leaves the output or is taken. */
static bool claim_output(Site *site, Map *taken, Page *page, Diags *diags)
{
	page->output = site_output_path(site->arena, page->url);
	if (page->output.len == 0) {
		diag_error(diags, permalink_span(page),
			   S("write a path without .. such as /talks/"),
			   "the address \"%.*s\" leads out of the site [permalink-outside]",
			   STR_ARG(page->url));
		return false;
	}
	const Page *other = map_get(taken, page->output);
	if (other == NULL) {
		map_set(taken, page->output, page);
		return true;
	}
	diag_warning(diags, permalink_span(page), S("give one of them another permalink"),
		     "%.*s has the same address as %.*s (%.*s) and is left out [permalink-twice]",
		     STR_ARG(page->path), STR_ARG(other->path), STR_ARG(page->url));
	return false;
}

/* Drops redirects that are pages or lead out of the site. */
static void check_redirects(Site *site, Map *taken, Page *page, Diags *diags)
{
	size_t kept = 0;
	const Value *said = value_get(page->front, S("redirect_from"));
	for (size_t i = 0; i < page->redirect_count; i++) {
		Str url = page->redirects[i];
		Span span = value_len(said) > i ? value_at(said, i)->span : said->span;
		Str output = site_output_path(site->arena, url);
		if (output.len == 0)
			diag_error(diags, span, S("write a path without .. such as /talks/"),
				   "the old address \"%.*s\" leads out of the site "
				   "[permalink-outside]",
				   STR_ARG(url));
		else if (map_get(taken, output) == NULL)
			page->redirects[kept++] = url;
		else if (map_get(taken, output) != page)
			diag_warning(
				diags, span, S("take it out of redirect_from"),
				"the old address %.*s is that of another page [permalink-twice]",
				STR_ARG(url));
		if (output.len > 0 && map_get(taken, output) == NULL)
			map_set(taken, output, page);
	}
	page->redirect_count = kept;
}

static int compare_pages(const void *a, const void *b)
{
	const Page *x = *(Page *const *)a, *y = *(Page *const *)b;
	int order = str_compare(x->path, y->path);
	return order != 0 ? order
			  : (x->list_number > y->list_number) - (x->list_number < y->list_number);
}

static int compare_members(const void *a, const void *b)
{
	const Page *x = *(Page *const *)a, *y = *(Page *const *)b;
	int order = str_compare(x->date, y->date);
	return order != 0 ? order : str_compare(x->path, y->path);
}

static void sort_pages(PageList *list, int (*compare)(const void *, const void *))
{
	if (list->len > 1)
		qsort(list->ptr, list->len, sizeof *list->ptr, compare);
}

/* Whether a member of a collection has a page of its own: news that stands inline has none. */
static bool has_page(const Collection *collection, const Page *page)
{
	return collection->output && !value_bool(value_get(page->front, S("inline")), false) &&
	       value_bool(value_get(page->front, S("output")), true);
}

/* How well a page serves as the home page of a site that has none at "/". */
static int home_rank(const Site *site, const Page *page)
{
	Str stem = path_name(page->path),
	    lang = str_slice(site->lang, 0, str_find_char(site->lang, '-', 0));
	bool about = str_eq(page->layout, S("about")) || str_starts_nocase(stem, S("about")) ||
		     str_starts_nocase(stem, S("home")) || str_starts_nocase(stem, S("index"));
	if (str_eq(page->output, S("404.html")) || page->collection.len > 0 || page->is_listing ||
	    page->entry != NULL || page->list_number > 1)
		return 0;
	return 1 + 2 * about + str_starts(page->lang, lang);
}

static Page *choose_home(const Site *site)
{
	Page *best = NULL;
	for (size_t i = 0; i < site->page_count; i++) {
		Page *page = site->pages[i];
		if (str_eq(page->output, S("index.html")))
			return page;
		if (best == NULL || home_rank(site, page) > home_rank(site, best))
			best = page;
	}
	return best;
}

/* A site without a page at "/": its address leads to the page that serves as home. */
static void lead_home(Site *site, Diags *diags)
{
	Page *home = site->home;
	if (map_has(&site->parts->asset_index, S("index.html")))
		return; /* a page that was written by hand */
	Str *redirects = ARENA_ARRAY(site->arena, Str, home->redirect_count + 1);
	for (size_t i = 0; i < home->redirect_count; i++)
		redirects[i] = home->redirects[i];
	redirects[home->redirect_count++] = S("/");
	home->redirects = redirects;
	diag_warning(diags, permalink_span(home), S("add \"permalink: /\" to the first page"),
		     "no page has the address /: %.*s serves as the home page [home-missing]",
		     STR_ARG(home->path));
}

static void place_page(Site *site, Map *taken, PageList *out, Page *page, Diags *diags)
{
	if (claim_output(site, taken, page, diags))
		VEC_PUSH(site->arena, out, page);
}

/* A page for addresses that lead nowhere, where the site has none of its own. */
static void add_not_found(Site *site, Diags *diags)
{
	Arena *arena = site->arena;
	Str output = S("404.html");
	for (size_t i = 0; i < site->parts->pages.len; i++)
		if (str_eq(site_output_path(arena, site->parts->pages.ptr[i]->url), output))
			return;
	if (site->single || site->parts->pages.len == 0 || site_has_file(site, output))
		return;
	Str text = str_format(arena, "%.*s [%.*s](%.*s)",
			      STR_ARG(locale_word(site->locales, site->lang, "not_found_text")),
			      STR_ARG(locale_word(site->locales, site->lang, "go_home")),
			      STR_ARG(site_page_url(site, S("/"))));
	Page *page = ARENA_NEW(arena, Page);
	*page = (Page){
		.source = source_add(site->sources, output, text, diags),
		.path = output,
		.url = S("/404.html"),
		.front = value_new(arena, VALUE_MAP, SPAN_NONE),
		.title = locale_word(site->locales, site->lang, "not_found"),
		.layout = S("page"),
		.lang = site->lang,
		.is_markdown = true,
	};
	VEC_PUSH(arena, &site->parts->pages, page);
}

bool site_settle_pages(Site *site, Diags *diags)
{
	SiteParts *parts = site->parts;
	PageList pages = {0}, documents = {0};
	for (size_t i = 0; i < parts->collections.len; i++)
		sort_pages(&parts->collections.ptr[i].members, compare_members);
	site_add_archives(site, diags);
	site_cut_lists(site);
	site_add_details(site, diags);
	add_not_found(site, diags);
	sort_pages(&parts->pages, compare_pages);
	for (size_t i = 0; i < parts->pages.len; i++)
		place_page(site, &parts->outputs, &pages, parts->pages.ptr[i], diags);
	for (size_t i = 0; i < parts->collections.len; i++) {
		Collection *c = &parts->collections.ptr[i];
		for (size_t k = 0; k < c->members.len; k++) {
			if (has_page(c, c->members.ptr[k]))
				place_page(site, &parts->outputs, &pages, c->members.ptr[k], diags);
			else
				VEC_PUSH(site->arena, &documents, c->members.ptr[k]);
		}
	}
	site->pages = pages.ptr;
	site->page_count = pages.len;
	site->documents = documents.ptr;
	site->document_count = documents.len;
	for (size_t i = 0; i < pages.len; i++) {
		check_redirects(site, &parts->outputs, pages.ptr[i], diags);
		if (str_eq(pages.ptr[i]->layout, S("cv")) && site->cv_page == NULL)
			site->cv_page = pages.ptr[i];
	}
	site->home = choose_home(site);
	if (site->home != NULL && site->cv_page == NULL)
		site_find_cv_page(site);
	if (site->home != NULL && !str_eq(site->home->output, S("index.html")))
		lead_home(site, diags);
	return site->home != NULL;
}
