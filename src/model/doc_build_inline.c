/* Inlines, Markdown's own and elements. */
#include "base/buf.h"
#include "base/file.h"
#include "base/url.h"
#include "front/emoji.h"
#include "model/doc_maker.h"

static bool is_text(const Ast *ast)
{
	return ast->kind == AST_TEXT || ast->kind == AST_SOFT_BREAK;
}

/* Neighbouring texts and line ends as one DOC_TEXT; returns what follows them. */
static const Ast *add_text(DocMaker *maker, DocNode *parent, const Ast *first, const Ast *end)
{
	DocNode *node = doc_new_text(maker->arena, S("\n"), first->span);
	if (first->kind == AST_TEXT)
		node->as.text = first->as.text;
	const Ast *next = first->next;
	if (next != end && is_text(next)) {
		Buf out = buf_in(maker->arena);
		buf_add(&out, node->as.text);
		for (; next != end && is_text(next); next = next->next) {
			buf_add(&out, next->kind == AST_TEXT ? next->as.text : S("\n"));
			node->span = span_join(node->span, next->span);
		}
		node->as.text = buf_str(&out);
	}
	if (maker->options->emoji && maker->code == 0)
		node->as.text = emoji_expand(maker->arena, node->as.text);
	if (node->as.text.len > 0)
		doc_append(parent, node);
	return next;
}

DocNode *doc_make_raw(DocMaker *maker, const Ast *ast)
{
	DocNode *node = doc_new(maker->arena, DOC_RAW, ast->span);
	node->as.text = ast->as.text;
	if (ast->kind != AST_COMMENT)
		return node;
	if (!maker->options->keep_comments)
		return NULL;
	node->as.text = str_concat3(maker->arena, S("<!--"), ast->as.text, S("-->"));
	return node;
}

/* Whether an address says all by itself: it starts with a scheme (RFC 3986, 3.1), but not
 * "javascript". */
static bool is_absolute(Str url)
{
	return url_is_remote(url) && !str_starts(url, S("//")) &&
	       !str_starts_nocase(url, S("javascript:")) && !str_starts_nocase(url, S("data:"));
}

static void set_url(DocNode *link, Str url)
{
	link->as.link.url = url;
	if (is_absolute(str_trim(url)))
		link->as.link.print_url = str_trim(url);
}

DocNode *doc_make_link(DocMaker *maker, const Ast *ast)
{
	DocNode *node = doc_make(maker, DOC_LINK, ast);
	if (ast->kind == AST_LINK) {
		set_url(node, ast->as.link.url);
		node->as.link.title = ast->as.link.title;
		return node;
	}
	bool found;
	Str url = attrs_get(&ast->attrs, S("href"), &found);
	if (!found) {
		node->kind = DOC_SPAN;
		return node;
	}
	set_url(node, url);
	node->as.link.title = attrs_get(&ast->attrs, S("title"), NULL);
	return node;
}

/* A DOC_IMAGE of an img element, or of Markdown's own. */
static DocNode *make_image(DocMaker *maker, const Ast *ast)
{
	DocNode *node = doc_make(maker, DOC_IMAGE, ast);
	DocImageLook look = {0};
	if (ast->kind == AST_IMAGE) {
		node->as.image.url = ast->as.link.url;
		look.title = ast->as.link.title;
		node->as.image.alt = ast_plain_text(maker->arena, ast);
	} else {
		node->as.image.url = attrs_get(&ast->attrs, S("src"), NULL);
		look.title = attrs_get(&ast->attrs, S("title"), NULL);
		node->as.image.alt = attrs_get(&ast->attrs, S("alt"), NULL);
	}
	if (node->traits->format != NULL) {
		look.width = node->traits->format->width;
		look.height = node->traits->format->height;
	}
	doc_set_image_look(maker->arena, node, look);
	return node;
}

