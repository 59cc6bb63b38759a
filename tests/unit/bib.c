/* bib: entries, faults and how the rest is still read, LaTeX as text, names. */
#include "front/bib.h"
#include "base/buf.h"
#include "check.h"

typedef struct {
	Sources sources;
	Diags diags;
	Bib bib;
	bool ok;
} Run;

static Run parse(Arena *arena, Str text)
{
	Run run = {.sources = sources_in(arena), .diags = diags_in(arena)};
	Source *source = source_add(&run.sources, S("papers.bib"), text, &run.diags);
	run.ok = bib_parse(arena, source, &run.diags, &run.bib);
	return run;
}

static void test_entries(Arena *arena)
{
	Run run = parse(arena, S("---\n---\nAn e-mail: ana@lab.example\n"
				 "@string{jt = \"Journal of \" # {Tests}}\n"
				 "@comment{@article{hidden, year = 1}}\n"
				 "@preamble{ \"\\newcommand{x}\" }\n"
				 "% @article{off, year = 2}\n"
				 "@Article{Ana2024,\n"
				 "  Title = {{Deep}   {F}orests\n    of \"Trees\"},\n"
				 "  author = \"Ana {\"}B\\\"{o}{\"} Bo\",\n"
				 "  journal = JT # { 2}, year = 2024, month=mar,\n"
				 "  % note = {commented out},\n"
				 "  selected = true,\n"
				 "}, @misc(k:2/x, note = {a) b}, url = {http://x.example/?a=1})\n"
				 "@book{\xE5\xAD\x97 1,}\n"));
	CHECK(run.ok && run.diags.len == 0 && run.bib.count == 3);
	const BibEntry *ana = &run.bib.entries[0], *misc = &run.bib.entries[1];
	CHECK_STR(ana->type, S("article"));
	CHECK_STR(ana->key, S("Ana2024"));
	CHECK(ana->field_count == 6);
	CHECK_STR(bib_field(ana, S("title")), S("{Deep} {F}orests of \"Trees\""));
	CHECK_STR(bib_field(ana, S("author")), S("Ana {\"}B\\\"{o}{\"} Bo"));
	CHECK_STR(bib_field(ana, S("journal")), S("Journal of Tests 2"));
	CHECK_STR(bib_field(ana, S("year")), S("2024"));
	CHECK_STR(bib_field(ana, S("month")), S("mar"));
	CHECK_STR(bib_field(ana, S("selected")), S("true"));
	CHECK_STR(bib_field(ana, S("none")), S(""));
	CHECK_STR(source_text(&run.sources, ana->key_span), S("Ana2024"));
	CHECK_STR(source_text(&run.sources, ana->fields[2].span), S("JT # { 2}"));
	CHECK(str_starts(ana->text, S("@Article{Ana2024,")) && str_ends(ana->text, S("true,\n}")));
	Str written = source_text(&run.sources, ana->span);
	CHECK(str_starts(written, S("@Article{")) && str_ends(written, S("true,\n}")));
	CHECK_STR(ana->text, str_replace(arena, written, S("JT"), S("{Journal of Tests}")));
	CHECK_STR(misc->key, S("k:2/x"));
	CHECK_STR(bib_field(misc, S("note")), S("a) b"));
	CHECK_STR(run.bib.entries[2].key, S("\xE5\xAD\x97 1"));
}

