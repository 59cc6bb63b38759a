#include "app/pages.h"

#include "base/vec.h"

#include <errno.h>
#include <pthread.h>
#include <stdatomic.h>

/* A thread is started for no fewer pages than this. */
enum { THREADS_MAX = 64, PAGES_LEAST = 8 };

typedef struct {
	const HtmlOptions *options;
	Str output;
	PageMade *items;
	atomic_size_t next;
} Queue;

typedef struct {
	Queue *queue;
	Arena *lasting;
	pthread_t thread;
} Worker;

/* The pictures with copies that a page shows, by their paths. */
static size_t shown_pictures(Arena *arena, const WebPictures *pictures, const Page *page,
			     Str **paths)
{
	VEC(Str) list = {0};
	for (size_t i = 0; i < page->picture_count; i++) {
		const WebPicture *picture = web_pictures_find(pictures, page->pictures[i]);
		if (picture != NULL)
			VEC_PUSH(arena, &list, picture->path);
	}
	*paths = list.ptr;
	return list.len;
}

/* Copies what was read of the page out of the scratch arena. */
static void note_page(const Worker *w, Arena *scratch, const Page *page, Str html, KeptPage *known)
{
	WebRune *runes;
	const HtmlOptions *options = w->queue->options;
	known->rune_count = web_text_read(scratch, html, &runes);
	Str bytes = {(const char *)runes, known->rune_count * sizeof *runes};
	known->runes = (WebRune *)(void *)(uintptr_t)str_dup(w->lasting, bytes).ptr;
	known->picture_count =
		shown_pictures(w->lasting, options->pictures, page, &known->pictures);
	Buf part = buf_in(scratch);
	html_index_page(&part, options, page);
	known->search = str_dup(w->lasting, buf_str(&part));
}

static void make_page(const Worker *w, Arena *scratch, const Page *page, PageMade *made)
{
	const Queue *queue = w->queue;
	Buf html = buf_in(scratch);
	if (page->redirect_to.len > 0)
		html_write_redirect(&html, queue->options, page);
	else
		html_write_page(&html, queue->options, page);
	Str bytes = buf_str(&html), path = path_join(scratch, queue->output, page->output);
	made->size = bytes.len;
	made->result = file_write(scratch, path, bytes);
	made->reason = made->result == FILE_FAILED ? errno : 0;
	note_page(w, scratch, page, bytes, &made->known);
}

static void *run_worker(void *context)
{
	const Worker *w = context;
	Queue *queue = w->queue;
	const Site *site = queue->options->site;
	Arena *scratch = arena_new_like(w->lasting);
	for (size_t i; (i = atomic_fetch_add(&queue->next, 1)) < site->page_count;) {
		if (site->pages[i]->kept)
			continue;
		make_page(w, scratch, site->pages[i], &queue->items[i]);
		arena_reset(scratch);
	}
	arena_free(scratch);
	return NULL;
}

/* How many threads are worth their start. */
static size_t worker_count(const Site *site, size_t threads)
{
	size_t pages = 0;
	for (size_t i = 0; i < site->page_count; i++)
		pages += !site->pages[i]->kept;
	size_t most = pages / PAGES_LEAST + 1;
	threads = threads < THREADS_MAX ? threads : THREADS_MAX;
	return threads < most ? threads : most;
}

Pages pages_make(Arena *arena, const HtmlOptions *options, Str output, size_t threads)
{
	const Site *site = options->site;
	size_t count = worker_count(site, threads), started = 1;
	Queue queue = {.options = options, .output = output};
	Worker *workers = ARENA_ARRAY(arena, Worker, count);
	Pages pages = {.arenas = ARENA_ARRAY(arena, Arena *, count), .arena_count = count};
	pages.items = queue.items = ARENA_ARRAY(arena, PageMade, site->page_count);
	for (size_t i = 0; i < count; i++) {
		pages.arenas[i] = arena_new_like(arena);
		workers[i] = (Worker){.queue = &queue, .lasting = pages.arenas[i]};
	}
	while (started < count &&
	       pthread_create(&workers[started].thread, NULL, run_worker, &workers[started]) == 0)
		started++;
	run_worker(&workers[0]);
	for (size_t i = 1; i < started; i++)
		pthread_join(workers[i].thread, NULL);
	return pages;
}

void pages_free(Pages *pages)
{
	for (size_t i = 0; i < pages->arena_count; i++)
		arena_free(pages->arenas[i]);
}
