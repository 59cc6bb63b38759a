/* resolve: where links and pictures lead, and what is said about those that lead nowhere. */
#include "site_folder.h"

#include "model/site_parts.h"

/* A picture of one grey pixel. */
static const unsigned char pixel[] = {
	0x89, 'P',  'N',  'G',	'\r', '\n', 0x1A, '\n', 0,    0,    0,	  13,	'I',  'H',
	'D',  'R',  0,	  0,	0,    1,    0,	  0,	0,    1,    8,	  0,	0,    0,
	0,    0x3A, 0x7E, 0x9B, 0x55, 0,    0,	  0,	10,   'I',  'D',  'A',	'T',  0x78,
	0x9C, 0x63, 0x68, 0,	0,    0,    0x82, 0,	0x81, 0x77, 0xCD, 0x72, 0xB6, 0,
	0,    0,    0,	  'I',	'E',  'N',  'D',  0xAE, 0x42, 0x60, 0x82};

static void add_picture(Folder *folder, const char *path)
{
	(void)file_write(folder->arena, path_join(folder->arena, folder->path, str_from(path)),
			 (Str){(const char *)pixel, sizeof pixel});
}

static DocNode *nth(const Folder *folder, DocKind kind, size_t n)
{
	DocNode *root = folder->site->home->doc->root;
	for (DocNode *node = root; node != NULL; node = doc_next(node, root))
		if (node->kind == kind && n-- == 0)
			return node;
	return NULL;
}

static void check_link(const Folder *folder, size_t n, const char *url, const char *print)
{
	DocNode *link = nth(folder, DOC_LINK, n);
	CHECK(link != NULL);
	if (link == NULL)
		return;
	CHECK_STR(link->as.link.url, str_from(url));
	CHECK_STR(link->as.link.print_url, str_from(print));
}

static void test_links(void)
{
	Folder f = FOLDER(
		{"index.md", "---\n---\n<b id='here'></b> [a](/talks/) [b](talks/#x) "
			     "[c](https://x.example/?q#f) "
			     "[d](mailto:a@b.example)\n"
			     "[e](#here) [f](files/a%20b.txt) [g](/b/talks/) [h](talks.md) "
			     "[i](//cdn.example/x) [j](/cv.pdf)\n"},
		{"talks.md", "---\npermalink: /talks/\n---\n"}, {"files/a b.txt", "x"},
		{"_config.yml", "title: Ada Byron\nurl: https://ada.example/\nbaseurl: /b\n"});
	CHECK(folder_read(&f) != NULL);
	check_link(&f, 0, "/b/talks/", "https://ada.example/b/talks/");
	check_link(&f, 1, "talks/#x", "https://ada.example/b/talks/#x");
	check_link(&f, 2, "https://x.example/?q#f", "https://x.example/?q#f");
	check_link(&f, 3, "mailto:a@b.example", "mailto:a@b.example");
	check_link(&f, 4, "#here", "#here");
	check_link(&f, 5, "files/a%20b.txt", "https://ada.example/b/files/a%20b.txt");
	check_link(&f, 6, "/b/talks/", "https://ada.example/b/talks/");
	check_link(&f, 7, "/b/talks/", "https://ada.example/b/talks/");
	check_link(&f, 8, "//cdn.example/x", "https://cdn.example/x");
	check_link(&f, 9, "/b/cv.pdf", "https://ada.example/b/cv.pdf");
	CHECK(f.diags.len == 0);
	folder_free(&f);
}

static void test_broken_links(void)
{
	Folder f = FOLDER({"index.md",
			   "---\nname: Ada Byron\n---\n[Bob]()\n[Eve](eve.example.org)\n\n<p>x\n<a "
			   "href=\"/no/\">n</a></p>\n"
			   "\n[P](10.1000/182)\n"});
	CHECK(folder_read(&f) != NULL);
	CHECK(folder_says(&f, "index.md:4:1: warning: the link \"Bob\" leads nowhere"));
	CHECK(folder_says(&f, "index.md:5:7: warning: the link to \"eve.example.org\" leads to a "
			      "page of this site: is https:// missing?"));
	CHECK(folder_says(
		&f, "index.md:8:10: warning: the link to /no/ leads to nothing in this site"));
	CHECK(folder_says(&f,
			  "index.md:10:5: warning: the link to \"10.1000/182\" leads to a page"));
	check_link(&f, 0, "", "");
	check_link(&f, 1, "eve.example.org", "https://eve.example.org");
	check_link(&f, 2, "/no/", "");
	CHECK(f.diags.warnings == 4);
	folder_free(&f);
}

