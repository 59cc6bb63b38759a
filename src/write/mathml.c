/*
 * Most signs get their space and form from the operator dictionary of MathML Core (appendix B);
 * attributes are written only where TeX sets a sign in another way than the dictionary does.
 */
#include "write/mathml.h"

#include "base/markup.h"
#include "base/utf8.h"

/* The style at a place of the tree: limits stand above and below in display style only. */
typedef struct {
	Buf *out;
	bool display, script;
	bool sign; /* the next node, a binary operator, has nothing before it to join: a sign */
} Writer;

static void put_node(Writer w, const MathNode *node);

static void put(Writer w, const char *text)
{
	buf_add_cstr(w.out, text);
}

static void put_rune(Writer w, uint32_t rune)
{
	char bytes[4];
	markup_escape_text(w.out, (Str){bytes, utf8_encode(rune, bytes)});
}

/* --- leaves --- */

static bool is_slanted(const MathNode *node)
{
	return math_letter(node->as.symbol.rune, node->as.symbol.variant) ==
	       math_letter(node->as.symbol.rune, MATH_ITALIC);
}

/* A single letter is slanted by itself; all other forms are letters of their own. */
static void put_ident(Writer w, const MathNode *node)
{
	uint32_t rune = node->as.symbol.rune, letter = math_letter(rune, node->as.symbol.variant);
	if (letter != rune && is_slanted(node))
		letter = rune;
	else if (letter == rune && math_letter(rune, MATH_ITALIC) != rune) {
		put(w, "<mi mathvariant=\"normal\">");
		put_rune(w, letter);
		put(w, "</mi>");
		return;
	}
	put(w, "<mi>");
	put_rune(w, letter);
	put(w, "</mi>");
}

static bool is_fence(const MathNode *node)
{
	uint32_t rune = node->as.symbol.rune;
	return node->class == MATH_OPEN || node->class == MATH_CLOSE || rune == '|' ||
	       rune == 0x2016;
}

/* Signs that the dictionary gives space to though they are letters' equals here: / | ! */
static bool is_tight(const MathNode *node)
{
	return node->class == MATH_ORD || node->class == MATH_OPEN || node->class == MATH_CLOSE;
}

static bool is_arrow(uint32_t rune)
{
	return (rune >= 0x2190 && rune <= 0x21FF) || (rune >= 0x27F0 && rune <= 0x27FF);
}

static void put_operator(Writer w, const MathNode *node)
{
	uint32_t rune = node->as.symbol.rune;
	put(w, "<mo");
	bool stretches = is_fence(node) || (is_arrow(rune) && !node->as.symbol.large);
	if (stretches)
		put(w, " stretchy=\"false\"");
	if (node->class == MATH_OPEN || w.sign)
		put(w, " form=\"prefix\"");
	else if (node->class == MATH_CLOSE)
		put(w, " form=\"postfix\"");
	if (is_tight(node) || w.sign || (w.script && node->class != MATH_OP))
		put(w, " lspace=\"0\" rspace=\"0\"");
	else if (node->class == MATH_REL)
		put(w, " lspace=\"0.278em\" rspace=\"0.278em\"");
	else if (node->class == MATH_PUNCT)
		put(w, " separator=\"true\" lspace=\"0\" rspace=\"0.167em\"");
	if (node->class == MATH_OP)
		put(w, " movablelimits=\"false\"");
	put(w, ">");
	put_rune(w, rune);
	put(w, "</mo>");
}

static void put_letters(Writer w, Str text, MathVariant variant)
{
	for (size_t at = 0; at < text.len;)
		put_rune(w, math_letter(utf8_next(text, &at), variant));
}

static void put_number(Writer w, const MathNode *node)
{
	put(w, "<mn>");
	put_letters(w, node->as.text.text, node->as.text.variant);
	put(w, "</mn>");
}

static void put_name(Writer w, const MathNode *node)
{
	bool single = utf8_count(node->as.text.text) == 1;
	if (node->class == MATH_OP)
		put(w, "<mi");
	else
		put(w, "<mo");
	put(w, single ? " mathvariant=\"normal\">" : ">");
	markup_escape_text(w.out, node->as.text.text);
	put(w, node->class == MATH_OP ? "</mi>" : "</mo>");
}

