/*
 * What a page's own sections say as a Resume: "Education", "Honors", "Publications" by their
 * headings, entries from dated items, bullets and paper-boxes. And the whole CV of a site, for
 * export: its data or its pages, the profile, the bibliography.
 */
#include "model/doc_build.h"
#include "model/doc_clone.h"
#include "model/resume_export.h"
#include "model/resume_parts.h"
#include "model/site_parts.h"

/* How long a date at an end of a line may be, in bytes. */
enum { LINE_DATE = 48 };

static const Value *text_value(Arena *arena, Str text, Span span)
{
	text = str_trim(text);
	return text.len > 0 ? value_new_string(arena, text, span) : value_nil();
}

static ResumeEntry new_entry(Span span)
{
	ResumeEntry entry = {.span = span};
	for (size_t i = 0; i < FIELD_COUNT; i++)
		entry.fields[i] = value_nil();
	return entry;
}

static const DocNode *find_kind(const DocNode *top, DocKind kind)
{
	for (const DocNode *node = top; node != NULL; node = doc_next(node, top))
		if (node->kind == kind)
			return node;
	return NULL;
}

static const DocNode *find_style(const DocNode *top, Str style)
{
	for (const DocNode *node = top; node != NULL; node = doc_next(node, top))
		if (str_eq(node->traits->style, style))
			return node;
	return NULL;
}

/* ", Institute" without what parted it from the title. */
static Str without_sign(Str text)
{
	text = str_trim(text);
	while (text.len > 0 && (text.ptr[0] == ',' || text.ptr[0] == ':' || text.ptr[0] == ';' ||
				text.ptr[0] == '|' || text.ptr[0] == '-'))
		text = str_trim_start(str_from_offset(text, 1));
	while (str_starts(text, S("–")) || str_starts(text, S("—")))
		text = str_trim_start(str_from_offset(text, 3));
	return text;
}

/* ", 2020." without what parts it from the text on both sides. */
static Str without_signs(Str date)
{
	date = str_trim(without_sign(date));
	while (str_ends(date, S(":")) || str_ends(date, S(",")) || str_ends(date, S(".")))
		date = str_trim_end(str_slice(date, 0, date.len - 1));
	return date;
}

/* The date between two commas; *rest is the text without it. */
static Str inner_date(Arena *arena, Str line, Str *rest)
{
	for (size_t from = 0, i = 0; i <= line.len; i++) {
		if (i < line.len && line.ptr[i] != ',')
			continue;
		if (doc_is_date(str_slice(line, from, i))) {
			size_t start = from > 0 ? from - 1 : 0;
			*rest = str_concat(arena, str_slice(line, 0, start),
					   str_from_offset(line, i));
			return without_signs(str_slice(line, from, i));
		}
		from = i + 1;
	}
	return S("");
}

/* The date at the start of a line, else at its end or between commas, empty: none; *rest is the
 * text without it. */
static Str line_date(Arena *arena, Str line, Str *rest)
{
	size_t from = 0, to = 0;
	line = str_trim(line);
	for (size_t i = 1; i <= line.len && i <= LINE_DATE; i++)
		if ((i == line.len || !char_is_alnum(line.ptr[i])) &&
		    doc_is_date(str_slice(line, 0, i)))
			to = i;
	for (size_t i = line.len; to == 0 && i-- > 0 && line.len - i <= LINE_DATE;)
		if ((i == 0 || !char_is_alnum(line.ptr[i - 1])) &&
		    doc_is_date(str_from_offset(line, i)))
			from = i;
	if (from + to == 0)
		return inner_date(arena, line, rest);
	*rest = from > 0 ? without_signs(str_slice(line, 0, from)) : str_from_offset(line, to);
	return without_signs(from > 0 ? str_from_offset(line, from) : str_slice(line, 0, to));
}

