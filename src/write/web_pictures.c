/* Which pictures get copies, what they are called, and how they are made. */
#include "write/web_pictures.h"

#include "base/file.h"
#include "base/vec.h"
#include "front/picture.h"
#include "front/picture_scale.h"
#include "write/picture_cache.h"

#include <pthread.h>
#include <stdatomic.h>
#include <stdlib.h>

enum { QUALITY = 82, THREADS_MAX = 64 };

typedef struct {
	Arena *arena;
	const Site *site;
	Str cache;
	Diags *diags;
	uint32_t widths[WEB_PICTURE_COPIES];
	size_t width_count;
	Map assets; /* file on disk -> Asset */
	Map taken;  /* output paths that are in use */
	VEC(WebPicture *) pictures;
	WebPictures *out;
} Maker;

/* --- settings --- */

static int compare_widths(const void *a, const void *b)
{
	const uint32_t *x = a, *y = b;
	return (*x > *y) - (*x < *y);
}

static void add_width(Maker *m, const Value *value)
{
	int64_t width = value_int(value, 0);
	if (width <= 0 || width > PICTURE_SIDE) {
		diag_warning(m->diags, value->span, S("write them as [480, 800, 1400]"),
			     "a width of pictures must be a number of pixels from 1 to %d "
			     "[picture-widths]",
			     PICTURE_SIDE);
		return;
	}
	for (size_t k = 0; k < m->width_count; k++)
		if (m->widths[k] == (uint32_t)width)
			return;
	if (m->width_count < WEB_PICTURE_COPIES)
		m->widths[m->width_count++] = (uint32_t)width;
	else
		diag_warning(m->diags, value->span, S(""),
			     "more than %d widths of pictures [picture-widths]",
			     WEB_PICTURE_COPIES);
}

static void read_widths(Maker *m, const Value *list)
{
	m->width_count = 0;
	if (value_len(list) == 0)
		add_width(m, list);
	for (size_t i = 0; i < value_len(list); i++)
		add_width(m, value_at(list, i));
	qsort(m->widths, m->width_count, sizeof m->widths[0], compare_widths);
}

/* Our own keys stand above al-folio's. */
static void read_settings(Maker *m)
{
	static const uint32_t usual[3] = {480, 800, 1400};
	const Value *config = m->site->config, *own = value_path(config, S("recto.pictures"));
	const Value *widths = value_get(own, S("widths")),
		    *magick = value_path(config, S("imagemagick"));
	bool on = value_bool(value_get(magick, S("enabled")), true);
	m->width_count = 0;
	if (!value_bool(own, value_is_nil(widths) ? on : true))
		return;
	for (size_t i = 0; i < 3; i++)
		m->widths[m->width_count++] = usual[i];
	if (!value_is_nil(widths))
		read_widths(m, widths);
	else if (value_len(value_get(magick, S("widths"))) > 0)
		read_widths(m, value_get(magick, S("widths")));
}

/* --- which --- */

/* "assets/a.png" at 480: "assets/a-480.webp"; "assets/a-png-480.webp" where that is another's. */
static Str copy_path(Maker *m, Str original, uint32_t width)
{
	Str extension = path_extension(original);
	Str stem = str_slice(original, 0, original.len - extension.len);
	Str path = str_format(m->arena, "%.*s-%u.webp", STR_ARG(stem), width);
	if (map_has(&m->taken, path))
		path = str_format(m->arena, "%.*s-%.*s-%u.webp", STR_ARG(stem),
				  STR_ARG(str_from_offset(extension, 1)), width);
	return path;
}

static void add_picture(Maker *m, Str file)
{
	const Asset *asset = map_get(&m->assets, file);
	if (asset == NULL || map_has(&m->out->by_file, file))
		return;
	WebPicture *picture = ARENA_NEW(m->arena, WebPicture);
	picture->file = file;
	picture->path = asset->path;
	VEC_PUSH(m->arena, &m->pictures, picture);
	map_set(&m->out->by_file, file, picture);
}

static void collect(Maker *m)
{
	for (size_t i = 0; i < m->site->asset_count; i++) {
		map_set(&m->assets, m->site->assets[i].file, &m->site->assets[i]);
		map_set(&m->taken, m->site->assets[i].path, &m->site->assets[i]);
	}
	if (m->site->profile != NULL && m->site->profile->photo_file.len > 0)
		add_picture(m, m->site->profile->photo_file);
	for (size_t i = 0; i < m->site->page_count; i++) {
		const Page *page = m->site->pages[i];
		for (size_t k = 0; k < page->kept_picture_count && page->kept; k++) {
			const Asset *asset = site_find_asset(m->site, page->kept_pictures[k]);
			if (asset != NULL)
				add_picture(m, asset->file);
		}
		for (size_t k = 0; k < page->picture_count; k++)
			add_picture(m, page->pictures[k]);
	}
}

