#include "front/markdown_cmark.h"

#include "base/url.h"

#include <cmark-gfm-core-extensions.h>
#include <cmark-gfm-extension_api.h>
#include <cmark-gfm.h>
#include <stdalign.h>
#include <stddef.h>
#include <stdint.h>

/*
 * Where the nodes of cmark are while this thread is in a conversion, NULL at all other times: cmark
 * asks for memory without saying for whom. A page has a thousand nodes and more; to take and free
 * each of them by itself costs as much as to parse them.
 */
static _Thread_local Arena *nodes_of_thread;

/* What stands before each block that cmark has, for it may want it larger. */
typedef struct {
	alignas(ARENA_ALIGN) size_t size;
} BlockHead;

static void *block_new(size_t count, size_t size)
{
	/* what overflows is more than any arena has */
	size_t bytes = size > 0 && count > PTRDIFF_MAX / size ? PTRDIFF_MAX : count * size;
	BlockHead *head = arena_alloc(nodes_of_thread, sizeof *head + bytes);
	head->size = bytes;
	return head + 1;
}

static void *block_grow(void *block, size_t size)
{
	if (block == NULL)
		return block_new(1, size);
	BlockHead *head = (BlockHead *)block - 1;
	if (size <= head->size)
		return block;
	size_t old = sizeof *head + head->size;
	head = arena_grow(nodes_of_thread, head, old, sizeof *head + size);
	head->size = size;
	return head + 1;
}

/* Blocks go with their arena. */
static void block_free(void *block)
{
	(void)block;
}

/* Where a conversion stands. */
typedef struct {
	Arena *arena;
	Arena *nodes;	  /* those of cmark */
	cmark_mem memory; /* cmark's way to them */
	const Text *text;
	const Text *page; /* where the words of `text` may be lent from */
	size_t near;	  /* for text_span_near */
	size_t *lines;	  /* offset of each line of the text */
	size_t line_count;
	bool escape_urls, filter_tags;
	Ast *current; /* open node; children go here */
	int depth;    /* of the cmark node, counted from the start of the conversion */
	bool too_deep;
	Span deep_span;
	int notes;	     /* opened so far */
	Map note_references; /* number -> Ast of the latest reference */
	Diags *diags;
} Conversion;

/* The last byte of the line end at or after `at`; `returns`: there are CRs. */
static size_t line_end(Str s, size_t at, bool returns)
{
	size_t feed = str_find_char(s, '\n', at), end = feed == STR_NONE ? s.len : feed;
	size_t cr = returns ? str_find_char(str_slice(s, 0, end), '\r', at) : STR_NONE;
	return cr == STR_NONE || cr + 1 == feed ? end : cr;
}

/* cmark ends lines at LF, CR and CRLF. */
static void index_lines(Conversion *c)
{
	VEC(size_t) lines = {0};
	Str s = c->text->text;
	VEC_PUSH(c->arena, &lines, 0);
	bool returns = str_find_char(s, '\r', 0) != STR_NONE;
	for (size_t i = 0; (i = line_end(s, i, returns)) < s.len; i++)
		VEC_PUSH(c->arena, &lines, i + 1);
	c->lines = lines.ptr;
	c->line_count = lines.len;
}

/* Byte offset of a line and a column, both from 1 and clipped. */
static size_t offset_of(const Conversion *c, int line, int column)
{
	if (line < 1)
		return 0;
	size_t l = (size_t)line - 1;
	if (l >= c->line_count)
		return c->text->text.len;
	size_t at = c->lines[l] + (column > 1 ? (size_t)column - 1 : 0);
	size_t end = l + 1 < c->line_count ? c->lines[l + 1] : c->text->text.len;
	return at < end ? at : end;
}

static size_t node_start(const Conversion *c, cmark_node *node)
{
	return offset_of(c, cmark_node_get_start_line(node), cmark_node_get_start_column(node));
}

