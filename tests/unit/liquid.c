/* liquid: tags, filters, places of the output, limits. */
#include "front/liquid.h"
#include "check.h"
#include "front/yaml.h"

typedef struct {
	Arena *arena;
	Sources sources;
	Diags diags;
	Text out;
	bool ok;
} Run;

static bool load(void *context, Str name, bool relative, Span from, Text *out)
{
	Run *run = context;
	(void)from;
	Str text = relative			  ? S("near {{ include.who }}")
		   : str_eq(name, S("me.liquid")) ? S("{% include me.liquid %}")
		   : str_eq(name, S("own"))	  ? S("({{ own }})")
		   : str_eq(name, S("hi.liquid")) ? S("Hi {{ include.who }}{{ include.none }}!")
						  : (Str){0};
	if (text.ptr == NULL)
		return false;
	Source *source = source_add(&run->sources, name, text, &run->diags);
	*out = text_of_source(run->arena, source, 0, text.len);
	return true;
}

static bool tag(void *context, Str name, Str markup, Span from, TextBuilder *out)
{
	(void)context;
	if (!str_eq(name, S("cite")))
		return false;
	text_add_generated(out, S("["), from);
	text_add_generated(out, markup, from);
	text_add_generated(out, S("]"), from);
	return true;
}

static Str markdownify(void *context, Arena *arena, Str markdown)
{
	(void)context;
	return str_concat3(arena, S("<p>"), markdown, S("</p>"));
}

static const char data[] = "page: {title: Home, n: 3, tags: [b, a, c], who: Ana}\n"
			   "people:\n"
			   "  - {name: Bo, year: 2020, role: post, topics: [x, y]}\n"
			   "  - {name: Al, year: 2024, role: phd}\n"
			   "  - {name: Cy, year: 2022, role: phd}\n"
			   "day: 2024-03-01\n"
			   "team: {dee: {name: Dee, role: phd}, eve: {name: Eve, role: msc}}\n";

/* Renders one template with the data above. */
static bool takes_names(void *context, Str name)
{
	(void)context;
	return str_eq(name, S("cite"));
}

static Run render(Arena *arena, const char *template)
{
	Run *run = ARENA_NEW(arena, Run);
	*run = (Run){.arena = arena, .sources = sources_in(arena), .diags = diags_in(arena)};
	const Value *globals = value_nil();
	Source *yaml = source_add(&run->sources, S("data.yml"), str_from(data), &run->diags);
	(void)yaml_parse_source(arena, yaml, &run->diags, &globals);
	Source *source = source_add(&run->sources, S("page.md"), str_from(template), &run->diags);
	Text text = text_of_source(arena, source, 0, source->text.len);
	LiquidHost host = {run, load, tag, markdownify, takes_names};
	LiquidOptions options = {.globals = globals,
				 .host = &host,
				 .baseurl = S("/lab"),
				 .url = S("https://ana.example"),
				 .now = 1709294400};
	run->ok = liquid_render(arena, &text, &options, &run->diags, &run->out);
	return *run;
}

