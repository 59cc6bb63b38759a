/* Bibliographies: what no page shows, what is there twice, what looks wrong, whose name is missing.
 */
#include "base/utf8.h"
#include "model/check.h"
#include "model/site_parts.h"

enum { FIRST_YEAR = 1450, LAST_YEAR = 2100 }; /* printed, or soon to be */

typedef struct {
	Site *site;
	Diags *diags;
	PublicationStyle style;
	Map shown;	     /* cite keys that stand on some page */
	size_t own, without; /* papers with and without the own name */
	const Publication *first_without;
} BibCheck;

static void find_shown(BibCheck *check)
{
	const Site *site = check->site;
	for (size_t i = 0; i < site->page_count; i++)
		for (size_t k = 0; k < site->pages[i]->paper_count; k++)
			(void)map_set(&check->shown, site->pages[i]->papers[k]->entry->key, NULL);
	for (size_t i = 0; i < site->parts->cited.len; i++)
		(void)map_set(&check->shown, site->parts->cited.ptr[i].key, NULL);
}

/* The letters and digits of a title, lower case: what two spellings of it have in common. */
static Str bare_title(Arena *arena, Str title)
{
	Buf out = buf_in(arena);
	for (size_t i = 0; i < title.len; i++) {
		char c = title.ptr[i];
		if (char_is_alnum(c) || (unsigned char)c >= 0x80)
			buf_add_char(&out, char_lower(c));
	}
	return buf_str(&out);
}

/* The first entry under a name in `map`; this one from now on when there is none. */
static const Publication *seen_before(Map *map, Str name, const Publication *p)
{
	const Publication *first = map_get(map, name);
	if (first == NULL)
		(void)map_set(map, name, (void *)(uintptr_t)p);
	return first;
}

/* A preprint and the paper that came of it differ in year or venue; a copy does not. */
static void check_twice(BibCheck *check, Map *seen, const Publication *p)
{
	Arena *arena = check->site->arena;
	const char *what = "DOI";
	Str doi = str_lower(arena, publication_link(arena, p, "doi")),
	    title = bare_title(arena, p->title);
	const Publication *first = doi.len > 0 ? seen_before(seen, doi, p) : NULL;
	if (title.len > 0) {
		Str name = str_format(arena, "%.*s %.*s %.*s", STR_ARG(title), STR_ARG(p->year),
				      STR_ARG(bare_title(arena, p->venue)));
		const Publication *same = seen_before(seen, name, p);
		what = first == NULL ? "title, year and venue" : what;
		first = first == NULL ? same : first;
	}
	if (first == NULL || str_eq(first->entry->key, p->entry->key))
		return;
	diag_warning(check->diags, p->entry->key_span, S("keep one of them, or mend the other"),
		     "the entries %.*s and %.*s have the same %s [bib-twice]",
		     STR_ARG(first->entry->key), STR_ARG(p->entry->key), what);
}

/* Commas of one name, outside braces: "von Last, Jr, First" has two at most. */
static bool has_commas_between_names(Str authors)
{
	int depth = 0, commas = 0;
	for (size_t i = 0; i < authors.len; i++) {
		char c = authors.ptr[i];
		depth += (c == '{') - (c == '}');
		if (depth == 0 && char_is_space(c) &&
		    str_starts_nocase(str_from_offset(authors, i + 1), S("and ")))
			commas = 0;
		commas += depth == 0 && c == ',';
		if (commas > 2)
			return true;
	}
	return false;
}

static void suspect(BibCheck *check, Span span, const Publication *p, const char *what,
		    const char *hint)
{
	diag_warning(check->diags, span, str_from(hint), "the entry %.*s %s [bib-suspicious]",
		     STR_ARG(p->entry->key), what);
}

