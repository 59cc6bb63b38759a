/*
 * html_policy: the Content-Security-Policy of a page (W3C, Content Security Policy Level 3), as a
 * <meta> element.
 *
 * The policy is read off the finished page: what stands on it is allowed, nothing else. Style
 * sheets and scripts on the page by their digests; files of the site; what the author took from
 * another server by that server's name. A script from elsewhere loads what it likes, and so does
 * one that names addresses: then anything over https is allowed but for code written into the page
 * later. `recto.csp: false` leaves the policy out, a text replaces it.
 */
#include "base/sha256.h"
#include "base/url.h"
#include "base/vec.h"
#include "write/html_part.h"

typedef VEC(Str) Words;

/* Sources of each directive; the first of styles is the page's own sheet. */
struct HtmlPolicy {
	Arena *arena;
	const HtmlOptions *options;
	HtmlNames *names;
	Words styles, scripts, pictures, fonts, media, frames, objects, forms;
	bool style_attributes; /* style="" somewhere */
	bool handlers;	       /* onclick="" and the like */
	bool any_code;	       /* code whose digest cannot be known: javascript: links */
	bool any_https;	       /* scripts that load more */
	bool in_body;	       /* where scripts are the author's */
};

static void allow(HtmlPolicy *policy, Words *words, Str word)
{
	for (size_t i = 0; i < words->len; i++)
		if (str_eq(words->ptr[i], word))
			return;
	VEC_PUSH(policy->arena, words, word);
}

/* "https://host:81" of an address on another server; "https:" when its host cannot stand in a
 * policy; empty for one of the site. */
static Str origin_of(Arena *arena, Str url)
{
	url = str_trim(url);
	bool bare = str_starts(url, S("//"));
	if (!bare && !str_starts_nocase(url, S("https://")) &&
	    !str_starts_nocase(url, S("http://")))
		return S("");
	size_t start = str_find(url, S("//"), 0) + 2, end = start;
	while (end < url.len && (char_is_alnum(url.ptr[end]) ||
				 str_find_char(S(".-_:"), url.ptr[end], 0) != STR_NONE))
		end++;
	bool whole = end > start &&
		     (end == url.len || str_find_char(S("/?#"), url.ptr[end], 0) != STR_NONE);
	if (!whole)
		return S("https:");
	return bare ? str_slice(url, 2, end) : str_lower(arena, str_slice(url, 0, end));
}

static void allow_url(HtmlPolicy *policy, Words *words, Str url)
{
	if (url.len == 0)
		return;
	Str origin = origin_of(policy->arena, url);
	if (origin.len > 0)
		allow(policy, words, origin);
	else if (str_starts_nocase(str_trim(url), S("data:")))
		allow(policy, words, S("data:"));
}

/* Each address of "a.png 480w, b.png 800w". */
static void allow_set(HtmlPolicy *policy, Words *words, Str set)
{
	for (Str part; str_split(&set, ',', &part);) {
		Str url;
		if (str_next_word(&part, &url))
			allow_url(policy, words, url);
	}
}

static Str digest(Arena *arena, Str bytes)
{
	Buf out = buf_in(arena);
	buf_add_char(&out, '\'');
	sha256_add_source(&out, bytes);
	buf_add_char(&out, '\'');
	return buf_str(&out);
}

Str html_early_digest(Arena *arena, Str early)
{
	return digest(arena, early);
}

/* What a style sheet of the author's own loads. */
static void read_sheet_urls(HtmlPolicy *policy, Str sheet)
{
	if (str_contains(sheet, S("data:")))
		allow(policy, &policy->fonts, S("data:"));
	for (size_t at = 0; (at = str_find(sheet, S("//"), at)) != STR_NONE; at += 2) {
		size_t start = at;
		while (start > 0 &&
		       (char_is_alpha(sheet.ptr[start - 1]) || sheet.ptr[start - 1] == ':'))
			start--;
		size_t end = at;
		while (end < sheet.len &&
		       str_find_char(S("\"') \n\t;"), sheet.ptr[end], 0) == STR_NONE)
			end++;
		Str origin = origin_of(policy->arena, str_slice(sheet, start, end));
		if (origin.len == 0)
			continue;
		allow(policy, &policy->styles, origin);
		allow(policy, &policy->pictures, origin);
		allow(policy, &policy->fonts, S("https:")); /* a sheet may lead to a third server */
	}
}

