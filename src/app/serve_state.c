#include "app/serve_state.h"

#include "base/url.h"
#include "base/utf8.h"
#include "front/json.h"

#include <stdlib.h>

/* Bytes of a line that are shown around the place, and messages that are told at most. */
enum { EXCERPT = 160, BEFORE = 60, MESSAGES = 50 };

/* --- messages --- */

/* An offset in a line, moved back to where a character begins. */
static size_t rune_start(Str line, size_t at)
{
	while (at > 0 && at < line.len && ((unsigned char)line.ptr[at] & 0xC0) == 0x80)
		at--;
	return at;
}

static void add_excerpt(Arena *a, Value *one, const Source *source, Span span)
{
	Place place = source_place(source, span.start);
	Str line = place.line_text;
	/* the place's offset in its line, from the line's offset in the source */
	size_t at = span.start - (size_t)(line.ptr - source->text.ptr);
	size_t end = at + (span.end - span.start);
	at = rune_start(line, at < line.len ? at : line.len);
	end = rune_start(line, end < line.len ? end : line.len);
	if (end <= at && at < line.len) /* a place without length: the character there */
		(void)utf8_next(line, &end);
	size_t from = rune_start(line, at > BEFORE ? at - BEFORE : 0);
	size_t to = rune_start(line, from + EXCERPT < line.len ? from + EXCERPT : line.len);
	end = end < to ? end : to;
	value_put_string(a, one, "before",
			 str_concat(a, from > 0 ? S("…") : S(""), str_slice(line, from, at)));
	value_put_string(a, one, "marked", str_slice(line, at, end));
	value_put_string(a, one, "after",
			 str_concat(a, str_slice(line, end, to), to < line.len ? S("…") : S("")));
}

static void add_message(Arena *a, Value *list, const Sources *sources, const Diag *diag)
{
	Value *one = value_push_map(a, list);
	const Source *source = source_get(sources, diag->span.source);
	value_put_string(a, one, "level", diag->level == DIAG_ERROR ? S("error") : S("warning"));
	value_put_string(a, one, "id", diag->id);
	value_put_string(a, one, "text", diag->message);
	if (diag->hint.len > 0)
		value_put_string(a, one, "hint", diag->hint);
	if (source == NULL)
		return;
	Place place = source_place(source, diag->span.start);
	value_put_string(a, one, "file", source->path);
	value_put_int(a, one, "line", place.line);
	value_put_int(a, one, "column", place.column);
	if (place.line_text.len > 0)
		add_excerpt(a, one, source, diag->span);
}

/* Errors first; notes are for the terminal. */
static void add_messages(Arena *a, Value *root, const Pipeline *p)
{
	const Diags *diags = &p->diags;
	Value *list = value_put_new(a, root, "messages", VALUE_LIST);
	size_t told = 0;
	for (int level = DIAG_ERROR; level >= DIAG_WARNING; level--)
		for (size_t i = 0; i < diags->len && told < MESSAGES; i++)
			if ((int)diags->items[i].level == level) {
				add_message(a, list, &p->sources, &diags->items[i]);
				told++;
			}
	value_put_int(a, root, "errors", diags->errors);
	value_put_int(a, root, "warnings", diags->warnings);
}

/* --- what there is to be seen --- */

/* An address of a file, as a browser writes it. */
static Str url_of(Arena *a, const Site *site, Str path)
{
	return str_concat3(a, site->baseurl, S("/"), url_encode(a, path, "-._~/!$&'()*+,;=:@"));
}

static void add_pdf(Arena *a, Value *list, const Site *site, Str title, Str path, size_t pages)
{
	Value *one = value_push_map(a, list);
	value_put_string(a, one, "title", title);
	value_put_string(a, one, "file", path);
	value_put_string(a, one, "url", url_of(a, site, path));
	value_put_int(a, one, "pages", pages);
}

/* On which page of the CV each of its anchors stands. */
static void add_places(Arena *a, Value *root, const Paper *paper)
{
	Value *places = value_put_new(a, root, "places", VALUE_MAP);
	for (size_t i = 0; i < paper->frame_count; i++) {
		const Frame *frame = &paper->frames[i];
		for (size_t k = 0; k < frame->count; k++) {
			const FrameItem *item = &frame->items[k];
			if (item->kind == FRAME_ANCHOR &&
			    value_get(places, item->as.anchor.name)->kind == VALUE_NIL)
				value_set(a, places, item->as.anchor.name,
					  value_new_int(a, (int64_t)i + 1, SPAN_NONE));
		}
	}
}

static void add_site(Arena *a, Value *root, const Pipeline *p, const ServeState *state)
{
	const Site *site = p->site;
	value_put_string(a, root, "site", site->title);
	value_put_string(a, root, "base", site->baseurl);
	value_put_string(a, root, "home", str_concat(a, site->baseurl, S("/")));
	Value *pdfs = value_put_new(a, root, "pdfs", VALUE_LIST);
	add_pdf(a, pdfs, site, S("CV"), site->cv_output, p->paper.frame_count);
	for (size_t i = 0; i < site->variant_count; i++)
		add_pdf(a, pdfs, site, site->variants[i].title, site->variants[i].output,
			state->variants[i].pages);
	add_places(a, root, &p->paper);
	Value *changed = value_put_new(a, root, "changed", VALUE_LIST);
	for (size_t i = 0; i < state->changed_count; i++)
		value_push(a, changed, value_new_string(a, state->changed[i], SPAN_NONE));
}

static Value *new_state(Arena *a, const ServeState *state)
{
	Value *root = value_new(a, VALUE_MAP, SPAN_NONE);
	value_put_string(a, root, "build", state->build);
	value_put_string(a, root, "previous", state->previous);
	value_put_bool(a, root, "ok", state->ok);
	value_put_int(a, root, "ms", state->milliseconds);
	return root;
}

Str serve_state_write(Arena *arena, const Pipeline *pipeline, const ServeState *state)
{
	Buf out = buf_in(arena);
	Value *root = new_state(arena, state);
	if (state->ok)
		add_site(arena, root, pipeline, state);
	add_messages(arena, root, pipeline);
	json_write(&out, root);
	return buf_str(&out);
}

Str serve_state_fallen(Arena *arena, Str build, Str text)
{
	Buf out = buf_in(arena);
	Value *root = new_state(arena, &(ServeState){.build = build});
	Value *one = value_push_map(arena, value_put_new(arena, root, "messages", VALUE_LIST));
	value_put_string(arena, one, "level", S("error"));
	value_put_string(arena, one, "id", S("build-fell"));
	value_put_string(arena, one, "text", text);
	value_put_int(arena, root, "errors", 1);
	value_put_int(arena, root, "warnings", 0);
	json_write(&out, root);
	return buf_str(&out);
}
