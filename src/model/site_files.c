#include "base/buf.h"
#include "base/file.h"
#include "base/url.h"
#include "base/utf8.h"
#include "front/json.h"
#include "front/yaml.h"
#include "model/site_parts.h"

#include <errno.h>
#include <fnmatch.h>
#include <string.h>

/* Folders nested deeper than this are not a site's. */
enum { FOLDER_DEPTH = 32 };

typedef struct {
	Site *site;
	Diags *diags;
	const Value *include, *exclude;
} Walk;

/* --- what Jekyll reads: its EntryFilter --- */

/* Ruby's fnmatch lets "*" cross slashes; a pattern also matches all that starts with it. */
static bool matches(Arena *arena, const Value *patterns, Str path, bool folder)
{
	for (size_t i = 0; i < value_len(patterns); i++) {
		Str pattern = value_str(arena, value_at(patterns, i));
		while (str_starts(pattern, S("/")) || str_starts(pattern, S("./")))
			pattern = str_from_offset(pattern, pattern.ptr[0] == '/' ? 1 : 2);
		if (pattern.len == 0)
			continue;
		if (str_starts(path, pattern) ||
		    (folder && str_eq(pattern, str_concat(arena, path, S("/")))) ||
		    fnmatch(str_to_cstr(arena, pattern), str_to_cstr(arena, path), 0) == 0)
			return true;
	}
	return false;
}

static bool is_excluded_by_default(Str path)
{
	static const Str names[] = {STR_INIT("Gemfile"),      STR_INIT("Gemfile.lock"),
				    STR_INIT("node_modules"), STR_INIT("vendor/bundle"),
				    STR_INIT("vendor/cache"), STR_INIT("vendor/gems"),
				    STR_INIT("vendor/ruby"),  STR_INIT("gemfiles")};
	for (size_t i = 0; i < sizeof names / sizeof *names; i++)
		if (str_starts(path, names[i]))
			return true;
	return false;
}

static bool is_special(Str name)
{
	return name.len > 0 && (name.ptr[0] == '.' || name.ptr[0] == '_' || name.ptr[0] == '#' ||
				name.ptr[0] == '~' || str_ends(name, S("~")));
}

/* al-folio and acad-homepage keep their pages there, and each lists it under `include`: a site that
 * forgot to means the same. */
static bool is_pages_folder(const Walk *walk, Str path, bool folder)
{
	return folder && str_eq(path, S("_pages")) &&
	       site_find_collection(walk->site, S("pages")) == NULL;
}

static bool is_skipped(const Walk *walk, Str path, Str name, bool folder)
{
	Arena *arena = walk->site->arena;
	if (matches(arena, walk->include, path, folder) || is_pages_folder(walk, path, folder))
		return matches(arena, walk->exclude, path, folder) && !is_special(name);
	return is_special(name) || is_excluded_by_default(path) ||
	       matches(arena, walk->exclude, path, folder);
}

/* Tells of what stands in the site and cannot be read; always false. */
static bool leave_out(const Walk *walk, Str path, const char *why, Str hint)
{
	diag_warning(walk->diags, SPAN_NONE, hint, "%.*s %s and is left out [file-odd]",
		     STR_ARG(path), why);
	return false;
}

/* Whether a file stands in the site: links that lead out of it are not followed, nor is the output.
 */
static bool is_inside(const Walk *walk, Str path, bool folder)
{
	SiteParts *parts = walk->site->parts;
	Str real, root = parts->real_root;
	if (!file_real_path(walk->site->arena, site_file(walk->site, path), &real))
		return leave_out(walk, path, "is a link that leads to nothing",
				 S("take it away, or let it lead to a file"));
	if (!site_is_below(root, real)) {
		diag_warning(walk->diags, SPAN_NONE, S("copy the file into the site"),
			     "%.*s leads out of the site and is left out [file-outside]",
			     STR_ARG(path));
		return false;
	}
	if (folder && parts->real_output.len > 0 && str_eq(real, parts->real_output))
		return false;
	Str here = str_concat3(walk->site->arena, root, S("/"), path);
	if (folder && !str_eq(real, here) && site_is_below(real, here))
		return leave_out(walk, path, "is a link to a folder that it is in",
				 S("it would go round for ever: take it away"));
	return true;
}

