/* Entries of CV data as nodes of a Doc: what stands in the first line, beside it, below it. */
#include "base/url.h"
#include "model/resume_doc.h"
#include "model/resume_parts.h"

/* --- words that the program says --- */

typedef enum { WORD_COURSES, WORD_SCORE, WORD_ROLES, WORD_LINK, WORD_COUNT } Word;

static Str word_of(const ResumeMaker *maker, Word word)
{
	static const struct {
		const char *lang;
		const char *words[WORD_COUNT];
	} table[] = {
		{"en", {"Courses", "Score", "Roles", "Link"}},
		{"zh", {"课程", "成绩", "职责", "链接"}},
		{"ja", {"科目", "成績", "役割", "リンク"}},
		{"ko", {"과목", "성적", "역할", "링크"}},
		{"fr", {"Cours", "Note", "Rôles", "Lien"}},
		{"de", {"Kurse", "Note", "Rollen", "Link"}},
		{"es", {"Cursos", "Nota", "Funciones", "Enlace"}},
		{"ru", {"Курсы", "Оценка", "Роли", "Ссылка"}},
		{"fa", {"درس‌ها", "نمره", "نقش‌ها", "پیوند"}},
		{"ar", {"المقررات", "الدرجة", "المهام", "رابط"}},
		{"he", {"קורסים", "ציון", "תפקידים", "קישור"}},
	};
	for (size_t i = 0; i < sizeof table / sizeof *table; i++)
		if (str_starts_nocase(maker->lang, str_from(table[i].lang)))
			return str_from(table[i].words[word]);
	return str_from(table[0].words[word]);
}

/* --- parts of an entry --- */

static DocNode *new_date(const ResumeMaker *maker, const ResumeEntry *entry)
{
	Buf text = buf_in(maker->site->arena);
	DocNode *date = doc_new(maker->site->arena, DOC_DATE, entry->span);
	if (entry->dated) {
		date_write_range(&text, &entry->dates, &maker->words);
		resume_add_text(maker, date, buf_str(&text), entry->span);
	} else {
		resume_add_value(maker, date, entry->fields[FIELD_DATE]);
	}
	return date->first != NULL ? date : NULL;
}

/* Whether inlines have a link among them, which cannot stand in another one. */
static bool has_link(const DocNode *top)
{
	for (const DocNode *node = top->first; node != NULL; node = doc_next(node, top))
		if (node->kind == DOC_LINK)
			return true;
	return false;
}

/* A value in a node of `kind`, with the entry's address behind it when `linked`. */
static void add_linked(const ResumeMaker *maker, DocNode *line, DocKind kind, const Value *value,
		       Str *url)
{
	DocNode *node = doc_new(maker->site->arena, kind, value->span);
	resume_add_value(maker, node, value);
	if (node->first == NULL)
		return;
	if (url->len > 0 && !has_link(node)) {
		DocNode *link = doc_new(maker->site->arena, DOC_LINK, value->span);
		link->as.link.url = *url;
		doc_adopt(link, node);
		doc_append(node, link);
		*url = S("");
	}
	doc_append(line, node);
}

static void add_comma(const ResumeMaker *maker, DocNode *line, Span span)
{
	if (line->first != NULL)
		resume_add_text(maker, line, S(", "), span);
}

/* "PhD in Computer Science"; "PhD, Informatik". */
static const Value *degree(const ResumeMaker *maker, const ResumeEntry *entry)
{
	Arena *arena = maker->site->arena;
	const Value *degree = entry->fields[FIELD_DEGREE], *area = entry->fields[FIELD_AREA];
	if (!resume_has(entry, FIELD_DEGREE) || !resume_has(entry, FIELD_AREA))
		return resume_has(entry, FIELD_DEGREE) ? degree : area;
	bool english = str_starts_nocase(maker->lang, S("en"));
	Str first = str_trim(value_str(arena, degree)), last = str_trim(value_str(arena, area));
	bool said = str_ends_nocase(first, S(" in")) || str_ends_nocase(first, S(" of"));
	return value_new_string(arena,
				str_concat3(arena, first,
					    said      ? S(" ")
					    : english ? S(" in ")
						      : S(", "),
					    last),
				span_join(degree->span, area->span));
}

/* What the entry is called: a position, a degree, an award; else who it was with. */
static const Value *head_value(const ResumeMaker *maker, const ResumeEntry *entry)
{
	if (resume_has(entry, FIELD_TITLE))
		return entry->fields[FIELD_TITLE];
	if (resume_has(entry, FIELD_DEGREE) || resume_has(entry, FIELD_AREA))
		return degree(maker, entry);
	return entry->fields[FIELD_ORGANISATION];
}

