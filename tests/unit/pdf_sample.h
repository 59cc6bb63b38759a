/*
 * pdf_sample: a Paper made by hand with real faces: TrueType, both kinds of CFF, colour emoji,
 * right to left, links, a list, a table, a figure. Two pages.
 */
#ifndef RECTO_TESTS_PDF_SAMPLE_H
#define RECTO_TESTS_PDF_SAMPLE_H

#include "write/pdf.h"

enum { SAMPLE_SERIF, SAMPLE_CJK, SAMPLE_EMOJI, SAMPLE_TRUETYPE, SAMPLE_HEBREW, SAMPLE_FACES };

typedef struct {
	Arena *arena;
	Paper paper;
	Face *faces[SAMPLE_FACES];
	Frame *frame;
	Tag *tag;
	Len x, y;
	Str features;
} Sample;

static const struct {
	const char *path;
	unsigned index;
} sample_files[SAMPLE_FACES] = {
	{"/usr/share/fonts/opentype/linux-libertine/LinLibertine_R.otf", 0},
	{"/usr/share/fonts/opentype/noto/NotoSerifCJK-Regular.ttc", 2},
	{"/usr/share/fonts/truetype/noto/NotoColorEmoji.ttf", 0},
	{"/usr/share/fonts/truetype/dejavu/DejaVuSerif.ttf", 0},
	{"/usr/share/fonts/truetype/dejavu/DejaVuSans.ttf", 0},
};

/* Sets the text at the pen and moves the pen on. */
static inline FrameItem *sample_text(Sample *s, int face, double size, const char *text,
				     const char *lang)
{
	FaceGlyph *shaped;
	size_t count;
	FaceShaping shaping = {
		.lang = str_from(lang), .rtl = face == SAMPLE_HEBREW, .features = s->features};
	Str words = str_from(text);
	face_shape(s->faces[face], s->arena, words, 0, words.len, &shaping, &shaped, &count);
	int em = face_metrics(s->faces[face])->units_per_em;
	Len points = len_from_pt(size);
	FrameItem item = {.kind = FRAME_TEXT, .tag = s->tag, .x = s->x, .y = s->y};
	item.as.text.face = s->faces[face];
	item.as.text.size = points;
	item.as.text.text = words;
	item.as.text.lang = str_from(lang);
	item.as.text.rtl = shaping.rtl;
	item.as.text.glyphs = ARENA_ARRAY(s->arena, Glyph, count);
	item.as.text.shifts = ARENA_ARRAY(s->arena, GlyphShift, count);
	item.as.text.glyph_count = (uint32_t)count;
	for (size_t i = 0; i < count; i++) {
		Glyph glyph = {.id = (uint16_t)shaped[i].glyph,
			       .start = shaped[i].cluster,
			       .advance = len_muldiv(shaped[i].advance, points, em)};
		item.as.text.shifts[i] = (GlyphShift){len_muldiv(shaped[i].dx, points, em),
						      len_muldiv(shaped[i].dy, points, em)};
		item.as.text.glyphs[i] = glyph;
		item.w += glyph.advance;
	}
	s->x += item.w;
	frame_add(s->arena, s->frame, item);
	return &s->frame->items[s->frame->count - 1];
}

static inline void sample_line(Sample *s, Tag *parent, TagKind kind, double leading)
{
	s->tag = tag_new(s->arena, &s->paper, parent, kind);
	s->x = 56 * LEN_PT;
	s->y += len_from_pt(leading);
}

static inline void sample_link(Sample *s, Tag *tag, Len from, const char *url, const char *anchor)
{
	FrameItem item = {.kind = FRAME_LINK, .tag = tag, .x = from, .y = s->y - 9 * LEN_PT};
	item.w = s->x - from;
	item.h = 11 * LEN_PT;
	item.as.link.url = str_from(url);
	item.as.link.anchor = str_from(anchor);
	item.as.link.contents = S("The institute of \xC3\x89ric");
	item.as.link.group = 1;
	frame_add(s->arena, s->frame, item);
}

