#include "model/diff.h"

#include "base/buf.h"
#include "check.h"
#include "front/markdown.h"
#include "front/source.h"
#include "model/doc_build.h"

/* --- words --- */

/* Pieces as "same [-out-] {+in+}", each with its spaces. */
static void check_words(const char *old, const char *new, const char *want)
{
	Arena *arena = arena_new(NULL);
	Buf got = buf_in(arena);
	DiffPieces pieces = diff_words(arena, str_from(old), str_from(new));
	for (size_t i = 0; i < pieces.len; i++) {
		const DiffPiece *p = &pieces.ptr[i];
		buf_add_cstr(&got, p->op == DIFF_OUT ? "[-" : p->op == DIFF_IN ? "{+" : "");
		buf_add(&got, p->text);
		buf_add_cstr(&got, p->op == DIFF_OUT ? "-]" : p->op == DIFF_IN ? "+}" : "");
	}
	CHECK_STR(buf_str(&got), str_from(want));
	arena_free(arena);
}

static void check_next(const char *text, const char *want)
{
	Arena *arena = arena_new(NULL);
	Buf got = buf_in(arena);
	Str word;
	for (size_t at = 0; diff_next_word(str_from(text), &at, &word);)
		buf_add_format(&got, "%s%.*s", got.len > 0 ? "|" : "", STR_ARG(word));
	CHECK_STR(buf_str(&got), str_from(want));
	arena_free(arena);
}

static void test_words(void)
{
	check_next("", "");
	check_next(" \n ", "");
	check_next("don\u2019t stop, 3.5 km", "don\u2019t|stop|,|3.5|km");
	check_next("low-cost e.g. x.", "low|-|cost|e|.|g|.|x|.");
	check_next("Erdo\u030Bs a\u0301", "Erdo\u030Bs|a\u0301");
	check_next("刘子鸣是 PhD。", "刘|子|鸣|是|PhD|。");
	check_next("👩\u200D🔬👍🏽x", "👩\u200D🔬|👍🏽|x");
	check_next("naïve façade Ωμέγα", "naïve|façade|Ωμέγα");
	check_words("", "", "");
	check_words("a b c", "a  b\nc", "a b c");
	check_words("", "new", "{+new+}");
	check_words("old", "", "[-old-]");
	check_words("in May 2024", "in June 2024", "in[- May-]{+ June+} 2024");
	check_words("one two", "one and two", "one{+ and+} two");
	check_words("one and two", "one two", "one[- and-] two");
	check_words("北京大学", "清华大学", "[-北京-]{+清华+}大学");
	check_words("to ada@reeds.example, now", "to ada@vale.example, now",
		    "to[- ada@reeds.example-]{+ ada@vale.example+}, now");
	check_words("see (https://a.example/x).", "see (https://b.example/x).",
		    "see ([-https://a.example/x-]{+https://b.example/x+}).");
	/* a common word between two changes does not hold them apart */
	check_words("professor of geometry", "lecturer of topology",
		    "[-professor of geometry-]{+lecturer of topology+}");
	/* what came begins where its sentence does */
	check_words("We met. We left.", "We met. We sang. We left.",
		    "We met.{+ We sang.+} We left.");
	check_words("It rained.", "It rained. It snowed.", "It rained.{+ It snowed.+}");
}

/* --- documents --- */

static Doc *read_doc(Arena *arena, const char *markdown)
{
	Diags diags = diags_in(arena);
	Sources *sources = ARENA_NEW(arena, Sources);
	*sources = sources_in(arena);
	Source *source = source_add(sources, S("t.md"), str_from(markdown), &diags);
	MarkdownOptions options = markdown_default_options();
	DocOptions doc_options = {.lang = S("en")};
	Text text = text_of_source(arena, source, 0, source->text.len);
	return doc_build(arena, markdown_parse(arena, &text, &options, &diags), &doc_options,
			 &diags);
}

static const char *const kinds[] = {"added", "removed", "altered", "moved", "renamed", "reordered"};

