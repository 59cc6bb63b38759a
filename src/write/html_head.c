/*
 * html_head: what a page says about itself to browsers and search engines.
 *
 * Open Graph unless the site wants none (`serve_og_meta: false`, without an `og_image`),
 * verification keys where they are set, an emoji or a file of the site as the icon.
 */
#include "base/file.h"
#include "base/url.h"
#include "write/html_part.h"

static Str config_str(const HtmlPage *page, Str key)
{
	return str_trim(value_str(page->out->arena, value_get(page->site->config, key)));
}

/* A key of the page, else of the site. */
static Str page_str(const HtmlPage *page, Str key)
{
	Str own = str_trim(value_str(page->out->arena, value_get(page->page->front, key)));
	return own.len > 0 ? own : config_str(page, key);
}

Str html_page_name(const HtmlPage *page)
{
	Str own = str_trim(page->page->title);
	bool home = page->page == page->site->home;
	return home || own.len == 0 ? html_site_title(page->site) : own;
}

/* With the site's title behind its own, as <title> says it. */
static Str title_of(const HtmlPage *page)
{
	Str site = html_site_title(page->site), own = str_trim(page->page->title);
	if (page->page == page->site->home || own.len == 0 || str_eq(own, site))
		return site.len > 0 ? site : own;
	return site.len > 0 ? str_concat3(page->out->arena, own, S(" | "), site) : own;
}

Str html_page_description(const HtmlPage *page)
{
	Str text = page->page->description;
	if (str_is_blank(text))
		text = page->site->description;
	return str_fold_space(page->out->arena, text);
}

static void add_meta(Buf *out, const char *key, const char *name, Str content)
{
	if (content.len == 0)
		return;
	buf_add_cstr(out, "<meta ");
	buf_add_cstr(out, key);
	buf_add_cstr(out, "=\"");
	buf_add_cstr(out, name);
	buf_add_char(out, '"');
	html_add_attr(out, "content", content);
	buf_add_cstr(out, ">\n");
}

/* A string, or a list of strings joined by commas. */
static Str join_keywords(Arena *arena, const Value *value)
{
	if (value->kind != VALUE_LIST)
		return str_fold_space(arena, value_str(arena, value));
	Buf out = buf_in(arena);
	for (size_t i = 0; i < value_len(value); i++) {
		if (i > 0)
			buf_add_cstr(&out, ", ");
		buf_add(&out, value_str(arena, value_at(value, i)));
	}
	return buf_str(&out);
}

static void add_keywords(const HtmlPage *page)
{
	const Value *keywords = value_get(page->page->front, S("keywords"));
	if (value_is_nil(keywords))
		keywords = value_get(page->site->config, S("keywords"));
	add_meta(page->out, "name", "keywords", join_keywords(page->out->arena, keywords));
}

static void add_verification(const HtmlPage *page)
{
	static const struct {
		Str key;
		const char *name;
	} keys[] = {
		{STR_INIT("google_site_verification"), "google-site-verification"},
		{STR_INIT("bing_site_verification"), "msvalidate.01"},
		{STR_INIT("baidu_site_verification"), "baidu-site-verification"},
		{STR_INIT("yandex_site_verification"), "yandex-verification"},
		{STR_INIT("naver_site_verification"), "naver-site-verification"},
	};
	for (size_t i = 0; i < sizeof keys / sizeof *keys; i++) {
		Str value = config_str(page, keys[i].key);
		if (!str_eq(value, S("false")))
			add_meta(page->out, "name", keys[i].name, value);
	}
}

static void add_canonical(const HtmlPage *page)
{
	Str url = html_absolute_url(page->out->arena, page->site, page->page->url);
	if (url.len == 0)
		return;
	buf_add_cstr(page->out, "<link rel=\"canonical\"");
	html_add_url_attr(page->out, "href", url);
	buf_add_cstr(page->out, ">\n");
}

/* A picture of the site or of elsewhere as an absolute address. */
static Str picture_address(const HtmlPage *page, Str path)
{
	if (path.len == 0 || url_is_remote(path))
		return path;
	return html_absolute_url(page->out->arena, page->site, path);
}

Str html_page_picture(const HtmlPage *page)
{
	static const Str keys[] = {STR_INIT("og_image"), STR_INIT("image"), STR_INIT("img"),
				   STR_INIT("thumbnail")};
	for (size_t i = 0; i < sizeof keys / sizeof *keys; i++) {
		Str path = value_string(value_get(page->page->front, keys[i]));
		if (path.len > 0)
			return picture_address(page, path);
	}
	Str path = config_str(page, S("og_image"));
	return path.len > 0 ? picture_address(page, path) : html_photo_url(page);
}

