/*
 * Pages that list posts: archives of years, tags and categories (jekyll-archives), and the further
 * pages of a list that is cut into pages (jekyll-paginate-v2).
 *
 * Both are made before addresses are settled, from front matter alone: a page without a source of
 * its own, or a copy of the page that holds the list, each with the posts it shows.
 */
#include "base/file.h"
#include "model/site_parts.h"

/* More pages than this are a slip in the settings. */
enum { PAGES_LIMIT = 1000 };

/* --- archives --- */

typedef struct {
	Str title, slug;
	PageList posts;
} Group;

typedef VEC(Group) GroupList;

static Group *find_group(Site *site, GroupList *groups, Str title, Str slug)
{
	for (size_t i = 0; i < groups->len; i++)
		if (str_eq(groups->ptr[i].slug, slug))
			return &groups->ptr[i];
	VEC_PUSH(site->arena, groups, ((Group){.title = title, .slug = slug}));
	return &groups->ptr[groups->len - 1];
}

static void add_to_group(Site *site, GroupList *groups, Page *post, Str name)
{
	name = str_trim(name);
	Str slug = str_lower(site->arena, site_slug(site->arena, name, false));
	if (slug.len == 0)
		return;
	Group *group = find_group(site, groups, name, slug);
	if (group->posts.len == 0 || group->posts.ptr[group->posts.len - 1] != post)
		VEC_PUSH(site->arena, &group->posts, post);
}

/* A list, or words in a string, as Jekyll reads `tags` and `categories`. */
static void add_names(Site *site, GroupList *groups, Page *post, const Value *value)
{
	Str words = value_string(value);
	for (Str word; str_next_word(&words, &word);)
		add_to_group(site, groups, post, word);
	for (size_t i = 0; value->kind == VALUE_LIST && i < value_len(value); i++)
		add_to_group(site, groups, post, value_str(site->arena, value_at(value, i)));
}

typedef enum { ARCHIVE_YEAR, ARCHIVE_TAG, ARCHIVE_CATEGORY, ARCHIVE_COUNT } ArchiveKind;

static const struct {
	Str name, plural, one; /* also the key of a single tag in front matter */
	Str description;
} kinds[ARCHIVE_COUNT] = {
	{STR_INIT("year"), STR_INIT("year"), STR_INIT(""),
	 STR_INIT("an archive of posts from this year")},
	{STR_INIT("tag"), STR_INIT("tags"), STR_INIT("tag"),
	 STR_INIT("an archive of posts with this tag")},
	{STR_INIT("category"), STR_INIT("categories"), STR_INIT("category"),
	 STR_INIT("an archive of posts in this category")},
};

static GroupList group_posts(Site *site, const Collection *collection, ArchiveKind kind)
{
	GroupList groups = {0};
	for (size_t i = 0; i < collection->members.len; i++) {
		Page *post = collection->members.ptr[i];
		if (kind == ARCHIVE_YEAR) {
			if (post->date.len >= 4)
				add_to_group(site, &groups, post, str_slice(post->date, 0, 4));
			continue;
		}
		add_names(site, &groups, post, value_get(post->front, kinds[kind].plural));
		add_names(site, &groups, post, value_get(post->front, kinds[kind].one));
	}
	return groups;
}

/* `enabled: [year, tags]`, `enabled: all`. */
static bool is_enabled(const Site *site, const Value *settings, ArchiveKind kind)
{
	const Value *enabled = value_get(settings, S("enabled"));
	for (size_t i = 0; i < value_len(enabled); i++) {
		Str name = value_str(site->arena, value_at(enabled, i));
		if (str_eq(name, kinds[kind].plural) || str_eq(name, kinds[kind].name))
			return true;
	}
	return value_bool(enabled, false) || str_eq(value_string(enabled), S("all"));
}

