#include "front/svg.h"
#include "check.h"

#include "base/buf.h"

#include <math.h>
#include <string.h>

static Arena *arena;

static Svg read(const char *body)
{
	Svg svg = {0};
	const char *reason = NULL;
	Str text = str_format(arena,
			      "<svg xmlns='http://www.w3.org/2000/svg' "
			      "xmlns:xlink='http://www.w3.org/1999/xlink' "
			      "width='100' height='50'>%s</svg>",
			      body);
	check_that(svg_read(arena, text, &svg, &reason), body, __FILE__, __LINE__);
	return svg;
}

/* The first path below a node. */
static const SvgNode *find_path(const SvgNode *node)
{
	if (node == NULL || node->kind == SVG_PATH)
		return node;
	for (const SvgNode *child = node->first; child != NULL; child = child->next)
		if (find_path(child) != NULL)
			return find_path(child);
	return NULL;
}

static size_t count_paths(const SvgNode *node)
{
	size_t count = node->kind == SVG_PATH;
	for (const SvgNode *child = node->first; child != NULL; child = child->next)
		count += count_paths(child);
	return count;
}

static bool box_is(const SvgNode *path, double left, double top, double right, double bottom)
{
	if (path == NULL)
		return false;
	SvgBox box = svg_outline_box(&path->as.path.outline, path->as.path.matrix);
	double off = fabs(box.left - left) + fabs(box.top - top) + fabs(box.right - right) +
		     fabs(box.bottom - bottom);
	if (off > 0.02)
		fprintf(stderr, "  box: %g %g %g %g\n", box.left, box.top, box.right, box.bottom);
	return off <= 0.02;
}

/* Where an element's path lies in the picture. */
#define CHECK_BOX(body, ...)                                                                       \
	do {                                                                                       \
		Svg svg_ = read(body);                                                             \
		CHECK(box_is(find_path(svg_.root), __VA_ARGS__));                                  \
	} while (0)

static void test_paths(void)
{
	CHECK_BOX("<path d='M1 2 3,4 5-6'/>", 1, -6, 5, 4);
	CHECK_BOX("<path d='m1 2 3 4l.5.5h-2v-9z'/>", 1, -2.5, 4.5, 6.5);
	CHECK_BOX("<path d='M0 0C0 10 10 10 10 0'/>", 0, 0, 10, 7.5);
	CHECK_BOX("<path d='M0 0Q5 10 10 0T20 0'/>", 0, -5, 20, 5);
	CHECK_BOX("<path d='M0 0c0 4 4 4 4 0s4-4 4 0'/>", 0, -3, 8, 3);
	CHECK_BOX("<path d='M0 0A10 10 0 0 1 20 0'/>", 0, -10, 20, 0);
	CHECK_BOX("<path d='M0 0A10 10 0 0020 0'/>", 0, 0, 20, 10);
	CHECK_BOX("<path d='M0 0a1 1 0 1 0 20 0'/>", 0, 0, 20, 10); /* grown until it reaches */
	CHECK_BOX("<path d='M1 1L4 4 nonsense 9 9'/>", 1, 1, 4, 4);
	CHECK_BOX("<path d='M1 1zl3 3'/>", 1, 1, 4, 4);
	CHECK_BOX("<path d='M1e1 1E+1h1e-1'/>", 10, 10, 10.1, 10);
	CHECK(find_path(read("<path d='L5 5'/>").root) == NULL);
	CHECK(find_path(read("<path d=''/>").root) == NULL);
}

static void test_shapes(void)
{
	CHECK_BOX("<rect x='1' y='2' width='10%' height='1em' rx='30'/>", 1, 2, 11, 18);
	CHECK_BOX("<circle cx='10' cy='10' r='5'/>", 5, 5, 15, 15);
	CHECK_BOX("<ellipse cx='10' cy='10' rx='5' ry='2'/>", 5, 8, 15, 12);
	CHECK_BOX("<line x1='1' y1='1' x2='1in' y2='3pt'/>", 1, 1, 96, 4);
	CHECK_BOX("<polygon points='1,1 5,1 5 9'/>", 1, 1, 5, 9);
	CHECK(find_path(read("<rect width='-4' height='4'/>").root) == NULL);
	CHECK(find_path(read("<circle r='0'/>").root) == NULL);
}

