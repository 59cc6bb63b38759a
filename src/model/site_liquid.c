#include "base/file.h"
#include "model/site_parts.h"

/* A text of the site by its path. */
static bool load_file(SiteReader *reader, Str path, Span from, Text *out)
{
	Site *site = reader->site;
	if (!site_has_file(site, path))
		return false;
	Source *source = site_load_source(site, path, from, reader->diags);
	if (source == NULL)
		return false;
	*out = text_of_source(site->arena, source, 0, source->text.len);
	return true;
}

static bool load_include(void *context, Str name, bool relative, Span from, Text *out)
{
	SiteReader *reader = context;
	Site *site = reader->site;
	Str folder = S("_includes");
	if (relative) {
		const Source *source = source_get(site->sources, from.source);
		Str root = str_concat(site->arena, path_normalise(site->arena, site->root), S("/"));
		Str shown = source != NULL ? source->path : reader->page->path;
		folder = path_folder(str_starts(shown, root) ? str_from_offset(shown, root.len)
							     : shown);
	}
	Str path = path_normalise(site->arena, path_join(site->arena, folder, name));
	if (!str_starts(name, S("/")) && path_is_inside(site->arena, path) &&
	    load_file(reader, path, from, out))
		return true;
	const char *text = relative ? NULL : site_builtin_include(name);
	if (text == NULL)
		return false;
	TextBuilder builder = text_builder(site->arena);
	text_add_generated(&builder, str_from(text), from);
	*out = text_finish(&builder);
	return true;
}

/* --- tags of plug-ins --- */

static void add_attribute(Buf *out, Str name, Str value)
{
	buf_add_char(out, ' ');
	buf_add(out, name);
	buf_add(out, S("=\""));
	for (size_t i = 0; i < value.len; i++) {
		char c = value.ptr[i];
		if (c == '"' || c == '<' || c == '>' || c == '&')
			buf_add_format(out, "&#%d;", c);
		else
			buf_add_char(out, c == '\n' ? ' ' : c);
	}
	buf_add_char(out, '"');
}

/* A word, or what stands in quotes or in the brackets of a query. */
static Str next_option(Str *rest)
{
	*rest = str_trim_start(*rest);
	if (rest->len == 0)
		return S("");
	char quote = rest->ptr[0];
	if (quote == '"' || quote == '\'') {
		size_t end = str_find_char(*rest, quote, 1);
		Str word = str_slice(*rest, 1, end);
		*rest = str_from_offset(*rest, end == STR_NONE ? rest->len : end + 1);
		return word;
	}
	size_t n = 0, depth = 0;
	for (; n < rest->len && (depth > 0 || !char_is_space(rest->ptr[n])); n++)
		depth += rest->ptr[n] == '['		    ? 1
			 : rest->ptr[n] == ']' && depth > 0 ? (size_t)-1
							    : 0;
	Str word = str_slice(*rest, 0, n);
	*rest = str_from_offset(*rest, n);
	return word;
}

/* jekyll-scholar's options: their names as attributes, and whether a value follows. */
static const struct {
	const char *brief, *full;
	bool flag;
} scholar_options[] = {
	{"-f", "file", false},
	{"-q", "query", false},
	{"-m", "max", false},
	{"-o", "offset", false},
	{"-g", "group_by", false},
	{"-G", "group_order", false},
	{"-s", "style", false},
	{"-T", "template", false},
	{"-p", "prefix", false},
	{"-l", "locator", false},
	{"-L", "label", false},
	{"-O", "type_order", false},
	{"-t", "text", false},
	{"-h", "bibliography_list_tag", false},
	{"-c", "cited", true},
	{"-C", "cited_in_order", true},
	{"-A", "suppress_author", true},
	{"-r", "remove_duplicates", true},
	{"", "clear", true},
};

/* Finds an option; false when `word` is none. An unknown one takes a value. */
static bool find_option(Str word, Str *name, bool *flag)
{
	*flag = false;
	*name = str_starts(word, S("--")) ? str_from_offset(word, 2) : S("");
	for (size_t i = 0; i < sizeof scholar_options / sizeof *scholar_options; i++)
		if (str_eq(word, str_from(scholar_options[i].brief)) ||
		    str_eq(*name, str_from(scholar_options[i].full))) {
			*name = str_from(scholar_options[i].full);
			*flag = scholar_options[i].flag;
		}
	return name->len > 0;
}

