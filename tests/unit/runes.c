/* runes: in which language Han characters are when nobody says. */
#include "typeset/runes.h"

#include "check.h"

static void check_guess(const char *run, const char *near, const char *want)
{
	RuneClues clues = {0};
	clues_add(&clues, str_from(near));
	CHECK_STR(lang_guess(str_from(run), &clues), str_from(want));
}

int main(void)
{
	check_guess("海岸", "", "zh-Hans");
	check_guess("海岸", "water", "zh-Hans");
	check_guess("动力学", "", "zh-Hans");
	check_guess("動力學", "", "zh-Hant");
	check_guess("海岸", "海岸動力學", "zh-Hant");
	check_guess("海岸动力", "動力學", "zh-Hans");
	check_guess("研究", "研究する", "ja");
	check_guess("東京大学", "", "zh-Hans");
	check_guess("潮とともに", "数据", "ja");
	check_guess("해안의", "", "ko");
	check_guess("漢字 해안", "", "ko");
	return check_report();
}
