/*
 * `layout: distill`: Distill's own elements in the text as what Markdown has for them, and who
 * wrote the page.
 *
 * <d-cite key="a,b"> becomes a citation by number, <d-footnote> a note, <d-math> a formula,
 * <d-code> code; the references that were cited stand at the end. Text in backticks stays.
 */
#include "base/url.h"
#include "model/compose_parts.h"

typedef struct {
	SiteReader *reader;
	const Text *text;
	TextBuilder out, notes; /* the page; definitions of its notes */
	size_t done;		/* the text before here is written */
	size_t note_count, cite_count;
	bool ended[4]; /* no end tag of the element follows: it is not looked for again */
} Distill;

/* The bibliography that the page names. */
static Str bibliography_option(const Distill *d)
{
	Str name = str_trim(value_string(value_get(d->reader->page->front, S("bibliography"))));
	return name.len > 0 ? str_concat(d->reader->site->arena, S(" --file "), name) : S("");
}

/* The value of an attribute in a start tag; "" when it has none. */
static Str tag_attribute(Arena *arena, Str tag, Str name)
{
	Str mark = str_concat(arena, name, S("=\""));
	size_t at = str_find(tag, mark, 0);
	if (at == STR_NONE)
		return S("");
	Str rest = str_from_offset(tag, at + mark.len);
	size_t end = str_find_char(rest, '"', 0);
	return end == STR_NONE ? S("") : str_slice(rest, 0, end);
}

static void put_cite(Distill *d, Str tag, Span from)
{
	Arena *arena = d->reader->site->arena;
	Str keys = str_replace(arena, tag_attribute(arena, tag, S("key")), S(","), S(" "));
	Str markup = str_format(arena, "%.*s --style ieee%.*s", STR_ARG(keys),
				STR_ARG(bibliography_option(d)));
	site_write_element(arena, S("cite"), markup, from, &d->out);
	d->cite_count++;
}

static void put_note(Distill *d, size_t start, size_t end, Span from)
{
	Str label = str_format(d->reader->site->arena, "[^distill-%zu]", ++d->note_count);
	text_add_generated(&d->out, label, from);
	text_add_generated(&d->notes,
			   str_concat3(d->reader->site->arena, S("\n\n"), label, S(": ")), from);
	text_add_text(&d->notes, d->text, start, end);
}

static void put_math(Distill *d, bool block, size_t start, size_t end, Span from)
{
	text_add_generated(&d->out, block ? S("\n\n$$\n") : S("$$"), from);
	text_add_text(&d->out, d->text, start, end);
	text_add_generated(&d->out, block ? S("\n$$\n\n") : S("$$"), from);
}

static void put_code(Distill *d, Str tag, bool block, size_t start, size_t end, Span from)
{
	Arena *arena = d->reader->site->arena;
	Str language = tag_attribute(arena, tag, S("language"));
	text_add_generated(&d->out,
			   str_format(arena, "%s<code class=\"language-%.*s\">",
				      block ? "<pre>" : "", STR_ARG(language)),
			   from);
	text_add_text(&d->out, d->text, start, end);
	text_add_generated(&d->out, block ? S("</code></pre>") : S("</code>"), from);
}

static const Str elements[4] = {STR_INIT("d-cite"), STR_INIT("d-footnote"), STR_INIT("d-math"),
				STR_INIT("d-code")};

/* Which of Distill's elements the start tag "<... >" opens; 4: none. */
static int which_element(Str tag)
{
	int i = 0;
	for (; i < 4; i++) {
		Str name = elements[i];
		if (str_starts(str_from_offset(tag, 1), name) && tag.len > name.len + 1 &&
		    (tag.ptr[name.len + 1] == ' ' || tag.ptr[name.len + 1] == '>'))
			break;
	}
	return i;
}

/* One of Distill's elements at `at`; the place behind it, or `at` when it is none of these. */
static size_t put_element(Distill *d, size_t at)
{
	Str text = d->text->text;
	Str tag = str_slice(text, at, str_find_char(text, '<', at + 1));
	int i = which_element(tag);
	size_t length = i < 4 && !d->ended[i] ? str_find_char(tag, '>', 0) : STR_NONE;
	if (length == STR_NONE)
		return at;
	size_t open = at + length;
	Str close = str_concat3(d->reader->site->arena, S("</"), elements[i], S(">"));
	size_t end = str_find(text, close, open);
	d->ended[i] = end == STR_NONE;
	if (end == STR_NONE)
		return at;
	tag.len = length;
	bool block = str_contains(tag, S(" block"));
	Span from = text_span(d->text, at, end + close.len);
	text_add_text(&d->out, d->text, d->done, at);
	if (i == 0)
		put_cite(d, tag, from);
	else if (i == 1)
		put_note(d, open + 1, end, from);
	else if (i == 2)
		put_math(d, block, open + 1, end, from);
	else
		put_code(d, tag, block, open + 1, end, from);
	return d->done = end + close.len;
}

