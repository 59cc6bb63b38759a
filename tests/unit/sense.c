/* Which words are read together, and which are signs. */
#include "typeset/sense.h"

#include "check.h"

static void test_signs(void)
{
	static const char *const signs[] = {"HTML5",	  "AI4Tides",	   "3D,",
					    "(ECGE1330)", "COVID-19",	   "H.264",
					    "10M",	  "ACL2023(Oral)", "arXiv:2404.1",
					    "doi:10.1/2", "L1-based",	   "0000-0002-1825-0097"};
	static const char *const words[] = {
		"2024",	 "1-bit",  "(2019),",	 "2017-2021", "400+", "kwae006", "3rd",
		"12:30", "top-10", "2020-05-01", "M.-Z.",     "",     "Liu",	 "07/2021"};
	for (size_t i = 0; i < sizeof signs / sizeof *signs; i++)
		CHECK(sense_is_sign(str_from(signs[i])));
	for (size_t i = 0; i < sizeof words / sizeof *words; i++)
		CHECK(!sense_is_sign(str_from(words[i])));
}

static bool ties(Str text)
{
	size_t at = str_find_char(text, ' ', 0);
	return sense_ties(text, at, at + 1);
}

static void test_ties(void)
{
	CHECK(ties(S("pp. 464")) && ties(S("(no. 7)")) && ties(S("Prof. Berg")));
	CHECK(!ties(S("etc. 464")) && !ties(S("pp. of")) && !ties(S("Prof. emerita")));
	CHECK(!ties(S("no 7")) && !sense_ties(S("Dr."), 3, 3));
}

static void test_titles(void)
{
	CHECK(sense_leads(S("The Tides of"), 12) && sense_leads(S("Tides, With"), 11));
	CHECK(sense_leads(S("für"), 4) && !sense_leads(S("Tides"), 5) && !sense_leads(S(""), 0));
	CHECK(sense_ends(S("Tides:"), 6) && sense_ends(S("“Tides?”"), 12));
	CHECK(!sense_ends(S("Tides,"), 6) && !sense_ends(S("(Tides)"), 7) && !sense_ends(S(""), 0));
}

int main(void)
{
	test_signs();
	test_ties();
	test_titles();
	return check_report();
}
