/* The bound on the nesting of tags, before gumbo sees a fragment. */
#include "base/map.h"
#include "front/html_fold.h"
#include "front/html_tags.h"

/* The name of the tag at `at` (behind '<' or '</'); empty when it is none. */
static Str tag_name_at(Str html, size_t at)
{
	size_t end = at;
	if (at >= html.len || !char_is_alpha(html.ptr[at]))
		return S("");
	while (end < html.len && !char_is_space(html.ptr[end]) && html.ptr[end] != '>' &&
	       html.ptr[end] != '/')
		end++;
	return str_slice(html, at, end);
}

typedef struct {
	VEC(Str) open;
	Map counts; /* of open elements by lower-case name: a size_t */
} Nesting;

static size_t *open_count(Arena *arena, Nesting *nesting, Str name)
{
	size_t *count = map_get(&nesting->counts, name);
	if (count == NULL) {
		count = ARENA_NEW(arena, size_t);
		map_set(&nesting->counts, name, count);
	}
	return count;
}

/* Takes the latest open element of that name off, and all above it. */
static void close_tag(Arena *arena, Nesting *nesting, Str name)
{
	if (*open_count(arena, nesting, name) == 0)
		return;
	for (;;) {
		Str top = nesting->open.ptr[--nesting->open.len];
		--*open_count(arena, nesting, top);
		if (str_eq(top, name))
			return;
	}
}

/*
 * Whether a tag is one too deep. The count of open elements is never below the parser's by more
 * than what it opens itself, since every element closes here only by its own or an outer end tag.
 */
static bool is_tag_too_deep(Arena *arena, Nesting *nesting, Str html, size_t at)
{
	bool end = at + 1 < html.len && html.ptr[at + 1] == '/';
	Str name = str_lower(arena, tag_name_at(html, at + (end ? 2 : 1)));
	if (name.len == 0 || html_is_void_tag(name) || str_eq(name, S(HTML_MARK_TAG)))
		return false;
	if (end) {
		close_tag(arena, nesting, name);
		return false;
	}
	if (nesting->open.len >= MARKDOWN_DEPTH)
		return true;
	VEC_PUSH(arena, &nesting->open, name);
	++*open_count(arena, nesting, name);
	return false;
}

Text html_limit_depth(Arena *arena, const Text *text, bool *too_deep)
{
	Arena *scratch = arena_new_like(arena);
	Nesting nesting = {.counts = map_in(scratch)};
	TextBuilder out = text_builder(arena);
	Str html = text->text;
	size_t kept = 0;
	for (size_t at = str_find_char(html, '<', 0); at != STR_NONE;
	     at = str_find_char(html, '<', at + 1)) {
		if (!is_tag_too_deep(scratch, &nesting, html, at))
			continue;
		size_t end = str_find_char(html, '>', at);
		text_add_text(&out, text, kept, at);
		kept = end == STR_NONE ? html.len : end + 1;
		*too_deep = true;
		if (end == STR_NONE)
			break;
		at = end;
	}
	arena_free(scratch);
	if (kept == 0)
		return *text;
	text_add_text(&out, text, kept, html.len);
	return text_finish(&out);
}
