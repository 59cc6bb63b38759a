#include "typeset/face.h"

#include "typeset/face_internal.h"

#include <errno.h>
#include <hb-ot.h>
#include <string.h>

enum { FEATURES_MAX = 32 };

static unsigned read_u16(const char *p)
{
	return (unsigned)(unsigned char)p[0] << 8 | (unsigned char)p[1];
}

static int read_i16(const char *p)
{
	return (int16_t)read_u16(p);
}

/* The bytes of a table; destroy *blob after use. */
static Str table_bytes(hb_face_t *face, hb_tag_t tag, hb_blob_t **blob)
{
	unsigned length;
	*blob = hb_face_reference_table(face, tag);
	const char *bytes = hb_blob_get_data(*blob, &length);
	return (Str){bytes, length};
}

static bool has_table(hb_face_t *face, hb_tag_t tag)
{
	hb_blob_t *blob;
	bool there = table_bytes(face, tag, &blob).len > 0;
	hb_blob_destroy(blob);
	return there;
}

/* Moves *at behind an INDEX of a CFF table (Adobe TN 5176, 5); `first` receives its first element.
 */
static bool skip_cff_index(Str cff, size_t *at, Str *first)
{
	*first = (Str){0};
	if (*at + 2 > cff.len)
		return false;
	size_t count = read_u16(cff.ptr + *at), offsets = *at + 3;
	if (count == 0) {
		*at += 2;
		return true;
	}
	if (*at + 3 > cff.len)
		return false;
	size_t size = (unsigned char)cff.ptr[*at + 2];
	if (size < 1 || size > 4 || (count + 1) * size > cff.len - offsets)
		return false;
	size_t value[2] = {0, 0}, last = 0, data = offsets + (count + 1) * size - 1;
	for (size_t k = 0; k < size; k++) {
		value[0] = value[0] << 8 | (unsigned char)cff.ptr[offsets + k];
		value[1] = value[1] << 8 | (unsigned char)cff.ptr[offsets + size + k];
		last = last << 8 | (unsigned char)cff.ptr[offsets + count * size + k];
	}
	if (value[0] < 1 || value[1] < value[0] || last > cff.len - data)
		return false;
	*first = str_slice(cff, data + value[0], data + value[1]);
	*at = data + last;
	return true;
}

/* Bytes of the DICT operand that starts at `p` (Adobe TN 5176, 4), 0 when it is an operator. */
static size_t dict_operand_length(Str dict, size_t at)
{
	unsigned char b = (unsigned char)dict.ptr[at];
	if (b == 28)
		return 3;
	if (b == 29)
		return 5;
	if (b == 30) {
		size_t end = at + 1;
		while (end < dict.len && (dict.ptr[end] & 0x0F) != 0x0F &&
		       ((unsigned char)dict.ptr[end] >> 4) != 0x0F)
			end++;
		return end + 1 - at;
	}
	return b >= 251 && b <= 254 ? 2 : b >= 247 && b <= 250 ? 2 : b >= 32 && b <= 246 ? 1 : 0;
}

/* Whether the Top DICT says ROS (12 30): the glyphs have CIDs and no names. */
static bool cff_is_cid(Str cff)
{
	Str element;
	size_t at = cff.len > 3 ? (unsigned char)cff.ptr[2] : cff.len;
	if (!skip_cff_index(cff, &at, &element) || !skip_cff_index(cff, &at, &element))
		return false;
	for (size_t i = 0; i < element.len;) {
		size_t operand = dict_operand_length(element, i);
		if (operand == 0 && element.ptr[i] == 12 && i + 1 < element.len &&
		    element.ptr[i + 1] == 30)
			return true;
		i += operand > 0 ? operand : element.ptr[i] == 12 ? 2 : 1;
	}
	return false;
}

/* False when the face has no glyphs that recto can set. */
static bool find_kind(hb_face_t *hb, FaceKind *kind)
{
	hb_blob_t *blob;
	Str cff = table_bytes(hb, HB_TAG('C', 'F', 'F', ' '), &blob);
	bool found = true;
	if (cff.len > 0)
		*kind = cff_is_cid(cff) ? FACE_CFF_CID : FACE_CFF;
	else if (has_table(hb, HB_TAG('g', 'l', 'y', 'f')))
		*kind = FACE_TRUETYPE;
	else if (has_table(hb, HB_TAG('C', 'B', 'D', 'T')))
		*kind = FACE_BITMAP;
	else
		found = false;
	hb_blob_destroy(blob);
	return found;
}

static int ot_metric(hb_font_t *font, hb_ot_metrics_tag_t tag, int otherwise)
{
	hb_position_t value;
	return hb_ot_metrics_get_position(font, tag, &value) && value != 0 ? value : otherwise;
}