static inline void sample_first_page(Sample *s, Tag *sect)
{
	sample_line(s, sect, TAG_H1, 60);
	FrameItem anchor = {
		.kind = FRAME_ANCHOR, .tag = s->tag, .x = s->x, .y = s->y - 20 * LEN_PT};
	anchor.as.anchor.name = S("top");
	frame_add(s->arena, s->frame, anchor);
	sample_text(s, SAMPLE_SERIF, 24, "Ada Example ", "en");
	sample_text(s, SAMPLE_CJK, 22, "\xE4\xBE\x8B\xE5\xAD\x90\xE9\xB8\xA3",
		    "zh-Hans"); /* three characters */

	sample_line(s, sect, TAG_P, 24);
	Tag *p = s->tag;
	sample_text(s, SAMPLE_SERIF, 11, "Efficient office at the ", "en");
	s->tag = tag_new(s->arena, &s->paper, p, TAG_LINK);
	Len from = s->x;
	sample_text(s, SAMPLE_SERIF, 11, "institute", "en")->as.text.colour = 0x1A4F8B;
	sample_link(s, s->tag, from, "https://example.org/\xC3\xA9t\xC3\xA9 (a)", "");
	s->tag = p;
	sample_text(s, SAMPLE_SERIF, 11, " since 2019, AVATAR-To.", "en");
	sample_text(s, SAMPLE_EMOJI, 11,
		    "\xF0\x9F\x8E\x89\xF0\x9F\x91\xA9\xE2\x80\x8D\xF0\x9F\x94\xAC", "en");

	s->tag = NULL;
	FrameItem rule = {.kind = FRAME_RULE, .x = 56 * LEN_PT, .y = s->y + 8 * LEN_PT};
	rule.w = 480 * LEN_PT;
	rule.h = 512;
	rule.as.rule.colour = 0x999999;
	frame_add(s->arena, s->frame, rule);
	rule.y += 6 * LEN_PT;
	rule.h = 12 * LEN_PT;
	rule.as.rule.radius = 4 * LEN_PT;
	rule.as.rule.colour = 0xFFEECC;
	frame_add(s->arena, s->frame, rule);

	sample_line(s, sect, TAG_H2, 40);
	sample_text(s, SAMPLE_TRUETYPE, 13, "Research interests", "en");
	sample_line(s, sect, TAG_P, 18);
	s->features = S("smcp,onum");
	sample_text(s, SAMPLE_SERIF, 11, "Small Caps 0123456789 ", "en");
	s->features = (Str){0};
	sample_text(s, SAMPLE_TRUETYPE, 11,
		    "Stra\xC3\x9F"
		    "e x\xCC\x82 n\xCC\x83 Z\xC3\xBCrich hyphen",
		    "en");
	FrameItem *hyphen = sample_text(s, SAMPLE_SERIF, 11, "ation-", "en");
	hyphen->as.text.text.len--;
	hyphen->as.text.soft_hyphen = true;
	sample_line(s, sect, TAG_P, 18);
	s->tag->lang = S("ja");
	sample_text(s, SAMPLE_CJK, 11, "\xF0\xA0\xAE\xB7\xE3\x81\xAE\xE7\x9B\xB4", "ja");
}

static inline void sample_cell(Sample *s, Tag *row, TagKind kind, double x, const char *text)
{
	s->tag = tag_new(s->arena, &s->paper, row, kind);
	s->x = len_from_pt(x);
	if (text[0] != '\0')
		sample_text(s, SAMPLE_SERIF, 10, text, "en");
}

