#include "base/buf.h"
#include "base/file.h"
#include "base/url.h"
#include "base/utf8.h"
#include "front/frontmatter.h"
#include "model/site_parts.h"

Collection *site_find_collection(const Site *site, Str name)
{
	for (size_t i = 0; i < site->parts->collections.len; i++)
		if (str_eq(site->parts->collections.ptr[i].name, name))
			return &site->parts->collections.ptr[i];
	return NULL;
}

/* --- front matter: defaults of _config.yml below it --- */

/* How well a scope fits: -1 not at all; a longer path wins, then a type. */
static int scope_rank(Site *site, const Value *scope, Str path, Str type)
{
	Str wanted = value_str(site->arena, value_get(scope, S("type")));
	Str prefix = value_str(site->arena, value_get(scope, S("path")));
	while (str_starts(prefix, S("/")))
		prefix = str_from_offset(prefix, 1);
	size_t star = str_find_char(prefix, '*', 0);
	if (star != STR_NONE)
		prefix = str_slice(prefix, 0, star);
	if (str_ends(prefix, S("/")))
		prefix.len--;
	bool below = prefix.len == 0 ||
		     (str_starts(path, prefix) &&
		      (star != STR_NONE || path.len == prefix.len || path.ptr[prefix.len] == '/'));
	if (!below || (wanted.len > 0 && !str_eq(wanted, type)))
		return -1;
	return (int)(prefix.len < 10000 ? prefix.len : 10000) * 2 + (wanted.len > 0);
}

static const Value *merge_defaults(Site *site, Str path, Str type, const Value *front)
{
	const Value *list = value_get(site->config, S("defaults"));
	const Value *result = value_new(site->arena, VALUE_MAP, front->span);
	int done = -1;
	for (;;) { /* from the weakest rank to the strongest; equal ones in the order of writing */
		int next = -1;
		for (size_t i = 0; i < value_len(list); i++) {
			int rank = scope_rank(site, value_get(value_at(list, i), S("scope")), path,
					      type);
			if (rank > done && (next < 0 || rank < next))
				next = rank;
		}
		if (next < 0)
			break;
		for (size_t i = 0; i < value_len(list); i++) {
			const Value *values = value_get(value_at(list, i), S("values"));
			if (values->kind == VALUE_MAP &&
			    scope_rank(site, value_get(value_at(list, i), S("scope")), path,
				       type) == next)
				result = value_merge(site->arena, result, values);
		}
		done = next;
	}
	return value_merge(site->arena, result, front);
}

/* --- what a page says of itself --- */

static bool is_date(Str s)
{
	for (size_t i = 0; i < 10; i++)
		if (i >= s.len || (i == 4 || i == 7 ? s.ptr[i] != '-' : !char_is_digit(s.ptr[i])))
			return false;
	int64_t month = 0, day = 0;
	return str_to_int(str_slice(s, 5, 7), &month) && str_to_int(str_slice(s, 8, 10), &day) &&
	       month >= 1 && month <= 12 && day >= 1 && day <= 31;
}

Str site_date(Arena *arena, Str text)
{
	text = str_trim(text);
	if (is_date(text))
		return str_slice(text, 0, 10);
	int64_t numbers[3] = {0, 1, 1}; /* "2024-5-1", "2024/05/01", "2024.5", "2024-05" */
	size_t n = 0;
	for (size_t i = 0; i < text.len && n < 3;) {
		size_t end = i;
		while (end < text.len && char_is_digit(text.ptr[end]))
			end++;
		if (end == i || end - i > 4 || !str_to_int(str_slice(text, i, end), &numbers[n]))
			break;
		n++;
		if (end >= text.len ||
		    (text.ptr[end] != '-' && text.ptr[end] != '/' && text.ptr[end] != '.'))
			break;
		i = end + 1;
	}
	if (n < 1 || numbers[0] < 1000 || numbers[1] < 1 || numbers[1] > 12 || numbers[2] < 1 ||
	    numbers[2] > 31)
		return S("");
	return str_format(arena, "%04d-%02d-%02d", (int)numbers[0], (int)numbers[1],
			  (int)numbers[2]);
}

static Str setting(const Site *site, const Page *page, Str key)
{
	return str_trim(value_str(site->arena, value_get(page->front, key)));
}

