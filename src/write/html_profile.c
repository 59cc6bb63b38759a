/*
 * html_profile: the person on the page.
 *
 * al-folio's form opens the home page with the name and floats the photo beside the text;
 * acad-homepage's form has a column with the avatar. Both carry schema.org names, so no script need
 * repeat them.
 */
#include "write/html_part.h"

/* The name with its first name bold, wherever that stands in it. */
void html_add_name(Buf *out, const Profile *profile)
{
	Str name = profile->name, first = profile->first;
	size_t at = first.len > 0 ? str_find(name, first, 0) : STR_NONE;
	bool alone = first.len == name.len;
	if (at == STR_NONE || alone) {
		buf_add_cstr(out, "<b>");
		markup_escape_text(out, name);
		buf_add_cstr(out, "</b>");
		return;
	}
	markup_escape_text(out, str_slice(name, 0, at));
	buf_add_cstr(out, "<b>");
	markup_escape_text(out, first);
	buf_add_cstr(out, "</b>");
	markup_escape_text(out, str_from_offset(name, at + first.len));
}

static void add_native_name(Buf *out, const Profile *profile)
{
	if (profile->native_name.len == 0)
		return;
	buf_add_cstr(out, " <span class=\"native-name\">");
	markup_escape_text(out, profile->native_name);
	buf_add_cstr(out, "</span>");
}

/* What a page that is not the home page says about the person itself; empty there. */
static Str own_text(const HtmlPage *page, Str path)
{
	return page->page == page->site->home ? S("")
					      : value_string(value_path(page->page->front, path));
}

/* The home page's part of the profile, or the page's own HTML. */
static void add_own(const HtmlPage *page, const char *style, const DocNode *node, Str html)
{
	bool home = page->page == page->site->home;
	if (home ? node == NULL : str_is_blank(html))
		return;
	buf_add_format(page->out, "<div class=\"%s\">", style);
	if (home)
		html_add_nodes(page, node);
	else
		html_add_fragment(page, html);
	buf_add_cstr(page->out, "</div>\n");
}

void html_add_person(const HtmlPage *page)
{
	Buf *out = page->out;
	const Profile *profile = page->site->profile;
	buf_add_cstr(out, "<header class=\"page-header\">\n<h1 class=\"name\">");
	html_add_name(out, profile);
	add_native_name(out, profile);
	buf_add_cstr(out, "</h1>\n");
	add_own(page, "headline", profile->headline, own_text(page, S("subtitle")));
	buf_add_cstr(out, "</header>\n");
}

/* A remote photo is the author's own wish; a local one that is missing would only be a hole. */
static bool has_photo(const Profile *profile)
{
	return profile->photo_url.len > 0 &&
	       (profile->photo_file.len > 0 || str_contains(profile->photo_url, S("://")));
}

bool html_has_more_than_name(const Profile *profile)
{
	return has_photo(profile) || profile->headline != NULL || profile->location.len > 0 ||
	       profile->employer.len > 0 || profile->contact_count > 0;
}

static void add_image(const HtmlPage *page)
{
	Buf *out = page->out;
	const Profile *profile = page->site->profile;
	buf_add_cstr(out, profile->photo_round ? "<img class=\"round\"" : "<img");
	html_add_url_attr(out, "src", html_relative_url(page, profile->photo_url));
	html_add_attr(out, "alt", profile->name);
	if (profile->photo_width > 0 && profile->photo_height > 0)
		buf_add_format(out, " width=\"%u\" height=\"%u\"", (unsigned)profile->photo_width,
			       (unsigned)profile->photo_height);
	html_add_copies(page, out, profile->photo_file,
			html_relative_url(page, profile->photo_url),
			S("15rem"));
	buf_add_cstr(out, ">\n");
}

void html_add_photo(const HtmlPage *page)
{
	Buf *out = page->out;
	const Profile *profile = page->site->profile;
	Str own = own_text(page, S("profile.more_info"));
	if (!has_photo(profile) && profile->more_info == NULL && own.len == 0)
		return;
	buf_add_cstr(out, profile->photo_side == PROFILE_LEFT ? "<div class=\"profile left\">\n"
							      : "<div class=\"profile right\">\n");
	if (has_photo(profile))
		add_image(page);
	add_own(page, "more-info", profile->more_info, own);
	buf_add_cstr(out, "</div>\n");
}

static Str contact_url(const HtmlPage *page, const Contact *contact)
{
	if (contact->is_cv && page->options->cv_exists)
		return html_site_url(page->out->arena, page->site, page->site->cv_output);
	if (str_starts(contact->url, S("/")) && !str_starts(contact->url, S("//")))
		return html_site_url(page->out->arena, page->site, contact->url);
	return html_link_url(page, contact->url);
}