static void test_places(void)
{
	CHECK_BOX("<g transform='translate(10,5) scale(2)'><rect width='3' height='4'/></g>", 10, 5,
		  16, 13);
	CHECK_BOX("<rect width='4' height='2' transform='rotate(90)'/>", -2, 0, 0, 4);
	CHECK_BOX("<rect width='4' height='2' transform='rotate(90 4 0) skewX(45)'/>", 2, -4, 4, 2);
	CHECK_BOX("<defs><rect id='r' width='2' height='2'/></defs><use href='#r' x='7' y='8'/>", 7,
		  8, 9, 10);
	CHECK_BOX("<symbol id='s' viewBox='0 0 10 10'><rect width='10' height='10'/></symbol>"
		  "<use xlink:href='#s' width='40' height='20'/>",
		  10, 0, 30, 20);
	CHECK_BOX("<svg x='10' y='10' width='40' height='20' viewBox='0 0 4 4' "
		  "preserveAspectRatio='xMaxYMid slice'><rect width='4' height='4'/></svg>",
		  10, 0, 50, 40);
	CHECK_BOX("<switch><foreignObject/><rect width='1' height='1'/><rect width='9' "
		  "height='9'/></switch>",
		  0, 0, 1, 1);
	CHECK(count_paths(
		      read("<defs><path d='M0 0h1'/></defs><g display='none'><path d='M0 0h1'/></g>"
			   "<g visibility='hidden'><path d='M0 0h1'/><path d='M0 0h1' "
			   "visibility='visible'/></g>")
			      .root) == 1);
	/* what uses itself is not drawn again and again */
	CHECK(count_paths(read("<g id='g'><path d='M0 0h1'/><use href='#g'/></g>").root) == 1);
}

static uint32_t fill_of(const char *body)
{
	Svg svg = read(body);
	const SvgNode *path = find_path(svg.root);
	return path != NULL && path->as.path.fill.kind == SVG_PAINT_COLOUR
		       ? path->as.path.fill.colour
		       : 0xBAD;
}

static void test_styles(void)
{
	CHECK(fill_of("<path d='M0 0h1'/>") == 0);
	CHECK(fill_of("<path d='M0 0h1' fill='none'/>") == 0xBAD);
	CHECK(fill_of("<g fill='#123'><path d='M0 0h1'/></g>") == 0x112233);
	CHECK(fill_of("<g color='red'><path d='M0 0h1' fill='currentColor'/></g>") == 0xFF0000);
	CHECK(fill_of("<style>path{fill:red}.a{fill:lime}#i{fill:blue}</style><path id='i' "
		      "class='b a' "
		      "fill='white' d='M0 0h1'/>") == 0x0000FF);
	CHECK(fill_of("<style>/* fill */ .b, .a {fill:lime !important} path {fill:red}</style>"
		      "<path class='b a' d='M0 0h1'/>") == 0x00FF00);
	CHECK(fill_of("<style>g > .a {fill:lime} svg g .b .a {fill:red} @media print {path "
		      "{fill:gold}}"
		      "</style><g><path class='a' d='M0 0h1'/></g>") == 0x00FF00);
	CHECK(fill_of("<style>path:hover,path[d]{fill:red}</style><path style='fill:teal' d='M0 "
		      "0h1'/>") == 0x008080);
	CHECK(fill_of("<path d='M0 0h1' fill='url(#none) olive'/>") == 0x808000);
}

