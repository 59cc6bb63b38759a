/*
 * Links as paper can use them: what a link says is left; where that is not its address, a number
 * stands behind it, and the addresses stand at the end, each once, in the order of the text.
 */
#include "model/handout.h"

#include "base/url.h"
#include "base/vec.h"
#include "front/qr.h"
#include "model/locale.h"
#include "model/site_parts.h"

typedef struct {
	Arena *arena;
	Map numbers;		    /* short address -> its number, as text */
	VEC(const DocNode *) links; /* by number */
	VEC(Str) addresses;
	size_t first; /* number */
} Notes;

/* --- addresses --- */

static Str without(Str url, Str prefix)
{
	return str_starts_nocase(url, prefix) ? str_from_offset(url, prefix.len) : url;
}

static Str arxiv_number(Str path)
{
	Str number = without(without(path, S("abs/")), S("pdf/"));
	return str_ends_nocase(number, S(".pdf")) ? str_slice(number, 0, number.len - 4) : number;
}

Str handout_address(Arena *arena, Str url)
{
	if (str_starts_nocase(url, S("mailto:"))) {
		Str mail = str_from_offset(url, 7);
		return str_slice(mail, 0, str_find_char(mail, '?', 0));
	}
	if (str_starts_nocase(url, S("tel:")))
		return str_from_offset(url, 4);
	Str rest = without(without(without(url, S("https://")), S("http://")), S("www."));
	if (rest.ptr == url.ptr)
		return url;
	Str doi = without(without(rest, S("dx.")), S("doi.org/"));
	if (str_starts(doi, S("10.")))
		return str_concat(arena, S("doi:"), doi);
	if (str_starts_nocase(rest, S("arxiv.org/abs/")) ||
	    str_starts_nocase(rest, S("arxiv.org/pdf/")))
		return str_concat(arena, S("arXiv:"), arxiv_number(str_from_offset(rest, 10)));
	while (str_ends(rest, S("/")))
		rest.len--;
	return rest;
}

/* Whether a text says an address: "arXiv:2101.00001" does by its number. */
static bool says(Arena *arena, Str text, Str address)
{
	Str bare = without(without(address, S("doi:")), S("arXiv:"));
	return str_contains(str_lower(arena, text), str_lower(arena, bare));
}

/* --- numbers --- */

static bool is_shown(const DocNode *node)
{
	for (; node != NULL; node = node->parent) {
		bool hidden = node->traits->format != NULL && node->traits->format->hidden;
		if (hidden || node->audience == DOC_WEB_ONLY || node->kind == DOC_HEADING ||
		    str_eq(node->traits->style, S("badge")))
			return false;
	}
	return true;
}

/* Its number; empty for a link that needs none. */
static Str number_of(Notes *notes, const DocNode *link)
{
	Str url = link->as.link.print_url, text = doc_plain_text(notes->arena, link);
	bool away = url_is_remote(url) || str_starts_nocase(url, S("mailto:")) ||
		    str_starts_nocase(url, S("tel:"));
	if (!away || str_is_blank(text) || !is_shown(link))
		return S("");
	Str address = handout_address(notes->arena, url);
	if (says(notes->arena, text, address))
		return S("");
	const Str *known = map_get(&notes->numbers, address);
	if (known != NULL)
		return *known;
	Str *number = ARENA_NEW(notes->arena, Str);
	*number = str_format(notes->arena, "%zu", notes->first + notes->links.len);
	map_set(&notes->numbers, address, number);
	VEC_PUSH(notes->arena, &notes->links, link);
	VEC_PUSH(notes->arena, &notes->addresses, address);
	return *number;
}

static void put_behind(DocNode *node, DocNode *mark)
{
	mark->parent = node->parent;
	mark->next = node->next;
	node->next = mark;
	if (node->parent->last == node)
		node->parent->last = mark;
}

static void number_links(Notes *notes, const Doc *doc)
{
	static const DocFormat raised = {.script = 1};
	for (DocNode *node = doc->root; node != NULL; node = doc_next(node, doc->root)) {
		Str number = node->kind == DOC_LINK && node->parent != NULL ? number_of(notes, node)
									    : S("");
		if (number.len == 0)
			continue;
		DocNode *mark = doc_new(notes->arena, DOC_SPAN, node->span);
		doc_traits(notes->arena, mark)->format = &raised;
		doc_append(mark, doc_new_text(notes->arena, number, node->span));
		put_behind(node, mark);
	}
}

/* Footnotes have the first numbers. */
static size_t count_footnotes(const Doc *doc)
{
	size_t count = 0;
	const DocNode *note = doc->notes != NULL ? doc->notes->first : NULL;
	for (; note != NULL; note = note->next)
		count += note->kind == DOC_NOTE;
	return count;
}

