/* {% cite %}, {% nocite %}, {% reference %}, {% details_link %}, {% bibliography_count %}. */
#include "base/buf.h"
#include "model/site_parts.h"

static const Publication *find_key(SiteReader *reader, const Ast *element, Str key)
{
	Str files = site_list_option(reader, element, S("file"), S("")), file;
	do {
		if (!str_split(&files, '|', &file))
			file = S("");
		Library *library = site_library(reader->site, file, element->span, reader->diags);
		const Publication *found = library_find(library, key);
		if (found != NULL)
			return found;
		if (files.len == 0)
			diag_warning(reader->diags, element->span, S(""),
				     "no entry \"%.*s\" in %.*s [cite-missing]", STR_ARG(key),
				     STR_ARG(library->name));
	} while (files.len > 0);
	return NULL;
}

/* The number of a citation in its page, from 1; a key that is new is noted. */
static size_t note_cited(SiteReader *reader, Str key)
{
	SiteParts *parts = reader->site->parts;
	size_t number = 1;
	for (size_t i = 0; i < parts->cited.len; i++) {
		if (parts->cited.ptr[i].page != reader->page)
			continue;
		if (str_eq(parts->cited.ptr[i].key, key))
			return number;
		number++;
	}
	VEC_PUSH(reader->site->arena, &parts->cited, (Cited){reader->page, key});
	return number;
}

static DocNode *missing(SiteReader *reader, const Ast *element)
{
	Str text = site_setting(reader->site, S("scholar.missing_reference"));
	return doc_new_text(reader->site->arena, text.len > 0 ? text : S("(missing reference)"),
			    element->span);
}

/* --- what a citation says --- */

/* "van den Berg" */
static Str family_name(Arena *arena, const BibName *name)
{
	return publication_bare_name(arena, &(BibName){.von = name->von, .last = name->last});
}

/* "Einstein & Rosen"; "Einstein et al." from three on. */
static Str citation_names(Arena *arena, const Publication *p, Str and)
{
	Str name = p->author_count > 0 ? family_name(arena, &p->authors[0]) : p->title;
	if (p->author_count == 2 && !p->authors[1].others)
		return str_concat3(arena, name, and, family_name(arena, &p->authors[1]));
	return p->author_count >= 2 ? str_concat(arena, name, S(" et al.")) : name;
}

/* Part `index` of "a|b"; the last one for those behind. */
static Str nth_part(Str parts, size_t index, bool last)
{
	Str part = S("");
	for (size_t i = 0; i <= index; i++) {
		Str next;
		if (!str_split(&parts, '|', &next))
			return last ? part : S("");
		part = str_trim(next);
	}
	return part;
}

/* "pp. 2-3", "Chapter 3"; Chicago writes pages without a word. */
static Str locator_text(Arena *arena, Str locator, Str label, const PublicationForm *form)
{
	bool many = str_find_char(locator, '-', 0) != STR_NONE ||
		    str_find_char(locator, ',', 0) != STR_NONE ||
		    str_find_char(locator, '&', 0) != STR_NONE || str_contains(locator, S("–"));
	if (locator.len == 0)
		return locator;
	if (label.len == 0 || str_eq(label, S("page"))) {
		if (form != NULL && str_eq(form->name, S("chicago")))
			return locator;
		return str_concat(arena, many ? S("pp. ") : S("p. "), locator);
	}
	Str name = str_dup(arena, label);
	Buf out = buf_in(arena);
	buf_add_char(&out, (char)(name.ptr[0] >= 'a' && name.ptr[0] <= 'z' ? name.ptr[0] - 'a' + 'A'
									   : name.ptr[0]));
	buf_add(&out, str_from_offset(name, 1));
	buf_add(&out, many ? S("s ") : S(" "));
	buf_add(&out, locator);
	return buf_str(&out);
}

static Str citation_text(SiteReader *reader, const Ast *element, const Publication *p,
			 const PublicationForm *form, size_t index, size_t number)
{
	Arena *arena = reader->site->arena;
	Str locators = attrs_get(&element->attrs, S("locator"), NULL),
	    labels = attrs_get(&element->attrs, S("label"), NULL);
	Str locator = locator_text(arena, nth_part(locators, index, false),
				   nth_part(labels, index, false), form);
	Buf out = buf_in(arena);
	if (form != NULL && form->numbers) {
		buf_add_format(&out, "[%zu", number);
	} else {
		bool chicago = form != NULL && str_eq(form->name, S("chicago"));
		bool suppressed = attrs_get(&element->attrs, S("suppress_author"), NULL).len > 0;
		Str names = suppressed ? S("")
				       : citation_names(arena, p, chicago ? S(" and ") : S(" & "));
		Str year = p->year.len > 0 ? p->year : form != NULL ? S("n.d.") : S("");
		buf_add(&out, names);
		if (names.len > 0 && year.len > 0)
			buf_add(&out, chicago ? S(" ") : S(", "));
		buf_add(&out, year);
	}
	if (locator.len > 0) {
		buf_add(&out, S(", "));
		buf_add(&out, locator);
	}
	if (form != NULL && form->numbers)
		buf_add_char(&out, ']');
	return buf_str(&out);
}