/* "2023 -- now: **Professor**, Institute": date, title, the rest. */
static ResumeEntry read_item(Arena *arena, const DocNode *item, ResumeKind kind)
{
	ResumeEntry entry = new_entry(item->span);
	const DocNode *date = find_kind(item, DOC_DATE), *strong = find_kind(item, DOC_STRONG);
	Str all = doc_plain_text(arena, item);
	if (date != NULL) {
		Str said = doc_plain_text(arena, date);
		size_t at = str_find(all, said, 0);
		entry.fields[FIELD_DATE] = text_value(arena, without_signs(said), date->span);
		if (at != STR_NONE)
			all = str_from_offset(all, at + said.len);
	} else if (item->kind == DOC_PARAGRAPH) {
		Str said = line_date(arena, all, &all);
		entry.fields[FIELD_DATE] = text_value(arena, said, item->span);
	}
	all = without_sign(all);
	Str title = strong != NULL ? doc_plain_text(arena, strong) : S("");
	if (title.len > 0 && str_starts(all, title)) {
		ResumeField rest =
			kind == RESUME_WORK || kind == RESUME_EDUCATION || kind == RESUME_VOLUNTEER
				? FIELD_ORGANISATION
				: FIELD_SUMMARY;
		entry.fields[FIELD_TITLE] = text_value(arena, title, strong->span);
		entry.fields[rest] = text_value(
			arena, without_sign(str_from_offset(all, title.len)), item->span);
	} else {
		entry.fields[FIELD_TITLE] = text_value(arena, all, item->span);
	}
	const DocNode *link = find_kind(item, DOC_LINK);
	if (link != NULL && str_contains(link->as.link.url, S("://")))
		entry.fields[FIELD_URL] = text_value(arena, link->as.link.url, link->span);
	resume_read_dates(&entry, arena);
	return entry;
}

static void set_styled(Arena *arena, ResumeEntry *entry, const DocNode *node, Str style,
		       ResumeField field)
{
	const DocNode *part = find_style(node, style);
	if (part != NULL)
		entry->fields[field] = text_value(arena, doc_plain_text(arena, part), part->span);
}

static ResumeEntry read_paper(Arena *arena, const DocNode *node)
{
	ResumeEntry entry = new_entry(node->span);
	const DocNode *link = find_kind(node, DOC_LINK);
	set_styled(arena, &entry, node, S("title"), FIELD_TITLE);
	set_styled(arena, &entry, node, S("authors"), FIELD_AUTHORS);
	set_styled(arena, &entry, node, S("venue"), FIELD_ORGANISATION);
	/* "Journal, 2025": the year at the end */
	Str venue = value_string(entry.fields[FIELD_ORGANISATION]);
	for (size_t at = 0; at + 4 <= venue.len; at++) {
		DateRange year;
		if (date_parse_range(str_slice(venue, at, at + 4), &year)) {
			entry.dates = year;
			entry.dated = true;
			entry.fields[FIELD_DATE] =
				text_value(arena, str_slice(venue, at, at + 4), node->span);
		}
	}
	if (link != NULL && str_contains(link->as.link.url, S("://")))
		entry.fields[FIELD_URL] = text_value(arena, link->as.link.url, link->span);
	return entry;
}

typedef VEC(DocNode *) DocNodes;

/* Positions one below the other in a paragraph, parted by <br>: a paragraph of each line. None
 * unless there are two at least and each has a date. */
static DocNodes read_lines(Arena *arena, const DocNode *paragraph)
{
	DocNodes lines = {0};
	DocNode *line = NULL;
	for (const DocNode *node = paragraph->first; node != NULL; node = node->next) {
		if (node->kind == DOC_BREAK) {
			line = NULL;
			continue;
		}
		if (line == NULL) {
			line = doc_new(arena, DOC_PARAGRAPH, node->span);
			VEC_PUSH(arena, &lines, line);
		}
		doc_append(line, doc_clone(arena, node));
		line->span = span_join(line->span, node->span);
	}
	size_t dated = 0;
	for (size_t i = 0; i < lines.len; i++) {
		Str text = str_trim(doc_plain_text(arena, lines.ptr[i])), rest;
		if (text.len > 0 && line_date(arena, text, &rest).len == 0)
			return (DocNodes){0};
		if (text.len > 0)
			lines.ptr[dated++] = lines.ptr[i];
	}
	lines.len = dated >= 2 ? dated : 0;
	return lines;
}

