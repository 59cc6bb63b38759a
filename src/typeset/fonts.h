/*
 * fonts: which face sets which text.
 *
 * fonts/fonts.yaml names families, their files, the Debian package that brings them, and roles with
 * their order of fallback. Files are looked for in RECTO_FONT_PATH, the site's own fonts/, the
 * installed share folder, and the system's font folders. A face is opened when it is first needed.
 */
#ifndef RECTO_TYPESET_FONTS_H
#define RECTO_TYPESET_FONTS_H

#include "base/diag.h"
#include "base/vec.h"
#include "front/value.h"
#include "typeset/face.h"

typedef struct Fonts Fonts;

typedef struct {
	Str *folders; /* in the order of search; those of the table come after them */
	size_t folder_count;
	const Value *table; /* fonts.yaml as a Value */
} FontsOptions;

/*
 * Reads the table; an error (with the package to install) when a family that a role needs has no
 * file.
 */
Fonts *fonts_new(Arena *arena, const FontsOptions *options, Diags *diags);
/* Closes every face. */
void fonts_free(Fonts *fonts);

typedef struct {
	/* a family or role of fonts.yaml: "text", "sans", "mono", "Linux Libertine O" */
	Str family;
	bool bold, italic;
} FontQuery;

/*
 * The face for a grapheme cluster: the family itself, else by script and language (CJK: JP 0, KR 1,
 * SC 2, TC 3, HK 4), then emoji, then the last resort. An emoji presentation sequence goes to the
 * emoji face. NULL when no face has it. `lang` decides the form of Han characters; empty: zh-Hans.
 */
Face *fonts_find(Fonts *fonts, const FontQuery *query, Str cluster, Str lang, Diags *diags);

/*
 * The CJK face beside the family for marks that Latin and CJK share (quotation marks, dash,
 * ellipsis), where they stand in CJK text; NULL when it has none.
 */
Face *fonts_find_cjk(Fonts *fonts, const FontQuery *query, Str cluster, Str lang);

/* The package to install for a cluster that no face has; empty when it is installed. */
Str fonts_package(Fonts *fonts, Str cluster);

/* The family's own face, for metrics. NULL after an error was added. */
Face *fonts_face(Fonts *fonts, const FontQuery *query, Diags *diags);

/* The name of the family that a face which fonts_find gave belongs to; empty for others. */
Str fonts_family_name(const Fonts *fonts, const Face *face);

/* Whether there is a family or role of that name; if not, an error at `span` is added. */
bool fonts_check_family(Fonts *fonts, Str name, Span span, Diags *diags);

/*
 * How much to scale a fallback face so that it matches the family around it (1 when nothing is
 * said).
 */
double fonts_scale(const Fonts *fonts, const Face *face, const FontQuery *query);

/*
 * How far characters may hang out at the edges of a line (optical margins), in thousandths of their
 * advance; from the table `protrusion` of fonts.yaml.
 */
typedef struct FontProtrusion FontProtrusion;
/* For a face that fonts_find gave; NULL when the table has nothing for it. */
const FontProtrusion *fonts_protrusion(Fonts *fonts, const Face *face);
int font_protrusion_left(const FontProtrusion *protrusion, uint32_t rune);
int font_protrusion_right(const FontProtrusion *protrusion, uint32_t rune);

/* A file of the table, once for all that it is used for. */
typedef struct {
	Str use;  /* "text", ..., "cjk serif", "script", "fallback" */
	Str tags; /* of a script or of languages: "Arab", "ja ko zh-Hans" */
	Str family, package, file;
	const char *style; /* "regular", "bold", "italic", "bold italic" */
	Str path;	   /* where it is; empty: it is missing */
	Str version;	   /* may be empty */
	bool usable;
	bool needed; /* nothing can be set without it */
} FontFile;
typedef VEC(FontFile) FontFiles;

/* All files of the table, by use, in `arena`. Opens each of them. */
void fonts_list(Fonts *fonts, Arena *arena, FontFiles *out);

/*
 * The code point of an icon ("github", "envelope") in the icon face, 0 when there is none; *face
 * receives it.
 */
uint32_t fonts_icon(Fonts *fonts, Str name, Face **face, Diags *diags);

#endif
