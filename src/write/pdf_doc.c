#include "write/pdf_doc_parts.h"

#include <libdeflate.h>

/* How hard to deflate: pictures and long documents, which take the time, and what is small, of at
 * most SHORT pages: there 12 saves 3 %. */
enum { LEVEL = 6, SHORT_LEVEL = 12, SHORT = 20 };
enum { PAGES_A_NODE = 64 };
/* 2 GiB, less what the other objects may take. */
enum { FILE_LIMIT = INT32_MAX - (256 << 20) };

/* --- objects --- */

static void *object_at(PdfDoc *doc, PdfRef ref)
{
	return HPDF_Xref_GetEntry(doc->haru->xref, ref)->obj;
}

/* libharu calls it between the elements of a dictionary and its closing brackets. */
static HPDF_STATUS write_body(HPDF_Dict dict, HPDF_Stream stream)
{
	const PdfBody *body = dict->attr;
	if (body->text.len == 0)
		return HPDF_OK;
	return HPDF_Stream_Write(stream, (const HPDF_BYTE *)body->text.ptr,
				 (HPDF_UINT)body->text.len);
}

static PdfBody *attach_body(PdfDoc *doc, HPDF_Dict dict)
{
	PdfBody *body = ARENA_NEW(doc->arena, PdfBody);
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
	doc->is_short = pages <= SHORT;
	doc->deflate = libdeflate_alloc_compressor(doc->is_short ? SHORT_LEVEL : LEVEL);
	doc->picture_deflate = libdeflate_alloc_compressor(LEVEL);
	if (doc->haru == NULL || doc->deflate == NULL || doc->picture_deflate == NULL)
		arena_give_up(arena);
	doc->haru->pdf_version = HPDF_VER_17;
	HPDF_SetPagesConfiguration(doc->haru, PAGES_A_NODE);
	HPDF_Dict_RemoveElement(doc->haru->info, "Producer");
	doc->catalog = &attach_body(doc, doc->haru->catalog)->text;
	doc->info = &attach_body(doc, doc->haru->info)->text;
	return doc;
}

void pdf_doc_keep(PdfDoc *doc, Str path)
{
	Str how =
		str_format(doc->arena, "libdeflate %s, %d", LIBDEFLATE_VERSION_STRING, SHORT_LEVEL);
	if (doc->is_short)
		doc->packed = pdf_packed_open(doc->arena, path, how);
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

static PdfRef add_dict(PdfDoc *doc, PdfBody **body)
{
	/* libharu makes its table longer by as many entries each time, and copies it byte by byte:
	 * let it double */
	HPDF_List entries = doc->haru->xref->entries;
	if (entries->items_per_block < entries->block_siz)
		entries->items_per_block = entries->block_siz;
	HPDF_Dict dict = HPDF_Dict_New(doc->haru->mmgr);
	if (dict == NULL || HPDF_Xref_Add(doc->haru->xref, dict) != HPDF_OK) {
		*body = ARENA_NEW(doc->arena, PdfBody); /* the error sticks; let the caller go on */
		(*body)->text = buf_in(doc->arena);
		return 0;
	}
	*body = attach_body(doc, dict);
	return pdf_doc_object_ref(dict);
}

PdfRef pdf_doc_dict(PdfDoc *doc, Buf **body)
{
	PdfBody *added;
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
	PdfBody *body;
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

Str pdf_doc_deflate(PdfDoc *doc, Arena *arena, Str bytes)
{
	Str known = doc->packed != NULL ? pdf_packed_find(doc->packed, bytes) : S("");
	if (known.len > 0)
		return known;
	Str deflated = deflate_with(doc->deflate, arena, bytes);
	if (doc->packed != NULL)
		pdf_packed_add(doc->packed, deflated);
	return deflated;
}

PdfRef pdf_doc_stream_deflated(PdfDoc *doc, Str entries, Str bytes)
{
	PdfRef ref =
		pdf_doc_stream(doc, str_concat(doc->scratch, entries, S("/Filter/FlateDecode")),
			       pdf_doc_deflate(doc, doc->scratch, bytes));
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
	return pdf_doc_object_ref(page);
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
	Str packed = pdf_doc_deflate(doc, doc->scratch, content);
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

const PdfBody *pdf_doc_own_stream(const void *object)
{
	const HPDF_Dict_Rec *dict = object;
	bool own = (dict->header.obj_class & HPDF_OCLASS_ANY) == HPDF_OCLASS_DICT &&
		   dict->write_fn == write_body && ((const PdfBody *)dict->attr)->stream;
	return own ? dict->attr : NULL;
}
