/* The CV: which document it is made of, and where the PDF goes. */
#include "base/file.h"
#include "base/url.h"
#include "model/doc_clone.h"
#include "model/site_parts.h"

/* --- where the PDF goes --- */

/* A path below the output folder of what a setting or link says; "" when it is no local PDF. */
static Str local_pdf(const Site *site, Str said, bool bare_is_asset)
{
	Str rest, path = url_decode(site->arena, url_path(str_trim(said), &rest));
	if (url_is_remote(path) || !str_ends_nocase(path, S(".pdf")))
		return S("");
	if (site->baseurl.len > 0 &&
	    str_starts(path, str_concat(site->arena, site->baseurl, S("/"))))
		path = str_from_offset(path, site->baseurl.len);
	bool bare = str_find_char(path, '/', 0) == STR_NONE;
	if (bare && bare_is_asset)
		path = str_concat(site->arena, S("assets/pdf/"), path);
	while (str_starts(path, S("/")))
		path = str_from_offset(path, 1);
	path = path_normalise(site->arena, path);
	return path_is_inside(site->arena, path) ? path : S("");
}

static bool says_cv(Str text)
{
	static const Str words[] = {STR_INIT("résumé"), STR_INIT("resume"), STR_INIT("vitae"),
				    STR_INIT("简历"), STR_INIT("履歷")};
	for (size_t i = 0; i < sizeof words / sizeof *words; i++)
		if (str_contains_nocase(text, words[i]))
			return true;
	/* "CV" as a word: not in CVPR */
	for (size_t at = 0; at + 2 <= text.len; at++) {
		bool word = str_eq_nocase(str_slice(text, at, at + 2), S("cv"));
		bool before = at == 0 || !char_is_alpha(text.ptr[at - 1]);
		if (word && before && (at + 2 == text.len || !char_is_alpha(text.ptr[at + 2])))
			return true;
	}
	return false;
}

/*
 * Whether a file is called as CVs are: "cv.pdf", "Ada_Byron_resume_2025.pdf". Besides the words for
 * a CV only those of the person's name, numbers and short words may stand in it:
 * "resume-ranking.pdf" is a paper.
 */
static bool is_cv_file(const Site *site, Str path)
{
	static const Str usual[] = {STR_INIT("curriculum"), STR_INIT("academic"),
				    STR_INIT("industry"),   STR_INIT("short"),
				    STR_INIT("full"),	    STR_INIT("long"),
				    STR_INIT("latest"),	    STR_INIT("english"),
				    STR_INIT("chinese"),    STR_INIT("website")};
	Str name = path_name(path), owner = site->profile->name;
	name.len -= path_extension(name).len;
	if (!says_cv(name))
		return false;
	for (size_t from = 0, i = 0; i <= name.len; i++) {
		if (i < name.len &&
		    (char_is_alpha(name.ptr[i]) || (unsigned char)name.ptr[i] >= 0x80))
			continue;
		Str word = str_slice(name, from, i);
		from = i + 1;
		bool says = str_starts_nocase(word, S("resume")) || str_ends(word, S("Resume")) ||
			    (says_cv(word) && !str_contains_nocase(word, S("resume")));
		bool known = word.len <= 3 || says || str_contains_nocase(owner, word);
		for (size_t k = 0; k < sizeof usual / sizeof *usual && !known; k++)
			known = str_eq_nocase(word, usual[k]);
		if (!known)
			return false;
	}
	return true;
}

/* A link in a publication leads to the paper, whatever it is called. */
static bool is_in_entry(const DocNode *node)
{
	for (; node != NULL; node = node->parent)
		if (node->kind == DOC_ENTRY)
			return true;
	return false;
}

static Str linked_pdf(const Site *site, const Page *page)
{
	const DocNode *root = page != NULL && page->doc != NULL ? page->doc->root : NULL;
	for (const DocNode *node = root; node != NULL; node = doc_next(node, root)) {
		if (node->kind != DOC_LINK || is_in_entry(node))
			continue;
		Str path = local_pdf(site, node->as.link.url, false);
		if (path.len > 0 &&
		    (says_cv(doc_plain_text(site->arena, node)) || is_cv_file(site, path)))
			return path;
	}
	return S("");
}

static Str contact_pdf(const Site *site)
{
	for (size_t i = 0; i < site->profile->contact_count; i++)
		if (site->profile->contacts[i].is_cv)
			return local_pdf(site, site->profile->contacts[i].url, true);
	return S("");
}

/* `recto.cv.output`; an error when it leads out of the output folder. */
static Str configured_pdf(const Site *site, Diags *diags)
{
	const Value *value = value_path(site->config, S("recto.cv.output"));
	Str said = str_trim(value_str(site->arena, value)), path = said;
	if (said.len == 0 && value->kind != VALUE_LIST && value->kind != VALUE_MAP)
		return S("");
	while (str_starts(path, S("/")))
		path = str_from_offset(path, 1);
	path = path_normalise(site->arena, path);
	if (path_is_inside(site->arena, path) && str_ends_nocase(path, S(".pdf")))
		return path;
	diag_error(diags, value->span, S("write a path such as assets/pdf/cv.pdf"),
		   "recto.cv.output \"%.*s\" is no PDF below the output folder [cv-output]",
		   STR_ARG(said));
	return S("");
}

