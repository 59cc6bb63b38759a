/*
 * html: whole pages of a made-up person, in both forms.
 *
 * With RECTO_TEST_KEEP=FOLDER in the environment the pages are written there, to be looked at.
 */
#include "write/html.h"
#include "base/file.h"
#include "base/sha256.h"
#include "check.h"
#include "model/locale.h"

#include <stdlib.h>

typedef struct {
	Arena *arena;
	Site site;
	Profile profile;
	Page home, papers, cv, post;
	Theme theme;
	HtmlOptions options;
	SiteOptions command;
	Value *config;
} Case;

static DocNode *add(Arena *arena, DocNode *parent, DocKind kind)
{
	DocNode *node = doc_new(arena, kind, SPAN_NONE);
	if (parent != NULL)
		doc_append(parent, node);
	return node;
}

static DocNode *add_text(Arena *arena, DocNode *parent, Str text)
{
	doc_append(parent, doc_new_text(arena, text, SPAN_NONE));
	return parent;
}

static DocNode *add_paragraph(Arena *arena, DocNode *parent, Str text)
{
	return add_text(arena, add(arena, parent, DOC_PARAGRAPH), text);
}

static DocNode *add_section(Arena *arena, DocNode *parent, int level, Str id, Str title)
{
	DocNode *section = add(arena, parent, DOC_SECTION);
	DocNode *heading = add(arena, section, DOC_HEADING);
	heading->as.heading.level = level;
	heading->as.heading.id = id;
	add_text(arena, heading, title);
	return section;
}

static Doc *new_doc(Arena *arena)
{
	Doc *doc = ARENA_NEW(arena, Doc);
	doc->root = doc_new(arena, DOC_ROOT, SPAN_NONE);
	return doc;
}

static void set_config(Case *c, Str key, Str text)
{
	value_set(c->arena, c->config, key, value_new_string(c->arena, text, SPAN_NONE));
}

static void set_config_bool(Case *c, Str key, bool on)
{
	value_set(c->arena, c->config, key, value_new_bool(c->arena, on, SPAN_NONE));
}

static void fill_theme(Theme *theme)
{
	*theme = (Theme){
		.name = S("test"),
		.text_family = S("Linux Libertine O"),
		.heading_family = S("Linux Biolinum O"),
		.label_family = S("Linux Biolinum O"),
		.mono_family = S("DejaVu Sans Mono"),
		.body_size = len_from_pt(10.5),
		.leading = 1.3,
		.code_scale = 0.82,
		.rule_width = len_from_pt(0.5),
		.section_rule = THEME_RULE_BELOW,
		.text_colour = 0x1d1d1f,
		.muted_colour = 0x5f6368,
		.accent_colour = 0x00369f,
		.link_colour = 0x1f4e9e,
		.rule_colour = 0xdcdfe3,
		.badge_colour = 0x00369f,
		.background_colour = 0xffffff,
		.panel_colour = 0xf5f6f8,
		.dark_text_colour = 0xe4e4e6,
		.dark_muted_colour = 0xa2a7ad,
		.dark_accent_colour = 0x8fb4ff,
		.dark_link_colour = 0x8fb4ff,
		.dark_rule_colour = 0x34373c,
		.dark_background_colour = 0x17181a,
		.dark_panel_colour = 0x212327,
	};
	const double sizes[] = {15, 13.5, 11.5, 10.5, 10.5, 10.5};
	for (int i = 0; i < 6; i++)
		theme->heading_size[i] = len_from_pt(sizes[i]);
}

