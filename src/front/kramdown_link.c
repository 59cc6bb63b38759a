/* Brackets in inline text: links, labels, notes; and the starts that wait for their end. */
#include "front/kramdown_span.h"

enum { OPENERS_SEARCHED = 1000 }; /* how far out the start of a link or element is looked for */
enum { LABEL_MAX = 1000 };

/* --- what emphasis cannot cross --- */

/* A link (no name) or an element whose inside starts at `inside`. */
void reader_open(SpanReader *r, Str name, size_t inside)
{
	EmphasisMark mark = {.source = r->at, .at = r->out->out.len};
	Opener opener = {.name = name, .mark = r->marks.len, .inside = inside};
	opener.link = r->openers.len > 0 && r->openers.ptr[r->openers.len - 1].link;
	mark.verbatim = name.len == 0 && r->at > 0 && reader_char(r, r->at - 1) == '!';
	mark.close = name.len == 0 ? r->marks.len + 1 : STR_NONE;
	VEC_PUSH(r->scratch, &r->marks, mark);
	VEC_PUSH(r->scratch, &r->openers, opener);
}

Opener *reader_find_opener(SpanReader *r, Str name)
{
	size_t n = r->openers.len, last = n > OPENERS_SEARCHED ? n - OPENERS_SEARCHED : 0;
	for (; n > last; n--)
		if (str_eq(r->openers.ptr[n - 1].name, name))
			return &r->openers.ptr[n - 1];
	return NULL;
}

/* With `opener`, elements that are open within have their end here. */
void reader_close(SpanReader *r, Opener *opener)
{
	for (Opener *o = opener; o < r->openers.ptr + r->openers.len; o++)
		if (o == opener || o->name.len > 0)
			r->marks.ptr[o->mark].close = r->marks.len;
	r->openers.len = (size_t)(opener - r->openers.ptr);
}

/* --- brackets --- */

/* Whether a quotation mark stands behind the white space at `at`: a title starts there. */
static bool starts_title(const SpanReader *r, size_t at)
{
	char quote = reader_char(r, at + 1);
	return quote == '"' || quote == '\'';
}

/* Offset of the ')' behind the title whose quotation mark is at `at`: other ones may stand in it.
 * STR_NONE: none. */
static size_t find_title_paren(const SpanReader *r, size_t at)
{
	for (size_t end = at + 2; end < r->text.text.len; end++) {
		size_t behind = end + 1;
		if (reader_char(r, end) != reader_char(r, at))
			continue;
		while (char_is_space(reader_char(r, behind)))
			behind++;
		if (reader_char(r, behind) == ')')
			return behind;
		end = behind - 1;
	}
	return STR_NONE;
}

static size_t search_paren(const SpanReader *r, size_t at)
{
	size_t depth = 0;
	for (; at < r->text.text.len; at++)
		switch (r->text.text.ptr[at]) {
		case '\\': at++; break;
		case '(': depth++; break;
		case ')':
			if (depth-- == 0)
				return at;
			break;
		case ' ':
		case '\t':
		case '\n':
		case '\v':
		case '\f':
		case '\r':
			if (starts_title(r, at))
				return find_title_paren(r, at + 1);
		}
	return STR_NONE;
}

/* Offset of the ')' that ends "(url "title")" whose inside starts at `at`, STR_NONE: none. A link's
 * '[' and its ']' ask for the same one. */
static size_t find_paren(SpanReader *r, size_t at)
{
	if (r->paren_inside != at) {
		r->paren_inside = at;
		r->paren_end = search_paren(r, at);
	}
	return r->paren_end;
}

static bool has_label(SpanReader *r, size_t start, size_t end)
{
	if (end <= start || end - start > LABEL_MAX)
		return false;
	Str label = str_slice(r->text.text, start, end);
	return map_has(&r->k->links, kramdown_label(r->scratch, label));
}

/* Offset of the ']' that belongs to the '[' before `at`; STR_NONE: none near. */
static size_t find_bracket(const SpanReader *r, size_t at)
{
	size_t depth = 1, limit = at + LABEL_MAX, ticks;
	for (; at < r->text.text.len && at < limit; at++)
		switch (reader_char(r, at)) {
		case '\\': at++; break;
		case '[': depth++; break;
		case '`':
			ticks = str_find_char(r->text.text, '`', at + 1);
			at = ticks == STR_NONE ? at : ticks;
			break;
		case ']':
			if (--depth == 0)
				return at;
			break;
		}
	return STR_NONE;
}

