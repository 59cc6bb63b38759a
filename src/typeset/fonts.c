#include "typeset/fonts.h"

#include "base/file.h"
#include "base/utf8.h"
#include "base/vec.h"
#include "typeset/fonts_table.h"
#include "typeset/unicode.h"

#include <stdio.h>

typedef struct {
	Face *face; /* NULL: nothing has it */
} Found;

struct Fonts {
	Arena *arena;
	FontTable *table;
	Map found; /* "family style lang cluster" to Found, for what its own family lacks */
	bool emoji_checked;
};

Fonts *fonts_new(Arena *arena, const FontsOptions *options, Diags *diags)
{
	Fonts *fonts = ARENA_NEW(arena, Fonts);
	fonts->arena = arena;
	fonts->found = map_in(arena);
	fonts->table = font_table_new(arena, options);
	static const Str roles[] = {STR_INIT("text"), STR_INIT("sans"), STR_INIT("mono")};
	for (size_t i = 0; i < sizeof roles / sizeof *roles; i++)
		font_table_check(fonts->table, roles[i], diags);
	return fonts;
}

void fonts_free(Fonts *fonts)
{
	if (fonts != NULL)
		font_table_close(fonts->table);
}

/* A style the family has, nearest first: the weight counts for more than the slant. */
static Face *family_face(FontTable *table, FontFamily *family, bool bold, bool italic, Diags *diags)
{
	static const uint8_t order[4][4] = {
		{FONT_REGULAR, FONT_BOLD, FONT_ITALIC, FONT_BOLD_ITALIC},
		{FONT_BOLD, FONT_REGULAR, FONT_BOLD_ITALIC, FONT_ITALIC},
		{FONT_ITALIC, FONT_REGULAR, FONT_BOLD_ITALIC, FONT_BOLD},
		{FONT_BOLD_ITALIC, FONT_BOLD, FONT_ITALIC, FONT_REGULAR},
	};
	const uint8_t *styles = order[(italic ? 2 : 0) + (bold ? 1 : 0)];
	for (size_t i = 0; i < 4; i++) {
		Face *face = font_table_open(table, family, (FontStyle)styles[i], diags);
		if (face != NULL)
			return face;
	}
	return NULL;
}

/* Whether the face draws a character, or HarfBuzz makes up for it. */
static bool face_has(const Face *face, uint32_t rune)
{
	if (face_glyph(face, rune, 0) != 0)
		return true;
	if (rune == 0x2011) /* the hyphen that does not break */
		return face_glyph(face, 0x2010, 0) != 0;
	if (rune < 0x80)
		return rune == '\t' || rune == '\n';
	return unicode_is_ignorable(rune) || unicode_is_space(rune);
}

static bool face_has_all(const Face *face, Str s)
{
	for (size_t at = 0; at < s.len;)
		if (!face_has(face, utf8_next(s, &at)))
			return false;
	return true;
}

/* HarfBuzz composes and decomposes to what the face has. */
static bool face_covers(const Face *face, Str cluster, Arena *arena)
{
	return face_has_all(face, cluster) ||
	       ((unsigned char)cluster.ptr[0] >= 0xC3 &&
		face_has_all(face, unicode_normalise(arena, cluster, false))) ||
	       (cluster.len > 1 && face_has_all(face, unicode_normalise(arena, cluster, true)));
}

typedef struct {
	Fonts *fonts;
	const FontQuery *query;
	Str cluster, lang;
	FontFamily *own;
} Search;

static Face *try_family(const Search *s, FontFamily *family)
{
	if (family == NULL)
		return NULL;
	Face *face = family_face(s->fonts->table, family, s->query->bold, s->query->italic, NULL);
	return face != NULL && face_covers(face, s->cluster, s->fonts->arena) ? face : NULL;
}

/* The key of fonts.yaml for the Han of a language. */
static Str cjk_key(Str lang, uint32_t rune)
{
	uint32_t script = unicode_script(rune);
	if (script == UNICODE_HANGUL || str_starts_nocase(lang, S("ko")))
		return S("ko");
	if (script == UNICODE_HIRAGANA || script == UNICODE_KATAKANA ||
	    str_starts_nocase(lang, S("ja")))
		return S("ja");
	if (str_contains_nocase(lang, S("-HK")) || str_contains_nocase(lang, S("-MO")))
		return S("zh-HK");
	if (str_contains_nocase(lang, S("-Hant")) || str_contains_nocase(lang, S("-TW")))
		return S("zh-Hant");
	return S("zh-Hans");
}

static Face *search_fallbacks(const Search *s)
{
	FontTable *table = s->fonts->table;
	size_t at = 0, count;
	uint32_t script = unicode_script_used(utf8_next(s->cluster, &at));
	FontFamily **families = font_table_fallbacks(table, s->own->style, &count);
	Face *face = try_family(s, font_table_script(table, s->own->style, script));
	for (size_t i = 0; face == NULL && i < count; i++)
		face = try_family(s, families[i]);
	return face;
}

