#include "model/publication.h"

#include "base/buf.h"
#include "model/socials.h"

#include <string.h>

/* --- reading --- */

static Str field(Arena *arena, const BibEntry *entry, const char *name)
{
	Str value = bib_field(entry, str_from(name));
	return value.len > 0 ? str_trim(bib_latex_to_text(arena, value)) : value;
}

static Str first_field(Arena *arena, const BibEntry *entry, const char *const *names, size_t count)
{
	Str value = S("");
	for (size_t i = 0; i < count && value.len == 0; i++)
		value = field(arena, entry, names[i]);
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
	out->title = field(arena, entry, "title");
	Str people = bib_field(entry, S("author"));
	out->editors = people.len == 0;
	if (people.len == 0)
		people = bib_field(entry, S("editor"));
	if (people.len > 0)
		bib_split_names(arena, people, &out->authors, &out->author_count);
	out->venue = find_venue(arena, entry);
	out->volume = field(arena, entry, "volume");
	out->number = field(arena, entry, "number");
	out->pages = field(arena, entry, "pages");
	out->publisher = field(arena, entry, "publisher");
	out->location = field(arena, entry, "location");
	out->note = first_field(arena, entry, notes, 2);
	Str date = field(arena, entry, "date");
	out->year = field(arena, entry, "year");
	if (out->year.len == 0)
		out->year = str_slice(date, 0, 4);
	out->year_number = year_number(out->year);
	out->month_number = month_number(field(arena, entry, "month"));
	if (out->month_number == 0 && date.len >= 7)
		out->month_number = month_number(str_slice(date, 5, 7));
	out->month = out->month_number > 0 ? str_from(month_names[out->month_number - 1])
					   : field(arena, entry, "month");
	out->badge = field(arena, entry, "abbr");
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

/* Marks such as * or † behind a name, for equal contribution. */
static Str name_marks(Str name, Str *bare)
{
	static const Str marks[] = {STR_INIT("*"), STR_INIT("∗"), STR_INIT("†"),
				    STR_INIT("‡"), STR_INIT("§"), STR_INIT("¶"),
				    STR_INIT("‖"), STR_INIT("&"), STR_INIT("^")};
	*bare = name;
	for (bool found = true; found;) {
		found = false;
		for (size_t i = 0; i < sizeof marks / sizeof *marks; i++)
			if (bare->len > marks[i].len && str_ends(*bare, marks[i])) {
				bare->len -= marks[i].len;
				found = true;
			}
	}
	return str_from_offset(name, bare->len);
}

static bool is_in_list(const Str *list, size_t count, Str name)
{
	for (size_t i = 0; i < count; i++)
		if (str_eq_nocase(list[i], name))
			return true;
	return false;
}

/* "Z." of "Ziming": al-folio wants the variants written out, but an initial is no other person. */
static bool is_own_name(Arena *arena, const BibName *name, const PublicationStyle *style)
{
	Str first, last,
		full = publication_name(arena, &(BibName){.von = name->von, .last = name->last});
	name_marks(name->first, &first);
	name_marks(name->last, &last);
	name_marks(full, &full);
	if (!is_in_list(style->last_names, style->last_count, last) &&
	    !is_in_list(style->last_names, style->last_count, full))
		return false;
	return is_in_list(style->first_names, style->first_count, first);
}

/* --- nodes --- */

static Span field_span(const BibEntry *entry, const char *name)
{
	for (size_t i = 0; i < entry->field_count; i++)
		if (str_eq(entry->fields[i].name, str_from(name)))
			return entry->fields[i].span;
	return entry->key_span;
}

static void add_text(Arena *arena, DocNode *parent, Str text, Span span)
{
	if (text.len > 0)
		doc_append(parent, doc_new_text(arena, text, span));
}

static DocNode *add_paragraph(Arena *arena, DocNode *entry, const char *style, Span span)
{
	DocNode *paragraph = doc_new(arena, DOC_PARAGRAPH, span);
	paragraph->style = str_from(style);
	doc_append(entry, paragraph);
	return paragraph;
}

static void add_author(Arena *arena, DocNode *parent, const BibName *name,
		       const PublicationStyle *style, Span span)
{
	Str bare, marks = name_marks(publication_name(arena, name), &bare);
	DocNode *holder = parent;
	if (is_own_name(arena, name, style)) {
		holder = doc_new(arena, DOC_STRONG, span);
		doc_append(parent, holder);
	}
	add_text(arena, holder, bare, span);
	if (marks.len == 0)
		return;
	DocFormat *format = ARENA_NEW(arena, DocFormat);
	format->script = 1;
	DocNode *raised = doc_new(arena, DOC_SPAN, span);
	raised->tag = S("sup");
	raised->format = format;
	add_text(arena, raised, marks, span);
	doc_append(parent, raised);
}

/* "A, B, and C": the comma before "and" from three on, as al-folio has it. */
static void add_authors(Arena *arena, DocNode *entry, const Publication *p,
			const PublicationStyle *style)
{
	if (p->author_count == 0)
		return;
	Span span = field_span(p->entry, p->editors ? "editor" : "author");
	DocNode *line = add_paragraph(arena, entry, "authors", span);
	for (size_t i = 0; i < p->author_count; i++) {
		bool last = i + 1 == p->author_count;
		if (i > 0)
			add_text(arena, line,
				 !last		       ? S(", ")
				 : p->author_count > 2 ? S(", and ")
						       : S(" and "),
				 span);
		if (p->authors[i].others)
			add_text(arena, line, S("others"), span);
		else
			add_author(arena, line, &p->authors[i], style, span);
	}
	if (p->editors)
		add_text(arena, line, p->author_count > 1 ? S(" (eds.)") : S(" (ed.)"), span);
}

static void add_venue(Arena *arena, DocNode *entry, const Publication *p)
{
	Str date = p->month.len > 0 && p->year.len > 0
			   ? str_concat3(arena, p->month, S(" "), p->year)
			   : p->year;
	if (p->venue.len == 0 && date.len == 0)
		return;
	Span span = p->entry->key_span;
	DocNode *line = add_paragraph(arena, entry, "venue", span);
	if (p->venue.len > 0) {
		DocNode *name = doc_new(arena, DOC_EMPH, span);
		add_text(arena, name, p->venue, span);
		doc_append(line, name);
	}
	const Str parts[] = {p->location, date};
	for (size_t i = 0; i < 2; i++) {
		add_text(arena, line, parts[i].len > 0 && line->first != NULL ? S(", ") : S(""),
			 span);
		add_text(arena, line, parts[i], span);
	}
}

static void add_notes(Arena *arena, DocNode *entry, const Publication *p)
{
	static const char *const names[] = {"award_name", "award", "note", "additional_info"};
	for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
		Str text = field(arena, p->entry, names[i]);
		if (text.len > 0 &&
		    !(i == 1 && bib_field(p->entry, S("award_name")).len > 0 && text.len > 200))
			add_text(arena,
				 add_paragraph(arena, entry, i < 2 ? "award" : "note",
					       field_span(p->entry, names[i])),
				 text, field_span(p->entry, names[i]));
	}
}

