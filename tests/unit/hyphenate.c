/*
 * Dictionaries by language tag, in the encodings of Debian's; the installed ones where they are.
 */
#include "typeset/hyphenate.h"

#include "base/buf.h"
#include "base/file.h"
#include "check.h"

#include <stdlib.h>

/* The word with "-" where it may be divided; "none" when nowhere. */
static Str divide(Arena *arena, Hyphens *hyphens, const char *lang, const char *word)
{
	uint8_t marks[HYPHENS_WORD];
	Str text = str_from(word);
	Buf out = buf_in(arena);
	if (!hyphens_find(hyphens, str_from(lang), text, marks))
		return S("none");
	for (size_t i = 0; i < text.len; i++) {
		if (marks[i] != 0)
			buf_add_char(&out, '-');
		buf_add_char(&out, text.ptr[i]);
	}
	return buf_str(&out);
}

static void put(Arena *arena, Str folder, const char *name, const char *patterns)
{
	Str path = path_join(arena, folder, str_from(name));
	CHECK(file_write(arena, path, str_from(patterns)) != FILE_FAILED);
}

static void test_own(Arena *arena)
{
	char name[] = "/tmp/recto-hyphens-XXXXXX";
	CHECK(mkdtemp(name) != NULL);
	Str folder = str_from(name);
	put(arena, folder, "hyph_cs_CZ.dic", "ISO8859-2\n\xE8"
					     "1k\n");
	put(arena, folder, "hyph_ru_RU.dic", "KOI8-R\n\xD3"
					     "1\xD4\n");
	put(arena, folder, "hyph_lt.dic", "ISO8859-13\n\xEB"
					  "1k\n");
	put(arena, folder, "hyph_xx_AA.dic", "UTF-8\na1b\n");
	put(arena, folder, "hyph_sr_RS.dic", "UTF-8\na1b\n");
	put(arena, folder, "hyph_sr-Latn_RS.dic", "UTF-8\nb1c\n");
	put(arena, folder, "hyph_zz.dic",
	    "UTF-8\nCOMPOUNDLEFTHYPHENMIN 2\nabc1def\nNEXTLEVEL\na1b\nd1e\ne1f\nk1l\njklm\n"
	    "p1q/r=s,1,1\n");
	put(arena, folder, "hyph_yy.dic", "NO-SUCH-CODE\na1b\n");
	Hyphens *hyphens = hyphens_new(arena, &folder, 1);
	CHECK_STR(divide(arena, hyphens, "cs", "mačkami"), S("mač-kami"));
	CHECK_STR(divide(arena, hyphens, "cs-CZ", "Mačkami"), S("Mač-kami"));
	CHECK_STR(divide(arena, hyphens, "cs", "mачkami"), S("none"));
	CHECK_STR(divide(arena, hyphens, "ru", "постами"), S("пос-тами"));
	CHECK_STR(divide(arena, hyphens, "ru", "ПОСТАМИ"), S("ПОС-ТАМИ"));
	CHECK_STR(divide(arena, hyphens, "lt-LT", "mėkami"), S("mė-kami"));
	CHECK_STR(divide(arena, hyphens, "xx-AA", "cabcabc"), S("ca-bcabc"));
	CHECK_STR(divide(arena, hyphens, "xx-BB", "cabcabc"), S("none"));
	CHECK_STR(divide(arena, hyphens, "sr", "cabcabcc"), S("ca-bca-bcc"));
	CHECK_STR(divide(arena, hyphens, "sr-Latn", "cabcabcc"), S("cab-cabcc"));
	CHECK_STR(divide(arena, hyphens, "yy", "cabcabcc"), S("none"));
	/* parts of a compound by themselves; a longer pattern that has begun silences k1l */
	CHECK_STR(divide(arena, hyphens, "zz", "abcdefgh"), S("abc-de-fgh"));
	CHECK_STR(divide(arena, hyphens, "zz", "ikloooo"), S("ik-loooo"));
	CHECK_STR(divide(arena, hyphens, "zz", "ijklooo"), S("none"));
	/* where the spelling would change */
	CHECK_STR(divide(arena, hyphens, "zz", "opqooo"), S("none"));
	CHECK_STR(divide(arena, hyphens, "../../etc", "cabcabcc"), S("none"));
	CHECK_STR(divide(arena, hyphens, "", "cabcabcc"), S("none"));
	CHECK(system(str_to_cstr(arena, str_format(arena, "rm -r %s", name))) == 0);
}

static void test_installed(Arena *arena)
{
	static const struct {
		const char *lang, *file, *word, *divided;
	} words[] = {
		{"en", "hyph_en_US.dic", "difficult", "dif-fi-cult"},
		{"en-GB", "hyph_en_GB.dic", "difficult", "dif-fi-cult"},
		{"en-CA", "hyph_en_US.dic", "typesetting", "type-set-ting"},
		{"de", "hyph_de_DE.dic", "Wissenschaft", "Wis-sen-schaft"},
		{"de-AT", "hyph_de_DE.dic", "Prüfungsordnung", "Prü-fungs-ord-nung"},
		{"de-1901", "hyph_de_DE.dic", "größere", "grö-ßere"},
		{"fr", "hyph_fr.dic", "ordinateur", "or-di-na-teur"},
		{"fr-CA", "hyph_fr.dic", "étudiante", "étu-diante"},
		{"es", "hyph_es_ES.dic", "investigación", "in-ves-ti-ga-ción"},
		{"it", "hyph_it_IT.dic", "università", "uni-ver-sità"},
		{"pt", "hyph_pt_PT.dic", "universidade", "uni-ver-si-dade"},
		{"pt-BR", "hyph_pt_BR.dic", "universidade", "uni-ver-si-dade"},
		{"nl", "hyph_nl_NL.dic", "wetenschap", "we-ten-schap"},
		{"ru", "hyph_ru_RU.dic", "университет", "уни-вер-си-тет"},
		{"pl", "hyph_pl_PL.dic", "świadectwo", "świa-dec-two"},
		{"el", "hyph_el_GR.dic", "πανεπιστήμιο", "πα-νε-πι-στή-μιο"},
	};
	static const Str folder = STR_INIT("/usr/share/hyphen");
	Hyphens *hyphens = hyphens_new(arena, &folder, 1);
	for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
		Str path = path_join(arena, folder, str_from(words[i].file));
		if (file_kind(path) == FILE_REGULAR)
			CHECK_STR(divide(arena, hyphens, words[i].lang, words[i].word),
				  str_from(words[i].divided));
		else
			printf("skipped: %s is absent\n", words[i].file);
	}
}

int main(void)
{
	Arena *arena = arena_new(NULL);
	test_own(arena);
	test_installed(arena);
	arena_free(arena);
	return check_report();
}
