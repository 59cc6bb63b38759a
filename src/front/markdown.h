/*
 * markdown: Markdown text to an Ast, by kramdown's rules or by GitHub's.
 *
 * cmark-gfm reads the CommonMark core; front/kramdown_*.c does what kramdown adds, before
 * (attribute-list lines, markdown="1" blocks, definition lists, {::...} extensions, abbreviations,
 * $$) and after (ids, smart typography, footnote numbers) on the Ast; front/html_fold.c pairs raw
 * HTML by the HTML5 rules through gumbo. Nothing on a page is an error: what is not understood
 * stays text.
 */
#ifndef RECTO_FRONT_MARKDOWN_H
#define RECTO_FRONT_MARKDOWN_H

#include "front/ast.h"
#include "front/text.h"
#include "front/value.h"

typedef enum { MARKDOWN_KRAMDOWN, MARKDOWN_GFM, MARKDOWN_COMMONMARK } MarkdownFlavour;

typedef struct {
	MarkdownFlavour flavour;
	/* kramdown.input GFM (default of these sites): "-news"; else kramdown's own rule */
	bool gfm_ids;
	bool auto_ids;	/* kramdown.auto_ids */
	bool smart;	/* curly quotes, dashes, ellipsis */
	bool hard_wrap; /* kramdown.hard_wrap: a line end is a break */
	/* kramdown.parse_block_html (default false), parse_span_html (true) */
	bool parse_block_html, parse_span_html;
	/* GFM, CommonMark: raw HTML stays AST_VERBATIM, tag by tag; else it is folded in */
	bool keep_html;
	/* kramdown's own ids from words alone, without the markup around them */
	bool auto_id_stripping;
	/* kramdown.remove_line_breaks_for_cjk: no blank for a line end between Han or kana */
	bool join_cjk_lines;
	int footnote_nr;   /* number of the first note */
	int header_offset; /* added to the level of each heading */
	Str auto_id_prefix;
	Str smart_quotes; /* four names or characters, "lsquo,rsquo,ldquo,rdquo" when empty */
	/* name -> what is written for it: {hellip: "..."}; may be NULL */
	const Value *typographic_symbols;
	const Value *link_defs; /* label -> [address, title]; may be NULL */
	/*
	 * GFM: which of "table strikethrough autolink tagfilter tasklist footnotes"; all when empty
	 */
	Str extensions;
} MarkdownOptions;

/* Nesting past this depth is cut off with an error: 100,000 brackets must not end the stack. */
enum { MARKDOWN_DEPTH = 400 };

/* What al-folio's and acad-homepage's sites mean: kramdown with the GFM parser. */
MarkdownOptions markdown_default_options(void);

/* Sets what a map such as `kramdown` of _config.yml says; the options borrow from it. */
void markdown_set_options(MarkdownOptions *options, const Value *settings);

/* Parses a page body. Never NULL; spans point into the sources. */
Ast *markdown_parse(Arena *arena, const Text *text, const MarkdownOptions *options, Diags *diags);

/*
 * Parses HTML alone (profile.more_info, subtitle, footer_text) as the children of a document node.
 */
Ast *markdown_parse_html(Arena *arena, const Text *html, Diags *diags);

/* The version of cmark-gfm, for `recto --version`. */
Str markdown_version(Arena *arena);

#endif
