#include "front/kramdown.h"

#include <string.h>

/* --- what a line looks like --- */

/* The first character behind spaces, NUL when there is none. */
static char first_char(const Kramdown *k, Line line)
{
	Str s = line_str(k, line);
	size_t at = 0;
	while (at < s.len && s.ptr[at] == ' ')
		at++;
	return at < s.len ? s.ptr[at] : '\0';
}

/* A letter, also one beyond ASCII: of all blocks only paragraphs, tables and headings with a line
 * below start with one. */
static bool is_word_char(char c)
{
	return char_is_alpha(c) || (unsigned char)c >= 0x80;
}

bool line_is_end_of_block(const Kramdown *k, Line line)
{
	Str s = line_str(k, line);
	return line.pad == 0 && s.len > 0 && s.ptr[0] == '^' && str_is_blank(str_from_offset(s, 1));
}

/* Three or more of one of * - _ with blanks between. */
bool line_is_rule(const Kramdown *k, Line line)
{
	Str rest;
	size_t marks = 0;
	if (!line_opt_space(k, line, &rest) || rest.len == 0)
		return false;
	char mark = rest.ptr[0];
	if (mark != '*' && mark != '-' && mark != '_')
		return false;
	for (size_t i = 0; i < rest.len; i++)
		if (rest.ptr[i] == mark)
			marks++;
		else if (rest.ptr[i] != ' ' && rest.ptr[i] != '\t')
			return false;
	return marks >= 3;
}

static bool is_code_line(const Kramdown *k, Line line)
{
	return line_indent(k, line) >= 4 && !line_is_blank(k, line);
}

static bool starts_quote(const Kramdown *k, Line line)
{
	Str rest;
	return line_opt_space(k, line, &rest) && rest.len > 0 && rest.ptr[0] == '>';
}

/* Number of fence characters a line starts with, three or more, else 0; `rest` gets all from them
 * on. */
static size_t fence_length(const Kramdown *k, Line line, Str *rest)
{
	size_t n = 0;
	if (!line_opt_space(k, line, rest) || rest->len < 3)
		return 0;
	char mark = rest->ptr[0];
	if (mark != '~' && !(mark == '`' && k->options.gfm_ids))
		return 0;
	while (n < rest->len && rest->ptr[n] == mark)
		n++;
	return n < 3 ? 0 : n;
}

static bool ends_lazily(const Kramdown *k, Line line)
{
	return line_is_blank(k, line) || line_is_attr_list(k, line) ||
	       line_is_end_of_block(k, line) || line_starts_block_html(k, line);
}

/* Whether a paragraph ends before the line. kramdown's own parser wants a blank line before most
 * blocks. */
static bool ends_paragraph(const Kramdown *k, Line line)
{
	Str rest;
	if (is_word_char(first_char(k, line)))
		return false;
	if (ends_lazily(k, line) || line_starts_definition(k, line))
		return true;
	return k->options.gfm_ids &&
	       (line_starts_list(k, line) || line_heading_level(k, line) > 0 ||
		starts_quote(k, line) || fence_length(k, line, &rest) > 0);
}

/* --- the sequence --- */

bool blocks_after_boundary(const Blocks *b)
{
	return (b->before != BEFORE_BLOCK && b->before != BEFORE_DEFINITION) || b->pending != NULL;
}

bool blocks_at_boundary(const Blocks *b, size_t at)
{
	if (at >= b->lines.len)
		return true;
	Line line = b->lines.ptr[at];
	return line_is_blank(b->k, line) || line_is_end_of_block(b->k, line) ||
	       line_is_attr_list(b->k, line);
}

Ast *blocks_add(Blocks *b, AstKind kind, Span span)
{
	Ast *node = ast_new(b->k->arena, kind, span);
	ast_append(b->parent, node);
	if (b->pending != NULL)
		kramdown_use_attrs(b->k, node, b->pending);
	b->pending = NULL;
	b->latest = NULL;
	b->before = BEFORE_BLOCK;
	return node;
}

void kramdown_add_leaf(Kramdown *k, Ast *node, Lines lines)
{
	Leaf leaf = {.node = node, .lines = lines};
	VEC_PUSH(k->arena, &k->leaves, leaf);
}

