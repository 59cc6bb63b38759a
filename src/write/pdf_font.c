/*
 * Fonts: which glyphs are used and what they say, then subsets as Type 0 fonts (ISO 32000-1, 9.7).
 *
 * A code is the glyph's index in the subset (TrueType, name-keyed CFF) or the CID (CID-keyed CFF),
 * so that Identity-H serves all. ToUnicode keeps the first text a glyph was seen with; where it
 * says something else the content carries ActualText.
 */
#include "base/hash.h"
#include "write/pdf_parts.h"

#include <stdlib.h>
#include <string.h>

/* --- clusters --- */

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
	size_t from = glyphs[at].start, to = item->as.text.text.len;
	if (item->as.text.rtl && at > 0)
		to = glyphs[at - 1].start;
	else if (!item->as.text.rtl && end < limit)
		to = glyphs[end].start;
	cluster->end = end;
	cluster->text = str_slice(item->as.text.text, from, to < from ? from : to);
	return true;
}

Str pdf_cluster_reading(Str text)
{
	return str_eq(text, S("\xC2\xA0")) ? S(" ") : text;
}

/* --- collecting --- */

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
			   "the licence of font %.*s does not allow it in a PDF",
			   STR_ARG(font->metrics->post_name));
	return font;
}

const PdfGlyph *pdf_font_glyph(const PdfFont *font, uint32_t id)
{
	if (id == 0 || id >= font->metrics->glyph_count || font->slots[id] == 0)
		return NULL;
	return &font->glyphs.ptr[font->slots[id] - 1];
}

static PdfGlyph *glyph_for(PdfJob *job, PdfFont *font, uint32_t id)
{
	if (font->slots[id] == 0) {
		VEC_PUSH(job->arena, &font->glyphs, (PdfGlyph){.id = id});
		font->slots[id] = (uint32_t)font->glyphs.len;
	}
	return &font->glyphs.ptr[font->slots[id] - 1];
}

static void collect_cluster(PdfJob *job, PdfFont *font, const FrameItem *item, PdfCluster cluster)
{
	for (size_t i = cluster.first; i < cluster.end; i++) {
		uint32_t id = item->as.text.glyphs[i].id;
		if (id == 0 || id >= font->metrics->glyph_count) {
			diag_warning(job->diags, item->span,
				     S("add a family that has it to fonts/fonts.yaml"),
				     "no face has a glyph for \"%.*s\"", STR_ARG(cluster.text));
			continue;
		}
		PdfGlyph *glyph = glyph_for(job, font, id);
		if (glyph->text.ptr == NULL && cluster.end - cluster.first == 1)
			glyph->text = pdf_cluster_reading(cluster.text);
	}
}

static void collect_frame(PdfJob *job, const Frame *frame)
{
	for (size_t i = 0; i < frame->count; i++) {
		const FrameItem *item = &frame->items[i];
		if (item->kind != FRAME_TEXT || item->as.text.glyph_count == 0)
			continue;
		PdfFont *font = font_for(job, item);
		PdfCluster cluster = {0};
		while (pdf_cluster_next(item, &cluster))
			collect_cluster(job, font, item, cluster);
	}
}

/* --- writing --- */

static int compare_glyphs(const void *a, const void *b)
{
	const PdfGlyph *x = a, *y = b;
	return (x->id > y->id) - (x->id < y->id);
}

static void sort_glyphs(PdfFont *font)
{
	if (font->glyphs.len > 1)
		qsort(font->glyphs.ptr, font->glyphs.len, sizeof *font->glyphs.ptr, compare_glyphs);
	for (size_t i = 0; i < font->glyphs.len; i++)
		font->slots[font->glyphs.ptr[i].id] = (uint32_t)i + 1;
}

static void put_thousandths(Buf *buf, const PdfFont *font, int units)
{
	buf_add_int(buf, len_muldiv(units, 1000, font->metrics->units_per_em));
}

/* "ABCDEF+LinLibertineO": the tag tells subsets of one face apart (9.6.4). */
static Str subset_name(PdfJob *job, const PdfFont *font)
{
	Buf ids = buf_in(job->arena), name = buf_in(job->arena);
	for (size_t i = 0; i < font->glyphs.len; i++)
		buf_add_bytes(&ids, &font->glyphs.ptr[i].id, sizeof font->glyphs.ptr[i].id);
	uint64_t hash = hash_bytes(buf_str(&ids), str_hash(font->metrics->post_name));
	for (int i = 0; i < 6; i++, hash /= 26)
		buf_add_char(&name, (char)('A' + hash % 26));
	buf_add_char(&name, '+');
	buf_add(&name, font->metrics->post_name.len > 0 ? font->metrics->post_name : S("Font"));
	return buf_str(&name);
}

