#include "app/online.h"

#include "app/fetch.h"

static const FetchLimits limits = {.parallel = 8, .pause = 100, .timeout = 15000, .total = 120000};

/* An address, and the first link to it. */
typedef struct {
	Span span;
	size_t times;
} Link;

typedef struct {
	Map seen; /* address to Link */
	VEC(Fetch) fetches;
} Links;

static void add_link(Arena *arena, Links *links, Str url, Span span)
{
	if (str_starts(url, S("//")))
		url = str_concat(arena, S("https:"), url);
	url = str_slice(url, 0, str_find_char(url, '#', 0)); /* places are not asked for */
	if (!str_starts_nocase(url, S("http://")) && !str_starts_nocase(url, S("https://")))
		return;
	Link *link = map_get(&links->seen, url);
	if (link == NULL) {
		link = ARENA_NEW(arena, Link);
		link->span = span;
		(void)map_set(&links->seen, url, link);
		VEC_PUSH(arena, &links->fetches, (Fetch){.url = url});
	}
	link->times++;
}

static Links links_of(Arena *arena, const Site *site)
{
	Links links = {.seen = map_in(arena)};
	for (size_t i = 0; i < site->page_count; i++) {
		const DocNode *root =
			site->pages[i]->doc != NULL ? site->pages[i]->doc->root : NULL;
		for (const DocNode *node = root; node != NULL; node = doc_next(node, root))
			if (node->kind == DOC_LINK)
				add_link(arena, &links, node->as.link.url, node->span);
			else if (node->kind == DOC_IMAGE)
				add_link(arena, &links, node->as.image.url, node->span);
	}
	return links;
}

/* Whether a server says by this that it wants no programs, or is in trouble just now. */
static bool is_reticent(int status)
{
	static const int refusals[] = {401, 402, 403, 405, 406, 407, 408, 418, 421, 425, 429, 451};
	for (size_t i = 0; i < sizeof refusals / sizeof *refusals; i++)
		if (status == refusals[i])
			return true;
	return status >= 500;
}

static void tell_answer(Diags *diags, Span span, const Fetch *fetch)
{
	bool good = fetch->status < 400;
	if (good && fetch->moved.len > 0)
		diag_note(diags, span, S("link to where it is now"),
			  "%.*s has moved for good, to %.*s [link-moved]", STR_ARG(fetch->url),
			  STR_ARG(fetch->moved));
	else if (!good && is_reticent(fetch->status))
		diag_note(diags, span, S("see in a browser whether it is there"),
			  "the server of %.*s does not tell programs: it answers %d "
			  "[link-reticent]",
			  STR_ARG(fetch->url), fetch->status);
	else if (!good)
		diag_warning(diags, span, S("look for where it went, or take the link out"),
			     "%.*s is not there: the server answers %d [link-dead]",
			     STR_ARG(fetch->url), fetch->status);
}

static void tell(Diags *diags, Span span, const Fetch *fetch)
{
	Str url = fetch->url, why = fetch->why;
	switch (fetch->outcome) {
	case FETCH_SKIPPED: return;
	case FETCH_ANSWERED: tell_answer(diags, span, fetch); return;
	case FETCH_NO_HOST:
		diag_warning(diags, span, S("is the name spelt right? sites do end"),
			     "there is no server for %.*s [link-no-host]", STR_ARG(url));
		return;
	case FETCH_NO_ANSWER:
		diag_note(diags, span, S("see later whether it is there"),
			  "no answer from %.*s: %.*s [link-no-answer]", STR_ARG(url), STR_ARG(why));
		return;
	case FETCH_UNTRUSTED:
		diag_warning(diags, span,
			     S("browsers warn of it: tell its owner, or link elsewhere"),
			     "the certificate of %.*s is not good: %.*s [link-certificate]",
			     STR_ARG(url), STR_ARG(why));
		return;
	case FETCH_ENDLESS:
		diag_warning(diags, span, S("look for where it went, or take the link out"),
			     "%.*s leads on and on, never to a page [link-endless]", STR_ARG(url));
		return;
	case FETCH_PRIVATE:
		diag_warning(diags, span, S("link to an address that everyone can reach"),
			     "%.*s lies in a private network, out of readers' reach "
			     "[link-private]",
			     STR_ARG(url));
		return;
	case FETCH_FAILED:
		diag_note(diags, span, S("see in a browser whether it is there"),
			  "%.*s could not be followed: %.*s [link-failed]", STR_ARG(url),
			  STR_ARG(why));
		return;
	}
}

/* The first that found no server while none of several was found at all, or NULL. */
static const Fetch *cut_off(const Links *links)
{
	const Fetch *first = NULL;
	if (links->fetches.len < 3)
		return NULL;
	for (size_t i = 0; i < links->fetches.len; i++) {
		const Fetch *fetch = &links->fetches.ptr[i];
		if (fetch->outcome == FETCH_ANSWERED || fetch->outcome == FETCH_UNTRUSTED ||
		    fetch->outcome == FETCH_ENDLESS)
			return NULL;
		if (first == NULL &&
		    (fetch->outcome == FETCH_NO_HOST || fetch->outcome == FETCH_NO_ANSWER))
			first = fetch;
	}
	return first;
}

static void tell_all(const Links *links, Diags *diags)
{
	const Fetch *lost = cut_off(links);
	size_t skipped = 0, count = links->fetches.len;
	for (size_t i = 0; i < count; i++) {
		const Fetch *fetch = &links->fetches.ptr[i];
		const Link *link = map_get(&links->seen, fetch->url);
		skipped += fetch->outcome == FETCH_SKIPPED;
		if (lost == NULL || fetch->outcome == FETCH_PRIVATE)
			tell(diags, link->span, fetch);
	}
	if (lost != NULL)
		diag_warning(diags, SPAN_NONE, S("is there a network, or is a proxy needed?"),
			     "no server was reached for any of the %zu links to other sites, the "
			     "first of them %.*s [online-cut-off]",
			     count, STR_ARG(lost->url));
	else if (skipped > 0)
		diag_note(diags, SPAN_NONE, S("run it again for these, when servers are quicker"),
			  "%zu of %zu links to other sites were not followed: two minutes were "
			  "over [online-time]",
			  skipped, count);
}

void online_check(Arena *arena, const Site *site, Diags *diags)
{
	Links links = links_of(arena, site);
	Str missing = S("");
	if (links.fetches.len == 0)
		return;
	if (fetch_all(arena, links.fetches.ptr, links.fetches.len, limits, &missing))
		tell_all(&links, diags);
	else
		diag_error(diags, SPAN_NONE, S("apt-get install libcurl3-gnutls ca-certificates"),
			   "links to other sites cannot be followed: there is no %.*s "
			   "[online-no-library]",
			   STR_ARG(missing));
}
