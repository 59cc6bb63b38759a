#include "front/html_fold.h"

#include "front/html_tags.h"

#include <gumbo.h>
#include <setjmp.h>
#include <string.h>

/* Memory that gumbo takes from an arena, with a bound: unclosed formatting elements multiply. */
typedef struct {
	Arena *arena;
	size_t left;
	jmp_buf spent;
} Budget;

typedef struct {
	HtmlFold *fold;
	Arena *arena;
	Text text; /* the fragment */
	bool *placed;
	Ast *top, *current;
	int depth;
	bool too_deep;
} Reader;

HtmlFold html_fold_new(Arena *arena, Diags *diags)
{
	return (HtmlFold){.html = text_builder(arena), .diags = diags};
}

void html_fold_add_html(HtmlFold *fold, const Text *text, size_t start, size_t end)
{
	text_add_text(&fold->html, text, start, end);
}

void html_fold_add_node(HtmlFold *fold, Ast *node)
{
	Arena *arena = fold->html.out.arena;
	Str mark = str_format(arena, "<" HTML_MARK_TAG " n=\"%zu\"></" HTML_MARK_TAG ">",
			      fold->nodes.len);
	text_add_generated(&fold->html, mark, node->span);
	VEC_PUSH(arena, &fold->nodes, node);
}

/* --- after gumbo: the tree read back --- */

static const GumboVector *children_of(const GumboNode *node)
{
	if (node->type == GUMBO_NODE_ELEMENT || node->type == GUMBO_NODE_TEMPLATE)
		return &node->v.element.children;
	return &kGumboEmptyVector;
}

static Str piece_str(GumboStringPiece piece)
{
	return (Str){piece.data, piece.length};
}

static Str element_name(Arena *arena, const GumboElement *element)
{
	if (element->tag_namespace == GUMBO_NAMESPACE_SVG) {
		GumboStringPiece name = element->original_tag;
		gumbo_tag_from_original_text(&name);
		const char *known = name.length > 0 ? gumbo_normalize_svg_tagname(&name) : NULL;
		if (known != NULL)
			return str_dup(arena, str_from(known));
	}
	if (element->tag != GUMBO_TAG_UNKNOWN)
		return str_dup(arena, str_from(gumbo_normalized_tagname(element->tag)));
	GumboStringPiece name = element->original_tag;
	gumbo_tag_from_original_text(&name);
	return str_replace(arena, str_lower(arena, piece_str(name)), S(HTML_COLON), S(":"));
}

/* Offset in the fragment of a piece of it; the end when the piece is empty. */
static size_t piece_offset(const Reader *r, GumboStringPiece piece)
{
	return piece.data == NULL ? r->text.text.len : (size_t)(piece.data - r->text.text.ptr);
}

static Span piece_span(const Reader *r, GumboStringPiece piece)
{
	if (piece.data == NULL)
		return (Span){r->current->span.source, r->current->span.start,
			      r->current->span.start};
	size_t start = piece_offset(r, piece);
	return text_span(&r->text, start, start + piece.length);
}

static Str attribute_name(Arena *arena, const GumboAttribute *attribute)
{
	Str name = str_dup(arena, str_from(attribute->name));
	switch (attribute->attr_namespace) {
	case GUMBO_ATTR_NAMESPACE_XLINK: return str_concat(arena, S("xlink:"), name);
	case GUMBO_ATTR_NAMESPACE_XML: return str_concat(arena, S("xml:"), name);
	case GUMBO_ATTR_NAMESPACE_XMLNS:
		return str_eq(name, S("xmlns")) ? name : str_concat(arena, S("xmlns:"), name);
	case GUMBO_ATTR_NAMESPACE_NONE: break;
	}
	return name;
}

/* Whether "=" follows the name: a tag goes on at least to its '>'. */
static bool has_equals(const GumboAttribute *attribute)
{
	const char *at = attribute->original_name.data + attribute->original_name.length;
	if (attribute->original_name.data == NULL)
		return true;
	while (char_is_space(*at))
		at++;
	return *at == '=';
}

