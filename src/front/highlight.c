#include "front/highlight.h"

/* --- looking --- */

static char peek(const Highlighter *h, size_t at)
{
	return at < h->text.len ? h->text.ptr[at] : '\0';
}

static bool is_one_of(const char *set, char c)
{
	return set != NULL && c != '\0' && str_find_char(str_from(set), c, 0) != STR_NONE;
}

static bool starts_with(const Highlighter *h, size_t at, const char *mark)
{
	return mark != NULL && str_starts(str_from_offset(h->text, at), str_from(mark));
}

static bool is_word_char(const Highlighter *h, char c)
{
	return char_is_alnum(c) || c == '_' || (unsigned char)c >= 0x80 ||
	       is_one_of(h->rules->word_marks, c);
}

static size_t line_end(const Highlighter *h, size_t at)
{
	size_t end = str_find_char(h->text, '\n', at);
	return end == STR_NONE ? h->text.len : end;
}

/* Whether only blanks stand before `at` on its line. */
static bool is_line_start(const Highlighter *h, size_t at)
{
	while (at > 0 && (h->text.ptr[at - 1] == ' ' || h->text.ptr[at - 1] == '\t'))
		at--;
	return at == 0 || h->text.ptr[at - 1] == '\n';
}

/* Goes to `end` with a class. */
static size_t take(size_t end, const char *name, Str *class)
{
	*class = str_from(name);
	return end;
}

/* --- strings, numbers, words --- */

/* Offset behind the string whose quote is at `at`. */
static size_t string_end(const Highlighter *h, size_t at)
{
	char quote = h->text.ptr[at];
	bool triple = h->rules->tripled && peek(h, at + 1) == quote && peek(h, at + 2) == quote;
	bool lines = triple || is_one_of(h->rules->line_quotes, quote);
	for (size_t i = at + (triple ? 3 : 1); i < h->text.len; i++) {
		char c = h->text.ptr[i];
		if (c == '\\')
			i++;
		else if (c == '\n' && !lines)
			return i;
		else if (c == quote && !triple)
			return i + 1;
		else if (c == quote && peek(h, i + 1) == quote && peek(h, i + 2) == quote)
			return i + 3;
	}
	return h->text.len;
}

static const char *string_class(const Highlighter *h, size_t at)
{
	char quote = h->text.ptr[at];
	if (quote == '"')
		return h->rules->single_is_char ? "s" : "s2";
	if (quote == '`')
		return "sb";
	return h->rules->single_is_char ? "sc" : "s1";
}

static size_t read_number(const Highlighter *h, size_t at, Str *class)
{
	bool hex = h->text.ptr[at] == '0' && (peek(h, at + 1) | 32) == 'x', real = false;
	size_t end = at;
	for (; end < h->text.len; end++) {
		char c = h->text.ptr[end];
		bool sign = (c == '-' || c == '+') && !hex && (peek(h, end - 1) | 32) == 'e';
		if (!char_is_alnum(c) && c != '_' && !sign &&
		    !(c == '.' && char_is_digit(peek(h, end + 1))))
			break;
		real = real || c == '.' || sign;
	}
	return take(end, hex ? "mh" : real ? "mf" : "mi", class);
}

static const char *word_class(const Highlighter *h, Str word)
{
	for (size_t i = 0; i < sizeof h->rules->words / sizeof *h->rules->words; i++)
		if (h->rules->words[i].words != NULL &&
		    str_has_word(str_from(h->rules->words[i].words), word))
			return h->rules->words[i].class;
	return NULL;
}

static size_t read_word(Highlighter *h, size_t at, Str *class)
{
	size_t end = at + 1, next;
	while (end < h->text.len && is_word_char(h, h->text.ptr[end]))
		end++;
	Str word = str_slice(h->text, at, end), before = h->before;
	const char *name = word_class(h, word);
	h->before = word;
	for (next = end; peek(h, next) == ' ';)
		next++;
	if (name != NULL)
		return take(end, name, class);
	if (str_eq(before, S("class")) || str_eq(before, S("module")) ||
	    str_eq(before, S("struct")))
		return take(end, "nc", class);
	if (str_eq(before, S("def")) || str_eq(before, S("function")) ||
	    (h->rules->arguments && peek(h, next) == '('))
		return take(end, "nf", class);
	return take(end, "", class);
}

/* --- code --- */

