/* What changed, for people at a terminal. */
#include "write/changes.h"

#include "base/markup.h"
#include "write/changes_lines.h"

/* Characters of a text that came or went on one line. */
enum { MOST = 240 };

#define RED "\033[31m"
#define GREEN "\033[32m"
#define YELLOW "\033[33m"
#define CYAN "\033[36m"
#define BOLD "\033[1m"
#define PLAIN "\033[0m"

typedef struct {
	Buf *out;
	bool colour;
} Printer;

static void switch_to(Printer *p, const char *code)
{
	if (p->colour)
		buf_add_cstr(p->out, code);
}

/* What went or came in its marks, the spaces around it outside of them. */
static void add_marked(Printer *p, const DiffPiece *piece, bool alone)
{
	bool came = piece->op == DIFF_IN, marks = !p->colour && !alone;
	Str text = str_trim(piece->text);
	if (str_starts(piece->text, S(" ")))
		buf_add_char(p->out, ' ');
	switch_to(p, came ? GREEN : RED);
	if (marks)
		buf_add_cstr(p->out, came ? "{+" : "[-");
	markup_add_plain(p->out, text);
	if (marks)
		buf_add_cstr(p->out, came ? "+}" : "-]");
	switch_to(p, PLAIN);
	if (text.len > 0 && str_ends(piece->text, S(" ")))
		buf_add_char(p->out, ' ');
}

static void add_pieces(Printer *p, const DiffPieces *pieces)
{
	for (size_t i = 0; i < pieces->len; i++) {
		const DiffPiece *piece = &pieces->ptr[i];
		bool beside = i > 0 && pieces->ptr[i - 1].op == DIFF_OUT && piece->op == DIFF_IN;
		if (beside && !str_starts(piece->text, S(" ")) && p->colour)
			buf_add_char(p->out, ' ');
		if (piece->op == DIFF_SAME)
			markup_add_plain(p->out, piece->text);
		else
			add_marked(p, piece, pieces->len == 1);
	}
}

static const char *colour_of(char sign)
{
	return sign == '+' ? GREEN : sign == '-' ? RED : sign == '>' ? CYAN : YELLOW;
}

static void add_change(Printer *p, const ChangesLine *line, size_t indent)
{
	buf_add_repeat(p->out, ' ', indent);
	switch_to(p, colour_of(line->sign));
	buf_add_char(p->out, line->sign);
	switch_to(p, PLAIN);
	buf_add_char(p->out, ' ');
	markup_add_plain(p->out, line->label);
	if (line->pieces.len > 0)
		buf_add(p->out, S(": "));
	add_pieces(p, &line->pieces);
	buf_add_char(p->out, '\n');
}

static void add_line(Printer *p, const ChangesLine *line)
{
	switch (line->kind) {
	case LINE_HEAD:
		switch_to(p, BOLD);
		markup_add_plain(p->out, line->label);
		switch_to(p, PLAIN);
		buf_add(p->out, S(": "));
		markup_add_plain(p->out, line->note);
		buf_add_char(p->out, '\n');
		return;
	case LINE_PLACE:
		buf_add(p->out, S("  "));
		markup_add_plain(p->out, line->label);
		buf_add_char(p->out, '\n');
		return;
	case LINE_SECTION: add_change(p, line, 2); return;
	case LINE_CHANGE: add_change(p, line, 4); return;
	case LINE_DETAIL: add_change(p, line, 8); return;
	}
}

void changes_write_text(Buf *out, const Changes *changes, bool colour)
{
	Printer p = {out, colour};
	ChangesLines lines = changes_lines(out->arena, changes, MOST);
	for (size_t i = 0; i < lines.len; i++)
		add_line(&p, &lines.ptr[i]);
	size_t count = changes_count(changes->diff);
	if (count == 0 && lines.len == 0) {
		buf_add(out, S("nothing changed\n"));
		return;
	}
	changes_add_number(out, count);
	buf_add_format(out, " change%s from ", count == 1 ? "" : "s");
	markup_add_plain(out, changes->old.name);
	buf_add(out, S(" to "));
	markup_add_plain(out, changes->new.name);
	buf_add_char(out, '\n');
}
