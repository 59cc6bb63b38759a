/* What al-folio's layouts add to a page: news, latest posts, selected publications. */
#include "base/file.h"
#include "base/map.h"
#include "base/url.h"
#include "model/compose_parts.h"
#include "model/doc_clone.h"

Str compose_lang(const Site *site, const Page *page)
{
	return page->lang.len > 0 ? page->lang : site->lang;
}

/* "Nov 30, 2025" of "2025-11-30", as the language of the page `on` has it. */
static Str shown_date(const Site *site, Str date, const Page *on)
{
	return locale_date(site->arena, site->locales, compose_lang(site, on), date, true);
}

const Attrs *compose_class(Arena *arena, Str name)
{
	Attrs *attrs = ARENA_NEW(arena, Attrs);
	attrs_set(arena, attrs, S("class"), name);
	return attrs;
}

void compose_prepend(DocNode *parent, DocNode *node)
{
	node->parent = parent;
	node->next = parent->first;
	parent->first = node;
	if (parent->last == NULL)
		parent->last = node;
}

/* --- a section "news" with a link to its page --- */

DocNode *compose_add_section(Site *site, const Page *on, const char *word, const char *url,
			     Span span)
{
	Arena *arena = site->arena;
	DocNode *root = on->doc->root;
	Str title = locale_word(site->locales, compose_lang(site, on), word);
	Str english = locale_word(site->locales, S("en"), word);
	DocNode *section = doc_new(arena, DOC_SECTION, span),
		*heading = doc_new(arena, DOC_HEADING, span);
	DocNode *text = doc_new_text(arena, title, span);
	heading->as.heading.level = 2;
	heading->as.heading.added = true;
	heading->as.heading.id = site_slug(arena, english, false);
	const Page *page = url != NULL ? site_find_page(site, str_from(url)) : NULL;
	if (page != NULL) {
		DocNode *link = doc_new(arena, DOC_LINK, span);
		link->as.link.url = site_page_url(site, page->url);
		link->as.link.print_url = site_print_url(site, page->url);
		doc_append(link, text);
		text = link;
	}
	doc_append(heading, text);
	doc_append(section, heading);
	DocNode *before = NULL; /* footnotes stay last */
	for (DocNode *node = root->first; node != NULL; node = node->next)
		if (node->kind != DOC_NOTES)
			before = node;
	if (before == root->last || before == NULL) {
		doc_append(root, section);
	} else {
		section->parent = root;
		section->next = before->next;
		before->next = section;
	}
	return section;
}

/* --- news and posts --- */

static DocNode *new_item(Site *site, const Page *page, const Page *on, DocNode **text)
{
	Arena *arena = site->arena;
	Span span = source_span(page->source, page->body, page->source->text.len);
	DocNode *item = doc_new(arena, DOC_ITEM, span);
	*text = doc_new(arena, DOC_PARAGRAPH, span);
	(*text)->bare = true;
	if (page->date.len > 0) {
		DocNode *date = doc_new(arena, DOC_DATE, span);
		date->as.date.separator = S(" ");
		DocNode *shown = doc_new(arena, DOC_SPAN, span);
		doc_traits(arena, shown)->style = S("date");
		doc_append(shown, doc_new_text(arena, shown_date(site, page->date, on), span));
		doc_append(date, shown);
		doc_append(*text, date);
	}
	doc_append(item, *text);
	return item;
}

/* The item's text: the page's own when it stands inline, else its title as a link. */
static void fill_item(Site *site, DocNode *item, DocNode *text, const Page *page)
{
	Arena *arena = site->arena;
	if (page->output.len > 0) {
		DocNode *link = doc_new(arena, DOC_LINK, item->span);
		link->as.link.url = site_page_url(site, page->url);
		link->as.link.print_url = site_print_url(site, page->url);
		doc_append(link, doc_new_text(arena, page->title, item->span));
		doc_append(text, link);
		return;
	}
	const DocNode *body = page->doc != NULL ? page->doc->root->first : NULL;
	if (body != NULL && body->kind == DOC_PARAGRAPH) {
		doc_clone_children(arena, text, body);
		body = body->next;
	}
	for (; body != NULL; body = body->next)
		if (body->kind != DOC_NOTES)
			doc_append(item, doc_clone(arena, body));
}

