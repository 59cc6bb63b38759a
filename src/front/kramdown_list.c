#include "front/kramdown.h"

/* One item under way: its lines, in chunks that are parsed one after the other (a nested list is a
 * chunk). */
typedef struct {
	VEC(Lines) chunks;
	size_t indentation; /* columns of its contents */
	AttrList *list;
	Span span;
	bool spaced_before; /* definition: a blank line stands before it */
} Item;

typedef struct {
	Blocks *b;
	Item item;
	bool open; /* there is an item */
	bool ordered;
	size_t marker_columns; /* how far the marker of the next item may be indented */
	bool nested;	       /* the item holds a list or a blank line */
	bool last_is_blank;
	bool ended; /* by an end-of-block mark */
} ListReader;

/* Length of a marker ("*", "12.", ":") at the start of `s`, a blank behind it wanted; 0: none. */
static size_t marker_length(Str s, bool ordered)
{
	size_t n = 0;
	if (ordered) {
		while (n < s.len && char_is_digit(s.ptr[n]))
			n++;
		if (n == 0 || n == s.len || s.ptr[n] != '.')
			return 0;
		n++;
	} else if (s.len > 0 && (s.ptr[0] == '*' || s.ptr[0] == '+' || s.ptr[0] == '-')) {
		n = 1;
	}
	return n > 0 && n < s.len && (s.ptr[n] == ' ' || s.ptr[n] == '\t' || s.ptr[n] == '|') ? n
											      : 0;
}

bool line_starts_list(const Kramdown *k, Line line)
{
	Str rest;
	if (!line_opt_space(k, line, &rest))
		return false;
	return marker_length(rest, false) > 0 || marker_length(rest, true) > 0;
}

bool line_starts_definition(const Kramdown *k, Line line)
{
	Str rest;
	return line_opt_space(k, line, &rest) && rest.len > 1 && rest.ptr[0] == ':' &&
	       (rest.ptr[1] == ' ' || rest.ptr[1] == '\t' || rest.ptr[1] == '|');
}

/* "{:.class}" at the start of an item: its length with white space around it, 0 when there is none.
 */
static size_t item_attrs_length(Str s, Str *inside)
{
	size_t at = s.len - str_trim_start(s).len;
	size_t length = attr_list_length(s, at, inside);
	if (length == 0)
		return 0;
	at += length;
	while (at < s.len && char_is_space(s.ptr[at]))
		at++;
	return at;
}

/* The first line of an item behind its marker of `columns` columns; sets the indentation of the
 * item. */
static Line first_line(Kramdown *k, Item *item, Line line, size_t columns)
{
	Str inside, s = line_str(k, line);
	size_t length = item_attrs_length(s, &inside);
	if (str_is_blank(str_from_offset(s, length)))
		item->indentation = 4;
	else {
		/* A tab goes to the next multiple of four, counted from the start of the line. */
		size_t column = columns;
		for (size_t i = 0; i < s.len && (s.ptr[i] == ' ' || s.ptr[i] == '\t'); i++)
			column += s.ptr[i] == '\t' ? 4 - column % 4 : 1;
		item->indentation = column;
	}
	if (length == 0)
		return line_skip(line, s.len - str_trim_start(s).len);
	item->list = attr_list_new(k->arena);
	attr_list_read(k->arena, inside, item->list);
	return line_skip(line, length);
}

static void add_line(Kramdown *k, Item *item, Line line)
{
	Lines *chunk = &item->chunks.ptr[item->chunks.len - 1];
	VEC_PUSH(k->arena, chunk, line);
	item->span = span_join(item->span, text_span(k->text, line.start, line.end));
}

static void open_item(Kramdown *k, Item *item, Line line, size_t marker)
{
	Str rest, s = line_str(k, line);
	line_opt_space(k, line, &rest);
	size_t blanks = line.pad + (s.len - rest.len);
	*item = (Item){.span = text_span(k->text, line.start, line.end)};
	VEC_PUSH(k->arena, &item->chunks, (Lines){0});
	Line text = line_skip(line, s.len - rest.len + marker);
	add_line(k, item, first_line(k, item, text, blanks + marker));
}

/* A line that belongs to the item by its indent, without the indent. */
static bool take_indented(const Kramdown *k, const Item *item, Line line, Line *rest)
{
	if (line_is_blank(k, line) || line_indent(k, line) < item->indentation)
		return false;
	*rest = line_dedent(k, line, item->indentation);
	return true;
}

static bool is_lazy(const Kramdown *k, Line line)
{
	Str rest;
	if (line_is_blank(k, line))
		return false;
	return !line_opt_space(k, line, &rest) ||
	       !(line_is_attr_list(k, line) || line_starts_block_html(k, line));
}

/* --- bullet and numbered lists --- */

/* The paragraph that starts an item is bare when no blank line follows it (kramdown's rules,
 * parser/list.rb). */
