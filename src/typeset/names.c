#include "typeset/names.h"

#include "base/utf8.h"

#include <string.h>

enum { NAME_WORDS = 4, LIST_PARTS = 3 };

typedef enum { WORD_CAPITAL, WORD_PARTICLE, WORD_MARK, WORD_JOINS, WORD_OTHER } WordKind;

typedef struct {
	WordKind kind;
	size_t start, end;
	bool initial, ends_sentence, ends_part;
} Word;

/* What stands between two commas. Bytes; `tail` and `head` are where a name at its end begins and
 * where one at its beginning ends, SIZE_MAX: there is none. */
typedef struct {
	size_t start, end, tail, head;
	bool named; /* it is a name as a whole */
} Part;

typedef VEC(Part) Parts;

static bool is_capital(uint32_t rune)
{
	return unicode_lower(rune) != rune;
}

static bool is_particle(Str word)
{
	return str_has_word(S("van von der den de da di del dos la le al el bin ter"), word);
}

static bool joins_names(Str word)
{
	return str_has_word(S("and & et und · | •"), word);
}

/* One capital or several with stops and hyphens behind them: "J", "J.", "J.-P.", "M.W." */
static bool is_initial(Str word)
{
	for (size_t at = 0; at < word.len;) {
		size_t start = at;
		if (!is_capital(utf8_next(word, &at)))
			return false;
		size_t letter = at;
		while (at < word.len && (word.ptr[at] == '.' || word.ptr[at] == '-'))
			at++;
		if (at == letter && (start > 0 || at < word.len))
			return false;
	}
	return word.len > 0;
}

/* By its letters, without what stands around them. */
static WordKind word_kind(Str word)
{
	bool letters = false, capital = false;
	if (joins_names(word))
		return WORD_JOINS;
	for (size_t at = 0; at < word.len;) {
		uint32_t rune = utf8_next(word, &at);
		bool letter = unicode_is_letter(rune);
		if (unicode_is_alphanumeric(rune) && !letter)
			return WORD_OTHER;
		if (letter && !letters)
			capital = is_capital(rune);
		letters |= letter;
	}
	if (!letters)
		return WORD_MARK;
	return capital ? WORD_CAPITAL : is_particle(word) ? WORD_PARTICLE : WORD_OTHER;
}

/* The next word from *at, and what ends with it; false at the end of the text. */
static bool word_next(Str text, size_t *at, Word *word)
{
	size_t start = *at;
	while (start < text.len && char_is_space(text.ptr[start]))
		start++;
	size_t end = start;
	while (end < text.len && !char_is_space(text.ptr[end]))
		end++;
	*at = end;
	if (end == start)
		return false;
	Str whole = str_slice(text, start, end);
	bool comma = str_ends(whole, S(",")) || str_ends(whole, S(";"));
	Str bare = str_slice(whole, 0, whole.len - comma);
	*word = (Word){.kind = word_kind(bare), .start = start, .end = end};
	word->initial = is_initial(bare);
	word->ends_part = comma || end == text.len || text.ptr[end] == '\n';
	word->ends_sentence = !word->initial && bare.len > 0 &&
			      str_find_char(S(".?!:"), bare.ptr[bare.len - 1], 0) != STR_NONE;
	return true;
}

