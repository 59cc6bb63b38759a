/* A Resume as JSON Resume 1.0 or as RenderCV's YAML: one table of keys for each. */
#include "model/resume_export.h"

#include "model/resume_parts.h"

typedef struct {
	ResumeKind kind; /* RESUME_OTHER: all that have no line of their own */
	ResumeField field;
	const char *json, *rendercv; /* empty: under the key it was written */
} Key;

static const Key keys[] = {
	{RESUME_WORK, FIELD_ORGANISATION, "name", "company"},
	{RESUME_WORK, FIELD_TITLE, "position", "position"},
	{RESUME_VOLUNTEER, FIELD_ORGANISATION, "organization", "company"},
	{RESUME_VOLUNTEER, FIELD_TITLE, "position", "position"},
	{RESUME_EDUCATION, FIELD_ORGANISATION, "institution", "institution"},
	{RESUME_EDUCATION, FIELD_TITLE, "studyType", "degree"},
	{RESUME_EDUCATION, FIELD_DEGREE, "studyType", "degree"},
	{RESUME_AWARDS, FIELD_TITLE, "title", "name"},
	{RESUME_AWARDS, FIELD_ORGANISATION, "awarder", "awarder"},
	{RESUME_CERTIFICATES, FIELD_TITLE, "name", "name"},
	{RESUME_CERTIFICATES, FIELD_ORGANISATION, "issuer", "issuer"},
	{RESUME_PUBLICATIONS, FIELD_TITLE, "name", "title"},
	{RESUME_PUBLICATIONS, FIELD_ORGANISATION, "publisher", "journal"},
	{RESUME_PUBLICATIONS, FIELD_DATE, "releaseDate", "date"},
	{RESUME_LANGUAGES, FIELD_TITLE, "language", "label"},
	{RESUME_LANGUAGES, FIELD_LEVEL, "fluency", "details"},
	{RESUME_LANGUAGES, FIELD_DETAILS, "fluency", "details"},
	{RESUME_SKILLS, FIELD_TITLE, "name", "label"},
	{RESUME_SKILLS, FIELD_KEYWORDS, "keywords", "details"},
	{RESUME_SKILLS, FIELD_DETAILS, "keywords", "details"},
	{RESUME_INTERESTS, FIELD_TITLE, "name", "label"},
	{RESUME_INTERESTS, FIELD_KEYWORDS, "keywords", "details"},
	{RESUME_INTERESTS, FIELD_DETAILS, "keywords", "details"},
	{RESUME_REFERENCES, FIELD_SUMMARY, "reference", "summary"},
	{RESUME_PROJECTS, FIELD_SUMMARY, "description", "summary"},
	{RESUME_OTHER, FIELD_TITLE, "name", "name"},
	{RESUME_OTHER, FIELD_ORGANISATION, "organization", "organization"},
	{RESUME_OTHER, FIELD_DEGREE, "studyType", "degree"},
	{RESUME_OTHER, FIELD_AREA, "area", "area"},
	{RESUME_OTHER, FIELD_LOCATION, "location", "location"},
	{RESUME_OTHER, FIELD_URL, "url", "url"},
	{RESUME_OTHER, FIELD_DATE, "date", "date"},
	{RESUME_OTHER, FIELD_START, "startDate", "start_date"},
	{RESUME_OTHER, FIELD_END, "endDate", "end_date"},
	{RESUME_OTHER, FIELD_DESCRIPTION, "description", "summary"},
	{RESUME_OTHER, FIELD_SUMMARY, "summary", "summary"},
	{RESUME_OTHER, FIELD_HIGHLIGHTS, "highlights", "highlights"},
	{RESUME_OTHER, FIELD_DETAILS, "summary", "details"},
	{RESUME_OTHER, FIELD_LEVEL, "level", "level"},
	{RESUME_OTHER, FIELD_KEYWORDS, "keywords", "keywords"},
	{RESUME_OTHER, FIELD_SCORE, "score", "score"},
	{RESUME_OTHER, FIELD_COURSES, "courses", "courses"},
	{RESUME_OTHER, FIELD_AUTHORS, "authors", "authors"},
	{RESUME_OTHER, FIELD_DOI, "doi", "doi"},
	{RESUME_OTHER, FIELD_ROLES, "roles", "roles"},
	{RESUME_OTHER, FIELD_ENTITY, "entity", "entity"},
	{RESUME_OTHER, FIELD_TYPE, "type", "type"},
	{RESUME_OTHER, FIELD_TEXT, "summary", "bullet"},
	{RESUME_OTHER, FIELD_TAGS, "tags", "tags"},
	{RESUME_OTHER, FIELD_PRIORITY, "priority", "priority"},
	{RESUME_OTHER, FIELD_PICTURE, "image", "image"},
};

