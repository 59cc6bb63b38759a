/* After cmark: parts back into the tree, abbreviations, notes. */
#include "front/kramdown.h"

/* Reads "{", MARK_PART, number, MARK_PART_END, "}" at `at`; returns its length, 0 when there is
 * none. */
static size_t read_mark(const Kramdown *k, Str text, size_t at, size_t *number)
{
	if (at + 1 >= text.len || text.ptr[at] != '{' || text.ptr[at + 1] != MARK_PART)
		return 0;
	size_t end = str_find_char(text, MARK_PART_END, at);
	int64_t value;
	if (end == STR_NONE || !str_to_int(str_slice(text, at + 2, end), &value) || value < 0 ||
	    (size_t)value >= k->parts.len)
		return 0;
	*number = (size_t)value;
	return end + 2 - at;
}

size_t kramdown_part_mark(size_t number, char out[PART_MARK_MAX])
{
	char digits[PART_MARK_MAX];
	size_t count = 0, length = 0;
	do
		digits[count++] = (char)('0' + number % 10);
	while ((number /= 10) != 0);
	out[length++] = '{';
	out[length++] = MARK_PART;
	while (count > 0)
		out[length++] = digits[--count];
	out[length++] = MARK_PART_END;
	out[length++] = '}';
	return length;
}

static bool has_marks(Str text)
{
	if (!str_has_control(text))
		return false;
	for (size_t i = 0; i < text.len; i++)
		if (text.ptr[i] >= MARK_PART && text.ptr[i] <= MARK_INERT)
			return true;
	return false;
}

/* Offset of the next character from `at` on that may start a mark. */
static size_t next_mark(Str text, size_t at)
{
	while (at < text.len && text.ptr[at] != '{' && text.ptr[at] != MARK_INERT)
		at++;
	return at;
}

Str kramdown_plain(const Kramdown *k, Str text)
{
	Buf out = buf_in(k->arena);
	if (!has_marks(text))
		return text;
	for (size_t at = 0; at < text.len;) {
		size_t number, length = read_mark(k, text, at, &number);
		if (length > 0)
			buf_add(&out, k->parts.ptr[number].source);
		else if (text.ptr[at] != MARK_PLAIN && text.ptr[at] != MARK_INERT)
			buf_add_char(&out, text.ptr[at]);
		at += length > 0 ? length : 1;
	}
	return buf_str(&out);
}

static Ast *new_part_node(Kramdown *k, const Part *part)
{
	Ast *node = NULL;
	switch (part->kind) {
	case PART_MATH: node = ast_new(k->arena, AST_MATH, part->span); break;
	case PART_CODE:
		node = ast_new(k->arena, AST_CODE, part->span);
		node->as.code.text = part->text;
		return node;
	case PART_COMMENT: node = ast_new(k->arena, AST_COMMENT, part->span); break;
	case PART_VERBATIM: node = ast_new(k->arena, AST_VERBATIM, part->span); break;
	case PART_NOTE:
		node = ast_new(k->arena, AST_NOTE_REF, part->span);
		node->as.note.label = part->note->note->as.note.label;
		return node;
	case PART_ATTRS:
	case PART_NOTHING: return NULL;
	}
	node->as.text = part->text;
	return node;
}

/* Inserts before `place` what a mark stands for; text that was none after all goes to `text`. */
static void put_part(Kramdown *k, Ast *place, const Part *part, Buf *text)
{
	Ast *before = place->prev;
	Ast *node = new_part_node(k, part);
	if (node != NULL) {
		ast_insert_before(place, node);
		return;
	}
	if (part->kind == PART_NOTHING)
		return;
	bool takes = before != NULL && text->len == 0 && before->kind != AST_TEXT &&
		     before->kind != AST_SOFT_BREAK && before->kind != AST_LINE_BREAK;
	if (takes)
		kramdown_use_attrs(k, before, part->list);
	else
		buf_add(text, part->source);
}

