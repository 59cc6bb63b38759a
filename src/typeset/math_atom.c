/*
 * Atoms with parts: scripts, limits, fractions, roots, accents, fences. Numbers of rules are those
 * of appendix G of The TeXbook.
 */
#include "typeset/math_parts.h"

static Len max(Len a, Len b)
{
	return a > b ? a : b;
}

/* --- scripts (rules 13, 18) --- */

typedef struct {
	MathBox *sub, *sup;
	Len up, down; /* of their baselines from the base's */
} Scripts;

static void shift_alone(const MathLayout *l, MathMode mode, Scripts *s)
{
	if (s->sup != NULL)
		s->up = max(s->up,
			    s->sup->d + math_constant(l, mode, FACE_MATH_SUPERSCRIPT_BOTTOM_MIN));
	if (s->sub != NULL && s->sup == NULL)
		s->down = max(s->down,
			      s->sub->h - math_constant(l, mode, FACE_MATH_SUBSCRIPT_TOP_MAX));
}

/* Two scripts keep apart: the lower one gives way, then both go up (18e). */
static void shift_both(const MathLayout *l, MathMode mode, Scripts *s)
{
	if (s->sub == NULL || s->sup == NULL)
		return;
	Len gap = (s->up - s->sup->d) - (s->sub->h - s->down);
	Len least = math_constant(l, mode, FACE_MATH_SUB_SUPERSCRIPT_GAP_MIN);
	if (gap >= least)
		return;
	s->down += least - gap;
	Len lift = math_constant(l, mode, FACE_MATH_SUPERSCRIPT_BOTTOM_MAX_WITH_SUBSCRIPT) -
		   (s->up - s->sup->d);
	if (lift > 0) {
		s->up += lift;
		s->down -= lift;
	}
}

static Scripts set_scripts(const MathLayout *l, const MathNode *node, MathMode mode)
{
	Scripts s = {0};
	if (node->as.scripts.sup != NULL)
		s.sup = math_node_box(l, node->as.scripts.sup,
				      math_mode_script(mode, mode.cramped));
	if (node->as.scripts.sub != NULL)
		s.sub = math_node_box(l, node->as.scripts.sub, math_mode_script(mode, true));
	return s;
}

static MathBox *scripts_beside(const MathLayout *l, const MathNode *node, MathMode mode)
{
	MathBox *base = math_node_box(l, node->as.scripts.base, mode), *box = math_box(l);
	Scripts s = set_scripts(l, node, mode);
	if (!base->single) {
		s.up = base->h - math_constant(l, mode, FACE_MATH_SUPERSCRIPT_BASELINE_DROP_MAX);
		s.down = base->d + math_constant(l, mode, FACE_MATH_SUBSCRIPT_BASELINE_DROP_MIN);
	}
	s.up = max(s.up, math_constant(l, mode,
				       mode.cramped ? FACE_MATH_SUPERSCRIPT_SHIFT_UP_CRAMPED
						    : FACE_MATH_SUPERSCRIPT_SHIFT_UP));
	s.down = max(s.down, math_constant(l, mode, FACE_MATH_SUBSCRIPT_SHIFT_DOWN));
	shift_alone(l, mode, &s);
	shift_both(l, mode, &s);
	math_place(box, base, 0, 0);
	math_place(box, s.sup, base->w + base->italic, s.up);
	math_place(box, s.sub, base->w - base->lean, -s.down);
	box->w += math_constant(l, mode, FACE_MATH_SPACE_AFTER_SCRIPT);
	return box;
}

/* An arrow grows to what stands on it. */
static MathBox *limits_base(const MathLayout *l, const MathNode *base, MathMode mode,
			    const Scripts *s)
{
	bool arrow =
		base->kind == MATH_OPERATOR && base->class == MATH_REL && base->as.symbol.large;
	if (!arrow)
		return math_node_box(l, base, mode);
	Len w = max(s->sup != NULL ? s->sup->w : 0, s->sub != NULL ? s->sub->w : 0);
	MathBox *box =
		math_stretch(l, base->as.symbol.rune, mode, false, w + math_size(l, mode) / 2);
	return box != NULL ? box : math_box(l);
}

