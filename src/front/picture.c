#include "front/picture_codec.h"

/* Bounded big- and little-endian reads; past the end they give 0. */
static uint32_t byte_at(Str b, size_t at)
{
	return at < b.len ? (unsigned char)b.ptr[at] : 0;
}

static uint32_t be16(Str b, size_t at)
{
	return byte_at(b, at) << 8 | byte_at(b, at + 1);
}

static uint32_t be32(Str b, size_t at)
{
	return be16(b, at) << 16 | be16(b, at + 2);
}

static uint32_t le16(Str b, size_t at)
{
	return byte_at(b, at) | byte_at(b, at + 1) << 8;
}

static uint32_t le24(Str b, size_t at)
{
	return le16(b, at) | byte_at(b, at + 2) << 16;
}

static uint32_t le32(Str b, size_t at)
{
	return le16(b, at) | le16(b, at + 2) << 16;
}

/* --- PNG (ISO/IEC 15948) --- */

/* Reads the chunks before the pixels: pHYs, tRNS. */
static void scan_png_chunks(Str b, PictureInfo *info)
{
	for (size_t at = 33; at + 12 <= b.len;) {
		uint32_t size = be32(b, at);
		Str type = str_slice(b, at + 4, at + 8);
		if (str_eq(type, S("IDAT")) || size > b.len)
			return;
		if (str_eq(type, S("tRNS")))
			info->alpha = true;
		if (str_eq(type, S("pHYs")) && byte_at(b, at + 16) == 1)
			info->ppi = be32(b, at + 8) * 0.0254;
		at += 12 + (size_t)size;
	}
}

static bool probe_png(Str b, PictureInfo *info, const char **reason)
{
	static const int channels[7] = {1, 0, 3, 3, 2, 0, 4};
	uint32_t colour = byte_at(b, 25);
	if (b.len < 33 || !str_eq(str_slice(b, 12, 16), S("IHDR")) || be32(b, 8) != 13) {
		*reason = "the PNG has no header";
		return false;
	}
	info->width = be32(b, 16);
	info->height = be32(b, 20);
	info->depth = (int)byte_at(b, 24);
	if (colour > 6 || channels[colour] == 0 || byte_at(b, 28) > 1) {
		*reason = "the PNG's header makes no sense";
		return false;
	}
	info->channels = channels[colour];
	info->palette = colour == 3;
	info->alpha = colour >= 4;
	info->interlaced = byte_at(b, 28) == 1;
	scan_png_chunks(b, info);
	return true;
}

/* --- JPEG (ITU-T T.81, Exif 2.3) --- */

/* The orientation entry (0x0112) of the first directory of a TIFF header. */
static int tiff_orientation(Str b)
{
	bool little = str_starts(b, S("II"));
	size_t at = little ? le32(b, 4) : be32(b, 4);
	uint32_t entries = little ? le16(b, at) : be16(b, at);
	for (uint32_t i = 0; i < entries && at + 2 + (size_t)i * 12 + 12 <= b.len; i++) {
		size_t entry = at + 2 + (size_t)i * 12;
		if ((little ? le16(b, entry) : be16(b, entry)) != 0x0112)
			continue;
		uint32_t value = little ? le16(b, entry + 8) : be16(b, entry + 8);
		return value >= 1 && value <= 8 ? (int)value : 1;
	}
	return 1;
}

/* A marker segment that is not a frame header. `segment` starts behind its length. */
static void read_jpeg_segment(uint32_t marker, Str segment, PictureInfo *info)
{
	if (marker == 0xE1 && str_starts(segment, S("Exif\0\0")))
		info->orientation = tiff_orientation(str_from_offset(segment, 6));
	if (marker == 0xEE && str_starts(segment, S("Adobe")))
		info->adobe = true;
	if (marker == 0xE0 && str_starts(segment, S("JFIF\0")) && byte_at(segment, 7) > 0)
		info->ppi = be16(segment, 8) * (byte_at(segment, 7) == 2 ? 2.54 : 1.0);
}

static bool is_frame_header(uint32_t marker)
{
	return marker >= 0xC0 && marker <= 0xCF && marker != 0xC4 && marker != 0xC8 &&
	       marker != 0xCC;
}

