/*
 * Boxes of a formula: glyphs, rules, and what holds them; then frame items of them.
 */
#include "base/buf.h"
#include "base/utf8.h"
#include "base/vec.h"
#include "typeset/math_parts.h"

MathBox *math_box(const MathLayout *l)
{
	return ARENA_NEW(l->arena, MathBox);
}

void math_place(MathBox *box, MathBox *child, Len x, Len y)
{
	if (child == NULL)
		return;
	child->x = x;
	child->y = y;
	if (box->last != NULL)
		box->last->next = child;
	else
		box->first = child;
	box->last = child;
	box->w = x + child->w > box->w ? x + child->w : box->w;
	box->h = y + child->h > box->h ? y + child->h : box->h;
	box->d = child->d - y > box->d ? child->d - y : box->d;
}

MathBox *math_rule(const MathLayout *l, Len w, Len h, Len d)
{
	MathBox *box = math_box(l);
	box->kind = MATH_BOX_RULE;
	box->w = w;
	box->h = h;
	box->d = d;
	return box;
}

/* --- styles --- */

Len math_size(const MathLayout *l, MathMode mode)
{
	static const FaceMathConstant percents[] = {FACE_MATH_SCRIPT_PERCENT,
						    FACE_MATH_SCRIPT_SCRIPT_PERCENT};
	if (mode.level == 0)
		return l->size;
	return len_muldiv(l->size, face_math_constant(l->face, percents[mode.level - 1]), 100);
}

Len math_constant(const MathLayout *l, MathMode mode, FaceMathConstant constant)
{
	return len_muldiv(math_size(l, mode), face_math_constant(l->face, constant),
			  l->metrics->units_per_em);
}

MathMode math_mode_script(MathMode mode, bool cramped)
{
	return (MathMode){mode.level < 2 ? mode.level + 1 : 2, false, mode.cramped || cramped};
}

MathMode math_mode_fraction(MathMode mode, bool cramped)
{
	if (mode.display)
		return (MathMode){0, false, mode.cramped || cramped};
	return math_mode_script(mode, cramped);
}

MathMode math_mode_cramped(MathMode mode)
{
	mode.cramped = true;
	return mode;
}

MathMode math_mode_of(MathMode mode, MathStyle style)
{
	switch (style) {
	case MATH_STYLE_AS_IS: return mode;
	case MATH_STYLE_DISPLAY: return (MathMode){0, true, mode.cramped};
	case MATH_STYLE_TEXT: return (MathMode){0, false, mode.cramped};
	case MATH_STYLE_SCRIPT: return (MathMode){1, false, mode.cramped};
	case MATH_STYLE_SCRIPTSCRIPT: return (MathMode){2, false, mode.cramped};
	}
	return mode;
}

/* --- glyphs --- */

static Str rune_text(const MathLayout *l, uint32_t rune)
{
	Buf text = buf_in(l->arena);
	if (rune != 0)
		buf_add_rune(&text, rune);
	return buf_str(&text);
}

static MathBox *glyph_box(const MathLayout *l, Face *face, uint32_t glyph, uint32_t reading,
			  Len size)
{
	int em = face_metrics(face)->units_per_em, attach;
	FaceInk ink = face_ink(face, glyph);
	MathBox *box = math_box(l);
	box->kind = MATH_BOX_GLYPHS;
	box->single = true;
	box->face = face;
	box->size = size;
	box->text = rune_text(l, reading);
	box->count = 1;
	box->glyphs = ARENA_ARRAY(l->arena, Glyph, 1);
	box->w = len_muldiv(face_advance(face, glyph), size, em);
	box->glyphs[0] = (Glyph){.id = (uint16_t)glyph, .advance = box->w};
	box->h = len_muldiv(ink.height, size, em);
	box->d = len_muldiv(ink.depth, size, em);
	box->italic = len_muldiv(face_math_italic(face, glyph), size, em);
	bool known = face_math_attachment(face, glyph, &attach);
	box->attach = known ? len_muldiv(attach, size, em) : (box->w + box->italic) / 2;
	if (!known && box->w == 0) /* a mark over what is before it */
		box->attach = len_muldiv(ink.left + ink.right, size, 2 * em);
	return box;
}

