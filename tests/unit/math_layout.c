/* Formulas set with the real faces: what stands where, by the rules of TeX's appendix G. */
#include "typeset/math.h"

#include "base/buf.h"
#include "check.h"
#include "prepare.h"

typedef struct {
	Arena *arena;
	Fonts *fonts;
	Diags diags;
} Bench;

static MathPiece *set_pieces(Bench *bench, const char *tex, bool display, size_t *count)
{
	MathProblem problem;
	const MathFormula *formula = tex_math_parse(bench->arena, str_from(tex), &problem);
	MathSetting setting = {.arena = bench->arena,
			       .fonts = bench->fonts,
			       .diags = &bench->diags,
			       .text = {.font = {.family = S("text")}, .size = 10 * LEN_PT},
			       .lang = S("en"),
			       .display = display};
	*count = 0;
	CHECK(formula != NULL);
	return formula != NULL ? math_set(&setting, formula, count) : NULL;
}

static MathPiece set(Bench *bench, const char *tex)
{
	size_t count;
	MathPiece *pieces = set_pieces(bench, tex, true, &count);
	CHECK(count == 1);
	return count == 1 ? pieces[0] : (MathPiece){0};
}

/* The nth text that has `text` in it, or an empty item after a failure. */
static FrameItem find(MathPiece piece, const char *text)
{
	for (size_t i = 0; i < piece.count; i++)
		if (piece.items[i].kind == FRAME_TEXT &&
		    str_contains(piece.items[i].as.text.text, str_from(text)))
			return piece.items[i];
	fprintf(stderr, "no item says %s\n", text);
	CHECK_FAIL("an item has the text");
	return (FrameItem){0};
}

/* Where the first glyph of `text` stands. */
static Len place_of(MathPiece piece, const char *text)
{
	FrameItem item = find(piece, text);
	size_t offset = str_find(item.as.text.text, str_from(text), 0);
	Len x = item.x;
	for (size_t i = 0; i < item.as.text.glyph_count; i++) {
		if (item.as.text.glyphs[i].start >= offset)
			break;
		x += item.as.text.glyphs[i].advance;
	}
	return x;
}

static FrameItem find_rule(MathPiece piece)
{
	for (size_t i = 0; i < piece.count; i++)
		if (piece.items[i].kind == FRAME_RULE)
			return piece.items[i];
	CHECK_FAIL("there is a rule");
	return (FrameItem){0};
}

static Str all_text(Bench *bench, MathPiece piece)
{
	Buf out = buf_in(bench->arena);
	for (size_t i = 0; i < piece.count; i++)
		if (piece.items[i].kind == FRAME_TEXT)
			buf_add(&out, piece.items[i].as.text.text);
	return buf_str(&out);
}

static Len width(Bench *bench, const char *tex)
{
	return set(bench, tex).w;
}

static void test_scripts(Bench *bench)
{
	MathPiece piece = set(bench, "x_a^b");
	FrameItem base = find(piece, "x"), sub = find(piece, "a"), sup = find(piece, "b");
	CHECK(base.y == 0 && sup.y < 0 && sub.y > 0);
	CHECK(sub.as.text.size < base.as.text.size && sub.as.text.size == sup.as.text.size);
	CHECK(sub.x >= base.w && sup.x >= sub.x);
	/* a second level is smaller still; a cramped one is lower */
	FrameItem second = find(set(bench, "x^{y^z}"), "z");
	CHECK(second.as.text.size < sup.as.text.size);
	CHECK(find(set(bench, "\\sqrt{x^b}"), "b").y > find(set(bench, "x^b"), "b").y);
	/* what is tall carries its script high */
	CHECK(find(set(bench, "\\left(\\frac12\\right)^n"), "n").y <
	      find(set(bench, "x^n"), "n").y);
}

