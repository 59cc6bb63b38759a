#include "front/html_safe.h"

#include "front/html_fold.h"

/* Browsers pass over white space and control characters in a scheme. */
static bool has_scheme(Str url, const char *scheme)
{
	size_t at = 0;
	for (; *scheme != '\0'; at++) {
		if (at >= url.len)
			return false;
		if ((unsigned char)url.ptr[at] <= ' ')
			continue;
		if (char_lower(url.ptr[at]) != *scheme)
			return false;
		scheme++;
	}
	return true;
}

static bool is_code(Str value)
{
	return has_scheme(value, "javascript:") || has_scheme(value, "vbscript:");
}

bool html_safe_url(Str url)
{
	return !is_code(url) && !has_scheme(url, "data:");
}

bool html_safe_attr(Str name, Str value)
{
	if (str_starts_nocase(name, S("on")) || str_eq_nocase(name, S("srcdoc")) || is_code(value))
		return false;
	bool shown = str_eq_nocase(name, S("src")) || str_eq_nocase(name, S("srcset")) ||
		     str_eq_nocase(name, S("poster")) || str_eq_nocase(name, S("style"));
	return shown || !has_scheme(value, "data:");
}

/* Elements that are dropped with all they hold. */
static bool is_dropped(const Ast *node)
{
	static const Str tags[] = {STR_INIT("script"), STR_INIT("object"), STR_INIT("embed"),
				   STR_INIT("applet"), STR_INIT("base"),   STR_INIT("meta"),
				   STR_INIT("link"),   STR_INIT("set"),	   STR_INIT("animate")};
	if (node->kind == AST_VERBATIM)
		return !str_starts_nocase(str_trim_start(node->as.text), S("<style"));
	for (size_t i = 0; node->kind == AST_ELEMENT && i < sizeof tags / sizeof tags[0]; i++)
		if (str_eq_nocase(node->as.element.tag, tags[i]))
			return true;
	return false;
}

/* A frame or a piece of a form may not show a document made of its address. */
static bool is_frame(const Ast *node)
{
	return node->kind == AST_ELEMENT && (str_eq_nocase(node->as.element.tag, S("iframe")) ||
					     str_eq_nocase(node->as.element.tag, S("frame")));
}

static void clean_attrs(Ast *node)
{
	size_t kept = 0;
	for (size_t i = 0; i < node->attrs.len; i++) {
		Attr attr = node->attrs.items[i];
		if (html_safe_attr(attr.name, attr.value) &&
		    !(is_frame(node) && !html_safe_url(attr.value)))
			node->attrs.items[kept++] = attr;
	}
	node->attrs.len = kept;
	if ((node->kind == AST_LINK && !html_safe_url(node->as.link.url)) ||
	    (node->kind == AST_IMAGE && is_code(node->as.link.url)))
		node->as.link.url = S("");
}

/* The next node that is not below `node`. */
static Ast *next_beside(Ast *node, const Ast *top)
{
	while (node != top && node->next == NULL)
		node = node->parent;
	return node == top ? NULL : node->next;
}

void html_make_safe(Arena *arena, Ast *root, Diags *diags)
{
	html_fold_tree(arena, root, diags); /* what was written as bytes becomes elements */
	for (Ast *node = root, *next; node != NULL; node = next) {
		bool dropped = node != root && is_dropped(node);
		next = dropped ? next_beside(node, root) : ast_next(node, root);
		clean_attrs(node);
		if (dropped)
			ast_detach(node);
	}
}
