/* Bibliographies of whole sites: tags, pages that are .bib files, citations. */
#include "site_folder.h"

/* The words of the page at `url`. */
static Str page_words(Folder *f, const char *url)
{
	const Page *page = site_find_page(f->site, str_from(url));
	return page != NULL && page->doc != NULL ? doc_plain_text(f->arena, page->doc->root)
						 : S("(no page)");
}

static const char papers[] = "@article{fern26, title={On Ferns}, author={Ada Fern and Bo Moss},\n"
			     "  journal={Leaf}, year={2026}}\n"
			     "@book{moss25, title={Moss}, author={Bo Moss}, year={2025}}\n";

static void test_variables(void)
{
	Folder f = FOLDER({"index.md", "---\nk: fern26\n---\n{% assign key = 'moss25' %}"
				       "{% cite key %} {% cite page.k %} {% cite fern26 key %}"},
			  {"_bibliography/papers.bib", papers});
	CHECK(folder_read(&f) != NULL);
	CHECK_STR(str_trim(page_words(&f, "/")),
		  S("(Moss, 2025) (Fern & Moss, 2026) (Fern & Moss, 2026; Moss, 2025)"));
	folder_free(&f);
}

static void test_bibtex_tag(void)
{
	Folder f = FOLDER({"index.md",
			   "---\n---\nBefore\n\n{% bibtex %}\n@book{x,\n title={Twigs & \"<Bark>\"}"
			   ",\n nonsense\n year={2024}}\n{% endbibtex %}\n\n*After*\n"});
	folder_read(&f);
	CHECK(folder_says(&f, "index.md:8:2: error: a field is expected here"));
	Str words = page_words(&f, "/");
	CHECK(str_contains(words, S("Before")) && str_contains(words, S("After")));
	folder_free(&f);

	Folder g = FOLDER({"index.md",
			   "---\n---\nBefore\n\n{% bibtex %}\n@book{x,\n title={Twigs & *Bark*}"
			   ",\n year={2024}}\n{% endbibtex %}\n{% endbibtex %}\n\n*After*\n"});
	CHECK(folder_read(&g) != NULL && g.read);
	words = page_words(&g, "/");
	CHECK(str_contains(words, S("Twigs")) && str_contains(words, S("2024")) &&
	      !str_contains(words, S("@book")));
	folder_free(&g);
}

static void test_bib_page(void)
{
	Folder f = FOLDER({"index.md", "---\n---\nHome"},
			  {"refs.bib", "---\ntitle: All\n---\nReferences\n==========\n\n"
				       "@misc{a, title={One {Leaf}}}\n\n@misc{b, "
				       "title={Two}}\n\nwords *behind*, a@b{c}\n"},
			  {"plain.bib", "@misc{a, title={One}}\n"},
			  {"open.bib", "---\n---\n@misc{a, title={One"});
	folder_read(&f);
	CHECK(site_find_asset(f.site, S("plain.bib")) != NULL);
	CHECK(site_find_asset(f.site, S("refs.bib")) == NULL);
	Str words = page_words(&f, "/refs.html");
	CHECK(str_contains(words, S("One Leaf")) && str_contains(words, S("Two")));
	CHECK(str_contains(words, S("References")) &&
	      str_contains(words, S("words behind, a@b{c}")));
	CHECK(folder_says(&f, "open.bib:3:"));
	folder_free(&f);
}

/* The own names that stand in bold on the home page, each in brackets. */
static Str own_names(Folder *f)
{
	Buf out = buf_in(f->arena);
	const DocNode *root = f->site->home->doc->root;
	for (const DocNode *node = root; node != NULL; node = doc_next(node, root))
		if (node->kind == DOC_STRONG) {
			buf_add(&out, S("["));
			buf_add(&out, doc_plain_text(f->arena, node));
			buf_add(&out, S("]"));
		}
	return buf_str(&out);
}

static void check_box(const char *authors, const char *config, const char *want)
{
	Arena *arena = arena_new(NULL);
	Str text = str_format(arena,
			      "---\n---\n<div class='paper-box'><div class='paper-box-text' "
			      "markdown='1'>\n\n[On Ada Fern, in 3 parts](http://x.example)\n\n"
			      "%s\n\n</div></div>\n\nAda Fern is not in a box.",
			      authors);
	Folder f = FOLDER({"index.md", str_to_cstr(arena, text)}, {"_config.yml", config});
	CHECK(folder_read(&f) != NULL);
	CHECK_STR(own_names(&f), str_from(want));
	folder_free(&f);
	arena_free(arena);
}

static void test_own_name_in_boxes(void)
{
	static const char own[] = "scholar: {last_name: [Fern], first_name: [Ada, A.]}";
	check_box("Bo Moss\\*, Ada Fern\\*, and Cy Reed", own, "[Ada Fern]");
	check_box("A. Fern† and Cy Reed", own, "[A. Fern]");
	check_box("Bo Moss & Ada B. Fern, *Leaf 3*", own, "[Ada B. Fern]");
	check_box("**Ada Fern**, A. Fern, Cy Reed", own, "[Ada Fern]");
	check_box("Bo Fern, Ada Moss, Adam Fernley", own, "");
	check_box("Bo Moss, Ada Fern", "title: Ada Fern", "");
	check_box("Bo Moss, Àda Férn", own, "[Àda Férn]");
}

