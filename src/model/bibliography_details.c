/*
 * Pages of single entries (jekyll-scholar's `details_layout`), and the files that belong to an
 * entry by their names (`repository`): what lists lead to besides what the entry itself says.
 *
 * Pages are made before addresses are settled, one for each entry of the site's bibliography, where
 * the site has the layout that jekyll-scholar would take, or says `recto.bibliography.details:
 * true`.
 */
#include "base/buf.h"
#include "base/file.h"
#include "model/doc_clone.h"
#include "model/locale.h"
#include "model/site_parts.h"

#include <stdlib.h>

/* --- which entries have pages, and where --- */

/* Whether the layout of entries is one of the site's: the name has an ending, or none. */
static bool has_details_layout(const Site *site)
{
	Str name = site_setting(site, S("scholar.details_layout"));
	if (name.len == 0)
		name = S("bibtex.html");
	name.len -= path_extension(name).len;
	return site_has_layout(site, name);
}

static bool has_details(const Site *site)
{
	const Value *wanted = value_path(site->config, S("recto.bibliography.details"));
	if (!value_is_nil(wanted))
		return value_bool(wanted, false);
	return has_details_layout(site);
}

/* A key as part of an address: "DBLP:conf/x" is "DBLP_conf/x". */
static Str key_path(Arena *arena, Str key)
{
	Buf out = buf_in(arena);
	for (size_t i = 0; i < key.len; i++)
		buf_add_char(&out,
			     key.ptr[i] == ':' || char_is_space(key.ptr[i]) ? '_' : key.ptr[i]);
	return buf_str(&out);
}

/* What stands for ":name" in `details_permalink`; the key for a DOI that is missing. */
static Str address_part(const Site *site, const BibEntry *entry, Str name)
{
	Arena *arena = site->arena;
	Str folder = site_setting(site, S("scholar.details_dir"));
	Str field = publication_field(arena, entry, str_to_cstr(arena, name));
	if (str_eq(name, S("details_dir")))
		return folder.len > 0 ? folder : S("bibliography");
	if (str_eq(name, S("extension")))
		return site->parts->pretty ? S("/") : S(".html");
	if (str_eq(name, S("key")) || (str_eq(name, S("doi")) && field.len == 0))
		return key_path(arena, entry->key);
	return str_eq(name, S("doi")) ? field : site_slug(arena, field, false);
}

static Str entry_url(const Site *site, const BibEntry *entry)
{
	Buf out = buf_in(site->arena);
	Str form = site_setting(site, S("scholar.details_permalink"));
	if (form.len == 0)
		form = S("/:details_dir/:key:extension");
	for (size_t i = 0; i < form.len; i++) {
		size_t end = i + 1;
		while (end < form.len && (char_is_alpha(form.ptr[end]) || form.ptr[end] == '_'))
			end++;
		if (form.ptr[i] != ':' || end == i + 1) {
			if (form.ptr[i] != '/' || out.len == 0 || out.ptr[out.len - 1] != '/')
				buf_add_char(&out, form.ptr[i]);
			continue;
		}
		buf_add(&out, address_part(site, entry, str_slice(form, i + 1, end)));
		i = end - 1;
	}
	Str url = buf_str(&out);
	if (!str_starts(url, S("/")))
		url = str_concat(site->arena, S("/"), url);
	return site_url_encode(site->arena, url);
}

static void add_page(Site *site, const Publication *item, Diags *diags)
{
	Arena *arena = site->arena;
	Page *page = ARENA_NEW(arena, Page);
	Str url = entry_url(site, item->entry), path = str_from_offset(url, 1);
	*page = (Page){
		.source = source_add(site->sources, path, S(""), diags),
		.path = path,
		.url = url,
		.front = value_new(arena, VALUE_MAP, SPAN_NONE),
		.title = item->title.len > 0 ? str_replace(arena, item->title, S("$"), S(""))
					     : item->entry->key,
		.layout = S("page"),
		.lang = site->lang,
		.entry = item,
		.is_markdown = true,
	};
	VEC_PUSH(arena, &site->parts->pages, page);
	if (map_get(&site->parts->details, item->entry->key) == NULL)
		map_set(&site->parts->details, item->entry->key, page);
}

