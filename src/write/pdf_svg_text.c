/*
 * Texts in pictures: shaped, placed by SVG's rules (SVG 1.1, 10.5 to 10.9), painted as outlines.
 *
 * Outlines look the same everywhere, and a picture's words are told by its alternative text.
 */
#include "write/pdf_svg.h"

/* A glyph and where it stands, from the start of its chunk. */
typedef struct {
	const Face *face;
	uint32_t glyph;
	size_t run;
	double x, y, scale;
} Placed;

typedef struct {
	PdfSvg *draw;
	const SvgNode *text;
	Fonts *fonts;
	VEC(Placed) glyphs;
	double x, y;  /* the pen */
	size_t chunk; /* its first glyph */
	double chunk_x;
	SvgAnchor anchor;
	Diags unused;
} Setter;

/* --- faces --- */

static Str generic_family(Str name)
{
	static const struct {
		Str part, role;
	} known[] = {
		{STR_INIT("mono"), STR_INIT("mono")},	  {STR_INIT("courier"), STR_INIT("mono")},
		{STR_INIT("consolas"), STR_INIT("mono")}, {STR_INIT("menlo"), STR_INIT("mono")},
		{STR_INIT("sans"), STR_INIT("sans")},	  {STR_INIT("serif"), STR_INIT("text")},
		{STR_INIT("times"), STR_INIT("text")},	  {STR_INIT("georgia"), STR_INIT("text")},
		{STR_INIT("garamond"), STR_INIT("text")}, {STR_INIT("palatino"), STR_INIT("text")},
		{STR_INIT("roman"), STR_INIT("text")},	  {STR_INIT("song"), STR_INIT("text")},
		{STR_INIT("ming"), STR_INIT("text")},	  {STR_INIT("libertine"), STR_INIT("text")},
	};
	for (size_t i = 0; i < sizeof known / sizeof known[0]; i++)
		if (str_contains_nocase(name, known[i].part))
			return known[i].role;
	return S("sans");
}

/* By the first name of the list: what it looks like is enough. Browsers' own choice is a serif. */
static FontQuery query_of(const SvgRun *run)
{
	Str rest = run->family, first;
	FontQuery query = {S("text"), run->bold, run->italic};
	if (str_split(&rest, ',', &first) && !str_is_blank(first))
		query.family = generic_family(first);
	return query;
}

static double base_shift(Setter *s, const SvgRun *run)
{
	FontQuery query = query_of(run);
	const Face *face = fonts_face(s->fonts, &query, &s->unused);
	if (face == NULL)
		return 0;
	const FaceMetrics *m = face_metrics(face);
	double em = m->units_per_em;
	switch (run->base) {
	case SVG_BASE_ALPHABETIC: break;
	case SVG_BASE_MIDDLE: return run->size * m->x_height / 2 / em;
	case SVG_BASE_CENTRAL: return run->size * (m->ascent + m->descent) / 2 / em;
	case SVG_BASE_HANGING: return run->size * m->ascent * 0.8 / em; /* as browsers guess it */
	case SVG_BASE_TOP: return run->size * m->ascent / em;
	case SVG_BASE_BOTTOM: return run->size * m->descent / em;
	}
	return 0;
}

/* --- setting --- */

static void place_glyph(Setter *s, const Face *face, const FaceGlyph *glyph, size_t run,
			double scale, double shift)
{
	const SvgRun *said = &s->text->as.text.runs[run];
	Placed placed = {face,
			 glyph->glyph,
			 run,
			 s->x + glyph->dx * scale,
			 s->y + shift - said->rise - glyph->dy * scale,
			 scale};
	VEC_PUSH(s->draw->arena, &s->glyphs, placed);
	s->x += glyph->advance * scale + said->spacing;
}

static void set_piece(Setter *s, size_t run, Face *face, Str text, size_t start, size_t end)
{
	const SvgRun *said = &s->text->as.text.runs[run];
	FontQuery query = query_of(said);
	FaceShaping shaping = {.lang = s->draw->lang, .rtl = unicode_has_rtl(text)};
	FaceGlyph *glyphs;
	size_t count;
	double scale =
		said->size * fonts_scale(s->fonts, face, &query) / face_metrics(face)->units_per_em;
	double shift = base_shift(s, said);
	face_shape(face, s->draw->arena, text, start, end, &shaping, &glyphs, &count);
	for (size_t i = 0; i < count; i++)
		place_glyph(s, face, &glyphs[i], run, scale, shift);
}

/* A chunk is moved as a whole to where its anchor says. */
static void end_chunk(Setter *s)
{
	double width = s->x - s->chunk_x;
	double back = s->anchor == SVG_ANCHOR_MIDDLE ? width / 2
		      : s->anchor == SVG_ANCHOR_END  ? width
						     : 0;
	for (size_t i = s->chunk; i < s->glyphs.len; i++)
		s->glyphs.ptr[i].x -= back;
	s->x -= back;
	s->chunk = s->glyphs.len;
}

