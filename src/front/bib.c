/*
 * The parser reads what BibTeX reads and forgives what BibTeX does not: a comma left out between
 * fields, values without braces, text in any script as a key, "%" before a field. As in the library
 * that jekyll-scholar uses, an entry starts with "@" at the start of a line or right behind another
 * entry; an "@" elsewhere between entries is prose.
 *
 * A brace that is never closed would swallow the rest of the file. The first time that happens, the
 * parser goes back to the next line that looks like an entry, and from then on stops every value
 * there: so each byte is read a bounded number of times.
 */
#include "front/bib.h"

#include "base/buf.h"
#include "base/map.h"
#include "base/vec.h"
#include "front/bib_parts.h"

typedef struct {
	Arena *arena;
	const Source *source;
	Diags *diags;
	Str text;
	size_t at;
	bool wary; /* stop values at the next line that looks like an entry */
	bool ok;
	Map strings; /* lower case name to Str */
	Map keys;
	VEC(BibEntry) entries;
	VEC(BibField) fields; /* of the entry being read */
	Buf plain;	      /* its text so far, when names of @string were in it: their values */
	size_t plain_to;      /* where in `text` that ends */
} Parser;

static Span span_of(const Parser *parser, size_t start, size_t end)
{
	return source_span(parser->source, start, end);
}

static void error_at(Parser *parser, size_t start, size_t end, Str hint, const char *message)
{
	diag_error(parser->diags, span_of(parser, start, end), hint, "%s [bib-syntax]", message);
	parser->ok = false;
}

static char peek(const Parser *parser)
{
	return parser->at < parser->text.len ? parser->text.ptr[parser->at] : 0;
}

static void skip_space(Parser *parser)
{
	while (parser->at < parser->text.len && char_is_space(parser->text.ptr[parser->at]))
		parser->at++;
}

/* White space and commented-out lines between fields. */
static void skip_filler(Parser *parser)
{
	for (skip_space(parser); peek(parser) == '%'; skip_space(parser)) {
		size_t end = str_find_char(parser->text, '\n', parser->at);
		parser->at = end == STR_NONE ? parser->text.len : end;
	}
}

static bool is_name_char(char c)
{
	return c != 0 && !char_is_space(c) && c != '=' && c != ',' && c != '{' && c != '}' &&
	       c != '(' && c != ')' && c != '"' && c != '#' && c != '%' && c != '@';
}

static Str take_name(Parser *parser)
{
	size_t start = parser->at;
	while (is_name_char(peek(parser)))
		parser->at++;
	return str_slice(parser->text, start, parser->at);
}

/* Whether an entry may start at `at`: "@", a name and a brace. */
static bool looks_like_entry(Str text, size_t at)
{
	if (at >= text.len || text.ptr[at] != '@')
		return false;
	for (at++; at < text.len && (text.ptr[at] == ' ' || text.ptr[at] == '\t');)
		at++;
	size_t name = at;
	while (at < text.len && char_is_alnum(text.ptr[at]))
		at++;
	if (at == name)
		return false;
	while (at < text.len && char_is_space(text.ptr[at]))
		at++;
	return at < text.len && (text.ptr[at] == '{' || text.ptr[at] == '(');
}

static bool is_line_start(Str text, size_t at)
{
	while (at > 0 && (text.ptr[at - 1] == ' ' || text.ptr[at - 1] == '\t'))
		at--;
	return at == 0 || text.ptr[at - 1] == '\n';
}

/* The next line after `from` that looks like an entry, or the end of the text. */
static size_t next_entry(Str text, size_t from)
{
	for (size_t at = from; (at = str_find_char(text, '@', at)) != STR_NONE; at++)
		if (is_line_start(text, at) && looks_like_entry(text, at))
			return at;
	return text.len;
}

/*
 * Offset behind the text in braces or quotes that starts at `start`; STR_NONE when it is not
 * closed. Braces nest; a quote counts only outside braces.
 */
