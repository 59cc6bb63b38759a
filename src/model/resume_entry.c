/* One entry of CV data: which key means what, in all forms at once. */
#include "model/resume_parts.h"

static const struct {
	const char *key;
	ResumeField field;
} keys[] = {
	{"title", FIELD_TITLE},
	{"position", FIELD_TITLE},
	{"name", FIELD_TITLE}, /* but see below: a company beside a position */
	{"label", FIELD_TITLE},
	{"role", FIELD_TITLE},
	{"language", FIELD_TITLE},
	{"job_title", FIELD_TITLE},
	{"company", FIELD_ORGANISATION},
	{"institution", FIELD_ORGANISATION},
	{"organization", FIELD_ORGANISATION},
	{"organisation", FIELD_ORGANISATION},
	{"affiliation", FIELD_ORGANISATION},
	{"employer", FIELD_ORGANISATION},
	{"school", FIELD_ORGANISATION},
	{"university", FIELD_ORGANISATION},
	{"awarder", FIELD_ORGANISATION},
	{"issuer", FIELD_ORGANISATION},
	{"body", FIELD_ORGANISATION},
	{"journal", FIELD_ORGANISATION},
	{"publisher", FIELD_ORGANISATION},
	{"venue", FIELD_ORGANISATION},
	{"degree", FIELD_DEGREE},
	{"studyType", FIELD_DEGREE},
	{"area", FIELD_AREA},
	{"location", FIELD_LOCATION},
	{"place", FIELD_LOCATION},
	{"url", FIELD_URL},
	{"website", FIELD_URL},
	{"link", FIELD_URL},
	{"date", FIELD_DATE},
	{"year", FIELD_DATE},
	{"releaseDate", FIELD_DATE},
	{"release_date", FIELD_DATE},
	{"dates", FIELD_DATE},
	{"duration", FIELD_DATE},
	{"period", FIELD_DATE},
	{"customDate", FIELD_DATE},
	{"start_date", FIELD_START},
	{"startDate", FIELD_START},
	{"end_date", FIELD_END},
	{"endDate", FIELD_END},
	{"description", FIELD_DESCRIPTION},
	{"summary", FIELD_SUMMARY},
	{"reference", FIELD_SUMMARY},
	{"highlights", FIELD_HIGHLIGHTS},
	{"items", FIELD_HIGHLIGHTS},
	{"contents", FIELD_HIGHLIGHTS},
	{"details", FIELD_DETAILS},
	{"value", FIELD_DETAILS},
	{"level", FIELD_LEVEL},
	{"fluency", FIELD_LEVEL},
	{"keywords", FIELD_KEYWORDS},
	{"score", FIELD_SCORE},
	{"gpa", FIELD_SCORE},
	{"courses", FIELD_COURSES},
	{"authors", FIELD_AUTHORS},
	{"doi", FIELD_DOI},
	{"roles", FIELD_ROLES},
	{"entity", FIELD_ENTITY},
	{"type", FIELD_TYPE},
	{"bullet", FIELD_TEXT},
	{"number", FIELD_TEXT},
	{"reversed_number", FIELD_TEXT},
	{"text", FIELD_TEXT},
	{"tags", FIELD_TAGS},
	{"priority", FIELD_PRIORITY},
	{"icon", FIELD_PICTURE},
	{"image", FIELD_PICTURE},
	{"logo", FIELD_PICTURE},
	{"thumbnail", FIELD_PICTURE},
};
enum { KEY_COUNT = sizeof keys / sizeof *keys };

static int find_field(Str key)
{
	for (size_t i = 0; i < KEY_COUNT; i++)
		if (str_eq(key, str_from(keys[i].key)))
			return (int)keys[i].field;
	return -1;
}

/* --- keys that nobody knows --- */

typedef struct {
	Span span;
	Str near;
	size_t count;
} Unknown;

void resume_note_unknown(ResumeReader *reader, const ValueEntry *entry, const Str *known,
			 size_t count)
{
	Unknown *unknown = map_get(&reader->unknown, entry->key);
	if (unknown == NULL) {
		unknown = ARENA_NEW(reader->arena, Unknown);
		unknown->span = entry->key_span.source != 0 ? entry->key_span : entry->value->span;
		unknown->near = str_nearest(entry->key, known, count);
		map_set(&reader->unknown, entry->key, unknown);
	}
	unknown->count++;
}

