/* RenderCV's YAML, and al-folio's file of that form: `cv`, `design`, `locale`, `settings`. */
#include "model/resume_parts.h"

/* Old names (before 2.3): locale_catalog, abbreviations_for_months, ...; new ones behind them. */
static const Value *either(const Value *map, Str new_key, Str old_key)
{
	const Value *value = value_get(map, new_key);
	return value_is_nil(value) ? value_get(map, old_key) : value;
}

static void read_months(ResumeReader *reader, const Value *list)
{
	Str *months = ARENA_ARRAY(reader->arena, Str, 12);
	if (list->kind != VALUE_LIST || value_len(list) == 0)
		return;
	if (value_len(list) != 12) {
		diag_warning(reader->diags, list->span, S("write twelve names"),
			     "`locale` has %zu names of months [cv-data]", value_len(list));
		return;
	}
	for (size_t i = 0; i < 12; i++)
		months[i] = str_trim(value_str(reader->arena, value_at(list, i)));
	reader->resume->words.months = months;
}

/* "english", "mandarin_chinese": RenderCV's names of languages. */
static Str language_code(Str name)
{
	static const struct {
		const char *name, *code;
	} table[] = {
		{"english", "en"}, {"french", "fr"},	 {"german", "de"},
		{"spanish", "es"}, {"portuguese", "pt"}, {"italian", "it"},
		{"russian", "ru"}, {"turkish", "tr"},	 {"mandarin_chinese", "zh"},
		{"chinese", "zh"}, {"japanese", "ja"},	 {"korean", "ko"},
		{"dutch", "nl"},   {"persian", "fa"},
	};
	for (size_t i = 0; i < sizeof table / sizeof *table; i++)
		if (str_eq_nocase(name, str_from(table[i].name)))
			return str_from(table[i].code);
	return name.len == 2 || (name.len > 3 && name.ptr[2] == '-') ? name : S("");
}

static void read_locale(ResumeReader *reader, const Value *root)
{
	const Value *locale = either(root, S("locale"), S("locale_catalog"));
	DateWords *words = &reader->resume->words;
	if (locale->kind != VALUE_MAP)
		return;
	words->lang = language_code(value_string(value_get(locale, S("language"))));
	words->present = value_string(value_get(locale, S("present")));
	words->to = str_trim(value_string(value_get(locale, S("to"))));
	read_months(reader,
		    either(locale, S("month_abbreviations"), S("abbreviations_for_months")));
}

static void check_root(ResumeReader *reader, const Value *root)
{
	static const Str known[] = {
		STR_INIT("cv"),	      STR_INIT("design"),	  STR_INIT("locale"),
		STR_INIT("settings"), STR_INIT("locale_catalog"), STR_INIT("rendercv_settings")};
	for (size_t i = 0; i < root->as.map.len; i++) {
		bool found = false;
		for (size_t k = 0; k < sizeof known / sizeof *known; k++)
			found = found || str_eq(root->as.map.entries[i].key, known[k]);
		if (!found)
			resume_note_unknown(reader, &root->as.map.entries[i], known,
					    sizeof known / sizeof *known);
	}
}

static bool is_snake(Str key)
{
	for (size_t i = 0; i < key.len; i++)
		if (key.ptr[i] == ' ' || (key.ptr[i] >= 'A' && key.ptr[i] <= 'Z'))
			return false;
	return true;
}

static void read_sections(ResumeReader *reader, const Value *sections)
{
	if (sections->kind != VALUE_MAP && !value_is_nil(sections)) {
		diag_warning(reader->diags, sections->span,
			     S("write `sections:` with a line `Title:` for each below it"),
			     "`sections` is %s, not a map [cv-data]",
			     value_kind_name(sections->kind));
		ResumeSection *one = resume_add_section(reader, S(""), S(""), sections->span);
		resume_read_entries(reader, one, sections);
	}
	for (size_t i = 0; sections->kind == VALUE_MAP && i < sections->as.map.len; i++) {
		const ValueEntry *entry = &sections->as.map.entries[i];
		/* RenderCV turns snake_case into Title Case and leaves other titles alone */
		Str title = is_snake(entry->key)
				    ? resume_title_case(reader->arena, entry->key)
				    : str_replace(reader->arena, entry->key, S("_"), S(" "));
		ResumeSection *section = resume_add_section(
			reader, entry->key, title,
			entry->key_span.source != 0 ? entry->key_span : entry->value->span);
		resume_read_entries(reader, section, entry->value);
	}
}

void resume_read_rendercv(ResumeReader *reader, const Value *root)
{
	static const Str taken[] = {STR_INIT("sections")};
	const Value *cv = value_get(root, S("cv"));
	Resume *resume = reader->resume;
	check_root(reader, root);
	resume->design = value_get(root, S("design"));
	resume->settings = either(root, S("settings"), S("rendercv_settings"));
	read_locale(reader, root);
	resume_read_basics(reader, cv, taken, 1);
	read_sections(reader, value_get(cv, S("sections")));
}