static size_t find_close(const Parser *parser, size_t start)
{
	Str text = parser->text;
	char open = text.ptr[start];
	size_t depth = open == '{';
	size_t paren = open == '(';
	for (size_t at = start + 1; at < text.len; at++) {
		char c = text.ptr[at];
		if (c == '{') {
			depth++;
		} else if (c == '}') {
			if (depth == 0)
				return STR_NONE;
			depth--;
			if (depth == 0 && open == '{')
				return at + 1;
		} else if (c == '"' && open == '"' && depth == 0 && text.ptr[at - 1] != '\\') {
			return at + 1;
		} else if (open == '(' && depth == 0 && (c == '(' || c == ')')) {
			paren += c == '(' ? 1 : (size_t)-1;
			if (paren == 0)
				return at + 1;
		} else if (c == '@' && parser->wary && is_line_start(text, at) &&
			   looks_like_entry(text, at)) {
			return STR_NONE;
		}
	}
	return STR_NONE;
}

/* As BibTeX: runs of white space are one space. */
static void add_folded(Buf *out, Str value)
{
	for (size_t i = 0; i < value.len; i++) {
		char c = value.ptr[i];
		bool space = char_is_space(c);
		if (!space)
			buf_add_char(out, c);
		else if (i == 0 || !char_is_space(value.ptr[i - 1]))
			buf_add_char(out, ' ');
	}
}

/* The value of a @string in braces, for its name from `start` to where the parser is. */
static void add_plain(Parser *parser, size_t start, Str value)
{
	buf_add(&parser->plain, str_slice(parser->text, parser->plain_to, start));
	buf_add_format(&parser->plain, "{%.*s}", STR_ARG(value));
	parser->plain_to = parser->at;
}

/* A bare word: a number, the name of a string, or, as al-folio's users write, a plain value. */
static void add_word(Parser *parser, Buf *out, Str word, size_t start)
{
	static const Str known[] = {
		STR_INIT("true"), STR_INIT("false"), STR_INIT("jan"), STR_INIT("feb"),
		STR_INIT("mar"),  STR_INIT("apr"),   STR_INIT("may"), STR_INIT("jun"),
		STR_INIT("jul"),  STR_INIT("aug"),   STR_INIT("sep"), STR_INIT("oct"),
		STR_INIT("nov"),  STR_INIT("dec"),
	};
	const Str *value = map_get(&parser->strings, str_lower(parser->arena, word));
	bool fine = value != NULL || (word.len > 0 && char_is_digit(word.ptr[0]));
	for (size_t i = 0; i < sizeof known / sizeof *known; i++)
		fine = fine || str_eq_nocase(word, known[i]);
	if (!fine)
		diag_warning(parser->diags, span_of(parser, start, parser->at),
			     S("put text in braces, or define it with @string"),
			     "%.*s is not the name of a string and taken as text [bib-string]",
			     STR_ARG(word));
	if (value != NULL)
		add_plain(parser, start, *value);
	buf_add(out, value != NULL ? *value : word);
}

/* One part of a value; false when it is not closed or there is none. */
static bool take_part(Parser *parser, Buf *out)
{
	size_t start = parser->at;
	char c = peek(parser);
	if (c == '{' || c == '"') {
		size_t end = find_close(parser, start);
		if (end == STR_NONE) {
			parser->wary = true;
			error_at(parser, start, start + 1,
				 c == '{' ? S("each { needs its }") : S("put the value in braces"),
				 c == '{' ? "this brace is not closed"
					  : "this quote is not closed");
			return false;
		}
		add_folded(out, str_slice(parser->text, start + 1, end - 1));
		parser->at = end;
		return true;
	}
	Str word = take_name(parser);
	if (word.len == 0) {
		error_at(parser, start, start + 1, S("write name = {value}"), "a value is missing");
		return false;
	}
	add_word(parser, out, word, start);
	return true;
}

/* Parts joined by "#". *end: behind the last one. */
static bool take_value(Parser *parser, Str *value, size_t *end)
{
	Buf out = buf_in(parser->arena);
	do {
		skip_space(parser);
		if (!take_part(parser, &out))
			return false;
		*end = parser->at;
		skip_filler(parser);
	} while (peek(parser) == '#' && ++parser->at);
	*value = str_trim(buf_str(&out));
	return true;
}

static void add_field(Parser *parser, BibField field, Span name)
{
	for (size_t i = 0; i < parser->fields.len; i++) {
		BibField *old = &parser->fields.ptr[i];
		if (!str_eq(old->name, field.name))
			continue;
		diag_warning(
			parser->diags, name, S(""),
			"%.*s stands twice in this entry; the last one counts [bib-field-twice]",
			STR_ARG(field.name));
		*old = field;
		return;
	}
	VEC_PUSH(parser->arena, &parser->fields, field);
}