typedef struct {
	Arena *arena;
	const Resume *resume;
	bool json, same; /* same: it came in this form */
} Exporter;

static Str key_of(const Exporter *x, ResumeKind kind, ResumeField field)
{
	const Key *found = NULL;
	for (size_t i = 0; i < sizeof keys / sizeof *keys; i++)
		if (keys[i].field == field &&
		    (keys[i].kind == kind || (keys[i].kind == RESUME_OTHER && found == NULL)))
			found = &keys[i];
	return found == NULL ? S("") : str_from(x->json ? found->json : found->rendercv);
}

/* Adds what is not there yet; a key that is taken is left alone. */
static void set_new(const Exporter *x, Value *map, Str key, const Value *value)
{
	if (key.len > 0 && value_entry(map, key) == NULL && !resume_is_empty(value))
		value_set(x->arena, map, key, (Value *)value);
}

static Value *text(const Exporter *x, Str s)
{
	return value_new_string(x->arena, s, SPAN_NONE);
}

static Value *iso(const Exporter *x, DatePoint point)
{
	Buf out = buf_in(x->arena);
	date_write_iso(&out, point);
	return text(x, buf_str(&out));
}

/* Kinds that have a time of their own in JSON Resume, not one date. */
static bool lasts(ResumeKind kind)
{
	return kind == RESUME_WORK || kind == RESUME_VOLUNTEER || kind == RESUME_EDUCATION ||
	       kind == RESUME_PROJECTS;
}

static void add_dates(const Exporter *x, Value *map, const ResumeEntry *entry, ResumeKind kind)
{
	const DateRange *d = &entry->dates;
	if (!entry->dated) {
		set_new(x, map, key_of(x, kind, FIELD_DATE), entry->fields[FIELD_DATE]);
		return;
	}
	if (!d->range && !(x->json && lasts(kind))) {
		set_new(x, map, key_of(x, kind, FIELD_DATE), iso(x, d->start));
		return;
	}
	if (d->start.year > 0)
		set_new(x, map, key_of(x, kind, FIELD_START), iso(x, d->start));
	if (d->open && !x->json)
		set_new(x, map, key_of(x, kind, FIELD_END), text(x, S("present")));
	else if (!d->open && (d->end.year > 0 || !d->range))
		set_new(x, map, key_of(x, kind, FIELD_END),
			iso(x, d->end.year > 0 ? d->end : d->start));
}

/* "C, Python" to a list where JSON Resume wants one, a list to a text where RenderCV wants one. */
static const Value *shaped(const Exporter *x, ResumeKind kind, ResumeField field,
			   const Value *value)
{
	Str key = key_of(x, kind, field);
	if (x->json && str_eq(key, S("keywords")) && value->kind == VALUE_STRING) {
		Value *list = value_new(x->arena, VALUE_LIST, value->span);
		for (Str rest = value->as.string, part; str_split(&rest, ',', &part);)
			if (!str_is_blank(part))
				value_push(x->arena, list, text(x, str_trim(part)));
		return list;
	}
	if (str_eq(key, S("highlights")) && value->kind == VALUE_STRING) {
		Value *list = value_new(x->arena, VALUE_LIST, value->span);
		value_push(x->arena, list, (Value *)value);
		return list;
	}
	if (!x->json && str_eq(key, S("details")) && value->kind == VALUE_LIST) {
		Buf out = buf_in(x->arena);
		for (size_t i = 0; i < value_len(value); i++)
			buf_add_format(&out, "%s%.*s", i > 0 ? ", " : "",
				       STR_ARG(value_str(x->arena, value_at(value, i))));
		return text(x, buf_str(&out));
	}
	return value;
}

