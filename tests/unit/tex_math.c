#include "front/tex_math.h"
#include "base/buf.h"
#include "base/utf8.h"
#include "check.h"
#include "front/tex_math_parser.h"

/* A tree as text: kinds of atoms by a letter, parts in parentheses. */
static void show(Buf *out, const MathNode *node);

static void show_rune(Buf *out, uint32_t rune)
{
	if (rune != 0)
		buf_add_rune(out, rune);
	else
		buf_add_char(out, '.');
}

static void show_children(Buf *out, const MathNode *first)
{
	for (; first != NULL; first = first->next)
		show(out, first);
}

static void show_parts(Buf *out, const char *name, const MathNode *a, const MathNode *b,
		       const MathNode *c)
{
	buf_add_format(out, "(%s ", name);
	const MathNode *parts[] = {a, b, c};
	for (size_t i = 0; i < 3; i++) {
		if (i > 0)
			buf_add_char(out, ' ');
		if (parts[i] != NULL)
			show(out, parts[i]);
		else
			buf_add_char(out, '-');
	}
	buf_add_char(out, ')');
}

static void show_table(Buf *out, const MathNode *table)
{
	buf_add_cstr(out, "[");
	show_rune(out, table->as.table.open);
	for (const MathNode *line = table->as.table.lines; line != NULL; line = line->next) {
		for (const MathNode *cell = line->as.row.first; cell != NULL; cell = cell->next) {
			show_children(out, cell->as.row.first);
			buf_add_char(out, cell->next != NULL ? '&' : '\\');
		}
	}
	show_rune(out, table->as.table.close);
	buf_add_cstr(out, "]");
}

static void show(Buf *out, const MathNode *node)
{
	static const char classes[] = "vLb=()pi";
	switch (node->kind) {
	case MATH_ROW:
		buf_add_char(out, '{');
		show_children(out, node->as.row.first);
		buf_add_char(out, '}');
		return;
	case MATH_IDENT:
		buf_add_rune(out, math_letter(node->as.symbol.rune, node->as.symbol.variant));
		return;
	case MATH_OPERATOR:
		buf_add_char(out, classes[node->class]);
		show_rune(out, node->as.symbol.rune);
		return;
	case MATH_NUMBER:
	case MATH_NAME:
	case MATH_TEXT: buf_add_format(out, "\"%.*s\"", STR_ARG(node->as.text.text)); return;
	case MATH_SPACE: buf_add_format(out, "<%d>", node->as.space); return;
	case MATH_SCRIPTS:
		show_parts(out, node->as.scripts.limits == MATH_LIMITS_BESIDE ? "s" : "lim",
			   node->as.scripts.base, node->as.scripts.sub, node->as.scripts.sup);
		return;
	case MATH_FRACTION:
		show_parts(out, node->as.fraction.bar ? "frac" : "stack", node->as.fraction.above,
			   node->as.fraction.below, NULL);
		return;
	case MATH_ROOT:
		show_parts(out, "root", node->as.root.body, node->as.root.degree, NULL);
		return;
	case MATH_ACCENT:
		buf_add_format(out, "(acc%s U+%04X ", node->as.accent.under ? "-under" : "",
			       (unsigned)node->as.accent.rune);
		show(out, node->as.accent.body);
		buf_add_char(out, ')');
		return;
	case MATH_FENCED:
		buf_add_char(out, '|');
		show_rune(out, node->as.fenced.open);
		show(out, node->as.fenced.body);
		show_rune(out, node->as.fenced.close);
		buf_add_char(out, '|');
		return;
	case MATH_FENCE:
		buf_add_format(out, "^%d", node->as.fence.size);
		show_rune(out, node->as.fence.rune);
		return;
	case MATH_TABLE: show_table(out, node); return;
	case MATH_STYLED:
		buf_add_format(out, "(style%d ", (int)node->as.styled.style);
		show(out, node->as.styled.body);
		buf_add_char(out, ')');
		return;
	case MATH_PHANTOM: show_parts(out, "phantom", node->as.body, NULL, NULL); return;
	}
}