static void test_limits(Bench *bench)
{
	size_t count;
	MathPiece piece = set(bench, "\\sum_i^n k");
	FrameItem sum = find(piece, "\u2211"), below = find(piece, "i"), above = find(piece, "n");
	CHECK(above.y < -piece.h / 2 && below.y > sum.y);
	CHECK(below.x < sum.x + sum.w && above.x < sum.x + sum.w);
	MathPiece *inline_piece = set_pieces(bench, "\\sum_i^n k", false, &count);
	CHECK(count == 1 && find(*inline_piece, "i").x > find(*inline_piece, "\u2211").w / 2);
	CHECK(inline_piece->h + inline_piece->d < (piece.h + piece.d) * 2 / 3);
	/* integrals keep theirs beside them, unless told */
	piece = set(bench, "\\int_a^b");
	CHECK(find(piece, "b").x > find(piece, "a").x && find(piece, "a").x > 0);
	CHECK(set(bench, "\\int\\limits_a^b").h > piece.h);
}

static void test_fractions(Bench *bench)
{
	MathPiece piece = set(bench, "\\frac{a}{bcd}");
	FrameItem above = find(piece, "a"), below = find(piece, "bcd"), rule = find_rule(piece);
	CHECK(above.y < rule.y && rule.y + rule.h < below.y && rule.y < 0);
	CHECK(rule.w >= below.w && rule.x <= below.x);
	Len middle = above.x + above.w / 2 - (rule.x + rule.w / 2);
	CHECK(middle > -LEN_PT && middle < LEN_PT);
	CHECK(find(set(bench, "\\tfrac12"), "1").as.text.size < above.as.text.size);
	CHECK(find(set(bench, "\\binom{n}{k}"), "(").x < find(set(bench, "\\binom{n}{k}"), "n").x);
}

static void test_roots(Bench *bench)
{
	MathPiece piece = set(bench, "\\sqrt[3]{x+1}");
	FrameItem rule = find_rule(piece), body = find(piece, "x"), degree = find(piece, "3");
	CHECK(rule.x <= body.x && rule.w >= body.w && rule.y < body.y);
	CHECK(degree.x < body.x && degree.y < 0 && degree.as.text.size < body.as.text.size);
	CHECK(set(bench, "\\sqrt{\\frac{\\frac12}{3}}").h > piece.h + LEN_PT);
}

static void test_spaces(Bench *bench)
{
	Len em = width(bench, "\\quad x") - width(bench, "x");
	CHECK(em > 9 * LEN_PT && em < 11 * LEN_PT);
	Len loose = width(bench, "a+b") - width(bench, "a{+}b");
	CHECK(loose > em * 7 / 18 && loose < em * 9 / 18);
	Len relation = width(bench, "a=b") - width(bench, "a{=}b");
	CHECK(relation > em * 9 / 18 && relation < em * 11 / 18);
	/* signs that join nothing have no space, neither have those in scripts */
	CHECK(width(bench, "-b") == width(bench, "{-}b"));
	CHECK(width(bench, "(-b)") == width(bench, "({-}b)"));
	CHECK(width(bench, "x^{a+b}") == width(bench, "x^{a{+}b}"));
	CHECK(width(bench, "\\sin x") > width(bench, "{\\sin}x") - 1);
	CHECK(width(bench, "a\\!b") < width(bench, "ab"));
}

static void test_fences(Bench *bench)
{
	MathPiece low = set(bench, "\\left( x \\right)"),
		  high = set(bench, "\\left(\\frac12\\right)");
	CHECK(low.h + low.d < high.h + high.d);
	MathPiece vast = set(bench, "\\left\\{ \\begin{matrix} 1\\\\2\\\\3\\\\4\\\\5\\\\6 "
				    "\\end{matrix} \\right.");
	FrameItem brace = find(vast, "{");
	CHECK(brace.as.text.glyph_count > 3); /* put together from parts, read as one sign */
	CHECK_STR(brace.as.text.text, S("{"));
	CHECK(vast.h + vast.d > 60 * LEN_PT);
	CHECK(width(bench, "\\big(") < width(bench, "\\Bigg("));
	MathPiece middle = set(bench, "\\left( \\frac12 \\middle| x \\right)");
	CHECK_STR(all_text(bench, middle), S("(12|x)"));
}