static void fill_profile(Arena *arena, Profile *profile)
{
	static Contact contacts[] = {
		{.kind = STR_INIT("email"),
		 .label = STR_INIT("Email"),
		 .text = STR_INIT("mira@example.org"),
		 .url = STR_INIT("mailto:mira@example.org")},
		{.kind = STR_INIT("github"),
		 .label = STR_INIT("GitHub"),
		 .text = STR_INIT("github.com/mira"),
		 .url = STR_INIT("https://github.com/mira")},
		{.kind = STR_INIT("nosuchnet"),
		 .label = STR_INIT("Nosuch & Co"),
		 .text = STR_INIT("mira"),
		 .url = STR_INIT("https://example.net/a b\"c")},
		{.kind = STR_INIT("cv"),
		 .label = STR_INIT("CV"),
		 .text = STR_INIT("CV"),
		 .url = STR_INIT("https://example.net/old.pdf"),
		 .is_cv = true},
	};
	profile->name = S("Mira R. Okafor");
	profile->first = S("Mira");
	profile->last = S("Okafor");
	profile->native_name = S("\xE7\xB1\xB3\xE6\x8B\x89"); /* 米拉 */
	profile->headline = add_text(arena, doc_new(arena, DOC_SPAN, SPAN_NONE), S("Moss & tides"));
	profile->location = S("Port <Haven>");
	profile->photo_url = S("/images/mira.svg");
	profile->photo_file = S("/nonexistent/mira.svg");
	profile->photo_width = 300;
	profile->photo_height = 400;
	profile->more_info = doc_new(arena, DOC_BLOCK, SPAN_NONE);
	add_paragraph(arena, profile->more_info, S("Room 12"));
	profile->contact_note = add_text(arena, doc_new(arena, DOC_SPAN, SPAN_NONE), S("Write!"));
	profile->contacts = contacts;
	profile->contact_count = sizeof contacts / sizeof *contacts;
	profile->show_socials = true;
}

static void fill_page(Case *c, Page *page, Str url, Str title)
{
	page->url = url;
	page->title = title;
	page->front = value_new(c->arena, VALUE_MAP, SPAN_NONE);
	page->doc = new_doc(c->arena);
	page->show_author = true;
}

static void fill_nav(Case *c)
{
	NavItem *nav = ARENA_ARRAY(c->arena, NavItem, 4),
		*children = ARENA_ARRAY(c->arena, NavItem, 3);
	children[0] = (NavItem){.title = S("cv"), .url = S("/base/cv/"), .page = &c->cv};
	children[1] = (NavItem){.divider = true};
	children[2] = (NavItem){.title = S("post"), .url = S("/base/post/"), .page = &c->post};
	nav[0] = (NavItem){.title = S("about"), .url = S("/base/"), .page = &c->home};
	nav[1] = (NavItem){.title = S("news"), .url = S("/base/#-news"), .page = &c->home};
	nav[2] = (NavItem){.title = S("papers"), .url = S("/base/papers/"), .page = &c->papers};
	nav[3] = (NavItem){.title = S("more"), .children = children, .child_count = 3};
	c->site.nav = nav;
	c->site.nav_count = 4;
}

static void fill_case(Case *c, Arena *arena, SiteFlavour flavour)
{
	static const HtmlIcon icons[] = {
		{STR_INIT("email"), STR_INIT("M0 0h10v10H0z"), 10, 10},
		{STR_INIT("github"), STR_INIT("M1 1h8v8H1z"), 10, 10},
		{STR_INIT("pdf"), STR_INIT("M2 2h6v6H2z"), 10, 10},
		{STR_INIT("cv"), STR_INIT("M2 2h6v6H2z"), 10, 10},
	};
	static const HtmlIcons all = {icons, sizeof icons / sizeof *icons};
	*c = (Case){.arena = arena};
	c->config = value_new(arena, VALUE_MAP, SPAN_NONE);
	fill_theme(&c->theme);
	fill_profile(arena, &c->profile);
	fill_page(c, &c->home, S("/"), S("about"));
	fill_page(c, &c->papers, S("/papers/"), S("papers & more"));
	fill_page(c, &c->cv, S("/cv/"), S("cv"));
	fill_page(c, &c->post, S("/post/"), S("A <post>"));
	c->cv.layout = S("cv");
	c->papers.description = S("In \"order\"");
	c->post.date = S("2025-06-01");
	add_paragraph(arena, c->home.doc->root, S("I study moss."));
	add_paragraph(arena, add_section(arena, c->home.doc->root, 1, S("-news"), S("News")),
		      S("A paper on tides."));
	c->site = (Site){.arena = arena,
			 .locales = locale_table(arena, value_nil()),
			 .options = &c->command,
			 .flavour = flavour,
			 .config = c->config,
			 .data = value_nil(),
			 .title = S("blank"),
			 .url = S("https://mira.example.org"),
			 .baseurl = S("/base"),
			 .lang = S("en"),
			 .home = &c->home,
			 .cv_page = &c->cv,
			 .profile = &c->profile,
			 .cv_output = S("assets/pdf/cv.pdf")};
	fill_nav(c);
	Str early = html_early_script(arena);
	c->options = (HtmlOptions){
		.site = &c->site,
		.theme = &c->theme,
		.icons = &all,
		.styles = html_styles_new(arena, html_style(arena, &c->site, &c->theme, S(""))),
		.early = early,
		.early_digest = html_early_digest(arena, early),
		.script_version = html_script_version(arena),
		.cv_exists = true};
}

