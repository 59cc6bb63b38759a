/* css_rules: which names a selector asks for, which rules stay, and that what is not understood
 * stays. */
#include "write/css_rules.h"
#include "check.h"

/* Sets the names of "p .class #id [attribute :language". */
static CssNames names_of(const CssRules *rules, Str words)
{
	static const char marks[] = ".#[:";
	static const CssNameKind kinds[] = {CSS_CLASS, CSS_ID, CSS_ATTRIBUTE, CSS_LANGUAGE};
	CssNames names = {0};
	for (Str word; str_next_word(&words, &word);) {
		const char *mark = strchr(marks, word.ptr[0]);
		CssNameKind kind = mark != NULL ? kinds[mark - marks] : CSS_ELEMENT;
		int number = css_rules_name(rules, kind, str_from_offset(word, mark != NULL));
		if (number >= 0)
			css_names_add(&names, number);
	}
	return names;
}

static Str rules_for(Arena *arena, const char *sheet, const char *words)
{
	CssRules *rules = css_rules_read(arena, str_from(sheet));
	CssNames names = names_of(rules, str_from(words));
	Buf out = buf_in(arena);
	css_rules_write(&out, rules, &names);
	return buf_str(&out);
}

/* Whether a rule with this selector stays on a page with these names. */
static bool stays(Arena *arena, const char *selector, const char *words)
{
	Buf sheet = buf_in(arena);
	buf_add_format(&sheet, "%s{color:red}", selector);
	Str rules = rules_for(arena, str_to_cstr(arena, buf_str(&sheet)), words);
	CHECK(rules.len == 0 || str_starts(rules, str_from(selector)));
	return rules.len > 0;
}

static void test_selectors(Arena *arena)
{
	static const struct {
		const char *selector, *all; /* each of these words is needed, and no other */
	} cases[] = {
		{"p", "p"},
		{"*", ""},
		{":root", ""},
		{"::selection", ""},
		{"p::before", "p"},
		{"p:first-child:hover::after", "p"},
		{"li::marker", "li"},
		{".a.b > p + #c ~ [d]", ".a .b p #c [d"},
		{"[class*=\"col\"]", "[class"},
		{"[title=\"a, ].b)\"] i", "[title i"},
		{"[ lang | = \"zh\" ]", ""},
		{"a:not(.b, [c=\"d)\"] *)", "a"},
		{":not(:has(.a)) p", "p"},
		{"p:has(> .a:only-child)", "p .a"},
		{"p:nth-of-type(-n + 2) > img", "p img"},
		{":where(.a ~ *)", ".a"},
		{"p:lang(zh-Hant)", "p :zh-Hant"},
		{"p:lang(\"*-Hant\")", "p"},
		{"details[open]::details-content", "details [open"},
		{".a\\:b", ".a:b"},
		{"#\\31 23", "#123"},
		{".\\66oo-\\e9 t", ".foo-\303\251t"},
		{"svg|a.b", ""},
		{"p::part(x y)", "p"},
		{"html:not(.light).own-style .c :not(.d, a *)", "html .own-style .c"},
	};
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		Str all = str_from(cases[i].all);
		CHECK(stays(arena, cases[i].selector, cases[i].all));
		for (Str rest = all, word; str_next_word(&rest, &word);) {
			Str others = str_replace(arena, all, word, S(""));
			bool alone = !stays(arena, cases[i].selector, str_to_cstr(arena, others));
			CHECK(alone);
			if (!alone)
				fprintf(stderr, "  %s without %.*s\n", cases[i].selector,
					STR_ARG(word));
		}
	}
}

