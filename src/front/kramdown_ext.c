#include "front/kramdown.h"

/* --- attribute lists --- */

AttrList *attr_list_new(Arena *arena)
{
	return ARENA_NEW(arena, AttrList);
}

static bool is_key_char(char c)
{
	return char_is_alnum(c) || c == '_' || c == '-' || c == ':' || (unsigned char)c >= 0x80;
}

/* Without the backslashes before '}' and the quotes. */
static Str unescape_value(Arena *arena, Str value, char quote)
{
	Buf out = buf_in(arena);
	for (size_t i = 0; i < value.len; i++) {
		bool escaped = value.ptr[i] == '\\' && i + 1 < value.len &&
			       (value.ptr[i + 1] == '}' || value.ptr[i + 1] == quote);
		if (!escaped)
			buf_add_char(&out, value.ptr[i]);
	}
	return buf_str(&out);
}

/* key="value" at `at`; the length, 0 when it is none. */
static size_t read_pair(Arena *arena, Str text, size_t at, AttrList *list)
{
	size_t end = at;
	while (end < text.len && is_key_char(text.ptr[end]))
		end++;
	Str key = str_slice(text, at, end);
	if (key.len == 0 || end + 1 >= text.len || text.ptr[end] != '=')
		return 0;
	char quote = text.ptr[end + 1];
	size_t value = end + 2, close = value;
	if (quote != '"' && quote != '\'')
		return 0;
	while (close < text.len && text.ptr[close] != quote)
		close += text.ptr[close] == '\\' ? 2 : 1;
	if (close >= text.len)
		return 0;
	Str found = unescape_value(arena, str_slice(text, value, close), quote);
	attrs_set(arena, &list->attrs, key, found);
	return close + 1 - at;
}

/* .class#id.class; classes join, ids replace. */
static void read_id_and_classes(Arena *arena, Str word, AttrList *list)
{
	for (size_t at = 0; at < word.len;) {
		size_t end = at + 1;
		while (end < word.len && word.ptr[end] != '.' && word.ptr[end] != '#')
			end++;
		Str name = str_slice(word, at + 1, end);
		if (name.len > 0)
			attrs_set(arena, &list->attrs, word.ptr[at] == '.' ? S("class") : S("id"),
				  str_dup(arena, name));
		at = end;
	}
}

void attr_list_read(Arena *arena, Str text, AttrList *list)
{
	for (size_t at = 0; at < text.len;) {
		if (char_is_space(text.ptr[at])) {
			at++;
			continue;
		}
		size_t length = read_pair(arena, text, at, list), end = at;
		if (length > 0) {
			at += length;
			continue;
		}
		while (end < text.len && !char_is_space(text.ptr[end]))
			end++;
		Str word = str_slice(text, at, end);
		if (word.ptr[0] == '.' || word.ptr[0] == '#')
			read_id_and_classes(arena, word, list);
		else if (str_find_char(word, '=', 0) == STR_NONE)
			VEC_PUSH(arena, &list->names, str_dup(arena, word));
		at = end;
	}
}

void kramdown_use_attrs(Kramdown *k, Ast *node, AttrList *list)
{
	AttrUse use = {node, list};
	VEC_PUSH(k->arena, &k->uses, use);
}

/* Offset of the '}' that ends a list whose inside starts at `at`; an escaped one does not. */
static size_t find_brace(Str text, size_t at)
{
	while (at < text.len && text.ptr[at] != '}')
		at += text.ptr[at] == '\\' && at + 1 < text.len && text.ptr[at + 1] == '}' ? 2 : 1;
	return at < text.len ? at : STR_NONE;
}

/* Length of a name for {:name: ...} at `at`, 0 when there is none. */
static size_t list_name_length(Str text, size_t at)
{
	size_t end = at;
	if (at >= text.len || !(char_is_alnum(text.ptr[at]) || text.ptr[at] == '_'))
		return 0;
	while (end < text.len && (char_is_alnum(text.ptr[end]) || text.ptr[end] == '_' ||
				  text.ptr[end] == '-' || text.ptr[end] == ':'))
		end++;
	return end - at;
}

