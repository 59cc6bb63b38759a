#include "model/resume_import.h"

#include "base/buf.h"
#include "model/dates.h"

static void set_text(Arena *arena, Value *map, const char *key, Str text, Span span)
{
	if (!str_is_blank(text))
		value_set(arena, map, str_from(key), value_new_string(arena, str_trim(text), span));
}

/* The list under `key`, made when it is not there. */
static Value *list_in(Arena *arena, Value *map, const char *key)
{
	const ValueEntry *entry = value_entry(map, str_from(key));
	if (entry != NULL)
		return entry->value;
	Value *list = value_new(arena, VALUE_LIST, SPAN_NONE);
	value_set(arena, map, str_from(key), list);
	return list;
}

static Value *map_in_map(Arena *arena, Value *map, const char *key)
{
	const ValueEntry *entry = value_entry(map, str_from(key));
	if (entry != NULL)
		return entry->value;
	Value *inner = value_new(arena, VALUE_MAP, SPAN_NONE);
	value_set(arena, map, str_from(key), inner);
	return inner;
}

static Value *add_to(Arena *arena, Value *list, Span span)
{
	Value *map = value_new(arena, VALUE_MAP, span);
	value_push(arena, list, map);
	return map;
}

/* --- ORCID --- */

bool import_is_orcid(const Value *root)
{
	return value_get(root, S("orcid-identifier"))->kind == VALUE_MAP;
}

static Str at_path(Arena *arena, const Value *value, const char *path)
{
	return value_str(arena, value_path(value, str_from(path)));
}

/* {year: {value: "2020"}, month: {value: "05"}} */
static Str orcid_date(Arena *arena, const Value *date)
{
	Str year = at_path(arena, date, "year.value"), month = at_path(arena, date, "month.value"),
	    day = at_path(arena, date, "day.value");
	if (month.len > 0 && year.len > 0)
		year = str_concat3(arena, year, S("-"), month);
	return month.len > 0 && day.len > 0 ? str_concat3(arena, year, S("-"), day) : year;
}

/* Employments, educations and the like: groups of summaries, each in a map of one key. */
static void add_affiliations(Arena *arena, const Value *root, const char *path, Value *resume,
			     const char *section)
{
	const Value *groups = value_path(root, str_from(path));
	bool school = str_eq(str_from(section), S("education"));
	for (size_t i = 0; i < value_len(groups); i++) {
		const Value *summaries = value_get(value_at(groups, i), S("summaries"));
		const Value *one = value_at(summaries, 0);
		if (one->kind != VALUE_MAP || value_len(one) == 0)
			continue;
		const Value *s = one->as.map.entries[0].value;
		Value *entry = add_to(arena, list_in(arena, resume, section), s->span);
		set_text(arena, entry, school ? "institution" : "name",
			 at_path(arena, s, "organization.name"), s->span);
		set_text(arena, entry, school ? "studyType" : "position",
			 at_path(arena, s, "role-title"), s->span);
		set_text(arena, entry, school ? "area" : "description",
			 at_path(arena, s, "department-name"), s->span);
		Str city = at_path(arena, s, "organization.address.city"),
		    country = at_path(arena, s, "organization.address.country");
		set_text(arena, entry, "location",
			 city.len > 0 && country.len > 0
				 ? str_concat3(arena, city, S(", "), country)
				 : str_concat(arena, city, country),
			 s->span);
		set_text(arena, entry, "startDate",
			 orcid_date(arena, value_get(s, S("start-date"))), s->span);
		set_text(arena, entry, "endDate", orcid_date(arena, value_get(s, S("end-date"))),
			 s->span);
		set_text(arena, entry, "url", at_path(arena, s, "url.value"), s->span);
	}
}

/* The first identifier of a kind: "doi". */
static Str orcid_id(Arena *arena, const Value *work, Str kind)
{
	const Value *ids = value_path(work, S("external-ids.external-id"));
	for (size_t i = 0; i < value_len(ids); i++)
		if (str_eq_nocase(value_string(value_get(value_at(ids, i), S("external-id-type"))),
				  kind))
			return at_path(arena, value_at(ids, i), "external-id-value");
	return S("");
}

static const Value *orcid_work(const Value *root, size_t index)
{
	const Value *groups = value_path(root, S("activities-summary.works.group"));
	return value_at(value_get(value_at(groups, index), S("work-summary")), 0);
}

static size_t orcid_work_count(const Value *root)
{
	return value_len(value_path(root, S("activities-summary.works.group")));
}

static void add_works(Arena *arena, const Value *root, Value *resume)
{
	for (size_t i = 0; i < orcid_work_count(root); i++) {
		const Value *w = orcid_work(root, i);
		Str doi = orcid_id(arena, w, S("doi"));
		if (w->kind != VALUE_MAP)
			continue;
		Value *entry = add_to(arena, list_in(arena, resume, "publications"), w->span);
		set_text(arena, entry, "name", at_path(arena, w, "title.title.value"), w->span);
		set_text(arena, entry, "publisher", at_path(arena, w, "journal-title.value"),
			 w->span);
		set_text(arena, entry, "releaseDate",
			 orcid_date(arena, value_get(w, S("publication-date"))), w->span);
		set_text(arena, entry, "url",
			 doi.len > 0 ? str_concat(arena, S("https://doi.org/"), doi)
				     : at_path(arena, w, "url.value"),
			 w->span);
	}
}

