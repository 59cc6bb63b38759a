#include "front/kramdown.h"

Str line_str(const Kramdown *k, Line line)
{
	return str_slice(k->text->text, line.start, line.end);
}

size_t line_indent(const Kramdown *k, Line line)
{
	Str s = line_str(k, line);
	size_t columns = line.pad;
	for (size_t i = 0; i < s.len; i++)
		if (s.ptr[i] == ' ')
			columns++;
		else if (s.ptr[i] == '\t')
			columns += 4 - columns % 4;
		else
			break;
	return columns;
}

Line line_dedent(const Kramdown *k, Line line, size_t columns)
{
	Str s = line_str(k, line);
	size_t done = 0, column = 0;
	if (line.pad >= columns) {
		line.pad -= (uint32_t)columns;
		return line;
	}
	done = column = line.pad;
	line.pad = 0;
	for (size_t i = 0; i < s.len && done < columns; i++) {
		size_t width = s.ptr[i] == '\t' ? 4 - column % 4 : 1;
		if (s.ptr[i] != ' ' && s.ptr[i] != '\t')
			break;
		line.start++;
		column += width;
		done += width;
	}
	if (done > columns)
		line.pad = (uint32_t)(done - columns);
	return line;
}

Line line_skip(Line line, size_t bytes)
{
	line.pad = 0;
	line.start += (uint32_t)bytes;
	if (line.start > line.end)
		line.start = line.end;
	return line;
}

bool line_is_blank(const Kramdown *k, Line line)
{
	return str_is_blank(line_str(k, line));
}

bool line_opt_space(const Kramdown *k, Line line, Str *rest)
{
	Str s = line_str(k, line);
	size_t blanks = 0;
	while (blanks < s.len && s.ptr[blanks] == ' ')
		blanks++;
	*rest = str_from_offset(s, blanks);
	if (blanks + line.pad <= 3)
		return true;
	*rest = S("");
	return false;
}

Span line_span(const Kramdown *k, Line first, Line last)
{
	return text_span(k->text, first.start, last.end > first.start ? last.end : first.start);
}

Lines lines_slice(Lines lines, size_t from, size_t to)
{
	Lines part = {0};
	if (from >= to)
		return part;
	part.ptr = lines.ptr + from;
	part.len = part.cap = to - from;
	return part;
}

Text lines_text(Arena *arena, const Kramdown *k, Lines lines)
{
	static const char blanks[] = "    ";
	TextBuilder builder = text_builder(arena);
	for (size_t i = 0; i < lines.len; i++) {
		Line line = lines.ptr[i];
		Span at = text_span(k->text, line.start, line.end);
		for (size_t left = line.pad; left > 0; left -= left < 4 ? left : 4)
			text_add_generated(&builder, (Str){blanks, left < 4 ? left : 4}, at);
		text_add_text(&builder, k->text, line.start, line.end);
		text_add_generated(&builder, S("\n"), at);
	}
	return text_finish(&builder);
}
