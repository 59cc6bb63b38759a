/* site: which files are pages, where they go, what the layouts add. */
#include "site_folder.h"

#include <time.h>

#define ABOUT "---\nlayout: about\ntitle: about\npermalink: /\n---\n"

static void check_page(Folder *folder, const char *path, const char *url, const char *output)
{
	Page *page = folder_page(folder, path);
	CHECK(page != NULL);
	if (page == NULL) {
		fprintf(stderr, "  no page %s\n", path);
		return;
	}
	CHECK_STR(page->url, str_from(url));
	CHECK_STR(page->output, str_from(output));
}

static void test_addresses(void)
{
	Folder f = FOLDER(
		{"index.md", "---\n---\nHome"}, {"a.md", "---\npermalink: /x\n---\n"},
		{"b.md", "---\npermalink: /y/\n---\n"}, {"c.md", "---\npermalink: z.html\n---\n"},
		{"notes/d.markdown", "---\ntitle: D\n---\n"}, {"notes/index.md", "---\n---\n"},
		{"e.html", "---\n---\n<p>E</p>"}, {"_pages/f.md", "---\n---\n"},
		{"_hidden/g.md", "---\n---\n"}, {".h.md", "---\n---\n"},
		{"plain.md", "no front matter"}, {"node_modules/x.js", "x"},
		{"docs/i.md", "---\n---\n"}, {"J e.md", "---\n---\n"}, {"Gemfile", "gem"},
		{"_config.yml", "title: Ada Byron\ninclude: [_pages]\nexclude: [docs/]\n"});
	CHECK(folder_read(&f) != NULL && f.read);
	check_page(&f, "index.md", "/", "index.html");
	check_page(&f, "a.md", "/x", "x.html");
	check_page(&f, "b.md", "/y/", "y/index.html");
	check_page(&f, "c.md", "/z.html", "z.html");
	check_page(&f, "notes/d.markdown", "/notes/d.html", "notes/d.html");
	check_page(&f, "notes/index.md", "/notes/", "notes/index.html");
	check_page(&f, "e.html", "/e.html", "e.html");
	check_page(&f, "_pages/f.md", "/_pages/f.html", "_pages/f.html");
	check_page(&f, "J e.md", "/J%20e.html", "J e.html");
	CHECK(f.site->page_count == 10); /* with 404.html */
	CHECK(f.site->asset_count == 1 && site_find_asset(f.site, S("plain.md")) != NULL);
	CHECK(site_find_page(f.site, S("/y")) == folder_page(&f, "b.md"));
	CHECK(site_find_page(f.site, S("/x#part")) == folder_page(&f, "a.md"));
	CHECK(site_find_page(f.site, S("/nowhere/")) == NULL);
	CHECK(f.diags.len == 0);
	folder_free(&f);
}

static void test_pretty_and_posts(void)
{
	Folder f = FOLDER(
		{"index.md", "---\n---\nHome"}, {"talks.md", "---\n---\n"},
		{"_posts/2024-02-29-leap-day.md", "---\ncategories: [Maths, Time]\n---\nLeap."},
		{"_posts/2023-01-05-old.md", "---\npermalink: /older/:title/\n---\n"},
		{"_projects/rocket.md", "---\ntitle: Rocket\n---\n"},
		{"_notes/one.md", "---\n---\n"},
		{"_config.yml", "permalink: /blog/:year/:i_month/:title/\ncollections:\n  notes:\n "
				"   output: true\n"
				"    permalink: /n/:name/\n"});
	CHECK(folder_read(&f) != NULL);
	check_page(&f, "talks.md", "/talks/", "talks/index.html");
	check_page(&f, "_posts/2024-02-29-leap-day.md", "/blog/2024/2/leap-day/",
		   "blog/2024/2/leap-day/index.html");
	check_page(&f, "_posts/2023-01-05-old.md", "/older/old/", "older/old/index.html");
	check_page(&f, "_projects/rocket.md", "/projects/rocket/", "projects/rocket/index.html");
	check_page(&f, "_notes/one.md", "/n/one/", "n/one/index.html");
	CHECK_STR(folder_page(&f, "_posts/2024-02-29-leap-day.md")->title, S("Leap Day"));
	CHECK_STR(folder_page(&f, "_posts/2024-02-29-leap-day.md")->date, S("2024-02-29"));
	folder_free(&f);

	Folder g = FOLDER({"index.md", "---\n---\n"},
			  {"_posts/2024-12-31-eve.md", "---\ncategory: Fun\n---\n"},
			  {"_config.yml", "permalink: ordinal\n"});
	CHECK(folder_read(&g) != NULL);
	check_page(&g, "_posts/2024-12-31-eve.md", "/fun/2024/366/eve.html",
		   "fun/2024/366/eve.html");
	folder_free(&g);
}

