/* Keys of the themes whose values are of a kind that they cannot be: they would count for nothing,
 * without a word. */
#include "model/settings.h"

/* What a value may be: TEXT is any scalar, for `title: 2048` is one. */
enum { FLAG = 1, TEXT = 2, NUMBER = 4, LIST = 8, MAP = 16 };

/* A string longer than this is not repeated. */
enum { SHOWN = 60 };

typedef struct {
	Str name; /* with a point: below the key before it */
	unsigned forms;
	Str example;
} Key;

#define KEY(name, forms, example)                                                                  \
	{                                                                                          \
		STR_INIT(name), forms, STR_INIT(example)                                           \
	}

static const Key config_keys[] = {
	KEY("title", TEXT, "title: Ada Nowak"),
	KEY("description", TEXT, "description: What the site is about"),
	KEY("url", TEXT, "url: https://ada.example"),
	KEY("baseurl", TEXT, "baseurl: /site"),
	KEY("lang", TEXT, "lang: en"),
	KEY("permalink", TEXT, "permalink: pretty"),
	KEY("footer_text", TEXT, "footer_text: By hand."),
	KEY("contact_note", TEXT, "contact_note: By e-mail, please."),
	KEY("keywords", TEXT | LIST, "keywords: [tides, maps]"),
	KEY("author", TEXT | MAP, "author: {name: Ada Nowak}"),
	KEY("languages", LIST, "languages: [en, de]"),
	KEY("navbar_fixed", FLAG, "navbar_fixed: true"),
	KEY("search_enabled", FLAG, "search_enabled: true"),
	KEY("enable_darkmode", FLAG, "enable_darkmode: true"),
	KEY("enable_publication_thumbnails", FLAG, "enable_publication_thumbnails: true"),
	KEY("serve_og_meta", FLAG, "serve_og_meta: true"),
	KEY("serve_schema_org", FLAG, "serve_schema_org: true"),
	KEY("max_author_limit", NUMBER, "max_author_limit: 3"),
	KEY("filtered_bibtex_keywords", LIST, "filtered_bibtex_keywords: [abstract]"),
	KEY("include", LIST, "include: [_pages]"),
	KEY("exclude", LIST, "exclude: [drafts]"),
	KEY("plugins", LIST, "plugins: [jemoji]"),
	KEY("defaults", LIST, "defaults: [{scope: {path: \"\"}, values: {layout: page}}]"),
	KEY("collections", LIST | MAP, "collections: {news: {output: true}}"),
	KEY("kramdown", MAP, "kramdown: {input: GFM}"),
	KEY("feed", MAP, "feed: {path: feed.xml}"),
	KEY("pagination", MAP, "pagination: {enabled: true}"),
	KEY("pagination.enabled", FLAG, "enabled: true"),
	KEY("pagination.per_page", NUMBER, "per_page: 10"),
	KEY("imagemagick", MAP, "imagemagick: {enabled: true}"),
	KEY("imagemagick.enabled", FLAG, "enabled: true"),
	KEY("imagemagick.widths", LIST, "widths: [480, 800, 1400]"),
	KEY("announcements", FLAG | MAP, "announcements: {limit: 5}"),
	KEY("announcements.limit", NUMBER, "limit: 5"),
	KEY("latest_posts", FLAG | MAP, "latest_posts: {limit: 3}"),
	KEY("latest_posts.limit", NUMBER, "limit: 3"),
	KEY("jekyll-archives", MAP, "jekyll-archives: {enabled: [year, tags]}"),
	KEY("scholar", MAP, "scholar: {last_name: Nowak, first_name: [Ada]}"),
	KEY("scholar.last_name", TEXT | LIST, "last_name: Nowak"),
	KEY("scholar.first_name", TEXT | LIST, "first_name: [Ada, A.]"),
	KEY("scholar.source", TEXT, "source: _bibliography"),
	KEY("scholar.bibliography", TEXT, "bibliography: papers.bib"),
	KEY("scholar.type_names", MAP, "type_names: {article: Articles}"),
};

