/* Order and titles of the CV's sections: `recto.cv.sections`. */
#include "model/site_parts.h"

#include "model/doc.h"

/* How well a section answers to a name: its title, its id, what it is about, a word of its title.
 */
static int fit(Arena *arena, const DocNode *section, Str name)
{
	Str title = doc_heading_text(arena, section);
	if (title.len == 0)
		return 0;
	if (str_eq_nocase(title, name))
		return 4;
	if (str_eq_nocase(section->first->as.heading.id, name))
		return 3;
	ResumeKind kind = resume_kind(title);
	if (kind != RESUME_OTHER && kind == resume_kind(name))
		return 2;
	return str_contains_nocase(title, name);
}

static DocNode *find_section(Arena *arena, const DocNode *root, Str name)
{
	DocNode *best = NULL;
	int most = 0;
	for (DocNode *node = root->first; node != NULL; node = node->next) {
		int found = node->kind == DOC_SECTION ? fit(arena, node, name) : 0;
		if (found > most) {
			most = found;
			best = node;
		}
	}
	return best;
}

static void set_title(Arena *arena, DocNode *section, Str title, Span span)
{
	DocNode *heading = section->first;
	heading->first = heading->last = NULL;
	doc_append(heading, doc_new_text(arena, title, span));
}

/* Takes a section that an item of the list names out of `from`: "education", {honors: Prizes}. */
static void take_section(const Site *site, DocNode *to, DocNode *from, const Value *item,
			 Diags *diags)
{
	Arena *arena = site->arena;
	Str name = str_trim(value_str(arena, item)), title = S("");
	if (item->kind == VALUE_MAP && value_len(item) > 0) {
		name = item->as.map.entries[0].key;
		title = str_trim(value_str(arena, item->as.map.entries[0].value));
	}
	DocNode *section = name.len > 0 ? find_section(arena, from, name) : NULL;
	if (section == NULL) {
		diag_warning(diags, item->span, S("`recto explain` names the sections"),
			     "recto.cv.sections: the CV has no section \"%.*s\" [cv-sections]",
			     STR_ARG(name));
		return;
	}
	doc_detach(section);
	if (title.len > 0)
		set_title(arena, section, title, item->span);
	doc_append(to, section);
}

void site_order_sections(const Site *site, DocNode *root, Diags *diags)
{
	const Value *list = value_path(site->config, S("recto.cv.sections"));
	DocNode *order = doc_new(site->arena, DOC_ROOT, root->span);
	DocNode *notes = NULL;
	if (value_is_nil(list))
		return;
	if (list->kind != VALUE_LIST) {
		diag_warning(diags, list->span, S("write [education, publications]"),
			     "recto.cv.sections is %s, not a list [cv-sections]",
			     value_kind_name(list->kind));
		return;
	}
	for (size_t i = 0; i < value_len(list); i++)
		take_section(site, order, root, value_at(list, i), diags);
	for (DocNode *node = root->first, *next; node != NULL; node = next) {
		next = node->next;
		if (node->kind == DOC_NOTES)
			notes = node;
		if (node->kind != DOC_SECTION && node->kind != DOC_NOTES)
			continue;
		doc_detach(node);
		if (node->kind == DOC_SECTION)
			diag_note(diags, node->span, S("add it to recto.cv.sections to print it"),
				  "the section \"%.*s\" is not on the CV [cv-left-out]",
				  STR_ARG(doc_heading_text(site->arena, node)));
	}
	doc_adopt(root, order);
	if (notes != NULL)
		doc_append(root, notes);
}
