/* mojibake: what is repaired, what is left, and that places stay those of the file. */
#include "front/mojibake.h"
#include "check.h"

/* Read wrong, meant. */
static const char *const damaged[][2] = {
	{"\u00C3\u00A9", "\u00E9"}, /* Windows-1252 */
	{"\u221A\u00A9", "\u00E9"}, /* Mac Roman */
	{"\u00E2\u20AC\u2122", "\u2019"},
	{"\u201A\u00C4\u00F4", "\u2019"},
	{"\u201A\u00C4\u00EE", "\u2014"},
	{"\u00E2\xC2\x80\xC2\x93", "\u2013"}, /* Latin-1 */
	{"\u00E4\u00B8\u00AD\u00E6\u2013\u2021", "\u4E2D\u6587"},
	{"\uF8FF\u00FC\u00EE\u2022", "\U0001F525"},
	{"\u00F0\u0178\u201D\u00A5", "\U0001F525"},
	{"\u00C3\xC2\x83\u00C2\u00A9", "\u00E9"}, /* twice */
	{"\u00C3\u00A2\u00E2\u201A\u00AC\u00E2\u201E\u00A2", "\u2019"},
	{"\u00D0\u0160\u00D0\u00BE", "\u040A\u043E"},
	{"\u00EF\u00BB\u00BF", "\uFEFF"},
};

/* Right as they stand; some are bytes of other text by chance. */
static const char *const sound[] = {
	"\u00E9",
	"\u00FC",
	"\u00DF\u2013", /* Gro\u00DF\u2013Klein */
	"\u201C\u2018",
	"\u2019\u00E9", /* l\u2019\u00E9t\u00E9 */
	"\u00E9\u201D\u2014",
	"\u00AB\u00C9",
	"\u00A0\u00E0",
	"\u2014\u00E9",
	"\u00C3\u201D",
	"\u221A\u03C0",
	"\u2248\u03C0",
	"\u5218\u5B50\u9E23",
	"\u0440\u0443\u0441\u0441\u043A\u0438\u0439",
	"\uD55C\uAD6D\uC5B4",
	"\u3072\u3089\u304C\u306A\u3001",
	"\u0641\u0627\u0631\u0633\u06CC",
	"\U0001F525",
	"\u0159\u017E",
	"\u00F6\u00DF",
	"\u00E4\u00F6\u00FC",
	"\u2026\u201D",
	"\u00A9",
	"\u00C2\u00B7\u4E2D",
};

static void test_runs(Arena *arena)
{
	for (size_t i = 0; i < sizeof damaged / sizeof *damaged; i++)
		CHECK_STR(mojibake_decode(arena, str_from(damaged[i][0])), str_from(damaged[i][1]));
	for (size_t i = 0; i < sizeof sound / sizeof *sound; i++)
		CHECK_STR(mojibake_decode(arena, str_from(sound[i])), S(""));
	CHECK_STR(mojibake_decode(arena, S("")), S(""));
}

static void test_source(Arena *arena)
{
	Sources sources = sources_in(arena);
	Diags diags = diags_in(arena);
	Str bytes = S("# \uF8FF\u00FC\u00EE\u2022 News\nplain \u00E9\n"
		      "Caf\u221A\u00A9 and th\u221A\u00A9\u00E2 x \u221A\u00BA end\n");
	Source *source = source_add(&sources, S("page.md"), bytes, &diags);
	CHECK(mojibake_repair_source(&sources, source, &diags) == 3);
	CHECK_STR(source->text,
		  S("# \U0001F525 News\nplain \u00E9\nCaf\u00E9 and th\u221A\u00A9\u00E2 x \u00FC "
		    "end\n"));
	CHECK(diags.warnings == 2 && diags.errors == 0);
	CHECK_STR(diags.items[0].message, S("repaired text that was once read as Mac Roman: "
					    "\"\uF8FF\u00FC\u00EE\u2022\" means \"\U0001F525\""));
	CHECK(source_place(source, diags.items[1].span.start).line == 3);
	size_t news = str_find(source->text, S("News"), 0),
	       end = str_find(source->text, S("end"), 0);
	CHECK(source_place(source, (uint32_t)news).column == 8);
	CHECK(source_place(source, (uint32_t)end).column == 22);
}

/* What could be typed is repaired only in the company of certain damage, and then only to Latin
 * text. */
static void test_company(Arena *arena)
{
	Sources sources = sources_in(arena);
	Diags diags = diags_in(arena);
	Source *alone =
		source_add(&sources, S("a"), S("root \u221A\u03C0 and \u00C3\u2013"), &diags);
	CHECK(mojibake_repair_source(&sources, alone, &diags) == 0 && alone->edit_count == 0);
	Source *word = source_add(&sources, S("b"), S("sch\u221A\u2202n"), &diags);
	CHECK(mojibake_repair_source(&sources, word, &diags) == 1);
	CHECK_STR(word->text, S("sch\u00F6n"));
	Source *both =
		source_add(&sources, S("c"),
			   S("\u00C3\u00BCber \u00C3\u2013l, caf\u00E9\u201D\u2014x"), &diags);
	CHECK(mojibake_repair_source(&sources, both, &diags) == 2);
	CHECK_STR(both->text, S("\u00FCber \u00D6l, caf\u00E9\u201D\u2014x"));
	CHECK(mojibake_repair_source(&sources, both, &diags) == 0);
}

int main(void)
{
	Arena *arena = arena_new(NULL);
	test_runs(arena);
	test_source(arena);
	test_company(arena);
	arena_free(arena);
	return check_report();
}
