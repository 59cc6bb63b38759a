/* Two sites side by side: documents, pages and files. */
#include "model/diff_site_parts.h"

#include "base/file.h"
#include "base/hash.h"

typedef struct {
	Arena *arena;
	const DiffSite *old, *new;
	Map seen; /* changes that were told, by what they say */
	SiteDiff out;
} Comparer;

/* --- files --- */

bool diff_site_is_same_file(void *context, Str old, Str new)
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
		bool same = order == 0 && diff_site_is_same_file(NULL, a->file, b->file);
		if (order != 0)
			file.kind = order < 0 ? DIFF_REMOVED : DIFF_ADDED;
		if (!same)
			VEC_PUSH(c->arena, &c->out.files, file);
		o += order <= 0;
		n += order >= 0;
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
			       .same_file = diff_site_is_same_file};
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
	diff_site_add_field(c->arena, &out.fields, S("title"), a->title, b->title);
	diff_site_add_field(c->arena, &out.fields, S("description"), a->description,
			    b->description);
	diff_site_add_field(c->arena, &out.fields, S("date"), a->date, b->date);
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
	diff_site_fields(arena, old->site, new->site, &c.out);
	compare_cvs(&c);
	compare_variants(&c);
	compare_pages(&c);
	compare_files(&c);
	SiteDiff *d = &c.out;
	d->any = d->profile.len + d->navigation.len + d->settings.len + d->papers.len +
			 d->cv.changes.len + d->variants.len + d->pages.len + d->files.len >
		 0;
	return *d;
}
