/*
 * pdf_doc: libharu's document as the rest of write/pdf*.c sees it: numbered objects made of PDF
 * text.
 *
 * libharu keeps the document, pages, catalog, information, cross references and page labels, and
 * serialises objects; this adapter, with pdf_save.c the only one that knows its types, adds
 * dictionaries whose text we write ourselves (libharu's own arrays end at 32,767 items, its reals
 * at 32,767, its strings at 65,535 bytes) and saves with object streams and a cross-reference
 * stream (ISO 32000-1, 7.5.7 and 7.5.8). Everything given out lives as long as the arena; libharu's
 * memory goes with pdf_doc_free. Errors of libharu stick: ask once, at the end, with pdf_doc_save.
 */
#ifndef RECTO_WRITE_PDF_DOC_H
#define RECTO_WRITE_PDF_DOC_H

#include "base/buf.h"
#include "base/len.h"

typedef struct PdfDoc PdfDoc;
/* The number of an object; 0: none. */
typedef uint32_t PdfRef;

/* An empty document. `old`: of PDF 1.4, without object streams; nothing in it may be transparent.
 * `pages`, about how many there will be: the last per cent of size is sought in short documents
 * only, since it takes longer than all else. Never NULL. */
PdfDoc *pdf_doc_new(Arena *arena, bool old, size_t pages);
/* Takes what was deflated for the last such document from the file at `path`, and keeps there what
 * is deflated for this one: of short documents alone. See pdf_packed.h. */
void pdf_doc_keep(PdfDoc *doc, Str path);
bool pdf_doc_is_old(const PdfDoc *doc);
void pdf_doc_free(PdfDoc *doc);
/* "2.3.0" */
const char *pdf_doc_library(void);

/* A dictionary; what is added to *body stands between its brackets. Add until the document is
 * saved. */
PdfRef pdf_doc_dict(PdfDoc *doc, Buf **body);
/* Makes a copy of `text` all that the dictionary of an empty body holds: no room for more, for the
 * many small ones. */
void pdf_doc_fill(Buf *body, Str text);
/* A stream; `entries` go into its dictionary. The bytes are written as they are, or deflated here.
 */
PdfRef pdf_doc_stream(PdfDoc *doc, Str entries, Str bytes);
PdfRef pdf_doc_stream_deflated(PdfDoc *doc, Str entries, Str bytes);
/* Pixels in zlib's format, owned by `arena`. */
Str pdf_doc_deflate_picture(PdfDoc *doc, Arena *arena, Str bytes);

/* Adds a page. `resources` is a dictionary that all pages may share; `struct_parents` is its key in
 * the structure tree, or PDF_NO_TREE. */
#define PDF_NO_TREE UINT32_MAX
PdfRef pdf_doc_page(PdfDoc *doc, Len width, Len height, PdfRef resources, uint32_t struct_parents);
/* Says that the finished page `index` lies `trim` inside its edges, with ink up to `bleed` past it.
 */
void pdf_doc_page_trim(PdfDoc *doc, size_t index, Len trim, Len bleed);
/* Sets the content stream of page `index` (from 0), deflated here. */
void pdf_doc_page_content(PdfDoc *doc, size_t index, Str content);
/* Adds an annotation to page `index`. */
void pdf_doc_page_annotation(PdfDoc *doc, size_t index, PdfRef annotation);
/* Numbers the pages 1, 2, 3 ... for viewers. */
void pdf_doc_page_labels(PdfDoc *doc);

/* Where entries of the catalog and of the information dictionary are added. */
Buf *pdf_doc_catalog(PdfDoc *doc);
Buf *pdf_doc_info(PdfDoc *doc);

/* Whether the file would have more than 2 GiB, which libharu cannot count; then it lacks streams
 * and must not be saved. */
bool pdf_doc_is_too_large(const PdfDoc *doc);
/* Appends the file to `out`. False with libharu's error code when it met one on the way. */
bool pdf_doc_save(PdfDoc *doc, Buf *out, unsigned long *code);

/* The MD5 digest of `bytes` (ISO 32000-1, 7.11.4.2) as hex digits. */
void pdf_doc_checksum(Buf *out, Str bytes);

/* PDF syntax. A reference "12 0 R"; a length in points, at most three decimals. */
void pdf_put_ref(Buf *buf, PdfRef ref);
void pdf_put_len(Buf *buf, Len len);
/* "[left bottom right top]", a rectangle. */
void pdf_put_box(Buf *buf, Len left, Len bottom, Len right, Len top);
/* A name with its slash; odd bytes as #XX. */
void pdf_put_name(Buf *buf, Str name);
/* One of ( ) \ and the carriage return between the brackets of a string. */
void pdf_put_escaped(Buf *buf, char byte);
/* A byte between the brackets of a string. */
static inline void pdf_put_byte(Buf *buf, char byte)
{
	if (byte == '(' || byte == ')' || byte == '\\' || byte == '\r')
		pdf_put_escaped(buf, byte);
	else
		buf_add_char(buf, byte);
}
/* A byte string in brackets. */
void pdf_put_bytes(Buf *buf, Str bytes);
/* A text string: plain when ASCII, else UTF-16BE in hex. Cut at 16,000 units (ISO 19005-2, 6.1.13).
 */
void pdf_put_text(Buf *buf, Str utf8);
/* The UTF-16BE units of `utf8` as hex digits, without brackets or mark. */
void pdf_put_utf16(Buf *buf, Str utf8);
/* `value` as `digits` upper-case hex digits. */
void pdf_put_hex(Buf *buf, uint32_t value, int digits);

#endif