static const char *const cases[][2] = {
	{"no braces at all: { } %", "no braces at all: { } %"},
	{"{{ page.title | upcase | append: '!' }}", "HOME!"},
	{"{{ site.repository }}{% if site.repository %}x{% else %}-{% endif %}", "-"},
	{"{% if page.n > 2 and page.title contains 'om' %}y{% endif %}", "y"},
	{"{% if false and false or true %}y{% else %}n{% endif %}", "n"},
	{"{% unless page.n == 3 %}a{% elsif true %}b{% endunless %}", "b"},
	{"{% case page.n %}{% when 1, 2 %}few{% when 3 or 4 %}some{% else %}-{% endcase %}",
	 "some"},
	{"{% for t in page.tags reversed %}{{ t }}{% unless forloop.last %},{% endunless %}{% "
	 "endfor %}",
	 "c,a,b"},
	{"{% for t in page.tags limit: 1 offset: 1 %}{{ forloop.index }}{{ t }}{% endfor %}", "1a"},
	{"{% for i in (1..9) %}{% if i == 3 %}{% continue %}{% endif %}{% if i > 4 %}{% break %}"
	 "{% endif %}{{ i }}{% endfor %}",
	 "124"},
	{"{% for x in none %}x{% else %}nothing{% endfor %}", "nothing"},
	{"{% assign x = 'a,b' | split: ',' %}{{ x[1] }}{{ x.size }}{{ x.last }}", "b2b"},
	{"{% capture c %}<{{ page.n }}>{% endcapture %}{{ c }}{{ c | size }}", "<3>3"},
	{"{% increment i %}{% increment i %}{% decrement d %}", "01-1"},
	{"{% cycle 'a', 'b' %}{% cycle 'a', 'b' %}{% cycle 'a', 'b' %}", "aba"},
	{"{% tablerow i in (1..3) cols: 2 %}{{ i }}{% endtablerow %}",
	 "<tr class=\"row1\">\n<td class=\"col1\">1</td><td class=\"col2\">2</td></tr>\n"
	 "<tr class=\"row2\"><td class=\"col1\">3</td></tr>\n"},
	{"{% comment %} {{ x | }} {% if %} {% endcomment %}.", "."},
	{"{% raw %}{{ x }}{% endraw %}", "{{ x }}"},
	{"a {%- if true -%} b {%- endif %} c", "ab c"},
	{"x\n{% if true %}\n  {% assign y = 1 %}\n{% endif %}\nz", "x\n\nz"},
	{"{% include hi.liquid who=\"Bo\" %}{% include hi.liquid who=page.who %}", "Hi Bo!Hi Ana!"},
	{"{% assign own = 'out' %}{% render 'own' %}{% render 'own' with 'in' %}", "()(in)"},
	{"{% include {{ page.who | replace: 'Ana', 'hi' }}.liquid who='x' %}", "Hi x!"},
	{"{% include hi.liquid who=\"a \\\"b\\\" 'c'\" %}", "Hi a \"b\" 'c'!"},
	{"{{ team | where: 'role', 'phd' | map: 'name' | join: ',' }}", "Dee"},
	{"{% include_relative part.md who=\"by\" %}", "near by"},
	{"{% cite doe2020 --x %}", "[doe2020 --x]"},
	{"{% assign key = 'doe2020' %}{% cite key --text key %}", "[doe2020 --text key]"},
	{"{% for p in people limit: 2 %}{% cite p.name roe:21 %}{% endfor %}",
	 "[Bo roe:21][Al roe:21]"},
	{"{% cite team people.size %}", "[team people.size]"},
	{"{% highlight c linenos %}\na < b;\n{% endhighlight %}",
	 "<figure class=\"highlight numbered\"><div class=\"gutter web-only\" "
	 "aria-hidden=\"true\">1"
	 "</div><pre><code class=\"language-c\" data-lang=\"c\">a &lt; b;"
	 "</code></pre></figure>"},
	{"{% assign p = people | where: 'role', 'phd' | sort: 'year' | map: 'name' %}"
	 "{{ p | join: '+' }}",
	 "Cy+Al"},
	{"{{ people | where: 'topics', 'y' | map: 'name' | first }}", "Bo"},
	{"{{ people | where_exp: 'p', 'p.year > 2021 and p.role == \"phd\"' | size }}", "2"},
	{"{% assign g = people | group_by: 'role' %}{% for x in g %}{{ x.name }}{{ x.size }}{% "
	 "endfor %}",
	 "post1phd2"},
	{"{% assign g = people | group_by_exp: 'p', 'p.name | size' %}{{ g[0].items.size }}", "3"},
	{"{{ 10.1 | plus: 2.2 }} {{ 7 | divided_by: -2 }} {{ -7 | modulo: 3 }} {{ 2.5 | round }}",
	 "12.3 -4 2 3"},
	{"{{ 1e3 }}{{ 100000.0 }} {{ 0.1 | times: 3 }} {{ 4.6 | floor }}{{ -3 | abs }}",
	 "1100000.0 0.3 43"},
	{"{{ day | date: '%b %-d, %Y' }} {{ 'March 7, 2021 5:06 pm' | date: '%Y-%m-%d %H:%M' }}",
	 "Mar 1, 2024 2021-03-07 17:06"},
	{"{{ 'now' | date: '%Y' }} {{ day | date_to_xmlschema }} {{ '2024-02-03' | date: '%j %a %U "
	 "%G-%V' }}",
	 "2024 2024-03-01T00:00:00+00:00 034 Sat 04 2024-05"},
	{"{{ day | date_to_string }} {{ day | date_to_long_string: 'ordinal', 'US' }}",
	 "01 Mar 2024 March 1st, 2024"},
	{"{{ '2020-01-02 03:04:05 +0800' | date: '%s %z %:z %I%P %^a %e %_m' }}",
	 "1577905445 +0800 +08:00 03am THU  2  1"},
	{"{{ 'soon' | date: '%Y' }}", "soon"},
	{"{{ '/a/b' | relative_url }} {{ 'a' | absolute_url }} {{ 'https://x.example' | "
	 "relative_url }}",
	 "/lab/a/b https://ana.example/lab/a https://x.example"},
	{"{{ 'a b&\xC3\xA9' | url_encode }} {{ 'a b' | uri_escape }} {{ 'a+b%21' | url_decode }}",
	 "a+b%26%C3%A9 a%20b a b!"},
	{"{{ \"<b>'x'</b>&amp;\" | escape }} {{ '&lt;<' | escape_once }}",
	 "&lt;b&gt;&#39;x&#39;&lt;/b&gt;&amp;amp; &lt;&lt;"},
	{"{{ '<p a=\"b\">x<script>y</script><!-- z --> &amp;' | strip_html }}", "x &amp;"},
	{"{{ 'Ein Caf\xC3\xA9, \xE8\xAE\xBA\xE6\x96\x87!' | slugify }} {{ '\xC3\x89t\xC3\xA9 x' | "
	 "slugify: 'latin' }}",
	 "ein-caf\xC3\xA9-\xE8\xAE\xBA\xE6\x96\x87 ete-x"},
	{"{{ 'دسته\xE2\x80\x8Cبندی' | slugify }} {{ 'A \xE2\x80\x93 b!' | slugify: 'pretty' }}",
	 "دسته-بندی a-b!"},
	{"{{ page.tags | jsonify }} {{ people[1] | inspect }}",
	 "[\"b\",\"a\",\"c\"] {\"name\"=>\"Al\", \"year\"=>2024, \"role\"=>\"phd\"}"},
	{"{{ 'x' | markdownify }}", "<p>x</p>"},
	{"{{ page.tags | array_to_sentence_string }} {{ 'a  b\n c' | normalize_whitespace }}",
	 "b, a, and c a b c"},
	{"{{ 'one two three' | truncatewords: 2 }} {{ 'abcdefgh' | truncate: 5 }} {{ 'abc' | "
	 "slice: -2, 2 }}",
	 "one two... ab... bc"},
	{"{{ 'v12 v3' | regex_replace: 'v(\\d+)', '<\\1>' }}", "<12> <3>"},
	{"{{ people | find: 'year', 2022 | map: 'name' }}", "Cy"},
	{"{{ '\xC3\xA9"
	 "a' | upcase }} {{ '\xE5\xAD\x97 ab' | number_of_words: 'cjk' }}",
	 "\xC3\x89"
	 "A 2"},
	{"{% assign e = '' %}{% if e == blank %}b{% endif %}{% if e %}t{% endif %}", "bt"},
	{"{{ (1..4) | join: '-' }} {{ (1..3) }}", "1-2-3-4 1..3"},
};