/* A link to the entry `id` on its page; where that is, is known when all pages are made. With
 * `own_page` it is the entry's own that is meant. */
static DocNode *entry_link(SiteReader *reader, const Publication *p, Str id, bool own_page,
			   Span span)
{
	Site *site = reader->site;
	DocNode *link = doc_new(site->arena, DOC_LINK, span);
	const Page *page = site_details_page(site, p->entry->key);
	Str url = page != NULL ? site_page_url(site, page->url) : S("");
	link->as.link.url = own_page && page != NULL ? url : str_concat(site->arena, S("#"), id);
	if (own_page && page != NULL)
		return link;
	DocCited *cited = link->as.link.cited = ARENA_NEW(site->arena, DocCited);
	*cited = (DocCited){.id = id, .url = url};
	site->parts->cites = true;
	if (page != NULL)
		cited->print_url = site_print_url(site, page->url);
	return link;
}

/* (A, 1905; B, 1935) or [1], [2], each a link to its entry. */
DocNode *site_citation(SiteReader *reader, const Ast *element)
{
	Arena *arena = reader->site->arena;
	const Value *scholar = site_scholar_setting(reader, S("scholar.style"));
	Str asked = attrs_get(&element->attrs, S("style"), NULL);
	const PublicationForm *form =
		asked.len > 0 ? site_form(reader, asked, element->span)
			      : site_form(reader, value_string(scholar), scholar->span);
	bool numbers = form != NULL && form->numbers;
	DocNode *span = doc_new(arena, DOC_SPAN, element->span);
	Str keys = attrs_get(&element->attrs, S("keys"), NULL), key,
	    prefix = attrs_get(&element->attrs, S("prefix"), NULL);
	size_t index = 0;
	if (!numbers)
		doc_append(span, doc_new_text(arena, S("("), element->span));
	DocNode *open = span->first;
	for (Str rest = str_replace(arena, keys, S(","), S(" ")); str_next_word(&rest, &key);
	     index++) {
		const Publication *p = find_key(reader, element, key);
		if (p == NULL)
			continue;
		size_t number = note_cited(reader, key);
		if (span->last != open)
			doc_append(span,
				   doc_new_text(arena, numbers ? S(", ") : S("; "), element->span));
		Str id = prefix.len > 0 ? str_concat3(arena, prefix, S("-"), key) : key;
		DocNode *link = entry_link(reader, p, id, false, element->span);
		Str text = citation_text(reader, element, p, form, index, number);
		doc_append(link, doc_new_text(arena, text, element->span));
		doc_append(span, link);
	}
	if (span->last == open)
		return missing(reader, element);
	if (!numbers)
		doc_append(span, doc_new_text(arena, S(")"), element->span));
	return span;
}

/* Entries that count as cited without a mark in the text. */
DocNode *site_nocite(SiteReader *reader, const Ast *element)
{
	Str keys = attrs_get(&element->attrs, S("keys"), NULL), key;
	for (Str rest = str_replace(reader->site->arena, keys, S(","), S(" "));
	     str_next_word(&rest, &key);)
		if (find_key(reader, element, key) != NULL)
			(void)note_cited(reader, key);
	return NULL;
}

/* The whole entry where it is asked for. */
DocNode *site_reference(SiteReader *reader, const Ast *element)
{
	Arena *arena = reader->site->arena;
	const Publication *p =
		find_key(reader, element, attrs_get(&element->attrs, S("keys"), NULL));
	if (p == NULL)
		return missing(reader, element);
	Str asked = attrs_get(&element->attrs, S("style"), NULL);
	const PublicationForm *form = site_list_form(reader, asked, element->span, false);
	DocNode *root = doc_new(arena, DOC_ROOT, element->span);
	if (form == NULL) {
		site_add_entries(reader, root, element, &p, 1);
		return root;
	}
	PublicationStyle style = site_publication_style(reader);
	DocNode *span = doc_new(arena, DOC_SPAN, element->span);
	doc_traits(arena, span)->tag = S("span");
	publication_add_reference(arena, span, p, &style, form);
	return span;
}

/* To the entry's page, or, where there is none, to the entry in its list. */
DocNode *site_details_link(SiteReader *reader, const Ast *element)
{
	Site *site = reader->site;
	Arena *arena = site->arena;
	const Publication *p =
		find_key(reader, element, attrs_get(&element->attrs, S("keys"), NULL));
	Str text = attrs_get(&element->attrs, S("text"), NULL);
	if (p == NULL)
		return missing(reader, element);
	if (text.len == 0)
		text = site_setting(site, S("scholar.details_link"));
	DocNode *link = entry_link(reader, p, p->entry->key, true, element->span);
	doc_append(link, doc_new_text(arena, text.len > 0 ? text : S("Details"), element->span));
	return link;
}

DocNode *site_bibliography_count(SiteReader *reader, const Ast *element)
{
	PublicationList list = site_list_entries(reader, element, S(""));
	return doc_new_text(reader->site->arena, str_format(reader->site->arena, "%zu", list.len),
			    element->span);
}