/* The setting of a kind under its name or plural, else `otherwise`. */
static Str kind_setting(Site *site, const Value *map, ArchiveKind kind, Str otherwise)
{
	Str text = value_string(value_get(map, kinds[kind].name));
	if (text.len == 0)
		text = value_string(value_get(map, kinds[kind].plural));
	return text.len > 0 ? str_trim(text) : str_dup(site->arena, otherwise);
}

static Str archive_url(Site *site, Str template, const Collection *collection, ArchiveKind kind,
		       const Group *group)
{
	Arena *arena = site->arena;
	Str url = str_replace(arena, template, S(":collection"), collection->name);
	url = str_replace(arena, url, S(":type"), kinds[kind].name);
	url = str_replace(arena, url, S(":name"), group->slug);
	url = str_replace(arena, url, S(":year"), group->slug);
	if (!str_starts(url, S("/")))
		url = str_concat(arena, S("/"), url);
	return site_url_encode(arena, url);
}

static void set_string(Arena *arena, Value *map, Str key, Str text)
{
	value_set(arena, map, key, value_new_string(arena, text, SPAN_NONE));
}

static void add_archive(Site *site, const Group *group, ArchiveKind kind, Str url, Str layout,
			Diags *diags)
{
	Arena *arena = site->arena;
	Page *page = ARENA_NEW(arena, Page);
	Value *front = value_new(arena, VALUE_MAP, SPAN_NONE);
	Str path = str_concat3(arena, kinds[kind].plural, S("/"), group->slug);
	set_string(arena, front, S("layout"), layout);
	set_string(arena, front, S("title"), group->title);
	set_string(arena, front, S("type"), kinds[kind].name);
	*page = (Page){
		.source = source_add(site->sources, path, S(""), diags),
		.path = path,
		.url = url,
		.front = front,
		.title = group->title,
		.layout = layout,
		.lang = site->lang,
		.posts = group->posts.ptr,
		.post_count = group->posts.len,
		.is_listing = true,
		.is_markdown = true,
	};
	if (str_starts(site->lang, S("en")))
		page->description = kinds[kind].description;
	VEC_PUSH(arena, &site->parts->pages, page);
}

static void add_archives_of(Site *site, Str name, const Value *settings, Diags *diags)
{
	Arena *arena = site->arena;
	const Collection *collection = site_find_collection(site, name);
	if (collection == NULL || collection->members.len == 0)
		return;
	for (int k = 0; k < ARCHIVE_COUNT; k++) {
		ArchiveKind kind = (ArchiveKind)k;
		if (!is_enabled(site, settings, kind))
			continue;
		GroupList groups = group_posts(site, collection, kind);
		Str layout = str_concat(arena, S("archive-"), kinds[kind].name);
		layout = kind_setting(site, value_get(settings, S("layouts")), kind, layout);
		Str template = kind_setting(site, value_get(settings, S("permalinks")), kind,
					    kind == ARCHIVE_YEAR ? S("/blog/:year/")
								 : S("/blog/:type/:name/"));
		for (size_t i = 0; i < groups.len; i++)
			add_archive(site, &groups.ptr[i], kind,
				    archive_url(site, template, collection, kind, &groups.ptr[i]),
				    layout, diags);
	}
}

/* One set of settings, or (jekyll-archives-v2) one for each collection. */
void site_add_archives(Site *site, Diags *diags)
{
	const Value *settings = value_get(site->config, S("jekyll-archives"));
	if (settings->kind != VALUE_MAP)
		return;
	if (!value_is_nil(value_get(settings, S("enabled")))) {
		add_archives_of(site, S("posts"), settings, diags);
		return;
	}
	for (size_t i = 0; i < value_len(settings); i++)
		add_archives_of(site, settings->as.map.entries[i].key,
				settings->as.map.entries[i].value, diags);
}

/* --- lists in pages --- */

