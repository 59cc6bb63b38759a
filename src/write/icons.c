#include "write/icons.h"

#include <math.h>

/* SVG's y runs downwards from the ascender. */
typedef struct {
	Buf path;
	int top;
} IconPen;

/* One coordinate in whole font units: finer than any screen shows. */
static void add_point(IconPen *pen, double x, double y)
{
	buf_add_int(&pen->path, llround(x));
	buf_add_char(&pen->path, ' ');
	buf_add_int(&pen->path, llround(pen->top - y));
}

static void move(void *context, double x, double y)
{
	IconPen *pen = context;
	buf_add_char(&pen->path, 'M');
	add_point(pen, x, y);
}

static void line(void *context, double x, double y)
{
	IconPen *pen = context;
	buf_add_char(&pen->path, 'L');
	add_point(pen, x, y);
}

static void quad(void *context, double cx, double cy, double x, double y)
{
	IconPen *pen = context;
	buf_add_char(&pen->path, 'Q');
	add_point(pen, cx, cy);
	buf_add_char(&pen->path, ' ');
	add_point(pen, x, y);
}

static void cubic(void *context, double ax, double ay, double bx, double by, double x, double y)
{
	IconPen *pen = context;
	buf_add_char(&pen->path, 'C');
	add_point(pen, ax, ay);
	buf_add_char(&pen->path, ' ');
	add_point(pen, bx, by);
	buf_add_char(&pen->path, ' ');
	add_point(pen, x, y);
}

static void close_path(void *context)
{
	IconPen *pen = context;
	buf_add_char(&pen->path, 'Z');
}

static bool outline(Arena *arena, Fonts *fonts, Str name, HtmlIcon *out)
{
	static const FacePen pen = {move, line, quad, cubic, close_path};
	Face *face;
	Diags unused = diags_in(arena); /* an icon that is missing leaves its label */
	uint32_t rune = fonts_icon(fonts, name, &face, &unused);
	uint32_t glyph = rune == 0 ? 0 : face_glyph(face, rune, 0);
	if (glyph == 0)
		return false;
	const FaceMetrics *metrics = face_metrics(face);
	IconPen context = {buf_in(arena), metrics->ascent};
	face_draw(face, glyph, &pen, &context);
	*out = (HtmlIcon){
		.name = name,
		.path = buf_str(&context.path),
		.width = face_advance(face, glyph),
		.height = metrics->ascent - metrics->descent,
	};
	return true;
}

HtmlIcons icons_outline(Arena *arena, Fonts *fonts, const Str *names, size_t count)
{
	HtmlIcon *items = ARENA_ARRAY(arena, HtmlIcon, count);
	size_t found = 0;
	for (size_t i = 0; i < count; i++)
		found += outline(arena, fonts, names[i], &items[found]);
	return (HtmlIcons){items, found};
}
