/* Bibliographies of a site: files to publications, and lists of them as Liquid's tags ask. */
#include "base/file.h"
#include "model/doc_clone.h"
#include "model/site_parts.h"

#include <stdlib.h>

/* --- files --- */

static Str bib_path(Site *site, Str name)
{
	Str folder = site_setting(site, S("scholar.source"));
	while (str_starts(folder, S("/")) || str_starts(folder, S("./")))
		folder = str_from_offset(folder, folder.ptr[0] == '/' ? 1 : 2);
	if (folder.len == 0)
		folder = S("_bibliography");
	if (str_find_char(path_name(name), '.', 0) == STR_NONE)
		name = str_concat(site->arena, name, S(".bib"));
	return path_normalise(site->arena, path_join(site->arena, folder, name));
}

/* The bibliography that a tag without a name means. */
static Str main_name(const Site *site)
{
	Str name = site_setting(site, S("scholar.bibliography"));
	return name.len > 0 ? name : S("papers.bib");
}

static void read_library(Site *site, Library *library, Str path, Span from, Diags *diags)
{
	Arena *arena = site->arena;
	library->source = site_load_source(site, path, from, diags);
	if (library->source == NULL)
		return;
	bib_parse(arena, library->source, diags, &library->bib);
	library->count = library->bib.count;
	library->items = ARENA_ARRAY(arena, Publication, library->count);
	for (size_t i = 0; i < library->count; i++)
		publication_read(arena, &library->bib.entries[i], &library->items[i]);
	if (str_eq(path, bib_path(site, main_name(site))))
		site->bib = library->bib;
}

Library *site_library(Site *site, Str name, Span from, Diags *diags)
{
	SiteParts *parts = site->parts;
	if (name.len == 0)
		name = main_name(site);
	Str path = bib_path(site, name);
	for (size_t i = 0; i < parts->libraries.len; i++)
		if (str_eq(parts->libraries.ptr[i]->name, path))
			return parts->libraries.ptr[i];
	Library *library = ARENA_NEW(site->arena, Library);
	library->name = path;
	VEC_PUSH(site->arena, &parts->libraries, library);
	if (site_has_file(site, path))
		read_library(site, library, path, from, diags);
	else
		diag_warning(diags, from, S(""), "the bibliography %.*s is not there",
			     STR_ARG(path));
	return library;
}

/* --- style --- */

static Str *read_names(Site *site, Str path, Str fallback, size_t *count)
{
	const Value *list = value_path(site->config, path);
	size_t n = list->kind == VALUE_LIST ? value_len(list) : 0;
	Str *names = ARENA_ARRAY(site->arena, Str, n + 1);
	for (size_t i = 0; i < n; i++)
		names[(*count)++] = value_str(site->arena, value_at(list, i));
	Str one = list->kind == VALUE_LIST ? S("") : value_str(site->arena, list);
	if (one.len == 0)
		one = n == 0 ? fallback : S("");
	if (one.len > 0)
		names[(*count)++] = one;
	return names;
}

/* PublicationStyle.markup, of which a SiteReader is the context. */
static DocNode *read_markup(void *context, Str text, Span span, bool markdown)
{
	SiteReader *reader = context;
	TextBuilder builder = text_builder(reader->site->arena);
	text_add_generated(&builder, text, span);
	return site_markup_inlines(reader->site, text_finish(&builder), markdown, reader->diags);
}

static PublicationStyle read_style(SiteReader *reader)
{
	Site *site = reader->site;
	PublicationStyle style = {0};
	style.last_names =
		read_names(site, S("scholar.last_name"), site->profile->last, &style.last_count);
	style.first_names =
		read_names(site, S("scholar.first_name"), site->profile->first, &style.first_count);
	style.coauthors = value_get(site->data, S("coauthors"));
	style.venues = value_get(site->data, S("venues"));
	int64_t limit = value_int(value_get(site->config, S("max_author_limit")), 0);
	style.author_limit = limit > 0 ? (size_t)limit : 0;
	style.markup = read_markup;
	style.context = reader;
	style.hidden = value_get(site->config, S("filtered_bibtex_keywords"));
	return style;
}

/* --- lists --- */

