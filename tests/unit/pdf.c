/*
 * pdf: a Paper made by hand, written and read back: cross references, marks, tags, fonts,
 * determinism. With a path as argument it writes the file there instead, for tests/pdf/check.py.
 */
#include "base/file.h"
#include "check.h"
#include "pdf_read.h"
#include "pdf_sample.h"
#include "write/pdf_doc.h"

/* --- checks --- */

static void check_content(const File *file)
{
	size_t pages = 0;
	for (size_t i = 1; i < file->count; i++) {
		Str content = file->objects[i].stream;
		if (!str_contains(content, S("BDC")))
			continue;
		pages++;
		CHECK(count_in(content, "BDC") == count_in(content, "EMC"));
		CHECK(count_in(content, "BT ") == count_in(content, "ET\n"));
		CHECK(count_in(content, "q\n") == count_in(content, "Q\n"));
		size_t marks = count_in(content, "/MCID ");
		CHECK(marks > 0);
		char last[32];
		snprintf(last, sizeof last, "<</MCID %zu", marks - 1);
		CHECK(count_in(content, last) == 1);
		CHECK(!str_contains(content, S("<>")));
	}
	CHECK(pages == 2);
}

static void check_tags(const File *file)
{
	CHECK(count_dicts(file, "/MarkInfo<</Marked true>>") == 1);
	CHECK(count_dicts(file, "/S/Figure") == 1); /* not the one without words */
	CHECK(str_contains(find_dict(file, "/S/Figure")->dict, S("/Alt<FEFF00410020")));
	CHECK(str_contains(find_dict(file, "/S/Figure")->dict, S("/BBox[60 541.89 100 581.89]")));
	CHECK(count_dicts(file, "/S/Link") == 2 && count_dicts(file, "/Type/OBJR") == 2);
	CHECK(count_dicts(file, "/Type/MCR/MCID 0/Pg ") == 1); /* the paragraph over two pages */
	CHECK(count_dicts(file, "/S/TD") == 3);		       /* the empty one too */
	CHECK(count_dicts(file, "/Scope/Column/ColSpan 2") == 1);
	CHECK(count_dicts(file, "/ListNumbering/Decimal") == 1);
	CHECK(count_dicts(file, "/Lang(ja)") == 1);
	CHECK(count_dicts(file, "/IDTree<</Names[(note-") == 1);
	CHECK(count_dicts(file, "/Nums[0[") == 1);
}

static void check_fonts(const File *file)
{
	CHECK(count_dicts(file, "/Subtype/Type0/") == 5); /* one for the hyphen, hard and soft */
	CHECK(count_dicts(file, "/CIDFontType0C") == 2);
	CHECK(count_dicts(file, "/Length1 ") == 2);
	CHECK(count_dicts(file, "/CIDToGIDMap/Identity") == 2);
	CHECK(count_dicts(file, "/Subtype/Type3") == 1);
	CHECK(str_contains(find_dict(file, "/Subtype/Type3")->dict,
			   S("/m]>>/FirstChar 1/LastChar 3")));
	bool ligature = false, beyond = false, soft = false;
	for (size_t i = 1; i < file->count; i++) {
		ligature |= str_contains(file->objects[i].stream, S("<006600660069>"));
		beyond |= str_contains(file->objects[i].stream, S("<D842DFB7>"));
		soft |= str_contains(file->objects[i].stream, S("><00AD>"));
	}
	CHECK(ligature && beyond && soft);
	CHECK(find_dict(file, "+LinLibertineO")->dict.len > 0);
}

static void check_rest(const File *file, Str bytes)
{
	CHECK(str_starts(bytes, S("%PDF-1.7\n")));
	CHECK(str_contains(file->trailer, S("/ID[<")));
	const Object *xmp = find_dict(file, "/Type/Metadata");
	CHECK(str_contains(xmp->stream, S("&lt;CV&gt; &amp; more")));
	CHECK(str_contains(xmp->stream, S("<pdfaid:part>2</pdfaid:part>")));
	CHECK(str_contains(xmp->stream,
			   S("<xmp:CreateDate>2024-02-29T23:59:58Z</xmp:CreateDate>")));
	CHECK(count_dicts(file, "/CreationDate(D:20240229235958Z)") == 1);
	CHECK(count_dicts(file, "/S/GTS_PDFA1") == 1);
	CHECK(count_dicts(file, "/URI(https://example.org/%C3%A9t%C3%A9%20\\(a\\))") == 1);
	CHECK(count_dicts(file, "/S/GoTo/D(top)") == 1 && count_dicts(file, "/Names[(top)[") == 1);
	CHECK(count_dicts(file, "/Count -2") == 1);
	CHECK(count_dicts(file, "/PageLabels") == 1);
}