static void set_attributes(Arena *arena, Ast *node, const GumboVector *attributes)
{
	for (unsigned i = 0; i < attributes->length; i++) {
		const GumboAttribute *attribute = attributes->data[i];
		Str name = attribute_name(arena, attribute);
		if (str_eq(name, S("markdown")))
			continue;
		Str value = str_replace(arena, str_from(attribute->value), S("\n"), S(" "));
		attrs_set(arena, &node->attrs, name, str_dup(arena, value));
		Attr *last = &node->attrs.items[node->attrs.len - 1];
		last->bare = last->value.len == 0 && !has_equals(attribute);
	}
}

/* The text with every mark replaced by the plain text of its node. */
static Str without_marks(Reader *r, Str text)
{
	static const Str open = STR_INIT("<" HTML_MARK_TAG " n=\""),
			 close = STR_INIT("\"></" HTML_MARK_TAG ">");
	Buf out = buf_in(r->arena);
	size_t from = 0;
	for (size_t at; (at = str_find(text, open, from)) != STR_NONE;) {
		size_t end = str_find(text, close, at);
		int64_t n;
		buf_add(&out, str_slice(text, from, at));
		if (end == STR_NONE)
			return text;
		if (str_to_int(str_slice(text, at + open.len, end), &n) && n >= 0 &&
		    (size_t)n < r->fold->nodes.len && !r->placed[n]) {
			r->placed[n] = true;
			buf_add(&out, ast_plain_text(r->arena, r->fold->nodes.ptr[n]));
		}
		from = end + close.len;
	}
	buf_add(&out, str_from_offset(text, from));
	return buf_str(&out);
}

static Ast *add_child(Reader *r, AstKind kind, Span span)
{
	Ast *node = ast_new(r->arena, kind, span);
	ast_append(r->current, node);
	return node;
}

static bool is_blank_before_block(const Reader *r, Str text)
{
	const Ast *before = r->current->last;
	if (r->fold->spaces || !str_is_blank(text))
		return false;
	for (const Ast *up = r->current; up != NULL; up = up->parent)
		if (up->kind == AST_ELEMENT && str_eq(up->as.element.tag, S("pre")))
			return false;
	return before == NULL || ast_is_block(before) || before->kind == AST_COMMENT ||
	       (before->kind == AST_ELEMENT && html_is_block_tag(before->as.element.tag));
}

static void read_text(Reader *r, const GumboText *text)
{
	Str bytes = str_dup(r->arena, str_from(text->text));
	if (str_contains(bytes, S("<" HTML_MARK_TAG)))
		bytes = without_marks(r, bytes);
	if (bytes.len == 0 || is_blank_before_block(r, bytes))
		return;
	add_child(r, AST_TEXT, piece_span(r, text->original_text))->as.text = bytes;
}

/* Puts the node of a mark in its place. */
static void read_mark(Reader *r, const GumboElement *element)
{
	const GumboAttribute *n = gumbo_get_attribute(&element->attributes, "n");
	int64_t number;
	if (n == NULL || !str_to_int(str_from(n->value), &number) || number < 0 ||
	    (size_t)number >= r->fold->nodes.len || r->placed[number])
		return;
	r->placed[number] = true;
	ast_append(r->current, r->fold->nodes.ptr[number]);
}

/* script and style: as written. */
static void read_verbatim(Reader *r, const GumboElement *element)
{
	size_t start = piece_offset(r, element->original_tag);
	size_t end = start + element->original_tag.length;
	for (unsigned i = 0; i < element->children.length; i++) {
		const GumboNode *child = element->children.data[i];
		GumboStringPiece text = child->v.text.original_text;
		if (text.data != NULL)
			end = piece_offset(r, text) + text.length;
	}
	Str close = piece_str(element->original_end_tag);
	if (close.len > 0)
		end = piece_offset(r, element->original_end_tag);
	else
		close = str_format(r->arena, "</%s>", gumbo_normalized_tagname(element->tag));
	Str html = str_concat(r->arena, str_slice(r->text.text, start, end), close);
	end += piece_str(element->original_end_tag).len;
	Ast *node = add_child(r, AST_VERBATIM, text_span(&r->text, start, end));
	node->as.text = without_marks(r, html);
}

static Span element_span(const Reader *r, const GumboElement *element)
{
	Span span = piece_span(r, element->original_tag);
	if (element->original_end_tag.length > 0)
		span = span_join(span, piece_span(r, element->original_end_tag));
	return span;
}

