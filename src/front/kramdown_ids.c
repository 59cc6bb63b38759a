/* The finished tree: ids of headings and terms. */
#include "base/utf8.h"
#include "front/kramdown.h"

typedef struct {
	uint32_t first, last;
} Range;

/*
 * Code points above ASCII that are no letters, marks, digits or connectors (Unicode's general
 * categories; the large blocks of punctuation and symbols): these GitHub's rule leaves out of ids.
 */
bool kramdown_is_symbol(uint32_t rune)
{
	static const Range ranges[] = {
		{0x80, 0xA9},	     {0xAB, 0xB4},     {0xB6, 0xB9},	   {0xBB, 0xBF},
		{0xD7, 0xD7},	     {0xF7, 0xF7},     {0x2C2, 0x2C5},	   {0x2D2, 0x2DF},
		{0x37E, 0x37E},	     {0x387, 0x387},   {0x55A, 0x55F},	   {0x589, 0x58A},
		{0x5BE, 0x5BE},	     {0x5C0, 0x5C0},   {0x5C3, 0x5C3},	   {0x5F3, 0x5F4},
		{0x600, 0x60F},	     {0x61B, 0x61F},   {0x66A, 0x66D},	   {0x6D4, 0x6D4},
		{0x964, 0x965},	     {0xE3F, 0xE3F},   {0xE4F, 0xE4F},	   {0xE5A, 0xE5B},
		{0x2000, 0x203E},    {0x2041, 0x2053}, {0x2055, 0x2070},   {0x2074, 0x207E},
		{0x2080, 0x208E},    {0x20A0, 0x20CF}, {0x2100, 0x2101},   {0x2103, 0x2106},
		{0x2108, 0x2109},    {0x2114, 0x2114}, {0x2116, 0x2118},   {0x211E, 0x2123},
		{0x2190, 0x24B5},    {0x24EA, 0x2BFF}, {0x2E00, 0x2E7F},   {0x2E80, 0x3004},
		{0x3008, 0x3020},    {0x3030, 0x3030}, {0x3036, 0x3037},   {0x303D, 0x303F},
		{0x309B, 0x309C},    {0x30A0, 0x30A0}, {0x30FB, 0x30FB},   {0x3190, 0x319F},
		{0x31C0, 0x31EF},    {0x3200, 0x33FF}, {0x4DC0, 0x4DFF},   {0xD800, 0xF8FF},
		{0xFE10, 0xFE1F},    {0xFE30, 0xFE32}, {0xFE35, 0xFE4C},   {0xFE50, 0xFE6F},
		{0xFEFF, 0xFF0F},    {0xFF1A, 0xFF20}, {0xFF3B, 0xFF3E},   {0xFF40, 0xFF40},
		{0xFF5B, 0xFF65},    {0xFFE0, 0xFFFF}, {0x1F000, 0x1FAFF}, {0xE0000, 0xE00FF},
		{0xF0000, 0x10FFFF},
	};
	for (size_t i = 0; i < sizeof ranges / sizeof *ranges; i++)
		if (rune >= ranges[i].first && rune <= ranges[i].last)
			return true;
	return false;
}

/* Lower case for Latin-1, Greek and Cyrillic capitals; the other scripts on these pages have none.
 */
static uint32_t lower(uint32_t rune)
{
	if (rune < 0x80)
		return (unsigned char)char_lower((char)rune);
	if ((rune >= 0xC0 && rune <= 0xDE && rune != 0xD7) || (rune >= 0x391 && rune <= 0x3A9) ||
	    (rune >= 0x410 && rune <= 0x42F))
		return rune + 32;
	if (rune >= 0x400 && rune <= 0x40F)
		return rune + 80;
	if ((rune >= 0x100 && rune <= 0x137) || (rune >= 0x14A && rune <= 0x177) ||
	    (rune >= 0x460 && rune <= 0x481) || (rune >= 0x48A && rune <= 0x4BF) ||
	    (rune >= 0x1E00 && rune <= 0x1E95) || (rune >= 0x1EA0 && rune <= 0x1EFF))
		return rune | 1;
	return rune;
}

/* GitHub's rule: letters, digits, "_" and "-" stay, blanks become "-". */
static Str gfm_id(Arena *arena, Str text)
{
	Buf out = buf_in(arena);
	for (size_t at = 0; at < text.len;) {
		uint32_t rune = utf8_next(text, &at);
		if (rune == ' ' || rune == '\t')
			buf_add_char(&out, '-');
		else if (rune < 0x80 ? char_is_alnum((char)rune) || rune == '_' || rune == '-'
				     : !kramdown_is_symbol(rune))
			buf_add_rune(&out, lower(rune));
	}
	return buf_str(&out);
}

