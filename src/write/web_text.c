#include "write/web_text.h"

#include "base/utf8.h"

#include <stdlib.h>

typedef enum {
	TAG_OTHER,
	TAG_BOLD,
	TAG_TITLE, /* regular or bold, as the form of the page has it */
	TAG_ITALIC,
	TAG_LABEL,
	TAG_MONO,
	TAG_SKIPPED,
	TAG_COUNT
} TagKind;

/* Characters that were seen: a hash table, a power of two large; 0 is none. */
typedef struct {
	WebRune *slots;
	size_t size, count;
} RuneSet;

enum { SET_SIZE = 256 };

typedef struct {
	Arena *arena;
	RuneSet seen;
	int depth[TAG_COUNT]; /* open elements of each kind */
	unsigned ascii;	      /* a bit for each kind that has been seen with ASCII */
} Reader;

static TagKind tag_kind(Str name)
{
	static const struct {
		const char *name;
		TagKind kind;
	} tags[] = {
		/* rising lengths */
		{"b", TAG_BOLD},	 {"i", TAG_ITALIC},	    {"h1", TAG_TITLE},
		{"h2", TAG_TITLE},	 {"h3", TAG_BOLD},	    {"h4", TAG_BOLD},
		{"h5", TAG_BOLD},	 {"h6", TAG_BOLD},	    {"th", TAG_BOLD},
		{"dt", TAG_BOLD},	 {"em", TAG_ITALIC},	    {"var", TAG_ITALIC},
		{"dfn", TAG_ITALIC},	 {"nav", TAG_LABEL},	    {"pre", TAG_MONO},
		{"kbd", TAG_MONO},	 {"cite", TAG_ITALIC},	    {"code", TAG_MONO},
		{"samp", TAG_MONO},	 {"aside", TAG_LABEL},	    {"style", TAG_SKIPPED},
		{"strong", TAG_BOLD},	 {"footer", TAG_LABEL},	    {"button", TAG_LABEL},
		{"script", TAG_SKIPPED}, {"figcaption", TAG_LABEL},
	};
	/* where the names of each length begin */
	static const unsigned char first[] = {0, 0, 2, 11, 16, 19, 21, 25, 25, 25, 25, 26};
	if (name.len == 0 || name.len + 1 >= sizeof first)
		return TAG_OTHER;
	for (size_t i = first[name.len]; i < first[name.len + 1]; i++)
		if (str_eq_nocase(name, (Str){tags[i].name, name.len}))
			return tags[i].kind;
	return TAG_OTHER;
}

static WebKind kind_now(const Reader *reader)
{
	const int *depth = reader->depth;
	if (depth[TAG_MONO] > 0)
		return WEB_MONO;
	if (depth[TAG_LABEL] > 0)
		return WEB_LABEL;
	if (depth[TAG_BOLD] > 0)
		return depth[TAG_ITALIC] > 0 ? WEB_BOLD_ITALIC : WEB_BOLD;
	return depth[TAG_ITALIC] > 0 ? WEB_ITALIC : WEB_REGULAR;
}

/* False when it was there. */
static bool put_slot(RuneSet *set, WebRune key)
{
	size_t at = (key * UINT32_C(2654435769) >> 8) & (set->size - 1);
	while (set->slots[at] != 0 && set->slots[at] != key)
		at = (at + 1) & (set->size - 1);
	bool fresh = set->slots[at] == 0;
	set->slots[at] = key;
	return fresh;
}

static void add_key(Arena *arena, RuneSet *set, WebRune key)
{
	if (set->count * 2 >= set->size) {
		RuneSet old = *set;
		set->size = old.size > 0 ? 2 * old.size : SET_SIZE;
		set->slots = ARENA_ARRAY(arena, WebRune, set->size);
		for (size_t i = 0; i < old.size; i++)
			if (old.slots[i] != 0)
				put_slot(set, old.slots[i]);
	}
	set->count += put_slot(set, key);
}

static void add_rune(Reader *reader, uint32_t rune, WebKind kind)
{
	if (rune < 0x80) {
		if (reader->ascii & 1u << kind || rune <= ' ')
			return;
		reader->ascii |= 1u << kind;
		rune = ' ';
	}
	add_key(reader->arena, &reader->seen, rune << 3 | (WebRune)kind);
}