static void put_unicode_line(Buf *buf, const PdfGlyph *glyph, int digits)
{
	buf_add_char(buf, '<');
	pdf_put_hex(buf, glyph->code, digits);
	buf_add_cstr(buf, "><");
	/* a part of a cluster: its ActualText speaks; alone it must not be without text */
	pdf_put_utf16(buf, glyph->text.len > 0 ? glyph->text : S("\xE2\x80\x8B"));
	buf_add_cstr(buf, ">\n");
}

PdfRef pdf_font_unicode(PdfJob *job, const PdfGlyph *glyphs, size_t count, int digits)
{
	Buf map = buf_in(job->arena);
	buf_add_cstr(&map, "/CIDInit/ProcSet findresource begin 12 dict begin begincmap\n"
			   "/CIDSystemInfo<</Registry(Adobe)/Ordering(UCS)/Supplement 0>>def\n"
			   "/CMapName/Adobe-Identity-UCS def/CMapType 2 def\n"
			   "1 begincodespacerange\n");
	buf_add_cstr(&map, digits == 2 ? "<00><FF>" : "<0000><FFFF>");
	buf_add_cstr(&map, "\nendcodespacerange\n");
	for (size_t at = 0; at < count;) {
		size_t lines = count - at < 100 ? count - at : 100; /* the most in a block */
		buf_add_format(&map, "%zu beginbfchar\n", lines);
		for (size_t end = at + lines; at < end; at++)
			put_unicode_line(&map, &glyphs[at], digits);
		buf_add_cstr(&map, "endbfchar\n");
	}
	buf_add_cstr(&map, "endcmap CMapName currentdict/CMap defineresource pop end end\n");
	return pdf_doc_stream_deflated(job->doc, (Str){0}, buf_str(&map));
}

static PdfRef write_descriptor(PdfJob *job, const PdfFont *font, Str name, PdfRef file)
{
	const FaceMetrics *m = font->metrics;
	Buf *body;
	PdfRef ref = pdf_doc_dict(job->doc, &body);
	int flags = m->italic_angle != 0 ? 4 | 64 : 4; /* symbolic, italic */
	buf_add_cstr(body, "/Type/FontDescriptor/FontName");
	pdf_put_name(body, name);
	buf_add_format(body, "/Flags %d/FontBBox[", flags);
	for (int i = 0; i < 4; i++) {
		buf_add_cstr(body, i > 0 ? " " : "");
		put_thousandths(body, font, m->bbox[i]);
	}
	buf_add_cstr(body, "]/ItalicAngle ");
	buf_add_fixed(body, (int64_t)(m->italic_angle * 1000), 3);
	buf_add_cstr(body, "/Ascent ");
	put_thousandths(body, font, m->ascent);
	buf_add_cstr(body, "/Descent ");
	put_thousandths(body, font, m->descent);
	buf_add_cstr(body, "/CapHeight ");
	put_thousandths(body, font, m->cap_height > 0 ? m->cap_height : m->ascent);
	/* no font tells its stem: the usual estimate from the weight */
	buf_add_format(body, "/StemV %d/%s ", 50 + m->weight * m->weight / 4225,
		       m->kind == FACE_TRUETYPE ? "FontFile2" : "FontFile3");
	pdf_put_ref(body, file);
	return ref;
}

/* Runs of neighbouring codes share one list: "3[500 278]9[556]" (9.7.4.3). Glyphs are in order of
 * code. */
static void put_widths(Buf *body, const PdfFont *font)
{
	buf_add_cstr(body, "/W[");
	for (size_t i = 0; i < font->glyphs.len; i++) {
		const PdfGlyph *glyph = &font->glyphs.ptr[i];
		if (i == 0 || glyph->code != glyph[-1].code + 1) {
			buf_add_cstr(body, i > 0 ? "]" : "");
			buf_add_int(body, glyph->code);
			buf_add_char(body, '[');
		} else {
			buf_add_char(body, ' ');
		}
		buf_add_int(body, glyph->width);
	}
	buf_add_cstr(body, "]]");
}

