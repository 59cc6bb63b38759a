/* Inline CSS and presentational attributes to what print honours of them. */
#include "base/len.h"
#include "front/colour.h"
#include "front/html_tags.h"
#include "model/doc_maker.h"

static bool is_any(Str value, const char *const *words)
{
	for (; *words != NULL; words++)
		if (str_eq_nocase(value, str_from(*words)))
			return true;
	return false;
}
#define IS_ANY(value, ...) is_any((value), (const char *const[]){__VA_ARGS__, NULL})

bool doc_parse_colour(Str text, bool legacy, uint32_t *out)
{
	double alpha;
	return colour_parse(text, legacy, out, &alpha) && alpha > 0;
}

static DocAlign parse_align(Str value)
{
	if (IS_ANY(value, "left", "start"))
		return DOC_ALIGN_LEFT;
	if (IS_ANY(value, "right", "end"))
		return DOC_ALIGN_RIGHT;
	if (IS_ANY(value, "center", "middle", "-webkit-center"))
		return DOC_ALIGN_CENTER;
	return str_eq_nocase(value, S("justify")) ? DOC_ALIGN_JUSTIFY : DOC_ALIGN_NONE;
}

/* Of the size around: a browser's steps, CSS Fonts Level 4, 2.5. */
static int parse_size(Str value)
{
	static const struct {
		Str name;
		int size;
	} names[] = {
		{STR_INIT("xx-small"), 600},  {STR_INIT("x-small"), 750},
		{STR_INIT("small"), 889},     {STR_INIT("medium"), 1000},
		{STR_INIT("large"), 1200},    {STR_INIT("x-large"), 1500},
		{STR_INIT("xx-large"), 2000}, {STR_INIT("smaller"), 833},
		{STR_INIT("larger"), 1200},
	};
	for (size_t i = 0; i < sizeof names / sizeof names[0]; i++)
		if (str_eq_nocase(names[i].name, value))
			return names[i].size;
	double number;
	if (str_to_double(value, &number))
		return 0;		/* CSS wants a unit */
	const Len around = 12 * LEN_PT; /* 16 px, a browser's own size */
	Len len;
	if (!len_parse(value, around, around, &len) || len <= 0 || len > 20 * around)
		return 0;
	return (int)len_muldiv(len, 1000, around);
}

/* <font size>: 1 to 7, or steps from 3. */
static int parse_font_size(Str value)
{
	static const int sizes[] = {600, 750, 889, 1000, 1200, 1500, 2000, 3000};
	int64_t number;
	value = str_trim(value);
	if (value.len == 0 || !str_to_int(value, &number))
		return 0;
	if (value.ptr[0] == '+' || value.ptr[0] == '-')
		number += 3;
	number = number < 1 ? 1 : number > 7 ? 7 : number;
	return sizes[number];
}

static int parse_weight(Str value)
{
	int64_t number;
	if (str_to_int(value, &number))
		return number >= 600 ? 700 : 400;
	if (IS_ANY(value, "bold", "bolder"))
		return 700;
	return IS_ANY(value, "normal", "lighter") ? 400 : 0;
}

static void parse_decoration(DocFormat *format, Str value)
{
	for (Str word; str_next_word(&value, &word);) {
		format->underline = format->underline || str_eq_nocase(word, S("underline"));
		format->strike = format->strike || str_eq_nocase(word, S("line-through"));
	}
}

static void parse_colour(Str value, bool legacy, bool *has, uint32_t *colour)
{
	if (doc_parse_colour(value, legacy, colour))
		*has = true;
}

static void parse_font(DocFormat *format, Str name, Str value)
{
	if (str_eq(name, S("font-weight")))
		format->weight = parse_weight(value);
	else if (str_eq(name, S("font-style")))
		format->slant = IS_ANY(value, "italic", "oblique")  ? 1
				: str_eq_nocase(value, S("normal")) ? -1
								    : 0;
	else if (str_eq(name, S("font-size")))
		format->size = parse_size(value);
	else if (str_eq(name, S("font-variant")) || str_eq(name, S("font-variant-caps")))
		format->small_caps = str_contains_nocase(value, S("small-caps"));
	else if (str_eq(name, S("font-family")))
		format->mono = str_contains_nocase(value, S("mono")) ||
			       str_contains_nocase(value, S("courier")) ||
			       str_contains_nocase(value, S("consolas"));
}

static void parse_box(DocFormat *format, Str name, Str value)
{
	if (str_eq(name, S("text-align")))
		format->align = parse_align(value);
	else if (str_eq(name, S("float")))
		format->side = parse_align(value);
	else if (str_eq(name, S("width")))
		format->width = str_eq_nocase(value, S("auto")) ? S("") : value;
	else if (str_eq(name, S("height")))
		format->height = str_eq_nocase(value, S("auto")) ? S("") : value;
	else if (str_eq(name, S("max-width")) && format->width.len == 0)
		format->width = str_eq_nocase(value, S("none")) ? S("") : value;
	else if (str_eq(name, S("display")))
		format->hidden = str_eq_nocase(value, S("none"));
	else if (str_eq(name, S("visibility")))
		format->hidden = format->hidden || str_eq_nocase(value, S("hidden"));
}