/* Rule 13a. */
static MathBox *scripts_as_limits(const MathLayout *l, const MathNode *node, MathMode mode)
{
	Scripts s = set_scripts(l, node, mode);
	MathBox *base = limits_base(l, node->as.scripts.base, mode, &s), *box = math_box(l);
	Len w = base->w;
	w = s.sup != NULL ? max(w, s.sup->w) : w;
	w = s.sub != NULL ? max(w, s.sub->w) : w;
	math_place(box, base, (w - base->w) / 2, 0);
	if (s.sup != NULL) {
		Len gap = max(math_constant(l, mode, FACE_MATH_UPPER_LIMIT_GAP_MIN) + s.sup->d,
			      math_constant(l, mode, FACE_MATH_UPPER_LIMIT_BASELINE_RISE_MIN));
		math_place(box, s.sup, (w - s.sup->w + base->lean) / 2, base->h + gap);
	}
	if (s.sub != NULL) {
		Len gap = max(math_constant(l, mode, FACE_MATH_LOWER_LIMIT_GAP_MIN) + s.sub->h,
			      math_constant(l, mode, FACE_MATH_LOWER_LIMIT_BASELINE_DROP_MIN));
		math_place(box, s.sub, (w - s.sub->w - base->lean) / 2, -base->d - gap);
	}
	box->w = w;
	return box;
}

MathBox *math_scripts_box(const MathLayout *l, const MathNode *node, MathMode mode)
{
	MathLimits limits = node->as.scripts.limits;
	if (limits == MATH_LIMITS_ALWAYS || (limits == MATH_LIMITS_DISPLAY && mode.display))
		return scripts_as_limits(l, node, mode);
	return scripts_beside(l, node, mode);
}

/* --- fractions (rule 15) --- */

typedef struct {
	Len up, down; /* of the baselines of both halves */
	Len rule;
} Halves;

static Halves halves_with_bar(const MathLayout *l, MathMode mode, const MathBox *above,
			      const MathBox *below)
{
	bool d = mode.display;
	Len axis = math_constant(l, mode, FACE_MATH_AXIS_HEIGHT);
	Halves h = {.rule = math_constant(l, mode, FACE_MATH_FRACTION_RULE)};
	Len gap_up = math_constant(
		l, mode, d ? FACE_MATH_NUMERATOR_DISPLAY_GAP_MIN : FACE_MATH_NUMERATOR_GAP_MIN);
	Len gap_down = math_constant(
		l, mode, d ? FACE_MATH_DENOMINATOR_DISPLAY_GAP_MIN : FACE_MATH_DENOMINATOR_GAP_MIN);
	h.up = max(math_constant(l, mode,
				 d ? FACE_MATH_NUMERATOR_DISPLAY_SHIFT_UP
				   : FACE_MATH_NUMERATOR_SHIFT_UP),
		   axis + h.rule / 2 + gap_up + above->d);
	h.down = max(math_constant(l, mode,
				   d ? FACE_MATH_DENOMINATOR_DISPLAY_SHIFT_DOWN
				     : FACE_MATH_DENOMINATOR_SHIFT_DOWN),
		     below->h + gap_down + h.rule / 2 - axis);
	return h;
}

static Halves halves_of_stack(const MathLayout *l, MathMode mode, const MathBox *above,
			      const MathBox *below)
{
	bool d = mode.display;
	Halves h = {0};
	h.up = math_constant(
		l, mode, d ? FACE_MATH_STACK_TOP_DISPLAY_SHIFT_UP : FACE_MATH_STACK_TOP_SHIFT_UP);
	h.down = math_constant(l, mode,
			       d ? FACE_MATH_STACK_BOTTOM_DISPLAY_SHIFT_DOWN
				 : FACE_MATH_STACK_BOTTOM_SHIFT_DOWN);
	Len least = math_constant(l, mode,
				  d ? FACE_MATH_STACK_DISPLAY_GAP_MIN : FACE_MATH_STACK_GAP_MIN);
	Len gap = (h.up - above->d) - (below->h - h.down);
	if (gap < least) {
		h.up += (least - gap) / 2;
		h.down += (least - gap) / 2;
	}
	return h;
}

/* TeX's nulldelimiterspace is 1.2 pt in text of 10 pt. */
static Len null_space(const MathLayout *l, MathMode mode)
{
	return len_muldiv(math_size(l, mode), 12, 100);
}