static void test_choices(Arena *arena)
{
	const char *heading = ":is(h1, h2.x) + .box";
	CHECK(stays(arena, heading, "h1 .box") && stays(arena, heading, "h2 .x .box"));
	CHECK(!stays(arena, heading, "h2 .box") && !stays(arena, heading, "h1 h2 .x"));
	const char *deep = ".c :is(input:is(:not([type]), [size]), :where(select, b i))";
	CHECK(stays(arena, deep, ".c input") && stays(arena, deep, ".c select"));
	CHECK(stays(arena, deep, ".c b i") && !stays(arena, deep, ".c b"));
	CHECK(stays(arena, "p:lang(ja, ko)", "p :ko") && !stays(arena, "p:lang(ja, ko)", "p :zh"));
	CHECK(stays(arena, "p:has(.a, > b)", "p b") && !stays(arena, "p:has(.a, > b)", "p"));
	/* too many choices to tell apart: none is asked for */
	const char *many = "p:is(a,b,i,u,s,q):is(a,b,i,u,s,q)";
	CHECK(stays(arena, many, "p a") && !stays(arena, many, "b"));
	/* case */
	CHECK(stays(arena, "TABLE[Align]", "table [align") && stays(arena, "p", "P"));
	CHECK(!stays(arena, ".Box", ".box") && !stays(arena, "#Box", "#box"));
	CHECK(stays(arena, "p:lang(zh-hant)", "p :zh-Hant"));
}

static void test_sheets(Arena *arena)
{
	/* lists keep what can match, in order */
	CHECK_STR(rules_for(arena, "h1,h2, .x h3{a:b}\nh4{c:d}\nh2{e:f}", "h2 h3 .x"),
		  S("h2,.x h3{a:b}\nh2{e:f}\n"));
	/* blocks go with their last rule; blocks in blocks too */
	const char *media = "@media (max-width:40rem){\nb{a:b}@media print{\ni{c:d}\n}\n}\nu{e:f}";
	CHECK_STR(rules_for(arena, media, "i"),
		  S("@media (max-width:40rem){\n@media print{\ni{c:d}\n}\n}\n"));
	CHECK_STR(rules_for(arena, media, "b u"),
		  S("@media (max-width:40rem){\nb{a:b}\n}\nu{e:f}\n"));
	CHECK_STR(rules_for(arena, media, ""), S(""));
	CHECK_STR(rules_for(arena, "@supports not selector(:has(a)){\nb{a:b}\n}", "b"),
		  S("@supports not selector(:has(a)){\nb{a:b}\n}\n"));
	/* other at-rules stay whole, bodies are not looked into */
	const char *others = "@font-face{font-family:\"}\"}@import url(a;b);@layer x{b{a:b}}";
	CHECK_STR(rules_for(arena, others, ""),
		  S("@font-face{font-family:\"}\"}\n@import url(a;b);\n@layer x{b{a:b}}\n"));
	CHECK_STR(rules_for(arena, "b{a:\"{\";& i{c:d}}u{e:'}'}", "b u"),
		  S("b{a:\"{\";& i{c:d}}\nu{e:'}'}\n"));
}

/* A sheet that ends anywhere is read to its end. */
static void test_cut(Arena *arena)
{
	Str sheet = S("@media x{:is(a,[b=\"c\\\"]\"]):not(d)>.e\\66 {f:\"g\"}}@h{i}j:lang(k){l}");
	for (size_t i = 0; i <= sheet.len; i++)
		(void)rules_for(arena, str_to_cstr(arena, str_slice(sheet, 0, i)), "a j :k");
	CHECK(rules_for(arena, str_to_cstr(arena, sheet), "a j :k .ef").len > 0);
}

/* More names than a set holds: those beyond are asked for nowhere. */
static void test_many(Arena *arena)
{
	Buf sheet = buf_in(arena);
	for (int i = 0; i < CSS_NAMES_MAX + 20; i++)
		buf_add_format(&sheet, ".n%d{a:b}\n", i);
	Str rules = rules_for(arena, str_to_cstr(arena, buf_str(&sheet)), ".n7");
	CHECK(str_starts(rules, S(".n7{a:b}\n.n512{a:b}\n")));
	CHECK(str_ends(rules, S(".n531{a:b}\n")));
}

int main(void)
{
	Arena *arena = arena_new(NULL);
	test_selectors(arena);
	test_choices(arena);
	test_sheets(arena);
	test_cut(arena);
	test_many(arena);
	arena_free(arena);
	return check_report();
}
