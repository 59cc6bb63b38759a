/* The output folder, which must be none of those that the site is made of. */
#include "base/file.h"
#include "model/site_parts.h"

#include <string.h>

/* Whether a page that was written stands there: not one that has yet to be read. */
static bool is_made_page(Arena *arena, Str folder, const char *name)
{
	Str bytes;
	if (!file_map(path_join(arena, folder, str_from(name)), &bytes))
		return false;
	bool made = !str_starts(bytes, S("---"));
	file_unmap(bytes);
	return made;
}

/* Whether a folder holds files, and none of the pages that all that was built has. */
static bool holds_other_files(Arena *arena, Str folder)
{
	FileEntry *entries;
	size_t count, files = 0;
	if (!file_list(arena, folder, &entries, &count))
		return false;
	for (size_t i = 0; i < count; i++)
		files += !str_starts(entries[i].name, S(".")) &&
			 !str_eq(entries[i].name, S("CNAME"));
	return files > 0 && !is_made_page(arena, folder, "index.html") &&
	       !is_made_page(arena, folder, "404.html");
}

/* Whether it is, or lies in, a folder that Jekyll or a collection keeps sources in, or git its own;
 * `below` is relative to the site. */
static bool is_for_sources(const Site *site, Str below)
{
	static const Str names[] = {
		STR_INIT("_pages"),   STR_INIT("_posts"),   STR_INIT("_drafts"),
		STR_INIT("_data"),    STR_INIT("_layouts"), STR_INIT("_includes"),
		STR_INIT("_plugins"), STR_INIT("_sass"),    STR_INIT("_bibliography"),
		STR_INIT(".git"),     STR_INIT(".github"),  STR_INIT(".recto-cache"),
	};
	Str top = str_slice(below, 0, str_find_char(below, '/', 0));
	for (size_t i = 0; i < sizeof names / sizeof *names; i++)
		if (str_eq(top, names[i]))
			return true;
	if (str_starts(top, S("_")))
		return site_find_collection(site, str_from_offset(top, 1)) != NULL;
	return str_eq(below, S("assets"));
}

bool site_output_is_apart(const Site *site, Diags *diags)
{
	Str root = site->parts->real_root, out = site->parts->real_output;
	if (site->single || out.len == 0 || !site_is_below(root, out))
		return true;
	Str below = str_from_offset(out, root.len);
	while (str_starts(below, S("/")))
		below = str_from_offset(below, 1);
	if (below.len == 0) {
		diag_error(diags, SPAN_NONE, S("name another folder with -o, such as _site"),
			   "the output folder is the site itself [output-overwrites]");
		return false;
	}
	bool sources = is_for_sources(site, below);
	bool unread = str_starts(below, S("_")); /* what a build that was cut off left may stay */
	if (!sources && (unread || !holds_other_files(site->arena, out)))
		return true;
	diag_error(diags, SPAN_NONE,
		   sources ? S("name another folder with -o, such as _site")
			   : S("name another folder with -o, such as _site, or empty it if nothing "
			       "in it is needed"),
		   sources ? "the output folder %.*s is one that the site is made of "
			     "[output-overwrites]"
			   : "the output folder %.*s holds files of the site [output-overwrites]",
		   STR_ARG(below));
	return false;
}

void site_guard_sources(const Site *site, Diags *diags)
{
	const SiteParts *parts = site->parts;
	Str root = parts->real_root, out = parts->real_output;
	if (out.len == 0 || !site_is_below(out, root))
		return;
	Str below = str_from_offset(root, out.len);
	while (str_starts(below, S("/")))
		below = str_from_offset(below, 1);
	for (size_t i = 0; i < parts->sources.len; i++) {
		Str path = path_join(site->arena, below, parts->sources.entries[i].key);
		const Page *page = map_get(&parts->outputs, path_normalise(site->arena, path));
		if (page != NULL)
			diag_error(diags, source_span(page->source, 0, 0),
				   S("name another folder with -o, such as _site"),
				   "%.*s would be written over the source %.*s [output-overwrites]",
				   STR_ARG(page->path), STR_ARG(path));
	}
}