/* The page that shows a film, in place of the address that embeds it. */
static Str film_page(Arena *arena, Str url)
{
	static const Str embeds[] = {
		STR_INIT("youtube.com/embed/"),
		STR_INIT("youtube-nocookie.com/embed/"),
	};
	for (size_t i = 0; i < sizeof embeds / sizeof embeds[0]; i++) {
		size_t at = str_find(url, embeds[i], 0);
		if (at == STR_NONE)
			continue;
		Str id = str_from_offset(url, at + embeds[i].len);
		size_t end = 0;
		while (end < id.len &&
		       (char_is_alnum(id.ptr[end]) || id.ptr[end] == '-' || id.ptr[end] == '_'))
			end++;
		return str_concat(arena, S("https://www.youtube.com/watch?v="),
				  str_slice(id, 0, end));
	}
	return str_starts(url, S("//")) ? str_concat(arena, S("https:"), url) : url;
}

static Str media_url(const Ast *ast)
{
	Str url = attrs_get(&ast->attrs, S("src"), NULL);
	if (url.len == 0)
		url = attrs_get(&ast->attrs, S("data"), NULL);
	for (const Ast *child = ast->first; child != NULL && url.len == 0; child = child->next)
		if (child->kind == AST_ELEMENT)
			url = media_url(child);
	return url;
}

/* What a film or sound is called on paper: its title, else its address, of a file of the site the
 * file's name. */
static Str media_title(const Ast *ast, Str url)
{
	Str title = attrs_get(&ast->attrs, S("title"), NULL);
	if (title.len == 0)
		title = attrs_get(&ast->attrs, S("aria-label"), NULL);
	if (title.len > 0 || url_is_remote(url))
		return title.len > 0 ? title : url;
	Str query;
	return path_name(url_path(url, &query));
}

/* The picture that stands for a film until it runs; NULL when it is none of the site's. */
static DocNode *make_poster(DocMaker *maker, const Ast *ast, Str title)
{
	Str url = str_trim(attrs_get(&ast->attrs, S("poster"), NULL));
	if (url.len == 0 || url_is_remote(url))
		return NULL;
	DocNode *image = make_image(maker, ast);
	image->as.image.url = url;
	image->as.image.alt = title;
	return image;
}

DocNode *doc_make_media_link(DocMaker *maker, const Ast *ast)
{
	Str url = str_trim(media_url(ast));
	if (url.len == 0)
		return NULL;
	DocNode *link = doc_new(maker->arena, DOC_LINK, ast->span);
	link->audience = DOC_CV_ONLY;
	set_url(link, film_page(maker->arena, url));
	Str title = media_title(ast, link->as.link.url);
	DocNode *poster = make_poster(maker, ast, title);
	doc_append(link, poster != NULL ? poster : doc_new_text(maker->arena, title, ast->span));
	return link;
}

static void add_children(DocMaker *maker, DocNode *parent, DocKind kind, const Ast *ast)
{
	DocNode *node = doc_make(maker, kind, ast);
	doc_append(parent, node);
	doc_make_inlines(maker, node, ast->first, NULL);
}

static bool is_only_text(const Ast *ast)
{
	for (const Ast *child = ast->first; child != NULL; child = child->next)
		if (!is_text(child))
			return false;
	return true;
}

static void add_code_element(DocMaker *maker, DocNode *parent, const Ast *ast)
{
	if (!is_only_text(ast)) {
		maker->code++;
		add_children(maker, parent, DOC_SPAN, ast);
		maker->code--;
		return;
	}
	DocNode *node = doc_make(maker, DOC_CODE, ast);
	node->as.code.text = ast_plain_text(maker->arena, ast);
	doc_append(parent, node);
}

static void add_link(DocMaker *maker, DocNode *parent, const Ast *ast)
{
	DocNode *node = doc_make_link(maker, ast);
	doc_append(parent, node);
	doc_make_inlines(maker, node, ast->first, NULL);
}