static Str write_page(Case *c, const Page *page, const char *name)
{
	Buf out = buf_in(c->arena);
	html_write_page(&out, &c->options, page);
	Str bytes = buf_str(&out);
	const char *folder = getenv("RECTO_TEST_KEEP");
	if (folder != NULL)
		CHECK(file_write(c->arena, path_join(c->arena, str_from(folder), str_from(name)),
				 bytes) != FILE_FAILED);
	return bytes;
}

static bool has(Str page, const char *part)
{
	return str_contains(page, str_from(part));
}

/* How often `part` stands in `page`. */
static int count(Str page, const char *part)
{
	int n = 0;
	for (size_t at = 0; (at = str_find(page, str_from(part), at)) != STR_NONE; at++)
		n++;
	return n;
}

static void test_folio_home(Arena *arena)
{
	Case c;
	fill_case(&c, arena, SITE_AL_FOLIO);
	Str page = write_page(&c, &c.home, "folio.html");
	CHECK(str_starts(page, S("<!DOCTYPE html>\n<html lang=\"en\" class=\"folio fixed\">")));
	CHECK(has(page, "<title>Mira R. Okafor</title>"));
	CHECK(has(page, "<link rel=\"canonical\" href=\"https://mira.example.org/base/\">"));
	CHECK(has(page, "<h1 class=\"name\"><b>Mira</b> R. Okafor <span"));
	CHECK(has(page, "<div class=\"headline\">Moss &amp; tides</div>"));
	CHECK(has(page, "alt=\"Mira R. Okafor\" width=\"300\" height=\"400\""));
	CHECK(has(page, "Room 12") && has(page, "Write!") && has(page, "I study moss."));
	CHECK(has(page, "href=\"/base/\" aria-current=\"page\">about"));
	CHECK(count(page, "aria-current=\"") == 1); /* "news" leads to a part of the page */
	CHECK(!has(page, "class=\"brand\""));
	/* what runs: a line in the head, and one file */
	CHECK(count(page, "<script") == count(page, "<script type=\"application/ld+json\">") + 2);
	CHECK(count(page, "<script>") == 1 &&
	      count(page, "<script defer src=\"assets/recto.js?") == 1);
	CHECK(!has(page, "class=\"author\""));
	CHECK(has(page, "<meta property=\"og:type\" content=\"profile\">"));
	CHECK(count(page, "<main") == 1 && count(page, "</main>") == 1);
}

/* A home page in another language: the same person, its own words. */
static void test_second_home(Arena *arena)
{
	Case c;
	fill_case(&c, arena, SITE_AL_FOLIO);
	Value *front = value_new(arena, VALUE_MAP, SPAN_NONE);
	value_set(arena, front, S("subtitle"),
		  value_new_string(arena, S("Moos & <a href=\"/\">Meer"), SPAN_NONE));
	c.papers.layout = S("about");
	c.papers.front = front;
	Str page = write_page(&c, &c.papers, "second.html");
	CHECK(has(page, "<h1 class=\"name\"><b>Mira</b>") && has(page, "mira.svg"));
	CHECK(has(page, "<div class=\"headline\">Moos &amp; <a href=\"/\">Meer</a>"));
	CHECK(!has(page, "Moss &amp; tides") && !has(page, "Room 12"));
}