static void collect_lines(Arena *arena, const DocNode *paragraph, ResumeSection *section)
{
	DocNodes lines = read_lines(arena, paragraph);
	for (size_t i = 0; i < lines.len; i++)
		VEC_PUSH(arena, &section->entries, read_item(arena, lines.ptr[i], section->kind));
}

/* Items, entries and lines of a section, not those of sections within it. */
static void collect(Arena *arena, const DocNode *parent, ResumeSection *section)
{
	for (const DocNode *node = parent->first; node != NULL; node = node->next) {
		if (node->audience == DOC_WEB_ONLY || node->kind == DOC_SECTION)
			continue;
		if (node->kind == DOC_ITEM)
			VEC_PUSH(arena, &section->entries, read_item(arena, node, section->kind));
		else if (node->kind == DOC_ENTRY)
			VEC_PUSH(arena, &section->entries, read_paper(arena, node));
		else if (node->kind == DOC_PARAGRAPH)
			collect_lines(arena, node, section);
		else if (node->kind == DOC_LIST || node->kind == DOC_BLOCK)
			collect(arena, node, section);
	}
}

static void read_sections(Arena *arena, const DocNode *parent, Resume *out)
{
	for (const DocNode *node = parent->first; node != NULL; node = node->next) {
		if (node->kind != DOC_SECTION && node->kind != DOC_BLOCK)
			continue;
		Str title = doc_heading_text(arena, node);
		ResumeSection section = {.key = title,
					 .title = title,
					 .kind = resume_kind(title),
					 .span = node->span};
		if (node->kind == DOC_SECTION && section.kind != RESUME_OTHER &&
		    section.kind != RESUME_NEWS && section.kind != RESUME_SUMMARY) {
			collect(arena, node, &section);
			if (section.entries.len > 0)
				VEC_PUSH(arena, &out->sections, section);
		}
		read_sections(arena, node, out);
	}
}

/* Sections of a page that a CV knows, by their headings; entries from dated items, bullets and
 * paper-boxes (resume_markdown.c). */
static void read_page(Arena *arena, const DocNode *root, Resume *out)
{
	resume_clear(out);
	out->format = RESUME_MARKDOWN;
	read_sections(arena, root, out);
	for (const DocNode *node = root->first; node != NULL; node = node->next)
		if (node->kind == DOC_PARAGRAPH && node->audience != DOC_WEB_ONLY) {
			out->basics.summary =
				text_value(arena, doc_plain_text(arena, node), node->span);
			break;
		}
}

/* --- the whole CV of a site --- */

static void set_if_nil(const Value **slot, Arena *arena, Str text)
{
	if (resume_is_empty(*slot) && !str_is_blank(text))
		*slot = text_value(arena, text, SPAN_NONE);
}

static void set_key(Arena *arena, Value *map, const char *key, Str text)
{
	if (text.len > 0)
		value_set(arena, map, str_from(key), value_new_string(arena, text, SPAN_NONE));
}

