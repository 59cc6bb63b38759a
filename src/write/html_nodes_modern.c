/*
 * What HTML 5 calls obsolete (HTML, section 16.2) as styles: <center>, <font>, align, bgcolor,
 * widths of cells and widths in per cent. The page looks as it was written and is valid.
 */
#include "front/html_tags.h"
#include "write/html_nodes_writer.h"

typedef enum {
	MODERN_ALIGN,
	MODERN_VALIGN,
	MODERN_LENGTH, /* no attribute in HTML 5 */
	MODERN_PIXELS, /* an attribute when it is a whole number */
	MODERN_COLOUR,
	MODERN_BACKGROUND,
	MODERN_SIZE,
	MODERN_NAME,
	MODERN_NOWRAP,
	MODERN_DROP,
} ModernRule;

/* Which attribute of which element (any when empty) goes by which rule; the first that fits. */
static const struct {
	Str tag, name;
	ModernRule rule;
} rules[] = {
	{STR_INIT(""), STR_INIT("align"), MODERN_ALIGN},
	{STR_INIT(""), STR_INIT("valign"), MODERN_VALIGN},
	{STR_INIT(""), STR_INIT("bgcolor"), MODERN_BACKGROUND},
	{STR_INIT("font"), STR_INIT("color"), MODERN_COLOUR},
	{STR_INIT("font"), STR_INIT("size"), MODERN_SIZE},
	{STR_INIT("font"), STR_INIT("face"), MODERN_DROP},
	{STR_INIT("a"), STR_INIT("name"), MODERN_NAME},
	{STR_INIT("img"), STR_INIT("width"), MODERN_PIXELS},
	{STR_INIT("img"), STR_INIT("height"), MODERN_PIXELS},
	{STR_INIT("video"), STR_INIT("width"), MODERN_PIXELS},
	{STR_INIT("video"), STR_INIT("height"), MODERN_PIXELS},
	{STR_INIT("iframe"), STR_INIT("width"), MODERN_PIXELS},
	{STR_INIT("iframe"), STR_INIT("height"), MODERN_PIXELS},
	{STR_INIT("table"), STR_INIT("width"), MODERN_LENGTH},
	{STR_INIT("table"), STR_INIT("height"), MODERN_LENGTH},
	{STR_INIT("td"), STR_INIT("width"), MODERN_LENGTH},
	{STR_INIT("td"), STR_INIT("height"), MODERN_LENGTH},
	{STR_INIT("th"), STR_INIT("width"), MODERN_LENGTH},
	{STR_INIT("th"), STR_INIT("height"), MODERN_LENGTH},
	{STR_INIT("hr"), STR_INIT("width"), MODERN_LENGTH},
	{STR_INIT("td"), STR_INIT("nowrap"), MODERN_NOWRAP},
	{STR_INIT("th"), STR_INIT("nowrap"), MODERN_NOWRAP},
	{STR_INIT("table"), STR_INIT("border"), MODERN_DROP},
	{STR_INIT("table"), STR_INIT("cellpadding"), MODERN_DROP},
	{STR_INIT("table"), STR_INIT("cellspacing"), MODERN_DROP},
	{STR_INIT("table"), STR_INIT("frame"), MODERN_DROP},
	{STR_INIT("table"), STR_INIT("rules"), MODERN_DROP},
	{STR_INIT("img"), STR_INIT("border"), MODERN_DROP},
	{STR_INIT("img"), STR_INIT("hspace"), MODERN_DROP},
	{STR_INIT("img"), STR_INIT("vspace"), MODERN_DROP},
	{STR_INIT("hr"), STR_INIT("size"), MODERN_DROP},
	{STR_INIT("hr"), STR_INIT("noshade"), MODERN_DROP},
	{STR_INIT("iframe"), STR_INIT("frameborder"), MODERN_DROP},
	{STR_INIT("iframe"), STR_INIT("scrolling"), MODERN_DROP},
	{STR_INIT("iframe"), STR_INIT("marginwidth"), MODERN_DROP},
	{STR_INIT("iframe"), STR_INIT("marginheight"), MODERN_DROP},
	{STR_INIT("iframe"), STR_INIT("allowtransparency"), MODERN_DROP},
	{STR_INIT("br"), STR_INIT("clear"), MODERN_DROP},
	{STR_INIT("span"), STR_INIT("data"), MODERN_DROP}, /* acad-homepage's citation counts */
	{STR_INIT(""), STR_INIT("markdown"), MODERN_DROP},
	{STR_INIT(""), STR_INIT("priority"), MODERN_DROP}, /* for paper */
	{STR_INIT(""), STR_INIT("tags"), MODERN_DROP},	   /* for variants of it */
};

