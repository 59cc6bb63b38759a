#include "write/pdf_doc.h"

#include "base/hash.h"
#include "base/utf8.h"
#include "base/vec.h"

#include <hpdf.h>
#include <hpdf_doc.h>
#include <hpdf_encrypt.h>
#include <hpdf_objects.h>
#include <hpdf_pages.h>
#include <hpdf_streams.h>
#include <libdeflate.h>
#include <string.h>

/* How hard to deflate: pictures and long documents, which take the time, and what is small, of at
 * most SHORT pages: there 12 saves 3 %. */
enum { LEVEL = 6, SHORT_LEVEL = 12, SHORT = 20 };
enum { OBJECTS_A_STREAM = 200, PAGES_A_NODE = 64 };
/* 2 GiB, less what the other objects may take. */
enum { FILE_LIMIT = INT32_MAX - (256 << 20) };

struct PdfDoc {
	Arena *arena, *scratch; /* scratch: what is packed, until libharu has it */
	HPDF_Doc haru;
	struct libdeflate_compressor *deflate, *picture_deflate;
	Buf *catalog, *info;
	bool old;
	size_t bytes; /* of all streams */
	VEC(HPDF_Page) pages;
};

/* --- objects --- */

static PdfRef object_ref(HPDF_Dict dict)
{
	return dict->header.obj_id & 0x00FFFFFF;
}

/* What stands in a dictionary of ours; of a stream, the bytes behind it. libharu's own streams have
 * their length in an object of its own. */
typedef struct {
	Buf text;
	Str bytes;
	bool stream;
} Body;

static void *object_at(PdfDoc *doc, PdfRef ref)
{
	return HPDF_Xref_GetEntry(doc->haru->xref, ref)->obj;
}

/* libharu calls it between the elements of a dictionary and its closing brackets. */
static HPDF_STATUS write_body(HPDF_Dict dict, HPDF_Stream stream)
{
	const Body *body = dict->attr;
	if (body->text.len == 0)
		return HPDF_OK;
	return HPDF_Stream_Write(stream, (const HPDF_BYTE *)body->text.ptr,
				 (HPDF_UINT)body->text.len);
}

static Body *attach_body(PdfDoc *doc, HPDF_Dict dict)
{
	Body *body = ARENA_NEW(doc->arena, Body);
	body->text = buf_in(doc->arena);
	dict->attr = body;
	dict->write_fn = write_body;
	dict->free_fn = NULL;
	return body;
}

PdfDoc *pdf_doc_new(Arena *arena, bool old, size_t pages)
{
	PdfDoc *doc = ARENA_NEW(arena, PdfDoc);
	doc->arena = arena;
	doc->old = old;
	doc->scratch = arena_new_like(arena);
	doc->haru = HPDF_New(NULL, NULL);
	doc->deflate = libdeflate_alloc_compressor(pages <= SHORT ? SHORT_LEVEL : LEVEL);
	doc->picture_deflate = libdeflate_alloc_compressor(LEVEL);
	if (doc->haru == NULL || doc->deflate == NULL || doc->picture_deflate == NULL) {
		pdf_doc_free(doc);
		return NULL;
	}
	doc->haru->pdf_version = HPDF_VER_17;
	HPDF_SetPagesConfiguration(doc->haru, PAGES_A_NODE);
	HPDF_Dict_RemoveElement(doc->haru->info, "Producer");
	doc->catalog = &attach_body(doc, doc->haru->catalog)->text;
	doc->info = &attach_body(doc, doc->haru->info)->text;
	return doc;
}

void pdf_doc_free(PdfDoc *doc)
{
	if (doc->haru != NULL)
		HPDF_Free(doc->haru);
	if (doc->deflate != NULL)
		libdeflate_free_compressor(doc->deflate);
	if (doc->picture_deflate != NULL)
		libdeflate_free_compressor(doc->picture_deflate);
	arena_free(doc->scratch);
	doc->haru = NULL;
	doc->deflate = doc->picture_deflate = NULL;
	doc->scratch = NULL;
}

bool pdf_doc_is_old(const PdfDoc *doc)
{
	return doc->old;
}

const char *pdf_doc_library(void)
{
	return HPDF_GetVersion();
}