/* Spaces at the ends are kept as no-break spaces, which MathML does not trim. */
static void put_words(Writer w, const MathNode *node)
{
	Str text = node->as.text.text, inner = str_trim(text);
	MathVariant variant = node->as.text.variant;
	put(w, "<mtext>");
	if (inner.ptr != text.ptr)
		put_rune(w, 0xA0);
	put_letters(w, inner, variant == MATH_ROMAN ? MATH_ROMAN : variant);
	if (inner.len > 0 && inner.ptr + inner.len != text.ptr + text.len)
		put_rune(w, 0xA0);
	put(w, "</mtext>");
}

static void put_space(Writer w, int space)
{
	put(w, "<mspace width=\"");
	buf_add_fixed(w.out, space * 1000 / 18, 3);
	put(w, "em\"></mspace>");
}

/* --- what has parts --- */

/* A function's name is followed by a thin space, but not before a fence. */
static bool wants_space(const MathNode *node)
{
	const MathNode *base = node->kind == MATH_SCRIPTS ? node->as.scripts.base : node;
	const MathNode *next = node->next;
	if (base->kind != MATH_NAME || base->class != MATH_OP || next == NULL)
		return false;
	return next->kind == MATH_IDENT || next->kind == MATH_NUMBER || next->kind == MATH_NAME ||
	       next->kind == MATH_SCRIPTS || next->kind == MATH_FRACTION ||
	       next->kind == MATH_ROOT || next->kind == MATH_ACCENT;
}

/* The children of a row, without a row around them. */
static void put_children(Writer w, const MathNode *row)
{
	const MathNode *before = NULL;
	for (const MathNode *child = row->as.row.first; child != NULL; child = child->next) {
		bool joins = before != NULL && before->class != MATH_BIN &&
			     before->class != MATH_REL && before->class != MATH_OP &&
			     before->class != MATH_OPEN && before->class != MATH_PUNCT;
		w.sign = child->kind == MATH_OPERATOR && child->class == MATH_BIN && !joins;
		put_node(w, child);
		if (wants_space(child))
			put_space(w, 3);
		before = child->kind == MATH_SPACE ? before : child;
	}
}

static const MathNode *only_child(const MathNode *row)
{
	const MathNode *first = row->kind == MATH_ROW ? row->as.row.first : NULL;
	return first != NULL && first->next == NULL ? first : NULL;
}

static void put_row(Writer w, const MathNode *row)
{
	if (only_child(row) != NULL && row->class == MATH_ORD) {
		put_node(w, only_child(row));
		return;
	}
	put(w, "<mrow>");
	put_children(w, row);
	put(w, "</mrow>");
}

static void put_scripts(Writer w, const MathNode *node)
{
	const MathNode *sub = node->as.scripts.sub, *sup = node->as.scripts.sup;
	MathLimits limits = node->as.scripts.limits;
	bool over = limits == MATH_LIMITS_ALWAYS || (limits == MATH_LIMITS_DISPLAY && w.display);
	static const char *const names[2][3] = {{"msub", "msup", "msubsup"},
						{"munder", "mover", "munderover"}};
	const char *name = names[over][sub == NULL ? 1 : sup == NULL ? 0 : 2];
	buf_add_format(w.out, "<%s>", name);
	put_node(w, node->as.scripts.base);
	w.display = false;
	w.script = true;
	if (sub != NULL)
		put_node(w, sub);
	if (sup != NULL)
		put_node(w, sup);
	buf_add_format(w.out, "</%s>", name);
}

static void put_fence(Writer w, uint32_t rune, const char *attributes)
{
	if (rune == 0)
		return;
	buf_add_format(w.out, "<mo %s>", attributes);
	put_rune(w, rune);
	put(w, "</mo>");
}

#define OPEN "form=\"prefix\" stretchy=\"true\" lspace=\"0\" rspace=\"0\""
#define CLOSE "form=\"postfix\" stretchy=\"true\" lspace=\"0\" rspace=\"0\""

