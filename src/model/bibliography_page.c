/*
 * What a page that lists a whole bibliography has besides the entries: filters by type and year,
 * which work without script (radio buttons and :has()), the file to download, and its papers for
 * html_linked.c.
 */
#include "base/buf.h"
#include "base/file.h"
#include "base/markup.h"
#include "model/site_parts.h"

enum { LEAST_ENTRIES = 6 }; /* shorter lists need no filters */

/* A value of a filter: what it is called, how many entries have it. */
typedef struct {
	Str value, label;
	size_t count;
} Choice;

typedef VEC(Choice) Choices;

static void count_choice(Arena *arena, Choices *choices, Str value, Str label)
{
	for (size_t i = 0; i < choices->len; i++)
		if (str_eq(choices->ptr[i].value, value)) {
			choices->ptr[i].count++;
			return;
		}
	VEC_PUSH(arena, choices, (Choice){value, label, 1});
}

/* Letters, digits and hyphens: fit for ids. */
static Str choice_id(Arena *arena, const char *group, Str value)
{
	return str_concat3(arena, str_from(group), S("-"), site_slug(arena, value, false));
}

static void put_radio(Arena *arena, Buf *out, const char *group, Str value, Str label, size_t count)
{
	Str id = choice_id(arena, group, value);
	bool all = str_eq(value, S("all"));
	buf_add_format(out, "<input type=\"radio\" name=\"%s\" id=\"%.*s\"%s><label for=\"%.*s\">",
		       group, STR_ARG(id), all ? " checked" : "", STR_ARG(id));
	markup_escape_text(out, label);
	if (!all)
		buf_add_format(out, " <small>%zu</small>", count);
	buf_add(out, S("</label>\n"));
}

static void put_filter(Arena *arena, Buf *out, const char *group, const char *legend,
		       const Choices *choices)
{
	if (choices->len < 2)
		return;
	buf_add_format(out, "<fieldset><legend>%s</legend>\n", legend);
	put_radio(arena, out, group, S("all"), S("All"), 0);
	for (size_t i = 0; i < choices->len; i++)
		put_radio(arena, out, group, choices->ptr[i].value, choices->ptr[i].label,
			  choices->ptr[i].count);
	buf_add(out, S("</fieldset>\n"));
}

static void put_rules(Arena *arena, Buf *out, const char *group, const Choices *choices)
{
	for (size_t i = 0; choices->len > 1 && i < choices->len; i++) {
		Str value = site_slug(arena, choices->ptr[i].value, false),
		    id = choice_id(arena, group, value);
		buf_add_format(
			out,
			".content:has(#%.*s:checked) :is(.publication,.bibliography[data-%s])"
			":not([data-%s~=\"%.*s\"]){display:none}\n",
			STR_ARG(id), group, group, STR_ARG(value));
	}
}

static DocNode *new_raw(Arena *arena, Str bytes, Span span)
{
	DocNode *raw = doc_new(arena, DOC_RAW, span);
	raw->as.text = bytes;
	raw->audience = DOC_WEB_ONLY;
	return raw;
}

/* A copy of the bibliography below assets/bibliography, and a link to it. */
static void add_download(SiteReader *reader, DocNode *parent, Span span)
{
	Site *site = reader->site;
	Arena *arena = site->arena;
	Library *library = site_library(site, S(""), span, reader->diags);
	if (library->source == NULL)
		return;
	Str path = str_concat(arena, S("assets/bibliography/"), path_name(library->name));
	site_add_copy(site, path, library->name);
	DocNode *line = doc_new(arena, DOC_PARAGRAPH, span), *link = doc_new(arena, DOC_LINK, span);
	line->style = S("download");
	line->audience = DOC_WEB_ONLY;
	link->as.link.url = str_concat3(arena, site->baseurl, S("/"), path);
	doc_append(link, doc_new_text(arena, S("BibTeX"), span));
	doc_append(line, link);
	doc_append(parent, line);
}

