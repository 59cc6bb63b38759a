/* highlight: parts are the text, whatever it is; classes are Rouge's. */
#include "front/highlight.h"
#include "base/buf.h"
#include "check.h"

/* "[class part]" for parts with a class, the others as they are. */
static Str mark(Arena *arena, const char *language, const char *text)
{
	Highlighter h;
	Buf out = buf_in(arena);
	Str part, class;
	CHECK(highlight_start(&h, str_from(language), str_from(text)));
	while (highlight_next(&h, &part, &class))
		buf_add_format(&out, class.len > 0 ? "[%.*s %.*s]" : "%.*s%.*s", STR_ARG(class),
			       STR_ARG(part));
	return buf_str(&out);
}

static void test_code(Arena *arena)
{
	CHECK_STR(mark(arena, "python", "def f(x): # y\n  return 'a\\'' + 1.5e-3"),
		  S("[k def] [nf f](x)[o :] [c1 # y]\n  [k return] [s1 'a\\''] [o +] [mf 1.5e-3]"));
	CHECK_STR(mark(arena, "c", "#include <x.h>\n/* a */ int n = 0x1F;"),
		  S("[cp #include <x.h>]\n[cm /* a */] [kt int] n [o =] [mh 0x1F];"));
	CHECK_STR(mark(arena, "C++", "auto p = nullptr; // end"),
		  S("[k auto] p [o =] [kc nullptr]; [c1 // end]"));
	CHECK_STR(mark(arena, "bash", "cd ${HOME} # go\necho \"$#\""),
		  S("[nb cd] [nv ${HOME}] [c1 # go]\n[nb echo] [s2 \"$#\"]"));
	CHECK_STR(mark(arena, "js", "const a = `x\ny`;"), S("[kd const] a [o =] [sb `x\ny`];"));
	CHECK_STR(mark(arena, "json", "{\"a\": [true, 2]}"),
		  S("{[nl \"a\"][o :] [[kc true], [mi 2]]}"));
	CHECK_STR(mark(arena, "ruby", "class A\n  @b = nil\nend"),
		  S("[k class] [nc A]\n  [nv @b] [o =] [kc nil]\n[k end]"));
	CHECK_STR(mark(arena, "r", "data.frame(x) # n"), S("[nb data.frame](x) [c1 # n]"));
}

static void test_others(Arena *arena)
{
	CHECK_STR(mark(arena, "html", "<!-- c --><a href=\"x\">T &amp; U</a>"),
		  S("[c <!-- c -->][nt <a] [na href]=[s \"x\"][nt >]T [ni &amp;] U[nt </a][nt >]"));
	CHECK_STR(mark(arena, "yaml", "a: b # c\n- d: true\n  e: [1, 'f']\n"),
		  S("[na a]: [s b] [c1 # c]\n[o -] [na d]: [kc true]\n  [na e]: [[mi 1], [s1 "
		    "'f']]\n"));
	CHECK_STR(mark(arena, "latex", "\\emph{a} % b\n$x$"),
		  S("[k \\emph][nb {]a[nb }] [c % b]\n[s $]x[s $]"));
}

/* Any bytes come back as they were, and each step goes on. */
static void test_any_text(Arena *arena)
{
	static const char *const names[] = {"python", "c", "cpp",  "bash", "javascript", "json",
					    "ruby",   "r", "html", "yaml", "latex"};
	static const char texts[] =
		"'\"`<a b='c\\#$@{}/*//%&-: \n\t0x1.e+\xE6\x96\x87\xF0\x9F\x94\xA5-->";
	for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
		for (size_t from = 0; from + 1 < sizeof texts; from++) {
			Buf out = buf_in(arena);
			Highlighter h;
			Str part, class, text = str_from(texts + from);
			CHECK(highlight_start(&h, str_from(names[i]), text));
			while (highlight_next(&h, &part, &class)) {
				CHECK(part.len > 0);
				buf_add(&out, part);
			}
			CHECK_STR(buf_str(&out), text);
		}
	}
	Highlighter h;
	CHECK(!highlight_start(&h, S("befunge"), S("+")));
	CHECK(!highlight_start(&h, S(""), S("+")));
}

int main(void)
{
	Arena *arena = arena_new(NULL);
	test_code(arena);
	test_others(arena);
	test_any_text(arena);
	arena_free(arena);
	return check_report();
}