/* The entries of a folder whose names are UTF-8. None when there is no such folder; what cannot be
 * read is an error: it would be missing on the page without a word. */
static size_t list_folder(const Walk *walk, Str folder, int depth, FileEntry **entries)
{
	Arena *arena = walk->site->arena;
	Str path = site_file(walk->site, folder);
	size_t count, kept = 0;
	if (depth > FOLDER_DEPTH) {
		leave_out(walk, folder, "lies too deep", S("a site has at most 32 levels"));
		return 0;
	}
	if (!file_list(arena, path, entries, &count)) {
		if (errno != ENOENT && errno != ENOTDIR)
			diag_error(walk->diags, SPAN_NONE,
				   S("let it be read, or list it in exclude"),
				   "cannot read the folder %.*s: %s [file-unreadable]",
				   STR_ARG(path), strerror(errno));
		return 0;
	}
	for (size_t i = 0; i < count; i++) {
		Str name = (*entries)[i].name;
		if (utf8_find_invalid(name) == STR_NONE)
			(*entries)[kept++] = (*entries)[i];
		else if (!is_special(name))
			leave_out(walk, path_join(arena, folder, utf8_show(arena, name)),
				  "has a name that is not UTF-8", S("rename it"));
	}
	return kept;
}

/* --- pages and assets --- */

bool site_is_markdown(const Site *site, Str path)
{
	Str ending = path_extension(path);
	Str list = site_setting(site, S("markdown_ext"));
	if (ending.len == 0)
		return false;
	if (list.len == 0)
		list = S("markdown,mkdown,mkdn,mkd,md");
	for (Str rest = list, one; str_split(&rest, ',', &one);)
		if (str_eq_nocase(str_trim(one), str_from_offset(ending, 1)))
			return true;
	return false;
}

void site_add_asset(Site *site, Str path)
{
	SiteParts *parts = site->parts;
	if (map_has(&parts->asset_index, path))
		return;
	VEC_PUSH(site->arena, &parts->assets, (Asset){path, site_file(site, path)});
	map_set(&parts->asset_index, path, site);
}

void site_add_copy(Site *site, Str path, Str file)
{
	SiteParts *parts = site->parts;
	if (parts->told != NULL) /* the page that is being read asks for it: it is asked again */
		*parts->told = true;
	if (map_has(&parts->asset_index, path))
		return;
	VEC_PUSH(site->arena, &parts->assets, (Asset){path, site_file(site, file)});
	map_set(&parts->asset_index, path, site);
	parts->copies = true;
}

static bool has_front_matter(const Site *site, Str path)
{
	Str bytes;
	if (!file_map_in(site->arena, site_file(site, path), &bytes))
		return false;
	bool front = str_starts(bytes, S("---\n")) || str_starts(bytes, S("---\r\n"));
	file_unmap(bytes);
	return front;
}

/* Whether a file is a template for a thing that recto makes itself: a style sheet, a feed. */
static bool is_template(Site *site, Str path)
{
	static const Str endings[] = {STR_INIT(".scss"), STR_INIT(".sass"), STR_INIT(".css"),
				      STR_INIT(".js"),	 STR_INIT(".json"), STR_INIT(".xml"),
				      STR_INIT(".txt"),	 STR_INIT(".bib"),  STR_INIT(".liquid")};
	Str ending = path_extension(path);
	bool candidate = false;
	for (size_t i = 0; i < sizeof endings / sizeof *endings; i++)
		candidate = candidate || str_eq_nocase(ending, endings[i]);
	return candidate && has_front_matter(site, path);
}

static void add_file(Walk *walk, Str path, Collection *collection)
{
	Site *site = walk->site;
	Str ending = path_extension(path);
	bool page = site_is_markdown(site, path) || str_eq_nocase(ending, S(".html")) ||
		    str_eq_nocase(ending, S(".htm"));
	bool template = !page && is_template(site, path);
	bool asset = !page && !template;
	page = page || (template && site_is_bib_page(path));
	if (page) {
		Page *made =
			site_make_page(site, site_load_source(site, path, SPAN_NONE, walk->diags),
				       path, collection, &asset, walk->diags);
		if (made != NULL && collection != NULL)
			VEC_PUSH(site->arena, &collection->members, made);
		else if (made != NULL)
			VEC_PUSH(site->arena, &site->parts->pages, made);
	}
	if (asset && (collection == NULL || collection->output))
		site_add_asset(site, path);
}

