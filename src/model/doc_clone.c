#include "model/doc_clone.h"

DocNode *doc_clone_alone(Arena *arena, const DocNode *node)
{
	DocNode *copy = doc_new(arena, node->kind, node->span);
	doc_copy(copy, node);
	if (node->traits != &doc_no_traits) {
		copy->traits = &doc_no_traits;
		*doc_traits(arena, copy) = *node->traits;
	}
	copy->parent = copy->first = copy->last = copy->next = NULL;
	return copy;
}

/* The node below `copy` that stands where `wanted` stands below `node`. */
static DocNode *same_place(const DocNode *node, DocNode *copy, const DocNode *wanted)
{
	if (node == wanted)
		return copy;
	DocNode *b = copy->first;
	for (const DocNode *a = node->first; a != NULL && b != NULL; a = a->next, b = b->next) {
		DocNode *found = same_place(a, b, wanted);
		if (found != NULL)
			return found;
	}
	return NULL;
}

/* An entry's picture, badge and date stand in its aside, among its children, or apart from both
 * (the words of a badge, a date made from data). */
static DocNode *entry_part(Arena *arena, const DocNode *node, DocNode *copy, const DocNode *part)
{
	const DocNode *aside = node->as.entry.aside;
	if (part == NULL)
		return NULL;
	DocNode *found = aside != NULL ? same_place(aside, copy->as.entry.aside, part) : NULL;
	if (found == NULL)
		found = same_place(node, copy, part);
	if (found == NULL) {
		found = doc_clone(arena, part);
		found->parent = copy;
	}
	return found;
}

DocNode *doc_clone(Arena *arena, const DocNode *node)
{
	DocNode *copy = doc_clone_alone(arena, node);
	doc_clone_children(arena, copy, node);
	if (node->kind != DOC_ENTRY)
		return copy;
	if (node->as.entry.aside != NULL) {
		copy->as.entry.aside = doc_clone(arena, node->as.entry.aside);
		copy->as.entry.aside->parent = copy;
	}
	copy->as.entry.picture = entry_part(arena, node, copy, node->as.entry.picture);
	copy->as.entry.badge = entry_part(arena, node, copy, node->as.entry.badge);
	copy->as.entry.date = entry_part(arena, node, copy, node->as.entry.date);
	return copy;
}

void doc_clone_children(Arena *arena, DocNode *to, const DocNode *from)
{
	for (const DocNode *child = from->first; child != NULL; child = child->next)
		doc_append(to, doc_clone(arena, child));
}