static void test_tables(Bench *bench)
{
	MathPiece piece = set(bench, "\\begin{aligned} aaa &= b \\\\ c &= d \\end{aligned}");
	FrameItem first = find(piece, "aaa"), second = find(piece, "c");
	CHECK(second.y > first.y && second.x > first.x);
	Len left = place_of(piece, "=b") - place_of(piece, "=d");
	CHECK(left > -8 && left < 8);
	piece = set(bench, "\\begin{cases} 1 & \\text{if } x \\\\ 20 & y \\end{cases}");
	CHECK(place_of(piece, "20") == place_of(piece, "1"));
	CHECK(place_of(piece, "if") == place_of(piece, "y"));
	CHECK(piece.h > piece.d && piece.h < 2 * piece.d); /* around the axis */
}

static void test_pieces(Bench *bench)
{
	size_t count;
	MathPiece *pieces = set_pieces(bench, "a = b + c \\le d", false, &count);
	CHECK(count == 3);
	if (count == 3) {
		CHECK_STR(all_text(bench, pieces[0]), S("a="));
		CHECK_STR(all_text(bench, pieces[1]), S("b+c\u2264"));
		CHECK_STR(all_text(bench, pieces[2]), S("d"));
	}
	set_pieces(bench, "(a = b)", false, &count);
	CHECK(count == 2);
	set_pieces(bench, "{a = b}", false, &count);
	CHECK(count == 1);
	set_pieces(bench, "aaaaaa+bbbbbbb+ccccccccc+ddddddddd+eeeee", false, &count);
	CHECK(count == 5);
	set_pieces(bench, "", false, &count);
	CHECK(count == 0);
}

static void test_readings(Bench *bench)
{
	CHECK_STR(all_text(bench, set(bench, "E = mc^2")), S("E=mc2"));
	CHECK_STR(all_text(bench, set(bench, "\\mathbb{R} \\to \\mathbf{v}")), S("\u211D\u2192v"));
	CHECK_STR(all_text(bench, set(bench, "\\text{if } \u4E2D")), S("if \u4E2D"));
	size_t errors = bench->diags.errors;
	CHECK(errors == 0);
	set(bench, "\\text{\U0010FFFD}");
	CHECK(bench->diags.errors > errors);
}

/* Nothing is laid out twice on the way down: what nests doubles no work. */
static void test_depth(Bench *bench)
{
	static const char *const shells[][2] = {
		{"\\left( a \\middle| ", " \\right)"},
		{"\\xrightarrow{", "}"},
		{"\\frac{1}{", "}"},
		{"\\sum_{", "}"},
		{"\\begin{matrix} 1 & ", "\\end{matrix}"},
	};
	for (size_t i = 0; i < sizeof shells / sizeof *shells; i++) {
		Buf tex = buf_in(bench->arena);
		for (int n = 0; n < 25; n++)
			buf_add_cstr(&tex, shells[i][0]);
		buf_add_char(&tex, 'x');
		for (int n = 0; n < 25; n++)
			buf_add_cstr(&tex, shells[i][1]);
		CHECK(set(bench, buf_str(&tex).ptr).w > 0);
	}
}

int main(void)
{
	Bench bench = {.arena = arena_new(NULL)};
	bench.diags = diags_in(bench.arena);
	bench.fonts = prepare_fonts(bench.arena, &bench.diags);
	CHECK(bench.fonts != NULL);
	if (bench.fonts != NULL) {
		test_scripts(&bench);
		test_limits(&bench);
		test_fractions(&bench);
		test_roots(&bench);
		test_spaces(&bench);
		test_fences(&bench);
		test_tables(&bench);
		test_pieces(&bench);
		test_depth(&bench);
		test_readings(&bench);
	}
	fonts_free(bench.fonts);
	arena_free(bench.arena);
	return check_report();
}
