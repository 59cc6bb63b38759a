/* Pictures in a picture (SVG 1.1, 5.7): those whose bytes stand in the file. */
#include "front/svg_parts.h"

#include "base/url.h"
#include "front/picture.h"

/* So many bytes of pictures count as an element. */
enum { BYTES_OF_WORK = 256 };

/* From the unit square to where the picture is seen. */
static SvgMatrix image_matrix(const SvgElement *element, const SvgPlace *place,
			      const PictureInfo *info, const double port[4])
{
	const double box[4] = {0, 0, info->width, info->height};
	SvgMatrix view = svg_view_matrix(box, svg_attr(element, S("preserveAspectRatio")), port[0],
					 port[1], port[2], port[3]);
	view = svg_matrix_multiply(view, (SvgMatrix){info->width, 0, 0, info->height, 0, 0});
	return svg_matrix_multiply(place->matrix, view);
}

/* x, y, width, height; a side that is not given follows from the other. */
static void read_port(const SvgElement *element, const SvgPlace *place, const PictureInfo *info,
		      double port[4])
{
	double aspect = (double)info->width / info->height;
	double w = svg_across(element, place, S("width"), -1),
	       h = svg_down(element, place, S("height"), -1);
	if (w < 0)
		w = h < 0 ? info->width : h * aspect;
	port[0] = svg_across(element, place, S("x"), 0);
	port[1] = svg_down(element, place, S("y"), 0);
	port[2] = w;
	port[3] = h < 0 ? w / aspect : h;
}

SvgNode *svg_image(SvgBuild *build, const SvgPlace *place, const SvgElement *element,
		   SvgNode *parent)
{
	Str href = svg_attr(element, S("href")), bytes;
	PictureInfo info;
	const char *reason;
	double port[4];
	if (href.len == 0)
		return NULL;
	if (!url_data(build->arena, href, &bytes) || !picture_probe(bytes, &info, &reason) ||
	    info.format == PICTURE_SVG) {
		build->lacks |= SVG_LACKS_IMAGE;
		return NULL;
	}
	build->work += bytes.len / BYTES_OF_WORK; /* the same may be used a thousand times */
	if (build->work > SVG_WORK) {
		build->reason = "the SVG holds too many pictures";
		return NULL;
	}
	read_port(element, place, &info, port);
	if (!(port[2] > 0) || !(port[3] > 0))
		return NULL;
	SvgNode *node = svg_node_new(build, parent, SVG_IMAGE);
	node->as.image.bytes = bytes;
	node->as.image.matrix = image_matrix(element, place, &info, port);
	node->clip = svg_clip_box(build, place->matrix, port[0], port[1], port[2], port[3], NULL);
	return node;
}
