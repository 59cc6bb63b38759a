/*
 * html_linked: what a page is about, as JSON-LD in the words of schema.org: the person, the site,
 * the page. Search engines join the parts by their @id.
 *
 * `serve_schema_org: false` leaves it out. In the text "<" is written as an escape, so that nothing
 * can end the <script>.
 */
#include "front/json.h"
#include "write/html_part.h"

static void set_str(Arena *arena, Value *map, Str key, Str text)
{
	text = str_fold_space(arena, text);
	if (text.len > 0)
		value_set(arena, map, key, value_new_string(arena, text, SPAN_NONE));
}

static Value *new_thing(Arena *arena, Str type)
{
	Value *map = value_new(arena, VALUE_MAP, SPAN_NONE);
	set_str(arena, map, S("@type"), type);
	return map;
}

/* Another part by its @id. */
static void set_part(Arena *arena, Value *map, Str key, Str id)
{
	if (id.len == 0)
		return;
	Value *part = value_new(arena, VALUE_MAP, SPAN_NONE);
	set_str(arena, part, S("@id"), id);
	value_set(arena, map, key, part);
}

static void set_named(Arena *arena, Value *map, Str key, Str type, Str name)
{
	if (name.len == 0)
		return;
	Value *part = new_thing(arena, type);
	set_str(arena, part, S("name"), name);
	value_set(arena, map, key, part);
}

/* "https://.../#person": a name for a thing, on the home page's address. */
static Str part_id(const HtmlPage *page, Str name)
{
	Str home = html_absolute_url(page->out->arena, page->site, S("/"));
	return home.len > 0 ? str_concat(page->out->arena, home, name) : home;
}

static void set_same_as(const HtmlPage *page, Value *person)
{
	Arena *arena = page->out->arena;
	const Profile *profile = page->site->profile;
	Value *list = value_new(arena, VALUE_LIST, SPAN_NONE);
	for (size_t i = 0; i < profile->contact_count; i++) {
		const Contact *contact = &profile->contacts[i];
		if (str_starts_nocase(contact->url, S("http")) && !contact->is_cv)
			value_push(arena, list, value_new_string(arena, contact->url, SPAN_NONE));
	}
	if (value_len(list) > 0)
		value_set(arena, person, S("sameAs"), list);
}

/* What the person's headline links to: al-folio's is the place for affiliations. */
static Value *headline_organizations(Arena *arena, const DocNode *headline)
{
	Value *list = value_new(arena, VALUE_LIST, SPAN_NONE);
	for (const DocNode *n = headline; n != NULL; n = doc_next(n, headline)) {
		Str name = n->kind == DOC_LINK ? str_trim(doc_plain_text(arena, n)) : S("");
		if (name.len == 0 || str_find_char(name, '@', 0) != STR_NONE)
			continue;
		Value *part = new_thing(arena, S("Organization"));
		set_str(arena, part, S("name"), name);
		if (str_starts_nocase(n->as.link.url, S("http")))
			set_str(arena, part, S("url"), n->as.link.url);
		value_push(arena, list, part);
	}
	return list;
}

static void set_affiliations(const HtmlPage *page, Value *person)
{
	Arena *arena = page->out->arena;
	const Profile *profile = page->site->profile;
	if (profile->employer.len > 0) {
		set_named(arena, person, S("affiliation"), S("Organization"), profile->employer);
	} else if (profile->headline != NULL && page->site->flavour == SITE_AL_FOLIO) {
		Value *list = headline_organizations(arena, profile->headline);
		if (value_len(list) > 0)
			value_set(arena, person, S("affiliation"), list);
	}
}

Str html_photo_url(const HtmlPage *page)
{
	const Profile *profile = page->site->profile;
	if (profile == NULL || profile->photo_url.len == 0)
		return S("");
	if (str_contains(profile->photo_url, S("://")))
		return profile->photo_url;
	Str url = profile->photo_url, base = html_site_url(page->out->arena, page->site, S(""));
	if (profile->photo_file.len == 0 || !str_starts(url, base))
		return S("");
	return html_absolute_url(page->out->arena, page->site, str_from_offset(url, base.len));
}

static Value *person(const HtmlPage *page)
{
	Arena *arena = page->out->arena;
	const Profile *profile = page->site->profile;
	Value *map = new_thing(arena, S("Person"));
	set_str(arena, map, S("@id"), part_id(page, S("#person")));
	set_str(arena, map, S("name"), profile->name);
	set_str(arena, map, S("alternateName"), profile->native_name);
	set_str(arena, map, S("givenName"), profile->first);
	set_str(arena, map, S("additionalName"), profile->middle);
	set_str(arena, map, S("familyName"), profile->last);
	if (profile->headline != NULL)
		set_str(arena, map, S("description"), doc_plain_text(arena, profile->headline));
	set_affiliations(page, map);
	set_named(arena, map, S("homeLocation"), S("Place"), profile->location);
	set_str(arena, map, S("url"), html_absolute_url(arena, page->site, S("/")));
	set_str(arena, map, S("image"), html_photo_url(page));
	if (profile->email.len > 0)
		set_str(arena, map, S("email"), str_concat(arena, S("mailto:"), profile->email));
	set_same_as(page, map);
	return map;
}

