/* Inline text to the stream that cmark reads: what only kramdown knows becomes parts. */
#include "front/kramdown_span.h"
#include "front/html_fold.h"
#include "front/html_tags.h"

Span reader_span(const SpanReader *r, size_t from, size_t to)
{
	return text_span(&r->text, from, to);
}

/* Copies [at, to) and goes behind it. */
void reader_copy(SpanReader *r, size_t to)
{
	text_add_text(r->out, &r->text, r->at, to);
	r->at = to;
}

/* The same on one line, where cmark could take the start of a line for a block. */
void reader_copy_folded(SpanReader *r, size_t to)
{
	while (r->at < to) {
		size_t end = str_find_char(str_slice(r->text.text, 0, to), '\n', r->at);
		reader_copy(r, end == STR_NONE ? to : end);
		if (end == STR_NONE)
			return;
		while (r->at < to && char_is_space(reader_char(r, r->at)))
			r->at++;
		text_add_generated(r->out, S(" "), reader_span(r, end, end + 1));
	}
}

/* Replaces [at, to) by a part. */
void reader_part(SpanReader *r, Part part, size_t to)
{
	Kramdown *k = r->k;
	part.source = str_slice(r->text.text, r->at, to);
	part.span = reader_span(r, r->at, to);
	char mark[PART_MARK_MAX];
	size_t length = kramdown_part_mark(k->parts.len, mark);
	VEC_PUSH(k->arena, &k->parts, part);
	text_add_generated(r->out, (Str){mark, length}, part.span);
	r->at = to;
}

/* --- emphasis --- */

static void read_mark(SpanReader *r)
{
	EmphasisMark mark = {.mark = reader_char(r, r->at), .source = r->at, .at = r->out->out.len};
	VEC_PUSH(r->scratch, &r->marks, mark);
	r->at++;
}

/* --- formulas --- */

static void read_dollar(SpanReader *r)
{
	size_t close;
	if (reader_char(r, r->at + 1) != '$' || r->failures > SEARCH_FAILURES) {
		reader_copy(r, r->at + 1);
		return;
	}
	close = str_find(r->text.text, S("$$"), r->at + 2);
	if (close == STR_NONE || close == r->at + 2) {
		r->failures += close == STR_NONE;
		reader_copy(r, r->at + 2);
		return;
	}
	Str tex = str_trim(str_slice(r->text.text, r->at + 2, close));
	reader_part(r, (Part){.kind = PART_MATH, .text = tex}, close + 2);
}

/* Whether "$$" at `at` has its end. */
static bool has_math_end(SpanReader *r, size_t at)
{
	size_t close =
		r->failures > SEARCH_FAILURES ? STR_NONE : str_find(r->text.text, S("$$"), at + 2);
	r->failures += close == STR_NONE;
	return close != STR_NONE && close > at + 2;
}

/* --- backslashes, entities --- */

static bool is_escapable(const Kramdown *k, char c)
{
	static const Str chars = STR_INIT("\\.*_+`<>()[]{}#!:|\"'$=-");
	return c != '\0' &&
	       (str_find_char(chars, c, 0) != STR_NONE || (c == '~' && k->options.gfm_ids));
}

static void read_backslash(SpanReader *r)
{
	char next = reader_char(r, r->at + 1);
	/* "\\" at the end of a line breaks it, for the GFM parser one backslash, too. Two spaces
	 * say the same to cmark, and unlike with a backslash it counts the line that ends there. */
	bool one = next == '\n' && r->k->options.gfm_ids;
	if (one || (next == '\\' && reader_char(r, r->at + 2) == '\n')) {
		size_t end = r->at + (one ? 1 : 2);
		text_add_generated(r->out, S("  "), reader_span(r, r->at, end));
		r->at = end;
		return;
	}
	/* It keeps a formula that starts a paragraph from being a block. */
	if (r->at == 0 && str_starts(reader_rest(r, r->at + 1), S("$$")) &&
	    has_math_end(r, r->at + 1)) {
		r->at++;
		read_dollar(r);
		return;
	}
	if (!is_escapable(r->k, next)) {
		text_add_generated(r->out, S("\\"), reader_span(r, r->at, r->at + 1));
		reader_copy(r, r->at + 1);
		return;
	}
	reader_mark(r, MARK_PLAIN);
	reader_copy(r, r->at + 2);
}

/* --- HTML --- */

static void read_until(SpanReader *r, size_t to);

/* Whether the tag at `at` asks for Markdown within an element that has none; `inner` gets its end.
 */
static bool is_markdown_again(SpanReader *r, Str text, const HtmlTag *tag, size_t *inner)
{
	if (tag->closing || tag->empty || tag->markdown.len == 0 || str_eq(tag->markdown, S("0")) ||
	    r->failures > SEARCH_FAILURES)
		return false;
	size_t end = html_find_close(r->k->arena, text, r->at + tag->length, tag->name, inner);
	r->failures += end == STR_NONE;
	return end != STR_NONE;
}

