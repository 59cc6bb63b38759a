/*
 * LaTeX markup to text. Accents on a letter become the precomposed character where Unicode has one,
 * else the letter and a combining mark. Mathematics is left alone: the page's
 * MathJax or the typesetter reads it. An unknown command stays as written, so that nothing is lost.
 */
#include "front/bib_latex.h"
#include "base/buf.h"
#include "base/utf8.h"
#include "front/bib.h"

enum {
	MAX_DEPTH = 16,	      /* arguments within arguments */
	MAX_ARGUMENT = 65536, /* bytes of an argument */
};

static void add_accented(Buf *out, const BibAccent *accent, Str text)
{
	size_t at = 0, pair = 0;
	if (text.len == 0) { /* \~{} is the sign itself */
		buf_add_char(out, accent->command);
		return;
	}
	uint32_t base = utf8_next(text, &at);
	if (base == 0x131 || base == 0x237) /* the dotless i and j lose their dot to the accent */
		base = base == 0x131 ? 'i' : 'j';
	Str pairs = str_from(accent->pairs);
	while (pair < pairs.len) {
		uint32_t letter = utf8_next(pairs, &pair), composed = utf8_next(pairs, &pair);
		if (letter != base)
			continue;
		buf_add_rune(out, composed);
		buf_add(out, str_from_offset(text, at));
		return;
	}
	buf_add_rune(out, base);
	buf_add_rune(out, accent->mark);
	buf_add(out, str_from_offset(text, at));
}

/* --- case --- */

/* Runs of letters: in steps of `step`, capitals first; the small one is `small` further. */
static const struct {
	uint32_t first, last, step, small;
} cases[] = {
	{'A', 'Z', 1, 0x20},	 {0xC0, 0xD6, 1, 0x20},	  {0xD8, 0xDE, 1, 0x20},
	{0x100, 0x136, 2, 1},	 {0x139, 0x147, 2, 1},	  {0x14A, 0x176, 2, 1},
	{0x179, 0x17D, 2, 1},	 {0x391, 0x3A9, 1, 0x20}, {0x400, 0x40F, 1, 0x50},
	{0x410, 0x42F, 1, 0x20},
};

/* The letter as a capital or as a small one; others as they are. Latin, Greek, Cyrillic. */
static uint32_t to_case(uint32_t rune, bool capital)
{
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		uint32_t shift = capital ? cases[i].small : 0;
		if (rune >= cases[i].first + shift && rune <= cases[i].last + shift &&
		    (rune - cases[i].first - shift) % cases[i].step == 0)
			return capital ? rune - shift : rune + cases[i].small;
	}
	return rune;
}

int bib_case_of(uint32_t rune)
{
	if (rune == 0xDF || rune == 0xFF) /* ß, ÿ: no capital nearby */
		return -1;
	return to_case(rune, true) != rune ? -1 : to_case(rune, false) != rune;
}

/* --- reading --- */

typedef struct {
	Arena *arena;
	Buf *out;
	Str text;
	size_t at;
	int depth;
} Reader;

static void convert(Arena *arena, Buf *out, Str text, int depth);

/* Offset behind the brace that closes the one at `at`; STR_NONE when none does. */
static size_t find_close(Str text, size_t at)
{
	size_t depth = 0, limit = at + MAX_ARGUMENT;
	for (; at < text.len && at < limit; at++) {
		if (text.ptr[at] == '\\')
			at++;
		else if (text.ptr[at] == '{')
			depth++;
		else if (text.ptr[at] == '}' && --depth == 0)
			return at + 1;
	}
	return STR_NONE;
}

/* The command's name behind the backslash at reader->at; moves behind it. */
static Str take_command(Reader *reader)
{
	size_t start = ++reader->at;
	while (reader->at < reader->text.len && char_is_alpha(reader->text.ptr[reader->at]))
		reader->at++;
	if (reader->at == start && reader->at < reader->text.len)
		(void)utf8_next(reader->text, &reader->at);
	return str_slice(reader->text, start, reader->at);
}