/* A sheet of the author's. */
static void read_style(HtmlPolicy *policy, Str sheet)
{
	allow(policy, &policy->styles, digest(policy->arena, sheet));
	read_sheet_urls(policy, sheet);
}

static void read_script(HtmlPolicy *policy, Str code)
{
	if (str_is_blank(code))
		return;
	allow(policy, &policy->scripts,
	      str_eq(code, policy->options->early) ? policy->options->early_digest
						   : digest(policy->arena, code));
	if (str_contains(code, S("//")) &&
	    (str_contains(code, S("://")) || str_contains(code, S("'//")) ||
	     str_contains(code, S("\"//"))))
		policy->any_https = true;
}

/* A tag as it is read: its name and those attributes that matter. */
typedef struct {
	Str name, src, href, rel, type, srcset, poster, data, action;
	bool any; /* one of these attributes */
} Tag;

/* Where the value of an attribute goes; NULL for those that say nothing. */
static Str *tag_field(Tag *tag, Str name)
{
	switch (name.len) {
	case 3:
		return str_eq_nocase(name, S("src"))   ? &tag->src
		       : str_eq_nocase(name, S("rel")) ? &tag->rel
						       : NULL;
	case 4:
		return str_eq_nocase(name, S("href"))	? &tag->href
		       : str_eq_nocase(name, S("type")) ? &tag->type
		       : str_eq_nocase(name, S("data")) ? &tag->data
							: NULL;
	case 6:
		return str_eq_nocase(name, S("srcset"))	  ? &tag->srcset
		       : str_eq_nocase(name, S("poster")) ? &tag->poster
		       : str_eq_nocase(name, S("action")) ? &tag->action
							  : NULL;
	case 10: return str_eq_nocase(name, S("formaction")) ? &tag->action : NULL;
	default: return NULL;
	}
}

static void note_attribute(HtmlPolicy *policy, Tag *tag, Str name, Str value)
{
	Str *field = tag_field(tag, name);
	html_note_attribute(policy->names, name, value);
	if (field != NULL) {
		*field = value;
		tag->any = true;
	}
	if (str_eq_nocase(name, S("style"))) {
		policy->style_attributes = true;
		read_sheet_urls(policy, value);
	} else if (name.len > 2 && str_starts_nocase(name, S("on"))) {
		policy->handlers = true;
		if (str_find_char(value, '&', 0) != STR_NONE)
			policy->any_code = true; /* the digest is that of the decoded value */
		allow(policy, &policy->scripts, digest(policy->arena, value));
	}
}

static bool ends_name(char c)
{
	return char_is_space(c) || c == '=' || c == '>' || c == '/';
}

/* Reads the attributes of the tag at `at`, behind its name; the offset behind its '>'. */
static size_t read_attributes(HtmlPolicy *policy, Str page, size_t at, Tag *tag)
{
	while (at < page.len && page.ptr[at] != '>') {
		if (char_is_space(page.ptr[at]) || page.ptr[at] == '/' || page.ptr[at] == '=') {
			at++;
			continue;
		}
		size_t start = at;
		while (at < page.len && !ends_name(page.ptr[at]))
			at++;
		Str name = str_slice(page, start, at), value = S("");
		while (at < page.len && char_is_space(page.ptr[at]))
			at++;
		if (at + 1 < page.len && page.ptr[at] == '=') {
			do
				at++;
			while (at < page.len && char_is_space(page.ptr[at]));
			char quote = at < page.len ? page.ptr[at] : '\0';
			bool quoted = quote == '"' || quote == '\'';
			start = at += quoted;
			if (quoted)
				at = str_find_char(page, quote, start);
			at = at == STR_NONE ? page.len : at;
			while (!quoted && at < page.len && !char_is_space(page.ptr[at]) &&
			       page.ptr[at] != '>')
				at++;
			value = str_slice(page, start, at);
			at += quoted;
		}
		note_attribute(policy, tag, name, value);
	}
	return at + (at < page.len);
}

