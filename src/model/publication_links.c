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

/* "10.1000/x" of "https://doi.org/10.1000/x", "arXiv:2101.00001v2" and the like. */
static Str bare_number(Str value)
{
	static const Str before[] = {
		STR_INIT("https://"),	  STR_INIT("http://"),
		STR_INIT("www."),	  STR_INIT("dx.doi.org/"),
		STR_INIT("doi.org/"),	  STR_INIT("doi:"),
		STR_INIT("arxiv.org/"),	  STR_INIT("abs/"),
		STR_INIT("pdf/"),	  STR_INIT("arXiv:"),
		STR_INIT("hal.science/"), STR_INIT("pubmed.ncbi.nlm.nih.gov/"),
	};
	for (size_t i = 0; i < sizeof before / sizeof *before; i++)
		if (str_starts_nocase(value, before[i]))
			value = str_trim_start(str_from_offset(value, before[i].len));
	return value;
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

static void add_link(Arena *arena, DocNode *line, Str url, Str label, Span span,
		     DocAudience audience)
{
	DocNode *link = doc_new(arena, DOC_LINK, span);
	link->as.link.url = url;
	link->audience = audience;
	publication_add_text(arena, link, label, span);
	doc_append(line, link);
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
	bool page = false;
	line->style = S("links");
	for (size_t i = 0; i < sizeof links / sizeof *links; i++) {
		Str value = link_value(arena, p, links[i].field);
		bool told = style->links_told &&
			    (i == 0 || (!doi && str_eq(str_from(links[i].field), S("url"))));
		if (value.len == 0 || told)
			continue;
		Span span = publication_span(p->entry, links[i].field);
		Str number = links[i].number != NULL ? bare_number(value) : value;
		Str url = link_url(arena, links[i].before[0] != '\0' ? number : value,
				   links[i].before, links[i].folder);
		if (has_url(line, url))
			continue;
		if (line->first != NULL) {
			publication_add_text_for(arena, line, S(" "), span, DOC_WEB_ONLY);
			publication_add_text_for(arena, line, S(" · "), span, DOC_CV_ONLY);
		}
		bool both = links[i].number == NULL;
		add_link(arena, line, url, str_from(links[i].label), span,
			 both ? DOC_BOTH : DOC_WEB_ONLY);
		if (!both)
			add_link(arena, line, url,
				 str_concat(arena, str_from(links[i].number), number), span,
				 DOC_CV_ONLY);
		page = true;
	}
	add_isbn(arena, line, p);
	if (!page)
		line->audience = DOC_CV_ONLY;
	if (line->first != NULL)
		doc_append(entry, line);
}
