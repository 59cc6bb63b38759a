/*
 * Fonts as Type 0 fonts with subsets of their faces (ISO 32000-1, 9.7).
 *
 * A code is the glyph's index in the subset (TrueType, name-keyed CFF) or the CID (CID-keyed CFF),
 * so that Identity-H serves most. A glyph that says several things (a hyphen, soft or hard; a
 * letter with what the shaper took away beside it) has one more code for each, and its font an
 * encoding of its own: not all readers heed ActualText, all heed ToUnicode.
 */
#include "base/hash.h"
#include "base/utf8.h"
#include "write/pdf_cff.h"
#include "write/pdf_parts.h"

#include <string.h>

/* A further text of the glyph before it. */
static bool is_variant(const PdfFont *font, size_t i)
{
	return i > 0 && font->glyphs.ptr[i].id == font->glyphs.ptr[i - 1].id;
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

/* CMap operators take at most 100 lines each: "2 beginbfchar ... endbfchar". */
static void put_blocks(Buf *map, Str lines, size_t count, const char *operator)
{
	for (Str line; count > 0;) {
		size_t block = count < 100 ? count : 100;
		buf_add_format(map, "%zu begin%s\n", block, operator);
		for (size_t i = 0; i < block && str_split(&lines, '\n', &line); i++) {
			buf_add(map, line);
			buf_add_char(map, '\n');
		}
		buf_add_format(map, "end%s\n", operator);
		count -= block;
	}
}

/* What a code is read as. */
static Str read_as(const PdfGlyph *glyph)
{
	/* an icon, a part of a cluster: ActualText speaks; alone it must not be without text */
	return glyph->text.len > 0 ? glyph->text : S("\xE2\x80\x8B");
}

/* How many glyphs from `first` on read as characters in a row, under codes in a row; both may
 * differ in the last byte only (9.10.3). */
static size_t range_length(const PdfGlyph *glyphs, size_t first, size_t count)
{
	size_t at = 0, n = 1;
	uint32_t rune = utf8_next(read_as(&glyphs[first]), &at), code = glyphs[first].code;
	if (at < read_as(&glyphs[first]).len || rune > 0xFFFF)
		return 1;
	for (; first + n < count; n++) {
		const PdfGlyph *next = &glyphs[first + n];
		at = 0;
		if (next->code != code + n || utf8_next(read_as(next), &at) != rune + n ||
		    at < read_as(next).len || (code + n) % 256 == 0 || (rune + n) % 256 == 0)
			break;
	}
	return n;
}

static void put_unicode_line(Buf *buf, const PdfGlyph *glyph, size_t count, int digits)
{
	buf_add_char(buf, '<');
	pdf_put_hex(buf, glyph->code, digits);
	buf_add_cstr(buf, "><");
	if (count > 1) {
		pdf_put_hex(buf, glyph->code + (uint32_t)count - 1, digits);
		buf_add_cstr(buf, "><");
	}
	pdf_put_utf16(buf, read_as(glyph));
	buf_add_cstr(buf, ">\n");
}

PdfRef pdf_font_unicode(PdfJob *job, const PdfGlyph *glyphs, size_t count, int digits)
{
	Buf map = buf_in(job->arena), lines = buf_in(job->arena), ranges = buf_in(job->arena);
	size_t line_count = 0, range_count = 0;
	buf_add_cstr(&map, "/CIDInit/ProcSet findresource begin 12 dict begin begincmap\n"
			   "/CIDSystemInfo<</Registry(Adobe)/Ordering(UCS)/Supplement 0>>def\n"
			   "/CMapName/Adobe-Identity-UCS def/CMapType 2 def\n"
			   "1 begincodespacerange\n");
	buf_add_cstr(&map, digits == 2 ? "<00><FF>" : "<0000><FFFF>");
	buf_add_cstr(&map, "\nendcodespacerange\n");
	for (size_t i = 0, n; i < count; i += n) {
		n = range_length(glyphs, i, count);
		put_unicode_line(n > 1 ? &ranges : &lines, &glyphs[i], n, digits);
		if (n > 1)
			range_count++;
		else
			line_count++;
	}
	put_blocks(&map, buf_str(&ranges), range_count, "bfrange");
	put_blocks(&map, buf_str(&lines), line_count, "bfchar");
	buf_add_cstr(&map, "endcmap CMapName currentdict/CMap defineresource pop end end\n");
	return pdf_doc_stream_deflated(job->doc, (Str){0}, buf_str(&map));
}

typedef VEC(PdfCid) Cids;

/* A bit for each CID that the font file has: PDF/A-1 wants it (ISO 19005-1, 6.3.5). */
static PdfRef write_cid_set(PdfJob *job, const Cids *cids, size_t glyphs)
{
	Buf set = buf_in(job->arena);
	for (size_t i = 0; i < cids->len + glyphs; i++) {
		size_t cid = i < cids->len ? cids->ptr[i].cid : i - cids->len;
		while (set.len <= cid / 8)
			buf_add_char(&set, 0);
		set.ptr[cid / 8] = (char)(set.ptr[cid / 8] | 0x80 >> cid % 8);
	}
	return pdf_doc_stream_deflated(job->doc, (Str){0}, buf_str(&set));
}

/* `cid_set`: 0: none. */
static PdfRef write_descriptor(PdfJob *job, const PdfFont *font, Str name, PdfRef file,
			       PdfRef cid_set)
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
	if (cid_set != 0) {
		buf_add_cstr(body, "/CIDSet ");
		pdf_put_ref(body, cid_set);
	}
	return ref;
}

