/*
 * resume_doc: CV data as blocks of a Doc, for the page and for paper.
 *
 * Entries are DOC_ENTRY of style "cv" with a DOC_DATE and paragraphs of the styles "head", "place",
 * "links"; publications look like those of a bibliography. Nodes live in the site's arena.
 */
#ifndef RECTO_MODEL_RESUME_DOC_H
#define RECTO_MODEL_RESUME_DOC_H

#include "model/resume.h"
#include "model/site_parts.h"

typedef struct {
	Site *site;
	const Page *page; /* where it stands: for links */
	const Resume *resume;
	Diags *diags;
	Str lang;
	DateWords words;
} ResumeMaker;

/* A maker for a page; nothing is allocated. */
ResumeMaker resume_maker(Site *site, const Page *page, const Resume *resume, Diags *diags);

/* A section with its heading; NULL when it is empty. Links are not resolved yet. */
DocNode *resume_section_doc(const ResumeMaker *maker, const ResumeSection *section);
/* --- resume_doc_entry.c --- */
/* An entry of any kind but a publication; `compact`: place and dates join the first line. */
DocNode *resume_entry_doc(const ResumeMaker *maker, const ResumeEntry *entry, bool compact);
/* A publication of the data as an entry. */
DocNode *resume_publication_doc(const ResumeMaker *maker, const ResumeEntry *entry);
/* The addresses of an entry below it; `url`: the one that its title does not lead to, or "". */
void resume_add_links(const ResumeMaker *maker, DocNode *node, const ResumeEntry *entry, Str url);
/* A place, or a map of its parts. */
void resume_add_location(const ResumeMaker *maker, DocNode *line, const Value *location);
/* A link in the page's word for it. */
void resume_add_link(const ResumeMaker *maker, DocNode *line, Str url, Span span);
/* What stands below the title and place of an entry: summary, highlights, links, `url`. */
void resume_add_body(const ResumeMaker *maker, DocNode *node, const ResumeEntry *entry, Str url);

/* --- resume_doc_person.c --- */
/* The paragraphs of `basics.summary`, and a line for each key of the person that has no meaning;
 * appended to `parent`. */
void resume_add_summary(const ResumeMaker *maker, DocNode *parent);

/* --- resume_papers.c --- */

/* Joins the bibliography's entries with those of a section of publications, newest first; `data`
 * is what the section was made of, or NULL; `rest`: those that the data does not have are added. */
void resume_join_papers(const ResumeMaker *maker, DocNode *section, const ResumeSection *data,
			bool rest);
/* The section that is for all publications: not "In preparation", not "Books" beside "Journals";
 * NULL when there is none. */
const ResumeSection *resume_papers_section(const Resume *resume);

/* --- resume_design.c --- */

/* The words of `settings.bold_keywords` below `parent` in bold, but for headings and dates. */
void resume_embolden(const ResumeMaker *maker, DocNode *parent);

/* --- resume_text.c: strings of the data as inlines and blocks --- */

/* Appends a value: a string's inline Markdown (or HTML), lists with commas, maps as "Key: value".
 */
void resume_add_value(const ResumeMaker *maker, DocNode *parent, const Value *value);
/* A text of several paragraphs or lists as blocks; one paragraph as one. */
void resume_add_blocks(const ResumeMaker *maker, DocNode *parent, const Value *value);
/* A tight list of highlights, with lists below them; or a paragraph when there is one and `lone`.
 */
void resume_add_highlights(const ResumeMaker *maker, DocNode *parent, const Value *list, bool lone);
/* A text node. */
void resume_add_text(const ResumeMaker *maker, DocNode *parent, Str text, Span span);
DocNode *resume_add_paragraph(const ResumeMaker *maker, DocNode *parent, const char *style,
			      Span span);
/* "https://..." of an address as written; "" when it is none. */
Str resume_url(Arena *arena, const Value *value);
/* A DOI as its address: "https://doi.org/10..."; "" when empty. */
Str resume_doi_url(Arena *arena, Str doi);

#endif