/* "&#8212;" and "&#x2014;" at text[at]; the other references in our pages are ASCII. */
static uint32_t reference(Str text, size_t at)
{
	bool hex = at + 2 < text.len && (text.ptr[at + 2] == 'x' || text.ptr[at + 2] == 'X');
	uint32_t rune = 0;
	if (at + 1 >= text.len || text.ptr[at + 1] != '#')
		return ' ';
	for (size_t i = at + 2 + hex; i < text.len && i < at + 10; i++) {
		char c = text.ptr[i];
		bool letter = hex && char_is_alpha(c) && (c | 0x20) <= 'f';
		if (!char_is_digit(c) && !letter)
			break;
		rune = rune * (hex ? 16 : 10) +
		       (uint32_t)(letter ? (c | 0x20) - 'a' + 10 : c - '0');
	}
	return rune < 0x110000 ? rune : ' ';
}

/* Where the next character beyond ASCII may be told of. */
static size_t next_told(Str text, size_t at)
{
	size_t beyond = utf8_skip_ascii(text, at);
	size_t reference = str_find_char(str_slice(text, 0, beyond), '&', at);
	return reference == STR_NONE ? beyond : reference;
}

static void read_as(Reader *reader, Str text, WebKind kind)
{
	for (size_t at = 0; at < text.len;) {
		unsigned char c = (unsigned char)text.ptr[at];
		if (c == '&') {
			add_rune(reader, reference(text, at), kind);
			at++;
		} else if (c < 0x80) {
			add_rune(reader, c, kind);
			at++;
			/* more of ASCII says nothing new */
			if (reader->ascii & 1u << kind)
				at = next_told(text, at);
		} else {
			add_rune(reader, utf8_next(text, &at), kind);
		}
	}
}

static void read_text(Reader *reader, Str text)
{
	WebKind kind = kind_now(reader);
	if (reader->depth[TAG_SKIPPED] > 0)
		return;
	read_as(reader, text, kind);
	if (reader->depth[TAG_TITLE] > 0 && (kind == WEB_REGULAR || kind == WEB_ITALIC))
		read_as(reader, text, kind == WEB_REGULAR ? WEB_BOLD : WEB_BOLD_ITALIC);
}

/* Notes the tag at html[at], behind its '<'; the offset behind its '>'. */
static size_t read_tag(Reader *reader, Str html, size_t at)
{
	if (str_starts(str_from_offset(html, at), S("!--"))) {
		size_t end = str_find(html, S("-->"), at);
		return end == STR_NONE ? html.len : end + 3;
	}
	bool closes = at < html.len && html.ptr[at] == '/';
	size_t start = at += closes;
	while (at < html.len && char_is_alnum(html.ptr[at]))
		at++;
	TagKind kind = tag_kind(str_slice(html, start, at));
	while (at < html.len && html.ptr[at] != '>') {
		char c = html.ptr[at++];
		if (c != '"' && c != '\'')
			continue;
		size_t end = str_find_char(html, c, at);
		at = end == STR_NONE ? html.len : end + 1;
	}
	reader->depth[kind] += closes ? -1 : 1;
	if (reader->depth[kind] < 0)
		reader->depth[kind] = 0;
	return at + (at < html.len);
}

static int compare(const void *a, const void *b)
{
	WebRune x = *(const WebRune *)a, y = *(const WebRune *)b;
	return (x > y) - (x < y);
}

size_t web_text_read(Arena *arena, Str html, WebRune **out)
{
	Reader reader = {.arena = arena};
	size_t at = str_find(html, S("<body"), 0);
	while (at < html.len) {
		size_t tag = str_find_char(html, '<', at);
		size_t end = tag == STR_NONE ? html.len : tag;
		read_text(&reader, str_slice(html, at, end));
		at = tag == STR_NONE ? html.len : read_tag(&reader, html, tag + 1);
		if (reader.depth[TAG_SKIPPED] > 0) { /* what stands in a script is no markup */
			size_t close = str_find(html, S("</"), at);
			at = close == STR_NONE ? html.len : close;
		}
	}
	const RuneSet *seen = &reader.seen;
	WebRune *runes = ARENA_ARRAY(arena, WebRune, seen->count);
	size_t count = 0;
	for (size_t i = 0; i < seen->size; i++)
		if (seen->slots[i] != 0)
			runes[count++] = seen->slots[i];
	qsort(runes, count, sizeof *runes, compare);
	*out = runes;
	return count;
}