/* Adds "name: value" to what is there. */
static void put_declaration(Buf *css, const char *name, Str value)
{
	while (css->len > 0 && (css->ptr[css->len - 1] == ';' || css->ptr[css->len - 1] == ' '))
		css->len--;
	if (css->len > 0)
		buf_add_cstr(css, "; ");
	buf_add_cstr(css, name);
	buf_add_cstr(css, ": ");
	for (size_t i = 0; i < value.len; i++)
		if (value.ptr[i] != ';' && value.ptr[i] != '{' && value.ptr[i] != '}')
			buf_add_char(css, char_lower(value.ptr[i]));
}

static void put_colour(Buf *css, const char *name, uint32_t rgb)
{
	put_declaration(css, name, str_format(css->arena, "#%06x", (unsigned)rgb));
}

static void put_length(Buf *css, const Attr *attr)
{
	Str value = html_dimension(css->arena, attr->value);
	if (value.len > 0)
		put_declaration(css, str_to_cstr(css->arena, attr->name), value);
}

static void put_align(Buf *css, const DocNode *node, Str value)
{
	bool floats =
		str_eq(node->traits->tag, S("img")) || str_eq(node->traits->tag, S("iframe")) ||
		str_eq(node->traits->tag, S("table")) || str_eq(node->traits->tag, S("object"));
	bool side = str_eq_nocase(value, S("left")) || str_eq_nocase(value, S("right"));
	if (!floats)
		put_declaration(css, "text-align",
				str_eq_nocase(value, S("middle")) ? S("center") : value);
	else if (side)
		put_declaration(css, "float", value);
	else if (str_eq(node->traits->tag, S("table")))
		put_declaration(css, "margin", S("0 auto"));
	else if (!str_eq_nocase(value, S("center")))
		put_declaration(css, "vertical-align", value);
}

static bool is_whole(Str value)
{
	int64_t number;
	return str_to_int(value, &number) && number >= 0;
}

/* A name is an anchor; an id that is there too is the better one. */
static Attr name_to_id(const DocNode *node, const Attr *attr)
{
	bool has_id;
	(void)attrs_get(node->traits->attrs, S("id"), &has_id);
	return has_id ? (Attr){0} : (Attr){.name = S("id"), .value = attr->value};
}

Attr html_modern_attr(const DocNode *node, const Attr *attr, Buf *css)
{
	const DocFormat *format = node->traits->format;
	const size_t count = sizeof rules / sizeof rules[0];
	size_t i = 0;
	while (i < count && !(str_eq(rules[i].name, attr->name) &&
			      (rules[i].tag.len == 0 || str_eq(rules[i].tag, node->traits->tag))))
		i++;
	if (i == count)
		return *attr;
	switch (rules[i].rule) {
	case MODERN_ALIGN: put_align(css, node, str_trim(attr->value)); break;
	case MODERN_VALIGN: put_declaration(css, "vertical-align", attr->value); break;
	case MODERN_LENGTH: put_length(css, attr); break;
	case MODERN_PIXELS:
		if (is_whole(attr->value))
			return *attr;
		put_length(css, attr);
		break;
	case MODERN_COLOUR:
		if (format != NULL && format->has_colour)
			put_colour(css, "color", format->colour);
		break;
	case MODERN_BACKGROUND:
		if (format != NULL && format->has_background)
			put_colour(css, "background-color", format->background);
		break;
	case MODERN_SIZE:
		if (format != NULL && format->size > 0)
			put_declaration(css, "font-size",
					str_format(css->arena, "%d%%", (format->size + 5) / 10));
		break;
	case MODERN_NAME: return name_to_id(node, attr);
	case MODERN_NOWRAP: put_declaration(css, "white-space", S("nowrap")); break;
	case MODERN_DROP: break;
	}
	return (Attr){0};
}

/* What the names of elements say that a div in their place does not. */
static void put_lost_look(Buf *css, Str tag)
{
	if (str_eq(tag, S("b")) || str_eq(tag, S("strong")))
		put_declaration(css, "font-weight", S("bold"));
	else if (str_eq(tag, S("i")) || str_eq(tag, S("em")))
		put_declaration(css, "font-style", S("italic"));
	else if (str_eq(tag, S("u")))
		put_declaration(css, "text-decoration", S("underline"));
	else if (str_eq(tag, S("small")))
		put_declaration(css, "font-size", S("smaller"));
}

void html_modern_tag(const DocNode *node, Buf *css)
{
	if (str_eq(node->traits->tag, S("center")))
		put_declaration(css, "text-align", S("center"));
	else if (str_eq(node->traits->tag, S("big")))
		put_declaration(css, "font-size", S("larger"));
	else if (node->kind == DOC_BLOCK)
		put_lost_look(css, node->traits->tag);
}