/* Copies a tag. cmark knows no colon in a name (<o:p>): html_fold puts it back. */
static void copy_tag(SpanReader *r, const HtmlTag *tag)
{
	size_t end = r->at + tag->length, name_end = r->at + 2 + tag->name.len;
	for (size_t at;
	     (at = str_find_char(str_slice(r->text.text, 0, name_end), ':', r->at)) != STR_NONE;) {
		reader_copy(r, at);
		text_add_generated(r->out, S(HTML_COLON), reader_span(r, at, at + 1));
		r->at++;
	}
	reader_copy_folded(r, end);
}

/* Copies text in which nothing is Markdown, but for its tags. */
static void copy_raw(SpanReader *r, size_t to)
{
	while (r->at < to) {
		HtmlTag tag;
		size_t inner;
		Str text = str_slice(r->text.text, 0, to);
		if (reader_char(r, r->at) != '<' ||
		    !html_read_tag(r->k->arena, text, r->at, &tag)) {
			reader_copy_literal(r);
			continue;
		}
		bool again = is_markdown_again(r, text, &tag, &inner);
		copy_tag(r, &tag);
		if (again)
			read_until(r, inner);
	}
}

static bool read_comment(SpanReader *r)
{
	Str rest = reader_rest(r, r->at);
	if (!str_starts(rest, S("<!--")) || r->failures > SEARCH_FAILURES)
		return false;
	size_t end = str_find(rest, S("-->"), 4);
	if (end == STR_NONE) {
		r->failures++;
		return false;
	}
	reader_part(r, (Part){.kind = PART_COMMENT, .text = str_slice(rest, 4, end)},
		    r->at + end + 3);
	return true;
}

/* A '<' that starts no tag; a second one, too: "<<" is a quotation mark. */
static void escape_angle(SpanReader *r)
{
	size_t end = reader_char(r, r->at + 1) == '<' ? r->at + 2 : r->at + 1;
	while (r->at < end) {
		text_add_generated(r->out, S("\\"), reader_span(r, r->at, r->at + 1));
		reader_copy(r, r->at + 1);
	}
}

/* Block elements within a paragraph, and end tags without a start, are text for kramdown. */
static bool is_stray_tag(SpanReader *r, const HtmlTag *tag)
{
	if (html_is_kramdown_block_tag(tag->name))
		return true;
	size_t *open = map_get(&r->open_tags, tag->name);
	if (tag->closing) {
		bool stray = open == NULL || *open == 0;
		if (!stray)
			--*open;
		return stray;
	}
	if (tag->empty)
		return false;
	if (open == NULL) {
		open = ARENA_NEW(r->k->arena, size_t);
		map_set(&r->open_tags, tag->name, open);
	}
	++*open;
	return false;
}

static void read_angle(SpanReader *r)
{
	HtmlTag tag;
	Str text = r->text.text;
	size_t inner;
	if (read_comment(r) || reader_read_autolink(r))
		return;
	if (!html_read_tag(r->k->arena, text, r->at, &tag)) {
		escape_angle(r);
		return;
	}
	if (is_stray_tag(r, &tag)) {
		for (size_t end = r->at + tag.length; r->at < end;)
			reader_copy_literal(r);
		return;
	}
	Opener *opener = tag.closing ? reader_find_opener(r, tag.name) : NULL;
	if (opener != NULL)
		reader_close(r, opener);
	copy_tag(r, &tag);
	if (!tag.closing && !tag.empty && !html_is_void_tag(tag.name))
		reader_open(r, tag.name, r->at);
	if (tag.empty && html_needs_end_tag(tag.name)) {
		Str end = str_format(r->k->arena, "</%.*s>", STR_ARG(tag.name));
		text_add_generated(r->out, end, reader_span(r, r->at - 1, r->at));
	}
	bool raw = html_is_raw_tag(tag.name) || !r->k->options.parse_span_html;
	if (str_eq(tag.markdown, S("0")))
		raw = true;
	else if (tag.markdown.len > 0)
		raw = false;
	if (tag.closing || tag.empty || !raw || r->failures > SEARCH_FAILURES)
		return;
	if (html_find_close(r->k->arena, text, r->at, tag.name, &inner) == STR_NONE) {
		r->failures++;
		return;
	}
	copy_raw(r, inner);
}

/* --- braces: attribute lists, extensions --- */

static bool read_extension(SpanReader *r)
{
	Str name, options, body;
	size_t length = extension_length(r->text.text, r->at, &name, &options, &body);
	Part part = {.kind = PART_NOTHING, .text = body};
	if (length == 0)
		return false;
	if (str_eq(name, S("options")))
		kramdown_set_options(r->k, options);
	else if (body.ptr != NULL)
		part.kind = str_eq(name, S("comment")) ? PART_COMMENT : PART_VERBATIM;
	if (part.kind == PART_COMMENT)
		part.text = str_concat3(r->k->arena, S(" "), body, S(" "));
	reader_part(r, part, r->at + length);
	return true;
}

