/* What stands in fields of two sites: the person, the bibliography, navigation and settings. */
#include "model/diff_site_parts.h"

#include "base/buf.h"
#include "front/json.h"

typedef struct {
	Arena *arena;
	const Site *old, *new;
	SiteDiff *out;
} FieldComparer;

void diff_site_add_field(Arena *arena, DiffFields *out, Str name, Str old, Str new)
{
	DiffField field = {.name = name, .old = old, .new = new};
	if (str_eq(old, new))
		return;
	if (old.len > 0 && new.len > 0)
		field.pieces = diff_words(arena, old, new);
	VEC_PUSH(arena, out, field);
}

/* Two maps from names to values (Str *), the new one's order first. */
static void compare_maps(Arena *arena, DiffFields *out, const Map *old, const Map *new)
{
	for (size_t i = 0; i < new->len; i++) {
		const Str *before = map_get(old, new->entries[i].key),
			  *after = new->entries[i].value;
		diff_site_add_field(arena, out, new->entries[i].key,
				    before != NULL ? *before : S(""), *after);
	}
	for (size_t i = 0; i < old->len; i++)
		if (!map_has(new, old->entries[i].key))
			diff_site_add_field(arena, out, old->entries[i].key,
					    *(Str *)old->entries[i].value, S(""));
}

/* A name that is there already gets a number. */
static void set_value(Arena *arena, Map *map, Str name, Str value)
{
	Str key = name;
	Str *held = ARENA_NEW(arena, Str);
	*held = value;
	if (value.len == 0)
		return;
	for (int i = 2; map_has(map, key); i++)
		key = str_format(arena, "%.*s (%d)", STR_ARG(name), i);
	(void)map_set(map, key, held);
}

/* --- the person --- */

static Str text_of(Arena *arena, const DocNode *node)
{
	return node != NULL ? str_fold_space(arena, doc_plain_text(arena, node)) : S("");
}

static Map profile_map(Arena *arena, const Profile *p)
{
	Map map = map_in(arena);
	set_value(arena, &map, S("name"), p->name);
	set_value(arena, &map, S("name in another script"), p->native_name);
	set_value(arena, &map, S("headline"), text_of(arena, p->headline));
	set_value(arena, &map, S("employer"), p->employer);
	set_value(arena, &map, S("place"), p->location);
	set_value(arena, &map, S("more"), text_of(arena, p->more_info));
	set_value(arena, &map, S("note"), text_of(arena, p->contact_note));
	set_value(arena, &map, S("photo"), p->photo);
	for (size_t i = 0; i < p->contact_count; i++) {
		const Contact *contact = &p->contacts[i];
		bool bare = contact->text.len == 0 || str_eq(contact->text, contact->label);
		set_value(arena, &map, contact->label, bare ? contact->url : contact->text);
	}
	return map;
}

static void compare_profiles(FieldComparer *c)
{
	const Profile *old = c->old->profile, *new = c->new->profile;
	Map before = profile_map(c->arena, old), after = profile_map(c->arena, new);
	compare_maps(c->arena, &c->out->profile, &before, &after);
	bool same_name = old->photo.len > 0 && str_eq(old->photo, new->photo);
	bool both = old->photo_file.len > 0 && new->photo_file.len > 0;
	if (same_name && both && !diff_site_is_same_file(NULL, old->photo_file, new->photo_file)) {
		DiffField field = {.name = S("photo"), .old = old->photo};
		field.new = str_concat(c->arena, new->photo, S(" (another picture)"));
		field.pieces = diff_words(c->arena, field.old, field.new);
		VEC_PUSH(c->arena, &c->out->profile, field);
	}
}

/* --- navigation and settings --- */

static void add_nav(Arena *arena, Map *map, const NavItem *items, size_t count, Str above)
{
	for (size_t i = 0; i < count; i++) {
		const NavItem *item = &items[i];
		if (item->divider)
			continue;
		Str name = above.len > 0 ? str_concat3(arena, above, S(" › "), item->title)
					 : item->title;
		set_value(arena, map, name, item->url.len > 0 ? item->url : item->title);
		add_nav(arena, map, item->children, item->child_count, name);
	}
}

static void compare_navigation(FieldComparer *c)
{
	Map old = map_in(c->arena), new = map_in(c->arena);
	add_nav(c->arena, &old, c->old->nav, c->old->nav_count, S(""));
	add_nav(c->arena, &new, c->new->nav, c->new->nav_count, S(""));
	compare_maps(c->arena, &c->out->navigation, &old, &new);
}

/* Maps by their dotted keys, all else as one line. */
static void add_settings(Arena *arena, Map *map, Str key, const Value *value)
{
	if (value->kind != VALUE_MAP || value_len(value) == 0) {
		Buf text = buf_in(arena);
		if (value->kind == VALUE_LIST || value->kind == VALUE_MAP)
			json_write(&text, value);
		else
			buf_add(&text, value_str(arena, value));
		set_value(arena, map, key, buf_str(&text));
		return;
	}
	for (size_t i = 0; i < value->as.map.len; i++) {
		const ValueEntry *entry = &value->as.map.entries[i];
		Str name = str_concat3(arena, key, S("."), entry->key);
		add_settings(arena, map, name, entry->value);
	}
}

