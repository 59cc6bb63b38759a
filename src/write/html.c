/*
 * html: the page as a whole.
 *
 * Which form a page has follows the site: acad-homepage's masthead with the author's column, or
 * al-folio's single column that opens with the name. What a layout adds to the text (news, papers)
 * is in the Doc already.
 */
#include "base/date.h"
#include "base/url.h"
#include "front/html_safe.h"
#include "front/markdown.h"
#include "model/doc_build.h"
#include "write/html_part.h"

/* What a page mostly needs besides its text. */
enum { REST_BYTES = 32768 };
/* So many pictures at the start of a text do not wait until the reader comes near. */
enum { SEEN_AT_ONCE = 2 };

HtmlPage html_page_in(Buf *out, const HtmlOptions *options, const Page *page)
{
	const Site *site = options->site;
	Str lang = page->lang.len > 0 ? page->lang : site->lang;
	return (HtmlPage){.out = out,
			  .options = options,
			  .site = site,
			  .page = page,
			  .lang = lang.len > 0 ? lang : S("en")};
}

/* What the writer of nodes hands back to us. */
typedef struct {
	const HtmlPage *page;
	int pictures; /* how many have been written */
} NodeContext;

static Str picture_url(void *context, Str url)
{
	return html_relative_url(((NodeContext *)context)->page, url);
}

/* The first pictures of a text are likely to be seen at once. */
static void add_picture_facts(void *context, Buf *out, const DocNode *image)
{
	NodeContext *nodes = context;
	html_add_picture_facts(nodes->page, out, image, nodes->pictures++ < SEEN_AT_ONCE);
}

static bool add_font_icon(void *context, Buf *out, Str classes)
{
	HtmlPage page = *((NodeContext *)context)->page;
	page.out = out;
	return html_add_font_icon(&page, classes);
}

/* `outline`: the headings of the page's text say their level where the author skipped one. */
static void add_nodes(const HtmlPage *page, const DocNode *node, HtmlOutline outline)
{
	NodeContext context = {page, 0};
	const HtmlNodeOptions options = {
		.flavour = HTML_KRAMDOWN,
		.modern = true,
		.highlight = true,
		.outline = outline,
		.safe = html_is_safe(page),
		.rtl = str_eq(html_direction(page->lang), S("rtl")),
		.dotted = str_starts(page->lang, S("zh")) || str_starts(page->lang, S("ja")),
		.context = &context,
		.image_url = picture_url,
		.image_attributes = add_picture_facts,
		.icon = add_font_icon,
	};
	html_write_nodes_with(page->out, &options, node);
}

void html_add_nodes(const HtmlPage *page, const DocNode *node)
{
	add_nodes(page, node, HTML_OUTLINE_NONE);
}

void html_add_fragment(const HtmlPage *page, Str html)
{
	Arena *arena = page->out->arena;
	Diags diags = diags_in(arena);
	TextBuilder builder = text_builder(arena);
	text_add_generated(&builder, html, SPAN_NONE);
	Text text = text_finish(&builder);
	Ast *ast = markdown_parse_html(arena, &text, &diags);
	if (html_is_safe(page))
		html_make_safe(arena, ast, &diags);
	const DocOptions options = {.lang = page->lang};
	html_add_nodes(page, doc_build(arena, ast, &options, &diags)->root);
}

bool html_opens_with_person(const HtmlPage *page)
{
	const Site *site = page->site;
	bool home = page->page == site->home, about = str_eq(page->page->layout, S("about"));
	if (site->profile == NULL || site->profile->name.len == 0)
		return false;
	if (site->flavour == SITE_ACAD_HOMEPAGE)
		return home && page->page->show_author && !html_has_more_than_name(site->profile);
	return home || about;
}

static bool has_sidebar(const HtmlPage *page)
{
	const Site *site = page->site;
	return site->flavour == SITE_ACAD_HOMEPAGE && page->page->show_author &&
	       site->profile != NULL && html_has_more_than_name(site->profile);
}

/* Whether the author wrote the name as a heading of the home page. */
static bool writes_own_name(const HtmlPage *page)
{
	return page->page == page->site->home && page->site->profile != NULL &&
	       page->site->profile->on_page;
}

static bool is_style(const DocNode *node)
{
	return node->kind == DOC_RAW && str_starts_nocase(str_trim(node->as.text), S("<style"));
}

/*
 * The page's text in `content`. Style sheets that stand in its midst, where HTML does not allow
 * them, are taken out and go to `styles`, for the head; true when one of them is the author's.
 */
