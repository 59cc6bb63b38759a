#include "write/export.h"

#include "front/json.h"

/* --- JSON --- */

static void write_json(Buf *out, const Value *value, size_t indent)
{
	bool map = value->kind == VALUE_MAP;
	size_t count = value->kind == VALUE_LIST || map ? value_len(value) : 0;
	if (count == 0) {
		json_write(out, value);
		return;
	}
	buf_add(out, map ? S("{\n") : S("[\n"));
	for (size_t i = 0; i < count; i++) {
		buf_add_repeat(out, ' ', indent + 2);
		if (map) {
			Value key = {.kind = VALUE_STRING};
			key.as.string = value->as.map.entries[i].key;
			json_write(out, &key);
			buf_add(out, S(": "));
		}
		write_json(out, map ? value->as.map.entries[i].value : value_at(value, i),
			   indent + 2);
		buf_add(out, i + 1 < count ? S(",\n") : S("\n"));
	}
	buf_add_repeat(out, ' ', indent);
	buf_add_char(out, map ? '}' : ']');
}

void export_json(Buf *out, const Value *value)
{
	write_json(out, value, 0);
	buf_add_char(out, '\n');
}

/* --- BibTeX --- */

void export_bibtex(Buf *out, const Bib *bib)
{
	for (size_t i = 0; i < bib->count; i++)
		buf_add_format(out, "%s%.*s\n", i > 0 ? "\n" : "",
			       STR_ARG(str_trim(bib->entries[i].text)));
}

/* What BibTeX takes for itself, escaped. */
static Str bib_text(Arena *arena, const Value *value)
{
	Buf out = buf_in(arena);
	Str text = str_fold_space(arena, value_str(arena, value));
	for (size_t i = 0; i < text.len; i++) {
		char c = text.ptr[i];
		if (c == '&' || c == '%' || c == '#' || c == '_')
			buf_add_char(&out, '\\');
		if (c != '*' && c != '{' && c != '}')
			buf_add_char(&out, c);
	}
	return buf_str(&out);
}

static void add_bib_field(Buf *out, const char *name, Str value)
{
	if (value.len > 0)
		buf_add_format(out, ",\n  %s = {%.*s}", name, STR_ARG(value));
}

static void write_bib_entry(Buf *out, const ResumeEntry *entry, size_t number)
{
	Arena *arena = out->arena;
	const Value *authors = entry->fields[FIELD_AUTHORS];
	Buf names = buf_in(arena);
	for (size_t i = 0; authors->kind == VALUE_LIST && i < value_len(authors); i++)
		buf_add_format(&names, "%s%.*s", i > 0 ? " and " : "",
			       STR_ARG(bib_text(arena, value_at(authors, i))));
	Str venue = bib_text(arena, entry->fields[FIELD_ORGANISATION]);
	buf_add_format(out, "%s@%s{paper%zu", number > 1 ? "\n" : "",
		       venue.len > 0 ? "article" : "misc", number);
	add_bib_field(out, "title", bib_text(arena, entry->fields[FIELD_TITLE]));
	add_bib_field(out, "author",
		      authors->kind == VALUE_LIST ? buf_str(&names) : bib_text(arena, authors));
	add_bib_field(out, "journal", venue);
	if (entry->dated)
		add_bib_field(out, "year", str_format(arena, "%d", entry->dates.start.year));
	if (entry->dated && entry->dates.start.month > 0)
		add_bib_field(out, "month", str_format(arena, "%d", entry->dates.start.month));
	add_bib_field(out, "doi", str_trim(value_str(arena, entry->fields[FIELD_DOI])));
	add_bib_field(out, "url", str_trim(value_str(arena, entry->fields[FIELD_URL])));
	buf_add(out, S("\n}\n"));
}

