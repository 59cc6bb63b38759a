/*
 * html_sitemap: sitemap.xml (sitemaps.org, protocol 0.9) and the robots.txt that leads to it.
 *
 * All pages in their order, but for 404.html, pages that lead elsewhere, and those with `sitemap:
 * false` or `noindex: true`; then the CV. Dates only where a page says one.
 */
#include "write/html_part.h"

static bool is_listed(const Page *page)
{
	return !str_eq(page->output, S("404.html")) && page->redirect_to.len == 0 &&
	       value_bool(value_get(page->front, S("sitemap")), true) &&
	       !value_bool(value_get(page->front, S("noindex")), false);
}

static void add_url(Buf *out, const Site *site, Str path, Str date)
{
	buf_add_cstr(out, "<url>\n<loc>");
	markup_escape_attribute(
		out, html_escape_url(out->arena, html_absolute_url(out->arena, site, path)));
	buf_add_cstr(out, "</loc>\n");
	if (date.len >= 10)
		buf_add_format(out, "<lastmod>%.*s</lastmod>\n", STR_ARG(str_slice(date, 0, 10)));
	buf_add_cstr(out, "</url>\n");
}

Str html_changed_date(Arena *arena, const Page *page)
{
	Str said = str_trim(value_str(arena, value_get(page->front, S("last_modified_at"))));
	bool date = said.len >= 10 && said.ptr[4] == '-' && said.ptr[7] == '-';
	for (size_t i = 0; date && i < 10; i++)
		date = i == 4 || i == 7 || char_is_digit(said.ptr[i]);
	return date ? said : page->date;
}

static bool has_sitemap(Arena *arena, const Site *site)
{
	return html_absolute_url(arena, site, S("/")).len > 0 && !site->single;
}

bool html_write_sitemap(Buf *out, const HtmlOptions *options)
{
	const Site *site = options->site;
	if (!has_sitemap(out->arena, site) || site_find_asset(site, S("sitemap.xml")) != NULL)
		return false;
	buf_add_cstr(out, "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n"
			  "<urlset xmlns=\"http://www.sitemaps.org/schemas/sitemap/0.9\">\n");
	for (size_t i = 0; i < site->page_count; i++)
		if (is_listed(site->pages[i]))
			add_url(out, site, site->pages[i]->url,
				html_changed_date(out->arena, site->pages[i]));
	if (options->cv_exists)
		add_url(out, site, site->cv_output, S(""));
	buf_add_cstr(out, "</urlset>\n");
	return true;
}

bool html_write_robots(Buf *out, const HtmlOptions *options)
{
	const Site *site = options->site;
	if (site->single || site_find_asset(site, S("robots.txt")) != NULL)
		return false;
	buf_add_cstr(out, "User-agent: *\nDisallow:\n");
	if (has_sitemap(out->arena, site)) {
		buf_add_cstr(out, "\nSitemap: ");
		buf_add(out, html_escape_url(out->arena, html_absolute_url(out->arena, site,
									   S("/sitemap.xml"))));
		buf_add_char(out, '\n');
	}
	return true;
}