/* Text, what is said, how many entries are read. */
static const struct {
	const char *text, *message;
	size_t count;
	bool ok;
} faults[] = {
	{"@misc{a, note = {x\n@misc{b, note = {y}}\n", "this brace is not closed", 2, false},
	{"@misc{a, note = \"x}\n@misc{b, note = {y}}\n", "this quote is not closed", 2, false},
	{"@misc{a, note = {x}\n", "the file ends inside this entry", 1, false},
	{"@misc{note = {x}}\n@misc{b}", "the entry has no key", 2, false},
	{"@misc{,note = {x}}\n@misc{b}", "the entry has no key", 2, false},
	{"@misc{a note = {x}}\n@misc{b}", "a comma is missing behind the key", 2, false},
	{"@misc{a, note {x}}\n@misc{b}", "a field is expected here", 2, false},
	{"@misc{a, note = }\n@misc{b}", "a value is missing", 2, false},
	{"@string{x}\n@misc{b}", "this @string is not well formed", 1, false},
	{"@misc{a, x = {1} y = {2}}", "a comma is missing here", 1, true},
	{"@misc{a, x = {1}, X = {2}}", "x stands twice in this entry; the last one counts", 1,
	 true},
	{"@misc{a}\n@misc{a}", "the key \"a\" is used twice", 2, true},
	{"@misc{a, x = acm}", "acm is not the name of a string and taken as text", 1, true},
};

static void test_faults(Arena *arena)
{
	for (size_t i = 0; i < sizeof faults / sizeof *faults; i++) {
		Run run = parse(arena, str_from(faults[i].text));
		CHECK(run.ok == faults[i].ok && run.bib.count == faults[i].count);
		CHECK(run.ok == (run.diags.errors == 0) && run.diags.len > 0);
		CHECK_STR(run.diags.len > 0 ? run.diags.items[0].message : S(""),
			  str_from(faults[i].message));
	}
	Run run = parse(arena, S("@misc{a, x = {1}, y = {open\n@misc{b, z = {3}}"));
	CHECK_STR(bib_field(&run.bib.entries[0], S("x")), S("1"));
	CHECK_STR(bib_field(&run.bib.entries[1], S("z")), S("3"));
	CHECK(source_place(source_get(&run.sources, 1), run.diags.items[0].span.start).column ==
	      23);
}

/* Unclosed braces without end take time in proportion to the file. */
static void test_many_faults(Arena *arena)
{
	Buf text = buf_in(arena);
	for (int i = 0; i < 50000; i++)
		buf_add_format(&text, "@misc{k%d, x = {{\n", i);
	Run run = parse(arena, buf_str(&text));
	CHECK(!run.ok && run.bib.count == 50000);
	text = buf_in(arena);
	buf_add_repeat(&text, '{', 200000);
	CHECK(bib_latex_to_text(arena, buf_str(&text)).len == 0);
	text = buf_in(arena);
	for (int i = 0; i < 20000; i++)
		buf_add_cstr(&text, "\\'{");
	(void)bib_latex_to_text(arena, buf_str(&text));
}

/* LaTeX, text. */
static const char *const latex[][2] = {
	{"{\\\"A}\\\"o{\\\"{u}}\\`{e}\\'\\i\\'{\\i}\\^ o", "Äöüèííô"},
	{"\\c{c}\\c c\\v{s}\\H o\\k{a}\\u{g}\\r a\\.z\\=e\\d{u}", "ççšőąğåżēụ"},
	{"\\b{o}\\t{oo}\\c{b}", "o\u0331o\u0361ob\u0327"},
	{"\\ss\\o{} \\L{}\\AE\\aa", "ßø ŁÆå"},
	{"R\\&D 5\\% \\$3 \\#1 a\\_b \\{x\\}", "R&D 5% $3 #1 a_b {x}"},
	{"``a'' `b' c--d---e", "“a” ‘b’ c–d—e"},
	{"A~B\\,C\\ D\\\\E", "A\u00A0B\u202FC D E"},
	{"\\emph{a} \\textbf{b {C}} {\\it d} \\textsc{E}", "a b C d E"},
	{"\\url{http://x.example/~a\\_b} \\href{http://y.example}{z}", "http://x.example/~a_b z"},
	{"$\\alpha_{1}$ and $$x{}$$ \\(y{}\\) costs 5$ {z}",
	 "$\\alpha_{1}$ and $$x{}$$ \\(y{}\\) costs 5$ z"},
	{"\\alpha{}-x \\rightarrow y", "α-x →y"},
	{"\\frob{a}{b} \\foo", "\\frob{a}{b} \\foo"},
	{"\\~{}x \\textasciitilde{}y \\^{}", "~x ~y ^"},
	{"\\'{\\\"{\\'{q}}}", "q\u0301\u0308\u0301"},
	{"a\\", "a\\"},
	{"{Caps} stay, \xE5\xAD\x97 too", "Caps stay, \xE5\xAD\x97 too"},
};

