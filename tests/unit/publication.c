/* publication: entries of a bibliography as they stand on page and paper, and which of them a query
 * picks. */
#include "site_folder.h"

#include "model/publication_form.h"

static const char papers[] =
	"@string{jcs = {Journal of Cold Science}}\n"
	"@article{snow, title={The {Arctic} Sn\\\"ow}, author={Zhang, Wei and Byron*, Ada and {The "
	"Ice Group}},\n"
	"  journal=jcs, year=2021, month=mar, volume=3, abbr={JCS}, doi={10.1/x}, "
	"arxiv={2101.00001}, pdf={snow.pdf},\n"
	"  selected={true}, abstract={It is cold.}, bibtex_show={true}, preview={snow.png}, "
	"award={Best Paper}}\n"
	"@inproceedings{hail, title={Hail}, author={Byron, Ada and others}, booktitle={Proc. Ice}, "
	"year={2019}}\n"
	"@phdthesis{melt, title={Melting}, author={Zhang, W.}, school={Uni Bern}, year={2022}}\n"
	"@book{frost, title={Frost}, editor={de la Cruz, Juan}, publisher={Cold Press,}, "
	"year={2021}}\n";

typedef struct {
	Arena *arena;
	Publication items[8];
	size_t count;
} List;

static List read_list(Arena *arena)
{
	static Sources sources;
	List list = {.arena = arena};
	Diags diags = diags_in(arena);
	sources = sources_in(arena);
	Bib bib;
	CHECK(bib_parse(arena, source_add(&sources, S("p.bib"), str_from(papers), &diags), &diags,
			&bib));
	for (list.count = 0; list.count < bib.count && list.count < 8; list.count++)
		publication_read(arena, &bib.entries[list.count], &list.items[list.count]);
	return list;
}

static void check_query(const List *list, const char *query, const char *want)
{
	Buf keys = buf_in(list->arena);
	for (size_t i = 0; i < list->count; i++)
		if (publication_matches(list->arena, &list->items[i], str_from(query)))
			buf_add_format(&keys, "%.*s ", STR_ARG(list->items[i].entry->key));
	CHECK_STR(str_trim(buf_str(&keys)), str_from(want));
}

static void test_queries(const List *list)
{
	check_query(list, "", "snow hail melt frost");
	check_query(list, "@*", "snow hail melt frost");
	check_query(list, "@*[selected=true]*", "snow");
	check_query(list, "@article", "snow");
	check_query(list, "!@article", "hail melt frost");
	/* as bibtex-ruby has it: any selector will do */
	check_query(list, "!@article, !@book", "snow hail melt frost");
	check_query(list, "!@article[year=2021]", "frost");
	check_query(list, "@article, @book", "snow frost");
	check_query(list, "@*[year>=2021]", "snow melt frost");
	check_query(list, "@*[year<2021]", "hail");
	check_query(list, "@*[year=2021 && selected != true]", "frost");
	check_query(list, "@*[year=2019 || school]", "hail melt");
	check_query(list, "@*[journal^=Journal]", "snow");
	check_query(list, "@*[author ^= Byron, type=inproceedings]", "hail");
	check_query(list, "@*[key=melt]", "melt");
	check_query(list, "@*[title ~= ^(H|M)]", "hail melt");
	check_query(list, "@*[title ~= (]", "");
	check_query(list, "@*[author ~= \\bAda\\b && year ~= 20\\d9]", "hail");
	check_query(list, "/booktitle *=/", "hail");
	check_query(list, "melt", "melt");
	check_query(list, "@*[", "snow hail melt frost");
	check_query(list, "@*[author^Byron]", "");
	check_query(list, "@*[year=>2020]", "");
	check_query(list, "@*[title*=Snow, year=2021]", "");
}

static void check_fault(const char *query, const char *want)
{
	const char *hint = "";
	CHECK_STR(publication_query_fault(str_from(query), &hint), str_from(want));
}

static void test_query_faults(void)
{
	check_fault("", "");
	check_fault("melt", "");
	check_fault("@*[selected=true]*", "");
	check_fault("!@book[year>=2021 && doi || title ~= ^(H|M), author^=Li]", "");
	check_fault("/booktitle *=/", "");
	check_fault("@article[year=2021], @book[author^Byron]", "author^Byron");
	check_fault("@*[year=>2020 || doi]", "year=>2020");
	check_fault("@*[title *= Snow]", "title *= Snow");
	check_fault("@*[year=2020", "year=2020");
	check_fault("selected=true", "selected=true");
}

