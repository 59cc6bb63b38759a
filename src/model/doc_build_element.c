/* Raw HTML: what each element means, and those that stand between blocks. */
#include "base/buf.h"
#include "model/doc_maker.h"

/* Sorted by how often pages use them; the rest is a block or a span by where it stands. */
static const struct {
	Str tag;
	DocRole role;
} roles[] = {
	{STR_INIT("div"), ROLE_BLOCK},	      {STR_INIT("a"), ROLE_LINK},
	{STR_INIT("span"), ROLE_SPAN},	      {STR_INIT("p"), ROLE_PARAGRAPH},
	{STR_INIT("li"), ROLE_ITEM},	      {STR_INIT("img"), ROLE_IMAGE},
	{STR_INIT("br"), ROLE_BREAK},	      {STR_INIT("strong"), ROLE_STRONG},
	{STR_INIT("b"), ROLE_STRONG},	      {STR_INIT("i"), ROLE_EMPH},
	{STR_INIT("em"), ROLE_EMPH},	      {STR_INIT("cite"), ROLE_EMPH},
	{STR_INIT("dfn"), ROLE_EMPH},	      {STR_INIT("var"), ROLE_EMPH},
	{STR_INIT("ul"), ROLE_LIST},	      {STR_INIT("ol"), ROLE_LIST},
	{STR_INIT("menu"), ROLE_LIST},	      {STR_INIT("h1"), ROLE_HEADING},
	{STR_INIT("h2"), ROLE_HEADING},	      {STR_INIT("h3"), ROLE_HEADING},
	{STR_INIT("h4"), ROLE_HEADING},	      {STR_INIT("h5"), ROLE_HEADING},
	{STR_INIT("h6"), ROLE_HEADING},	      {STR_INIT("table"), ROLE_TABLE},
	{STR_INIT("hr"), ROLE_RULE},	      {STR_INIT("abbr"), ROLE_ABBR},
	{STR_INIT("acronym"), ROLE_ABBR},     {STR_INIT("blockquote"), ROLE_QUOTE},
	{STR_INIT("pre"), ROLE_PRE},	      {STR_INIT("code"), ROLE_CODE},
	{STR_INIT("kbd"), ROLE_CODE},	      {STR_INIT("samp"), ROLE_CODE},
	{STR_INIT("tt"), ROLE_CODE},	      {STR_INIT("del"), ROLE_STRIKE},
	{STR_INIT("s"), ROLE_STRIKE},	      {STR_INIT("strike"), ROLE_STRIKE},
	{STR_INIT("q"), ROLE_QUOTATION},      {STR_INIT("dl"), ROLE_DEFINITIONS},
	{STR_INIT("dt"), ROLE_TERM},	      {STR_INIT("dd"), ROLE_DEFINITION},
	{STR_INIT("figure"), ROLE_FIGURE},    {STR_INIT("figcaption"), ROLE_CAPTION},
	{STR_INIT("audio"), ROLE_MEDIA},      {STR_INIT("video"), ROLE_MEDIA},
	{STR_INIT("iframe"), ROLE_MEDIA},     {STR_INIT("object"), ROLE_MEDIA},
	{STR_INIT("embed"), ROLE_MEDIA},      {STR_INIT("button"), ROLE_CONTROL},
	{STR_INIT("input"), ROLE_CONTROL},    {STR_INIT("select"), ROLE_CONTROL},
	{STR_INIT("textarea"), ROLE_CONTROL}, {STR_INIT("progress"), ROLE_CONTROL},
	{STR_INIT("meter"), ROLE_CONTROL},    {STR_INIT("canvas"), ROLE_CONTROL},
	{STR_INIT("dialog"), ROLE_CONTROL},   {STR_INIT("noscript"), ROLE_CONTROL},
	{STR_INIT("link"), ROLE_RAW},	      {STR_INIT("meta"), ROLE_RAW},
	{STR_INIT("svg"), ROLE_RAW},	      {STR_INIT("template"), ROLE_RAW},
	{STR_INIT("script"), ROLE_RAW},	      {STR_INIT("style"), ROLE_RAW},
};

DocRole doc_role(Str tag, bool block)
{
	for (size_t i = 0; i < sizeof roles / sizeof roles[0]; i++)
		if (str_eq(roles[i].tag, tag))
			return roles[i].role;
	return block ? ROLE_BLOCK : ROLE_SPAN;
}

