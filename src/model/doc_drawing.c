/* SVG written into a page: the page has its bytes, paper a picture of them. */
#include "front/picture.h"
#include "model/doc_maker.h"

static Str name_of(Arena *arena, const Ast *svg)
{
	Str label = str_trim(attrs_get(&svg->attrs, S("aria-label"), NULL));
	for (const Ast *child = svg->first; child != NULL && label.len == 0; child = child->next)
		if (child->kind == AST_ELEMENT && str_eq(child->as.element.tag, S("title")))
			label = str_trim(ast_plain_text(arena, child));
	return label;
}

/* What HTML knows without being told. */
static Str with_namespaces(Arena *arena, Str svg)
{
	Str more = S("");
	Str tag = str_slice(svg, 0, str_find_char(svg, '>', 0));
	if (!str_contains(tag, S("xmlns=")))
		more = S(" xmlns=\"http://www.w3.org/2000/svg\"");
	if (!str_contains(tag, S("xmlns:xlink")))
		more = str_concat(arena, more, S(" xmlns:xlink=\"http://www.w3.org/1999/xlink\""));
	return str_concat3(arena, S("<svg"), more, str_from_offset(svg, 4));
}

static bool is_decoration(const Ast *svg)
{
	return str_eq(attrs_get(&svg->attrs, S("aria-hidden"), NULL), S("true"));
}

/* As large as the author says; without a word a drawing within a text is as high as a letter. */
static void set_size(Arena *arena, DocNode *node, const Ast *svg, bool in_text)
{
	DocImageLook look = {.width = attrs_get(&svg->attrs, S("width"), NULL),
			     .height = attrs_get(&svg->attrs, S("height"), NULL)};
	if (node->traits->format != NULL && node->traits->format->width.len > 0)
		look.width = node->traits->format->width;
	if (node->traits->format != NULL && node->traits->format->height.len > 0)
		look.height = node->traits->format->height;
	if (in_text && look.width.len == 0 && look.height.len == 0)
		look.height = S("1em");
	doc_set_image_look(arena, node, look);
}

DocNode *doc_make_drawing(DocMaker *maker, const Ast *svg, Str bytes, bool in_text)
{
	Arena *arena = maker->arena;
	PictureInfo info;
	const char *reason;
	if (!str_eq(svg->as.element.tag, S("svg")) || is_decoration(svg) || svg->first == NULL)
		return NULL;
	DocNode *node = doc_make(maker, DOC_IMAGE, svg);
	Str picture = with_namespaces(arena, bytes);
	if (node->audience == DOC_WEB_ONLY || !picture_probe(picture, &info, &reason))
		return NULL;
	node->audience = DOC_CV_ONLY;
	node->as.image.alt = name_of(arena, svg);
	node->as.image.file = str_concat(arena, S("data:image/svg+xml,"),
					 str_replace(arena, picture, S("%"), S("%25")));
	node->as.image.pixel_width = info.width;
	node->as.image.pixel_height = info.height;
	set_size(arena, node, svg, in_text);
	return node;
}
