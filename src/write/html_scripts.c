/*
 * html_scripts: what runs in a reader's browser, and the index that the search reads.
 *
 * script_early.js stands in the head of each page, so that a page never flashes in the wrong
 * colours; script.js is a file of its own. Pages can be read without either. The index has one part
 * for the beginning of each page and one for each of its headings and publications.
 */
#include "base/hash.h"
#include "embed_script.h"
#include "embed_script_early.h"
#include "write/html_part.h"

#include <string.h>

/* No part of the index is longer, in bytes: enough for what stands below one heading. */
enum { PART_BYTES = 6000 };

bool html_has_scripts(const Site *site)
{
	bool safe = site->options != NULL && site->options->safe;
	return !safe && value_bool(value_path(site->config, S("recto.scripts")), true);
}

/* Two pages have nothing to search for, and the page of addresses that lead nowhere. */
bool html_has_search(const Site *site)
{
	return html_has_scripts(site) && site->page_count > 3 &&
	       value_bool(value_get(site->config, S("search_enabled")), true);
}

bool html_has_scheme_switch(const Site *site)
{
	return html_has_scripts(site) &&
	       value_bool(value_get(site->config, S("enable_darkmode")), true);
}

/* Comments and indentation are for us. No string of the script holds a tab or the start of a
 * comment. */
bool html_write_script(Buf *out, const HtmlOptions *options)
{
	if (!html_has_scripts(options->site))
		return false;
	html_add_compact(out, (Str){(const char *)embed_script, embed_script_size});
	return true;
}

Str html_early_script(Arena *arena)
{
	Buf out = buf_in(arena);
	html_add_compact(&out, (Str){(const char *)embed_script_early, embed_script_early_size});
	return buf_str(&out);
}

Str html_script_version(Arena *arena)
{
	Str script = {(const char *)embed_script, embed_script_size};
	return str_format(arena, "%08x", (unsigned)(hash_bytes(script, 0) & 0xFFFFFFFF));
}

typedef struct {
	const char *attribute, *word;
} ScriptWord;

static void add_words(const HtmlPage *page, const ScriptWord *words, size_t count)
{
	for (size_t i = 0; i < count; i++)
		html_add_attr(page->out, words[i].attribute, html_word(page, words[i].word));
}

/* The script's words, and where the index is. */
static void add_script_data(const HtmlPage *page)
{
	static const ScriptWord words[] = {{"data-copy", "copy"},
					   {"data-copied", "copied"},
					   {"data-close", "close"},
					   {"data-enlarge", "enlarge"}};
	static const ScriptWord search_words[] = {{"data-search", "search"},
						  {"data-hint", "search_hint"},
						  {"data-none", "no_results"}};
	add_words(page, words, sizeof words / sizeof *words);
	if (!html_has_search(page->site))
		return;
	add_words(page, search_words, sizeof search_words / sizeof *search_words);
	html_add_url_attr(page->out, "data-index",
			  html_site_url(page->out->arena, page->site, S(HTML_INDEX_PATH)));
}

void html_add_scripts(const HtmlPage *page)
{
	Buf *out = page->out;
	if (!html_has_scripts(page->site))
		return;
	buf_add_cstr(out, "<script>");
	buf_add(out, page->options->early);
	buf_add_cstr(out, "</script>\n<script defer");
	Str path =
		html_relative_url(page, html_site_url(out->arena, page->site, S(HTML_SCRIPT_PATH)));
	html_add_url_attr(out, "src",
			  str_concat3(out->arena, path, S("?"), page->options->script_version));
	add_script_data(page);
	buf_add_cstr(out, "></script>\n");
}

/* --- the index --- */

typedef struct {
	Buf *out;
	size_t start; /* of the page's part in it */
	const HtmlOptions *options;
	const Page *page;
	Str page_title, title, id;
	Buf text;
} Indexer;

/* The first character at or after `at` that JSON wants escaped, eight bytes at a time: `below` has
 * the top bit of bytes under 0x20, the others of zeros, which the two characters become. */
static size_t skip_plain(Str text, size_t at)
{
	const uint64_t ones = UINT64_MAX / 255, tops = ones << 7;
	for (uint64_t eight; at + sizeof eight <= text.len; at += sizeof eight) {
		memcpy(&eight, text.ptr + at, sizeof eight);
		uint64_t quote = eight ^ ones * '"', slash = eight ^ ones * '\\';
		uint64_t below = (eight - ones * 0x20) & ~eight;
		if (((below | ((quote - ones) & ~quote) | ((slash - ones) & ~slash)) & tops) != 0)
			break;
	}
	while (at < text.len && (unsigned char)text.ptr[at] >= 0x20 && text.ptr[at] != '"' &&
	       text.ptr[at] != '\\')
		at++;
	return at;
}