static void check_fields(BibCheck *check, const Publication *p)
{
	const BibEntry *entry = p->entry;
	const BibField *year = bib_find_field(entry, S("year")),
		       *author = bib_find_field(entry, S("author")),
		       *doi = bib_find_field(entry, S("doi"));
	bool referred = bib_find_field(entry, S("crossref")) != NULL;
	int64_t number;
	if (p->title.len == 0 && !referred)
		suspect(check, entry->key_span, p, "has no title", "add title = {...}");
	if (p->author_count == 0 && !referred)
		suspect(check, entry->key_span, p, "has no author and no editor",
			"add author = {First Last and First Last}");
	if (p->year.len == 0 && !referred && bib_find_field(entry, S("date")) == NULL)
		suspect(check, entry->key_span, p, "has no year", "add year = {2024}");
	else if (year != NULL && str_to_int(str_trim(year->value), &number) &&
		 (number < FIRST_YEAR || number > LAST_YEAR))
		suspect(check, year->span, p, "is of a year that cannot be", "");
	if (author != NULL && has_commas_between_names(author->value))
		suspect(check, author->span, p, "has commas between its authors",
			"put the word and between them");
	if (doi != NULL && doi->value.len > 0 && !str_contains(doi->value, S("10.")) &&
	    !str_contains(doi->value, S("://")))
		suspect(check, doi->span, p, "has a DOI that is none", "a DOI begins with 10.");
}

/* "and others" may stand for the own name. */
static void check_own_name(BibCheck *check, const Publication *p)
{
	bool open = false, own = false;
	for (size_t i = 0; i < p->author_count; i++) {
		open = open || p->authors[i].others;
		own = own || publication_is_own(check->site->arena, &p->authors[i], &check->style);
	}
	check->own += own;
	if (own || open || p->author_count == 0)
		return;
	check->without++;
	if (check->first_without == NULL)
		check->first_without = p;
}

static void tell_without(BibCheck *check, const Publication *p)
{
	for (size_t i = 0; i < p->author_count; i++)
		if (p->authors[i].others ||
		    publication_is_own(check->site->arena, &p->authors[i], &check->style))
			return;
	const BibField *author = bib_find_field(p->entry, S("author"));
	if (author != NULL)
		diag_warning(check->diags, author->span,
			     S("is it spelt otherwise? scholar.last_name and first_name in "
			       "_config.yml are lists"),
			     "the own name is not among the authors of %.*s [bib-own-name]",
			     STR_ARG(p->entry->key));
}

static bool is_shown(const BibCheck *check, const Publication *p)
{
	return map_has(&check->shown, p->entry->key);
}

static void check_library(BibCheck *check, const Library *library)
{
	Map seen = map_in(check->site->arena);
	for (size_t i = 0; i < library->count; i++) {
		const Publication *p = &library->items[i];
		check_twice(check, &seen, p);
		if (!is_shown(check, p)) {
			diag_note(check->diags, p->entry->key_span, S(""),
				  "no page shows the entry %.*s [bib-unused]",
				  STR_ARG(p->entry->key));
			continue;
		}
		check_fields(check, p);
		check_own_name(check, p);
	}
}

/* Where most papers lack the name it is that of another, or the site is that of a group. */
static void check_names(BibCheck *check)
{
	const SiteParts *parts = check->site->parts;
	if (check->without > check->own) {
		diag_note(check->diags, SPAN_NONE,
			  S("set scholar.last_name and scholar.first_name in _config.yml"),
			  "the own name is in %zu of %zu papers [bib-own-name]", check->own,
			  check->own + check->without);
		return;
	}
	for (size_t i = 0; i < parts->libraries.len; i++)
		for (size_t k = 0; k < parts->libraries.ptr[i]->count; k++) {
			const Publication *p = &parts->libraries.ptr[i]->items[k];
			if (is_shown(check, p))
				tell_without(check, p);
		}
}

void check_bib(Site *site, Diags *diags)
{
	SiteReader reader = {site, site->home, diags};
	BibCheck check = {.site = site,
			  .diags = diags,
			  .style = site_publication_style(&reader),
			  .shown = map_in(site->arena)};
	find_shown(&check);
	for (size_t i = 0; i < site->parts->libraries.len; i++)
		check_library(&check, site->parts->libraries.ptr[i]);
	if (check.style.last_count > 0)
		check_names(&check);
}
