#include "app/kept.h"

#include "base/buf.h"
#include "base/hash.h"
#include "base/vec.h"
#include "write/html.h"

#include <string.h>

/* Another form of the file, or of what the keys are made of, is another version. */
static const Str magic = STR_INIT("recto pages 3\n");
enum { FOLDER_DEPTH = 16 };

/* A file beside the pages' sources that some page read: an include, a part. */
typedef struct {
	Str path;
	FileStamp stamp;
} KeptFile;

struct Kept {
	Arena *arena;
	Site *site;
	Str path, output;
	Str mapped;	 /* the file of the last build, which old pages borrow of */
	Str index;	 /* the last build's index of the search: likewise */
	size_t sources;	 /* how many were loaded before the pages were read */
	uint64_t *texts; /* hashes of their texts */
	uint64_t common, bodies, frame;
	Map old;	     /* output to KeptPage */
	VEC(KeptPage) pages; /* of this build, in the site's order */
	VEC(KeptFile) files;
};

/* --- keys --- */

static uint64_t mix_u64(uint64_t hash, uint64_t value)
{
	return hash_bytes((Str){(const char *)&value, sizeof value}, hash);
}

static uint64_t mix(uint64_t hash, Str text)
{
	return mix_u64(hash_bytes(text, hash), text.len);
}

static uint64_t mix_stamp(uint64_t hash, Str file)
{
	FileStamp stamp = {0};
	(void)file_stamp(file, &stamp);
	return mix_u64(mix_u64(mix_u64(hash, stamp.size), stamp.changed), stamp.moved);
}

static bool same_stamp(const FileStamp *a, const FileStamp *b)
{
	return a->size == b->size && a->changed == b->changed && a->moved == b->moved;
}

/* A folder's files, with all below it: names and stamps. */
static uint64_t mix_folder(Arena *arena, uint64_t hash, Str folder, int depth)
{
	FileEntry *entries;
	size_t count;
	if (depth > FOLDER_DEPTH || !file_list(arena, folder, &entries, &count))
		return hash;
	for (size_t i = 0; i < count; i++) {
		Str path = path_join(arena, folder, entries[i].name);
		hash = mix(hash, entries[i].name);
		hash = entries[i].kind == FILE_FOLDER ? mix_folder(arena, hash, path, depth + 1)
						      : mix_stamp(hash, path);
	}
	return hash;
}

/* The program that makes the pages. */
static uint64_t program_hash(void)
{
	Str bytes;
	uint64_t hash = hash_bytes(S(RECTO_VERSION), 0);
	if (!file_map(S("/proc/self/exe"), &bytes))
		return hash;
	hash = hash_bytes(bytes, hash);
	file_unmap(bytes);
	return hash;
}

/* Where the body of each page's source starts; what is no page counts as a whole. */
static size_t *body_starts(const Kept *kept)
{
	const Site *site = kept->site;
	size_t *starts = ARENA_ARRAY(kept->arena, size_t, kept->sources + 1);
	for (size_t i = 0; i < site->sources->len; i++)
		starts[i] = site->sources->items[i]->text.len;
	for (size_t i = 0; i < site->page_count; i++)
		if (site->pages[i]->source != NULL)
			starts[site->pages[i]->source->number - 1] = site->pages[i]->body;
	return starts;
}

