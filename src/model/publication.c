#include "model/publication_parts.h"

#include "base/buf.h"
#include "base/utf8.h"

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

Str publication_month(Str text)
{
	static const Str names[] = {STR_INIT("jan"), STR_INIT("feb"), STR_INIT("mar"),
				    STR_INIT("apr"), STR_INIT("may"), STR_INIT("jun"),
				    STR_INIT("jul"), STR_INIT("aug"), STR_INIT("sep"),
				    STR_INIT("oct"), STR_INIT("nov"), STR_INIT("dec")};
	int number = month_number(str_trim(text));
	bool word = true; /* "March 3" says more than its month */
	for (size_t i = 0; i < text.len; i++)
		word = word && (char_is_alnum(text.ptr[i]) || text.ptr[i] == '.');
	return number > 0 && word ? names[number - 1] : S("");
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

/* Without the comma that some write behind a name, in front of the one that is put there. */
static Str trim_comma(Str name)
{
	while (str_ends(name, S(",")))
		name = str_trim_end(str_slice(name, 0, name.len - 1));
	return name;
}

static Str find_venue(Arena *arena, const BibEntry *entry)
{
	static const char *const article[] = {"journal", "journaltitle", "booktitle"};
	static const char *const chapter[] = {"booktitle", "journal", "journaltitle"};
	static const char *const other[] = {"school",	 "institution",	 "howpublished",
					    "journal",	 "journaltitle", "booktitle",
					    "publisher", "organization", "eventtitle"};
	bool in = str_starts(entry->type, S("in")) || str_eq(entry->type, S("conference"));
	Str venue = S("");
	if (in || str_eq(entry->type, S("article")))
		venue = trim_comma(first_field(arena, entry, in ? chapter : article, 3));
	if (in && venue.len > 0)
		return str_starts_nocase(venue, S("in ")) ? venue
							  : str_concat(arena, S("In "), venue);
	if (venue.len == 0)
		venue = trim_comma(first_field(arena, entry, other, sizeof other / sizeof *other));
	return venue.len == 0 && bib_field(entry, S("arxiv")).len > 0 ? S("arXiv preprint") : venue;
}

static Str find_kind(Arena *arena, const BibEntry *entry)
{
	static const char *const kinds[][2] = {{"phdthesis", "PhD thesis"},
					       {"mastersthesis", "Master’s thesis"},
					       {"techreport", "Technical report"}};
	/* what biblatex writes for them, in `type` */
	static const char *const keys[][2] = {{"phdthesis", "PhD thesis"},
					      {"mathesis", "Master’s thesis"},
					      {"bathesis", "Bachelor’s thesis"},
					      {"candthesis", "Candidate thesis"},
					      {"techreport", "Technical report"},
					      {"resreport", "Research report"},
					      {"patent", "Patent"},
					      {"patenteu", "European patent"},
					      {"patentus", "US patent"},
					      {"patentde", "German patent"},
					      {"patentfr", "French patent"},
					      {"patentuk", "British patent"},
					      {"patreq", "Patent request"},
					      {"patreqeu", "European patent request"},
					      {"patrequs", "US patent request"},
					      {"software", "Software"}};
	Str said = publication_field(arena, entry, "type");
	for (size_t i = 0; i < sizeof kinds / sizeof *kinds && said.len == 0; i++)
		if (str_eq(entry->type, str_from(kinds[i][0])))
			return str_from(kinds[i][1]);
	for (size_t i = 0; i < sizeof keys / sizeof *keys; i++)
		if (str_eq(said, str_from(keys[i][0])))
			return str_from(keys[i][1]);
	return said;
}

/* What else says where it came out: not the venue again, and nothing twice. */
static void find_places(Arena *arena, const BibEntry *entry, Publication *out)
{
	static const char *const names[] = {"school",	 "institution",	 "organization",
					    "publisher", "howpublished", "holder",
					    "location",	 "address"};
	size_t count = 0;
	for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
		Str place = trim_comma(publication_field(arena, entry, names[i]));
		bool said = place.len == 0 || str_contains_nocase(out->venue, place);
		for (size_t k = 0; k < count; k++)
			said = said || str_eq_nocase(place, out->places[k]);
		if (!said && count < sizeof out->places / sizeof *out->places)
			out->places[count++] = place;
	}
}

/* "12--19", "12-19" and "12-–19" have an en dash. */
static Str find_range(Arena *arena, const BibEntry *entry, const char *field)
{
	Str pages = publication_field(arena, entry, field);
	size_t dash = str_find_char(pages, '-', 0), end = dash == STR_NONE ? dash : dash + 1;
	while (end < pages.len && str_starts(str_from_offset(pages, end), S("–")))
		end += S("–").len;
	bool range = dash != STR_NONE && dash > 0 && end < pages.len &&
		     (char_is_digit(pages.ptr[dash - 1]) || pages.ptr[dash - 1] == ' ') &&
		     str_find_char(pages, '-', end) == STR_NONE;
	if (!range)
		return pages;
	return str_concat3(arena, str_trim_end(str_slice(pages, 0, dash)), S("–"),
			   str_trim_start(str_from_offset(pages, end)));
}

