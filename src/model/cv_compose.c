/*
 * A CV made of the home page, where there is no CV data: its sections in the order that CVs have,
 * the bibliography's papers when the page shows none; and the same on the CV's page.
 */
#include "model/doc_clone.h"
#include "model/resume_doc.h"

static bool has_sections(const DocNode *root)
{
	for (const DocNode *node = root->first; node != NULL; node = node->next)
		if (node->kind == DOC_SECTION)
			return true;
	return false;
}

bool site_composes_cv(const Site *site)
{
	const Page *page = site->cv_page;
	if (site->single || site->parts->cv_whole || page == site->home)
		return false;
	return page == NULL || page->doc == NULL || site->parts->cv_first != NULL ||
	       !has_sections(page->doc->root);
}

/* --- order --- */

/* What comes first on a CV; 0: what has no place of its own. */
static int rank_of(ResumeKind kind)
{
	static const ResumeKind order[] = {
		RESUME_SUMMARY,	     RESUME_INTERESTS, RESUME_EDUCATION, RESUME_WORK,
		RESUME_PUBLICATIONS, RESUME_PROJECTS,  RESUME_GRANTS,	 RESUME_AWARDS,
		RESUME_TALKS,	     RESUME_TEACHING,  RESUME_SERVICE,	 RESUME_VOLUNTEER,
		RESUME_CERTIFICATES, RESUME_SKILLS,    RESUME_LANGUAGES, RESUME_REFERENCES,
		RESUME_NEWS};
	for (size_t i = 0; i < sizeof order / sizeof *order; i++)
		if (order[i] == kind)
			return (int)i + 1;
	return 0;
}

static int section_rank(Arena *arena, const DocNode *section)
{
	const DocNode *heading = section->first;
	if (heading == NULL || heading->kind != DOC_HEADING)
		return 0;
	return rank_of(resume_kind(doc_plain_text(arena, heading)));
}

/* A section and what stands behind it up to the next one. */
typedef struct {
	DocNode *first;
	int rank;
} Group;

typedef VEC(Group) Groups;

/* What comes before the first section is a group too. News comes last, and a section that no CV
 * knows stays behind the one before it. */
static Groups find_groups(Arena *arena, const DocNode *root)
{
	Groups groups = {0};
	int before = 0;
	for (DocNode *node = root->first; node != NULL; node = node->next) {
		if (node->kind != DOC_SECTION) {
			if (groups.len == 0)
				VEC_PUSH(arena, &groups, ((Group){node, 0}));
			continue;
		}
		int rank = section_rank(arena, node);
		if (rank == 0)
			rank = before;
		else if (rank != rank_of(RESUME_NEWS))
			before = rank;
		VEC_PUSH(arena, &groups, ((Group){node, rank}));
	}
	return groups;
}

/* Sections below `root` by what they are about; stable. */
static void sort_sections(Arena *arena, DocNode *root)
{
	Groups groups = find_groups(arena, root);
	DocNode *sorted = doc_new(arena, DOC_ROOT, root->span);
	for (size_t i = 0; i < groups.len; i++) { /* each is one node's chain from here on */
		DocNode *node = groups.ptr[i].first;
		const DocNode *end = i + 1 < groups.len ? groups.ptr[i + 1].first : NULL;
		while (node->next != end)
			node = node->next;
		node->next = NULL;
	}
	for (int rank = 0; rank <= rank_of(RESUME_NEWS); rank++)
		for (size_t i = 0; i < groups.len; i++)
			for (DocNode *node = groups.ptr[i].first, *next;
			     groups.ptr[i].rank == rank && node != NULL; node = next) {
				next = node->next;
				node->next = NULL;
				doc_append(sorted, node);
			}
	root->first = root->last = NULL;
	doc_adopt(root, sorted);
}

/* --- publications that no section shows --- */

static bool has_papers(Arena *arena, const DocNode *root)
{
	for (const DocNode *node = root; node != NULL; node = doc_next(node, root)) {
		if (node->kind == DOC_SECTION &&
		    section_rank(arena, node) == rank_of(RESUME_PUBLICATIONS))
			return true;
		if (node->kind == DOC_ENTRY && !str_eq(node->traits->style, S("cv")))
			return true;
	}
	return false;
}

void site_arrange_cv(Site *site, DocNode *root, Diags *diags)
{
	if (!has_papers(site->arena, root)) {
		DocNode *papers = site_papers_section(site, site->home, diags);
		if (papers != NULL)
			doc_append(root, papers);
	}
	if (value_is_nil(value_path(site->config, S("recto.cv.sections"))))
		sort_sections(site->arena, root);
}

/* --- the CV's page --- */

/* What is for the CV alone is shown on its page. */
static void show_all(DocNode *root)
{
	for (DocNode *node = root; node != NULL; node = (DocNode *)doc_next(node, root))
		if (node->audience == DOC_CV_ONLY)
			node->audience = DOC_BOTH;
}

void site_compose_cv_page(Site *site, Page *page, Diags *diags)
{
	bool shown = page == site->cv_page && !site->options->paper_only;
	if (!shown || site->home->doc == NULL || site_resume(site, page, diags) != NULL ||
	    !site_composes_cv(site))
		return;
	DocNode *block = doc_new(site->arena, DOC_BLOCK, page->doc->root->span);
	const DocNode *own = page->doc->notes;
	Doc *home = site_home_doc(site, own != NULL ? own->last->as.note.number : 0, diags);
	site_cv_contacts(site, page, block, diags);
	doc_adopt(block, home->root);
	show_all(block);
	site_move(site, site->home, page, block);
	if (own == NULL)
		page->doc->notes = home->notes;
	site->parts->cv_first = block->first;
	site->parts->cv_last = block->last;
	doc_adopt(page->doc->root, block);
}