/* The buttons below an entry of al-folio, in its order. `folder`: where a bare file name is. */
static const struct {
	const char *field, *label, *before, *folder;
} links[] = {
	{"doi", "DOI", "https://doi.org/", ""},
	{"arxiv", "arXiv", "https://arxiv.org/abs/", ""},
	{"hal", "HAL", "https://hal.science/", ""},
	{"html", "HTML", "", "/assets/html/"},
	{"pdf", "PDF", "", "/assets/pdf/"},
	{"supp", "Supp", "", "/assets/pdf/"},
	{"video", "Video", "", "/assets/video/"},
	{"blog", "Blog", "", ""},
	{"code", "Code", "", ""},
	{"poster", "Poster", "", "/assets/pdf/"},
	{"slides", "Slides", "", "/assets/pdf/"},
	{"website", "Website", "", ""},
	{"url", "Link", "", ""},
};

static Str link_url(Arena *arena, Str value, const char *before, const char *folder)
{
	if (str_contains(value, S("://")) || str_starts(value, S("/")))
		return value;
	bool host =
		before[0] == '\0' && folder[0] == '\0' && str_find_char(value, '.', 0) != STR_NONE;
	Str prefix = host ? S("https://") : before[0] != '\0' ? str_from(before) : str_from(folder);
	return str_concat(arena, prefix, value);
}

