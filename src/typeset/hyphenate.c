#include "typeset/hyphenate.h"

#include "base/file.h"
#include "base/utf8.h"
#include "base/vec.h"
#include "typeset/unicode.h"

#include <hyphen.h>
#include <iconv.h>
#include <stdlib.h>
#include <string.h>

typedef struct {
	Str lang;
	HyphenDict *dict;   /* NULL: there is none */
	uint16_t high[128]; /* what bytes from 0x80 on stand for, when its patterns are not UTF-8 */
} Dictionary;

struct Hyphens {
	Arena *arena;
	const Str *folders;
	size_t folder_count;
	VEC(Dictionary) dictionaries;
};

Hyphens *hyphens_new(Arena *arena, const Str *folders, size_t folder_count)
{
	Hyphens *hyphens = ARENA_NEW(arena, Hyphens);
	hyphens->arena = arena;
	hyphens->folders = folders;
	hyphens->folder_count = folder_count;
	return hyphens;
}

void hyphens_free(Hyphens *hyphens)
{
	for (size_t i = 0; hyphens != NULL && i < hyphens->dictionaries.len; i++)
		if (hyphens->dictionaries.ptr[i].dict != NULL)
			hnj_hyphen_free(hyphens->dictionaries.ptr[i].dict);
}

static HyphenDict *load_file(const Hyphens *hyphens, Str name)
{
	for (size_t i = 0; i < hyphens->folder_count; i++) {
		Str file = str_format(hyphens->arena, "%.*s/hyph_%.*s.dic",
				      STR_ARG(hyphens->folders[i]), STR_ARG(name));
		if (file_kind(file) == FILE_REGULAR)
			return hnj_hyphen_load(str_to_cstr(hyphens->arena, file));
	}
	return NULL;
}

/* The country whose dictionary stands for a language, where it is not XX of "xx"; Debian names
 * files by both. */
static Str usual_country(Str lang)
{
	static const struct {
		Str lang, country;
	} table[] = {
		{STR_INIT("en"), STR_INIT("en_US")}, {STR_INIT("pt"), STR_INIT("pt_PT")},
		{STR_INIT("sv"), STR_INIT("sv_SE")}, {STR_INIT("cs"), STR_INIT("cs_CZ")},
		{STR_INIT("da"), STR_INIT("da_DK")}, {STR_INIT("el"), STR_INIT("el_GR")},
		{STR_INIT("uk"), STR_INIT("uk_UA")}, {STR_INIT("sl"), STR_INIT("sl_SI")},
		{STR_INIT("et"), STR_INIT("et_EE")}, {STR_INIT("no"), STR_INIT("nb_NO")},
		{STR_INIT("nb"), STR_INIT("nb_NO")}, {STR_INIT("nn"), STR_INIT("nn_NO")},
		{STR_INIT("af"), STR_INIT("af_ZA")}, {STR_INIT("zu"), STR_INIT("zu_ZA")},
		{STR_INIT("be"), STR_INIT("be_BY")}, {STR_INIT("ca"), STR_INIT("ca_ES")},
		{STR_INIT("gl"), STR_INIT("gl_ES")}, {STR_INIT("sr"), STR_INIT("sr_RS")},
		{STR_INIT("as"), STR_INIT("as_IN")}, {STR_INIT("bn"), STR_INIT("bn_IN")},
		{STR_INIT("gu"), STR_INIT("gu_IN")}, {STR_INIT("hi"), STR_INIT("hi_IN")},
		{STR_INIT("kn"), STR_INIT("kn_IN")}, {STR_INIT("ml"), STR_INIT("ml_IN")},
		{STR_INIT("mr"), STR_INIT("mr_IN")}, {STR_INIT("or"), STR_INIT("or_IN")},
		{STR_INIT("pa"), STR_INIT("pa_IN")}, {STR_INIT("ta"), STR_INIT("ta_IN")},
		{STR_INIT("te"), STR_INIT("te_IN")},
	};
	for (size_t i = 0; i < sizeof table / sizeof *table; i++)
		if (str_eq(lang, table[i].lang))
			return table[i].country;
	return (Str){0};
}

/* "de-AT" is looked for as de_AT, de, de_DE; Serbian in Latin letters has a file of its own. */
static HyphenDict *load_language(const Hyphens *hyphens, Str lang)
{
	if (str_starts_nocase(lang, S("sr-Latn")))
		return load_file(hyphens, S("sr-Latn_RS"));
	Str name = str_replace(hyphens->arena, lang, S("-"), S("_"));
	size_t dash = str_find_char(name, '_', 0);
	Str head = str_lower(hyphens->arena, str_slice(name, 0, dash));
	Str upper = usual_country(head);
	if (upper.len == 0 && head.len == 2)
		upper = str_format(hyphens->arena, "%.*s_%c%c", STR_ARG(head),
				   head.ptr[0] - 'a' + 'A', head.ptr[1] - 'a' + 'A');
	HyphenDict *dict = load_file(hyphens, name);
	if (dict == NULL)
		dict = load_file(hyphens, head);
	return dict == NULL && upper.len > 0 ? load_file(hyphens, upper) : dict;
}

