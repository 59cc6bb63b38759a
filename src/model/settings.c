#include "model/settings.h"

#include "model/handout.h"

/* What a value may be; none of them: that is looked into where it is read. */
enum { FLAG = 1, TEXT = 2, LIST = 4, MAP = 8, NUMBER = 16 };

typedef struct {
	Str name; /* with a point: below the key before it */
	unsigned forms;
	Str words; /* for TEXT; "": any */
	Str hint;
} Key;

#define KEY(name, forms, words, hint)                                                              \
	{                                                                                          \
		STR_INIT(name), forms, STR_INIT(words), STR_INIT(hint)                             \
	}

static const Key keys[] = {
	KEY("paper", 0, "", ""),
	KEY("theme", 0, "", ""),
	KEY("pages", 0, "", ""),
	KEY("markdown", TEXT, "kramdown gfm commonmark", "write kramdown, gfm or commonmark"),
	KEY("csp", FLAG | TEXT, "", "write false, or a policy"),
	KEY("scripts", FLAG, "", "write true or false"),
	KEY("pictures", FLAG | MAP, "", "write false, or widths: [480, 800, 1400] below it"),
	KEY("cv", MAP, "", "write keys below it, cv: {output: cv.pdf}"),
	KEY("cv.output", 0, "", ""),
	KEY("cv.variants", 0, "", ""),
	KEY("cv.data", 0, "", ""),
	KEY("cv.publications", FLAG | TEXT, "all selected none", "write all, selected or none"),
	KEY("cv.sections", 0, "", ""),
	KEY("cv.attach", 0, "", ""),
	KEY("cv.pdfa", 0, "", ""),
	KEY("cv.date", 0, "", ""),
	KEY("bibliography", MAP, "", "write keys below it, bibliography: {style: apa}"),
	KEY("bibliography.style", TEXT, "", "write apa, ieee, acm or chicago"),
	KEY("bibliography.filters", FLAG, "", "write true or false"),
	KEY("bibliography.details", FLAG, "", "write true or false"),
	KEY("bibliography.print_style", TEXT, "", "write apa, ieee, acm or chicago"),
	KEY("web", MAP, "", "write keys below it, web: {fonts: system}"),
	KEY("web.fonts", TEXT, "system", "write system, or nothing"),
	KEY("handout", MAP, "", "write keys below it, handout: {creep: 0.1mm}"),
	KEY("handout.sheet", 0, "", ""),
	KEY("handout.duplex", 0, "", ""),
	KEY("handout.crop_marks", 0, "", ""),
	KEY("handout.bleed", 0, "", ""),
	KEY("handout.creep", 0, "", ""),
	KEY("handout.gray", 0, "", ""),
};
enum { KEY_COUNT = sizeof keys / sizeof *keys };

/* Those below each of recto.cv.variants. */
static const Key variant_keys[] = {
	KEY("sections", 0, "", ""),
	KEY("since", NUMBER, "", "write a year: since: 2020"),
	KEY("tags", TEXT | NUMBER | LIST, "", "write tags: [industry]"),
	KEY("pages", 0, "", ""),
	KEY("theme", 0, "", ""),
	KEY("output", 0, "", ""),
	KEY("public", FLAG, "", "write true or false"),
	KEY("title", TEXT | NUMBER, "", "write a title in quotes"),
};
enum { VARIANT_KEY_COUNT = sizeof variant_keys / sizeof *variant_keys };

/* --- values --- */

static bool is_word(Str words, Str text)
{
	Str word;
	while (str_next_word(&words, &word))
		if (str_eq(word, text))
			return true;
	return false;
}

static bool fits(const Key *key, const Value *value)
{
	int64_t number;
	/* "yes" is a flag too, and "2020" a number */
	if ((key->forms & FLAG) && value_bool(value, true) == value_bool(value, false))
		return true;
	if ((key->forms & NUMBER) && str_to_int(value_string(value), &number))
		return true;
	switch (value->kind) {
	case VALUE_NIL: return true;
	case VALUE_BOOL:
	case VALUE_FLOAT: return false;
	case VALUE_INT: return key->forms & NUMBER;
	case VALUE_STRING:
		return (key->forms & TEXT) &&
		       (key->words.len == 0 || is_word(key->words, str_trim(value->as.string)));
	case VALUE_LIST: return key->forms & LIST;
	case VALUE_MAP: return key->forms & MAP;
	}
	return false;
}

