/* CV data as sections of a Doc: lines, bullets, numbers, and entries in their order. */
#include "model/resume_doc.h"

#include "base/utf8.h"

ResumeMaker resume_maker(Site *site, const Page *page, const Resume *resume, Diags *diags)
{
	ResumeMaker maker = {.site = site, .page = page, .resume = resume, .diags = diags};
	maker.words = resume->words;
	maker.lang = page->lang.len > 0 ? page->lang : site->lang;
	if (maker.words.lang.len == 0)
		maker.words.lang = maker.lang;
	else if (page->lang.len == 0)
		maker.lang = maker.words.lang;
	return maker;
}

enum { HEAD_LINE = 72 }; /* characters that stand beside a date in the narrowest theme */

/* --- lines, bullets, numbers --- */

/* "Label: details", "Label (level): keywords". */
static void add_line(const ResumeMaker *maker, DocNode *section, const ResumeEntry *entry)
{
	static const ResumeField after[] = {FIELD_DETAILS, FIELD_KEYWORDS};
	DocNode *line = resume_add_paragraph(maker, section, "line", entry->span);
	DocNode *label = doc_new(maker->site->arena, DOC_STRONG, entry->fields[FIELD_TITLE]->span);
	Str url = resume_url(maker->site->arena, entry->fields[FIELD_URL]);
	bool details = resume_has(entry, FIELD_DETAILS) || resume_has(entry, FIELD_KEYWORDS);
	resume_add_value(maker, label, entry->fields[FIELD_TITLE]);
	doc_append(line, label);
	if (resume_has(entry, FIELD_LEVEL)) {
		resume_add_text(maker, line, details ? S(" (") : S(": "), entry->span);
		resume_add_value(maker, line, entry->fields[FIELD_LEVEL]);
		resume_add_text(maker, line, details ? S(")") : S(""), entry->span);
	}
	bool any = false;
	for (size_t i = 0; i < 2; i++) {
		if (!resume_has(entry, after[i]))
			continue;
		resume_add_text(maker, line, any ? S("; ") : S(": "), entry->span);
		resume_add_value(maker, line, entry->fields[after[i]]);
		any = true;
	}
	resume_add_links(maker, section, entry, url);
}

static void add_item(const ResumeMaker *maker, DocNode *section, const ResumeEntry *entry)
{
	Arena *arena = maker->site->arena;
	DocNode *list = section->last;
	bool ordered = entry->form != RESUME_BULLET;
	if (list == NULL || list->kind != DOC_LIST || list->as.list.ordered != ordered) {
		list = doc_new(maker->site->arena, DOC_LIST, entry->span);
		list->as.list.ordered = ordered;
		list->as.list.tight = true;
		list->as.list.start = 1;
		doc_append(section, list);
	}
	DocNode *item = doc_new(maker->site->arena, DOC_ITEM, entry->span);
	DocNode *line = doc_new(maker->site->arena, DOC_PARAGRAPH, entry->span);
	line->bare = true;
	doc_append(item, line);
	doc_append(list, item);
	resume_add_value(maker, line, entry->fields[FIELD_TEXT]);
	if (entry->form == RESUME_REVERSED) {
		Attrs *attrs = ARENA_NEW(arena, Attrs);
		int64_t count = 0;
		for (const DocNode *one = list->first; one != NULL; one = one->next)
			count++;
		attrs_set(arena, attrs, S("reversed"), S(""));
		doc_traits(arena, list)->attrs = attrs;
		list->as.list.start = count;
	}
	Str url = resume_url(arena, entry->fields[FIELD_URL]);
	resume_add_links(maker, item, entry, url);
}

/* --- sections --- */

/* How many characters title, organisation and place have together. */
static size_t head_length(Arena *arena, const ResumeEntry *entry)
{
	static const ResumeField parts[] = {FIELD_TITLE, FIELD_DEGREE, FIELD_AREA,
					    FIELD_ORGANISATION, FIELD_LOCATION};
	size_t length = 0;
	for (size_t i = 0; i < sizeof parts / sizeof *parts; i++) {
		const Value *value = entry->fields[parts[i]];
		Str text = value_str(arena, value);
		for (size_t at = 0; at < text.len; length++)
			(void)utf8_next(text, &at);
		length += value->kind == VALUE_MAP ? HEAD_LINE : 2;
	}
	return length;
}

/* Whether one line says who with and where beside the title: in all entries of the section it has
 * room, or none of them has anything below. */
static bool is_compact(Arena *arena, const ResumeSection *section)
{
	bool room = true;
	for (size_t i = 0; i < section->entries.len; i++)
		room = room && head_length(arena, &section->entries.ptr[i]) <= HEAD_LINE;
	if (room)
		return true;
	static const ResumeField below[] = {FIELD_DESCRIPTION, FIELD_SUMMARY, FIELD_HIGHLIGHTS,
					    FIELD_COURSES, FIELD_KEYWORDS};
	for (size_t i = 0; i < section->entries.len; i++)
		for (size_t k = 0; k < sizeof below / sizeof *below; k++)
			if (resume_has(&section->entries.ptr[i], below[k]))
				return false;
	return true;
}

DocNode *resume_section_doc(const ResumeMaker *maker, const ResumeSection *original)
{
	Arena *arena = maker->site->arena;
	ResumeSection sorted = *original;
	const ResumeSection *section = original;
	if (section->entries.len == 0)
		return NULL;
	if (maker->resume->format == RESUME_JSON) { /* its order is nobody's choice */
		sorted.entries = (ResumeEntries){0};
		for (size_t i = 0; i < original->entries.len; i++)
			VEC_PUSH(arena, &sorted.entries, original->entries.ptr[i]);
		resume_sort(&sorted);
		section = &sorted;
	}
	DocNode *node = doc_new(maker->site->arena, DOC_SECTION, section->span);
	DocNode *heading = doc_new(maker->site->arena, DOC_HEADING, section->span);
	Str title = resume_section_title(section, maker->lang);
	heading->as.heading.level = 2;
	heading->as.heading.id = str_lower(arena, site_slug(arena, title, false));
	resume_add_value(maker, heading, value_new_string(arena, title, section->span));
	if (title.len > 0)
		doc_append(node, heading);
	bool compact = is_compact(arena, section);
	for (size_t i = 0; i < section->entries.len; i++) {
		const ResumeEntry *entry = &section->entries.ptr[i];
		switch (entry->form) {
		case RESUME_ENTRY:
			doc_append(node, section->kind == RESUME_PUBLICATIONS &&
							 resume_has(entry, FIELD_TITLE)
						 ? resume_publication_doc(maker, entry)
						 : resume_entry_doc(maker, entry, compact));
			break;
		case RESUME_LINE: add_line(maker, node, entry); break;
		case RESUME_TEXT: resume_add_blocks(maker, node, entry->fields[FIELD_TEXT]); break;
		case RESUME_BULLET:
		case RESUME_NUMBERED:
		case RESUME_REVERSED: add_item(maker, node, entry); break;
		}
	}
	return node;
}
