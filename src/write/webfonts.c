#include "write/webfonts.h"

#include "base/file.h"
#include "base/hash.h"
#include "base/utf8.h"
#include "base/vec.h"
#include "write/html.h"
#include "write/woff2.h"

#include <stdlib.h>

/* Another way to make subsets is another version. */
enum { CACHE_VERSION = 3, SLICE = 96, FILE_MAX = 16 * 1024 * 1024 };

/* What the sheets of ours and most authors' ask of a face; what shaping asks for by itself where
 * letters join. */
#define FEATURES S("kern,liga,calt,ccmp,locl,mark,mkmk")
#define FEATURES_OLD S("kern,liga,calt,ccmp,locl,mark,mkmk,onum,lnum")
#define FEATURES_JOINING                                                                           \
	S("ccmp,locl,isol,init,medi,med2,fina,fin2,fin3,rlig,rclt,calt,liga,clig,kern,curs,mark,"  \
	  "mkmk,dist,nukt,akhn,rphf,rkrf,pref,blwf,abvf,half,pstf,vatu,cjct,pres,abvs,blws,psts,"  \
	  "haln,abvm,blwm")

typedef struct {
	uint32_t rune;
	uint32_t pages; /* how many show it */
	bool home;
} Used;

typedef VEC(uint32_t) Runes;
typedef VEC(Used) UsedList;

/* A face under a name, a weight and a slant of the style sheet, and the characters it is for. */
typedef struct {
	Str name;
	bool bold, italic;
	bool own; /* the family's own face: it has a base */
	bool cjk;
	double scale;
	Face *face;
	UsedList used;
} Cut;

/* The pages of one language: characters by kind, with how often. */
typedef struct {
	Str lang;
	Map counts; /* the WebRune's bytes to Used */
} Language;

struct WebFonts {
	Arena *arena;
	Fonts *fonts;
	const Theme *theme;
	Str cache, first;
	WebBases bases;
	VEC(Language) languages;
	VEC(Cut) cuts;
	VEC(WebFile) files;
	Buf sheet;
	Diags unused;
};

/* --- subsets --- */

/* What a subset is made of, as one number. */
static uint64_t subset_key(const WebFonts *web, const Face *face, const Runes *runes, Str features)
{
	Str bytes = face_bytes(face), name = face_metrics(face)->post_name;
	/* the head of a font file holds the checksums of all its tables */
	uint64_t hash = hash_bytes(str_slice(bytes, 0, 4096), CACHE_VERSION);
	hash = hash_bytes((Str){(const char *)runes->ptr, runes->len * sizeof *runes->ptr}, hash);
	hash = hash_bytes(features, hash ^ face_index(face) ^ bytes.len << 8);
	return hash_bytes(str_concat(web->arena, name, woff2_version(web->arena)), hash);
}

/* Where the cache has it; empty: there is no cache. */
static Str cache_path(const WebFonts *web, uint64_t key)
{
	if (web->cache.len == 0)
		return S("");
	return path_join(web->arena, web->cache,
			 str_format(web->arena, "%08x%08x.woff2", (unsigned)(key >> 32),
				    (unsigned)(key & 0xFFFFFFFF)));
}

static bool find_made(const WebFonts *web, uint64_t key, Str *out)
{
	for (size_t i = 0; i < web->bases.count; i++)
		if (web->bases.items[i].key == key) {
			*out = web->bases.items[i].bytes;
			return true;
		}
	return false;
}

/* The bytes of a subset, from the program or the cache when they have them. */
static bool make_subset(WebFonts *web, Face *face, const Runes *runes, Str features,
			Woff2Effort effort, Str *out)
{
	Arena *arena = web->arena;
	uint64_t key = subset_key(web, face, runes, features);
	Str path = cache_path(web, key), sfnt;
	if (find_made(web, key, out))
		return true;
	if (path.len > 0 && file_read(arena, path, FILE_MAX, out) && str_starts(*out, S("wOF2")))
		return true;
	Buf bytes = buf_in(arena);
	if (!face_subset_web(face, arena, runes->ptr, runes->len, features, &sfnt) ||
	    !woff2_write(&bytes, sfnt, effort))
		return false;
	*out = buf_str(&bytes);
	if (path.len > 0)
		(void)file_write(arena, path, *out);
	return true;
}

