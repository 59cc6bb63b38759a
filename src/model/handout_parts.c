/* What a card and a poster are made of: words of the person, texts and papers of the CV. */
#include "base/vec.h"
#include "model/doc_clone.h"
#include "model/handout.h"
#include "model/locale.h"

enum { PAPERS = 6 };

/* --- words --- */

typedef VEC(Str) Lines;

static void add_line(Arena *arena, Lines *lines, Str line)
{
	for (size_t i = 0; i < lines->len; i++)
		if (str_eq_nocase(lines->ptr[i], line))
			return;
	if (!str_is_blank(line))
		VEC_PUSH(arena, lines, line);
}

/* E-mail, the home page, then what can be typed: a name of a service cannot. */
static Lines contact_lines(const Site *site, Str address, Lines *unprinted)
{
	Lines lines = {0};
	const Profile *profile = site->profile;
	add_line(site->arena, &lines, profile->email);
	add_line(site->arena, &lines, address);
	for (size_t i = 0; i < profile->contact_count; i++) {
		const Contact *contact = &profile->contacts[i];
		bool typed = str_find_char(contact->text, '.', 0) != STR_NONE ||
			     str_starts(contact->text, S("+"));
		if (contact->print && !contact->is_cv && typed)
			add_line(site->arena, &lines, contact->text);
		else if (contact->print && !contact->is_cv)
			add_line(site->arena, unprinted, contact->text);
	}
	return lines;
}

HandoutWords handout_words(const Site *site)
{
	const Profile *profile = site->profile;
	Arena *arena = site->arena;
	Str home = handout_home(site);
	HandoutWords words = {.name = profile->name.len > 0 ? profile->name : site->title,
			      .native_name = profile->native_name,
			      .employer = profile->employer,
			      .photo = profile->photo_file};
	if (str_contains(words.name, words.native_name))
		words.native_name = S("");
	if (profile->headline != NULL)
		words.headline = doc_plain_text(arena, profile->headline);
	if (str_contains(words.headline, words.employer))
		words.employer = S("");
	if (home.len > 0) {
		const DocNode *code = handout_qr(arena, home, S(""));
		words.address = handout_address(arena, home);
		words.code = code != NULL ? code->as.image.file : S("");
		words.code_alt = code != NULL ? code->as.image.alt : S("");
	}
	Lines unprinted = {0}, lines = contact_lines(site, words.address, &unprinted);
	words.contacts = lines.ptr;
	words.contact_count = lines.len;
	words.unprinted = unprinted.ptr;
	words.unprinted_count = unprinted.len;
	return words;
}

/* --- papers --- */

static bool is_paper(const DocNode *node)
{
	return node->kind == DOC_ENTRY && node->audience != DOC_WEB_ONLY &&
	       (str_eq(node->traits->style, S("paper")) ||
		str_eq(node->traits->style, S("publication")));
}

static bool has_papers(const DocNode *top)
{
	for (const DocNode *node = top; node != NULL; node = doc_next(node, top))
		if (is_paper(node))
			return true;
	return false;
}

/* Where buttons stand on the page, paper has the address of the first. */
static void shorten_links(Arena *arena, DocNode *line)
{
	for (const DocNode *node = line; node != NULL; node = doc_next(node, line)) {
		if (node->kind != DOC_LINK || node->as.link.print_url.len == 0)
			continue;
		DocNode *link = doc_new(arena, DOC_LINK, node->span);
		link->as.link = node->as.link;
		Str address = handout_address(arena, node->as.link.print_url);
		doc_append(link, doc_new_text(arena, address, node->span));
		line->first = line->last = NULL;
		doc_append(line, link);
		return;
	}
}

/* Notes stand at the foot of pages that a poster has not. */
static void drop_notes(DocNode *top)
{
	for (DocNode *node = top; node != NULL; node = doc_next(node, top))
		if (node->kind == DOC_NOTE_REF) {
			node->kind = DOC_TEXT;
			node->as.text = S("");
		}
}

static DocNode *take_paper(Arena *arena, DocNode *entry)
{
	DocNode *paper = doc_clone(arena, entry);
	drop_notes(paper);
	for (DocNode *line = paper->first; line != NULL; line = line->next)
		if (str_eq(line->traits->style, S("links")))
			shorten_links(arena, line);
	return paper;
}

/* Those with a picture; when there are none, the first ones. */
static void find_papers(const Site *site, const Doc *cv, PosterParts *parts)
{
	VEC(DocNode *) papers = {0};
	for (int pictures = 1; pictures >= 0 && papers.len == 0; pictures--)
		for (DocNode *node = cv->root; node != NULL && papers.len < PAPERS;
		     node = doc_next(node, cv->root))
			if (is_paper(node) && (!pictures || node->as.entry.picture != NULL))
				VEC_PUSH(site->arena, &papers, take_paper(site->arena, node));
	for (DocNode *node = cv->root; node != NULL; node = doc_next(node, cv->root))
		parts->paper_total += is_paper(node);
	parts->papers = papers.ptr;
	parts->paper_count = papers.len;
	Str lang = cv->lang.len > 0 ? cv->lang : site->lang;
	Str title = locale_word(site->locales, lang, "selected_publications");
	if (title.len > 0 && title.ptr[0] >= 'a' && title.ptr[0] <= 'z') /* a heading of its own */
		title = str_format(site->arena, "%c%.*s", title.ptr[0] - 'a' + 'A',
				   STR_ARG(str_from_offset(title, 1)));
	parts->papers_title = title;
}

/* --- texts --- */

static Doc doc_around(Arena *arena, const Doc *cv)
{
	return (Doc){.root = doc_new(arena, DOC_ROOT, SPAN_NONE), .lang = cv->lang};
}

static bool is_about_research(const Site *site, const DocNode *section)
{
	const DocNode *heading = section->first;
	if (heading == NULL || heading->kind != DOC_HEADING)
		return false;
	Str title = str_lower(site->arena, doc_plain_text(site->arena, heading));
	return str_contains(title, S("research")) || str_contains(title, S("interest")) ||
	       str_contains(title, S("研究"));
}

/* What stands before the first section, then what is about research, then the rest, without papers.
 */
static void find_texts(const Site *site, Doc *cv, PosterParts *parts)
{
	typedef VEC(Doc) Docs;
	Docs texts[3] = {{0}};
	Doc lead = doc_around(site->arena, cv);
	for (DocNode *node = cv->root->first, *next; node != NULL; node = next) {
		next = node->next;
		if (node->kind == DOC_NOTES || node->audience == DOC_WEB_ONLY || has_papers(node))
			continue;
		drop_notes(node);
		doc_detach(node);
		if (node->kind != DOC_SECTION) {
			doc_append(lead.root, node);
			continue;
		}
		Doc doc = doc_around(site->arena, cv);
		doc_append(doc.root, node);
		VEC_PUSH(site->arena, &texts[is_about_research(site, node) ? 1 : 2], doc);
	}
	if (lead.root->first != NULL)
		VEC_PUSH(site->arena, &texts[0], lead);
	parts->text_needed = texts[0].len + texts[1].len;
	parts->texts = ARENA_ARRAY(site->arena, Doc, texts[0].len + texts[1].len + texts[2].len);
	for (int i = 0; i < 3; i++)
		for (size_t k = 0; k < texts[i].len; k++)
			parts->texts[parts->text_count++] = texts[i].ptr[k];
}

PosterParts handout_poster_parts(const Site *site, Doc *cv)
{
	PosterParts parts = {0};
	find_papers(site, cv, &parts);
	find_texts(site, cv, &parts);
	return parts;
}