static bool is_bare(const Ast *list, const Ast *item, bool blank_behind, bool ended)
{
	const Ast *first = item->first;
	bool last = item == list->last;
	if (first == NULL || first->kind != AST_PARAGRAPH)
		return false;
	if (blank_behind && !(last && first->next == NULL && !ended))
		return false;
	if (!last || item == list->first)
		return true;
	for (const Ast *other = list->first; other != item; other = other->next)
		if (other->first == NULL || other->first->kind != AST_PARAGRAPH ||
		    other->first->as.paragraph.bare)
			return true;
	return false;
}

/* "[ ] " or "[x] " at the start of an item's first paragraph. */
static void take_task(Kramdown *k, Ast *item, Lines *first)
{
	if (!k->options.gfm_ids || first->len == 0)
		return;
	Line *line = &first->ptr[0];
	Str s = line_str(k, *line);
	bool done = str_starts(s, S("[x] ")) || str_starts(s, S("[X] "));
	if (!done && !str_starts(s, S("[ ] ")))
		return;
	item->as.item.task = true;
	item->as.item.done = done;
	*line = line_skip(*line, 4);
}

static void close_item(ListReader *r, Ast *list)
{
	Kramdown *k = r->b->k;
	if (!r->open)
		return;
	r->open = false;
	Ast *node = ast_new(k->arena, AST_ITEM, r->item.span);
	ast_append(list, node);
	if (r->item.list != NULL)
		kramdown_use_attrs(k, node, r->item.list);
	take_task(k, node, &r->item.chunks.ptr[0]);
	for (size_t i = 0; i < r->item.chunks.len; i++)
		kramdown_blocks(k, node, r->item.chunks.ptr[i]);
}

static void set_tightness(ListReader *r, Ast *list)
{
	list->as.list.tight = true;
	for (Ast *item = list->first; item != NULL; item = item->next) {
		Ast *first = item->first;
		if (first == NULL)
			continue;
		bool bare = is_bare(list, item, item->as.item.spaced, r->ended);
		if (first->kind == AST_PARAGRAPH)
			first->as.paragraph.bare = bare;
		for (const Ast *child = first; child != NULL; child = child->next)
			if (child->kind == AST_PARAGRAPH && !child->as.paragraph.bare)
				list->as.list.tight = false;
	}
}

/* A line that goes on the open item: by its indent, or lazily. */
static bool continue_item(ListReader *r, Line line)
{
	Kramdown *k = r->b->k;
	Line rest = line;
	bool indented = take_indented(k, &r->item, line, &rest);
	if (!indented && (r->last_is_blank || !is_lazy(k, line)))
		return false;
	/* A list that is not indented far enough goes on the text of the nested one. */
	if (!indented && r->nested && line_starts_list(k, line))
		rest.pad += (uint32_t)r->item.indentation + 4;
	if (!r->nested && indented && line_starts_list(k, rest)) {
		VEC_PUSH(k->arena, &r->item.chunks, (Lines){0});
		r->nested = true;
	}
	add_line(k, &r->item, rest);
	r->last_is_blank = false;
	return true;
}

/* Reads the line at b->at as a part of the list; false when the list ends before it. */
static bool read_list_line(ListReader *r, Ast *list)
{
	Blocks *b = r->b;
	Kramdown *k = b->k;
	Line line = b->lines.ptr[b->at];
	Str rest;
	if (r->last_is_blank && line_is_rule(k, line))
		return false;
	if (line_is_end_of_block(k, line)) {
		b->at++;
		r->ended = true;
		return false;
	}
	size_t marker = 0;
	if (line_indent(k, line) <= r->marker_columns && line_opt_space(k, line, &rest))
		marker = marker_length(rest, r->ordered);
	if (marker > 0) {
		close_item(r, list);
		open_item(k, &r->item, line, marker);
		r->open = true;
		r->marker_columns = r->item.indentation > 3 ? 3 : r->item.indentation - 1;
		r->nested = line_starts_list(k, r->item.chunks.ptr[0].ptr[0]);
		r->last_is_blank = false;
		return true;
	}
	if (!r->open)
		return false;
	if (line_is_blank(k, line)) {
		r->nested = r->last_is_blank = true;
		VEC_PUSH(k->arena, &r->item.chunks.ptr[r->item.chunks.len - 1], line);
		return true;
	}
	return continue_item(r, line);
}

bool blocks_read_list(Blocks *b)
{
	Line line = b->lines.ptr[b->at];
	Str rest;
	if (!line_starts_list(b->k, line) || !line_opt_space(b->k, line, &rest))
		return false;
	ListReader r = {.b = b, .ordered = marker_length(rest, true) > 0, .marker_columns = 3};
	size_t from = b->at;
	Ast *list = blocks_add(b, AST_LIST, SPAN_NONE);
	list->as.list.ordered = r.ordered;
	list->as.list.start = 1;
	while (b->at < b->lines.len && read_list_line(&r, list))
		b->at++;
	close_item(&r, list);
	set_tightness(&r, list);
	size_t end = b->at;
	while (end > from + 1 && line_is_blank(b->k, b->lines.ptr[end - 1]))
		end--;
	list->span = line_span(b->k, b->lines.ptr[from], b->lines.ptr[end - 1]);
	if (r.ended)
		b->before = BEFORE_END;
	else if (r.last_is_blank)
		b->before = BEFORE_BLANK;
	return true;
}

