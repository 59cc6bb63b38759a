/*
 * acad-homepage's paper-boxes: a picture with a badge beside title, authors, links and venue.
 *
 *     div.paper-box > div.paper-box-image > div > (div.badge, img)
 *                     div.paper-box-text > paragraphs
 */
#include "model/doc_maker.h"

static bool has_class(const Ast *ast, Str name)
{
	return ast->kind == AST_ELEMENT && attrs_has_class(&ast->attrs, name);
}

static const Ast *find_by_class(const Ast *ast, Str name)
{
	for (const Ast *child = ast->first; child != NULL; child = child->next) {
		const Ast *found = has_class(child, name) ? child : find_by_class(child, name);
		if (found != NULL)
			return found;
	}
	return NULL;
}

static bool is_blank(const DocNode *node)
{
	return node->kind == DOC_RAW || (node->kind == DOC_TEXT && str_is_blank(node->as.text)) ||
	       (node->kind == DOC_SPAN && node->first == NULL);
}

/* Whether the inlines [first, end) are one node of that kind and nothing else, at any depth. */
static bool is_one(const DocNode *first, const DocNode *end, DocKind kind)
{
	const DocNode *only = NULL;
	for (const DocNode *child = first; child != end; child = child->next) {
		if (is_blank(child))
			continue;
		if (only != NULL)
			return false;
		only = child;
	}
	if (only == NULL)
		return false;
	if (only->kind == kind)
		return true;
	return (only->kind == DOC_LINK || only->kind == DOC_SPAN || only->kind == DOC_STRONG) &&
	       is_one(only->first, NULL, kind);
}

static bool is_wholly(const DocNode *node, DocKind kind)
{
	return is_one(node->first, NULL, kind);
}

/* Signs that stand between links. */
static bool is_separator(Str text)
{
	for (size_t i = 0; i < text.len; i++) {
		char c = text.ptr[i];
		bool sign = c == '|' || c == '/' || c == ',' || c == '[' || c == ']' || c == ';' ||
			    char_is_space(c);
		/* and the bytes of U+00A0 and U+00B7 */
		if (!sign && c != '\xC2' && c != '\xA0' && c != '\xB7')
			return false;
	}
	return true;
}

/* At least one link; besides links only separators and strong words ("**ICML 2025** |
 * [Code](...)"). */
static bool is_links(const DocNode *node)
{
	size_t links = 0;
	bool words = false, commas = false;
	for (const DocNode *child = node->first; child != NULL; child = child->next) {
		if (child->kind == DOC_LINK)
			links++;
		else if (child->kind == DOC_STRONG && is_wholly(child, DOC_LINK))
			links++;
		else if (child->kind == DOC_STRONG)
			words = true;
		else if (child->kind == DOC_TEXT && is_separator(child->as.text))
			commas |= str_find_char(child->as.text, ',', 0) != STR_NONE;
		else if (child->kind != DOC_BREAK && !is_blank(child))
			return false;
	}
	/* "**Anna Berg**, [Otto Tal](...)": a strong word among commas is the own name. */
	return links > 0 && !(words && commas);
}

static bool is_title(const DocNode *node)
{
	return is_wholly(node, DOC_STRONG) || is_wholly(node, DOC_LINK);
}

static DocNode *next_paragraph(DocNode *node)
{
	while (node != NULL && node->kind != DOC_PARAGRAPH)
		node = node->next;
	return node;
}

/*
 * "**Title** <br> Authors" in one paragraph: both parts become bare spans with the styles that
 * paragraphs of their own would have.
 */
static bool split_title(DocMaker *maker, DocNode *paragraph)
{
	DocNode *line_break = paragraph->first, *next;
	while (line_break != NULL && line_break->kind != DOC_BREAK)
		line_break = line_break->next;
	if (line_break == NULL || (!is_one(paragraph->first, line_break, DOC_STRONG) &&
				   !is_one(paragraph->first, line_break, DOC_LINK)))
		return false;
	DocNode *title = doc_new(maker->arena, DOC_SPAN, paragraph->span);
	DocNode *rest = doc_new(maker->arena, DOC_SPAN, paragraph->span);
	for (DocNode *node = paragraph->first; node != line_break; node = next) {
		next = node->next;
		doc_append(title, node);
	}
	for (DocNode *node = line_break->next; node != NULL; node = next) {
		next = node->next;
		doc_append(rest, node);
	}
	title->bare = rest->bare = true;
	paragraph->first = paragraph->last = NULL;
	doc_append(paragraph, title);
	doc_append(paragraph, line_break);
	doc_append(paragraph, rest);
	doc_traits(maker->arena, title)->style = S("title");
	doc_traits(maker->arena, rest)->style = is_links(rest) ? S("links") : S("authors");
	return true;
}

/* "[A long title](...), authors": the link becomes a bare span of style "title". */
static bool wrap_title(DocMaker *maker, DocNode *paragraph)
{
	enum { SHORTEST = 24 }; /* names are shorter */
	DocNode *link = paragraph->first;
	if (link == NULL || link->kind != DOC_LINK ||
	    doc_plain_text(maker->arena, link).len < SHORTEST)
		return false;
	DocNode *title = doc_new(maker->arena, DOC_SPAN, link->span);
	title->bare = true;
	doc_traits(maker->arena, title)->style = S("title");
	title->next = link->next;
	title->parent = paragraph;
	paragraph->first = title;
	if (paragraph->last == link)
		paragraph->last = title;
	doc_append(title, link);
	return true;
}

static bool is_list_part(const DocNode *node)
{
	return node->kind == DOC_LIST || node->kind == DOC_ITEM;
}