void export_resume_bibtex(Buf *out, const Resume *resume)
{
	size_t number = 0;
	for (size_t i = 0; i < resume->sections.len; i++) {
		const ResumeSection *section = &resume->sections.ptr[i];
		for (size_t k = 0; section->kind == RESUME_PUBLICATIONS && k < section->entries.len;
		     k++)
			if (resume_has(&section->entries.ptr[k], FIELD_TITLE))
				write_bib_entry(out, &section->entries.ptr[k], ++number);
	}
}

/* --- JSON-LD --- */

static Value *new_thing(Arena *arena, const char *type)
{
	Value *thing = value_new(arena, VALUE_MAP, SPAN_NONE);
	value_set(arena, thing, S("@type"), value_new_string(arena, str_from(type), SPAN_NONE));
	return thing;
}

static void copy_key(Arena *arena, Value *to, const char *key, const Value *from, const char *name)
{
	Str text = value_str(arena, value_get(from, str_from(name)));
	if (text.len > 0)
		value_set(arena, to, str_from(key), value_new_string(arena, text, SPAN_NONE));
}

/* Each entry of a section as a thing of `type` with `key` of its `name`, under `property`. */
static void add_things(Arena *arena, Value *person, const char *property, const Value *list,
		       const char *type, const char *name)
{
	Value *things = value_new(arena, VALUE_LIST, SPAN_NONE);
	for (size_t i = 0; i < value_len(list); i++) {
		Value *thing = new_thing(arena, type);
		copy_key(arena, thing, "name", value_at(list, i), name);
		copy_key(arena, thing, "url", value_at(list, i), "url");
		if (value_entry(thing, S("name")) != NULL)
			value_push(arena, things, thing);
	}
	if (value_len(things) > 0)
		value_set(arena, person, str_from(property), things);
}

static void add_awards(Arena *arena, Value *person, const Value *list)
{
	Value *names = value_new(arena, VALUE_LIST, SPAN_NONE);
	for (size_t i = 0; i < value_len(list); i++) {
		Str title = value_str(arena, value_get(value_at(list, i), S("title")));
		if (title.len > 0)
			value_push(arena, names, value_new_string(arena, title, SPAN_NONE));
	}
	if (value_len(names) > 0)
		value_set(arena, person, S("award"), names);
}

static Value *article(Arena *arena, const Value *entry)
{
	Value *thing = new_thing(arena, "ScholarlyArticle");
	const Value *authors = value_get(entry, S("authors"));
	Value *people = value_new(arena, VALUE_LIST, SPAN_NONE);
	copy_key(arena, thing, "headline", entry, "name");
	copy_key(arena, thing, "datePublished", entry, "releaseDate");
	copy_key(arena, thing, "url", entry, "url");
	for (size_t i = 0; authors->kind == VALUE_LIST && i < value_len(authors); i++) {
		Value *one = new_thing(arena, "Person");
		value_set(arena, one, S("name"), (Value *)value_at(authors, i));
		value_push(arena, people, one);
	}
	if (value_len(people) > 0)
		value_set(arena, thing, S("author"), people);
	Value *venue = new_thing(arena, "Periodical");
	copy_key(arena, venue, "name", entry, "publisher");
	if (value_len(venue) > 1)
		value_set(arena, thing, S("isPartOf"), venue);
	return thing;
}

