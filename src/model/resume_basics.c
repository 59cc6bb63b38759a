/* The person of CV data: name, contacts, place. */
#include "model/resume_parts.h"

static const struct {
	const char *key;
	size_t slot; /* which value of ResumeBasics, see slot_value */
} keys[] = {
	{"name", 0},
	{"label", 1},
	{"headline", 1},
	{"position", 1},
	{"email", 2},
	{"phone", 3},
	{"url", 4},
	{"website", 4},
	{"web", 4},
	{"summary", 5},
	{"image", 6},
	{"photo", 6},
	{"picture", 6},
	{"location", 7},
	{"profiles", 8},
	{"social_networks", 8},
	{"custom_connections", 9},
};
enum { KEY_COUNT = sizeof keys / sizeof *keys };

static const Value **slot_value(ResumeBasics *b, size_t slot)
{
	const Value **values[] = {&b->name,    &b->label, &b->email,	&b->phone,    &b->url,
				  &b->summary, &b->image, &b->location, &b->profiles, &b->custom};
	return values[slot];
}

/* Texts stand in all of them but for lists of e-mail addresses and networks, and places in parts.
 */
static void check_kind(ResumeReader *reader, const ValueEntry *entry, size_t slot)
{
	enum { EMAIL = 2, LOCATION = 7, PROFILES = 8 };
	bool list = entry->value->kind == VALUE_LIST, map = entry->value->kind == VALUE_MAP;
	bool lists = slot >= PROFILES;
	bool right = lists ? list || value_is_nil(entry->value)
			   : (!list || slot == EMAIL) && (!map || slot == LOCATION);
	if (!right)
		diag_warning(reader->diags, entry->value->span,
			     lists ? S("write a list, each item on a line that begins with -")
				   : S("write a text"),
			     "`%.*s` is %s [cv-data]", STR_ARG(entry->key),
			     value_kind_name(entry->value->kind));
}

static void take(ResumeReader *reader, const ValueEntry *entry)
{
	ResumeBasics *b = &reader->resume->basics;
	Str known[KEY_COUNT];
	for (size_t i = 0; i < KEY_COUNT; i++) {
		known[i] = str_from(keys[i].key);
		if (!str_eq(entry->key, known[i]))
			continue;
		const Value **value = slot_value(b, keys[i].slot);
		if (!value_is_nil(*value)) /* two keys for one thing */
			break;
		*value = entry->value;
		check_kind(reader, entry, keys[i].slot);
		return;
	}
	bool address = str_eq(entry->key, S("address"));
	if (!address)
		resume_note_unknown(reader, entry, known, KEY_COUNT);
	resume_keep_extra(reader->arena, &b->extra, b->span, entry);
}

void resume_read_basics(ResumeReader *reader, const Value *map, const Str *taken, size_t count)
{
	reader->resume->basics.span = map->span;
	reader->resume->basics.source = map;
	for (size_t i = 0; map->kind == VALUE_MAP && i < map->as.map.len; i++) {
		const ValueEntry *entry = &map->as.map.entries[i];
		bool skip = false;
		for (size_t k = 0; k < count; k++)
			skip = skip || str_eq(entry->key, taken[k]);
		if (!skip)
			take(reader, entry);
	}
}