/* All that a page may depend on besides its own text and, through Liquid, the texts of others. */
static void find_common(Kept *kept, Str settings)
{
	const Site *site = kept->site;
	const size_t *starts = body_starts(kept);
	uint64_t hash = mix(program_hash(), settings), bodies = 0;
	kept->texts = ARENA_ARRAY(kept->arena, uint64_t, kept->sources);
	for (size_t i = 0; i < kept->sources; i++) {
		const Source *source = site->sources->items[i];
		hash = mix(mix(hash, source->path), str_slice(source->text, 0, starts[i]));
		kept->texts[i] = mix(0, source->text);
		bodies = mix_u64(bodies, kept->texts[i]);
	}
	for (size_t i = 0; i < site->page_count; i++)
		hash = mix(mix(hash, site->pages[i]->url), site->pages[i]->output);
	for (size_t i = 0; i < site->asset_count; i++)
		hash = mix_stamp(mix(hash, site->assets[i].path), site->assets[i].file);
	hash = mix_folder(kept->arena, hash, path_join(kept->arena, site->root, S("_includes")), 0);
	hash = mix_folder(kept->arena, hash, path_join(kept->arena, site->root, S("fonts")), 0);
	kept->common = hash;
	kept->bodies = bodies;
}

static uint64_t page_key(const Kept *kept, const Page *page)
{
	uint64_t key = mix(kept->common, page->output);
	Str text = page->source != NULL ? page->source->text : S("");
	size_t number = page->source != NULL ? page->source->number - 1 : kept->sources;
	key = number < kept->sources ? mix_u64(key, kept->texts[number]) : mix(key, text);
	bool liquid = str_contains(text, S("{{")) || str_contains(text, S("{%"));
	/* the page of an entry leads to the page that lists it */
	bool others = liquid || page->entry != NULL || str_eq(page->layout, S("profiles"));
	return others ? mix_u64(key, kept->bodies) : key;
}

/* --- the file --- */

static void put_u64(Buf *out, uint64_t value)
{
	for (int shift = 0; shift < 64; shift += 8)
		buf_add_char(out, (char)(value >> shift));
}

static void put_str(Buf *out, Str text)
{
	put_u64(out, text.len);
	buf_add(out, text);
}

static void put_stamp(Buf *out, const FileStamp *stamp)
{
	put_u64(out, stamp->size);
	put_u64(out, stamp->changed);
	put_u64(out, stamp->moved);
}

/* Reads from the front of `rest`; after a value that is cut short `ok` is false. */
typedef struct {
	Arena *arena;
	Str rest;
	bool ok;
} Reader;

static uint64_t get_u64(Reader *r)
{
	uint64_t value = 0;
	r->ok = r->ok && r->rest.len >= 8;
	for (size_t i = 8; r->ok && i-- > 0;)
		value = value << 8 | (unsigned char)r->rest.ptr[i];
	r->rest = str_from_offset(r->rest, 8);
	return value;
}

static Str get_str(Reader *r)
{
	uint64_t size = get_u64(r);
	r->ok = r->ok && size <= r->rest.len;
	if (!r->ok)
		return S("");
	Str text = str_slice(r->rest, 0, (size_t)size);
	r->rest = str_from_offset(r->rest, (size_t)size);
	return text;
}

static FileStamp get_stamp(Reader *r)
{
	FileStamp stamp;
	stamp.size = get_u64(r);
	stamp.changed = get_u64(r);
	stamp.moved = get_u64(r);
	return stamp;
}

/* A count of items that take at least `size` bytes each in what is left. */
static size_t get_count(Reader *r, size_t size)
{
	uint64_t count = get_u64(r);
	r->ok = r->ok && count <= r->rest.len / size;
	return r->ok ? (size_t)count : 0;
}

/* `at`: where the page's part stands in the index of the search. */
static void put_page(Buf *out, const KeptPage *page, size_t at)
{
	put_str(out, page->output);
	put_u64(out, page->key);
	put_stamp(out, &page->stamp);
	put_str(out, (Str){(const char *)page->runes, page->rune_count * sizeof *page->runes});
	put_u64(out, page->picture_count);
	for (size_t i = 0; i < page->picture_count; i++)
		put_str(out, page->pictures[i]);
	put_u64(out, at);
	put_u64(out, page->search.len);
}

static Str get_search(Reader *r, Str index)
{
	uint64_t at = get_u64(r), size = get_u64(r);
	r->ok = r->ok && at <= index.len && size <= index.len - at;
	return r->ok ? (Str){index.ptr + at, (size_t)size} : S("");
}

