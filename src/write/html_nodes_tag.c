/* Tags, attributes and escapes. */
#include "base/utf8.h"
#include "front/html_safe.h"
#include "front/html_tags.h"
#include "write/html_nodes_writer.h"

typedef struct {
	Str old, now;
} Renamed;

static Str rename_tag(const Renamed *names, size_t count, Str tag)
{
	for (size_t i = 0; i < count; i++)
		if (str_eq(names[i].old, tag))
			return names[i].now;
	return tag;
}

/* An element that holds blocks against its nature is a div. */
static bool is_phrasing(Str tag)
{
	static const Str tags[] = {
		STR_INIT("span"), STR_INIT("font"),   STR_INIT("b"),	STR_INIT("strong"),
		STR_INIT("i"),	  STR_INIT("em"),     STR_INIT("u"),	STR_INIT("small"),
		STR_INIT("big"),  STR_INIT("sup"),    STR_INIT("sub"),	STR_INIT("mark"),
		STR_INIT("s"),	  STR_INIT("strike"), STR_INIT("code"), STR_INIT("label"),
	};
	for (size_t i = 0; i < sizeof tags / sizeof tags[0]; i++)
		if (str_eq(tags[i], tag))
			return true;
	return false;
}

/* The name the element goes by on the page. */
static Str tag_of(const HtmlWriter *w, const DocNode *node, Str usual)
{
	static const Renamed modern[] = {
		{STR_INIT("font"), STR_INIT("span")}, {STR_INIT("center"), STR_INIT("div")},
		{STR_INIT("big"), STR_INIT("span")},  {STR_INIT("tt"), STR_INIT("code")},
		{STR_INIT("strike"), STR_INIT("s")},  {STR_INIT("acronym"), STR_INIT("abbr")},
	};
	if (node->traits->tag.len == 0)
		return usual;
	if (!w->options->modern)
		return node->traits->tag;
	if (node->kind == DOC_BLOCK && is_phrasing(node->traits->tag))
		return S("div");
	if (str_eq(node->traits->tag, S("button")) && node->parent != NULL &&
	    node->parent->kind == DOC_LINK)
		return S("span");
	return rename_tag(modern, sizeof modern / sizeof modern[0], node->traits->tag);
}

/* A name that can stand in a start tag (HTML, 13.1.2.3). */
static bool is_name(Str name)
{
	for (size_t i = 0; i < name.len; i++) {
		char c = name.ptr[i];
		if ((unsigned char)c <= ' ' || c == '"' || c == '\'' || c == '>' || c == '<' ||
		    c == '/' || c == '=')
			return false;
	}
	return name.len > 0;
}

static void put_attr(HtmlWriter *w, Str name, Str value)
{
	buf_add_char(w->out, ' ');
	buf_add(w->out, name);
	buf_add_cstr(w->out, "=\"");
	markup_escape_attribute(w->out, value);
	buf_add_char(w->out, '"');
}

static Attr *find_attr(Attrs *attrs, Str name)
{
	for (size_t i = 0; i < attrs->len; i++)
		if (str_eq(attrs->items[i].name, name))
			return &attrs->items[i];
	return NULL;
}

/* The node's attribute over what is in the list: `own` ones win, but for classes and styles, which
 * join. */
static void add_node_attr(Arena *arena, Attrs *list, size_t own, const Attr *attr)
{
	Attr *there = find_attr(list, attr->name);
	if (there == NULL) {
		attrs_set(arena, list, attr->name, attr->value);
		list->items[list->len - 1].bare = attr->bare;
		return;
	}
	if ((size_t)(there - list->items) >= own)
		return;
	if (str_eq(attr->name, S("class")))
		there->value = str_concat3(arena, there->value, S(" "), attr->value);
	else if (str_eq(attr->name, S("style")))
		there->value = str_concat3(arena, there->value, S("; "), attr->value);
}

bool html_runs_ltr(Str text)
{
	if (utf8_has_rtl(text))
		return false;
	for (size_t at = 0; at < text.len;) {
		uint32_t rune = utf8_next(text, &at);
		if (rune < 0x80 ? char_is_alpha((char)rune) : utf8_is_word(rune))
			return true;
	}
	return false;
}

