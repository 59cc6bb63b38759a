/*
 * latex: LaTeX text to Unicode. names: a field of names to lines of first, von, last and jr, tabs
 * between. bib [QUERY]: a bibliography to a JSON list of the entries that fit a query of
 * jekyll-scholar.
 */
#include "filter.h"

#include "front/json.h"
#include "model/publication.h"

int filter_latex(int argc, char **argv)
{
	(void)argc, (void)argv;
	Arena *arena = arena_new(NULL);
	int status = filter_write(bib_latex_to_text(arena, filter_read(arena)));
	arena_free(arena);
	return status;
}

int filter_names(int argc, char **argv)
{
	(void)argc, (void)argv;
	Arena *arena = arena_new(NULL);
	Buf out = buf_in(arena);
	Str rest = filter_read(arena), field;
	while (str_split(&rest, '\n', &field)) {
		BibName *names;
		size_t count;
		bib_split_names(arena, field, &names, &count);
		for (size_t i = 0; i < count; i++)
			buf_add_format(&out, "%.*s\t%.*s\t%.*s\t%.*s\n", STR_ARG(names[i].first),
				       STR_ARG(names[i].von),
				       STR_ARG(names[i].others ? S("others") : names[i].last),
				       STR_ARG(names[i].jr));
		buf_add_char(&out, '\n');
	}
	int status = filter_write(buf_str(&out));
	arena_free(arena);
	return status;
}

static void set_string(Arena *arena, Value *map, Str key, Str value)
{
	value_set(arena, map, key, value_new_string(arena, value, SPAN_NONE));
}

static Value *entry_value(Arena *arena, const Publication *p)
{
	const BibEntry *entry = p->entry;
	Value *map = value_new(arena, VALUE_MAP, SPAN_NONE),
	      *fields = value_new(arena, VALUE_MAP, SPAN_NONE),
	      *texts = value_new(arena, VALUE_MAP, SPAN_NONE);
	set_string(arena, map, S("type"), entry->type);
	set_string(arena, map, S("key"), entry->key);
	set_string(arena, map, S("month"), p->month);
	for (size_t i = 0; i < entry->field_count; i++) {
		const BibField *field = &entry->fields[i];
		set_string(arena, fields, field->name, field->value);
		set_string(arena, texts, field->name, bib_latex_to_text(arena, field->value));
	}
	value_set(arena, map, S("fields"), fields);
	value_set(arena, map, S("texts"), texts);
	return map;
}

int filter_bib(int argc, char **argv)
{
	Arena *arena = arena_new(NULL);
	Diags diags = diags_in(arena);
	Sources sources = sources_in(arena);
	Bib bib;
	Value *list = value_new(arena, VALUE_LIST, SPAN_NONE);
	(void)bib_parse(arena, source_add(&sources, S("input.bib"), filter_read(arena), &diags),
			&diags, &bib);
	for (size_t i = 0; i < bib.count; i++) {
		Publication *p = ARENA_NEW(arena, Publication);
		publication_read(arena, &bib.entries[i], p);
		if (argc < 2 || publication_matches(arena, p, str_from(argv[1])))
			value_push(arena, list, entry_value(arena, p));
	}
	Buf out = buf_in(arena);
	json_write(&out, list);
	int status = filter_write(buf_str(&out));
	arena_free(arena);
	return status;
}
