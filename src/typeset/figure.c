#include "typeset/layouter.h"

/* How high a picture may be, of the text height: when nothing is said, when a size is asked for. */
static const double height_plain = 0.18, height_asked = 0.42;

/* The number that an HTML attribute begins with, as browsers read it: pixels, whatever unit
 * follows. */
static bool parse_pixels(Str s, Len *out)
{
	size_t digits = 0;
	while (digits < s.len && (char_is_digit(s.ptr[digits]) || s.ptr[digits] == '.'))
		digits++;
	double number;
	if (!str_to_double(str_slice(s, 0, digits), &number))
		return false;
	*out = len_from_pt(number * 0.75);
	return *out > 0;
}

/* A size that is asked for: an attribute, else CSS. */
static bool asked_size(const DocNode *image, Str name, Str said, Len em, Len whole, Len *out)
{
	said = str_trim(said);
	Str attribute = image->traits->attrs != NULL
				? str_trim(attrs_get(image->traits->attrs, name, NULL))
				: S("");
	double number;
	if (str_to_double(said, &number) || (str_eq(said, attribute) && !str_ends(said, S("%"))))
		return parse_pixels(said, out);
	return len_parse(said, em, whole, out) && *out > 0;
}

/* What the image says for itself comes before what its style says. */
static Str size_said(Str image, Str format)
{
	return image.len > 0 ? image : format;
}

static void fit(Len *w, Len *h, Len width, Len height)
{
	if (*w > width) {
		*h = len_muldiv(*h, width, *w);
		*w = width;
	}
	if (*h > height) {
		*w = len_muldiv(*w, height, *h);
		*h = height;
	}
	*w = *w > 0 ? *w : 1;
	*h = *h > 0 ? *h : 1;
}

bool figure_size(const Galley *place, const DocNode *image, Len width, Len *w, Len *h)
{
	uint32_t pixel_w = image->as.image.pixel_width, pixel_h = image->as.image.pixel_height;
	if (image->as.image.file.len == 0 || pixel_w == 0 || pixel_h == 0)
		return false;
	Len text_height = place->layouter->text_height, em = place->text.size;
	const DocFormat *format = image->traits->format;
	Str css_w = format != NULL ? format->width : S(""),
	    css_h = format != NULL ? format->height : S("");
	bool wide = asked_size(image, S("width"), size_said(doc_image_look(image)->width, css_w),
			       em, width, w);
	bool high = asked_size(image, S("height"), size_said(doc_image_look(image)->height, css_h),
			       em, text_height, h);
	if (wide && !high)
		*h = len_muldiv(*w, pixel_h, pixel_w);
	else if (high && !wide)
		*w = len_muldiv(*h, pixel_w, pixel_h);
	else if (!wide) {
		*w = len_from_pt(pixel_w < 40000 ? pixel_w * 0.75 : 30000);
		*h = len_muldiv(*w, pixel_h, pixel_w);
	}
	double limit = wide || high ? height_asked : height_plain;
	fit(w, h, width, len_scale(text_height, limit));
	return true;
}

/* --- a picture on its own --- */

static FrameItem image_item(const DocNode *image, Tag *tag, Len w, Len h)
{
	FrameItem item = {.kind = FRAME_IMAGE, .tag = tag, .span = image->span, .w = w, .h = h};
	item.as.image.file = image->as.image.file;
	return item;
}

static FrameItem link_item(Galley *place, const DocNode *link, Tag *tag, const FrameItem *image)
{
	FrameItem item = {.kind = FRAME_LINK, .tag = tag, .span = link->span};
	item.x = image->x;
	item.y = image->y;
	item.w = image->w;
	item.h = image->h;
	item.as.link.url = link->as.link.print_url;
	item.as.link.contents = doc_plain_text(place->layouter->arena, link);
	item.as.link.group = ++place->layouter->link_groups;
	return item;
}

/* A picture that is not there: its alternative text between hairlines, so that nobody looks for it.
 */
