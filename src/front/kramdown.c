#include "front/kramdown.h"

static Lines split_lines(Kramdown *k)
{
	Lines lines = {0};
	Str text = k->text->text;
	for (size_t at = 0; at < text.len;) {
		size_t end = str_find_char(text, '\n', at);
		if (end == STR_NONE)
			end = text.len;
		Line line = {.start = (uint32_t)at, .end = (uint32_t)end};
		VEC_PUSH(k->arena, &lines, line);
		at = end + 1;
	}
	return lines;
}

/* Inline text of HTML elements was read below a node of its own: its children take its place. */
static void unwrap(Kramdown *k)
{
	for (size_t i = 0; i < k->wrappers.len; i++) {
		Ast *wrapper = k->wrappers.ptr[i];
		if (wrapper->parent == NULL)
			continue;
		while (wrapper->first != NULL) {
			Ast *child = wrapper->first;
			ast_detach(child);
			ast_insert_before(wrapper, child);
		}
		ast_detach(wrapper);
	}
}

Ast *kramdown_parse(Arena *arena, const Text *text, const MarkdownOptions *options, Diags *diags)
{
	Kramdown k = {.arena = arena, .text = text, .options = *options, .diags = diags};
	Ast *root = ast_new(arena, AST_DOCUMENT, text_span(text, 0, text->text.len));
	k.links = map_in(arena);
	k.lists = map_in(arena);
	k.abbreviations = map_in(arena);
	k.notes = map_in(arena);
	k.nothing = k.parts.len;
	VEC_PUSH(arena, &k.parts, (Part){.kind = PART_NOTHING, .span = SPAN_NONE});
	kramdown_add_link_settings(&k);
	kramdown_blocks(&k, root, split_lines(&k));
	if (k.too_deep)
		diag_error(diags, k.deep_span, S("take some of the nested blocks away"),
			   "Markdown nested more than %d levels deep [too-deep]",
			   (int)MARKDOWN_DEPTH / 2);
	kramdown_read_spans(&k);
	unwrap(&k);
	kramdown_number_notes(&k, root);
	kramdown_apply_attrs(&k);
	kramdown_add_ids(&k, root);
	return root;
}
