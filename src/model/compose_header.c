/* What Minimal Mistakes shows below the title of a page: its excerpt (`layout: splash`), and the
 * buttons of `header.actions`. */
#include "model/compose_parts.h"

/* A button: what it says is Markdown, and its address when it says nothing. */
static DocNode *make_button(Site *site, const Page *page, const Value *action, Diags *diags)
{
	Str url = str_trim(value_string(value_get(action, S("url"))));
	DocNode *label = compose_value(site, page, value_get(action, S("label")), diags);
	if (url.len == 0) {
		diag_warning(diags, action->span, S("write {label: Read on, url: /more/}"),
			     "a button has no address: it is left out [button-empty]");
		return NULL;
	}
	DocNode *link = doc_new(site->arena, DOC_LINK, value_get(action, S("url"))->span);
	doc_traits(site->arena, link)->attrs = compose_class(site->arena, S("button"));
	link->as.link.url = url;
	doc_append(link, label != NULL ? label : doc_new_text(site->arena, url, link->span));
	return link;
}

static DocNode *make_buttons(Site *site, const Page *page, const Value *actions, Diags *diags)
{
	DocNode *line = doc_new(site->arena, DOC_PARAGRAPH, actions->span);
	doc_traits(site->arena, line)->attrs = compose_class(site->arena, S("actions"));
	line->audience = DOC_WEB_ONLY;
	for (size_t i = 0; i < value_len(actions); i++) {
		DocNode *button = make_button(site, page, value_at(actions, i), diags);
		if (button != NULL)
			doc_append(line, button);
	}
	return line->first != NULL ? line : NULL;
}

void compose_header(Site *site, Page *page, Diags *diags)
{
	const Value *actions = value_path(page->front, S("header.actions"));
	DocNode *buttons = make_buttons(site, page, actions, diags), *said = NULL;
	if (str_eq(page->layout, S("splash")))
		said = compose_value(site, page, value_get(page->front, S("excerpt")), diags);
	if (buttons != NULL) {
		site_resolve(site, page, buttons, diags);
		compose_prepend(page->doc->root, buttons);
	}
	if (said == NULL)
		return;
	DocNode *line = doc_new(site->arena, DOC_PARAGRAPH, said->span);
	doc_traits(site->arena, line)->attrs = compose_class(site->arena, S("description"));
	doc_append(line, said);
	site_resolve(site, page, line, diags);
	compose_prepend(page->doc->root, line);
}
