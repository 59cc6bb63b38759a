/* A document as sections and units. */
#include "base/buf.h"
#include "base/hash.h"
#include "base/utf8.h"
#include "model/diff_parts.h"

#include <stdlib.h>

typedef struct {
	Arena *arena;
	DocAudience away; /* what is not shown */
	DiffTable *table;
	DiffSide *out;
	uint32_t section;
} Taker;

static bool is_away(const Taker *t, const DocNode *node)
{
	return node->audience == t->away ||
	       (node->traits->format != NULL && node->traits->format->hidden);
}

/* --- what a unit says --- */

typedef struct {
	Taker *taker;
	DiffUnit *unit;
	Buf text, look;
	const DocNode *top;
	bool words; /* besides those that stand for pictures */
} Teller;

/* Blocks within an item or an entry that are units of their own. */
static bool stands_alone(const DocNode *node)
{
	return node->kind == DOC_LIST || node->kind == DOC_TABLE || node->kind == DOC_ENTRY ||
	       node->kind == DOC_DEFINITIONS || node->kind == DOC_SECTION;
}

/* What cannot be told from the words: kind, style and format of a node, and where it begins. */
static void add_look(Teller *t, const DocNode *node)
{
	if (node->kind == DOC_TEXT || node->bare)
		return;
	buf_add_format(&t->look, "%d %zu %.*s ", (int)node->kind, t->text.len,
		       STR_ARG(node->traits->style));
	if (node->traits->format != NULL) {
		const DocFormat *f = node->traits->format;
		buf_add_format(&t->look, "%d%u %d%u %d %d %d %d%d%d%d %d %d %d %.*s ",
			       f->has_colour, (unsigned)f->colour, f->has_background,
			       (unsigned)f->background, f->weight, f->slant, f->size, f->underline,
			       f->strike, f->mono, f->small_caps, f->script, (int)f->align,
			       (int)f->side, STR_ARG(f->width));
	}
}

static void add_link(Teller *t, const DocNode *node)
{
	bool paper = t->taker->away == DOC_WEB_ONLY;
	Str url = paper && node->as.link.print_url.len > 0 ? node->as.link.print_url
							   : node->as.link.url;
	if (url.len > 0)
		VEC_PUSH(t->taker->arena, &t->unit->links, url);
}

static void add_words(Teller *t, Str text)
{
	buf_add(&t->text, text);
	t->words = t->words || !str_is_blank(text);
}

static void tell(Teller *t, const DocNode *node);

static void tell_children(Teller *t, const DocNode *node)
{
	for (const DocNode *child = node->first; child != NULL; child = child->next) {
		if (doc_is_block(child))
			doc_add_gap(&t->text);
		if (child->kind == DOC_CELL && child != node->first)
			buf_add(&t->text, S("| "));
		tell(t, child);
	}
}

static void tell_image(Teller *t, const DocNode *node)
{
	DiffPicture picture = {node->as.image.url, node->as.image.file};
	VEC_PUSH(t->taker->arena, &t->unit->pictures, picture);
	buf_add(&t->text, node->as.image.alt);
	buf_add_format(&t->look, "%.*s %.*s ", STR_ARG(doc_image_look(node)->width),
		       STR_ARG(doc_image_look(node)->height));
}

static void tell(Teller *t, const DocNode *node)
{
	if (is_away(t->taker, node) || (node != t->top && stands_alone(node)))
		return;
	add_look(t, node);
	switch (node->kind) {
	case DOC_TEXT:
	case DOC_MATH:
	case DOC_MATH_BLOCK: add_words(t, node->as.text); return;
	case DOC_CODE:
	case DOC_CODE_BLOCK: add_words(t, node->as.code.text); return;
	case DOC_BREAK: doc_add_gap(&t->text); return;
	case DOC_IMAGE: tell_image(t, node); return;
	case DOC_RAW:
		if (node == t->top)
			buf_add(&t->text, node->as.text);
		return;
	case DOC_NOTE_REF:
	case DOC_NOTES:
	case DOC_TOC:
	case DOC_RULE: return;
	case DOC_LINK: add_link(t, node); break;
	case DOC_ENTRY:
		if (node->as.entry.aside != NULL)
			tell(t, node->as.entry.aside);
		break;
	case DOC_ROOT:
	case DOC_SECTION:
	case DOC_HEADING:
	case DOC_PARAGRAPH:
	case DOC_LIST:
	case DOC_ITEM:
	case DOC_FIGURE:
	case DOC_CAPTION:
	case DOC_TABLE:
	case DOC_ROW:
	case DOC_CELL:
	case DOC_DEFINITIONS:
	case DOC_TERM:
	case DOC_DEFINITION:
	case DOC_QUOTE:
	case DOC_NOTE:
	case DOC_BLOCK:
	case DOC_EMPH:
	case DOC_STRONG:
	case DOC_STRIKE:
	case DOC_ABBR:
	case DOC_DATE:
	case DOC_SPAN: break;
	}
	tell_children(t, node);
	if (node->kind == DOC_DATE)
		buf_add(&t->text, node->as.date.separator);
}