static void test_bad_addresses(void)
{
	Folder f = FOLDER({"index.md", "---\n---\nHome"},
			  {"bad.md", "---\ntitle: x\npermalink: ../../etc\n---\n"},
			  {"one.md", "---\npermalink: /same/\n---\n"},
			  {"two.md", "---\npermalink: /same/\n---\n"},
			  {"old.md", "---\nredirect_from: [/gone/, /same/, ../up]\n---\n"});
	CHECK(folder_read(&f) != NULL);
	CHECK(folder_page(&f, "bad.md") == NULL && folder_page(&f, "two.md") == NULL);
	CHECK(folder_says(&f, "bad.md:3:12: error: the address"));
	CHECK(folder_says(&f, "two.md:2:12: warning: two.md has the same address as one.md"));
	CHECK(folder_says(&f,
			  "old.md:2:25: warning: the old address /same/ is that of another page"));
	CHECK(folder_says(&f, "old.md:2:33: error: the old address"));
	Page *old = folder_page(&f, "old.md");
	CHECK(old->redirect_count == 1);
	CHECK_STR(old->redirects[0], S("/gone/"));
	CHECK(site_find_page(f.site, S("/gone/")) == old);
	folder_free(&f);
}

static void test_switched_off(void)
{
	Folder f = FOLDER({"index.md", "---\n---\nHome"},
			  {"off.md", "<!--\n---\ntitle: off\n---\n-->\nText"},
			  {"draft.md", "---\npublished: false\n---\n"});
	CHECK(folder_read(&f) != NULL && f.site->page_count == 2 && f.site->asset_count == 0);
	CHECK(folder_says(&f, "off.md:1:1: note: off.md is switched off"));
	CHECK(folder_says(&f, "draft.md:2:12: note: draft.md is not published"));
	folder_free(&f);
}

static void test_links_out(void)
{
	Folder f = FOLDER({"index.md", "---\n---\nHome"}, {"site/keep.txt", "x"},
			  {"out/index.html", "x"});
	Str link = path_join(f.arena, f.path, S("outside")),
	    loop = path_join(f.arena, f.path, S("site/up"));
	CHECK(symlink("/etc/passwd", str_to_cstr(f.arena, link)) == 0);
	CHECK(symlink("..", str_to_cstr(f.arena, loop)) == 0);
	f.options.output = path_join(f.arena, f.path, S("out"));
	CHECK(folder_read(&f) != NULL);
	CHECK(f.site->asset_count == 1 && site_find_asset(f.site, S("site/keep.txt")) != NULL);
	CHECK(folder_says(&f, "warning: outside leads out of the site"));
	folder_free(&f);
}

/* Nothing is read through links that lead out of the site, by any way of naming it. */
static void test_reading_out(void)
{
	Folder f = FOLDER({"site/index.md", "---\n---\n{% include out.md %}{% include_relative "
					    "../secret.md %}\n\n![x](x.png) [y](../secret.md)\n"
					    "\n{% bibliography -f out %}\n"},
			  {"secret.md", "TOP SECRET"}, {"site2/x.png", "x"},
			  {"site/_includes/in.md", "in"}, {"site/_bibliography/in.bib", ""});
	const char *const links[][2] = {{"../../secret.md", "site/_includes/out.md"},
					{"../site2/x.png", "site/x.png"},
					{"../../secret.md", "site/_bibliography/out.bib"}};
	for (size_t i = 0; i < 3; i++)
		CHECK(symlink(links[i][0],
			      str_to_cstr(f.arena,
					  path_join(f.arena, f.path, str_from(links[i][1])))) == 0);
	f.options.path = path_join(f.arena, f.path, S("site"));
	CHECK(folder_read(&f) != NULL);
	CHECK(!str_contains(doc_plain_text(f.arena, f.site->home->doc->root), S("SECRET")));
	CHECK(folder_says(&f, "the picture x.png is not there") &&
	      folder_says(&f, "the bibliography _bibliography/out.bib is not there"));
	CHECK(f.site->asset_count == 0);
	folder_free(&f);
}

