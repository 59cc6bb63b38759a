/* What is not there leaves no trace on paper: previews and labels of publications. */
#include "base/url.h"
#include "model/site_parts.h"

/* A publication's preview that is missing leaves no gap. The page keeps that of a paper-box, but
 * paper has nothing to show where a word ("sym") is all that is said of it. */
static void prune_preview(DocNode *entry)
{
	DocNode *image = entry->as.entry.picture, *aside = entry->as.entry.aside;
	if (image == NULL || aside == NULL || image->as.image.file.len > 0 ||
	    url_is_remote(image->as.image.url))
		return;
	if (!str_eq(entry->traits->style, S("publication"))) {
		if (str_find_char(str_trim(image->as.image.alt), ' ', 0) == STR_NONE)
			image->audience = DOC_WEB_ONLY;
		return;
	}
	entry->as.entry.picture = NULL;
	doc_detach(image->parent);
	if (aside->first == NULL)
		entry->as.entry.aside = NULL;
}

/* "PDF" of a publication whose file is not there says nothing on paper, nor the dot before it. */
static void prune_labels(DocNode *line)
{
	DocNode *dot = NULL; /* of paper, before the next label */
	bool any = false;
	for (DocNode *node = line->first; node != NULL; node = node->next) {
		if (node->audience == DOC_WEB_ONLY)
			continue;
		if (node->kind == DOC_TEXT && str_eq(node->as.text, S(" · "))) {
			dot = node;
			continue;
		}
		bool lost = node->kind == DOC_LINK && node->as.link.print_url.len == 0;
		if (lost)
			node->audience = DOC_WEB_ONLY;
		if (dot != NULL && (lost || !any))
			dot->as.text = S("");
		any |= !lost;
		dot = NULL;
	}
}

static bool in_publication(const DocNode *node)
{
	while (node != NULL && node->kind != DOC_ENTRY)
		node = node->parent;
	return node != NULL && str_eq(node->traits->style, S("publication"));
}

void site_prune_lost(DocNode *top)
{
	for (DocNode *node = top; node != NULL; node = doc_next(node, top)) {
		if (node->kind == DOC_ENTRY)
			prune_preview(node);
		else if (str_eq(node->traits->style, S("links")) && in_publication(node))
			prune_labels(node);
	}
}