/* --- numbers --- */

static uint32_t number_of(Arena *arena, Map *map, Str key)
{
	uint32_t *known = map_get(map, key);
	if (known == NULL) {
		known = ARENA_NEW(arena, uint32_t);
		*known = (uint32_t)map->len;
		(void)map_set(map, str_dup(arena, key), known);
	}
	return *known;
}

static int compare_numbers(const void *a, const void *b)
{
	uint32_t x = *(const uint32_t *)a, y = *(const uint32_t *)b;
	return x < y ? -1 : x > y;
}

/* Words without regard to case; of CJK text pairs of neighbours, as single characters say little.
 */
static void number_words(Taker *t, DiffUnit *unit)
{
	VEC(uint32_t) numbers = {0};
	Str word, before = {0};
	for (size_t at = 0; diff_next_word(unit->text, &at, &word);) {
		size_t first = 0;
		uint32_t rune = utf8_next(word, &first);
		bool cjk = utf8_is_cjk(rune);
		if (rune < 0x80 && !char_is_alnum((char)rune))
			continue;
		Str key = word;
		if (cjk && before.len > 0 && before.ptr + before.len == word.ptr)
			key = (Str){before.ptr, before.len + word.len};
		before = cjk ? word : (Str){0};
		uint32_t number = number_of(t->arena, &t->table->words, str_lower(t->arena, key));
		VEC_PUSH(t->arena, &numbers, number);
	}
	unit->says = unit->node->kind == DOC_RAW ? 0 : numbers.len;
	for (size_t i = 0; i < unit->pictures.len; i++)
		VEC_PUSH(t->arena, &numbers,
			 number_of(t->arena, &t->table->words, unit->pictures.ptr[i].url));
	if (numbers.len > 1)
		qsort(numbers.ptr, numbers.len, sizeof *numbers.ptr, compare_numbers);
	unit->words = numbers.ptr;
	unit->word_count = numbers.len;
}

/* --- units --- */

static Str first_line(Taker *t, const DocNode *entry)
{
	for (const DocNode *child = entry->first; child != NULL; child = child->next) {
		Str text = is_away(t, child)
				   ? S("")
				   : str_fold_space(t->arena, doc_plain_text(t->arena, child));
		if (text.len > 0 && child->kind != DOC_LIST)
			return text;
	}
	return S("");
}

static void add_unit(Taker *t, const DocNode *node, const char *what)
{
	DiffUnit unit = {
		.what = what, .node = node, .section = t->section, .partner = SEQUENCE_NONE};
	Teller teller = {.taker = t,
			 .unit = &unit,
			 .text = buf_in(t->arena),
			 .look = buf_in(t->arena),
			 .top = node};
	tell(&teller, node);
	unit.text = node->kind == DOC_CODE_BLOCK ? buf_str(&teller.text)
						 : str_fold_space(t->arena, buf_str(&teller.text));
	if (unit.text.len == 0 && unit.pictures.len == 0)
		return;
	if (node->kind == DOC_PARAGRAPH && unit.pictures.len > 0 && !teller.words)
		unit.what = "picture";
	if (node->kind == DOC_ENTRY) {
		unit.key = node->as.entry.id;
		unit.name = first_line(t, node);
	}
	unit.look = hash_bytes(buf_str(&teller.look), 0);
	Buf identity = buf_in(t->arena);
	buf_add_format(&identity, "%s\n%.*s\n", unit.what, STR_ARG(unit.text));
	unit.number = number_of(t->arena, &t->table->units, buf_str(&identity));
	number_words(t, &unit);
	VEC_PUSH(t->arena, &t->out->units, unit);
}

static const char *entry_name(const DocNode *node)
{
	return str_eq(node->traits->style, S("publication")) ? "publication"
	       : str_eq(node->traits->style, S("paper"))     ? "paper"
	       : str_eq(node->traits->style, S("news"))	     ? "news"
							     : "entry";
}