static Value *website(const HtmlPage *page)
{
	Arena *arena = page->out->arena;
	const Site *site = page->site;
	Value *map = new_thing(arena, S("WebSite"));
	set_str(arena, map, S("@id"), part_id(page, S("#website")));
	set_str(arena, map, S("name"), html_site_title(site));
	set_str(arena, map, S("url"), html_absolute_url(arena, site, S("/")));
	set_str(arena, map, S("description"), site->description);
	set_str(arena, map, S("inLanguage"), site->lang);
	if (site->profile != NULL && site->profile->name.len > 0)
		set_part(arena, map, S("author"), part_id(page, S("#person")));
	return map;
}

/* The page itself: of the person, a post, or any. */
static Value *this_page(const HtmlPage *page)
{
	Arena *arena = page->out->arena;
	const Page *p = page->page;
	bool named = page->site->profile != NULL && page->site->profile->name.len > 0;
	bool post = p->date.len >= 10, home = p == page->site->home && named;
	Value *map = new_thing(arena, post   ? S("BlogPosting")
				      : home ? S("ProfilePage")
					     : S("WebPage"));
	Str url = html_absolute_url(arena, page->site, p->url);
	set_str(arena, map, S("@id"), url);
	set_str(arena, map, S("url"), url);
	set_str(arena, map, post ? S("headline") : S("name"), html_page_name(page));
	set_str(arena, map, S("description"), html_page_description(page));
	set_str(arena, map, S("inLanguage"), page->lang);
	if (post)
		set_str(arena, map, S("datePublished"), str_slice(p->date, 0, 10));
	set_str(arena, map, S("image"), html_page_picture(page));
	set_part(arena, map, S("isPartOf"), part_id(page, S("#website")));
	if (named)
		set_part(arena, map, home ? S("mainEntity") : S("author"),
			 part_id(page, S("#person")));
	return map;
}

/* A paper of a list: who, what, when, where. */
static Value *paper(Arena *arena, const Publication *p)
{
	Str type = p->entry->type;
	bool book = str_eq(type, S("book")) || str_eq(type, S("proceedings"));
	bool thesis = str_ends(type, S("thesis"));
	Value *map = new_thing(arena, book     ? S("Book")
				      : thesis ? S("Thesis")
					       : S("ScholarlyArticle")),
	      *authors = value_new(arena, VALUE_LIST, SPAN_NONE);
	set_str(arena, map, S("name"), p->title);
	for (size_t i = 0; i < p->author_count; i++) {
		Value *one = new_thing(arena, S("Person"));
		set_str(arena, one, S("name"), publication_bare_name(arena, &p->authors[i]));
		if (!p->authors[i].others)
			value_push(arena, authors, one);
	}
	if (value_len(authors) > 0)
		value_set(arena, map, p->editors ? S("editor") : S("author"), authors);
	set_str(arena, map, S("datePublished"), p->year);
	if (p->venue.len > 0 && !book)
		set_named(arena, map, S("isPartOf"), S("CreativeWork"),
			  str_starts(p->venue, S("In ")) ? str_from_offset(p->venue, 3) : p->venue);
	Str doi = publication_link(arena, p, "doi");
	set_str(arena, map, S("sameAs"), doi.len > 0 ? doi : publication_link(arena, p, "arxiv"));
	return map;
}

/* JSON in a <script> that no browser runs. */
static void add_data_script(Buf *out, Str type, Str json)
{
	buf_add_cstr(out, "<script");
	html_add_attr(out, "type", type);
	buf_add_char(out, '>');
	buf_add(out, str_replace(out->arena, json, S("<"), S("\\u003c")));
	buf_add_cstr(out, "</script>\n");
}

void html_add_linked_data(const HtmlPage *page)
{
	Arena *arena = page->out->arena;
	const Site *site = page->site;
	if (!value_bool(value_get(site->config, S("serve_schema_org")), true))
		return;
	bool home = page->page == site->home, url = html_absolute_url(arena, site, S("/")).len > 0;
	if (!home && !url && page->page->paper_count == 0) /* nothing would join the parts */
		return;
	Value *graph = value_new(arena, VALUE_LIST, SPAN_NONE),
	      *top = value_new(arena, VALUE_MAP, SPAN_NONE);
	if (home && site->profile != NULL && site->profile->name.len > 0)
		value_push(arena, graph, person(page));
	if (home)
		value_push(arena, graph, website(page));
	if (url)
		value_push(arena, graph, this_page(page));
	for (size_t i = 0; i < page->page->paper_count; i++)
		value_push(arena, graph, paper(arena, page->page->papers[i]));
	set_str(arena, top, S("@context"), S("https://schema.org"));
	value_set(arena, top, S("@graph"), graph);
	Buf text = buf_in(arena);
	json_write(&text, top);
	add_data_script(page->out, S("application/ld+json"), buf_str(&text));
}
