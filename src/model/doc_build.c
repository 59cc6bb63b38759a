#include "model/doc_build.h"

#include "model/doc_clone.h"
#include "model/doc_maker.h"

/* Classes by which pages keep a part off paper: ours, Bootstrap's, and those that many use. */
static bool is_for_the_page(const Attrs *attrs)
{
	static const Str classes[] = {
		STR_INIT("web-only"),	  STR_INIT("cv-skip"), STR_INIT("d-print-none"),
		STR_INIT("no-print"),	  STR_INIT("noprint"), STR_INIT("hidden-print"),
		STR_INIT("print:hidden"),
	};
	for (size_t i = 0; i < sizeof classes / sizeof classes[0]; i++)
		if (attrs_has_class(attrs, classes[i]))
			return true;
	/* links between the languages of a site, for whoever has it before them */
	static const Str switches[] = {STR_INIT("lang-toggle"), STR_INIT("lang-switch"),
				       STR_INIT("language-toggle"), STR_INIT("language-switch")};
	Str class = attrs_get(attrs, S("class"), NULL);
	for (size_t i = 0; i < sizeof switches / sizeof *switches; i++)
		if (str_contains(class, switches[i]))
			return true;
	/* "Scroll for more" under a box that scrolls on the page */
	return str_contains(class, S("scroll-hint"));
}

static DocAudience audience_of(const Attrs *attrs)
{
	if (is_for_the_page(attrs))
		return DOC_WEB_ONLY;
	if (attrs_has_class(attrs, S("cv-only")))
		return DOC_CV_ONLY;
	return DOC_BOTH;
}

DocNode *doc_make(DocMaker *maker, DocKind kind, const Ast *ast)
{
	DocNode *node = doc_new(maker->arena, kind, ast->span);
	if (ast->kind != AST_ELEMENT && ast->attrs.len == 0)
		return node;
	DocTraits *traits = doc_traits(maker->arena, node);
	if (ast->kind == AST_ELEMENT)
		traits->tag = ast->as.element.tag;
	/* what the kind says needs no format: <i> in <i> is upright, as *...* in *...* */
	bool said =
		kind == DOC_STRONG || kind == DOC_EMPH || kind == DOC_STRIKE || kind == DOC_CODE;
	traits->format = doc_parse_format(maker->arena, said ? S("") : traits->tag, &ast->attrs);
	if (str_eq(traits->tag, S("summary")))
		traits->style = S("summary");
	if (ast->attrs.len == 0)
		return node;
	if (attrs_has_class(&ast->attrs, S("caption")))
		traits->style = S("caption");
	else if (attrs_has_class(&ast->attrs, S("text-muted")))
		traits->style = S("muted");
	traits->attrs = &ast->attrs;
	traits->lang = attrs_get(&ast->attrs, S("lang"), NULL);
	node->audience = audience_of(&ast->attrs);
	return node;
}

void doc_take_id(DocMaker *maker, DocNode *node, Str *id)
{
	bool found = false;
	const Attrs *attrs = node->traits->attrs;
	if (attrs != NULL)
		*id = attrs_get(attrs, S("id"), &found);
	if (!found)
		return;
	Attrs *rest = ARENA_NEW(maker->arena, Attrs);
	rest->items = ARENA_ARRAY(maker->arena, Attr, attrs->len);
	for (size_t i = 0; i < attrs->len; i++)
		if (!str_eq(attrs->items[i].name, S("id")))
			rest->items[rest->len++] = attrs->items[i];
	rest->cap = attrs->len;
	doc_traits(maker->arena, node)->attrs = rest->len > 0 ? rest : NULL;
}

/* Elements that end a paragraph wherever they stand. */
static bool is_block_role(Str tag)
{
	switch (doc_role(tag, false)) {
	case ROLE_BLOCK:
	case ROLE_PARAGRAPH:
	case ROLE_HEADING:
	case ROLE_LIST:
	case ROLE_ITEM:
	case ROLE_QUOTE:
	case ROLE_PRE:
	case ROLE_TABLE:
	case ROLE_DEFINITIONS:
	case ROLE_TERM:
	case ROLE_DEFINITION:
	case ROLE_FIGURE:
	case ROLE_CAPTION:
	case ROLE_RULE: return true;
	case ROLE_SPAN:
	case ROLE_STRONG:
	case ROLE_EMPH:
	case ROLE_STRIKE:
	case ROLE_CODE:
	case ROLE_LINK:
	case ROLE_IMAGE:
	case ROLE_BREAK:
	case ROLE_ABBR:
	case ROLE_QUOTATION:
	case ROLE_MEDIA:
	case ROLE_CONTROL:
	case ROLE_RAW: return false;
	}
	return false;
}

bool doc_ast_is_inline(const Ast *ast)
{
	if (ast_is_block(ast) || (ast->kind == AST_ELEMENT && is_block_role(ast->as.element.tag)))
		return false;
	for (const Ast *child = ast->first; child != NULL; child = child->next)
		if (!doc_ast_is_inline(child))
			return false;
	return true;
}

static bool is_raw(const Ast *ast)
{
	return ast->kind == AST_COMMENT || ast->kind == AST_VERBATIM;
}