/* Not where the name of who with ends with it: "University of the Delta, Vesterhav". */
static bool shows_location(const ResumeEntry *entry)
{
	Str name = str_trim(value_string(entry->fields[FIELD_ORGANISATION])),
	    place = str_trim(value_string(entry->fields[FIELD_LOCATION]));
	return resume_has(entry, FIELD_LOCATION) &&
	       (place.len == 0 || !str_ends(name, place) ||
		!str_ends(str_slice(name, 0, name.len - place.len), S(", ")));
}

static bool has_place(const ResumeEntry *entry, const Value *head)
{
	return (resume_has(entry, FIELD_ORGANISATION) &&
		head != entry->fields[FIELD_ORGANISATION]) ||
	       shows_location(entry);
}

void resume_add_location(const ResumeMaker *maker, DocNode *line, const Value *location)
{
	static const char *const parts[] = {"address",	  "street",	 "city",   "region",
					    "postalCode", "countryCode", "country"};
	if (location->kind != VALUE_MAP) {
		resume_add_value(maker, line, location);
		return;
	}
	bool any = false;
	for (size_t i = 0; i < sizeof parts / sizeof *parts; i++) {
		const Value *part = value_get(location, str_from(parts[i]));
		if (resume_is_empty(part))
			continue;
		resume_add_text(maker, line, any ? S(", ") : S(""), part->span);
		resume_add_value(maker, line, part);
		any = true;
	}
}

/* Title, and behind it or below it who with and where. */
static void add_head(const ResumeMaker *maker, DocNode *node, const ResumeEntry *entry,
		     bool compact, Str *url)
{
	const Value *head = head_value(maker, entry);
	DocNode *line = NULL;
	if (!resume_is_empty(head)) {
		line = resume_add_paragraph(maker, node, "head", head->span);
		add_linked(maker, line, DOC_STRONG, head, url);
		/* a degree behind a title that is none: "Thesis title", "PhD in Physics" */
		if (head == entry->fields[FIELD_TITLE] &&
		    (resume_has(entry, FIELD_DEGREE) || resume_has(entry, FIELD_AREA))) {
			add_comma(maker, line, head->span);
			resume_add_value(maker, line, degree(maker, entry));
		}
	}
	if (!has_place(entry, head))
		return;
	if (line == NULL || !compact)
		line = resume_add_paragraph(maker, node, "place", entry->span);
	if (resume_has(entry, FIELD_ORGANISATION) && head != entry->fields[FIELD_ORGANISATION]) {
		add_comma(maker, line, entry->span);
		add_linked(maker, line, DOC_SPAN, entry->fields[FIELD_ORGANISATION], url);
	}
	if (shows_location(entry)) {
		add_comma(maker, line, entry->span);
		resume_add_location(maker, line, entry->fields[FIELD_LOCATION]);
	}
}

/* "Courses: a, b" */
static void add_labelled(const ResumeMaker *maker, DocNode *node, Str label, const Value *value)
{
	if (resume_is_empty(value))
		return;
	DocNode *line = resume_add_paragraph(maker, node, "detail", value->span);
	if (label.len > 0)
		resume_add_text(maker, line, str_concat(maker->site->arena, label, S(": ")),
				value->span);
	resume_add_value(maker, line, value);
}

/* A score that says itself what it is: "GPA: 3.9". */
static bool names_itself(const Value *value)
{
	return value->kind == VALUE_STRING &&
	       (str_find_char(value->as.string, ':', 0) != STR_NONE ||
		str_contains_nocase(value->as.string, S("gpa")));
}

static bool looks_like_url(const Value *value)
{
	Str text = str_trim(value_string(value));
	return url_is_remote(text) ||
	       (str_starts(text, S("/")) && str_find_char(text, ' ', 0) == STR_NONE);
}

static void add_link(const ResumeMaker *maker, DocNode **line, DocNode *parent, Str url, Str label,
		     Span span)
{
	if (*line == NULL)
		*line = resume_add_paragraph(maker, parent, "links", span);
	else
		resume_add_text(maker, *line, S(" "), span);
	DocNode *link = doc_new(maker->site->arena, DOC_LINK, span);
	link->as.link.url = url;
	resume_add_text(maker, link, label, span);
	doc_append(*line, link);
}