static void flush_text(Kramdown *k, Ast *place, Buf *text, Span span)
{
	if (text->len == 0)
		return;
	Str words = text_lend(k->text, span, buf_str(text));
	ast_insert_before(place, ast_new_text(k->arena, words, span));
	*text = buf_in(k->arena);
}

/* The place of the text before a part, and behind it: what the part leaves of `rest`. */
static Span span_before(Span *rest, Span part)
{
	Span before = *rest;
	if (part.source != rest->source || part.start < rest->start || part.end > rest->end)
		return before;
	before.end = part.start;
	rest->start = part.end;
	return before;
}

/* Splits a text node at its marks; MARK_PLAIN stays for the typography. */
static void split_text(Kramdown *k, Ast *node)
{
	Str s = node->as.text;
	Buf text = buf_in(k->arena);
	for (size_t at = 0; at < s.len;) {
		size_t mark = next_mark(s, at), number;
		buf_add(&text, str_slice(s, at, mark));
		size_t length = mark < s.len ? read_mark(k, s, mark, &number) : 0;
		if (length > 0) {
			const Part *part = &k->parts.ptr[number];
			if (part->kind != PART_ATTRS && part->kind != PART_NOTHING)
				flush_text(k, node, &text, span_before(&node->span, part->span));
			put_part(k, node, part, &text);
		} else if (mark < s.len && s.ptr[mark] != MARK_INERT) {
			buf_add_char(&text, s.ptr[mark]);
		}
		at = mark + (length > 0 ? length : 1);
	}
	if (text.len == 0) {
		ast_detach(node);
		return;
	}
	node->as.text = text_lend(k->text, node->span, buf_str(&text));
}

static void restore_attributes(const Kramdown *k, Ast *node)
{
	for (size_t i = 0; i < node->attrs.len; i++)
		node->attrs.items[i].value = kramdown_plain(k, node->attrs.items[i].value);
}

/* The attribute list of the link's definition, at the end of the title. */
static void take_list_mark(Kramdown *k, Ast *link)
{
	Str title = link->as.link.title;
	size_t open = str_find_char(title, MARK_PART, 0), number;
	if (open == STR_NONE || open == 0 || read_mark(k, title, open - 1, &number) == 0)
		return;
	const Part *part = &k->parts.ptr[number];
	if (part->kind != PART_ATTRS || part->source.len > 0)
		return;
	kramdown_use_attrs(k, link, part->list);
	link->as.link.title = str_slice(title, 0, open - 1);
}

void kramdown_restore_parts(Kramdown *k, Ast *leaf)
{
	for (Ast *node = leaf->first, *next; node != NULL; node = next) {
		next = node->next;
		restore_attributes(k, node);
		if (node->kind == AST_TEXT) {
			/* cmark leaves an empty one where it takes blanks off a line's end */
			if (node->as.text.len == 0 || has_marks(node->as.text))
				split_text(k, node);
		} else if (node->kind == AST_CODE) {
			node->as.code.text = kramdown_plain(k, node->as.code.text);
		} else if (node->kind == AST_LINK || node->kind == AST_IMAGE) {
			node->as.link.url = kramdown_plain(k, node->as.link.url);
			take_list_mark(k, node);
			node->as.link.title = kramdown_plain(k, node->as.link.title);
		} else if (node->kind == AST_VERBATIM || node->kind == AST_COMMENT) {
			node->as.text = kramdown_plain(k, node->as.text);
		} else if (node->kind == AST_SOFT_BREAK && k->options.hard_wrap) {
			node->kind = AST_LINE_BREAK;
		}
		kramdown_restore_parts(k, node);
	}
}

/* --- abbreviations --- */

static bool is_word_char(char c)
{
	return char_is_alnum(c) || c == '_';
}