size_t attr_list_length(Str text, size_t at, Str *inside)
{
	if (!str_starts(str_from_offset(text, at), S("{:")))
		return 0;
	size_t start = at + 2, close = find_brace(text, start);
	if (close == STR_NONE || close == start || text.ptr[start] == ':' || text.ptr[start] == '/')
		return 0;
	*inside = str_slice(text, start, close);
	size_t name = list_name_length(text, start);
	if (name > 0 && text.ptr[start + name - 1] == ':')
		return 0;
	return close + 1 - at;
}

bool line_is_attr_list(const Kramdown *k, Line line)
{
	Str rest, inside;
	if (!line_opt_space(k, line, &rest))
		return false;
	size_t length = attr_list_length(rest, 0, &inside);
	return length > 0 && str_is_blank(str_from_offset(rest, length));
}

/* --- extensions --- */

/* "{:/name}" or "{:/}" at `at`: its length, else 0. */
static size_t stop_length(Str text, size_t at, Str name)
{
	Str rest = str_from_offset(text, at);
	if (!str_starts(rest, S("{:/")))
		return 0;
	if (str_starts(rest, S("{:/}")))
		return 4;
	rest = str_from_offset(rest, 3);
	return str_starts(rest, name) && str_starts(str_from_offset(rest, name.len), S("}"))
		       ? name.len + 4
		       : 0;
}

/* "{::name options}" at `at`: its length, else 0; `empty` when it ends in "/}". */
static size_t start_length(Str text, size_t at, Str *name, Str *options, bool *empty)
{
	if (!str_starts(str_from_offset(text, at), S("{::")))
		return 0;
	size_t from = at + 3, end = from, close = find_brace(text, from);
	while (end < text.len && (char_is_alnum(text.ptr[end]) || text.ptr[end] == '_'))
		end++;
	if (end == from || close == STR_NONE)
		return 0;
	*name = str_slice(text, from, end);
	*empty = close > end && text.ptr[close - 1] == '/';
	Str inside = str_slice(text, end, *empty ? close - 1 : close);
	if (inside.len > 0 && !char_is_space(inside.ptr[0]))
		return 0;
	*options = str_trim(inside);
	return close + 1 - at;
}

static bool is_extension_name(Str name)
{
	return str_eq(name, S("comment")) || str_eq(name, S("nomarkdown")) ||
	       str_eq(name, S("options"));
}

size_t extension_length(Str text, size_t at, Str *name, Str *options, Str *body)
{
	bool empty;
	size_t start = start_length(text, at, name, options, &empty);
	*body = (Str){0};
	if (start == 0 || !is_extension_name(*name))
		return 0;
	if (empty)
		return start;
	size_t from = at + start;
	for (size_t i = from; (i = str_find(text, S("{:/"), i)) != STR_NONE; i += 3) {
		size_t stop = stop_length(text, i, *name);
		if (stop == 0)
			continue;
		*body = str_slice(text, from, i);
		return i + stop - at;
	}
	return 0;
}

static void set_flag(const AttrList *list, Str name, bool *flag)
{
	bool found;
	Str value = attrs_get(&list->attrs, name, &found);
	if (found)
		*flag = str_eq(value, S("true"));
}

void kramdown_set_options(Kramdown *k, Str options)
{
	AttrList list = {0};
	int64_t number;
	attr_list_read(k->arena, options, &list);
	set_flag(&list, S("parse_block_html"), &k->options.parse_block_html);
	set_flag(&list, S("parse_span_html"), &k->options.parse_span_html);
	set_flag(&list, S("auto_ids"), &k->options.auto_ids);
	if (str_to_int(attrs_get(&list.attrs, S("footnote_nr"), NULL), &number) && number > 0 &&
	    number < 1000000)
		k->options.footnote_nr = (int)number;
	Str prefix = attrs_get(&list.attrs, S("auto_id_prefix"), NULL);
	if (prefix.len > 0)
		k->options.auto_id_prefix = prefix;
}

static bool is_for_html(Arena *arena, Str options)
{
	AttrList list = {0};
	bool found;
	attr_list_read(arena, options, &list);
	Str type = attrs_get(&list.attrs, S("type"), &found);
	return !found || str_eq(type, S("html"));
}