static bool write_sample(Arena *arena, Diags *diags, Buf *out)
{
	Sample sample;
	PdfOptions options = {.date = INT64_C(1709251198)};
	bool ok = sample_open(arena, &sample);
	CHECK(ok);
	if (ok)
		ok = pdf_write(arena, &sample.paper, &options, diags, out);
	sample_close(&sample);
	return ok;
}

static void test_sample(Arena *arena)
{
	Diags diags = diags_in(arena);
	Buf first = buf_in(arena), second = buf_in(arena);
	CHECK(write_sample(arena, &diags, &first) && diags.errors == 0 && diags.warnings == 0);
	CHECK(write_sample(arena, &diags, &second));
	CHECK_STR(str_slice(buf_str(&first), 0, 9), str_slice(buf_str(&second), 0, 9));
	CHECK(str_eq(buf_str(&first), buf_str(&second)));
	File file = read_file(arena, buf_str(&first));
	CHECK(file.ok);
	if (!file.ok)
		return;
	check_content(&file);
	check_tags(&file);
	check_fonts(&file);
	check_rest(&file, buf_str(&first));
}

static void test_faults(Arena *arena)
{
	Diags diags = diags_in(arena);
	Buf out = buf_in(arena);
	Paper paper = {0};
	PdfOptions options = {.date = -1};
	CHECK(!pdf_write(arena, &paper, &options, &diags, &out) && diags.errors == 1);
	paper.frames = ARENA_NEW(arena, Frame);
	paper.frame_count = 1;
	paper.root = tag_new(arena, &paper, NULL, TAG_DOCUMENT);
	paper.frames[0].w = 20000 * LEN_PT;
	paper.frames[0].h = 100 * LEN_PT;
	CHECK(!pdf_write(arena, &paper, &options, &diags, &out) && diags.errors == 2);
	paper.frames[0].w = 100 * LEN_PT;
	CHECK(pdf_write(arena, &paper, &options, &diags, &out)); /* an empty page is a page */
	File file = read_file(arena, buf_str(&out));
	CHECK(file.ok && count_dicts(&file, "/CreationDate") == 0);
	CHECK(count_dicts(&file, "/Title(Untitled)") == 1);
}

enum { MANY = 33000 /* libharu's arrays end at 32,767 */, DEEP = 600, PAGES = 200 };

/* Marks, elements under one parent, destinations, outline entries and pages: each more than an
 * array of libharu holds. */
static void make_large(Arena *arena, Paper *paper)
{
	paper->frame_count = PAGES; /* the tree of pages has nodes of 64 */
	paper->frames = ARENA_ARRAY(arena, Frame, PAGES);
	paper->root = tag_new(arena, paper, NULL, TAG_DOCUMENT);
	paper->outline = ARENA_ARRAY(arena, OutlineEntry, MANY);
	paper->outline_count = MANY;
	for (size_t i = 0; i < MANY; i++) {
		Str name = str_format(arena, "a%zu", i);
		paper->frames[i % PAGES].w = paper->frames[i % PAGES].h = 100 * LEN_PT;
		paper->outline[i] = (OutlineEntry){.title = name, .level = 1, .anchor = name};
		FrameItem anchor = {.kind = FRAME_ANCHOR};
		anchor.as.anchor.name = name;
		FrameItem rule = {.kind = FRAME_RULE, .w = LEN_PT, .h = LEN_PT};
		rule.tag = tag_new(arena, paper, paper->root, TAG_P);
		frame_add(arena, &paper->frames[0], rule);
		frame_add(arena, &paper->frames[0], anchor);
	}
	Tag *tag = paper->root;
	for (int i = 0; i < DEEP; i++)
		tag = tag_new(arena, paper, tag, TAG_QUOTE);
	frame_add(arena, &paper->frames[1],
		  (FrameItem){.kind = FRAME_RULE, .tag = tag, .w = LEN_PT});
}

/* Clips of pictures and rounded boxes are not nested: q stays far from 28 levels. */
static size_t depth_of(Str content)
{
	size_t depth = 0, most = 0;
	for (Str rest = content, line; str_split(&rest, '\n', &line);) {
		depth += str_eq(line, S("q"));
		most = depth > most ? depth : most;
		depth -= str_eq(line, S("Q")) && depth > 0;
	}
	return most;
}