/* "style: text" of each block. */
static Str lines_of(Arena *arena, const DocNode *entry)
{
	Buf out = buf_in(arena);
	for (const DocNode *node = entry->first; node != NULL; node = node->next)
		buf_add_format(&out, "%.*s: %.*s\n",
			       STR_ARG(node->traits->style.len > 0 ? node->traits->style
								   : node->traits->tag),
			       STR_ARG(str_trim(doc_plain_text(arena, node))));
	return buf_str(&out);
}

static void test_entries(const List *list)
{
	Arena *arena = list->arena;
	Str last[] = {S("Zhang")}, first[] = {S("Wei"), S("W.")};
	PublicationStyle style = {.last_names = last,
				  .first_names = first,
				  .last_count = 1,
				  .first_count = 2,
				  .coauthors = value_nil(),
				  .venues = value_nil(),
				  .hidden = value_nil()};
	DocNode *snow = publication_entry(arena, &list->items[0], &style);
	CHECK(str_starts(
		lines_of(arena, snow),
		S("title: The Arctic Snöw\nauthors: Wei Zhang, Ada Byron*, and The Ice Group\n"
		  "venue: Journal of Cold Science 3, Mar 2021\naward: Best Paper\n"
		  "div: Abs It is cold. Bib @article{snow,")));
	CHECK(str_ends(lines_of(arena, snow),
		       S("}\nDOIdoi:10.1/x  · arXivarXiv:2101.00001  · PDF\n")));
	CHECK_STR(snow->as.entry.id, S("snow"));
	CHECK_STR(doc_plain_text(arena, snow->as.entry.badge), S("JCS"));
	CHECK_STR(snow->as.entry.picture->as.image.url,
		  S("/assets/img/publication_preview/snow.png"));
	DocNode *authors = snow->first->next;
	CHECK(authors->first->kind == DOC_STRONG && authors->first->next->kind == DOC_TEXT);
	CHECK_STR(doc_plain_text(arena, authors->first), S("Wei Zhang"));
	CHECK(snow->last->first->audience == DOC_WEB_ONLY &&
	      str_contains(doc_plain_text(arena, snow->last),
			   S("journal = {Journal of Cold Science}")));
	CHECK_STR(lines_of(arena, publication_entry(arena, &list->items[1], &style)),
		  S("title: Hail\nauthors: Ada Byron and others\nvenue: In Proc. Ice, 2019\n"));
	DocNode *melt = publication_entry(arena, &list->items[2], &style);
	CHECK_STR(lines_of(arena, melt),
		  S("title: Melting\nauthors: W. Zhang\nvenue: Uni Bern, PhD thesis, 2022\n"));
	CHECK(melt->first->next->first->kind == DOC_STRONG && melt->as.entry.aside == NULL);
	CHECK_STR(lines_of(arena, publication_entry(arena, &list->items[3], &style)),
		  S("title: Frost\nauthors: Juan de la Cruz (ed.)\nvenue: Cold Press, 2021\n"));
}

