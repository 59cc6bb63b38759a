#include "model/theme.h"

#include "embed_theme_classic.h"
#include "embed_theme_modern.h"
#include "front/yaml.h"

#include <stddef.h>

typedef enum {
	TOKEN_LEN,
	TOKEN_LENS,
	TOKEN_NUMBER,
	TOKEN_STRING,
	TOKEN_BOOL,
	TOKEN_COLOUR,
	TOKEN_CHOICE
} TokenKind;

/* The words of a TOKEN_CHOICE, in the order of its enum. */
typedef struct {
	Str words[4];
	size_t count;
} Choice;

static const Choice date_sides = {{STR_INIT("right"), STR_INIT("left")}, 2};
static const Choice headers = {{STR_INIT("left"), STR_INIT("center")}, 2};
static const Choice rules = {{STR_INIT("none"), STR_INIT("below"), STR_INIT("above")}, 3};
static const Choice emoji = {{STR_INIT("keep"), STR_INIT("strip")}, 2};

/* What a token is and where it lies in Theme; lengths and numbers within [least, most] (points for
 * lengths). */
typedef struct {
	Str name;
	TokenKind kind;
	size_t offset;
	double least, most;
	const Choice *choice;
} Token;

#define LENGTH(field, least, most)                                                                 \
	{                                                                                          \
		STR_INIT(#field), TOKEN_LEN, offsetof(Theme, field), least, most, NULL             \
	}
#define LENGTHS(field, least, most)                                                                \
	{                                                                                          \
		STR_INIT(#field), TOKEN_LENS, offsetof(Theme, field), least, most, NULL            \
	}
#define NUMBER(field, least, most)                                                                 \
	{                                                                                          \
		STR_INIT(#field), TOKEN_NUMBER, offsetof(Theme, field), least, most, NULL          \
	}
#define STRING(field)                                                                              \
	{                                                                                          \
		STR_INIT(#field), TOKEN_STRING, offsetof(Theme, field), 0, 0, NULL                 \
	}
#define BOOLEAN(field)                                                                             \
	{                                                                                          \
		STR_INIT(#field), TOKEN_BOOL, offsetof(Theme, field), 0, 0, NULL                   \
	}
#define COLOUR(field)                                                                              \
	{                                                                                          \
		STR_INIT(#field), TOKEN_COLOUR, offsetof(Theme, field), 0, 0, NULL                 \
	}
#define CHOICE(field, words)                                                                       \
	{                                                                                          \
		STR_INIT(#field), TOKEN_CHOICE, offsetof(Theme, field), 0, 0, &(words)             \
	}

static const Token tokens[] = {
	STRING(text_family),
	STRING(heading_family),
	STRING(label_family),
	STRING(mono_family),
	LENGTH(margin_top, 0, 400),
	LENGTH(margin_right, 0, 400),
	LENGTH(margin_bottom, 0, 400),
	LENGTH(margin_left, 0, 400),
	LENGTH(body_size, 4, 72),
	NUMBER(leading, 0.8, 4),
	LENGTH(name_size, 4, 200),
	LENGTH(headline_size, 4, 72),
	LENGTH(contact_size, 4, 72),
	LENGTHS(heading_size, 4, 200),
	LENGTH(small_size, 4, 72),
	LENGTH(note_size, 4, 72),
	NUMBER(code_scale, 0.4, 2),
	LENGTHS(heading_before, 0, 200),
	LENGTHS(heading_after, 0, 200),
	LENGTH(paragraph_gap, 0, 100),
	LENGTH(item_gap, 0, 100),
	LENGTH(entry_gap, 0, 100),
	LENGTH(list_indent, 0, 100),
	CHOICE(section_rule, rules),
	LENGTH(rule_width, 0, 10),
	BOOLEAN(heading_small_caps),
	BOOLEAN(justify),
	BOOLEAN(hyphenate),
	NUMBER(expansion, 0, 2),
	CHOICE(date_side, date_sides),
	LENGTH(date_gap, 0, 100),
	CHOICE(header, headers),
	LENGTH(photo_size, 0, 400),
	LENGTH(thumbnail_width, 0, 400),
	CHOICE(heading_emoji, emoji),
	BOOLEAN(oldstyle_figures),
	BOOLEAN(page_numbers),
	COLOUR(text_colour),
	COLOUR(muted_colour),
	COLOUR(accent_colour),
	COLOUR(link_colour),
	COLOUR(rule_colour),
	COLOUR(badge_colour),
	COLOUR(background_colour),
	COLOUR(panel_colour),
	COLOUR(dark_text_colour),
	COLOUR(dark_muted_colour),
	COLOUR(dark_accent_colour),
	COLOUR(dark_link_colour),
	COLOUR(dark_rule_colour),
	COLOUR(dark_background_colour),
	COLOUR(dark_panel_colour),
};
enum { TOKEN_COUNT = sizeof tokens / sizeof *tokens };

static const Str names[] = {STR_INIT("classic"), STR_INIT("modern")};

/* Paper sizes in millimetres; the inch sizes are exact enough at 1/1024 pt. */
static const struct {
	Str name;
	double width, height;
} papers[] = {
	{STR_INIT("a4"), 210, 297},
	{STR_INIT("letter"), 215.9, 279.4},
	{STR_INIT("a5"), 148, 210},
};

static bool parse_length(const Token *token, Arena *arena, const Value *value, Len em, Len *out)
{
	Len len;
	if (!len_parse(value_str(arena, value), em, 0, &len) || len < len_from_pt(token->least) ||
	    len > len_from_pt(token->most))
		return false;
	*out = len;
	return true;
}

/* One length for all six levels, or a list whose last one serves the levels after it. */
static bool parse_lengths(const Token *token, Arena *arena, const Value *value, Len em, Len *out)
{
	Len lens[6];
	size_t count = value_len(value);
	for (size_t i = 0; i < 6; i++) {
		const Value *item = value->kind == VALUE_LIST
					    ? value_at(value, i < count ? i : count - 1)
					    : value;
		if (!parse_length(token, arena, item, em, &lens[i]))
			return false;
	}
	for (size_t i = 0; i < 6; i++)
		out[i] = lens[i];
	return true;
}

/* "#rgb" or "#rrggbb". */
static bool parse_colour(Str s, uint32_t *out)
{
	if (!str_starts(s, S("#")) || (s.len != 4 && s.len != 7))
		return false;
	uint32_t colour = 0;
	for (size_t i = 1; i < s.len; i++) {
		char c = char_lower(s.ptr[i]);
		if (!char_is_digit(c) && !(c >= 'a' && c <= 'f'))
			return false;
		uint32_t digit = (uint32_t)(char_is_digit(c) ? c - '0' : c - 'a' + 10);
		colour = colour << 4 | digit;
		if (s.len == 4)
			colour = colour << 4 | digit;
	}
	*out = colour;
	return true;
}

static bool parse_choice(const Choice *choice, Str word, int *out)
{
	for (size_t i = 0; i < choice->count; i++)
		if (str_eq_nocase(word, choice->words[i])) {
			*out = (int)i;
			return true;
		}
	return false;
}

/* Sets the field of a token; false when the value has not the token's form. */
static bool set_token(const Token *token, Arena *arena, const Value *value, Theme *theme)
{
	void *field = (char *)theme + token->offset;
	double number;
	switch (token->kind) {
	case TOKEN_LEN: return parse_length(token, arena, value, theme->body_size, field);
	case TOKEN_LENS: return parse_lengths(token, arena, value, theme->body_size, field);
	case TOKEN_NUMBER:
		number = value_number(value, token->least - 1);
		if (!(number >= token->least && number <= token->most))
			return false;
		*(double *)field = number;
		return true;
	case TOKEN_STRING:
		*(Str *)field = str_dup(arena, value_string(value));
		return value->kind == VALUE_STRING && value->as.string.len > 0;
	case TOKEN_BOOL:
		*(bool *)field = value_bool(value, false);
		return value_bool(value, false) == value_bool(value, true);
	case TOKEN_COLOUR: return parse_colour(value_string(value), field);
	case TOKEN_CHOICE: return parse_choice(token->choice, value_string(value), field);
	}
	return false;
}

/* What a token may be, for messages. */
static Str describe(Arena *arena, const Token *token)
{
	switch (token->kind) {
	case TOKEN_LEN:
	case TOKEN_LENS:
		return str_format(arena, "%s from %gpt to %gpt",
				  token->kind == TOKEN_LEN ? "a length" : "a length or six of them",
				  token->least, token->most);
	case TOKEN_NUMBER:
		return str_format(arena, "a number from %g to %g", token->least, token->most);
	case TOKEN_STRING: return S("the name of a family of fonts.yaml");
	case TOKEN_BOOL: return S("true or false");
	case TOKEN_COLOUR: return S("a colour such as \"#1f4e79\"");
	case TOKEN_CHOICE: break;
	}
	Str words = token->choice->words[0];
	for (size_t i = 1; i < token->choice->count; i++)
		words = str_concat3(arena, words,
				    i + 1 < token->choice->count ? S(", ") : S(" or "),
				    token->choice->words[i]);
	return words;
}

static void report_unknown(Arena *arena, const ValueEntry *entry, Diags *diags)
{
	Str known[TOKEN_COUNT];
	for (size_t i = 0; i < TOKEN_COUNT; i++)
		known[i] = tokens[i].name;
	Str near = str_nearest(entry->key, known, TOKEN_COUNT);
	Str hint = near.len > 0 ? str_format(arena, "did you mean %.*s?", STR_ARG(near))
				: S("the tokens are listed in src/model/themes/classic.yaml");
	diag_error(diags, entry->key_span, hint, "the theme has no token \"%.*s\" [key-unknown]",
		   STR_ARG(entry->key));
}

static const Token *find_token(Str name)
{
	for (size_t i = 0; i < TOKEN_COUNT; i++)
		if (str_eq(tokens[i].name, name))
			return &tokens[i];
	return NULL;
}

/* Applies a map of tokens; body_size goes first, since em is measured in it. */
static void apply(Arena *arena, const Value *map, Diags *diags, Theme *theme)
{
	const Value *body = value_get(map, S("body_size"));
	if (!value_is_nil(body))
		(void)set_token(find_token(S("body_size")), arena, body, theme);
	for (size_t i = 0; map->kind == VALUE_MAP && i < map->as.map.len; i++) {
		const ValueEntry *entry = &map->as.map.entries[i];
		const Token *token = find_token(entry->key);
		if (str_eq(entry->key, S("name")))
			continue;
		if (token == NULL)
			report_unknown(arena, entry, diags);
		else if (!set_token(token, arena, entry->value, theme))
			diag_error(diags, entry->value->span, S(""),
				   "recto.theme.%.*s must be %.*s [theme-value]",
				   STR_ARG(entry->key), STR_ARG(describe(arena, token)));
	}
}

/* Reads a built-in theme; it is right, or the unit test of themes fails. */
static void apply_builtin(Arena *arena, Str name, Diags *diags, Theme *theme)
{
	Str text = str_eq(name, S("modern"))
			   ? (Str){(const char *)embed_theme_modern, embed_theme_modern_size}
			   : (Str){(const char *)embed_theme_classic, embed_theme_classic_size};
	theme->name = name;
	apply(arena, yaml_parse_flow(arena, text), diags, theme);
}

static Str choose_name(const Value *setting, Diags *diags)
{
	const Value *value = setting->kind == VALUE_MAP ? value_get(setting, S("name")) : setting;
	if (value_is_nil(value))
		return names[0];
	for (size_t i = 0; i < sizeof names / sizeof *names; i++)
		if (str_eq(value_string(value), names[i]))
			return names[i];
	diag_error(diags, value->span, S("write classic or modern"),
		   "there is no theme \"%.*s\" [theme-value]", STR_ARG(value_string(value)));
	return names[0];
}

static void choose_paper(const Value *setting, Diags *diags, Theme *theme)
{
	size_t found = 0;
	bool known = value_is_nil(setting);
	for (size_t i = 0; i < sizeof papers / sizeof *papers; i++)
		if (str_eq_nocase(value_string(setting), papers[i].name)) {
			found = i;
			known = true;
		}
	if (!known)
		diag_error(diags, setting->span, S("write a4, letter or a5"),
			   "recto.paper \"%.*s\" is no paper size [theme-value]",
			   STR_ARG(value_str(diags->arena, setting)));
	theme->paper_width = len_from_pt(papers[found].width * 72 / 25.4);
	theme->paper_height = len_from_pt(papers[found].height * 72 / 25.4);
}

bool theme_load(Arena *arena, const Value *config, Diags *diags, Theme *out)
{
	size_t errors = diags->errors;
	const Value *setting = value_path(config, S("recto.theme"));
	*out = (Theme){0};
	apply_builtin(arena, choose_name(setting, diags), diags, out);
	if (setting->kind == VALUE_MAP)
		apply(arena, setting, diags, out);
	choose_paper(value_path(config, S("recto.paper")), diags, out);
	if (out->margin_left + out->margin_right > out->paper_width / 4 * 3 ||
	    out->margin_top + out->margin_bottom > out->paper_height / 4 * 3) {
		diag_error(diags, setting->span, S("make the margins smaller"),
			   "the margins leave no room for text [theme-value]");
		Len side = out->paper_width / 10;
		out->margin_left = out->margin_right = out->margin_top = out->margin_bottom = side;
	}
	return diags->errors == errors;
}

/* --- themes as text --- */

size_t theme_names(const Str **out)
{
	*out = names;
	return sizeof names / sizeof *names;
}

static void write_len(Buf *out, Len len)
{
	buf_add_format(out, "%.4gpt", len_to_pt(len));
}

static void write_value(Buf *out, const Token *token, const Theme *theme)
{
	const void *field = (const char *)theme + token->offset;
	switch (token->kind) {
	case TOKEN_LEN: write_len(out, *(const Len *)field); break;
	case TOKEN_LENS:
		for (int i = 0; i < 6; i++) {
			buf_add(out, i == 0 ? S("[") : S(", "));
			write_len(out, ((const Len *)field)[i]);
		}
		buf_add_char(out, ']');
		break;
	case TOKEN_NUMBER: buf_add_format(out, "%g", *(const double *)field); break;
	case TOKEN_STRING: buf_add(out, *(const Str *)field); break;
	case TOKEN_BOOL: buf_add(out, *(const bool *)field ? S("true") : S("false")); break;
	case TOKEN_COLOUR:
		buf_add_format(out, "\"#%06x\"", (unsigned)*(const uint32_t *)field);
		break;
	case TOKEN_CHOICE: buf_add(out, token->choice->words[*(const int *)field]); break;
	}
}

bool theme_write(Buf *out, Str name)
{
	bool known = false;
	for (size_t i = 0; i < sizeof names / sizeof *names; i++)
		known = known || str_eq(name, names[i]);
	if (!known)
		return false;
	Diags diags = diags_in(out->arena);
	Theme theme = {0};
	apply_builtin(out->arena, name, &diags, &theme);
	buf_add_format(out, "recto:\n  theme:\n    name: %.*s\n", STR_ARG(name));
	for (size_t i = 0; i < TOKEN_COUNT; i++) {
		size_t start = out->len;
		buf_add_format(out, "    %.*s: ", STR_ARG(tokens[i].name));
		write_value(out, &tokens[i], &theme);
		size_t width = out->len - start;
		buf_add_repeat(out, ' ', width < 36 ? 36 - width : 1);
		buf_add_format(out, "# %.*s\n", STR_ARG(describe(out->arena, &tokens[i])));
	}
	return true;
}