static void test_contacts(Arena *arena)
{
	Case c;
	fill_case(&c, arena, SITE_AL_FOLIO);
	Str page = write_page(&c, &c.home, "contacts.html");
	CHECK(has(page,
		  "<a href=\"mailto:mira@example.org\" title=\"Email\" aria-label=\"Email\"><svg"));
	CHECK(has(page, "rel=\"me\" title=\"GitHub\" aria-label=\"GitHub\"><svg"));
	CHECK(has(page,
		  "<a href=\"https://example.net/a%20b%22c\" rel=\"me\">Nosuch &amp; Co</a>"));
	CHECK(has(page, "<a href=\"/base/assets/pdf/cv.pdf\" title=\"CV\""));
	CHECK(!has(page, "old.pdf"));
	c.options.cv_exists = false;
	page = write_page(&c, &c.home, "no-cv.html");
	CHECK(has(page, "old.pdf") && !has(page, "assets/pdf/cv.pdf"));
	c.profile.show_socials = false;
	page = write_page(&c, &c.home, "no-social.html");
	CHECK(!has(page, "class=\"social\"") && !has(page, "Write!"));
}

static void test_acad_home(Arena *arena)
{
	Case c;
	fill_case(&c, arena, SITE_ACAD_HOMEPAGE);
	c.home.title = S("");
	Str page = write_page(&c, &c.home, "acad.html");
	CHECK(has(page, "<aside class=\"author\"") && has(page, "class=\"sheet with-author\""));
	CHECK(has(page, "<span itemprop=\"name\">Mira R. Okafor</span>"));
	CHECK(has(page, "Port &lt;Haven&gt;"));
	CHECK(has(page, "<span class=\"said\">GitHub</span></a>"));
	CHECK(has(page, "<a class=\"brand\" href=\"/base/\">"));
	CHECK(count(page, "<h1") == 1); /* the text's own: no empty title */
	CHECK(!has(page, "<div class=\"profile"));
	c.profile = (Profile){.name = S("Mira R. Okafor")};
	page = write_page(&c, &c.home, "acad-name.html");
	CHECK(!has(page, "<aside") && has(page, "<h1 class=\"name\"><b>Mira R. Okafor</b></h1>"));
	fill_profile(arena, &c.profile);
	c.home.show_author = false;
	CHECK(!has(write_page(&c, &c.home, "acad-alone.html"), "<aside"));
	CHECK(has(write_page(&c, &c.papers, "acad-papers.html"),
		  "<h1 class=\"title\">papers &amp; more</h1>"));
	add_section(arena, c.papers.doc->root, 1, S("p"), S("Papers"));
	CHECK(count(write_page(&c, &c.papers, "acad-titled.html"), "<h1") == 1);
}

static void test_other_pages(Arena *arena)
{
	Case c;
	fill_case(&c, arena, SITE_AL_FOLIO);
	Str page = write_page(&c, &c.papers, "papers.html");
	CHECK(has(page, "<title>papers &amp; more | Mira R. Okafor</title>"));
	CHECK(has(page, "<p class=\"description\">In \"order\"</p>"));
	CHECK(has(page, "<meta name=\"description\" content=\"In &quot;order&quot;\">"));
	CHECK(has(page, "class=\"brand\"") && !has(page, "class=\"button\""));
	CHECK(!has(page, "class=\"profile") && !has(page, "class=\"social\""));
	page = write_page(&c, &c.cv, "cv.html");
	CHECK(has(
		page,
		"<a class=\"button\" href=\"/base/assets/pdf/cv.pdf\" aria-label=\"CV as PDF\">"));
	CHECK(has(page, "<details class=\"menu current\"><summary>more</summary>"));
	page = write_page(&c, &c.post, "post.html");
	CHECK(has(page, "<h1 class=\"title\">A &lt;post&gt;</h1>"));
	CHECK(has(page, "<time datetime=\"2025-06-01\">June 1, 2025</time>"));
	c.post.lang = S("ja");
	page = write_page(&c, &c.post, "post-ja.html");
	CHECK(has(page, "<html lang=\"ja\"") && has(page, "2025\xE5\xB9\xB4"
							  "6\xE6\x9C\x88"));
	c.post.lang = S("fa-IR");
	CHECK(has(write_page(&c, &c.post, "post-fa.html"), "<html lang=\"fa-IR\" dir=\"rtl\""));
}