static void add_person(Arena *arena, const Value *root, Value *resume)
{
	const Value *person = value_get(root, S("person"));
	Value *basics = map_in_map(arena, resume, "basics");
	Str first = at_path(arena, person, "name.given-names.value"),
	    last = at_path(arena, person, "name.family-name.value");
	set_text(arena, basics, "name", str_concat3(arena, first, S(" "), last), person->span);
	set_text(arena, basics, "email", at_path(arena, person, "emails.email.0.email"),
		 person->span);
	set_text(arena, basics, "url",
		 at_path(arena, person, "researcher-urls.researcher-url.0.url.value"),
		 person->span);
	set_text(arena, basics, "summary", at_path(arena, person, "biography.content"),
		 person->span);
	Str id = at_path(arena, root, "orcid-identifier.path");
	if (id.len == 0)
		return;
	Value *profile = add_to(arena, list_in(arena, basics, "profiles"), root->span);
	set_text(arena, profile, "network", S("ORCID"), root->span);
	set_text(arena, profile, "username", id, root->span);
	set_text(arena, profile, "url", str_concat(arena, S("https://orcid.org/"), id), root->span);
}

static void add_keywords(Arena *arena, const Value *root, Value *resume)
{
	const Value *list = value_path(root, S("person.keywords.keyword"));
	for (size_t i = 0; i < value_len(list); i++)
		set_text(arena, add_to(arena, list_in(arena, resume, "interests"), list->span),
			 "name", at_path(arena, value_at(list, i), "content"), list->span);
}

Value *import_orcid(Arena *arena, const Value *root)
{
	Value *resume = value_new(arena, VALUE_MAP, root->span);
	add_person(arena, root, resume);
	add_affiliations(arena, root, "activities-summary.employments.affiliation-group", resume,
			 "work");
	add_affiliations(arena, root, "activities-summary.educations.affiliation-group", resume,
			 "education");
	add_affiliations(arena, root, "activities-summary.services.affiliation-group", resume,
			 "volunteer");
	add_works(arena, root, resume);
	add_keywords(arena, root, resume);
	return resume;
}

static const char *bibtex_type(Str type)
{
	return str_eq(type, S("journal-article"))	? "article"
	       : str_eq(type, S("conference-paper"))	? "inproceedings"
	       : str_eq(type, S("book"))		? "book"
	       : str_eq(type, S("book-chapter"))	? "incollection"
	       : str_eq(type, S("dissertation-thesis")) ? "phdthesis"
							: "misc";
}

static void add_field(Buf *out, const char *name, Str value)
{
	if (str_is_blank(value))
		return;
	value = str_replace(out->arena, value, S("&"), S("\\&"));
	value = str_replace(out->arena, value, S("%"), S("\\%"));
	buf_add_format(out, "  %s = {%.*s},\n", name, STR_ARG(value));
}

Str import_orcid_bibtex(Arena *arena, const Value *root)
{
	Buf out = buf_in(arena);
	Str last = at_path(arena, root, "person.name.family-name.value"),
	    first = at_path(arena, root, "person.name.given-names.value");
	for (size_t i = 0; i < orcid_work_count(root); i++) {
		const Value *w = orcid_work(root, i);
		if (w->kind != VALUE_MAP)
			continue;
		const char *type = bibtex_type(at_path(arena, w, "type"));
		bool paper = str_eq(str_from(type), S("inproceedings")) ||
			     str_eq(str_from(type), S("incollection"));
		Str date = orcid_date(arena, value_get(w, S("publication-date")));
		buf_add_format(&out, "@%s{orcid%zu,\n", type, i + 1);
		add_field(&out, "title", at_path(arena, w, "title.title.value"));
		/* the summary names no authors but the record's own */
		if (last.len > 0)
			add_field(&out, "author",
				  str_concat(arena, str_concat3(arena, last, S(", "), first),
					     S(" and others")));
		add_field(&out, paper ? "booktitle" : "journal",
			  at_path(arena, w, "journal-title.value"));
		add_field(&out, "year", str_slice(date, 0, 4));
		add_field(&out, "doi", orcid_id(arena, w, S("doi")));
		add_field(&out, "arxiv", orcid_id(arena, w, S("arxiv")));
		buf_add(&out, S("}\n\n"));
	}
	return buf_str(&out);
}

/* --- LinkedIn --- */

/* A column to a key; "Started On": "Jan 2020" stays as written, which dates.c reads. */
typedef struct {
	const char *column, *key;
} Column;

typedef struct {
	const char *file, *section;
	Column columns[8];
} Sheet;

