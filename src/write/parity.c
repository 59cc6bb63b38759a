#include "write/parity.h"

#include "base/utf8.h"
#include "base/vec.h"

/* --- letters --- */

/* Space, punctuation, arrows, signs, pictograms, icons and what only steers them. */
static bool is_letter(uint32_t rune)
{
	if (rune < 0x80)
		return rune < 0x7F && char_is_alnum((char)rune);
	return rune >= 0xC0 && rune != 0xD7 && rune != 0xF7 && (rune < 0x2000 || rune >= 0x2C00) &&
	       (rune < 0x3000 || rune > 0x3020) && rune != 0x30FB &&
	       (rune < 0xE000 || rune > 0xF8FF) && (rune < 0xFE00 || rune > 0xFE6F) &&
	       rune < 0x1F000 && (rune < 0xFF00 || rune > 0xFF0F);
}

static void add_letters(Buf *out, Str text)
{
	for (size_t at = 0; at < text.len;) {
		uint32_t rune = utf8_next(text, &at);
		if (rune < 0x80 && is_letter(rune))
			buf_add_char(out, char_lower((char)rune));
		else if (is_letter(rune))
			buf_add_rune(out, rune);
	}
}

/* --- the paper --- */

/* What is no text of the block around it: numbers of notes, the words of formulas. */
static bool is_beside_text(const Tag *tag)
{
	for (; tag != NULL; tag = tag->parent)
		if (tag->kind == TAG_FORMULA || tag->kind == TAG_REFERENCE)
			return true;
	return false;
}

/* The block whose text a tag's text is a part of. */
static const Tag *block_of(const Tag *tag)
{
	while (tag->parent != NULL && (tag->kind == TAG_SPAN || tag->kind == TAG_LINK ||
				       tag->kind == TAG_CODE || tag->kind == TAG_FIGURE))
		tag = tag->parent;
	return tag;
}

/* The letters of a paper in the order of its tags, as they are compared. */
static Str paper_text(Arena *arena, const Paper *paper)
{
	Buf *blocks = ARENA_ARRAY(arena, Buf, paper->tag_count), out = buf_in(arena);
	for (size_t i = 0; i < paper->frame_count; i++)
		for (size_t k = 0; k < paper->frames[i].count; k++) {
			const FrameItem *item = &paper->frames[i].items[k];
			if (item->kind != FRAME_TEXT || item->tag == NULL ||
			    is_beside_text(item->tag))
				continue;
			Buf *block = &blocks[block_of(item->tag)->number];
			block->arena = arena;
			add_letters(block, item->as.text.text);
		}
	for (const Tag *tag = paper->root; tag != NULL; tag = tag_next(tag, paper->root, true))
		if (blocks[tag->number].len > 0)
			buf_add(&out, buf_str(&blocks[tag->number]));
	return buf_str(&out);
}

/* Addresses and places that links on paper lead to. */
static Map paper_links(Arena *arena, const Paper *paper)
{
	Map links = map_in(arena);
	for (size_t i = 0; i < paper->frame_count; i++)
		for (size_t k = 0; k < paper->frames[i].count; k++) {
			const FrameItem *item = &paper->frames[i].items[k];
			if (item->kind != FRAME_LINK)
				continue;
			if (item->as.link.url.len > 0)
				(void)map_set(&links, item->as.link.url, NULL);
			else
				(void)map_set(&links,
					      str_concat(arena, S("#"), item->as.link.anchor),
					      NULL);
		}
	return links;
}

/* --- a document --- */

/* The letters of one block. */
typedef struct {
	const DocNode *node;
	Str letters;
	bool rtl; /* some of it runs from right to left */
} Block;
typedef VEC(Block) Blocks;

static bool is_away(const DocNode *node, DocAudience audience)
{
	for (; node != NULL; node = node->parent)
		if (node->audience == audience ||
		    (node->traits->format != NULL && node->traits->format->hidden) ||
		    node->kind == DOC_TOC)
			return true;
	return false;
}

static const DocNode *doc_block_of(const DocNode *node)
{
	while (node->parent != NULL && !doc_is_block(node) && node->kind != DOC_DATE)
		node = node->parent;
	return node;
}

static Str text_of(const DocNode *node)
{
	return node->kind == DOC_TEXT || (node->kind == DOC_MATH && node->as.math.formula == NULL)
		       ? node->as.text
	       : node->kind == DOC_CODE || (node->kind == DOC_CODE_BLOCK && node->first == NULL)
		       ? node->as.code.text
		       : S("");
}

