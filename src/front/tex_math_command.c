/*
 * What each command leaves in the tree.
 */
#include "front/tex_math_parser.h"

#include "base/buf.h"
#include "base/utf8.h"

static MathNode *symbol(MathParser *p, MathKind kind, MathClass class, uint32_t rune, size_t at)
{
	MathNode *node = math_node(p, kind, class, at);
	node->as.symbol.rune = rune;
	node->as.symbol.variant = p->variant;
	return node;
}

static MathNode *name(MathParser *p, Str text, MathLimits limits, size_t at)
{
	MathNode *node = math_node(p, MATH_NAME, MATH_OP, at);
	node->as.text.text = text;
	node->as.text.variant = MATH_ROMAN;
	node->as.text.limits = limits;
	return node;
}

/* Names that are two words. */
static Str spell_name(const char *command)
{
	Str text = str_from(command);
	if (str_eq(text, S("limsup")))
		return S("lim sup");
	return str_eq(text, S("liminf")) ? S("lim inf") : text;
}

MathNode *math_fraction(MathParser *p, MathNode *above, MathNode *below, int flags, size_t at)
{
	MathNode *node = math_node(p, MATH_FRACTION, MATH_INNER, at);
	node->as.fraction.above = above;
	node->as.fraction.below = below;
	node->as.fraction.bar = (flags & FRACTION_NO_BAR) == 0;
	node->as.fraction.style = (flags & FRACTION_DISPLAY) != 0 ? MATH_STYLE_DISPLAY
				  : (flags & FRACTION_TEXT) != 0  ? MATH_STYLE_TEXT
								  : MATH_STYLE_AS_IS;
	if ((flags & FRACTION_PARENS) != 0) {
		node->as.fraction.open = '(';
		node->as.fraction.close = ')';
	}
	return node;
}

static MathNode *parse_fraction(MathParser *p, int flags, size_t at)
{
	MathNode *above = math_parse_argument(p);
	MathNode *below = above != NULL ? math_parse_argument(p) : NULL;
	return below != NULL ? math_fraction(p, above, below, flags, at) : NULL;
}

static MathNode *parse_accent(MathParser *p, const MathCommand *command, size_t at)
{
	MathNode *body = math_parse_argument(p);
	if (body == NULL)
		return NULL;
	bool limits = (command->arg & ACCENT_LIMITS) != 0;
	MathNode *node = math_node(p, MATH_ACCENT, limits ? MATH_OP : MATH_ORD, at);
	node->as.accent.body = body;
	node->as.accent.rune = command->rune;
	node->as.accent.stretchy = (command->arg & ACCENT_STRETCHY) != 0;
	node->as.accent.under = (command->arg & ACCENT_UNDER) != 0;
	return node;
}

static MathNode *parse_in_variant(MathParser *p, MathVariant variant)
{
	MathVariant outer = p->variant;
	p->variant = variant;
	MathNode *body = math_parse_argument(p);
	p->variant = outer;
	return body;
}

/* Words may hold what LaTeX has outside formulas, of which the common escapes are read. */
static Str read_words(MathParser *p)
{
	Str source;
	Buf out = buf_in(p->arena);
	size_t at = p->at;
	if (!math_read_group(p, &source))
		return S("");
	for (size_t i = 0; i < source.len; i++) {
		char c = source.ptr[i];
		if (c == '\\' && i + 1 < source.len) {
			char next = source.ptr[++i];
			if (char_is_alpha(next) || str_contains(S("`'^\"="), (Str){&next, 1})) {
				math_fail(p, at, S("a command in the words of a formula"),
					  S("write plain words in \\text{...}"));
				return S("");
			}
			buf_add_char(&out, next == ',' || next == ';' ? ' ' : next);
		} else if (c == '~') {
			buf_add_rune(&out, 0xA0);
		} else if (c == '$') {
			math_fail(p, at, S("a formula in the words of a formula"),
				  S("close \\text{...} before it"));
			return S("");
		} else if (c != '{' && c != '}') {
			buf_add_char(&out, c);
		}
	}
	return buf_str(&out);
}