static void test_file_under_page(void)
{
	Folder f = FOLDER({"talks.md", "---\npermalink: /talks/\n---\n"},
			  {"talks/index.html", "<p>by hand</p>"},
			  {"index.html", "<p>home by hand</p>"});
	CHECK(folder_read(&f) != NULL && f.site->asset_count == 1);
	CHECK(site_find_asset(f.site, S("index.html")) != NULL &&
	      f.site->home->redirect_count == 0);
	CHECK(folder_says(&f, "talks.md:1:1: warning: talks.md is written in the place of the file "
			      "talks/index.html"));
	folder_free(&f);
}

static void test_output_over_sources(void)
{
	Folder f = FOLDER({"index.md", "---\n---\nHome"});
	f.options.output = str_concat(f.arena, f.path, S("/."));
	CHECK(folder_read(&f) == NULL);
	CHECK(folder_says(&f, "error: the output folder is the site itself"));
	folder_free(&f);

	Folder g = FOLDER({"index.html", "---\n---\n<p>by hand</p>"});
	g.options.output = g.path;
	g.options.path = path_join(g.arena, g.path, S("index.html"));
	folder_read(&g);
	CHECK(folder_says(&g,
			  "index.html:1:1: error: index.html would be written over the source"));
	folder_free(&g);

	Folder h = FOLDER({"docs/index.md", "---\npermalink: /docs/a.html\n---\n"},
			  {"docs/a.html", "---\npermalink: /\n---\n"});
	h.options.output = h.path;
	h.options.path = path_join(h.arena, h.path, S("docs"));
	folder_read(&h);
	CHECK(folder_says(&h, "index.md would be written over the source docs/a.html"));
	folder_free(&h);
}

static void test_pages_folder(void)
{
	Folder f = FOLDER({"_pages/a.md", "---\npermalink: /\n---\n"}, {"_config.yml", "title: T"});
	CHECK(folder_read(&f) != NULL);
	check_page(&f, "_pages/a.md", "/", "index.html");
	folder_free(&f);
	Folder g = FOLDER({"_pages/a.md", "---\npermalink: /\n---\n"},
			  {"_config.yml", "collections: {pages: {output: true}}"});
	CHECK(folder_read(&g) != NULL && g.site->page_count == 1);
	CHECK_STR(folder_page(&g, "_pages/a.md")->collection, S("pages"));
	folder_free(&g);
}

static void test_no_pages(void)
{
	Folder f = FOLDER({"readme.txt", "x"});
	CHECK(folder_read(&f) == NULL && f.diags.errors == 1);
	folder_free(&f);
	Folder g = FOLDER({"README.md", "# Ada Byron\n\nPlain."});
	CHECK(folder_read(&g) != NULL && g.read);
	check_page(&g, "README.md", "/", "index.html");
	CHECK_STR(g.site->profile->name, S("Ada Byron"));
	folder_free(&g);
	Folder h = FOLDER({"x.md", "x"});
	h.options.path = S("/nonexistent/folder");
	CHECK(folder_read(&h) == NULL &&
	      folder_says(&h, "error: there is no file or folder /nonexistent/folder"));
	folder_free(&h);
}

static void test_defaults_and_sets(void)
{
	Folder f = FOLDER(
		{"index.md", "---\n---\n"}, {"talks/a.md", "---\ntitle: A\n---\n"},
		{"_config.yml",
		 "title: T\ndefaults:\n"
		 "  - scope: {path: talks}\n    values: {layout: talk}\n"
		 "  - scope: {path: '', type: pages}\n    values: {layout: page, lang: fr}\n"});
	SiteSet set = {S("recto.cv.output"), S("papers/cv.pdf")};
	f.options.sets = &set;
	f.options.set_count = 1;
	CHECK(folder_read(&f) != NULL);
	CHECK_STR(folder_page(&f, "talks/a.md")->layout, S("talk"));
	CHECK_STR(folder_page(&f, "talks/a.md")->lang, S("fr"));
	CHECK_STR(folder_page(&f, "index.md")->layout, S("page"));
	CHECK_STR(f.site->cv_output, S("papers/cv.pdf"));
	folder_free(&f);
}

