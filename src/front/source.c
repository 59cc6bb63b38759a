#include "front/source.h"

#include "base/buf.h"
#include "base/file.h"
#include "base/utf8.h"
#include "base/vec.h"

#include <errno.h>
#include <string.h>

Sources sources_in(Arena *arena)
{
	return (Sources){.arena = arena};
}

static void index_lines(Arena *arena, Source *source)
{
	VEC(uint32_t) lines = {0};
	VEC_PUSH(arena, &lines, 0);
	for (size_t at = 0; (at = str_find_char(source->text, '\n', at)) != STR_NONE; at++)
		VEC_PUSH(arena, &lines, (uint32_t)at + 1);
	source->lines = lines.ptr;
	source->line_count = lines.len;
}

/* CRLF and lone CR become LF. */
static Str unify_line_ends(Arena *arena, Str text)
{
	if (str_find_char(text, '\r', 0) == STR_NONE)
		return text;
	char *out = str_to_cstr(arena, text);
	size_t n = 0;
	for (size_t i = 0; i < text.len; i++) {
		bool cr = text.ptr[i] == '\r';
		if (cr && i + 1 < text.len && text.ptr[i + 1] == '\n')
			continue;
		out[n++] = cr ? '\n' : text.ptr[i];
	}
	return (Str){out, n};
}

/* Every byte that is not UTF-8 becomes U+FFFD. */
static Str replace_invalid(Arena *arena, Str text)
{
	Buf out = buf_in(arena);
	for (size_t bad; (bad = utf8_find_invalid(text)) != STR_NONE;) {
		buf_add(&out, str_slice(text, 0, bad));
		buf_add_rune(&out, 0xFFFD);
		text = str_from_offset(text, bad + 1);
	}
	buf_add(&out, text);
	return buf_str(&out);
}

static Source *add(Sources *sources, Str shown)
{
	Source *source = ARENA_NEW(sources->arena, Source);
	if (sources->len == sources->cap) {
		size_t cap = sources->cap * 2 + 16;
		sources->items = arena_grow(sources->arena, sources->items,
					    sources->cap * sizeof source, cap * sizeof source);
		sources->cap = cap;
	}
	sources->items[sources->len++] = source;
	source->number = (uint32_t)sources->len;
	source->path = str_dup(sources->arena, shown);
	return source;
}

Source *source_add(Sources *sources, Str shown, Str bytes, Diags *diags)
{
	Source *source = add(sources, shown);
	if (str_starts(bytes, S("\xEF\xBB\xBF")))
		bytes = str_from_offset(bytes, 3);
	size_t bad = utf8_find_invalid(bytes);
	Str text = bad == STR_NONE ? bytes : replace_invalid(sources->arena, bytes);
	source_set_text(sources, source, unify_line_ends(sources->arena, text), NULL, 0);
	if (bad != STR_NONE) {
		size_t at = str_find(source->text, S("\xEF\xBF\xBD"), 0);
		diag_error(diags, source_span(source, at, at + 3), S("save the file as UTF-8"),
			   "byte 0x%02X is not UTF-8 [encoding]", (unsigned char)bytes.ptr[bad]);
	}
	return source;
}

Source *source_load(Sources *sources, Str file, Str shown, Span from, Diags *diags)
{
	Str bytes;
	if (!file_read(sources->arena, file, SOURCE_LIMIT, &bytes)) {
		diag_error(diags, from, errno == EFBIG ? S("a page is at most 64 MB") : S(""),
			   "cannot read %.*s: %s [file-unreadable]", STR_ARG(shown),
			   strerror(errno));
		return NULL;
	}
	if (str_find_char(bytes, '\0', 0) != STR_NONE) {
		diag_error(diags, from, S("a text file is needed here"),
			   "%.*s holds a NUL byte, so it is not text [encoding]", STR_ARG(shown));
		return NULL;
	}
	return source_add(sources, shown, bytes, diags);
}

const Source *source_get(const Sources *sources, uint32_t number)
{
	return number == 0 || number > sources->len ? NULL : sources->items[number - 1];
}

void source_set_text(Sources *sources, Source *source, Str text, SourceEdit *edits,
		     size_t edit_count)
{
	source->text = text.ptr == NULL ? S("") : text;
	source->edits = edits;
	source->edit_count = edit_count;
	index_lines(sources->arena, source);
}

/* Index of the line that holds `offset`. */
static size_t find_line(const Source *source, uint32_t offset)
{
	size_t low = 0, high = source->line_count;
	while (high - low > 1) {
		size_t middle = low + (high - low) / 2;
		if (source->lines[middle] <= offset)
			low = middle;
		else
			high = middle;
	}
	return low;
}

/* Code points of the file's line before `offset`, with repairs undone. */
static size_t count_column(const Source *source, uint32_t start, uint32_t offset)
{
	size_t column = utf8_count(str_slice(source->text, start, offset));
	for (size_t i = 0; i < source->edit_count; i++) {
		const SourceEdit *e = &source->edits[i];
		if (e->at < start || e->at + e->len > offset)
			continue;
		column += utf8_count(e->was);
		column -= utf8_count(str_slice(source->text, e->at, e->at + e->len));
	}
	return column;
}

Place source_place(const Source *source, uint32_t offset)
{
	if (offset > source->text.len)
		offset = (uint32_t)source->text.len;
	size_t line = find_line(source, offset);
	uint32_t start = source->lines[line];
	size_t end = str_find_char(source->text, '\n', start);
	return (Place){
		.line = (uint32_t)line + 1,
		.column = (uint32_t)count_column(source, start, offset) + 1,
		.line_text =
			str_slice(source->text, start, end == STR_NONE ? source->text.len : end),
	};
}

Span source_span(const Source *source, size_t start, size_t end)
{
	return (Span){source->number, (uint32_t)start, (uint32_t)end};
}

Str source_text(const Sources *sources, Span span)
{
	const Source *source = source_get(sources, span.source);
	return source == NULL ? S("") : str_slice(source->text, span.start, span.end);
}
