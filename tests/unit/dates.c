/* Dates in every form that CVs write, and what is printed of them. */
#include "model/dates.h"

#include "check.h"

static Arena *arena;

static Str shown(Str text, Str lang)
{
	DateRange range;
	DateWords words = {.lang = lang};
	Buf out = buf_in(arena);
	if (!date_parse_range(text, &range))
		return S("?");
	date_write_range(&out, &range, &words);
	return buf_str(&out);
}

/* On paper a range has an en dash, and else its author's words. */
static void test_dashes(void)
{
	static const struct {
		const char *text, *shown;
	} cases[] = {
		{"2021.09 - 2026.06", "2021.09 – 2026.06"},
		{"2024.01- 2024.09", "2024.01 – 2024.09"},
		{"2018-2023", "2018–2023"},
		{"2019-20", "2019–20"},
		{"09/2007-06/2011", "09/2007–06/2011"},
		{"06/2020-Now", "06/2020–Now"},
		{"2022.10 - 2023.09 (expected)", "2022.10 – 2023.09 (expected)"},
		{"2015-", "2015–"},
		{"2015-2016:", "2015–2016:"},
		{" 2020 - 2021 ", " 2020 – 2021 "},
		{"2020-05", "2020-05"},
		{"2020-05-01", "2020-05-01"},
		{"2020-05-01 - 2021-05-01", "2020-05-01 – 2021-05-01"},
		{"2016 – 2021", "2016 – 2021"},
		{"2021 to 2022", "2021 to 2022"},
		{"Wind-up 2020", "Wind-up 2020"},
		{"", ""},
	};
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
		CHECK_STR(date_with_dash(arena, str_from(cases[i].text)), str_from(cases[i].shown));
}

static void test_forms(void)
{
	static const struct {
		const char *text, *shown;
	} cases[] = {
		{"2020", "2020"},
		{" 2020-05 ", "May 2020"},
		{"2020-05-01", "May 2020"},
		{"2020/05", "May 2020"},
		{"2020.5", "May 2020"},
		{"05/2020", "May 2020"},
		{"May 2020", "May 2020"},
		{"may, 2020", "May 2020"},
		{"Sep. 2020", "Sept 2020"},
		{"Sept 2020", "Sept 2020"},
		{"September 2020", "Sept 2020"},
		{"1 May 2020", "May 2020"},
		{"May 1, 2020", "May 2020"},
		{"May 1st, 2020", "May 2020"},
		{"2020 May", "May 2020"},
		{"2020-05-01T12:00:00Z", "May 2020"},
		{"Fall 2023", "Fall 2023"},
		{"autumn 2023", "Fall 2023"},
		{"2020年5月", "May 2020"},
		{"2020年", "2020"},
		{"1933 - 1955", "1933–1955"},
		{"1933-1955", "1933–1955"},
		{"2019-20", "2019–2020"},
		{"2004-05", "May 2004"},
		{"2015-now", "2015 – present"},
		{"2015-", "2015 – present"},
		{"2015 – Present", "2015 – present"},
		{"2019.06 - 2022.04 (now)", "June 2019 – Apr 2022 (now)"},
		{"2018-2022 (expected)", "2018–2022 (expected)"},
		{"August 2022 - September 2024", "Aug 2022 – Sept 2024"},
		{"Aug 2022 to Sept 2024", "Aug 2022 – Sept 2024"},
		{"since 2018", "2018 – present"},
		{"2018 onwards", "2018 – present"},
		{"2020年9月至今", "Sept 2020 – present"},
		{"2020-2020", "2020"},
		{"Spring '24", "Spring 2024"},
		{"2012-01/2013-05", "Jan 2012 – May 2013"},
		{"2020/2021", "2020–2021"},
		{"2021/22", "2021–2022"},
		{"Oct’24 – Dec ‘25", "Oct 2024 – Dec 2025"},
		{"30.09.2015", "Sept 2015"},
		{"01.04.2012 – 30.09.2015", "Apr 2012 – Sept 2015"},
		{"seit Okt. 2015", "Oct 2015 – present"},
		{"SoSe 2008", "Summer 2008"},
		{"令和3年4月 – 現在", "Apr 2021 – present"},
		{"平成元年", "1989"},
		{"昭和64年1月", "Jan 1989"},
		{"32.01.2015", "?"},
		{"Spring '2024", "?"},
		{"'24", "?"},
		{"mai 2021 – août 2021", "May 2021 – Aug 2021"},
		{"", "?"},
		{"some day", "?"},
		{"20201", "?"},
		{"2020-13", "?"},
		{"ICML 2020", "?"},
		{"2020, twice", "?"},
		{"13/2020", "?"},
	};
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
		CHECK_STR(shown(str_from(cases[i].text), S("en")), str_from(cases[i].shown));
}

static void test_languages(void)
{
	CHECK_STR(shown(S("2020-09 - now"), S("zh-Hans")), S("2020.09 – 至今"));
	CHECK_STR(shown(S("2020-09 - 2021-01"), S("fr")), S("sept. 2020 – janv. 2021"));
	CHECK_STR(shown(S("2020-03"), S("de")), S("März 2020"));
	CHECK_STR(shown(S("2020-03"), S("tlh")), S("Mar 2020"));
}

static void test_order(void)
{
	DateRange a, b;
	CHECK(date_parse_range(S("2015-now"), &a) && date_parse_range(S("2020-2024"), &b));
	CHECK(date_compare(&a, &b) < 0);
	CHECK(date_parse_range(S("2019-2021"), &a) && date_parse_range(S("2020"), &b));
	CHECK(date_compare(&a, &b) < 0);
	CHECK(date_parse_range(S("May 2020"), &a) && date_parse_range(S("2020-04"), &b));
	CHECK(date_compare(&a, &b) < 0 && date_compare(&b, &a) > 0);
	CHECK(date_compare(&a, &a) == 0);
}

static void test_iso(void)
{
	DatePoint point;
	bool open;
	Buf out = buf_in(arena);
	CHECK(date_parse(S("7 May 2020"), &point, &open) && !open);
	date_write_iso(&out, point);
	CHECK_STR(buf_str(&out), S("2020-05-07"));
	CHECK(date_parse(S("present"), &point, &open) && open);
	CHECK(!date_parse(S("2020 - 2021"), &point, &open));
}

int main(void)
{
	arena = arena_new(NULL);
	test_forms();
	test_dashes();
	test_languages();
	test_order();
	test_iso();
	arena_free(arena);
	return check_report();
}