static Str language_code(Arena *arena, Str name)
{
	static const char *const known[] = {
		"ar", "bg", "ca", "cs", "da", "de", "el", "en", "es", "et", "fa", "fi", "fr",
		"he", "hi", "hr", "hu", "id", "it", "ja", "ko", "lt", "lv", "nl", "no", "pl",
		"pt", "ro", "ru", "sk", "sl", "sr", "sv", "th", "tr", "uk", "vi", "zh"};
	if (str_eq_nocase(name, S("cn")))
		return S("zh");
	for (size_t i = 0; i < sizeof known / sizeof *known; i++) {
		Str code = str_from(known[i]);
		if (str_eq_nocase(name, code))
			return code;
		if (name.len == 5 && str_starts_nocase(name, code) &&
		    (name.ptr[2] == '-' || name.ptr[2] == '_'))
			return str_format(arena, "%.*s-%.*s", STR_ARG(code),
					  STR_ARG(str_slice(name, 3, 5)));
	}
	return S("");
}

/* `languages:` of a site with one folder a language (jekyll-polyglot). */
static bool is_site_language(const Site *site, Str name)
{
	const Value *list = value_get(site->config, S("languages"));
	for (size_t i = 0; i < value_len(list); i++)
		if (str_eq(value_string(value_at(list, i)), name))
			return true;
	return false;
}

/* Front matter, a folder of a language, "about_zh.md", "/zh/", the site's. */
static Str page_language(const Site *site, const Page *page)
{
	Str lang = setting(site, page, S("lang"));
	if (lang.len == 0)
		lang = setting(site, page, S("locale"));
	if (lang.len > 0)
		return str_replace(site->arena, lang, S("_"), S("-"));
	Str folder = path_folder(page->path);
	for (Str part; str_split(&folder, '/', &part);)
		if (is_site_language(site, part))
			return part;
	Str stem = path_name(page->path);
	stem.len -= path_extension(stem).len;
	for (size_t i = stem.len; i-- > 0;) {
		if (stem.ptr[i] != '_' && stem.ptr[i] != '-' && stem.ptr[i] != '.')
			continue;
		Str code = language_code(site->arena, str_from_offset(stem, i + 1));
		if (code.len > 0)
			return code;
	}
	Str permalink = setting(site, page, S("permalink"));
	for (Str part; str_split(&permalink, '/', &part);)
		if (part.len > 0) {
			Str code = language_code(site->arena, part);
			return code.len > 0 ? code : site->lang;
		}
	return site->lang;
}

/* "Title Case" of a file's slug, for documents without a title. */
static Str title_of_slug(Arena *arena, Str slug)
{
	Buf out = buf_in(arena);
	for (size_t i = 0; i < slug.len; i++) {
		char c = slug.ptr[i] == '-' || slug.ptr[i] == '_' ? ' ' : slug.ptr[i];
		bool first = out.len == 0 || out.ptr[out.len - 1] == ' ';
		buf_add_char(&out, first && c >= 'a' && c <= 'z' ? (char)(c - 'a' + 'A') : c);
	}
	return buf_str(&out);
}

/* Splits "2025-11-30-phd.md" into date and slug. */
static Str file_slug(Page *page, Str *basename)
{
	Str stem = path_name(page->path);
	stem.len -= path_extension(stem).len;
	*basename = stem;
	if (!is_date(stem) || (stem.len > 10 && stem.ptr[10] != '-'))
		return stem;
	page->date = str_slice(stem, 0, 10);
	return stem.len > 11 ? str_from_offset(stem, 11) : stem;
}

static void read_redirects(Site *site, Page *page)
{
	const Value *value = value_get(page->front, S("redirect_from"));
	size_t n = value->kind == VALUE_LIST ? value_len(value) : !value_is_nil(value);
	page->redirects = ARENA_ARRAY(site->arena, Str, n);
	for (size_t i = 0; i < n; i++) {
		const Value *one = value->kind == VALUE_LIST ? value_at(value, i) : value;
		Str url = str_trim(value_str(site->arena, one));
		if (url.len == 0)
			continue;
		if (!str_starts(url, S("/")))
			url = str_concat(site->arena, S("/"), url);
		page->redirects[page->redirect_count++] = url;
	}
}

/* `redirect_to`, the first of several: where a page without a text of its own leads. */
static Str read_redirect_to(Site *site, const Page *page)
{
	const Value *value = value_get(page->front, S("redirect_to"));
	if (value->kind == VALUE_LIST)
		value = value_at(value, 0);
	Str url = str_trim(value_str(site->arena, value));
	if (url.len == 0 || url_is_remote(url) || str_starts(url, S("/")))
		return url;
	return str_concat(site->arena, S("/"), url);
}

/* The folder of a collection is no part of a document's :path. */
static Str collection_path(Str path, const Collection *collection)
{
	size_t skip = str_find_char(path, '/', 0);
	return collection == NULL || skip == STR_NONE ? path : str_from_offset(path, skip + 1);
}