/* "linux-libertine-o-bold-1a2b3c4d.woff2" */
static Str file_path(Arena *arena, const Cut *cut, Str bytes)
{
	Buf out = buf_in(arena);
	buf_add_cstr(&out, "assets/fonts/");
	Str name = face_metrics(cut->face)->post_name;
	for (size_t i = 0; i < name.len; i++) {
		char c = name.ptr[i];
		buf_add_char(&out, c >= 'A' && c <= 'Z' ? (char)(c + 32)
				   : char_is_alnum(c)	? c
							: '-');
	}
	uint64_t hash = hash_bytes(bytes, 0);
	buf_add_format(&out, "-%08x%08x.woff2", (unsigned)(hash >> 32),
		       (unsigned)(hash & 0xFFFFFFFF));
	return buf_str(&out);
}

static void add_ranges(Buf *out, const Runes *runes)
{
	for (size_t i = 0; i < runes->len;) {
		size_t end = i;
		while (end + 1 < runes->len && runes->ptr[end + 1] == runes->ptr[end] + 1)
			end++;
		buf_add_format(out, "%sU+%X", i > 0 ? "," : "", (unsigned)runes->ptr[i]);
		if (end > i)
			buf_add_format(out, "-%X", (unsigned)runes->ptr[end]);
		i = end + 1;
	}
}

static void add_rule(WebFonts *web, const Cut *cut, Str path, const Runes *runes)
{
	Buf *out = &web->sheet;
	buf_add_cstr(out, "@font-face{font-family:\"");
	buf_add(out, cut->name);
	buf_add_format(out, "\";font-style:%s;font-weight:%d;font-display:swap;",
		       cut->italic ? "italic" : "normal", cut->bold ? 700 : 400);
	if (cut->scale < 0.999 || cut->scale > 1.001) {
		buf_add_cstr(out, "size-adjust:");
		buf_add_fixed(out, (int64_t)(cut->scale * 1000 + 0.5), 1);
		buf_add_cstr(out, "%;");
	}
	buf_add_cstr(out, "src:url(");
	buf_add(out, path_name(path));
	buf_add_cstr(out, ") format(\"woff2\");unicode-range:");
	add_ranges(out, runes);
	buf_add_cstr(out, "}\n");
}

static int compare_runes(const void *a, const void *b)
{
	uint32_t x = *(const uint32_t *)a, y = *(const uint32_t *)b;
	return (x > y) - (x < y);
}

/* Letters of Hebrew, Arabic, the scripts of India and South-East Asia: they join, stack and bear
 * marks by features that the shaping of a browser asks for. `runes` are sorted. */
static bool has_joining(const Runes *runes)
{
	for (size_t i = 0; i < runes->len; i++)
		if (runes->ptr[i] >= 0x0590 && runes->ptr[i] < 0x1100)
			return true;
	return false;
}

static Str features_of(const WebFonts *web, const Cut *cut, const Runes *runes)
{
	if (!cut->cjk && has_joining(runes))
		return FEATURES_JOINING;
	return cut->cjk ? S("") : web->theme->oldstyle_figures ? FEATURES_OLD : FEATURES;
}

/* A file of these characters; its path, or "" when there are none or they cannot be cut. */
static Str put_file(WebFonts *web, const Cut *cut, Runes *runes, Woff2Effort effort)
{
	Str bytes;
	if (runes->len == 0 || !face_metrics(cut->face)->embeddable)
		return S("");
	qsort(runes->ptr, runes->len, sizeof *runes->ptr, compare_runes);
	if (!make_subset(web, cut->face, runes, features_of(web, cut, runes), effort, &bytes))
		return S("");
	Str path = file_path(web->arena, cut, bytes);
	VEC_PUSH(web->arena, &web->files, ((WebFile){path, bytes}));
	add_rule(web, cut, path, runes);
	return path;
}