static void load_ascii(Face *face)
{
	for (uint32_t rune = 0; rune < FACE_ASCII; rune++) {
		hb_codepoint_t glyph;
		if (hb_font_get_nominal_glyph(face->font, rune, &glyph))
			face->ascii[rune] = (uint16_t)glyph; /* faces have at most 65,535 */
	}
}

/* The height of a letter, where OS/2 does not say. */
static int letter_height(const Face *face, uint32_t rune, int otherwise)
{
	hb_glyph_extents_t extents;
	uint32_t glyph = face_glyph(face, rune, 0);
	bool known = glyph != 0 && hb_font_get_glyph_extents(face->font, glyph, &extents);
	return known && extents.y_bearing > 0 ? extents.y_bearing : otherwise;
}

static void load_os2(Face *face)
{
	hb_blob_t *blob;
	Str os2 = table_bytes(face->hb, HB_TAG('O', 'S', '/', '2'), &blob);
	FaceMetrics *m = &face->metrics;
	m->weight = os2.len >= 6 ? (int)read_u16(os2.ptr + 4) : 400;
	/* fsType: bit 1 alone is "restricted licence embedding", bit 9 "bitmap embedding only" */
	unsigned type = os2.len >= 10 ? read_u16(os2.ptr + 8) : 0;
	m->embeddable = (type & 0x000E) != 0x0002 && (type & 0x0200) == 0;
	hb_blob_destroy(blob);
}

static void load_head(Face *face)
{
	hb_blob_t *blob;
	Str head = table_bytes(face->hb, HB_TAG('h', 'e', 'a', 'd'), &blob);
	for (size_t i = 0; i < 4 && head.len >= 44; i++)
		face->metrics.bbox[i] = read_i16(head.ptr + 36 + 2 * i);
	hb_blob_destroy(blob);
	Str post = table_bytes(face->hb, HB_TAG('p', 'o', 's', 't'), &blob);
	if (post.len >= 8)
		face->metrics.italic_angle =
			read_i16(post.ptr + 4) + read_u16(post.ptr + 6) / 65536.0;
	hb_blob_destroy(blob);
}

static Str load_post_name(Arena *arena, hb_face_t *hb)
{
	char name[128];
	unsigned size = sizeof name;
	hb_ot_name_get_utf8(hb, HB_OT_NAME_ID_POSTSCRIPT_NAME, HB_LANGUAGE_INVALID, &size, name);
	return str_dup(arena, (Str){name, size < sizeof name ? size : sizeof name - 1});
}

static void load_metrics(Arena *arena, Face *face)
{
	FaceMetrics *m = &face->metrics;
	hb_font_extents_t extents = {0};
	int em = (int)hb_face_get_upem(face->hb);
	m->units_per_em = em;
	hb_font_get_h_extents(face->font, &extents);
	m->ascent = extents.ascender;
	m->descent = extents.descender;
	m->line_gap = extents.line_gap;
	m->cap_height = ot_metric(face->font, HB_OT_METRICS_TAG_CAP_HEIGHT, 0);
	if (m->cap_height == 0)
		m->cap_height = letter_height(face, 'H', em * 7 / 10);
	m->x_height = ot_metric(face->font, HB_OT_METRICS_TAG_X_HEIGHT, 0);
	if (m->x_height == 0)
		m->x_height = letter_height(face, 'x', em / 2);
	load_os2(face);
	load_head(face);
	m->post_name = load_post_name(arena, face->hb);
	m->glyph_count = hb_face_get_glyph_count(face->hb);
}

Face *face_open(Arena *arena, Str path, unsigned index, const char **reason)
{
	errno = 0;
	hb_blob_t *blob = hb_blob_create_from_file_or_fail(str_to_cstr(arena, path));
	*reason = "the file cannot be read";
	if (blob == NULL && errno == ENOMEM)
		arena_give_up(arena);
	if (blob == NULL)
		return NULL;
	FaceKind kind = FACE_TRUETYPE;
	hb_face_t *hb = hb_face_create(blob, index);
	*reason = hb_face_count(blob) == 0	 ? "it is no font"
		  : index >= hb_face_count(blob) ? "the file has no face of that number"
						 : "it is not an OpenType font with outlines";
	if (index >= hb_face_count(blob) || hb_face_get_glyph_count(hb) == 0 ||
	    !find_kind(hb, &kind)) {
		hb_face_destroy(hb);
		hb_blob_destroy(blob);
		return NULL;
	}
	Face *face = ARENA_NEW(arena, Face);
	hb_face_make_immutable(hb);
	*face = (Face){.blob = blob,
		       .hb = hb,
		       .font = hb_font_create(hb),
		       .buffer = hb_buffer_create(),
		       .path = str_dup(arena, path),
		       .index = index};
	face->metrics.kind = kind;
	load_ascii(face);
	load_metrics(arena, face);
	*reason = NULL;
	return face;
}

