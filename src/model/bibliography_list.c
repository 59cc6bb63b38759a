/*
 * Lists of publications as {% bibliography %} and the configuration ask: which entries, in what
 * order and groups (the options and settings of jekyll-scholar), and in what form.
 */
#include "base/buf.h"
#include "base/map.h"
#include "model/bibliography_order.h"
#include "model/doc.h"
#include "model/site_parts.h"

#include <stdlib.h>

const Value *site_scholar_setting(const SiteReader *reader, Str path)
{
	const Value *own = value_path(reader->page->front, path);
	return value_is_nil(own) ? value_path(reader->site->config, path) : own;
}

Str site_list_option(const SiteReader *reader, const Ast *element, Str name, Str setting)
{
	bool found;
	Str value = attrs_get(&element->attrs, name, &found);
	if (found || setting.len == 0)
		return value;
	return str_trim(value_str(reader->site->arena, site_scholar_setting(reader, setting)));
}

/* --- which ones --- */

static bool is_cited(const SiteReader *reader, Str key, size_t *place)
{
	const SiteParts *parts = reader->site->parts;
	for (size_t i = 0; i < parts->cited.len; i++)
		if (parts->cited.ptr[i].page == reader->page &&
		    str_eq(parts->cited.ptr[i].key, key)) {
			*place = i;
			return true;
		}
	return false;
}

/* remove_duplicates: whether an entry like it was seen, one that is the same in all fields that are
 * named ("title,year"; none: type, year, title, author). */
static bool is_double(Arena *arena, Map *seen, const Publication *item, Str fields)
{
	Buf key = buf_in(arena);
	if (str_eq(fields, S("true")) || str_eq(fields, S("match")))
		fields = S("type,year,title,author");
	for (Str rest = fields, field; str_split(&rest, ',', &field);) {
		buf_add(&key, order_key(arena, item, str_trim(field)));
		buf_add_char(&key, '\0');
	}
	if (map_has(seen, buf_str(&key)))
		return true;
	map_set(seen, buf_str(&key), (void *)item);
	return false;
}

/* `seen`: what the list has, for `remove_duplicates`. */
static void add_library(SiteReader *reader, const Ast *element, Str name, Str query, Map *seen,
			PublicationList *list)
{
	Site *site = reader->site;
	Library *library = site_library(site, name, element->span, reader->diags);
	Str cited = site_list_option(reader, element, S("cited"), S("")),
	    in_order = site_list_option(reader, element, S("cited_in_order"), S("")),
	    unique = site_list_option(reader, element, S("remove_duplicates"), S(""));
	if (unique.len == 0 &&
	    str_eq(site_setting(site, S("scholar.remove_duplicates")), S("true")))
		unique = S("true");
	for (size_t i = 0; i < library->count; i++) {
		const Publication *item = &library->items[i];
		size_t place;
		if (!publication_matches(site->arena, item, query))
			continue;
		if ((cited.len > 0 || in_order.len > 0) &&
		    !is_cited(reader, item->entry->key, &place))
			continue;
		if (unique.len == 0 || !is_double(site->arena, seen, item, unique))
			VEC_PUSH(site->arena, list, item);
	}
}

/* Told at the tag, or at the setting. */
static void check_query(SiteReader *reader, const Ast *element, Str query)
{
	const char *hint;
	Str fault = publication_query_fault(query, &hint);
	if (fault.len == 0)
		return;
	const Value *setting = site_scholar_setting(reader, S("scholar.query"));
	bool own = str_eq(attrs_get(&element->attrs, S("query"), NULL), query);
	Span span = own ? element->span : setting->span;
	diag_warning(reader->diags, site_url_place(reader->site, span, fault), str_from(hint),
		     "the query \"%.*s\" is not understood: nothing fits it [query-unknown]",
		     STR_ARG(fault));
}

PublicationList site_list_entries(SiteReader *reader, const Ast *element, Str default_query)
{
	PublicationList list = {0};
	Map seen = map_in(reader->site->arena);
	bool found;
	Str files = site_list_option(reader, element, S("file"), S("")), file;
	Str query = attrs_get(&element->attrs, S("query"), &found);
	if (!found)
		query = default_query;
	check_query(reader, element, query);
	if (files.len == 0)
		add_library(reader, element, S(""), query, &seen, &list);
	for (Str rest = files; str_split(&rest, '|', &file);)
		if (str_trim(file).len > 0)
			add_library(reader, element, str_trim(file), query, &seen, &list);
	return list;
}

/* --- nodes --- */

