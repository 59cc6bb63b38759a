#include "write/dump.h"
#include "write/dump_parts.h"

void dump_source(Buf *out, const Text *text)
{
	for (size_t i = 0; i < text->count; i++) {
		const TextPiece *piece = &text->pieces[i];
		size_t end = i + 1 < text->count ? text->pieces[i + 1].at : text->text.len;
		buf_add_format(out, "%s %u:%u-%u ", piece->copied ? "copied" : "made",
			       piece->origin.source, piece->origin.start, piece->origin.end);
		dump_quote(out, str_slice(text->text, piece->at, end));
		buf_add_char(out, '\n');
	}
}