static void write_change(Buf *out, const DiffChange *c)
{
	buf_add_format(out, "%s %s%s @%.*s", kinds[c->kind], c->what, c->moved ? " moved" : "",
		       STR_ARG(c->place));
	if (!str_eq(c->place, c->old_place))
		buf_add_format(out, " <%.*s", STR_ARG(c->old_place));
	if (c->behind.len > 0)
		buf_add_format(out, " behind %.*s", STR_ARG(c->behind));
	if (c->count > 0)
		buf_add_format(out, " %zu", c->count);
	if (c->words > 0)
		buf_add_format(out, " %zuw", c->words);
	if (c->look)
		buf_add_cstr(out, " look");
	buf_add_format(out, ": %.*s", STR_ARG(c->old));
	if (!str_eq(c->old, c->new))
		buf_add_format(out, "|%.*s", STR_ARG(c->new));
	for (size_t i = 0; i < c->links.len; i++)
		buf_add_format(out, " link %.*s>%.*s", STR_ARG(c->links.ptr[i].old),
			       STR_ARG(c->links.ptr[i].new));
	for (size_t i = 0; i < c->pictures.len; i++)
		buf_add_format(out, " picture %.*s>%.*s", STR_ARG(c->pictures.ptr[i].old),
			       STR_ARG(c->pictures.ptr[i].new));
	buf_add_char(out, '\n');
}

static bool same_file(void *context, Str old, Str new)
{
	*(int *)context += 1;
	return str_eq(old, new);
}

static void check_docs(const char *old, const char *new, const char *want)
{
	Arena *arena = arena_new(NULL);
	int asked = 0;
	DiffOptions options = {DOC_WEB_ONLY, same_file, &asked};
	Buf got = buf_in(arena);
	DiffChanges changes =
		diff_docs(arena, read_doc(arena, old), read_doc(arena, new), &options);
	for (size_t i = 0; i < changes.len; i++)
		write_change(&got, &changes.ptr[i]);
	CHECK_STR(buf_str(&got), str_from(want));
	arena_free(arena);
}

static void test_blocks(void)
{
	check_docs("Hello.\n", "Hello.\n", "");
	check_docs("", "Hello.\n", "added paragraph @: |Hello.\n");
	check_docs("Hello.\n", "", "removed paragraph @: Hello.|\n");
	check_docs("I teach algebra here.\n", "I teach geometry here.\n",
		   "altered paragraph @: I teach algebra here.|I teach geometry here.\n");
	check_docs("I teach algebra.\n", "I teach **algebra**.\n",
		   "altered paragraph @ look: I teach algebra.\n");
	check_docs("See [this](https://a.example).\n", "See [this](https://b.example).\n",
		   "altered paragraph @: See this. link https://a.example>https://b.example\n");
	check_docs("See [this](https://a.example).\n", "See this.\n",
		   "altered paragraph @: See this. link https://a.example>\n");
	check_docs("![A gauge](a.png)\n", "![A gauge](b.png)\n",
		   "altered picture @: A gauge picture a.png>b.png\n");
	/* signs without words */
	check_docs("\u2014\n", "\u2026\n",
		   "added paragraph @: |\u2026\nremoved paragraph @: \u2014|\n");
	/* white space and line ends say nothing */
	check_docs("One two\nthree.\n", "One  two three.\n", "");
	check_docs("- a b c\n- d e f\n", "- a b c\n- new one here\n- d e f\n",
		   "added item @: |new one here\n");
	/* a list in an item is told of on its own */
	check_docs("- outer words\n  - inner one\n", "- outer words\n  - inner two\n",
		   "altered item @: inner one|inner two\n");
	check_docs("| a | b |\n|---|---|\n| c | d |\n", "| a | b |\n|---|---|\n| c | e |\n",
		   "altered row @: c | d|c | e\n");
	check_docs("~~~\nint x;\n~~~\n", "~~~\nint  y;\n~~~\n",
		   "altered code @: int x;\n|int  y;\n\n");
	/* what is for paper only is not on the page */
	check_docs("Hello.\n", "Hello.\n\nPaper.\n{: .cv-only}\n", "");
}