static const char shelf[] =
	"@article{a, title={One}, author={Ada Fern and Bo Moss}, journal={Leaf}, year={2026},\n"
	"  month=mar, volume={3}, pages={1--9}}\n"
	"@inproceedings{b, title={Two}, author={Bo Moss and Ada Fern✉}, booktitle={Bark},\n"
	"  editor={Cy Reed and Di Sedge and Ed Rush}, pages={4--6}, volume={2}, year={2025}}\n"
	"@misc{c, title={Three}, author={Bo Moss}, year={2025}}\n"
	"@misc{d, title={Four}, author={Bo Moss}, year={2024}}\n"
	"@misc{e, title={Five}, author={Cy Reed and Di Sedge and Ed Rush}, year={2024}}\n"
	"@misc{f, title={Six}, editor={Ada Fern}, year={2023}}\n";

/* The entry with a key, or NULL. */
static const DocNode *find_entry(const Folder *f, const char *key)
{
	const DocNode *root = f->site->home->doc->root;
	for (const DocNode *node = root; node != NULL; node = doc_next(node, root))
		if (node->kind == DOC_ENTRY && str_eq(node->as.entry.id, str_from(key)))
			return node;
	return NULL;
}

static Str entry_words(Folder *f, const char *key)
{
	const DocNode *entry = find_entry(f, key);
	return entry != NULL ? doc_plain_text(f->arena, entry) : S("");
}

static void test_languages(void)
{
	Folder f = FOLDER({"index.md", "---\nlang: de\n---\n{% bibliography %}"},
			  {"_config.yml", "scholar: {last_name: Fern, first_name: Ada}"},
			  {"_bibliography/papers.bib", shelf});
	CHECK(folder_read(&f) != NULL);
	CHECK(str_contains(entry_words(&f, "a"), S("Ada Fern und Bo Moss")));
	CHECK(str_contains(entry_words(&f, "a"), S("März 2026")));
	CHECK(str_contains(entry_words(&f, "b"),
			   S("Bd. 2, S. 4–6, hrsg. von Cy Reed, Di Sedge und Ed Rush")));
	CHECK(str_contains(entry_words(&f, "e"), S("Cy Reed, Di Sedge und Ed Rush")));
	CHECK(str_contains(entry_words(&f, "f"), S("Ada Fern (Hrsg.)")));
	CHECK(str_contains(page_words(&f, "/"), S("✉ Korrespondenzautor")));
	folder_free(&f);
}

/* Who is first author: an editor is none. */
static void test_first_author(void)
{
	static const char *const want[][2] = {
		{"a", "first"}, {"b", "other"}, {"c", "other"}, {"f", "other"}};
	Folder f = FOLDER({"index.md", "---\npermalink: /\n---\nHome"},
			  {"p.md", "---\n---\n{% bibliography %}"},
			  {"_config.yml", "scholar: {last_name: Fern, first_name: Ada}"},
			  {"_bibliography/papers.bib", shelf});
	CHECK(folder_read(&f) != NULL);
	f.site->home = site_find_page(f.site, S("/p.html"));
	for (size_t i = 0; i < sizeof want / sizeof *want; i++) {
		const DocNode *entry = find_entry(&f, want[i][0]);
		CHECK(entry != NULL && entry->traits->attrs != NULL);
		if (entry != NULL && entry->traits->attrs != NULL)
			CHECK_STR(attrs_get(entry->traits->attrs, S("data-author"), NULL),
				  str_from(want[i][1]));
	}
	CHECK(str_contains(page_words(&f, "/p.html"), S("✉ corresponding author")));
	folder_free(&f);
}

/* The page of an entry leads back to the list that shows the most, wherever that stands. */
static void test_way_back(void)
{
	Folder f = FOLDER({"index.md", "---\n---\n{% bibliography -q @book %}"},
			  {"works.md", "---\ntitle: All works\npermalink: /works/\n---\n"
				       "{% bibliography %}"},
			  {"_config.yml", "recto: {bibliography: {details: true}}"},
			  {"_bibliography/papers.bib", papers});
	CHECK(folder_read(&f) != NULL);
	CHECK(str_ends(page_words(&f, "/bibliography/moss25.html"), S("← All works")));
	const Page *page = site_find_page(f.site, S("/bibliography/moss25.html"));
	const DocNode *line = page != NULL && page->doc != NULL ? page->doc->root->last : NULL;
	CHECK(line != NULL && line->last->kind == DOC_LINK);
	if (line != NULL && line->last->kind == DOC_LINK)
		CHECK_STR(line->last->as.link.url, S("/works/#moss25"));
	folder_free(&f);
}

int main(void)
{
	test_variables();
	test_bibtex_tag();
	test_bib_page();
	test_own_name_in_boxes();
	test_languages();
	test_first_author();
	test_way_back();
	return check_report();
}
