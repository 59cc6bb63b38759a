/*
 * html_page_style: the rules of the style sheet that a page needs.
 *
 * A page's names are read off its finished text; names that appear later, by the hand of the
 * reader, the browser or our scripts, are added. A page with a script of the author's has the whole
 * sheet. Equal names make equal styles: they are written, and their digests taken, once for all
 * threads.
 */
#include "base/map.h"
#include "base/sha256.h"
#include "base/vec.h"
#include "write/html_part.h"

#include <pthread.h>

#define ENLARGED "button .zoomable dialog [open .zoom .zoomed img"

/* What comes to a page where all of something else is: elements, ".class", "[attribute". Triggers
 * stand before what they bring. */
static const struct {
	const char *seen, *then;
} later[] = {
	/* by the browser */
	{"tr", "tbody"},
	{"col", "colgroup"},
	{"image", "img"},
	/* by the reader */
	{"details", "[open"},
	/* by script_early.js and script.js: all pages with the latter have [data-copy], those that
	 * can be searched [data-index] */
	{"[data-copy", ".script [data-scheme"},
	{"[data-index",
	 "dialog [open .search input [type ul li a b span .of .excerpt mark p [role"},
	{"[data-copy [data-zoomable", ENLARGED},
	{"[data-copy .paper-box-image img", ENLARGED},
	{"[data-copy .publication img", ENLARGED},
	{"[data-copy pre", "div .code-holder button .copy"},
	{"[data-copy .footnotes", ".side-notes"},
	{"[data-copy .filters", ".missed"},
	{"[data-copy .contents", ".here"},
};
enum { LATER_COUNT = sizeof later / sizeof *later };

typedef struct {
	CssNames seen, then;
} Later;

struct HtmlStyles {
	Arena *arena; /* for who holds the lock */
	CssRules *rules;
	int class_name, id_name, lang_names[2]; /* attributes */
	Later later[LATER_COUNT];
	pthread_mutex_t lock;
	Map made; /* names -> HtmlStyle */
};

static CssNames read_names(CssRules *rules, const char *text)
{
	CssNames names = {0};
	Str rest = str_from(text);
	for (Str word; str_next_word(&rest, &word);) {
		char first = word.ptr[0];
		CssNameKind kind = first == '.'	  ? CSS_CLASS
				   : first == '[' ? CSS_ATTRIBUTE
						  : CSS_ELEMENT;
		int number =
			css_rules_add_name(rules, kind, str_from_offset(word, kind != CSS_ELEMENT));
		if (number >= 0)
			css_names_add(&names, number);
	}
	return names;
}

/* The element, and the digest of what is in it. */
static HtmlStyle make_style(Arena *arena, Str rules)
{
	Buf element = buf_in(arena), digest = buf_in(arena);
	buf_add_cstr(&element, "<style>");
	size_t start = element.len;
	buf_add_char(&element, '\n');
	buf_add(&element, rules);
	Str text = str_from_offset(buf_str(&element), start);
	buf_add_char(&digest, '\'');
	sha256_add_source(&digest, text);
	buf_add_char(&digest, '\'');
	buf_add_cstr(&element, "</style>\n");
	return (HtmlStyle){buf_str(&element), buf_str(&digest)};
}

HtmlStyles *html_styles_new(Arena *arena, Str sheet)
{
	HtmlStyles *styles = ARENA_NEW(arena, HtmlStyles);
	CssRules *rules = css_rules_read(arena, sheet);
	styles->arena = arena;
	styles->rules = rules;
	styles->class_name = css_rules_add_name(rules, CSS_ATTRIBUTE, S("class"));
	styles->id_name = css_rules_add_name(rules, CSS_ATTRIBUTE, S("id"));
	styles->lang_names[0] = css_rules_add_name(rules, CSS_ATTRIBUTE, S("lang"));
	styles->lang_names[1] = css_rules_add_name(rules, CSS_ATTRIBUTE, S("xml:lang"));
	for (size_t i = 0; i < LATER_COUNT; i++)
		styles->later[i] =
			(Later){read_names(rules, later[i].seen), read_names(rules, later[i].then)};
	styles->made = map_in(arena);
	pthread_mutex_init(&styles->lock, NULL);
	return styles;
}

static void note(HtmlNames *names, CssNameKind kind, Str name)
{
	int number = css_rules_name(names->styles->rules, kind, name);
	if (number >= 0)
		css_names_add(&names->set, number);
}

void html_note_element(HtmlNames *names, Str name)
{
	note(names, CSS_ELEMENT, name);
}

void html_note_attribute(HtmlNames *names, Str name, Str value)
{
	const HtmlStyles *styles = names->styles;
	int number = css_rules_name(styles->rules, CSS_ATTRIBUTE, name);
	if (number < 0)
		return;
	css_names_add(&names->set, number);
	bool is_class = number == styles->class_name, is_id = number == styles->id_name;
	bool is_lang = number == styles->lang_names[0] || number == styles->lang_names[1];
	if (!is_class && !is_id && !is_lang)
		return;
	if (str_find_char(value, '&', 0) != STR_NONE) /* which may stand for any letter */
		names->any = true;
	if (is_id)
		note(names, CSS_ID, value);
	for (Str word; is_class && str_next_word(&value, &word);)
		note(names, CSS_CLASS, word);
	while (is_lang && value.len > 0) { /* zh-Hant-TW, zh-Hant, zh */
		note(names, CSS_LANGUAGE, value);
		size_t end = str_rfind_char(value, '-');
		value = str_slice(value, 0, end == STR_NONE ? 0 : end);
	}
}

static void add_later(HtmlNames *names)
{
	const Later *all = names->styles->later;
	for (size_t i = 0; i < LATER_COUNT; i++)
		if (css_names_hold(&names->set, &all[i].seen))
			css_names_join(&names->set, &all[i].then);
}

HtmlStyle html_style_of(HtmlNames *names, Arena *scratch)
{
	HtmlStyles *styles = names->styles;
	if (names->any ||
	    styles->lang_names[1] < 0) /* the last of the names that are asked for here */
		memset(&names->set, 0xFF, sizeof names->set);
	add_later(names);
	Str key = {(const char *)&names->set, sizeof names->set};
	pthread_mutex_lock(&styles->lock);
	const HtmlStyle *found = map_get(&styles->made, key);
	pthread_mutex_unlock(&styles->lock);
	if (found != NULL)
		return *found;
	Buf rules = buf_in(scratch);
	css_rules_write(&rules, styles->rules, &names->set);
	HtmlStyle made = make_style(scratch, buf_str(&rules));
	pthread_mutex_lock(&styles->lock);
	if (!map_has(&styles->made, key)) {
		HtmlStyle *kept = ARENA_NEW(styles->arena, HtmlStyle);
		*kept = (HtmlStyle){str_dup(styles->arena, made.element),
				    str_dup(styles->arena, made.digest)};
		map_set(&styles->made, str_dup(styles->arena, key), kept);
	}
	pthread_mutex_unlock(&styles->lock);
	return made;
}