/* Whether the '[' before `at` starts a link or picture; `end` gets the place of its ']'. */
static bool starts_link(SpanReader *r, size_t at, size_t *end)
{
	*end = r->failures > SEARCH_FAILURES ? STR_NONE : find_bracket(r, at);
	if (*end == STR_NONE)
		return false;
	if (reader_char(r, *end + 1) == '(') {
		size_t close = find_paren(r, *end + 2);
		r->failures += close == STR_NONE;
		return close != STR_NONE;
	}
	size_t label = *end + 1;
	while (char_is_space(reader_char(r, label)))
		label++;
	Str rest = str_slice(reader_rest(r, label), 0, LABEL_MAX);
	size_t close = str_starts(rest, S("[")) ? str_find_char(rest, ']', 0) : STR_NONE;
	if (close == STR_NONE || close == 1)
		return has_label(r, at, *end);
	return has_label(r, label + 1, label + close);
}

/* What a picture says instead is its source, without the backslashes of escapes. */
static void copy_alternative(SpanReader *r, size_t to)
{
	static const Str escapes = STR_INIT("\\.*_+`<>()[]{}#!:|\"'$=-");
	while (r->at < to) {
		if (reader_char(r, r->at) == '\\' &&
		    str_find_char(escapes, reader_char(r, r->at + 1), 0) != STR_NONE)
			r->at++;
		reader_copy_literal(r);
	}
}

void reader_read_open_bracket(SpanReader *r)
{
	size_t end;
	bool picture = r->at > 0 && reader_char(r, r->at - 1) == '!';
	bool inside = r->openers.len > 0 && r->openers.ptr[r->openers.len - 1].link;
	bool escaped = picture && r->at > 1 && reader_char(r, r->at - 2) == '\\';
	if (inside && (!picture || escaped)) {
		reader_open(r, S(""), r->at + 1);
		r->openers.ptr[r->openers.len - 1].text = true;
		reader_copy_literal(r);
		return;
	}
	reader_open(r, S(""), r->at + 1);
	bool link = starts_link(r, r->at + 1, &end);
	r->openers.ptr[r->openers.len - 1].link = inside || (link && (!picture || escaped));
	reader_copy(r, r->at + 1);
	if (link && picture && !escaped)
		copy_alternative(r, end);
}

/* "[^a-z]" is rarely a note, "[^1]" always. */
static void report_missing_note(const SpanReader *r, Str label)
{
	for (size_t i = 0; i < label.len; i++)
		if (!char_is_alnum(label.ptr[i]) && label.ptr[i] != '_')
			return;
	if (label.len > 0)
		diag_warning(r->k->diags, reader_span(r, r->at, r->at + label.len + 3),
			     str_format(r->k->arena, "write it on a line of its own: [^%.*s]: ...",
					STR_ARG(label)),
			     "there is no note %.*s, so this is text [note-missing]",
			     STR_ARG(label));
}

/* "[^label]" of a note that is defined. */
bool reader_read_note(SpanReader *r)
{
	Str rest = str_slice(reader_rest(r, r->at), 0, 1000);
	size_t close = str_find_char(rest, ']', 0);
	if (!str_starts(rest, S("[^")) || close == STR_NONE)
		return false;
	NoteDefinition *note = map_get(&r->k->notes, str_slice(rest, 2, close));
	if (note == NULL) {
		report_missing_note(r, str_slice(rest, 2, close));
		return false;
	}
	reader_part(r, (Part){.kind = PART_NOTE, .note = note}, r->at + close + 1);
	return true;
}

/* Where a title starts in what stands in the parentheses: a quote behind white space; the length if
 * none. */
static size_t find_title(Str inside)
{
	Str s = str_trim_end(inside);
	if (s.len < 3 || (s.ptr[s.len - 1] != '"' && s.ptr[s.len - 1] != '\''))
		return inside.len;
	for (size_t i = 1; i + 1 < s.len; i++)
		if (char_is_space(s.ptr[i - 1]) && s.ptr[i] == s.ptr[s.len - 1])
			return i;
	return inside.len;
}

/* Copies the title at r->at up to the ')' at `close`; cmark wants a backslash before the quotation
 * marks in it. */