/* "@name" of the person's account there, if any. */
static Str twitter_name(const HtmlPage *page)
{
	const Profile *profile = page->site->profile;
	for (size_t i = 0; profile != NULL && i < profile->contact_count; i++) {
		Str kind = profile->contacts[i].kind, url = profile->contacts[i].url;
		if (str_eq(kind, S("x")) || str_eq(kind, S("twitter")))
			return str_concat(page->out->arena, S("@"), path_name(url));
	}
	return S("");
}

static void add_open_graph(const HtmlPage *page)
{
	Buf *out = page->out;
	Arena *arena = out->arena;
	bool asked = page_str(page, S("og_image")).len > 0;
	if (!value_bool(value_get(page->site->config, S("serve_og_meta")), true) && !asked)
		return;
	Str date = page->page->date, image = html_page_picture(page);
	add_meta(out, "property", "og:site_name", html_site_title(page->site));
	add_meta(out, "property", "og:type",
		 date.len > 0			  ? S("article")
		 : page->page == page->site->home ? S("profile")
						  : S("website"));
	add_meta(out, "property", "og:title", html_page_name(page));
	add_meta(out, "property", "og:url", html_absolute_url(arena, page->site, page->page->url));
	add_meta(out, "property", "og:description", html_page_description(page));
	add_meta(out, "property", "og:locale", str_replace(arena, page->lang, S("-"), S("_")));
	add_meta(out, "property", "og:image", image);
	if (image.len > 0 && page->site->profile != NULL && str_eq(image, html_photo_url(page)))
		add_meta(out, "property", "og:image:alt", page->site->profile->name);
	if (date.len >= 10)
		add_meta(out, "property", "article:published_time", str_slice(date, 0, 10));
	add_meta(out, "name", "twitter:card",
		 asked && image.len > 0 ? S("summary_large_image") : S("summary"));
	add_meta(out, "name", "twitter:creator", twitter_name(page));
}

/* What Google Scholar reads of a page that shows one paper (Inclusion Guidelines for Webmasters).
 */
static void add_citation(const HtmlPage *page)
{
	Buf *out = page->out;
	Arena *arena = out->arena;
	const Publication *p = page->page->entry;
	if (p == NULL)
		return;
	bool article = str_eq(p->entry->type, S("article"));
	Str pdf = page->page->entry_pdf;
	add_meta(out, "name", "citation_title", page->page->title);
	for (size_t i = 0; i < p->author_count && !p->editors; i++)
		if (!p->authors[i].others)
			add_meta(out, "name", "citation_author",
				 publication_bare_name(arena, &p->authors[i]));
	add_meta(out, "name", "citation_publication_date",
		 p->month_number > 0 && p->year_number > 0
			 ? str_format(arena, "%d/%02d", p->year_number, p->month_number)
			 : p->year);
	add_meta(out, "name", "citation_journal_title",
		 article ? publication_field(arena, p->entry, "journal") : S(""));
	add_meta(out, "name", "citation_conference_title",
		 publication_field(arena, p->entry, "booktitle"));
	add_meta(out, "name", "citation_volume", p->volume);
	add_meta(out, "name", "citation_issue", p->number);
	add_meta(out, "name", "citation_doi", publication_field(arena, p->entry, "doi"));
	add_meta(out, "name", "citation_pdf_url",
		 pdf.len == 0 || url_is_remote(pdf) ? pdf
						    : html_absolute_url(arena, page->site, pdf));
}

static void add_feed(const HtmlPage *page)
{
	Buf *out = page->out;
	Str path = html_feed_path(out->arena, page->site);
	if (path.len == 0)
		return;
	buf_add_cstr(out, "<link rel=\"alternate\" type=\"application/atom+xml\"");
	html_add_attr(out, "title", html_site_title(page->site));
	html_add_url_attr(out, "href", html_site_url(out->arena, page->site, path));
	buf_add_cstr(out, ">\n");
}

/* An icon link to a file of the site; false when there is no such file. */
static bool add_icon_file(const HtmlPage *page, Str path)
{
	const Site *site = page->site;
	for (size_t i = 0; i < site->asset_count; i++) {
		if (!str_eq(site->assets[i].path, path))
			continue;
		buf_add_cstr(page->out, "<link rel=\"icon\"");
		html_add_url_attr(page->out, "href", html_site_url(page->out->arena, site, path));
		buf_add_cstr(page->out, ">\n");
		return true;
	}
	return false;
}