static bool has_url(const DocNode *line, Str url)
{
	for (const DocNode *node = line->first; node != NULL; node = node->next)
		if (node->kind == DOC_LINK && str_eq(node->as.link.url, url))
			return true;
	return false;
}

static void add_links(Arena *arena, DocNode *entry, const Publication *p)
{
	DocNode *line = doc_new(arena, DOC_PARAGRAPH, p->entry->key_span);
	line->style = S("links");
	for (size_t i = 0; i < sizeof links / sizeof *links; i++) {
		Str value = str_trim(bib_field(p->entry, str_from(links[i].field)));
		value = str_replace(arena, str_replace(arena, value, S("\\_"), S("_")), S("\\&"),
				    S("&"));
		if (value.len == 0 || str_eq(value, S("#")) || str_eq_nocase(value, S("true")) ||
		    str_eq_nocase(value, S("false")))
			continue;
		Span span = field_span(p->entry, links[i].field);
		DocNode *link = doc_new(arena, DOC_LINK, span);
		link->as.link.url = link_url(arena, value, links[i].before, links[i].folder);
		if (has_url(line, link->as.link.url))
			continue;
		add_text(arena, link, str_from(links[i].label), span);
		if (line->first != NULL)
			add_text(arena, line, S(" "), span);
		doc_append(line, link);
	}
	if (line->first != NULL)
		doc_append(entry, line);
}

/* Badge and preview stand beside the text. */
static void add_aside(Arena *arena, DocNode *entry, const Publication *p)
{
	Str preview = str_trim(bib_field(p->entry, S("preview")));
	if (p->badge.len == 0 && preview.len == 0)
		return;
	DocNode *aside = doc_new(arena, DOC_BLOCK, p->entry->key_span);
	aside->tag = S("div");
	aside->parent = entry;
	entry->as.entry.aside = aside;
	if (p->badge.len > 0) {
		DocNode *badge = doc_new(arena, DOC_SPAN, field_span(p->entry, "abbr"));
		badge->style = S("badge");
		add_text(arena, badge, p->badge, badge->span);
		DocNode *line = doc_new(arena, DOC_PARAGRAPH, badge->span);
		line->bare = true;
		doc_append(line, badge);
		doc_append(aside, line);
		entry->as.entry.badge = badge;
	}
	if (preview.len > 0) {
		DocNode *image = doc_new(arena, DOC_IMAGE, field_span(p->entry, "preview"));
		bool whole = str_contains(preview, S("://")) || str_starts(preview, S("/"));
		image->as.image.url =
			whole ? preview
			      : str_concat(arena, S("/assets/img/publication_preview/"), preview);
		DocNode *line = doc_new(arena, DOC_PARAGRAPH, image->span);
		line->bare = true;
		doc_append(line, image);
		doc_append(aside, line);
		entry->as.entry.picture = image;
	}
}

DocNode *publication_entry(Arena *arena, const Publication *p, const PublicationStyle *style)
{
	DocNode *entry = doc_new(arena, DOC_ENTRY, p->entry->span);
	Span span = field_span(p->entry, "title");
	entry->style = S("publication");
	entry->as.entry.id = p->entry->key;
	add_aside(arena, entry, p);
	add_text(arena, add_paragraph(arena, entry, "title", span),
		 p->title.len > 0 ? p->title : p->entry->key, span);
	add_authors(arena, entry, p, style);
	add_venue(arena, entry, p);
	add_notes(arena, entry, p);
	add_links(arena, entry, p);
	return entry;
}

/* --- queries --- */

/* The value of a field as queries compare it; "type" and "key" are the entry's own. */
static Str query_value(Arena *arena, const Publication *p, Str name)
{
	if (str_eq(name, S("type")))
		return p->entry->type;
	if (str_eq(name, S("key")))
		return p->entry->key;
	return str_trim(bib_latex_to_text(arena, bib_field(p->entry, str_lower(arena, name))));
}

static int compare_values(Str a, Str b)
{
	double x, y;
	if (str_to_double(a, &x) && str_to_double(b, &y))
		return x < y ? -1 : x > y;
	return str_compare(a, b);
}