/* Title, authors, links and venue among the paragraphs of a box's text. */
static void set_styles(DocMaker *maker, DocNode *first)
{
	DocNode *node = first, *venue = NULL;
	while (node != NULL && node->kind != DOC_PARAGRAPH && node->kind != DOC_HEADING)
		node = is_list_part(node) ? node->first : node->next;
	if (node == NULL)
		return;
	bool authors = false;
	if (node->kind == DOC_HEADING || is_title(node))
		doc_traits(maker->arena, node)->style = S("title");
	else if (split_title(maker, node))
		authors = true;
	else if (!wrap_title(maker, node))
		return;
	for (node = next_paragraph(node->next); node != NULL; node = next_paragraph(node->next)) {
		if (is_links(node)) {
			doc_traits(maker->arena, node)->style = S("links");
		} else if (!authors &&
			   (next_paragraph(node->next) != NULL || !is_wholly(node, DOC_STRONG))) {
			doc_traits(maker->arena, node)->style = S("authors");
			authors = true;
		} else if (is_wholly(node, DOC_STRONG)) {
			venue = node;
		}
	}
	if (venue != NULL)
		doc_traits(maker->arena, venue)->style = S("venue");
}

static DocNode *find_kind(DocNode *top, DocKind kind)
{
	for (DocNode *node = top; node != NULL; node = doc_next(node, top))
		if (node->kind == kind)
			return node;
	return NULL;
}

static void make_aside(DocMaker *maker, DocNode *entry, const Ast *ast)
{
	DocNode *aside = doc_make(maker, DOC_BLOCK, ast);
	doc_traits(maker->arena, aside)->style = S("aside");
	doc_make_flow(maker, aside, ast->first, NULL);
	aside->parent = entry;
	entry->as.entry.aside = aside;
	entry->as.entry.picture = find_kind(aside, DOC_IMAGE);
	const Ast *badge = find_by_class(ast, S("badge"));
	if (badge == NULL)
		return;
	DocNode *span = doc_make(maker, DOC_SPAN, badge);
	doc_traits(maker->arena, span)->style = S("badge");
	doc_traits(maker->arena, span)->tag = S("span");
	span->parent = entry;
	doc_make_inlines(maker, span, badge->first, NULL);
	entry->as.entry.badge = span;
}

/* A text part that carries nothing but its class is the entry itself. */
static bool is_plain_text_part(const Ast *ast)
{
	for (size_t i = 0; i < ast->attrs.len; i++) {
		const Attr *attr = &ast->attrs.items[i];
		bool plain = str_eq(attr->name, S("class"))
				     ? str_eq(str_trim(attr->value), S("paper-box-text"))
				     : str_eq(attr->name, S("markdown"));
		if (!plain)
			return false;
	}
	return true;
}

static bool is_ignorable(const Ast *ast)
{
	return ast->kind == AST_COMMENT || ast->kind == AST_SOFT_BREAK ||
	       (ast->kind == AST_TEXT && str_is_blank(ast->as.text));
}

/* Whether the box is just a picture part and a text part. */
static bool is_plain_box(const Ast *box)
{
	size_t asides = 0, texts = 0;
	for (const Ast *child = box->first; child != NULL; child = child->next) {
		if (has_class(child, S("paper-box-image")))
			asides++;
		else if (has_class(child, S("paper-box-text")) && is_plain_text_part(child))
			texts++;
		else if (!is_ignorable(child))
			return false;
	}
	return asides <= 1 && texts == 1;
}

/* Whether it is a box by another name: "paper-box-top", with nothing in it but both parts. */
static bool is_box_by_parts(const Ast *ast)
{
	const Attr *attr = NULL;
	for (size_t i = 0; ast->kind == AST_ELEMENT && i < ast->attrs.len; i++)
		if (str_eq(ast->attrs.items[i].name, S("class")))
			attr = &ast->attrs.items[i];
	bool named = attr != NULL && str_starts(attr->value, S("paper-box-"));
	return named && is_plain_box(ast) && find_by_class(ast, S("paper-box-image")) != NULL;
}

static void make_parts(DocMaker *maker, DocNode *entry, const Ast *box)
{
	bool plain = is_plain_box(box);
	for (const Ast *child = box->first; child != NULL; child = child->next) {
		if (is_ignorable(child))
			continue;
		if (has_class(child, S("paper-box-image")) && entry->as.entry.aside == NULL) {
			make_aside(maker, entry, child);
		} else if (plain) {
			doc_make_flow(maker, entry, child->first, NULL);
			set_styles(maker, entry->first);
		} else if (doc_ast_is_inline(child)) {
			DocNode *paragraph = doc_new(maker->arena, DOC_PARAGRAPH, child->span);
			paragraph->bare = true;
			doc_make_inlines(maker, paragraph, child, child->next);
			doc_append(entry, paragraph);
		} else {
			doc_make_block(maker, entry, child);
			if (has_class(child, S("paper-box-text")))
				set_styles(maker, entry->last->first);
		}
	}
}

bool doc_make_paper_box(DocMaker *maker, DocNode *parent, const Ast *ast)
{
	if (!has_class(ast, S("paper-box")) && !is_box_by_parts(ast))
		return false;
	DocNode *entry = doc_make(maker, DOC_ENTRY, ast);
	doc_traits(maker->arena, entry)->style = S("paper");
	entry->as.entry.id = attrs_get(&ast->attrs, S("id"), NULL);
	maker->closed++;
	make_parts(maker, entry, ast);
	maker->closed--;
	doc_append(parent, entry);
	return true;
}