typedef struct {
	const Publication *item;
	Str group;
	size_t index;
	bool group_descending, sort_year, sort_month, descending;
} Listed;

static int compare_numbers(int a, int b, bool descending)
{
	int order = (a > b) - (a < b);
	return descending ? -order : order;
}

static int compare_listed(const void *a, const void *b)
{
	const Listed *x = a, *y = b;
	int order = str_compare(x->group, y->group);
	if (x->group_descending)
		order = -order;
	if (order == 0 && x->sort_year)
		order = compare_numbers(x->item->year_number, y->item->year_number, x->descending);
	if (order == 0 && x->sort_month)
		order = compare_numbers(x->item->month_number, y->item->month_number,
					x->descending);
	return order != 0 ? order : x->index < y->index ? -1 : x->index > y->index;
}

static Str type_name(Str type)
{
	static const char *const names[][2] = {{"article", "Journal Articles"},
					       {"book", "Books"},
					       {"incollection", "Book Chapters"},
					       {"inproceedings", "Conference Articles"},
					       {"thesis", "Theses"},
					       {"mastersthesis", "Master's Theses"},
					       {"phdthesis", "PhD Theses"},
					       {"manual", "Manuals"},
					       {"techreport", "Technical Reports"},
					       {"unpublished", "Unpublished"},
					       {"misc", "Other"}};
	for (size_t i = 0; i < sizeof names / sizeof *names; i++)
		if (str_eq(type, str_from(names[i][0])))
			return str_from(names[i][1]);
	return type;
}

static Str option(const SiteReader *reader, const Ast *element, Str name, Str setting)
{
	bool found;
	Str value = attrs_get(&element->attrs, name, &found);
	return found ? value : setting.len > 0 ? site_setting(reader->site, setting) : S("");
}

/* A heading that opens a group: its section comes from the list's place. */
static DocNode *group_heading(Site *site, Str text, Span span)
{
	DocNode *section = doc_new(site->arena, DOC_SECTION, span),
		*heading = doc_new(site->arena, DOC_HEADING, span);
	heading->as.heading.level = 2;
	heading->as.heading.no_toc = true;
	heading->style = S("bibliography");
	doc_append(heading, doc_new_text(site->arena, text, span));
	doc_append(section, heading);
	return section;
}

static Str group_of(const Publication *item, Str by)
{
	if (str_eq(by, S("year")))
		return item->year;
	return str_eq(by, S("type")) ? type_name(item->entry->type) : S("");
}

/* enable_publication_thumbnails: false */
static void drop_preview(DocNode *entry)
{
	DocNode *image = entry->as.entry.picture, *aside = entry->as.entry.aside;
	entry->as.entry.picture = NULL;
	if (image != NULL)
		doc_detach(image->parent);
	if (aside != NULL && aside->first == NULL)
		entry->as.entry.aside = NULL;
}

static DocNode *list_publications(SiteReader *reader, Listed *items, size_t count, bool grouped,
				  Span span)
{
	Site *site = reader->site;
	PublicationStyle style = read_style(reader);
	DocNode *root = doc_new(site->arena, DOC_ROOT, span), *part = root;
	bool thumbnails =
		value_bool(value_get(site->config, S("enable_publication_thumbnails")), true);
	for (size_t i = 0; i < count; i++) {
		if (grouped && (i == 0 || !str_eq(items[i].group, items[i - 1].group))) {
			part = group_heading(site, items[i].group, items[i].item->entry->span);
			doc_append(root, part);
		}
		DocNode *entry = publication_entry(site->arena, items[i].item, &style);
		if (!thumbnails)
			drop_preview(entry);
		doc_append(part, entry);
	}
	return root;
}