static size_t read_comment(const Highlighter *h, size_t at, Str *class)
{
	Str marks = str_from(h->rules->line_comments), mark;
	char before = at > 0 ? h->text.ptr[at - 1] : '\n';
	if (starts_with(h, at, h->rules->comment_open)) {
		Str close = str_from(h->rules->comment_close);
		size_t end = str_find(h->text, close, at + 2);
		return take(end == STR_NONE ? h->text.len : end + close.len, "cm", class);
	}
	/* "$#", "a#b" and "http://" start none */
	if (before == '$' || before == ':' || is_word_char(h, before))
		return at;
	while (str_next_word(&marks, &mark))
		if (str_starts(str_from_offset(h->text, at), mark))
			return take(line_end(h, at), "c1", class);
	return at;
}

static size_t read_variable(const Highlighter *h, size_t at, Str *class)
{
	size_t end = at + 1;
	if (peek(h, end) == '{') {
		size_t close = str_find_char(str_slice(h->text, 0, line_end(h, at)), '}', end);
		if (close != STR_NONE)
			return take(close + 1, "nv", class);
	}
	while (end < h->text.len && (char_is_alnum(h->text.ptr[end]) || h->text.ptr[end] == '_' ||
				     h->text.ptr[end] == h->text.ptr[at]))
		end++;
	return take(end, end > at + 1 ? "nv" : "o", class);
}

/* A string; one before a colon in JSON is a key. */
static size_t read_string(const Highlighter *h, size_t at, Str *class)
{
	size_t end = string_end(h, at), next = end;
	while (peek(h, next) == ' ')
		next++;
	bool key = peek(h, next) == ':' && h->rules->quotes[1] == '\0';
	return take(end, key ? "nl" : string_class(h, at), class);
}

static size_t read_code(Highlighter *h, size_t at, Str *class)
{
	static const char operators[] = "+-*/%=<>!&|^~?:@";
	char c = h->text.ptr[at];
	size_t end = read_comment(h, at, class);
	if (end > at)
		return end;
	if (h->rules->directives && c == '#' && is_line_start(h, at))
		return take(line_end(h, at), "cp", class);
	if (is_one_of(h->rules->quotes, c))
		return read_string(h, at, class);
	if (is_one_of(h->rules->sigils, c))
		return read_variable(h, at, class);
	if (char_is_digit(c))
		return read_number(h, at, class);
	if (char_is_alpha(c) || c == '_' || (unsigned char)c >= 0x80)
		return read_word(h, at, class);
	if (!char_is_space(c))
		h->before = S("");
	for (end = at; is_one_of(operators, peek(h, end));)
		end++;
	return end > at ? take(end, "o", class) : take(at + 1, "", class);
}

/* --- HTML, YAML, TeX --- */

static size_t read_tag_part(Highlighter *h, size_t at, Str *class)
{
	char c = h->text.ptr[at];
	size_t end = at + 1;
	if (c == '>' || (c == '/' && peek(h, end) == '>')) {
		h->in_tag = false;
		return take(c == '>' ? end : end + 1, "nt", class);
	}
	if (c == '"' || c == '\'') {
		size_t close = str_find_char(h->text, c, end);
		return take(close == STR_NONE ? h->text.len : close + 1, "s", class);
	}
	if (!char_is_alpha(c) && c != '@' && c != ':')
		return take(end, "", class);
	while (end < h->text.len && !char_is_space(h->text.ptr[end]) &&
	       !is_one_of("=>\"'/", h->text.ptr[end]))
		end++;
	return take(end, "na", class);
}

static size_t read_markup(Highlighter *h, size_t at, Str *class)
{
	if (h->in_tag)
		return read_tag_part(h, at, class);
	if (starts_with(h, at, "<!--")) {
		size_t end = str_find(h->text, S("-->"), at);
		return take(end == STR_NONE ? h->text.len : end + 3, "c", class);
	}
	size_t end = at + 1;
	if (h->text.ptr[at] == '<' && (peek(h, end) == '!' || peek(h, end) == '?')) {
		size_t close = str_find_char(h->text, '>', at);
		return take(close == STR_NONE ? h->text.len : close + 1, "cp", class);
	}
	if (h->text.ptr[at] == '<' && (char_is_alpha(peek(h, end)) || peek(h, end) == '/')) {
		for (end++; end < h->text.len && (char_is_alnum(h->text.ptr[end]) ||
						  is_one_of("-:_", h->text.ptr[end]));)
			end++;
		h->in_tag = true;
		return take(end, "nt", class);
	}
	if (h->text.ptr[at] == '&') {
		while (char_is_alnum(peek(h, end)) || peek(h, end) == '#')
			end++;
		return take(peek(h, end) == ';' ? end + 1 : end, "ni", class);
	}
	while (end < h->text.len && !is_one_of("<&", h->text.ptr[end]))
		end++;
	return take(end, "", class);
}

