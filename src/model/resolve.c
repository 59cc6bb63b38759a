/* Where links and pictures lead: on the page, on paper, on disk. */
#include "base/file.h"
#include "base/url.h"
#include "front/picture.h"
#include "model/doc.h"
#include "model/site_parts.h"

Str site_page_url(const Site *site, Str url)
{
	if (site->baseurl.len == 0 || !str_starts(url, S("/")) || url_is_remote(url))
		return url;
	return str_concat(site->arena, site->baseurl, url);
}

Str site_print_url(const Site *site, Str url)
{
	if (url_is_remote(url))
		return str_starts(url, S("//")) ? str_concat(site->arena, S("https:"), url) : url;
	if (site->url.len == 0 || !str_starts(url, S("/")))
		return S("");
	return str_concat3(site->arena, site->url, site->baseurl, url);
}

static Str without_baseurl(const Site *site, Str path)
{
	size_t n = site->baseurl.len;
	if (n > 0 && str_starts(path, site->baseurl) && (path.len == n || path.ptr[n] == '/'))
		return path.len == n ? S("/") : str_from_offset(path, n);
	return path;
}

Span site_url_place(const Site *site, Span span, Str url)
{
	Str said = source_text(site->sources, span);
	Str bare = str_starts(url, S("/")) ? str_from_offset(url, 1) : url;
	const Str names[] = {url, bare, url_decode(site->arena, url), path_name(url)};
	for (size_t i = 0; i < 4; i++) {
		size_t at = names[i].len > 1 ? str_find(said, names[i], 0) : STR_NONE;
		if (at == STR_NONE)
			continue;
		span.start += (uint32_t)at;
		span.end = span.start + (uint32_t)names[i].len;
		break;
	}
	return span;
}

/* Whether the two names hold other digits: the next figure, another year. */
static bool differs_in_digits(Str a, Str b)
{
	size_t i = 0, k = 0;
	for (;;) {
		while (i < a.len && !char_is_digit(a.ptr[i]))
			i++;
		while (k < b.len && !char_is_digit(b.ptr[k]))
			k++;
		if (i == a.len || k == b.len)
			return i != a.len || k != b.len;
		if (a.ptr[i++] != b.ptr[k++])
			return true;
	}
}

static Str did_you_mean(const Site *site, Str name, Str said)
{
	/* more than two letters apart is another name, not a slip */
	if (name.len == 0 || (!str_eq_nocase(name, said) && str_distance(name, said) > 2))
		return S("");
	return str_format(site->arena, "did you mean %.*s?", STR_ARG(name));
}

/* A file whose name differs in case or in a letter or two. */
Str site_file_hint(const Site *site, Str url)
{
	Str rest, path = path_normalise(site->arena, url_decode(site->arena, url_path(url, &rest)));
	while (str_starts(path, S("/")) || str_starts(path, S("../")))
		path = str_from_offset(path, path.ptr[0] == '/' ? 1 : 3);
	FileEntry *entries;
	size_t count;
	Str folder = path_folder(path), name = path_name(path), best = S("");
	if (!file_list(site->arena, site_file(site, folder), &entries, &count))
		return S("");
	Str *names = ARENA_ARRAY(site->arena, Str, count);
	for (size_t i = 0; i < count; i++) {
		names[i] = entries[i].kind == FILE_REGULAR ? entries[i].name : S("");
		if (str_eq_nocase(names[i], name))
			best = names[i];
	}
	if (best.len == 0)
		best = str_nearest(name, names, count);
	/* figures 1 and 2 are no slips of each other */
	bool same_kind =
		str_eq_nocase(path_extension(best), path_extension(name)) || best.len == name.len;
	if (best.len == 0 || !same_kind || differs_in_digits(best, name))
		return S("");
	return did_you_mean(site, path_join(site->arena, folder, best), path);
}

static Str page_hint(const Site *site, Str url)
{
	Str *urls = ARENA_ARRAY(site->arena, Str, site->page_count);
	for (size_t i = 0; i < site->page_count; i++)
		urls[i] = site->pages[i]->url;
	return did_you_mean(site, str_nearest(url, urls, site->page_count), url);
}

/* The nearest page; for what looks like a file, the nearest file. */
static Str link_hint(const Site *site, Str url)
{
	Str rest, path = url_path(url, &rest);
	return path_extension(path).len > 0 ? site_file_hint(site, path) : page_hint(site, path);
}

/* --- files --- */

/* The path when a regular file of the site stands there, else "". */
static Str existing_file(const Site *site, Str path)
{
	path = path_normalise(site->arena, path);
	while (str_starts(path, S("/")))
		path = str_from_offset(path, 1);
	return site_has_file(site, path) ? path : S("");
}