/* Up to the next option: "Click For More", "23 & 42". */
static Str next_words(Str *rest)
{
	Str text = str_trim_start(*rest);
	size_t end = str_find(text, S(" -"), 0);
	*rest = str_from_offset(text, end == STR_NONE ? text.len : end);
	return str_trim(str_slice(text, 0, end));
}

/*
 * jekyll-scholar's options as attributes; other words are keys. An option that stands more than
 * once has its values joined by "|".
 */
static void add_options(Arena *arena, Buf *out, Str markup)
{
	Buf keys = buf_in(arena);
	Map seen = map_in(arena);
	for (Str rest = markup, word; (word = next_option(&rest)).len > 0;) {
		Str name, value = S("true");
		bool flag;
		if (!find_option(word, &name, &flag)) {
			if (keys.len > 0)
				buf_add_char(&keys, ' ');
			buf_add(&keys, word);
			continue;
		}
		bool words = str_eq(name, S("locator")) || str_eq(name, S("text"));
		Str next = str_trim_start(rest);
		bool key =
			str_eq(name, S("remove_duplicates")) && next.len > 0 && next.ptr[0] != '-';
		if (!flag || key)
			value = words ? next_words(&rest) : next_option(&rest);
		Str *before = map_get(&seen, name), *joined = ARENA_NEW(arena, Str);
		*joined = before != NULL ? str_concat3(arena, *before, S("|"), value) : value;
		(void)map_set(&seen, name, joined);
	}
	if (keys.len > 0)
		add_attribute(out, S("keys"), buf_str(&keys));
	for (size_t i = 0; i < sizeof scholar_options / sizeof *scholar_options; i++) {
		const Str *value = map_get(&seen, str_from(scholar_options[i].full));
		if (value != NULL)
			add_attribute(out, str_from(scholar_options[i].full), *value);
	}
}

void site_write_element(Arena *arena, Str name, Str markup, Span from, TextBuilder *out)
{
	Buf html = buf_in(arena);
	bool list = str_eq(name, S("bibliography")) || str_eq(name, S("reference"));
	name = str_replace(arena, name, S("_"), S("-")); /* no tag of HTML has an underscore */
	buf_add_format(&html, "<recto-%.*s", STR_ARG(name));
	add_options(arena, &html, markup);
	bool block = list && (out->out.len == 0 || out->out.ptr[out->out.len - 1] == '\n');
	/* CommonMark takes an element as a block when its opening tag is alone on the line */
	buf_add(&html, block ? S(">\n") : S(">"));
	buf_add_format(&html, "</recto-%.*s>", STR_ARG(name));
	text_add_generated(out, buf_str(&html), from);
}

/* {% quote key %} ... {% endquote %}: a quotation with its source below. */
static void write_quote(SiteReader *reader, Str name, Str markup, Span from, TextBuilder *out)
{
	if (str_eq(name, S("quote"))) {
		reader->site->parts->quoted = markup;
		text_add_generated(out, S("\n<blockquote markdown=\"1\">\n\n"), from);
		return;
	}
	text_add_generated(out, S("\n\n<cite>"), from);
	site_write_element(reader->site->arena, S("cite"), reader->site->parts->quoted, from, out);
	text_add_generated(out, S("</cite>\n\n</blockquote>\n"), from);
}

/* {% bibtex %} ... {% endbibtex %}: entries in the page. */
static void take_bibtex(SiteReader *reader, bool end, Span from, TextBuilder *out)
{
	size_t *open = &reader->site->parts->bibtex, start = *open;
	*open = end ? 0 : out->out.len + 1;
	if (end && start > 0 && --start < out->out.len) {
		Str text = {out->out.ptr + start, out->out.len - start};
		text = str_dup(reader->site->arena, text);
		text_cut(out, start);
		text_add_generated(out, S("\n\n"), from);
		site_write_bibtex(reader, text, from, out);
		text_add_generated(out, S("\n\n"), from);
	}
}