static bool is_shown(const Site *site, const Page *page, const Page *on)
{
	bool languages = !value_is_nil(value_get(site->config, S("languages")));
	return !languages || page->lang.len == 0 || str_eq(page->lang, on->lang);
}

/* The posts of an archive, newest first. */
static void add_archive(Site *site, Page *page, Span span)
{
	DocNode *list = doc_new(site->arena, DOC_LIST, span);
	doc_traits(site->arena, list)->style = S("dated");
	doc_traits(site->arena, list)->attrs = compose_class(site->arena, S("news archive"));
	list->as.list.tight = true;
	for (size_t i = page->post_count; i-- > 0;) {
		DocNode *text, *item = new_item(site, page->posts[i], page, &text);
		fill_item(site, item, text, page->posts[i]);
		doc_append(list, item);
	}
	doc_append(page->doc->root, list);
}

static void add_neighbour(Site *site, DocNode *nav, const Page *post, const char *rel)
{
	Arena *arena = site->arena;
	if (post == NULL)
		return;
	DocNode *line = doc_new(arena, DOC_PARAGRAPH, nav->span),
		*link = doc_new(arena, DOC_LINK, nav->span);
	Attrs *attrs = ARENA_NEW(arena, Attrs);
	attrs_set(arena, attrs, S("rel"), str_from(rel));
	attrs_set(arena, attrs, S("class"), str_from(rel));
	doc_traits(arena, link)->attrs = attrs;
	link->as.link.url = site_page_url(site, post->url);
	link->as.link.print_url = site_print_url(site, post->url);
	doc_append(link, doc_new_text(arena, post->title, nav->span));
	doc_append(line, link);
	doc_append(nav, line);
}

/* A member of the collection with a page of its own in the same language, `step` away. */
static const Page *find_neighbour(const Site *site, const Collection *c, size_t at, int step)
{
	for (size_t i = at + (size_t)step; i < c->members.len; i += (size_t)step) {
		const Page *post = c->members.ptr[i];
		if (post->output.len > 0 && is_shown(site, post, c->members.ptr[at]))
			return post;
	}
	return NULL;
}

/* Below a post: the older and the newer one. */
static void add_neighbours(Site *site, Page *page, Span span)
{
	const Collection *c = site_find_collection(site, page->collection);
	size_t at = 0;
	while (at < c->members.len && c->members.ptr[at] != page)
		at++;
	const Page *older = find_neighbour(site, c, at, -1),
		   *newer = find_neighbour(site, c, at, 1);
	if (older == NULL && newer == NULL)
		return;
	DocNode *nav = doc_new(site->arena, DOC_BLOCK, span);
	doc_traits(site->arena, nav)->tag = S("nav");
	doc_traits(site->arena, nav)->attrs = compose_class(site->arena, S("post-nav"));
	nav->audience = DOC_WEB_ONLY;
	add_neighbour(site, nav, older, "prev");
	add_neighbour(site, nav, newer, "next");
	doc_append(page->doc->root, nav);
}

/* The newest members of a collection, `limit` at most (negative: all). NULL when there are none. */
static DocNode *list_members(Site *site, Str name, const Page *on, int64_t limit, Span span)
{
	const Collection *c = site_find_collection(site, name);
	DocNode *list = doc_new(site->arena, DOC_LIST, span);
	doc_traits(site->arena, list)->style = S("dated");
	doc_traits(site->arena, list)->attrs = compose_class(site->arena, S("news"));
	list->as.list.tight = true;
	for (size_t i = c != NULL ? c->members.len : 0; i-- > 0 && limit != 0;) {
		const Page *page = c->members.ptr[i];
		DocNode *text;
		if (!is_shown(site, page, on))
			continue;
		DocNode *item = new_item(site, page, on, &text);
		fill_item(site, item, text, page);
		doc_append(list, item);
		limit--;
	}
	return list->first != NULL ? list : NULL;
}