/* A tbody that is not written goes without saying. */
static bool is_implied_body(const GumboNode *node)
{
	return node->type == GUMBO_NODE_ELEMENT && node->v.element.tag == GUMBO_TAG_TBODY &&
	       node->v.element.original_tag.length == 0;
}

/* Reads one node; true when its children are to be read below it. */
static bool enter(Reader *r, const GumboNode *node)
{
	switch (node->type) {
	case GUMBO_NODE_TEXT:
	case GUMBO_NODE_CDATA:
	case GUMBO_NODE_WHITESPACE: read_text(r, &node->v.text); return false;
	case GUMBO_NODE_COMMENT:
		add_child(r, AST_COMMENT, piece_span(r, node->v.text.original_text))->as.text =
			without_marks(r, str_dup(r->arena, str_from(node->v.text.text)));
		return false;
	case GUMBO_NODE_DOCUMENT:
	case GUMBO_NODE_ELEMENT:
	case GUMBO_NODE_TEMPLATE: break;
	}
	/* The words that an <isindex> once stood for are no one's. */
	if ((node->parse_flags & GUMBO_INSERTION_FROM_ISINDEX) != 0)
		return false;
	const GumboElement *element = &node->v.element;
	if (element->tag == GUMBO_TAG_SCRIPT || element->tag == GUMBO_TAG_STYLE) {
		read_verbatim(r, element);
		return false;
	}
	if (is_implied_body(node))
		return false;
	Str name = element_name(r->arena, element);
	if (str_eq(name, S(HTML_MARK_TAG))) {
		read_mark(r, element);
		return false;
	}
	if (++r->depth > MARKDOWN_DEPTH) {
		r->too_deep = true;
		return true;
	}
	Ast *made = add_child(r, AST_ELEMENT, element_span(r, element));
	made->as.element.tag = name;
	made->as.element.foreign = element->tag_namespace != GUMBO_NAMESPACE_HTML;
	made->as.element.block =
		html_is_block_tag(name) || (!r->fold->spaces && made->parent == r->top);
	set_attributes(r->arena, made, &element->attributes);
	r->current = made;
	return true;
}

static bool is_mark(const GumboNode *node)
{
	Str tag;
	if (node->type != GUMBO_NODE_ELEMENT || node->v.element.tag != GUMBO_TAG_UNKNOWN)
		return false;
	tag = piece_str(node->v.element.original_tag);
	return str_starts(tag, S("<" HTML_MARK_TAG)) || str_starts(tag, S("</" HTML_MARK_TAG));
}

static void drop_last_blank(Ast *parent)
{
	Ast *last = parent->last;
	if (last != NULL && last->kind == AST_TEXT && str_is_blank(last->as.text) &&
	    last->prev != NULL &&
	    (ast_is_block(last->prev) || html_is_block_tag(parent->as.element.tag)))
		ast_detach(last);
}

static void leave(Reader *r)
{
	if (r->depth-- > MARKDOWN_DEPTH)
		return;
	if (!r->fold->spaces)
		drop_last_blank(r->current);
	r->current = r->current->parent;
}

typedef struct {
	const GumboNode *node;
	unsigned next; /* child to read next */
	bool element;  /* to be left */
} Level;

/* Reads the tree below `root` without recursion: gumbo's may be deep. */
static void read_tree(Reader *r, const GumboNode *root)
{
	VEC(Level) stack = {0};
	VEC_PUSH(r->arena, &stack, (Level){root, 0, false});
	while (stack.len > 0) {
		Level *top = &stack.ptr[stack.len - 1];
		const GumboVector *children = children_of(top->node);
		if (top->next == children->length) {
			if (top->element)
				leave(r);
			stack.len--;
			continue;
		}
		const GumboNode *child = children->data[top->next++];
		bool element = enter(r, child);
		/* What a browser moves into the empty element of a mark belongs behind it. */
		if (element || is_mark(child) || is_implied_body(child))
			VEC_PUSH(r->arena, &stack, (Level){child, 0, element});
	}
}

