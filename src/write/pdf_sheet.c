/*
 * Sheets for print (ISO 32000-1, 8.10): each frame is a form XObject, drawn once and placed as
 * often as the sheets have it, so that nothing of it is set, rastered or compressed again.
 */
#include "write/pdf_parts.h"

/* A frame as "P" + index; what lies past its bleed is cut. */
static void write_form(PdfJob *job, size_t index, Arena *scratch)
{
	const Frame *frame = &job->paper->frames[index];
	Len out = frame->trim - frame->bleed;
	Buf entries = buf_in(scratch);
	buf_add_cstr(&entries, "/Type/XObject/Subtype/Form/Resources ");
	pdf_put_ref(&entries, job->resources);
	buf_add_cstr(&entries, "/BBox");
	pdf_put_box(&entries, out, out, frame->w - out, frame->h - out);
	Str content = pdf_content_make(job, frame, index, scratch);
	PdfRef ref = pdf_doc_stream_deflated(job->doc, buf_str(&entries), content);
	buf_add_format(job->image_resources, "/P%zu ", index);
	pdf_put_ref(job->image_resources, ref);
}

/* The scale in millionths, that of the width: a placed page keeps its shape. */
static int64_t scale_of(const Frame *frame, const SheetPage *place)
{
	int64_t width = frame->w - 2 * (int64_t)frame->trim;
	return ((int64_t)place->w * 1000000 + width / 2) / width;
}

static void put_page(PdfJob *job, Buf *out, const Sheet *sheet, const SheetPage *place)
{
	const Frame *frame = &job->paper->frames[place->page];
	int64_t scale = scale_of(frame, place);
	Len inset = len_muldiv(frame->trim, scale, 1000000);
	Len left = place->x - inset, bottom = sheet->frame.h - place->y - place->h - inset;
	if (place->turned) { /* about the middle of its place */
		left = place->x + place->w + inset;
		bottom = sheet->frame.h - place->y + inset;
		scale = -scale;
	}
	buf_add_cstr(out, "q ");
	buf_add_fixed(out, scale, 6);
	buf_add_cstr(out, " 0 0 ");
	buf_add_fixed(out, scale, 6);
	buf_add_char(out, ' ');
	pdf_put_len(out, left);
	buf_add_char(out, ' ');
	pdf_put_len(out, bottom);
	buf_add_format(out, " cm/P%zu Do Q\n", place->page);
}

static void write_sheet(PdfJob *job, size_t index, Arena *scratch)
{
	const Sheet *sheet = &job->paper->sheets[index];
	const Frame *frame = &sheet->frame;
	Buf content = buf_in(scratch);
	for (size_t i = 0; i < sheet->count; i++)
		put_page(job, &content, sheet, &sheet->pages[i]);
	buf_add(&content, pdf_content_make(job, frame, 0, scratch));
	(void)pdf_doc_page(job->doc, frame->w, frame->h, job->resources, PDF_NO_TREE);
	if (frame->trim > 0)
		pdf_doc_page_trim(job->doc, index, frame->trim, frame->bleed);
	pdf_doc_page_content(job->doc, index, buf_str(&content));
}

void pdf_sheet_write(PdfJob *job)
{
	Arena *scratch = arena_new_like(job->arena);
	for (size_t i = 0; i < job->paper->frame_count; i++) {
		write_form(job, i, scratch);
		arena_reset(scratch);
	}
	for (size_t i = 0; i < job->paper->sheet_count; i++) {
		write_sheet(job, i, scratch);
		arena_reset(scratch);
	}
	arena_free(scratch);
}