/* kramdown's own rule: from the first letter on, ASCII letters, digits, "-", blanks as "-". */
static Str kramdown_id(Arena *arena, Str text)
{
	Buf out = buf_in(arena);
	size_t at = 0;
	while (at < text.len && !char_is_alpha(text.ptr[at]))
		at++;
	for (; at < text.len; at++) {
		char c = text.ptr[at];
		if (c == ' ')
			buf_add_char(&out, '-');
		else if (char_is_alnum(c) || c == '-')
			buf_add_char(&out, char_lower(c));
	}
	return buf_str(&out);
}

/* {:auto_ids-prefix-} at a list of definitions: its terms get ids. */
static void add_term_ids(Kramdown *k, const Ast *definitions, Str name)
{
	Str start = S("auto_ids"), prefix = str_from_offset(name, start.len);
	if (prefix.len > 0 && prefix.ptr[0] != '-')
		return;
	for (Ast *term = definitions->first; term != NULL; term = term->next) {
		bool has_id;
		attrs_get(&term->attrs, S("id"), &has_id);
		if (term->kind != AST_TERM || has_id)
			continue;
		Str id = kramdown_id(k->arena, ast_plain_text(k->arena, term));
		attrs_set(k->arena, &term->attrs, S("id"),
			  str_concat(k->arena, str_from_offset(prefix, 1), id));
	}
}

void kramdown_name_terms(Kramdown *k, const AttrUse *use)
{
	for (size_t i = 0; i < use->list->names.len && use->node->kind == AST_DEFINITIONS; i++)
		if (str_starts(use->list->names.ptr[i], S("auto_ids")))
			add_term_ids(k, use->node, use->list->names.ptr[i]);
}

/* An id that is not taken: "-1", "-2", ... behind it. */
static Str unique_id(Arena *arena, Map *used, Str id)
{
	int *count = map_get(used, id);
	if (count != NULL)
		return str_format(arena, "%.*s-%d", STR_ARG(id), ++*count);
	map_set(used, id, ARENA_NEW(arena, int));
	return id;
}

/* The text of each heading as it is written, by the place of the heading. */
static Str raw_text(const Kramdown *k, const Ast *heading, size_t *leaf)
{
	for (size_t i = 0; i < k->leaves.len; i++) {
		size_t at = (*leaf + i) % k->leaves.len;
		if (k->leaves.ptr[at].node != heading)
			continue;
		*leaf = at;
		return line_str(k, k->leaves.ptr[at].lines.ptr[0]);
	}
	return S("");
}

/* What GitHub's rule makes an id of: the words of a heading, without pictures and notes. */
static Str heading_text(const Kramdown *k, const Ast *heading)
{
	Buf out = buf_in(k->arena);
	for (const Ast *node = heading->first; node != NULL;) {
		if (node->kind == AST_TEXT || node->kind == AST_MATH)
			buf_add(&out, node->as.text);
		else if (node->kind == AST_CODE)
			buf_add(&out, node->as.code.text);
		bool inside = node->first != NULL && node->kind != AST_IMAGE;
		while (!inside && node != heading && node->next == NULL)
			node = node->parent;
		node = node == heading ? NULL : inside ? node->first : node->next;
	}
	return buf_str(&out);
}

static bool is_in_element(const Ast *node)
{
	while (node != NULL && node->kind != AST_ELEMENT)
		node = node->parent;
	return node != NULL;
}

typedef struct {
	Map gfm, own; /* by each of the two rules */
	size_t leaf;
} Ids;

/* The GFM parser does not look into elements: there kramdown's own rule holds, and a count of its
 * own. */
static void add_id(Kramdown *k, Ids *ids, Ast *heading)
{
	bool has_id, gfm = k->options.gfm_ids;
	attrs_get(&heading->attrs, S("id"), &has_id);
	if (has_id || !k->options.auto_ids)
		return;
	Str text = gfm || k->options.auto_id_stripping ? heading_text(k, heading)
						       : raw_text(k, heading, &ids->leaf);
	gfm = gfm && !is_in_element(heading);
	Str id = gfm ? gfm_id(k->arena, text) : kramdown_id(k->arena, text);
	if (!gfm && id.len == 0)
		id = S("section");
	id = unique_id(k->arena, gfm ? &ids->gfm : &ids->own, id);
	attrs_set(k->arena, &heading->attrs, S("id"),
		  str_concat(k->arena, k->options.auto_id_prefix, id));
}

void kramdown_add_ids(Kramdown *k, Ast *root)
{
	Ids ids = {.gfm = map_in(k->arena), .own = map_in(k->arena)};
	for (Ast *node = root; node != NULL; node = ast_next(node, root))
		if (node->kind == AST_HEADING)
			add_id(k, &ids, node);
}