/* Whether words of left-to-right scripts alone stand in a block of a right-to-left page: its signs
 * would come out at the wrong ends. */
static bool is_foreign(const HtmlWriter *w, const DocNode *node)
{
	bool block = node->kind == DOC_PARAGRAPH || node->kind == DOC_HEADING ||
		     node->kind == DOC_ITEM || node->kind == DOC_CELL || node->kind == DOC_TERM ||
		     node->kind == DOC_DEFINITION || node->kind == DOC_CAPTION;
	return w->options->rtl && block && html_runs_ltr(doc_plain_text(w->out->arena, node));
}

static void add_class(Arena *arena, Attrs *list, Str name)
{
	Attr *class = find_attr(list, S("class"));
	if (class == NULL)
		attrs_set(arena, list, S("class"), name);
	else
		class->value = str_concat3(arena, class->value, S(" "), name);
}

/* All attributes of a tag: own ones, the node's, and a style for the obsolete ones. */
static Attrs merge_attrs(HtmlWriter *w, const DocNode *node, const Attr *own, size_t count)
{
	Arena *arena = w->out->arena;
	Attrs list = {0};
	Buf css = buf_in(arena);
	size_t in_front = 0;
	for (size_t i = 0; i < count; i++) {
		attrs_set(arena, &list, own[i].name, own[i].value);
		in_front = list.len;
	}
	for (size_t i = 0; node->traits->attrs != NULL && i < node->traits->attrs->len; i++) {
		Attr attr = node->traits->attrs->items[i];
		if (w->options->modern)
			attr = html_modern_attr(node, &attr, &css);
		if (is_name(attr.name))
			add_node_attr(arena, &list, in_front, &attr);
	}
	if (is_foreign(w, node))
		add_class(arena, &list, S("foreign"));
	if (w->options->modern)
		html_modern_tag(node, &css);
	if (css.len == 0)
		return list;
	Attr *style = find_attr(&list, S("style"));
	if (style == NULL) {
		attrs_set(arena, &list, S("style"), buf_str(&css));
		return list;
	}
	Buf joined = buf_in(arena);
	buf_add(&joined, str_trim(style->value));
	while (joined.len > 0 && joined.ptr[joined.len - 1] == ';')
		joined.len--;
	buf_add_cstr(&joined, joined.len > 0 ? "; " : "");
	buf_add(&joined, buf_str(&css));
	style->value = buf_str(&joined);
	return list;
}

/* An id names one element: the first that has it, which is where a browser goes too. */
static bool is_taken(HtmlWriter *w, const Attr *attr)
{
	if (!w->options->modern || !str_eq(attr->name, S("id")))
		return false;
	if (map_has(&w->ids, attr->value))
		return true;
	map_set(&w->ids, attr->value, NULL);
	return false;
}

void html_put_open(HtmlWriter *w, const DocNode *node, Str tag, const Attr *own, size_t count)
{
	buf_add_char(w->out, '<');
	buf_add(w->out, tag_of(w, node, tag));
	if (count == 0 && node->traits->attrs == NULL && !w->options->rtl &&
	    (!w->options->modern || node->traits->tag.len == 0))
		return;
	Attrs attrs = merge_attrs(w, node, own, count);
	for (size_t i = 0; i < attrs.len; i++) {
		const Attr *attr = &attrs.items[i];
		if (is_taken(w, attr) ||
		    (w->options->safe && !html_safe_attr(attr->name, attr->value)))
			continue;
		if (!attrs.items[i].bare) {
			put_attr(w, attrs.items[i].name, attrs.items[i].value);
			continue;
		}
		buf_add_char(w->out, ' ');
		buf_add(w->out, attrs.items[i].name);
	}
}

void html_put_start(HtmlWriter *w, const DocNode *node, Str tag, const Attr *own, size_t count)
{
	html_put_open(w, node, tag, own, count);
	buf_add_cstr(w->out, html_is_void_tag(tag_of(w, node, tag)) ? " />" : ">");
}

void html_put_end(HtmlWriter *w, const DocNode *node, Str tag)
{
	tag = tag_of(w, node, tag);
	if (html_is_void_tag(tag))
		return;
	buf_add_cstr(w->out, "</");
	buf_add(w->out, tag);
	buf_add_char(w->out, '>');
}