static Face *search(const Search *s)
{
	FontTable *table = s->fonts->table;
	FontFamily *emoji = font_table_find(table, S("emoji"));
	size_t at = 0;
	uint32_t first = utf8_next(s->cluster, &at);
	Face *face = NULL;
	bool colour = unicode_cluster_is_emoji(s->cluster);
	if (colour)
		face = try_family(s, emoji);
	if (face == NULL)
		face = try_family(s, s->own);
	if (face == NULL && utf8_is_cjk(first))
		face = try_family(s, font_table_cjk(table, s->own->style, cjk_key(s->lang, first)));
	if (face == NULL)
		face = search_fallbacks(s);
	/* signs that are at home in the CJK faces alone */
	if (face == NULL && !utf8_is_cjk(first))
		face = try_family(s, font_table_cjk(table, s->own->style, cjk_key(s->lang, first)));
	if (face == NULL && !colour)
		face = try_family(s, emoji);
	return face;
}

/* The face of emoji is opened when there are some. Others draw a few in black, which nobody asked
 * for. */
static void check_emoji(Fonts *fonts, Diags *diags)
{
	if (fonts->emoji_checked || font_table_find(fonts->table, S("emoji")) == NULL)
		return;
	fonts->emoji_checked = true;
	font_table_check(fonts->table, S("emoji"), diags);
}

Face *fonts_find(Fonts *fonts, const FontQuery *query, Str cluster, Str lang, Diags *diags)
{
	Face *own = fonts_face(fonts, query, diags);
	if (own == NULL || cluster.len == 0)
		return own;
	if (cluster.len == 1 && face_has(own, (unsigned char)cluster.ptr[0]))
		return own;
	if (!unicode_cluster_is_emoji(cluster) && face_has_all(own, cluster))
		return own;
	char space[128];
	FontFamily *family = font_table_find(fonts->table, query->family);
	int length = snprintf(space, sizeof space, "%u%d%d %.*s %.*s", family->number, query->bold,
			      query->italic, STR_ARG(str_slice(lang, 0, 16)), STR_ARG(cluster));
	bool keep = length > 0 && (size_t)length < sizeof space;
	Found *known = keep ? map_get(&fonts->found, (Str){space, (size_t)length}) : NULL;
	if (known != NULL)
		return known->face;
	if (unicode_cluster_is_emoji(cluster))
		check_emoji(fonts, diags);
	Search s = {fonts, query, cluster, lang, family};
	Found *found = ARENA_NEW(fonts->arena, Found);
	found->face = search(&s);
	if (keep)
		map_set(&fonts->found, str_dup(fonts->arena, (Str){space, (size_t)length}), found);
	return found->face;
}

Face *fonts_find_cjk(Fonts *fonts, const FontQuery *query, Str cluster, Str lang)
{
	FontFamily *own = font_table_find(fonts->table, query->family);
	if (own == NULL)
		return NULL;
	Search s = {fonts, query, cluster, lang, own};
	return try_family(&s, font_table_cjk(fonts->table, own->style, cjk_key(lang, 0)));
}

Face *fonts_face(Fonts *fonts, const FontQuery *query, Diags *diags)
{
	FontFamily *family = font_table_find(fonts->table, query->family);
	if (family == NULL) {
		font_table_report_unknown(fonts->table, query->family, SPAN_NONE, diags);
		return NULL;
	}
	return family_face(fonts->table, family, query->bold, query->italic, diags);
}

Str fonts_family_name(const Fonts *fonts, const Face *face)
{
	const FontFamily *family = font_table_owner(fonts->table, face);
	return family != NULL ? family->name : S("");
}

double fonts_scale(const Fonts *fonts, const Face *face, const FontQuery *query)
{
	const FontFamily *family = font_table_owner(fonts->table, face);
	return family == NULL || family == font_table_find(fonts->table, query->family)
		       ? 1.0
		       : family->scale;
}

const FontProtrusion *fonts_protrusion(Fonts *fonts, const Face *face)
{
	return font_table_protrusion(fonts->table, face);
}

Str fonts_package(Fonts *fonts, Str cluster)
{
	size_t at = 0;
	uint32_t rune = utf8_next(cluster, &at);
	if (utf8_is_cjk(rune))
		return font_table_missing(fonts->table, S("fonts-noto-cjk"));
	if (unicode_cluster_is_emoji(cluster))
		return font_table_missing(fonts->table, S("fonts-noto-color-emoji"));
	return font_table_missing(fonts->table, S("fonts-noto-core"));
}

void fonts_list(Fonts *fonts, Arena *arena, FontFiles *out)
{
	font_table_list(fonts->table, arena, out);
}

uint32_t fonts_icon(Fonts *fonts, Str name, Face **face, Diags *diags)
{
	uint32_t rune = font_table_icon(fonts->table, name);
	FontFamily *icons = font_table_find(fonts->table, S("icons"));
	*face = NULL;
	if (rune == 0 || icons == NULL)
		return 0;
	*face = family_face(fonts->table, icons, false, false, diags);
	return *face != NULL && face_glyph(*face, rune, 0) != 0 ? rune : 0;
}

bool fonts_check_family(Fonts *fonts, Str name, Span span, Diags *diags)
{
	if (font_table_find(fonts->table, name) != NULL)
		return true;
	font_table_report_unknown(fonts->table, name, span, diags);
	return false;
}
