/* Markup in text: HTML and URL escapes, Markdown, JSON, slugs, and what al-folio's plug-ins add. */
#include "front/liquid_internal.h"

#include "front/json.h"

#include <regex.h>
#include <string.h>

/* --- HTML --- */

static Str escape_char(char c)
{
	switch (c) {
	case '&': return S("&amp;");
	case '<': return S("&lt;");
	case '>': return S("&gt;");
	case '"': return S("&quot;");
	case '\'': return S("&#39;");
	default: return S("");
	}
}

/* Length of the entity that `s` starts with, or 0. */
static size_t entity_length(Str s)
{
	size_t n = 1;
	if (n < s.len && s.ptr[n] == '#')
		n++;
	size_t start = n;
	while (n < s.len && n < 32 && char_is_alnum(s.ptr[n]))
		n++;
	return n > start && n < s.len && s.ptr[n] == ';' ? n + 1 : 0;
}

static const Value *escape(LiquidCall *call, bool once)
{
	Str s = liquid_in(call);
	Buf out = buf_in(call->arena);
	if (value_is_nil(call->in))
		return value_nil();
	for (size_t i = 0; i < s.len; i++) {
		Str escaped = escape_char(s.ptr[i]);
		bool entity = once && s.ptr[i] == '&' && entity_length(str_from_offset(s, i)) > 0;
		if (escaped.len > 0 && !entity)
			buf_add(&out, escaped);
		else
			buf_add_char(&out, s.ptr[i]);
	}
	return liquid_string(call, buf_str(&out));
}

static const Value *filter_escape(LiquidCall *call)
{
	return escape(call, false);
}

static const Value *filter_escape_once(LiquidCall *call)
{
	return escape(call, true);
}

/* What strip_html removes as a whole, contents and all. */
static const Str elements[][2] = {
	{STR_INIT("<script"), STR_INIT("</script>")},
	{STR_INIT("<style"), STR_INIT("</style>")},
	{STR_INIT("<!--"), STR_INIT("-->")},
};
enum { ELEMENT_COUNT = sizeof elements / sizeof *elements };

/*
 * Bytes of the tag, comment, script or style at the start of `s`, or 0. unclosed[i] is set once the
 * end of element i is not found, so that no text is searched twice; the last one is for ">".
 */
static size_t skip_markup(Str s, bool unclosed[ELEMENT_COUNT + 1])
{
	for (size_t i = 0; i < ELEMENT_COUNT; i++) {
		if (unclosed[i] || !str_starts_nocase(s, elements[i][0]))
			continue;
		for (size_t at = elements[i][0].len; at < s.len; at++)
			if (str_starts_nocase(str_from_offset(s, at), elements[i][1]))
				return at + elements[i][1].len;
		unclosed[i] = true;
	}
	size_t close = unclosed[ELEMENT_COUNT] ? STR_NONE : str_find_char(s, '>', 0);
	unclosed[ELEMENT_COUNT] = close == STR_NONE;
	return close == STR_NONE ? 0 : close + 1;
}

static const Value *filter_strip_html(LiquidCall *call)
{
	Str s = liquid_in(call);
	Buf out = buf_in(call->arena);
	bool unclosed[ELEMENT_COUNT + 1] = {false};
	for (size_t i = 0; i < s.len;) {
		size_t n = s.ptr[i] == '<' ? skip_markup(str_from_offset(s, i), unclosed) : 0;
		if (n == 0)
			buf_add_char(&out, s.ptr[i++]);
		else
			i += n;
	}
	return liquid_string(call, buf_str(&out));
}

static const Value *filter_markdownify(LiquidCall *call)
{
	const LiquidHost *host = call->run->host;
	if (host->markdownify == NULL)
		return liquid_string(call, liquid_in(call));
	return liquid_string(call, host->markdownify(host->context, call->arena, liquid_in(call)));
}

/* As kramdown's smart quotes and dashes; the markdown stage makes them, so text goes through. */
static const Value *filter_as_is(LiquidCall *call)
{
	return liquid_string(call, liquid_in(call));
}

static const Value *filter_jsonify(LiquidCall *call)
{
	Buf out = buf_in(call->arena);
	json_write(&out, call->in);
	return liquid_string(call, buf_str(&out));
}

static const Value *filter_inspect(LiquidCall *call)
{
	return liquid_string(call, liquid_inspect(call->run, call->in));
}

/* --- slugs and accents --- */