static Str shown(Arena *arena, Str tex)
{
	MathProblem problem;
	const MathFormula *formula = tex_math_parse(arena, tex, &problem);
	if (formula == NULL)
		return str_format(arena, "%zu: %.*s", problem.at, STR_ARG(problem.message));
	Buf out = buf_in(arena);
	show_children(&out, formula->root->as.row.first);
	if (formula->tag.len > 0)
		buf_add_format(&out, " tag %.*s", STR_ARG(formula->tag));
	return buf_str(&out);
}

static const struct {
	const char *tex, *tree;
} cases[] = {
	{"", ""},
	{"x+1", "𝑥b+\"1\""},
	{"x_1^2", "(s 𝑥 \"1\" \"2\")"},
	{"f'^2", "(s 𝑓 - {v′\"2\"})"},
	{"f''", "(s 𝑓 - {v′v′})"},
	{"x^12", "(s 𝑥 - \"1\")\"2\""},
	{"3.14, 2", "\"3.14\"p,\"2\""},
	{"\\frac12", "(frac \"1\" \"2\" -)"},
	{"\\frac{a}{b}", "(frac {𝑎} {𝑏} -)"},
	{"a \\over b", "(frac {𝑎} {𝑏} -)"},
	{"{n \\choose k}", "{(stack {𝑛} {𝑘} -)}"},
	{"\\sqrt[3]{x}", "(root {𝑥} {\"3\"} -)"},
	{"\\sum_{i}^n i", "(lim L∑ {𝑖} 𝑛)𝑖"},
	{"\\int_0^1", "(s L∫ \"0\" \"1\")"},
	{"\\int\\limits_0^1", "(lim L∫ \"0\" \"1\")"},
	{"\\lim_{x \\to 0}", "(lim \"lim\" {𝑥=→\"0\"} -)"},
	{"\\mathbb{R} \\mathbf R \\mathcal{L}", "{ℝ}𝐑{ℒ}"},
	{"{\\bf x} x", "{𝐱}𝑥"},
	{"\\Gamma\\alpha\\boldsymbol{\\alpha A}", "Γ𝛼{𝜶𝑨}"},
	{"\\text{if } x", "\"if \"𝑥"},
	{"\\operatorname*{arg\\,max}_x", "(lim \"arg\u2009max\" 𝑥 -)"},
	{"\\left( \\frac12 \\middle| x \\right.", "|({{(frac \"1\" \"2\" -)}^0|{𝑥}}.|"},
	{"\\big( x \\Bigg)", "^1(𝑥^4)"},
	{"\\begin{pmatrix} a & b \\\\ c & d \\end{pmatrix}", "[(𝑎&𝑏\\𝑐&𝑑\\)]"},
	{"\\begin{cases} 1 & x \\\\ 2 \\\\ \\end{cases}", "[{\"1\"&𝑥\\\"2\"\\.]"},
	{"a &= b \\\\ &= c", "[.𝑎&==𝑏\\&==𝑐\\.]"},
	{"\\hat x \\underline{ab}", "(acc U+0302 𝑥)(acc-under U+00AF {𝑎𝑏})"},
	{"a \\not= b \\neq c", "𝑎=≠𝑏=≠𝑐"},
	{"a \\pmod n", "𝑎{<12>((\"mod\"<6>𝑛))}"},
	{"E = mc^2 \\tag{1}", "𝐸==𝑚(s 𝑐 - \"2\") tag (1)"},
	{"x \\tag*{A}", "𝑥 tag A"},
	{"\\displaystyle \\sum", "(style1 {L∑})"},
	{"\\color{red} x \\textcolor{blue}{y}", "𝑥{𝑦}"},
	{"α ≤ ∑", "𝛼=≤L∑"},
	{"x % a comment\n+ y", "𝑥b+𝑦"},
	{"a\\,b\\!c\\ d~e", "𝑎<3>𝑏<-3>𝑐<6>𝑑<6>𝑒"},
	{"\\sum_{\\substack{a\\\\b}}", "(lim L∑ {[.𝑎\\𝑏\\.]} -)"},
	{"\\xrightarrow[a]{b}", "(lim =→ {𝑎} {𝑏})"},
	/* what is not understood */
	{"a \\foo", "2: the command \\foo is not known"},
	{"x_", "2: the formula ends too early"},
	{"{x", "2: the formula ends too early"},
	{"\\xrightarrow[a}{b}", "14: the formula ends too early"},
	{"x}", "1: this closes what was not opened"},
	{"x^2^3", "3: two superscripts or subscripts on one base"},
	{"\\frac{a}", "8: the formula ends too early"},
	{"\\left( x", "0: \\left without its \\right"},
	{"x \\right)", "2: this closes what was not opened"},
	{"\\begin{foo}x\\end{foo}", "0: the environment foo is not known"},
	{"\\begin{matrix}x\\end{cases}", "0: \\begin{matrix} is closed by \\end{cases}"},
	{"\\begin{matrix}x", "0: \\begin{matrix} without its \\end"},
	{"{a & b}", "3: a group {...} is not closed here"},
	{"\\not x", "0: \\not before a sign that has no struck form"},
	{"\\text{\\foo}", "5: a command in the words of a formula"},
	{"$x$", "0: $ has no meaning in a formula"},
};