/* `key: true`, or `key: {enabled, limit}` in the page, or the latter in _config.yml. */
static bool wants(const Site *site, const Page *page, Str key, Str old_key, int64_t *limit)
{
	const Value *value = value_get(page->front, key);
	if (value_is_nil(value))
		value = value_get(page->front, old_key);
	const Value *setting = value_get(site->config, key);
	*limit = value_int(value_get(setting, S("limit")), -1);
	if (value->kind == VALUE_MAP) {
		*limit = value_int(value_get(value, S("limit")), -1);
		return value_bool(value_get(value, S("enabled")), false);
	}
	return value_bool(value, false);
}

static void add_news(Site *site, Page *page, Span span)
{
	int64_t limit;
	if (!wants(site, page, S("announcements"), S("news"), &limit))
		return;
	DocNode *list = list_members(site, S("news"), page, limit, span);
	if (list != NULL)
		doc_append(compose_add_section(site, page, "news", "/news/", span), list);
}

static void add_posts(Site *site, Page *page, Span span)
{
	int64_t limit;
	if (!wants(site, page, S("latest_posts"), S("latest_posts"), &limit))
		return;
	DocNode *list = list_members(site, S("posts"), page, limit >= 0 ? limit : 3, span);
	if (list == NULL)
		return;
	DocNode *section = compose_add_section(site, page, "latest_posts", "/blog/", span);
	section->audience = DOC_WEB_ONLY;
	doc_append(section, list);
}

static Ast *make_element(Arena *arena, Span span)
{
	Ast *element = ast_new(arena, AST_ELEMENT, span);
	element->as.element.tag = S("recto-bibliography");
	return element;
}

static void add_papers(Site *site, Page *page, Diags *diags)
{
	const ValueEntry *key = value_entry(page->front, S("selected_papers"));
	const Value *value = value_get(page->front, S("selected_papers"));
	bool wanted = value->kind == VALUE_MAP ? value_bool(value_get(value, S("enabled")), false)
					       : value_bool(value, false);
	if (!wanted)
		return;
	SiteReader reader = {.site = site, .page = page, .diags = diags};
	Ast *element = make_element(site->arena, span_join(key->key_span, value->span));
	attrs_set(site->arena, &element->attrs, S("query"), S("@*[selected=true]"));
	attrs_set(site->arena, &element->attrs, S("group_by"), S("none"));
	DocNode *list = site_bibliography(&reader, element);
	if (list->first == NULL)
		return;
	DocNode *section = compose_add_section(site, page, "selected_publications",
					       "/publications/", value->span);
	doc_adopt(section, list);
	site_resolve(site, page, section, diags);
}

/* --- `layout: profiles`: people, each with a picture, lines beside it and a file of text --- */

static const DocFormat *beside(Arena *arena, const Value *align)
{
	DocFormat *format = ARENA_NEW(arena, DocFormat);
	format->side = str_eq(value_string(align), S("left")) ? DOC_ALIGN_LEFT : DOC_ALIGN_RIGHT;
	format->width = S("30%");
	return format;
}

static void add_portrait(Site *site, const Page *page, DocNode *block, const Value *profile,
			 Diags *diags)
{
	Arena *arena = site->arena;
	const Value *image = value_get(profile, S("image"));
	Str name = value_string(image);
	if (name.len == 0)
		return;
	DocNode *figure = doc_new(arena, DOC_FIGURE, image->span),
		*node = doc_new(arena, DOC_IMAGE, image->span);
	bool whole = url_is_remote(name) || str_starts(name, S("/"));
	node->as.image.url = whole ? name : str_concat(arena, S("/assets/img/"), name);
	doc_traits(arena, figure)->format = beside(arena, value_get(profile, S("align")));
	doc_traits(arena, figure)->attrs = compose_class(
		arena, figure->traits->format->side == DOC_ALIGN_LEFT ? S("portrait left")
								      : S("portrait right"));
	DocNode *more = site_html_blocks(site, value_get(profile, S("more_info")), page, diags);
	doc_append(figure, node);
	site_resolve(site, page, figure, diags);
	if (more != NULL) {
		more->kind = DOC_CAPTION;
		doc_append(figure, more);
	}
	doc_append(block, figure);
}

