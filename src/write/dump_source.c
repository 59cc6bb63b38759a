#include "write/dump.h"

/* Text in quotes with what cannot be seen made visible. */
static void add_quoted(Buf *out, Str text)
{
	buf_add_char(out, '"');
	for (size_t i = 0; i < text.len; i++) {
		char c = text.ptr[i];
		if (c == '\n')
			buf_add(out, S("\\n"));
		else if (c == '\t')
			buf_add(out, S("\\t"));
		else if (c == '"' || c == '\\')
			buf_add_format(out, "\\%c", c);
		else
			buf_add_char(out, c);
	}
	buf_add_char(out, '"');
}

void dump_source(Buf *out, const Text *text)
{
	for (size_t i = 0; i < text->count; i++) {
		const TextPiece *piece = &text->pieces[i];
		size_t end = i + 1 < text->count ? text->pieces[i + 1].at : text->text.len;
		buf_add_format(out, "%s %u:%u-%u ", piece->copied ? "copied" : "made",
			       piece->origin.source, piece->origin.start, piece->origin.end);
		add_quoted(out, str_slice(text->text, piece->at, end));
		buf_add_char(out, '\n');
	}
}