Span blocks_span(const Blocks *b, size_t from, size_t to)
{
	return line_span(b->k, b->lines.ptr[from], b->lines.ptr[to - 1]);
}

/* --- leaf blocks --- */

static bool read_blank(Blocks *b)
{
	size_t count = 0;
	while (b->at < b->lines.len && line_is_blank(b->k, b->lines.ptr[b->at])) {
		b->at++;
		count++;
	}
	if (count == 0)
		return false;
	b->blanks = count;
	b->before = BEFORE_BLANK;
	Ast *item = b->parent;
	if (item->kind == AST_ITEM && item->first != NULL && item->first == item->last)
		item->as.item.spaced = true;
	b->latest = NULL;
	return true;
}

static bool read_end_of_block(Blocks *b)
{
	if (!line_is_end_of_block(b->k, b->lines.ptr[b->at]))
		return false;
	b->at++;
	b->before = BEFORE_END;
	b->latest = NULL;
	return true;
}

size_t blocks_code_end(const Blocks *b, size_t at)
{
	const Kramdown *k = b->k;
	size_t end = at;
	for (size_t i = at; i < b->lines.len;) {
		while (i < b->lines.len && line_is_blank(k, b->lines.ptr[i]))
			i++;
		if (i == b->lines.len || !is_code_line(k, b->lines.ptr[i]))
			return end;
		while (i < b->lines.len && is_code_line(k, b->lines.ptr[i]))
			i++;
		while (i < b->lines.len && !ends_lazily(k, b->lines.ptr[i]))
			i++;
		end = i;
	}
	return end;
}

static void add_code_line(Kramdown *k, Buf *out, Line line, bool lazy)
{
	Line rest = lazy ? line : line_dedent(k, line, 4);
	buf_add_repeat(out, ' ', rest.pad);
	buf_add(out, line_str(k, rest));
	buf_add_char(out, '\n');
}

/* The text of a code block; a line without indent goes on with the line before it. */
static Str code_text(Blocks *b, size_t from, size_t to)
{
	Kramdown *k = b->k;
	Buf out = buf_in(k->arena);
	for (size_t i = from; i < to; i++) {
		Line line = b->lines.ptr[i];
		bool lazy = line_indent(k, line) < 4 && !line_is_blank(k, line);
		if (lazy && out.len > 0)
			out.ptr[out.len - 1] = ' ';
		add_code_line(k, &out, line, lazy);
	}
	return buf_str(&out);
}

static bool read_code(Blocks *b)
{
	if (!is_code_line(b->k, b->lines.ptr[b->at]))
		return false;
	size_t from = b->at, end = blocks_code_end(b, from);
	Ast *node = blocks_add(b, AST_CODE_BLOCK, blocks_span(b, from, end));
	node->as.code.text = code_text(b, from, end);
	b->at = end;
	return true;
}

/* Number of marks on a line that holds nothing else, else 0. */
static size_t closing_fence(const Blocks *b, size_t i, char mark)
{
	Str rest;
	size_t n = fence_length(b->k, b->lines.ptr[i], &rest);
	return n > 0 && rest.ptr[0] == mark && str_is_blank(str_from_offset(rest, n)) ? n : 0;
}

/* The first line from `from` on that ends a block of so many marks; the end, and the length of the
 * longest ends that there are, when there is none. */
static size_t find_fence_end(const Blocks *b, size_t from, char mark, size_t length,
			     size_t *longest)
{
	size_t most = 0;
	for (size_t i = from; i < b->lines.len; i++) {
		size_t n = closing_fence(b, i, mark);
		if (n >= length)
			return i;
		most = n > most ? n : most;
	}
	*longest = most;
	return b->lines.len;
}

/* What stands behind the marks: the name of a language, for the GFM parser no second word. */
static bool is_fence_info(const Kramdown *k, Str info)
{
	Str word;
	bool words = str_next_word(&info, &word) && !str_is_blank(info);
	return !words || !k->options.gfm_ids;
}

