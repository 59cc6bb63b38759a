/*
 * How a picture gets into the PDF: as it is when it is small enough and the PDF filters know its
 * compression (ISO 32000-1, 7.4.4 and 7.4.8), else decoded, averaged down, and compressed anew.
 */
#include "write/pdf_picture.h"

#include "front/picture_scale.h"
#include "write/pdf_pixels.h"

enum {
	JPEG_QUALITY = 90,
	/* PNG bytes that are kept without looking how much a JPEG would save. */
	SMALL_PNG = 64 * 1024,
};

typedef struct {
	Arena *arena;
	PdfDoc *doc;
	Str file;
	const PictureInfo *info;
	uint32_t stored_width, stored_height, width, height;
	bool grey;
	PictureRows rows;
	PictureScale scale;
} Maker;

static uint32_t big_endian(Str b, size_t at, int bytes)
{
	uint32_t value = 0;
	for (int i = 0; i < bytes; i++)
		value = value << 8 |
			(at + (size_t)i < b.len ? (unsigned char)b.ptr[at + (size_t)i] : 0);
	return value;
}

/* --- decoded --- */

static bool take_row(void *context, uint32_t y, const uint8_t *row)
{
	Maker *m = context;
	if (y == 0)
		picture_scale_begin(m->arena, &m->scale, m->rows.stored_width,
				    m->rows.stored_height, m->width, m->height, m->rows.channels);
	picture_scale_row(&m->scale, row);
	return true;
}

static bool drop_row(void *context, uint32_t y, const uint8_t *row)
{
	(void)context;
	(void)y;
	(void)row;
	return true;
}

static void set_jpeg(Maker *m, const PdfPixels *pixels, Str jpeg, PdfPicture *out)
{
	out->entries =
		str_concat(m->arena, pdf_pixels_entries(m->arena, pixels), S("/Filter/DCTDecode"));
	out->bytes = jpeg;
}

static void set_plane(Maker *m, const PdfPixels *pixels, Str *entries, Str *bytes)
{
	*entries = str_concat(m->arena, pdf_pixels_entries(m->arena, pixels),
			      pdf_pixels_predictor(m->arena, pixels->width, pixels->channels, 8));
	*bytes = pdf_doc_deflate_picture(m->doc, m->arena, pdf_pixels_filter(m->arena, pixels));
}

/* What deflate cannot make ten times smaller is a photograph, if a JPEG is half of that. */
static void try_jpeg(Maker *m, const PdfPixels *pixels, PdfPicture *out)
{
	size_t samples = (size_t)pixels->width * pixels->height * (size_t)pixels->channels;
	if (out->bytes.len < samples / 10)
		return;
	Str jpeg = picture_encode_jpeg(m->arena, pixels->width, pixels->height, pixels->channels,
				       pixels->bytes, JPEG_QUALITY);
	if (jpeg.len > 0 && jpeg.len < out->bytes.len / 2)
		set_jpeg(m, pixels, jpeg, out);
}

static bool make_pixels(Maker *m, PdfPicture *out, const char **reason)
{
	m->rows.least_width = m->width;
	m->rows.least_height = m->height;
	m->rows.own_colours = true;
	if (!picture_decode(m->arena, m->file, m->info, &m->rows, take_row, m, reason))
		return false;
	picture_to_srgb(m->arena, m->file, m->info, m->scale.pixels,
			(size_t)m->scale.width * m->scale.height, m->scale.channels);
	PdfPixels pixels = {m->scale.width, m->scale.height, m->scale.channels, m->scale.pixels},
		  alpha;
	pdf_pixels_split(m->arena, &pixels, &alpha, pdf_doc_is_old(m->doc));
	if (m->grey)
		pdf_pixels_grey(m->arena, &pixels);
	set_plane(m, &pixels, &out->entries, &out->bytes);
	if (alpha.bytes != NULL)
		set_plane(m, &alpha, &out->mask_entries, &out->mask_bytes);
	else
		try_jpeg(m, &pixels, out);
	return true;
}

/* --- JPEG as it is --- */

/* Application data but JFIF and Adobe (which tells the colours), and comments: nothing that is
 * painted. */
static bool is_metadata(uint32_t marker)
{
	return (marker > 0xE0 && marker <= 0xEF && marker != 0xEE) || marker == 0xFE;
}

/* Components named R, G, B are not the YCbCr a PDF reader takes them for. */
static bool frame_is_usual(Str segment)
{
	return !(big_endian(segment, 5, 1) == 3 && big_endian(segment, 6, 1) == 'R' &&
		 big_endian(segment, 9, 1) == 'G');
}

/*
 * Copies the segments up to the first scan without metadata (a portrait need not tell where it was
 * taken), then the rest. False for what DCTDecode does not know.
 */