/* In order: those of the glyphs, then what variants have of their own. */
static Cids list_cids(PdfJob *job, const PdfFont *font)
{
	Cids cids = {0};
	uint32_t first = 0;
	for (int variants = 0; variants < 2; variants++) {
		for (size_t i = 0; i < font->glyphs.len; i++) {
			const PdfGlyph *glyph = &font->glyphs.ptr[i];
			bool variant = is_variant(font, i);
			first = variant ? first : glyph->code;
			if (variant == (variants == 1) && glyph->resource == font->number)
				VEC_PUSH(job->arena, &cids,
					 (PdfCid){glyph->code, first, glyph->width});
		}
	}
	return cids;
}

/* From CIDs to the glyphs of a TrueType subset, two bytes each (9.7.4.2). */
static PdfRef write_glyph_map(PdfJob *job, const Cids *cids)
{
	Buf map = buf_in(job->arena);
	for (size_t i = 0; i < cids->len; i++) {
		while (map.len < 2 * (size_t)cids->ptr[i].cid)
			buf_add_char(&map, 0);
		buf_add_char(&map, (char)(cids->ptr[i].glyph >> 8));
		buf_add_char(&map, (char)cids->ptr[i].glyph);
	}
	return pdf_doc_stream_deflated(job->doc, (Str){0}, buf_str(&map));
}

static PdfRef write_descendant(PdfJob *job, const PdfFont *font, Str name, const Cids *cids,
			       PdfRef descriptor)
{
	bool truetype = font->metrics->kind == FACE_TRUETYPE;
	PdfRef map = truetype && font->varied ? write_glyph_map(job, cids) : 0;
	Buf *body;
	PdfRef ref = pdf_doc_dict(job->doc, &body);
	buf_add_format(body, "/Type/Font/Subtype/CIDFontType%d/BaseFont", truetype ? 2 : 0);
	pdf_put_name(body, name);
	buf_add_cstr(body, "/CIDSystemInfo<</Registry(Adobe)/Ordering(Identity)/Supplement 0>>");
	if (truetype && font->varied) {
		buf_add_cstr(body, "/CIDToGIDMap ");
		pdf_put_ref(body, map);
	} else if (truetype) {
		buf_add_cstr(body, "/CIDToGIDMap/Identity");
	}
	pdf_limit_array(job, pdf_put_widths(job->arena, body, cids->ptr, cids->len));
	buf_add_cstr(body, "/FontDescriptor ");
	pdf_put_ref(body, descriptor);
	return ref;
}

static PdfRef write_font_file(PdfJob *job, const PdfFont *font, const FaceSubset *subset)
{
	Str entries = S("/Subtype/CIDFontType0C"), bytes = subset->bytes;
	if (font->metrics->kind == FACE_TRUETYPE)
		entries = str_format(job->arena, "/Length1 %zu", bytes.len);
	else
		bytes = pdf_cff_shorten(job->arena, bytes);
	return pdf_doc_stream_deflated(job->doc, entries, bytes);
}

