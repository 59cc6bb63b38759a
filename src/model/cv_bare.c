/* Sections of which nothing would be on paper but the heading. */
#include "model/site_parts.h"

static bool is_away(const Site *site, const DocNode *node)
{
	const SiteParts *parts = site->parts;
	return node->audience == DOC_WEB_ONLY || node->kind == DOC_RAW ||
	       (node->traits->format != NULL && node->traits->format->hidden) ||
	       node == parts->header_contact || node == parts->header_photo;
}

static bool is_blank(Arena *arena, Str text)
{
	return str_is_blank(str_replace(arena, text, S("\u00A0"), S(" ")));
}

/* Whether paper shows anything of it. */
static bool is_printed(const Site *site, const DocNode *node)
{
	if (is_away(site, node) || cv_is_bare_section(site, node))
		return false;
	if (node->kind == DOC_TEXT)
		return !is_blank(site->arena, node->as.text);
	if (node->kind == DOC_IMAGE)
		return node->as.image.file.len > 0 || !str_is_blank(node->as.image.alt);
	if (node->kind == DOC_ENTRY || node->kind == DOC_CODE || node->kind == DOC_CODE_BLOCK ||
	    node->kind == DOC_MATH || node->kind == DOC_MATH_BLOCK || node->kind == DOC_TOC ||
	    node->kind == DOC_NOTES)
		return true;
	for (const DocNode *child = node->first; child != NULL; child = child->next)
		if (is_printed(site, child))
			return true;
	return false;
}

bool cv_is_bare_section(const Site *site, const DocNode *node)
{
	const DocNode *heading = node->first;
	if (node->kind != DOC_SECTION || heading == NULL || heading->kind != DOC_HEADING ||
	    heading == site->parts->header_name)
		return false;
	size_t away = 0;
	for (const DocNode *child = heading->next; child != NULL; child = child->next) {
		if (is_printed(site, child))
			return false;
		away += child->kind != DOC_RULE;
	}
	return away > 0;
}