/* Keys that nobody knows, under their own names; addresses as links. */
static void add_extra(const ResumeMaker *maker, DocNode *node, const ResumeEntry *entry,
		      DocNode **links)
{
	const Value *extra = entry->extra;
	for (size_t i = 0; extra != NULL && i < extra->as.map.len; i++) {
		const ValueEntry *one = &extra->as.map.entries[i];
		Str label = resume_title_case(maker->site->arena, one->key);
		if (resume_is_empty(one->value) || one->value->kind == VALUE_BOOL)
			continue;
		if (looks_like_url(one->value))
			add_link(maker, links, node, str_trim(one->value->as.string), label,
				 one->value->span);
		else if (one->value->kind == VALUE_LIST &&
			 value_at(one->value, 0)->kind == VALUE_MAP)
			resume_add_highlights(maker, node, one->value, false);
		else
			add_labelled(maker, node, label, one->value);
	}
}

void resume_add_links(const ResumeMaker *maker, DocNode *node, const ResumeEntry *entry, Str url)
{
	Arena *arena = maker->site->arena;
	DocNode *links = NULL;
	Str doi = str_trim(value_str(arena, entry->fields[FIELD_DOI]));
	if (doi.len > 0) {
		Str target = resume_doi_url(arena, doi), shown = doi;
		if (str_starts(shown, S("https://doi.org/")))
			shown = str_from_offset(shown, 16);
		if (!str_starts_nocase(shown, S("doi:")))
			shown = str_concat(arena, S("doi:"), shown);
		add_link(maker, &links, node, target, shown, entry->fields[FIELD_DOI]->span);
		if (str_eq(target, url))
			url = S("");
	}
	if (url.len > 0)
		add_link(maker, &links, node, url, word_of(maker, WORD_LINK),
			 entry->fields[FIELD_URL]->span);
	add_extra(maker, node, entry, &links);
}

void resume_add_body(const ResumeMaker *maker, DocNode *node, const ResumeEntry *entry, Str url)
{
	const Value *score = entry->fields[FIELD_SCORE];
	bool bare = node->first == NULL; /* "2021: one award" */
	if (entry->fields[FIELD_DESCRIPTION]->kind == VALUE_LIST)
		resume_add_highlights(maker, node, entry->fields[FIELD_DESCRIPTION], bare);
	else
		resume_add_blocks(maker, node, entry->fields[FIELD_DESCRIPTION]);
	resume_add_blocks(maker, node, entry->fields[FIELD_SUMMARY]);
	resume_add_blocks(maker, node, entry->fields[FIELD_TEXT]);
	add_labelled(maker, node, names_itself(score) ? S("") : word_of(maker, WORD_SCORE), score);
	add_labelled(maker, node, word_of(maker, WORD_COURSES), entry->fields[FIELD_COURSES]);
	add_labelled(maker, node, S(""), entry->fields[FIELD_LEVEL]);
	add_labelled(maker, node, S(""), entry->fields[FIELD_DETAILS]);
	resume_add_highlights(maker, node, entry->fields[FIELD_HIGHLIGHTS], bare);
	add_labelled(maker, node, word_of(maker, WORD_ROLES), entry->fields[FIELD_ROLES]);
	add_labelled(maker, node, S(""), entry->fields[FIELD_ENTITY]);
	add_labelled(maker, node, S(""), entry->fields[FIELD_TYPE]);
	add_labelled(maker, node, S(""), entry->fields[FIELD_KEYWORDS]);
	add_labelled(maker, node, S(""), entry->fields[FIELD_AUTHORS]);
	resume_add_links(maker, node, entry, url);
}

void resume_add_link(const ResumeMaker *maker, DocNode *line, Str url, Span span)
{
	DocNode *link = doc_new(maker->site->arena, DOC_LINK, span);
	link->as.link.url = url;
	resume_add_text(maker, link, word_of(maker, WORD_LINK), span);
	doc_append(line, link);
}