/* The blocks with text of a document, without what is not meant for the side. */
static Blocks blocks_of(Arena *arena, const DocNode *root, DocAudience away)
{
	Blocks blocks = {0};
	const DocNode *open = NULL;
	Buf letters = buf_in(arena);
	for (const DocNode *node = root;; node = doc_next(node, root)) {
		Str text = node != NULL ? text_of(node) : S("");
		if (node != NULL && (text.len == 0 || is_away(node, away)))
			continue;
		const DocNode *block = node != NULL ? doc_block_of(node) : NULL;
		if (block != open && letters.len > 0) {
			Str all = buf_str(&letters);
			VEC_PUSH(arena, &blocks, (Block){open, all, utf8_has_rtl(all)});
			letters = buf_in(arena);
		}
		if (node == NULL)
			return blocks;
		open = block;
		add_letters(&letters, text);
	}
}

/* --- comparison --- */

typedef struct {
	const Site *site;
	Arena *arena;
	Diags *diags;
	Str paper;
	Map printed; /* places of blocks of the CV's document */
} Parity;

static Str key_of(Arena *arena, Span span)
{
	return str_format(arena, "%u %u %u", span.source, span.start, span.end);
}

/* The first words of a block, for messages. */
static Str opening(Arena *arena, const DocNode *node)
{
	enum { SHOWN = 40 };
	Str text = str_fold_space(arena, doc_plain_text(arena, node));
	size_t at = 0;
	for (size_t i = 0; i < SHOWN && at < text.len; i++)
		(void)utf8_next(text, &at);
	return at < text.len ? str_concat(arena, str_slice(text, 0, at), S("...")) : text;
}

/* Shorter blocks stand in other ones too. */
enum { ORDER_LETTERS = 16 };

static void check_block(Parity *parity, const Block *block, size_t *at)
{
	size_t found = str_find(parity->paper, block->letters, *at);
	if (found != STR_NONE) {
		*at = found + block->letters.len;
		return;
	}
	if (block->rtl) /* lines are painted from the left */
		return;
	found = str_find(parity->paper, block->letters, 0);
	Str words = opening(parity->arena, block->node);
	if (found == STR_NONE)
		diag_warning(parity->diags, block->node->span, S(""),
			     "the PDF does not say \"%.*s\" as the source does [parity-text]",
			     STR_ARG(words));
	else if (block->letters.len >= ORDER_LETTERS)
		diag_warning(parity->diags, block->node->span, S(""),
			     "the PDF says \"%.*s\" in another place [parity-order]",
			     STR_ARG(words));
}

static void check_document(Parity *parity, const Doc *cv)
{
	Blocks blocks = blocks_of(parity->arena, cv->root, DOC_WEB_ONLY);
	size_t at = 0;
	for (size_t i = 0; i < blocks.len; i++) {
		Span span = blocks.ptr[i].node->span;
		(void)map_set(&parity->printed, key_of(parity->arena, span), NULL);
		check_block(parity, &blocks.ptr[i], &at);
	}
}

/* Whether it shows more than pictures. */
static bool has_words(const DocNode *link)
{
	for (const DocNode *node = link; node != NULL; node = doc_next(node, link))
		if (!str_is_blank(text_of(node)))
			return true;
	return false;
}

/* Whether the address is of a page or a file of the site, which has none of its own. */
static bool is_in_site(const Site *site, Str url)
{
	Str base = site->baseurl;
	if (!str_starts(url, S("/")))
		return false;
	if (base.len > 0 && str_starts(url, base))
		url = str_from_offset(url, base.len);
	url = str_slice(url, 0, str_find_char(url, '#', 0));
	return site_find_page(site, url) != NULL ||
	       site_find_asset(site, str_from_offset(url, 1)) != NULL;
}

static void check_links_of(Parity *parity, const Doc *cv, const Paper *paper)
{
	Map links = paper_links(parity->arena, paper);
	const DocNode *root = cv->root, *first = NULL;
	size_t silent = 0;
	for (const DocNode *node = root; node != NULL; node = doc_next(node, root)) {
		if (node->kind != DOC_LINK || node->first == NULL || is_away(node, DOC_WEB_ONLY))
			continue;
		Str url = node->as.link.print_url;
		if (url.len == 0 && is_in_site(parity->site, node->as.link.url)) {
			first = silent++ == 0 ? node : first;
			continue;
		}
		if (url.len == 0 || url.ptr[0] == '#' || map_has(&links, url))
			continue;
		if (!has_words(node))
			diag_note(parity->diags, node->span, S("put words into it"),
				  "the link to %.*s is not on paper: what it shows is not "
				  "[link-not-printed]",
				  STR_ARG(url));
		else
			diag_warning(parity->diags, node->span, S(""),
				     "the PDF has no link to %.*s [parity-link]", STR_ARG(url));
	}
	if (first != NULL && parity->site->url.len == 0)
		diag_note(parity->diags, first->span,
			  S("add the address of the site to _config.yml, url: https://..."),
			  silent == 1 ? "%zu link to the site itself is none on paper "
					"[link-not-printed]"
				      : "%zu links to the site itself are none on paper "
					"[link-not-printed]",
			  silent);
}