/* A short text (an emoji, a letter) as a picture in the address itself. */
static void add_icon_text(const HtmlPage *page, Str text)
{
	Buf *out = page->out;
	buf_add_cstr(out,
		     "<link rel=\"icon\" type=\"image/svg+xml\" href=\"data:image/svg+xml,"
		     "%3Csvg%20xmlns='http://www.w3.org/2000/svg'%20viewBox='0%200%20100%20100'%3E"
		     "%3Ctext%20y='.9em'%20font-size='90'%3E");
	for (size_t i = 0; i < text.len; i++) {
		char c = text.ptr[i];
		if ((unsigned char)c >= 0x80 || char_is_alnum(c))
			buf_add_char(out, c);
	}
	buf_add_cstr(out, "%3C/text%3E%3C/svg%3E\">\n");
}

static void add_icon(const HtmlPage *page)
{
	static const Str usual[] = {
		STR_INIT("images/favicon-32x32.png"),
		STR_INIT("images/favicon.ico"),
		STR_INIT("assets/img/favicon.ico"),
		STR_INIT("images/favicon.svg"),
		STR_INIT("favicon.svg"),
		STR_INIT("favicon.ico"),
	};
	Arena *arena = page->out->arena;
	Str icon = config_str(page, S("icon"));
	bool is_file = str_find_char(icon, '.', 0) != STR_NONE;
	if (icon.len > 0 && icon.len <= 32 && !is_file) {
		add_icon_text(page, icon);
		return;
	}
	while (str_starts(icon, S("/")))
		icon = str_from_offset(icon, 1);
	bool found = is_file && (add_icon_file(page, str_concat(arena, S("assets/img/"), icon)) ||
				 add_icon_file(page, icon));
	for (size_t i = 0; i < sizeof usual / sizeof *usual && !found; i++)
		found = add_icon_file(page, usual[i]);
	if (!found) /* else browsers ask for /favicon.ico */
		buf_add_cstr(page->out, "<link rel=\"icon\" href=\"data:,\">\n");
}

static void add_sheet(Buf *out, Str url, const char *attributes)
{
	buf_add_format(out, "<link rel=\"stylesheet\"%s", attributes);
	html_add_url_attr(out, "href", url);
	buf_add_char(out, '>');
}

/* The sheet of the fonts: read as one for print, so that the page is shown before it has come, and
 * made one for all by script_early.js. */
static void add_fonts(const HtmlPage *page)
{
	Buf *out = page->out;
	const HtmlOptions *o = page->options;
	if (o->fonts_sheet.len == 0)
		return;
	if (o->fonts_first.len > 0) {
		buf_add_cstr(out,
			     "<link rel=\"preload\" as=\"font\" type=\"font/woff2\" crossorigin");
		html_add_url_attr(out, "href",
				  html_relative_url(page, html_site_url(out->arena, page->site,
									o->fonts_first)));
		buf_add_cstr(out, ">\n");
	}
	Str sheet = html_relative_url(page, html_site_url(out->arena, page->site, o->fonts_sheet));
	bool late = html_has_scripts(page->site);
	add_sheet(out, sheet, late ? " id=\"recto-fonts\" media=\"print\"" : "");
	if (late) {
		buf_add_cstr(out, "<noscript>");
		add_sheet(out, sheet, "");
		buf_add_cstr(out, "</noscript>");
	}
	buf_add_char(out, '\n');
}

void html_add_head(const HtmlPage *page)
{
	Buf *out = page->out;
	buf_add_cstr(out,
		     "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n"
		     "<title>");
	markup_escape_text(out, title_of(page));
	buf_add_cstr(out, "</title>\n");
	add_meta(out, "name", "description", html_page_description(page));
	add_keywords(page);
	if (page->site->profile != NULL)
		add_meta(out, "name", "author", page->site->profile->name);
	add_meta(out, "name", "generator", S("recto"));
	add_verification(page);
	add_canonical(page);
	add_feed(page);
	add_open_graph(page);
	add_citation(page);
	add_icon(page);
	html_add_linked_data(page);
	add_fonts(page);
	html_add_analytics(page);
}

void html_add_head_end(const HtmlPage *page)
{
	buf_add(page->out, page->styles);
	html_add_scripts(page);
	buf_add_cstr(page->out, "</head>\n");
}