/* name = value; false when the entry cannot be read on. */
static bool take_field(Parser *parser)
{
	size_t start = parser->at, end;
	Str name = take_name(parser), value;
	Span name_span = span_of(parser, start, parser->at);
	skip_filler(parser);
	if (name.len == 0 || peek(parser) != '=') {
		error_at(parser, start, parser->at > start ? parser->at : start + 1,
			 S("write name = {value},"), "a field is expected here");
		return false;
	}
	parser->at++;
	skip_space(parser);
	size_t from = parser->at;
	if (!take_value(parser, &value, &end))
		return false;
	BibField field = {str_lower(parser->arena, name), value, span_of(parser, from, end)};
	add_field(parser, field, name_span);
	return true;
}

/*
 * The fields up to the closing brace; false when the entry breaks off. A comma left out is forgiven
 * when a name follows.
 */
static bool take_fields(Parser *parser, size_t start, char close)
{
	size_t line = str_find_char(parser->text, '\n', start);
	for (;;) {
		skip_filler(parser);
		while (peek(parser) == ',') {
			parser->at++;
			skip_filler(parser);
		}
		if (peek(parser) == close) {
			parser->at++;
			return true;
		}
		bool over = parser->at >= parser->text.len;
		if (over || peek(parser) == '@') {
			error_at(parser, start, line == STR_NONE ? parser->text.len : line,
				 S("count the braces: each { needs its }"),
				 over ? "the file ends inside this entry"
				      : "another entry begins inside this entry");
			return false;
		}
		if (!take_field(parser))
			return false;
		skip_filler(parser);
		if (peek(parser) != ',' && peek(parser) != close && is_name_char(peek(parser)))
			diag_warning(parser->diags, span_of(parser, parser->at, parser->at + 1),
				     S("put a comma behind every field"),
				     "a comma is missing here [bib-comma]");
	}
}

/* The key: up to a comma or the end of the entry. *named: there is one. */
static Str take_key(Parser *parser, char close, Span *span)
{
	skip_space(parser);
	size_t start = parser->at, word_end = 0;
	while (parser->at < parser->text.len && peek(parser) != ',' && peek(parser) != close &&
	       peek(parser) != '=' && peek(parser) != '\n' && peek(parser) != '{')
		parser->at++;
	Str key = str_trim(str_slice(parser->text, start, parser->at));
	*span = span_of(parser, start, start + key.len);
	if (peek(parser) == '\n')
		skip_space(parser);
	if (peek(parser) == ',' || peek(parser) == close)
		return key;
	/* A comma or the key itself is missing: what stands before "=" is the first field. */
	while (word_end < key.len && !char_is_space(key.ptr[word_end]))
		word_end++;
	bool named = peek(parser) != '=' || word_end < key.len;
	error_at(parser, start, start + key.len, S("write @article{key, name = {value}}"),
		 named ? "a comma is missing behind the key" : "the entry has no key");
	if (peek(parser) == '=')
		parser->at = named ? start + word_end : start;
	key = named ? str_slice(key, 0, word_end) : S("");
	*span = span_of(parser, start, start + key.len);
	return key;
}

static void note_key(Parser *parser, const BibEntry *entry)
{
	if (entry->key.len == 0)
		return;
	if (map_has(&parser->keys, entry->key))
		diag_warning(parser->diags, entry->key_span, S("give every entry a key of its own"),
			     "the key \"%.*s\" is used twice [bib-key-twice]", STR_ARG(entry->key));
	(void)map_set(&parser->keys, entry->key, NULL);
}

/* The text of an entry that was read, with the values of @string for their names. */
static Str with_values(Parser *parser, size_t start, Str written)
{
	if (parser->plain_to == start)
		return written;
	buf_add(&parser->plain, str_slice(parser->text, parser->plain_to, start + written.len));
	return buf_str(&parser->plain);
}

