/*
 * Glyphs: which are used, and what each says.
 *
 * The shaper joins characters and glyphs in clusters. Most are one glyph that says all; in others
 * the characters go to the glyphs one by one, so that what a reader gets from ToUnicode alone, in
 * the order of the content stream, is the text.
 */
#include "base/utf8.h"
#include "typeset/unicode.h"
#include "write/pdf_parts.h"

#include <stdlib.h>

static bool is_joiner(uint32_t rune)
{
	return rune >= 0x200C && rune <= 0x200F;
}

/* Where the letter at `at` begins: behind joiners, which belong to the one before. */
static size_t letter_start(Str text, size_t at)
{
	for (size_t next = at; at > 0 && next < text.len && is_joiner(utf8_next(text, &next));)
		at = next;
	return at;
}

bool pdf_cluster_next(const FrameItem *item, PdfCluster *cluster)
{
	const Glyph *glyphs = item->as.text.glyphs;
	size_t count = item->as.text.glyph_count, at = cluster->end;
	if (at >= count)
		return false;
	bool hyphen = item->as.text.soft_hyphen;
	cluster->first = at;
	if (hyphen && at == count - 1) {
		cluster->end = count;
		cluster->text = S("\xC2\xAD");
		return true;
	}
	size_t limit = hyphen ? count - 1 : count, end = at + 1;
	while (end < limit && glyphs[end].start == glyphs[at].start)
		end++;
	Str text = item->as.text.text;
	size_t from = glyphs[at].start, to = text.len;
	if (item->as.text.rtl) {
		from = letter_start(text, from);
		to = at > 0 ? letter_start(text, glyphs[at - 1].start) : to;
	} else if (end < limit) {
		to = glyphs[end].start;
	}
	cluster->end = end;
	cluster->text = str_slice(text, from, to < from ? from : to);
	return true;
}

/* A no-break space is a space to who copies or searches. */
static Str reading_of(Str text)
{
	return str_eq(text, S("\xC2\xA0")) ? S(" ") : text;
}

/*
 * Readers turn text from right to left around character by character, so a joiner that the shaper
 * took away must stand on its letter's other side. (Letters of a ligature stay as they are said:
 * these few readers turn around as well, but not the others.)
 */
static Str turned(Arena *arena, Str text)
{
	size_t letters = 0, at = 0;
	while (at < text.len)
		letters += !is_joiner(utf8_next(text, &at));
	if (letters != 1)
		return text;
	Buf out = buf_in(arena);
	for (size_t end = text.len; end > 0; end = at) {
		for (at = end - 1; at > 0 && ((unsigned char)text.ptr[at] & 0xC0) == 0x80;)
			at--;
		buf_add(&out, str_slice(text, at, end));
	}
	return buf_str(&out);
}

/*
 * A hint for pdf.js alone: where its pen goes back within a line it sees no gap, so the last letter
 * of an item apart says the space behind it. Up to 6.3 it takes a glyph whose text begins with
 * white space for that, and skips one whose text ends in a format character, letter and all. So
 * nothing here does either: a mark of direction stands before the space of text from right to left,
 * and a joiner stays with the letter before it.
 */

/* Nothing to read but white space: an icon's text is empty. */
static bool is_blank(const FrameItem *item)
{
	return str_trim(item->as.text.text).len == 0;
}

static bool ends_text(const FrameItem *item, PdfCluster cluster)
{
	Str text = item->as.text.text;
	const char *end = cluster.text.ptr + cluster.text.len;
	return end <= text.ptr + text.len &&
	       str_trim(str_from_offset(text, (size_t)(end - text.ptr))).len == 0 &&
	       str_trim(cluster.text).len > 0;
}

/* Of several glyphs each has a character, counted from 0; the last has the rest. */
static Str part_of_cluster(PdfCluster cluster, size_t index, bool last)
{
	size_t at = 0, from = 0;
	for (size_t i = 0; i <= index && at < cluster.text.len; i++) {
		from = at;
		utf8_next(cluster.text, &at);
		if (i < index)
			from = at;
	}
	return str_slice(cluster.text, from, last ? cluster.text.len : at);
}

