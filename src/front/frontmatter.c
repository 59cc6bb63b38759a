#include "front/frontmatter.h"

#include "front/yaml.h"

/* The end of the line that starts at `at`, and the start of the next one. */
static Str line_at(Str text, size_t at, size_t *next)
{
	size_t end = str_find_char(text, '\n', at);
	*next = end == STR_NONE ? text.len : end + 1;
	return str_slice(text, at, end == STR_NONE ? text.len : end);
}

/* Offset of the line "---" or "..." that ends the block, or STR_NONE; *behind is the line after it.
 */
static size_t find_end(Str text, size_t from, size_t *behind)
{
	for (size_t at = from; at < text.len; at = *behind) {
		Str line = str_trim_end(line_at(text, at, behind));
		if (str_eq(line, S("---")) || str_eq(line, S("...")))
			return at;
	}
	return STR_NONE;
}

/* Whether the file opens with a comment whose first line is "---": a page switched off. */
static bool is_disabled(Str text)
{
	Str start = str_trim_start(text);
	if (!str_starts(start, S("<!--")))
		return false;
	size_t next;
	Str inner = str_trim_start(str_from_offset(start, 4));
	return str_eq(str_trim_end(line_at(inner, 0, &next)), S("---"));
}

bool frontmatter_parse(Arena *arena, const Source *source, Diags *diags, FrontMatter *out)
{
	Str text = source->text;
	size_t start, body;
	*out = (FrontMatter){.values = value_new(arena, VALUE_MAP, source_span(source, 0, 0))};
	out->disabled = is_disabled(text);
	if (!str_eq(str_trim_end(line_at(text, 0, &start)), S("---")))
		return true;
	size_t end = find_end(text, start, &body);
	if (end == STR_NONE) {
		diag_error(diags, source_span(source, 0, 3), S("close it with a line ---"),
			   "the front matter has no end [front-matter]");
		return false;
	}
	out->present = true;
	out->body = body;
	const Value *values;
	if (!yaml_parse(arena, source, start, end, diags, &values))
		return false;
	if (values->kind == VALUE_MAP) {
		out->values = values;
	} else if (values->kind != VALUE_NIL) {
		diag_error(diags, values->span, S("write lines of the form \"key: value\""),
			   "front matter is %s, not a map [front-matter]",
			   value_kind_name(values->kind));
		return false;
	}
	return true;
}