/* --- the section at the end --- */

static DocNode *add_text(Arena *arena, DocNode *parent, Str text)
{
	DocNode *node = doc_new_text(arena, text, SPAN_NONE);
	doc_append(parent, node);
	return node;
}

static void add_address(Notes *notes, DocNode *list, size_t index)
{
	Arena *arena = notes->arena;
	if (index > 0)
		add_text(arena, list, S("\u2002 "));
	DocNode *number = doc_new(arena, DOC_STRONG, SPAN_NONE);
	add_text(arena, number, str_format(arena, "%zu", notes->first + index));
	doc_append(list, number);
	add_text(arena, list, S("\u00A0"));
	const DocNode *first = notes->links.ptr[index];
	DocNode *link = doc_new(arena, DOC_LINK, first->span);
	link->as.link.url = link->as.link.print_url = first->as.link.print_url;
	add_text(arena, link, notes->addresses.ptr[index]);
	doc_append(list, link);
}

static DocNode *paragraph_new(Arena *arena)
{
	static const DocFormat left = {.align = DOC_ALIGN_LEFT};
	DocNode *paragraph = doc_new(arena, DOC_PARAGRAPH, SPAN_NONE);
	doc_traits(arena, paragraph)->format = &left;
	return paragraph;
}

DocNode *handout_qr(Arena *arena, Str url, Str width)
{
	int modules;
	Str picture = qr_picture(arena, url, &modules);
	if (picture.len == 0)
		return NULL;
	DocNode *image = doc_new(arena, DOC_IMAGE, SPAN_NONE);
	image->as.image.url = image->as.image.file = picture;
	image->as.image.alt = str_concat(arena, S("QR code: "), url);
	image->as.image.pixel_width = image->as.image.pixel_height = (uint32_t)modules;
	doc_set_image_look(arena, image, (DocImageLook){.width = width});
	return image;
}

/* The code stands beside the addresses, like a picture beside a publication. */
static void add_code(Arena *arena, DocNode *section, Str home)
{
	DocNode *image = handout_qr(arena, home, S("100"));
	if (image == NULL)
		return;
	DocNode *entry = doc_new(arena, DOC_ENTRY, SPAN_NONE), *aside;
	aside = doc_new(arena, DOC_BLOCK, SPAN_NONE);
	DocNode *figure = doc_new(arena, DOC_PARAGRAPH, SPAN_NONE);
	doc_append(figure, image);
	doc_append(aside, figure);
	aside->parent = entry;
	doc_traits(arena, entry)->style = S("links");
	entry->as.entry.aside = aside;
	entry->as.entry.picture = image;
	doc_append(section, entry);
}

static int top_level(const Doc *doc)
{
	int level = 7;
	for (const DocNode *node = doc->root; node != NULL; node = doc_next(node, doc->root))
		if (node->kind == DOC_HEADING && node->as.heading.level < level)
			level = node->as.heading.level;
	return level < 7 ? level : 2;
}

Str handout_home(const Site *site)
{
	return site_print_url(site, site->home->url);
}

void handout_print_links(const Site *site, Doc *doc)
{
	Arena *arena = site->arena;
	Notes notes = {.arena = arena, .numbers = map_in(arena)};
	notes.first = count_footnotes(doc) + 1;
	int level = top_level(doc);
	number_links(&notes, doc);
	Str home = handout_home(site);
	if (notes.links.len == 0 && home.len == 0)
		return;
	DocNode *section = doc_new(arena, DOC_SECTION, SPAN_NONE);
	DocNode *heading = doc_new(arena, DOC_HEADING, SPAN_NONE);
	heading->as.heading.level = level;
	Str lang = doc->lang.len > 0 ? doc->lang : site->lang;
	add_text(arena, heading, locale_word(site->locales, lang, "links"));
	doc_append(section, heading);
	DocNode *place = section;
	if (home.len > 0) {
		add_code(arena, section, home);
		if (section->last->kind == DOC_ENTRY)
			place = section->last;
		DocNode *line = paragraph_new(arena), *link = doc_new(arena, DOC_LINK, SPAN_NONE);
		link->as.link.url = link->as.link.print_url = home;
		add_text(arena, link, handout_address(arena, home));
		doc_append(line, link);
		doc_append(place, line);
	}
	DocNode *list = paragraph_new(arena);
	doc_traits(arena, list)->style = S("note");
	for (size_t i = 0; i < notes.links.len; i++)
		add_address(&notes, list, i);
	if (list->first != NULL)
		doc_append(place, list);
	doc_append(doc->root, section);
}