/* Base letters of U+00C0..U+017F; "" where there is none. */
static const char *const base_letters[] = {
	"A", "A", "A",	"A",  "A", "A", "AE", "C", "E", "E", "E",  "E",	 "I", "I", "I",	 "I",
	"D", "N", "O",	"O",  "O", "O", "O",  "",  "O", "U", "U",  "U",	 "U", "Y", "Th", "ss",
	"a", "a", "a",	"a",  "a", "a", "ae", "c", "e", "e", "e",  "e",	 "i", "i", "i",	 "i",
	"d", "n", "o",	"o",  "o", "o", "o",  "",  "o", "u", "u",  "u",	 "u", "y", "th", "y",
	"A", "a", "A",	"a",  "A", "a", "C",  "c", "C", "c", "C",  "c",	 "C", "c", "D",	 "d",
	"D", "d", "E",	"e",  "E", "e", "E",  "e", "E", "e", "E",  "e",	 "G", "g", "G",	 "g",
	"G", "g", "G",	"g",  "H", "h", "H",  "h", "I", "i", "I",  "i",	 "I", "i", "I",	 "i",
	"I", "i", "IJ", "ij", "J", "j", "K",  "k", "k", "L", "l",  "L",	 "l", "L", "l",	 "L",
	"l", "L", "l",	"N",  "n", "N", "n",  "N", "n", "n", "NG", "ng", "O", "o", "O",	 "o",
	"O", "o", "OE", "oe", "R", "r", "R",  "r", "R", "r", "S",  "s",	 "S", "s", "S",	 "s",
	"S", "s", "T",	"t",  "T", "t", "T",  "t", "U", "u", "U",  "u",	 "U", "u", "U",	 "u",
	"U", "u", "U",	"u",  "W", "w", "Y",  "y", "Y", "Z", "z",  "Z",	 "z", "Z", "z",	 "s",
};

static Str remove_accents(Arena *arena, Str s)
{
	Buf out = buf_in(arena);
	for (size_t at = 0; at < s.len;) {
		uint32_t rune = utf8_next(s, &at);
		const char *base = rune >= 0xC0 && rune < 0x180 ? base_letters[rune - 0xC0] : "";
		if (rune >= 0x300 && rune < 0x370)
			continue;
		if (base[0] != 0)
			buf_add_cstr(&out, base);
		else
			buf_add_rune(&out, rune);
	}
	return buf_str(&out);
}

static const Value *filter_remove_accents(LiquidCall *call)
{
	return liquid_string(call, remove_accents(call->arena, liquid_in(call)));
}

typedef enum { SLUG_DEFAULT, SLUG_RAW, SLUG_PRETTY, SLUG_ASCII } SlugMode;

/* Whether the character stays in a slug of that mode. */
static bool stays(uint32_t rune, SlugMode mode)
{
	bool alnum = rune < 0x80 && char_is_alnum((char)rune);
	switch (mode) {
	case SLUG_RAW: return !(rune < 0x80 && char_is_space((char)rune));
	case SLUG_PRETTY:
		return utf8_is_word(rune) ||
		       (rune != 0 && rune < 0x80 && strchr("._~!$&'()+,;=@", (int)rune) != NULL);
	case SLUG_ASCII: return alnum;
	case SLUG_DEFAULT: return utf8_is_word(rune);
	}
	return false;
}

static const Value *filter_slugify(LiquidCall *call)
{
	Str name = liquid_arg(call, 0), s = liquid_in(call);
	SlugMode mode = str_eq(name, S("raw"))				       ? SLUG_RAW
			: str_eq(name, S("pretty"))			       ? SLUG_PRETTY
			: str_eq(name, S("ascii")) || str_eq(name, S("latin")) ? SLUG_ASCII
									       : SLUG_DEFAULT;
	Buf out = buf_in(call->arena);
	bool gap = false;
	if (value_is_nil(call->in))
		return value_nil();
	if (str_eq(name, S("latin")))
		s = remove_accents(call->arena, s);
	for (size_t at = 0; at < s.len && !str_eq(name, S("none"));) {
		uint32_t rune = utf8_next(s, &at);
		if (!stays(rune, mode)) {
			gap = true;
			continue;
		}
		if (gap && (out.len > 0 || mode == SLUG_RAW))
			buf_add_char(&out, '-');
		gap = false;
		buf_add_rune(&out, rune);
	}
	if (str_eq(name, S("none")))
		buf_add(&out, s);
	call->in = liquid_string(call, buf_str(&out));
	static const LiquidFilter downcase = {.name = STR_INIT("downcase")};
	return liquid_apply(call->run, &downcase, call->in);
}

/* --- regular expressions (al-folio's regex_replace) --- */

enum { PATTERN_LIMIT = 256, SUBJECT_LIMIT = 16384 };

/*
 * Ruby's \d and (?: in POSIX terms; NULL for what the C library could take too long over: counted
 * repeats, which nested use memory without bound, and references back.
 */