static PdfRef add_dict(PdfDoc *doc, Body **body)
{
	/* libharu makes its table longer by as many entries each time, and copies it byte by byte:
	 * let it double */
	HPDF_List entries = doc->haru->xref->entries;
	if (entries->items_per_block < entries->block_siz)
		entries->items_per_block = entries->block_siz;
	HPDF_Dict dict = HPDF_Dict_New(doc->haru->mmgr);
	if (dict == NULL || HPDF_Xref_Add(doc->haru->xref, dict) != HPDF_OK) {
		*body = ARENA_NEW(doc->arena, Body); /* the error sticks; let the caller go on */
		(*body)->text = buf_in(doc->arena);
		return 0;
	}
	*body = attach_body(doc, dict);
	return object_ref(dict);
}

PdfRef pdf_doc_dict(PdfDoc *doc, Buf **body)
{
	Body *added;
	PdfRef ref = add_dict(doc, &added);
	*body = &added->text;
	return ref;
}

void pdf_doc_fill(Buf *body, Str text)
{
	Str copy = str_dup(body->arena, text);
	body->ptr = (char *)copy.ptr;
	body->len = body->cap = copy.len;
}

PdfRef pdf_doc_stream(PdfDoc *doc, Str entries, Str bytes)
{
	Body *body;
	PdfRef ref = add_dict(doc, &body);
	buf_add(&body->text, entries);
	buf_add_format(&body->text, "/Length %zu", bytes.len);
	doc->bytes = bytes.len < FILE_LIMIT - doc->bytes ? doc->bytes + bytes.len : FILE_LIMIT;
	body->bytes = pdf_doc_is_too_large(doc) ? (Str){0} : str_dup(doc->arena, bytes);
	body->stream = true;
	return ref;
}

bool pdf_doc_is_too_large(const PdfDoc *doc)
{
	return doc->bytes >= FILE_LIMIT;
}

static Str deflate_with(struct libdeflate_compressor *deflate, Arena *arena, Str bytes)
{
	size_t bound = libdeflate_zlib_compress_bound(deflate, bytes.len);
	char *out = arena_alloc(arena, bound);
	size_t n = libdeflate_zlib_compress(deflate, bytes.len > 0 ? bytes.ptr : "", bytes.len, out,
					    bound);
	return (Str){out, n};
}

Str pdf_doc_deflate_picture(PdfDoc *doc, Arena *arena, Str bytes)
{
	return deflate_with(doc->picture_deflate, arena, bytes);
}

static Str deflate(PdfDoc *doc, Arena *arena, Str bytes)
{
	return deflate_with(doc->deflate, arena, bytes);
}

PdfRef pdf_doc_stream_deflated(PdfDoc *doc, Str entries, Str bytes)
{
	PdfRef ref =
		pdf_doc_stream(doc, str_concat(doc->scratch, entries, S("/Filter/FlateDecode")),
			       deflate(doc, doc->scratch, bytes));
	arena_reset(doc->scratch);
	return ref;
}

void pdf_doc_checksum(Buf *out, Str bytes)
{
	HPDF_MD5_CTX context;
	HPDF_BYTE digest[HPDF_MD5_KEY_LEN];
	HPDF_MD5Init(&context);
	HPDF_MD5Update(&context, (const HPDF_BYTE *)bytes.ptr, (HPDF_UINT32)bytes.len);
	HPDF_MD5Final(digest, &context);
	for (size_t i = 0; i < sizeof digest; i++)
		pdf_put_hex(out, digest[i], 2);
}

/* --- pages --- */

PdfRef pdf_doc_page(PdfDoc *doc, Len width, Len height, PdfRef resources, uint32_t struct_parents)
{
	HPDF_Page page = HPDF_AddPage(doc->haru);
	if (page == NULL)
		return 0;
	VEC_PUSH(doc->arena, &doc->pages, page);
	HPDF_Page_SetWidth(page, (HPDF_REAL)len_to_pt(width));
	HPDF_Page_SetHeight(page, (HPDF_REAL)len_to_pt(height));
	HPDF_Dict_Add(page, "Resources", object_at(doc, resources));
	if (struct_parents != PDF_NO_TREE) {
		HPDF_Dict_AddNumber(page, "StructParents", (HPDF_INT32)struct_parents);
		if (!doc->old)
			HPDF_Dict_AddName(page, "Tabs", "S");
	}
	return object_ref(page);
}