Str pdf_cluster_share(Arena *arena, const FrameItem *item, PdfCluster cluster, size_t glyph)
{
	bool rtl = item->as.text.rtl;
	size_t last = cluster.end - 1 - cluster.first;
	size_t index = rtl ? cluster.end - 1 - glyph : glyph - cluster.first;
	Str share = last == 0 ? cluster.text : part_of_cluster(cluster, index, index == last);
	share = rtl && share.len > 3 ? turned(arena, share) : reading_of(share);
	if (!cluster.apart || index != last || share.len == 0 || !ends_text(item, cluster))
		return share;
	bool turns = rtl && unicode_has_rtl(item->as.text.text);
	return turns ? str_concat(arena, S("\xE2\x80\x8F "), share)
		     : str_concat(arena, share, S(" "));
}

/* --- items apart --- */

/*
 * Whether the reader's pen moves back, on about the same line, to the next item that says
 * something, and both are not one word: words from right to left, or a date that stands behind the
 * text it comes before. pdf.js would join them: it sees gaps forward only, and forgets spaces where
 * the pen goes back.
 */
static bool is_apart(const Frame *frame, size_t i)
{
	const FrameItem *item = &frame->items[i], *next = NULL;
	if (item->kind != FRAME_TEXT || item->as.text.soft_hyphen || is_blank(item))
		return false;
	bool space = char_is_space(item->as.text.text.ptr[item->as.text.text.len - 1]);
	for (size_t j = i + 1; j < frame->count; j++) {
		next = &frame->items[j];
		if (next->kind == FRAME_TEXT && !is_blank(next))
			break;
		space |= next->kind == FRAME_TEXT && next->as.text.text.len > 0;
		next = NULL;
	}
	if (next == NULL)
		return false;
	Len size = item->as.text.size, down = next->y - item->y;
	if (next->x >= item->x + item->w - size / 5 || down > size / 2 || down < -size / 2)
		return false;
	space |= char_is_space(next->as.text.text.ptr[0]);
	return space || next->x + next->w < item->x - size / 10;
}

static void find_apart(PdfJob *job)
{
	job->apart = ARENA_ARRAY(job->arena, bool *, job->paper->frame_count);
	for (size_t i = 0; i < job->paper->frame_count; i++) {
		const Frame *frame = &job->paper->frames[i];
		job->apart[i] = ARENA_ARRAY(job->arena, bool, frame->count);
		for (size_t j = 0; j < frame->count; j++)
			job->apart[i][j] = is_apart(frame, j);
	}
}

PdfFont *pdf_font_find(const PdfJob *job, const Face *face)
{
	for (size_t i = 0; i < job->fonts.len; i++) {
		if (job->fonts.ptr[i]->face == face)
			return job->fonts.ptr[i];
	}
	return NULL;
}

static PdfFont *font_for(PdfJob *job, const FrameItem *item)
{
	PdfFont *font = pdf_font_find(job, item->as.text.face);
	if (font != NULL)
		return font;
	font = ARENA_NEW(job->arena, PdfFont);
	font->face = item->as.text.face;
	font->metrics = face_metrics(font->face);
	font->slots = ARENA_ARRAY(job->arena, uint32_t, font->metrics->glyph_count);
	VEC_PUSH(job->arena, &job->fonts, font);
	if (!font->metrics->embeddable)
		diag_error(job->diags, item->span, S("choose another family in recto.theme"),
			   "the licence of font %.*s does not allow it in a PDF [font-licence]",
			   STR_ARG(font->metrics->post_name));
	return font;
}

/* str_eq for texts that are a letter or two: without a call. */
static bool same_text(Str a, Str b)
{
	return a.len == b.len && (a.len == 1 ? *a.ptr == *b.ptr : str_eq(a, b));
}

