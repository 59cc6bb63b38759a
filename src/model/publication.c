#include "model/publication.h"

#include "base/buf.h"

/* --- reading --- */

Str publication_field(Arena *arena, const BibEntry *entry, const char *name)
{
	Str value = bib_field(entry, str_from(name));
	return value.len > 0 ? str_trim(bib_latex_to_text(arena, value)) : value;
}

static Str first_field(Arena *arena, const BibEntry *entry, const char *const *names, size_t count)
{
	Str value = S("");
	for (size_t i = 0; i < count && value.len == 0; i++)
		value = publication_field(arena, entry, names[i]);
	return value;
}

static const char *const month_names[] = {"Jan", "Feb", "Mar", "Apr", "May", "Jun",
					  "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};

/* "mar", "March", "3", "03": the number; 0 when it is none of these. */
static int month_number(Str month)
{
	int64_t n = 0;
	if (str_to_int(month, &n))
		return n >= 1 && n <= 12 ? (int)n : 0;
	for (int i = 0; i < 12; i++)
		if (month.len >= 3 && str_starts_nocase(month, str_from(month_names[i])))
			return i + 1;
	return 0;
}

/* "2024" of "2024", "2024a", "to appear 2024", "2024-03-01". */
static int year_number(Str year)
{
	for (size_t i = 0; i + 4 <= year.len; i++) {
		int64_t n = 0;
		bool digits =
			char_is_digit(year.ptr[i]) && str_to_int(str_slice(year, i, i + 4), &n);
		if (digits && n >= 1000)
			return (int)n;
	}
	return 0;
}

static Str find_venue(Arena *arena, const BibEntry *entry)
{
	static const char *const article[] = {"journal", "journaltitle", "booktitle"};
	static const char *const chapter[] = {"booktitle", "journal"};
	static const char *const other[] = {"school",  "institution", "howpublished",
					    "journal", "booktitle",   "publisher"};
	bool in = str_starts(entry->type, S("in")) || str_eq(entry->type, S("conference"));
	if (in) {
		Str book = first_field(arena, entry, chapter, 2);
		return book.len > 0 ? str_concat(arena, S("In "), book) : book;
	}
	Str venue =
		str_eq(entry->type, S("article")) ? first_field(arena, entry, article, 3) : S("");
	return venue.len > 0 ? venue
			     : first_field(arena, entry, other, sizeof other / sizeof *other);
}

void publication_read(Arena *arena, const BibEntry *entry, Publication *out)
{
	static const char *const notes[] = {"note", "additional_info"};
	*out = (Publication){.entry = entry};
	out->title = publication_field(arena, entry, "title");
	Str people = bib_field(entry, S("author"));
	out->editors = people.len == 0;
	if (people.len == 0)
		people = bib_field(entry, S("editor"));
	if (people.len > 0)
		bib_split_names(arena, people, &out->authors, &out->author_count);
	out->venue = find_venue(arena, entry);
	out->volume = publication_field(arena, entry, "volume");
	out->number = publication_field(arena, entry, "number");
	out->pages = publication_field(arena, entry, "pages");
	out->publisher = publication_field(arena, entry, "publisher");
	out->location = publication_field(arena, entry, "location");
	out->note = first_field(arena, entry, notes, 2);
	Str date = publication_field(arena, entry, "date");
	out->year = publication_field(arena, entry, "year");
	if (out->year.len == 0)
		out->year = str_slice(date, 0, 4);
	out->year_number = year_number(out->year);
	out->month_number = month_number(publication_field(arena, entry, "month"));
	if (out->month_number == 0 && date.len >= 7)
		out->month_number = month_number(str_slice(date, 5, 7));
	out->month = out->month_number > 0 ? str_from(month_names[out->month_number - 1])
					   : publication_field(arena, entry, "month");
	out->badge = publication_field(arena, entry, "abbr");
	out->selected = str_eq_nocase(bib_field(entry, S("selected")), S("true"));
}

/* --- names --- */

Str publication_name(Arena *arena, const BibName *name)
{
	Buf out = buf_in(arena);
	const Str parts[] = {name->first, name->von, name->last};
	for (size_t i = 0; i < 3; i++) {
		if (parts[i].len > 0 && out.len > 0)
			buf_add_char(&out, ' ');
		buf_add(&out, parts[i]);
	}
	if (name->jr.len > 0) {
		buf_add(&out, S(", "));
		buf_add(&out, name->jr);
	}
	return buf_str(&out);
}