/* Contacts with an address of their own as profiles; the site's own address as url. */
static void add_profile(Site *site, ResumeBasics *b)
{
	Arena *arena = site->arena;
	const Profile *p = site->profile;
	set_if_nil(&b->name, arena, p->name);
	set_if_nil(&b->email, arena, p->email);
	set_if_nil(&b->location, arena, p->location);
	set_if_nil(&b->url, arena, site->url);
	if (p->headline != NULL)
		set_if_nil(&b->label, arena, doc_plain_text(arena, p->headline));
	if (!resume_is_empty(b->profiles))
		return;
	Value *list = value_new(arena, VALUE_LIST, SPAN_NONE);
	for (size_t i = 0; i < p->contact_count; i++) {
		const Contact *c = &p->contacts[i];
		if (str_eq(c->kind, S("email")) || str_eq(c->kind, S("phone")) || c->is_cv ||
		    !str_contains(c->url, S("://")))
			continue;
		Value *one = value_new(arena, VALUE_MAP, c->span);
		size_t slash = str_rfind_char(c->text, '/');
		set_key(arena, one, "network", c->label);
		set_key(arena, one, "username",
			slash != STR_NONE ? str_from_offset(c->text, slash + 1) : c->text);
		set_key(arena, one, "url", c->url);
		value_push(arena, list, one);
	}
	if (value_len(list) > 0)
		b->profiles = list;
}

static void add_bibliography(Site *site, Resume *resume, Diags *diags)
{
	Arena *arena = site->arena;
	ResumeSection section = {.key = S("publications"), .kind = RESUME_PUBLICATIONS};
	if (site->bib.count == 0)
		return;
	const Library *library = site_library(site, S(""), SPAN_NONE, diags);
	for (size_t i = 0; i < library->count; i++) {
		const Publication *p = &library->items[i];
		ResumeEntry entry = new_entry(p->entry->span);
		Value *authors = value_new(arena, VALUE_LIST, p->entry->span);
		for (size_t k = 0; k < p->author_count; k++)
			if (!p->authors[k].others)
				value_push(arena, authors,
					   value_new_string(arena,
							    publication_name(arena, &p->authors[k]),
							    p->entry->span));
		Str doi = str_trim(bib_field(p->entry, S("doi")));
		Str url = str_trim(bib_field(p->entry, S("url")));
		if (url.len == 0 && doi.len > 0)
			url = str_contains(doi, S("://"))
				      ? doi
				      : str_concat(arena, S("https://doi.org/"), doi);
		entry.fields[FIELD_TITLE] = text_value(arena, p->title, p->entry->span);
		entry.fields[FIELD_AUTHORS] = authors;
		entry.fields[FIELD_ORGANISATION] = text_value(arena, p->venue, p->entry->span);
		entry.fields[FIELD_DOI] = text_value(arena, doi, p->entry->span);
		entry.fields[FIELD_URL] = text_value(arena, url, p->entry->span);
		Str date =
			p->month.len > 0 ? str_concat3(arena, p->month, S(" "), p->year) : p->year;
		entry.fields[FIELD_DATE] = text_value(arena, date, p->entry->span);
		resume_read_dates(&entry, arena);
		VEC_PUSH(arena, &section.entries, entry);
	}
	VEC_PUSH(arena, &resume->sections, section);
}

Resume *site_whole_resume(Site *site, Diags *diags)
{
	Arena *arena = site->arena;
	const Resume *data = site_resume(site, site->home, diags);
	Resume *resume = ARENA_NEW(arena, Resume);
	bool papers = false;
	if (data != NULL) {
		*resume = *data;
		/* sections may be added: the array is the data's own */
		resume->sections.cap = resume->sections.len;
		resume->sections.ptr = NULL;
		resume->sections.len = resume->sections.cap = 0;
		for (size_t i = 0; i < data->sections.len; i++)
			VEC_PUSH(arena, &resume->sections, data->sections.ptr[i]);
	} else if (site->home->doc != NULL) {
		read_page(arena, site->home->doc->root, resume);
	}
	for (size_t i = 0; i < resume->sections.len; i++)
		papers = papers || (resume->sections.ptr[i].kind == RESUME_PUBLICATIONS &&
				    !resume_is_draft(&resume->sections.ptr[i]));
	if (resume->format != RESUME_JSON) /* that is whole as it is */
		add_profile(site, &resume->basics);
	if (!papers)
		add_bibliography(site, resume, diags);
	return resume;
}
