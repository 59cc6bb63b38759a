/*
 * Files in the PDF (ISO 32000-1, 7.11.4) that belong to the document as a whole (ISO 19005-3, 6.8).
 */
#include "write/pdf_parts.h"

/* A string that readers of old know: other characters as underlines. */
static void put_old_name(Buf *body, Str name)
{
	Buf plain = buf_in(body->arena);
	for (size_t i = 0; i < name.len; i++)
		buf_add_char(&plain, name.ptr[i] >= ' ' && name.ptr[i] < 0x7F ? name.ptr[i] : '_');
	pdf_put_bytes(body, buf_str(&plain));
}

static PdfRef write_bytes(PdfJob *job, const PdfFile *file)
{
	Buf entries = buf_in(job->arena);
	buf_add_cstr(&entries, "/Type/EmbeddedFile/Subtype");
	pdf_put_name(&entries, file->type);
	buf_add_format(&entries, "/Params<</Size %zu/CheckSum<", file->bytes.len);
	pdf_doc_checksum(&entries, file->bytes);
	buf_add_char(&entries, '>');
	if (job->options->date >= 0) {
		buf_add_cstr(&entries, "/ModDate");
		pdf_put_text(&entries, pdf_meta_date(job));
	}
	buf_add_cstr(&entries, ">>");
	return pdf_doc_stream_deflated(job->doc, buf_str(&entries), file->bytes);
}

static PdfRef write_file(PdfJob *job, const PdfFile *file)
{
	PdfRef bytes = write_bytes(job, file);
	Buf *body;
	PdfRef ref = pdf_doc_dict(job->doc, &body);
	buf_add_cstr(body, "/Type/Filespec/F");
	put_old_name(body, file->name);
	buf_add_cstr(body, "/UF");
	pdf_put_text(body, file->name);
	buf_add_format(body, "/Desc(%s)/AFRelationship/%s/EF<</F ", file->says, file->relation);
	pdf_put_ref(body, bytes);
	buf_add_cstr(body, "/UF ");
	pdf_put_ref(body, bytes);
	buf_add_cstr(body, ">>");
	return ref;
}

void pdf_attach_write(PdfJob *job)
{
	if (job->options->file_count == 0)
		return;
	Buf *catalog = pdf_doc_catalog(job->doc), *names;
	PdfRef tree = pdf_doc_dict(job->doc, &names);
	buf_add_cstr(catalog, "/AF[");
	buf_add_cstr(names, "/Names[");
	for (size_t i = 0; i < job->options->file_count; i++) {
		PdfRef file = write_file(job, &job->options->files[i]);
		pdf_put_ref(catalog, file);
		buf_add_char(catalog, ' ');
		buf_add_format(names, "(%03zu)", i + 1); /* keys have to be in order */
		pdf_put_ref(names, file);
		buf_add_char(names, ' ');
	}
	buf_add_char(catalog, ']');
	buf_add_char(names, ']');
	buf_add_cstr(&job->names, "/EmbeddedFiles ");
	pdf_put_ref(&job->names, tree);
}