void face_close(Face *face)
{
	if (face == NULL)
		return;
	hb_buffer_destroy(face->buffer);
	hb_font_destroy(face->font);
	hb_face_destroy(face->hb);
	hb_blob_destroy(face->blob);
}

const FaceMetrics *face_metrics(const Face *face)
{
	return &face->metrics;
}

Str face_path(const Face *face)
{
	return face->path;
}

unsigned face_index(const Face *face)
{
	return face->index;
}

Str face_bytes(const Face *face)
{
	unsigned length;
	const char *bytes = hb_blob_get_data(face->blob, &length);
	return (Str){bytes, length};
}

uint32_t face_glyph(const Face *face, uint32_t rune, uint32_t selector)
{
	hb_codepoint_t glyph = 0;
	if (selector == 0 && rune < FACE_ASCII)
		return face->ascii[rune];
	bool found = selector != 0 ? hb_font_get_variation_glyph(face->font, rune, selector, &glyph)
				   : hb_font_get_nominal_glyph(face->font, rune, &glyph);
	return found ? glyph : 0;
}

int face_advance(const Face *face, uint32_t glyph)
{
	return hb_font_get_glyph_h_advance(face->font, glyph);
}

static unsigned parse_features(Str list, hb_feature_t *features)
{
	unsigned count = 0;
	for (Str rest = list, one; count < FEATURES_MAX && str_split(&rest, ',', &one);) {
		one = str_trim(one);
		if (one.len > 0 && hb_feature_from_string(one.ptr, (int)one.len, &features[count]))
			count++;
	}
	return count;
}

static void set_properties(hb_buffer_t *buffer, const FaceShaping *shaping)
{
	hb_buffer_set_cluster_level(buffer, HB_BUFFER_CLUSTER_LEVEL_MONOTONE_CHARACTERS);
	hb_buffer_set_flags(buffer, HB_BUFFER_FLAG_REMOVE_DEFAULT_IGNORABLES);
	hb_buffer_set_direction(buffer, shaping->rtl ? HB_DIRECTION_RTL : HB_DIRECTION_LTR);
	if (shaping->script != 0)
		hb_buffer_set_script(buffer, hb_script_from_iso15924_tag(shaping->script));
	if (shaping->lang.len > 0)
		hb_buffer_set_language(
			buffer, hb_language_from_string(shaping->lang.ptr, (int)shaping->lang.len));
	/* sets what is still open; without a language that would be the process's locale */
	else
		hb_buffer_set_language(buffer, hb_language_from_string("und", 3));
	hb_buffer_guess_segment_properties(buffer);
}

void face_shape(Face *face, Arena *arena, Str text, size_t start, size_t end,
		const FaceShaping *shaping, FaceGlyph **glyphs, size_t *count)
{
	hb_feature_t features[FEATURES_MAX];
	unsigned feature_count = parse_features(shaping->features, features), length = 0;
	hb_buffer_t *buffer = face->buffer;
	hb_buffer_clear_contents(buffer);
	hb_buffer_add_utf8(buffer, text.ptr, (int)text.len, (unsigned)start, (int)(end - start));
	set_properties(buffer, shaping);
	hb_shape(face->font, buffer, features, feature_count);
	const hb_glyph_info_t *infos = hb_buffer_get_glyph_infos(buffer, &length);
	const hb_glyph_position_t *at = hb_buffer_get_glyph_positions(buffer, NULL);
	FaceGlyph *out = ARENA_ARRAY(arena, FaceGlyph, length);
	for (unsigned i = 0; i < length; i++) {
		unsigned flags = hb_glyph_info_get_glyph_flags(&infos[i]);
		out[i] = (FaceGlyph){
			infos[i].codepoint, infos[i].cluster,
			at[i].x_advance,    at[i].x_offset,
			at[i].y_offset,	    (flags & HB_GLYPH_FLAG_UNSAFE_TO_BREAK) != 0};
	}
	*glyphs = out;
	*count = length;
}

Str face_own_version(Arena *arena, const Face *face)
{
	char text[128];
	unsigned size = sizeof text;
	(void)hb_ot_name_get_utf8(face->hb, HB_OT_NAME_ID_VERSION_STRING,
				  hb_language_from_string("en", -1), &size, text);
	Str version = {text, size < sizeof text ? size : 0}; /* "Version 2.137;GOOG;..." */
	size_t start = 0, end;
	while (start < version.len && !char_is_digit(version.ptr[start]))
		start++;
	for (end = start; end < version.len; end++)
		if (!char_is_digit(version.ptr[end]) && version.ptr[end] != '.')
			break;
	return str_dup(arena, str_slice(version, start, end));
}

Str face_version(Arena *arena)
{
	return str_format(arena, "HarfBuzz %s", hb_version_string());
}
