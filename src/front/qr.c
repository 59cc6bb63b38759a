#include "front/qr.h"

#include <qrencode.h>

enum { QUIET = 4 };

/* One path of the dark runs of each row. */
static void put_runs(Buf *out, const QRcode *code)
{
	for (int y = 0; y < code->width; y++) {
		for (int x = 0; x < code->width;) {
			int end = x;
			while (end < code->width && (code->data[y * code->width + end] & 1) != 0)
				end++;
			if (end > x)
				buf_add_format(out, "M%d %dh%dv1h-%dz", x + QUIET, y + QUIET,
					       end - x, end - x);
			x = end > x ? end : x + 1;
		}
	}
}

Str qr_picture(Arena *arena, Str text, int *modules)
{
	const char *cstr = str_to_cstr(arena, text);
	QRcode *code = QRcode_encodeString8bit(cstr, 0, QR_ECLEVEL_M);
	if (code == NULL)
		return S("");
	*modules = code->width + 2 * QUIET;
	Buf out = buf_in(arena);
	buf_add_format(&out,
		       "data:image/svg+xml,%%3Csvg xmlns='http://www.w3.org/2000/svg' "
		       "width='%d' height='%d' viewBox='0 0 %d %d'%%3E"
		       "%%3Cpath fill='%%23fff' d='M0 0h%dv%dh-%dz'/%%3E%%3Cpath d='",
		       *modules, *modules, *modules, *modules, *modules, *modules, *modules);
	put_runs(&out, code);
	buf_add_cstr(&out, "'/%3E%3C/svg%3E");
	QRcode_free(code);
	return buf_str(&out);
}

Str qr_version(Arena *arena)
{
	return str_format(arena, "libqrencode %s", QRcode_APIVersionString());
}
