/*
 * Rows: atoms side by side with the space that their classes ask for.
 */
#include "base/utf8.h"
#include "base/vec.h"
#include "typeset/math_parts.h"

typedef struct {
	MathBox *box; /* NULL: a space alone */
	MathClass class;
	MathMode mode;
	Len space; /* written in the source */
	bool is_space;
} Atom;

typedef VEC(Atom) Atoms;

/* The TeXbook, chapter 18: in 1/18 em of thin 3, medium 4, thick 5; negative: not in scripts; 9:
 * cannot be. Rows: what is to the left. */
static const int8_t spaces[8][8] = {
	[MATH_ORD] = {0, 3, -4, -5, 0, 0, 0, -3},
	[MATH_OP] = {3, 3, 9, -5, 0, 0, 0, -3},
	[MATH_BIN] = {-4, -4, 9, 9, -4, 9, 9, -4},
	[MATH_REL] = {-5, -5, 9, 0, -5, 0, 0, -5},
	[MATH_OPEN] = {0, 0, 9, 0, 0, 0, 0, 0},
	[MATH_CLOSE] = {0, 3, -4, -5, 0, 0, 0, -3},
	[MATH_PUNCT] = {-3, -3, 9, -3, -3, -3, -3, -3},
	[MATH_INNER] = {-3, 3, -4, -5, -3, 0, -3, -3},
};

/* --- leaves --- */

/* Letters of the common styles are read as themselves; others are what they are drawn as. */
static uint32_t reading_of(uint32_t rune, uint32_t letter, MathVariant variant)
{
	return variant == MATH_DOUBLE_STRUCK || variant == MATH_SCRIPT || variant == MATH_FRAKTUR
		       ? letter
		       : rune;
}

static MathBox *large_operator(const MathLayout *l, const MathNode *node, MathMode mode)
{
	uint32_t rune = node->as.symbol.rune;
	MathBox *box = math_box(l), *sign;
	if (mode.display)
		sign = math_stretch(l, rune, mode, true,
				    math_constant(l, mode, FACE_MATH_DISPLAY_OPERATOR_MIN_HEIGHT));
	else
		sign = math_char(l, rune, rune, mode);
	if (sign == NULL)
		return box;
	math_place(box, sign, 0, math_axis_shift(l, sign, mode));
	box->lean = sign->italic;
	return box;
}

static MathBox *symbol(const MathLayout *l, const MathNode *node, MathMode mode)
{
	uint32_t rune = node->as.symbol.rune;
	if (node->class == MATH_OP && node->as.symbol.large)
		return large_operator(l, node, mode);
	uint32_t letter =
		node->kind == MATH_IDENT ? math_letter(rune, node->as.symbol.variant) : rune;
	uint32_t reading = reading_of(rune, letter, node->as.symbol.variant);
	MathBox *box = math_char(l, letter, reading, mode);
	return box != NULL ? box : math_box(l);
}

static MathBox *letters(const MathLayout *l, const MathNode *node, MathMode mode)
{
	MathBox *box = math_box(l);
	Str text = node->as.text.text;
	MathVariant variant = node->as.text.variant;
	for (size_t at = 0; at < text.len;) {
		uint32_t rune = utf8_next(text, &at);
		uint32_t letter = math_letter(rune, variant);
		if (rune == ' ' || rune == 0xA0 || rune == 0x2009)
			box->w += math_size(l, mode) / 6;
		else
			math_place(box,
				   math_char(l, letter, reading_of(rune, letter, variant), mode),
				   box->w, 0);
	}
	return box;
}

static MathBox *phantom(const MathLayout *l, const MathNode *node, MathMode mode)
{
	MathBox *box = math_node_box(l, node->as.body, mode);
	MathBox *empty = math_box(l);
	empty->w = box->w;
	empty->h = box->h;
	empty->d = box->d;
	return empty;
}