static void test_head(Arena *arena)
{
	static Asset assets[] = {{STR_INIT("assets/img/me.png"), STR_INIT("/x/me.png")}};
	Case c;
	fill_case(&c, arena, SITE_AL_FOLIO);
	set_config(&c, S("icon"), S("\xF0\x9F\x94\xAC"));
	set_config(&c, S("keywords"), S("moss,\n tides"));
	set_config(&c, S("google_site_verification"), S("abc\"<"));
	set_config_bool(&c, S("serve_og_meta"), true);
	set_config(&c, S("og_image"), S("/me.png"));
	set_config_bool(&c, S("enable_darkmode"), false);
	set_config_bool(&c, S("navbar_fixed"), false);
	Str page = write_page(&c, &c.home, "head.html");
	CHECK(has(page, "<html lang=\"en\" class=\"folio light\">"));
	CHECK(has(page, "%3E\xF0\x9F\x94\xAC%3C/text%3E"));
	CHECK(has(page, "content=\"moss, tides\""));
	CHECK(has(page, "name=\"google-site-verification\" content=\"abc&quot;&lt;\""));
	CHECK(has(page,
		  "<meta property=\"og:image\" content=\"https://mira.example.org/base/me.png\">"));
	c.site.assets = assets;
	c.site.asset_count = 1;
	set_config(&c, S("icon"), S("me.png"));
	CHECK(has(write_page(&c, &c.home, "icon.html"),
		  "<link rel=\"icon\" href=\"/base/assets/img/me.png\">"));
	set_config(&c, S("icon"), S("gone.png"));
	CHECK(has(write_page(&c, &c.home, "no-icon.html"), "<link rel=\"icon\" href=\"data:,\">"));
}

static void test_footer(Arena *arena)
{
	Case c;
	fill_case(&c, arena, SITE_AL_FOLIO);
	set_config(&c, S("footer_text"), S("Made by <a href=\"/\">hand</a>.\n"));
	set_config_bool(&c, S("last_updated"), true);
	CHECK(!has(write_page(&c, &c.home, "footer.html"), "Last updated"));
	c.command.now = 1709164800; /* 2024-02-29 */
	Str page = write_page(&c, &c.home, "footer-date.html");
	CHECK(has(page, "Made by <a href=\"/\">hand</a>."));
	CHECK(has(page, "Last updated: <time datetime=\"2024-02-29\">February 29, 2024</time>"));
}

static void test_obsolete(Arena *arena)
{
	Case c;
	fill_case(&c, arena, SITE_AL_FOLIO);
	DocNode *image = add(arena, c.home.doc->root, DOC_IMAGE);
	Attrs *attrs = ARENA_NEW(arena, Attrs);
	doc_traits(arena, image)->tag = S("img");
	doc_traits(arena, image)->attrs = attrs;
	image->as.image.url = S("a.png");
	attrs_set(arena, attrs, S("src"), S("a.png"));
	attrs_set(arena, attrs, S("width"), S("100%"));
	attrs_set(arena, attrs, S("align"), S("right"));
	attrs_set(arena, attrs, S("height"), S("20"));
	attrs_set(arena, attrs, S("style"), S("color: red"));
	DocNode *block = add(arena, c.home.doc->root, DOC_BLOCK);
	doc_traits(arena, block)->tag = S("center");
	Str page = write_page(&c, &c.home, "obsolete.html");
	CHECK(has(page, "height=\"20\"") && has(page, "float") && has(page, "color: red"));
	CHECK(has(page, " data-missing"));
	CHECK(!has(page, "align=") && !has(page, "width=\"100%\""));
	CHECK(has(page, "center\">") && !has(page, "<center"));
}

/* An author's own style sheets go to the head and are marked, so that the dark sheet can undo them.
 */