static void add_people(Site *site, Page *page, Diags *diags)
{
	Arena *arena = site->arena;
	const Value *list = value_get(page->front, S("profiles"));
	for (size_t i = 0; i < value_len(list); i++) {
		const Value *profile = value_at(list, i),
			    *content = value_get(profile, S("content"));
		DocNode *block = doc_new(arena, DOC_BLOCK, profile->span);
		doc_traits(arena, block)->tag = S("div");
		doc_traits(arena, block)->attrs = compose_class(arena, S("person"));
		add_portrait(site, page, block, profile, diags);
		Str path = path_join(arena, path_folder(page->path), value_string(content));
		DocNode *text = content->kind == VALUE_STRING
					? site_read_part(site, page, path, content->span, diags)
					: NULL;
		if (text != NULL)
			doc_clone_children(arena, block, text);
		if (block->first != NULL)
			doc_append(page->doc->root, block);
	}
}

/* --- `layout: cv`: the page leads to a PDF elsewhere; to our own the page's frame leads --- */

static void add_cv_link(Site *site, Page *page)
{
	Arena *arena = site->arena;
	const Value *said = value_get(page->front, S("cv_pdf"));
	Span span = said->span;
	if (!url_is_remote(value_string(said)))
		return;
	DocNode *line = doc_new(arena, DOC_PARAGRAPH, span), *link = doc_new(arena, DOC_LINK, span);
	link->as.link.url = value_string(said);
	link->as.link.print_url = site_print_url(site, link->as.link.url);
	doc_append(link, doc_new_text(arena, S("CV (PDF)"), span));
	doc_append(line, link);
	doc_traits(arena, line)->style = S("links");
	line->audience = DOC_WEB_ONLY;
	compose_prepend(page->doc->root, line);
}

/* The sections of the CV data, the same as in the PDF. */
static void add_resume(Site *site, Page *page, Diags *diags)
{
	const Resume *resume = site_resume(site, page, diags);
	if (resume == NULL)
		return;
	doc_adopt(page->doc->root, site_resume_blocks(site, page, resume, diags));
	site_order_sections(site, page->doc->root, diags);
}

/* --- layouts that are not known --- */

bool site_has_layout(const Site *site, Str name)
{
	static const Str endings[] = {STR_INIT(".html"), STR_INIT(".liquid"), STR_INIT(".md")};
	Str stem = str_concat(site->arena, S("_layouts/"), name);
	for (size_t i = 0; i < sizeof endings / sizeof *endings; i++)
		if (site_has_file(site, str_concat(site->arena, stem, endings[i])))
			return true;
	return false;
}

static const Str known_layouts[] = {
	STR_INIT("about"),	STR_INIT("page"),	  STR_INIT("post"),
	STR_INIT("cv"),		STR_INIT("profiles"),	  STR_INIT("distill"),
	STR_INIT("default"),	STR_INIT("none"),	  STR_INIT("null"),
	STR_INIT("archive"),	STR_INIT("archive-year"), STR_INIT("archive-tag"),
	STR_INIT("single"),	STR_INIT("home"),	  STR_INIT("archive-category"),
	STR_INIT("book-shelf"), STR_INIT("book-review"),  STR_INIT("course"),
	STR_INIT("posts"),	STR_INIT("tags"),	  STR_INIT("categories"),
	STR_INIT("category"),	STR_INIT("tag"),	  STR_INIT("bib"),
	STR_INIT("talk"),	STR_INIT("splash"),	  STR_INIT("archive-taxonomy"),
	STR_INIT("collection"), STR_INIT("search"),	  STR_INIT("news"),
	STR_INIT("teaching"),	STR_INIT("bookshelf"),
};
enum { KNOWN_LAYOUTS = sizeof known_layouts / sizeof *known_layouts };

static bool is_known_layout(Str name)
{
	for (size_t i = 0; i < KNOWN_LAYOUTS; i++)
		if (str_eq(name, known_layouts[i]))
			return true;
	return false;
}