/* --- the faces of the theme --- */

/* In every base: punctuation that quotation marks, dashes and lists turn into, and spaces. */
static const uint32_t punctuation[] = {0xA0,   0xA9,   0xB7,   0x2009, 0x2013, 0x2014, 0x2018,
				       0x2019, 0x201C, 0x201D, 0x2022, 0x2026, 0x202F};

static bool is_base(uint32_t rune)
{
	for (size_t i = 0; i < sizeof punctuation / sizeof *punctuation; i++)
		if (rune == punctuation[i])
			return true;
	return rune < 0x80;
}

static Cut *find_cut(WebFonts *web, Str name, bool bold, bool italic, const Face *face)
{
	for (size_t i = 0; i < web->cuts.len; i++) {
		Cut *cut = &web->cuts.ptr[i];
		if (cut->face == face && cut->bold == bold && cut->italic == italic &&
		    str_eq(cut->name, name))
			return cut;
	}
	return NULL;
}

typedef struct {
	Str family; /* of the theme */
	bool bold, italic;
} Role;

static Role role_of(const WebFonts *web, WebKind kind)
{
	const Theme *t = web->theme;
	switch (kind) {
	case WEB_REGULAR: return (Role){t->text_family, false, false};
	case WEB_BOLD: return (Role){t->text_family, true, false};
	case WEB_ITALIC: return (Role){t->text_family, false, true};
	case WEB_BOLD_ITALIC: return (Role){t->text_family, true, true};
	case WEB_LABEL: return (Role){t->label_family, false, false};
	case WEB_MONO: return (Role){t->mono_family, false, false};
	case WEB_KIND_COUNT: break;
	}
	return (Role){t->text_family, false, false};
}

static Face *face_of(WebFonts *web, Str family, bool bold, bool italic)
{
	FontQuery query = {family, bold, italic};
	return fonts_face(web->fonts, &query, &web->unused);
}

/* The cut of a role's own face; NULL when the family has no such style: browsers make one up. */
static Cut *own_cut(WebFonts *web, Role role)
{
	Face *face = face_of(web, role.family, role.bold, role.italic);
	bool missing = (role.bold && face == face_of(web, role.family, false, role.italic)) ||
		       (role.italic && face == face_of(web, role.family, role.bold, false));
	if (face == NULL || missing)
		return NULL;
	Str name = html_family_name(role.family);
	Cut *cut = find_cut(web, name, role.bold, role.italic, face);
	if (cut != NULL)
		return cut;
	Cut made = {.name = name,
		    .bold = role.bold,
		    .italic = role.italic,
		    .own = true,
		    .scale = 1,
		    .face = face};
	VEC_PUSH(web->arena, &web->cuts, made);
	return &web->cuts.ptr[web->cuts.len - 1];
}

static Runes base_runes(const WebFonts *web, const Cut *cut)
{
	Runes runes = {0};
	for (uint32_t rune = ' '; rune < 0x7F; rune++)
		VEC_PUSH(web->arena, &runes, rune);
	for (size_t i = 0; i < sizeof punctuation / sizeof *punctuation; i++)
		if (face_glyph(cut->face, punctuation[i], 0) != 0)
			VEC_PUSH(web->arena, &runes, punctuation[i]);
	return runes;
}

/* Every reader loads it, so it is worth the time to make it small. */
static Str put_base(WebFonts *web, const Cut *cut)
{
	Runes runes = base_runes(web, cut);
	return put_file(web, cut, &runes, WOFF2_SMALL);
}

