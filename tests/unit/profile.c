/* profile: whose site it is, from settings and from the text. */
#include "site_folder.h"

#include "model/site_parts.h"
#include "model/socials.h"

static const Contact *find_contact(const Profile *p, const char *kind)
{
	for (size_t i = 0; i < p->contact_count; i++)
		if (str_eq(p->contacts[i].kind, str_from(kind)))
			return &p->contacts[i];
	return NULL;
}

static void test_split_name(void)
{
	static const char *const cases[][3] = {
		{"Wei Zhang (张伟)", "Wei Zhang", "张伟"},
		{"Wei Zhang（张伟）", "Wei Zhang", "张伟"},
		{"张伟 (Wei Zhang)", "Wei Zhang", "张伟"},
		{"Wei Zhang 张伟", "Wei Zhang", "张伟"},
		{"Ada Byron", "Ada Byron", ""},
		{"Ada (Countess) Byron", "Ada (Countess) Byron", ""},
		{"张伟", "张伟", ""},
		{"", "", ""},
	};
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		Str native, name = profile_split_name(str_from(cases[i][0]), &native);
		CHECK_STR(name, str_from(cases[i][1]));
		CHECK_STR(native, str_from(cases[i][2]));
	}
}

static void test_socials(Arena *arena)
{
	ContactList list = {0};
	CHECK(socials_add(arena, &list, S("github_username"),
			  value_new_string(arena, S("ada"), SPAN_NONE)));
	CHECK(socials_add(arena, &list, S("orcid"),
			  value_new_string(arena, S("https://orcid.org/0000-0001"), SPAN_NONE)));
	CHECK(socials_add(arena, &list, S("mastodon_username"),
			  value_new_string(arena, S("hub.example/@ada"), SPAN_NONE)));
	CHECK(socials_add(arena, &list, S("linkedin"), value_nil()));
	ContactList mastodon = {0};
	CHECK(socials_add(arena, &mastodon, S("mastodon_username"),
			  value_new_string(arena, S("@ada@mossy.example"), SPAN_NONE)));
	CHECK(mastodon.len == 1);
	if (mastodon.len == 1)
		CHECK_STR(mastodon.ptr[0].url, S("https://mossy.example/@ada"));
	CHECK(socials_add(arena, &list, S("rss_icon"), value_new_bool(arena, false, SPAN_NONE)));
	CHECK(socials_add(arena, &list, S("email"),
			  value_new_string(arena, S("mailto:a@b.example"), SPAN_NONE)));
	CHECK(!socials_add(arena, &list, S("favourite_colour"),
			   value_new_string(arena, S("red"), SPAN_NONE)));
	CHECK(list.len == 4);
	CHECK_STR(list.ptr[0].url, S("https://github.com/ada"));
	CHECK_STR(list.ptr[0].text, S("github.com/ada"));
	CHECK_STR(list.ptr[1].text, S("0000-0001"));
	CHECK_STR(list.ptr[2].url, S("https://hub.example/@ada"));
	CHECK(!list.ptr[2].print && list.ptr[0].print);
	CHECK_STR(list.ptr[3].url, S("mailto:a@b.example"));
	CHECK(socials_is_email(S("a.b+c@d.example")) && !socials_is_email(S("a@b")) &&
	      !socials_is_email(S("@b.example")));
	CHECK_STR(socials_from_url(arena, S("https://www.linkedin.com/in/ada"), SPAN_NONE).kind,
		  S("linkedin"));
	CHECK_STR(socials_from_url(arena, S("https://ada.example/"), SPAN_NONE).kind, S("website"));
}

