/*
 * RenderCV's `design`, old and new, as far as it means something here: keys of `recto.theme` and
 * `recto.paper`, for what the configuration does not set itself. Its settings.bold_keywords.
 */
#include "model/resume_doc.h"

#include "base/len.h"
#include "front/colour.h"

typedef enum {
	DESIGN_THEME,
	DESIGN_PAPER,
	DESIGN_LENGTH, /* "2 cm", from 1 to 200 pt */
	DESIGN_SIZE,   /* of letters: from 6 to 40 pt */
	DESIGN_COLOUR,
	DESIGN_BOOL,
	DESIGN_NOT,
	DESIGN_JUSTIFY, /* an alignment of text */
	DESIGN_CENTER,	/* an alignment of the header */
	DESIGN_RULE,	/* a form of section titles */
	DESIGN_LEADING, /* what is between lines, in em */
} DesignKind;

/* From RenderCV 1 to 2.8; the last form that is there wins. */
static const struct {
	const char *from, *to;
	DesignKind kind;
} keys[] = {
	{"theme", "theme.name", DESIGN_THEME},
	{"page_size", "paper", DESIGN_PAPER},
	{"page.size", "paper", DESIGN_PAPER},
	{"font_size", "theme.body_size", DESIGN_SIZE},
	{"text.font_size", "theme.body_size", DESIGN_SIZE},
	{"typography.font_size", "theme.body_size", DESIGN_SIZE},
	{"typography.font_size.body", "theme.body_size", DESIGN_SIZE},
	{"header_font_size", "theme.name_size", DESIGN_SIZE},
	{"header.name_font_size", "theme.name_size", DESIGN_SIZE},
	{"typography.font_size.name", "theme.name_size", DESIGN_SIZE},
	{"text.leading", "theme.leading", DESIGN_LEADING},
	{"typography.line_spacing", "theme.leading", DESIGN_LEADING},
	{"text_alignment", "theme.justify", DESIGN_JUSTIFY},
	{"text.alignment", "theme.justify", DESIGN_JUSTIFY},
	{"typography.alignment", "theme.justify", DESIGN_JUSTIFY},
	{"disable_page_numbering", "theme.page_numbers", DESIGN_NOT},
	{"disable_page_numbers", "theme.page_numbers", DESIGN_NOT},
	{"page.show_page_numbering", "theme.page_numbers", DESIGN_BOOL},
	{"page.show_footer", "theme.page_numbers", DESIGN_BOOL},
	{"margins.page.top", "theme.margin_top", DESIGN_LENGTH},
	{"margins.page.bottom", "theme.margin_bottom", DESIGN_LENGTH},
	{"margins.page.left", "theme.margin_left", DESIGN_LENGTH},
	{"margins.page.right", "theme.margin_right", DESIGN_LENGTH},
	{"page.top_margin", "theme.margin_top", DESIGN_LENGTH},
	{"page.bottom_margin", "theme.margin_bottom", DESIGN_LENGTH},
	{"page.left_margin", "theme.margin_left", DESIGN_LENGTH},
	{"page.right_margin", "theme.margin_right", DESIGN_LENGTH},
	{"color", "theme.accent_colour", DESIGN_COLOUR},
	{"colors.text", "theme.text_colour", DESIGN_COLOUR},
	{"colors.body", "theme.text_colour", DESIGN_COLOUR},
	{"colors.section_titles", "theme.accent_colour", DESIGN_COLOUR},
	{"colors.links", "theme.link_colour", DESIGN_COLOUR},
	{"header.alignment", "theme.header", DESIGN_CENTER},
	{"section_titles.type", "theme.section_rule", DESIGN_RULE},
};
enum { KEY_COUNT = sizeof keys / sizeof *keys };

static Value *string_of(Arena *arena, const char *text, const Value *from)
{
	return value_new_string(arena, str_from(text), from->span);
}

static Value *paper_of(Arena *arena, Str said, const Value *from)
{
	static const char *const sizes[] = {"a4", "letter", "a5"};
	for (size_t i = 0; i < sizeof sizes / sizeof *sizes; i++)
		if (str_contains_nocase(said, str_from(sizes[i])))
			return string_of(arena, sizes[i], from);
	return NULL;
}