static void test_cases(void)
{
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		Arena *arena = arena_new(NULL);
		Run run = render(arena, cases[i][0]);
		CHECK_STR(run.out.text, str_from(cases[i][1]));
		CHECK(run.ok && run.diags.errors == 0);
		if (!run.ok)
			fprintf(stderr, "  %s: %.*s\n", cases[i][0],
				STR_ARG(run.diags.items[0].message));
		arena_free(arena);
	}
}

/* Each gives an error whose message holds the second string. */
static const char *const faults[][2] = {
	{"{% if x %}", "is not closed"},
	{"{{ x", "is not closed"},
	{"{% for %}{% endfor %}", "no loop"},
	{"{% endif %}", "closes nothing"},
	{"{% if a %}{% endfor %}", "does not fit"},
	{"{% if a = 1 %}{% endif %}", "unknown operator"},
	{"{% if not a %}{% endif %}", "unknown operator"},
	{"{% comment %}", "is not closed"},
	{"{% raw %}{{ x }}", "is not closed"},
	{"{% assign x %}", "no assignment"},
	{"{{ 'a' | append }}", "takes 1 argument,"},
	{"{{ 1 | divided_by: 0 }}", "division by zero"},
	{"{% if 'a' > 1 %}{% endif %}", "cannot be compared"},
	{"{% include me.liquid %}", "nested deeper than 64"},
	{"{% for i in (1..2000) %}{% for j in (1..2000) %}{% endfor %}{% endfor %}",
	 "1000000 times"},
	{"{% for i in (1..9000000000000) %}{% endfor %}", "1000000 times"},
	{"{% assign s = 'ab' %}{% for i in (1..99) %}{% assign s = s | append: s %}{% endfor %}",
	 "512 MB"},
	{"{% assign s = 'abcdefgh' %}{% for i in (1..20) %}{% assign s = s | append: s %}{% endfor "
	 "%}"
	 "{% for i in (1..20) %}{{ s }}{% endfor %}",
	 "larger than 64 MB"},
	{"{% assign s = 'abcdefgh' %}{% for i in (1..20) %}{% assign s = s | append: s %}{% endfor "
	 "%}"
	 "{% for i in (1..9999) %}{{ s | size }}{% endfor %}",
	 "takes too long"},
	{"{% for i in (1..999) %}{% for j in (1..999) %}{% assign a = 1 %}{% assign a = 1 %}"
	 "{% assign a = 1 %}{% assign a = 1 %}{% assign a = 1 %}{% assign a = 1 %}"
	 "{% assign a = 1 %}{% assign a = 1 %}{% assign a = 1 %}{% endfor %}{% endfor %}",
	 "512 MB"},
	{"{{ 'aa' | regex_replace: '(a)\\1', 'b' }}", "pattern is not understood"},
	{"{% assign e = 'y | group_by_exp: \"y\", e' %}{{ people | group_by_exp: 'y', e }}",
	 "too deep"},
};