static void test_pictures(void)
{
	Folder f = FOLDER({"index.md",
			   "---\nname: Ada Byron\n---\n![a](img/a.png) ![b](/img/a.png)\n\n{% "
			   "include figure.liquid path=\"img/a.png\" "
			   "caption=\"Cap\" class=\"wide\" %}\n\n![c](img/none.png) "
			   "![d](https://x.example/y.png) ![e](img/bad.png)\n"},
			  {"img/bad.png", "no picture"}, {"_config.yml", "baseurl: /b\n"});
	add_picture(&f, "img/a.png");
	CHECK(folder_read(&f) != NULL);
	DocNode *first = nth(&f, DOC_IMAGE, 0), *figure = nth(&f, DOC_FIGURE, 0);
	CHECK(first->as.image.pixel_width == 1 && first->as.image.pixel_height == 1);
	CHECK(str_ends(first->as.image.file, S("/img/a.png")));
	CHECK_STR(first->as.image.url, S("img/a.png"));
	CHECK_STR(nth(&f, DOC_IMAGE, 1)->as.image.url, S("/b/img/a.png"));
	CHECK_STR(nth(&f, DOC_IMAGE, 2)->as.image.url, S("/b/img/a.png"));
	CHECK(figure != NULL && str_contains(doc_plain_text(f.arena, figure), S("Cap")));
	CHECK(folder_says(&f, "index.md:8:6: warning: the picture img/none.png is not there"));
	CHECK(folder_says(&f, "warning: the picture img/bad.png cannot be read"));
	CHECK(f.diags.warnings == 3); /* missing, on another server, broken */
	CHECK(nth(&f, DOC_IMAGE, 5)->as.image.file.len == 0);
	folder_free(&f);
}

static Str hint_of(const Folder *folder, const char *message)
{
	for (size_t i = 0; i < folder->diags.len; i++)
		if (str_contains(folder->diags.items[i].message, str_from(message)))
			return folder->diags.items[i].hint;
	return S("(not said)");
}

static void test_hints(void)
{
	Folder f = FOLDER({"index.md", "---\nname: Ada Byron\n---\n![a](img/Snow.PNG) "
				       "![b](img/fig2.png) [c](/talk/) [d](/other/)\n"},
			  {"img/snow.png", "x"}, {"img/fig1.png", "x"},
			  {"t.md", "---\npermalink: /talks/\n---\n"});
	CHECK(folder_read(&f) != NULL);
	CHECK_STR(hint_of(&f, "Snow.PNG is not there"), S("did you mean img/snow.png?"));
	CHECK_STR(hint_of(&f, "fig2.png is not there"), S(""));
	CHECK_STR(hint_of(&f, "to /talk/ leads to nothing"), S("did you mean /talks/?"));
	CHECK_STR(hint_of(&f, "to /other/ leads to nothing"), S(""));
	folder_free(&f);
}

/* A built-in include speaks of the place where it is used, each time. */
static void test_include_places(void)
{
	Folder f = FOLDER(
		{"index.md",
		 "---\nname: Ada Byron\n---\n<div>\n{% include figure.liquid path=\"no/a.png\" %}\n"
		 "{% include figure.liquid path=\"no/b.png\" %}\n</div>\n"});
	CHECK(folder_read(&f) != NULL);
	CHECK(folder_says(&f, "index.md:5:32: warning: the picture /no/a.png is not there"));
	CHECK(folder_says(&f, "index.md:6:32: warning: the picture /no/b.png is not there"));
	folder_free(&f);
}

/* Alone, a file brings along only what it shows. */
static void test_single_assets(void)
{
	Folder f = FOLDER({"me.txt", "# Ada Byron\n\n![a](a.png) [b](b.txt)"}, {"b.txt", "b"},
			  {"secret.txt", "s"});
	add_picture(&f, "a.png");
	f.options.path = path_join(f.arena, f.path, S("me.txt"));
	CHECK(folder_read(&f) != NULL && f.site->asset_count == 2);
	CHECK(site_find_asset(f.site, S("a.png")) != NULL &&
	      site_find_asset(f.site, S("b.txt")) != NULL);
	folder_free(&f);
}