static Span node_span(Conversion *c, cmark_node *node)
{
	int line = cmark_node_get_end_line(node), column = cmark_node_get_end_column(node);
	if (line < 1 && c->current != NULL && c->current->last != NULL) {
		/* Line ends have no place of their own: behind what is before them. */
		Span before = c->current->last->span;
		return (Span){before.source, before.end, before.end};
	}
	size_t start = node_start(c, node), end = offset_of(c, line, column + 1);
	Span span = text_span_near(c->text, start, end > start ? end : start, &c->near);
	if (span.source == 0 && c->current != NULL)
		span = c->current->span;
	return span;
}

static Str copy(const Conversion *c, const char *cstr)
{
	Str s = str_from(cstr);
	return s.len == 0 ? S("") : str_dup(c->arena, s);
}

/* What CommonMark's reference output leaves as it is in an address. */
static const char url_signs[] = "-_.+!*(),%#@?=;:/$~&'";

/* The tags that GitHub's "tagfilter" makes text of. */
static bool is_filtered_tag(Str html, size_t at)
{
	static const Str tags[] = {
		STR_INIT("title"),    STR_INIT("textarea"), STR_INIT("style"),
		STR_INIT("xmp"),      STR_INIT("iframe"),   STR_INIT("noembed"),
		STR_INIT("noframes"), STR_INIT("script"),   STR_INIT("plaintext"),
	};
	if (at < html.len && html.ptr[at] == '/')
		at++;
	for (size_t i = 0; i < sizeof tags / sizeof *tags; i++) {
		Str rest = str_from_offset(html, at + tags[i].len);
		if (!str_starts_nocase(str_from_offset(html, at), tags[i]))
			continue;
		if (rest.len > 0 &&
		    (char_is_space(rest.ptr[0]) || rest.ptr[0] == '>' || str_starts(rest, S("/>"))))
			return true;
	}
	return false;
}

static Str filter_tags(Arena *arena, Str html)
{
	Buf out = buf_in(arena);
	for (size_t i = 0; i < html.len; i++)
		if (html.ptr[i] == '<' && is_filtered_tag(html, i + 1))
			buf_add(&out, S("&lt;"));
		else
			buf_add_char(&out, html.ptr[i]);
	return buf_str(&out);
}

static void set_link(Conversion *c, cmark_node *from, Ast *to)
{
	Str url = copy(c, cmark_node_get_url(from)), source = c->text->text;
	size_t start = node_start(c, from);
	to->as.link.url = c->escape_urls ? url_encode(c->arena, url, url_signs) : url;
	to->as.link.title = copy(c, cmark_node_get_title(from));
	to->as.link.autolink = start < source.len && source.ptr[start] == '<';
}

static void set_list(cmark_node *from, Ast *to)
{
	to->as.list.ordered = cmark_node_get_list_type(from) == CMARK_ORDERED_LIST;
	to->as.list.tight = cmark_node_get_list_tight(from) != 0;
	to->as.list.start = cmark_node_get_list_start(from);
}

static void set_code_block(Conversion *c, cmark_node *from, Ast *to)
{
	Str rest = to->as.code.info = copy(c, cmark_node_get_fence_info(from));
	int length, offset;
	char character;
	to->as.code.text = copy(c, cmark_node_get_literal(from));
	to->as.code.fenced = cmark_node_get_fenced(from, &length, &offset, &character) != 0;
	str_next_word(&rest, &to->as.code.language);
}

static AstAlign align_of(char letter)
{
	switch (letter) {
	case 'l': return AST_ALIGN_LEFT;
	case 'c': return AST_ALIGN_CENTER;
	case 'r': return AST_ALIGN_RIGHT;
	}
	return AST_ALIGN_NONE;
}

static void set_table(Conversion *c, cmark_node *from, Ast *to)
{
	size_t columns = cmark_gfm_extensions_get_table_columns(from);
	const uint8_t *letters = cmark_gfm_extensions_get_table_alignments(from);
	to->as.table.columns = columns;
	to->as.table.aligns = ARENA_ARRAY(c->arena, AstAlign, columns);
	for (size_t i = 0; i < columns; i++)
		to->as.table.aligns[i] = align_of((char)letters[i]);
}

