/* Tags, attributes and escapes. */
#include "write/html_nodes_writer.h"

void html_escape_text(Buf *out, Str text)
{
	for (size_t i = 0, start = 0; i <= text.len; i++) {
		char c = i < text.len ? text.ptr[i] : '&';
		if (c != '&' && c != '<' && c != '>')
			continue;
		buf_add(out, str_slice(text, start, i));
		start = i + 1;
		if (i < text.len)
			buf_add_cstr(out, c == '&' ? "&amp;" : c == '<' ? "&lt;" : "&gt;");
	}
}

void html_escape_attribute(Buf *out, Str value)
{
	for (size_t i = 0, start = 0; i <= value.len; i++) {
		char c = i < value.len ? value.ptr[i] : '&';
		if (c != '&' && c != '<' && c != '>' && c != '"')
			continue;
		buf_add(out, str_slice(value, start, i));
		start = i + 1;
		if (i < value.len)
			buf_add_cstr(out, c == '&'   ? "&amp;"
					  : c == '<' ? "&lt;"
					  : c == '>' ? "&gt;"
						     : "&quot;");
	}
}

bool html_is_void(Str tag)
{
	static const Str tags[] = {
		STR_INIT("area"),  STR_INIT("base"), STR_INIT("br"),	STR_INIT("col"),
		STR_INIT("embed"), STR_INIT("hr"),   STR_INIT("img"),	STR_INIT("input"),
		STR_INIT("link"),  STR_INIT("meta"), STR_INIT("param"), STR_INIT("source"),
		STR_INIT("track"), STR_INIT("wbr"),
	};
	for (size_t i = 0; i < sizeof tags / sizeof tags[0]; i++)
		if (str_eq(tags[i], tag))
			return true;
	return false;
}

Str html_tag(const HtmlWriter *w, const DocNode *node, Str usual)
{
	if (node->tag.len == 0)
		return usual;
	if (!w->options->modern)
		return node->tag;
	static const struct {
		Str old, now;
	} modern[] = {
		{STR_INIT("font"), STR_INIT("span")}, {STR_INIT("center"), STR_INIT("div")},
		{STR_INIT("big"), STR_INIT("span")},  {STR_INIT("tt"), STR_INIT("code")},
		{STR_INIT("strike"), STR_INIT("s")},  {STR_INIT("acronym"), STR_INIT("abbr")},
	};
	for (size_t i = 0; i < sizeof modern / sizeof modern[0]; i++)
		if (str_eq(modern[i].old, node->tag))
			return modern[i].now;
	return node->tag;
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
	html_escape_attribute(w->out, value);
	buf_add_char(w->out, '"');
}

static const Attr *find_own(const Attr *own, size_t count, Str name)
{
	for (size_t i = 0; i < count; i++)
		if (str_eq(own[i].name, name))
			return &own[i];
	return NULL;
}

static void put_node_attr(HtmlWriter *w, const Attr *attr, const Attr *own)
{
	if (!is_name(attr->name) || (own != NULL && own->value.ptr == NULL))
		return;
	if (own != NULL && str_eq(own->name, S("class")))
		put_attr(w, own->name, str_concat3(w->out->arena, own->value, S(" "), attr->value));
	else if (own != NULL)
		put_attr(w, own->name, own->value);
	else if (attr->bare) {
		buf_add_char(w->out, ' ');
		buf_add(w->out, attr->name);
	} else
		put_attr(w, attr->name, attr->value);
}

void html_put_open(HtmlWriter *w, const DocNode *node, Str tag, const Attr *own, size_t count)
{
	static const Attrs none = {0};
	const Attrs *attrs = node->attrs != NULL ? node->attrs : &none;
	buf_add_char(w->out, '<');
	buf_add(w->out, html_tag(w, node, tag));
	for (size_t i = 0; i < count; i++) {
		bool found;
		(void)attrs_get(attrs, own[i].name, &found);
		if (!found && own[i].value.ptr != NULL)
			put_attr(w, own[i].name, own[i].value);
	}
	for (size_t i = 0; i < attrs->len; i++)
		put_node_attr(w, &attrs->items[i], find_own(own, count, attrs->items[i].name));
}

void html_put_start(HtmlWriter *w, const DocNode *node, Str tag, const Attr *own, size_t count)
{
	html_put_open(w, node, tag, own, count);
	buf_add_cstr(w->out, html_is_void(html_tag(w, node, tag)) ? " />" : ">");
}

void html_put_end(HtmlWriter *w, const DocNode *node, Str tag)
{
	tag = html_tag(w, node, tag);
	if (html_is_void(tag))
		return;
	buf_add_cstr(w->out, "</");
	buf_add(w->out, tag);
	buf_add_char(w->out, '>');
}

/* RFC 3986's characters and '%', which has been used already. */
static bool is_url_char(char c)
{
	return char_is_alnum(c) ||
	       (c != '\0' && str_find_char(S("-_.!~*'();/?:@&=+$,#%"), c, 0) != STR_NONE);
}

Str html_encode_url(Arena *arena, Str url)
{
	Buf out = buf_in(arena);
	for (size_t i = 0; i < url.len; i++) {
		if (is_url_char(url.ptr[i]))
			buf_add_char(&out, url.ptr[i]);
		else
			buf_add_format(&out, "%%%02X", (unsigned)(unsigned char)url.ptr[i]);
	}
	return buf_str(&out);
}