static bool render_content(const HtmlPage *page, Buf *content, Buf *styles)
{
	const DocNode *root = page->page->doc->root;
	Buf whole = buf_in(page->out->arena);
	HtmlPage inner = *page;
	inner.out = &whole;
	bool titled =
		html_has_title(page) || (html_opens_with_person(page) && !writes_own_name(page));
	add_nodes(&inner, root, titled ? HTML_OUTLINE_BELOW_TITLE : HTML_OUTLINE_WHOLE);
	size_t at = 0;
	bool own = false;
	for (const DocNode *node = root; node != NULL; node = doc_next(node, root)) {
		size_t found =
			is_style(node) ? str_find(buf_str(&whole), node->as.text, at) : STR_NONE;
		if (found == STR_NONE)
			continue;
		buf_add(content, str_slice(buf_str(&whole), at, found));
		buf_add(styles, str_trim(node->as.text));
		buf_add_char(styles, '\n');
		own = own || !str_eq(node->traits->style, S("rules"));
		at = found + node->as.text.len;
	}
	if (at == 0)
		*content = whole;
	else
		buf_add(content, str_from_offset(buf_str(&whole), at));
	return own;
}

static void open_html(const HtmlPage *page)
{
	Buf *out = page->out;
	const Site *site = page->site;
	buf_add_cstr(out, "<!DOCTYPE html>\n<html");
	html_add_attr(out, "lang", page->lang);
	if (str_eq(html_direction(page->lang), S("rtl")))
		buf_add_cstr(out, " dir=\"rtl\"");
	buf_add_cstr(out, " class=\"");
	buf_add_cstr(out, site->flavour == SITE_ACAD_HOMEPAGE ? "acad" : "folio");
	if (html_bar_is_fixed(site))
		buf_add_cstr(out, " fixed");
	if (!value_bool(value_get(site->config, S("enable_darkmode")), true))
		buf_add_cstr(out, " light");
	if (page->styled)
		buf_add_cstr(out, " own-style");
	buf_add_cstr(out, "\">\n");
}

static void add_main(const HtmlPage *page)
{
	Buf *out = page->out;
	bool person = html_opens_with_person(page), written = writes_own_name(page);
	buf_add_cstr(out, written ? "<main id=\"main\" class=\"own-heading\">\n"
				  : "<main id=\"main\">\n");
	if (person && !written) {
		html_add_person(page);
		html_add_photo(page);
	} else {
		html_add_title(page);
	}
	if (html_contents_place(page) == HTML_CONTENTS_ABOVE)
		html_add_contents(page);
	if (page->page->doc != NULL) {
		buf_add_cstr(out, "<div class=\"content\">\n");
		buf_add(out, page->content);
		buf_add_cstr(out, "</div>\n");
	}
	if (person)
		html_add_socials(page);
	buf_add_cstr(out, "</main>\n");
}

static void add_updated(const HtmlPage *page)
{
	Buf *out = page->out;
	const SiteOptions *options = page->site->options;
	bool wanted = value_bool(value_get(page->site->config, S("last_updated")), false);
	if (!wanted || options == NULL || options->now <= 0)
		return;
	Date now = date_from_seconds(options->now, 0);
	Str date = str_format(out->arena, "%04d-%02d-%02d", (int)now.year, now.month, now.day);
	buf_add_cstr(out, "<p>");
	html_add_word(page, "updated");
	buf_add_cstr(out, ": <time");
	html_add_attr(out, "datetime", date);
	buf_add_char(out, '>');
	markup_escape_text(out, html_date(page, date));
	buf_add_cstr(out, "</time></p>\n");
}

/* The other side of the leaf, where no contact leads to it already. */
static void add_cv_link(const HtmlPage *page)
{
	Buf *out = page->out;
	if (!page->options->cv_exists)
		return;
	buf_add_cstr(out, "<a");
	html_add_url_attr(out, "href",
			  html_site_url(out->arena, page->site, page->site->cv_output));
	buf_add_char(out, '>');
	html_add_word(page, "cv");
	buf_add_cstr(out, "</a>");
}

static void add_impressum(const HtmlPage *page)
{
	Buf *out = page->out;
	Str path = value_string(value_get(page->site->config, S("impressum_path")));
	if (path.len == 0)
		return;
	buf_add_cstr(out, " <a");
	html_add_url_attr(out, "href", html_site_url(out->arena, page->site, path));
	buf_add_cstr(out, ">Impressum</a>");
}