/* Pages, else the number that an article has in their place. */
static Str find_pages(Arena *arena, const BibEntry *entry)
{
	Str pages = find_range(arena, entry, "pages"), number = S("");
	if (pages.len == 0)
		pages = publication_field(arena, entry, "eid");
	if (pages.len == 0)
		number = publication_field(arena, entry, "articleno");
	return number.len > 0 ? str_concat(arena, S("Article "), number) : pages;
}

/* "forthcoming", "in press"; biblatex has words of its own for some. */
static Str find_status(Arena *arena, const BibEntry *entry)
{
	static const char *const states[] = {"status", "pubstate"};
	static const char *const keys[][2] = {{"inpress", "in press"},
					      {"inpreparation", "in preparation"},
					      {"prepublished", "preprint"}};
	Str said = first_field(arena, entry, states, 2);
	for (size_t i = 0; i < sizeof keys / sizeof *keys; i++)
		if (str_eq(said, str_from(keys[i][0])))
			return str_from(keys[i][1]);
	return said;
}

Str publication_title(Arena *arena, const BibEntry *entry)
{
	Str title = str_trim(bib_field(entry, S("title"))),
	    more = str_trim(bib_field(entry, S("subtitle")));
	if (title.len == 0 || more.len == 0 || str_contains_nocase(title, more))
		return bib_field(entry, S("title"));
	char last = title.ptr[title.len - 1];
	bool ends = last == ':' || last == '?' || last == '!' || last == '.';
	return str_concat3(arena, title, ends ? S(" ") : S(": "), more);
}

static void read_people(Arena *arena, const BibEntry *entry, Publication *out)
{
	Str authors = bib_field(entry, S("author")), editors = bib_field(entry, S("editor"));
	out->editors = authors.len == 0 && editors.len > 0;
	if (authors.len > 0 || editors.len > 0)
		bib_split_names(arena, authors.len > 0 ? authors : editors, &out->authors,
				&out->author_count);
	if (authors.len > 0 && editors.len > 0)
		bib_split_names(arena, editors, &out->book_editors, &out->book_editor_count);
}

static void read_date(Arena *arena, const BibEntry *entry, Publication *out)
{
	Str date = publication_field(arena, entry, "date"),
	    month = publication_field(arena, entry, "month");
	out->year = publication_field(arena, entry, "year");
	if (out->year.len == 0)
		out->year = str_slice(date, 0, 4);
	out->year_number = year_number(out->year);
	out->month_number = month_number(month);
	if (out->month_number == 0 && month.len == 0 && date.len >= 7)
		out->month_number = month_number(str_slice(date, 5, 7));
	out->month = out->month_number > 0 ? str_from(month_names[out->month_number - 1]) : month;
}

void publication_read(Arena *arena, const BibEntry *entry, Publication *out)
{
	*out = (Publication){.entry = entry};
	out->title = publication_title(arena, entry);
	if (out->title.len > 0)
		out->title = str_trim(bib_latex_to_text(arena, out->title));
	read_people(arena, entry, out);
	out->venue = find_venue(arena, entry);
	out->kind = find_kind(arena, entry);
	out->volume = publication_field(arena, entry, "volume");
	out->number = find_range(arena, entry, "number");
	if (out->number.len == 0)
		out->number = publication_field(arena, entry, "issue");
	out->pages = find_pages(arena, entry);
	out->series = publication_field(arena, entry, "series");
	out->edition = publication_field(arena, entry, "edition");
	out->version = publication_field(arena, entry, "version");
	out->chapter = publication_field(arena, entry, "chapter");
	find_places(arena, entry, out);
	read_date(arena, entry, out);
	out->status = find_status(arena, entry);
	out->badge = publication_field(arena, entry, "abbr");
}

/* --- names --- */

/* Whether it begins with a letter of Chinese, Japanese or Korean. */
static bool is_asian(Str name)
{
	size_t at = 0;
	uint32_t rune = name.len > 0 ? utf8_next(name, &at) : 0;
	return (rune >= 0x2E80 && rune <= 0x9FFF) || (rune >= 0xAC00 && rune <= 0xD7AF) ||
	       (rune >= 0x20000 && rune <= 0x3FFFF);
}

Str publication_name(Arena *arena, const BibName *name)
{
	Buf out = buf_in(arena);
	if (name->von.len == 0 && name->jr.len == 0 && is_asian(name->last) &&
	    is_asian(name->first)) {
		/* family name first; letters of Kana keep the space between */
		bool kana = name->last.ptr[0] == '\xE3' && (unsigned char)name->last.ptr[1] <= 0x83;
		return str_concat3(arena, name->last, kana ? S(" ") : S(""), name->first);
	}
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