MathBox *math_glyph(const MathLayout *l, uint32_t glyph, uint32_t reading, Len size)
{
	return glyph_box(l, l->face, glyph, reading, size);
}

static void report_missing(const MathLayout *l, Str text)
{
	diag_error(l->setting->diags, l->setting->span, S("write the formula without it"),
		   "no font has the sign %.*s [glyph-missing]", STR_ARG(text));
}

MathBox *math_char(const MathLayout *l, uint32_t rune, uint32_t reading, MathMode mode)
{
	Len size = math_size(l, mode);
	uint32_t glyph = face_glyph(l->face, rune, 0);
	if (glyph != 0 && mode.level > 0)
		glyph = face_math_script_glyph(l->face, glyph, mode.level);
	if (glyph != 0)
		return math_glyph(l, glyph, reading, size);
	Str text = rune_text(l, rune);
	Face *face = fonts_find(l->setting->fonts, &l->setting->text.font, text, l->setting->lang,
				l->setting->diags);
	if (face != NULL && (glyph = face_glyph(face, rune, 0)) != 0)
		return glyph_box(l, face, glyph, reading, size);
	if (reading != rune)
		return math_char(l, reading, reading, mode);
	report_missing(l, text);
	return NULL;
}

/* --- words --- */

static MathBox *shape_words(const MathLayout *l, Face *face, Str words, Len size)
{
	FaceGlyph *shaped;
	FaceShaping shaping = {.lang = l->setting->lang};
	MathBox *box = math_box(l);
	int em = face_metrics(face)->units_per_em;
	face_shape(face, l->arena, words, 0, words.len, &shaping, &shaped, &box->count);
	box->kind = MATH_BOX_GLYPHS;
	box->face = face;
	box->size = size;
	box->text = words;
	box->glyphs = ARENA_ARRAY(l->arena, Glyph, box->count);
	box->shifts = ARENA_ARRAY(l->arena, GlyphShift, box->count);
	for (size_t i = 0; i < box->count; i++) {
		const FaceGlyph *g = &shaped[i];
		FaceInk ink = face_ink(face, g->glyph);
		Len h = len_muldiv(ink.height, size, em), d = len_muldiv(ink.depth, size, em);
		box->glyphs[i] = (Glyph){.id = (uint16_t)g->glyph,
					 .start = g->cluster,
					 .advance = len_muldiv(g->advance, size, em)};
		box->shifts[i] =
			(GlyphShift){len_muldiv(g->dx, size, em), len_muldiv(g->dy, size, em)};
		box->w += box->glyphs[i].advance;
		box->h = h > box->h ? h : box->h;
		box->d = d > box->d ? d : box->d;
	}
	return box;
}

static FontQuery words_font(const MathLayout *l, MathVariant variant)
{
	FontQuery font = l->setting->text.font;
	if (variant == MATH_SANS)
		font.family = S("sans");
	else if (variant == MATH_MONO)
		font.family = S("mono");
	font.bold = font.bold || variant == MATH_BOLD || variant == MATH_BOLD_ITALIC;
	font.italic = variant == MATH_ITALIC || variant == MATH_BOLD_ITALIC;
	return font;
}

MathBox *math_words(const MathLayout *l, Str words, MathVariant variant, Len size)
{
	const MathSetting *setting = l->setting;
	FontQuery font = words_font(l, variant);
	MathBox *box = math_box(l);
	for (size_t at = 0, start = 0; start < words.len; start = at) {
		Face *face = NULL;
		while (at < words.len) {
			size_t next = at;
			utf8_next(words, &next);
			Face *found = fonts_find(setting->fonts, &font, str_slice(words, at, next),
						 setting->lang, setting->diags);
			if (at > start && found != face)
				break;
			face = found;
			at = next;
		}
		Str piece = str_slice(words, start, at);
		if (face == NULL)
			report_missing(l, piece);
		else
			math_place(box,
				   shape_words(l, face, piece,
					       len_scale(size,
							 fonts_scale(setting->fonts, face, &font))),
				   box->w, 0);
	}
	return box;
}

