/* A publication as a node: what stands on the page and on paper, line by line. */
#include "base/buf.h"
#include "model/doc_maker.h"
#include "model/doc_math.h"
#include "model/locale.h"
#include "model/publication_parts.h"

/* --- nodes --- */

Span publication_span(const BibEntry *entry, const char *name)
{
	const BibField *field = bib_find_field(entry, str_from(name));
	return field != NULL ? field->span : entry->key_span;
}

Str publication_word(const PublicationStyle *style, const char *key, const char *english)
{
	Str word = style->locales != NULL ? locale_word(style->locales, style->lang, key) : S("");
	return word.len > 0 ? word : str_from(english);
}

void publication_add_text(Arena *arena, DocNode *parent, Str text, Span span)
{
	if (text.len > 0)
		doc_append(parent, doc_new_text(arena, text, span));
}

void publication_add_text_for(Arena *arena, DocNode *parent, Str text, Span span,
			      DocAudience audience)
{
	publication_add_text(arena, parent, text, span);
	if (text.len > 0)
		parent->last->audience = audience;
}

DocNode *publication_add_paragraph(Arena *arena, DocNode *parent, const char *style, Span span)
{
	DocNode *paragraph = doc_new(arena, DOC_PARAGRAPH, span);
	doc_traits(arena, paragraph)->style = str_from(style);
	doc_append(parent, paragraph);
	return paragraph;
}

/* --- where it came out --- */

/* Adds ", text" to the line. */
static void add_part(Arena *arena, DocNode *line, Str text, Span span)
{
	publication_add_text(arena, line, text.len > 0 && line->first != NULL ? S(", ") : S(""),
			     span);
	publication_add_text(arena, line, text, span);
}

/* "no. 7": a word of the style's language before what is not empty. */
static Str join_with(Arena *arena, const PublicationStyle *style, const char *key,
		     const char *english, Str text)
{
	Str word = publication_word(style, key, english);
	return text.len > 0 ? str_concat3(arena, word, S(" "), text) : text;
}

/* " 55(11)" behind a journal, as al-folio would have it were it to print them. */
static void add_issue(Arena *arena, DocNode *line, const Publication *p,
		      const PublicationStyle *style)
{
	Span span = publication_span(p->entry, p->volume.len > 0 ? "volume" : "number");
	if (p->volume.len == 0) {
		add_part(arena, line, join_with(arena, style, "issue", "no.", p->number), span);
		return;
	}
	Str issue = p->number.len > 0 ? str_concat3(arena, S("("), p->number, S(")")) : S("");
	publication_add_text(arena, line, line->first != NULL ? S(" ") : S(""), span);
	Str volume = line->first != NULL ? p->volume
					 : join_with(arena, style, "volume", "vol.", p->volume);
	publication_add_text(arena, line, str_concat(arena, volume, issue), span);
}

/* "vol. 5 of Lecture Notes": where a paper of a book stands in its series. */
static void add_series(Arena *arena, DocNode *line, const Publication *p,
		       const PublicationStyle *style)
{
	Span span = publication_span(p->entry, p->series.len > 0 ? "series" : "volume");
	Str volume = join_with(arena, style, "volume", "vol.", p->volume);
	if (p->volume.len > 0 && p->series.len > 0)
		volume = str_concat3(arena, volume, S(" of "), p->series);
	else if (p->volume.len == 0)
		volume = p->series;
	add_part(arena, line, volume, span);
	add_part(arena, line, join_with(arena, style, "issue", "no.", p->number),
		 publication_span(p->entry, "number"));
}

static Str shown_pages(Arena *arena, const Publication *p, bool article,
		       const PublicationStyle *style)
{
	bool range = str_contains(p->pages, S("–")) || str_find_char(p->pages, ',', 0) != STR_NONE;
	bool bare = p->pages.len == 0 || article || !char_is_digit(p->pages.ptr[0]);
	if (bare)
		return p->pages;
	return range ? join_with(arena, style, "pages", "pp.", p->pages)
		     : join_with(arena, style, "page", "p.", p->pages);
}