static void put_fraction(Writer w, const MathNode *node)
{
	MathStyle style = node->as.fraction.style;
	bool fenced = node->as.fraction.open != 0;
	if (style != MATH_STYLE_AS_IS)
		put(w, style == MATH_STYLE_DISPLAY
			       ? "<mstyle displaystyle=\"true\" scriptlevel=\"0\">"
			       : "<mstyle displaystyle=\"false\" scriptlevel=\"0\">");
	if (fenced)
		put(w, "<mrow>");
	put_fence(w, node->as.fraction.open, OPEN);
	put(w, node->as.fraction.bar ? "<mfrac>" : "<mfrac linethickness=\"0\">");
	w.display = false;
	put_node(w, node->as.fraction.above);
	put_node(w, node->as.fraction.below);
	put(w, "</mfrac>");
	put_fence(w, node->as.fraction.close, CLOSE);
	if (fenced)
		put(w, "</mrow>");
	if (style != MATH_STYLE_AS_IS)
		put(w, "</mstyle>");
}

static void put_root(Writer w, const MathNode *node)
{
	const MathNode *degree = node->as.root.degree;
	put(w, degree != NULL ? "<mroot>" : "<msqrt>");
	put_node(w, node->as.root.body);
	w.display = false;
	w.script = true;
	if (degree != NULL)
		put_node(w, degree);
	put(w, degree != NULL ? "</mroot>" : "</msqrt>");
}

/* Signs that stand above a base in MathML, for the combining ones of TeX's accents. */
static uint32_t spacing_accent(uint32_t rune)
{
	static const uint32_t pairs[][2] = {
		{0x300, '`'},	  {0x301, 0xB4},  {0x302, '^'},	    {0x303, '~'},
		{0x304, 0xAF},	  {0x306, 0x2D8}, {0x307, 0x2D9},   {0x308, 0xA8},
		{0x30A, 0x2DA},	  {0x30C, 0x2C7}, {0x20D7, 0x2192}, {0x20D6, 0x2190},
		{0x20E1, 0x2194},
	};
	for (size_t i = 0; i < sizeof pairs / sizeof *pairs; i++)
		if (pairs[i][0] == rune)
			return pairs[i][1];
	return rune;
}

static void put_accent(Writer w, const MathNode *node)
{
	bool under = node->as.accent.under, brace = node->class == MATH_OP;
	if (node->as.accent.rune == MATH_LINE) {
		put(w, under ? "<mrow class=\"underline\">" : "<mrow class=\"overline\">");
		put_node(w, node->as.accent.body);
		put(w, "</mrow>");
		return;
	}
	put(w, under ? "<munder" : "<mover");
	put(w, brace ? ">" : under ? " accentunder=\"true\">" : " accent=\"true\">");
	put_node(w, node->as.accent.body);
	buf_add_format(w.out, "<mo stretchy=\"%s\">", node->as.accent.stretchy ? "true" : "false");
	put_rune(w, spacing_accent(node->as.accent.rune));
	put(w, "</mo>");
	put(w, under ? "</munder>" : "</mover>");
}

static void put_fenced(Writer w, const MathNode *node)
{
	put(w, "<mrow>");
	put_fence(w, node->as.fenced.open, OPEN);
	put_children(w, node->as.fenced.body);
	put_fence(w, node->as.fenced.close, CLOSE);
	put(w, "</mrow>");
}

static void put_big(Writer w, const MathNode *node)
{
	static const int heights[] = {0, 1200, 1800, 2400, 3000};
	int size = node->as.fence.size;
	if (node->as.fence.rune == 0)
		return;
	put(w, "<mo stretchy=\"true\"");
	if (size > 0) {
		put(w, " symmetric=\"true\" minsize=\"");
		buf_add_fixed(w.out, heights[size], 3);
		put(w, "em\" maxsize=\"");
		buf_add_fixed(w.out, heights[size], 3);
		put(w, "em\"");
	}
	if (node->class == MATH_REL || node->class == MATH_INNER)
		put(w, " lspace=\"0.222em\" rspace=\"0.222em\"");
	else
		put(w, " lspace=\"0\" rspace=\"0\"");
	put(w, ">");
	put_rune(w, node->as.fence.rune);
	put(w, "</mo>");
}

/* --- tables --- */

static char column_align(const MathNode *table, size_t column)
{
	Str aligns = table->as.table.aligns;
	if (column < aligns.len)
		return aligns.ptr[column];
	switch (table->as.table.kind) {
	case MATH_TABLE_CASES: return 'l';
	case MATH_TABLE_ALIGNED: return column % 2 == 0 ? 'r' : 'l';
	case MATH_TABLE_MATRIX:
	case MATH_TABLE_SMALL:
	case MATH_TABLE_GATHERED:
	case MATH_TABLE_STACK: return 'c';
	}
	return 'c';
}