/* In a site: groups by year, the own name, the entry's PDF, coauthors, citations. */
static void test_site(void)
{
	Folder f = FOLDER(
		{"index.md", "---\nlayout: about\nselected_papers: true\n---\nText.\n"},
		{"pubs.md", "---\npermalink: /publications/\n---\n{% bibliography %}\n\nSee {% "
			    "cite hail melt %}.\n\n"
			    "{% bibliography_count -q @book %} book\n"},
		{"_bibliography/papers.bib", papers}, {"assets/pdf/snow.pdf", "%PDF"},
		{"_data/coauthors.yml",
		 "\"byron\":\n  - firstname: [\"Ada\", \"A.\"]\n    url: https://ada.example/\n"},
		{"_data/venues.yml",
		 "\"JCS\":\n  url: https://jcs.example/\n  color: \"#00369f\"\n"},
		{"_config.yml", "first_name: Wei\nlast_name: Zhang\nscholar:\n  last_name: "
				"[Zhang]\n  first_name: [Wei, W.]\n"
				"  group_by: year\n  group_order: descending\n"});
	CHECK(folder_read(&f) != NULL && f.read);
	Str text = folder_text(&f, "pubs.md");
	size_t a = str_find(text, S("2022 Melting"), 0), b = str_find(text, S("2021 JCS"), 0),
	       c = str_find(text, S("2019 Hail"), 0);
	CHECK(a != STR_NONE && b != STR_NONE && c != STR_NONE && a < b && b < c);
	CHECK(str_contains(text, S("See (Byron et al., 2019; Zhang, 2022).")) ||
	      str_contains(text, S("See (Byron & ")));
	CHECK(str_contains(text, S("1 book")));
	CHECK(str_contains(folder_text(&f, "index.md"), S("Text. selected publications JCS")));
	CHECK(folder_says(&f, "_bibliography/papers.bib:4:73: warning: the picture "
			      "/assets/img/publication_preview/snow.png is not there"));
	CHECK(f.diags.warnings == 1);
	Doc *cv = site_cv_doc(f.site, &f.diags);
	CHECK(!str_contains(doc_plain_text(f.arena, cv->root), S("It is cold")));
	size_t coauthors = 0, venues = 0;
	for (DocNode *node = cv->root; node != NULL; node = doc_next(node, cv->root)) {
		coauthors += node->kind == DOC_LINK &&
			     str_eq(node->as.link.print_url, S("https://ada.example/"));
		venues += node->kind == DOC_LINK &&
			  str_eq(node->as.link.print_url, S("https://jcs.example/"));
	}
	CHECK(coauthors == 1 && venues == 1);
	folder_free(&f);
}

/* References by the four forms, and what names a form. */
static void test_forms(const List *list)
{
	static const struct {
		const char *style, *want;
	} cases[] = {
		{"apa", "Zhang, W., Byron, A.*, & The Ice Group. (2021). The Arctic Snöw. Journal "
			"of Cold Science, 3. "
			"https://doi.org/10.1/x"},
		{"ieee.csl", "W. Zhang, A. Byron*, and The Ice Group, “The Arctic Snöw,” Journal "
			     "of Cold Science, "
			     "vol. 3, Mar. 2021, doi: 10.1/x."},
		{"association-for-computing-machinery",
		 "Wei Zhang, Ada Byron*, and The Ice Group. 2021. The Arctic Snöw. Journal of Cold "
		 "Science 3 (March "
		 "2021). https://doi.org/10.1/x"},
		{"chicago-author-date",
		 "Zhang, Wei, Ada Byron*, and The Ice Group. 2021. “The Arctic Snöw.” Journal "
		 "of Cold Science 3. https://doi.org/10.1/x"},
		{"modern-language-association",
		 "Zhang, Wei, Ada Byron*, and The Ice Group. 2021. “The Arctic "
		 "Snöw.” Journal of Cold Science 3. https://doi.org/10.1/x"},
	};
	Arena *arena = list->arena;
	PublicationStyle style = {
		.coauthors = value_nil(), .venues = value_nil(), .hidden = value_nil()};
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		bool exact;
		PublicationForm *form = publication_form(arena, str_from(cases[i].style), &exact);
		DocNode *root = doc_new(arena, DOC_ROOT, SPAN_NONE);
		publication_add_reference(arena, root, &list->items[0], &style, form);
		CHECK_STR(doc_plain_text(arena, root), str_from(cases[i].want));
		CHECK(exact == (i < 4));
	}
}

static void check_list(Str text, const char *const *words, size_t count)
{
	size_t at = 0;
	for (size_t i = 0; i < count; i++) {
		size_t found = str_find(text, str_from(words[i]), at);
		CHECK(found != STR_NONE);
		at = found != STR_NONE ? found : at;
	}
}