static Str shown_edition(Arena *arena, Str edition)
{
	int64_t n;
	if (!str_to_int(edition, &n) || n < 1)
		return edition.len > 0 && !str_contains_nocase(edition, S("ed"))
			       ? str_concat(arena, edition, S(" edition"))
			       : edition;
	const char *ending = n % 100 / 10 == 1 ? "th"
			     : n % 10 == 1     ? "st"
			     : n % 10 == 2     ? "nd"
			     : n % 10 == 3     ? "rd"
					       : "th";
	return str_format(arena, "%d%s edition", (int)n, ending);
}

/* "v2.1.0" */
static Str shown_version(Arena *arena, Str version)
{
	bool number = version.len > 0 && char_is_digit(version.ptr[0]);
	return number ? str_concat(arena, S("v"), version) : version;
}

static Str shown_date(Arena *arena, const Publication *p, const PublicationStyle *style)
{
	Str month = p->month_number > 0 && p->month.len == 3 && style->locales != NULL
			    ? locale_month(style->locales, style->lang, p->month_number)
			    : S("");
	if (month.len > 0 && p->year.len > 0)
		return str_concat3(arena, month, S(" "), p->year);
	return p->month.len > 0 && p->year.len > 0 ? str_concat3(arena, p->month, S(" "), p->year)
						   : p->year;
}

static void add_venue(Arena *arena, DocNode *entry, const Publication *p,
		      const PublicationStyle *style)
{
	Span span = p->entry->key_span;
	DocNode *line = doc_new(arena, DOC_PARAGRAPH, span);
	bool article = str_eq(p->entry->type, S("article"));
	doc_traits(arena, line)->style = S("venue");
	if (p->venue.len > 0) {
		DocNode *name = doc_new(arena, DOC_EMPH, span);
		publication_add_text(arena, name, p->venue, span);
		doc_append(line, name);
	}
	add_part(arena, line, p->kind, publication_span(p->entry, "type"));
	article ? add_issue(arena, line, p, style) : add_series(arena, line, p, style);
	if (article)
		add_part(arena, line, p->series, publication_span(p->entry, "series"));
	add_part(arena, line, shown_edition(arena, p->edition),
		 publication_span(p->entry, "edition"));
	add_part(arena, line, shown_version(arena, p->version),
		 publication_span(p->entry, "version"));
	add_part(arena, line, join_with(arena, style, "chapter", "chapter", p->chapter),
		 publication_span(p->entry, "chapter"));
	add_part(arena, line, shown_pages(arena, p, article, style),
		 publication_span(p->entry, "pages"));
	if (p->book_editor_count > 0)
		add_part(arena, line,
			 join_with(arena, style, "edited_by", "edited by",
				   publication_names(arena, p->book_editors, p->book_editor_count,
						     style)),
			 publication_span(p->entry, "editor"));
	for (size_t i = 0; i < sizeof p->places / sizeof *p->places; i++)
		add_part(arena, line, p->places[i], span);
	add_part(arena, line, p->status, publication_span(p->entry, "status"));
	add_part(arena, line, shown_date(arena, p, style), publication_span(p->entry, "year"));
	if (line->first != NULL)
		doc_append(entry, line);
}

/* --- what is said of it --- */

static DocNode *add_details(Arena *arena, DocNode *entry, Str label, Span span);

/* An award with a name folds out on the page, as in al-folio; paper prints both. */
static void add_award(Arena *arena, DocNode *entry, DocNode *buttons, const Publication *p,
		      const PublicationStyle *style)
{
	Str name = publication_field(arena, p->entry, "award_name"),
	    award = bib_field(p->entry, S("award"));
	Span span = publication_span(p->entry, award.len > 0 ? "award" : "award_name");
	if (award.len == 0 && name.len == 0)
		return;
	DocNode *line = publication_add_paragraph(arena, entry, "award", span);
	bool folds = award.len > 0 && name.len > 0;
	if (folds) {
		line->audience = DOC_CV_ONLY;
		publication_add_text(arena, line, str_concat(arena, name, S(": ")), span);
		DocNode *details = add_details(arena, buttons, name, span);
		publication_add_markup(arena,
				       publication_add_paragraph(arena, details, "award", span),
				       style, award, span, true);
	}
	if (award.len > 0)
		publication_add_markup(arena, line, style, award, span, true);
	else
		publication_add_text(arena, line, name, span);
}