static PdfRef write_descendant(PdfJob *job, const PdfFont *font, Str name, PdfRef descriptor)
{
	bool truetype = font->metrics->kind == FACE_TRUETYPE;
	Buf *body;
	PdfRef ref = pdf_doc_dict(job->doc, &body);
	buf_add_format(body, "/Type/Font/Subtype/CIDFontType%d/BaseFont", truetype ? 2 : 0);
	pdf_put_name(body, name);
	buf_add_cstr(body, "/CIDSystemInfo<</Registry(Adobe)/Ordering(Identity)/Supplement 0>>");
	buf_add_cstr(body, truetype ? "/CIDToGIDMap/Identity" : "");
	buf_add_cstr(body, "/DW 1000");
	put_widths(body, font);
	buf_add_cstr(body, "/FontDescriptor ");
	pdf_put_ref(body, descriptor);
	return ref;
}

static PdfRef write_font_file(PdfJob *job, const PdfFont *font, const FaceSubset *subset)
{
	Str entries = S("/Subtype/CIDFontType0C");
	if (font->metrics->kind == FACE_TRUETYPE)
		entries = str_format(job->arena, "/Length1 %zu", subset->bytes.len);
	return pdf_doc_stream_deflated(job->doc, entries, subset->bytes);
}

static void write_type0(PdfJob *job, PdfFont *font, const FaceSubset *subset)
{
	Str name = subset_name(job, font);
	PdfRef file = write_font_file(job, font, subset);
	PdfRef descriptor = write_descriptor(job, font, name, file);
	PdfRef descendant = write_descendant(job, font, name, descriptor);
	PdfRef unicode = pdf_font_unicode(job, font->glyphs.ptr, font->glyphs.len, 4);
	Buf *body;
	PdfRef ref = pdf_doc_dict(job->doc, &body);
	buf_add_cstr(body, "/Type/Font/Subtype/Type0/BaseFont");
	if (font->metrics->kind != FACE_TRUETYPE)
		name = str_concat(job->arena, name, S("-Identity-H"));
	pdf_put_name(body, name);
	buf_add_cstr(body, "/Encoding/Identity-H/DescendantFonts[");
	pdf_put_ref(body, descendant);
	buf_add_cstr(body, "]/ToUnicode ");
	pdf_put_ref(body, unicode);
	font->number = job->font_numbers++;
	buf_add_format(job->font_resources, "/F%zu ", font->number);
	pdf_put_ref(job->font_resources, ref);
}

/* Codes and widths; hb-subset numbers glyphs in their old order, so codes are in order as well. */
static void finish_font(PdfJob *job, PdfFont *font)
{
	const FaceMetrics *m = font->metrics;
	uint32_t *ids = ARENA_ARRAY(job->arena, uint32_t, font->glyphs.len);
	for (size_t i = 0; i < font->glyphs.len; i++)
		ids[i] = font->glyphs.ptr[i].id;
	FaceSubset subset;
	if (!face_subset(font->face, job->arena, ids, font->glyphs.len, &subset)) {
		diag_error(
			job->diags, SPAN_NONE, S("the font file may be damaged: install it again"),
			"font %.*s cannot be cut down to the glyphs used", STR_ARG(m->post_name));
		return;
	}
	for (size_t i = 0; i < font->glyphs.len; i++) {
		PdfGlyph *glyph = &font->glyphs.ptr[i];
		glyph->code = m->kind == FACE_CFF_CID ? glyph->id : subset.new_glyphs[i];
		glyph->width =
			len_muldiv(face_advance(font->face, glyph->id), 1000, m->units_per_em);
	}
	write_type0(job, font, &subset);
}

bool pdf_font_collect(PdfJob *job)
{
	size_t errors = job->diags->errors;
	for (size_t i = 0; i < job->paper->frame_count; i++)
		collect_frame(job, &job->paper->frames[i]);
	for (size_t i = 0; i < job->fonts.len; i++) {
		PdfFont *font = job->fonts.ptr[i];
		sort_glyphs(font);
		if (font->glyphs.len == 0)
			continue;
		if (font->metrics->kind == FACE_BITMAP)
			pdf_type3_write(job, font);
		else
			finish_font(job, font);
	}
	return job->diags->errors == errors;
}
