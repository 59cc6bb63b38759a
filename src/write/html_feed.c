/*
 * html_feed: the site's posts as an Atom feed (RFC 4287), as jekyll-feed has it; for a site without
 * posts, its news.
 *
 * Ids are the addresses of the posts; news without a page have tag URIs (RFC 4151) made of their
 * date and file name, so that both outlive a change of the text. Dates are those of the posts, so
 * the same site gives the same bytes.
 */
#include "base/file.h"
#include "base/url.h"
#include "base/utf8.h"
#include "base/vec.h"
#include "write/html_part.h"

#include <stdlib.h>

enum { FEED_ENTRIES = 10, TITLE_RUNES = 80 };

typedef VEC(const Page *) Entries;

static bool is_entry(const Page *page, Str collection)
{
	return str_eq(page->collection, collection) && page->date.len >= 10 &&
	       page->redirect_to.len == 0 && value_bool(value_get(page->front, S("feed")), true);
}

static void collect(Arena *arena, Entries *out, Page *const *pages, size_t count, Str collection)
{
	for (size_t i = 0; i < count; i++)
		if (is_entry(pages[i], collection))
			VEC_PUSH(arena, out, pages[i]);
}

static int compare_newest(const void *a, const void *b)
{
	const Page *x = *(const Page *const *)a, *y = *(const Page *const *)b;
	int order = str_compare(y->date, x->date);
	return order != 0 ? order : str_compare(y->path, x->path);
}

/* What the feed holds, newest first. */
static Entries find_entries(Arena *arena, const Site *site)
{
	static const Str kinds[] = {STR_INIT("posts"), STR_INIT("news")};
	Entries entries = {0};
	for (size_t i = 0; i < 2 && entries.len == 0; i++) {
		collect(arena, &entries, site->pages, site->page_count, kinds[i]);
		collect(arena, &entries, site->documents, site->document_count, kinds[i]);
	}
	if (entries.len > 1)
		qsort(entries.ptr, entries.len, sizeof *entries.ptr, compare_newest);
	int64_t limit = value_int(value_path(site->config, S("feed.posts_limit")), FEED_ENTRIES);
	if (limit >= 0 && entries.len > (size_t)limit)
		entries.len = (size_t)limit;
	return entries;
}

size_t html_feed_pages(Arena *arena, const Site *site, const Page ***out)
{
	Entries entries = find_entries(arena, site);
	*out = entries.ptr;
	return entries.len;
}

static Str wanted_path(Arena *arena, const Site *site)
{
	Str path = str_trim(value_string(value_path(site->config, S("feed.path"))));
	while (str_starts(path, S("/")))
		path = str_from_offset(path, 1);
	path = path_normalise(arena, path);
	return path_is_inside(arena, path) ? path : S("feed.xml");
}

Str html_feed_path(Arena *arena, const Site *site)
{
	Str path = wanted_path(arena, site);
	if (site_find_asset(site, path) != NULL)
		return path;
	bool made = html_absolute_url(arena, site, S("/")).len > 0 && !site->single &&
		    find_entries(arena, site).len > 0;
	return made ? path : S("");
}

/* Text without the controls that XML has no place for. */
static void add_xml(Buf *out, Str text)
{
	size_t start = 0;
	for (size_t i = 0; i < text.len; i++) {
		unsigned char c = (unsigned char)text.ptr[i];
		bool bad = c < ' ' && c != '\t' && c != '\n';
		bool noncharacter = c == 0xEF && i + 2 < text.len &&
				    (unsigned char)text.ptr[i + 1] == 0xBF &&
				    (unsigned char)text.ptr[i + 2] >= 0xBE;
		if (!bad && !noncharacter)
			continue;
		markup_escape_attribute(out, str_slice(text, start, i));
		i += noncharacter ? 2 : 0;
		start = i + 1;
	}
	markup_escape_attribute(out, str_from_offset(text, start));
}

static void add_element(Buf *out, const char *name, Str text)
{
	if (text.len == 0)
		return;
	buf_add_format(out, "<%s>", name);
	add_xml(out, text);
	buf_add_format(out, "</%s>\n", name);
}

/* RFC 3339, at midnight: pages have no hours. */
static void add_time(Buf *out, const char *name, Str date)
{
	buf_add_format(out, "<%s>%.*sT00:00:00Z</%s>\n", name, STR_ARG(str_slice(date, 0, 10)),
		       name);
}

static void add_link(Buf *out, const char *rel, const char *type, Str url)
{
	buf_add_format(out, "<link rel=\"%s\" type=\"%s\" href=\"", rel, type);
	add_xml(out, html_escape_url(out->arena, url));
	buf_add_cstr(out, "\"/>\n");
}

/* The beginning of a text, cut between words. */
static Str shorten(Arena *arena, Str text)
{
	size_t at = 0, runes = 0, space = 0;
	while (at < text.len && runes < TITLE_RUNES) {
		if (text.ptr[at] == ' ')
			space = at;
		(void)utf8_next(text, &at);
		runes++;
	}
	if (at >= text.len)
		return text;
	return str_concat(arena, str_slice(text, 0, space > 0 ? space : at), S("\xE2\x80\xA6"));
}

static Str entry_title(Arena *arena, const Page *page)
{
	const Value *said = value_get(page->front, S("title"));
	if (page->doc == NULL || page->output.len > 0 || !value_is_nil(said))
		return page->title;
	Str text = str_fold_space(arena, doc_plain_text(arena, page->doc->root));
	return text.len > 0 ? shorten(arena, text) : page->title;
}

