/* Places on a page that links can lead to, and links that lead to none. */
#include "base/url.h"
#include "model/doc.h"
#include "model/site_parts.h"

static void add_id(Map *ids, Str id)
{
	if (id.len > 0)
		map_set(ids, id, NULL);
}

Map site_page_ids(Site *site, const Page *page)
{
	Map ids = map_in(site->arena);
	const DocNode *root = page->doc->root;
	add_id(&ids, S("top"));
	add_id(&ids, S("main"));
	for (const DocNode *node = root; node != NULL; node = doc_next(node, root)) {
		if (node->attrs != NULL) {
			add_id(&ids, attrs_get(node->attrs, S("id"), NULL));
			add_id(&ids, attrs_get(node->attrs, S("name"), NULL));
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

bool site_is_in_raw(const Page *page, Str id)
{
	const DocNode *root = page->doc->root;
	for (const DocNode *node = root; node != NULL; node = doc_next(node, root))
		if (node->kind == DOC_RAW && str_contains(node->as.text, id))
			return true;
	return false;
}

void site_check_jumps(Site *site, const Page *page, Diags *diags)
{
	if (page->doc == NULL)
		return;
	const DocNode *root = page->doc->root;
	Map ids = map_in(site->arena);
	for (const DocNode *node = root; node != NULL; node = doc_next(node, root)) {
		Str url = node->kind == DOC_LINK ? node->as.link.url : S("");
		if (url.len < 2 || url.ptr[0] != '#')
			continue;
		if (ids.len == 0) /* most pages have no such link */
			ids = site_page_ids(site, page);
		Str id = str_from_offset(url, 1);
		if (map_has(&ids, id) || map_has(&ids, url_decode(site->arena, id)) ||
		    site_is_in_raw(page, id))
			continue;
		Str known[256];
		size_t count = 0;
		for (size_t i = 0; i < ids.len && count < 256; i++)
			known[count++] = ids.entries[i].key;
		Str near = str_nearest(id, known, count);
		Str hint = near.len > 0
				   ? str_concat3(site->arena, S("did you mean #"), near, S("?"))
				   : S("give the place it means an id: {: #name}");
		diag_warning(diags, site_url_place(site, node->span, url), hint,
			     "the link to %.*s leads to no place on this page [anchor-broken]",
			     STR_ARG(url));
	}
}