static WebFonts *open_fonts(Arena *arena, Fonts *fonts, const Theme *theme)
{
	WebFonts *web = ARENA_NEW(arena, WebFonts);
	*web = (WebFonts){.arena = arena, .fonts = fonts, .theme = theme};
	web->unused = diags_in(arena); /* a face that is missing was told of by the layout */
	web->sheet = buf_in(arena);
	return web;
}

size_t webfonts_bases(Arena *arena, Fonts *fonts, const Theme *theme, WebBase **out)
{
	WebFonts *web = open_fonts(arena, fonts, theme);
	VEC(WebBase) bases = {0};
	for (int kind = 0; kind < WEB_KIND_COUNT; kind++)
		(void)own_cut(web, role_of(web, (WebKind)kind));
	(void)own_cut(web, (Role){theme->heading_family, true, false});
	for (size_t i = 0; i < web->cuts.len; i++) {
		const Cut *cut = &web->cuts.ptr[i];
		Runes runes = base_runes(web, cut);
		WebBase base = {subset_key(web, cut->face, &runes, features_of(web, cut, &runes)),
				S("")};
		if (face_metrics(cut->face)->embeddable &&
		    make_subset(web, cut->face, &runes, features_of(web, cut, &runes), WOFF2_SMALL,
				&base.bytes))
			VEC_PUSH(arena, &bases, base);
	}
	*out = bases.ptr;
	return bases.len;
}

WebFonts *webfonts_new(Arena *arena, Fonts *fonts, const Theme *theme, WebBases bases, Str cache)
{
	WebFonts *web = open_fonts(arena, fonts, theme);
	web->bases = bases;
	web->cache = cache;
	const Cut *cut = own_cut(web, role_of(web, WEB_REGULAR));
	web->first = cut != NULL ? put_base(web, cut) : S("");
	return web;
}

Str webfonts_first(const WebFonts *web)
{
	return web->first;
}

/* --- what the pages show --- */

static Language *find_language(WebFonts *web, Str lang)
{
	for (size_t i = 0; i < web->languages.len; i++)
		if (str_eq(web->languages.ptr[i].lang, lang))
			return &web->languages.ptr[i];
	Language made = {str_dup(web->arena, lang), map_in(web->arena)};
	VEC_PUSH(web->arena, &web->languages, made);
	return &web->languages.ptr[web->languages.len - 1];
}

void webfonts_add_page(WebFonts *web, Str lang, bool home, const WebRune *runes, size_t count)
{
	Language *language = find_language(web, lang);
	for (size_t i = 0; i < count; i++) {
		Str key = {(const char *)&runes[i], sizeof *runes};
		Used *used = map_get(&language->counts, key);
		if (used == NULL) {
			used = ARENA_NEW(web->arena, Used);
			used->rune = runes[i];
			map_set(&language->counts, str_dup(web->arena, key), used);
		}
		used->pages++;
		used->home = used->home || home;
	}
}

static void use(WebFonts *web, Cut *cut, const Used *used)
{
	for (size_t i = 0; i < cut->used.len; i++)
		if (cut->used.ptr[i].rune == used->rune) {
			cut->used.ptr[i].pages += used->pages;
			cut->used.ptr[i].home = cut->used.ptr[i].home || used->home;
			return;
		}
	VEC_PUSH(web->arena, &cut->used, *used);
}

/* The name under which the sheet's stacks look for Han characters on pages in `lang`. */
static Str cjk_name(WebFonts *web, const FontQuery *query, Str lang)
{
	Face *face = fonts_find(web->fonts, query, S("\xE4\xB8\x80"), lang, &web->unused);
	return face != NULL ? fonts_family_name(web->fonts, face) : S("");
}

/* A face for what the role's own lacks: CJK under the name that stands for it in pages of the
 * language, the others as a filling under the role's name. */