static void add_fenced(Blocks *b, size_t end, Str info)
{
	Kramdown *k = b->k;
	Buf text = buf_in(k->arena);
	for (size_t i = b->at + 1; i < end; i++) {
		buf_add_repeat(&text, ' ', b->lines.ptr[i].pad);
		buf_add(&text, line_str(k, b->lines.ptr[i]));
		buf_add_char(&text, '\n');
	}
	Ast *node = blocks_add(b, AST_CODE_BLOCK, blocks_span(b, b->at, end + 1));
	node->as.code.fenced = true;
	node->as.code.text = buf_str(&text);
	node->as.code.info = str_trim(info);
	info = node->as.code.info;
	str_next_word(&info, &node->as.code.language);
	/* ruby?options */
	Str language = node->as.code.language;
	node->as.code.language = str_slice(language, 0, str_find_char(language, '?', 0));
	b->at = end + 1;
}

/* A fence without its end is text. One of more marks than any end has takes those too many for a
 * part of the word. */
static bool read_fenced(Blocks *b)
{
	Str rest;
	size_t length = fence_length(b->k, b->lines.ptr[b->at], &rest), whole = length;
	if (length == 0 || !is_fence_info(b->k, str_from_offset(rest, length)))
		return false;
	size_t *longest = rest.ptr[0] == '~' ? &b->longest_tilde_end : &b->longest_tick_end;
	size_t end = b->lines.len;
	while (length >= 3 && end == b->lines.len) {
		length = length < *longest ? length : *longest;
		if (length == 0 ||
		    (length < whole && !is_fence_info(b->k, str_from_offset(rest, length))))
			return false;
		end = find_fence_end(b, b->at + 1, rest.ptr[0], length, longest);
	}
	if (end == b->lines.len)
		return false;
	add_fenced(b, end, str_from_offset(rest, length));
	return true;
}

static bool read_rule(Blocks *b)
{
	if (!line_is_rule(b->k, b->lines.ptr[b->at]))
		return false;
	blocks_add(b, AST_RULE, blocks_span(b, b->at, b->at + 1));
	b->at++;
	return true;
}

/* --- quotes, math, paragraphs --- */

static bool read_quote(Blocks *b)
{
	Kramdown *k = b->k;
	if (!starts_quote(k, b->lines.ptr[b->at]))
		return false;
	Lines inside = {0};
	size_t from = b->at;
	for (; b->at < b->lines.len; b->at++) {
		Line line = b->lines.ptr[b->at];
		Str rest;
		if (b->at > from && ends_lazily(k, line))
			break;
		if (starts_quote(k, line) && line_opt_space(k, line, &rest)) {
			line = line_skip(line, (size_t)(line.end - line.start) - rest.len + 1);
			line = line_dedent(k, line, str_starts(rest, S("> ")) ? 1 : 0);
		}
		VEC_PUSH(k->arena, &inside, line);
	}
	Ast *quote = blocks_add(b, AST_QUOTE, blocks_span(b, from, b->at));
	kramdown_blocks(k, quote, inside);
	return true;
}

/* Finds the line that holds the "$$" which ends a formula, and where; false when there is none. */
static bool find_math_end(const Blocks *b, size_t *line, size_t *offset)
{
	Str rest;
	if (!line_opt_space(b->k, b->lines.ptr[b->at], &rest))
		return false;
	size_t skip = (size_t)(b->lines.ptr[b->at].end - b->lines.ptr[b->at].start) - rest.len + 2;
	for (size_t i = b->at; i < b->lines.len; i++, skip = 0) {
		Str s = line_str(b->k, b->lines.ptr[i]);
		size_t at = str_find(s, S("$$"), skip);
		if (at == STR_NONE)
			continue;
		*line = i;
		*offset = at;
		return str_is_blank(str_from_offset(s, at + 2));
	}
	return false;
}

static bool read_math(Blocks *b)
{
	Kramdown *k = b->k;
	Str rest;
	size_t last, close;
	Line first = b->lines.ptr[b->at];
	if (!blocks_after_boundary(b) || !line_opt_space(k, first, &rest) ||
	    !str_starts(rest, S("$$")) || !find_math_end(b, &last, &close) ||
	    !blocks_at_boundary(b, last + 1))
		return false;
	size_t open = (size_t)(first.end - first.start) - rest.len + 2;
	Buf text = buf_in(k->arena);
	for (size_t i = b->at; i <= last; i++) {
		Str s = line_str(k, b->lines.ptr[i]);
		if (i == last)
			s = str_slice(s, 0, close);
		if (i == b->at)
			s = str_from_offset(s, open);
		else
			buf_add_char(&text, '\n');
		buf_add(&text, s);
	}
	blocks_add(b, AST_MATH_BLOCK, blocks_span(b, b->at, last + 1))->as.text =
		str_trim(buf_str(&text));
	b->at = last + 1;
	return true;
}