/* Notes, what al-folio adds in Markdown, and the annotation that explains marks behind names. */
static void add_notes(Arena *arena, DocNode *entry, const Publication *p,
		      const PublicationStyle *style)
{
	static const struct {
		const char *field;
		bool markdown;
	} notes[] = {{"annotation", false},
		     {"note", false},
		     {"addendum", false},
		     {"additional_info", true}};
	for (size_t i = 0; i < sizeof notes / sizeof *notes; i++) {
		Str text = bib_field(p->entry, str_from(notes[i].field));
		/* al-folio appends it to a line: ". *More*" */
		if (notes[i].markdown && (str_starts(text, S(". ")) || str_starts(text, S(", "))))
			text = str_trim_start(str_from_offset(text, 2));
		Span span = publication_span(p->entry, notes[i].field);
		if (text.len > 0)
			publication_add_markup(
				arena, publication_add_paragraph(arena, entry, "note", span), style,
				text, span, notes[i].markdown);
	}
}

/* The text of a badge: a link to its venue, in the venue's colour, where venues.yml knows it. */
static void add_badge_text(Arena *arena, DocNode *badge, Str text, const Value *venue)
{
	Str url = value_string(value_get(venue, S("url"))),
	    colour = value_string(value_get(venue, S("color")));
	DocFormat *format = ARENA_NEW(arena, DocFormat);
	format->has_background = doc_parse_colour(colour, false, &format->background);
	if (format->has_background)
		doc_traits(arena, badge)->format = format;
	if (url.len == 0) {
		publication_add_text(arena, badge, text, badge->span);
		return;
	}
	DocNode *link = doc_new(arena, DOC_LINK, badge->span);
	link->as.link.url = url;
	publication_add_text(arena, link, text, badge->span);
	doc_append(badge, link);
}