static void take_entry(Parser *parser, Str type, size_t start, char close)
{
	BibEntry entry = {.type = type};
	parser->fields.ptr = NULL;
	parser->fields.len = parser->fields.cap = 0;
	entry.key = take_key(parser, close, &entry.key_span);
	if (entry.key.len == 0 && (peek(parser) == ',' || peek(parser) == close))
		error_at(parser, start, parser->at, S("write @article{key, name = {value}}"),
			 "the entry has no key");
	if (!take_fields(parser, start, close))
		parser->at = next_entry(parser->text, parser->at > start ? parser->at : start + 1);
	Str written = str_trim_end(str_slice(parser->text, start, parser->at));
	entry.span = span_of(parser, start, start + written.len);
	entry.text = with_values(parser, start, written);
	entry.fields = parser->fields.ptr;
	entry.field_count = parser->fields.len;
	note_key(parser, &entry);
	VEC_PUSH(parser->arena, &parser->entries, entry);
}

static void take_string(Parser *parser, size_t start, char close)
{
	Str *value = ARENA_NEW(parser->arena, Str);
	size_t end;
	skip_space(parser);
	Str name = take_name(parser);
	skip_space(parser);
	bool named = name.len > 0 && peek(parser) == '=', ok = named;
	if (named) {
		parser->at++;
		ok = take_value(parser, value, &end);
		skip_filler(parser);
		if (peek(parser) == ',')
			parser->at++;
		skip_filler(parser);
	}
	if (ok)
		(void)map_set(&parser->strings, str_lower(parser->arena, name), value);
	if (ok && peek(parser) == close) {
		parser->at++;
		return;
	}
	if (ok || !named)
		error_at(parser, start, parser->at, S("write @string{name = {text}}"),
			 "this @string is not well formed");
	parser->at = next_entry(parser->text, start + 1);
}

/* @comment{...}, @preamble{...}: skipped; with no brace, to the end of the line. */
static void skip_block(Parser *parser, size_t start)
{
	size_t end = find_close(parser, parser->at);
	if (end == STR_NONE)
		parser->wary = true;
	parser->at = end != STR_NONE ? end : next_entry(parser->text, start + 1);
}

/* What "@" starts. */
static void take_object(Parser *parser)
{
	size_t start = parser->at;
	if (!looks_like_entry(parser->text, start)) {
		parser->at++;
		return;
	}
	parser->plain = buf_in(parser->arena);
	parser->plain_to = start;
	parser->at++;
	skip_space(parser);
	Str type = str_lower(parser->arena, take_name(parser));
	skip_space(parser);
	char close = peek(parser) == '(' ? ')' : '}';
	if (str_eq(type, S("comment")) || str_eq(type, S("preamble"))) {
		skip_block(parser, start);
		return;
	}
	parser->at++;
	if (str_eq(type, S("string")))
		take_string(parser, start, close);
	else
		take_entry(parser, type, start, close);
}

/* Offset behind front matter at the start. */
static size_t skip_front_matter(Str text)
{
	if (!str_starts(text, S("---")))
		return 0;
	size_t line = str_find_char(text, '\n', 0);
	while (line != STR_NONE) {
		size_t end = str_find_char(text, '\n', line + 1);
		if (str_eq(str_trim_end(str_slice(text, line + 1, end)), S("---")))
			return end == STR_NONE ? text.len : end;
		line = end;
	}
	return 0;
}

/* Behind an entry another one may follow on the same line, with a comma between. */
static void skip_junk(Parser *parser)
{
	skip_space(parser);
	while (peek(parser) == ',' || peek(parser) == ';') {
		parser->at++;
		skip_space(parser);
	}
	if (!looks_like_entry(parser->text, parser->at))
		parser->at = next_entry(parser->text, parser->at);
}

bool bib_parse(Arena *arena, const Source *source, Diags *diags, Bib *out)
{
	Parser parser = {.arena = arena,
			 .source = source,
			 .diags = diags,
			 .text = source->text,
			 .ok = true,
			 .strings = map_in(arena),
			 .keys = map_in(arena)};
	parser.at = skip_front_matter(parser.text);
	for (skip_junk(&parser); parser.at < parser.text.len; skip_junk(&parser))
		take_object(&parser);
	bib_follow_references(arena, parser.entries.ptr, parser.entries.len, diags);
	out->entries = parser.entries.ptr;
	out->count = parser.entries.len;
	return parser.ok;
}

const BibField *bib_find_field(const BibEntry *entry, Str name)
{
	for (size_t i = 0; i < entry->field_count; i++)
		if (str_eq(entry->fields[i].name, name))
			return &entry->fields[i];
	return NULL;
}

Str bib_field(const BibEntry *entry, Str name)
{
	const BibField *field = bib_find_field(entry, name);
	return field != NULL ? field->value : S("");
}
