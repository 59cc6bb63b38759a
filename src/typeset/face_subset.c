/*
 * face_subset: the part of a face that a document needs, and outlines as paths.
 *
 * HarfBuzz is given a slim copy of the face, with the tables of outlines and advances alone: else
 * its plan reads the whole cmap and considers layout, which takes fifty times as long on a CJK
 * face.
 */
#include "typeset/face.h"

#include "typeset/face_internal.h"

#include <errno.h>
#include <hb-subset.h>

/* The tables that drawing a glyph takes, then those that tell a browser what to draw. */
static const char tables[][5] = {"head", "hhea", "hmtx", "maxp", "CFF ", "glyf", "loca",
				 "cvt ", "fpgm", "prep", "cmap", "OS/2", "post", "name"};
enum { DRAWING_TABLES = 10, PLAIN_TABLES = sizeof tables / sizeof *tables };

/* The face with only the first `count` of these; nothing is copied. */
static hb_face_t *slim_face(const Face *face, size_t count)
{
	hb_face_t *slim = hb_face_builder_create();
	for (size_t i = 0; i < count; i++) {
		hb_tag_t tag = hb_tag_from_string(tables[i], 4);
		hb_blob_t *blob = hb_face_reference_table(face->hb, tag);
		if (hb_blob_get_length(blob) > 0)
			hb_face_builder_add_table(slim, tag, blob);
		hb_blob_destroy(blob);
	}
	return slim;
}

static hb_subset_input_t *subset_input(const Face *face, const uint32_t *glyphs, size_t count)
{
	hb_subset_input_t *input = hb_subset_input_create_or_fail();
	if (input == NULL)
		return NULL;
	hb_set_t *set = hb_subset_input_glyph_set(input);
	hb_set_add(set, 0);
	for (size_t i = 0; i < count; i++)
		hb_set_add(set, glyphs[i]);
	unsigned flags = HB_SUBSET_FLAGS_NO_HINTING | HB_SUBSET_FLAGS_NOTDEF_OUTLINE;
	if (face->metrics.kind != FACE_TRUETYPE)
		flags |= HB_SUBSET_FLAGS_DESUBROUTINIZE; /* smaller when deflated, and faster */
	hb_subset_input_set_flags(input, flags);
	return input;
}

static Str subset_bytes(Arena *arena, FaceKind kind, hb_face_t *subset)
{
	unsigned length;
	hb_blob_t *blob = kind == FACE_TRUETYPE
				  ? hb_face_reference_blob(subset)
				  : hb_face_reference_table(subset, HB_TAG('C', 'F', 'F', ' '));
	const char *bytes = hb_blob_get_data(blob, &length);
	Str copy = str_dup(arena, (Str){bytes, length});
	hb_blob_destroy(blob);
	return copy;
}

bool face_subset(Face *face, Arena *arena, const uint32_t *glyphs, size_t count, FaceSubset *out)
{
	*out = (FaceSubset){0};
	errno = 0;
	hb_subset_input_t *input = subset_input(face, glyphs, count);
	if (input == NULL)
		arena_give_up(arena);
	hb_face_t *slim = slim_face(face, DRAWING_TABLES), *subset = NULL;
	hb_subset_plan_t *plan = hb_subset_plan_create_or_fail(slim, input);
	if (plan != NULL)
		subset = hb_subset_plan_execute_or_fail(plan);
	if (subset != NULL) {
		const hb_map_t *map = hb_subset_plan_old_to_new_glyph_mapping(plan);
		out->new_glyphs = ARENA_ARRAY(arena, uint32_t, count);
		for (size_t i = 0; i < count; i++)
			out->new_glyphs[i] =
				hb_map_has(map, glyphs[i]) ? hb_map_get(map, glyphs[i]) : 0;
		out->glyph_count = hb_face_get_glyph_count(subset);
		out->bytes = subset_bytes(arena, face->metrics.kind, subset);
	}
	hb_face_destroy(subset);
	hb_subset_plan_destroy(plan);
	hb_subset_input_destroy(input);
	hb_face_destroy(slim);
	if (out->bytes.len == 0 && errno == ENOMEM)
		arena_give_up(arena);
	return out->bytes.len > 0;
}

