/* svg: any bytes as an SVG picture, and the measure of what it paints. */
#include "front/svg.h"

#include <math.h>
#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void check_node(const SvgNode *node)
{
	if (node->kind == SVG_PATH) {
		SvgBox box = svg_outline_box(&node->as.path.outline, node->as.path.matrix);
		if (!isfinite(box.left + box.top + box.right + box.bottom))
			abort();
	}
	for (const SvgNode *child = node->first; child != NULL; child = child->next)
		check_node(child);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	Arena *arena = arena_new(NULL);
	Svg svg;
	const char *reason = NULL;
	if (svg_read(arena, (Str){(const char *)data, size}, &svg, &reason)) {
		if (!(svg.width > 0) || !(svg.height > 0))
			abort();
		check_node(svg.root);
		(void)svg_lacks_text(arena, svg.lacks);
	} else if (reason == NULL) {
		abort();
	}
	arena_free(arena);
	return 0;
}
