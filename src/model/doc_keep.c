#include "model/doc_keep.h"

#include <string.h>

typedef struct {
	Arena *arena;
	const Arena *from;
	const Sources *sources;
	Str said; /* by the source where the node stands */
} Keeper;

static void keep(const Keeper *keeper, Str *text)
{
	if (text->len == 0 || !arena_holds(keeper->from, text->ptr))
		return;
	size_t at = str_find(keeper->said, *text, 0);
	*text = at == STR_NONE ? str_dup(keeper->arena, *text)
			       : str_slice(keeper->said, at, at + text->len);
}

/* The lists are the builder's own, or the tree's: both may be written to. */
static const Attrs *keep_attrs(const Keeper *keeper, const Attrs *attrs)
{
	if (attrs == NULL)
		return NULL;
	Attrs *kept = (Attrs *)(uintptr_t)attrs;
	if (arena_holds(keeper->from, attrs)) {
		kept = ARENA_NEW(keeper->arena, Attrs);
		*kept = *attrs;
	}
	if (arena_holds(keeper->from, kept->items)) {
		kept->items = ARENA_ARRAY(keeper->arena, Attr, attrs->len);
		memcpy(kept->items, attrs->items, attrs->len * sizeof *attrs->items);
		kept->cap = attrs->len;
	}
	for (size_t i = 0; i < kept->len; i++) {
		keep(keeper, &kept->items[i].name);
		keep(keeper, &kept->items[i].value);
	}
	return kept;
}

static void keep_traits(const Keeper *keeper, DocNode *node)
{
	if (node->traits == &doc_no_traits)
		return;
	DocTraits *traits = doc_traits(keeper->arena, node);
	keep(keeper, &traits->style);
	keep(keeper, &traits->lang);
	keep(keeper, &traits->tag);
	traits->attrs = keep_attrs(keeper, traits->attrs);
	DocFormat *format = (DocFormat *)(uintptr_t)traits->format;
	if (format == NULL)
		return;
	keep(keeper, &format->width);
	keep(keeper, &format->height);
}

static void keep_table(const Keeper *keeper, DocNode *node)
{
	const AstAlign *aligns = node->as.table.aligns;
	size_t count = node->as.table.columns;
	keep(keeper, &node->as.table.colgroup);
	if (count == 0 || !arena_holds(keeper->from, aligns))
		return;
	node->as.table.aligns = ARENA_ARRAY(keeper->arena, AstAlign, count);
	memcpy(node->as.table.aligns, aligns, count * sizeof *aligns);
}

static void keep_image(const Keeper *keeper, DocNode *node)
{
	keep(keeper, &node->as.image.url);
	keep(keeper, &node->as.image.alt);
	keep(keeper, &node->as.image.file);
	if (node->as.image.look == NULL)
		return;
	keep(keeper, &node->as.image.look->title);
	keep(keeper, &node->as.image.look->width);
	keep(keeper, &node->as.image.look->height);
}

/* What only nodes of its kind have. */
static void keep_kind(const Keeper *keeper, DocNode *node)
{
	switch (node->kind) {
	case DOC_TEXT:
	case DOC_RAW:
	case DOC_ABBR: keep(keeper, &node->as.text); return;
	case DOC_MATH:
	case DOC_MATH_BLOCK: keep(keeper, &node->as.math.text); return;
	case DOC_CODE:
	case DOC_CODE_BLOCK:
		keep(keeper, &node->as.code.text);
		keep(keeper, &node->as.code.language);
		return;
	case DOC_HEADING: keep(keeper, &node->as.heading.id); return;
	case DOC_ENTRY: keep(keeper, &node->as.entry.id); return;
	case DOC_TABLE: keep_table(keeper, node); return;
	case DOC_ROW:
		keep(keeper, &node->as.row.section);
		node->as.row.section_attrs = keep_attrs(keeper, node->as.row.section_attrs);
		return;
	case DOC_LINK:
		keep(keeper, &node->as.link.url);
		keep(keeper, &node->as.link.print_url);
		keep(keeper, &node->as.link.title);
		return;
	case DOC_IMAGE: keep_image(keeper, node); return;
	case DOC_NOTE:
	case DOC_NOTE_REF: keep(keeper, &node->as.note.label); return;
	case DOC_DATE: keep(keeper, &node->as.date.separator); return;
	case DOC_ROOT:
	case DOC_SECTION:
	case DOC_PARAGRAPH:
	case DOC_LIST:
	case DOC_ITEM:
	case DOC_FIGURE:
	case DOC_CAPTION:
	case DOC_CELL:
	case DOC_DEFINITIONS:
	case DOC_TERM:
	case DOC_DEFINITION:
	case DOC_QUOTE:
	case DOC_RULE:
	case DOC_NOTES:
	case DOC_BLOCK:
	case DOC_TOC:
	case DOC_EMPH:
	case DOC_STRONG:
	case DOC_STRIKE:
	case DOC_BREAK:
	case DOC_SPAN: return;
	}
}

static void keep_node(Keeper *keeper, DocNode *node)
{
	keeper->said = source_text(keeper->sources, node->span);
	keep_traits(keeper, node);
	keep_kind(keeper, node);
}

void doc_keep(Arena *arena, const Arena *from, const Sources *sources, DocNode *root)
{
	Keeper keeper = {.arena = arena, .from = from, .sources = sources};
	for (DocNode *node = root; node != NULL; node = doc_next(node, root)) {
		keep_node(&keeper, node);
		/* a date or a badge may stand beside the tree */
		if (node->kind != DOC_ENTRY)
			continue;
		DocNode *const beside[] = {node->as.entry.date, node->as.entry.badge};
		for (size_t i = 0; i < sizeof beside / sizeof *beside; i++)
			for (DocNode *part = beside[i]; part != NULL;
			     part = doc_next(part, beside[i]))
				keep_node(&keeper, part);
	}
}