/* `above`: "cv." */
static void check_value(const Key *key, Str above, const Value *value, Diags *diags)
{
	if (key->forms == 0 || fits(key, value))
		return;
	if (value->kind == VALUE_STRING)
		diag_error(diags, value->span, key->hint,
			   "recto.%.*s%.*s cannot be \"%.*s\" [config-form]", STR_ARG(above),
			   STR_ARG(key->name), STR_ARG(value->as.string));
	else
		diag_error(diags, value->span, key->hint,
			   "recto.%.*s%.*s cannot be %s [config-form]", STR_ARG(above),
			   STR_ARG(key->name), value_kind_name(value->kind));
}

/* --- keys --- */

static const Key *find_key(const Key *table, size_t count, Str name)
{
	for (size_t i = 0; i < count; i++)
		if (str_eq(table[i].name, name))
			return &table[i];
	return NULL;
}

/* The key of a table that a misspelt one may mean; "" when there is none. */
static Str nearest_key(const Key *table, size_t count, Str name)
{
	Str names[KEY_COUNT];
	for (size_t i = 0; i < count; i++)
		names[i] = table[i].name;
	return str_nearest(name, names, count);
}

/* Whether other keys lie below this one: theme and pages are looked into where they are read. */
static bool has_inner_keys(Str name)
{
	for (size_t i = 0; i < KEY_COUNT; i++)
		if (str_starts(keys[i].name, name) && keys[i].name.len > name.len &&
		    keys[i].name.ptr[name.len] == '.')
			return true;
	return false;
}

/* `above`: "" or "cv.". */
static void check_map(Arena *arena, const Value *map, Str above, Diags *diags)
{
	for (size_t i = 0; map->kind == VALUE_MAP && i < map->as.map.len; i++) {
		const ValueEntry *entry = &map->as.map.entries[i];
		Str name = str_concat(arena, above, entry->key);
		const Key *key = find_key(keys, KEY_COUNT, name);
		if (key != NULL) {
			check_value(key, S(""), entry->value, diags);
			if (has_inner_keys(name))
				check_map(arena, entry->value, str_concat(arena, name, S(".")),
					  diags);
			continue;
		}
		Str near = nearest_key(keys, KEY_COUNT, name);
		Str hint = near.len > 0
				   ? str_format(arena, "did you mean recto.%.*s?", STR_ARG(near))
				   : S("README.md lists recto's keys");
		diag_error(diags, entry->key_span, hint, "there is no key recto.%.*s [key-unknown]",
			   STR_ARG(name));
	}
}

static Str variant_hint(Arena *arena, Str key)
{
	Str near = nearest_key(variant_keys, VARIANT_KEY_COUNT, key);
	return near.len > 0 ? str_format(arena, "did you mean %.*s?", STR_ARG(near))
			    : S("README.md lists them, at recto.cv.variants");
}

bool settings_check_variant(Arena *arena, Str name, const Value *settings, Diags *diags)
{
	size_t errors = diags->errors;
	Str above = str_concat3(arena, S("cv.variants."), name, S("."));
	if (settings->kind != VALUE_MAP && !value_is_nil(settings))
		diag_error(diags, settings->span, S("write keys of it: {pages: 1, since: 2020}"),
			   "recto.cv.variants.%.*s is %s, not a map [config-form]", STR_ARG(name),
			   value_kind_name(settings->kind));
	for (size_t i = 0; settings->kind == VALUE_MAP && i < settings->as.map.len; i++) {
		const ValueEntry *entry = &settings->as.map.entries[i];
		const Key *key = find_key(variant_keys, VARIANT_KEY_COUNT, entry->key);
		if (key != NULL)
			check_value(key, above, entry->value, diags);
		else
			diag_warning(diags, entry->key_span, variant_hint(arena, entry->key),
				     "recto.cv.variants.%.*s has no key \"%.*s\" [key-unknown]",
				     STR_ARG(name), STR_ARG(entry->key));
	}
	return diags->errors == errors;
}

bool settings_check(Arena *arena, const Value *config, Diags *diags)
{
	size_t errors = diags->errors;
	const Value *own = value_get(config, S("recto"));
	if (own->kind != VALUE_MAP && !value_is_nil(own))
		diag_error(diags, own->span, S("write keys below it, recto: {paper: letter}"),
			   "recto is no map of keys [config-form]");
	check_map(arena, own, S(""), diags);
	HandoutSettings handout; /* also when no handout is made now */
	(void)handout_read(arena, config, diags, &handout);
	return diags->errors == errors;
}
