/*
 * JSON Resume 1.0 (jsonresume.org/schema), and maps of lists that follow no one's rules: the person
 * under `basics` (or at the top), each list a section under its key.
 */
#include "model/resume_parts.h"

static bool is_meta(Str key)
{
	return str_eq(key, S("$schema")) || str_eq(key, S("meta"));
}

/* The person's keys among the others. */
static void read_person(ResumeReader *reader, const Value *root)
{
	Resume *resume = reader->resume;
	const Value *basics = value_get(root, S("basics"));
	resume->person_key = S("basics");
	if (basics->kind != VALUE_MAP) {
		basics = value_get(root, S("info"));
		resume->person_key = S("info");
	}
	if (basics->kind == VALUE_MAP) {
		resume_read_basics(reader, basics, NULL, 0);
		return;
	}
	if (!value_is_nil(value_get(root, S("basics"))))
		diag_warning(reader->diags, value_get(root, S("basics"))->span,
			     S("write {\"name\": ..., \"email\": ...}"),
			     "`basics` is %s, not a map [cv-data]",
			     value_kind_name(value_get(root, S("basics"))->kind));
	Value *top = value_new(reader->arena, VALUE_MAP, root->span);
	for (size_t i = 0; i < root->as.map.len; i++) {
		const ValueEntry *entry = &root->as.map.entries[i];
		if (entry->value->kind == VALUE_LIST || is_meta(entry->key))
			continue;
		/* `contact:` and the like hold more of them */
		if (entry->value->kind == VALUE_MAP)
			for (size_t k = 0; k < entry->value->as.map.len; k++)
				value_set(reader->arena, top, entry->value->as.map.entries[k].key,
					  entry->value->as.map.entries[k].value);
		else
			value_set(reader->arena, top, entry->key, entry->value);
	}
	resume_read_basics(reader, top, NULL, 0);
	resume->basics.span = root->span;
}

static void keep_rest(ResumeReader *reader, Value **rest, const ValueEntry *entry)
{
	resume_keep_extra(reader->arena, rest, entry->value->span, entry);
	reader->resume->rest = *rest;
}

/* A text where a section of the schema belongs is shown nowhere. */
static void check_scalar(ResumeReader *reader, const ValueEntry *entry)
{
	ResumeKind kind = resume_kind(entry->key);
	if (reader->resume->format == RESUME_JSON && !resume_is_empty(entry->value) &&
	    kind != RESUME_OTHER && str_eq(resume_kind_key(kind), entry->key))
		diag_warning(reader->diags, entry->value->span, S("write a list of entries"),
			     "`%.*s` is %s, not a list [cv-data]", STR_ARG(entry->key),
			     value_kind_name(entry->value->kind));
}

/* Keys of the schema show their kind's word in the page's language; all others themselves. */
static Str shown_title(ResumeReader *reader, Str key)
{
	ResumeKind kind = resume_kind(key);
	return str_eq(resume_kind_key(kind), key) ? S("") : resume_title_case(reader->arena, key);
}

void resume_read_json(ResumeReader *reader, const Value *root)
{
	Value *rest = NULL;
	bool loose = reader->resume->format == RESUME_LOOSE;
	read_person(reader, root);
	for (size_t i = 0; i < root->as.map.len; i++) {
		const ValueEntry *entry = &root->as.map.entries[i];
		if (str_eq(entry->key, S("basics")) || (str_eq(entry->key, S("info"))))
			continue;
		bool list = entry->value->kind == VALUE_LIST;
		if (is_meta(entry->key) || (!list && entry->value->kind != VALUE_MAP)) {
			if (!loose || is_meta(entry->key))
				keep_rest(reader, &rest, entry);
			check_scalar(reader, entry);
			continue;
		}
		if (loose && !list)
			continue; /* the person's */
		if (!list)
			diag_warning(reader->diags, entry->value->span,
				     S("write a list of entries"),
				     "`%.*s` is a map, not a list [cv-data]", STR_ARG(entry->key));
		ResumeSection *section = resume_add_section(
			reader, entry->key, shown_title(reader, entry->key),
			entry->key_span.source != 0 ? entry->key_span : entry->value->span);
		resume_read_entries(reader, section, entry->value);
	}
}