MathBox *math_node_box(const MathLayout *l, const MathNode *node, MathMode mode)
{
	switch (node->kind) {
	case MATH_ROW: return math_row_box(l, node, mode, false);
	case MATH_IDENT:
	case MATH_OPERATOR: return symbol(l, node, mode);
	case MATH_NUMBER:
	case MATH_NAME: return letters(l, node, mode);
	case MATH_TEXT:
		return math_words(l, node->as.text.text, node->as.text.variant,
				  len_muldiv(l->setting->text.size, math_size(l, mode), l->size));
	case MATH_SPACE: return math_box(l);
	case MATH_SCRIPTS: return math_scripts_box(l, node, mode);
	case MATH_FRACTION: return math_fraction_box(l, node, mode);
	case MATH_ROOT: return math_root_box(l, node, mode);
	case MATH_ACCENT: return math_accent_box(l, node, mode);
	case MATH_FENCED: return math_fenced_box(l, node, mode);
	case MATH_FENCE: return math_big_box(l, node, mode);
	case MATH_TABLE: return math_table_box(l, node, mode);
	case MATH_STYLED:
		return math_row_box(l, node->as.styled.body,
				    math_mode_of(mode, node->as.styled.style), false);
	case MATH_PHANTOM: return phantom(l, node, mode);
	}
	return math_box(l);
}

/* --- rows --- */

/* A change of style goes on to the end of the row and is no atom. */
static void add_atoms(const MathLayout *l, Atoms *atoms, const MathNode *row, MathMode mode)
{
	for (const MathNode *node = row->as.row.first; node != NULL; node = node->next) {
		Atom atom = {.class = node->class, .mode = mode};
		if (node->kind == MATH_STYLED) {
			add_atoms(l, atoms, node->as.styled.body,
				  math_mode_of(mode, node->as.styled.style));
			continue;
		}
		atom.is_space = node->kind == MATH_SPACE;
		if (atom.is_space)
			atom.space = len_muldiv(math_size(l, mode), node->as.space, 18);
		else
			atom.box = math_node_box(l, node, mode);
		VEC_PUSH(l->arena, atoms, atom);
	}
}

/* Rules 5 and 6: a binary sign without something on both sides is an ordinary one. */
static void settle_classes(Atoms *atoms, bool after_ord)
{
	Atom *last = NULL;
	MathClass before = after_ord ? MATH_ORD : MATH_OPEN;
	for (size_t i = 0; i < atoms->len; i++) {
		Atom *atom = &atoms->ptr[i];
		if (atom->is_space)
			continue;
		bool alone = before == MATH_BIN || before == MATH_OP || before == MATH_REL ||
			     before == MATH_OPEN || before == MATH_PUNCT;
		if (atom->class == MATH_BIN && alone)
			atom->class = MATH_ORD;
		if (last != NULL && last->class == MATH_BIN &&
		    (atom->class == MATH_REL || atom->class == MATH_CLOSE ||
		     atom->class == MATH_PUNCT))
			last->class = MATH_ORD;
		before = atom->class;
		last = atom;
	}
	if (last != NULL && last->class == MATH_BIN)
		last->class = MATH_ORD;
}

static Len space_between(const MathLayout *l, MathClass left, const Atom *right)
{
	int space = spaces[left][right->class];
	if (space == 9 || (space < 0 && right->mode.level > 0))
		return 0;
	return len_muldiv(math_size(l, right->mode), space < 0 ? -space : space, 18);
}

static Atoms row_atoms(const MathLayout *l, const MathNode *row, MathMode mode, bool after_ord)
{
	Atoms atoms = {0};
	add_atoms(l, &atoms, row, mode);
	settle_classes(&atoms, after_ord);
	return atoms;
}

/* Atoms [from, to) side by side. */
static MathBox *join_atoms(const MathLayout *l, const Atoms *atoms, size_t from, size_t to,
			   bool after_ord)
{
	MathBox *box = math_box(l);
	bool first = !after_ord;
	MathClass before = MATH_ORD;
	Len x = 0;
	for (size_t i = from; i < to; i++) {
		const Atom *atom = &atoms->ptr[i];
		x += atom->space;
		if (atom->is_space)
			continue;
		if (!first)
			x += space_between(l, before, atom);
		math_place(box, atom->box, x, 0);
		x += atom->box->w + atom->box->italic;
		before = atom->class;
		first = false;
	}
	box->w = x > 0 ? x : 0;
	return box;
}