/* A setting of the page's `pagination`, else of the site's. */
static const Value *pagination(const Site *site, const Page *page, Str key)
{
	const Value *own = value_get(value_get(page->front, S("pagination")), key);
	return value_is_nil(own) ? value_get(value_get(site->config, S("pagination")), key) : own;
}

static bool has_name(Site *site, const Page *post, Str plural, Str one, Str wanted)
{
	GroupList groups = {0};
	add_names(site, &groups, (Page *)post, value_get(post->front, plural));
	add_names(site, &groups, (Page *)post, value_get(post->front, one));
	Str slug = str_lower(site->arena, site_slug(site->arena, wanted, false));
	for (size_t i = 0; i < groups.len; i++)
		if (str_eq(groups.ptr[i].slug, slug))
			return true;
	return false;
}

static bool is_chosen(Site *site, const Page *page, const Page *post)
{
	Str tag = value_string(pagination(site, page, S("tag")));
	Str category = value_string(pagination(site, page, S("category")));
	bool languages = !value_is_nil(value_get(site->config, S("languages")));
	if (languages && post->lang.len > 0 && !str_eq(post->lang, page->lang))
		return false;
	return (tag.len == 0 || has_name(site, post, S("tags"), S("tag"), tag)) &&
	       (category.len == 0 || str_eq(category, S("posts")) ||
		has_name(site, post, S("categories"), S("category"), category));
}

/* The posts of a list, newest first unless `sort_reverse: false` says otherwise. */
static PageList choose_posts(Site *site, const Page *page)
{
	PageList posts = {0};
	Str name = value_string(pagination(site, page, S("collection")));
	const Collection *c = site_find_collection(site, name.len > 0 ? name : S("posts"));
	size_t count = c != NULL ? c->members.len : 0;
	bool newest = value_bool(pagination(site, page, S("sort_reverse")), true);
	for (size_t i = 0; i < count; i++) {
		Page *post = c->members.ptr[newest ? count - 1 - i : i];
		if (is_chosen(site, page, post))
			VEC_PUSH(site->arena, &posts, post);
	}
	return posts;
}

/* "/page/:num/" behind the page's own address. */
static Str numbered_url(Site *site, const Page *page, size_t number)
{
	Arena *arena = site->arena;
	Str form = str_trim(value_string(pagination(site, page, S("permalink"))));
	if (form.len == 0 || !str_contains(form, S(":num")))
		form = S("/page/:num/");
	form = str_replace(arena, form, S(":num"), str_format(arena, "%zu", number));
	Str base = page->url;
	if (str_ends_nocase(base, S(".html")))
		base = str_slice(base, 0, base.len - 5);
	while (str_ends(base, S("/")))
		base.len--;
	return str_concat3(arena, base, str_starts(form, S("/")) ? S("") : S("/"), form);
}

static void add_page_of_list(Site *site, const Page *first, const PageList *posts, size_t number,
			     size_t size, size_t total)
{
	Arena *arena = site->arena;
	Page *page = ARENA_NEW(arena, Page);
	*page = *first;
	size_t start = (number - 1) * size;
	page->posts = posts->ptr + start;
	page->post_count = posts->len - start < size ? posts->len - start : size;
	page->list_number = (uint32_t)number;
	page->list_first = first;
	page->list_total = (uint32_t)total;
	page->list_posts = posts->len;
	page->redirects = NULL;
	page->redirect_count = 0;
	page->url = numbered_url(site, first, number);
	if (page->title.len > 0)
		page->title = str_format(arena, "%.*s (%zu)", STR_ARG(first->title), number);
	VEC_PUSH(arena, &site->parts->pages, page);
}