/* --- frame items --- */

typedef struct {
	const MathLayout *l;
	VEC(FrameItem) items;
} Flattener;

static void flatten_rule(Flattener *f, const MathBox *box, Len x, Len y)
{
	if (box->w <= 0 || box->h + box->d <= 0)
		return;
	FrameItem item = {.kind = FRAME_RULE,
			  .tag = f->l->setting->tag,
			  .span = f->l->setting->span,
			  .x = x,
			  .y = -(y + box->h),
			  .w = box->w,
			  .h = box->h + box->d};
	item.as.rule.colour = f->l->setting->text.colour;
	VEC_PUSH(f->l->arena, &f->items, item);
}

/* Whether the glyphs go on with the last run: a reader then moves on by its advances alone. */
static bool joins(const FrameItem *last, const MathBox *box, Len x, Len y)
{
	return last->kind == FRAME_TEXT && last->as.text.face == box->face &&
	       last->as.text.size == box->size && last->y == -y && x >= last->x &&
	       box->text.len > 0;
}

static void join(Flattener *f, FrameItem *last, const MathBox *box, Len x)
{
	Arena *arena = f->l->arena;
	size_t count = last->as.text.glyph_count;
	uint32_t offset = (uint32_t)last->as.text.text.len;
	Glyph *glyphs = ARENA_ARRAY(arena, Glyph, count + box->count);
	GlyphShift *shifts = ARENA_ARRAY(arena, GlyphShift, count + box->count);
	for (size_t i = 0; i < count; i++) {
		glyphs[i] = last->as.text.glyphs[i];
		shifts[i] = frame_shift(last, i);
	}
	glyphs[count - 1].advance += x - (last->x + last->w);
	for (size_t i = 0; i < box->count; i++) {
		glyphs[count + i] = box->glyphs[i];
		glyphs[count + i].start += offset;
		if (box->shifts != NULL)
			shifts[count + i] = box->shifts[i];
	}
	last->w = x + box->w - last->x;
	last->as.text.text = str_concat(arena, last->as.text.text, box->text);
	last->as.text.glyphs = glyphs;
	last->as.text.shifts = shifts;
	last->as.text.glyph_count = (uint32_t)(count + box->count);
}

static void flatten_glyphs(Flattener *f, const MathBox *box, Len x, Len y)
{
	if (box->count == 0)
		return;
	if (f->items.len > 0 && joins(&f->items.ptr[f->items.len - 1], box, x, y)) {
		join(f, &f->items.ptr[f->items.len - 1], box, x);
		return;
	}
	FrameItem item = {.kind = FRAME_TEXT,
			  .tag = f->l->setting->tag,
			  .span = f->l->setting->span,
			  .x = x,
			  .y = -y,
			  .w = box->w,
			  .h = box->size};
	item.as.text.face = box->face;
	item.as.text.size = box->size;
	item.as.text.colour = f->l->setting->text.colour;
	item.as.text.text = box->text;
	item.as.text.glyphs = box->glyphs;
	item.as.text.shifts = box->shifts;
	item.as.text.glyph_count = (uint32_t)box->count;
	item.as.text.lang = f->l->setting->lang;
	VEC_PUSH(f->l->arena, &f->items, item);
}

/* Recursion follows the tree of the formula, which its parser bounds. */
static void flatten(Flattener *f, const MathBox *box, Len x, Len y)
{
	x += box->x;
	y += box->y;
	switch (box->kind) {
	case MATH_BOX_LIST:
		for (const MathBox *child = box->first; child != NULL; child = child->next)
			flatten(f, child, x, y);
		return;
	case MATH_BOX_GLYPHS: flatten_glyphs(f, box, x, y); return;
	case MATH_BOX_RULE: flatten_rule(f, box, x, y); return;
	}
}

MathPiece math_flatten(const MathLayout *l, const MathBox *box)
{
	Flattener f = {.l = l};
	flatten(&f, box, 0, 0);
	return (MathPiece){box->w, box->h, box->d, f.items.ptr, f.items.len};
}