static bool is_blank(const Ast *ast)
{
	return ast->kind == AST_SOFT_BREAK || (ast->kind == AST_TEXT && str_is_blank(ast->as.text));
}

static void append_raw(DocMaker *maker, DocNode *parent, const Ast *ast)
{
	DocNode *raw = is_raw(ast) ? doc_make_raw(maker, ast) : NULL;
	if (raw != NULL)
		doc_append(parent, raw);
}

/* The inlines [first, end) as one paragraph; what is only for the page stays out at both ends. */
static void append_run(DocMaker *maker, DocNode *parent, const Ast *first, const Ast *end,
		       DocNode *like)
{
	while (first != end && (is_blank(first) || is_raw(first))) {
		append_raw(maker, parent, first);
		first = first->next;
	}
	if (first == end)
		return;
	const Ast *stop = first->next;
	for (const Ast *ast = stop; ast != end; ast = ast->next)
		if (!is_blank(ast) && !is_raw(ast))
			stop = ast->next;
	DocNode *paragraph;
	if (like != NULL) {
		paragraph = doc_clone_alone(maker->arena, like);
		doc_traits(maker->arena, like)->attrs = NULL;
	} else {
		paragraph = doc_new(maker->arena, DOC_PARAGRAPH, first->span);
		paragraph->bare = true;
	}
	doc_make_inlines(maker, paragraph, first, stop);
	for (const Ast *ast = first; ast != stop; ast = ast->next)
		paragraph->span = span_join(paragraph->span, ast->span);
	doc_append(parent, paragraph);
	for (const Ast *ast = stop; ast != end; ast = ast->next)
		append_raw(maker, parent, ast);
}

void doc_make_flow(DocMaker *maker, DocNode *parent, const Ast *first, DocNode *paragraph)
{
	const Ast *run = first;
	for (const Ast *ast = first; ast != NULL; ast = ast->next) {
		if (doc_ast_is_inline(ast))
			continue;
		append_run(maker, parent, run, ast, paragraph);
		doc_make_block(maker, parent, ast);
		run = ast->next;
	}
	append_run(maker, parent, run, NULL, paragraph);
}

void doc_make_closed_flow(DocMaker *maker, DocNode *parent, const Ast *first)
{
	maker->closed++;
	doc_make_flow(maker, parent, first, NULL);
	maker->closed--;
}

void doc_make_sections(DocMaker *maker, DocNode *parent)
{
	if (maker->closed > 0)
		return;
	DocNode *open[7] = {parent}; /* the sections around, by depth */
	int levels[7] = {0}, depth = 0;
	DocNode *node = parent->first;
	parent->first = parent->last = NULL;
	for (DocNode *next; node != NULL; node = next) {
		next = node->next;
		if (node->kind == DOC_HEADING) {
			while (levels[depth] >= node->as.heading.level)
				depth--;
			DocNode *section = doc_new(maker->arena, DOC_SECTION, node->span);
			section->audience = node->audience;
			doc_append(open[depth], section);
			open[++depth] = section;
			levels[depth] = node->as.heading.level;
		}
		doc_append(open[depth], node);
		if (depth > 0)
			open[depth]->span = span_join(open[depth]->span, node->span);
	}
}

static void make_notes(DocMaker *maker, Doc *doc, const Ast *ast)
{
	DocNode *place = maker->notes;
	maker->closed++;
	for (; ast != NULL; ast = ast->next) {
		if (ast->kind != AST_NOTE)
			continue;
		if (doc->notes == NULL)
			doc->notes =
				place != NULL ? place : doc_new(maker->arena, DOC_NOTES, ast->span);
		DocNode *note = doc_make(maker, DOC_NOTE, ast);
		note->as.note.label = ast->as.note.label;
		note->as.note.number = ast->as.note.number;
		note->as.note.references = ast->as.note.references;
		doc_make_flow(maker, note, ast->first, NULL);
		doc_append(doc->notes, note);
	}
	maker->closed--;
	if (doc->notes == NULL && place != NULL)
		doc_detach(place);
	else if (doc->notes != NULL && place == NULL)
		doc_append(doc->root, doc->notes);
}

void doc_make_paragraph(DocMaker *maker, DocNode *parent, const Ast *ast, bool bare)
{
	DocNode *node = doc_make(maker, DOC_PARAGRAPH, ast);
	node->bare = bare;
	for (const Ast *child = ast->first; child != NULL; child = child->next)
		if (!doc_ast_is_inline(child)) {
			doc_make_flow(maker, parent, ast->first, node);
			return;
		}
	doc_make_inlines(maker, node, ast->first, NULL);
	doc_append(parent, node);
}

Doc *doc_build(Arena *arena, const Ast *ast, const DocOptions *options, Diags *diags)
{
	DocMaker maker = {.arena = arena, .options = options, .diags = diags};
	Doc *doc = ARENA_NEW(arena, Doc);
	doc->lang = options->lang;
	doc->root = doc_new(arena, DOC_ROOT, ast->span);
	doc_traits(arena, doc->root)->lang = options->lang;
	doc_make_flow(&maker, doc->root, ast->first, NULL);
	doc_make_sections(&maker, doc->root);
	make_notes(&maker, doc, ast->first);
	return doc;
}