/* A page whose layout is none of the themes' is shown as `page`; each name is told once. */
static void check_layout(Site *site, const Page *page, Diags *diags)
{
	const ValueEntry *entry = value_entry(page->front, S("layout"));
	Str name = str_trim(page->layout);
	if (entry == NULL || name.len == 0 || map_has(&site->parts->layouts, name))
		return;
	map_set(&site->parts->layouts, name, (void *)page);
	if (is_known_layout(name))
		return;
	Str near = str_nearest(name, known_layouts, KNOWN_LAYOUTS);
	Str hint = near.len > 0 ? str_format(site->arena, "did you mean %.*s?", STR_ARG(near))
				: S("its text is all there; what the layout adds is not");
	if (site_has_layout(site, name))
		hint = S("recto has layouts of its own and does not run those in _layouts");
	diag_warning(diags, entry->value->span, hint,
		     "the layout \"%.*s\" is not known: shown as \"page\" [layout-unknown]",
		     STR_ARG(name));
}

void site_compose(Site *site, Page *page, Diags *diags)
{
	check_layout(site, page, diags);
	if (str_eq(page->layout, S("profiles")))
		add_people(site, page, diags);
	if (str_eq(page->layout, S("cv"))) {
		add_cv_link(site, page);
		add_resume(site, page, diags);
	}
	Span span = source_span(page->source, page->source->text.len, page->source->text.len);
	if (page->is_listing)
		add_archive(site, page, span);
	if (page->entry != NULL)
		site_compose_details(site, page, diags);
	if (str_eq(page->layout, S("course")) || str_eq(page->layout, S("teaching")))
		compose_course(site, page, diags);
	if (str_eq(page->layout, S("distill")))
		distill_compose(site, page, diags);
	if (str_eq(page->layout, S("book-review")))
		compose_book(site, page, diags);
	if (str_eq(page->layout, S("book-shelf")))
		doc_append(page->doc->root, compose_shelf(site, page, span, diags));
	compose_work_page(site, page, diags);
	compose_header(site, page, diags);
	if (str_eq(page->collection, S("posts")))
		add_neighbours(site, page, span);
	bool own = page->layout.len > 0 && !is_known_layout(str_trim(page->layout));
	if (!str_eq(page->layout, S("about")) && !own)
		return;
	add_news(site, page, span);
	add_posts(site, page, span);
	add_papers(site, page, diags);
}

/* The element with attributes that live as long as the site: lists and citations remember them. */
static Ast lasting_element(Site *site, const Ast *element)
{
	Ast copy = *element;
	copy.attrs = (Attrs){0};
	for (size_t i = 0; i < element->attrs.len; i++)
		attrs_set(site->arena, &copy.attrs,
			  str_dup(site->arena, element->attrs.items[i].name),
			  str_dup(site->arena, element->attrs.items[i].value));
	return copy;
}

static DocNode *expand(SiteReader *reader, const Ast *element)
{
	Str tag = element->as.element.tag;
	if (str_eq(tag, S("recto-bibliography")))
		return site_bibliography(reader, element);
	if (str_eq(tag, S("recto-cite")))
		return site_citation(reader, element);
	if (str_eq(tag, S("recto-nocite")))
		return site_nocite(reader, element);
	if (str_eq(tag, S("recto-reference")))
		return site_reference(reader, element);
	if (str_eq(tag, S("recto-details-link")) || str_eq(tag, S("recto-cite-details")))
		return site_details_link(reader, element);
	if (str_eq(tag, S("recto-bibliography-count")))
		return site_bibliography_count(reader, element);
	if (str_eq(tag, S("recto-courses")))
		return compose_courses(reader->site, reader->page, element->span, reader->diags);
	if (str_eq(tag, S("recto-work")))
		return compose_work(reader->site, reader->page, element, reader->diags);
	int64_t limit = -1;
	if (!str_to_int(attrs_get(&element->attrs, S("limit"), NULL), &limit))
		limit = -1;
	bool news = str_eq(tag, S("recto-news"));
	if (!news && !str_eq(tag, S("recto-posts")))
		return NULL;
	return list_members(reader->site, news ? S("news") : S("posts"), reader->page, limit,
			    element->span);
}

DocNode *site_expand_element(void *context, Arena *arena, const Ast *element)
{
	SiteReader *reader = context;
	(void)arena;
	if (!str_starts(element->as.element.tag, S("recto-")))
		return NULL;
	Ast lasting = lasting_element(reader->site, element);
	return expand(reader, &lasting);
}
