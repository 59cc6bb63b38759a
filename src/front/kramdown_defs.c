/* Definitions that stand between the blocks: links, notes, abbreviations. */
#include "front/kramdown.h"

Str kramdown_label(Arena *arena, Str label)
{
	return str_fold_space(arena, str_lower(arena, label));
}

/* A title in quotes, and nothing behind it. */
static bool read_title(Str text, Str *title)
{
	text = str_trim(text);
	if (text.len < 3 || (text.ptr[0] != '"' && text.ptr[0] != '\'') ||
	    text.ptr[text.len - 1] != text.ptr[0])
		return false;
	*title = str_slice(text, 1, text.len - 1);
	return true;
}

/* Splits "url 'title'" ; the title, in this line, is behind white space. */
static void split_url(Str text, LinkDefinition *link)
{
	text = str_trim(text);
	size_t close = str_starts(text, S("<")) ? str_find_char(text, '>', 1) : STR_NONE;
	if (close != STR_NONE) {
		link->url = str_slice(text, 1, close);
		read_title(str_from_offset(text, close + 1), &link->title);
		return;
	}
	link->url = text;
	for (size_t i = 1; i < text.len; i++)
		if (char_is_space(text.ptr[i - 1]) &&
		    read_title(str_from_offset(text, i), &link->title)) {
			link->url = str_trim_end(str_slice(text, 0, i));
			return;
		}
}

/* A quote behind white space that no title came of. */
static bool has_open_title(Str url)
{
	for (size_t i = 1; i < url.len; i++)
		if (char_is_space(url.ptr[i - 1]) && (url.ptr[i] == '"' || url.ptr[i] == '\''))
			return true;
	return false;
}

bool blocks_read_link_definition(Blocks *b)
{
	Kramdown *k = b->k;
	Str rest;
	if (!line_opt_space(k, b->lines.ptr[b->at], &rest) || !str_starts(rest, S("[")) ||
	    str_starts(rest, S("[^")))
		return false;
	size_t close = str_find(rest, S("]:"), 1);
	if (close == STR_NONE || close == 1 || str_find_char(rest, ']', 1) != close ||
	    str_is_blank(str_from_offset(rest, close + 2)))
		return false;
	LinkDefinition *link = ARENA_NEW(k->arena, LinkDefinition);
	split_url(str_from_offset(rest, close + 2), link);
	if (has_open_title(link->url))
		return false;
	b->at++;
	if (link->title.len == 0 && b->at < b->lines.len &&
	    line_indent(k, b->lines.ptr[b->at]) > 0 &&
	    read_title(line_str(k, b->lines.ptr[b->at]), &link->title))
		b->at++;
	link->list = b->pending;
	b->pending = NULL;
	map_set(&k->links, kramdown_label(k->arena, str_slice(rest, 1, close)), link);
	b->before = BEFORE_DEFINITION;
	b->latest = &link->list;
	return true;
}

/* Keeps the lengths of abbreviations, each once, in descending order. */
static void add_length(Kramdown *k, size_t length)
{
	size_t i = 0, count = k->abbreviation_lengths.len;
	while (i < count && k->abbreviation_lengths.ptr[i] > length)
		i++;
	if (i < count && k->abbreviation_lengths.ptr[i] == length)
		return;
	VEC_PUSH(k->arena, &k->abbreviation_lengths, length);
	for (size_t j = count; j > i; j--)
		k->abbreviation_lengths.ptr[j] = k->abbreviation_lengths.ptr[j - 1];
	k->abbreviation_lengths.ptr[i] = length;
}

bool blocks_read_abbreviation(Blocks *b)
{
	Kramdown *k = b->k;
	Str rest;
	if (!line_opt_space(k, b->lines.ptr[b->at], &rest) || !str_starts(rest, S("*[")))
		return false;
	size_t close = str_find(rest, S("]:"), 2);
	if (close == STR_NONE || close == 2)
		return false;
	Str name = str_slice(rest, 2, close);
	Abbreviation *found = ARENA_NEW(k->arena, Abbreviation);
	found->full = str_trim(str_from_offset(rest, close + 2));
	found->list = b->pending;
	b->pending = NULL;
	add_length(k, name.len);
	map_set(&k->abbreviations, name, found);
	b->at++;
	b->before = BEFORE_DEFINITION;
	b->latest = &found->list;
	return true;
}

/* The lines of a note: the rest of the first line, and what is indented behind it. */
static Lines note_lines(Blocks *b, size_t skip)
{
	Kramdown *k = b->k;
	Lines lines = {0};
	Line first = line_skip(b->lines.ptr[b->at], skip);
	size_t from = b->at + 1;
	Str s = line_str(k, first);
	VEC_PUSH(k->arena, &lines, line_skip(first, s.len - str_trim_start(s).len));
	size_t end = blocks_code_end(b, from);
	for (size_t i = b->at + 1; i < end; i++)
		VEC_PUSH(k->arena, &lines, line_dedent(k, b->lines.ptr[i], 4));
	b->at = end > b->at + 1 ? end : b->at + 1;
	return lines;
}

bool blocks_read_note_definition(Blocks *b)
{
	Kramdown *k = b->k;
	Str rest;
	Line line = b->lines.ptr[b->at];
	if (!line_opt_space(k, line, &rest) || !str_starts(rest, S("[^")))
		return false;
	size_t close = str_find(rest, S("]:"), 2);
	if (close == STR_NONE || close == 2 || str_find_char(rest, ']', 2) != close)
		return false;
	Str label = str_slice(rest, 2, close);
	NoteDefinition *note = ARENA_NEW(k->arena, NoteDefinition);
	size_t from = b->at;
	Lines lines = note_lines(b, (size_t)(line.end - line.start) - rest.len + close + 2);
	Span span = line_span(k, line, b->lines.ptr[b->at > from ? b->at - 1 : from]);
	note->note = ast_new(k->arena, AST_NOTE, span);
	note->note->as.note.label = label;
	note->list = b->pending;
	b->pending = NULL;
	kramdown_blocks(k, note->note, lines);
	if (!map_has(&k->notes, label))
		map_set(&k->notes, label, note);
	b->before = BEFORE_DEFINITION;
	b->latest = &note->list;
	return true;
}

void kramdown_add_link_settings(Kramdown *k)
{
	const Value *links = k->options.link_defs;
	for (size_t i = 0; links != NULL && i < links->as.map.len; i++) {
		const ValueEntry *entry = &links->as.map.entries[i];
		LinkDefinition *link = ARENA_NEW(k->arena, LinkDefinition);
		bool alone = entry->value->kind == VALUE_STRING;
		link->url = value_string(alone ? entry->value : value_at(entry->value, 0));
		link->title = value_string(value_at(entry->value, 1));
		map_set(&k->links, kramdown_label(k->arena, entry->key), link);
	}
}