static void skip_space(Reader *reader)
{
	while (reader->at < reader->text.len && char_is_space(reader->text.ptr[reader->at]))
		reader->at++;
}

/* The next argument as written: a group without its braces, a command, or one character. */
static Str take_argument(Reader *reader)
{
	skip_space(reader);
	size_t start = reader->at;
	if (start >= reader->text.len)
		return S("");
	if (reader->text.ptr[start] == '\\') {
		(void)take_command(reader);
		return str_slice(reader->text, start, reader->at);
	}
	if (reader->text.ptr[start] != '{') {
		(void)utf8_next(reader->text, &reader->at);
		return str_slice(reader->text, start, reader->at);
	}
	size_t end = find_close(reader->text, start);
	if (end == STR_NONE) {
		reader->at++;
		return S("");
	}
	reader->at = end;
	return str_slice(reader->text, start + 1, end - 1);
}

static void read_accent(Reader *reader, const BibAccent *accent)
{
	Buf argument = buf_in(reader->arena);
	Str text = take_argument(reader);
	convert(reader->arena, &argument, text, reader->depth + 1);
	add_accented(reader->out, accent, buf_str(&argument));
}

/* \url{...} and the target of \href: signs unescaped, else as written. */
static void add_url(Buf *out, Str url)
{
	for (size_t i = 0; i < url.len; i++)
		if (url.ptr[i] != '\\' || i + 1 == url.len || char_is_alnum(url.ptr[i + 1]))
			buf_add_char(out, url.ptr[i]);
}

/* What a command's name ate of the space behind it. */
static void skip_command_space(Reader *reader, Str name)
{
	Str rest = str_from_offset(reader->text, reader->at);
	if (str_starts(rest, S("{}")))
		reader->at += 2;
	else if (name.len > 0 && char_is_alpha(name.ptr[0]))
		skip_space(reader);
}

/* An unknown command and its arguments in braces, as written. */
static void keep_command(Reader *reader, size_t start)
{
	while (reader->at < reader->text.len && reader->text.ptr[reader->at] == '{') {
		size_t end = find_close(reader->text, reader->at);
		if (end == STR_NONE)
			break;
		reader->at = end;
	}
	buf_add(reader->out, str_slice(reader->text, start, reader->at));
}

/* The argument in capitals or in small letters. */
static void read_case(Reader *reader, bool capital)
{
	Buf argument = buf_in(reader->arena);
	convert(reader->arena, &argument, take_argument(reader), reader->depth + 1);
	Str text = buf_str(&argument);
	for (size_t at = 0; at < text.len;)
		buf_add_rune(reader->out, to_case(utf8_next(text, &at), capital));
}

static void read_command(Reader *reader)
{
	size_t start = reader->at;
	Str name = take_command(reader);
	const BibAccent *accent = bib_find_accent(name);
	const char *symbol = bib_find_symbol(name);
	bool lower = str_eq(name, S("lowercase")) || str_eq(name, S("MakeLowercase")),
	     upper = str_eq(name, S("uppercase")) || str_eq(name, S("MakeUppercase"));
	if (accent != NULL && reader->depth < MAX_DEPTH) {
		read_accent(reader, accent);
	} else if ((lower || upper) && reader->depth < MAX_DEPTH) {
		read_case(reader, upper);
	} else if (symbol != NULL) {
		buf_add_cstr(reader->out, symbol);
		skip_command_space(reader, name);
	} else if (str_eq(name, S("url")) || str_eq(name, S("path")) ||
		   str_eq(name, S("nolinkurl"))) {
		add_url(reader->out, take_argument(reader));
	} else if (str_eq(name, S("href"))) {
		(void)take_argument(reader);
	} else if (str_eq(name, S("noopsort")) || str_eq(name, S("textcolor")) ||
		   str_eq(name, S("color")) || str_eq(name, S("vspace")) ||
		   str_eq(name, S("hspace"))) {
		(void)take_argument(reader);
	} else if (bib_is_look(name)) {
		skip_command_space(reader, name);
	} else {
		keep_command(reader, start);
	}
}