void site_add_details(Site *site, Diags *diags)
{
	if (site->single || !has_details(site))
		return;
	const Library *library = site_library(site, S(""), SPAN_NONE, diags);
	for (size_t i = 0; i < library->count; i++)
		if (map_get(&site->parts->details, library->items[i].entry->key) == NULL)
			add_page(site, &library->items[i], diags);
}

const Page *site_details_page(const Site *site, Str key)
{
	const Page *page = map_get(&site->parts->details, key);
	return page != NULL && page->output.len > 0 ? page : NULL;
}

static Str details_url(const Site *site, Str key)
{
	const Page *page = site_details_page(site, key);
	return page != NULL ? site_page_url(site, page->url) : S("");
}

/* --- what such a page shows --- */

static DocNode *add_part(Arena *arena, DocNode *root, Str title, Str id, Span span)
{
	DocNode *section = doc_new(arena, DOC_SECTION, span),
		*heading = doc_new(arena, DOC_HEADING, span);
	heading->as.heading.level = 2;
	heading->as.heading.id = id;
	doc_append(heading, doc_new_text(arena, title, span));
	doc_append(section, heading);
	doc_append(root, section);
	return section;
}

/* Where the paper is: the entry says it, or there is a file under its key. */
static Str find_pdf(SiteReader *reader, const Publication *item)
{
	Str pdf = publication_link(reader->site->arena, item, "pdf");
	PublicationLinks links = site_entry_links(reader, item);
	for (size_t i = 0; i < links.len && pdf.len == 0; i++)
		if (str_eq(links.ptr[i].field, S("pdf")))
			pdf = links.ptr[i].url;
	return pdf;
}

/* The entry, its abstract, its BibTeX. Its title is the page's, but for one with formulas, which
 * the page's cannot have. */
void site_compose_details(Site *site, Page *page, Diags *diags)
{
	Arena *arena = site->arena;
	SiteReader reader = {.site = site, .page = page, .diags = diags};
	const Publication *item = page->entry;
	PublicationStyle style = site_publication_style(&reader);
	Span span = item->entry->span;
	DocNode *root = doc_new(arena, DOC_ROOT, span);
	style.whole = true;
	DocNode *entry = publication_entry(arena, item, &style);
	bool formulas = str_find_char(item->title, '$', 0) != STR_NONE;
	if (entry->first != NULL && str_eq(entry->first->traits->style, S("title")) && !formulas)
		doc_detach(entry->first);
	if (entry->first != NULL)
		doc_append(root, entry);
	DocNode *abstract = publication_abstract(arena, item, &style);
	if (abstract != NULL)
		doc_append(add_part(arena, root, locale_word(site->locales, page->lang, "abstract"),
				    S("abstract"), span),
			   abstract);
	doc_append(add_part(arena, root, S("BibTeX"), S("bibtex"), span),
		   publication_bibtex(arena, item, &style));
	site_note_papers(&reader, &item, 1);
	page->entry_pdf = find_pdf(&reader, item);
	site_resolve(site, page, root, diags);
	doc_adopt(page->doc->root, root);
}

void site_add_way_back(Site *site, Page *page)
{
	Str key = page->entry->entry->key;
	const Page *list = site_list_page(site, key);
	if (list == NULL || list->title.len == 0)
		return;
	Arena *arena = site->arena;
	Span span = page->entry->entry->span;
	DocNode *line = doc_new(arena, DOC_PARAGRAPH, span), *link = doc_new(arena, DOC_LINK, span);
	Str print_url = site_print_url(site, list->url);
	link->as.link.url = str_concat3(arena, site_page_url(site, list->url), S("#"), key);
	if (print_url.len > 0)
		link->as.link.print_url = str_concat3(arena, print_url, S("#"), key);
	doc_append(link, doc_new_text(arena, list->title, span));
	doc_append(line, doc_new_text(arena, S("← "), span));
	doc_append(line, link);
	doc_append(page->doc->root, line);
}

/* --- files by key --- */

/* "papers" of "./papers/". */
static Str repository_folder(const Site *site)
{
	Str folder = site_setting(site, S("scholar.repository"));
	return folder.len > 0 ? path_normalise(site->arena, folder) : folder;
}

static int compare_paths(const void *a, const void *b)
{
	return str_compare(*(const Str *)a, *(const Str *)b);
}