static void test_pen(void)
{
	Svg svg = read(
		"<g stroke='red' stroke-width='2' stroke-dasharray='1,2 3' stroke-dashoffset='-1' "
		"stroke-linecap='round' stroke-linejoin='bevel' stroke-miterlimit='9' "
		"stroke-opacity='.5' opacity='.25'><path d='M0 0h1' fill-rule='evenodd'/></g>");
	const SvgNode *path = find_path(svg.root);
	const SvgStroke *stroke = &path->as.path.stroke;
	CHECK(stroke->width == 2 && stroke->cap == 1 && stroke->join == 2 &&
	      stroke->miter_limit == 9);
	CHECK(stroke->dash_count == 6 && stroke->dashes[5] == 3 && stroke->dash_offset == -1);
	CHECK(stroke->paint.colour == 0xFF0000 && stroke->paint.opacity == 0.5);
	CHECK(path->as.path.outline.even_odd && svg.root->first->opacity == 0.25);
	path = find_path(read("<path d='M0 0h1' stroke='red' stroke-dasharray='0 0'/>").root);
	CHECK(path->as.path.stroke.dash_count == 0);
	path = find_path(read("<path d='M0 0h1' stroke='red' stroke-width='0'/>").root);
	CHECK(path->as.path.stroke.paint.kind == SVG_PAINT_NONE);
}

static void test_gradients(void)
{
	Svg svg =
		read("<linearGradient id='a'><stop offset='10%' stop-color='red'/>"
		     "<stop offset='.05' style='stop-color:blue;stop-opacity:.5'/></linearGradient>"
		     "<linearGradient id='b' href='#a' x2='0' y2='1'/>"
		     "<rect x='10' y='20' width='30' height='10' fill='url(#b)'/>");
	const SvgPaint *fill = &find_path(svg.root)->as.path.fill;
	CHECK(fill->kind == SVG_PAINT_GRADIENT);
	const SvgGradient *g = fill->gradient;
	CHECK(g->stop_count == 2 && g->stops[1].offset == 0.1 && g->stops[1].opacity == 0.5);
	CHECK(g->matrix.a == 30 && g->matrix.d == 10 && g->matrix.e == 10 && g->matrix.f == 20);
	CHECK(g->x2 == 0 && g->y2 == 1);
	/* one stop is a colour; no box, no gradient measured by it */
	CHECK(fill_of("<radialGradient id='r'><stop stop-color='teal'/></radialGradient>"
		      "<circle r='4' fill='url(#r)'/>") == 0x008080);
	CHECK(fill_of("<linearGradient id='a'><stop/><stop offset='1'/></linearGradient>"
		      "<path d='M0 0h9' fill='url(#a)'/>") == 0xBAD);
	svg = read(
		"<linearGradient id='a' x2='.25' spreadMethod='reflect'><stop stop-color='red'/>"
		"<stop offset='1'/></linearGradient><rect width='8' height='8' fill='url(#a)'/>");
	g = find_path(svg.root)->as.path.fill.gradient;
	CHECK(g->stops[g->stop_count - 1].offset == 4);
	CHECK(g->stops[g->stop_count - 1].colour == 0xFF0000);
}