/* "10 pt" as "10pt"; NULL when it is no length between `least` and `most` points. */
static Value *length_of(Arena *arena, Str said, double least, double most, const Value *from)
{
	Len len;
	Str text = str_replace(arena, said, S(" "), S(""));
	if (!len_parse(text, 0, 0, &len) || len < len_from_pt(least) || len > len_from_pt(most))
		return NULL;
	return value_new_string(arena, text, from->span);
}

/* "0.6em" between lines is 1.2 from baseline to baseline, where letters are 0.66 em high. */
static Value *leading_of(Arena *arena, Str said, const Value *from)
{
	Len len, em = len_from_pt(100);
	if (!len_parse(str_replace(arena, said, S(" "), S("")), em, 0, &len) || len < em / 4 ||
	    len > em * 3 / 2)
		return NULL;
	return value_new_string(
		arena, str_format(arena, "%.2f", 0.66 + (double)len_to_milli(len) / 100000.0),
		from->span);
}

static Value *colour_of(Arena *arena, Str said, const Value *from)
{
	uint32_t rgb;
	double alpha;
	if (!colour_parse(said, false, &rgb, &alpha))
		return NULL;
	return value_new_string(arena, str_format(arena, "#%06x", (unsigned)rgb), from->span);
}

/* Themes of RenderCV by the nearest of ours: without serifs, or with them. */
static Value *theme_of(Arena *arena, Str said, const Value *from)
{
	static const char *const themes[][2] = {
		{"classic", "classic"}, {"sb2nov", "classic"},
		{"harvard", "classic"}, {"engineeringresumes", "classic"},
		{"moderncv", "modern"}, {"engineeringclassic", "modern"},
		{"ink", "modern"},
	};
	for (size_t i = 0; i < sizeof themes / sizeof *themes; i++)
		if (str_eq_nocase(said, str_from(themes[i][0])))
			return string_of(arena, themes[i][1], from);
	return NULL;
}

static Value *bool_of(Arena *arena, const Value *from, bool turned)
{
	if (value_bool(from, false) != value_bool(from, true))
		return NULL;
	return value_new_bool(arena, value_bool(from, false) != turned, from->span);
}

/* A value of the design as the theme wants it; NULL when it says nothing that the theme knows. */
static Value *convert(Arena *arena, DesignKind kind, const Value *from)
{
	Str said = str_trim(value_str(arena, from));
	switch (kind) {
	case DESIGN_THEME: return theme_of(arena, said, from);
	case DESIGN_PAPER: return paper_of(arena, said, from);
	case DESIGN_LENGTH: return length_of(arena, said, 1, 200, from);
	case DESIGN_SIZE: return length_of(arena, said, 6, 40, from);
	case DESIGN_COLOUR: return colour_of(arena, said, from);
	case DESIGN_BOOL: return bool_of(arena, from, false);
	case DESIGN_NOT: return bool_of(arena, from, true);
	case DESIGN_JUSTIFY:
		return value_new_bool(arena, str_starts(said, S("justified")), from->span);
	case DESIGN_CENTER:
		return string_of(arena, str_eq(said, S("center")) ? "center" : "left", from);
	case DESIGN_RULE:
		return string_of(arena, str_contains(said, S("without_line")) ? "none" : "below",
				 from);
	case DESIGN_LEADING: return leading_of(arena, said, from);
	}
	return NULL;
}

static bool is_known(Str path)
{
	for (size_t i = 0; i < KEY_COUNT; i++) {
		Str from = str_from(keys[i].from);
		if (str_eq(from, path) || (str_starts(from, path) && from.ptr[path.len] == '.'))
			return true;
	}
	return false;
}

/* The keys that have no meaning here, with commas; `above`: "" or "page.". */
static void list_unknown(Arena *arena, const Value *map, Str above, Buf *out)
{
	for (size_t i = 0; map->kind == VALUE_MAP && i < map->as.map.len; i++) {
		const ValueEntry *entry = &map->as.map.entries[i];
		Str path = str_concat(arena, above, entry->key);
		if (!is_known(path))
			buf_add_format(out, "%s%.*s", out->len > 0 ? ", " : "", STR_ARG(path));
		else if (entry->value->kind == VALUE_MAP)
			list_unknown(arena, entry->value, str_concat(arena, path, S(".")), out);
	}
}