/* The folder of the page's address: what a browser takes relative paths from. */
static Str url_folder(const Page *page)
{
	size_t slash = str_rfind_char(page->url, '/');
	return slash == STR_NONE ? S("") : str_slice(page->url, 1, slash);
}

Str site_find_file(Site *site, const Page *page, Str url)
{
	Str rest, path = url_decode(site->arena, url_path(url, &rest));
	if (path.len == 0)
		return S("");
	if (str_starts(path, S("/")))
		return existing_file(site, without_baseurl(site, path));
	/* beside the address, from the site's folder, beside the source */
	const Str folders[] = {url_folder(page), S(""), path_folder(page->path)};
	for (size_t i = 0; i < 3; i++) {
		Str found = existing_file(site, path_join(site->arena, folders[i], path));
		if (found.len > 0)
			return found;
	}
	return S("");
}

/* Where a file is found on the page: as written where that leads to it, else from the site's root.
 */
static Str file_url(Site *site, const Page *page, Str url, Str path)
{
	Str rest, said = url_decode(site->arena, url_path(url, &rest));
	if (site->single)
		site_add_asset(site, path);
	Str beside = path_normalise(site->arena, path_join(site->arena, url_folder(page), said));
	if (!str_starts(said, S("/")) && str_eq(beside, path))
		return url;
	Str root = str_concat(site->arena, S("/"), path);
	return str_concat(site->arena, site_page_url(site, site_url_encode(site->arena, root)),
			  rest);
}

bool site_probe_picture(Site *site, DocNode *image, Str path, Diags *diags)
{
	Str file = site_file(site, path), bytes;
	PictureInfo info;
	const char *reason = "";
	if (!file_map_in(site->arena, file, &bytes))
		return false;
	bool known = picture_probe(bytes, &info, &reason);
	file_unmap(bytes);
	image->as.image.file = file;
	if (known) {
		image->as.image.pixel_width = info.width;
		image->as.image.pixel_height = info.height;
		return true;
	}
	diag_warning(diags, image->span, S(""),
		     "the picture %.*s cannot be read: %s [image-unreadable]", STR_ARG(path),
		     reason);
	image->as.image.file = S("");
	return true;
}

/* A picture that is written into its address. */
static void read_data(const Site *site, DocNode *image, Diags *diags)
{
	PictureInfo info;
	Str bytes;
	const char *reason = "its base64 is broken";
	if (url_data(site->arena, image->as.image.url, &bytes) &&
	    picture_probe(bytes, &info, &reason)) {
		image->as.image.file = image->as.image.url;
		image->as.image.pixel_width = info.width;
		image->as.image.pixel_height = info.height;
		return;
	}
	diag_warning(diags, image->span, S("put it into a file of the site"),
		     "the picture in a data: address cannot be read: %s [image-unreadable]",
		     reason);
}

/* Nothing is fetched. */
static void warn_remote(const Site *site, const DocNode *image, Diags *diags)
{
	Str url = image->as.image.url;
	diag_warning(diags, site_url_place(site, image->span, url),
		     S("put a copy into the folder of the site"),
		     "the PDF does not show %.*s, which is on another server [image-remote]",
		     STR_ARG(str_slice(url, 0, 200)));
}

static void resolve_image(Site *site, const Page *page, DocNode *node, Diags *diags)
{
	Str url = node->as.image.url;
	if (node->as.image.file.len > 0 || url.len == 0)
		return;
	if (str_starts_nocase(url, S("data:"))) {
		read_data(site, node, diags);
		return;
	}
	if (url_is_remote(url)) {
		warn_remote(site, node, diags);
		return;
	}
	Str path = site_find_file(site, page, url);
	if (path.len == 0) {
		diag_warning(diags, site_url_place(site, node->span, url),
			     site_file_hint(site, url),
			     "the picture %.*s is not there [image-missing]", STR_ARG(url));
		if (str_starts(url, S("/")))
			node->as.image.url = site_page_url(site, without_baseurl(site, url));
		return;
	}
	site_probe_picture(site, node, path, diags);
	node->as.image.url = file_url(site, page, url, path);
}

/* --- links --- */

