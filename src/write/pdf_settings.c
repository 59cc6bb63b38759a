#include "write/pdf_settings.h"

#include "front/liquid_date.h"

/* The index of what a value says; `count` after an error. */
static size_t choose(Arena *arena, const Value *value, const char *key, const Str *words,
		     size_t count, Str hint, Diags *diags)
{
	Str said = str_trim(value_str(arena, value));
	for (size_t i = 0; i < count; i++)
		if (str_eq_nocase(said, words[i]))
			return i;
	Str near = str_nearest(said, words, count);
	if (near.len > 0)
		hint = str_format(arena, "did you mean %.*s?", STR_ARG(near));
	diag_error(diags, value->span, hint, "%s knows no \"%.*s\" [setting-value]", key,
		   STR_ARG(said));
	return count;
}

static bool read_file_name(Arena *arena, const Value *value, Diags *diags, PdfSettings *out)
{
	static const Str words[] = {STR_INIT("source"), STR_INIT("bib"), STR_INIT("resume")};
	bool *const wishes[] = {&out->source, &out->bib, &out->resume};
	size_t chosen = choose(arena, value, "recto.cv.attach", words, 3,
			       S("write attach: [source, bib, resume], or some of these"), diags);
	if (chosen < 3)
		*wishes[chosen] = true;
	return chosen < 3;
}

static bool read_files(Arena *arena, const Value *value, Diags *diags, PdfSettings *out)
{
	bool ok = true;
	out->attach = value->span;
	if (value_is_nil(value) || (value->kind == VALUE_BOOL && !value->as.boolean))
		return true;
	if (value->kind != VALUE_LIST)
		return read_file_name(arena, value, diags, out);
	for (size_t i = 0; i < value->as.list.len; i++)
		ok = read_file_name(arena, value->as.list.items[i], diags, out) && ok;
	return ok;
}

/* The seconds of a day as it is written, negative when it names none, as "2025-09" does. */
static int64_t seconds_of_day(Str day)
{
	LiquidDate date;
	if (day.len < sizeof "2025-9-1" - 1 || !char_is_digit(day.ptr[0]) ||
	    !liquid_date_parse(day, 0, &date))
		return -1;
	return liquid_date_to_seconds(&date);
}

static Str later_date(Str date, Page *const *pages, size_t count)
{
	for (size_t i = 0; i < count; i++)
		if (str_compare(pages[i]->date, date) > 0)
			date = pages[i]->date;
	return date;
}

/* The latest date of posts, news, whatever has one. */
static int64_t newest_date(const Site *site)
{
	Str date = later_date(S(""), site->pages, site->page_count);
	return seconds_of_day(later_date(date, site->documents, site->document_count));
}

static bool read_date(const Site *site, Diags *diags, int64_t *out)
{
	const Value *date = value_path(site->config, S("recto.cv.date"));
	Str said = str_trim(value_string(date));
	*out = -1;
	if (value_is_nil(date))
		*out = seconds_of_day(
			str_trim(value_string(value_get(site->config, S("last_updated")))));
	else if (str_eq_nocase(said, S("newest")))
		*out = newest_date(site);
	else if ((*out = seconds_of_day(said)) < 0)
		diag_error(diags, date->span, S("write date: newest, or a day as 2026-05-01"),
			   "recto.cv.date is neither a day nor \"newest\" [setting-value]");
	return value_is_nil(date) || *out >= 0 || str_eq_nocase(said, S("newest"));
}

bool pdf_settings_read(Arena *arena, const Site *site, Diags *diags, PdfSettings *out)
{
	static const Str levels[] = {STR_INIT("2a"), STR_INIT("1b")};
	const Value *level = value_path(site->config, S("recto.cv.pdfa"));
	*out = (PdfSettings){.level = PDF_A_2A};
	bool ok = read_files(arena, value_path(site->config, S("recto.cv.attach")), diags, out);
	ok = read_date(site, diags, &out->date) && ok;
	if (value_is_nil(level))
		return ok;
	size_t chosen = choose(arena, level, "recto.cv.pdfa", levels, 2,
			       S("write pdfa: 2a or pdfa: 1b"), diags);
	out->level = chosen == 1 ? PDF_A_1B : PDF_A_2A;
	if (chosen == 1 && (out->source || out->bib || out->resume)) {
		diag_error(diags, level->span, S("leave out recto.cv.attach or recto.cv.pdfa"),
			   "a PDF/A-1b file cannot have attachments [setting-value]");
		ok = false;
	}
	return ok && chosen < 2;
}
