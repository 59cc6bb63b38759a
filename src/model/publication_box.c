/*
 * The own name in acad-homepage's paper-boxes, set off as al-folio does it in bibliographies: by
 * `scholar.last_name` and `first_name`, where the author has not done it.
 */
#include "model/publication_parts.h"
#include "model/site_parts.h"

#include <string.h>

/* "Ada B. Fern*" as a name; what stands behind it is not in *bare. */
static BibName read_name(Arena *arena, Str text, Str *bare)
{
	BibName name = {.last = text};
	(void)publication_take_marks(arena, &name);
	bool same = name.last.ptr == text.ptr; /* else TeX stood in it */
	*bare = same ? name.last : S("");
	size_t space = bare->len;
	while (space > 0 && bare->ptr[space - 1] != ' ')
		space--;
	name.first = str_trim(str_slice(*bare, 0, space));
	name.last = str_from_offset(*bare, space);
	return name;
}

/* The own name among names that commas, "and" and the like part; empty when it is not there. */
static Str find_own(Arena *arena, Str text, const PublicationStyle *style)
{
	for (size_t from = 0, at = 0; at <= text.len; at++) {
		Str rest = str_from_offset(text, at);
		size_t width = at == text.len			      ? 1
			       : strchr(",;:(", text.ptr[at]) != NULL ? 1
			       : str_starts(rest, S(" and "))	      ? 5
			       : str_starts(rest, S(" & "))	      ? 3
								      : 0;
		if (width == 0)
			continue;
		Str bare, piece = str_trim(str_slice(text, from, at));
		BibName name = read_name(arena, piece, &bare);
		if (name.first.len > 0 && publication_is_own(arena, &name, style))
			return bare;
		at += width - 1;
		from = at + 1;
	}
	return S("");
}

/* Whether some name in bold is the own one. */
static bool is_marked(Arena *arena, const DocNode *entry, const PublicationStyle *style)
{
	for (const DocNode *node = entry; node != NULL; node = doc_next(node, entry))
		if ((node->kind == DOC_STRONG || node->kind == DOC_EMPH) &&
		    find_own(arena, doc_plain_text(arena, node), style).len > 0)
			return true;
	return false;
}

/* Cuts a text node in three, the middle one strong. */
static void set_off(Arena *arena, DocNode *text, Str name)
{
	DocNode *parent = text->parent, *strong = doc_new(arena, DOC_STRONG, text->span), *after;
	Str all = text->as.text;
	size_t at = (size_t)(name.ptr - all.ptr);
	doc_append(strong, doc_new_text(arena, name, text->span));
	after = doc_new_text(arena, str_from_offset(all, at + name.len), text->span);
	text->as.text = str_slice(all, 0, at);
	after->next = text->next;
	strong->next = after;
	text->next = strong;
	strong->parent = after->parent = parent;
	if (parent->last == text)
		parent->last = after;
}

static void mark_entry(Arena *arena, DocNode *entry, const PublicationStyle *style)
{
	if (is_marked(arena, entry, style))
		return;
	for (DocNode *node = entry; node != NULL; node = doc_next(node, entry)) {
		if (node->kind != DOC_TEXT || node->parent->kind == DOC_LINK)
			continue;
		Str name = find_own(arena, node->as.text, style);
		if (name.len == 0)
			continue;
		set_off(arena, node, name);
		return;
	}
}

void site_mark_own_name(SiteReader *reader, DocNode *root)
{
	const Value *config = reader->site->config;
	if (value_is_nil(value_path(config, S("scholar.last_name"))) ||
	    value_is_nil(value_path(config, S("scholar.first_name"))))
		return;
	PublicationStyle style = site_publication_style(reader);
	for (DocNode *node = root; node != NULL; node = doc_next(node, root))
		if (node->kind == DOC_ENTRY && str_eq(node->traits->style, S("paper")))
			mark_entry(reader->site->arena, node, &style);
}
