/* The finished tree: attribute lists, and what the names in them ask for. */
#include "front/kramdown.h"

#include <string.h>

static void set_all(Kramdown *k, Ast *node, const AttrList *list)
{
	for (size_t i = 0; i < list->attrs.len; i++)
		attrs_set(k->arena, &node->attrs, list->attrs.items[i].name,
			  list->attrs.items[i].value);
}

/* So many lists may name one another: {:a: b}, {:b: a}. */
enum { NAMES_DEPTH = 8 };

static void set_named(Kramdown *k, Ast *node, const AttrList *list, int depth)
{
	for (size_t i = 0; i < list->names.len && i < 100 && depth < NAMES_DEPTH; i++) {
		const AttrList *named = map_get(&k->lists, list->names.ptr[i]);
		if (named == NULL || named == list)
			continue;
		set_named(k, node, named, depth + 1);
		set_all(k, node, named);
	}
}

static bool has_name(const AttrList *list, Str name)
{
	for (size_t i = 0; i < list->names.len; i++)
		if (str_eq(list->names.ptr[i], name))
			return true;
	return false;
}

/* A list whose items only hold the place of what stands there: a table of contents, the notes. */
static void make_place(Ast *list, AstKind kind)
{
	while (list->first != NULL)
		ast_detach(list->first);
	list->kind = kind;
}

static void apply(Kramdown *k, const AttrUse *use)
{
	Ast *node = use->node;
	set_named(k, node, use->list, 0);
	set_all(k, node, use->list);
	if (node->kind == AST_LIST && has_name(use->list, S("toc")))
		make_place(node, AST_TOC);
	if (node->kind == AST_LIST && has_name(use->list, S("footnotes")) && !k->notes_placed) {
		make_place(node, AST_NOTES);
		k->notes_placed = true;
	}
	if (node->kind == AST_HEADING && attrs_has_class(&node->attrs, S("no_toc")))
		node->as.heading.no_toc = true;
}

/* "language-ruby" of {: .language-ruby} is the language of a code block. */
static void set_language(Ast *node)
{
	Str rest = attrs_get(&node->attrs, S("class"), NULL);
	if (node->kind != AST_CODE_BLOCK && node->kind != AST_CODE)
		return;
	for (Str word; str_next_word(&rest, &word);)
		if (str_starts(word, S("language-")) && node->as.code.language.len == 0)
			node->as.code.language = str_from_offset(word, 9);
}

static void move_attr(Kramdown *k, Ast *to, Ast *from, Str name)
{
	bool there, found;
	Str value = attrs_get(&from->attrs, name, &found);
	attrs_get(&to->attrs, name, &there);
	if (!found || there)
		return;
	attrs_set(k->arena, &to->attrs, name, value);
	for (size_t i = 0; i < from->attrs.len; i++)
		if (str_eq(from->attrs.items[i].name, name)) {
			memmove(&from->attrs.items[i], &from->attrs.items[i + 1],
				(--from->attrs.len - i) * sizeof(Attr));
			return;
		}
}

/* ![text](picture){:standalone} alone in a paragraph: a figure with the text below. */
static void make_figure(Kramdown *k, const AttrUse *use)
{
	Ast *image = use->node, *figure = image->parent;
	if (image->kind != AST_IMAGE || !has_name(use->list, S("standalone")) || figure == NULL ||
	    figure->kind != AST_PARAGRAPH || figure->first != figure->last)
		return;
	figure->kind = AST_ELEMENT;
	memset(&figure->as, 0, sizeof figure->as);
	figure->as.element.tag = S("figure");
	figure->as.element.block = true;
	move_attr(k, figure, image, S("id"));
	move_attr(k, figure, image, S("class"));
	Ast *caption = ast_new(k->arena, AST_ELEMENT, image->span);
	caption->as.element.tag = S("figcaption");
	caption->as.element.block = true;
	ast_append(figure, caption);
	ast_append(caption, ast_new_text(k->arena, ast_plain_text(k->arena, image), image->span));
}

void kramdown_apply_attrs(Kramdown *k)
{
	for (size_t i = 0; i < k->uses.len; i++) {
		apply(k, &k->uses.ptr[i]);
		set_language(k->uses.ptr[i].node);
	}
	for (size_t i = 0; i < k->uses.len; i++) {
		make_figure(k, &k->uses.ptr[i]);
		kramdown_name_terms(k, &k->uses.ptr[i]);
	}
}