static void turn_sides(PictureInfo *info)
{
	if (info->orientation < 5)
		return;
	uint32_t width = info->width;
	info->width = info->height;
	info->height = width;
}

static bool probe_jpeg(Str b, PictureInfo *info, const char **reason)
{
	bool framed = false;
	for (size_t at = 2; at + 4 <= b.len;) {
		uint32_t marker = byte_at(b, at + 1);
		if (byte_at(b, at) != 0xFF || marker == 0xFF) {
			at++;
			continue;
		}
		if (marker == 0xDA || marker == 0xD9)
			break;
		if (marker == 0x01 || (marker >= 0xD0 && marker <= 0xD8)) {
			at += 2;
			continue;
		}
		uint32_t size = be16(b, at + 2);
		if (is_frame_header(marker)) {
			info->depth = (int)byte_at(b, at + 4);
			info->height = be16(b, at + 5);
			info->width = be16(b, at + 7);
			info->channels = (int)byte_at(b, at + 9);
			framed = true;
		} else {
			read_jpeg_segment(marker, str_slice(b, at + 4, at + 2 + size), info);
		}
		at += 2 + (size_t)(size < 2 ? 2 : size);
	}
	if (!framed)
		*reason = "the JPEG has no frame";
	turn_sides(info);
	return framed;
}

/* --- WebP (RFC 9649) --- */

static bool probe_webp(Str b, PictureInfo *info, const char **reason)
{
	Str chunk = str_slice(b, 12, 16);
	info->depth = 8;
	info->channels = 3;
	if (str_eq(chunk, S("VP8X")) && b.len >= 30) {
		info->alpha = (byte_at(b, 20) & 0x10) != 0;
		info->width = le24(b, 24) + 1;
		info->height = le24(b, 27) + 1;
	} else if (str_eq(chunk, S("VP8L")) && b.len >= 25 && byte_at(b, 20) == 0x2F) {
		uint32_t bits = le32(b, 21);
		info->width = (bits & 0x3FFF) + 1;
		info->height = (bits >> 14 & 0x3FFF) + 1;
		info->alpha = (bits >> 28 & 1) != 0;
	} else if (str_eq(chunk, S("VP8 ")) && b.len >= 30) {
		info->width = le16(b, 26) & 0x3FFF;
		info->height = le16(b, 28) & 0x3FFF;
	} else {
		*reason = "the WebP has no picture in it";
		return false;
	}
	info->channels = info->alpha ? 4 : 3;
	return true;
}

/* --- GIF89a --- */

static bool probe_gif(Str b, PictureInfo *info)
{
	info->width = le16(b, 6);
	info->height = le16(b, 8);
	info->depth = 8;
	info->channels = 3;
	info->palette = true;
	return b.len >= 13;
}

/* --- SVG: width and height, else viewBox --- */

/* The value of an attribute in the start tag `tag`. */
static Str svg_attribute(Str tag, Str name)
{
	for (size_t at = 0; (at = str_find(tag, name, at)) != STR_NONE; at += name.len) {
		Str rest = str_trim_start(str_from_offset(tag, at + name.len));
		if (at == 0 || !char_is_space(tag.ptr[at - 1]) || !str_starts(rest, S("=")))
			continue;
		rest = str_trim_start(str_from_offset(rest, 1));
		char quote = rest.len > 0 ? rest.ptr[0] : ' ';
		size_t end = str_find_char(rest, quote, 1);
		if ((quote == '"' || quote == '\'') && end != STR_NONE)
			return str_slice(rest, 1, end);
	}
	return S("");
}

/* A length in CSS pixels; 0 for percentages and what is no length. */
static double svg_length(Str s)
{
	size_t n = 0;
	double value;
	while (n < s.len && (char_is_digit(s.ptr[n]) || s.ptr[n] == '.'))
		n++;
	Str unit = str_trim(str_from_offset(s, n));
	if (str_eq(unit, S("%")) || !str_to_double(str_slice(s, 0, n), &value))
		return 0;
	double scale = str_eq(unit, S("pt"))   ? 4.0 / 3
		       : str_eq(unit, S("mm")) ? 96 / 25.4
		       : str_eq(unit, S("cm")) ? 96 / 2.54
		       : str_eq(unit, S("in")) ? 96
					       : 1;
	return value * scale;
}