static void check_cv(const char *text, const char *config, const char *want)
{
	Folder f = FOLDER({"index.md", text}, {"_config.yml", config});
	CHECK(folder_read(&f) != NULL);
	CHECK_STR(f.site->cv_output, str_from(want));
	folder_free(&f);
}

static void test_cv_link_with_escapes(void)
{
	Folder f = FOLDER({"index.md", "---\n---\n[CV](/me/files/my%20cv.pdf) [f](/me/feed.xml)"},
			  {"_config.yml", "baseurl: /me\ntitle: T\nname: T\n"});
	CHECK(folder_read(&f) != NULL);
	CHECK_STR(f.site->cv_output, S("files/my cv.pdf"));
	CHECK(!str_contains(folder_messages(&f), S("my%20cv.pdf")));
	CHECK(folder_says(&f, "the link to /me/feed.xml leads to nothing in this site"));
	folder_free(&f);

	Folder g =
		FOLDER({"index.md", "---\n---\nX"}, {"_config.yml", "recto: {cv: {output: [a]}}"});
	folder_read(&g);
	CHECK(folder_says(&g, "is no PDF below the output folder"));
	folder_free(&g);
}

static void test_cv_output(void)
{
	check_cv("---\n---\nText", "", "cv.pdf");
	check_cv("---\n---\n[CVPR paper](/a.pdf) [my CV](/b/c.pdf)", "", "b/c.pdf");
	check_cv("---\n---\n[here](papers/ada_resume.pdf)", "", "papers/ada_resume.pdf");
	check_cv("---\n---\n[here](/Byron_Resume_2025.pdf)", "title: Ada Byron",
		 "Byron_Resume_2025.pdf");
	check_cv("---\n---\n- Sorting. [PDF](papers/resume-ranking.pdf)", "", "cv.pdf");
	check_cv("---\n---\n- Sorting. [PDF](papers/presumed.pdf)", "", "cv.pdf");
	check_cv("---\n---\n<div class='paper-box'><div class='paper-box-image'></div>"
		 "<div class='paper-box-text' markdown='1'>\n\n[Reading a resume](a.pdf)\n\n"
		 "</div></div>",
		 "", "cv.pdf");
	check_cv("---\n---\n[CV](https://x.example/cv.pdf)", "", "cv.pdf");
	check_cv("---\n---\n[CV](/b.pdf)", "cv_pdf: /assets/pdf/x.pdf", "assets/pdf/x.pdf");
	check_cv("---\nlayout: cv\ncv_pdf: y.pdf\n---\n", "cv_pdf: /assets/pdf/x.pdf",
		 "assets/pdf/y.pdf");
	check_cv("---\n---\n[CV](/b.pdf)", "recto: {cv: {output: z/me.pdf}}", "z/me.pdf");
	check_cv("---\n---\nText", "recto: {cv: {output: ../me.pdf}}", "cv.pdf");
}

static void test_urls(Arena *arena)
{
	CHECK_STR(site_output_path(arena, S("/")), S("index.html"));
	CHECK_STR(site_output_path(arena, S("/a//b/")), S("a/b/index.html"));
	CHECK_STR(site_output_path(arena, S("/a/../../b")), S(""));
	CHECK_STR(site_output_path(arena, S("/%2e%2e/b")), S(""));
	CHECK_STR(site_output_path(arena, S("/caf%C3%A9/")), S("café/index.html"));
	CHECK_STR(site_slug(arena, S("  Héllo, wörld & 世界 2.0! "), false),
		  S("Héllo-wörld-世界-2-0"));
	CHECK_STR(site_slug(arena, S("a & b (c)"), true), S("a-&-b-(c)"));
	/* what joins and parts words is no letter: U+200C, a katakana dot, an Arabic comma */
	CHECK_STR(site_slug(arena, S("دسته\xE2\x80\x8Cبندی، ب"), false), S("دسته-بندی-ب"));
	CHECK_STR(site_slug(arena, S("データ・科学"), true), S("データ-科学"));
}

int main(void)
{
	Arena *arena = arena_new(NULL);
	test_links();
	test_broken_links();
	test_pictures();
	test_hints();
	test_include_places();
	test_single_assets();
	test_cv_output();
	test_cv_link_with_escapes();
	test_urls(arena);
	arena_free(arena);
	return check_report();
}