static void read_brace(SpanReader *r)
{
	Str inside;
	Str rest = str_slice(reader_rest(r, r->at), 0, 10000);
	bool closed = str_find_char(rest, '}', 0) != STR_NONE;
	size_t length = closed ? attr_list_length(rest, 0, &inside) : 0;
	if (length > 0) {
		Part part = {.kind = PART_ATTRS, .list = attr_list_new(r->k->arena)};
		attr_list_read(r->k->arena, inside, part.list);
		reader_part(r, part, r->at + length);
		return;
	}
	if (str_starts(rest, S("{::")) && r->failures <= SEARCH_FAILURES) {
		if (read_extension(r))
			return;
		r->failures++;
	}
	reader_copy(r, r->at + 1);
}

/* --- lines --- */

/* Whether a line in a paragraph could be anything else for cmark. */
static bool starts_block(Str line)
{
	size_t n = 0;
	if (line.len == 0 || line.ptr[0] == '\n')
		return true;
	switch (line.ptr[0]) {
	case '#':
	case '>':
	case '=':
	case '<':
	case '[': return true;
	case '+':
	case '-':
	case '*':
	case '_':
		while (n < line.len && line.ptr[n] == line.ptr[0])
			n++;
		return n == line.len || char_is_space(line.ptr[n]);
	case '`':
	case '~': return str_starts(line, S("```")) || str_starts(line, S("~~~"));
	}
	while (n < line.len && char_is_digit(line.ptr[n]))
		n++;
	return n > 0 && n < line.len && (line.ptr[n] == '.' || line.ptr[n] == ')');
}

static void start_line(SpanReader *r)
{
	while (reader_char(r, r->at) == ' ' || reader_char(r, r->at) == '\t')
		r->at++;
	if (starts_block(reader_rest(r, r->at)))
		reader_mark(r, MARK_INERT);
}

static void read_char(SpanReader *r)
{
	switch (reader_char(r, r->at)) {
	case '\\': read_backslash(r); return;
	case '`': reader_read_ticks(r); return;
	case '<': read_angle(r); return;
	case '{': read_brace(r); return;
	case '$': read_dollar(r); return;
	case ']': reader_read_bracket(r); return;
	case '*':
	case '_': read_mark(r); return;
	case '[':
		if (reader_read_note(r))
			return;
		reader_read_open_bracket(r);
		return;
	case '&': reader_mark(r, MARK_PLAIN); break;
	case '~':
		if (!r->k->options.gfm_ids)
			text_add_generated(r->out, S("\\"), reader_span(r, r->at, r->at + 1));
		break;
	case MARK_PART:
	case MARK_PART_END:
	case MARK_PLAIN:
	case MARK_INERT:
		text_add_generated(r->out, S("\xEF\xBF\xBD"), reader_span(r, r->at, r->at + 1));
		r->at++;
		return;
	case '\n':
		reader_copy(r, r->at + 1);
		start_line(r);
		return;
	}
	reader_copy(r, r->at + 1);
}

/* The characters that read_char has more for than a copy. */
static bool is_special(char c)
{
	static const bool special[256] = {
		['\\'] = true,	     ['`'] = true,	     ['<'] = true,
		['{'] = true,	     ['$'] = true,	     ['['] = true,
		[']'] = true,	     ['*'] = true,	     ['_'] = true,
		['&'] = true,	     ['~'] = true,	     ['\n'] = true,
		[MARK_PART] = true,  [MARK_PART_END] = true, [MARK_PLAIN] = true,
		[MARK_INERT] = true,
	};
	return special[(unsigned char)c];
}

bool kramdown_is_plain(Str line)
{
	for (size_t i = 0; i < line.len; i++) {
		unsigned char c = (unsigned char)line.ptr[i];
		if (is_special(line.ptr[i]) || (c < ' ' && c != '\t'))
			return false;
	}
	return true;
}

/* Reads the leaf's text up to `to`. */
static void read_until(SpanReader *r, size_t to)
{
	Str text = r->text.text;
	while (r->at < to) {
		size_t plain = r->at;
		while (plain < to && !is_special(text.ptr[plain]))
			plain++;
		if (plain > r->at)
			reader_copy(r, plain);
		else
			read_char(r);
	}
}

void kramdown_stream_leaf(Kramdown *k, TextBuilder *out, const Leaf *leaf, Arena *scratch)
{
	/* Parts keep slices of the text, and nothing of where it came from. */
	Text text = lines_text(scratch, k, leaf->lines);
	text.text = str_dup(k->arena, str_trim_end(text.text));
	bool emphasis = str_find_char(text.text, '*', 0) != STR_NONE ||
			str_find_char(text.text, '_', 0) != STR_NONE;
	TextBuilder part = text_builder(scratch);
	SpanReader r = {.k = k,
			.scratch = scratch,
			.out = emphasis ? &part : out,
			.text = text,
			.open_tags = map_in(k->arena)};
	start_line(&r);
	read_until(&r, r.text.text.len);
	if (emphasis) {
		Text stream = text_finish(&part);
		kramdown_find_emphasis(r.text.text, r.marks.ptr, r.marks.len);
		kramdown_write_emphasis(k, out, &r.text, &stream, r.marks.ptr, r.marks.len);
	}
	text_add_generated(out, S("\n\n"), leaf->node->span);
}