/* "year>=2003", "author^=Li", "selected=true", "doi" (it is there). */
static bool fits_condition(Arena *arena, const Publication *p, Str condition)
{
	condition = str_trim(condition);
	size_t n = 0;
	while (n < condition.len && strchr("=<>!^~ ", condition.ptr[n]) == NULL)
		n++;
	Str value = query_value(arena, p, str_slice(condition, 0, n)),
	    op = str_trim_start(str_from_offset(condition, n));
	size_t width = 0;
	while (width < op.len && width < 2 && strchr("=<>!^~", op.ptr[width]) != NULL)
		width++;
	Str wanted = str_trim(str_from_offset(op, width));
	if (wanted.len >= 2 && (wanted.ptr[0] == '"' || wanted.ptr[0] == '\'') &&
	    wanted.ptr[wanted.len - 1] == wanted.ptr[0])
		wanted = str_slice(wanted, 1, wanted.len - 1);
	op.len = width;
	int order = compare_values(value, wanted);
	if (op.len == 0)
		return value.len > 0;
	if (str_eq(op, S("=")) || str_eq(op, S("==")))
		return str_eq(value, wanted);
	if (str_eq(op, S("!=")))
		return !str_eq(value, wanted);
	if (str_eq(op, S("^=")) || str_eq(op, S("~=")) || str_eq(op, S("=~")))
		return str_contains_nocase(
			value, str_starts(wanted, S("^")) ? str_from_offset(wanted, 1) : wanted);
	if (str_eq(op, S("<")) || str_eq(op, S("<=")))
		return value.len > 0 && (order < 0 || (order == 0 && op.len == 2));
	return value.len > 0 && (order > 0 || (order == 0 && op.len == 2));
}

/* All conditions joined by && hold, or those of another part between ||. */
static bool fits_conditions(Arena *arena, const Publication *p, Str conditions)
{
	for (;;) {
		size_t bar = str_find(conditions, S("||"), 0);
		bool all = true;
		for (Str part = str_slice(conditions, 0, bar); all;) {
			size_t and = str_find(part, S("&&"), 0);
			Str one = str_slice(part, 0, and);
			all = str_is_blank(one) || fits_condition(arena, p, one);
			if (and == STR_NONE)
				break;
			part = str_from_offset(part, and+2);
		}
		if (all || bar == STR_NONE)
			return all;
		conditions = str_from_offset(conditions, bar + 2);
	}
}

/* One selector "@type[conditions]", "!@type", or a bare "[conditions]". */
static bool fits_selector(Arena *arena, const Publication *p, Str selector)
{
	bool negated = str_starts(selector, S("!"));
	if (negated)
		selector = str_from_offset(selector, 1);
	size_t open = str_find_char(selector, '[', 0), close = str_rfind_char(selector, ']');
	Str type = str_trim(str_slice(selector, 0, open));
	if (str_starts(type, S("@")))
		type = str_from_offset(type, 1);
	bool fits = type.len == 0 || str_eq(type, S("*")) || str_eq_nocase(type, p->entry->type);
	if (fits && open != STR_NONE)
		fits = fits_conditions(
			arena, p,
			str_slice(selector, open + 1, close == STR_NONE ? selector.len : close));
	return fits != negated;
}

bool publication_matches(Arena *arena, const Publication *publication, Str query)
{
	query = str_trim(query);
	if (query.len == 0)
		return true;
	/* several selectors, joined by commas outside of brackets: any of them; negated ones: all
	 */
	bool any = false, positive = false;
	for (size_t from = 0, i = 0, depth = 0; i <= query.len; i++) {
		char c = i < query.len ? query.ptr[i] : ',';
		depth += c == '[';
		depth -= c == ']' && depth > 0;
		if ((c != ',' || depth > 0) && i < query.len)
			continue;
		Str selector = str_trim(str_slice(query, from, i));
		from = i + 1;
		bool fits = selector.len > 0 && fits_selector(arena, publication, selector);
		if (str_starts(selector, S("!")) && !fits)
			return false;
		positive = positive || !str_starts(selector, S("!"));
		any = any || (fits && !str_starts(selector, S("!")));
	}
	return any || !positive;
}
