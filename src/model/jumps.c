/* Places on a page that links can lead to, where citations lead, and links that lead to none. */
#include "base/url.h"
#include "model/doc.h"
#include "model/site_parts.h"

static void add_id(Map *ids, Str id)
{
	if (id.len > 0)
		map_set(ids, id, NULL);
}

Map site_ids_below(Site *site, const DocNode *root)
{
	Map ids = map_in(site->arena);
	add_id(&ids, S("top"));
	add_id(&ids, S("main"));
	for (const DocNode *node = root; node != NULL; node = doc_next(node, root)) {
		if (node->traits->attrs != NULL) {
			add_id(&ids, attrs_get(node->traits->attrs, S("id"), NULL));
			add_id(&ids, attrs_get(node->traits->attrs, S("name"), NULL));
		}
		if (node->kind == DOC_HEADING)
			add_id(&ids, node->as.heading.id);
		if (node->kind == DOC_ENTRY)
			add_id(&ids, node->as.entry.id);
		if (node->kind == DOC_NOTE)
			add_id(&ids, str_concat(site->arena, S("fn:"), node->as.note.label));
		if (node->kind == DOC_NOTE_REF)
			add_id(&ids, str_concat(site->arena, S("fnref:"), node->as.note.label));
	}
	return ids;
}

/* Whether bytes that only the page knows hold the id. */
static bool is_in_raw(const Page *page, Str id)
{
	const DocNode *root = page->doc->root;
	for (const DocNode *node = root; node != NULL; node = doc_next(node, root))
		if (node->kind == DOC_RAW && str_contains(node->as.text, id))
			return true;
	return false;
}

/* --- citations --- */

const Page *site_list_page(Site *site, Str id)
{
	Map *lists = &site->parts->lists;
	for (size_t i = 0; i < site->page_count && !site->parts->lists_made; i++) {
		const Page *page = site->pages[i];
		if (page->doc == NULL || page->paper_count == 0 || page->entry != NULL ||
		    page->output.len == 0)
			continue;
		Map ids = site_ids_below(site, page->doc->root);
		for (size_t k = 0; k < ids.len; k++) {
			const Page *known = map_get(lists, ids.entries[k].key);
			if (known == NULL || known->paper_count < page->paper_count)
				map_set(lists, ids.entries[k].key, (void *)page);
		}
	}
	site->parts->lists_made = true;
	return map_get(lists, id);
}

static void find_elsewhere(Site *site, DocCited *cited)
{
	const Page *page = cited->url.len == 0 ? site_list_page(site, cited->id) : NULL;
	if (page == NULL)
		return;
	Str place = str_concat(site->arena, S("#"), cited->id),
	    url = site_page_url(site, page->url), print_url = site_print_url(site, page->url);
	cited->url = str_concat(site->arena, url, place);
	if (print_url.len > 0)
		cited->print_url = str_concat(site->arena, print_url, place);
}

void site_settle_citations(Site *site, DocNode *root)
{
	Map ids = map_in(site->arena);
	for (DocNode *node = root; node != NULL; node = doc_next(node, root)) {
		DocCited *cited = node->kind == DOC_LINK ? node->as.link.cited : NULL;
		if (cited == NULL)
			continue;
		if (ids.len == 0) /* most documents cite nothing */
			ids = site_ids_below(site, root);
		bool here = map_has(&ids, cited->id);
		find_elsewhere(site, cited); /* for the CV too, which takes from the pages */
		Str place = str_concat(site->arena, S("#"), cited->id);
		bool away = !here && cited->url.len > 0;
		node->as.link.url = away ? cited->url : place;
		node->as.link.print_url = away ? cited->print_url : place;
	}
}

/* --- links that lead nowhere --- */

bool site_has_place(Site *site, const Page *page, const Map *ids, Str id, Str *near)
{
	if (map_has(ids, id) || map_has(ids, url_decode(site->arena, id)) || is_in_raw(page, id))
		return true;
	Str known[256];
	size_t count = 0;
	for (size_t i = 0; i < ids->len && count < 256; i++)
		known[count++] = ids->entries[i].key;
	*near = str_nearest(id, known, count);
	return false;
}

void site_check_jump(Site *site, const Page *page, const DocNode *link, Map *ids, Diags *diags)
{
	Str url = link->as.link.url;
	if (url.len < 2 || url.ptr[0] != '#')
		return;
	if (ids->len == 0) /* most pages have no such link */
		*ids = site_ids_below(site, page->doc->root);
	Str near;
	if (site_has_place(site, page, ids, str_from_offset(url, 1), &near))
		return;
	Str hint = S("give the place it means an id: {: #name}");
	if (link->as.link.cited != NULL)
		hint = S("show the entry with {% bibliography %}, or give each a page: "
			 "recto.bibliography.details: true");
	else if (near.len > 0)
		hint = str_concat3(site->arena, S("did you mean #"), near, S("?"));
	diag_warning(diags, site_url_place(site, link->span, url), hint,
		     "the link to %.*s leads to no place on this page [anchor-broken]",
		     STR_ARG(url));
}
