/* Headings: by # before them, by a line below them; their ids in braces. */
#include "front/kramdown.h"

int line_heading_level(const Kramdown *k, Line line)
{
	Str s = line_str(k, line);
	size_t level = 0;
	while (level < s.len && level < 6 && s.ptr[level] == '#')
		level++;
	if (level == 0 || line.pad > 0 || str_is_blank(str_from_offset(s, level)))
		return 0;
	bool blank = s.ptr[level] == ' ' || s.ptr[level] == '\t';
	return blank || !k->options.gfm_ids ? (int)level : 0;
}

static bool is_id_char(char c)
{
	return char_is_alnum(c) || c == '_' || c == ':' || c == '-';
}

/* Takes "{#id}" off the end of a heading, blanks before it wanted. */
static Str take_heading_id(Line *line, Str text)
{
	size_t open = str_rfind_char(text, '{');
	if (open == STR_NONE || !str_starts(str_from_offset(text, open), S("{#")) ||
	    text.ptr[text.len - 1] != '}')
		return S("");
	Str id = str_slice(text, open + 2, text.len - 1);
	if (id.len == 0 || !char_is_alpha(id.ptr[0]) ||
	    (open > 0 && !char_is_space(text.ptr[open - 1])))
		return S("");
	for (size_t i = 0; i < id.len; i++)
		if (!is_id_char(id.ptr[i]))
			return S("");
	line->end = line->start + (uint32_t)open;
	return id;
}

/* Narrows a line to its text without white space at both ends. */
static Line trim_line(const Kramdown *k, Line line)
{
	Str s = line_str(k, line), start = str_trim_start(s);
	line = line_skip(line, s.len - start.len);
	line.end = line.start + (uint32_t)str_trim_end(start).len;
	return line;
}

static Lines one_line(Kramdown *k, Line line)
{
	Lines lines = {0};
	VEC_PUSH(k->arena, &lines, line);
	return lines;
}

static void add_heading(Blocks *b, int level, Line text, Str id, Span span)
{
	Kramdown *k = b->k;
	Ast *node = blocks_add(b, AST_HEADING, span);
	level += k->options.header_offset;
	node->as.heading.level = level < 1 ? 1 : level > 6 ? 6 : level;
	if (id.len > 0) {
		AttrList *list = attr_list_new(k->arena);
		attrs_set(k->arena, &list->attrs, S("id"), id);
		kramdown_use_attrs(k, node, list);
	}
	kramdown_add_leaf(k, node, one_line(k, trim_line(k, text)));
}

/* Takes the closing #s off; an escaped one stays. */
static Line without_closing_marks(const Kramdown *k, Line line)
{
	line = trim_line(k, line);
	Str s = line_str(k, line);
	size_t end = s.len;
	while (end > 0 && s.ptr[end - 1] == '#')
		end--;
	if (end > 0 && end < s.len && s.ptr[end - 1] == '\\')
		end++;
	line.end = line.start + (uint32_t)end;
	return trim_line(k, line);
}

bool blocks_read_atx_heading(Blocks *b)
{
	Kramdown *k = b->k;
	Line line = b->lines.ptr[b->at];
	int level = line_heading_level(k, line);
	if (level == 0 || (!k->options.gfm_ids && !blocks_after_boundary(b)))
		return false;
	Line text = trim_line(k, line_skip(line, (size_t)level));
	Str id = take_heading_id(&text, line_str(k, text));
	text = without_closing_marks(k, text);
	if (text.start == text.end)
		return false;
	add_heading(b, level, text, id, blocks_span(b, b->at, b->at + 1));
	b->at++;
	return true;
}

/* A line of = or - only. */
static int underline_level(const Kramdown *k, Line line)
{
	Str s = str_trim_end(line_str(k, line));
	if (s.len == 0 || line.pad > 0 || (s.ptr[0] != '=' && s.ptr[0] != '-'))
		return 0;
	for (size_t i = 1; i < s.len; i++)
		if (s.ptr[i] != s.ptr[0])
			return 0;
	return s.ptr[0] == '=' ? 1 : 2;
}

bool blocks_read_setext_heading(Blocks *b)
{
	Kramdown *k = b->k;
	Str rest;
	Line text = b->lines.ptr[b->at];
	if (!blocks_after_boundary(b) || b->at + 1 >= b->lines.len ||
	    !line_opt_space(k, text, &rest) || str_is_blank(rest))
		return false;
	int level = underline_level(k, b->lines.ptr[b->at + 1]);
	if (level == 0)
		return false;
	text = trim_line(k, text);
	Str id = take_heading_id(&text, line_str(k, text));
	add_heading(b, level, text, id, blocks_span(b, b->at, b->at + 2));
	b->at += 2;
	return true;
}