/* "yefanzhou.github.io": a host whose scheme was forgotten. */
static bool looks_like_host(Str url)
{
	static const Str ends[] = {
		STR_INIT(".com"), STR_INIT(".org"), STR_INIT(".edu"), STR_INIT(".net"),
		STR_INIT(".io"),  STR_INIT(".ai"),  STR_INIT(".cn"),  STR_INIT(".uk"),
		STR_INIT(".de"),  STR_INIT(".fr"),  STR_INIT(".jp"),  STR_INIT(".gov"),
		STR_INIT(".me"),  STR_INIT(".dev"), STR_INIT(".ch"),  STR_INIT(".hk"),
		STR_INIT(".tw"),  STR_INIT(".kr"),  STR_INIT(".ca"),  STR_INIT(".au"),
		STR_INIT(".sg"),  STR_INIT(".nl"),  STR_INIT(".it"),  STR_INIT(".info"),
		STR_INIT(".tech")};
	Str host = str_slice(url, 0, str_find_char(url, '/', 0));
	if (str_starts(host, S("www.")))
		return true;
	for (size_t i = 0; i < sizeof ends / sizeof *ends; i++)
		if (str_ends_nocase(host, ends[i]) && host.len > ends[i].len && host.ptr[0] != '.')
			return true;
	return false;
}

/* The address of the site that a relative link on `page` means. */
static Str absolute_path(Site *site, const Page *page, Str path)
{
	if (str_starts(path, S("/")))
		return without_baseurl(site, path);
	Str joined = path_join(site->arena, url_folder(page), path);
	Str clean = path_normalise(site->arena, joined);
	bool folder = str_ends(path, S("/")) && clean.len > 0;
	return str_concat3(site->arena, S("/"), clean, folder ? S("/") : S(""));
}

static Str moved_url(Site *site, const Page *from, Str url)
{
	bool relative = url.len > 0 && !url_is_remote(url) && strchr("/#", url.ptr[0]) == NULL;
	return relative ? site_page_url(site, absolute_path(site, from, url)) : url;
}

void site_move(Site *site, const Page *from, const Page *page, DocNode *top)
{
	if (str_eq(url_folder(from), url_folder(page)))
		return;
	for (DocNode *node = top; node != NULL; node = doc_next(node, top)) {
		if (node->kind == DOC_LINK)
			node->as.link.url = moved_url(site, from, node->as.link.url);
		else if (node->kind == DOC_IMAGE)
			node->as.image.url = moved_url(site, from, node->as.image.url);
	}
}

static const Page *page_of_source(const Site *site, Str path)
{
	for (size_t i = 0; i < site->page_count; i++)
		if (str_eq(site->pages[i]->path, path))
			return site->pages[i];
	return NULL;
}

/* On a page below "/fr/" a link to "/news/" means "/fr/news/". */
static const Page *find_in_language(Site *site, const Page *page, Str address)
{
	Str prefix = str_concat3(site->arena, S("/"), page->lang, S("/"));
	if (page->lang.len == 0 || !str_starts(page->url, prefix) || str_starts(address, prefix))
		return NULL;
	return site_find_page(site, str_concat3(site->arena, S("/"), page->lang, address));
}

/* The page that a link means: by its address, else by the name of its source. */
static const Page *find_target(Site *site, const Page *page, Str path)
{
	Str decoded = url_decode(site->arena, path), address = absolute_path(site, page, path);
	const Page *target = find_in_language(site, page, address);
	if (target == NULL)
		target = site_find_page(site, address);
	if (target == NULL && !str_starts(path, S("/")))
		target = site_find_page(site, str_concat(site->arena, S("/"), path));
	if (target != NULL || !site_is_markdown(site, decoded))
		return target;
	Str beside = path_normalise(site->arena,
				    path_join(site->arena, path_folder(page->path), decoded));
	target = page_of_source(site, beside);
	while (str_starts(decoded, S("/")))
		decoded = str_from_offset(decoded, 1);
	return target != NULL ? target : page_of_source(site, decoded);
}

static void set_link(Site *site, DocNode *node, Str url, Str address, Str rest)
{
	node->as.link.url = url;
	node->as.link.print_url = site_print_url(site, str_concat(site->arena, address, rest));
}

/* Feed, sitemap and robots.txt: the first needs something dated, both an address of the site. */
static bool is_for_machines(const Site *site, Str address)
{
	Str feed = str_trim(site_setting(site, S("feed.path")));
	while (str_starts(feed, S("/")))
		feed = str_from_offset(feed, 1);
	Str path = str_from_offset(address, 1);
	if (str_eq(path, S("robots.txt")))
		return true;
	if (site->url.len == 0 || site->single)
		return false;
	if (!str_eq(path, feed.len > 0 ? feed : S("feed.xml")))
		return str_eq(path, S("sitemap.xml"));
	for (size_t i = 0; i < site->page_count; i++)
		if (site->pages[i]->date.len > 0)
			return true;
	for (size_t i = 0; i < site->document_count; i++)
		if (site->documents[i]->date.len > 0)
			return true;
	return false;
}