static void note_unknown_field(ResumeReader *reader, const ValueEntry *entry)
{
	Str known[KEY_COUNT];
	for (size_t i = 0; i < KEY_COUNT; i++)
		known[i] = str_from(keys[i].key);
	resume_note_unknown(reader, entry, known, KEY_COUNT);
}

void resume_tell_unknown(ResumeReader *reader)
{
	for (size_t i = 0; i < reader->unknown.len; i++) {
		Str key = reader->unknown.entries[i].key;
		const Unknown *unknown = reader->unknown.entries[i].value;
		Str hint = unknown->near.len > 0 ? str_format(reader->arena, "did you mean `%.*s`?",
							      STR_ARG(unknown->near))
						 : S("it is shown under its own name");
		if (unknown->count > 1)
			diag_warning(reader->diags, unknown->span, hint,
				     "unknown key `%.*s` in the CV data (%zu times) [key-unknown]",
				     STR_ARG(key), unknown->count);
		else
			diag_warning(reader->diags, unknown->span, hint,
				     "unknown key `%.*s` in the CV data [key-unknown]",
				     STR_ARG(key));
	}
}

void resume_keep_extra(Arena *arena, Value **extra, Span span, const ValueEntry *entry)
{
	if (*extra == NULL)
		*extra = value_new(arena, VALUE_MAP, span);
	value_set(arena, *extra, entry->key, entry->value);
	(*extra)->as.map.entries[(*extra)->as.map.len - 1].key_span = entry->key_span;
}

/* --- types --- */

static bool wants_list(ResumeField field)
{
	return field == FIELD_HIGHLIGHTS || field == FIELD_KEYWORDS || field == FIELD_COURSES ||
	       field == FIELD_AUTHORS || field == FIELD_ROLES || field == FIELD_TAGS ||
	       field == FIELD_DESCRIPTION || field == FIELD_DETAILS;
}

/* Lists and maps where a text is meant are told; they are shown joined. */
static void check_type(ResumeReader *reader, const ValueEntry *entry, ResumeField field)
{
	const Value *value = entry->value;
	bool list = value->kind == VALUE_LIST, map = value->kind == VALUE_MAP;
	bool place = field == FIELD_LOCATION && map;
	if ((!list && !map) || (list && wants_list(field)) || place)
		return;
	diag_warning(reader->diags, value->span,
		     wants_list(field)
			     ? S("write a list, each item on a line that begins with -")
			     : S("write a text; it is shown with commas between its parts"),
		     "`%.*s` is %s [cv-data]", STR_ARG(entry->key), value_kind_name(value->kind));
}

/* --- dates --- */

void resume_read_dates(ResumeEntry *entry, Arena *arena)
{
	Str date = value_str(arena, entry->fields[FIELD_DATE]);
	Str start = value_str(arena, entry->fields[FIELD_START]);
	Str end = value_str(arena, entry->fields[FIELD_END]);
	DateRange *d = &entry->dates;
	bool open = false;
	if (!str_is_blank(date)) {
		entry->dated = date_parse_range(date, d);
		return;
	}
	if (str_is_blank(start) && str_is_blank(end))
		return;
	bool good = str_is_blank(start) || date_parse(start, &d->start, &open);
	if (str_is_blank(end)) {
		d->range = d->open = true;
	} else {
		bool one = str_is_blank(start);
		good = date_parse(end, one ? &d->start : &d->end, &d->open) && good;
		d->range = !one || d->open;
	}
	entry->dated = good && !open;
	if (!entry->dated) /* as written */
		entry->fields[FIELD_DATE] = value_new_string(
			arena,
			str_is_blank(start) ? end
			: str_is_blank(end) ? start
					    : str_concat3(arena, start, S(" – "), end),
			entry->span);
}

/* --- the entry --- */

/* `date` may be any text, the ends of a range may not. */
static void check_dates(ResumeReader *reader, const ResumeEntry *entry)
{
	static const ResumeField ends[] = {FIELD_START, FIELD_END};
	for (size_t i = 0; i < 2 && !entry->dated; i++) {
		const Value *value = entry->fields[ends[i]];
		Str text = str_trim(value_str(reader->arena, value));
		DatePoint point;
		bool open;
		if (text.len > 0 && !date_parse(text, &point, &open))
			diag_warning(reader->diags, value->span,
				     S("write 2024, 2024-05, 2024-05-31 or, at the end, present"),
				     "`%.*s` is no date: it is shown as it is [cv-data]",
				     STR_ARG(entry->keys[ends[i]]));
	}
}

