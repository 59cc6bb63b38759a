/* Inline text that is taken as it is written: code, <http://...>, what pictures say instead. */
#include "front/kramdown_span.h"

void reader_mark(SpanReader *r, char mark)
{
	text_add_generated(r->out, (Str){&mark, 1}, reader_span(r, r->at, r->at));
}

/* Whether what cmark reads may make another character of it. */
static bool is_typographic(char c)
{
	return c == '"' || c == '\'' || c == '-' || c == '.' || c == '<' || c == '>';
}

/* As an entity, when cmark could read it otherwise. */
void reader_copy_literal(SpanReader *r)
{
	static const Str special = STR_INIT("*_`[]!\\~{}$:\n-.\"'<>");
	char c = reader_char(r, r->at);
	Span span = reader_span(r, r->at, r->at + 1);
	if (c == '&')
		reader_mark(r, MARK_PLAIN);
	if (str_find_char(special, c, 0) == STR_NONE) {
		reader_copy(r, r->at + 1);
		return;
	}
	if (is_typographic(c))
		reader_mark(r, MARK_PLAIN);
	text_add_generated(r->out, str_format(r->scratch, "&#%d;", c), span);
	r->at++;
}

/* --- code --- */

static size_t run_end(const SpanReader *r, size_t at, char c)
{
	while (reader_char(r, at) == c)
		at++;
	return at;
}

/* Where `length` backticks come next, be there more of them or not; STR_NONE: nowhere. */
static size_t find_ticks(SpanReader *r, size_t from, size_t length)
{
	Str text = r->text.text;
	if (length > TICKS_MAX || r->no_ticks[length])
		return STR_NONE;
	for (size_t at = from; (at = str_find_char(text, '`', at)) != STR_NONE;) {
		size_t end = run_end(r, at, '`');
		if (end - at >= length)
			return at;
		at = end;
	}
	r->no_ticks[length] = true;
	return STR_NONE;
}

/* Code is what stands between, for more than one backtick without a blank at each end. */
static void add_code(SpanReader *r, size_t length, size_t from, size_t close)
{
	Str code = str_slice(r->text.text, from, close);
	if (length > 1 && str_starts(code, S(" ")))
		code = str_from_offset(code, 1);
	if (length > 1 && code.len > 0 && code.ptr[code.len - 1] == ' ')
		code.len--;
	code = str_replace(r->k->arena, code, S("\n"), S(" "));
	reader_part(r, (Part){.kind = PART_CODE, .text = code}, close + length);
}

void reader_read_ticks(SpanReader *r)
{
	size_t end = run_end(r, r->at, '`'), length = end - r->at;
	bool start = r->at == 0 || char_is_space(reader_char(r, r->at - 1));
	bool alone = length == 1 && start && char_is_space(reader_char(r, end));
	size_t close = alone ? STR_NONE : find_ticks(r, end, length);
	if (close != STR_NONE) {
		add_code(r, length, end, close);
		return;
	}
	while (r->at < end)
		reader_copy_literal(r);
}

/* --- addresses in angle brackets --- */

static bool is_address_char(char c)
{
	return char_is_alnum(c) || (unsigned char)c >= 0x80 || c == '-' || c == '_' || c == '.';
}

/* "a@b" from `at` on up to a '>'. */
static bool is_mail_address(Str text)
{
	size_t at = 0, name;
	while (at < text.len && is_address_char(text.ptr[at]))
		at++;
	name = at;
	if (name == 0 || name == text.len || text.ptr[at++] != '@')
		return false;
	while (at < text.len && is_address_char(text.ptr[at]))
		at++;
	return at == text.len && at > name + 1;
}

static bool has_known_scheme(Str text)
{
	static const Str schemes[] = {STR_INIT("mailto:"), STR_INIT("http:"), STR_INIT("https:"),
				      STR_INIT("ftp:"), STR_INIT("ftps:")};
	for (size_t i = 0; i < sizeof schemes / sizeof *schemes; i++)
		if (str_starts(text, schemes[i]))
			return text.len > schemes[i].len;
	return false;
}

/* Copies [from, to) as the address of a link in angle brackets. */
static void copy_url(SpanReader *r, size_t from, size_t to)
{
	for (r->at = from; r->at < to;) {
		if (reader_char(r, r->at) == '\\')
			text_add_generated(r->out, S("\\"), reader_span(r, r->at, r->at + 1));
		reader_copy(r, r->at + 1);
	}
}

bool reader_read_autolink(SpanReader *r)
{
	Str rest = str_slice(reader_rest(r, r->at), 0, 2000);
	size_t close = str_find_char(rest, '>', 1), from = r->at + 1;
	if (close == STR_NONE)
		return false;
	Str scheme = S("mailto:"), inside = str_slice(rest, 1, close);
	if (str_find_char(inside, '<', 0) != STR_NONE || str_find_char(inside, '\n', 0) != STR_NONE)
		return false;
	bool mail = is_mail_address(inside);
	if (!mail && !has_known_scheme(inside))
		return false;
	close += r->at;
	text_add_generated(r->out, S("["), reader_span(r, r->at, from));
	r->at = str_starts(inside, scheme) ? from + scheme.len : from;
	while (r->at < close)
		reader_copy_literal(r);
	text_add_generated(r->out, mail ? S("](<mailto:") : S("](<"), reader_span(r, from, from));
	copy_url(r, from, close);
	text_add_generated(r->out, S(">)"), reader_span(r, close, close + 1));
	r->at = close + 1;
	return true;
}