static void absent_set(Galley place, const DocNode *image)
{
	place.align = PARA_LEFT;
	galley_set_text(&place, style_named(place.layouter->theme, place.text, S("caption")));
	Len pad = place.text.size / 2;
	size_t first = place.flow->rows.len;
	Galley inner = place;
	galley_indent(&inner, pad);
	inner.width -= pad;
	Tag *tag = layouter_tag(&place, TAG_P, S(""));
	DocNode only;
	doc_copy(&only, image);
	only.next = NULL;
	Para para = inline_para(&inner, &only, NULL, tag);
	if (para.text.len == 0)
		return;
	ParaShape shape = galley_shape(&inner);
	Lines lines = para_set(place.layouter->setter, place.layouter->work, &para, &shape);
	flow_space(place.flow, place.gap + pad);
	flow_lines(place.flow, lines, inner.x);
	if (place.flow->rows.len > first) {
		PageDeco deco = {.first = first, .last = place.flow->rows.len - 1, .x = place.x};
		deco.top = -pad / 2;
		deco.bottom = pad / 2;
		deco.w = lines.width + 2 * pad < place.width ? lines.width + 2 * pad : place.width;
		deco.x += galley_is_rtl(&place) ? place.width - deco.w : 0;
		deco.colour = place.layouter->theme->panel_colour;
		deco.radius = pad / 2;
		VEC_PUSH(place.layouter->work, &place.flow->decos, deco);
	}
	flow_space(place.flow, place.gap + pad);
}

/* Where nothing is said a picture stands in the middle, or where text begins in a narrow column. */
static Len aligned_x(const Galley *place, const DocNode *image, Len w)
{
	bool narrow = place->width < place->layouter->text_width / 2;
	DocAlign align =
		image->traits->format != NULL ? image->traits->format->align : DOC_ALIGN_NONE;
	if (image->traits->format != NULL && image->traits->format->side != DOC_ALIGN_NONE)
		align = image->traits->format->side;
	if (align == DOC_ALIGN_NONE && place->align == PARA_LEFT && narrow)
		align = galley_is_rtl(place) ? DOC_ALIGN_RIGHT : DOC_ALIGN_LEFT;
	if (align == DOC_ALIGN_LEFT)
		return place->x;
	Len spare = place->width - w;
	return place->x + (align == DOC_ALIGN_RIGHT ? spare : spare / 2);
}

void figure_set(Galley place, const DocNode *image, const DocNode *link)
{
	Len w, h;
	if (!figure_size(&place, image, place.width, &w, &h)) {
		absent_set(place, image);
		return;
	}
	if (link != NULL && link->as.link.print_url.len > 0)
		place.tag = layouter_tag(&place, TAG_LINK, S(""));
	Tag *link_tag = place.tag;
	Tag *tag = layouter_tag(&place, TAG_FIGURE, image->traits->lang);
	if (tag != NULL)
		tag_say(place.layouter->arena, tag)->alt = image->as.image.alt;
	/* The baseline is that of a line whose capitals reach the picture's top: labels beside it
	 * fit. */
	Len cap = galley_cap_height(&place);
	FrameItem *items = ARENA_ARRAY(place.layouter->work, FrameItem, 2);
	items[0] = image_item(image, tag, w, h);
	items[0].x = aligned_x(&place, image, w);
	items[0].y = -cap;
	size_t count = 1;
	if (link != NULL && link->as.link.print_url.len > 0)
		items[count++] = link_item(&place, link, link_tag, &items[0]);
	Len air = place.text.size * 4 / 5;
	bool narrow = place.width < place.layouter->text_width / 2;
	Len gap = narrow || place.gap > air ? place.gap : air;
	flow_space(place.flow, gap);
	flow_row(place.flow, cap, h > cap ? h - cap : 0, items, count);
	flow_space(place.flow, gap);
}

/* --- finding pictures that stand alone --- */

static const DocNode *only_child(const DocNode *node)
{
	const DocNode *only = NULL;
	for (const DocNode *child = node->first; child != NULL; child = child->next) {
		if (child->kind == DOC_TEXT && str_is_blank(child->as.text))
			continue;
		if (child->kind == DOC_RAW || child->kind == DOC_BREAK)
			continue;
		if (only != NULL)
			return NULL;
		only = child;
	}
	return only;
}

const DocNode *figure_alone(const DocNode *node, const DocNode **link)
{
	*link = NULL;
	for (int depth = 0; node != NULL && depth < 8; depth++) {
		if (node->kind == DOC_IMAGE)
			return node;
		if (node->kind == DOC_LINK)
			*link = node;
		else if (node->kind != DOC_PARAGRAPH && node->kind != DOC_SPAN &&
			 node->kind != DOC_FIGURE)
			return NULL;
		node = only_child(node);
	}
	return NULL;
}
