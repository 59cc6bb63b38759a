/* Which form CV data has, what its readers share, order by date. */
#include "model/resume.h"

#include "model/resume_parts.h"

/* --- what the readers share --- */

bool resume_is_empty(const Value *value)
{
	if (value->kind == VALUE_STRING)
		return str_is_blank(value->as.string);
	if (value->kind == VALUE_LIST || value->kind == VALUE_MAP)
		return value_len(value) == 0;
	return value->kind == VALUE_NIL;
}

bool resume_has(const ResumeEntry *entry, ResumeField field)
{
	return !resume_is_empty(entry->fields[field]);
}

Str resume_title_case(Arena *arena, Str key)
{
	Buf out = buf_in(arena);
	bool start = true;
	for (size_t i = 0; i < key.len; i++) {
		char c = key.ptr[i] == '_' ? ' ' : key.ptr[i];
		/* "startDate": a new word */
		if (i > 0 && c >= 'A' && c <= 'Z' && key.ptr[i - 1] >= 'a' && key.ptr[i - 1] <= 'z')
			buf_add_char(&out, ' ');
		buf_add_char(&out, start && c >= 'a' && c <= 'z' ? (char)(c - 'a' + 'A') : c);
		start = c == ' ';
	}
	return str_trim(buf_str(&out));
}

ResumeSection *resume_add_section(ResumeReader *reader, Str key, Str title, Span span)
{
	Resume *resume = reader->resume;
	VEC_PUSH(reader->arena, &resume->sections,
		 (ResumeSection){.key = key,
				 .title = title,
				 .kind = resume_kind(title.len > 0 ? title : key),
				 .span = span});
	return &resume->sections.ptr[resume->sections.len - 1];
}

/* --- forms --- */

/* al-folio's list: sections with a title and a type or contents. */
static bool is_alfolio(const Value *data)
{
	bool any = false;
	for (size_t i = 0; i < value_len(data); i++) {
		const Value *one = value_at(data, i);
		bool named = !value_is_nil(value_get(one, S("title")));
		bool filled = value_entry(one, S("contents")) != NULL ||
			      value_entry(one, S("type")) != NULL;
		any = any || (named && filled);
	}
	return any;
}

ResumeFormat resume_format(const Value *data)
{
	static const char *const keys[] = {"work",     "volunteer",  "education",    "awards",
					   "skills",   "languages",  "publications", "certificates",
					   "projects", "references", "experience",   "positions"};
	if (data->kind == VALUE_LIST)
		return is_alfolio(data) ? RESUME_ALFOLIO : RESUME_NONE;
	if (data->kind != VALUE_MAP)
		return RESUME_NONE;
	if (value_get(data, S("cv"))->kind == VALUE_MAP)
		return RESUME_RENDERCV;
	if (value_get(data, S("basics"))->kind == VALUE_MAP ||
	    value_get(data, S("info"))->kind == VALUE_MAP)
		return RESUME_JSON;
	for (size_t i = 0; i < sizeof keys / sizeof *keys; i++)
		if (value_get(data, str_from(keys[i]))->kind == VALUE_LIST)
			return RESUME_LOOSE;
	return RESUME_NONE;
}

void resume_clear(Resume *out)
{
	*out = (Resume){0};
	const Value **values[] = {&out->basics.name,
				  &out->basics.label,
				  &out->basics.email,
				  &out->basics.phone,
				  &out->basics.url,
				  &out->basics.summary,
				  &out->basics.image,
				  &out->basics.location,
				  &out->basics.profiles,
				  &out->basics.custom,
				  &out->design,
				  &out->settings,
				  &out->rest,
				  &out->root};
	for (size_t i = 0; i < sizeof values / sizeof *values; i++)
		*values[i] = value_nil();
}

bool resume_read(Arena *arena, const Value *data, Diags *diags, Resume *out)
{
	ResumeReader reader = {arena, diags, out, map_in(arena)};
	resume_clear(out);
	out->format = resume_format(data);
	out->root = data;
	switch (out->format) {
	case RESUME_ALFOLIO: resume_read_alfolio(&reader, data); break;
	case RESUME_RENDERCV: resume_read_rendercv(&reader, data); break;
	case RESUME_JSON:
	case RESUME_LOOSE: resume_read_json(&reader, data); break;
	case RESUME_MARKDOWN:
	case RESUME_NONE:
		diag_error(
			diags, data->span,
			S("write a list of sections, RenderCV's `cv:`, or JSON Resume's `basics:`"),
			"this is no CV data [cv-data]");
		return false;
	}
	resume_tell_unknown(&reader);
	return true;
}

/* Insertion sort: stable, and sections are short. */
void resume_sort(ResumeSection *section)
{
	ResumeEntries *list = &section->entries;
	for (size_t i = 0; i < list->len; i++)
		if (!list->ptr[i].dated)
			return;
	for (size_t i = 1; i < list->len; i++) {
		ResumeEntry one = list->ptr[i];
		size_t k = i;
		for (; k > 0 && date_compare(&list->ptr[k - 1].dates, &one.dates) > 0; k--)
			list->ptr[k] = list->ptr[k - 1];
		list->ptr[k] = one;
	}
}