/* --- making --- */

typedef struct {
	Arena *arena; /* scratch, of one picture */
	const PictureInfo *info;
	PictureRows rows;
	PictureScale scales[WEB_PICTURE_COPIES];
	size_t count;
	uint32_t widths[WEB_PICTURE_COPIES]; /* upright */
} Work;

/* The size, as stored, of a copy this wide. */
static void stored_size(const Work *w, size_t i, uint32_t *width, uint32_t *height)
{
	uint64_t wide = w->widths[i];
	uint64_t high = (wide * w->info->height + w->info->width / 2) / w->info->width;
	high = high < 1 ? 1 : high;
	bool turned = w->info->orientation >= 5;
	*width = (uint32_t)(turned ? high : wide);
	*height = (uint32_t)(turned ? wide : high);
}

static bool take_row(void *context, uint32_t y, const uint8_t *row)
{
	Work *w = context;
	for (size_t i = 0; i < w->count; i++) {
		uint32_t width, height;
		stored_size(w, i, &width, &height);
		if (y == 0)
			picture_scale_begin(w->arena, &w->scales[i], w->rows.stored_width,
					    w->rows.stored_height, width, height, w->rows.channels);
		picture_scale_row(&w->scales[i], row);
	}
	return true;
}

/* A drawing, by how little its pixels take: it is kept without loss. */
static bool is_drawing(const PictureInfo *info, Str file)
{
	return info->format == PICTURE_PNG &&
	       (uint64_t)file.len * 8 < (uint64_t)info->width * info->height * 2;
}

static Str encode(const Work *w, size_t i, bool lossless)
{
	const PictureScale *s = &w->scales[i];
	const uint8_t *pixels = s->pixels;
	uint32_t width = s->width, height = s->height;
	if (w->info->orientation > 1)
		pixels = picture_turn(w->arena, pixels, width, height, s->channels,
				      w->info->orientation);
	bool turned = w->info->orientation >= 5;
	return picture_encode_webp(w->arena, turned ? height : width, turned ? width : height,
				   s->channels, pixels, QUALITY, lossless);
}

/* Empty bytes for copies that are no gain. */
static bool make_copies(Work *w, Str file, Str *bytes)
{
	const char *reason;
	if (w->count == 0)
		return true;
	stored_size(w, w->count - 1, &w->rows.least_width, &w->rows.least_height);
	w->rows.own_colours = true;
	if (!picture_decode(w->arena, file, w->info, &w->rows, take_row, w, &reason))
		return false;
	bool lossless = is_drawing(w->info, file);
	for (size_t i = 0; i < w->count; i++) {
		PictureScale *s = &w->scales[i];
		picture_to_srgb(w->arena, file, w->info, s->pixels, (size_t)s->width * s->height,
				s->channels);
		bytes[i] = encode(w, i, lossless);
		if (bytes[i].len >= file.len)
			bytes[i] = S("");
	}
	return true;
}

static bool has_copies(Str file, const PictureInfo *info)
{
	bool moving = info->format == PICTURE_WEBP && file.len > 20 &&
		      ((unsigned char)file.ptr[20] & 2) != 0 &&
		      str_eq(str_slice(file, 12, 16), S("VP8X"));
	return (info->format == PICTURE_PNG || info->format == PICTURE_JPEG ||
		info->format == PICTURE_WEBP) &&
	       !moving;
}

/* --- side by side --- */

/* One picture: what a thread finds or makes of it. */
typedef struct {
	WebPicture *picture;
	Arena *kept; /* what follows lives in it */
	uint32_t widths[WEB_PICTURE_COPIES];
	Str bytes[WEB_PICTURE_COPIES], paths[WEB_PICTURE_COPIES]; /* paths: in the cache */
	bool made[WEB_PICTURE_COPIES];				  /* to be put into the cache */
	size_t count;
} Job;

typedef struct {
	const Maker *maker;
	Job *jobs;
	size_t count;
	atomic_size_t next;
} Queue;

