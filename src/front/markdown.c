#include "front/html_fold.h"
#include "front/kramdown.h"
#include "front/markdown_cmark.h"

MarkdownOptions markdown_default_options(void)
{
	return (MarkdownOptions){
		.flavour = MARKDOWN_KRAMDOWN,
		.gfm_ids = true,
		.auto_ids = true,
		.smart = true,
		.parse_span_html = true,
		.footnote_nr = 1,
	};
}

static void limit_depth(Arena *arena, Ast *root, Diags *diags)
{
	Span where;
	if (ast_limit_depth(arena, root, MARKDOWN_DEPTH, &where))
		diag_error(diags, where, S("take some of the nesting away"),
			   "Markdown and HTML nested more than %d levels deep [too-deep]",
			   (int)MARKDOWN_DEPTH);
}

static Ast *parse(Arena *arena, const Text *text, const MarkdownOptions *options, Diags *diags)
{
	if (options->flavour == MARKDOWN_KRAMDOWN)
		return kramdown_parse(arena, text, options, diags);
	Ast *root = cmark_read_document(arena, text, options, diags);
	if (!options->keep_html)
		html_fold_tree(arena, root, diags);
	return root;
}

Ast *markdown_parse(Arena *arena, const Text *text, const MarkdownOptions *options, Diags *diags)
{
	Ast *root = parse(arena, text, options, diags);
	limit_depth(arena, root, diags);
	return root;
}

Ast *markdown_parse_html(Arena *arena, const Text *html, Diags *diags)
{
	Ast *root = ast_new(arena, AST_DOCUMENT, text_span(html, 0, html->text.len));
	HtmlFold fold = html_fold_new(arena, diags);
	fold.spaces = true;
	html_fold_add_html(&fold, html, 0, html->text.len);
	html_fold_finish(&fold, root);
	limit_depth(arena, root, diags);
	return root;
}