static char *posix_pattern(LiquidCall *call, Str pattern)
{
	Buf out = buf_in(call->arena);
	if (pattern.len > PATTERN_LIMIT)
		return NULL;
	for (size_t i = 0; i < pattern.len; i++) {
		char c = pattern.ptr[i];
		if (c == '{')
			return NULL;
		if (c == '\\' && i + 1 < pattern.len) {
			char next = pattern.ptr[++i];
			if (char_is_digit(next))
				return NULL;
			if (next == 'd')
				buf_add_cstr(&out, "[0-9]");
			else
				buf_add_format(&out, "\\%c", next);
		} else if (c == '(' && str_starts(str_from_offset(pattern, i), S("(?:"))) {
			buf_add_char(&out, '(');
			i += 2;
		} else {
			buf_add_char(&out, c);
		}
	}
	return str_to_cstr(call->arena, buf_str(&out));
}

/* The replacement with \1 ... \9 filled in. */
static void add_replacement(Buf *out, Str to, const char *from, const regmatch_t *groups)
{
	for (size_t i = 0; i < to.len; i++) {
		bool group = to.ptr[i] == '\\' && i + 1 < to.len && char_is_digit(to.ptr[i + 1]);
		if (!group) {
			buf_add_char(out, to.ptr[i]);
			continue;
		}
		const regmatch_t *match = &groups[to.ptr[++i] - '0'];
		if (match->rm_so >= 0)
			buf_add_bytes(out, from + match->rm_so,
				      (size_t)(match->rm_eo - match->rm_so));
	}
}

static const Value *replace_matches(LiquidCall *call, regex_t *regex, const char *s, bool once)
{
	Buf out = buf_in(call->arena);
	Str to = liquid_arg(call, 1);
	regmatch_t groups[10];
	int flags = 0;
	while (out.len <= SOURCE_LIMIT && regexec(regex, s, 10, groups, flags) == 0) {
		size_t end = (size_t)groups[0].rm_eo;
		buf_add_bytes(&out, s, (size_t)groups[0].rm_so);
		add_replacement(&out, to, s, groups);
		if (groups[0].rm_eo == groups[0].rm_so && s[end] != 0)
			buf_add_char(&out, s[end++]);
		s += end;
		flags = REG_NOTBOL;
		if (once || s[0] == 0)
			break;
	}
	buf_add_cstr(&out, s);
	return liquid_string(call, buf_str(&out));
}

static const Value *regex_replace(LiquidCall *call, bool once)
{
	regex_t regex;
	char *pattern = posix_pattern(call, liquid_arg(call, 0));
	if (pattern == NULL || regcomp(&regex, pattern, REG_EXTENDED) != 0)
		return liquid_bad(call, "this pattern is not understood");
	Str in = liquid_in(call);
	const char *s = str_to_cstr(call->arena, in);
	/* A search may try every place anew, so it is quadratic. */
	if (in.len > SUBJECT_LIMIT ||
	    !liquid_read_bytes(call->run, call->filter->span, in.len * in.len / 16)) {
		regfree(&regex);
		return liquid_bad(call, "the text is too long for a pattern");
	}
	const Value *value = replace_matches(call, &regex, s, once);
	regfree(&regex);
	return value;
}

static const Value *filter_regex_replace(LiquidCall *call)
{
	return regex_replace(call, false);
}

static const Value *filter_regex_replace_once(LiquidCall *call)
{
	return regex_replace(call, true);
}

const LiquidFilterEntry liquid_string_filters[] = {
	{STR_INIT("escape"), 0, 0, filter_escape},
	{STR_INIT("h"), 0, 0, filter_escape},
	{STR_INIT("escape_once"), 0, 0, filter_escape_once},
	{STR_INIT("xml_escape"), 0, 0, filter_escape},
	{STR_INIT("strip_html"), 0, 0, filter_strip_html},
	{STR_INIT("markdownify"), 0, 0, filter_markdownify},
	{STR_INIT("smartify"), 0, 0, filter_as_is},
	{STR_INIT("emojify"), 0, 0, filter_as_is},
	{STR_INIT("jsonify"), 0, 0, filter_jsonify},
	{STR_INIT("json"), 0, 0, filter_jsonify},
	{STR_INIT("inspect"), 0, 0, filter_inspect},
	{STR_INIT("slugify"), 0, 1, filter_slugify},
	{STR_INIT("remove_accents"), 0, 0, filter_remove_accents},
	{STR_INIT("regex_replace"), 2, 2, filter_regex_replace},
	{STR_INIT("regex_replace_once"), 2, 2, filter_regex_replace_once},
	{.fn = NULL},
};
