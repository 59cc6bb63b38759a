/* A publication as a node: what stands on the page and on paper, line by line. */
#include "base/buf.h"
#include "base/utf8.h"
#include "model/doc_maker.h"
#include "model/doc_math.h"
#include "model/publication.h"

/* --- names --- */

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

/* Lower case without accents, as the keys of coauthors.yml are. */
static Str fold_latin(Arena *arena, Str name)
{
	/* U+00C0 to U+017F */
	static const char plain[] =
		"aaaaaaaceeeeiiiidnooooo ouuuuytsaaaaaaaceeeeiiiidnooooo ouuuuyty"
		"aaaaaaccccccccddddeeeeeeeeeegggggggghhhhiiiiiiiiiiiijjkkklllllll"
		"lllnnnnnnnnnoooooooorrrrrrssssssssttttttuuuuuuuuuuuuwwyyyzzzzzzs";
	Buf out = buf_in(arena);
	for (size_t at = 0; at < name.len;) {
		uint32_t rune = utf8_next(name, &at);
		bool latin = rune >= 0xC0 && rune < 0xC0 + sizeof plain - 1;
		if (rune < 0x80)
			buf_add_char(&out, char_lower((char)rune));
		else
			buf_add_rune(&out, latin ? (uint32_t)plain[rune - 0xC0] : rune);
	}
	return buf_str(&out);
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

/* The page of a coauthor, or "". */
static Str coauthor_url(Arena *arena, const BibName *name, const PublicationStyle *style)
{
	Str first, last;
	name_marks(name->first, &first);
	name_marks(name->last, &last);
	const Value *list = value_get(style->coauthors, fold_latin(arena, last));
	for (size_t i = 0; i < value_len(list); i++) {
		const Value *names = value_get(value_at(list, i), S("firstname"));
		bool one = names->kind == VALUE_STRING && str_eq(value_string(names), first);
		for (size_t k = 0; k < value_len(names) && !one; k++)
			one = str_eq(value_string(value_at(names, k)), first);
		if (one)
			return value_string(value_get(value_at(list, i), S("url")));
	}
	return S("");
}

/* What a name stands in: the own one is strong, a coauthor's is a link to their page. */
static DocNode *name_holder(Arena *arena, DocNode *parent, const BibName *name,
			    const PublicationStyle *style, Span span)
{
	bool own = is_own_name(arena, name, style);
	Str url = own ? S("") : coauthor_url(arena, name, style);
	if (!own && url.len == 0)
		return parent;
	DocNode *holder = doc_new(arena, own ? DOC_STRONG : DOC_LINK, span);
	if (!own)
		holder->as.link.url = url;
	doc_append(parent, holder);
	return holder;
}

static void add_author(Arena *arena, DocNode *parent, const BibName *name,
		       const PublicationStyle *style, Span span)
{
	Str bare, marks = name_marks(publication_name(arena, name), &bare);
	add_text(arena, name_holder(arena, parent, name, style, span), bare, span);
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
		Str text = publication_field(arena, p->entry, names[i]);
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

/* The text of a badge: a link to its venue, in the venue's colour, where venues.yml knows it. */
static void add_badge_text(Arena *arena, DocNode *badge, Str text, const Value *venue)
{
	Str url = value_string(value_get(venue, S("url"))),
	    colour = value_string(value_get(venue, S("color")));
	DocFormat *format = ARENA_NEW(arena, DocFormat);
	format->has_background = doc_parse_colour(colour, false, &format->background);
	if (format->has_background)
		badge->format = format;
	if (url.len == 0) {
		add_text(arena, badge, text, badge->span);
		return;
	}
	DocNode *link = doc_new(arena, DOC_LINK, badge->span);
	link->as.link.url = url;
	add_text(arena, link, text, badge->span);
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
	aside->tag = S("div");
	aside->parent = entry;
	entry->as.entry.aside = aside;
	if (p->badge.len > 0) {
		DocNode *badge = doc_new(arena, DOC_SPAN, field_span(p->entry, "abbr"));
		badge->style = S("badge");
		add_badge_text(arena, badge, p->badge, value_get(style->venues, p->badge));
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

/* What folds out on the page. */
static DocNode *add_details(Arena *arena, DocNode *entry, const char *label, Span span)
{
	DocNode *details = doc_new(arena, DOC_BLOCK, span),
		*summary = doc_new(arena, DOC_BLOCK, span);
	DocNode *line = doc_new(arena, DOC_PARAGRAPH, span);
	details->tag = S("details");
	details->audience = DOC_WEB_ONLY;
	summary->tag = S("summary");
	line->bare = true;
	add_text(arena, line, str_from(label), span);
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
	for (size_t i = 0; i < entry->field_count; i++)
		if (!is_hidden_field(style, entry->fields[i].name))
			buf_add_format(&out, ",\n  %.*s = {%.*s}", STR_ARG(entry->fields[i].name),
				       STR_ARG(entry->fields[i].value));
	buf_add(&out, S("\n}\n"));
	return buf_str(&out);
}

/* Abstract and BibTeX: al-folio's buttons Abs and Bib. */
static void add_folded(Arena *arena, DocNode *entry, const Publication *p,
		       const PublicationStyle *style)
{
	Str abstract = publication_field(arena, p->entry, "abstract");
	if (abstract.len > 0) {
		Span span = field_span(p->entry, "abstract");
		DocNode *details = add_details(arena, entry, "Abs", span);
		DocNode *text = doc_new(arena, DOC_PARAGRAPH, span);
		add_text(arena, text, abstract, span);
		doc_append(details, text);
	}
	if (str_eq_nocase(bib_field(p->entry, S("bibtex_show")), S("true"))) {
		DocNode *details = add_details(arena, entry, "Bib", p->entry->span);
		DocNode *code = doc_new(arena, DOC_CODE_BLOCK, p->entry->span);
		code->as.code.text = shown_bibtex(arena, p->entry, style);
		code->as.code.language = S("bibtex");
		doc_append(details, code);
	}
}

DocNode *publication_entry(Arena *arena, const Publication *p, const PublicationStyle *style)
{
	DocNode *entry = doc_new(arena, DOC_ENTRY, p->entry->span);
	Span span = field_span(p->entry, "title");
	entry->style = S("publication");
	entry->as.entry.id = p->entry->key;
	add_aside(arena, entry, p, style);
	add_text(arena, add_paragraph(arena, entry, "title", span),
		 p->title.len > 0 ? p->title : p->entry->key, span);
	add_authors(arena, entry, p, style);
	add_venue(arena, entry, p);
	add_notes(arena, entry, p);
	add_links(arena, entry, p);
	add_folded(arena, entry, p, style);
	/* titles and abstracts are LaTeX, whatever the theme loads */
	doc_math_find(arena, entry, NULL);
	return entry;
}
