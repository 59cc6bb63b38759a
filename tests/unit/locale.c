/* locale: every language says everything; tags find their language; dates. */
#include "model/locale.h"
#include "check.h"
#include "front/yaml.h"

static Arena *arena;

static void check_date(const Value *table, const char *lang, bool brief, const char *expected)
{
	CHECK_STR(locale_date(arena, table, str_from(lang), S("2025-06-01T10:00"), brief),
		  str_from(expected));
}

int main(void)
{
	arena = arena_new(NULL);
	const Value *table = locale_table(arena, value_nil());
	const Value *english = value_get(table, S("en"));
	CHECK(value_len(table) >= 10 && value_len(english) > 20);
	for (size_t i = 0; i < table->as.map.len; i++) {
		const ValueEntry *language = &table->as.map.entries[i];
		for (size_t k = 0; k < english->as.map.len; k++) {
			Str key = english->as.map.entries[k].key;
			bool optional =
				str_contains(key, S("months")) || str_starts(key, S("short_"));
			if (!optional && value_is_nil(value_get(language->value, key)))
				printf("%.*s has no %.*s\n", STR_ARG(language->key), STR_ARG(key));
			CHECK(optional || !value_is_nil(value_get(language->value, key)));
		}
	}
	CHECK_STR(locale_word(table, S("de-CH"), "search"), S("Suche"));
	CHECK_STR(locale_word(table, S("zh"), "contents"), S("目录"));
	CHECK_STR(locale_word(table, S("zh-TW"), "contents"), S("目錄"));
	CHECK_STR(locale_word(table, S("tlh"), "contents"), S("Contents"));
	CHECK_STR(locale_word(table, S("en"), "no such word"), S(""));
	check_date(table, "en", false, "June 1, 2025");
	check_date(table, "en-GB", true, "Jun 01, 2025");
	check_date(table, "de", false, "1. Juni 2025");
	check_date(table, "zh-Hant", true, "2025年6月1日");
	check_date(table, "ko", false, "2025년 6월 1일");
	check_date(table, "fa", true, "01 ژوئن 2025");
	check_date(table, "ar-EG", false, "1 يونيو 2025");
	check_date(table, "he", false, "1 ביוני 2025");
	check_date(table, "tlh", false, "2025-06-01");
	CHECK_STR(locale_date(arena, table, S("en"), S("Spring 2025"), false), S("Spring 2025"));
	/* A site's own words stand over ours. */
	const Value *own = yaml_parse_flow(arena, S("{it: {search: Cerca}, en: {cv: Résumé}}"));
	table = locale_table(arena, own);
	CHECK_STR(locale_word(table, S("it"), "search"), S("Cerca"));
	CHECK_STR(locale_word(table, S("it"), "cv"), S("Résumé"));
	CHECK_STR(locale_word(table, S("en"), "search"), S("Search"));
	arena_free(arena);
	return check_report();
}
