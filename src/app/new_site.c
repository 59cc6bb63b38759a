#include "app/new_site.h"

#include "base/file.h"
#include "base/markup.h"
#include "base/utf8.h"
#include "front/liquid.h"
#include "front/yaml.h"
#include "model/locale.h"

/* The files of app/new/, as CMakeLists.txt lists them. */
#include "embed_new.h"

typedef struct {
	Str path; /* "folio/_config.yml" */
	const unsigned char *bytes;
	const size_t *size;
} Template;

#define EMBED_FILE(path, name) {STR_INIT(path), embed_##name, &embed_##name##_size},
static const Template templates[] = {
#include "embed_new_files.h"
};
enum { TEMPLATE_COUNT = sizeof templates / sizeof *templates };

/* What one site is made with. */
typedef struct {
	Arena *arena;
	const NewAnswers *answers;
	const Value *words;
	Diags *diags;
	NewFiles *out;
} Maker;

static Str template_text(const Template *template)
{
	return (Str){(const char *)template->bytes, *template->size};
}

/* words.yaml: a map from language to a map of words. */
static const Value *load_words(Arena *arena)
{
	for (size_t i = 0; i < TEMPLATE_COUNT; i++)
		if (str_eq(templates[i].path, S("words.yaml")))
			return yaml_parse_flow(arena, template_text(&templates[i]));
	return value_nil();
}

void new_write_languages(Buf *out)
{
	const Value *words = load_words(out->arena);
	for (size_t i = 0; i < value_len(words); i++) {
		const ValueEntry *entry = &words->as.map.entries[i];
		buf_add_format(out, "%s%.*s (%.*s)", i > 0 ? ", " : "", STR_ARG(entry->key),
			       STR_ARG(value_string(value_get(entry->value, S("language")))));
	}
}

bool new_has_words(Arena *arena, Str tag)
{
	const Value *words = load_words(arena);
	return str_starts_nocase(tag, S("en")) || !str_eq(locale_word(words, tag, "language"),
							  locale_word(words, S("en"), "language"));
}

/* --- answers made safe for where they stand --- */

/* A scalar that YAML reads back as the same text. */
static Str in_yaml(Arena *arena, Str text)
{
	Buf out = buf_in(arena);
	if (text.len > 0)
		yaml_write(&out, value_new_string(arena, text, SPAN_NONE));
	return str_trim(buf_str(&out));
}

static Str in_markdown(Arena *arena, Str text)
{
	Buf out = buf_in(arena);
	markup_escape_markdown(&out, text);
	return buf_str(&out);
}

/* LaTeX text with all braces in pairs. */
static Str in_latex(Arena *arena, Str text)
{
	static const struct {
		char sign;
		const char *latex;
	} signs[] = {{'&', "\\&"},
		     {'%', "\\%"},
		     {'$', "\\$"},
		     {'#', "\\#"},
		     {'_', "\\_"},
		     {'{', "{\\textbraceleft}"},
		     {'}', "{\\textbraceright}"},
		     {'\\', "{\\textbackslash}"},
		     {'~', "{\\textasciitilde}"},
		     {'^', "{\\textasciicircum}"}};
	Buf out = buf_in(arena);
	for (size_t i = 0; i < text.len; i++) {
		size_t k = 0, count = sizeof signs / sizeof *signs;
		while (k < count && signs[k].sign != text.ptr[i])
			k++;
		if (k < count)
			buf_add_cstr(&out, signs[k].latex);
		else
			buf_add_char(&out, text.ptr[i]);
	}
	return buf_str(&out);
}

/* --- names --- */

typedef struct {
	Str first, last;
} Names;

/* "Noor van Dijk": the last word, and the particles before it, are the last name. */
static Names split_name(Str name)
{
	size_t space = str_rfind_char(name, ' ');
	while (space != STR_NONE) {
		size_t before = str_rfind_char(str_slice(name, 0, space), ' ');
		if (before == STR_NONE || name.ptr[before + 1] < 'a' || name.ptr[before + 1] > 'z')
			break;
		space = before;
	}
	if (space == STR_NONE)
		return (Names){.last = name};
	return (Names){str_slice(name, 0, space), str_from_offset(name, space + 1)};
}

/* Whether BibTeX reads the parts of a name as they are. */
static bool is_plain_name(Str name)
{
	for (size_t i = 0; i < name.len; i++) {
		char c = name.ptr[i];
		if (!char_is_alpha(c) && (unsigned char)c < 0x80 &&
		    str_find_char(S(" -.'"), c, 0) == STR_NONE)
			return false;
	}
	return !str_contains_nocase(name, S(" and "));
}

/* "Lin, Wanshu"; in braces where it is one word, or has signs that mean something there. */
static Str in_bibtex(Arena *arena, Str name)
{
	Names names = split_name(name);
	if (!is_plain_name(name) || names.first.len == 0)
		return str_format(arena, "{%.*s}", STR_ARG(in_latex(arena, name)));
	return str_concat3(arena, names.last, S(", "), names.first);
}

/* "Wanshu, W." */
static Str first_names(Arena *arena, Str first)
{
	size_t end = 0;
	if (first.len == 0)
		return S("");
	(void)utf8_next(first, &end);
	Str initial = str_concat(arena, str_slice(first, 0, end), S("."));
	return str_concat3(arena, in_yaml(arena, first), S(", "), in_yaml(arena, initial));
}

/* --- what the templates see --- */

static Str word(Maker *m, Str lang, const char *key)
{
	return locale_word(m->words, lang, key);
}

static Str place(Maker *m, Str lang)
{
	Str institution = m->answers->institution;
	return institution.len > 0 ? institution : word(m, lang, "place");
}