static void put_cell(Writer w, const MathNode *table, const MathNode *cell, size_t column)
{
	char align = column_align(table, column);
	bool aligned = table->as.table.kind == MATH_TABLE_ALIGNED;
	put(w, align == 'l' ? "<mtd class=\"left" : align == 'r' ? "<mtd class=\"right" : "<mtd");
	if (align != 'c')
		put(w, aligned && column % 2 == 1 ? " joined\""
		       : aligned && column > 0	  ? " apart\""
						  : "\"");
	put(w, ">");
	/* a relation at the start of a cell has something before it */
	if (aligned && column % 2 == 1)
		put(w, "<mrow></mrow>");
	put_children(w, cell);
	put(w, "</mtd>");
}

static void put_table(Writer w, const MathNode *node)
{
	MathTableKind kind = node->as.table.kind;
	bool fenced = node->as.table.open != 0 || node->as.table.close != 0;
	bool display = kind == MATH_TABLE_ALIGNED || kind == MATH_TABLE_GATHERED;
	if (fenced)
		put(w, "<mrow>");
	put_fence(w, node->as.table.open, OPEN);
	put(w, display ? "<mtable displaystyle=\"true\">"
	       : kind == MATH_TABLE_SMALL || kind == MATH_TABLE_STACK ? "<mtable class=\"small\">"
								      : "<mtable>");
	w.display = display;
	for (const MathNode *line = node->as.table.lines; line != NULL; line = line->next) {
		size_t column = 0;
		put(w, "<mtr>");
		for (const MathNode *cell = line->as.row.first; cell != NULL; cell = cell->next)
			put_cell(w, node, cell, column++);
		put(w, "</mtr>");
	}
	put(w, "</mtable>");
	put_fence(w, node->as.table.close, CLOSE);
	if (fenced)
		put(w, "</mrow>");
}

static void put_styled(Writer w, const MathNode *node)
{
	MathStyle style = node->as.styled.style;
	w.display = style == MATH_STYLE_DISPLAY;
	buf_add_format(w.out, "<mstyle displaystyle=\"%s\" scriptlevel=\"%d\">",
		       w.display ? "true" : "false",
		       style == MATH_STYLE_SCRIPT	  ? 1
		       : style == MATH_STYLE_SCRIPTSCRIPT ? 2
							  : 0);
	put_children(w, node->as.styled.body);
	put(w, "</mstyle>");
}

static void put_phantom(Writer w, const MathNode *node)
{
	put(w, "<mphantom>");
	put_node(w, node->as.body);
	put(w, "</mphantom>");
}

static void put_node(Writer w, const MathNode *node)
{
	w.sign = w.sign && node->kind == MATH_OPERATOR;
	switch (node->kind) {
	case MATH_ROW: put_row(w, node); return;
	case MATH_IDENT: put_ident(w, node); return;
	case MATH_OPERATOR: put_operator(w, node); return;
	case MATH_NUMBER: put_number(w, node); return;
	case MATH_NAME: put_name(w, node); return;
	case MATH_TEXT: put_words(w, node); return;
	case MATH_SPACE: put_space(w, node->as.space); return;
	case MATH_SCRIPTS: put_scripts(w, node); return;
	case MATH_FRACTION: put_fraction(w, node); return;
	case MATH_ROOT: put_root(w, node); return;
	case MATH_ACCENT: put_accent(w, node); return;
	case MATH_FENCED: put_fenced(w, node); return;
	case MATH_FENCE: put_big(w, node); return;
	case MATH_TABLE: put_table(w, node); return;
	case MATH_STYLED: put_styled(w, node); return;
	case MATH_PHANTOM: put_phantom(w, node); return;
	}
}

static void put_semantics(Writer w, const MathFormula *formula, Str tex)
{
	put(w, "<semantics>");
	put_row(w, formula->root);
	put(w, "<annotation encoding=\"application/x-tex\">");
	markup_escape_text(w.out, str_trim(tex));
	put(w, "</annotation></semantics>");
}

void mathml_write(Buf *out, const MathFormula *formula, Str tex, bool block)
{
	Writer w = {.out = out, .display = block};
	put(w, block ? "<math display=\"block\" alttext=\"" : "<math alttext=\"");
	markup_escape_attribute(out, str_trim(tex));
	put(w, "\">");
	put_semantics(w, formula, tex);
	put(w, "</math>");
}