static void make_container(DocMaker *maker, DocNode *parent, const Ast *ast)
{
	DocNode *node = doc_make(maker, DOC_BLOCK, ast);
	doc_make_flow(maker, node, ast->first, NULL);
	doc_make_sections(maker, node);
	doc_append(parent, node);
}

static void make_closed(DocMaker *maker, DocNode *parent, DocKind kind, const Ast *ast)
{
	DocNode *node = doc_make(maker, kind, ast);
	doc_make_closed_flow(maker, node, ast->first);
	doc_append(parent, node);
}

static void make_heading(DocMaker *maker, DocNode *parent, const Ast *ast)
{
	DocNode *node = doc_make(maker, DOC_HEADING, ast);
	node->as.heading.level = ast->as.element.tag.ptr[1] - '0';
	node->as.heading.no_toc = attrs_has_class(&ast->attrs, S("no_toc"));
	doc_take_id(maker, node, &node->as.heading.id);
	doc_make_inlines(maker, node, ast->first, NULL);
	doc_append(parent, node);
}

static bool is_element(const Ast *ast, Str tag)
{
	return ast->kind == AST_ELEMENT && str_eq(ast->as.element.tag, tag);
}

static bool is_blank(const Ast *ast)
{
	return ast->kind == AST_SOFT_BREAK || ast->kind == AST_COMMENT ||
	       (ast->kind == AST_TEXT && str_is_blank(ast->as.text));
}

/* An item, and before it nothing else; what stands between items joins the one before. */
static void add_item(DocMaker *maker, DocNode *list, const Ast *child)
{
	if (is_element(child, S("li")) || child->kind == AST_ITEM) {
		DocNode *item = doc_make(maker, DOC_ITEM, child);
		doc_make_closed_flow(maker, item, child->first);
		doc_append(list, item);
		return;
	}
	if (is_blank(child))
		return;
	if (list->last == NULL)
		doc_append(list, doc_new(maker->arena, DOC_ITEM, child->span));
	maker->closed++;
	if (doc_ast_is_inline(child))
		doc_make_inlines(maker, list->last, child, child->next);
	else
		doc_make_block(maker, list->last, child);
	maker->closed--;
}

static void make_list(DocMaker *maker, DocNode *parent, const Ast *ast)
{
	DocNode *list = doc_make(maker, DOC_LIST, ast);
	list->as.list.ordered = str_eq(ast->as.element.tag, S("ol"));
	list->as.list.tight = true;
	for (const Ast *child = ast->first; child != NULL; child = child->next)
		add_item(maker, list, child);
	int64_t count = 0;
	bool reversed;
	for (const DocNode *item = list->first; item != NULL; item = item->next, count++)
		for (const DocNode *child = item->first; child != NULL; child = child->next)
			if (child->kind == DOC_PARAGRAPH && !child->bare)
				list->as.list.tight = false;
	(void)attrs_get(&ast->attrs, S("reversed"), &reversed);
	list->as.list.start = reversed ? count : 1;
	(void)str_to_int(attrs_get(&ast->attrs, S("start"), NULL), &list->as.list.start);
	doc_find_dates(maker, list);
	doc_append(parent, list);
}

/* An li without a list around it. */
static void make_stray_item(DocMaker *maker, DocNode *parent, const Ast *ast)
{
	DocNode *list = parent->last;
	if (list == NULL || list->kind != DOC_LIST || !list->bare) {
		list = doc_new(maker->arena, DOC_LIST, ast->span);
		list->bare = true;
		list->as.list.tight = true;
		list->as.list.start = 1;
		doc_append(parent, list);
	}
	add_item(maker, list, ast);
}

/* dt and dd, also within the divs that group them. */
static void add_definitions(DocMaker *maker, DocNode *list, const Ast *first)
{
	for (const Ast *child = first; child != NULL; child = child->next) {
		if (is_blank(child))
			continue;
		if (is_element(child, S("div"))) {
			add_definitions(maker, list, child->first);
		} else if (is_element(child, S("dt"))) {
			DocNode *term = doc_make(maker, DOC_TERM, child);
			doc_make_inlines(maker, term, child->first, NULL);
			doc_append(list, term);
		} else if (is_element(child, S("dd"))) {
			make_closed(maker, list, DOC_DEFINITION, child);
		} else {
			DocNode *stray = doc_new(maker->arena, DOC_DEFINITION, child->span);
			maker->closed++;
			doc_make_inlines(maker, stray, child, child->next);
			maker->closed--;
			doc_append(list, stray);
		}
	}
}