static const Key front_keys[] = {
	KEY("title", TEXT, "title: Talks"),
	KEY("description", TEXT, "description: What the page is about"),
	KEY("excerpt", TEXT, "excerpt: What the page is about"),
	KEY("layout", TEXT, "layout: page"),
	KEY("permalink", TEXT, "permalink: /talks/"),
	KEY("lang", TEXT, "lang: en"),
	KEY("date", TEXT, "date: 2025-06-01"),
	KEY("redirect_from", TEXT | LIST, "redirect_from: [/old/]"),
	KEY("tags", TEXT | LIST, "tags: [tides, maps]"),
	KEY("categories", TEXT | LIST, "categories: [notes]"),
	KEY("nav", FLAG, "nav: true"),
	KEY("nav_order", NUMBER, "nav_order: 3"),
	KEY("dropdown", FLAG, "dropdown: true"),
	KEY("children", LIST, "children: [{title: Talks, permalink: /talks/}]"),
	KEY("published", FLAG, "published: false"),
	KEY("inline", FLAG, "inline: true"),
	KEY("social", FLAG, "social: true"),
	KEY("sitemap", FLAG, "sitemap: false"),
	KEY("noindex", FLAG, "noindex: true"),
	KEY("author_profile", FLAG, "author_profile: true"),
	KEY("render_with_liquid", FLAG, "render_with_liquid: false"),
	KEY("toc", FLAG | LIST | MAP, "toc: {sidebar: left}"),
	KEY("pagination", MAP, "pagination: {enabled: true}"),
	KEY("pagination.enabled", FLAG, "enabled: true"),
	KEY("pagination.per_page", NUMBER, "per_page: 10"),
	KEY("profile", MAP, "profile: {align: right, image: me.jpg}"),
	KEY("profile.image_circular", FLAG, "image_circular: true"),
	KEY("profiles", LIST, "profiles: [{image: me.jpg, content: me.md}]"),
	KEY("announcements", FLAG | MAP, "announcements: {enabled: true, limit: 5}"),
	KEY("announcements.enabled", FLAG, "enabled: true"),
	KEY("announcements.limit", NUMBER, "limit: 5"),
	KEY("latest_posts", FLAG | MAP, "latest_posts: {enabled: true, limit: 3}"),
	KEY("latest_posts.enabled", FLAG, "enabled: true"),
	KEY("latest_posts.limit", NUMBER, "limit: 3"),
	KEY("news", FLAG | MAP, "news: {enabled: true, limit: 5}"),
	KEY("news.enabled", FLAG, "enabled: true"),
	KEY("news.limit", NUMBER, "limit: 5"),
	KEY("selected_papers", FLAG | MAP, "selected_papers: true"),
	KEY("selected_papers.enabled", FLAG, "enabled: true"),
};

static const Key data_keys[] = {
	KEY("socials", MAP, "email: ada@ada.example"),
	KEY("coauthors", MAP, "\"nowak\": [{firstname: [Ada], url: https://ada.example}]"),
	KEY("venues", MAP, "\"Tides\": {url: https://tides.example}"),
};

/* A list of keys, and whose they are. */
typedef struct {
	const Key *keys;
	size_t count;
	const Source *source; /* only what stands in this file; NULL: anywhere */
	Arena *arena;
	Diags *diags;
} Keys;

/* --- values --- */

static bool is_flag(const Value *value)
{
	return value_bool(value, true) == value_bool(value, false);
}