static void test_clips(void)
{
	Svg svg = read(
		"<clipPath id='c' clipPathUnits='objectBoundingBox'><rect width='.5' height='1'/>"
		"</clipPath><g clip-path='url(#c)'><rect x='10' width='20' height='8'/></g>");
	const SvgClip *clip = svg.root->first->clip;
	CHECK(clip != NULL && clip->next == NULL);
	SvgBox box = svg_outline_box(&clip->outline, SVG_IDENTITY);
	CHECK(box.left == 10 && box.right == 20 && box.bottom == 8);
	svg = read("<clipPath id='c'/><path d='M0 0h1' clip-path='url(#c)'/>");
	CHECK(find_path(svg.root)->clip->outline.count == 0);
	svg = read("<path d='M0 0h1' clip-path='url(#none)'/>");
	CHECK(find_path(svg.root)->clip == NULL);
	/* lengths in em are of the font there, in clips and of what is used too */
	svg = read(
		"<clipPath id='c' font-size='10'><use href='#r' x='2em'/></clipPath>"
		"<defs><path id='r' d='M0 0h1v1z'/></defs><path d='M0 0h1' clip-path='url(#c)'/>");
	box = svg_outline_box(&find_path(svg.root)->clip->outline, SVG_IDENTITY);
	CHECK(box.left == 20 && box.right == 21);
	CHECK_BOX("<defs><symbol id='s' viewBox='0 0 1 1'><path d='M0 0h1v1z'/></symbol></defs>"
		  "<use href='#s' width='2em' height='2em' font-size='10'/>",
		  0, 0, 20, 20);
	CHECK_BOX("<defs><svg id='s' viewBox='0 0 1 1'><path d='M0 0h1v1z'/></svg></defs>"
		  "<use href='#s' width='2em' height='2em' font-size='10'/>",
		  0, 0, 20, 20);
	/* a clip that clips itself ends */
	svg = read("<clipPath id='c' clip-path='url(#c)'><path d='M0 0h1v1z'/></clipPath>"
		   "<path d='M0 0h1' clip-path='url(#c)'/>");
	CHECK(find_path(svg.root)->clip->next == NULL);
}

static void test_markers(void)
{
	Svg svg = read(
		"<marker id='m' markerWidth='2' markerHeight='4' refX='2' refY='2' orient='auto'>"
		"<rect width='2' height='4'/></marker>"
		"<path d='M10 10V20' stroke='red' stroke-width='2' marker-end='url(#m)'/>");
	const SvgNode *group = svg.root->first;
	CHECK(group->kind == SVG_GROUP && count_paths(group) == 2);
	/* turned by a quarter, twice as large, its tip at the end of the path */
	CHECK(box_is(find_path(group->first->next), 6, 16, 14, 20));
	CHECK(count_paths(read("<marker id='m'><path d='M0 0h1'/></marker>"
			       "<path d='M0 0h1v1h1z' marker-mid='url(#m)'/>")
				  .root) == 4);
	CHECK(count_paths(read("<marker id='m'><path d='M0 0h1' marker-end='url(#m)'/></marker>"
			       "<path d='M0 0h1' marker-end='url(#m)'/>")
				  .root) == 2);
}

static void test_text(void)
{
	Svg svg =
		read("<text x='5' y='9' font-size='10' text-anchor='middle'>\n two   words <tspan "
		     "font-weight='bold' dy='1em'>of\nus</tspan> <tspan x='1' y='2'> all "
		     "</tspan></text>");
	const SvgNode *text = svg.root->first;
	CHECK(text->kind == SVG_TEXT && text->as.text.count == 4);
	const SvgRun *runs = text->as.text.runs;
	CHECK_STR(runs[0].text, S("two words "));
	CHECK(runs[0].at_x && runs[0].x == 5 && runs[0].y == 9 &&
	      runs[0].anchor == SVG_ANCHOR_MIDDLE);
	CHECK_STR(runs[1].text, S("of us"));
	CHECK(runs[1].bold && runs[1].dy == 10 && !runs[1].at_x);
	CHECK(!runs[2].bold && !runs[2].at_x && runs[2].dy == 0);
	CHECK_STR(runs[3].text, S("all"));
	CHECK(runs[3].at_x && runs[3].anchor == SVG_ANCHOR_MIDDLE);
	svg = read("<text x='1 2 3'>abc</text>");
	CHECK(svg.root->first->as.text.count == 3 && svg.root->first->as.text.runs[2].x == 3);
	svg = read("<text xml:space='preserve'> a  b </text>");
	CHECK_STR(svg.root->first->as.text.runs[0].text, S(" a  b "));
}

#define PIXEL                                                                                      \
	"data:image/"                                                                              \
	"png;base64,iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwAD"          \
	"hgGAWjR9awAAAABJRU5ErkJggg=="

