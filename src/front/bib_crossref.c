/* Cross-references of BibTeX entries: what a paper takes from the book it is in. */
#include "base/map.h"
#include "base/vec.h"
#include "front/bib_parts.h"

typedef VEC(BibField) BibFields;

/* What an entry takes from its book, as BibTeX does: what it does not say itself. */
static void inherit(Arena *arena, BibEntry *entry, const BibEntry *book)
{
	static const Str names[] = {
		STR_INIT("booktitle"), STR_INIT("editor"),   STR_INIT("publisher"),
		STR_INIT("address"),   STR_INIT("location"), STR_INIT("organization"),
		STR_INIT("year"),      STR_INIT("date"),     STR_INIT("month"),
		STR_INIT("series"),    STR_INIT("volume"),   STR_INIT("number"),
		STR_INIT("edition"),   STR_INIT("journal"),  STR_INIT("isbn"),
	};
	BibFields fields = {0};
	for (size_t i = 0; i < entry->field_count; i++)
		VEC_PUSH(arena, &fields, entry->fields[i]);
	for (size_t i = 0; i < sizeof names / sizeof *names; i++)
		for (size_t k = 0; k < book->field_count; k++) {
			BibField field = book->fields[k];
			bool title = i == 0 && str_eq(field.name, S("title"));
			bool taken = (str_eq(field.name, names[i]) || title) &&
				     bib_field(entry, names[i]).len == 0 &&
				     (!title || bib_field(book, S("booktitle")).len == 0);
			field.name = names[i];
			if (taken)
				VEC_PUSH(arena, &fields, field);
		}
	entry->fields = fields.ptr;
	entry->field_count = fields.len;
}

void bib_follow_references(Arena *arena, BibEntry *entries, size_t count, Diags *diags)
{
	Map keys = map_in(arena);
	for (size_t i = 0; i < count; i++) /* the first of those with one key */
		if (!map_has(&keys, entries[i].key))
			map_set(&keys, entries[i].key, &entries[i]);
	for (size_t i = 0; i < count; i++) {
		BibEntry *entry = &entries[i];
		Str key = str_trim(bib_field(entry, S("crossref")));
		if (key.len == 0)
			continue;
		const BibEntry *book = map_get(&keys, key);
		if (book != NULL && book != entry)
			inherit(arena, entry, book);
		else
			diag_warning(diags, entry->key_span, S(""),
				     "crossref: there is no other entry \"%.*s\" [bib-crossref]",
				     STR_ARG(key));
	}
}