/* The glyphs of one resource: those whose `rank` is the same. */
static PdfRef write_unicode(PdfJob *job, const PdfFont *font, size_t rank)
{
	VEC(PdfGlyph) glyphs = {0};
	for (size_t i = 0; i < font->glyphs.len; i++)
		if (font->glyphs.ptr[i].resource == font->number + rank)
			VEC_PUSH(job->arena, &glyphs, font->glyphs.ptr[i]);
	return pdf_font_unicode(job, glyphs.ptr, glyphs.len, 4);
}

static void write_type0(PdfJob *job, PdfFont *font, const FaceSubset *subset)
{
	Str name = subset_name(job, font);
	PdfRef file = write_font_file(job, font, subset);
	Cids cids = list_cids(job, font);
	PdfRef set = 0;
	if (pdf_doc_is_old(job->doc))
		set = write_cid_set(job, &cids,
				    font->metrics->kind == FACE_CFF_CID ? 1 : subset->glyph_count);
	PdfRef descriptor = write_descriptor(job, font, name, file, set);
	PdfRef descendant = write_descendant(job, font, name, &cids, descriptor);
	if (font->metrics->kind != FACE_TRUETYPE)
		name = str_concat(job->arena, name, S("-Identity-H"));
	for (size_t rank = 0; font->number + rank < job->font_numbers; rank++) {
		PdfRef unicode = write_unicode(job, font, rank);
		Buf *body;
		PdfRef ref = pdf_doc_dict(job->doc, &body);
		buf_add_cstr(body, "/Type/Font/Subtype/Type0/BaseFont");
		pdf_put_name(body, name);
		buf_add_cstr(body, "/Encoding/Identity-H/DescendantFonts[");
		pdf_put_ref(body, descendant);
		buf_add_cstr(body, "]/ToUnicode ");
		pdf_put_ref(body, unicode);
		buf_add_format(job->font_resources, "/F%zu ", font->number + rank);
		pdf_put_ref(job->font_resources, ref);
	}
}

/* Codes and widths. hb-subset numbers glyphs in their old order, so codes are in order as well. */
static void number_glyphs(PdfJob *job, PdfFont *font, const uint32_t *new_glyphs)
{
	const FaceMetrics *m = font->metrics;
	uint32_t last = 0;
	font->number = job->font_numbers++;
	for (size_t i = 0; i < font->glyphs.len; i++) {
		PdfGlyph *glyph = &font->glyphs.ptr[i];
		glyph->code = m->kind == FACE_CFF_CID ? glyph->id : new_glyphs[i];
		glyph->width =
			len_muldiv(face_advance(font->face, glyph->id), 1000, m->units_per_em);
		glyph->resource = font->number;
		last = glyph->code > last ? glyph->code : last;
	}
	for (size_t i = 0; i < font->glyphs.len; i++) {
		PdfGlyph *glyph = &font->glyphs.ptr[i];
		if (!is_variant(font, i))
			continue;
		font->varied = true;
		if (m->kind == FACE_TRUETYPE && last < UINT16_MAX)
			glyph->code = ++last;
		else
			glyph->resource = glyph[-1].resource + 1;
		if (glyph->resource >= job->font_numbers)
			job->font_numbers = glyph->resource + 1;
	}
}

static void finish_font(PdfJob *job, PdfFont *font)
{
	uint32_t *ids = ARENA_ARRAY(job->arena, uint32_t, font->glyphs.len);
	for (size_t i = 0; i < font->glyphs.len; i++)
		ids[i] = font->glyphs.ptr[i].id;
	FaceSubset subset;
	if (!face_subset(font->face, job->arena, ids, font->glyphs.len, &subset)) {
		diag_error(job->diags, SPAN_NONE,
			   S("the font file may be damaged: install it again"),
			   "font %.*s cannot be cut down to the glyphs used [font-unusable]",
			   STR_ARG(font->metrics->post_name));
		return;
	}
	number_glyphs(job, font, subset.new_glyphs);
	write_type0(job, font, &subset);
}

bool pdf_font_write(PdfJob *job)
{
	size_t errors = job->diags->errors;
	for (size_t i = 0; i < job->fonts.len; i++) {
		PdfFont *font = job->fonts.ptr[i];
		if (font->glyphs.len == 0)
			continue;
		if (font->metrics->kind == FACE_BITMAP)
			pdf_type3_write(job, font);
		else
			finish_font(job, font);
	}
	return job->diags->errors == errors;
}