/* Behind the code that opens with the backticks at `at`; behind these where it does not close. */
static size_t skip_code(Str text, size_t at)
{
	size_t marks = 0;
	while (at + marks < text.len && text.ptr[at + marks] == '`')
		marks++;
	Str open = str_slice(text, at, at + marks);
	for (size_t end = str_find(text, open, at + marks); end != STR_NONE;) {
		size_t after = end;
		while (after < text.len && text.ptr[after] == '`')
			after++;
		if (after - end == marks)
			return after;
		end = str_find(text, open, after);
	}
	return at + marks;
}

Text distill_read(SiteReader *reader, Text text)
{
	Site *site = reader->site;
	Distill d = {.reader = reader,
		     .text = &text,
		     .out = text_builder(site->arena),
		     .notes = text_builder(site->arena)};
	for (size_t at = 0; at < text.text.len;) {
		char c = text.text.ptr[at];
		size_t next = c == '`'	 ? skip_code(text.text, at)
			      : c == '<' ? put_element(&d, at)
					 : at;
		at = next > at ? next : at + 1;
	}
	text_add_text(&d.out, &text, d.done, text.text.len);
	Text notes = text_finish(&d.notes);
	text_add_text(&d.out, &notes, 0, notes.text.len);
	if (d.cite_count > 0) {
		Span from = text_span(&text, text.text.len, text.text.len);
		Str title =
			locale_word(site->locales, compose_lang(site, reader->page), "references");
		text_add_generated(&d.out, str_concat3(site->arena, S("\n\n## "), title, S("\n\n")),
				   from);
		Str markup =
			str_concat(site->arena, S("--cited_in_order --style ieee --group_by none"),
				   bibliography_option(&d));
		site_write_element(site->arena, S("bibliography"), markup, from, &d.out);
	}
	return text_finish(&d.out);
}

/* --- who wrote it --- */

/* "Institute of Ice, Harbour Lab" of one or several maps with names, or of plain text. */
static void add_affiliations(Arena *arena, Buf *out, const Value *value)
{
	size_t count = value->kind == VALUE_LIST ? value_len(value) : 1;
	for (size_t i = 0; i < count; i++) {
		const Value *one = value->kind == VALUE_LIST ? value_at(value, i) : value;
		Str name = str_trim(one->kind == VALUE_MAP
					    ? value_str(arena, value_get(one, S("name")))
					    : value_str(arena, one));
		if (name.len == 0)
			continue;
		buf_add(out, out->len > 0 ? S(", ") : S(""));
		buf_add(out, name);
	}
}

static DocNode *make_author(Site *site, const Value *author)
{
	Arena *arena = site->arena;
	Str name = str_trim(author->kind == VALUE_MAP
				    ? value_str(arena, value_get(author, S("name")))
				    : value_str(arena, author)),
	    url = str_trim(value_string(value_get(author, S("url"))));
	DocNode *line = doc_new(arena, DOC_PARAGRAPH, author->span),
		*who = doc_new(arena, url.len > 0 ? DOC_LINK : DOC_STRONG, author->span),
		*where = doc_new(arena, DOC_SPAN, author->span);
	if (name.len == 0)
		return NULL;
	if (url.len > 0)
		who->as.link.url = url;
	doc_append(who, doc_new_text(arena, name, author->span));
	doc_append(line, who);
	Buf places = buf_in(arena);
	add_affiliations(arena, &places, value_get(author, S("affiliations")));
	if (places.len == 0)
		return line;
	doc_traits(arena, where)->tag = S("small");
	doc_append(where, doc_new_text(arena, buf_str(&places), author->span));
	doc_append(line, doc_new(arena, DOC_BREAK, author->span));
	doc_append(line, where);
	return line;
}

/* Style sheet of the page's own: `_styles`. */
static void add_styles(Site *site, Page *page)
{
	const Value *styles = value_get(page->front, S("_styles"));
	Str text = str_trim(value_string(styles));
	if (text.len == 0 || str_contains(text, S("</")) || site->options->safe)
		return;
	DocNode *raw = doc_new(site->arena, DOC_RAW, styles->span);
	raw->as.text = str_concat3(site->arena, S("<style>\n"), text, S("\n</style>"));
	compose_prepend(page->doc->root, raw);
}

void distill_compose(Site *site, Page *page, Diags *diags)
{
	const Value *authors = value_get(page->front, S("authors"));
	DocNode *block = doc_new(site->arena, DOC_BLOCK, authors->span);
	doc_traits(site->arena, block)->tag = S("div");
	doc_traits(site->arena, block)->attrs = compose_class(site->arena, S("byline"));
	for (size_t i = 0; authors->kind == VALUE_LIST && i < value_len(authors); i++) {
		DocNode *line = make_author(site, value_at(authors, i));
		if (line != NULL)
			doc_append(block, line);
	}
	if (block->first != NULL) {
		site_resolve(site, page, block, diags);
		compose_prepend(page->doc->root, block);
	}
	add_styles(site, page);
}
