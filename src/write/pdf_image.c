#include "write/pdf_parts.h"

const PdfImage *pdf_image_get(PdfJob *job, const FrameItem *item)
{
	diag_error(job->diags, item->span, (Str){0},
		   "pictures cannot be put into the PDF yet: %.*s", STR_ARG(item->as.image.file));
	return NULL;
}