static void test_trees(Arena *arena)
{
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
		CHECK_STR(shown(arena, str_from(cases[i].tex)), str_from(cases[i].tree));
}

static void test_bounds(Arena *arena)
{
	static const char *const pieces[] = {"{",  "\\sqrt",  "\\left(",	"\\hat",
					     "x^", "\\frac{", "\\begin{matrix}"};
	for (size_t i = 0; i < sizeof pieces / sizeof *pieces; i++) {
		Buf deep = buf_in(arena);
		MathProblem problem;
		for (int n = 0; n < 1000; n++)
			buf_add_cstr(&deep, pieces[i]);
		CHECK(tex_math_parse(arena, buf_str(&deep), &problem) == NULL);
	}
	Buf wide = buf_in(arena);
	MathProblem problem;
	buf_add_repeat(&wide, 'x', TEX_MATH_LENGTH);
	CHECK(tex_math_parse(arena, buf_str(&wide), &problem) != NULL);
	buf_add_char(&wide, 'x');
	CHECK(tex_math_parse(arena, buf_str(&wide), &problem) == NULL);
}

/* Each name is found, which holds only while the table is sorted. */
static void test_signs(void)
{
	for (size_t i = 0; i < math_sign_count; i++)
		CHECK(math_command_find(str_from(math_signs[i].name)) == &math_signs[i]);
	static const char *const others[] = {
		"!",	 ",",	":",	       ";",	    "Big",	     "\\",
		"begin", "bar", "xrightarrow", "widetilde", "operatorname*", "tag*"};
	for (size_t i = 0; i < sizeof others / sizeof *others; i++)
		CHECK(math_command_find(str_from(others[i])) != NULL);
	CHECK(math_command_find(S("unheard")) == NULL);
	CHECK(math_command_find(S("")) == NULL);
}

static void test_letters(void)
{
	CHECK(math_letter('h', MATH_DEFAULT) == 0x210E);
	CHECK(math_letter('A', MATH_BOLD) == 0x1D400);
	CHECK(math_letter('7', MATH_DOUBLE_STRUCK) == 0x1D7DF);
	CHECK(math_letter('7', MATH_DEFAULT) == '7');
	CHECK(math_letter('Z', MATH_FRAKTUR) == 0x2128);
	CHECK(math_letter(0x3A9, MATH_DEFAULT) == 0x3A9);
	CHECK(math_letter(0x3C9, MATH_DEFAULT) == 0x1D714);
	CHECK(math_letter(0x3F5, MATH_DEFAULT) == 0x1D716);
	CHECK(math_letter(0x2202, MATH_BOLD) == 0x1D6DB);
	CHECK(math_letter(0x2207, MATH_DEFAULT) == 0x2207);
	CHECK(math_letter(0x2207, MATH_BOLD_DEFAULT) == 0x1D6C1);
	CHECK(math_letter(0x4E2D, MATH_BOLD) == 0x4E2D);
}

int main(void)
{
	Arena *arena = arena_new(NULL);
	test_trees(arena);
	test_bounds(arena);
	test_signs();
	test_letters();
	arena_free(arena);
	return check_report();
}