/* Mathematics up to `close`, as written; an opening that nothing closes is text. */
static void read_math(Reader *reader, Str open, Str close)
{
	Str text = reader->text;
	size_t start = reader->at, limit = start + MAX_ARGUMENT;
	for (size_t at = start + open.len; at < text.len && at < limit; at++) {
		if (str_starts(str_from_offset(text, at), close)) {
			reader->at = at + close.len;
			buf_add(reader->out, str_slice(text, start, reader->at));
			return;
		}
		if (text.ptr[at] == '\\')
			at++;
	}
	buf_add(reader->out, open);
	reader->at = start + open.len;
}

/* $...$, $$...$$, \(...\), \[...\]; false when none starts here. */
static bool try_math(Reader *reader)
{
	static const Str fences[][2] = {
		{STR_INIT("$$"), STR_INIT("$$")},
		{STR_INIT("$"), STR_INIT("$")},
		{STR_INIT("\\("), STR_INIT("\\)")},
		{STR_INIT("\\["), STR_INIT("\\]")},
	};
	Str rest = str_from_offset(reader->text, reader->at);
	for (size_t i = 0; i < sizeof fences / sizeof *fences; i++)
		if (str_starts(rest, fences[i][0])) {
			read_math(reader, fences[i][0], fences[i][1]);
			return true;
		}
	return false;
}

typedef struct {
	Str from;
	const char *to;
} Ligature;

/* TeX's ligatures, longest first; the characters that are nothing by themselves. */
static bool read_ligature(Reader *reader)
{
	static const Ligature ligatures[] = {
		{STR_INIT("---"), "—"}, {STR_INIT("--"), "–"}, {STR_INIT("``"), "“"},
		{STR_INIT("''"), "”"},	{STR_INIT(",,"), "„"}, {STR_INIT("<<"), "«"},
		{STR_INIT(">>"), "»"},	{STR_INIT("!`"), "¡"}, {STR_INIT("?`"), "¿"},
		{STR_INIT("`"), "‘"},	{STR_INIT("'"), "’"},  {STR_INIT("~"), "\u00A0"},
		{STR_INIT("{"), ""},	{STR_INIT("}"), ""},
	};
	Str rest = str_from_offset(reader->text, reader->at);
	for (size_t i = 0; i < sizeof ligatures / sizeof *ligatures; i++)
		if (str_starts(rest, ligatures[i].from)) {
			buf_add_cstr(reader->out, ligatures[i].to);
			reader->at += ligatures[i].from.len;
			return true;
		}
	return false;
}

/* What may mean more than itself. */
static bool is_special(char c)
{
	switch (c) {
	case '\\':
	case '$':
	case '-':
	case '`':
	case '\'':
	case ',':
	case '<':
	case '>':
	case '!':
	case '?':
	case '~':
	case '{':
	case '}': return true;
	default: return false;
	}
}

static void convert(Arena *arena, Buf *out, Str text, int depth)
{
	Reader reader = {arena, out, text, 0, depth};
	while (reader.at < text.len) {
		char c = text.ptr[reader.at];
		size_t plain = reader.at; /* most of it means nothing but itself */
		while (plain < text.len && !is_special(text.ptr[plain]))
			plain++;
		buf_add(out, str_slice(text, reader.at, plain));
		if (plain > reader.at) {
			reader.at = plain;
			continue;
		}
		if ((c == '$' || c == '\\') && try_math(&reader))
			continue;
		if (c == '\\' && reader.at + 1 < text.len) {
			read_command(&reader);
		} else if (!read_ligature(&reader)) {
			buf_add_char(out, c);
			reader.at++;
		}
	}
}

Str bib_latex_to_text(Arena *arena, Str latex)
{
	Buf out = buf_in(arena);
	convert(arena, &out, latex, 0);
	return buf_str(&out);
}
