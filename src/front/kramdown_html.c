#include "front/html_fold.h"
#include "front/kramdown.h"

/* Lines joined, and where each starts in the text: an HTML element may end anywhere. */
typedef struct {
	Lines lines;
	size_t *offsets; /* of each line, blanks of tabs included; one more for the end */
	Text text;
} Window;

bool line_starts_block_html(const Kramdown *k, Line line)
{
	Str rest;
	HtmlTag tag;
	if (!line_opt_space(k, line, &rest) || rest.len < 2 || rest.ptr[0] != '<')
		return false;
	/* A tag may go on in the next line: the name decides, then. */
	Str text = str_from_offset(k->text->text, line.end - rest.len);
	text = str_slice(text, 0, rest.len + 2000);
	return html_read_tag(k->arena, text, 0, &tag) && !html_is_span_tag(tag.name) &&
	       !str_eq(tag.name, S("script"));
}

/* --- windows --- */

static Window open_window(const Kramdown *k, Lines lines)
{
	Window w = {.lines = lines, .text = lines_text(k->arena, k, lines)};
	w.offsets = ARENA_ARRAY(k->arena, size_t, lines.len + 1);
	for (size_t i = 0; i < lines.len; i++)
		w.offsets[i + 1] = w.offsets[i] + lines.ptr[i].pad +
				   (lines.ptr[i].end - lines.ptr[i].start) + 1;
	return w;
}

/* The part of a line that lies within [from, to) of the window. */
static Line clip_line(const Window *w, size_t i, size_t from, size_t to)
{
	Line line = w->lines.ptr[i];
	size_t start = w->offsets[i] + line.pad, end = w->offsets[i + 1] - 1;
	if (from > w->offsets[i])
		line.pad = from < start ? (uint32_t)(start - from) : 0;
	if (from > start)
		line.start += (uint32_t)((from < end ? from : end) - start);
	if (to < end)
		line.end -= (uint32_t)(end - (to > start ? to : start));
	return line;
}

static size_t line_at(const Window *w, size_t offset)
{
	size_t low = 0, high = w->lines.len;
	while (high - low > 1) {
		size_t middle = low + (high - low) / 2;
		if (w->offsets[middle] <= offset)
			low = middle;
		else
			high = middle;
	}
	return low;
}

static Lines lines_between(const Kramdown *k, const Window *w, size_t from, size_t to)
{
	Lines lines = {0};
	if (from >= to)
		return lines;
	for (size_t i = line_at(w, from); i < w->lines.len && w->offsets[i] < to; i++)
		VEC_PUSH(k->arena, &lines, clip_line(w, i, from, to));
	return lines;
}

/* --- elements --- */

/* Each level of Markdown in HTML reads its text again: so deep and no deeper. */
enum { HTML_DEPTH = 20 };

static HtmlModel content_model(const Kramdown *k, const HtmlTag *tag)
{
	if (k->html_depth >= HTML_DEPTH)
		return HTML_RAW;
	if (str_eq(tag->markdown, S("block")))
		return HTML_BLOCK;
	if (str_eq(tag->markdown, S("span")))
		return HTML_SPAN;
	bool read = str_eq(tag->markdown, S("1")) || k->options.parse_block_html;
	return read && !str_eq(tag->markdown, S("0")) ? html_natural_model(tag->name) : HTML_RAW;
}

static void note_depth(Kramdown *k, const HtmlTag *tag, Span span)
{
	if (k->html_depth < HTML_DEPTH || tag->markdown.len == 0 || k->html_too_deep)
		return;
	k->html_too_deep = true;
	diag_error(k->diags, span, S("take some of the nested elements away"),
		   "Markdown in HTML nested more than %d levels deep [too-deep]", (int)HTML_DEPTH);
}