/* What recto writes besides pages and assets. */
static bool is_product(const Site *site, Str address)
{
	Str cv = str_concat(site->arena, S("/"), site->cv_output);
	return str_eq(url_decode(site->arena, address), cv) || is_for_machines(site, address) ||
	       map_has(&site->parts->asset_index, str_from_offset(address, 1)) ||
	       str_eq(site_output_path(site->arena, address), S("index.html"));
}

static void warn_broken(const Site *site, DocNode *node, Diags *diags)
{
	Str url = node->as.link.url;
	bool doi = str_starts(url, S("10.")) && str_find_char(url, '/', 0) != STR_NONE;
	if (!str_starts(url, S("/")) && (doi || looks_like_host(url))) {
		Str missing = doi ? S("https://doi.org/") : S("https://");
		diag_warning(diags, site_url_place(site, node->span, url),
			     str_format(site->arena, "write %.*s in front of it", STR_ARG(missing)),
			     "the link to \"%.*s\" leads to a page of this site: is %.*s missing? "
			     "[link-scheme]",
			     STR_ARG(url), STR_ARG(missing));
		node->as.link.print_url = str_concat(site->arena, missing, url);
		return;
	}
	diag_warning(diags, site_url_place(site, node->span, url), link_hint(site, url),
		     "the link to %.*s leads to nothing in this site [link-broken]", STR_ARG(url));
	if (str_starts(url, S("/")))
		node->as.link.url = site_page_url(site, without_baseurl(site, url));
}

static void resolve_local(Site *site, const Page *page, DocNode *node, Diags *diags)
{
	Str url = node->as.link.url, rest, path = url_path(url, &rest);
	Str address = absolute_path(site, page, path);
	const Page *target = find_target(site, page, path);
	Str file = target == NULL ? site_find_file(site, page, url) : S("");
	if (target != NULL) {
		/* an old address stays as it is: its stub leads on */
		bool found = site_find_page(site, address) == target;
		Str leads = found ? address : target->url;
		bool plain = found && !str_starts(path, S("/"));
		set_link(site, node,
			 plain ? url : str_concat(site->arena, site_page_url(site, leads), rest),
			 leads, rest);
	} else if (file.len > 0) {
		Str root = site_url_encode(site->arena, str_concat(site->arena, S("/"), file));
		set_link(site, node, file_url(site, page, url, file), root, rest);
	} else if (is_product(site, address)) {
		bool plain = !str_starts(path, S("/"));
		set_link(site, node,
			 plain ? url : str_concat(site->arena, site_page_url(site, address), rest),
			 address, rest);
	} else {
		warn_broken(site, node, diags);
	}
}

/* A PDF holds strings of 32,767 bytes; percent signs make an address three times as long. */
enum { PRINT_URL_MAX = 10000 };

static void shorten_print_url(DocNode *node, Diags *diags)
{
	if (node->as.link.print_url.len <= PRINT_URL_MAX)
		return;
	diag_warning(diags, node->span, S("link to a file instead"),
		     "an address of %zu bytes is no link on paper [link-long]",
		     node->as.link.print_url.len);
	node->as.link.print_url = S("");
}

static void resolve_link(Site *site, const Page *page, DocNode *node, Diags *diags)
{
	Str url = str_trim(node->as.link.url);
	node->as.link.url = url;
	if (node->as.link.print_url.len > 0)
		return;
	if (url.len == 0) {
		if (node->first != NULL)
			diag_warning(diags, node->span,
				     S("write its address between the parentheses"),
				     "the link \"%.*s\" leads nowhere [link-empty]",
				     STR_ARG(doc_plain_text(site->arena, node)));
	} else if (str_starts(url, S("#"))) {
		node->as.link.print_url = url.len > 1 ? url : S("");
	} else if (url_is_remote(url)) {
		bool script = str_starts_nocase(url, S("javascript:")) ||
			      str_starts_nocase(url, S("data:"));
		node->as.link.print_url = script ? S("") : site_print_url(site, url);
	} else {
		resolve_local(site, page, node, diags);
	}
}

void site_resolve(Site *site, const Page *page, DocNode *top, Diags *diags)
{
	bool entries = false;
	for (DocNode *node = top; node != NULL; node = doc_next(node, top)) {
		if (node->kind == DOC_LINK) {
			resolve_link(site, page, node, diags);
			shorten_print_url(node, diags);
		} else if (node->kind == DOC_IMAGE)
			resolve_image(site, page, node, diags);
		entries = entries || node->kind == DOC_ENTRY;
	}
	if (entries)
		site_prune_lost(top);
}