static void test_limits(Arena *arena)
{
	Diags diags = diags_in(arena);
	Buf out = buf_in(arena);
	Paper paper = {0};
	PdfOptions options = {.date = -1};
	make_large(arena, &paper);
	CHECK(pdf_write(arena, &paper, &options, &diags, &out) && diags.errors == 0);
	File file = read_file(arena, buf_str(&out));
	CHECK(file.ok && count_dicts(&file, "/S/P/") == MANY);
	CHECK(count_dicts(&file, "/S/BlockQuote") == DEEP);
	CHECK(count_dicts(&file, "/Title") >= MANY);
	const Object *content = NULL;
	for (size_t i = 1; i < file.count && content == NULL; i++)
		if (str_contains(file.objects[i].stream, S("/MCID 32999")))
			content = &file.objects[i];
	CHECK(content != NULL && depth_of(content->stream) == 0);
	CHECK(count_dicts(&file, "(a32999)[") == 1);
}

/* PDF/A-1 allows arrays of 8,191 items: what needs more is an error there, and nowhere else. */
static void test_array_limit(Arena *arena)
{
	enum { TAGS, MARKS, ANCHORS, LINKS, CASES, LIMIT = 8191 };
	for (int k = 0; k < CASES * 2; k++) {
		Diags diags = diags_in(arena);
		Buf out = buf_in(arena);
		Frame frame = {.w = 100 * LEN_PT, .h = 100 * LEN_PT};
		Paper paper = {.frames = &frame, .frame_count = 1};
		PdfOptions options = {.date = -1, .level = PDF_A_1B};
		int kind = k / 2;
		/* trees have two items for each of their keys, and one for the page */
		size_t most = kind == ANCHORS ? LIMIT / 2 : kind == LINKS ? LIMIT / 2 - 1 : LIMIT;
		paper.root = tag_new(arena, &paper, NULL, TAG_DOCUMENT);
		Tag *one = tag_new(arena, &paper, paper.root, TAG_P);
		Tag *two = tag_new(arena, &paper, paper.root, TAG_P);
		for (size_t i = 0; i < most + (k % 2 == 1); i++) {
			FrameItem item = {.kind = FRAME_RULE, .w = LEN_PT, .h = LEN_PT};
			item.tag = kind == TAGS	   ? tag_new(arena, &paper, one, TAG_SPAN)
				   : kind == MARKS ? (i % 2 == 0 ? one : two)
						   : one;
			item.kind = kind == ANCHORS ? FRAME_ANCHOR
				    : kind == LINKS ? FRAME_LINK
						    : FRAME_RULE;
			if (kind == ANCHORS)
				item.as.anchor.name = str_format(arena, "a%zu", i);
			else if (kind == LINKS)
				item.as.link.url = S("https://example.org/");
			frame_add(arena, &frame, item);
		}
		CHECK(pdf_write(arena, &paper, &options, &diags, &out) == (k % 2 == 0));
		CHECK(diags.errors == (size_t)(k % 2));
		options.level = PDF_A_2A;
		CHECK(pdf_write(arena, &paper, &options, &diags, &out));
	}
}

/* Adds `count` glyphs of a face to an item, every second one from glyph `first` on, each a letter.
 */
static void add_glyphs(Arena *arena, FrameItem *item, uint32_t first, uint32_t count)
{
	Buf text = buf_in(arena);
	Glyph *glyphs = ARENA_ARRAY(arena, Glyph, item->as.text.glyph_count + count + 1);
	buf_add(&text, item->as.text.text);
	if (item->as.text.glyph_count > 0)
		memcpy(glyphs, item->as.text.glyphs, item->as.text.glyph_count * sizeof *glyphs);
	for (uint32_t i = 0; i < count; i++) {
		glyphs[item->as.text.glyph_count++] = (Glyph){.id = (uint16_t)(first + 2 * i),
							      .start = (uint32_t)text.len,
							      .advance = LEN_PT};
		buf_add_rune(&text, 0x4E00 + i);
	}
	item->as.text.glyphs = glyphs;
	item->as.text.text = buf_str(&text);
}

/* Of many CIDs of two widths the half is listed. In Noto Serif CJK ideographs are 1000 wide,
 * Hangul syllables 966. */
