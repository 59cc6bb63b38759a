#include "write/summary.h"

#include "base/markup.h"

enum { SHOWN_MAX = 200 }; /* findings; a summary may have a megabyte */

static void add_count(Buf *out, size_t count, const char *one)
{
	buf_add_format(out, "%zu %s%s", count, one, count == 1 ? "" : "s");
}

static void add_code(Buf *out, Str text)
{
	buf_add(out, S("<code>"));
	markup_escape_markdown(out, text);
	buf_add(out, S("</code>"));
}

static void add_head(Buf *out, const Summary *s)
{
	const Findings *f = s->findings;
	buf_add_format(out, "### recto %.*s%s", STR_ARG(s->command), s->name.len > 0 ? ": " : "");
	markup_escape_markdown(out, s->name);
	buf_add(out, S("\n\n"));
	if (s->pages > 0) {
		buf_add(out, S("CV: **"));
		add_count(out, s->pages, "page");
		buf_add(out, S("**, "));
		add_count(out, s->words, "word");
		buf_add(out, S(". "));
	}
	add_count(out, f->errors, "error");
	buf_add(out, S(", "));
	add_count(out, f->warnings, "warning");
	buf_add(out, S(", "));
	add_count(out, f->notes, "note");
	if (f->accepted > 0)
		buf_add_format(out, "; %zu accepted", f->accepted);
	buf_add(out, s->written ? S(".\n") : S(". **Nothing was written.**\n"));
}

/* What was done to fit the CV into its pages. */
static void add_fit(Buf *out, const Summary *s)
{
	for (size_t i = 0; i < s->findings->count; i++) {
		const Diag *diag = s->findings->items[i].diag;
		if (!str_eq(diag->id, S("page-fit")))
			continue;
		buf_add_char(out, '\n');
		markup_escape_markdown(out, diag->message);
		buf_add_char(out, '\n');
	}
}

static void add_row(Buf *out, const SummaryTally *tally, const char *one, const char *many)
{
	if (tally->count == 0)
		return;
	buf_add_format(out, "| %zu %s | | ", tally->count, tally->count == 1 ? one : many);
	buf_add_size(out, tally->size);
	buf_add(out, S(" |\n"));
}

static void add_files(Buf *out, const Summary *s)
{
	if (s->file_count + s->pages_written.count + s->others.count + s->copied.count == 0)
		return;
	buf_add(out, S("\n| written | pages | size |\n|:--|--:|--:|\n"));
	for (size_t i = 0; i < s->file_count; i++) {
		const SummaryFile *file = &s->files[i];
		buf_add(out, S("| "));
		add_code(out, file->path);
		if (file->pages > 0)
			buf_add_format(out, " | %zu | ", file->pages);
		else
			buf_add(out, S(" | | "));
		buf_add_size(out, file->size);
		buf_add(out, S(" |\n"));
	}
	add_row(out, &s->pages_written, "page of the site", "pages of the site");
	add_row(out, &s->others, "other file made", "other files made");
	add_row(out, &s->copied, "file copied", "files copied");
}

static void add_finding(Buf *out, const Findings *findings, const Diag *diag)
{
	const Source *source = source_get(findings->sources, diag->span.source);
	buf_add(out, S("  - "));
	if (source != NULL) {
		Place place = source_place(source, diag->span.start);
		add_code(out, str_format(out->arena, "%.*s:%u:%u", STR_ARG(source->path),
					 (unsigned)place.line, (unsigned)place.column));
		buf_add_char(out, ' ');
	}
	markup_escape_markdown(out, diag->message);
	if (diag->hint.len > 0) {
		buf_add(out, S(" ("));
		markup_escape_markdown(out, diag->hint);
		buf_add_char(out, ')');
	}
	buf_add_char(out, '\n');
}

static bool is_shown(const Finding *finding, DiagLevel level)
{
	return finding->diag->level == level && !finding->accepted;
}

/* All of the kind of finding `first`, unless one of them stood before. */
static void add_kind(Buf *out, const Findings *f, size_t first, DiagLevel level, size_t *room)
{
	Str id = f->items[first].diag->id;
	size_t count = 0;
	for (size_t i = 0; i < f->count; i++) {
		bool same = is_shown(&f->items[i], level) && str_eq(f->items[i].diag->id, id);
		if (same && i < first)
			return;
		count += same;
	}
	buf_add_format(out, "- **%.*s**: %zu\n", STR_ARG(id), count);
	for (size_t i = first; *room > 0 && i < f->count; i++)
		if (is_shown(&f->items[i], level) && str_eq(f->items[i].diag->id, id)) {
			add_finding(out, f, f->items[i].diag);
			(*room)--;
		}
}

static void add_level(Buf *out, const Findings *f, DiagLevel level, size_t count, const char *one)
{
	size_t room = SHOWN_MAX;
	if (count == 0)
		return;
	buf_add_format(out, "\n<details%s><summary>", level == DIAG_ERROR ? " open" : "");
	add_count(out, count, one);
	buf_add(out, S("</summary>\n\n"));
	for (size_t i = 0; i < f->count; i++)
		if (is_shown(&f->items[i], level))
			add_kind(out, f, i, level, &room);
	if (count > SHOWN_MAX)
		buf_add_format(out, "\n%zu more are not listed here.\n", count - SHOWN_MAX);
	buf_add(out, S("\n</details>\n"));
}

void summary_write(Buf *out, const Summary *summary)
{
	const Findings *f = summary->findings;
	add_head(out, summary);
	add_fit(out, summary);
	add_files(out, summary);
	add_level(out, f, DIAG_ERROR, f->errors, "error");
	add_level(out, f, DIAG_WARNING, f->warnings, "warning");
	add_level(out, f, DIAG_NOTE, f->notes, "note");
	buf_add_char(out, '\n');
}
