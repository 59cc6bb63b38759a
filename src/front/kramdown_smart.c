/*
 * Typography as kramdown does it: the rules for quotes are those of its parser/smart_quotes.rb
 * (after RubyPants, after SmartyPants), on the text nodes of the tree. What stands beside a text
 * node in the source is told from its neighbours: behind it may come a "*", a "[" or a "<".
 */
#include "base/utf8.h"
#include "front/kramdown.h"

typedef struct {
	Str single_open, single_close, double_open, double_close;
} Quotes;

typedef struct {
	const Quotes *quotes;
	const Value *symbols; /* what the settings write for some */
	Str text;
	char behind[2]; /* what follows the text in the source; NUL: the end */
	size_t at;
	Buf out;
} SmartReader;

/* --- which quotes --- */

static Str quote_character(Arena *arena, Str name)
{
	static const struct {
		Str name, text;
	} known[] = {
		{STR_INIT("lsquo"), STR_INIT("\u2018")},  {STR_INIT("rsquo"), STR_INIT("\u2019")},
		{STR_INIT("ldquo"), STR_INIT("\u201C")},  {STR_INIT("rdquo"), STR_INIT("\u201D")},
		{STR_INIT("sbquo"), STR_INIT("\u201A")},  {STR_INIT("bdquo"), STR_INIT("\u201E")},
		{STR_INIT("laquo"), STR_INIT("\u00AB")},  {STR_INIT("raquo"), STR_INIT("\u00BB")},
		{STR_INIT("lsaquo"), STR_INIT("\u2039")}, {STR_INIT("rsaquo"), STR_INIT("\u203A")},
		{STR_INIT("apos"), STR_INIT("'")},	  {STR_INIT("quot"), STR_INIT("\"")},
	};
	int64_t code;
	for (size_t i = 0; i < sizeof known / sizeof *known; i++)
		if (str_eq(name, known[i].name))
			return known[i].text;
	if (!str_to_int(name, &code) || code < 32 || code > 0x10FFFF)
		return name;
	Buf out = buf_in(arena);
	buf_add_rune(&out, (uint32_t)code);
	return buf_str(&out);
}

static Quotes read_quotes(const Kramdown *k)
{
	Quotes quotes = {S("\u2018"), S("\u2019"), S("\u201C"), S("\u201D")};
	Str *const all[] = {&quotes.single_open, &quotes.single_close, &quotes.double_open,
			    &quotes.double_close};
	Str rest = k->options.smart_quotes;
	size_t n = 0;
	if (str_is_blank(rest))
		return quotes;
	for (Str name; n < 4 && str_split(&rest, ',', &name); n++)
		if (str_trim(name).len > 0)
			*all[n] = quote_character(k->arena, str_trim(name));
	return quotes;
}

/* --- quotes --- */

static char peek(const SmartReader *r, size_t at)
{
	if (at < r->text.len)
		return r->text.ptr[at];
	return at - r->text.len < 2 ? r->behind[at - r->text.len] : '\0';
}

static bool is_quote(char c)
{
	return c == '"' || c == '\'';
}

static bool is_word(char c)
{
	return char_is_alnum(c) || c == '_';
}

static bool is_space_char(char c)
{
	return c == ' ' || (c >= '\t' && c <= '\r');
}

static bool is_punctuation(char c)
{
	return c > ' ' && c < 127 && !char_is_alnum(c);
}

static void add_quote(SmartReader *r, char quote, bool open)
{
	const Quotes *q = r->quotes;
	if (quote == '"')
		buf_add(&r->out, open ? q->double_open : q->double_close);
	else
		buf_add(&r->out, open ? q->single_open : q->single_close);
	r->at++;
}

/* A quote before emphasis that starts: _word, **word. */
static bool is_before_emphasis(const SmartReader *r)
{
	char first = peek(r, r->at + 1), second = peek(r, r->at + 2);
	return (first == '*' || first == '_') && second != '\0' && !is_space_char(second);
}

/* A quote before punctuation that no word follows; an ellipsis does not count. */
static bool is_before_punctuation(const SmartReader *r)
{
	char first = peek(r, r->at + 1), second = peek(r, r->at + 2);
	return is_punctuation(first) && !(second == '.' && peek(r, r->at + 3) == '.') &&
	       is_word(first) == is_word(second);
}

static bool is_decade(const SmartReader *r, size_t at)
{
	return char_is_digit(peek(r, at)) && char_is_digit(peek(r, at + 1)) &&
	       peek(r, at + 2) == 's';
}