/* An entry under its own keys, as it was read. */
static Value *same_entry(const Exporter *x, const ResumeEntry *entry)
{
	if (entry->source != NULL)
		return (Value *)entry->source;
	Value *map = value_new(x->arena, VALUE_MAP, entry->span);
	if (resume_has(entry, FIELD_TEXT) && entry->keys[FIELD_TEXT].len == 0)
		return (Value *)entry->fields[FIELD_TEXT];
	for (size_t i = 0; i < FIELD_COUNT; i++)
		if (entry->keys[i].len > 0)
			value_set(x->arena, map, entry->keys[i], (Value *)entry->fields[i]);
	for (size_t i = 0; entry->extra != NULL && i < entry->extra->as.map.len; i++)
		value_set(x->arena, map, entry->extra->as.map.entries[i].key,
			  entry->extra->as.map.entries[i].value);
	return map;
}

static Value *export_entry(const Exporter *x, const ResumeEntry *entry, ResumeKind kind)
{
	Value *map = value_new(x->arena, VALUE_MAP, entry->span);
	bool texts = entry->form == RESUME_BULLET || entry->form == RESUME_TEXT ||
		     entry->form == RESUME_NUMBERED || entry->form == RESUME_REVERSED;
	if (x->same)
		return same_entry(x, entry);
	if (texts && !x->json && entry->form == RESUME_TEXT)
		return (Value *)entry->fields[FIELD_TEXT];
	if (texts && x->json) /* an award, a skill: what it is called */
		set_new(x, map, key_of(x, kind, FIELD_TITLE), entry->fields[FIELD_TEXT]);
	for (size_t i = 0; i < FIELD_COUNT; i++) {
		ResumeField field = (ResumeField)i;
		if (field == FIELD_DATE) {
			add_dates(x, map, entry, kind);
			continue;
		}
		if (field != FIELD_START && field != FIELD_END &&
		    (!texts || field != FIELD_TEXT || !x->json))
			set_new(x, map, key_of(x, kind, field),
				shaped(x, kind, field, entry->fields[field]));
	}
	for (size_t i = 0; entry->extra != NULL && i < entry->extra->as.map.len; i++)
		set_new(x, map, entry->extra->as.map.entries[i].key,
			entry->extra->as.map.entries[i].value);
	return map;
}

/* --- the person --- */

/* Under the key of the form that is written. */
static void set_basic(const Exporter *x, Value *map, const char *key, const Value *value)
{
	set_new(x, map, str_from(key), value);
}

/* As it was read; what RenderCV has beside the person is no part of it. */
static void copy_basics(const Exporter *x, Value *map)
{
	const Value *source = x->resume->basics.source;
	for (size_t i = 0; source->kind == VALUE_MAP && i < source->as.map.len; i++)
		if (x->json || !str_eq(source->as.map.entries[i].key, S("sections")))
			value_set(x->arena, map, source->as.map.entries[i].key,
				  source->as.map.entries[i].value);
}

static const Value *export_location(const Exporter *x, const Value *location)
{
	if (resume_is_empty(location) || (location->kind == VALUE_MAP) == x->json)
		return location;
	if (x->json) {
		Value *map = value_new(x->arena, VALUE_MAP, location->span);
		value_set(x->arena, map, S("city"), (Value *)location);
		return map;
	}
	Buf out = buf_in(x->arena);
	for (size_t i = 0; i < location->as.map.len; i++)
		buf_add_format(&out, "%s%.*s", i > 0 ? ", " : "",
			       STR_ARG(value_str(x->arena, location->as.map.entries[i].value)));
	return text(x, buf_str(&out));
}

static const Value *first_of(const Value *value)
{
	return value->kind == VALUE_LIST ? value_at(value, 0) : value;
}