static void add_extension(Blocks *b, Str name, Str options, Text body, bool has_body, Span span)
{
	Kramdown *k = b->k;
	if (str_eq(name, S("options"))) {
		kramdown_set_options(k, options);
		b->before = BEFORE_DEFINITION;
	} else if (!has_body) {
		b->before = BEFORE_DEFINITION;
	} else if (str_eq(name, S("comment"))) {
		Str text = str_format(k->arena, " %.*s ", STR_ARG(str_trim_end(body.text)));
		blocks_add(b, AST_COMMENT, span)->as.text = text;
	} else if (is_for_html(k->arena, options)) {
		blocks_add(b, AST_VERBATIM, span)->as.text = body.text;
	} else {
		b->before = BEFORE_DEFINITION;
	}
}

/* The line of "{:/name}" from `at` on, or the number of lines. */
static size_t find_stop_line(const Blocks *b, size_t at, Str name)
{
	for (; at < b->lines.len; at++) {
		Str rest;
		if (!line_opt_space(b->k, b->lines.ptr[at], &rest))
			continue;
		size_t stop = stop_length(rest, 0, name);
		if (stop > 0 && str_is_blank(str_from_offset(rest, stop)))
			break;
	}
	return at;
}

static bool read_block_extension(Blocks *b, Str rest)
{
	Kramdown *k = b->k;
	Str name, options;
	bool empty;
	size_t length = start_length(rest, 0, &name, &options, &empty), from = b->at;
	if (length == 0 || !is_extension_name(name) || !str_is_blank(str_from_offset(rest, length)))
		return false;
	bool *no_end = &b->no_extension_end[str_eq(name, S("comment")) ? 0 : 1];
	if (!empty && *no_end)
		return false;
	size_t stop = empty ? from : find_stop_line(b, from + 1, name);
	if (stop == b->lines.len) {
		*no_end = !str_eq(name, S("options"));
		return false;
	}
	Text body = lines_text(k->arena, k, lines_slice(b->lines, from + 1, stop));
	Span span = line_span(k, b->lines.ptr[from], b->lines.ptr[stop]);
	add_extension(b, name, options, body, !empty, span);
	b->at = stop + 1;
	return true;
}

/* {:name: ...} */
static bool read_named_list(Blocks *b, Str rest)
{
	Kramdown *k = b->k;
	if (!str_starts(rest, S("{:")))
		return false;
	size_t name = list_name_length(rest, 2), close = find_brace(rest, 2);
	if (name < 2 || close == STR_NONE || rest.ptr[1 + name] != ':' ||
	    !str_is_blank(str_from_offset(rest, close + 1)))
		return false;
	Str key = str_slice(rest, 2, 1 + name);
	AttrList *list = map_get(&k->lists, key);
	if (list == NULL) {
		list = attr_list_new(k->arena);
		map_set(&k->lists, key, list);
	}
	attr_list_read(k->arena, str_slice(rest, 2 + name, close), list);
	b->at++;
	b->before = BEFORE_DEFINITION;
	return true;
}

/* {: ...}: for the block before, or the one behind. */
static void read_attr_list(Blocks *b, Str inside)
{
	Kramdown *k = b->k;
	bool after = b->before == BEFORE_BLOCK && b->parent->last != NULL;
	AttrList *list = attr_list_new(k->arena);
	attr_list_read(k->arena, inside, list);
	b->at++;
	if (b->latest != NULL) {
		if (*b->latest == NULL)
			*b->latest = list;
		else
			attr_list_read(k->arena, inside, *b->latest);
		return;
	}
	if (!after) {
		if (b->pending == NULL)
			b->pending = list;
		else
			attr_list_read(k->arena, inside, b->pending);
		return;
	}
	kramdown_use_attrs(k, b->parent->last, list);
	if (b->at >= b->lines.len || !line_is_attr_list(k, b->lines.ptr[b->at]))
		b->before = BEFORE_DEFINITION;
}

bool blocks_read_extension(Blocks *b)
{
	Str rest, inside;
	Line line = b->lines.ptr[b->at];
	if (!line_opt_space(b->k, line, &rest))
		return false;
	if (line_is_attr_list(b->k, line)) {
		attr_list_length(rest, 0, &inside);
		read_attr_list(b, inside);
		return true;
	}
	return read_block_extension(b, rest) || read_named_list(b, rest);
}
