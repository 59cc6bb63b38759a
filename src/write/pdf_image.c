/*
 * Pictures of a document: each file is one XObject, as large as its largest use in print needs.
 */
#include "base/file.h"
#include "base/url.h"
#include "write/pdf_parts.h"
#include "write/pdf_picture.h"
#include "write/pdf_svg.h"
#include "write/picture_cache.h"

enum { PPI = 300 };

static uint32_t pixels_for(const PdfJob *job, Len len)
{
	int64_t ppi = job->options->ppi > 0 ? job->options->ppi : PPI;
	int64_t pixels = (len * ppi + 72 * LEN_PT - 1) / (72 * LEN_PT);
	return pixels < 1 ? 1 : (uint32_t)pixels;
}

/* The largest use of each file, before the first is made. */
static void collect_sizes(PdfJob *job)
{
	for (size_t page = 0; page < job->paper->frame_count; page++) {
		const Frame *frame = &job->paper->frames[page];
		for (size_t i = 0; i < frame->count; i++) {
			const FrameItem *item = &frame->items[i];
			if (item->kind != FRAME_IMAGE)
				continue;
			PdfImage *image = map_get(&job->images, item->as.image.file);
			if (image == NULL) {
				image = ARENA_NEW(job->arena, PdfImage);
				image->file = item->as.image.file;
				map_set(&job->images, image->file, image);
			}
			image->print_width =
				item->w > image->print_width ? item->w : image->print_width;
			image->print_height =
				item->h > image->print_height ? item->h : image->print_height;
		}
	}
}

/* The picture in messages: an address that holds one is long. */
static Str called(PdfJob *job, Str file)
{
	if (str_starts_nocase(file, S("data:")))
		return S("in the page");
	return path_normalise(job->arena, file);
}

static void report(PdfJob *job, const PdfImage *image, const FrameItem *item, PictureFormat format,
		   const char *reason)
{
	Str file = called(job, image->file);
	if (format == PICTURE_SVG) /* the page may show it all the same */
		diag_warning(job->diags, item->span, S("use a PNG or JPEG of it"),
			     "the picture %.*s is left out of the PDF: %s [image-not-printed]",
			     STR_ARG(file), reason);
	else
		diag_error(job->diags, item->span, S("open it and save it again as PNG or JPEG"),
			   "the picture %.*s cannot be put into the PDF: %s [image-unreadable]",
			   STR_ARG(file), reason);
}

/* The pixels that cover the print size, in the picture's own shape, as stored. */
static void size_for(const PdfJob *job, const PdfImage *image, const PictureInfo *info,
		     uint32_t *width, uint32_t *height)
{
	uint64_t wide = pixels_for(job, image->print_width),
		 high = pixels_for(job, image->print_height);
	uint64_t high_of_wide = (wide * info->height + info->width - 1) / info->width;
	if (high_of_wide < high)
		wide = (high * info->width + info->height - 1) / info->height;
	else
		high = high_of_wide;
	bool turned = info->orientation >= 5;
	wide = wide < info->width ? wide : info->width;
	high = high < info->height ? high : info->height;
	*width = (uint32_t)(turned ? high : wide);
	*height = (uint32_t)(turned ? wide : high);
}

/* What the cache calls a picture that is made for such a document. */
static const char *picture_kind(const PdfJob *job)
{
	bool flat = pdf_doc_is_old(job->doc);
	return job->options->grey ? flat ? "flat-grey" : "grey" : flat ? "flat" : "picture";
}

static bool make_picture(PdfJob *job, Arena *scratch, const PdfImage *image, Str bytes,
			 const PictureInfo *info, PdfPicture *picture, const char **reason)
{
	uint32_t width, height;
	size_for(job, image, info, &width, &height);
	if (job->options->cache.len == 0)
		return pdf_picture_make(scratch, job->doc, bytes, info, width, height,
					job->options->grey, picture, reason);
	PictureCacheEntry entry;
	Str path = picture_cache_path(scratch, job->options->cache, bytes, width, height,
				      picture_kind(job));
	if (picture_cache_load(scratch, path, &entry) && entry.parts[1].len > 0) {
		*picture = (PdfPicture){entry.parts[0], entry.parts[1], entry.parts[2],
					entry.parts[3]};
		return true;
	}
	if (!pdf_picture_make(scratch, job->doc, bytes, info, width, height, job->options->grey,
			      picture, reason))
		return false;
	entry = (PictureCacheEntry){
		{picture->entries, picture->bytes, picture->mask_entries, picture->mask_bytes}};
	picture_cache_save(scratch, path, &entry);
	return true;
}

static void write_picture(PdfJob *job, Arena *scratch, PdfImage *image, const PdfPicture *picture)
{
	Buf entries = buf_in(scratch);
	buf_add(&entries, picture->entries);
	if (picture->mask_bytes.len > 0) {
		buf_add_cstr(&entries, "/SMask ");
		pdf_put_ref(&entries,
			    pdf_doc_stream(job->doc, picture->mask_entries, picture->mask_bytes));
	}
	image->ref = pdf_doc_stream(job->doc, buf_str(&entries), picture->bytes);
}

/* The picture as an object of the document. False with a reason. */
static bool make_image(PdfJob *job, Arena *scratch, PdfImage *image, const FrameItem *item,
		       Str bytes, const PictureInfo *info, const char **reason)
{
	PdfPicture picture;
	if (info->format == PICTURE_SVG)
		image->ref =
			pdf_svg_make(job, scratch, bytes, called(job, image->file), item, reason);
	else if (make_picture(job, scratch, image, bytes, info, &picture, reason))
		write_picture(job, scratch, image, &picture);
	else
		return false;
	return image->ref != 0;
}

static void name_image(PdfJob *job, PdfImage *image, const PictureInfo *info)
{
	image->shown_width = info->width;
	image->shown_height = info->height;
	image->orientation = info->orientation;
	image->number = job->image_numbers++;
	buf_add_format(job->image_resources, "/I%zu ", image->number);
	pdf_put_ref(job->image_resources, image->ref);
}

static void load_image(PdfJob *job, PdfImage *image, const FrameItem *item)
{
	Arena *scratch = arena_new_like(job->arena);
	PictureInfo info = {.format = PICTURE_UNKNOWN};
	Str bytes = {0};
	const char *reason = "there is no such file, or it may not be read";
	bool written = url_data(scratch, image->file, &bytes);
	bool mapped = !written && file_map_in(scratch, image->file, &bytes);
	if ((written || mapped) && picture_probe(bytes, &info, &reason) &&
	    make_image(job, scratch, image, item, bytes, &info, &reason))
		name_image(job, image, &info);
	else
		report(job, image, item, info.format, reason);
	if (mapped)
		file_unmap(bytes);
	arena_free(scratch);
}

const PdfImage *pdf_image_get(PdfJob *job, const FrameItem *item)
{
	if (job->images.len == 0)
		collect_sizes(job);
	PdfImage *image = map_get(&job->images, item->as.image.file);
	if (!image->tried)
		load_image(job, image, item);
	image->tried = true;
	return image->ref != 0 ? image : NULL;
}
