#include "base/markup.h"

#include "base/utf8.h"

static Str entity_of(char c, bool quoted)
{
	switch (c) {
	case '&': return S("&amp;");
	case '<': return S("&lt;");
	case '>': return S("&gt;");
	case '"': return quoted ? S("&quot;") : S("");
	default: return S("");
	}
}

static void escape(Buf *out, Str text, bool quoted)
{
	static const bool special[256] = {['&'] = true, ['<'] = true, ['>'] = true, ['"'] = true};
	size_t start = 0;
	for (size_t i = 0; i < text.len; i++) {
		if (!special[(unsigned char)text.ptr[i]])
			continue;
		Str entity = entity_of(text.ptr[i], quoted);
		if (entity.len == 0)
			continue;
		buf_add(out, str_slice(text, start, i));
		buf_add(out, entity);
		start = i + 1;
	}
	buf_add(out, str_from_offset(text, start));
}

void markup_escape_text(Buf *out, Str text)
{
	escape(out, text, false);
}

void markup_escape_attribute(Buf *out, Str value)
{
	escape(out, value, true);
}

void markup_escape_markdown(Buf *out, Str text)
{
	for (size_t at = 0; at < text.len;) {
		size_t start = at;
		uint32_t rune = utf8_next(text, &at);
		if (utf8_steers(rune))
			buf_add_char(out, ' ');
		else if (rune < 0x80 &&
			 str_find_char(S("&<>{}[]*_`|\\$~^="), (char)rune, 0) != STR_NONE)
			buf_add_format(out, "&#%u;", (unsigned)rune);
		else
			buf_add(out, str_slice(text, start, at));
	}
}

void markup_add_plain(Buf *out, Str text)
{
	for (size_t at = 0; at < text.len;) {
		uint32_t rune = utf8_next(text, &at);
		if (utf8_steers(rune))
			buf_add_format(out, "<%02X>", (unsigned)rune);
		else
			buf_add_rune(out, rune);
	}
}
