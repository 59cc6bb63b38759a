#include "model/settings.h"

/* Those with a point are below the key before it. */
static const Str keys[] = {
	STR_INIT("paper"),
	STR_INIT("theme"),
	STR_INIT("pages"),
	STR_INIT("markdown"),
	STR_INIT("csp"),
	STR_INIT("scripts"),
	STR_INIT("pictures"),
	STR_INIT("cv"),
	STR_INIT("cv.output"),
	STR_INIT("cv.variants"),
	STR_INIT("cv.data"),
	STR_INIT("cv.publications"),
	STR_INIT("cv.sections"),
	STR_INIT("cv.attach"),
	STR_INIT("cv.pdfa"),
	STR_INIT("cv.date"),
	STR_INIT("bibliography"),
	STR_INIT("bibliography.style"),
	STR_INIT("bibliography.filters"),
	STR_INIT("bibliography.details"),
	STR_INIT("bibliography.print_style"),
	STR_INIT("web"),
	STR_INIT("web.fonts"),
	STR_INIT("handout"),
	STR_INIT("handout.sheet"),
	STR_INIT("handout.duplex"),
	STR_INIT("handout.crop_marks"),
	STR_INIT("handout.bleed"),
	STR_INIT("handout.creep"),
	STR_INIT("handout.gray"),
};
enum { KEY_COUNT = sizeof keys / sizeof *keys };

static bool is_key(Str name)
{
	for (size_t i = 0; i < KEY_COUNT; i++)
		if (str_eq(keys[i], name))
			return true;
	return false;
}

/* Whether other keys lie below this one: theme and pages are looked into where they are read. */
static bool has_inner_keys(Str name)
{
	for (size_t i = 0; i < KEY_COUNT; i++)
		if (str_starts(keys[i], name) && keys[i].len > name.len &&
		    keys[i].ptr[name.len] == '.')
			return true;
	return false;
}

/* `above`: "" or "cv.". */
static void check_map(Arena *arena, const Value *map, Str above, Diags *diags)
{
	for (size_t i = 0; map->kind == VALUE_MAP && i < map->as.map.len; i++) {
		const ValueEntry *entry = &map->as.map.entries[i];
		Str name = str_concat(arena, above, entry->key);
		if (is_key(name)) {
			if (has_inner_keys(name))
				check_map(arena, entry->value, str_concat(arena, name, S(".")),
					  diags);
			continue;
		}
		Str near = str_nearest(name, keys, KEY_COUNT);
		Str hint = near.len > 0
				   ? str_format(arena, "did you mean recto.%.*s?", STR_ARG(near))
				   : S("README.md lists recto's keys");
		diag_error(diags, entry->key_span, hint, "there is no key recto.%.*s [key-unknown]",
			   STR_ARG(name));
	}
}

bool settings_check(Arena *arena, const Value *config, Diags *diags)
{
	size_t errors = diags->errors;
	const Value *own = value_get(config, S("recto"));
	if (own->kind != VALUE_MAP && !value_is_nil(own))
		diag_error(diags, own->span, S("write keys below it, recto: {paper: letter}"),
			   "recto is no map of keys [config-form]");
	check_map(arena, own, S(""), diags);
	return diags->errors == errors;
}
