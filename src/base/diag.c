#include "base/diag.h"

Diags diags_in(Arena *arena)
{
	return (Diags){.arena = arena, .seen = map_in(arena)};
}

/* What makes two messages the same. */
static Str identity(Arena *arena, const Diag *diag)
{
	return str_format(arena, "%d %u %u %u %.*s", (int)diag->level, diag->span.source,
			  diag->span.start, diag->span.end, STR_ARG(diag->message));
}

/* The "link-broken" of "... [link-broken]"; empty when the format names no id. */
static Str id_of(const char *format)
{
	Str text = str_from(format);
	size_t open = str_rfind_char(text, '[');
	if (open == STR_NONE || !str_ends(text, S("]")) || open == 0 || text.ptr[open - 1] != ' ')
		return S("");
	return str_slice(text, open + 1, text.len - 1);
}

void diag_add(Diags *diags, DiagLevel level, Span span, Str hint, const char *format, ...)
{
	va_list args;
	va_start(args, format);
	Diag diag = {.level = level,
		     .span = span,
		     .message = str_format_args(diags->arena, format, args),
		     .hint = str_dup(diags->arena, hint),
		     .id = id_of(format)};
	va_end(args);
	if (diags->told != NULL)
		*diags->told = true;
	if (diag.id.len > 0)
		diag.message.len -= diag.id.len + sizeof " []" - 1;
	Str key = identity(diags->arena, &diag);
	if (map_has(&diags->seen, key))
		return;
	map_set(&diags->seen, key, NULL);
	if (diags->len == diags->cap) {
		size_t cap = diags->cap * 2 + 16;
		diags->items = arena_grow(diags->arena, diags->items, diags->cap * sizeof diag,
					  cap * sizeof diag);
		diags->cap = cap;
	}
	diags->items[diags->len++] = diag;
	diags->errors += level == DIAG_ERROR;
	diags->warnings += level == DIAG_WARNING;
}

Span span_join(Span a, Span b)
{
	if (a.source == 0)
		return b;
	if (b.source != a.source)
		return a;
	return (Span){a.source, a.start < b.start ? a.start : b.start,
		      a.end > b.end ? a.end : b.end};
}

int diag_compare(const Diag *a, const Diag *b)
{
	if (a->span.source != b->span.source)
		return a->span.source < b->span.source ? -1 : 1;
	if (a->span.start != b->span.start)
		return a->span.start < b->span.start ? -1 : 1;
	return a < b ? -1 : a > b; /* one array */
}