/* Badge and preview stand beside the text. */
static void add_aside(Arena *arena, DocNode *entry, const Publication *p,
		      const PublicationStyle *style)
{
	Str preview = str_trim(bib_field(p->entry, S("preview")));
	if (p->badge.len == 0 && preview.len == 0)
		return;
	DocNode *aside = doc_new(arena, DOC_BLOCK, p->entry->key_span);
	doc_traits(arena, aside)->tag = S("div");
	aside->parent = entry;
	entry->as.entry.aside = aside;
	if (p->badge.len > 0) {
		DocNode *badge = doc_new(arena, DOC_SPAN, publication_span(p->entry, "abbr"));
		doc_traits(arena, badge)->style = S("badge");
		add_badge_text(arena, badge, p->badge, value_get(style->venues, p->badge));
		DocNode *line = doc_new(arena, DOC_PARAGRAPH, badge->span);
		line->bare = true;
		doc_append(line, badge);
		doc_append(aside, line);
		entry->as.entry.badge = badge;
	}
	if (preview.len > 0) {
		DocNode *image = doc_new(arena, DOC_IMAGE, publication_span(p->entry, "preview"));
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

/* What folds out on the page. The label is no word of the author's, and has no place. */
static DocNode *add_details(Arena *arena, DocNode *entry, Str label, Span span)
{
	DocNode *details = doc_new(arena, DOC_BLOCK, span),
		*summary = doc_new(arena, DOC_BLOCK, SPAN_NONE);
	DocNode *line = doc_new(arena, DOC_PARAGRAPH, SPAN_NONE);
	doc_traits(arena, details)->tag = S("details");
	details->audience = DOC_WEB_ONLY;
	doc_traits(arena, summary)->tag = S("summary");
	line->bare = true;
	publication_add_text(arena, line, label, SPAN_NONE);
	doc_append(summary, line);
	doc_append(details, summary);
	doc_append(entry, details);
	return details;
}

static bool is_hidden_field(const PublicationStyle *style, Str name)
{
	for (size_t i = 0; i < value_len(style->hidden); i++)
		if (str_eq_nocase(value_string(value_at(style->hidden, i)), name))
			return true;
	return value_len(style->hidden) == 0 &&
	       (str_eq(name, S("abstract")) || str_eq(name, S("bibtex_show")));
}

static Str shown_bibtex(Arena *arena, const BibEntry *entry, const PublicationStyle *style)
{
	Buf out = buf_in(arena);
	buf_add_format(&out, "@%.*s{%.*s", STR_ARG(entry->type), STR_ARG(entry->key));
	for (size_t i = 0; i < entry->field_count; i++) {
		const BibField *field = &entry->fields[i];
		Str month = str_eq(field->name, S("month")) && !style->months_written
				    ? publication_month(field->value)
				    : S("");
		if (is_hidden_field(style, field->name))
			continue;
		buf_add_format(&out, ",\n  %.*s = ", STR_ARG(field->name));
		if (month.len > 0) /* one of BibTeX's own strings */
			buf_add(&out, month);
		else
			buf_add_format(&out, "{%.*s}", STR_ARG(field->value));
	}
	buf_add(&out, S("\n}\n"));
	return buf_str(&out);
}

DocNode *publication_abstract(Arena *arena, const Publication *p, const PublicationStyle *style)
{
	Str abstract = bib_field(p->entry, S("abstract"));
	Span span = publication_span(p->entry, "abstract");
	if (abstract.len == 0)
		return NULL;
	DocNode *text = doc_new(arena, DOC_PARAGRAPH, span);
	doc_traits(arena, text)->style = S("abstract");
	publication_add_markup(arena, text, style, abstract, span, false);
	doc_math_find(arena, text, NULL);
	return text;
}

DocNode *publication_bibtex(Arena *arena, const Publication *p, const PublicationStyle *style)
{
	DocNode *code = doc_new(arena, DOC_CODE_BLOCK, p->entry->span);
	code->as.code.text = shown_bibtex(arena, p->entry, style);
	code->as.code.language = S("bibtex");
	return code;
}

/* Abstract and BibTeX: al-folio's buttons Abs and Bib. */
static void add_folded(Arena *arena, DocNode *buttons, const Publication *p,
		       const PublicationStyle *style)
{
	DocNode *abstract = publication_abstract(arena, p, style);
	if (abstract != NULL)
		doc_append(add_details(arena, buttons, S("Abs"), abstract->span), abstract);
	if (str_eq_nocase(bib_field(p->entry, S("bibtex_show")), S("true"))) {
		DocNode *code = publication_bibtex(arena, p, style);
		code->span = SPAN_NONE; /* the entry again: no words that paper lacks */
		doc_append(add_details(arena, buttons, S("Bib"), p->entry->span), code);
	}
}

/* The row of buttons: what folds out and what leads away. */
static DocNode *buttons_new(Arena *arena, Span span)
{
	DocNode *buttons = doc_new(arena, DOC_BLOCK, span);
	Attrs *attrs = ARENA_NEW(arena, Attrs);
	attrs_set(arena, attrs, S("class"), S("buttons"));
	doc_traits(arena, buttons)->tag = S("div");
	doc_traits(arena, buttons)->attrs = attrs;
	return buttons;
}

void publication_add_extras(Arena *arena, DocNode *entry, const Publication *p,
			    const PublicationStyle *style)
{
	DocNode *buttons = buttons_new(arena, p->entry->span);
	add_notes(arena, entry, p, style);
	if (!style->whole)
		add_folded(arena, buttons, p, style);
	add_award(arena, entry, buttons, p, style);
	if (buttons->first != NULL) {
		publication_add_links(arena, buttons, p, style);
		bool paper = str_eq(buttons->last->traits->style, S("links"));
		buttons->audience = paper ? DOC_BOTH : DOC_WEB_ONLY;
		doc_append(entry, buttons);
	} else {
		publication_add_links(arena, entry, p, style);
	}
}

DocNode *publication_entry(Arena *arena, const Publication *p, const PublicationStyle *style)
{
	DocNode *entry = doc_new(arena, DOC_ENTRY, p->entry->span);
	Span span = publication_span(p->entry, "title");
	doc_traits(arena, entry)->style = S("publication");
	entry->as.entry.id = str_concat(arena, style->prefix, p->entry->key);
	add_aside(arena, entry, p, style);
	DocNode *title = publication_add_paragraph(arena, entry, "title", span);
	if (p->title.len > 0)
		publication_add_markup(arena, title, style, publication_title(arena, p->entry),
				       span, false);
	else
		publication_add_text(arena, title, p->entry->key, span);
	publication_add_authors(arena, entry, p, style);
	add_venue(arena, entry, p, style);
	publication_add_extras(arena, entry, p, style);
	/* titles and abstracts are LaTeX, whatever the theme loads */
	doc_math_find(arena, entry, NULL);
	return entry;
}