static void test_al_folio(void)
{
	Folder f = FOLDER(
		{"about.md",
		 "---\nlayout: about\npermalink: /\nsubtitle: Of <a "
		 "href='https://uni.example/'>Uni</a>.\nsocial: true\n"
		 "profile:\n  align: left\n  image: me.png\n  image_circular: true\n  more_info: "
		 ">\n"
		 "    <p>Wei Zhang (张伟)</p>\n    <p><a href=\"/cv.pdf\">CV</a></p>\n---\nHi."},
		{"_config.yml", "title: blank\nfirst_name: Wei\nmiddle_name: Q.\nlast_name: "
				"Zhang\nscholar: {last_name: [Zhang]}\n"
				"github_username: wei\nemail: wei@uni.example\nbaseurl: /b\n"},
		{"assets/img/me.png", "not a picture"});
	CHECK(folder_read(&f) != NULL);
	const Profile *p = f.site->profile;
	CHECK_STR(p->name, S("Wei Q. Zhang"));
	CHECK_STR(f.site->title, S("Wei Q. Zhang"));
	CHECK_STR(p->last, S("Zhang"));
	CHECK_STR(p->email, S("wei@uni.example"));
	CHECK_STR(p->contacts[0].kind, S("email"));
	CHECK(p->contact_count == 2 && p->show_socials && p->photo_round &&
	      p->photo_side == PROFILE_LEFT);
	CHECK_STR(doc_plain_text(f.arena, p->headline), S("Of Uni."));
	CHECK_STR(str_trim(doc_plain_text(f.arena, p->more_info)), S("Wei Zhang (张伟) CV"));
	CHECK_STR(p->photo_url, S("/b/assets/img/me.png"));
	CHECK(folder_says(&f,
			  "about.md:8:10: warning: the picture assets/img/me.png cannot be read"));
	CHECK(f.site->flavour == SITE_AL_FOLIO);
	folder_free(&f);
}

static void test_acad_homepage(void)
{
	Folder f = FOLDER({"_pages/about.md", "---\npermalink: /\ntitle: \"\"\nauthor_profile: "
					      "true\n---\nHi, I am **Wei Zhang** (张伟)."},
			  {"_config.yml", "title: Wei's page\nrepository: w/w\ninclude: "
					  "[_pages]\nauthor:\n  name: Wei Zhang\n"
					  "  avatar: images/no.png\n  bio: Student @ Uni\n  "
					  "location: Bern\n  employer:\n  github: wei\n"
					  "  email: w@uni.example\n  twitter:\n  googlescholar: "
					  "https://scholar.google.com/citations?user=x\n"});
	CHECK(folder_read(&f) != NULL);
	const Profile *p = f.site->profile;
	CHECK(f.site->flavour == SITE_ACAD_HOMEPAGE && f.site->home->show_author);
	CHECK_STR(p->name, S("Wei Zhang"));
	CHECK_STR(p->native_name, S("张伟"));
	CHECK_STR(p->location, S("Bern"));
	CHECK_STR(f.site->title, S("Wei's page"));
	CHECK_STR(doc_plain_text(f.arena, p->headline), S("Student @ Uni"));
	CHECK(p->contact_count == 3 && find_contact(p, "scholar") != NULL &&
	      find_contact(p, "twitter") == NULL);
	CHECK(folder_says(&f, "_config.yml:6:11: warning: the photo images/no.png is not there"));
	folder_free(&f);
}

/* One file alone: `text` gives the name, and a note that says from where. */
static void check_guess(const char *text, const char *name, const char *native, const char *email,
			const char *note)
{
	Folder f = FOLDER({"page.txt", text});
	f.options.path = path_join(f.arena, f.path, S("page.txt"));
	CHECK(folder_read(&f) != NULL && f.read);
	CHECK_STR(f.site->profile->name, str_from(name));
	CHECK_STR(f.site->profile->native_name, str_from(native));
	CHECK_STR(f.site->profile->email, str_from(email));
	CHECK(f.site->single && f.site->page_count == 1);
	if (note[0] != '\0')
		CHECK(folder_says(&f, note));
	else
		CHECK(f.diags.len == 0);
	folder_free(&f);
}