static bool copy_jpeg(Str file, Buf *out)
{
	buf_add(out, str_slice(file, 0, 2));
	for (size_t at = 2; at + 4 <= file.len;) {
		uint32_t marker = big_endian(file, at + 1, 1), size = big_endian(file, at + 2, 2);
		if (big_endian(file, at, 1) != 0xFF || size < 2)
			return false;
		if (marker == 0xFF) {
			at++;
			continue;
		}
		if (marker == 0xDA) {
			buf_add(out, str_from_offset(file, at));
			return true;
		}
		Str segment = str_slice(file, at, at + 2 + size);
		bool frame = marker >= 0xC0 && marker <= 0xCF && marker != 0xC4 && marker != 0xCC;
		if (frame && (marker > 0xC2 || !frame_is_usual(str_from_offset(segment, 4))))
			return false;
		if (!is_metadata(marker))
			buf_add(out, segment);
		at += 2 + (size_t)size;
	}
	return false;
}

static bool keep_jpeg(Maker *m, PdfPicture *out)
{
	const PictureInfo *info = m->info;
	Buf copy = buf_in(m->arena);
	const char *reason;
	PictureRows rows = {.least_width = 1,
			    .least_height = 1}; /* an eighth is enough to see faults */
	if (info->depth != 8 || (info->channels != 1 && info->channels != 3) ||
	    !copy_jpeg(m->file, &copy) ||
	    !picture_decode(m->arena, m->file, info, &rows, drop_row, NULL, &reason))
		return false;
	PdfPixels pixels = {m->stored_width, m->stored_height, info->channels, NULL};
	set_jpeg(m, &pixels, buf_str(&copy), out);
	return true;
}

/* --- PNG as it is --- */

typedef struct {
	Str palette;
	Buf data;
} PngParts;

static void collect_png(Str file, PngParts *parts)
{
	for (size_t at = 8; at + 12 <= file.len;) {
		size_t size = big_endian(file, at, 4);
		Str type = str_slice(file, at + 4, at + 8),
		    data = str_slice(file, at + 8, at + 8 + size);
		if (str_eq(type, S("PLTE")))
			parts->palette = data;
		if (str_eq(type, S("IDAT")))
			buf_add(&parts->data, data);
		at += 12 + size;
	}
}

static void put_palette(Buf *entries, Str palette)
{
	buf_add_format(entries, "/ColorSpace[/Indexed/DeviceRGB %zu<", palette.len / 3 - 1);
	for (size_t i = 0; i < palette.len / 3 * 3; i++)
		pdf_put_hex(entries, (unsigned char)palette.ptr[i], 2);
	buf_add_cstr(entries, ">]");
}

/* A palette's pixel may point past it: the PDF reader then takes the last colour, libpng black. */
static bool keep_png(Maker *m, PdfPicture *out)
{
	const PictureInfo *info = m->info;
	if (info->interlaced || info->alpha || info->depth > 8)
		return false;
	PngParts parts = {.data = buf_in(m->arena)};
	PictureRows rows = {0};
	const char *reason;
	collect_png(m->file, &parts);
	size_t pixels = (size_t)m->stored_width * m->stored_height;
	if ((parts.data.len > SMALL_PNG && parts.data.len > pixels) ||
	    (info->palette && parts.palette.len < 3) ||
	    !picture_decode(m->arena, m->file, info, &rows, drop_row, NULL, &reason))
		return false;
	int channels = info->palette ? 1 : info->channels;
	Buf entries = buf_in(m->arena);
	buf_add_format(&entries,
		       "/Type/XObject/Subtype/Image/Width %u/Height %u/BitsPerComponent %d",
		       m->stored_width, m->stored_height, info->depth);
	if (info->palette)
		put_palette(&entries, parts.palette);
	else
		buf_add_cstr(&entries,
			     channels == 1 ? "/ColorSpace/DeviceGray" : "/ColorSpace/DeviceRGB");
	buf_add(&entries, pdf_pixels_predictor(m->arena, m->stored_width, channels, info->depth));
	out->entries = buf_str(&entries);
	out->bytes = buf_str(&parts.data);
	return true;
}

static bool keep_file(Maker *m, PdfPicture *out)
{
	bool jpeg = m->info->format == PICTURE_JPEG, png = m->info->format == PICTURE_PNG;
	bool coloured = m->info->channels > 1 || m->info->palette;
	if ((!jpeg && !png) || (m->grey && coloured) ||
	    picture_has_profile(m->arena, m->file, m->info))
		return false;
	return jpeg ? keep_jpeg(m, out) : keep_png(m, out);
}

bool pdf_picture_make(Arena *arena, PdfDoc *doc, Str file, const PictureInfo *info, uint32_t width,
		      uint32_t height, bool grey, PdfPicture *out, const char **reason)
{
	Maker m = {.arena = arena, .doc = doc, .file = file, .info = info, .grey = grey};
	bool turned = info->orientation >= 5;
	m.stored_width = turned ? info->height : info->width;
	m.stored_height = turned ? info->width : info->height;
	m.width = width < m.stored_width ? width : m.stored_width;
	m.height = height < m.stored_height ? height : m.stored_height;
	*out = (PdfPicture){0};
	bool small = m.width == m.stored_width && m.height == m.stored_height;
	if (small && keep_file(&m, out))
		return true;
	if (!make_pixels(&m, out, reason))
		return false;
	/* fewer pixels that take more bytes are no gain */
	PdfPicture kept = {0};
	if (!small && out->bytes.len + out->mask_bytes.len > file.len && keep_file(&m, &kept))
		*out = kept;
	return true;
}