/* The innermost section around a block; the root for what stands before all of them. */
static const DocNode *part_of(const DocNode *node)
{
	while (node->parent != NULL && node->kind != DOC_SECTION)
		node = node->parent;
	return node;
}

/* Why a block is not on paper; *header: because the header says it. */
static const char *why_away(const Parity *parity, const Page *page, const DocNode *node,
			    bool *header)
{
	const char *why = "";
	*header = false;
	for (; node != NULL; node = node->parent) {
		SitePlace place = site_place(parity->site, page, node);
		*header = *header || (place.page && place.cv && place.why[0] != '\0');
		if (!place.cv && why[0] == '\0') /* the nearest reason */
			why = place.why;
	}
	return why;
}

/* Blocks of one part of a page that are not on paper. */
typedef struct {
	const DocNode *part, *first;
	size_t count;
	const char *why;
} Omission;

static void tell_omission(Parity *parity, const Omission *omission)
{
	if (omission->count == 0)
		return;
	const DocNode *part = omission->part, *first = omission->first;
	bool whole = part->kind == DOC_SECTION && first == part->first;
	Str more = whole || omission->count == 1
			   ? S("")
			   : str_format(parity->arena, " and %zu more block%s", omission->count - 1,
					omission->count == 2 ? "" : "s");
	diag_note(parity->diags, first->span,
		  S("`recto explain` names what is where, and how to say otherwise"),
		  "%s\"%.*s\"%.*s %s on the page only%s%s [not-printed]",
		  whole ? "the section " : "", STR_ARG(opening(parity->arena, first)),
		  STR_ARG(more), more.len > 0 ? "are" : "is", omission->why[0] != '\0' ? ": " : "",
		  omission->why);
}

/* Whether each word of a block is on paper: what the header says in its own way. */
static bool has_all_words(const Parity *parity, const DocNode *node)
{
	Str rest = doc_plain_text(parity->arena, node), word;
	while (str_next_word(&rest, &word)) {
		Buf letters = buf_in(parity->arena);
		add_letters(&letters, word);
		if (letters.len > 0 && !str_contains(parity->paper, buf_str(&letters)))
			return false;
	}
	return true;
}

/* Blocks that the program made, without a place in a source, are no words of the author. */
static bool is_omitted(const Parity *parity, const Block *block)
{
	Span span = block->node->span;
	return span.source != 0 && !str_contains(parity->paper, block->letters) &&
	       !map_has(&parity->printed, key_of(parity->arena, span)) &&
	       !has_all_words(parity, block->node);
}

static void check_page(Parity *parity, const Page *page)
{
	if (page == NULL || page->doc == NULL)
		return;
	Blocks blocks = blocks_of(parity->arena, page->doc->root, DOC_CV_ONLY);
	Omission omission = {0};
	for (size_t i = 0; i < blocks.len; i++) {
		const DocNode *node = blocks.ptr[i].node, *part = part_of(node);
		bool header;
		if (!is_omitted(parity, &blocks.ptr[i]))
			continue;
		const char *why = why_away(parity, page, node, &header);
		if (header)
			continue;
		if (part != omission.part) {
			tell_omission(parity, &omission);
			omission = (Omission){.part = part, .first = node, .why = why};
		}
		omission.count++;
	}
	tell_omission(parity, &omission);
}

void parity_check(const Site *site, const Doc *cv, const Paper *paper, Diags *diags)
{
	Arena *arena = arena_new_like(site->arena);
	Parity parity = {.site = site,
			 .arena = arena,
			 .diags = diags,
			 .paper = paper_text(arena, paper),
			 .printed = map_in(arena)};
	check_document(&parity, cv);
	check_links_of(&parity, cv, paper);
	check_page(&parity, site->home);
	if (site->cv_page != site->home)
		check_page(&parity, site->cv_page);
	arena_free(arena);
}