static void set_cell(Ast *cell)
{
	const Ast *row = cell->parent, *table = row->parent;
	size_t column = 0;
	for (const Ast *before = cell->prev; before != NULL; before = before->prev)
		column++;
	if (table->kind == AST_TABLE && column < table->as.table.columns)
		cell->as.cell.align = table->as.table.aligns[column];
}

static Ast *add_node(Conversion *c, AstKind kind, cmark_node *from)
{
	Ast *node = ast_new(c->arena, kind, node_span(c, from));
	ast_append(c->current, node);
	return node;
}

static void add_text(Conversion *c, AstKind kind, cmark_node *from)
{
	Ast *node = add_node(c, kind, from);
	Str literal = str_from(cmark_node_get_literal(from));
	Str lent = text_lend(c->page, node->span, literal);
	node->as.text = lent.ptr != literal.ptr ? lent : str_dup(c->arena, literal);
}

static void add_html(Conversion *c, cmark_node *from)
{
	add_text(c, AST_VERBATIM, from);
	Ast *node = c->current->last;
	if (c->filter_tags)
		node->as.text = filter_tags(c->arena, node->as.text);
}

/* Nodes of the core without children; false when it is another one. */
static bool add_leaf(Conversion *c, cmark_node *from)
{
	switch ((unsigned)cmark_node_get_type(from)) {
	case CMARK_NODE_TEXT: add_text(c, AST_TEXT, from); return true;
	case CMARK_NODE_SOFTBREAK: add_node(c, AST_SOFT_BREAK, from); return true;
	case CMARK_NODE_LINEBREAK: add_node(c, AST_LINE_BREAK, from); return true;
	case CMARK_NODE_THEMATIC_BREAK: add_node(c, AST_RULE, from); return true;
	case CMARK_NODE_HTML_BLOCK:
	case CMARK_NODE_HTML_INLINE: add_html(c, from); return true;
	case CMARK_NODE_CODE:
		add_node(c, AST_CODE, from)->as.code.text = copy(c, cmark_node_get_literal(from));
		return true;
	case CMARK_NODE_CODE_BLOCK:
		set_code_block(c, from, add_node(c, AST_CODE_BLOCK, from));
		return true;
	}
	return false;
}

/* cmark names a reference by the number of its note; the notes come at the end, in that order. */
static void add_note_reference(Conversion *c, cmark_node *from)
{
	Ast *node = add_node(c, AST_NOTE_REF, from);
	Str number = copy(c, cmark_node_get_literal(from));
	const Ast *before = map_get(&c->note_references, number);
	int64_t value = 0;
	str_to_int(number, &value);
	node->as.note.label = number;
	node->as.note.number = (int)value;
	node->as.note.reference = before != NULL ? before->as.note.reference + 1 : 1;
	map_set(&c->note_references, number, node);
}

static Ast *open_note(Conversion *c, cmark_node *from)
{
	Ast *node = add_node(c, AST_NOTE, from);
	node->as.note.number = ++c->notes;
	node->as.note.label = str_format(c->arena, "%d", c->notes);
	const Ast *last = map_get(&c->note_references, node->as.note.label);
	node->as.note.references = last != NULL ? last->as.note.reference : 0;
	return node;
}