/* Blocks or inline text inside an element, as nodes of the fragment. */
static void add_markdown(Kramdown *k, HtmlFold *fold, Lines lines, HtmlModel model)
{
	Ast *holder = ast_new(k->arena, AST_DOCUMENT, SPAN_NONE);
	if (lines.len == 0)
		return;
	holder->span = line_span(k, lines.ptr[0], lines.ptr[lines.len - 1]);
	if (model == HTML_SPAN) {
		kramdown_add_leaf(k, holder, lines);
		VEC_PUSH(k->arena, &k->wrappers, holder);
		html_fold_add_node(fold, holder);
		return;
	}
	/* The rest of the line of the start tag, when it is blank, is no line of its own. */
	size_t from = line_is_blank(k, lines.ptr[0]) ? 1 : 0;
	k->html_depth++;
	kramdown_blocks(k, holder, lines_slice(lines, from, lines.len));
	k->html_depth--;
	while (holder->first != NULL) {
		Ast *child = holder->first;
		ast_detach(child);
		html_fold_add_node(fold, child);
	}
}

/* Number of open elements of a name in a region. */
static size_t *open_region_tag(Kramdown *k, Map *open, Str name)
{
	size_t *count = map_get(open, name);
	if (count == NULL) {
		count = ARENA_NEW(k->arena, size_t);
		map_set(open, name, count);
	}
	return count;
}

/* False for an end tag without a start: it is text. */
static bool close_region_tag(Kramdown *k, Map *open, Str name)
{
	size_t *count = open_region_tag(k, open, name);
	if (*count == 0)
		return false;
	--*count;
	return true;
}

static void add_generated(HtmlFold *fold, const char *html, const Window *w, size_t at)
{
	text_add_generated(&fold->html, str_from(html), text_span(&w->text, at, at + 1));
}

/* <!DOCTYPE html>, <?xml ...?>: what HTML has besides tags and comments. */
static bool is_declaration(Str text, size_t at)
{
	Str rest = str_slice(text, at + 1, at + 4);
	return str_starts(rest, S("?")) || (str_starts(rest, S("!")) && !str_eq(rest, S("!--")));
}

/* Adds the HTML in [from, to) to the fragment, Markdown inside of it as nodes. */
static void add_region(Kramdown *k, const Window *w, HtmlFold *fold, size_t from, size_t to)
{
	Str text = str_slice(w->text.text, 0, to);
	size_t copied = from, at = from;
	bool comments = true;
	Map open = map_in(k->arena);
	while ((at = str_find_char(text, '<', at)) != STR_NONE) {
		HtmlTag tag;
		size_t inner, end = comments ? html_comment_end(text, at) : 0;
		comments = comments && end != STR_NONE;
		if (end > 0 && end != STR_NONE) {
			at = end;
			continue;
		}
		bool is_tag = html_read_tag(k->arena, text, at, &tag);
		if (!is_tag && is_declaration(text, at)) {
			at++;
			continue;
		}
		if (!is_tag || (tag.closing && !close_region_tag(k, &open, tag.name))) {
			html_fold_add_html(fold, &w->text, copied, at);
			add_generated(fold, "&lt;", w, at);
			copied = ++at;
			continue;
		}
		at += tag.length;
		if (tag.empty && html_needs_end_tag(tag.name)) {
			html_fold_add_html(fold, &w->text, copied, at);
			add_generated(fold,
				      str_to_cstr(k->arena,
						  str_concat3(k->arena, S("</"), tag.name, S(">"))),
				      w, at - 1);
			copied = at;
		}
		if (tag.closing || tag.empty)
			continue;
		++*open_region_tag(k, &open, tag.name);
		HtmlModel model = content_model(k, &tag);
		note_depth(k, &tag, text_span(&w->text, at - tag.length, at));
		if (model == HTML_RAW && !html_is_verbatim_tag(tag.name))
			continue;
		end = html_find_close(k->arena, text, at, tag.name, &inner);
		inner = end == STR_NONE ? to : inner;
		if (model != HTML_RAW) {
			html_fold_add_html(fold, &w->text, copied, at);
			add_markdown(k, fold, lines_between(k, w, at, inner), model);
			copied = inner;
		}
		at = inner;
	}
	html_fold_add_html(fold, &w->text, copied, to);
}