/* Whether the command line names the file for another end, as a list or a report; a page is one
 * even so. */
static bool is_apart(const Walk *walk, Str path)
{
	const SiteOptions *options = walk->site->options;
	Arena *arena = walk->site->arena;
	Str real, other;
	bool apart = false;
	if (options->apart_count == 0 || !file_real_path(arena, site_file(walk->site, path), &real))
		return false;
	for (size_t i = 0; i < options->apart_count && !apart; i++)
		apart = file_real_path(arena, options->apart[i], &other) && str_eq(real, other) &&
			!has_front_matter(walk->site, path);
	if (apart)
		diag_note(walk->diags, SPAN_NONE,
			  S("what has a name that begins with . or _ is never published"),
			  "%.*s is left out of this build; one that is not told of it publishes it "
			  "[file-apart]",
			  STR_ARG(path));
	return apart;
}

static void walk_folder(Walk *walk, Str folder, Collection *collection, int depth);

static void walk_entry(Walk *walk, Str path, const FileEntry *entry, Collection *collection,
		       int depth)
{
	bool folder = entry->kind == FILE_FOLDER;
	if (folder && collection == NULL && str_eq(entry->name, S("_posts"))) {
		if (is_inside(walk, path, true))
			walk_folder(walk, path, site_find_collection(walk->site, S("posts")),
				    depth + 1);
		return;
	}
	bool plain = entry->kind == FILE_REGULAR && !entry->link; /* where its folder is */
	if (is_skipped(walk, path, entry->name, folder) ||
	    (!plain && !is_inside(walk, path, folder)))
		return;
	if (folder)
		walk_folder(walk, path, collection, depth + 1);
	else if (entry->kind == FILE_REGULAR && !is_apart(walk, path))
		add_file(walk, path, collection);
	else if (entry->kind != FILE_REGULAR)
		leave_out(walk, path, "is neither a file nor a folder", S("take it away"));
}

static void walk_folder(Walk *walk, Str folder, Collection *collection, int depth)
{
	FileEntry *entries;
	size_t count = list_folder(walk, folder, depth, &entries);
	for (size_t i = 0; i < count; i++)
		walk_entry(walk, path_join(walk->site->arena, folder, entries[i].name), &entries[i],
			   collection, depth);
}

void site_walk(Site *site, Diags *diags)
{
	Walk walk = {site, diags, value_get(site->config, S("include")),
		     value_get(site->config, S("exclude"))};
	SiteParts *parts = site->parts;
	Str base = site_setting(site, S("collections_dir"));
	walk_folder(&walk, S(""), NULL, 0);
	for (size_t i = 0; i < parts->collections.len; i++) {
		Collection *c = &parts->collections.ptr[i];
		Str folder = path_join(site->arena, base, str_concat(site->arena, S("_"), c->name));
		bool walked = str_eq(c->name, S("posts")) && base.len == 0;
		if (!walked && path_is_inside(site->arena, folder) &&
		    file_kind(site_file(site, folder)) == FILE_FOLDER &&
		    is_inside(&walk, folder, true))
			walk_folder(&walk, folder, c, 1);
	}
}

/* --- _data --- */

/* "a,b" lines to a list of maps by the first line's names. Quotes as in RFC 4180. */
static Str csv_cell(Arena *arena, Str *rest, char separator, bool *last)
{
	Buf cell = buf_in(arena);
	bool quoted = false;
	size_t i = 0;
	for (; i < rest->len; i++) {
		char c = rest->ptr[i];
		if (c == '"' && quoted && i + 1 < rest->len && rest->ptr[i + 1] == '"')
			buf_add_char(&cell, rest->ptr[i++]);
		else if (c == '"')
			quoted = !quoted;
		else if (!quoted && (c == separator || c == '\n'))
			break;
		else
			buf_add_char(&cell, c);
	}
	*last = i >= rest->len || rest->ptr[i] == '\n';
	*rest = str_from_offset(*rest, i + 1);
	return buf_str(&cell);
}

