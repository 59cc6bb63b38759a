/* Two sites side by side: documents, files, and what stands in fields. */
#include "model/diff_site.h"

#include "base/file.h"
#include "base/hash.h"
#include "front/json.h"

typedef struct {
	Arena *arena;
	const DiffSite *old, *new;
	Map seen; /* changes that were told, by what they say */
	SiteDiff out;
} Comparer;

/* --- files --- */

static bool is_same_file(void *context, Str old, Str new)
{
	(void)context;
	if (str_starts_nocase(old, S("data:")) || str_starts_nocase(new, S("data:")))
		return str_eq(old, new);
	uint64_t old_size, new_size;
	Str a, b;
	if (!file_size(old, &old_size) || !file_size(new, &new_size) || old_size != new_size)
		return false;
	if (!file_map(old, &a))
		return false;
	bool same = file_map(new, &b);
	if (same) {
		same = str_eq(a, b);
		file_unmap(b);
	}
	file_unmap(a);
	return same;
}

static void compare_files(Comparer *c)
{
	const Site *old = c->old->site, *new = c->new->site;
	size_t o = 0, n = 0;
	while (o < old->asset_count || n < new->asset_count) { /* both in the order of paths */
		const Asset *a = o < old->asset_count ? &old->assets[o] : NULL,
			    *b = n < new->asset_count ? &new->assets[n] : NULL;
		int order = a == NULL ? 1 : b == NULL ? -1 : str_compare(a->path, b->path);
		DiffFile file = {.kind = DIFF_ALTERED, .path = order <= 0 ? a->path : b->path};
		bool same = order == 0 && is_same_file(NULL, a->file, b->file);
		if (order != 0)
			file.kind = order < 0 ? DIFF_REMOVED : DIFF_ADDED;
		if (!same)
			VEC_PUSH(c->arena, &c->out.files, file);
		o += order <= 0;
		n += order >= 0;
	}
}

/* --- fields --- */

static void add_field(Arena *arena, DiffFields *out, Str name, Str old, Str new)
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
		add_field(arena, out, new->entries[i].key, before != NULL ? *before : S(""),
			  *after);
	}
	for (size_t i = 0; i < old->len; i++)
		if (!map_has(new, old->entries[i].key))
			add_field(arena, out, old->entries[i].key, *(Str *)old->entries[i].value,
				  S(""));
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