/* The opening <a>; `name` says aloud what an icon alone shows. */
static void open_contact(const HtmlPage *page, const Contact *contact, bool name)
{
	Buf *out = page->out;
	buf_add_cstr(out, "<a");
	html_add_url_attr(out, "href", contact_url(page, contact));
	if (str_starts_nocase(contact->url, S("http")) && !contact->is_cv)
		buf_add_cstr(out, " rel=\"me\"");
	if (name) {
		html_add_attr(out, "title", contact->label);
		html_add_attr(out, "aria-label", contact->label);
	}
	buf_add_char(out, '>');
}

static void add_social(const HtmlPage *page, const Contact *contact)
{
	Buf *out = page->out;
	buf_add_cstr(out, "<li>");
	size_t before = out->len;
	open_contact(page, contact, true);
	if (!html_add_icon(page, contact->kind)) {
		out->len = before;
		open_contact(page, contact, false);
		markup_escape_text(out, contact->label);
	}
	buf_add_cstr(out, "</a></li>\n");
}

void html_add_socials(const HtmlPage *page)
{
	Buf *out = page->out;
	const Profile *profile = page->site->profile;
	if (!profile->show_socials ||
	    (profile->contact_count == 0 && profile->contact_note == NULL))
		return;
	buf_add_cstr(out, "<section class=\"social\"");
	html_add_attr(out, "aria-label", html_word(page, "contact"));
	buf_add_cstr(out, ">\n");
	if (profile->contact_count > 0)
		buf_add_cstr(out, "<ul class=\"icons\">\n");
	for (size_t i = 0; i < profile->contact_count; i++) {
		if (profile->contacts[i].url.len > 0)
			add_social(page, &profile->contacts[i]);
	}
	if (profile->contact_count > 0)
		buf_add_cstr(out, "</ul>\n");
	if (profile->contact_note != NULL) {
		buf_add_cstr(out, "<p class=\"contact-note\">");
		html_add_nodes(page, profile->contact_note);
		buf_add_cstr(out, "</p>\n");
	}
	buf_add_cstr(out, "</section>\n");
}

/* A line of the author's column that leads nowhere: location, employer. */
static void add_fact(const HtmlPage *page, Str kind, const char *property, Str text)
{
	if (text.len == 0)
		return;
	buf_add_format(page->out, "<li class=\"fact\">");
	html_add_icon(page, kind);
	buf_add_format(page->out, "<span itemprop=\"%s\">", property);
	markup_escape_text(page->out, text);
	buf_add_cstr(page->out, "</span></li>\n");
}

static void add_contact_line(const HtmlPage *page, const Contact *contact)
{
	if (contact->url.len == 0) {
		add_fact(page, contact->kind, "description", contact->text);
		return;
	}
	buf_add_cstr(page->out, "<li>");
	open_contact(page, contact, false);
	/* a sign of its own can stand alone where space is short */
	bool known = html_add_icon(page, contact->kind);
	if (!known)
		html_add_icon(page, S("link"));
	buf_add_cstr(page->out, known ? "<span class=\"said\">" : "<span>");
	markup_escape_text(page->out, contact->label);
	buf_add_cstr(page->out, "</span></a></li>\n");
}

void html_add_sidebar(const HtmlPage *page)
{
	Buf *out = page->out;
	const Profile *profile = page->site->profile;
	buf_add_cstr(out,
		     "<aside class=\"author\" itemscope itemtype=\"https://schema.org/Person\"");
	html_add_attr(out, "aria-label", profile->name);
	buf_add_cstr(out, ">\n");
	if (has_photo(profile))
		add_image(page);
	buf_add_cstr(out, "<div class=\"author-text\">\n<p class=\"author-name\">"
			  "<span itemprop=\"name\">");
	markup_escape_text(out, profile->name);
	buf_add_cstr(out, "</span>");
	add_native_name(out, profile);
	buf_add_cstr(out, "</p>\n");
	if (profile->headline != NULL) {
		buf_add_cstr(out, "<p class=\"author-bio\">");
		html_add_nodes(page, profile->headline);
		buf_add_cstr(out, "</p>\n");
	}
	buf_add_cstr(out, "</div>\n<ul class=\"author-links\">\n");
	add_fact(page, S("location"), "homeLocation", profile->location);
	add_fact(page, S("employer"), "worksFor", profile->employer);
	for (size_t i = 0; i < profile->contact_count; i++)
		add_contact_line(page, &profile->contacts[i]);
	buf_add_cstr(out, "</ul>\n</aside>\n");
}