/* The quote at r->at; `before` is the character before it in the same run, NUL when it has none. */
static void read_quote(SmartReader *r, char before)
{
	char quote = r->text.ptr[r->at], next = peek(r, r->at + 1);
	bool start = before == '\0', spaced = is_space_char(before);
	if (start && is_before_emphasis(r)) {
		add_quote(r, quote, true);
	} else if (start && is_before_punctuation(r)) {
		add_quote(r, quote, false);
	} else if ((start || spaced) && is_quote(next) && next != quote &&
		   is_word(peek(r, r->at + 2)) && r->at + 1 < r->text.len) {
		add_quote(r, quote, true);
		add_quote(r, next, true);
	} else if ((start || spaced) && quote == '\'' && is_decade(r, r->at + 1)) {
		add_quote(r, quote, false);
	} else if (spaced && is_word(next)) {
		add_quote(r, quote, true);
	} else if (!start && !spaced && before != '\\' && before != '[' && before != '{' &&
		   before != '(' && before != '-') {
		add_quote(r, quote, false);
	} else if (start && (next == '\0' || is_space_char(next) ||
			     (next == 's' && !is_word(peek(r, r->at + 2))))) {
		add_quote(r, quote, false);
	} else {
		add_quote(r, quote, true);
	}
}

/* --- dashes, ellipsis, guillemets --- */

static const struct {
	Str name, from, to;
} symbols[] = {
	{STR_INIT("mdash"), STR_INIT("---"), STR_INIT("\u2014")},
	{STR_INIT("ndash"), STR_INIT("--"), STR_INIT("\u2013")},
	{STR_INIT("hellip"), STR_INIT("..."), STR_INIT("\u2026")},
	{STR_INIT("laquo_space"), STR_INIT("<< "), STR_INIT("\u00AB\u00A0")},
	{STR_INIT("raquo_space"), STR_INIT(" >>"), STR_INIT("\u00A0\u00BB")},
	{STR_INIT("laquo"), STR_INIT("<<"), STR_INIT("\u00AB")},
	{STR_INIT("raquo"), STR_INIT(">>"), STR_INIT("\u00BB")},
};

static bool read_symbol(SmartReader *r)
{
	Str rest = str_from_offset(r->text, r->at);
	for (size_t i = 0; i < sizeof symbols / sizeof *symbols; i++) {
		if (!str_starts(rest, symbols[i].from))
			continue;
		const ValueEntry *own =
			r->symbols == NULL ? NULL : value_entry(r->symbols, symbols[i].name);
		buf_add(&r->out, own != NULL ? value_string(own->value) : symbols[i].to);
		r->at += symbols[i].from.len;
		return true;
	}
	return false;
}

/* Offset of the next mark, quote or symbol from `from` on, or the length. */
static size_t find_work(Str text, size_t from)
{
	static const bool starts[256] = {
		['"'] = true, ['\''] = true, ['-'] = true,	 ['.'] = true,
		['<'] = true, ['>'] = true,  [MARK_PLAIN] = true};
	for (size_t at = from; at < text.len; at++) {
		char c = text.ptr[at];
		if (!starts[(unsigned char)c])
			continue;
		if (is_quote(c) || c == MARK_PLAIN)
			return at;
		/* each symbol is a character twice, one with a space before it */
		if (at + 1 < text.len && text.ptr[at + 1] == c)
			return c == '>' && at > from && text.ptr[at - 1] == ' ' ? at - 1 : at;
	}
	return text.len;
}

/* The characters of one text node; `before` is forgotten behind whatever was replaced. */
static Str smarten_text(SmartReader *r, char before)
{
	while (r->at < r->text.len) {
		size_t from = r->at;
		r->at = find_work(r->text, from);
		buf_add(&r->out, str_slice(r->text, from, r->at));
		if (r->at == r->text.len)
			break;
		before = r->at > from ? r->text.ptr[r->at - 1] : before;
		char c = r->text.ptr[r->at];
		if (c == MARK_PLAIN) {
			from = ++r->at;
			if (r->at < r->text.len)
				utf8_next(r->text, &r->at);
			buf_add(&r->out, str_slice(r->text, from, r->at));
			before = '\0';
		} else if (is_quote(c)) {
			read_quote(r, before);
			before = '\0';
		} else if (read_symbol(r)) {
			before = '\0';
		} else {
			buf_add_char(&r->out, c);
			before = c;
			r->at++;
		}
	}
	return buf_str(&r->out);
}

