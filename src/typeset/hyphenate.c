/*
 * Liang's patterns (Word Hy-phen-a-tion by Com-put-er, 1983) as libhyphen understands its files.
 *
 * A pattern is letters with numbers between them; at each place of a word the largest number of the
 * patterns that fit there counts, and odd ones allow a hyphen. Of the patterns that end at the same
 * letter only the longest is asked, and none when a still longer one has begun; the German file
 * lists whole words that way. A file may have two levels: the first finds the parts of a compound,
 * the second is for each part by itself. libhyphen itself is not used: it takes 3.5 seconds to read
 * the German file, which here takes a fiftieth of that.
 *
 * A level is a trie; its edges lie in one table, found by the node and the next byte.
 */
#include "typeset/hyphenate.h"

#include "base/buf.h"
#include "base/file.h"
#include "base/utf8.h"
#include "base/vec.h"
#include "typeset/unicode.h"

#include <iconv.h>
#include <string.h>

/* The number of a place where a hyphen would change the spelling has this bit. */
enum { CHANGED = 0x80, LONGEST = 80, LEFT_LEAST = 2, RIGHT_LEAST = 3 };

enum { FILE_LARGEST = 1 << 24, NODES_MOST = (1 << 24) - LONGEST };

typedef struct {
	uint32_t edge, node; /* edge: from << 8 | byte; node 0: the slot is free */
} Slot;

typedef struct {
	Slot *slots;
	size_t slot_count;
	VEC(uint32_t) numbers; /* of each node: where in `bytes`, plus 1; 0: no pattern ends here */
	Buf bytes;	       /* a number before each letter of a pattern, and one at its end */
} Level;