/* minimal-mistakes: bio in Markdown, links by address or by what they are called. */
static void test_links(void)
{
	Folder f =
		FOLDER({"index.md", "---\n---\nHome"},
		       {"_config.yml",
			"author:\n  name: Ada Fern\n  avatar: \"\"\n  bio: Mosses and **lichens**\n"
			"  bluesky: ada.example.org\n  links:\n"
			"    - {label: ORCID, url: 'https://orcid.org/0000-0002-1825-0097'}\n"
			"    - {label: Instagram, url: 'https://pictures.example.org/ada'}\n"
			"    - {label: Lab, url: 'https://lab.example.org'}\n"
			"    - {label: Nothing, url: ''}\n"});
	CHECK(folder_read(&f) != NULL);
	const Profile *p = f.site->profile;
	CHECK(p->headline != NULL);
	if (p->headline != NULL)
		CHECK_STR(doc_plain_text(f.arena, p->headline), S("Mosses and lichens"));
	Buf said = buf_in(f.arena);
	for (size_t i = 0; i < p->contact_count; i++)
		buf_add_format(&said, "%.*s=%.*s%s ", STR_ARG(p->contacts[i].kind),
			       STR_ARG(p->contacts[i].text), p->contacts[i].print ? "" : "-");
	CHECK_STR(str_trim(buf_str(&said)),
		  S("bluesky=bsky.app/profile/ada.example.org- orcid=0000-0002-1825-0097 "
		    "instagram=pictures.example.org/ada- website=lab.example.org"));
	folder_free(&f);
}

static void test_single_file(void)
{
	check_guess("---\nname: Wei Zhang\nemail: w@uni.example\n---\nText", "Wei Zhang", "",
		    "w@uni.example", "");
	check_guess("---\nlayout: about\nprofile:\n  more_info: >\n    <p>Wei Zhang (张伟)</p>\n   "
		    " <p>w@uni.example</p>\n---\n"
		    "I am **Somebody Else**.",
		    "Wei Zhang", "张伟", "w@uni.example",
		    "page.txt:5:5: note: the name Wei Zhang is taken from profile.more_info");
	check_guess("---\nname: Wei Zhang\nprofile:\n  more_info: <p>张伟</p><p>Bern</p>\n---\nx",
		    "Wei Zhang", "张伟", "", "");
	check_guess("---\nname: Wei Zhang\nprofile:\n  more_info: <p>物理系</p>\n---\nx",
		    "Wei Zhang", "", "", "");
	check_guess("I am Wei. **Best Paper**, **Best Paper**\n\n# News\n\n**Wei Zhang**, Ada "
		    "Byron, **Talk**",
		    "Wei Zhang", "", "", "note: the name Wei Zhang is taken from the text in bold");
	check_guess("# Ada Byron\n\nText", "Ada Byron", "", "",
		    "page.txt:1:1: note: the name Ada Byron is taken from the first heading");
	check_guess("# News from the lab\n\n- one", "", "", "",
		    "page.txt:1:1: note: the page does not tell whose it is");
}

static void test_header(void)
{
	Folder f = FOLDER(
		{"index.md",
		 "---\nname: Wei Zhang\n---\n# Wei Zhang (张伟)\n\nProfessor of Ice · "
		 "[w@uni.example](mailto:w@uni.example)"
		 " · [Code](https://github.com/wei)\n\n![me](me.png)\n\n## About\n\nText.\n"});
	CHECK(folder_read(&f) != NULL);
	const Profile *p = f.site->profile;
	CHECK_STR(p->native_name, S("张伟"));
	CHECK_STR(p->email, S("w@uni.example"));
	CHECK_STR(doc_plain_text(f.arena, p->headline), S("Professor of Ice"));
	CHECK(p->contact_count == 2);
	CHECK_STR(p->contacts[1].text, S("Code"));
	CHECK_STR(p->photo, S("me.png"));
	Doc *cv = site_cv_doc(f.site, &f.diags);
	CHECK_STR(str_trim(doc_plain_text(f.arena, cv->root)), S("About Text."));
	CHECK(str_contains(folder_text(&f, "index.md"), S("Wei Zhang (张伟) Professor of Ice")));
	folder_free(&f);
}

int main(void)
{
	Arena *arena = arena_new(NULL);
	test_split_name();
	test_socials(arena);
	test_al_folio();
	test_acad_homepage();
	test_links();
	test_single_file();
	test_header();
	arena_free(arena);
	return check_report();
}