static const Value *read_csv(Arena *arena, const Source *source, char separator)
{
	VEC(Str) names = {0};
	Span span = source_span(source, 0, source->text.len);
	Value *rows = value_new(arena, VALUE_LIST, span);
	Str rest = source->text;
	bool last = rest.len == 0;
	while (!last)
		VEC_PUSH(arena, &names, csv_cell(arena, &rest, separator, &last));
	while (rest.len > 0) {
		Value *row = value_new(arena, VALUE_MAP, span);
		last = false;
		for (size_t i = 0; !last; i++) {
			Str cell = csv_cell(arena, &rest, separator, &last);
			if (i < names.len)
				value_set(arena, row, names.ptr[i],
					  value_new_string(arena, cell, span));
		}
		value_push(arena, rows, row);
	}
	return rows;
}

/* A data file's value; NULL when it is none. */
static const Value *read_data_file(Site *site, Str path, Diags *diags)
{
	Str ending = path_extension(path);
	bool yaml = str_eq_nocase(ending, S(".yml")) || str_eq_nocase(ending, S(".yaml"));
	bool json = str_eq_nocase(ending, S(".json"));
	bool csv = str_eq_nocase(ending, S(".csv")), tsv = str_eq_nocase(ending, S(".tsv"));
	if (!yaml && !json && !csv && !tsv)
		return NULL;
	Source *source = site_load_source(site, path, SPAN_NONE, diags);
	const Value *value = NULL;
	if (source == NULL)
		return NULL;
	if (csv || tsv)
		return read_csv(site->arena, source, csv ? ',' : '\t');
	bool ok = yaml ? yaml_parse_source(site->arena, source, diags, &value)
		       : json_parse_source(site->arena, source, diags, &value);
	return ok ? value : NULL;
}

static Value *read_data_folder(Walk *walk, Str folder, int depth)
{
	Arena *arena = walk->site->arena;
	Value *map = value_new(arena, VALUE_MAP, SPAN_NONE);
	FileEntry *entries;
	size_t count = list_folder(walk, folder, depth, &entries);
	for (size_t i = 0; i < count; i++) {
		Str path = path_join(arena, folder, entries[i].name);
		Str name = entries[i].name;
		if (is_special(name) || !is_inside(walk, path, entries[i].kind == FILE_FOLDER))
			continue;
		const Value *value = NULL;
		if (entries[i].kind == FILE_FOLDER)
			value = read_data_folder(walk, path, depth + 1);
		else if (entries[i].kind == FILE_REGULAR)
			value = read_data_file(walk->site, path, walk->diags);
		name.len -= entries[i].kind == FILE_FOLDER ? 0 : path_extension(name).len;
		if (value != NULL)
			value_set(arena, map, name,
				  value_merge(arena, value_get(map, name), value));
	}
	return map;
}

/* al-folio's jekyll_get_json: further files as data. */
static void read_named_json(Walk *walk, Value *data)
{
	Arena *arena = walk->site->arena;
	const Value *list = value_get(walk->site->config, S("jekyll_get_json"));
	for (size_t i = 0; i < value_len(list); i++) {
		Str name = value_string(value_get(value_at(list, i), S("data")));
		Str path = value_string(value_get(value_at(list, i), S("json")));
		if (name.len == 0 || url_is_remote(path) || !site_has_file(walk->site, path))
			continue;
		const Value *value = read_data_file(walk->site, path, walk->diags);
		if (value != NULL)
			value_set(arena, data, name, value_merge(arena, value_nil(), value));
	}
}

const Value *site_read_data(Site *site, Diags *diags)
{
	Walk walk = {.site = site, .diags = diags};
	Str folder = site_setting(site, S("data_dir"));
	if (folder.len == 0 || !path_is_inside(site->arena, folder))
		folder = S("_data");
	Value *data = read_data_folder(&walk, folder, 0);
	read_named_json(&walk, data);
	return data;
}