/* An asset in the place of the CV is not copied. */
static void drop_asset(Site *site, Diags *diags)
{
	size_t kept = 0;
	for (size_t i = 0; i < site->asset_count; i++) {
		if (!str_eq(site->assets[i].path, site->cv_output))
			site->assets[kept++] = site->assets[i];
		else
			diag_note(diags, SPAN_NONE,
				  S("set recto.cv.output to write the PDF to another place"),
				  "the PDF is written in the place of the site's own %.*s "
				  "[cv-replaces]",
				  STR_ARG(site->cv_output));
	}
	site->asset_count = site->parts->assets.len = kept;
}

void site_find_cv_output(Site *site, Diags *diags)
{
	Str path = configured_pdf(site, diags);
	if (path.len == 0 && site->cv_page != NULL)
		path = local_pdf(
			site, value_str(site->arena, value_get(site->cv_page->front, S("cv_pdf"))),
			true);
	if (path.len == 0)
		path = contact_pdf(site);
	if (path.len == 0)
		path = linked_pdf(site, site->home);
	if (path.len == 0)
		path = linked_pdf(site, site->cv_page);
	site->cv_output = path.len > 0 ? path : S("cv.pdf");
	drop_asset(site, diags);
	site_find_variants(site, diags);
}

/* --- what is on it --- */

static bool is_left_out(const Site *site, const DocNode *original)
{
	const SiteParts *parts = site->parts;
	return original->audience == DOC_WEB_ONLY || original == parts->header_name ||
	       original == parts->header_contact || original == parts->header_photo ||
	       cv_is_bare_section(site, original);
}

/* Copies children, or takes them when no page will be written; header parts and what is for the web
 * only stay behind. */
static void copy_parts(Site *site, DocNode *to, DocNode *from)
{
	for (DocNode *child = from->first, *next; child != NULL; child = next) {
		next = child->next;
		if (child == site->parts->cv_first) { /* the CV itself, on its page */
			next = site->parts->cv_last->next;
			continue;
		}
		if (is_left_out(site, child))
			continue;
		if (child->kind != DOC_SECTION && child->kind != DOC_BLOCK) {
			if (site->options->paper_only)
				doc_detach(child);
			doc_append(to, site->options->paper_only ? child
								 : doc_clone(site->arena, child));
			continue;
		}
		bool opened = child->kind == DOC_SECTION && child->first != NULL &&
			      child->first == site->parts->header_name;
		DocNode *part = to; /* the section of the person's name is the whole document */
		if (!opened) {
			part = doc_clone_alone(site->arena, child);
			doc_append(to, part);
		}
		copy_parts(site, part, child);
	}
}

/* Within entries and lists too. */
static void drop_web_only(DocNode *parent)
{
	for (DocNode *child = parent->first, *next; child != NULL; child = next) {
		next = child->next;
		if (child->audience == DOC_WEB_ONLY)
			doc_detach(child);
		else
			drop_web_only(child);
	}
}

static int notes_last(const DocNode *notes)
{
	return notes->last != NULL ? notes->last->as.note.number : 0;
}

/* Notes of a second page are numbered after those of the first. */
static void notes_renumber(DocNode *from, const DocNode *root, int offset)
{
	for (DocNode *node = from; offset > 0 && node != NULL; node = doc_next(node, root))
		if (node->kind == DOC_NOTE || node->kind == DOC_NOTE_REF)
			node->as.note.number += offset;
}

static void add_page(Site *site, DocNode *root, DocNode *notes, const Page *page)
{
	if (page->doc == NULL)
		return;
	DocNode *before = root->last;
	copy_parts(site, root, page->doc->root);
	notes_renumber(before != NULL ? before->next : root->first, root, notes_last(notes));
	/* notes come last, those of all pages together */
	DocNode *own = root->first;
	while (own != NULL && own->kind != DOC_NOTES)
		own = doc_next(own, root);
	if (own == NULL)
		return;
	DocNode *around = own->parent;
	doc_detach(own);
	doc_adopt(notes, own);
	if (around->kind == DOC_SECTION && around->first == around->last) /* a heading for them */
		doc_detach(around);
}

/* Whether it stands among what the CV's page shows of the home page. */
static bool is_composed(const Site *site, const DocNode *top)
{
	const SiteParts *parts = site->parts;
	for (const DocNode *node = parts->cv_first; node != NULL; node = node->next) {
		if (node == top)
			return true;
		if (node == parts->cv_last)
			return false;
	}
	return false;
}