static void add_box(HPDF_Page page, const char *key, Len inset)
{
	HPDF_REAL in = (HPDF_REAL)len_to_pt(inset);
	HPDF_Box box = {in, in, HPDF_Page_GetWidth(page) - in, HPDF_Page_GetHeight(page) - in};
	HPDF_Array array = HPDF_Box_Array_New(page->mmgr, box);
	if (array != NULL)
		HPDF_Dict_Add(page, key, array);
}

void pdf_doc_page_trim(PdfDoc *doc, size_t index, Len trim, Len bleed)
{
	if (index >= doc->pages.len)
		return;
	add_box(doc->pages.ptr[index], "TrimBox", trim);
	add_box(doc->pages.ptr[index], "BleedBox", bleed < trim ? trim - bleed : 0);
}

void pdf_doc_page_content(PdfDoc *doc, size_t index, Str content)
{
	if (index >= doc->pages.len)
		return;
	HPDF_PageAttr attr = doc->pages.ptr[index]->attr;
	Str packed = deflate(doc, doc->scratch, content);
	attr->contents->filter = HPDF_STREAM_FILTER_NONE;
	buf_add_cstr(&attach_body(doc, attr->contents)->text, "/Filter/FlateDecode");
	HPDF_Stream_Write(attr->stream, (const HPDF_BYTE *)packed.ptr, (HPDF_UINT)packed.len);
	arena_reset(doc->scratch);
}

void pdf_doc_page_annotation(PdfDoc *doc, size_t index, PdfRef annotation)
{
	if (index >= doc->pages.len || annotation == 0)
		return;
	HPDF_Page page = doc->pages.ptr[index];
	HPDF_Array list = HPDF_Dict_GetItem(page, "Annots", HPDF_OCLASS_ARRAY);
	if (list == NULL) {
		list = HPDF_Array_New(doc->haru->mmgr);
		if (list == NULL || HPDF_Dict_Add(page, "Annots", list) != HPDF_OK)
			return;
	}
	HPDF_Array_Add(list, object_at(doc, annotation));
}

void pdf_doc_page_labels(PdfDoc *doc)
{
	HPDF_AddPageLabel(doc->haru, 0, HPDF_PAGE_NUM_STYLE_DECIMAL, 1, "");
}

/* --- catalog and information --- */

Buf *pdf_doc_catalog(PdfDoc *doc)
{
	return doc->catalog;
}

Buf *pdf_doc_info(PdfDoc *doc)
{
	return doc->info;
}

/* --- saving --- */

typedef struct {
	uint32_t offset; /* in the file, or the number of the object stream */
	uint8_t index;	 /* in the object stream */
	uint8_t type;	 /* 1: at an offset, 2: in an object stream; 0: free */
} XrefRow;

typedef struct {
	PdfDoc *doc;
	Buf *out;
	size_t start; /* of the file in `out` */
	HPDF_Stream to_out, to_body;
	VEC(XrefRow) rows;
	Buf index, body; /* of the object stream being filled */
	uint16_t count;
} Saver;

static HPDF_STATUS append_to_buf(HPDF_Stream stream, const HPDF_BYTE *bytes, HPDF_UINT count)
{
	buf_add_bytes(stream->attr, bytes, count);
	return HPDF_OK;
}

static HPDF_Stream open_buf_stream(PdfDoc *doc, Buf *target)
{
	HPDF_Stream stream = HPDF_CallbackWriter_New(doc->haru->mmgr, NULL, NULL);
	if (stream != NULL) {
		stream->write_fn = append_to_buf;
		stream->attr = target;
	}
	return stream;
}

/* Our body of an object, when it is a stream. */
static const Body *own_stream(const void *object)
{
	const HPDF_Dict_Rec *dict = object;
	bool own = (dict->header.obj_class & HPDF_OCLASS_ANY) == HPDF_OCLASS_DICT &&
		   dict->write_fn == write_body && ((const Body *)dict->attr)->stream;
	return own ? dict->attr : NULL;
}

static bool is_stream(const void *object)
{
	const HPDF_Dict_Rec *dict = object;
	return (dict->header.obj_class & HPDF_OCLASS_ANY) == HPDF_OCLASS_DICT &&
	       (dict->stream != NULL || own_stream(object) != NULL);
}