bool site_has_filters(SiteReader *reader, const Ast *element, size_t count)
{
	static const Str narrowing[] = {STR_INIT("query"),	    STR_INIT("max"),
					STR_INIT("offset"),	    STR_INIT("cited"),
					STR_INIT("cited_in_order"), STR_INIT("file")};
	for (size_t i = 0; i < sizeof narrowing / sizeof *narrowing; i++)
		if (attrs_get(&element->attrs, narrowing[i], NULL).len > 0)
			return false;
	const Value *wanted = value_path(reader->site->config, S("recto.bibliography.filters"));
	return count >= LEAST_ENTRIES && value_bool(wanted, true) &&
	       reader->page != reader->site->home;
}

/* What the style sheet's rules pick a node by. */
void site_mark_entry(Site *site, DocNode *node, Str year, Str types)
{
	Arena *arena = site->arena;
	Attrs *attrs = ARENA_NEW(arena, Attrs);
	if (node->attrs != NULL)
		*attrs = *node->attrs;
	if (year.len > 0)
		attrs_set(arena, attrs, S("data-year"), site_slug(arena, year, false));
	if (types.len > 0)
		attrs_set(arena, attrs, S("data-type"), types);
	node->attrs = attrs;
}

void site_add_controls(SiteReader *reader, DocNode *root, const Publication *const *items,
		       size_t count, Span span)
{
	Site *site = reader->site;
	Arena *arena = site->arena;
	Choices types = {0}, years = {0};
	for (size_t i = 0; i < count; i++) {
		Str type = site_type_alias(site, items[i]->entry->type), year = items[i]->year;
		count_choice(arena, &types, type, site_type_name(site, type));
		if (year.len > 0)
			count_choice(arena, &years, year, year);
	}
	DocNode *block = doc_new(arena, DOC_BLOCK, span);
	Attrs *attrs = ARENA_NEW(arena, Attrs);
	attrs_set(arena, attrs, S("class"), S("filters"));
	block->tag = S("form");
	block->attrs = attrs;
	block->audience = DOC_WEB_ONLY;
	Buf out = buf_in(arena);
	put_filter(arena, &out, "type", "Type", &types);
	put_filter(arena, &out, "year", "Year", &years);
	buf_add(&out, S("<style>\n"));
	put_rules(arena, &out, "type", &types);
	put_rules(arena, &out, "year", &years);
	buf_add(&out, S("</style>\n"));
	doc_append(block, new_raw(arena, buf_str(&out), span));
	add_download(reader, block, span);
	doc_append(root, block);
}

/* Whether two authors or more of a paper have the mark of equal contribution; one alone means
 * another thing. */
static bool has_equals(Arena *arena, const Publication *p)
{
	size_t count = 0;
	for (size_t i = 0; i < p->author_count; i++) {
		Str marks = publication_marks(arena, &p->authors[i]);
		count += str_contains(marks, S("*")) || str_contains(marks, S("∗"));
	}
	return count > 1;
}

void site_add_legend(SiteReader *reader, DocNode *root, const Publication *const *items,
		     size_t count, Span span)
{
	Arena *arena = reader->site->arena;
	Str text = reader->page->source != NULL ? reader->page->source->text : S("");
	bool told = str_contains_nocase(text, S("equal contribution")) ||
		    str_contains_nocase(text, S("contributed equally")) ||
		    str_contains_nocase(text, S("equally contributed"));
	for (size_t i = 0; i < count && !told; i++) {
		if (!has_equals(arena, items[i]))
			continue;
		DocNode *line = doc_new(arena, DOC_PARAGRAPH, span);
		line->style = S("note");
		doc_append(line, doc_new_text(arena, S("* equal contribution"), span));
		doc_append(root, line);
		return;
	}
}

/* The papers of a page, for machines. */
void site_note_papers(SiteReader *reader, const Publication *const *items, size_t count)
{
	Page *page = reader->page;
	const Publication **all = ARENA_ARRAY(reader->site->arena, const Publication *,
					      page->paper_count + count + 1);
	for (size_t i = 0; i < page->paper_count; i++)
		all[i] = page->papers[i];
	for (size_t i = 0; i < count; i++)
		all[page->paper_count + i] = items[i];
	page->papers = all;
	page->paper_count += count;
}