typedef struct {
	Str lang;
	Level levels[2];
	size_t level_count;	      /* 0: there is no dictionary */
	size_t left, right;	      /* letters before and after a hyphen, at least */
	size_t part_left, part_right; /* the same for the parts of a compound */
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

/* --- the trie of a level --- */

/* The slot of an edge, or the free one where it belongs. */
static Slot *find_slot(const Level *level, uint32_t edge)
{
	size_t i = (edge * 2654435769u) >> 7 & (level->slot_count - 1);
	while (level->slots[i].node != 0 && level->slots[i].edge != edge)
		i = (i + 1) & (level->slot_count - 1);
	return &level->slots[i];
}

static void grow_table(Arena *arena, Level *level)
{
	Level larger = *level;
	larger.slot_count = level->slot_count == 0 ? 4096 : level->slot_count * 4;
	larger.slots = ARENA_ARRAY(arena, Slot, larger.slot_count);
	for (size_t i = 0; i < level->slot_count; i++)
		if (level->slots[i].node != 0)
			*find_slot(&larger, level->slots[i].edge) = level->slots[i];
	*level = larger;
}

static uint32_t child_of(const Level *level, uint32_t node, char byte)
{
	return find_slot(level, node << 8 | (unsigned char)byte)->node;
}

/* The child, made when it is not there; node 0 is the root. */
static uint32_t add_child(Arena *arena, Level *level, uint32_t node, char byte)
{
	if (level->numbers.len * 2 >= level->slot_count)
		grow_table(arena, level);
	Slot *slot = find_slot(level, node << 8 | (unsigned char)byte);
	if (slot->node == 0) {
		*slot = (Slot){node << 8 | (unsigned char)byte, (uint32_t)level->numbers.len};
		VEC_PUSH(arena, &level->numbers, 0);
	}
	return slot->node;
}

static void open_level(Arena *arena, Dictionary *dictionary)
{
	Level *level = &dictionary->levels[dictionary->level_count++];
	level->bytes = buf_in(arena);
	VEC_PUSH(arena, &level->numbers, 0);
	grow_table(arena, level);
}

/* Adds "a1b2c" or "a1b/x=y,1,2". */
static void add_pattern(Arena *arena, Level *level, Str pattern)
{
	size_t slash = str_find_char(pattern, '/', 0), length = 0;
	char letters[LONGEST], numbers[LONGEST + 1] = {0};
	uint8_t changed = slash != STR_NONE ? CHANGED : 0;
	pattern = str_slice(pattern, 0, slash);
	for (size_t i = 0; i < pattern.len; i++) {
		if (char_is_digit(pattern.ptr[i]))
			numbers[length] = (char)((pattern.ptr[i] - '0') | changed);
		else if (length + 1 < LONGEST)
			letters[length++] = pattern.ptr[i];
		else
			return;
	}
	uint32_t node = 0;
	for (size_t i = 0; i < length && level->numbers.len < NODES_MOST; i++)
		node = add_child(arena, level, node, letters[i]);
	level->numbers.ptr[node] = (uint32_t)level->bytes.len + 1;
	buf_add(&level->bytes, (Str){numbers, length + 1});
}

/* --- reading a file --- */

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

static size_t read_number(Str line, Str name)
{
	int64_t number = 0;
	return str_to_int(str_trim(str_from_offset(line, name.len)), &number) && number > 0 &&
			       number < LONGEST
		       ? (size_t)number
		       : 0;
}

/* Whether the line is a directive; what it says. */
static bool read_directive(Arena *arena, Dictionary *dictionary, Str line)
{
	const struct {
		Str name;
		size_t *number;
	} table[] = {{S("LEFTHYPHENMIN"), &dictionary->left},
		     {S("RIGHTHYPHENMIN"), &dictionary->right},
		     {S("COMPOUNDLEFTHYPHENMIN"), &dictionary->part_left},
		     {S("COMPOUNDRIGHTHYPHENMIN"), &dictionary->part_right}};
	for (size_t i = 0; i < sizeof table / sizeof *table; i++)
		if (str_starts(line, table[i].name)) {
			size_t number = read_number(line, table[i].name);
			*table[i].number = number > *table[i].number ? number : *table[i].number;
			return true;
		}
	if (str_starts(line, S("NEXTLEVEL")) && dictionary->level_count == 1) {
		open_level(arena, dictionary);
		return true;
	}
	return str_starts(line, S("NOHYPHEN")) || str_starts(line, S("NEXTLEVEL")) ||
	       str_starts(line, S("%")) || str_starts(line, S("#"));
}

static Str recode(Arena *arena, Str line, const uint16_t high[128])
{
	Buf out = buf_in(arena);
	for (size_t i = 0; i < line.len; i++) {
		unsigned char byte = (unsigned char)line.ptr[i];
		buf_add_rune(&out, byte < 0x80 ? byte : high[byte - 0x80]);
	}
	return buf_str(&out);
}

static void read_patterns(const Hyphens *hyphens, Dictionary *dictionary, Str text)
{
	Arena *arena = hyphens->arena, *scratch = arena_new_like(arena);
	uint16_t high[128] = {0};
	Str line;
	str_split(&text, '\n', &line);
	Str encoding = str_trim(line);
	bool utf8 = str_eq_nocase(encoding, S("UTF-8"));
	if (utf8 || read_encoding(str_to_cstr(scratch, encoding), high))
		open_level(arena, dictionary);
	while (dictionary->level_count > 0 && str_split(&text, '\n', &line)) {
		line = str_trim(utf8 ? line : recode(scratch, line, high));
		if (!read_directive(arena, dictionary, line))
			add_pattern(arena, &dictionary->levels[dictionary->level_count - 1], line);
		arena_reset(scratch);
	}
	arena_free(scratch);
}

/* hyph_NAME.dic of the first folder that has it; false when none has. */
static bool load_file(const Hyphens *hyphens, Dictionary *dictionary, Str name)
{
	for (size_t i = 0; i < hyphens->folder_count; i++) {
		Str file = str_format(hyphens->arena, "%.*s/hyph_%.*s.dic",
				      STR_ARG(hyphens->folders[i]), STR_ARG(name));
		if (file_kind(file) != FILE_REGULAR)
			continue;
		Str text;
		Arena *scratch = arena_new_like(hyphens->arena);
		if (file_read(scratch, file, FILE_LARGEST, &text))
			read_patterns(hyphens, dictionary, text);
		arena_free(scratch);
		return true;
	}
	return false;
}

/* --- the file of a language --- */

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
static void load_language(const Hyphens *hyphens, Dictionary *dictionary, Str lang)
{
	Str name = str_replace(hyphens->arena, lang, S("-"), S("_"));
	Str head = str_lower(hyphens->arena, str_slice(name, 0, str_find_char(name, '_', 0)));
	Str upper = usual_country(head);
	if (str_starts_nocase(lang, S("sr-Latn")))
		name = head = upper = S("sr-Latn_RS");
	if (upper.len == 0 && head.len == 2)
		upper = str_format(hyphens->arena, "%.*s_%c%c", STR_ARG(head),
				   head.ptr[0] - 'a' + 'A', head.ptr[1] - 'a' + 'A');
	if (!load_file(hyphens, dictionary, name) && !load_file(hyphens, dictionary, head) &&
	    upper.len > 0)
		load_file(hyphens, dictionary, upper);
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

static const Dictionary *find_dictionary(Hyphens *hyphens, Str lang)
{
	for (size_t i = 0; i < hyphens->dictionaries.len; i++)
		if (str_eq(hyphens->dictionaries.ptr[i].lang, lang))
			return &hyphens->dictionaries.ptr[i];
	Dictionary new = {.lang = str_dup(hyphens->arena, lang)};
	new.left = LEFT_LEAST;
	new.right = RIGHT_LEAST;
	if (is_language(lang))
		load_language(hyphens, &new, lang);
	VEC_PUSH(hyphens->arena, &hyphens->dictionaries, new);
	return &hyphens->dictionaries.ptr[hyphens->dictionaries.len - 1];
}

/* --- words --- */

/* The word in lower case between dots; from[i] is where its byte i comes from. */
typedef struct {
	char text[HYPHENS_WORD * 2 + 2];
	uint8_t from[HYPHENS_WORD * 2 + 2];
	size_t len; /* with the dots */
} Spelt;

static bool spell(Str word, Spelt *out)
{
	out->text[0] = '.';
	out->len = 1;
	for (size_t at = 0; at < word.len;) {
		size_t start = at;
		char bytes[4];
		size_t count = utf8_encode(unicode_lower(utf8_next(word, &at)), bytes);
		if (out->len + count + 1 > sizeof out->text)
			return false;
		for (size_t i = 0; i < count; i++) {
			out->from[out->len] = (uint8_t)start;
			out->text[out->len++] = bytes[i];
		}
	}
	out->text[out->len++] = '.';
	return true;
}

/* The numbers before each byte of a text that has its dots. */
static void apply(const Level *level, Str text, uint8_t *numbers)
{
	uint32_t
		nodes[sizeof((Spelt *)0)->text + 2]; /* where what began at each byte has come to */
	size_t oldest = 0;
	memset(numbers, 0, text.len + 1);
	for (size_t end = 0; end < text.len; end++) {
		nodes[end] = 0;
		for (size_t start = oldest; start <= end; start++) {
			if (start < end && nodes[start] == 0)
				continue;
			nodes[start] = child_of(level, nodes[start], text.ptr[end]);
		}
		while (oldest <= end && nodes[oldest] == 0)
			oldest++;
		uint32_t found = oldest <= end ? level->numbers.ptr[nodes[oldest]] : 0;
		for (size_t i = oldest; found != 0 && i <= end + 1; i++) {
			uint8_t number = (uint8_t)level->bytes.ptr[found - 1 + i - oldest];
			if ((number & ~CHANGED) > (numbers[i] & ~CHANGED))
				numbers[i] = number;
		}
	}
}

/* The numbers of a level for a part of the word by itself. */
static void apply_part(const Level *level, const Spelt *word, size_t start, size_t end,
		       uint8_t *numbers)
{
	char text[sizeof word->text + 2];
	text[0] = '.';
	memcpy(text + 1, word->text + start, end - start);
	text[end - start + 1] = '.';
	apply(level, (Str){text, end - start + 2}, numbers);
}

/*
 * Hyphens within a part of a compound, or the whole word: its own parts come first, each looked at
 * in the same way; what has none is divided by the second level. Parts get shorter, so this ends.
 */
static void divide_part(const Dictionary *dictionary, const Spelt *word, size_t start, size_t end,
			uint8_t *numbers)
{
	uint8_t inner[sizeof word->text + 3];
	size_t from = start;
	apply_part(&dictionary->levels[0], word, start, end, inner);
	for (size_t i = start + 1; i < end; i++)
		if ((inner[i - start + 1] & 1) != 0) {
			numbers[i] = inner[i - start + 1];
			divide_part(dictionary, word, from, i, numbers);
			from = i;
		}
	if (from > start) {
		divide_part(dictionary, word, from, end, numbers);
		return;
	}
	apply_part(&dictionary->levels[1], word, start, end, inner);
	bool whole = start == 1 && end + 1 == word->len;
	Str part = {word->text + start, end - start};
	for (size_t i = start + 1; i < end; i++) {
		bool near = utf8_count(str_slice(part, 0, i - start)) < dictionary->part_left ||
			    utf8_count(str_from_offset(part, i - start)) < dictionary->part_right;
		numbers[i] = near && !whole ? 0 : inner[i - start + 1];
	}
}

bool hyphens_find(Hyphens *hyphens, Str lang, Str word, uint8_t *marks)
{
	const Dictionary *dictionary = find_dictionary(hyphens, lang);
	Spelt spelt;
	uint8_t numbers[sizeof spelt.text + 1];
	bool found = false;
	memset(marks, 0, word.len);
	if (dictionary->level_count == 0 || word.len > HYPHENS_WORD || !spell(word, &spelt))
		return false;
	if (dictionary->level_count == 2)
		divide_part(dictionary, &spelt, 1, spelt.len - 1, numbers);
	else
		apply(&dictionary->levels[0], (Str){spelt.text, spelt.len}, numbers);
	for (size_t i = 2; i + 1 < spelt.len; i++) {
		size_t at = spelt.from[i];
		if (at == spelt.from[i - 1] || (numbers[i] & 1) == 0 || (numbers[i] & CHANGED) != 0)
			continue;
		if (utf8_count(str_slice(word, 0, at)) < dictionary->left ||
		    utf8_count(str_from_offset(word, at)) < dictionary->right)
			continue;
		marks[at] = 1;
		found = true;
	}
	return found;
}
