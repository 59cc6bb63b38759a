/*
 * Which '*' and '_' are emphasis, by kramdown's rules, which are not CommonMark's.
 *
 * kramdown looks for the end of an emphasis from its start on, going over links and elements as a
 * whole and trying each start within; when there is no end, it goes back, and the marks are text.
 * An <em> is never within an <em>, however far out. (kramdown's parser/kramdown/emphasis.rb,
 * retold; it may take a time that is cubic in the number of marks, so the steps are counted here,
 * and when there were too many the marks left are text.)
 */
#include "base/utf8.h"
#include "front/kramdown.h"

#include <string.h>

enum { CONTAINERS_MAX = 100, RUN_MAX = 3 };

typedef enum { IN_OTHER, IN_EMPH, IN_STRONG } Parent;

typedef struct {
	Str text;
	EmphasisMark *marks;
	size_t budget;
} Finder;

/* What a sequence of marks stands in, and how it ends. */
typedef struct {
	size_t end; /* index of the first mark that is not part of it */
	Parent parent;
	bool emph, strong; /* whether one is open, here or further out */
	size_t content;	   /* where the text of the emphasis starts that is to be ended */
	int containers;
} Context;

static bool is_letter(uint32_t rune, bool digits)
{
	if (rune < 0x80)
		return digits ? char_is_alnum((char)rune) : char_is_alpha((char)rune);
	return !kramdown_is_symbol(rune);
}

static bool space_at(const Finder *f, size_t at)
{
	return at < f->text.len && char_is_space(f->text.ptr[at]);
}

static bool letter_before(Str text, size_t at)
{
	return at > 0 && is_letter(utf8_prev(text, &at), false);
}

/* "snake_case", "well-_known": an underscore within a word. */
static bool in_word(const Finder *f, size_t at)
{
	size_t before = at > 0 && f->text.ptr[at - 1] == '-' ? at - 1 : at;
	return letter_before(f->text, at) || letter_before(f->text, before);
}

/* Number of marks of one kind, side by side, from `i` on; RUN_MAX stands for all more. */
static size_t run_length(const Finder *f, size_t i, size_t end)
{
	size_t n = 1;
	while (n < RUN_MAX && i + n < end && f->marks[i + n].mark == f->marks[i].mark &&
	       f->marks[i + n].source == f->marks[i].source + n)
		n++;
	return n;
}

static bool ends_here(const Finder *f, size_t i, const Context *c, char mark)
{
	size_t at = f->marks[i].source, run = run_length(f, i, c->end);
	size_t length = c->parent == IN_STRONG ? 2 : 1;
	if (f->marks[i].mark != mark || run < length || at <= c->content || space_at(f, at - 1))
		return false;
	if (length == 1 && run == 2)
		return false;
	size_t behind = at + length;
	return mark != '_' || behind >= f->text.len ||
	       !is_letter(utf8_next(f->text, &behind), true);
}

static size_t read_emphasis(Finder *f, size_t i, const Context *c);

static void read_text(Finder *f, size_t i, size_t end)
{
	for (; i < end; i++)
		f->marks[i].role = EMPHASIS_TEXT;
}

/* Reads up to the mark that ends c->parent ('\0': to the end); index of that mark, STR_NONE: none.
 */
static size_t read_marks(Finder *f, size_t i, const Context *c, char mark)
{
	while (i < c->end) {
		if (f->budget > 0)
			f->budget--;
		if (f->marks[i].mark == '\0') {
			Context inner = {.end = f->marks[i].close < c->end ? f->marks[i].close
									   : c->end,
					 .emph = c->emph,
					 .strong = c->strong,
					 .containers = c->containers + 1};
			if (inner.containers > CONTAINERS_MAX || f->marks[i].verbatim)
				read_text(f, i + 1, inner.end);
			else
				read_marks(f, i + 1, &inner, '\0');
			i = inner.end > i ? inner.end : i + 1;
		} else if (mark != '\0' && ends_here(f, i, c, mark)) {
			return i;
		} else {
			i = read_emphasis(f, i, c);
		}
	}
	return STR_NONE;
}

/* Index of the mark that ends an emphasis of `length` marks at `i`. */
static size_t find_end(Finder *f, size_t i, size_t length, const Context *c)
{
	Context inner = *c;
	inner.parent = length == 2 ? IN_STRONG : IN_EMPH;
	inner.emph = inner.emph || length == 1;
	inner.strong = inner.strong || length == 2;
	inner.content = f->marks[i].source + length;
	return f->budget > 0 ? read_marks(f, i + length, &inner, f->marks[i].mark) : STR_NONE;
}

