/* Pictures in a picture, as image XObjects; those of photographs turned as they were taken. */
#include "write/pdf_picture.h"
#include "write/pdf_svg.h"

/* From the unit square as stored, y upwards, to the unit square as shown, y downwards (Exif 2.3).
 */
static SvgMatrix upright(int orientation)
{
	static const SvgMatrix ways[9] = {
		{1, 0, 0, -1, 0, 1}, {1, 0, 0, -1, 0, 1}, {-1, 0, 0, -1, 1, 1},
		{-1, 0, 0, 1, 1, 0}, {1, 0, 0, 1, 0, 0},  {0, 1, -1, 0, 1, 0},
		{0, 1, 1, 0, 0, 0},  {0, -1, 1, 0, 0, 1}, {0, -1, -1, 0, 1, 1},
	};
	return ways[orientation >= 1 && orientation <= 8 ? orientation : 1];
}

static PdfRef make_object(PdfSvg *draw, Str bytes, const PictureInfo *info)
{
	PdfPicture picture;
	const char *reason;
	if (!pdf_picture_make(draw->arena, draw->job->doc, bytes, info, info->width, info->height,
			      draw->job->options->grey, &picture, &reason))
		return 0;
	Buf entries = buf_in(draw->arena);
	buf_add(&entries, picture.entries);
	if (picture.mask_bytes.len > 0) {
		buf_add_cstr(&entries, "/SMask ");
		pdf_put_ref(&entries, pdf_doc_stream(draw->job->doc, picture.mask_entries,
						     picture.mask_bytes));
	}
	return pdf_doc_stream(draw->job->doc, buf_str(&entries), picture.bytes);
}

void pdf_svg_image(PdfSvg *draw, const SvgNode *image)
{
	PictureInfo info;
	const char *reason;
	PdfRef ref = picture_probe(image->as.image.bytes, &info, &reason)
			     ? make_object(draw, image->as.image.bytes, &info)
			     : 0;
	if (ref == 0) {
		draw->lacks |= SVG_LACKS_IMAGE;
		return;
	}
	size_t number = draw->numbers++;
	buf_add_format(&draw->forms, "/X%zu ", number);
	pdf_put_ref(&draw->forms, ref);
	if (draw->flat && image->opacity * draw->fade < 1)
		draw->lacks |= SVG_LACKS_MASK;
	buf_add_cstr(draw->out, "q\n");
	pdf_svg_set_opacity(draw, image->opacity, image->opacity);
	pdf_svg_matrix(draw->out,
		       svg_matrix_multiply(image->as.image.matrix, upright(info.orientation)));
	buf_add_format(draw->out, "cm /X%zu Do\nQ\n", number);
}