/* Reads the part from *at, up to a comma, the end of a line, "and" or a dot. */
static bool part_next(Str text, size_t *at, Part *part)
{
	Word word;
	size_t capitals = 0, row = 0, before = 0; /* capitals in a row, where the last begins */
	bool pure = true, open = true;		  /* none but a name's words; so far */
	*part = (Part){.start = SIZE_MAX, .tail = SIZE_MAX, .head = SIZE_MAX};
	while (word_next(text, at, &word)) {
		if (word.kind == WORD_JOINS)
			return true;
		part->start = part->start == SIZE_MAX ? word.start : part->start;
		part->end = word.end;
		if (word.kind == WORD_CAPITAL) {
			capitals++;
			part->tail = ++row >= 2 ? before : SIZE_MAX;
			part->head = open && capitals == 2 ? word.end : part->head;
			before = word.start;
		} else if (word.kind == WORD_OTHER) {
			pure = open = false;
			row = 0;
			part->tail = SIZE_MAX;
		}
		part->named = pure && capitals >= 2 && capitals <= NAME_WORDS;
		if (word.ends_part)
			return true;
		if (word.ends_sentence) {
			pure = open = false;
			row = 0;
			part->tail = SIZE_MAX;
		}
	}
	return part->start != SIZE_MAX;
}

/* Whether the text from byte `at` is a line of authors. */
static bool in_authors(const Para *para, size_t at)
{
	for (size_t i = 0; i < para->run_count; i++)
		if (at < para->runs[i].end)
			return para->runs[i].style->names;
	return false;
}

static void mark(uint8_t *marks, size_t start, size_t end)
{
	memset(marks + start, 1, end - start);
}

/* Marks the names of a list: parts [first, end), with the neighbours that share a name with it. */
static bool list_mark(const Setting *s, const Parts *parts, size_t first, size_t end,
		      uint8_t *marks)
{
	const Part *ptr = parts->ptr;
	bool before = first > 0 && ptr[first - 1].tail != SIZE_MAX;
	bool after = end < parts->len && ptr[end].head != SIZE_MAX;
	if (end - first + before + after < LIST_PARTS && !in_authors(s->para, ptr[first].start))
		return false;
	for (size_t i = first; i < end; i++)
		mark(marks, ptr[i].start, ptr[i].end);
	if (before)
		mark(marks, ptr[first - 1].tail, ptr[first - 1].end);
	if (after)
		mark(marks, ptr[end].start, ptr[end].head);
	return true;
}

static Parts read_parts(const Setting *s)
{
	Parts parts = {0};
	Part part;
	for (size_t at = 0; part_next(s->para->text, &at, &part);)
		if (part.start != SIZE_MAX)
			VEC_PUSH(s->arena, &parts, part);
	return parts;
}

uint8_t *names_find(const Setting *s)
{
	Str text = s->para->text;
	bool list = str_find_char(text, ',', 0) != STR_NONE;
	if (!list && (text.len == 0 || !in_authors(s->para, text.len - 1)))
		return NULL;
	Parts parts = read_parts(s);
	uint8_t *marks = ARENA_ARRAY(s->arena, uint8_t, text.len + 1);
	bool found = false;
	for (size_t i = 0, end; i < parts.len; i = end) {
		for (end = i; end < parts.len && parts.ptr[end].named; end++)
			continue;
		if (end > i)
			found |= list_mark(s, &parts, i, end, marks);
		else
			end++;
	}
	return found ? marks : NULL;
}

bool names_initial(Str text, size_t at, size_t after)
{
	size_t start = at, end = after;
	while (start > 0 && !char_is_space(text.ptr[start - 1]))
		start--;
	while (end < text.len && !char_is_space(text.ptr[end]))
		end++;
	Str before = str_slice(text, start, at), next = str_slice(text, after, end);
	if (before.len == 0 || next.len == 0)
		return false;
	size_t first = 0;
	if (str_ends(before, S(".")) && is_initial(before))
		return is_capital(utf8_next(next, &first));
	/* behind the surname: what follows is the next one's */
	bool comma = str_ends(next, S(",")) || str_ends(next, S(";"));
	Str bare = str_slice(next, 0, next.len - comma), rest = str_from_offset(text, end), word;
	if (!is_initial(bare) || !is_capital(utf8_next(before, &first)))
		return false;
	if (!str_next_word(&rest, &word))
		return true;
	return comma ||
	       (str_ends(before, S(",")) && (joins_names(word) || str_starts(word, S("("))));
}