static void compare_profiles(Comparer *c)
{
	const Profile *old = c->old->site->profile, *new = c->new->site->profile;
	Map before = profile_map(c->arena, old), after = profile_map(c->arena, new);
	compare_maps(c->arena, &c->out.profile, &before, &after);
	bool same_name = old->photo.len > 0 && str_eq(old->photo, new->photo);
	bool both = old->photo_file.len > 0 && new->photo_file.len > 0;
	if (same_name && both && !is_same_file(NULL, old->photo_file, new->photo_file)) {
		DiffField field = {.name = S("photo"), .old = old->photo};
		field.new = str_concat(c->arena, new->photo, S(" (another picture)"));
		field.pieces = diff_words(c->arena, field.old, field.new);
		VEC_PUSH(c->arena, &c->out.profile, field);
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

static void compare_navigation(Comparer *c)
{
	Map old = map_in(c->arena), new = map_in(c->arena);
	add_nav(c->arena, &old, c->old->site->nav, c->old->site->nav_count, S(""));
	add_nav(c->arena, &new, c->new->site->nav, c->new->site->nav_count, S(""));
	compare_maps(c->arena, &c->out.navigation, &old, &new);
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

static void compare_settings(Comparer *c)
{
	Map old = settings_map(c->arena, c->old->site), new = settings_map(c->arena, c->new->site);
	compare_maps(c->arena, &c->out.settings, &old, &new);
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

static void tell_paper(Comparer *c, const BibEntry *old, const BibEntry *new)
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
	VEC_PUSH(c->arena, &c->out.papers, paper);
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

static void compare_papers(Comparer *c)
{
	Map old = entries_by_key(c->arena, &c->old->site->bib),
	    new = entries_by_key(c->arena, &c->new->site->bib);
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

/* --- documents --- */

static Str identity(Arena *arena, const DiffChange *change)
{
	Buf out = buf_in(arena);
	bool places = change->kind == DIFF_MOVED || change->kind == DIFF_REORDERED;
	buf_add_format(&out, "%d\n%s\n%zu %d %d\n", (int)change->kind, change->what, change->count,
		       change->look, change->moved);
	const Str parts[] = {change->key, change->old, change->new, places ? change->place : S(""),
			     places ? change->old_place : S("")};
	for (size_t i = 0; i < sizeof parts / sizeof *parts; i++)
		buf_add_format(&out, "%zu:%.*s\n", parts[i].len, STR_ARG(parts[i]));
	for (size_t i = 0; i < change->links.len; i++)
		buf_add_format(&out, "%.*s %.*s\n", STR_ARG(change->links.ptr[i].old),
			       STR_ARG(change->links.ptr[i].new));
	for (size_t i = 0; i < change->pictures.len; i++)
		buf_add_format(&out, "%.*s %.*s\n", STR_ARG(change->pictures.ptr[i].old),
			       STR_ARG(change->pictures.ptr[i].new));
	return buf_str(&out);
}

/* Leaves the changes that no other document told. */
static void drop_told(Comparer *c, DiffDocument *document)
{
	size_t kept = 0;
	for (size_t i = 0; i < document->changes.len; i++) {
		Str said = identity(c->arena, &document->changes.ptr[i]);
		const DiffDocument *teller = map_get(&c->seen, said);
		if (teller != NULL && teller != document) {
			document->told++;
			continue;
		}
		(void)map_set(&c->seen, said, document);
		document->changes.ptr[kept++] = document->changes.ptr[i];
	}
	document->changes.len = kept;
}

static void compare_docs(Comparer *c, DiffDocument *out, const Doc *old, const Doc *new)
{
	DiffOptions options = {.side = out->is_cv ? DOC_CV_ONLY : DOC_WEB_ONLY,
			       .same_file = is_same_file};
	out->changes = diff_docs(c->arena, old, new, &options);
	out->old_words = diff_count_words(c->arena, old, options.side);
	out->new_words = diff_count_words(c->arena, new, options.side);
}

static void compare_cvs(Comparer *c)
{
	c->out.cv = (DiffDocument){.kind = DIFF_ALTERED, .is_cv = true};
	compare_docs(c, &c->out.cv, c->old->cv, c->new->cv);
	drop_told(c, &c->out.cv);
}

static const DiffVariant *find_variant(const DiffSite *side, Str name)
{
	for (size_t i = 0; i < side->variant_count; i++)
		if (str_eq(side->variants[i].name, name))
			return &side->variants[i];
	return NULL;
}

/* Either may be NULL. */
static void tell_variant(Comparer *c, const DiffVariant *old, const DiffVariant *new)
{
	static const DiffVariant none;
	const DiffVariant *a = old != NULL ? old : &none, *b = new != NULL ? new : &none;
	bool both = old != NULL && new != NULL;
	DiffDocument *out = ARENA_NEW(c->arena, DiffDocument); /* it is known by its place */
	*out = (DiffDocument){.kind = both	    ? DIFF_ALTERED
				      : new != NULL ? DIFF_ADDED
						    : DIFF_REMOVED,
			      .is_cv = true,
			      .title = new != NULL ? b->name : a->name,
			      .old_pages = a->pages,
			      .new_pages = b->pages};
	if ((old != NULL && old->doc == NULL) || (new != NULL &&new->doc == NULL))
		return;
	compare_docs(c, out, a->doc, b->doc);
	if (both)
		drop_told(c, out);
	else
		out->changes.len = 0;
	if (!both || out->changes.len + out->told > 0 || a->pages != b->pages)
		VEC_PUSH(c->arena, &c->out.variants, *out);
}

static void compare_variants(Comparer *c)
{
	for (size_t i = 0; i < c->new->variant_count; i++) {
		const DiffVariant *variant = &c->new->variants[i];
		tell_variant(c, find_variant(c->old, variant->name), variant);
	}
	for (size_t i = 0; i < c->old->variant_count; i++)
		if (find_variant(c->new, c->old->variants[i].name) == NULL)
			tell_variant(c, &c->old->variants[i], NULL);
}

/* Archives and lists of posts follow from the posts; a way to elsewhere has no text. */
static bool is_text(const Page *page)
{
	return !page->is_listing && page->list_first == NULL && page->redirect_to.len == 0;
}

static void tell_page(Comparer *c, const Page *old, const Page *new)
{
	const Page *page = new != NULL ? new : old, none = {0};
	DiffDocument out = {.kind = DIFF_ALTERED, .url = page->url, .title = page->title};
	const Page *a = old != NULL ? old : &none, *b = new != NULL ? new : &none;
	if (old == NULL || new == NULL) {
		bool added = new != NULL;
		out.kind = added ? DIFF_ADDED : DIFF_REMOVED;
		out.old_words = diff_count_words(c->arena, a->doc, DOC_WEB_ONLY);
		out.new_words = diff_count_words(c->arena, b->doc, DOC_WEB_ONLY);
		VEC_PUSH(c->arena, &c->out.pages, out);
		return;
	}
	out.old_url = old->url;
	if (!str_eq(old->url, new->url))
		out.kind = DIFF_RENAMED;
	add_field(c->arena, &out.fields, S("title"), a->title, b->title);
	add_field(c->arena, &out.fields, S("description"), a->description, b->description);
	add_field(c->arena, &out.fields, S("date"), a->date, b->date);
	DiffDocument *kept = ARENA_NEW(c->arena, DiffDocument); /* it is known by its place */
	*kept = out;
	compare_docs(c, kept, old->doc, new->doc);
	drop_told(c, kept);
	if (kept->kind == DIFF_RENAMED || kept->fields.len > 0 || kept->changes.len > 0 ||
	    kept->told > 0)
		VEC_PUSH(c->arena, &c->out.pages, *kept);
}

typedef struct {
	const Page *page;
	bool paired;
} KeyedPage;

/* Pages that are only in the old site, by their source. */
static Map lost_sources(Arena *arena, const Site *site, const Map *by_url)
{
	Map map = map_in(arena);
	for (size_t i = 0; i < site->page_count; i++) {
		KeyedPage *keyed = map_get(by_url, site->pages[i]->url);
		if (keyed != NULL && !keyed->paired && keyed->page->path.len > 0)
			(void)map_set(&map, keyed->page->path, keyed);
	}
	return map;
}

static void compare_pages(Comparer *c)
{
	const Site *old = c->old->site, *new = c->new->site;
	Map by_url = map_in(c->arena);
	for (size_t i = 0; i < old->page_count; i++) {
		KeyedPage *keyed = ARENA_NEW(c->arena, KeyedPage);
		keyed->page = old->pages[i];
		if (is_text(old->pages[i]))
			(void)map_set(&by_url, old->pages[i]->url, keyed);
	}
	KeyedPage **partners = ARENA_ARRAY(c->arena, KeyedPage *, new->page_count);
	for (size_t i = 0; i < new->page_count; i++) {
		partners[i] = is_text(new->pages[i]) ? map_get(&by_url, new->pages[i]->url) : NULL;
		if (partners[i] != NULL)
			partners[i]->paired = true;
	}
	Map lost = lost_sources(c->arena, old, &by_url);
	for (size_t i = 0; i < new->page_count; i++) {
		KeyedPage *before = partners[i];
		if (!is_text(new->pages[i]))
			continue;
		if (before == NULL && (before = map_get(&lost, new->pages[i]->path)) != NULL) {
			if (before->paired)
				before = NULL;
			else
				before->paired = true;
		}
		tell_page(c, before != NULL ? before->page : NULL, new->pages[i]);
	}
	for (size_t i = 0; i < by_url.len; i++) {
		const KeyedPage *keyed = by_url.entries[i].value;
		if (!keyed->paired)
			tell_page(c, keyed->page, NULL);
	}
}

SiteDiff diff_sites(Arena *arena, const DiffSite *old, const DiffSite *new)
{
	Comparer c = {.arena = arena, .old = old, .new = new, .seen = map_in(arena)};
	compare_profiles(&c);
	compare_papers(&c);
	compare_cvs(&c);
	compare_variants(&c);
	compare_pages(&c);
	compare_navigation(&c);
	compare_settings(&c);
	compare_files(&c);
	SiteDiff *d = &c.out;
	d->any = d->profile.len + d->navigation.len + d->settings.len + d->papers.len +
			 d->cv.changes.len + d->variants.len + d->pages.len + d->files.len >
		 0;
	return *d;
}