/* The longest abbreviation at `at`, with no word character on either side; empty: none. */
static Str abbreviation_at(const Kramdown *k, Str text, size_t at)
{
	if (at > 0 && is_word_char(text.ptr[at - 1]))
		return S("");
	for (size_t i = 0; i < k->abbreviation_lengths.len; i++) {
		size_t end = at + k->abbreviation_lengths.ptr[i];
		if (end > text.len || (end < text.len && is_word_char(text.ptr[end])))
			continue;
		Str name = str_slice(text, at, end);
		if (map_has(&k->abbreviations, name))
			return name;
	}
	return S("");
}

static void add_abbreviation(Kramdown *k, Ast *place, Str name)
{
	const Abbreviation *abbreviation = map_get(&k->abbreviations, name);
	Ast *node = ast_new(k->arena, AST_ABBR, place->span);
	node->as.text = abbreviation->full;
	ast_append(node, ast_new_text(k->arena, name, place->span));
	ast_insert_before(place, node);
	if (abbreviation->list != NULL)
		kramdown_use_attrs(k, node, abbreviation->list);
}

static void abbreviate_text(Kramdown *k, Ast *node)
{
	Str s = node->as.text;
	size_t from = 0;
	for (size_t at = 0; at < s.len;) {
		Str name = abbreviation_at(k, s, at);
		if (name.len == 0) {
			at++;
			continue;
		}
		if (at > from)
			ast_insert_before(
				node, ast_new_text(k->arena, str_slice(s, from, at), node->span));
		add_abbreviation(k, node, name);
		from = at = at + name.len;
	}
	if (from == 0)
		return;
	node->as.text = str_from_offset(s, from);
	if (from == s.len)
		ast_detach(node);
}

void kramdown_abbreviate(Kramdown *k, Ast *leaf)
{
	if (k->abbreviation_lengths.len == 0)
		return;
	for (Ast *node = leaf->first, *next; node != NULL; node = next) {
		next = node->next;
		if (node->kind == AST_TEXT)
			abbreviate_text(k, node);
		else
			kramdown_abbreviate(k, node);
	}
}

/* --- notes --- */

typedef VEC(NoteDefinition *) Notes;

/* Numbers the references below `top` and collects notes that are new. */
static void number_references(Kramdown *k, Ast *top, Notes *notes)
{
	for (Ast *node = top; node != NULL; node = ast_next(node, top)) {
		if (node->kind != AST_NOTE_REF)
			continue;
		NoteDefinition *note = map_get(&k->notes, node->as.note.label);
		if (note == NULL)
			continue;
		if (note->number == 0) {
			note->number = k->options.footnote_nr + (int)notes->len;
			VEC_PUSH(k->arena, notes, note);
		}
		node->as.note.number = note->number;
		node->as.note.reference = ++note->references;
	}
}

static void report_unused_notes(Kramdown *k)
{
	for (size_t i = 0; i < k->notes.len; i++) {
		const NoteDefinition *note = k->notes.entries[i].value;
		Str label = k->notes.entries[i].key;
		if (note->number == 0)
			diag_warning(
				k->diags, note->note->span,
				str_format(k->arena, "refer to it by [^%.*s], or take it away",
					   STR_ARG(label)),
				"nothing refers to the note %.*s: it is not shown [note-unused]",
				STR_ARG(label));
	}
}

void kramdown_number_notes(Kramdown *k, Ast *root)
{
	Notes notes = {0};
	number_references(k, root, &notes);
	for (size_t i = 0; i < notes.len; i++)
		number_references(k, notes.ptr[i]->note, &notes);
	for (size_t i = 0; i < notes.len; i++) {
		Ast *note = notes.ptr[i]->note;
		note->as.note.number = notes.ptr[i]->number;
		note->as.note.references = notes.ptr[i]->references;
		ast_append(root, note);
		if (notes.ptr[i]->list != NULL)
			kramdown_use_attrs(k, note, notes.ptr[i]->list);
	}
	report_unused_notes(k);
}