static void begin_object(Saver *saver, size_t number)
{
	XrefRow *row = &saver->rows.ptr[number];
	row->type = 1;
	row->offset = (uint32_t)(saver->out->len - saver->start);
	buf_add_int(saver->out, (int64_t)number);
	buf_add_cstr(saver->out, " 0 obj\n");
}

/* Each object at a place of its own. Streams first: writing one sets the number object that holds
 * its length. */
static void save_plainly(Saver *saver, bool streams)
{
	HPDF_Xref xref = saver->doc->haru->xref;
	for (HPDF_UINT i = 1; i < xref->entries->count; i++) {
		void *object = HPDF_Xref_GetEntry(xref, i)->obj;
		if (is_stream(object) != streams)
			continue;
		begin_object(saver, i);
		HPDF_Obj_WriteValue(object, saver->to_out, NULL);
		const Body *own = own_stream(object);
		if (own != NULL) {
			buf_add_cstr(saver->out, "\nstream\r\n");
			buf_add(saver->out, own->bytes);
			buf_add_cstr(saver->out, "\nendstream");
		}
		buf_add_cstr(saver->out, "\nendobj\n");
	}
}

static void save_own_stream(Saver *saver, size_t number, Str entries, Str bytes)
{
	begin_object(saver, number);
	buf_add_cstr(saver->out, "<<");
	buf_add(saver->out, entries);
	buf_add_cstr(saver->out, "/Filter/FlateDecode/Length ");
	buf_add_int(saver->out, (int64_t)bytes.len);
	buf_add_cstr(saver->out, ">>\nstream\r\n");
	buf_add(saver->out, bytes);
	buf_add_cstr(saver->out, "\nendstream\nendobj\n");
}

static void flush_object_stream(Saver *saver)
{
	if (saver->count == 0)
		return;
	Buf entries = buf_in(saver->doc->scratch);
	buf_add_format(&entries, "/Type/ObjStm/N %d/First %zu", saver->count, saver->index.len);
	buf_add(&saver->index, buf_str(&saver->body));
	size_t number = saver->rows.len;
	VEC_PUSH(saver->doc->arena, &saver->rows, (XrefRow){0});
	save_own_stream(saver, number, buf_str(&entries),
			deflate(saver->doc, saver->doc->scratch, buf_str(&saver->index)));
	arena_reset(saver->doc->scratch);
	saver->index.len = saver->body.len = saver->count = 0;
}

static void save_objects(Saver *saver)
{
	HPDF_Xref xref = saver->doc->haru->xref;
	for (HPDF_UINT i = 1; i < xref->entries->count; i++) {
		void *object = HPDF_Xref_GetEntry(xref, i)->obj;
		if (is_stream(object))
			continue;
		buf_add_int(&saver->index, i);
		buf_add_char(&saver->index, ' ');
		buf_add_int(&saver->index, (int64_t)saver->body.len);
		buf_add_char(&saver->index, ' ');
		HPDF_Obj_WriteValue(object, saver->to_body, NULL);
		buf_add_char(&saver->body, '\n');
		/* the object stream takes the next free number when it is full */
		saver->rows.ptr[i] =
			(XrefRow){(uint32_t)saver->rows.len, (uint8_t)saver->count++, 2};
		if (saver->count == OBJECTS_A_STREAM)
			flush_object_stream(saver);
	}
	flush_object_stream(saver);
}

enum { ROW_BYTES = 6 };

/* A row less the one above (the PNG predictor "Up"), for most differ in little from their
 * neighbours. */
static void put_row(Buf *buf, XrefRow row, uint8_t above[ROW_BYTES])
{
	const uint8_t bytes[ROW_BYTES] = {row.type,
					  (uint8_t)(row.offset >> 24),
					  (uint8_t)(row.offset >> 16),
					  (uint8_t)(row.offset >> 8),
					  (uint8_t)row.offset,
					  (uint8_t)row.index};
	buf_add_char(buf, 2);
	for (int i = 0; i < ROW_BYTES; i++) {
		buf_add_char(buf, (char)(bytes[i] - above[i]));
		above[i] = bytes[i];
	}
}

/* The file identifier is a fingerprint of everything before it, so equal input gives equal bytes.
 */