static hb_subset_input_t *web_input(const uint32_t *runes, size_t count, Str features)
{
	hb_subset_input_t *input = hb_subset_input_create_or_fail();
	if (input == NULL)
		return NULL;
	hb_set_t *set = hb_subset_input_unicode_set(input);
	for (size_t i = 0; i < count; i++)
		hb_set_add(set, runes[i]);
	hb_set_clear(hb_subset_input_set(input, HB_SUBSET_SETS_NAME_ID));
	hb_set_t *tags = hb_subset_input_set(input, HB_SUBSET_SETS_LAYOUT_FEATURE_TAG);
	hb_set_clear(tags);
	for (Str rest = features, tag; str_split(&rest, ',', &tag);)
		hb_set_add(tags, hb_tag_from_string(tag.ptr, (int)tag.len));
	hb_set_add(hb_subset_input_set(input, HB_SUBSET_SETS_DROP_TABLE_TAG),
		   HB_TAG('M', 'A', 'T', 'H'));
	/* without subroutines: smaller when compressed */
	hb_subset_input_set_flags(input,
				  HB_SUBSET_FLAGS_NO_HINTING | HB_SUBSET_FLAGS_DESUBROUTINIZE);
	return input;
}

bool face_subset_web(Face *face, Arena *arena, const uint32_t *runes, size_t count, Str features,
		     Str *sfnt)
{
	*sfnt = S("");
	errno = 0;
	hb_subset_input_t *input = web_input(runes, count, features);
	if (input == NULL)
		arena_give_up(arena);
	hb_face_t *from =
		features.len > 0 ? hb_face_reference(face->hb) : slim_face(face, PLAIN_TABLES);
	hb_face_t *subset = hb_subset_or_fail(from, input);
	if (subset != NULL)
		*sfnt = subset_bytes(arena, FACE_TRUETYPE, subset);
	hb_face_destroy(subset);
	hb_face_destroy(from);
	hb_subset_input_destroy(input);
	if (sfnt->len == 0 && errno == ENOMEM)
		arena_give_up(arena);
	return sfnt->len > 0;
}

typedef struct {
	const FacePen *pen;
	void *context;
} Drawing;

static void draw_move(hb_draw_funcs_t *funcs, void *data, hb_draw_state_t *state, float x, float y,
		      void *user)
{
	(void)funcs, (void)state, (void)user;
	const Drawing *d = data;
	d->pen->move(d->context, (double)x, (double)y);
}

static void draw_line(hb_draw_funcs_t *funcs, void *data, hb_draw_state_t *state, float x, float y,
		      void *user)
{
	(void)funcs, (void)state, (void)user;
	const Drawing *d = data;
	d->pen->line(d->context, (double)x, (double)y);
}

static void draw_quad(hb_draw_funcs_t *funcs, void *data, hb_draw_state_t *state, float cx,
		      float cy, float x, float y, void *user)
{
	(void)funcs, (void)state, (void)user;
	const Drawing *d = data;
	d->pen->quad(d->context, (double)cx, (double)cy, (double)x, (double)y);
}

static void draw_cubic(hb_draw_funcs_t *funcs, void *data, hb_draw_state_t *state, float ax,
		       float ay, float bx, float by, float x, float y, void *user)
{
	(void)funcs, (void)state, (void)user;
	const Drawing *d = data;
	d->pen->cubic(d->context, (double)ax, (double)ay, (double)bx, (double)by, (double)x,
		      (double)y);
}

static void draw_close(hb_draw_funcs_t *funcs, void *data, hb_draw_state_t *state, void *user)
{
	(void)funcs, (void)state, (void)user;
	const Drawing *d = data;
	d->pen->close(d->context);
}

void face_draw(const Face *face, uint32_t glyph, const FacePen *pen, void *context)
{
	Drawing drawing = {pen, context};
	hb_draw_funcs_t *funcs = hb_draw_funcs_create();
	hb_draw_funcs_set_move_to_func(funcs, draw_move, NULL, NULL);
	hb_draw_funcs_set_line_to_func(funcs, draw_line, NULL, NULL);
	hb_draw_funcs_set_quadratic_to_func(funcs, draw_quad, NULL, NULL);
	hb_draw_funcs_set_cubic_to_func(funcs, draw_cubic, NULL, NULL);
	hb_draw_funcs_set_close_path_func(funcs, draw_close, NULL, NULL);
#if HB_VERSION_ATLEAST(7, 0, 0)
	hb_font_draw_glyph(face->font, glyph, funcs, &drawing);
#else
	hb_font_get_glyph_shape(face->font, glyph, funcs, &drawing);
#endif
	hb_draw_funcs_destroy(funcs);
}