SitePlace site_place(const Site *site, const Page *page, const DocNode *node)
{
	const SiteParts *parts = site->parts;
	bool data = false;
	for (size_t i = 0; i < parts->resumes.len; i++)
		data = data || parts->resumes.entries[i].value != NULL;
	for (const DocNode *top = node; top != NULL; top = top->parent)
		if (is_composed(site, top))
			return (SitePlace){true, false, true, "the CV, made of the home page", ""};
		else if (top->audience == DOC_WEB_ONLY && str_eq(top->traits->tag, S("details")))
			return (SitePlace){true, false, false, "it folds out there", ""};
		else if (top->audience == DOC_WEB_ONLY && str_eq(top->traits->style, S("contact")))
			return (SitePlace){true, false, false,
					   "the header of the CV has contacts of its own", ""};
		else if (top->audience == DOC_WEB_ONLY)
			return (SitePlace){true, false, false, "marked as for the page only",
					   "take the class away"};
		else if (top->audience == DOC_CV_ONLY)
			return (SitePlace){false, true, false, "marked as for the CV only",
					   "take the class away"};
	if (node == parts->header_name || node == parts->header_contact ||
	    node == parts->header_photo)
		return (SitePlace){true, true, false, "in the header of the CV", ""};
	for (const DocNode *top = node; top != NULL; top = top->parent)
		if (cv_is_bare_section(site, top))
			return (SitePlace){true, false, false, "nothing below it can be printed",
					   ""};
	if (page == site->cv_page)
		return (SitePlace){true, true, false, "", ""};
	if (page != site->home || parts->cv_whole)
		return (SitePlace){true, false, false, "the CV is made of other pages", ""};
	if (data)
		return (SitePlace){true, false, false, "the CV is made of CV data",
				   "recto.cv.data: false"};
	return (SitePlace){true, true, false, "", ""};
}

/* A document without anything in it but notes to come. */
static Doc *new_doc(Site *site)
{
	Doc *doc = ARENA_NEW(site->arena, Doc);
	Span span = source_span(site->home->source, site->home->body, site->home->source->text.len);
	doc->notes = doc_new(site->arena, DOC_NOTES, span);
	doc->root = doc_new(site->arena, DOC_ROOT, span);
	doc->lang = site->home->lang;
	return doc;
}

static void add_notes(Doc *doc)
{
	if (doc->notes->first != NULL)
		doc_append(doc->root, doc->notes);
	else
		doc->notes = NULL;
}

Doc *site_home_doc(Site *site, int notes, Diags *diags)
{
	Doc *doc = new_doc(site);
	add_page(site, doc->root, doc->notes, site->home);
	drop_web_only(doc->root);
	site_arrange_cv(site, doc->root, diags);
	site_order_sections(site, doc->root, diags);
	add_notes(doc);
	notes_renumber(doc->root->first, doc->root, notes);
	return doc;
}

static void add_pages(Site *site, Doc *doc, const Resume *resume, Diags *diags)
{
	const Page *home = site->home, *page = site->cv_page;
	/* the own words of the CV's page come first where it shows the home page's, as there */
	bool first = resume == NULL && page != NULL && site_composes_cv(site);
	if (first)
		add_page(site, doc->root, doc->notes, page);
	if (resume == NULL && !site->parts->cv_whole)
		add_page(site, doc->root, doc->notes, home);
	if (!first && page != NULL && (resume != NULL || page != home))
		add_page(site, doc->root, doc->notes, page);
	if (page == NULL && resume != NULL)
		doc_adopt(doc->root, site_resume_blocks(site, home, resume, diags));
}

/* The first text of a heading; NULL when it does not begin with text. */
static DocNode *opening_text(DocNode *heading)
{
	DocNode *node = heading->first;
	while (node != NULL && node->kind != DOC_TEXT)
		node = node->first;
	return node != NULL && node->as.text.len > 0 ? node : NULL;
}

static bool is_small_letter(char c)
{
	return c >= 'a' && c <= 'z';
}

/*
 * Heads that al-folio's layouts add ("news") are in lower case, as its pages have them. On paper
 * they begin with a capital, unless the author's own heads do not either.
 */
static void capitalise_added(Site *site, DocNode *root)
{
	DocNode *text;
	for (DocNode *node = root; node != NULL; node = doc_next(node, root)) {
		bool own = node->kind == DOC_HEADING && !node->as.heading.added;
		if (own && (text = opening_text(node)) != NULL &&
		    is_small_letter(text->as.text.ptr[0]))
			return;
	}
	for (DocNode *node = root; node != NULL; node = doc_next(node, root)) {
		if (node->kind != DOC_HEADING || !node->as.heading.added ||
		    (text = opening_text(node)) == NULL || !is_small_letter(text->as.text.ptr[0]))
			continue;
		char first = (char)(text->as.text.ptr[0] - 'a' + 'A');
		text->as.text = str_concat(site->arena, (Str){&first, 1},
					   str_from_offset(text->as.text, 1));
	}
}

Doc *site_cv_doc(Site *site, Diags *diags)
{
	const Resume *resume = site_resume(site, site->home, diags);
	Doc *doc = new_doc(site);
	add_pages(site, doc, resume, diags);
	drop_web_only(doc->root);
	capitalise_added(site, doc->root);
	if (resume == NULL && site_composes_cv(site))
		site_arrange_cv(site, doc->root, diags);
	if (site->variant != NULL)
		site_filter_variant(site, doc->root);
	site_order_sections(site, doc->root, diags);
	add_notes(doc);
	site_settle_citations(site, doc->root);
	return doc;
}