static void set_attrs(const ResumeMaker *maker, DocNode *node, const ResumeEntry *entry)
{
	Arena *arena = maker->site->arena;
	Attrs *attrs = ARENA_NEW(arena, Attrs);
	Buf tags = buf_in(arena);
	const Value *list = entry->fields[FIELD_TAGS];
	size_t count = list->kind == VALUE_LIST ? value_len(list) : !resume_is_empty(list);
	for (size_t i = 0; i < count; i++)
		buf_add_format(&tags, "%s%.*s", i > 0 ? " " : "",
			       STR_ARG(value_str(arena, list->kind == VALUE_LIST ? value_at(list, i)
										 : list)));
	if (tags.len > 0)
		attrs_set(arena, attrs, S("tags"), buf_str(&tags));
	if (resume_has(entry, FIELD_PRIORITY))
		attrs_set(arena, attrs, S("priority"),
			  value_str(arena, entry->fields[FIELD_PRIORITY]));
	if (entry->dated)
		attrs_set(arena, attrs, S("data-year"),
			  str_format(arena, "%d",
				     entry->dates.open		 ? 9999
				     : entry->dates.end.year > 0 ? entry->dates.end.year
								 : entry->dates.start.year));
	if (attrs->len > 0)
		doc_traits(arena, node)->attrs = attrs;
}

DocNode *resume_entry_doc(const ResumeMaker *maker, const ResumeEntry *entry, bool compact)
{
	DocNode *node = doc_new(maker->site->arena, DOC_ENTRY, entry->span);
	doc_traits(maker->site->arena, node)->style = S("cv");
	node->as.entry.date = new_date(maker, entry);
	if (node->as.entry.date != NULL)
		node->as.entry.date->parent = node;
	set_attrs(maker, node, entry);
	Str url = resume_url(maker->site->arena, entry->fields[FIELD_URL]);
	add_head(maker, node, entry, compact, &url);
	resume_add_body(maker, node, entry, url);
	return node;
}

/* --- publications --- */

/* The own name is strong where the data does not set it off itself. */
static void add_author(const ResumeMaker *maker, DocNode *line, const Value *author)
{
	const Profile *profile = maker->site->profile;
	Str own = profile->name, said = str_trim(value_string(author));
	if (own.len == 0)
		own = str_trim(value_string(maker->resume->basics.name));
	DocNode *node = doc_new(maker->site->arena, DOC_SPAN, author->span);
	resume_add_value(maker, node, author);
	bool set_off = node->first != NULL && node->first->next == NULL &&
		       (node->first->kind == DOC_EMPH || node->first->kind == DOC_STRONG);
	if (set_off)
		node->first->kind = DOC_STRONG; /* "*Name*" is RenderCV's way */
	else if (own.len > 0 && str_eq_nocase(own, said))
		node->kind = DOC_STRONG;
	if (node->kind == DOC_STRONG)
		doc_append(line, node);
	else
		doc_adopt(line, node);
}

static void add_authors(const ResumeMaker *maker, DocNode *node, const Value *authors)
{
	size_t count = authors->kind == VALUE_LIST ? value_len(authors) : 0;
	if (resume_is_empty(authors))
		return;
	DocNode *line = resume_add_paragraph(maker, node, "authors", authors->span);
	if (count == 0)
		resume_add_value(maker, line, authors);
	for (size_t i = 0; i < count; i++) {
		resume_add_text(maker, line, i > 0 ? S(", ") : S(""), authors->span);
		add_author(maker, line, value_at(authors, i));
	}
}

DocNode *resume_publication_doc(const ResumeMaker *maker, const ResumeEntry *entry)
{
	DocNode *node = doc_new(maker->site->arena, DOC_ENTRY, entry->span);
	Str url = resume_url(maker->site->arena, entry->fields[FIELD_URL]);
	doc_traits(maker->site->arena, node)->style = S("publication");
	set_attrs(maker, node, entry);
	const Value *title = entry->fields[FIELD_TITLE];
	add_linked(maker, resume_add_paragraph(maker, node, "title", title->span), DOC_SPAN, title,
		   &url);
	add_authors(maker, node, entry->fields[FIELD_AUTHORS]);
	DocNode *date = new_date(maker, entry);
	if (resume_has(entry, FIELD_ORGANISATION) || date != NULL) {
		DocNode *line = resume_add_paragraph(maker, node, "venue", entry->span);
		if (resume_has(entry, FIELD_ORGANISATION)) {
			DocNode *venue = doc_new(maker->site->arena, DOC_EMPH, entry->span);
			resume_add_value(maker, venue, entry->fields[FIELD_ORGANISATION]);
			doc_append(line, venue);
		}
		if (date != NULL) {
			add_comma(maker, line, entry->span);
			doc_adopt(line, date);
		}
	}
	ResumeEntry rest = *entry; /* what is said already is not said again */
	rest.fields[FIELD_AUTHORS] = value_nil();
	if (resume_has(entry, FIELD_LOCATION))
		add_labelled(maker, node, S(""), entry->fields[FIELD_LOCATION]);
	resume_add_body(maker, node, &rest, url);
	return node;
}