/* The files below `folder`, sorted, found once. */
static const SitePaths *repository_files(Site *site, Str folder, Diags *diags)
{
	SiteParts *parts = site->parts;
	Str start = str_concat(site->arena, folder, S("/"));
	if (parts->repository_read)
		return &parts->repository;
	parts->repository_read = true;
	for (size_t i = 0; i < parts->assets.len; i++)
		if (str_starts(parts->assets.ptr[i].path, start))
			VEC_PUSH(site->arena, &parts->repository, parts->assets.ptr[i].path);
	if (parts->repository.len > 1)
		qsort(parts->repository.ptr, parts->repository.len, sizeof(Str), compare_paths);
	if (parts->repository.len == 0)
		diag_warning(diags, value_path(site->config, S("scholar.repository"))->span,
			     S("files of a site stand in folders without _ before their names"),
			     "no file of the site is below %.*s [repository-empty]",
			     STR_ARG(folder));
	return &parts->repository;
}

/* What a file is to its entry, by what stands behind the key: "pdf", "slides.pdf", "ppt". */
static Str file_field(Str ending)
{
	static const Str slides[] = {STR_INIT("ppt"), STR_INIT("pptx"), STR_INIT("odp")};
	static const Str words[] = {STR_INIT("slides"), STR_INIT("poster"), STR_INIT("supp"),
				    STR_INIT("code"), STR_INIT("video")};
	for (size_t i = 0; i < sizeof slides / sizeof *slides; i++)
		if (str_eq_nocase(ending, slides[i]))
			return S("slides");
	for (size_t i = 0; i < sizeof words / sizeof *words; i++)
		if (str_starts_nocase(ending, words[i]))
			return words[i];
	return str_eq_nocase(ending, S("pdf")) ? S("pdf") : S("");
}

/* "PPT" of "slides.ppt"; of slides where the entry has others, "Slides (PPT)". */
static Str file_label(Arena *arena, Str field, Str ending)
{
	size_t dot = str_rfind_char(ending, '.');
	Str last = dot != STR_NONE ? str_from_offset(ending, dot + 1) : ending;
	Buf out = buf_in(arena);
	for (size_t i = 0; i < last.len; i++) {
		char c = last.ptr[i];
		buf_add_char(&out, c >= 'a' && c <= 'z' ? (char)(c - 'a' + 'A') : c);
	}
	if (field.len == 0 || str_eq(field, S("pdf")))
		return buf_str(&out);
	return str_format(arena, "%c%.*s (%.*s)", field.ptr[0] - 'a' + 'A',
			  STR_ARG(str_from_offset(field, 1)), STR_ARG(buf_str(&out)));
}

/* Adds the files that are the key, a delimiter and an ending. */
static void add_files(Site *site, const SitePaths *files, Str start, PublicationLinks *out)
{
	size_t low = 0, high = files->len;
	while (low < high) {
		size_t middle = low + (high - low) / 2;
		if (str_compare(files->ptr[middle], start) < 0)
			low = middle + 1;
		else
			high = middle;
	}
	for (; low < files->len && str_starts(files->ptr[low], start); low++) {
		Str ending = str_from_offset(files->ptr[low], start.len);
		if (ending.len == 0 || str_find_char(ending, '/', 0) != STR_NONE)
			continue;
		Str field = file_field(ending);
		PublicationLink link = {
			.field = field,
			.label = file_label(site->arena, field, ending),
			.url = str_concat(site->arena, S("/"),
					  site_url_encode(site->arena, files->ptr[low])),
		};
		VEC_PUSH(site->arena, out, link);
	}
}

PublicationLinks site_entry_links(void *context, const Publication *item)
{
	SiteReader *reader = context;
	Site *site = reader->site;
	Arena *arena = site->arena;
	PublicationLinks links = {0};
	Str folder = repository_folder(site), key = item->entry->key;
	if (folder.len > 0) {
		Str delimiter = site_setting(site, S("scholar.repository_file_delimiter"));
		Str start = str_concat3(arena, folder, S("/"), key_path(arena, key));
		start = str_concat(arena, start, delimiter.len > 0 ? delimiter : S("."));
		add_files(site, repository_files(site, folder, reader->diags), start, &links);
	}
	const Value *word = site_scholar_setting(reader, S("scholar.details_link"));
	Str label = value_is_nil(word) ? S("Details") : str_trim(value_str(arena, word));
	Str url = details_url(site, key);
	if (url.len > 0 && label.len > 0 && reader->page->entry != item)
		VEC_PUSH(arena, &links,
			 ((PublicationLink){.label = label, .url = url, .page_only = true}));
	return links;
}
