/*
 * html5lib: HTML in, the tree that folding makes of it out, in the form of html5lib's
 * tree-construction tests. A page's HTML always stands in a body, so that a whole document (no
 * $FRAGMENT) gets the elements around it from here, and other contexts than a block are not told
 * apart.
 */
#include "filter.h"

#include "front/markdown.h"

#include <stdlib.h>

static void start_line(Buf *out, int depth)
{
	buf_add(out, S("| "));
	buf_add_repeat(out, ' ', (size_t)depth * 2);
}

static void write_text(Buf *out, Str text, int depth)
{
	start_line(out, depth);
	buf_add_char(out, '"'); /* not as a format: the text may hold a NUL */
	buf_add(out, text);
	buf_add(out, S("\"\n"));
}

static void write_attributes(Buf *out, const Attrs *attrs, int depth)
{
	bool *done = ARENA_ARRAY(out->arena, bool, attrs->len + 1);
	for (size_t count = 0; count < attrs->len; count++) {
		const Attr *least = NULL;
		for (size_t i = 0; i < attrs->len; i++)
			if (!done[i] &&
			    (least == NULL || str_compare(attrs->items[i].name, least->name) < 0))
				least = &attrs->items[i];
		done[least - attrs->items] = true;
		start_line(out, depth);
		Str name = str_replace(out->arena, least->name, S(":"), S(" "));
		buf_add_format(out, "%.*s=\"%.*s\"\n", STR_ARG(name), STR_ARG(least->value));
	}
}

/* script and style are kept as written: their name, and what is between the tags. */
static void write_verbatim(Buf *out, Str html, int depth)
{
	size_t from = str_find_char(html, '>', 0), to = str_rfind_char(html, '<');
	Str name = str_slice(html, 1, from);
	str_next_word(&name, &name);
	start_line(out, depth);
	buf_add_format(out, "<%.*s>\n", STR_ARG(name));
	if (from != STR_NONE && to != STR_NONE && to > from + 1)
		write_text(out, str_slice(html, from + 1, to), depth + 1);
}

static bool is_text(const Ast *node)
{
	return node != NULL && node->kind == AST_TEXT;
}

static void write_element(Buf *out, const Ast *node, int depth)
{
	Str tag = node->as.element.tag;
	start_line(out, depth);
	buf_add_format(out, "<%.*s>\n", STR_ARG(tag));
	write_attributes(out, &node->attrs, depth + 1);
}

static void write_children(Buf *out, const Ast *parent, int depth)
{
	Buf text = buf_in(out->arena);
	for (const Ast *node = parent->first; node != NULL; node = node->next) {
		if (is_text(node)) {
			buf_add(&text, node->as.text);
			if (is_text(node->next))
				continue;
			write_text(out, buf_str(&text), depth);
			text = buf_in(out->arena);
		} else if (node->kind == AST_COMMENT) {
			start_line(out, depth);
			buf_add_format(out, "<!-- %.*s -->\n", STR_ARG(node->as.text));
		} else if (node->kind == AST_VERBATIM) {
			write_verbatim(out, node->as.text, depth);
		} else if (node->kind == AST_ELEMENT) {
			write_element(out, node, depth);
			write_children(out, node, depth + 1);
		}
	}
}

int filter_html(int argc, char **argv)
{
	(void)argc, (void)argv;
	Arena *arena = arena_new(NULL);
	Sources sources = sources_in(arena);
	Diags diags = diags_in(arena);
	const Source *source = source_add(&sources, S("stdin"), filter_read(arena), &diags);
	Text html = text_of_source(arena, source, 0, source->text.len);
	bool whole = str_is_blank(str_from(getenv("FRAGMENT")));
	Buf out = buf_in(arena);
	if (whole)
		buf_add(&out, S("| <html>\n|   <head>\n|   <body>\n"));
	write_children(&out, markdown_parse_html(arena, &html, &diags), whole ? 2 : 0);
	int status = filter_write(buf_str(&out));
	arena_free(arena);
	return status;
}