/* --- definition lists --- */

/* Turns the paragraph before into terms, one a line. */
static void add_terms(Kramdown *k, Ast *definitions, const Leaf *leaf)
{
	for (size_t i = 0; i < leaf->lines.len; i++) {
		Line line = leaf->lines.ptr[i];
		Str inside;
		size_t length = item_attrs_length(line_str(k, line), &inside);
		Ast *term = ast_new(k->arena, AST_TERM, text_span(k->text, line.start, line.end));
		ast_append(definitions, term);
		if (length > 0) {
			AttrList *list = attr_list_new(k->arena);
			attr_list_read(k->arena, inside, list);
			kramdown_use_attrs(k, term, list);
		}
		Lines lines = {0};
		VEC_PUSH(k->arena, &lines, line_skip(line, length));
		kramdown_add_leaf(k, term, lines);
	}
}

static void close_definition(ListReader *r, Ast *definitions)
{
	Kramdown *k = r->b->k;
	if (!r->open)
		return;
	r->open = false;
	Ast *node = ast_new(k->arena, AST_DEFINITION, r->item.span);
	ast_append(definitions, node);
	if (r->item.list != NULL)
		kramdown_use_attrs(k, node, r->item.list);
	kramdown_blocks(k, node, r->item.chunks.ptr[0]);
	if (node->first != NULL && node->first->kind == AST_PARAGRAPH)
		node->first->as.paragraph.bare = !r->item.spaced_before;
}

static bool read_definition_line(ListReader *r, Ast *definitions, bool *spaced)
{
	Blocks *b = r->b;
	Kramdown *k = b->k;
	Line rest, line = b->lines.ptr[b->at];
	if (line_indent(k, line) <= r->marker_columns && line_starts_definition(k, line)) {
		close_definition(r, definitions);
		open_item(k, &r->item, line, 1);
		r->open = true;
		r->item.spaced_before = *spaced;
		r->marker_columns = r->item.indentation > 3 ? 3 : r->item.indentation - 1;
		*spaced = r->last_is_blank = false;
		return true;
	}
	if (line_is_end_of_block(k, line))
		return false;
	if (line_is_blank(k, line)) {
		*spaced = r->last_is_blank = true;
		VEC_PUSH(k->arena, &r->item.chunks.ptr[0], line);
		return true;
	}
	if (!take_indented(k, &r->item, line, &rest)) {
		if (r->last_is_blank || !is_lazy(k, line))
			return false;
		rest = line;
	}
	add_line(k, &r->item, rest);
	*spaced = r->last_is_blank = false;
	return true;
}

/* The paragraph that holds the terms: just before, or with one blank line between. */
static bool has_terms(const Blocks *b)
{
	const Ast *last = b->parent->last;
	const Kramdown *k = b->k;
	bool near = b->before == BEFORE_BLOCK || (b->before == BEFORE_BLANK && b->blanks == 1);
	return near && last != NULL && last->kind == AST_PARAGRAPH && k->leaves.len > 0 &&
	       k->leaves.ptr[k->leaves.len - 1].node == last;
}

/* The list that the terms go on, or a new one in the place of their paragraph. */
static Ast *open_definitions(Blocks *b, Ast *paragraph)
{
	Kramdown *k = b->k;
	Ast *before = paragraph->prev;
	if (before != NULL && before->kind == AST_DEFINITIONS && !before->as.definitions.closed) {
		ast_detach(paragraph);
		return before;
	}
	Ast *definitions = ast_new(k->arena, AST_DEFINITIONS, paragraph->span);
	ast_replace(paragraph, definitions);
	for (size_t i = 0; i < k->uses.len; i++)
		if (k->uses.ptr[i].node == paragraph)
			k->uses.ptr[i].node = definitions;
	return definitions;
}

bool blocks_read_definitions(Blocks *b)
{
	Kramdown *k = b->k;
	if (!line_starts_definition(k, b->lines.ptr[b->at]) || !has_terms(b))
		return false;
	ListReader r = {.b = b, .marker_columns = 3};
	bool spaced = b->before == BEFORE_BLANK;
	Leaf leaf = k->leaves.ptr[--k->leaves.len];
	Ast *definitions = open_definitions(b, leaf.node);
	add_terms(k, definitions, &leaf);
	while (b->at < b->lines.len && read_definition_line(&r, definitions, &spaced))
		b->at++;
	close_definition(&r, definitions);
	definitions->span = span_join(definitions->span, definitions->last->span);
	b->before = r.last_is_blank ? BEFORE_BLANK : BEFORE_BLOCK;
	b->blanks = 1;
	b->latest = NULL;
	if (b->at < b->lines.len && line_is_end_of_block(k, b->lines.ptr[b->at]))
		definitions->as.definitions.closed = true;
	return true;
}