static MathNode *parse_words(MathParser *p, MathVariant variant, size_t at)
{
	Str text = read_words(p);
	MathNode *node = math_node(p, MATH_TEXT, MATH_ORD, at);
	node->as.text.text = text;
	node->as.text.variant = variant;
	return p->failed ? NULL : node;
}

static MathNode *parse_operator_name(MathParser *p, MathLimits limits, size_t at)
{
	Str source, word;
	if (!math_read_group(p, &source))
		return NULL;
	Buf out = buf_in(p->arena);
	for (Str rest = source; str_next_word(&rest, &word);)
		buf_add(&out, word);
	Str text = str_replace(p->arena, buf_str(&out), S("\\,"), S("\u2009"));
	text = str_replace(p->arena, text, S("~"), S("\u00A0"));
	if (str_contains(text, S("\\")) || str_contains(text, S("{")))
		return math_fail(p, at, S("a command in an operator's name"),
				 S("write plain letters in \\operatorname{...}"));
	return name(p, text, limits, at);
}

/* [row] where there is one: else *row is NULL. False after a problem. */
static bool parse_option(MathParser *p, MathNode **row)
{
	*row = NULL;
	math_skip_space(p);
	if (p->at >= p->tex.len || p->tex.ptr[p->at] != '[')
		return true;
	p->at++;
	*row = math_parse_row(p, ']');
	if (*row == NULL)
		return false;
	if (p->at >= p->tex.len || p->tex.ptr[p->at] != ']')
		return math_refuse_end(p);
	p->at++;
	return true;
}

static MathNode *parse_root(MathParser *p, size_t at)
{
	MathNode *degree;
	if (!parse_option(p, &degree))
		return NULL;
	MathNode *body = math_parse_argument(p);
	if (body == NULL)
		return NULL;
	MathNode *node = math_node(p, MATH_ROOT, MATH_ORD, at);
	node->as.root.body = body;
	node->as.root.degree = degree;
	return node;
}

static MathNode *parse_big(MathParser *p, int arg, size_t at)
{
	uint32_t rune;
	if (!math_read_fence(p, &rune))
		return NULL;
	MathNode *node = math_node(p, MATH_FENCE, (MathClass)(arg / 8), at);
	node->as.fence.rune = rune;
	node->as.fence.size = arg % 8;
	return node;
}

/* \overset{a}{b}: b with a above it. */
static MathNode *parse_stack(MathParser *p, int flags, size_t at)
{
	MathNode *mark = math_parse_argument(p);
	MathNode *base = mark != NULL ? math_parse_argument(p) : NULL;
	if (base == NULL)
		return NULL;
	MathClass class = flags == STACK_RELATION	? MATH_REL
			  : base->kind == MATH_OPERATOR ? base->class
							: MATH_ORD;
	MathNode *node = math_node(p, MATH_SCRIPTS, class, at);
	node->as.scripts.base = base;
	node->as.scripts.limits = MATH_LIMITS_ALWAYS;
	if (flags == STACK_UNDER)
		node->as.scripts.sub = mark;
	else
		node->as.scripts.sup = mark;
	return node;
}

/* \xrightarrow[below]{above}: the arrow as long as what stands on it. */
static MathNode *parse_arrow(MathParser *p, uint32_t rune, size_t at)
{
	MathNode *below;
	if (!parse_option(p, &below))
		return NULL;
	MathNode *above = math_parse_argument(p);
	if (above == NULL)
		return NULL;
	MathNode *node = math_node(p, MATH_SCRIPTS, MATH_REL, at);
	MathNode *arrow = symbol(p, MATH_OPERATOR, MATH_REL, rune, at);
	arrow->as.symbol.large = true;
	node->as.scripts.base = arrow;
	node->as.scripts.limits = MATH_LIMITS_ALWAYS;
	node->as.scripts.sup = above;
	node->as.scripts.sub = below;
	return node;
}