/* Options of the tags: groups, orders, only what is cited, doubles, files, styles. */
static void test_options(void)
{
	Folder f =
		FOLDER({"index.md",
			"{% cite melt -l 2-3 %} {% cite hail --style ieee %} {% nocite snow %}\n\n"
			"{% bibliography --cited --style apa --prefix a %}\n\n"
			"{% bibliography -f more|papers -g type -O book,article %}\n\n"
			"{% bibliography -q @*[author~=\\bByron\\b] -g none --max 1 %}\n\n"
			"Count: {% bibliography_count -f more -f papers -r title %}. "
			"{% details_link frost --text See it all %} {% cite nobody %}\n\n"
			"{% quote hail %}\nIt fell.\n{% endquote %}\n"},
		       {"_bibliography/papers.bib", papers},
		       {"_bibliography/more.bib",
			"@article{snow2, title={The Arctic Sn\\\"ow}, year={2020}}\n"},
		       {"_config.yml", "scholar:\n  sort_by: year\n  order: descending\n"});
	CHECK(folder_read(&f) != NULL && f.read);
	Str text = folder_text(&f, "index.md");
	static const char *const words[] = {"(Zhang, 2022, pp. 2-3)",
					    "[2]",
					    "Zhang, W. (2022). Melting [PhD thesis, Uni Bern].",
					    "Zhang, W., Byron, A.*, & The Ice Group. (2021)",
					    "(2019). Hail",
					    "Books",
					    "Frost",
					    "Journal Articles",
					    "The Arctic Snöw",
					    "Conference Articles",
					    "Theses",
					    "The Arctic Snöw",
					    "Count: 4.",
					    "See it all (missing reference)",
					    "It fell. (Byron et al., 2019)"};
	check_list(text, words, sizeof words / sizeof *words);
	CHECK(folder_says(
		&f, "index.md:9:104: warning: no entry \"nobody\" in _bibliography/papers.bib"));
	folder_free(&f);
}

/* Accents, initials, marks, the limit of authors, what stands in a book by its crossref. */
static void test_people(Arena *arena)
{
	static const char text[] =
		"@inproceedings{a, author={M\\\"uller$^{*}$, Zo{\\\"e} M. and Bo*\\dag, A. and C D "
		"and E F}, "
		"title={On \\emph{Ice} and H\\textsubscript{2}O}, crossref=p, pages={1-9}}\n"
		"@proceedings{p, title={Cold Papers}, editor={Ed Ito}, year=2020, "
		"publisher={Press}}\n"
		"@article{b, author={花子 and 山田 太郎 and Muller, Z.}, title={T}, journal={J}, "
		"number=4}\n";
	Sources sources = sources_in(arena);
	Diags diags = diags_in(arena);
	Bib bib;
	Publication items[3];
	CHECK(bib_parse(arena, source_add(&sources, S("p.bib"), str_from(text), &diags), &diags,
			&bib));
	CHECK(bib.count == 3);
	for (size_t i = 0; i < 3; i++)
		publication_read(arena, &bib.entries[i], &items[i]);
	Str last[] = {S("Müller")}, first[] = {S("Zoë")};
	PublicationStyle style = {.last_names = last,
				  .first_names = first,
				  .last_count = 1,
				  .first_count = 1,
				  .author_limit = 2,
				  .coauthors = value_nil(),
				  .venues = value_nil(),
				  .hidden = value_nil()};
	DocNode *entry = publication_entry(arena, &items[0], &style);
	CHECK_STR(lines_of(arena, entry),
		  S("title: On Ice and H2O\nauthors: Zoë M. Müller*, A. Bo*† and 2 more authors, C "
		    "D, and E F\n"
		    "venue: In Cold Papers, pp. 1–9, edited by Ed Ito, Press, 2020\n"));
	CHECK(entry->first->first->next->kind == DOC_EMPH);
	DocNode *authors = entry->first->next;
	CHECK(authors->first->kind == DOC_STRONG);
	CHECK_STR(publication_marks(arena, &items[0].authors[1]), S("*†"));
	CHECK(publication_is_own(arena, &items[2].authors[2], &style));
	CHECK(!publication_is_own(arena, &items[0].authors[1], &style));
	CHECK_STR(lines_of(arena, publication_entry(arena, &items[2], &style)),
		  S("title: T\nauthors: 花子, 山田太郎 and 1 more author, and Z. Muller\nvenue: J, "
		    "no. 4\n"));
}