/* Goes on behind `offset` of a window that starts at b->at. */
static void continue_behind(Blocks *b, const Window *w, size_t offset)
{
	const Kramdown *k = b->k;
	size_t i = line_at(w, offset);
	Line rest = clip_line(w, i, offset, SIZE_MAX);
	b->at += i;
	if (offset >= w->offsets[i + 1] || line_is_blank(k, rest)) {
		b->at++;
		return;
	}
	Str s = line_str(k, rest);
	b->lines.ptr[b->at] = line_skip(rest, s.len - str_trim_start(s).len);
}

static bool read_comment(Blocks *b, const Window *w, size_t at, bool whole)
{
	Str text = w->text.text;
	size_t end = html_comment_end(text, at);
	if (end == STR_NONE) {
		b->no_comment_end = b->no_comment_end || whole;
		return false;
	}
	Ast *node = blocks_add(b, AST_COMMENT, text_span(&w->text, at, end));
	node->as.text = str_slice(text, at + 4, end - 3);
	continue_behind(b, w, end);
	return true;
}

/* Where the element at `at` ends; STR_NONE when its end tag is not in the window. */
static size_t element_end(Kramdown *k, const Window *w, size_t at, const HtmlTag *tag)
{
	size_t inner;
	if (tag->empty)
		return at + tag->length;
	return html_find_close(k->arena, w->text.text, at + tag->length, tag->name, &inner);
}

/* Adds what the fragment gives to the sequence; the first node takes the attribute list that waits.
 */
static void add_fragment(Blocks *b, const Window *w, size_t at, size_t end)
{
	Kramdown *k = b->k;
	AttrList *pending = b->pending;
	HtmlFold fold = html_fold_new(k->arena, k->diags);
	Ast *holder = ast_new(k->arena, AST_DOCUMENT, text_span(&w->text, at, end));
	b->pending = NULL;
	add_region(k, w, &fold, at, end);
	html_fold_finish(&fold, holder);
	if (holder->first != NULL && pending != NULL)
		kramdown_use_attrs(k, holder->first, pending);
	ast_adopt(b->parent, holder);
	b->before = BEFORE_BLOCK;
	b->latest = NULL;
}

/* Tries with so many lines; false when more may help (`*more`) or it is no block of HTML. */
static bool read_in_window(Blocks *b, size_t count, bool *more)
{
	Kramdown *k = b->k;
	bool whole = b->at + count >= b->lines.len;
	Window w =
		open_window(k, lines_slice(b->lines, b->at, whole ? b->lines.len : b->at + count));
	size_t at = str_find_char(w.text.text, '<', 0), end;
	HtmlTag tag;
	*more = !whole;
	if (str_starts(str_from_offset(w.text.text, at), S("<!--")))
		return read_comment(b, &w, at, whole);
	if (!html_read_tag(k->arena, w.text.text, at, &tag) || tag.closing ||
	    html_is_span_tag(tag.name)) {
		*more = false;
		return false;
	}
	end = element_end(k, &w, at, &tag);
	if (end == STR_NONE && !whole)
		return false;
	if (end == STR_NONE)
		end = w.text.text.len;
	add_fragment(b, &w, at, end);
	continue_behind(b, &w, end);
	return true;
}

bool blocks_read_html(Blocks *b)
{
	Str rest;
	bool more = true;
	if (!line_opt_space(b->k, b->lines.ptr[b->at], &rest) || rest.len < 2 || rest.ptr[0] != '<')
		return false;
	bool comment = str_starts(rest, S("<!--"));
	/* kramdown has an indented comment for a part of a paragraph */
	bool indented =
		rest.len < line_str(b->k, b->lines.ptr[b->at]).len || b->lines.ptr[b->at].pad > 0;
	if (comment ? b->no_comment_end || indented : !char_is_alpha(rest.ptr[1]))
		return false;
	for (size_t count = 16; more; count *= 4)
		if (read_in_window(b, count, &more))
			return true;
	return false;
}
