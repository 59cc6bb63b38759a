/*
 * A document as bytes: streams, the other objects in object streams, the table of all of them
 * (ISO 32000-1, 7.5), as pdf_doc.h declares it.
 */
#include "base/hash.h"
#include "write/pdf_doc_parts.h"

enum { OBJECTS_A_STREAM = 200 };

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

static bool is_stream(const void *object)
{
	const HPDF_Dict_Rec *dict = object;
	return (dict->header.obj_class & HPDF_OCLASS_ANY) == HPDF_OCLASS_DICT &&
	       (dict->stream != NULL || pdf_doc_own_stream(object) != NULL);
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
		const PdfBody *own = pdf_doc_own_stream(object);
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
			pdf_doc_deflate(saver->doc, saver->doc->scratch, buf_str(&saver->index)));
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
	pdf_put_ref(entries, pdf_doc_object_ref(saver->doc->haru->catalog));
	buf_add_cstr(entries, "/Info ");
	pdf_put_ref(entries, pdf_doc_object_ref(saver->doc->haru->info));
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
			pdf_doc_deflate(doc, doc->scratch, buf_str(&rows)));
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
	if (*code == HPDF_FAILD_TO_ALLOC_MEM)
		arena_give_up(doc->arena);
	if (*code == HPDF_OK && doc->packed != NULL)
		pdf_packed_save(doc->packed);
	return *code == HPDF_OK;
}
