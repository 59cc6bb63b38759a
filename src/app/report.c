#include "app/report.h"

#include "base/markup.h"
#include "base/utf8.h"

#include <stdlib.h>

enum { EXCERPT = 120 }; /* code points of a line that are shown */

static const char *const level_names[] = {"note", "warning", "error"};
static const char *const level_colours[] = {"\033[36m", "\033[35m", "\033[1;31m"};

static void colour_on(Buf *out, bool colour, const char *code)
{
	if (colour)
		buf_add_cstr(out, code);
}

/* Terminal columns of a character: two for CJK and emoji, none for marks that join. */
static size_t columns_of(uint32_t rune)
{
	if (rune == 0x200D || (rune >= 0xFE00 && rune <= 0xFE0F) || (rune >= 0x300 && rune < 0x370))
		return 0;
	return utf8_is_cjk(rune) || (rune >= 0x1F300 && rune <= 0x1FAFF) ? 2 : 1;
}

/* The line, cut around the place when it is long, and a caret below the place. */
static void write_excerpt(Buf *out, Place place, size_t width, bool colour)
{
	Str line = place.line_text;
	size_t first = place.column > EXCERPT * 3 / 4 ? place.column - EXCERPT / 2 : 1;
	size_t column = 1, caret = 0, mark = 0;
	buf_add(out, S("  "));
	for (size_t at = 0; at < line.len && column < first + EXCERPT; column++) {
		uint32_t rune = utf8_next(line, &at);
		if (column < first)
			continue;
		uint32_t shown = utf8_steers(rune) ? ' ' : rune; /* tabs, and nothing that steers */
		buf_add_rune(out, shown);
		if (column < place.column)
			caret += columns_of(shown);
		else if (column < place.column + width)
			mark += columns_of(shown);
	}
	buf_add(out, S("\n  "));
	buf_add_repeat(out, ' ', caret);
	colour_on(out, colour, "\033[32m");
	buf_add_char(out, '^');
	buf_add_repeat(out, '~', mark > 1 ? mark - 1 : 0);
	colour_on(out, colour, "\033[0m");
	buf_add_char(out, '\n');
}

void report_write_diag(Buf *out, const Sources *sources, const Diag *diag, bool colour)
{
	const Source *source = source_get(sources, diag->span.source);
	Place place = {0};
	colour_on(out, colour, "\033[1m");
	if (source != NULL) {
		place = source_place(source, diag->span.start);
		markup_add_plain(out, source->path);
		buf_add_format(out, ":%u:%u: ", place.line, place.column);
	} else {
		buf_add(out, S("recto: "));
	}
	colour_on(out, colour, level_colours[diag->level]);
	buf_add_format(out, "%s: ", level_names[diag->level]);
	colour_on(out, colour, "\033[0m");
	markup_add_plain(out, diag->message);
	buf_add_char(out, '\n');
	if (source != NULL && place.line_text.len > 0)
		write_excerpt(out, place, utf8_count(source_text(sources, diag->span)), colour);
	if (diag->hint.len > 0) {
		buf_add(out, S("  hint: "));
		markup_add_plain(out, diag->hint);
		buf_add_char(out, '\n');
	}
}

static int compare(const void *a, const void *b)
{
	return diag_compare(*(const Diag *const *)a, *(const Diag *const *)b);
}

static void write_count(Buf *out, size_t count, const char *what)
{
	buf_add_format(out, "%zu %s%s", count, what, count == 1 ? "" : "s");
}

void report_write_diags(Buf *out, const Sources *sources, const Diags *diags, DiagLevel least,
			bool colour)
{
	size_t count = 0;
	const Diag **order = ARENA_ARRAY(out->arena, const Diag *, diags->len);
	for (size_t i = 0; i < diags->len; i++)
		if (diags->items[i].level >= least)
			order[count++] = &diags->items[i];
	qsort(order, count, sizeof *order, compare);
	for (size_t i = 0; i < count; i++)
		report_write_diag(out, sources, order[i], colour);
	if (diags->errors > 0 || (diags->warnings > 0 && least < DIAG_ERROR)) {
		write_count(out, diags->errors, "error");
		buf_add(out, S(", "));
		write_count(out, diags->warnings, "warning");
		buf_add_char(out, '\n');
	}
}