/* The design as keys of `recto`. */
static Value *read_design(Arena *arena, const Value *design, Diags *diags)
{
	Value *own = value_new(arena, VALUE_MAP, design->span);
	Buf unknown = buf_in(arena);
	for (size_t i = 0; i < KEY_COUNT; i++) {
		const Value *said = value_path(design, str_from(keys[i].from));
		if (value_is_nil(said) || said->kind == VALUE_MAP)
			continue;
		Value *value = convert(arena, keys[i].kind, said);
		if (value != NULL)
			value_set_path(arena, own, str_from(keys[i].to), value);
		else
			diag_note(diags, said->span, S("set it below recto.theme"),
				  "design.%s is nothing that recto's themes have [design-unused]",
				  keys[i].from);
	}
	list_unknown(arena, design, S(""), &unknown);
	if (unknown.len > 0)
		diag_note(
			diags, design->span, S("`recto themes` prints what can be set"),
			"of the CV data's design these have no meaning here: %.*s [design-unused]",
			STR_ARG(buf_str(&unknown)));
	return own;
}

void site_use_design(Site *site, Diags *diags)
{
	Arena *arena = site->arena;
	const Resume *resume = site_resume(site, site->home, diags);
	const Value *theme = value_path(site->config, S("recto.theme"));
	if (resume == NULL || resume->design->kind != VALUE_MAP)
		return;
	Value *own = read_design(arena, resume->design, diags);
	if (theme->kind == VALUE_STRING || !value_is_nil(value_get(theme, S("name")))) {
		Value *paper = value_new(arena, VALUE_MAP, SPAN_NONE); /* someone chose the look */
		if (!value_is_nil(value_get(own, S("paper"))))
			value_set(arena, paper, S("paper"), (Value *)value_get(own, S("paper")));
		own = paper;
	}
	Value *under = value_new(arena, VALUE_MAP, SPAN_NONE);
	if (value_len(own) == 0)
		return;
	value_set(arena, under, S("recto"), own);
	site->config = value_merge(arena, under, site->config);
}

/* --- words in bold --- */

static bool is_word(Str text, size_t at)
{
	return at < text.len &&
	       (char_is_alnum(text.ptr[at]) || (unsigned char)text.ptr[at] >= 0x80);
}

/* The first of the words in `text` from `from` on, as a whole word. */
static size_t find_word(Str text, const Value *words, size_t from, Str *found)
{
	size_t first = STR_NONE;
	for (size_t i = 0; i < value_len(words); i++) {
		Str word = str_trim(value_string(value_at(words, i)));
		size_t at = word.len > 0 ? str_find(text, word, from) : STR_NONE;
		for (; at != STR_NONE; at = str_find(text, word, at + 1))
			if ((at == 0 || !is_word(text, at - 1) || !is_word(word, 0)) &&
			    (!is_word(text, at + word.len) || !is_word(word, word.len - 1)))
				break;
		if (at != STR_NONE &&
		    (first == STR_NONE || at < first || (at == first && word.len > found->len))) {
			first = at;
			*found = word;
		}
	}
	return first;
}

/* Cuts a text into pieces, those of the words in DOC_STRONG; the pieces stand below a span. */
static void embolden(Arena *arena, DocNode *text, const Value *words)
{
	Str all = text->as.text, word = S("");
	size_t done = 0, at = find_word(all, words, 0, &word);
	Span span = text->span;
	if (at == STR_NONE)
		return;
	text->kind = DOC_SPAN;
	text->as.text = S("");
	for (; at != STR_NONE; at = find_word(all, words, done, &word)) {
		DocNode *strong = doc_new(arena, DOC_STRONG, span);
		if (at > done)
			doc_append(text, doc_new_text(arena, str_slice(all, done, at), span));
		doc_append(strong, doc_new_text(arena, str_slice(all, at, at + word.len), span));
		doc_append(text, strong);
		done = at + word.len;
	}
	if (done < all.len)
		doc_append(text, doc_new_text(arena, str_from_offset(all, done), span));
}

void resume_embolden(const ResumeMaker *maker, DocNode *parent)
{
	const Value *words = value_get(maker->resume->settings, S("bold_keywords"));
	if (value_len(words) == 0 || words->kind != VALUE_LIST)
		return;
	for (DocNode *node = parent->first; node != NULL; node = node->next) {
		if (node->kind == DOC_TEXT)
			embolden(maker->site->arena, node, words);
		else if (node->kind != DOC_STRONG && node->kind != DOC_HEADING &&
			 node->kind != DOC_DATE)
			resume_embolden(maker, node);
	}
}
