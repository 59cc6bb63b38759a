/* al-folio's old _data/cv.yml: a list of sections, each with a type. Its strings are HTML. */
#include "model/resume_parts.h"

static const Str types[] = {STR_INIT("map"),	     STR_INIT("time_table"),  STR_INIT("list"),
			    STR_INIT("nested_list"), STR_INIT("list_groups"), STR_INIT("text")};
enum { TYPE_COUNT = sizeof types / sizeof *types };

static void check_type(ResumeReader *reader, const Value *type)
{
	Str said = value_str(reader->arena, type);
	for (size_t i = 0; i < TYPE_COUNT; i++)
		if (str_eq(said, types[i]))
			return;
	Str near = str_nearest(said, types, TYPE_COUNT);
	diag_warning(reader->diags, type->span,
		     near.len > 0
			     ? str_format(reader->arena, "did you mean `%.*s`?", STR_ARG(near))
			     : S("a type is map, time_table, list, nested_list, list_groups or "
				 "text"),
		     "unknown type \"%.*s\" of a CV section [cv-data]", STR_ARG(said));
}

/* "Full Name: ..." and the like, for who has no other name. */
static void find_name(ResumeReader *reader, const ResumeSection *section)
{
	ResumeBasics *b = &reader->resume->basics;
	for (size_t i = 0; i < section->entries.len; i++) {
		const ResumeEntry *entry = &section->entries.ptr[i];
		Str label = value_string(entry->fields[FIELD_TITLE]);
		bool name = str_eq_nocase(label, S("Full Name")) ||
			    str_eq_nocase(label, S("Name")) ||
			    str_eq_nocase(label, S("Nom complet")) || str_eq(label, S("姓名"));
		if (name && value_is_nil(b->name))
			b->name = entry->fields[FIELD_DETAILS];
	}
}

void resume_read_alfolio(ResumeReader *reader, const Value *list)
{
	reader->resume->html = true;
	for (size_t i = 0; i < value_len(list); i++) {
		const Value *one = value_at(list, i), *type = value_get(one, S("type"));
		if (one->kind != VALUE_MAP) {
			diag_warning(reader->diags, one->span,
				     S("write `- title:`, and `type:` and `contents:` below it"),
				     "a section of the CV is %s, not a map [cv-data]",
				     value_kind_name(one->kind));
			ResumeSection *loose = resume_add_section(reader, S(""), S(""), one->span);
			resume_read_entries(reader, loose, one);
			continue;
		}
		Str title = str_trim(value_str(reader->arena, value_get(one, S("title"))));
		ResumeSection *section = resume_add_section(reader, title, title, one->span);
		if (!value_is_nil(type))
			check_type(reader, type);
		resume_read_entries(reader, section, value_get(one, S("contents")));
		if (str_eq(value_string(type), S("text")))
			for (size_t k = 0; k < section->entries.len; k++)
				if (section->entries.ptr[k].form == RESUME_BULLET)
					section->entries.ptr[k].form = RESUME_TEXT;
		if (str_eq(value_string(type), S("map")))
			find_name(reader, section);
	}
}
