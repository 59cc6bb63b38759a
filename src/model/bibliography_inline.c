/* Entries in the text of a page: {% bibtex %}, and pages that are .bib files. */
#include "base/buf.h"
#include "base/file.h"
#include "model/site_parts.h"

enum { PLACED_MAX = 200 }; /* texts of which the place in the page is remembered */

/* --- entries in a page --- */

/* `bibtex` as a source whose lines are those of the page, when it stands there as it is. */
static Source *inline_source(SiteReader *reader, Str bibtex)
{
	const Page *page = reader->page;
	Buf text = buf_in(reader->site->arena);
	size_t at = str_find(page->source->text, str_trim(bibtex), 0);
	if (reader->site->parts->libraries.len > PLACED_MAX)
		at = STR_NONE;
	for (size_t i = 0; at != STR_NONE && i < at; i++)
		buf_add_char(&text, page->source->text.ptr[i] == '\n' ? '\n' : ' ');
	buf_add(&text, str_trim(bibtex));
	return source_add(reader->site->sources, page->source->path, buf_str(&text), reader->diags);
}

/* A bibliography of its own, and the list of it where it stands. */
void site_write_bibtex(SiteReader *reader, Str bibtex, Span from, TextBuilder *out)
{
	Site *site = reader->site;
	Str name = str_format(site->arena, "%.*s-%zu.bib", STR_ARG(reader->page->path),
			      site->parts->libraries.len);
	(void)site_add_library(site, name, inline_source(reader, bibtex), reader->diags);
	site_write_element(site->arena, S("bibliography"),
			   str_format(site->arena, "--file \"%.*s\"", STR_ARG(name)), from, out);
}

/* --- pages that are bibliographies --- */

bool site_is_bib_page(Str path)
{
	return str_eq_nocase(path_extension(path), S(".bib"));
}

/* The end of the entry that starts at `at` with an @: behind the brace that closes it. */
static size_t entry_end(Str text, size_t at)
{
	size_t depth = 0;
	for (; at < text.len; at++) {
		if (text.ptr[at] == '{')
			depth++;
		else if (text.ptr[at] == '}' && depth > 0 && --depth == 0)
			return at + 1;
	}
	return text.len;
}

/* Whether an entry starts at `at`: "@book{". */
static bool starts_entry(Str text, size_t at)
{
	if (text.ptr[at] != '@' || (at > 0 && text.ptr[at - 1] != '\n'))
		return false;
	size_t end = at + 1;
	while (end < text.len && (char_is_alnum(text.ptr[end]) || text.ptr[end] == ' '))
		end++;
	return end < text.len && text.ptr[end] == '{';
}

/* The text of a page that is a bibliography: what stands around the entries is Markdown. */
Text site_wrap_entries(SiteReader *reader, Text text)
{
	TextBuilder out = text_builder(reader->site->arena);
	size_t done = 0;
	for (size_t at = 0; at < text.text.len; at++) {
		if (!starts_entry(text.text, at))
			continue;
		size_t from = at, to = at;
		for (;; at++) { /* all entries up to the next words */
			if (at < text.text.len && starts_entry(text.text, at))
				at = to = entry_end(text.text, at);
			if (at >= text.text.len || !char_is_space(text.text.ptr[at]))
				break;
		}
		text_add_text(&out, &text, done, from);
		text_add_generated(&out, S("\n\n"), text_span(&text, from, to));
		site_write_bibtex(reader, str_slice(text.text, from, to),
				  text_span(&text, from, to), &out);
		text_add_generated(&out, S("\n\n"), text_span(&text, from, to));
		done = to;
	}
	text_add_text(&out, &text, done, text.text.len);
	return text_finish(&out);
}