static void test_width_limit(Arena *arena)
{
	enum { IDEOGRAPHS = 2000, HANGUL = 47600, EACH = 8192 / 2 };
	const char *reason;
	Face *face = face_open(arena, str_from(sample_files[SAMPLE_CJK].path),
			       sample_files[SAMPLE_CJK].index, &reason);
	CHECK(face != NULL);
	if (face == NULL)
		return;
	Diags diags = diags_in(arena);
	Buf out = buf_in(arena);
	Frame frame = {.w = 100 * LEN_PT, .h = 100 * LEN_PT};
	Paper paper = {.frames = &frame, .frame_count = 1};
	PdfOptions options = {.date = -1, .level = PDF_A_1B};
	paper.root = tag_new(arena, &paper, NULL, TAG_DOCUMENT);
	FrameItem item = {.kind = FRAME_TEXT, .w = LEN_PT};
	item.tag = tag_new(arena, &paper, paper.root, TAG_P);
	item.as.text.face = face;
	item.as.text.size = LEN_PT;
	add_glyphs(arena, &item, IDEOGRAPHS, EACH);
	add_glyphs(arena, &item, HANGUL, EACH);
	frame_add(arena, &frame, item);
	CHECK(!pdf_write(arena, &paper, &options, &diags, &out));
	CHECK(diags.errors == 1);
	face_close(face);
}

/* More links on a page than libharu can list: the rest is told. */
static void test_links(Arena *arena)
{
	Diags diags = diags_in(arena);
	Buf out = buf_in(arena);
	Frame frame = {.w = 100 * LEN_PT, .h = 100 * LEN_PT};
	Paper paper = {.frames = &frame, .frame_count = 1};
	PdfOptions options = {.date = -1};
	paper.root = tag_new(arena, &paper, NULL, TAG_DOCUMENT);
	for (size_t i = 0; i < MANY; i++) {
		FrameItem link = {.kind = FRAME_LINK, .w = LEN_PT, .h = LEN_PT};
		link.as.link.url = S("https://example.org/");
		frame_add(arena, &frame, link);
	}
	CHECK(pdf_write(arena, &paper, &options, &diags, &out) && diags.warnings == 1);
	File file = read_file(arena, buf_str(&out));
	CHECK(file.ok && count_dicts(&file, "/Subtype/Link") == 32767);
}

/* An address longer than a string of PDF/A may be is told, and no link. */
static void test_long_link(Arena *arena)
{
	enum { MOST = 32000 };
	Diags diags = diags_in(arena);
	Buf out = buf_in(arena), url = buf_in(arena);
	Frame frame = {.w = 100 * LEN_PT, .h = 100 * LEN_PT};
	Paper paper = {.frames = &frame, .frame_count = 1};
	PdfOptions options = {.date = -1};
	paper.root = tag_new(arena, &paper, NULL, TAG_DOCUMENT);
	buf_add_cstr(&url, "https://example.org/");
	buf_add_repeat(&url, 'a', MOST - url.len);
	FrameItem link = {.kind = FRAME_LINK, .w = LEN_PT, .h = LEN_PT};
	link.as.link.url = str_dup(arena, buf_str(&url));
	frame_add(arena, &frame, link);
	buf_add_char(&url, 'a');
	link.as.link.url = buf_str(&url);
	frame_add(arena, &frame, link);
	CHECK(pdf_write(arena, &paper, &options, &diags, &out) && diags.warnings == 1);
	File file = read_file(arena, buf_str(&out));
	CHECK(file.ok && count_dicts(&file, "/Subtype/Link") == 1);
}

/* Streams of more than 2 GiB: none is copied, and the caller is told. */
static void test_too_large(Arena *arena)
{
	PdfDoc *doc = pdf_doc_new(arena, false, 1);
	CHECK(pdf_doc_stream(doc, S(""), S("abc")) != 0 && !pdf_doc_is_too_large(doc));
	CHECK(pdf_doc_stream(doc, S(""), (Str){"abc", (size_t)3 << 30}) != 0);
	CHECK(pdf_doc_is_too_large(doc));
	CHECK(pdf_doc_stream(doc, S(""), (Str){"abc", SIZE_MAX}) != 0 && pdf_doc_is_too_large(doc));
	pdf_doc_free(doc);
}

int main(int argc, char **argv)
{
	Arena *arena = arena_new(NULL);
	if (argc > 1) {
		Diags diags = diags_in(arena);
		Buf out = buf_in(arena);
		if (!write_sample(arena, &diags, &out))
			return 1;
		FileWrite written = file_write(arena, str_from(argv[1]), buf_str(&out));
		arena_free(arena);
		return written == FILE_FAILED;
	}
	test_sample(arena);
	test_faults(arena);
	test_limits(arena);
	test_array_limit(arena);
	test_width_limit(arena);
	test_links(arena);
	test_long_link(arena);
	test_too_large(arena);
	arena_free(arena);
	return check_report();
}