static void add_abbr(DocMaker *maker, DocNode *parent, const Ast *ast)
{
	add_children(maker, parent, DOC_ABBR, ast);
	bool element = ast->kind == AST_ELEMENT;
	parent->last->as.text = element ? attrs_get(&ast->attrs, S("title"), NULL) : ast->as.text;
}

/* q: a browser sets the marks, so the page has none in its text. */
static void add_quotation(DocMaker *maker, DocNode *parent, const Ast *ast)
{
	DocNode *node = doc_make(maker, DOC_SPAN, ast);
	DocNode *open = doc_new_text(maker->arena, S("\u201C"), ast->span);
	DocNode *close = doc_new_text(maker->arena, S("\u201D"), ast->span);
	open->audience = close->audience = DOC_CV_ONLY;
	doc_append(node, open);
	doc_make_inlines(maker, node, ast->first, NULL);
	doc_append(node, close);
	doc_append(parent, node);
}

static void add_media(DocMaker *maker, DocNode *parent, const Ast *ast)
{
	add_children(maker, parent, DOC_SPAN, ast);
	if (parent->last->audience == DOC_BOTH)
		parent->last->audience = DOC_WEB_ONLY;
	DocNode *link = doc_make_media_link(maker, ast);
	if (link != NULL)
		doc_append(parent, link);
}

static void add_raw_element(DocMaker *maker, DocNode *parent, const Ast *ast)
{
	DocNode *node = doc_new(maker->arena, DOC_RAW, ast->span);
	node->as.text = doc_ast_bytes(maker->arena, ast);
	doc_append(parent, node);
	DocNode *drawing = doc_make_drawing(maker, ast, node->as.text, true);
	if (drawing != NULL)
		doc_append(parent, drawing);
}

/* A block element where only inlines may stand (in a heading, a term): a span on the page. */
static void add_flattened(DocMaker *maker, DocNode *parent, const Ast *ast)
{
	if (ast->first == NULL)
		return;
	if (parent->first != NULL)
		doc_append(parent, doc_new_text(maker->arena, S(" "), ast->span));
	add_children(maker, parent, DOC_SPAN, ast);
	doc_traits(maker->arena, parent->last)->tag = S("span");
}

DocNode *doc_expand(DocMaker *maker, const Ast *element)
{
	const DocHost *host = maker->options->host;
	if (host == NULL || host->expand == NULL ||
	    !str_starts(element->as.element.tag, S("recto-")))
		return NULL;
	return host->expand(host->context, maker->arena, element);
}

static bool expand(DocMaker *maker, DocNode *parent, const Ast *ast)
{
	DocNode *node = doc_expand(maker, ast);
	if (node == NULL)
		return false;
	if (!doc_is_block(node)) {
		doc_append(parent, node);
		return true;
	}
	doc_adopt(parent, node);
	return true;
}

static void add_element(DocMaker *maker, DocNode *parent, const Ast *ast)
{
	if (expand(maker, parent, ast))
		return;
	switch (doc_role(ast->as.element.tag, false)) {
	case ROLE_STRONG: add_children(maker, parent, DOC_STRONG, ast); return;
	case ROLE_EMPH: add_children(maker, parent, DOC_EMPH, ast); return;
	case ROLE_STRIKE: add_children(maker, parent, DOC_STRIKE, ast); return;
	case ROLE_CODE: add_code_element(maker, parent, ast); return;
	case ROLE_LINK: add_link(maker, parent, ast); return;
	case ROLE_IMAGE: doc_append(parent, make_image(maker, ast)); return;
	case ROLE_BREAK: doc_append(parent, doc_make(maker, DOC_BREAK, ast)); return;
	case ROLE_ABBR: add_abbr(maker, parent, ast); return;
	case ROLE_QUOTATION: add_quotation(maker, parent, ast); return;
	case ROLE_MEDIA: add_media(maker, parent, ast); return;
	case ROLE_RAW: add_raw_element(maker, parent, ast); return;
	case ROLE_CONTROL:
		add_children(maker, parent, DOC_SPAN, ast);
		/* a button in a link is the link's text */
		if (parent->kind != DOC_LINK)
			parent->last->audience = DOC_WEB_ONLY;
		return;
	case ROLE_SPAN: add_children(maker, parent, DOC_SPAN, ast); return;
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
	case ROLE_RULE: add_flattened(maker, parent, ast); return;
	}
}