static void put_file_id(Buf *entries, Str file)
{
	uint64_t a = hash_bytes(file, 0), b = hash_bytes(file, 1);
	buf_add_cstr(entries, "/ID[");
	for (int i = 0; i < 2; i++) {
		buf_add_char(entries, '<');
		pdf_put_hex(entries, (uint32_t)(a >> 32), 8);
		pdf_put_hex(entries, (uint32_t)a, 8);
		pdf_put_hex(entries, (uint32_t)(b >> 32), 8);
		pdf_put_hex(entries, (uint32_t)b, 8);
		buf_add_char(entries, '>');
	}
	buf_add_char(entries, ']');
}

static void put_trailer(Saver *saver, Buf *entries)
{
	buf_add_format(entries, "/Size %zu/Root ", saver->rows.len);
	pdf_put_ref(entries, object_ref(saver->doc->haru->catalog));
	buf_add_cstr(entries, "/Info ");
	pdf_put_ref(entries, object_ref(saver->doc->haru->info));
	put_file_id(entries, str_from_offset(buf_str(saver->out), saver->start));
}

/* The table of PDF 1.4 (ISO 32000-1, 7.5.4): 20 bytes a row. */
static void save_table(Saver *saver)
{
	size_t at = saver->out->len - saver->start;
	Buf trailer = buf_in(saver->doc->arena);
	put_trailer(saver, &trailer);
	buf_add_format(saver->out, "xref\n0 %zu\n0000000000 65535 f \n", saver->rows.len);
	for (size_t i = 1; i < saver->rows.len; i++)
		buf_add_format(saver->out, "%010u 00000 n \n", saver->rows.ptr[i].offset);
	buf_add_format(saver->out, "trailer\n<<%.*s>>\nstartxref\n%zu\n%%%%EOF\n",
		       STR_ARG(buf_str(&trailer)), at);
}

static void save_xref(Saver *saver)
{
	PdfDoc *doc = saver->doc;
	size_t number = saver->rows.len, at = saver->out->len - saver->start;
	VEC_PUSH(doc->arena, &saver->rows, (XrefRow){(uint32_t)at, 0, 1});
	saver->rows.ptr[0] = (XrefRow){0, UINT8_MAX, 0};
	uint8_t above[ROW_BYTES] = {0};
	Buf rows = buf_in(doc->arena), entries = buf_in(doc->arena);
	for (size_t i = 0; i < saver->rows.len; i++)
		put_row(&rows, saver->rows.ptr[i], above);
	buf_add_format(&entries, "/Type/XRef/W[1 4 1]/DecodeParms<</Predictor 12/Columns %d>>",
		       ROW_BYTES);
	put_trailer(saver, &entries);
	save_own_stream(saver, number, buf_str(&entries),
			deflate(doc, doc->scratch, buf_str(&rows)));
	buf_add_format(saver->out, "startxref\n%zu\n%%%%EOF\n", at);
}

bool pdf_doc_save(PdfDoc *doc, Buf *out, unsigned long *code)
{
	Saver saver = {.doc = doc, .out = out, .start = out->len};
	saver.index = saver.body = buf_in(doc->arena);
	saver.to_out = open_buf_stream(doc, out);
	saver.to_body = open_buf_stream(doc, &saver.body);
	if (saver.to_out != NULL && saver.to_body != NULL && HPDF_GetError(doc->haru) == HPDF_OK) {
		for (HPDF_UINT i = 0; i < doc->haru->xref->entries->count; i++)
			VEC_PUSH(doc->arena, &saver.rows, (XrefRow){0});
		buf_add_cstr(out, doc->old ? "%PDF-1.4" : "%PDF-1.7");
		buf_add_cstr(out, "\n%\xB7\xBE\xAD\xAA\n");
		save_plainly(&saver, true);
		if (doc->old) {
			save_plainly(&saver, false);
			save_table(&saver);
		} else {
			save_objects(&saver);
			save_xref(&saver);
		}
	}
	if (saver.to_out != NULL)
		HPDF_Stream_Free(saver.to_out);
	if (saver.to_body != NULL)
		HPDF_Stream_Free(saver.to_body);
	*code = HPDF_GetError(doc->haru);
	return *code == HPDF_OK;
}