static void test_languages(void)
{
	Folder f = FOLDER({"about.md", "---\npermalink: /\n---\n"},
			  {"about_zh.md", "---\npermalink: /zh/\n---\n"},
			  {"about-pt_BR.md", "---\nlang: pt_BR\n---\n"},
			  {"_config.yml", "lang: de\n"});
	CHECK(folder_read(&f) != NULL);
	CHECK_STR(folder_page(&f, "about.md")->lang, S("de"));
	CHECK_STR(folder_page(&f, "about_zh.md")->lang, S("zh"));
	CHECK_STR(folder_page(&f, "about-pt_BR.md")->lang, S("pt-BR"));
	folder_free(&f);

	Folder g = FOLDER(
		{"_pages/en/a.md", "---\npermalink: /\n---\n[news](/news/)"},
		{"_pages/fr/a.md", "---\npermalink: /\n---\n[news](/news/)"},
		{"_pages/en/n.md", "---\npermalink: /news/\n---\n"},
		{"_pages/fr/n.md", "---\npermalink: /news/\n---\n"},
		{"_config.yml", "include: [_pages]\nlanguages: [en, fr]\ndefault_lang: en\n"});
	CHECK(folder_read(&g) != NULL);
	check_page(&g, "_pages/fr/a.md", "/fr/", "fr/index.html");
	DocNode *link = folder_page(&g, "_pages/fr/a.md")->doc->root->first->first;
	CHECK_STR(link->as.link.url, S("/fr/news/"));
	folder_free(&g);
}

static void test_data_and_liquid(void)
{
	Folder f = FOLDER(
		{"index.md",
		 "---\nwho: Ada\n---\n{% for t in site.data.talks %}{{ t.title }}; {% endfor %}"
		 "{{ site.data.more.n }} {{ page.who }} {% include hello.md x=\"you\" %} "
		 "{% link other.md %} {% post_url 2024-01-02-p %} {% link none.md %}"},
		{"other.md", "---\npermalink: /o/\n---\n{% include_relative parts/p.txt %}"},
		{"parts/p.txt", "part"}, {"_posts/2024-01-02-p.md", "---\n---\n"},
		{"_includes/hello.md", "hello {{ include.x }}"},
		{"_data/talks.csv", "title,year\n\"One, two\",1\nThree,2\n"},
		{"_data/more.json", "{\"n\": 7}"}, {"_config.yml", "baseurl: /base/\n"});
	CHECK(folder_read(&f) != NULL);
	CHECK_STR(folder_text(&f, "index.md"),
		  S("One, two; Three; 7 Ada hello you /base/o/ /base/2024/01/02/p.html #"));
	CHECK_STR(folder_text(&f, "other.md"), S("part"));
	CHECK(folder_says(&f, "index.md:4:175: warning: there is no page \"none.md\" to link to"));
	folder_free(&f);
}

static void test_nav(void)
{
	Folder f = FOLDER(
		{"_pages/about.md", ABOUT},
		{"_pages/c.md", "---\ntitle: cc\nnav: true\nnav_order: 3\npermalink: /c/\n---\n"},
		{"_pages/b.md", "---\ntitle: bb\nnav: true\nnav_order: 1\npermalink: /b/\n---\n"},
		{"_pages/m.md",
		 "---\ntitle: more\nnav: true\nnav_order: 2\ndropdown: true\nchildren:\n"
		 "  - title: bb\n    permalink: /b/\n  - title: divider\n  - title: web\n"
		 "    permalink: https://example.org/\n---\n"},
		{"_pages/d.md", "---\ntitle: dd\nnav: false\n---\n"},
		{"_config.yml", "include: [_pages]\nbaseurl: /me\n"});
	CHECK(folder_read(&f) != NULL && f.site->nav_count == 4);
	CHECK_STR(f.site->nav[0].title, S("about"));
	CHECK_STR(f.site->nav[0].url, S("/me/"));
	CHECK_STR(f.site->nav[1].title, S("bb"));
	CHECK_STR(f.site->nav[2].title, S("more"));
	CHECK(f.site->nav[2].child_count == 3 && f.site->nav[2].children[1].divider);
	CHECK_STR(f.site->nav[2].children[0].url, S("/me/b/"));
	CHECK_STR(f.site->nav[2].children[2].url, S("https://example.org/"));
	CHECK(f.site->nav[3].page == folder_page(&f, "_pages/c.md"));
	folder_free(&f);

	Folder g = FOLDER({"index.md", "---\n---\n"},
			  {"_data/navigation.yml", "main:\n  - title: News\n    url: \"/#-news\"\n "
						   " - title: X\n    url: https://x.example/\n"});
	CHECK(folder_read(&g) != NULL && g.site->nav_count == 2);
	CHECK_STR(g.site->nav[0].url, S("/#-news"));
	CHECK(g.site->nav[0].page == g.site->home);
	folder_free(&g);
}