static void test_sections(void)
{
	static const char old[] = "## Talks\n\n- Rings in Vale, 2023\n- Fields in Reed, 2022\n\n"
				  "## Honours\n\n- Medal of the Reeds\n\n"
				  "## Service\n\n- Editor of the Letters\n";
	check_docs(old,
		   "## Service\n\n- Editor of the Letters\n\n"
		   "## Talks\n\n- Rings in Vale, 2023\n- Fields in Reed, 2022\n\n"
		   "## Honours\n\n- Medal of the Reeds\n",
		   "moved section moved @: Service\n");
	check_docs(old,
		   "## Talks\n\n- Rings in Vale, 2023\n- Fields in Reed, 2022\n\n"
		   "## Prizes\n\n- Medal of the Reeds\n\n"
		   "## Service\n\n- Editor of the Letters\n",
		   "renamed section @: Honours|Prizes\n");
	check_docs(old,
		   "## Talks\n\n- Rings in Vale, 2023\n- Fields in Reed, 2022\n\n"
		   "## Service\n\n- Editor of the Letters\n",
		   "removed section @ 4w: Honours|\nremoved item @Honours: Medal of the Reeds|\n");
	check_docs(old,
		   "## Talks\n\n- Rings in Vale, 2023\n- Fields in Reed, 2022\n\n"
		   "## Honours\n\n- Medal of the Reeds\n\n"
		   "## Service\n\n- Editor of the Letters\n\n### Reviews\n\nFor the Shore.\n",
		   "added section @Service 3w: |Reviews\n"
		   "added paragraph @Service › Reviews: |For the Shore.\n");
	/* into another section; renamed and moved; below another one */
	check_docs(old,
		   "## Talks\n\n- Rings in Vale, 2023\n\n"
		   "## Honours\n\n- Medal of the Reeds\n- Fields in Reed, 2022\n\n"
		   "## Service\n\n- Editor of the Letters\n",
		   "moved item moved @Honours <Talks: Fields in Reed, 2022\n");
	check_docs(old,
		   "## Duties\n\n- Editor of the Letters\n\n"
		   "## Talks\n\n- Rings in Vale, 2023\n- Fields in Reed, 2022\n\n"
		   "## Honours\n\n- Medal of the Reeds\n",
		   "renamed section moved @: Service|Duties\n");
	check_docs("## A\n\nOne two.\n\n### B\n\nThree four.\n\n## C\n\nFive six.\n",
		   "## A\n\nOne two.\n\n## C\n\nFive six.\n\n### B\n\nThree four.\n",
		   "moved section moved @C <A: B\n");
	/* two sections of one name */
	check_docs("## A\n\nOne two.\n\n## A\n\nThree four.\n",
		   "## A\n\nOne two.\n\n## A\n\nThree five.\n",
		   "altered paragraph @A: Three four.|Three five.\n");
}

static void test_moves(void)
{
	static const char old[] = "- one alpha apple\n- two beta berry\n- three gamma grape\n"
				  "- four delta date\n- five eps elder\n- six zeta zest\n";
	check_docs(old,
		   "- two beta berry\n- three gamma grape\n- four delta date\n- five eps elder\n"
		   "- six zeta zest\n- one alpha apple\n",
		   "moved item moved @: one alpha apple\n");
	check_docs(old,
		   "- six zeta zest\n- five eps elder\n- four delta date\n- three gamma grape\n"
		   "- two beta berry\n- one alpha apple\n",
		   "reordered block moved @ 5: \n");
	check_docs("- one alpha apple\n- two beta berry\n- three gamma grape\n",
		   "- two beta berry\n- three gamma grape\n- one alpha pear\n",
		   "altered item moved @: one alpha apple|one alpha pear\n");
}

/* Every document beside every other: removing all and adding all, nothing lost; the same document
 * twice is the same. */
static void test_none(void)
{
	Arena *arena = arena_new(NULL);
	DiffOptions options = {DOC_CV_ONLY, NULL, NULL};
	Doc *doc = read_doc(arena,
			    "# A\n\nOne.\n\n- two\n\n> three\n\n$$x$$\n\nfour[^1]\n\n[^1]: five\n");
	CHECK(diff_docs(arena, NULL, NULL, &options).len == 0);
	CHECK(diff_docs(arena, doc, doc, &options).len == 0);
	DiffChanges come = diff_docs(arena, NULL, doc, &options),
		    gone = diff_docs(arena, doc, NULL, &options);
	CHECK(come.len == 7 && gone.len == 7);
	for (size_t i = 0; i < come.len && i < gone.len; i++)
		CHECK(come.ptr[i].kind == DIFF_ADDED && gone.ptr[i].kind == DIFF_REMOVED);
	CHECK(diff_count_words(arena, doc, DOC_CV_ONLY) == 6);
	CHECK(diff_count_words(arena, NULL, DOC_CV_ONLY) == 0);
	arena_free(arena);
}

int main(void)
{
	test_words();
	test_blocks();
	test_sections();
	test_moves();
	test_none();
	return check_report();
}