static void make_definitions(DocMaker *maker, DocNode *parent, const Ast *ast)
{
	DocNode *list = doc_make(maker, DOC_DEFINITIONS, ast);
	add_definitions(maker, list, ast->first);
	doc_append(parent, list);
}

/* Text alone, or text in one code element, is told apart: the language is that of the code. */
static bool find_plain_code(const Ast *ast, const Ast **code)
{
	*code = ast;
	if (ast->first != NULL && ast->first == ast->last && is_element(ast->first, S("code")))
		*code = ast->first;
	for (const Ast *child = (*code)->first; child != NULL; child = child->next)
		if (child->kind != AST_TEXT && child->kind != AST_SOFT_BREAK)
			return false;
	return *code == ast;
}

static void add_code_text(Buf *out, const Ast *ast)
{
	if (ast->kind == AST_SOFT_BREAK || ast->kind == AST_LINE_BREAK || is_element(ast, S("br")))
		buf_add_char(out, '\n');
	else if (ast->kind == AST_TEXT)
		buf_add(out, ast->as.text);
	else if (ast->kind == AST_CODE || ast->kind == AST_CODE_BLOCK)
		buf_add(out, ast->as.code.text);
	for (const Ast *child = ast->first; child != NULL; child = child->next)
		add_code_text(out, child);
}

static void make_code(DocMaker *maker, DocNode *parent, const Ast *ast)
{
	DocNode *node = doc_make(maker, DOC_CODE_BLOCK, ast);
	const Ast *code;
	bool plain = find_plain_code(ast, &code), given = false;
	attrs_get(&code->attrs, S("data-lang"), &given);
	/* data-lang is of {% highlight %}: a block like Markdown's own */
	node->as.code.data_lang =
		given && code != ast && code->first != NULL && code->first == code->last;
	if (node->as.code.data_lang)
		doc_traits(maker->arena, node)->tag = S("");
	else if (!plain)
		doc_make_code_inlines(maker, node, ast->first);
	Buf text = buf_in(maker->arena);
	add_code_text(&text, ast);
	node->as.code.text = buf_str(&text);
	Str rest = attrs_get(&code->attrs, S("class"), NULL);
	for (Str word; str_next_word(&rest, &word);)
		if (str_starts(word, S("language-")))
			node->as.code.language = str_from_offset(word, 9);
	doc_append(parent, node);
}

static void make_media(DocMaker *maker, DocNode *parent, const Ast *ast)
{
	DocNode *node = doc_make(maker, DOC_BLOCK, ast);
	if (node->audience == DOC_BOTH)
		node->audience = DOC_WEB_ONLY;
	doc_make_closed_flow(maker, node, ast->first);
	doc_append(parent, node);
	DocNode *link = doc_make_media_link(maker, ast);
	if (link == NULL)
		return;
	DocNode *paragraph = doc_new(maker->arena, DOC_PARAGRAPH, ast->span);
	doc_traits(maker->arena, paragraph)->style = S("media");
	paragraph->audience = DOC_CV_ONLY;
	doc_append(paragraph, link);
	doc_append(parent, paragraph);
}

static void make_control(DocMaker *maker, DocNode *parent, const Ast *ast)
{
	make_closed(maker, parent, DOC_BLOCK, ast);
	parent->last->audience = DOC_WEB_ONLY;
}

static void make_raw(DocMaker *maker, DocNode *parent, const Ast *ast)
{
	DocNode *node = doc_new(maker->arena, DOC_RAW, ast->span);
	node->as.text = doc_ast_bytes(maker->arena, ast);
	doc_append(parent, node);
	DocNode *drawing = doc_make_drawing(maker, ast, node->as.text, false);
	if (drawing == NULL)
		return;
	DocNode *paragraph = doc_new(maker->arena, DOC_PARAGRAPH, ast->span);
	paragraph->bare = true;
	paragraph->audience = DOC_CV_ONLY;
	doc_append(paragraph, drawing);
	doc_append(parent, paragraph);
}

static bool expand(DocMaker *maker, DocNode *parent, const Ast *ast)
{
	DocNode *node = doc_expand(maker, ast);
	if (node == NULL)
		return false;
	if (node->kind != DOC_ROOT) {
		doc_append(parent, node);
		return true;
	}
	doc_adopt(parent, node);
	return true;
}

