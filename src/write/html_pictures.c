/*
 * How large pictures are on the page, which copies of them a browser may take, and which wait until
 * the reader comes near.
 */
#include "write/html_part.h"

#include "base/file.h"
#include "base/url.h"
#include "write/web_pictures.h"

/* "120" or "120px" as whole pixels; 0 for all else. */
static uint64_t pixels_of(Str said)
{
	int64_t pixels;
	said = str_trim(said);
	if (str_ends_nocase(said, S("px")))
		said = str_trim(str_slice(said, 0, said.len - 2));
	return str_to_int(said, &pixels) && pixels > 0 && pixels < 65536 ? (uint64_t)pixels : 0;
}

static Str attr_of(const DocNode *image, Str name)
{
	return image->traits->attrs == NULL ? S("") : attrs_get(image->traits->attrs, name, NULL);
}

/*
 * Width and height as attributes, so that text does not jump when the picture comes. What the
 * author gave stands; the other side follows from the picture's shape. Where style alone gives a
 * height there are none: with a width of ours the picture would lose its shape.
 */
static void add_size(Buf *out, const DocNode *image)
{
	uint64_t w = image->as.image.pixel_width, h = image->as.image.pixel_height;
	bool wide = pixels_of(attr_of(image, S("width"))) > 0,
	     high = pixels_of(attr_of(image, S("height"))) > 0;
	uint64_t width = pixels_of(doc_image_look(image)->width),
		 height = pixels_of(doc_image_look(image)->height);
	if (w == 0 || h == 0 || (wide && high))
		return;
	if (width == 0 && height == 0 && doc_image_look(image)->width.len == 0 &&
	    str_contains(attr_of(image, S("style")), S("height")))
		return;
	if (height > 0 && doc_image_look(image)->width.len == 0)
		width = (height * w + h / 2) / h;
	else if (width > 0 && doc_image_look(image)->height.len == 0)
		height = (width * h + w / 2) / w;
	if (!wide)
		buf_add_format(out, " width=\"%u\"", (unsigned)(width > 0 ? width : w));
	if (!high)
		buf_add_format(out, " height=\"%u\"",
			       (unsigned)(width > 0 && height > 0 ? height : h));
}

/* The room a picture has in the text, as the style sheet gives it; a rem is 16 pixels here,
 * whatever size the page's own type has. */
static Str room_of(Arena *arena, const DocNode *image)
{
	uint64_t width = pixels_of(doc_image_look(image)->width);
	if (width > 0)
		return str_format(arena, "%upx", (unsigned)width);
	for (const DocNode *node = image->parent; node != NULL; node = node->parent)
		if (node->kind == DOC_ENTRY)
			return str_eq(node->traits->style, S("publication"))
				       ? S("(max-width: 40rem) 60vw, 8rem")
				       : S("(max-width: 44rem) 100vw, 22rem");
	return S("(max-width: 52rem) 100vw, 50rem");
}

/* "a/b.png?v=2" with the name of the copy. */
static void add_copy_url(Buf *out, Str url, Str copy)
{
	Str query, path = url_path(url, &query);
	size_t slash = str_rfind_char(path, '/');
	Str folder = slash == STR_NONE ? S("") : str_slice(path, 0, slash + 1);
	markup_escape_attribute(out, html_escape_url(out->arena, folder));
	markup_escape_attribute(out, url_encode(out->arena, path_name(copy), "-._~"));
	markup_escape_attribute(out, html_escape_url(out->arena, query));
}

void html_add_copies(const HtmlPage *page, Buf *out, Str file, Str url, Str room)
{
	const WebPicture *picture = web_pictures_find(page->options->pictures, file);
	if (picture == NULL || str_find_char(url, '#', 0) != STR_NONE ||
	    str_find_char(url, ',', 0) != STR_NONE)
		return;
	buf_add_cstr(out, " srcset=\"");
	for (size_t i = 0; i < picture->count; i++) {
		add_copy_url(out, url, picture->copies[i].path);
		buf_add_format(out, " %uw, ", (unsigned)picture->copies[i].width);
	}
	markup_escape_attribute(out, html_escape_url(out->arena, url));
	buf_add_format(out, " %uw\"", (unsigned)picture->width);
	html_add_attr(out, "sizes", room);
}

void html_add_picture_facts(const HtmlPage *page, Buf *out, const DocNode *image, bool first)
{
	if (image->as.image.file.len == 0 && !url_is_remote(image->as.image.url))
		buf_add_cstr(out, " data-missing");
	add_size(out, image);
	if (attr_of(image, S("srcset")).len == 0 && image->as.image.file.len > 0)
		html_add_copies(page, out, image->as.image.file,
				html_relative_url(page, image->as.image.url),
				room_of(out->arena, image));
	if (!first && attr_of(image, S("loading")).len == 0)
		buf_add_cstr(out, " loading=\"lazy\"");
}