/* Whether a <script> is code and not data. */
static bool is_code(Str type)
{
	return type.len == 0 || str_contains_nocase(type, S("javascript")) ||
	       str_contains_nocase(type, S("ecmascript")) || str_eq_nocase(type, S("module"));
}

static void read_link(HtmlPolicy *policy, const Tag *tag)
{
	if (str_contains_nocase(tag->rel, S("stylesheet"))) {
		allow_url(policy, &policy->styles, tag->href);
		if (origin_of(policy->arena, tag->href).len > 0)
			allow(policy, &policy->fonts, S("https:"));
	} else if (str_contains_nocase(tag->rel, S("icon"))) {
		allow_url(policy, &policy->pictures, tag->href);
	}
}

static void note_tag(HtmlPolicy *policy, const Tag *tag)
{
	Str name = tag->name;
	bool object = str_eq_nocase(name, S("object")) || str_eq_nocase(name, S("embed"));
	if (!tag->any && !object)
		return;
	if (str_eq_nocase(name, S("script"))) {
		Str origin = is_code(tag->type) ? origin_of(policy->arena, tag->src) : S("");
		allow_url(policy, &policy->scripts, origin);
		policy->any_https = policy->any_https || origin.len > 0;
	} else if (str_eq_nocase(name, S("link"))) {
		read_link(policy, tag);
	} else if (str_eq_nocase(name, S("iframe")) || str_eq_nocase(name, S("frame"))) {
		allow_url(policy, &policy->frames, tag->src);
	} else if (object) {
		allow(policy, &policy->objects, S("'self'"));
		allow_url(policy, &policy->objects, tag->data);
		allow_url(policy, &policy->objects, tag->src);
		allow_url(policy, &policy->frames,
			  tag->data); /* a page in an <object> is a frame */
		allow_url(policy, &policy->frames, tag->src);
	} else if (str_eq_nocase(name, S("video")) || str_eq_nocase(name, S("audio")) ||
		   str_eq_nocase(name, S("track"))) {
		allow_url(policy, &policy->media, tag->src);
		allow_url(policy, &policy->pictures, tag->poster);
	} else {
		Words *words =
			str_eq_nocase(name, S("source")) ? &policy->media : &policy->pictures;
		allow_url(policy, words, tag->src);
		allow_set(policy, &policy->pictures, tag->srcset);
		allow_url(policy, &policy->forms, tag->action);
		if (str_starts_nocase(str_trim(tag->href), S("javascript:")))
			policy->any_code = true;
		else if (str_eq_nocase(name, S("image")) || str_eq_nocase(name, S("use")))
			allow_url(policy, &policy->pictures, tag->href);
	}
}

/* The text of an element that holds no tags, up to its end tag. */
static Str raw_text(Str page, size_t at, Str name)
{
	size_t end = at;
	while ((end = str_find(page, S("</"), end)) != STR_NONE) {
		if (str_starts_nocase(str_from_offset(page, end + 2), name))
			break;
		end += 2;
	}
	return str_slice(page, at, end == STR_NONE ? page.len : end);
}

/* Whether code of the author's runs here, or what is on this site and may hold code. */
static bool runs_code(const HtmlPolicy *policy, const Tag *tag)
{
	static const Str frames[] = {STR_INIT("iframe"), STR_INIT("frame"), STR_INIT("object"),
				     STR_INIT("embed")};
	if (policy->handlers || policy->any_code)
		return true;
	if (!policy->in_body)
		return false;
	if (str_eq_nocase(tag->name, S("script")))
		return is_code(tag->type);
	for (size_t i = 0; i < sizeof frames / sizeof *frames; i++)
		if (str_eq_nocase(tag->name, frames[i]))
			return origin_of(policy->arena, tag->src).len == 0 &&
			       origin_of(policy->arena, tag->data).len == 0;
	return false;
}