/* The page whose source is at `path`, for {% link %} and {% post_url %}. */
static const Page *find_by_path(const Site *site, Str path, bool post)
{
	while (str_starts(path, S("/")))
		path = str_from_offset(path, 1);
	for (size_t i = 0; i < site->page_count + site->document_count; i++) {
		const Page *page = i < site->page_count ? site->pages[i]
							: site->documents[i - site->page_count];
		Str stem = page->path;
		stem.len -= path_extension(stem).len;
		if (str_eq(page->path, path) ||
		    (post && str_eq(page->collection, S("posts")) && str_ends(stem, path)))
			return page;
	}
	return NULL;
}

static void write_link(SiteReader *reader, Str name, Str markup, Span from, TextBuilder *out)
{
	Site *site = reader->site;
	Str path = str_trim(markup);
	bool post = str_eq(name, S("post_url"));
	const Page *page = find_by_path(site, path, post);
	Str url = page != NULL ? page->url : S("");
	if (page == NULL && !post && site_has_file(site, path))
		url = str_concat(site->arena, S("/"), path);
	if (url.len == 0) {
		diag_warning(reader->diags, from,
			     post ? S("name it as its file in _posts, without the ending")
				  : S("name its file, such as _pages/about.md"),
			     "there is no %s \"%.*s\" to link to [link-tag]",
			     post ? "post" : "page", STR_ARG(path));
		url = S("#");
	}
	text_add_generated(out, site_page_url(site, url), from);
}

static bool is_scholar_tag(Str name)
{
	static const char *const names[] = {"bibliography", "cite",	    "reference",
					    "nocite",	    "details_link", "bibliography_count",
					    "cite_details"};
	for (size_t i = 0; i < sizeof names / sizeof *names; i++)
		if (str_eq(name, str_from(names[i])))
			return true;
	return false;
}

/* Tags whose keys may stand in variables. */
static bool takes_keys(void *context, Str name)
{
	(void)context;
	return str_eq(name, S("quote")) || (is_scholar_tag(name) && !str_starts(name, S("bib")));
}

/* Tags that open and close an element. */
static const struct {
	const char *name, *html;
} wrappers[] = {
	{"enddetails", "\n\n</details>\n"},
	{"tabs", "<div class=\"tabs\" markdown=\"1\">\n"},
	{"endtabs", "\n</div>\n"},
	{"endtab", "\n\n</div>\n"},
	{"toc", ""},
	{"feed_meta", ""},
	{"seo", ""},
};

static bool render_tag(void *context, Str name, Str markup, Span from, TextBuilder *out)
{
	SiteReader *reader = context;
	Arena *arena = reader->site->arena;
	if (str_eq(name, S("link")) || str_eq(name, S("post_url")))
		return write_link(reader, name, markup, from, out), true;
	if (str_eq(name, S("quote")) || str_eq(name, S("endquote")))
		return write_quote(reader, name, markup, from, out), true;
	if (str_eq(name, S("bibtex")) || str_eq(name, S("endbibtex")))
		return take_bibtex(reader, name.ptr[0] == 'e', from, out), true;
	if (is_scholar_tag(name))
		return site_write_element(arena, name, markup, from, out), true;
	if (str_eq(name, S("details")) || str_eq(name, S("tab"))) {
		Str title = str_trim(markup);
		size_t space = str_find_char(title, ' ', 0);
		bool tab = str_eq(name, S("tab"));
		if (tab && space != STR_NONE)
			title = str_trim(str_from_offset(title, space));
		const char *form = tab ? "<div class=\"tab\" markdown=\"1\">\n\n**%.*s**\n\n"
				       : "<details markdown=\"1\"><summary>%.*s</summary>\n\n";
		text_add_generated(out, str_format(arena, tab ? form : form, STR_ARG(title)), from);
		return true;
	}
	for (size_t i = 0; i < sizeof wrappers / sizeof *wrappers; i++)
		if (str_eq(name, str_from(wrappers[i].name))) {
			text_add_generated(out, str_from(wrappers[i].html), from);
			return true;
		}
	return false;
}

/* The text goes back into the page, whose Markdown is read afterwards: so it is only marked as
 * such. */