static Str post_template(const Site *site)
{
	Str style = site_setting(site, S("permalink"));
	if (style.len == 0 || str_eq(style, S("date")))
		return S("/:categories/:year/:month/:day/:title:output_ext");
	if (str_eq(style, S("pretty")))
		return S("/:categories/:year/:month/:day/:title/");
	if (str_eq(style, S("ordinal")))
		return S("/:categories/:year/:y_day/:title:output_ext");
	if (str_eq(style, S("none")))
		return S("/:categories/:title:output_ext");
	return style;
}

static Str page_template(const Site *site, const Page *page, Str basename)
{
	bool index = str_eq(basename, S("index"));
	if (str_eq(basename, S("404"))) /* where servers look for it, wherever it stands here */
		return S("/404.html");
	if (index)
		return path_folder(page->path).len > 0
			       ? str_concat3(site->arena, S("/"), path_folder(page->path), S("/"))
			       : S("/");
	return site->parts->pretty ? S("/:path/") : S("/:path:output_ext");
}

static Str page_url(Site *site, const Page *page, const Collection *collection, Str slug,
		    Str basename)
{
	UrlParts parts = {.path = collection_path(page->path, collection),
			  .date = page->date,
			  .slug = setting(site, page, S("slug")),
			  .basename = basename,
			  .collection = page->collection,
			  .front = page->front,
			  .is_post = str_eq(page->collection, S("posts"))};
	if (parts.slug.len == 0)
		parts.slug = slug;
	Str template = setting(site, page, S("permalink"));
	if (template.len == 0)
		template = parts.is_post	? post_template(site)
			   : collection != NULL ? collection->template
						: page_template(site, page, basename);
	return site_url_encode(site->arena, site_expand_url(site->arena, template, &parts));
}

/* Pages in other languages than the default stand below "/zh/". */
static Str add_language(Site *site, const Page *page, Str url)
{
	Str fallback = site_setting(site, S("default_lang"));
	if (!is_site_language(site, page->lang) || str_eq(page->lang, fallback))
		return url;
	Str prefix = str_concat(site->arena, S("/"), page->lang);
	if (str_starts(url, str_concat(site->arena, prefix, S("/"))))
		return url;
	return str_concat(site->arena, prefix, url);
}

static bool wants_sidebar(const Site *site, const Page *page)
{
	const Value *author = value_get(page->front, S("author_profile"));
	return value_is_nil(author) ? false
				    : value_bool(author, site->flavour == SITE_ACAD_HOMEPAGE);
}

static void fill_page(Site *site, Page *page, const Collection *collection, Diags *diags)
{
	Arena *arena = site->arena;
	Str basename, slug = file_slug(page, &basename);
	Str date = site_date(arena, setting(site, page, S("date")));
	if (date.len > 0)
		page->date = date;
	page->layout = setting(site, page, S("layout"));
	page->title = site_plain(site, setting(site, page, S("title")), diags);
	if (collection != NULL && page->title.len == 0)
		page->title = title_of_slug(arena, slug);
	Str said = setting(site, page, S("description"));
	if (said.len == 0)
		said = setting(site, page, S("excerpt"));
	page->description = site_plain_markdown(site, said, diags);
	page->lang = page_language(site, page);
	page->show_author = wants_sidebar(site, page);
	page->url = add_language(site, page, page_url(site, page, collection, slug, basename));
	read_redirects(site, page);
	page->redirect_to = read_redirect_to(site, page);
}

static Page *new_page(Site *site, Source *source, Str path, const FrontMatter *front,
		      Str collection)
{
	Page *page = ARENA_NEW(site->arena, Page);
	Str type = collection.len > 0 ? collection : S("pages");
	page->source = source;
	page->path = path;
	page->collection = collection;
	page->is_markdown = site->single || site_is_markdown(site, path) || site_is_bib_page(path);
	page->front = merge_defaults(site, path, type, front->values);
	page->body = front->body;
	return page;
}

Page *site_make_page(Site *site, Source *source, Str path, Collection *collection, bool *asset,
		     Diags *diags)
{
	*asset = false;
	size_t errors = diags->errors;
	FrontMatter front;
	if (source == NULL)
		return NULL;
	bool whole = frontmatter_parse(site->arena, source, diags, &front);
	if (front.disabled) {
		diag_note(diags, source_span(source, 0, 0),
			  S("remove the comment around the front matter"),
			  "%.*s is switched off: its front matter stands in a comment "
			  "[commented-out]",
			  STR_ARG(path));
		return NULL;
	}
	*asset = !front.present && whole && !site->single && diags->errors == errors;
	if (*asset)
		return NULL;
	Page *page =
		new_page(site, source, path, &front, collection != NULL ? collection->name : S(""));
	if (!value_bool(value_get(page->front, S("published")), true)) {
		diag_note(diags, value_get(page->front, S("published"))->span, S(""),
			  "%.*s is not published [unpublished]", STR_ARG(path));
		return NULL;
	}
	fill_page(site, page, collection, diags);
	return page;
}