/* A page of all: filters, the file to download, the legend of marks. */
static void test_page(void)
{
	static const char many[] =
		"@article{a, title={A}, author={B*, C and D*, E}, year=2020, journal={J}}\n"
		"@article{b, title={B}, year=2020}\n@book{c, title={C}, year=2019}\n"
		"@misc{d, title={D}, year=2019}\n@misc{e, title={E}, year=2018}\n@misc{f, "
		"title={F}, year=2018}\n";
	Folder f = FOLDER({"index.md", "---\n---\nHome.\n"},
			  {"pubs.md", "---\npermalink: /publications/\n---\n{% bibliography %}\n"},
			  {"_bibliography/papers.bib", many},
			  {"_config.yml", "name: A B\nscholar:\n  group_by: year\n"});
	CHECK(folder_read(&f) != NULL && f.read);
	const Page *page = NULL;
	for (size_t i = 0; i < f.site->page_count; i++)
		if (str_eq(f.site->pages[i]->path, S("pubs.md")))
			page = f.site->pages[i];
	CHECK(page != NULL && page->paper_count == 6);
	DocNode *form = page->doc->root->first;
	while (form != NULL && !str_eq(form->traits->tag, S("form")))
		form = doc_next(form, page->doc->root);
	CHECK(form != NULL && form->audience == DOC_WEB_ONLY && form->first->kind == DOC_RAW);
	CHECK(str_contains(form->first->as.text, S("id=\"year-2019\"")) &&
	      str_contains(form->first->as.text, S("Journal Articles <small>2</small>")));
	const DocNode *rules = form->first->next;
	CHECK(rules->kind == DOC_RAW && str_eq(rules->traits->style, S("rules")) &&
	      str_contains(rules->as.text, S(":not([data-type~=\"misc\"]){display:none}")));
	CHECK(str_contains(folder_text(&f, "pubs.md"), S("BibTeX* equal contribution")) ||
	      str_contains(folder_text(&f, "pubs.md"), S("BibTeX * equal contribution")));
	bool copied = false;
	for (size_t i = 0; i < f.site->asset_count; i++)
		copied = copied ||
			 str_eq(f.site->assets[i].path, S("assets/bibliography/papers.bib"));
	CHECK(copied);
	CHECK(f.diags.warnings == 0);
	folder_free(&f);
}

/* What biblatex has beside BibTeX's fields. */
static void test_biblatex(Arena *arena)
{
	static const char text[] =
		"@thesis{a, title={Ice}, subtitle={A Study}, author={Byron, Ada}, "
		"type={mathesis},\n"
		"  institution={Uni Bern}, date={2001-05}}\n"
		"@software{b, title={icekit}, author={Byron, Ada}, version={2.1}, "
		"publisher={Shelf},\n"
		"  year=2022, addendum={Mirrored.}, additional_info={. *More* of it}}\n"
		"@patent{c, title={Sledge}, author={Byron, Ada}, type={patenteu}, number={EP 12},\n"
		"  holder={Ice Works}, date={2019-02}}\n"
		"@article{d, title={Why?}, subtitle={Because}, author={Byron, Ada}, "
		"journal={Snow},\n"
		"  volume=2, articleno={7}, pubstate={inpress}, year=2025}\n"
		"@article{e, title={Sleet}, author={Byron, Ada}, journal={Snow}, pages={12-–24},\n"
		"  year=2024}\n";
	static const char *const want[] = {
		"title: Ice: A Study\nauthors: Ada Byron\nvenue: Uni Bern, Master’s thesis, May "
		"2001\n",
		"title: icekit\nauthors: Ada Byron\nvenue: Shelf, v2.1, 2022\nnote: Mirrored.\n"
		"note: *More* of it\n",
		"title: Sledge\nauthors: Ada Byron\nvenue: European patent, no. EP 12, Ice Works, "
		"Feb 2019\n",
		"title: Why? Because\nauthors: Ada Byron\nvenue: Snow 2, Article 7, in press, "
		"2025\n",
		"title: Sleet\nauthors: Ada Byron\nvenue: Snow, 12–24, 2024\n"};
	Diags diags = diags_in(arena);
	Sources sources = sources_in(arena);
	Bib bib;
	PublicationStyle style = {
		.coauthors = value_nil(), .venues = value_nil(), .hidden = value_nil()};
	CHECK(bib_parse(arena, source_add(&sources, S("p.bib"), str_from(text), &diags), &diags,
			&bib));
	CHECK(bib.count == 5);
	for (size_t i = 0; i < bib.count && i < 5; i++) {
		Publication p;
		publication_read(arena, &bib.entries[i], &p);
		CHECK_STR(lines_of(arena, publication_entry(arena, &p, &style)), str_from(want[i]));
	}
}

int main(void)
{
	Arena *arena = arena_new(NULL);
	List list = read_list(arena);
	CHECK(list.count == 4);
	test_queries(&list);
	test_query_faults();
	test_biblatex(arena);
	test_entries(&list);
	test_forms(&list);
	test_options();
	test_page();
	test_people(arena);
	test_site();
	arena_free(arena);
	return check_report();
}