static void add_leaf(DocMaker *maker, DocNode *parent, DocKind kind, const Ast *ast)
{
	DocNode *node = doc_make(maker, kind, ast);
	if (kind == DOC_CODE)
		node->as.code.text = ast->as.code.text;
	else if (kind == DOC_MATH) {
		node->as.math.text = ast->as.text;
		doc_math_read(maker->arena, node, maker->diags);
	}
	doc_append(parent, node);
}

static void add_note_ref(DocMaker *maker, DocNode *parent, const Ast *ast)
{
	DocNode *node = doc_make(maker, DOC_NOTE_REF, ast);
	node->as.note.label = ast->as.note.label;
	node->as.note.number = ast->as.note.number;
	node->as.note.reference = ast->as.note.reference;
	doc_append(parent, node);
}

static void add_inline(DocMaker *maker, DocNode *parent, const Ast *ast)
{
	DocNode *raw;
	switch (ast->kind) {
	case AST_TEXT:
	case AST_SOFT_BREAK: return; /* add_text */
	case AST_LINE_BREAK: add_leaf(maker, parent, DOC_BREAK, ast); return;
	case AST_CODE: add_leaf(maker, parent, DOC_CODE, ast); return;
	case AST_MATH: add_leaf(maker, parent, DOC_MATH, ast); return;
	case AST_EMPH: add_children(maker, parent, DOC_EMPH, ast); return;
	case AST_STRONG: add_children(maker, parent, DOC_STRONG, ast); return;
	case AST_STRIKE: add_children(maker, parent, DOC_STRIKE, ast); return;
	case AST_LINK: add_link(maker, parent, ast); return;
	case AST_IMAGE: doc_append(parent, make_image(maker, ast)); return;
	case AST_NOTE_REF: add_note_ref(maker, parent, ast); return;
	case AST_ABBR: add_abbr(maker, parent, ast); return;
	case AST_ELEMENT: add_element(maker, parent, ast); return;
	case AST_COMMENT:
	case AST_VERBATIM:
		raw = doc_make_raw(maker, ast);
		if (raw != NULL)
			doc_append(parent, raw);
		return;
	case AST_CODE_BLOCK: add_leaf(maker, parent, DOC_CODE, ast); return;
	case AST_MATH_BLOCK: add_leaf(maker, parent, DOC_MATH, ast); return;
	case AST_DOCUMENT:
	case AST_PARAGRAPH:
	case AST_HEADING:
	case AST_LIST:
	case AST_ITEM:
	case AST_QUOTE:
	case AST_TABLE:
	case AST_TABLE_ROW:
	case AST_TABLE_CELL:
	case AST_DEFINITIONS:
	case AST_TERM:
	case AST_DEFINITION: add_flattened(maker, parent, ast); return;
	case AST_NOTE:
	case AST_NOTES:
	case AST_TOC:
	case AST_RULE: return;
	}
}

void doc_make_inlines(DocMaker *maker, DocNode *parent, const Ast *first, const Ast *end)
{
	for (const Ast *ast = first; ast != end;) {
		if (is_text(ast)) {
			ast = add_text(maker, parent, ast, end);
			continue;
		}
		add_inline(maker, parent, ast);
		ast = ast->next;
	}
}

void doc_make_code_inlines(DocMaker *maker, DocNode *parent, const Ast *first)
{
	maker->code++;
	doc_make_inlines(maker, parent, first, NULL);
	maker->code--;
}