static void test_own_style(Arena *arena)
{
	Case c;
	fill_case(&c, arena, SITE_AL_FOLIO);
	add(arena, c.home.doc->root, DOC_RAW)->as.text = S("\n<style>p{background:#fff}</style>\n");
	add_paragraph(arena, c.home.doc->root, S("Between."));
	add(arena, c.home.doc->root, DOC_RAW)->as.text = S("<STYLE>b{color:red}</STYLE>");
	add(arena, c.home.doc->root, DOC_RAW)->as.text = S("<script>1</script>");
	Str page = write_page(&c, &c.home, "own-style.html");
	CHECK(has(page, "class=\"folio fixed own-style\""));
	CHECK(has(page,
		  "<style>p{background:#fff}</style>\n<STYLE>b{color:red}</STYLE>\n<script>"));
	CHECK(count(page, "<style>p{") == 1 && count(page, "<STYLE>") == 1);
	CHECK(has(page, "Between.") && has(page, "<script>1</script>"));
}

/* The page's own style sheet, when its text ends in `raw`. */
static Str style_with(Arena *arena, const char *raw)
{
	Case c;
	fill_case(&c, arena, SITE_AL_FOLIO);
	add(arena, c.papers.doc->root, DOC_RAW)->as.text = str_from(raw);
	Str page = write_page(&c, &c.papers, "style.html");
	size_t start = str_find(page, S("<style>\n"), 0) + strlen("<style>");
	size_t end = str_find(page, S("</style>"), start);
	Buf source = buf_in(arena);
	buf_add_cstr(&source, "style-src 'self' '");
	sha256_add_source(&source, str_slice(page, start, end));
	CHECK(str_contains(page, buf_str(&source)));
	return str_slice(page, start, end);
}

/* A page has the rules that can match on it, and on what a reader or a script makes of it. */
static void test_page_style(Arena *arena)
{
	static const struct {
		const char *raw, *rule;
	} cases[] = {
		{"<p class='x publication'>", "\n.publication{"},
		{"<P CLASS=publication>", "\n.publication{"},
		{"<kbd>", "\nkbd{"},
		{"<em lang='ja-JP'>", "\nem:lang(ja){"},
		{"<i xml:lang='ko'>", "\n:lang(ko){"},
		{"<pre></pre>", "\n.copy{"},
		{"<div class='footnotes'></div>", "\n.side-notes{"},
		{"<img data-zoomable>", "\n.zoomed img{"},
		/* what cannot be known */
		{"<script src='/own.js'></script>", "\n.publication{"},
		{"<b onclick='x()'></b>", "\n.publication{"},
		{"<a href='javascript:x()'></a>", "\n.publication{"},
		{"<iframe src='/own/'></iframe>", "\n.publication{"},
		{"<b class='publicatio&#110;'></b>", "\n.publication{"},
	};
	Str plain = style_with(arena, "");
	CHECK(has(plain, "\n.masthead{") && has(plain, "\n:root{") && has(plain, "--accent:"));
	CHECK(has(plain, "html[data-scheme=dark]{") && has(plain, "@media print{"));
	/* of the bar: an id, and what a reader opens */
	CHECK(has(plain, "\n#nav-open{") && has(plain, "\ndetails[open] > summary{"));
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		Str rule = str_from(cases[i].rule), style = style_with(arena, cases[i].raw);
		bool there = str_contains(style, rule) ||
			     str_contains(str_replace(arena, style, S(","), S("\n")),
					  str_slice(rule, 0, rule.len - 1));
		bool comes = there && !str_contains(plain, rule);
		CHECK(comes);
		if (!comes)
			fprintf(stderr, "  %s\n", cases[i].raw);
	}
	/* data, and frames from elsewhere, bring no rules */
	CHECK_STR(style_with(arena, "<script type='application/json'>1</script>"), plain);
	CHECK_STR(style_with(arena, "<!-- <kbd class=publication> -->"), plain);
	CHECK(!has(style_with(arena, "<iframe src='https://example.org/'></iframe>"),
		   "publication"));
}

