/* html_text: escaping, addresses, and the few words that pages say themselves. */
#include "front/html_safe.h"
#include "write/html_part.h"

void html_add_attr(Buf *out, const char *name, Str value)
{
	buf_add_char(out, ' ');
	buf_add_cstr(out, name);
	buf_add_cstr(out, "=\"");
	markup_escape_attribute(out, value);
	buf_add_char(out, '"');
}

/* Characters that the URL standard wants escaped wherever they stand. */
static bool is_forbidden_in_url(unsigned char c)
{
	return c <= ' ' || c == 0x7F || c == '"' || c == '<' || c == '>' || c == '\\' || c == '^' ||
	       c == '`' || c == '{' || c == '|' || c == '}';
}

Str html_escape_url(Arena *arena, Str url)
{
	Buf escaped = buf_in(arena);
	for (size_t i = 0; i < url.len; i++) {
		unsigned char c = (unsigned char)url.ptr[i];
		/* brackets are for addresses of hosts: http://[::1]/ */
		bool bracket = (c == '[' || c == ']') && !str_contains(url, S("://["));
		if (bracket || is_forbidden_in_url(c))
			buf_add_format(&escaped, "%%%02X", c);
		else
			buf_add_char(&escaped, url.ptr[i]);
	}
	return buf_str(&escaped);
}

void html_add_url_attr(Buf *out, const char *name, Str url)
{
	html_add_attr(out, name, html_escape_url(out->arena, url));
}

Str html_word(const HtmlPage *page, const char *key)
{
	return locale_word(page->site->locales, page->lang, key);
}

void html_add_word(const HtmlPage *page, const char *key)
{
	markup_escape_text(page->out, html_word(page, key));
}

Str html_date(const HtmlPage *page, Str date)
{
	return locale_date(page->out->arena, page->site->locales, page->lang, date, false);
}

Str html_direction(Str lang)
{
	static const Str right_to_left[] = {
		STR_INIT("ar"),	 STR_INIT("fa"), STR_INIT("he"), STR_INIT("ur"), STR_INIT("ps"),
		STR_INIT("ckb"), STR_INIT("sd"), STR_INIT("ug"), STR_INIT("yi"), STR_INIT("dv"),
	};
	Str primary = locale_primary(lang);
	for (size_t i = 0; i < sizeof right_to_left / sizeof *right_to_left; i++) {
		if (str_eq_nocase(right_to_left[i], primary))
			return S("rtl");
	}
	return S("ltr");
}

Str html_site_url(Arena *arena, const Site *site, Str path)
{
	Str base = site->baseurl;
	while (str_ends(base, S("/")))
		base = str_slice(base, 0, base.len - 1);
	return str_concat3(arena, base, str_starts(path, S("/")) ? S("") : S("/"), path);
}

Str html_link_url(const HtmlPage *page, Str url)
{
	return html_is_safe(page) && !html_safe_url(url) ? S("#") : url;
}

Str html_relative_url(const HtmlPage *page, Str url)
{
	Arena *arena = page->out->arena;
	Str root = html_site_url(arena, page->site, S("/"));
	if (!str_starts(url, root) || str_starts(url, S("//")) ||
	    str_eq(page->page->output, S("404.html"))) /* that one is shown at any address */
		return url;
	Buf out = buf_in(arena);
	for (size_t i = 0; i < page->page->output.len; i++)
		if (page->page->output.ptr[i] == '/')
			buf_add(&out, S("../"));
	buf_add(&out, str_from_offset(url, root.len));
	return buf_str(&out);
}

Str html_absolute_url(Arena *arena, const Site *site, Str path)
{
	Str url = str_trim(site->url);
	if (!str_starts_nocase(url, S("http")))
		return S("");
	while (str_ends(url, S("/")))
		url = str_slice(url, 0, url.len - 1);
	return str_concat(arena, url, html_site_url(arena, site, path));
}

Str html_site_title(const Site *site)
{
	Str title = str_trim(site->title);
	bool blank = title.len == 0 || str_eq_nocase(title, S("blank"));
	return blank && site->profile != NULL ? site->profile->name : title;
}
