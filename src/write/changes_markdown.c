/*
 * What changed, for a comment below a pull request (GitHub Flavored Markdown).
 *
 * The changes are HTML, which is not read as Markdown up to the next blank line: only its own
 * characters have to be escaped. What forges look for in any text, names behind "@" and numbers
 * behind "#" and "!", has a zero width space in it, so that nobody is called and nothing is linked.
 */
#include "base/markup.h"
#include "base/utf8.h"
#include "write/changes_lines.h"

/* Characters of a text that came or went. */
enum { MOST = 600 };

/* "@ada", "#12", "!12": the sign at `at` is followed by what makes it a call or a link. */
static bool calls(Str text, size_t at)
{
	char sign = text.ptr[at], next = at + 1 < text.len ? text.ptr[at + 1] : ' ';
	return sign == '@' ? char_is_alnum(next)
			   : (sign == '#' || sign == '!') && char_is_digit(next);
}

static void add_text(Buf *out, Str text)
{
	size_t from = 0;
	for (size_t at = 0; at < text.len;) {
		size_t start = at;
		uint32_t rune = utf8_next(text, &at);
		bool steers = utf8_steers(rune);
		if (!steers && !calls(text, start))
			continue;
		markup_escape_text(out, str_slice(text, from, steers ? start : at));
		buf_add(out, steers ? S(" ") : S("&#8203;"));
		from = at;
	}
	markup_escape_text(out, str_from_offset(text, from));
}

static void add_piece(Buf *out, const DiffPiece *piece)
{
	const char *tag = piece->op == DIFF_IN ? "ins" : "del";
	if (piece->op == DIFF_SAME) {
		add_text(out, piece->text);
		return;
	}
	Str text = str_trim(piece->text);
	if (str_starts(piece->text, S(" ")))
		buf_add_char(out, ' ');
	buf_add_format(out, "<%s>", tag);
	add_text(out, text);
	buf_add_format(out, "</%s>", tag);
	if (text.len > 0 && str_ends(piece->text, S(" ")))
		buf_add_char(out, ' ');
}

static const char *verb_of(char sign)
{
	return sign == '+' ? "➕" : sign == '-' ? "➖" : sign == '>' ? "↕️" : "✏️";
}

/* The sign and the words of a change. */
static void add_change(Buf *out, const ChangesLine *line)
{
	buf_add_format(out, "%s ", verb_of(line->sign));
	add_text(out, line->label);
	if (line->pieces.len > 0)
		buf_add(out, S(": "));
	for (size_t i = 0; i < line->pieces.len; i++)
		add_piece(out, &line->pieces.ptr[i]);
}

/* Which elements are open. */
typedef struct {
	Buf *out;
	bool details, list, item, inner;
} Writer;

static void close_inner(Writer *w)
{
	if (w->inner)
		buf_add(w->out, S("</ul>"));
	if (w->item)
		buf_add(w->out, S("</li>\n"));
	w->inner = w->item = false;
}

static void close_list(Writer *w)
{
	close_inner(w);
	if (w->list)
		buf_add(w->out, S("</ul>\n"));
	w->list = false;
}

static void close_details(Writer *w)
{
	close_list(w);
	if (w->details)
		buf_add(w->out, S("</details>\n\n"));
	w->details = false;
}

/* A head without changes has nothing to fold out. */
static void add_head(Writer *w, const ChangesLine *line, bool empty)
{
	close_details(w);
	buf_add(w->out, empty ? S("<p><b>") : S("<details><summary><b>"));
	add_text(w->out, line->label);
	buf_add(w->out, S("</b>: "));
	add_text(w->out, line->note);
	buf_add(w->out, empty ? S("</p>\n\n") : S("</summary>\n"));
	w->details = !empty;
}

static void add_line(Writer *w, const ChangesLine *line, bool empty)
{
	switch (line->kind) {
	case LINE_HEAD: add_head(w, line, empty); return;
	case LINE_PLACE:
		close_list(w);
		buf_add(w->out, S("<p><b>"));
		add_text(w->out, line->label);
		buf_add(w->out, S("</b></p>\n"));
		return;
	case LINE_SECTION:
		close_list(w);
		buf_add(w->out, S("<p>"));
		add_change(w->out, line);
		buf_add(w->out, S("</p>\n"));
		return;
	case LINE_CHANGE:
		close_inner(w);
		buf_add(w->out, w->list ? S("<li>") : S("<ul>\n<li>"));
		w->list = w->item = true;
		add_change(w->out, line);
		return;
	case LINE_DETAIL:
		buf_add(w->out, w->inner ? S("<li>") : S("<ul><li>"));
		w->inner = true;
		add_change(w->out, line);
		buf_add(w->out, S("</li>"));
		return;
	}
}

static void add_row(Buf *out, const char *name, size_t old, size_t new)
{
	buf_add_format(out, "<tr><td>%s</td><td align=\"right\">", name);
	changes_add_number(out, old);
	buf_add(out, S("</td><td align=\"right\">"));
	changes_add_number(out, new);
	buf_add(out, S("</td></tr>\n"));
}

static void add_table(Buf *out, const Changes *changes)
{
	buf_add(out, S("<table>\n<tr><th></th><th>"));
	add_text(out, changes->old.name);
	buf_add(out, S("</th><th>"));
	add_text(out, changes->new.name);
	buf_add(out, S("</th></tr>\n"));
	if (changes->old.pages > 0 && changes->new.pages > 0)
		add_row(out, "pages of the PDF", changes->old.pages, changes->new.pages);
	add_row(out, "words of the CV", changes->diff->cv.old_words, changes->diff->cv.new_words);
	buf_add(out, S("</table>\n\n"));
}

void changes_write_markdown(Buf *out, const Changes *changes, size_t limit)
{
	ChangesLines lines = changes_lines(out->arena, changes, MOST);
	size_t count = changes_count(changes->diff), start = out->len, i = 0;
	Writer w = {.out = out};
	if (lines.len == 0) {
		buf_add(out, S("### CV and homepage: nothing changed\n"));
		return;
	}
	buf_add(out, S("### CV and homepage: "));
	changes_add_number(out, count);
	buf_add_format(out, " change%s\n\n", count == 1 ? "" : "s");
	add_table(out, changes);
	for (; i < lines.len && out->len - start < limit; i++)
		add_line(&w, &lines.ptr[i],
			 i + 1 == lines.len || lines.ptr[i + 1].kind == LINE_HEAD);
	close_details(&w);
	size_t left = 0;
	for (; i < lines.len; i++)
		left += lines.ptr[i].kind == LINE_CHANGE || lines.ptr[i].kind == LINE_SECTION;
	if (left > 0) {
		buf_add(out, S("… and "));
		changes_add_number(out, left);
		buf_add_format(out, " more change%s\n", left == 1 ? "" : "s");
	}
}