static ResumeForm form_of_key(Str key)
{
	return str_eq(key, S("number"))		   ? RESUME_NUMBERED
	       : str_eq(key, S("reversed_number")) ? RESUME_REVERSED
	       : str_eq(key, S("text"))		   ? RESUME_TEXT
						   : RESUME_BULLET;
}

/* "name" is the company where a position stands beside it. */
static bool is_company(const Value *map, Str key)
{
	return str_eq(key, S("name")) &&
	       (value_entry(map, S("position")) != NULL || value_entry(map, S("role")) != NULL) &&
	       resume_is_empty(value_get(map, S("company"))) &&
	       resume_is_empty(value_get(map, S("organization")));
}

static void take_key(ResumeReader *reader, ResumeEntry *entry, const Value *map,
		     const ValueEntry *one)
{
	int field = find_field(one->key);
	if (field == FIELD_TITLE && is_company(map, one->key))
		field = FIELD_ORGANISATION;
	/* the first of two keys for one field; an empty one gives way */
	bool taken = field >= 0 && resume_has(entry, (ResumeField)field);
	if (field < 0)
		note_unknown_field(reader, one);
	if (field < 0 || taken) {
		resume_keep_extra(reader->arena, &entry->extra, entry->span, one);
		return;
	}
	if (!value_is_nil(entry->fields[field])) {
		ValueEntry old = {.key = entry->keys[field],
				  .value = value_new(reader->arena, VALUE_NIL, entry->span)};
		*old.value = *entry->fields[field];
		resume_keep_extra(reader->arena, &entry->extra, entry->span, &old);
	}
	check_type(reader, one, (ResumeField)field);
	entry->fields[field] = one->value;
	entry->keys[field] = one->key;
	if (field == FIELD_TEXT)
		entry->form = form_of_key(one->key);
}

/* "Label: details" where nothing else is said. */
static bool is_line(const ResumeEntry *entry)
{
	static const ResumeField others[] = {
		FIELD_ORGANISATION, FIELD_DATE,	      FIELD_START,   FIELD_END,	   FIELD_SUMMARY,
		FIELD_DESCRIPTION,  FIELD_HIGHLIGHTS, FIELD_AUTHORS, FIELD_DEGREE, FIELD_AREA};
	for (size_t i = 0; i < sizeof others / sizeof *others; i++)
		if (resume_has(entry, others[i]))
			return false;
	return resume_has(entry, FIELD_TITLE) &&
	       (resume_has(entry, FIELD_DETAILS) || resume_has(entry, FIELD_LEVEL) ||
		resume_has(entry, FIELD_KEYWORDS));
}

/* One entry, of any form. */
static ResumeEntry read_entry(ResumeReader *reader, const Value *value)
{
	ResumeEntry entry = {.span = value->span, .source = value};
	for (size_t i = 0; i < FIELD_COUNT; i++)
		entry.fields[i] = value_nil();
	if (value->kind != VALUE_MAP) {
		entry.form =
			reader->resume->format == RESUME_RENDERCV ? RESUME_TEXT : RESUME_BULLET;
		entry.fields[FIELD_TEXT] = value;
		return entry;
	}
	for (size_t i = 0; i < value->as.map.len; i++)
		take_key(reader, &entry, value, &value->as.map.entries[i]);
	if (is_line(&entry))
		entry.form = RESUME_LINE;
	resume_read_dates(&entry, reader->arena);
	check_dates(reader, &entry);
	return entry;
}

void resume_read_entries(ResumeReader *reader, ResumeSection *section, const Value *list)
{
	size_t count = list->kind == VALUE_LIST ? value_len(list) : !resume_is_empty(list);
	for (size_t i = 0; i < count; i++) {
		const Value *one = list->kind == VALUE_LIST ? value_at(list, i) : list;
		if (!resume_is_empty(one))
			VEC_PUSH(reader->arena, &section->entries, read_entry(reader, one));
	}
}