/* A language is part of a file's name: letters, digits and dashes only. */
static bool is_language(Str lang)
{
	for (size_t i = 0; i < lang.len; i++)
		if (!char_is_alnum(lang.ptr[i]) && lang.ptr[i] != '-')
			return false;
	return lang.len >= 2 && lang.len <= 16 && char_is_alpha(lang.ptr[0]) &&
	       char_is_alpha(lang.ptr[1]);
}

/*
 * What the bytes of an encoding of one byte a character stand for: ISO 8859 in its parts, KOI8-R.
 * False when the system does not know it.
 */
static bool read_encoding(const char *name, uint16_t high[128])
{
	iconv_t convert = iconv_open("UTF-8", name);
	if (convert == (iconv_t)-1)
		return false;
	for (unsigned i = 0; i < 128; i++) {
		char in[1] = {(char)(i + 128)}, out[8], *from = in, *to = out;
		size_t in_left = 1, out_left = sizeof out;
		(void)iconv(convert, NULL, NULL, NULL, NULL);
		size_t at = 0;
		if (iconv(convert, &from, &in_left, &to, &out_left) == 0)
			high[i] = (uint16_t)utf8_next((Str){out, sizeof out - out_left}, &at);
	}
	iconv_close(convert);
	return true;
}

static const Dictionary *find_dictionary(Hyphens *hyphens, Str lang)
{
	for (size_t i = 0; i < hyphens->dictionaries.len; i++)
		if (str_eq(hyphens->dictionaries.ptr[i].lang, lang))
			return &hyphens->dictionaries.ptr[i];
	Dictionary new = {.lang = str_dup(hyphens->arena, lang)};
	if (is_language(lang))
		new.dict = load_language(hyphens, lang);
	if (new.dict != NULL && !new.dict->utf8 && !read_encoding(new.dict->cset, new.high)) {
		hnj_hyphen_free(new.dict);
		new.dict = NULL;
	}
	VEC_PUSH(hyphens->arena, &hyphens->dictionaries, new);
	return &hyphens->dictionaries.ptr[hyphens->dictionaries.len - 1];
}

/* The character's bytes in the dictionary's encoding; how many, 0 when it has none. */
static size_t encode(const Dictionary *dictionary, uint32_t rune, char bytes[4])
{
	if (dictionary->dict->utf8)
		return utf8_encode(rune, bytes);
	bytes[0] = (char)rune;
	if (rune < 0x80)
		return 1;
	for (unsigned i = 0; i < 128; i++)
		if (dictionary->high[i] == rune) {
			bytes[0] = (char)(i + 128);
			return 1;
		}
	return 0;
}

/*
 * The word in lower case as the dictionary spells it; from[i] is where its byte i comes from. 0
 * when it cannot be spelt so.
 */
static size_t spell(const Dictionary *dictionary, Str word, char *out, uint8_t *from)
{
	size_t length = 0;
	for (size_t at = 0; at < word.len;) {
		size_t start = at;
		uint32_t rune = unicode_lower(utf8_next(word, &at));
		char bytes[4];
		size_t count = encode(dictionary, rune, bytes);
		if (count == 0 || length + count > HYPHENS_WORD)
			return 0;
		for (size_t i = 0; i < count; i++) {
			from[length] = (uint8_t)start;
			out[length++] = bytes[i];
		}
	}
	return length;
}

static size_t count_letters(Str word, size_t from, size_t to)
{
	return utf8_count(str_slice(word, from, to));
}

bool hyphens_find(Hyphens *hyphens, Str lang, Str word, uint8_t *marks)
{
	char spelt[HYPHENS_WORD], points[HYPHENS_WORD + 8];
	uint8_t from[HYPHENS_WORD];
	const Dictionary *dictionary = find_dictionary(hyphens, lang);
	memset(marks, 0, word.len);
	if (dictionary->dict == NULL || word.len > HYPHENS_WORD)
		return false;
	size_t length = spell(dictionary, word, spelt, from);
	char **changes = NULL;
	int *at = NULL, *cut = NULL;
	bool found = false;
	if (length == 0 || hnj_hyphen_hyphenate2(dictionary->dict, spelt, (int)length, points, NULL,
						 &changes, &at, &cut) != 0)
		return false;
	/*
	 * points are numbered by character (in UTF-8 too): an odd number stands after the letter;
	 * where the spelling would change the word stays whole
	 */
	size_t letter = 0;
	for (size_t i = 0; i + 1 < length; i++) {
		if (from[i] == from[i + 1])
			continue;
		bool changed = changes != NULL && changes[letter] != NULL;
		if ((points[letter++] & 1) == 0 || changed ||
		    count_letters(word, 0, from[i + 1]) < 2 ||
		    count_letters(word, from[i + 1], word.len) < 3)
			continue;
		marks[from[i + 1]] = 1;
		found = true;
	}
	for (size_t i = 0; changes != NULL && i < length; i++)
		free(changes[i]);
	free(changes);
	free(at);
	free(cut);
	return found;
}
