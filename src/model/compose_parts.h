/*
 * compose_parts: what the files of model/compose ask of each other: blocks that a layout adds to a
 * page. Nodes are in the site's arena; nothing here fails, what front matter does not say is left
 * out.
 */
#ifndef RECTO_MODEL_COMPOSE_PARTS_H
#define RECTO_MODEL_COMPOSE_PARTS_H

#include "model/locale.h"
#include "model/site_parts.h"

/* --- compose.c --- */
/* The page's language, or the site's. */
Str compose_lang(const Site *site, const Page *page);
const Attrs *compose_class(Arena *arena, Str name);
/* Makes `node` the first of what is below `parent`. */
void compose_prepend(DocNode *parent, DocNode *node);
/* A section at the end of the page's text, before its notes: `word` is the key of its title in the
 * page's language, its id is the same in all of them. The title leads to the page at `url`, when
 * there is one. */
DocNode *compose_add_section(Site *site, const Page *on, const char *word, const char *url,
			     Span span);

/* --- compose_header.c --- */
/* What Minimal Mistakes shows below a page's title: excerpt of a splash page, buttons. */
void compose_header(Site *site, Page *page, Diags *diags);

/* --- compose_works.c --- */
/* What `layout: course` says besides the text: instructor, term, place; the schedule. */
void compose_course(Site *site, Page *page, Diags *diags);
/* All courses by year: {% include courses.liquid %}. */
DocNode *compose_courses(Site *site, const Page *on, Span span, Diags *diags);
/* What `layout: book-review` says besides the text: cover, author, dates, stars. */
void compose_book(Site *site, Page *page, Diags *diags);
/* All books, the one read last first: `layout: book-shelf`. */
DocNode *compose_shelf(Site *site, const Page *on, Span span, Diags *diags);
/* A value as inlines: a string is Markdown; NULL when it says nothing. */
DocNode *compose_value(Site *site, const Page *on, const Value *value, Diags *diags);
/* What a page's title stands in, empty yet: a link where there is a page. */
DocNode *compose_title(Site *site, const Page *page, Span span);

/* --- compose_papers.c --- */
/* The work whose `path` an element names, as an entry; without its excerpt when `brief`. NULL when
 * there is none. */
DocNode *compose_work(Site *site, const Page *on, const Ast *element, Diags *diags);
/* What the front matter of a work says, before the text of its own page. */
void compose_work_page(Site *site, Page *page, Diags *diags);

/* --- distill.c --- */
/* The text of a page with `layout: distill`, with Distill's elements as Markdown. */
Text distill_read(SiteReader *reader, Text text);
/* Its authors with where they work, before the text; its own style sheet. */
void distill_compose(Site *site, Page *page, Diags *diags);

#endif