static void parse_declaration(DocFormat *format, Str name, Str value)
{
	if (str_eq(name, S("color")))
		parse_colour(value, false, &format->has_colour, &format->colour);
	else if (str_eq(name, S("background-color")) || str_eq(name, S("background")))
		parse_colour(value, false, &format->has_background, &format->background);
	else if (str_starts(name, S("text-decoration")))
		parse_decoration(format, value);
	else if (str_eq(name, S("vertical-align")))
		format->script = str_eq_nocase(value, S("super")) ? 1
				 : str_eq_nocase(value, S("sub")) ? -1
								  : 0;
	else if (str_starts(name, S("font-")))
		parse_font(format, name, value);
	else
		parse_box(format, name, value);
}

/* Takes the next declaration; semicolons in brackets and quotes do not end it. */
static bool next_declaration(Str *rest, Str *name, Str *value)
{
	char quote = 0;
	size_t depth = 0, end = 0;
	if (rest->len == 0)
		return false;
	for (; end < rest->len; end++) {
		char c = rest->ptr[end];
		if (quote != 0)
			quote = c == quote ? 0 : quote;
		else if (c == '"' || c == '\'')
			quote = c;
		else if (c == '(')
			depth++;
		else if (c == ')' && depth > 0)
			depth--;
		else if (c == ';' && depth == 0)
			break;
	}
	Str part = str_slice(*rest, 0, end);
	*rest = str_from_offset(*rest, end + 1);
	size_t colon = str_find_char(part, ':', 0);
	*name = str_trim(str_slice(part, 0, colon == STR_NONE ? part.len : colon));
	*value = colon == STR_NONE ? S("") : str_trim(str_from_offset(part, colon + 1));
	size_t mark = str_rfind_char(*value, '!');
	if (mark != STR_NONE)
		*value = str_trim(str_slice(*value, 0, mark));
	return true;
}

static void parse_css(Arena *arena, DocFormat *format, Str css)
{
	for (Str name, value; next_declaration(&css, &name, &value);)
		parse_declaration(format, str_lower(arena, name), value);
}

/* The attribute of an SVG drawing is a length of CSS, that of other elements one of HTML. */
static Str parse_length(Arena *arena, Str tag, Str value)
{
	double number;
	value = str_trim(value);
	if (!str_eq(tag, S("svg")))
		return html_dimension(arena, value);
	return str_to_double(value, &number) ? str_concat(arena, value, S("px")) : value;
}

static bool has_sides(Str tag)
{
	return str_eq(tag, S("img")) || str_eq(tag, S("table")) || str_eq(tag, S("iframe")) ||
	       str_eq(tag, S("object"));
}

static void parse_attribute(Arena *arena, DocFormat *format, Str tag, const Attr *attr)
{
	Str name = attr->name, value = attr->value;
	bool font = str_eq(tag, S("font"));
	if (str_eq(name, S("hidden")))
		format->hidden = true;
	else if (str_eq(name, S("bgcolor")))
		parse_colour(value, true, &format->has_background, &format->background);
	else if (str_eq(name, S("color")) && font)
		parse_colour(value, true, &format->has_colour, &format->colour);
	else if (str_eq(name, S("size")) && font)
		format->size = parse_font_size(value);
	else if (str_eq(name, S("width")))
		format->width = parse_length(arena, tag, value);
	else if (str_eq(name, S("height")))
		format->height = parse_length(arena, tag, value);
	else if (str_eq(name, S("align"))) {
		DocAlign align = parse_align(str_trim(value));
		if (!has_sides(tag))
			format->align = align;
		else if (align == DOC_ALIGN_CENTER)
			format->align = align;
		else
			format->side = align;
	}
}

/* What the element says all by itself. */
static void parse_tag(DocFormat *format, Str tag)
{
	if (IS_ANY(tag, "u", "ins"))
		format->underline = true;
	else if (str_eq(tag, S("sup")))
		format->script = 1;
	else if (str_eq(tag, S("sub")))
		format->script = -1;
	else if (str_eq(tag, S("small")))
		format->size = 833;
	else if (str_eq(tag, S("big")))
		format->size = 1200;
	else if (str_eq(tag, S("center")))
		format->align = DOC_ALIGN_CENTER;
	else if (IS_ANY(tag, "code", "kbd", "samp", "tt"))
		format->mono = true;
	else if (IS_ANY(tag, "b", "strong"))
		format->weight = 700;
	else if (IS_ANY(tag, "i", "em", "cite", "dfn", "var"))
		format->slant = 1;
	else if (IS_ANY(tag, "del", "s", "strike"))
		format->strike = true;
	else if (str_eq(tag, S("mark"))) {
		format->has_background = true;
		format->background = 0xFFFF00;
	}
}

static bool says_nothing(const DocFormat *f)
{
	return !f->has_colour && !f->has_background && f->weight == 0 && f->slant == 0 &&
	       f->size == 0 && !f->underline && !f->strike && !f->mono && !f->small_caps &&
	       !f->hidden && f->script == 0 && f->align == DOC_ALIGN_NONE &&
	       f->side == DOC_ALIGN_NONE && f->width.len == 0 && f->height.len == 0;
}

const DocFormat *doc_parse_format(Arena *arena, Str tag, const Attrs *attrs)
{
	if (tag.len == 0 && attrs->len == 0)
		return NULL;
	DocFormat format = {0};
	parse_tag(&format, tag);
	for (size_t i = 0; i < attrs->len; i++)
		parse_attribute(arena, &format, tag, &attrs->items[i]);
	parse_css(arena, &format, attrs_get(attrs, S("style"), NULL));
	if (says_nothing(&format))
		return NULL;
	DocFormat *result = ARENA_NEW(arena, DocFormat);
	*result = format;
	return result;
}