/* A heading that opens a group: its section comes from the list's place. */
static DocNode *group_heading(Site *site, Str text, int level, Span span)
{
	Attrs *attrs = ARENA_NEW(site->arena, Attrs);
	DocNode *section = doc_new(site->arena, DOC_SECTION, span),
		*heading = doc_new(site->arena, DOC_HEADING, span);
	heading->as.heading.level = level;
	heading->as.heading.no_toc = true;
	doc_traits(site->arena, heading)->style = S("bibliography");
	attrs_set(site->arena, attrs, S("class"), S("bibliography"));
	doc_traits(site->arena, heading)->attrs = attrs;
	doc_append(heading, doc_new_text(site->arena, text, span));
	doc_append(section, heading);
	return section;
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

static void add_look(Site *site, DocNode *parent, const PublicationStyle *style,
		     const Publication *const *items, size_t count, DocAudience audience)
{
	bool thumbnails =
		value_bool(value_get(site->config, S("enable_publication_thumbnails")), true);
	for (size_t i = 0; i < count; i++) {
		DocNode *entry = publication_entry(site->arena, items[i], style);
		if (!thumbnails)
			drop_preview(entry);
		entry->audience = audience;
		if (site->parts->filters)
			site_mark_entry(site, entry, items[i]->year,
					site_type_alias(site, items[i]->entry->type),
					site_is_first_author(site, items[i], style));
		doc_append(parent, entry);
	}
}

static void add_form(Site *site, DocNode *parent, const PublicationStyle *style,
		     const PublicationForm *form, const Ast *element,
		     const Publication *const *items, size_t count, DocAudience audience)
{
	if (count == 0)
		return;
	DocNode *list = doc_new(site->arena, DOC_LIST, items[0]->entry->span);
	Attrs *attrs = ARENA_NEW(site->arena, Attrs);
	Str tag = attrs_get(&element->attrs, S("bibliography_list_tag"), NULL);
	attrs_set(site->arena, attrs, S("class"), S("bibliography"));
	doc_traits(site->arena, list)->attrs = attrs;
	list->as.list.ordered = !str_eq(tag, S("ul"));
	list->as.list.tight = true;
	list->as.list.start = 1;
	list->audience = audience;
	for (size_t i = 0; i < count; i++)
		doc_append(list, publication_reference(site->arena, items[i], style, form));
	doc_append(parent, list);
}

void site_add_entries(SiteReader *reader, DocNode *parent, const Ast *element,
		      const Publication *const *items, size_t count)
{
	Str asked = attrs_get(&element->attrs, S("style"), NULL);
	PublicationStyle style = site_publication_style(reader);
	Str prefix = attrs_get(&element->attrs, S("prefix"), NULL);
	style.prefix = prefix.len > 0 ? str_concat(reader->site->arena, prefix, S("-")) : prefix;
	const PublicationForm *page = site_list_form(reader, asked, element->span, false),
			      *paper = site_list_form(reader, asked, element->span, true);
	for (int side = 0; side < (page == paper ? 1 : 2); side++) {
		const PublicationForm *form = side == 0 ? page : paper;
		DocAudience audience = page == paper ? DOC_BOTH
				       : side == 0   ? DOC_WEB_ONLY
						     : DOC_CV_ONLY;
		if (form != NULL)
			add_form(reader->site, parent, &style, form, element, items, count,
				 audience);
		else
			add_look(reader->site, parent, &style, items, count, audience);
	}
}

/* Adds a word to those between spaces, once. */
static void add_word(Arena *arena, Str *words, Str word)
{
	if (word.len == 0 || str_has_word(*words, word))
		return;
	*words = str_concat3(arena, *words, words->len > 0 ? S(" ") : S(""), word);
}

/* All types and years that are below a heading, so that it goes when they do. */
static void mark_heading(SiteReader *reader, DocNode *heading, const Listed *items, size_t count)
{
	Site *site = reader->site;
	Str types = S(""), years = S("");
	bool first = false;
	if (!site->parts->filters)
		return;
	PublicationStyle style = site_publication_style(reader);
	for (size_t i = 0; i < count; i++) {
		add_word(site->arena, &types, site_type_alias(site, items[i].item->entry->type));
		add_word(site->arena, &years, site_slug(site->arena, items[i].item->year, false));
		first = first || site_is_first_author(site, items[i].item, &style);
	}
	site_mark_entry(site, heading, S(""), types, first);
	Attrs *attrs = (Attrs *)heading->traits->attrs;
	attrs_set(site->arena, attrs, S("data-year"), years);
}

/* Entries [from, to) of one group of `level`, with the groups below it. */
static void add_groups(SiteReader *reader, DocNode *parent, const Ast *element, const Listed *items,
		       size_t count, size_t level)
{
	Site *site = reader->site;
	if (count == 0)
		return;
	if (level >= ORDER_LEVELS || level >= items->groups->count) {
		const Publication **list = ARENA_ARRAY(site->arena, const Publication *, count);
		for (size_t i = 0; i < count; i++)
			list[i] = items[i].item;
		site_add_entries(reader, parent, element, list, count);
		return;
	}
	for (size_t from = 0, to; from < count; from = to) {
		for (to = from + 1; to < count; to++)
			if (!str_eq(items[to].group_names[level], items[from].group_names[level]))
				break;
		DocNode *part = group_heading(site, items[from].group_names[level], (int)level + 2,
					      items[from].item->entry->span);
		doc_append(parent, part);
		mark_heading(reader, part->first, items + from, to - from);
		add_groups(reader, part, element, items + from, to - from, level + 1);
	}
}

/* "descending, ascending" of a setting that is a string or a list. */
static Str joined_setting(const SiteReader *reader, const Ast *element, Str name, Str path)
{
	bool found;
	Str value = attrs_get(&element->attrs, name, &found);
	const Value *list = site_scholar_setting(reader, path);
	if (found || list->kind != VALUE_LIST)
		return found ? value : str_trim(value_str(reader->site->arena, list));
	value = S("");
	for (size_t i = 0; i < value_len(list); i++)
		value = str_concat3(reader->site->arena, value, i > 0 ? S(",") : S(""),
				    value_string(value_at(list, i)));
	return value;
}

/* "--cited --clear": what was cited so far does not count for the lists to come. */
static void clear_cited(SiteReader *reader, const Ast *element)
{
	SiteParts *parts = reader->site->parts;
	if (site_list_option(reader, element, S("clear"), S("")).len == 0)
		return;
	for (size_t i = 0; i < parts->cited.len; i++)
		if (parts->cited.ptr[i].page == reader->page)
			parts->cited.ptr[i].page = NULL;
}

/* Filters and the like before a list that is the whole bibliography. */
static void add_controls(SiteReader *reader, DocNode *root, const Ast *element, const Listed *items,
			 size_t count)
{
	Site *site = reader->site;
	const Publication **list = ARENA_ARRAY(site->arena, const Publication *, count + 1);
	for (size_t i = 0; i < count; i++)
		list[i] = items[i].item;
	site_note_papers(reader, list, count);
	Str asked = attrs_get(&element->attrs, S("style"), NULL);
	site->parts->filters = site_has_filters(reader, element, count) &&
			       site_list_form(reader, asked, element->span, false) == NULL;
	if (site->parts->filters)
		site_add_controls(reader, root, list, count, element->span);
	site_add_legend(reader, root, list, count, element->span);
}

DocNode *site_bibliography(SiteReader *reader, const Ast *element)
{
	Site *site = reader->site;
	Arena *arena = site->arena;
	PublicationList list = site_list_entries(
		reader, element, site_list_option(reader, element, S("query"), S("scholar.query")));
	OrderLevels groups = order_levels(
		joined_setting(reader, element, S("group_by"), S("scholar.group_by")),
		joined_setting(reader, element, S("group_order"), S("scholar.group_order")));
	Str sort = joined_setting(reader, element, S("sort_by"), S("scholar.sort_by")),
	    type_order = site_list_option(reader, element, S("type_order"), S(""));
	bool in_order = site_list_option(reader, element, S("cited_in_order"), S("")).len > 0;
	const PublicationForm *form = site_list_form(
		reader, attrs_get(&element->attrs, S("style"), NULL), element->span, false);
	if (sort.len == 0 && groups.count == 0 && form != NULL && form->by_author)
		sort = S("author, year");
	OrderLevels sorts =
		order_levels(in_order ? S("") : sort,
			     joined_setting(reader, element, S("order"), S("scholar.order")));
	Listed *items = ARENA_ARRAY(arena, Listed, list.len + 1);
	for (size_t i = 0; i < list.len; i++) {
		Listed *one = &items[i];
		*one = (Listed){
			.item = list.ptr[i], .groups = &groups, .sorts = &sorts, .index = i};
		if (in_order)
			(void)is_cited(reader, one->item->entry->key, &one->index);
		for (size_t k = 0; k < groups.count; k++)
			order_group(site, one->item, groups.levels[k].key, type_order,
				    &one->group_keys[k], &one->group_names[k]);
		for (size_t k = 0; k < sorts.count; k++)
			one->sort_keys[k] = order_key(arena, one->item, sorts.levels[k].key);
	}
	if (list.len > 1)
		qsort(items, list.len, sizeof *items, order_compare);
	int64_t offset = 0, limit = INT64_MAX, count = (int64_t)list.len;
	if (!str_to_int(site_list_option(reader, element, S("offset"), S("")), &offset) ||
	    offset < 0)
		offset = 0;
	if (!str_to_int(site_list_option(reader, element, S("max"), S("")), &limit) || limit < 0)
		limit = INT64_MAX;
	offset = offset < count ? offset : count;
	count = limit < count - offset ? limit : count - offset;
	DocNode *root = doc_new(arena, DOC_ROOT, element->span);
	add_controls(reader, root, element, items + offset, (size_t)count);
	add_groups(reader, root, element, items + offset, (size_t)count, 0);
	site->parts->filters = false;
	clear_cited(reader, element);
	return root;
}