/* A body in a class of its own. */
static MathNode *parse_class(MathParser *p, MathClass class, size_t at)
{
	MathNode *body = math_parse_argument(p);
	if (body == NULL)
		return NULL;
	MathNode *row = math_node(p, MATH_ROW, class, at);
	math_row_add(row, body);
	return row;
}

static MathNode *parse_rest(MathParser *p, MathStyle style, size_t at)
{
	MathNode *body = math_parse_row(p, 0);
	if (body == NULL || style == MATH_STYLE_AS_IS)
		return body;
	MathNode *node = math_node(p, MATH_STYLED, MATH_ORD, at);
	node->as.styled.style = style;
	node->as.styled.body = body;
	return node;
}

/* Relations that have a struck form of their own; others get U+0338 over them. */
static uint32_t negate(uint32_t rune)
{
	static const uint32_t pairs[][2] = {
		{'=', 0x2260},	  {'<', 0x226E},    {'>', 0x226F},    {0x2208, 0x2209},
		{0x220B, 0x220C}, {0x2223, 0x2224}, {0x2225, 0x2226}, {0x223C, 0x2241},
		{0x2243, 0x2244}, {0x2245, 0x2247}, {0x2248, 0x2249}, {0x2261, 0x2262},
		{0x2264, 0x2270}, {0x2265, 0x2271}, {0x227A, 0x2280}, {0x227B, 0x2281},
		{0x2282, 0x2284}, {0x2283, 0x2285}, {0x2286, 0x2288}, {0x2287, 0x2289},
		{0x22A2, 0x22AC}, {0x22A8, 0x22AD}, {0x2203, 0x2204}, {0x2192, 0x219B},
		{0x2190, 0x219A}, {0x21D2, 0x21CF}, {0x21D0, 0x21CD},
	};
	for (size_t i = 0; i < sizeof pairs / sizeof *pairs; i++)
		if (pairs[i][0] == rune)
			return pairs[i][1];
	return 0;
}

static MathNode *parse_not(MathParser *p, size_t at)
{
	MathNode *node = math_parse_argument(p);
	if (node == NULL)
		return NULL;
	MathNode *inner = node;
	while (inner->kind == MATH_ROW && inner->as.row.first != NULL &&
	       inner->as.row.first == inner->as.row.last)
		inner = inner->as.row.first;
	uint32_t rune = inner->kind == MATH_OPERATOR ? negate(inner->as.symbol.rune) : 0;
	if (rune == 0)
		return math_fail(p, at, S("\\not before a sign that has no struck form"),
				 S("write the struck relation itself, such as \\neq"));
	inner->as.symbol.rune = rune;
	return inner;
}

static MathNode *parse_tag(MathParser *p, bool bare)
{
	Str text = read_words(p);
	if (!p->failed)
		p->tag = bare ? text : str_concat3(p->arena, S("("), text, S(")"));
	return NULL;
}

static MathNode *parse_substack(MathParser *p, size_t at)
{
	math_skip_space(p);
	if (p->at >= p->tex.len || p->tex.ptr[p->at] != '{')
		return math_fail_end(p);
	p->at++;
	MathNode *table = math_parse_table(p, MATH_TABLE_STACK, at);
	if (table == NULL)
		return NULL;
	if (p->at >= p->tex.len || p->tex.ptr[p->at] != '}')
		return math_fail_end(p);
	p->at++;
	return table;
}

static MathNode *space(MathParser *p, int width, size_t at)
{
	MathNode *node = math_node(p, MATH_SPACE, MATH_ORD, at);
	node->as.space = width;
	return node;
}