static void svg_view_box(Str box, double *width, double *height)
{
	double numbers[4] = {0};
	for (int i = 0; i < 4; i++) {
		while (box.len > 0 && (char_is_space(box.ptr[0]) || box.ptr[0] == ','))
			box = str_from_offset(box, 1);
		size_t n = 0;
		while (n < box.len && !char_is_space(box.ptr[n]) && box.ptr[n] != ',')
			n++;
		if (!str_to_double(str_slice(box, 0, n), &numbers[i]))
			return;
		box = str_from_offset(box, n);
	}
	double aspect = numbers[3] > 0 ? numbers[2] / numbers[3] : 0;
	if (*width <= 0 && *height <= 0) {
		*width = numbers[2];
		*height = numbers[3];
	} else if (*width <= 0) {
		*width = *height * aspect;
	} else if (*height <= 0 && aspect > 0) {
		*height = *width / aspect;
	}
}

static bool probe_svg(Str b, PictureInfo *info, const char **reason)
{
	size_t at = str_find(b, S("<svg"), 0),
	       end = at == STR_NONE ? at : str_find_char(b, '>', at);
	if (end == STR_NONE) {
		*reason = "the SVG has no <svg> element";
		return false;
	}
	Str tag = str_slice(b, at, end);
	double width = svg_length(svg_attribute(tag, S("width")));
	double height = svg_length(svg_attribute(tag, S("height")));
	svg_view_box(svg_attribute(tag, S("viewBox")), &width, &height);
	info->width = width > 0 && width <= PICTURE_SIDE ? (uint32_t)(width + 0.5) : 300;
	info->height = height > 0 && height <= PICTURE_SIDE ? (uint32_t)(height + 0.5) : 150;
	info->channels = 4;
	info->alpha = true;
	return true;
}

static PictureFormat sniff(Str b)
{
	Str start = str_trim_start(str_slice(b, 0, 1024));
	if (str_starts(b, S("\x89PNG\r\n\x1A\n")))
		return PICTURE_PNG;
	if (str_starts(b, S("\xFF\xD8\xFF")))
		return PICTURE_JPEG;
	if (str_starts(b, S("RIFF")) && str_eq(str_slice(b, 8, 12), S("WEBP")))
		return PICTURE_WEBP;
	if (str_starts(b, S("GIF87a")) || str_starts(b, S("GIF89a")))
		return PICTURE_GIF;
	if (str_eq(str_slice(b, 4, 8), S("ftyp")) && str_contains(str_slice(b, 8, 64), S("avi")))
		return PICTURE_AVIF;
	if (str_starts(start, S("\xEF\xBB\xBF")))
		start = str_from_offset(start, 3);
	if (str_starts(start, S("<")) && str_contains(str_slice(b, 0, 65536), S("<svg")))
		return PICTURE_SVG;
	return PICTURE_UNKNOWN;
}

static bool probe_format(Str bytes, PictureInfo *info, const char **reason)
{
	switch (info->format) {
	case PICTURE_PNG: return probe_png(bytes, info, reason);
	case PICTURE_JPEG: return probe_jpeg(bytes, info, reason);
	case PICTURE_WEBP: return probe_webp(bytes, info, reason);
	case PICTURE_GIF: return probe_gif(bytes, info);
	case PICTURE_SVG: return probe_svg(bytes, info, reason);
	case PICTURE_AVIF: return picture_avif_probe(bytes, info, reason);
	case PICTURE_UNKNOWN: break;
	}
	*reason = "it is no picture that recto knows (PNG, JPEG, WebP, GIF, SVG, AVIF)";
	return false;
}

bool picture_probe(Str bytes, PictureInfo *info, const char **reason)
{
	*reason = "the picture is cut off";
	*info = (PictureInfo){.format = sniff(bytes), .orientation = 1};
	if (!probe_format(bytes, info, reason))
		return false;
	if (info->width == 0 || info->height == 0) {
		*reason = "the picture has no size";
		return false;
	}
	if (info->width > PICTURE_SIDE || info->height > PICTURE_SIDE ||
	    (uint64_t)info->width * info->height > PICTURE_PIXELS) {
		*reason = "the picture is too large";
		return false;
	}
	return true;
}
