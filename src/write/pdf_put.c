/* PDF syntax (ISO 32000-1, 7.3), as declared in pdf_doc.h. */
#include "base/utf8.h"
#include "write/pdf_doc.h"

#include <string.h>

/* UTF-16 units of a text, bytes of a name (ISO 19005-2, 6.1.13), with room to spare. */
enum { TEXT_LIMIT = 16000, NAME_LIMIT = 127 };

static const char hex_digits[] = "0123456789ABCDEF";

void pdf_put_ref(Buf *buf, PdfRef ref)
{
	buf_add_int(buf, ref);
	buf_add_cstr(buf, " 0 R");
}

void pdf_put_len(Buf *buf, Len len)
{
	buf_add_fixed(buf, len_to_milli(len), 3);
}

void pdf_put_box(Buf *buf, Len left, Len bottom, Len right, Len top)
{
	const Len edges[4] = {left, bottom, right, top};
	for (int i = 0; i < 4; i++) {
		buf_add_char(buf, i > 0 ? ' ' : '[');
		pdf_put_len(buf, edges[i]);
	}
	buf_add_char(buf, ']');
}

void pdf_put_hex(Buf *buf, uint32_t value, int digits)
{
	char *out = buf_reserve(buf, (size_t)digits);
	for (int i = digits; i-- > 0; value >>= 4)
		out[i] = hex_digits[value & 15];
	buf->len += (size_t)digits;
}

void pdf_put_name(Buf *buf, Str name)
{
	size_t start = buf->len;
	buf_add_char(buf, '/');
	for (size_t i = 0; i < name.len && buf->len - start < NAME_LIMIT - 3; i++) {
		char c = name.ptr[i];
		if (char_is_alnum(c) || c == '-' || c == '_' || c == '.' || c == '+') {
			buf_add_char(buf, c);
		} else if (c != '\0') {
			buf_add_char(buf, '#');
			pdf_put_hex(buf, (unsigned char)c, 2);
		}
	}
}

void pdf_put_escaped(Buf *buf, char byte)
{
	buf_add_char(buf, '\\');
	buf_add_char(buf, byte == '\r' ? 'r' : byte); /* plain, it is read back as a line feed */
}

void pdf_put_bytes(Buf *buf, Str bytes)
{
	buf_add_char(buf, '(');
	for (size_t i = 0; i < bytes.len; i++)
		pdf_put_byte(buf, bytes.ptr[i]);
	buf_add_char(buf, ')');
}

void pdf_put_utf16(Buf *buf, Str utf8)
{
	for (size_t at = 0; at < utf8.len;) {
		uint32_t rune = utf8_next(utf8, &at);
		if (rune < 0x10000) {
			pdf_put_hex(buf, rune, 4);
		} else {
			pdf_put_hex(buf, 0xD800 + ((rune - 0x10000) >> 10), 4);
			pdf_put_hex(buf, 0xDC00 + (rune & 0x3FF), 4);
		}
	}
}

static bool is_plain(Str text)
{
	for (size_t i = 0; i < text.len; i++) {
		if (text.ptr[i] < ' ' || text.ptr[i] > '~')
			return false;
	}
	return true;
}

static Str clip_text(Str text)
{
	size_t at = 0;
	for (int units = 0; at < text.len && units < TEXT_LIMIT;)
		units += utf8_next(text, &at) < 0x10000 ? 1 : 2;
	return str_slice(text, 0, at);
}

void pdf_put_text(Buf *buf, Str utf8)
{
	Str text = clip_text(utf8);
	if (is_plain(text)) {
		pdf_put_bytes(buf, text);
		return;
	}
	buf_add_cstr(buf, "<FEFF");
	pdf_put_utf16(buf, text);
	buf_add_char(buf, '>');
}