static void cut_list(Site *site, Page *page)
{
	PageList posts = choose_posts(site, page);
	int64_t size = value_int(pagination(site, page, S("per_page")), 10);
	int64_t limit = value_int(pagination(site, page, S("limit")), 0);
	bool cut = value_bool(value_path(site->config, S("pagination.enabled")), true) && size > 0;
	size_t per = cut ? (size_t)size : posts.len + 1;
	size_t total = posts.len > 0 ? (posts.len + per - 1) / per : 1;
	if (limit > 0 && total > (size_t)limit)
		total = (size_t)limit;
	if (total > PAGES_LIMIT)
		total = PAGES_LIMIT;
	page->posts = posts.ptr;
	page->post_count = posts.len < per ? posts.len : per;
	page->list_number = 1;
	page->list_first = page;
	page->list_total = (uint32_t)total;
	page->list_posts = posts.len;
	for (size_t n = 2; n <= total; n++)
		add_page_of_list(site, page, &posts, n, per, total);
}

void site_cut_lists(Site *site)
{
	size_t count = site->parts->pages.len;
	for (size_t i = 0; i < count; i++) {
		Page *page = site->parts->pages.ptr[i];
		const Value *settings = value_get(page->front, S("pagination"));
		if (settings->kind == VALUE_MAP &&
		    value_bool(value_get(settings, S("enabled")), false))
			cut_list(site, page);
	}
}

/* --- `paginator` for Liquid --- */

static Str list_url(Site *site, const Page *page, size_t number)
{
	return number <= 1 ? page->list_first->url : numbered_url(site, page->list_first, number);
}

static void set_number(Arena *arena, Value *map, Str key, size_t number)
{
	value_set(arena, map, key, value_new_int(arena, (int64_t)number, SPAN_NONE));
}

/* The numbers around the page's own that are shown: `trail: {before, after}`, else all. */
static Value *page_trail(Site *site, const Page *page)
{
	Arena *arena = site->arena;
	Value *list = value_new(arena, VALUE_LIST, SPAN_NONE);
	const Value *trail = pagination(site, page, S("trail"));
	int64_t before = value_int(value_get(trail, S("before")), 0),
		after = value_int(value_get(trail, S("after")), 0), number = page->list_number;
	int64_t total = page->list_total, width = before + after + 1;
	bool all = width <= 1 || width >= total;
	int64_t start = all ? 1 : number - before < 1 ? 1 : number - before;
	int64_t end = all ? total : start + width - 1 < total ? start + width - 1 : total;
	if (!all && end - width + 1 < start)
		start = end - width + 1;
	for (int64_t n = start; n <= end; n++) {
		Value *one = value_new(arena, VALUE_MAP, SPAN_NONE);
		set_number(arena, one, S("num"), (size_t)n);
		set_string(arena, one, S("path"), list_url(site, page, (size_t)n));
		value_push(arena, list, one);
	}
	return list;
}

const Value *site_paginator(Site *site, const Page *page)
{
	Arena *arena = site->arena;
	Value *map = value_new(arena, VALUE_MAP, SPAN_NONE),
	      *posts = value_new(arena, VALUE_LIST, SPAN_NONE);
	size_t number = page->list_number, total = page->list_total;
	for (size_t i = 0; i < page->post_count; i++)
		value_push(arena, posts, site_page_value(site, page->posts[i]));
	value_set(arena, map, S("posts"), posts);
	set_number(arena, map, S("page"), number);
	set_number(arena, map, S("per_page"), page->list_first->post_count);
	set_number(arena, map, S("total_posts"), page->list_posts);
	set_number(arena, map, S("total_pages"), total);
	set_string(arena, map, S("page_path"), page->url);
	set_string(arena, map, S("first_page_path"), page->list_first->url);
	set_string(arena, map, S("last_page_path"), list_url(site, page, total));
	if (number > 1) {
		set_number(arena, map, S("previous_page"), number - 1);
		set_string(arena, map, S("previous_page_path"), list_url(site, page, number - 1));
	}
	if (number < total) {
		set_number(arena, map, S("next_page"), number + 1);
		set_string(arena, map, S("next_page_path"), list_url(site, page, number + 1));
	}
	value_set(arena, map, S("page_trail"), page_trail(site, page));
	return map;
}
