/* What a publication leads to: buttons on the page, short labels and numbers in full on paper. */
#include "model/publication_parts.h"

/*
 * The buttons below an entry of al-folio, in its order. `before` makes an address of a number,
 * `folder` is where a bare file name is; `number`: what paper prints before the number in place of
 * the label.
 */
static const struct {
	const char *field, *label, *before, *folder, *number;
} links[] = {
	{"doi", "DOI", "https://doi.org/", "", "doi:"},
	{"arxiv", "arXiv", "https://arxiv.org/abs/", "", "arXiv:"},
	{"hal", "HAL", "https://hal.science/", "", "HAL:"},
	{"pmid", "PubMed", "https://pubmed.ncbi.nlm.nih.gov/", "", "PMID:"},
	{"html", "HTML", "", "/assets/html/", NULL},
	{"pdf", "PDF", "", "/assets/pdf/", NULL},
	{"supp", "Supp", "", "/assets/pdf/", NULL},
	{"video", "Video", "", "/assets/video/", NULL},
	{"blog", "Blog", "", "", NULL},
	{"code", "Code", "", "", NULL},
	{"poster", "Poster", "", "/assets/pdf/", NULL},
	{"slides", "Slides", "", "/assets/pdf/", NULL},
	{"website", "Website", "", "", NULL},
	{"url", "Link", "", "", NULL},
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

/*
 * "10.1000/x" of "https://doi.org/10.1000/x", "arXiv:2101.00001v2" and the like; an address
 * elsewhere stays one.
 */
static Str bare_number(Str value)
{
	static const Str hosts[] = {
		STR_INIT("dx.doi.org/"),
		STR_INIT("doi.org/"),
		STR_INIT("arxiv.org/"),
		STR_INIT("hal.science/"),
		STR_INIT("pubmed.ncbi.nlm.nih.gov/"),
	};
	static const Str names[] = {STR_INIT("doi:"), STR_INIT("arXiv:"), STR_INIT("abs/"),
				    STR_INIT("pdf/")};
	size_t scheme = str_find(value, S("://"), 0);
	Str number = scheme != STR_NONE ? str_from_offset(value, scheme + 3) : value;
	bool known = scheme == STR_NONE;
	if (str_starts(number, S("www.")))
		number = str_from_offset(number, 4);
	for (size_t i = 0; i < sizeof hosts / sizeof *hosts; i++)
		if (str_starts_nocase(number, hosts[i])) {
			number = str_from_offset(number, hosts[i].len);
			known = true;
		}
	for (size_t i = 0; i < sizeof names / sizeof *names && known; i++)
		if (str_starts_nocase(number, names[i]))
			number = str_trim_start(str_from_offset(number, names[i].len));
	return known ? number : value;
}

/* The value of a link's field; arXiv numbers are in `eprint` too. */
static Str link_value(Arena *arena, const Publication *p, const char *field)
{
	Str value = str_trim(bib_field(p->entry, str_from(field)));
	if (value.len == 0 && str_eq(str_from(field), S("arxiv"))) {
		Str kind = bib_field(p->entry, S("archiveprefix"));
		if (kind.len == 0)
			kind = bib_field(p->entry, S("eprinttype"));
		if (str_eq_nocase(kind, S("arxiv")))
			value = str_trim(bib_field(p->entry, S("eprint")));
	}
	static const Str escaped[][2] = {
		{STR_INIT("\\_"), STR_INIT("_")},   {STR_INIT("\\&"), STR_INIT("&")},
		{STR_INIT("\\%"), STR_INIT("%")},   {STR_INIT("\\#"), STR_INIT("#")},
		{STR_INIT("\\~{}"), STR_INIT("~")}, {STR_INIT("\\url"), STR_INIT("")}};
	for (size_t i = 0; i < sizeof escaped / sizeof *escaped; i++)
		value = str_replace(arena, value, escaped[i][0], escaped[i][1]);
	if (str_starts(value, S("{")) && str_ends(value, S("}")))
		value = str_trim(str_slice(value, 1, value.len - 1));
	bool none = str_eq(value, S("#")) || str_eq_nocase(value, S("true")) ||
		    str_eq_nocase(value, S("false")) || str_starts_nocase(value, S("javascript:"));
	return none ? S("") : value;
}

Str publication_link(Arena *arena, const Publication *p, const char *field)
{
	Str value = link_value(arena, p, field);
	for (size_t i = 0; i < sizeof links / sizeof *links && value.len > 0; i++)
		if (str_eq(str_from(links[i].field), str_from(field)))
			return link_url(arena, links[i].number != NULL ? bare_number(value) : value,
					links[i].before, links[i].folder);
	return value;
}

static bool has_url(const DocNode *line, Str url)
{
	for (const DocNode *node = line->first; node != NULL; node = node->next)
		if (node->kind == DOC_LINK && str_eq(node->as.link.url, url))
			return true;
	return false;
}

/* "doi:10.1000/x"; an address without what every address begins with. */
static Str printed_number(Arena *arena, Str number, const char *before)
{
	size_t scheme = str_find(number, S("://"), 0);
	return scheme != STR_NONE ? str_from_offset(number, scheme + 3)
				  : str_concat(arena, str_from(before), number);
}

/* What stands in for a field that the entry lacks. */
static Str stand_in(const PublicationLinks *more, const char *field)
{
	for (size_t i = 0; i < more->len; i++)
		if (str_eq(more->ptr[i].field, str_from(field)))
			return more->ptr[i].url;
	return S("");
}

static void add_link(Arena *arena, DocNode *line, Str url, Str label, Span span,
		     DocAudience audience)
{
	DocNode *link = doc_new(arena, DOC_LINK, span);
	link->as.link.url = url;
	link->audience = audience;
	publication_add_text(arena, link, label, span);
	doc_append(line, link);
}

static void add_gap(Arena *arena, DocNode *line, Span span, bool paper)
{
	if (line->first == NULL)
		return;
	publication_add_text_for(arena, line, S(" "), span, DOC_WEB_ONLY);
	if (paper)
		publication_add_text_for(arena, line, S(" · "), span, DOC_CV_ONLY);
}

/* Links that no field has: false when there is none. */
static bool add_more(Arena *arena, DocNode *line, const PublicationLinks *more,
		     const Publication *p)
{
	Span span = p->entry->key_span;
	bool any = false;
	for (size_t i = 0; i < more->len; i++) {
		const PublicationLink *one = &more->ptr[i];
		if (has_url(line, one->url) || bib_field(p->entry, one->field).len > 0)
			continue;
		add_gap(arena, line, span, !one->page_only);
		add_link(arena, line, one->url, one->label, span,
			 one->page_only ? DOC_WEB_ONLY : DOC_BOTH);
		any = true;
	}
	return any;
}

/* Numbers that lead nowhere: paper alone. */
static void add_isbn(Arena *arena, DocNode *line, const Publication *p)
{
	Str isbn = publication_field(arena, p->entry, "isbn");
	Span span = publication_span(p->entry, "isbn");
	if (isbn.len == 0)
		return;
	publication_add_text_for(arena, line, line->first != NULL ? S(" · ") : S(""), span,
				 DOC_CV_ONLY);
	publication_add_text_for(arena, line, str_concat(arena, S("ISBN "), isbn), span,
				 DOC_CV_ONLY);
}

void publication_add_links(Arena *arena, DocNode *entry, const Publication *p,
			   const PublicationStyle *style)
{
	bool doi = link_value(arena, p, "doi").len > 0;
	DocNode *line = doc_new(arena, DOC_PARAGRAPH, p->entry->key_span);
	PublicationLinks more = {0};
	bool page = false;
	if (style->links != NULL)
		more = style->links(style->context, p);
	doc_traits(arena, line)->style = S("links");
	for (size_t i = 0; i < sizeof links / sizeof *links; i++) {
		Str value = link_value(arena, p, links[i].field);
		bool told = style->links_told &&
			    (i == 0 || (!doi && str_eq(str_from(links[i].field), S("url"))));
		if (value.len == 0)
			value = stand_in(&more, links[i].field);
		if (value.len == 0 || told)
			continue;
		Span span = publication_span(p->entry, links[i].field);
		Str number = links[i].number != NULL ? bare_number(value) : value;
		Str url = link_url(arena, links[i].before[0] != '\0' ? number : value,
				   links[i].before, links[i].folder);
		if (has_url(line, url))
			continue;
		add_gap(arena, line, span, true);
		bool both = links[i].number == NULL;
		add_link(arena, line, url, str_from(links[i].label), span,
			 both ? DOC_BOTH : DOC_WEB_ONLY);
		if (!both)
			add_link(arena, line, url, printed_number(arena, number, links[i].number),
				 span, DOC_CV_ONLY);
		page = true;
	}
	page = add_more(arena, line, &more, p) || page;
	add_isbn(arena, line, p);
	if (!page)
		line->audience = DOC_CV_ONLY;
	if (line->first != NULL)
		doc_append(entry, line);
}