/* Nodes with children; NULL when there is no node of ours for it. */
static Ast *open_core(Conversion *c, cmark_node *from)
{
	Ast *node = NULL;
	switch ((unsigned)cmark_node_get_type(from)) {
	case CMARK_NODE_PARAGRAPH: return add_node(c, AST_PARAGRAPH, from);
	case CMARK_NODE_BLOCK_QUOTE: return add_node(c, AST_QUOTE, from);
	case CMARK_NODE_EMPH: return add_node(c, AST_EMPH, from);
	case CMARK_NODE_STRONG: return add_node(c, AST_STRONG, from);
	case CMARK_NODE_ITEM: return add_node(c, AST_ITEM, from);
	case CMARK_NODE_FOOTNOTE_DEFINITION: return open_note(c, from);
	case CMARK_NODE_LIST: set_list(from, node = add_node(c, AST_LIST, from)); break;
	case CMARK_NODE_LINK: set_link(c, from, node = add_node(c, AST_LINK, from)); break;
	case CMARK_NODE_IMAGE: set_link(c, from, node = add_node(c, AST_IMAGE, from)); break;
	case CMARK_NODE_HEADING:
		node = add_node(c, AST_HEADING, from);
		node->as.heading.level = cmark_node_get_heading_level(from);
		break;
	}
	return node;
}

static Ast *open_extension(Conversion *c, cmark_node *from)
{
	Str type = str_from(cmark_node_get_type_string(from));
	Ast *node = NULL;
	if (str_eq(type, S("strikethrough"))) {
		node = add_node(c, AST_STRIKE, from);
	} else if (str_eq(type, S("table"))) {
		set_table(c, from, node = add_node(c, AST_TABLE, from));
	} else if (str_eq(type, S("table_header")) || str_eq(type, S("table_row"))) {
		node = add_node(c, AST_TABLE_ROW, from);
		node->as.row.head = cmark_gfm_extensions_get_table_row_is_header(from) != 0;
	} else if (str_eq(type, S("table_cell"))) {
		set_cell(node = add_node(c, AST_TABLE_CELL, from));
	} else if (str_eq(type, S("tasklist"))) {
		node = add_node(c, AST_ITEM, from);
		node->as.item.task = true;
		node->as.item.done = cmark_gfm_extensions_get_tasklist_item_checked(from);
	}
	return node;
}

static void enter(Conversion *c, cmark_node *from)
{
	if (cmark_node_get_type(from) == CMARK_NODE_FOOTNOTE_REFERENCE) {
		add_note_reference(c, from);
		return;
	}
	if (add_leaf(c, from))
		return;
	c->depth++;
	if (c->depth > MARKDOWN_DEPTH) {
		if (!c->too_deep)
			c->deep_span = node_span(c, from);
		c->too_deep = true;
		return;
	}
	bool extension = cmark_node_get_syntax_extension(from) != NULL;
	Ast *node = extension ? open_extension(c, from) : NULL;
	if (node == NULL)
		node = open_core(c, from);
	/* Every type of 0.29 is answered above; a newer one's children still need a parent. */
	if (node == NULL)
		node = add_node(c, AST_PARAGRAPH, from);
	c->current = node;
}

static void leave(Conversion *c, cmark_node *node)
{
	switch ((unsigned)cmark_node_get_type(node)) {
	case CMARK_NODE_TEXT:
	case CMARK_NODE_SOFTBREAK:
	case CMARK_NODE_LINEBREAK:
	case CMARK_NODE_THEMATIC_BREAK:
	case CMARK_NODE_HTML_BLOCK:
	case CMARK_NODE_HTML_INLINE:
	case CMARK_NODE_CODE:
	case CMARK_NODE_CODE_BLOCK:
	case CMARK_NODE_FOOTNOTE_REFERENCE: return;
	}
	if (c->depth-- <= MARKDOWN_DEPTH)
		c->current = c->current->parent;
}

/* Converts what is below `top`. */
static void convert_children(Conversion *c, cmark_node *top)
{
	cmark_iter *iter = cmark_iter_new(top);
	for (cmark_event_type event; (event = cmark_iter_next(iter)) != CMARK_EVENT_DONE;) {
		cmark_node *node = cmark_iter_get_node(iter);
		if (node == top)
			continue;
		if (event == CMARK_EVENT_ENTER)
			enter(c, node);
		else
			leave(c, node);
	}
	cmark_iter_free(iter);
}