const PdfGlyph *pdf_font_glyph(const PdfFont *font, uint32_t id, Str text)
{
	if (id == 0 || id >= font->metrics->glyph_count || font->slots[id] == 0)
		return NULL;
	const PdfGlyph *first = &font->glyphs.ptr[font->slots[id] - 1];
	const PdfGlyph *end = font->glyphs.ptr + font->glyphs.len;
	for (const PdfGlyph *glyph = first; glyph < end && glyph->id == id; glyph++)
		if (same_text(glyph->text, text))
			return glyph;
	return first;
}

static void note_common(PdfFont *font, Str text, size_t place)
{
	if (text.len == 1)
		font->common[(unsigned char)*text.ptr & 0x7F] = (uint32_t)place;
}

/* Adds the glyph with this text unless it is there; `next` chains the texts of one glyph. */
static void add_glyph(PdfJob *job, PdfFont *font, uint32_t id, Str text)
{
	uint32_t *link = &font->slots[id];
	while (*link != 0) {
		PdfGlyph *glyph = &font->glyphs.ptr[*link - 1];
		if (same_text(glyph->text, text)) {
			note_common(font, text, *link);
			return;
		}
		link = &glyph->next;
	}
	uint32_t place = (uint32_t)font->glyphs.len + 1;
	*link = place; /* before the push, which may move the glyph that holds it */
	VEC_PUSH(job->arena, &font->glyphs, (PdfGlyph){.id = id, .text = text, .order = place});
	note_common(font, text, place);
}

static void collect_cluster(PdfJob *job, PdfFont *font, const FrameItem *item, PdfCluster cluster)
{
	for (size_t i = cluster.first; i < cluster.end; i++) {
		uint32_t id = item->as.text.glyphs[i].id;
		if (id == 0 || id >= font->metrics->glyph_count)
			diag_warning(job->diags, item->span,
				     S("add a family that has it to fonts/fonts.yaml"),
				     "no face has a glyph for \"%.*s\" [glyph-missing]",
				     STR_ARG(cluster.text));
		else
			add_glyph(job, font, id, pdf_cluster_share(job->arena, item, cluster, i));
	}
}

static void collect_frame(PdfJob *job, size_t page)
{
	const Frame *frame = &job->paper->frames[page];
	for (size_t i = 0; i < frame->count; i++) {
		const FrameItem *item = &frame->items[i];
		if (item->kind != FRAME_TEXT || item->as.text.glyph_count == 0)
			continue;
		PdfFont *font = font_for(job, item);
		font->largest =
			item->as.text.size > font->largest ? item->as.text.size : font->largest;
		PdfCluster cluster = {.apart = job->apart[page][i]};
		do {
			while (pdf_cluster_common(font, item, &cluster) != NULL)
				continue;
			if (pdf_cluster_next(item, &cluster))
				collect_cluster(job, font, item, cluster);
		} while (cluster.end < item->as.text.glyph_count);
	}
}

static int compare_glyphs(const void *a, const void *b)
{
	const PdfGlyph *x = a, *y = b;
	if (x->id != y->id)
		return (x->id > y->id) - (x->id < y->id);
	return (x->order > y->order) - (x->order < y->order);
}

/* In order of glyphs, the texts of one glyph in order of their first use. */
static void sort_glyphs(PdfFont *font)
{
	if (font->glyphs.len > 1)
		qsort(font->glyphs.ptr, font->glyphs.len, sizeof *font->glyphs.ptr, compare_glyphs);
	for (size_t i = font->glyphs.len; i > 0; i--) {
		font->slots[font->glyphs.ptr[i - 1].id] = (uint32_t)i;
		note_common(font, font->glyphs.ptr[i - 1].text, i);
	}
}

bool pdf_glyph_collect(PdfJob *job)
{
	size_t errors = job->diags->errors;
	find_apart(job);
	for (size_t i = 0; i < job->paper->frame_count; i++)
		collect_frame(job, i);
	for (size_t i = 0; i < job->fonts.len; i++)
		sort_glyphs(job->fonts.ptr[i]);
	return job->diags->errors == errors;
}