static void test_masks(void)
{
	Svg svg = read("<mask id='m'><path d='M0 0h9v9z'/></mask><rect width='8' height='4' "
		       "mask='url(#m)'/>");
	const SvgNode *node = svg.root->first;
	CHECK(svg.lacks == 0 && node->mask != NULL && !node->mask->alpha);
	CHECK(node->mask->content->first->kind == SVG_PATH);
	const SvgOutline *region = &node->mask->content->clip->outline;
	SvgBox box = svg_outline_box(region, SVG_IDENTITY);
	CHECK(fabs(box.left + 0.8) < 1e-9 && fabs(box.bottom - 4.4) < 1e-9);
	svg = read("<mask id='m' style='mask-type:alpha' mask='url(#m)'><g mask='url(#m)'/></mask>"
		   "<g mask='url(#m)'/>");
	CHECK(svg.root->first->mask != NULL && svg.root->first->mask->alpha);
	CHECK(svg.root->first->mask->content->first->mask == NULL); /* not within itself */
	CHECK(read("<g mask='url(#none)'/>").root->first->mask == NULL);
}

static void test_patterns(void)
{
	Svg svg = read(
		"<pattern id='p' width='.5' height='.25'><rect width='1' height='1'/></pattern>"
		"<pattern id='q' href='#p' patternTransform='scale(2)'/>"
		"<rect x='10' width='8' height='4' fill='url(#q)' fill-opacity='.5'/>");
	const SvgPaint *fill = &svg.root->first->as.path.fill;
	CHECK(fill->kind == SVG_PAINT_PATTERN && fill->opacity == 0.5);
	CHECK(fill->pattern->x == 10 && fill->pattern->width == 4 && fill->pattern->height == 1);
	CHECK(fill->pattern->matrix.a == 2 && fill->pattern->content->first->kind == SVG_PATH);
	/* of itself, of nothing, of dust */
	static const char *const none[] = {
		"<pattern id='p' width='1' height='1'><path d='M0 0h1v1' fill='url(#p)'/></pattern>"
		"<path d='M0 0h9v9' fill='url(#p)'/>",
		"<pattern id='p' width='1' height='1'/><path d='M0 0h9v9' fill='url(#p)'/>",
		"<pattern id='p' width='0' height='1'><rect/></pattern><path d='M0 0h9v9' "
		"fill='url(#p)'/>",
		"<pattern id='p' width='1e-5' height='1'><rect/></pattern><path d='M0 0h9v9' "
		"fill='url(#p)'/>",
	};
	for (size_t i = 0; i < sizeof none / sizeof *none; i++) {
		svg = read(none[i]);
		fill = &svg.root->first->as.path.fill;
		CHECK(svg.lacks == 0);
		if (i == 0)
			fill = &fill->pattern->content->first->as.path.fill;
		CHECK(fill->kind == SVG_PAINT_NONE);
	}
}

static void test_images(void)
{
	Svg svg = read("<image x='5' y='2' width='20' height='10' href='" PIXEL "'/>");
	const SvgNode *image = svg.root->first;
	CHECK(svg.lacks == 0 && image->kind == SVG_IMAGE && image->clip != NULL);
	CHECK(image->as.image.matrix.a == 10 && image->as.image.matrix.e == 10); /* in the middle */
	CHECK(str_starts(image->as.image.bytes, S("\x89PNG")));
	CHECK(read("<image width='20' href='" PIXEL "'/>").root->first->as.image.matrix.d == 20);
	static const char *const left_out[] = {"<image width='9' height='9' href='data:,x'/>",
					       "<image width='9' height='9' href='a.png'/>",
					       "<image href='data:image/svg+xml,%3Csvg/%3E'/>"};
	for (size_t i = 0; i < sizeof left_out / sizeof *left_out; i++)
		CHECK(read(left_out[i]).lacks == SVG_LACKS_IMAGE);
}