static Str markdownify(void *context, Arena *arena, Str markdown)
{
	(void)context;
	Str text = str_trim(markdown);
	if (text.len == 0 || (str_find_char(text, '\n', 0) == STR_NONE && text.ptr[0] == '<'))
		return text;
	if (str_find_char(text, '\n', 0) == STR_NONE)
		return str_concat3(arena, S("<span markdown=\"span\">"), text, S("</span>"));
	return str_concat3(arena, S("<div markdown=\"1\">\n"), text, S("\n</div>"));
}

LiquidHost site_liquid_host(SiteReader *reader)
{
	return (LiquidHost){reader, load_include, render_tag, markdownify, takes_keys};
}

/* --- site.* and page.* --- */

static void set_string(Arena *arena, Value *map, const char *key, Str string)
{
	value_set(arena, map, str_from(key), value_new_string(arena, string, SPAN_NONE));
}

Value *site_page_value(Site *site, const Page *page)
{
	Arena *arena = site->arena;
	Value *map = value_merge(arena, value_new(arena, VALUE_MAP, SPAN_NONE), page->front);
	set_string(arena, map, "url", page->url);
	set_string(arena, map, "path", page->path);
	set_string(arena, map, "relative_path", page->path);
	set_string(arena, map, "name", path_name(page->path));
	set_string(arena, map, "id", page->url);
	if (page->collection.len > 0)
		set_string(arena, map, "collection", page->collection);
	if (page->date.len > 0 && value_is_nil(value_get(map, S("date"))))
		set_string(arena, map, "date", page->date);
	if (value_is_nil(value_get(map, S("title"))) && page->title.len > 0)
		set_string(arena, map, "title", page->title);
	Str body = str_trim(str_from_offset(page->source->text, page->body));
	set_string(arena, map, "content", body);
	if (value_is_nil(value_get(map, S("excerpt"))) && page->collection.len > 0)
		set_string(arena, map, "excerpt", str_slice(body, 0, str_find(body, S("\n\n"), 0)));
	return map;
}

static Value *list_of(Site *site, const PageList *pages, bool newest_first)
{
	Value *list = value_new(site->arena, VALUE_LIST, SPAN_NONE);
	for (size_t i = 0; i < pages->len; i++)
		value_push(
			site->arena, list,
			site_page_value(site, pages->ptr[newest_first ? pages->len - 1 - i : i]));
	return list;
}

static Value *site_value(Site *site)
{
	Arena *arena = site->arena;
	Value *map = value_merge(arena, value_new(arena, VALUE_MAP, SPAN_NONE), site->config);
	SiteParts *parts = site->parts;
	value_set(arena, map, S("data"), value_merge(arena, value_nil(), site->data));
	value_set(arena, map, S("pages"), list_of(site, &parts->pages, false));
	for (size_t i = 0; i < parts->collections.len; i++) {
		const Collection *c = &parts->collections.ptr[i];
		value_set(arena, map, c->name,
			  list_of(site, &c->members, str_eq(c->name, S("posts"))));
	}
	set_string(arena, map, "url", site->url);
	set_string(arena, map, "baseurl", site->baseurl);
	set_string(arena, map, "lang", site->lang);
	if (site->options->now > 0)
		value_set(arena, map, S("time"),
			  value_new_int(arena, site->options->now, SPAN_NONE));
	return map;
}

const Value *site_globals(Site *site, const Page *page)
{
	Arena *arena = site->arena;
	if (site->parts->globals == NULL)
		site->parts->globals = site_value(site);
	Value *globals = value_new(arena, VALUE_MAP, SPAN_NONE);
	Value *jekyll = value_new(arena, VALUE_MAP, SPAN_NONE);
	set_string(arena, jekyll, "environment", S("production"));
	value_set(arena, globals, S("site"), value_merge(arena, value_nil(), site->parts->globals));
	value_set(arena, globals, S("page"), site_page_value(site, page));
	if (page->list_first != NULL)
		value_set(arena, globals, S("paginator"),
			  value_merge(arena, value_nil(), site_paginator(site, page)));
	value_set(arena, globals, S("jekyll"), jekyll);
	return globals;
}

LiquidOptions site_liquid_options(SiteReader *reader, LiquidHost *host)
{
	const Site *site = reader->site;
	return (LiquidOptions){.globals = site_globals(reader->site, reader->page),
			       .host = host,
			       .baseurl = site->baseurl,
			       .url = site->url,
			       .now = site->options->now};
}
