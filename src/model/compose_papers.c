/*
 * Works with a page of their own, as academicpages has them in `_publications`, `_talks`,
 * `_teaching` and `_portfolio`: what their front matter says (venue, place, date, citation, links),
 * on their pages and in lists ({% include archive-single.html %}).
 */
#include "base/url.h"
#include "model/compose_parts.h"

static DocNode *add_paragraph(Arena *arena, DocNode *entry, Str style, Span span)
{
	DocNode *line = doc_new(arena, DOC_PARAGRAPH, span);
	doc_traits(arena, line)->style = style;
	doc_append(entry, line);
	return line;
}

static void add_gap(Arena *arena, DocNode *line, Str gap)
{
	if (line->first != NULL)
		doc_append(line, doc_new_text(arena, gap, line->span));
}

/* A value of the front matter behind what the line has; nothing where it says nothing. */
static void add_said(Site *site, const Page *work, DocNode *line, Str key, DocKind kind,
		     Diags *diags)
{
	DocNode *said = compose_value(site, work, value_get(work->front, key), diags);
	if (said == NULL)
		return;
	add_gap(site->arena, line, S(", "));
	DocNode *part = doc_new(site->arena, kind, said->span);
	doc_adopt(part, said);
	doc_append(line, part);
}

static bool is_publication(const Page *work)
{
	return str_eq(work->collection, S("publications"));
}

/* "Journal of Tides, 2024"; "Talk, Tide Institute, Port Ellery". */
static void add_place(Site *site, const Page *work, DocNode *entry, Diags *diags)
{
	Arena *arena = site->arena;
	bool paper = is_publication(work);
	DocNode *line = doc_new(arena, DOC_PARAGRAPH, entry->span);
	doc_traits(arena, line)->style = paper ? S("venue") : S("place");
	if (!paper)
		add_said(site, work, line, S("type"), DOC_SPAN, diags);
	add_said(site, work, line, S("venue"), paper ? DOC_EMPH : DOC_SPAN, diags);
	add_said(site, work, line, S("location"), DOC_SPAN, diags);
	Str year = str_slice(work->date, 0, 4); /* "Proceedings of Tides 2021" says it */
	if (paper && year.len == 4 && !str_contains(doc_plain_text(arena, line), year)) {
		add_gap(arena, line, S(", "));
		doc_append(line, doc_new_text(arena, year, line->span));
	}
	if (line->first != NULL)
		doc_append(entry, line);
}

static void add_links(Site *site, const Page *work, DocNode *entry)
{
	static const struct {
		Str key, label;
	} links[] = {{STR_INIT("paperurl"), STR_INIT("Paper")},
		     {STR_INIT("slidesurl"), STR_INIT("Slides")},
		     {STR_INIT("bibtexurl"), STR_INIT("BibTeX")},
		     {STR_INIT("codeurl"), STR_INIT("Code")},
		     {STR_INIT("link"), STR_INIT("Link")}};
	Arena *arena = site->arena;
	DocNode *line = doc_new(arena, DOC_PARAGRAPH, entry->span);
	doc_traits(arena, line)->style = S("links");
	for (size_t i = 0; i < sizeof links / sizeof *links; i++) {
		const Value *value = value_get(work->front, links[i].key);
		Str url = str_trim(value_string(value));
		if (url.len == 0)
			continue;
		DocNode *link = doc_new(arena, DOC_LINK, value->span);
		link->as.link.url = url;
		doc_append(link, doc_new_text(arena, links[i].label, value->span));
		if (line->first != NULL) { /* buttons on the page */
			add_gap(arena, line, S(" "));
			line->last->audience = DOC_WEB_ONLY;
			add_gap(arena, line, S(" · "));
			line->last->audience = DOC_CV_ONLY;
		}
		doc_append(line, link);
	}
	if (line->first != NULL)
		doc_append(entry, line);
}

/* Of a talk the day, of a course the year. */
static DocNode *make_date(Site *site, const Page *on, const Page *work, DocNode *entry)
{
	Arena *arena = site->arena;
	if (is_publication(work) || work->date.len < 4)
		return NULL;
	Str text = str_eq(work->collection, S("talks"))
			   ? locale_date(arena, site->locales, compose_lang(site, on), work->date,
					 true)
			   : str_slice(work->date, 0, 4);
	DocNode *date = doc_new(arena, DOC_DATE, entry->span);
	doc_append(date, doc_new_text(arena, text, entry->span));
	date->parent = entry;
	return date;
}

/* The facts of a work as an entry; `title`: what it is called, or NULL on its own page. */
static DocNode *make_entry(Site *site, const Page *on, const Page *work, DocNode *title, bool brief,
			   Diags *diags)
{
	Arena *arena = site->arena;
	Span span = work->front->span;
	DocNode *entry = doc_new(arena, DOC_ENTRY, span);
	bool paper = is_publication(work);
	doc_traits(arena, entry)->style = paper ? S("publication") : S("cv");
	if (work->date.len >= 4) { /* for variants with a window of years */
		Attrs *attrs = ARENA_NEW(arena, Attrs);
		attrs_set(arena, attrs, S("data-year"), str_slice(work->date, 0, 4));
		doc_traits(arena, entry)->attrs = attrs;
	}
	if (title != NULL)
		doc_append(add_paragraph(arena, entry, paper ? S("title") : S("head"), span),
			   title);
	if (title != NULL) /* the head of its own page has the date */
		entry->as.entry.date = make_date(site, on, work, entry);
	add_place(site, work, entry, diags);
	for (int i = brief || title == NULL; i < 2; i++) {
		const Value *value = value_get(work->front, i == 0 ? S("excerpt") : S("citation"));
		DocNode *said = compose_value(site, work, value, diags);
		if (said != NULL)
			doc_adopt(add_paragraph(arena, entry, S("note"), said->span), said);
	}
	add_links(site, work, entry);
	return entry;
}

static const Page *find_work(const Site *site, Str path)
{
	for (size_t i = 0; i < site->page_count + site->document_count; i++) {
		const Page *page = i < site->page_count ? site->pages[i]
							: site->documents[i - site->page_count];
		if (str_eq(page->path, path))
			return page;
	}
	return NULL;
}

DocNode *compose_work(Site *site, const Page *on, const Ast *element, Diags *diags)
{
	const Page *work = find_work(site, attrs_get(&element->attrs, S("path"), NULL));
	bool brief;
	(void)attrs_get(&element->attrs, S("brief"), &brief);
	if (work == NULL)
		return NULL;
	DocNode *name = compose_title(site, work, element->span);
	doc_append(name, doc_new_text(site->arena, work->title, element->span));
	DocNode *title = name;
	if (!is_publication(work)) {
		title = doc_new(site->arena, DOC_STRONG, element->span);
		doc_append(title, name);
	}
	return make_entry(site, on, work, title, brief, diags);
}

void compose_work_page(Site *site, Page *page, Diags *diags)
{
	static const Str collections[] = {STR_INIT("publications"), STR_INIT("talks"),
					  STR_INIT("teaching"), STR_INIT("portfolio")};
	bool work = false;
	for (size_t i = 0; i < sizeof collections / sizeof *collections; i++)
		work = work || str_eq(page->collection, collections[i]);
	if (!work || str_eq(page->layout, S("course")) || str_eq(page->layout, S("teaching")))
		return;
	DocNode *entry = make_entry(site, page, page, NULL, false, diags);
	if (entry->first == NULL)
		return;
	site_resolve(site, page, entry, diags);
	compose_prepend(page->doc->root, entry);
}
