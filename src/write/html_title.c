/*
 * html_title: how a page opens: its title, what it is about; of a post also its date, the time it
 * takes to read, and its tags.
 */
#include "base/utf8.h"
#include "write/html_part.h"

/* Words a minute, as al-folio counts them. */
enum { READING_SPEED = 180 };

/* The first heading of level 1 in the text, so that a page does not say its title twice. */
static bool has_top_heading(const DocNode *node)
{
	if (node->kind == DOC_SECTION)
		node = node->first;
	return node != NULL && node->kind == DOC_HEADING && node->as.heading.level == 1;
}

static bool opens_with_heading(const Page *page)
{
	for (const DocNode *node = page->doc != NULL ? page->doc->root->first : NULL; node != NULL;
	     node = node->next) {
		if (has_top_heading(node))
			return true;
	}
	return false;
}

/* `layout: default` is a bare frame: its text may have a title of its own somewhere. */
static bool has_own_title(const Page *page)
{
	const DocNode *root = page->doc != NULL ? page->doc->root : NULL;
	if (!str_eq(page->layout, S("default")))
		return false;
	for (const DocNode *node = root; node != NULL; node = doc_next(node, root))
		if (node->kind == DOC_HEADING && node->as.heading.level == 1)
			return true;
	return false;
}

/* Minimal Mistakes opens a home page with its title, too. */
static bool is_splash(const HtmlPage *page)
{
	return str_eq(page->page->layout, S("splash"));
}

bool html_has_title(const HtmlPage *page)
{
	bool acad = page->site->flavour == SITE_ACAD_HOMEPAGE;
	return (page->page != page->site->home || is_splash(page)) &&
	       !str_is_blank(page->page->title) && !(acad && opens_with_heading(page->page)) &&
	       !has_own_title(page->page);
}

static void add_cv_button(const HtmlPage *page)
{
	Buf *out = page->out;
	bool cv = str_eq(page->page->layout, S("cv")) || page->page == page->options->site->cv_page;
	if (!cv || !page->options->cv_exists)
		return;
	buf_add_cstr(out, "<a class=\"button\"");
	html_add_url_attr(out, "href",
			  html_site_url(out->arena, page->site, page->site->cv_output));
	html_add_attr(out, "aria-label", html_word(page, "cv"));
	buf_add_char(out, '>');
	html_add_icon(page, S("pdf"));
	buf_add_cstr(out, "PDF</a>\n");
	for (size_t i = 0; i < page->site->variant_count; i++) {
		const CvVariant *variant = &page->site->variants[i];
		if (!variant->is_public)
			continue;
		buf_add_cstr(out, "<a class=\"button\"");
		html_add_url_attr(out, "href",
				  html_site_url(out->arena, page->site, variant->output));
		buf_add_char(out, '>');
		markup_escape_text(out, variant->title);
		buf_add_cstr(out, "</a>\n");
	}
}

/* Two Han characters or their like count as a word. */
static size_t count_words(Str text)
{
	size_t words = 0, wide = 0;
	bool inside = false;
	for (size_t at = 0; at < text.len;) {
		uint32_t rune = utf8_next(text, &at);
		bool cjk = utf8_is_cjk(rune), space = rune <= ' ';
		wide += cjk;
		words += !inside && !space && !cjk;
		inside = !space && !cjk;
	}
	return words + wide / 2;
}

static void add_minutes(const HtmlPage *page)
{
	Arena *arena = page->out->arena;
	size_t words = count_words(doc_plain_text(arena, page->page->doc->root));
	Str number = str_format(arena, "%zu", words / READING_SPEED + 1);
	buf_add_cstr(page->out, " <span class=\"minutes\">");
	markup_escape_text(page->out,
			   str_replace(arena, html_word(page, "minutes"), S("%d"), number));
	buf_add_cstr(page->out, "</span>");
}

/* The archive of a tag or category, or NULL. */
static const Page *find_archive(const Site *site, Str type, Str name)
{
	for (size_t i = 0; i < site->page_count; i++) {
		const Page *page = site->pages[i];
		if (page->is_listing && str_eq_nocase(page->title, name) &&
		    str_eq(value_string(value_get(page->front, S("type"))), type))
			return page;
	}
	return NULL;
}

static void add_tag(const HtmlPage *page, Str type, Str name)
{
	Buf *out = page->out;
	const Page *archive = find_archive(page->site, type, name);
	buf_add_cstr(out, archive != NULL ? " <a class=\"tag\"" : " <span class=\"tag\"");
	if (archive != NULL)
		html_add_url_attr(out, "href", html_site_url(out->arena, page->site, archive->url));
	buf_add_char(out, '>');
	if (str_eq(type, S("tag")))
		buf_add_char(out, '#');
	markup_escape_text(out, name);
	buf_add_cstr(out, archive != NULL ? "</a>" : "</span>");
}

/* A list, or words in a string, as Jekyll reads them. */
static void add_tags(const HtmlPage *page, Str type, Str key)
{
	const Value *value = value_get(page->page->front, key);
	Str words = value_string(value);
	for (Str word; str_next_word(&words, &word);)
		add_tag(page, type, word);
	for (size_t i = 0; value->kind == VALUE_LIST && i < value_len(value); i++)
		add_tag(page, type, str_trim(value_str(page->out->arena, value_at(value, i))));
}

static void add_facts(const HtmlPage *page)
{
	Buf *out = page->out;
	Str date = page->page->date;
	if (date.len < 10)
		return;
	buf_add_cstr(out, "<p class=\"post-date\"><time");
	html_add_attr(out, "datetime", str_slice(date, 0, 10));
	buf_add_char(out, '>');
	markup_escape_text(out, html_date(page, date));
	buf_add_cstr(out, "</time>");
	if (str_eq(page->page->collection, S("posts")) && page->page->doc != NULL) {
		add_minutes(page);
		add_tags(page, S("tag"), S("tags"));
		add_tags(page, S("category"), S("categories"));
	}
	buf_add_cstr(out, "</p>\n");
}

void html_add_title(const HtmlPage *page)
{
	Buf *out = page->out;
	const Page *p = page->page;
	if (!html_has_title(page))
		return;
	buf_add_cstr(out, "<header class=\"page-header\">\n");
	add_cv_button(page);
	buf_add_cstr(out, "<h1 class=\"title\">");
	markup_escape_text(out, str_trim(p->title));
	buf_add_cstr(out, "</h1>\n");
	add_facts(page);
	/* the excerpt of a splash page opens its text, with its links */
	bool below = is_splash(page) && !value_is_nil(value_get(p->front, S("excerpt")));
	if (!str_is_blank(p->description) && !below) {
		bool foreign = str_eq(html_direction(page->lang), S("rtl")) &&
			       html_runs_ltr(p->description);
		buf_add_format(out, "<p class=\"description%s\">", foreign ? " foreign" : "");
		markup_escape_text(out, str_trim(p->description));
		buf_add_cstr(out, "</p>\n");
	}
	buf_add_cstr(out, "</header>\n");
}