/* "tag:example.org,2025-09-12:/news/2025-09-12-gauge" */
static Str entry_id(const HtmlPage *page, Str url)
{
	Arena *arena = page->out->arena;
	const Page *p = page->page;
	if (p->output.len > 0)
		return url;
	Str home = html_absolute_url(arena, page->site, S("/"));
	Str host = str_from_offset(home, str_find(home, S("//"), 0) + 2);
	Str stem = str_from_offset(p->path, str_find_char(p->path, '/', 0) + 1);
	stem.len -= path_extension(stem).len;
	return str_format(arena, "tag:%.*s,%.*s:/%.*s/%.*s",
			  STR_ARG(str_slice(host, 0, str_find_char(host, '/', 0))),
			  STR_ARG(str_slice(p->date, 0, 10)), STR_ARG(p->collection),
			  STR_ARG(url_encode(arena, stem, "-._~/")));
}

/* Where an entry is to be read: its page, else that of all news, else the home page. */
static Str entry_url(Arena *arena, const Site *site, const Page *page)
{
	if (page->output.len > 0)
		return html_absolute_url(arena, site, page->url);
	const Page *all = site_find_page(site, S("/news/"));
	return html_absolute_url(arena, site, all != NULL ? all->url : site->home->url);
}

static void add_categories(Buf *out, const Page *page)
{
	static const Str keys[] = {STR_INIT("categories"), STR_INIT("category"), STR_INIT("tags")};
	for (size_t i = 0; i < sizeof keys / sizeof *keys; i++) {
		const Value *value = value_get(page->front, keys[i]);
		Str words = value_string(value), word;
		for (size_t k = 0; k < (value->kind == VALUE_LIST ? value_len(value) : 0); k++) {
			buf_add_cstr(out, "<category term=\"");
			add_xml(out, value_str(out->arena, value_at(value, k)));
			buf_add_cstr(out, "\"/>\n");
		}
		while (str_next_word(&words, &word)) {
			buf_add_cstr(out, "<category term=\"");
			add_xml(out, word);
			buf_add_cstr(out, "\"/>\n");
		}
	}
}

/* Without the links to the posts before and after, which end a post's page. */
static Str without_neighbours(Str text)
{
	size_t nav = str_find(text, S("<nav class=\"post-nav\">"), 0);
	return str_slice(text, 0, nav);
}

static void add_content(Buf *out, const HtmlOptions *options, const Page *page, Str url)
{
	bool brief = value_bool(value_path(options->site->config, S("feed.excerpt_only")), false);
	if (brief || page->doc == NULL)
		return;
	Buf text = buf_in(out->arena);
	HtmlPage inner = html_page_in(&text, options, page);
	html_add_nodes(&inner, page->doc->root);
	buf_add_cstr(out, "<content type=\"html\" xml:base=\"");
	add_xml(out, html_escape_url(out->arena, url));
	buf_add_cstr(out, "\">");
	add_xml(out, str_trim(without_neighbours(buf_str(&text))));
	buf_add_cstr(out, "</content>\n");
}

static void add_entry(Buf *out, const HtmlOptions *options, const Page *page)
{
	HtmlPage parts = html_page_in(out, options, page);
	Str url = entry_url(out->arena, options->site, page);
	buf_add_cstr(out, "<entry>\n<title>");
	add_xml(out, entry_title(out->arena, page));
	buf_add_cstr(out, "</title>\n");
	add_link(out, "alternate", "text/html", url);
	add_time(out, "published", page->date);
	add_time(out, "updated", html_changed_date(out->arena, page));
	add_element(out, "id", entry_id(&parts, url));
	add_categories(out, page);
	add_element(out, "summary", str_fold_space(out->arena, page->description));
	add_content(out, options, page, url);
	buf_add_cstr(out, "</entry>\n");
}

static Str last_change(Arena *arena, const Entries *entries)
{
	Str last = S("");
	for (size_t i = 0; i < entries->len; i++) {
		Str date = html_changed_date(arena, entries->ptr[i]);
		last = str_compare(date, last) > 0 ? date : last;
	}
	return last;
}

bool html_write_feed(Buf *out, const HtmlOptions *options)
{
	const Site *site = options->site;
	Arena *arena = out->arena;
	Str path = html_feed_path(arena, site);
	Entries entries = find_entries(arena, site);
	if (path.len == 0 || site_find_asset(site, path) != NULL)
		return false;
	Str self = html_absolute_url(arena, site, path);
	buf_add_cstr(out, "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n"
			  "<feed xmlns=\"http://www.w3.org/2005/Atom\"");
	html_add_attr(out, "xml:lang", site->lang);
	buf_add_cstr(out, ">\n<generator>recto</generator>\n");
	add_link(out, "self", "application/atom+xml", self);
	add_link(out, "alternate", "text/html", html_absolute_url(arena, site, S("/")));
	add_time(out, "updated", last_change(arena, &entries));
	add_element(out, "id", self);
	add_element(out, "title", html_site_title(site));
	add_element(out, "subtitle", str_fold_space(arena, site->description));
	buf_add_cstr(out, "<author>\n");
	add_element(out, "name",
		    site->profile != NULL && site->profile->name.len > 0 ? site->profile->name
									 : html_site_title(site));
	buf_add_cstr(out, "</author>\n");
	for (size_t i = 0; i < entries.len; i++)
		add_entry(out, options, entries.ptr[i]);
	buf_add_cstr(out, "</feed>\n");
	return true;
}