/* --- the tree --- */

/* What a node starts with in the source. */
static void set_behind(const Ast *node, char behind[2])
{
	behind[0] = behind[1] = '\0';
	const Ast *next = node->next;
	if (next == NULL) {
		AstKind kind = node->parent != NULL ? node->parent->kind : AST_DOCUMENT;
		behind[0] = kind == AST_EMPH || kind == AST_STRONG  ? '*'
			    : kind == AST_LINK || kind == AST_IMAGE ? ']'
			    : kind == AST_ELEMENT		    ? '<'
								    : '\0';
		return;
	}
	behind[1] = 'x';
	if (next->kind == AST_EMPH || next->kind == AST_STRONG)
		behind[0] = '*';
	else if (next->kind == AST_CODE)
		behind[0] = '`';
	else if (next->kind == AST_LINK || next->kind == AST_NOTE_REF)
		behind[0] = '[';
	else if (next->kind == AST_ELEMENT || next->kind == AST_COMMENT)
		behind[0] = '<';
	else if (next->kind == AST_MATH)
		behind[0] = '$';
	else if (next->kind == AST_SOFT_BREAK || next->kind == AST_LINE_BREAK)
		behind[0] = behind[1] = '\n';
}

static bool is_code_like(const Ast *node)
{
	static const Str tags[] = {STR_INIT("code"), STR_INIT("pre"), STR_INIT("kbd"),
				   STR_INIT("samp"), STR_INIT("var"), STR_INIT("textarea")};
	if (node->kind != AST_ELEMENT)
		return false;
	for (size_t i = 0; i < sizeof tags / sizeof *tags; i++)
		if (str_eq(node->as.element.tag, tags[i]))
			return true;
	return node->as.element.foreign;
}

static void smarten_below(Kramdown *k, const Quotes *quotes, Ast *parent, bool plain)
{
	for (Ast *node = parent->first; node != NULL; node = node->next) {
		if (node->kind != AST_TEXT) {
			bool link = node->kind == AST_LINK && node->as.link.autolink;
			smarten_below(k, quotes, node, plain || link || is_code_like(node));
			continue;
		}
		if (find_work(node->as.text, 0) == node->as.text.len)
			continue;
		if (plain) {
			node->as.text = kramdown_plain(k, node->as.text);
			continue;
		}
		SmartReader r = {.quotes = quotes,
				 .symbols = k->options.typographic_symbols,
				 .text = node->as.text,
				 .out = buf_in(k->arena)};
		set_behind(node, r.behind);
		bool line = node->prev != NULL && node->prev->kind == AST_SOFT_BREAK;
		node->as.text = smarten_text(&r, line ? '\n' : '\0');
	}
}

void kramdown_smarten(Kramdown *k, Ast *leaf)
{
	Quotes quotes = read_quotes(k);
	smarten_below(k, &quotes, leaf, !k->options.smart);
}

/* --- lines of Chinese and Japanese --- */

static bool is_han_or_kana(uint32_t rune)
{
	return (rune >= 0x3005 && rune <= 0x3007) || (rune >= 0x3041 && rune <= 0x30FF) ||
	       (rune >= 0x31F0 && rune <= 0x31FF) || (rune >= 0x3400 && rune <= 0x4DBF) ||
	       (rune >= 0x4E00 && rune <= 0x9FFF) || (rune >= 0xF900 && rune <= 0xFAFF) ||
	       (rune >= 0x20000 && rune <= 0x3FFFF);
}

static bool ends_in_han(const Ast *node)
{
	if (node == NULL || node->kind != AST_TEXT || node->as.text.len == 0)
		return false;
	size_t at = node->as.text.len - 1;
	while (at > 0 && ((unsigned char)node->as.text.ptr[at] & 0xC0) == 0x80)
		at--;
	return is_han_or_kana(utf8_next(node->as.text, &at));
}

static bool starts_with_han(const Ast *node)
{
	size_t at = 0;
	return node != NULL && node->kind == AST_TEXT && node->as.text.len > 0 &&
	       is_han_or_kana(utf8_next(node->as.text, &at));
}

void kramdown_join_lines(Kramdown *k, Ast *leaf)
{
	for (Ast *node = leaf->first, *next; k->options.join_cjk_lines && node != NULL;
	     node = next) {
		next = node->next;
		kramdown_join_lines(k, node);
		if (node->kind == AST_SOFT_BREAK && ends_in_han(node->prev) &&
		    starts_with_han(next))
			ast_detach(node);
	}
}