/* From the cache what is there; the rest is made at once, so that the file is decoded once. */
static void load_copies(Job *job, Arena *scratch, Str cache, Str file, const PictureInfo *info)
{
	Work missing = {.arena = scratch, .info = info};
	size_t places[WEB_PICTURE_COPIES];
	Str made[WEB_PICTURE_COPIES];
	for (size_t i = 0; i < job->count; i++) {
		PictureCacheEntry entry;
		if (cache.len > 0)
			job->paths[i] = picture_cache_path(job->kept, cache, file, job->widths[i],
							   0, "copy");
		if (cache.len > 0 && picture_cache_load(job->kept, job->paths[i], &entry)) {
			job->bytes[i] = entry.parts[0];
			continue;
		}
		places[missing.count] = i;
		missing.widths[missing.count++] = job->widths[i];
	}
	bool ok = make_copies(&missing, file, made);
	for (size_t k = 0; k < missing.count && ok; k++) {
		job->bytes[places[k]] = str_dup(job->kept, made[k]);
		job->made[places[k]] = true;
	}
}

static void run_job(const Maker *m, Job *job)
{
	PictureInfo info;
	const char *reason;
	Str file;
	if (!file_map_in(m->arena, job->picture->file, &file))
		return;
	if (picture_probe(file, &info, &reason) && has_copies(file, &info)) {
		Arena *scratch = arena_new_like(m->arena);
		job->picture->width = info.width;
		for (size_t i = 0; i < m->width_count && m->widths[i] < info.width; i++)
			job->widths[job->count++] = m->widths[i];
		load_copies(job, scratch, m->cache, file, &info);
		arena_free(scratch);
	}
	file_unmap(file);
}

static void *run_jobs(void *context)
{
	Queue *queue = context;
	for (size_t i; (i = atomic_fetch_add(&queue->next, 1)) < queue->count;)
		run_job(queue->maker, &queue->jobs[i]);
	return NULL;
}

/* With `threads` of them, this one included; fewer when the system gives no more. */
static void run_queue(Queue *queue, size_t threads)
{
	pthread_t others[THREADS_MAX];
	size_t started = 0;
	threads = threads < THREADS_MAX ? threads : THREADS_MAX;
	while (started + 1 < threads && started + 1 < queue->count &&
	       pthread_create(&others[started], NULL, run_jobs, queue) == 0)
		started++;
	run_jobs(queue);
	for (size_t i = 0; i < started; i++)
		pthread_join(others[i], NULL);
}

/* Files are written by one thread alone, in the order of the site: names do not depend on who was
 * first. */
static void keep_job(Maker *m, const Job *job)
{
	WebPicture *picture = job->picture;
	for (size_t i = 0; i < job->count; i++) {
		PictureCacheEntry entry = {{job->bytes[i]}};
		if (job->made[i] && job->paths[i].len > 0)
			picture_cache_save(job->kept, job->paths[i], &entry);
		if (job->bytes[i].len == 0)
			continue;
		Str path = copy_path(m, picture->path, job->widths[i]);
		if (map_has(&m->taken, path))
			continue;
		map_set(&m->taken, path, picture);
		picture->copies[picture->count++] =
			(WebCopy){job->widths[i], path, str_dup(m->arena, job->bytes[i])};
	}
}

static void make_all(Maker *m, size_t threads)
{
	Queue queue = {.maker = m, .count = m->pictures.len};
	queue.jobs = ARENA_ARRAY(m->arena, Job, queue.count);
	for (size_t i = 0; i < queue.count; i++) {
		queue.jobs[i].picture = m->pictures.ptr[i];
		queue.jobs[i].kept = arena_new_like(m->arena);
	}
	run_queue(&queue, threads);
	for (size_t i = 0; i < queue.count; i++) {
		keep_job(m, &queue.jobs[i]);
		arena_free(queue.jobs[i].kept);
	}
}

WebPictures *web_pictures_make(Arena *arena, const Site *site, Str cache, size_t threads,
			       Diags *diags)
{
	WebPictures *out = ARENA_NEW(arena, WebPictures);
	Maker m = {.arena = arena,
		   .site = site,
		   .cache = cache,
		   .diags = diags,
		   .assets = map_in(arena),
		   .taken = map_in(arena),
		   .out = out};
	out->by_file = map_in(arena);
	read_settings(&m);
	if (m.width_count > 0)
		collect(&m);
	make_all(&m, threads);
	out->items = m.pictures.ptr;
	out->count = m.pictures.len;
	return out;
}

const WebPicture *web_pictures_find(const WebPictures *pictures, Str file)
{
	const WebPicture *found = pictures == NULL ? NULL : map_get(&pictures->by_file, file);
	return found != NULL && found->count > 0 ? found : NULL;
}