static KeptPage get_page(Reader *r, Str index)
{
	KeptPage page = {.output = get_str(r), .key = get_u64(r), .stamp = get_stamp(r)};
	Str runes = get_str(r);
	page.rune_count = runes.len / sizeof *page.runes;
	page.runes = ARENA_ARRAY(r->arena, WebRune, page.rune_count);
	if (page.rune_count > 0)
		memcpy(page.runes, runes.ptr, page.rune_count * sizeof *page.runes);
	page.picture_count = get_count(r, 8);
	page.pictures = ARENA_ARRAY(r->arena, Str, page.picture_count);
	for (size_t i = 0; i < page.picture_count; i++)
		page.pictures[i] = get_str(r);
	page.search = get_search(r, index);
	return page;
}

/* Files that pages read: whether each is as it was. They are noted for the next build as well. */
static bool read_files(Kept *kept, Reader *r)
{
	bool same = true;
	for (size_t n = get_count(r, 32); n > 0 && r->ok; n--) {
		KeptFile file = {.path = get_str(r), .stamp = get_stamp(r)};
		FileStamp now = {0};
		(void)file_stamp(path_join(kept->arena, kept->site->root, file.path), &now);
		same = same && same_stamp(&file.stamp, &now);
		VEC_PUSH(kept->arena, &kept->files, file);
	}
	return same && r->ok;
}

static Str index_path(const Kept *kept)
{
	return path_join(kept->arena, kept->output, S(HTML_INDEX_PATH));
}

/* The index of the search that the last build wrote stands as it left it, or there was none. */
static bool read_index(Kept *kept, Reader *r)
{
	FileStamp then = get_stamp(r), now = {0};
	bool exists = file_stamp(index_path(kept), &now);
	return r->ok && same_stamp(&then, &now) &&
	       (!exists || file_map(index_path(kept), &kept->index));
}

/* Reads the file of the last build; nothing of it counts unless all of it is right. */
static void read_old(Kept *kept)
{
	Str bytes;
	if (!file_map(kept->path, &kept->mapped))
		return;
	bytes = kept->mapped;
	if (!str_starts(bytes, magic))
		return;
	Reader r = {kept->arena, str_from_offset(bytes, magic.len), true};
	uint64_t hash = get_u64(&r);
	if (!r.ok || hash != hash_bytes(r.rest, 0))
		return;
	kept->frame = get_u64(&r);
	uint64_t common = get_u64(&r);
	bool same = read_index(kept, &r) && read_files(kept, &r) && common == kept->common;
	if (!same) {
		kept->files.len = 0;
		return;
	}
	for (size_t n = get_count(&r, 64); n > 0 && r.ok; n--) {
		KeptPage *page = ARENA_NEW(kept->arena, KeptPage);
		*page = get_page(&r, kept->index);
		map_set(&kept->old, page->output, page);
	}
}

/* --- which pages stand --- */

static bool stands(const Kept *kept, const Page *page)
{
	const KeptPage *old = map_get(&kept->old, page->output);
	FileStamp now;
	return old != NULL && old->key == page_key(kept, page) &&
	       file_stamp(path_join(kept->arena, kept->output, page->output), &now) &&
	       same_stamp(&old->stamp, &now);
}

/* What the CV and the profile are made of. */
static bool is_needed(const Site *site, const Page *page)
{
	return page == site->home || page == site->cv_page;
}

Kept *kept_open(Arena *arena, Str path, Site *site, Str settings, Str output)
{
	Kept *kept = ARENA_NEW(arena, Kept);
	*kept = (Kept){.arena = arena, .site = site, .path = path, .output = output};
	kept->sources = site->sources->len;
	kept->old = map_in(arena);
	find_common(kept, settings);
	read_old(kept);
	for (size_t i = 0; i < site->page_count && kept->old.len > 0; i++)
		site->pages[i]->kept =
			!is_needed(site, site->pages[i]) && stands(kept, site->pages[i]);
	const Page **entries;
	size_t count = html_feed_pages(arena, site, &entries);
	for (size_t i = 0; i < count; i++)
		((Page *)entries[i])->kept = false;
	return kept;
}