static inline void sample_second_page(Sample *s, Tag *sect)
{
	s->y = 40 * LEN_PT;
	Tag *across = tag_new(s->arena, &s->paper, sect, TAG_P);
	s->x = 56 * LEN_PT;
	s->tag = across;
	s->frame = &s->paper.frames[0];
	s->y = 780 * LEN_PT;
	sample_text(s, SAMPLE_SERIF, 11, "A paragraph that starts here ", "en");
	s->frame = &s->paper.frames[1];
	s->y = 60 * LEN_PT;
	s->x = 56 * LEN_PT;
	Len from = s->x;
	sample_text(s, SAMPLE_SERIF, 11, "and ends there.", "en");
	Tag *back = tag_new(s->arena, &s->paper, across, TAG_LINK);
	s->tag = back;
	from = s->x;
	sample_text(s, SAMPLE_SERIF, 11, " Up", "en");
	sample_link(s, back, from, "", "top");

	Tag *list = tag_new(s->arena, &s->paper, sect, TAG_L);
	tag_say(s->arena, list)->labels = TAG_LABELS_DECIMAL;
	Tag *li = tag_new(s->arena, &s->paper, list, TAG_LI);
	sample_line(s, li, TAG_LBL, 18);
	sample_text(s, SAMPLE_SERIF, 11, "1.", "en");
	s->tag = tag_new(s->arena, &s->paper, li, TAG_LBODY);
	s->x += 8 * LEN_PT;
	sample_text(s, SAMPLE_SERIF, 11, "First of the list", "en");

	Tag *table = tag_new(s->arena, &s->paper, sect, TAG_TABLE);
	Tag *row = tag_new(s->arena, &s->paper, table, TAG_TR);
	s->y += 20 * LEN_PT;
	sample_cell(s, row, TAG_TH, 56, "Year");
	sample_cell(s, row, TAG_TH, 120, "Place");
	tag_say(s->arena, s->tag)->column_span = 2;
	row = tag_new(s->arena, &s->paper, table, TAG_TR);
	s->y += 14 * LEN_PT;
	sample_cell(s, row, TAG_TD, 56, "2024");
	sample_cell(s, row, TAG_TD, 120, "");
	sample_cell(s, row, TAG_TD, 180, "Basel");

	sample_line(s, sect, TAG_FIGURE, 30);
	tag_say(s->arena, s->tag)->alt = S("A triangle (\xCE\x94)");
	static PathStep steps[] = {
		{PATH_MOVE, {60 * LEN_PT}, {300 * LEN_PT}},
		{PATH_LINE, {100 * LEN_PT}, {300 * LEN_PT}},
		{PATH_CURVE,
		 {110 * LEN_PT, 110 * LEN_PT, 80 * LEN_PT},
		 {280 * LEN_PT, 270 * LEN_PT, 260 * LEN_PT}},
		{PATH_CLOSE, {0}, {0}},
	};
	FrameItem path = {.kind = FRAME_PATH, .tag = s->tag, .x = 60 * LEN_PT, .y = 260 * LEN_PT};
	path.w = path.h = 40 * LEN_PT;
	path.as.path.steps = steps;
	path.as.path.count = 4;
	path.as.path.colour = 0x336699;
	frame_add(s->arena, s->frame, path);
	/* a picture without words, an icon that says nothing */
	path.tag = tag_new(s->arena, &s->paper, sect, TAG_FIGURE);
	frame_add(s->arena, s->frame, path);
	s->y = 320 * LEN_PT;
	sample_line(s, sect, TAG_P, 20);
	sample_text(s, SAMPLE_TRUETYPE, 11, "*", "en")->as.text.text.len = 0;
	FrameItem *icon = sample_text(s, SAMPLE_TRUETYPE, 11, "+", "en");
	icon->as.text.text.len = 0;
	icon->tag = NULL;
	sample_text(s, SAMPLE_HEBREW, 11,
		    "\xD7\xA9\xD7\x9C\xD7\x95\xD7\x9D \xD7\xA2\xD7\x95\xD7\x9C\xD7\x9D", "he");
	sample_line(s, sect, TAG_NOTE, 20);
	sample_text(s, SAMPLE_SERIF, 9, "A note at the foot.", "en");
}

/* Fills *s; the caller closes the faces by sample_close. False when a font is not installed. */
static inline bool sample_open(Arena *arena, Sample *s)
{
	*s = (Sample){.arena = arena};
	for (int i = 0; i < SAMPLE_FACES; i++) {
		const char *reason;
		s->faces[i] = face_open(arena, str_from(sample_files[i].path),
					sample_files[i].index, &reason);
		if (s->faces[i] == NULL)
			return false;
	}
	s->paper.frames = ARENA_ARRAY(arena, Frame, 2);
	s->paper.frame_count = 2;
	for (int i = 0; i < 2; i++) {
		s->paper.frames[i].w = len_from_pt(595.276);
		s->paper.frames[i].h = len_from_pt(841.89);
	}
	s->paper.title = S("Ada Example \xE4\xBE\x8B\xE5\xAD\x90 <CV> & more \xF0\x9F\x8E\x89");
	s->paper.author = S("Ada Example");
	s->paper.lang = S("en");
	s->paper.subject = S("Curriculum vitae");
	s->paper.keywords = S("flows, proofs");
	s->paper.root = tag_new(arena, &s->paper, NULL, TAG_DOCUMENT);
	Tag *sect = tag_new(arena, &s->paper, s->paper.root, TAG_SECT);
	s->frame = &s->paper.frames[0];
	sample_first_page(s, sect);
	sample_second_page(s, sect);
	static OutlineEntry outline[] = {
		{STR_INIT("Ada Example"), 1, 0, 40 * LEN_PT, STR_INIT("top")},
		{STR_INIT("Research \xF0\x9F\x8E\x89"), 2, 0, 140 * LEN_PT, STR_INIT("")},
		{STR_INIT("List"), 2, 1, 70 * LEN_PT, STR_INIT("")},
	};
	s->paper.outline = outline;
	s->paper.outline_count = 3;
	return true;
}

static inline void sample_close(Sample *s)
{
	for (int i = 0; i < SAMPLE_FACES; i++) {
		if (s->faces[i] != NULL)
			face_close(s->faces[i]);
	}
}

#endif