static void test_news(void)
{
	Folder f = FOLDER(
		{"about.md",
		 "---\nlayout: about\npermalink: /\nannouncements: {enabled: true, limit: 2}\n"
		 "latest_posts: true\n---\nHello.[^1]\n\n[^1]: A note.\n"},
		{"news.md", "---\npermalink: /news/\n---\nAll: {% include news.liquid %}"},
		{"_news/a.md", "---\ndate: 2020-01-02 10:00\ninline: true\n---\nOldest."},
		{"_news/b.md", "---\ndate: 2024-05-06\ninline: true\n---\nA **prize**."},
		{"_news/c.md", "---\ndate: 2023-05-06\ntitle: A talk\n---\nLong."},
		{"_posts/2024-01-01-first.md", "---\ntitle: First\n---\n"});
	CHECK(folder_read(&f) != NULL && f.site->document_count == 2);
	CHECK_STR(str_trim(folder_text(&f, "about.md")),
		  S("Hello. news May 06, 2024 A prize. May 06, 2023 A talk latest posts Jan 01, "
		    "2024 First"));
	CHECK(str_contains(folder_text(&f, "news.md"), S("May 06, 2023 A talk")));
	CHECK(str_contains(folder_text(&f, "news.md"), S("Jan 02, 2020 Oldest.")));
	CHECK(f.site->home->doc->root->last->kind == DOC_NOTES);
	Doc *cv = site_cv_doc(f.site, &f.diags);
	CHECK_STR(str_trim(doc_plain_text(f.arena, cv->root)),
		  S("Hello. News May 06, 2024 A prize. May 06, 2023 A talk"));
	folder_free(&f);

	/* beside heads of the author's in lower case they stay in lower case */
	Folder g = FOLDER({"about.md", "---\nlayout: about\npermalink: /\nannouncements: true\n"
				       "---\n## my work\n"},
			  {"_news/a.md", "---\ndate: 2024-05-06\ninline: true\n---\nA prize."});
	CHECK(folder_read(&g) != NULL);
	cv = site_cv_doc(g.site, &g.diags);
	CHECK_STR(str_trim(doc_plain_text(g.arena, cv->root)),
		  S("my work news May 06, 2024 A prize."));
	folder_free(&g);
}

/* Notes of the page of the CV are numbered after those of the home page. */
static void test_notes_of_two_pages(void)
{
	Folder f = FOLDER({"about.md", "---\npermalink: /\n---\nHi.[^1]\n\n[^1]: One.\n"},
			  {"cv.md", "---\nlayout: cv\n---\nMy CV.[^1]\n\n[^1]: Two.\n"});
	CHECK(folder_read(&f) != NULL && f.site->cv_page != NULL);
	Doc *cv = site_cv_doc(f.site, &f.diags);
	int references = 0;
	for (const DocNode *node = cv->root; node != NULL; node = doc_next(node, cv->root))
		if (node->kind == DOC_NOTE_REF)
			CHECK(node->as.note.number == ++references);
	CHECK(references == 2 && cv->notes != NULL);
	if (cv->notes != NULL)
		CHECK(cv->notes->last->as.note.number == 2);
	folder_free(&f);
}

/* Processor time for a page with many elements that are none of Distill's. */
static double seconds_for(const char *layout)
{
	char text[16 * 6000];
	int length = snprintf(text, sizeof text, "---\nlayout: %s\ntitle: T\n---\n", layout);
	for (size_t i = 0; i < 5000; i++)
		length += snprintf(text + length, sizeof text - (size_t)length, "a <b>x</b> y\n");
	Folder f = FOLDER({"index.md", "---\n---\nHome"}, {"a.md", text});
	clock_t start = clock();
	CHECK(folder_read(&f) != NULL && f.read);
	double seconds = (double)(clock() - start) / CLOCKS_PER_SEC;
	folder_free(&f);
	return seconds;
}

/* Looking for Distill's elements costs no more than reading the page does. */
static void test_distill_work(void)
{
	double plain = seconds_for("page"), distill = seconds_for("distill");
	if (distill > 3 * plain + 0.05)
		fprintf(stderr, "  page: %.3f s, distill: %.3f s\n", plain, distill);
	CHECK(distill <= 3 * plain + 0.05);
}

int main(void)
{
	test_addresses();
	test_pretty_and_posts();
	test_bad_addresses();
	test_switched_off();
	test_links_out();
	test_reading_out();
	test_file_under_page();
	test_output_over_sources();
	test_pages_folder();
	test_no_pages();
	test_defaults_and_sets();
	test_languages();
	test_data_and_liquid();
	test_nav();
	test_news();
	test_notes_of_two_pages();
	test_distill_work();
	return check_report();
}