/* Gives the marks from `i` on their role; index behind what was read. */
static size_t read_emphasis(Finder *f, size_t i, const Context *c)
{
	size_t at = f->marks[i].source, length = run_length(f, i, c->end) >= 2 ? 2 : 1;
	size_t behind = i + length, end = STR_NONE;
	bool text = (f->marks[i].mark == '_' && in_word(f, at)) || space_at(f, at + length) ||
		    (length == 2 ? c->strong : c->emph);
	if (!text)
		end = find_end(f, i, length, c);
	if (!text && end == STR_NONE && length == 2 && c->parent != IN_EMPH) {
		length = 1;
		end = find_end(f, i, length, c);
	}
	if (end == STR_NONE) {
		read_text(f, i, behind);
		return behind;
	}
	f->marks[i].role = length == 2 ? EMPHASIS_OPEN_STRONG : EMPHASIS_OPEN;
	f->marks[end].role = length == 2 ? EMPHASIS_CLOSE_STRONG : EMPHASIS_CLOSE;
	if (length == 2)
		f->marks[i + 1].role = f->marks[end + 1].role = EMPHASIS_SECOND;
	return end + length;
}

void kramdown_find_emphasis(Str text, EmphasisMark *marks, size_t count)
{
	Finder f = {text, marks, 100000 + 64 * count};
	Context c = {.end = count};
	read_marks(&f, 0, &c, '\0');
}

/* --- for cmark --- */

/* What has no place in the source stands at the side of the mark that it is for. */
static void write_inert(TextBuilder *out, Span span, bool behind)
{
	const char inert = MARK_INERT;
	uint32_t at = behind ? span.end : span.start;
	text_add_generated(out, (Str){&inert, 1}, (Span){span.source, at, at});
}

/* A start has punctuation before it, an end has it behind: so cmark takes each for what it is. */
static void write_aside(const Kramdown *k, TextBuilder *out, Span span, bool behind)
{
	char mark[PART_MARK_MAX];
	size_t length = kramdown_part_mark(k->nothing, mark);
	uint32_t at = behind ? span.end : span.start;
	text_add_generated(out, (Str){mark, length}, (Span){span.source, at, at});
}

/* Signs that are themselves in a stream, whatever stands around them. */
static bool is_sign(char c)
{
	return c != '\0' && strchr("()[],.:;", c) != NULL;
}

/* Whether cmark takes the marks [start, end) for what they are because of what stands around them:
 * CommonMark's rules for flanking, as far as they are simple. */
static bool is_flanked(Str text, size_t start, size_t end, bool opens)
{
	char before = start > 0 ? text.ptr[start - 1] : ' ';
	char behind = end < text.len ? text.ptr[end] : ' ';
	char outside = opens ? before : behind, inside = opens ? behind : before;
	bool space = outside == ' ' || outside == '\n';
	return char_is_alnum(inside) ? space || is_sign(outside) : space && is_sign(inside);
}

/* The marks [start, end) of the leaf as those of cmark, which knows '*' for all of them. */
static void write_marks(Kramdown *k, TextBuilder *out, const Text *leaf, size_t start, size_t end,
			bool opens)
{
	Span span = text_span(leaf, start, end);
	bool helped = !is_flanked(leaf->text, start, end, opens);
	if (helped && opens)
		write_aside(k, out, span, false);
	else if (helped)
		write_inert(out, span, false);
	if (leaf->text.ptr[start] == '*')
		text_add_text(out, leaf, start, end);
	else
		text_add_generated(out, str_slice(S("**"), 0, end - start), span);
	if (helped && opens)
		write_inert(out, span, true);
	else if (helped)
		write_aside(k, out, span, true);
}

static void write_text_mark(TextBuilder *out, const Text *leaf, const EmphasisMark *mark)
{
	const char escape[] = {MARK_PLAIN, '\\', mark->mark};
	Span span = text_span(leaf, mark->source, mark->source + 1);
	text_add_generated(out, (Str){escape, sizeof escape}, span);
}

void kramdown_write_emphasis(Kramdown *k, TextBuilder *out, const Text *leaf, const Text *stream,
			     const EmphasisMark *marks, size_t count)
{
	size_t done = 0;
	for (size_t i = 0; i < count; i++) {
		size_t start = marks[i].source;
		if (marks[i].mark == '\0')
			continue;
		text_add_text(out, stream, done, marks[i].at);
		done = marks[i].at;
		switch (marks[i].role) {
		case EMPHASIS_TEXT: write_text_mark(out, leaf, &marks[i]); break;
		case EMPHASIS_OPEN: write_marks(k, out, leaf, start, start + 1, true); break;
		case EMPHASIS_OPEN_STRONG: write_marks(k, out, leaf, start, start + 2, true); break;
		case EMPHASIS_CLOSE: write_marks(k, out, leaf, start, start + 1, false); break;
		case EMPHASIS_CLOSE_STRONG:
			write_marks(k, out, leaf, start, start + 2, false);
			break;
		case EMPHASIS_SECOND: break;
		}
	}
	text_add_text(out, stream, done, stream->text.len);
}