/* Adds lines to the paragraph that was just read, when nothing stands between. */
static bool extend_paragraph(Blocks *b, Lines lines, Span span)
{
	Kramdown *k = b->k;
	Ast *last = b->parent->last;
	if (b->before != BEFORE_BLOCK || b->pending != NULL || last == NULL ||
	    last->kind != AST_PARAGRAPH || k->leaves.len == 0 ||
	    k->leaves.ptr[k->leaves.len - 1].node != last)
		return false;
	Leaf *leaf = &k->leaves.ptr[k->leaves.len - 1];
	if (!leaf->owned) {
		Lines own = {0};
		for (size_t i = 0; i < leaf->lines.len; i++)
			VEC_PUSH(k->arena, &own, leaf->lines.ptr[i]);
		leaf->lines = own;
		leaf->owned = true;
	}
	for (size_t i = 0; i < lines.len; i++)
		VEC_PUSH(k->arena, &leaf->lines, lines.ptr[i]);
	last->span = span_join(last->span, span);
	return true;
}

/* Whatever else it is not. */
static bool read_paragraph(Blocks *b)
{
	size_t from = b->at++;
	while (b->at < b->lines.len && !ends_paragraph(b->k, b->lines.ptr[b->at]))
		b->at++;
	Lines lines = lines_slice(b->lines, from, b->at);
	if (extend_paragraph(b, lines, blocks_span(b, from, b->at)))
		return true;
	kramdown_add_leaf(b->k, blocks_add(b, AST_PARAGRAPH, blocks_span(b, from, b->at)), lines);
	return true;
}

/* --- all of them --- */

typedef struct {
	bool (*read)(Blocks *b);
	const char *starts; /* what its first line may start with, behind spaces; NULL: anything */
} BlockReader;

/* Past the bound on depth everything is a paragraph. */
static bool is_too_deep(Kramdown *k, const Blocks *b)
{
	if (k->depth <= MARKDOWN_DEPTH / 2)
		return false;
	if (!k->too_deep && b->lines.len > 0)
		k->deep_span = blocks_span(b, 0, b->lines.len);
	k->too_deep = true;
	return true;
}

static bool may_start(const BlockReader *reader, char first)
{
	return reader->starts == NULL ||
	       (!is_word_char(first) && first != '\0' && strchr(reader->starts, first) != NULL);
}

void kramdown_blocks(Kramdown *k, Ast *parent, Lines lines)
{
	/* kramdown's order; none of `starts` has a letter. */
	static const BlockReader readers[] = {
		{read_blank, NULL},
		{read_code, NULL},
		{read_fenced, "~`"},
		{read_quote, ">"},
		{blocks_read_atx_heading, "#"},
		{read_rule, "*-_"},
		{blocks_read_list, "*+-0123456789"},
		{blocks_read_definitions, ":"},
		{blocks_read_html, "<"},
		{blocks_read_setext_heading, NULL},
		{read_math, "$"},
		{blocks_read_table, NULL},
		{blocks_read_note_definition, "["},
		{blocks_read_link_definition, "["},
		{blocks_read_abbreviation, "*"},
		{blocks_read_extension, "{"},
		{read_end_of_block, "^"},
		{read_paragraph, NULL},
	};
	Blocks b = {.k = k,
		    .parent = parent,
		    .lines = lines,
		    .longest_tilde_end = SIZE_MAX,
		    .longest_tick_end = SIZE_MAX};
	if (parent->last != NULL)
		b.before = BEFORE_BLOCK;
	k->depth++;
	bool flat = is_too_deep(k, &b);
	while (b.at < lines.len) {
		size_t i = 0;
		if (flat && !line_is_blank(k, lines.ptr[b.at]))
			i = sizeof readers / sizeof *readers - 1;
		char first = first_char(k, lines.ptr[b.at]);
		while (!may_start(&readers[i], first) || !readers[i].read(&b))
			i++;
	}
	k->depth--;
}
