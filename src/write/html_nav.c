/*
 * html_nav: the bar at the top of a page.
 *
 * Menus are <details>, and the button of phones is a checkbox: both work without a script. The
 * entry of the page itself is marked, and so is the menu that holds it.
 */
#include "write/html_part.h"

bool html_bar_is_fixed(const Site *site)
{
	return value_bool(value_get(site->config, S("navbar_fixed")), true);
}

/* Whether an item leads to the page being written, not to a part of it. */
static bool is_current(const HtmlPage *page, const NavItem *item)
{
	return item->page == page->page && str_find_char(item->url, '#', 0) == STR_NONE;
}

static bool holds_current(const HtmlPage *page, const NavItem *item)
{
	for (size_t i = 0; i < item->child_count; i++) {
		if (!item->children[i].divider && is_current(page, &item->children[i]))
			return true;
	}
	return false;
}

/* A part of the home page ("#news") is named in full on other pages. */
static Str item_url(const HtmlPage *page, const NavItem *item)
{
	if (!str_starts(item->url, S("#")) || page->page == page->site->home)
		return html_link_url(page, item->url);
	Arena *arena = page->out->arena;
	return str_concat(arena, html_site_url(arena, page->site, S("/")), item->url);
}

static void add_link(const HtmlPage *page, const NavItem *item)
{
	Buf *out = page->out;
	buf_add_cstr(out, "<li><a");
	html_add_url_attr(out, "href", item_url(page, item));
	if (is_current(page, item))
		buf_add_cstr(out, " aria-current=\"page\"");
	buf_add_char(out, '>');
	markup_escape_text(out, item->title);
	buf_add_cstr(out, "</a></li>\n");
}

static void add_menu(const HtmlPage *page, const NavItem *item)
{
	Buf *out = page->out;
	buf_add_cstr(out, holds_current(page, item)
				  ? "<li><details class=\"menu current\"><summary>"
				  : "<li><details class=\"menu\"><summary>");
	markup_escape_text(out, item->title);
	buf_add_cstr(out, "</summary>\n<ul>\n");
	for (size_t i = 0; i < item->child_count; i++) {
		if (item->children[i].divider)
			buf_add_cstr(out, "<li class=\"divider\"><hr></li>\n");
		else
			add_link(page, &item->children[i]);
	}
	buf_add_cstr(out, "</ul></details></li>\n");
}

/* The person's or the site's name, leading home; al-folio leaves it out where it is the heading. */
static void add_brand(const HtmlPage *page)
{
	const Site *site = page->site;
	Str title = html_site_title(site);
	if (title.len == 0 || html_opens_with_person(page))
		return;
	buf_add_cstr(page->out, "<a class=\"brand\"");
	html_add_url_attr(page->out, "href", html_site_url(page->out->arena, site, S("/")));
	buf_add_char(page->out, '>');
	if (site->profile != NULL && str_eq(title, site->profile->name))
		html_add_name(page->out, site->profile);
	else
		markup_escape_text(page->out, title);
	buf_add_cstr(page->out, "</a>\n");
}

static void add_tool(const HtmlPage *page, const char *tool, const char *word)
{
	Buf *out = page->out;
	buf_add_format(out, "<button type=\"button\" data-tool=\"%s\"", tool);
	html_add_attr(out, "aria-label", html_word(page, word));
	html_add_attr(out, "title", html_word(page, word));
	buf_add_char(out, '>');
	html_add_icon(page, str_from(tool));
	buf_add_cstr(out, "</button>\n");
}

/* What needs a script; the style sheet hides it from browsers that run none. */
static void add_tools(const HtmlPage *page)
{
	buf_add_cstr(page->out, "<div class=\"tools\">\n");
	if (html_has_search(page->site))
		add_tool(page, "search", "search");
	if (html_has_scheme_switch(page->site))
		add_tool(page, "scheme", "scheme");
	buf_add_cstr(page->out, "</div>\n");
}

void html_add_masthead(const HtmlPage *page)
{
	Buf *out = page->out;
	const Site *site = page->site;
	bool tools = html_has_search(site) || html_has_scheme_switch(site);
	if (site->nav_count == 0 && page->page == site->home && !tools)
		return;
	bool folds = html_bar_folds(site);
	buf_add_cstr(out, folds ? "<header class=\"masthead folds\">\n<div>\n"
				: "<header class=\"masthead\">\n<div>\n");
	add_brand(page);
	if (folds) {
		buf_add_cstr(out, "<input type=\"checkbox\" id=\"nav-open\"");
		html_add_attr(out, "aria-label", html_word(page, "menu"));
		buf_add_cstr(out, ">\n");
	}
	if (site->nav_count > 0) {
		buf_add_cstr(out, "<nav");
		html_add_attr(out, "aria-label", html_word(page, "menu"));
		buf_add_cstr(out, ">\n<ul>\n");
		for (size_t i = 0; i < site->nav_count; i++) {
			if (site->nav[i].child_count > 0)
				add_menu(page, &site->nav[i]);
			else if (!site->nav[i].divider)
				add_link(page, &site->nav[i]);
		}
		buf_add_cstr(out, "</ul>\n</nav>\n");
	}
	if (tools)
		add_tools(page);
	buf_add_cstr(out, "</div>\n</header>\n");
}