MathBox *math_row_box(const MathLayout *l, const MathNode *row, MathMode mode, bool after_ord)
{
	if (row->kind != MATH_ROW)
		return math_node_box(l, row, mode);
	Atoms atoms = row_atoms(l, row, mode, after_ord);
	/* braces around one sign leave it one */
	if (atoms.len == 1 && !atoms.ptr[0].is_space && !after_ord)
		return atoms.ptr[0].box;
	return join_atoms(l, &atoms, 0, atoms.len, after_ord);
}

/* --- formulas --- */

/* The size at which lower-case letters of the math face are as high as those around it. */
static Len matching_size(const MathSetting *setting, Face *math)
{
	const Face *text = fonts_face(setting->fonts, &setting->text.font, setting->diags);
	const FaceMetrics *m = face_metrics(math);
	if (text == NULL || m->x_height <= 0)
		return setting->text.size;
	const FaceMetrics *t = face_metrics(text);
	double scale =
		(double)t->x_height / t->units_per_em / ((double)m->x_height / m->units_per_em);
	return len_scale(setting->text.size, scale < 0.9 ? 0.9 : scale > 1.1 ? 1.1 : scale);
}

static bool layout_start(const MathSetting *setting, MathLayout *l)
{
	FontQuery query = {.family = S("math")};
	Face *face = fonts_face(setting->fonts, &query, setting->diags);
	if (face == NULL)
		return false;
	if (!face_has_math(face)) {
		diag_error(setting->diags, setting->span,
			   S("give the role math a face such as TeX Gyre Termes Math"),
			   "the font of formulas has no MATH table [font-unusable]");
		return false;
	}
	*l = (MathLayout){setting, setting->arena, face, face_metrics(face),
			  matching_size(setting, face)};
	return true;
}

/* Whether a line may end after an atom: after relations, in long formulas after binary signs too.
 */
static bool may_break(const Atoms *atoms, size_t i, bool is_long)
{
	MathClass class = atoms->ptr[i].class;
	if (atoms->ptr[i].is_space || i + 1 >= atoms->len)
		return false;
	const Atom *next = &atoms->ptr[i + 1];
	if (next->is_space || next->class == MATH_REL)
		return false;
	return class == MATH_REL || (class == MATH_BIN && is_long);
}

/* A box has one place only, so widths are summed before any is placed. */
static bool is_long_row(const MathLayout *l, const Atoms *atoms)
{
	int64_t w = 0;
	for (size_t i = 0; i < atoms->len; i++)
		w += atoms->ptr[i].is_space ? 0 : atoms->ptr[i].box->w;
	return w > 14 * (int64_t)l->size;
}

/* A formula in a line is cut where the line may end; the space that would follow is the text's. */
static MathPiece *set_inline(const MathLayout *l, const MathNode *root, size_t *count)
{
	MathMode mode = {0, false, false};
	Atoms atoms = row_atoms(l, root, mode, false);
	bool is_long = is_long_row(l, &atoms);
	VEC(MathPiece) pieces = {0};
	for (size_t from = 0, i = 0; i < atoms.len; i++) {
		if (i + 1 < atoms.len && !may_break(&atoms, i, is_long))
			continue;
		VEC_PUSH(l->arena, &pieces,
			 math_flatten(l, join_atoms(l, &atoms, from, i + 1, false)));
		from = i + 1;
	}
	*count = pieces.len;
	return pieces.ptr;
}

MathPiece *math_set(const MathSetting *setting, const MathFormula *formula, size_t *count)
{
	MathLayout l;
	*count = 0;
	if (!layout_start(setting, &l))
		return NULL;
	if (!setting->display)
		return set_inline(&l, formula->root, count);
	MathMode mode = {0, true, false};
	MathPiece *piece = ARENA_NEW(setting->arena, MathPiece);
	*piece = math_flatten(&l, math_row_box(&l, formula->root, mode, false));
	*count = 1;
	return piece;
}

MathPiece math_set_words(const MathSetting *setting, Str words)
{
	MathLayout l = {.setting = setting, .arena = setting->arena};
	return math_flatten(&l, math_words(&l, words, MATH_ROMAN, setting->text.size));
}