static void take_section(Taker *t, const DocNode *node);

static void take_children(Taker *t, const DocNode *node, bool alone_only);

static void take(Taker *t, const DocNode *node)
{
	if (is_away(t, node))
		return;
	switch (node->kind) {
	case DOC_SECTION: take_section(t, node); return;
	case DOC_HEADING: add_unit(t, node, "heading"); return;
	case DOC_PARAGRAPH: add_unit(t, node, "paragraph"); return;
	case DOC_ITEM:
		add_unit(t, node, "item");
		take_children(t, node, true);
		return;
	case DOC_ENTRY:
		add_unit(t, node, entry_name(node));
		take_children(t, node, true);
		return;
	case DOC_FIGURE: add_unit(t, node, "figure"); return;
	case DOC_CAPTION: add_unit(t, node, "caption"); return;
	case DOC_ROW: add_unit(t, node, "row"); return;
	case DOC_TERM: add_unit(t, node, "term"); return;
	case DOC_CODE_BLOCK: add_unit(t, node, "code"); return;
	case DOC_MATH_BLOCK: add_unit(t, node, "formula"); return;
	case DOC_NOTE: add_unit(t, node, "footnote"); return;
	case DOC_RAW: add_unit(t, node, "raw HTML"); return;
	case DOC_ROOT:
	case DOC_LIST:
	case DOC_TABLE:
	case DOC_DEFINITIONS:
	case DOC_DEFINITION:
	case DOC_CELL:
	case DOC_QUOTE:
	case DOC_NOTES:
	case DOC_BLOCK:
		if (node->first != NULL && !doc_is_block(node->first))
			add_unit(t, node, "paragraph");
		else
			take_children(t, node, false);
		return;
	case DOC_RULE:
	case DOC_TOC:
	case DOC_TEXT:
	case DOC_EMPH:
	case DOC_STRONG:
	case DOC_STRIKE:
	case DOC_CODE:
	case DOC_LINK:
	case DOC_IMAGE:
	case DOC_BREAK:
	case DOC_MATH:
	case DOC_NOTE_REF:
	case DOC_ABBR:
	case DOC_DATE:
	case DOC_SPAN: return;
	}
}

/* `alone_only`: what is not a part of its parent's unit, at any depth. */
static void take_children(Taker *t, const DocNode *node, bool alone_only)
{
	for (const DocNode *child = node->first; child != NULL; child = child->next)
		if (!alone_only || stands_alone(child))
			take(t, child);
		else if (doc_is_block(child) && !is_away(t, child))
			take_children(t, child, true);
}

static void take_section(Taker *t, const DocNode *node)
{
	uint32_t around = t->section;
	DiffSection section = {.parent = around, .partner = SEQUENCE_NONE, .span = node->span};
	const DocNode *heading = node->first;
	bool headed = heading != NULL && heading->kind == DOC_HEADING && !is_away(t, heading);
	if (headed) {
		section.title = str_fold_space(t->arena, doc_plain_text(t->arena, heading));
		section.id = heading->as.heading.id;
		section.span = heading->span;
	}
	t->section = (uint32_t)t->out->sections.len;
	VEC_PUSH(t->arena, &t->out->sections, section);
	for (const DocNode *child = node->first; child != NULL; child = child->next)
		if (child != heading || !headed)
			take(t, child);
	t->section = around;
}

DiffSide diff_take_apart(Arena *arena, const Doc *doc, DocAudience side, DiffTable *table)
{
	DiffSide out = {0};
	DocAudience away = side == DOC_CV_ONLY ? DOC_WEB_ONLY : DOC_CV_ONLY;
	Taker taker = {.arena = arena, .away = away, .table = table, .out = &out};
	DiffSection whole = {.parent = SEQUENCE_NONE, .partner = SEQUENCE_NONE};
	VEC_PUSH(arena, &out.sections, whole);
	if (doc != NULL)
		take(&taker, doc->root);
	return out;
}

size_t diff_count_words(Arena *arena, const Doc *doc, DocAudience side)
{
	DiffTable table = {map_in(arena), map_in(arena)};
	DiffSide parts = diff_take_apart(arena, doc, side, &table);
	size_t count = 0;
	for (size_t i = 0; i < parts.units.len; i++)
		count += parts.units.ptr[i].says;
	return count;
}