static MathBox *fraction_body(const MathLayout *l, const MathNode *node, MathMode mode)
{
	MathBox *above =
		math_node_box(l, node->as.fraction.above, math_mode_fraction(mode, mode.cramped));
	MathBox *below = math_node_box(l, node->as.fraction.below, math_mode_fraction(mode, true));
	bool bar = node->as.fraction.bar;
	Halves h = bar ? halves_with_bar(l, mode, above, below)
		       : halves_of_stack(l, mode, above, below);
	MathBox *box = math_box(l);
	Len w = max(above->w + above->italic, below->w + below->italic);
	w += bar ? math_size(l, mode) / 10 : 0;
	math_place(box, above, (w - above->w) / 2, h.up);
	if (bar)
		math_place(box, math_rule(l, w, h.rule - h.rule / 2, h.rule / 2), 0,
			   math_constant(l, mode, FACE_MATH_AXIS_HEIGHT));
	math_place(box, below, (w - below->w) / 2, -h.down);
	box->w = w;
	return box;
}

MathBox *math_fraction_box(const MathLayout *l, const MathNode *node, MathMode mode)
{
	mode = math_mode_of(mode, node->as.fraction.style);
	MathBox *body = fraction_body(l, node, mode), *box = math_box(l);
	if (node->as.fraction.open == 0) {
		math_place(box, body, null_space(l, mode), 0);
		box->w += null_space(l, mode);
		return box;
	}
	math_place(box, math_fence(l, node->as.fraction.open, mode, body->h, body->d), 0, 0);
	math_place(box, body, box->w, 0);
	math_place(box, math_fence(l, node->as.fraction.close, mode, body->h, body->d), box->w, 0);
	return box;
}

/* --- roots (rule 11) --- */

static void place_degree(const MathLayout *l, const MathNode *degree, MathMode mode, MathBox *box,
			 Len h, Len d)
{
	if (degree == NULL)
		return;
	MathBox *mark = math_node_box(l, degree, (MathMode){2, false, mode.cramped});
	int percent = face_math_constant(l->face, FACE_MATH_RADICAL_DEGREE_RAISE_PERCENT);
	Len before = math_constant(l, mode, FACE_MATH_RADICAL_KERN_BEFORE_DEGREE);
	Len after = math_constant(l, mode, FACE_MATH_RADICAL_KERN_AFTER_DEGREE);
	math_place(box, mark, before, len_muldiv(h + d, percent, 100) - d + mark->d);
	box->w = max(0, before + mark->w + after);
}

MathBox *math_root_box(const MathLayout *l, const MathNode *node, MathMode mode)
{
	MathBox *body = math_node_box(l, node->as.root.body, math_mode_cramped(mode));
	Len rule = math_constant(l, mode, FACE_MATH_RADICAL_RULE);
	Len gap = math_constant(
		l, mode, mode.display ? FACE_MATH_RADICAL_DISPLAY_GAP : FACE_MATH_RADICAL_GAP);
	Len inner = body->h + body->d + gap;
	MathBox *box = math_box(l), *sign = math_stretch(l, 0x221A, mode, true, inner + rule);
	if (sign == NULL)
		return body;
	Len spare = sign->h + sign->d - inner - rule;
	gap += spare > 0 ? spare / 2 : 0;
	Len top = body->h + gap + rule, bottom = sign->h + sign->d - top;
	place_degree(l, node->as.root.degree, mode, box, top, bottom);
	Len x = box->w, w = body->w + body->italic;
	math_place(box, sign, x, top - sign->h);
	math_place(box, math_rule(l, w, rule, 0), x + sign->w, body->h + gap);
	math_place(box, body, x + sign->w, 0);
	box->w = x + sign->w + w;
	box->h += math_constant(l, mode, FACE_MATH_RADICAL_EXTRA_ASCENDER);
	return box;
}

/* --- accents (rules 9, 10, 12) --- */

static MathBox *line_box(const MathLayout *l, MathBox *body, MathMode mode, bool under)
{
	MathBox *box = math_box(l);
	Len w = body->w + body->italic;
	Len rule = math_constant(l, mode, under ? FACE_MATH_UNDERBAR_RULE : FACE_MATH_OVERBAR_RULE);
	Len gap = math_constant(l, mode, under ? FACE_MATH_UNDERBAR_GAP : FACE_MATH_OVERBAR_GAP);
	math_place(box, body, 0, 0);
	math_place(box, math_rule(l, w, rule, 0), 0, under ? -body->d - gap - rule : body->h + gap);
	if (under)
		box->d += math_constant(l, mode, FACE_MATH_UNDERBAR_EXTRA_DESCENDER);
	else
		box->h += math_constant(l, mode, FACE_MATH_OVERBAR_EXTRA_ASCENDER);
	box->w = w;
	return box;
}