const KeptPage *kept_page(const Kept *kept, const Page *page)
{
	return page->kept ? map_get(&kept->old, page->output) : NULL;
}

bool kept_fits(Kept *kept, uint64_t frame)
{
	bool fits = kept->frame == frame || kept->old.len == 0;
	kept->frame = frame;
	for (size_t i = 0; i < kept->site->page_count && !fits; i++)
		kept->site->pages[i]->kept = false;
	return fits;
}

void kept_add(Kept *kept, const Page *page, KeptPage made)
{
	if (page->kept) { /* as it was found to be */
		VEC_PUSH(kept->arena, &kept->pages, made);
		return;
	}
	made.output = page->output;
	made.key = page_key(kept, page);
	if (page->told || page->redirect_to.len > 0 ||
	    !file_stamp(path_join(kept->arena, kept->output, page->output), &made.stamp))
		return;
	VEC_PUSH(kept->arena, &kept->pages, made);
}

/* Sources that came while pages were read, below the site's folder. */
static void add_files(Kept *kept)
{
	const Site *site = kept->site;
	Str root = str_concat(kept->arena, path_normalise(kept->arena, site->root), S("/"));
	for (size_t i = kept->sources; i < site->sources->len; i++) {
		Str shown = site->sources->items[i]->path;
		KeptFile file = {.path = str_starts(shown, root) ? str_from_offset(shown, root.len)
								 : shown};
		if (file_stamp(path_join(kept->arena, site->root, file.path), &file.stamp))
			VEC_PUSH(kept->arena, &kept->files, file);
	}
}

size_t kept_files(const Kept *kept, Str **paths)
{
	*paths = ARENA_ARRAY(kept->arena, Str, kept->files.len);
	for (size_t i = 0; i < kept->files.len; i++)
		(*paths)[i] = path_join(kept->arena, kept->site->root, kept->files.ptr[i].path);
	return kept->files.len;
}

/* Those of the site's pages that are kept, each with the place of its part in the index. */
static void put_pages(Buf *out, const Kept *kept)
{
	size_t at = 0, next = 0;
	put_u64(out, kept->pages.len);
	for (size_t i = 0; i < kept->site->page_count; i++) {
		const Page *page = kept->site->pages[i];
		at += page->kept_index.len > 0;
		if (next < kept->pages.len && str_eq(kept->pages.ptr[next].output, page->output))
			put_page(out, &kept->pages.ptr[next++], at);
		at += page->kept_index.len;
	}
}

void kept_save(Kept *kept, Arena *scratch)
{
	Buf out = buf_in(scratch), hash = buf_in(scratch);
	FileStamp index = {0};
	(void)buf_reserve(&out, kept->mapped.len + kept->mapped.len / 8);
	(void)file_stamp(index_path(kept), &index);
	add_files(kept);
	buf_add(&out, magic);
	put_u64(&out, 0); /* for the hash */
	size_t start = out.len;
	put_u64(&out, kept->frame);
	put_u64(&out, kept->common);
	put_stamp(&out, &index);
	put_u64(&out, kept->files.len);
	for (size_t i = 0; i < kept->files.len; i++) {
		put_str(&out, kept->files.ptr[i].path);
		put_stamp(&out, &kept->files.ptr[i].stamp);
	}
	put_pages(&out, kept);
	put_u64(&hash, hash_bytes(str_from_offset(buf_str(&out), start), 0));
	memcpy(out.ptr + magic.len, hash.ptr, hash.len);
	(void)file_write(scratch, kept->path, buf_str(&out));
}

void kept_close(Kept *kept)
{
	file_unmap(kept->mapped);
	file_unmap(kept->index);
}
