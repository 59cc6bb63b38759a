/* fonts: families, roles and fallback by fonts/fonts.yaml and the packages that it names. */
#include "typeset/fonts.h"

#include "base/file.h"
#include "check.h"
#include "front/yaml.h"
#include "typeset/bitmap.h"

static const Value *load_table(Arena *arena, Diags *diags)
{
	Str text;
	const Value *table = value_nil();
	Sources sources = sources_in(arena);
	CHECK(file_read(arena, S(TEST_SOURCE_DIR "/fonts/fonts.yaml"), 1 << 20, &text));
	CHECK(yaml_parse_source(arena, source_add(&sources, S("fonts.yaml"), text, diags), diags,
				&table));
	return table;
}

static void check_file(Fonts *fonts, FontQuery query, const char *cluster, const char *lang,
		       const char *file, unsigned index)
{
	Diags diags = diags_in(NULL);
	Face *face = fonts_find(fonts, &query, str_from(cluster), str_from(lang), &diags);
	CHECK(face != NULL);
	if (face == NULL)
		return;
	CHECK_STR(path_name(face_path(face)), str_from(file));
	CHECK(face_index(face) == index);
}

static void test_families(Fonts *fonts)
{
	FontQuery text = {.family = S("text")}, sans = {.family = S("sans"), .bold = true};
	FontQuery sans_slanted = {.family = S("sans"), .bold = true, .italic = true};
	FontQuery mono = {.family = S("mono")}, named = {.family = S("Linux Libertine O")};
	check_file(fonts, text, "a", "", "LinLibertine_R.otf", 0);
	check_file(fonts, named, "\xC3\xA9", "", "LinLibertine_R.otf", 0);
	check_file(fonts, named, "e\xCC\x81", "", "LinLibertine_R.otf", 0);
	check_file(fonts, sans, "a", "", "LinBiolinum_RB.otf", 0);
	check_file(fonts, sans_slanted, "a", "", "LinBiolinum_RB.otf", 0);
	check_file(fonts, mono, "a", "", "DejaVuSansMono.ttf", 0);
}

static void test_fallback(Fonts *fonts)
{
	FontQuery text = {.family = S("text")}, bold = {.family = S("text"), .bold = true};
	FontQuery sans = {.family = S("sans")};
	check_file(fonts, text, "\xE5\x88\x98", "", "NotoSerifCJK-Regular.ttc", 2);
	check_file(fonts, text, "\xE5\x88\x98", "ja", "NotoSerifCJK-Regular.ttc", 0);
	check_file(fonts, text, "\xE5\x88\x98", "zh-TW", "NotoSerifCJK-Regular.ttc", 3);
	check_file(fonts, bold, "\xE5\x88\x98", "zh-HK", "NotoSerifCJK-Bold.ttc", 4);
	check_file(fonts, text, "\xED\x95\x9C", "zh", "NotoSerifCJK-Regular.ttc", 1);
	check_file(fonts, sans, "\xE3\x81\x82", "", "NotoSansCJK-Regular.ttc", 0);
	check_file(fonts, text, "\xE0\xB8\x81", "th", "NotoSerifThai-Regular.ttf", 0);
	check_file(fonts, sans, "\xE0\xB8\x81", "th", "NotoSansThai-Regular.ttf", 0);
	check_file(fonts, text, "\xE0\xA4\x95", "hi", "NotoSerifDevanagari-Regular.ttf", 0);
	check_file(fonts, text, "\xD8\xB3", "ar", "NotoNaskhArabic-Regular.ttf", 0);
	check_file(fonts, text, "\xF0\x9D\x92\x9C", "", "NotoSansMath-Regular.ttf", 0);
	FontQuery query = {.family = S("text")};
	Diags diags = diags_in(NULL);
	CHECK(fonts_find(fonts, &query, S("\xF3\xB0\x80\x80"), S(""), &diags) == NULL);
	Face *han = fonts_find(fonts, &query, S("\xE5\x88\x98"), S(""), &diags);
	CHECK(fonts_scale(fonts, han, &query) < 1.0);
	CHECK(fonts_scale(fonts, fonts_face(fonts, &query, &diags), &query) == 1.0);
}

static void test_emoji(Fonts *fonts, Arena *arena)
{
	FontQuery text = {.family = S("text")};
	const char *emoji = "NotoColorEmoji.ttf";
	check_file(fonts, text, "\xF0\x9F\x8E\x89", "", emoji, 0);
	check_file(fonts, text, "\xF0\x9F\x91\xA9\xE2\x80\x8D\xF0\x9F\x94\xAC", "", emoji, 0);
	check_file(fonts, text, "\xF0\x9F\x87\xA8\xF0\x9F\x87\xB3", "", emoji, 0);
	check_file(fonts, text, "\xE2\x9D\xA4\xEF\xB8\x8F", "", emoji, 0);
	check_file(fonts, text, "1\xEF\xB8\x8F\xE2\x83\xA3", "", emoji, 0);
	Diags diags = diags_in(arena);
	Face *plain = fonts_find(fonts, &text, S("\xE2\x9D\xA4\xEF\xB8\x8E"), S(""), &diags);
	CHECK(plain != NULL && face_metrics(plain)->kind != FACE_BITMAP);
	Face *face = fonts_find(fonts, &text, S("\xF0\x9F\x8E\x89"), S(""), &diags);
	Bitmap bitmap;
	CHECK(face_metrics(face)->kind == FACE_BITMAP);
	CHECK(bitmap_load(arena, face, face_glyph(face, 0x1F389, 0), &bitmap));
	CHECK(bitmap.width == 136 && bitmap.height == 128 && bitmap.pixels_per_em == 109);
	CHECK(!bitmap_load(arena, plain, 5, &bitmap));
}