/* A brace above or below, as wide as the body. */
static MathBox *brace_box(const MathLayout *l, MathBox *body, MathMode mode, uint32_t rune,
			  bool under)
{
	MathBox *box = math_box(l), *sign = math_stretch(l, rune, mode, false, body->w);
	if (sign == NULL)
		return body;
	Len w = max(sign->w, body->w);
	Len gap = math_constant(l, mode, FACE_MATH_OVERBAR_GAP) / 2;
	math_place(box, body, (w - body->w) / 2, 0);
	math_place(box, sign, (w - sign->w) / 2,
		   under ? -body->d - gap - sign->h : body->h + gap + sign->d);
	return box;
}

static bool is_arrow(uint32_t rune)
{
	return rune == 0x20D7 || rune == 0x20D6 || rune == 0x20E1;
}

/* The sign's attachment comes to stand over the body's. */
static MathBox *mark_box(const MathLayout *l, MathBox *body, MathMode mode, const MathNode *node)
{
	uint32_t rune = node->as.accent.rune;
	MathBox *box = math_box(l), *sign;
	if (!node->as.accent.stretchy)
		sign = math_char(l, rune, rune, mode);
	else if (is_arrow(rune))
		sign = math_stretch(l, rune, mode, false, body->w + body->italic);
	else
		sign = math_stretch_within(l, rune, mode, body->w + body->italic);
	if (sign == NULL)
		return body;
	Len base = math_constant(l, mode, FACE_MATH_ACCENT_BASE_HEIGHT);
	Len attach = body->single ? body->attach : (body->w + body->italic) / 2;
	Len rise = body->h > base ? body->h - base : 0;
	math_place(box, body, 0, 0);
	math_place(box, sign, attach - sign->attach, rise);
	box->w = body->w;
	box->italic = body->italic;
	return box;
}

MathBox *math_accent_box(const MathLayout *l, const MathNode *node, MathMode mode)
{
	uint32_t rune = node->as.accent.rune;
	bool under = node->as.accent.under;
	MathBox *body = math_node_box(l, node->as.accent.body, math_mode_cramped(mode));
	if (rune == MATH_LINE)
		return line_box(l, body, mode, under);
	if (node->class == MATH_OP)
		return brace_box(l, body, mode, rune, under);
	return mark_box(l, body, mode, node);
}

/* --- fences --- */

static void add_fence(const MathLayout *l, MathBox *box, uint32_t rune, MathMode mode, Len h, Len d)
{
	if (rune == 0)
		box->w += null_space(l, mode);
	else
		math_place(box, math_fence(l, rune, mode, h, d), box->w, 0);
}

/* The signs of \middle are known once all else is measured. */
MathBox *math_fenced_box(const MathLayout *l, const MathNode *node, MathMode mode)
{
	const MathNode *first = node->as.fenced.body->as.row.first;
	MathBox *box = math_box(l), *parts = math_box(l), *next;
	for (const MathNode *part = first; part != NULL; part = part->next)
		if (part->kind != MATH_FENCE)
			math_place(parts, math_row_box(l, part, mode, false), 0, 0);
	Len h = parts->h, d = parts->d;
	MathBox *set = parts->first;
	add_fence(l, box, node->as.fenced.open, mode, h, d);
	for (const MathNode *part = first; part != NULL; part = part->next) {
		if (part->kind == MATH_FENCE) {
			add_fence(l, box, part->as.fence.rune, mode, h, d);
			continue;
		}
		next = set->next;
		set->next = NULL;
		math_place(box, set, box->w, 0);
		box->w += set->italic;
		set = next;
	}
	add_fence(l, box, node->as.fenced.close, mode, h, d);
	return box;
}

/* Plain TeX's \big to \Bigg: 12, 18, 24 and 30 pt in text of 10 pt, times its delimiterfactor. */
MathBox *math_big_box(const MathLayout *l, const MathNode *node, MathMode mode)
{
	static const int heights[] = {0, 108, 162, 216, 270};
	MathBox *box = math_box(l);
	if (node->as.fence.rune == 0)
		return box;
	Len least = len_muldiv(l->size, heights[node->as.fence.size], 100);
	MathBox *sign = math_stretch(l, node->as.fence.rune, mode, true, least);
	if (sign != NULL)
		math_place(box, sign, 0, math_axis_shift(l, sign, mode));
	return box;
}
