#include "typeset/fonts_table.h"

#include "base/file.h"
#include "base/vec.h"
#include "typeset/protrusion.h"

enum { FOLDER_DEPTH = 6, FOLDER_FILES = 20000 };

/* A folder to look in; its files by name are known once it had to be read through. */
typedef struct {
	Str path;
	bool read;
	Map files; /* name to the Str of its path */
} FontFolder;

typedef struct {
	FontFamily **ptr;
	size_t len, cap;
	bool known;
} FontFamilies;

typedef struct {
	Face *face;
	const FontFamily *family;
	const FontProtrusion *protrusion;
} FontOwner;

struct FontTable {
	Arena *arena;
	const Value *value;
	FontFolder *folders;
	size_t folder_count, given_count; /* the table's own follow those that were given */
	Map families;			  /* name or role to FontFamily, as they are asked for */
	VEC(FontOwner) owners;
	Map protrusions;  /* by the name of the table */
	VEC(Str) missing; /* packages */
	FontFamilies fallbacks[3];
	uint32_t family_count;
};

FontTable *font_table_new(Arena *arena, const FontsOptions *options)
{
	FontTable *table = ARENA_NEW(arena, FontTable);
	const Value *own = value_get(options->table, S("folders"));
	size_t count = options->folder_count + value_len(own);
	table->arena = arena;
	table->value = options->table;
	table->families = map_in(arena);
	table->protrusions = map_in(arena);
	table->folders = ARENA_ARRAY(arena, FontFolder, count);
	table->folder_count = count;
	table->given_count = options->folder_count;
	for (size_t i = 0; i < count; i++) {
		Str path = i < options->folder_count
				   ? options->folders[i]
				   : value_string(value_at(own, i - options->folder_count));
		table->folders[i] = (FontFolder){.path = path, .files = map_in(arena)};
	}
	return table;
}

void font_table_close(FontTable *table)
{
	for (size_t i = 0; i < table->owners.len; i++)
		face_close(table->owners.ptr[i].face);
	table->owners.len = 0;
}

static FontsStyle read_style(Str style)
{
	return str_eq(style, S("mono"))	  ? FONTS_MONO
	       : str_eq(style, S("sans")) ? FONTS_SANS
					  : FONTS_SERIF;
}

static FontFamily *read_family(FontTable *table, Str name, const Value *value)
{
	static const Str keys[4] = {STR_INIT("regular"), STR_INIT("bold"), STR_INIT("italic"),
				    STR_INIT("bold-italic")};
	FontFamily *family = ARENA_NEW(table->arena, FontFamily);
	int64_t index = value_int(value_get(value, S("index")), 0);
	*family = (FontFamily){
		.name = name,
		.package = value_string(value_get(value, S("package"))),
		.folder = value_string(value_get(value, S("folder"))),
		.style = read_style(value_string(value_get(value, S("style")))),
		.index = index > 0 && index < 65536 ? (unsigned)index : 0,
		.scale = value_number(value_get(value, S("scale")), 1.0),
		.number = table->family_count++,
	};
	for (size_t i = 0; i < 4; i++)
		family->slots[i].file = value_string(value_get(value, keys[i]));
	return family;
}

FontFamily *font_table_find(FontTable *table, Str name)
{
	FontFamily *family = map_get(&table->families, name);
	if (family != NULL)
		return family;
	const Value *families = value_get(table->value, S("families"));
	const Value *role = value_get(value_get(table->value, S("roles")), name);
	Str full = value_is_nil(role) ? name : value_string(role);
	const Value *value = value_get(families, full);
	if (value_is_nil(value))
		return NULL;
	family = map_get(&table->families, full);
	if (family == NULL)
		family = read_family(table, full, value);
	map_set(&table->families, full, family);
	map_set(&table->families, str_dup(table->arena, name), family);
	return family;
}

/* Notes the files below a folder by name; the first of a name stays. */
static void read_folder(Arena *arena, Str path, Map *files, int depth)
{
	FileEntry *entries;
	size_t count;
	if (depth == 0 || files->len >= FOLDER_FILES || !file_list(arena, path, &entries, &count))
		return;
	for (size_t i = 0; i < count; i++) {
		Str full = path_join(arena, path, entries[i].name);
		if (entries[i].kind == FILE_FOLDER) {
			read_folder(arena, full, files, depth - 1);
		} else if (!map_has(files, entries[i].name)) {
			Str *kept = ARENA_NEW(arena, Str);
			*kept = full;
			map_set(files, entries[i].name, kept);
		}
	}
}

