/*
 * fonts_table: fonts.yaml as families, and their files found and opened when they are first needed.
 *
 * The table owns its faces until font_table_close. A folder is only read through when a file is not
 * where the table says.
 */
#ifndef RECTO_TYPESET_FONTS_TABLE_H
#define RECTO_TYPESET_FONTS_TABLE_H

#include "typeset/fonts.h"

typedef enum { FONT_REGULAR, FONT_BOLD, FONT_ITALIC, FONT_BOLD_ITALIC } FontStyle;

typedef enum { FONTS_SERIF, FONTS_SANS, FONTS_MONO } FontsStyle;

typedef struct {
	Str file; /* as in the table; empty: the family has none */
	Face *face;
	bool tried;
} FontSlot;

typedef struct {
	Str name, package, folder;
	FontsStyle style;
	unsigned index; /* in a collection */
	double scale;
	uint32_t number;
	FontSlot slots[4]; /* by FontStyle */
} FontFamily;

typedef struct FontTable FontTable;

FontTable *font_table_new(Arena *arena, const FontsOptions *options);
void font_table_close(FontTable *table);
/* The family of that name or role, or NULL. */
FontFamily *font_table_find(FontTable *table, Str name);
/* An error when the regular file of a role's family is nowhere. */
void font_table_check(FontTable *table, Str role, Diags *diags);
/* The face, or NULL: the family has no such style, or (an error if `diags` is not NULL) its file is
 * missing or bad. */
Face *font_table_open(FontTable *table, FontFamily *family, FontStyle style, Diags *diags);
/* Where the file of a style is; empty when the family has none, or it is nowhere. */
Str font_table_path(FontTable *table, const FontFamily *family, FontStyle style);
/* The table as it was given. */
const Value *font_table_value(const FontTable *table);
/* fonts_list.c: what fonts_list gives. */
void font_table_list(FontTable *table, Arena *arena, FontFiles *out);
/* The family for a script (ISO 15924, big endian) beside a family of that style, or NULL. */
FontFamily *font_table_script(FontTable *table, FontsStyle style, uint32_t script);
/* Whom to ask at last after a family of that style, in order. */
FontFamily **font_table_fallbacks(FontTable *table, FontsStyle style, size_t *count);
/* The family for a language's Han characters (a key of `cjk`), or NULL. */
FontFamily *font_table_cjk(FontTable *table, FontsStyle style, Str key);
/* The family an open face belongs to, or NULL. */
const FontFamily *font_table_owner(const FontTable *table, const Face *face);
/* How far characters of an open face hang out, or NULL. */
const FontProtrusion *font_table_protrusion(const FontTable *table, const Face *face);
/* `package` when one of its files was looked for in vain, else empty. */
Str font_table_missing(const FontTable *table, Str package);
/* The code point of an icon, or 0. */
uint32_t font_table_icon(const FontTable *table, Str name);
void font_table_report_unknown(FontTable *table, Str name, Span span, Diags *diags);

#endif