static void test_lacks(void)
{
	CHECK(read("<path d='M0 0h1'/><title>words</title>").lacks == 0);
	Svg svg = read("<filter id='f'/><pattern id='p'/><path d='M0 0h1' filter='url(#f)' "
		       "fill='url(#p)'/>"
		       "<use href='other.svg#x'/><image href='x.png'/>");
	CHECK_STR(svg_lacks_text(arena, svg.lacks),
		  S("filters, pictures inside it and references to other files"));
	CHECK_STR(svg_lacks_text(arena, SVG_LACKS_MASK | SVG_LACKS_LETTERS),
		  S("masks and characters that no font has as outlines"));
}

static bool refused(Str text, const char *why)
{
	Svg svg;
	const char *reason = NULL;
	bool read_it = svg_read(arena, text, &svg, &reason);
	if (!read_it && strstr(reason, why) == NULL)
		fprintf(stderr, "  reason: %s\n", reason);
	return !read_it && strstr(reason, why) != NULL;
}

/* Ten groups, each using the one before ten times. */
static Str use_bomb(void)
{
	Buf out = buf_in(arena);
	buf_add_cstr(&out, "<svg><g id='g0'><path d='M0 0h1'/></g>");
	for (int i = 1; i < 10; i++) {
		buf_add_format(&out, "<g id='g%d'>", i);
		for (int k = 0; k < 10; k++)
			buf_add_format(&out, "<use href='#g%d'/>", i - 1);
		buf_add_cstr(&out, "</g>");
	}
	buf_add_cstr(&out, "</svg>");
	return buf_str(&out);
}

static Str repeated(const char *head, const char *part, int count, const char *tail)
{
	Buf out = buf_in(arena);
	buf_add_cstr(&out, head);
	for (int i = 0; i < count; i++)
		buf_add_cstr(&out, part);
	buf_add_cstr(&out, tail);
	return buf_str(&out);
}

static void test_bounds(void)
{
	CHECK(refused(S("<svg><g></svg>"), "faulty in line 1"));
	CHECK(refused(S("<html/>"), "no <svg>"));
	CHECK(refused(S(""), "faulty"));
	CHECK(refused(use_bomb(), "too many elements"));
	CHECK(refused(repeated("<svg>", "<g>", 200, ""), "too deeply"));
	CHECK(refused(repeated("<svg>", "<g/>", 100001, "</svg>"), "too many elements"));
	CHECK(refused(repeated("<svg><path d='M0 0", "h1", 1000001, "'/></svg>"), "too many path"));
	CHECK(refused(repeated("<svg><text>", "words ", 10000, "</text></svg>"), "too much text"));
	CHECK(refused(S("<!DOCTYPE svg [<!ENTITY a SYSTEM "
			"'file:///etc/passwd'>]><svg><text>&a;</text><g></svg>"),
		      "faulty"));
	CHECK_BOX("<path d='M1e300 0L-1e300 1e99'/>", -1e9, 0, 1e9, 1e9);
}

static void test_sizes(void)
{
	Svg svg;
	const char *reason;
	CHECK(svg_read(arena, S("<svg viewBox='0 0 20 10' width='100%'/>"), &svg, &reason) &&
	      svg.width == 20 && svg.height == 10);
	CHECK(svg_read(arena, S("<svg viewBox='0 0 20 10' height='1in'/>"), &svg, &reason) &&
	      svg.width == 192 && svg.height == 96);
	CHECK(svg_read(arena, S("<svg/>"), &svg, &reason) && svg.width == 300 && svg.height == 150);
}

int main(void)
{
	arena = arena_new(NULL);
	test_paths();
	test_shapes();
	test_places();
	test_styles();
	test_pen();
	test_gradients();
	test_clips();
	test_markers();
	test_text();
	test_masks();
	test_patterns();
	test_images();
	test_lacks();
	test_bounds();
	test_sizes();
	arena_free(arena);
	return check_report();
}