static void add_footer(const HtmlPage *page)
{
	Buf *out = page->out;
	Str text = str_trim(value_string(value_get(page->site->config, S("footer_text"))));
	buf_add_cstr(out, "<footer class=\"colophon\">\n<p>");
	markup_escape_text(out, page->site->profile != NULL ? page->site->profile->name
							    : html_site_title(page->site));
	buf_add_char(out, ' ');
	add_cv_link(page);
	add_impressum(page);
	buf_add_cstr(out, "</p>\n");
	if (text.len > 0) {
		buf_add_cstr(out, "<div>");
		html_add_fragment(page, text);
		buf_add_cstr(out, "</div>\n");
	}
	add_updated(page);
	buf_add_cstr(out, "</footer>\n");
}

/* The sheet, and what stands beside the text: the author, or the contents. */
static void add_sheet_start(const HtmlPage *page)
{
	HtmlContents contents = html_contents_place(page);
	bool beside = contents == HTML_CONTENTS_LEFT || contents == HTML_CONTENTS_RIGHT;
	buf_add_cstr(page->out, "<div class=\"sheet");
	if (has_sidebar(page))
		buf_add_cstr(page->out, " with-author");
	else if (beside)
		buf_add_cstr(page->out, contents == HTML_CONTENTS_LEFT ? " with-contents"
								       : " with-contents right");
	buf_add_cstr(page->out, "\">\n");
	if (has_sidebar(page))
		html_add_sidebar(page);
	else if (beside)
		html_add_contents(page);
}

static void add_body(const HtmlPage *page)
{
	Buf *out = page->out;
	buf_add_cstr(out, "<body>\n<a class=\"skip\" href=\"#main\">");
	html_add_word(page, "skip");
	buf_add_cstr(out, "</a>\n");
	html_add_masthead(page);
	add_sheet_start(page);
	add_main(page);
	buf_add_cstr(out, "</div>\n");
	add_footer(page);
	buf_add_cstr(out, "</body>\n</html>\n");
}

/* What the finished page tells: its style sheet and its policy, with the places where they go. */
static void add_what_is_read(const HtmlPage *page, size_t policy, size_t style)
{
	Buf *out = page->out, text = buf_in(out->arena);
	HtmlPage inner = *page;
	inner.out = &text;
	HtmlNames names = {.styles = page->options->styles};
	HtmlPolicy *read = html_read_page(&inner, buf_str(out), &names);
	HtmlStyle sheet = html_style_of(&names, out->arena);
	html_add_policy(&inner, read, sheet.digest);
	buf_insert(out, style, sheet.element);
	buf_insert(out, policy, buf_str(&text));
}

void html_write_page(Buf *out, const HtmlOptions *options, const Page *page)
{
	HtmlPage parts = html_page_in(out, options, page);
	Buf content = buf_in(out->arena), styles = buf_in(out->arena);
	if (page->doc != NULL)
		parts.styled = render_content(&parts, &content, &styles);
	parts.content = buf_str(&content);
	parts.styles = buf_str(&styles);
	(void)buf_reserve(out, parts.content.len + REST_BYTES);
	open_html(&parts);
	buf_add_cstr(out, "<head>\n<meta charset=\"utf-8\">\n");
	size_t policy = out->len;
	html_add_head(&parts);
	size_t style = out->len;
	html_add_head_end(&parts);
	add_body(&parts);
	add_what_is_read(&parts, policy, style);
}

void html_write_redirect(Buf *out, const HtmlOptions *options, const Page *page)
{
	HtmlPage parts = html_page_in(out, options, page);
	bool away = page->redirect_to.len > 0, remote = url_is_remote(page->redirect_to);
	Str to = away ? page->redirect_to : page->url;
	Str url = remote ? html_link_url(&parts, to) : html_site_url(out->arena, options->site, to);
	Str canonical = remote ? url : html_absolute_url(out->arena, options->site, to);
	Str title = page->title.len > 0 ? page->title : html_site_title(options->site);
	buf_add_cstr(out, "<!DOCTYPE html>\n<html");
	html_add_attr(out, "lang", parts.lang);
	buf_add_cstr(out, ">\n<head>\n<meta charset=\"utf-8\">\n<title>");
	markup_escape_text(out, title);
	buf_add_cstr(out, "</title>\n<link rel=\"canonical\"");
	html_add_url_attr(out, "href", canonical.len > 0 ? canonical : url);
	buf_add_cstr(out, ">\n<meta http-equiv=\"refresh\" content=\"0; url=");
	markup_escape_attribute(out, html_escape_url(out->arena, url));
	buf_add_cstr(out, "\">\n<meta name=\"robots\" content=\"noindex\">\n</head>\n<body>\n<p>");
	html_add_word(&parts, "moved");
	buf_add_cstr(out, " <a");
	html_add_url_attr(out, "href", url);
	buf_add_char(out, '>');
	markup_escape_text(out, title);
	buf_add_cstr(out, "</a></p>\n</body>\n</html>\n");
}