static void move_pen(Setter *s, const SvgRun *run)
{
	if (run->at_x || run->at_y) {
		end_chunk(s);
		s->x = run->at_x ? run->x : s->x;
		s->y = run->at_y ? run->y : s->y;
		s->chunk_x = s->x;
		s->anchor = run->anchor;
	}
	s->x += run->dx;
	s->y += run->dy;
}

static Face *find_face(Setter *s, const FontQuery *query, Str cluster)
{
	Face *face = fonts_find(s->fonts, query, cluster, s->draw->lang, &s->unused);
	if (face != NULL && face_metrics(face)->kind != FACE_BITMAP)
		return face;
	s->draw->lacks |= SVG_LACKS_LETTERS;
	return NULL;
}

/* Pieces of one face; what no face has is left out. */
static void set_run(Setter *s, size_t index)
{
	const SvgRun *run = &s->text->as.text.runs[index];
	FontQuery query = query_of(run);
	Face *face = NULL;
	size_t start = 0;
	move_pen(s, run);
	uint8_t *ends = ARENA_ARRAY(s->draw->arena, uint8_t, run->text.len + 1);
	unicode_mark_graphemes(s->draw->unicode, run->text, ends);
	for (size_t at = 0; at < run->text.len;) {
		size_t next = at + 1;
		while (next < run->text.len && ends[next] == 0)
			next++;
		Str cluster = str_slice(run->text, at, next);
		Face *found = find_face(s, &query, cluster);
		if (found != face && face != NULL)
			set_piece(s, index, face, run->text, start, at);
		start = found != face ? at : start;
		face = found;
		at = next;
	}
	if (face != NULL)
		set_piece(s, index, face, run->text, start, run->text.len);
}

/* --- outlines --- */

typedef struct {
	Arena *arena;
	const Placed *at;
	VEC(SvgStep) steps;
	double x, y; /* the pen, in font units */
} Outliner;

static void add_step(Outliner *o, SvgVerb verb, const double *points, int count)
{
	SvgStep step = {.verb = verb};
	for (int i = 0; i < count; i++) {
		step.x[i] = o->at->x + points[2 * i] * o->at->scale;
		step.y[i] = o->at->y - points[2 * i + 1] * o->at->scale;
		o->x = points[2 * i];
		o->y = points[2 * i + 1];
	}
	VEC_PUSH(o->arena, &o->steps, step);
}

static void pen_move(void *context, double x, double y)
{
	add_step(context, SVG_MOVE, (const double[]){x, y}, 1);
}

static void pen_line(void *context, double x, double y)
{
	add_step(context, SVG_LINE, (const double[]){x, y}, 1);
}

static void pen_cubic(void *context, double ax, double ay, double bx, double by, double x, double y)
{
	add_step(context, SVG_CURVE, (const double[]){ax, ay, bx, by, x, y}, 3);
}

static void pen_quad(void *context, double cx, double cy, double x, double y)
{
	Outliner *o = context;
	pen_cubic(context, o->x + (cx - o->x) * 2 / 3, o->y + (cy - o->y) * 2 / 3,
		  x + (cx - x) * 2 / 3, y + (cy - y) * 2 / 3, x, y);
}

static void pen_close(void *context)
{
	add_step(context, SVG_CLOSE, NULL, 0);
}

/* The glyphs of one run, from *at on, as one path. */
static void paint_run(Setter *s, size_t *at)
{
	static const FacePen pen = {pen_move, pen_line, pen_quad, pen_cubic, pen_close};
	Outliner o = {.arena = s->draw->arena};
	size_t run = s->glyphs.ptr[*at].run;
	for (; *at < s->glyphs.len && s->glyphs.ptr[*at].run == run; (*at)++) {
		o.at = &s->glyphs.ptr[*at];
		face_draw(o.at->face, o.at->glyph, &pen, &o);
	}
	const SvgRun *said = &s->text->as.text.runs[run];
	SvgNode node = {.kind = SVG_PATH, .opacity = 1};
	node.as.path.outline = (SvgOutline){o.steps.ptr, o.steps.len, false};
	node.as.path.fill = said->fill;
	node.as.path.stroke = said->stroke;
	node.as.path.matrix = s->text->as.text.matrix;
	if (o.steps.len > 0)
		pdf_svg_node(s->draw, &node);
}

void pdf_svg_text(PdfSvg *draw, const SvgNode *text)
{
	Setter s = {.draw = draw, .text = text, .fonts = draw->job->options->fonts};
	if (text->as.text.count > 0 && s.fonts == NULL)
		draw->lacks |= SVG_LACKS_LETTERS;
	if (s.fonts == NULL)
		return;
	if (draw->unicode == NULL)
		draw->unicode = unicode_new(draw->arena);
	s.unused = diags_in(draw->arena); /* what is missing is told for the whole picture */
	for (size_t i = 0; i < text->as.text.count; i++)
		set_run(&s, i);
	end_chunk(&s);
	for (size_t at = 0; at < s.glyphs.len;)
		paint_run(&s, &at);
}
