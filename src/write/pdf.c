#include "write/pdf.h"

#include "write/pdf_parts.h"

/* libharu draws pages from 3 to 14,400 points (ISO 19005-2, 6.1.13). */
static bool check_size(const Frame *frame, size_t index, Diags *diags)
{
	if (frame->w >= 3 * LEN_PT && frame->h >= 3 * LEN_PT && frame->w <= 14400 * LEN_PT &&
	    frame->h <= 14400 * LEN_PT)
		return true;
	diag_error(diags, SPAN_NONE, S("a PDF page is 3 to 14,400 points a side"),
		   "page %zu has a size no PDF can have [pdf-page]", index + 1);
	return false;
}

static bool check_paper(const Paper *paper, Diags *diags)
{
	for (size_t i = 0; i < paper->frame_count; i++)
		if (!check_size(&paper->frames[i], i, diags))
			return false;
	for (size_t i = 0; i < paper->sheet_count; i++)
		if (!check_size(&paper->sheets[i].frame, i, diags))
			return false;
	if (paper->frame_count > 0 && paper->root != NULL)
		return true;
	diag_error(diags, SPAN_NONE, (Str){0}, "there is no page to write [pdf-page]");
	return false;
}

void pdf_limit_array(PdfJob *job, size_t count)
{
	if (!pdf_doc_is_old(job->doc) || count <= PDF_ARRAY_LIMIT || job->limited)
		return;
	job->limited = true;
	diag_error(job->diags, SPAN_NONE, S("leave out recto.cv.pdfa: 2a has no such limit"),
		   "the document is too large for PDF/A-1b: it needs an array of %zu items, of "
		   "which %d are allowed [pdf-limit]",
		   count, PDF_ARRAY_LIMIT);
}

static void open_job(PdfJob *job)
{
	Buf *resources;
	job->images = map_in(job->arena);
	job->anchors = map_in(job->arena);
	job->names = buf_in(job->arena);
	job->resources = pdf_doc_dict(job->doc, &resources);
	PdfRef fonts = pdf_doc_dict(job->doc, &job->font_resources);
	PdfRef images = pdf_doc_dict(job->doc, &job->image_resources);
	buf_add_cstr(resources, "/Font ");
	pdf_put_ref(resources, fonts);
	buf_add_cstr(resources, "/XObject ");
	pdf_put_ref(resources, images);
}

static void write_parts(PdfJob *job)
{
	open_job(job);
	if (!pdf_glyph_collect(job) || !pdf_font_write(job))
		return;
	if (pdf_is_imposed(job)) {
		pdf_sheet_write(job);
	} else {
		pdf_tags_begin(job);
		pdf_content_write(job);
		pdf_link_write(job);
		pdf_tags_write(job);
		pdf_attach_write(job);
	}
	pdf_meta_write(job);
}

static void save(PdfJob *job, Buf *out)
{
	unsigned long code;
	if (pdf_doc_is_too_large(job->doc))
		diag_error(job->diags, SPAN_NONE, S("use smaller pictures, or attach less"),
			   "the PDF would have more than 2 GiB [pdf-limit]");
	else if (!pdf_doc_save(job->doc, out, &code))
		diag_error(job->diags, SPAN_NONE, (Str){0},
			   "libharu cannot write the PDF (error 0x%04lX) [pdf-failed]", code);
}

bool pdf_write(Arena *arena, const Paper *paper, const PdfOptions *options, Diags *diags, Buf *out)
{
	size_t errors = diags->errors;
	if (!check_paper(paper, diags))
		return false;
	PdfJob job = {.paper = paper, .options = options, .diags = diags};
	job.arena = arena_new_like(arena);
	job.doc = pdf_doc_new(job.arena, options->level == PDF_A_1B, paper->frame_count);
	if (options->packed.len > 0)
		pdf_doc_keep(job.doc, options->packed);
	write_parts(&job);
	if (diags->errors == errors)
		save(&job, out);
	pdf_doc_free(job.doc);
	arena_free(job.arena);
	return diags->errors == errors;
}

Str pdf_version(Arena *arena)
{
	return str_format(arena, "libharu %s", pdf_doc_library());
}
