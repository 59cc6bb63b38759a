/* Values as YAML in block style. Strings stand plain where YAML 1.1 reads them back as the same
 * string, else in double quotes with JSON's escapes, which YAML has too. */
#include "front/yaml.h"

/* Whether a plain scalar would be read as something else: a number, a date, a boolean. */
static bool reads_as_other(Arena *arena, Str s)
{
	const Value *value = yaml_parse_flow(arena, s);
	return value->kind != VALUE_STRING || !str_eq(value->as.string, s);
}

static bool is_plain(Arena *arena, Str s)
{
	static const Str signs = STR_INIT("-?:,[]{}#&*!|>'\"%@`~=<.+");
	if (s.len == 0 || s.len > 400 || char_is_space(s.ptr[0]) ||
	    char_is_space(s.ptr[s.len - 1]) || str_find_char(signs, s.ptr[0], 0) != STR_NONE ||
	    char_is_digit(s.ptr[0]))
		return false;
	for (size_t i = 0; i < s.len; i++) {
		char c = s.ptr[i], next = i + 1 < s.len ? s.ptr[i + 1] : ' ';
		if ((unsigned char)c < 0x20 || c == 0x7F || (c == ':' && char_is_space(next)) ||
		    (c == ' ' && next == '#') || c == '"' || c == '[' || c == '{' || c == ',' ||
		    c == ']' || c == '}')
			return false;
	}
	return !reads_as_other(arena, s);
}

static void write_string(Buf *out, Str s)
{
	if (is_plain(out->arena, s)) {
		buf_add(out, s);
		return;
	}
	buf_add_char(out, '"');
	for (size_t i = 0; i < s.len; i++) {
		unsigned char c = (unsigned char)s.ptr[i];
		Str rest = str_from_offset(s, i);
		if (c == 0xC2 && rest.len > 1 && (unsigned char)rest.ptr[1] < 0xA0) {
			/* C1 control characters, U+0085 among them */
			buf_add_format(out, "\\x%02x", (unsigned char)rest.ptr[1]);
			i++;
		} else if (str_starts(rest, S("\xE2\x80\xA8")) ||
			   str_starts(rest, S("\xE2\x80\xA9"))) {
			/* line separators, which YAML would fold */
			buf_add_format(out, "\\u20%02x", (unsigned char)rest.ptr[2] - 0x80);
			i += 2;
		} else if (c == '"' || c == '\\')
			buf_add_format(out, "\\%c", c);
		else if (c == '\n')
			buf_add(out, S("\\n"));
		else if (c < 0x20 || c == 0x7F)
			buf_add_format(out, "\\x%02x", c);
		else
			buf_add_char(out, (char)c);
	}
	buf_add_char(out, '"');
}

static void write_value(Buf *out, const Value *value, size_t indent, bool in_list);

static void write_map(Buf *out, const Value *map, size_t indent, bool in_list)
{
	for (size_t i = 0; i < map->as.map.len; i++) {
		const ValueEntry *entry = &map->as.map.entries[i];
		if (i > 0 || !in_list)
			buf_add_repeat(out, ' ', indent);
		write_string(out, entry->key);
		buf_add_char(out, ':');
		write_value(out, entry->value, indent, false);
	}
}

/* Behind "key:" or "-", up to the end of the line and the lines that belong to it. */
static void write_value(Buf *out, const Value *value, size_t indent, bool in_list)
{
	switch (value->kind) {
	case VALUE_NIL: buf_add_char(out, '\n'); return;
	case VALUE_BOOL:
	case VALUE_INT:
	case VALUE_FLOAT:
		buf_add_format(out, " %.*s\n", STR_ARG(value_str(out->arena, value)));
		return;
	case VALUE_STRING:
		buf_add_char(out, ' ');
		write_string(out, value->as.string);
		buf_add_char(out, '\n');
		return;
	case VALUE_LIST:
		if (value->as.list.len == 0) {
			buf_add(out, S(" []\n"));
			return;
		}
		buf_add_char(out, '\n');
		for (size_t i = 0; i < value->as.list.len; i++) {
			buf_add_repeat(out, ' ', indent + 2);
			buf_add_char(out, '-');
			write_value(out, value->as.list.items[i], indent + 2, true);
		}
		return;
	case VALUE_MAP:
		if (value->as.map.len == 0) {
			buf_add(out, S(" {}\n"));
			return;
		}
		buf_add_char(out, in_list ? ' ' : '\n');
		write_map(out, value, indent + 2, in_list);
		return;
	}
}

void yaml_write(Buf *out, const Value *value)
{
	if (value->kind == VALUE_MAP && value->as.map.len > 0)
		write_map(out, value, 0, false);
	else if (value->kind == VALUE_LIST)
		for (size_t i = 0; i < value->as.list.len; i++) {
			buf_add_char(out, '-');
			write_value(out, value->as.list.items[i], 0, true);
		}
	else
		write_value(out, value, 0, false);
}