/* A node that HTML had no place for goes behind the one before it. */
static void place_lost(Reader *r, Ast *parent)
{
	HtmlFold *fold = r->fold;
	for (size_t i = 0; i < fold->nodes.len; i++) {
		if (r->placed[i])
			continue;
		Ast *node = fold->nodes.ptr[i], *before = i > 0 ? fold->nodes.ptr[i - 1] : NULL;
		if (before == NULL || before->parent == NULL)
			ast_append(parent, node);
		else if (before->next != NULL)
			ast_insert_before(before->next, node);
		else
			ast_append(before->parent, node);
	}
}

static void *take(void *userdata, size_t size)
{
	Budget *budget = userdata;
	if (size > budget->left)
		longjmp(budget->spent, 1);
	budget->left -= size;
	return arena_alloc(budget->arena, size);
}

static void give_back(void *userdata, void *block)
{
	(void)userdata;
	(void)block;
}

/* Parses and reads; false when the fragment takes more memory than anything sensible. */
static bool parse_fragment(Reader *r, Budget *budget)
{
	GumboOptions options = kGumboDefaultOptions;
	options.allocator = take;
	options.deallocator = give_back;
	options.userdata = budget;
	options.max_errors = 0;
	options.fragment_context = GUMBO_TAG_DIV;
	if (setjmp(budget->spent) != 0)
		return false;
	GumboOutput *output =
		gumbo_parse_with_options(&options, r->text.text.ptr, r->text.text.len);
	read_tree(r, output->root);
	return true;
}

/* The last resort: the fragment as text. */
static void read_as_text(Reader *r, Ast *parent)
{
	r->current = parent;
	Ast *node = add_child(r, AST_TEXT, text_span(&r->text, 0, r->text.text.len));
	node->as.text = without_marks(r, r->text.text);
}

void html_fold_finish(HtmlFold *fold, Ast *parent)
{
	Arena *arena = fold->html.out.arena;
	Reader r = {.fold = fold,
		    .arena = arena,
		    .text = text_finish(&fold->html),
		    .top = parent,
		    .current = parent};
	if (r.text.text.len == 0)
		return;
	r.placed = ARENA_ARRAY(arena, bool, fold->nodes.len);
	r.text = html_limit_depth(arena, &r.text, &r.too_deep);
	Budget budget = {.arena = arena_new_like(arena)};
	budget.left = ((size_t)16 << 20) + r.text.text.len * 400;
	Span span = text_span(&r.text, 0, r.text.text.len);
	if (!parse_fragment(&r, &budget)) {
		diag_error(fold->diags, span, S("close the elements that are opened here"),
			   "HTML too tangled to be read [too-deep]");
		read_as_text(&r, parent);
	} else if (r.too_deep) {
		diag_error(fold->diags, span, S("take some of the nested elements away"),
			   "HTML nested more than %d levels deep [too-deep]", (int)MARKDOWN_DEPTH);
	}
	arena_free(budget.arena);
	place_lost(&r, parent);
}

void html_fold_children(Arena *arena, Ast *parent, Diags *diags)
{
	bool any = false;
	for (const Ast *child = parent->first; child != NULL && !any; child = child->next)
		any = child->kind == AST_VERBATIM;
	if (!any)
		return;
	HtmlFold fold = html_fold_new(arena, diags);
	while (parent->first != NULL) {
		Ast *child = parent->first;
		fold.spaces = fold.spaces || !ast_is_block(child);
		ast_detach(child);
		if (child->kind == AST_VERBATIM) {
			if (child->as.text.len == child->span.end - child->span.start)
				text_add_copy(&fold.html, child->as.text, child->span);
			else
				text_add_generated(&fold.html, child->as.text, child->span);
		} else {
			html_fold_add_node(&fold, child);
		}
	}
	html_fold_finish(&fold, parent);
}

void html_fold_tree(Arena *arena, Ast *root, Diags *diags)
{
	VEC(Ast *) todo = {0};
	for (Ast *node = root; node != NULL;) {
		for (Ast *child = node->first; child != NULL; child = child->next)
			if (child->first != NULL)
				VEC_PUSH(arena, &todo, child);
		html_fold_children(arena, node, diags);
		node = todo.len > 0 ? todo.ptr[--todo.len] : NULL;
	}
}
