#include "base/url.h"
#include "model/site_parts.h"

#include <stdlib.h>

typedef VEC(NavItem) NavList;

static NavItem make_item(Site *site, Str title, Str url)
{
	NavItem item = {.title = title, .url = url};
	if (url.len == 0 || url_is_remote(url) || str_starts(url, S("#")))
		return item;
	if (!str_starts(url, S("/")))
		url = str_concat(site->arena, S("/"), url);
	item.page = site_find_page(site, url);
	item.url = site_page_url(site, url);
	return item;
}

static void add_children(Site *site, NavItem *item, const Value *children, Diags *diags)
{
	item->children = ARENA_ARRAY(site->arena, NavItem, value_len(children));
	for (size_t i = 0; i < value_len(children); i++) {
		const Value *child = value_at(children, i);
		Str title = site_plain(site, value_str(site->arena, value_get(child, S("title"))),
				       diags);
		Str url = value_str(site->arena, value_get(child, S("permalink")));
		if (url.len == 0)
			url = value_str(site->arena, value_get(child, S("url")));
		NavItem made = make_item(site, title, str_trim(url));
		made.divider = str_eq(title, S("divider"));
		if (title.len > 0)
			item->children[item->child_count++] = made;
	}
}

typedef struct {
	Page *page;
	double order;
	size_t index;
} Ordered;

static int compare_ordered(const void *a, const void *b)
{
	const Ordered *x = a, *y = b;
	if (x->order != y->order)
		return x->order < y->order ? -1 : 1;
	return x->index < y->index ? -1 : x->index > y->index;
}

/* Only pages of the home page's language: each language has its own home. */
static bool is_in_nav(const Site *site, const Page *page)
{
	bool fits = str_eq(page->lang, site->home->lang) ||
		    value_is_nil(value_get(site->config, S("languages")));
	return page != site->home && page->list_number <= 1 && page->collection.len == 0 && fits &&
	       page->title.len > 0 && value_bool(value_get(page->front, S("nav")), false);
}

/* al-folio: the home page, then all pages with `nav: true` by `nav_order`. */
static void add_folio_nav(Site *site, NavList *list, Diags *diags)
{
	VEC(Ordered) pages = {0};
	for (size_t i = 0; i < site->page_count; i++)
		if (is_in_nav(site, site->pages[i]))
			VEC_PUSH(site->arena, &pages,
				 (Ordered){site->pages[i],
					   value_number(
						   value_get(site->pages[i]->front, S("nav_order")),
						   1e9),
					   i});
	if (pages.len == 0)
		return;
	qsort(pages.ptr, pages.len, sizeof *pages.ptr, compare_ordered);
	Str home = site->home->title.len > 0 ? site->home->title : S("about");
	VEC_PUSH(site->arena, list, make_item(site, home, site->home->url));
	for (size_t i = 0; i < pages.len; i++) {
		Page *page = pages.ptr[i].page;
		NavItem item = make_item(site, page->title, page->url);
		Str given = value_str(site->arena, value_get(page->front, S("permalink")));
		if (str_contains(given, S("://")))
			item.url = given;
		if (value_bool(value_get(page->front, S("dropdown")), false))
			add_children(site, &item, value_get(page->front, S("children")), diags);
		VEC_PUSH(site->arena, list, item);
	}
}

/* acad-homepage: _data/navigation.yml. */
static void add_data_nav(Site *site, NavList *list, Diags *diags)
{
	const Value *main = value_path(site->data, S("navigation.main"));
	for (size_t i = 0; i < value_len(main); i++) {
		const Value *entry = value_at(main, i);
		Str title = site_plain(site, value_str(site->arena, value_get(entry, S("title"))),
				       diags);
		Str url = str_trim(value_str(site->arena, value_get(entry, S("url"))));
		if (title.len == 0)
			continue;
		NavItem item = make_item(site, title, url);
		add_children(site, &item, value_get(entry, S("children")), diags);
		VEC_PUSH(site->arena, list, item);
	}
}

void site_make_nav(Site *site, Diags *diags)
{
	NavList list = {0};
	add_data_nav(site, &list, diags);
	if (list.len == 0)
		add_folio_nav(site, &list, diags);
	site->nav = list.ptr;
	site->nav_count = list.len;
}