static void test_latex(Arena *arena)
{
	for (size_t i = 0; i < sizeof latex / sizeof *latex; i++)
		CHECK_STR(bib_latex_to_text(arena, str_from(latex[i][0])), str_from(latex[i][1]));
}

/* A name, its first, von, last and jr parts with bars between. */
static const char *const names[][2] = {
	{"Ana Bo", "Ana||Bo|"},
	{"Ana", "||Ana|"},
	{"ana", "||ana|"},
	{"Ana bo", "Ana||bo|"},
	{"ana bo", "|ana|bo|"},
	{"Ana Bo van der Cy Dee", "Ana Bo|van der|Cy Dee|"},
	{"van Cy, Ana Bo", "Ana Bo|van|Cy|"},
	{"Cy de Bo, Ana", "Ana|Cy de|Bo|"},
	{"de la Cy, Jr., Ana", "Ana|de la|Cy|Jr."},
	{"Cy,, Ana", "Ana||Cy|"},
	{"Cy,", "||Cy|"},
	{"Ana Cy, Jr.", "Ana||Cy|Jr."},
	{"Cy, Ana, III", "Ana||Cy|III"},
	{"{van Cy}, Ana", "Ana||van Cy|"},
	{"Ana {van} Cy", "Ana van||Cy|"},
	{"{\\\"O}zer, G{\\\"u}l~M.", "Gül M.||Özer|"},
	{"Ana {\\'e}tale Cy", "Ana|étale|Cy|"},
	{"Ana {\\'E}tale Cy", "Ana Étale||Cy|"},
	{"Ana {\\o}rst Cy", "Ana|ørst|Cy|"},
	{"Łukasz Żak", "Łukasz||Żak|"},
	{"Иван фон Цвет", "Иван|фон|Цвет|"},
	{"Cy, Ana*", "Ana*||Cy|"},
};

static void test_names(Arena *arena)
{
	BibName *found;
	size_t count;
	for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
		bib_split_names(arena, str_from(names[i][0]), &found, &count);
		CHECK(count == 1 && !found->others && !found->corporate);
		CHECK_STR(str_format(arena, "%.*s|%.*s|%.*s|%.*s", STR_ARG(found->first),
				     STR_ARG(found->von), STR_ARG(found->last), STR_ARG(found->jr)),
			  str_from(names[i][1]));
	}
}

static void test_name_lists(Arena *arena)
{
	BibName *found;
	size_t count;
	bib_split_names(arena, S("Bo, Ana and {Lab and Sons, Inc.}\n AND\tCy Dee and others"),
			&found, &count);
	CHECK(count == 4 && found[3].others && found[1].corporate && !found[0].corporate);
	CHECK_STR(found[1].last, S("Lab and Sons, Inc."));
	CHECK_STR(found[2].first, S("Cy"));
	bib_split_names(arena, S("A. Bo, C. Dee, E. van Foe"), &found, &count);
	CHECK(count == 3);
	CHECK_STR(count == 3 ? found[2].von : S(""), S("van"));
	bib_split_names(arena, S(" "), &found, &count);
	CHECK(count == 0);
	bib_split_names(arena, S("Andrea Sand and Brand Andrews"), &found, &count);
	CHECK(count == 2);
}

int main(void)
{
	Arena *arena = arena_new(NULL);
	test_entries(arena);
	test_faults(arena);
	test_many_faults(arena);
	test_latex(arena);
	test_names(arena);
	test_name_lists(arena);
	arena_free(arena);
	return check_report();
}