static void test_icons(Fonts *fonts, Arena *arena)
{
	Diags diags = diags_in(arena);
	Face *face;
	CHECK(fonts_icon(fonts, S("github"), &face, &diags) == 0xF09B && face != NULL);
	CHECK(fonts_icon(fonts, S("google-scholar"), &face, &diags) == 0xF19D);
	CHECK(fonts_icon(fonts, S("no-such-icon"), &face, &diags) == 0 && diags.len == 0);
}

static void test_all_open(const Value *table, Fonts *fonts, Arena *arena)
{
	const Value *families = value_get(table, S("families"));
	for (size_t i = 0; i < value_len(families); i++) {
		Diags diags = diags_in(arena);
		FontQuery query = {.family = families->as.map.entries[i].key};
		Face *face = fonts_face(fonts, &query, &diags);
		CHECK(face != NULL && diags.errors == 0);
		if (face == NULL)
			fprintf(stderr, "  family: %.*s\n", STR_ARG(query.family));
	}
}

static void test_missing(Arena *arena)
{
	Value *table = value_new(arena, VALUE_MAP, SPAN_NONE);
	value_set_path(arena, table, S("roles.text"), value_new_string(arena, S("A"), SPAN_NONE));
	value_set_path(arena, table, S("families.A.regular"),
		       value_new_string(arena, S("no-such.otf"), SPAN_NONE));
	value_set_path(arena, table, S("families.A.package"),
		       value_new_string(arena, S("fonts-a"), SPAN_NONE));
	Diags diags = diags_in(arena);
	Fonts *fonts = fonts_new(arena, &(FontsOptions){.table = table}, &diags);
	CHECK(diags.errors == 3); /* and two roles that the table lacks */
	CHECK_STR(diags.items[0].message, S("the font A is missing: no file no-such.otf"));
	CHECK(str_contains(diags.items[0].hint, S("fonts-a")));
	FontQuery query = {.family = S("a")};
	CHECK(fonts_face(fonts, &query, &diags) == NULL);
	CHECK_STR(diags.items[diags.len - 1].message, S("there is no font family \"a\""));
	fonts_free(fonts);
}

static Value *name_of(Arena *arena, const char *name)
{
	return value_new_string(arena, str_from(name), SPAN_NONE);
}

/* Another face has some emoji in black: that is no reason to be silent. */
static void test_missing_emoji(const Value *whole, Arena *arena)
{
	Value *table = value_merge(arena, value_new(arena, VALUE_MAP, SPAN_NONE), whole);
	Value *roles = value_merge(arena, value_new(arena, VALUE_MAP, SPAN_NONE),
				   value_get(whole, S("roles")));
	Value *families = value_merge(arena, value_new(arena, VALUE_MAP, SPAN_NONE),
				      value_get(whole, S("families")));
	value_set(arena, roles, S("emoji"), name_of(arena, "A"));
	value_set_path(arena, families, S("A.regular"), name_of(arena, "no-such.ttf"));
	value_set_path(arena, families, S("A.package"), name_of(arena, "fonts-a"));
	value_set(arena, table, S("roles"), roles);
	value_set(arena, table, S("families"), families);
	Diags diags = diags_in(arena);
	Fonts *fonts = fonts_new(arena, &(FontsOptions){.table = table}, &diags);
	FontQuery text = {.family = S("text")};
	CHECK(fonts_find(fonts, &text, S("a"), S(""), &diags) != NULL && diags.len == 0);
	(void)fonts_find(fonts, &text, S("\xF0\x9F\x98\x80"), S(""), &diags);
	(void)fonts_find(fonts, &text, S("\xF0\x9F\x8E\x89"), S(""), &diags);
	CHECK(diags.errors == 1);
	CHECK_STR(diags.items[0].message, S("the font A is missing: no file no-such.ttf"));
	fonts_free(fonts);
}

static void test_folders(const Value *table, Arena *arena)
{
	Diags diags = diags_in(arena);
	Str folders[] = {S("/no/such/folder"), S("/usr/share/fonts/opentype")};
	Fonts *fonts = fonts_new(arena, &(FontsOptions){folders, 2, table}, &diags);
	check_file(fonts, (FontQuery){.family = S("text")}, "a", "", "LinLibertine_R.otf", 0);
	check_file(fonts, (FontQuery){.family = S("mono")}, "a", "", "DejaVuSansMono.ttf", 0);
	CHECK(diags.errors == 0);
	fonts_free(fonts);
}

int main(void)
{
	Arena *arena = arena_new(NULL);
	Diags diags = diags_in(arena);
	const Value *table = load_table(arena, &diags);
	Fonts *fonts = fonts_new(arena, &(FontsOptions){.table = table}, &diags);
	CHECK(diags.len == 0);
	test_families(fonts);
	test_fallback(fonts);
	test_emoji(fonts, arena);
	test_icons(fonts, arena);
	test_all_open(table, fonts, arena);
	test_missing(arena);
	test_missing_emoji(table, arena);
	test_folders(table, arena);
	fonts_free(fonts);
	arena_free(arena);
	return check_report();
}