Value *export_jsonld(Arena *arena, const Value *resume)
{
	const Value *basics = value_get(resume, S("basics"));
	const Value *profiles = value_get(basics, S("profiles"));
	Value *root = value_new(arena, VALUE_MAP, SPAN_NONE);
	Value *graph = value_new(arena, VALUE_LIST, SPAN_NONE),
	      *person = new_thing(arena, "Person");
	Value *same = value_new(arena, VALUE_LIST, SPAN_NONE);
	value_set(arena, root, S("@context"),
		  value_new_string(arena, S("https://schema.org"), SPAN_NONE));
	value_set(arena, root, S("@graph"), graph);
	value_push(arena, graph, person);
	copy_key(arena, person, "name", basics, "name");
	copy_key(arena, person, "jobTitle", basics, "label");
	copy_key(arena, person, "email", basics, "email");
	copy_key(arena, person, "telephone", basics, "phone");
	copy_key(arena, person, "url", basics, "url");
	copy_key(arena, person, "description", basics, "summary");
	for (size_t i = 0; i < value_len(profiles); i++) {
		Str url = value_string(value_get(value_at(profiles, i), S("url")));
		if (url.len > 0)
			value_push(arena, same, value_new_string(arena, url, SPAN_NONE));
	}
	if (value_len(same) > 0)
		value_set(arena, person, S("sameAs"), same);
	add_things(arena, person, "alumniOf", value_get(resume, S("education")),
		   "CollegeOrUniversity", "institution");
	add_things(arena, person, "worksFor", value_get(resume, S("work")), "Organization", "name");
	add_awards(arena, person, value_get(resume, S("awards")));
	const Value *papers = value_get(resume, S("publications"));
	for (size_t i = 0; i < value_len(papers); i++)
		value_push(arena, graph, article(arena, value_at(papers, i)));
	return root;
}

/* --- vCard --- */

/* A line, folded at 75 bytes between characters (RFC 6350, 3.2). */
static void add_line(Buf *out, Str line)
{
	size_t width = 0;
	for (size_t i = 0; i < line.len; i++) {
		bool starts = ((unsigned char)line.ptr[i] & 0xC0) != 0x80;
		if (starts && width >= 72) {
			buf_add(out, S("\r\n "));
			width = 1;
		}
		buf_add_char(out, line.ptr[i]);
		width++;
	}
	buf_add(out, S("\r\n"));
}

static Str escape(Arena *arena, Str text)
{
	Buf out = buf_in(arena);
	for (size_t i = 0; i < text.len; i++) {
		char c = text.ptr[i];
		if (c == '\\' || c == ',' || c == ';')
			buf_add_char(&out, '\\');
		if (c == '\n')
			buf_add(&out, S("\\n"));
		else if (c != '\r')
			buf_add_char(&out, c);
	}
	return buf_str(&out);
}

static void add_property(Buf *out, const char *name, Str value)
{
	if (!str_is_blank(value))
		add_line(out, str_format(out->arena, "%s:%.*s", name,
					 STR_ARG(escape(out->arena, str_trim(value)))));
}

static void add_name(Buf *out, const Profile *profile, Str name)
{
	Arena *arena = out->arena;
	Str last = profile->last, first = profile->first;
	add_property(out, "FN", name);
	if (last.len == 0)
		last = name;
	add_line(out, str_format(arena, "N:%.*s;%.*s;%.*s;;", STR_ARG(escape(arena, last)),
				 STR_ARG(escape(arena, first)),
				 STR_ARG(escape(arena, profile->middle))));
	add_property(out, "NICKNAME", profile->native_name);
}

void export_vcard(Buf *out, const Profile *profile, const Value *resume)
{
	Arena *arena = out->arena;
	const Value *basics = value_get(resume, S("basics"));
	Str name = profile->name.len > 0 ? profile->name
					 : value_str(arena, value_get(basics, S("name")));
	add_line(out, S("BEGIN:VCARD"));
	add_line(out, S("VERSION:4.0"));
	add_name(out, profile, name);
	add_property(out, "TITLE", value_str(arena, value_get(basics, S("label"))));
	add_property(out, "ORG", profile->employer);
	add_property(out, "EMAIL", value_str(arena, value_get(basics, S("email"))));
	add_property(out, "TEL", value_str(arena, value_get(basics, S("phone"))));
	if (profile->location.len > 0)
		add_line(out, str_format(arena, "ADR:;;%.*s;;;;",
					 STR_ARG(escape(arena, profile->location))));
	add_property(out, "URL", value_str(arena, value_get(basics, S("url"))));
	for (size_t i = 0; i < profile->contact_count; i++)
		if (str_contains(profile->contacts[i].url, S("://")))
			add_property(out, "URL", profile->contacts[i].url);
	add_line(out, S("END:VCARD"));
}
