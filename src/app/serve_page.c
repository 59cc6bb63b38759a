#include "app/serve_page.h"

#include "base/buf.h"
#include "base/markup.h"

/* --- policies --- */

static bool has_word(Str words, Str word)
{
	for (Str one; str_next_word(&words, &one);)
		if (str_eq_nocase(one, word))
			return true;
	return false;
}

/* The sources of a directive, with the server itself among them. */
static void add_sources(Buf *out, Str sources)
{
	bool has = has_word(sources, S("'self'"));
	for (Str word; str_next_word(&sources, &word);) {
		if (str_eq_nocase(word, S("'none'")))
			continue;
		buf_add_char(out, ' ');
		buf_add(out, word);
	}
	if (!has)
		buf_add_cstr(out, " 'self'");
}

/* The sources of the directive `name`; ptr NULL when there is none. */
static Str find_directive(Str policy, Str name)
{
	for (Str part; str_split(&policy, ';', &part);) {
		Str word;
		if (str_next_word(&part, &word) && str_eq_nocase(word, name))
			return part.ptr != NULL ? part : S("");
	}
	return (Str){0};
}

Str serve_page_relax_policy(Arena *arena, Str policy)
{
	static const Str needed[] = {STR_INIT("script-src"), STR_INIT("script-src-elem"),
				     STR_INIT("connect-src")};
	enum { NEEDED = sizeof needed / sizeof *needed };
	Buf out = buf_in(arena);
	Str base = find_directive(policy, S("default-src"));
	for (Str rest = policy, part; str_split(&rest, ';', &part);) {
		Str sources = part, name;
		bool ours = false;
		if (!str_next_word(&sources, &name))
			continue;
		for (size_t i = 0; i < NEEDED; i++)
			ours = ours || str_eq_nocase(name, needed[i]);
		buf_add_cstr(&out, out.len > 0 ? "; " : "");
		buf_add(&out, ours ? name : str_trim(part));
		if (ours)
			add_sources(&out, sources);
	}
	for (size_t i = 0; base.ptr != NULL && i < NEEDED; i++) {
		/* script-src-elem falls back to script-src, which is there by now */
		if (i == 1 || find_directive(policy, needed[i]).ptr != NULL)
			continue;
		buf_add_format(&out, "; %.*s", STR_ARG(needed[i]));
		add_sources(&out, base);
	}
	return buf_str(&out);
}

/* The end of the tag that begins at `at`: the offset of its '>'. */
static size_t tag_end(Str page, size_t at)
{
	char quote = '\0';
	for (; at < page.len; at++) {
		char c = page.ptr[at];
		if (quote != '\0')
			quote = c == quote ? '\0' : quote;
		else if (c == '"' || c == '\'')
			quote = c;
		else if (c == '>')
			break;
	}
	return at;
}

/* Where the value of content="" stands in a tag; false when it has none. */
static bool find_content(Str tag, size_t *from, size_t *to)
{
	for (size_t at = 0; at + 9 < tag.len; at++) {
		if (!char_is_space(tag.ptr[at]) ||
		    !str_starts_nocase(str_from_offset(tag, at + 1), S("content=")))
			continue;
		char quote = tag.ptr[at + 9];
		if (quote != '"' && quote != '\'')
			return false;
		*from = at + 10;
		*to = str_find_char(tag, quote, *from);
		return *to != STR_NONE;
	}
	return false;
}

/* The value of an attribute as it is meant, as far as policies have entities. */
static Str decode(Arena *arena, Str value)
{
	static const struct {
		Str entity, character;
	} known[] = {
		{STR_INIT("&quot;"), STR_INIT("\"")}, {STR_INIT("&#34;"), STR_INIT("\"")},
		{STR_INIT("&apos;"), STR_INIT("'")},  {STR_INIT("&#39;"), STR_INIT("'")},
		{STR_INIT("&#x27;"), STR_INIT("'")},  {STR_INIT("&lt;"), STR_INIT("<")},
		{STR_INIT("&gt;"), STR_INIT(">")},    {STR_INIT("&amp;"), STR_INIT("&")},
	};
	for (size_t i = 0; i < sizeof known / sizeof *known; i++)
		value = str_replace(arena, value, known[i].entity, known[i].character);
	return value;
}

/* A value that stands between quotes of either kind. */
static void add_value(Buf *out, Str value)
{
	Buf escaped = buf_in(out->arena);
	markup_escape_attribute(&escaped, value);
	buf_add(out, str_replace(out->arena, buf_str(&escaped), S("'"), S("&#39;")));
}

/* Every policy on the page, from <meta> elements. */
static void add_relaxed(Buf *out, Str page)
{
	size_t done = 0;
	for (size_t at = 0; (at = str_find_char(page, '<', at)) != STR_NONE; at++) {
		size_t from, to;
		if (!str_starts_nocase(str_from_offset(page, at), S("<meta")))
			continue;
		Str tag = str_slice(page, at, tag_end(page, at));
		if (!str_contains_nocase(tag, S("content-security-policy")) ||
		    !find_content(tag, &from, &to))
			continue;
		buf_add(out, str_slice(page, done, at + from));
		Str policy = decode(out->arena, str_slice(tag, from, to));
		add_value(out, serve_page_relax_policy(out->arena, policy));
		done = at + to;
	}
	buf_add(out, str_from_offset(page, done));
}

/* --- the script --- */

/* The last "</body", or the end. */
static size_t body_end(Str page)
{
	for (size_t at = page.len; at-- > 0;)
		if (page.ptr[at] == '<' &&
		    str_starts_nocase(str_from_offset(page, at), S("</body")))
			return at;
	return page.len;
}

static void add_script(Buf *out, Str file, Str build)
{
	buf_add_cstr(out, "<script src=\"/_recto/preview.js\" data-file=\"");
	markup_escape_attribute(out, file);
	buf_add_cstr(out, "\" data-build=\"");
	markup_escape_attribute(out, build);
	buf_add_cstr(out, "\"></script>\n");
}

Str serve_page_add_script(Arena *arena, Str page, Str file, Str build)
{
	Buf out = buf_in(arena);
	size_t end = body_end(page);
	add_relaxed(&out, str_slice(page, 0, end));
	add_script(&out, file, build);
	buf_add(&out, str_from_offset(page, end));
	return buf_str(&out);
}

Str serve_page_message(Arena *arena, Str title, Str text, Str build)
{
	Buf out = buf_in(arena);
	buf_add_cstr(&out, "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n"
			   "<meta name=\"viewport\" content=\"width=device-width\">\n<title>");
	markup_escape_text(&out, title);
	buf_add_cstr(&out, "</title>\n<link rel=\"stylesheet\" href=\"/_recto/preview.css\">\n"
			   "</head>\n<body class=\"message\">\n<h1>");
	markup_escape_text(&out, title);
	buf_add_cstr(&out, "</h1>\n<p>");
	markup_escape_text(&out, text);
	buf_add_cstr(&out, "</p>\n");
	add_script(&out, S(""), build);
	buf_add_cstr(&out, "</body>\n</html>\n");
	return buf_str(&out);
}