/* Those that both sides or every page show: not what the profile is made of. */
static Map settings_map(Arena *arena, const Site *site)
{
	static const Str keys[] = {STR_INIT("title"),	    STR_INIT("description"),
				   STR_INIT("keywords"),    STR_INIT("url"),
				   STR_INIT("baseurl"),	    STR_INIT("lang"),
				   STR_INIT("footer_text"), STR_INIT("last_updated"),
				   STR_INIT("scholar"),	    STR_INIT("recto")};
	Map map = map_in(arena);
	for (size_t i = 0; i < sizeof keys / sizeof *keys; i++)
		add_settings(arena, &map, keys[i], value_get(site->config, keys[i]));
	return map;
}

static void compare_settings(FieldComparer *c)
{
	Map old = settings_map(c->arena, c->old), new = settings_map(c->arena, c->new);
	compare_maps(c->arena, &c->out->settings, &old, &new);
}

/* --- publications --- */

typedef struct {
	const BibEntry *entry;
	bool paired;
} KeyedEntry;

/* By key; of entries with one key the first. */
static Map entries_by_key(Arena *arena, const Bib *bib)
{
	Map map = map_in(arena);
	for (size_t i = 0; i < bib->count; i++) {
		KeyedEntry *keyed = ARENA_NEW(arena, KeyedEntry);
		keyed->entry = &bib->entries[i];
		if (!map_has(&map, bib->entries[i].key))
			(void)map_set(&map, bib->entries[i].key, keyed);
	}
	return map;
}

static Str title_of(Arena *arena, const BibEntry *entry)
{
	return str_fold_space(arena, publication_field(arena, entry, "title"));
}

static Map fields_of(Arena *arena, const BibEntry *entry)
{
	Map map = map_in(arena);
	set_value(arena, &map, S("type"), entry->type);
	for (size_t i = 0; i < entry->field_count; i++) {
		Str text = bib_latex_to_text(arena, entry->fields[i].value);
		set_value(arena, &map, entry->fields[i].name, str_fold_space(arena, text));
	}
	return map;
}

static Str summary_of(Arena *arena, const BibEntry *entry)
{
	Publication p;
	publication_read(arena, entry, &p);
	Str parts[] = {p.venue, p.status, p.year}, out = S("");
	for (size_t i = 0; i < 3; i++)
		if (parts[i].len > 0)
			out = out.len > 0 ? str_concat3(arena, out, S(", "), parts[i]) : parts[i];
	return out;
}

static void tell_paper(FieldComparer *c, const BibEntry *old, const BibEntry *new)
{
	const BibEntry *entry = new != NULL ? new : old;
	DiffPaper paper = {.kind = DIFF_ALTERED,
			   .key = entry->key,
			   .old_key = old != NULL ? old->key : S(""),
			   .title = title_of(c->arena, entry),
			   .summary = summary_of(c->arena, entry)};
	if (old != NULL && new != NULL) {
		Map before = fields_of(c->arena, old), after = fields_of(c->arena, new);
		compare_maps(c->arena, &paper.fields, &before, &after);
		if (!str_eq(old->key, new->key))
			paper.kind = DIFF_RENAMED;
		else if (paper.fields.len == 0)
			return;
	} else {
		paper.kind = new != NULL ? DIFF_ADDED : DIFF_REMOVED;
	}
	VEC_PUSH(c->arena, &c->out->papers, paper);
}

/* Entries that are gone, by title: one of them under another key is the same paper. */
static Map lost_titles(Arena *arena, const Map *old, const Map *new)
{
	Map titles = map_in(arena);
	for (size_t i = 0; i < old->len; i++) {
		KeyedEntry *keyed = old->entries[i].value;
		Str title = str_lower(arena, title_of(arena, keyed->entry));
		if (!map_has(new, old->entries[i].key) && title.len > 0)
			(void)map_set(&titles, title, keyed);
	}
	return titles;
}

static void compare_papers(FieldComparer *c)
{
	Map old = entries_by_key(c->arena, &c->old->bib),
	    new = entries_by_key(c->arena, &c->new->bib);
	Map titles = lost_titles(c->arena, &old, &new);
	for (size_t i = 0; i < new.len; i++) {
		const BibEntry *entry = ((KeyedEntry *)new.entries[i].value)->entry;
		KeyedEntry *before = map_get(&old, entry->key);
		if (before == NULL)
			before = map_get(&titles, str_lower(c->arena, title_of(c->arena, entry)));
		bool free = before != NULL && !before->paired;
		if (free)
			before->paired = true;
		tell_paper(c, free ? before->entry : NULL, entry);
	}
	for (size_t i = 0; i < old.len; i++) {
		const KeyedEntry *keyed = old.entries[i].value;
		if (!keyed->paired)
			tell_paper(c, keyed->entry, NULL);
	}
}

void diff_site_fields(Arena *arena, const Site *old, const Site *new, SiteDiff *out)
{
	FieldComparer c = {arena, old, new, out};
	compare_profiles(&c);
	compare_papers(&c);
	compare_navigation(&c);
	compare_settings(&c);
}