static void test_redirect(Arena *arena)
{
	Case c;
	fill_case(&c, arena, SITE_AL_FOLIO);
	Buf out = buf_in(arena);
	html_write_redirect(&out, &c.options, &c.papers);
	Str page = buf_str(&out);
	CHECK(has(page, "<meta http-equiv=\"refresh\" content=\"0; url=/base/papers/\">"));
	CHECK(has(page, "<link rel=\"canonical\" href=\"https://mira.example.org/base/papers/\">"));
	CHECK(has(page, "<a href=\"/base/papers/\">papers &amp; more</a>"));
}

static void test_style(Arena *arena)
{
	Theme theme;
	Site site = {0};
	fill_theme(&theme);
	Str style = html_style(arena, &site, &theme, S(""));
	CHECK(has(style, "--link:#1f4e9e;") && has(style, "--link:#8fb4ff;"));
	CHECK(has(style, "--font-text:\"Linux Libertine O\","));
	CHECK(!has(style, "/*") && !has(style, "\t") && !has(style, "</"));
	CHECK(!has(style, "url(") && !has(style, "@import"));
	CHECK(count(style, "{") == count(style, "}"));
	theme.text_family = S("Evil\"};</style>");
	style = html_style(arena, &site, &theme, S(""));
	CHECK(has(style, "--font-text:\"Evilstyle\",") && !has(style, "</"));
	theme.section_rule = THEME_RULE_ABOVE;
	CHECK(has(html_style(arena, &site, &theme, S("")), "border-top:0.75pt"));
}

/* The widest window, in rem, in which that many entries fold; 0: they never do. */
static double folds_below(Arena *arena, SiteFlavour flavour, Str title, size_t entries)
{
	Theme theme;
	fill_theme(&theme);
	NavItem items[12] = {0};
	for (size_t i = 0; i < entries; i++)
		items[i] = (NavItem){.title = title, .url = S("/x/")};
	Site site = {.flavour = flavour,
		     .config = value_new(arena, VALUE_MAP, SPAN_NONE),
		     .nav = items,
		     .nav_count = entries};
	Str style = html_style(arena, &site, &theme, S(""));
	size_t rules = str_find(style, S("){\n.masthead.folds > div{"), 0);
	if (rules == STR_NONE)
		return 0;
	size_t from = str_rfind_char(str_slice(style, 0, rules), ':');
	return strtod(style.ptr + from + 1, NULL);
}

static void test_bar_fits(Arena *arena)
{
	SiteFlavour acad = SITE_ACAD_HOMEPAGE, folio = SITE_AL_FOLIO;
	CHECK(folds_below(arena, acad, S("News"), 3) == 0);
	CHECK(folds_below(arena, folio, S("teaching"), 4) == 40);
	double eight = folds_below(arena, folio, S("teaching"), 8);
	CHECK(eight > 40 && eight < 64);
	CHECK(folds_below(arena, folio, S("teachings"), 8) > eight);
	CHECK(folds_below(arena, folio, S("\u8bfe\u7a0b\u6559\u5b66\u4e0e\u7814"), 8) > eight);
	/* what does not fit beside the columns of text folds in all windows */
	CHECK(folds_below(arena, acad, S("Academic Services"), 10) > 1000);
}

static void test_icon_names(Arena *arena)
{
	Case c;
	fill_case(&c, arena, SITE_ACAD_HOMEPAGE);
	Str *names;
	size_t n = html_icon_names(&c.site, arena, &names);
	CHECK(n == 7);
	CHECK_STR(names[0], S("pdf"));
	bool email = false, unknown = false;
	for (size_t i = 0; i < n; i++) {
		email = email || str_eq(names[i], S("email"));
		unknown = unknown || str_eq(names[i], S("nosuchnet"));
	}
	CHECK(email && unknown);
}

int main(void)
{
	Arena *arena = arena_new(NULL);
	test_folio_home(arena);
	test_second_home(arena);
	test_contacts(arena);
	test_acad_home(arena);
	test_other_pages(arena);
	test_head(arena);
	test_footer(arena);
	test_obsolete(arena);
	test_own_style(arena);
	test_page_style(arena);
	test_redirect(arena);
	test_style(arena);
	test_bar_fits(arena);
	test_icon_names(arena);
	arena_free(arena);
	return check_report();
}
