/*
 * Publications of CV data and of the bibliography together: an entry of the bibliography takes the
 * place of the data's entry of the same title, in whichever section that is. The others join the
 * one section that is for all publications; where the data has none, a section of their own.
 */
#include "model/resume_doc.h"

#include <limits.h>
#include <stdlib.h>

/* Letters and digits of a title, to know it again. */
static Str title_key(Arena *arena, Str title)
{
	Buf out = buf_in(arena);
	bool tag = false;
	for (size_t i = 0; i < title.len; i++) {
		char c = title.ptr[i];
		tag = c == '<' || (tag && c != '>');
		if (!tag && ((unsigned char)c >= 0x80 || char_is_alnum(c)))
			buf_add_char(&out, char_lower(c));
	}
	return buf_str(&out);
}

/* The site's bibliography where a page shows it; `recto.cv.publications: selected` or `none`. */
static DocNode *bibliography(Site *site, const Page *page, Diags *diags)
{
	Str which = site_setting(site, S("recto.cv.publications"));
	if (site->bib.count == 0 || str_eq(which, S("none")) || str_eq(which, S("false")))
		return NULL;
	SiteReader reader = {.site = site, .page = (Page *)page, .diags = diags};
	Ast *element = ast_new(site->arena, AST_ELEMENT, SPAN_NONE);
	element->as.element.tag = S("recto-bibliography");
	attrs_set(site->arena, &element->attrs, S("group_by"), S("none"));
	attrs_set(site->arena, &element->attrs, S("query"),
		  str_eq(which, S("selected")) ? S("@*[selected=true]") : S("@*"));
	return site_bibliography(&reader, element);
}

static bool has_link(const DocNode *top, Str url)
{
	for (const DocNode *node = top; node != NULL; node = doc_next(node, top))
		if (node->kind == DOC_LINK && str_eq(node->as.link.url, url))
			return true;
	return false;
}

/* What the data says of a paper beyond its bibliography entry: summary, highlights, address. */
static void add_own(const ResumeMaker *maker, DocNode *node, const ResumeEntry *entry)
{
	static const ResumeField said[] = {FIELD_TITLE, FIELD_AUTHORS, FIELD_ORGANISATION,
					   FIELD_DOI,	FIELD_TYPE,    FIELD_DATE};
	ResumeEntry rest = *entry;
	Arena *arena = maker->site->arena;
	Str url = resume_url(arena, entry->fields[FIELD_URL]);
	Str doi = resume_doi_url(arena, value_str(arena, entry->fields[FIELD_DOI]));
	for (size_t i = 0; i < sizeof said / sizeof *said; i++)
		rest.fields[said[i]] = value_nil();
	if (has_link(node, url) || str_eq(url, doi))
		url = S("");
	DocNode *links = NULL;
	for (DocNode *child = node->first; child != NULL; child = child->next)
		links = str_eq(child->traits->style, S("links")) ? child : links;
	if (url.len > 0 && links != NULL) {
		resume_add_text(maker, links, S(" · "), rest.span);
		resume_add_link(maker, links, url, rest.span);
		url = S("");
	}
	resume_add_body(maker, node, &rest, url);
}

/* A paper of the list to be. */
typedef struct {
	DocNode *node;
	int year; /* INT_MAX: it is to come, 0: not known */
	size_t index;
	const ResumeEntry *entry; /* of the data, until the bibliography has it; or NULL */
} Paper;

typedef VEC(Paper *) Papers;

static int compare_papers(const void *a, const void *b)
{
	const Paper *x = *(Paper *const *)a, *y = *(Paper *const *)b;
	if (x->year != y->year)
		return x->year < y->year ? 1 : -1;
	return x->index < y->index ? -1 : x->index > y->index;
}

static Str entry_title(Arena *arena, const ResumeEntry *entry)
{
	return title_key(arena, value_str(arena, entry->fields[FIELD_TITLE]));
}

/* "2024"; "in press" comes first, "n.d." last, as what has no year. */
static int paper_year(const Publication *p)
{
	static const Str none[] = {STR_INIT("n.d"), STR_INIT("n. d"), STR_INIT("s.d"),
				   STR_INIT("undated"), STR_INIT("unknown")};
	for (size_t i = 0; i < sizeof none / sizeof *none; i++)
		if (str_starts_nocase(p->year, none[i]))
			return 0;
	return p->year_number == 0 && p->year.len > 0 ? INT_MAX : p->year_number;
}

static Paper *add_paper(Arena *arena, Papers *papers, Paper paper)
{
	Paper *kept = ARENA_NEW(arena, Paper);
	*kept = paper;
	kept->index = papers->len;
	VEC_PUSH(arena, papers, kept);
	return kept;
}

