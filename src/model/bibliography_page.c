/*
 * What a page that lists a whole bibliography has besides the entries: filters by type and year,
 * which work without script (radio buttons and :has()), the file to download, and its papers for
 * html_linked.c.
 */
#include "base/buf.h"
#include "base/file.h"
#include "base/markup.h"
#include "model/locale.h"
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

/* A word in the language of the page. */
static Str word_of(const SiteReader *reader, const char *key)
{
	Str lang = reader->page->lang.len > 0 ? reader->page->lang : reader->site->lang;
	return locale_word(reader->site->locales, lang, key);
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

/* `group` is also the key of its legend. */
static void put_filter(SiteReader *reader, Buf *out, const char *group, const Choices *choices)
{
	Arena *arena = reader->site->arena;
	buf_add(out, S("<fieldset><legend>"));
	markup_escape_text(out, word_of(reader, group));
	buf_add(out, S("</legend>\n"));
	put_radio(arena, out, group, S("all"), word_of(reader, "all"), 0);
	for (size_t i = 0; i < choices->len; i++)
		put_radio(arena, out, group, choices->ptr[i].value, choices->ptr[i].label,
			  choices->ptr[i].count);
	buf_add(out, S("</fieldset>\n"));
}

static void put_rules(Arena *arena, Buf *out, const char *group, const Choices *choices)
{
	for (size_t i = 0; i < choices->len; i++) {
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
	doc_traits(arena, line)->style = S("download");
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
void site_mark_entry(Site *site, DocNode *node, Str year, Str types, bool first)
{
	Arena *arena = site->arena;
	Attrs *attrs = ARENA_NEW(arena, Attrs);
	if (node->traits->attrs != NULL)
		*attrs = *node->traits->attrs;
	if (year.len > 0)
		attrs_set(arena, attrs, S("data-year"), site_slug(arena, year, false));
	if (types.len > 0)
		attrs_set(arena, attrs, S("data-type"), types);
	attrs_set(arena, attrs, S("data-author"), first ? S("first") : S("other"));
	doc_traits(arena, node)->attrs = attrs;
}

/* Whether the site's person is the first of the authors. */
bool site_is_first_author(Site *site, const Publication *item, const PublicationStyle *style)
{
	return item->author_count > 0 && !item->editors &&
	       publication_is_own(site->arena, &item->authors[0], style);
}

/* A field for words to look for; it works by script, which shows it. */
static void put_search(const SiteReader *reader, Buf *out)
{
	Str hint = word_of(reader, "find_paper");
	buf_add(out, S("<p class=\"find\" hidden><input type=\"search\" aria-label=\""));
	markup_escape_attribute(out, hint);
	buf_add(out, S("\" placeholder=\""));
	markup_escape_attribute(out, hint);
	buf_add(out, S("\"> <output></output></p>\n"));
}

void site_add_controls(SiteReader *reader, DocNode *root, const Publication *const *items,
		       size_t count, Span span)
{
	Site *site = reader->site;
	Arena *arena = site->arena;
	Choices types = {0}, years = {0}, mine = {0};
	Str first = word_of(reader, "first_author");
	PublicationStyle style = site_publication_style(reader);
	for (size_t i = 0; i < count; i++) {
		Str type = site_type_alias(site, items[i]->entry->type), year = items[i]->year;
		count_choice(arena, &types, type, site_type_name(site, type));
		if (year.len > 0)
			count_choice(arena, &years, year, year);
		if (site_is_first_author(site, items[i], &style))
			count_choice(arena, &mine, S("first"), first);
	}
	const struct {
		const char *group;
		const Choices *choices;
		bool useful;
	} filters[] = {{"type", &types, types.len > 1},
		       {"year", &years, years.len > 1},
		       {"author", &mine, mine.len > 0 && mine.ptr[0].count < count}};
	DocNode *block = doc_new(arena, DOC_BLOCK, span);
	Attrs *attrs = ARENA_NEW(arena, Attrs);
	attrs_set(arena, attrs, S("class"), S("filters"));
	doc_traits(arena, block)->tag = S("form");
	doc_traits(arena, block)->attrs = attrs;
	block->audience = DOC_WEB_ONLY;
	Buf out = buf_in(arena);
	put_search(reader, &out);
	for (size_t i = 0; i < 3; i++)
		if (filters[i].useful)
			put_filter(reader, &out, filters[i].group, filters[i].choices);
	doc_append(block, new_raw(arena, buf_str(&out), span));
	Buf sheet = buf_in(arena);
	buf_add(&sheet, S("<style>\n"));
	for (size_t i = 0; i < 3; i++)
		if (filters[i].useful)
			put_rules(arena, &sheet, filters[i].group, filters[i].choices);
	buf_add(&sheet, S("</style>\n"));
	DocNode *rules = new_raw(arena, buf_str(&sheet), span);
	doc_traits(arena, rules)->style = S("rules");
	doc_append(block, rules);
	add_download(reader, block, span);
	doc_append(root, block);
}

/* How many authors of a paper have one of two marks, which are the same sign. */
static size_t count_marked(Arena *arena, const Publication *p, Str mark, Str other)
{
	size_t count = 0;
	for (size_t i = 0; i < p->author_count; i++) {
		Str marks = publication_marks(arena, &p->authors[i]);
		count += str_contains(marks, mark) || str_contains(marks, other);
	}
	return count;
}

/* Whether the page itself explains a mark. */
static bool is_told(const SiteReader *reader, const Str *phrases, size_t count)
{
	Str text = reader->page->source != NULL ? reader->page->source->text : S("");
	for (size_t i = 0; i < count; i++)
		if (str_contains_nocase(text, phrases[i]))
			return true;
	return false;
}

/* One author alone with * means another thing than equal contribution. */
void site_add_legend(SiteReader *reader, DocNode *root, const Publication *const *items,
		     size_t count, Span span)
{
	static const Str equal_words[] = {
		STR_INIT("equal contribution"), STR_INIT("contributed equally"),
		STR_INIT("equally contributed"), STR_INIT("共同贡献"), STR_INIT("共同一作")};
	static const Str letter_words[] = {STR_INIT("corresponding author"), STR_INIT("通讯作者"),
					   STR_INIT("通訊作者")};
	Arena *arena = reader->site->arena;
	bool equal = false, letter = false;
	for (size_t i = 0; i < count; i++) {
		equal = equal || count_marked(arena, items[i], S("*"), S("∗")) > 1;
		letter = letter || count_marked(arena, items[i], S("✉"), S("✉")) > 0;
	}
	equal = equal && !is_told(reader, equal_words, sizeof equal_words / sizeof *equal_words);
	letter = letter &&
		 !is_told(reader, letter_words, sizeof letter_words / sizeof *letter_words);
	Str text = equal ? word_of(reader, "equal") : S("");
	if (letter)
		text = str_concat3(arena, text, equal ? S(" · ") : S(""),
				   word_of(reader, "corresponding"));
	if (text.len == 0)
		return;
	DocNode *line = doc_new(arena, DOC_PARAGRAPH, span);
	doc_traits(arena, line)->style = S("note");
	doc_append(line, doc_new_text(arena, text, span));
	doc_append(root, line);
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