static Str search_folder(FontTable *table, FontFolder *folder, Str file)
{
	if (!folder->read)
		read_folder(table->arena, folder->path, &folder->files, FOLDER_DEPTH);
	folder->read = true;
	Str *found = map_get(&folder->files, file);
	return found != NULL ? *found : (Str){0};
}

/* Where a file is; empty when it is nowhere. */
static Str find_file(FontTable *table, const FontFamily *family, Str file)
{
	for (size_t i = 0; i < table->folder_count; i++) {
		FontFolder *folder = &table->folders[i];
		Str placed = path_join(table->arena, folder->path, family->folder);
		placed = path_join(table->arena, placed, file);
		if (file_kind(placed) == FILE_REGULAR)
			return placed;
		/* a given folder comes before the next one wholly; the system's are big */
		Str found = i < table->given_count ? search_folder(table, folder, file) : (Str){0};
		if (found.len > 0)
			return found;
	}
	for (size_t i = table->given_count; i < table->folder_count; i++) {
		Str found = search_folder(table, &table->folders[i], file);
		if (found.len > 0)
			return found;
	}
	return (Str){0};
}

Str font_table_path(FontTable *table, const FontFamily *family, FontStyle style)
{
	Str file = family->slots[style].file;
	return file.len > 0 ? find_file(table, family, file) : (Str){0};
}

const Value *font_table_value(const FontTable *table)
{
	return table->value;
}

static void report_missing(FontTable *table, const FontFamily *family, Str file, Diags *diags)
{
	bool known = font_table_missing(table, family->package).len > 0;
	if (!known)
		VEC_PUSH(table->arena, &table->missing, family->package);
	if (diags == NULL)
		return;
	Str hint = str_format(table->arena,
			      "install the package %.*s, or name the folder in RECTO_FONT_PATH",
			      STR_ARG(family->package));
	diag_error(diags, SPAN_NONE, hint, "the font %.*s is missing: no file %.*s [font-missing]",
		   STR_ARG(family->name), STR_ARG(file));
}

void font_table_check(FontTable *table, Str role, Diags *diags)
{
	FontFamily *family = font_table_find(table, role);
	if (family == NULL) {
		font_table_report_unknown(table, role, SPAN_NONE, diags);
		return;
	}
	Str file = family->slots[FONT_REGULAR].file;
	if (find_file(table, family, file).len == 0)
		report_missing(table, family, file, diags);
}

/* The table of a family's style: "serif-italic", or else "serif". NULL when there is none. */
static const FontProtrusion *find_protrusion(FontTable *table, const FontFamily *family,
					     bool italic)
{
	static const Str names[2][3] = {
		{STR_INIT("serif"), STR_INIT("sans"), STR_INIT("mono")},
		{STR_INIT("serif-italic"), STR_INIT("sans-italic"), STR_INIT("mono-italic")}};
	const Value *all = value_get(table->value, S("protrusion"));
	Str name = names[italic][family->style];
	const Value *lines = value_get(all, name);
	if (value_is_nil(lines)) {
		name = names[0][family->style];
		lines = value_get(all, name);
	}
	if (value_is_nil(lines))
		return NULL;
	FontProtrusion *known = map_get(&table->protrusions, name);
	if (known == NULL) {
		known = protrusion_read(table->arena, value_string(lines));
		map_set(&table->protrusions, name, known);
	}
	return known;
}

static Face *open_slot(FontTable *table, FontFamily *family, FontSlot *slot, Diags *diags)
{
	Str path = find_file(table, family, slot->file);
	if (path.len == 0) {
		/* not every family has every style */
		if (diags != NULL || slot == &family->slots[FONT_REGULAR])
			report_missing(table, family, slot->file, diags);
		return NULL;
	}
	const char *reason;
	bool italic = slot >= &family->slots[FONT_ITALIC];
	slot->face = face_open(table->arena, path, family->index, &reason);
	if (slot->face != NULL)
		VEC_PUSH(table->arena, &table->owners,
			 (FontOwner){slot->face, family, find_protrusion(table, family, italic)});
	else if (diags != NULL)
		diag_error(diags, SPAN_NONE,
			   S("install it again, or take it out of the font folders"),
			   "the font file %.*s cannot be used: %s [font-unusable]", STR_ARG(path),
			   reason);
	return slot->face;
}

Face *font_table_open(FontTable *table, FontFamily *family, FontStyle style, Diags *diags)
{
	FontSlot *slot = &family->slots[style];
	if (slot->face != NULL || slot->tried || slot->file.len == 0)
		return slot->face;
	slot->tried = true;
	return open_slot(table, family, slot, diags);
}