static void test_faults(void)
{
	for (size_t i = 0; i < sizeof faults / sizeof *faults; i++) {
		Arena *arena = arena_new(NULL);
		Run run = render(arena, faults[i][0]);
		bool found = false;
		for (size_t k = 0; k < run.diags.len; k++)
			found = found ||
				(run.diags.items[k].level == DIAG_ERROR &&
				 str_contains(run.diags.items[k].message, str_from(faults[i][1])));
		CHECK(!run.ok && found);
		if (!found)
			fprintf(stderr, "  %s\n", faults[i][0]);
		arena_free(arena);
	}
}

static void test_deep_nesting(void)
{
	Arena *arena = arena_new(NULL);
	Buf deep = buf_in(arena);
	for (int i = 0; i < 100000; i++)
		buf_add_cstr(&deep, "{% if 1 %}");
	CHECK(!render(arena, buf_str(&deep).ptr).ok);
	deep = buf_in(arena);
	buf_add_cstr(&deep, "{{ ");
	for (int i = 0; i < 100000; i++)
		buf_add_cstr(&deep, "a[");
	buf_add_cstr(&deep, "}}");
	CHECK(!render(arena, buf_str(&deep).ptr).ok);
	arena_free(arena);
}

static void test_warnings(void)
{
	Arena *arena = arena_new(NULL);
	Run run = render(arena, "a{% frob x %}b{% frob y %}{{ 'q' | frobnicate }}"
				"{{ 'q' | frobnicate }}{% include none.html %}c");
	CHECK_STR(run.out.text, S("abqqc"));
	CHECK(run.ok && run.diags.warnings == 3);
	CHECK_STR(source_text(&run.sources, run.diags.items[0].span), S("{% frob x %}"));
	CHECK_STR(source_text(&run.sources, run.diags.items[1].span), S("frobnicate"));
	run = render(arena, "before {% if %} after");
	CHECK_STR(run.out.text, S("before "));
	arena_free(arena);
}

/* Every byte of the output names the source it is from. */
static void test_places(void)
{
	Arena *arena = arena_new(NULL);
	Run run = render(arena, "abc {{ page.title }} def {% include hi.liquid who='Bo' %}");
	CHECK_STR(run.out.text, S("abc Home def Hi Bo!"));
	CHECK_STR(source_text(&run.sources, text_span(&run.out, 0, 3)), S("abc"));
	CHECK_STR(source_text(&run.sources, text_span(&run.out, 5, 6)), S("{{ page.title }}"));
	CHECK_STR(source_text(&run.sources, text_span(&run.out, 9, 12)), S("def"));
	CHECK_STR(source_text(&run.sources, text_span(&run.out, 13, 15)), S("Hi"));
	CHECK_STR(source_text(&run.sources, text_span(&run.out, 17, 18)), S("{{ include.who }}"));
	arena_free(arena);
}

int main(void)
{
	test_cases();
	test_faults();
	test_deep_nesting();
	test_warnings();
	test_places();
	return check_report();
}