static const Sheet sheets[] = {
	{"Positions.csv",
	 "work",
	 {{"Company Name", "name"},
	  {"Title", "position"},
	  {"Description", "summary"},
	  {"Location", "location"},
	  {"Started On", "startDate"},
	  {"Finished On", "endDate"}}},
	{"Education.csv",
	 "education",
	 {{"School Name", "institution"},
	  {"Degree Name", "studyType"},
	  {"Start Date", "startDate"},
	  {"End Date", "endDate"},
	  {"Notes", "summary"},
	  {"Activities", "activities"}}},
	{"Skills.csv", "skills", {{"Name", "name"}}},
	{"Languages.csv", "languages", {{"Name", "language"}, {"Proficiency", "fluency"}}},
	{"Certifications.csv",
	 "certificates",
	 {{"Name", "name"},
	  {"Authority", "issuer"},
	  {"Started On", "date"},
	  {"Url", "url"},
	  {"License Number", "number"}}},
	{"Publications.csv",
	 "publications",
	 {{"Name", "name"},
	  {"Publisher", "publisher"},
	  {"Published On", "releaseDate"},
	  {"Url", "url"},
	  {"Description", "summary"}}},
	{"Honors.csv",
	 "awards",
	 {{"Title", "title"}, {"Issued On", "date"}, {"Description", "summary"}}},
	{"Projects.csv",
	 "projects",
	 {{"Title", "name"},
	  {"Description", "description"},
	  {"Url", "url"},
	  {"Started On", "startDate"},
	  {"Finished On", "endDate"}}},
	{"Volunteering.csv",
	 "volunteer",
	 {{"Company Name", "organization"},
	  {"Role", "position"},
	  {"Cause", "cause"},
	  {"Started On", "startDate"},
	  {"Finished On", "endDate"},
	  {"Description", "summary"}}},
	{"Courses.csv", "courses", {{"Name", "name"}, {"Number", "number"}}},
};

static void import_profile(Arena *arena, const Value *rows, Value *resume)
{
	const Value *p = value_at(rows, 0);
	Value *basics = map_in_map(arena, resume, "basics");
	set_text(arena, basics, "name",
		 str_concat3(arena, value_string(value_get(p, S("First Name"))), S(" "),
			     value_string(value_get(p, S("Last Name")))),
		 p->span);
	set_text(arena, basics, "label", value_string(value_get(p, S("Headline"))), p->span);
	set_text(arena, basics, "summary", value_string(value_get(p, S("Summary"))), p->span);
	Str place = value_string(value_get(p, S("Geo Location")));
	if (place.len == 0)
		place = value_string(value_get(p, S("Address")));
	if (place.len > 0)
		set_text(arena, map_in_map(arena, basics, "location"), "city", place, p->span);
	/* "[COMPANY:https://x.example,PORTFOLIO:https://y.example]" */
	Str sites = value_string(value_get(p, S("Websites")));
	size_t at = str_find(sites, S("http"), 0), end = at;
	while (at != STR_NONE && end < sites.len && sites.ptr[end] != ',' && sites.ptr[end] != ']')
		end++;
	set_text(arena, basics, "url", at != STR_NONE ? str_slice(sites, at, end) : S(""), p->span);
}

static void import_emails(Arena *arena, const Value *rows, Value *resume)
{
	for (size_t i = value_len(rows); i-- > 0;) {
		const Value *row = value_at(rows, i);
		bool main = str_eq_nocase(value_string(value_get(row, S("Primary"))), S("Yes"));
		if (i == 0 || main) {
			set_text(arena, map_in_map(arena, resume, "basics"), "email",
				 value_string(value_get(row, S("Email Address"))), row->span);
			if (main)
				return;
		}
	}
}

/* "Jan 2020" as JSON Resume wants it: "2020-01". */
static Str iso_date(Arena *arena, Str text)
{
	DatePoint point;
	bool open;
	Buf out = buf_in(arena);
	if (!date_parse(text, &point, &open) || open)
		return text;
	date_write_iso(&out, point);
	return buf_str(&out);
}

static Str cell(Arena *arena, const Value *row, const Column *column)
{
	Str text = value_string(value_get(row, str_from(column->column)));
	bool date = str_ends_nocase(str_from(column->key), S("date"));
	return date ? iso_date(arena, text) : text;
}

bool import_linkedin(Arena *arena, Str name, const Value *rows, Value *resume)
{
	if (str_eq(name, S("Profile.csv")))
		import_profile(arena, rows, resume);
	else if (str_eq(name, S("Email Addresses.csv")))
		import_emails(arena, rows, resume);
	for (size_t i = 0; i < sizeof sheets / sizeof *sheets; i++) {
		if (!str_eq(name, str_from(sheets[i].file)))
			continue;
		for (size_t r = 0; r < value_len(rows); r++) {
			const Value *row = value_at(rows, r);
			Value *entry =
				add_to(arena, list_in(arena, resume, sheets[i].section), row->span);
			for (size_t c = 0; c < 8 && sheets[i].columns[c].column != NULL; c++)
				set_text(arena, entry, sheets[i].columns[c].key,
					 cell(arena, row, &sheets[i].columns[c]), row->span);
		}
		return true;
	}
	return str_eq(name, S("Profile.csv")) || str_eq(name, S("Email Addresses.csv"));
}