/* The file names of a script: "Thai NotoSerifThai NotoSansThai". */
static bool find_script_line(Str text, const char code[4], Str names[2])
{
	for (Str line; str_split(&text, '\n', &line);) {
		Str word;
		if (!str_next_word(&line, &word) || !str_eq(word, (Str){code, 4}))
			continue;
		return str_next_word(&line, &names[0]) && str_next_word(&line, &names[1]);
	}
	return false;
}

FontFamily *font_table_script(FontTable *table, FontsStyle style, uint32_t script)
{
	const Value *scripts = value_get(table->value, S("scripts"));
	char code[4] = {(char)(script >> 24), (char)(script >> 16 & 0xFF),
			(char)(script >> 8 & 0xFF), (char)(script & 0xFF)};
	Str names[2], none = S("-");
	if (!find_script_line(value_string(value_get(scripts, S("files"))), code, names))
		return NULL;
	Str name = names[style == FONTS_SERIF ? 0 : 1];
	if (str_eq(name, none))
		name = names[style == FONTS_SERIF ? 1 : 0];
	FontFamily *family = map_get(&table->families, name);
	if (family != NULL)
		return family;
	family = read_family(table, name, scripts);
	family->slots[FONT_REGULAR].file = str_concat(table->arena, name, S("-Regular.ttf"));
	family->slots[FONT_BOLD].file = str_concat(table->arena, name, S("-Bold.ttf"));
	family->style = style;
	map_set(&table->families, name, family);
	return family;
}

FontFamily **font_table_fallbacks(FontTable *table, FontsStyle style, size_t *count)
{
	static const Str keys[3] = {STR_INIT("serif"), STR_INIT("sans"), STR_INIT("mono")};
	FontFamilies *list = &table->fallbacks[style];
	const Value *names = value_get(value_get(table->value, S("fallback")), keys[style]);
	for (size_t i = 0; !list->known && i < value_len(names); i++) {
		FontFamily *family = font_table_find(table, value_string(value_at(names, i)));
		if (family != NULL)
			VEC_PUSH(table->arena, list, family);
	}
	list->known = true;
	*count = list->len;
	return list->ptr;
}

FontFamily *font_table_cjk(FontTable *table, FontsStyle style, Str key)
{
	Str kind = style == FONTS_SERIF ? S("serif") : S("sans");
	const Value *by_lang = value_get(value_get(table->value, S("cjk")), kind);
	return font_table_find(table, value_string(value_get(by_lang, key)));
}

static const FontOwner *find_owner(const FontTable *table, const Face *face)
{
	for (size_t i = 0; i < table->owners.len; i++)
		if (table->owners.ptr[i].face == face)
			return &table->owners.ptr[i];
	return NULL;
}

const FontFamily *font_table_owner(const FontTable *table, const Face *face)
{
	const FontOwner *owner = find_owner(table, face);
	return owner != NULL ? owner->family : NULL;
}

const FontProtrusion *font_table_protrusion(const FontTable *table, const Face *face)
{
	const FontOwner *owner = find_owner(table, face);
	return owner != NULL ? owner->protrusion : NULL;
}

Str font_table_missing(const FontTable *table, Str package)
{
	for (size_t i = 0; i < table->missing.len; i++)
		if (str_eq(table->missing.ptr[i], package))
			return package;
	return (Str){0};
}

static uint32_t read_hex(Str word)
{
	uint32_t value = 0;
	for (size_t i = 0; i < word.len && i < 6; i++) {
		char c = char_lower(word.ptr[i]);
		if (!char_is_digit(c) && (c < 'a' || c > 'f'))
			return 0;
		value = value << 4 | (uint32_t)(char_is_digit(c) ? c - '0' : c - 'a' + 10);
	}
	return value <= 0x10FFFF ? value : 0;
}

uint32_t font_table_icon(const FontTable *table, Str name)
{
	Str rest = value_string(value_get(table->value, S("icons"))), word, code;
	while (str_next_word(&rest, &word) && str_next_word(&rest, &code))
		if (str_eq(word, name))
			return read_hex(code);
	return 0;
}

void font_table_report_unknown(FontTable *table, Str name, Span span, Diags *diags)
{
	static const Str lists[] = {STR_INIT("roles"), STR_INIT("families")};
	VEC(Str) names = {0};
	for (size_t l = 0; l < 2; l++) {
		const Value *list = value_get(table->value, lists[l]);
		for (size_t i = 0; i < value_len(list); i++)
			VEC_PUSH(table->arena, &names, list->as.map.entries[i].key);
	}
	Str near = str_nearest(name, names.ptr, names.len);
	Str hint = near.len > 0 ? str_format(table->arena, "did you mean %.*s?", STR_ARG(near))
				: S("add the family to fonts.yaml");
	diag_error(diags, span, hint, "there is no font family \"%.*s\" [font-missing]",
		   STR_ARG(name));
}