DocNode *site_bibliography(SiteReader *reader, const Ast *element)
{
	Site *site = reader->site;
	Library *library = site_library(site, option(reader, element, S("file"), S("")),
					element->span, reader->diags);
	Str query = option(reader, element, S("query"), S("scholar.query"));
	Str group = option(reader, element, S("group_by"), S("scholar.group_by"));
	Str group_order = option(reader, element, S("group_order"), S("scholar.group_order"));
	Str sort = option(reader, element, S("sort_by"), S("scholar.sort_by"));
	bool grouped = group.len > 0 && !str_eq(group, S("none"));
	int64_t limit = 0;
	if (!str_to_int(option(reader, element, S("max"), S("")), &limit) || limit < 0)
		limit = INT64_MAX;
	VEC(Listed) list = {0};
	for (size_t i = 0; i < library->count; i++) {
		const Publication *item = &library->items[i];
		if (!publication_matches(site->arena, item, query))
			continue;
		VEC_PUSH(site->arena, &list,
			 (Listed){.item = item,
				  .group = grouped ? group_of(item, group) : S(""),
				  .index = i,
				  .group_descending = str_starts(group_order, S("desc")),
				  .sort_year = str_contains(sort, S("year")),
				  .sort_month = str_contains(sort, S("month")),
				  .descending = str_starts(site_setting(site, S("scholar.order")),
							   S("desc"))});
	}
	if (list.len > 1)
		qsort(list.ptr, list.len, sizeof *list.ptr, compare_listed);
	size_t count = (int64_t)list.len > limit ? (size_t)limit : list.len;
	return list_publications(reader, list.ptr, count, grouped, element->span);
}

/* --- citations --- */

static const Publication *find_key(const Library *library, Str key)
{
	for (size_t i = 0; i < library->count; i++)
		if (str_eq(library->items[i].entry->key, key))
			return &library->items[i];
	return NULL;
}

/* "Einstein & Rosen, 1935". */
static Str citation_text(Arena *arena, const Publication *p)
{
	Str name = p->author_count > 0 ? p->authors[0].last : p->title;
	if (p->author_count == 2)
		name = str_concat3(arena, name, S(" & "), p->authors[1].last);
	if (p->author_count > 2)
		name = str_concat(arena, name, S(" et al."));
	return p->year.len > 0 ? str_concat3(arena, name, S(", "), p->year) : name;
}

/* (A, 1905; B, 1935), each a link to its entry. */
DocNode *site_citation(SiteReader *reader, const Ast *element)
{
	Site *site = reader->site;
	Arena *arena = site->arena;
	Library *library = site_library(site, option(reader, element, S("file"), S("")),
					element->span, reader->diags);
	DocNode *span = doc_new(arena, DOC_SPAN, element->span);
	Str keys = attrs_get(&element->attrs, S("keys"), NULL), key;
	doc_append(span, doc_new_text(arena, S("("), element->span));
	for (Str rest = str_replace(arena, keys, S(","), S(" ")); str_next_word(&rest, &key);) {
		const Publication *p = find_key(library, key);
		if (p == NULL) {
			diag_warning(reader->diags, element->span, S(""),
				     "no entry \"%.*s\" in %.*s", STR_ARG(key),
				     STR_ARG(library->name));
			continue;
		}
		if (span->first != span->last)
			doc_append(span, doc_new_text(arena, S("; "), element->span));
		DocNode *link = doc_new(arena, DOC_LINK, element->span);
		link->as.link.url = str_concat(arena, S("#"), key);
		doc_append(link, doc_new_text(arena, citation_text(arena, p), element->span));
		doc_append(span, link);
	}
	doc_append(span, doc_new_text(arena, S(")"), element->span));
	return span->first->next == span->last ? NULL : span;
}

DocNode *site_reference(SiteReader *reader, const Ast *element)
{
	Site *site = reader->site;
	Library *library = site_library(site, option(reader, element, S("file"), S("")),
					element->span, reader->diags);
	const Publication *p = find_key(library, attrs_get(&element->attrs, S("keys"), NULL));
	if (p == NULL)
		return NULL;
	Listed one = {.item = p};
	return list_publications(reader, &one, 1, false, element->span);
}

DocNode *site_bibliography_count(SiteReader *reader, const Ast *element)
{
	Site *site = reader->site;
	Library *library = site_library(site, option(reader, element, S("file"), S("")),
					element->span, reader->diags);
	Str query = option(reader, element, S("query"), S(""));
	size_t count = 0;
	for (size_t i = 0; i < library->count; i++)
		count += publication_matches(site->arena, &library->items[i], query);
	return doc_new_text(site->arena, str_format(site->arena, "%zu", count), element->span);
}