/* The answers as YAML; what has no answer is false in a condition. */
static Value *yaml_values(Maker *m, Str lang)
{
	Arena *a = m->arena;
	const NewAnswers *answers = m->answers;
	Value *map = value_new(a, VALUE_MAP, SPAN_NONE);
	Names names = split_name(answers->name);
	bool one = is_plain_name(answers->name) && names.first.len > 0;
	Str description = answers->institution.len > 0
				  ? str_concat3(a, answers->name, S(", "), answers->institution)
				  : answers->name;
	const struct {
		const char *key;
		Str text;
	} texts[] = {{"name", answers->name},
		     {"native", answers->native_name},
		     {"first", names.first},
		     {"last", names.last},
		     {"email", answers->email},
		     {"institution", answers->institution},
		     {"subtitle", in_markdown(a, answers->institution)},
		     {"place", place(m, lang)},
		     {"description", description},
		     {"bib_last", one ? names.last : answers->name}};
	for (size_t i = 0; i < sizeof texts / sizeof *texts; i++)
		if (texts[i].text.len > 0)
			value_put_string(m->arena, map, texts[i].key, in_yaml(a, texts[i].text));
	value_put_string(m->arena, map, "bib_first", one ? first_names(a, names.first) : S(""));
	return map;
}

static Value *language_words(Maker *m, Str lang)
{
	const Value *english = value_get(m->words, S("en"));
	Value *map = value_new(m->arena, VALUE_MAP, SPAN_NONE);
	for (size_t i = 0; i < value_len(english); i++) {
		const char *key = str_to_cstr(m->arena, english->as.map.entries[i].key);
		value_put_string(m->arena, map, key, word(m, lang, key));
	}
	return map;
}

/* "/zh/" of the page in a language that is not the site's. */
static Str language_url(Arena *arena, Str lang)
{
	return str_concat3(arena, S("/"), str_lower(arena, lang), S("/"));
}

/* The home pages in other languages, for the bar. */
static Value *other_pages(Maker *m)
{
	const StrList *languages = &m->answers->languages;
	Value *list = value_new(m->arena, VALUE_LIST, SPAN_NONE);
	for (size_t i = 1; i < languages->len; i++) {
		Value *page = value_push_map(m->arena, list);
		value_put_string(m->arena, page, "title", word(m, languages->ptr[i], "about"));
		value_put_string(m->arena, page, "url", language_url(m->arena, languages->ptr[i]));
	}
	return list;
}

/* The variables of a template in the language of that number. */
static Value *variables(Maker *m, size_t number)
{
	Arena *a = m->arena;
	Str lang = m->answers->languages.ptr[number];
	Value *map = value_new(a, VALUE_MAP, SPAN_NONE);
	value_set(a, map, S("yaml"), yaml_values(m, lang));
	Value *text = value_put_new(a, map, "text", VALUE_MAP);
	value_put_string(m->arena, text, "name", in_markdown(a, m->answers->name));
	value_put_string(m->arena, text, "place", in_markdown(a, place(m, lang)));
	value_set(a, map, S("word"), language_words(m, lang));
	value_set(a, map, S("pages"), other_pages(m));
	value_put_bool(a, map, "other", number > 0);
	value_put_int(a, map, "number", number);
	value_put_string(m->arena, map, "lang", in_yaml(a, lang));
	value_put_string(m->arena, map, "permalink", number > 0 ? language_url(a, lang) : S("/"));
	value_put_string(m->arena, map, "author", in_bibtex(a, m->answers->name));
	return map;
}

/* --- files --- */

/* Without the blanks that empty answers leave at the ends of lines. */
static Str trim_lines(Arena *arena, Str text)
{
	Buf out = buf_in(arena);
	for (Str rest = str_trim_end(text), line; str_split(&rest, '\n', &line);) {
		buf_add(&out, str_trim_end(line));
		buf_add_char(&out, '\n');
	}
	return buf_str(&out);
}

static bool make_file(Maker *m, const Template *template, Str path, size_t number)
{
	Sources sources = sources_in(m->arena);
	LiquidOptions options = {.globals = variables(m, number)};
	Source *source = source_add(&sources, template->path, template_text(template), m->diags);
	Text out, text = text_of_source(m->arena, source, 0, source->text.len);
	bool ok = liquid_render(m->arena, &text, &options, m->diags, &out);
	VEC_PUSH(m->arena, m->out, (NewFile){path, trim_lines(m->arena, out.text)});
	return ok;
}

/* A page that is there once a language has the name "about_zh.md" in the second. */
static bool make_files(Maker *m, const Template *template, Str path)
{
	const StrList *languages = &m->answers->languages;
	bool ok = make_file(m, template, path, 0);
	size_t end = path.len - path_extension(path).len;
	for (size_t i = 1; ok && str_eq(path_name(path), S("about.md")) && i < languages->len; i++)
		ok = make_file(m, template,
			       str_format(m->arena, "%.*s_%.*s.md", (int)end, path.ptr,
					  STR_ARG(str_lower(m->arena, languages->ptr[i]))),
			       i);
	return ok;
}

bool new_site_make(Arena *arena, const NewAnswers *answers, Diags *diags, NewFiles *out)
{
	static const Str folders[] = {STR_INIT("folio/"), STR_INIT("acad/")};
	Maker m = {arena, answers, load_words(arena), diags, out};
	Str folder = folders[answers->form];
	bool ok = true;
	*out = (NewFiles){0};
	for (size_t i = 0; ok && i < TEMPLATE_COUNT; i++)
		if (str_starts(templates[i].path, folder))
			ok = make_files(&m, &templates[i],
					str_from_offset(templates[i].path, folder.len));
	return ok;
}