/* "key:" at the start of a line or an item: where it ends; `at` when it is none. */
static size_t key_end(const Highlighter *h, size_t at)
{
	size_t end = at, stop = line_end(h, at);
	while (end < stop && (h->text.ptr[end] != ':' ||
			      (end + 1 < stop && !char_is_space(h->text.ptr[end + 1]))))
		end++;
	return end < stop && !is_one_of("\"'#[{&*!|>", h->text.ptr[at]) ? end : at;
}

static size_t read_yaml(Highlighter *h, size_t at, Str *class)
{
	char c = h->text.ptr[at], before = at > 0 ? h->text.ptr[at - 1] : '\n';
	size_t end, start = at;
	while (start > 0 && is_one_of(" -\t", h->text.ptr[start - 1]))
		start--;
	if (c == '#' && char_is_space(before))
		return take(line_end(h, at), "c1", class);
	if (char_is_space(c) || (c == '-' && is_line_start(h, at)))
		return take(at + 1, c == '-' ? "o" : "", class);
	if (start == 0 || h->text.ptr[start - 1] == '\n') {
		end = key_end(h, at);
		if (end > at)
			return take(end, "na", class);
	}
	if (c == '"' || c == '\'')
		return take(string_end(h, at), c == '"' ? "s2" : "s1", class);
	if (is_one_of(":,[]{}|>&*!", c))
		return take(at + 1, "", class);
	for (end = at; end < h->text.len && !is_one_of("\n,]}#", h->text.ptr[end]);)
		end++;
	if (end == at)
		return take(at + 1, "", class);
	Str value = str_trim(str_slice(h->text, at, end));
	if (word_class(h, value) != NULL)
		return take(at + value.len, word_class(h, value), class);
	return char_is_digit(c) ? read_number(h, at, class) : take(at + value.len, "s", class);
}

static size_t read_tex(Highlighter *h, size_t at, Str *class)
{
	char c = h->text.ptr[at];
	size_t end = at + 1;
	if (c == '%')
		return take(line_end(h, at), "c", class);
	if (c == '\\') {
		while (char_is_alpha(peek(h, end)) || peek(h, end) == '@')
			end++;
		return take(end == at + 1 && end < h->text.len ? end + 1 : end, "k", class);
	}
	if (is_one_of("{}[]", c))
		return take(end, "nb", class);
	if (is_one_of("$&^_~", c))
		return take(end, "s", class);
	while (end < h->text.len && !is_one_of("%\\{}[]$&^_~", h->text.ptr[end]))
		end++;
	return take(end, "", class);
}

/* --- all of them --- */

bool highlight_start(Highlighter *h, Str language, Str text)
{
	*h = (Highlighter){.rules = highlight_find_rules(language), .text = text};
	return h->rules != NULL;
}

static size_t read_part(Highlighter *h, size_t at, Str *class)
{
	switch (h->rules->kind) {
	case HIGHLIGHT_CODE: return read_code(h, at, class);
	case HIGHLIGHT_MARKUP: return read_markup(h, at, class);
	case HIGHLIGHT_YAML: return read_yaml(h, at, class);
	case HIGHLIGHT_TEX: return read_tex(h, at, class);
	}
	return h->text.len;
}

bool highlight_next(Highlighter *h, Str *part, Str *class)
{
	size_t start = h->at;
	if (start >= h->text.len)
		return false;
	h->at = read_part(h, start, class);
	/* parts of one class in a row are one */
	while (h->at < h->text.len) {
		Highlighter ahead = *h;
		Str next;
		size_t end = read_part(&ahead, h->at, &next);
		if (!str_eq(next, *class) || class->len > 0)
			break;
		*h = ahead;
		h->at = end;
	}
	*part = str_slice(h->text, start, h->at);
	return true;
}