static void report_depth(const Conversion *c)
{
	if (c->too_deep)
		diag_error(c->diags, c->deep_span, S("take some of the nested marks away"),
			   "Markdown nested more than %d levels deep [too-deep]",
			   (int)MARKDOWN_DEPTH);
}

static bool wants_extension(const MarkdownOptions *options, Str name)
{
	if (options->flavour == MARKDOWN_COMMONMARK)
		return false;
	return str_is_blank(options->extensions) || str_has_word(options->extensions, name);
}

static cmark_parser *new_parser(Conversion *c, const MarkdownOptions *options, int flags)
{
	static const Str names[] = {STR_INIT("table"), STR_INIT("strikethrough"),
				    STR_INIT("autolink"), STR_INIT("tasklist")};
	if (wants_extension(options, S("footnotes")))
		flags |= CMARK_OPT_FOOTNOTES;
	cmark_parser *parser = cmark_parser_new_with_mem(flags, &c->memory);
	/* Fills a table of cmark's own, global and the same on every call. */
	cmark_gfm_core_extensions_ensure_registered();
	for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
		cmark_syntax_extension *extension = cmark_find_syntax_extension(names[i].ptr);
		if (extension != NULL && wants_extension(options, names[i]))
			cmark_parser_attach_syntax_extension(parser, extension);
	}
	return parser;
}

static cmark_node *parse(cmark_parser *parser, Str text)
{
	cmark_parser_feed(parser, text.ptr != NULL ? text.ptr : "", text.len);
	cmark_node *document = cmark_parser_finish(parser);
	cmark_consolidate_text_nodes(document);
	return document;
}

static Conversion begin_conversion(Arena *arena, const Text *text, const Text *page, Diags *diags)
{
	Conversion c = {.arena = arena, .text = text, .page = page, .diags = diags};
	c.nodes = nodes_of_thread = arena_new_like(arena);
	c.memory = (cmark_mem){block_new, block_grow, block_free};
	c.note_references = map_in(arena);
	index_lines(&c);
	return c;
}

/* The document goes with the arena. */
static void end_conversion(Conversion *c, cmark_parser *parser)
{
	report_depth(c);
	cmark_parser_free(parser);
	nodes_of_thread = NULL;
	arena_free(c->nodes);
}

Ast *cmark_read_document(Arena *arena, const Text *text, const MarkdownOptions *options,
			 Diags *diags)
{
	Ast *root = ast_new(arena, AST_DOCUMENT, text_span(text, 0, text->text.len));
	Conversion c = begin_conversion(arena, text, text, diags);
	cmark_parser *parser = new_parser(&c, options, 0);
	cmark_node *document = parse(parser, text->text);
	c.escape_urls = true;
	c.filter_tags = wants_extension(options, S("tagfilter"));
	c.current = root;
	convert_children(&c, document);
	end_conversion(&c, parser);
	return root;
}

void cmark_read_inlines(Arena *arena, const Text *text, const Text *page, const InlineRun *runs,
			size_t count, Diags *diags)
{
	static const MarkdownOptions strike = {.flavour = MARKDOWN_GFM,
					       .extensions = STR_INIT("strikethrough")};
	Conversion c = begin_conversion(arena, text, page, diags);
	cmark_parser *parser = new_parser(&c, &strike, CMARK_OPT_STRIKETHROUGH_DOUBLE_TILDE);
	cmark_node *document = parse(parser, text->text);
	size_t run = 0;
	for (cmark_node *node = cmark_node_first_child(document); node != NULL;
	     node = cmark_node_next(node)) {
		size_t at = node_start(&c, node);
		while (run < count && runs[run].end <= at)
			run++;
		if (run == count)
			break;
		c.current = runs[run].leaf;
		c.depth = 0;
		convert_children(&c, node);
	}
	end_conversion(&c, parser);
}

Str markdown_version(Arena *arena)
{
	return str_format(arena, "cmark-gfm %s", cmark_version_string());
}