/* \bmod, \pmod{n}, \mod{n}. */
static MathNode *parse_mod(MathParser *p, int form, size_t at)
{
	MathNode *mod = name(p, S("mod"), MATH_LIMITS_BESIDE, at);
	if (form == MOD_BINARY) {
		mod->class = MATH_BIN;
		return mod;
	}
	mod->class = MATH_ORD;
	MathNode *row = math_node(p, MATH_ROW, MATH_ORD, at), *body = math_parse_argument(p);
	if (body == NULL)
		return NULL;
	math_row_add(row, space(p, 12, at));
	if (form == MOD_PARENS)
		math_row_add(row, symbol(p, MATH_OPERATOR, MATH_OPEN, '(', at));
	math_row_add(row, mod);
	math_row_add(row, space(p, 6, at));
	math_row_add(row, body);
	if (form == MOD_PARENS)
		math_row_add(row, symbol(p, MATH_OPERATOR, MATH_CLOSE, ')', at));
	return row;
}

static bool drop_arguments(MathParser *p, int count)
{
	Str dropped;
	for (int i = 0; i < count; i++)
		if (!math_read_group(p, &dropped))
			return false;
	return true;
}

static MathNode *parse_phantom(MathParser *p, size_t at)
{
	MathNode *body = math_parse_argument(p);
	if (body == NULL)
		return NULL;
	MathNode *node = math_node(p, MATH_PHANTOM, MATH_ORD, at);
	node->as.body = body;
	return node;
}

static MathNode *large(MathParser *p, const MathCommand *command, size_t at)
{
	MathNode *node = symbol(p, MATH_OPERATOR, MATH_OP, command->rune, at);
	node->as.symbol.large = true;
	node->as.symbol.limits = (MathLimits)command->arg;
	return node;
}

MathNode *math_parse_command(MathParser *p, const MathCommand *command, size_t at)
{
	int arg = command->arg;
	switch ((MathAction)command->action) {
	case ACT_IDENT: return symbol(p, MATH_IDENT, MATH_ORD, command->rune, at);
	case ACT_SYMBOL: return symbol(p, MATH_OPERATOR, (MathClass)arg, command->rune, at);
	case ACT_LARGE: return large(p, command, at);
	case ACT_NAME: return name(p, spell_name(command->name), (MathLimits)arg, at);
	case ACT_SPACE: return space(p, arg, at);
	case ACT_ACCENT: return parse_accent(p, command, at);
	case ACT_ALPHABET: return parse_in_variant(p, (MathVariant)arg);
	case ACT_SWITCH:
		p->variant = (MathVariant)arg; /* the group's end takes it back */
		return NULL;
	case ACT_WORDS: return parse_words(p, (MathVariant)arg, at);
	case ACT_FRACTION: return parse_fraction(p, arg, at);
	case ACT_ROOT: return parse_root(p, at);
	case ACT_LEFT: return math_parse_fenced(p, at);
	case ACT_BIG: return parse_big(p, arg, at);
	case ACT_STYLE: return parse_rest(p, (MathStyle)arg, at);
	case ACT_BEGIN: return math_parse_environment(p, at);
	case ACT_OPERATOR_NAME: return parse_operator_name(p, (MathLimits)arg, at);
	case ACT_PHANTOM: return parse_phantom(p, at);
	case ACT_STACK: return parse_stack(p, arg, at);
	case ACT_ARROW: return parse_arrow(p, command->rune, at);
	case ACT_CLASS: return parse_class(p, (MathClass)arg, at);
	case ACT_BODY: return math_parse_argument(p);
	case ACT_DROP: return drop_arguments(p, arg), NULL;
	case ACT_COLOUR: return drop_arguments(p, arg) ? math_parse_argument(p) : NULL;
	case ACT_NOT: return parse_not(p, at);
	case ACT_TAG: return parse_tag(p, arg != 0);
	case ACT_SUBSTACK: return parse_substack(p, at);
	case ACT_MOD: return parse_mod(p, arg, at);
	case ACT_LIMITS: return NULL; /* not behind an operator: without effect */
	case ACT_INFIX:
	case ACT_END:
		return math_fail(p, at, S("this cannot be an argument"),
				 S("put braces around the argument"));
	}
	return NULL;
}
