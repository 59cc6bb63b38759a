/* Bibliographies of a site: files to publications, and the look that entries have. */
#include "base/file.h"
#include "model/site_parts.h"

#include <fnmatch.h>

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
	Str path = path_normalise(site->arena, path_join(site->arena, folder, name));
	Str other =
		path_normalise(site->arena, path_join(site->arena, S("assets/bibliography"), name));
	bool there = site_has_file(site, path) || !site_has_file(site, other);
	return there ? path : other; /* where al-folio's distill posts have theirs */
}

/* The bibliography that a tag without a name means. */
static Str main_name(const Site *site)
{
	Str name = site_setting(site, S("scholar.bibliography"));
	return name.len > 0 ? name : S("papers.bib");
}

static void parse_library(Site *site, Library *library, Diags *diags)
{
	Arena *arena = site->arena;
	bib_parse(arena, library->source, diags, &library->bib);
	library->count = library->bib.count;
	library->items = ARENA_ARRAY(arena, Publication, library->count);
	for (size_t i = 0; i < library->count; i++)
		publication_read(arena, &library->bib.entries[i], &library->items[i]);
}

/* Adds the entries of another file. */
static void join_library(Site *site, Library *library, const Library *part)
{
	size_t count = library->count + part->count;
	BibEntry *entries = ARENA_ARRAY(site->arena, BibEntry, count + 1);
	Publication *items = ARENA_ARRAY(site->arena, Publication, count + 1);
	for (size_t i = 0; i < count; i++) {
		const Library *from = i < library->count ? library : part;
		size_t at = i < library->count ? i : i - library->count;
		entries[i] = from->bib.entries[at];
		items[i] = from->items[at];
		items[i].entry = &entries[i];
	}
	if (library->source == NULL)
		library->source = part->source;
	library->bib = (Bib){entries, count};
	library->items = items;
	library->count = count;
}

/* `path` ends with a pattern such as *.bib: all files that fit are one bibliography. */
static void read_pattern(Site *site, Library *library, Str path, Span from, Diags *diags)
{
	FileEntry *files;
	size_t count;
	Str folder = path_folder(path), name = path_name(path);
	if (!file_list(site->arena, site_file(site, folder), &files, &count))
		return;
	for (size_t i = 0; i < count; i++) {
		Str file = path_join(site->arena, folder, files[i].name);
		if (fnmatch(str_to_cstr(site->arena, name), str_to_cstr(site->arena, files[i].name),
			    FNM_PERIOD) != 0 ||
		    !site_has_file(site, file))
			continue;
		Library part = {.source = site_load_source(site, file, from, diags)};
		if (part.source == NULL)
			continue;
		parse_library(site, &part, diags);
		join_library(site, library, &part);
	}
}

/* False when there is no such file. */
static bool read_library(Site *site, Library *library, Str path, Span from, Diags *diags)
{
	if (str_find_char(path_name(path), '*', 0) != STR_NONE) {
		read_pattern(site, library, path, from, diags);
		if (library->source == NULL)
			return false;
	} else if (!site_has_file(site, path)) {
		return false;
	} else {
		library->source = site_load_source(site, path, from, diags);
		if (library->source == NULL)
			return true;
		parse_library(site, library, diags);
	}
	if (str_eq(path, bib_path(site, main_name(site))))
		site->bib = library->bib;
	return true;
}

Library *site_add_library(Site *site, Str name, const Source *source, Diags *diags)
{
	Library *library = ARENA_NEW(site->arena, Library);
	library->name = bib_path(site, name);
	library->source = source;
	VEC_PUSH(site->arena, &site->parts->libraries, library);
	parse_library(site, library, diags);
	return library;
}

Library *site_library(Site *site, Str name, Span from, Diags *diags)
{
	SiteParts *parts = site->parts;
	if (parts->told != NULL) /* the CV shows the bibliography that a page shows */
		*parts->told = true;
	if (name.len == 0)
		name = main_name(site);
	Str path = bib_path(site, name);
	for (size_t i = 0; i < parts->libraries.len; i++)
		if (str_eq(parts->libraries.ptr[i]->name, path))
			return parts->libraries.ptr[i];
	Library *library = ARENA_NEW(site->arena, Library);
	library->name = path;
	VEC_PUSH(site->arena, &parts->libraries, library);
	if (!read_library(site, library, path, from, diags))
		diag_warning(diags, from, S(""), "the bibliography %.*s is not there [bib-missing]",
			     STR_ARG(path));
	return library;
}

const Publication *library_find(const Library *library, Str key)
{
	for (size_t i = 0; i < library->count; i++)
		if (str_eq(library->items[i].entry->key, key))
			return &library->items[i];
	return NULL;
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

/* al-folio's template is a look that recto has; of others a note says once that they are not run.
 */
static void tell_template(SiteReader *reader)
{
	Site *site = reader->site;
	const Value *value = value_path(site->config, S("scholar.bibliography_template"));
	Str name = str_trim(value_str(site->arena, value));
	if (name.len == 0 || str_eq(name, S("bib")) || site->parts->template_told)
		return;
	site->parts->template_told = true;
	diag_note(reader->diags, value->span,
		  S("recto.bibliography.style: apa, ieee, acm or chicago chooses a form"),
		  "the bibliography's template is not run: entries have recto's own look "
		  "[bib-template]");
}

PublicationStyle site_publication_style(SiteReader *reader)
{
	Site *site = reader->site;
	tell_template(reader);
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
	style.links = site_entry_links;
	style.context = reader;
	style.months_written = !value_bool(
		value_path(site->config, S("scholar.bibtex_options.parse_months")), true);
	style.locales = site->locales;
	style.lang = reader->page->lang.len > 0 ? reader->page->lang : site->lang;
	style.hidden = value_get(site->config, S("filtered_bibtex_keywords"));
	return style;
}

/* --- forms --- */

static bool is_own_look(Str name)
{
	return name.len == 0 || str_eq_nocase(name, S("al-folio")) ||
	       str_eq_nocase(name, S("recto"));
}

const PublicationForm *site_form(SiteReader *reader, Str name, Span span)
{
	Site *site = reader->site;
	if (is_own_look(name))
		return NULL;
	const PublicationForm *known = map_get(&site->parts->forms, name);
	if (known != NULL)
		return known;
	bool exact;
	PublicationForm *form = publication_form(site->arena, name, &exact);
	(void)map_set(&site->parts->forms, str_dup(site->arena, name), form);
	if (!exact)
		diag_warning(reader->diags, span,
			     S("the styles are al-folio, apa, ieee, acm and chicago"),
			     "references in the style \"%.*s\" are set as in the nearest one, %.*s "
			     "[bib-style]",
			     STR_ARG(name), STR_ARG(form->name));
	return form;
}

const PublicationForm *site_list_form(SiteReader *reader, Str asked, Span span, bool print)
{
	Site *site = reader->site;
	const Value *setting = value_path(site->config, S("recto.bibliography.style"));
	const Value *paper = value_path(site->config, S("recto.bibliography.print_style"));
	const Value *scholar = site_scholar_setting(reader, S("scholar.style"));
	if (print && !value_is_nil(paper))
		return site_form(reader, value_string(paper), paper->span);
	if (asked.len > 0)
		return site_form(reader, asked, span);
	if (!value_is_nil(setting))
		return site_form(reader, value_string(setting), setting->span);
	/* a template such as al-folio's is a look of its own, whatever the style */
	if (site_setting(site, S("scholar.bibliography_template")).len > 0)
		return NULL;
	return site_form(reader, value_string(scholar), scholar->span);
}