static void add_json(Buf *out, const char *key, Str text)
{
	buf_add_char(out, '"');
	buf_add_cstr(out, key);
	buf_add_cstr(out, "\":\"");
	size_t done = 0;
	for (size_t i = 0; (i = skip_plain(text, i)) < text.len; i++) {
		unsigned char c = (unsigned char)text.ptr[i];
		buf_add(out, str_slice(text, done, i));
		done = c < 0x20 ? i + 1 : i;
		if (c < 0x20)
			buf_add_format(out, "\\u%04x", c);
		else
			buf_add_char(out, '\\');
	}
	buf_add(out, str_from_offset(text, done));
	buf_add_char(out, '"');
}

static Str cut_text(Str text)
{
	size_t end = text.len < PART_BYTES ? text.len : PART_BYTES;
	while (end < text.len && ((unsigned char)text.ptr[end] & 0xC0) == 0x80)
		end--;
	return str_slice(text, 0, end);
}

/* What has been gathered becomes a part; one without text is a part when it has a title of its own.
 */
static void end_part(Indexer *x)
{
	const Site *site = x->options->site;
	Arena *arena = x->out->arena;
	Str text = cut_text(str_trim_end(buf_str(&x->text)));
	x->text.len = 0;
	if (text.len == 0 && x->title.len == 0)
		return;
	Str url = html_site_url(arena, site, x->page->url);
	if (x->id.len > 0)
		url = str_concat3(arena, url, S("#"), x->id);
	buf_add_cstr(x->out, x->out->len > x->start ? ",\n{" : "\n{");
	add_json(x->out, "title", x->title.len > 0 ? x->title : x->page_title);
	if (x->title.len > 0 && x->page_title.len > 0) {
		buf_add_char(x->out, ',');
		add_json(x->out, "page", x->page_title);
	}
	buf_add_char(x->out, ',');
	add_json(x->out, "url", html_escape_url(arena, url));
	if (x->page->lang.len > 0 && !str_eq(x->page->lang, site->lang)) {
		buf_add_char(x->out, ',');
		add_json(x->out, "lang", x->page->lang);
	}
	buf_add_char(x->out, ',');
	add_json(x->out, "text", text);
	buf_add_char(x->out, '}');
}

static void start_part(Indexer *x, Str title, Str id)
{
	end_part(x);
	x->title = str_fold_space(x->out->arena, title);
	x->id = id;
}

/* Folds the white space, also with what stands before. More than a part holds is not needed. */
static void add_text(Buf *out, Str text)
{
	if (out->len > PART_BYTES)
		return;
	char *to = buf_reserve(out, text.len);
	for (size_t i = 0; i < text.len; i++) {
		if (!char_is_space(text.ptr[i]))
			*to++ = text.ptr[i];
		else if (to > out->ptr && to[-1] != ' ')
			*to++ = ' ';
	}
	out->len = (size_t)(to - out->ptr);
}

static void gather(Indexer *x, const DocNode *node)
{
	Arena *arena = x->out->arena;
	if (node->audience == DOC_CV_ONLY || node->kind == DOC_RAW || node->kind == DOC_NOTE_REF)
		return;
	if (node->kind == DOC_HEADING && node->as.heading.id.len > 0) {
		start_part(x, doc_plain_text(arena, node), node->as.heading.id);
		return;
	}
	/* papers of the CV page are found on the page of publications */
	if (node->kind == DOC_ENTRY && node->as.entry.id.len > 0 && node->first != NULL &&
	    x->page != x->options->site->cv_page)
		start_part(x, doc_plain_text(arena, node->first), node->as.entry.id);
	if (node->kind == DOC_TEXT)
		add_text(&x->text, node->as.text);
	if (node->kind == DOC_CODE || node->kind == DOC_CODE_BLOCK)
		add_text(&x->text, node->as.code.text);
	for (const DocNode *child = node->first; child != NULL; child = child->next)
		gather(x, child);
	if (doc_is_block(node) || node->kind == DOC_BREAK)
		add_text(&x->text, S(" "));
}

void html_index_page(Buf *out, const HtmlOptions *options, const Page *page)
{
	const Site *site = options->site;
	Indexer x = {.out = out,
		     .start = out->len,
		     .options = options,
		     .page = page,
		     .text = buf_in(out->arena)};
	if (page->doc == NULL || !html_has_search(site) || str_eq(page->output, S("404.html")))
		return;
	x.page_title = str_trim(page->title);
	if (page == site->home || x.page_title.len == 0)
		x.page_title = html_site_title(site);
	add_text(&x.text, page->description);
	add_text(&x.text, S(" "));
	gather(&x, page->doc->root);
	end_part(&x);
}

bool html_write_index(Buf *out, const HtmlOptions *options)
{
	const Site *site = options->site;
	size_t size = sizeof "[\n]\n";
	if (!html_has_search(site))
		return false;
	for (size_t i = 0; i < site->page_count; i++)
		size += site->pages[i]->kept_index.len + 1;
	(void)buf_reserve(out, size);
	buf_add_char(out, '[');
	size_t first = out->len;
	for (size_t i = 0; i < site->page_count; i++) {
		Str part = site->pages[i]->kept_index;
		if (part.len > 0 && out->len > first)
			buf_add_char(out, ',');
		buf_add(out, part);
	}
	buf_add_cstr(out, "\n]\n");
	return true;
}