static void add_basics(const Exporter *x, Value *map)
{
	const ResumeBasics *b = &x->resume->basics;
	if (x->same && b->source != NULL) {
		copy_basics(x, map);
		return;
	}
	set_basic(x, map, "name", b->name);
	set_basic(x, map, x->json ? "label" : "headline", b->label);
	set_basic(x, map, "email", x->json ? first_of(b->email) : b->email);
	set_basic(x, map, "phone", b->phone);
	set_basic(x, map, x->json ? "url" : "website", b->url);
	if (x->json)
		set_basic(x, map, "summary", b->summary);
	set_basic(x, map, x->json ? "image" : "photo", b->image);
	set_basic(x, map, "location", export_location(x, b->location));
	Str profiles = x->json ? S("profiles") : S("social_networks");
	if (!value_is_nil(b->profiles))
		value_set(x->arena, map, profiles, (Value *)b->profiles);
	for (size_t i = 0; b->extra != NULL && i < b->extra->as.map.len; i++)
		value_set(x->arena, map, b->extra->as.map.entries[i].key,
			  b->extra->as.map.entries[i].value);
}

/* --- sections --- */

static Str section_key(const Exporter *x, const ResumeSection *section)
{
	Str key = resume_kind_key(section->kind);
	bool other = section->kind == RESUME_OTHER || section->kind == RESUME_SUMMARY;
	if (x->same)
		return section->key;
	if (x->json && !other)
		return key;
	Str title =
		section->title.len > 0 ? section->title : resume_kind_word(section->kind, S("en"));
	return x->json ? str_lower(x->arena, title) : title;
}

static void add_sections(const Exporter *x, Value *map)
{
	for (size_t i = 0; i < x->resume->sections.len; i++) {
		const ResumeSection *section = &x->resume->sections.ptr[i];
		Str key = section_key(x, section);
		const Value *old = value_get(map, key);
		Value *list = old->kind == VALUE_LIST
				      ? (Value *)old
				      : value_new(x->arena, VALUE_LIST, section->span);
		for (size_t k = 0; k < section->entries.len; k++)
			value_push(x->arena, list,
				   export_entry(x, &section->entries.ptr[k], section->kind));
		value_set(x->arena, map, key, list);
	}
}

/* `map` with the keys of `order` first, in their order. */
static Value *ordered(Arena *arena, const Value *map, const Value *order)
{
	Value *out = value_new(arena, VALUE_MAP, map->span);
	for (size_t i = 0; order->kind == VALUE_MAP && i < order->as.map.len; i++) {
		const ValueEntry *entry = value_entry(map, order->as.map.entries[i].key);
		if (entry != NULL)
			value_set(arena, out, entry->key, entry->value);
	}
	for (size_t i = 0; i < map->as.map.len; i++)
		value_set(arena, out, map->as.map.entries[i].key, map->as.map.entries[i].value);
	return out;
}

Value *resume_to_json(Arena *arena, const Resume *resume)
{
	Exporter x = {arena, resume, true, resume->format == RESUME_JSON};
	Value *root = value_new(arena, VALUE_MAP, SPAN_NONE), *basics = NULL;
	const Value *rest = resume->rest;
	if (x.same && !value_is_nil(value_get(rest, S("$schema"))))
		value_set(arena, root, S("$schema"), (Value *)value_get(rest, S("$schema")));
	basics = value_new(arena, VALUE_MAP, SPAN_NONE);
	value_set(arena, root, x.same ? resume->person_key : S("basics"), basics);
	add_basics(&x, basics);
	add_sections(&x, root);
	for (size_t i = 0; rest->kind == VALUE_MAP && i < rest->as.map.len; i++)
		value_set(arena, root, rest->as.map.entries[i].key, rest->as.map.entries[i].value);
	if (x.same)
		return ordered(arena, root, resume->root);
	return root;
}

Value *resume_to_rendercv(Arena *arena, const Resume *resume)
{
	Exporter x = {arena, resume, false, resume->format == RESUME_RENDERCV};
	Value *root = value_new(arena, VALUE_MAP, SPAN_NONE);
	Value *cv = value_new(arena, VALUE_MAP, SPAN_NONE);
	Value *sections = value_new(arena, VALUE_MAP, SPAN_NONE);
	value_set(arena, root, S("cv"), cv);
	add_basics(&x, cv);
	if (!x.same && !resume_is_empty(resume->basics.summary)) {
		Value *list = value_new(arena, VALUE_LIST, SPAN_NONE);
		value_push(arena, list, (Value *)resume->basics.summary);
		value_set(arena, sections, S("Summary"), list);
	}
	add_sections(&x, sections);
	value_set(arena, cv, S("sections"), sections);
	return root;
}