static void read_tags(HtmlPolicy *policy, Str page)
{
	for (size_t at = 0; (at = str_find_char(page, '<', at)) != STR_NONE;) {
		if (str_starts(str_from_offset(page, at), S("<!--"))) {
			size_t end = str_find(page, S("-->"), at);
			at = end == STR_NONE ? page.len : end + 3;
			continue;
		}
		size_t start = ++at;
		while (at < page.len && char_is_alnum(page.ptr[at]))
			at++;
		if (at == start)
			continue;
		Tag tag = {.name = str_slice(page, start, at)};
		at = read_attributes(policy, page, at, &tag);
		note_tag(policy, &tag);
		html_note_element(policy->names, tag.name);
		policy->in_body = policy->in_body || str_eq_nocase(tag.name, S("body"));
		policy->names->any = policy->names->any || runs_code(policy, &tag);
		bool style = str_eq_nocase(tag.name, S("style"));
		if (!style && !str_eq_nocase(tag.name, S("script")))
			continue;
		Str text = raw_text(page, at, tag.name);
		if (style)
			read_style(policy, text);
		else if (is_code(tag.type) && tag.src.len == 0)
			read_script(policy, text);
		at += text.len;
	}
}

HtmlPolicy *html_read_page(const HtmlPage *page, Str text, HtmlNames *names)
{
	Arena *arena = page->out->arena;
	HtmlPolicy *policy = ARENA_NEW(arena, HtmlPolicy);
	*policy = (HtmlPolicy){.arena = arena, .options = page->options, .names = names};
	VEC_PUSH(arena, &policy->styles, S("")); /* its digest is not known yet */
	read_tags(policy, text);
	return policy;
}

static void add_directive(Buf *out, const char *name, const Words *words, bool self, bool more)
{
	if (words->len == 0 && !self && !more)
		return;
	buf_add_cstr(out, "; ");
	buf_add_cstr(out, name);
	if (self)
		buf_add_cstr(out, " 'self'");
	for (size_t i = 0; i < words->len; i++) {
		buf_add_char(out, ' ');
		buf_add(out, words->ptr[i]);
	}
	if (more)
		buf_add_cstr(out, " https:");
}

/* Digests and 'unsafe-inline' exclude each other. */
static void add_scripts(Buf *out, HtmlPolicy *policy)
{
	Words words = {0};
	for (size_t i = 0; i < policy->scripts.len; i++)
		if (!policy->any_code || policy->scripts.ptr[i].ptr[0] != '\'')
			VEC_PUSH(policy->arena, &words, policy->scripts.ptr[i]);
	if (policy->any_code)
		VEC_PUSH(policy->arena, &words, S("'unsafe-inline'"));
	else if (policy->handlers)
		VEC_PUSH(policy->arena, &words, S("'unsafe-hashes'"));
	add_directive(out, "script-src", &words, true, policy->any_https);
}

static Str policy_text(HtmlPolicy *policy)
{
	Buf out = buf_in(policy->arena);
	const Words none = {0};
	bool more = policy->any_https, scripts = policy->scripts.len > 0 || policy->any_code;
	buf_add_cstr(&out, "default-src 'none'");
	add_scripts(&out, policy);
	add_directive(&out, "style-src", &policy->styles, true, more);
	if (policy->style_attributes || scripts)
		buf_add_cstr(&out, "; style-src-attr 'unsafe-inline'");
	allow(policy, &policy->pictures, S("data:"));
	add_directive(&out, "img-src", &policy->pictures, true, more);
	add_directive(&out, "font-src", &policy->fonts, true, false);
	add_directive(&out, "media-src", &policy->media, true, more);
	add_directive(&out, "connect-src", &none, true, more);
	add_directive(&out, "manifest-src", &none, true, false);
	add_directive(&out, "frame-src", &policy->frames, true, more);
	add_directive(&out, "object-src", &policy->objects, false, false);
	add_directive(&out, "form-action", &policy->forms, true, false);
	buf_add_cstr(&out, "; base-uri 'self'");
	return buf_str(&out);
}

void html_add_policy(const HtmlPage *page, HtmlPolicy *policy, Str digest)
{
	Buf *out = page->out;
	const Value *setting = value_path(page->site->config, S("recto.csp"));
	Str own = setting->kind == VALUE_STRING ? str_trim(setting->as.string) : S("");
	if (!value_bool(setting, true))
		return;
	if (value_bool(setting, false)) /* "yes" */
		own = S("");
	policy->styles.ptr[0] = digest;
	if (own.len == 0)
		own = policy_text(policy);
	buf_add_cstr(out, "<meta http-equiv=\"Content-Security-Policy\"");
	html_add_attr(out, "content", own);
	buf_add_cstr(out, ">\n");
}
