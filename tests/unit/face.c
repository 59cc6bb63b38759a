/* face: metrics, shaping, subsets and outlines of packaged faces. */
#include "typeset/face.h"

#include "check.h"

#include <string.h>

#define LIBERTINE "/usr/share/fonts/opentype/linux-libertine/LinLibertine_R.otf"
#define NOTO_CJK "/usr/share/fonts/opentype/noto/NotoSerifCJK-Regular.ttc"
#define NOTO_SERIF "/usr/share/fonts/truetype/noto/NotoSerif-Regular.ttf"

static Face *open_face(Arena *arena, const char *path, unsigned index)
{
	const char *reason;
	Face *face = face_open(arena, str_from(path), index, &reason);
	CHECK(face != NULL && reason == NULL);
	return face;
}

static void test_metrics(Arena *arena)
{
	Face *face = open_face(arena, LIBERTINE, 0);
	const FaceMetrics *m = face_metrics(face);
	CHECK(m->kind == FACE_CFF && m->units_per_em == 1000 && m->embeddable);
	CHECK_STR(m->post_name, S("LinLibertineO"));
	CHECK(m->ascent > 500 && m->descent < 0 && m->cap_height > m->x_height);
	CHECK(m->weight == 400 && m->bbox[3] > m->cap_height);
	CHECK(face_glyph(face, 0x5218, 0) == 0);
	face_close(face);
	face = open_face(arena, NOTO_CJK, 2);
	CHECK(face_metrics(face)->kind == FACE_CFF_CID && face_index(face) == 2);
	CHECK_STR(face_metrics(face)->post_name, S("NotoSerifCJKsc-Regular"));
	face_close(face);
}

static void test_refusals(Arena *arena)
{
	const char *reason;
	CHECK(face_open(arena, S("/no/such/file"), 0, &reason) == NULL && reason != NULL);
	CHECK(face_open(arena, S(TEST_SOURCE_DIR "/CMakeLists.txt"), 0, &reason) == NULL);
	CHECK(reason != NULL);
	CHECK(face_open(arena, S(LIBERTINE), 7, &reason) == NULL && reason != NULL);
}

static int sum_advances(const FaceGlyph *glyphs, size_t count)
{
	int sum = 0;
	for (size_t i = 0; i < count; i++)
		sum += glyphs[i].advance;
	return sum;
}

static void test_shape(Arena *arena)
{
	Face *face = open_face(arena, LIBERTINE, 0);
	FaceGlyph *glyphs;
	size_t count;
	FaceShaping plain = {.lang = S("en")};
	Str text = S("office AV");
	face_shape(face, arena, text, 0, 6, &plain, &glyphs, &count);
	CHECK(count == 4 && glyphs[0].cluster == 0 && glyphs[1].cluster == 1 &&
	      glyphs[2].cluster == 4);
	face_shape(face, arena, text, 7, 9, &plain, &glyphs, &count);
	CHECK(count == 2 && glyphs[0].cluster == 7);
	CHECK(sum_advances(glyphs, 2) < face_advance(face, face_glyph(face, 'A', 0)) +
						face_advance(face, face_glyph(face, 'V', 0)));
	FaceShaping caps = {.lang = S("en"), .features = S("smcp,-liga")};
	face_shape(face, arena, text, 0, 6, &caps, &glyphs, &count);
	CHECK(count == 6 && glyphs[0].glyph != face_glyph(face, 'o', 0));
	/* a soft hyphen leaves no glyph */
	face_shape(face, arena,
		   S("a\xC2\xAD"
		     "b"),
		   0, 4, &plain, &glyphs, &count);
	CHECK(count == 2 && glyphs[1].cluster == 3);
	FaceShaping rtl = {.lang = S("he"), .rtl = true};
	face_shape(face, arena, S("\xD7\xA9\xD7\x9C"), 0, 4, &rtl, &glyphs, &count);
	CHECK(count == 2 && glyphs[0].cluster == 2 && glyphs[1].cluster == 0);
	face_close(face);
}

static void test_subset(Arena *arena, const char *path, unsigned index, uint32_t rune,
			size_t largest, const char *start)
{
	Face *face = open_face(arena, path, index);
	uint32_t glyphs[2] = {face_glyph(face, rune, 0), face_glyph(face, rune + 1, 0)};
	FaceSubset subset;
	CHECK(glyphs[0] != 0 && glyphs[0] < glyphs[1]);
	CHECK(face_subset(face, arena, glyphs, 2, &subset));
	CHECK(subset.bytes.len > 100 && subset.bytes.len < largest);
	CHECK(memcmp(subset.bytes.ptr, start, 3) == 0);
	CHECK(subset.new_glyphs[0] != 0 && subset.new_glyphs[0] < subset.new_glyphs[1]);
	face_close(face);
}

typedef struct {
	int moves, lines, quads, cubics, closes;
} Steps;

static void count_move(void *context, double x, double y)
{
	(void)x, (void)y;
	((Steps *)context)->moves++;
}
static void count_line(void *context, double x, double y)
{
	(void)x, (void)y;
	((Steps *)context)->lines++;
}
static void count_quad(void *context, double cx, double cy, double x, double y)
{
	(void)cx, (void)cy, (void)x, (void)y;
	((Steps *)context)->quads++;
}
static void count_cubic(void *context, double ax, double ay, double bx, double by, double x,
			double y)
{
	(void)ax, (void)ay, (void)bx, (void)by, (void)x, (void)y;
	((Steps *)context)->cubics++;
}
static void count_close(void *context)
{
	((Steps *)context)->closes++;
}

static void test_draw(Arena *arena)
{
	static const FacePen pen = {count_move, count_line, count_quad, count_cubic, count_close};
	Face *face = open_face(arena, NOTO_SERIF, 0);
	Steps steps = {0};
	face_draw(face, face_glyph(face, 'o', 0), &pen, &steps);
	CHECK(steps.moves == 2 && steps.closes == 2 && steps.quads > 4 && steps.cubics == 0);
	face_close(face);
	face = open_face(arena, LIBERTINE, 0);
	steps = (Steps){0};
	face_draw(face, face_glyph(face, 'o', 0), &pen, &steps);
	CHECK(steps.moves == 2 && steps.closes == 2 && steps.quads == 0 && steps.cubics > 4);
	face_close(face);
}

int main(void)
{
	Arena *arena = arena_new(NULL);
	test_metrics(arena);
	test_refusals(arena);
	test_shape(arena);
	test_subset(arena, LIBERTINE, 0, 'a', 20000, "\x01\x00\x04");
	test_subset(arena, NOTO_CJK, 2, 0x5218, 20000, "\x01\x00\x04");
	test_subset(arena, NOTO_SERIF, 0, 'a', 20000, "\x00\x01\x00\x00");
	test_draw(arena);
	arena_free(arena);
	return check_report();
}