/* Whether all entries of a section are publications, not free text. */
static bool is_structured(const ResumeSection *section)
{
	for (size_t i = 0; i < section->entries.len; i++)
		if (section->entries.ptr[i].form != RESUME_ENTRY ||
		    !resume_has(&section->entries.ptr[i], FIELD_TITLE))
			return false;
	return true;
}

/* The titles of all publications that the data has. */
static Map all_titles(const ResumeMaker *maker)
{
	Arena *arena = maker->site->arena;
	Map titles = map_in(arena);
	for (size_t i = 0; i < maker->resume->sections.len; i++) {
		const ResumeSection *section = &maker->resume->sections.ptr[i];
		for (size_t k = 0; section->kind == RESUME_PUBLICATIONS && k < section->entries.len;
		     k++)
			map_set(&titles, entry_title(arena, &section->entries.ptr[k]), NULL);
	}
	return titles;
}

/* The data's own entries, and by title the first of each. */
static Papers data_papers(const ResumeMaker *maker, const ResumeSection *data, Map *known)
{
	Papers papers = {0};
	Arena *arena = maker->site->arena;
	for (size_t i = 0; data != NULL && i < data->entries.len; i++) {
		const ResumeEntry *entry = &data->entries.ptr[i];
		Paper *paper = add_paper(arena, &papers,
					 (Paper){.node = resume_publication_doc(maker, entry),
						 .year = entry->dates.start.year,
						 .entry = entry});
		Str title = entry_title(arena, entry);
		if (!map_has(known, title))
			map_set(known, title, paper);
	}
	return papers;
}

/* Puts the bibliography's entries in the places of the data's; `rest`: adds those that no section
 * of the data has, `chosen`: of these only what is marked as selected. */
static void join(const ResumeMaker *maker, DocNode *bib, Papers *papers, const Map *known,
		 bool rest, bool chosen)
{
	Site *site = maker->site;
	Map others = all_titles(maker);
	for (DocNode *node = bib->first, *next; node != NULL; node = next) {
		next = node->next;
		const Publication *p =
			node->kind == DOC_ENTRY
				? library_find(site_library(site, S(""), SPAN_NONE, maker->diags),
					       node->as.entry.id)
				: NULL;
		if (p == NULL)
			continue;
		Str title = title_key(site->arena, p->title);
		Paper *paper = map_get(known, title);
		if (paper == NULL &&
		    (!rest ||
		     (chosen && !str_eq_nocase(bib_field(p->entry, S("selected")), S("true"))) ||
		     map_has(&others, title)))
			continue;
		doc_detach(node);
		if (paper == NULL)
			paper = add_paper(site->arena, papers, (Paper){0});
		else if (paper->entry != NULL)
			add_own(maker, node, paper->entry);
		if (paper->node != NULL && node->traits->attrs == NULL) /* tags, priority */
			doc_traits(site->arena, node)->attrs = paper->node->traits->attrs;
		paper->node = node;
		paper->year = paper_year(p);
		paper->entry = NULL;
	}
}

void resume_join_papers(const ResumeMaker *maker, DocNode *section, const ResumeSection *data,
			bool rest)
{
	Map known = map_in(maker->site->arena);
	if (data != NULL && !is_structured(data))
		return; /* nothing to join */
	DocNode *bib = bibliography(maker->site, maker->page, maker->diags);
	if (bib == NULL || bib->first == NULL)
		return;
	Papers papers = data_papers(maker, data, &known);
	bool all = str_eq(site_setting(maker->site, S("recto.cv.publications")), S("all"));
	join(maker, bib, &papers, &known, rest, !all && data != NULL && resume_is_selected(data));
	if (papers.len > 1)
		qsort(papers.ptr, papers.len, sizeof *papers.ptr, compare_papers);
	DocNode *heading = section->first;
	section->first = section->last = NULL;
	if (heading != NULL && heading->kind == DOC_HEADING) {
		heading->next = NULL;
		doc_append(section, heading);
	}
	for (size_t i = 0; i < papers.len; i++)
		doc_append(section, papers.ptr[i]->node);
}

const ResumeSection *resume_papers_section(const Resume *resume)
{
	const ResumeSection *only = NULL, *all = NULL; /* one for a choice is the last resort */
	size_t count = 0;
	for (size_t i = 0; i < resume->sections.len; i++) {
		const ResumeSection *section = &resume->sections.ptr[i];
		if (section->kind != RESUME_PUBLICATIONS || resume_is_draft(section))
			continue;
		only = count++ == 0 ? section : NULL;
		bool better =
			all == NULL || (resume_is_selected(all) && !resume_is_selected(section));
		if (better && resume_is_general(section))
			all = section;
	}
	return count == 1 ? only : all;
}