/* Puts the inlines of each paragraph and heading below `node` into a link that only paper sees. */
static void link_blocks(DocMaker *maker, DocNode *node, const DocNode *link)
{
	for (DocNode *child = node->first; child != NULL; child = child->next) {
		if (child->kind != DOC_PARAGRAPH && child->kind != DOC_HEADING) {
			link_blocks(maker, child, link);
			continue;
		}
		DocNode *copy = doc_new(maker->arena, DOC_LINK, link->span);
		copy->as.link = link->as.link;
		copy->bare = true;
		for (DocNode *inner = child->first, *next; inner != NULL; inner = next) {
			next = inner->next;
			doc_append(copy, inner);
		}
		child->first = child->last = NULL;
		doc_append(child, copy);
	}
}

void doc_make_block_link(DocMaker *maker, DocNode *parent, const Ast *ast)
{
	DocNode *link = doc_make_link(maker, ast);
	DocNode *node = doc_make(maker, DOC_BLOCK, ast);
	doc_traits(maker->arena, node)->tag = S("a");
	if (ast->kind == AST_LINK) {
		Attrs *attrs = ARENA_NEW(maker->arena, Attrs);
		attrs_set(maker->arena, attrs, S("href"), ast->as.link.url);
		if (ast->as.link.title.len > 0)
			attrs_set(maker->arena, attrs, S("title"), ast->as.link.title);
		for (size_t i = 0; i < ast->attrs.len; i++)
			attrs_set(maker->arena, attrs, ast->attrs.items[i].name,
				  ast->attrs.items[i].value);
		doc_traits(maker->arena, node)->attrs = attrs;
	}
	doc_make_closed_flow(maker, node, ast->first);
	if (link->kind == DOC_LINK)
		link_blocks(maker, node, link);
	doc_append(parent, node);
}

/* An element that is inline by nature stands alone between blocks: as in a paragraph. */
static void make_inline_alone(DocMaker *maker, DocNode *parent, const Ast *ast)
{
	DocNode *paragraph = doc_new(maker->arena, DOC_PARAGRAPH, ast->span);
	paragraph->bare = true;
	doc_make_inlines(maker, paragraph, ast, ast->next);
	doc_append(parent, paragraph);
}

static void make_by_role(DocMaker *maker, DocNode *parent, const Ast *ast, DocRole role)
{
	bool holds_blocks = false;
	for (const Ast *child = ast->first; child != NULL && !holds_blocks; child = child->next)
		holds_blocks = !doc_ast_is_inline(child);
	switch (role) {
	case ROLE_BLOCK: make_container(maker, parent, ast); return;
	case ROLE_PARAGRAPH: doc_make_paragraph(maker, parent, ast, false); return;
	case ROLE_HEADING: make_heading(maker, parent, ast); return;
	case ROLE_LIST: make_list(maker, parent, ast); return;
	case ROLE_ITEM: make_stray_item(maker, parent, ast); return;
	case ROLE_QUOTE: make_closed(maker, parent, DOC_QUOTE, ast); return;
	case ROLE_PRE: make_code(maker, parent, ast); return;
	case ROLE_TABLE: doc_make_table(maker, parent, ast); return;
	case ROLE_DEFINITIONS: make_definitions(maker, parent, ast); return;
	case ROLE_FIGURE: make_closed(maker, parent, DOC_FIGURE, ast); return;
	case ROLE_CAPTION: make_closed(maker, parent, DOC_CAPTION, ast); return;
	case ROLE_RULE: doc_append(parent, doc_make(maker, DOC_RULE, ast)); return;
	case ROLE_MEDIA: make_media(maker, parent, ast); return;
	case ROLE_CONTROL: make_control(maker, parent, ast); return;
	case ROLE_RAW: make_raw(maker, parent, ast); return;
	case ROLE_LINK:
		if (holds_blocks)
			doc_make_block_link(maker, parent, ast);
		else
			make_inline_alone(maker, parent, ast);
		return;
	case ROLE_IMAGE:
	case ROLE_BREAK: make_inline_alone(maker, parent, ast); return;
	case ROLE_TERM:
	case ROLE_DEFINITION: make_container(maker, parent, ast); return;
	case ROLE_SPAN:
	case ROLE_STRONG:
	case ROLE_EMPH:
	case ROLE_STRIKE:
	case ROLE_CODE:
	case ROLE_ABBR:
	case ROLE_QUOTATION:
		if (holds_blocks)
			make_container(maker, parent, ast);
		else
			make_inline_alone(maker, parent, ast);
		return;
	}
}

void doc_make_block_element(DocMaker *maker, DocNode *parent, const Ast *ast)
{
	if (expand(maker, parent, ast) || doc_make_paper_box(maker, parent, ast))
		return;
	make_by_role(maker, parent, ast, doc_role(ast->as.element.tag, ast->as.element.block));
}