static bool suits(unsigned forms, const Value *value)
{
	int64_t number;
	switch (value->kind) {
	case VALUE_NIL: return true;
	case VALUE_BOOL: return forms & (FLAG | TEXT);
	case VALUE_INT:
	case VALUE_FLOAT: return forms & (NUMBER | TEXT);
	case VALUE_STRING:
		return str_is_blank(value->as.string) || (forms & TEXT) ||
		       ((forms & FLAG) && is_flag(value)) ||
		       ((forms & NUMBER) && str_to_int(str_trim(value->as.string), &number));
	case VALUE_LIST: return forms & LIST;
	case VALUE_MAP: return forms & MAP;
	}
	return false;
}

/* "true or false, or a map"; "a text or a list" */
static Str expected(Arena *arena, unsigned forms)
{
	static const char *const names[] = {"true or false", "a text", "a number", "a list",
					    "a map"};
	Buf out = buf_in(arena);
	const char *joint = forms & FLAG ? ", or " : " or ";
	for (unsigned i = 0; i < sizeof names / sizeof *names; i++)
		if (forms & 1u << i)
			buf_add_format(&out, "%s%s", out.len > 0 ? joint : "", names[i]);
	return buf_str(&out);
}

/* "true", "\"perhaps\"", "a list" */
static Str shown(Arena *arena, const Value *value)
{
	if (value->kind == VALUE_BOOL)
		return value->as.boolean ? S("true") : S("false");
	if (value->kind != VALUE_STRING || value->as.string.len > SHOWN)
		return str_from(value_kind_name(value->kind));
	return str_concat3(arena, S("\""), value->as.string, S("\""));
}

static void check_value(const Keys *on, const Key *key, const Value *value)
{
	if (suits(key->forms, value) ||
	    (on->source != NULL && value->span.source != on->source->number))
		return;
	diag_warning(on->diags, value->span, str_concat(on->arena, S("write "), key->example),
		     "%.*s is %.*s, not %.*s: it counts as not said [setting-form]",
		     STR_ARG(key->name), STR_ARG(shown(on->arena, value)),
		     STR_ARG(expected(on->arena, key->forms)));
}

/* --- keys --- */

/* The key `above` with a point and `name`, or `name` alone; NULL when the list has it not. */
static const Key *find_key(const Keys *on, Str above, Str name)
{
	for (size_t i = 0; i < on->count; i++) {
		Str key = on->keys[i].name;
		if (above.len > 0 &&
		    (!str_starts(key, above) || key.len <= above.len || key.ptr[above.len] != '.'))
			continue;
		if (str_eq(above.len > 0 ? str_from_offset(key, above.len + 1) : key, name))
			return &on->keys[i];
	}
	return NULL;
}

static void check_map(const Keys *on, Str above, const Value *map)
{
	for (size_t i = 0; map->kind == VALUE_MAP && i < map->as.map.len; i++) {
		const ValueEntry *entry = &map->as.map.entries[i];
		const Key *key = find_key(on, above, entry->key);
		if (key == NULL)
			continue;
		check_value(on, key, entry->value);
		if (above.len == 0)
			check_map(on, key->name, entry->value);
	}
}

#define KEYS(table) (table), sizeof(table) / sizeof *(table)

void settings_check_site(const Site *site, Diags *diags)
{
	Keys config = {KEYS(config_keys), NULL, site->arena, diags},
	     data = {KEYS(data_keys), NULL, site->arena, diags},
	     front = {KEYS(front_keys), NULL, site->arena, diags};
	check_map(&config, S(""), site->config);
	check_map(&data, S(""), site->data);
	const Value *defaults = value_get(site->config, S("defaults"));
	for (size_t i = 0; i < value_len(defaults); i++)
		check_map(&front, S(""), value_get(value_at(defaults, i), S("values")));
	for (size_t i = 0; i < site->page_count + site->document_count; i++) {
		const Page *page = i < site->page_count ? site->pages[i]
							: site->documents[i - site->page_count];
		bool further =
			page->is_listing || (page->list_first != NULL && page->list_first != page);
		front.source = page->source;
		if (!further && page->source != NULL)
			check_map(&front, S(""), page->front);
	}
}