static void use_other(WebFonts *web, Role role, const Used *used, Str lang)
{
	Buf text = buf_in(web->arena);
	FontQuery query = {role.family, role.bold, role.italic};
	buf_add_rune(&text, used->rune);
	Face *face = fonts_find(web->fonts, &query, buf_str(&text), lang, &web->unused);
	if (face == NULL || face_metrics(face)->kind == FACE_BITMAP)
		return;
	bool cjk = utf8_is_cjk(used->rune);
	Str name = cjk ? cjk_name(web, &query, lang) : html_family_name(role.family);
	bool italic = role.italic && !cjk;
	Cut *cut = find_cut(web, name, role.bold, italic, face);
	if (cut == NULL) {
		Cut made = {.name = name,
			    .bold = role.bold,
			    .italic = italic,
			    .cjk = cjk,
			    .scale = fonts_scale(web->fonts, face, &query),
			    .face = face};
		VEC_PUSH(web->arena, &web->cuts, made);
		cut = &web->cuts.ptr[web->cuts.len - 1];
	}
	use(web, cut, used);
}

/* Puts a character to the face of its role, or of the nearest style that the family has. */
static void spread_one(WebFonts *web, Role role, const Used *used, Str lang)
{
	Cut *own = own_cut(web, role);
	if (own == NULL && role.italic) {
		role.italic = false;
		own = own_cut(web, role);
	}
	if (own == NULL && role.bold) {
		role.bold = false;
		own = own_cut(web, role);
	}
	if (own != NULL && is_base(used->rune))
		return;
	if (own != NULL && face_glyph(own->face, used->rune, 0) != 0)
		use(web, own, used);
	else if (used->rune >= 0x80)
		use_other(web, role, used, lang);
}

/* Spreads the characters of a language over the faces. */
static void spread(WebFonts *web, const Language *language)
{
	const Theme *theme = web->theme;
	for (size_t i = 0; i < language->counts.len; i++) {
		Used used = *(const Used *)language->counts.entries[i].value;
		WebKind kind = web_kind_of(used.rune);
		used.rune = web_rune_of(used.rune);
		spread_one(web, role_of(web, kind), &used, language->lang);
		bool heading = kind == WEB_BOLD || kind == WEB_BOLD_ITALIC;
		if (heading && !str_eq(theme->heading_family, theme->text_family))
			spread_one(web, (Role){theme->heading_family, true, false}, &used,
				   language->lang);
	}
}

/* The home page's first, then by how many pages show them. */
static int compare_used(const void *a, const void *b)
{
	const Used *x = a, *y = b;
	if (x->home != y->home)
		return x->home ? -1 : 1;
	if (x->pages != y->pages)
		return x->pages > y->pages ? -1 : 1;
	return (x->rune > y->rune) - (x->rune < y->rune);
}

static void put_cut(WebFonts *web, Cut *cut)
{
	UsedList *used = &cut->used;
	if (used->len > 1)
		qsort(used->ptr, used->len, sizeof *used->ptr, compare_used);
	for (size_t i = 0; i < used->len;) {
		Runes runes = {0};
		bool home = used->ptr[i].home;
		size_t most = cut->cjk && !home ? SLICE : used->len;
		for (size_t n = 0; i < used->len && n < most; i++, n++) {
			if (cut->cjk && used->ptr[i].home != home)
				break;
			VEC_PUSH(web->arena, &runes, used->ptr[i].rune);
		}
		(void)put_file(web, cut, &runes, WOFF2_QUICK);
	}
}

size_t webfonts_finish(WebFonts *web, WebFile **files)
{
	for (size_t i = 0; i < web->languages.len; i++)
		spread(web, &web->languages.ptr[i]);
	for (size_t i = 0; i < web->cuts.len; i++) {
		Cut *cut = &web->cuts.ptr[i];
		if (i > 0 && cut->own) /* the first one's was made at once */
			(void)put_base(web, cut);
		put_cut(web, cut);
	}
	VEC_PUSH(web->arena, &web->files, ((WebFile){WEBFONTS_SHEET, buf_str(&web->sheet)}));
	*files = web->files.ptr;
	return web->files.len;
}
