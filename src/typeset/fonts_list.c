/* The files of fonts.yaml with what they are used for: roles, then Han, kana and Hangul by
 * language, then whom to ask at last, then scripts. */
#include "typeset/fonts_table.h"

typedef struct {
	FontTable *table;
	Arena *arena;
	FontFiles *out;
} Lister;

/* The row of the same file under the same use, or, for a mere fallback, under any. */
static FontFile *find_row(const Lister *l, const FontFile *file)
{
	for (size_t i = 0; i < l->out->len; i++) {
		FontFile *row = &l->out->ptr[i];
		bool same = file->path.len > 0
				    ? str_eq(row->path, file->path)
				    : row->path.len == 0 && str_eq(row->file, file->file);
		if (same && (str_eq(row->use, file->use) || str_eq(file->use, S("fallback"))))
			return row;
	}
	return NULL;
}

static void add_file(Lister *l, FontFamily *family, FontStyle style, Str use, Str tag)
{
	static const char *const styles[] = {"regular", "bold", "italic", "bold italic"};
	FontSlot *slot = &family->slots[style];
	FontFile file = {.use = use,
			 .tags = tag,
			 .family = family->name,
			 .package = family->package,
			 .file = slot->file,
			 .style = styles[style],
			 .path = font_table_path(l->table, family, style)};
	FontFile *known = find_row(l, &file);
	if (known != NULL) {
		if (tag.len > 0)
			known->tags = str_concat3(l->arena, known->tags, S(" "), tag);
		return;
	}
	Face *face = file.path.len > 0 ? font_table_open(l->table, family, style, NULL) : NULL;
	file.usable = face != NULL;
	if (face != NULL)
		file.version = face_own_version(l->arena, face);
	VEC_PUSH(l->arena, l->out, file);
}

/* All styles that the family has. Not every script has a bold face. */
static void add_family(Lister *l, FontFamily *family, Str use, Str tag)
{
	for (int style = 0; family != NULL && style < 4; style++) {
		bool there = font_table_path(l->table, family, (FontStyle)style).len > 0;
		bool may_lack = style != FONT_REGULAR && str_eq(use, S("script"));
		if (family->slots[style].file.len > 0 && (there || !may_lack))
			add_file(l, family, (FontStyle)style, use, tag);
	}
}

static void add_roles(Lister *l)
{
	const Value *roles = value_get(font_table_value(l->table), S("roles"));
	for (size_t i = 0; i < value_len(roles); i++) {
		Str role = roles->as.map.entries[i].key;
		size_t first = l->out->len;
		add_family(l, font_table_find(l->table, role), role, S(""));
		if (first < l->out->len)
			l->out->ptr[first].needed = str_eq(role, S("text")) ||
						    str_eq(role, S("sans")) ||
						    str_eq(role, S("mono"));
	}
}

static void add_cjk(Lister *l)
{
	const Value *cjk = value_get(font_table_value(l->table), S("cjk"));
	for (size_t i = 0; i < value_len(cjk); i++) {
		const ValueEntry *kind = &cjk->as.map.entries[i];
		Str use = str_concat(l->arena, S("cjk "), kind->key);
		for (size_t k = 0; k < value_len(kind->value); k++) {
			const ValueEntry *language = &kind->value->as.map.entries[k];
			add_family(l, font_table_find(l->table, value_string(language->value)), use,
				   language->key);
		}
	}
}

static void add_fallbacks(Lister *l)
{
	for (int style = FONTS_SERIF; style <= FONTS_MONO; style++) {
		size_t count;
		FontFamily **families = font_table_fallbacks(l->table, (FontsStyle)style, &count);
		for (size_t i = 0; i < count; i++)
			add_family(l, families[i], S("fallback"), S(""));
	}
}

static void add_scripts(Lister *l)
{
	const Value *scripts = value_get(font_table_value(l->table), S("scripts"));
	for (Str rest = value_string(value_get(scripts, S("files"))), line;
	     str_split(&rest, '\n', &line);) {
		Str code;
		if (!str_next_word(&line, &code) || code.len != 4)
			continue;
		const unsigned char *c = (const unsigned char *)code.ptr;
		uint32_t script = (uint32_t)c[0] << 24 | (uint32_t)c[1] << 16 |
				  (uint32_t)c[2] << 8 | (uint32_t)c[3];
		for (int style = FONTS_SERIF; style <= FONTS_SANS; style++)
			add_family(l, font_table_script(l->table, (FontsStyle)style, script),
				   S("script"), code);
	}
}

/* "Arab" of "Arab Arab": a file that is listed for both styles of a script. */
static void shorten_tags(FontFiles *files)
{
	for (size_t i = 0; i < files->len; i++)
		if (str_eq(files->ptr[i].use, S("script")))
			files->ptr[i].tags = str_slice(files->ptr[i].tags, 0, 4);
}

void font_table_list(FontTable *table, Arena *arena, FontFiles *out)
{
	Lister l = {table, arena, out};
	*out = (FontFiles){0};
	add_roles(&l);
	add_cjk(&l);
	add_fallbacks(&l);
	add_scripts(&l);
	shorten_tags(out);
}