static void copy_title(SpanReader *r, size_t close)
{
	char quote = reader_char(r, r->at);
	size_t last = close - 1;
	while (reader_char(r, last) != quote)
		last--;
	reader_copy(r, r->at + 1);
	for (size_t at = r->at; at < last; at++) {
		if (reader_char(r, at) == '\\') {
			at++;
		} else if (reader_char(r, at) == quote) {
			reader_copy_folded(r, at);
			text_add_generated(r->out, S("\\"), reader_span(r, at, at));
			reader_copy(r, at + 1);
		}
	}
	reader_copy_folded(r, close + 1);
}

/* "][label]", "] [label]", "][]" or "]" alone: labels are kept from being read as text. */
static void read_reference(SpanReader *r, Opener *opener)
{
	size_t from = opener->inside, to = r->at, end = r->at + 1, at = end;
	while (char_is_space(reader_char(r, at)))
		at++;
	Str rest = str_slice(reader_rest(r, at), 0, LABEL_MAX);
	size_t close = str_starts(rest, S("[")) ? str_find_char(rest, ']', 0) : STR_NONE;
	bool own = close == STR_NONE || close == 1; /* the text is the label */
	if (!own) {
		from = at + 1;
		to = at + close;
	}
	if (!has_label(r, from, to)) {
		if (opener == r->openers.ptr + r->openers.len - 1)
			r->openers.len--;
		/* "[text](..." without its end is none for cmark either */
		if (reader_char(r, end) == '(')
			reader_copy_literal(r);
		else
			reader_copy(r, end);
		return;
	}
	size_t last = close == STR_NONE ? r->at : at + close;
	reader_close(r, opener);
	reader_copy(r, end);
	text_add_generated(r->out, S("["), reader_span(r, end - 1, end));
	r->at = from;
	reader_copy_folded(r, to);
	text_add_generated(r->out, S("]"), reader_span(r, last, last + 1));
	r->at = last + 1;
}

/* Copies "](" and the address in [start, end) in angle brackets. A line end in it, which browsers
 * drop, is no part of it. */
static void copy_address(SpanReader *r, size_t from, size_t start, size_t end)
{
	text_add_text(r->out, &r->text, r->at, from);
	text_add_generated(r->out, S("<"), reader_span(r, start, start));
	for (r->at = start; r->at < end;) {
		char c = reader_char(r, r->at);
		if (c == '>')
			text_add_generated(r->out, S("\\"), reader_span(r, r->at, r->at));
		if (c == '\n')
			r->at++;
		else
			reader_copy(r, r->at + 1);
	}
	text_add_generated(r->out, S("> "), reader_span(r, start, start));
}

/* "](url "title")" up to `close`: kramdown's addresses may hold blanks, cmark's only in angle
 * brackets. */
static void read_address(SpanReader *r, size_t close)
{
	size_t from = r->at + 2;
	Str inside = str_slice(r->text.text, from, close);
	size_t title = find_title(inside);
	Str url = str_trim(str_slice(inside, 0, title));
	bool blanks =
		str_find_char(url, ' ', 0) != STR_NONE || str_find_char(url, '\n', 0) != STR_NONE;
	size_t start = from + (size_t)(url.ptr - inside.ptr);
	bool copied = !blanks || str_starts(url, S("<"));
	if (copied && title == inside.len) {
		reader_copy_folded(r, close + 1);
		return;
	}
	if (copied)
		reader_copy_folded(r, from + title);
	else
		copy_address(r, from, start, start + url.len);
	r->at = from + title;
	if (title < inside.len)
		copy_title(r, close);
	else
		reader_copy(r, close + 1);
}

void reader_read_bracket(SpanReader *r)
{
	Opener *opener = reader_find_opener(r, S(""));
	if (opener != NULL && opener->text) {
		reader_close(r, opener);
		reader_copy_literal(r);
		return;
	}
	bool open = opener != NULL && reader_char(r, r->at + 1) == '(' &&
		    r->failures <= SEARCH_FAILURES;
	size_t close = open ? find_paren(r, r->at + 2) : STR_NONE;
	r->failures += open && close == STR_NONE;
	if (close != STR_NONE) {
		reader_close(r, opener);
		read_address(r, close);
	} else if (opener != NULL) {
		read_reference(r, opener);
	} else {
		reader_copy(r, r->at + 1);
	}
}
