#include "write/dump_parts.h"

void dump_quote(Buf *out, Str text)
{
	buf_add_char(out, '"');
	for (size_t i = 0; i < text.len; i++) {
		unsigned char c = (unsigned char)text.ptr[i];
		if (c == '"' || c == '\\')
			buf_add_format(out, "\\%c", c);
		else if (c == '\n')
			buf_add(out, S("\\n"));
		else if (c == '\t')
			buf_add(out, S("\\t"));
		else if (c < ' ' || c == 0x7F)
			buf_add_format(out, "\\x%02X", c);
		else if (c == 0xC2 && i + 1 < text.len && text.ptr[i + 1] == '\xA0')
			buf_add(out, S("\\_")), i++;
		else
			buf_add_char(out, (char)c);
	}
	buf_add_char(out, '"');
}

void dump_value(Buf *out, const char *name, Str value)
{
	if (value.len == 0)
		return;
	buf_add_format(out, " %s=", name);
	dump_quote(out, value);
}

void dump_flag(Buf *out, const char *name, bool set)
{
	if (set)
		buf_add_format(out, " %s", name);
}
